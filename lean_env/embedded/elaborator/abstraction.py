"""Abstraction over locals of terms that may still hold metavariables.

An open metavariable `?m` that may mention an abstracted local `x` cannot stay under the binder as it is. A natural one
is solved by `?m := ?n x`, where `?n` lives in the smaller context; one that a tactic block or instance synthesis will
fill keeps its context, and a delayed `?d` with `?d := λ x, ?m` takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.metavars import NATURAL
from lean_env.embedded.elaborator.reduction import Reduction
from lean_env.embedded.kernel.expr import Expr, Local, Meta, abstract, mk_apps, mk_lambda, mk_let, mk_pi, replace
from lean_env.embedded.terms import locals_of


class Abstraction(Reduction):
    """`mk_lambda`, `mk_pi` and `mk_let` for terms with metavariables."""

    def mk_lambda(self, local_list: Sequence[Local], e: Expr) -> Expr:
        """`λ local_list, e`, instantiated; let-bound locals become `let`."""
        return self._bind(local_list, e, False)

    def mk_pi(self, local_list: Sequence[Local], e: Expr) -> Expr:
        """`Π local_list, e`, instantiated; let-bound locals become `let`."""
        return self._bind(local_list, e, True)

    def mk_let(self, local: Local, value: Expr, e: Expr) -> Expr:
        """`let local := value in e`, instantiated."""
        body = abstract(self._without_dependence([local], self.mctx.instantiate(e)), [local])
        return mk_let(local.pp_name, self.mctx.instantiate(local.type), self.mctx.instantiate(value), body)

    def _bind(self, local_list: Sequence[Local], e: Expr, is_pi: bool) -> Expr:
        if not local_list:
            return self.mctx.instantiate(e)
        result = self.mctx.instantiate(e)
        if result.has_meta:
            result = self._without_dependence(local_list, result)
        result = abstract(result, local_list)
        let_values = self.mctx.let_values
        make = mk_pi if is_pi else mk_lambda
        for i in range(len(local_list) - 1, -1, -1):
            local = local_list[i]
            outer = local_list[:i]
            bound = self._abstracted(local.type, outer)
            value = let_values.get(local.id)
            if value is not None:
                result = mk_let(local.pp_name, bound, self._abstracted(value, outer), result)
            else:
                result = make(local.pp_name, local.binder_info, bound, result)
        return result

    def _abstracted(self, e: Expr, local_list: Sequence[Local]) -> Expr:
        e = self.mctx.instantiate(e)
        if e.has_meta and local_list:
            e = self._without_dependence(local_list, e)
        return abstract(e, local_list)

    def _without_dependence(self, local_list: Sequence[Local], e: Expr) -> Expr:
        """`e`, instantiated, with no open metavariable that may mention one of the locals."""
        ids = {local.id for local in local_list}

        def visit(node: Expr, _: int) -> Expr | None:
            if not node.has_meta:
                return node
            if isinstance(node, Meta):
                return self._shrink(node, ids)
            return None

        return replace(e, visit)

    def _shrink(self, meta: Meta, ids: set[int]) -> Expr:
        known = self.mctx.instantiate(meta)
        if known is not meta:
            # An earlier occurrence of the same metavariable was shrunk already.
            return known
        decl = self.mctx.decls.get(meta.id)
        if decl is None:
            return meta
        reverted = self._dependents(decl.lctx, ids)
        if not reverted:
            return meta
        smaller = decl.lctx.without({local.id for local in reverted})
        let_values = self.mctx.let_values
        bound = [local for local in reverted if local.id not in let_values]
        meta_type = self._zeta_pi(bound, decl.type, smaller)
        new = self.mctx.mk_meta(meta_type, smaller, decl.kind, decl.name)
        result = mk_apps(new, bound)
        if decl.kind == NATURAL and meta.id not in self.mctx.delayed:
            self.mctx.assign(meta, result)
        else:
            self.mctx.assign_delayed(new, bound, meta)
        return result

    def _zeta_pi(self, bound: list[Local], body: Expr, lctx: LocalContext) -> Expr:
        # Let-bound locals that leave the context are replaced by their values, in binder types too.
        mctx = self.mctx
        result = mctx.zeta_outside(mctx.instantiate(body), bound, lctx)
        if result.has_meta:
            result = self._without_dependence(bound, result)
        result = abstract(result, bound)
        for i in range(len(bound) - 1, -1, -1):
            domain = mctx.zeta_outside(mctx.instantiate(bound[i].type), bound, lctx)
            result = mk_pi(bound[i].pp_name, bound[i].binder_info, self._abstracted(domain, bound[:i]), result)
        return result

    def _dependents(self, lctx: LocalContext, ids: set[int]) -> list[Local]:
        """The locals of `lctx` with these ids and those that depend on them, in order."""
        index = lctx.index()
        for local_id in ids:
            if local_id in index:
                break
        else:
            return []
        found: list[Local] = []
        gone: set[int] = set()
        for local in lctx.locals():
            if local.id in ids or self.depends_on(local, gone, lctx):
                found.append(local)
                gone.add(local.id)
        return found

    def depends_on(self, local: Local, ids: set[int], lctx: LocalContext) -> bool:
        """Whether the type or the value of `local` mentions a local with one of these ids."""
        if not ids:
            return False
        if self.mentions(local.type, ids):
            return True
        value = lctx.value(local)
        return value is not None and self.mentions(value, ids)

    def mentions(self, e: Expr, ids: set[int]) -> bool:
        """Whether `e`, instantiated, mentions a local with one of these ids."""
        e = self.mctx.instantiate(e)
        if not e.has_local:
            return False
        return any(local.id in ids for local in locals_of(e))

    def locals_in_scope(self, e: Expr, lctx: LocalContext) -> bool:
        """Whether every local that `e` mentions is declared in `lctx`."""
        if not e.has_local:
            return True
        index = lctx.index()
        return all(local.id in index for local in locals_of(e))
