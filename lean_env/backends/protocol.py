"""The seam between the pool and whatever checks Lean: a backend opens sessions, a session answers texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from lean_env.verdict import Budget

# The kinds of constants. A theorem is whatever proves a proposition: axioms and constructors of propositions too.
THEOREM: Final = "theorem"
TYPE: Final = "type"
CONSTRUCTOR: Final = "constructor"
DEFINITION: Final = "definition"


class Constant(NamedTuple):
    """A name of an environment, its kind, and, for a theorem, what it says as `#check` prints it (else "")."""

    name: str
    kind: str
    statement: str


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

    def run(
        self, prefix: str, text: str, budget: Budget, opening: int = 0, axioms_of: str = ""
    ) -> Sequence[RawMessage]:
        """Check `prefix + text` and return every message.

        `prefix` ends in a newline and changes seldom, and the first `opening` characters of `text` are lines that the
        next text may begin with again: a session may keep what it elaborated of both. Where the text says
        `#print axioms` of `axioms_of`, a session may come by the same message in another way.
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

    def constants(self, header: str, budget: Budget) -> Iterable[Constant]:
        """Every constant of the environment after `header`. Raises LeanEnvError when the header does not load."""

    def close(self) -> None:
        """Free what the sessions share."""
