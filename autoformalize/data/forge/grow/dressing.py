"""A proved theorem as pairs: new names, one of several shapes of statement, its proofs by style, several English texts.

Texts that differ in English alone share their Lean, so that the checker sees it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from autoformalize.data.forge.automation import SCRIPTS
from autoformalize.data.forge.draft import (
    abstracted,
    hypothesis_names,
    intro_tactic,
    new_names,
    statement_text,
    theorem_name,
)
from autoformalize.data.forge.english import sentence
from autoformalize.data.forge.grow.registers import speak
from autoformalize.data.forge.grow.theorem import Theorem, bound_names
from autoformalize.data.forge.terms import Term, lean, names_of, rename, substitute
from autoformalize.data.normalise import english_key

_SHAPES = ("binders", "arrows", "forall")
_SHAPE_WEIGHTS = (70, 18, 12)
_QUANTIFIED = ("ℕ", "ℤ", "bool", "Prop")


@dataclass(frozen=True, slots=True)
class Dressed:
    """One statement with one proof, and all the English there is for it."""

    statement: str
    proof: str
    style: str
    english: tuple[str, ...]

    @property
    def name(self) -> str:
        """The theorem's."""
        return self.statement.split()[1]


def dress(theorem: Theorem, proofs: Mapping[str, str], rng: Random, voices: int) -> list[Dressed]:
    """Each proof in names and a shape of its own, with about `voices` English texts; no two texts say the same."""
    dressed = []
    heard: set[str] = set()
    for style, proof in proofs.items():
        dressed.append(_one(theorem, style, proof, rng, voices, heard))
    return [each for each in dressed if each is not None]


def _one(theorem: Theorem, style: str, proof: str, rng: Random, voices: int, heard: set[str]) -> Dressed | None:
    terms = (*theorem.hypotheses, theorem.goal)
    bound = set().union(*map(bound_names, terms))
    values = new_names(rng, theorem.variables, (*map(lean, terms), proof, *bound))
    if {value.op for value in values.values()} & bound:
        values = {name: Term(name) for name, _ in theorem.variables}
    variables = [(values[name].op, substitute(kind, values)) for name, kind in theorem.variables]
    hypotheses = [substitute(each, values) for each in theorem.hypotheses]
    goal = substitute(theorem.goal, values)
    taken = names_of(proof) | {name for name, _ in variables} | bound
    labels = hypothesis_names(rng, len(hypotheses), taken) if hypotheses else []
    marks = {f"h{i}": Term(label) for i, label in enumerate(labels, 1)}
    text = rename(proof, {**values, **marks})
    english: list[str] = []
    for _ in range(2 * voices):
        said = speak(rng, variables, hypotheses, goal)
        key = english_key(said)
        if key and key not in heard and len(english) < voices:
            heard.add(key)
            english.append(sentence(said))
    if not english:
        return None
    named = list(zip(labels, hypotheses, strict=True))
    name = theorem_name(rng, english[0])
    statement, written = _shaped(rng, name, variables, named, goal, text)
    return Dressed(statement, written, style, tuple(english))


def _shaped(
    rng: Random,
    name: str,
    variables: list[tuple[str, Term]],
    hypotheses: list[tuple[str, Term]],
    goal: Term,
    proof: str,
) -> tuple[str, str]:
    """Statement and proof in a shape: all before the colon, hypotheses as arrows, variables under a ∀ as well."""
    shape = "binders" if "induction" in proof else rng.choices(_SHAPES, weights=_SHAPE_WEIGHTS)[0]
    bound: list[tuple[str, Term]] = []
    if shape == "forall":
        last = variables[-1][1] if variables else Term("")
        while last.op in _QUANTIFIED and len(bound) < len(variables) and variables[-1 - len(bound)][1] == last:
            bound.insert(0, variables[-1 - len(bound)])
    kept = variables[: len(variables) - len(bound)]
    arrows = bool(hypotheses) and shape != "binders"
    intros = [each for each, _ in bound] + ([each for each, _ in hypotheses] if arrows else [])
    statement = statement_text(name, kept, bound, hypotheses, goal, arrows)
    return statement, _introduced(rng, proof, intros)


def _introduced(rng: Random, proof: str, intros: list[str]) -> str:
    """The proof with `:=`, under the names that the shape leaves to introduce; scripts introduce by themselves."""
    if proof in SCRIPTS:
        return f":= {proof}"
    if proof.startswith("begin"):
        lines = proof.split("\n")
        if intros:
            first = lines[1].strip()
            if first.startswith("intro") and first.endswith(",") and "{" not in first:
                lines[1] = f"  {intro_tactic([*intros, *first.rstrip(',').split()[1:]])},"
            else:
                lines.insert(1, f"  {intro_tactic(intros)},")
        return ":=\n" + "\n".join(lines)
    if proof.startswith("by "):
        return f":=\nbegin\n  {intro_tactic(intros)},\n  {proof[3:]}\nend" if intros else f":= {proof}"
    return f":= {abstracted(rng, intros, proof)}"
