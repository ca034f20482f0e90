"""What counts as the same statement, in Lean and in English: canonical forms and the keys made of them.

`spelling` and `terms` read Lean text into trees, `statements` puts a statement into its canonical form, `english` reads
words and LaTeX. Nothing here elaborates, so two different keys may still state the same thing.
"""

from autoformalize.data.normalise.english import content_words, english_key, english_words, plain_words
from autoformalize.data.normalise.spelling import tokenize
from autoformalize.data.normalise.statements import (
    Form,
    goal_forms,
    lean_key,
    mirrored_forms,
    proof_key,
    statement_form,
)

__all__ = [
    "Form",
    "content_words",
    "english_key",
    "english_words",
    "goal_forms",
    "lean_key",
    "mirrored_forms",
    "plain_words",
    "proof_key",
    "statement_form",
    "tokenize",
]
