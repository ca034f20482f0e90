"""Conversion mode: tactics on a goal `lhs ~ ?rhs` that say how a part of a term is to be rewritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lean_env.embedded.elaborator import builders
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Lambda,
    Meta,
    alpha_eq,
    get_app_fn_args,
    mk_apps,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import relations
from lean_env.embedded.tactics.basic import apply_constant, arguments, name_of, names_of
from lean_env.embedded.tactics.cases import Pattern, elab_pattern, matches
from lean_env.embedded.tactics.configuration import read_configuration
from lean_env.embedded.tactics.registry import conv_tactic, tactic
from lean_env.embedded.tactics.relations import Relation, as_relation, reflexivity, target_relation
from lean_env.embedded.tactics.rewrite import RewriteConfig, rewrite_core, with_rule
from lean_env.embedded.tactics.runner import any_goals, done, elab_term, iterate, run_block
from lean_env.embedded.tactics.simp.congruence import CAST, EQ, FIXED, FIXED_NO_PARAM, Congruence
from lean_env.embedded.tactics.simp.dsimplify import DsimpConfig
from lean_env.embedded.tactics.simp.lemmas import default_rules
from lean_env.embedded.tactics.simp.simplify import Result, SimpConfig, Simplifier
from lean_env.embedded.tactics.simp.tactics import dsimplify, simp_set, simplifier_for
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    change,
    exact,
    intro,
    replace_hypothesis,
    replace_target,
    swap,
)

Body = Callable[[], Any]


def convert(ts: TacticState, body: Body, lhs: Expr, lctx: LocalContext, relation: str = "eq") -> tuple[Expr, Expr]:
    """Run conv tactics on `lhs ~ ?rhs`: the right side they found and the proof."""
    rhs = ts.mctx.mk_meta(ts.type_of(lhs), lctx)
    ts.mctx.set_kind(rhs, "synthetic")
    statement = builders.mk_eq(ts.ctx, lhs, rhs) if relation == "eq" else ts.ctx.mk_app_m(relation, [lhs, rhs], lctx)
    goal = ts.new_goal(statement, lctx)
    saved = ts.goals
    ts.set_goals([goal])
    body()
    ts.attempt(lambda: any_goals(ts, lambda: reflexivity(ts)))
    if ts.goals:
        raise TacticFailure("convert tactic failed, there are unsolved goals", "unsolved_goals")
    ts.set_goals(saved)
    return ts.mctx.instantiate(rhs), ts.mctx.instantiate(goal)


@tactic("conv")
def _conv(ts: TacticState, call: ast.TacticCall) -> None:
    place, term, block = arguments(call)

    def inside() -> None:
        run_block(ts, block, True)

    def body() -> None:
        if term is None:
            inside()
        else:
            _find(ts, elab_pattern(ts, term), inside)

    if place is not None:
        local = ts.hypothesis(name_of(place))
        new, proof = convert(ts, body, ts.type_of(local), ts.lctx())
        replace_hypothesis(ts, local, new, proof)
        return
    new, proof = convert(ts, body, ts.target(), ts.lctx())
    replace_target(ts, new, proof)
    ts.attempt(lambda: relations.triv(ts))
    ts.attempt(lambda: reflexivity(ts, "reducible"))


def update_lhs(ts: TacticState, new: Expr, proof: Expr) -> None:
    """The goal `lhs ~ rhs` becomes `new ~ rhs`, given `proof : lhs ~ new`."""
    relations.transitivity(ts)
    found = target_relation(ts)
    if not ts.unifies(found.rhs, new):
        raise TacticFailure("unify tactic failed")
    exact(ts, proof)
    change(ts, ts.target(), False)


def change_lhs(ts: TacticState, new: Expr) -> None:
    target = ts.target()
    found = target_relation(ts)
    head, args = get_app_fn_args(target)
    assert isinstance(head, Const)
    info = relations.relation_info(ts.elab.state, found.name)
    assert info is not None
    args[info.lhs] = new
    change(ts, mk_apps(head, args))


@conv_tactic("skip")
def _skip(ts: TacticState, call: ast.TacticCall) -> None:
    reflexivity(ts)


@conv_tactic("done")
def _done(ts: TacticState, call: ast.TacticCall) -> None:
    done(ts)


@conv_tactic("trace_lhs")
def _trace(ts: TacticState, call: ast.TacticCall) -> None:
    target_relation(ts)


@conv_tactic("guard_lhs")
def _guard(ts: TacticState, call: ast.TacticCall) -> None:
    if not alpha_eq(target_relation(ts).lhs, elab_term(ts, arguments(call)[0])):
        raise TacticFailure("failed")


@conv_tactic("whnf")
def _whnf(ts: TacticState, call: ast.TacticCall) -> None:
    change_lhs(ts, ts.ctx.whnf(target_relation(ts).lhs))


@conv_tactic("change")
def _change(ts: TacticState, call: ast.TacticCall) -> None:
    new = elab_term(ts, arguments(call)[0])
    if isinstance(ts.type_of(new), Meta):
        raise TacticFailure(
            "app_builder_exception, more information can be obtained using command `set_option trace.app_builder true`"
        )
    change_lhs(ts, new)


@conv_tactic("dsimp")
def _dsimp(ts: TacticState, call: ast.TacticCall) -> None:
    only, args, attributes = arguments(call)[:3]
    config = read_configuration(ts, call, DsimpConfig(), conv=True)
    chosen = simp_set(ts, only, args, names_of(attributes))
    change_lhs(ts, dsimplify(ts, chosen, target_relation(ts).lhs, config))


@conv_tactic("simp")
def _simp(ts: TacticState, call: ast.TacticCall) -> None:
    only, args, attributes = arguments(call)[:3]
    config = read_configuration(ts, call, SimpConfig(), conv=True)
    chosen = simp_set(ts, only, args, names_of(attributes))
    found = target_relation(ts)
    simplifier = simplifier_for(ts, chosen, config)
    with ts.ctx.frozen_metas():
        result = simplifier.run(found.lhs, found.name)
    if config.fail_if_unchanged and alpha_eq(result.new, found.lhs):
        raise TacticFailure("simplify tactic failed to simplify")
    simplifier.relation = found.name
    update_lhs(ts, result.new, simplifier.finalize(result))


@conv_tactic("rw", "rewrite")
def _rw(ts: TacticState, call: ast.TacticCall) -> None:
    (rules,) = arguments(call)[:1]
    config = read_configuration(ts, call, RewriteConfig(), conv=True)
    for rule in rules.rules:
        directed = replace(config, symm=rule.symm)

        def use(e: Expr, directed: RewriteConfig = directed) -> None:
            rewritten = rewrite_core(ts, e, target_relation(ts).lhs, directed)
            update_lhs(ts, rewritten.new, rewritten.proof)

        with_rule(ts, rule, use)


# -------------------------------------------------------------------------------------------------- going into a term


@conv_tactic("congr")
def _congr(ts: TacticState, call: ast.TacticCall) -> None:
    congr(ts)


def congr(ts: TacticState) -> None:
    """One goal for each argument that a congruence lemma lets be rewritten."""
    found = target_relation(ts)
    if found.name != "eq":
        raise TacticFailure("failed")
    fn, args = get_app_fn_args(found.lhs)
    lemma = Congruence(ts.ctx).simp_lemma(fn, len(args))
    if lemma is None:
        raise TacticFailure("congr tactic failed, unsupported congruence lemma")
    given: list[Expr] = []
    new: list[Meta] = []
    for kind, arg in zip(lemma.kinds, args, strict=True):
        if kind in (FIXED, CAST):
            given.append(arg)
        elif kind == EQ:
            rhs = ts.new_goal(ts.type_of(arg))
            goal = ts.new_goal(builders.mk_eq(ts.ctx, arg, rhs))
            given += [arg, rhs, goal]
            new.append(goal)
        elif kind != FIXED_NO_PARAM:
            raise TacticFailure("congr tactic failed, unsupported congruence lemma")
    rest = ts.goals[1:]
    exact(ts, mk_apps(lemma.proof, given))
    ts.set_goals([*new, *rest])


def _need_relation(ts: TacticState) -> None:
    if as_relation(ts.elab.state, target_relation(ts).lhs) is None:
        raise TacticFailure("current expression is not a relation")


@conv_tactic("to_lhs", "to_rhs")
def _to_side(ts: TacticState, call: ast.TacticCall) -> None:
    _need_relation(ts)
    congr(ts)
    if call.name == "to_lhs":
        swap(ts)
    reflexivity(ts)


@conv_tactic("funext")
def _funext(ts: TacticState, call: ast.TacticCall) -> None:
    def step() -> None:
        found = target_relation(ts)
        if found.name != "eq" or not isinstance(found.lhs, Lambda):
            raise TacticFailure("failed")
        name = found.lhs.binder_name
        apply_constant(ts, "funext")
        intro(ts, name)

    iterate(ts, step)


# -------------------------------------------------------------------------------------------------------- find and for

_SEARCH = SimpConfig(
    zeta=False, beta=False, eta=False, proj=False, single_pass=True, fail_if_unchanged=False, memoize=False
)


class _Search(Simplifier):
    """Walks a term and converts those subterms that match a pattern: the `wanted` occurrences, or the first."""

    def __init__(self, ts: TacticState, pattern: Pattern, body: Body, wanted: tuple[int, ...] | None) -> None:
        super().__init__(ts.ctx, ts.lctx(), default_rules(ts.ctx), (), _SEARCH)
        self.ts = ts
        self.pattern = pattern
        self.body = body
        self.wanted = wanted
        self.count = 0

    def pre(self, e: Expr) -> tuple[Result, bool] | None:
        if self.wanted is None and self.count:
            return None
        if not matches(self.ts, self.pattern, e):
            return None
        self.count += 1
        more = self.wanted is not None
        if self.wanted is not None and self.count not in self.wanted:
            return Result(e), True
        with self.ctx.transparency_at("semireducible"):
            new, proof = convert(self.ts, self.body, e, self.lctx, self.relation)
        return Result(new, proof), more

    def post(self, e: Expr) -> tuple[Result, bool] | None:
        return None


def _run_search(ts: TacticState, search: _Search, found: Relation) -> None:
    goals = ts.goals
    result = search.run(found.lhs, found.name)
    ts.set_goals(goals)
    if search.wanted is None and not search.count:
        raise TacticFailure("find converter failed, pattern was not found")
    search.relation = found.name
    update_lhs(ts, result.new, search.finalize(result))


def _find(ts: TacticState, pattern: Pattern, body: Body) -> None:
    _run_search(ts, _Search(ts, pattern, body, None), target_relation(ts))


@conv_tactic("find")
def _find_call(ts: TacticState, call: ast.TacticCall) -> None:
    term, block = arguments(call)[:2]
    _find(ts, elab_pattern(ts, term), lambda: run_block(ts, block, True))


@conv_tactic("for")
def _for_call(ts: TacticState, call: ast.TacticCall) -> None:
    term, occurrences, block = arguments(call)[:3]
    search = _Search(ts, elab_pattern(ts, term), lambda: run_block(ts, block, True), tuple(occurrences))
    _run_search(ts, search, target_relation(ts))
