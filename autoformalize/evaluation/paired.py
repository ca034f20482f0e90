"""Two runs on the same problems: by how much they differ at pass@k, how sure that is, and which problems made it.

Problems are the unit, as in `metrics`: the interval is a bootstrap over the differences of single problems, and the p
value asks how often differences as large would come about if each were as likely to fall the other way (the sign flip
test of Fisher and Pitman). It is worked out exactly, and sampled only where that would take too long.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np

from autoformalize.evaluation.metrics import Interval, Tally, bootstrap

EXACT: Final = "exact"
_FLIPS: Final = 100_000
SAMPLED: Final = f"{_FLIPS} sampled sign flips"
# Work that takes about a second: sums times problems, and sums that are kept.
_MOST_WORK: Final = 400_000_000
_MOST_SUMS: Final = 4_000_000
_ENUMERATED: Final = 20
_FLIPPED_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """`after` minus `before` at pass@`k`, over the `problems` that both have.

    `won` and `lost` are the problems that only one of them proved. `lowest` and `highest` are the differences if every
    attempt without a verdict had gone against `after`, and for it. `p_value` is two-sided, of the differences at
    pass@k, by `p_method`; `sign_p_value` is the exact sign test on `won` against `lost` alone.
    """

    k: int
    problems: int
    difference: Interval
    lowest: float
    highest: float
    won: tuple[str, ...]
    lost: tuple[str, ...]
    p_value: float
    p_method: str
    sign_p_value: float

    def to_json(self) -> dict[str, Any]:
        """Every field by its name."""
        return {
            "k": self.k,
            "problems": self.problems,
            "difference": self.difference.to_json(),
            "lowest": self.lowest,
            "highest": self.highest,
            "won": list(self.won),
            "lost": list(self.lost),
            "p_value": self.p_value,
            "p_method": self.p_method,
            "sign_p_value": self.sign_p_value,
        }


def compare_paired(before: Mapping[str, Tally], after: Mapping[str, Tally], k: int, seed: int = 0) -> PairedComparison:
    """Set `after` against `before`. Raises ValueError where a problem has fewer than `k` samples."""
    shared = sorted(before.keys() & after.keys())
    pairs = [(before[problem], after[problem]) for problem in shared]
    differences = [_rate(new, k) - _rate(old, k) for old, new in pairs]
    p_value, p_method = sign_flip_test([new.exact_rate(k) - old.exact_rate(k) for old, new in pairs], seed)
    won = tuple(problem for problem in shared if after[problem].accepted and not before[problem].accepted)
    lost = tuple(problem for problem in shared if before[problem].accepted and not after[problem].accepted)
    return PairedComparison(
        k,
        len(shared),
        bootstrap(differences, seed),
        _mean([_rate(new, k) - _rate(old, k, upper=True) for old, new in pairs]),
        _mean([_rate(new, k, upper=True) - _rate(old, k) for old, new in pairs]),
        won,
        lost,
        p_value,
        p_method,
        sign_test(len(won), len(lost)),
    )


def sign_test(won: int, lost: int) -> float:
    """The two-sided p value of so many wins and losses, were each as likely: the exact binomial (McNemar's) test."""
    total = won + lost
    tail = sum(math.comb(total, i) for i in range(min(won, lost) + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**total)))


def sign_flip_test(differences: Sequence[Fraction], seed: int = 0) -> tuple[float, str]:
    """The share of all ways to set the signs of `differences` whose sum is as far from 0, and how it was found."""
    sizes = _integers(differences)
    total, observed = sum(map(abs, sizes)), abs(sum(sizes))
    magnitudes = [abs(size) for size in sizes]
    if total <= _MOST_SUMS and total * len(sizes) <= _MOST_WORK:
        return _by_sums(magnitudes, total, observed), EXACT
    if len(sizes) <= _ENUMERATED:
        return _by_enumeration(magnitudes, observed), EXACT
    return _by_sampling(magnitudes, observed, seed), SAMPLED


def _integers(differences: Sequence[Fraction]) -> list[int]:
    """The differences that are not 0, brought to one denominator and divided by what they have in common."""
    kept = [difference for difference in differences if difference]
    scale = math.lcm(*(difference.denominator for difference in kept))
    sizes = [int(difference * scale) for difference in kept]
    common = math.gcd(*sizes) or 1
    return [size // common for size in sizes]


def _by_sums(magnitudes: Sequence[int], total: int, observed: int) -> float:
    """`shares[t]` is the chance that the differences which keep their sign add up to t: the sum is then 2t - total."""
    shares = np.zeros(total + 1)
    shares[0] = 1.0
    reached = 0
    for size in magnitudes:
        moved = shares[: reached + 1] / 2
        shares[: reached + 1] = moved
        shares[size : size + reached + 1] += moved
        reached += size
    sums = np.abs(2 * np.arange(total + 1) - total)
    return float(min(1.0, shares[sums >= observed].sum()))


def _by_enumeration(magnitudes: Sequence[int], observed: int) -> float:
    """Every way to set the signs, in whole numbers of any size."""
    sums = [0]
    for size in magnitudes:
        sums = [value + sign * size for value in sums for sign in (1, -1)]
    return sum(abs(value) >= observed for value in sums) / len(sums)


def _by_sampling(magnitudes: Sequence[int], observed: int, seed: int) -> float:
    """Counted with the observed signs as one more draw, so that it is never 0."""
    largest = max(magnitudes)
    sizes, threshold = np.array([size / largest for size in magnitudes]), observed / largest
    random, rows = np.random.default_rng(seed), max(1, _FLIPPED_AT_ONCE // len(magnitudes))
    hits = 0
    for start in range(0, _FLIPS, rows):
        signs = random.integers(0, 2, size=(min(rows, _FLIPS - start), len(sizes)), dtype=np.int8) * 2 - 1
        hits += int((np.abs(signs @ sizes) >= threshold * (1 - 1e-12)).sum())
    return (hits + 1) / (_FLIPS + 1)


def _rate(tally: Tally, k: int, upper: bool = False) -> float:
    return tally.upper_rate(k) if upper else tally.rate(k)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
