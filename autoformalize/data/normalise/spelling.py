"""Lean text as tokens in one spelling: what ASCII, older texts and long names write becomes the symbol.

Tokens are read by `lean_env.commands.texts_of`; here is only which symbols of the libraries are tokens besides, and
what is the same.
"""

from __future__ import annotations

from typing import Final

from lean_env.commands import LIBRARY, texts_of, with_symbols

_WORDS: Final = str.split(
    "<-> <= >= != => /\\ \\/ ++ && <$> <*> >>= == ∃! ⁻¹ ᵒᵖ ᵒᵈ ℝ≥0 ℝ≥0∞ ℕ∞ ℕ+ ⌊ ⌋₊ ⌈ ⌉₊ *ᵥ ᵥ* ⋃₀ ⋂₀"
)
# Without those that are letters (`→o`, `→L`): `p→r` is an implication, whatever mathlib reads there.
_KINDS: Final = str.split(
    "+ * +* +*o *₀ *₀o ₙ* ₙ+ ₙ+* +ₙ* *ₙ ₗ ₗᵢ ₗᵢ⋆ ₗₚ ₛₗ ₗ⋆ ₛ ₛₗᵢ ₐ ₐₗ ⋆ₐ ₙₐ ⋆ₙₐ ₘ ₘᵢ ᵢ ᵤ ₚ ₜ ᵣ ᵃ ᵇ ∞"
)
_TABLE: Final = with_symbols(LIBRARY, [*_WORDS, *(f"{arrow}{kind}" for arrow in "→≃↪↠⟶⥤" for kind in _KINDS)])
"""The library's tokens, the ASCII spellings of core Lean's, and arrows of many kinds (`→ₗ`, `≃+*`)."""

_SPELLINGS: Final = {
    "->": "→", "<->": "↔", "<-": "←", "<=": "≤", ">=": "≥", "!=": "≠", "/\\": "∧", "\\/": "∨", "<|": "$", "∥": "‖",
    "fun": "λ", "assume": "λ", "forall": "∀", "Pi": "∀", "Π": "∀", "exists": "∃", "not": "¬", "lemma": "theorem",
    "nat": "ℕ", "int": "ℤ", "rat": "ℚ", "real": "ℝ", "complex": "ℂ", "definition": "def", "bool.tt": "tt",
    "bool.ff": "ff", "nnreal": "ℝ≥0", "ennreal": "ℝ≥0∞", "pnat": "ℕ+", "⟶": "→", "∙": "•", "Sort": "Type",
    "Type*": "Type", "Sort*": "Type",
}  # fmt: skip


def tokenize(text: str) -> list[str]:
    """Lean text as tokens, with ASCII spellings turned into their symbols and comments dropped."""
    return [_SPELLINGS.get(token, token) for token in texts_of(text, _TABLE)]
