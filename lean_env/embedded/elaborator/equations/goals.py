"""Moves on goals: introduce, revert, clear, substitute; each assigns the goal and returns the new one.

A goal is a synthetic metavariable. Tactics and the equation compiler share these moves; parsing and names written by
users are the tactics'.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    Const,
    Expr,
    Let,
    Local,
    Meta,
    Pi,
    abstract,
    get_app_args,
    get_app_fn,
    instantiate,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
)
from lean_env.embedded.kernel.level import Level

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

Substitution = dict[int, Expr]
"""What became of locals of an earlier goal, by their ids."""


def state_of(context: TypeContext) -> State:
    """The elaborator's whole state; a type context asks for less of it."""
    return cast("State", context.state)


def failure(text: str) -> LeanError:
    """A tactic's failure."""
    return LeanError(text, kind="tactic_failed")


def mk_goal(context: TypeContext, type_: Expr, lctx: LocalContext) -> Meta:
    """A new goal."""
    return context.mk_meta(type_, lctx, "synthetic")


def context_of(context: TypeContext, goal: Meta) -> LocalContext:
    """The local context of a goal."""
    return context.mctx.decl(goal).lctx


def target_of(context: TypeContext, goal: Meta) -> Expr:
    """What the goal asks for."""
    return context.mctx.instantiate(context.mctx.decl(goal).type)


def level_of(context: TypeContext, type_: Expr) -> Level:
    """The universe that a type lives in."""
    level: Level = context.sort_of(type_)
    return level


def unused_name(lctx: LocalContext, name: str) -> str:
    """`name`, with a number when the context has it already."""
    if lctx.find_by_name(name) is None:
        return name
    i = 1
    while lctx.find_by_name(f"{name}_{i}") is not None:
        i += 1
    return f"{name}_{i}"


def intro_n(
    context: TypeContext,
    goal: Meta,
    count: int,
    names: Sequence[str] = (),
    prefix: str | None = None,
    fresh: bool = False,
) -> tuple[Meta, list[Local]]:
    """Introduce `count` binders.

    A binder is named by `names` (where there is one and it is not "_"), else after `prefix` as Lean's `cases` and
    `induction` do, else as it is; `fresh` gives names that the context does not have yet.
    """
    if count == 0:
        return goal, []
    lctx = context_of(context, goal)
    type_ = target_of(context, goal)
    locals_: list[Local] = []
    for index in range(count):
        if not isinstance(type_, Pi | Let):
            type_ = context.whnf(type_)
            if not isinstance(type_, Pi | Let):
                raise failure("intro tactic failed, Pi/let expression expected")
        name = type_.binder_name
        if index < len(names) and names[index] != "_":
            name = names[index]
        else:
            if prefix is not None:
                name = f"{prefix}_{name}" if count > 1 else prefix
            if fresh:
                name = unused_name(lctx, name)
        if isinstance(type_, Let):
            local, lctx = context.push_let(lctx, name, type_.binder_type, type_.value)
        else:
            local = mk_local(name, type_.binder_type, type_.binder_info)
            lctx = context.add_local(lctx, local)
        locals_.append(local)
        type_ = instantiate1(type_.body, local)
    new = mk_goal(context, type_, lctx)
    context.mctx.assign(goal, context.mk_lambda(locals_, new))
    return new, locals_


def dependents(context: TypeContext, lctx: LocalContext, locals_: Sequence[Local]) -> list[Local]:
    """`locals_` and all the locals that depend on them, in the order of the context."""
    ids = {local.id for local in locals_}
    found: list[Local] = []
    for local in lctx.locals():
        if local.id in ids or context.depends_on(local, ids, lctx):
            found.append(local)
            ids.add(local.id)
    return found


def revert(context: TypeContext, goal: Meta, locals_: Sequence[Local]) -> tuple[Meta, list[Local]]:
    """Move locals, and what depends on them, into the target. What was named comes first, in the order given."""
    lctx = context_of(context, goal)
    wanted = {local.id for local in locals_}
    closure = dependents(context, lctx, locals_)
    # The named ones stand first in the order given, unless another reverted local must come before them.
    order = [*locals_, *[local for local in closure if local.id not in wanted]]
    if not _well_ordered(context, lctx, order):
        order = closure
    target = target_of(context, goal)
    type_ = context.mk_pi(order, target)
    new = mk_goal(context, type_, lctx.without({local.id for local in order}))
    args = [local for local in order if lctx.value(local) is None]
    context.mctx.assign(goal, mk_apps(new, args))
    return new, order


def _well_ordered(context: TypeContext, lctx: LocalContext, order: Sequence[Local]) -> bool:
    later = {local.id for local in order}
    for local in order:
        later.discard(local.id)
        if context.depends_on(local, later, lctx):
            return False
    return True


def clear(context: TypeContext, goal: Meta, local: Local) -> Meta:
    """Forget a local. Raises LeanError when the target or another local depends on it."""
    lctx = context_of(context, goal)
    target = target_of(context, goal)
    if context.mentions(target, {local.id}):
        raise failure(f"clear tactic failed, target type depends on '{local.pp_name}'")
    for other in lctx.locals():
        if other.id != local.id and context.depends_on(other, {local.id}, lctx):
            raise failure(f"clear tactic failed, hypothesis '{other.pp_name}' depends on '{local.pp_name}'")
    new = mk_goal(context, target, lctx.without({local.id}))
    context.mctx.assign(goal, new)
    return new


def try_clear(context: TypeContext, goal: Meta, local: Local) -> Meta:
    """`clear`, or the goal as it is when something depends on the local."""
    try:
        return clear(context, goal, local)
    except LeanError:
        return goal


def apply_substitution(e: Expr, substitution: Substitution, locals_: Sequence[Local] | None = None) -> Expr:
    """`e` with the locals that have a value in `substitution` replaced by it, all at once."""
    if not e.has_local or not substitution:
        return e
    from lean_env.embedded.terms import locals_of

    known = [local for local in (locals_of(e) if locals_ is None else locals_) if local.id in substitution]
    if not known:
        return e
    return instantiate(abstract(e, known), [substitution[local.id] for local in known])


def compose(first: Substitution, second: Substitution) -> Substitution:
    """`first`, then `second`."""
    result = {key: apply_substitution(value, second) for key, value in first.items()}
    for key, value in second.items():
        result.setdefault(key, value)
    return result


def as_eq(e: Expr) -> tuple[Const, Expr, Expr, Expr] | None:
    """`eq`, type, left and right side of an equation."""
    fn = get_app_fn(e)
    if isinstance(fn, Const) and fn.name == "eq":
        args = get_app_args(e)
        if len(args) == 3:
            return fn, args[0], args[1], args[2]
    return None


def as_heq(e: Expr) -> tuple[Const, Expr, Expr, Expr, Expr] | None:
    """`heq`, left type, left side, right type and right side of a heterogeneous equation."""
    fn = get_app_fn(e)
    if isinstance(fn, Const) and fn.name == "heq":
        args = get_app_args(e)
        if len(args) == 4:
            return fn, args[0], args[1], args[2], args[3]
    return None


def mk_eq(context: TypeContext, left: Expr, right: Expr) -> Expr:
    """`left = right`."""
    type_ = context.infer(left)
    return mk_apps(mk_const("eq", (level_of(context, type_),)), [type_, left, right])


def mk_eq_symm(context: TypeContext, proof: Expr) -> Expr:
    """The equation read from right to left."""
    known = as_eq(context.mctx.instantiate(context.infer(proof)))
    assert known is not None
    fn, type_, left, right = known
    return mk_apps(mk_const("eq.symm", fn.levels), [type_, left, right, proof])


def substitute(context: TypeContext, goal: Meta, hypothesis: Local, symm: bool) -> tuple[Meta, Substitution]:
    """With `hypothesis : x = e` replace x by e everywhere and forget both; with `symm` it is `e = x`."""
    known = as_eq(context.mctx.instantiate(hypothesis.type))
    assert known is not None
    eq_fn, type_, left, right = known
    variable, value = (right, left) if symm else (left, right)
    assert isinstance(variable, Local)
    goal, reverted = revert(context, goal, [variable, hypothesis])
    goal, (variable2, equation) = intro_n(context, goal, 2)
    target = target_of(context, goal)
    lctx = context_of(context, goal)
    dependent = context.mentions(target, {equation.id})
    new_target = instantiate1(abstract(target, [variable2]), value)
    # `major` is a proof of value = variable, which `eq.rec` goes along.
    major = equation if symm else mk_eq_symm(context, equation)
    target_level = level_of(context, target)
    levels = (target_level, *eq_fn.levels)
    if dependent:
        refl = mk_apps(mk_const("eq.refl", eq_fn.levels), [type_, value])
        if symm:
            motive = context.mk_lambda([variable2, equation], target)
        else:
            forward = mk_local("_h", mk_apps(mk_const("eq", eq_fn.levels), [type_, value, variable2]))
            backward = mk_apps(mk_const("eq.symm", eq_fn.levels), [type_, value, variable2, forward])
            motive = context.mk_lambda([variable2, forward], instantiate1(abstract(target, [equation]), backward))
        new_target = instantiate(abstract(target, [variable2, equation]), [value, refl])
        recursor = "eq.drec"
    else:
        motive = context.mk_lambda([variable2], target)
        recursor = "eq.rec"
    new = mk_goal(context, new_target, lctx.without({variable2.id, equation.id}))
    args = [type_, value, motive, new, variable2, major]
    context.mctx.assign(goal, mk_apps(mk_const(recursor, levels), args))
    goal, others = intro_n(context, new, len(reverted) - 2)
    rest = [local for local in reverted if local is not variable and local is not hypothesis]
    rest = [local for local in reverted if local.id not in (variable.id, hypothesis.id)]
    substitution: Substitution = {old.id: fresh for old, fresh in zip(rest, others, strict=True)}
    substitution[variable.id] = apply_substitution(value, substitution)
    return goal, substitution


def assert_arrow(context: TypeContext, goal: Meta, domain: Expr, proof: Expr, lctx: LocalContext) -> Meta:
    """Replace a goal `T` by `domain → T` in `lctx`, `domain` being proved by `proof`."""
    target = target_of(context, goal)
    new = mk_goal(context, mk_pi("ᾰ", DEFAULT, domain, target), lctx)
    context.mctx.assign(goal, mk_app(new, proof))
    return new
