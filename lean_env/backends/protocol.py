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


@dataclass(frozen=True, slots=True)
class Probe:
    """A text that elaborates a statement alone: it begins with `goal_text`, which defines the proposition `goal`, and
    ends by printing that definition's type.
    """

    text: str
    goal_text: str
    goal: str


@dataclass(frozen=True, slots=True)
class Audit:
    """A text that shows whether a candidate proves a statement; line numbers count from 1 within `text`.

    It begins with `goal_text`, which defines the proposition `goal`. Then comes the `candidate`, whose theorem `name`
    is to prove it: the theorem `check` says so on the line `check_line`. What that rests on is printed by the next
    line, and the `nonce` by the last. A candidate that `begins_as_stated` says the statement first, word for word.
    """

    text: str
    goal_text: str
    goal: str
    candidate: str
    candidate_first: int
    candidate_last: int
    name: str
    check: str
    check_line: int
    nonce: str
    begins_as_stated: bool


class Session(Protocol):
    """One checker: a process or several. Not safe for several threads at once.

    Whatever it is asked raises WallClockTimeout, Stalled, MemoryExhausted or SessionDied; after any of these it is
    closed.
    """

    @property
    def pids(self) -> Sequence[int]:
        """Its processes, for measurements and tests of faults."""

    def run(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        """Check `prefix + text` and return every message.

        `prefix` ends in a newline and changes seldom: a session may keep what it elaborated of it.
        """

    def probe(self, prefix: str, probe: Probe, budget: Budget) -> Sequence[RawMessage]:
        """The messages of `prefix + probe.text`, or the same by a shorter way."""

    def audit(self, prefix: str, audit: Audit, budget: Budget) -> Sequence[RawMessage]:
        """The messages of `prefix + audit.text`, or as many of them as decide on the verdict, by a shorter way."""

    def foresee(self, prefix: str, audit: Audit, budget: Budget) -> bool:
        """Learn of an audit that is asked for after those that were foreseen before it, so that it may begin as soon as
        they end. Returns whether the session will make use of that.
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
