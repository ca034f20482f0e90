"""Metavariables: their declarations, their values, and a trail that takes assignments back in time O(what changed).

What may be assigned to what is decided in `context`; here values are only stored, substituted and undone.

A *delayed* metavariable `?d` stands for an abstraction `λ xs, ?m` whose body is still to be found: it gets its value
when `?m` has one without metavariables. That is how a tactic block under a binder is abstracted before it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.kernel.expr import (
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
    fresh_id,
    mk_app,
    mk_const,
    mk_lambda,
    mk_let,
    mk_meta,
    mk_pi,
    mk_sort,
    replace,
)
from lean_env.embedded.kernel.level import IMax, Level, LevelMeta, Max, Succ, mk_imax, mk_level_meta, mk_max, mk_succ
from lean_env.embedded.terms import head_beta

NATURAL = "natural"
"""To be found by unification."""
SYNTHETIC = "synthetic"
"""To be filled by a tactic block or a postponed elaboration problem; abstraction over its locals is delayed."""
INSTANCE = "instance"
"""To be filled by instance synthesis; abstraction over its locals is delayed."""


_VISITS_PER_STEP = 4
"""A large term that is instantiated again and again must cost something."""


def _free() -> None:
    """Count nothing."""


class MetaDecl(NamedTuple):
    """What a metavariable is: its type, the locals it may mention, how it is to be filled, and a name for people."""

    type: Expr
    lctx: LocalContext
    kind: str
    name: str


class MetavarContext:
    """All metavariables of one elaboration, with their values.

    `let_values` holds the values of let-bound locals by id, for every context that a metavariable was declared in.
    `tick` counts a step of the check, and may raise DeterministicTimeout.
    """

    __slots__ = (
        "_cache",
        "_trail",
        "_visits",
        "decls",
        "delayed",
        "let_values",
        "level_values",
        "tick",
        "undo_count",
        "values",
    )

    def __init__(self) -> None:
        self.decls: dict[int, MetaDecl] = {}
        self.values: dict[int, Expr] = {}
        self.level_values: dict[int, Level] = {}
        self.delayed: dict[int, tuple[tuple[Local, ...], Meta]] = {}
        self.let_values: dict[int, Expr] = {}
        self._trail: list[tuple[dict[int, Any], int, Any]] = []
        self._cache: dict[Expr, Expr] = {}
        self._visits = 0
        self.undo_count = 0
        self.tick: Callable[[], None] = _free

    # --- declarations ---

    def mk_meta(self, meta_type: Expr, lctx: LocalContext, kind: str = NATURAL, name: str = "") -> Meta:
        """A new metavariable of the given type, beta-reduced at its head, which may mention the locals of `lctx`."""
        self.tick()
        meta_id = fresh_id()
        self.decls[meta_id] = MetaDecl(head_beta(meta_type), lctx, kind, name)
        if lctx.values:
            self.let_values.update(lctx.values)
        return mk_meta(meta_id)

    def mk_level_meta(self) -> LevelMeta:
        """A new level metavariable."""
        level = mk_level_meta(fresh_id())
        assert isinstance(level, LevelMeta)
        return level

    def decl(self, meta: Meta) -> MetaDecl:
        """The declaration of a metavariable of this context; KeyError for one of another context."""
        return self.decls[meta.id]

    def set_kind(self, meta: Meta, kind: str) -> None:
        """Change how a metavariable is to be filled; `undo` does not take this back."""
        old = self.decls[meta.id]
        self.decls[meta.id] = MetaDecl(old.type, old.lctx, kind, old.name)

    # --- values ---

    def assign(self, meta: Meta, value: Expr) -> None:
        """Give `meta` a value (or another one: `undo` restores what was there)."""
        values = self.values
        self._trail.append((values, meta.id, values.get(meta.id)))
        values[meta.id] = value
        if self._cache:
            self._cache = {}

    def assign_level(self, meta: LevelMeta, level: Level) -> None:
        """Give a level metavariable a value."""
        values = self.level_values
        self._trail.append((values, meta.id, values.get(meta.id)))
        values[meta.id] = level
        if self._cache:
            self._cache = {}

    def assign_delayed(self, meta: Meta, local_list: Sequence[Local], inner: Meta) -> None:
        """Let `meta` stand for `λ local_list, inner`, as soon as `inner` has a value without metavariables."""
        self._trail.append((self.delayed, meta.id, self.delayed.get(meta.id)))
        self.delayed[meta.id] = (tuple(local_list), inner)

    def release_delayed(self, meta: Meta) -> None:
        """Turn a delayed `meta` into a plain one that its body is an application of: then it may be assigned."""
        entry = self.delayed.get(meta.id)
        if entry is None:
            return
        local_list, inner = entry
        self._trail.append((self.delayed, meta.id, entry))
        del self.delayed[meta.id]
        self.release_delayed(inner)
        body: Expr = meta
        for local in local_list:
            body = mk_app(body, local)
        self.assign(inner, body)

    def value(self, meta: Meta) -> Expr | None:
        """The value as it was assigned, which may hold assigned metavariables itself; None when there is none yet."""
        found = self.values.get(meta.id)
        if found is None and meta.id in self.delayed:
            return self._force_delayed(meta)
        return found

    def is_assigned(self, meta: Meta) -> bool:
        """Whether `value` would give one."""
        return self.value(meta) is not None

    def level_value(self, meta: LevelMeta) -> Level | None:
        """The value of a level metavariable as it was assigned."""
        return self.level_values.get(meta.id)

    def delayed_body(self, meta: Meta) -> tuple[tuple[Local, ...], Meta] | None:
        """The locals and the body that a delayed metavariable stands for."""
        return self.delayed.get(meta.id)

    def _force_delayed(self, meta: Meta) -> Expr | None:
        local_list, inner = self.delayed[meta.id]
        if self.value(inner) is None:
            return None
        body = self.instantiate(inner)
        if body.has_meta and self._may_mention(body, local_list):
            return None
        types = [self.instantiate(local.type) for local in local_list]
        body = self.zeta_outside(body, local_list, self.decls[meta.id].lctx)
        result = abstract(body, local_list)
        for i in range(len(local_list) - 1, -1, -1):
            bound = abstract(self.zeta_outside(types[i], local_list, self.decls[meta.id].lctx), local_list[:i])
            result = mk_lambda(local_list[i].pp_name, local_list[i].binder_info, bound, result)
        self.assign(meta, result)
        return result

    def _may_mention(self, e: Expr, local_list: Sequence[Local]) -> bool:
        """Whether a metavariable that is still open in `e` could be filled by a term with one of these locals."""
        for meta in self.unassigned_metas(e):
            lctx = self.decls[meta.id].lctx
            for local in local_list:
                if lctx.contains(local):
                    return True
        return False

    def zeta_outside(self, e: Expr, local_list: Sequence[Local], lctx: LocalContext) -> Expr:
        """`e` with the let-bound locals that are neither in `local_list` nor in `lctx` replaced by their values."""
        if not e.has_local or not self.let_values:
            return e
        kept = {local.id for local in local_list}
        return self._zeta(e, kept, lctx)

    def _zeta(self, e: Expr, kept: set[int], lctx: LocalContext) -> Expr:
        def visit(node: Expr, _: int) -> Expr | None:
            if not node.has_local:
                return node
            if isinstance(node, Local):
                value = self.let_values.get(node.id)
                if value is None or node.id in kept or lctx.contains(node):
                    return node
                return self._zeta(self.instantiate(value), kept, lctx)
            return None

        return replace(e, visit)

    # --- backtracking ---

    def mark(self) -> int:
        """A point in time to come back to with `undo`."""
        return len(self._trail)

    def undo(self, mark: int) -> bool:
        """Take back all assignments made since `mark`; True when there were any."""
        trail = self._trail
        if len(trail) == mark:
            return False
        while len(trail) > mark:
            table, key, old = trail.pop()
            if old is None:
                table.pop(key, None)
            else:
                table[key] = old
        self._cache = {}
        self.undo_count += 1
        return True

    # --- substitution ---

    def instantiate_level(self, level: Level) -> Level:
        """`level` with every assigned level metavariable replaced by its value."""
        if not level.has_meta:
            return level
        cls = level.__class__
        if cls is LevelMeta:
            value = self.level_values.get(level.id)  # type: ignore[attr-defined]
            return level if value is None else self.instantiate_level(value)
        if cls is Succ:
            pred = self.instantiate_level(level.pred)  # type: ignore[attr-defined]
            return level if pred is level.pred else mk_succ(pred)  # type: ignore[attr-defined]
        assert isinstance(level, Max | IMax)
        lhs = self.instantiate_level(level.lhs)
        rhs = self.instantiate_level(level.rhs)
        if lhs is level.lhs and rhs is level.rhs:
            return level
        return mk_max(lhs, rhs) if cls is Max else mk_imax(lhs, rhs)

    def instantiate(self, e: Expr) -> Expr:
        """`e` with every assigned metavariable replaced by its value, and the redexes that this makes beta-reduced.

        The types that locals carry are not visited.
        """
        if not e.has_meta and not e.has_level_meta:
            return e
        if e.__class__ is Meta and e.id not in self.values and e.id not in self.delayed:
            return e
        return self._instantiate(e)

    def _instantiate(self, e: Expr) -> Expr:
        if not e.has_meta and not e.has_level_meta:
            return e
        found = self._cache.get(e)
        if found is not None:
            return found
        node: Any = e
        cls = e.__class__
        result: Expr
        if cls is App:
            result = self._instantiate_app(e)
        elif cls is Meta:
            value = self.values.get(node.id)
            if value is None:
                value = self._force_delayed(node) if node.id in self.delayed else None
            if value is None:
                result = e
            else:
                result = self._instantiate(value)
                if result is not value:
                    self._shorten(node.id, result)
        elif cls is Const:
            result = mk_const(node.name, tuple([self.instantiate_level(level) for level in node.levels]))
        elif cls is Sort:
            result = mk_sort(self.instantiate_level(node.level))
        elif cls is Lambda or cls is Pi:
            make = mk_pi if cls is Pi else mk_lambda
            bound = self._instantiate(node.binder_type)
            result = make(node.binder_name, node.binder_info, bound, self._instantiate(node.body))
        else:
            assert cls is Let
            bound = self._instantiate(node.binder_type)
            value = self._instantiate(node.value)
            result = mk_let(node.binder_name, bound, value, self._instantiate(node.body))
        self._cache[e] = result
        return result

    def _instantiate_app(self, e: Expr) -> Expr:
        self._visits += 1
        if not self._visits % _VISITS_PER_STEP:
            self.tick()
        args: list[Expr] = []
        fn: Any = e
        while fn.__class__ is App and (fn.has_meta or fn.has_level_meta):
            args.append(self._instantiate(fn.arg))
            fn = fn.fn
        args.reverse()
        if fn.__class__ is Meta:
            value = self._instantiate(fn)
            if value is not fn:
                return beta(value, args)
        elif fn.__class__ is Lambda:
            # Lean reduces only redexes that an assignment made, and leaves those that were there.
            fn = self._instantiate(fn)
        else:
            fn = self._instantiate(fn)
        for arg in args:
            fn = mk_app(fn, arg)
        return fn  # type: ignore[no-any-return]

    def _shorten(self, meta_id: int, value: Expr) -> None:
        # Path compression; on the trail because a part of `value` may be younger than the assignment of the meta.
        self._trail.append((self.values, meta_id, self.values.get(meta_id)))
        self.values[meta_id] = value

    def unassigned_metas(self, e: Expr) -> list[Meta]:
        """The metavariables left in `e` after instantiation, in order of first occurrence."""
        found: list[Meta] = []
        seen: set[Expr] = set()
        stack: list[Any] = [self.instantiate(e)]
        while stack:
            node = stack.pop()
            if not node.has_meta or node in seen:
                continue
            seen.add(node)
            cls = node.__class__
            if cls is Meta:
                found.append(node)
            elif cls is App:
                stack.append(node.arg)
                stack.append(node.fn)
            elif cls is Let:
                stack.append(node.body)
                stack.append(node.value)
                stack.append(node.binder_type)
            else:
                stack.append(node.body)
                stack.append(node.binder_type)
        return found
