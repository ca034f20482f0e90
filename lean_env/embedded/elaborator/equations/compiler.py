"""The equation compiler's front: `match`, and definitions by equations, from syntax to declarations.

Equations are elaborated by `patterns`, recursion is removed by `structural` or `well_founded`, and `matching` compiles
what is left. A definition `f` becomes `f._main`, with `f` as a name for it; a `match` becomes `f._match_n`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import noncomputable, universes
from lean_env.embedded.elaborator.auxiliary import levels_of
from lean_env.embedded.elaborator.equations import smart, structural
from lean_env.embedded.elaborator.equations.auxdefs import add_equation_lemmas, define_auxiliary, zeta_locals
from lean_env.embedded.elaborator.equations.matching import compile_match
from lean_env.embedded.elaborator.equations.nested import NestedCalls
from lean_env.embedded.elaborator.equations.patterns import Equation, EquationElaborator, Variable, map_pattern
from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import DefinitionDecl, TheoremDecl
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    App,
    Const,
    Expr,
    Local,
    Pi,
    get_app_fn_args,
    instantiate1,
    lambda_over,
    mk_apps,
    mk_local,
    mk_pi,
    pi_over,
)
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.state import State
    from lean_env.embedded.elaborator.term import Elaborator


@dataclass(frozen=True, slots=True)
class EquationsRequest:
    """A function to be defined by equations.

    `params` are the Locals before the colon, in the context that the compiler is given; `type` is what stands after
    it, over the parameters; `local_name` is how the right-hand sides call the function. `kind` is def or theorem.
    """

    name: str
    local_name: str
    level_params: tuple[str, ...] | None
    """None when the equations have a say in it: then what they leave open is generalized."""
    params: tuple[Local, ...]
    type: Expr
    equations: tuple[ast.Equation, ...]
    kind: str = "def"
    well_founded: ast.Term | None = None
    position: Position | None = None


# ------------------------------------------------------------------------------------------------ elaborating equations


def _elaborate_all(
    elab: Elaborator, fn: Local, nodes: Sequence[ast.Equation], lctx: LocalContext, optional_last: bool = False
) -> list[Equation]:
    """The equations of one function with everything that waits settled.

    `optional_last` marks the last one as the failure of a pattern in a `do` block: it is left out where the monad
    cannot fail.
    """
    elaborator = EquationElaborator(elab, lctx)
    result: list[Equation] = []
    for index, node in enumerate(nodes):
        if optional_last and index == len(nodes) - 1 and not _may_fail(elab, fn, lctx):
            break
        if len(node.patterns) != len(nodes[0].patterns):
            text = "invalid equations, all equations must have the same number of arguments"
            raise LeanError(text, node.pos, "invalid")
        try:
            result.append(elaborator.elaborate(fn, node, index))
        except LeanError as error:
            raise error.at(node.pos) from None
    elab.synthesize()
    if optional_last and len(result) == len(nodes):
        result[-1] = result[-1].with_(optional=True)
    return [_settle(elab, equation) for equation in result]


def _may_fail(elab: Elaborator, fn: Local, lctx: LocalContext) -> bool:
    """Is the function's result a computation in a monad with `monad_fail`?"""
    type_ = elab.mctx.instantiate(fn.type)
    if not isinstance(type_, Pi) or "monad_fail" not in elab.state.env:
        return False
    body = type_.body
    if body.loose or not isinstance(body, App):
        return False
    try:
        wanted = elab.ctx.mk_app_m("monad_fail", [body.fn], lctx)
    except LeanError:
        return False
    return elab.ctx.synth_instance(wanted, lctx) is not None


def _fix_levels(elab: Elaborator, equations: Sequence[Equation]) -> list[Equation]:
    """Universes that nothing determines are zero: a definition's own parameters are settled by its type."""
    exprs: list[Expr] = []
    for equation in equations:
        exprs += [equation.rhs, *equation.arguments, *[variable.type for variable in equation.variables]]
    if not any(e.has_level_meta for e in exprs):
        return list(equations)
    universes.generalize(elab.mctx, exprs, (), fixed=True)
    return [_settle(elab, equation) for equation in equations]


def _settle(elab: Elaborator, equation: Equation) -> Equation:
    """The equation with metavariables instantiated, in the types of its variables too."""
    mctx = elab.mctx
    settled: list[Local] = []

    def finish(e: Expr) -> Expr:
        e = mctx.instantiate(e)
        return ex.instantiate(ex.abstract(e, settled), settled) if settled and e.has_local else e

    for variable in equation.variables:
        settled.append(Local(variable.id, variable.pp_name, variable.binder_info, finish(variable.type)))
    arguments = tuple([finish(argument) for argument in equation.arguments])
    rhs = finish(equation.rhs)
    for e in (*arguments, rhs, *[variable.type for variable in settled]):
        elab.ensure_no_metas(e, equation.node)
    by_id = {variable.id: Variable(variable) for variable in settled}
    patterns = tuple([map_pattern(pattern, finish, dict(by_id)) for pattern in equation.patterns])
    return equation.with_(variables=tuple(settled), arguments=arguments, patterns=patterns, rhs=rhs, statement=rhs)


# ------------------------------------------------------------------------------------------------ match


def elab_match(elab: Elaborator, node: ast.Match, expected: Expr | None, lctx: LocalContext) -> Expr:
    """`match e₁, … with | p₁, … := rhs … end`, as a call of an auxiliary function. Raises LeanError in Lean's words."""
    if any(node.names):
        raise Unsupported("named scrutinees are not supported", node.pos)
    fn_type, arguments = _match_type(elab, node, expected, lctx)
    fn = mk_local("_match", fn_type)
    equations = _elaborate_all(elab, fn, node.equations, lctx, node.optional_last)
    fn_type = elab.mctx.instantiate(fn_type)
    elab.ensure_no_metas(fn_type, node)
    compiled = _compile_match(elab, fn_type, len(arguments), equations, lctx, node)
    return mk_apps(compiled, [elab.mctx.instantiate(argument) for argument in arguments])


def _match_type(
    elab: Elaborator, node: ast.Match, expected: Expr | None, lctx: LocalContext
) -> tuple[Expr, list[Expr]]:
    """The type of the auxiliary function, and its arguments."""
    mctx, context = elab.mctx, elab.ctx
    if node.type is not None and not isinstance(node.type, ast.Hole):
        return _written_match_type(elab, node, expected, lctx)
    if expected is None:
        raise LeanError("invalid match/convoy expression, expected type is not known", node.pos, "invalid")
    arguments = [elab.elab_term(scrutinee, None, lctx) for scrutinee in node.scrutinees]
    elab.synthesize()
    type_ = mctx.instantiate(expected)
    for argument in reversed(arguments):
        argument = mctx.instantiate(argument)
        argument_type = mctx.instantiate(context.infer(argument))
        body, _ = context.kabstract(type_, argument)
        type_ = mk_pi("_a", DEFAULT, argument_type, body)
    type_ = mctx.instantiate(type_)
    return type_, arguments


def _written_match_type(
    elab: Elaborator, node: ast.Match, expected: Expr | None, lctx: LocalContext
) -> tuple[Expr, list[Expr]]:
    """The user wrote the type of the function that matches."""
    mctx, context = elab.mctx, elab.ctx
    assert node.type is not None
    type_node: ast.Term = node.type
    binders: list[Local] = []
    inner = lctx
    arguments: list[Expr] = []
    for scrutinee in node.scrutinees:
        if isinstance(type_node, ast.Pi):
            binder, rest = type_node.binders[0], type_node.binders[1:]
            domain = elab.elab_binder_type(binder, inner)
            name, info = binder.name, binder.info
            following = ast.Pi(type_node.pos, type_node.end, rest, type_node.body) if rest else type_node.body
        elif isinstance(type_node, ast.Arrow):
            domain = elab.elab_type(type_node.domain, inner)
            name, info, following = "ᾰ", DEFAULT, type_node.codomain
        else:
            raise LeanError("type expected in match-expression", type_node.pos, "invalid")
        wanted = ex.instantiate(ex.abstract(mctx.instantiate(domain), binders), arguments)
        argument = elab.elab_with_type(scrutinee, wanted, "type mismatch in match expression", lctx)
        arguments.append(argument)
        local, inner = context.push_local(inner, name, domain, info)
        binders.append(local)
        type_node = following
    if isinstance(type_node, ast.Hole):
        elab.synthesize()
        if expected is None:
            raise LeanError("invalid match/convoy expression, expected type is not known", node.pos, "invalid")
        result = mctx.instantiate(expected)
        for argument, binder_local in zip(reversed(arguments), reversed(binders), strict=True):
            body, _ = context.kabstract(result, mctx.instantiate(argument))
            result = instantiate1(body, binder_local)
    else:
        result = elab.elab_type(type_node, inner)
        elab.synthesize()
    return mctx.instantiate(context.mk_pi(binders, result)), arguments


def _compile_match(
    elab: Elaborator, fn_type: Expr, arity: int, equations: Sequence[Equation], lctx: LocalContext, node: ast.Match
) -> Expr:
    context, state = elab.ctx, elab.state
    recursive = [local for local in lctx.locals() if local.id in _recursive_ids(elab)]
    nested = NestedCalls(context, lctx, recursive)
    if nested.occurs(equations):
        equations = nested.pull(equations)
    name = state.next_aux_name(elab.decl_name or "_match", "_match")
    result = _match_and_check(elab, nested.lctx, fn_type, arity, equations, name, node.pos)
    compiled, _ = define_auxiliary(context, nested.lctx, name, fn_type, result[0], is_theorem=False)
    state.mark_matcher(name)
    mark_noncomputable(elab, name, equations)
    head, _ = get_app_fn_args(compiled)
    assert isinstance(head, Const)
    if not context.is_prop(_codomain(fn_type)):
        add_equation_lemmas(context, nested.lctx, name, compiled, result[1])
    return nested.restore(compiled)


def mark_noncomputable(elab: Elaborator, name: str, equations: Sequence[Equation]) -> None:
    """An auxiliary function has no code when a right-hand side has none; recursion itself is no obstacle."""
    for equation in equations:
        if noncomputable.reason(elab.state, elab.ctx, equation.rhs) is not None:
            elab.state.mark_noncomputable(name)
            return


def check_recursive_code(
    elab: Elaborator, requests: Sequence[EquationsRequest], groups: Sequence[Sequence[Equation]]
) -> None:
    """Lean makes code for a recursive function before anything else, and cannot where a constant without code is
    mentioned at all, be it in a proof or a type. LeanError then; `noncomputable theory` is no way around it.
    """
    if elab.modifiers.is_noncomputable or requests[0].kind == "theorem":
        return
    for request, group in zip(requests, groups, strict=True):
        type_ = elab.mctx.instantiate(request.type)
        if elab.ctx.is_prop(type_) or _is_family(elab, type_):
            continue
        mentioned = [type_]
        for equation in group:
            mentioned += [equation.rhs, *equation.arguments, *[variable.type for variable in equation.variables]]
        if any(noncomputable.mentions(elab.state, elab.ctx, e) for e in mentioned):
            text = f"equation compiler failed to generate bytecode for '{request.name}._main'"
            raise LeanError(text, request.position, "invalid")


def _is_family(elab: Elaborator, type_: Expr) -> bool:
    """Do functions of the type return types or propositions?"""
    type_ = elab.ctx.whnf(type_)
    while isinstance(type_, Pi):
        type_ = elab.ctx.whnf(instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type)))
    return isinstance(type_, ex.Sort)


def _codomain(type_: Expr) -> Expr:
    """The result type with its arguments opened."""
    while isinstance(type_, Pi):
        type_ = instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type))
    return type_


def _recursive_ids(elab: Elaborator) -> set[int]:
    """The ids of the functions being defined, which right-hand sides may call."""
    return elab.recursive_functions


def _match_and_check(
    elab: Elaborator,
    lctx: LocalContext,
    fn_type: Expr,
    arity: int,
    equations: Sequence[Equation],
    name: str,
    position: Position | None,
    hidden: int = 0,
) -> tuple[Expr, tuple[Equation, ...]]:
    """Compile the equations and insist that they cover everything; `hidden` arguments are not shown in messages."""
    try:
        result = compile_match(elab.ctx, lctx, fn_type, arity, equations)
    except LeanError as error:
        raise error.at(position) from None
    if result.missing:
        shown = [_show_missing(elab, name, case[: len(case) - hidden]) for case in result.missing]
        text = "non-exhaustive match, the following cases are missing:\n" + "\n".join(shown)
        raise LeanError(text, position, "invalid")
    return result.value, result.used


def _show_missing(elab: Elaborator, name: str, case: Sequence[Expr]) -> str:
    from lean_env.embedded.elaborator.pretty import pp

    def forget(e: Expr) -> Expr:
        locals_ = terms.locals_of(e) if e.has_local else []
        return ex.instantiate(ex.abstract(e, locals_), [mk_local("_", local.type) for local in locals_])

    parts: list[str] = []
    for e in case:
        text = pp(forget(elab.mctx.instantiate(e)), elab.ctx)
        parts.append(f"({text})" if " " in text and not text.startswith("(") else text)
    short = name.removesuffix("._main").rpartition(".")[2] or name
    return " ".join([short, *parts])


# ------------------------------------------------------------------------------------------------ definitions


def elab_equations_definition(elab: Elaborator, requests: Sequence[EquationsRequest], lctx: LocalContext) -> None:
    """Elaborate, compile and declare functions defined by equations (several: mutually recursive).

    Raises LeanError in Lean's words, with a place.
    """
    fns = [mk_local(request.local_name, request.type) for request in requests]
    elab.recursive_locals.update([fn.id for fn in fns])
    inner = lctx
    for fn in fns:
        inner = inner.add(fn)
    elab.recursive_functions = {fn.id for fn in fns}
    groups: list[list[Equation]] = []
    for request, fn in zip(requests, fns, strict=True):
        groups.append(_elaborate_all(elab, fn, request.equations, inner))
    elab.recursive_functions = set()
    if requests[0].level_params is None:
        requests = _settle_levels(elab, requests, groups)
        groups = [[_settle(elab, equation) for equation in group] for group in groups]
        types = [request.type for request in requests]
        fns = [Local(fn.id, fn.pp_name, fn.binder_info, type_) for fn, type_ in zip(fns, types, strict=True)]
    else:
        groups = [_fix_levels(elab, group) for group in groups]
    if len(requests) > 1:
        from lean_env.embedded.elaborator.equations import well_founded

        check_recursive_code(elab, requests, groups)
        well_founded.define_mutual(elab, requests, fns, groups, lctx)
        return
    _define_one(elab, requests[0], fns[0], groups[0], lctx)


def _settle_levels(
    elab: Elaborator, requests: Sequence[EquationsRequest], groups: Sequence[Sequence[Equation]]
) -> list[EquationsRequest]:
    """The requests with their universe parameters: those of the types and of the equations."""
    types = [elab.ctx.mk_pi(request.params, request.type) for request in requests]
    bodies: list[Expr] = []
    for group in groups:
        for equation in group:
            bodies += [*equation.arguments, equation.rhs, *[variable.type for variable in equation.variables]]
    settled, generated = universes.generalize(elab.mctx, [*types, *bodies], elab.level_params)
    used = universes.collect_params(settled)
    params = universes.order(elab.state, elab.level_params, used, generated)
    elab.level_params += [name for name in generated if name not in elab.level_params]
    result: list[EquationsRequest] = []
    for request in requests:
        locals_: list[Local] = []
        for local in request.params:
            type_ = _rebase(elab.mctx.instantiate(local.type), locals_)
            locals_.append(Local(local.id, local.pp_name, local.binder_info, type_))
        own_type = _rebase(elab.mctx.instantiate(request.type), locals_)
        result.append(replace(request, level_params=params, params=tuple(locals_), type=own_type))
    return result


def _rebase(e: Expr, locals_: Sequence[Local]) -> Expr:
    """`e` with these nodes for the variables of the same ids."""
    return ex.instantiate(ex.abstract(e, locals_), locals_) if locals_ and e.has_local else e


def _arity(request: EquationsRequest, equations: Sequence[Equation], elab: Elaborator) -> int:
    """The number of arguments that the equations match on; one where there are no equations."""
    if equations:
        return len(equations[0].arguments)
    type_ = elab.ctx.whnf_pi(request.type)
    count = 0
    while isinstance(type_, Pi):
        count += 1
        type_ = elab.ctx.whnf_pi(instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type)))
    if count == 0:
        raise LeanError("invalid empty set of equations, function expected", request.position, "invalid")
    return count


def _define_one(
    elab: Elaborator, request: EquationsRequest, fn: Local, equations: list[Equation], lctx: LocalContext
) -> None:
    context = elab.ctx
    fn_type = elab.mctx.instantiate(request.type)
    arity = _arity(request, equations, elab)
    main = request.name + "._main"
    is_theorem = request.kind == "theorem"
    recursive: Local | None = None
    if not structural.is_recursive(equations, fn):
        value, used = _match_and_check(elab, lctx, fn_type, arity, equations, main, request.position)
    else:
        recursive = fn
        check_recursive_code(elab, [request], [equations])
        translated = None
        if request.well_founded is None:
            translated = structural.translate(context, fn, arity, equations)
        if translated is None:
            from lean_env.embedded.elaborator.equations import well_founded

            well_founded.define(elab, request, fn, equations, arity, lctx)
            return
        compiled, used = _match_and_check(
            elab, lctx, translated.fn_type, arity + 1, translated.equations, main, request.position, hidden=1
        )
        value = structural.tie_knot(context, translated, arity, compiled)
        used = tuple([structural.drop_table(equation) for equation in used])
    if is_theorem:
        _declare_theorem(elab, request, value, lctx)
        return
    applied, _ = define_auxiliary(context, lctx, main, fn_type, value, is_theorem)
    mark_noncomputable(elab, main, equations)
    declare(elab, request, applied, lctx)
    if recursive is None:
        smart.register(elab, request.name, request.params, applied, lctx)
    else:
        assert request.level_params is not None
        smart.register_recursive(elab, request.name, request.level_params, request.params, fn, arity, equations, lctx)
    proofs = add_equation_lemmas(context, lctx, main, applied, used, recursive)
    add_user_lemmas(elab, request, used, recursive, lctx, proofs)


def _declare_theorem(elab: Elaborator, request: EquationsRequest, value: Expr, lctx: LocalContext) -> None:
    """A theorem needs no auxiliary constants."""
    assert request.level_params is not None
    params = list(request.params)
    type_ = pi_over(params, elab.mctx.instantiate(request.type))
    proof = lambda_over(params, zeta_locals(elab.ctx, value, lctx))
    elab.state.add_declaration(TheoremDecl(request.name, request.level_params, type_, proof))


def declare(elab: Elaborator, request: EquationsRequest, applied: Expr, lctx: LocalContext) -> None:
    """Declare the function under its own name, as another name for `applied` over all its parameters."""
    state: State = elab.state
    assert request.level_params is not None
    params = list(request.params)
    type_ = elab.mctx.instantiate(request.type)
    closed_type = pi_over(params, type_)
    args: list[Local] = []
    rest = type_
    while isinstance(rest, Pi):
        local = mk_local(rest.binder_name, rest.binder_type, rest.binder_info)
        args.append(local)
        rest = instantiate1(rest.body, local)
    closed_value = lambda_over(params, lambda_over(args, mk_apps(applied, args)))
    if request.kind == "theorem":
        state.add_declaration(TheoremDecl(request.name, request.level_params, closed_type, closed_value))
        return
    height = state.env.height_of(closed_value)
    state.add_declaration(DefinitionDecl(request.name, request.level_params, closed_type, closed_value, height))


def add_user_lemmas(
    elab: Elaborator,
    request: EquationsRequest,
    used: Sequence[Equation],
    recursive: Local | None,
    lctx: LocalContext,
    proofs: Sequence[Expr],
) -> None:
    """The equation lemmas of the function under its own name, from those of its auxiliary constant."""
    assert request.level_params is not None
    fn = mk_apps(ex.mk_const(request.name, levels_of(request.level_params)), request.params)
    add_equation_lemmas(elab.ctx, lctx, request.name, fn, used, recursive, proofs)
