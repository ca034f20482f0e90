"""Tactics about relations: reflexivity, symmetry, transitivity, contradiction, trivial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lean_env.embedded.kernel.expr import (
    DEFAULT,
    Const,
    Expr,
    Local,
    Pi,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    mk_apps,
    mk_const,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import (
    arguments,
    eapply,
    find_same_type,
    negated,
    unify,
    without_param_marks,
)
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.runner import elab_term, first_of
from lean_env.embedded.tactics.state import TacticFailure, TacticState, exact, intro, is_app_of
from lean_env.embedded.terms import head_beta


class RelationInfo(NamedTuple):
    """How many arguments a relation takes and where its two sides stand."""

    arity: int
    lhs: int
    rhs: int


def relation_info(state: Any, name: str) -> RelationInfo | None:
    """The last two explicit parameters of a relation that some `@[refl]`, `@[symm]` or `@[trans]` lemma is about."""
    cache = state.cache("tactics.relation")
    if name in cache:
        return cache[name]  # type: ignore[no-any-return]
    known = state.refl_lemma(name) or state.symm_lemma(name) or state.trans_lemma(name, name)
    info = state.get(name)
    found = _explicit_pair(info.type) if known and info is not None else None
    if found is not None:
        cache[name] = found
    return found


def _explicit_pair(type_: Expr) -> RelationInfo | None:
    explicit: list[int] = []
    arity = 0
    while isinstance(type_, Pi):
        if type_.binder_info == DEFAULT:
            explicit.append(arity)
        type_ = type_.body
        arity += 1
    return RelationInfo(arity, explicit[-2], explicit[-1]) if len(explicit) >= 2 else None


class Relation(NamedTuple):
    """An application of a known relation."""

    name: str
    lhs: Expr
    rhs: Expr


def as_relation(state: Any, e: Expr) -> Relation | None:
    head, args = get_app_fn_args(e)
    if not isinstance(head, Const):
        return None
    info = relation_info(state, head.name)
    if info is None or len(args) != info.arity:
        return None
    return Relation(head.name, args[info.lhs], args[info.rhs])


def target_relation(ts: TacticState) -> Relation:
    found = as_relation(ts.elab.state, ts.target())
    if found is None:
        raise TacticFailure("match failed")
    return found


# ------------------------------------------------------------------------------------------------------- the tactics


def _relation_tactic(ts: TacticState, lemma: str | None, what: str, transparency: str) -> None:
    if lemma is None:
        raise TacticFailure(f"{what} tactic failed, target is not a relation application with the expected property.")
    config = ap.ApplyConfig(transparency=transparency, new_goals=ap.NON_DEP_ONLY)
    ap.apply_core(ts, ap.constant(ts, lemma), config)


def _target_relation_name(ts: TacticState) -> str:
    head = get_app_fn(ts.target())
    return head.name if isinstance(head, Const) else ""


def reflexivity(ts: TacticState, transparency: str = "semireducible") -> None:
    name = _target_relation_name(ts)
    _relation_tactic(ts, ts.elab.state.refl_lemma(name), "reflexivity", transparency)


def symmetry(ts: TacticState) -> None:
    name = _target_relation_name(ts)
    _relation_tactic(ts, ts.elab.state.symm_lemma(name), "symmetry", "semireducible")


def transitivity(ts: TacticState) -> None:
    name = _target_relation_name(ts)
    found = ts.elab.state.trans_lemma(name, name)
    _relation_tactic(ts, found[0] if found else None, "transitivity", "semireducible")


@tactic("refl", "reflexivity")
def _refl(ts: TacticState, call: ast.TacticCall) -> None:
    reflexivity(ts)


@tactic("symmetry")
def _symmetry(ts: TacticState, call: ast.TacticCall) -> None:
    symmetry(ts)


@tactic("transitivity")
def _transitivity(ts: TacticState, call: ast.TacticCall) -> None:
    term = arguments(call)[0]
    transitivity(ts)
    if term is not None:
        rhs = target_relation(ts).rhs
        unify(ts, rhs, elab_term(ts, term))


def triv(ts: TacticState) -> None:
    exact(ts, ap.constant(ts, "trivial"))


@tactic("triv")
def _triv(ts: TacticState, call: ast.TacticCall) -> None:
    triv(ts)


@tactic("trivial")
def _trivial(ts: TacticState, call: ast.TacticCall) -> None:
    first_of(ts, [lambda: triv(ts), lambda: reflexivity(ts), lambda: contradiction(ts)], "trivial tactic failed")


# ------------------------------------------------------------------------------------------------------ contradiction


@tactic("contradiction")
def _contradiction(ts: TacticState, call: ast.TacticCall) -> None:
    contradiction(ts)


def contradiction(ts: TacticState) -> None:
    """A hypothesis `false`, `a ≠ a`, both p and ¬p, or two different constructors said to be equal."""
    ts.attempt(lambda: intro(ts))
    if not ts.goals:
        raise TacticFailure("tactic failed, there are no goals to be solved")
    hypotheses = ts.hypotheses()
    for closing in (_by_false, _by_irreflexivity, _by_negation, _by_constructors):
        proof = closing(ts, hypotheses)
        if proof is not None:
            exact(ts, proof)
            return
    raise TacticFailure("contradiction tactic failed")


def hypothesis_type(ts: TacticState, local: Local) -> Expr:
    return without_param_marks(ts.mctx.instantiate(local.type))


def _by_false(ts: TacticState, hypotheses: Sequence[Local]) -> Expr | None:
    for local in hypotheses:
        type_ = hypothesis_type(ts, local)
        if isinstance(type_, Const) and type_.name == "false":
            return from_false(ts, local)
    return None


def from_false(ts: TacticState, proof: Expr) -> Expr:
    target = ts.target()
    return mk_apps(mk_const("false.rec", (ts.ctx.sort_of(target),)), [target, proof])


def absurd(ts: TacticState, p: Expr, proof: Expr, refutation: Expr) -> Expr:
    target = ts.target()
    return mk_apps(mk_const("absurd", (ts.ctx.sort_of(target),)), [p, target, proof, refutation])


def _by_irreflexivity(ts: TacticState, hypotheses: Sequence[Local]) -> Expr | None:
    for local in hypotheses:
        type_ = head_beta(hypothesis_type(ts, local))
        if is_app_of(type_, "ne", 3):
            sort, a, b = get_app_args(type_)
            if ts.unifies(a, b):
                head = get_app_fn(type_)
                assert isinstance(head, Const)
                p = mk_apps(mk_const("eq", head.levels), [sort, a, a])
                return absurd(ts, p, mk_apps(mk_const("eq.refl", head.levels), [sort, a]), local)
        p2 = negated(type_)
        found = as_relation(ts.elab.state, p2) if p2 is not None else None
        lemma = ts.elab.state.refl_lemma(found.name) if found is not None else None
        if p2 is None or found is None or lemma is None or not ts.unifies(found.lhs, found.rhs):
            continue
        saved = ts.save()
        goal = ts.new_goal(p2)
        ts.set_goals([goal])
        if ts.attempt(lambda name: eapply(ts, ap.constant(ts, name)), lemma) and not ts.goals:
            ts.set_goals(saved.goals)
            return absurd(ts, p2, goal, local)
        ts.restore(saved)
    return None


def _by_negation(ts: TacticState, hypotheses: Sequence[Local]) -> Expr | None:
    for local in hypotheses:
        p = negated(ts.ctx.whnf(hypothesis_type(ts, local)))
        if p is None:
            continue
        other = find_same_type(ts, p, hypotheses)
        if other is not None:
            return absurd(ts, p, other, local)
    return None


def _by_constructors(ts: TacticState, hypotheses: Sequence[Local]) -> Expr | None:
    for local in hypotheses:
        type_ = ts.ctx.whnf(hypothesis_type(ts, local))
        if not is_app_of(type_, "eq", 3):
            continue
        sort, a, b = get_app_args(type_)
        proof = different_constructors(ts, sort, ts.ctx.whnf(a), ts.ctx.whnf(b), local)
        if proof is not None:
            return proof
    return None


def constructor_of(ts: TacticState, e: Expr) -> Any:
    """The ConstantInfo of the constructor that heads `e`, if one does."""
    head, args = get_app_fn_args(e)
    info = ts.elab.state.get(head.name) if isinstance(head, Const) else None
    if info is None or info.kind != "constructor" or len(args) != info.num_params + info.num_fields:  # type: ignore[attr-defined]
        return None
    return info


def different_constructors(ts: TacticState, sort: Expr, a: Expr, b: Expr, proof: Expr) -> Expr | None:
    """The goal's proof from `proof : a = b` when a and b begin with different constructors."""
    first, second = constructor_of(ts, a), constructor_of(ts, b)
    if first is None or second is None or first.name == second.name:
        return None
    return no_confusion(ts, first.inductive, sort, a, b, proof)


def no_confusion(ts: TacticState, inductive: str, sort: Expr, a: Expr, b: Expr, proof: Expr) -> Expr:
    head, args = get_app_fn_args(ts.ctx.whnf(sort))
    assert isinstance(head, Const)
    target = ts.target()
    name = inductive + ".no_confusion"
    if ts.elab.state.get(name) is None:
        raise TacticFailure(f"unknown declaration '{name}'")
    levels = (ts.ctx.sort_of(target), *head.levels)
    return mk_apps(mk_const(name, levels), [*args, target, a, b, proof])
