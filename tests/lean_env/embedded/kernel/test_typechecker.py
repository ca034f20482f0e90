"""The type checker and the environment's door: what they accept, and why they refuse the rest."""

from __future__ import annotations

import pytest

from lean_env.embedded.errors import DeterministicTimeout
from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    DefinitionDecl,
    InductiveDecl,
    InductiveInfo,
    KernelError,
    RecursorInfo,
    Regular,
    TheoremDecl,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    PROP,
    TYPE,
    Expr,
    lambda_over,
    mk_app,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_lambda,
    mk_local,
    mk_meta,
    mk_pi,
    mk_sort,
    mk_var,
    pi_over,
    table_size,
)
from lean_env.embedded.kernel.level import ONE, mk_param, mk_succ
from lean_env.embedded.kernel.level import ZERO as LEVEL_ZERO
from lean_env.embedded.kernel.typechecker import TypeChecker
from tests.lean_env.embedded.kernel.tiny import NAT, ZERO, add, eq, library, numeral, refl, succ


@pytest.fixture(scope="module")
def base() -> Environment:
    return library()


@pytest.fixture
def env(base: Environment) -> Environment:
    return base.child()


def theorem(name: str, claim: Expr, proof: Expr) -> TheoremDecl:
    return TheoremDecl(name, (), claim, proof)


def test_computation_proves_equations(env: Environment) -> None:
    """Closed arithmetic holds by reflexivity."""
    env.add(theorem("sum", eq(add(numeral(20), numeral(22)), numeral(42)), refl(numeral(42))))


def test_wrong_computation_is_refused(env: Environment) -> None:
    """Reflexivity does not prove that 2 + 2 = 5."""
    with pytest.raises(KernelError, match="type mismatch at definition 'sum'"):
        env.add(theorem("sum", eq(add(numeral(2), numeral(2)), numeral(5)), refl(numeral(5))))


def test_refused_declarations_leave_nothing_behind(env: Environment) -> None:
    """After a refusal the name is free, and the node tables are as they were."""
    claim, proof = eq(ZERO, numeral(1)), refl(ZERO)
    before = table_size()
    with pytest.raises(KernelError):
        env.add(theorem("wrong", claim, proof))
    assert "wrong" not in env
    assert table_size() == before


def test_proofs_of_one_proposition_are_equal(env: Environment) -> None:
    """Proof irrelevance makes any two proofs of one proposition definitionally equal."""
    p = mk_local("p", PROP)
    h, k = mk_local("h", p), mk_local("k", p)
    claim = mk_apps(mk_const("eq", (LEVEL_ZERO,)), [p, h, k])
    proof = mk_apps(mk_const("eq.refl", (LEVEL_ZERO,)), [p, h])
    env.add(theorem("irrelevant", pi_over([p, h, k], claim), lambda_over([p, h, k], proof)))


def test_data_is_not_irrelevant(env: Environment) -> None:
    """Two unknown numbers are not equal."""
    m, n = mk_local("m", NAT), mk_local("n", NAT)
    with pytest.raises(KernelError, match="type mismatch"):
        env.add(theorem("same", pi_over([m, n], eq(m, n)), lambda_over([m, n], refl(m))))


def test_functions_are_equal_to_their_eta_expansions(env: Environment) -> None:
    """A function is the function literal that applies it."""
    f, n = mk_local("f", mk_arrow(NAT, NAT)), mk_local("n", NAT)
    literal = lambda_over([n], mk_app(f, n))
    env.add(
        theorem(
            "eta",
            pi_over([f], eq(literal, f, mk_arrow(NAT, NAT))),
            lambda_over([f], refl(f, mk_arrow(NAT, NAT))),
        )
    )


def test_structures_have_no_eta(env: Environment) -> None:
    """As in Lean 3, an element of a one-constructor type is not definitionally its constructor at projections."""
    p = mk_local("p", mk_const("pointed"))
    carrier = mk_apps(
        mk_const("pointed.rec", (mk_succ(ONE),)),
        [
            lambda_over([mk_local("p", mk_const("pointed"))], TYPE),
            lambda_over([c := mk_local("c", TYPE), mk_local("x", c)], c),
            p,
        ],
    )
    with pytest.raises(KernelError, match="type mismatch"):
        env.add(
            theorem(
                "structure_eta",
                pi_over([p], mk_apps(mk_const("eq", (mk_succ(ONE),)), [TYPE, carrier, NAT])),
                lambda_over([p], mk_apps(mk_const("eq.refl", (mk_succ(ONE),)), [TYPE, NAT])),
            )
        )


def cast_of_zero(left: Expr, right: Expr, proof: Expr) -> Expr:
    motive = lambda_over([mk_local("n", NAT)], NAT)
    return mk_apps(mk_const("eq.rec", (ONE, ONE)), [NAT, left, motive, ZERO, right, proof])


def test_k_reduces_where_the_indices_agree(env: Environment) -> None:
    """Recursion on an unknown proof of `a = a` computes, because equality has one constructor without fields."""
    a = mk_local("a", NAT)
    h = mk_local("h", eq(a, a))
    env.add(theorem("k", pi_over([a, h], eq(cast_of_zero(a, a, h), ZERO)), lambda_over([a, h], refl(ZERO))))


def test_k_does_not_reduce_where_the_indices_differ(env: Environment) -> None:
    """Recursion on an unknown proof of `a = b` is stuck."""
    a, b = mk_local("a", NAT), mk_local("b", NAT)
    h = mk_local("h", eq(a, b))
    with pytest.raises(KernelError, match="type mismatch"):
        env.add(theorem("k", pi_over([a, b, h], eq(cast_of_zero(a, b, h), ZERO)), lambda_over([a, b, h], refl(ZERO))))


def test_k_is_for_constructors_without_fields_only(env: Environment) -> None:
    """Recursion on an unknown proof of `p ∧ q` is stuck, although it may make data."""
    p, q = mk_local("p", PROP), mk_local("q", PROP)
    h = mk_local("h", mk_apps(mk_const("and"), [p, q]))
    to_zero = lambda_over([mk_local("l", p), mk_local("r", q)], ZERO)
    made = mk_apps(mk_const("and.rec", (ONE,)), [p, q, NAT, to_zero, h])
    with pytest.raises(KernelError, match="type mismatch"):
        env.add(theorem("k", pi_over([p, q, h], eq(made, ZERO)), lambda_over([p, q, h], refl(ZERO))))


def test_quotients_compute(env: Environment) -> None:
    """`quot.lift f h (quot.mk r a)` is `f a`."""
    n, m = mk_local("n", NAT), mk_local("m", NAT)
    related = lambda_over([n, m], eq(n, m))
    f = lambda_over([n], succ(n))
    h = mk_local("h", pi_over([n, m], mk_arrow(eq(n, m), eq(succ(n), succ(m)))))
    made = mk_apps(mk_const("quot.mk", (ONE,)), [NAT, related, numeral(3)])
    lifted = mk_apps(mk_const("quot.lift", (ONE, ONE)), [NAT, related, NAT, f, h, made])
    env.add(theorem("quotient", pi_over([h], eq(lifted, numeral(4))), lambda_over([h], refl(numeral(4)))))


def test_recursors_follow_lean(base: Environment) -> None:
    """The recursor has Lean's universe parameters, order of arguments and elimination rule."""
    of_nat, of_or, of_acc = base.get("nat.rec"), base.get("or.rec"), base.get("acc.rec")
    assert isinstance(of_nat, RecursorInfo) and isinstance(of_or, RecursorInfo) and isinstance(of_acc, RecursorInfo)
    assert of_nat.level_params == ("l",)
    assert (of_nat.num_params, of_nat.first_index, of_nat.major_index) == (0, 3, 3)
    assert of_or.level_params == () and of_or.is_prop_elim
    assert of_acc.level_params == ("l", "u") and not of_acc.is_prop_elim and not of_acc.dep_elim and not of_acc.k
    assert [rule.constructor for rule in of_nat.rules] == ["nat.zero", "nat.succ"]


def test_the_motive_universe_avoids_the_familys_names(env: Environment) -> None:
    """When the family has a universe called `l`, the recursor's own one is `l_1`."""
    box = mk_sort(mk_succ(mk_param("l")))
    alpha = mk_local("α", box)
    made = mk_apps(mk_const("box", (mk_param("l"),)), [alpha])
    constructor = pi_over([alpha, mk_local("x", alpha)], made)
    env.add(InductiveDecl("box", ("l",), 1, pi_over([alpha], box), (("box.mk", constructor),)))
    rec = env.get("box.rec")
    assert rec is not None and rec.level_params == ("l_1", "l")


def inductive(name: str, kind: Expr, *constructors: Expr) -> InductiveDecl:
    made = tuple((f"{name}.c{i}", constructor) for i, constructor in enumerate(constructors))
    return InductiveDecl(name, (), 0, kind, made)


@pytest.mark.parametrize(
    ("declaration", "reason"),
    [
        (AxiomDecl("nat", (), PROP), "already has an object named 'nat'"),
        (AxiomDecl("x", (), mk_meta(7)), "type has metavariables"),
        (AxiomDecl("x", (), mk_local("p", PROP)), "type has local constants"),
        (AxiomDecl("x", (), mk_pi("n", 0, NAT, mk_var(1))), "type has loose bound variables"),
        (AxiomDecl("x", (), ZERO), "type expected"),
        (AxiomDecl("x", ("u", "u"), PROP), "duplicate universe level parameter: 'u'"),
        (AxiomDecl("x", ("u",), mk_sort(mk_param("v"))), "undefined universe level parameter 'v'"),
        (AxiomDecl("x", (), mk_const("nowhere")), "unknown declaration 'nowhere'"),
        (AxiomDecl("x", (), mk_app(NAT, ZERO)), "function expected"),
        (AxiomDecl("x", (), eq(NAT, ZERO)), "type mismatch at application"),
        (DefinitionDecl("x", (), NAT, PROP, Regular(1)), "type mismatch at definition 'x'"),
        (DefinitionDecl("x", (), NAT, mk_const("x"), Regular(1)), "unknown declaration 'x'"),
        (inductive("t", NAT, mk_const("t")), "type expected"),
        (inductive("t", TYPE, NAT), "invalid return type for 't.c0'"),
        (inductive("t", TYPE, mk_arrow(TYPE, mk_const("t"))), "is too big"),
        (
            inductive("t", TYPE, mk_arrow(mk_arrow(mk_const("t"), mk_const("t")), mk_const("t"))),
            "non positive occurrence",
        ),
        (
            inductive("t", TYPE, mk_arrow(mk_apps(mk_const("list", (LEVEL_ZERO,)), [mk_const("t")]), mk_const("t"))),
            "non valid occurrence",
        ),
        (inductive("t", TYPE, mk_const("t"), mk_const("nowhere")), "unknown declaration 'nowhere'"),
        (InductiveDecl("t", (), 1, TYPE, ()), "number of parameters mismatch"),
        (InductiveDecl("t", (), 0, TYPE, (("nat", mk_const("t")),)), "already has an object named 'nat'"),
        (InductiveDecl("t", (), 0, TYPE, (("t.rec", mk_const("t")),)), "already has an object named 't.rec'"),
    ],
)
def test_bad_declarations_are_refused(env: Environment, declaration: AxiomDecl, reason: str) -> None:
    """Each bad declaration is refused for its own reason, and declares nothing."""
    size = len(env)
    with pytest.raises(KernelError, match=reason) as caught:
        env.add(declaration)
    assert caught.value.kind == "kernel"
    assert len(env) == size


def test_meta_constants_stay_out_of_proofs(env: Environment) -> None:
    """A trusted declaration may not use one that only meta code may use; an untrusted one may."""
    env.add(AxiomDecl("oracle", (), mk_const("false"), trusted=False))
    with pytest.raises(KernelError, match="it uses untrusted declaration 'oracle'"):
        env.add(theorem("absurd", mk_const("false"), mk_const("oracle")))
    env.add(DefinitionDecl("meta_absurd", (), mk_const("false"), mk_const("oracle"), Regular(1), trusted=False))


def test_subsingleton_elimination_is_as_in_lean(base: Environment) -> None:
    """Proofs may make data only where they hold no secret: `false`, `true`, `and`, `eq`, `acc`, but not `nonempty`."""
    into_prop = [info.name for info in base if isinstance(info, InductiveInfo) and info.is_prop_elim]
    assert into_prop == ["or", "nonempty"]


def test_axioms_are_found_through_definitions(base: Environment) -> None:
    """The axioms of a constant are those that its type and its value rest on."""
    assert base.axioms_of("some_nat") == ["choice"]
    assert base.axioms_of("nat.zero_add") == []
    assert base.axioms_of("choice") == ["choice"]
    with pytest.raises(KernelError, match="unknown declaration"):
        base.axioms_of("nowhere")


def test_an_overlay_sees_its_parent_and_vanishes(base: Environment) -> None:
    """What is added to a child is not in the parent."""
    child = base.child()
    child.add(AxiomDecl("extra", (), PROP))
    assert "extra" in child and "extra" not in base
    assert [info.name for info in child][-1] == "extra" and len(child) == len(base) + 1


def test_checking_stops_when_the_budget_is_spent(env: Environment) -> None:
    """The tick may stop a check, which then adds nothing."""
    left = [50]

    def tick() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise DeterministicTimeout

    with pytest.raises(DeterministicTimeout):
        env.add(theorem("sum", eq(add(numeral(300), numeral(300)), numeral(600)), refl(numeral(600))), tick)
    assert "sum" not in env


def test_deep_terms_do_not_exhaust_the_stack(env: Environment) -> None:
    """Numerals of twenty thousand successors are checked like any other."""
    env.add(theorem("big", eq(numeral(20_000), numeral(20_000)), refl(numeral(20_000))))


def test_shared_terms_cost_their_size_as_graphs(env: Environment) -> None:
    """A term that doubles two hundred times is checked at once, because equal subterms are one node."""
    term: Expr = mk_var(0)
    for _ in range(200):
        term = add(term, term)
    claim = mk_pi("n", 0, NAT, eq(term, term))
    env.add(theorem("shared", claim, mk_lambda("n", 0, NAT, refl(term))))


def test_definitions_unfold_higher_first(env: Environment) -> None:
    """The height of a definition is one more than that of the highest definition in it."""
    assert env.height_of(NAT) == 1
    assert env.height_of(mk_const("four")) == 3
    checker = TypeChecker(env)
    assert checker.whnf(mk_const("four")).fn is mk_const("nat.succ")  # type: ignore[attr-defined]
