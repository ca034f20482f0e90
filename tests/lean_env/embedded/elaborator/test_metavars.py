"""Metavariables, local contexts, and abstraction over locals that open metavariables may mention."""

from __future__ import annotations

from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.elaborator.metavars import SYNTHETIC, MetavarContext
from lean_env.embedded.kernel.expr import (
    PROP,
    Lambda,
    Meta,
    get_app_args,
    get_app_fn,
    mk_app,
    mk_lambda,
    mk_local,
    mk_var,
)
from lean_env.embedded.kernel.level import ONE, mk_succ
from tests.lean_env.embedded.elaborator.small_world import NAT, SUCC, app, const, new_context


def test_undo_takes_back_exactly_what_was_assigned_since_the_mark() -> None:
    """Undoing to a mark forgets later values and keeps earlier ones."""
    mctx = MetavarContext()
    first = mctx.mk_meta(NAT, EMPTY_CONTEXT)
    second = mctx.mk_meta(NAT, EMPTY_CONTEXT)
    level = mctx.mk_level_meta()
    mctx.assign(first, const("nat.zero"))
    mark = mctx.mark()
    mctx.assign(second, first)
    mctx.assign_level(level, ONE)
    assert mctx.instantiate(second) is const("nat.zero")
    assert mctx.undo(mark)
    assert mctx.value(second) is None
    assert mctx.level_value(level) is None
    assert mctx.instantiate(first) is const("nat.zero")


def test_shortened_values_survive_undo() -> None:
    """Path compression inside instantiation does not leak a younger value into an older assignment."""
    mctx = MetavarContext()
    outer = mctx.mk_meta(NAT, EMPTY_CONTEXT)
    inner = mctx.mk_meta(NAT, EMPTY_CONTEXT)
    mctx.assign(outer, mk_app(SUCC, inner))
    mark = mctx.mark()
    mctx.assign(inner, const("nat.zero"))
    assert mctx.instantiate(outer) is app(SUCC, const("nat.zero"))
    mctx.undo(mark)
    assert mctx.instantiate(outer) is mk_app(SUCC, inner)


def test_instantiation_beta_reduces_an_assigned_head() -> None:
    """`?f a` becomes the body of the function that `?f` was assigned."""
    mctx = MetavarContext()
    fn = mctx.mk_meta(PROP, EMPTY_CONTEXT)
    mctx.assign(fn, mk_lambda("x", 0, NAT, app(SUCC, mk_var(0))))
    assert mctx.instantiate(mk_app(fn, const("nat.zero"))) is app(SUCC, const("nat.zero"))


def test_levels_are_instantiated_in_constants_and_sorts() -> None:
    """Assigned level metavariables disappear."""
    mctx = MetavarContext()
    level = mctx.mk_level_meta()
    mctx.assign_level(level, ONE)
    assert mctx.instantiate(const("list.nil", mk_succ(level))) is const("list.nil", mk_succ(ONE))


def test_a_natural_metavariable_is_lifted_over_a_binder() -> None:
    """Abstracting `x` from `?m`, which may mention `x`, leaves `λ x, ?n x`, and solving `?n` solves `?m`."""
    ctx = new_context()
    x, lctx = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    meta = ctx.mk_meta(NAT, lctx)
    result = ctx.mk_lambda([x], app(SUCC, meta))
    assert isinstance(result, Lambda)
    lifted = get_app_fn(get_app_args(result.body)[0])
    assert isinstance(lifted, Meta) and lifted is not meta
    assert len(ctx.mctx.decl(lifted).lctx) == 0
    assert ctx.is_def_eq(ctx.instantiate(meta), app(SUCC, x))
    assert ctx.instantiate(result) is mk_lambda("x", 0, NAT, app(SUCC, app(SUCC, mk_var(0))))


def test_a_synthetic_metavariable_stays_and_its_abstraction_is_delayed() -> None:
    """The goal of a tactic block under a binder keeps its context, and its proof ends up under the binder."""
    ctx = new_context()
    x, lctx = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    goal = ctx.mk_meta(NAT, lctx, SYNTHETIC)
    result = ctx.mk_lambda([x], goal)
    assert ctx.mctx.value(goal) is None
    ctx.mctx.assign(goal, app(SUCC, x))
    assert ctx.instantiate(result) is mk_lambda("x", 0, NAT, app(SUCC, mk_var(0)))


def test_delayed_abstraction_nests() -> None:
    """Two binders closed one after the other around the same goal both get their variable."""
    ctx = new_context()
    x, outer = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    y, inner = ctx.push_local(outer, "y", NAT)
    goal = ctx.mk_meta(NAT, inner, SYNTHETIC)
    result = ctx.mk_lambda([x], ctx.mk_lambda([y], goal))
    ctx.mctx.assign(goal, x)
    assert ctx.instantiate(result) is mk_lambda("x", 0, NAT, mk_lambda("y", 0, NAT, mk_var(1)))


def test_abstraction_over_a_let_keeps_the_value() -> None:
    """A let-bound local becomes a `let` when it is abstracted."""
    ctx = new_context()
    x, lctx = ctx.push_let(EMPTY_CONTEXT, "x", NAT, const("nat.zero"))
    result = ctx.mk_lambda([x], app(SUCC, x))
    assert ctx.whnf_core(result) is app(SUCC, const("nat.zero"))
    assert lctx.value(x) is const("nat.zero")


def test_local_contexts_find_the_last_of_a_name() -> None:
    """A later local shadows an earlier one of the same name, until it is removed."""
    first, second = mk_local("x", NAT), mk_local("x", NAT)
    lctx = EMPTY_CONTEXT.add(first).add(second)
    assert lctx.find_by_name("x") is second
    assert lctx.remove(second).find_by_name("x") is first


def test_local_contexts_compare_by_their_locals() -> None:
    """Being a subset does not depend on how the contexts came about."""
    x, y = mk_local("x", NAT), mk_local("y", NAT)
    both = EMPTY_CONTEXT.add(x).add(y)
    assert EMPTY_CONTEXT.add(y).is_subset_of(both)
    assert LocalContext.of([x]).is_subset_of(both)
    assert not both.is_subset_of(EMPTY_CONTEXT.add(y))
