"""Recursive calls inside a `match`: they are pulled out of it, so that the `match` can become a constant of its own.

`match m with (a, b) := f n (b, a + 1) end` inside `f` is compiled as `match m with (a, b) := g a b end` for a fresh
`g`, and `λ a b, f n (b, a + 1)` is put for `g` afterwards, where structural recursion then finds the call.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator.equations.patterns import Equation
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.expr import (
    Expr,
    Lambda,
    Let,
    Local,
    Pi,
    get_app_fn_args,
    instantiate1,
    lambda_over,
    mk_apps,
    mk_lambda,
    mk_local,
    mk_pi,
)

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.locals import LocalContext


class NestedCalls:
    """Pulls applications of the functions `recursive` out of equations compiled in the context `lctx`."""

    def __init__(self, context: TypeContext, lctx: LocalContext, recursive: Sequence[Local]) -> None:
        self.context = context
        self.base = {local.id for local in lctx.locals()}
        self.lctx = lctx
        self.recursive = {local.id for local in recursive}
        self.locals: list[Local] = []
        self.values: list[Expr] = []

    def occurs(self, equations: Sequence[Equation]) -> bool:
        """Is there a recursive call in the equations?"""
        return any(self._mentions(equation.rhs) for equation in equations)

    def _mentions(self, e: Expr) -> bool:
        return e.has_local and any(local.id in self.recursive for local in terms.locals_of(e))

    def pull(self, equations: Sequence[Equation]) -> list[Equation]:
        """The equations with fresh locals in place of the calls; those are added to `lctx`."""
        result: list[Equation] = []
        for equation in equations:
            rhs = self._visit(equation.rhs, list(equation.variables))
            result.append(equation.with_(rhs=rhs, statement=rhs))
        return result

    def restore(self, e: Expr) -> Expr:
        """`e` with the calls back in their places."""
        return ex.instantiate(ex.abstract(e, self.locals), self.values) if self.locals else e

    def _visit(self, e: Expr, scope: list[Local]) -> Expr:
        if not self._mentions(e):
            return e
        if isinstance(e, Lambda | Pi):
            domain = self._visit(e.binder_type, scope)
            local = mk_local(e.binder_name, domain, e.binder_info)
            body = self._visit(instantiate1(e.body, local), [*scope, local])
            make = mk_lambda if isinstance(e, Lambda) else mk_pi
            return make(e.binder_name, e.binder_info, domain, ex.abstract(body, [local]))
        if isinstance(e, Let):
            return self._visit(instantiate1(e.body, e.value), scope)
        head, args = get_app_fn_args(e)
        if isinstance(head, Local) and head.id in self.recursive:
            return self._replace_call(e, scope)
        return mk_apps(head if head is e else self._visit(head, scope), [self._visit(arg, scope) for arg in args])

    def _replace_call(self, call: Expr, scope: Sequence[Local]) -> Expr:
        context = self.context
        needed: dict[int, Local] = {}
        todo: list[Expr] = [call]
        # Propositions in scope may be what well-founded recursion needs to see that the call decreases.
        for local in scope:
            if context.is_prop(local.type):
                needed[local.id] = local
                todo.append(local.type)
        while todo:
            for local in terms.locals_of(todo.pop()):
                if local.id not in self.base and local.id not in needed and local.id not in self.recursive:
                    needed[local.id] = local
                    todo.append(local.type)
        dependencies = [local for local in scope if local.id in needed]
        value = lambda_over(dependencies, call)
        fresh = mk_local(f"_f_{len(self.locals) + 1}", context.mctx.instantiate(context.infer(value)))
        self.locals.append(fresh)
        self.values.append(value)
        self.lctx = self.lctx.add(fresh)
        return mk_apps(fresh, dependencies)
