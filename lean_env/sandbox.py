"""OS limits around a checker process.

What holds with bubblewrap: no network, a read-only system, a private temporary folder, no other process in sight, the
whole group dies with its parent. What rlimits add everywhere: address space, file size, no core dumps.

What neither covers, plainly: CPU time of a candidate up to its wall-clock budget; reading files that the account can
read (the system is mounted read-only, not hidden); bugs of the kernel that would let a process out of its namespaces.
"""

from __future__ import annotations

import functools
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from lean_env.errors import LeanEnvError

Mode = Literal["auto", "bubblewrap", "none"]
_MEGABYTE: Final = 1 << 20
_MAX_FILE_MB: Final = 64


@dataclass(frozen=True, slots=True)
class Sandbox:
    """How checker processes are started: `bubblewrap` around them, or `none` but rlimits."""

    mode: Literal["bubblewrap", "none"]

    def command(self, arguments: Sequence[str], readable: Sequence[Path] = ()) -> list[str]:
        """The command line that runs `arguments` inside; `readable` folders stay visible even below /tmp or a home."""
        if self.mode == "none":
            return list(arguments)
        command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
        command += ["--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", "/tmp"]
        command += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
        for folder in readable:
            command += ["--ro-bind", str(folder), str(folder)]
        return [*command, "--chdir", "/", *arguments]


@functools.cache
def bubblewrap_works() -> bool:
    """Whether bwrap is installed and this account may use it (user namespaces can be switched off)."""
    if shutil.which("bwrap") is None:
        return False
    trial = Sandbox("bubblewrap").command(["true"])
    try:
        return subprocess.run(trial, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def choose_sandbox(mode: str) -> Sandbox:
    """`auto` takes bubblewrap where it works. Raises LeanEnvError when bubblewrap was asked for and does not."""
    if mode == "none":
        return Sandbox("none")
    if mode not in ("auto", "bubblewrap"):
        raise LeanEnvError(f"unknown sandbox {mode!r}: choose auto, bubblewrap or none")
    if bubblewrap_works():
        return Sandbox("bubblewrap")
    if mode == "bubblewrap":
        raise LeanEnvError("bubblewrap does not work here: install the package bubblewrap and allow user namespaces")
    return Sandbox("none")


def limit_process(address_space_mb: int) -> None:
    """Limit the calling process (run it in the child): address space, size of files written, no core dump."""
    _lower(resource.RLIMIT_AS, address_space_mb * _MEGABYTE)
    _lower(resource.RLIMIT_FSIZE, _MAX_FILE_MB * _MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (ceiling, hard))
