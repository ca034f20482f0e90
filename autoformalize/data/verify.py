"""The checker's verdict on pairs, written beside them: who accepted each proof, with which axioms, and when.

Pairs that fail go into a file of their own with the checker's message. Checking itself is `lean_env`'s business; this
module turns pairs into claims and verdicts into records.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from autoformalize.problem import Pair, Verification
from lean_env import Checker, Claim, Verdict

LEAN = "3.51.1"
"""The version of Lean that every backend answers for."""

_IN_FLIGHT = 64


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair, with the new record where it was accepted, and its verdict."""

    pair: Pair
    verdict: Verdict


def verify(pairs: Iterable[Pair], checker: Checker, today: str = "") -> Iterator[Checked]:
    """The pairs in order with their verdicts; an accepted one carries a new record of this backend.

    A pair whose check could not be made (`unsupported`, `crashed`) keeps the records that it had.
    """
    today = today or datetime.date.today().isoformat()
    waiting = []
    for pair in pairs:
        waiting.append((pair, checker.submit(_claim(pair))))
        if len(waiting) >= _IN_FLIGHT:
            first, answer = waiting.pop(0)
            yield _recorded(first, answer.result(), checker.backend, today)
    for pair, answer in waiting:
        yield _recorded(pair, answer.result(), checker.backend, today)


def outcomes(checked: Iterable[Checked]) -> Counter[str]:
    """How many pairs ended with each status."""
    return Counter(each.verdict.status.value for each in checked)


def _claim(pair: Pair) -> Claim:
    problem = pair.problem
    return Claim(problem.header, problem.formal_statement, problem.theorem_name, pair.declaration)


def _recorded(pair: Pair, verdict: Verdict, backend: str, today: str) -> Checked:
    if verdict.is_infrastructure_fault:
        return Checked(pair, verdict)
    others = tuple(entry for entry in pair.verified if entry.backend != backend)
    if not verdict.accepted:
        return Checked(replace(pair, verified=others), verdict)
    entry = Verification(backend, LEAN, tuple(verdict.axioms), today)
    return Checked(replace(pair, verified=tuple(sorted((*others, entry), key=lambda each: each.backend))), verdict)
