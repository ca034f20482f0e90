"""Matches rules against terms.

Most attempts fail at once and most successes are plain first-order ones, so rules are matched structurally on their de
Bruijn form. Where the structure alone does not decide (definitions to unfold, eta, higher-order patterns, numerals) the
unifier is asked, with fresh metavariables for the rule's variables, and what it assigned is read off and undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    beta,
    get_app_fn_args,
    instantiate,
    instantiate_level_params,
    lift_loose,
    mk_var,
    replace,
)
from lean_env.embedded.kernel.level import Level, LevelMeta, Param, Succ, is_equiv
from lean_env.embedded.tactics.simp.lemmas import Rule
from lean_env.embedded.terms import find, has_loose_var, lower_loose, replace_level

YES, NO, MAYBE = 1, 0, 2

# Terms headed by these may be equal as natural numbers though their heads differ.
NUMERAL_HEADS = frozenset(("has_add.add", "nat.succ", "nat.zero", "has_zero.zero", "has_one.one", "bit0", "bit1"))

Prover = Callable[[Expr], Expr | None]


class Match:
    """What a rule's variables and universes became."""

    __slots__ = ("levels", "rule", "values")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.values: list[Expr | None] = [None] * rule.arity
        self.levels: dict[str, Level] = {}

    def instantiate(self, e: Expr) -> Expr:
        """`e`, which stands under the rule's variables, with them replaced; all must have values."""
        return self.instantiate_under(e, self.rule.arity)

    def instantiate_under(self, e: Expr, count: int) -> Expr:
        if e.has_level_param and self.rule.level_params:
            params = self.rule.level_params
            e = instantiate_level_params(e, params, [self.levels[p] for p in params])
        if not e.loose:
            return e
        values: Any = self.values[:count]
        return instantiate_beta(e, values)


def instantiate_beta(e: Expr, values: list[Expr]) -> Expr:
    """Replace loose variables, and reduce where a variable that becomes a lambda was applied."""
    lambdas = False
    for value in values:
        if isinstance(value, Lambda):
            lambdas = True
    if not lambdas:
        return instantiate(e, values)
    count = len(values)

    def visit(node: Expr, depth: int) -> Expr | None:
        if node.loose <= depth:
            return node
        if isinstance(node, App):
            head, args = get_app_fn_args(node)
            if isinstance(head, Var) and depth <= head.idx < depth + count:
                value = values[count - 1 - (head.idx - depth)]
                if isinstance(value, Lambda):
                    done = [_visit_at(arg, depth) for arg in args]
                    return beta(lift_loose(value, depth), done)
        elif isinstance(node, Var):
            if node.idx < depth + count:
                return lift_loose(values[count - 1 - (node.idx - depth)], depth)
            return mk_var(node.idx - count)
        return None

    def _visit_at(node: Expr, depth: int) -> Expr:
        return replace(node, lambda inner, more: visit(inner, depth + more))

    return replace(e, visit)


class Matcher:
    """Matches rules in one simplification."""

    __slots__ = ("_infos", "ctx", "deferred", "match")

    def __init__(self, ctx: TypeContext) -> None:
        self.ctx = ctx
        self._infos: dict[str, tuple[int, ...]] = {}
        self.deferred: list[tuple[Expr, Expr]] = []
        self.match: Match = None  # type: ignore[assignment]

    def run(self, rule: Rule, e: Expr, lctx: LocalContext) -> Match | None:
        """Match the left side with `e`; variables that only side conditions and instances fix stay None."""
        self.ctx.tick()
        self.match = match = Match(rule)
        self.deferred = []
        answer = self._match(rule.lhs, e, 0)
        if answer == YES and self.deferred:
            answer = self._match_deferred()
        if answer == YES and rule.level_params:
            for param in rule.level_params:
                if param not in match.levels:
                    answer = MAYBE
        if answer == YES:
            return match
        if answer == NO:
            return None
        return self._unify(rule, e, lctx)

    # structural matching

    def _match(self, p: Expr, t: Expr, depth: int) -> int:
        if p is t and (not p.loose or p.loose <= depth) and not p.has_level_param:
            return YES
        cls = p.__class__
        if cls is Var:
            return self._match_variable(p, t, depth)
        if cls is App or cls is Const:
            return self._match_app(p, t, depth)
        if cls is Sort:
            if t.__class__ is Sort:
                return self._match_level(p.level, t.level)  # type: ignore[attr-defined]
            return self._different(p, t)
        if cls is Local:
            if t.__class__ is Local and p.id == t.id:  # type: ignore[attr-defined]
                return YES
            return self._different(p, t)
        if cls is Pi or cls is Lambda:
            if t.__class__ is not cls:
                return MAYBE if cls is Lambda else self._different(p, t)
            answer = self._match(p.binder_type, t.binder_type, depth)  # type: ignore[attr-defined]
            if answer != YES:
                return answer
            return self._match(p.body, t.body, depth + 1)  # type: ignore[attr-defined]
        return MAYBE

    def _match_variable(self, p: Any, t: Expr, depth: int) -> int:
        if p.idx < depth:
            return YES if p is t else self._different(p, t)
        if depth and t.loose:
            for i in range(depth):
                if has_loose_var(t, i):
                    return NO
            t = lower_loose(t, depth)
        values = self.match.values
        k = self.match.rule.arity - 1 - (p.idx - depth)
        known = values[k]
        if known is None:
            values[k] = t
            return YES
        if known is t:
            return YES
        return YES if self.ctx.is_def_eq(known, t) else NO

    def _match_app(self, p: Expr, t: Expr, depth: int) -> int:
        fn, args = get_app_fn_args(p)
        if fn.__class__ is not Const:
            if fn.__class__ is Var and fn.idx >= depth:
                return MAYBE
            return self._match_rigid(fn, args, p, t, depth)
        other, other_args = get_app_fn_args(t)
        if other.__class__ is not Const:
            return self._different(p, t)
        name = fn.name
        if name != other.name:
            return self._different_heads(name, other.name)
        if len(args) != len(other_args):
            return MAYBE if self.ctx.unfoldable(name) is not None else NO
        answer = self._match_levels(fn.levels, other.levels)
        if answer != YES:
            return answer
        infos = self._binder_infos(name)
        for i, arg in enumerate(args):
            if i < len(infos) and infos[i] == INST:
                if arg is not other_args[i]:
                    inner = self._match_instance(arg, other_args[i], depth)
                    if inner != YES:
                        return inner
                continue
            answer = self._match(arg, other_args[i], depth)
            if answer == NO and (self.ctx.unfoldable(name) is not None or name in NUMERAL_HEADS):
                return MAYBE
            if answer != YES:
                return answer
        return YES

    def _match_rigid(self, fn: Expr, args: list[Expr], p: Expr, t: Expr, depth: int) -> int:
        other, other_args = get_app_fn_args(t)
        if fn.__class__ is Local and other is fn and len(args) == len(other_args):
            for i, arg in enumerate(args):
                answer = self._match(arg, other_args[i], depth)
                if answer != YES:
                    return answer
            return YES
        if fn.__class__ is Var and other is fn and len(args) == len(other_args):
            for i, arg in enumerate(args):
                answer = self._match(arg, other_args[i], depth)
                if answer != YES:
                    return answer
            return YES
        if fn.__class__ is Local:
            return self._different(p, t)
        return MAYBE

    def _match_instance(self, p: Expr, t: Expr, depth: int) -> int:
        if p.__class__ is Var and p.idx >= depth:
            k = self.match.rule.arity - 1 - (p.idx - depth)
            if self.match.values[k] is None and not (depth and t.loose):
                self.match.values[k] = t
                return YES
        if depth and (t.loose or p.loose):
            return MAYBE
        self.deferred.append((p, t))
        return YES

    def _match_deferred(self) -> int:
        match = self.match
        params = match.rule.level_params
        for param in params:
            if param not in match.levels:
                return MAYBE
        for p, t in self.deferred:
            if p.loose:
                for k, value in enumerate(match.values):
                    if value is None and has_loose_var(p, match.rule.arity - 1 - k):
                        return MAYBE
            ground = match.instantiate(p)
            if ground is t:
                continue
            with self.ctx.transparency_at("instances"):
                if not self.ctx.is_def_eq(ground, t):
                    return NO
        return YES

    def _match_levels(self, ps: tuple[Level, ...], ts: tuple[Level, ...]) -> int:
        if len(ps) != len(ts):
            return NO
        for i in range(len(ps)):
            answer = self._match_level(ps[i], ts[i])
            if answer != YES:
                return answer
        return YES

    def _match_level(self, p: Level, t: Level) -> int:
        while isinstance(p, Succ) and isinstance(t, Succ):
            p, t = p.pred, t.pred
        if isinstance(p, Param) and p.name in self.match.rule.level_params:
            known = self.match.levels.setdefault(p.name, t)
            if known is t or is_equiv(known, t):
                return YES
            return MAYBE if known.has_meta or t.has_meta else NO
        if t.has_meta:
            return MAYBE
        if not p.has_param:
            return YES if is_equiv(p, t) else NO
        return YES if not self.match.rule.level_params and is_equiv(p, t) else MAYBE

    def _binder_infos(self, name: str) -> tuple[int, ...]:
        found = self._infos.get(name)
        if found is None:
            infos: list[int] = []
            info = self.ctx.env.get(name)
            type_ = info.type if info is not None else None
            while isinstance(type_, Pi):
                infos.append(type_.binder_info)
                type_ = type_.body
            found = self._infos[name] = tuple(infos)
        return found

    def _different_heads(self, a: str, b: str) -> int:
        if a in NUMERAL_HEADS and b in NUMERAL_HEADS:
            return MAYBE
        ctx = self.ctx
        if ctx.unfoldable(a) is not None or ctx.unfoldable(b) is not None:
            return MAYBE
        return MAYBE if _may_reduce(ctx, a) or _may_reduce(ctx, b) else NO

    def _different(self, p: Expr, t: Expr) -> int:
        """Two terms of different kinds: can one of them still reduce to the other?"""
        if t.__class__ is Meta or p.__class__ is Meta:
            return MAYBE
        if t.__class__ is Lambda or p.__class__ is Lambda or t.__class__ is Let:
            return MAYBE
        for e in (p, t):
            head, _ = get_app_fn_args(e)
            cls = head.__class__
            if cls is Const:
                if self.ctx.unfoldable(head.name) is not None or _may_reduce(self.ctx, head.name):  # type: ignore[attr-defined]
                    return MAYBE
            elif cls is Local:
                if head.id in self.ctx.mctx.let_values:  # type: ignore[attr-defined]
                    return MAYBE
            elif cls is not Sort and cls is not Pi and cls is not Var:
                return MAYBE
        return NO

    # the unifier

    def _unify(self, rule: Rule, e: Expr, lctx: LocalContext) -> Match | None:
        ctx = self.ctx
        mctx = ctx.mctx
        mark = mctx.mark()
        match = Match(rule)
        open_before = mctx.unassigned_metas(e) if e.has_meta else []
        level_metas = {param: mctx.mk_level_meta() for param in rule.level_params}
        levels = list(level_metas.values())
        metas: list[Meta] = []
        for binder_type in rule.binder_types:
            t = instantiate_level_params(binder_type, rule.level_params, levels) if levels else binder_type
            metas.append(mctx.mk_meta(instantiate(t, metas), lctx))
        lhs = instantiate_level_params(rule.lhs, rule.level_params, levels) if levels else rule.lhs
        ok = ctx.is_def_eq(instantiate(lhs, metas), e)
        if ok:
            for meta in open_before:
                ok = ok and not mctx.is_assigned(meta)
        if ok:
            own = set(metas)
            own_levels = set(levels)
            for i, meta in enumerate(metas):
                value = mctx.instantiate(meta)
                if value is meta:
                    continue
                if value.has_meta and find(value, lambda node: node in own) is not None:
                    continue
                match.values[i] = value
            for param, level in level_metas.items():
                found = mctx.instantiate_level(level)
                if not found.has_meta or _is_free_of(found, own_levels):
                    match.levels[param] = found
        mctx.undo(mark)
        return match if ok else None

    # what matching left open

    def complete(self, match: Match, lctx: LocalContext, prove: Prover) -> bool:
        """Find the remaining variables: instances by synthesis, side conditions by `prove`."""
        rule = match.rule
        waiting = True
        while waiting:
            waiting = False
            progress = False
            for i in range(rule.arity):
                if match.values[i] is not None:
                    continue
                if not _ready(match, i):
                    waiting = True
                    continue
                for param in rule.level_params:
                    if param not in match.levels and rule.binder_types[i].has_level_param:
                        return False
                wanted = match.instantiate_under(rule.binder_types[i], i)
                if rule.is_instance[i]:
                    value = self.ctx.synth_instance(wanted, lctx)
                elif self.ctx.is_prop(wanted):
                    value = prove(wanted)
                else:
                    waiting = True
                    continue
                if value is None:
                    return False
                match.values[i] = value
                progress = True
            if waiting and not progress:
                return False
        return all([param in match.levels for param in rule.level_params])


def _is_free_of(level: Level, metas: set[LevelMeta]) -> bool:
    """Does the level mention none of these metavariables?"""
    hit: list[Level] = []

    def visit(node: Level) -> Level | None:
        if isinstance(node, LevelMeta) and node in metas:
            hit.append(node)
        return None

    replace_level(level, visit)
    return not hit


def _ready(match: Match, i: int) -> bool:
    """Do all variables in the type of variable `i` have values?"""
    type_ = match.rule.binder_types[i]
    if not type_.loose:
        return True
    missing = [k for k in range(i) if match.values[k] is None and has_loose_var(type_, i - 1 - k)]
    return not missing


def _may_reduce(ctx: TypeContext, name: str) -> bool:
    """Recursors, projections and the like reduce when their argument shows a constructor."""
    return ctx.role(name) is not None
