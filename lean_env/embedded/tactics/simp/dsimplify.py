"""The definitional simplifier: beta, eta, projections, recursors, rules proved by `rfl`, and definitions to unfold.

Its result is definitionally equal to what went in, so it gives no proof. The same walk, with another step at each
subterm, unfolds definitions for `delta`, `dunfold` and `unfold_projs`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.kernel.expr import (
    App,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    get_app_fn_args,
    instantiate,
    instantiate1,
    mk_apps,
    mk_local,
)
from lean_env.embedded.tactics.simp.lemmas import Rule, RuleSet, head_of
from lean_env.embedded.tactics.simp.matching import Matcher
from lean_env.embedded.tactics.simp.simplify import SimpError, reduce_head, same, unfold_named
from lean_env.embedded.terms import get_app_num_args

Step = Callable[[Expr], tuple[Expr, bool] | None]


@dataclass(frozen=True, slots=True)
class DsimpConfig:
    """Lean's `dsimp_config`, the fields that change the result."""

    transparency: str = "reducible"
    max_steps: int = 10_000_000
    single_pass: bool = False
    fail_if_unchanged: bool = True
    eta: bool = True
    zeta: bool = True
    beta: bool = True
    proj: bool = True
    iota: bool = True
    unfold_reducible: bool = False
    memoize: bool = True


class Walk:
    """Visits every subterm; `pre` and `post` give a new term and whether to go on with it, or None."""

    def __init__(self, ctx: TypeContext, lctx: LocalContext, config: DsimpConfig) -> None:
        self.ctx = ctx
        self.lctx = lctx
        self.config = config
        self.cache: dict[Expr, Expr] = {}
        self.steps = 0

    def pre(self, e: Expr) -> tuple[Expr, bool] | None:
        return None

    def post(self, e: Expr) -> tuple[Expr, bool] | None:
        return None

    def tick(self) -> None:
        self.ctx.tick()
        self.steps += 1
        if self.steps > self.config.max_steps:
            raise SimpError("dsimplify failed, maximum number of steps exceeded")

    def visit(self, e: Expr) -> Expr:
        self.tick()
        found = self.cache.get(e)
        if found is not None:
            return found
        result = self._visit(e)
        if self.config.memoize:
            self.cache[e] = result
        return result

    def _visit(self, e: Expr) -> Expr:
        current = e
        before = self.pre(e)
        if before is not None:
            current = before[0]
            if not before[1]:
                return current
        while True:
            self.ctx.tick()
            new = self._visit_kind(current)
            after = self.post(new)
            if after is None:
                return new
            if not after[1] or same(after[0], current):
                return after[0]
            current = after[0]
            if self.config.single_pass:
                return current

    def _visit_kind(self, e: Expr) -> Expr:
        cls = e.__class__
        if cls is App:
            fn, args = get_app_fn_args(e)
            new_args = []
            changed = False
            for arg in args:
                new = self.visit(arg)
                changed = changed or new is not arg
                new_args.append(new)
            return mk_apps(fn, new_args) if changed else e
        if cls is Lambda or cls is Pi:
            return self._visit_binding(e)
        if cls is Let:
            return self._visit_let(e)
        if cls is Meta:
            return self.ctx.mctx.instantiate(e)
        return e

    def _visit_binding(self, e: Any) -> Expr:
        outer = self.lctx
        kind = e.__class__
        locals_: list[Local] = []
        changed = False
        body: Any = e
        while body.__class__ is kind:
            domain = instantiate(body.binder_type, locals_)
            new_domain = self.visit(domain)
            changed = changed or new_domain is not domain
            local = mk_local(body.binder_name, new_domain, body.binder_info)
            self.lctx = self.lctx.add(local)
            locals_.append(local)
            body = body.body
        body = instantiate(body, locals_)
        new_body = self.visit(body)
        self.lctx = outer
        if not changed and new_body is body:
            return e  # type: ignore[no-any-return]
        return self.ctx.mk_pi(locals_, new_body) if kind is Pi else self.ctx.mk_lambda(locals_, new_body)

    def _visit_let(self, e: Any) -> Expr:
        if self.config.zeta:
            return self.visit(instantiate1(e.body, e.value))
        outer = self.lctx
        new_type, new_value = self.visit(e.binder_type), self.visit(e.value)
        local, self.lctx = self.ctx.push_let(self.lctx, e.binder_name, new_type, new_value)
        body = instantiate1(e.body, local)
        new_body = self.visit(body)
        self.lctx = outer
        if new_type is e.binder_type and new_value is e.value and new_body is body:
            return e  # type: ignore[no-any-return]
        return self.ctx.mk_let(local, new_value, new_body)


class Dsimplifier(Walk):
    """`dsimp` with a set of rules and definitions to unfold."""

    def __init__(
        self,
        ctx: TypeContext,
        lctx: LocalContext,
        rules: RuleSet,
        to_unfold: Sequence[str],
        config: DsimpConfig,
    ) -> None:
        super().__init__(ctx, lctx, config)
        self.rules = rules
        self.to_unfold = frozenset(to_unfold)
        self.matcher = Matcher(ctx)

    def run(self, e: Expr) -> Expr:
        with self.ctx.transparency_at("reducible"):
            return self.visit(e)

    def _reduce(self, e: Expr) -> Expr:
        config = self.config
        with self.ctx.transparency_at(config.transparency):
            return reduce_head(self.ctx, e, config.beta, config.eta, config.proj, config.iota)

    def pre(self, e: Expr) -> tuple[Expr, bool] | None:
        new = self._reduce(e)
        return None if new is e else (new, True)

    def post(self, e: Expr) -> tuple[Expr, bool] | None:
        unfolded = self._unfold(e)
        if unfolded is not None:
            return unfolded, True
        current = self._reduce(e)
        while True:
            self.tick()
            new = self._rewrite(current)
            if new is None or same(new, current):
                break
            current = new
            if self.config.single_pass:
                break
        return None if current is e or same(current, e) else (current, True)

    def _unfold(self, e: Expr) -> Expr | None:
        if not self.to_unfold and not self.config.unfold_reducible:
            return None
        head: Any = get_app_fn_args(e)[0]
        name = getattr(head, "name", None)
        if name is None:
            return None
        if name in self.to_unfold:
            return unfold_named(self.ctx, e, name)
        state: Any = self.ctx.state
        if self.config.unfold_reducible and state.reducibility(name) == "reducible" and not state.is_projection(name):
            return unfold_named(self.ctx, e, name)
        return None

    def _rewrite(self, e: Expr) -> Expr | None:
        for relation in ("eq", "iff"):
            for rule in self.rules.find(relation, head_of(e)):
                if not rule.is_refl:
                    continue
                new = rewrite_by_definition(self.matcher, rule, e, self.lctx)
                if new is not None and not same(new, e):
                    return new
        return None


def rewrite_by_definition(matcher: Matcher, rule: Rule, e: Expr, lctx: LocalContext) -> Expr | None:
    """One use of a rule proved by `rfl`; extra arguments stay applied."""
    count = get_app_num_args(e)
    if count < rule.lhs_args:
        return None
    fn, args = get_app_fn_args(e)
    inner = mk_apps(fn, args[: rule.lhs_args])
    match = matcher.run(rule, inner, lctx)
    if match is None or not matcher.complete(match, lctx, lambda _: None):
        return None
    return mk_apps(match.instantiate(rule.rhs), args[rule.lhs_args :])


class Unfolder(Walk):
    """A walk with one step, tried at every subterm after its parts."""

    def __init__(self, ctx: TypeContext, lctx: LocalContext, step: Step, config: DsimpConfig) -> None:
        super().__init__(ctx, lctx, config)
        self.step = step

    def post(self, e: Expr) -> tuple[Expr, bool] | None:
        return self.step(e)
