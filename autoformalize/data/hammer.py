"""The hammer: one short tactic for a model to write, and the plain Lean 3 that it stands for.

Lean 3 has no tactic that looks for theorems and tries this and that with them, as Isabelle's sledgehammer does, and a
small model that writes such attempts out spends a hundred tokens on each. So a model may write `hammer` wherever a
tactic may stand, or `hammer [P, Q]` with theorems that it believes in, and `expand` puts Lean in its place before
anything is checked: no checker ever sees a hammer. What it stands for is a portfolio, a script after the other until
one closes the goal: those of the forge's automation, and further ones that were chosen by what they prove of the
training and validation problems where the automation fails (docs/experiments.md). Scripts name the theorems of the
library that look most like the statement, its hypotheses, variables and numbers; a script that cannot be written for a
statement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from autoformalize.data.forge.automation import COMBINED, DEFINITIONS, SORTS, TYPES, binders_of, written
from autoformalize.data.premises import CORE, premises_from
from lean_env.commands import texts_of

HAMMER: Final = "hammer"
_LAZY: Final = "exact by { "
_CALL: Final = re.compile(r"(?<![\w.«'])hammer(?![\w.»'])(?:[ \t]*\[([^\[\]]*)\])?")
_DEFINED: Final = re.compile(r"^[ \t]*def[ \t]+(\S+)", re.MULTILINE)
_PREMISES: Final = 8
_UNFOLDED_TOO: Final = {
    "function.bijective": ("function.injective", "function.surjective"),
    "equivalence": ("reflexive", "symmetric", "transitive"),
}
_APART: Final = "cases_type* and or Exists"
_SIMPLE: Final = "{ refl <|> assumption <|> { simp * at *, done } <|> cc <|> contradiction }"
_ARITHMETIC: Final = (
    "nat.add_comm, nat.add_left_comm, nat.add_assoc, nat.mul_comm, nat.mul_assoc, nat.left_distrib, "
    "nat.right_distrib, nat.mul_succ, nat.succ_mul"
)
_INTEGERS: Final = (
    "int.add_comm, int.add_left_comm, int.add_assoc, int.mul_comm, int.mul_assoc, int.distrib_left, "
    "int.distrib_right, int.sub_eq_add_neg"
)
_NUMBERS: Final = (*map(str, range(11)), "-1", "-2", "-3")
_SMALL: Final = _NUMBERS[:5]


def expand(lean: str, statement: str, header: str = "") -> str:
    """The text with Lean for each hammer in it; `statement` is what it proves, behind `header`. A problem that speaks
    of a `hammer` of its own leaves the text as it is."""
    if HAMMER not in lean or _CALL.search(statement) or _CALL.search(header):
        return lean
    return _CALL.sub(lambda call: portfolio(statement, header, tuple(_listed(call[1] or ""))), lean)


def shorten(lean: str, statement: str, header: str = "") -> str:
    """The way back: the text with a hammer for what one stands for, where that was given no theorems."""
    if _LAZY not in lean:
        return lean
    short = lean.replace(portfolio(statement, header), HAMMER)
    return short if expand(short, statement, header) == lean else lean


def _listed(premises: str) -> list[str]:
    return [premise for part in premises.split(",") if (premise := part.strip())]


@lru_cache(maxsize=1024)
def portfolio(statement: str, header: str = "", believed: tuple[str, ...] = ()) -> str:
    """The tactic block that a hammer stands for; the theorems that it was given come before those found."""
    # Lean elaborates the whole of a block before it runs it, but a block inside a term only when it gets there.
    return "{ " + _first(f"{{ {_LAZY}{script} }} }}" for script in scripts(statement, header, believed)) + " }"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a statement shows that scripts can name: `premises` are theorems, `propositions` its variables of type Prop,
    `variables` those of other types that have a name, `unfolds` a step that opens its definitions, `defined` what the
    header defines."""

    premises: tuple[str, ...]
    propositions: tuple[str, ...]
    hypotheses: tuple[str, ...]
    variables: tuple[str, ...]
    unfolds: str
    defined: tuple[str, ...]
    is_existential: bool

    @classmethod
    def of(cls, statement: str, header: str, believed: Sequence[str]) -> _Shown:
        found = premises_from(CORE).best(statement, _PREMISES)
        said = set(texts_of(statement))
        opened: list[str] = [name for name in DEFINITIONS if name in said]
        opened += [name for outer in opened for name in _UNFOLDED_TOO.get(outer, ()) if name not in opened]
        propositions: list[str] = []
        hypotheses: list[str] = []
        variables: list[str] = []
        types, unnamed = {*SORTS, *TYPES}, set(SORTS)
        for opening, names, words in binders_of(statement):
            if words == ["Prop"]:
                propositions += names
            elif words[-1] in SORTS - {"Prop"}:
                types.update(names)
                unnamed.update(names)
            elif opening == "(" and (words[0] == "list" or len(words) == 1):
                variables += names if words[0] not in unnamed else []
            elif opening == "(" and words[-1] not in types and words[-1] != "Prop":
                hypotheses += names
        return cls(
            tuple(dict.fromkeys([*believed, *found]))[:_PREMISES],
            tuple(propositions),
            tuple(hypotheses),
            tuple(variables),
            f"unfold {' '.join(opened)} at *, " if opened else "",
            tuple(_DEFINED.findall(header)),
            not said.isdisjoint(["∃", "exists", "∣"]),
        )


def scripts(statement: str, header: str = "", believed: Sequence[str] = ()) -> Iterator[str]:
    """The scripts of the portfolio, each the inside of a tactic block: cheap ones that prove much before others, those
    that only the real Lean knows at the end."""
    shown = _Shown.of(statement, header, believed)
    yield "intros, cc"  # before what takes equivalences apart: simp may then go in circles, which nothing catches
    yield from _chains(shown)
    combined = written(COMBINED, statement)
    if combined:
        yield combined.removeprefix("by { ").removesuffix(" }")
    yield "exact dec_trivial"
    yield from _by_cases(shown)
    yield from _inductions(shown)
    yield f"intros, simp [{_ARITHMETIC}, *]"
    yield f"intros, simp [{_INTEGERS}, *]"
    yield f"{shown.unfolds}split; intros; {{ {{ simp *, done }} <|> cc }}"
    yield "intros, apply funext, intros, { assumption <|> { simp *, done } <|> cc }"
    yield f"{shown.unfolds}intros, simp [{_list(*shown.premises[:5], *shown.defined, '*')}] {{contextual := tt}}"
    if shown.is_existential:
        yield from _witnesses(shown)
    yield from _instances(shown)
    yield from _by_ematching(shown)


def _chains(shown: _Shown) -> Iterator[str]:
    """Backwards from the goal, by hypotheses and theorems."""
    closing = [f"{{ apply {name}; assumption }}" for name in (*shown.hypotheses, *shown.premises)]
    steps = ["assumption", "cc", *closing, *_applied(shown.hypotheses), "intro", "constructor"]
    yield f"{shown.unfolds}intros, repeat {{ {_first(steps)} }}"
    steps = ["assumption", "cc", *_applied([*shown.hypotheses, "c"]), "intro", "constructor"]
    yield f"{shown.unfolds}intros, by_contradiction c, repeat {{ {_first(steps)} }}"


def _by_cases(shown: _Shown) -> Iterator[str]:
    """Every variable, hypothesis or truth value taken apart."""
    if shown.variables:
        yield f"intros, {'; '.join(f'cases {name}' for name in shown.variables[-3:])}; {_SIMPLE}"
        for name in shown.variables[-3:]:
            steps = ["refl", "assumption", "{ simp * at *, done }", "cc", *_applied(shown.hypotheses)]
            yield f"intros, cases {name}; {{ {_first(steps)} }}"
    yield f"{shown.unfolds}intros, cases_type* bool; {_SIMPLE}"
    yield f"{shown.unfolds}intros, by_contradiction, {_APART}; {{ {{ simp * at * }} <|> cc }}"
    if shown.propositions:
        truth = "; ".join(f"cases classical.em {name}" for name in shown.propositions[:4])
        yield f"intros, {truth}; {{ cc <|> {{ simp * at * }} }}"
    for name in shown.hypotheses[-3:]:
        yield f"{shown.unfolds}intros, cases {name}; {_SIMPLE}"


def _inductions(shown: _Shown) -> Iterator[str]:
    """Induction, and simplification or a chain in each case."""
    defined = _list(*shown.defined, "*")
    steps = ["assumption", *_applied(shown.hypotheses), "apply nat.le_refl", "{ apply le_trans; assumption }"]
    chain = f"repeat {{ {_first([*steps, 'constructor'])} }}"
    for name in shown.variables[-2:]:
        yield f"intros, induction {name}; try {{ refl }}; try {{ simp [{defined}] }}; try {{ cc }}; {chain}"
        yield f"intros, induction {name}; simp [{_list(*shown.defined, _ARITHMETIC, 'nat.succ_add', '*')}]"
        known = _list(*shown.defined, *shown.premises[:4], "nat.succ_add", "nat.zero_add", "nat.zero_lt_succ", "*")
        yield f"intros, induction {name}; simp [{known}]"


def _witnesses(shown: _Shown) -> Iterator[str]:
    """What there is: a number, a variable, or what is made of the witnesses of the hypotheses."""
    yield "intros, " + _first(f"{{ existsi ({value}), {{ refl <|> exact dec_trivial }} }}" for value in _NUMBERS)
    known = "nat.zero_le, nat.mul_one, nat.one_mul, nat.mul_comm"
    last = f"{{ refl <|> cc <|> {{ intros, simp [{_list(*shown.premises[:3], known, '*')}], done }} }}"
    values = [*_SMALL[:2], *shown.variables[:3], *(f"{name} + 1" for name in shown.variables[:3])]
    yield "intros, " + _first(f"{{ existsi ({value}), {last} }}" for value in values)
    two = product(_SMALL, _SMALL)
    yield "intros, " + _first(f"{{ existsi ({one}), existsi ({other}), split; refl }}" for one, other in two)
    taken = shown.hypotheses[-2:]
    if taken:
        made = [f"k{at}" for at in range(len(taken))]
        values = [*made, *(f"{value} + 1" for value in made)]
        values += [f"{value} * {name}" for value in made for name in shown.variables[:4]]
        values += [f"k0 {sign} k1" for sign in "+*" if len(made) > 1]
        apart = ", ".join(f"cases {name} with {value} {name}" for name, value in zip(taken, made, strict=True))
        closing = f"{{ {{ simp [*, {_ARITHMETIC}], done }} <|> cc <|> {{ rw {taken[-1]}, done }} }}"
        yield f"intros, {apart}, " + _first(f"{{ existsi {value}, {closing} }}" for value in values)
    yield f"{shown.unfolds}try {{ split }}; intros; {_APART}; {{ {_search(shown.hypotheses, 2)} }}"


def _search(hypotheses: Sequence[str], depth: int) -> str:
    """All ways of so many steps, each goal closed by what closes at once."""
    close = ["assumption", "cc", "refl"]
    if not depth:
        return _first([*close, "{ simp *, done }"])
    moves = ["intro", "constructor", "left", "right", *_applied(hypotheses[-3:])]
    deeper = _search(hypotheses, depth - 1)
    return _first([*close, *(f"{{ {move}; {{ {deeper} }} }}" for move in moves)])


def _instances(shown: _Shown) -> Iterator[str]:
    """A theorem by a theorem, and the two sides of an equivalence."""
    names = [*shown.premises[:4], *shown.hypotheses[-3:]]
    if not names:
        return
    closed = "{{ apply {}; {{ assumption <|> {{ apply {}; assumption }} <|> refl }} }}"
    pairs = [closed.format(*pair) for pair in product(names[:4], names)]
    yield f"{shown.unfolds}intros, {_first(pairs)}"
    sides = [f"{{ apply {part}; assumption }}" for name in names for part in (f"{name}.mp", f"({name} _).mpr")]
    yield "intros, " + _first([*sides, *(f"exact congr_fun {name} _" for name in names)])


def _by_ematching(shown: _Shown) -> Iterator[str]:
    """Instances of theorems found by matching, modulo congruence."""
    using = f"eblast_using [{_list(*shown.premises[:5])}]"
    yield f"{shown.unfolds}intros, exact begin [smt] {using} end"
    if shown.variables:
        yield f"exact begin [smt] intros, induction {shown.variables[-1]}, {using} end"


def _applied(names: Iterable[str]) -> list[str]:
    return [f"apply {name}" for name in names]


def _first(steps: Iterable[str]) -> str:
    return " <|> ".join(steps)


def _list(*items: str) -> str:
    return ", ".join(items)
