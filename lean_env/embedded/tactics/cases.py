"""`cases`, `induction` and what goes with them: tags and `case`, `cases_matching`, `cases_type`, `destruct`.

Splitting a hypothesis into its constructors is the equation compiler's `cases_core` and `induction_core`; here are the
user's forms: major premises that are terms, names, generalized hypotheses, and the tags that `case` finds goals by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from lean_env.embedded.elaborator import builders
from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.elaborator.equations import cases as eqc
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    Const,
    Expr,
    Lambda,
    Local,
    Meta,
    Pi,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    lift_loose,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics.basic import (
    arguments,
    constructor,
    generalize,
    generalize_equation,
    name_of,
    names_of,
    rename_ids,
    reset_instances,
    unfreeze,
    with_tags,
)
from lean_env.embedded.tactics.configuration import read_transparency
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.runner import all_goals, elab_term, focus1, repeat, run_block
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    assertv,
    assign,
    clear,
    intro,
    intro_many,
    revert,
    try_clear,
    unused_name,
)
from lean_env.embedded.terms import head_beta, locals_of

PI_TAG = "_case.pi"
HYPS_TAG = "_case.hyps"

Split = tuple[str, list[Expr]]


# ------------------------------------------------------------------------------------------------------------- cases


def cases(ts: TacticState, e: Expr, names: Sequence[str] = ()) -> list[Split]:
    """Split on a hypothesis, or on a term after generalizing it; constructor and new hypotheses of each goal."""
    if isinstance(e, Local):
        return _split(ts, e, names)
    count = revert(ts, dependencies(ts, e, "semireducible"))
    x = unused_name(ts.lctx(), "_x")
    if not ts.attempt(lambda: generalize(ts, e, x)):
        local = assertv(ts, x, ts.type_of(e), e)
        revert(ts, [local])
    h = intro(ts)
    result: list[Split] = []

    def body() -> None:
        splits = _split(ts, h, names)
        extra: list[list[Local]] = []
        all_goals(ts, lambda: extra.append(intro_many(ts, count)))
        result.extend((name, [*fields, *more]) for (name, fields), more in zip(splits, extra, strict=True))

    focus1(ts, body)
    return result


def _split(ts: TacticState, local: Local, names: Sequence[str]) -> list[Split]:
    made = eqc.cases_core(ts.ctx, ts.main(), local, names=list(names))
    ts.replace_main([case.goal for case in made])
    return [(case.constructor, [f for f in case.fields if isinstance(f, Local)]) for case in made]


def dependencies(ts: TacticState, e: Expr, transparency: str = "reducible") -> list[Local]:
    """The hypotheses in whose types an instance of `e` occurs."""
    found: list[Local] = []
    with ts.ctx.transparency_at(transparency):
        for local in ts.hypotheses():
            saved = ts.save()
            if ts.ctx.kabstract(ts.mctx.instantiate(local.type), e)[1]:
                found.append(local)
            ts.restore(saved)
    found.reverse()
    return found


def cases_core(ts: TacticState, e: Expr, names: Sequence[str] = ()) -> None:
    tag = ts.main_tag()
    focus1(ts, lambda: set_case_tags(ts, tag, cases(ts, e, names)))


@tactic("cases", "casesI")
def _cases(ts: TacticState, call: ast.TacticCall) -> None:
    given, names = arguments(call)[:2]
    if call.name == "casesI":
        unfreeze(ts)
    if given.name:
        x = unused_name(ts.lctx(), "_x")
        generalize_equation(ts, given.name, given.term, x)
        major: Expr = ts.hypothesis(x)
    else:
        major = elab_term(ts, given.term)
    cases_core(ts, major, names_of(names))
    if call.name == "casesI":
        all_goals(ts, lambda: reset_instances(ts))


# --------------------------------------------------------------------------------------------------------- induction


@tactic("induction")
def _induction(ts: TacticState, call: ast.TacticCall) -> None:
    given, using, names, generalizing = arguments(call)[:4]
    tag = ts.main_tag()
    focus1(
        ts,
        lambda: _induction_core(
            ts,
            tag,
            given,
            None if using is None else name_of(using),
            names_of(names),
            names_of(generalizing),
        ),
    )


def _induction_core(
    ts: TacticState,
    tag: tuple[str, ...],
    given: ast.CasesArg,
    using: str | None,
    names: list[str],
    generalizing: list[str],
) -> None:
    if given.name:
        x = unused_name(ts.lctx(), "_x")
        generalize_equation(ts, given.name, given.term, x)
        e: Expr = ts.hypothesis(x)
    else:
        e = elab_term(ts, given.term)
    if not isinstance(e, Local):
        generalize(ts, e)
        e = intro(ts)
    major, new_names, kept = (e, [], []) if using is not None else _generalize_indices(ts, e)
    recursor = None if using is None else _recursor(ts, using)
    count = revert(ts, [ts.hypothesis(name) for name in generalizing])
    made = eqc.induction_core(ts.ctx, ts.main(), major, recursor=recursor, names=names)
    ts.replace_main([case.goal for case in made])
    extra: list[list[Local]] = []

    def reintroduce() -> None:
        extra.append(intro_many(ts, count))
        for name in new_names:
            clear(ts, ts.hypothesis(name))
        for local in (major, *kept):
            try_clear(ts, local)

    all_goals(ts, reintroduce)
    splits = [(case.constructor, [*case.fields, *more]) for case, more in zip(made, extra, strict=False)]
    set_case_tags(ts, tag, splits)


def _recursor(ts: TacticState, name: str) -> str:
    candidates = ts.elab.state.resolve(name)
    if len(candidates) != 1:
        raise unknown_identifier(ts.elab.state, name, None)
    return candidates[0]


def _generalize_indices(ts: TacticState, major: Local) -> tuple[Local, list[str], list[Local]]:
    """Replace the indices of the major premise's type that are not variables by variables."""
    type_ = eqc.whnf_until_family(ts.ctx, ts.type_of(major)) or ts.type_of(major)
    head, args = get_app_fn_args(type_)
    info = ts.elab.state.get(head.name) if isinstance(head, Const) else None
    if info is None or info.kind != "inductive":
        return major, [], []
    indices = args[info.num_params :]  # type: ignore[attr-defined]
    kept = [index for index in indices if isinstance(index, Local)]
    terms = [index for index in indices if not isinstance(index, Local)]
    if not terms:
        return major, [], []
    count = revert(ts, [major])
    new: list[str] = []
    for term in terms:
        moved = revert(ts, dependencies(ts, term))
        generalize(ts, term)
        h = intro(ts)
        intro_many(ts, moved)
        for local in reversed(locals_of(term)):
            try_clear(ts, local)
        new.append(h.pp_name)
    intro_many(ts, count - 1)
    return intro(ts), new, kept


# -------------------------------------------------------------------------------------------------- tags and `case`


def set_case_tags(ts: TacticState, tag: tuple[str, ...], splits: Sequence[Split]) -> None:
    """Each goal's tag gets the constructor's name, and the new hypotheses for `case` to rename."""
    goals = ts.goals
    if len(goals) == 1:
        ts.set_tag(goals[0], tag)
        return

    def body() -> None:
        for goal, (name, fields) in zip(goals, splits, strict=False):
            arguments_ = [f"_arg.{local.id}" for local in fields if isinstance(local, Local)]
            ts.set_tag(goal, (HYPS_TAG, *arguments_, name, *[part for part in tag if not part.startswith("_")]))

    with_tags(ts, body)


class _CaseTag:
    """A parsed tag: the case names, and what `case` may rename."""

    __slots__ = ("hypotheses", "names", "pi")

    def __init__(self, names: tuple[str, ...], hypotheses: list[int], pi: int | None) -> None:
        self.names = names
        self.hypotheses = hypotheses
        self.pi = pi


def _parse_tag(tag: tuple[str, ...]) -> _CaseTag | None:
    if not tag:
        return None
    if tag[0] == PI_TAG:
        return _CaseTag(tag[2:], [], int(tag[1]))
    if tag[0] != HYPS_TAG:
        return None
    rest = list(tag[1:])
    hypotheses: list[int] = []
    while rest and rest[0].startswith("_arg."):
        hypotheses.append(int(rest.pop(0)[5:]))
    return _CaseTag(tuple(rest), hypotheses, None)


def _match_names(wanted: list[str], names: tuple[str, ...]) -> str:
    """`exact`, `fuzzy` or `no`; both lists innermost case first."""
    result = "exact"
    for i, suffix in enumerate(wanted):
        if i >= len(names):
            return "no"
        if suffix == names[i]:
            continue
        if not names[i].endswith("." + suffix):
            return "no"
        result = "fuzzy"
    return result if len(wanted) == len(names) else "fuzzy"


def _tagged_goal(ts: TacticState, wanted: list[str]) -> tuple[Meta, _CaseTag]:
    exact: list[tuple[Meta, _CaseTag]] = []
    fuzzy: list[tuple[Meta, _CaseTag]] = []
    for goal in ts.goals:
        tag = _parse_tag(ts.tags.get(goal, ()))
        if tag is None:
            continue
        kind = _match_names(wanted[::-1], tag.names)
        if kind == "exact":
            exact.append((goal, tag))
        elif kind == "fuzzy":
            fuzzy.append((goal, tag))
    shown = "[" + ", ".join(wanted) + "]"
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise TacticFailure(f"Invalid `case`: there is more than one goal tagged with tag {shown}.")
    if len(fuzzy) == 1:
        return fuzzy[0]
    if not fuzzy:
        raise TacticFailure(f"Invalid `case`: there is no goal tagged with suffix {shown}.")
    raise TacticFailure(f"Invalid `case`: there is more than one goal tagged with suffix {shown}.")


@tactic("case")
def _case(ts: TacticState, call: ast.TacticCall) -> None:
    given, block = arguments(call)[:2]
    chosen: list[Meta] = []
    for arg in [given] if isinstance(given, ast.CaseArg) else given:
        goal, tag = _tagged_goal(ts, names_of(arg.tags))
        names = names_of(arg.names)
        others = [other for other in ts.goals if other is not goal]
        goal_tag = ts.tags.get(goal, ())
        ts.set_goals([goal])
        if tag.pi is not None:
            for name in names:
                intro(ts, name)
            intro_many(ts, max(tag.pi - len(names), 0))
        else:
            _rename_new(ts, tag, names)
        if len(ts.goals) != 1:
            raise TacticFailure("Unexpected goals introduced by renaming")
        new = ts.goals[0]
        if new is not goal:
            with_tags(ts, lambda new=new, goal_tag=goal_tag: ts.set_tag(new, goal_tag))
        chosen.append(new)
        ts.set_goals(others)
    remaining = ts.goals
    ts.set_goals(chosen)
    run_block(ts, block)
    if ts.goals:
        raise TacticFailure("case tactic failed, focused goals have not been solved", "unsolved_goals")
    ts.set_goals(remaining)


def _rename_new(ts: TacticState, tag: _CaseTag, names: list[str]) -> None:
    if len(names) > len(tag.hypotheses):
        raise TacticFailure(
            f"Invalid `case`: You gave {len(names)} names, but the case introduces "
            f"{len(tag.hypotheses)} new hypotheses."
        )
    lctx = ts.lctx()
    known = {local.id for local in lctx.locals()}
    renames = dict(zip(tag.hypotheses, names, strict=False))
    if any(local_id not in known for local_id in renames):
        raise TacticFailure("Cannot rename these hypotheses")
    if renames:
        rename_ids(ts, renames)


# ------------------------------------------------------------------------------------------ cases on what matches


class Pattern:
    """A term with holes: what `_` stands for may be anything."""

    __slots__ = ("body", "holes")

    def __init__(self, body: Expr, holes: list[Expr]) -> None:
        self.body = body
        self.holes = holes


def elab_pattern(ts: TacticState, term: ast.Term) -> Pattern:
    """The pattern that a term with `_` (or a lambda) means."""
    e = elab_term(ts, term, subgoals=False)
    return Pattern(e, list(ts.mctx.unassigned_metas(e)))


def matches(ts: TacticState, pattern: Pattern, e: Expr, transparency: str = "reducible") -> bool:
    """Does `e` match?  What the holes became is forgotten again."""
    body = pattern.body
    lctx = ts.lctx()
    while isinstance(body, Lambda):
        body = instantiate1(body.body, ts.mctx.mk_meta(body.binder_type, lctx))
    mark = ts.mctx.mark()
    with ts.ctx.transparency_at(transparency):
        found = ts.ctx.is_def_eq(body, e)
    ts.mctx.undo(mark)
    return found


def _terms(value: Any) -> list[ast.Term]:
    return [value] if isinstance(value, ast.Term) else list(value)


def _matching_hypothesis(ts: TacticState, patterns: list[Pattern]) -> Local:
    for local in ts.hypotheses():
        for pattern in patterns:
            if matches(ts, pattern, ts.type_of(local)):
                return local
    raise TacticFailure("failed")


@tactic("cases_matching", "casesm")
def _cases_matching(ts: TacticState, call: ast.TacticCall) -> None:
    again, terms = arguments(call)[:2]
    patterns = [elab_pattern(ts, term) for term in _terms(terms)]

    def once() -> None:
        cases_core(ts, _matching_hypothesis(ts, patterns))

    if again:
        focus1(ts, lambda: repeat(ts, once))
    else:
        once()


@tactic("constructor_matching")
def _constructor_matching(ts: TacticState, call: ast.TacticCall) -> None:
    again, terms = arguments(call)[:2]
    patterns = [elab_pattern(ts, term) for term in _terms(terms)]

    def once() -> None:
        if not any(matches(ts, pattern, ts.target()) for pattern in patterns):
            raise TacticFailure("failed")
        constructor(ts)

    if again:
        focus1(ts, lambda: repeat(ts, once))
    else:
        once()


@tactic("match_target")
def _match_target(ts: TacticState, call: ast.TacticCall) -> None:
    transparency = read_transparency(ts, call, "reducible")
    if not matches(ts, elab_pattern(ts, arguments(call)[0]), ts.target(), transparency):
        raise TacticFailure("match_pattern failed")


@tactic("cases_type")
def _cases_type(ts: TacticState, call: ast.TacticCall) -> None:
    at_most_one, again, names = arguments(call)[:3]
    types = {resolve_constant(ts, name) for name in names_of(names)}

    def split(local: Local) -> None:
        cases_core(ts, local)
        if at_most_one and len(ts.goals) > 1:
            raise TacticFailure("failed")

    def once() -> None:
        for local in ts.hypotheses():
            head = get_app_fn(head_beta(ts.type_of(local)))
            if not isinstance(head, Const) or head.name not in types:
                continue
            if ts.attempt(focus1, ts, partial(split, local)):
                return
        raise TacticFailure("failed")

    if again:
        focus1(ts, lambda: repeat(ts, once))
    else:
        once()


def resolve_constant(ts: TacticState, name: str) -> str:
    candidates = ts.elab.state.resolve(name)
    if len(candidates) != 1:
        raise unknown_identifier(ts.elab.state, name, None)
    return candidates[0]


@tactic("destruct")
def _destruct(ts: TacticState, call: ast.TacticCall) -> None:
    destruct(ts, elab_term(ts, arguments(call)[0]))


def destruct(ts: TacticState, e: Expr) -> None:
    """One goal for each constructor, under the equation that `e` is made by it; the context stays as it is."""
    ctx = ts.ctx
    target = ts.target()
    with ctx.transparency_at("all"):
        type_ = ctx.whnf(ts.type_of(e))
    head, args = get_app_fn_args(type_)
    info: Any = ts.elab.state.get(head.name) if isinstance(head, Const) else None
    if info is None or info.kind != "inductive" or ts.elab.state.get(info.name + ".cases_on") is None:
        raise TacticFailure("destruct tactic failed, type of given expression is not an inductive datatype")
    assert isinstance(head, Const)
    recursor: Any = ts.elab.state.get(info.name + ".rec")
    level = ctx.sort_of(target)
    if len(recursor.level_params) > len(head.levels):
        cases_on = mk_const(info.name + ".cases_on", (level, *head.levels))
    elif ctx.is_prop(target):
        cases_on = mk_const(info.name + ".cases_on", head.levels)
    else:
        raise TacticFailure(f"destruct tactic failed, recursor '{info.name}.cases_on' can only eliminate into Prop")
    parameters, indices = args[: info.num_params], args[info.num_params :]
    motive, proofs = _destruct_motive(ts, e, type_, mk_apps(head, parameters), indices, not ctx.is_prop(type_))
    value = mk_apps(cases_on, [*parameters, motive, *indices, e])
    new: list[Meta] = []
    for _ in info.constructors:
        minor = ctx.whnf(ctx.infer(value))
        assert isinstance(minor, Pi)
        goal = ts.new_goal(head_beta(minor.binder_type))
        new.append(goal)
        value = mk_app(value, goal)
    assign(ts, mk_apps(value, proofs), new)


def _destruct_motive(
    ts: TacticState, e: Expr, type_: Expr, family: Expr, indices: list[Expr], dependent: bool
) -> tuple[Expr, list[Expr]]:
    """The target under equations between the family's indices and major premise and fresh ones; their proofs."""
    ctx = ts.ctx
    fresh: list[Local] = []
    family_type = ctx.infer(family)
    for _ in indices:
        with ctx.transparency_at("all"):
            shown = ctx.whnf(family_type)
        assert isinstance(shown, Pi)
        fresh.append(mk_local(shown.binder_name, shown.binder_type))
        family_type = instantiate1(shown.body, fresh[-1])
    if not dependent:
        return ctx.mk_lambda(fresh, ts.target()), []
    fresh.append(mk_local("w", mk_apps(family, fresh)))
    statements: list[Expr] = []
    proofs: list[Expr] = []
    for given, local in zip([*indices, e], fresh, strict=True):
        if ctx.is_def_eq(local.type, type_ if given is e else ctx.infer(given)):
            statements.append(builders.mk_eq(ctx, given, local))
            proofs.append(builders.mk_eq_refl(ctx, given))
        else:
            statements.append(builders.mk_heq(ctx, given, local))
            proofs.append(builders.mk_heq_refl(ctx, given))
    motive = ts.target()
    for statement in reversed(statements):
        motive = mk_pi("ᾰ", DEFAULT, statement, lift_loose(motive, 1))
    return ctx.mk_lambda(fresh, motive), proofs
