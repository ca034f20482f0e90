"""Attempts -> numbers, as pure functions.

pass@k is the unbiased estimator of Chen et al. 2021 ("Evaluating Large Language Models Trained on Code"); intervals are
a bootstrap over problems, because problems, not samples, are what a benchmark draws. Where the checker itself failed,
two figures bracket the truth: such attempts all wrong, and all right. Two runs are set side by side in `paired`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Self

import numpy as np

from autoformalize.evaluation.overlap import text_overlap
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.problem import Attempt, Problem
from lean_env import UNDECIDED

TASK_FIGURES: Final = ("typecheck@k", "proved@k", "equivalent@k")
"""What metrics.json has beside `pass@k`, by k, where the task has it."""
GROUPINGS: Final = ("topic", "difficulty", "source")
"""The fields of a Problem by which metrics.json tells the figures apart, as `by_topic` and so on."""
BOOTSTRAP_DRAWS: Final = 2000
# Indices drawn at a time, so that a benchmark of many thousands of problems is resampled in little memory.
_DRAWN_AT_ONCE: Final = 2_000_000
CONFIDENCE: Final = 0.95
# The text compiled, although it does not count as a proof of the problem.
_COMPILED_KINDS: Final = frozenset({"different_statement", "sorry"})


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95% bootstrap interval."""

    mean: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        """`mean`, `low`, `high`."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Tally:
    """One problem's attempts: `samples` in all, `accepted`, `undecided` (no verdict on the candidate), `compiled`.

    `accepted` counts what does its task (see `Attempt.succeeded`); `proved` and `equivalent` count a proof of whatever
    statement, and a statement that was found equivalent to the reference. These two and `compiled` are counted among
    the first `even` samples, which every problem has whatever they were worth: all of them, unless a `plan` rules how
    many a problem gets. `upper` is where the plan would have ended, were the undecided right: samples and successes.
    """

    samples: int
    accepted: int
    undecided: int
    compiled: int
    proved: int = 0
    equivalent: int = 0
    even: int = 0
    plan: SamplingPlan | None = None
    upper: tuple[int, int] = (0, 0)

    def rate(self, k: int) -> float:
        """pass@k of what does its task."""
        if self.plan is None:
            return pass_at_k(self.samples, self.accepted, k)
        return float(self.plan.pass_at_k(self.samples, self.accepted, k))

    def exact_rate(self, k: int) -> Fraction:
        """The same as a fraction, so that equal rates are equal."""
        plan = self.plan or SamplingPlan(self.samples)
        return plan.pass_at_k(self.samples, self.accepted, k)

    def upper_rate(self, k: int) -> float:
        """The same, were all that is undecided right."""
        if self.plan is None:
            return pass_at_k(self.samples, self.accepted + self.undecided, k)
        return float(self.plan.pass_at_k(*self.upper, k))

    def even_rate(self, count: int, k: int) -> float:
        """pass@k of something counted among the even samples."""
        return pass_at_k(self.even, count, k)


def pass_at_k(n: int, c: int, k: int) -> float:
    """The chance that at least one of `k` samples is right, estimated without bias from `c` right ones of `n`.

    Raises ValueError for k > n (no unbiased estimate exists), k < 1, or c outside 0..n.
    """
    if not 1 <= k <= n:
        raise ValueError(f"pass@{k} needs k between 1 and the number of samples, which is {n}")
    if not 0 <= c <= n:
        raise ValueError(f"{c} right samples of {n} cannot be")
    if n - c < k:
        return 1.0
    miss = 1.0
    for i in range(k):  # the product form: binomials of thousands of samples would overflow
        miss *= (n - c - i) / (n - i)
    return 1.0 - miss


def bootstrap(values: Sequence[float], seed: int = 0) -> Interval:
    """The mean of one value a problem, and the percentile interval over problems drawn with replacement."""
    if not values:
        return Interval(float("nan"), float("nan"), float("nan"))
    data = np.asarray(values, dtype=np.float64)
    random, rows = np.random.default_rng(seed), max(1, _DRAWN_AT_ONCE // len(data))
    means = np.concatenate(
        [
            data[random.integers(0, len(data), size=(min(rows, BOOTSTRAP_DRAWS - start), len(data)))].mean(axis=1)
            for start in range(0, BOOTSTRAP_DRAWS, rows)
        ]
    )
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(data.mean()), float(low), float(high))


def tally(attempts: Iterable[Attempt], plan: SamplingPlan | None = None) -> dict[str, Tally]:
    """Problem id -> its counts. `plan` is how many samples a problem got, where that is not the same for all."""
    return _Counts(plan).of(attempts).tallies()


def _is_undecided(attempt: Attempt) -> bool:
    """No verdict, or a statement of which is not known whether it is the reference's."""
    if attempt.status in UNDECIDED:
        return True
    return attempt.status == "accepted" and attempt.equivalence == "unknown"


class _Counts:
    """What one pass over the attempts counts: a few numbers a problem, however many attempts there are."""

    def __init__(self, plan: SamplingPlan | None, words: Callable[[Attempt], None] = lambda attempt: None) -> None:
        self._plan = plan if plan is not None and not plan.is_fixed else None
        self._words = words
        self._rows: dict[str, list[int]] = {}
        self._right: dict[str, tuple[int, int]] = {}  # as bits: right, and right or undecided; under a plan only
        self.attempts = self.tokens = self.truncated = 0
        self.checking_seconds = 0.0
        self.tasks: set[str] = set()
        self.error_kinds: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.equivalences: Counter[str] = Counter()

    def of(self, attempts: Iterable[Attempt]) -> Self:
        """Count these."""
        for attempt in attempts:
            self._add(attempt)
        return self

    def _add(self, attempt: Attempt) -> None:
        problem, index = attempt.candidate.problem_id, attempt.candidate.index
        self.attempts += 1
        self.tokens += attempt.tokens
        self.truncated += attempt.truncated
        self.checking_seconds += attempt.seconds
        self.tasks.add(attempt.candidate.task)
        row = self._rows.setdefault(problem, [0] * 7)
        row[0] += 1
        row[1] += attempt.succeeded
        row[2] += _is_undecided(attempt)
        if self._plan is not None:
            right, possible = self._right.get(problem, (0, 0))
            hopeful = attempt.succeeded or _is_undecided(attempt)
            self._right[problem] = (right | attempt.succeeded << index, possible | hopeful << index)
            if index >= self._plan.first:
                return
        proved = attempt.status == "accepted"
        row[3] += proved or attempt.error_kind in _COMPILED_KINDS
        row[4] += proved
        row[5] += attempt.equivalence == "equivalent"
        row[6] += 1
        self.statuses[attempt.status] += 1
        if attempt.error_kind:
            self.error_kinds[attempt.error_kind] += 1
        if attempt.equivalence:
            self.equivalences[attempt.equivalence] += 1
        self._words(attempt)

    def tallies(self) -> dict[str, Tally]:
        """Problem id -> its counts."""
        plan = self._plan
        if plan is None:
            return {problem: _tally(row) for problem, row in self._rows.items()}
        return {problem: _tally(row, plan, plan.stop(self._right[problem][1])) for problem, row in self._rows.items()}


def _tally(row: Sequence[int], plan: SamplingPlan | None = None, upper: tuple[int, int] = (0, 0)) -> Tally:
    samples, accepted, undecided, compiled, proved, equivalent, even = row
    return Tally(samples, accepted, undecided, compiled, proved, equivalent, even, plan, upper)


def compute_metrics(
    problems: Sequence[Problem],
    attempts: Iterable[Attempt],
    ks: Sequence[int],
    seed: int = 0,
    plan: SamplingPlan | None = None,
) -> dict[str, Any]:
    """Everything that metrics.json says of the attempts, which are gone over once.

    `pass@k` -> k -> `mean`, `low`, `high`, `if_undecided_right` (equal to mean where every attempt has a verdict) and
    `highest` (where the interval of that one ends); the same in `by_topic`, `by_difficulty`, `by_source`. A run that
    compares statements has `equivalences`, `equivalent@k` and, by task, `typecheck@k`, `proved@k`, `overlap`. `cost`
    and `time` are what was spent, in all and for each solved problem: generated tokens, seconds of checking. Under a
    `plan` that samples some problems more than others, all shares but pass@k are over the samples that all have.
    Raises ValueError if some problem has fewer than max(ks) samples.
    """
    texts: list[tuple[str, str]] = []
    by_id = {problem.id: problem for problem in problems}
    counts = _Counts(plan, lambda attempt: texts.extend(_with_reference(by_id, attempt))).of(attempts)
    tallies = counts.tallies()
    known = [(problem, tallies[problem.id]) for problem in problems if problem.id in tallies]
    solved = sum(t.accepted > 0 for _, t in known)
    return {
        "problems": len(known),
        "attempts": counts.attempts,
        "accepted": sum(t.accepted for _, t in known),
        "undecided": sum(t.undecided for _, t in known),
        "truncated": counts.truncated,
        "problems_proved": solved,
        "pass@k": {str(k): _pass_at(known, k, seed) for k in ks},
        "typechecks": bootstrap([t.compiled / t.even for _, t in known], seed).to_json(),
        **_task_figures(counts, texts, known, ks, seed),
        **{f"by_{field}": _by_group(known, ks, seed, field) for field in GROUPINGS},
        "error_kinds": dict(counts.error_kinds.most_common()),
        "statuses": dict(counts.statuses.most_common()),
        "cost": {"tokens": counts.tokens, "tokens_per_solved": counts.tokens / solved if solved else None},
        "time": {
            "checking_seconds": counts.checking_seconds,
            "checking_seconds_per_solved": counts.checking_seconds / solved if solved else None,
        },
        "sampling": plan.to_json() if plan is not None and not plan.is_fixed else None,
    }


def _task_figures(
    counts: _Counts,
    texts: Sequence[tuple[str, str]],
    known: Sequence[tuple[Problem, Tally]],
    ks: Sequence[int],
    seed: int,
) -> dict[str, Any]:
    """What only some tasks have."""
    tasks, figures = counts.tasks, dict[str, Any]()
    ks = [k for k in ks if all(k <= t.even for _, t in known)] if any(t.plan for _, t in known) else ks
    if tasks & {"statement", "informalize"}:
        figures["typecheck@k"] = {str(k): _share_at(known, k, seed, lambda t: t.compiled) for k in ks}
    if "full" in tasks:
        figures["proved@k"] = {str(k): _share_at(known, k, seed, lambda t: t.proved) for k in ks}
    if tasks & {"statement", "informalize", "full"}:
        figures["equivalent@k"] = {str(k): _share_at(known, k, seed, lambda t: t.equivalent) for k in ks}
        figures["equivalences"] = dict(counts.equivalences.most_common())
    if tasks & {"statement", "informalize"}:
        figures["overlap"] = text_overlap(texts)
    return figures


def _with_reference(by_id: Mapping[str, Problem], attempt: Attempt) -> Iterator[tuple[str, str]]:
    """What an attempt wrote, and what the problem has in its place, for the tasks that are measured by overlap."""
    task, problem = attempt.candidate.task, by_id[attempt.candidate.problem_id]
    if task in ("statement", "informalize"):
        in_words = task == "informalize"
        yield attempt.candidate.lean, problem.informal_statement if in_words else problem.formal_statement


def _share_at(
    known: Sequence[tuple[Problem, Tally]], k: int, seed: int, count_of: Callable[[Tally], int]
) -> dict[str, float]:
    """pass@k of what is counted, with its interval."""
    return bootstrap([t.even_rate(count_of(t), k) for _, t in known], seed).to_json()


def _pass_at(known: Sequence[tuple[Problem, Tally]], k: int, seed: int) -> dict[str, float]:
    lower = bootstrap([t.rate(k) for _, t in known], seed)
    upper = bootstrap([t.upper_rate(k) for _, t in known], seed)
    return lower.to_json() | {"if_undecided_right": upper.mean, "highest": upper.high}


def _by_group(
    known: Sequence[tuple[Problem, Tally]], ks: Sequence[int], seed: int, field: str
) -> dict[str, Mapping[str, Any]]:
    groups: dict[str, list[tuple[Problem, Tally]]] = {}
    for problem, counts in known:
        groups.setdefault(getattr(problem, field) or "(none)", []).append((problem, counts))
    return {
        name: {"problems": len(members), "pass@k": {str(k): _pass_at(members, k, seed) for k in ks}}
        for name, members in sorted(groups.items())
    }
