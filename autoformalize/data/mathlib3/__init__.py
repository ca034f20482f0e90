"""mathlib3 from a checkout: its documented theorems, lemmas and definitions as pairs.

Files are read as commands (`lean_env.commands`) and never elaborated. `scopes` follows what is in force, `module` makes
the pairs of one file, `checkout` those of all.
"""

from autoformalize.data.mathlib3.checkout import extract, module_paths, revision_of
from autoformalize.data.mathlib3.module import Counts

__all__ = ["Counts", "extract", "module_paths", "revision_of"]
