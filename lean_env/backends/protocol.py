"""The seam between the pool and whatever checks Lean: a backend opens sessions, a session answers texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lean_env.verdict import Budget


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the backend gave it; lines count from 1 within the whole text that was sent, columns from 0."""

    severity: str
    text: str
    line: int
    column: int


class Session(Protocol):
    """One checker process. Not safe for several threads at once."""

    @property
    def pid(self) -> int:
        """Its process id, for measurements and tests of faults."""

    def run(self, prefix: str, text: str, budget: Budget, opening: int = 0) -> Sequence[RawMessage]:
        """Check `prefix + text` and return every message.

        `prefix` ends in a newline and changes seldom, and the first `opening` characters of `text` are lines that the
        next text may begin with again: a session may keep what it elaborated of both.
        Raises WallClockTimeout, Stalled, MemoryExhausted or SessionDied; after any of these the session is closed.
        """

    def holds(self, prefix: str) -> bool:
        """Whether a text after this prefix would find it elaborated."""

    def close(self) -> None:
        """Kill the process and everything it started. Safe to call twice."""


class Backend(Protocol):
    """A way to check Lean, ready to use."""

    @property
    def name(self) -> str:
        """`lean3`, `embedded` or a test's own."""

    @property
    def fingerprint(self) -> str:
        """What a verdict depends on besides the text: toolchain, library revision, own version."""

    def open_session(self, budget: Budget) -> Session:
        """Start one more process. Raises LeanEnvError when that can never work, SessionDied when it may next time."""

    def close(self) -> None:
        """Free what the sessions share."""
