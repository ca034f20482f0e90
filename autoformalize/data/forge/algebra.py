"""Forged equations by rewriting: a random expression, one to three named laws applied to it, and `rw` with those laws.

The rewriting is carried out here as `rw` does it, on both sides of the equation at once, so that the proof is known to
close it. Sums in any order are proved by simp's ordered rewriting instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from autoformalize.data.forge.draft import Draft, dress
from autoformalize.data.forge.terms import Term, lean, parse, substitute


@dataclass(frozen=True, slots=True)
class Law:
    """A named equation `left = right` in the variables `arguments`, which the lemma takes explicitly in that order."""

    name: str
    arguments: tuple[str, ...]
    left: Term
    right: Term


def _laws(rows: str) -> tuple[Law, ...]:
    laws = []
    for row in rows.strip().splitlines():
        name, arguments, equation = (cell.strip() for cell in row.split(":", 2))
        left, right = parse(equation).args
        laws.append(Law(name, tuple(arguments.split()), left, right))
    return tuple(laws)


NATURAL = _laws("""
nat.add_comm : a b : a + b = b + a
nat.add_comm : a b : a + b = b + a
nat.mul_comm : a b : a * b = b * a
nat.mul_comm : a b : a * b = b * a
nat.add_assoc : a b c : a + b + c = a + (b + c)
nat.mul_assoc : a b c : a * b * c = a * (b * c)
nat.left_distrib : a b c : a * (b + c) = a * b + a * c
nat.right_distrib : a b c : (a + b) * c = a * c + b * c
nat.zero_add : a : 0 + a = a
nat.mul_one : a : a * 1 = a
nat.one_mul : a : 1 * a = a
nat.zero_mul : a : 0 * a = 0
nat.mul_zero : a : a * 0 = 0
nat.sub_self : a : a - a = 0
nat.add_sub_cancel : a b : a + b - b = a
nat.add_right_comm : a b c : a + b + c = a + c + b
nat.add_left_comm : a b c : a + (b + c) = b + (a + c)
""")

INTEGER = _laws("""
int.add_comm : a b : a + b = b + a
int.add_comm : a b : a + b = b + a
int.mul_comm : a b : a * b = b * a
int.mul_comm : a b : a * b = b * a
int.add_assoc : a b c : a + b + c = a + (b + c)
int.mul_assoc : a b c : a * b * c = a * (b * c)
int.distrib_left : a b c : a * (b + c) = a * b + a * c
int.distrib_right : a b c : (a + b) * c = a * c + b * c
int.mul_sub : a b c : a * (b - c) = a * b - a * c
int.zero_add : a : 0 + a = a
int.add_zero : a : a + 0 = a
int.mul_one : a : a * 1 = a
int.one_mul : a : 1 * a = a
int.mul_zero : a : a * 0 = 0
int.sub_self : a : a - a = 0
int.add_right_neg : a : a + -a = 0
int.add_left_neg : a : -a + a = 0
int.neg_neg : a : - -a = a
int.neg_mul_neg : a b : -a * -b = a * b
int.sub_add_cancel : a b : a - b + b = a
int.add_sub_cancel : a b : a + b - b = a
""")

LIST = _laws("""
list.append_nil : l : l ++ [] = l
list.append_nil : l : l ++ [] = l
list.append_assoc : l m k : l ++ m ++ k = l ++ (m ++ k)
list.length_append : l m : list.length (l ++ m) = list.length l + list.length m
list.length_append : l m : list.length (l ++ m) = list.length l + list.length m
list.length_map : f l : list.length (list.map f l) = list.length l
list.map_append : f l m : list.map f (l ++ m) = list.map f l ++ list.map f m
list.map_id : l : list.map id l = l
nat.add_comm : a b : a + b = b + a
""")

_NATURAL_STARTS = (
    "a + b", "a + b + c", "a + (b + c)", "a * b", "a * b * c", "a * (b * c)", "a * (b + c)", "(a + b) * c",
    "a * b + c", "a + b * c", "0 + a", "0 + a + b", "a * 1 + b", "1 * a + b", "a - a + b", "a + b - b", "0 * a + b",
    "(a + b) * (c + d)", "a + b + (c + d)", "a * 1 * b", "(a - a) * b", "a * b + a * c", "1 * (a + b)", "0 + a * b",
    "a * 0 + b", "a + (b - b)", "a * (b + 0 * c)", "1 * a * b", "(0 + a) * b",
)  # fmt: skip
_INTEGER_STARTS = (
    "a + b", "a + b + c", "a + (b + c)", "a * b", "a * b * c", "a * (b * c)", "a * (b + c)", "(a + b) * c",
    "a * b + c", "0 + a + b", "a * 1 + b", "a - a + b", "a + -a + b", "-a + a + b", "- -a + b", "-a * -b",
    "-a * -b + c", "a - b + b", "a + b - b", "a * (b - b)", "a * (b - c)", "(a - a) * b", "a * 0 + b", "b + a * 0",
    "a + 0 + b", "1 * a + b", "a * (b + -b)", "- -a * b", "(a + b) * (c + d)", "a + (b - b)", "c - (a - a)",
)  # fmt: skip
_LIST_STARTS = (
    "l ++ []", "l ++ [] ++ m", "l ++ m ++ k", "list.length (l ++ m)", "list.length (l ++ m ++ k)",
    "list.length (list.map f l)", "list.length (list.map f (l ++ m))", "list.map f (l ++ m)", "list.map f (l ++ [])",
    "list.length (l ++ [])", "list.map f (l ++ m ++ k)", "list.map id l", "list.map id (l ++ m)", "list.map id l ++ m",
    "list.length (list.map id l)", "list.length (l ++ m) + n", "n + list.length (l ++ m)",
    "list.length (list.map f l) + list.length (list.map f m)", "list.length (l ++ l)", "list.map f l ++ []",
    "list.length (list.map f l ++ list.map f m)",
)  # fmt: skip


def natural_rewrite(rng: Random) -> Draft | None:
    """An equation of natural numbers proved by `rw` with one to three instantiated laws."""
    letters = rng.choice(("a b c d", "x y z w", "m n k l", "p q r s", "u v w t", "i j k l")).split()
    new = {old: Term(letter) for old, letter in zip("abcd", letters, strict=True)}
    variables = [(letter, Term("ℕ")) for letter in letters]
    return _rewrite(rng, NATURAL, substitute(parse(rng.choice(_NATURAL_STARTS)), new), variables)


def integer_rewrite(rng: Random) -> Draft | None:
    """The same for integers."""
    letters = rng.choice(("a b c d", "x y z w", "m n k l", "p q r s", "u v w t")).split()
    new = {old: Term(letter) for old, letter in zip("abcd", letters, strict=True)}
    variables = [(letter, Term("ℤ")) for letter in letters]
    return _rewrite(rng, INTEGER, substitute(parse(rng.choice(_INTEGER_STARTS)), new), variables)


def list_rewrite(rng: Random) -> Draft | None:
    """The same for lists and their lengths."""
    lists = rng.choice(("l m k", "xs ys zs", "s t u", "as bs cs", "l₁ l₂ l₃")).split()
    function, number = rng.choice("fgh"), rng.choice("nij")
    new = {old: Term(name) for old, name in zip(("l", "m", "k", "f", "n"), (*lists, function, number), strict=True)}
    start = substitute(parse(rng.choice(_LIST_STARTS)), new)
    kinds = [("α", Term("Type")), ("β", Term("Type")), (function, parse("α → β")), (number, Term("ℕ"))]
    variables = [*kinds, *((name, parse("list α")) for name in lists)]
    draft = _rewrite(rng, LIST, start, variables)
    # The length of an empty list alone does not say of what type its elements would be.
    return None if draft is None or "list.length []" in draft.statement else draft


def ordered_sum(rng: Random) -> Draft | None:
    """Sums of three or four terms in different orders, by simp with the laws that make a sum's order fixed."""
    kind, family = rng.choice((("ℕ", "nat"), ("ℕ", "nat"), ("ℤ", "int")))
    letters = rng.choice(("a b c d", "x y z w", "m n k l", "p q r s")).split()[: rng.choice((3, 3, 4))]
    left, right = (_bracketed(rng, rng.sample(letters, len(letters))) for _ in range(2))
    if left == right:
        return None
    laws = ["add_comm", "add_left_comm", "add_assoc"]
    if rng.random() < 0.2:
        rng.shuffle(laws)
    proof = f"by simp [{', '.join(f'{family}.{law}' for law in laws)}]"
    return dress(rng, [(letter, Term(kind)) for letter in letters], [], Term("=", (left, right)), proof)


def _bracketed(rng: Random, letters: Sequence[str]) -> Term:
    if len(letters) == 1:
        return Term(letters[0])
    cut = len(letters) - 1 if rng.random() < 0.6 else rng.randrange(1, len(letters))
    return Term("+", (_bracketed(rng, letters[:cut]), _bracketed(rng, letters[cut:])))


def _rewrite(rng: Random, laws: Sequence[Law], start: Term, variables: Sequence[tuple[str, Term]]) -> Draft | None:
    """Apply laws at random to `start`, state the equation with the result, and replay the laws as `rw` would."""
    steps: list[tuple[Law, dict[str, Term], bool]] = []
    end = start
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        options = [
            (law, found, False)
            for law in laws
            for place in _subterms(end)
            if (found := _match(law.left, place)) is not None
        ]
        if not options:
            break
        law, found, backwards = rng.choice(options)
        steps.append((law, found, backwards))
        end = _replace(end, substitute(law.left, found), substitute(law.right, found))
    if not steps or end == start:
        return None
    left, right = (start, end) if rng.random() < 0.9 else (end, start)
    goal = Term("=", (left, right))
    for law, found, _ in steps:
        old, new = substitute(law.left, found), substitute(law.right, found)
        if left == right or (_replace(left, old, new), _replace(right, old, new)) == (left, right):
            return None
        left, right = _replace(left, old, new), _replace(right, old, new)
    if left != right:
        return None
    texts = [_instance(law, found) for law, found, _ in steps]
    proof = f"by rw {texts[0]}" if len(texts) == 1 else f"by rw [{', '.join(texts)}]"
    if len(steps) == 1 and rng.random() < 0.35:
        proof = texts[0] if goal.args[0] == start and end == substitute(steps[0][0].right, steps[0][1]) else proof
    used = {name for name in _names(goal)}
    kept = [(name, kind) for name, kind in variables if name in used]
    types = {leaf for _, kind in kept for leaf in _names(kind)}
    kept = [(name, kind) for name, kind in variables if name in used or (kind.op == "Type" and name in types)]
    return dress(rng, kept, [], goal, proof)


def _instance(law: Law, found: Mapping[str, Term]) -> str:
    return " ".join([law.name, *(lean(found[name], 1024) for name in law.arguments)])


def _match(pattern: Term, term: Term) -> dict[str, Term] | None:
    """The values of the pattern's variables (single letters) that make it the term, or None."""
    found: dict[str, Term] = {}
    return found if _matches(pattern, term, found) else None


def _matches(pattern: Term, term: Term, found: dict[str, Term]) -> bool:
    if pattern.is_leaf and len(pattern.op) == 1 and pattern.op.isalpha():
        return found.setdefault(pattern.op, term) == term
    if pattern.op != term.op or len(pattern.args) != len(term.args):
        return False
    return all(_matches(one, two, found) for one, two in zip(pattern.args, term.args, strict=True))


def _subterms(term: Term) -> list[Term]:
    """The term and what it contains, except the heads of applications."""
    result = [term]
    for each in term.args[1:] if term.op == "app" else term.args:
        result += _subterms(each)
    return [each for each in result if each.op]


def _replace(term: Term, old: Term, new: Term) -> Term:
    """Every occurrence of `old`, outermost first, by `new`."""
    if term == old:
        return new
    return Term(term.op, tuple(_replace(each, old, new) for each in term.args)) if term.args else term


def _names(term: Term) -> set[str]:
    return {term.op} if term.is_leaf else set().union(*(_names(each) for each in term.args))
