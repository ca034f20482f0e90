"""New theorems out of old ones, by rule: sides swapped, contraposed, combined, composed, generalised, specialised.

Each mutation is a function of a theorem that gives another or None. Most keep what is true true, some do not: what
cannot be proved within the budget is dropped by whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from autoformalize.data.forge.grow import slots
from autoformalize.data.forge.grow.matching import canonical, match
from autoformalize.data.forge.grow.theorem import Theorem, all_names, bound_names, leaves, reduce, subterms
from autoformalize.data.forge.terms import Term, substitute

_LETTERS: Final = {
    "ℕ": "a b c d m n k x y z u v w", "ℤ": "a b c d x y z u v w", "bool": "a b c x y z u v", "Prop": "p q r s t u",
    "→": "f g k", "app": "l m k xs ys", "": "a b c d x y z u v w",
}  # fmt: skip
_CHAINED: Final = {"=": "=", "≤": "≤", "<": "<", "∣": "∣", "↔": "↔"}


@dataclass(frozen=True, slots=True)
class Material:
    """What mutations draw on besides the theorem: the other seeds, by the head of their premises."""

    rng: Random
    seeds: Sequence[Theorem]
    asking: dict[str, list[Theorem]]

    @classmethod
    def of(cls, seeds: Sequence[Theorem], rng: Random) -> Material:
        asking: dict[str, list[Theorem]] = {}
        for seed in seeds:
            for premise in seed.hypotheses:
                asking.setdefault(_head(premise), []).append(seed)
        return cls(rng, seeds, asking)


def mutate(theorem: Theorem, material: Material) -> Theorem | None:
    """One mutation at random, or None where the one drawn does not apply."""
    mutation = material.rng.choices(_MUTATIONS, weights=_WEIGHTS)[0]
    try:
        found = mutation(theorem, material)
    except ValueError:  # no name was left
        return None
    return found if found is not None and _is_sound(found) else None


def _is_sound(theorem: Theorem) -> bool:
    """Small enough, no hypothesis twice or equal to the goal, no variable that is bound elsewhere."""
    facts = [canonical(each) for each in theorem.hypotheses]
    names = {name for name, _ in theorem.variables}
    bound = set().union(*(bound_names(each) for each in (*theorem.hypotheses, theorem.goal)))
    return (
        theorem.size <= 48
        and len(theorem.hypotheses) <= 4
        and len(theorem.variables) <= 8
        and len(set(facts)) == len(facts)
        and canonical(theorem.goal) not in facts
        and not names & bound
    )


def swap_sides(theorem: Theorem, material: Material) -> Theorem | None:
    """b = a for a = b; in the goal, or in a hypothesis."""
    places = [i for i, each in enumerate((theorem.goal, *theorem.hypotheses)) if each.op in ("=", "↔", "≠")]
    if not places:
        return None
    place = material.rng.choice(places)
    if place == 0:
        return theorem.grown("swapped", goal=_swapped(theorem.goal))
    changed = [_swapped(each) if i == place else each for i, each in enumerate(theorem.hypotheses, 1)]
    return theorem.grown("swapped", hypotheses=tuple(changed))


def contrapose(theorem: Theorem, material: Material) -> Theorem | None:
    """The negation of a hypothesis from the negation of the goal."""
    if not theorem.hypotheses or theorem.goal.op in ("∀", "∃", "↔"):
        return None
    place = material.rng.randrange(len(theorem.hypotheses))
    rest = [each for i, each in enumerate(theorem.hypotheses) if i != place]
    refuted = _negated(theorem.goal)
    return theorem.grown("contraposed", hypotheses=(*rest, refuted), goal=_negated(theorem.hypotheses[place]))


def conjoin(theorem: Theorem, material: Material) -> Theorem | None:
    """Two theorems about the same kinds of things, proved at once."""
    other = _related(theorem, material)
    if other is None:
        return None
    hypotheses = tuple(dict.fromkeys((*theorem.hypotheses, *other.hypotheses)))
    variables = _joined(theorem.variables, other.variables)
    if variables is None or other.goal == theorem.goal:
        return None
    hints = (*theorem.hints, *other.hints)
    goal = Term("∧", (theorem.goal, other.goal))
    return theorem.grown("conjoined", variables=variables, hypotheses=hypotheses, goal=goal, hints=hints)


def pack(theorem: Theorem, material: Material) -> Theorem | None:
    """Two hypotheses as one conjunction."""
    if len(theorem.hypotheses) < 2:
        return None
    one, two = material.rng.sample(range(len(theorem.hypotheses)), 2)
    packed = Term("∧", (theorem.hypotheses[one], theorem.hypotheses[two]))
    rest = [each for i, each in enumerate(theorem.hypotheses) if i not in (one, two)]
    return theorem.grown("packed", hypotheses=(packed, *rest))


def weaken(theorem: Theorem, material: Material) -> Theorem | None:
    """The goal or something else."""
    other = slots.atom(theorem, material.rng)
    if other is None or other == theorem.goal or theorem.goal.op in ("∨", "↔"):
        return None
    sides = (theorem.goal, other) if material.rng.random() < 0.5 else (other, theorem.goal)
    return theorem.grown("weakened", goal=Term("∨", sides))


def either(theorem: Theorem, material: Material) -> Theorem | None:
    """A hypothesis, or the goal already."""
    if not theorem.hypotheses or theorem.goal.op in ("∀", "∃"):
        return None
    place = material.rng.randrange(len(theorem.hypotheses))
    sides = (theorem.hypotheses[place], theorem.goal)
    both = Term("∨", sides if material.rng.random() < 0.5 else sides[::-1])
    changed = tuple(both if i == place else each for i, each in enumerate(theorem.hypotheses))
    return theorem.grown("by cases", hypotheses=changed)


def assume_all(theorem: Theorem, material: Material) -> Theorem | None:
    """A hypothesis about an element made one about all elements of its type.

    Of numbers little is true of all, and what follows from a falsehood teaches nothing.
    """
    types = {name for name, kind in theorem.variables if kind.op == "Type"}
    options = [
        (place, name, kind)
        for place, each in enumerate(theorem.hypotheses)
        for name, kind in theorem.variables
        if kind.op in types and name in set(leaves(each)) and each.op not in ("∀", "=")
    ]
    if not options:
        return None
    place, name, kind = material.rng.choice(options)
    bound = _fresh(theorem, Term(""))
    general = Term("∀", (Term(bound), kind, substitute(theorem.hypotheses[place], {name: Term(bound)})))
    changed = tuple(general if i == place else each for i, each in enumerate(theorem.hypotheses))
    return theorem.grown("assumed of all", hypotheses=changed)


def exist(theorem: Theorem, material: Material) -> Theorem | None:
    """There is something for which the goal holds."""
    options = [(name, kind) for name, kind in theorem.variables if kind.op not in ("Type", "Prop", "→")]
    options = [item for item in options if item[0] in set(leaves(theorem.goal))]
    if not options or theorem.goal.op in ("∀", "∃"):
        return None
    name, kind = material.rng.choice(options)
    bound = _fresh(theorem, Term(""))
    goal = Term("∃", (Term(bound), kind, substitute(theorem.goal, {name: Term(bound)})))
    return theorem.grown("existential", goal=goal)


def rename_by_equation(theorem: Theorem, material: Material) -> Theorem | None:
    """The goal about another thing that is equal."""
    options = [(name, kind) for name, kind in theorem.variables if kind.op not in ("Type", "Prop", "→")]
    options = [item for item in options if item[0] in set(leaves(theorem.goal))]
    if not options:
        return None
    name, kind = material.rng.choice(options)
    new = _fresh(theorem, kind)
    sides = (Term(new), Term(name)) if material.rng.random() < 0.5 else (Term(name), Term(new))
    return theorem.grown(
        "by an equation",
        variables=(*theorem.variables, (new, kind)),
        hypotheses=(*theorem.hypotheses, Term("=", sides)),
        goal=substitute(theorem.goal, {name: Term(new)}),
    )


def under_function(theorem: Theorem, material: Material) -> Theorem | None:
    """The same done to both sides of an equation."""
    if theorem.goal.op != "=":
        return None
    kind = kind_of(theorem.goal.args[0], theorem.kinds) or kind_of(theorem.goal.args[1], theorem.kinds)
    if kind is None:
        return None
    rng = material.rng
    variables = list(theorem.variables)
    if kind.op in ("ℕ", "ℤ") and rng.random() < 0.6:
        new = _fresh(theorem, kind)
        variables.append((new, kind))
        op = rng.choice("+*")
        swap = rng.random() < 0.5
        sides = [Term(op, (Term(new), each) if swap else (each, Term(new))) for each in theorem.goal.args]
    else:
        new = _fresh(theorem, Term("→"))
        variables.append((new, Term("→", (kind, kind))))
        sides = [Term("app", (Term(new), each)) for each in theorem.goal.args]
    return theorem.grown("under a function", variables=tuple(variables), goal=Term("=", tuple(sides)))


def chain(theorem: Theorem, material: Material) -> Theorem | None:
    """One step further: from a ≤ b, with b ≤ c, to a ≤ c."""
    goal = theorem.goal
    if goal.op not in _CHAINED:
        return None
    kind = (
        Term("Prop") if goal.op == "↔" else kind_of(goal.args[0], theorem.kinds) or kind_of(goal.args[1], theorem.kinds)
    )
    if kind is None:
        return None
    new = Term(_fresh(theorem, kind))
    before = material.rng.random() < 0.5
    step = Term(goal.op, (new, goal.args[0]) if before else (goal.args[1], new))
    reached = Term(goal.op, (new, goal.args[1]) if before else (goal.args[0], new))
    return theorem.grown(
        "chained",
        variables=(*theorem.variables, (new.op, kind)),
        hypotheses=(*theorem.hypotheses, step),
        goal=reached,
        hints=(*theorem.hints, "le_trans", "lt_trans", "nat.dvd_trans", "eq.trans", "iff.trans"),
    )


def compose(theorem: Theorem, material: Material) -> Theorem | None:
    """What follows from the goal by another theorem that asks for it."""
    options = material.asking.get(_head(theorem.goal))
    if not options:
        return None
    other = _apart(material.rng.choice(options), theorem)
    kinds = other.kinds
    for place, premise in enumerate(other.hypotheses):
        values = match(canonical(premise), canonical(theorem.goal), set(kinds))
        if values is None or any(leaf[0] in "#@" for each in values.values() for leaf in leaves(each)):
            continue
        rest = [reduce(substitute(each, values)) for i, each in enumerate(other.hypotheses) if i != place]
        goal = reduce(substitute(other.goal, values))
        added = [(name, substitute(kind, values)) for name, kind in other.variables if name not in values]
        types = {name for name, kind in (*theorem.variables, *added) if kind.op == "Type"}
        if any(leaf in kinds and leaf not in types for _, kind in added for leaf in leaves(kind)):
            continue
        return theorem.grown(
            "composed",
            variables=(*theorem.variables, *added),
            hypotheses=(*theorem.hypotheses, *rest),
            goal=goal,
            hints=(*theorem.hints, *other.hints),
        )
    return None


def specialise(theorem: Theorem, material: Material) -> Theorem | None:
    """A typed slot filled."""
    return slots.fill(theorem, material.rng)


_MUTATIONS: Final[tuple[Callable[[Theorem, Material], Theorem | None], ...]] = (
    specialise, swap_sides, contrapose, conjoin, pack, weaken, either, assume_all, exist, rename_by_equation,
    under_function, chain, compose,
)  # fmt: skip
_WEIGHTS: Final = (30, 7, 8, 6, 6, 4, 5, 6, 6, 8, 6, 9, 14)


def kind_of(term: Term, kinds: dict[str, Term]) -> Term | None:
    """The type of a term of the small language, where its words tell it."""
    if term.is_leaf:
        return kinds.get(term.op, Term("bool") if term.op in ("tt", "ff") else None)
    if term.op in ("+", "*", "-", "/", "%", "neg", "++"):
        return next((kind for each in term.args if (kind := kind_of(each, kinds)) is not None), None)
    if term.op in ("&&", "||"):
        return Term("bool")
    if term.op == "::":
        return kind_of(term.args[1], kinds)
    if term.op == "app":
        head = term.args[0].op
        if head in ("list.length", "nat.succ", "nat.pred", "nat.gcd", "int.nat_abs"):
            return Term("ℕ")
        if head in ("bnot", "bxor"):
            return Term("bool")
        if head in ("min", "max", "list.reverse", "id"):
            return kind_of(term.args[1], kinds)
        kind = kinds.get(head)
        for _ in term.args[1:]:
            kind = kind.args[1] if kind is not None and kind.op == "→" else None
        return kind
    return None


def _swapped(term: Term) -> Term:
    return Term(term.op, term.args[::-1])


def _negated(term: Term) -> Term:
    if term.op == "¬":
        return term.args[0]
    if term.op == "=":
        return Term("≠", term.args)
    return Term("=", term.args) if term.op == "≠" else Term("¬", (term,))


def _head(term: Term) -> str:
    return f"app {term.args[0].op}" if term.op == "app" and "." in term.args[0].op else term.op


def _related(theorem: Theorem, material: Material) -> Theorem | None:
    """Another seed of the topic whose variables have the same names and types wherever both have them."""
    for _ in range(12):
        other = material.rng.choice(material.seeds)
        if other.topic == theorem.topic and other is not theorem and other.size < 14:
            return other
    return None


def _joined(
    one: tuple[tuple[str, Term], ...], two: tuple[tuple[str, Term], ...]
) -> tuple[tuple[str, Term], ...] | None:
    kinds = dict(one)
    if any(kinds.get(name, kind) != kind for name, kind in two):
        return None
    return (*one, *(item for item in two if item[0] not in kinds))


def _apart(theorem: Theorem, other: Theorem) -> Theorem:
    """The theorem with names that the other does not have."""
    taken = all_names(other) | all_names(theorem)
    values: dict[str, Term] = {}
    for name, _ in theorem.variables:
        new = next(f"{name}{mark}" for mark in ("'", "₁", "₂", "₃") if f"{name}{mark}" not in taken)
        taken.add(new)
        values[name] = Term(new)
    bound = set().union(*(bound_names(each) for each in (*theorem.hypotheses, theorem.goal)))
    if bound & all_names(other):
        raise ValueError("bound names meet")
    hypotheses, goal = theorem.with_values(values)
    variables = tuple((values[name].op, substitute(kind, values)) for name, kind in theorem.variables)
    return replace(theorem, variables=variables, hypotheses=hypotheses, goal=goal)


def _fresh(theorem: Theorem, kind: Term) -> str:
    bound = set().union(*(bound_names(each) for each in (*theorem.hypotheses, theorem.goal)))
    taken = all_names(theorem) | bound
    for name in _LETTERS.get(kind.op, _LETTERS[""]).split():
        if name not in taken:
            return name
    raise ValueError("no name is left")


def parts_of(theorem: Theorem) -> list[Term]:
    """Every part of hypotheses and goal."""
    return [part for each in (*theorem.hypotheses, theorem.goal) for part in subterms(each)]
