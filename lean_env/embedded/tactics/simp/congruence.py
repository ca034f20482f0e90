"""Congruence lemmas for one function at a number of arguments, as the simplifier, `congr` and `conv` need them.

Every argument has a kind: FIXED ones stay, EQ ones may be rewritten, CAST ones (proofs) follow by a cast, and
SUBSINGLETON ones (decidability instances of rewritten propositions) are replaced by another instance.
"""

from __future__ import annotations

from typing import NamedTuple

from lean_env.embedded.elaborator import builders
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Local,
    Pi,
    abstract,
    get_app_fn,
    get_app_fn_args,
    instantiate,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
)
from lean_env.embedded.tactics.state import is_app_of
from lean_env.embedded.terms import locals_of

FIXED, EQ, CAST, SUBSINGLETON, FIXED_NO_PARAM, HEQ = "fixed", "eq", "cast", "subsingleton", "fixed_no_param", "heq"


class Parameter(NamedTuple):
    """One parameter of a function: is it an instance, a proof, a decidability instance; what it depends on."""

    is_instance: bool
    is_proof: bool
    is_decidable: bool
    back: tuple[int, ...]


class FunctionInfo(NamedTuple):
    """The parameters of a function and which of them its result type depends on."""

    parameters: tuple[Parameter, ...]
    result: frozenset[int]

    def has_forward(self, i: int) -> bool:
        if i in self.result:
            return True
        return bool([parameter for parameter in self.parameters[i + 1 :] if i in parameter.back])


class CongruenceLemma(NamedTuple):
    """`type` is `Π args, f lhs = f rhs`, `proof` proves it; `kinds` say how to apply it."""

    type: Expr
    proof: Expr
    kinds: tuple[str, ...]


class Congruence:
    """Congruence lemmas of one elaboration, remembered."""

    def __init__(self, ctx: TypeContext) -> None:
        self.ctx = ctx
        self._infos: dict[tuple[Expr, int], FunctionInfo] = {}
        self._prefixes: dict[tuple[Expr, int], int] = {}
        self._kinds: dict[tuple[Expr, int], tuple[str, ...]] = {}
        self._lemmas: dict[tuple[Expr, int], CongruenceLemma | None] = {}

    # what a function's parameters are

    def function_info(self, fn: Expr, count: int) -> FunctionInfo:
        key = (fn, count)
        found = self._infos.get(key)
        if found is None:
            found = self._infos[key] = self._function_info(fn, count)
        return found

    def _function_info(self, fn: Expr, count: int) -> FunctionInfo:
        ctx = self.ctx
        type_ = self._to_pi(ctx.mctx.instantiate(ctx.infer(fn)))
        locals_: list[Local] = []
        index: dict[int, int] = {}
        parameters: list[Parameter] = []
        while isinstance(type_, Pi) and len(locals_) < count:
            domain = _without_marks(type_.binder_type)
            local = mk_local(type_.binder_name, domain, type_.binder_info)
            parameters.append(
                Parameter(
                    type_.binder_info == INST,
                    ctx.is_prop(domain),
                    type_.binder_info == INST and self._is_decidable(domain),
                    _dependencies(domain, index),
                )
            )
            index[local.id] = len(locals_)
            locals_.append(local)
            type_ = self._to_pi(instantiate1(type_.body, local))
        return FunctionInfo(tuple(parameters), frozenset(_dependencies(type_, index)))

    def _to_pi(self, type_: Expr) -> Expr:
        if isinstance(type_, Pi):
            return type_
        with self.ctx.transparency_at("all"):
            return self.ctx.whnf_pi(type_)

    def _is_decidable(self, type_: Expr) -> bool:
        while isinstance(type_, Pi):
            type_ = instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type))
        if is_app_of(type_, "decidable"):
            return True
        if isinstance(get_app_fn(type_), Const):
            with self.ctx.transparency_at("reducible"):
                shown = self.ctx.whnf(type_)
            if shown is not type_:
                return self._is_decidable(shown)
        return False

    def prefix_size(self, fn: Expr, count: int) -> int:
        """How many leading arguments are taken as given: those that later types (not of proofs) depend on."""
        if isinstance(fn, Const) and fn.name == "coe_fn":
            return min(count, 2)
        key = (fn, count)
        found = self._prefixes.get(key)
        if found is None:
            info = self.function_info(fn, count)
            found = 0
            while found < len(info.parameters) and self._is_needed_later(info, found):
                found += 1
            self._prefixes[key] = found
        return found

    def _is_needed_later(self, info: FunctionInfo, i: int) -> bool:
        for parameter in info.parameters[i + 1 :]:
            if i in parameter.back and not parameter.is_proof and not parameter.is_decidable:
                return True
        return False

    # kinds of arguments

    def kinds(self, fn: Expr, count: int) -> tuple[str, ...]:
        """The kinds of the arguments of `fn`; fewer than `count` when its type shows fewer parameters."""
        key = (fn, count)
        found = self._kinds.get(key)
        if found is None:
            found = self._kinds[key] = self._simp_kinds(self.function_info(fn, count))
        return found

    def _simp_kinds(self, info: FunctionInfo) -> tuple[str, ...]:
        kinds = [EQ] * len(info.parameters)
        for i, parameter in enumerate(info.parameters):
            if i in info.result:
                kinds[i] = FIXED
            elif parameter.is_proof:
                kinds[i] = CAST
            elif parameter.is_instance:
                kinds[i] = FIXED
                if parameter.is_decidable:
                    for j in parameter.back:
                        if kinds[j] == EQ:
                            kinds[i] = SUBSINGLETON
                            break
        return _fix_dependencies(info, kinds)

    # the lemmas

    def simp_lemma(self, fn: Expr, count: int) -> CongruenceLemma | None:
        key = (fn, count)
        if key not in self._lemmas:
            self._lemmas[key] = self._make(fn, count)
        return self._lemmas[key]

    def specialized(self, e: Expr) -> CongruenceLemma | None:
        """The lemma for `e = f a₁ … aₙ` whose leading arguments, those that types depend on, are as in `e`."""
        fn, args = get_app_fn_args(e)
        size = self.prefix_size(fn, len(args))
        lemma = self.simp_lemma(mk_apps(fn, args[:size]), len(args) - size)
        if lemma is None:
            return None
        return CongruenceLemma(lemma.type, lemma.proof, (FIXED_NO_PARAM,) * size + lemma.kinds)

    # lemmas for `congr`: subsingleton arguments need no equation

    def congr_lemma(self, e: Expr) -> CongruenceLemma | None:
        """The lemma that `congr` uses for the application `e`, with its leading arguments as they are."""
        fn, args = get_app_fn_args(e)
        size = self.prefix_size(fn, len(args))
        prefix, count = mk_apps(fn, args[:size]), len(args) - size
        info = self.function_info(prefix, count)
        if len(info.parameters) < count:
            return None
        subsingleton = self._subsingletons(prefix, count)
        kinds = _fix_dependencies(info, self._congr_kinds(info, subsingleton))
        try:
            lemma = self._lemma(prefix, kinds)
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            kinds = tuple([FIXED if kind in (CAST, SUBSINGLETON) else kind for kind in kinds])
            lemma = self._lemma(prefix, kinds)
        final = list(kinds)
        for i, parameter in enumerate(info.parameters):
            if not parameter.is_proof and subsingleton[i] and not info.has_forward(i):
                final[i] = CAST
        if CAST not in final:
            return lemma
        return self._with_right_casts(prefix, lemma, info, tuple(final), kinds)

    def _subsingletons(self, fn: Expr, count: int) -> list[bool]:
        ctx = self.ctx
        type_ = self._to_pi(ctx.mctx.instantiate(ctx.infer(fn)))
        found: list[bool] = []
        while isinstance(type_, Pi) and len(found) < count:
            local = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
            found.append(ctx.is_prop(local.type) or self._is_subsingleton(local.type))
            type_ = self._to_pi(instantiate1(type_.body, local))
        return found

    def _is_subsingleton(self, type_: Expr) -> bool:
        return self._subsingleton_instance(type_) is not None

    def _subsingleton_instance(self, type_: Expr) -> Expr | None:
        wanted = mk_app(mk_const("subsingleton", (self.ctx.sort_of(type_),)), type_)
        return self.ctx.synth_instance(wanted, LocalContext.of(locals_of(type_)))

    def _subsingleton_equation(self, type_: Expr, a: Expr, b: Expr) -> Expr:
        instance = self._subsingleton_instance(type_)
        if instance is None:
            raise LeanError("failed to synthesize subsingleton instance")
        return mk_apps(mk_const("subsingleton.elim", (self.ctx.sort_of(type_),)), [type_, instance, a, b])

    def _congr_kinds(self, info: FunctionInfo, subsingleton: list[bool]) -> list[str]:
        kinds = [EQ] * len(info.parameters)
        for i, parameter in enumerate(info.parameters):
            if i in info.result:
                kinds[i] = FIXED
            elif parameter.is_proof:
                kinds[i] = CAST
            elif subsingleton[i]:
                kinds[i] = FIXED if info.has_forward(i) else CAST
            elif parameter.is_instance:
                kinds[i] = FIXED
        return kinds

    def _with_right_casts(
        self, fn: Expr, lemma: CongruenceLemma, info: FunctionInfo, kinds: tuple[str, ...], made: tuple[str, ...]
    ) -> CongruenceLemma:
        """The lemma with a right-hand argument of its own for each CAST one, equal by subsingleton elimination."""
        ctx = self.ctx
        left_type = right_type = self._to_pi(ctx.mctx.instantiate(ctx.infer(fn)))
        lefts: list[Local] = []
        rights: list[Expr] = []
        hypotheses: list[Local] = []
        given: list[Expr] = []
        for i, kind in enumerate(kinds):
            assert isinstance(left_type, Pi) and isinstance(right_type, Pi)
            left = mk_local(left_type.binder_name, left_type.binder_type, left_type.binder_info)
            lefts.append(left)
            hypotheses.append(left)
            given.append(left)
            right: Local = left
            if kind == EQ:
                right = mk_local(right_type.binder_name, right_type.binder_type, right_type.binder_info)
                equation = mk_local(f"e_{i + 1}", builders.mk_eq(ctx, left, right))
                hypotheses += [right, equation]
                given += [right, equation]
            elif kind == CAST:
                right = mk_local(right_type.binder_name, right_type.binder_type, right_type.binder_info)
                hypotheses.append(right)
            rights.append(right)
            left_type = self._to_pi(instantiate1(left_type.body, left))
            right_type = self._to_pi(instantiate1(right_type.body, right))
        first = mk_apps(lemma.proof, given)
        statement: Expr = lemma.type
        for value in given:
            assert isinstance(statement, Pi)
            statement = instantiate1(statement.body, value)
        equation_sides = builders.is_eq(statement)
        assert equation_sides is not None
        middle = get_app_fn_args(equation_sides.rhs)[1]
        middle = middle[len(middle) - len(kinds) :]
        wanted = builders.mk_eq(ctx, mk_apps(fn, lefts), mk_apps(fn, rights))
        start = next(
            (i for i, kind in enumerate(kinds) if kind == CAST and not info.parameters[i].is_proof), len(kinds)
        )
        proof = first
        if start < len(kinds):
            second = builders.mk_eq_refl(ctx, mk_apps(fn, middle[:start]))
            for i in range(start, len(kinds)):
                if kinds[i] == CAST and not info.parameters[i].is_proof:
                    same_type = ctx.mctx.instantiate(ctx.infer(rights[i]))
                    same = self._subsingleton_equation(same_type, middle[i], rights[i])
                    second = builders.mk_congr(ctx, second, same)
                else:
                    second = builders.mk_congr_fun(ctx, second, rights[i])
            proof = builders.mk_eq_trans(ctx, first, second)
        return CongruenceLemma(ctx.mk_pi(hypotheses, wanted), ctx.mk_lambda(hypotheses, proof), kinds)

    def _make(self, fn: Expr, count: int) -> CongruenceLemma | None:
        kinds = self.kinds(fn, count)
        try:
            return self._lemma(fn, kinds)
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
        if CAST not in kinds and SUBSINGLETON not in kinds:
            return None
        try:
            return self._lemma(fn, tuple([FIXED if kind in (CAST, SUBSINGLETON) else kind for kind in kinds]))
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return None

    def _lemma(self, fn: Expr, kinds: tuple[str, ...]) -> CongruenceLemma:
        ctx = self.ctx
        type_ = self._to_pi(ctx.mctx.instantiate(ctx.infer(fn)))
        lefts: list[Local] = []
        rights: list[Expr] = []
        equations: list[Local | None] = []
        hypotheses: list[Local] = []
        info = self.function_info(fn, len(kinds))
        for i, kind in enumerate(kinds):
            if not isinstance(type_, Pi):
                raise LeanError("too many arguments")
            left = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
            lefts.append(left)
            hypotheses.append(left)
            equation: Local | None = None
            if kind == EQ:
                right: Expr = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
                equation = mk_local(f"e_{i + 1}", builders.mk_eq(ctx, left, right))
                hypotheses += [right, equation]  # type: ignore[list-item]
            elif kind == FIXED:
                right = left
            else:
                right_type = instantiate(abstract(left.type, lefts[:-1]), rights)
                if kind == SUBSINGLETON:
                    right = mk_local(type_.binder_name, right_type, INST)
                    hypotheses.append(right)
                else:
                    right = self._cast(left, right_type, list(info.parameters[i].back), equations)
            rights.append(right)
            equations.append(equation)
            type_ = self._to_pi(instantiate1(type_.body, left))
        statement = builders.mk_eq(ctx, mk_apps(fn, lefts), mk_apps(fn, rights))
        lemma_type = ctx.mk_pi(hypotheses, statement)
        if CAST in kinds or SUBSINGLETON in kinds:
            proof = self._prove(0, lemma_type, kinds)
        else:
            proof = ctx.mk_lambda(hypotheses, self._chain(fn, lefts, equations))
        return CongruenceLemma(lemma_type, proof, kinds)

    def _cast(self, e: Expr, type_: Expr, back: list[int], equations: list[Local | None]) -> Expr:
        """`e` cast to `type_` along the equations of the arguments that its type depends on."""
        ctx = self.ctx
        if not back:
            return e
        equation = equations[back[0]]
        if equation is None:
            return self._cast(e, type_, back[1:], equations)
        _, left, right = builders.equality_of(ctx, equation)
        assert isinstance(right, Local)
        if equation in locals_of(type_):
            motive = ctx.mk_lambda([right, equation], type_)
            refl = builders.mk_eq_refl(ctx, left)
            new_type = instantiate(abstract(type_, [right, equation]), [left, refl])
            return builders.mk_eq_drec(ctx, motive, self._cast(e, new_type, back[1:], equations), equation)
        motive = ctx.mk_lambda([right], type_)
        new_type = instantiate1(abstract(type_, [right]), left)
        return builders.mk_eq_rec(ctx, motive, self._cast(e, new_type, back[1:], equations), equation)

    def _chain(self, fn: Expr, lefts: list[Local], equations: list[Local | None]) -> Expr:
        return congruence_chain(self.ctx, fn, list(lefts), list(equations))

    def _prove(self, i: int, type_: Expr, kinds: tuple[str, ...]) -> Expr:
        """A proof of the lemma `type_` for the arguments from `i` on, by eliminating one equation after another."""
        ctx = self.ctx
        if i == len(kinds):
            found = builders.is_eq(type_)
            assert found is not None
            return builders.mk_eq_refl(ctx, found.lhs)
        left, rest = _open(type_)
        kind = kinds[i]
        if kind == EQ:
            right, after = _open(rest)
            equation, after = _open(after)
            inner_pi = rest.body if isinstance(rest, Pi) else rest
            assert isinstance(inner_pi, Pi)
            at_refl = instantiate(inner_pi.body, [left, builders.mk_eq_refl(ctx, left)])
            motive = ctx.mk_lambda([right, equation], after)
            base = self._prove(i + 1, at_refl, kinds)
            return ctx.mk_lambda([left, right, equation], builders.mk_eq_drec(ctx, motive, base, equation))
        if kind == SUBSINGLETON:
            right, after = _open(rest)
            assert isinstance(rest, Pi)
            motive = ctx.mk_lambda([right], after)
            base = self._prove(i + 1, instantiate1(rest.body, left), kinds)
            equation_proof = self._subsingleton_equation(left.type, left, right)
            return ctx.mk_lambda([left, right], builders.mk_eq_rec(ctx, motive, base, equation_proof))
        return ctx.mk_lambda([left], self._prove(i + 1, rest, kinds))

    # heterogeneous lemmas, for `congr`

    def heterogeneous(self, fn: Expr, count: int) -> CongruenceLemma | None:
        """`Π a a' (e : a = a' or a == a') …, f a … == f a' …`."""
        ctx = self.ctx
        left_type = right_type = self._to_pi(ctx.mctx.instantiate(ctx.infer(fn)))
        lefts: list[Local] = []
        rights: list[Local] = []
        hypotheses: list[Local] = []
        kinds: list[str] = []
        for i in range(count):
            if not isinstance(left_type, Pi) or not isinstance(right_type, Pi):
                return None
            left = mk_local(left_type.binder_name, left_type.binder_type, left_type.binder_info)
            right = mk_local(right_type.binder_name + "'", right_type.binder_type)
            same = _without_marks(left_type.binder_type) is _without_marks(right_type.binder_type)
            statement = builders.mk_eq(ctx, left, right) if same else builders.mk_heq(ctx, left, right)
            kinds.append(EQ if same else HEQ)
            lefts.append(left)
            rights.append(right)
            hypotheses += [left, right, mk_local(f"e_{i}", statement)]
            left_type = self._to_pi(instantiate1(left_type.body, left))
            right_type = self._to_pi(instantiate1(right_type.body, right))
        statement = builders.mk_heq(ctx, mk_apps(fn, lefts), mk_apps(fn, rights))
        lemma_type = ctx.mk_pi(hypotheses, statement)
        try:
            return CongruenceLemma(lemma_type, self._prove_heterogeneous(lemma_type), tuple(kinds))
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return None

    def _prove_heterogeneous(self, type_: Expr) -> Expr:
        ctx = self.ctx
        if builders.is_eq(type_) is not None:
            return builders.mk_eq_refl(ctx, builders.is_eq(type_).lhs)  # type: ignore[union-attr]
        heq = builders.is_heq(type_)
        if heq is not None:
            return builders.mk_heq_refl(ctx, heq.lhs)
        left, rest = _open(type_)
        assert isinstance(rest, Pi)
        right, after = _open(rest)
        same = instantiate1(rest.body, left)
        assert isinstance(same, Pi) and isinstance(after, Pi)
        equation, _ = _open(after)
        base = self._prove_heterogeneous(same.body)
        major: Expr = equation
        heq = builders.is_heq(equation.type)
        if heq is not None:
            level = ctx.sort_of(heq.lhs_type)
            major = mk_apps(mk_const("eq_of_heq", (level,)), [heq.lhs_type, heq.lhs, heq.rhs, equation])
        motive = ctx.mk_lambda([right], after.body)
        return ctx.mk_lambda([left, right, equation], builders.mk_eq_rec(ctx, motive, base, major))


def congruence_chain(ctx: TypeContext, fn: Expr, args: list[Expr], proofs: list[Expr | None]) -> Expr:
    """A proof of `f args = f args'` where `proofs[i]` proves `args[i] = args'[i]`, None where they are the same."""
    i = 0
    while i < len(args) and proofs[i] is None:
        fn = mk_app(fn, args[i])
        i += 1
    if i == len(args):
        return builders.mk_eq_refl(ctx, fn)
    first = proofs[i]
    assert first is not None
    proof = builders.mk_congr_arg(ctx, fn, first)
    for arg, equation in zip(args[i + 1 :], proofs[i + 1 :], strict=True):
        if equation is None:
            proof = builders.mk_congr_fun(ctx, proof, arg)
        else:
            proof = builders.mk_congr(ctx, proof, equation)
    return proof


def _open(type_: Expr) -> tuple[Local, Expr]:
    assert isinstance(type_, Pi)
    local = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
    return local, instantiate1(type_.body, local)


def _dependencies(type_: Expr, index: dict[int, int]) -> tuple[int, ...]:
    if not type_.has_local or not index:
        return ()
    return tuple(sorted({index[local.id] for local in locals_of(type_) if local.id in index}))


def _fix_dependencies(info: FunctionInfo, kinds: list[str]) -> tuple[str, ...]:
    """What a rewritten or fixed argument depends on must itself stay."""
    for i in range(len(kinds)):
        for j in range(i + 1, len(kinds)):
            if i in info.parameters[j].back and kinds[j] in (EQ, FIXED):
                kinds[i] = FIXED
                break
    return tuple(kinds)


def _without_marks(type_: Expr) -> Expr:
    while isinstance(type_, App) and (is_app_of(type_, "opt_param", 2) or is_app_of(type_, "auto_param", 2)):
        type_ = get_app_fn_args(type_)[1][0]
    return type_
