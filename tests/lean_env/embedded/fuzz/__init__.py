"""Mutation fuzzing: mutants of accepted proofs, by rule, judged by the real Lean and by the embedded checker."""
