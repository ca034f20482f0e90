"""Elaboration of applications: implicit arguments, expected types, overloads, dot notation, eliminators.

Three procedures, chosen as Lean 3 chooses: with the expected type unified first, then the arguments (first and second
pass); from left to right (`elab_simple`, `@f`, no expected type); and for eliminators, whose motive is found by
abstracting the major premises in the expected type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from lean_env.embedded import terms
from lean_env.embedded.elaborator import names, pretty
from lean_env.embedded.elaborator.absent import is_absent, unknown_identifier
from lean_env.embedded.elaborator.names import ConstHead, FieldHead, Head, LocalHead, SectionHead
from lean_env.embedded.elaborator.state import parent_name
from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstructorInfo, InductiveInfo, RecursorInfo
from lean_env.embedded.kernel.expr import DEFAULT, INST, STRICT, App, Const, Expr, Local, Meta, Pi
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.term import Elaborator

PLAIN, ALL_EXPLICIT, PARTIAL = 0, 1, 2
"""How `f`, `@f` and `@@f` treat implicit arguments."""

_RECOVERABLE = ("timeout", "unsupported")


def elab_app(
    elab: Elaborator, fn: ast.Node, args: Sequence[ast.Term], expected: Expr | None, node: ast.Node, lctx: LocalContext
) -> Expr:
    """`fn args`, where `fn` is no application."""
    mask = PLAIN
    if isinstance(fn, ast.Explicit):
        fn, mask = fn.term, ALL_EXPLICIT
    elif isinstance(fn, ast.PartialExplicit):
        fn, mask = fn.term, PARTIAL
    if mask != PLAIN:
        node = replace(node, pos=fn.pos)
    while isinstance(fn, ast.PatternHint):
        fn = fn.term
    if isinstance(fn, ast.Ident):
        head = names.resolve_ident(elab.state, fn, lctx, mask == PLAIN)
        return _elab_head(elab, head, fn, mask, args, expected, node, lctx)
    if isinstance(fn, ast.Choice):
        return _elab_overloaded(elab, fn.alternatives, args, expected, node, lctx)
    if isinstance(fn, ast.Field) and mask == PLAIN:
        base = elab.elab_term(fn.term, None, lctx)
        place = ast.Field(fn.pos, fn.end, fn.term, fn.field)
        node = replace(node, pos=place.pos)
        return _elab_field(elab, base, fn.field, args, expected, place, node, lctx)
    if isinstance(fn, ast.InfixFunction) and args:
        reduced = _beta_syntax(fn.term, args)
        if reduced is not None:
            return elab.elab_term(reduced, expected, lctx)
    if isinstance(fn, ast.AnonymousConstructor) and args:
        raise LeanError("invalid constructor ⟨...⟩, function expected", fn.pos, "invalid")
    if isinstance(fn, ast.Hole) and args:
        raise LeanError("placeholders '_' cannot be used where a function is expected", fn.pos, "invalid")
    value = elab.elab_term(fn, None if args else expected, lctx)
    if args:
        value = elab.ensure_function(value, lctx, fn)
    return elab_fitted_app(elab, value, args, expected, node, lctx, mask)


def _elab_head(
    elab: Elaborator,
    head: Head,
    fn: ast.Ident,
    mask: int,
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    if isinstance(head, FieldHead) and mask != PLAIN:
        # `@x.f` is never field notation: where x is a local variable, a constant `x.f` is meant all the same.
        found = elab.state.resolve(fn.name)
        if found:
            head = ConstHead(tuple(found))
    if isinstance(head, FieldHead):
        if mask != PLAIN:
            raise LeanError("invalid occurrence of field notation", fn.pos, "invalid")
        base = _elab_base(elab, head.base, fn, lctx)
        place = _field_place(fn, head)
        node = replace(node, pos=place.pos)
        return _elab_field(elab, base, head.field, args, expected, place, node, lctx, head.base_name)
    if isinstance(head, LocalHead | SectionHead):
        if fn.levels is not None:
            raise LeanError(
                "invalid use of explicit universe parameter, identifier is a variable, parameter or a constant bound to"
                " parameters in a section",
                fn.pos,
                "invalid",
            )
        value = _head_value(elab, head, lctx)
        if args:
            value = elab.ensure_function(value, lctx, fn)
        return elab_fitted_app(elab, value, args, expected, node, lctx, mask)
    if len(head.names) > 1:
        alternatives = [ast.Ident(fn.pos, fn.end, name, fn.levels, (name,)) for name in head.names]
        if mask != PLAIN:
            overloads = ", ".join(head.names)
            raise LeanError(
                "invalid explicit annotation because of overloading (possible solution: use fully qualified names)"
                f" (overloads: {overloads})",
                fn.pos,
                "invalid",
            )
        return _elab_overloaded(elab, alternatives, args, expected, node, lctx)
    value = mk_constant(elab, head.names[0], fn)
    return _elab_constant(elab, value, mask, args, expected, node, lctx)


def _head_value(elab: Elaborator, head: LocalHead | SectionHead, lctx: LocalContext) -> Expr:
    if isinstance(head, LocalHead):
        return head.expr
    reference = head.reference
    info = elab.state.get(reference.name)
    assert info is not None
    levels = list(reference.levels)
    levels += [elab.ctx.mk_level_meta() for _ in range(len(info.level_params) - len(levels))]
    fn: Expr = ex.mk_const(reference.name, tuple(levels))
    for param in reference.params:
        here = lctx.find_by_id(param.id) or param
        type_ = elab.ctx.infer(fn)
        if isinstance(type_, Pi):
            elab.is_def_eq(elab.ctx.infer(here), type_.binder_type)
        fn = ex.mk_app(fn, here)
    return fn


def mk_constant(elab: Elaborator, name: str, fn: ast.Ident) -> Expr:
    """The constant at the levels written, the rest to be found."""
    info = elab.state.get(name)
    if info is None:
        raise unknown_identifier(elab.state, name, fn.pos)
    count = len(info.level_params)
    if not fn.levels:
        return ex.mk_const(name, tuple([elab.ctx.mk_level_meta() for _ in range(count)]))
    levels = [elab.elab_level(level) for level in fn.levels]
    if len(levels) > count:
        raise LeanError(
            f"incorrect number of universe levels parameters for '{name}', #{count} expected, #{len(levels)} provided",
            fn.pos,
            "invalid",
        )
    levels += [elab.ctx.mk_level_meta() for _ in range(count - len(levels))]
    return ex.mk_const(name, tuple(levels))


def _elab_constant(
    elab: Elaborator,
    fn: Expr,
    mask: int,
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    value: Expr = fn
    if args:
        value = elab.ensure_function(value, lctx, node)
    if mask != PLAIN or value is not fn or not isinstance(fn, Const):
        return elab_fitted_app(elab, value, args, expected, node, lctx, mask)
    info = elim_info(elab, fn.name)
    if info is not None:
        if len(args) >= info.explicit:
            return _elab_eliminator(elab, fn, info, args, expected, node, lctx)
    elif elab.state.is_no_confusion(fn.name):
        return _elab_no_confusion(elab, fn, args, expected, node, lctx)
    return elab_fitted_app(elab, fn, args, expected, node, lctx, mask)


def _field_place(fn: ast.Ident, head: FieldHead) -> ast.Field:
    """The place of the dot in an identifier that is taken apart."""
    dot = Position(fn.pos.line, fn.pos.column + len(head.base_name))
    return ast.Field(dot, fn.end, fn, head.field)


def _elab_base(elab: Elaborator, head: Head, fn: ast.Ident, lctx: LocalContext) -> Expr:
    if isinstance(head, FieldHead):
        base = _elab_base(elab, head.base, fn, lctx)
        place = _field_place(fn, head)
        return _elab_field(elab, base, head.field, (), None, place, fn, lctx, head.base_name)
    plain = ast.Ident(fn.pos, fn.end, fn.name)
    return _elab_head(elab, head, plain, PLAIN, (), None, plain, lctx)


# ------------------------------------------------------------------------------------------------ base procedures


def elab_fitted_app(
    elab: Elaborator,
    fn: Expr,
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
    mask: int = PLAIN,
) -> Expr:
    """An elaborated function applied to arguments yet to be elaborated."""
    if expected is None or mask != PLAIN or not _propagates(elab, fn):
        return _simple_app(elab, fn, mask, args, expected, node, lctx)
    point = elab.checkpoint()
    try:
        with elab.ctx.lazy_levels():
            info = _first_pass(elab, fn, args, expected, node, lctx)
    except LeanError as error:
        if error.kind in _RECOVERABLE:
            raise
        elab.rollback(point)
        return _simple_app(elab, fn, mask, args, expected, node, lctx)
    return _second_pass(elab, fn, args, node, lctx, info)


def strategy(elab: Elaborator, name: str) -> str:
    """`with_expected_type`, `simple` or `eliminator`, by attributes and kind of constant."""
    state = elab.state
    if state.has_attribute("elab_with_expected_type", name):
        return "with_expected_type"
    if state.has_attribute("elab_simple", name):
        return "simple"
    if state.has_attribute("elab_as_eliminator", name) or state.has_attribute("recursor", name):
        return "eliminator"
    if state.is_aux_recursor(name) or isinstance(state.get(name), RecursorInfo):
        return "eliminator"
    return "with_expected_type"


def _propagates(elab: Elaborator, fn: Expr) -> bool:
    head = ex.get_app_fn(fn)
    return isinstance(head, Const) and strategy(elab, head.name) == "with_expected_type"


class _FirstPass(NamedTuple):
    args: list[Expr]
    expected_types: list[Expr]
    positions: list[int]
    instance_counts: list[int]
    instances: list[Meta]
    eta: list[Local]


def _first_pass(
    elab: Elaborator, fn: Expr, args: Sequence[ast.Term], expected: Expr, node: ast.Node, lctx: LocalContext
) -> _FirstPass:
    ctx = elab.ctx
    info = _FirstPass([], [], [], [], [], [])
    before: Expr = ctx.infer(fn)
    type_ = before if isinstance(before, Pi) else ctx.whnf(before)
    index = 0
    count = len(args)
    while True:
        while isinstance(type_, Pi):
            binder_info = type_.binder_info
            domain = type_.binder_type
            if binder_info == STRICT and index == count:
                break
            if binder_info != DEFAULT:
                if binder_info == INST:
                    new_arg: Expr = ctx.mk_instance_meta(domain, lctx)
                    info.instances.append(new_arg)  # type: ignore[arg-type]
                else:
                    new_arg = elab.mk_meta(domain, lctx, node, type_.binder_name)
            elif index < count:
                arg = args[index]
                info.expected_types.append(domain)
                if isinstance(arg, ast.ExprTerm):
                    assert isinstance(arg.expr, Expr)
                    given = arg.expr
                    given_type = ctx.infer(given)
                    fitted = elab.ensure_has_type(given, given_type, domain, lctx, arg)
                    if fitted is None:
                        _mismatch(elab, ex.mk_apps(fn, [*info.args, given]), given, given_type, domain, node)
                    new_arg = fitted
                else:
                    new_arg = elab.mk_meta(domain, lctx, arg)
                index += 1
                info.positions.append(len(info.args))
                info.instance_counts.append(len(info.instances))
            else:
                break
            info.args.append(new_arg)
            before = ex.instantiate1(type_.body, new_arg)
            type_ = before if isinstance(before, Pi) else ctx.whnf(before)
        extended = _optional_params(elab, before, info.eta, info.args, node, lctx)
        if extended is None:
            break
        before = extended
        type_ = before if isinstance(before, Pi) else ctx.whnf(before)
        if not isinstance(type_, Pi) or type_.binder_info == DEFAULT:
            break
    if index != count:
        raise LeanError("too many arguments", node.pos, "type_mismatch")
    if not elab.is_def_eq(expected, before):
        given = ex.mk_apps(fn, info.args)
        raise LeanError("type mismatch, term" + _tail(elab, given, before, expected), node.pos, "type_mismatch")
    return info


def _second_pass(
    elab: Elaborator, fn: Expr, args: Sequence[ast.Term], node: ast.Node, lctx: LocalContext, info: _FirstPass
) -> Expr:
    done = 0
    new_args = info.args
    for index, arg in enumerate(args):
        while done < info.instance_counts[index]:
            elab.try_instance(info.instances[done], node)
            done += 1
        position = info.positions[index]
        hole = new_args[position]
        if not isinstance(hole, Meta) or isinstance(arg, ast.ExprTerm):
            continue
        expected = info.expected_types[index]
        value, value_type, fitted = _elab_arg(elab, arg, expected, lctx)
        if fitted is None:
            _mismatch(elab, ex.mk_apps(fn, [*new_args[:position], value]), value, value_type, expected, node)
        if not elab.is_def_eq(hole, fitted):
            text = pretty.pp(elab.instantiate(ex.mk_apps(fn, [*new_args[:position], value])), elab.ctx)
            raise LeanError(
                f"unexpected argument at application\n  {text}\ngiven argument\n  {elab.pp(value)}\n"
                f"expected argument\n  {elab.pp(hole)}",
                node.pos,
                "type_mismatch",
            )
        new_args[position] = fitted
    while done < len(info.instances):
        elab.try_instance(info.instances[done], node)
        done += 1
    result = ex.mk_apps(fn, new_args)
    return elab.ctx.mk_lambda(info.eta, result) if info.eta else result


def _elab_arg(elab: Elaborator, arg: ast.Term, expected: Expr, lctx: LocalContext) -> tuple[Expr, Expr, Expr | None]:
    inner = None if elab.in_pattern else _thunked(expected)
    value = elab.elab_term(arg, inner if inner is not None else expected, lctx)
    if inner is not None:
        value = ex.mk_lambda("_", DEFAULT, ex.mk_const("unit"), value)
    value_type = elab.ctx.infer(value)
    return value, value_type, elab.ensure_has_type(value, value_type, expected, lctx, arg)


def _thunked(type_: Expr) -> Expr | None:
    if isinstance(type_, App) and isinstance(type_.fn, Const) and type_.fn.name == "thunk":
        return type_.arg
    return None


def _simple_app(
    elab: Elaborator,
    fn: Expr,
    mask: int,
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    ctx = elab.ctx
    before: Expr = ctx.infer(fn)
    type_ = before if isinstance(before, Pi) else ctx.whnf(before)
    new_args: list[Expr] = []
    eta: list[Local] = []
    index = 0
    count = len(args)
    while True:
        while True:
            if isinstance(type_, Pi):
                binder_info = type_.binder_info
                domain = type_.binder_type
                if mask == PLAIN and binder_info == STRICT and index == count:
                    break
                if (mask == PLAIN and binder_info != DEFAULT) or (
                    mask == PARTIAL and binder_info not in (DEFAULT, INST) and not isinstance(domain, Pi)
                ):
                    if binder_info == INST:
                        new_arg: Expr = elab.mk_instance(domain, lctx, node)
                    else:
                        new_arg = elab.mk_meta(domain, lctx, node, type_.binder_name)
                elif index < count:
                    arg = args[index]
                    if binder_info == INST and isinstance(arg, ast.Hole):
                        new_arg = elab.mk_instance(domain, lctx, arg)
                    else:
                        inner = _thunked(domain) if mask == PLAIN and not elab.in_pattern else None
                        value = elab.elab_term(arg, domain if inner is None else inner, lctx)
                        if inner is not None:
                            value = ex.mk_lambda("_", DEFAULT, ex.mk_const("unit"), value)
                        value_type = ctx.infer(value)
                        fitted = elab.ensure_has_type(value, value_type, domain, lctx, arg)
                        if fitted is None:
                            _mismatch(elab, ex.mk_apps(fn, [*new_args, value]), value, value_type, domain, node)
                        new_arg = fitted
                    index += 1
                else:
                    break
                new_args.append(new_arg)
                before = ex.instantiate1(type_.body, new_arg)
                type_ = before if isinstance(before, Pi) else ctx.whnf(before)
            elif index < count:
                fn = elab.ensure_function(ex.mk_apps(fn, new_args), lctx, node)
                new_args = []
                before = ctx.infer(fn)
                type_ = before if isinstance(before, Pi) else ctx.whnf(before)
            else:
                break
        before = elab.instantiate(before)
        if mask != PLAIN:
            break
        extended = _optional_params(elab, before, eta, new_args, node, lctx)
        if extended is None:
            break
        before = extended
        type_ = before if isinstance(before, Pi) else ctx.whnf(before)
        if not isinstance(type_, Pi) or type_.binder_info == DEFAULT:
            break
    result = ex.mk_apps(fn, new_args)
    if eta:
        result = ctx.mk_lambda(eta, result)
    if expected is not None:
        fitted = elab.ensure_has_type(result, before, expected, lctx, node)
        if fitted is not None:
            return fitted
    return result


def _optional_params(
    elab: Elaborator, type_: Expr, eta: list[Local], new_args: list[Expr], node: ast.Node, lctx: LocalContext
) -> Expr | None:
    """Fill optional and automatic parameters; explicit ones before them are eta-expanded. None when there are none."""
    if not _mentions_optional(elab, type_):
        return None
    kept_eta, kept_args = len(eta), len(new_args)
    result: Expr | None = None
    while True:
        pi = type_ if isinstance(type_, Pi) else elab.ctx.whnf(type_)
        if not isinstance(pi, Pi):
            break
        domain = pi.binder_type
        fn, args = ex.get_app_fn_args(domain)
        found = True
        if isinstance(fn, Const) and fn.name == "opt_param" and len(args) == 2:
            new_arg: Expr = args[1]
        elif isinstance(fn, Const) and fn.name == "auto_param" and len(args) == 2:
            new_arg = elab_auto_param(elab, args[0], args[1], node, lctx)
        else:
            found = False
            local = ex.mk_local(pi.binder_name, domain, pi.binder_info)
            eta.append(local)
            new_arg = local
        new_args.append(new_arg)
        type_ = ex.instantiate1(pi.body, new_arg)
        if found:
            result = type_
            kept_eta, kept_args = len(eta), len(new_args)
    del eta[kept_eta:]
    del new_args[kept_args:]
    return elab.ctx.mk_pi(eta, result) if result is not None else None


def _mentions_optional(elab: Elaborator, type_: Expr) -> bool:
    while isinstance(type_, Pi):
        fn = ex.get_app_fn(type_.binder_type)
        if isinstance(fn, Const) and fn.name in ("opt_param", "auto_param"):
            return True
        type_ = type_.body
    fn = ex.get_app_fn(type_)
    if isinstance(fn, Const) and elab.state.reducibility(fn.name) == "semireducible":
        unfolded = elab.state.get(fn.name)
        if unfolded is not None and unfolded.kind == "definition":
            whole = type_ if type_.loose == 0 else None
            if whole is not None:
                reduced = elab.ctx.whnf(whole)
                return isinstance(reduced, Pi) and _mentions_optional(elab, reduced)
    return False


def elab_auto_param(elab: Elaborator, type_: Expr, tactic: Expr, node: ast.Node, lctx: LocalContext) -> Expr:
    """A hole that the parameter's tactic fills at the end."""
    name = names.unquote_name(tactic)
    if name is None:
        raise LeanError("invalid auto_param, name literal expected for identifying tactic", node.pos, "invalid")
    short = name.rpartition(".")[2]
    block = ast.TacticTerm(node.pos, node.end, ast.TacticCall(node.pos, node.end, short), True)
    return elab.elab_term(block, type_, lctx)


def _tail(elab: Elaborator, e: Expr, given: Expr, expected: Expr) -> str:
    return elab.mismatch(e, given, expected).removeprefix("type mismatch, term")


def _mismatch(elab: Elaborator, term: Expr, arg: Expr, given: Expr, expected: Expr, node: ast.Node) -> NoReturn:
    raise LeanError(
        f"type mismatch at application\n  {elab.pp(term)}\nterm" + _tail(elab, arg, given, expected),
        node.pos,
        "type_mismatch",
    )


# ------------------------------------------------------------------------------------------------ overloads


def _elab_overloaded(
    elab: Elaborator,
    fns: Sequence[ast.Term],
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    flat: list[ast.Term] = []
    for fn in fns:
        flat += fn.alternatives if isinstance(fn, ast.Choice) else (fn,)
    if expected is not None:
        return _overloaded_with_expected(elab, flat, args, expected, node, lctx)
    return _overloaded_core(elab, flat, args, expected, node, lctx)


def _elab_overload_head(
    elab: Elaborator, fn: ast.Term, has_args: bool, expected: Expr | None, lctx: LocalContext
) -> Expr:
    if isinstance(fn, ast.Ident):
        head = names.resolve_ident(elab.state, fn, lctx)
        if isinstance(head, LocalHead | SectionHead):
            value = _head_value(elab, head, lctx)
        elif isinstance(head, ConstHead) and len(head.names) == 1:
            value = mk_constant(elab, head.names[0], fn)
            if elim_info(elab, head.names[0]) is not None:
                raise LeanError(
                    f"invalid overloaded application, elaborator has special support for '{head.names[0]}' (it is"
                    ' handled as an "eliminator"), but this kind of constant cannot be overloaded (solution: use fully'
                    " qualified names)",
                    fn.pos,
                    "invalid",
                )
        else:
            value = elab.elab_term(fn, None if has_args else expected, lctx)
    else:
        value = elab.elab_term(fn, None if has_args else expected, lctx)
    return elab.ensure_function(value, lctx, fn) if has_args else value


def _overloaded_with_expected(
    elab: Elaborator,
    fns: Sequence[ast.Term],
    args: Sequence[ast.Term],
    expected: Expr,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    point = elab.checkpoint()
    winners: list[ast.Term] = []
    for fn in fns:
        elab.rollback(point)
        point = elab.checkpoint()
        try:
            value = _elab_overload_head(elab, fn, bool(args), expected, lctx)
            info = _first_pass(elab, value, args, expected, node, lctx)
            winners.append(fn)
        except LeanError as error:
            if error.kind in _RECOVERABLE:
                raise
    if len(winners) == 1:
        if winners[0] is not fns[-1]:
            elab.rollback(point)
            value = _elab_overload_head(elab, winners[0], bool(args), expected, lctx)
            info = _first_pass(elab, value, args, expected, node, lctx)
        return _second_pass(elab, value, args, node, lctx, info)
    elab.rollback(point)
    return _overloaded_core(elab, fns, args, expected, node, lctx)


def _overloaded_core(
    elab: Elaborator,
    fns: Sequence[ast.Term],
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    visited: list[ast.Term] = []
    for arg in args:
        visited.append(ast.ExprTerm(arg.pos, arg.end, elab.elab_term(arg, None, lctx)))
    point = elab.checkpoint()
    winners: list[tuple[ast.Term, Expr]] = []
    errors: list[tuple[ast.Term, LeanError]] = []
    for fn in fns:
        elab.rollback(point)
        point = elab.checkpoint()
        try:
            winners.append((fn, _overload_candidate(elab, fn, visited, expected, node, lctx)))
        except LeanError as error:
            if error.kind in _RECOVERABLE:
                raise
            errors.append((fn, error))
    if len(winners) == 1 and winners[0][0] is fns[-1]:
        return winners[0][1]
    shown = [pretty.pp(elab.instantiate(value), elab.ctx) for _, value in winners] if len(winners) > 1 else []
    elab.rollback(point)
    if len(winners) == 1:
        return _overload_candidate(elab, winners[0][0], visited, expected, node, lctx)
    if not winners:
        text = "none of the overloads are applicable"
        for fn, failure in errors:
            text += f"\nerror for {_shown(fn)}\n{failure.text}"
        raise LeanError(text, node.pos, errors[0][1].kind if errors else "other")
    raise LeanError(
        "ambiguous overload, possible interpretations" + "".join(f"\n  {text}" for text in shown), node.pos, "other"
    )


def _shown(fn: ast.Term) -> str:
    if isinstance(fn, ast.App):
        return _shown(fn.fn)
    return fn.resolved[0] if isinstance(fn, ast.Ident) and fn.resolved else getattr(fn, "name", "term")


def _overload_candidate(
    elab: Elaborator,
    fn: ast.Term,
    args: Sequence[ast.Term],
    expected: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    value = _elab_overload_head(elab, fn, bool(args), expected, lctx)
    result = _simple_app(elab, value, PLAIN, args, expected, node, lctx)
    elab.synthesize_instances()
    if expected is not None:
        result_type = elab.ctx.infer(result)
        fitted = elab.ensure_has_type(result, result_type, expected, lctx, node)
        if fitted is None:
            raise LeanError(
                "invalid overload, term" + _tail(elab, result, result_type, expected), node.pos, "type_mismatch"
            )
    return result


# ------------------------------------------------------------------------------------------------ dot notation


class _Field(NamedTuple):
    """What `s.field` resolved to: `path` are projections to apply to s first; one of `projection`, `const`, `local`."""

    path: tuple[str, ...]
    base_type: str
    projection: str | None = None
    const: str | None = None
    local: Expr | None = None


def _elab_field(
    elab: Elaborator,
    base: Expr,
    field: int | str,
    args: Sequence[ast.Term],
    expected: Expr | None,
    place: ast.Field,
    node: ast.Node,
    lctx: LocalContext,
    base_name: str = "",
) -> Expr:
    base_type = terms.head_beta(elab.instantiate(elab.ctx.infer(base)))
    found = _resolve_field(elab, base, base_type, field, place, lctx, base_name)
    for projection in found.path:
        base = _project(elab, projection, base, lctx, place)
    if found.projection is not None:
        value = _project(elab, found.projection, base, lctx, place)
        if args:
            value = elab.ensure_function(value, lctx, place)
        return elab_fitted_app(elab, value, args, expected, node, lctx)
    if found.local is not None:
        value = found.local
        full_name = value.pp_name if isinstance(value, Local) else ""
    else:
        assert found.const is not None
        full_name = found.const
        value = mk_constant(elab, full_name, ast.Ident(place.pos, place.end, full_name))
    subject = ast.ExprTerm(place.pos, place.end, base)
    type_ = elab.ctx.infer(value)
    new_args: list[ast.Term] = []
    index = 0
    missing = False
    while isinstance(type_, Pi):
        if type_.binder_info == DEFAULT:
            domain = type_.binder_type
            head = ex.get_app_fn(domain)
            fits = isinstance(head, Const) and head.name == found.base_type
            if fits or (found.base_type == "function" and isinstance(domain, Pi)):
                if missing:
                    raise LeanError(
                        f"invalid field notation, insufficient number of arguments for '{full_name}'",
                        node.pos,
                        "type_mismatch",
                    )
                new_args.append(subject)
                new_args += args[index:]
                return elab_fitted_app(elab, value, new_args, expected, node, lctx)
            if index < len(args):
                new_args.append(args[index])
                index += 1
            else:
                missing = True
        type_ = type_.body
    try:
        return elab_fitted_app(elab, value, (subject, *args), expected, node, lctx)
    except LeanError as error:
        if error.kind in _RECOVERABLE:
            raise
        raise LeanError(
            f"invalid field notation, function '{full_name}' does not have explicit argument with type"
            f" ({found.base_type} ...)\n{error.text}",
            node.pos,
            "type_mismatch",
        ) from None


def _project(elab: Elaborator, projection: str, base: Expr, lctx: LocalContext, place: ast.Node) -> Expr:
    """The projection applied to `base`, whatever kind of binder its argument has."""
    info = elab.state.projection_info(projection)
    if info is None:
        fn = mk_constant(elab, projection, ast.Ident(place.pos, place.end, projection))
        return elab_fitted_app(elab, fn, (ast.ExprTerm(place.pos, place.end, base),), None, place, lctx)
    structure = elab.ctx.infer(base)
    fn_, args = ex.get_app_fn_args(structure)
    if not isinstance(fn_, Const) or fn_.name != info.structure:
        fn_, args = ex.get_app_fn_args(elab.ctx.whnf(structure))
    assert isinstance(fn_, Const)
    return ex.mk_app(ex.mk_apps(ex.mk_const(projection, fn_.levels), args[: info.num_params]), base)


def _resolve_field(
    elab: Elaborator,
    base: Expr,
    base_type: Expr,
    field: int | str,
    place: ast.Field,
    lctx: LocalContext,
    base_name: str,
) -> _Field:
    first: LeanError | None = None
    type_ = base_type
    while True:
        try:
            return _resolve_field_at(elab, base, type_, field, place, lctx, base_name)
        except LeanError as error:
            if error.kind in _RECOVERABLE:
                raise
            first = first or error
            unfolded = elab.ctx.unfold_definition(type_)
            reduced = elab.ctx.whnf_core(unfolded if unfolded is not None else type_)
            if reduced is type_:
                raise first from None
            type_ = reduced


def _resolve_field_at(
    elab: Elaborator,
    base: Expr,
    base_type: Expr,
    field: int | str,
    place: ast.Field,
    lctx: LocalContext,
    base_name: str,
) -> _Field:
    from lean_env.embedded.elaborator.structures import find_field, structure_info

    state = elab.state
    if isinstance(base_type, Pi) and isinstance(field, str) and "function." + field in state.env:
        return _Field((), "function", const="function." + field)
    head = ex.get_app_fn(base_type)
    if not isinstance(head, Const):
        if isinstance(field, str) and base_name and isinstance(ex.get_app_fn(base), Const):
            start = Position(place.pos.line, place.pos.column - len(base_name))
            raise unknown_identifier(state, f"{base_name}.{field}", start)
        raise LeanError(
            "invalid field notation, type is not of the form (C ...) where C is a constant\n"
            f"  {elab.pp(base)}\nhas type\n  {elab.pp(base_type)}",
            place.pos,
            "type_mismatch",
        )
    name = head.name
    if isinstance(field, int):
        info = structure_info(state, name)
        if info is None:
            raise LeanError(
                f"invalid projection, structure expected\n  {elab.pp(base)}\nhas type\n  {elab.pp(base_type)}",
                place.pos,
                "type_mismatch",
            )
        if field == 0:
            raise LeanError("invalid projection, index must be greater than 0", place.pos, "invalid")
        if field > len(info.fields):
            raise LeanError(
                f"invalid projection, structure has only {len(info.fields)} field(s)\n  {elab.pp(base)}\n"
                f"which has type\n  {elab.pp(base_type)}",
                place.pos,
                "invalid",
            )
        return _Field((), name, projection=info.fields[field - 1].projection)
    if "." not in field and structure_info(state, name) is not None:
        path = find_field(state, name, field)
        if path is not None:
            return _Field(tuple(path[:-1]), name, projection=path[-1])
    full = name + "." + field
    namespace = state.namespace
    short = full[len(namespace) + 1 :] if namespace and full.startswith(namespace + ".") else full
    for candidate in (short, full):
        local = lctx.find_by_name(candidate)
        if local is not None and local.id in elab.recursive_locals:
            return _Field((), name, local=local)
    method = _find_method(elab, name, field)
    if method is not None:
        return method
    if is_absent(full):
        raise unknown_identifier(state, full, place.pos)
    raise LeanError(
        f"invalid field notation, '{field}' is not a valid \"field\" because environment does not contain '{full}'\n"
        f"  {elab.pp(base)}\nwhich has type\n  {elab.pp(base_type)}",
        place.pos,
        "type_mismatch",
    )


def _find_method(elab: Elaborator, structure: str, field: str) -> _Field | None:
    """`structure.field`, or `parent.field` for a structure it extends; then what is aliased so."""
    from lean_env.embedded.elaborator.structures import structure_info

    state = elab.state
    waiting: list[tuple[str, tuple[str, ...]]] = [(structure, ())]
    while waiting:
        name, path = waiting.pop(0)
        full = name + "." + field
        if full in state.env:
            return _Field(path, name, const=full)
        info = structure_info(state, name)
        if info is not None:
            for part in info.fields:
                if part.parent is not None:
                    waiting.append((part.parent, (*path, part.projection)))
    aliases = state.aliases(structure + "." + field)
    if len(aliases) == 1:
        return _Field((), parent_name(aliases[0]), const=aliases[0])
    return None


# ------------------------------------------------------------------------------------------------ eliminators


class ElimInfo(NamedTuple):
    """How a constant is used as an eliminator: numbers of arguments, the motive, the arguments that fix it."""

    arity: int
    explicit: int
    motive: int
    majors: tuple[int, ...]


def elim_info(elab: Elaborator, name: str) -> ElimInfo | None:
    """None when the constant is not elaborated as an eliminator."""
    if strategy(elab, name) != "eliminator":
        return None
    cache = elab.state.table("eliminator")
    found = cache.get(name)
    if found is None:
        found = _builtin_elim_info(elab, name) or _user_elim_info(elab, name) or False
        cache[name] = found
    return found or None


def _builtin_elim_info(elab: Elaborator, name: str) -> ElimInfo | None:
    state = elab.state
    kind = name.rpartition(".")[2]
    recursor = isinstance(state.get(name), RecursorInfo)
    if not recursor and (not state.is_aux_recursor(name) or kind == "drec"):
        return None
    inductive = state.get(parent_name(name))
    if not isinstance(inductive, InductiveInfo):
        return None
    params, indices, minors = inductive.num_params, inductive.num_indices, len(inductive.constructors)
    last = 1 if kind in ("brec_on", "binduction_on") else minors
    arity = params + 1 + indices + 1 + last
    explicit = 1 + minors
    if minors == 0:
        explicit += 1
    major = params + 1 + indices + (minors if recursor else 0)
    return ElimInfo(arity, explicit, params, (major,))


def _user_elim_info(elab: Elaborator, name: str) -> ElimInfo | None:
    info = elab.state.get(name)
    if info is None:
        return None
    params: list[Local] = []
    type_ = info.type
    while isinstance(type_, Pi):
        local = ex.mk_local(type_.binder_name, ex.instantiate(type_.binder_type, params), type_.binder_info)
        params.append(local)
        type_ = type_.body
    type_ = ex.instantiate(type_, params)
    motive, targets = ex.get_app_fn_args(type_)
    if not isinstance(motive, Local) or not targets:
        return None
    position = {target.id: index for index, target in enumerate(targets) if isinstance(target, Local)}
    if len(position) != len(targets):
        return None
    found = [False] * len(targets)
    majors: list[int] = []
    explicit = 0
    motive_index = -1
    for index, param in enumerate(params):
        if param is motive:
            motive_index = index
    for index in range(len(params) - 1, -1, -1):
        param = params[index]
        if param.binder_info != DEFAULT:
            continue
        explicit += 1
        at = position.get(param.id)
        if at is not None and not found[at]:
            found[at] = True
            majors.append(index)
        if not _is_first_order(param.type):
            continue
        collected = False
        for local in terms.locals_of(param.type):
            at = position.get(local.id)
            if at is not None and not found[at]:
                found[at] = collected = True
        if collected:
            majors.append(index)
    for done in found:
        if not done:
            return None
    return ElimInfo(len(params), explicit, motive_index, tuple(reversed(majors)))


def _is_first_order(type_: Expr) -> bool:
    return terms.find(type_, lambda e: isinstance(e, App) and not isinstance(ex.get_app_fn(e), Const)) is None


def _elab_eliminator(
    elab: Elaborator,
    fn: Const,
    info: ElimInfo,
    args: Sequence[ast.Term],
    expected_type: Expr | None,
    node: ast.Node,
    lctx: LocalContext,
) -> Expr:
    ctx = elab.ctx
    prefix = (
        f"invalid '{fn.name}' application, elaborator has special support for this kind of application"
        ' (it is handled as an "eliminator"), '
    )
    if expected_type is None:
        raise LeanError(prefix + "but the expected type must be known", node.pos, "type_mismatch")
    elab.synthesize_instances()
    expected = elab.instantiate(expected_type)
    if expected.has_meta:
        raise LeanError(
            prefix + f"but expected type must not contain metavariables\n  {elab.pp(expected)}",
            node.pos,
            "type_mismatch",
        )
    type_: Expr = ctx.infer(fn)
    new_args: list[Expr] = []
    postponed: list[tuple[int, ast.Term]] = []
    index = 0
    used = 0
    while True:
        if not isinstance(type_, Pi):
            reduced = ctx.whnf(type_)
            if not isinstance(reduced, Pi):
                break
            type_ = reduced
        domain = type_.binder_type
        if index in info.majors:
            value = elab.elab_term(args[used], domain, lctx)
            elab.synthesize()
            value = elab.instantiate(value)
            if value.has_meta:
                raise LeanError(
                    prefix + f"but term\n  {elab.pp(value)}\nmust not contain metavariables because it is used to"
                    " compute the motive",
                    node.pos,
                    "type_mismatch",
                )
            value_type = ctx.infer(value)
            used += 1
            if not elab.is_def_eq(value_type, domain):
                _mismatch(elab, ex.mk_apps(fn, [*new_args, value]), value, value_type, domain, node)
            new_arg = value
        elif type_.binder_info == DEFAULT:
            new_arg = elab.mk_meta(domain, lctx, args[used])
            postponed.append((index, args[used]))
            used += 1
        elif type_.binder_info == INST:
            new_arg = elab.mk_instance(domain, lctx, node)
        else:
            new_arg = elab.mk_meta(domain, lctx, node)
        new_args.append(new_arg)
        type_ = ex.instantiate1(type_.body, new_arg)
        index += 1
    extra: list[Expr] = []
    for arg in args[used:]:
        extra.append(elab.elab_term(arg, None, lctx))
    elab.synthesize()
    for position in range(len(extra) - 1, -1, -1):
        extra[position] = elab.instantiate(extra[position])
        arg_type = elab.instantiate(ctx.infer(extra[position]))
        expected = ex.mk_pi("_a", DEFAULT, arg_type, ctx.kabstract(expected, extra[position])[0])
    motive = expected
    for key in reversed(ex.get_app_args(type_)):
        key = elab.instantiate(key)
        motive = ex.mk_lambda("_x", DEFAULT, ctx.infer(key), ctx.kabstract(motive, key)[0])
    if not elab.is_def_eq(new_args[info.motive], motive):
        raise LeanError('"eliminator" elaborator failed to compute the motive', node.pos, "type_mismatch")
    try:
        for position, arg in postponed:
            hole = new_args[position]
            hole_type = elab.instantiate(ctx.infer(hole))
            value = elab.elab_term(arg, hole_type, lctx)
            if not elab.is_def_eq(hole, value):
                raise LeanError(
                    '"eliminator" elaborator type mismatch, term' + _tail(elab, value, ctx.infer(value), hole_type),
                    node.pos,
                    "type_mismatch",
                )
            new_args[position] = value
    except LeanError as error:
        if error.kind not in _RECOVERABLE:
            error.text += (
                f"\nthe inferred motive for the eliminator-like application is\n  {pretty.pp(motive, elab.ctx)}"
            )
        raise
    return elab.instantiate(ex.mk_apps(ex.mk_apps(fn, new_args), extra))


def _elab_no_confusion(
    elab: Elaborator, fn: Const, args: Sequence[ast.Term], expected: Expr | None, node: ast.Node, lctx: LocalContext
) -> Expr:
    if expected is None:
        raise LeanError(
            f"invalid '{fn.name}' application, elaborator has special support for no_confusion but the expected type"
            " must be known",
            node.pos,
            "type_mismatch",
        )
    if not args:
        raise LeanError(
            f"invalid occurrence of function '{fn.name}', it must be applied to at least one argument"
            " (possible solution: use '@')",
            node.pos,
            "type_mismatch",
        )
    equality = elab.elab_term(args[0], None, lctx)
    elab.synthesize()
    equality = elab.instantiate(equality)
    elab.ensure_no_metas(equality, args[0])
    inductive = elab.state.get(parent_name(fn.name))
    assert isinstance(inductive, InductiveInfo)
    hole = ast.Hole(node.pos, node.end)
    new_args: list[ast.Term] = [hole] * (inductive.num_params + inductive.num_indices)
    new_args.append(ast.ExprTerm(node.pos, node.end, expected))
    new_args += [hole, hole, ast.ExprTerm(args[0].pos, args[0].end, equality), *args[1:]]
    return _simple_app(elab, fn, ALL_EXPLICIT, new_args, expected, node, lctx)


# ------------------------------------------------------------------------------------------------ constructors


def elab_anonymous_constructor(
    elab: Elaborator, node: ast.AnonymousConstructor, expected: Expr | None, lctx: LocalContext
) -> Expr:
    """`⟨a, b⟩`: the only constructor of the expected type."""
    if expected is None:
        raise LeanError("invalid constructor ⟨...⟩, expected type must be known", node.pos, "type_mismatch")
    elab.synthesize()
    with elab.ctx.transparency_at("all"):
        target = elab.ctx.whnf(elab.instantiate(expected))
    head = ex.get_app_fn(target)
    if not isinstance(head, Const):
        raise LeanError(
            f"invalid constructor ⟨...⟩, expected type is not an inductive type\n  {elab.pp(expected)}",
            node.pos,
            "type_mismatch",
        )
    info = elab.state.get(head.name)
    if elab.state.is_private(head.name) and not elab.state.has_alias(head.name):
        raise LeanError("invalid constructor ⟨...⟩, type is a private inductive datatype", node.pos, "invalid")
    if not isinstance(info, InductiveInfo):
        raise LeanError(f"invalid constructor ⟨...⟩, '{head.name}' is not an inductive type", node.pos, "type_mismatch")
    if len(info.constructors) != 1:
        raise LeanError(
            f"invalid constructor ⟨...⟩, '{head.name}' must have only one constructor", node.pos, "type_mismatch"
        )
    name = info.constructors[0]
    constructor = elab.state.get(name)
    assert isinstance(constructor, ConstructorInfo)
    explicit = 0
    type_ = constructor.type
    while isinstance(type_, Pi):
        explicit += type_.binder_info == DEFAULT
        type_ = type_.body
    args = node.args
    if explicit > 1 and len(args) > explicit:
        rest = ast.AnonymousConstructor(node.pos, node.end, args[explicit - 1 :])
        args = (*args[: explicit - 1], rest)
    fn = ast.Ident(node.pos, node.end, name, None, (name,))
    return elab_app(elab, fn, args, expected, node, lctx)


def _beta_syntax(term: ast.Term, args: Sequence[ast.Term]) -> ast.Term | None:
    """`(λ x y, f x y) a b` of an expanded operator section, on syntax; None when it is not of that form."""
    if not isinstance(term, ast.Lambda) or len(term.binders) > len(args):
        return None
    values = {binder.name: arg for binder, arg in zip(term.binders, args, strict=False)}
    body = _replace_idents(term.body, values)
    if body is None:
        return None
    rest = tuple(args[len(term.binders) :])
    return ast.App(body.pos, body.end, body, rest) if rest else body


def _replace_idents(term: ast.Term, values: dict[str, ast.Term]) -> ast.Term | None:
    if isinstance(term, ast.Ident):
        return values.get(term.name, term) if term.resolved is None else term
    if isinstance(term, ast.App):
        fn = _replace_idents(term.fn, values)
        parts: list[ast.Term] = []
        for arg in term.args:
            part = _replace_idents(arg, values)
            if part is None:
                return None
            parts.append(part)
        return ast.App(term.pos, term.end, fn, tuple(parts)) if fn is not None else None
    if isinstance(term, ast.Choice):
        alternatives: list[ast.Term] = []
        for alternative in term.alternatives:
            part = _replace_idents(alternative, values)
            if part is None:
                return None
            alternatives.append(part)
        return ast.Choice(term.pos, term.end, tuple(alternatives))
    if isinstance(term, ast.Numeral | ast.Hole | ast.ExprTerm | ast.Explicit):
        return term
    return None
