"""Mutually inductive types, compiled to one family over a sum of their index types, which the kernel understands.

`T₁ … Tₖ` become `B : params → psum D₁ (psum D₂ …) → Sort l`, where `Dⱼ` packs the indices of `Tⱼ`; the types, their
constructors and their recursors are then definitions over `B`. Nested occurrences (`list T` inside `T`) are gone before
this (`nested`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.auxiliary import levels_of, telescope
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.generalized import Family, register_family
from lean_env.embedded.elaborator.inductives import normalize_beta_zeta
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import DefinitionDecl, InductiveDecl
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Local,
    get_app_fn,
    get_app_fn_args,
    instantiate_level_params,
    lambda_over,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ONE, ZERO, Level
from lean_env.embedded.kernel.typechecker import TypeChecker

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

UNIT = mk_const("punit", (ONE,))
STAR = mk_const("punit.star", (ONE,))


def add_family(state: State, declarations: Sequence[InductiveDecl]) -> None:
    """Add mutually inductive types, none of them nested, with their constructors, recursors, sizes and injectivity."""
    for needed in ("psum.inl", "psigma.mk", "punit.star"):
        if needed not in state.env:
            raise Unsupported(f"mutually inductive types before '{needed}' is declared")
    _Family(state, declarations).add()


def _basic_name(names: Sequence[str]) -> str:
    """What the kernel's family is called: it stands in the namespace that the types share."""
    prefix = names[0]
    while prefix and not all(name == prefix or name.startswith(prefix + ".") for name in names):
        prefix = prefix.rpartition(".")[0]
    return f"{prefix}.{names[0]}._mut_" if prefix else f"{names[0]}._mut_"


class _Family:
    """One mutual declaration being compiled."""

    def __init__(self, state: State, declarations: Sequence[InductiveDecl]) -> None:
        self.state = state
        self.declarations = list(declarations)
        self.names = [declaration.name for declaration in declarations]
        self.level_params = declarations[0].level_params
        self.levels = levels_of(self.level_params)
        self.num_params = declarations[0].num_params
        self.basic = _basic_name(self.names)
        self.instances: list[Local] = []
        """The assumptions that parameters have sizes."""
        self.checker = TypeChecker(state.env)
        self.params, _ = self._split(declarations[0].type)
        self.indices: list[list[Local]] = []
        self.sort: Expr = mk_sort(ZERO)
        for declaration in declarations:
            own = auxiliary.instantiate_pis(declaration.type, self.params)
            indices, self.sort = telescope(own)
            self.indices.append(indices)
        self.index_types = [self._sigma(indices) for indices in self.indices]
        self.sums = [self.index_types[-1]]
        for index_type in reversed(self.index_types[:-1]):
            self.sums.insert(0, self._mk("psum", index_type, self.sums[0]))

    def _split(self, type_: Expr) -> tuple[list[Local], Expr]:
        locals_, rest = telescope(type_)
        return locals_[: self.num_params], pi_over(locals_[self.num_params :], rest)

    def _level(self, type_: Expr) -> Level:
        return self.checker.sort_level(type_)

    def _mk(self, name: str, left: Expr, right: Expr) -> Expr:
        return mk_apps(mk_const(name, (self._level(left), self._level(right))), [left, right])

    def _sigma(self, indices: Sequence[Local]) -> Expr:
        """The packed type of indices."""
        result: Expr = UNIT
        for local in reversed(indices):
            family = lambda_over([local], result)
            levels = (self._level(local.type), self._level(result))
            result = mk_apps(mk_const("psigma", levels), [local.type, family])
        return result

    def pack(self, number: int, values: Sequence[Expr]) -> Expr:
        """Indices of type number `number` as an index of the basic family."""
        return self._put(number, self._pack(values, self.index_types[number]))

    def _pack(self, values: Sequence[Expr], sigma: Expr) -> Expr:
        if not values:
            return STAR
        fn, (domain, family) = get_app_fn_args(sigma)
        assert isinstance(fn, Const)
        rest = self._pack(values[1:], terms.head_beta(mk_app(family, values[0])))
        return mk_apps(mk_const("psigma.mk", fn.levels), [domain, family, values[0], rest])

    def _put(self, number: int, value: Expr) -> Expr:
        last = len(self.sums) - 1
        if number < last:
            value = self._side("psum.inl", number, value)
        for i in range(number - 1, -1, -1):
            value = self._side("psum.inr", i, value)
        return value

    def _side(self, constructor: str, number: int, value: Expr) -> Expr:
        fn, args = get_app_fn_args(self.sums[number])
        assert isinstance(fn, Const)
        return mk_apps(mk_const(constructor, fn.levels), [*args, value])

    def value_of_type(self, number: int) -> Expr:
        """What the type constructor number `number` is defined as."""
        indices = self.indices[number]
        basic = mk_apps(mk_const(self.basic, self.levels), self.params)
        return lambda_over([*self.params, *indices], mk_app(basic, self.pack(number, indices)))

    def unfold(self, e: Expr) -> Expr:
        """`e` with the types of the family replaced by what they are defined as."""
        values = {name: self.value_of_type(i) for i, name in enumerate(self.names)}

        def visit(sub: Expr, _: int) -> Expr | None:
            if isinstance(sub, Const) and sub.name in values:
                return values[sub.name]
            return None

        return normalize_beta_zeta(ex.replace(e, visit))

    def add(self) -> None:
        """Declare everything."""
        index = mk_local("idx", self.sums[0])
        basic_type = pi_over([*self.params, index], self.sort)
        constructors: list[tuple[str, Expr]] = []
        for declaration in self.declarations:
            for name, type_ in declaration.constructors:
                constructors.append((self._basic_constructor(declaration.name, name), self.unfold(type_)))
                self._check_result(declaration, name, type_)
        auxiliary.add_inductive(
            self.state,
            InductiveDecl(self.basic, self.level_params, self.num_params, basic_type, tuple(constructors)),
        )
        self.state.mark_auxiliary(self.basic)
        self.checker = TypeChecker(self.state.env)
        for number, declaration in enumerate(self.declarations):
            self._define(declaration.name, declaration.type, self.value_of_type(number))
        for declaration in self.declarations:
            for name, type_ in declaration.constructors:
                self._define_constructor(declaration.name, name, type_)
        self.checker = TypeChecker(self.state.env)
        for number, declaration in enumerate(self.declarations):
            constructors_here = tuple([name for name, _ in declaration.constructors])
            indices = len(self.indices[number])
            family = Family(declaration.name, self.num_params, indices, constructors_here, False)
            register_family(self.state, family)
        for number in range(len(self.names)):
            self._define_size(number)
        for number in range(len(self.names)):
            self._define_size_specifications(number)
        self._define_injectivity()
        for number in range(len(self.names)):
            self._define_recursor(number)

    def _check_result(self, declaration: InductiveDecl, name: str, type_: Expr) -> None:
        _, target = telescope(type_)
        fn = get_app_fn(target)
        if not isinstance(fn, Const) or fn.name != declaration.name:
            raise LeanError(
                f"introduction rule '{name}' returns an element of another type than '{declaration.name}'",
                kind="invalid",
            )

    def _basic_constructor(self, family: str, name: str) -> str:
        return f"{self.basic}.{name.rpartition('.')[2]}_{self.names.index(family)}"

    def _define_injectivity(self) -> None:
        for declaration in self.declarations:
            for name, _ in declaration.constructors:
                basic = self._basic_constructor(declaration.name, name) + ".inj"
                if basic not in self.state.env:
                    return
                auxiliary.add_generalized_injectivity(self.state, name, basic)

    def _define(self, name: str, type_: Expr, value: Expr) -> None:
        height = self.state.env.height_of(value)
        self.state.add_declaration(DefinitionDecl(name, self.level_params, type_, value, height))

    def _define_constructor(self, family: str, name: str, type_: Expr) -> None:
        basic = mk_const(self._basic_constructor(family, name), self.levels)
        self._define(name, type_, lambda_over(self.params, mk_apps(basic, self.params)))
        self.state.set_attribute("pattern", name)

    # recursors

    def _define_recursor(self, number: int) -> None:
        """`Tⱼ.rec`: dependent elimination with one motive, and hypotheses for arguments of the same type only."""
        view = auxiliary.InductiveView(self.state, self.basic)
        level = view.elim_level
        motive = self._motive(number, level)
        motives: list[Expr] = [self._trivial_motive(i, level) for i in range(len(self.names))]
        motives[number] = motive
        minors: list[Local] = []
        rec_minors: list[Expr] = []
        for i, declaration in enumerate(self.declarations):
            for name, type_ in declaration.constructors:
                fields, hypotheses, own = self._premises(number, type_, motives)
                if i != number:
                    rec_minors.append(lambda_over([*fields, *hypotheses], mk_const("punit.star", (level,))))
                    continue
                minor = self._minor(name, type_, motive, fields, own)
                minors.append(minor)
                rec_minors.append(lambda_over([*fields, *hypotheses], mk_apps(minor, [*fields, *own])))
        indices = self._fresh_indices(number)
        subject = mk_local("x", mk_apps(self._type(number), indices))
        recursor = self.basic + (".drec" if view.is_predicate else ".rec")
        selector = self._selector(motives, level)
        rec = mk_apps(
            mk_const(recursor, view.rec_levels),
            [*self.params, selector, *rec_minors, self.pack(number, indices), subject],
        )
        order = [*self.params, motive, *minors, *indices, subject]
        name = self.names[number] + ".rec"
        value = lambda_over(order, rec)
        type_ = pi_over(order, mk_apps(motive, [*indices, subject]))
        height = self.state.env.height_of(value)
        self.state.add_declaration(DefinitionDecl(name, view.rec.level_params, type_, value, height))
        self.state.mark_protected(name)
        self._define_cases(number, view, motive, indices, subject)

    def _define_cases(
        self,
        number: int,
        view: auxiliary.InductiveView,
        motive: Local,
        indices: Sequence[Local],
        subject: Local,
    ) -> None:
        """`Tⱼ.cases_on`: the recursor without hypotheses, and with the major premise first."""
        minors: list[Local] = []
        rec_minors: list[Expr] = []
        for name, type_ in self.declarations[number].constructors:
            motives: list[Expr] = [motive for _ in self.names]
            fields, _, own = self._premises(number, type_, motives)
            minor = self._minor(name, type_, motive, fields, [])
            minors.append(minor)
            rec_minors.append(lambda_over([*fields, *own], mk_apps(minor, fields)))
        rec = mk_const(self.names[number] + ".rec", view.rec_levels)
        value = mk_apps(rec, [*self.params, motive, *rec_minors, *indices, subject])
        order = [*self.params, motive, *indices, subject, *minors]
        name = self.names[number] + ".cases_on"
        type_ = pi_over(order, mk_apps(motive, [*indices, subject]))
        closed = lambda_over(order, value)
        height = self.state.env.height_of(closed)
        self.state.add_declaration(DefinitionDecl(name, view.rec.level_params, type_, closed, height))
        self.state.mark_protected(name)

    def _premises(
        self, number: int, type_: Expr, motives: Sequence[Expr]
    ) -> tuple[list[Local], list[Local], list[Local]]:
        """A constructor's fields, the basic recursor's hypotheses about them, and those that type `number` keeps."""
        fields, _ = telescope(auxiliary.instantiate_pis(type_, self.params))
        hypotheses: list[Local] = []
        own: list[Local] = []
        for field in fields:
            args, result = telescope(field.type)
            head = get_app_fn(result)
            if not isinstance(head, Const) or head.name not in self.names:
                continue
            which = self.names.index(head.name)
            if isinstance(motives[which], Local) and which != number:
                continue
            values = [*ex.get_app_args(result)[self.num_params :], mk_apps(field, args)]
            hypothesis = mk_local("x", pi_over(args, ex.beta(motives[which], values)))
            hypotheses.append(hypothesis)
            if which == number:
                own.append(hypothesis)
        return fields, hypotheses, own

    def _minor(self, name: str, type_: Expr, motive: Local, fields: Sequence[Local], own: Sequence[Local]) -> Local:
        target = auxiliary.instantiate_pis(type_, [*self.params, *fields])
        values = [*ex.get_app_args(target)[self.num_params :]]
        values.append(mk_apps(mk_const(name, self.levels), [*self.params, *fields]))
        return mk_local("mp", pi_over([*fields, *own], mk_apps(motive, values)))

    def _type(self, number: int) -> Expr:
        return mk_apps(mk_const(self.names[number], self.levels), self.params)

    def _fresh_indices(self, number: int) -> list[Local]:
        own = auxiliary.instantiate_pis(self.declarations[number].type, self.params)
        return telescope(own)[0]

    def _motive(self, number: int, level: Level) -> Local:
        return mk_local("C", pi_over(self._motive_arguments(number), mk_sort(level)))

    def _trivial_motive(self, number: int, level: Level) -> Expr:
        return lambda_over(self._motive_arguments(number), mk_const("punit", (level,)))

    def _motive_arguments(self, number: int) -> list[Local]:
        indices = self._fresh_indices(number)
        return [*indices, mk_local("ᾰ", mk_apps(self._type(number), indices))]

    def _selector(self, motives: Sequence[Expr], level: Level) -> Expr:
        """The basic family's motive: takes the index apart and hands its parts to the motive that it belongs to."""
        index = mk_local("idx", self.sums[0])
        chosen = self._choose(0, index, motives, level)
        subject = mk_local("x", mk_app(mk_apps(mk_const(self.basic, self.levels), self.params), index))
        return lambda_over([index, subject], mk_app(chosen, subject))

    def _result(self, index: Expr, level: Level) -> Expr:
        """The type of what is chosen for a whole index of the basic family."""
        basic = mk_app(mk_apps(mk_const(self.basic, self.levels), self.params), index)
        return pi_over([mk_local("x", basic)], mk_sort(level))

    def _choose(self, number: int, part: Expr, motives: Sequence[Expr], level: Level) -> Expr:
        """The motive for an index of which `part` is left after going right `number` times."""
        if number == len(self.sums) - 1:
            return self._open(number, part, [], self.index_types[number], motives, level)
        fn, (left_type, right_type) = get_app_fn_args(self.sums[number])
        assert isinstance(fn, Const)
        whole = mk_local("i", self.sums[number])
        result = self._result(self._around(number, whole), level)
        result_level = self.checker.sort_level(result)
        left, right = mk_local("l", left_type), mk_local("r", right_type)
        on_left = self._open(number, left, [], left_type, motives, level)
        on_right = self._choose(number + 1, right, motives, level)
        cases = mk_const("psum.cases_on", (result_level, *fn.levels))
        return mk_apps(
            cases,
            [
                left_type,
                right_type,
                lambda_over([whole], result),
                part,
                lambda_over([left], on_left),
                lambda_over([right], on_right),
            ],
        )

    def _around(self, number: int, part: Expr) -> Expr:
        for i in range(number - 1, -1, -1):
            part = self._side("psum.inr", i, part)
        return part

    def _open(
        self,
        number: int,
        part: Expr,
        seen: list[Expr],
        sigma: Expr,
        motives: Sequence[Expr],
        level: Level,
    ) -> Expr:
        """Take the packed indices `part` of type number `number` apart; `seen` are those already taken."""
        fn, args = get_app_fn_args(sigma)
        assert isinstance(fn, Const)
        whole = mk_local("s", sigma)
        index = self._put(number, self._repack(number, seen, whole))
        result = self._result(index, level)
        result_level = self.checker.sort_level(result)
        motive = lambda_over([whole], result)
        if fn.name == "punit":
            cases = mk_const("punit.cases_on", (result_level, ONE))
            body = ex.beta(motives[number], seen)
            return mk_apps(cases, [motive, part, body])
        domain, family = args
        first = mk_local("a", domain)
        rest_type = terms.head_beta(mk_app(family, first))
        rest = mk_local("b", rest_type)
        body = self._open(number, rest, [*seen, first], rest_type, motives, level)
        cases = mk_const("psigma.cases_on", (result_level, *fn.levels))
        return mk_apps(cases, [domain, family, motive, part, lambda_over([first, rest], body)])

    def _repack(self, number: int, seen: Sequence[Expr], rest: Expr) -> Expr:
        """The packed indices that begin with `seen` and go on with `rest`."""
        sigmas = [self.index_types[number]]
        for value in seen:
            _, (_, family) = get_app_fn_args(sigmas[-1])
            sigmas.append(terms.head_beta(mk_app(family, value)))
        for sigma, value in zip(reversed(sigmas[:-1]), reversed(seen), strict=True):
            fn, (domain, family) = get_app_fn_args(sigma)
            assert isinstance(fn, Const)
            rest = mk_apps(mk_const("psigma.mk", fn.levels), [domain, family, value, rest])
        return rest

    # sizes

    def _define_size(self, number: int) -> None:
        """`Tⱼ.sizeof` and its instance, from the size function of the basic family."""
        basic = self.state.env.get(self.basic + ".sizeof")
        if basic is None:
            return
        type_ = instantiate_level_params(basic.type, basic.level_params, self.levels)
        locals_, _ = telescope(type_)
        given = locals_[:-2]
        own_params = given[: self.num_params]
        instances: list[Local] = []
        for local in given[self.num_params :]:
            wanted = ex.instantiate(ex.abstract(local.type, own_params), self.params)
            instances.append(Local(local.id, local.pp_name, local.binder_info, wanted))
        renamed = [*self.params, *instances]
        indices = self._fresh_indices(number)
        size = mk_apps(mk_const(basic.name, self.levels), [*renamed, self.pack(number, indices)])
        subject = mk_local("x", mk_apps(self._type(number), indices))
        order = [*renamed, *indices]
        name = self.names[number] + ".sizeof"
        self._define(
            name,
            pi_over([*order, subject], mk_const("nat")),
            lambda_over([*order, subject], mk_app(size, subject)),
        )
        self.state.mark_protected(name)
        level = self.checker.sort_level(subject.type)
        own = mk_apps(mk_const(name, self.levels), order)
        value = mk_apps(mk_const("has_sizeof.mk", (level,)), [subject.type, own])
        instance = self.names[number] + ".has_sizeof_inst"
        wanted = mk_app(mk_const("has_sizeof", (level,)), subject.type)
        self._define(instance, pi_over(order, wanted), lambda_over(order, value))
        self.state.add_instance(instance)
        self.state.mark_protected(instance)
        self.instances = instances

    def _define_size_specifications(self, number: int) -> None:
        """`c.sizeof_spec` for each constructor of type number `number`, which hold by computation."""
        state, name = self.state, self.names[number]
        if name + ".sizeof" not in state.env:
            return
        context = TypeContext(state)
        lctx = EMPTY_CONTEXT
        for local in [*self.params, *self.instances]:
            lctx = context.add_local(lctx, local)
        size = mk_apps(mk_const(name + ".sizeof", self.levels), [*self.params, *self.instances])
        lemmas: list[str] = []
        for constructor, type_ in self.declarations[number].constructors:
            fields, target = telescope(auxiliary.instantiate_pis(type_, self.params))
            inner = lctx
            total = auxiliary.nat_one()
            for field in fields:
                inner = inner.add(field)
                level = context.sort_of(field.type)
                instance = context.synth_instance(mk_app(mk_const("has_sizeof", (level,)), field.type), inner)
                if instance is None:
                    continue
                term = mk_apps(mk_const("sizeof", (level,)), [field.type, instance, field])
                if not context.is_def_eq(term, mk_const("nat.zero")):
                    total = auxiliary.nat_add(total, term)
            built = mk_apps(mk_const(constructor, self.levels), [*self.params, *fields])
            left = mk_app(mk_apps(size, ex.get_app_args(target)[self.num_params :]), built)
            order = [*self.params, *self.instances, *fields]
            statement = mk_apps(mk_const("eq", (ONE,)), [mk_const("nat"), left, total])
            proof = mk_apps(mk_const("eq.refl", (ONE,)), [mk_const("nat"), left])
            lemma = constructor + ".sizeof_spec"
            self._define(lemma, pi_over(order, statement), lambda_over(order, proof))
            state.mark_protected(lemma)
            lemmas.append(lemma)
        state.set_equation_lemmas(name + ".sizeof", tuple(lemmas))
