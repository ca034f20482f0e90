"""Structural recursion: recursive calls become look-ups in the table of smaller results that `brec_on` hands down.

The function gets one more argument `_F : I.below …`; calls on structurally smaller arguments turn into projections of
it, so that what is left is pattern matching without recursion, and `I.brec_on` ties the knot. Lean takes the first
argument position for which this works; so does this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.equations.goals import level_of, state_of
from lean_env.embedded.elaborator.equations.matching import split_variable
from lean_env.embedded.elaborator.equations.patterns import (
    Constructed,
    Equation,
    Literal,
    Variable,
    nat_value,
)
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstructorInfo, InductiveInfo
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Pi,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    lambda_over,
    mk_app,
    mk_apps,
    mk_const,
    mk_lambda,
    mk_let,
    mk_local,
    mk_pi,
    pi_over,
)
from lean_env.embedded.kernel.level import ZERO, Level, Max, Succ, is_never_zero, mk_max
from lean_env.embedded.kernel.typechecker import TypeChecker

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext


@dataclass(frozen=True, slots=True)
class Plan:
    """Recursion on argument `position`, whose type is an application of `family` with indices at `indices`."""

    position: int
    indices: tuple[int, ...]
    family: str
    reflexive: bool


class _NotStructural(Exception):
    """A recursive call cannot be found in the table."""


@dataclass(frozen=True, slots=True)
class Translated:
    """The problem without recursion: the function's new type with `_F` last, and its equations."""

    plan: Plan
    fn_type: Expr
    equations: tuple[Equation, ...]
    use_ibelow: bool


def mentions_local(e: Expr, local: Local) -> bool:
    """Does the local occur in `e`?"""
    if not e.has_local:
        return False
    return any(found.id == local.id for found in terms.locals_of(e))


def is_recursive(equations: Sequence[Equation], fn: Local) -> bool:
    """Does a right-hand side call the function?"""
    return any(mentions_local(equation.rhs, fn) for equation in equations)


def translate(context: TypeContext, fn: Local, arity: int, equations: Sequence[Equation]) -> Translated | None:
    """Remove structural recursion; None when no argument will do."""
    for position in range(arity):
        plan = _plan(context, fn, position)
        if plan is None:
            continue
        if all(_decreases(context, fn, equation, position) for equation in equations):
            try:
                return _Translation(context, fn, arity, plan).run(equations)
            except _NotStructural:
                return None
    return None


# ------------------------------------------------------------------------------------------------ which argument


def _plan(context: TypeContext, fn: Local, position: int) -> Plan | None:
    """Is the argument's type an inductive type with `brec_on` whose parameters do not vary?"""
    state = state_of(context)
    type_: Expr = context.mctx.instantiate(fn.type)
    args: list[Local] = []
    for _ in range(position + 1):
        type_ = context.whnf_pi(type_)
        assert isinstance(type_, Pi)
        local = mk_local(type_.binder_name, type_.binder_type)
        args.append(local)
        type_ = instantiate1(type_.body, local)
    subject = args.pop()
    with context.transparency_at("all"):
        subject_type = context.whnf(subject.type)
    head, given = get_app_fn_args(subject_type)
    if not isinstance(head, Const):
        return None
    info = state.env.get(head.name)
    if not isinstance(info, InductiveInfo) or head.name + ".brec_on" not in state.env:
        return None
    view = auxiliary.InductiveView(state, head.name)
    reflexive = view.is_reflexive(TypeChecker(state.env))
    places = {local.id: i for i, local in enumerate(args)}
    indices: list[int] = []
    for index in given[info.num_params :]:
        if not isinstance(index, Local) or index.id not in places or places[index.id] in indices:
            return None
        allowed = {args[i].id for i in indices}
        for other in args[: places[index.id]]:
            if other.id not in allowed and context.mentions(index.type, {other.id}):
                return None
        indices.append(places[index.id])
    own = {local.id for local in args}
    for param in given[: info.num_params]:
        if context.mentions(param, own):
            return None
    return Plan(position, tuple(indices), head.name, reflexive)


def _decreases(context: TypeContext, fn: Local, equation: Equation, position: int) -> bool:
    """Are all recursive calls in the equation on something structurally smaller at `position`?"""
    pattern = context.whnf(equation.arguments[position])
    return _calls_decrease(context, equation.rhs, fn, pattern, position)


def _calls_decrease(context: TypeContext, e: Expr, fn: Local, pattern: Expr, position: int) -> bool:
    if not e.has_local or not mentions_local(e, fn):
        return True
    if isinstance(e, Lambda | Pi):
        if not _calls_decrease(context, e.binder_type, fn, pattern, position):
            return False
        local = mk_local(e.binder_name, e.binder_type, e.binder_info)
        return _calls_decrease(context, instantiate1(e.body, local), fn, pattern, position)
    if isinstance(e, Let):
        return _calls_decrease(context, e.value, fn, pattern, position) and _calls_decrease(
            context, instantiate1(e.body, e.value), fn, pattern, position
        )
    head, args = get_app_fn_args(e)
    for arg in args:
        if not _calls_decrease(context, arg, fn, pattern, position):
            return False
    if isinstance(head, Local) and head.id == fn.id:
        return position < len(args) and _smaller(context, args[position], pattern)
    return head is e or _calls_decrease(context, head, fn, pattern, position)


def _smaller(context: TypeContext, small: Expr, large: Expr) -> bool:
    """Is `small` a proper part of the constructor application `large`?"""
    large_value = nat_value(large)
    if large_value is not None:
        small_value = nat_value(small)
        return small_value is not None and small_value < large_value
    large = _whnf_pattern(context, large)
    head, args = get_app_fn_args(large)
    if not _is_constructor(context, head):
        # Nothing is smaller than a variable; `small` may be costly to reduce, and is not looked at.
        return False
    small = _whnf_pattern(context, small)
    if isinstance(small, App):
        fn = get_app_fn(small)
        if not _is_constructor(context, fn):
            return _smaller(context, fn, large)
    for arg in args:  # noqa: SIM110 - a generator would put the recursion on the C stack
        if context.is_def_eq_no_assign(small, arg) or _smaller(context, small, arg):
            return True
    return False


def _is_constructor(context: TypeContext, e: Expr) -> bool:
    return isinstance(e, Const) and isinstance(context.env.get(e.name), ConstructorInfo)


def _whnf_pattern(context: TypeContext, e: Expr) -> Expr:
    """Unfold what patterns may be written with: reducible definitions, instances, and `@[pattern]` functions."""
    state = state_of(context)
    while True:
        with context.transparency_at("instances"):
            e = context.whnf(e)
        fn = get_app_fn(e)
        if not isinstance(fn, Const) or not state.has_attribute("pattern", fn.name):
            return e
        unfolded = context.unfold_definition(e)
        if unfolded is None:
            return e
        e = context.whnf_core(unfolded)


# ------------------------------------------------------------------------------------------------ translation


class _Translation:
    """Builds the function with the table argument."""

    def __init__(self, context: TypeContext, fn: Local, arity: int, plan: Plan) -> None:
        self.context = context
        self.fn = fn
        self.arity = arity
        self.plan = plan
        self.use_ibelow = False
        self.fn_type = self._new_type()
        self.marker = mk_local("_C", self.motive_type)

    def _new_type(self) -> Expr:
        context, plan = self.context, self.plan
        type_: Expr = context.mctx.instantiate(self.fn.type)
        args: list[Local] = []
        for _ in range(self.arity):
            type_ = context.whnf_pi(type_)
            assert isinstance(type_, Pi)
            local = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
            args.append(local)
            type_ = instantiate1(type_.body, local)
        subject = args[plan.position]
        index_locals = [args[i] for i in plan.indices]
        others = [a for i, a in enumerate(args) if i != plan.position and i not in plan.indices]
        with context.transparency_at("all"):
            subject_type = context.whnf(subject.type)
        head, given = get_app_fn_args(subject_type)
        assert isinstance(head, Const)
        params = given[: len(given) - len(plan.indices)]
        motive_body = pi_over(others, type_)
        level = context.mctx.instantiate_level(level_of(context, motive_body))
        self.use_ibelow = plan.reflexive and level is ZERO
        if plan.reflexive and not self.use_ibelow:
            level = self._lower(level)
        motive = lambda_over([*index_locals, subject], motive_body)
        levels = head.levels if self.use_ibelow else (level, *head.levels)
        below_name = f"{plan.family}.{'ibelow' if self.use_ibelow else 'below'}"
        prefix = mk_apps(mk_const(below_name, levels), params)
        with context.transparency_at("all"):
            prefix_type = context.whnf(context.infer(prefix))
        assert isinstance(prefix_type, Pi)
        self.motive_type = prefix_type.binder_type
        table = mk_local("_F", mk_apps(prefix, [motive, *index_locals, subject]))
        return pi_over([*args, table], type_)

    def _lower(self, level: Level) -> Level:
        """For a reflexive type the motive lives one universe lower than the result."""
        where = f"'{self.plan.family}' (argument #{self.plan.position + 1})"
        if not is_never_zero(level):
            raise LeanError(
                "invalid equations, when trying to recurse over reflexive inductive datatype "
                f"{where} the universe level of the resultant universe must be zero OR not zero for every level"
                " assignment (possible solutions: provide universe levels explicitly, or force well_founded recursion"
                " by using `using_well_founded` keyword)",
                kind="invalid",
            )
        lowered = _predecessor(level)
        if lowered is None:
            raise LeanError(
                f"invalid equations, when trying to recurse over reflexive inductive datatype {where} failed to compute"
                " the new resulting level",
                kind="invalid",
            )
        return lowered

    def run(self, equations: Sequence[Equation]) -> Translated:
        complete = self._must_complete(equations)
        result: list[Equation] = []
        for equation in equations:
            pattern = equation.patterns[self.plan.position]
            if complete and isinstance(pattern, Variable):
                for part in split_variable(self.context, equation, pattern.local):
                    result.append(self._with_table(part, translate_calls=False))
            else:
                result.append(self._with_table(equation, translate_calls=True))
        return Translated(self.plan, self.fn_type, tuple(result), self.use_ibelow)

    def _must_complete(self, equations: Sequence[Equation]) -> bool:
        """Is the recursive argument a variable somewhere while an earlier argument is analysed by cases?"""
        position = self.plan.position
        before = any(isinstance(pattern, Constructed | Literal) for e in equations for pattern in e.patterns[:position])
        return before and any(isinstance(e.patterns[position], Variable) for e in equations)

    def _with_table(self, equation: Equation, translate_calls: bool) -> Equation:
        context = self.context
        type_ = self.fn_type
        for argument in equation.arguments:
            type_ = context.whnf_pi(type_)
            assert isinstance(type_, Pi)
            type_ = instantiate1(type_.body, argument)
        type_ = context.whnf_pi(type_)
        assert isinstance(type_, Pi)
        table = mk_local("_F", type_.binder_type)
        rhs = self._translate(equation.rhs, table) if translate_calls else equation.rhs
        return equation.with_(
            variables=(*equation.variables, table),
            arguments=(*equation.arguments, table),
            patterns=(*equation.patterns, Variable(table)),
            rhs=rhs,
        )

    def _translate(self, e: Expr, table: Local) -> Expr:
        """Recursive calls as projections of the table."""
        if not e.has_local or not mentions_local(e, self.fn):
            return e
        if isinstance(e, Lambda | Pi):
            domain = self._translate(e.binder_type, table)
            local = mk_local(e.binder_name, domain, e.binder_info)
            body = self._translate(instantiate1(e.body, local), table)
            make = mk_lambda if isinstance(e, Lambda) else mk_pi
            return make(e.binder_name, e.binder_info, domain, ex.abstract(body, [local]))
        if isinstance(e, Let):
            local = mk_local(e.binder_name, e.binder_type)
            value = self._translate(e.value, table)
            body = self._translate(instantiate1(e.body, e.value), table)
            if mentions_local(instantiate1(e.body, local), self.fn):
                return body
            return mk_let(e.binder_name, e.binder_type, value, e.body)
        head, args = get_app_fn_args(e)
        if isinstance(head, Local) and head.id == self.fn.id:
            if self.plan.position >= len(args):
                raise _NotStructural
            return self._look_up([self._translate(arg, table) for arg in args], table)
        if head is e:
            raise _NotStructural
        return mk_apps(self._translate(head, table), [self._translate(arg, table) for arg in args])

    def _look_up(self, args: Sequence[Expr], table: Local) -> Expr:
        context, plan = self.context, self.plan
        fn, below_args = get_app_fn_args(table.type)
        below_args[len(below_args) - 2 - len(plan.indices)] = self.marker
        with context.transparency_at("all"):
            dictionary = context.whnf(mk_apps(fn, below_args))
            wanted = context.whnf(args[plan.position])
        found = self._search(dictionary, wanted, table)
        if found is None:
            raise _NotStructural
        rest = [arg for i, arg in enumerate(args) if i != plan.position and i not in plan.indices]
        return mk_apps(found, rest)

    def _search(self, dictionary: Expr, wanted: Expr, proof: Expr) -> Expr | None:
        """The component of the table for `wanted`; `dictionary` is the table's type with the motive abstract."""
        context = self.context
        fn, args = get_app_fn_args(dictionary)
        if isinstance(fn, Const) and fn.name in ("pprod", "and"):
            prop = fn.name == "and"
            for index, first in ((0, True), (1, False)):
                with context.transparency_at("all"):
                    part = context.whnf(args[index])
                found = self._search(part, wanted, self._component(proof, prop, first))
                if found is not None:
                    return found
            return None
        if isinstance(fn, Local):
            if fn.id == self.marker.id and context.is_def_eq_no_assign(args[-1], wanted):
                return proof
            return None
        if isinstance(dictionary, Pi):
            if not isinstance(wanted, App):
                return None
            with context.transparency_at("all"):
                part = context.whnf(instantiate1(dictionary.body, wanted.arg))
            return self._search(part, wanted, mk_app(proof, wanted.arg))
        return None

    def _component(self, proof: Expr, prop: bool, first: bool) -> Expr:
        context = self.context
        with context.transparency_at("all"):
            type_ = context.whnf(context.infer(proof))
        fn, args = get_app_fn_args(type_)
        assert isinstance(fn, Const)
        if prop:
            return mk_apps(mk_const("and.elim_left" if first else "and.elim_right"), [*args, proof])
        return mk_apps(mk_const("pprod.fst" if first else "pprod.snd", fn.levels), [*args, proof])


def _predecessor(level: Level) -> Level | None:
    if isinstance(level, Succ):
        return level.pred
    if isinstance(level, Max):
        left, right = _predecessor(level.lhs), _predecessor(level.rhs)
        return None if left is None or right is None else mk_max(left, right)
    return None


def tie_knot(context: TypeContext, translated: Translated, arity: int, compiled: Expr) -> Expr:
    """The recursive function: `brec_on` applied to the compiled function with the table argument."""
    plan = translated.plan
    type_ = translated.fn_type
    args: list[Local] = []
    for _ in range(arity + 1):
        type_ = context.whnf_pi(type_)
        assert isinstance(type_, Pi)
        local = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
        args.append(local)
        type_ = instantiate1(type_.body, local)
    own, table = args[:-1], args[-1]
    subject = own[plan.position]
    below_fn, below_args = get_app_fn_args(table.type)
    assert isinstance(below_fn, Const)
    count = len(plan.indices)
    params, motive = below_args[: len(below_args) - 2 - count], below_args[len(below_args) - 2 - count]
    indices = [own[i] for i in plan.indices]
    others = [a for i, a in enumerate(own) if i != plan.position and i not in plan.indices]
    step = lambda_over([*indices, subject, table, *others], mk_apps(compiled, args))
    kind = "binduction_on" if translated.use_ibelow else "brec_on"
    rec = mk_const(f"{plan.family}.{kind}", below_fn.levels)
    value = mk_apps(mk_apps(rec, [*params, motive, *indices, subject, step]), others)
    return lambda_over(own, value)


def drop_table(equation: Equation) -> Equation:
    """The equation as it is stated: without the table argument."""
    return equation.with_(variables=_without_table(equation), arguments=equation.arguments[:-1])


def _without_table(equation: Equation) -> tuple[Local, ...]:
    table = equation.arguments[-1]
    return tuple([v for v in equation.variables if not (isinstance(table, Local) and v.id == table.id)])
