"""Instance synthesis over a small environment."""

from __future__ import annotations

import pytest

from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.declaration import InductiveDecl
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    PROP,
    TYPE,
    Expr,
    lambda_over,
    mk_arrow,
    mk_lambda,
    mk_local,
    pi_over,
)
from lean_env.embedded.kernel.level import ZERO
from tests.lean_env.embedded.elaborator.small_world import NAT, app, axiom, const, define, new_context


def has_zero(e: Expr) -> Expr:
    return app(const("has_zero", ZERO), e)


def test_a_global_instance_is_found() -> None:
    """`has_zero nat` has its declared instance."""
    ctx = new_context()
    assert ctx.synth_instance(has_zero(NAT), EMPTY_CONTEXT) is const("nat.has_zero")


def test_instances_compose() -> None:
    """A product's instance is built from those of its components, however deep."""
    ctx = new_context()
    pairs = app(const("prod"), NAT, app(const("prod"), NAT, NAT))
    found = ctx.synth_instance(has_zero(pairs), EMPTY_CONTEXT)
    assert found is not None
    assert ctx.is_def_eq(ctx.infer(found), has_zero(pairs))


def test_a_missing_instance_is_none() -> None:
    """No instance for propositions, and a second request answers from the cache."""
    ctx = new_context()
    request = has_zero(app(const("list"), NAT))
    assert ctx.synth_instance(request, EMPTY_CONTEXT) is None
    steps = ctx.steps
    assert ctx.synth_instance(request, EMPTY_CONTEXT) is None
    assert ctx.steps == steps


def test_local_instances_come_first_unless_the_context_is_frozen() -> None:
    """A local of a class type is an instance where it is declared, and not in a frozen context."""
    ctx = new_context()
    local, lctx = ctx.push_local(EMPTY_CONTEXT, "h", has_zero(NAT), INST)
    assert ctx.synth_instance(has_zero(NAT), lctx) is local
    assert ctx.synth_instance(has_zero(NAT), EMPTY_CONTEXT) is const("nat.has_zero")
    _, frozen = ctx.push_local(EMPTY_CONTEXT.freeze(), "h", has_zero(NAT), INST)
    assert ctx.synth_instance(has_zero(NAT), frozen) is const("nat.has_zero")


def test_outer_metavariables_are_constants_to_the_search() -> None:
    """`has_zero ?α` is not solved by guessing `?α`."""
    ctx = new_context()
    alpha = ctx.mk_meta(TYPE, EMPTY_CONTEXT)
    assert ctx.synth_instance_stuck(has_zero(alpha))
    assert ctx.synth_instance(has_zero(alpha), EMPTY_CONTEXT) is None
    assert ctx.mctx.value(alpha) is None


def test_instances_under_binders_are_found() -> None:
    """A request for a family of instances is answered by a function."""
    ctx = new_context()
    found = ctx.synth_instance(mk_arrow(NAT, has_zero(NAT)), EMPTY_CONTEXT)
    assert found is mk_lambda("a", DEFAULT, NAT, const("nat.has_zero"))


def test_out_params_are_filled_by_the_instance() -> None:
    """Metavariables in `out_param` positions do not block the search, and get their value from it."""
    ctx = new_context()
    state = ctx.state
    big = ctx.infer(TYPE)
    x = mk_local("x", big)
    define(state, "out_param", (), mk_arrow(big, big), lambda_over([x], x), abbrev=True)  # type: ignore[arg-type]
    alpha = mk_local("α", app(const("out_param"), TYPE))
    gamma = mk_local("γ", TYPE)
    class_type = pi_over([alpha, gamma], PROP)
    constructor = pi_over([alpha, gamma], app(const("contains"), alpha, gamma))
    ctx.env.add(InductiveDecl("contains", (), 2, class_type, (("contains.mk", constructor),)))
    elem = mk_local("α", TYPE, IMPLICIT)
    lists = app(const("list"), elem)
    define(
        state,  # type: ignore[arg-type]
        "list.contains",
        (),
        pi_over([elem], app(const("contains"), elem, lists)),
        lambda_over([elem], app(const("contains.mk"), elem, lists)),
    )
    state.classes["contains"] = ["list.contains"]  # type: ignore[attr-defined]
    meta = ctx.mk_meta(TYPE, EMPTY_CONTEXT)
    request = app(const("contains"), meta, app(const("list"), NAT))
    assert not ctx.synth_instance_stuck(request)
    assert ctx.synth_instance(request, EMPTY_CONTEXT) is app(const("list.contains"), NAT)
    assert ctx.instantiate(meta) is NAT


def test_looping_instances_are_bounded() -> None:
    """An instance that needs a larger instance of itself ends with Lean's error."""
    ctx = new_context()
    state = ctx.state
    elem = mk_local("α", TYPE, IMPLICIT)
    need = mk_local("s", has_zero(app(const("list"), elem)), INST)
    axiom(ctx, "loop", pi_over([elem, need], has_zero(elem)))
    state.classes["has_zero"].insert(0, "loop")  # type: ignore[attr-defined]
    with pytest.raises(LeanError, match="maximum class-instance resolution depth"):
        ctx.synth_instance(has_zero(const("nat")), EMPTY_CONTEXT)


def test_priorities_decide_which_instance_is_tried_first() -> None:
    """The state's order of instances is the order of the search, and a failing one is passed over."""
    ctx = new_context()
    state = ctx.state
    other = axiom(ctx, "other_zero", has_zero(NAT))
    elem = mk_local("α", TYPE, IMPLICIT)
    need = mk_local("s", has_zero(app(const("list"), elem)), INST)
    axiom(ctx, "hopeless", pi_over([elem, need], has_zero(elem)))
    state.classes["has_zero"][:0] = ["other_zero"]  # type: ignore[attr-defined]
    assert ctx.synth_instance(has_zero(NAT), EMPTY_CONTEXT) is other
