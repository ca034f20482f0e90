"""Attempts to prove too much, one for each rule that an attacker would like to find missing."""

from __future__ import annotations

import pytest

from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    DefinitionDecl,
    InductiveDecl,
    InductiveInfo,
    KernelError,
    QuotDecl,
    Regular,
    TheoremDecl,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    PROP,
    TYPE,
    Expr,
    lambda_over,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_let,
    mk_local,
    mk_sort,
    mk_var,
    pi_over,
)
from lean_env.embedded.kernel.level import ONE, Level, mk_imax, mk_max, mk_param, mk_succ
from lean_env.embedded.kernel.typechecker import TypeChecker
from tests.lean_env.embedded.kernel.tiny import NAT, U, V, eq, inductives, library, refl, succ

FALSE, TRUE = mk_const("false"), mk_const("true")
IT = mk_const("it")


@pytest.fixture(scope="module")
def base() -> Environment:
    return library()


@pytest.fixture
def env(base: Environment) -> Environment:
    return base.child()


def family(kind: Expr, *constructors: Expr, params: tuple[str, ...] = (), trusted: bool = True) -> InductiveDecl:
    made = tuple((f"it.c{number}", constructor) for number, constructor in enumerate(constructors))
    return InductiveDecl("it", params, 0, kind, made, trusted)


def is_into_prop(env: Environment, declaration: InductiveDecl) -> bool:
    env.add(declaration)
    info = env.get("it")
    assert isinstance(info, InductiveInfo)
    return info.is_prop_elim


def test_a_universe_is_not_in_itself(env: Environment) -> None:
    """`Type` is no element of `Type`, under whatever name for the level."""
    for level in (ONE, U, mk_max(U, V), mk_imax(U, V)):
        with pytest.raises(KernelError, match="type mismatch at definition"):
            env.add(DefinitionDecl("it", ("u", "v"), mk_sort(level), mk_sort(level), Regular(1)))


@pytest.mark.parametrize(
    ("universe", "field", "fits"),
    [
        (mk_succ(U), U, True),
        (U, U, False),
        (mk_max(ONE, mk_succ(U)), U, True),
        (mk_max(ONE, U), U, False),
        (mk_succ(U), mk_imax(V, U), False),
        (mk_succ(mk_imax(V, U)), mk_imax(V, U), True),
        (mk_succ(mk_max(U, V)), mk_imax(V, U), False),  # true, but Lean does not see it
        (mk_succ(mk_imax(V, U)), mk_max(V, U), False),
        (mk_imax(ONE, mk_succ(U)), U, True),
    ],
)
def test_fields_fit_in_the_family_universe(env: Environment, universe: Level, field: Level, fits: bool) -> None:
    """A family that stores `Sort field` lives above it for every value of the parameters, or is refused."""
    stored = mk_const("it", (U, V))
    declaration = family(mk_sort(universe), mk_arrow(mk_sort(field), stored), params=("u", "v"))
    if fits:
        env.add(declaration)
    else:
        with pytest.raises(KernelError, match="is too big"):
            env.add(declaration)


def test_a_secret_in_an_index_stays_one(env: Environment) -> None:
    """A field that the type tells only inside a larger index is a secret: such proofs make no data."""
    n = mk_local("n", NAT)
    kind = mk_arrow(NAT, PROP)
    assert is_into_prop(env.child(), family(kind, pi_over([n], mk_apps(IT, [succ(n)]))))
    assert not is_into_prop(env.child(), family(kind, pi_over([n], mk_apps(IT, [n]))))


def test_a_family_that_may_be_a_proposition_makes_no_data_from_choices(env: Environment) -> None:
    """At a universe that can be `Prop`, two constructors are told apart by no data."""
    stored = mk_const("it", (U,))
    assert is_into_prop(env, family(mk_sort(U), stored, stored, params=("u",)))


def test_one_element_types_have_no_eta(env: Environment) -> None:
    """As in Lean 3, two unknown elements of a type with one constructor are not definitionally equal."""
    env.add(family(TYPE, IT))
    x, y = mk_local("x", IT), mk_local("y", IT)
    assert not TypeChecker(env).is_def_eq(x, y)


def test_a_family_does_not_hide_in_the_type_of_a_variable(env: Environment) -> None:
    """As in Lean, a field may not depend on a variable whose type mentions the family, even if that computes away."""
    x = mk_local("x", TYPE)
    env.add(DefinitionDecl("always_nat", (), mk_arrow(TYPE, TYPE), lambda_over([x], NAT), Regular(1)))
    env.add(AxiomDecl("p", (), mk_arrow(NAT, PROP)))
    n = mk_local("n", mk_apps(mk_const("always_nat"), [IT]))
    h = mk_local("h", mk_apps(mk_const("p"), [n]))
    env.child().add(family(TYPE, pi_over([n], IT)))
    with pytest.raises(KernelError, match="non valid occurrence"):
        env.add(family(TYPE, pi_over([n, h], IT)))


def test_what_a_meta_family_proves_is_meta(env: Environment) -> None:
    """A family that only meta code may use need not be positive, and no trusted declaration reaches any part of it."""
    env.add(family(TYPE, mk_arrow(mk_arrow(IT, FALSE), IT), trusted=False))
    for name, levels in (("it", ()), ("it.c0", ()), ("it.rec", (ONE,))):
        with pytest.raises(KernelError, match="untrusted declaration"):
            env.add(DefinitionDecl("use", (), NAT, mk_let("x", TRUE, mk_const(name, levels), mk_const("nat.zero")), 1))


def test_a_let_is_checked_even_if_it_is_not_used(env: Environment) -> None:
    """The value of a `let` has the declared type, whether the body mentions it or not."""
    for body in (mk_var(0), mk_const("true.intro")):
        with pytest.raises(KernelError, match="type mismatch at definition 'x'"):
            env.add(TheoremDecl("boom", (), FALSE, mk_let("x", FALSE, mk_const("true.intro"), body)))


def test_a_theorem_does_not_use_itself(env: Environment) -> None:
    """Recursion is through recursors only: the name of a declaration is unknown in its own value and type."""
    for declaration in (TheoremDecl("boom", (), FALSE, mk_const("boom")), AxiomDecl("boom", (), mk_const("boom"))):
        with pytest.raises(KernelError, match="unknown declaration 'boom'"):
            env.add(declaration)


@pytest.mark.parametrize("name", ["quot", "quot.mk", "quot.lift", "quot.ind"])
def test_quotients_are_declared_once_and_by_the_kernel(name: str) -> None:
    """Who declared a constant of quotients before gets no quotients, and its own constant never computes."""
    env = Environment()
    for declaration in inductives():
        env.add(declaration)
    env.add(AxiomDecl(name, (), NAT))
    with pytest.raises(KernelError, match=f"already has an object named '{name}'"):
        env.add(QuotDecl())
    assert {"quot", "quot.mk", "quot.lift", "quot.ind"}.intersection(info.name for info in env) == {name}


def test_quotients_need_the_real_equality() -> None:
    """An equality that holds of everything, or has another type, is none: `quot.lift` would compute too much."""
    alpha = mk_local("α", mk_sort(U))
    a, b = mk_local("a", alpha), mk_local("b", alpha)
    kind = pi_over([alpha, a, b], PROP)
    same = mk_apps(mk_const("eq", (U,)), [alpha, a, b])
    diagonal = mk_apps(mk_const("eq", (U,)), [alpha, a, a])
    twice = tuple((name, pi_over([alpha, a], diagonal)) for name in ("eq.refl", "eq.again"))
    bad = [
        InductiveDecl("eq", ("u",), 3, kind, (("eq.refl", pi_over([alpha, a, b], same)),)),
        InductiveDecl("eq", ("u",), 2, kind, twice),
        InductiveDecl("eq", ("u",), 2, kind, ()),
        AxiomDecl("eq", ("u",), kind),
    ]
    for declaration in bad:
        env = Environment()
        env.add(declaration)
        with pytest.raises(KernelError, match="failed to initialize quot module"):
            env.add(QuotDecl())
        assert "quot" not in env


def test_proofs_are_irrelevant_but_their_propositions_are_not(env: Environment) -> None:
    """Two proofs are equal only if they prove one proposition."""
    p, q = mk_local("p", PROP), mk_local("q", PROP)
    h, k, other = mk_local("h", p), mk_local("k", p), mk_local("o", q)
    checker = TypeChecker(env)
    assert checker.is_def_eq(h, k) and not checker.is_def_eq(h, other) and not checker.is_def_eq(p, q)


def test_universe_parameters_are_taken_at_face_value(env: Environment) -> None:
    """A parameter is no other one and no numeral, and a constant takes as many levels as it declares."""
    checker = TypeChecker(env)
    assert not checker.is_def_eq(mk_sort(U), mk_sort(V)) and not checker.is_def_eq(mk_sort(U), PROP)
    for levels in ((), (ONE, ONE)):
        with pytest.raises(KernelError, match="incorrect number of universe levels"):
            checker.check(mk_const("id", levels), ())
    with pytest.raises(KernelError, match="undefined universe level parameter 'w'"):
        checker.check(mk_sort(mk_imax(ONE, mk_max(U, mk_param("w")))), ("u",))


def test_two_numbers_stay_two(env: Environment) -> None:
    """Constructors are injective and different: no chain of definitional equalities joins two numerals."""
    n = mk_local("n", NAT)
    for a, b in ((n, succ(n)), (succ(n), mk_const("nat.zero")), (succ(n), succ(succ(n)))):
        assert not TypeChecker(env).is_def_eq(a, b)
        with pytest.raises(KernelError, match="type mismatch"):
            env.add(TheoremDecl("boom", (), pi_over([n], eq(a, b)), lambda_over([n], refl(a))))
