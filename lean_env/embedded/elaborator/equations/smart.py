"""What the elaborator unfolds a compiled function to: its equations, and not the recursor that they were compiled to.

For each function defined by equations the state keeps a term that does the same matching, marks each right side with
`id_rhs`, and calls the function itself where the equations do. Reduction unfolds to it only as far as a marked right
side is reached. The kernel never sees these terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded.elaborator.equations.auxdefs import zeta_locals
from lean_env.embedded.elaborator.equations.matching import compile_match
from lean_env.embedded.elaborator.equations.patterns import Equation
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.declaration import DefinitionInfo
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Local,
    abstract,
    beta,
    constants_of,
    get_app_fn_args,
    instantiate,
    instantiate_level_params,
    lambda_over,
    mk_apps,
    mk_const,
)
from lean_env.embedded.kernel.level import mk_param

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.term import Elaborator


def register(
    elab: Elaborator,
    name: str,
    params: Sequence[Local],
    applied: Expr,
    lctx: LocalContext,
) -> None:
    """Let `name`, which is not recursive, unfold to what the auxiliary constant in `applied` matches."""
    head, args = get_app_fn_args(applied)
    info = elab.state.env.get(head.name) if isinstance(head, Const) else None
    if not isinstance(head, Const) or not isinstance(info, DefinitionInfo):
        return
    value = beta(instantiate_level_params(info.value, info.level_params, head.levels), args)
    _store(elab, name, params, zeta_locals(elab.ctx, value, lctx))


def register_recursive(
    elab: Elaborator,
    name: str,
    level_params: Sequence[str],
    params: Sequence[Local],
    fn: Local,
    arity: int,
    equations: Sequence[Equation],
    lctx: LocalContext,
) -> None:
    """Let `name` unfold to its equations, in which the local `fn` stands for the function."""
    try:
        value = compile_match(elab.ctx, lctx.add(fn), elab.ctx.instantiate(fn.type), arity, equations).value
    except LeanError as error:
        if error.kind in ("timeout", "unsupported"):
            raise
        return
    value = zeta_locals(elab.ctx, value, lctx)
    itself = mk_apps(mk_const(name, tuple([mk_param(level) for level in level_params])), params)
    _store(elab, name, params, instantiate(abstract(value, [fn]), [itself]))


def _store(elab: Elaborator, name: str, params: Sequence[Local], value: Expr) -> None:
    closed = lambda_over(params, value)
    if not closed.has_meta and not closed.has_level_meta and not closed.has_local and "id_rhs" in constants_of(closed):
        elab.state.set_smart_unfolding(name, closed)
