"""Whether two Lean 3 statements say the same, and whether a text is a statement at all."""

from lean_env.equivalence.comparison import Comparison, Relation, StatementChecker

__all__ = ["Comparison", "Relation", "StatementChecker"]
