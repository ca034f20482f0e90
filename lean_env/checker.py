"""The face of lean_env: a pool that turns `Snippet`s and `Claim`s into `Verdict`s, one each, whatever dies."""

from __future__ import annotations

import os
import re
import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Protocol, Self

from lean_env.audit import AuditedText, StatementProbe, gate, infrastructure_status, judge_plain
from lean_env.backends.protocol import Backend, Session
from lean_env.errors import (
    DiedLoading,
    Disagreement,
    LeanEnvError,
    MemoryExhausted,
    SessionDied,
    SessionError,
    Stalled,
    WallClockTimeout,
)
from lean_env.fingerprint import rules_digest
from lean_env.pool import WorkerPool
from lean_env.statement import Statement, is_identifier
from lean_env.verdict import Budget, Claim, Message, Request, Snippet, Status, Verdict, make_message

_FAULTS: Final[dict[type[SessionError], Status]] = {
    WallClockTimeout: Status.TIMEOUT,
    Stalled: Status.TIMEOUT,
    MemoryExhausted: Status.OUT_OF_MEMORY,
    SessionDied: Status.CRASHED,
    DiedLoading: Status.CRASHED,
}
# The gate reads candidates outside any budget; a megabyte is a second of it, and no checker finishes more in time.
_LONGEST_CANDIDATE: Final = 1_000_000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
RECHECK: Final = "recheck"
"""The rule of a verdict that the second opinion overturned."""
# Enough requests in flight to keep every worker fed without holding a whole corpus in memory.
_IN_FLIGHT_PER_WORKER: Final = 16
# Statements, with headers of a few kilobytes, of which a pool remembers how they elaborated: a corpus has any number.
_MOST_STATEMENTS: Final = 2_000


class Checker(Protocol):
    """Whatever turns requests into verdicts: the pool, a remote service, a script in a test."""

    @property
    def backend(self) -> str:
        """Its name: `lean3`, `embedded`, ..."""

    @property
    def fingerprint(self) -> str:
        """What its verdicts depend on besides the request."""

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """Queue a request; the future ends with its verdict."""

    def close(self) -> None:
        """Free its processes."""


class BaseChecker(ABC):
    """What every checker does the same way once it can submit: wait for one verdict or for many, close after `with`."""

    @property
    @abstractmethod
    def backend(self) -> str:
        """See `Checker.backend`."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """See `Checker.fingerprint`."""

    @property
    @abstractmethod
    def capacity(self) -> int:
        """How many requests to have in flight at once: enough to keep it busy, few enough to hold in memory."""

    @abstractmethod
    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """See `Checker.submit`."""

    @abstractmethod
    def close(self) -> None:
        """See `Checker.close`."""

    def check(self, request: Request, budget: Budget | None = None) -> Verdict:
        """Check one request and wait."""
        return self.submit(request, budget).result()

    def check_all(self, requests: Iterable[Request], budget: Budget | None = None) -> Iterator[Verdict]:
        """The verdicts in the order of the requests, with a bounded number of them in flight."""
        waiting: deque[Future[Verdict]] = deque()
        for request in requests:
            waiting.append(self.submit(request, budget))
            if len(waiting) >= self.capacity:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class SecondOpinion(Protocol):
    """Whatever looks again, by other means, at a proof that the backend accepted."""

    def ask(self, prefix: str, audited: AuditedText, budget: Budget) -> None:
        """Return if the proof, which comes after `prefix`, counts.

        Raises Disagreement if it does not, SessionError when there is no answer.
        """

    def close(self) -> None:
        """Free its processes."""


@dataclass(frozen=True, slots=True)
class _Elaborated:
    """A statement that elaborates: the name that its goal gets in every audit, and its universe parameters."""

    goal: str
    universes: tuple[str, ...]


class CheckerPool(BaseChecker):
    """Checks requests on `workers` processes of one backend, within `budget` unless a request brings its own.

    With a `second_opinion`, a claim that the backend accepts is accepted only if that agrees.
    """

    def __init__(
        self,
        backend: Backend,
        workers: int | None = None,
        budget: Budget | None = None,
        second_opinion: SecondOpinion | None = None,
    ) -> None:
        self._backend = backend
        self._second_opinion = second_opinion
        self._fingerprint = f"{backend.fingerprint}+rules-{rules_digest()}"
        if second_opinion is not None:
            self._fingerprint += "+recheck"
        self._budget = budget or Budget()
        self._workers = workers or max(1, os.cpu_count() or 1)
        self._pool = WorkerPool(lambda: backend.open_session(self._budget), self._workers)
        self._statements: OrderedDict[tuple[str, str], _Elaborated | Verdict] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def backend(self) -> str:
        """The backend's name."""
        return self._backend.name

    @property
    def fingerprint(self) -> str:
        """The backend's, a digest of the code that asks it and judges, and whether there is a second opinion."""
        return self._fingerprint

    @property
    def workers(self) -> int:
        """How many processes check side by side."""
        return self._workers

    @property
    def capacity(self) -> int:
        """A multiple of the workers."""
        return self._workers * _IN_FLIGHT_PER_WORKER

    @property
    def budget(self) -> Budget:
        """What a check may spend when its request does not say."""
        return self._budget

    @property
    def restarts(self) -> int:
        """How many worker processes had to be replaced so far."""
        return self._pool.restarts

    @property
    def sessions(self) -> list[Session]:
        """The open sessions, for tests of faults."""
        return self._pool.sessions

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """Queue a request. The future gives its verdict; it raises LeanEnvError only if the environment is unusable."""
        unreadable = _unreadable(request)
        if unreadable:
            message = Message("error", unreadable, kind="parse")
            return _finished(Verdict(Status.REJECTED, (message,), backend=self.fingerprint))
        spent = budget or self._budget
        run: Callable[[Session], Verdict]
        if isinstance(request, Claim):
            claim = request
            if not is_identifier(claim.name):
                raise LeanEnvError(f"{claim.name!r} is not the name of a Lean declaration")
            if len(claim.candidate) > _LONGEST_CANDIDATE:
                return _finished(_too_long(claim, self.fingerprint))
            violation = gate(claim.candidate)
            if violation is not None:
                message = Message("error", violation.text, violation.line, violation.column, violation.rule)
                return _finished(Verdict(Status.CHEATED, (message,), backend=self.fingerprint, rule=violation.rule))
            statement = Statement.parse(claim.statement)

            def run(session: Session) -> Verdict:
                return self._check_claim(session, claim, statement, spent)

        else:
            snippet = request

            def run(session: Session) -> Verdict:
                return self._check_snippet(session, snippet, spent)

        return self._verdict_of(self._pool.submit(_prefix(request.header), run))

    def close(self) -> None:
        """Kill the workers and what they share."""
        self._pool.close()
        self._backend.close()
        if self._second_opinion is not None:
            self._second_opinion.close()

    def _check_snippet(self, session: Session, snippet: Snippet, budget: Budget) -> Verdict:
        prefix = _prefix(snippet.header)
        started = time.monotonic()
        messages = session.run(prefix, snippet.body, budget)
        return judge_plain(messages, prefix.count("\n"), snippet.allow_sorry).with_seconds(time.monotonic() - started)

    def _check_claim(self, session: Session, claim: Claim, statement: Statement, budget: Budget) -> Verdict:
        started = time.monotonic()
        known = self._elaborated(session, claim, statement, budget)
        if isinstance(known, Verdict):
            return known
        audited = AuditedText.of(claim, statement, known.goal, known.universes)
        prefix = _prefix(claim.header)
        lines = prefix.count("\n")
        messages = session.audit(prefix, audited, budget)
        verdict = audited.judge([replace(m, line=m.line - lines) for m in messages] if lines else messages)
        if verdict.accepted and self._second_opinion is not None:
            verdict = self._confirmed(verdict, prefix, audited, self._second_opinion, budget)
        return verdict.with_seconds(time.monotonic() - started)

    def _confirmed(
        self, verdict: Verdict, prefix: str, audited: AuditedText, second_opinion: SecondOpinion, budget: Budget
    ) -> Verdict:
        """The accepting verdict, if the second opinion confirms it."""
        try:
            second_opinion.ask(prefix, audited, budget)
        except Disagreement as error:
            message = Message("error", f"the second opinion: {error}", kind=RECHECK)
            return replace(verdict, status=Status.CHEATED, messages=(*verdict.messages, message), rule=RECHECK)
        except SessionError as error:
            status = _FAULTS[type(error)]
            message = Message("error", f"no second opinion: {error}", kind=status.value)
            return replace(verdict, status=status, messages=(*verdict.messages, message))
        return verdict

    def _elaborated(
        self, session: Session, claim: Claim, statement: Statement, budget: Budget
    ) -> _Elaborated | Verdict:
        """What is known of the claim's statement, elaborated once; a verdict if it does not elaborate."""
        key = (claim.header, claim.statement)
        with self._lock:
            known = self._statements.get(key)
        if known is not None:
            return known
        prefix = _prefix(claim.header)
        probe = StatementProbe.of(statement)
        messages = session.probe(prefix, probe, budget)
        universes = probe.universes(messages)
        result: _Elaborated | Verdict
        if universes is not None:
            result = _Elaborated(probe.goal, universes)
        else:
            shown = tuple(make_message(m.severity, f"in the statement: {m.text}", 0, m.column) for m in messages)
            status = infrastructure_status([m for m in messages if m.severity == "error"]) or Status.REJECTED
            result = Verdict(status, shown)
            if status is Status.TIMEOUT:
                return result
        with self._lock:
            if len(self._statements) >= _MOST_STATEMENTS:
                self._statements.popitem(last=False)
            return self._statements.setdefault(key, result)

    def _verdict_of(self, checked: Future[Verdict]) -> Future[Verdict]:
        """A future that turns the faults of sessions into verdicts."""
        answer: Future[Verdict] = Future()
        answer.set_running_or_notify_cancel()

        def finish(done: Future[Verdict]) -> None:
            if done.cancelled():
                answer.set_exception(LeanEnvError("the checker pool was closed before this check ran"))
                return
            error = done.exception()
            if error is None:
                answer.set_result(_stamped(done.result(), self.fingerprint))
            elif isinstance(error, SessionError):
                message = Message("error", str(error), kind=_FAULTS[type(error)].value)
                answer.set_result(Verdict(_FAULTS[type(error)], (message,), backend=self.fingerprint))
            else:
                answer.set_exception(error)

        checked.add_done_callback(finish)
        return answer


def _unreadable(request: Request) -> str:
    """Why no Lean file could hold these texts; empty if one could. (Past a NUL Lean compares no text with the last.)"""
    texts = (
        (request.header, request.statement, request.candidate)
        if isinstance(request, Claim)
        else (request.header, request.body)
    )
    for text in texts:
        if "\0" in text:
            return "the text holds a NUL character, which no Lean file can"
        if not text.isascii() and _SURROGATE.search(text):
            return "the text is no valid Unicode (it holds half of a surrogate pair), so that it has no UTF-8"
    return ""


def _too_long(claim: Claim, fingerprint: str) -> Verdict:
    text = f"a candidate of {len(claim.candidate):,} characters, more than any budget reads"
    return Verdict(Status.TIMEOUT, (Message("error", text, kind=Status.TIMEOUT.value),), backend=fingerprint)


def _finished(verdict: Verdict) -> Future[Verdict]:
    future: Future[Verdict] = Future()
    future.set_result(verdict)
    return future


def _stamped(verdict: Verdict, fingerprint: str) -> Verdict:
    return replace(verdict, backend=fingerprint)


def _prefix(header: str) -> str:
    """The header as whole lines, so that what follows starts on a line of its own."""
    stripped = header.strip("\n")
    return f"{stripped}\n" if stripped else ""
