"""Closed terms that a command needs as numbers: precedences and priorities that are not written as numerals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.elaborator.numerals import eval_nat
from lean_env.embedded.elaborator.term import Elaborator
from lean_env.embedded.kernel import expr as ex

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State
    from lean_env.embedded.syntax import ast

_MOST_STEPS = 5000


def closed_number(state: State, term: ast.Term) -> int | None:
    """The number that `term` is as a natural number; None where it does not come out within a few thousand steps.

    Raises LeanError where the term is not a natural number.
    """
    fork = state.fork()
    ctx = TypeContext(fork)
    elab = Elaborator(fork, "_precedence", (), EMPTY_CONTEXT, ctx)
    e = elab.elab_term(term, ex.mk_const("nat"), EMPTY_CONTEXT)
    elab.synthesize()
    rest: Any = elab.instantiate(e)
    if rest.has_meta or rest.has_local:
        return None
    for count in range(_MOST_STEPS):
        value = eval_nat(rest)
        if value is not None:
            return count + value
        rest = ctx.whnf(rest)
        if rest.__class__ is ex.Const and rest.name == "nat.zero":
            return count
        if rest.__class__ is not ex.App or rest.fn.__class__ is not ex.Const or rest.fn.name != "nat.succ":
            return None
        rest = rest.arg
    return None
