"""Names that core Lean declares and the embedded library does not: to use one is unsupported, not an error.

`library/ABSENT` lists them, with `n.*` for whole namespaces.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lean_env.embedded.errors import LeanError, Position, Unsupported

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

_LIST = Path(__file__).resolve().parent.parent / "library" / "ABSENT"


@cache
def _absent() -> tuple[frozenset[str], frozenset[str]]:
    lines = [line for line in _LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = frozenset(line for line in lines if not line.endswith(".*"))
    return names, frozenset(line[:-2] for line in lines if line.endswith(".*"))


def is_absent(name: str) -> bool:
    """Whether core Lean declares the full name, or may, and the library does not."""
    names, namespaces = _absent()
    return name in names or ("." in name and name.split(".", 1)[0] in namespaces)


def refuse_absent(state: State, name: str, text: str, place: Position | None) -> None:
    """No text declares what core Lean declares: LeanError(`text`), or Unsupported where that is not known.

    The library itself may declare its own helpers in a namespace of Lean's meta code.
    """
    names, _ = _absent()
    if name in names:
        raise LeanError(text, place, "invalid")
    if state.parent is not None and is_absent(name):
        raise Unsupported(f"'{name}' may be a name of Lean's core library", place)


def is_absent_namespace(name: str) -> bool:
    """The same for a namespace."""
    names, namespaces = _absent()
    return name.split(".", 1)[0] in namespaces or any(known.startswith(name + ".") for known in names)


def unknown_identifier(state: State, name: str, place: Position | None) -> LeanError:
    """What to raise for a name that means nothing here."""
    spaces = ["", *state.namespaces(), *state.open_namespaces]
    for space in spaces:
        full = f"{space}.{name}" if space else name
        if is_absent(full) or is_absent(full.rpartition(".")[0]):
            return Unsupported(f"'{full}' of Lean's core library is not in the embedded one", place)
    return LeanError(f"unknown identifier '{name}'", place, "unknown_identifier")
