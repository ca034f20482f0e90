"""Forged facts on booleans: named laws, and random identities proved by cases on every variable."""

from __future__ import annotations

from itertools import product
from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term

TOPIC = "booleans"

LAWS: list[Rule] = rules(TOPIC, "booleans")


def identity(rng: Random) -> Draft | None:
    """A random identity between boolean expressions, true by its truth table, proved by cases."""
    names = rng.choice(("a b c", "x y z", "p q r", "b c d", "u v w")).split()[: rng.choice((1, 2, 2, 2, 3))]
    left = _expression(rng, names, rng.choice((1, 2, 2)))
    used = [name for name in names if name in _variables(left)]
    if not used or left.is_leaf:
        return None
    table = [_value(left, row) for row in _rows(used)]
    for _ in range(12):
        right = _expression(rng, used, rng.choice((0, 1, 2)))
        if right != left and [_value(right, row) for row in _rows(used)] == table:
            break
    else:
        return None
    everything = sorted(_variables(left) | _variables(right))
    cases = "; ".join(f"cases {name}" for name in everything)
    proof = rng.choice((f"by {cases}; refl", f"by {cases}; refl", f"begin\n  {cases}; refl\nend"))
    return dress(rng, [(name, Term("bool")) for name in everything], [], Term("=", (left, right)), proof)


def computed(rng: Random) -> Draft:
    """A closed boolean expression and its value."""
    expression = _expression(rng, ["tt", "ff"], rng.choice((1, 2, 2)))
    value = "tt" if _value(expression, {}) else "ff"
    return dress(
        rng,
        [],
        [],
        Term("=", (expression, Term(value))),
        rng.choice(("rfl", "rfl", "by refl", "dec_trivial")),
    )


def _expression(rng: Random, names: list[str], depth: int) -> Term:
    if depth == 0:
        return Term(rng.choice([*names, *names, "tt", "ff"]))
    op = rng.choice(("&&", "&&", "||", "||", "bnot", "bnot", "bxor"))
    if op == "bnot":
        return Term("app", (Term("bnot"), _expression(rng, names, depth - 1)))
    left, right = _expression(rng, names, depth - 1), _expression(rng, names, rng.randrange(depth))
    return Term("app", (Term("bxor"), left, right)) if op == "bxor" else Term(op, (left, right))


def _variables(term: Term) -> set[str]:
    if term.is_leaf:
        return set() if term.op in ("tt", "ff", "bnot", "bxor") else {term.op}
    return set().union(*(_variables(each) for each in term.args))


def _rows(names: list[str]) -> list[dict[str, bool]]:
    return [dict(zip(names, values, strict=True)) for values in product((False, True), repeat=len(names))]


def _value(term: Term, row: dict[str, bool]) -> bool:
    if term.is_leaf:
        return term.op == "tt" if term.op in ("tt", "ff") else row[term.op]
    if term.op == "&&":
        return _value(term.args[0], row) and _value(term.args[1], row)
    if term.op == "||":
        return _value(term.args[0], row) or _value(term.args[1], row)
    head = term.args[0].op
    if head == "bnot":
        return not _value(term.args[1], row)
    return _value(term.args[1], row) != _value(term.args[2], row)
