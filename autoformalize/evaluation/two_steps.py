"""Tasks that ask the model twice, the second time about what it wrote the first time.

- `informalize` puts a statement into words, and the words alone into Lean again. English cannot be checked, so it is
  judged by where it leads: an attempt succeeds when the second statement is equivalent to the first.
- `full` with `prompt.full_steps=2` states the theorem, and then is asked for a proof of its own statement by the prompt
  of the task `proof`: what that shows of a statement (premises, examples like it) is found for the model's own. With
  `generation.statement_tries` above 1 a statement that comes to nothing is drawn again: one that Lean does not take, or
  whose proof fails. Only what is proved is compared with the reference.

Both steps are kept in the run folder, each in a file of its own, and a run that was killed in either goes on there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
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
from autoformalize.prompting.extract import opening_and_signature
from autoformalize.prompting.prompts import STATED
from lean_env import Checker, Relation, StatementChecker

_BETWEEN: Final = "#"
_NAMELESS: Final = "example"
_THREADS: Final = 16
_DONE: Final = 2  # what an attempt is worth that came to something; 1: it was asked about again


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """How a task is made of two: `follow_up` makes the problem of the second step from an attempt of the first, or None
    where it has come to nothing; `joined` makes the attempt at the task from both. With `compares_last` the statements
    of the first step are compared with the reference when they are proved, and no sooner."""

    task: str
    first: str
    first_file: str
    second: str
    second_file: str
    follow_up: Callable[[Problem, Attempt], Problem | None]
    joined: Callable[[Attempt, Attempt | None], Attempt]
    compares_last: bool = False


class StepProgress:
    """Follows one step of a run, and is closed when that ends; this one tells nobody."""

    def __init__(self, step: str) -> None:
        """`step` is the task of the step."""

    def __call__(self, progress: Progress) -> None:
        """So much is done."""

    def close(self) -> None:
        """The step has ended."""


def run_two_steps(
    steps: TwoSteps,
    engine: Engine,
    checker: Checker,
    store: AttemptStore,
    builder: PromptBuilder,
    plan: SamplingPlan,
    problems: Sequence[Problem],
    folder: Path,
    trace: Trace | None = None,
    tries: int = 1,
    progress_of: Callable[[str], StepProgress] = StepProgress,
) -> LoopReport:
    """Bring every problem to the attempts that a plan of a fixed number wants, in the store.

    The first step draws `tries` times: for every problem, then as many again for each that has fewer attempts than the
    plan wants whose second step came to something. Raises UserError for a plan of another kind: what an attempt is
    worth is only known after the second step.
    """
    if not plan.is_fixed:
        raise UserError(
            f"task={steps.task} in two steps samples every problem alike: set generation.stop_when_proved=0 and "
            "generation.extra_samples=0"
        )
    trace, by_id = trace or Trace(), {problem.id: problem for problem in problems}
    report, going, answered = LoopReport(), list(problems), _Answered(plan.samples)
    with AttemptStore(folder / steps.first_file) as before, AttemptStore(folder / steps.second_file) as after:
        for turn in range(1, tries + 1):
            drawn = SamplingPlan(plan.samples * turn)
            with closing(progress_of(steps.first)) as progress:
                loop = EvaluationLoop(
                    engine, checker, before, builder, steps.first, drawn, progress, trace, not steps.compares_last
                )
                report = report.plus(loop.run(going))
            stated = [attempt for attempt in before if attempt.candidate.index < drawn.samples]
            following = [steps.follow_up(by_id[attempt.candidate.problem_id], attempt) for attempt in stated]
            asked = [replace(f, id=_key(a)) for a, f in zip(stated, following, strict=True) if f is not None]
            with closing(progress_of(steps.second)) as progress:
                loop = EvaluationLoop(engine, checker, after, builder, steps.second, SamplingPlan(1), progress, trace)
                report = report.plus(loop.run(asked))
            answered = _Answered(plan.samples, stated, after)
            going = [problem for problem in going if answered.is_short(problem)]
            if not going:
                break
        taken = list(answered.taken())
        joined = [steps.joined(attempt, answered.by_key.get(key)) for key, attempt in taken]
        if steps.compares_last:
            joined = _compared(joined, [attempt for _, attempt in taken], by_id, checker)
        store.append(joined)
    return report


class _Answered:
    """What was drawn in the first step, and what became of it in the second."""

    def __init__(self, wanted: int, stated: Iterable[Attempt] = (), answers: Iterable[Attempt] = ()) -> None:
        """`wanted` attempts are to be made of each problem's."""
        self._wanted = wanted
        self.by_key = {answer.candidate.problem_id: answer for answer in answers}
        self._drawn: dict[str, list[Attempt]] = defaultdict(list)
        for attempt in sorted(stated, key=lambda attempt: attempt.candidate.index):
            self._drawn[attempt.candidate.problem_id].append(attempt)

    def is_short(self, problem: Problem) -> bool:
        """Whether fewer than are wanted came to something."""
        return sum(self._worth(attempt) == _DONE for attempt in self._drawn[problem.id]) < self._wanted

    def taken(self) -> Iterator[tuple[str, Attempt]]:
        """Of each problem the first that came to something, then others, until there are as many as wanted, each under
        the key of its answer; it bears the tokens of those that were drawn in vain before it."""
        for _, drawn in sorted(self._drawn.items()):
            # A stable sort: among equals the order of drawing stays.
            chosen = {_key(attempt) for attempt in sorted(drawn, key=self._worth, reverse=True)[: self._wanted]}
            tokens = number = 0
            for attempt in drawn:
                key = _key(attempt)
                tokens += attempt.tokens
                if key in chosen:
                    candidate = replace(attempt.candidate, index=number)
                    yield key, replace(attempt, candidate=candidate, tokens=tokens)
                    tokens, number = 0, number + 1
                elif key in self.by_key:
                    tokens += self.by_key[key].tokens

    def _worth(self, attempt: Attempt) -> int:
        answer = self.by_key.get(_key(attempt))
        return _DONE if answer is not None and answer.status == "accepted" else int(answer is not None)


def _compared(
    joined: Sequence[Attempt], stated: Sequence[Attempt], problems: Mapping[str, Problem], checker: Checker
) -> list[Attempt]:
    """The attempts, those that are proved with how their statements are related to the reference."""
    statements = StatementChecker(checker)

    def compared(attempt: Attempt, statement: str) -> Attempt:
        if attempt.status != "accepted":
            return attempt
        problem = problems[attempt.candidate.problem_id]
        found = statements.compare(problem.header, problem.formal_statement, statement)
        reason = "" if found.relation is Relation.EQUIVALENT else found.reason
        seconds = attempt.seconds + found.seconds
        return replace(attempt, equivalence=found.relation.value, message=reason, seconds=seconds)

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="compare") as threads:
        return list(threads.map(compared, joined, (attempt.candidate.lean for attempt in stated)))


def _key(attempt: Attempt) -> str:
    return f"{attempt.candidate.problem_id}{_BETWEEN}{attempt.candidate.index}"


def _in_its_words(problem: Problem, said: Attempt) -> Problem:
    return replace(problem, informal_statement=said.candidate.lean)


def _with_the_way_back(said: Attempt, returned: Attempt | None) -> Attempt:
    """The words, with what became of them."""
    assert returned is not None, "all words are turned back"
    return replace(_judged_as(said, returned), equivalence=returned.equivalence, back=returned.candidate.lean)


def _as_it_states(problem: Problem, stated: Attempt) -> Problem | None:
    """The problem to prove what the model stated, where that is a statement at all."""
    if stated.status != "accepted":
        return None
    opening, signature = opening_and_signature(stated.candidate.lean)
    if signature.startswith(_NAMELESS):
        signature = f"theorem {STATED}{signature.removeprefix(_NAMELESS)}"
    header = "\n".join(part for part in (problem.header.rstrip("\n"), opening) if part)
    return replace(problem, header=header, formal_statement=signature)


def _stated_and_proved(stated: Attempt, proved: Attempt | None) -> Attempt:
    """Statement and proof in one."""
    candidate = replace(stated.candidate, task="full")
    if proved is None:
        return replace(stated, candidate=candidate)
    opening, _ = opening_and_signature(stated.candidate.lean)
    lean = "\n".join(part for part in (opening, proved.candidate.lean) if part)
    text = f"{stated.candidate.text}\n{proved.candidate.text}"
    return _judged_as(replace(stated, candidate=replace(candidate, text=text, lean=lean)), proved)


def _judged_as(before: Attempt, after: Attempt) -> Attempt:
    """The first step's attempt with the verdict of the second, and the tokens and the checking of both."""
    return replace(
        before,
        status=after.status,
        error_kind=after.error_kind,
        message=after.message,
        seconds=before.seconds + after.seconds,
        axioms=after.axioms,
        backend=after.backend,
        tokens=before.tokens + after.tokens,
        truncated=before.truncated or after.truncated,
    )


ROUND_TRIP: Final = TwoSteps(
    "informalize", "informalize", "words.jsonl", "statement", "back.jsonl", _in_its_words, _with_the_way_back
)
STATED_FIRST: Final = TwoSteps(
    "full",
    "statement",
    "statements.jsonl",
    "proof",
    "proofs.jsonl",
    _as_it_states,
    _stated_and_proved,
    compares_last=True,
)
