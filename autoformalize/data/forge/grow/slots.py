"""What may stand in a typed slot: a proposition, a term of a type, a predicate, a relation, a function.

A filling is drawn from one world (natural numbers, integers, elements of a type, lists, booleans, properties), so that
a statement speaks of one thing; it says which new variables it needs, with their types. Fillings are compositional: a
slot's filling has slots of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from autoformalize.data.forge.grow.theorem import Theorem, reduce
from autoformalize.data.forge.terms import Term, parse, substitute

_ATOMS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "natural": (
        "a b c d : ℕ",
        (
            "a = b", "a ≤ b", "a < b", "b < c", "a ∣ b", "a = 0", "0 < a", "b ≠ 0", "c ≤ a + b", "a + b = c", "2 ∣ a",
            "b ≤ c", "a * b = c", "c = 2 * a", "a < b + 1", "b = a + 1", "1 ≤ b", "c ∣ a + b", "a ≠ b", "c % 2 = 0",
        ),
    ),
    "integer": (
        "a b c d : ℤ",
        (
            "a = b", "a ≤ b", "a < b", "b < 0", "0 ≤ a", "0 < b", "a + b = 0", "a = -b", "a * b = c", "a - b ≤ c",
            "c ≠ 0", "b ≤ c", "a ≠ b", "-a < b",
        ),
    ),
    "element": (
        "α : Type, P Q : α → Prop, R : α → α → Prop, f : α → α, a b c : α",
        ("P a", "Q a", "R a b", "a = b", "f a = b", "P b", "R b c", "a ≠ c", "f b = c", "Q (f a)", "R a (f a)"),
    ),
    "property": (
        "α : Type, P Q : α → Prop, R : α → α → Prop, a : α",
        ("∀ x, P x", "∃ x, Q x", "P a", "∃ x, P x ∧ Q x", "∀ x, P x → Q x", "reflexive R", "symmetric R", "∃ x, R a x"),
    ),
    "list": (
        "α : Type, a b : α, l m k : list α",
        (
            "l = []", "a ∈ l", "l = m", "l ++ m = k", "a ∈ m", "m = []", "b ∈ l", "list.length l = list.length m",
            "l ⊆ m", "k = l ++ m", "0 < list.length k", "a :: l = m", "a = b", "l ≠ []",
        ),
    ),
    "boolean": (
        "a b c : bool",
        ("a = tt", "b = ff", "a && b = tt", "a || b = tt", "a = b", "c = tt", "bnot a = b", "b ≠ c", "a && c = ff"),
    ),
    "function": (
        "f g : ℕ → ℕ, a b : ℕ",
        ("f a = b", "f a = g a", "function.injective f", "function.surjective g", "a = b", "f a ≤ b", "g b = 0"),
    ),
}  # fmt: skip
_TERMS: Final = {
    "ℕ": ("2", "3", "5", "7", "10", "a + b", "a * b", "2 * a", "a + 1", "a * a", "a + 2", "3 * a", "f a", "min a b"),
    "ℤ": ("2", "3", "5", "-1", "a + b", "a * b", "2 * a", "-a", "a - b", "a + 1", "a * a"),
    "bool": ("tt", "ff", "bnot a", "a && b", "a || b", "bxor a b"),
    "list": ("[]", "l ++ m", "a :: l", "[a]", "list.reverse l", "l ++ [a]"),
    "element": ("f a", "g b", "f (f a)"),
}  # fmt: skip
_PREDICATES: Final = {
    "ℕ": ("x = c", "x ≤ c", "c < x", "2 ∣ x", "x ≠ 0", "x * x = c", "c ∣ x", "0 < x", "x + 1 = c", "f x = c"),
    "ℤ": ("x = c", "x ≤ c", "0 < x", "x < 0", "x ≠ c", "x * x = c", "x + c = 0"),
    "bool": ("x = tt", "x = ff", "x = c", "x && c = ff"),
    "any": ("x = c", "f x = c", "x ∈ l", "S x c", "x ≠ c", "S c x", "f x = x"),
}
_RELATIONS: Final = {
    "ℕ": ("x ≤ y", "x < y", "x ∣ y", "x = y", "x + y = c", "x % 2 = y % 2", "f x = f y", "x ≤ y + c"),
    "ℤ": ("x ≤ y", "x < y", "x = y", "x = -y", "x + y = 0"),
    "any": ("f x = f y", "x = y", "S y x", "S x y ∧ S y x", "S x y ∨ S y x"),
}
_FUNCTIONS: Final = {
    "ℕ": ("n + 1", "n + c", "2 * n", "n * n", "c", "n", "3 * n", "n + 2"),
    "ℤ": ("n + 1", "n + c", "-n", "n - 1", "2 * n", "c", "n"),
    "bool": ("bnot n", "n && c", "n"),
}
_NUMBERS: Final = ("ℕ", "ℤ")
_SPARE: Final = {
    "ℕ": "u v w x y z s t", "ℤ": "u v w x y z s t", "bool": "u v w z", "Prop": "s t u v", "Type": "β γ δ",
    "element": "u v w z s t", "function": "g k h f", "predicate": "Q S T", "relation": "S T Q", "list": "k xs ys m",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filling:
    """Terms for variables, and the variables that these need."""

    values: dict[str, Term]
    variables: tuple[tuple[str, Term], ...]


def fill(theorem: Theorem, rng: Random) -> Theorem | None:
    """The theorem with one kind of slot filled: all propositions, the types, or one variable of another kind."""
    kinds = theorem.kinds
    propositions = [name for name, kind in theorem.variables if kind.op == "Prop"]
    types = [name for name, kind in theorem.variables if kind.op == "Type"]
    others = [name for name, kind in theorem.variables if kind.op not in ("Prop", "Type")]
    if propositions and rng.random() < 0.9:
        found = _propositions(propositions, theorem, rng)
        return None if found is None else _filled(theorem, found, "specialised")
    if types and rng.random() < 0.4:
        kind = Term(rng.choice(("ℕ", "ℕ", "ℤ", "bool")))
        return _filled(theorem, Filling({rng.choice(types): kind}, ()), "specialised")
    if not others:
        return None
    name = rng.choice(others)
    found = _value(name, kinds[name], theorem, rng)
    return None if found is None else _filled(theorem, found, "specialised")


def atom(theorem: Theorem, rng: Random) -> Term | None:
    """A proposition about variables that the theorem has already, or None where it has none to speak of."""
    kinds = theorem.kinds
    options = []
    for variables, atoms in _ATOMS.values():
        wanted = _declared(variables)
        for text in atoms:
            term = parse(text)
            names = [name for name, _ in wanted if name in _words(term)]
            values = _assigned(names, dict(wanted), kinds, rng)
            if values is not None:
                options.append(substitute(term, values))
    props = [Term(name) for name, kind in theorem.variables if kind.op == "Prop"]
    return rng.choice(props or options) if props or options else None


def _propositions(names: Sequence[str], theorem: Theorem, rng: Random) -> Filling | None:
    """Different atoms of one world for the propositions; the others of three or more may stay letters."""
    variables, atoms = rng.choice(list(_ATOMS.values()))
    declared = _declared(variables)
    chosen = rng.sample(atoms, min(len(names), len(atoms)))
    renamed = _renamed(declared, theorem, rng)
    kinds = [(renamed[name].op, substitute(kind, renamed)) for name, kind in declared]
    values = {name: substitute(parse(text), renamed) for name, text in zip(names, chosen, strict=False)}
    return Filling(values, tuple(kinds))


def _value(name: str, kind: Term, theorem: Theorem, rng: Random) -> Filling | None:
    """A filling for one variable of a type, a predicate, a relation or a function."""
    spare = _Spare(theorem)
    if kind.op in ("ℕ", "ℤ", "bool"):
        return spare.filling(name, rng.choice(_TERMS[kind.op]), kind, Term("Type"), rng)
    if kind.op == "app" and kind.args[0].op == "list":
        return spare.filling(name, rng.choice(_TERMS["list"]), kind, kind.args[1], rng)
    if kind.op == "→":
        domain, codomain = kind.args
        world = domain.op if domain.op in ("ℕ", "ℤ", "bool") else "any"
        if codomain.op == "Prop":
            return spare.filling(name, f"λ x, {rng.choice(_PREDICATES[world])}", domain, domain, rng)
        if codomain.op == "→" and codomain.args[1].op == "Prop" and codomain.args[0] == domain:
            options = _RELATIONS[world if world != "bool" else "any"]
            return spare.filling(name, f"λ x y, {rng.choice(options)}", domain, domain, rng)
        if codomain == domain and domain.op in _FUNCTIONS:
            return spare.filling(name, f"λ n, {rng.choice(_FUNCTIONS[domain.op])}", domain, domain, rng)
        return None
    if kind.is_leaf and theorem.kinds.get(kind.op, Term("")).op == "Type":
        return spare.filling(name, rng.choice(_TERMS["element"]), kind, kind, rng)
    return None


class _Spare:
    """Names that the theorem does not have, by what they stand for."""

    def __init__(self, theorem: Theorem) -> None:
        from autoformalize.data.forge.grow.theorem import all_names, bound_names

        bound = set().union(*(bound_names(each) for each in (*theorem.hypotheses, theorem.goal)))
        self._taken = all_names(theorem) | bound

    def take(self, pool: str) -> str:
        """A name of the pool; ValueError where none is left."""
        for name in _SPARE[pool].split():
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise ValueError(f"no name is left for {pool}")

    def filling(self, name: str, text: str, kind: Term, element: Term, rng: Random) -> Filling | None:
        """The text's letters (a b c d l m f g S, and bound x y n) with new names, and their types."""
        term = parse(text)
        bound = {"x", "y", "n"} if text.startswith("λ") else set()
        is_list = kind.op == "app"
        types = {
            "a": element if is_list else kind, "b": kind, "c": kind, "d": kind, "l": kind, "m": kind,
            "f": Term("→", (kind, kind)), "g": Term("→", (kind, kind)),
            "S": Term("→", (kind, Term("→", (kind, Term("Prop"))))),
        }  # fmt: skip
        if "l" in _words(term) and not is_list:
            types["l"] = Term("app", (Term("list"), kind))
        values: dict[str, Term] = {}
        variables: list[tuple[str, Term]] = []
        try:
            for letter in sorted(_words(term) - bound):
                if letter not in types:
                    continue
                pool = _pool(types[letter])
                new = self.take(pool)
                values[letter] = Term(new)
                variables.append((new, types[letter]))
            for letter in sorted(_words(term) & bound):
                values[letter] = Term(self.take("ℕ" if letter == "n" else "element"))
        except ValueError:
            return None
        return Filling({name: substitute(term, values)}, tuple(variables))


def _pool(kind: Term) -> str:
    if kind.op in _SPARE:
        return kind.op
    if kind.op == "→":
        return "relation" if kind.args[1].op == "→" else "function"
    return "list" if kind.op == "app" else "element"


def _filled(theorem: Theorem, filling: Filling, made: str) -> Theorem:
    values = filling.values
    kept = [(name, substitute(kind, values)) for name, kind in theorem.variables if name not in values]
    known = {name for name, _ in kept}
    added = [item for item in filling.variables if item[0] not in known]
    hypotheses, goal = theorem.with_values(values)
    proofs = tuple(proof for proof in theorem.proofs if not _mentions(proof, set(values)))
    return theorem.grown(made, variables=(*kept, *added), hypotheses=hypotheses, goal=reduce(goal), proofs=proofs)


def _mentions(proof: str, names: set[str]) -> bool:
    import re

    return bool(names & set(re.findall(r"[^\W\d][\w']*", proof)))


def _renamed(declared: Sequence[tuple[str, Term]], theorem: Theorem, rng: Random) -> dict[str, Term]:
    """The declared names, or others where the theorem has them already with another type."""
    spare = _Spare(theorem)
    propositions = {name for name, kind in theorem.variables if kind.op == "Prop"}
    taken = set(theorem.kinds) - propositions
    values = {}
    for name, kind in declared:
        values[name] = Term(spare.take(_pool(kind) if kind.op != "Type" else "Type")) if name in taken else Term(name)
    return values


def _declared(text: str) -> list[tuple[str, Term]]:
    found: list[tuple[str, Term]] = []
    for group in text.split(","):
        names, _, kind = group.partition(":")
        found += [(name, parse(kind.strip())) for name in names.split()]
    return found


def _words(term: Term) -> set[str]:
    return {term.op} if term.is_leaf else set().union(*map(_words, term.args))


def _assigned(
    names: Sequence[str], wanted: dict[str, Term], kinds: dict[str, Term], rng: Random
) -> dict[str, Term] | None:
    """Variables of the theorem with the wanted types, each once; None where there are too few."""
    values: dict[str, Term] = {}
    for name in names:
        kind = wanted[name]
        if kind.op == "Type" or (kind.is_leaf and kind.op == "α") or kind.op in ("→", "app"):
            return None
        free = [other for other, each in kinds.items() if each == kind and Term(other) not in values.values()]
        if not free:
            return None
        values[name] = Term(rng.choice(free))
    return values
