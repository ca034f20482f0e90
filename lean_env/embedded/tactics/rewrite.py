"""`rw` and its kin: abstract the instances of an equation's left side in a term, and transport along the equation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    INST,
    Const,
    Expr,
    Local,
    Meta,
    Pi,
    get_app_args,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_lambda,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import (
    arguments,
    assumption,
    at_location,
    propagate_tags,
    try_at_location,
)
from lean_env.embedded.tactics.configuration import read_configuration
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import reflexivity
from lean_env.embedded.tactics.runner import elab_term
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    is_app_of,
    is_failure,
    mentions,
    replace_hypothesis,
    replace_target,
)
from lean_env.embedded.terms import head_beta


@dataclass(frozen=True, slots=True)
class RewriteConfig:
    """How an equation is matched, in which direction, and at which occurrences (None: all)."""

    transparency: str = "reducible"
    symm: bool = False
    occurrences: Any = None
    new_goals: str = ap.NON_DEP_FIRST
    instances: bool = True
    unify: bool = True


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewritten term and the proof that the old one equals it."""

    new: Expr
    proof: Expr


def rewrite_core(ts: TacticState, rule: Expr, e: Expr, config: RewriteConfig) -> Rewritten:
    """Rewrite `e` by `rule`; holes of the rule that stay open become goals after the main one."""
    ctx = ts.ctx
    lctx = ts.lctx()
    metas: list[Meta] = []
    instances: list[Meta] = []
    with ctx.transparency_at(config.transparency), ctx.approximate(True):
        type_ = ts.type_of(rule)
        while True:
            shown = _to_pi(ts, type_)
            if shown is None:
                break
            meta = ts.new_goal(shown.binder_type, lctx)
            metas.append(meta)
            if shown.binder_info == INST:
                instances.append(meta)
            rule = mk_app(rule, meta)
            type_ = instantiate1(shown.body, meta)
        rule, sort, lhs, rhs = _equation(ts, rule, type_, config.symm)
        if isinstance(lhs, Meta) and not ts.mctx.is_assigned(lhs):
            raise TacticFailure("rewrite tactic failed, lemma lhs is a metavariable")
        e = ts.mctx.instantiate(e)
        frozen = [] if config.unify else ts.mctx.unassigned_metas(e)
        body, count = ctx.kabstract(e, lhs, config.occurrences)
        for meta in frozen:
            if ts.mctx.is_assigned(meta):
                count = 0
        if not count:
            raise TacticFailure(
                "rewrite tactic failed, did not find instance of the pattern in the target expression"
                + ts.pp_indented(lhs)
            )
        if config.instances:
            ap.synthesize_instances(ts, instances, lctx, "rewrite")
        new_goals = ap.order_new_goals(ts, metas, config.new_goals)
        new = ts.mctx.instantiate(instantiate1(body, rhs))
        e_type = ctx.infer(e)
        level = ctx.sort_of(e_type)
        body = ts.mctx.instantiate(body)
        sort = ts.mctx.instantiate(sort)
        statement = mk_apps(mk_const("eq", (level,)), [e_type, e, body])
        motive = mk_lambda("_a", 0, sort, statement)
    with ctx.transparency_at("semireducible" if config.transparency in ("none", "reducible", "instances") else "all"):
        if not ctx.is_type_correct(motive):
            raise TacticFailure("rewrite tactic failed, motive is not type correct" + ts.pp_indented(motive))
    refl = mk_apps(mk_const("eq.refl", (level,)), [e_type, e])
    proof = mk_apps(mk_const("eq.rec", (_prop_level(), ctx.sort_of(sort))), [sort, lhs, motive, refl, rhs, rule])
    ts.insert_after_main(new_goals)
    ap.fill_parameters(ts, metas, ap.DEFAULT_CONFIG)
    return Rewritten(new, ts.mctx.instantiate(proof))


def _prop_level() -> Any:
    from lean_env.embedded.kernel.level import ZERO

    return ZERO


def _to_pi(ts: TacticState, type_: Expr) -> Pi | None:
    """The type as a Π if its weak head normal form (definitions unfolded) is one."""
    if not isinstance(type_, Pi):
        with ts.ctx.transparency_at("all"):
            type_ = ts.ctx.whnf(type_)
    return type_ if isinstance(type_, Pi) else None


def _equation(ts: TacticState, rule: Expr, type_: Expr, symm: bool) -> tuple[Expr, Expr, Expr, Expr]:
    """Proof, type and sides of the equation that `rule : type_` is, turned around if asked."""
    ctx = ts.ctx
    type_ = ts.mctx.instantiate(type_)
    if is_app_of(type_, "iff", 2):
        a, b = get_app_args(type_)
        rule = mk_apps(mk_const("propext"), [a, b, rule])
        level = _one()
        sort: Expr = _prop()
    else:
        type_ = head_beta(type_)
        if not is_app_of(type_, "eq", 3):
            raise TacticFailure("rewrite tactic failed, lemma is not an equality nor a iff")
        sort, a, b = get_app_args(type_)
        level = ctx.sort_of(sort)
    if symm:
        return mk_apps(mk_const("eq.symm", (level,)), [sort, a, b, rule]), sort, b, a
    return rule, sort, a, b


def _one() -> Any:
    from lean_env.embedded.kernel.level import ONE

    return ONE


def _prop() -> Expr:
    from lean_env.embedded.kernel.expr import PROP

    return PROP


def rewrite_target(ts: TacticState, rule: Expr, config: RewriteConfig) -> None:
    done = rewrite_core(ts, rule, ts.target(), config)
    replace_target(ts, done.new, done.proof)


def rewrite_hypothesis(ts: TacticState, rule: Expr, local: Local, config: RewriteConfig) -> Local:
    done = rewrite_core(ts, rule, ts.type_of(local), config)
    return replace_hypothesis(ts, local, done.new, done.proof)


# ------------------------------------------------------------------------------------------------------------ rules


def rule_term(ts: TacticState, term: ast.Term) -> Expr:
    """The term of a rule; a bare constant or hypothesis is taken as it is."""
    found = ap.bare_name(ts, term)
    return found if found is not None else elab_term(ts, term)


def equation_lemmas(ts: TacticState, term: ast.Term) -> list[str]:
    """The equation lemmas of the definition that the rule names, if it names one."""
    found = ap.named_head(ts, term) if isinstance(term, ast.Ident) else None
    if not isinstance(found, Const):
        return []
    return equation_lemmas_of(ts, found.name)


def equation_lemmas_of(ts: TacticState, name: str) -> list[str]:
    """The equation lemmas of a definition, and of the auxiliary definitions that they mention."""
    return extended_equation_lemmas(ts.elab.state, name)


def extended_equation_lemmas(state: Any, name: str) -> list[str]:
    from lean_env.embedded.kernel.expr import constants_of

    found = list(state.equation_lemmas(name))
    visited: set[str] = {name}
    i = 0
    while i < len(found):
        info = state.get(found[i])
        i += 1
        if info is None:
            continue
        for constant in sorted(constants_of(info.type)):
            if constant not in visited and constant.startswith(name + ".") and is_internal(constant):
                visited.add(constant)
                found.extend(state.equation_lemmas(constant))
    return found


def is_internal(name: str) -> bool:
    """A name one of whose components begins with an underscore, as those of auxiliary definitions do."""
    return any(part.startswith("_") for part in name.split("."))


def placed_as_name(error: LeanError, term: ast.Term) -> LeanError:
    """Lean resolves a bare name when the tactic runs: what is wrong with it is reported where the tactic stands.

    Only an atomic name that means nothing is reported where it is written.
    """
    if isinstance(term, ast.Ident) and (error.kind != "unknown_identifier" or "." in term.name):
        error.position = None
    return error


def with_rule(ts: TacticState, rule: ast.RwRule, use: Callable[[Expr], Any]) -> Any:
    """Use the rule itself; when it is a definition and that fails, the first of its equation lemmas that works."""
    lemmas = equation_lemmas(ts, rule.term)
    saved = ts.save()
    try:
        return use(rule_term(ts, rule.term))
    except LeanError as error:
        if not lemmas or not is_failure(error):
            raise placed_as_name(error, rule.term) from None
        ts.restore(saved)
    last: LeanError = TacticFailure("failed")
    for name in lemmas:
        try:
            return use(ap.constant(ts, name))
        except LeanError as error:
            if not is_failure(error):
                raise
            last = error
            ts.restore(saved)
    raise placed_as_name(last, rule.term)


def _rewrite_goal(ts: TacticState, rules: ast.RwRules, config: RewriteConfig) -> None:
    for rule in rules.rules:
        directed = replace(config, symm=rule.symm)

        def use(e: Expr, directed: RewriteConfig = directed) -> None:
            rewrite_target(ts, e, directed)

        with_rule(ts, rule, use)


def _rewrite_local(ts: TacticState, rules: ast.RwRules, local: Local, config: RewriteConfig) -> None:
    for rule in rules.rules:
        directed = replace(config, symm=rule.symm)

        def use(e: Expr, local: Local = local, directed: RewriteConfig = directed) -> Local:
            return local if mentions(e, local) else rewrite_hypothesis(ts, e, local, directed)

        local = with_rule(ts, rule, use)


def rewrite(ts: TacticState, call: ast.TacticCall, config: RewriteConfig) -> None:
    rules, location = arguments(call)[:2]
    config = read_configuration(ts, call, config)
    spread = try_at_location if location.wildcard else at_location
    spread(
        ts,
        location,
        lambda local: _rewrite_local(ts, rules, local, config),
        lambda: _rewrite_goal(ts, rules, config),
    )
    ts.attempt(lambda: reflexivity(ts, "reducible"))


@tactic("rw", "rewrite")
def _rw(ts: TacticState, call: ast.TacticCall) -> None:
    propagate_tags(ts, lambda: rewrite(ts, call, RewriteConfig()))


@tactic("erw", "erewrite")
def _erw(ts: TacticState, call: ast.TacticCall) -> None:
    propagate_tags(ts, lambda: rewrite(ts, call, RewriteConfig(transparency="semireducible")))


@tactic("rwa")
def _rwa(ts: TacticState, call: ast.TacticCall) -> None:
    propagate_tags(ts, lambda: rewrite(ts, call, RewriteConfig()))
    ts.attempt(lambda: assumption(ts))
