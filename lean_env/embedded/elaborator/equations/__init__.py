"""The equation compiler: `match` and definitions by pattern matching, with structural and well-founded recursion.

`compiler` is the front; `cases` and `goals` serve tactics as well.
"""

from lean_env.embedded.elaborator.equations.compiler import (
    EquationsRequest,
    elab_equations_definition,
    elab_match,
)

__all__ = ["EquationsRequest", "elab_equations_definition", "elab_match"]
