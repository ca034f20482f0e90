"""`calc` chains: steps are joined by the transitivity lemmas of their relations, on syntax, before elaboration."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lean_env.embedded.elaborator import names
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.term import Elaborator


class _Relation(NamedTuple):
    name: str
    lhs: ast.Term
    rhs: ast.Term


def expand_calc(elab: Elaborator, node: ast.Calc, lctx: LocalContext) -> ast.Term:
    """The term that the chain stands for; LeanError when two relations do not compose."""
    first = node.steps[0]
    relation = _decode(elab, first.relation, None, lctx)
    if len(node.steps) == 1:
        return ast.Ascription(node.pos, node.end, first.proof, first.relation)
    proof: ast.Term = first.proof
    for step in node.steps[1:]:
        following = _decode(elab, step.relation, relation.rhs, lctx)
        relation, proof = _join(elab, relation, proof, following, step)
    return proof


def _decode(elab: Elaborator, term: ast.Term, dots: ast.Term | None, lctx: LocalContext) -> _Relation:
    if isinstance(term, ast.Arrow):
        lhs: ast.Term = term.domain
        return _Relation("implies", dots if dots is not None else lhs, term.codomain)
    if isinstance(term, ast.Choice):
        raise LeanError("invalid 'calc' expression, overloaded expressions are not supported", term.pos, "parse")
    fn: ast.Term = term
    args: tuple[ast.Term, ...] = ()
    while isinstance(fn, ast.App):
        args = fn.args + args
        fn = fn.fn
    if isinstance(fn, ast.Explicit):
        fn = fn.term
    if isinstance(fn, ast.Ident) and len(args) >= 2:
        head = names.resolve_ident(elab.state, fn, lctx)
        if isinstance(head, names.ConstHead) and len(head.names) == 1:
            return _Relation(head.names[0], dots if dots is not None else args[-2], args[-1])
        if isinstance(head, names.ConstHead):
            raise LeanError("invalid 'calc' expression, overloaded expressions are not supported", term.pos, "parse")
    raise LeanError(
        "invalid 'calc' expression, expression must be a function application 'f a_1 ... a_k'"
        " where f is a constant, and k >= 2",
        term.pos,
        "parse",
    )


def _join(
    elab: Elaborator, first: _Relation, proof: ast.Term, second: _Relation, step: ast.CalcStep
) -> tuple[_Relation, ast.Term]:
    pos, end = step.pos, step.end

    def explicit(name: str, holes: int) -> ast.Term:
        fn = ast.Explicit(pos, pos, ast.Ident(pos, pos, name, None, (name,)))
        if holes == 0:
            return fn
        return ast.App(pos, pos, fn, tuple(ast.Hole(pos, pos) for _ in range(holes)))

    def arity(name: str) -> int:
        info = elab.state.get(name)
        type_ = info.type if info is not None else ex.PROP
        count = 0
        while isinstance(type_, ex.Pi):
            count += 1
            type_ = type_.body
        return count

    operands = (first.lhs, first.rhs, second.rhs)
    found = elab.state.trans_lemma(first.name, second.name)
    if found is not None:
        lemma, result = found
        term = ast.App(pos, end, explicit(lemma, arity(lemma) - 5), (*operands, proof, step.proof))
        return _Relation(result, first.lhs, second.rhs), term
    if first.name == "eq":
        result, lemma = second.name, "trans_rel_right"
    elif second.name == "eq":
        result, lemma = first.name, "trans_rel_left"
    else:
        raise LeanError("invalid 'calc' expression, transitivity rule is not defined for current step", pos, "parse")
    relation = explicit(result, arity(result) - 2)
    term = ast.App(pos, end, explicit(lemma, 1), (*operands, relation, proof, step.proof))
    return _Relation(result, first.lhs, second.rhs), term
