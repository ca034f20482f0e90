"""Reduction, inference and unification over a small environment."""

from __future__ import annotations

import pytest

from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.elaborator.metavars import INSTANCE
from lean_env.embedded.elaborator.numerals import eval_nat, mk_nat_numeral, numeral_value
from lean_env.embedded.errors import DeterministicTimeout, LeanError
from lean_env.embedded.kernel.expr import (
    PROP,
    TYPE,
    Pi,
    lambda_over,
    mk_app,
    mk_arrow,
    mk_lambda,
    mk_local,
    mk_sort,
    mk_var,
    pi_over,
)
from lean_env.embedded.kernel.level import ONE, ZERO, mk_max, mk_param, mk_succ
from tests.lean_env.embedded.elaborator.small_world import NAT, SUCC, add, app, axiom, const, define, new_context

ZERO_NAT = const("nat.zero")


def nat(n: int):  # type: ignore[no-untyped-def]
    term = ZERO_NAT
    for _ in range(n):
        term = app(SUCC, term)
    return term


def test_whnf_computes_with_recursors_and_instances() -> None:
    """`1 + 1` reduces to a successor through the instance, the projection and the recursor."""
    ctx = new_context()
    two = add(mk_nat_numeral(1), mk_nat_numeral(1))
    result = ctx.whnf(two)
    assert result.fn is SUCC  # type: ignore[attr-defined]
    assert ctx.is_def_eq(result, nat(2))


def test_transparency_decides_what_unfolds() -> None:
    """A plain definition is opaque to reducible transparency, and an instance opens under `instances`."""
    ctx = new_context()
    negation = app(const("not"), const("false"))
    with ctx.transparency_at("reducible"):
        assert ctx.whnf(negation) is negation
    assert isinstance(ctx.whnf(negation), Pi)
    ctx.state.reducibilities["not"] = "irreducible"  # type: ignore[attr-defined]
    ctx.clear_caches()
    assert ctx.whnf(negation) is negation


def test_inference_follows_dependent_types() -> None:
    """The type of a partial application mentions the arguments given."""
    ctx = new_context()
    cons = app(const("list.cons"), NAT, ZERO_NAT)
    assert ctx.infer(cons) is ctx.whnf(mk_arrow(app(const("list"), NAT), app(const("list"), NAT))) or isinstance(
        ctx.infer(cons), Pi
    )
    assert ctx.infer(mk_lambda("x", 0, NAT, app(SUCC, mk_var(0)))) is not None
    assert ctx.infer(mk_arrow(NAT, NAT)) is TYPE
    assert ctx.infer(mk_arrow(TYPE, PROP)) is mk_sort(mk_succ(ONE))


def test_inference_rejects_what_is_no_function() -> None:
    """Applying a number is an error."""
    ctx = new_context()
    with pytest.raises(LeanError):
        ctx.infer(app(ZERO_NAT, ZERO_NAT))


def test_unification_assigns_and_fails_without_a_trace() -> None:
    """A metavariable takes the only possible value; a failed attempt leaves it open."""
    ctx = new_context()
    meta = ctx.mk_meta(NAT, EMPTY_CONTEXT)
    pair = app(const("prod.mk"), NAT, NAT, meta, nat(1))
    assert not ctx.is_def_eq(pair, app(const("prod.mk"), NAT, NAT, nat(3), nat(2)))
    assert ctx.mctx.value(meta) is None
    assert ctx.is_def_eq(pair, app(const("prod.mk"), NAT, NAT, nat(3), nat(1)))
    assert ctx.instantiate(meta) is nat(3)


def test_patterns_are_solved_by_abstraction() -> None:
    """`?f x = succ x` gives `?f := λ x, succ x`."""
    ctx = new_context()
    fn = ctx.mk_meta(mk_arrow(NAT, NAT), EMPTY_CONTEXT)
    x = mk_local("x", NAT)
    assert ctx.is_def_eq(mk_app(fn, x), app(SUCC, x))
    assert ctx.whnf(app(ctx.instantiate(fn), ZERO_NAT)) is app(SUCC, ZERO_NAT)


def test_a_value_may_not_escape_its_scope() -> None:
    """A metavariable of the empty context cannot be a later local."""
    ctx = new_context()
    x = mk_local("x", NAT)
    meta = ctx.mk_meta(NAT, EMPTY_CONTEXT)
    assert not ctx.is_def_eq(meta, x)
    assert not ctx.is_def_eq(meta, app(SUCC, meta))


def test_a_larger_metavariable_is_restricted() -> None:
    """Assigning `?m := ?n` where `?n` sees more restricts `?n`."""
    ctx = new_context()
    x, lctx = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    small = ctx.mk_meta(NAT, EMPTY_CONTEXT)
    large = ctx.mk_meta(NAT, lctx)
    assert ctx.is_def_eq(small, app(SUCC, large))
    assert not ctx.is_def_eq(large, x)
    assert ctx.is_def_eq(large, ZERO_NAT)
    assert ctx.instantiate(small) is nat(1)


def test_first_order_approximation_splits_applications() -> None:
    """`?m ?n = list nat` is solved by `?m := list` and `?n := nat`, in approximate mode only."""
    ctx = new_context()
    family = ctx.mk_meta(mk_arrow(TYPE, TYPE), EMPTY_CONTEXT)
    arg = ctx.mk_meta(TYPE, EMPTY_CONTEXT)
    with ctx.approximate(False):
        assert not ctx.is_def_eq(mk_app(family, arg), app(const("list"), NAT))
    assert ctx.is_def_eq(mk_app(family, arg), app(const("list"), NAT))
    assert ctx.instantiate(family) is const("list")
    assert ctx.instantiate(arg) is NAT


def test_eta_and_proof_irrelevance_hold() -> None:
    """`λ x, f x` is `f`, and two proofs of one proposition are equal."""
    ctx = new_context()
    fn = axiom(ctx, "f", mk_arrow(NAT, NAT))
    assert ctx.is_def_eq(mk_lambda("x", 0, NAT, mk_app(fn, mk_var(0))), fn)
    p = axiom(ctx, "p", PROP)
    assert ctx.is_def_eq(axiom(ctx, "h1", p), axiom(ctx, "h2", p))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (add(mk_nat_numeral(2), mk_nat_numeral(2)), mk_nat_numeral(4)),
        (add(mk_nat_numeral(300), mk_nat_numeral(700)), mk_nat_numeral(1000)),
        (nat(3), mk_nat_numeral(3)),
        (add(ZERO_NAT, nat(2)), nat(2)),
    ],
)
def test_numerals_are_compared_by_arithmetic(left, right) -> None:  # type: ignore[no-untyped-def]
    """Closed sums of numerals are compared without unary unfolding."""
    ctx = new_context()
    ctx.budget = 2000
    assert ctx.is_def_eq(left, right)
    assert not ctx.is_def_eq(left, add(right, mk_nat_numeral(1)))


def test_offsets_unify() -> None:
    """`?n + 1 = 5`, `?n + 1 = succ x` and `succ ?n = x + 3` are solved for `?n`."""
    ctx = new_context()
    x, lctx = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    for pattern, value, answer in (
        (lambda m: add(m, mk_nat_numeral(1)), mk_nat_numeral(5), mk_nat_numeral(4)),
        (lambda m: add(m, mk_nat_numeral(1)), app(SUCC, x), x),
        (lambda m: app(SUCC, m), add(x, mk_nat_numeral(3)), add(x, mk_nat_numeral(2))),
    ):
        meta = ctx.mk_meta(NAT, lctx)
        assert ctx.is_def_eq(pattern(meta), value)
        assert ctx.instantiate(meta) is answer


def test_numerals_read_back() -> None:
    """A numeral's value is what it was built from."""
    for n in (0, 1, 2, 7, 1024, 123456789):
        assert numeral_value(mk_nat_numeral(n)) == n
    assert eval_nat(add(mk_nat_numeral(20), mk_nat_numeral(22))) == 42


def test_levels_unify_with_postponement() -> None:
    """`max ?u 1 = 1` waits until `?u` is known; a contradiction is found in the end."""
    ctx = new_context()
    u, v = ctx.mk_level_meta(), ctx.mk_level_meta()
    assert ctx.is_level_def_eq(mk_succ(u), ONE)
    assert ctx.mctx.instantiate_level(u) is ZERO
    p = mk_param("p")
    assert ctx.is_level_def_eq(v, mk_max(v, p))
    assert not ctx.is_level_def_eq(mk_succ(p), p)


def test_instances_are_synthesized_for_a_stuck_term() -> None:
    """`nat.add x x = @has_add.add nat ?inst x x` finds the instance that it waits for."""
    ctx = new_context()
    x, lctx = ctx.push_local(EMPTY_CONTEXT, "x", NAT)
    instance = ctx.mk_meta(app(const("has_add", ZERO), NAT), lctx, INSTANCE)
    stuck = app(const("has_add.add", ZERO), NAT, instance, x, x)
    assert ctx.is_def_eq(app(const("nat.add"), x, x), stuck)
    assert ctx.instantiate(instance) is const("nat.has_add")


def test_frozen_metavariables_are_constants() -> None:
    """Inside `frozen_metas` only new metavariables may be assigned."""
    ctx = new_context()
    old = ctx.mk_meta(NAT, EMPTY_CONTEXT)
    with ctx.frozen_metas():
        assert not ctx.is_def_eq(old, ZERO_NAT)
        young = ctx.mk_meta(NAT, EMPTY_CONTEXT)
        assert ctx.is_def_eq(young, app(SUCC, old))
    assert ctx.is_def_eq(old, ZERO_NAT)


def test_let_variables_unfold() -> None:
    """A let-bound local is equal to its value."""
    ctx = new_context()
    x, _ = ctx.push_let(EMPTY_CONTEXT, "x", NAT, nat(2))
    assert ctx.is_def_eq(app(SUCC, x), nat(3))


def test_the_budget_ends_long_computations() -> None:
    """A computation that is too long raises a deterministic timeout."""
    ctx = new_context()
    ctx.budget = 20
    with pytest.raises(DeterministicTimeout):
        ctx.whnf(add(mk_nat_numeral(500), mk_nat_numeral(500)))


def test_mk_app_m_infers_everything_implicit() -> None:
    """`eq.refl 0` and `0 + 1` get their types, levels and instances."""
    ctx = new_context()
    assert ctx.infer(ctx.mk_app_m("eq.refl", [])) is not None
    equation = ctx.mk_app_opt("eq", [None, ZERO_NAT, nat(1)])
    assert equation is app(const("eq", ONE), NAT, ZERO_NAT, nat(1))
    assert ctx.mk_app_m("has_add.add", [ZERO_NAT, nat(1)]) is add(ZERO_NAT, nat(1))
    with pytest.raises(LeanError):
        ctx.mk_app_m("has_add.add", [const("false"), const("false")])


def test_kabstract_finds_instances_of_a_pattern() -> None:
    """The first match fixes the pattern's metavariables, and all its occurrences are replaced."""
    ctx = new_context()
    x, y = mk_local("x", NAT), mk_local("y", NAT)
    lctx = EMPTY_CONTEXT.add(x).add(y)
    meta = ctx.mk_meta(NAT, lctx)
    term = add(app(SUCC, x), add(app(SUCC, y), app(SUCC, x)))
    body, count = ctx.kabstract(term, app(SUCC, meta))
    assert count == 1 or count == 2
    assert ctx.instantiate(meta) is x
    assert body is add(mk_var(0), add(app(SUCC, y), mk_var(0)))
    second, count = ctx.kabstract(term, app(SUCC, x), {2})
    assert count == 1
    assert second is add(app(SUCC, x), add(app(SUCC, y), mk_var(0)))


def test_check_finds_a_wrong_argument() -> None:
    """The full check refuses what inference does not look at."""
    ctx = new_context()
    assert ctx.is_type_correct(app(SUCC, nat(1)))
    assert not ctx.is_type_correct(app(SUCC, const("false")))


def test_recursive_unfolding_is_lazy() -> None:
    """Two calls of one definition with equal arguments are equal without unfolding it."""
    ctx = new_context()
    x = mk_local("x", NAT)
    define(ctx.state, "double", (), mk_arrow(NAT, NAT), lambda_over([x], add(x, x)))  # type: ignore[arg-type]
    big = mk_nat_numeral(100_000)
    ctx.budget = 100
    assert ctx.is_def_eq(app(const("double"), big), app(const("double"), big))
    assert ctx.is_def_eq(pi_over([x], app(const("eq", ONE), NAT, x, x)), pi_over([x], app(const("eq", ONE), NAT, x, x)))


def test_closed_computations_meet_numerals_by_arithmetic() -> None:
    """`f 3 = 600` is decided by evaluating the definition of `f`, not in unary."""
    ctx = new_context()
    x = mk_local("x", NAT)
    value = add(add(x, mk_nat_numeral(300)), add(x, mk_nat_numeral(294)))
    define(ctx.state, "f", (), mk_arrow(NAT, NAT), lambda_over([x], value))  # type: ignore[arg-type]
    ctx.budget = 200
    assert ctx.is_def_eq(app(const("f"), mk_nat_numeral(3)), mk_nat_numeral(600))
    assert not ctx.is_def_eq(app(const("f"), mk_nat_numeral(3)), mk_nat_numeral(601))
