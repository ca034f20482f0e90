"""The task `informalize`: Lean to English by the model, and from its English back to Lean by the same model.

English cannot be checked, so it is judged by where it leads: an attempt succeeds when the statement made of its words
alone is equivalent to the one that it put into words. Both ways are kept in the run folder (`words.jsonl`,
`back.jsonl`), and a run that was killed in either goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from autoformalize.errors import UserError
from autoformalize.evaluation.loop import EvaluationLoop, LoopReport, Progress
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.evaluation.trace import Trace
from autoformalize.generation import Engine
from autoformalize.problem import Attempt, Problem
from autoformalize.prompting import PromptBuilder
from lean_env import Checker

WORDS: Final = "words.jsonl"
BACK: Final = "back.jsonl"
_BETWEEN: Final = "#"


def run_round_trip(
    engine: Engine,
    checker: Checker,
    store: AttemptStore,
    builder: PromptBuilder,
    plan: SamplingPlan,
    problems: Sequence[Problem],
    folder: Path,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    trace: Trace | None = None,
) -> LoopReport:
    """Bring every problem to the attempts of `informalize` that a plan of a fixed number wants, in the store."""
    if not plan.is_fixed:
        raise UserError(
            "task=informalize samples every problem alike: set generation.stop_when_proved=0 and "
            "generation.extra_samples=0"
        )
    trace = trace or Trace()
    with AttemptStore(folder / WORDS) as words, AttemptStore(folder / BACK) as back:
        there = EvaluationLoop(engine, checker, words, builder, "informalize", plan, trace=trace).run(problems)
        said = sorted(words, key=lambda attempt: (attempt.candidate.problem_id, attempt.candidate.index))
        returning = list(_returning(problems, said))
        again = EvaluationLoop(engine, checker, back, builder, "statement", SamplingPlan(1), on_progress, trace).run(
            returning
        )
        returned = {attempt.candidate.problem_id: attempt for attempt in back}
        store.append(_joined(attempt, returned[_key(attempt)]) for attempt in said)
    return there.plus(again)


def _returning(problems: Sequence[Problem], said: Sequence[Attempt]) -> Iterator[Problem]:
    """For each sample the problem to state its words in Lean."""
    by_id = {problem.id: problem for problem in problems}
    for attempt in said:
        problem = by_id[attempt.candidate.problem_id]
        yield replace(problem, id=_key(attempt), informal_statement=attempt.candidate.lean)


def _key(attempt: Attempt) -> str:
    return f"{attempt.candidate.problem_id}{_BETWEEN}{attempt.candidate.index}"


def _joined(said: Attempt, returned: Attempt) -> Attempt:
    """The words, with what became of them."""
    return replace(
        said,
        status=returned.status,
        error_kind=returned.error_kind,
        message=returned.message,
        seconds=returned.seconds,
        backend=returned.backend,
        equivalence=returned.equivalence,
        back=returned.candidate.lean,
        tokens=said.tokens + returned.tokens,
        truncated=said.truncated or returned.truncated,
    )
