"""Unification: definitional equality that may assign metavariables, after Lean 3's elaborator.

The order of attempts follows Lean, because where unification is incomplete the order decides what is found: easy cases
and assignments, head reduction, offsets of natural numbers, lazy unfolding, projections, congruence, eta, proof
irrelevance, and last the synthesis of instances that a stuck side waits for. Assignments follow Miller's patterns, with
Lean's approximations for what is no pattern.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from lean_env.embedded.elaborator.abstraction import Abstraction
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.metavars import INSTANCE, MetavarContext
from lean_env.embedded.elaborator.numerals import NatTerms
from lean_env.embedded.elaborator.reduction import (
    ALL,
    INSTANCES,
    SEMIREDUCIBLE,
    ReductionCaches,
)
from lean_env.embedded.elaborator.state_protocol import StateProtocol
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    IMPLICIT,
    INST,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    fresh_id,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    instantiate,
    instantiate1,
    mk_app,
    mk_apps,
    mk_lambda,
    mk_local,
    mk_var,
    replace,
)
from lean_env.embedded.kernel.level import (
    IMax,
    Level,
    LevelMeta,
    Max,
    Succ,
    is_equiv,
    mk_imax,
    mk_max,
    normalize,
)
from lean_env.embedded.terms import get_app_num_args

UNKNOWN = -1
"""A universe constraint that has to wait."""


class _CannotAssign(Exception):
    """The value mentions what the metavariable may not."""


class SettingScope:
    """A `with` block in which one attribute of the context has another value."""

    __slots__ = ("_name", "_old", "_owner", "_value")

    def __init__(self, owner: Unifier, name: str, value: Any) -> None:
        self._owner = owner
        self._name = name
        self._value = value
        self._old: Any = None

    def __enter__(self) -> None:
        self._old = getattr(self._owner, self._name)
        setattr(self._owner, self._name, self._value)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        setattr(self._owner, self._name, self._old)


class Unifier(Abstraction):
    """`is_def_eq` and what it is made of.

    `approximating` allows solutions that are not most general (Lean's elaborator and most tactics do); `full_levels`
    solves leftover `max` constraints between universes by guessing, instead of leaving them to a later check.
    """

    def __init__(self, state: StateProtocol, mctx: MetavarContext | None = None, budget: int | None = None) -> None:
        super().__init__(state, mctx, budget)
        self.approximating = True
        self.full_levels = True
        self._postponed: list[tuple[Level, Level]] = []
        self._nat = NatTerms(self)

    @abstractmethod
    def synth_instance(self, class_type: Expr, lctx: LocalContext) -> Expr | None:
        """Find an instance; see `classes`."""

    @abstractmethod
    def is_class_type(self, e: Expr) -> str | None:
        """The class that `e`, a type, is an application of; see `classes`."""

    def approximate(self, flag: bool) -> SettingScope:
        """A `with` block with approximate unification on or off."""
        return SettingScope(self, "approximating", flag)

    def lazy_levels(self) -> SettingScope:
        """A `with` block in which universe constraints between `max` terms are not guessed at."""
        return SettingScope(self, "full_levels", False)

    def frozen_metas(self) -> SettingScope:
        """A `with` block in which metavariables that exist already are constants; new ones may be assigned."""
        return SettingScope(self, "floor", fresh_id())

    # --- entry points ---

    def is_def_eq(self, a: Expr, b: Expr) -> bool:
        """Whether `a` and `b` are definitionally equal, after assigning metavariables; False changes nothing."""
        if a is b:
            return True
        if self.state.epoch != self.caches.epoch:
            self.refresh()
        mark = self.mctx.mark()
        base = len(self._postponed)
        if self._equal(a, b) and self._commit(base):
            return True
        self._rollback(mark, base)
        return False

    unify = is_def_eq

    def is_def_eq_no_assign(self, a: Expr, b: Expr) -> bool:
        """Definitional equality with every metavariable that exists now a constant."""
        with self.frozen_metas():
            return self.is_def_eq(a, b)

    def is_level_def_eq(self, a: Level, b: Level) -> bool:
        """Unify two universe levels at once, by guessing where need be; False changes nothing."""
        mark = self.mctx.mark()
        base = len(self._postponed)
        if self._levels_equal(a, b) and self._commit(base):
            return True
        self._rollback(mark, base)
        return False

    def _rollback(self, mark: int, base: int) -> None:
        self.mctx.undo(mark)
        del self._postponed[base:]

    def _commit(self, base: int) -> bool:
        """Settle the universe constraints postponed since `base`, and forget them."""
        if len(self._postponed) == base:
            return True
        todo = self._postponed[base:]
        while todo:
            rest: list[tuple[Level, Level]] = []
            for a, b in todo:
                answer = self._level_core(a, b, True)
                if answer == 0:
                    return False
                if answer == UNKNOWN:
                    rest.append((a, b))
            if len(rest) == len(todo):
                if not self.full_levels:
                    break
                if self._level_core(rest[0][0], rest[0][1], False) != 1:
                    return False
                del rest[0]
            todo = rest
        del self._postponed[base:]
        return True

    # --- levels ---

    def _levels_equal(self, a: Level, b: Level) -> bool:
        if a is b:
            return True
        answer = self._level_core(a, b, True)
        if answer == UNKNOWN:
            self._postponed.append((a, b))
            return True
        return answer == 1

    def _level_lists_equal(self, a: Sequence[Level], b: Sequence[Level]) -> bool:
        if len(a) != len(b):
            return False
        for i in range(len(a)):  # noqa: SIM110 - generators cost C stack in deep terms
            if not self._levels_equal(a[i], b[i]):
                return False
        return True

    def _level_core(self, a: Level, b: Level, partial: bool) -> int:
        """1 for equal, 0 for different, `UNKNOWN` (only when `partial`) for a constraint that has to wait."""
        while True:
            a = self.mctx.instantiate_level(a)
            b = self.mctx.instantiate_level(b)
            if is_equiv(a, b):
                return 1
            if self._assign_level(a, b) or self._assign_level(b, a):
                return 1
            if a.__class__ is not b.__class__ and (a.__class__ is Succ or b.__class__ is Succ):
                lower_a = decremented(a)
                lower_b = decremented(b) if lower_a is not None else None
                if lower_a is not None and lower_b is not None:
                    a, b = lower_a, lower_b
                    continue
            if partial and (isinstance(a, Max | IMax) or isinstance(b, Max | IMax)):
                return UNKNOWN
            if isinstance(a, Succ) and isinstance(b, Succ):
                a, b = a.pred, b.pred
                continue
            if a.__class__ is b.__class__ and isinstance(a, Max | IMax) and isinstance(b, Max | IMax):
                if self._level_core(a.lhs, b.lhs, partial) != 1:
                    return 0
                a, b = a.rhs, b.rhs
                continue
            return 0

    def _assign_level(self, meta: Level, value: Level) -> bool:
        if not isinstance(meta, LevelMeta) or meta.id < self.floor:
            return False
        if not _occurs(meta, value):
            self.mctx.assign_level(meta, value)
            return True
        rest: list[Level] = []
        if not _split_max(meta, value, rest):
            return False
        # `?u = max ?u v` is solved by `?u := max v ?w`.
        solution: Level = self.mctx.mk_level_meta()
        for level in reversed(rest):
            solution = mk_max(level, solution)
        self.mctx.assign_level(meta, normalize(solution))
        return True

    # --- terms ---

    def _equal(self, t: Expr, s: Expr) -> bool:
        if t is s:
            return True
        base = len(self._postponed)
        if not self._equal_core(t, s):
            return False
        if base == len(self._postponed) and not (t.has_meta or s.has_meta or t.has_level_meta or s.has_level_meta):
            self.caches.equal[self.mode].add((t, s))
        return True

    def _equal_core(self, t: Expr, s: Expr) -> bool:
        answer = self._quick(t, s)
        if answer is not None:
            return answer
        self.tick()
        t1 = self.whnf_core(t, False)
        s1 = self.whnf_core(s, False)
        if t1 is not t or s1 is not s:
            answer = self._quick(t1, s1)
            if answer is not None:
                return answer
            t = t1
            s = s1
        answer = self._nat.compare(t, s)
        if answer is not None:
            return answer
        answer = self._nat.compute(t, s)
        if answer is not None:
            return answer
        answer = self._lazy_delta(t, s)
        if answer is not None:
            return answer
        if t.__class__ is Const and s.__class__ is Const and t.name == s.name:
            return self._level_lists_equal(t.levels, s.levels)
        if t.__class__ is Local and s.__class__ is Local and t.id == s.id:
            return True
        answer = self._equal_projections(t, s)
        if answer is not None:
            return answer
        if t.__class__ is App and s.__class__ is App and self._equal_apps(t, s):
            return True
        if self._equal_by_eta(t, s) or self._equal_by_eta(s, t):
            return True
        if self._equal_proofs(t, s):
            return True
        return self._unstuck_equal(t, s)

    def _equal_apps(self, t: Expr, s: Expr) -> bool:
        if get_app_num_args(t) != get_app_num_args(s):
            return False
        mark = self.mctx.mark()
        base = len(self._postponed)
        if self._equal(get_app_fn(t), get_app_fn(s)) and self._equal_args(t, s) and self._commit(base):
            return True
        self._rollback(mark, base)
        return False

    def _quick(self, t: Expr, s: Expr) -> bool | None:
        """The easy cases: identity, metavariables, binders and sorts; None when it is none of them."""
        if t is s:
            return True
        if not (t.has_meta or s.has_meta or t.has_level_meta or s.has_level_meta):
            layer: ReductionCaches | None = self.caches
            while layer is not None:
                equal = layer.equal[self.mode]
                if (t, s) in equal or (s, t) in equal:
                    return True
                layer = layer.base
        else:
            f1: Any = t
            while f1.__class__ is App:
                f1 = f1.fn
            f2: Any = s
            while f2.__class__ is App:
                f2 = f2.fn
            if f1.__class__ is Meta:
                value = self.mctx.value(f1)
                if value is not None:
                    return self._equal(self.mctx.instantiate(t), s)
            if f2.__class__ is Meta:
                value = self.mctx.value(f2)
                if value is not None:
                    return self._equal(t, self.mctx.instantiate(s))
            if f1.__class__ is Meta and f1.id >= self.floor:
                return self._equal_to_meta(t, f1, s, f2)
            if f2.__class__ is Meta and f2.id >= self.floor:
                if _eta_reduced(t) is s:
                    return True
                self.mctx.release_delayed(f2)
                return self._assign(s, t)
        cls = t.__class__
        if cls is s.__class__:
            if cls is Pi or cls is Lambda:
                return self._equal_bindings(t, s)
            if cls is Sort:
                return self._levels_equal(t.level, s.level)  # type: ignore[attr-defined]
        return None

    def _equal_to_meta(self, t: Expr, f1: Meta, s: Expr, f2: Expr) -> bool:
        """`t = ?f1 ...` against `s`, where `?f1` is open and may be assigned."""
        if _eta_reduced(s) is t:
            return True
        self.mctx.release_delayed(f1)
        if f2.__class__ is not Meta or f2.id < self.floor:
            return self._assign(t, s)
        assert isinstance(f2, Meta)
        self.mctx.release_delayed(f2)
        if f1 is f2 and t.__class__ is Meta and s.__class__ is Meta:
            return True
        decl1 = self.mctx.decls[f1.id]
        decl2 = self.mctx.decls[f2.id]
        is_app1 = t.__class__ is App
        is_app2 = s.__class__ is App
        if not decl2.lctx.is_subset_of(decl1.lctx):
            return self._assign(s, t)
        if not is_app1 and is_app2:
            return self._assign(t, s)
        if decl1.lctx.is_subset_of(decl2.lctx) and ((is_app1 and not is_app2) or (decl1.name and not decl2.name)):
            return self._assign(s, t)
        return self._assign(t, s)

    # --- assignment ---

    def _assign(self, pattern: Expr, value: Expr) -> bool:
        """Solve `?m a b = value` for the open `?m`."""
        mctx = self.mctx
        meta: Any
        meta, args = get_app_fn_args(pattern)
        decl = mctx.decls.get(meta.id)
        if decl is None:
            return False
        if not args:
            return self._assign_plain(meta, decl.lctx, value)
        local_list: list[Local] = []
        in_context = False
        first_order = False
        collecting = True
        seen: set[int] = set()
        for i in range(len(args)):
            arg: Any = args[i]
            if arg.has_meta:
                arg = mctx.instantiate(arg)
            if arg.__class__ is Local:
                let_value = mctx.let_values.get(arg.id)
                if let_value is not None:
                    arg = let_value
            args[i] = arg
            if arg.__class__ is not Local:
                if not self.approximating:
                    return False
                first_order = True
                collecting = False
            else:
                if arg.id in seen:
                    if not self.approximating:
                        return False
                    collecting = False
                if decl.lctx.contains(arg):
                    if not self.approximating:
                        return False
                    if collecting:
                        in_context = True
            if collecting:
                local_list.append(arg)
                seen.add(arg.id)
        value = mctx.instantiate(value)
        if first_order or (self.approximating and local_list and get_app_fn(value) is meta):
            return self._assign_first_order(meta, args, value)
        checked = self._check_assignment(meta, decl.lctx, seen, in_context, value)
        if checked is None:
            return self.approximating and self._assign_first_order(meta, args, value)
        if len(local_list) < len(args):
            meta_type: Expr = decl.type
            for i in range(len(args)):
                pi = self.ensure_pi(meta_type)
                if pi is None:
                    return False
                if i == len(local_list):
                    local_list.append(mk_local(pi.binder_name, pi.binder_type))
                meta_type = instantiate1(pi.body, local_list[i])
        solution = self.mk_lambda(local_list, checked)
        if in_context and not self.is_type_correct(solution):
            return self._assign_first_order(meta, args, value)
        return self._assign_typed(meta, decl.type, solution)

    def _assign_plain(self, meta: Meta, lctx: LocalContext, value: Expr) -> bool:
        value = self.mctx.instantiate(value)
        if value is meta:
            return True
        checked = self._check_assignment(meta, lctx, None, False, value)
        if checked is None:
            return False
        return self._assign_typed(meta, self.mctx.decls[meta.id].type, checked)

    def _assign_typed(self, meta: Meta, meta_type: Expr, value: Expr) -> bool:
        try:
            value_type = self.infer(value)
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return False
        if value_type is not meta_type:
            mode = self.mode
            if mode < SEMIREDUCIBLE:
                self.mode = SEMIREDUCIBLE
            try:
                if not self._equal(meta_type, value_type):
                    return False
            finally:
                self.mode = mode
        if self.mctx.value(meta) is not None:
            # Unifying the types has solved it; then the two solutions must agree.
            return self._equal(self.mctx.instantiate(meta), value)
        self.mctx.assign(meta, value)
        return True

    def _check_assignment(
        self, meta: Meta, lctx: LocalContext, bound: set[int] | None, in_context: bool, value: Expr
    ) -> Expr | None:
        """`value` fit for `meta`: only locals of `lctx` and `bound`, only metavariables that see no more than it."""
        if not value.has_meta and not value.has_local:
            return value
        index = lctx.index()
        let_values = self.mctx.let_values

        def visit(node: Expr, _: int) -> Expr | None:
            if not node.has_meta and not node.has_local:
                return node
            if isinstance(node, Local):
                if node.id in index or (bound is not None and node.id in bound):
                    return node
                let_value = let_values.get(node.id)
                if let_value is None:
                    raise _CannotAssign
                return replace(self.mctx.instantiate(let_value), visit)
            if isinstance(node, Meta):
                return self._check_meta(meta, lctx, in_context, node, visit)
            return None

        try:
            return replace(value, visit)
        except _CannotAssign:
            return None

    def _check_meta(self, meta: Meta, lctx: LocalContext, in_context: bool, other: Meta, visit: Any) -> Expr:
        known = self.mctx.value(other)
        if known is not None:
            return replace(self.mctx.instantiate(known), visit)
        if other is meta:
            raise _CannotAssign
        entry = self.mctx.delayed.get(other.id)
        while entry is not None:
            if entry[1] is meta:
                raise _CannotAssign
            entry = self.mctx.delayed.get(entry[1].id)
        if in_context:
            raise _CannotAssign
        if other.id < self.floor:
            return other
        decl = self.mctx.decls.get(other.id)
        if decl is None:
            raise _CannotAssign
        if decl.lctx.is_subset_of(lctx):
            return other
        if not self.approximating or not lctx.is_subset_of(decl.lctx):
            raise _CannotAssign
        other_type = self.mctx.instantiate(decl.type)
        if not self.locals_in_scope(other_type, lctx):
            raise _CannotAssign
        smaller = self.mctx.mk_meta(other_type, lctx, decl.kind, decl.name)
        self.mctx.release_delayed(other)
        if not self._assign(other, smaller):
            raise _CannotAssign
        return smaller

    def _assign_first_order(self, meta: Meta, args: list[Expr], value: Expr) -> bool:
        while True:
            mark = self.mctx.mark()
            base = len(self._postponed)
            if self._first_order_step(meta, args, value) and self._commit(base):
                return True
            self._rollback(mark, base)
            unfolded = self.unfold_definition(value)
            if unfolded is None:
                return False
            value = unfolded

    def _first_order_step(self, meta: Meta, args: list[Expr], value: Expr) -> bool:
        fn, value_args = get_app_fn_args(value)
        if not value_args:
            return False
        extra = len(args) - len(value_args)
        new_meta: Expr = meta
        if extra > 0:
            new_meta = mk_apps(meta, args[:extra])
            args = args[extra:]
        elif extra < 0:
            fn = mk_apps(fn, value_args[:-extra])
            value_args = value_args[-extra:]
        # Arguments first: the universe constraints in them tell about the function.
        for i in range(len(args)):
            if not self._equal(args[i], value_args[i]):
                return False
        return self._equal(new_meta, fn)

    # --- congruence ---

    def _equal_bindings(self, t: Any, s: Any) -> bool:
        cls = t.__class__
        local_list: list[Local] = []
        while t.__class__ is cls and s.__class__ is cls:
            domain: Expr | None = None
            if t.binder_type is not s.binder_type:
                domain = instantiate(t.binder_type, local_list)
                if not self._equal(domain, instantiate(s.binder_type, local_list)):
                    return False
            if domain is None:
                domain = instantiate(t.binder_type, local_list)
            local_list.append(mk_local(t.binder_name, domain, t.binder_info))
            t = t.body
            s = s.body
        return self._equal(instantiate(t, local_list), instantiate(s, local_list))

    def param_infos(self, fn: Expr, count: int) -> tuple[int, ...]:
        """The binder kinds of the first parameters of `fn`, `count` of them unless its type shows fewer."""
        cache = self.caches.param_infos
        key = (fn, count)
        found = cache.get(key)
        base = self.caches.base
        while found is None and base is not None:
            found = base.param_infos.get(key)
            base = base.base
        if found is not None:
            return found
        infos: list[int] = []
        local_list: list[Expr] = []
        fn_type: Any = self.infer(fn)
        while len(infos) < count:
            if fn_type.__class__ is not Pi:
                pi = self.ensure_pi(instantiate(fn_type, local_list))
                if pi is None:
                    break
                fn_type = pi
                local_list = []
            infos.append(fn_type.binder_info)
            local_list.append(mk_local(fn_type.binder_name, instantiate(fn_type.binder_type, local_list)))
            fn_type = fn_type.body
        result = tuple(infos)
        if not fn.has_meta:
            cache[key] = result
        return result

    def _equal_args(self, t: Expr, s: Expr) -> bool:
        fn, args1 = get_app_fn_args(t)
        args2 = get_app_args(s)
        if len(args1) != len(args2):
            return False
        infos = self.param_infos(fn, len(args1))
        later: list[int] = []
        # Explicit arguments first, and implicit ones only where that is the plain assignment of a metavariable.
        for i in range(len(args1)):
            a = args1[i]
            b = args2[i]
            if a is b:
                continue
            is_hidden = i < len(infos) and (infos[i] == IMPLICIT or infos[i] == INST)
            if is_hidden and not self._is_open_eta(a) and not self._is_open_eta(b):
                later.append(i)
                continue
            if not self._equal(a, b):
                return False
        if not later:
            return True
        mode = self.mode
        if mode < SEMIREDUCIBLE:
            self.mode = SEMIREDUCIBLE
        try:
            for i in later:
                a = args1[i]
                b = args2[i]
                if infos[i] == INST:
                    a = self.complete_instances(a)
                    b = self.complete_instances(b)
                if not self._equal(a, b):
                    return False
        finally:
            self.mode = mode
        return True

    def _is_open_eta(self, e: Expr) -> bool:
        """Whether `e` is an open metavariable, or one that is eta-expanded."""
        if not e.has_meta:
            return False
        if e.__class__ is not Meta:
            reduced = _eta_reduced(e)
            if reduced is None or reduced.__class__ is not Meta:
                return False
            e = reduced
        return e.id >= self.floor and self.mctx.value(e) is None

    # --- unfolding ---

    def _lazy_delta(self, t: Expr, s: Expr) -> bool | None:
        head_t: Any = get_app_fn(t)
        head_s: Any = get_app_fn(s)
        info_t = self.unfoldable(head_t.name) if head_t.__class__ is Const else None
        info_s = self.unfoldable(head_s.name) if head_s.__class__ is Const else None
        if info_t is None and info_s is None:
            return None
        if info_s is None:
            unfolded = self.unfold_definition(t)
            return None if unfolded is None else self._equal_core(unfolded, s)
        if info_t is None:
            unfolded = self.unfold_definition(s)
            return None if unfolded is None else self._equal_core(t, unfolded)
        if info_t is info_s:
            return self._delta_same(t, s, head_t, head_s)
        if self.mode >= SEMIREDUCIBLE:
            easy_t = self.unfoldable(head_t.name, INSTANCES)
            easy_s = self.unfoldable(head_s.name, INSTANCES)
            if easy_t is not None and easy_s is None:
                unfolded = self.unfold_definition(t)
                if unfolded is not None:
                    return self._equal_core(unfolded, s)
            elif easy_t is None and easy_s is not None:
                unfolded = self.unfold_definition(s)
                if unfolded is not None:
                    return self._equal_core(t, unfolded)
        if not t.has_meta and not s.has_meta:
            if info_t.hint > info_s.hint:
                unfolded = self.unfold_definition(t)
                if unfolded is not None:
                    return self._equal_core(unfolded, s)
            elif info_t.hint < info_s.hint:
                unfolded = self.unfold_definition(s)
                if unfolded is not None:
                    return self._equal_core(t, unfolded)
        new_t = self.unfold_definition(t)
        if new_t is not None and _same_head(new_t, s):
            return self._equal_core(new_t, s)
        new_s = self.unfold_definition(s)
        if new_s is not None and _same_head(new_s, t):
            return self._equal_core(t, new_s)
        if new_t is None and new_s is None:
            return None
        return self._equal_core(t if new_t is None else new_t, s if new_s is None else new_s)

    def _delta_same(self, t: Expr, s: Expr, head_t: Const, head_s: Const) -> bool | None:
        """`c a` against `c b`: first `a` against `b`, then both unfolded."""
        if t.__class__ is not App and s.__class__ is not App:
            return self._level_lists_equal(head_t.levels, head_s.levels)
        if t.__class__ is not App or s.__class__ is not App:
            return False
        closed = not (t.has_meta or s.has_meta)
        unequal = self.caches.unequal[self.mode]
        if not closed or (t, s) not in unequal:
            waiting = bool(self._postponed)
            mark = self.mctx.mark()
            base = len(self._postponed)
            if self._equal_args(t, s) and self._level_lists_equal(head_t.levels, head_s.levels) and self._commit(base):
                return True
            self._rollback(mark, base)
            if closed and not waiting and not (t.has_level_meta or s.has_level_meta):
                unequal.add((t, s))
        new_t = self.unfold_definition(t)
        new_s = self.unfold_definition(s)
        if new_t is None and new_s is None:
            return None
        return self._equal_core(t if new_t is None else new_t, s if new_s is None else new_s)

    def _equal_projections(self, t: Expr, s: Expr) -> bool | None:
        head_t: Any = get_app_fn(t)
        head_s: Any = get_app_fn(s)
        is_t = self._is_projection(head_t, t)
        is_s = self._is_projection(head_s, s)
        if not is_t and not is_s:
            return None
        if is_t and is_s and head_t.name == head_s.name:
            t = self.mctx.instantiate(t)
            s = self.mctx.instantiate(s)
            if (t.has_meta or s.has_meta) and self._equal_apps(t, s):
                return True
        new_t = self.unfold_projection(t) if is_t else None
        new_s = self.unfold_projection(s) if is_s else None
        if new_t is None and new_s is None:
            return None
        return self._equal_core(t if new_t is None else new_t, s if new_s is None else new_s)

    def _is_projection(self, head: Any, e: Expr) -> bool:
        if head.__class__ is not Const:
            return False
        role = self.role(head.name)
        return role is not None and role.projection is not None and get_app_num_args(e) > role.projection.num_params

    # --- last resorts ---

    def _equal_by_eta(self, t: Expr, s: Expr) -> bool:
        if t.__class__ is not Lambda or s.__class__ is Lambda:
            return False
        try:
            pi = self.ensure_pi(self.infer(s))
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return False
        if pi is None:
            return False
        expanded = mk_lambda(pi.binder_name, pi.binder_info, pi.binder_type, mk_app(s, mk_var(0)))
        mark = self.mctx.mark()
        base = len(self._postponed)
        if self._equal(t, expanded) and self._commit(base):
            return True
        self._rollback(mark, base)
        return False

    def _equal_proofs(self, t: Expr, s: Expr) -> bool:
        try:
            type_t = self.infer(t)
            type_s = self.infer(s)
            if not self.is_prop(type_t) and not self.is_prop(type_s):
                return False
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return False
        mark = self.mctx.mark()
        base = len(self._postponed)
        if self._equal(type_t, type_s) and self._commit(base):
            return True
        self._rollback(mark, base)
        return False

    def _unstuck_equal(self, t: Expr, s: Expr) -> bool:
        if t.has_meta and self.stuck_meta(t) is not None:
            better = self.unstick(t)
            if better is not t:
                return self._equal(better, s)
        if s.has_meta and self.stuck_meta(s) is not None:
            better = self.unstick(s)
            if better is not s:
                return self._equal(t, better)
        return False

    def complete_instances(self, e: Expr) -> Expr:
        """`e` with its open instance arguments synthesized where their classes are known completely."""
        if not e.has_meta:
            return e
        head, args = get_app_fn_args(e)
        if not args:
            return e
        infos = self.param_infos(head, len(args))
        changed = False
        for i in range(min(len(infos), len(args))):
            arg = args[i]
            if not arg.has_meta:
                continue
            meta = get_app_fn(arg) if infos[i] == INST else None
            if isinstance(meta, Meta) and self.mctx.value(meta) is None:
                new = self._nested_instance(meta, arg)
            else:
                new = self.complete_instances(self.mctx.instantiate(arg))
            if new is not arg:
                args[i] = new
                changed = True
        return mk_apps(head, args) if changed else e

    def _nested_instance(self, meta: Meta, arg: Expr) -> Expr:
        """The instance argument `arg`, an open metavariable, synthesized if possible."""
        if meta.id < self.floor:
            return arg
        inner = meta
        while inner.id in self.mctx.delayed:
            inner = self.mctx.delayed[inner.id][1]
        decl = self.mctx.decls[inner.id]
        if arg.__class__ is not Meta and (inner is meta or decl.kind != INSTANCE):
            return arg
        class_type = self.mctx.instantiate(decl.type)
        if class_type.has_meta or self.is_class_type(class_type) is None:
            return arg
        found = self.synth_instance(class_type, decl.lctx)
        if found is None:
            return arg
        self.mctx.assign(inner, found)
        return self.mctx.instantiate(arg)

    # --- type checking ---

    def is_type_correct(self, e: Expr) -> bool:
        """Whether `e` type checks in full; metavariables may be assigned on the way."""
        try:
            self.check(e)
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
            return False
        return True

    def check(self, e: Expr) -> None:
        """Type check all of `e`; LeanError of kind `type_mismatch` where it fails."""
        self._check(e, set())

    def _check(self, e: Expr, done: set[Expr]) -> None:
        if e in done:
            return
        done.add(e)
        node: Any = e
        cls = e.__class__
        if cls is App:
            self._check(node.fn, done)
            self._check(node.arg, done)
            pi = self.ensure_pi(self.infer(node.fn))
            if pi is None:
                raise LeanError("type check failed, function expected", kind="type_mismatch")
            with self.at_least(ALL):
                if not self.is_def_eq(pi.binder_type, self.infer(node.arg)):
                    raise LeanError("type check failed, application type mismatch", kind="type_mismatch")
        elif cls is Lambda or cls is Pi:
            self._check(node.binder_type, done)
            self.sort_of(node.binder_type)
            self._check(instantiate1(node.body, mk_local(node.binder_name, node.binder_type, node.binder_info)), done)
        elif cls is Let:
            self._check(node.binder_type, done)
            self._check(node.value, done)
            with self.at_least(ALL):
                if not self.is_def_eq(node.binder_type, self.infer(node.value)):
                    raise LeanError("type check failed, let type mismatch", kind="type_mismatch")
            self._check(instantiate1(node.body, node.value), done)


def _same_head(t: Expr, s: Expr) -> bool:
    a: Any = get_app_fn(t)
    b: Any = get_app_fn(s)
    return a.__class__ is Const and b.__class__ is Const and a.name == b.name


def _eta_reduced(e: Expr) -> Expr | None:
    """`f` when `e` is `λ x y, f x y` and `f` does not mention the variables."""
    if e.__class__ is not Lambda:
        return None
    node: Any = e
    count = 0
    while node.__class__ is Lambda:
        node = node.body
        count += 1
    for i in range(count):
        if node.__class__ is not App or node.arg.__class__ is not Var or node.arg.idx != i:
            return None
        node = node.fn
    return None if node.loose else node


def decremented(level: Level) -> Level | None:
    """The level before this one, when it is visibly a successor."""
    if isinstance(level, Succ):
        return level.pred
    if isinstance(level, Max | IMax):
        lhs = decremented(level.lhs)
        rhs = decremented(level.rhs) if lhs is not None else None
        if lhs is None or rhs is None:
            return None
        return mk_max(lhs, rhs) if isinstance(level, Max) else mk_imax(lhs, rhs)
    return None


def _occurs(meta: LevelMeta, level: Level) -> bool:
    if not level.has_meta:
        return False
    if level is meta:
        return True
    if isinstance(level, Succ):
        return _occurs(meta, level.pred)
    if isinstance(level, Max | IMax):
        return _occurs(meta, level.lhs) or _occurs(meta, level.rhs)
    return False


def _split_max(meta: LevelMeta, level: Level, rest: list[Level]) -> bool:
    """Whether `level` is a `max` with `meta` among its arguments and nowhere else; the others go to `rest`."""
    if isinstance(level, Max):
        return _split_max(meta, level.lhs, rest) and _split_max(meta, level.rhs, rest)
    if level is meta:
        return True
    if _occurs(meta, level):
        return False
    rest.append(level)
    return True
