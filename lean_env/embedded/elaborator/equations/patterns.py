"""Equations `| patterns := rhs` from syntax to terms: pattern variables, patterns, right-hand sides.

A pattern variable is a metavariable while the left-hand side is elaborated; those that type inference leaves open
become the variables of the equation, and those that it determines become inaccessible parts of the pattern. How
patterns are compiled to case analysis is `matching`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from lean_env.embedded.elaborator import generalized
from lean_env.embedded.elaborator.equations.goals import Substitution, apply_substitution, state_of
from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstructorInfo
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
)
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.state import State
    from lean_env.embedded.elaborator.term import Elaborator


# ------------------------------------------------------------------------------------------------ pattern values


@dataclass(frozen=True, slots=True)
class Variable:
    """A pattern that matches anything."""

    local: Local

    @property
    def expr(self) -> Expr:
        """The pattern as a term."""
        return self.local


@dataclass(frozen=True, slots=True)
class Constructed:
    """A constructor pattern; `expr` is the whole application, `fields` the patterns after the parameters."""

    constructor: str
    expr: Expr
    fields: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Transported:
    """A function with an inverse applied to a pattern: the inverse is applied to what is matched."""

    expr: Expr
    argument: Pattern


@dataclass(frozen=True, slots=True)
class Literal:
    """A numeral, character or string, which may be matched by comparison."""

    expr: Expr


@dataclass(frozen=True, slots=True)
class Fixed:
    """An inaccessible term: its value follows from the other patterns."""

    expr: Expr


Pattern = Variable | Constructed | Transported | Literal | Fixed


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of a function definition.

    `variables` are its pattern variables in dependency order; `arguments` the left-hand side's arguments as terms and
    `patterns` as patterns; `statement` is the right-hand side to state in the equation lemma; `hypotheses` are the
    disequations under which the lemma holds; `substitution` maps variables to terms of the problem being compiled.
    """

    index: int
    variables: tuple[Local, ...]
    arguments: tuple[Expr, ...]
    patterns: tuple[Pattern, ...]
    rhs: Expr
    statement: Expr
    node: ast.Node
    optional: bool = False
    hypotheses: tuple[Local, ...] = ()
    substitution: tuple[tuple[int, Expr], ...] = ()
    node_arity: int = 0
    """How many arguments were packed into the one that there is, 0 when they were not."""

    def with_(self, **changes: Any) -> Equation:
        """The equation with some parts changed."""
        return replace(self, **changes)


def map_pattern(pattern: Pattern, on_expr: Callable[[Expr], Expr], on_variable: dict[int, Pattern]) -> Pattern:
    """The pattern with variables replaced by patterns, and terms mapped along."""
    if isinstance(pattern, Variable):
        return on_variable.get(pattern.local.id, pattern)
    if isinstance(pattern, Constructed):
        new_fields = tuple([map_pattern(field, on_expr, on_variable) for field in pattern.fields])
        return Constructed(pattern.constructor, on_expr(pattern.expr), new_fields)
    if isinstance(pattern, Transported):
        return Transported(on_expr(pattern.expr), map_pattern(pattern.argument, on_expr, on_variable))
    if isinstance(pattern, Literal):
        return pattern
    return Fixed(on_expr(pattern.expr))


def replace_in_equation(equation: Equation, values: Substitution, patterns: dict[int, Pattern]) -> Equation:
    """Replace variables of the equation by terms; `patterns` are the same values as patterns."""

    def on_expr(e: Expr) -> Expr:
        return apply_substitution(e, values)

    return equation.with_(
        arguments=tuple([on_expr(argument) for argument in equation.arguments]),
        patterns=tuple([map_pattern(pattern, on_expr, patterns) for pattern in equation.patterns]),
        rhs=on_expr(equation.rhs),
        statement=on_expr(equation.statement),
    )


# ------------------------------------------------------------------------------------------------ syntax of patterns


def is_pattern_constant(state: State, name: str) -> bool:
    """May the constant stand at the head of a pattern?"""
    return isinstance(state.env.get(name), ConstructorInfo) or state.has_attribute("pattern", name)


class PatternSyntax:
    """Finds the variables of the patterns of one equation and puts metavariables in their places."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.names: list[str] = []

    def collect(self, node: Any) -> None:
        """Note the variables that a pattern binds, in order of appearance."""
        if isinstance(node, ast.Ident):
            if node.resolved is None and node.levels is None:
                self._identifier(node)
        elif isinstance(node, ast.App):
            if isinstance(node.fn, ast.Inaccessible):
                text = "invalid inaccessible annotation, it cannot be used around functions in applications"
                raise LeanError(text, node.fn.pos, "invalid")
            if not isinstance(node.fn, ast.Ident) or self._binds(node.fn):
                self.collect(node.fn)
            for arg in node.args:
                self.collect(arg)
        elif isinstance(node, ast.AsPattern):
            self._bind(node.name, node)
            self.collect(node.pattern)
        elif isinstance(node, ast.Ascription):
            self.collect(node.term)
        elif isinstance(node, ast.AnonymousConstructor):
            for arg in node.args:
                self.collect(arg)
        elif isinstance(node, ast.StructureInstance):
            if node.sources:
                raise LeanError("invalid occurrence of structure notation source in pattern", node.pos, "invalid")
            for assign in node.fields:
                self.collect(assign.value)
        elif isinstance(node, ast.Choice):
            self.collect(node.alternatives[0])
        elif isinstance(node, ast.InfixFunction):
            self.collect(node.term)
        elif isinstance(node, ast.SetLiteral):
            for element in node.elements:
                self.collect(element)
        elif isinstance(node, ast.UnsupportedTerm | ast.QuotedTactics):
            what = node.what if isinstance(node, ast.UnsupportedTerm) else "quoted tactics"
            raise Unsupported(f"{what} is not supported in patterns", node.pos)

    def _identifier(self, node: ast.Ident) -> None:
        if self._binds(node):
            self._bind(node.name, node)

    def _binds(self, node: ast.Ident) -> bool:
        if node.resolved is not None or "." in node.name:
            return False
        return not any(is_pattern_constant(self.state, name) for name in self.state.resolve(node.name))

    def _bind(self, name: str, node: ast.Node) -> None:
        if name in self.names:
            text = f"invalid pattern, '{name}' already appeared in this pattern"
            raise LeanError(text, node.pos, "invalid")
        self.names.append(name)

    def fill(self, node: Any, values: dict[str, Expr]) -> Any:
        """The pattern with the terms `values` in place of its variables, constants resolved to constructors."""
        if isinstance(node, ast.Ident):
            if node.resolved is None and node.levels is None and node.name in values:
                return ast.ExprTerm(node.pos, node.end, values[node.name])
            return self._narrow(node)
        if isinstance(node, ast.AsPattern):
            return self.fill(node.pattern, values)
        changes: dict[str, Any] = {}
        for item in fields(node):
            value = getattr(node, item.name)
            if isinstance(value, ast.Node):
                changes[item.name] = self.fill(value, values)
            elif isinstance(value, tuple) and value and isinstance(value[0], ast.Node):
                changes[item.name] = tuple([self.fill(part, values) for part in value])
        return replace(node, **changes) if changes else node

    def _narrow(self, node: ast.Ident) -> ast.Ident:
        """An overloaded name means its constructors in a pattern."""
        candidates = node.resolved if node.resolved is not None else tuple(self.state.resolve(node.name))
        if len(candidates) < 2:
            return node
        kept = tuple([name for name in candidates if is_pattern_constant(self.state, name)])
        return replace(node, resolved=kept) if kept and len(kept) < len(candidates) else node


def name_holes(patterns: tuple[ast.Term, ...]) -> tuple[ast.Term, ...]:
    """The patterns with variables of their own for the `_` below `x@p`, whose value mentions what they match."""
    count = 0

    def renamed(node: Any, inside: bool) -> Any:
        nonlocal count
        if isinstance(node, tuple) and not isinstance(node, Position):
            return tuple([renamed(part, inside) for part in node])
        if isinstance(node, ast.Hole) and inside:
            count += 1
            return ast.Ident(node.pos, node.end, f"_x_{count}")
        if not isinstance(node, ast.Node) or isinstance(node, ast.Inaccessible | ast.Ident):
            return node
        inside = inside or isinstance(node, ast.AsPattern)
        return replace(node, **{item.name: renamed(getattr(node, item.name), inside) for item in fields(node)[2:]})

    return tuple([renamed(pattern, False) for pattern in patterns])


def as_patterns(node: Any) -> list[ast.AsPattern]:
    """The `x@p` in a pattern, inner ones first."""
    found: list[ast.AsPattern] = []
    if isinstance(node, ast.Node):
        for item in fields(node):
            value = getattr(node, item.name)
            for part in value if isinstance(value, tuple) else (value,):
                found += as_patterns(part)
        if isinstance(node, ast.AsPattern):
            found.append(node)
    return found


# ------------------------------------------------------------------------------------------------ elaboration


class EquationElaborator:
    """Elaborates the equations of one function, whose Local is `fn`, in the context `lctx`, which has all functions."""

    def __init__(self, elaborator: Elaborator, lctx: LocalContext) -> None:
        self.elaborator = elaborator
        self.context: TypeContext = elaborator.ctx
        self.state: State = elaborator.state
        self.lctx = lctx

    def elaborate(self, fn: Local, node: ast.Equation, index: int) -> Equation:
        """One equation; metavariables that only `synthesize` fills may be left in it."""
        elab = self.elaborator
        if as_patterns(node):
            node = replace(node, patterns=name_holes(node.patterns))
        syntax = PatternSyntax(self.state)
        for pattern in node.patterns:
            syntax.collect(pattern)
        aliases = [alias for pattern in node.patterns for alias in as_patterns(pattern)]
        alias_names = {alias.name for alias in aliases}
        values: dict[str, Expr] = {}
        own: set[int] = set()
        for name in syntax.names:
            type_ = elab.mk_type_meta(self.lctx, node)
            values[name] = elab.mk_meta(type_, self.lctx, node, name)
        start = ex.fresh_id()
        lhs_type, arguments = self._left_side(fn, node, syntax, values)
        collector = _LeftSide(elab, node, start, {meta.id for meta in values.values() if isinstance(meta, Meta)})
        raw = [collector.visit(argument) for argument in arguments]
        variables = self._variables(collector.metas)
        instantiate = elab.mctx.instantiate
        patterns = tuple([_build(pattern, instantiate) for pattern in raw])
        terms = tuple([instantiate(argument) for argument in arguments])
        inner = self.lctx
        for variable in variables:
            inner = self.context.add_local(inner, variable)
        lets: list[tuple[Local, Expr]] = []
        for name, meta in values.items():
            value = instantiate(meta)
            if name in alias_names or (isinstance(value, Local) and value.pp_name == name):
                continue
            local, inner = self.context.push_let(inner, name, instantiate(self.context.infer(value)), value)
            lets.append((local, value))
        for alias in aliases:
            value = self._alias_value(alias, syntax, values, inner)
            local, inner = self.context.push_let(inner, alias.name, self.context.infer(value), value)
            lets.append((local, value))
        own.clear()
        target = instantiate(lhs_type)
        rhs = elab.elab_term(node.rhs, target, inner)
        rhs = elab.enforce_type(rhs, target, "equation type mismatch", inner, node.rhs)
        elab.synthesize()
        rhs = instantiate(rhs)
        for local, value in reversed(lets):
            rhs = instantiate1(ex.abstract(rhs, [local]), instantiate(value))
        return Equation(index, tuple(variables), terms, patterns, rhs, rhs, node)

    def _left_side(
        self, fn: Local, node: ast.Equation, syntax: PatternSyntax, values: dict[str, Expr]
    ) -> tuple[Expr, list[Expr]]:
        """Elaborate the patterns as arguments of `fn`; the type of the whole, and the arguments."""
        elab = self.elaborator
        type_: Expr = fn.type
        arguments: list[Expr] = []
        elab.in_pattern = True
        try:
            for pattern in node.patterns:
                type_ = elab.mctx.instantiate(type_)
                if not isinstance(type_, Pi):
                    type_ = self.context.whnf(type_)
                if not isinstance(type_, Pi):
                    text = "invalid equation, too many arguments on the left-hand side"
                    raise LeanError(text, pattern.pos, "invalid")
                filled = syntax.fill(pattern, values)
                domain = type_.binder_type
                argument = elab.elab_term(filled, domain, self.lctx)
                argument = elab.enforce_type(argument, domain, "type mismatch in pattern", self.lctx, pattern)
                arguments.append(argument)
                type_ = instantiate1(type_.body, argument)
            elab.synthesize_no_tactics()
        finally:
            elab.in_pattern = False
        return type_, arguments

    def _alias_value(
        self, alias: ast.AsPattern, syntax: PatternSyntax, values: dict[str, Expr], lctx: LocalContext
    ) -> Expr:
        """What `x` in `x@p` stands for."""
        elab = self.elaborator
        expected = elab.mctx.instantiate(self.context.infer(values[alias.name]))
        filled = syntax.fill(alias.pattern, {name: elab.mctx.instantiate(meta) for name, meta in values.items()})
        elab.in_pattern = True
        try:
            value = elab.elab_term(filled, None if isinstance(expected, Meta) else expected, lctx)
            elab.synthesize_no_tactics()
        finally:
            elab.in_pattern = False
        return elab.mctx.instantiate(value)

    def _variables(self, metas: Sequence[Meta]) -> list[Local]:
        """Turn the open metavariables of the patterns into variables, in dependency order."""
        mctx = self.elaborator.mctx
        ordered: list[Meta] = []
        seen: set[int] = set()
        wanted = {meta.id: meta for meta in metas}

        def visit(meta: Meta) -> None:
            if meta.id in seen:
                return
            seen.add(meta.id)
            for other in mctx.unassigned_metas(mctx.instantiate(self.context.infer(meta))):
                if other.id in wanted:
                    visit(other)
            ordered.append(meta)

        for meta in metas:
            visit(meta)
        result: list[Local] = []
        for meta in ordered:
            name = mctx.decl(meta).name or "_x"
            local = mk_local(name, mctx.instantiate(self.context.infer(meta)))
            mctx.assign(meta, local)
            result.append(local)
        return result


_Raw = tuple[str, Expr, str, tuple[Any, ...]]
"""A pattern before its variables are made: kind, term, constructor, fields."""


def _build(raw: _Raw, instantiate: Callable[[Expr], Expr]) -> Pattern:
    kind, e, constructor, parts = raw
    value = instantiate(e)
    if kind == "variable":
        if isinstance(value, Local):
            return Variable(value)
        return Fixed(value)
    if kind == "literal":
        return Literal(value)
    if kind == "transported":
        return Transported(value, _build(parts[0], instantiate))
    if kind == "fixed":
        return Variable(value) if isinstance(value, Local) else Fixed(value)
    return Constructed(constructor, value, tuple([_build(part, instantiate) for part in parts]))


class _LeftSide:
    """Checks elaborated patterns and collects their open metavariables, as long as assigned ones can be told."""

    def __init__(self, elaborator: Elaborator, node: ast.Equation, start: int, own: set[int]) -> None:
        self.elaborator = elaborator
        self.context: TypeContext = elaborator.ctx
        self.state: State = elaborator.state
        self.node = node
        self.start = start
        self.own = own
        self.metas: list[Meta] = []

    def visit(self, e: Expr) -> _Raw:
        mctx = self.elaborator.mctx
        while True:
            if isinstance(e, Meta):
                return self._meta(e)
            if isinstance(e, Local):
                return ("variable", e, "", ())
            if isinstance(e, Let):
                e = instantiate1(e.body, e.value)
                continue
            self._check_kind(e)
            break
        if literal_kind(self.context, mctx.instantiate(e)) is not None:
            return ("literal", e, "", ())
        whole = e
        for _ in range(100):
            fn, args = get_app_fn_args(e)
            if isinstance(fn, Meta) and mctx.is_assigned(fn):
                e = mk_apps(mctx.instantiate(fn), args)
                continue
            if isinstance(fn, Const):
                family = generalized.family_of_constructor(self.state, fn.name)
                if family is not None:
                    return self._constructor(family, fn.name, e, args)
                if generalized.inverse_of(self.state, fn.name) is not None and args:
                    return ("transported", e, fn.name, (self.visit(args[-1]),))
            if not isinstance(fn, Const):
                if isinstance(e, Meta | Local):
                    return self.visit(e)
                break
            reduced = self._expand(e)
            if reduced is None:
                break
            e = reduced
            if isinstance(e, Meta | Local):
                return self.visit(e)
        raise self._invalid(whole)

    def _check_kind(self, e: Expr) -> None:
        for kind, words in ((Lambda, "lambda expression"), (Pi, "pi/forall expression"), (Sort, "sort")):
            if isinstance(e, kind):
                raise self._error(f"invalid occurrence of {words} in pattern", e)

    def _meta(self, meta: Meta) -> _Raw:
        mctx = self.elaborator.mctx
        if meta.id in self.elaborator.inaccessible_marks:
            return ("fixed", meta, "", ())
        if mctx.is_assigned(meta):
            value = mctx.instantiate(meta)
            if isinstance(value, Meta):
                return self._meta(value)
            # Fixed by typing: what is open in it must be found elsewhere in the patterns, or become a variable too.
            for inner in mctx.unassigned_metas(value):
                self._note(inner)
            return ("fixed", value, "", ())
        self._note(meta)
        return ("variable", meta, "", ())

    def _note(self, meta: Meta) -> None:
        if meta not in self.metas:
            self.metas.append(meta)

    def _constructor(self, family: str, constructor: str, e: Expr, args: list[Expr]) -> _Raw:
        known = generalized.family_of(self.state, family)
        assert known is not None
        if len(args) != known.num_params + generalized.num_fields(self.state, constructor):
            raise self._invalid(e)
        parts = tuple([self.visit(arg) for arg in args[known.num_params :]])
        # Parameters may hold metavariables that nothing else mentions.
        return ("constructed", e, constructor, parts)

    def _expand(self, e: Expr) -> Expr | None:
        """One or more steps of reduction towards a constructor."""
        instantiated = self.elaborator.mctx.instantiate(e)
        reduced = self.context.whnf_core(instantiated)
        if reduced is not instantiated:
            return reduced
        reduced = self.context.whnf(instantiated)
        return reduced if reduced is not instantiated else None

    def _invalid(self, e: Expr) -> LeanError:
        if isinstance(e, Const):
            return self._error("invalid constant in pattern, it cannot be reduced to a constructor", e)
        return self._error("invalid function application in pattern, it cannot be reduced to a constructor", e)

    def _error(self, text: str, e: Expr) -> LeanError:
        shown = self.elaborator.pp(e)
        hint = " (possible solution, mark term as inaccessible using '.( )')"
        return LeanError(f"{text}{hint}\n  {shown}", self.node.pos, "invalid")


# ------------------------------------------------------------------------------------------------ literals


def nat_value(e: Expr) -> int | None:
    """The value of a numeral made of `bit0`, `bit1`, `one`, `zero`."""
    fn, args = get_app_fn_args(e)
    if not isinstance(fn, Const):
        return None
    if fn.name == "has_zero.zero" and len(args) == 2:
        return 0
    if fn.name == "has_one.one" and len(args) == 2:
        return 1
    if fn.name == "bit0" and len(args) == 3:
        half = nat_value(args[2])
        return None if half is None else 2 * half
    if fn.name == "bit1" and len(args) == 4:
        half = nat_value(args[3])
        return None if half is None else 2 * half + 1
    return None


_LITERAL_TYPES = ("nat", "int")


def literal_kind(context: TypeContext, e: Expr) -> str | None:
    """nat, int, char or string for a literal of that type."""
    fn = get_app_fn(e)
    if not isinstance(fn, Const):
        return None
    if fn.name in ("has_zero.zero", "has_one.one", "bit0", "bit1") and nat_value(e) is not None:
        type_ = ex.get_app_args(e)[0]
        if isinstance(type_, Const) and type_.name in _LITERAL_TYPES:
            return type_.name
        return None
    if fn.name == "has_neg.neg":
        args = ex.get_app_args(e)
        return "int" if len(args) == 3 and literal_kind(context, args[2]) == "int" else None
    if fn.name == "char.of_nat":
        args = ex.get_app_args(e)
        return "char" if len(args) == 1 and nat_value(args[0]) is not None else None
    if fn.name in ("string.str", "string.empty"):
        return "string" if _is_string_literal(context, e) else None
    return None


def _is_string_literal(context: TypeContext, e: Expr) -> bool:
    while True:
        fn, args = get_app_fn_args(e)
        if not isinstance(fn, Const):
            return False
        if fn.name == "string.empty":
            return True
        if fn.name != "string.str" or len(args) != 2 or literal_kind(context, args[1]) != "char":
            return False
        e = args[0]


def expose_constructor(context: TypeContext, pattern: Pattern) -> Pattern | None:
    """A literal as a constructor pattern, and a constructor of a mutual or nested family as what it is defined by.

    Other patterns as they are; None when there is no constructor to show.
    """
    if isinstance(pattern, Constructed):
        return _expose_basic(context, pattern)
    if not isinstance(pattern, Literal):
        return pattern
    value = nat_value(pattern.expr)
    if value is not None and literal_kind(context, pattern.expr) == "nat":
        if value == 0:
            return Constructed("nat.zero", mk_const("nat.zero"), ())
        smaller = mk_nat_numeral(pattern.expr, value - 1)
        return Constructed("nat.succ", mk_app(mk_const("nat.succ"), smaller), (Literal(smaller),))
    with context.transparency_at("all"):
        reduced = context.whnf(pattern.expr)
    fn, args = get_app_fn_args(reduced)
    if isinstance(fn, Const):
        info = context.env.get(fn.name)
        if isinstance(info, ConstructorInfo):
            parts = tuple([_field_pattern(context, arg) for arg in args[info.num_params :]])
            return Constructed(info.name, reduced, parts)
    return None


def _expose_basic(context: TypeContext, pattern: Constructed) -> Pattern:
    """The kernel's constructor, with the patterns of those arguments that are packed behind the packing functions."""
    state = state_of(context)
    if isinstance(context.env.get(pattern.constructor), ConstructorInfo):
        return pattern
    head, args = get_app_fn_args(pattern.expr)
    params = args[: len(args) - len(pattern.fields)]
    places: list[Local] = []
    type_ = context.infer(mk_apps(head, params))
    for _ in pattern.fields:
        if not isinstance(type_, Pi):
            type_ = context.whnf_pi(type_)
        assert isinstance(type_, Pi)
        places.append(mk_local(type_.binder_name, type_.binder_type))
        type_ = instantiate1(type_.body, places[-1])
    reduced = context.whnf(mk_apps(head, [*params, *places]))
    fn, basic_args = get_app_fn_args(reduced)
    info = context.env.get(fn.name) if isinstance(fn, Const) else None
    if not isinstance(info, ConstructorInfo):
        return pattern
    values = args[len(params) :]

    def show(e: Expr) -> Pattern:
        if isinstance(e, Local) and e in places:
            return pattern.fields[places.index(e)]
        value = ex.instantiate(ex.abstract(e, places), values)
        inner = generalized.transported_argument(state, e)
        return Fixed(value) if inner is None else Transported(value, show(inner))

    whole = ex.instantiate(ex.abstract(reduced, places), values)
    return Constructed(info.name, whole, tuple([show(arg) for arg in basic_args[info.num_params :]]))


def _field_pattern(context: TypeContext, e: Expr) -> Pattern:
    if literal_kind(context, e) is not None:
        return Literal(e)
    if context.is_proof(e):
        return Fixed(e)
    with context.transparency_at("all"):
        reduced = context.whnf(e)
    fn, args = get_app_fn_args(reduced)
    if isinstance(fn, Const):
        info = context.env.get(fn.name)
        if isinstance(info, ConstructorInfo):
            parts = tuple([_field_pattern(context, arg) for arg in args[info.num_params :]])
            return Constructed(info.name, reduced, parts)
    return Fixed(e)


def mk_nat_numeral(_: Expr, value: int) -> Expr:
    """The numeral `value : ℕ` as Lean writes it."""
    nat = mk_const("nat")
    zero = (ZERO,)
    if value == 0:
        return mk_apps(mk_const("has_zero.zero", zero), [nat, mk_const("nat.has_zero")])
    one, add = mk_const("nat.has_one"), mk_const("nat.has_add")
    result = mk_apps(mk_const("has_one.one", zero), [nat, one])
    for digit in bin(value)[3:]:
        if digit == "1":
            result = mk_apps(mk_const("bit1", zero), [nat, one, add, result])
        else:
            result = mk_apps(mk_const("bit0", zero), [nat, add, result])
    return result
