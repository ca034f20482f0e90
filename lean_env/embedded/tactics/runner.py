"""Runs tactic syntax: blocks, sequencing, focusing, alternatives, and calls looked up in `registry`.

A failing tactic raises; what may be caught is caught by `TacticState.attempt`. Every call is one step: it counts
against the budget, gives its place to an error that has none, and drops goals that were solved on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.kernel.expr import Meta
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.tactic_parser import TACTICS
from lean_env.embedded.tactics import registry
from lean_env.embedded.tactics.configuration import check_arguments
from lean_env.embedded.tactics.registry import Handler
from lean_env.embedded.tactics.state import TacticFailure, TacticState, exact

# What Lean's `iterate` without a number stops at.
ITERATE_LIMIT = 100000

_TACTIC_STEPS = 5
"""What a tactic costs before it does anything: a state to come back to, its goal, its arguments."""

Run = Callable[[], Any]


def run(ts: TacticState, node: ast.Tactic, conv: bool = False) -> None:
    """Run one tactic; inside conv mode calls mean conv's own."""
    try:
        _dispatch(ts, node, conv)
    except LeanError as error:
        raise error.at(node.pos) from None


def _dispatch(ts: TacticState, node: ast.Tactic, conv: bool) -> None:
    ts.ctx.tick(_TACTIC_STEPS)
    if isinstance(node, ast.TacticCall):
        _call(ts, node, conv)
        ts.set_goals(ts.goals)
    elif isinstance(node, ast.Block):
        if conv:
            solve1(ts, lambda: _conv_closed(ts, node), node.closing)
        else:
            solve1(ts, lambda: run_block(ts, node), node.closing)
    elif isinstance(node, ast.ByTactic):
        solve1(ts, lambda: run(ts, node.tactic, conv))
    elif isinstance(node, ast.AndThen):
        and_then(ts, lambda: run(ts, node.first, conv), lambda: run(ts, node.second, conv))
        ts.set_goals(ts.goals)
    elif isinstance(node, ast.AndThenList):
        runs = [_element(ts, alternative, conv) for alternative in node.alternatives]
        and_then_list(ts, lambda: run(ts, node.first, conv), runs)
        ts.set_goals(ts.goals)
    elif isinstance(node, ast.OrElse):
        if not ts.attempt(lambda: run(ts, node.first, conv)):
            run(ts, node.second, conv)
    elif isinstance(node, ast.CalcTactic):
        refine(ts, node.term)
        ts.set_goals(ts.goals)
    elif isinstance(node, ast.TermTactic):
        run_program(ts, node)
        ts.set_goals(ts.goals)
    elif isinstance(node, ast.UnsupportedTactic):
        raise Unsupported(f"tactic form not supported: {node.what}")
    else:
        raise Unsupported(f"tactic form not supported: {type(node).__name__}")


# --------------------------------------------------------------------------------------------- programs as terms

# Tactics of the library, of type `tactic unit` and without arguments, that interactive ones of the same name run.
_LIBRARY_TACTICS = frozenset(
    {
        "triv", "assumption", "reflexivity", "symmetry", "transitivity", "contradiction", "exfalso",
        "apply_instance", "cc", "ac_refl", "congr", "skip", "done", "subst_vars", "comp_val", "swap", "admit",
        "order_laws_tac", "trace_state", "mk_dec_eq_instance", "mk_inhabited_instance",
    }
)  # fmt: skip


def run_program(ts: TacticState, node: ast.TermTactic) -> None:
    """A term that stands for a tactic, where it is one of those that we know."""
    steps = program(ts, node.term)
    if steps is None:
        raise term_tactic_error(ts, node)
    for step in steps:
        run(ts, step)


def program(ts: TacticState, term: ast.Term) -> tuple[ast.Tactic, ...] | None:
    """The tactics that a term of type `tactic unit` runs one after another; None when it is anything else."""
    if isinstance(term, ast.QuotedTactics):
        return term.block.tactics
    if isinstance(term, ast.TermTactic):
        return program(ts, term.term)
    if isinstance(term, ast.Ident):
        name = library_tactic(ts, term)
        return (ast.TacticCall(term.pos, term.end, name),) if name else None
    return None


def library_tactic(ts: TacticState, term: ast.Ident) -> str:
    """`assumption` for `tactic.assumption` and for `tactic.interactive.assumption`, and so on; "" for other terms."""
    full = term.name.removeprefix("_root_.")
    if "." not in full and not term.resolved and _is_open(ts, full):
        full = f"tactic.{full}"
    namespace, _, name = full.rpartition(".")
    if name not in registry.TACTICS:
        return ""
    if namespace == "tactic" and name in _LIBRARY_TACTICS:
        return name
    return name if namespace == "tactic.interactive" and TACTICS.get(name) == () else ""


def _is_open(ts: TacticState, name: str) -> bool:
    """Does the short name mean the one in the namespace `tactic`, and nothing else?"""
    state = ts.elab.state
    return "tactic" in state.open_namespaces and not state.resolve(name) and ts.elab.state.get(name) is None


def _call(ts: TacticState, node: ast.TacticCall, conv: bool) -> None:
    table: dict[str, Handler] = registry.CONV_TACTICS if conv else registry.TACTICS
    handler = table.get(node.name)
    if handler is None:
        raise Unsupported(f"tactic not supported: {node.name}")
    handler(ts, node)


def _element(ts: TacticState, node: ast.Tactic, conv: bool) -> Run:
    """An entry of `t; [..]`: braces there need not close their goal."""
    if isinstance(node, ast.Block):
        return lambda: run_block(ts, node, conv)
    return lambda: run(ts, node, conv)


def _conv_closed(ts: TacticState, node: ast.Block) -> None:
    run_block(ts, node, True)
    reflexivity = registry.TACTICS["reflexivity"]
    call = ast.TacticCall(node.pos, node.end, "reflexivity")
    ts.attempt(lambda: any_goals(ts, lambda: reflexivity(ts, call)))


def run_block(ts: TacticState, block: ast.Block, conv: bool = False) -> None:
    """The tactics of a block one after another, without asking that they close anything."""
    if block.tactic_class not in ("", "conv" if conv else "tactic"):
        raise Unsupported(f"tactic class not supported: {block.tactic_class}")
    for node in block.tactics:
        run(ts, node, conv)


def check_names(ts: TacticState, node: Any, conv: bool = False) -> None:
    """What Lean refuses before it runs a block, even under `try`: unknown names and superfluous arguments."""
    if isinstance(node, ast.TermTactic):
        steps = None if conv else program(ts, node.term)
        if steps is None:
            raise term_tactic_error(ts, node).at(node.pos)
        for step in steps:
            check_names(ts, step)
    if isinstance(node, ast.Block):
        for inner in node.tactics:
            check_names(ts, inner, conv)
    elif isinstance(node, ast.ByTactic):
        check_names(ts, node.tactic, conv)
    elif conv and isinstance(node, ast.AndThen | ast.AndThenList):
        raise LeanError(
            "failed to synthesize type class instance for\n⊢ has_andthen (conv unit) (conv unit) ?m_1",
            node.pos,
            "failed_to_synthesize",
        )
    elif isinstance(node, ast.AndThen | ast.OrElse):
        check_names(ts, node.first, conv)
        check_names(ts, node.second, conv)
    elif isinstance(node, ast.AndThenList):
        check_names(ts, node.first, conv)
        for inner in node.alternatives:
            check_names(ts, inner, conv)
    elif isinstance(node, ast.TacticCall):
        for term in check_arguments(ts, node, conv):
            check_names(ts, ast.TermTactic(term.pos, term.end, term))
        for value in node.args.values():
            if isinstance(value, ast.Tactic):
                check_names(ts, value, conv or node.name == "conv")
    elif isinstance(node, ast.ConvBlock):
        check_names(ts, node.block, True)


def term_tactic_error(ts: TacticState, node: ast.TermTactic) -> LeanError:
    """A term where a tactic stands: unknown to Lean, or meta code that we do not run."""
    head: ast.Term = node.term
    if isinstance(head, ast.App) and isinstance(head.fn, ast.Ident) and head.fn.resolved == ("of_as_true",):
        return LeanError("type mismatch, a proof is not a tactic", node.pos, "type_mismatch")
    while isinstance(head, ast.App):
        head = head.fn
    if isinstance(head, ast.Ident) and not head.resolved:
        name = head.name
        state = ts.elab.state
        constants = state.resolve(name)
        meta = name.split(".", 1)[0] in registry.META_NAMESPACES and "." in name
        if not meta and not any(ns in registry.META_NAMESPACES for ns in state.open_namespaces):
            if not constants:
                return unknown_identifier(state, name, head.pos)
            ctx = ts.elab.ctx
            if head is node.term and all([ctx.is_proof(ctx.const_with_fresh_levels(c)) for c in constants]):
                return LeanError("type mismatch, a proof is not a tactic", node.pos, "type_mismatch")
    return Unsupported("meta code as a tactic")


# ------------------------------------------------------------------------------------------------------- combinators


def need_goals(ts: TacticState) -> None:
    if not ts.goals:
        raise TacticFailure("match failed")


def solve1(ts: TacticState, body: Run, closing: Position | None = None) -> None:
    """Run on the first goal alone, which must then be solved; if not, `closing` is where the error stands."""
    if not ts.goals:
        raise TacticFailure("solve1 tactic failed, there isn't any goal left to focus")
    first, rest = ts.goals[0], ts.goals[1:]
    ts.set_goals([first])
    body()
    if ts.goals:
        raise TacticFailure("solve1 tactic failed, focused goal has not been solved", "unsolved_goals").at(closing)
    ts.set_goals(rest)


def focus1(ts: TacticState, body: Run) -> None:
    """Run with only the first goal in sight; what it leaves comes before the others."""
    need_goals(ts)
    rest = ts.goals[1:]
    if not rest:
        body()
        return
    ts.set_goals([ts.goals[0]])
    body()
    ts.set_goals((*ts.goals, *rest))


def and_then(ts: TacticState, first: Run, second: Run) -> None:
    need_goals(ts)
    rest = ts.goals[1:]
    ts.set_goals([ts.goals[0]])
    first()
    all_goals(ts, second)
    ts.set_goals((*ts.goals, *rest))


def and_then_list(ts: TacticState, first: Run, seconds: Sequence[Run]) -> None:
    need_goals(ts)
    rest = ts.goals[1:]
    ts.set_goals([ts.goals[0]])
    first()
    focus(ts, seconds)
    ts.set_goals((*ts.goals, *rest))


def focus(ts: TacticState, runs: Sequence[Run]) -> None:
    """One tactic for each goal."""
    done: list[Meta] = []
    waiting = list(runs)
    for goal in ts.goals:
        if ts.mctx.is_assigned(goal):
            continue
        if not waiting:
            raise TacticFailure("focus tactic failed, insufficient number of tactics")
        ts.set_goals([goal])
        waiting.pop(0)()
        done.extend(ts.goals)
    if waiting:
        raise TacticFailure("focus tactic failed, insufficient number of goals")
    ts.set_goals(done)


def all_goals(ts: TacticState, body: Run) -> None:
    done: list[Meta] = []
    for goal in ts.goals:
        if ts.mctx.is_assigned(goal):
            continue
        ts.set_goals([goal])
        body()
        done.extend(ts.goals)
    ts.set_goals(done)


def any_goals(ts: TacticState, body: Run) -> None:
    """On every goal, as far as it goes; at least one must succeed."""
    done: list[Meta] = []
    progress = False
    for goal in ts.goals:
        if ts.mctx.is_assigned(goal):
            continue
        ts.set_goals([goal])
        if ts.attempt(body):
            progress = True
        done.extend(ts.goals)
    if not progress:
        raise TacticFailure("failed")
    ts.set_goals(done)


def repeat(ts: TacticState, body: Run) -> None:
    """On each goal and on what comes of it, until it fails there."""
    todo = list(ts.goals)
    todo.reverse()
    done: list[Meta] = []
    while todo:
        goal = todo.pop()
        ts.ctx.tick()

        def one(goal: Meta = goal) -> None:
            ts.set_goals([goal])
            body()

        if ts.attempt(one):
            new = list(ts.goals)
            new.reverse()
            todo.extend(new)
        else:
            done.append(goal)
    ts.set_goals(done)


def iterate(ts: TacticState, body: Run, count: int | None = None) -> None:
    """`count` times, or until it fails."""
    if count is not None:
        for _ in range(count):
            ts.ctx.tick()
            body()
        return
    for _ in range(ITERATE_LIMIT):
        ts.ctx.tick()
        if not ts.attempt(body):
            return


def first_of(ts: TacticState, runs: Iterable[Run], message: str) -> None:
    """The first of `runs` that succeeds."""
    for body in runs:
        if ts.attempt(body):
            return
    raise TacticFailure(message)


def done(ts: TacticState) -> None:
    if ts.goals:
        raise TacticFailure("done tactic failed, there are unsolved goals", "unsolved_goals")


# ------------------------------------------------------------------------------------------------------------- terms


def elab_term(ts: TacticState, node: ast.Term, expected: Any = None, *, subgoals: bool = True) -> Any:
    """A term that may keep holes; they become goals right after the main one."""
    e = ts.elab.elab_open(node, expected, ts.lctx())
    e = ts.mctx.instantiate(e)
    if subgoals and e.has_meta:
        known = set(ts.goals)
        found = [_innermost(ts, meta) for meta in ts.mctx.unassigned_metas(e)]
        new = [meta for meta in dict.fromkeys(found) if meta not in known]
        for meta in new:
            ts.mctx.set_kind(meta, "synthetic")
        ts.insert_after_main(new)
    return e


def _innermost(ts: TacticState, meta: Meta) -> Meta:
    """The hole itself, where `meta` stands for its abstraction over binders."""
    while (body := ts.mctx.delayed_body(meta)) is not None:
        meta = body[1]
    return meta


def elab_closed(ts: TacticState, node: ast.Term, expected: Any = None) -> Any:
    """A term without holes."""
    return ts.mctx.instantiate(ts.elab.elab_term_and_synthesize(node, expected, ts.lctx()))


def elab_type(ts: TacticState, node: ast.Term) -> Any:
    """A type, which may keep holes."""
    place = (node.pos, node.end)
    return elab_term(ts, ast.Ascription(*place, node, ast.SortTerm(*place, False, None, True)))


def ascribe(node: ast.Term, type_: Any) -> ast.Term:
    """`(node : type_)` with an elaborated type."""
    return ast.Ascription(node.pos, node.end, node, ast.ExprTerm(node.pos, node.end, type_))


def refine(ts: TacticState, node: ast.Term) -> None:
    target = ts.target()
    exact(ts, elab_term(ts, ascribe(node, target), target))
