"""The stream of theorems to prove, and the work of one of them: search, styles, dress.

The stream depends on the seed alone and costs little, so a run that goes on makes it again and skips what is done. The
work on a theorem depends on the theorem and the seed alone, so it can be done in any process.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Final

from autoformalize.data.forge import TABLES, Family, families
from autoformalize.data.forge.automation import SCRIPTS
from autoformalize.data.forge.draft import Draft
from autoformalize.data.forge.grow import library
from autoformalize.data.forge.grow.dressing import Dressed, dress
from autoformalize.data.forge.grow.guard import Guard
from autoformalize.data.forge.grow.library import Lemma
from autoformalize.data.forge.grow.mutations import Material, mutate
from autoformalize.data.forge.grow.scripts import proofs
from autoformalize.data.forge.grow.search import Book, Limits, Search
from autoformalize.data.forge.grow.theorem import Theorem, of_rule, of_statement
from autoformalize.data.hygiene import BenchmarkIndex
from autoformalize.data.normalise import lean_key
from autoformalize.data.sources import iter_pairs
from autoformalize.problem import Pair, Problem
from lean_env.goals import Prover, Spent

_RECURSION: Final = 1_000_000
_SECOND_MUTATION: Final = 0.3
_KEPT_SEEDS: Final = 0.12
_DRAFTED: Final = 0.18
_STYLES: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to make pairs of: a theorem to prove, or a draft of the tables that brings its proof."""

    number: int
    theorem: Theorem | None = None
    family: Family | None = None
    header: str = ""
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of a candidate: its pairs' texts, and how many moves its proof took; `outcome` says why none."""

    outcome: str
    dressed: tuple[Dressed, ...] = ()
    moves: int = 0


@dataclass(slots=True)
class Passed:
    """What the stream left out, by reason."""

    reasons: Counter[str] = field(default_factory=Counter)


def seeds(lemmas: Iterable[Lemma], guard: Guard) -> list[Theorem]:
    """What is grown from: the library's theorems, the rules of the tables, and the built-in training pairs."""
    found = list(library.seeds(lemmas))
    found += [of_rule(rule, module.TOPIC) for module in TABLES for rule in module.LAWS]
    for pair in iter_pairs("builtin", "train"):
        problem = pair.problem
        if not problem.header:
            theorem = of_statement(problem.formal_statement, problem.family, problem.topic, pair.formal_proof)
            found += [theorem] if theorem is not None else []
    return [theorem for theorem in found if not guard.meets(theorem)]


def candidates(seed: int, lemmas: Iterable[Lemma], benchmark: BenchmarkIndex, passed: Passed) -> Iterator[Candidate]:
    """Theorems and drafts without end, no statement twice, none that meets the benchmark."""
    guard = Guard(benchmark.problems)
    rng = Random(f"grow {seed}")
    material = Material.of(seeds(lemmas, guard), rng)
    by_topic: dict[str, list[Theorem]] = {}
    for theorem in material.seeds:
        by_topic.setdefault(theorem.topic, []).append(theorem)
    topics = sorted(by_topic)
    drafted = families()
    weights = [family.weight for family in drafted]
    seen: set[int] = set()
    number = 0
    while True:
        if rng.random() < _DRAFTED:
            candidate = _draft(rng, drafted, weights, number)
        else:
            topic = rng.choice(topics)
            candidate = _grown(rng, by_topic[topic], material, number)
        reason = "does not apply" if candidate is None else _refused(candidate, guard, benchmark, seen)
        if candidate is None or reason:
            passed.reasons[reason] += 1
            continue
        number += 1
        yield candidate


def _draft(rng: Random, drafted: list[Family], weights: list[float], number: int) -> Candidate | None:
    family = rng.choices(drafted, weights)[0]
    drawn = family.draw(Random(rng.getrandbits(64)))
    return None if drawn is None else Candidate(number, None, family, *drawn)


def _grown(rng: Random, pool: list[Theorem], material: Material, number: int) -> Candidate | None:
    theorem: Theorem | None = rng.choice(pool)
    assert theorem is not None
    if rng.random() < _KEPT_SEEDS:
        return Candidate(number, theorem)
    theorem = mutate(theorem, material)
    if theorem is not None and rng.random() < _SECOND_MUTATION:
        theorem = mutate(theorem, material) or theorem
    return None if theorem is None else Candidate(number, theorem)


def _refused(candidate: Candidate, guard: Guard, benchmark: BenchmarkIndex, seen: set[int]) -> str:
    """Why the candidate is not worth a search, or ""."""
    if candidate.theorem is not None:
        statement, header = candidate.theorem.statement(), ""
        theorem: Theorem | None = candidate.theorem
    else:
        assert candidate.draft is not None
        statement, header = candidate.draft.statement, candidate.header
        theorem = None if header else of_statement(statement, "", "")
    if theorem is not None and guard.meets(theorem):
        return "meets the benchmark"
    if benchmark.leak(Problem("", "", statement, header=header)) is not None:
        return "meets the benchmark"
    mark = hash((lean_key(statement, header), candidate.draft.style if candidate.draft else ""))
    if mark in seen:
        return "stated before"
    seen.add(mark)
    return ""


class Worker:
    """Proves and dresses candidates; holds the library, so one for each process."""

    def __init__(self, seed: int, voices: int, limits: Limits) -> None:
        sys.setrecursionlimit(_RECURSION)
        self._prover = Prover()
        self._book = Book(library.lemmas(self._prover))
        self._seed = seed
        self._voices = voices
        self._limits = limits

    def work(self, candidate: Candidate) -> Worked:
        """The candidate's pairs; never raises for a theorem that cannot be proved, or makes no sense."""
        if candidate.theorem is None:
            draft = candidate.draft
            assert draft is not None
            style = "term" if draft.style == "by" and draft.proof.startswith(":= by exact") else draft.style
            return Worked("drafted", (Dressed(draft.statement, draft.proof, _style(style), (draft.english,)),))
        theorem = candidate.theorem
        with self._prover.open("", theorem.statement(), self._limits.steps) as goals:
            if goals is None:
                return Worked("not well typed")
            found = Search(goals, self._book, theorem.hints, self._limits).run()
        if found is None:
            return Worked("not proved within the budget")
        texts = proofs(found)
        script = self._script(theorem)
        rng = Random(f"dress {self._seed} {candidate.number}")
        if not _uses_all(theorem, texts) and rng.random() < 0.8:
            return Worked("does not need all its hypotheses")
        chosen = dict(sorted(texts.items(), key=lambda item: len(item[1]))[:_STYLES])
        if script:
            chosen = {"automation": script, **dict(list(chosen.items())[: _STYLES - 1])}
        return Worked("proved", tuple(dress(theorem, chosen, rng, self._voices)), len(found))

    def _script(self, theorem: Theorem) -> str:
        """The most general script that proves the theorem without naming anything, or ""."""
        with self._prover.open("", theorem.statement(), self._limits.steps) as goals:
            if goals is None:
                return ""
            mark = goals.mark()
            for script in SCRIPTS:
                try:
                    if goals.run(_tactic(script)) and goals.is_complete:
                        return script
                except Spent:
                    return ""
                goals.back(mark)
        return ""


def _tactic(script: str) -> str:
    return script.removeprefix("by ") if script.startswith("by ") else f"exact {script}"


def _style(style: str) -> str:
    return "tactic" if style == "by" else style


def _uses_all(theorem: Theorem, texts: dict[str, str]) -> bool:
    """Whether a proof mentions each hypothesis; automation mentions none, and is believed to need them."""
    for text in texts.values():
        if re.search(r"simp|contradiction|assumption|cc\b|injection", text):
            return True
        words = set(re.findall(r"\bh\d+\b", text))
        return all(f"h{i}" in words for i in range(1, len(theorem.hypotheses) + 1))
    return True


def pairs_of(candidate: Candidate, dressed: Dressed, moves: int, first: int, seed: int) -> Iterator[Pair]:
    """One pair for each English text; ids go on from `first`."""
    for place, english in enumerate(dressed.english):
        if candidate.theorem is not None:
            family, topic = f"grown/{candidate.theorem.family}", candidate.theorem.topic
            difficulty = "easy" if moves <= 2 else "medium" if moves <= 6 else "hard"
        else:
            assert candidate.family is not None
            family, topic, difficulty = candidate.family.slug, candidate.family.topic, candidate.family.difficulty
        problem = Problem(
            id=f"grown-{seed}-{first + place}",
            informal_statement=english,
            formal_statement=dressed.statement,
            topic=topic,
            difficulty=difficulty,
            family=family,
            header=candidate.header,
            source="forge",
            licence="Apache-2.0",
            split="train",
        )
        yield Pair(problem, dressed.proof)
