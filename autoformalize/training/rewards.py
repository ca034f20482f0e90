"""Verdicts as rewards: what a completion is worth, worked out by the pool while others are still being written.

A candidate goes to the checker as soon as it is submitted; `verdict_rewards` then waits for all of a step, up to a
deadline. What says nothing about the candidate has no reward, which masks the sample.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from autoformalize.evaluation.judge import Outcome, TaskJudge
from autoformalize.problem import Attempt, Candidate, Problem
from autoformalize.prompting import extract_candidate
from autoformalize.prompting.extract import own_statement
from autoformalize.training.stages import RewardSettings
from lean_env import (
    UNDECIDED,
    Checker,
    Claim,
    LeanEnvError,
    Message,
    Relation,
    StatementChecker,
    Status,
    Verdict,
    is_final,
)

_NOT_UNDERSTOOD: Final = frozenset({"parse", "unknown_identifier"})
_THREADS: Final = 8
_Asked = TypeVar("_Asked")


@dataclass(frozen=True, slots=True)
class Judged:
    """A completion's reward, None where it is masked, and the kind of verdict for statistics."""

    reward: float | None
    kind: str


class VerdictRewards:
    """Judges the completions of one task on one checker."""

    def __init__(
        self,
        checker: Checker,
        task: str,
        problems: Mapping[str, Problem],
        settings: RewardSettings,
        hammer: bool = False,
    ) -> None:
        """`hammer` says whether completions may be written with it (`prompt.hammer`)."""
        self._checker = checker
        self._judge = TaskJudge(checker, task)
        self._statements = StatementChecker(checker)
        self._task = task
        self._problems = problems
        self._settings = settings
        self._hammer = hammer
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="rewards")

    def submit(self, problem_id: str, completion: str) -> Future[Judged]:
        """Send a completion to the checker; the future ends with its reward."""
        problem = self._problems[problem_id]
        lean, name = extract_candidate(problem, self._task, completion, self._hammer)
        if self._task == "proof":
            return _then(self._proof(problem, lean, name), lambda verdict: judge("proof", verdict, "", self._settings))
        asked = self._judge.submit(problem, lean, name)
        if self._task == "statement":
            return _then(asked, lambda outcome: self._of(outcome))
        return self._threads.submit(self._full, problem, lean, asked)

    def _proof(self, problem: Problem, lean: str, name: str) -> Future[Verdict]:
        """The verdict with all its messages: partial credit reads every one."""
        try:
            return self._checker.submit(Claim(problem.header, problem.formal_statement, name, lean))
        except LeanEnvError as error:  # a text that cannot even be asked about
            refused: Future[Verdict] = Future()
            refused.set_result(Verdict(Status.REJECTED, (Message("error", str(error), kind="parse"),)))
            return refused

    def _of(self, outcome: Outcome) -> Judged:
        first = Message("error", outcome.message, kind=outcome.error_kind)
        verdict = Verdict(Status(outcome.status), () if outcome.status == Status.ACCEPTED else (first,))
        return judge(self._task, verdict, outcome.equivalence, self._settings)

    def _full(self, problem: Problem, lean: str, asked: Future[Outcome]) -> Judged:
        """A rejected candidate may still have stated something."""
        try:
            outcome = asked.result()
            judged = self._of(outcome)
            if outcome.status != Status.REJECTED or judged.reward is None:
                return judged
            statement, name = own_statement(lean)
            elaborates = bool(name) and self._statements.typecheck(problem.header, statement).accepted
        except (LeanEnvError, RuntimeError, CancelledError):
            return Judged(None, "failed")
        return replace(judged, reward=self._settings.elaborates) if elaborates else judged

    async def verdict_rewards(
        self,
        prompts: Sequence[Any],
        completions: Sequence[str],
        problem_id: Sequence[str],
        judged: Sequence[Future[Judged]] | None = None,
        log_metric: Any = None,
        **columns: Any,
    ) -> list[float | None]:
        """TRL's reward function: one reward a completion, None to mask it.

        `judged` are the verdicts that were asked for while sampling went on; without them all are asked for now.
        """
        asked = judged or [self.submit(p, text) for p, text in zip(problem_id, completions, strict=True)]
        waiting = [asyncio.ensure_future(asyncio.wrap_future(future)) for future in asked]
        if waiting:
            await asyncio.wait(waiting, timeout=self._settings.seconds)
        found = [future.result() if future.done() else Judged(None, "late") for future in waiting]
        if log_metric is not None:
            for name, value in shares(found).items():
                log_metric(name, value)
        return [each.reward for each in found]

    def close(self) -> None:
        """Drop what has not begun; the checker is its owner's to close."""
        self._judge.close()
        self._threads.shutdown(wait=False, cancel_futures=True)


def judge(task: str, verdict: Verdict, equivalence: str, settings: RewardSettings) -> Judged:
    """What a verdict, and how the statement is related to the reference, are worth: see RewardSettings."""
    kind = verdict.error_kind or verdict.status.value
    attempt = Attempt(Candidate("", task, 0, "", ""), verdict.status.value, equivalence=equivalence)
    if attempt.succeeded:
        return Judged(settings.accepted, "accepted")
    if verdict.status in UNDECIDED or not is_final(verdict):
        return Judged(None, verdict.status.value)
    if verdict.accepted and equivalence == Relation.UNKNOWN:
        return Judged(None, "not_compared")
    if verdict.status is Status.CHEATED:
        return Judged(settings.cheated, "cheated")
    if verdict.accepted:  # it elaborates, or is proved, but says something else
        return Judged(settings.elaborates, "another_statement")
    if task == "proof" and _is_understood(verdict):
        return Judged(settings.elaborates, kind)
    return Judged(settings.rejected, kind)


def shares(found: Sequence[Judged]) -> dict[str, float]:
    """The metrics of a step: `acceptance` of what was judged, the share that is `masked`, and each kind's share."""
    if not found:
        return {}
    judged = [each for each in found if each.reward is not None]
    kinds = Counter(each.kind for each in found)
    accepted = kinds.pop("accepted", 0)
    return {
        "acceptance": accepted / len(judged) if judged else float("nan"),
        "masked": 1 - len(judged) / len(found),
        **{f"verdicts/{kind}": count / len(found) for kind, count in sorted(kinds.items())},
    }


def _is_understood(verdict: Verdict) -> bool:
    """Whether Lean rejects a text that it read to its end and in which it knows every name."""
    errors = {message.kind for message in verdict.messages if message.severity == "error"}
    return verdict.status is Status.REJECTED and bool(errors) and not (errors & _NOT_UNDERSTOOD or verdict.uses_sorry)


def _then(asked: Future[_Asked], make: Callable[[_Asked], Judged]) -> Future[Judged]:
    """A future for what is made of the answer; a check that failed masks its sample."""
    judged: Future[Judged] = Future()
    judged.set_running_or_notify_cancel()

    def finish(done: Future[_Asked]) -> None:
        failed = done.cancelled() or done.exception() is not None
        judged.set_result(Judged(None, "failed") if failed else make(done.result()))

    asked.add_done_callback(finish)
    return judged
