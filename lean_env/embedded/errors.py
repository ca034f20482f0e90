"""The one exception tree of the embedded checker; every part raises these, the front end turns them into messages."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a source text: lines count from 1, columns from 0, both in code points, as in Lean's own messages."""

    line: int
    column: int


class LeanError(Exception):
    """Lean would say no here.

    `kind` is a short stable word for statistics (`parse`, `unknown_identifier`, `type_mismatch`, `unsolved_goals`,
    `tactic_failed`, `failed_to_synthesize`, `dont_know_how_to_synthesize`, `kernel`, `sorry`, `invalid`, `other`);
    `text` follows Lean's own wording where practical; `position` is filled in by whoever first knows it.
    """

    def __init__(self, text: str, position: Position | None = None, kind: str = "other") -> None:
        super().__init__(text)
        self.text = text
        self.position = position
        self.kind = kind

    def at(self, position: Position | None) -> LeanError:
        """The same error, placed at `position` unless it already has a place."""
        if self.position is None:
            self.position = position
        return self


class Unsupported(LeanError):
    """The text may be good Lean 3, but it is beyond the embedded fragment: never counted as a rejection."""

    def __init__(self, text: str, position: Position | None = None) -> None:
        super().__init__(text, position, kind="unsupported")


class DeterministicTimeout(LeanError):
    """The deterministic step budget of the check is spent."""

    def __init__(self, position: Position | None = None) -> None:
        super().__init__("(deterministic) timeout", position, kind="timeout")


class DeepRecursion(Exception):
    """Lean's own stack would end here. It ends the command, and no tactic may catch it: so it is no `LeanError`."""
