"""Attempts -> numbers, as pure functions.

pass@k is the unbiased estimator of Chen et al. 2021 ("Evaluating Large Language Models Trained on Code"); intervals are
a bootstrap over problems, because problems, not samples, are what a benchmark draws. Where the checker itself failed,
two figures bracket the truth: such attempts all wrong, and all right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autoformalize.problem import Attempt, Problem
from lean_env import UNDECIDED

BOOTSTRAP_DRAWS: Final = 2000
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
    """One problem's attempts: `samples` in all, `accepted`, `undecided` (no verdict on the candidate), `compiled`."""

    samples: int
    accepted: int
    undecided: int
    compiled: int


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
    draws = np.random.default_rng(seed).integers(0, len(data), size=(BOOTSTRAP_DRAWS, len(data)))
    means = data[draws].mean(axis=1)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(data.mean()), float(low), float(high))


def tally(attempts: Iterable[Attempt]) -> dict[str, Tally]:
    """Problem id -> its counts."""
    counts: dict[str, list[int]] = {}
    for attempt in attempts:
        row = counts.setdefault(attempt.candidate.problem_id, [0, 0, 0, 0])
        accepted = attempt.status == "accepted"
        row[0] += 1
        row[1] += accepted
        row[2] += attempt.status in UNDECIDED
        row[3] += accepted or attempt.error_kind in _COMPILED_KINDS
    return {problem: Tally(*row) for problem, row in counts.items()}


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """Two runs on the same problems: the mean difference of pass@k, and the problems that only one of them proved."""

    difference: Interval
    won: tuple[str, ...]
    lost: tuple[str, ...]


def compare_paired(before: Mapping[str, Tally], after: Mapping[str, Tally], k: int, seed: int = 0) -> PairedComparison:
    """`after` minus `before` at pass@k, over the problems that both runs have, with a paired bootstrap."""
    shared = sorted(before.keys() & after.keys())
    differences = [
        pass_at_k(after[p].samples, after[p].accepted, k) - pass_at_k(before[p].samples, before[p].accepted, k)
        for p in shared
    ]
    won = tuple(p for p in shared if after[p].accepted and not before[p].accepted)
    lost = tuple(p for p in shared if before[p].accepted and not after[p].accepted)
    return PairedComparison(bootstrap(differences, seed), won, lost)


def compute_metrics(
    problems: Sequence[Problem], attempts: Sequence[Attempt], ks: Sequence[int], seed: int = 0
) -> dict[str, Any]:
    """Everything that metrics.json says of the attempts.

    `pass@k` -> k -> `mean`, `low`, `high`, `if_undecided_right` (equal to mean where every attempt has a verdict).
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
        "by_topic": _by_group(known, ks, seed, lambda problem: problem.topic),
        "by_difficulty": _by_group(known, ks, seed, lambda problem: problem.difficulty),
        "error_kinds": dict(Counter(a.error_kind for a in attempts if a.error_kind).most_common()),
        "statuses": dict(Counter(a.status for a in attempts).most_common()),
    }


def _pass_at(known: Sequence[tuple[Problem, Tally]], k: int, seed: int) -> dict[str, float]:
    interval = bootstrap([pass_at_k(t.samples, t.accepted, k) for _, t in known], seed)
    upper = [pass_at_k(t.samples, t.accepted + t.undecided, k) for _, t in known]
    return interval.to_json() | {"if_undecided_right": float(np.mean(upper)) if upper else float("nan")}


def _by_group(
    known: Sequence[tuple[Problem, Tally]], ks: Sequence[int], seed: int, group_of: Callable[[Problem], str]
) -> dict[str, Mapping[str, Any]]:
    groups: dict[str, list[tuple[Problem, Tally]]] = {}
    for problem, counts in known:
        groups.setdefault(group_of(problem) or "(none)", []).append((problem, counts))
    return {
        name: {"problems": len(members), "pass@k": {str(k): _pass_at(members, k, seed) for k in ks}}
        for name, members in sorted(groups.items())
    }
