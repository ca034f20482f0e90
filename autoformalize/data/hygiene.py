"""Keep training data apart from itself and from the benchmarks: exact duplicates and leaks, in Lean and in English.

What counts as the same is `autoformalize.data.normalise`'s business; near duplicates and vacuity are not judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from autoformalize.data.normalise import english_key, lean_key
from autoformalize.problem import Pair, Problem


@dataclass(frozen=True, slots=True)
class Leak:
    """A training problem that meets a benchmark problem, and on which side: "lean", "english" or "family"."""

    problem_id: str
    benchmark_id: str
    side: str


@dataclass(frozen=True, slots=True)
class BenchmarkIndex:
    """What training must not contain: the keys of benchmark problems, with the id behind each."""

    lean: dict[str, str]
    english: dict[str, str]
    families: dict[str, str]

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> BenchmarkIndex:
        """Index the problems; memory grows with the benchmark, not with the corpus."""
        index = cls({}, {}, {})
        for problem in problems:
            index.lean.setdefault(_lean(problem), problem.id)
            index.english.setdefault(english_key(problem.informal_statement), problem.id)
            if problem.family:
                index.families.setdefault(problem.family, problem.id)
        index.english.pop("", None)
        return index

    def leak(self, problem: Problem) -> Leak | None:
        """The first way in which the problem meets the benchmark, or None."""
        sides = (
            ("lean", self.lean, _lean(problem)),
            ("english", self.english, english_key(problem.informal_statement)),
            ("family", self.families, problem.family),
        )
        for side, table, key in sides:
            if key in table:
                return Leak(problem.id, table[key], side)
        return None


@dataclass(slots=True)
class Dropped:
    """What hygiene left out, for the report: leaks, and how many exact duplicates."""

    leaks: list[Leak] = field(default_factory=list)
    duplicates: int = 0


def decontaminate(pairs: Iterable[Pair], benchmark: BenchmarkIndex, dropped: Dropped | None = None) -> Iterator[Pair]:
    """Yield the pairs that do not meet the benchmark; what was left out is written into `dropped`."""
    for pair in pairs:
        leak = benchmark.leak(pair.problem)
        if leak is None:
            yield pair
        elif dropped is not None:
            dropped.leaks.append(leak)


def deduplicate(pairs: Iterable[Pair], dropped: Dropped | None = None) -> Iterator[Pair]:
    """Yield each pair once: same English, same statement up to names, and same proof text is the same pair.

    Holds one hash per pair (about 100 bytes each).
    """
    seen: set[int] = set()
    for pair in pairs:
        english = english_key(pair.problem.informal_statement)
        key = hash((english, _lean(pair.problem), " ".join(pair.formal_proof.split())))
        if key not in seen:
            seen.add(key)
            yield pair
        elif dropped is not None:
            dropped.duplicates += 1


def _lean(problem: Problem) -> str:
    """The key of the statement; what a header defines is part of it."""
    header = " ".join(problem.header.split())
    key = lean_key(problem.formal_statement)
    return f"{header} ⊢ {key}" if header else key
