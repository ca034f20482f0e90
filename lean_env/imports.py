"""What a header imports, and whether it is compiled. Knows Lean's search path, and reads no more than import lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lean_env.commands import tokens_of
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import DOC, FIELD_NAME, IDENTIFIER, MODULE_DOC


def imported_by(text: str) -> list[str]:
    """The names after `import` at the top of a text, in order, without those relative to a folder."""
    names: list[str] = []
    importing = relative = False
    try:
        for token in tokens_of(text):
            if token.kind in (DOC, MODULE_DOC) or token.text == "prelude":
                continue
            if token.text == "import":
                importing, relative = True, False
            elif importing and token.text == ".":
                relative = True
            elif importing and token.kind in (IDENTIFIER, FIELD_NAME):
                if not relative and token.kind == IDENTIFIER:
                    names.append(token.text)
                relative = False
            else:
                break
    except LeanError:
        pass  # the checker will say what is wrong with the text, and where
    return names


def uncompiled_import(names: Iterable[str], folders: Sequence[Path], compiled: set[str] | None = None) -> Path | None:
    """The first source, among the imported ones and those that they import, that has no compiled file beside it.

    What is in none of the folders is passed over, and so are the modules in `compiled`, which gets those that were
    found to be compiled with all that they import: whoever asks often passes the same set.
    """
    waiting, seen = list(names), set(compiled or ())
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source = _source_of(name, folders)
        if source is None:
            continue
        if not source.with_suffix(".olean").exists():
            return source
        waiting += imported_by(_opening_of(source))
    if compiled is not None:
        compiled |= seen
    return None


def _source_of(name: str, folders: Sequence[Path]) -> Path | None:
    path = Path(*name.split("."))
    for folder in folders:
        for source in (folder / path.with_suffix(".lean"), folder / path / "default.lean"):
            if source.exists():
                return source
    return None


def _opening_of(source: Path) -> str:
    """The lines of a file up to the last that begins with `import`."""
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    cut = text.rfind("\nimport ")
    start = 0 if cut < 0 else cut + 1
    end = text.find("\n", start)
    return text[: len(text) if end < 0 else end + 1]
