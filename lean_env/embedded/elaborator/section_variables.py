"""Which section variables a declaration takes: those its text mentions outside tactic blocks, and what they drag along.

Lean decides this before elaborating: a variable mentioned in a tactic block only is not in scope there. `include`d ones
always count, and anonymous instances `[decidable p]` count once all that they mention does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from lean_env.embedded import terms
from lean_env.embedded.elaborator.state import SectionReference, State, parent_name
from lean_env.embedded.kernel.expr import INST, Expr, Local
from lean_env.embedded.syntax import ast


def mentioned(state: State, nodes: Iterable[object], bound: frozenset[str] = frozenset()) -> set[str]:
    """Names of section variables that occur free in the syntax `nodes`."""
    names = {variable.local.pp_name for variable in state.variables()}
    if not names:
        return set()
    collector = _Collector(state, names)
    for node in nodes:
        collector.visit(node, bound)
    return collector.found


def mentioned_by_definition(state: State, node: ast.Definition) -> set[str]:
    """The same for a definition: its binders bind in its type and body, its own name in the body."""
    return mentioned_after_binders(state, node.binders, (node.type, node.value, node.equations), frozenset({node.name}))


def mentioned_after_binders(
    state: State, binders: tuple[ast.Binder, ...], nodes: Iterable[object], bound: frozenset[str] = frozenset()
) -> set[str]:
    """The same for binders and what is in their scope."""
    names = {variable.local.pp_name for variable in state.variables()}
    if not names:
        return set()
    collector = _Collector(state, names)
    inner = collector.visit_binders(binders, bound)
    for node in nodes:
        collector.visit(node, inner)
    return collector.found


def closure(state: State, names: set[str], exprs: Iterable[Expr] = ()) -> list[Local]:
    """The section variables of those names and in `exprs`, with included ones and dependencies, in order."""
    variables = state.variables()
    if not variables:
        return []
    by_id = {variable.local.id: variable.local for variable in variables}
    used: set[int] = set()
    waiting: list[Expr] = list(exprs)
    for variable in reversed(variables):
        local = variable.local
        if variable.included:
            waiting.append(local)
        elif local.pp_name in names:
            names = names - {local.pp_name}
            waiting.append(local)
    while True:
        while waiting:
            for local in terms.locals_of(waiting.pop()):
                if local.id in by_id and local.id not in used:
                    used.add(local.id)
                    waiting.append(by_id[local.id].type)
        for local in by_id.values():
            if local.id in used or local.binder_info != INST or not local.pp_name.startswith("_inst_"):
                continue
            if _all_used(local.type, used):
                waiting.append(local)
        if not waiting:
            break
    chosen = [variable for variable in variables if variable.local.id in used]
    chosen.sort(key=lambda variable: not variable.is_parameter)
    return [variable.local for variable in chosen]


def _all_used(type_: Expr, used: set[int]) -> bool:
    return {local.id for local in terms.locals_of(type_)} <= used


class SyntaxWalker:
    """Walks the syntax outside tactic blocks with the names that are bound at each place."""

    def visit_ident(self, node: ast.Ident, bound: frozenset[str]) -> None:
        """An identifier that is no pattern."""

    def visit_expr(self, e: Expr) -> None:
        """A term that is elaborated already."""

    def visit(self, node: object, bound: frozenset[str]) -> None:
        """Any syntax; what is no syntax has no names."""
        if isinstance(node, tuple):
            for item in node:
                self.visit(item, bound)
        elif isinstance(node, ast.Ident):
            self.visit_ident(node, bound)
        elif isinstance(node, ast.TacticTerm | ast.Tactic) or not isinstance(node, ast.Node):
            return
        elif isinstance(node, ast.Lambda | ast.Pi):
            self.visit(node.body, self.visit_binders(node.binders, bound))
        elif isinstance(node, ast.Let | ast.Have):
            self.visit(node.type, bound)
            self.visit(node.value, bound)
            self.visit(node.body, bound | {node.name})
        elif isinstance(node, ast.Suffices):
            self.visit(node.type, bound)
            self.visit(node.body, bound | {node.name})
            self.visit(node.value, bound)
        elif isinstance(node, ast.If):
            self.visit(node.condition, bound)
            inner = bound | {node.name} if node.name else bound
            self.visit(node.then, inner)
            self.visit(node.otherwise, inner)
        elif isinstance(node, ast.SetOf | ast.Sep | ast.Subtype):
            if isinstance(node, ast.Sep):
                self.visit(node.collection, bound)
            self.visit(node.body, self.visit_binders((node.binder,), bound))
        elif isinstance(node, ast.PatternLambda):
            self.visit(node.body, bound | self.visit_pattern(node.pattern, bound))
        elif isinstance(node, ast.LetPattern):
            self.visit(node.value, bound)
            self.visit(node.body, bound | self.visit_pattern(node.pattern, bound))
        elif isinstance(node, ast.Equation):
            inner = bound
            for pattern in node.patterns:
                inner |= self.visit_pattern(pattern, bound)
            self.visit(node.rhs, inner)
        elif isinstance(node, ast.ExprTerm):
            if isinstance(node.expr, Expr):
                self.visit_expr(node.expr)
        else:
            for item in fields(node):
                self.visit(getattr(node, item.name), bound)

    def visit_binders(self, binders: tuple[ast.Binder, ...], bound: frozenset[str]) -> frozenset[str]:
        """Binders in order; the names that are bound behind them."""
        for binder in binders:
            self.visit(binder.type, bound)
            self.visit(binder.default, bound)
            bound = bound | {binder.name}
        return bound

    def visit_pattern(self, pattern: object, bound: frozenset[str]) -> frozenset[str]:
        """The names a pattern may bind; only inaccessible terms and type ascriptions in it mention variables."""
        if isinstance(pattern, tuple):
            result: frozenset[str] = frozenset()
            for item in pattern:
                result |= self.visit_pattern(item, bound)
            return result
        if isinstance(pattern, ast.Ident):
            return frozenset({pattern.name}) if pattern.resolved is None else frozenset()
        if isinstance(pattern, ast.Inaccessible):
            self.visit(pattern.term, bound)
            return frozenset()
        if isinstance(pattern, ast.Ascription):
            self.visit(pattern.type, bound)
            return self.visit_pattern(pattern.term, bound)
        if isinstance(pattern, ast.AsPattern):
            return self.visit_pattern(pattern.pattern, bound) | {pattern.name}
        if not isinstance(pattern, ast.Node):
            return frozenset()
        result = frozenset()
        for item in fields(pattern):
            result |= self.visit_pattern(getattr(pattern, item.name), bound)
        return result


class _Collector(SyntaxWalker):
    """Collects the section variables that are mentioned."""

    def __init__(self, state: State, names: set[str]) -> None:
        self.state = state
        self.names = names
        self.found: set[str] = set()

    def visit_expr(self, e: Expr) -> None:
        for local in terms.locals_of(e):
            self.found.add(local.pp_name)

    def visit_ident(self, node: ast.Ident, bound: frozenset[str]) -> None:
        for scope in self.state.scopes:
            if scope.local_refs:
                self._visit_reference(node, scope.local_refs, bound)
        if node.resolved is not None:
            return
        name = node.name
        if name in bound:
            return
        if name in self.names:
            self.found.add(name)
            return
        prefix = parent_name(name)
        while prefix:
            if prefix in bound:
                return
            if prefix in self.names:
                self.found.add(prefix)
                return
            prefix = parent_name(prefix)

    def _visit_reference(self, node: ast.Ident, references: dict[str, SectionReference], bound: frozenset[str]) -> None:
        candidates = node.resolved if node.resolved is not None else self.state.resolve(node.name)
        name = node.name
        while not candidates and name:
            name = parent_name(name)
            candidates = self.state.resolve(name) if name else ()
        for candidate in candidates:
            reference = references.get(candidate)
            if reference is not None and name not in bound:
                for local in reference.params:
                    self.found.add(local.pp_name)
