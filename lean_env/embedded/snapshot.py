"""The prelude, built once: `library/*.lean` through the front end and the kernel, then frozen in a cache folder.

The folder is `$XDG_CACHE_HOME/lean_env` (or `~/.cache/lean_env`); the file's name holds a hash of the sources of the
library and of this package, so that an old one is never read. Several processes may ask at once: one builds, the
others wait for it. What a check does with the frozen state is `checker`'s.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lean_env.embedded.elaborator.commands import Commands
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.freezing import freeze, thaw
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.parser import Parser
from lean_env.embedded.tactics.simp.lemmas import prepare
from lean_env.files import write_whole

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, their total, and the file that is next."""

PACKAGE = Path(__file__).resolve().parent
LIBRARY = PACKAGE / "library"


class PreludeError(Exception):
    """The prelude does not build: a fault of this package, not of a text that is checked."""


def library_files() -> list[str]:
    """The library's files in the order they are built in, relative to the library's folder."""
    lines = (LIBRARY / "ORDER").read_text(encoding="utf-8").splitlines()
    names = [line.split("#")[0].strip() for line in lines]
    return [name for name in names if name]


def fingerprint() -> str:
    """Twelve hexadecimal digits that change whenever the library or the code that builds it does."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".lean") or path.name == "ORDER":
            digest.update(str(path.relative_to(PACKAGE)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def cache_folder() -> Path:
    """Where snapshots are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "lean_env"


def snapshot_path() -> Path:
    """The file of the present sources' snapshot, whether it exists or not."""
    return cache_folder() / f"prelude-{fingerprint()}.bin"


def is_built() -> bool:
    """Whether the present sources' snapshot exists."""
    return snapshot_path().exists()


def build(progress: Progress | None = None) -> Path:
    """Build the snapshot unless it exists; its path. PreludeError when the library does not build."""
    path = snapshot_path()
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.with_suffix(".lock")):
        if not path.exists():
            write_whole(path, [freeze(build_state(progress))])
            _remove_old(path)
    return path


def load(progress: Progress | None = None) -> State:
    """The frozen prelude, built first when there is none."""
    data = build(progress).read_bytes()
    state = thaw(data)
    assert isinstance(state, State)
    return state


def build_state(progress: Progress | None = None) -> State:
    """Run the whole library; PreludeError at the first command that fails."""
    state = State(Environment(), NotationTable())
    files = library_files()
    for done, name in enumerate(files):
        if progress is not None:
            progress(done, len(files), name)
        run_file(state, name, (LIBRARY / name).read_text(encoding="utf-8"))
    prepare(TypeContext(state))
    if progress is not None:
        progress(len(files), len(files), "")
    return state


def run_file(state: State, name: str, text: str) -> None:
    """Run one file of the library on `state`; its scopes end with it."""
    commands = Commands(state)
    parser = Parser(text, state.notations)
    place = Position(1, 0)
    try:
        while True:
            command = parser.next_command()
            if command is None:
                break
            place = command.pos
            commands.run(command)
    except LeanError as error:
        at = error.position or place
        raise PreludeError(f"{name}:{at.line}:{at.column}: {error.text}") from error
    for message in commands.messages:
        if message.severity != "info":
            raise PreludeError(f"{name}:{message.line}:{message.column}: {message.text}")
    state.end_file()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def _remove_old(kept: Path) -> None:
    """Keep the three newest snapshots."""
    found = sorted(kept.parent.glob("prelude-*.bin"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[3:]:
        if path != kept:
            path.unlink(missing_ok=True)
