"""Random terms: the kernel agrees with an evaluator that shares nothing with it, and refuses what was made ill-typed.

Terms are drawn together with their types (`nat` and functions over it) and their values: a number or a Python function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import DefinitionDecl, KernelError, TheoremDecl
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.level import ONE
from lean_env.embedded.kernel.typechecker import TypeChecker
from tests.lean_env.embedded.kernel.tiny import NAT, ZERO, add, eq, library, numeral, refl, succ

_LARGEST = 40
ENV = library()
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


class TooLarge(Exception):
    """A value that would take the kernel, which counts in unary, too long."""


@dataclass(frozen=True)
class Typed:
    """A term, its type (None is `nat`, a pair is a function type), and what it means given the variables' values."""

    term: ex.Expr
    type: Any
    value: Callable[[dict[int, Any]], Any]


def type_expr(kind: Any) -> ex.Expr:
    return NAT if kind is None else ex.mk_arrow(type_expr(kind[0]), type_expr(kind[1]))


def types(depth: int = 2) -> st.SearchStrategy[Any]:
    if depth == 0:
        return st.none()
    return st.one_of(st.none(), st.tuples(types(depth - 1), types(depth - 1)))


def bounded(number: int) -> int:
    if number > _LARGEST:
        raise TooLarge
    return number


def iterate(base: Any, step: Any, count: int) -> Any:
    """`nat.rec`: `step (n-1) (... (step 0 base))`."""
    for n in range(count):
        base = step(n)(base)
    return base


@st.composite
def terms(draw: st.DrawFn, kind: Any, context: tuple[tuple[ex.Local, Any], ...] = (), depth: int = 4) -> Typed:
    """A term of the type `kind` over the variables of `context`."""
    variables = [(local, other) for local, other in context if other == kind]
    ways = ["variable"] * (3 if variables else 0)
    ways += ["lambda"] * 2 if kind is not None else ["zero", "zero"]
    if depth > 0:
        ways += ["apply", "let", "id", "recursor"] + (["succ", "add"] if kind is None else [])
    way = draw(st.sampled_from(ways))

    def part(of: Any, extra: tuple[tuple[ex.Local, Any], ...] = ()) -> Typed:
        return draw(terms(of, context + extra, depth - 1))

    if way == "variable":
        local, _ = draw(st.sampled_from(variables))
        return Typed(local, kind, lambda at: at[local.id])
    if way == "zero":
        return Typed(ZERO, None, lambda at: 0)
    if way == "succ":
        n = part(None)
        return Typed(succ(n.term), None, lambda at: bounded(n.value(at) + 1))
    if way == "add":
        m, n = part(None), part(None)
        return Typed(add(m.term, n.term), None, lambda at: bounded(m.value(at) + n.value(at)))
    if way == "lambda":
        domain, codomain = kind
        local = ex.mk_local("x", type_expr(domain))
        body = part(codomain, ((local, domain),))
        made = ex.lambda_over([local], body.term)
        return Typed(made, kind, lambda at: lambda x: body.value({**at, local.id: x}))
    if way == "id":
        inner = part(kind)
        return Typed(ex.mk_apps(ex.mk_const("id", (ONE,)), [type_expr(kind), inner.term]), kind, inner.value)
    if way == "let":
        of = draw(types(1))
        local = ex.mk_local("y", type_expr(of))
        bound, body = part(of), part(kind, ((local, of),))
        made = ex.mk_let("y", type_expr(of), bound.term, ex.abstract(body.term, [local]))
        return Typed(made, kind, lambda at: body.value({**at, local.id: bound.value(at)}))
    if way == "apply":
        of = draw(types(1))
        fn, arg = part((of, kind)), part(of)
        return Typed(ex.mk_app(fn.term, arg.term), kind, lambda at: fn.value(at)(arg.value(at)))
    base, step, count = part(kind), part((None, (kind, kind))), part(None)
    motive = ex.mk_lambda("n", ex.DEFAULT, NAT, type_expr(kind))
    made = ex.mk_apps(ex.mk_const("nat.rec", (ONE,)), [motive, base.term, step.term, count.term])
    return Typed(made, kind, lambda at: iterate(base.value(at), step.value(at), count.value(at)))


anything = types().flatmap(terms)
numbers = terms(None)


def value_of(number: Typed) -> int:
    try:
        found = number.value({})
    except TooLarge:
        assume(False)
    assert isinstance(found, int)
    return found


@given(anything)
@QUICK
def test_terms_have_their_types(typed: Typed) -> None:
    """Checking finds the type that a term was built to have, and inferring without checking finds the same."""
    checker = TypeChecker(ENV)
    found = checker.check(typed.term, ())
    assert checker.is_def_eq(found, type_expr(typed.type))
    assert TypeChecker(ENV).infer(typed.term) is found


@given(numbers)
@QUICK
def test_numbers_compute_to_their_values(number: Typed) -> None:
    """A closed number is definitionally the numeral of its value, and not the next one."""
    value = value_of(number)
    checker = TypeChecker(ENV)
    assert checker.is_def_eq(number.term, numeral(value))
    assert not checker.is_def_eq(number.term, numeral(value + 1))
    assert not checker.is_def_eq(numeral(value + 1), number.term)


@given(numbers, numbers)
@QUICK
def test_equality_is_decided_by_the_values(a: Typed, b: Typed) -> None:
    """Two closed numbers are definitionally equal exactly when their values are, whichever comes first."""
    equal = value_of(a) == value_of(b)
    assert TypeChecker(ENV).is_def_eq(a.term, b.term) is equal
    assert TypeChecker(ENV).is_def_eq(b.term, a.term) is equal


@given(anything)
@QUICK
def test_weak_head_normal_forms_are_normal_equal_and_of_the_same_type(typed: Typed) -> None:
    """Reducing again changes nothing, and the result is the same element of the same type."""
    assume(typed.type is not None or value_of(typed) >= 0)
    checker = TypeChecker(ENV)
    normal = checker.whnf(typed.term)
    assert checker.whnf(normal) is normal and TypeChecker(ENV).whnf(normal) is normal
    assert checker.is_def_eq(checker.check(normal, ()), type_expr(typed.type))
    if typed.type is None:
        assert checker.is_def_eq(normal, typed.term)


@given(numbers, st.integers(0, 2))
@QUICK
def test_only_true_equations_are_proved_by_reflexivity(number: Typed, wrong_by: int) -> None:
    """The door takes `refl` as a proof that a number is its value, and of no other number."""
    value = value_of(number)
    env = ENV.child()
    theorem = TheoremDecl("it", (), eq(number.term, numeral(value + wrong_by)), refl(number.term))
    if wrong_by:
        with pytest.raises(KernelError, match="type mismatch at definition 'it'"):
            env.add(theorem)
        assert "it" not in env
    else:
        env.add(theorem)
        assert "it" in env


@given(anything, types(), st.data())
@QUICK
def test_a_term_is_refused_at_another_type(typed: Typed, other: Any, data: st.DataObject) -> None:
    """A definition at a type that is not its value's is refused, and so is an argument of a wrong type."""
    assume(other != typed.type)
    env = ENV.child()
    with pytest.raises(KernelError, match="type mismatch at definition"):
        env.add(DefinitionDecl("it", (), type_expr(other), typed.term, 1))
    function = data.draw(terms((other, None)))
    with pytest.raises(KernelError, match="type mismatch at application"):
        TypeChecker(ENV).check(ex.mk_app(function.term, typed.term), ())


@given(numbers, anything)
@QUICK
def test_a_number_is_no_function_and_no_type(number: Typed, typed: Typed) -> None:
    """Applying a number, and taking one for a type, are refused."""
    with pytest.raises(KernelError, match="function expected"):
        TypeChecker(ENV).check(ex.mk_app(number.term, typed.term), ())
    with pytest.raises(KernelError, match="type expected"):
        TypeChecker(ENV).check(ex.mk_lambda("x", ex.DEFAULT, number.term, ex.mk_var(0)), ())


@given(anything, st.data())
@QUICK
def test_a_wrong_subterm_is_found_wherever_it_is(typed: Typed, data: st.DataObject) -> None:
    """A term with one subterm made ill-typed is refused as a whole: nothing goes unchecked."""
    places = [node for node in ex.subterms(typed.term) if not node.loose and not isinstance(node, ex.Sort)]
    place = data.draw(st.sampled_from(places))
    bad = ex.mk_app(ZERO, place)

    def spoil(node: ex.Expr, depth: int) -> ex.Expr | None:
        return bad if node is place else None

    with pytest.raises(KernelError):
        TypeChecker(ENV).check(ex.replace(typed.term, spoil), ())


@given(anything, st.sampled_from(["loose", "local", "meta", "universe", "unknown"]))
@QUICK
def test_what_is_not_closed_stays_outside(typed: Typed, kind: str) -> None:
    """Loose variables, locals, metavariables, unknown constants and undeclared universes are refused at the door."""
    stray, reason = {
        "loose": (ex.mk_var(0), "loose bound variables"),
        "local": (ex.mk_local("x", NAT), "local constants"),
        "meta": (ex.mk_meta(7), "metavariables"),
        "universe": (ex.mk_const("id", (ex.level_module.mk_param("u"),)), "undefined universe level parameter"),
        "unknown": (ex.mk_const("nowhere"), "unknown declaration"),
    }[kind]
    value = ex.mk_let("x", type_expr(typed.type), typed.term, ex.mk_let("y", NAT, stray, ZERO))
    if kind == "loose":
        value = ex.mk_app(value, stray)
    env: Environment = ENV.child()
    with pytest.raises(KernelError, match=reason):
        env.add(DefinitionDecl("it", (), NAT, value, 1))
    assert "it" not in env
