"""`congr`: from `f a = f b` to `a = b`, through congruence lemmas, as far as it goes."""

from __future__ import annotations

from lean_env.embedded.elaborator import builders
from lean_env.embedded.kernel.expr import App, get_app_args, get_app_fn
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import assumption
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import reflexivity
from lean_env.embedded.tactics.runner import all_goals, focus1
from lean_env.embedded.tactics.simp.congruence import Congruence, CongruenceLemma
from lean_env.embedded.tactics.state import TacticFailure, TacticState, is_app_of
from lean_env.embedded.terms import get_app_num_args


@tactic("congr")
def _congr(ts: TacticState, call: ast.TacticCall) -> None:
    congr(ts)


def congr(ts: TacticState) -> None:
    def finish() -> None:
        if ts.attempt(lambda: reflexivity(ts)):
            return
        ts.attempt(lambda: congr(ts))

    def body() -> None:
        ts.attempt(lambda: assumption(ts))
        _congr_core(ts)
        all_goals(ts, finish)

    ts.ctx.tick()
    focus1(ts, body)


def _congr_core(ts: TacticState) -> None:
    if ts.attempt(lambda: _equal(ts)) or ts.attempt(lambda: _heterogeneous(ts)):
        return
    raise TacticFailure("congr tactic failed")


def _equal(ts: TacticState) -> None:
    target = ts.target()
    if not is_app_of(target, "eq", 3):
        raise TacticFailure("match failed")
    lhs = get_app_args(target)[1]
    if not isinstance(lhs, App):
        raise TacticFailure("failed")
    _apply_lemma(ts, Congruence(ts.ctx).congr_lemma(lhs))


def _heterogeneous(ts: TacticState) -> None:
    ts.attempt(lambda: ap.apply(ts, ap.constant(ts, "eq_of_heq")))
    target = ts.target()
    if not is_app_of(target, "heq", 4):
        raise TacticFailure("match failed")
    lhs = get_app_args(target)[1]
    if not isinstance(lhs, App):
        raise TacticFailure("failed")
    _apply_lemma(ts, Congruence(ts.ctx).heterogeneous(get_app_fn(lhs), get_app_num_args(lhs)))


def _apply_lemma(ts: TacticState, lemma: CongruenceLemma | None) -> None:
    if lemma is None:
        raise TacticFailure("failed")
    # The proof alone might be inferred to state less: where propositions' proofs differ it need not mention both.
    ap.apply(ts, builders.mk_id_type(ts.ctx, lemma.type, lemma.proof))
    all_goals(ts, lambda: ts.attempt(lambda: ap.apply(ts, ap.constant(ts, "heq_of_eq"))))
