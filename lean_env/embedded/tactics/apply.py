"""`apply` and its kin: fit a term with fresh holes for its arguments to the goal, and order the goals that remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.names import unquote_name
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Meta,
    Pi,
    get_app_args,
    get_app_fn,
    instantiate1,
    mk_app,
    mk_const,
    mk_local,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics.registry import TACTICS
from lean_env.embedded.tactics.runner import elab_term
from lean_env.embedded.tactics.state import TacticFailure, TacticState, change, exact, is_app_of
from lean_env.embedded.terms import find

NON_DEP_FIRST = "non_dep_first"
NON_DEP_ONLY = "non_dep_only"
ALL = "all"


@dataclass(frozen=True, slots=True)
class ApplyConfig:
    """How `apply` unifies and which holes become goals."""

    transparency: str = "semireducible"
    new_goals: str = NON_DEP_FIRST
    instances: bool = True
    auto_param: bool = True
    opt_param: bool = True
    unify: bool = True


DEFAULT_CONFIG = ApplyConfig()


def apply(ts: TacticState, e: Expr, config: ApplyConfig = DEFAULT_CONFIG) -> list[tuple[str, Meta]]:
    """Apply `e`; then default and automatic parameters get their values. Returns all holes with their names."""
    made = apply_core(ts, e, config)
    fill_parameters(ts, [meta for _, meta in made], config)
    return made


def apply_core(ts: TacticState, e: Expr, config: ApplyConfig = DEFAULT_CONFIG) -> list[tuple[str, Meta]]:
    ctx = ts.ctx
    decl = ts.decl()
    target = ts.target()
    with ctx.transparency_at(config.transparency), ctx.approximate(True):
        e_type = ts.type_of(e)
        count = _holes_wanted(ts, e_type, target)
        made: list[tuple[str, Meta]] = []
        instances: list[Meta] = []
        for _ in range(count):
            shown = _to_pi(ts, e_type)
            if shown is None:
                break
            meta = ts.new_goal(shown.binder_type, decl.lctx)
            if shown.binder_info == INST:
                instances.append(meta)
            made.append((shown.binder_name, meta))
            e = mk_app(e, meta)
            e_type = instantiate1(shown.body, meta)
        fits = ctx.is_def_eq(e_type, target) if config.unify else _matches(ts, e_type, target)
        if not fits:
            raise TacticFailure(
                f"invalid apply tactic, failed to {'unify' if config.unify else 'match'}"
                + ts.pp_indented(target)
                + "\nwith"
                + ts.pp_indented(e_type),
                "type_mismatch",
            )
        if config.instances:
            synthesize_instances(ts, instances, decl.lctx, "apply")
        new = order_new_goals(ts, [meta for _, meta in made], config.new_goals)
    ts.mctx.assign(ts.main(), ts.mctx.instantiate(e))
    ts.replace_main(new)
    return made


def _matches(ts: TacticState, pattern: Expr, target: Expr) -> bool:
    """Unify without touching what the target leaves open."""
    frozen = ts.mctx.unassigned_metas(target)
    return ts.ctx.is_def_eq(pattern, target) and not any(ts.mctx.is_assigned(meta) for meta in frozen)


def _to_pi(ts: TacticState, type_: Expr) -> Pi | None:
    if not isinstance(type_, Pi):
        with ts.ctx.transparency_at("all"):
            type_ = ts.ctx.whnf(type_)
    return type_ if isinstance(type_, Pi) else None


def _holes_wanted(ts: TacticState, e_type: Expr, target: Expr) -> int:
    """How many arguments `e` takes more than the target; all of them when what it returns is itself unknown."""
    count, result = _arity(ts, e_type)
    head = get_app_fn(result)
    if isinstance(head, Meta):
        return count
    wanted, _ = _arity(ts, target)
    return max(count - wanted, 0)


def _arity(ts: TacticState, type_: Expr) -> tuple[int, Expr]:
    count = 0
    while True:
        shown = _to_pi(ts, type_)
        if shown is None:
            with ts.ctx.transparency_at("all"):
                return count, ts.ctx.whnf(type_)
        type_ = instantiate1(shown.body, mk_local(shown.binder_name, shown.binder_type))
        count += 1


def synthesize_instances(ts: TacticState, metas: Sequence[Meta], lctx: LocalContext, what: str) -> None:
    for meta in metas:
        if ts.mctx.is_assigned(meta):
            continue
        wanted = ts.type_of(meta)
        instance = ts.ctx.synth_instance(wanted, lctx)
        if instance is None:
            raise TacticFailure(
                f"invalid {what} tactic, failed to synthesize type class instance for" + ts.pp_indented(wanted),
                "failed_to_synthesize",
            )
        if not ts.ctx.is_def_eq(meta, instance):
            raise TacticFailure(f"invalid {what} tactic, failed to assign type class instance", "failed_to_synthesize")


def order_new_goals(ts: TacticState, metas: Sequence[Meta], order: str) -> list[Meta]:
    """The unassigned ones; those that occur in the types of others come last, or not at all."""
    new = [meta for meta in metas if not ts.mctx.is_assigned(meta)]
    if order == ALL or len(new) < 2:
        return new
    types = [ts.type_of(meta) for meta in new]
    independent: list[Meta] = []
    dependent: list[Meta] = []
    for i, meta in enumerate(new):
        if any(j != i and _occurs(meta, type_) for j, type_ in enumerate(types)):
            dependent.append(meta)
        else:
            independent.append(meta)
    return independent if order == NON_DEP_ONLY else independent + dependent


def _occurs(meta: Meta, e: Expr) -> bool:
    return e.has_meta and find(e, lambda node: node is meta) is not None


# ------------------------------------------------------------------------------------ default and automatic parameters


def fill_parameters(ts: TacticState, metas: Sequence[Meta], config: ApplyConfig) -> None:
    """Holes for `(x : T := v)` take v, holes for `(h : p . t)` are tried with t."""
    special = [
        meta
        for meta in metas
        if (t := ts.mctx.decl(meta).type).__class__ is App
        and (is_app_of(t, "opt_param", 2) or is_app_of(t, "auto_param", 2))
    ]
    if not special:
        return
    goals = ts.goals
    for meta in special:
        if ts.mctx.is_assigned(meta):
            continue
        if config.opt_param:
            ts.set_goals([meta])
            ts.attempt(lambda: apply_opt_param(ts))
        if config.auto_param and not ts.mctx.is_assigned(meta):
            ts.set_goals([meta])
            ts.attempt(lambda: apply_auto_param(ts))
    ts.set_goals(goals)


def apply_opt_param(ts: TacticState) -> None:
    target = ts.target()
    if not is_app_of(target, "opt_param", 2):
        raise TacticFailure("match failed")
    exact(ts, get_app_args(target)[1])


def apply_auto_param(ts: TacticState) -> None:
    target = ts.target()
    if not is_app_of(target, "auto_param", 2):
        raise TacticFailure("match failed")
    type_, tactic = get_app_args(target)
    name = unquote_name(tactic)
    handler = TACTICS.get((name or "").rpartition(".")[2])
    if name is None or handler is None:
        raise Unsupported(f"automatic parameter tactic '{name}'")
    change(ts, type_, False)
    handler(ts, ast.TacticCall(ast.HERE, ast.HERE, name.rpartition(".")[2]))


# ---------------------------------------------------------------------------------------------------- terms to apply


def elab_for_apply(ts: TacticState, node: ast.Term) -> Expr:
    """The term of `apply t`: a bare global constant is taken as it is, with no holes for its implicit arguments."""
    found = bare_name(ts, node)
    return found if isinstance(found, Const) else elab_term(ts, node)


def bare_name(ts: TacticState, node: ast.Term) -> Expr | None:
    """The hypothesis or constant (with fresh universes) that a bare identifier means; None for anything else."""
    if not isinstance(node, ast.Ident) or node.levels is not None:
        return None
    if node.resolved is None:
        local = ts.lctx().find_by_name(node.name)
        if local is not None:
            return local
        if ts.elab.state.scopes and any(node.name in scope.local_refs for scope in ts.elab.state.scopes):
            return None
        candidates = ts.elab.state.resolve(node.name)
    else:
        candidates = list(node.resolved)
    if len(candidates) != 1:
        return None
    info = ts.elab.state.get(candidates[0])
    return ts.ctx.const_with_fresh_levels(candidates[0]) if info is not None else None


def named_head(ts: TacticState, node: ast.Ident) -> Expr | None:
    """Like `bare_name`, and the constant behind a name that stands for a definition applied to section parameters."""
    found = bare_name(ts, node)
    if found is not None or node.resolved is not None:
        return found
    for scope in reversed(ts.elab.state.scopes):
        meant = scope.local_refs.get(node.name)
        if meant is not None:
            return mk_const(meant.name, meant.levels)
    return None


def constant(ts: TacticState, name: str) -> Expr:
    """A global constant with fresh universes; fails when it does not exist."""
    if ts.elab.state.get(name) is None:
        raise TacticFailure(f"unknown declaration '{name}'", "unknown_identifier")
    return ts.ctx.const_with_fresh_levels(name)


def build(ts: TacticState, name: str, args: Sequence[Expr | None]) -> Expr:
    """`name` applied to `args`, where None is found by unification or instance synthesis."""
    try:
        return ts.ctx.mk_app_opt(name, list(args), ts.lctx())
    except LeanError as error:
        if error.kind in ("timeout", "unsupported"):
            raise
        raise TacticFailure(error.text, error.kind) from None
