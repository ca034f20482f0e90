"""Requests on their way to a verdict: what each asks of a session, and what is made of the answer."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final, Protocol

from lean_env.audit import AuditedText, StatementProbe, infrastructure_status, judge_plain
from lean_env.backends.protocol import Session
from lean_env.errors import (
    DiedLoading,
    Disagreement,
    Interrupted,
    MemoryExhausted,
    SessionDied,
    SessionError,
    Stalled,
    WallClockTimeout,
)
from lean_env.statement import Statement
from lean_env.verdict import Budget, Claim, Message, Snippet, Status, Verdict, make_message

_FAULTS: Final[dict[type[SessionError], Status]] = {
    WallClockTimeout: Status.TIMEOUT,
    Stalled: Status.TIMEOUT,
    MemoryExhausted: Status.OUT_OF_MEMORY,
    SessionDied: Status.CRASHED,
    DiedLoading: Status.CRASHED,
    Interrupted: Status.CRASHED,
}
# The rule of a verdict that the second opinion overturned.
_RECHECK: Final = "recheck"
# Statements, with headers of a few kilobytes, of which a pool remembers how they elaborated: a corpus has any number.
_MOST_STATEMENTS: Final = 2_000


class SecondOpinion(Protocol):
    """Whatever looks again, by other means, at a proof that the backend accepted."""

    def ask(self, prefix: str, audited: AuditedText, budget: Budget) -> None:
        """Return if the proof, which comes after `prefix`, counts.

        Raises Disagreement if it does not, SessionError when there is no answer.
        """

    def close(self) -> None:
        """Free its processes."""


@dataclass(frozen=True, slots=True)
class Elaborated:
    """A statement that elaborates: the name that its goal gets in every audit, and its universe parameters."""

    goal: str
    universes: tuple[str, ...]


class KnownStatements:
    """What became of the statements of late: elaborated once each, or the verdict on all their candidates."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Elaborated | Verdict] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, claim: Claim) -> Elaborated | Verdict | None:
        """What is known of the claim's statement."""
        with self._lock:
            return self._known.get((claim.header, claim.statement))

    def learn(self, claim: Claim, found: Elaborated | Verdict) -> Elaborated | Verdict:
        """Keep it, and return it, or what somebody else has learnt meanwhile."""
        with self._lock:
            if len(self._known) >= _MOST_STATEMENTS:
                self._known.popitem(last=False)
            return self._known.setdefault((claim.header, claim.statement), found)


class Check(ABC):
    """One request, as the job that a worker runs on its session."""

    def __init__(self, header: str, budget: Budget, fingerprint: str) -> None:
        stripped = header.strip("\n")
        # Whole lines, so that what follows starts on a line of its own.
        self.prefix = f"{stripped}\n" if stripped else ""
        self.budget = budget
        self._fingerprint = fingerprint

    @property
    def key(self) -> str:
        """A session that has elaborated this before is best."""
        return self.prefix

    def foresee(self, session: Session) -> bool:
        """Whether the session makes use of knowing that it runs this next."""
        return False

    def run(self, session: Session) -> Verdict:
        """The verdict. Raises SessionError."""
        started = time.monotonic()
        verdict = self._verdict(session)
        return replace(verdict, seconds=time.monotonic() - started, backend=self._fingerprint)

    def give_up(self, error: SessionError) -> Verdict:
        """The verdict where this error stands."""
        status = _FAULTS[type(error)]
        return Verdict(status, (Message("error", str(error), kind=status.value),), backend=self._fingerprint)

    @abstractmethod
    def _verdict(self, session: Session) -> Verdict: ...


class SnippetCheck(Check):
    """Whether Lean takes a text as it is."""

    def __init__(self, snippet: Snippet, budget: Budget, fingerprint: str) -> None:
        super().__init__(snippet.header, budget, fingerprint)
        self._snippet = snippet

    def _verdict(self, session: Session) -> Verdict:
        messages = session.run(self.prefix, self._snippet.body, self.budget)
        return judge_plain(messages, self.prefix.count("\n"), self._snippet.allow_sorry)


class ClaimCheck(Check):
    """Whether a candidate proves a statement: the statement is elaborated once for all candidates, then each audited.

    With a `second_opinion`, one that the backend accepts is accepted only if that agrees.
    """

    def __init__(
        self,
        claim: Claim,
        budget: Budget,
        fingerprint: str,
        statements: KnownStatements,
        second_opinion: SecondOpinion | None,
    ) -> None:
        super().__init__(claim.header, budget, fingerprint)
        self._claim = claim
        self._statement = Statement.parse(claim.statement)
        self._statements = statements
        self._second_opinion = second_opinion
        self._audited: AuditedText | None = None

    def foresee(self, session: Session) -> bool:
        """See `Check.foresee`. Not until the statement is known to elaborate."""
        known = self._statements.of(self._claim)
        return isinstance(known, Elaborated) and session.foresee(self.prefix, self._text(known), self.budget)

    def _verdict(self, session: Session) -> Verdict:
        known = self._statements.of(self._claim) or self._elaborate(session)
        if isinstance(known, Verdict):
            return known
        audited, lines = self._text(known), self.prefix.count("\n")
        messages = session.audit(self.prefix, audited, self.budget)
        verdict = audited.judge([replace(m, line=m.line - lines) for m in messages] if lines else messages)
        if verdict.accepted and self._second_opinion is not None:
            return self._confirmed(verdict, audited, self._second_opinion)
        return verdict

    def _text(self, known: Elaborated) -> AuditedText:
        """What is audited: the same each time."""
        if self._audited is None:
            self._audited = AuditedText.of(self._claim, self._statement, known.goal, known.universes)
        return self._audited

    def _elaborate(self, session: Session) -> Elaborated | Verdict:
        """What becomes of the statement; a verdict if it does not elaborate."""
        probe = StatementProbe.of(self._statement)
        messages = session.probe(self.prefix, probe, self.budget)
        universes = probe.universes(messages)
        if universes is not None:
            return self._statements.learn(self._claim, Elaborated(probe.goal, universes))
        shown = tuple(make_message(m.severity, f"in the statement: {m.text}", 0, m.column) for m in messages)
        status = infrastructure_status([m for m in messages if m.severity == "error"]) or Status.REJECTED
        verdict = Verdict(status, shown)
        return verdict if status is Status.TIMEOUT else self._statements.learn(self._claim, verdict)

    def _confirmed(self, verdict: Verdict, audited: AuditedText, second_opinion: SecondOpinion) -> Verdict:
        """The accepting verdict, if the second opinion confirms it."""
        try:
            second_opinion.ask(self.prefix, audited, self.budget)
        except Disagreement as error:
            message = Message("error", f"the second opinion: {error}", kind=_RECHECK)
            return replace(verdict, status=Status.CHEATED, messages=(*verdict.messages, message), rule=_RECHECK)
        except SessionError as error:
            status = _FAULTS[type(error)]
            message = Message("error", f"no second opinion: {error}", kind=status.value)
            return replace(verdict, status=status, messages=(*verdict.messages, message))
        return verdict
