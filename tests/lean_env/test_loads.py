"""Hostile loads: whatever a text asks of the embedded checker, it gets a verdict within its budget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lean_env import Budget, CheckerPool, Claim, Snippet, Status, open_pool
from lean_env.embedded.checker import DEFAULT_STEPS
from lean_env.loads import LOADS

STATEMENT = "theorem target : 1 + 1 = 2"
HONEST = f"{STATEMENT} := rfl\n"
# Few steps keep the tests quick; minutes of wall clock keep them from depending on the machine.
SMALL = Budget(seconds=300, memory_mb=1024, steps=20_000)


@pytest.fixture(scope="module")
def worker() -> Iterator[CheckerPool]:
    """One embedded worker."""
    with open_pool("embedded", workers=1, budget=SMALL) as pool:
        yield pool


def pid_of(pool: CheckerPool) -> int:
    """The process of the only worker."""
    assert pool.check(Snippet("", HONEST)).accepted
    (session,) = pool.sessions
    (pid,) = session.pids
    return pid


@pytest.mark.parametrize("name", LOADS)
def test_a_load_ends_by_itself_within_its_steps(name: str, worker: CheckerPool) -> None:
    """It is rejected or runs out of steps, never out of wall clock or memory, and the same worker goes on."""
    before = pid_of(worker)
    verdict = worker.check(Snippet("", LOADS[name]()))
    assert verdict.status in (Status.REJECTED, Status.TIMEOUT), verdict
    if verdict.status is Status.TIMEOUT:
        assert "(deterministic) timeout" in verdict.messages[-1].text
    assert pid_of(worker) == before


@pytest.mark.parametrize("name", LOADS)
def test_a_load_in_a_candidate_passes_the_gate_in_time_and_is_not_accepted(name: str, worker: CheckerPool) -> None:
    """What runs outside the budget, in the pool itself, is no way around it."""
    verdict = worker.check(Claim("", STATEMENT, "target", LOADS[name]()))
    assert verdict.status in (Status.REJECTED, Status.TIMEOUT, Status.CHEATED), verdict
    assert worker.check(Claim("", STATEMENT, "target", HONEST)).accepted


def test_a_worker_out_of_memory_is_replaced() -> None:
    """The verdict says so, and the next check finds another process."""
    budget = Budget(seconds=300, memory_mb=48)
    with open_pool("embedded", workers=1, budget=budget) as pool:
        before = pid_of(pool)
        verdict = pool.check(Snippet("", LOADS["an identifier of a megabyte"]()))
        assert verdict.status is Status.OUT_OF_MEMORY
        assert pid_of(pool) != before


def test_both_defaults_of_the_steps_are_one_number() -> None:
    """The pool's budget and the checker used by itself give up at the same place."""
    assert Budget().steps == DEFAULT_STEPS
