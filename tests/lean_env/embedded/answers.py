"""What a checker answers to a text, in the form that golden files keep: the status, and the first error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lean_env import CheckerPool, Snippet
from lean_env.verdict import Status, Verdict

ACCEPTED: Final = Status.ACCEPTED.value
REJECTED: Final = Status.REJECTED.value


class Answer(NamedTuple):
    """A status and, unless it is `accepted`, kind, line, column and first line of the first error (or sorry)."""

    status: str
    kind: str = ""
    line: int = 0
    column: int = 0
    error: str = ""

    @classmethod
    def of(cls, verdict: Verdict) -> Answer:
        """The answer in a verdict."""
        if verdict.accepted:
            return cls(verdict.status.value)
        errors = [message for message in verdict.messages if message.severity == "error"]
        objections = errors or [message for message in verdict.messages if message.kind == "sorry"]
        if not objections:
            return cls(verdict.status.value)
        first = objections[0]
        return cls(verdict.status.value, first.kind, first.line, first.column, first.text.split("\n")[0])


def ask(pool: CheckerPool, texts: Iterable[str]) -> Iterator[Answer]:
    """The answers to texts, each checked alone, in their order."""
    for verdict in pool.check_all(Snippet("", text) for text in texts):
        yield Answer.of(verdict)


class Parity(NamedTuple):
    """Of the texts that both reject, how many have the first error's kind, line, column and wording in common."""

    rejected: int
    kind: int
    line: int
    column: int
    wording: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[Answer, Answer]]) -> Parity:
        """Compare pairs of answers to the same texts."""
        both = [(one, other) for one, other in pairs if one.status == other.status == REJECTED]
        return cls(
            rejected=len(both),
            kind=sum(one.kind == other.kind for one, other in both),
            line=sum(one.line == other.line for one, other in both),
            column=sum((one.line, one.column) == (other.line, other.column) for one, other in both),
            wording=sum(one.error == other.error for one, other in both),
        )

    def __str__(self) -> str:
        shares = (f"{part} {getattr(self, part) / max(1, self.rejected):.1%}" for part in self._fields[1:])
        return f"{self.rejected} rejected by both: the same {', '.join(shares)}"
