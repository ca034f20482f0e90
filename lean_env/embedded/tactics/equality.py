"""Tactics that use equations between hypotheses: injection, subst, congr."""

from __future__ import annotations

from lean_env.embedded.elaborator import generalized
from lean_env.embedded.elaborator.equations.goals import substitute
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Local,
    Pi,
    get_app_args,
    get_app_fn,
    mk_apps,
    mk_const,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import arguments, assumption, eapply, names_of, reset_instances, unfreeze
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import no_confusion, reflexivity
from lean_env.embedded.tactics.runner import elab_term, focus1, iterate
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    assertv,
    depends_on,
    exact,
    intro,
    intro_fresh,
    is_app_of,
    is_failure,
    local_depends_on,
    try_clear,
)

NOT_CONSTRUCTORS = (
    "injection tactic failed, argument must be an equality proof where lhs and rhs are of the form (c ...), "
    "where c is a constructor"
)


@tactic("injection")
def _injection(ts: TacticState, call: ast.TacticCall) -> None:
    term, names = arguments(call)[:2]
    injection_with(ts, elab_term(ts, term), names_of(names))
    ts.attempt(lambda: assumption(ts))


@tactic("injections")
def _injections(ts: TacticState, call: ast.TacticCall) -> None:
    _injections_from(ts, 5, list(ts.hypotheses()), names_of(arguments(call)[0]))
    ts.attempt(lambda: assumption(ts))


def _injections_from(ts: TacticState, depth: int, candidates: list[Local], names: list[str]) -> None:
    while candidates:
        if depth == 0:
            raise TacticFailure("recursion depth exceeded")
        local = candidates.pop(0)
        made = ts.value_or_none(injection_with, ts, local, names)
        if made is None:
            continue
        new, names = made
        if not new:
            return
        candidates[:0] = new
        depth -= 1


def injection_with(ts: TacticState, proof: Expr, names: list[str]) -> tuple[list[Local], list[str]]:
    """Introduce the equations that an equation between constructor terms implies, or close the goal."""
    type_ = ts.type_of(proof)
    if not is_app_of(type_, "eq", 3):
        raise TacticFailure(NOT_CONSTRUCTORS)
    sort, a, b = get_app_args(type_)
    a, b = whnf_to_constructor(ts, a), whnf_to_constructor(ts, b)
    left, right = get_app_fn(a), get_app_fn(b)
    if not (isinstance(left, Const) and isinstance(right, Const)):
        raise TacticFailure(NOT_CONSTRUCTORS)
    state = ts.elab.state
    arrow = left.name + ".inj_arrow"
    family = generalized.family_of_constructor(state, left.name)
    if family is None or generalized.family_of_constructor(state, right.name) is None or state.get(arrow) is None:
        raise TacticFailure(NOT_CONSTRUCTORS)
    if left.name != right.name:
        exact(ts, no_confusion(ts, family, sort, a, b, proof))
        return [], names
    target = ts.target()
    arrow_info = state.get(arrow)
    assert arrow_info is not None
    arity, equations = _arrow_shape(arrow_info.type)
    applied = ap.build(ts, arrow, [None] * (arity - 3) + [proof, target])
    eapply(ts, applied)
    made: list[Local] = []
    rest = list(names)
    for _ in range(equations):
        made.append(intro(ts, rest.pop(0)) if rest else intro_fresh(ts, "h", 1))
    return made, rest


def whnf_to_constructor(ts: TacticState, e: Expr) -> Expr:
    """`e` reduced, but no constructor of a mutual or nested family unfolded."""
    state, ctx = ts.elab.state, ts.ctx
    while generalized.constructor_of(state, e) is None:
        e = ctx.whnf_core(e)
        if generalized.constructor_of(state, e) is not None:
            return e
        unfolded = ctx.unfold_definition(e)
        if unfolded is None:
            return ctx.whnf(e)
        e = unfolded
    return e


def _arrow_shape(type_: Expr) -> tuple[int, int]:
    """How many arguments `c.inj_arrow` takes, and how many equations its last one is a function of."""
    binders: list[Pi] = []
    while isinstance(type_, Pi):
        binders.append(type_)
        type_ = type_.body
    inner = binders[-1].binder_type
    count = 0
    while isinstance(inner, Pi):
        inner = inner.body
        count += 1
    return len(binders), count


# ------------------------------------------------------------------------------------------------------------- subst


@tactic("subst", "substI")
def _subst(ts: TacticState, call: ast.TacticCall) -> None:
    term = arguments(call)[0]
    if call.name == "substI":
        unfreeze(ts)
    subst(ts, elab_term(ts, term))
    if call.name == "substI":
        reset_instances(ts)
    ts.attempt(lambda: reflexivity(ts, "reducible"))


@tactic("subst_vars")
def _subst_vars(ts: TacticState, call: ast.TacticCall) -> None:
    def any_hypothesis() -> None:
        for local in ts.hypotheses():
            if ts.attempt(subst, ts, local):
                return
        raise TacticFailure("failed")

    focus1(ts, lambda: iterate(ts, any_hypothesis))
    ts.attempt(lambda: reflexivity(ts, "reducible"))


def subst(ts: TacticState, e: Expr) -> None:
    """Use an equation with a variable on one side (also a heterogeneous one), or an equation for the variable `e`."""
    if isinstance(e, Local) and is_app_of(ts.type_of(e), "heq", 4):
        saved = ts.save()
        try:
            _subst_heq(ts, e)
            return
        except LeanError as error:
            if not is_failure(error):
                raise
            ts.restore(saved)
    _subst_eq(ts, e)


def _subst_heq(ts: TacticState, local: Local) -> None:
    type_ = ts.type_of(local)
    head = get_app_fn(type_)
    assert isinstance(head, Const)
    sort, a, other, b = get_app_args(type_)
    if not ts.ctx.is_def_eq(sort, other):
        raise TacticFailure("is_def_eq failed")
    equation = mk_apps(mk_const("eq", head.levels), [sort, a, b])
    proof = mk_apps(mk_const("eq_of_heq", head.levels), [sort, a, b, local])
    new = assertv(ts, local.pp_name, equation, proof)
    try_clear(ts, local)
    _subst_eq(ts, new)


def _subst_eq(ts: TacticState, e: Expr) -> None:
    lctx = ts.lctx()
    if not isinstance(e, Local):
        raise TacticFailure("subst tactic failed, given expression is not a local constant")
    if not lctx.contains(e):
        raise TacticFailure(f"subst tactic failed, unknown '{e.pp_name}' hypothesis")
    type_ = ts.type_of(e)
    if is_app_of(type_, "eq", 3):
        _, a, b = get_app_args(type_)
        if isinstance(b, Local) and not _depends(ts, a, b):
            _subst_core(ts, e, True)
        elif isinstance(a, Local) and not _depends(ts, b, a):
            _subst_core(ts, e, False)
        else:
            raise TacticFailure(f"subst tactic failed, hypothesis '{e.pp_name}' is not of the form (x = t) or (t = x)")
        return
    after = False
    for local in lctx.locals():
        if local.id == e.id:
            after = True
            continue
        equation = ts.mctx.instantiate(local.type)
        if not after or not is_app_of(equation, "eq", 3):
            continue
        _, a, b = get_app_args(equation)
        if isinstance(a, Local) and a.id == e.id and not _depends(ts, b, a):
            _subst_core(ts, local, False)
            return
        if isinstance(b, Local) and b.id == e.id and not _depends(ts, a, b):
            _subst_core(ts, local, True)
            return
    raise TacticFailure(
        f"subst tactic failed, hypothesis '{e.pp_name}' is not a variable nor an equation "
        "of the form (x = t) or (t = x)"
    )


def _subst_core(ts: TacticState, hypothesis: Local, symm: bool) -> None:
    goal, _ = substitute(ts.ctx, ts.main(), hypothesis, symm)
    ts.replace_main([goal])


def _depends(ts: TacticState, e: Expr, local: Local) -> bool:
    """Does `e` mention the local, also through the values of local definitions?"""
    lctx = ts.lctx()
    ids = {local.id}
    if depends_on(ts, e, ids):
        return True
    for other in lctx.locals():
        if lctx.value(other) is not None and local_depends_on(ts, lctx, other, ids):
            ids.add(other.id)
    return depends_on(ts, e, ids)
