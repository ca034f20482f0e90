"""Completion -> Lean source or English: find what was asked for in prose, fences and half-finished output.

Only cuts and joins text; whether it is Lean, and whether it proves anything, is the checker's to say.
"""

from __future__ import annotations

import re
from typing import Final

from autoformalize.problem import Problem
from autoformalize.prompting.prompts import one_line
from lean_env.statement import signature_of

_FENCE: Final = re.compile(r"```(?:lean3?|lean4)?[ \t]*\n(.*?)(?:\n?```|\Z)", re.DOTALL)
# What a model writes when it goes on to the next example, or to chat.
_NEXT_EXAMPLE: Final = re.compile(r"\n\s*(?:/--|--\s*Statement |#|```|theorem |lemma |example )|\n\n\n")
_NEXT_PROMPT: Final = re.compile(r"\n\s*(?:--\s*Statement |#|```)|\n\n\n")
_NEXT_WORDS: Final = re.compile(r"\n\s*(?:theorem |lemma |example |/-|--|#|```)|\n\s*\n")
_STATED: Final = re.compile(r"^[ \t]*(?:(?:theorem|lemma)\s+([^\s:({\[⦃]+)|example\b)", re.MULTILINE)
_OPENING: Final = re.compile(r"^[ \t]*(?:open|open_locale|universes?|noncomputable theory)\b[^\n]*$", re.MULTILINE)
# A blank line, or a command that begins a line: the statement does not reach beyond them.
_AFTER_STATEMENT: Final = re.compile(
    r"\n\s*\n|\n[ \t]*(?:theorem|lemma|example|def|end|open|begin|by|/--|#|@\[|namespace|section|variables?|import)\b"
)
_LEAD_IN: Final = re.compile(
    r"^(?:(?:sure|certainly|of course)\b[^\n:]*[:!.]\s*)?(?:--\s*)?(?:in words\s*:)?\s*", re.IGNORECASE
)
_MARKS: Final = '"“”`* '
_DECLARATION: Final = re.compile(r"^[ \t]*(?:theorem|lemma)\s+([^\s:({\[⦃]+)", re.MULTILINE)
# Lean's scanner never gets past a vertical tab or a form feed: each would cost a check its whole time.
_BLANKS: Final = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x00": " "})
_PROOF_STARTS: Final = (":=", "|", "begin", "by ", "by\n")


def extract_candidate(problem: Problem, task: str, completion: str) -> tuple[str, str]:
    """The Lean source to check, without the problem's header, and the name of the theorem that it should prove.

    For `proof` the source is the problem's own statement followed by the proof that was found; a model that restates
    the theorem is taken at its word, and the audit compares the statements. For `full` it is what the model wrote, and
    the name is that of its last theorem ("" if it has none). For `statement` it is the first theorem without its proof,
    after the `open` and `universe` lines above it; its name is "" where there is none. For `informalize` the text is
    English, and there is no name.
    """
    if task == "informalize":
        return extract_words(completion), ""
    text = _unfenced(completion.translate(_BLANKS))
    if task == "statement":
        return _statement(_cut(text, _NEXT_PROMPT))
    if task == "full":
        source = _cut(text, _NEXT_PROMPT)
        names: list[str] = _DECLARATION.findall(source)
        return source, names[-1] if names else ""
    name = problem.theorem_name
    if name and re.search(rf"^[ \t]*(?:theorem|lemma)\s+{re.escape(name)}(?![\w.'])", text, re.MULTILINE):
        return text.strip(), name
    return f"{problem.formal_statement} {_proof(_cut(text, _NEXT_EXAMPLE))}", name


def extract_words(completion: str) -> str:
    """The English of a completion, on one line: without lead-in, marks around it, or what the model wrote after it."""
    text = _LEAD_IN.sub("", completion.strip().lstrip("`\n "), count=1)
    return one_line(_cut(text, _NEXT_WORDS)).strip(_MARKS)


def own_statement(source: str) -> tuple[str, str]:
    """The statement of the last theorem that a text proves, after the lines of it that open names, and its name."""
    starts = [found.start() for found in _DECLARATION.finditer(source)]
    return _statement(source[: starts[-1]] if starts else "", source[starts[-1] :] if starts else source)


def _statement(text: str, declaration: str | None = None) -> tuple[str, str]:
    """The first declaration of a text up to its proof, after the lines that open names, and its name."""
    if declaration is None:
        found = _STATED.search(text)
        if found is None:
            return text.strip(), ""
        text, declaration = text[: found.start()], text[found.start() :]
    after = _AFTER_STATEMENT.search(declaration)
    signature = signature_of(declaration[: after.start()] if after else declaration)
    named = _STATED.search(signature)
    lines = [found.group(0).strip() for found in _OPENING.finditer(text)]
    return "\n".join([*lines, signature]), (named.group(1) or "example") if named else ""


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
