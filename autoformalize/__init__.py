"""From mathematics in words to Lean 3 that a kernel accepts: data, prompts, training, generation, evaluation, reports.

This package knows language models; it reaches Lean only through the public face of `lean_env`.
"""

__version__ = "0.1.0"
