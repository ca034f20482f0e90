"""The face of lean_env: a pool that turns `Snippet`s and `Claim`s into `Verdict`s, one each, whatever dies."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Final, Protocol, Self

from lean_env.audit import gate
from lean_env.backends.protocol import Backend, Session
from lean_env.checks import ClaimCheck, KnownStatements, SecondOpinion, SnippetCheck
from lean_env.errors import LeanEnvError
from lean_env.fingerprint import rules_digest
from lean_env.pool import WorkerPool
from lean_env.statement import is_identifier
from lean_env.verdict import Budget, Claim, Message, Request, Snippet, Status, Verdict

# The gate reads candidates outside any budget; a megabyte is a second of it, and no checker finishes more in time.
_LONGEST_CANDIDATE: Final = 1_000_000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Enough requests in flight to keep every worker fed without holding a whole corpus in memory.
_IN_FLIGHT_PER_WORKER: Final = 16


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
        self._statements = KnownStatements()

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
        budget = budget or self._budget
        if isinstance(request, Snippet):
            return self._pool.submit(SnippetCheck(request, budget, self.fingerprint))
        if not is_identifier(request.name):
            raise LeanEnvError(f"{request.name!r} is not the name of a Lean declaration")
        if len(request.candidate) > _LONGEST_CANDIDATE:
            return _finished(_too_long(request, self.fingerprint))
        violation = gate(request.candidate)
        if violation is not None:
            message = Message("error", violation.text, violation.line, violation.column, violation.rule)
            return _finished(Verdict(Status.CHEATED, (message,), backend=self.fingerprint, rule=violation.rule))
        check = ClaimCheck(request, budget, self.fingerprint, self._statements, self._second_opinion)
        return self._pool.submit(check)

    def close(self) -> None:
        """Kill the workers and what they share."""
        self._pool.close()
        self._backend.close()
        if self._second_opinion is not None:
            self._second_opinion.close()


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
