"""The type checker: inference, weak head normal forms and definitional equality, tried in the order of Lean 3.

The order is part of the contract. Lean's definitional equality is incomplete, and a checker that tried more would
accept more. One `TypeChecker` serves one declaration; its caches hold nodes, so it must not outlive an overlay of
`expr`. What declarations must satisfy is `environment`'s; inductive types and quotients are built elsewhere, but
compute here.
"""

# ruff: noqa: SIM110 - loops, because these checks recurse, and a generator in between would take C stack

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import (
    ABBREVIATION,
    ConstantInfo,
    DefinitionInfo,
    KernelError,
    RecursorInfo,
    Tick,
)
from lean_env.embedded.kernel.expr import PROP, App, Binding, Const, Expr, Lambda, Let, Local, Pi, Sort, Var
from lean_env.embedded.kernel.level import Level, is_equiv, mk_imax, mk_succ, undefined_param

if TYPE_CHECKING:
    from lean_env.embedded.kernel.environment import Environment

_CONSTRUCTOR_PLACE = {"quot.lift": 5, "quot.ind": 4}
"""Of the eliminators of quotients: the place of the argument that must become `quot.mk r a`."""
_FUNCTION_PLACE = 3


class TypeChecker:
    """Checks terms against one environment.

    With `trusted_only`, constants that only meta code may use are refused. `tick` is called once a step and may raise
    `DeterministicTimeout`. All methods expect terms without loose bound variables and raise `KernelError` on bad ones.
    """

    def __init__(self, env: Environment, trusted_only: bool = True, tick: Tick | None = None) -> None:
        self.env = env
        self.trusted_only = trusted_only
        self._tick = tick
        self._level_params: frozenset[str] = frozenset()
        self._infos: dict[str, ConstantInfo | None] = {}
        self._values: dict[Const, Expr] = {}
        self._rule_bodies: dict[tuple[Const, str], Expr] = {}
        self._inferred: dict[Expr, Expr] = {}
        self._checked: dict[Expr, Expr] = {}
        self._cores: dict[Expr, Expr] = {}
        self._whnfs: dict[Expr, Expr] = {}
        self._unfolded: dict[Expr, Expr] = {}
        self._parents: dict[Expr, Expr] = {}
        self._failures: set[tuple[Expr, Expr]] = set()

    # --- constants ---

    def _info(self, name: str) -> ConstantInfo | None:
        infos = self._infos
        if name in infos:
            return infos[name]
        info = infos[name] = self.env.get(name)
        return info

    def _const_type(self, e: Const) -> Expr:
        info = self._info(e.name)
        if info is None:
            raise KernelError(f"unknown declaration '{e.name}'")
        if len(info.level_params) != len(e.levels):
            raise KernelError(
                f"incorrect number of universe levels parameters for '{e.name}', "
                f"#{len(info.level_params)} expected, #{len(e.levels)} provided"
            )
        return ex.instantiate_level_params(info.type, info.level_params, e.levels)

    # --- inference ---

    def infer(self, e: Expr) -> Expr:
        """The type of `e`, which is known to be well typed."""
        found = self._inferred.get(e)
        if found is not None:
            return found
        return self._infer(e, False)

    def check(self, e: Expr, level_params: Sequence[str]) -> Expr:
        """The type of `e`, of which everything is checked; its universe parameters must be among `level_params`."""
        params = frozenset(level_params)
        if params != self._level_params:
            self._checked.clear()
        self._level_params = params
        return self._check(e)

    def _check(self, e: Expr) -> Expr:
        found = self._checked.get(e)
        if found is not None:
            return found
        result = self._checked[e] = self._infer(e, True)
        return result

    def _infer(self, e: Any, checking: bool) -> Expr:
        if self._tick is not None:
            self._tick()
        cls = e.__class__
        result: Expr
        if cls is Local:
            local_type: Expr = e.type
            return local_type
        if cls is App:
            result = self._infer_app(e, checking)
        elif cls is Const:
            if checking:
                self._check_const(e)
            result = self._const_type(e)
        elif cls is Lambda:
            result = self._infer_lambda(e, checking)
        elif cls is Pi:
            result = self._infer_pi(e, checking)
        elif cls is Sort:
            if checking:
                self._check_level(e.level)
            result = ex.mk_sort(mk_succ(e.level))
        elif cls is Let:
            result = self._infer_let(e, checking)
        elif cls is Var:
            raise KernelError("invalid term, it has a loose bound variable")
        else:
            raise KernelError("invalid term, it has a metavariable")
        self._inferred[e] = result
        return result

    def _check_level(self, level: Level) -> None:
        if level.has_param:
            name = undefined_param(level, self._level_params)
            if name is not None:
                raise KernelError(f"invalid reference to undefined universe level parameter '{name}'")

    def _check_const(self, e: Const) -> None:
        info = self._info(e.name)
        if self.trusted_only and info is not None and not info.trusted:
            raise KernelError(f"invalid definition, it uses untrusted declaration '{e.name}'")
        for level in e.levels:
            self._check_level(level)

    def _infer_app(self, e: Expr, checking: bool) -> Expr:
        fn, args = ex.get_app_fn_args(e)
        fn_type: Any = self._check(fn) if checking else self.infer(fn)
        # `fn_type` is left open over `args[start:i]`, and closed only where it has to be looked at.
        start = 0
        for i in range(len(args)):
            if fn_type.__class__ is not Pi:
                fn_type = self.whnf(ex.instantiate(fn_type, args[start:i]))
                start = i
                if fn_type.__class__ is not Pi:
                    raise KernelError(f"function expected at\n  {ex.debug_str(e)}")
            if checking:
                arg = args[i]
                arg_type = self._check(arg)
                domain = fn_type.binder_type
                if domain.loose:
                    domain = ex.instantiate(domain, args[start:i])
                if arg_type is not domain and not self.is_def_eq(arg_type, domain):
                    raise _mismatch_at_application(ex.mk_apps(fn, args[: i + 1]), arg, arg_type, domain)
            fn_type = fn_type.body
        return ex.instantiate(fn_type, args[start:])

    def _infer_lambda(self, e: Expr, checking: bool) -> Expr:
        binders: list[Binding] = []
        opened: list[Expr] = []
        body: Any = e
        while body.__class__ is Lambda:
            domain = ex.instantiate(body.binder_type, opened)
            if checking:
                self.ensure_sort(self._check(domain), domain)
            binders.append(body)
            opened.append(ex.mk_local(body.binder_name, domain, body.binder_info))
            body = body.body
        body = ex.instantiate(body, opened)
        result = ex.abstract(self._check(body) if checking else self.infer(body), opened)
        for binder in reversed(binders):
            result = ex.mk_pi(binder.binder_name, binder.binder_info, binder.binder_type, result)
        return result

    def _infer_pi(self, e: Expr, checking: bool) -> Expr:
        universes: list[Level] = []
        opened: list[Expr] = []
        body: Any = e
        while body.__class__ is Pi:
            domain = ex.instantiate(body.binder_type, opened)
            sort = self.ensure_sort(self._check(domain) if checking else self.infer(domain), domain)
            universes.append(sort.level)
            opened.append(ex.mk_local(body.binder_name, domain, body.binder_info))
            body = body.body
        body = ex.instantiate(body, opened)
        level = self.ensure_sort(self._check(body) if checking else self.infer(body), body).level
        for universe in reversed(universes):
            level = mk_imax(universe, level)
        return ex.mk_sort(level)

    def _infer_let(self, e: Let, checking: bool) -> Expr:
        if checking:
            self.ensure_sort(self._check(e.binder_type), e.binder_type)
            value_type = self._check(e.value)
            if not self.is_def_eq(value_type, e.binder_type):
                raise mismatch_at_definition(e.binder_name, value_type, e.binder_type)
        body = ex.instantiate1(e.body, e.value)
        return self._check(body) if checking else self.infer(body)

    def ensure_sort(self, e: Expr, source: Expr | None = None) -> Sort:
        """The sort that `e` reduces to; `source`, if given, is what has the type `e`, and should be a type."""
        sort = self.whnf(e)
        if not isinstance(sort, Sort):
            raise KernelError(f"type expected at\n  {ex.debug_str(source or e)}")
        return sort

    def sort_level(self, e: Expr) -> Level:
        """The level of the universe that the type `e` lives in."""
        return self.ensure_sort(self.infer(e), e).level

    def is_prop(self, e: Expr) -> bool:
        """Whether the type `e` is a proposition."""
        return self.whnf(self.infer(e)) is PROP

    # --- weak head normal forms ---

    def whnf(self, e: Expr) -> Expr:
        """The weak head normal form of `e`."""
        cls = e.__class__
        if cls is not App and cls is not Const and cls is not Let:
            return e
        found = self._whnfs.get(e)
        if found is not None:
            return found
        result = e
        while True:
            result = self._whnf_core(result)
            unfolded = self._unfold(result)
            if unfolded is None:
                self._whnfs[e] = result
                return result
            result = unfolded

    def _definition(self, e: Any) -> DefinitionInfo | None:
        """The definition at the head of `e`, if there is one."""
        while e.__class__ is App:
            e = e.fn
        if e.__class__ is not Const:
            return None
        info = self._info(e.name)
        return info if isinstance(info, DefinitionInfo) and len(info.level_params) == len(e.levels) else None

    def _unfold(self, e: Expr) -> Expr | None:
        """`e` with the definition at its head unfolded and applied, or None if there is no definition there."""
        info = self._definition(e)
        if info is None:
            return None
        fn: Any
        fn, args = ex.get_app_fn_args(e)
        value = self._values.get(fn)
        if value is None:
            value = self._values[fn] = ex.instantiate_level_params(info.value, info.level_params, fn.levels)
        return ex.beta(value, args) if args else value

    def _whnf_core(self, e: Any) -> Expr:
        """The weak head normal form of `e` without unfolding of definitions at its head."""
        cls = e.__class__
        if cls is not App and cls is not Let:
            result: Expr = e
            return result
        found = self._cores.get(e)
        if found is not None:
            return found
        if self._tick is not None:
            self._tick()
        result = e
        while True:
            if result.__class__ is Let:
                result = ex.instantiate1(result.body, result.value)
                continue
            if result.__class__ is not App:
                break
            fn, args = ex.get_app_fn_args(result)
            cls = fn.__class__
            if cls is Lambda:
                result = ex.beta(fn, args)
            elif cls is Const:
                reduced = self._reduce(fn, args)
                if reduced is None:
                    break
                result = reduced
            elif cls is Let:
                result = ex.mk_apps(self._whnf_core(fn), args)
            else:
                break
            found = self._cores.get(result)
            if found is not None:
                result = found
                break
        self._cores[e] = result
        return result

    def _reduce(self, fn: Any, args: list[Expr]) -> Expr | None:
        """One step of a recursor or of a quotient's eliminator at the head, or None."""
        info = self._info(fn.name)
        if info.__class__ is RecursorInfo:
            return self._reduce_recursor(info, fn, args)
        if info is not None and info.kind == "quot" and info.name in _CONSTRUCTOR_PLACE:
            return self._reduce_quotient(_CONSTRUCTOR_PLACE[info.name], args)
        return None

    def _reduce_recursor(self, info: RecursorInfo, fn: Const, args: list[Expr]) -> Expr | None:
        place = info.major_index
        if len(args) <= place or len(fn.levels) != len(info.level_params):
            return None
        constructed = self._constructor_by_k(info, args[place]) if info.k else None
        if constructed is None:
            constructed = self.whnf(args[place])
        head, fields = ex.get_app_fn_args(constructed)
        if head.__class__ is not Const:
            return None
        for rule in info.rules:
            if rule.constructor == head.name:
                break
        else:
            return None
        if len(fields) != info.num_params + rule.num_fields:
            return None
        key = (fn, rule.constructor)
        body = self._rule_bodies.get(key)
        if body is None:
            body = self._rule_bodies[key] = ex.instantiate_level_params(rule.body, info.level_params, fn.levels)
        result = ex.instantiate(body, args[: info.first_index] + fields[info.num_params :])
        return ex.mk_apps(result, args[place + 1 :])

    def _constructor_by_k(self, info: RecursorInfo, major: Expr) -> Expr | None:
        """The constructor without fields that the major premise must be, when its type says so; else None."""
        major_type = self.whnf(self.infer(major))
        head, type_args = ex.get_app_fn_args(major_type)
        if head.__class__ is not Const or head.name != info.inductive:
            return None
        constructed = ex.mk_apps(ex.mk_const(info.rules[0].constructor, head.levels), type_args[: info.num_params])
        return constructed if self.is_def_eq(major_type, self.infer(constructed)) else None

    def _reduce_quotient(self, place: int, args: list[Expr]) -> Expr | None:
        if len(args) <= place:
            return None
        constructed = self.whnf(args[place])
        head = ex.get_app_fn(constructed)
        if constructed.__class__ is not App or head.__class__ is not Const or head.name != "quot.mk":
            return None
        return ex.mk_apps(ex.mk_app(args[_FUNCTION_PLACE], constructed.arg), args[place + 1 :])

    # --- definitional equality ---

    def is_def_eq(self, a: Expr, b: Expr) -> bool:
        """Whether `a` and `b`, which are well typed, are definitionally equal."""
        if a is b:
            return True
        if not self._is_def_eq(a, b):
            return False
        root_a, root_b = self._root(a), self._root(b)
        if root_a is not root_b:
            self._parents[root_a] = root_b
        return True

    def _root(self, e: Expr) -> Expr:
        """What stands for all terms that were found equal to `e`."""
        parents = self._parents
        parent = parents.get(e)
        while parent is not None:
            above = parents.get(parent)
            if above is not None:
                parents[e] = above
            e, parent = parent, above
        return e

    def _quick(self, a: Any, b: Any) -> bool | None:
        """The answer in the easy cases, and None in the others."""
        if a is b:
            return True
        if a.hash == b.hash and ex.alpha_eq(a, b):
            return True
        parents = self._parents
        if (a in parents or b in parents) and self._root(a) is self._root(b):
            return True
        cls = a.__class__
        if cls is b.__class__:
            if cls is Lambda or cls is Pi:
                return self._is_def_eq_binding(a, b)
            if cls is Sort:
                return is_equiv(a.level, b.level)
        return None

    def _is_def_eq(self, a: Expr, b: Expr) -> bool:
        if self._tick is not None:
            self._tick()
        answer = self._quick(a, b)
        if answer is not None:
            return answer
        core_a: Any = self._whnf_core(a)
        core_b: Any = self._whnf_core(b)
        if core_a is not a or core_b is not b:
            answer = self._quick(core_a, core_b)
            if answer is not None:
                return answer
        if self._is_def_eq_proofs(core_a, core_b):
            return True
        answer, core_a, core_b = self._lazy_delta(core_a, core_b)
        if answer is not None:
            return answer
        cls = core_a.__class__
        if cls is core_b.__class__:
            if cls is Const and core_a.name == core_b.name and _levels_equiv(core_a.levels, core_b.levels):
                return True
            if cls is Local and core_a.id == core_b.id:
                return True
            if cls is App and self._is_def_eq_app(core_a, core_b):
                return True
        return self._is_def_eq_eta(core_a, core_b) or self._is_def_eq_eta(core_b, core_a)

    def _is_def_eq_binding(self, a: Any, b: Any) -> bool:
        cls = a.__class__
        opened: list[Expr] = []
        while a.__class__ is cls and b.__class__ is cls:
            domain: Expr | None = None
            if a.binder_type is not b.binder_type:
                domain = ex.instantiate(b.binder_type, opened)
                if not self.is_def_eq(ex.instantiate(a.binder_type, opened), domain):
                    return False
            if a.body.loose or b.body.loose:
                if domain is None:
                    domain = ex.instantiate(b.binder_type, opened)
                opened.append(ex.mk_local(b.binder_name, domain, b.binder_info))
            else:
                # Neither body can mention the variable, so any closed term stands for it.
                opened.append(PROP)
            a = a.body
            b = b.body
        return self.is_def_eq(ex.instantiate(a, opened), ex.instantiate(b, opened))

    def _is_def_eq_proofs(self, a: Expr, b: Expr) -> bool:
        """Proof irrelevance: two proofs of one proposition are equal."""
        type_a = self.infer(a)
        return self.is_prop(type_a) and self.is_def_eq(type_a, self.infer(b))

    def _unfold_core(self, e: Expr) -> Expr:
        found = self._unfolded.get(e)
        if found is not None:
            return found
        unfolded = self._unfold(e)
        assert unfolded is not None
        result = self._unfolded[e] = self._whnf_core(unfolded)
        return result

    def _lazy_delta(self, a: Expr, b: Expr) -> tuple[bool | None, Expr, Expr]:
        """Unfold the heads of both sides, the higher definition first, until they compare or no head unfolds."""
        while True:
            if self._tick is not None:
                self._tick()
            def_a = self._definition(a)
            def_b = self._definition(b)
            if def_a is None and def_b is None:
                return None, a, b
            if def_a is not None and def_a.name == "id_delta":
                unfolded = self._unfold_id_delta(a, b)
                if unfolded is None:
                    return True, a, b
                a = unfolded
                continue
            if def_b is not None and def_b.name == "id_delta":
                unfolded = self._unfold_id_delta(b, a)
                if unfolded is None:
                    return True, a, b
                b = unfolded
                continue
            if def_b is None or (def_a is not None and def_a.hint > def_b.hint):
                a = self._unfold_core(a)
            elif def_a is None or def_a.hint < def_b.hint:
                b = self._unfold_core(b)
            else:
                if def_a is def_b and 0 <= def_a.hint < ABBREVIATION and self._is_def_eq_same_head(a, b):
                    return True, a, b
                a = self._unfold_core(a)
                b = self._unfold_core(b)
            answer = self._quick(a, b)
            if answer is not None:
                return answer, a, b

    def _unfold_id_delta(self, e: Expr, other: Expr) -> Expr | None:
        """`id_delta x` without its mark: None if `x` is `other`, and else `x` with its own head unfolded too."""
        e = self._unfold_core(e)
        if ex.alpha_eq(e, other):
            return None
        return e if self._definition(e) is None else self._unfold_core(e)

    def _is_def_eq_same_head(self, a: Any, b: Any) -> bool:
        """Whether two applications of one definition agree in levels and arguments; that they do not is remembered."""
        pair = (a, b)
        if a.__class__ is not App or b.__class__ is not App or pair in self._failures or (b, a) in self._failures:
            return False
        fn_a: Any = ex.get_app_fn(a)
        fn_b: Any = ex.get_app_fn(b)
        equal = _levels_equiv(fn_a.levels, fn_b.levels)
        while equal and a.__class__ is App and b.__class__ is App:
            equal = self.is_def_eq(a.arg, b.arg)
            a = a.fn
            b = b.fn
        if equal and a.__class__ is not App and b.__class__ is not App:
            return True
        self._failures.add(pair)
        return False

    def _is_def_eq_app(self, a: Expr, b: Expr) -> bool:
        fn_a, args_a = ex.get_app_fn_args(a)
        fn_b, args_b = ex.get_app_fn_args(b)
        if len(args_a) != len(args_b) or not self.is_def_eq(fn_a, fn_b):
            return False
        for arg_a, arg_b in zip(args_a, args_b, strict=True):
            if not self.is_def_eq(arg_a, arg_b):
                return False
        return True

    def _is_def_eq_eta(self, a: Expr, b: Expr) -> bool:
        """Whether `a` is a function literal, and equal to the eta expansion of `b`, which is none."""
        if a.__class__ is not Lambda or b.__class__ is Lambda:
            return False
        pi = self.whnf(self.infer(b))
        if not isinstance(pi, Pi):
            return False
        expanded = ex.mk_lambda(pi.binder_name, pi.binder_info, pi.binder_type, ex.mk_app(b, ex.mk_var(0)))
        return self.is_def_eq(a, expanded)


def _levels_equiv(a: Sequence[Level], b: Sequence[Level]) -> bool:
    return len(a) == len(b) and all(map(is_equiv, a, b))


def _mismatch_at_application(e: Expr, arg: Expr, given: Expr, expected: Expr) -> KernelError:
    return KernelError(
        f"type mismatch at application\n  {ex.debug_str(e)}\nterm\n  {ex.debug_str(arg)}\n"
        f"has type\n  {ex.debug_str(given)}\nbut is expected to have type\n  {ex.debug_str(expected)}"
    )


def mismatch_at_definition(name: str, given: Expr, expected: Expr) -> KernelError:
    """The refusal of a value that has another type than the one that is declared."""
    return KernelError(
        f"type mismatch at definition '{name}', has type\n  {ex.debug_str(given)}\n"
        f"but is expected to have type\n  {ex.debug_str(expected)}"
    )


def check_closed(name: str, e: Expr, part: str) -> None:
    """Refuse metavariables, locals and loose variables in the `part` (type or value) of the declaration `name`."""
    if e.has_meta or e.has_level_meta:
        raise KernelError(f"failed to add declaration '{name}' to environment, {part} has metavariables")
    if e.has_local:
        raise KernelError(f"failed to add declaration '{name}' to environment, {part} has local constants")
    if e.loose:
        raise KernelError(f"failed to add declaration '{name}' to environment, {part} has loose bound variables")


def check_constant(checker: TypeChecker, name: str, level_params: Sequence[str], const_type: Expr) -> Sort:
    """The universe of a constant's type, when it has a new name, distinct universe parameters, and a closed type."""
    check_closed(name, const_type, "type")
    if name in checker.env:
        raise KernelError(f"invalid object declaration, environment already has an object named '{name}'")
    for place, param in enumerate(level_params):
        if param in level_params[:place]:
            raise KernelError(
                f"failed to add declaration to environment, duplicate universe level parameter: '{param}'"
            )
    return checker.ensure_sort(checker.check(const_type, level_params))
