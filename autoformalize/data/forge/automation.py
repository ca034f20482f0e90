"""Automation: short tactic scripts that prove whole families of the forge without naming a variable or a hypothesis.

A person who meets an easy goal tries `simp` before looking for a lemma's name, and so should a model: half of what it
writes would otherwise be names that do not exist. Where no script does without a lemma, one is tried that names the two
theorems of the library which look most like the statement, and uses them in one way after the other until one proves
it; such names stand in the prompt of a model that is shown premises, so that it can copy them. Which script proves
which family is measured by a checker, on several drawn instances of the family, by `python -m autoformalize.data
automation`, and kept in `automation.json`. A script that then fails on any pair of the default forge is taken off its
family.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from autoformalize.data.premises import CORE, premises_from
from autoformalize.data.verify import verify
from autoformalize.problem import Pair
from autoformalize.runs import write_whole
from lean_env import BaseChecker, Budget, Claim

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

_NAMING: Final = (
    "by {{ intros, {{ simp * at * }} <|> simp [{0}, {1}, *] <|> {{ apply {0}; assumption }} <|> "
    "{{ apply {1}; assumption }} }}"
)
_LONGEST: Final = 240
"""Characters of a script that is still short enough to be learned."""
BUDGET: Final = Budget(seconds=20.0, steps=15_000)
"""What a script may spend: one that takes longer is no short cut."""
_NAMED: Final = re.compile(re.escape(_NAMING.format("#", "$")).replace("\\#", r"\S+").replace("\\$", r"\S+"))
TABLE: Final = Path(__file__).with_name("automation.json")
_INSTANCES: Final = 10
_TAUGHT: Final = 2


Table = dict[str, list[str]]
"""A family's slug, and the scripts that prove it, the one to prefer first."""


@lru_cache(maxsize=1)
def scripts_by_family() -> dict[str, tuple[str, ...]]:
    """The scripts that prove each family, by slug; families that none proves are not there."""
    return {slug: tuple(scripts) for slug, scripts in read_table(TABLE).items()}


def read_table(path: Path) -> Table:
    """The scripts that prove each family, as `write_table` left them; none where there is no such file."""
    found: Table = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def naming_script(statement: str) -> str | None:
    """The script that names the two library theorems which look most like the statement; None where fewer do, or where
    their names make it too long."""
    premises = premises_from(CORE).best(statement, 2)
    script = _NAMING.format(*premises) if len(premises) == 2 else ""
    return script if 0 < len(script) <= _LONGEST else None


def is_script(proof: str) -> bool:
    """Whether a proof, without its `:=`, is one of the scripts."""
    return proof in SCRIPTS or _NAMED.fullmatch(proof) is not None


def measure(
    families: Iterable[Family], checker: BaseChecker, instances: int = _INSTANCES
) -> Iterator[tuple[str, list[str]]]:
    """Each family's slug with the scripts that prove all of so many instances, in order: those that name a theorem only
    where no other does."""
    for family in families:
        drawn = _instances(family, instances)
        scripts: list[str] = []
        if drawn:
            named = naming_script(drawn[0][2])
            scripts = _proving(SCRIPTS, drawn, checker) or _proving([named] if named else [], drawn, checker)
        yield family.slug, scripts[:_TAUGHT]


def _proving(scripts: Sequence[str], drawn: list[tuple[str, str, str]], checker: BaseChecker) -> list[str]:
    """The scripts that prove all instances. One instance is tried first, because most scripts fail on it."""
    remaining = list(scripts)
    for part in (drawn[:1], drawn[1:]):
        asked = [(script, claim) for script in remaining for claim in _claims(part, script)]
        verdicts = checker.check_all([claim for _, claim in asked])
        failed = {script for (script, _), verdict in zip(asked, verdicts, strict=True) if not verdict.accepted}
        remaining = [script for script in remaining if script not in failed]
    return remaining


def _instances(family: Family, count: int) -> list[tuple[str, str, str]]:
    """Distinct (header, name, statement) of the family."""
    draws = (family.draw(Random(f"automation {seed}")) for seed in range(20 * count))
    found = {draft.statement: (header, draft.name, draft.statement) for header, draft in filter(None, draws)}
    return list(islice(found.values(), count))


def _claims(instances: Sequence[tuple[str, str, str]], script: str) -> list[Claim]:
    return [Claim(header, statement, name, f"{statement} := {script}") for header, name, statement in instances]


def failures(pairs: Iterable[Pair], checker: BaseChecker) -> Iterator[tuple[str, str]]:
    """Family and script of the pairs that a script was to prove and does not."""
    scripted = [pair for pair in pairs if is_script(pair.formal_proof.removeprefix(":= "))]
    for checked in verify(scripted, checker):
        if not checked.verdict.accepted:
            yield checked.pair.problem.family, checked.pair.formal_proof.removeprefix(":= ")


def write_table(table: Table, path: Path) -> None:
    """Keep which scripts prove which family, whole or not at all; families that none proves are left out."""
    entries = (
        (json.dumps(slug), json.dumps(scripts, ensure_ascii=False)) for slug, scripts in table.items() if scripts
    )
    lines = ",\n".join(f"  {slug}: {scripts}" for slug, scripts in entries)
    write_whole(path, [f"{{\n{lines}\n}}\n"])
    scripts_by_family.cache_clear()
