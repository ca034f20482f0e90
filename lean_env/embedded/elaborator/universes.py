"""Universe parameters of declarations: which there are, their order, and names for those that are left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.kernel import level as lv
from lean_env.embedded.kernel.expr import Const, Expr, Sort
from lean_env.embedded.kernel.level import Level

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.metavars import MetavarContext
    from lean_env.embedded.elaborator.state import State


def collect_params(exprs: Iterable[Expr]) -> set[str]:
    """The names of the universe parameters in `exprs`."""
    found: set[str] = set()

    def visit(e: Expr) -> bool:
        if not e.has_level_param:
            return False
        if isinstance(e, Sort):
            found.update(terms.params_of(e.level))
        elif isinstance(e, Const):
            for level in e.levels:
                if level.has_param:
                    found.update(terms.params_of(level))
        return True

    for e in exprs:
        terms.for_each(e, visit)
    return found


def order(state: State, explicit: Sequence[str], used: set[str], generated: Sequence[str] = ()) -> tuple[str, ...]:
    """Universe parameters in Lean's order: the section's that are used, the explicit ones, then generated ones."""
    result = [name for name in dict.fromkeys(state.universes()) if name in used and name not in explicit]
    result += explicit
    for name in generated:
        if name not in result:
            result.append(name)
    return tuple(result)


def generalize(
    mctx: MetavarContext, exprs: Sequence[Expr], taken: Iterable[str], fixed: bool = False
) -> tuple[list[Expr], list[str]]:
    """Name the universe metavariables left in `exprs` `u_1`, `u_2`, ...; with `fixed` they become 0 instead."""
    settled = [mctx.instantiate(e) for e in exprs]
    open_ones = [e for e in settled if e.has_level_meta]
    if not open_ones:
        return settled, []
    names = set(taken) | collect_params(settled)
    generated: list[str] = []
    counter = 0

    def settle(level: Level) -> None:
        nonlocal counter
        if not level.has_meta:
            return
        if isinstance(level, lv.LevelMeta):
            if mctx.level_value(level) is not None:
                return
            if fixed:
                mctx.assign_level(level, lv.ZERO)
                return
            counter += 1
            while f"u_{counter}" in names:
                counter += 1
            generated.append(f"u_{counter}")
            mctx.assign_level(level, lv.mk_param(f"u_{counter}"))
        elif isinstance(level, lv.Succ):
            settle(level.pred)
        elif isinstance(level, lv.Max | lv.IMax):
            settle(level.lhs)
            settle(level.rhs)

    def visit(e: Expr) -> bool:
        if not e.has_level_meta:
            return False
        if isinstance(e, Sort):
            settle(e.level)
        elif isinstance(e, Const):
            for level in e.levels:
                settle(level)
        return True

    for e in open_ones:
        terms.for_each(e, visit)
    return [mctx.instantiate(e) for e in settled], generated
