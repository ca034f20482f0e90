"""`python -m lean_env calibrate`: does this pool, as configured, accept what is known to be good, and how fast?

Runs known-good proofs through the pool with every worker busy. What is not accepted is a false negative and is named.
From the tail of the times it proposes a timeout, and from the rates with one worker and with all, a number of workers.
"""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lean_env.checker import CheckerPool
from lean_env.verdict import Claim, Verdict

# A timeout is to be far from anything an honest proof needs, on a machine that is busier than now.
_TIMEOUT_FACTOR = 10.0
_LEAST_TIMEOUT = 5.0
# One more worker has to bring at least this share of what a worker brings alone.
_WORTHWHILE_SHARE = 0.25
_SAMPLE_FOR_SCALING = 200


@dataclass(frozen=True, slots=True)
class Calibration:
    """What known-good proofs met: seconds are of wall clock, rates are verdicts a second."""

    checked: int
    statuses: dict[str, int]
    missed: list[tuple[Claim, Verdict]]
    median: float
    p99: float
    slowest: float
    rates: dict[int, float] = field(default_factory=dict)

    @property
    def false_negative_rate(self) -> float:
        """The share of known-good proofs that the pool did not accept."""
        return len(self.missed) / self.checked

    @property
    def proposed_timeout(self) -> float:
        """Seconds: ten times the slowest proof seen, and no less than five."""
        return max(_LEAST_TIMEOUT, _TIMEOUT_FACTOR * self.slowest)

    @property
    def proposed_workers(self) -> int:
        """The largest number whose last worker still paid for itself."""
        alone = self.rates.get(1, 0.0)
        best = 1
        for fewer, more in itertools.pairwise(sorted(self.rates)):
            if self.rates[more] - self.rates[fewer] >= _WORTHWHILE_SHARE * alone * (more - fewer):
                best = more
        return best


def calibrate(
    open_pool: Callable[[int], CheckerPool], claims: Sequence[Claim], checks: int, workers: int
) -> Calibration:
    """Check `checks` proofs, the claims again and again, on `workers` busy workers; `open_pool` opens so many."""
    work = list(itertools.islice(itertools.cycle(claims), checks))
    missed: list[tuple[Claim, Verdict]] = []
    seconds: list[float] = []
    statuses: Counter[str] = Counter()
    with open_pool(workers) as pool:
        for claim, verdict in zip(work, pool.check_all(work), strict=True):
            statuses[verdict.status.value] += 1
            seconds.append(verdict.seconds)
            if not verdict.accepted:
                missed.append((claim, verdict))
    seconds.sort()
    rates = {count: _rate(open_pool, claims, count) for count in _worker_counts(workers)}
    return Calibration(
        checked=len(work),
        statuses=dict(statuses),
        missed=missed,
        median=seconds[len(seconds) // 2],
        p99=seconds[int(len(seconds) * 0.99)],
        slowest=seconds[-1],
        rates=rates,
    )


def _worker_counts(most: int) -> list[int]:
    """1, 2, 4, ... and the most."""
    return sorted({most, *itertools.takewhile(lambda count: count < most, (2**power for power in itertools.count()))})


def _rate(open_pool: Callable[[int], CheckerPool], claims: Sequence[Claim], workers: int) -> float:
    sample = list(itertools.islice(itertools.cycle(claims), _SAMPLE_FOR_SCALING))
    with open_pool(workers) as pool:
        list(pool.check_all(sample[: 4 * workers]))  # starts the workers and loads their headers
        started = time.monotonic()
        list(pool.check_all(sample))
        return len(sample) / (time.monotonic() - started)


def report(result: Calibration, fingerprint: str, configured_timeout: float) -> None:
    """Print what was found and what it suggests."""
    shown = ", ".join(f"{count} {status}" for status, count in sorted(result.statuses.items()))
    print(f"{fingerprint}: {result.checked} known-good proofs: {shown}")
    print(f"false negatives: {len(result.missed)} ({result.false_negative_rate:.2%})")
    for claim, verdict in result.missed[:10]:
        first = verdict.messages[0].text.splitlines()[0] if verdict.messages else ""
        print(f"  {claim.name}: {verdict.status.value} {first}")
    print(f"seconds a check: median {result.median:.4f}, p99 {result.p99:.4f}, slowest {result.slowest:.4f}")
    for workers, rate in result.rates.items():
        print(f"{workers} workers: {rate:.1f} verdicts/s")
    print(
        f"proposed: --timeout {result.proposed_timeout:.0f} (now {configured_timeout:.0f}), "
        f"--workers {result.proposed_workers}"
    )
