"""`simp`, `dsimp`, `unfold` and their kin as the user writes them: which rules, where, with which configuration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lean_env.embedded.elaborator import builders
from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Let,
    Local,
    Pi,
    alpha_eq,
    beta,
    constants_of,
    get_app_fn,
    get_app_fn_args,
    instantiate_level_params,
    mk_apps,
    mk_const,
    mk_let,
    mk_pi,
)
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.basic import (
    apply_constant,
    arguments,
    assumption,
    at_location,
    by_cases,
    intros,
    name_of,
    names_of,
    propagate_tags,
    try_at_location,
)
from lean_env.embedded.tactics.configuration import read_configuration
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import from_false, reflexivity, triv
from lean_env.embedded.tactics.rewrite import equation_lemmas_of, placed_as_name
from lean_env.embedded.tactics.runner import and_then, elab_closed, elab_term, program, run, solve1
from lean_env.embedded.tactics.simp.dsimplify import (
    DsimpConfig,
    Dsimplifier,
    Unfolder,
    rewrite_by_definition,
)
from lean_env.embedded.tactics.simp.lemmas import (
    Compiler,
    InvalidLemma,
    RuleSet,
    attribute_rules,
    default_rules,
)
from lean_env.embedded.tactics.simp.matching import Matcher
from lean_env.embedded.tactics.simp.simplify import Result, SimpConfig, Simplifier, same
from lean_env.embedded.tactics.state import (
    TacticFailure,
    TacticState,
    assert_,
    assertv,
    change,
    exact,
    intro,
    intro_many,
    is_failure,
    replace_target,
    revert,
    try_clear,
)
from lean_env.embedded.terms import has_loose_var, head_beta, locals_of

# --------------------------------------------------------------------------------------------------------- rule sets


@dataclass(frozen=True, slots=True)
class SimpSet:
    """The rules of one call, the projections it unfolds, and whether all hypotheses were asked for."""

    rules: RuleSet
    to_unfold: tuple[str, ...]
    all_hypotheses: bool


def simp_set(
    ts: TacticState,
    only: bool,
    args: Sequence[ast.SimpArg],
    attributes: Sequence[str],
    at_star: bool = False,
) -> SimpSet:
    """The rules that `simp [only] [args] with attributes` uses."""
    terms = [arg for arg in args if arg.kind in ("expr", "symm")]
    everything = any(arg.kind == "all" for arg in args)
    erased, erased_locals = _exceptions(ts, args, everything)
    if everything and at_star and erased_locals:
        raise TacticFailure("A tactic of the form `simp [*, -h] at *` is currently not supported")
    rules = default_rules(ts.ctx)
    if only:
        rules = RuleSet(rules, erased_all=True)
    for attribute in attributes:
        rules = rules.with_rules(_rules_of_attribute(ts, attribute))
    backwards = [arg.term.name for arg in terms if arg.kind == "symm" and isinstance(arg.term, ast.Ident)]
    rules = rules.erase(backwards)
    to_unfold: list[str] = []
    for arg in terms:
        assert arg.term is not None
        try:
            rules = _add_term(ts, rules, to_unfold, arg.term, arg.kind == "symm")
        except LeanError as error:
            raise placed_as_name(error, arg.term) from None
    if everything and not at_star:
        compiler = Compiler(ts.ctx)
        for local in ts.hypotheses():
            if local.id not in erased_locals:
                rules = rules.with_rules(compiler.of_term(local))
    gone: list[str] = []
    for name in erased:
        gone += [name, *equation_lemmas_of(ts, name)]
    return SimpSet(rules.erase(gone), tuple(to_unfold), everything)


def _rules_of_attribute(ts: TacticState, attribute: str) -> Any:
    if attribute == "default":
        return default_rules(ts.ctx).all_rules()
    if not ts.elab.state.attribute_entries(attribute):
        raise Unsupported(f"simp attribute '{attribute}'")
    return attribute_rules(ts.ctx, attribute).all_rules()


def _exceptions(ts: TacticState, args: Sequence[ast.SimpArg], everything: bool) -> tuple[list[str], set[int]]:
    constants: list[str] = []
    locals_: set[int] = set()
    for arg in args:
        if arg.kind != "erase":
            continue
        local = ts.lctx().find_by_name(arg.name)
        if local is not None:
            if not everything:
                raise TacticFailure(f"invalid local exception {arg.name}, '*' was not used")
            locals_.add(local.id)
            continue
        candidates = ts.elab.state.resolve(arg.name)
        if len(candidates) != 1:
            raise unknown_identifier(ts.elab.state, arg.name, arg.pos)
        constants.append(candidates[0])
    return constants, locals_


def _add_term(ts: TacticState, rules: RuleSet, to_unfold: list[str], term: ast.Term, symm: bool) -> RuleSet:
    compiler = Compiler(ts.ctx)
    if isinstance(term, ast.Ident) and term.levels is None:
        found = ap.named_head(ts, term)
        if isinstance(found, Const):
            return _add_constant(ts, compiler, rules, to_unfold, found.name, symm)
        if found is None and len(ts.elab.state.resolve(term.name)) > 1:
            raise TacticFailure("ambiguous overload, possible interpretations")
        e = found if found is not None else elab_term(ts, term, subgoals=False)
        made = compiler.of_term(e, symm)
        if not made:
            raise TacticFailure(_invalid(term.name), "invalid")
        return rules.with_rules(made)
    e = elab_term(ts, term, subgoals=False)
    return rules.with_rules(compiler.of_term(e, symm))


def _invalid(name: str) -> str:
    return f"invalid simplification lemma '{name}' (use command 'set_option trace.simp_lemmas true' for more details)"


def _add_constant(
    ts: TacticState, compiler: Compiler, rules: RuleSet, to_unfold: list[str], name: str, symm: bool
) -> RuleSet:
    state = ts.elab.state
    if not symm and state.has_attribute("congr", name):
        try:
            return rules.with_rules([compiler.of_congruence(name)])
        except InvalidLemma:
            pass
    if compiler.is_valid_constant(name):
        return rules.with_rules(compiler.of_constant(name, symm))
    lemmas = equation_lemmas_of(ts, name)
    if lemmas:
        for lemma in lemmas:
            rules = rules.with_rules(compiler.of_constant(lemma))
        to_unfold += matches_without_lemmas(ts, name, lemmas)
        return rules
    if state.is_matcher(name):
        to_unfold.append(name)
        return rules
    if state.is_projection(name) or name.endswith("._default"):
        to_unfold.append(name)
        return rules
    raise TacticFailure(_invalid(name), "invalid")


def matches_without_lemmas(ts: TacticState, name: str, lemmas: Sequence[str]) -> list[str]:
    """The auxiliary matches of a definition that its equation lemmas mention and that have no lemmas of their own."""
    state = ts.elab.state
    found: dict[str, None] = {}
    for lemma in lemmas:
        info = state.get(lemma)
        for constant in sorted(constants_of(info.type)) if info is not None else ():
            if constant.startswith(name + ".") and state.is_matcher(constant) and not state.equation_lemmas(constant):
                found[constant] = None
    return list(found)


# ---------------------------------------------------------------------------------------------------------- simplify


def simplify(ts: TacticState, chosen: SimpSet, e: Expr, config: SimpConfig) -> tuple[Expr, Expr]:
    """The simplified term and the proof that `e` equals it; may fail when nothing changes."""
    e = ts.mctx.instantiate(e)
    simplifier = simplifier_for(ts, chosen, config)
    # Holes of the goal are constants to the simplifier: it must not fill them.
    with ts.ctx.frozen_metas():
        result: Result = simplifier.run(e)
    if config.fail_if_unchanged and same(result.new, e):
        raise TacticFailure("simplify tactic failed to simplify")
    return result.new, simplifier.finalize(result)


def simplifier_for(ts: TacticState, chosen: SimpSet, config: SimpConfig) -> Simplifier:
    """The simplifier for the main goal's context."""
    discharger = None if config.discharger is None else partial(discharge, ts, config.discharger)
    automatic = partial(_prove_aside, ts, lambda: ap.apply_auto_param(ts))
    return Simplifier(ts.ctx, ts.lctx(), chosen.rules, chosen.to_unfold, config, discharger, automatic)


def discharge(ts: TacticState, term: ast.Term, p: Expr, lctx: LocalContext) -> Expr | None:
    """The proof of a side condition by the tactic that `term` stands for; None when it fails or leaves goals."""
    steps = program(ts, term)
    if steps is None:
        raise Unsupported("discharger of simp", term.pos)

    def body() -> None:
        for step in steps:
            run(ts, step)

    return _prove_aside(ts, body, p, lctx)


def _prove_aside(ts: TacticState, body: Callable[[], None], p: Expr, lctx: LocalContext) -> Expr | None:
    """The proof of `p` that `body` finds, with no other goal in sight; None when it fails or leaves goals."""
    goals, tags = ts.goals, ts.tags
    saved = ts.save()
    goal = ts.mctx.mk_meta(p, lctx, kind="synthetic")
    ts.set_goals([goal])
    proof: Expr | None = None
    with ts.ctx.transparency_at("semireducible"):
        if ts.attempt(body) and not ts.goals:
            proof = ts.mctx.instantiate(goal)
    if proof is None or proof.has_meta:
        ts.restore(saved)
        proof = None
    ts.goals, ts.tags = goals, tags
    return proof


def simp_target(ts: TacticState, chosen: SimpSet, config: SimpConfig) -> None:
    new, proof = simplify(ts, chosen, ts.target(), config)
    replace_target(ts, new, proof)


def _simp_places(ts: TacticState, chosen: SimpSet, config: SimpConfig, locals_: Sequence[Local], target: bool) -> None:
    changed: list[Local] = []
    for local in locals_:
        if ts.attempt(_simp_local, ts, chosen, config, local):
            changed.append(local)
    target_changed = target and ts.attempt(lambda: simp_target(ts, chosen, config))
    if config.fail_if_unchanged and not changed and not target_changed:
        raise TacticFailure("simplify tactic failed to simplify")
    for local in reversed(changed):
        try_clear(ts, local)


def _simp_local(ts: TacticState, chosen: SimpSet, config: SimpConfig, local: Local) -> None:
    new, proof = simplify(ts, chosen, ts.type_of(local), config)
    assert_(ts, local.pp_name, new)
    exact(ts, builders.mk_eq_mp(ts.ctx, proof, local))


def simp_core(
    ts: TacticState,
    only: bool,
    args: Sequence[ast.SimpArg],
    attributes: Sequence[str],
    location: ast.Location,
    config: SimpConfig,
) -> None:
    if location.wildcard:
        chosen = simp_set(ts, only, args, attributes, True)
        if chosen.all_hypotheses:
            _SimpAll(ts, chosen, config).run()
        else:
            _simp_places(ts, chosen, config, independent_hypotheses(ts), True)
    else:
        chosen = simp_set(ts, only, args, attributes)
        locals_ = [ts.hypothesis(name_of(place)) for place in location.targets if place is not None]
        _simp_places(ts, chosen, config, locals_, None in location.targets)
    ts.attempt(lambda: triv(ts))
    ts.attempt(lambda: reflexivity(ts, "reducible"))


def independent_hypotheses(ts: TacticState) -> list[Local]:
    """The hypotheses that are propositions' proofs and that neither the target nor another hypothesis mentions."""
    mentioned: set[int] = set()
    lctx = ts.lctx()
    for local in lctx.locals():
        mentioned.update(other.id for other in locals_of(ts.mctx.instantiate(local.type)))
        value = lctx.value(local)
        if value is not None:
            mentioned.update(other.id for other in locals_of(ts.mctx.instantiate(value)))
    mentioned.update(other.id for other in locals_of(ts.target()))
    return [local for local in lctx.locals() if local.id not in mentioned and ts.ctx.is_prop(local.type)]


@tactic("simp")
def _simp(ts: TacticState, call: ast.TacticCall) -> None:
    iota, _, only, args, attributes, location = arguments(call)
    config = _simp_config(ts, call, SimpConfig(iota_eqn=bool(iota)))
    propagate_tags(ts, lambda: simp_core(ts, only, args, names_of(attributes), location, config))


def _simp_config(ts: TacticState, call: ast.TacticCall, config: SimpConfig) -> SimpConfig:
    return read_configuration(ts, call, config)


# ---------------------------------------------------------------------------------------------------- simp * at *


@dataclass(slots=True)
class _Entry:
    """A hypothesis under `simp * at *`: its simplified type, why, and the rules it may be simplified with."""

    local: Local
    type: Expr
    proof: Expr | None
    rules: RuleSet


class _SimpAll:
    """`simp * at *`: hypotheses simplify one another until nothing changes, and then the target."""

    def __init__(self, ts: TacticState, chosen: SimpSet, config: SimpConfig) -> None:
        self.ts = ts
        self.chosen = chosen
        self.config = config
        self.compiler = Compiler(ts.ctx)

    def run(self) -> None:
        ts = self.ts
        rules = self.chosen.rules
        entries: list[_Entry] = []
        for local in independent_hypotheses(ts):
            new = self.compiler.of_term(local)
            for entry in entries:
                entry.rules = entry.rules.with_rules(new)
            entries.insert(0, _Entry(local, ts.type_of(local), None, rules))
            rules = rules.with_rules(new)
        closed, entries, rules = self._stabilize(entries, rules)
        if not closed:
            self._finish(entries, rules)

    def _stabilize(self, entries: list[_Entry], rules: RuleSet) -> tuple[bool, list[_Entry], RuleSet]:
        ts = self.ts
        quiet = replace(self.config, fail_if_unchanged=False)
        changed = True
        while changed:
            changed = False
            todo = entries
            done: list[_Entry] = []
            while todo:
                ts.ctx.tick()
                entry = todo.pop(0)
                chosen = SimpSet(entry.rules, self.chosen.to_unfold, True)
                new, proof = simplify(ts, chosen, entry.type, quiet)
                if alpha_eq(entry.type, new):
                    done.insert(0, entry)
                    continue
                if entry.proof is not None:
                    proof = builders.mk_eq_trans(ts.ctx, entry.proof, proof)
                fact = builders.mk_eq_mp(ts.ctx, proof, entry.local)
                if isinstance(new, Const) and new.name == "false":
                    exact(ts, from_false(ts, fact))
                    return True, [], rules
                level = ts.ctx.sort_of(new)
                fact = mk_apps(mk_const("id", (level,)), [new, fact])
                learned = self.compiler.of_term(fact)
                for other in (*todo, *done):
                    other.rules = other.rules.with_rules(learned)
                rules = rules.with_rules(learned)
                done.insert(0, _Entry(entry.local, new, proof, entry.rules))
                changed = True
            entries = done
        return False, entries, rules

    def _finish(self, entries: list[_Entry], rules: RuleSet) -> None:
        ts = self.ts
        changed = [entry for entry in entries if entry.proof is not None]
        for entry in changed:
            assert entry.proof is not None
            assert_(ts, entry.local.pp_name, entry.type)
            exact(ts, builders.mk_eq_mp(ts.ctx, entry.proof, entry.local))
        chosen = SimpSet(rules, self.chosen.to_unfold, True)
        target_changed = ts.attempt(lambda: simp_target(ts, chosen, self.config))
        if self.config.fail_if_unchanged and not target_changed and not changed:
            raise TacticFailure("simp_all tactic failed to simplify")
        for entry in changed:
            try_clear(ts, entry.local)


# -------------------------------------------------------------------------------------------------------- simp_intros


@dataclass(frozen=True, slots=True)
class SimpIntrosConfig(SimpConfig):
    """Lean's `simp_intros_config`: `use_hyps` says whether a hypothesis introduced simplifies what follows."""

    use_hyps: bool = False


@tactic("simp_intros")
def _simp_intros(ts: TacticState, call: ast.TacticCall) -> None:
    names, only, args, attributes = arguments(call)[:4]
    config = read_configuration(ts, call, SimpIntrosConfig())
    chosen = simp_set(ts, only, args, names_of(attributes))
    if chosen.to_unfold:
        raise TacticFailure(f"simp_intros tactic does not support {list(chosen.to_unfold)}")
    _simp_intros_loop(ts, chosen, names_of(names), config)
    ts.set_goals(ts.goals)
    ts.attempt(lambda: triv(ts))
    ts.attempt(lambda: reflexivity(ts, "reducible"))


def _simp_intros_loop(ts: TacticState, chosen: SimpSet, names: list[str], config: SimpIntrosConfig) -> None:
    named = bool(names)
    rest = list(names)

    def next_name() -> str:
        return rest.pop(0) if named else "_"

    while True:
        if named and not rest:
            ts.attempt(simp_target, ts, chosen, config)
            return
        target = ts.target()
        head = get_app_fn(target)
        if isinstance(head, Const) and head.name == "not" and isinstance(target, App):
            intro(ts, next_name())
        elif isinstance(target, Pi) and not _depends_on_bound(target):
            chosen = _simp_intro(ts, chosen, target, next_name(), config)
        elif isinstance(target, Pi | Let):
            intro(ts, next_name())
        else:
            with ts.ctx.transparency_at("reducible"):
                shown = ts.ctx.whnf(target)
            if isinstance(shown, Pi):
                change(ts, shown, False)
                continue
            ts.attempt(simp_target, ts, chosen, config)
            if not ts.goals or not isinstance(ts.target(), Pi):
                if named and rest:
                    raise TacticFailure("failed")
                return


def _depends_on_bound(target: Pi) -> bool:
    return has_loose_var(target.body, 0)


def _simp_intro(ts: TacticState, chosen: SimpSet, target: Pi, name: str, config: SimpIntrosConfig) -> SimpSet:
    made: list[Local] = []

    def simplified() -> None:
        new, proof = simplify(ts, chosen, target.binder_type, config)
        local = intro(ts, name)
        value = builders.mk_eq_mp(ts.ctx, proof, local)
        made.append(assertv(ts, local.pp_name, new, value))
        try_clear(ts, local)

    if not ts.attempt(simplified):
        intro(ts, name)
        return chosen
    local = made[-1]
    if config.use_hyps and ts.ctx.is_prop(local.type):
        rules = chosen.rules.with_rules(Compiler(ts.ctx).of_term(local))
        return SimpSet(rules, chosen.to_unfold, chosen.all_hypotheses)
    return chosen


# -------------------------------------------------------------------------------------------------------------- dsimp


def dsimplify(ts: TacticState, chosen: SimpSet, e: Expr, config: DsimpConfig) -> Expr:
    e = ts.mctx.instantiate(e)
    new = Dsimplifier(ts.ctx, ts.lctx(), chosen.rules, chosen.to_unfold, config).run(e)
    if config.fail_if_unchanged and same(new, e):
        raise TacticFailure("dsimplify tactic failed to simplify")
    return new


def transform_local(ts: TacticState, local: Local, transform: Callable[[Expr], Expr]) -> None:
    """Replace the type of a hypothesis by a definitionally equal one."""
    count = revert(ts, [local])
    target = ts.target()
    if isinstance(target, Pi):
        new = transform(target.binder_type)
        change(ts, mk_pi(target.binder_name, target.binder_info, new, target.body), False)
    elif isinstance(target, Let):
        new = transform(target.binder_type)
        change(ts, mk_let(target.binder_name, new, target.value, target.body), False)
    intro_many(ts, count)


def transform_target(ts: TacticState, transform: Callable[[Expr], Expr]) -> None:
    change(ts, transform(ts.target()), False)


def transform_everything(ts: TacticState, transform: Callable[[Expr], Expr]) -> None:
    """All hypotheses and the target at once, as one statement."""
    frozen = {local.id for _, local in ts.lctx().instances} if ts.lctx().frozen else set()
    hypotheses = list(ts.hypotheses())
    last = max((i for i, local in enumerate(hypotheses) if local.id in frozen), default=-1)
    count = revert(ts, hypotheses[last + 1 :])
    transform_target(ts, transform)
    intro_many(ts, count)


@tactic("dsimp")
def _dsimp(ts: TacticState, call: ast.TacticCall) -> None:
    only, args, attributes, location = arguments(call)
    config = read_configuration(ts, call, DsimpConfig())
    chosen = simp_set(ts, only, args, names_of(attributes))
    if location.wildcard:
        config = replace(config, zeta=False)
        transform_everything(ts, lambda e: dsimplify(ts, chosen, e, config))
        return
    at_location(
        ts,
        location,
        lambda local: transform_local(ts, local, lambda e: dsimplify(ts, chosen, e, config)),
        lambda: transform_target(ts, lambda e: dsimplify(ts, chosen, e, config)),
    )


# ------------------------------------------------------------------------------------------------------- unfolding


def qualified_names(ts: TacticState, names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        candidates = [name] if ts.elab.state.get(name) is not None else ts.elab.state.resolve(name)
        if not candidates:
            raise unknown_identifier(ts.elab.state, name, None)
        found.append(candidates[0])
    return found


@tactic("unfold", "unfold1")
def _unfold(ts: TacticState, call: ast.TacticCall) -> None:
    names, location = arguments(call)
    config = SimpConfig(zeta=False, proj=False, eta=False, constructor_eq=False, single_pass=call.name == "unfold1")
    config = _simp_config(ts, call, config)
    args: list[ast.SimpArg] = []
    for given in names:
        name = name_of(given)
        candidates = ts.elab.state.resolve(name)
        if len(candidates) != 1:
            raise unknown_identifier(ts.elab.state, name, None)
        if not ts.elab.state.equation_lemmas(candidates[0]) and not ts.elab.state.is_projection(candidates[0]):
            raise TacticFailure(f"unfold tactic failed, {name} does not have equational lemmas nor is a projection")
        place = (given.pos, given.end)
        args.append(ast.SimpArg(*place, "expr", ast.Ident(*place, name)))
    simp_core(ts, True, args, [], location, config)


@tactic("delta")
def _delta(ts: TacticState, call: ast.TacticCall) -> None:
    names, location = arguments(call)[:2]
    chosen = frozenset(qualified_names(ts, names_of(names)))

    def transform(e: Expr) -> Expr:
        new = unfold_walk(ts, e, lambda node: _delta_step(ts, chosen, node))
        if same(new, ts.mctx.instantiate(e)):
            raise TacticFailure("dsimplify tactic failed to simplify")
        return new

    _transform_at(ts, location, transform)


def _delta_step(ts: TacticState, names: frozenset[str], e: Expr) -> tuple[Expr, bool] | None:
    head, args = get_app_fn_args(e)
    if not isinstance(head, Const):
        return None
    if head.name not in names:
        prefix, _, last = head.name.rpartition(".")
        if prefix not in names or not last.startswith("_"):
            return None
    info = ts.elab.state.get(head.name)
    value = getattr(info, "value", None)
    if info is None or value is None:
        return None
    value = instantiate_level_params(value, info.level_params, head.levels)
    return head_beta(mk_apps(value, args)), True


def unfold_walk(ts: TacticState, e: Expr, step: Any, config: DsimpConfig | None = None) -> Expr:
    """`e` with `step` tried on all its parts, inner ones first."""
    with ts.ctx.transparency_at("reducible"):
        return Unfolder(ts.ctx, ts.lctx(), step, config or DsimpConfig()).visit(ts.mctx.instantiate(e))


def _transform_at(ts: TacticState, location: ast.Location, transform: Callable[[Expr], Expr]) -> None:
    if location.wildcard:
        transform_everything(ts, transform)
        return
    at_location(
        ts,
        location,
        lambda local: transform_local(ts, local, transform),
        lambda: transform_target(ts, transform),
    )


@tactic("dunfold")
def _dunfold(ts: TacticState, call: ast.TacticCall) -> None:
    names, location = arguments(call)[:2]
    config = read_configuration(ts, call, DsimpConfig(zeta=False))
    chosen = frozenset(qualified_names(ts, names_of(names)))
    step = Dunfold(ts, chosen, config)

    def transform(e: Expr) -> Expr:
        new = unfold_walk(ts, e, step.step, config)
        if config.fail_if_unchanged and same(new, e):
            raise TacticFailure("dunfold tactic failed to unfold")
        return new

    _transform_at(ts, location, transform)


class Dunfold:
    """Unfolds chosen definitions by their equation lemmas that hold by definition."""

    def __init__(self, ts: TacticState, names: frozenset[str], config: DsimpConfig) -> None:
        self.ts = ts
        self.names = names
        self.config = config
        self.matcher = Matcher(ts.ctx)
        self.compiler = Compiler(ts.ctx)

    def step(self, e: Expr) -> tuple[Expr, bool] | None:
        head, args = get_app_fn_args(e)
        if not isinstance(head, Const) or head.name not in self.names:
            return None
        state = self.ts.elab.state
        new: Expr | None = None
        with self.ts.ctx.transparency_at("instances"):
            if state.is_projection(head.name):
                new = self.ts.ctx.unfold_projection(e)
            elif state.equation_lemmas(head.name):
                new = self._by_lemmas(e, head.name)
            else:
                info = state.get(head.name)
                value = getattr(info, "value", None)
                if info is not None and value is not None:
                    new = beta(instantiate_level_params(value, info.level_params, head.levels), args)
        return None if new is None else (new, not self.config.single_pass)

    def _by_lemmas(self, e: Expr, name: str) -> Expr | None:
        for lemma in self.ts.elab.state.equation_lemmas(name):
            for rule in self.compiler.of_constant(lemma):
                if not rule.is_refl:
                    continue
                new = rewrite_by_definition(self.matcher, rule, e, self.ts.lctx())
                if new is not None and not same(new, e):
                    return head_beta(new)
        return None


@tactic("unfold_projs")
def _unfold_projs(ts: TacticState, call: ast.TacticCall) -> None:
    (location,) = arguments(call)[:1]
    config = read_configuration(ts, call, DsimpConfig(transparency="instances"))

    def step(e: Expr) -> tuple[Expr, bool] | None:
        with ts.ctx.transparency_at(config.transparency):
            new = ts.ctx.unfold_projection(e)
        return None if new is None else (new, True)

    def transform(e: Expr) -> Expr:
        new = unfold_walk(ts, e, step)
        if same(new, e):
            raise TacticFailure("no projections to unfold")
        return new

    try:
        try_at_location(
            ts,
            location,
            lambda local: transform_local(ts, local, transform),
            lambda: transform_target(ts, transform),
        )
    except LeanError as error:
        if not is_failure(error):
            raise
        raise TacticFailure("unfold_projs failed to simplify") from None


# ------------------------------------------------------------------------------------------- the library's own tactic


@tactic("min_tac")
def _min_tac(ts: TacticState, call: ast.TacticCall) -> None:
    """Cases on `a ≤ b`, with what `min` and `max` are in each."""
    left, right = arguments(call)
    place = (call.pos, call.end)
    at_most = ast.App(*place, ast.Ident(*place, "has_le.le", None, ("has_le.le",)), (left, right))

    def split() -> None:
        by_cases(ts, elab_closed(ts, at_most), "h")

    and_then(ts, split, lambda: solve1(ts, lambda: _min_step(ts, call)))


def _min_step(ts: TacticState, call: ast.TacticCall) -> None:
    place = (call.pos, call.end)
    everywhere = ast.Location(call.pos, call.pos, (None,))

    def named(name: str) -> ast.SimpArg:
        return ast.SimpArg(*place, "expr", ast.Ident(*place, name, None, (name,)))

    def by_order() -> None:
        apply_constant(ts, "le_of_not_le")
        assumption(ts)

    intros(ts)
    simp_core(ts, True, [named("min_def"), named("max_def")], [], everywhere, SimpConfig())
    cases = [ast.SimpArg(*place, "all"), named("if_pos"), named("if_neg")]
    ts.attempt(simp_core, ts, False, cases, [], everywhere, SimpConfig())
    ts.attempt(apply_constant, ts, "le_refl")
    ts.attempt(by_order)
