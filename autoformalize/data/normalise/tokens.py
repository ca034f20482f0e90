"""Lean text as a flat list of tokens in one spelling, fast enough for millions of statements.

Keys are made of every statement of a corpus, and one pattern reads a token about twenty times faster than the scanner
of `lean_env`, which is exact and is used wherever a text is cut into commands. What this pattern misreads costs a key
that is not the same where it could be, and nothing else.
"""

from __future__ import annotations

import re

_IDENTIFIER = r"(?:«[^»]*»|(?![λΠΣ])[^\W\d](?:[^\WλΠΣ]|')*)"
_TOKEN = re.compile(
    r"\s+|--[^\n]*"
    rf"|{_IDENTIFIER}(?:\.(?:{_IDENTIFIER}|\d+))*"
    rf"|\d+(?:\.\d+)?|\.(?:{_IDENTIFIER}|\d+)"
    r'|"(?:[^"\\]|\\.)*"'
    r"|[→≃↪↠⟶⥤][+*ₐₗᵣₘᵢₛₜ∞]*"
    r"|<->|->|<-|<=|>=|!=|=>|/\\|\\/|::|:=|\+\+|&&|\|\||<\||<\$>|<\*>|>>=|\.\.|\.\{|==|∃!|∑'|∏'|⁻¹'|⁻¹|''|.",
    re.DOTALL,
)
_NUMBER_TYPES = re.compile(r"ℝ≥0∞|ℝ≥0|ℕ∞|ℕ\+")
_NESTED = re.compile(r"/-|-/")
_SPELLINGS = {
    "->": "→", "<->": "↔", "<-": "←", "<=": "≤", ">=": "≥", "!=": "≠", "/\\": "∧", "\\/": "∨", "<|": "$", "∥": "‖",
    "fun": "λ", "assume": "λ", "forall": "∀", "Pi": "∀", "Π": "∀", "exists": "∃", "not": "¬", "lemma": "theorem",
    "nat": "ℕ", "int": "ℤ", "rat": "ℚ", "real": "ℝ", "complex": "ℂ", "definition": "def", "bool.tt": "tt",
    "bool.ff": "ff", "nnreal": "ℝ≥0", "ennreal": "ℝ≥0∞", "pnat": "ℕ+", "⟶": "→", "∙": "•", "Sort": "Type",
}  # fmt: skip
"""One spelling for each symbol; what ASCII and older Lean texts write is turned into it."""


def tokenize(text: str) -> list[str]:
    """Lean text as tokens, with ASCII spellings turned into their symbols and comments dropped."""
    if "/-" in text:
        text = _without_comments(text)
    special = _NUMBER_TYPES.search(text) is not None
    if special:
        text = _NUMBER_TYPES.sub(lambda found: " «" + found.group(0) + "» ", text)
    found = [_SPELLINGS.get(token, token) for token in _TOKEN.findall(text)]
    tokens = [token for token in found if not token.isspace() and not token.startswith("--")]
    return [token.strip("«»") if "«" in token else token for token in tokens] if special or "«" in text else tokens


def _without_comments(text: str) -> str:
    """The text without block comments, which nest; one that is not closed takes the rest with it."""
    kept, depth, start = [], 0, 0
    for found in _NESTED.finditer(text):
        if found.group(0) == "/-":
            if depth == 0:
                kept.append(text[start : found.start()])
            depth += 1
        elif depth:
            depth -= 1
            start = found.end()
    return " ".join([*kept, text[start:]] if depth == 0 else kept)
