"""What bubblewrap does, for machines without it: run a command in user, mount, process and network namespaces.

Run as a script, with nothing but the standard library: `python namespaces.py TMP_MB FILTER READABLE... -- COMMAND...`,
FILTER being the program of `seccomp.py` in hexadecimal. The system is mounted read-only, /tmp is a private and limited
tmpfs, /proc shows the command alone, the only network is a loopback that is down, and the command dies with this
process. Needs unprivileged user namespaces and mount_setattr(2), that is Linux 5.12; exits with 125 and one line where
it cannot.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Final, NoReturn

SETUP_FAILED: Final = 125

_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
_CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 1, 22, 38, 2
_SYS_MOUNT_SETATTR: Final = 442
_AT_FDCWD, _AT_RECURSIVE, _MOUNT_ATTR_RDONLY = -100, 0x8000, 1

_libc = ctypes.CDLL(None, use_errno=True)


class _MountAttributes(ctypes.Structure):
    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("user_namespace", ctypes.c_uint64),
    )


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def main(arguments: list[str]) -> NoReturn:
    """Set the namespaces up and run the command in them; its exit status becomes this process's."""
    split = arguments.index("--")
    tmp_megabytes, code = int(arguments[0]), bytes.fromhex(arguments[1])
    readable, command = arguments[2:split], arguments[split + 1 :]
    try:
        _die_with_parent()
        _enter_namespaces()
        child = os.fork()  # the first process of the new process namespace: when it ends, all in it end
        if child == 0:
            _die_with_parent()
            _restrict_files(tmp_megabytes, readable)
            _restrict_calls(code)
            os.execve(command[0], command, dict(os.environ))
    except OSError as error:
        print(f"namespaces: {error}", file=sys.stderr)
        os._exit(SETUP_FAILED)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _enter_namespaces() -> None:
    user, group = os.getuid(), os.getgid()
    _call(
        "unshare",
        _CLONE_NEWUSER | _CLONE_NEWNS | _CLONE_NEWPID | _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS,
    )
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _restrict_files(tmp_megabytes: int, readable: list[str]) -> None:
    """Everything read-only, with a tmpfs over /tmp and the readable folders back in their places below it."""
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    kept = [(folder, os.open(folder, os.O_PATH | os.O_DIRECTORY)) for folder in readable if folder.startswith("/tmp/")]
    _mount("proc", "/proc", "proc", _MS_NOSUID | _MS_NODEV)
    _mount("tmpfs", "/tmp", "tmpfs", _MS_NOSUID | _MS_NODEV, f"size={tmp_megabytes}m")
    for folder, descriptor in kept:
        os.makedirs(folder, exist_ok=True)
        _mount(f"/proc/self/fd/{descriptor}", folder, None, _MS_BIND | _MS_REC)
        os.close(descriptor)
    _set_read_only("/", True)
    _set_read_only("/tmp", False)


def _set_read_only(folder: str, read_only: bool) -> None:
    flag, flags = _MOUNT_ATTR_RDONLY, _AT_RECURSIVE if read_only else 0
    attributes = _MountAttributes(set=flag if read_only else 0, clear=0 if read_only else flag)
    _call(
        "syscall", _SYS_MOUNT_SETATTR, _AT_FDCWD, folder.encode(), flags, ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )  # fmt: skip


def _restrict_calls(code: bytes) -> None:
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    program = _FilterProgram(len(code) // 8, code)
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _die_with_parent() -> None:
    _call("prctl", _PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [None if text is None else text.encode() for text in (source, target, kind, options)]
    _call("mount", texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])


def _call(function: str, *arguments: object) -> None:
    if getattr(_libc, function)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")


if __name__ == "__main__":
    main(sys.argv[1:])
