"""`TypeContext`: what the elaborator and the tactics hold in their hands to reduce, infer, unify and build terms.

It joins reduction and inference (`reduction`), abstraction (`abstraction`), unification (`unify`) and instance
synthesis (`classes`), and adds local contexts, application by name, and the abstraction of all instances of a pattern.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from lean_env.embedded.elaborator import classes
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.elaborator.metavars import INSTANCE, NATURAL
from lean_env.embedded.elaborator.reduction import SEMIREDUCIBLE
from lean_env.embedded.elaborator.unify import Unifier
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    INST,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    fresh_id,
    get_app_fn,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_lambda,
    mk_let,
    mk_local,
    mk_pi,
    mk_sort,
    mk_var,
)
from lean_env.embedded.kernel.level import LevelMeta
from lean_env.embedded.terms import get_app_num_args


class TypeContext(Unifier):
    """See the module; `state` and `mctx` may be shared with other contexts."""

    # --- local contexts ---

    def push_local(
        self, lctx: LocalContext, pp_name: str, local_type: Expr, info: int = DEFAULT
    ) -> tuple[Local, LocalContext]:
        """A new local and the context that ends in it; a local instance when its type is a class (unless frozen)."""
        local = mk_local(pp_name, local_type, info)
        return local, self.add_local(lctx, local)

    def push_let(self, lctx: LocalContext, pp_name: str, local_type: Expr, value: Expr) -> tuple[Local, LocalContext]:
        """A new let-bound local and the context that ends in it."""
        local = mk_local(pp_name, local_type)
        return local, self.add_local(lctx, local, value)

    def add_local(self, lctx: LocalContext, local: Local, value: Expr | None = None) -> LocalContext:
        """`lctx` with `local`, which is a local instance when its type is a class and the context is not frozen."""
        if value is not None:
            self.mctx.let_values[local.id] = value
        class_name = None if lctx.frozen else self.is_class_type(local.type)
        return lctx.add(local, value, class_name)

    def reset_instances(self, lctx: LocalContext) -> LocalContext:
        """`lctx` with every local of a class type as a local instance."""
        instances: list[tuple[str, Local]] = []
        for local in lctx.locals():
            class_name = self.is_class_type(local.type)
            if class_name is not None:
                instances.append((class_name, local))
        return lctx.with_instances(tuple(instances))

    # --- metavariables ---

    def mk_meta(self, meta_type: Expr, lctx: LocalContext, kind: str = NATURAL, name: str = "") -> Meta:
        """A new metavariable; see `metavars`."""
        return self.mctx.mk_meta(meta_type, lctx, kind, name)

    def mk_level_meta(self) -> LevelMeta:
        """A new level metavariable."""
        return self.mctx.mk_level_meta()

    def mk_type_meta(self, lctx: LocalContext) -> Meta:
        """A new metavariable for a type of unknown universe."""
        return self.mctx.mk_meta(mk_sort(self.mctx.mk_level_meta()), lctx)

    def mk_instance_meta(self, class_type: Expr, lctx: LocalContext) -> Meta:
        """A new metavariable that instance synthesis is to fill."""
        return self.mctx.mk_meta(class_type, lctx, INSTANCE)

    def const_with_fresh_levels(self, name: str) -> Const:
        """The constant with a new level metavariable for each of its universe parameters."""
        info = self.env.get(name)
        if info is None:
            raise LeanError(f"unknown identifier '{name}'", kind="unknown_identifier")
        const = mk_const(name, tuple([self.mctx.mk_level_meta() for _ in info.level_params]))
        assert isinstance(const, Const)
        return const

    # --- instances ---

    def is_class_type(self, e: Expr) -> str | None:
        """The class that the type `e` is an application of, perhaps under Pis and after unfolding."""
        return classes.class_of(self, e)

    def synth_instance(self, class_type: Expr, lctx: LocalContext) -> Expr | None:
        """An instance of the class, or None; LeanError when the search gets too deep.

        Metavariables in `class_type` are constants to the search, except in `out_param` positions, which it assigns.
        """
        return classes.synthesize(self, class_type, lctx)

    def synth_instance_stuck(self, class_type: Expr) -> bool:
        """Whether metavariables outside `out_param` positions make it too early to synthesize this instance."""
        return not classes.is_ready(self, self.instantiate(class_type))

    def solve_instance_meta(self, meta: Meta) -> bool:
        """Fill an instance metavariable; one that has a value must be equal to the instance that is found."""
        decl = self.mctx.decls[meta.id]
        found = self.synth_instance(decl.type, decl.lctx)
        if found is None:
            return False
        value = self.mctx.value(meta)
        if value is None:
            self.mctx.release_delayed(meta)
            self.mctx.assign(meta, found)
            return True
        with self.at_least(SEMIREDUCIBLE):
            return self.is_def_eq(value, found)

    # --- building ---

    def mk_app_m(self, name: str, args: Sequence[Expr], lctx: LocalContext = EMPTY_CONTEXT) -> Expr:
        """`name` applied to its explicit arguments, with everything else inferred; LeanError when that fails."""
        return self._mk_app(name, list(args), None, lctx)

    def mk_app_opt(self, name: str, args: Sequence[Expr | None], lctx: LocalContext = EMPTY_CONTEXT) -> Expr:
        """`@name args` with the arguments that are None inferred; LeanError when that fails."""
        return self._mk_app(name, [], args, lctx)

    def _mk_app(
        self, name: str, explicit: list[Expr], positional: Sequence[Expr | None] | None, lctx: LocalContext
    ) -> Expr:
        mark = self.mctx.mark()
        saved = (self.floor, self.mode)
        self.floor = floor = fresh_id()
        if self.mode < SEMIREDUCIBLE:
            self.mode = SEMIREDUCIBLE
        try:
            head = self.const_with_fresh_levels(name)
            args, instances = self._fill_args(name, head, explicit, positional, lctx)
            for meta in instances:
                if self.mctx.value(meta) is None and not self.solve_instance_meta(meta):
                    raise LeanError(f"failed to create an '{name}'-application, missing instance")
            result = self.mctx.instantiate(mk_apps(head, args))
            for meta in self.mctx.unassigned_metas(result):
                if meta.id >= floor:
                    raise LeanError(f"failed to create an '{name}'-application, an argument cannot be inferred")
        except LeanError:
            self.mctx.undo(mark)
            raise
        finally:
            self.floor, self.mode = saved
        return result

    def _fill_args(
        self, name: str, head: Const, explicit: list[Expr], positional: Sequence[Expr | None] | None, lctx: LocalContext
    ) -> tuple[list[Expr], list[Meta]]:
        args: list[Expr] = []
        instances: list[Meta] = []
        used = 0
        fn_type: Expr = self.infer(head)
        while used < len(explicit) if positional is None else len(args) < len(positional):
            pi = self.ensure_pi(fn_type)
            if pi is None:
                raise LeanError(f"failed to create an '{name}'-application, too many arguments")
            given: Expr | None = None
            if positional is not None:
                given = positional[len(args)]
            elif pi.binder_info == DEFAULT:
                given = explicit[used]
                used += 1
            if given is None:
                kind = INSTANCE if pi.binder_info == INST else NATURAL
                meta = self.mctx.mk_meta(pi.binder_type, lctx, kind)
                if kind == INSTANCE:
                    instances.append(meta)
                given = meta
            elif not self.is_def_eq(pi.binder_type, self.infer(given)):
                raise LeanError(f"failed to create an '{name}'-application, type mismatch", kind="type_mismatch")
            args.append(given)
            fn_type = instantiate1(pi.body, given)
        return args, instances

    # --- patterns ---

    def kabstract(self, e: Expr, pattern: Expr, occurrences: Collection[int] | None = None) -> tuple[Expr, int]:
        """`e` with each instance of `pattern` replaced by `Var(0)`, and how many were replaced.

        A subterm is compared when its head and its number of arguments are those of the pattern; the first match
        assigns the pattern's metavariables. `occurrences` (counted from 1) restricts which matches are replaced.
        The transparency in force decides what counts as equal.
        """
        return _KAbstract(self, self.instantiate(pattern), occurrences).run(self.instantiate(e))

    def kdepends_on(self, e: Expr, pattern: Expr) -> bool:
        """Whether an instance of `pattern` occurs in `e`; nothing stays assigned."""
        mark = self.mctx.mark()
        count = self.kabstract(e, pattern)[1]
        self.mctx.undo(mark)
        return count > 0


class _KAbstract:
    """One run of `TypeContext.kabstract`."""

    def __init__(self, ctx: TypeContext, pattern: Expr, occurrences: Collection[int] | None) -> None:
        self.ctx = ctx
        self.pattern = pattern
        self.occurrences = occurrences
        self.head: Any = get_app_fn(pattern)
        self.count = get_app_num_args(pattern)
        self.seen = 0
        self.replaced = 0
        self.caches: dict[int, dict[Expr, Expr]] = {}

    def run(self, e: Expr) -> tuple[Expr, int]:
        result = self._visit(e, 0)
        return result, self.replaced

    def _same_key(self, e: Expr) -> bool:
        count = 0
        head: Any = e
        while head.__class__ is App:
            head = head.fn
            count += 1
        cls = head.__class__
        if cls is not self.head.__class__ or count != self.count:
            return False
        if cls is Const:
            return bool(head.name == self.head.name)
        return cls is not Local or head.id == self.head.id

    def _visit(self, e: Expr, depth: int) -> Expr:
        # Without a restriction on occurrences, equal subterms are treated alike, and visited once.
        cache = self.caches.setdefault(depth, {}) if self.occurrences is None else {}
        found = cache.get(e)
        if found is not None:
            return found
        result: Expr
        if not e.loose and self._same_key(e) and self.ctx.is_def_eq(self.pattern, e):
            self.seen += 1
            if self.occurrences is None or self.seen in self.occurrences:
                self.replaced += 1
                result = cache[e] = mk_var(depth)
                return result
        node: Any = e
        cls = e.__class__
        if cls is App:
            fn = self._visit(node.fn, depth)
            arg = self._visit(node.arg, depth)
            result = e if fn is node.fn and arg is node.arg else mk_app(fn, arg)
        elif cls is Lambda or cls is Pi:
            make = mk_pi if cls is Pi else mk_lambda
            bound = self._visit(node.binder_type, depth)
            result = make(node.binder_name, node.binder_info, bound, self._visit(node.body, depth + 1))
        elif cls is Let:
            bound = self._visit(node.binder_type, depth)
            value = self._visit(node.value, depth)
            result = mk_let(node.binder_name, bound, value, self._visit(node.body, depth + 1))
        else:
            result = e
        cache[e] = result
        return result
