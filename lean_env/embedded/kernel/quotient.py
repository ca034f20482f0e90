"""Quotient types: the four constants that `QuotDecl` declares, and the check that `eq` is what they rely on.

How `quot.lift` and `quot.ind` compute is in `typechecker`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstantInfo, InductiveInfo, KernelError, QuotInfo
from lean_env.embedded.kernel.expr import IMPLICIT, PROP, Expr, Local
from lean_env.embedded.kernel.level import mk_param

if TYPE_CHECKING:
    from lean_env.embedded.kernel.environment import Environment


def check_quotient(env: Environment) -> list[ConstantInfo]:
    """The constants of quotient types, in order, when `eq`, which they speak about, has its usual shape."""
    eq = env.get("eq")
    if not isinstance(eq, InductiveInfo):
        raise KernelError("failed to initialize quot module, environment does not have 'eq' type")
    if len(eq.level_params) != 1:
        raise KernelError("failed to initialize quot module, unexpected number of universe params at 'eq' type")
    u = mk_param(eq.level_params[0])
    alpha = ex.mk_local("α", ex.mk_sort(u), IMPLICIT)
    if not ex.alpha_eq(eq.type, ex.pi_over([alpha], _relation_on(alpha))):
        raise KernelError("failed to initialize quot module, 'eq' has an unexpected type")
    if len(eq.constructors) != 1:
        raise KernelError("failed to initialize quot module, unexpected number of constructors for 'eq' type")
    refl = env.get(eq.constructors[0])
    a = ex.mk_local("a", alpha)
    expected = ex.pi_over([alpha, a], ex.mk_apps(ex.mk_const("eq", (u,)), [alpha, a, a]))
    if refl is None or not ex.alpha_eq(refl.type, expected):
        raise KernelError("failed to initialize quot module, unexpected type for 'eq' type constructor")
    return [QuotInfo(name, params, const_type, True) for name, params, const_type in _constants()]


def _relation_on(alpha: Expr) -> Expr:
    return ex.mk_arrow(alpha, ex.mk_arrow(alpha, PROP))


def _constants() -> list[tuple[str, tuple[str, ...], Expr]]:
    u = mk_param("u")
    v = mk_param("v")
    alpha = ex.mk_local("α", ex.mk_sort(u), IMPLICIT)
    r = ex.mk_local("r", _relation_on(alpha))
    r_implicit = ex.mk_local("r", _relation_on(alpha), IMPLICIT)
    a = ex.mk_local("a", alpha)
    b = ex.mk_local("b", alpha)

    def quot_by(relation: Local) -> Expr:
        return ex.mk_apps(ex.mk_const("quot", (u,)), [alpha, relation])

    beta = ex.mk_local("β", ex.mk_sort(v), IMPLICIT)
    f = ex.mk_local("f", ex.mk_arrow(alpha, beta))
    same = ex.mk_apps(ex.mk_const("eq", (v,)), [beta, ex.mk_apps(f, [a]), ex.mk_apps(f, [b])])
    respects = ex.pi_over([a, b], ex.mk_arrow(ex.mk_apps(r_implicit, [a, b]), same))
    lifted = ex.mk_arrow(respects, ex.mk_arrow(quot_by(r_implicit), beta))

    motive = ex.mk_local("β", ex.mk_arrow(quot_by(r_implicit), PROP), IMPLICIT)
    made = ex.mk_apps(ex.mk_const("quot.mk", (u,)), [alpha, r_implicit, a])
    on_made = ex.pi_over([a], ex.mk_apps(motive, [made]))
    q = ex.mk_local("q", quot_by(r_implicit))
    on_all = ex.pi_over([q], ex.mk_apps(motive, [q]))

    return [
        ("quot", ("u",), ex.pi_over([alpha, r], ex.mk_sort(u))),
        ("quot.mk", ("u",), ex.pi_over([alpha, r, a], quot_by(r))),
        ("quot.lift", ("u", "v"), ex.pi_over([alpha, r_implicit, beta, f], lifted)),
        ("quot.ind", ("u",), ex.pi_over([alpha, r_implicit, motive], ex.mk_arrow(on_made, on_all))),
    ]
