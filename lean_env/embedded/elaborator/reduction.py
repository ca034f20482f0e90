"""Weak head normal forms and type inference in the presence of metavariables, under Lean 3's transparency modes.

Nothing here is trusted: the kernel checks again what elaboration builds, and so inference looks at no more than it
needs. Unification is `unify`'s; this module only asks for it where a computation rule needs an equality of types.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Any

from lean_env.embedded.elaborator.metavars import MetavarContext
from lean_env.embedded.elaborator.state_protocol import ProjectionLike, StateProtocol
from lean_env.embedded.errors import DeterministicTimeout, LeanError
from lean_env.embedded.kernel.declaration import DefinitionInfo, RecursorInfo, TheoremInfo
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    PROP,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    abstract,
    beta,
    constants_of,
    get_app_fn,
    get_app_fn_args,
    instantiate,
    instantiate1,
    instantiate_level_params,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
    mk_sort,
)
from lean_env.embedded.kernel.level import Level, mk_imax, mk_succ
from lean_env.embedded.terms import find

NONE = 0
REDUCIBLE = 1
INSTANCES = 2
SEMIREDUCIBLE = 3
ALL = 4
MODES = {"none": NONE, "reducible": REDUCIBLE, "instances": INSTANCES, "semireducible": SEMIREDUCIBLE, "all": ALL}
MODE_NAMES = ("none", "reducible", "instances", "semireducible", "all")
QUOT_MAJOR = {"quot.lift": (5, 3), "quot.ind": (4, 3)}
"""Where the major premise is, and the function that is applied to what `quot.mk` wraps."""


class Role:
    """What reduction needs to know about a constant: at most one of the fields is set."""

    __slots__ = ("aux", "projection", "quot", "recursor")

    def __init__(self) -> None:
        self.recursor: RecursorInfo | None = None
        self.projection: ProjectionLike | None = None
        self.quot: tuple[int, int] | None = None
        self.aux: str | None = None


class ReductionCaches:
    """Results about terms without metavariables, for one layer of the state.

    `base` holds those of the layer below, which are read only; `base_instances` is the same, or None when instances
    were declared since. `epoch` is the state's when these caches began.
    """

    __slots__ = (
        "base",
        "base_instances",
        "const_types",
        "decls",
        "epoch",
        "equal",
        "infer",
        "instances",
        "param_infos",
        "patterns",
        "roles",
        "smart",
        "unequal",
        "unfoldings",
        "whnf",
    )

    def __init__(self, epoch: int = 0, stable: ReductionCaches | None = None) -> None:
        self.epoch = epoch
        self.base: ReductionCaches | None = None
        self.base_instances: ReductionCaches | None = None
        # These do not depend on attributes, and survive a change of epoch.
        self.infer: dict[Expr, Expr] = {} if stable is None else stable.infer
        self.const_types: dict[Expr, Expr] = {} if stable is None else stable.const_types
        self.unfoldings: dict[Expr, Expr] = {} if stable is None else stable.unfoldings
        self.param_infos: dict[tuple[Expr, int], tuple[int, ...]] = {} if stable is None else stable.param_infos
        self.decls: tuple[dict[str, DefinitionInfo | None], ...] = ({}, {}, {}, {}, {})
        # One for each mode, first with smart unfolding, then without.
        self.whnf: tuple[dict[Expr, Expr], ...] = ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})
        self.unequal: tuple[set[tuple[Expr, Expr]], ...] = (set(), set(), set(), set(), set())
        self.equal: tuple[set[tuple[Expr, Expr]], ...] = (set(), set(), set(), set(), set())
        self.roles: dict[str, Role | None] = {}
        self.smart: dict[str, Expr | None] = {}
        self.instances: dict[tuple[Any, ...], Expr | None] = {}
        self.patterns: dict[str, Any] = {}


def caches_of(state: Any) -> ReductionCaches:
    """The caches of the state's layer, begun anew when its tables have changed; a state without layers has none."""
    if not hasattr(state, "cache"):
        return ReductionCaches(state.epoch)
    store = state.cache("reduction")
    held: ReductionCaches | None = store.get("caches")
    if held is None or held.epoch != state.epoch:
        held = store["caches"] = ReductionCaches(state.epoch, held)
        if state.parent is not None and not state.changed_outside:
            held.base = caches_of(state.parent)
            held.base_instances = None if state.changed_instances else held.base
    return held


class TransparencyScope:
    """A `with` block in which constants unfold as `mode` says."""

    __slots__ = ("ctx", "mode", "old")

    def __init__(self, ctx: Reduction, mode: int) -> None:
        self.ctx = ctx
        self.mode = mode
        self.old = mode

    def __enter__(self) -> None:
        self.old = self.ctx.mode
        self.ctx.mode = self.mode

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.ctx.mode = self.old


class Reduction(ABC):
    """Reduction and inference over `state` and `mctx`.

    `mode` is the transparency in force; `floor` is the least id of the metavariables that may be assigned (older ones
    are constants for the time being); `budget` is the number of steps after which `tick` gives up, or None.
    """

    def __init__(self, state: StateProtocol, mctx: MetavarContext | None = None, budget: int | None = None) -> None:
        self.state = state
        self.mctx = mctx if mctx is not None else MetavarContext()
        self.mctx.tick = self.tick
        self.mode = SEMIREDUCIBLE
        self.floor = 0
        self.steps = 0
        self.budget = budget
        self.caches = caches_of(state)
        self._open_infer: dict[Expr, Expr] = {}
        self._undo_seen = 0
        self._smart_unfolding = True

    @property
    def env(self) -> Environment:
        """The kernel environment of the state."""
        return self.state.env

    @property
    def transparency(self) -> str:
        """The name of the transparency mode in force."""
        return MODE_NAMES[self.mode]

    def transparency_at(self, mode: str) -> TransparencyScope:
        """A `with` block under another transparency: 'none', 'reducible', 'instances', 'semireducible' or 'all'."""
        return TransparencyScope(self, MODES[mode])

    def at_least(self, mode: int) -> TransparencyScope:
        """A `with` block under `mode` or the mode in force, whichever unfolds more."""
        return TransparencyScope(self, mode if mode > self.mode else self.mode)

    def clear_caches(self) -> None:
        """Forget all results of this context; a change of the state's `epoch` does this by itself."""
        self.caches = ReductionCaches(self.state.epoch)
        self._open_infer = {}

    def refresh(self) -> None:
        """Take up the state's present caches, when its tables have changed since this context last looked."""
        self.caches = caches_of(self.state)
        self._open_infer = {}

    def tick(self, steps: int = 1) -> None:
        """Count `steps`; DeterministicTimeout when the budget is spent."""
        self.steps += steps
        if self.budget is not None and self.steps > self.budget:
            raise DeterministicTimeout()

    def instantiate(self, e: Expr) -> Expr:
        """`e` with assigned metavariables replaced by their values."""
        return self.mctx.instantiate(e) if e.has_meta or e.has_level_meta else e

    @abstractmethod
    def is_def_eq(self, a: Expr, b: Expr) -> bool:
        """Unify; see `unify.Unifier`."""

    @abstractmethod
    def complete_instances(self, e: Expr) -> Expr:
        """`e` with its open instance arguments synthesized where that is possible; see `unify.Unifier`."""

    # --- constants ---

    def unfoldable(self, name: str, mode: int | None = None) -> DefinitionInfo | None:
        """The definition behind `name`, if the transparency mode lets it unfold."""
        if mode is None:
            mode = self.mode
        decls = self.caches.decls[mode]
        try:
            return decls[name]
        except KeyError:
            pass
        base = self.caches.base
        while base is not None:
            if name in base.decls[mode]:
                known = decls[name] = base.decls[mode][name]
                return known
            base = base.base
        info = self.state.env.get(name)
        found = info if isinstance(info, DefinitionInfo) and self._is_transparent(info, mode) else None
        if info is not None:
            decls[name] = found
        return found

    def _is_transparent(self, info: DefinitionInfo, mode: int) -> bool:
        if mode == NONE or self.state.projection_info(info.name) is not None:
            return False
        if mode == ALL:
            return True
        if isinstance(info, TheoremInfo):
            return False
        status = self.state.reducibility(info.name)
        if status == "irreducible":
            return False
        if mode == SEMIREDUCIBLE or status == "reducible":
            return True
        return mode == INSTANCES and self.state.is_instance(info.name)

    def role(self, name: str) -> Role | None:
        """The computation rule of a constant, if it has one apart from unfolding."""
        roles = self.caches.roles
        try:
            return roles[name]
        except KeyError:
            pass
        base = self.caches.base
        while base is not None:
            if name in base.roles:
                known = roles[name] = base.roles[name]
                return known
            base = base.base
        info = self.state.env.get(name)
        if info is None:
            return None
        role = Role()
        if isinstance(info, RecursorInfo):
            role.recursor = info
        elif info.kind == "quot" and name in QUOT_MAJOR:
            role.quot = QUOT_MAJOR[name]
        else:
            role.projection = self.state.projection_info(name)
            if role.projection is None:
                role.aux = self.state.aux_recursor_kind(name)
        found = role if role.recursor or role.quot or role.projection or role.aux else None
        roles[name] = found
        return found

    def value_of(self, const: Const, info: DefinitionInfo) -> Expr | None:
        """The definition's value at the levels of `const`; None when their number is wrong."""
        unfoldings = self.caches.unfoldings
        found = unfoldings.get(const)
        base = self.caches.base
        while found is None and base is not None:
            found = base.unfoldings.get(const)
            base = base.base
        if found is None:
            if len(const.levels) != len(info.level_params):
                return None
            found = instantiate_level_params(info.value, info.level_params, const.levels)
            unfoldings[const] = found
        return found

    # --- unfolding ---

    def unfold_definition(self, e: Expr) -> Expr | None:
        """`e` with the constant at its head unfolded, if the transparency mode allows it.

        A function that the equation compiler made unfolds only as far as one of its equations applies, and is left
        alone when none does.
        """
        head: Any
        head, args = get_app_fn_args(e)
        if head.__class__ is not Const:
            return None
        info = self.unfoldable(head.name)
        if info is None:
            return None
        if self._smart_unfolding and (smart := self._smart_value(head.name)) is not None:
            return self._smart_unfold(e, head, args, smart) if args else None
        value = self.value_of(head, info)
        if value is None:
            return None
        self.tick()
        result = beta(value, args)
        return _inside_id_rhs(result) or result

    def _smart_value(self, name: str) -> Expr | None:
        """The term that stands for `name` in smart unfolding, when `name` takes part in it."""
        smart = self.caches.smart
        try:
            return smart[name]
        except KeyError:
            pass
        value = self.state.smart_unfolding(name)
        if value is None and name.rpartition(".")[2].startswith("_match"):
            info = self.state.env.get(name)
            if isinstance(info, DefinitionInfo) and "id_rhs" in constants_of(info.value):
                value = info.value
        if name in self.state.env:
            smart[name] = value
        return value

    def _smart_unfold(self, e: Expr, head: Const, args: list[Expr], smart: Expr) -> Expr | None:
        while True:
            self.tick()
            info = self.state.env.get(head.name)
            if info is None or len(info.level_params) != len(head.levels):
                return None
            e = self._core_unstuck(beta(instantiate_level_params(smart, info.level_params, head.levels), args))
            found = _inside_id_rhs(e)
            if found is not None:
                return found
            new_head, args = get_app_fn_args(e)
            if not isinstance(new_head, Const):
                return None
            new_info = self.state.env.get(new_head.name)
            if not isinstance(new_info, DefinitionInfo):
                return None
            head = new_head
            new_smart = self._smart_value(head.name)
            smart = new_smart if new_smart is not None else new_info.value

    def _core_unstuck(self, e: Expr) -> Expr:
        while True:
            e = self.whnf_core(e)
            if not e.has_meta or self.stuck_meta(e) is None:
                return e
            better = self.unstick(e)
            if better is e:
                return e
            e = better

    def unstick(self, e: Expr) -> Expr:
        """A stuck `e` with instances synthesized where reduction waits for them; `e` itself when that gains nothing."""
        head: Any
        head, args = get_app_fn_args(e)
        if not args or head.__class__ is not Const:
            return e
        role = self.role(head.name)
        if role is not None and role.recursor is not None:
            major = role.recursor.major_index
            if major < len(args):
                new_major = self.complete_instances(args[major])
                if new_major is not args[major]:
                    args[major] = new_major
                    return mk_apps(head, args)
            return e
        return self.complete_instances(e)

    # --- weak head normal form ---

    def whnf_core(self, e: Expr, projections: bool = True) -> Expr:
        """`e` reduced at its head without unfolding definitions: beta, let, recursors, quotients, projections.

        `projections=False` leaves projections of structures alone. Auxiliary recursors such as `cases_on` do unfold.
        """
        node: Any = e
        while True:
            cls = node.__class__
            if cls is App:
                head: Any
                head, args = get_app_fn_args(node)
                hcls = head.__class__
                if hcls is Const:
                    role = self.role(head.name)
                    if role is None:
                        return node  # type: ignore[no-any-return]
                    self.tick()
                    reduced = self._reduce_role(role, head, args, node, projections)
                    if reduced is None:
                        return node  # type: ignore[no-any-return]
                    node = reduced
                elif hcls is Lambda:
                    self.tick()
                    node = beta(head, args)
                elif hcls is Meta:
                    value = self.mctx.value(head)
                    if value is None:
                        return node  # type: ignore[no-any-return]
                    node = beta(value, args)
                elif hcls is Local:
                    value = self.mctx.let_values.get(head.id)
                    if value is None:
                        return node  # type: ignore[no-any-return]
                    node = beta(value, args)
                elif hcls is Let:
                    self.tick()
                    node = mk_apps(instantiate1(head.body, head.value), args)
                else:
                    return node  # type: ignore[no-any-return]
            elif cls is Local:
                value = self.mctx.let_values.get(node.id)
                if value is None:
                    return node  # type: ignore[no-any-return]
                node = value
            elif cls is Meta:
                value = self.mctx.value(node)
                if value is None:
                    return node  # type: ignore[no-any-return]
                node = value
            elif cls is Let:
                self.tick()
                node = instantiate1(node.body, node.value)
            else:
                return node  # type: ignore[no-any-return]

    def _reduce_role(self, role: Role, head: Const, args: list[Expr], e: Expr, projections: bool) -> Expr | None:
        if role.projection is not None:
            return self._reduce_projection(role.projection, args) if projections else None
        if role.recursor is not None:
            return self._reduce_recursor(role.recursor, head, args)
        if role.quot is not None:
            return self._reduce_quot(role.quot, args)
        old = self._smart_unfolding
        self._smart_unfolding = False
        result = self.unfold_definition(e)
        self._smart_unfolding = old
        if result is not None and role.aux == "brec_on":
            # Otherwise `pprod.fst (rec ...)` would look like no progress to callers that leave projections alone.
            return self.unfold_projection(result) or result
        return result

    def unfold_projection(self, e: Expr) -> Expr | None:
        """`proj (mk a b)`, up to reduction of the structure, as the field; None when `e` is nothing like it."""
        head: Any
        head, args = get_app_fn_args(e)
        if head.__class__ is not Const:
            return None
        role = self.role(head.name)
        if role is None or role.projection is None:
            return None
        return self._reduce_projection(role.projection, args)

    def _reduce_projection(self, info: ProjectionLike, args: list[Expr]) -> Expr | None:
        position = info.num_params
        if len(args) <= position:
            return None
        structure = self.whnf(args[position])
        head: Any
        head, fields = get_app_fn_args(structure)
        if head.__class__ is not Const or head.name != info.constructor:
            return None
        i = position + info.index
        if i >= len(fields):
            return None
        return mk_apps(fields[i], args[position + 1 :]) if len(args) > position + 1 else fields[i]

    def _reduce_recursor(self, info: RecursorInfo, head: Const, args: list[Expr]) -> Expr | None:
        position = info.major_index
        if len(args) <= position or len(head.levels) != len(info.level_params):
            return None
        major = self._to_constructor_by_k(info, args[position]) if info.k else None
        if major is None:
            major = self.whnf(args[position])
        constructor: Any
        constructor, fields = get_app_fn_args(major)
        if constructor.__class__ is not Const:
            return None
        for rule in info.rules:
            if rule.constructor == constructor.name:
                break
        else:
            return None
        if len(fields) != info.num_params + rule.num_fields:
            return None
        values = args[: info.first_index] + fields[info.num_params :]
        body = instantiate_level_params(rule.body, info.level_params, head.levels)
        result = instantiate(body, values)
        return mk_apps(result, args[position + 1 :]) if len(args) > position + 1 else result

    def _to_constructor_by_k(self, info: RecursorInfo, major: Expr) -> Expr | None:
        major_type = self.whnf(self.infer(major))
        head: Any
        head, args = get_app_fn_args(self.instantiate(major_type))
        if head.__class__ is not Const or head.name != info.inductive:
            return None
        for index in args[info.num_params :]:
            if index.has_meta:
                return None
        constructor = mk_apps(mk_const(info.rules[0].constructor, head.levels), args[: info.num_params])
        return constructor if self.is_def_eq(major_type, self.infer(constructor)) else None

    def _reduce_quot(self, rule: tuple[int, int], args: list[Expr]) -> Expr | None:
        position, function = rule
        if len(args) <= position:
            return None
        major = self.whnf(args[position])
        head: Any
        head, fields = get_app_fn_args(major)
        if head.__class__ is not Const or head.name != "quot.mk" or len(fields) != 3:
            return None
        return mk_apps(mk_app(args[function], fields[2]), args[position + 1 :])

    def whnf(self, e: Expr) -> Expr:
        """The weak head normal form of `e` under the transparency in force."""
        cls = e.__class__
        if cls is Pi or cls is Sort or cls is Lambda:
            return e
        if self.state.epoch != self.caches.epoch:
            self.refresh()
        closed = not (e.has_meta or e.has_level_meta)
        if closed:
            kind = self.mode if self._smart_unfolding else self.mode + 5
            caches = self.caches
            cache = caches.whnf[kind]
            found = cache.get(e)
            if found is not None:
                return found
            base = caches.base
            while base is not None:
                found = base.whnf[kind].get(e)
                if found is not None:
                    return found
                base = base.base
        t = e
        while True:
            t = self.whnf_core(t)
            unfolded = self.unfold_definition(t)
            if unfolded is None:
                break
            t = unfolded
        if closed:
            cache[e] = t
        return t

    def whnf_pi(self, e: Expr) -> Expr:
        """The weak head normal form if that is a `Pi`, and `e` otherwise."""
        if e.__class__ is Pi:
            return e
        result = self.whnf(e)
        return result if result.__class__ is Pi else e

    def stuck_meta(self, e: Expr) -> Meta | None:
        """The metavariable that reduction of `e` waits for."""
        node: Any = e
        while True:
            if not node.has_meta:
                return None
            head, args = get_app_fn_args(node)
            if head.__class__ is Meta:
                return head
            if head.__class__ is not Const:
                return None
            role = self.role(head.name)
            if role is None:
                return None
            if role.projection is not None:
                if len(args) <= role.projection.num_params:
                    return None
                node = args[role.projection.num_params]
            elif role.recursor is not None:
                if len(args) <= role.recursor.major_index:
                    return None
                node = self.whnf(args[role.recursor.major_index])
                if role.recursor.k:
                    return find(self.instantiate(node), _is_meta)  # type: ignore[return-value]
            elif role.quot is not None:
                if len(args) <= role.quot[0]:
                    return None
                node = self.whnf(args[role.quot[0]])
            else:
                return None

    # --- inference ---

    def infer(self, e: Expr) -> Expr:
        """The type of `e`, which must be type correct; LeanError when it plainly is not."""
        cls = e.__class__
        if cls is Local:
            return e.type  # type: ignore[attr-defined,no-any-return]
        if cls is Meta:
            return self.mctx.decls[e.id].type  # type: ignore[attr-defined]
        if cls is Const:
            return self._infer_const(e)  # type: ignore[arg-type]
        if e.has_meta or e.has_level_meta:
            if self.mctx.undo_count != self._undo_seen:
                self._undo_seen = self.mctx.undo_count
                self._open_infer = {}
            cache = self._open_infer
            found = cache.get(e)
            if found is not None:
                return found
        else:
            cache = self.caches.infer
            found = cache.get(e)
            if found is not None:
                return found
            base = self.caches.base
            while base is not None:
                found = base.infer.get(e)
                if found is not None:
                    return found
                base = base.base
        mode = self.mode
        self.mode = ALL
        try:
            if cls is App:
                result = self._infer_app(e)
            elif cls is Lambda:
                result = self._infer_lambda(e)
            elif cls is Pi:
                result = self._infer_pi(e)
            elif cls is Sort:
                result = mk_sort(mk_succ(e.level))  # type: ignore[attr-defined]
            elif cls is Let:
                result = self.infer(instantiate1(e.body, e.value))  # type: ignore[attr-defined]
            else:
                raise LeanError("failed to infer type, unexpected bound variable occurrence")
        finally:
            self.mode = mode
        cache[e] = result
        return result

    def _infer_const(self, const: Const) -> Expr:
        types = self.caches.const_types
        found = types.get(const)
        base = self.caches.base
        while found is None and base is not None:
            found = base.const_types.get(const)
            base = base.base
        if found is None:
            info = self.state.env.get(const.name)
            if info is None:
                raise LeanError(f"unknown declaration '{const.name}'", kind="unknown_identifier")
            if len(info.level_params) != len(const.levels):
                raise LeanError(f"infer type failed, incorrect number of universe levels: {const.name}")
            found = instantiate_level_params(info.type, info.level_params, const.levels)
            types[const] = found
        return found

    def _infer_app(self, e: Expr) -> Expr:
        self.tick()
        head, args = get_app_fn_args(e)
        fn_type: Any = self.infer(head)
        start = 0
        for i in range(len(args)):
            if fn_type.__class__ is not Pi:
                fn_type = self.whnf(instantiate(fn_type, args[start:i]) if i > start else fn_type)
                if fn_type.__class__ is not Pi:
                    fn_type = self.instantiate(fn_type)
                    if fn_type.__class__ is not Pi:
                        raise LeanError("infer type failed, function expected at a term whose type is not a function")
                start = i
            fn_type = fn_type.body
        return instantiate(fn_type, args[start:])

    def _infer_lambda(self, e: Expr) -> Expr:
        binders: list[Any] = []
        local_list: list[Local] = []
        node: Any = e
        while node.__class__ is Lambda:
            binders.append(node)
            domain = instantiate(node.binder_type, local_list)
            local_list.append(mk_local(node.binder_name, domain, node.binder_info))
            node = node.body
        result = abstract(self.infer(instantiate(node, local_list)), local_list)
        for binder in reversed(binders):
            result = mk_pi(binder.binder_name, binder.binder_info, binder.binder_type, result)
        return result

    def _infer_pi(self, e: Expr) -> Expr:
        levels: list[Level] = []
        local_list: list[Local] = []
        node: Any = e
        while node.__class__ is Pi:
            domain = instantiate(node.binder_type, local_list)
            levels.append(self.sort_of(domain))
            local_list.append(mk_local(node.binder_name, domain, node.binder_info))
            node = node.body
        level = self.sort_of(instantiate(node, local_list))
        for domain_level in reversed(levels):
            level = mk_imax(domain_level, level)
        return mk_sort(level)

    def sort_of(self, e: Expr) -> Level:
        """The `u` of the type `e : Sort u`; LeanError when `e` is no type."""
        level = self.ensure_sort(self.infer(e))
        if level is None:
            raise LeanError("infer type failed, sort expected")
        return level

    def ensure_sort(self, e: Expr) -> Level | None:
        """The `u` when `e` is `Sort u`, after reduction; an open metavariable is assigned `Sort ?u`."""
        if e.__class__ is not Sort:
            mode = self.mode
            self.mode = ALL
            try:
                e = self.whnf(e)
            finally:
                self.mode = mode
        if e.__class__ is Sort:
            return e.level
        if e.__class__ is Meta and e.id >= self.floor:
            level = self.mctx.mk_level_meta()
            self.mctx.assign(e, mk_sort(level))
            return level
        return None

    def ensure_pi(self, e: Expr) -> Pi | None:
        """`e` as a `Pi`, after reduction under full transparency."""
        if e.__class__ is not Pi:
            mode = self.mode
            self.mode = ALL
            try:
                e = self.whnf(e)
            finally:
                self.mode = mode
        return e if isinstance(e, Pi) else None

    def is_prop(self, e: Expr) -> bool:
        """Whether `e` is a proposition."""
        sort = self.infer(e)
        if sort.__class__ is not Sort:
            sort = self.whnf(sort)
        return sort is PROP or (sort.has_level_meta and self.instantiate(sort) is PROP)

    def is_proof(self, e: Expr) -> bool:
        """Whether the type of `e` is a proposition."""
        return self.is_prop(self.infer(e))

    def is_type(self, e: Expr) -> bool:
        """Whether `e` is a type."""
        return self.whnf(self.infer(e)).__class__ is Sort


def _is_meta(e: Expr) -> bool:
    return e.__class__ is Meta


def _inside_id_rhs(e: Expr) -> Expr | None:
    """`f a` of `@id_rhs T f a`: the marker ends smart unfolding."""
    head: Any = get_app_fn(e)
    if head.__class__ is Const and head.name == "id_rhs":
        args = get_app_fn_args(e)[1]
        if len(args) >= 2:
            return mk_apps(args[1], args[2:])
    return None
