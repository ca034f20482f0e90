"""How many samples a problem gets, when that depends on what the samples before were worth; and pass@k all the same.

Samples are taken in rounds, and a problem is left after the first round by whose end enough of them succeeded. To count
successes over samples would then flatter the problems that were left early. Yet the first k samples of a problem are k
samples like any others, and whether one of them succeeded is known for every k up to the most that a problem can get:
where sampling ended before k, it ended with a success. So 1 or 0 for that is an unbiased estimate of pass@k. Averaged
over all orders of the samples that would have led to the same end, it stays unbiased and varies least: the share of
the paths to the end point that begin with k failures (Girshick, Mosteller, Savage 1946, "Unbiased Estimates for Certain
Binomial Sampling Problems with Applications"; Rao and Blackwell). With one round of n samples that is the estimator of
Chen et al. 2021, C(n - c, k) / C(n, k); with rounds of one and r successes wanted it is Haldane's, (r - 1) / (N - 1)
at k = 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import comb
from typing import Any, Self


@dataclass(frozen=True)
class SamplingPlan:
    """Every problem gets `samples`; with `wanted` R above 0 rounds of `step`, and none after R successes; a problem
    that is still short of successes (of one, where `wanted` is 0) gets up to `extra` more, `step` at a time."""

    samples: int
    wanted: int = 0
    extra: int = 0
    step: int = 1

    @property
    def is_fixed(self) -> bool:
        """Whether every problem gets the same number, come what may."""
        return not self.wanted and not self.extra

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """How many samples a problem has at the end of each round."""
        most = self.samples + self.extra
        first = min(self.step, most) if self.wanted else self.samples
        return (*range(first, most, self.step), most) if first < most else (most,)

    @property
    def first(self) -> int:
        """The samples that every problem gets, whatever they are worth: shares of samples are taken over these."""
        return self.ends[0]

    @property
    def most(self) -> int:
        """The most that a problem can get, and the largest k of pass@k."""
        return self.ends[-1]

    @property
    def enough(self) -> int:
        """So many successes end a problem."""
        return self.wanted or 1

    def next_end(self, taken: int, successes: int) -> int | None:
        """How many samples the problem should have after its next round; None where it has had its last.

        `taken` is the end of a round, or 0.
        """
        if taken >= self.most or (taken and successes >= self.enough):
            return None
        return next(end for end in self.ends if end > taken)

    def stop(self, right: int) -> tuple[int, int]:
        """Where the plan ends for a problem whose right samples are the bits of `right`: samples, successes."""
        for end in self.ends:
            successes = (right & ((1 << end) - 1)).bit_count()
            if successes >= self.enough and not self.is_fixed:
                break
        return end, successes

    def pass_at_k(self, taken: int, successes: int, k: int) -> Fraction:
        """The unbiased estimate of pass@k for a problem that ended after `taken` samples, `successes` of them right.

        Raises ValueError for a k that the plan says nothing of, and for an end that it does not have.
        """
        if not 1 <= k <= self.most:
            raise ValueError(
                f"pass@{k} needs k between 1 and the most samples that a problem gets, which is {self.most}"
            )
        return _pass_at_k(self, taken, successes, k)

    def to_json(self) -> dict[str, Any]:
        """For metrics.json: the four numbers, and up to which k pass@k is valid."""
        return asdict(self) | {"valid_up_to_k": self.most}

    @classmethod
    def from_json(cls, record: Mapping[str, Any] | None) -> Self | None:
        """What `to_json` wrote; None where nothing was written, by a run of a fixed number of samples."""
        if not record:
            return None
        return cls(**{name: int(record[name]) for name in ("samples", "wanted", "extra", "step")})


@lru_cache(maxsize=65536)
def _pass_at_k(plan: SamplingPlan, taken: int, successes: int, k: int) -> Fraction:
    before = max((end for end in plan.ends if end < taken), default=0)
    last = taken - before
    ended = taken == plan.most or successes >= plan.enough
    # In the rounds before there were too few successes to end there; the last round may hold any number.
    most_before = plan.enough - 1 if before else 0
    earlier = range(max(0, successes - last), min(most_before, successes, before) + 1)
    paths = sum(comb(before, early) * comb(last, successes - early) for early in earlier)
    if taken not in plan.ends or not ended or not paths:
        raise ValueError(f"{successes} right samples of {taken} are no end of this plan ({plan})")
    if k > taken:
        return Fraction(1)
    if k > before:  # all earlier ones failed, and so did the first of the last round
        failing = comb(taken - k, successes) if successes <= taken - k else 0
    else:
        failing = sum(comb(before - k, early) * comb(last, successes - early) for early in earlier)
    return 1 - Fraction(failing, paths)
