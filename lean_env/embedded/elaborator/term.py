"""The term elaborator: from syntax to kernel expressions, by expected types, postponing what is not known yet.

`Elaborator` walks the syntax tree in both directions (inferring a type, or pushing an expected one inwards), in the
order in which Lean 3 does it, because the order decides what is known when. What cannot be decided at once waits in
queues: instances to be found, numerals whose type is open, tactic blocks. `synthesize` empties them.

Applications are in `app`, names in `names`, `calc` in `calculation`; unification, reduction and instance search are the
type context's; `match`, structure instances and pattern-matching definitions are in the modules of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lean_env.embedded import terms
from lean_env.embedded.elaborator import app, calculation, names, pretty, section_variables, universes
from lean_env.embedded.elaborator.absent import is_absent, unknown_identifier
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.elaborator.sorry import mk_sorry
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel import level as lv
from lean_env.embedded.kernel.expr import Const, Expr, Local, Meta, Pi, Sort
from lean_env.embedded.syntax import ast

# What automatic parameters may name; a text that names another is beyond this checker.
_AUTOMATIC_TACTICS = frozenset(
    (
        *("order_laws_tac", "control_laws_tac", "well_founded_tactics.default_dec_tac", "tactic.triv", "tactic.skip"),
        *("tactic.assumption", "tactic.contradiction", "tactic.exfalso", "tactic.interactive.refl"),
        *("tactic.interactive.assumption", "tactic.interactive.reflexivity", "tactic.interactive.skip"),
        *("tactic.interactive.contradiction", "tactic.interactive.constructor", "tactic.interactive.split"),
        "tactic.interactive.trivial",
    )
)


class Checkpoint(NamedTuple):
    """A place to come back to: see `Elaborator.checkpoint`."""

    mark: Any
    instances: tuple[tuple[Meta, ast.Node | None], ...]
    numerals: tuple[Expr, ...]
    tactics: tuple[tuple[Meta, ast.TacticTerm], ...]


class Elaborator:
    """Elaborates the terms of one declaration (or of one tactic block).

    `decl_name` is the full name of the declaration, from which auxiliary names are made. `level_params` are its
    explicit universe parameters; section universes come from the state. `lctx` is the base context.
    """

    def __init__(
        self,
        state: State,
        decl_name: str = "",
        level_params: Sequence[str] = (),
        lctx: LocalContext = EMPTY_CONTEXT,
        ctx: TypeContext | None = None,
    ) -> None:
        self.state = state
        self.ctx = ctx if ctx is not None else TypeContext(state)
        self.mctx = self.ctx.mctx
        self.decl_name = decl_name
        self.level_params: list[str] = list(level_params)
        self.lctx = lctx
        self.in_pattern = False
        self.in_theorem = False
        self.recursive_functions: set[int] = set()
        self.inaccessible_marks: set[int] = set()
        self.modifiers: ast.Modifiers = ast.Modifiers()
        self.well_founded_tactics: ast.Term | None = None
        self.instances: tuple[tuple[Meta, ast.Node | None], ...] = ()
        self.numerals: tuple[Expr, ...] = ()
        self.tactics: tuple[tuple[Meta, ast.TacticTerm], ...] = ()
        self.positions: dict[int, Position] = {}
        self.holes: list[Meta] = []
        # Functions being defined by equations, which dot notation may find as it finds constants.
        self.recursive_locals: set[int] = set()
        self.section_used: list[Local] = []
        # While a tactic elaborates a term with holes, those under binders keep their contexts: they become goals there.
        self.keeps_holes = False

    # ------------------------------------------------------------------------------------------- postponed problems

    def checkpoint(self) -> Checkpoint:
        """The present state of metavariables and queues."""
        return Checkpoint(self.mctx.mark(), self.instances, self.numerals, self.tactics)

    def rollback(self, point: Checkpoint) -> None:
        """Back to `point`: what was assigned or queued since is forgotten."""
        self.mctx.undo(point.mark)
        self.instances = point.instances
        self.numerals = point.numerals
        self.tactics = point.tactics

    def synthesize_numerals(self) -> None:
        """Numerals of still unknown type become natural numbers."""
        waiting = self.numerals
        self.numerals = ()
        for type_ in waiting:
            if isinstance(self.mctx.instantiate(type_), Meta) and not self.is_def_eq(type_, ex.mk_const("nat")):
                raise LeanError("invalid numeral, failed to force numeral to be a nat", kind="type_mismatch")

    def synthesize_instances(self) -> None:
        """Find the instances whose types are known enough, until none is."""
        while self.instances:
            waiting = self.instances
            kept: list[tuple[Meta, ast.Node | None]] = []
            ready: list[tuple[Meta, ast.Node | None, Expr]] = []
            for meta, node in waiting:
                type_ = self.mctx.instantiate(self.mctx.decl(meta).type)
                if self.ctx.synth_instance_stuck(type_):
                    kept.append((meta, node))
                else:
                    ready.append((meta, node, type_))
            if not ready:
                return
            self.instances = tuple(kept)
            for meta, node, type_ in ready:
                self._assign_instance(meta, type_, node)

    def _assign_instance(self, meta: Meta, type_: Expr, node: ast.Node | None) -> None:
        inferred = self.mctx.instantiate(meta)
        found = self.find_instance(type_, self.mctx.decl(meta).lctx, node)
        if not self.is_def_eq(inferred, found):
            raise LeanError(
                "synthesized type class instance is not definitionally equal to expression inferred by typing rules,"
                f" synthesized\n  {self.pp(found)}\ninferred\n  {self.pp(inferred)}",
                node.pos if node is not None else None,
                kind="type_mismatch",
            )

    def try_instance(self, meta: Meta, node: ast.Node | None) -> None:
        """Solve the instance now when its type is known enough, else queue it."""
        type_ = self.mctx.instantiate(self.mctx.decl(meta).type)
        if self.ctx.synth_instance_stuck(type_):
            self.instances = ((meta, node), *self.instances)
        else:
            self._assign_instance(meta, type_, node)

    def run_tactics(self) -> None:
        """Run the waiting tactic blocks."""
        from lean_env.embedded.tactics import run_tactic_block

        waiting = self.tactics
        self.tactics = ()
        for meta, node in waiting:
            goal = self.mctx.instantiate(meta)
            if isinstance(goal, Meta):
                run_tactic_block(node, goal, self)
            else:
                decl = self.mctx.decl(meta)
                fresh = self.ctx.mk_meta(self.mctx.instantiate(decl.type), decl.lctx, "synthetic")
                run_tactic_block(node, fresh, self)
                if not self.is_def_eq(meta, fresh):
                    raise LeanError("tactic failed, type mismatch", node.pos, kind="tactic_failed")

    def synthesize_no_tactics(self) -> None:
        """Numerals and instances only."""
        if self.numerals:
            self.synthesize_numerals()
        if self.instances:
            self.synthesize_instances()

    def synthesize(self, force: bool = True) -> None:
        """Everything that waits; with `force` false only the instances that are ready."""
        if not force:
            self.synthesize_instances()
            return
        if self.numerals:
            self.synthesize_numerals()
        if self.instances:
            self.synthesize_instances()
        if self.tactics:
            self.run_tactics()
            if self.instances:
                self.synthesize_instances()

    # ------------------------------------------------------------------------------------------- conveniences

    def pp(self, e: Expr) -> str:
        """`e` as Lean text, for messages."""
        return pretty.pp(self.mctx.instantiate(e), self.ctx)

    def mismatch(self, e: Expr, given: Expr, expected: Expr) -> str:
        """The tail of a type mismatch message: `e has type ... but is expected to have type ...`."""
        return pretty.pp_type_mismatch(self.ctx, e, given, expected)

    def is_def_eq(self, a: Expr, b: Expr) -> bool:
        """Unify."""
        return self.ctx.is_def_eq(a, b)

    def infer(self, e: Expr) -> Expr:
        """The type of `e`."""
        return self.ctx.infer(e)

    def whnf(self, e: Expr) -> Expr:
        """Weak head normal form."""
        return self.ctx.whnf(e)

    def instantiate(self, e: Expr) -> Expr:
        """With assigned metavariables replaced."""
        return self.mctx.instantiate(e)

    def mk_meta(self, type_: Expr, lctx: LocalContext, node: ast.Node | None = None, name: str = "") -> Meta:
        """A hole of that type; errors about it point at `node`."""
        meta = self.ctx.mk_meta(type_, lctx, "natural", name)
        if node is not None:
            self.positions[meta.id] = node.pos
            self.holes.append(meta)
        return meta

    def mk_type_meta(self, lctx: LocalContext, node: ast.Node | None = None) -> Meta:
        """A hole for a type of any universe."""
        return self.mk_meta(ex.mk_sort(self.ctx.mk_level_meta()), lctx, node)

    def const(self, name: str) -> Const:
        """The constant at fresh universe levels."""
        return self.ctx.const_with_fresh_levels(name)

    def level_of(self, type_: Expr) -> lv.Level:
        """The universe a type lives in; LeanError when it is not a type."""
        sort = self.ctx.whnf(self.ctx.infer(type_))
        if isinstance(sort, Sort):
            return sort.level
        if isinstance(ex.get_app_fn(sort), Meta):
            level = self.ctx.mk_level_meta()
            if self.is_def_eq(sort, ex.mk_sort(level)):
                return level
        raise LeanError(self._type_expected(type_, sort), kind="type_mismatch")

    def _type_expected(self, e: Expr, its_type: Expr) -> str:
        return f"type expected at\n  {self.pp(e)}\nterm has type\n  {self.pp(its_type)}"

    def find_instance(self, type_: Expr, lctx: LocalContext, node: ast.Node | None) -> Expr:
        """An instance of a class type now, or LeanError failed_to_synthesize."""
        found = self.ctx.synth_instance(type_, lctx)
        if found is not None:
            return found
        goal = self.ctx.mk_meta(self.mctx.instantiate(type_), lctx)
        raise LeanError(
            "failed to synthesize type class instance for\n" + pretty.pp_goal(self.ctx, goal),
            node.pos if node is not None else None,
            kind="failed_to_synthesize",
        )

    def mk_instance(self, type_: Expr, lctx: LocalContext, node: ast.Node | None = None) -> Expr:
        """An instance now when the type is known enough, else a queued metavariable."""
        type_ = self.mctx.instantiate(type_)
        if self.ctx.synth_instance_stuck(type_):
            meta = self.ctx.mk_instance_meta(type_, lctx)
            self.instances = ((meta, node), *self.instances)
            return meta
        return self.find_instance(type_, lctx, node)

    # ------------------------------------------------------------------------------------------- types and coercions

    def ensure_type(self, e: Expr, lctx: LocalContext, node: ast.Node) -> Expr:
        """`e` as a type, by a coercion to sort if need be."""
        its_type = self.ctx.infer(e)
        if isinstance(its_type, Sort):
            return e
        its_type = self.ctx.whnf(its_type)
        if isinstance(its_type, Sort):
            return e
        if isinstance(ex.get_app_fn(its_type), Meta) and self.is_def_eq(its_type, ex.mk_sort(self.ctx.mk_level_meta())):
            return e
        coerced = self.coerce_to("coe_sort", e, its_type, lctx)
        if coerced is not None:
            return coerced
        raise LeanError(self._type_expected(e, its_type), node.pos, kind="type_mismatch")

    def ensure_function(self, e: Expr, lctx: LocalContext, node: ast.Node) -> Expr:
        """`e` as a function, by a coercion to functions if need be."""
        its_type = self.ctx.infer(e)
        if isinstance(its_type, Pi):
            return e
        its_type = self.ctx.whnf(its_type)
        if isinstance(its_type, Pi):
            return e
        coerced = self.coerce_to("coe_fn", e, its_type, lctx)
        if coerced is not None:
            return coerced
        raise LeanError(
            f"function expected at\n  {self.pp(e)}\nterm has type\n  {self.pp(its_type)}",
            node.pos,
            kind="type_mismatch",
        )

    def coerce_to(self, coercion: str, e: Expr, its_type: Expr, lctx: LocalContext) -> Expr | None:
        """`coe_fn e` or `coe_sort e`, None when there is no such instance."""
        if coercion not in self.state.env or not self.state.option("elaborator.coercions", True):
            return None
        its_type = self.mctx.instantiate(its_type)
        mark = self.mctx.mark()
        try:
            result = self.ctx.mk_app_opt(coercion, [its_type, None, None, e], lctx)
        except LeanError as error:
            if error.kind == "timeout":
                raise
            self.mctx.undo(mark)
            return None
        result_type = self.ctx.whnf(self.ctx.infer(result))
        if isinstance(result_type, Pi if coercion == "coe_fn" else Sort):
            return result
        self.mctx.undo(mark)
        return None

    def ensure_has_type(
        self, e: Expr, e_type: Expr, expected: Expr, lctx: LocalContext, node: ast.Node | None
    ) -> Expr | None:
        """`e`, possibly coerced, at the type `expected`; None when it does not fit."""
        if self.ctx.is_def_eq(e_type, expected):
            return e
        return self.mk_coercion(e, e_type, expected, lctx, node)

    def enforce_type(self, e: Expr, expected: Expr, header: str, lctx: LocalContext, node: ast.Node) -> Expr:
        """Like `ensure_has_type`, but LeanError `header, term ...` when it does not fit."""
        e_type = self.ctx.infer(e)
        result = self.ensure_has_type(e, e_type, expected, lctx, node)
        if result is None:
            place = names.place_of(self.state, node, lctx)
            raise LeanError(f"{header}, term{self._tail(e, e_type, expected)}", place, kind="type_mismatch")
        return result

    def _tail(self, e: Expr, e_type: Expr, expected: Expr) -> str:
        return self.mismatch(e, e_type, expected).removeprefix("type mismatch, term")

    def _types(self, e: Expr, e_type: Expr, expected: Expr) -> str:
        """The message's part after the term itself."""
        text = self.mismatch(e, e_type, expected)
        return text[text.index("has type") :]

    def mk_coercion(
        self, e: Expr, e_type: Expr, expected: Expr, lctx: LocalContext, node: ast.Node | None
    ) -> Expr | None:
        """`↑e : expected`, or None when no coercion leads there."""
        if not self.state.option("elaborator.coercions", True):
            return None
        if self.instances:
            self.synthesize_instances()
        e_type = self.mctx.instantiate(e_type)
        expected = self.mctx.instantiate(expected)
        if self._unify_monads(e_type, expected, lctx):
            expected = self.mctx.instantiate(expected)
            return self._coerce_core(e, e_type, expected, lctx, node)
        target = self.ctx.whnf(expected)
        if isinstance(target, Pi):
            coerced = self.coerce_to("coe_fn", e, e_type, lctx)
            if coerced is not None:
                return coerced
        if isinstance(target, Sort):
            coerced = self.coerce_to("coe_sort", e, e_type, lctx)
            if coerced is not None:
                return coerced
        return self._coerce_core(e, e_type, expected, lctx, node)

    def _unify_monads(self, e_type: Expr, expected: Expr, lctx: LocalContext) -> bool:
        """Whether both are monads applied to types of which exactly one is unknown, which then is assigned."""
        if not isinstance(e_type, ex.App) or not isinstance(expected, ex.App):
            return False
        if e_type.has_meta == expected.has_meta or e_type.fn.has_meta or expected.fn.has_meta:
            return False
        if not isinstance(e_type.arg, Meta) and not isinstance(expected.arg, Meta):
            return False
        return (
            self._is_monad(e_type.fn, lctx)
            and self._is_monad(expected.fn, lctx)
            and self.is_def_eq(e_type.arg, expected.arg)
        )

    def _is_monad(self, e: Expr, lctx: LocalContext) -> bool:
        if "monad" not in self.state.env:
            return False
        try:
            return self.ctx.synth_instance(self.ctx.mk_app_m("monad", [e], lctx), lctx) is not None
        except LeanError as error:
            if error.kind == "timeout":
                raise
            return False

    def _coerce_core(
        self, e: Expr, e_type: Expr, expected: Expr, lctx: LocalContext, node: ast.Node | None
    ) -> Expr | None:
        env = self.state.env
        if e_type is ex.PROP and "decidable.to_bool" in env and self.is_def_eq(expected, ex.mk_const("bool")):
            instance = self.mk_instance(ex.mk_app(ex.mk_const("decidable"), e), lctx, node)
            return ex.mk_apps(ex.mk_const("decidable.to_bool"), [e, instance])
        if "has_coe_t" not in env or "coe" not in env:
            return None
        try:
            u, v = self.level_of(e_type), self.level_of(expected)
        except LeanError as error:
            if error.kind == "timeout":
                raise
            return None
        levels = (u, v)
        goal = ex.mk_apps(ex.mk_const("has_coe_t", levels), [e_type, expected])
        instance_or_none = self.ctx.synth_instance(self.mctx.instantiate(goal), lctx)
        if instance_or_none is None:
            return None
        lift = ex.mk_apps(ex.mk_const("coe_to_lift", levels), [e_type, expected, instance_or_none])
        return ex.mk_apps(ex.mk_const("coe", levels), [e_type, expected, lift, e])

    # ------------------------------------------------------------------------------------------- entry points

    def elab_term(self, node: ast.Node, expected: Expr | None, lctx: LocalContext) -> Expr:
        """Elaborate without forcing; the result may hold metavariables, and its type need not be `expected` yet."""
        self.ctx.tick()
        method = _METHODS.get(type(node))
        if method is None:
            raise Unsupported(f"term {type(node).__name__} is not supported", node.pos)
        try:
            return method(self, node, expected, lctx)
        except LeanError as error:
            raise error.at(node.pos) from None

    def elab_type(self, node: ast.Node, lctx: LocalContext) -> Expr:
        """Elaborate a type, with a coercion to sort if need be."""
        # A `match` is no good without an expected type, and here it is known to be a universe.
        expected = ex.mk_sort(self.ctx.mk_level_meta()) if isinstance(node, ast.Match) else None
        return self.ensure_type(self.elab_term(node, expected, lctx), lctx, node)

    def elab_with_type(self, node: ast.Node, expected: Expr, header: str, lctx: LocalContext) -> Expr:
        """Elaborate against a type and insist on it."""
        value = self.elab_term(node, expected, lctx)
        return self.enforce_type(value, expected, header, lctx, node)

    def elab_term_and_synthesize(self, node: ast.Node, expected: Expr | None, lctx: LocalContext) -> Expr:
        """Elaborate, force all that waits, and insist that nothing is left open."""
        return self.elab_term_in(node, expected, lctx, allow_mvars=False)

    def elab_term_in(
        self, node: ast.Node, expected: Expr | None, lctx: LocalContext, *, allow_mvars: bool = False
    ) -> Expr:
        """What tactics call: elaborate in isolation from what waits outside; with `allow_mvars` holes may stay."""
        saved = (self.instances, self.numerals, self.tactics)
        kept = self.keeps_holes
        self.instances, self.numerals, self.tactics = (), (), ()
        self.keeps_holes = allow_mvars
        try:
            if expected is None:
                value = self.elab_term(node, None, lctx)
            else:
                value = self.elab_term(node, expected, lctx)
                value_type = self.ctx.infer(value)
                fitted = self.ensure_has_type(value, value_type, expected, lctx, node)
                if fitted is None:
                    raise LeanError(
                        "invalid type ascription, term " + self._types(value, value_type, expected),
                        node.pos,
                        kind="type_mismatch",
                    )
                value = fitted
            self.synthesize()
            left = self.instances
        finally:
            self.instances, self.numerals, self.tactics = saved
            self.keeps_holes = kept
        value = self.mctx.instantiate(value)
        if not allow_mvars:
            self.ensure_no_metas(value, node)
        else:
            self.instances = (*left, *self.instances)
        return value

    def elab_open(self, node: ast.Node, expected: Expr | None, lctx: LocalContext) -> Expr:
        """`elab_term_in` with holes allowed."""
        return self.elab_term_in(node, expected, lctx, allow_mvars=True)

    def ensure_no_metas(self, e: Expr, node: ast.Node | None) -> None:
        """LeanError dont_know_how_to_synthesize for the first metavariable left in `e`."""
        if not e.has_meta:
            return
        for left in self.mctx.unassigned_metas(e):
            meta = self._written_hole(left)
            decl = self.mctx.decl(meta)
            name = f" ({decl.name})" if decl.name else ""
            place = self.positions.get(meta.id) or (node.pos if node is not None else None)
            raise LeanError(
                f"don't know how to synthesize placeholder{name}\ncontext:\n" + pretty.pp_goal(self.ctx, meta),
                place,
                kind="dont_know_how_to_synthesize",
            )

    def _written_hole(self, left: Meta) -> Meta:
        """The hole of the text that came to `left` when binders around it were closed: it still knows all of them."""
        if left.id in self.positions:
            return left
        for hole in self.holes:
            if ex.get_app_fn(self.mctx.instantiate(hole)) is left:
                return hole
        return left

    # ------------------------------------------------------------------------------------------- declarations

    def section_variables_used(self, exprs: Sequence[Expr], include_names: Sequence[str] = ()) -> list[Local]:
        """The section variables that occur in `exprs` or are named, with what they depend on and what is included."""
        self.section_used = section_variables.closure(self.state, set(include_names), exprs)
        return list(self.section_used)

    def generalize_levels(self, exprs: Sequence[Expr]) -> tuple[list[Expr], list[str]]:
        """Name the universes left open `u_1`, ...; the settled expressions, and the new names."""
        return universes.generalize(self.mctx, exprs, (*self.level_params, *self.state.universes()))

    # ------------------------------------------------------------------------------------------- binders

    def elab_binder_type(self, binder: ast.Binder, lctx: LocalContext) -> Expr:
        """The type of a binder, `opt_param`/`auto_param` marks included; a hole where none is written."""
        if binder.type is None:
            type_: Expr = self.mk_type_meta(lctx, binder)
        else:
            type_ = self.elab_type(binder.type, lctx)
        if binder.default is not None:
            value = self.elab_with_type(binder.default, type_, "invalid default value", lctx)
            return ex.mk_apps(ex.mk_const("opt_param", (self.level_of(type_),)), [type_, value])
        if binder.tactic is not None:
            return self.mk_auto_param(type_, binder.tactic)
        return type_

    def _check_tactic_exists(self, full: str, tactic: ast.Ident) -> None:
        if full in self.state.env:
            text = f"invalid auto_param, '{tactic.name}' must have type (tactic unit)"
            raise LeanError(text, tactic.pos, "type_mismatch")
        if not is_absent(full) or full not in _AUTOMATIC_TACTICS:
            raise unknown_identifier(self.state, tactic.name, tactic.pos)

    def mk_auto_param(self, type_: Expr, tactic: ast.Term) -> Expr:
        """`auto_param type_ tactic`."""
        if not isinstance(tactic, ast.Ident) or "auto_param" not in self.state.env:
            raise Unsupported("this form of automatic parameter is not supported", tactic.pos)
        resolved = self.state.resolve(tactic.name)
        full = resolved[0] if resolved else tactic.name
        if self.state.option("auto_param.check_exists", True):
            self._check_tactic_exists(full, tactic)
        return ex.mk_apps(ex.mk_const("auto_param", (self.level_of(type_),)), [type_, names.quote_name(full)])

    def elab_binders(self, binders: Sequence[ast.Binder], lctx: LocalContext) -> tuple[list[Local], LocalContext]:
        """Bring binders into scope, left to right."""
        found: list[Local] = []
        for binder in binders:
            type_ = self.elab_binder_type(binder, lctx)
            local, lctx = self.ctx.push_local(lctx, binder.name, type_, binder.info)
            found.append(local)
        return found, lctx

    # ------------------------------------------------------------------------------------------- term forms

    def _app(self, node: ast.App, expected: Expr | None, lctx: LocalContext) -> Expr:
        fn: ast.Node = node.fn
        args = node.args
        while isinstance(fn, ast.App):
            args = fn.args + args
            fn = fn.fn
        return app.elab_app(self, fn, args, expected, node, lctx)

    def _head(self, node: ast.Node, expected: Expr | None, lctx: LocalContext) -> Expr:
        return app.elab_app(self, node, (), expected, node, lctx)

    def _expr(self, node: ast.ExprTerm, expected: Expr | None, lctx: LocalContext) -> Expr:
        assert isinstance(node.expr, Expr)
        return node.expr

    def _sort(self, node: ast.SortTerm, expected: Expr | None, lctx: LocalContext) -> Expr:
        if node.star:
            level: lv.Level = self.ctx.mk_level_meta()
        elif node.level is not None:
            level = self.elab_level(node.level)
        elif node.is_type:
            level = lv.ZERO
        else:
            raise LeanError("invalid universe `Sort`, use `Sort 0` or `Prop` instead", node.pos, kind="invalid")
        return ex.mk_sort(lv.mk_succ(level) if node.is_type else level)

    def elab_level(self, node: ast.Level) -> lv.Level:
        """A universe level; LeanError when a name is unknown."""
        if isinstance(node, ast.LevelNumber):
            return lv.add_offset(lv.ZERO, node.value)
        if isinstance(node, ast.LevelName):
            if node.name in self.level_params or node.name in self.state.universes():
                return lv.mk_param(node.name)
            raise LeanError(f"unknown universe '{node.name}'", node.pos, kind="unknown_identifier")
        if isinstance(node, ast.LevelHole):
            return self.ctx.mk_level_meta()
        if isinstance(node, ast.LevelSucc):
            return lv.add_offset(self.elab_level(node.level), node.offset)
        assert isinstance(node, ast.LevelMax | ast.LevelIMax)
        levels = [self.elab_level(part) for part in node.levels]
        make = lv.mk_max if isinstance(node, ast.LevelMax) else lv.mk_imax
        result = levels[-1]
        for level in reversed(levels[:-1]):
            result = make(level, result)
        return result

    def _hole(self, node: ast.Hole, expected: Expr | None, lctx: LocalContext) -> Expr:
        meta = self.mk_meta(expected if expected is not None else self.mk_type_meta(lctx, node), lctx, node)
        if self.keeps_holes:
            self.mctx.set_kind(meta, "synthetic")
        return meta

    def _sorry(self, node: ast.Sorry, expected: Expr | None, lctx: LocalContext) -> Expr:
        type_ = expected if expected is not None else self.mk_type_meta(lctx, node)
        return mk_sorry(self.state, type_, self.level_of(type_))

    def _lambda(self, node: ast.Lambda, expected: Expr | None, lctx: LocalContext) -> Expr:
        known = self.mctx.instantiate(expected) if expected is not None else None
        locals_: list[Local] = []
        body: ast.Node = node
        while isinstance(body, ast.Lambda):
            for binder in body.binders:
                if known is not None and not isinstance(known, Pi):
                    known = self.ctx.whnf(known)
                    if not isinstance(known, Pi):
                        known = None
                type_node = binder.type
                type_ = self.mk_type_meta(lctx, binder) if type_node is None else self.elab_term(type_node, None, lctx)
                if isinstance(known, Pi):
                    self.is_def_eq(type_, known.binder_type)
                if type_node is not None:
                    type_ = self.ensure_type(type_, lctx, type_node)
                local, lctx = self.ctx.push_local(lctx, binder.name, type_, binder.info)
                locals_.append(local)
                if isinstance(known, Pi):
                    known = ex.instantiate1(known.body, local)
            body = body.body
        value = self.elab_term(body, known, lctx)
        self.synthesize()
        return self.ctx.mk_lambda(locals_, value)

    def _pattern_lambda(self, node: ast.PatternLambda, expected: Expr | None, lctx: LocalContext) -> Expr:
        known = self.ctx.whnf(self.mctx.instantiate(expected)) if expected is not None else None
        domain = self.mk_type_meta(lctx, node)
        if isinstance(known, Pi):
            self.is_def_eq(domain, known.binder_type)
        local, inner = self.ctx.push_local(lctx, "_fun_match", domain, ex.DEFAULT)
        codomain = ex.instantiate1(known.body, local) if isinstance(known, Pi) else None
        match = ast.Match(
            node.pos,
            node.end,
            (ast.ExprTerm(node.pos, node.end, local),),
            (None,),
            None,
            (ast.Equation(node.pos, node.end, (node.pattern,), node.body),),
        )
        value = self.elab_term(match, codomain, inner)
        self.synthesize()
        return self.ctx.mk_lambda([local], value)

    def _pi(self, node: ast.Pi, expected: Expr | None, lctx: LocalContext) -> Expr:
        locals_: list[Local] = []
        body: ast.Node = node
        while isinstance(body, ast.Pi):
            found, lctx = self.elab_binders(body.binders, lctx)
            locals_ += found
            body = body.body
        value = self.elab_type(body, lctx)
        self.synthesize()
        return self.ctx.mk_pi(locals_, value)

    def _arrow(self, node: ast.Arrow, expected: Expr | None, lctx: LocalContext) -> Expr:
        locals_: list[Local] = []
        body: ast.Node = node
        while isinstance(body, ast.Arrow):
            type_ = self.elab_type(body.domain, lctx)
            local = ex.mk_local("ᾰ", type_, ex.DEFAULT)
            locals_.append(local)
            body = body.codomain
        inner = lctx
        for local in locals_:
            inner = self.ctx.add_local(inner, local)
        value = self.elab_type(body, inner)
        self.synthesize()
        return self.ctx.mk_pi(locals_, value)

    def _let(self, node: ast.Let, expected: Expr | None, lctx: LocalContext) -> Expr:
        if node.type is None:
            type_: Expr = self.mk_type_meta(lctx, node)
        else:
            type_ = self.elab_type(node.type, lctx)
        self.synthesize_no_tactics()
        value = self.elab_with_type(node.value, type_, "invalid let-expression", lctx)
        self.synthesize()
        type_ = self.mctx.instantiate(type_)
        value = self.mctx.instantiate(value)
        self.ensure_no_metas(value, node.value)
        local, inner = self.ctx.push_let(lctx, node.name, type_, value)
        body = self.elab_term(node.body, expected, inner)
        return self.ctx.mk_let(local, value, body)

    def _let_pattern(self, node: ast.LetPattern, expected: Expr | None, lctx: LocalContext) -> Expr:
        match = ast.Match(
            node.pos,
            node.end,
            (node.value,),
            (None,),
            None,
            (ast.Equation(node.pos, node.end, (node.pattern,), node.body),),
        )
        return self.elab_term(match, expected, lctx)

    def _have(self, node: ast.Have, expected: Expr | None, lctx: LocalContext) -> Expr:
        type_ = self.elab_term(node.type, None, lctx)
        self.synthesize_no_tactics()
        type_ = self.ensure_type(type_, lctx, node.type)
        proof = self.elab_with_type(node.value, type_, "invalid have-expression", lctx)
        self.synthesize()
        proof = self.mctx.instantiate(proof)
        self.ensure_no_metas(proof, node.value)
        local, inner = self.ctx.push_local(lctx, node.name, type_, ex.DEFAULT)
        body = self.elab_term(node.body, expected, inner)
        return ex.mk_app(self.ctx.mk_lambda([local], body), proof)

    def _suffices(self, node: ast.Suffices, expected: Expr | None, lctx: LocalContext) -> Expr:
        type_ = self.elab_term(node.type, None, lctx)
        self.synthesize_no_tactics()
        self.level_of(type_)  # unlike `have`, this is never a coercion to a sort
        local, inner = self.ctx.push_local(lctx, node.name, type_, ex.DEFAULT)
        body = self.elab_term(node.body, expected, inner)
        self.synthesize()
        fn = self.ctx.mk_lambda([local], body)
        value = self.elab_with_type(node.value, type_, "invalid suffices-expression", lctx)
        return ex.mk_app(fn, value)

    def _show(self, node: ast.Show, expected: Expr | None, lctx: LocalContext) -> Expr:
        type_ = self.elab_type(node.type, lctx)
        local = ex.mk_local("this", type_)
        self.synthesize()
        fn = self.ctx.mk_lambda([local], local)
        return app.elab_fitted_app(self, fn, (node.value,), expected, node, lctx)

    def _ascription(self, node: ast.Ascription, expected: Expr | None, lctx: LocalContext) -> Expr:
        if isinstance(node.term, ast.Choice):
            parts = tuple(ast.Ascription(node.pos, node.end, part, node.type) for part in node.term.alternatives)
            return self.elab_term(ast.Choice(node.pos, node.end, parts), expected, lctx)
        type_ = self.elab_type(node.type, lctx)
        if self.instances:
            self.synthesize_instances()
        value = self.elab_term(node.term, type_, lctx)
        value_type = self.ctx.infer(value)
        fitted = self.ensure_has_type(value, value_type, type_, lctx, node.term)
        if fitted is None:
            raise LeanError(
                "invalid type ascription, term " + self._types(value, value_type, type_),
                node.term.pos,
                kind="type_mismatch",
            )
        return fitted

    def _numeral(self, node: ast.Numeral, expected: Expr | None, lctx: LocalContext) -> Expr:
        if expected is not None:
            type_ = expected
            if isinstance(expected, Meta):
                self.numerals = (type_, *self.numerals)
        else:
            type_ = self.mk_type_meta(lctx, node)
            self.numerals = (type_, *self.numerals)
        level = self.predecessor(self.level_of(type_))
        levels = (level,)

        def instance(class_name: str) -> Expr:
            return self.mk_instance(ex.mk_app(ex.mk_const(class_name, levels), type_), lctx, node)

        value = node.value
        if value == 0:
            return ex.mk_apps(ex.mk_const("has_zero.zero", levels), [type_, instance("has_zero")])
        one_instance = instance("has_one")
        result = ex.mk_apps(ex.mk_const("has_one.one", levels), [type_, one_instance])
        if value == 1:
            return result
        add_instance = instance("has_add")
        bit0 = ex.mk_apps(ex.mk_const("bit0", levels), [type_, add_instance])
        bit1 = ex.mk_apps(ex.mk_const("bit1", levels), [type_, one_instance, add_instance])
        for digit in bin(value)[3:]:
            result = ex.mk_app(bit1 if digit == "1" else bit0, result)
        return result

    def predecessor(self, level: lv.Level) -> lv.Level:
        """The level `l` with `l + 1 = level`."""
        level = self.mctx.instantiate_level(level)
        if isinstance(level, lv.Succ):
            return level.pred
        below = self.ctx.mk_level_meta()
        if not self.ctx.is_level_def_eq(lv.mk_succ(below), level):
            raise LeanError("invalid pre-numeral, universe level must be > 0", kind="type_mismatch")
        return below

    def _decimal(self, node: ast.Decimal, expected: Expr | None, lctx: LocalContext) -> Expr:
        numerator = ast.Numeral(node.pos, node.end, node.numerator)
        denominator = ast.Numeral(node.pos, node.end, node.denominator)
        division = ast.Ident(node.pos, node.end, "has_div.div", None, ("has_div.div",))
        return self.elab_term(ast.App(node.pos, node.end, division, (numerator, denominator)), expected, lctx)

    def _string(self, node: ast.StringLiteral, expected: Expr | None, lctx: LocalContext) -> Expr:
        return names.quote_string(node.value)

    def _char(self, node: ast.CharLiteral, expected: Expr | None, lctx: LocalContext) -> Expr:
        return names.quote_char(node.value)

    def _if(self, node: ast.If, expected: Expr | None, lctx: LocalContext) -> Expr:
        if node.name is None:
            fn = _fixed(node, "ite")
            return self.elab_term(
                ast.App(node.pos, node.end, fn, (node.condition, node.then, node.otherwise)), expected, lctx
            )
        negated = ast.App(node.condition.pos, node.condition.end, _fixed(node, "not"), (node.condition,))
        branches = tuple(
            ast.Lambda(branch.pos, branch.end, (ast.Binder(node.name_pos, node.name_pos, node.name, 0, type_),), branch)
            for branch, type_ in ((node.then, node.condition), (node.otherwise, negated))
        )
        return self.elab_term(
            ast.App(node.pos, node.end, _fixed(node, "dite"), (node.condition, *branches)), expected, lctx
        )

    def _match(self, node: ast.Match, expected: Expr | None, lctx: LocalContext) -> Expr:
        from lean_env.embedded.elaborator.equations import elab_match

        return elab_match(self, node, expected, lctx)

    def _anonymous_constructor(self, node: ast.AnonymousConstructor, expected: Expr | None, lctx: LocalContext) -> Expr:
        return app.elab_anonymous_constructor(self, node, expected, lctx)

    def _structure_instance(self, node: ast.StructureInstance, expected: Expr | None, lctx: LocalContext) -> Expr:
        from lean_env.embedded.elaborator.structures import elab_structure_instance

        if self.instances:
            self.synthesize_instances()
        if expected is not None:
            expected = self.mctx.instantiate(expected)
            if isinstance(expected, Meta):
                expected = None
        return elab_structure_instance(self, node, expected, lctx)

    def _empty_braces(self, node: ast.EmptyBraces, expected: Expr | None, lctx: LocalContext) -> Expr:
        if expected is not None:
            self.synthesize_instances()
            known = self.mctx.instantiate(expected)
            fn, args = ex.get_app_fn_args(known)
            if isinstance(fn, Const) and fn.name == "opt_param" and args:
                fn = ex.get_app_fn(args[0])
            if isinstance(fn, Const) and self.state.structure_info(fn.name) is not None:
                return self.elab_term(ast.StructureInstance(node.pos, node.end, "", (), ()), expected, lctx)
        return self.elab_term(_fixed(node, "has_emptyc.emptyc"), expected, lctx)

    def _set_literal(self, node: ast.SetLiteral, expected: Expr | None, lctx: LocalContext) -> Expr:
        elements = node.elements
        result: ast.Term = ast.App(node.pos, node.end, _fixed(node, "has_singleton.singleton"), (elements[-1],))
        for element in reversed(elements[:-1]):
            result = ast.App(node.pos, node.end, _fixed(node, "has_insert.insert"), (element, result))
        return self.elab_term(result, expected, lctx)

    def _binder_form(
        self, node: ast.Node, fn: str, binder: ast.Binder, body: ast.Term, more: tuple[ast.Term, ...]
    ) -> ast.App:
        predicate = ast.Lambda(node.pos, node.end, (binder,), body)
        return ast.App(node.pos, node.end, _fixed(node, fn), (predicate, *more))

    def _set_of(self, node: ast.SetOf, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(self._binder_form(node, "set_of", node.binder, node.body, ()), expected, lctx)

    def _sep(self, node: ast.Sep, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(
            self._binder_form(node, "has_sep.sep", node.binder, node.body, (node.collection,)), expected, lctx
        )

    def _subtype(self, node: ast.Subtype, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(self._binder_form(node, "subtype", node.binder, node.body, ()), expected, lctx)

    def _calc(self, node: ast.Calc, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(calculation.expand_calc(self, node, lctx), expected, lctx)

    def _tactic(self, node: ast.TacticTerm, expected: Expr | None, lctx: LocalContext) -> Expr:
        type_ = terms.head_beta(expected) if expected is not None else self.mk_type_meta(lctx, node)
        meta = self.ctx.mk_meta(type_, lctx, "synthetic")
        self.positions[meta.id] = node.pos
        self.tactics = ((meta, node), *self.tactics)
        return meta

    def _inaccessible(self, node: ast.Inaccessible, expected: Expr | None, lctx: LocalContext) -> Expr:
        if not self.in_pattern:
            raise LeanError(
                "invalid occurrence of 'inaccessible' annotation, it must only occur in patterns",
                node.pos,
                kind="invalid",
            )
        self.in_pattern = False
        try:
            value = self.elab_term(node.term, expected, lctx)
        finally:
            self.in_pattern = True
        if isinstance(node.term, ast.Hole):
            return value
        # An assigned metavariable marks what the pattern does not choose; the equation compiler looks for them.
        mark = self.mk_meta(self.ctx.infer(value), lctx, node)
        self.mctx.assign(mark, value)
        self.inaccessible_marks.add(mark.id)
        return mark

    def _as_pattern(self, node: ast.AsPattern, expected: Expr | None, lctx: LocalContext) -> Expr:
        raise LeanError(
            "invalid occurrence of aliasing pattern, it must only occur in patterns", node.pos, kind="invalid"
        )

    def _pattern_hint(self, node: ast.PatternHint, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(node.term, expected, lctx)

    def _infix_function(self, node: ast.InfixFunction, expected: Expr | None, lctx: LocalContext) -> Expr:
        return self.elab_term(node.term, expected, lctx)

    def _quoted_tactics(self, node: ast.QuotedTactics, expected: Expr | None, lctx: LocalContext) -> Expr:
        raise Unsupported("quoted tactics are not supported", node.pos)

    def _unsupported(self, node: ast.UnsupportedTerm, expected: Expr | None, lctx: LocalContext) -> Expr:
        raise Unsupported(f"{node.what} is not supported", node.pos)


def _fixed(node: ast.Node, name: str) -> ast.Ident:
    return ast.Ident(node.pos, node.pos, name, None, (name,))


_Method = Callable[[Elaborator, Any, "Expr | None", LocalContext], Expr]
_METHODS: dict[type, _Method] = {
    ast.Ident: Elaborator._head,
    ast.Explicit: Elaborator._head,
    ast.PartialExplicit: Elaborator._head,
    ast.Field: Elaborator._head,
    ast.Choice: Elaborator._head,
    ast.App: Elaborator._app,
    ast.ExprTerm: Elaborator._expr,
    ast.SortTerm: Elaborator._sort,
    ast.Hole: Elaborator._hole,
    ast.Sorry: Elaborator._sorry,
    ast.Lambda: Elaborator._lambda,
    ast.PatternLambda: Elaborator._pattern_lambda,
    ast.Pi: Elaborator._pi,
    ast.Arrow: Elaborator._arrow,
    ast.Let: Elaborator._let,
    ast.LetPattern: Elaborator._let_pattern,
    ast.Have: Elaborator._have,
    ast.Suffices: Elaborator._suffices,
    ast.Show: Elaborator._show,
    ast.Ascription: Elaborator._ascription,
    ast.Numeral: Elaborator._numeral,
    ast.Decimal: Elaborator._decimal,
    ast.StringLiteral: Elaborator._string,
    ast.CharLiteral: Elaborator._char,
    ast.If: Elaborator._if,
    ast.Match: Elaborator._match,
    ast.AnonymousConstructor: Elaborator._anonymous_constructor,
    ast.StructureInstance: Elaborator._structure_instance,
    ast.EmptyBraces: Elaborator._empty_braces,
    ast.SetLiteral: Elaborator._set_literal,
    ast.SetOf: Elaborator._set_of,
    ast.Sep: Elaborator._sep,
    ast.Subtype: Elaborator._subtype,
    ast.Calc: Elaborator._calc,
    ast.TacticTerm: Elaborator._tactic,
    ast.Inaccessible: Elaborator._inaccessible,
    ast.AsPattern: Elaborator._as_pattern,
    ast.PatternHint: Elaborator._pattern_hint,
    ast.InfixFunction: Elaborator._infix_function,
    ast.QuotedTactics: Elaborator._quoted_tactics,
    ast.UnsupportedTerm: Elaborator._unsupported,
}
