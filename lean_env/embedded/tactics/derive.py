"""`@[derive decidable_eq]`, and `tactic.mk_dec_eq_instance`, which decides equality of an inductive type by cases.

The other tactic for instances here is `tactic.mk_inhabited_instance`. The cases, and so the types for which no instance
is found, are those of Lean's core library; sizes and reflection cannot be derived here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.equations import cases as eqc
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.elaborator.term import Elaborator
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel.declaration import ABBREVIATION, DefinitionDecl, InductiveInfo
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Local,
    Pi,
    get_app_args,
    get_app_fn,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    pi_over,
)
from lean_env.embedded.kernel.typechecker import TypeChecker
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import apply_constant, constructors_of_target, eapply, intros, reset_instances
from lean_env.embedded.tactics.cases import cases
from lean_env.embedded.tactics.equality import injection_with, subst
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import contradiction, reflexivity
from lean_env.embedded.tactics.runner import all_goals, done
from lean_env.embedded.tactics.state import TacticFailure, TacticState, assertv, exact, intro, is_app_of

VALUE, TABLE = "_v", "_F"


# ------------------------------------------------------------------------------------------------ the attribute


def derive(state: State, attribute: ast.Attribute, name: str) -> None:
    """Make the instances asked for. Raises LeanError where Lean cannot, Unsupported for sizes and reflection."""
    for term in attribute.args:
        for one in _elements(term):
            try:
                _derive_one(state, one, name)
            except LeanError as error:
                raise error.at(attribute.pos) from None


def _elements(term: ast.Term) -> list[ast.Term]:
    """The classes in `[a, b]`, or the one that stands alone."""
    found: list[ast.Term] = []
    while isinstance(term, ast.App) and isinstance(term.fn, ast.Ident) and term.fn.resolved == ("list.cons",):
        found.append(term.args[0])
        term = term.args[1]
    if isinstance(term, ast.Ident) and term.resolved == ("list.nil",):
        return found
    return [*found, term]


def _derive_one(state: State, term: ast.Term, name: str) -> None:
    found = state.resolve(term.name) if isinstance(term, ast.Ident) else None
    if found == []:
        assert isinstance(term, ast.Ident)
        raise LeanError(f"unknown identifier '{term.name}'", term.pos, "unknown_identifier")
    known = found[0] if found is not None and len(found) == 1 else ""
    if known in ("has_reflect", "has_sizeof"):
        raise Unsupported(f"deriving '{known}' is not supported", term.pos)
    if known != "decidable_eq":
        shown = term.name if isinstance(term, ast.Ident) else "_"
        raise LeanError(f"failed to find a derive handler for '{shown}'", term.pos, "invalid")
    info = state.get(name)
    if not isinstance(info, InductiveInfo):
        raise LeanError(f"failed to derive '{known}', '{name}' is not an inductive type", term.pos, "invalid")
    _add_instance(state, info, known)


def _add_instance(state: State, info: InductiveInfo, cls: str) -> None:
    """Declare `T.cls` for all parameters and indices, given instances for the parameters that are types."""
    elab = Elaborator(state, info.name)
    checker = TypeChecker(state.env)
    levels = auxiliary.levels_of(info.level_params)
    args, _ = auxiliary.telescope(info.type)
    order: list[Local] = []
    for i, arg in enumerate(args):
        order.append(arg)
        if i >= info.num_params:
            continue
        sort = checker.whnf(arg.type)
        level = getattr(sort, "level", None)
        if level is not None:
            order.append(mk_local("a", mk_app(mk_const(cls, (level,)), arg), INST))
    type_ = mk_apps(mk_const(info.name, levels), args)
    target = pi_over(order, mk_app(mk_const(cls, (checker.sort_level(type_),)), type_))
    goal = elab.ctx.mk_meta(target, elab.lctx, "synthetic")
    ts = TacticState(elab, [goal])
    with elab.ctx.transparency_at("semireducible"):
        intros(ts)
        reset_instances(ts)
        make_decidable_equality(ts)
    done(ts)
    value = elab.mctx.instantiate(goal)
    full = f"{info.name}.{cls}"
    state.add_declaration(DefinitionDecl(full, tuple(info.level_params), target, value, ABBREVIATION))
    state.mark_protected(full)
    state.add_instance(full)


# ------------------------------------------------------------------------------------------------ decidable equality


@tactic("mk_dec_eq_instance")
def _mk_dec_eq_instance(ts: TacticState, call: ast.TacticCall) -> None:
    make_decidable_equality(ts)


def make_decidable_equality(ts: TacticState) -> None:
    """Close the goal `decidable_eq T`."""
    bad = TacticFailure(
        "mk_dec_eq_instance tactic failed, target type is expected to be of the form (decidable_eq ...)"
    )
    target = ts.ctx.whnf(ts.target())
    if not isinstance(target, Pi) or not isinstance(target.body, Pi):
        raise bad
    family = get_app_fn(target.binder_type)
    if not is_app_of(target.body.body, "decidable", 1) or not isinstance(family, Const):
        raise bad
    info = ts.elab.state.get(family.name)
    if not isinstance(info, InductiveInfo):
        raise Unsupported("deciding equality of mutual and nested types is not supported")
    if auxiliary.InductiveView(ts.elab.state, family.name).is_recursive():
        subject = intro(ts)
        names = [*[f"idx_{i}" for i in range(info.num_indices, 0, -1)], VALUE, TABLE]
        made = eqc.induction_core(ts.ctx, ts.main(), subject, recursor=f"{family.name}.brec_on", names=names)
        ts.replace_main([case.goal for case in made])
    else:
        intro(ts, VALUE)
    cases(ts, ts.hypothesis(VALUE))
    all_goals(ts, partial(_second_value, ts, family.name))


def _second_value(ts: TacticState, family: str) -> None:
    cases(ts, intro(ts, "w"))
    all_goals(ts, partial(_one_case, ts, family))


def _sides(ts: TacticState) -> tuple[Expr, Expr]:
    target = ts.target()
    if not isinstance(target, App) or not is_app_of(target.arg, "eq", 3):
        raise TacticFailure("mk_dec_eq_instance failed, unexpected case")
    args = get_app_args(target.arg)
    return args[1], args[2]


def _one_case(ts: TacticState, family: str) -> None:
    left, right = _sides(ts)
    if get_app_fn(left) is get_app_fn(right):
        _same_constructor(ts, family, 0)
        return
    _apply(ts, "decidable.is_false")
    intro(ts)
    contradiction(ts)


def _apply(ts: TacticState, name: str) -> None:
    apply_constant(ts, name)


def _same_constructor(ts: TacticState, family: str, used: int) -> None:
    """`decidable (c … = c …)`; `used` counts the recursive arguments that are known to be equal."""
    left, right = _sides(ts)

    def by_reflexivity() -> None:
        if not ts.ctx.is_def_eq(left, right):
            raise TacticFailure("unify tactic failed")
        _apply(ts, "decidable.is_true")
        reflexivity(ts)

    if ts.attempt(by_reflexivity):
        return
    different = [(a, b) for a, b in zip(get_app_args(left), get_app_args(right), strict=False) if a is not b]
    if not different:
        raise TacticFailure("failed")
    first, second = different[0]
    head = get_app_fn(ts.type_of(first))
    recursive = isinstance(head, Const) and head.name == family
    instance = mk_app(_table_entry(ts, used), second) if recursive else _instance(ts, first, second)
    eapply(ts, ap.build(ts, "decidable.by_cases", [None, ts.target(), instance]))
    subst(ts, intro(ts))
    _same_constructor(ts, family, used + 1 if recursive else used)
    intro(ts)
    _apply(ts, "decidable.is_false")
    injection_with(ts, intro(ts), [])
    intros(ts)
    if not ts.attempt(contradiction, ts):
        for local in ts.hypotheses():
            ts.attempt(_homogeneous, ts, local)
        contradiction(ts)


def _homogeneous(ts: TacticState, local: Local) -> None:
    proof = ap.build(ts, "eq_of_heq", [local])
    assertv(ts, "h'", ts.type_of(proof), proof)


def _table_entry(ts: TacticState, number: int) -> Expr:
    """The decision for the recursive argument of that number, out of `brec_on`'s table."""
    table: Expr = ts.hypothesis(TABLE)
    for _ in range(number):
        table = _component(ts, "pprod.snd", table)
    return _component(ts, "pprod.fst", _component(ts, "pprod.fst", table))


def _component(ts: TacticState, projection: str, pair: Expr) -> Expr:
    type_ = ts.ctx.whnf(ts.type_of(pair))
    if not is_app_of(type_, "pprod", 2):
        raise TacticFailure("mk_dec_eq_instance failed, unexpected table of recursive values")
    fn = get_app_fn(type_)
    assert isinstance(fn, Const)
    return mk_apps(mk_const(projection, fn.levels), [*get_app_args(type_), pair])


def _instance(ts: TacticState, left: Expr, right: Expr) -> Expr:
    type_ = ts.type_of(left)
    wanted = mk_app(mk_const("decidable_eq", (ts.ctx.sort_of(type_),)), type_)
    with ts.ctx.transparency_at("semireducible"):
        wanted = ts.ctx.whnf(wanted)
    instance = ts.ctx.synth_instance(wanted, ts.lctx())
    if instance is None:
        raise TacticFailure(f"mk_dec_eq_instance failed, failed to generate instance for\n  {ts.pp(wanted)}")
    return mk_apps(instance, [left, right])


# ------------------------------------------------------------------------------------------------ inhabited types


@tactic("mk_inhabited_instance")
def _mk_inhabited_instance(ts: TacticState, call: ast.TacticCall) -> None:
    target = ts.ctx.whnf(ts.target())
    family = get_app_fn(get_app_args(target)[0]) if is_app_of(target, "inhabited", 1) else None
    if not isinstance(family, Const):
        raise TacticFailure(
            "mk_inhabited_instance tactic failed, target type is expected to be of the form (inhabited ...)"
        )
    _apply(ts, "inhabited.mk")
    names: Sequence[str] = constructors_of_target(ts)

    def by(name: str) -> None:
        _apply(ts, name)
        all_goals(ts, partial(_default, ts))
        done(ts)

    for name in names:
        if ts.attempt(by, name):
            return
    raise TacticFailure(
        f"mk_inhabited_instance failed, failed to build instance using all constructors of '{family.name}'"
    )


def _default(ts: TacticState) -> None:
    target = ts.target()
    level = ts.ctx.sort_of(target)
    instance = ts.ctx.synth_instance(mk_app(mk_const("inhabited", (level,)), target), ts.lctx())
    if instance is None:
        raise TacticFailure("tactic.mk_instance failed to generate instance")
    exact(ts, mk_apps(mk_const("inhabited.default", (level,)), [target, instance]))
