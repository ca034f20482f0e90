"""A checker that a test writes the answers of, and requests to ask."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from hypothesis import HealthCheck, settings

from lean_env import BaseChecker, Budget, Claim, Request, Snippet, Status, Verdict

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
"""Properties on a machine that may be busy with other things."""

STATEMENT = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
GOOD = Claim("", STATEMENT, "swap", f"{STATEMENT} := ⟨h.2, h.1⟩")
BAD = Claim("", STATEMENT, "swap", f"{STATEMENT} := h")
SORRY = Snippet("", "theorem hole : false := sorry")
OPEN = Snippet("", "theorem hole : false := sorry", allow_sorry=True)
SHOWN = Snippet("", "#check nat")


def requests(count: int) -> list[Request]:
    """Different requests of each outcome, in turn."""
    kinds = [GOOD, BAD, SORRY, OPEN]
    made: list[Request] = []
    for index in range(count):
        kind = kinds[index % len(kinds)]
        if isinstance(kind, Claim):
            made.append(Claim("", kind.statement, kind.name, f"{kind.candidate} -- {index}"))
        else:
            made.append(Snippet("", f"{kind.body} -- {index}", kind.allow_sorry))
    return made


class ScriptedChecker(BaseChecker):
    """Answers with `answer(request)`, in threads of its own."""

    def __init__(
        self, answer: Callable[[Request], Verdict] | None = None, fingerprint: str = "scripted-1", threads: int = 4
    ) -> None:
        self._answer = answer or accept_good
        self._fingerprint = fingerprint
        self._threads = ThreadPoolExecutor(threads)
        self._lock = threading.Lock()
        self.asked: list[Request] = []
        self.budgets: list[Budget | None] = []

    @property
    def backend(self) -> str:
        return "scripted"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def capacity(self) -> int:
        return 16

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        with self._lock:
            self.asked.append(request)
            self.budgets.append(budget)
        return self._threads.submit(self._answer, request)

    def close(self) -> None:
        self._threads.shutdown()


def accept_good(request: Request) -> Verdict:
    """Accepted if the request mentions nothing that is wrong in `requests`."""
    text = request.candidate if isinstance(request, Claim) else request.body
    right = "h.1" in text or (isinstance(request, Snippet) and request.allow_sorry)
    return Verdict(Status.ACCEPTED if right else Status.REJECTED, seconds=0.01, backend="scripted-1")
