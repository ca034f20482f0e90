"""Universe levels: simplification, normal forms, and the comparison that is as incomplete as Lean's."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lean_env.embedded import terms
from lean_env.embedded.kernel import level as lv

U, V, W = lv.mk_param("u"), lv.mk_param("v"), lv.mk_param("w")


def levels() -> st.SearchStrategy[lv.Level]:
    return st.recursive(
        st.sampled_from([lv.ZERO, U, V, W]),
        lambda inner: st.one_of(
            st.builds(lv.mk_succ, inner), st.builds(lv.mk_max, inner, inner), st.builds(lv.mk_imax, inner, inner)
        ),
        max_leaves=8,
    )


def value(level: lv.Level, at: dict[str, int]) -> int:
    if isinstance(level, lv.Param):
        return at[level.name]
    if isinstance(level, lv.Succ):
        return value(level.pred, at) + 1
    if isinstance(level, lv.Max):
        return max(value(level.lhs, at), value(level.rhs, at))
    if isinstance(level, lv.IMax):
        rhs = value(level.rhs, at)
        return max(value(level.lhs, at), rhs) if rhs else 0
    return 0


VALUATIONS = [dict(zip("uvw", numbers, strict=True)) for numbers in itertools.product(range(3), repeat=3)]


@given(levels())
def test_normal_forms_keep_the_value(level: lv.Level) -> None:
    """A normal form has the value of the level at every choice of parameters."""
    normal = lv.normalize(level)
    assert [value(normal, at) for at in VALUATIONS] == [value(level, at) for at in VALUATIONS]


@given(levels(), levels())
def test_the_order_found_is_true(a: lv.Level, b: lv.Level) -> None:
    """What `is_geq` and `is_equiv` claim holds at every choice of parameters."""
    if lv.is_geq(a, b):
        assert all(value(a, at) >= value(b, at) for at in VALUATIONS)
    if lv.is_equiv(a, b):
        assert all(value(a, at) == value(b, at) for at in VALUATIONS)


@given(levels(), levels())
def test_constructors_keep_the_value(a: lv.Level, b: lv.Level) -> None:
    """The simplifying constructors mean what they say."""
    for at in VALUATIONS:
        x, y = value(a, at), value(b, at)
        assert value(lv.mk_max(a, b), at) == max(x, y)
        assert value(lv.mk_imax(a, b), at) == (max(x, y) if y else 0)


@given(levels(), levels())
def test_instantiation_replaces_the_parameter(level: lv.Level, by: lv.Level) -> None:
    """The value after instantiation is the value at the new value of the parameter."""
    result = lv.substitute(level, {"u": by})
    for at in VALUATIONS:
        assert value(result, at) == value(level, {**at, "u": value(by, at)})


def test_max_is_commutative_and_associative_up_to_normal_form() -> None:
    """Maxima in any order and grouping are equivalent."""
    assert lv.is_equiv(lv.mk_max(U, lv.mk_max(V, W)), lv.mk_max(lv.mk_max(W, U), V))
    assert lv.is_equiv(lv.mk_succ(lv.mk_max(U, V)), lv.mk_max(lv.mk_succ(V), lv.mk_succ(U)))


def test_the_order_is_as_incomplete_as_leans() -> None:
    """`imax u v ≥ v` is found through the right side only, and `max u v ≥ imax u v` is found."""
    assert lv.is_geq(lv.mk_max(U, V), lv.mk_imax(U, V))
    assert lv.is_geq(lv.mk_imax(U, V), V)
    assert not lv.is_geq(lv.mk_imax(lv.mk_succ(U), V), lv.mk_imax(U, V))


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (lv.ZERO, "0"),
        (lv.add_offset(lv.ZERO, 3), "3"),
        (lv.add_offset(U, 2), "u+2"),
        (lv.mk_max(U, lv.mk_max(V, W)), "max u v w"),
        (lv.mk_succ(lv.mk_imax(U, V)), "(imax u v)+1"),
        (lv.mk_max(lv.mk_succ(U), V), "max (u+1) v"),
        (lv.mk_level_meta(4), "?u_4"),
    ],
)
def test_levels_print_as_in_lean(level: lv.Level, text: str) -> None:
    """Levels are written in Lean's notation."""
    assert terms.level_to_str(level) == text
