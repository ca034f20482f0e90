"""Keys of informal statements: the words and symbols, whatever the layout, the case, or the dialect of LaTeX."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\([^A-Za-z])")
_SYMBOLS = {
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "lt": "<",
    "gt": ">", "cdot": "*", "times": "*", "ast": "*", "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "implies": "⇒", "Rightarrow": "⇒", "iff": "⇔", "Leftrightarrow": "⇔", "leftrightarrow": "↔", "mapsto": "↦",
    "forall": "∀", "exists": "∃", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩",
    "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "lnot": "¬", "neg": "¬", "mid": "∣", "equiv": "≡", "pm": "±",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "circ": "∘", "emptyset": "∅", "varnothing": "∅",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "dots": "…", "ldots": "…", "cdots": "…", "div": "÷",
    "tfrac": "frac", "dfrac": "frac", "setminus": "∖", "backslash": "∖", "lfloor": "⌊", "rfloor": "⌋", "dvd": "∣",
    "lvert": "∣", "rvert": "∣", "vert": "∣", "lVert": "‖", "rVert": "‖", "Vert": "‖",
}  # fmt: skip
_LAYOUT = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "text",
        "mathrm",
        "mathbf",
        "mathit",
        "textit",
        "textbf",
        "emph",
        "operatorname",
        "mathcal",
        "mathfrak",
        "quad",
        "qquad",
        "displaystyle",
        "textrm",
        "mbox",
        "rm",
        "it",
        "bf",
        "limits",
        "nolimits",
        "begin",
        "end",
        "item",
        "label",
        "noindent",
    ]
)
_SETS = {"N": "ℕ", "Z": "ℤ", "Q": "ℚ", "R": "ℝ", "C": "ℂ"}
_DOUBLED = re.compile(r"\\(?:mathbb|mathbf|Bbb|bf)\s*\{?\s*([NZQRC])\b\s*\}?")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z]{2})")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s.,;:!?'\"()$`\[\]{}~“”‘’…&]")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]+")
_SAME = {"·": "*", "×": "*", "⋅": "*", "−": "-", "–": "-", "—": "-", "⟹": "⇒", "⟶": "→", "|": "∣", "ϕ": "φ", "ϵ": "ε"}
_STOPWORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "that",
        "is",
        "are",
        "be",
        "of",
        "to",
        "in",
        "for",
        "and",
        "let",
        "show",
        "prove",
        "we",
        "have",
        "has",
        "then",
        "there",
        "with",
        "by",
        "on",
        "it",
        "its",
        "this",
        "so",
        "such",
        "any",
        "every",
        "each",
        "all",
        "if",
        "given",
        "suppose",
        "assume",
        "as",
        "can",
        "will",
        "which",
        "find",
        "what",
        "where",
    ]
)


_FILLERS = frozenset("a an the that show prove proof we have please following must can".split())  # noqa: SIM905


@lru_cache(maxsize=4096)
def english_key(text: str) -> str:
    """The key of an informal statement: its words and symbols in lower case, without punctuation or layout."""
    return " ".join(english_words(text))


def english_words(text: str) -> list[str]:
    """The words, numbers and symbols of the text; LaTeX commands as the symbols they print."""
    plain = text.isascii()
    if not plain:
        text = _SUPERSCRIPT.sub(lambda found: "^" + unicodedata.normalize("NFKC", found.group(0)), text)
    if "\\" in text:
        text = _DOUBLED.sub(lambda found: f" {_SETS[found.group(1)]} ", text)
        text = _COMMAND.sub(_symbol, text)
        plain = False
    text = text.casefold()
    if "-" in text:
        text = _HYPHEN.sub(" ", text)
    words: list[str] = _WORD.findall(text)
    # Texts without symbols are most of a corpus, and looking up each word would take as long as finding it.
    return words if plain and "|" not in text else [_SAME.get(word, word) for word in words]


def content_words(words: list[str]) -> list[str]:
    """The words that carry the mathematics: without articles, openings such as "show that", and the like."""
    return [word for word in words if word not in _STOPWORDS]


def plain_words(words: list[str]) -> list[str]:
    """The words without those that change nothing: articles, "show that", and the like; what is logic stays."""
    return [word for word in words if word not in _FILLERS]


def _symbol(found: re.Match[str]) -> str:
    name = found.group(1)
    if name is None:
        return " "
    if name in _LAYOUT:
        return " "
    return f" {_SYMBOLS.get(name, name)} "
