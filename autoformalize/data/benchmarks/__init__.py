"""Public Lean 3 benchmarks, read from a copy of their repository: ProofNet and both forks of miniF2F.

The project ships none of them. They need mathlib3 at their own pins; see each module for what its header imports.
"""
