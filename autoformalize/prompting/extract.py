"""Completion -> Lean source: find the Lean in prose, fences and half-finished output.

Only cuts and joins text; whether it is Lean, and whether it proves anything, is the checker's to say.
"""

from __future__ import annotations

import re
from typing import Final

from autoformalize.problem import Problem

_FENCE: Final = re.compile(r"```(?:lean3?|lean4)?[ \t]*\n(.*?)(?:\n?```|\Z)", re.DOTALL)
# What a model writes when it goes on to the next example, or to chat.
_NEXT_EXAMPLE: Final = re.compile(r"\n\s*(?:/--|--\s*Statement and proof|#|```|theorem |lemma |example )|\n\n\n")
_NEXT_PROMPT: Final = re.compile(r"\n\s*(?:--\s*Statement and proof|#|```)|\n\n\n")
_DECLARATION: Final = re.compile(r"^[ \t]*(?:theorem|lemma)\s+([^\s:({\[⦃]+)", re.MULTILINE)
# Lean's scanner never gets past a vertical tab or a form feed: each would cost a check its whole time.
_BLANKS: Final = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x00": " "})
_PROOF_STARTS: Final = (":=", "|", "begin", "by ", "by\n")


def extract_candidate(problem: Problem, task: str, completion: str) -> tuple[str, str]:
    """The Lean source to check, without the problem's header, and the name of the theorem that it should prove.

    For `proof` the source is the problem's own statement followed by the proof that was found; a model that restates
    the theorem is taken at its word, and the audit compares the statements. For `full` it is what the model wrote, and
    the name is that of its last theorem ("" if it has none).
    """
    text = _unfenced(completion.translate(_BLANKS))
    if task == "full":
        source = _cut(text, _NEXT_PROMPT)
        names: list[str] = _DECLARATION.findall(source)
        return source, names[-1] if names else ""
    name = problem.theorem_name
    if name and re.search(rf"^[ \t]*(?:theorem|lemma)\s+{re.escape(name)}(?![\w.'])", text, re.MULTILINE):
        return text.strip(), name
    return f"{problem.formal_statement} {_proof(_cut(text, _NEXT_EXAMPLE))}", name


def _unfenced(completion: str) -> str:
    """The longest fenced block if there is one, else the completion itself."""
    blocks: list[str] = _FENCE.findall(completion)
    return max(blocks, key=len) if blocks else completion


def _cut(text: str, next_thing: re.Pattern[str]) -> str:
    """The text up to where the model starts something new."""
    found = next_thing.search(text)
    return (text[: found.start()] if found else text).strip()


def _proof(text: str) -> str:
    """The proof with its `:=`, which models leave out or write twice."""
    if text.startswith((":=", "|")) or not text:
        return text
    if text.startswith(_PROOF_STARTS):
        return f":= {text}"
    assigned = text.find(":=")
    if text.startswith(":") and assigned >= 0:  # the type once more, then the proof
        return text[assigned:]
    return f":= {text}"
