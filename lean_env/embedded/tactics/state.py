"""The state a tactic block works on: its goals, and the moves on the first goal that all tactics are made of.

A goal is a synthetic metavariable whose declaration holds its hypotheses and its target. The state is a plain mutable
object; what can be undone (assignments, the goal list, tags) is saved by `save` and brought back by `restore`.
Which tactic calls which move is left to the modules beside this one; unification and terms to the elaborator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.elaborator.pretty import pp, pp_goals
from lean_env.embedded.errors import DeterministicTimeout, LeanError, Unsupported
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    abstract,
    instantiate1,
    mk_app,
    mk_apps,
    mk_const,
    mk_let,
    mk_local,
    mk_pi,
)
from lean_env.embedded.terms import find, head_beta

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.metavars import MetaDecl, MetavarContext
    from lean_env.embedded.elaborator.term import Elaborator

Value = TypeVar("Value")

NO_GOALS = "tactic failed, there are no goals to be solved"


class TacticFailure(LeanError):
    """A tactic did not apply; `try`, `<|>` and their kin catch it."""

    def __init__(self, text: str, kind: str = "tactic_failed") -> None:
        super().__init__(text, None, kind)


class Saved(NamedTuple):
    """What `TacticState.restore` needs."""

    checkpoint: Any
    goals: tuple[Meta, ...]
    tags: dict[Meta, tuple[str, ...]]
    tags_enabled: bool


def is_failure(error: LeanError) -> bool:
    """May a combinator such as `try` catch this error?  Never a spent budget, never what we do not support."""
    return not isinstance(error, Unsupported | DeterministicTimeout)


class TacticState:
    """Goals (first is main), their tags, and the elaborator that terms are read with."""

    __slots__ = ("ctx", "elab", "goals", "mctx", "tags", "tags_enabled")

    def __init__(self, elab: Elaborator, goals: Iterable[Meta]) -> None:
        self.elab = elab
        self.ctx: TypeContext = elab.ctx
        self.mctx: MetavarContext = elab.ctx.mctx
        self.goals: tuple[Meta, ...] = tuple(goals)
        self.tags: dict[Meta, tuple[str, ...]] = {}
        self.tags_enabled = False

    # ------------------------------------------------------------------------------------------ save and restore

    def save(self) -> Saved:
        return Saved(self.elab.checkpoint(), self.goals, self.tags, self.tags_enabled)

    def restore(self, saved: Saved) -> None:
        self.elab.rollback(saved.checkpoint)
        self.goals = saved.goals
        self.tags = saved.tags
        self.tags_enabled = saved.tags_enabled

    def attempt(self, run: Callable[..., Any], *args: Any) -> bool:
        """Run on the arguments; on failure bring the state back and say False."""
        saved = self.save()
        try:
            run(*args)
        except LeanError as error:
            if not is_failure(error):
                raise
            self.restore(saved)
            return False
        return True

    def value_or_none(self, run: Callable[..., Value], *args: Any) -> Value | None:
        """What `run` returns (which must not be None); on failure the state is brought back and the value None."""
        result: list[Value] = []
        return result[0] if self.attempt(lambda: result.append(run(*args))) else None

    # --------------------------------------------------------------------------------------------------- goals

    def set_goals(self, goals: Iterable[Meta]) -> None:
        """The goals, without those that are solved already."""
        assigned = self.mctx.is_assigned
        self.goals = tuple([goal for goal in goals if not assigned(goal)])

    def replace_main(self, new: Sequence[Meta]) -> None:
        """The first goal has been assigned: `new` take its place."""
        self._set_unsolved_prefix((*new, *self.goals[1:]))

    def _set_unsolved_prefix(self, goals: tuple[Meta, ...]) -> None:
        start = 0
        while start < len(goals) and self.mctx.is_assigned(goals[start]):
            start += 1
        self.goals = goals[start:]

    def insert_after_main(self, new: Sequence[Meta]) -> None:
        if new:
            self.goals = (self.goals[0], *new, *self.goals[1:])

    def main(self) -> Meta:
        if not self.goals:
            raise TacticFailure(NO_GOALS)
        return self.goals[0]

    def decl(self) -> MetaDecl:
        return self.mctx.decl(self.main())

    def lctx(self) -> LocalContext:
        return self.mctx.decl(self.main()).lctx

    def target(self) -> Expr:
        return self.mctx.instantiate(self.mctx.decl(self.main()).type)

    def unifies(self, a: Expr, b: Expr) -> bool:
        """Definitional equality as the tactic monad asks for it: unlike the elaborator and `apply`, no solution is
        guessed that is not the most general one, so `?f a` is not `p a`."""
        with self.ctx.approximate(False):
            return self.ctx.is_def_eq(a, b)

    def type_of(self, e: Expr) -> Expr:
        """The type of `e` with what is known about its metavariables filled in."""
        return self.mctx.instantiate(self.ctx.infer(e))

    def hypotheses(self) -> tuple[Local, ...]:
        return self.lctx().locals()

    def hypothesis(self, name: str) -> Local:
        """The last hypothesis called `name`; fails as Lean's `get_local` does."""
        local = self.lctx().find_by_name(name)
        if local is None:
            raise TacticFailure(f"get_local tactic failed, unknown '{name}' local", "unknown_identifier")
        return local

    def new_goal(self, type_: Expr, lctx: LocalContext | None = None) -> Meta:
        return self.mctx.mk_meta(type_, self.lctx() if lctx is None else lctx, kind="synthetic")

    def main_tag(self) -> tuple[str, ...]:
        return self.tags.get(self.main(), ())

    def set_tag(self, goal: Meta, tag: tuple[str, ...]) -> None:
        """Tags are kept only while enabled (`with_cases` and the case-splitting tactics enable them)."""
        if not self.tags_enabled:
            return
        self.tags = dict(self.tags)
        if tag:
            self.tags[goal] = tag
        else:
            self.tags.pop(goal, None)

    # ------------------------------------------------------------------------------------------------ printing

    def pp(self, e: Expr) -> str:
        return pp(self.mctx.instantiate(e), self.ctx)

    def pp_indented(self, e: Expr) -> str:
        return "\n  " + self.pp(e).replace("\n", "\n  ")

    def show(self) -> str:
        return pp_goals(self.ctx, list(self.goals))


# ------------------------------------------------------------------------------------------------ names and contexts


def unused_name(lctx: LocalContext, suggestion: str, start: int | None = None) -> str:
    """`suggestion` itself if no hypothesis has it (and no `start` is given), else `suggestion_1` and so on."""
    if start is None:
        if lctx.find_by_name(suggestion) is None:
            return suggestion
        start = 1
    while lctx.find_by_name(f"{suggestion}_{start}") is not None:
        start += 1
    return f"{suggestion}_{start}"


def depends_on(ts: TacticState, e: Expr, ids: set[int]) -> bool:
    """Does `e` mention one of the locals with these ids?"""
    if e.has_meta:
        e = ts.mctx.instantiate(e)
    if not e.has_local:
        return False
    return find(e, lambda node: isinstance(node, Local) and node.id in ids) is not None


def local_depends_on(ts: TacticState, lctx: LocalContext, local: Local, ids: set[int]) -> bool:
    if depends_on(ts, local.type, ids):
        return True
    value = lctx.value(local)
    return value is not None and depends_on(ts, value, ids)


# ------------------------------------------------------------------------------------------------- moves on the goal


def assign(ts: TacticState, value: Expr, new: Sequence[Meta] = ()) -> None:
    """The main goal is solved by `value`, up to the goals `new` in it."""
    ts.mctx.assign(ts.main(), value)
    ts.replace_main(new)


def intro_core(ts: TacticState, name: str) -> Local:
    """Move the first binder of the target (after whnf if none shows) into the context; `_` keeps the binder's name."""
    decl = ts.decl()
    ctx = ts.ctx
    target = ts.mctx.instantiate(decl.type)
    if not isinstance(target, Pi | Let):
        target = ctx.whnf(target)
        if not isinstance(target, Pi):
            raise TacticFailure("intro tactic failed, Pi/let expression expected")
    new_name = unused_name(decl.lctx, target.binder_name) if name == "_" else name
    if isinstance(target, Pi):
        local = mk_local(new_name, head_beta(target.binder_type), target.binder_info)
        lctx = decl.lctx.add(local)
        goal = ts.new_goal(instantiate1(target.body, local), lctx)
        value = ctx.mk_lambda([local], goal)
    else:
        local = mk_local(new_name, head_beta(target.binder_type))
        lctx = decl.lctx.add(local, target.value)
        goal = ts.new_goal(instantiate1(target.body, local), lctx)
        value = ctx.mk_let(local, target.value, goal)
    assign(ts, value, [goal])
    return local


def intro(ts: TacticState, name: str = "_") -> Local:
    """`intro_core`, having first changed the target to its whnf when it shows no binder."""
    if not isinstance(ts.target(), Pi | Let):
        change(ts, ts.ctx.whnf(ts.target()))
    return intro_core(ts, name)


def intro_many(ts: TacticState, count: int) -> list[Local]:
    return [intro(ts) for _ in range(count)]


def intro_fresh(ts: TacticState, base: str, start: int | None) -> Local:
    return intro(ts, "_" if base == "_" else unused_name(ts.lctx(), base, start))


def revert(ts: TacticState, locals_: Sequence[Local]) -> int:
    """Move the hypotheses, and whatever depends on them, back into the target; returns how many moved."""
    decl = ts.decl()
    lctx = decl.lctx
    seen: set[int] = set()
    for local in locals_:
        if not isinstance(local, Local):
            raise TacticFailure(f"revert tactic failed, expecting local variable, found '{ts.pp(local)}'")
        if not lctx.contains(local):
            raise TacticFailure(f"revert tactic failed, unknown hypothesis '{local.pp_name}'")
        if local.id in seen:
            raise TacticFailure(f"revert tactic failed, duplicate hypothesis '{local.pp_name}'")
        seen.add(local.id)
    if not locals_:
        return 0
    reverted = _close_over_dependents(ts, lctx, list(locals_))
    ids = {local.id for local in reverted}
    for _, instance in lctx.instances:
        if lctx.frozen and instance.id in ids:
            raise TacticFailure(
                f"failed to revert '{instance.pp_name}', it is a frozen local instance (possible solution: "
                "use tactic `unfreezing` to temporarily reset the set of local instances)"
            )
    goal = ts.new_goal(ts.ctx.mk_pi(reverted, decl.type), lctx.without(ids))
    value: Expr = goal
    for local in reverted:
        if lctx.value(local) is None:
            value = mk_app(value, local)
    assign(ts, value, [goal])
    return len(reverted)


def _close_over_dependents(ts: TacticState, lctx: LocalContext, chosen: list[Local]) -> list[Local]:
    """`chosen` in the given order, then their dependents; in context order if the given one is not well formed."""
    wanted = len(chosen)
    reverted = list(chosen)
    ids = {local.id for local in chosen}
    place = {local.id: index for index, local in enumerate(chosen)}
    must_sort = False
    active: set[int] = set()
    first_seen = False
    for local in lctx.locals():
        index = place.get(local.id)
        if index is not None:
            first_seen = True
            if not must_sort:
                later = {other.id for other in reverted[index + 1 :]}
                must_sort = bool(later) and local_depends_on(ts, lctx, local, later)
            active.add(local.id)
        elif first_seen and local_depends_on(ts, lctx, local, ids):
            reverted.append(local)
            ids.add(local.id)
    if must_sort or wanted > len(reverted):
        order = {local.id: index for index, local in enumerate(lctx.locals())}
        reverted.sort(key=lambda local: order[local.id])
    return reverted


def clear(ts: TacticState, local: Expr) -> None:
    """Drop a hypothesis that nothing depends on."""
    if not isinstance(local, Local):
        raise TacticFailure("clear tactic failed, given expression is not a local constant")
    decl = ts.decl()
    if not decl.lctx.contains(local):
        raise TacticFailure(f"clear tactic failed, unknown '{local.pp_name}' hypothesis")
    ids = {local.id}
    if depends_on(ts, decl.type, ids):
        raise TacticFailure(f"clear tactic failed, target type depends on '{local.pp_name}'")
    for other in decl.lctx.locals():
        if other.id != local.id and local_depends_on(ts, decl.lctx, other, ids):
            raise TacticFailure(f"clear tactic failed, hypothesis '{other.pp_name}' depends on '{local.pp_name}'")
    goal = ts.new_goal(decl.type, decl.lctx.without(ids))
    assign(ts, goal, [goal])


def try_clear(ts: TacticState, local: Expr) -> None:
    ts.attempt(lambda: clear(ts, local))


def change(ts: TacticState, new: Expr, check: bool = True) -> None:
    """Replace the target by a definitionally equal one; the proof keeps `id` as a checkpoint for the kernel."""
    decl = ts.decl()
    if new is decl.type:
        return
    if check and not ts.unifies(new, decl.type):
        raise TacticFailure(
            "tactic.change failed, given type"
            + ts.pp_indented(new)
            + "\nis not definitionally equal to"
            + ts.pp_indented(decl.type)
        )
    new = ts.mctx.instantiate(new)
    goal = ts.new_goal(new, decl.lctx)
    level = ts.ctx.sort_of(decl.type)
    assign(ts, mk_apps(mk_const("id", (level,)), [decl.type, goal]), [goal])


def exact(ts: TacticState, e: Expr, transparency: str = "semireducible") -> None:
    """Solve the goal with `e`, whose type must unify with the target."""
    goal = ts.main()
    if e is goal:
        raise TacticFailure("invalid exact tactic, trying to solve goal using itself")
    decl = ts.mctx.decl(goal)
    with ts.ctx.transparency_at(transparency):
        given = ts.ctx.infer(e)
        if not ts.unifies(decl.type, given):
            raise TacticFailure(
                "exact tactic failed, type mismatch, given expression has type"
                + ts.pp_indented(given)
                + "\nbut is expected to have type"
                + ts.pp_indented(decl.type),
                "type_mismatch",
            )
    value = ts.mctx.instantiate(e)
    if value is goal:
        raise TacticFailure("invalid exact tactic, trying to solve goal using itself")
    if value.has_meta and find(value, lambda node: node is goal) is not None:
        raise TacticFailure("exact tactic failed, occurs check failed")
    if not ts.mctx.is_assigned(goal):
        ts.mctx.assign(goal, value)
    ts.replace_main(())


def assert_core(ts: TacticState, name: str, type_: Expr) -> tuple[Meta, Meta]:
    """Goals become `type_`, then `Π (name : type_), target`."""
    decl = ts.decl()
    _check_type(ts, type_, "assert")
    first = ts.new_goal(type_)
    second = ts.new_goal(mk_pi(name, 0, type_, decl.type))
    assign(ts, mk_app(second, first), [first, second])
    return first, second


def assert_(ts: TacticState, name: str, type_: Expr) -> None:
    """Goals become `type_`, then the old target under a hypothesis `name : type_`."""
    assert_core(ts, name, type_)
    swap(ts)
    intro(ts, name)
    swap(ts)


def define_core(ts: TacticState, name: str, type_: Expr) -> None:
    decl = ts.decl()
    _check_type(ts, type_, "define")
    first = ts.new_goal(type_)
    second = ts.new_goal(mk_let(name, type_, first, decl.type))
    assign(ts, second, [first, second])


def assertv(ts: TacticState, name: str, type_: Expr, value: Expr) -> Local:
    """Add the proved hypothesis `name : type_`."""
    _check_value(ts, type_, value, "assertv")
    decl = ts.decl()
    goal = ts.new_goal(mk_pi(name, 0, type_, decl.type))
    assign(ts, mk_app(goal, value), [goal])
    return intro(ts, name)


def definev(ts: TacticState, name: str, type_: Expr, value: Expr) -> Local:
    """Add the local definition `name : type_ := value`."""
    _check_value(ts, type_, value, "definev")
    decl = ts.decl()
    goal = ts.new_goal(mk_let(name, type_, value, decl.type))
    assign(ts, goal, [goal])
    return intro(ts, name)


def note(ts: TacticState, name: str, proof: Expr) -> Local:
    return assertv(ts, name, ts.type_of(proof), proof)


def _check_type(ts: TacticState, type_: Expr, what: str) -> None:
    if not isinstance(ts.ctx.whnf(ts.ctx.infer(type_)), Sort):
        raise TacticFailure(f"invalid {what} tactic, expression is not a type" + ts.pp_indented(type_))


def _check_value(ts: TacticState, type_: Expr, value: Expr, what: str) -> None:
    given = ts.ctx.infer(value)
    if not ts.unifies(type_, given):
        raise TacticFailure(
            f"invalid {what} tactic, value has type"
            + ts.pp_indented(given)
            + "\nbut is expected to have type"
            + ts.pp_indented(type_),
            "type_mismatch",
        )


def swap(ts: TacticState) -> None:
    if len(ts.goals) >= 2:
        first, second, *rest = ts.goals
        ts.set_goals([second, first, *rest])


def rotate_left(ts: TacticState, count: int) -> None:
    if ts.goals:
        count %= len(ts.goals)
        ts.goals = ts.goals[count:] + ts.goals[:count]


def replace_target(ts: TacticState, new: Expr, proof: Expr) -> None:
    """`proof : target = new`; the goal becomes `new`."""
    decl = ts.decl()
    target = decl.type
    goal = ts.new_goal(new)
    level = ts.ctx.sort_of(target)
    proof = _tagged(ts, target, new, proof)
    assign(ts, mk_apps(mk_const("eq.mpr", (level,)), [target, new, proof, goal]), [goal])


def replace_hypothesis(ts: TacticState, local: Local, new_type: Expr, proof: Expr) -> Local:
    """`proof : type of local = new_type`; a new hypothesis of the same name, the old one cleared if it can be."""
    old_type = ts.type_of(local)
    level = ts.ctx.sort_of(old_type)
    proof = _tagged(ts, old_type, new_type, proof)
    value = mk_apps(mk_const("eq.mp", (level,)), [old_type, new_type, proof, local])
    decl = ts.decl()
    new_local = mk_local(local.pp_name, new_type)
    lctx = decl.lctx.add(new_local)
    goal = ts.new_goal(decl.type, lctx)
    body = ts.ctx.mk_lambda([new_local], goal)
    assign(ts, mk_app(body, value), [goal])
    try_clear(ts, local)
    return new_local


def _tagged(ts: TacticState, old: Expr, new: Expr, proof: Expr) -> Expr:
    """The proof with its equation written on it, so that the kernel compares against exactly this statement."""
    sort = ts.ctx.infer(old)
    level = ts.ctx.sort_of(sort)
    statement = mk_apps(mk_const("eq", (level,)), [sort, old, new])
    return mk_apps(mk_const("id", (ts.ctx.sort_of(statement),)), [statement, proof])


def is_app_of(e: Expr, name: str, count: int | None = None) -> bool:
    """Is `e` the constant `name` applied (to exactly `count` arguments)?"""
    args = 0
    while isinstance(e, App):
        e = e.fn
        args += 1
    return isinstance(e, Const) and e.name == name and (count is None or count == args)


def mentions(e: Expr, local: Local) -> bool:
    return e.has_local and find(e, lambda node: node is local) is not None


def abstract_local(e: Expr, local: Local) -> Expr:
    return abstract(e, [local])
