"""Which function runs which interactive tactic.

A handler takes the state and the parsed call. Conv mode has a table of its own. Looking a name up is all this module
does; running, errors' places and clean-up are `runner`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from lean_env.embedded.syntax.ast import TacticCall
from lean_env.embedded.tactics.state import TacticState

Handler = Callable[[TacticState, TacticCall], None]

TACTICS: dict[str, Handler] = {}
CONV_TACTICS: dict[str, Handler] = {}

# Namespaces of Lean's library in which meta code lives: names below them are beyond us, not unknown to Lean.
META_NAMESPACES = frozenset(
    {
        "tactic",
        "conv",
        "smt_tactic",
        "expr",
        "pexpr",
        "name",
        "environment",
        "declaration",
        "interactive",
        "interaction_monad",
        "io",
        "format",
        "level",
        "lean",
        "native",
        "list",
        "option",
        "nat",
        "string",
        "monad",
        "functor",
        "reflected",
        "user_attribute",
        "well_founded_tactics",
        "simp_lemmas",
        "cc_state",
        "widget",
        "json",
        "exceptional",
        "task",
        "ref",
        "rb_map",
        "name_map",
        "expr_map",
        "parser",
        "bool",
        "char",
        "int",
        "prod",
        "vm",
    }
)


def tactic(*names: str) -> Callable[[Handler], Handler]:
    """Register a handler under these names."""

    def register(handler: Handler) -> Handler:
        for name in names:
            TACTICS[name] = handler
        return handler

    return register


def conv_tactic(*names: str) -> Callable[[Handler], Handler]:
    """Register a conv-mode handler under these names."""

    def register(handler: Handler) -> Handler:
        for name in names:
            CONV_TACTICS[name] = handler
        return handler

    return register
