"""What a written name means: a local, global constants, or a field of what its prefix means; and quoted literals.

Section parameters make a constant of the section stand for itself applied to them (`State.scopes[..].local_refs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.elaborator.state import SectionReference, State, last_name, parent_name
from lean_env.embedded.errors import Position
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel import level as lv
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext


@dataclass(frozen=True, slots=True)
class LocalHead:
    """A local variable."""

    expr: ex.Expr


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A constant of the present section, which stands for itself applied to the section's parameters."""

    reference: SectionReference


@dataclass(frozen=True, slots=True)
class ConstHead:
    """Global constants; several when the name is overloaded."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldHead:
    """`base.field` by dot notation."""

    base: LocalHead | SectionHead | ConstHead | FieldHead
    field: str
    base_name: str


Head = LocalHead | SectionHead | ConstHead | FieldHead


def resolve_ident(state: State, node: ast.Ident, lctx: LocalContext, fields: bool = True) -> Head:
    """What the identifier means here; LeanError unknown_identifier when nothing.

    Without `fields` (as after `@`) it is not taken apart into a prefix and dot notation.
    """
    if node.resolved is not None:
        if len(node.resolved) == 1:
            reference = _section_reference(state, node.resolved[0], full=True)
            if reference is not None:
                return SectionHead(reference)
            if node.resolved[0] not in state.env:
                raise unknown_identifier(state, node.resolved[0], node.pos)
        return ConstHead(node.resolved)
    head = resolve_name(state, node.name, lctx, fields)
    if head is None:
        raise unknown_identifier(state, node.name, node.pos)
    return head


def resolve_name(state: State, name: str, lctx: LocalContext, fields: bool = True) -> Head | None:
    """See `resolve_ident`; None when the name is unknown."""
    local = lctx.find_by_name(name)
    if local is not None:
        return LocalHead(local)
    prefix = parent_name(name) if fields else ""
    if prefix:
        local = lctx.find_by_name(prefix)
        if local is not None:
            return FieldHead(LocalHead(local), last_name(name), prefix)
    if name.startswith("_root_.") and name[7:] in state.env:
        # As in Lean, the constant itself, even in the section that it was declared in.
        return ConstHead((name[7:],))
    reference = _section_reference(state, name)
    if reference is not None:
        return SectionHead(reference)
    found = state.resolve(name)
    if found:
        if len(found) == 1:
            reference = _section_reference(state, found[0], full=True)
            if reference is not None:
                return SectionHead(reference)
        return ConstHead(tuple(found))
    if prefix:
        base = resolve_name(state, prefix, lctx)
        if base is not None:
            return FieldHead(base, last_name(name), prefix)
    return None


def place_of(state: State, node: ast.Node, lctx: LocalContext) -> Position:
    """Where Lean reports what is wrong with a whole term: at its head, at the dot of a field, at the last step."""
    head: ast.Node = node
    while isinstance(head, ast.App):
        if isinstance(head.fn, ast.Ident) and head.fn.resolved is not None:
            return node.pos
        head = head.fn
    if isinstance(head, ast.Explicit | ast.PartialExplicit):
        return head.term.pos
    if isinstance(head, ast.Field):
        return head.pos
    if isinstance(head, ast.Calc) and len(head.steps) > 1:
        return head.steps[-1].pos
    if isinstance(head, ast.Ident) and "." in head.name and head.resolved is None:
        found = resolve_name(state, head.name, lctx)
        if isinstance(found, FieldHead):
            return Position(head.pos.line, head.pos.column + len(found.base_name))
    return node.pos


def _section_reference(state: State, name: str, full: bool = False) -> SectionReference | None:
    for scope in reversed(state.scopes):
        if not scope.local_refs:
            continue
        candidates = (name,) if full else (state.full_name(name), name)
        for candidate in candidates:
            reference = scope.local_refs.get(candidate)
            if reference is not None:
                return reference
    return None


def quote_string(text: str) -> ex.Expr:
    """The string literal as a term of type `string`."""
    result: ex.Expr = ex.mk_const("string.empty")
    for char in text:
        result = ex.mk_apps(ex.mk_const("string.str"), [result, quote_char(char)])
    return result


def quote_char(char: str) -> ex.Expr:
    """The character literal as a term of type `char`."""
    return ex.mk_app(ex.mk_const("char.of_nat"), quote_nat(ord(char)))


def quote_nat(value: int) -> ex.Expr:
    """The numeral as a term of type `nat`, by `bit0` and `bit1`."""
    nat = ex.mk_const("nat")
    levels = (lv.ZERO,)
    if value == 0:
        return ex.mk_apps(ex.mk_const("has_zero.zero", levels), [nat, ex.mk_const("nat.has_zero")])
    one_instance = ex.mk_const("nat.has_one")
    add_instance = ex.mk_const("nat.has_add")
    result = ex.mk_apps(ex.mk_const("has_one.one", levels), [nat, one_instance])
    bit0 = ex.mk_apps(ex.mk_const("bit0", levels), [nat, add_instance])
    bit1 = ex.mk_apps(ex.mk_const("bit1", levels), [nat, one_instance, add_instance])
    for digit in bin(value)[3:]:
        result = ex.mk_app(bit1 if digit == "1" else bit0, result)
    return result


def quote_name(name: str) -> ex.Expr:
    """The name as a term of type `name`, the argument of `auto_param`."""
    if not name:
        return ex.mk_const("name.anonymous")
    return ex.mk_apps(ex.mk_const("name.mk_string"), [quote_string(last_name(name)), quote_name(parent_name(name))])


def unquote_name(e: ex.Expr) -> str | None:
    """The inverse of `quote_name`; None for other terms."""
    fn, args = ex.get_app_fn_args(e)
    if not isinstance(fn, ex.Const):
        return None
    if fn.name == "name.anonymous":
        return ""
    if fn.name != "name.mk_string" or len(args) != 2:
        return None
    text, prefix = _unquote_string(args[0]), unquote_name(args[1])
    if text is None or prefix is None:
        return None
    return f"{prefix}.{text}" if prefix else text


def _unquote_string(e: ex.Expr) -> str | None:
    chars: list[str] = []
    while True:
        fn, args = ex.get_app_fn_args(e)
        if not isinstance(fn, ex.Const):
            return None
        if fn.name == "string.empty":
            return "".join(reversed(chars))
        if fn.name != "string.str" or len(args) != 2:
            return None
        value = _numeral_value(ex.get_app_args(args[1])[0])
        if value is None:
            return None
        chars.append(chr(value))
        e = args[0]


def _numeral_value(e: ex.Expr) -> int | None:
    value = 0
    shift = 0
    while True:
        fn, args = ex.get_app_fn_args(e)
        if not isinstance(fn, ex.Const):
            return None
        if fn.name == "has_zero.zero":
            return value
        if fn.name == "has_one.one":
            return value + (1 << shift)
        if fn.name not in ("bit0", "bit1"):
            return None
        if fn.name == "bit1":
            value += 1 << shift
        shift += 1
        e = args[-1]
