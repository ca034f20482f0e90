"""A tiny environment, built by hand through the kernel's door, and a fake of the elaborator's state over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.kernel.declaration import ABBREVIATION, AxiomDecl, DefinitionDecl, InductiveDecl, Regular
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    PROP,
    TYPE,
    Expr,
    Local,
    lambda_over,
    mk_app,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_local,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ZERO, Level, mk_param, mk_succ

U = mk_param("u")
NAT = mk_const("nat")
SUCC = mk_const("nat.succ")


def const(name: str, *levels: Level) -> Expr:
    return mk_const(name, levels)


def app(fn: Expr, *args: Expr) -> Expr:
    return mk_apps(fn, args)


@dataclass(frozen=True)
class FakeProjection:
    constructor: str
    num_params: int
    index: int


class FakeState:
    """What the type context reads of a state, as plain dictionaries."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.epoch = 0
        self.reducibilities: dict[str, str] = {}
        self.classes: dict[str, list[str]] = {}
        self.projections: dict[str, FakeProjection] = {}
        self.options: dict[str, Any] = {}

    def reducibility(self, name: str) -> str:
        return self.reducibilities.get(name, "semireducible")

    def is_instance(self, name: str) -> bool:
        return any(name in names for names in self.classes.values())

    def is_class(self, name: str) -> bool:
        return name in self.classes

    def instances(self, class_name: str) -> list[str]:
        return self.classes[class_name]

    def projection_info(self, name: str) -> FakeProjection | None:
        return self.projections.get(name)

    def aux_recursor_kind(self, name: str) -> str | None:
        return None

    def smart_unfolding(self, name: str) -> Expr | None:
        return None

    def option(self, name: str, default: Any) -> Any:
        return self.options.get(name, default)


def define(
    state: FakeState, name: str, params: tuple[str, ...], def_type: Expr, value: Expr, *, abbrev: bool = False
) -> None:
    """Add a definition with the hint that its value calls for."""
    hint = ABBREVIATION if abbrev else Regular(state.env.height_of(value))
    state.env.add(DefinitionDecl(name, params, def_type, value, hint))


def mk_class(state: FakeState, name: str, field: str, field_type: Any) -> None:
    """`class name (α : Type u) := (field : field_type α)` with its projection `name.field`."""
    alpha = mk_local("α", mk_sort(mk_succ(U)))
    fn = mk_local(field, field_type(alpha))
    sort = mk_sort(mk_succ(U))
    applied = app(const(name, U), alpha)
    constructor = pi_over([Local(alpha.id, "α", IMPLICIT, alpha.type), fn], applied)
    state.env.add(InductiveDecl(name, ("u",), 1, pi_over([alpha], sort), ((f"{name}.mk", constructor),)))
    self_ = mk_local("c", applied, INST)
    implicit = Local(alpha.id, "α", IMPLICIT, alpha.type)
    motive = lambda_over([mk_local("c", applied)], field_type(alpha))
    minor = lambda_over([fn], fn)
    value = app(const(f"{name}.rec", mk_succ(U), U), alpha, motive, minor, self_)
    define(
        state,
        f"{name}.{field}",
        ("u",),
        pi_over([implicit, self_], field_type(alpha)),
        lambda_over([implicit, self_], value),
        abbrev=True,
    )
    state.projections[f"{name}.{field}"] = FakeProjection(f"{name}.mk", 1, 0)
    state.classes[name] = []


def small_world() -> FakeState:
    """`eq`, `nat`, `list`, `prod`, the classes of numerals, `bit0`, `bit1`, and instances for `nat` and products."""
    env = Environment()
    state = FakeState(env)
    alpha = mk_local("α", mk_sort(U), IMPLICIT)
    a = mk_local("a", alpha)
    eq_type = pi_over([alpha, a], mk_arrow(alpha, PROP))
    refl = pi_over([alpha, a], app(const("eq", U), alpha, a, a))
    env.add(InductiveDecl("eq", ("u",), 2, eq_type, (("eq.refl", refl),)))
    env.add(InductiveDecl("false", (), 0, PROP, ()))
    env.add(InductiveDecl("nat", (), 0, TYPE, (("nat.zero", NAT), ("nat.succ", mk_arrow(NAT, NAT)))))
    elem = mk_local("α", TYPE)
    lists = app(const("list"), elem)
    env.add(
        InductiveDecl(
            "list",
            (),
            1,
            mk_arrow(TYPE, TYPE),
            (
                ("list.nil", pi_over([elem], lists)),
                ("list.cons", pi_over([elem], mk_arrow(elem, mk_arrow(lists, lists)))),
            ),
        )
    )
    beta = mk_local("β", TYPE)
    pairs = app(const("prod"), elem, beta)
    pair_type = pi_over([elem, beta], TYPE)
    mk_pair = pi_over([elem, beta], mk_arrow(elem, mk_arrow(beta, pairs)))
    env.add(InductiveDecl("prod", (), 2, pair_type, (("prod.mk", mk_pair),)))
    p = mk_local("p", PROP)
    define(state, "not", (), mk_arrow(PROP, PROP), lambda_over([p], mk_arrow(p, const("false"))))

    mk_class(state, "has_zero", "zero", lambda t: t)
    mk_class(state, "has_one", "one", lambda t: t)
    mk_class(state, "has_add", "add", lambda t: mk_arrow(t, mk_arrow(t, t)))
    _define_bits(state)
    _define_nat_instances(state)
    _define_product_instance(state)
    return state


def _define_bits(state: FakeState) -> None:
    alpha = mk_local("α", mk_sort(mk_succ(U)), IMPLICIT)
    one = mk_local("s", app(const("has_one", U), alpha), INST)
    add = mk_local("t", app(const("has_add", U), alpha), INST)
    a = mk_local("a", alpha)
    double = app(const("has_add.add", U), alpha, add, a, a)
    define(state, "bit0", ("u",), pi_over([alpha, add, a], alpha), lambda_over([alpha, add, a], double))
    twice = app(const("bit0", U), alpha, add, a)
    next_ = app(const("has_add.add", U), alpha, add, twice, app(const("has_one.one", U), alpha, one))
    define(state, "bit1", ("u",), pi_over([alpha, one, add, a], alpha), lambda_over([alpha, one, add, a], next_))


def _define_nat_instances(state: FakeState) -> None:
    a, b = mk_local("a", NAT), mk_local("b", NAT)
    ih = mk_local("ih", NAT)
    sum_ = app(const("nat.rec", mk_succ(ZERO)), lambda_over([a], NAT), a, lambda_over([b, ih], app(SUCC, ih)), b)
    define(state, "nat.add", (), mk_arrow(NAT, mk_arrow(NAT, NAT)), lambda_over([a, b], sum_))
    for class_name, value in (
        ("has_zero", const("nat.zero")),
        ("has_one", app(SUCC, const("nat.zero"))),
        ("has_add", const("nat.add")),
    ):
        instance = app(const(f"{class_name}.mk", ZERO), NAT, value)
        define(state, f"nat.{class_name}", (), app(const(class_name, ZERO), NAT), instance)
        state.reducibilities[f"nat.{class_name}"] = "reducible"
        state.classes[class_name].append(f"nat.{class_name}")


def _define_product_instance(state: FakeState) -> None:
    alpha, beta = mk_local("α", TYPE, IMPLICIT), mk_local("β", TYPE, IMPLICIT)
    zero_a = mk_local("s", app(const("has_zero", ZERO), alpha), INST)
    zero_b = mk_local("t", app(const("has_zero", ZERO), beta), INST)
    pairs = app(const("prod"), alpha, beta)
    value = app(
        const("prod.mk"),
        alpha,
        beta,
        app(const("has_zero.zero", ZERO), alpha, zero_a),
        app(const("has_zero.zero", ZERO), beta, zero_b),
    )
    binders = [alpha, beta, zero_a, zero_b]
    define(
        state,
        "prod.has_zero",
        (),
        pi_over(binders, app(const("has_zero", ZERO), pairs)),
        lambda_over(binders, app(const("has_zero.mk", ZERO), pairs, value)),
    )
    state.classes["has_zero"].insert(0, "prod.has_zero")


def new_context() -> TypeContext:
    """A type context over a fresh small world."""
    return TypeContext(small_world())


def add(a: Expr, b: Expr) -> Expr:
    """`a + b` in `nat`."""
    return app(const("has_add.add", ZERO), NAT, const("nat.has_add"), a, b)


def axiom(ctx: TypeContext, name: str, axiom_type: Expr) -> Expr:
    """A new constant without a value."""
    ctx.env.add(AxiomDecl(name, (), axiom_type))
    return const(name)


__all__ = [
    "DEFAULT",
    "NAT",
    "SUCC",
    "FakeState",
    "add",
    "app",
    "axiom",
    "const",
    "define",
    "mk_app",
    "new_context",
    "small_world",
]
