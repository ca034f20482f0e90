"""Quotient types: the four constants that `QuotDecl` declares, and the check that `eq` is what they rely on.

How `quot.lift` and `quot.ind` compute is in `typechecker`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lean_env.embedded.kernel.declaration import (
    ConstantInfo,
    ConstructorInfo,
    InductiveInfo,
    KernelError,
    QuotInfo,
    Tick,
)
from lean_env.embedded.kernel.expr import (
    IMPLICIT,
    PROP,
    Expr,
    Local,
    alpha_eq,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_local,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import Level, mk_param

if TYPE_CHECKING:
    from lean_env.embedded.kernel.environment import Environment


def check_quotient(env: Environment, tick: Tick | None = None) -> list[ConstantInfo]:
    """The constants of quotient types, in order, when `eq` has its usual shape and none of them is declared yet."""
    _check_eq(env)
    return [QuotInfo(name, params, const_type, True) for name, params, const_type in _constants()]


def _check_eq(env: Environment) -> None:
    eq = env.get("eq")
    if not isinstance(eq, InductiveInfo):
        raise KernelError("failed to initialize quot module, environment does not have 'eq' type")
    if len(eq.level_params) != 1:
        raise KernelError("failed to initialize quot module, unexpected number of universe params at 'eq' type")
    u = mk_param(eq.level_params[0])
    alpha = mk_local("α", mk_sort(u), IMPLICIT)
    if not alpha_eq(eq.type, pi_over([alpha], _relation_on(alpha))):
        raise KernelError("failed to initialize quot module, 'eq' has an unexpected type")
    if len(eq.constructors) != 1:
        raise KernelError("failed to initialize quot module, unexpected number of constructors for 'eq' type")
    refl = env.get(eq.constructors[0])
    assert isinstance(refl, ConstructorInfo)
    a = mk_local("a", alpha)
    if not alpha_eq(refl.type, pi_over([alpha, a], mk_apps(mk_const("eq", (u,)), [alpha, a, a]))):
        raise KernelError("failed to initialize quot module, unexpected type for 'eq' type constructor")


def _relation_on(alpha: Expr) -> Expr:
    return mk_arrow(alpha, mk_arrow(alpha, PROP))


def _constants() -> list[tuple[str, tuple[str, ...], Expr]]:
    u: Level = mk_param("u")
    v: Level = mk_param("v")
    alpha = mk_local("α", mk_sort(u), IMPLICIT)
    r = mk_local("r", _relation_on(alpha))
    r_implicit = mk_local("r", _relation_on(alpha), IMPLICIT)
    a = mk_local("a", alpha)
    b = mk_local("b", alpha)

    def quot_by(relation: Local) -> Expr:
        return mk_apps(mk_const("quot", (u,)), [alpha, relation])

    beta = mk_local("β", mk_sort(v), IMPLICIT)
    f = mk_local("f", mk_arrow(alpha, beta))
    same = mk_apps(mk_const("eq", (v,)), [beta, mk_apps(f, [a]), mk_apps(f, [b])])
    respects = pi_over([a, b], mk_arrow(mk_apps(r_implicit, [a, b]), same))
    lifted = mk_arrow(respects, mk_arrow(quot_by(r_implicit), beta))

    motive = mk_local("β", mk_arrow(quot_by(r_implicit), PROP), IMPLICIT)
    made = mk_apps(mk_const("quot.mk", (u,)), [alpha, r_implicit, a])
    on_made = pi_over([a], mk_apps(motive, [made]))
    q = mk_local("q", quot_by(r_implicit))
    on_all = pi_over([q], mk_apps(motive, [q]))

    return [
        ("quot", ("u",), pi_over([alpha, r], mk_sort(u))),
        ("quot.mk", ("u",), pi_over([alpha, r, a], quot_by(r))),
        ("quot.lift", ("u", "v"), pi_over([alpha, r_implicit, beta, f], lifted)),
        ("quot.ind", ("u",), pi_over([alpha, r_implicit, motive], mk_arrow(on_made, on_all))),
    ]
