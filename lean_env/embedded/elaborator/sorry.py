"""The hole that proves anything: an axiom that no text can name, added to a check's environment when first needed.

Whether a declaration rests on it is asked of the kernel (`Environment.axioms_of`), so that nothing can hide it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel import level as lv
from lean_env.embedded.kernel.declaration import AxiomDecl

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

SORRY = "[sorry]"
"""The name of the axiom; brackets cannot be written in an identifier without «»."""


def mk_sorry(state: State, type_: ex.Expr, level: lv.Level) -> ex.Expr:
    """A term of type `type_ : Sort level`."""
    if SORRY not in state.env:
        variable = ex.mk_sort(lv.mk_param("l"))
        state.add_declaration(AxiomDecl(SORRY, ("l",), ex.mk_pi("α", ex.DEFAULT, variable, ex.mk_var(0))))
    return ex.mk_app(ex.mk_const(SORRY, (level,)), type_)


def uses_sorry(state: State, name: str) -> bool:
    """Whether the constant rests on a `sorry`, directly or not."""
    return SORRY in state.env and SORRY in state.env.axioms_of(name)
