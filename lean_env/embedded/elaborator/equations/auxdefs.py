"""Auxiliary definitions: a value in a local context becomes a constant applied to the locals that it depends on.

`match` becomes `f._match_1` and a recursive definition `f._main` this way; universe metavariables that are still open
become universe parameters of the constant. Equation lemmas are stated and proved here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import generalized
from lean_env.embedded.elaborator.equations.goals import level_of, state_of
from lean_env.embedded.elaborator.equations.patterns import Equation, mk_nat_numeral, nat_value
from lean_env.embedded.elaborator.state import parent_name
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import DefinitionDecl, DefinitionInfo, TheoremDecl
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Lambda,
    Local,
    Sort,
    lambda_over,
    mk_apps,
    mk_const,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ONE, Level, LevelMeta, mk_param
from lean_env.embedded.terms import params_of, replace_level

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.locals import LocalContext


class Closure:
    """Collects what terms depend on: locals in context order, universe parameters and open universe metavariables."""

    def __init__(self, context: TypeContext, lctx: LocalContext) -> None:
        self.context = context
        self.lctx = lctx
        self.locals: list[Local] = []
        self.params: list[str] = []
        self.metas: list[LevelMeta] = []

    def add(self, exprs: Sequence[Expr]) -> None:
        """Note what `exprs` depend on."""
        instantiate = self.context.mctx.instantiate
        found: dict[int, Local] = {local.id: local for local in self.locals}
        todo = [instantiate(e) for e in exprs]
        while todo:
            e = todo.pop()
            self._levels(e)
            for local in terms.locals_of(e):
                if local.id not in found:
                    found[local.id] = local
                    todo.append(instantiate(local.type))
        order = {local.id: i for i, local in enumerate(self.lctx.locals())}
        self.locals = sorted(found.values(), key=lambda local: order.get(local.id, len(order)))

    def _levels(self, e: Expr) -> None:
        def visit(sub: Expr) -> bool:
            if not sub.has_level_param and not sub.has_level_meta:
                return False
            if isinstance(sub, Sort):
                self._level(sub.level)
            elif isinstance(sub, Const):
                for level in sub.levels:
                    self._level(level)
            return True

        terms.for_each(e, visit)

    def _level(self, level: Level) -> None:
        for name in sorted(params_of(level)):
            if name not in self.params:
                self.params.append(name)

        def visit(sub: Level) -> Level | None:
            if isinstance(sub, LevelMeta) and sub not in self.metas:
                self.metas.append(sub)
            return None

        replace_level(level, visit)

    def level_params(self) -> tuple[str, ...]:
        """The constant's universe parameters: the ones in use, then one for each open metavariable."""
        return (*self.params, *self._fresh_names())

    def _fresh_names(self) -> list[str]:
        names: list[str] = []
        number = 1
        for _ in self.metas:
            while f"l_{number}" in self.params:
                number += 1
            names.append(f"l_{number}")
            number += 1
        return names

    def levels(self) -> tuple[Level, ...]:
        """What the parameters stand for here."""
        return (*[mk_param(name) for name in self.params], *self.metas)

    def settle(self, e: Expr) -> Expr:
        """`e` with the parameters in place of open metavariables, and settled nodes of the locals."""
        e = self.context.mctx.instantiate(e)
        if self.metas:
            values = {meta: mk_param(name) for meta, name in zip(self.metas, self._fresh_names(), strict=True)}
            e = _replace_levels(e, values)
        return e

    def close(self, e: Expr, as_pi: bool) -> Expr:
        """`e` over the locals that were collected."""
        settled: list[Local] = []
        for local in self.locals:
            type_ = _rebase(self.settle(local.type), settled)
            settled.append(Local(local.id, local.pp_name, local.binder_info, type_))
        body = _rebase(self.settle(e), settled)
        return pi_over(settled, body) if as_pi else lambda_over(settled, body)


def _rebase(e: Expr, locals_: Sequence[Local]) -> Expr:
    return ex.instantiate(ex.abstract(e, locals_), locals_) if locals_ and e.has_local else e


def _replace_levels(e: Expr, values: dict[LevelMeta, Level]) -> Expr:
    def in_level(level: Level) -> Level:
        return replace_level(level, lambda sub: values.get(sub) if isinstance(sub, LevelMeta) else None)

    def visit(sub: Expr, _: int) -> Expr | None:
        if not sub.has_level_meta:
            return sub
        if isinstance(sub, Sort):
            return mk_sort(in_level(sub.level))
        if isinstance(sub, Const):
            return mk_const(sub.name, tuple([in_level(level) for level in sub.levels]))
        return None

    return ex.replace(e, visit)


def zeta_locals(context: TypeContext, e: Expr, lctx: LocalContext) -> Expr:
    """`e` with let-bound locals of the context replaced by their values."""
    e = context.mctx.instantiate(e)
    while e.has_local:
        bound = [local for local in terms.locals_of(e) if local.id in context.mctx.let_values]
        if not bound:
            return e
        values = [context.mctx.instantiate(context.mctx.let_values[local.id]) for local in bound]
        e = ex.instantiate(ex.abstract(e, bound), values)
    return e


def define_auxiliary(
    context: TypeContext, lctx: LocalContext, name: str, type_: Expr, value: Expr, is_theorem: bool
) -> tuple[Expr, Closure]:
    """Add the constant `name` and return it applied to what it depends on."""
    state = state_of(context)
    if state.option("eqn_compiler.zeta", False):
        type_, value = zeta_locals(context, type_, lctx), zeta_locals(context, value, lctx)
    closure = Closure(context, lctx)
    closure.add([type_, value])
    closed_type, closed_value = closure.close(type_, as_pi=True), closure.close(value, as_pi=False)
    params = closure.level_params()
    if is_theorem:
        state.add_declaration(TheoremDecl(name, params, closed_type, closed_value))
    else:
        height = state.env.height_of(closed_value)
        state.add_declaration(DefinitionDecl(name, params, closed_type, closed_value, height))
    state.mark_auxiliary(name)
    owner = parent_name(name)
    if state.is_private(owner):
        # What belongs to a private function is found under the name that the user gave the function.
        rest = name[len(owner) :]
        state.mark_private(name, state.user_name(owner) + rest, state.private_alias(owner) + rest)
    return mk_apps(mk_const(name, closure.levels()), closure.locals), closure


# ------------------------------------------------------------------------------------------------ equation lemmas


def add_equation_lemmas(
    context: TypeContext,
    lctx: LocalContext,
    name: str,
    fn: Expr,
    equations: Sequence[Equation],
    recursive: Local | None = None,
    proofs: Sequence[Expr] | None = None,
) -> list[Expr]:
    """State and prove `name.equations._eqn_n` for the equations of `fn`; `recursive` is its name inside them.

    The lemmas are returned as proofs over the equations' variables; given back as `proofs` they serve another name of
    the same function. When an equation does not hold by computation, none is stated.
    """
    by_tests = any(equation.hypotheses for equation in equations)
    if proofs is not None and len(proofs) != len(equations):
        return []
    made: list[Expr] = []
    for i, equation in enumerate(equations):
        lemma = f"{name}.equations._eqn_{i + 1}"
        known = proofs[i] if proofs is not None else None
        proof = _add_equation_lemma(context, lctx, lemma, fn, equation, recursive, by_tests, known)
        if proof is None:
            return []
        made.append(proof)
    names = tuple([f"{name}.equations._eqn_{i + 1}" for i in range(len(made))])
    state_of(context).set_equation_lemmas(name, names)
    return made


def _add_equation_lemma(
    context: TypeContext,
    lctx: LocalContext,
    lemma: str,
    fn: Expr,
    equation: Equation,
    recursive: Local | None,
    by_tests: bool,
    known: Expr | None,
) -> Expr | None:
    state = state_of(context)
    rhs = equation.statement
    if recursive is not None:
        rhs = _replace_function(rhs, recursive, fn)
    variables = [*equation.variables, *equation.hypotheses]
    left = mk_apps(fn, equation.arguments)
    left, rhs = zeta_locals(context, left, lctx), tidy(zeta_locals(context, rhs, lctx))
    type_ = context.mctx.instantiate(context.infer(rhs))
    level = level_of(context, type_)
    statement = mk_apps(mk_const("eq", (level,)), [type_, left, rhs])
    inner = lctx
    for variable in variables:
        inner = inner.add(variable)
    closure = Closure(context, inner)
    closure.add([statement])
    # A variable that only occurs in a pattern's parameters still belongs to the statement.
    present = {local.id for local in closure.locals}
    closure.add([variable for variable in variables if variable.id not in present])
    closed = closure.close(statement, as_pi=True)
    tested = equation.hypotheses if by_tests else None
    proof = known if known is not None else prove_equation(context, left, rhs, type_, level, tested)
    if proof is None:
        return None
    value = closure.close(proof, as_pi=False)
    try:
        state.add_declaration(TheoremDecl(lemma, closure.level_params(), closed, value))
    except LeanError as error:
        if error.kind == "timeout":
            raise
        return None
    state.mark_auxiliary(lemma)
    return mk_apps(mk_const(lemma, closure.levels()), closure.locals)


def tidy(e: Expr) -> Expr:
    """`e` without `have`s and hypotheses of `if`s that nothing uses: they only helped to show that calls decrease."""

    def visit(sub: Expr, _: int) -> Expr | None:
        if not isinstance(sub, App):
            return None
        if isinstance(sub.fn, Lambda) and not terms.has_loose_var(sub.fn.body, 0):
            return ex.replace(terms.lower_loose(sub.fn.body, 1), visit)
        fn, args = ex.get_app_fn_args(sub)
        if isinstance(fn, Const) and fn.name == "dite" and len(args) >= 5:
            args = [ex.replace(arg, visit) for arg in args]
            branches = args[3:5]
            plain = [
                terms.lower_loose(branch.body, 1)
                for branch in branches
                if isinstance(branch, Lambda) and not terms.has_loose_var(branch.body, 0)
            ]
            if len(plain) == 2:
                return mk_apps(mk_const("ite", fn.levels), [*args[:3], *plain, *args[5:]])
            return mk_apps(fn, args)
        return None

    return ex.replace(e, visit)


def _replace_function(e: Expr, local: Local, value: Expr) -> Expr:
    return terms.head_beta(ex.instantiate1(ex.abstract(e, [local]), value)) if e.has_local else e


def prove_equation(
    context: TypeContext, left: Expr, rhs: Expr, type_: Expr, level: Level, hypotheses: Sequence[Local] | None
) -> Expr | None:
    """A proof of `left = rhs`: by computation, or the fixpoint equation.

    `hypotheses` is not None for functions that compare with literals: they are what is known of the arguments.
    """
    fixpoint = prove_fixpoint_equation(context, left)
    by_steps = hypotheses is not None or _has_transport(context, left)
    if fixpoint is None:
        if by_steps:
            return _prove_by_steps(context, left, rhs, type_, level, hypotheses or ())
        if "id_delta" not in context.env:
            return mk_apps(mk_const("eq.refl", (level,)), [type_, rhs])
        # The mark makes the kernel unfold the left side first: it must not compare the arguments of a recursive call.
        marked = mk_apps(mk_const("id_delta", (level,)), [type_, left])
        return mk_apps(mk_const("eq.refl", (level,)), [type_, marked])
    if not by_steps:
        return fixpoint
    _, unfolded = _sides(context, fixpoint)
    rest = _prove_by_steps(context, unfolded, rhs, type_, level, hypotheses or ())
    if rest is None:
        return None
    return mk_apps(mk_const("eq.trans", (level,)), [type_, left, unfolded, rhs, fixpoint, rest])


def _has_transport(context: TypeContext, left: Expr) -> bool:
    """Does a function with an inverse, or a constructor made with one, stand in the arguments?"""
    state = state_of(context)

    def found(sub: Expr) -> bool:
        if not isinstance(sub, Const):
            return False
        return generalized.inverse_of(state, sub.name) is not None or state.has_attribute("pattern", sub.name)

    return terms.find(left, found) is not None


def prove_fixpoint_equation(context: TypeContext, left: Expr) -> Expr | None:
    """`well_founded.fix_eq` for the fixpoint that `left` unfolds to, None when it does not unfold to one."""
    current = left
    with context.transparency_at("all"):
        for _ in range(8):
            fn, args = ex.get_app_fn_args(current)
            if isinstance(fn, Const) and fn.name == "well_founded.fix":
                return mk_apps(mk_const("well_founded.fix_eq", fn.levels), args) if len(args) == 6 else None
            if not isinstance(fn, Const) or (not state_of(context).is_auxiliary(fn.name) and current is not left):
                return None
            unfolded = context.unfold_definition(current)
            if unfolded is None:
                return None
            current = terms.head_beta(unfolded)
    return None


def _prove_by_steps(
    context: TypeContext, left: Expr, rhs: Expr, type_: Expr, level: Level, hypotheses: Sequence[Local]
) -> Expr | None:
    """`left` unfolds to nested `ite`s on equations with literals, which hypotheses and the literals decide, and to
    transports along functions with an inverse, which cancel out.
    """
    steps: list[tuple[Expr, Expr]] = []
    current = _whnf_to_ite(context, left)
    by_statement = {hypothesis.type: hypothesis for hypothesis in hypotheses}
    while True:
        fn, args = ex.get_app_fn_args(current)
        if isinstance(fn, Const) and fn.name == "ite" and len(args) == 5:
            _, condition, instance, then, otherwise = args
            decided = _decide_test(condition, by_statement)
            if decided is None:
                break
            holds, fact = decided
            lemma = mk_const("if_pos" if holds else "if_neg", fn.levels)
            current = then if holds else otherwise
            proof = mk_apps(lemma, [condition, instance, fact, type_, then, otherwise])
        else:
            undone = generalized.undo_transport(context, current)
            if undone is None:
                break
            current, proof = undone
        steps.append((proof, current))
        current = _whnf_to_ite(context, current)
    if not steps:
        return mk_apps(mk_const("eq.refl", (level,)), [type_, rhs])
    proof, reached = steps[-1]
    for first, middle in reversed(steps[:-1]):
        a, _ = _sides(context, first)
        proof = mk_apps(mk_const("eq.trans", (level,)), [type_, a, middle, reached, first, proof])
    return proof


def _decide_test(condition: Expr, facts: dict[Expr, Local]) -> tuple[bool, Expr] | None:
    """Whether an equation with a literal holds, with a proof of it or of its negation; None when that is unknown."""
    fact = facts.get(ex.mk_app(mk_const("not"), condition))
    if fact is not None:
        return False, fact
    fn, args = ex.get_app_fn_args(condition)
    if not isinstance(fn, Const) or fn.name != "eq" or len(args) != 3:
        return None
    type_, left, right = args
    if left is right:
        return True, mk_apps(mk_const("eq.refl", fn.levels), [type_, left])
    different = _prove_literals_differ(type_, left, right)
    return None if different is None else (False, different)


def _prove_literals_differ(type_: Expr, left: Expr, right: Expr) -> Expr | None:
    if not isinstance(type_, Const):
        return None
    if type_.name == "nat":
        return prove_numerals_differ(left, right)
    if type_.name == "int":
        return _prove_integers_differ(left, right)
    if type_.name == "char":
        return _prove_characters_differ(left, right)
    if type_.name == "string":
        return _prove_strings_differ(left, right)
    return None


def _prove_integers_differ(left: Expr, right: Expr) -> Expr | None:
    """By deciding it, for small ones: the kernel counts in unary."""
    values = [_integer_value(e) for e in (left, right)]
    if any(value is None or abs(value) > _SMALL for value in values) or values[0] == values[1]:
        return None
    equation = mk_apps(mk_const("eq", (ONE,)), [mk_const("int"), left, right])
    different = ex.mk_app(mk_const("not"), equation)
    decided = mk_apps(mk_const("int.decidable_eq"), [left, right])
    instance = mk_apps(mk_const("not.decidable"), [equation, decided])
    return mk_apps(mk_const("of_as_true"), [different, instance, mk_const("trivial")])


_SMALL = 200


def _integer_value(e: Expr) -> int | None:
    fn, args = ex.get_app_fn_args(e)
    if isinstance(fn, Const) and fn.name == "has_neg.neg" and len(args) == 3:
        value = nat_value(args[2])
        return None if value is None else -value
    return nat_value(e)


def _prove_characters_differ(left: Expr, right: Expr) -> Expr | None:
    codes = [ex.get_app_args(e) for e in (left, right)]
    if not len(codes[0]) == len(codes[1]) == 1:
        return None
    different = prove_numerals_differ(codes[0][0], codes[1][0])
    return None if different is None else mk_apps(mk_const("char.ne_of_vne"), [left, right, different])


def _prove_strings_differ(left: Expr, right: Expr) -> Expr | None:
    """Literals from their ends: different lengths, a different last character, or different beginnings."""
    first, second = ex.get_app_args(left), ex.get_app_args(right)
    if len(first) == len(second) == 2:
        (s, c), (t, d) = first, second
        if c is d:
            inner = _prove_strings_differ(s, t)
            return None if inner is None else mk_apps(mk_const("string.str_ne_str_right"), [c, d, s, t, inner])
        inner = _prove_characters_differ(c, d)
        return None if inner is None else mk_apps(mk_const("string.str_ne_str_left"), [c, d, s, t, inner])
    if len(first) == 2 and not second:
        return mk_apps(mk_const("string.str_ne_empty"), [first[1], first[0]])
    if len(second) == 2 and not first:
        return mk_apps(mk_const("string.empty_ne_str"), [second[1], second[0]])
    return None


def prove_numerals_differ(left: Expr, right: Expr) -> Expr | None:
    """A proof of `left ≠ right` for two different numerals of ℕ, in a number of steps logarithmic in them."""
    a, b = nat_value(left), nat_value(right)
    if a is None or b is None or a == b:
        return None
    left_args, right_args = ex.get_app_args(left), ex.get_app_args(right)
    kinds = _numeral_kind(a), _numeral_kind(b)
    if kinds in (("bit0", "bit0"), ("bit1", "bit1")):
        inner = prove_numerals_differ(left_args[-1], right_args[-1])
        return (
            None if inner is None else mk_apps(mk_const(f"nat.{kinds[0]}_ne"), [left_args[-1], right_args[-1], inner])
        )
    if kinds in (("bit0", "bit1"), ("bit1", "bit0")):
        return mk_apps(mk_const(f"nat.{kinds[0]}_ne_{kinds[1]}"), [left_args[-1], right_args[-1]])
    if kinds in (("zero", "bit1"), ("one", "bit0")):
        return mk_apps(mk_const(f"nat.{kinds[0]}_ne_{kinds[1]}"), [right_args[-1]])
    if kinds in (("bit1", "zero"), ("bit0", "one")):
        return mk_apps(mk_const(f"nat.{kinds[0]}_ne_{kinds[1]}"), [left_args[-1]])
    if kinds in (("zero", "bit0"), ("one", "bit1")):
        positive = prove_numerals_differ(right_args[-1], mk_nat_numeral(right, 0))
        return (
            None if positive is None else mk_apps(mk_const(f"nat.{kinds[0]}_ne_{kinds[1]}"), [right_args[-1], positive])
        )
    if kinds in (("bit0", "zero"), ("bit1", "one")):
        positive = prove_numerals_differ(left_args[-1], mk_nat_numeral(left, 0))
        return (
            None if positive is None else mk_apps(mk_const(f"nat.{kinds[0]}_ne_{kinds[1]}"), [left_args[-1], positive])
        )
    return mk_const("nat.zero_ne_one" if kinds == ("zero", "one") else "nat.one_ne_zero")


def _numeral_kind(value: int) -> str:
    if value < 2:
        return ("zero", "one")[value]
    return "bit1" if value % 2 else "bit0"


def _sides(context: TypeContext, proof: Expr) -> tuple[Expr, Expr]:
    args = ex.get_app_args(context.infer(proof))
    return args[1], args[2]


def _whnf_to_ite(context: TypeContext, e: Expr) -> Expr:
    for _ in range(200):
        e = context.whnf_core(e)
        fn, args = ex.get_app_fn_args(e)
        if not isinstance(fn, Const) or fn.name in ("ite", "id_rhs"):
            return e
        info = context.env.get(fn.name)
        if not isinstance(info, DefinitionInfo):
            return e
        # Not by the context's own unfolding, which stops short of tests that are not decided.
        e = ex.beta(ex.instantiate_level_params(info.value, info.level_params, fn.levels), args)
    return e
