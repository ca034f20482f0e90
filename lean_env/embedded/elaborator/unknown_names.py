"""The first identifier of a declaration that means nothing.

Lean resolves the names outside tactic blocks while it parses, so that an unknown one is reported before any other
fault of the declaration. Here names are resolved when terms are elaborated; this finds what Lean would have said first.
"""

from __future__ import annotations

from lean_env.embedded.elaborator import names
from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.elaborator.section_variables import SyntaxWalker
from lean_env.embedded.elaborator.state import State, parent_name
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax import ast


def first_unknown(state: State, node: ast.Definition) -> LeanError | None:
    """The error about the first unknown name in a definition's binders, type and value, if there is one."""
    finder = _Finder(state)
    inner = finder.visit_binders(node.binders, frozenset())
    finder.visit(node.type, inner)
    inner |= {node.name}
    finder.visit(node.value, inner)
    finder.visit(node.equations, inner)
    if finder.found is None:
        return None
    return unknown_identifier(state, finder.found.name, finder.found.pos)


class _Finder(SyntaxWalker):
    """Stops caring after the first find."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.found: ast.Ident | None = None

    def visit_ident(self, node: ast.Ident, bound: frozenset[str]) -> None:
        """Unknown is what neither is bound nor begins with something bound or declared."""
        if self.found is not None or node.resolved is not None:
            return
        name = node.name
        while name:
            if name in bound or any(variable.local.pp_name == name for variable in self.state.variables()):
                return
            name = parent_name(name)
        if names.resolve_name(self.state, node.name, EMPTY_CONTEXT) is None:
            self.found = node
