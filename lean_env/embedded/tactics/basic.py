"""The everyday tactics: introducing, proving, having, changing, clearing, and the combinators written as calls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Let,
    Local,
    Pi,
    Sort,
    alpha_eq,
    get_app_args,
    get_app_fn,
    instantiate1,
    lift_loose,
    mk_app,
    mk_apps,
    mk_const,
    mk_pi,
    replace,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.configuration import read_configuration
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.runner import (
    all_goals,
    any_goals,
    ascribe,
    done,
    elab_closed,
    elab_term,
    elab_type,
    focus1,
    iterate,
    need_goals,
    refine,
    repeat,
    run_block,
    solve1,
)
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    assert_,
    assertv,
    assign,
    change,
    clear,
    define_core,
    definev,
    exact,
    intro,
    intro_core,
    intro_many,
    is_app_of,
    is_failure,
    note,
    revert,
    rotate_left,
    swap,
    try_clear,
    unused_name,
)
from lean_env.embedded.terms import has_loose_var

Call = ast.TacticCall


def name_of(value: Any) -> str:
    return value if isinstance(value, str) else str(value.name)


def names_of(value: Any) -> list[str]:
    return [name_of(item) for item in value] if value else []


def arguments(call: Call) -> list[Any]:
    """The arguments in the order of the tactic's parameters."""
    return list(call.args.values())


# ------------------------------------------------------------------------------------------------------------ tags


def propagate_tags(ts: TacticState, body: Any) -> None:
    """What comes of a tagged goal keeps its tag."""
    tag = ts.main_tag()
    if not tag:
        body()
        return

    def tagged() -> None:
        body()
        if ts.goals and not ts.main_tag():
            with_tags(ts, lambda: ts.set_tag(ts.main(), tag))

    focus1(ts, tagged)


def with_tags(ts: TacticState, body: Any) -> None:
    old = ts.tags_enabled
    ts.tags_enabled = True
    body()
    ts.tags_enabled = old


def concat_tags(ts: TacticState, body: Any) -> None:
    """`body` returns named holes; with tags enabled their names go before the goal's tag."""
    if not ts.tags_enabled:
        body()
        return
    tag = ts.main_tag()
    made = [(name, meta) for name, meta in body() if not ts.mctx.is_assigned(meta)]
    if len(made) == 1:
        ts.set_tag(made[0][1], tag)
    else:
        for name, meta in made:
            ts.set_tag(meta, (name, *tag))


# ---------------------------------------------------------------------------------------------------------- intros


@tactic("intro")
def _intro(ts: TacticState, call: Call) -> None:
    (name,) = arguments(call)
    propagate_tags(ts, lambda: intro(ts, "_" if name is None else name_of(name)))


def intros(ts: TacticState) -> list[Local]:
    made: list[Local] = []
    while isinstance(ts.target(), Pi | Let):
        made.append(intro(ts))
    return made


@tactic("intros")
def _intros(ts: TacticState, call: Call) -> None:
    names = names_of(arguments(call)[0])
    if not names:
        propagate_tags(ts, lambda: intros(ts))
    else:
        propagate_tags(ts, lambda: [intro(ts, name) for name in names])


def _intros_dep(ts: TacticState) -> None:
    while True:
        target = ts.target()
        if not isinstance(target, Pi | Let) or not has_loose_var(target.body, 0):
            return
        intro(ts)


@tactic("introv")
def _introv(ts: TacticState, call: Call) -> None:
    names = names_of(arguments(call)[0])

    def body() -> None:
        _intros_dep(ts)
        for name in names:
            intro(ts, name)
            _intros_dep(ts)

    propagate_tags(ts, body)


def _assume_core(ts: TacticState, name: str, type_: ast.Term | None) -> None:
    if not isinstance(ts.target(), Pi | Let):
        change(ts, ts.ctx.whnf(ts.target()))
    target = ts.target()
    if not isinstance(target, Pi | Let):
        raise TacticFailure("assume tactic failed, Pi/let expression expected")
    if type_ is not None:
        given = elab_type(ts, type_)
        unify(ts, given, target.binder_type)
    intro_core(ts, name)


@tactic("assume")
def _assume(ts: TacticState, call: Call) -> None:
    (value,) = arguments(call)[:1]
    if isinstance(value, ast.Term):
        _assume_core(ts, "this", value)
        return
    for binder in value:
        _assume_core(ts, binder.name, None if isinstance(binder.type, ast.Hole) else binder.type)


def unify(ts: TacticState, a: Expr, b: Expr) -> None:
    if not ts.unifies(a, b):
        raise TacticFailure("unify tactic failed, failed to unify" + ts.pp_indented(a) + "\nand" + ts.pp_indented(b))


# ------------------------------------------------------------------------------------------------- apply and exact


@tactic("apply")
def _apply(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    concat_tags(ts, lambda: ap.apply(ts, ap.elab_for_apply(ts, term)))


@tactic("fapply")
def _fapply(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    concat_tags(ts, lambda: fapply(ts, ap.elab_for_apply(ts, term)))


@tactic("eapply")
def _eapply(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    concat_tags(ts, lambda: eapply(ts, ap.elab_for_apply(ts, term)))


@tactic("mapply")
def _mapply(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    concat_tags(ts, lambda: ap.apply(ts, ap.elab_for_apply(ts, term), ap.ApplyConfig(unify=False)))


def eapply(ts: TacticState, e: Expr) -> Any:
    return ap.apply(ts, e, ap.ApplyConfig(new_goals=ap.NON_DEP_ONLY))


def fapply(ts: TacticState, e: Expr) -> Any:
    return ap.apply(ts, e, ap.ApplyConfig(new_goals=ap.ALL))


@tactic("apply_instance")
def _apply_instance(ts: TacticState, call: Call) -> None:
    apply_instance(ts)


def apply_instance(ts: TacticState) -> None:
    target = ts.target()
    if ts.ctx.is_class_type(target) is None:
        raise TacticFailure("apply_instance tactic fail, target is not a type class")
    instance = ts.ctx.synth_instance(target, ts.lctx())
    if instance is None:
        raise TacticFailure(
            "tactic.mk_instance failed to generate instance for" + ts.pp_indented(target), "failed_to_synthesize"
        )
    exact(ts, instance)


@tactic("apply_opt_param")
def _apply_opt_param(ts: TacticState, call: Call) -> None:
    ap.apply_opt_param(ts)


@tactic("apply_auto_param")
def _apply_auto_param(ts: TacticState, call: Call) -> None:
    ap.apply_auto_param(ts)


@tactic("refine")
def _refine(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    refine(ts, term)


def exact_term(ts: TacticState, term: ast.Term) -> None:
    target = ts.target()
    exact(ts, elab_closed(ts, ascribe(term, target), target))


@tactic("exact", "from", "exactI")
def _exact(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    if call.name == "exactI":
        reset_instances(ts)
    exact_term(ts, term)


@tactic("exacts")
def _exacts(ts: TacticState, call: Call) -> None:
    for term in arguments(call)[0]:
        exact_term(ts, term)
        ts.set_goals(ts.goals)
    done(ts)


def find_same_type(ts: TacticState, type_: Expr, candidates: Sequence[Local]) -> Local | None:
    for local in candidates:
        if ts.unifies(type_, local.type):
            return local
    return None


def assumption(ts: TacticState) -> None:
    if not ts.goals:
        raise TacticFailure("assumption tactic failed")
    found = find_same_type(ts, ts.target(), ts.hypotheses())
    if found is None:
        raise TacticFailure("assumption tactic failed")
    exact(ts, found)


@tactic("assumption")
def _assumption(ts: TacticState, call: Call) -> None:
    assumption(ts)


@tactic("assumption'")
def _assumption_all(ts: TacticState, call: Call) -> None:
    any_goals(ts, lambda: assumption(ts))


@tactic("admit", "sorry")
def _admit(ts: TacticState, call: Call) -> None:
    target = ts.target()
    place = (call.pos, call.end)
    exact(ts, elab_term(ts, ast.Sorry(*place), target, subgoals=False))


# --------------------------------------------------------------------------------------------- have, let, suffices


def have(ts: TacticState, name: str, type_: ast.Term | None, value: ast.Term | None) -> None:
    if type_ is not None and value is not None:
        t = elab_type(ts, type_)
        v = elab_term(ts, ascribe(value, t), t)
        assertv(ts, name, t, v)
    elif value is not None:
        note(ts, name, elab_term(ts, value))
    elif type_ is not None:
        assert_(ts, name, elab_type(ts, type_))
    else:
        assert_(ts, name, ts.ctx.mk_type_meta(ts.lctx()))


@tactic("have", "haveI")
def _have(ts: TacticState, call: Call) -> None:
    name, type_, value = arguments(call)[:3]
    have(ts, "this" if name is None else name_of(name), type_, value)
    if call.name == "haveI":
        if value is None:
            swap(ts)
            reset_instances(ts)
            swap(ts)
        else:
            reset_instances(ts)


@tactic("let", "letI")
def _let(ts: TacticState, call: Call) -> None:
    given, type_, value = arguments(call)[:3]
    name = "this" if given is None else name_of(given)
    if type_ is not None and value is not None:
        t = elab_type(ts, type_)
        definev(ts, name, t, elab_term(ts, ascribe(value, t), t))
    elif value is not None:
        v = elab_term(ts, value)
        definev(ts, name, ts.type_of(v), v)
    else:
        define_core(ts, name, ts.ctx.mk_type_meta(ts.lctx()) if type_ is None else elab_type(ts, type_))
        swap(ts)
        intro(ts, name)
        swap(ts)
    if call.name == "letI":
        reset_instances(ts)


@tactic("suffices")
def _suffices(ts: TacticState, call: Call) -> None:
    name, type_ = arguments(call)[:2]
    have(ts, "this" if name is None else name_of(name), type_, None)
    swap(ts)


@tactic("show")
def _show(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    goals = ts.goals
    for i, goal in enumerate(goals):

        def one(goal: Any = goal, others: Any = (*goals[:i], *goals[i + 1 :])) -> None:
            ts.set_goals([goal])
            target = ts.target()
            type_ = elab_term(ts, term)
            unify(ts, target, type_)
            ts.set_goals([*ts.goals, *others])
            change(ts, type_)

        if i == len(goals) - 1 and len(goals) == 1:
            _keep_message(one)
            return
        if ts.attempt(one):
            return
    raise TacticFailure("show tactic failed")


def _keep_message(body: Any) -> None:
    try:
        body()
    except LeanError as error:
        if not is_failure(error) or error.kind == "unknown_identifier":
            raise
        raise TacticFailure("show tactic failed", error.kind) from None


@tactic("specialize")
def _specialize(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)

    def body() -> None:
        e = elab_term(ts, term)
        head = get_app_fn(e)
        if not isinstance(head, Local):
            raise TacticFailure(
                "specialize requires a term of the form `h x_1 .. x_n` where `h` appears in the local context"
            )
        note(ts, head.pp_name, e)
        try_clear(ts, head)
        rotate_left(ts, 1)

    focus1(ts, body)


@tactic("apply_with")
def _apply_with(ts: TacticState, call: Call) -> None:
    (term,) = arguments(call)
    config = read_configuration(ts, call, ap.DEFAULT_CONFIG)
    concat_tags(ts, lambda: ap.apply(ts, ap.elab_for_apply(ts, term), config))


@tactic("order_laws_tac")
def _order_laws(ts: TacticState, call: Call) -> None:
    change(ts, whnf_target(ts))
    intros(ts)
    apply_constant(ts, "iff.refl")


@tactic("control_laws_tac")
def _control_laws(ts: TacticState, call: Call) -> None:
    change(ts, whnf_target(ts))
    intros(ts)
    apply_constant(ts, "rfl")


@tactic("dedup")
def _dedup(ts: TacticState, call: Call) -> None:
    hypotheses = list(ts.hypotheses())
    if len({local.pp_name for local in hypotheses}) < len(hypotheses):
        intro_many(ts, revert(ts, hypotheses))


# ----------------------------------------------------------------------------------------------- changing the goal


@tactic("change")
def _change(ts: TacticState, call: Call) -> None:
    term, new, location = arguments(call)[:3]
    if new is not None:
        _change_with(ts, term, new, location)
        return
    if location.wildcard or len(location.targets) != 1:
        raise TacticFailure("change-at does not support multiple locations")
    (place,) = location.targets
    _change_core(ts, elab_term(ts, term), None if place is None else ts.hypothesis(name_of(place)))


def _change_core(ts: TacticState, e: Expr, local: Local | None) -> None:
    if local is None:
        change(ts, e)
        return
    count = revert(ts, [local])
    target = ts.target()
    if not isinstance(target, Pi):
        raise TacticFailure("match failed")
    change(ts, mk_pi(target.binder_name, target.binder_info, e, target.body))
    intro_many(ts, count)


def _change_with(ts: TacticState, term: ast.Term, new: ast.Term, location: ast.Location) -> None:
    type_ = ts.ctx.mk_type_meta(ts.lctx())
    old_e = elab_term(ts, ascribe(term, type_))
    new_e = elab_term(ts, ascribe(new, type_))

    def swapped(e: Expr) -> Expr:
        return replace(e, lambda node, _: new_e if node is old_e or alpha_eq(node, old_e) else None)

    try_at_location(
        ts,
        location,
        lambda local: _change_core(ts, swapped(ts.type_of(local)), local),
        lambda: _change_core(ts, swapped(ts.target()), None),
    )


def at_location(ts: TacticState, location: ast.Location, on_local: Any, on_target: Any) -> None:
    """Everywhere the location says; the first failure is the whole's."""
    for local in location_locals(ts, location):
        on_local(local)
    if location.wildcard or None in location.targets:
        on_target()


def try_at_location(ts: TacticState, location: ast.Location, on_local: Any, on_target: Any) -> None:
    """Everywhere the location says, as far as it goes; when nowhere, the first failure is raised."""
    bodies: list[Any] = [partial(on_local, local) for local in location_locals(ts, location)]
    if location.wildcard or None in location.targets:
        bodies.append(on_target)
    first_error: LeanError | None = None
    changed = False
    for body in bodies:
        saved = ts.save()
        try:
            body()
            changed = True
        except LeanError as error:
            if not is_failure(error):
                raise
            if first_error is None:
                first_error = error
            ts.restore(saved)
    if not changed:
        raise first_error or TacticFailure("failed")


def location_locals(ts: TacticState, location: ast.Location) -> list[Local]:
    if location.wildcard:
        return list(ts.hypotheses())
    return [ts.hypothesis(name_of(place)) for place in location.targets if place is not None]


@tactic("exfalso")
def _exfalso(ts: TacticState, call: Call) -> None:
    ts.main()
    exfalso(ts)


def exfalso(ts: TacticState) -> None:
    target = ts.target()
    goal = ts.new_goal(mk_const("false"))
    level = ts.ctx.sort_of(target)
    assign(ts, mk_apps(mk_const("false.rec", (level,)), [target, goal]), [goal])


@tactic("revert", "revertI")
def _revert(ts: TacticState, call: Call) -> None:
    names = names_of(arguments(call)[0])
    if call.name == "revertI":
        unfreeze(ts)
    propagate_tags(ts, lambda: revert(ts, [ts.hypothesis(name) for name in names]))
    if call.name == "revertI":
        reset_instances(ts)


@tactic("clear")
def _clear(ts: TacticState, call: Call) -> None:
    for name in names_of(arguments(call)[0]):
        clear(ts, ts.hypothesis(name))


@tactic("rename")
def _rename(ts: TacticState, call: Call) -> None:
    pairs = [(name_of(old), name_of(new)) for old, new in arguments(call)[0]]
    propagate_tags(ts, lambda: rename_many(ts, dict(pairs)))


def rename_many(ts: TacticState, renames: dict[str, str]) -> None:
    """Rename every hypothesis whose name is a key; a key without a hypothesis is an error."""
    by_id = {local.id: renames[local.pp_name] for local in ts.hypotheses() if local.pp_name in renames}
    known = {local.pp_name for local in ts.hypotheses()}
    missing = sorted(name for name in renames if name not in known)
    if missing:
        raise TacticFailure(
            "Cannot rename these hypotheses:\n"
            + ", ".join(missing)
            + "\nThis is because these hypotheses either do not occur in the\n"
            "context or they occur before a frozen local instance.\n"
            "In the latter case, try `unfreezingI { ... }`."
        )
    rename_ids(ts, by_id)


def rename_ids(ts: TacticState, new_names: dict[int, str]) -> None:
    """Give the hypotheses with these ids new names, by reverting and introducing again."""
    hypotheses = list(ts.hypotheses())
    while hypotheses and hypotheses[0].id not in new_names:
        hypotheses.pop(0)
    if not hypotheses:
        return
    revert(ts, hypotheses)
    for local in hypotheses:
        intro(ts, new_names.get(local.id, local.pp_name))


def generalize(ts: TacticState, e: Expr, name: str = "_x", transparency: str = "semireducible") -> None:
    """Abstract `e` in the target: the goal becomes `Π name, target`."""
    ctx = ts.ctx
    decl = ts.decl()
    target = ts.target()
    with ctx.transparency_at(transparency):
        body, count = ctx.kabstract(target, e)
        if not count:
            raise TacticFailure("generalize tactic failed, failed to find expression in the target")
        e = ts.mctx.instantiate(e)
        new = mk_pi(name, 0, ts.type_of(e), body)
        if not ctx.is_type_correct(new):
            raise TacticFailure("generalize tactic failed, result is not type correct")
    goal = ts.new_goal(new, decl.lctx)
    assign(ts, mk_app(goal, e), [goal])


@tactic("generalize")
def _generalize(ts: TacticState, call: Call) -> None:
    values = [value for value in arguments(call) if value is not None]
    given = next(value for value in values if isinstance(value, ast.GeneralizeArg))
    name = next((name_of(value) for value in values if isinstance(value, ast.NameArg | str)), None)
    propagate_tags(ts, lambda: generalize_equation(ts, name, given.term, given.name))


def generalize_equation(ts: TacticState, name: str | None, term: ast.Term, variable: str) -> None:
    """`generalize name : term = variable`."""
    e = elab_term(ts, term)
    if name is None:
        generalize(ts, e, variable)
        intro(ts)
        return
    ctx = ts.ctx
    target = ts.target()
    type_ = ts.type_of(e)
    level = ctx.sort_of(type_)
    body, count = ctx.kabstract(target, e)
    if count and not ctx.is_type_correct(mk_pi(variable, 0, type_, body)):
        count = 0
    if not count:
        body = target
    equation = mk_apps(mk_const("eq", (level,)), [type_, e, _bound0()])
    new = mk_pi(variable, 0, type_, mk_pi("ᾰ", 0, equation, lift_loose(body, 1)))
    goal = ts.new_goal(new)
    proof = mk_apps(mk_const("eq.refl", (level,)), [type_, e])
    assign(ts, mk_apps(goal, [e, proof]), [goal])
    intro(ts, variable)
    intro(ts, name)


def _bound0() -> Expr:
    from lean_env.embedded.kernel.expr import mk_var

    return mk_var(0)


# -------------------------------------------------------------------------------------------------- constructors


def whnf_target(ts: TacticState) -> Expr:
    return ts.ctx.whnf(ts.target())


def without_param_marks(e: Expr) -> Expr:
    """The type under `opt_param` and `auto_param`."""
    while is_app_of(e, "opt_param", 2) or is_app_of(e, "auto_param", 2):
        e = get_app_args(e)[0]
    return e


def constructors_of_target(ts: TacticState) -> tuple[str, ...]:
    head = get_app_fn(without_param_marks(whnf_target(ts)))
    info = ts.elab.state.get(head.name) if isinstance(head, Const) else None
    if info is None or info.kind != "inductive":
        raise TacticFailure("constructor tactic failed, target is not an inductive datatype")
    return tuple(info.constructors)  # type: ignore[attr-defined]


def apply_constant(ts: TacticState, name: str, config: ap.ApplyConfig = ap.DEFAULT_CONFIG) -> Any:
    return ap.apply(ts, ap.constant(ts, name), config)


def constructor(ts: TacticState, config: ap.ApplyConfig = ap.DEFAULT_CONFIG) -> Any:
    for name in constructors_of_target(ts):
        made = ts.value_or_none(apply_constant, ts, name, config)
        if made is not None:
            return made
    raise TacticFailure("constructor tactic failed, none of the constructors is applicable")


@tactic("constructor")
def _constructor(ts: TacticState, call: Call) -> None:
    concat_tags(ts, lambda: constructor(ts))


@tactic("econstructor")
def _econstructor(ts: TacticState, call: Call) -> None:
    concat_tags(ts, lambda: constructor(ts, ap.ApplyConfig(new_goals=ap.NON_DEP_ONLY)))


@tactic("left", "right")
def _left_right(ts: TacticState, call: Call) -> None:
    names = constructors_of_target(ts)
    if len(names) != 2:
        raise TacticFailure("left tactic failed, target is not an inductive datatype with two constructors")
    concat_tags(ts, lambda: apply_constant(ts, names[0 if call.name == "left" else 1]))


@tactic("split")
def _split(ts: TacticState, call: Call) -> None:
    concat_tags(ts, lambda: split(ts))


def split(ts: TacticState) -> Any:
    names = constructors_of_target(ts)
    if len(names) != 1:
        raise TacticFailure("split tactic failed, target is not an inductive datatype with only one constructor")
    return apply_constant(ts, names[0])


@tactic("existsi")
def _existsi(ts: TacticState, call: Call) -> None:
    value = arguments(call)[0]
    for term in [value] if isinstance(value, ast.Term) else value:
        existsi(ts, elab_term(ts, term))
        ts.set_goals(ts.goals)


def existsi(ts: TacticState, e: Expr) -> None:
    names = constructors_of_target(ts)
    if len(names) != 1:
        raise TacticFailure("existsi tactic failed, target is not an inductive datatype with only one constructor")
    fn: Expr = ap.constant(ts, names[0])
    ctx = ts.ctx
    info = ts.elab.state.get(names[0])
    assert info is not None
    arity = info.num_params + info.num_fields  # type: ignore[attr-defined]
    if arity < 2:
        raise TacticFailure("existsi tactic failed, constructor must have at least two arguments")
    fn_type = ctx.infer(fn)
    for _ in range(arity - 2):
        fn_type = ctx.whnf(fn_type)
        assert isinstance(fn_type, Pi)
        meta = ts.new_goal(fn_type.binder_type)
        fn = mk_app(fn, meta)
        fn_type = instantiate1(fn_type.body, meta)
    witness_type = ts.type_of(e)
    fn_type = ctx.whnf(fn_type)
    if not isinstance(fn_type, Pi):
        raise TacticFailure("existsi tactic failed, failed to infer type")
    wanted = fn_type.binder_type
    eapply(ts, mk_app(fn, e))
    if not ts.unifies(wanted, witness_type):
        raise TacticFailure(
            "existsi tactic failed, type mismatch between given term witness and expected type", "type_mismatch"
        )


# -------------------------------------------------------------------------------------------- classical and by_cases


@tactic("by_cases")
def _by_cases(ts: TacticState, call: Call) -> None:
    (given,) = arguments(call)[:1]
    name = given.name or "h"

    def body() -> Any:
        p = elab_closed(ts, given.term)
        return by_cases(ts, p, name)

    concat_tags(ts, body)


def by_cases(ts: TacticState, p: Expr, name: str) -> Any:
    ctx = ts.ctx
    sort = ctx.whnf(ts.type_of(p))
    if not (isinstance(sort, Sort) and ctx.is_prop(p)):
        raise TacticFailure("by_cases tactic failed, type is not a proposition")
    instance = ctx.synth_instance(mk_app(mk_const("decidable"), p), ts.lctx())
    if instance is None:
        instance = mk_app(mk_const("classical.prop_decidable"), p)
        if ts.elab.state.get("classical.prop_decidable") is None:
            raise TacticFailure("unknown declaration 'classical.prop_decidable'")
    target = ts.target()
    level = ctx.sort_of(target)
    positive = ts.new_goal(mk_pi("ᾰ", 0, p, target))
    negative = ts.new_goal(mk_pi("ᾰ", 0, mk_app(mk_const("not"), p), target))
    value = mk_apps(mk_const("dite", (level,)), [target, p, instance, positive, negative])

    def body() -> None:
        exact(ts, value)
        ts.set_goals([positive, negative])
        all_goals(ts, lambda: intro(ts, name))

    focus1(ts, body)
    return [("pos", ts.goals[0]), ("neg", ts.goals[1])]


@tactic("by_contradiction", "by_contra")
def _by_contradiction(ts: TacticState, call: Call) -> None:
    name = arguments(call)[0]
    by_contradiction(ts, "h" if name is None else name_of(name))


def by_contradiction(ts: TacticState, name: str) -> None:
    target = ts.target()
    with ts.ctx.transparency_at("reducible"):
        shown = ts.ctx.whnf(target)
    if negated(shown) is None:
        tried = ts.attempt(lambda: eapply(ts, ap.build(ts, "decidable.by_contradiction", [target, None])))
        if not tried and not ts.attempt(lambda: eapply(ts, ap.build(ts, "classical.by_contradiction", [target]))):
            raise TacticFailure("tactic by_contradiction failed, target is not a proposition")
    intro(ts, name)


def negated(e: Expr) -> Expr | None:
    """p where `e` is `¬p` or `p → false`."""
    if isinstance(e, App) and isinstance(e.fn, Const) and e.fn.name == "not":
        return e.arg
    if isinstance(e, Pi) and isinstance(e.body, Const) and e.body.name == "false":
        return e.binder_type
    return None


# --------------------------------------------------------------------------------------------------------- funext


@tactic("funext")
def _funext(ts: TacticState, call: Call) -> None:
    names = names_of(arguments(call)[0])
    if not names:
        while _funext_step(ts, None):
            pass
        return
    for name in names:
        if not _funext_step(ts, name):
            return


def _funext_step(ts: TacticState, name: str | None) -> bool:
    if not ts.goals:
        return False

    def body() -> None:
        target = whnf_target(ts)
        if not is_app_of(target, "eq", 3):
            raise TacticFailure("match failed")
        lhs = get_app_args(target)[1]
        apply_constant(ts, "funext")
        chosen = name
        if chosen is None or chosen == "_":
            shown = ts.ctx.whnf(lhs)
            chosen = getattr(shown, "binder_name", "_") if type(shown).__name__ == "Lambda" else "_"
        intro(ts, chosen)

    return ts.attempt(body)


# ---------------------------------------------------------------------------------------------------- combinators


@tactic("skip")
def _skip(ts: TacticState, call: Call) -> None:
    pass


@tactic("swap")
def _swap(ts: TacticState, call: Call) -> None:
    swap(ts)


@tactic("done")
def _done(ts: TacticState, call: Call) -> None:
    done(ts)


def nested(ts: TacticState, block: Any) -> Any:
    return lambda: run_block(ts, block)


@tactic("repeat")
def _repeat(ts: TacticState, call: Call) -> None:
    repeat(ts, nested(ts, arguments(call)[-1]))


@tactic("iterate")
def _iterate(ts: TacticState, call: Call) -> None:
    count, block = arguments(call)
    iterate(ts, nested(ts, block), count)


@tactic("try")
def _try(ts: TacticState, call: Call) -> None:
    ts.attempt(nested(ts, arguments(call)[-1]))


@tactic("all_goals")
def _all_goals(ts: TacticState, call: Call) -> None:
    all_goals(ts, nested(ts, arguments(call)[-1]))


@tactic("any_goals")
def _any_goals(ts: TacticState, call: Call) -> None:
    any_goals(ts, nested(ts, arguments(call)[-1]))


@tactic("focus")
def _focus(ts: TacticState, call: Call) -> None:
    focus1(ts, nested(ts, arguments(call)[-1]))


@tactic("solve1")
def _solve1(ts: TacticState, call: Call) -> None:
    solve1(ts, nested(ts, arguments(call)[-1]))


@tactic("async")
def _async(ts: TacticState, call: Call) -> None:
    solve1(ts, nested(ts, arguments(call)[-1]))


@tactic("abstract")
def _abstract(ts: TacticState, call: Call) -> None:
    ts.main()
    first, rest = ts.goals[0], ts.goals[1:]
    ts.set_goals([first])
    nested(ts, arguments(call)[-1])()
    if ts.goals:
        raise TacticFailure("abstract tactic failed, there are unsolved goals", "unsolved_goals")
    ts.set_goals(rest)


@tactic("success_if_fail", "fail_if_success")
def _success_if_fail(ts: TacticState, call: Call) -> None:
    saved = ts.save()
    if ts.attempt(nested(ts, arguments(call)[-1])):
        ts.restore(saved)
        raise TacticFailure(f"{call.name} combinator failed, given tactic succeeded")


@tactic("propagate_tags")
def _propagate_tags(ts: TacticState, call: Call) -> None:
    propagate_tags(ts, nested(ts, arguments(call)[-1]))


@tactic("with_cases")
def _with_cases(ts: TacticState, call: Call) -> None:
    block = arguments(call)[-1]
    need_goals(ts)
    before = {local.id for local in ts.hypotheses()}

    def after() -> None:
        tag = ts.main_tag()
        count = revert(ts, [local for local in ts.hypotheses() if local.id not in before])
        ts.set_tag(ts.main(), ("_case.pi", str(count), *[name for name in tag if not name.startswith("_")]))

    def body() -> None:
        run_block(ts, block)
        all_goals(ts, after)

    with_tags(ts, lambda: focus1(ts, body))


# ---------------------------------------------------------------------------------------------- looking at the goal


@tactic("trace", "trace_state", "trace_simp_set")
def _trace(ts: TacticState, call: Call) -> None:
    """Nothing to see: the argument was elaborated with the block."""


@tactic("type_check")
def _type_check(ts: TacticState, call: Call) -> None:
    elab_closed(ts, arguments(call)[0])


def _guard_alpha(ts: TacticState, e: Expr, term: ast.Term) -> None:
    if not alpha_eq(ts.mctx.instantiate(e), elab_term(ts, term)):
        raise TacticFailure("failed")


@tactic("guard_target")
def _guard_target(ts: TacticState, call: Call) -> None:
    _guard_alpha(ts, ts.target(), arguments(call)[0])


@tactic("guard_hyp")
def _guard_hyp(ts: TacticState, call: Call) -> None:
    name, type_, value = arguments(call)
    local = ts.hypothesis(name_of(name))
    if type_ is not None:
        _guard_alpha(ts, local.type, type_)
    bound = ts.lctx().value(local)
    if bound is None and value is not None:
        raise TacticFailure(f"{local.pp_name} is not a let binding")
    if bound is not None and value is None:
        raise TacticFailure(f"{local.pp_name} is a let binding")
    if bound is not None:
        _guard_alpha(ts, bound, value)


# ------------------------------------------------------------------------------------------------- local instances


def reset_instances(ts: TacticState) -> None:
    """Make every hypothesis of a class type a local instance."""
    decl = ts.decl()
    lctx = ts.ctx.reset_instances(decl.lctx)
    goal = ts.new_goal(decl.type, lctx)
    assign(ts, goal, [goal])


def unfreeze(ts: TacticState) -> None:
    decl = ts.decl()
    goal = ts.new_goal(decl.type, decl.lctx.with_instances(()))
    assign(ts, goal, [goal])


@tactic("resetI")
def _reset_i(ts: TacticState, call: Call) -> None:
    reset_instances(ts)


@tactic("introI")
def _intro_i(ts: TacticState, call: Call) -> None:
    _intro(ts, call)
    reset_instances(ts)


@tactic("introsI")
def _intros_i(ts: TacticState, call: Call) -> None:
    _intros(ts, call)
    reset_instances(ts)


@tactic("unfreezingI")
def _unfreezing_i(ts: TacticState, call: Call) -> None:
    unfreeze(ts)
    run_block(ts, arguments(call)[-1])
    all_goals(ts, lambda: reset_instances(ts))


def unused(ts: TacticState) -> str:
    return unused_name(ts.lctx(), "_x")
