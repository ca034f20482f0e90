"""Expressions: hash-consing, bound variables, and the laws that instantiation and abstraction obey."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lean_env.embedded import terms as tm
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.level import ONE, ZERO, mk_param, mk_succ

NAT = ex.mk_const("nat")
LOCALS = [ex.mk_local(name, NAT) for name in "xyz"]


def leaves() -> st.SearchStrategy[ex.Expr]:
    return st.one_of(
        st.integers(0, 3).map(ex.mk_var),
        st.sampled_from([NAT, ex.PROP, ex.mk_const("f", (mk_param("u"),)), ex.mk_sort(mk_param("u"))]),
        st.sampled_from(LOCALS),
    )


def grow(inner: st.SearchStrategy[ex.Expr]) -> st.SearchStrategy[ex.Expr]:
    names = st.sampled_from(["a", "b"])
    infos = st.sampled_from([ex.DEFAULT, ex.IMPLICIT])
    return st.one_of(
        st.builds(ex.mk_app, inner, inner),
        st.builds(ex.mk_lambda, names, infos, inner, inner),
        st.builds(ex.mk_pi, names, infos, inner, inner),
        st.builds(ex.mk_let, names, inner, inner, inner),
    )


terms = st.recursive(leaves(), grow, max_leaves=25)
closed = terms.map(lambda e: ex.instantiate(e, [NAT] * e.loose))


def slow_instantiate(e: ex.Expr, values: list[ex.Expr], depth: int = 0) -> ex.Expr:
    """Instantiation as its definition reads, without spines, caches or early exits."""
    n = len(values)
    if isinstance(e, ex.Var):
        if e.idx < depth:
            return e
        if e.idx < depth + n:
            return ex.lift_loose(values[n - 1 - (e.idx - depth)], depth)
        return ex.mk_var(e.idx - n)
    if isinstance(e, ex.App):
        return ex.mk_app(slow_instantiate(e.fn, values, depth), slow_instantiate(e.arg, values, depth))
    if isinstance(e, ex.Binding):
        make = ex.mk_pi if isinstance(e, ex.Pi) else ex.mk_lambda
        bound, body = slow_instantiate(e.binder_type, values, depth), slow_instantiate(e.body, values, depth + 1)
        return make(e.binder_name, e.binder_info, bound, body)
    if isinstance(e, ex.Let):
        bound, value = slow_instantiate(e.binder_type, values, depth), slow_instantiate(e.value, values, depth)
        return ex.mk_let(e.binder_name, bound, value, slow_instantiate(e.body, values, depth + 1))
    return e


def largest_loose(e: ex.Expr) -> int:
    return next((i + 1 for i in range(20, -1, -1) if tm.has_loose_var(e, i)), 0)


@given(terms)
def test_the_loose_range_is_exact(e: ex.Expr) -> None:
    """`loose` is one more than the largest loose variable."""
    assert e.loose == largest_loose(e)


@given(terms, st.lists(terms, min_size=1, max_size=3))
def test_instantiation_agrees_with_its_definition(e: ex.Expr, values: list[ex.Expr]) -> None:
    """The fast instantiation gives the very node that the definition gives."""
    assert ex.instantiate(e, values) is slow_instantiate(e, values)


@given(terms, closed, closed)
def test_instantiation_at_once_is_instantiation_in_turn(e: ex.Expr, outer: ex.Expr, inner: ex.Expr) -> None:
    """With closed values, replacing two variables at once is replacing the inner one and then the outer one."""
    assert ex.instantiate(e, [outer, inner]) is ex.instantiate1(ex.instantiate1(e, inner), outer)


@given(closed)
def test_abstraction_undoes_instantiation(e: ex.Expr) -> None:
    """Abstracting locals and putting them back gives the same node, and leaves none of them in between."""
    body = ex.abstract(e, LOCALS)
    assert ex.instantiate(body, LOCALS) is e
    assert not [local for local in tm.locals_of(body) if local in LOCALS]


@given(closed)
def test_binding_over_locals_and_applying_to_them_is_nothing(e: ex.Expr) -> None:
    """A lambda over locals, applied to these locals, reduces to the body."""
    assert ex.beta(ex.lambda_over(LOCALS, e), LOCALS) is e


@given(terms, st.integers(1, 3))
def test_lifting_and_lowering_are_inverse(e: ex.Expr, n: int) -> None:
    """Lifted variables come back down, and a lifted term avoids the variables in the gap."""
    lifted = ex.lift_loose(e, n)
    assert not [i for i in range(n) if tm.has_loose_var(lifted, i)]
    assert tm.lower_loose(lifted, n) is e


@given(terms)
def test_a_replacement_of_nothing_changes_nothing(e: ex.Expr) -> None:
    """`replace` with a function that never answers gives the same node."""
    assert ex.replace(e, lambda node, depth: None) is e


@given(terms)
def test_universe_instantiation_leaves_no_parameter(e: ex.Expr) -> None:
    """After the parameter is replaced the flag is down, and the rest is as it was."""
    result = ex.instantiate_level_params(e, ["u"], [ONE])
    assert not result.has_level_param
    assert result.loose == e.loose and result.has_local == e.has_local


@given(terms)
def test_names_of_binders_do_not_matter_to_alpha_equality(e: ex.Expr) -> None:
    """A term with all binders renamed is alpha-equal to it and has its hash."""

    def rename(node: ex.Expr, depth: int) -> ex.Expr | None:
        if isinstance(node, ex.Binding):
            make = ex.mk_pi if isinstance(node, ex.Pi) else ex.mk_lambda
            bound, body = ex.replace(node.binder_type, rename), ex.replace(node.body, rename)
            return make("renamed", ex.INST, bound, body)
        return None

    other = ex.replace(e, rename)
    assert ex.alpha_eq(e, other) and e.hash == other.hash


def test_alpha_equality_tells_terms_apart() -> None:
    """Terms that differ in more than binders are not alpha-equal."""
    assert not ex.alpha_eq(ex.mk_pi("a", 0, NAT, ex.mk_var(0)), ex.mk_pi("a", 0, NAT, NAT))
    assert not ex.alpha_eq(ex.mk_pi("a", 0, NAT, NAT), ex.mk_lambda("a", 0, NAT, NAT))


def test_equal_terms_are_one_node() -> None:
    """Building a term twice gives one object; names and kinds of binders count."""
    assert ex.mk_app(NAT, ex.mk_var(0)) is ex.mk_app(NAT, ex.mk_var(0))
    assert ex.mk_const("c", [ONE]) is ex.mk_const("c", (mk_succ(ZERO),))
    assert ex.mk_pi("a", 0, NAT, NAT) is not ex.mk_pi("b", 0, NAT, NAT)
    assert ex.mk_pi("a", 0, NAT, NAT) is not ex.mk_pi("a", 1, NAT, NAT)
    assert ex.mk_local("x", NAT) is not ex.mk_local("x", NAT)


def test_an_overlay_forgets_its_nodes() -> None:
    """After the pop the tables are as they were before the push, also when overlays nest."""
    before = ex.table_size()
    ex.push_overlay()
    ex.mk_const("only.here")
    ex.push_overlay()
    ex.mk_app(ex.mk_const("only.there"), NAT)
    ex.pop_overlay()
    assert ex.table_size() == before + 1
    ex.pop_overlay()
    assert ex.table_size() == before


def test_arrows_lift_their_codomain() -> None:
    """`mk_arrow` states both sides outside the binder."""
    arrow = ex.mk_arrow(NAT, ex.mk_var(0))
    assert isinstance(arrow, ex.Pi) and arrow.body is ex.mk_var(1)


def test_copies_are_the_node_itself_and_pickles_are_refused() -> None:
    """Identity survives copying, and a plain pickle, which would lose it, is refused."""
    e = ex.mk_app(NAT, NAT)
    assert copy.deepcopy([e])[0] is e and copy.copy(e) is e
    with pytest.raises(TypeError, match="freezing"):
        pickle.dumps(e)


def test_debug_text_is_bounded() -> None:
    """The debug text of a term that doubles a hundred times is short."""
    e = NAT
    for _ in range(100):
        e = ex.mk_app(e, e)
    assert len(ex.debug_str(e)) < 20_000


@settings(max_examples=20)
@given(terms)
def test_constants_and_search_see_the_same_term(e: ex.Expr) -> None:
    """A constant is listed exactly when searching finds it."""
    found = tm.find(e, lambda node: node is NAT)
    assert (found is NAT) == ("nat" in ex.constants_of(e))
