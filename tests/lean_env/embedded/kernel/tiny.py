"""A tiny library, built declaration by declaration, for the kernel's tests: every kind of declaration occurs in it."""

from __future__ import annotations

from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    Declaration,
    DefinitionDecl,
    InductiveDecl,
    QuotDecl,
    Regular,
    TheoremDecl,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    IMPLICIT,
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
from lean_env.embedded.kernel.level import ONE, mk_imax, mk_max, mk_param, mk_succ
from lean_env.embedded.kernel.level import ZERO as LEVEL_ZERO

U = mk_param("u")
V = mk_param("v")
NAT = mk_const("nat")
ZERO = mk_const("nat.zero")


def succ(n: Expr) -> Expr:
    return mk_apps(mk_const("nat.succ"), [n])


def numeral(n: int) -> Expr:
    result = ZERO
    for _ in range(n):
        result = succ(result)
    return result


def add(a: Expr, b: Expr) -> Expr:
    return mk_apps(mk_const("nat.add"), [a, b])


def eq(a: Expr, b: Expr, of: Expr = NAT) -> Expr:
    return mk_apps(mk_const("eq", (ONE,)), [of, a, b])


def refl(a: Expr, of: Expr = NAT) -> Expr:
    return mk_apps(mk_const("eq.refl", (ONE,)), [of, a])


def inductives() -> list[Declaration]:
    alpha = mk_local("α", mk_sort(U), IMPLICIT)
    a = mk_local("a", alpha)
    b = mk_local("b", alpha)
    eq_at = mk_const("eq", (U,))
    element = mk_local("α", mk_sort(mk_succ(U)))
    list_of = mk_apps(mk_const("list", (U,)), [element])
    head = mk_local("hd", element)
    tail = mk_local("tl", list_of)
    p = mk_local("p", PROP)
    q = mk_local("q", PROP)
    and_pq = mk_apps(mk_const("and"), [p, q])
    or_pq = mk_apps(mk_const("or"), [p, q])
    left = mk_local("left", p)
    right = mk_local("right", q)
    r = mk_local("r", mk_arrow(alpha, mk_arrow(alpha, PROP)))
    x = mk_local("x", alpha)
    y = mk_local("y", alpha)
    acc = mk_apps(mk_const("acc", (U,)), [alpha, r])
    below = pi_over([y], mk_arrow(mk_apps(r, [y, x]), mk_apps(acc, [y])))
    h = mk_local("h", below)
    n = mk_local("n", NAT)
    vector = mk_const("vector", (U,))
    size = mk_local("size", NAT, IMPLICIT)
    first = mk_local("first", element)
    rest = mk_local("rest", mk_apps(vector, [element, size]))
    carrier = mk_local("carrier", TYPE)
    return [
        InductiveDecl("nat", (), 0, TYPE, (("nat.zero", NAT), ("nat.succ", pi_over([mk_local("n", NAT)], NAT)))),
        InductiveDecl(
            "eq",
            ("u",),
            2,
            pi_over([alpha, a, mk_local("b", alpha)], PROP),
            (("eq.refl", pi_over([alpha, a], mk_apps(eq_at, [alpha, a, a]))),),
        ),
        InductiveDecl("false", (), 0, PROP, ()),
        InductiveDecl("true", (), 0, PROP, (("true.intro", mk_const("true")),)),
        InductiveDecl("and", (), 2, pi_over([p, q], PROP), (("and.intro", pi_over([p, q, left, right], and_pq)),)),
        InductiveDecl(
            "or",
            (),
            2,
            pi_over([p, q], PROP),
            (("or.inl", pi_over([p, q, left], or_pq)), ("or.inr", pi_over([p, q, right], or_pq))),
        ),
        InductiveDecl(
            "nonempty",
            ("u",),
            1,
            pi_over([mk_local("α", mk_sort(U))], PROP),
            (("nonempty.intro", pi_over([alpha, a], mk_apps(mk_const("nonempty", (U,)), [alpha]))),),
        ),
        InductiveDecl(
            "list",
            ("u",),
            1,
            pi_over([element], mk_sort(mk_succ(U))),
            (
                ("list.nil", pi_over([element], list_of)),
                ("list.cons", pi_over([element, head, tail], list_of)),
            ),
        ),
        InductiveDecl(
            "vector",
            ("u",),
            1,
            pi_over([element, n], mk_sort(mk_succ(U))),
            (
                ("vector.nil", pi_over([element], mk_apps(vector, [element, ZERO]))),
                (
                    "vector.cons",
                    pi_over([element, size, first, rest], mk_apps(vector, [element, succ(size)])),
                ),
            ),
        ),
        InductiveDecl(
            "acc",
            ("u",),
            2,
            pi_over([alpha, r, b], PROP),
            (("acc.intro", pi_over([alpha, r, x, h], mk_apps(acc, [x]))),),
        ),
        InductiveDecl(
            "pointed",
            (),
            0,
            mk_sort(mk_succ(ONE)),
            (
                (
                    "pointed.mk",
                    pi_over([carrier, mk_local("point", carrier)], mk_const("pointed")),
                ),
            ),
        ),
    ]


def definitions() -> list[Declaration]:
    alpha = mk_local("α", mk_sort(U), IMPLICIT)
    beta = mk_local("β", mk_sort(V), IMPLICIT)
    a = mk_local("a", alpha)
    b = mk_local("b", alpha)
    f = mk_local("f", mk_arrow(alpha, beta))
    m = mk_local("m", NAT)
    n = mk_local("n", NAT)
    k = mk_local("k", NAT)
    rec = mk_const("nat.rec", (ONE,))
    to_nat = lambda_over([n], NAT)
    step = lambda_over([k, m], succ(m))
    h = mk_local("h", mk_apps(mk_const("eq", (U,)), [alpha, a, b]))
    ih = mk_local("ih", eq(add(ZERO, n), n))
    claim = lambda_over([n], eq(add(ZERO, n), n))
    congr_arg = mk_apps(mk_const("congr_arg", (ONE, ONE)), [NAT, NAT, add(ZERO, n), n, mk_const("nat.succ"), ih])
    eq_rec = mk_const("eq.rec", (mk_param("v"), U))
    motive = mk_local("C", mk_arrow(alpha, mk_sort(V)))
    base = mk_local("base", mk_apps(motive, [a]))
    f_a = mk_apps(f, [a])
    eq_f = mk_apps(mk_const("eq", (V,)), [beta, f_a])
    prop_rec = mk_const("eq.rec", (LEVEL_ZERO, U))
    return [
        DefinitionDecl("id", ("u",), pi_over([alpha, a], alpha), lambda_over([alpha, a], a), Regular(1)),
        DefinitionDecl(
            "nat.add",
            (),
            mk_arrow(NAT, mk_arrow(NAT, NAT)),
            lambda_over([m, n], mk_apps(rec, [to_nat, m, step, n])),
            Regular(1),
        ),
        TheoremDecl("nat.add_zero", (), pi_over([n], eq(add(n, ZERO), n)), lambda_over([n], refl(n))),
        TheoremDecl(
            "congr_arg",
            ("u", "v"),
            pi_over([alpha, beta, a, b, f, h], mk_apps(eq_f, [mk_apps(f, [b])])),
            lambda_over(
                [alpha, beta, a, b, f, h],
                mk_apps(
                    prop_rec,
                    [
                        alpha,
                        a,
                        lambda_over([b], mk_apps(eq_f, [mk_apps(f, [b])])),
                        mk_apps(mk_const("eq.refl", (V,)), [beta, f_a]),
                        b,
                        h,
                    ],
                ),
            ),
        ),
        TheoremDecl(
            "nat.zero_add",
            (),
            pi_over([n], eq(add(ZERO, n), n)),
            mk_apps(mk_const("nat.rec", (LEVEL_ZERO,)), [claim, refl(ZERO), lambda_over([n, ih], congr_arg)]),
        ),
        DefinitionDecl(
            "cast",
            ("u", "v"),
            pi_over([alpha, a, motive, base, b, h], mk_apps(motive, [b])),
            lambda_over([alpha, a, motive, base, b, h], mk_apps(eq_rec, [alpha, a, motive, base, b, h])),
            Regular(1),
        ),
        DefinitionDecl("four", (), NAT, mk_let("two", NAT, numeral(2), add(mk_var(0), mk_var(0))), Regular(2)),
        TheoremDecl("two_and_two", (), eq(mk_const("four"), numeral(4)), refl(numeral(4))),
        DefinitionDecl(
            "type_former",
            ("u", "v"),
            mk_sort(mk_succ(mk_max(mk_succ(U), mk_imax(U, V)))),
            mk_sort(mk_max(mk_succ(U), mk_imax(U, V))),
            Regular(1),
        ),
        AxiomDecl("choice", ("u",), pi_over([alpha], mk_arrow(mk_apps(mk_const("nonempty", (U,)), [alpha]), alpha))),
        DefinitionDecl(
            "some_nat",
            (),
            NAT,
            mk_apps(mk_const("choice", (ONE,)), [NAT, mk_apps(mk_const("nonempty.intro", (ONE,)), [NAT, ZERO])]),
            Regular(1),
        ),
        QuotDecl(),
    ]


def library() -> Environment:
    """The tiny library, checked."""
    env = Environment()
    for declaration in [*inductives(), *definitions()]:
        env.add(declaration)
    return env
