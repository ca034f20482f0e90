"""Which definitions have no compiled code: Lean rejects those that are not marked `noncomputable`.

The check walks what would be compiled: types, propositions and proofs do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import AxiomInfo, ConstructorInfo, DefinitionInfo
from lean_env.embedded.kernel.expr import Const, Expr, Lambda, Let, Pi, Sort

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.state import State


def reason(state: State, ctx: TypeContext, value: Expr) -> str | None:
    """A constant that keeps `value` from being compiled, or None."""
    if not _may_depend(state, ctx, value, set()):
        return None
    return _Walk(state, ctx).visit(value)


def mentions(state: State, ctx: TypeContext, e: Expr) -> bool:
    """Whether a constant without code occurs in `e`, wherever it is."""
    return any([is_noncomputable(state, ctx, name) for name in ex.constants_of(e)])


def is_noncomputable(state: State, ctx: TypeContext, name: str) -> bool:
    """Whether the constant is marked so, or is an axiom that is no proposition."""
    if state.is_noncomputable(name):
        return True
    info = state.get(name)
    return isinstance(info, AxiomInfo) and not name.startswith("[") and not ctx.is_prop(info.type)


def _may_depend(state: State, ctx: TypeContext, value: Expr, seen: set[str]) -> bool:
    for name in ex.constants_of(value):
        if name in seen:
            continue
        seen.add(name)
        if is_noncomputable(state, ctx, name):
            return True
        if state.has_attribute("inline", name):
            info = state.get(name)
            if isinstance(info, DefinitionInfo) and _may_depend(state, ctx, info.value, seen):
                return True
    return False


class _Walk:
    """The parts of a term that compiled code would run."""

    def __init__(self, state: State, ctx: TypeContext) -> None:
        self.state = state
        self.ctx = ctx
        self.seen: set[Expr] = set()

    def visit(self, e: Expr) -> str | None:
        if isinstance(e, Const):
            return e.name if is_noncomputable(self.state, self.ctx, e.name) else None
        if isinstance(e, ex.App | Lambda | Pi | Let):
            if not self._counts(e):
                return None
            if isinstance(e, ex.App):
                return self._visit_app(e)
            if isinstance(e, Let):
                return self.visit(ex.instantiate1(e.body, e.value))
            locals_: list[Expr] = []
            body: Expr = e
            while isinstance(body, Lambda | Pi):
                locals_.append(
                    ex.mk_local(body.binder_name, ex.instantiate(body.binder_type, locals_), body.binder_info)
                )
                body = body.body
            return self.visit(ex.instantiate(body, locals_))
        return None

    def _visit_app(self, e: Expr) -> str | None:
        fn, args = ex.get_app_fn_args(e)
        start = 0
        if isinstance(fn, Const):
            info = self.state.get(fn.name)
            if self.state.has_attribute("inline", fn.name) and isinstance(info, DefinitionInfo):
                value = ex.instantiate_level_params(info.value, info.level_params, fn.levels)
                return self.visit(terms.head_beta(ex.mk_apps(value, args)))
            if isinstance(info, ConstructorInfo):
                start = info.num_params
        found = self.visit(fn)
        for arg in args[start:]:
            if found is not None:
                break
            found = self.visit(arg)
        return found

    def _counts(self, e: Expr) -> bool:
        if e in self.seen:
            return False
        self.seen.add(e)
        type_ = self.ctx.whnf(self.ctx.infer(e))
        if isinstance(type_, Sort) or self.ctx.is_prop(type_):
            return False
        while isinstance(type_, Pi):
            local = ex.mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
            type_ = self.ctx.whnf(ex.instantiate1(type_.body, local))
        return not isinstance(type_, Sort)
