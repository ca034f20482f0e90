"""Find a real Lean 3 the way its users install it: by configuration, on PATH, or in elan's toolchain folders."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lean_env.errors import LeanEnvError

WANTED_VERSION: Final = "3.51.1"
_VERSION = re.compile(r"version (\d+\.\d+\.\d+)")
_PROBE_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A Lean 3 executable, its version, and the folders that it reads libraries from."""

    executable: Path
    version: str
    library_path: tuple[Path, ...]

    @property
    def fingerprint(self) -> str:
        """Names the toolchain in every verdict."""
        return f"lean3-{self.version}"


def elan_home() -> Path:
    """Where elan keeps its toolchains."""
    return Path(os.environ.get("ELAN_HOME", Path.home() / ".elan"))


def candidates(configured: str | Path | None = None) -> list[Path]:
    """Executables worth asking, best first. A configured path is the only candidate when it is given.

    elan's own shim on PATH is left out: without a network it stalls, and its toolchains are looked at directly.
    """
    if configured:
        path = Path(configured).expanduser()
        return [path / "bin" / "lean" if path.is_dir() else path]
    found = sorted(
        (elan_home() / "toolchains").glob("leanprover-community--lean---3.*/bin/lean"),
        key=lambda path: (WANTED_VERSION not in path.parts[-3], path),
    )
    on_path = shutil.which("lean")
    if on_path and elan_home() / "bin" not in Path(on_path).parents:
        found.insert(0, Path(on_path))
    return found


def probe(executable: Path) -> Toolchain:
    """Ask the executable what it is. Raises LeanEnvError when it is no working Lean 3."""
    try:
        version_text = _output_of(executable, "--version")
        path_text = _output_of(executable, "--path")
    except FileNotFoundError:
        raise LeanEnvError(
            f"no Lean executable at {executable}: give its path or install Lean {WANTED_VERSION}"
        ) from None
    except (OSError, subprocess.SubprocessError) as error:
        raise LeanEnvError(f"{executable} does not run: {error}") from None
    match = _VERSION.search(version_text)
    if match is None or not match.group(1).startswith("3."):
        raise LeanEnvError(f"{executable} is not Lean 3 but says: {version_text.strip()[:80]!r}")
    try:
        folders = tuple(Path(folder).resolve() for folder in json.loads(path_text)["path"])
    except (ValueError, KeyError, TypeError):
        raise LeanEnvError(f"{executable} --path gave no folders: {path_text.strip()[:80]!r}") from None
    return Toolchain(executable.resolve(), match.group(1), folders)


def find_toolchain(configured: str | Path | None = None) -> Toolchain | None:
    """The first working Lean 3, or None. A configured path that does not work is an error, not a None."""
    if configured:
        return probe(candidates(configured)[0])
    for executable in candidates():
        try:
            return probe(executable)
        except LeanEnvError:
            continue
    return None


def _output_of(executable: Path, flag: str) -> str:
    done = subprocess.run(
        [str(executable), flag], capture_output=True, text=True, timeout=_PROBE_SECONDS, check=True, cwd="/"
    )
    return done.stdout
