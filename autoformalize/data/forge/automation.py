"""Automation: short tactic scripts that prove whole families of the forge, and name only what their prompt shows.

A person who meets an easy goal tries `simp` before looking for a lemma's name, and so should a model: half of what it
writes would otherwise be names that do not exist. Templates name what their statement shows: its hypotheses, a
variable, and the theorems of the library which look most like it, which stand in the prompt of a model that is shown
premises, so that it can copy them. Which script proves which family is measured by a checker, on several drawn
instances of the family, by `python -m autoformalize.data automation`, and kept in `automation.json`. What then fails on
any pair of the default forge is taken off its family.
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
from lean_env import BaseChecker, Budget, Claim, LeanEnvError
from lean_env.commands import OPENING, closing, texts_of
from lean_env.statement import Statement, is_identifier

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
"""Scripts that name nothing, the most general first."""

_APART: Final = "cases_type* and or Exists iff bool"
_REST: Final = (
    "{ { simp * at * } <|> { simp [P, Q, *] } <|> "
    "{ repeat { intro <|> assumption <|> cc <|> apply H <|> { apply P; assumption } <|> constructor } } }"
)
COMBINED: Final = f"by {{ intros, {_APART}; {_REST} }}"
"""The template that proves most: it takes apart what is given, and then tries `simp`, `simp` with two theorems, and at
last to chain backwards with congruence closure, hypotheses, a theorem and constructors."""

TEMPLATES: Final = (
    COMBINED,
    f"by {{ intros, induction N; {_REST} }}",
    f"by {{ intros, cases L; {_APART}; {_REST} }}",
    f"by {{ unfold D at *, intros, {_APART}; {_REST} }}",
    "by { intros, { { simp [R, S, *] } <|> { apply Q; assumption } <|> { apply R; assumption } <|> "
    "{ apply S; assumption } <|> { apply T; assumption } } }",
)
"""Scripts that name what their statement shows. P to T stand for the theorems that look most like it, `apply H` for one
such step for each of its last hypotheses, L for the last of these, N for its last variable over an inductive type, D
for what it says by the names of definitions."""

_CHAINED: Final = "apply H <|> "
_PLACEHOLDER: Final = re.compile(r"\b[P-TLND]\b")
_PREMISES: Final = "PQRST"


def _pattern(template: str) -> re.Pattern[str]:
    """What the template becomes, whatever the names."""

    def any_name(letter: re.Match[str]) -> str:
        return r"\S+(?: \S+)*" if letter[0] == "D" else r"\S+"

    parts = (_PLACEHOLDER.sub(any_name, re.escape(part)) for part in template.split(_CHAINED))
    return re.compile(r"(?:apply \S+ <\|> )*".join(parts))


_PATTERNS: Final = {template: _pattern(template) for template in TEMPLATES}
_HYPOTHESES: Final = 2
"""Hypotheses that are chained with: the last ones, which a goal mostly is about."""
SORTS: Final = frozenset(["Prop", "Type", "Type*", "Sort", "Sort*"])
TYPES: Final = frozenset(["ℕ", "ℤ", "nat", "int", "bool", "char", "string", "unit"])
_NOT_BY_CASES: Final = frozenset(["ℤ", "int", "char", "string"])
"""Types whose induction leads nowhere that a script could follow."""
DEFINITIONS: Final = (
    *("function.injective", "function.surjective", "function.bijective"),
    *("function.left_inverse", "function.right_inverse"),
    *("reflexive", "symmetric", "transitive", "equivalence", "irreflexive", "anti_symmetric", "total"),
)
"""Definitions of the library that only unfolding opens to `intros` and `cases`."""
_LONGEST: Final = 320
"""Characters of a script that is still short enough to be learned."""
BUDGET: Final = Budget(seconds=20.0, heartbeats=20_000, steps=15_000)
"""What a script may spend: one that takes longer is no short cut."""
TABLE: Final = Path(__file__).with_name("automation.json")
_INSTANCES: Final = 10
_TAUGHT: Final = 2
"""Scripts that a family is taught where `COMBINED` does not prove all of it."""

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


def written(template: str, statement: str) -> str | None:
    """The template with the names that it wants of the statement; None where it has not got them, or where they make
    the script too long."""
    names = _names(statement)
    wanted = set(_PLACEHOLDER.findall(template))
    if not wanted <= names.keys():
        return None
    script = _PLACEHOLDER.sub(lambda letter: names[letter[0]], template).replace(_CHAINED, names["H"])
    return script if len(script) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _names(statement: str) -> dict[str, str]:
    """What the letters of a template stand for, H for all its steps; those for which the statement has nothing are not
    there."""
    names = dict(zip(_PREMISES, premises_from(CORE).best(statement, len(_PREMISES)), strict=False))
    hypotheses = _hypotheses(statement)
    names["H"] = "".join(_CHAINED.replace("H", name) for name in hypotheses)
    if hypotheses:
        names["L"] = hypotheses[-1]
    if variables := _inductive_variables(statement):
        names["N"] = variables[-1]
    said = set(texts_of(statement))
    if defined := " ".join(name for name in DEFINITIONS if name in said):
        names["D"] = defined
    return names


def binders_of(statement: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The bracket, the names and the type's words of each group of a statement's binders."""
    try:
        texts = texts_of(Statement.parse(statement).binders)
    except LeanEnvError:
        return
    for at, opening in enumerate(texts):
        if opening not in OPENING or ":" not in texts[at:]:
            continue
        colon = texts.index(":", at)
        names, said = texts[at + 1 : colon], texts[colon + 1 : closing(texts, at)]
        if said and all(map(is_identifier, names)):
            yield opening, names, said


def _hypotheses(statement: str) -> list[str]:
    """The names of the last explicit binders whose types are propositions of some length, as far as their last words
    tell: those of data end in a type (`f : ℕ → α`), those of types and predicates in a sort."""
    named: list[str] = []
    types = {*SORTS, *TYPES}
    for opening, names, said in binders_of(statement):
        if said[-1] in SORTS - {"Prop"}:
            types.update(names)
        elif opening == "(" and len(said) > 1 and said[-1] not in types:
            named += names
    return named[-_HYPOTHESES:]


def _inductive_variables(statement: str) -> list[str]:
    """The names of the explicit variables over lists, and over types that have a name and are no variables."""
    named: list[str] = []
    none = {*SORTS, *_NOT_BY_CASES}
    for opening, names, said in binders_of(statement):
        none.update(names)
        if opening == "(" and (said[0] == "list" or len(said) == 1) and said[0] not in none:
            named += names
    return named


def written_for(statement: str, scripts: Sequence[str]) -> list[str]:
    """Those of the scripts that may prove the statement, as they stand in its proof: templates with the statement's
    names, one that names something only where the statement's template says the same."""
    found = []
    for script in scripts:
        template = _template_of(script)
        own = written(template, statement) if template else script
        if own and script in (template, own):
            found.append(own)
    return found


def is_script(proof: str) -> bool:
    """Whether a proof, without its `:=`, is one of the scripts."""
    return proof in SCRIPTS or _template_of(proof) is not None


def _template_of(script: str) -> str | None:
    """The template that the script is, or was written from; None for one that names nothing."""
    return next((one for one in TEMPLATES if script == one or _PATTERNS[one].fullmatch(script)), None)


def measure(
    families: Iterable[Family], checker: BaseChecker, instances: int = _INSTANCES
) -> Iterator[tuple[str, list[str]]]:
    """Each family's slug with the scripts that prove all of so many instances: `COMBINED` alone where it does, because
    a model that is to choose well sees the others only where they are needed."""
    for family in families:
        drawn = _instances(family, instances)
        named = _narrowed(_writable([COMBINED], drawn), _proved(drawn, [COMBINED], checker))
        others = () if named == [COMBINED] else _writable([*SCRIPTS, *TEMPLATES[1:]], drawn)
        for part in (drawn[:1], drawn[1:]):  # one instance first, because most scripts fail on it
            others = _narrowed(others, _proved(part, others, checker))
        yield family.slug, [*named, *others[:_TAUGHT]]


def _writable(scripts: Sequence[str], drawn: Iterable[tuple[str, str, str]]) -> list[str]:
    """The scripts that can be written for some instance."""
    return [script for script in scripts if any(written_for(statement, [script]) for _, _, statement in drawn)]


def narrowed(table: Table, pairs: Iterable[Pair], checker: BaseChecker) -> Table:
    """The table without the scripts that fail on one of these pairs; `COMBINED`, where it fails with some names of a
    family, only with those with which it proves all pairs."""
    outcomes: dict[str, list[tuple[str, bool]]] = {slug: [] for slug in table}
    for checked in verify((pair for pair in pairs if is_script(_proof(pair))), checker):
        outcomes[checked.pair.problem.family].append((_proof(checked.pair), checked.verdict.accepted))
    return {slug: _narrowed(scripts, _every(outcomes[slug])) for slug, scripts in table.items()}


def _narrowed(scripts: Sequence[str], proved: dict[str, bool]) -> list[str]:
    """The scripts but for those that failed; `proved` says of each as it was written whether it did not."""
    kept = []
    for script in scripts:
        tried = [one for one in proved if one == script or _template_of(one) == script]
        good = [one for one in tried if proved[one]]
        if len(good) == len(tried):
            kept.append(script)
        elif script == COMBINED:
            kept += good
    return kept


def _proved(drawn: Iterable[tuple[str, str, str]], scripts: Sequence[str], checker: BaseChecker) -> dict[str, bool]:
    """Each script, as it is written for these instances, and whether it proved every one that it was written for."""
    asked = [
        (script, Claim(header, statement, name, f"{statement} := {script}"))
        for header, name, statement in drawn
        for script in written_for(statement, scripts)
    ]
    verdicts = checker.check_all([claim for _, claim in asked])
    return _every((script, verdict.accepted) for (script, _), verdict in zip(asked, verdicts, strict=True))


def _every(outcomes: Iterable[tuple[str, bool]]) -> dict[str, bool]:
    """Each script, and whether it proved whatever it was tried on."""
    proved: dict[str, bool] = {}
    for script, accepted in outcomes:
        proved[script] = proved.get(script, True) and accepted
    return proved


def _proof(pair: Pair) -> str:
    return pair.formal_proof.removeprefix(":= ")


def _instances(family: Family, count: int) -> list[tuple[str, str, str]]:
    """Distinct (header, name, statement) of the family."""
    draws = (family.draw(Random(f"automation {seed}")) for seed in range(20 * count))
    found = {draft.statement: (header, draft.name, draft.statement) for header, draft in filter(None, draws)}
    return list(islice(found.values(), count))


def write_table(table: Table, path: Path) -> None:
    """Keep which scripts prove which family, whole or not at all; families that none proves are left out."""
    entries = (
        (json.dumps(slug), json.dumps(scripts, ensure_ascii=False)) for slug, scripts in table.items() if scripts
    )
    lines = ",\n".join(f"  {slug}: {scripts}" for slug, scripts in entries)
    write_whole(path, [f"{{\n{lines}\n}}\n"])
    scripts_by_family.cache_clear()
