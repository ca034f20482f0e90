"""The pool: every request gets one verdict, whatever dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pytest

from lean_env import Budget, CheckerPool, Claim, Snippet, Status, open_pool
from lean_env.backends.protocol import Audit, Constant, Probe, RawMessage, Session
from lean_env.errors import MemoryExhausted, SessionDied, SessionError, WallClockTimeout
from lean_env.pool import WorkerPool

STATEMENT = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
GOOD = Claim("", STATEMENT, "swap", f"{STATEMENT} := ⟨h.2, h.1⟩")
BAD = Claim("", STATEMENT, "swap", f"{STATEMENT} := h")


class ScriptedBackend:
    """The seam's fake: `answer(text)` gives the messages, or raises what a session may raise."""

    name = "scripted"
    fingerprint = "scripted-1"

    def __init__(self, answer: Callable[[str], Sequence[RawMessage]]) -> None:
        self._answer = answer
        self.opened = 0

    def open_session(self, budget: Budget) -> Session:
        self.opened += 1
        return ScriptedSession(self._answer)

    def constants(self, header: str, budget: Budget) -> list[Constant]:
        return []

    def close(self) -> None:
        pass


class ScriptedSession:
    def __init__(self, answer: Callable[[str], Sequence[RawMessage]]) -> None:
        self._answer = answer
        self._held = ""

    def run(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        self._held = prefix
        return self._answer(text)

    def probe(self, prefix: str, probe: Probe, budget: Budget) -> Sequence[RawMessage]:
        return self.run(prefix, probe.text, budget)

    def audit(self, prefix: str, audit: Audit, budget: Budget) -> Sequence[RawMessage]:
        return self.run(prefix, audit.text, budget)

    def foresee(self, prefix: str, audit: Audit, budget: Budget) -> bool:
        return False

    def holds(self, prefix: str) -> bool:
        return prefix == self._held

    def close(self) -> None:
        pass


@dataclass
class ScriptedJob:
    key: str
    run: Callable[[Session], object]
    foresee: Callable[[Session], bool] = lambda session: False

    def give_up(self, error: SessionError) -> object:
        return error


def test_a_session_that_died_is_replaced_and_the_check_is_tried_again() -> None:
    """One death is infrastructure and costs the candidate nothing."""
    deaths = iter([True, False])

    def answer(text: str) -> Sequence[RawMessage]:
        if next(deaths):
            raise SessionDied("gone")
        return ()

    backend = ScriptedBackend(answer)
    with CheckerPool(backend, workers=1) as pool:
        assert pool.check(Snippet("", "x")).accepted
    assert backend.opened == 2


def test_a_check_that_kills_every_worker_is_reported_as_crashed() -> None:
    """After its tries it is `crashed`, never `rejected`, and the pool goes on."""

    def answer(text: str) -> Sequence[RawMessage]:
        if text == "bad":
            raise SessionDied("gone")
        return ()

    with CheckerPool(ScriptedBackend(answer), workers=2) as pool:
        verdicts = list(pool.check_all([Snippet("", "bad"), Snippet("", "good"), Snippet("", "good")]))
    assert [v.status for v in verdicts] == [Status.CRASHED, Status.ACCEPTED, Status.ACCEPTED]
    assert verdicts[0].is_infrastructure_fault


@pytest.mark.parametrize(
    ("error", "status"), [(WallClockTimeout("slow"), Status.TIMEOUT), (MemoryExhausted("big"), Status.OUT_OF_MEMORY)]
)
def test_what_a_candidate_spends_is_its_own_fault_and_is_not_tried_again(error: Exception, status: Status) -> None:
    """Timeouts and memory end the check at the first try, on a session that is then replaced."""
    calls = []

    def answer(text: str) -> Sequence[RawMessage]:
        calls.append(text)
        raise error

    with CheckerPool(ScriptedBackend(answer), workers=1) as pool:
        assert pool.check(Snippet("", "x")).status is status
    assert len(calls) == 1


def test_of_statements_only_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """One is elaborated once for its candidates, and a corpus of statements does not stay in memory."""
    monkeypatch.setattr("lean_env.checks._MOST_STATEMENTS", 2)
    elaborated = []

    def answer(text: str) -> Sequence[RawMessage]:
        elaborated.append(text)
        return [RawMessage("error", "no", 1, 0)]

    def ask(number: int) -> Claim:
        statement = f"theorem t : {number} = {number}"
        return Claim("", statement, "t", f"{statement} := rfl")

    with CheckerPool(ScriptedBackend(answer), workers=1) as pool:
        for number in (1, 1, 2, 1, 3, 2, 3, 1):
            assert pool.check(ask(number)).status is Status.REJECTED
    assert [text.partition("=\n")[2][0] for text in elaborated] == ["1", "2", "3", "1"]


def test_jobs_with_one_header_stay_on_the_worker_that_holds_it() -> None:
    """A waiting job with the held header goes before an older one with another."""
    order: list[str] = []
    gate = threading.Event()

    def run(key: str, session: Session) -> None:
        gate.wait(10)
        session.run(key, "", Budget())
        order.append(key)

    pool = WorkerPool(lambda: ScriptedSession(lambda text: ()), workers=1)
    futures = [pool.submit(ScriptedJob(key, partial(run, key))) for key in ("a", "b", "a", "b", "a")]
    gate.set()
    for future in futures:
        future.result(timeout=10)
    pool.close()
    assert order == ["a", "a", "a", "b", "b"]


def test_a_session_is_told_of_the_next_job_before_it_runs_one() -> None:
    """One ahead, and only while more wait than there are workers, who may want the last ones."""
    happened: list[str] = []
    gate = threading.Event()

    def run(name: str, session: Session) -> None:
        gate.wait(10)
        happened.append(f"run {name}")

    def foresee(name: str, session: Session) -> bool:
        happened.append(f"foresee {name}")
        return True

    pool = WorkerPool(lambda: ScriptedSession(lambda text: ()), workers=1)
    futures = [pool.submit(ScriptedJob("", partial(run, name), partial(foresee, name))) for name in "abcde"]
    gate.set()
    for future in futures:
        future.result(timeout=10)
    pool.close()
    # No session is open before the first job runs. One is foreseen again when its turn comes: it may not have worked.
    assert happened == [
        *("run a", "foresee b", "foresee c", "run b", "foresee c", "foresee d", "run c"),
        *("foresee d", "run d", "foresee e", "run e"),
    ]


def test_behind_a_job_that_failed_none_is_foreseen() -> None:
    """What it does to its session the second time is nobody else's harm."""
    happened: list[str] = []
    deaths = iter([True, False])
    gate = threading.Event()

    def run(name: str, session: Session) -> None:
        gate.wait(10)
        happened.append(f"run {name}")
        if name == "bad" and next(deaths):
            raise SessionDied("gone")

    def foresee(name: str, session: Session) -> bool:
        happened.append(f"foresee {name}")
        return True

    pool = WorkerPool(lambda: ScriptedSession(lambda text: ()), workers=1)
    names = ["first", "bad", "c", "d", "e"]
    futures = [pool.submit(ScriptedJob("", partial(run, name), partial(foresee, name))) for name in names]
    gate.set()
    for future in futures:
        future.result(timeout=10)
    pool.close()
    again = len(happened) - happened[::-1].index("run bad") - 1
    assert happened.count("run bad") == 2
    assert happened[again - 1].startswith("run ")  # nothing is foreseen before it runs again
    assert [happened.count(f"run {name}") for name in names] == [1, 2, 1, 1, 1]


def test_closing_a_pool_ends_every_future() -> None:
    """Nobody waits for ever on a pool that is gone."""
    started, release = threading.Event(), threading.Event()

    def run(session: Session) -> int:
        started.set()
        release.wait(10)
        return 1

    pool = WorkerPool(lambda: ScriptedSession(lambda text: ()), workers=1)
    futures = [pool.submit(ScriptedJob("", run, lambda session: True)) for _ in range(5)]
    started.wait(10)
    release.set()
    pool.close()
    assert all(future.done() for future in futures)


def test_verdicts_come_in_the_order_of_the_requests(pool: CheckerPool) -> None:
    """However the workers share the work."""
    verdicts = list(pool.check_all([GOOD, BAD] * 10))
    assert [v.accepted for v in verdicts] == [True, False] * 10
    assert all(v.backend == pool.fingerprint and v.seconds > 0 for v in verdicts)


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_a_check_that_does_not_end_is_stopped_and_the_next_one_works(
    backend: str, request: pytest.FixtureRequest
) -> None:
    """A wall clock or the deterministic budget ends it; the worker is replaced or lives on."""
    if backend == "lean3":
        request.getfixturevalue("lean3")
    endless = f"{STATEMENT} := begin iterate 1000000000 {{ skip }}, exact h.symm end"
    with open_pool(backend, workers=1, budget=Budget(seconds=2)) as pool:
        assert pool.check(Claim("", STATEMENT, "swap", endless)).status is Status.TIMEOUT
        assert pool.check(GOOD, Budget(seconds=20)).accepted


@pytest.mark.lean3
def test_an_error_in_one_text_hides_none_in_the_next(lean3_pool: CheckerPool) -> None:
    """A declaration that cannot be added is an error, whatever stood at its place before."""
    cannot_be_added = Snippet("", "instance (n : ℕ) : decidable (n = n) := is_true rfl")
    wrong = Snippet("", "example : 1 = 2 := rfl")
    statuses = [v.status for v in lean3_pool.check_all([cannot_be_added, *[wrong, cannot_be_added] * 8])]
    assert set(statuses) == {Status.REJECTED}
