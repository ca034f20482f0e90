"""What a verdict is worth, and that a fault of the infrastructure is worth nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from autoformalize.errors import UserError
from autoformalize.problem import Problem
from autoformalize.training.rewards import Judged, VerdictRewards, judge, shares
from autoformalize.training.stages import GrpoSettings, RewardSettings
from lean_env import Budget, CheckerPool, LeanEnvError, Message, Request, Status, Verdict

SETTINGS = RewardSettings(seconds=3600)  # a loaded machine may take minutes to start a pool
SWAP = Problem("swap", "If p and q, then q and p.", "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p")
COMM = Problem("comm", "Addition commutes.", "theorem comm (a b : ℕ) : a + b = b + a")


def errors(*kinds: str) -> tuple[Message, ...]:
    return tuple(Message("error", "no", kind=kind) for kind in kinds)


def worth(verdict: Verdict, equivalence: str = "", task: str = "proof") -> float | None:
    return judge(task, verdict, equivalence, SETTINGS).reward


def test_a_proof_that_lean_accepts_is_worth_most() -> None:
    """Then one that it understands and rejects; a cheat is worth least."""
    order = [
        worth(Verdict(Status.ACCEPTED)),
        worth(Verdict(Status.REJECTED, errors("tactic_failed"))),
        worth(Verdict(Status.REJECTED, errors("parse"))),
        worth(Verdict(Status.CHEATED, rule="axiom")),
    ]
    assert order == [1.0, 0.1, 0.0, -0.5]


@pytest.mark.parametrize("kinds", [("parse",), ("unknown_identifier",), ("type_mismatch", "unknown_identifier"), ()])
def test_a_proof_is_understood_only_as_a_whole(kinds: tuple[str, ...]) -> None:
    """One unknown name or one word that does not parse, and there is no partial credit."""
    assert worth(Verdict(Status.REJECTED, errors(*kinds))) == SETTINGS.rejected


def test_sorry_earns_nothing() -> None:
    """A proof that leaves the work undone is no understanding, whatever else it says."""
    assert worth(Verdict(Status.REJECTED, errors("tactic_failed"), uses_sorry=True)) == SETTINGS.rejected
    assert worth(Verdict(Status.REJECTED, uses_sorry=True)) == SETTINGS.rejected


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Status.CRASHED),
        Verdict(Status.UNSUPPORTED),
        Verdict(Status.OUT_OF_MEMORY),
        Verdict(Status.TIMEOUT, (Message("error", "nothing came back in 20 s", kind="timeout"),)),
        Verdict(Status.REJECTED, (Message("error", "deep recursion was detected", kind="other"),)),
    ],
)
def test_what_says_nothing_of_the_candidate_is_masked(verdict: Verdict) -> None:
    """A crash, a timeout of the clock, a lack of memory or stack, and what is not supported have no reward."""
    assert worth(verdict) is None


def test_a_deterministic_timeout_is_the_candidates() -> None:
    """Who spends the whole budget of steps is wrong on every machine."""
    verdict = Verdict(Status.TIMEOUT, (Message("error", "(deterministic) timeout", kind="timeout"),))
    assert worth(verdict) == SETTINGS.rejected


def test_a_statement_that_elaborates_has_partial_credit() -> None:
    """Equivalent is the task; another statement elaborates at least; one that could not be compared is masked."""
    accepted = Verdict(Status.ACCEPTED)
    assert worth(accepted, "equivalent", "statement") == 1.0
    assert worth(accepted, "different", "statement") == 0.1
    assert worth(accepted, "unknown", "statement") is None
    assert worth(Verdict(Status.REJECTED, errors("type_mismatch")), "unknown", "statement") == 0.0


def test_shares_are_of_what_was_judged() -> None:
    """Acceptance leaves masked samples out; kinds are shares of all."""
    found = [Judged(1.0, "accepted"), Judged(0.0, "parse"), Judged(None, "crashed"), Judged(-0.5, "cheated")]
    assert shares(found) == {
        "acceptance": pytest.approx(1 / 3),
        "masked": 0.25,
        "verdicts/cheated": 0.25,
        "verdicts/crashed": 0.25,
        "verdicts/parse": 0.25,
    }


def ask(rewards: VerdictRewards, problem: Problem, *completions: str) -> tuple[list[float | None], dict[str, float]]:
    """The rewards that TRL would get, and the metrics that it would log."""
    logged: dict[str, float] = {}
    asked = rewards.verdict_rewards(
        [""] * len(completions), completions, [problem.id] * len(completions), log_metric=logged.__setitem__
    )
    try:
        # In a thread of its own: a browser that other tests opened keeps a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, asked).result(), logged
    finally:
        rewards.close()


def test_the_pool_rewards_completions(embedded_pool: CheckerPool) -> None:
    """Through the real checker: right, understood but wrong, unreadable, and a cheat."""
    rewards = VerdictRewards(embedded_pool, "proof", {"swap": SWAP}, SETTINGS)
    found, logged = ask(
        rewards, SWAP, " := ⟨h.2, h.1⟩", " := ⟨h.1, h.2⟩", " := nonsense", " := h.symm\naxiom oops : false"
    )
    assert found[:3] == [1.0, 0.1, 0.0]
    assert found[3] in (SETTINGS.cheated, SETTINGS.rejected, 1.0)  # what follows the proof may be cut off
    assert logged["acceptance"] >= 0.25 and logged["masked"] == 0.0


def test_a_full_candidate_is_credited_for_its_statement(embedded_pool: CheckerPool) -> None:
    """A wrong proof of a statement that elaborates, and a statement that does not."""
    rewards = VerdictRewards(embedded_pool, "full", {"comm": COMM}, SETTINGS)
    found, _ = ask(
        rewards,
        COMM,
        "theorem comm (a b : ℕ) : a + b = b + a := nat.add_comm a b",
        "theorem comm (a b : ℕ) : a + b = b + a := rfl",
        "theorem comm (a b : ℝ) : a ++ b := rfl",
    )
    assert found == [1.0, 0.1, 0.0]


class SilentChecker:
    """Takes every request; answers none, or fails."""

    backend = fingerprint = "silent"

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        future: Future[Verdict] = Future()
        future.set_running_or_notify_cancel()
        if self._error is not None:
            future.set_exception(self._error)
        return future

    def close(self) -> None: ...


def kinds_of(logged: dict[str, float]) -> Sequence[str]:
    return [name for name in logged if name.startswith("verdicts/")]


def test_a_late_verdict_masks_its_sample() -> None:
    """When the deadline has passed, training goes on without it."""
    rewards = VerdictRewards(SilentChecker(), "proof", {"swap": SWAP}, RewardSettings(seconds=0.05))
    found, logged = ask(rewards, SWAP, " := h.symm", " := h")
    assert found == [None, None]
    assert kinds_of(logged) == ["verdicts/late"] and logged["masked"] == 1.0


def test_a_pool_that_fails_masks_its_sample() -> None:
    """A checker that raises is no fault of the candidate."""
    rewards = VerdictRewards(SilentChecker(LeanEnvError("gone")), "proof", {"swap": SWAP}, SETTINGS)
    found, logged = ask(rewards, SWAP, " := h.symm")
    assert found == [None] and kinds_of(logged) == ["verdicts/failed"]


def test_rewards_keep_their_order() -> None:
    """A cheat must not pay more than an honest failure, nor a group have one member."""
    with pytest.raises(UserError, match="better verdict"):
        RewardSettings(cheated=0.5)
    with pytest.raises(UserError, match=r"grpo\.group=1"):
        GrpoSettings(group=1)
