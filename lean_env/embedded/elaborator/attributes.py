"""Attributes: which there are, what they check, and which tables they fill. Simp sets are indexed by the tactics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded.elaborator.closed_numbers import closed_number
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.expr import Const, Expr, Pi, Var
from lean_env.embedded.syntax import ast
from lean_env.embedded.terms import has_loose_var

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

_RECORDED = frozenset(
    (
        *("simp", "congr", "inline", "pattern", "inverse", "no_inst_pattern", "no_rsimp", "norm", "ematch"),
        *("ematch_lhs", "elab_as_eliminator", "elab_simple", "elab_with_expected_type", "intro", "intro!", "recursor"),
        *("pp_using_anonymous_constructor", "pp_nodot", "pp_numeral_type", "_refl_lemma", "rsimp"),
        *("pre_smt", "wrapper_eq", "parsing_only", "algebra", "breakpoint"),
    )
)
_REDUCIBILITY = ("reducible", "semireducible", "irreducible")
_RELATIONAL = ("refl", "symm", "trans", "subst")
_META = frozenset(
    (
        *("user_attribute", "user_command", "user_notation", "hole_command"),
        *("derive_handler", "vm_monitor", "interactive"),
    )
)
# What is not supported for what it makes, or for the checks that it makes.
_BEYOND = ("unify", "vm_override")
_WITH_ARGUMENTS = (*_BEYOND, "derive", "intro", "recursor")
_STRATEGIES = ("elab_simple", "elab_with_expected_type", "elab_as_eliminator")
_PRIORITIES = {"std.priority.default": 1000, "std.priority.max": 0xFFFFFFFF, "default_priority": 1000}


def is_attribute(name: str) -> bool:
    """Whether core Lean has an attribute of that name."""
    known = (*_REDUCIBILITY, *_RELATIONAL, *_BEYOND, "instance", "class", "reducibility")
    return name in known or name in _RECORDED or name in _META


def common_priority(state: State, found: Sequence[ast.Attribute]) -> int:
    """What `@[priority n, ...]` gives to all attributes of the list; else what the option `default_priority` says."""
    for attribute in found:
        if attribute.name == "priority":
            term = attribute.priority or (attribute.args[0] if attribute.args else None)
            if term is not None:
                return priority_of(state, term)
    return int(state.option("default_priority", 1000))


def apply_all(state: State, found: Sequence[ast.Attribute], name: str, local: bool = False) -> None:
    """Apply a list of attributes in order."""
    _check_compatible(found)
    priority = common_priority(state, found)
    for attribute in found:
        if attribute.name != "priority":
            apply_attribute(state, attribute, name, local, priority)


def _check_compatible(found: Sequence[ast.Attribute]) -> None:
    before: list[str] = []
    for attribute in found:
        if attribute.removed:
            continue
        for group in (_REDUCIBILITY, _STRATEGIES):
            others = [name for name in before if name in group and name != attribute.name]
            if attribute.name in group and others:
                text = f"invalid attribute [{attribute.name}], declaration was already marked with [{others[-1]}]"
                raise LeanError(text, attribute.pos, "invalid")
        before.append(attribute.name)


def apply_attribute(
    state: State, attribute: ast.Attribute, name: str, local: bool = False, priority: int = 1000
) -> None:
    """`@[attribute]` (or `@[-attribute]`) on the constant `name`; LeanError when Lean refuses it."""
    kind = attribute.name
    if attribute.removed:
        _remove(state, attribute, name, local)
        return
    if attribute.priority is not None:
        priority = priority_of(state, attribute.priority)
    if attribute.args and is_attribute(kind) and (kind not in _WITH_ARGUMENTS or _is_not_intro(attribute)):
        raise LeanError("invalid attribute declaration, ']' expected", attribute.pos, "parse")
    _check_kind_of_declaration(state, kind, name, attribute)
    if kind in _REDUCIBILITY:
        state.set_reducibility(name, kind, local)
    elif kind == "instance":
        state.add_instance(name, priority, local)
    elif kind == "class":
        _add_class(state, name, attribute)
    elif kind in _RELATIONAL:
        _add_relational(state, kind, name, attribute, local)
        state.set_attribute(kind, name, None, priority, local)
    elif kind == "derive":
        from lean_env.embedded.tactics import derive  # which needs the elaborator

        derive.derive(state, attribute, name)
    elif kind in _META or kind in _BEYOND:
        raise Unsupported(f"attribute [{kind}] is not supported", attribute.pos)
    elif kind in _RECORDED:
        if kind in ("simp", "wrapper_eq", "congr"):
            _check_simp(state, kind, name, attribute)
        if kind in _STRATEGIES:
            for other in _STRATEGIES:
                if other != kind and state.has_attribute(other, name):
                    state.unset_attribute(other, name)
        if kind == "inverse":
            _add_inverse(state, name, attribute, local)
        state.set_attribute(kind, name, attribute.args or None, priority, local)
    else:
        raise LeanError(f"unknown attribute [{kind}]", attribute.pos, "invalid")


def _is_not_intro(attribute: ast.Attribute) -> bool:
    """Whether something other than `!` follows `intro`."""
    bangs = [arg for arg in attribute.args if isinstance(arg, ast.Ident) and arg.name == "!"]
    return attribute.name == "intro" and len(bangs) < len(attribute.args)


def _has_variable_on_the_left(type_: Expr) -> bool:
    """Whether the conclusion is an equation (or the like) whose left side, a variable, matches anything."""
    while isinstance(type_, Pi):
        type_ = type_.body
    args = ex.get_app_args(type_)
    return len(args) >= 2 and isinstance(args[-2], Var)


def _has_variable_outside_the_conclusion(type_: Expr) -> bool:
    """Whether an implicit variable is met in hypotheses only, if at all, so that finding a pattern takes a search."""
    binders = []
    while isinstance(type_, Pi):
        binders.append(type_)
        type_ = type_.body
    return any(
        binder.binder_info == ex.IMPLICIT and not has_loose_var(type_, index)
        for index, binder in enumerate(reversed(binders))
    )


def _is_eliminator(type_: Expr) -> bool:
    while isinstance(type_, Pi):
        type_ = type_.body
    fn, args = ex.get_app_fn_args(type_)
    return isinstance(fn, Var) and all(isinstance(arg, Var) for arg in args)


def _check_kind_of_declaration(state: State, kind: str, name: str, attribute: ast.Attribute) -> None:
    """Raise LeanError where Lean does not allow the attribute on what `name` is."""
    info = state.get(name)
    word = "" if info is None else info.kind
    text = ""
    if kind == "inline" and word != "definition":
        text = "invalid 'inline' use, only definitions can be marked as inline"
    elif kind == "pp_using_anonymous_constructor" and state.structure_info(name) is None:
        text = "invalid 'pp_using_anonymous_constructor' use, only structures can be marked with this attribute"
    elif kind == "algebra" and not state.is_class(name):
        text = f"invalid attribute [algebra] at '{name}', declaration is not a class"
    elif kind == "recursor" and (info is None or not _is_eliminator(info.type)):
        text = (
            "invalid user defined recursor, result type must be of the form (C t), where C is a bound variable, and t "
            "is a (possibly empty) sequence of bound variables"
        )
    elif kind == "ematch_lhs" and info is not None and _has_variable_on_the_left(info.type):
        text = f"invalid ematch lemma '{name}'"
    elif kind == "ematch" and info is not None and _has_variable_outside_the_conclusion(info.type):
        raise Unsupported(f"attribute [ematch] on {name}", attribute.pos)
    elif kind == "parsing_only":
        text = "invalid '[parsing_only]' attribute, can only be used in notation declarations"
    if text:
        raise LeanError(text, attribute.pos, "invalid")


def _remove(state: State, attribute: ast.Attribute, name: str, local: bool) -> None:
    kind = attribute.name
    if not local:
        raise LeanError(
            f"cannot remove attribute globally (solution: use 'local attribute [-{kind}]')", attribute.pos, "invalid"
        )
    if kind in _REDUCIBILITY or kind in _STRATEGIES:
        raise LeanError(f"cannot remove attribute [{kind}]", attribute.pos, "invalid")
    if not state.has_attribute(kind, name):
        raise LeanError(f"cannot remove attribute [{kind}]: no prior declaration on {name}", attribute.pos, "invalid")
    if kind == "instance":
        state.remove_instance(name)
    state.unset_attribute(kind, name)


def priority_of(state: State, term: ast.Term) -> int:
    """The value of a priority expression."""
    value = _simple_priority(term)
    if value is None:
        value = closed_number(state, term)
    if value is None:
        raise Unsupported("this form of priority is not supported", term.pos)
    return value


def _simple_priority(term: ast.Term) -> int | None:
    if isinstance(term, ast.Numeral):
        return term.value
    if isinstance(term, ast.Ident) and (term.name in _PRIORITIES or f"std.priority.{term.name}" in _PRIORITIES):
        return _PRIORITIES.get(term.name) or _PRIORITIES[f"std.priority.{term.name}"]
    if isinstance(term, ast.App) and isinstance(term.fn, ast.Ident) and len(term.args) == 2:
        left, right = _simple_priority(term.args[0]), _simple_priority(term.args[1])
        if left is None or right is None:
            return None
        if term.fn.name.endswith("add"):
            return left + right
        if term.fn.name.endswith("sub"):
            return max(left - right, 0)
    return None


def _add_class(state: State, name: str, attribute: ast.Attribute) -> None:
    info = state.get(name)
    if info is None or info.kind not in ("inductive", "definition", "axiom", "theorem"):
        raise LeanError(f"invalid class, declaration '{name}' must be inductive datatype or definition", attribute.pos)
    state.add_class(name)


def _check_simp(state: State, kind: str, name: str, attribute: ast.Attribute) -> None:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.tactics.simp.lemmas import validate_congr_lemma, validate_simp_lemma

    try:
        if kind == "congr":
            validate_congr_lemma(TypeContext(state), name)
        else:
            validate_simp_lemma(TypeContext(state), name)
    except LeanError as error:
        raise error.at(attribute.pos) from None


def _add_inverse(state: State, name: str, attribute: ast.Attribute, local: bool) -> None:
    from lean_env.embedded.elaborator import generalized

    try:
        undo = generalized.add_inverse_lemma(state, name)
    except LeanError as error:
        raise error.at(attribute.pos) from None
    if local:
        state.scopes[-1].undo.append(undo)


def _head(type_: Expr, message: str, place: ast.Node) -> str:
    fn = ex.get_app_fn(type_)
    if isinstance(fn, Const):
        return fn.name
    raise LeanError(message, place.pos, "invalid")


def _check_binary(state: State, relation: str, attribute: ast.Attribute) -> None:
    info = state.get(relation)
    explicit = 0
    type_ = None if info is None else info.type
    while isinstance(type_, Pi):
        explicit += type_.binder_info == ex.DEFAULT
        type_ = type_.body
    if explicit < 2:
        text = f"invalid binary relation declaration, relation '{relation}' must have two explicit parameters"
        raise LeanError(text, attribute.pos, "invalid")


def _add_relational(state: State, kind: str, name: str, attribute: ast.Attribute, local: bool) -> None:
    info = state.get(name)
    if info is None:
        raise LeanError(f"unknown declaration '{name}'", attribute.pos, "unknown_identifier")
    domains: list[Expr] = []
    type_ = info.type
    while isinstance(type_, Pi):
        domains.append(type_.binder_type)
        type_ = type_.body
    word = {"refl": "reflexivity rule", "symm": "symmetry rule", "trans": "transitivity rule"}.get(kind, "")
    key: object
    value: object = name
    if kind == "subst":
        if len(domains) < 2:
            raise LeanError("invalid substitution theorem, it must have at least 2 arguments", attribute.pos, "invalid")
        key = _head(
            domains[-2], "invalid substitution theorem, penultimate argument must be an operator application", attribute
        )
    else:
        minimum = 5 if kind == "trans" else 1
        if len(domains) < minimum:
            plural = "s" if minimum > 1 else ""
            text = f"invalid {word}, it must have at least {minimum} argument{plural}"
            raise LeanError(text, attribute.pos, "invalid")
        result = _head(type_, f"invalid {word}, result type must be an operator application", attribute)
        key = result
        _check_binary(state, result, attribute)
        if kind == "trans":
            first = _head(
                domains[-2], f"invalid {word}, penultimate argument must be an operator application", attribute
            )
            second = _head(domains[-1], f"invalid {word}, last argument must be an operator application", attribute)
            key, value = (first, second), (name, result)
    table = state.table(kind)
    old = table.get(key)
    table[key] = value
    if local:
        state.scopes[-1].undo.append(lambda: table.__setitem__(key, old))
