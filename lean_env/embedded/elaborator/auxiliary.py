"""What Lean generates after an inductive type: variants of the recursor, no-confusion, injectivity, sizes.

Everything here is an ordinary definition built from the kernel's `I.rec` and handed to the kernel like any other, so
nothing in this module is trusted. Each piece is made only when what it needs (`eq`, `heq`, `punit`, `pprod`, `nat`,
`has_sizeof`) is already declared, as Lean does, so a prelude in Lean's order gets the same names at the same places.
Elaborating the `inductive` and `structure` commands is left to `inductives` and `structures`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.kernel.declaration import (
    ABBREVIATION,
    ConstructorInfo,
    DefinitionDecl,
    DefinitionInfo,
    InductiveDecl,
    InductiveInfo,
    RecursorInfo,
    Regular,
)
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    STRICT,
    Const,
    Expr,
    Local,
    Pi,
    Sort,
    get_app_args,
    get_app_fn,
    instantiate1,
    instantiate_level_params,
    lambda_over,
    mk_app,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_local,
    mk_pi,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ONE, ZERO, Level, Max, mk_max, mk_param, mk_succ
from lean_env.embedded.kernel.typechecker import TypeChecker

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

NAT = "nat"


# ------------------------------------------------------------------------------------------------ helpers


def levels_of(names: Sequence[str]) -> tuple[Level, ...]:
    """The parameters `names` as levels."""
    return tuple([mk_param(name) for name in names])


def telescope(
    type_: Expr, info: int | None = None, whnf: Callable[[Expr], Expr] | None = None
) -> tuple[list[Local], Expr]:
    """The leading Pi binders of `type_` as fresh locals (with `info` for all of them when given), and what is left.

    With `whnf` the rest is reduced whenever it does not show a Pi.
    """
    locals_: list[Local] = []
    while True:
        if not isinstance(type_, Pi):
            reduced = whnf(type_) if whnf is not None else type_
            if not isinstance(reduced, Pi):
                return locals_, type_
            type_ = reduced
        local = mk_local(type_.binder_name, type_.binder_type, type_.binder_info if info is None else info)
        locals_.append(local)
        type_ = instantiate1(type_.body, local)


def instantiate_pis(type_: Expr, args: Sequence[Expr], whnf: Callable[[Expr], Expr] | None = None) -> Expr:
    """The result type of a function of type `type_` applied to `args`."""
    for arg in args:
        if not isinstance(type_, Pi) and whnf is not None:
            type_ = whnf(type_)
        assert isinstance(type_, Pi)
        type_ = instantiate1(type_.body, arg)
    return type_


def inductive_info(state: State, name: str) -> InductiveInfo:
    """What the kernel knows of an inductive type that is known to exist."""
    info = state.env.get(name)
    assert isinstance(info, InductiveInfo)
    return info


def constructor_info(state: State, name: str) -> ConstructorInfo:
    """What the kernel knows of a constructor that is known to exist."""
    info = state.env.get(name)
    assert isinstance(info, ConstructorInfo)
    return info


def recursor_info(state: State, inductive: str) -> RecursorInfo:
    """What the kernel knows of the recursor of an inductive type."""
    info = state.env.get(inductive + ".rec")
    assert isinstance(info, RecursorInfo)
    return info


def definition_info(state: State, name: str) -> DefinitionInfo:
    """What the kernel knows of a definition that is known to exist."""
    info = state.env.get(name)
    assert isinstance(info, DefinitionInfo)
    return info


def result_level(checker: TypeChecker, type_: Expr) -> Level:
    """The universe of an inductive type whose type is `type_`."""
    _, sort = telescope(type_, whnf=checker.whnf)
    sort = checker.whnf(sort)
    assert isinstance(sort, Sort)
    return sort.level


def mentions(e: Expr, name: str) -> bool:
    """Does the constant `name` occur in `e`?"""
    return terms.find(e, lambda sub: isinstance(sub, Const) and sub.name == name) is not None


def occurs(local: Local, e: Expr) -> bool:
    """Does the local occur in `e`?"""
    return e.has_local and terms.find(e, lambda sub: sub is local) is not None


def has_constructor(state: State, constructor: str, inductive: str, arity: int) -> bool:
    """Is `constructor` declared as a constructor of `inductive` with `arity` arguments, parameters included?"""
    info = state.env.get(constructor)
    if not isinstance(info, ConstructorInfo) or info.inductive != inductive:
        return False
    return info.num_params + info.num_fields == arity


def has_eq_decls(state: State) -> bool:
    """Are `eq` and `heq` there, which no-confusion is stated with?"""
    return has_constructor(state, "eq.refl", "eq", 2) and has_constructor(state, "heq.refl", "heq", 2)


def define_reducible(
    state: State, name: str, level_params: Sequence[str], type_: Expr, value: Expr, kind: str, aux: bool = True
) -> None:
    """Add an auxiliary definition: an abbreviation, reducible, protected, and known as a recursor of `kind`."""
    state.add_declaration(DefinitionDecl(name, tuple(level_params), type_, value, ABBREVIATION))
    state.set_reducibility(name, "reducible")
    if aux:
        state.mark_aux_recursor(name, kind)
    state.mark_protected(name)


def define_regular(state: State, name: str, level_params: Sequence[str], type_: Expr, value: Expr) -> None:
    """Add an auxiliary definition of ordinary height."""
    state.add_declaration(DefinitionDecl(name, tuple(level_params), type_, value, Regular(state.env.height_of(value))))


class InductiveView:
    """An inductive type of the environment together with the parts of its recursor that every construction needs."""

    __slots__ = (
        "constructors",
        "elim_level",
        "elims_to_type",
        "info",
        "is_predicate",
        "level_params",
        "levels",
        "name",
        "num_indices",
        "num_minors",
        "num_params",
        "rec",
        "rec_levels",
        "state",
    )

    def __init__(self, state: State, name: str) -> None:
        info, rec = inductive_info(state, name), recursor_info(state, name)
        self.state = state
        self.name = name
        self.info = info
        self.rec = rec
        self.num_params: int = info.num_params
        self.num_indices: int = info.num_indices
        self.num_minors: int = len(info.constructors)
        self.constructors: tuple[str, ...] = tuple(info.constructors)
        self.is_predicate = info.is_prop
        self.elims_to_type = not info.is_prop_elim
        self.level_params: tuple[str, ...] = tuple(info.level_params)
        self.levels = levels_of(self.level_params)
        self.rec_levels = levels_of(rec.level_params)
        self.elim_level = self.rec_levels[0] if self.elims_to_type else ZERO

    def constructor_type(self, constructor: str) -> Expr:
        """The type of one of the constructors, parameters included."""
        return constructor_info(self.state, constructor).type

    def is_recursive(self) -> bool:
        """Does the type occur in an argument of one of its constructors?"""
        for constructor in self.constructors:
            type_ = self.constructor_type(constructor)
            while isinstance(type_, Pi):
                if mentions(type_.binder_type, self.name):
                    return True
                type_ = type_.body
        return False

    def is_reflexive(self, checker: TypeChecker) -> bool:
        """Does some constructor take a function into the type?"""
        for constructor in self.constructors:
            type_ = self.constructor_type(constructor)
            while isinstance(type_, Pi):
                arg = checker.whnf(type_.binder_type)
                if isinstance(arg, Pi) and mentions(arg, self.name):
                    return True
                type_ = instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type))
        return False

    def recursor_telescope(
        self, type_: Expr | None = None
    ) -> tuple[list[Local], Local, list[Local], list[Local], Local, Expr]:
        """Parameters, motive, minor premises, indices, major premise and result of the recursor's type."""
        locals_, result = telescope(self.rec.type if type_ is None else type_)
        first_minor = self.num_params + 1
        first_index = first_minor + self.num_minors
        return (
            locals_[: self.num_params],
            locals_[self.num_params],
            locals_[first_minor:first_index],
            locals_[first_index:-1],
            locals_[-1],
            result,
        )


def pi_codomain_head(type_: Expr) -> Expr:
    """The head function of the result of a (possibly empty) telescope."""
    while isinstance(type_, Pi):
        type_ = type_.body
    return get_app_fn(type_)


# ------------------------------------------------------------------------------------------------ rec_on, cases_on


def add_rec_on(state: State, name: str) -> None:
    """`I.rec_on`: the recursor with the major premise before the minor ones."""
    view = InductiveView(state, name)
    params, motive, minors, indices, major, result = view.recursor_telescope()
    order: list[Local] = [*params, motive, *indices, major, *minors]
    value = mk_apps(mk_const(view.rec.name, view.rec_levels), [*params, motive, *minors, *indices, major])
    define_reducible(
        state, name + ".rec_on", view.rec.level_params, pi_over(order, result), lambda_over(order, value), "rec_on"
    )


def add_cases_on(state: State, name: str) -> None:
    """`I.cases_on`: case analysis, `rec_on` without induction hypotheses."""
    view = InductiveView(state, name)
    params, motive, minors, indices, major, result = view.recursor_telescope()
    new_minors: list[Local] = []
    rec_minors: list[Expr] = []
    for minor in minors:
        args, target = telescope(minor.type)
        kept = [arg for arg in args if pi_codomain_head(arg.type) is not motive]
        new_minor = mk_local(minor.pp_name, pi_over(kept, target), minor.binder_info)
        new_minors.append(new_minor)
        rec_minors.append(lambda_over(args, mk_apps(new_minor, kept)))
    order = [*params, motive, *indices, major, *new_minors]
    value = mk_apps(mk_const(view.rec.name, view.rec_levels), [*params, motive, *rec_minors, *indices, major])
    define_reducible(
        state, name + ".cases_on", view.rec.level_params, pi_over(order, result), lambda_over(order, value), "cases_on"
    )


def add_drec(state: State, name: str) -> None:
    """For a predicate, whose `rec` is not dependent: `drec`, `drec_on` and `dcases_on`, by proof irrelevance."""
    for kind in ("drec", "drec_on", "dcases_on"):
        _add_drec(state, name, kind)


def _add_drec(state: State, name: str, kind: str) -> None:
    view = InductiveView(state, name)
    params, motive, minors, indices, major, result = view.recursor_telescope()
    motive_indices, motive_sort = telescope(motive.type)
    self_type = mk_apps(mk_const(name, view.levels), [*params, *motive_indices])
    proof = mk_local("h", self_type)
    dmotive = mk_local(motive.pp_name, pi_over([*motive_indices, proof], motive_sort), motive.binder_info)
    motive_arg = lambda_over(motive_indices, pi_over([proof], mk_app(mk_apps(dmotive, motive_indices), proof)))
    new_minors: list[Local] = []
    rec_minors: list[Expr] = []
    for constructor, minor in zip(view.constructors, minors, strict=True):
        new_minor, rec_minor = _drec_minor(view, kind, constructor, minor, params, dmotive)
        new_minors.append(new_minor)
        rec_minors.append(rec_minor)
    if kind == "drec":
        order = [*params, dmotive, *new_minors, *indices, major]
    else:
        order = [*params, dmotive, *indices, major, *new_minors]
    value = mk_apps(
        mk_const(view.rec.name, view.rec_levels), [*params, motive_arg, *rec_minors, *indices, major, major]
    )
    type_ = pi_over(order, mk_app(mk_apps(dmotive, get_app_args(result)), major))
    define_reducible(state, f"{name}.{kind}", view.rec.level_params, type_, lambda_over(order, value), kind)


def _drec_minor(
    view: InductiveView, kind: str, constructor: str, minor: Local, params: list[Local], dmotive: Local
) -> tuple[Local, Expr]:
    """The dependent minor premise of `constructor`, and the argument that `rec` gets for it."""
    info = constructor_info(view.state, constructor)
    args, target = telescope(minor.type)
    fields, hypotheses = args[: info.num_fields], args[info.num_fields :]
    whnf = TypeChecker(view.state.env).whnf
    recursive = [field for field in fields if _is_recursive_field(field, view.name, whnf)]
    new_params: list[Local] = list(fields)
    app_params: list[Local] = list(fields)
    app_args: list[Expr] = list(fields)
    for hypothesis, field in zip(hypotheses, recursive, strict=True):
        ih_params, ih_target = telescope(hypothesis.type)
        motive_app = mk_apps(dmotive, get_app_args(ih_target))
        if kind != "dcases_on":
            new_type = pi_over(ih_params, mk_app(motive_app, mk_apps(field, ih_params)))
            new_params.append(mk_local(hypothesis.pp_name, new_type, hypothesis.binder_info))
        field_target = instantiate_pis(field.type, ih_params, whnf)
        proof = mk_local("_h", field_target)
        app_ih = mk_local(
            hypothesis.pp_name, pi_over([*ih_params, proof], mk_app(motive_app, proof)), hypothesis.binder_info
        )
        app_params.append(app_ih)
        if kind != "dcases_on":
            body = mk_app(mk_apps(app_ih, ih_params), mk_apps(field, ih_params))
            app_args.append(lambda_over(ih_params, body))
    built = mk_apps(mk_const(constructor, view.levels), [*params, *fields])
    new_target = mk_app(mk_apps(dmotive, get_app_args(target)), built)
    new_minor = mk_local(minor.pp_name, pi_over(new_params, new_target), minor.binder_info)
    built_type = mk_apps(mk_const(view.name, view.levels), [*params, *get_app_args(target)])
    ignored = mk_local("_", built_type)
    return new_minor, lambda_over([*app_params, ignored], mk_apps(new_minor, app_args))


def _is_recursive_field(field: Local, inductive: str, whnf: Callable[[Expr], Expr]) -> bool:
    head = get_app_fn(whnf(telescope(field.type, whnf=whnf)[1]))
    return isinstance(head, Const) and head.name == inductive


# ------------------------------------------------------------------------------------------------ no_confusion


def add_no_confusion(state: State, name: str) -> None:
    """`I.no_confusion_type` and `I.no_confusion`: equal values have the same constructor and equal fields."""
    view = InductiveView(state, name)
    if view.is_predicate or not view.elims_to_type:
        return
    _add_no_confusion_type(view)
    _add_no_confusion(view)


def _add_no_confusion_type(view: InductiveView) -> None:
    state = view.state
    checker = TypeChecker(state.env)
    cases = definition_info(state, view.name + ".cases_on")
    target_level = view.rec_levels[0]
    args, _ = telescope(view.info.type, IMPLICIT, checker.whnf)
    params, indices = args[: view.num_params], args[view.num_params :]
    self_type = mk_apps(mk_const(view.name, view.levels), args)
    target_sort = mk_sort(target_level)
    target = mk_local("P", target_sort)
    first, second = mk_local("v1", self_type), mk_local("v2", self_type)
    cases_levels = (mk_succ(target_level), *view.levels)
    cases_fn = mk_const(cases.name, cases_levels)
    former = lambda_over([*indices, first], target_sort)
    cases_type = instantiate_pis(
        instantiate_level_params(cases.type, cases.level_params, cases_levels), [*params, former, *indices]
    )
    prefix = mk_apps(cases_fn, [*params, former, *indices])
    on_first, on_second = mk_app(prefix, first), mk_app(prefix, second)
    first_minors = _minor_arguments(checker, instantiate_pis(cases_type, [first]))
    outer: list[Expr] = []
    for i, first_args in enumerate(first_minors):
        inner: list[Expr] = []
        for j, second_args in enumerate(_minor_arguments(checker, instantiate_pis(cases_type, [second]))):
            if i != j:
                inner.append(lambda_over(second_args, target))
                continue
            equations: list[Local] = []
            for left, right in zip(first_args, second_args, strict=True):
                left_type, right_type = left.type, right.type
                if checker.is_prop(left_type):
                    continue
                level = checker.sort_level(left_type)
                if checker.is_def_eq(left_type, right_type):
                    statement = mk_apps(mk_const("eq", (level,)), [left_type, left, right])
                else:
                    statement = mk_apps(mk_const("heq", (level,)), [left_type, left, right_type, right])
                equations.append(mk_local(append_after(left.pp_name, "_eq"), statement))
            inner.append(lambda_over(second_args, mk_arrow(pi_over(equations, target), target)))
        outer.append(lambda_over(first_args, mk_apps(on_second, inner)))
    order = [*args, target, first, second]
    define_reducible(
        state,
        view.name + ".no_confusion_type",
        cases.level_params,
        pi_over(order, target_sort),
        lambda_over(order, mk_apps(on_first, outer)),
        "no_confusion_type",
        aux=False,
    )


def _minor_arguments(checker: TypeChecker, type_: Expr) -> list[list[Local]]:
    """Fresh locals for the arguments of each leading minor premise of `type_`."""
    result: list[list[Local]] = []
    while isinstance(type_, Pi):
        args, _ = telescope(type_.binder_type, whnf=checker.whnf)
        result.append(args)
        type_ = type_.body
    return result


def append_after(name: str, suffix: str) -> str:
    """`name` with `suffix` glued to its last component, inside «» when that is quoted."""
    return name[:-1] + suffix + "»" if name.endswith("»") else name + suffix


def append_before(name: str, prefix: str) -> str:
    """`name` with `prefix` glued before its last component."""
    head, dot, last = name.rpartition(".")
    return head + dot + ("«" + prefix + last[1:] if last.startswith("«") else prefix + last)


def _add_no_confusion(view: InductiveView) -> None:
    state = view.state
    checker = TypeChecker(state.env)
    type_info = definition_info(state, view.name + ".no_confusion_type")
    cases = definition_info(state, view.name + ".cases_on")
    levels = levels_of(type_info.level_params)
    args, _ = telescope(type_info.type, IMPLICIT)
    params, indices = args[: view.num_params], args[view.num_params : -3]
    target, first, second = args[-3:]
    self_type = first.type
    self_level = checker.sort_level(self_type)
    equality = mk_app(mk_const("eq", (self_level,)), self_type)
    type_fn = mk_const(type_info.name, levels)

    def statement(left: Expr, right: Expr) -> Expr:
        return mk_apps(type_fn, [*params, *indices, target, left, right])

    equal = mk_local("h12", mk_apps(equality, [first, second]))
    diagonal = mk_local("h11", mk_apps(equality, [first, first]))
    former = lambda_over([*indices, first], statement(first, first))
    cases_args: list[Expr] = [*params, former, *indices, first]
    cases_fn = mk_const(cases.name, levels)
    rest = instantiate_pis(instantiate_level_params(cases.type, cases.level_params, levels), cases_args)
    minors: list[Expr] = []
    while isinstance(rest, Pi):
        minor_args, _ = telescope(rest.binder_type, whnf=checker.whnf)
        minors.append(lambda_over(minor_args, _reflexive_proof(minor_args[-1])))
        rest = rest.body
    generic = lambda_over([diagonal], mk_apps(cases_fn, cases_args + minors))
    other = mk_local("a", self_type)
    other_equal = mk_local("h1a", mk_apps(equality, [first, other]))
    rec_former = lambda_over([other], pi_over([other_equal], statement(first, other)))
    value = mk_apps(
        mk_const("eq.rec", (levels[0], self_level)), [self_type, first, rec_former, generic, second, equal, equal]
    )
    order = [*args, equal]
    define_reducible(
        state,
        view.name + ".no_confusion",
        type_info.level_params,
        pi_over(order, statement(first, second)),
        lambda_over(order, value),
        "no_confusion",
        aux=False,
    )
    state.mark_no_confusion(view.name + ".no_confusion")


def _reflexive_proof(continuation: Local) -> Expr:
    """`continuation` applied to a reflexivity proof for each of the equations that it expects."""
    proofs: list[Expr] = []
    type_ = continuation.type
    while isinstance(type_, Pi):
        equation = type_.binder_type
        fn, args = get_app_fn(equation), get_app_args(equation)
        assert isinstance(fn, Const)
        refl = "eq.refl" if fn.name == "eq" else "heq.refl"
        proofs.append(mk_apps(mk_const(refl, fn.levels), args[:2]))
        type_ = type_.body
    return mk_apps(continuation, proofs)


# ------------------------------------------------------------------------------------------------ injectivity


def add_injectivity(state: State, name: str, with_equality: bool = True) -> None:
    """`c.inj`, `c.inj_arrow` and, once the prelude has got that far, `c.inj_eq` for each constructor `c`."""
    view = InductiveView(state, name)
    if view.is_predicate or not view.elims_to_type:
        return
    for constructor in view.constructors:
        statement = injectivity_statement(state, constructor, as_equality=False)
        define_regular(
            state, constructor + ".inj", view.level_params, statement, _prove_injectivity(state, view, statement)
        )
        add_injectivity_arrow(state, constructor)
        # Lean makes `inj_eq` by a tactic of the prelude; this lemma is what the prelude declares right after it.
        if with_equality and "nat.succ.inj_eq" in state.env:
            add_injectivity_equality(state, constructor)


def injectivity_statement(state: State, constructor: str, as_equality: bool) -> Expr:
    """`c x = c y → x = y ∧ …`, or with `=` in place of the arrow; fields fixed by the type are shared."""
    from lean_env.embedded.elaborator import generalized  # which needs this module

    family = generalized.family_of(state, generalized.family_of_constructor(state, constructor) or "")
    info = state.env.get(constructor)
    assert family is not None and info is not None
    num_params = family.num_params
    checker = TypeChecker(state.env)
    type_ = info.type
    all_args, result = telescope(type_, IMPLICIT, checker.whnf)
    params, args1 = all_args[:num_params], all_args[num_params:]
    type_ = instantiate_pis(type_, params, checker.whnf)
    args2: list[Local] = []
    new_args: list[Local] = []
    for arg in args1:
        if not isinstance(type_, Pi):
            type_ = checker.whnf(type_)
        assert isinstance(type_, Pi)
        if occurs(arg, result):
            args2.append(arg)
        else:
            fresh = mk_local(type_.binder_name, type_.binder_type, IMPLICIT)
            args2.append(fresh)
            new_args.append(fresh)
        type_ = instantiate1(type_.body, args2[-1])
    head = mk_apps(mk_const(constructor, levels_of(info.level_params)), params)
    level = checker.sort_level(result)
    equation = mk_apps(mk_const("eq", (level,)), [result, mk_apps(head, args1), mk_apps(head, args2)])
    facts: list[Expr] = []
    for left, right in zip(args1, args2, strict=True):
        if left is not right and not checker.is_prop(left.type):
            facts.append(_mk_equation(checker, left, right))
    conclusion = conjunction(facts)
    if as_equality:
        body = mk_apps(mk_const("eq", (ONE,)), [mk_sort(ZERO), equation, conclusion])
    else:
        body = mk_arrow(equation, conclusion)
    return pi_over([*params, *args1, *new_args], body)


def _mk_equation(checker: TypeChecker, left: Expr, right: Expr) -> Expr:
    """`left = right`, heterogeneous when the types are not definitionally equal."""
    left_type, right_type = checker.infer(left), checker.infer(right)
    level = checker.sort_level(left_type)
    if checker.is_def_eq(left_type, right_type):
        return mk_apps(mk_const("eq", (level,)), [left_type, left, right])
    return mk_apps(mk_const("heq", (level,)), [left_type, left, right_type, right])


def conjunction(facts: Sequence[Expr]) -> Expr:
    """The facts joined by `∧`, to the right; `true` when there are none."""
    if not facts:
        return mk_const("true")
    result = facts[-1]
    for fact in reversed(facts[:-1]):
        result = mk_apps(mk_const("and"), [fact, result])
    return result


def _prove_injectivity(state: State, view: InductiveView, statement: Expr) -> Expr:
    checker = TypeChecker(state.env)
    args, target = telescope(statement, whnf=checker.whnf)
    if isinstance(target, Const) and target.name == "true":
        return lambda_over(args, mk_const("true.intro"))
    equal = args[-1]
    self_type, left, right = get_app_args(equal.type)
    type_fn = get_app_fn(self_type)
    assert isinstance(type_fn, Const)
    nc_args = [*get_app_args(self_type), target, left, right, equal]
    no_confusion = mk_apps(mk_const(view.name + ".no_confusion", (ZERO, *type_fn.levels)), nc_args)
    nc_type = checker.whnf(checker.infer(no_confusion))
    assert isinstance(nc_type, Pi)
    equations, _ = telescope(nc_type.binder_type)
    kept = [hypothesis for hypothesis in equations if not _is_trivial_equation(hypothesis.type)]
    proof = _prove_conjunction(target, kept)
    return lambda_over(args, mk_app(no_confusion, lambda_over(equations, proof)))


def _is_trivial_equation(equation: Expr) -> bool:
    args = get_app_args(equation)
    return (args[1] is args[2]) if len(args) == 3 else (args[1] is args[3])


def _prove_conjunction(target: Expr, hypotheses: Sequence[Local]) -> Expr:
    if len(hypotheses) == 1:
        return _as_homogeneous(target, hypotheses[0])
    left, right = get_app_args(target)
    return mk_apps(
        mk_const("and.intro"),
        [left, right, _as_homogeneous(left, hypotheses[0]), _prove_conjunction(right, hypotheses[1:])],
    )


def _as_homogeneous(target: Expr, hypothesis: Local) -> Expr:
    """`hypothesis` as a proof of `target`: a `heq` between values of one type is turned into an `eq`."""
    wanted, given = get_app_fn(target), get_app_fn(hypothesis.type)
    assert isinstance(wanted, Const) and isinstance(given, Const)
    if wanted.name == "eq" and given.name == "heq":
        type_, left, _, right = get_app_args(hypothesis.type)
        return mk_apps(mk_const("eq_of_heq", given.levels), [type_, left, right, hypothesis])
    return hypothesis


def fresh_level_param(names: Sequence[str], base: str = "l") -> str:
    """A universe parameter name that is not among `names`."""
    if base not in names:
        return base
    i = 1
    while f"{base}_{i}" in names:
        i += 1
    return f"{base}_{i}"


def add_injectivity_arrow(state: State, constructor: str) -> None:
    """`c.inj_arrow`: `c.inj` in continuation style, into any sort."""
    info = definition_info(state, constructor + ".inj")
    checker = TypeChecker(state.env)
    level_param = fresh_level_param(info.level_params)
    target = mk_local("P", mk_sort(mk_param(level_param)), STRICT)
    args, conclusion = telescope(info.type, whnf=checker.whnf)
    facts: list[Expr] = []
    while is_and(conclusion):
        fact, conclusion = get_app_args(conclusion)
        facts.append(fact)
    facts.append(conclusion)
    continuation_type: Expr = target
    for fact in reversed(facts):
        continuation_type = mk_arrow(fact, continuation_type)
    continuation = mk_local("a", continuation_type)
    proof = mk_apps(mk_const(info.name, levels_of(info.level_params)), args)
    body: Expr = continuation
    for i, fact in enumerate(facts[:-1]):
        both = [fact, conjunction(facts[i + 1 :])]
        body = mk_app(body, mk_apps(mk_const("and.elim_left"), [*both, proof]))
        proof = mk_apps(mk_const("and.elim_right"), [*both, proof])
    order = [*args, target, continuation]
    define_regular(
        state,
        constructor + ".inj_arrow",
        (level_param, *info.level_params),
        pi_over(order, target),
        lambda_over(order, mk_app(body, proof)),
    )


def add_generalized_injectivity(state: State, constructor: str, basic: str) -> None:
    """The same for a constructor of a mutual or nested family; `basic` is the lemma about what it stands for."""
    from lean_env.embedded.elaborator.equations.cases import prove_injectivity_from  # which needs this module

    info = state.env.get(constructor)
    assert info is not None
    statement = injectivity_statement(state, constructor, as_equality=False)
    value = prove_injectivity_from(state, constructor, basic, statement)
    define_regular(state, constructor + ".inj", info.level_params, statement, value)
    add_injectivity_arrow(state, constructor)
    if "nat.succ.inj_eq" in state.env:
        add_injectivity_equality(state, constructor)


def is_and(e: Expr) -> bool:
    """Is `e` of the form `a ∧ b`?"""
    fn = get_app_fn(e)
    return isinstance(fn, Const) and fn.name == "and" and len(get_app_args(e)) == 2


def add_injectivity_equality(state: State, constructor: str) -> None:
    """`c.inj_eq : (c x = c y) = (x = y ∧ …)`, which the simplifier uses."""
    from lean_env.embedded.elaborator.equations.cases import prove_injectivity_equality  # which needs this module

    info = state.env.get(constructor)
    assert info is not None
    statement = injectivity_statement(state, constructor, as_equality=True)
    value = prove_injectivity_equality(state, constructor, statement)
    define_regular(state, constructor + ".inj_eq", info.level_params, statement, value)


# ------------------------------------------------------------------------------------------------ below, brec_on


class _Pairs:
    """Products and units at one of two levels: `pprod`/`punit` for types, `and`/`true` for propositions."""

    __slots__ = ("checker", "prop", "unit_level")

    def __init__(self, checker: TypeChecker, unit_level: Level, prop: bool) -> None:
        self.checker = checker
        self.unit_level = unit_level
        self.prop = prop

    def product(self, left: Expr, right: Expr) -> Expr:
        if self.prop:
            return mk_apps(mk_const("and"), [left, right])
        levels = (self.checker.sort_level(left), self.checker.sort_level(right))
        return mk_apps(mk_const("pprod", levels), [left, right])

    def unit(self) -> Expr:
        return mk_const("true") if self.prop else mk_const("punit", (self.unit_level,))

    def star(self) -> Expr:
        return mk_const("true.intro") if self.prop else mk_const("punit.star", (self.unit_level,))

    def pair(self, left: Expr, right: Expr) -> Expr:
        left_type, right_type = self.checker.infer(left), self.checker.infer(right)
        if self.prop:
            return mk_apps(mk_const("and.intro"), [left_type, right_type, left, right])
        levels = (self.checker.sort_level(left_type), self.checker.sort_level(right_type))
        return mk_apps(mk_const("pprod.mk", levels), [left_type, right_type, left, right])

    def component(self, pair: Expr, first: bool) -> Expr:
        type_ = self.checker.whnf(self.checker.infer(pair))
        fn, args = get_app_fn(type_), get_app_args(type_)
        assert isinstance(fn, Const)
        if self.prop:
            return mk_apps(mk_const("and.elim_left" if first else "and.elim_right"), [*args, pair])
        return mk_apps(mk_const("pprod.fst" if first else "pprod.snd", fn.levels), [*args, pair])


class _Below:
    """The universe bookkeeping that `below` and `brec_on` share."""

    __slots__ = ("level_params", "pairs", "rec_type", "result", "view")

    def __init__(self, view: InductiveView, prop: bool) -> None:
        checker = TypeChecker(view.state.env)
        rec = view.rec
        motive_param = rec.level_params[0]
        motive_level = view.rec_levels[0]
        self.view = view
        self.level_params: tuple[str, ...] = tuple(rec.level_params)
        if prop:
            self.level_params = view.level_params
            self.result: Level = ZERO
            self.rec_type = instantiate_level_params(rec.type, (motive_param,), (ZERO,))
        elif view.is_reflexive(checker):
            own = result_level(checker, view.info.type)
            if isinstance(own, Max) and own.lhs is ONE:
                own = own.rhs
            self.result = mk_max(mk_succ(motive_level), own)
            self.rec_type = instantiate_level_params(rec.type, (motive_param,), (mk_succ(motive_level),))
        else:
            self.result = mk_max(ONE, motive_level)
            self.rec_type = rec.type
        self.pairs = _Pairs(checker, self.result, prop)


def add_below(state: State, name: str, prop: bool) -> None:
    """`I.below` (`I.ibelow` for propositions): the results for everything structurally smaller, as a tuple."""
    view = InductiveView(state, name)
    if not view.is_recursive() or view.is_predicate or not view.elims_to_type:
        return
    shared = _Below(view, prop)
    pairs = shared.pairs
    params, motive, minors, indices, major, _ = view.recursor_telescope(shared.rec_type)
    result_sort = mk_sort(shared.result)
    motive_args, _ = telescope(motive.type)
    rec_args: list[Expr] = [*params, lambda_over(motive_args, result_sort)]
    for minor in minors:
        args, _ = telescope(minor.type)
        components: list[Expr] = []
        for i, arg in enumerate(args):
            arg_args, arg_target = telescope(arg.type, whnf=pairs.checker.whnf)
            if get_app_fn(arg_target) is motive:
                args[i] = mk_local(arg.pp_name, pi_over(arg_args, result_sort), arg.binder_info)
                components.append(pairs.product(arg.type, pi_over(arg_args, mk_apps(args[i], arg_args))))
        body = pairs.unit()
        for component in reversed(components):
            body = pairs.product(component, body)
        rec_args.append(lambda_over(args, body))
    value = mk_apps(mk_const(view.rec.name, (mk_succ(shared.result), *view.levels)), [*rec_args, *indices, major])
    order = [*params, motive, *indices, major]
    define_reducible(
        state,
        f"{name}.ibelow" if prop else f"{name}.below",
        shared.level_params,
        _explicit_first(pi_over(order, result_sort)),
        lambda_over(order, value),
        "below",
        aux=False,
    )


def _explicit_first(type_: Expr) -> Expr:
    assert isinstance(type_, Pi)
    return mk_pi(type_.binder_name, DEFAULT, type_.binder_type, type_.body)


def add_brec_on(state: State, name: str, prop: bool) -> None:
    """`I.brec_on` (`I.binduction_on`): course-of-values recursion, from which structural recursion is compiled."""
    view = InductiveView(state, name)
    if not view.is_recursive() or view.is_predicate or not view.elims_to_type:
        return
    shared = _Below(view, prop)
    pairs = shared.pairs
    params, motive, minors, indices, major, _ = view.recursor_telescope(shared.rec_type)
    below_name = f"{name}.ibelow" if prop else f"{name}.below"
    below = mk_apps(mk_const(below_name, levels_of(shared.level_params)), [*params, motive])
    step_args, _ = telescope(motive.type)
    hypothesis = mk_local("f", mk_apps(below, step_args))
    step = mk_local("F", pi_over([*step_args, hypothesis], mk_apps(motive, step_args)))
    motive_args, _ = telescope(motive.type)
    paired = pairs.product(mk_apps(motive, motive_args), mk_apps(below, motive_args))
    rec_args: list[Expr] = [*params, lambda_over(motive_args, paired)]
    for minor in minors:
        rec_args.append(_brec_on_minor(pairs, minor, motive, below, step))
    rec_fn = mk_const(view.rec.name, (shared.result, *view.levels))
    value = pairs.component(mk_apps(rec_fn, [*rec_args, *indices, major]), first=True)
    order = [*params, motive, *indices, major, step]
    kind = "binduction_on" if prop else "brec_on"
    define_reducible(
        state,
        f"{name}.{kind}",
        shared.level_params,
        pi_over(order, mk_apps(motive, [*indices, major])),
        lambda_over(order, value),
        kind,
    )


def _brec_on_minor(pairs: _Pairs, minor: Local, motive: Local, below: Expr, step: Local) -> Expr:
    args, target = telescope(minor.type)
    components: list[Expr] = []
    for i, arg in enumerate(args):
        arg_args, arg_target = telescope(arg.type, whnf=pairs.checker.whnf)
        if get_app_fn(arg_target) is not motive:
            continue
        paired = pairs.product(arg_target, mk_apps(below, get_app_args(arg_target)))
        args[i] = mk_local(arg.pp_name, pi_over(arg_args, paired), arg.binder_info)
        if not arg_args:
            components.append(args[i])
            continue
        applied = mk_apps(args[i], arg_args)
        firsts = lambda_over(arg_args, pairs.component(applied, first=True))
        seconds = lambda_over(arg_args, pairs.component(applied, first=False))
        components.append(pairs.pair(firsts, seconds))
    smaller = pairs.star()
    for component in reversed(components):
        smaller = pairs.pair(component, smaller)
    return lambda_over(args, pairs.pair(mk_apps(step, [*get_app_args(target), smaller]), smaller))


# ------------------------------------------------------------------------------------------------ sizes


def nat_add(left: Expr, right: Expr) -> Expr:
    """`left + right` on ℕ, in the form that Lean's own sizes have."""
    instance = mk_const("nat.has_add")
    return mk_apps(mk_const("has_add.add", (ZERO,)), [mk_const(NAT), instance, left, right])


def nat_one() -> Expr:
    """`1 : ℕ`."""
    return mk_apps(mk_const("has_one.one", (ZERO,)), [mk_const(NAT), mk_const("nat.has_one")])


def _sizeof_class(checker: TypeChecker, type_: Expr) -> Expr:
    return mk_app(mk_const("has_sizeof", (checker.sort_level(type_),)), type_)


def add_sizeof(state: State, name: str) -> None:
    """`I.sizeof`, its instance of `has_sizeof`, and `c.sizeof_spec` for each constructor."""
    if "has_sizeof" not in state.env or "nat.has_add" not in state.env or "nat.has_one" not in state.env:
        return
    view = InductiveView(state, name)
    if view.is_predicate or not view.elims_to_type:
        return
    _SizeOf(view).add()


class _SizeOf:
    """Builds the size function of one inductive type."""

    __slots__ = ("checker", "context", "indices", "instances", "lctx", "params", "self_type", "state", "view")

    def __init__(self, view: InductiveView) -> None:
        self.view = view
        self.state = view.state
        self.checker = TypeChecker(view.state.env)
        self.context = TypeContext(view.state)
        args, _ = telescope(view.info.type, whnf=self.checker.whnf)
        self.params, self.indices = args[: view.num_params], args[view.num_params :]
        lctx = EMPTY_CONTEXT
        for param in self.params:
            lctx = self.context.add_local(lctx, param)
        self.instances: list[Local] = []
        for param in self.params:
            wanted = self._instance_type(param)
            if wanted is not None:
                instance = mk_local(append_after(param.pp_name, "_inst"), wanted, INST)
                self.instances.append(instance)
                lctx = self.context.add_local(lctx, instance)
        self.lctx = lctx
        self.self_type = mk_apps(mk_const(view.name, view.levels), self.params)

    def _instance_type(self, param: Local) -> Expr | None:
        """The `has_sizeof` assumption for a parameter that is a type or a family of types."""
        args, target = telescope(param.type, whnf=self.checker.whnf)
        target = self.checker.whnf(target)
        if not isinstance(target, Sort):
            return None
        applied = mk_apps(param, args)
        return pi_over(args, mk_app(mk_const("has_sizeof", (target.level,)), applied))

    def add(self) -> None:
        view, state = self.view, self.state
        subject = mk_local("x", mk_apps(self.self_type, self.indices))
        motive = lambda_over([*self.indices, subject], mk_const(NAT))
        minors = [self._minor(constructor) for constructor in view.constructors]
        recursor = mk_const(view.rec.name, (ONE, *view.levels))
        body = lambda_over(self.indices, mk_apps(recursor, [*self.params, motive, *minors, *self.indices]))
        used = [local for local in self.instances if occurs(local, body)]
        given = [*self.params, *used]
        type_ = pi_over([*given, *self.indices, subject], mk_const(NAT))
        size_name = view.name + ".sizeof"
        define_regular(state, size_name, view.level_params, type_, lambda_over(given, body))
        state.set_reducibility(size_name, "irreducible")
        state.mark_protected(size_name)
        size = mk_apps(mk_const(size_name, view.levels), given)
        self._add_instance(size, used)
        self._add_specifications(size, used)

    def _minor(self, constructor: str) -> Expr:
        """One plus the sizes of the fields."""
        type_ = instantiate_pis(self.view.constructor_type(constructor), self.params, self.checker.whnf)
        fields, _ = telescope(type_, whnf=self.checker.whnf)
        hypotheses: list[Local] = []
        result = nat_one()
        for field in fields:
            args, target = telescope(field.type, whnf=self.checker.whnf)
            head = get_app_fn(target)
            if isinstance(head, Const) and head.name == self.view.name:
                hypothesis = mk_local("ih", pi_over(args, mk_const(NAT)))
                hypotheses.append(hypothesis)
                if not args:
                    result = nat_add(result, hypothesis)
                continue
            wanted = _sizeof_class(self.checker, field.type)
            instance = self.context.synth_instance(wanted, self._with(fields))
            if instance is not None:
                level = self.checker.sort_level(field.type)
                size = mk_apps(mk_const("sizeof", (level,)), [field.type, instance, field])
                result = nat_add(result, size)
        return lambda_over([*fields, *hypotheses], result)

    def _with(self, fields: Sequence[Local]) -> LocalContext:
        """The context with the fields in it; they are no instances."""
        lctx = self.lctx
        for field in fields:
            lctx = lctx.add(field)
        return lctx

    def _add_instance(self, size: Expr, used: list[Local]) -> None:
        view, state = self.view, self.state
        level = result_level(self.checker, view.info.type)
        target = mk_apps(self.self_type, self.indices)
        type_ = mk_app(mk_const("has_sizeof", (level,)), target)
        value = mk_apps(mk_const("has_sizeof.mk", (level,)), [target, mk_apps(size, self.indices)])
        order = [*self.params, *used, *self.indices]
        name = view.name + ".has_sizeof_inst"
        define_regular(state, name, view.level_params, pi_over(order, type_), lambda_over(order, value))
        state.add_instance(name)
        state.mark_protected(name)

    def _add_specifications(self, size: Expr, used: list[Local]) -> None:
        state, view = self.state, self.view
        context = TypeContext(state)
        checker = TypeChecker(state.env)
        lemmas: list[str] = []
        for constructor in view.constructors:
            type_ = instantiate_pis(view.constructor_type(constructor), self.params, checker.whnf)
            fields, target = telescope(type_, whnf=checker.whnf)
            result = nat_one()
            for field in fields:
                level = checker.sort_level(field.type)
                wanted = _sizeof_class(checker, field.type)
                instance = context.synth_instance(wanted, self._with(fields))
                if instance is None:
                    continue
                term = mk_apps(mk_const("sizeof", (level,)), [field.type, instance, field])
                if not self._is_zero(context, term):
                    result = nat_add(result, term)
            built = mk_apps(mk_const(constructor, view.levels), [*self.params, *fields])
            left = mk_app(mk_apps(size, get_app_args(target)[view.num_params :]), built)
            order = [*self.params, *used, *fields]
            statement = pi_over(order, mk_apps(mk_const("eq", (ONE,)), [mk_const(NAT), left, result]))
            proof = lambda_over(order, mk_apps(mk_const("eq.refl", (ONE,)), [mk_const(NAT), left]))
            name = constructor + ".sizeof_spec"
            define_regular(state, name, view.level_params, statement, proof)
            state.mark_protected(name)
            lemmas.append(name)
        state.set_equation_lemmas(view.name + ".sizeof", tuple(lemmas))

    def _is_zero(self, context: TypeContext, term: Expr) -> bool:
        """Does the default instance make this size vanish?"""
        return bool(context.is_def_eq(term, mk_const("nat.zero")))


# ------------------------------------------------------------------------------------------------ the whole set


_PAIRS_PER_STEP = 10


def add_inductive(state: State, declaration: InductiveDecl) -> None:
    """Add an inductive type through the kernel, and all that Lean generates after it.

    Raises LeanError (kind "kernel") when the kernel refuses the type; nothing is added then.
    """
    if state.tick is not None:
        # A recursor has a minor premise for each constructor, and is taken apart once for each of them.
        for _ in range(len(declaration.constructors) ** 2 // _PAIRS_PER_STEP):
            state.tick()
    state.add_declaration(declaration)
    add_inductive_auxiliaries(state, declaration.name)


def add_inductive_auxiliaries(state: State, name: str) -> None:
    """The constructions that follow an `inductive` command."""
    has_unit = has_constructor(state, "punit.star", "punit", 0)
    has_pairs = has_constructor(state, "pprod.mk", "pprod", 4)
    if inductive_info(state, name).is_prop:
        add_drec(state, name)
    add_rec_on(state, name)
    if has_unit:
        add_cases_on(state, name)
        if has_eq_decls(state):
            add_no_confusion(state, name)
            add_injectivity(state, name)
        if has_pairs:
            for prop in (False, True):
                add_below(state, name, prop)
            for prop in (False, True):
                add_brec_on(state, name, prop)
    add_sizeof(state, name)


def add_structure_auxiliaries(state: State, name: str) -> None:
    """What the `structure` command makes before the projections: `rec_on`, `cases_on` and `drec`."""
    add_rec_on(state, name)
    rec_on = definition_info(state, name + ".rec_on")
    # Unlike that of an inductive type this one is not protected in Lean.
    cases_on = DefinitionDecl(name + ".cases_on", rec_on.level_params, rec_on.type, rec_on.value, ABBREVIATION)
    state.add_declaration(cases_on)
    state.set_reducibility(cases_on.name, "reducible")
    state.mark_aux_recursor(cases_on.name, "cases_on")
    if inductive_info(state, name).is_prop:
        add_drec(state, name)


def add_structure_lemmas(state: State, name: str, is_class: bool) -> None:
    """What the `structure` command makes last: no-confusion and injectivity."""
    if has_eq_decls(state):
        add_no_confusion(state, name)
        if has_constructor(state, "and.intro", "and", 4):
            add_injectivity(state, name, with_equality=not is_class)
