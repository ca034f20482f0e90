"""Automation: short tactic scripts that prove whole families of the forge without naming a variable or a hypothesis.

A person who meets an easy goal tries `simp` before looking for a lemma's name, and so should a model: half of what it
writes would otherwise be names that do not exist. Which script proves which family is measured by a checker, on several
drawn instances of the family, by `python -m autoformalize.data automation`, and kept in `automation.json`. A
script that then fails on any pair of the default forge is taken off its family.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from autoformalize.data.verify import verify
from autoformalize.problem import Pair
from lean_env import BaseChecker, Claim

if TYPE_CHECKING:
    from autoformalize.data.forge import Family

SCRIPTS: Final = (
    "by { intros, simp * at * }",
    "dec_trivial",
    "by { intros, refl }",
    "by { intros, cc }",
    "by { intros, by_contradiction, cases_type* and or Exists iff; simp * at * }",
    "by { intros, by_contradiction, cc }",
    "by { intros, cases_type* bool; refl }",
    "by { intros, split; intros; simp * at * }",
    "⟨_, rfl⟩",
    "by { intros, funext, simp * }",
    "by { intros, ac_refl }",
    "by { intros, simp [mul_comm, mul_left_comm, mul_assoc, add_comm, add_left_comm, mul_add, add_mul] }",
)
"""What is tried, the most general first: a family is taught the first one or two that prove it."""

_TABLE: Final = Path(__file__).with_name("automation.json")
_INSTANCES: Final = 10
_TAUGHT: Final = 2


Table = dict[str, list[int]]
"""A family's slug, and the indices of the SCRIPTS that prove it."""


@lru_cache(maxsize=1)
def scripts_by_family() -> dict[str, tuple[str, ...]]:
    """The scripts that prove each family, by slug; families that none proves are not there."""
    known: Table = json.loads(_TABLE.read_text(encoding="utf-8")) if _TABLE.is_file() else {}
    return {slug: tuple(SCRIPTS[index] for index in indices) for slug, indices in known.items()}


def measure(
    families: Iterable[Family], checker: BaseChecker, instances: int = _INSTANCES
) -> Iterator[tuple[str, list[int]]]:
    """Each family's slug with the indices of the SCRIPTS that prove all of so many instances, in order.

    One instance is tried first, because most scripts fail on it.
    """
    for family in families:
        drawn = _instances(family, instances)
        remaining = list(range(len(SCRIPTS))) if drawn else []
        for part in (drawn[:1], drawn[1:]):
            asked = [(index, claim) for index in remaining for claim in _claims(part, SCRIPTS[index])]
            verdicts = checker.check_all([claim for _, claim in asked])
            failed = {index for (index, _), verdict in zip(asked, verdicts, strict=True) if not verdict.accepted}
            remaining = [index for index in remaining if index not in failed]
        yield family.slug, remaining[:_TAUGHT]


def _instances(family: Family, count: int) -> list[tuple[str, str, str]]:
    """Distinct (header, name, statement) of the family."""
    draws = (family.draw(Random(f"automation {seed}")) for seed in range(20 * count))
    found = {draft.statement: (header, draft.name, draft.statement) for header, draft in filter(None, draws)}
    return list(islice(found.values(), count))


def _claims(instances: Sequence[tuple[str, str, str]], script: str) -> list[Claim]:
    return [Claim(header, statement, name, f"{statement} := {script}") for header, name, statement in instances]


def failures(pairs: Iterable[Pair], checker: BaseChecker) -> Iterator[tuple[str, str]]:
    """Family and script of the pairs that a script was to prove and does not."""
    scripted = [pair for pair in pairs if pair.formal_proof.removeprefix(":= ") in SCRIPTS]
    for checked in verify(scripted, checker):
        if not checked.verdict.accepted:
            yield checked.pair.problem.family, checked.pair.formal_proof.removeprefix(":= ")


def write_table(table: Table) -> None:
    """Keep which scripts prove which family; families that none proves are left out."""
    lines = ",\n".join(f"  {json.dumps(slug)}: {json.dumps(indices)}" for slug, indices in table.items() if indices)
    _TABLE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    scripts_by_family.cache_clear()
