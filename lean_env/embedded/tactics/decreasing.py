"""The tactic that shows that recursive calls decrease where the user gives none (Lean's `default_dec_tac`).

The relation is opened as far as `psigma.lex` and sizes, sizes are computed by their equations, common summands are
cancelled, and what is left must be a comparison of numerals, trivially true, or a hypothesis. The steps, and so what
it cannot show, are Lean's.
"""

from __future__ import annotations

from collections.abc import Sequence

from lean_env.embedded import terms
from lean_env.embedded.elaborator import builders
from lean_env.embedded.errors import Position
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    alpha_eq,
    get_app_args,
    mk_app,
    mk_apps,
    mk_const,
)
from lean_env.embedded.kernel.level import ONE, ZERO
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.ac import Normalizer, Operator
from lean_env.embedded.tactics.basic import assumption
from lean_env.embedded.tactics.runner import done, first_of
from lean_env.embedded.tactics.simp.dsimplify import DsimpConfig
from lean_env.embedded.tactics.simp.lemmas import Compiler, RuleSet, default_rules
from lean_env.embedded.tactics.simp.simplify import SimpConfig
from lean_env.embedded.tactics.simp.tactics import (
    Dunfold,
    SimpSet,
    simp_core,
    simp_target,
    transform_target,
    unfold_walk,
)
from lean_env.embedded.tactics.state import TacticFailure, TacticState, is_app_of, replace_target, try_clear

NAT = mk_const("nat")
_NOWHERE = (Position(1, 0), Position(1, 0))
"""The place of syntax that nobody wrote; errors get the place of the recursive call."""


def default_decreasing(ts: TacticState) -> None:
    """Close the main goal, `r small large` for a well-founded relation `r`. Raises TacticFailure when it cannot."""
    for local in ts.hypotheses():
        if local.pp_name.startswith("_"):
            try_clear(ts, local)
    _dunfold(ts, ["has_well_founded.r"])
    first_of(ts, [lambda: _lexicographic(ts), lambda: _fail(ts)], "default_dec_tac failed")
    done(ts)


def _fail(ts: TacticState) -> None:
    raise TacticFailure("default_dec_tac failed")


def _dunfold(ts: TacticState, names: Sequence[str]) -> None:
    known = frozenset(names)
    config = DsimpConfig(zeta=False, fail_if_unchanged=False)
    step = Dunfold(ts, known, config)
    transform_target(ts, lambda e: unfold_walk(ts, e, step.step, config))


def _lexicographic(ts: TacticState) -> None:
    target = ts.ctx.whnf(ts.target())
    if not is_app_of(target, "psigma.lex", 6):
        _compare(ts)
        return
    args = get_app_args(target)
    small, large = (ts.mctx.instantiate(arg) for arg in args[4:])
    if not is_app_of(small, "psigma.mk", 4) or not is_app_of(large, "psigma.mk", 4):
        raise TacticFailure("failed")

    def right() -> None:
        if not ts.ctx.is_def_eq(get_app_args(small)[2], get_app_args(large)[2]):
            raise TacticFailure("is_def_eq failed")
        _apply(ts, "psigma.lex.right")
        _lexicographic(ts)

    def left() -> None:
        _apply(ts, "psigma.lex.left")
        _compare(ts)

    first_of(ts, [right, left], "default_dec_tac failed")


def _apply(ts: TacticState, name: str) -> None:
    ap.apply(ts, ap.constant(ts, name))


def _compare(ts: TacticState) -> None:
    _dunfold(ts, ["sizeof_measure", "measure", "inv_image"])
    _unfold_sizes(ts)
    if not ts.goals:
        return
    _cancel(ts)
    _trivial(ts)
    done(ts)


def _unfold_sizes(ts: TacticState) -> None:
    """Compute sizes by their equations as long as there are any, then simplify."""

    def by_equations() -> None:
        simp_target(ts, SimpSet(_size_rules(ts), (), False), SimpConfig())
        if not ts.goals:
            raise TacticFailure("tactic failed, there are no goals to be solved")
        _unfold_sizes(ts)

    _dunfold(ts, ["sizeof", "has_sizeof.sizeof"])
    if not ts.attempt(by_equations):
        target = ast.Location(*_NOWHERE, (None,), False)
        ts.attempt(lambda: simp_core(ts, False, (), (), target, SimpConfig()))


def _size_rules(ts: TacticState) -> RuleSet:
    names: dict[str, None] = {}

    def visit(e: Expr) -> bool:
        if isinstance(e, Const) and e.name.endswith(".sizeof"):
            names[e.name] = None
        return True

    terms.for_each(ts.target(), visit)
    rules = RuleSet(default_rules(ts.ctx), erased_all=True)
    compiler = Compiler(ts.ctx)
    for name in names:
        for lemma in ts.elab.state.equation_lemmas(name):
            rules = rules.with_rules(compiler.of_constant(lemma))
    return rules


# ------------------------------------------------------------------------------------------------ arithmetic


def _sides(ts: TacticState) -> tuple[Expr, Expr]:
    target = ts.target()
    if not is_app_of(target, "has_lt.lt", 4):
        raise TacticFailure("match_expr failed")
    args = get_app_args(target)
    return args[2], args[3]


def _summands(e: Expr) -> list[Expr]:
    if is_app_of(e, "has_add.add", 4):
        args = get_app_args(e)
        return [*_summands(args[2]), *_summands(args[3])]
    return [e]


def _sum(parts: Sequence[Expr]) -> Expr:
    result = parts[-1]
    for part in reversed(parts[:-1]):
        result = _add(part, result)
    return result


def _add(left: Expr, right: Expr) -> Expr:
    return mk_apps(mk_const("has_add.add", (ZERO,)), [NAT, mk_const("nat.has_add"), left, right])


def _zero() -> Expr:
    return mk_apps(mk_const("has_zero.zero", (ZERO,)), [NAT, mk_const("nat.has_zero")])


def _sorted(parts: Sequence[Expr]) -> list[Expr]:
    """One comes first."""
    return sorted(parts, key=lambda e: not is_app_of(e, "has_one.one", 2))


def _take(e: Expr, parts: list[Expr]) -> bool:
    for i, part in enumerate(parts):
        if alpha_eq(part, e):
            del parts[i]
            return True
    return False


def _cancel(ts: TacticState) -> None:
    """From `a + c < b + c` go to what is left without the common summands."""
    left, right = _sides(ts)
    with ts.ctx.transparency_at("semireducible"):
        if ts.ctx.whnf(ts.type_of(left)) is not NAT:
            raise TacticFailure("failed")
    right_rest = _summands(right)
    common: list[Expr] = []
    left_rest: list[Expr] = []
    for part in _summands(left):
        if _take(part, right_rest):
            common.append(part)
        else:
            left_rest.append(part)
    if not common:
        return
    new_left, new_right = _with_common(common, _sorted(left_rest)), _with_common(common, _sorted(right_rest))
    less = mk_apps(mk_const("has_lt.lt", (ZERO,)), [NAT, mk_const("nat.has_lt")])
    relation = builders.mk_congr_arg(ts.ctx, less, _permutation(ts, left, new_left))
    proof = builders.mk_congr(ts.ctx, relation, _permutation(ts, right, new_right))
    replace_target(ts, mk_apps(less, [new_left, new_right]), proof)
    first_of(
        ts,
        [lambda: _apply(ts, "nat.add_lt_add_left"), lambda: _apply(ts, "nat.lt_add_of_zero_lt_left")],
        "failed",
    )


def _with_common(common: Sequence[Expr], rest: Sequence[Expr]) -> Expr:
    return _add(_sum(common), _sum(rest)) if rest else _sum(common)


def _permutation(ts: TacticState, left: Expr, right: Expr) -> Expr:
    """A proof that two sums of the same summands are equal."""
    if ts.ctx.is_def_eq(left, right):
        return mk_apps(mk_const("eq.refl", (ONE,)), [NAT, left])
    normalizer = Normalizer(ts)
    add = mk_apps(mk_const("has_add.add", (ZERO,)), [NAT, mk_const("nat.has_add")])
    laws = mk_const("nat.add_assoc"), mk_const("nat.add_comm")
    normalizer.operators[add] = Operator(normalizer, add, *laws)
    first, forth = normalizer.normalize(left)
    second, back = normalizer.normalize(right)
    if first is not second:
        raise TacticFailure("failed")
    proof = normalizer.join(forth, None if back is None else builders.mk_eq_symm(ts.ctx, back))
    return builders.mk_eq_refl(ts.ctx, left) if proof is None else proof


def _trivial(ts: TacticState) -> None:
    first_of(
        ts,
        [
            lambda: _by_value(ts),
            lambda: _apply(ts, "nat.zero_lt_one_add"),
            lambda: _apply(ts, "nat.lt_succ_self"),
            lambda: assumption(ts),
            lambda: _add_to_right(ts),
        ],
        "failed",
    )


def _add_to_right(ts: TacticState) -> None:
    left, _ = _sides(ts)
    if builders.nat_value(left) is None:
        raise TacticFailure("failed")

    def by(lemma: str) -> None:
        _apply(ts, lemma)
        _trivial(ts)

    first_of(ts, [lambda: by("nat.lt_add_right"), lambda: by("nat.lt_add_left")], "failed")


def _by_value(ts: TacticState) -> None:
    left, right = _sides(ts)
    first, second = builders.nat_value(left), builders.nat_value(right)
    if first is None or second is None or first >= second:
        raise TacticFailure("failed")
    statement = ts.target()
    instance = ts.ctx.synth_instance(mk_app(mk_const("decidable"), statement), ts.lctx())
    if instance is None:
        raise TacticFailure("failed")
    ts.mctx.assign(ts.main(), mk_apps(mk_const("of_as_true"), [statement, instance, mk_const("trivial")]))
    ts.set_goals(ts.goals)
