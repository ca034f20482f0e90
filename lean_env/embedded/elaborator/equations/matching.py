"""Compiles pattern matching to case analysis: one function by equations becomes a term over `cases_on`.

The algorithm keeps a stack of terms still to be matched and the equations that may still apply, and looks at the first
column: all variables, constructors, both, literals, or terms that are fixed by typing. The first equation that reaches
an empty stack wins. Recursion is gone before this (`structural`, `well_founded`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded.elaborator import auxiliary, generalized
from lean_env.embedded.elaborator.equations.cases import cases_core, whnf_until_family
from lean_env.embedded.elaborator.equations.goals import (
    Substitution,
    apply_substitution,
    context_of,
    intro_n,
    level_of,
    mk_eq,
    mk_goal,
    revert,
    state_of,
    target_of,
)
from lean_env.embedded.elaborator.equations.patterns import (
    Constructed,
    Equation,
    Fixed,
    Literal,
    Pattern,
    Transported,
    Variable,
    expose_constructor,
    literal_kind,
    map_pattern,
)
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.pretty import pp
from lean_env.embedded.errors import DeterministicTimeout, LeanError
from lean_env.embedded.kernel.declaration import InductiveInfo
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Local,
    Meta,
    Pi,
    abstract,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
)
from lean_env.embedded.terms import locals_of

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext

MAX_STEPS = 2048


@dataclass(frozen=True, slots=True)
class Problem:
    """A goal, the terms still to be matched for it, the equations left, and what the arguments are by now."""

    goal: Meta
    stack: tuple[Expr, ...]
    equations: tuple[Equation, ...]
    example: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The compiled function, the equations as they were used (for lemmas), and the cases that none of them covers."""

    value: Expr
    used: tuple[Equation, ...]
    missing: tuple[tuple[Expr, ...], ...]


def compile_match(
    context: TypeContext,
    lctx: LocalContext,
    fn_type: Expr,
    arity: int,
    equations: Sequence[Equation],
) -> MatchResult:
    """Compile the equations of a function of type `fn_type` with `arity` arguments.

    Raises LeanError when the patterns cannot be compiled, or when an equation is never used.
    """
    compiler = _Compiler(context, len(equations))
    start = mk_goal(context, fn_type, lctx)
    goal, stack = intro_n(context, start, arity)
    compiler.process(Problem(goal, tuple(stack), tuple(equations), tuple(stack)))
    if not compiler.missing:
        compiler.check_all_used(equations)
    value = context.mctx.instantiate(start)
    return MatchResult(value, tuple(compiler.lemmas), tuple(compiler.missing))


class _Compiler:
    """The state of one compilation."""

    def __init__(self, context: TypeContext, count: int) -> None:
        self.context = context
        self.state = state_of(context)
        self.used = [False] * count
        self.lemmas: list[Equation] = []
        self.missing: list[tuple[Expr, ...]] = []
        self.steps = 0
        self.has_id_rhs = "id_rhs" in self.state.env

    def process(self, problem: Problem) -> None:
        """Assign the goal of `problem`."""
        self.steps += 1
        limit = int(self.state.option("eqn_compiler.max_steps", MAX_STEPS))
        if self.steps > limit:
            raise LeanError(
                f"equation compiler failed, maximum number of steps ({limit}) exceeded (possible solution: use"
                " 'set_option eqn_compiler.max_steps <new-threshold>') (use 'set_option"
                " trace.eqn_compiler.elim_match true' for additional details)",
                kind="invalid",
            )
        if not problem.stack:
            self._leaf(problem)
            return
        if not problem.equations:
            self._no_equation(problem)
            return
        column = [equation.patterns[0] for equation in problem.equations]
        if not isinstance(problem.stack[0], Local):
            self._non_variable(problem)
        elif all(isinstance(pattern, Variable) for pattern in column):
            self._skip(problem)
        elif self._is_value_transition(problem, column):
            self._values(problem)
        elif self._is_complete_transition(column):
            self._complete(problem)
        elif all(isinstance(pattern, Constructed | Literal) for pattern in column):
            self._constructors(problem, fail_if_goals=False)
        elif self._is_transport_transition(column):
            self._transport(problem)
        elif any(isinstance(pattern, Fixed) for pattern in column):
            self._skip(problem)
        else:
            raise _compilation_failed()

    # kinds of columns

    def _is_value_transition(self, problem: Problem, column: Sequence[Pattern]) -> bool:
        literals = [pattern for pattern in column if isinstance(pattern, Literal)]
        if not literals or not all(isinstance(pattern, Variable | Literal) for pattern in column):
            return False
        has_variable = len(literals) < len(column)
        finite = any(literal_kind(self.context, pattern.expr) == "char" for pattern in literals)
        if not has_variable and finite:
            return False
        subject = problem.stack[0]
        assert isinstance(subject, Local)
        if self.context.mentions(target_of(self.context, problem.goal), {subject.id}):
            return False
        return not any(self.context.mentions(self.context.infer(other), {subject.id}) for other in problem.stack[1:])

    def _is_complete_transition(self, column: Sequence[Pattern]) -> bool:
        variables = sum(isinstance(pattern, Variable) for pattern in column)
        constructors = sum(isinstance(pattern, Constructed | Literal) for pattern in column)
        return variables > 0 and constructors > 0 and variables + constructors == len(column)

    def _is_transport_transition(self, column: Sequence[Pattern]) -> bool:
        names: set[str] = set()
        for pattern in column:
            if not isinstance(pattern, Transported):
                return False
            if generalized.transported_argument(self.state, pattern.expr) is None:
                return False
            fn = get_app_fn(pattern.expr)
            assert isinstance(fn, Const)
            names.add(fn.name)
        return len(names) == 1

    # transitions

    def _skip(self, problem: Problem) -> None:
        """The first column decides nothing: its variables get the term on top of the stack."""
        subject = problem.stack[0]
        equations = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            substitution = equation.substitution
            if isinstance(pattern, Variable) and all(key != pattern.local.id for key, _ in substitution):
                substitution = (*substitution, (pattern.local.id, subject))
            equations.append(equation.with_(patterns=equation.patterns[1:], substitution=substitution))
        self.process(Problem(problem.goal, problem.stack[1:], tuple(equations), problem.example))

    def _constructors(self, problem: Problem, fail_if_goals: bool) -> bool:
        """Split the top of the stack; False when goals are left and `fail_if_goals`."""
        context = self.context
        subject = problem.stack[0]
        assert isinstance(subject, Local)
        type_ = whnf_until_family(context, context.infer(subject), basic=True)
        if type_ is None:
            shown = pp(context.mctx.instantiate(context.infer(subject)), context)
            raise LeanError(f"not an inductive type: {shown}", kind="invalid")
        family, type_args = get_app_fn_args(type_)
        assert isinstance(family, Const)
        params = type_args[: auxiliary.inductive_info(self.state, family.name).num_params]
        try:
            cases = cases_core(context, problem.goal, subject, for_equations=True, named=True)
        except DeterministicTimeout:
            raise
        except LeanError as error:
            raise LeanError(
                "equation compiler failed (use 'set_option trace.eqn_compiler.elim_match true' for additional"
                f" details)\nnested exception message:\n{error.text}",
                kind="invalid",
            ) from None
        if not cases:
            return True
        if fail_if_goals:
            return False
        equations = [self._expose(equation) for equation in problem.equations]
        for case in cases:
            substitution = case.substitution
            stack = [*case.fields, *[apply_substitution(e, substitution) for e in problem.stack[1:]]]
            built = mk_apps(mk_const(case.constructor, family.levels), [*params, *case.fields])
            local_value: Substitution = {subject.id: built}
            example = tuple(
                [apply_substitution(apply_substitution(e, local_value), substitution) for e in problem.example]
            )
            kept = self._equations_for(case.constructor, substitution, equations)
            self.process(Problem(case.goal, tuple(stack), tuple(kept), example))
        return True

    def _expose(self, equation: Equation) -> Equation:
        pattern = expose_constructor(self.context, equation.patterns[0])
        if not isinstance(pattern, Constructed):
            raise LeanError(
                "equation compiler failed, pattern is not a constructor (use 'set_option trace.eqn_compiler.elim_match"
                " true' for additional details)",
                kind="invalid",
            )
        return equation.with_(patterns=(pattern, *equation.patterns[1:]))

    def _equations_for(
        self, constructor: str, substitution: Substitution, equations: Sequence[Equation]
    ) -> list[Equation]:
        kept: list[Equation] = []
        for equation in equations:
            pattern = equation.patterns[0]
            assert isinstance(pattern, Constructed)
            if pattern.constructor != constructor:
                continue
            old = equation.substitution
            new = tuple([(key, apply_substitution(value, substitution)) for key, value in old])
            kept.append(equation.with_(patterns=(*pattern.fields, *equation.patterns[1:]), substitution=new))
        return kept

    def _transport(self, problem: Problem) -> None:
        """All patterns are `f p` for an `f` with inverse `g`: go on with `g x` in place of `x`, along `f (g x) = x`."""
        context = self.context
        subject = problem.stack[0]
        assert isinstance(subject, Local)
        fn = get_app_fn(problem.equations[0].patterns[0].expr)
        assert isinstance(fn, Const)
        forth = generalized.inverse_of(self.state, fn.name)
        assert forth is not None
        back = generalized.inverse_of(self.state, forth.inverse)
        assert back is not None
        goal, reverted = revert(context, problem.goal, [subject])
        target = target_of(context, goal)
        lctx = context_of(context, goal)
        assert isinstance(target, Pi)
        x = mk_local(target.binder_name, target.binder_type)
        rest = instantiate1(target.body, x)
        g_x = generalized.apply_last(context, forth.inverse, forth.inverse_arity, x)
        y = mk_local("_y", context.mctx.instantiate(context.infer(g_x)))
        f_y = generalized.apply_last(context, fn.name, forth.arity, y)
        f_g_x = instantiate1(abstract(f_y, [y]), g_x)
        new_target = context.mk_pi([y], instantiate1(abstract(rest, [x]), f_y))
        new = mk_goal(context, new_target, lctx)
        # Under `id` no beta reduction hides where the new goal's value stands, which equation lemmas need to see.
        identity = mk_apps(mk_const("id", (level_of(context, new_target),)), [new_target, new])
        count = len(auxiliary.telescope(auxiliary.definition_info(self.state, back.lemma).type)[0])
        proof = generalized.apply_last(context, back.lemma, count, x)
        levels = (level_of(context, rest), level_of(context, target.binder_type))
        transport = mk_apps(
            mk_const("eq.rec", levels),
            [target.binder_type, f_g_x, context.mk_lambda([x], rest), mk_app(identity, g_x), x, proof],
        )
        context.mctx.assign(goal, context.mk_lambda([x], transport))
        goal, fresh = intro_n(context, new, len(reverted))
        substitution: Substitution = {old.id: local for old, local in zip(reverted, fresh, strict=True)}
        shown: Substitution = {subject.id: instantiate1(abstract(f_y, [y]), subject)}
        equations: list[Equation] = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            assert isinstance(pattern, Transported)
            known = tuple([(key, apply_substitution(value, substitution)) for key, value in equation.substitution])
            equations.append(equation.with_(patterns=(pattern.argument, *equation.patterns[1:]), substitution=known))
        stack = tuple([apply_substitution(e, substitution) for e in problem.stack])
        example = tuple([apply_substitution(apply_substitution(e, shown), substitution) for e in problem.example])
        self.process(Problem(goal, stack, tuple(equations), example))

    def _complete(self, problem: Problem) -> None:
        """Some equations have a variable where others have a constructor: split the variable by constructors."""
        equations: list[Equation] = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            if isinstance(pattern, Variable):
                equations += split_variable(self.context, equation, pattern.local)
            else:
                equations.append(equation)
        self.process(Problem(problem.goal, problem.stack, tuple(equations), problem.example))

    def _values(self, problem: Problem) -> None:
        """Compare with literals by `ite`."""
        context = self.context
        subject = problem.stack[0]
        lctx = context_of(context, problem.goal)
        target = target_of(context, problem.goal)
        is_last = len(problem.stack) == 1
        otherwise = mk_goal(context, target, lctx)
        literals: list[Expr] = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            if is_last and isinstance(pattern, Variable):
                break
            if isinstance(pattern, Literal) and pattern.expr not in literals:
                literals.append(pattern.expr)
        goals = [mk_goal(context, target, lctx) for _ in literals]
        value: Expr = otherwise
        for literal, goal in zip(reversed(literals), reversed(goals), strict=True):
            value = self._ite(mk_eq(context, subject, literal), goal, value, target, lctx)
        context.mctx.assign(problem.goal, value)
        for literal, goal in zip(literals, goals, strict=True):
            example = tuple([literal if e is subject else e for e in problem.example])
            kept = self._equations_at(problem, literal, is_last)
            self.process(Problem(goal, problem.stack[1:], tuple(kept), example))
        rest: list[Equation] = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            if isinstance(pattern, Variable):
                rest.append(self._otherwise(equation, pattern.local, subject, literals))
                if is_last:
                    break
        self.process(Problem(otherwise, problem.stack[1:], tuple(rest), problem.example))

    def _ite(self, condition: Expr, then: Expr, otherwise: Expr, target: Expr, lctx: LocalContext) -> Expr:
        instance = self.context.synth_instance(mk_app(mk_const("decidable"), condition), lctx)
        if instance is None:
            raise _compilation_failed()
        level = level_of(self.context, target)
        return mk_apps(mk_const("ite", (level,)), [target, condition, instance, then, otherwise])

    def _equations_at(self, problem: Problem, literal: Expr, is_last: bool) -> list[Equation]:
        kept: list[Equation] = []
        for equation in problem.equations:
            pattern = equation.patterns[0]
            if isinstance(pattern, Literal):
                if pattern.expr is not literal:
                    continue
                kept.append(equation.with_(patterns=equation.patterns[1:]))
            else:
                assert isinstance(pattern, Variable)
                new = replace_variable(self.context, equation, pattern.local, Literal(literal), ())
                kept.append(new.with_(patterns=new.patterns[1:]))
            if is_last:
                break
        return kept

    def _otherwise(self, equation: Equation, variable: Local, subject: Expr, literals: Sequence[Expr]) -> Equation:
        hypotheses = list(equation.hypotheses)
        for literal in literals:
            different = mk_app(mk_const("not"), mk_eq(self.context, variable, literal))
            hypotheses.insert(0, mk_local(f"_h_{len(hypotheses) + 1}", different))
        substitution = equation.substitution
        if all(key != variable.id for key, _ in substitution):
            substitution = (*substitution, (variable.id, subject))
        return equation.with_(patterns=equation.patterns[1:], substitution=substitution, hypotheses=tuple(hypotheses))

    def _no_equation(self, problem: Problem) -> None:
        """No equation is left: try to show that the case cannot happen."""
        subject = problem.stack[0]
        if not isinstance(subject, Local):
            self._skip(problem)
            return
        context = self.context
        type_ = context.mctx.instantiate(context.infer(subject))
        head = get_app_fn(type_)
        if isinstance(head, Const) and head.name.rpartition(".")[2] in ("below", "ibelow"):
            self._skip(problem)
            return
        family = whnf_until_family(context, type_)
        if family is None:
            self._skip(problem)
            return
        fn = get_app_fn(family)
        assert isinstance(fn, Const)
        info = context.env.get(fn.name)
        recursive = isinstance(info, InductiveInfo) and info.is_recursive
        mark = context.mctx.mark()
        missing = len(self.missing)
        try:
            if self._constructors(problem, fail_if_goals=recursive):
                return
        except DeterministicTimeout:
            raise
        except LeanError:
            pass
        context.mctx.undo(mark)
        del self.missing[missing:]
        self._skip(problem)

    def _non_variable(self, problem: Problem) -> None:
        """Unification has put a term on the stack: match it with the patterns without case analysis."""
        context = self.context
        subject = context.mctx.instantiate(problem.stack[0])
        equations = problem.equations
        column = [equation.patterns[0] for equation in equations]
        if all(isinstance(pattern, Variable | Fixed) for pattern in column):
            self._skip(problem)
            return
        with context.transparency_at("all"):
            exposed = context.whnf(subject)
        fn, args = get_app_fn_args(exposed)
        info = context.env.get(fn.name) if isinstance(fn, Const) else None
        if info is None or info.kind != "constructor":
            raise _compilation_failed()
        constructor = auxiliary.constructor_info(self.state, info.name)
        kept: list[Equation] = []
        for equation in equations:
            pattern = equation.patterns[0]
            shown = expose_constructor(context, pattern)
            if not isinstance(shown, Constructed):
                raise _compilation_failed()
            if shown.constructor == info.name:
                kept.append(equation.with_(patterns=(*shown.fields, *equation.patterns[1:])))
        stack = (*args[constructor.num_params :], *problem.stack[1:])
        self.process(Problem(problem.goal, stack, tuple(kept), problem.example))

    def _leaf(self, problem: Problem) -> None:
        context = self.context
        if not problem.equations:
            self.missing.append(problem.example)
            return
        equation = problem.equations[0]
        self.used[equation.index] = True
        rhs = apply_substitution(equation.rhs, dict(equation.substitution))
        if self.has_id_rhs:
            type_ = context.mctx.instantiate(context.infer(rhs))
            level = level_of(context, type_)
            rhs = mk_apps(mk_const("id_rhs", (level,)), [type_, rhs])
        context.mctx.assign(problem.goal, rhs)
        self.lemmas.append(equation)

    def check_all_used(self, equations: Sequence[Equation]) -> None:
        """Lean refuses equations that are never reached."""
        for i, equation in enumerate(equations):
            if self.used[equation.index] or equation.optional:
                continue
            text = f"equation compiler error, equation #{i + 1} has not been used in the compilation"
            for j in range(i):
                earlier = equations[j]
                if len(earlier.arguments) == 1 and isinstance(earlier.arguments[0], Local):
                    text += f", note that the left-hand-side of equation #{j + 1} is a variable"
                    break
            else:
                text += " (possible solution: delete equation)"
            raise LeanError(text, equation.node.pos, "invalid")


def _compilation_failed() -> LeanError:
    return LeanError(
        "equation compiler failed (use 'set_option trace.eqn_compiler.elim_match true' for additional details)",
        kind="invalid",
    )


# ------------------------------------------------------------------------------------------------ splitting variables


def replace_variable(
    context: TypeContext, equation: Equation, variable: Local, value: Pattern, fresh: Sequence[Local]
) -> Equation:
    """The equation with `value`, over the variables `fresh`, in place of `variable`."""
    values: Substitution = {variable.id: value.expr}
    patterns: dict[int, Pattern] = {variable.id: value}
    variables: list[Local] = []
    for current in equation.variables:
        if current.id == variable.id:
            variables += fresh
            continue
        type_ = apply_substitution(current.type, values)
        if type_ is current.type:
            variables.append(current)
            continue
        renewed = mk_local(current.pp_name, type_, current.binder_info)
        values[current.id] = renewed
        patterns[current.id] = Variable(renewed)
        variables.append(renewed)

    def on_expr(e: Expr) -> Expr:
        return apply_substitution(e, values)

    renames = {key: new.id for key, new in values.items() if isinstance(new, Local)}
    return equation.with_(
        variables=tuple(variables),
        arguments=tuple([on_expr(argument) for argument in equation.arguments]),
        patterns=tuple([map_pattern(pattern, on_expr, patterns) for pattern in equation.patterns]),
        rhs=on_expr(equation.rhs),
        statement=on_expr(equation.statement),
        hypotheses=tuple([mk_local(h.pp_name, on_expr(h.type)) for h in equation.hypotheses]),
        substitution=tuple([(renames.get(key, key), value_) for key, value_ in equation.substitution]),
    )


def split_variable(context: TypeContext, equation: Equation, variable: Local) -> list[Equation]:
    """The equation once for each constructor that its variable may be made with."""
    type_ = whnf_until_family(context, variable.type)
    if type_ is None:
        raise _compilation_failed()
    family, args = get_app_fn_args(type_)
    assert isinstance(family, Const)
    info = generalized.family_of(state_of(context), family.name)
    assert info is not None
    result: list[Equation] = []
    for constructor in info.constructors:
        built = _constructor_pattern(context, constructor, family, args[: info.num_params], type_)
        if built is not None:
            pattern, fresh = built
            result.append(replace_variable(context, equation, variable, pattern, fresh))
    return result


def _constructor_pattern(
    context: TypeContext, constructor: str, family: Const, params: Sequence[Expr], type_: Expr
) -> tuple[Pattern, list[Local]] | None:
    """The constructor applied to fresh variables, if its type can be `type_`."""
    mctx = context.mctx
    mark = mctx.mark()
    lctx = LocalContext.of(locals_of(type_))
    value: Expr = mk_apps(mk_const(constructor, family.levels), params)
    kind = context.infer(value)
    metas: list[tuple[Meta, str]] = []
    while True:
        if not isinstance(kind, Pi):
            kind = context.whnf_pi(kind)
            if not isinstance(kind, Pi):
                break
        meta = context.mk_meta(kind.binder_type, lctx, "natural", kind.binder_name)
        metas.append((meta, kind.binder_name))
        value = mk_app(value, meta)
        kind = instantiate1(kind.body, meta)
    if not context.is_def_eq(type_, kind):
        mctx.undo(mark)
        return None
    fields: list[Pattern] = []
    fresh: list[Local] = []
    for meta, name in metas:
        known = mctx.instantiate(meta)
        if isinstance(known, Meta):
            local = mk_local(name, mctx.instantiate(context.infer(known)))
            mctx.assign(known, local)
            fresh.append(local)
            fields.append(Variable(local))
        elif known.has_meta:
            mctx.undo(mark)
            return None
        else:
            fields.append(Variable(known) if isinstance(known, Local) else Fixed(known))
    return Constructed(constructor, mctx.instantiate(value), tuple(fields)), fresh
