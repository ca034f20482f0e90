"""OS limits around a checker process.

What holds with bubblewrap, and with the project's own `namespaces` where that is not installed: no network, a read-only
system, a private /tmp of limited size, no other process in sight, no new processes, sockets or tracing (`seccomp.py`),
an empty environment; the whole group dies with its parent. What rlimits add everywhere: address space, size of files,
no core dumps.

What none of it covers, plainly: CPU time of a candidate up to its wall-clock budget; reading files that the account can
read (the system is mounted read-only, not hidden); bugs of the operating system's kernel that would let a process out
of its namespaces.
"""

from __future__ import annotations

import ctypes
import functools
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from lean_env.errors import LeanEnvError
from lean_env.sandbox import seccomp

Mode = Literal["bubblewrap", "namespaces", "none"]
MODES: Final = ("auto", "bubblewrap", "namespaces", "none")
_MEGABYTE: Final = 1 << 20
_MAX_FILE_MB: Final = 64
_TMP_MB: Final = 64
_TRIAL_SECONDS: Final = 20
_PR_SET_PDEATHSIG: Final = 1
# Loaded here because a child between fork and exec must not load anything.
_LIBC: Final = ctypes.CDLL(None)


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start one process: the command, its whole environment, and descriptors to pass and then close."""

    command: list[str]
    environment: Mapping[str, str]
    descriptors: tuple[int, ...] = ()
    setup: Callable[[], None] | None = None

    def close(self) -> None:
        """Close this side of the descriptors, once the process has started."""
        for descriptor in self.descriptors:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Sandbox:
    """How checker processes are started."""

    mode: Mode

    def launch(
        self,
        arguments: Sequence[str],
        *,
        readable: Sequence[Path] = (),
        environment: Mapping[str, str] | None = None,
        address_space_mb: int | None = None,
    ) -> Launch:
        """The way to run `arguments` inside; `readable` folders stay visible even below /tmp.

        `environment` is added to the little that every process gets: nothing of this process's own comes through.
        """
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp", **(environment or {})}
        setup = functools.partial(limit_process, address_space_mb)
        match self.mode:
            case "bubblewrap":
                return _bubblewrap(arguments, readable, environment, setup)
            case "namespaces":
                script = str(Path(__file__).with_name("namespaces.py"))
                folders = [str(folder) for folder in readable]
                options = [str(_TMP_MB), seccomp.program().hex(), *folders]
                command = [sys.executable, "-I", "-S", script, *options, "--", *arguments]
                return Launch(command, environment, (), setup)
            case "none":
                return Launch(list(arguments), environment, (), setup)

    @property
    def description(self) -> str:
        """What is in force, in a line."""
        if self.mode == "none":
            return "rlimits only: candidates can read, write, connect and fork as this account can"
        return f"{self.mode}: no network, read-only system, private /tmp, no new processes; and rlimits"


def _bubblewrap(
    arguments: Sequence[str], readable: Sequence[Path], environment: Mapping[str, str], setup: Callable[[], None]
) -> Launch:
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    command += ["--size", str(_TMP_MB * _MEGABYTE), "--tmpfs", "/tmp"]
    for folder in readable:
        if folder.is_relative_to("/tmp"):
            command += ["--ro-bind", str(folder), str(folder)]
    descriptor = os.memfd_create("seccomp", 0)
    os.write(descriptor, seccomp.program())
    os.lseek(descriptor, 0, os.SEEK_SET)
    command += ["--seccomp", str(descriptor), "--chdir", "/", *arguments]
    return Launch(command, environment, (descriptor,), setup)


@functools.cache
def works(mode: Mode) -> bool:
    """Whether a process can be started this way here: user namespaces can be switched off, bwrap can be absent."""
    if mode == "bubblewrap" and shutil.which("bwrap") is None:
        return False
    launch = Sandbox(mode).launch(["/bin/true"])
    try:
        done = subprocess.run(
            launch.command,
            env=dict(launch.environment),
            pass_fds=launch.descriptors,
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        launch.close()
    return done.returncode == 0


def choose_sandbox(mode: str) -> Sandbox:
    """`auto` takes bubblewrap where it works, else namespaces. Running without either has to be asked for by name.

    Raises LeanEnvError when what was asked for does not work here.
    """
    match mode:
        case "none":
            return Sandbox("none")
        case "bubblewrap" | "namespaces":
            if works(mode):
                return Sandbox(mode)
        case "auto":
            if works("bubblewrap"):
                return Sandbox("bubblewrap")
            if works("namespaces"):
                return Sandbox("namespaces")
        case _:
            raise LeanEnvError(f"unknown sandbox {mode!r}: choose one of {', '.join(MODES)}")
    raise LeanEnvError(
        "no sandbox works here, and candidates can run code while they elaborate: install the package bubblewrap and "
        "allow user namespaces, or choose sandbox=none by name to run them with resource limits only"
    )


def limit_process(address_space_mb: int | None = None) -> None:
    """Limit the calling process (run it in the child): it dies with its parent, writes no large file, dumps no core."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if address_space_mb is not None:
        _lower(resource.RLIMIT_AS, address_space_mb * _MEGABYTE)
    _lower(resource.RLIMIT_FSIZE, _MAX_FILE_MB * _MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (ceiling, hard))
