"""The forge: as many distinct training pairs as asked for, from a seed, in seconds.

Each family is a rule of a table or a small generator; every pair is a family's statement in fresh names, one of several
statement shapes, an English voice and one of several proofs. The families are not the benchmark's, and pairs that meet
the benchmark all the same, in Lean or in English, are left out. That Lean accepts the pairs is checked by
`python -m autoformalize.data verify forge --renew`, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from autoformalize.data.forge import (
    algebra,
    booleans,
    divisibility,
    equality,
    functions,
    induction,
    integers,
    lists,
    logic,
    numbers,
    order,
    predicate,
    relations,
)
from autoformalize.data.forge.automation import scripts_by_family, written_for
from autoformalize.data.forge.draft import Draft, Rule
from autoformalize.data.hygiene import BenchmarkIndex
from autoformalize.data.normalise import english_key, lean_key
from autoformalize.problem import DataError, Pair, Problem

_MAX_MISSES = 2000
"""Draws in a row without a new pair after which the families are held to be exhausted."""

_TRIES = 12
"""Draws of a generator that may come to nothing before another family has its turn."""

_AUTOMATED = 0.9
"""The share of a family's pairs that are proved by a script, where one is known to."""

_FIRST_SCRIPT = 0.8

_PER_STATEMENT = 10
"""At most so many pairs of one statement up to names: differing in English, shape or proof."""


TABLES = (
    logic,
    predicate,
    equality,
    functions,
    relations,
    numbers,
    order,
    divisibility,
    integers,
    lists,
    booleans,
    induction,
)
"""The modules with tables of rules (`LAWS`), one a topic."""


@dataclass(frozen=True, slots=True)
class Family:
    """A source of drafts: its slug, topic and difficulty, how often it is drawn, and the drawing (header, draft)."""

    slug: str
    topic: str
    difficulty: str
    weight: float
    draw: Callable[[Random], tuple[str, Draft] | None]


def families() -> list[Family]:
    """Every family of the forge; the tables' rules first, then the generators."""
    found = [_of_rule(rule, module.TOPIC) for module in TABLES for rule in module.LAWS]
    for slug, topic, difficulty, weight, draw in _GENERATORS:
        found.append(Family(f"forge/{slug}", topic, difficulty, weight, _without_header(draw)))
    found.append(Family("forge/recursion", induction.TOPIC, "medium", 9, induction.recursion))
    return found


def forge(seed: int = 0, count: int = 12000, *, scripts: Mapping[str, Sequence[str]] | None = None) -> Iterator[Pair]:
    """`count` distinct pairs, the same for the same seed; a smaller count is a prefix of a larger one.

    `scripts` says which short scripts prove which family, in place of the table that was measured (`automation`).
    Raises DataError where the families cannot make so many.
    """
    from autoformalize.data.sources import benchmark_problems

    benchmark = BenchmarkIndex.of(benchmark_problems())
    known = scripts_by_family() if scripts is None else scripts
    rng = Random(f"forge {seed}")
    sources = families()
    weights = _weights(sources)
    seen: set[int] = set()
    statements: dict[int, int] = {}
    made = misses = 0
    while made < count:
        if misses > _MAX_MISSES:
            raise DataError(f"the forge makes only {made} distinct pairs from seed {seed}; ask for no more than that")
        family = rng.choices(sources, weights)[0]
        draw = Random(rng.getrandbits(64))
        drawn = family.draw(draw)
        pair = None
        if drawn is not None:
            automated = _automated(draw, known.get(family.slug, ()), *drawn)
            pair = _pair(family, *automated, f"forge-{seed}-{made}")
        if pair is None or not _fresh(pair, seen, statements) or benchmark.leak(pair.problem) is not None:
            misses += 1
            continue
        misses = 0
        made += 1
        yield pair


_SHARES = {
    logic.TOPIC: 16,
    predicate.TOPIC: 11,
    equality.TOPIC: 8,
    functions.TOPIC: 9,
    numbers.TOPIC: 12,
    order.TOPIC: 11,
    divisibility.TOPIC: 9,
    integers.TOPIC: 9,
    lists.TOPIC: 9,
    booleans.TOPIC: 6,
    relations.TOPIC: 7,
    induction.TOPIC: 6,
}
"""How often each topic is drawn; the weights of families share it out within the topic."""


def _weights(sources: list[Family]) -> list[float]:
    totals: dict[str, float] = {}
    for family in sources:
        totals[family.topic] = totals.get(family.topic, 0.0) + family.weight
    return [_SHARES[family.topic] * family.weight / totals[family.topic] for family in sources]


def _automated(rng: Random, scripts: Sequence[str], header: str, draft: Draft) -> tuple[str, Draft]:
    """The draft with a script for its proof, most of the time, where scripts are known to prove its family."""
    if not scripts or rng.random() > _AUTOMATED:
        return header, draft
    written = written_for(draft.statement, scripts)
    if not written:
        return header, draft
    proof = written[0] if rng.random() < _FIRST_SCRIPT else rng.choice(written)
    return header, replace(draft, proof=f":= {proof}", style="automation")


def _pair(family: Family, header: str, draft: Draft, identifier: str) -> Pair:
    problem = Problem(
        id=identifier,
        informal_statement=draft.english,
        formal_statement=draft.statement,
        topic=family.topic,
        difficulty=family.difficulty,
        family=family.slug,
        header=header,
        source="forge",
        licence="Apache-2.0",
        split="train",
    )
    return Pair(problem, draft.proof)


def _fresh(pair: Pair, seen: set[int], statements: dict[int, int]) -> bool:
    """Whether the pair is new: a few pairs may share a statement up to names, but not its English as well."""
    key = lean_key(pair.problem.formal_statement)
    statement = hash((pair.problem.header, key))
    text = hash((english_key(pair.problem.informal_statement), statement))
    if text in seen or statements.get(statement, 0) >= _PER_STATEMENT:
        return False
    seen.add(text)
    statements[statement] = statements.get(statement, 0) + 1
    return True


def _of_rule(rule: Rule, topic: str) -> Family:
    slug = f"forge/{topic.replace(' ', '-')}/{rule.slug}"
    return Family(slug, topic, rule.difficulty, 1.6 if rule.instances else 1.0, lambda rng: ("", rule.draw(rng)))


def _without_header(draw: Callable[[Random], Draft | None]) -> Callable[[Random], tuple[str, Draft] | None]:
    def drawn(rng: Random) -> tuple[str, Draft] | None:
        for _ in range(_TRIES):
            draft = draw(rng)
            if draft is not None:
                return "", draft
        return None

    return drawn


_GENERATORS: tuple[tuple[str, str, str, float, Callable[[Random], Draft | None]], ...] = (
    ("entailment", logic.TOPIC, "medium", 150, logic.random_entailment),
    ("lifted-entailment", predicate.TOPIC, "medium", 60, logic.lifted_entailment),
    ("evaluate", equality.TOPIC, "easy", 18, equality.substitution),
    ("congruence", equality.TOPIC, "easy", 14, equality.congruence),
    ("function-value", functions.TOPIC, "easy", 12, functions.computed_value),
    ("exists-function", functions.TOPIC, "easy", 8, functions.exists_formula),
    ("shift-injective", functions.TOPIC, "medium", 6, functions.shift_injective),
    ("compute", numbers.TOPIC, "easy", 22, numbers.computed),
    ("compare", order.TOPIC, "easy", 14, numbers.computed_inequality),
    ("witness", numbers.TOPIC, "easy", 18, numbers.witness),
    ("facts", numbers.TOPIC, "easy", 26, numbers.combined_facts),
    ("rewrite", numbers.TOPIC, "medium", 24, numbers.rewritten),
    ("algebra", numbers.TOPIC, "medium", 60, algebra.natural_rewrite),
    ("sum-order", numbers.TOPIC, "medium", 10, algebra.ordered_sum),
    ("witness-inequality", order.TOPIC, "easy", 10, numbers.witness_inequality),
    ("bound", order.TOPIC, "easy", 14, order.bounded_chain),
    ("add-inequalities", order.TOPIC, "medium", 16, order.sum_of_inequalities),
    ("monotone", order.TOPIC, "easy", 16, order.monotone_context),
    ("numeral-divides", divisibility.TOPIC, "easy", 22, divisibility.numeral_divides),
    ("dvd-combination", divisibility.TOPIC, "medium", 18, divisibility.combination),
    ("int-compute", integers.TOPIC, "easy", 16, integers.computed),
    ("int-witness", integers.TOPIC, "easy", 10, integers.witness),
    ("int-sign", integers.TOPIC, "medium", 14, integers.sign),
    ("int-monotone", integers.TOPIC, "easy", 10, integers.monotone_context),
    ("int-rewrite", integers.TOPIC, "medium", 16, integers.rewritten),
    ("int-algebra", integers.TOPIC, "medium", 40, algebra.integer_rewrite),
    ("list-rewrite", lists.TOPIC, "medium", 22, algebra.list_rewrite),
    ("list-compute", lists.TOPIC, "easy", 22, lists.computed),
    ("list-fold", lists.TOPIC, "easy", 8, lists.folded),
    ("list-membership", lists.TOPIC, "easy", 10, lists.membership),
    ("bool-identity", booleans.TOPIC, "easy", 34, booleans.identity),
    ("bool-compute", booleans.TOPIC, "easy", 8, booleans.computed),
)
