"""Inductive families: what is checked of a declaration, and the recursor that it gives rise to.

The kernel takes one family at a time, neither mutual nor nested; those are compiled away before they come here. How a
recursor computes is in `typechecker`. Names, binder kinds and the order of arguments follow Lean 3 exactly, because
proofs mention them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import (
    AxiomInfo,
    ConstantInfo,
    ConstructorInfo,
    InductiveDecl,
    InductiveInfo,
    KernelError,
    RecursorInfo,
    RecursorRule,
    Tick,
)
from lean_env.embedded.kernel.expr import DEFAULT, IMPLICIT, Const, Expr, Local, Pi
from lean_env.embedded.kernel.level import ZERO, Level, Param, is_geq, is_never_zero, mk_param
from lean_env.embedded.kernel.typechecker import TypeChecker, check_closed, check_constant

if TYPE_CHECKING:
    from lean_env.embedded.kernel.environment import Environment


@dataclass(frozen=True, slots=True)
class _Constructor:
    """A constructor opened over the family's parameters."""

    name: str
    type: Expr
    fields: list[Local]
    recursive: list[Local]
    result: Expr


class Family:
    """One inductive declaration on its way through the checks; `constants` is what it declares if all is in order.

    Later checks need the constants of earlier ones, so these are put in a scratch overlay that is thrown away.
    """

    def __init__(self, env: Environment, decl: InductiveDecl, tick: Tick | None) -> None:
        self.decl = decl
        self.tick = tick
        self.scratch = env.child()
        self.levels = tuple([mk_param(name) for name in decl.level_params])
        self.const = ex.mk_const(decl.name, self.levels)
        self.checker = TypeChecker(self.scratch, False, tick)
        self.params: list[Local] = []
        self.indices: list[Local] = []
        self.level: Level = ZERO

    def constants(self) -> list[ConstantInfo]:
        """Check everything; the family, its constructors in order, and its recursor."""
        decl = self.decl
        self._open_type()
        self._declare(decl.name, decl.level_params, decl.type)
        for name, constructor_type in decl.constructors:
            self._check_constructor(name, constructor_type)
        for name, constructor_type in decl.constructors:
            self._declare(name, decl.level_params, constructor_type)
        constructors = [self._open_constructor(name, its_type) for name, its_type in decl.constructors]
        recursor = self._recursor(constructors)
        infos: list[ConstantInfo] = [
            InductiveInfo(
                decl.name,
                decl.level_params,
                decl.type,
                decl.trusted,
                num_params=decl.num_params,
                num_indices=len(self.indices),
                constructors=tuple([constructor.name for constructor in constructors]),
                is_recursive=bool([c for c in constructors if c.recursive]),
                is_prop=self.level is ZERO,
                is_prop_elim=recursor.is_prop_elim,
                dep_elim=recursor.dep_elim,
            )
        ]
        for index, c in enumerate(constructors):
            places = (index, decl.num_params, len(c.fields))
            infos.append(ConstructorInfo(c.name, decl.level_params, c.type, decl.trusted, decl.name, *places))
        return [*infos, recursor]

    def _declare(self, name: str, level_params: tuple[str, ...], const_type: Expr) -> None:
        """Check a constant, and let the checks to come see it."""
        check_constant(TypeChecker(self.scratch, self.decl.trusted, self.tick), name, level_params, const_type)
        self.scratch._insert([AxiomInfo(name, level_params, const_type, self.decl.trusted)])
        self.checker = TypeChecker(self.scratch, False, self.tick)

    def _open_type(self) -> None:
        """Find parameters, indices and universe of the family."""
        decl = self.decl
        check_closed(decl.name, decl.type, "type")
        self.checker.check(decl.type, decl.level_params)
        t = self.checker.whnf(decl.type)
        while isinstance(t, Pi):
            local = _local_for(t)
            (self.params if len(self.params) < decl.num_params else self.indices).append(local)
            t = self.checker.whnf(ex.instantiate1(t.body, local))
        if len(self.params) != decl.num_params:
            raise KernelError("number of parameters mismatch in inductive datatype declaration")
        self.level = self.checker.ensure_sort(t).level

    # --- constructors ---

    def _mentions_family(self, e: Expr) -> bool:
        """Whether the family occurs in `e`; as in Lean, what the types of its free variables mention counts."""
        stack = [e]
        seen: set[Expr] = set()
        while stack:
            for node in ex.subterms(stack.pop()):
                if isinstance(node, Const) and node.name == self.decl.name:
                    return True
                if isinstance(node, Local) and node not in seen:
                    seen.add(node)
                    stack.append(node.type)
        return False

    def _is_family_app(self, e: Expr) -> bool:
        """Whether `e` is the family at its own parameters, with indices that do not mention it."""
        head, args = ex.get_app_fn_args(e)
        if not self.checker.is_def_eq(head, self.const) or len(args) != len(self.params) + len(self.indices):
            return False
        for param, arg in zip(self.params, args, strict=False):
            if param is not arg:
                return False
        indices = args[len(self.params) :]
        return not [index for index in indices if self._mentions_family(index)]

    def _is_recursive(self, e: Expr) -> bool:
        """Whether a field of type `e` is a recursive one: functions into the family count."""
        return self._is_family_app(self._open_function(e)[1])

    def _check_positive(self, e: Expr, constructor: str, place: int) -> None:
        t = self.checker.whnf(e)
        while self._mentions_family(t):
            if isinstance(t, Pi):
                if self._mentions_family(t.binder_type):
                    raise KernelError(
                        f"arg #{place + 1} of '{constructor}' has a non positive occurrence "
                        "of the datatypes being declared"
                    )
                t = self.checker.whnf(ex.instantiate1(t.body, _local_for(t)))
            elif self._is_family_app(t):
                return
            else:
                raise KernelError(
                    f"arg #{place + 1} of '{constructor}' contains a non valid occurrence "
                    "of the datatypes being declared"
                )

    def _check_constructor(self, name: str, constructor_type: Expr) -> None:
        check_closed(name, constructor_type, "type")
        self.checker.check(constructor_type, self.decl.level_params)
        t = constructor_type
        place = 0
        after_recursive = False
        while isinstance(t, Pi):
            if place < len(self.params):
                if not self.checker.is_def_eq(t.binder_type, self.params[place].type):
                    raise KernelError(f"arg #{place + 1} of '{name}' does not match inductive datatypes parameters'")
                t = ex.instantiate1(t.body, self.params[place])
            else:
                if self.decl.trusted:
                    self._check_field_level(t.binder_type, name, place)
                    self._check_positive(t.binder_type, name, place)
                after_recursive = after_recursive or self._is_recursive(t.binder_type)
                if after_recursive and t.body.loose:
                    raise KernelError(
                        f"invalid occurrence of recursive arg#{place + 1} of '{name}', "
                        "the body of the functional type depends on it."
                    )
                t = ex.instantiate1(t.body, _local_for(t))
            place += 1
        if not self._is_family_app(t):
            raise KernelError(f"invalid return type for '{name}'")

    def _check_field_level(self, field_type: Expr, constructor: str, place: int) -> None:
        level = self.checker.sort_level(field_type)
        if self.level is not ZERO and not is_geq(self.level, level):
            raise KernelError(
                f"universe level of type_of(arg #{place + 1}) of '{constructor}' is too big "
                "for the corresponding inductive datatype"
            )

    def _open_constructor(self, name: str, constructor_type: Expr) -> _Constructor:
        fields: list[Local] = []
        recursive: list[Local] = []
        t = constructor_type
        place = 0
        while isinstance(t, Pi):
            if place < len(self.params):
                local = self.params[place]
            else:
                local = _local_for(t)
                fields.append(local)
                if self._is_recursive(t.binder_type):
                    recursive.append(local)
            t = ex.instantiate1(t.body, local)
            place += 1
        return _Constructor(name, constructor_type, fields, recursive, t)

    # --- the recursor ---

    def _only_into_prop(self, constructors: list[_Constructor]) -> bool:
        """Whether proofs of the family may be taken apart only to make other proofs."""
        if is_never_zero(self.level) or not constructors:
            return False
        if len(constructors) > 1:
            return True
        # What the type of the proof already tells is no secret, so such fields do not count.
        told = ex.get_app_args(constructors[0].result)
        for field in constructors[0].fields:
            if self.checker.sort_level(field.type) is not ZERO and field not in told:
                return True
        return False

    def _motive_level(self, constructors: list[_Constructor]) -> Level:
        if self._only_into_prop(constructors):
            return ZERO
        name = "l"
        number = 1
        while name in self.decl.level_params:
            name = f"l_{number}"
            number += 1
        return mk_param(name)

    def _indices_of(self, family_app: Expr) -> list[Expr]:
        return ex.get_app_args(family_app)[len(self.params) :]

    def _open_function(self, function_type: Expr) -> tuple[list[Local], Expr]:
        """The arguments of a recursive field, and the family that it then is in."""
        opened: list[Local] = []
        t = self.checker.whnf(function_type)
        while isinstance(t, Pi):
            local = _local_for(t)
            opened.append(local)
            t = self.checker.whnf(ex.instantiate1(t.body, local))
        return opened, t

    def _recursor(self, constructors: list[_Constructor]) -> RecursorInfo:
        decl = self.decl
        motive_level = self._motive_level(constructors)
        dep_elim = self.level is not ZERO
        major = ex.mk_local("n", ex.mk_apps(ex.mk_apps(self.const, self.params), self.indices))
        targets = [*self.indices, major] if dep_elim else self.indices
        motive = ex.mk_local("motive", ex.pi_over(targets, ex.mk_sort(motive_level)))
        minors: list[Local] = []
        for number, constructor in enumerate(constructors, 1):
            minors.append(ex.mk_local(f"e_{number}", self._minor_type(constructor, motive, dep_elim)))

        params = decl.level_params
        levels = self.levels
        if isinstance(motive_level, Param):
            params = (motive_level.name, *params)
            levels = (motive_level, *levels)
        name = f"{decl.name}.rec"
        arguments = _infer_implicit([*self.params, motive, *minors, *self.indices, major])
        rec_type = ex.pi_over(arguments, ex.mk_apps(motive, targets))
        self._declare(name, params, rec_type)
        recursor = ex.mk_apps(ex.mk_const(name, levels), [*self.params, motive, *minors])
        rules: list[RecursorRule] = []
        for constructor, minor in zip(constructors, minors, strict=True):
            opened = [*self.params, motive, *minors, *constructor.fields]
            computed = self._computed(constructor, minor, recursor)
            self.checker.check(ex.lambda_over(opened, computed), params)
            body = ex.abstract(computed, opened)
            rules.append(RecursorRule(constructor.name, len(constructor.fields), body))
        first_index = len(self.params) + 1 + len(minors)
        return RecursorInfo(
            name,
            params,
            rec_type,
            decl.trusted,
            inductive=decl.name,
            num_params=len(self.params),
            first_index=first_index,
            major_index=first_index + len(self.indices),
            k=not dep_elim and len(constructors) == 1 and not constructors[0].fields,
            dep_elim=dep_elim,
            is_prop_elim=motive_level is ZERO,
            rules=tuple(rules),
        )

    def _minor_type(self, constructor: _Constructor, motive: Local, dep_elim: bool) -> Expr:
        result = ex.mk_apps(motive, self._indices_of(constructor.result))
        if dep_elim:
            made = ex.mk_apps(ex.mk_apps(ex.mk_const(constructor.name, self.levels), self.params), constructor.fields)
            result = ex.mk_apps(result, [made])
        hypotheses: list[Local] = []
        for number, field in enumerate(constructor.recursive, 1):
            opened, family_app = self._open_function(field.type)
            claim = ex.mk_apps(motive, self._indices_of(family_app))
            if dep_elim:
                claim = ex.mk_apps(claim, [ex.mk_apps(field, opened)])
            hypotheses.append(ex.mk_local(_hypothesis_name(constructor, field, number), ex.pi_over(opened, claim)))
        return ex.pi_over([*constructor.fields, *hypotheses], result)

    def _computed(self, constructor: _Constructor, minor: Local, recursor: Expr) -> Expr:
        """What the recursor gives on the constructor: the minor premise at the fields and the recursive results."""
        recursive_results: list[Expr] = []
        for field in constructor.recursive:
            opened, family_app = self._open_function(field.type)
            call = ex.mk_apps(ex.mk_apps(recursor, self._indices_of(family_app)), [ex.mk_apps(field, opened)])
            recursive_results.append(ex.lambda_over(opened, call))
        return ex.mk_apps(ex.mk_apps(minor, constructor.fields), recursive_results)


def _local_for(binding: Pi) -> Local:
    return ex.mk_local(binding.binder_name, binding.binder_type, binding.binder_info)


def _hypothesis_name(constructor: _Constructor, field: Local, number: int) -> str:
    if len(constructor.recursive) == 1:
        return "ih"
    name = field.pp_name
    atomic = name != "" and "." not in name and not name.isdigit()
    return f"ih_{name}" if atomic else f"ih_{number}"


def _infer_implicit(arguments: list[Local]) -> list[Local]:
    """`arguments` with each one made implicit that the type of a later explicit one mentions."""
    result: list[Local] = []
    told: set[Expr] = set()
    for local in reversed(arguments):
        if local.binder_info == DEFAULT:
            if local in told:
                local = Local(local.id, local.pp_name, IMPLICIT, local.type)
            else:
                told.update(ex.subterms(local.type))
        result.append(local)
    result.reverse()
    return result
