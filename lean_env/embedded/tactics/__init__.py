"""Lean 3's interactive tactics: `run_tactic_block` fills a goal by running a tactic block.

The syntax comes from `syntax.tactic_parser`, terms inside tactics are elaborated by `elaborator`, and what a block
proves is checked by the kernel with the declaration that it belongs to. Each family of tactics has a module here; they
register what they run in `registry` when this package is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import Meta, fresh_id
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import (  # noqa: F401  (they register)
    ac,
    basic,
    cases,
    cc,
    congr,
    conv,
    derive,
    equality,
    relations,
    rewrite,
    values,
)
from lean_env.embedded.tactics.runner import check_names, run, run_block
from lean_env.embedded.tactics.simp import tactics as _simp  # noqa: F401
from lean_env.embedded.tactics.state import TacticFailure, TacticState, is_failure

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.term import Elaborator

UNSOLVED = "tactic failed, there are unsolved goals"


def run_tactic_block(block: ast.TacticTerm | ast.Tactic, goal: Meta, elab: Elaborator) -> None:
    """Assign `goal` by running `block` (`by t`, `begin … end`, or a tactic); LeanError in Lean's words if it fails."""
    tactic = block.block if isinstance(block, ast.TacticTerm) else block
    is_by = isinstance(block, ast.TacticTerm) and block.is_by
    elab.mctx.set_kind(goal, "synthetic")
    ts = TacticState(elab, [goal])
    start = fresh_id()
    check_names(ts, tactic)
    with elab.ctx.transparency_at("semireducible"):
        try:
            if isinstance(tactic, ast.Block) and not is_by:
                run_block(ts, tactic)
            elif isinstance(tactic, ast.Block):
                run(ts, tactic)
            else:
                run(ts, tactic)
        except LeanError as error:
            raise _with_state(ts, error).at(tactic.pos) from None
    ts.set_goals(ts.goals)
    closing = tactic.closing if isinstance(tactic, ast.Block) and not is_by else tactic.pos
    if ts.goals:
        raise TacticFailure(f"{UNSOLVED}\nstate:\n{ts.show()}", "unsolved_goals").at(closing)
    value = elab.mctx.instantiate(goal)
    # Of what was open before the block began, other blocks may still be waiting; nothing else may be left.
    left = elab.mctx.unassigned_metas(value)
    if value is goal or any(meta.id > start or elab.mctx.decl(meta).kind != "synthetic" for meta in left):
        raise TacticFailure("tactic failed, result contains meta-variables\nstate:\nno goals").at(closing)


def _with_state(ts: TacticState, error: LeanError) -> LeanError:
    """The error with the state it happened in, as Lean prints it."""
    if not is_failure(error) or "\nstate:\n" in error.text:
        return error
    shown = ts.show() if ts.goals else "no goals"
    error.text = f"{error.text}\nstate:\n{shown}"
    error.args = (error.text,)
    return error
