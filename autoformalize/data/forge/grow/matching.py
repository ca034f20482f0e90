"""First-order matching: a pattern's variables stand for terms, its predicates for properties of bound names."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from autoformalize.data.forge.terms import BINDERS, Term, substitute

Values = dict[str, Term]


@lru_cache(maxsize=8192)
def canonical(term: Term) -> Term:
    """The term with its bound names numbered from the inside out, types of binders dropped, so that `==` is alpha.

    The successor of n is n + 1, as Lean takes it to be.
    """
    if term.is_leaf:
        return term
    if term.op == "app" and len(term.args) == 2 and term.args[0].op == "nat.succ":
        return Term("+", (canonical(term.args[1]), Term("1")))
    if term.op in BINDERS:
        body = canonical(term.args[2])
        mark = Term(f"#{_depth(body)}")
        return Term(term.op, (mark, Term(""), substitute(body, {term.args[0].op: mark})))
    return Term(term.op, tuple(map(canonical, term.args)))


def match(pattern: Term, term: Term, variables: Set[str], values: Values | None = None) -> Values | None:
    """Values of the variables under which the pattern is the term, or None; both are canonical.

    A variable applied to bound names alone may stand for any term in them, as a property may.
    """
    found = dict(values or {})
    return found if _match(pattern, term, variables, found) else None


def _match(pattern: Term, term: Term, variables: Set[str], values: Values) -> bool:
    if pattern.is_leaf:
        if pattern.op in variables:
            known = values.get(pattern.op)
            if known is not None:
                return known == term
            if any(leaf.startswith("#") for leaf in _leaves(term)):
                return False
            values[pattern.op] = term
            return True
        return pattern == term
    head = pattern.args[0].op
    if pattern.op == "app" and head in variables and not _same_shape(pattern, term):
        return _match_property(pattern, term, values)
    if pattern.op != term.op or len(pattern.args) != len(term.args):
        return False
    return all(_match(one, two, variables, values) for one, two in zip(pattern.args, term.args, strict=True))


def _same_shape(pattern: Term, term: Term) -> bool:
    return term.op == "app" and len(term.args) == len(pattern.args)


def _match_property(pattern: Term, term: Term, values: Values) -> bool:
    """`P #0 #1` against any term: P is the term as a function of them."""
    names = [each.op for each in pattern.args[1:]]
    if any(not name.startswith("#") for name in names) or len(set(names)) < len(names):
        return False
    body = term
    for position, name in enumerate(names):
        body = substitute(body, {name: Term(f"@{position}")})
    if any(leaf.startswith("#") for leaf in _leaves(body)):
        return False
    known = values.setdefault(pattern.args[0].op, body)
    return known == body


def _leaves(term: Term) -> list[str]:
    return [term.op] if term.is_leaf else [leaf for each in term.args for leaf in _leaves(each)]


def _depth(term: Term) -> int:
    """One more than the highest number of a bound name in the term."""
    if term.is_leaf:
        return int(term.op[1:]) + 1 if term.op.startswith("#") else 0
    return max(map(_depth, term.args))
