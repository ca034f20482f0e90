"""The nouns of checking: what is asked (`Snippet`, `Claim`), what it may cost (`Budget`), and the answer (`Verdict`).

Knows no Lean beyond the wording of its messages, and starts no process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final


class Status(StrEnum):
    """The seven ways a check can end. Only `rejected` and `cheated` say that the candidate is wrong."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHEATED = "cheated"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    UNSUPPORTED = "unsupported"
    CRASHED = "crashed"


UNDECIDED: Final = frozenset({Status.CRASHED, Status.UNSUPPORTED})
"""Nothing can be concluded about the candidate: it must not be counted as wrong."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A plain text to compile: `body` after `header` (imports, `open` lines). Lines are counted within `body`.

    With `allow_sorry` a text whose only fault is `sorry` is accepted: this is how a statement alone is checked.
    """

    header: str
    body: str
    allow_sorry: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Does the Lean text `candidate` prove `statement` under `name`, with nothing smuggled in?

    `statement` is a signature (`theorem foo (p : Prop) : p → p`) or a bare proposition (`∀ p : Prop, p → p`).
    Lines are counted within `candidate`.
    """

    header: str
    statement: str
    name: str
    candidate: str


Request = Snippet | Claim


@dataclass(frozen=True, slots=True)
class Budget:
    """What one check may spend: wall-clock `seconds`, `memory_mb` megabytes, and a deterministic limit.

    The deterministic limit is in the backend's own unit: `steps` of the embedded checker, `heartbeats` of the real Lean
    (its `-T`: thousands of small allocations). The default steps run out well before the seconds do, so that a timeout
    does not depend on the machine: a processor of 2025 takes 40,000 to 100,000 a second, and of some 1,400 proofs and
    textbook examples the most expensive one needs 15,000.
    """

    seconds: float = 10.0
    memory_mb: int = 2048
    steps: int = 250_000
    heartbeats: int = 50_000

    def __post_init__(self) -> None:
        if min(self.seconds, self.memory_mb, self.steps, self.heartbeats) <= 0:
            raise ValueError(f"a budget's limits must be positive: {self}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a checker; `line` counts from 1 and `column` from 0. `kind` is a stable word for statistics."""

    severity: str
    text: str
    line: int = 0
    column: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one answer that every candidate gets.

    `rule` names the audit's rule when the status is `cheated`; `backend` is the fingerprint of what checked.
    """

    status: Status
    messages: tuple[Message, ...] = ()
    axioms: tuple[str, ...] = ()
    uses_sorry: bool = False
    seconds: float = 0.0
    backend: str = ""
    rule: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the checker said yes."""
        return self.status is Status.ACCEPTED

    @property
    def is_infrastructure_fault(self) -> bool:
        """Whether nothing can be concluded about the candidate, so that it must not be counted as wrong."""
        return self.status in UNDECIDED

    @property
    def error_kind(self) -> str:
        """The kind of the first error, or what stands for it: the audit's rule, or the status itself."""
        if self.accepted:
            return ""
        if self.rule:
            return self.rule
        if self.status is Status.REJECTED:
            for message in self.messages:
                if message.severity == "error":
                    return message.kind
            if self.uses_sorry:
                return "sorry"
        return self.status.value

    def to_json(self) -> dict[str, Any]:
        """A plain dictionary that `from_json` reads back."""
        return asdict(self) | {"status": self.status.value}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Verdict:
        """The verdict that `to_json` wrote."""
        return cls(
            status=Status(record["status"]),
            messages=tuple(Message(**message) for message in record.get("messages", ())),
            axioms=tuple(record.get("axioms", ())),
            uses_sorry=bool(record.get("uses_sorry", False)),
            seconds=float(record.get("seconds", 0.0)),
            backend=str(record.get("backend", "")),
            rule=str(record.get("rule", "")),
        )


# Lean has no error codes. These patterns are tried in order on the text of an error; the first that fits names it.
_KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("timeout", r"\(deterministic\) timeout"),
        ("out_of_memory", r"excessive memory consumption|std::bad_alloc"),
        ("unsupported", r"^unsupported"),
        ("sorry", r"uses sorry"),
        (
            "unknown_identifier",
            r"unknown (identifier|declaration|constant|namespace|attribute|universe)|invalid field|"
            r"is not a valid \"?field|can't be accessed|has not been declared",
        ),
        ("missing_import", r"file '.*' not found|invalid import"),
        (
            "type_mismatch",
            r"type mismatch|function expected|has type|type expected|motive is not type correct|too many arguments|"
            r"invalid (let-expression|constructor|have-expression|type ascription)",
        ),
        ("unsolved_goals", r"unsolved goals|has not been solved|there are no goals|no goals"),
        ("failed_to_synthesize", r"failed to synthesize|maximum class-instance resolution depth"),
        ("dont_know_how_to_synthesize", r"don't know how to synthesize|can't infer|failed to elaborate"),
        ("equation_compiler", r"equation compiler|non-exhaustive|unused|well[- ]founded|nested exception message"),
        ("tactic_failed", r"tactic failed"),
        (
            "parse",
            r"expected|invalid expression|unexpected|unterminated|invalid (end of|binder|notation)|ended too early",
        ),
        ("tactic_failed", r"tactic .*failed|failed|invalid .*tactic|goal|hypothesis"),
    )
)


_SPENT: Final = frozenset({"timeout", "out_of_memory"})


def kind_of_error(text: str) -> str:
    """The kind of the error whose text Lean printed, the same whichever backend gave it; `other` if none is known.

    What follows the first line quotes terms and nested messages; of these only spent resources count.
    """
    first = text.partition("\n")[0]
    for kind, pattern in _KINDS:
        if pattern.search(text if kind in _SPENT else first):
            return kind
    return "other"


def make_message(severity: str, text: str, line: int, column: int) -> Message:
    """A message with its kind worked out: errors are classified, the `uses sorry` warning is `sorry`."""
    if severity == "error" or "uses sorry" in text:
        return Message(severity, text, line, column, kind_of_error(text))
    return Message(severity, text, line, column)
