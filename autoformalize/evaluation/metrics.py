"""Attempts -> numbers, as pure functions.

pass@k is the unbiased estimator of Chen et al. 2021 ("Evaluating Large Language Models Trained on Code"); intervals are
a bootstrap over problems, because problems, not samples, are what a benchmark draws. Where the checker itself failed,
two figures bracket the truth: such attempts all wrong, and all right. Two runs are set side by side in `paired`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autoformalize.evaluation.overlap import text_overlap
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
    statement, and a statement that was found equivalent to the reference.
    """

    samples: int
    accepted: int
    undecided: int
    compiled: int
    proved: int = 0
    equivalent: int = 0


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


def tally(attempts: Iterable[Attempt]) -> dict[str, Tally]:
    """Problem id -> its counts."""
    counts: dict[str, list[int]] = {}
    for attempt in attempts:
        row = counts.setdefault(attempt.candidate.problem_id, [0] * 6)
        proved = attempt.status == "accepted"
        row[0] += 1
        row[1] += attempt.succeeded
        row[2] += _is_undecided(attempt)
        row[3] += proved or attempt.error_kind in _COMPILED_KINDS
        row[4] += proved
        row[5] += attempt.equivalence == "equivalent"
    return {problem: Tally(*row) for problem, row in counts.items()}


def _is_undecided(attempt: Attempt) -> bool:
    """No verdict, or a statement of which is not known whether it is the reference's."""
    if attempt.status in UNDECIDED:
        return True
    return attempt.status == "accepted" and attempt.equivalence == "unknown"


def compute_metrics(
    problems: Sequence[Problem], attempts: Sequence[Attempt], ks: Sequence[int], seed: int = 0
) -> dict[str, Any]:
    """Everything that metrics.json says of the attempts.

    `pass@k` -> k -> `mean`, `low`, `high`, `if_undecided_right` (equal to mean where every attempt has a verdict) and
    `highest` (where the interval of that one ends); the same in `by_topic`, `by_difficulty`, `by_source`. A run that
    compares statements has `equivalences`, `equivalent@k` and, by task, `typecheck@k`, `proved@k`, `overlap`.
    Raises ValueError if some problem has fewer than max(ks) samples.
    """
    tallies = tally(attempts)
    known = [(problem, tallies[problem.id]) for problem in problems if problem.id in tallies]
    return {
        "problems": len(known),
        "attempts": len(attempts),
        "accepted": sum(t.accepted for _, t in known),
        "undecided": sum(t.undecided for _, t in known),
        "problems_proved": sum(t.accepted > 0 for _, t in known),
        "pass@k": {str(k): _pass_at(known, k, seed) for k in ks},
        "typechecks": bootstrap([t.compiled / t.samples for _, t in known], seed).to_json(),
        **_task_figures(problems, attempts, known, ks, seed),
        **{f"by_{field}": _by_group(known, ks, seed, field) for field in GROUPINGS},
        "error_kinds": dict(Counter(a.error_kind for a in attempts if a.error_kind).most_common()),
        "statuses": dict(Counter(a.status for a in attempts).most_common()),
    }


def _task_figures(
    problems: Sequence[Problem],
    attempts: Sequence[Attempt],
    known: Sequence[tuple[Problem, Tally]],
    ks: Sequence[int],
    seed: int,
) -> dict[str, Any]:
    """What only some tasks have."""
    tasks = {attempt.candidate.task for attempt in attempts}
    figures: dict[str, Any] = {}
    if tasks & {"statement", "informalize"}:
        figures["typecheck@k"] = {str(k): _share_at(known, k, seed, lambda t: t.compiled) for k in ks}
    if "full" in tasks:
        figures["proved@k"] = {str(k): _share_at(known, k, seed, lambda t: t.proved) for k in ks}
    if tasks & {"statement", "informalize", "full"}:
        figures["equivalent@k"] = {str(k): _share_at(known, k, seed, lambda t: t.equivalent) for k in ks}
        figures["equivalences"] = dict(Counter(a.equivalence for a in attempts if a.equivalence).most_common())
    if tasks & {"statement", "informalize"}:
        figures["overlap"] = text_overlap(_with_references(problems, attempts))
    return figures


def _with_references(problems: Sequence[Problem], attempts: Sequence[Attempt]) -> Iterator[tuple[str, str]]:
    """What each attempt wrote, and what the problem has in its place."""
    by_id = {problem.id: problem for problem in problems}
    for attempt in attempts:
        problem = by_id[attempt.candidate.problem_id]
        in_words = attempt.candidate.task == "informalize"
        yield attempt.candidate.lean, problem.informal_statement if in_words else problem.formal_statement


def _share_at(
    known: Sequence[tuple[Problem, Tally]], k: int, seed: int, count_of: Callable[[Tally], int]
) -> dict[str, float]:
    """pass@k of what is counted, with its interval."""
    return bootstrap([pass_at_k(t.samples, count_of(t), k) for _, t in known], seed).to_json()


def _pass_at(known: Sequence[tuple[Problem, Tally]], k: int, seed: int) -> dict[str, float]:
    lower = bootstrap([pass_at_k(t.samples, t.accepted, k) for _, t in known], seed)
    upper = bootstrap([pass_at_k(t.samples, t.accepted + t.undecided, k) for _, t in known], seed)
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
