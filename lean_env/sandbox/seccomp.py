"""A seccomp filter for checker processes: no new processes, no sockets, nothing that reaches into the kernel.

A checker needs threads, memory and the files that are already there. Everything through which code run by a candidate
could multiply itself, talk, trace or reconfigure is answered with EPERM; the process itself goes on.

The numbers are those of the system call tables of Linux (`asm/unistd.h`); the program is classic BPF as seccomp(2)
describes it: eight bytes an instruction, reading `struct seccomp_data`.
"""

from __future__ import annotations

import errno
import platform
import struct
from dataclasses import dataclass
from typing import Final

from lean_env.errors import LeanEnvError

_LOAD_WORD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_JUMP_AT_LEAST: Final = 0x35
_JUMP_BITS: Final = 0x45
_RETURN: Final = 0x06

_ALLOW: Final = 0x7FFF0000
_KILL_PROCESS: Final = 0x80000000
_ERRNO: Final = 0x00050000

_OFFSET_NUMBER: Final = 0
_OFFSET_ARCHITECTURE: Final = 4
_OFFSET_FIRST_ARGUMENT: Final = 16
_CLONE_THREAD: Final = 0x00010000
# On x86-64 numbers from here on are the x32 ABI's names for the same calls.
_X32_NUMBERS: Final = 0x40000000


@dataclass(frozen=True, slots=True)
class _Architecture:
    """How one machine names what the filter is about."""

    audit_name: int
    clone: int
    clone3: int
    denied: tuple[int, ...]


_ARCHITECTURES: Final = {
    # fork vfork socket socketpair ptrace mount umount2 unshare setns pivot_root chroot kexec_load init_module
    # finit_module delete_module bpf perf_event_open keyctl add_key request_key userfaultfd process_vm_readv
    # process_vm_writev io_uring_setup reboot swapon
    "x86_64": _Architecture(
        0xC000003E, 56, 435,
        (57, 58, 41, 53, 101, 165, 166, 272, 308, 155, 161, 246, 175, 313, 176, 321, 298, 250, 248, 249, 323, 310, 311,
         425, 169, 167),
    ),
    # the same without fork and vfork, which this machine does not have
    "aarch64": _Architecture(
        0xC00000B7, 220, 435,
        (198, 199, 117, 40, 39, 97, 268, 41, 51, 104, 105, 273, 106, 280, 241, 219, 217, 218, 282, 270, 271, 425, 142,
         224),
    ),
}  # fmt: skip


def program() -> bytes:
    """The filter for this machine. Raises LeanEnvError where its system calls are not listed here."""
    machine = _ARCHITECTURES.get(platform.machine())
    if machine is None:
        raise LeanEnvError(f"no sandbox for a {platform.machine()} machine: choose sandbox=none by name")
    refuse, absent = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    code = [
        _instruction(_LOAD_WORD, _OFFSET_ARCHITECTURE),
        *_unless_equal(machine.audit_name, _KILL_PROCESS),
        _instruction(_LOAD_WORD, _OFFSET_NUMBER),
        _instruction(_JUMP_AT_LEAST, _X32_NUMBERS, 0, 1),
        _instruction(_RETURN, refuse),
    ]
    for number in machine.denied:
        code += _if_equal(number, refuse)
    # The C library falls back from clone3, whose flags a filter cannot see, to clone.
    code += _if_equal(machine.clone3, absent)
    code += [
        _instruction(_JUMP_EQUAL, machine.clone, 0, 3),
        _instruction(_LOAD_WORD, _OFFSET_FIRST_ARGUMENT),
        _instruction(_JUMP_BITS, _CLONE_THREAD, 1, 0),
        _instruction(_RETURN, refuse),
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _instruction(code: int, constant: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, constant)


def _if_equal(value: int, answer: int) -> list[bytes]:
    return [_instruction(_JUMP_EQUAL, value, 0, 1), _instruction(_RETURN, answer)]


def _unless_equal(value: int, answer: int) -> list[bytes]:
    return [_instruction(_JUMP_EQUAL, value, 1, 0), _instruction(_RETURN, answer)]
