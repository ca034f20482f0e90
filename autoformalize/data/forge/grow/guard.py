"""Keep what is grown away from the benchmark: neither its statements nor special cases of them, whatever the names.

Equal statements are found by hygiene's keys. This looks further: a theorem that is an instance of a benchmark
statement (terms for its variables, sides of equations and parts of conjunctions swapped, hypotheses in any order) is a
light alteration of it, and is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from autoformalize.data.forge.grow.matching import Values, canonical, match
from autoformalize.data.forge.grow.theorem import Theorem, of_statement, opened
from autoformalize.data.forge.terms import Term
from autoformalize.problem import Problem

_SYMMETRIC: Final = frozenset({"=", "↔", "≠", "∧", "∨"})


@dataclass(frozen=True, slots=True)
class _Statement:
    hypotheses: tuple[Term, ...]
    goals: tuple[Term, ...]
    variables: frozenset[str]


class Guard:
    """The benchmark's statements by the shape of their goal."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._by_shape: dict[tuple[str, int], list[_Statement]] = {}
        for problem in problems:
            theorem = of_statement(problem.formal_statement, problem.family, problem.topic)
            if theorem is not None and not problem.header:
                self._add(theorem)

    def meets(self, theorem: Theorem) -> bool:
        """Whether the theorem is an instance of a benchmark statement."""
        wide = opened(theorem)
        goal = canonical(_positive(wide.goal))
        hypotheses = [canonical(_positive(each)) for each in wide.hypotheses]
        if wide.goal.op == "¬":
            hypotheses.append(canonical(_positive(wide.goal.args[0])))
            goal = Term("false")
        return any(
            _is_instance(statement, hypotheses, goal)
            for shape in {(goal.op, len(hypotheses)), ("", len(hypotheses))}
            for statement in self._by_shape.get(shape, ())
        )

    def _add(self, theorem: Theorem) -> None:
        goal, hypotheses = _positive(theorem.goal), [_positive(each) for each in theorem.hypotheses]
        if goal.op == "¬":
            hypotheses.append(_positive(goal.args[0]))
            goal = Term("false")
        variables = frozenset(name for name, _ in theorem.variables)
        canon = canonical(goal)
        goals = (canon, Term(canon.op, canon.args[::-1])) if canon.op in _SYMMETRIC else (canon,)
        statement = _Statement(tuple(map(canonical, hypotheses)), goals, variables)
        is_open = (canon.is_leaf and canon.op in variables) or (canon.op == "app" and canon.args[0].op in variables)
        self._by_shape.setdefault(("" if is_open else canon.op, len(hypotheses)), []).append(statement)


def _positive(term: Term) -> Term:
    """a ≠ b as ¬ a = b; ≥ and > turned round."""
    if term.op == "≠":
        return Term("¬", (Term("=", term.args),))
    if term.op in ("≥", ">"):
        return Term("≤" if term.op == "≥" else "<", term.args[::-1])
    return term


def _is_instance(statement: _Statement, hypotheses: Sequence[Term], goal: Term) -> bool:
    return any(
        values is not None
        and any(True for _ in _pairings(statement.hypotheses, hypotheses, statement.variables, values))
        for pattern in statement.goals
        if (values := match(pattern, goal, statement.variables)) is not None
    )


def _pairings(
    patterns: Sequence[Term], facts: Sequence[Term], variables: frozenset[str], values: Values
) -> Iterator[bool]:
    """True for each way of matching the patterns with all the facts, one each."""
    if not patterns:
        yield True
        return
    first = patterns[0]
    sides = (first, Term(first.op, first.args[::-1])) if first.op in _SYMMETRIC else (first,)
    for place, fact in enumerate(facts):
        for side in sides:
            known = match(side, fact, variables, values)
            if known is not None:
                yield from _pairings(patterns[1:], [*facts[:place], *facts[place + 1 :]], variables, known)
