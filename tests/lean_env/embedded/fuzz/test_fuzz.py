"""The embedded checker keeps to the real Lean's recorded answers on mutants of accepted proofs."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from lean_env import CheckerPool
from tests.lean_env.embedded.answers import ACCEPTED, REJECTED, ask
from tests.lean_env.embedded.fuzz import golden
from tests.lean_env.embedded.fuzz.golden import Judged
from tests.lean_env.embedded.fuzz.mutate import RULES, Seed, mutants


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every recorded mutant."""
    return golden.load()


def test_the_record_is_large_and_mixed(judged: list[Judged]) -> None:
    """Ten thousand distinct mutants by every rule, a quarter of them accepted by Lean and at least as many rejected."""
    statuses = Counter(one.answer.status for one in judged)
    assert len({one.mutant.text for one in judged}) == len(judged) >= 10_000
    assert {one.mutant.rule for one in judged} == set(RULES)
    assert min(statuses[ACCEPTED], statuses[REJECTED]) >= len(judged) // 4


def test_a_sample_is_judged_as_by_lean(judged: list[Judged], embedded_pool: CheckerPool) -> None:
    """Of three hundred mutants none is accepted that Lean rejects, and nearly all get Lean's verdict."""
    sample = Random("sample").sample(judged, 300)
    answers = list(ask(embedded_pool, (one.mutant.text for one in sample)))
    pairs = list(zip(sample, answers, strict=True))
    assert [one.mutant for one, here in pairs if here.status == ACCEPTED != one.answer.status] == []
    assert sum(here.status != one.answer.status for one, here in pairs) <= 6


def test_mutants_are_made_again_from_their_seed() -> None:
    """The same seeds give the same mutants, all distinct and none a seed."""
    seeds = [
        Seed("a", "theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q := ⟨hp, hq⟩"),
        Seed("b", "theorem b (n : ℕ) : n + 0 = n :=\nbegin\n  rw [nat.add_zero]\nend"),
    ]
    made = mutants(seeds, 5)
    texts = {mutant.text for mutant in made}
    assert made == mutants(seeds, 5)
    assert len(texts) == len(made) > 100
    assert not texts & {seed.text for seed in seeds}


@pytest.mark.lean3
def test_recorded_answers_are_current(judged: list[Judged], lean3_pool: CheckerPool) -> None:
    """On two hundred mutants the real Lean answers today what was recorded."""
    sample = Random("current").sample(judged, 200)
    answers = ask(lean3_pool, (one.mutant.text for one in sample))
    assert [here.status for here in answers] == [one.answer.status for one in sample]
