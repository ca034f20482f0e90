"""Instance synthesis: a depth-first search through local and global instances, after Lean 3's.

The search works with metavariables of its own, and those of the problem are constants to it, except in the positions of
`out_param`s, which it fills. Which constants are classes and instances is known to the state's tables; when to try is
decided by the elaborator and by unification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.reduction import INSTANCES, ReductionCaches
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.declaration import InductiveInfo
from lean_env.embedded.kernel.expr import (
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
    fresh_id,
    get_app_fn,
    get_app_fn_args,
    instantiate,
    instantiate1,
    instantiate_level_params,
    lambda_over,
    mk_apps,
    mk_const,
    mk_local,
    pi_over,
)
from lean_env.embedded.kernel.level import Level, LevelMeta
from lean_env.embedded.terms import find, has_loose_var

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.unify import Unifier

MAX_DEPTH = 32
"""Lean's default for the option `class.instance_max_depth`."""
TOO_DEEP = (
    "maximum class-instance resolution depth has been reached (the limit can be increased by setting option "
    "'class.instance_max_depth') (the class-instance resolution trace can be visualized by setting option "
    "'trace.class_instances')"
)

Stack = tuple["Entry", Any] | None
"""The goals that are still open, as a linked list."""


class Entry:
    """A goal on the search stack; `done` marks the place where a solved goal's result may be cached."""

    __slots__ = ("depth", "done", "meta")

    def __init__(self, meta: Meta, depth: int, done: bool = False) -> None:
        self.meta = meta
        self.depth = depth
        self.done = done


class Choice:
    """A goal with the instances not yet tried for it, and how to get back to the moment before the first."""

    __slots__ = ("base", "globals", "locals", "mark", "stack")

    def __init__(self, stack: Stack, mark: int, base: int) -> None:
        self.stack = stack
        self.mark = mark
        self.base = base
        self.locals: list[Local] = []
        self.globals: list[str] = []


class InstancePattern:
    """An instance's type, prepared: its binders, and the inductive types at the heads of its conclusion's arguments."""

    __slots__ = ("heads", "level_params", "type")

    def __init__(self, level_params: tuple[str, ...], instance_type: Expr, heads: tuple[tuple[int, str], ...]) -> None:
        self.level_params = level_params
        self.type = instance_type
        self.heads = heads


def class_of(ctx: Unifier, e: Expr) -> str | None:
    """The class that the type `e` is an application of, perhaps under Pis and after unfolding."""
    node: Any = e
    while node.__class__ is Pi:
        node = node.body
    head: Any = get_app_fn(node)
    cls = head.__class__
    if cls is Const:
        if ctx.state.is_class(head.name):
            return head.name  # type: ignore[no-any-return]
        if ctx.unfoldable(head.name) is None and ctx.role(head.name) is None:
            return None
    elif not (
        (cls is Lambda and node.__class__ is App)
        or (cls is Meta and ctx.mctx.value(head) is not None)
        or cls is Let
        or (cls is Local and head.id in ctx.mctx.let_values)
    ):
        return None
    return _class_in_full(ctx, e)


def _class_in_full(ctx: Unifier, e: Expr) -> str | None:
    node: Any = e
    while True:
        if ctx.whnf(ctx.infer(node)).__class__ is not Sort:
            return None
        reduced: Any = ctx.whnf(node)
        if reduced.__class__ is not Pi:
            for candidate in (node, reduced):
                head: Any = get_app_fn(candidate)
                if head.__class__ is Const and ctx.state.is_class(head.name):
                    return head.name
            return None
        local = mk_local(reduced.binder_name, reduced.binder_type, reduced.binder_info)
        node = instantiate1(reduced.body, local)


def out_param_positions(ctx: Unifier, class_name: str) -> tuple[bool, ...]:
    """For each parameter of a class, whether it is an `out_param` or its type depends on one."""
    key = "out_params " + class_name
    found = ctx.caches.patterns.get(key)
    base = ctx.caches.base
    while found is None and base is not None:
        found = base.patterns.get(key)
        base = base.base
    if found is not None:
        return found  # type: ignore[no-any-return]
    flags: list[bool] = []
    info = ctx.env.get(class_name)
    node: Any = info.type if info is not None else None
    while node.__class__ is Pi:
        domain = node.binder_type
        head: Any = get_app_fn(domain)
        is_out = head.__class__ is Const and head.name == "out_param"
        if not is_out and domain.loose:
            for j in range(len(flags)):
                if flags[j] and has_loose_var(domain, len(flags) - j - 1):
                    is_out = True
                    break
        flags.append(is_out)
        node = node.body
    result = tuple(flags)
    if info is not None:
        ctx.caches.patterns[key] = result
    return result


def is_ready(ctx: Unifier, class_type: Expr) -> bool:
    """Whether metavariables occur in `out_param` positions of the instantiated `class_type` only."""
    if not class_type.has_meta:
        return True
    node: Any = class_type
    while node.__class__ is Pi:
        node = node.body
    head: Any
    head, args = get_app_fn_args(node)
    if head.__class__ is not Const:
        return False
    flags = out_param_positions(ctx, head.name)
    return all(not args[i].has_meta or (i < len(flags) and flags[i]) for i in range(len(args)))


def synthesize(ctx: Unifier, class_type: Expr, lctx: LocalContext) -> Expr | None:
    """An instance of `class_type` in `lctx`, or None; assigns the metavariables in its `out_param` positions.

    Raises LeanError when the search gets deeper than Lean lets it.
    """
    if ctx.state.epoch != ctx.caches.epoch:
        ctx.refresh()
    class_type = ctx.instantiate(class_type)
    closed = not (class_type.has_meta or class_type.has_level_meta)
    if closed:
        known = _cached(ctx, (class_type, lctx.instances))
        if known is not _UNKNOWN:
            return known  # type: ignore[return-value]
    search = _Search(ctx, lctx)
    goal, out_args, levels = search.prepare(class_type)
    if goal is class_type and closed:
        return search.run(goal)
    mark = ctx.mctx.mark()
    found = search.run(goal, out_args, levels)
    if found is None:
        return None
    for level, solution in levels:
        if _has_young_level(solution, search.floor) or not ctx.is_level_def_eq(level, solution):
            ctx.mctx.undo(mark)
            return None
    for arg, value in out_args:
        if search.is_open(value) or not ctx.is_def_eq(arg, value):
            ctx.mctx.undo(mark)
            return None
    return found


_UNKNOWN = object()


def _cached(ctx: Unifier, key: tuple[Expr, tuple[tuple[str, Local], ...]]) -> object:
    """The cached answer, an instance or None for there is none; `_UNKNOWN` when the question is new."""
    layer: ReductionCaches | None = ctx.caches
    while layer is not None:
        known: object = layer.instances.get(key, _UNKNOWN)
        if known is not _UNKNOWN:
            return known
        layer = layer.base_instances
    return _UNKNOWN


class _Search:
    """One search, with the settings of the context changed while it runs."""

    def __init__(self, ctx: Unifier, lctx: LocalContext) -> None:
        self.ctx = ctx
        self.lctx = lctx
        self.floor = fresh_id()
        self.max_depth = int(ctx.state.option("class.instance_max_depth", MAX_DEPTH))
        self.choices: list[Choice] = []
        self.stack: Stack = None

    # --- set-up ---

    def prepare(self, class_type: Expr) -> tuple[Expr, list[tuple[Expr, Expr]], list[tuple[Level, Level]]]:
        """The goal with own metavariables for `out_param`s and open levels, and what these stand for."""
        ctx = self.ctx
        node: Any = class_type
        while node.__class__ is Pi:
            node = node.body
        head: Any = get_app_fn(node)
        is_closed = not class_type.has_meta and not class_type.has_level_meta
        if is_closed and head.__class__ is Const and ctx.state.is_class(head.name):  # noqa: SIM102 - reads as two tests
            if True not in out_param_positions(ctx, head.name):
                return class_type, [], []
        with ctx.at_least(INSTANCES):
            local_list: list[Local] = []
            node = class_type
            while True:
                reduced: Any = ctx.whnf(node)
                if reduced.__class__ is not Pi:
                    break
                local_list.append(mk_local(reduced.binder_name, reduced.binder_type, reduced.binder_info))
                node = instantiate1(reduced.body, local_list[-1])
        head, args = get_app_fn_args(node)
        if head.__class__ is not Const or not ctx.state.is_class(head.name):
            head, args = get_app_fn_args(reduced)
            if head.__class__ is not Const or not ctx.state.is_class(head.name):
                return class_type, [], []
        levels: list[tuple[Level, Level]] = []
        own_levels: list[Level] = []
        for level in head.levels:
            if level.has_meta:
                own = ctx.mctx.mk_level_meta()
                levels.append((level, own))
                own_levels.append(own)
            else:
                own_levels.append(level)
        new_head = mk_const(head.name, own_levels) if levels else head
        flags = out_param_positions(ctx, head.name)
        out_args: list[tuple[Expr, Expr]] = []
        class_sig: Any = ctx.infer(new_head)
        for i in range(len(args)):
            class_sig = ctx.whnf_pi(class_sig)
            if class_sig.__class__ is not Pi:
                return class_type, [], []
            if i < len(flags) and flags[i]:
                own_arg: Expr = ctx.mctx.mk_meta(pi_over(local_list, class_sig.binder_type), self.lctx)
                own_arg = mk_apps(own_arg, local_list)
                out_args.append((args[i], own_arg))
                args[i] = own_arg
            class_sig = instantiate1(class_sig.body, args[i])
        return pi_over(local_list, mk_apps(new_head, args)), out_args, levels

    def run(
        self,
        goal: Expr,
        out_args: list[tuple[Expr, Expr]] | None = None,
        levels: list[tuple[Level, Level]] | None = None,
    ) -> Expr | None:
        """The first solution without metavariables of the search; `out_args` and `levels` get their solutions."""
        ctx = self.ctx
        saved = (ctx.floor, ctx.mode, ctx.approximating, ctx.full_levels)
        mark = ctx.mctx.mark()
        base = len(ctx._postponed)
        ctx.floor = self.floor
        ctx.mode = INSTANCES
        ctx.approximating = True
        ctx.full_levels = True
        try:
            result = self._main(goal)
            if result is not None:
                if out_args:
                    out_args[:] = [(a, ctx.mctx.instantiate(b)) for a, b in out_args]
                if levels:
                    levels[:] = [(a, ctx.mctx.instantiate_level(b)) for a, b in levels]
            return result
        finally:
            ctx._rollback(mark, base)
            ctx.floor, ctx.mode, ctx.approximating, ctx.full_levels = saved

    def is_open(self, e: Expr) -> bool:
        """Whether a metavariable of this search occurs in `e`."""
        if not e.has_meta and not e.has_level_meta:
            return False
        floor = self.floor

        def is_own(node: Any) -> bool:
            cls = node.__class__
            if cls is Meta:
                return bool(node.id >= floor)
            if cls is Const:
                for level in node.levels:
                    if _has_young_level(level, floor):
                        return True
            return cls is Sort and _has_young_level(node.level, floor)

        return find(e, is_own) is not None

    # --- search ---

    def _main(self, goal: Expr) -> Expr | None:
        ctx = self.ctx
        main = ctx.mctx.mk_meta(goal, self.lctx)
        self.stack = (Entry(main, 0), None)
        found = self._search()
        while found:
            result = ctx.mctx.instantiate(main)
            if not self.is_open(result):
                return result
            found = self._next_solution()
        self._cache(ctx.instantiate(goal), None)
        return None

    def _search(self) -> bool:
        while self.stack is not None:
            if not self._step() and not self._backtrack():
                return False
        return True

    def _step(self) -> bool:
        assert self.stack is not None
        ctx = self.ctx
        entry, rest = self.stack
        meta = entry.meta
        if entry.done:
            goal = ctx.instantiate(ctx.mctx.decls[meta.id].type)
            if not goal.has_meta and not goal.has_level_meta:
                solution = ctx.instantiate(meta)
                if not solution.has_meta and not solution.has_level_meta:
                    self._cache(goal, solution)
            self.stack = rest
            return True
        if ctx.mctx.value(meta) is not None:
            self.stack = rest
            return True
        goal = ctx.instantiate(ctx.mctx.decls[meta.id].type)
        if not goal.has_meta and not goal.has_level_meta:
            known = _cached(ctx, (goal, self.lctx.instances))
            if known is None:
                self._push_choice()
                return False
            if known is not _UNKNOWN:
                assert isinstance(known, Expr)
                if ctx.is_def_eq(meta, known):
                    self.stack = rest
                    return True
        if not self._open_choice(goal):
            return False
        self.stack = rest
        return self._try_next(entry)

    def _push_choice(self) -> Choice:
        ctx = self.ctx
        choice = Choice(self.stack, ctx.mctx.mark(), len(ctx._postponed))
        self.choices.append(choice)
        return choice

    def _open_choice(self, goal: Expr) -> bool:
        if len(self.choices) > self.max_depth:
            raise LeanError(TOO_DEEP, kind="failed_to_synthesize")
        ctx = self.ctx
        choice = self._push_choice()
        class_name = class_of(ctx, goal)
        if class_name is None:
            return False
        # Reversed, because candidates are taken from the end.
        choice.locals = [local for name, local in self.lctx.instances if name == class_name]
        choice.globals = list(ctx.state.instances(class_name))
        choice.globals.reverse()
        return bool(choice.locals or choice.globals)

    def _try_next(self, entry: Entry) -> bool:
        choice = self.choices[-1]
        while choice.locals:
            local = choice.locals.pop()
            if self._try_instance(entry, local, local.type, None):
                return True
        if choice.globals:
            goal_heads = self._goal_heads(entry.meta)
            while choice.globals:
                name = choice.globals.pop()
                pattern = self._pattern(name)
                if pattern is None or _clash(pattern.heads, goal_heads):
                    continue
                if self._try_instance(entry, None, None, (name, pattern)):
                    return True
        self._cache(self.ctx.instantiate(self.ctx.mctx.decls[entry.meta.id].type), None)
        return False

    def _backtrack(self) -> bool:
        ctx = self.ctx
        while self.choices:
            gone = self.choices.pop()
            ctx._rollback(gone.mark, gone.base)
            if self.choices and self._retry():
                return True
        return False

    def _retry(self) -> bool:
        choice = self.choices[-1]
        self.ctx._rollback(choice.mark, choice.base)
        assert choice.stack is not None
        entry, self.stack = choice.stack
        return self._try_next(entry)

    def _next_solution(self) -> bool:
        if not self.choices:
            return False
        return (self._retry() or self._backtrack()) and self._search()

    def _try_instance(
        self, entry: Entry, local: Local | None, local_type: Expr | None, named: tuple[str, InstancePattern] | None
    ) -> bool:
        ctx = self.ctx
        mark = ctx.mctx.mark()
        base = len(ctx._postponed)
        try:
            ctx.tick()
            if named is not None:
                name, pattern = named
                levels: tuple[Level, ...] = tuple([ctx.mctx.mk_level_meta() for _ in pattern.level_params])
                instance: Expr = mk_const(name, levels)
                instance_type = instantiate_level_params(pattern.type, pattern.level_params, levels)
            else:
                assert local is not None and local_type is not None
                instance = local
                instance_type = local_type
            if self._apply(entry, instance, instance_type):
                return True
        except LeanError as error:
            if error.kind in ("timeout", "unsupported"):
                raise
        ctx._rollback(mark, base)
        return False

    def _apply(self, entry: Entry, instance: Expr, instance_type: Expr) -> bool:
        ctx = self.ctx
        mctx = ctx.mctx
        goal: Any = mctx.decls[entry.meta.id].type
        local_list: list[Local] = []
        while True:
            reduced: Any = ctx.whnf(goal)
            if reduced.__class__ is not Pi:
                break
            local_list.append(mk_local(reduced.binder_name, reduced.binder_type, reduced.binder_info))
            goal = instantiate1(reduced.body, local_list[-1])
        node: Any = instance_type
        args: list[Expr] = []
        subgoals: list[Meta] = []
        done = 0
        while True:
            if node.__class__ is not Pi:
                node = instantiate(node, args[done:])
                done = len(args)
                reduced = ctx.whnf(node)
                if reduced.__class__ is not Pi:
                    break
                node = reduced
            domain = instantiate(node.binder_type, args[done:])
            meta = mctx.mk_meta(pi_over(local_list, domain) if local_list else domain, self.lctx)
            if node.binder_info == INST:
                subgoals.append(meta)
            args.append(mk_apps(meta, local_list) if local_list else meta)
            node = node.body
        if not ctx.is_def_eq(goal, node):
            return False
        solution = mk_apps(instance, args)
        mctx.assign(entry.meta, lambda_over(local_list, ctx.instantiate(solution)) if local_list else solution)
        stack: Stack = (Entry(entry.meta, entry.depth, True), self.stack)
        for meta in subgoals:
            stack = (Entry(meta, entry.depth + 1), stack)
        self.stack = stack
        return True

    def _cache(self, goal: Expr, solution: Expr | None) -> None:
        if not goal.has_meta and not goal.has_level_meta:
            self.ctx.caches.instances[(goal, self.lctx.instances)] = solution

    # --- a quick filter ---

    def _goal_heads(self, meta: Meta) -> dict[int, str]:
        ctx = self.ctx
        node = ctx.instantiate(ctx.mctx.decls[meta.id].type)
        if node.__class__ is Pi:
            return {}
        head: Any
        head, args = get_app_fn_args(node)
        if head.__class__ is not Const or not ctx.state.is_class(head.name):
            return {}
        heads = {}
        for i, arg in enumerate(args):
            name = _inductive_head(ctx, arg)
            if name is not None:
                heads[i] = name
        return heads

    def _pattern(self, name: str) -> InstancePattern | None:
        ctx = self.ctx
        patterns = ctx.caches.patterns
        found = patterns.get(name)
        base = ctx.caches.base
        while found is None and base is not None:
            found = base.patterns.get(name)
            base = base.base
        if found is None:
            info = ctx.env.get(name)
            if info is None:
                return None
            node: Any = info.type
            while node.__class__ is Pi:
                node = node.body
            heads = []
            for i, arg in enumerate(get_app_fn_args(node)[1]):
                arg_head = _inductive_head(ctx, arg)
                if arg_head is not None:
                    heads.append((i, arg_head))
            head: Any = get_app_fn(node)
            is_direct = head.__class__ is Const and ctx.state.is_class(head.name)
            found = InstancePattern(info.level_params, info.type, tuple(heads) if is_direct else ())
            patterns[name] = found
        return found


def _inductive_head(ctx: Unifier, e: Expr) -> str | None:
    head: Any = get_app_fn(e)
    if head.__class__ is Const and isinstance(ctx.env.get(head.name), InductiveInfo):
        return head.name
    return None


def _clash(pattern: tuple[tuple[int, str], ...], goal: dict[int, str]) -> bool:
    """Whether two different inductive types stand at the same place: such terms never unify."""
    if goal:
        for i, name in pattern:
            other = goal.get(i)
            if other is not None and other != name:
                return True
    return False


def _has_young_level(level: Level, floor: int) -> bool:
    if not level.has_meta:
        return False
    if isinstance(level, LevelMeta):
        return level.id >= floor
    node: Any = level
    if hasattr(node, "pred"):
        return _has_young_level(node.pred, floor)
    return _has_young_level(node.lhs, floor) or _has_young_level(node.rhs, floor)
