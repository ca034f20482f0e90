"""Whether an informal statement is there, long enough, and English: mathematics is set aside before it is judged."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import lru_cache
from typing import Final

from autoformalize.problem import DataError

NO_ENGLISH: Final = "no english"
SHORT_ENGLISH: Final = "short english"
NOT_ENGLISH: Final = "not english"

_MATHEMATICS = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$|\\\(.*?\\\)|\\\[.*?\\\]|\\begin\{(?:align|equation|[a-z]*matrix)\*?\}.*?\\end\{[a-z]*\*?\}"
    r"|\\(?!text|emph|item|begin|end)[A-Za-z]+|`[^`]*`",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]{3,}|\b(?:of|is|if|or|to|by|be|we|it|so|es|ist|de|le|la|el|un|et|si|il)\b", re.IGNORECASE)
"""Words of three letters, and short ones that tell a language; `ab` is a product."""
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_FEW_WORDS: Final = 3
_FEW_TOKENS: Final = 8
_SURE_WORDS: Final = 4
"""Words from which a detector can be asked; of fewer the small words tell more."""

_OTHER_SCRIPT: Final = 0.2
"""Share of letters of no European script from which a text is not English whatever else it says."""

_DOUBT: Final = 0.15
"""English by so much of the detector's confidence is English: names and terms are of every language."""

_ENGLISH: Final = """
the of is are and or if then that for all every each some any there exists has have be with by let show prove which
from to not holds equals divides times implies such given suppose its can only when between than we itself never
number numbers function functions set sets integer integers equal one two three four five seven eight nine ten zero
minus plus modulo successor predecessor itself logical equivalence equivalent reflexive symmetric transitive
commutative associative distributive injective surjective bijective divisible remainder quotient empty length
reverse union intersection identity composition negation conjunction disjunction implication contradiction
this these where over under into onto along via does iff see note also as an on
theorem proof weak strong auxiliary result implementation algorithm analogous
group groups ring rings field space spaces map maps list lists array string columns line
triangles circle polynomial polynomials matrices categories morphism morphisms homomorphism isomorphism subgroup
sequence sequences sum sums power root square distance measure countable open closed upper bounded continuous
multiplication addition subtraction conjugation lattice
construct convert interpret reinterpret lift bundle bundles add adds forms induce induces induced
sends uses extends restricts reindexing pullback coercion predicate connection change
"""
"""Words that few other languages write so: those that bind a sentence, and those of mathematics."""
_KNOWN: Final = frozenset(_ENGLISH.split())
# Operations and values as they stand in formulas without dollar signs.
_OPERATIONS: Final = "mod div max min gcd lcm abs log exp sin cos tan cond xor nat int real true false"
_OF_FORMULAS: Final = frozenset(_OPERATIONS.split())
_SCRIPTS: Final = ("LATIN", "GREEK", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "MODIFIER", "SUPER")


def english_label(text: str) -> str:
    """What is wrong with the English, as a label; "" where nothing is.

    `no english`: no letter or digit at all. `short english`: fewer than three words and eight tokens, mathematics
    included. `not english`: letters of another script, or words of another language by lingua's detector.
    """
    if not any(character.isalnum() for character in text):
        return NO_ENGLISH
    letters = [letter for letter in text if letter.isalpha()]
    if sum(map(_is_of_other_script, letters)) > _OTHER_SCRIPT * len(letters):
        return NOT_ENGLISH
    words = [word.casefold() for word in _WORD.findall(_MATHEMATICS.sub(" ", text)) if word.isalpha()]
    if not _reads_english([word for word in words if word not in _OF_FORMULAS]):
        return NOT_ENGLISH
    tokens = _TOKEN.findall(text)
    return SHORT_ENGLISH if len(words) < _FEW_WORDS and len(tokens) < _FEW_TOKENS else ""


def _is_of_other_script(letter: str) -> bool:
    """Whether a letter is neither of a European script nor one of formulas (ℕ, ℵ), which have no lower case."""
    if ord(letter) < 128 or unicodedata.name(letter, "").startswith(_SCRIPTS):
        return False
    return unicodedata.category(letter) != "Lu" or "CYRILLIC" in unicodedata.name(letter, "")


def _reads_english(words: list[str]) -> bool:
    """Whether the words are English ones; a text without words is nothing else."""
    if not words:
        return True
    known = sum(word in _KNOWN for word in words)
    if known >= len(words) / 3 or (known and len(words) < _SURE_WORDS):
        return True
    return _confidence(" ".join(words)) >= _DOUBT


def require_detector() -> None:
    """Raise DataError where the package that tells languages is not installed."""
    if importlib.util.find_spec("lingua") is None:
        raise DataError(
            "to tell English from other languages lingua is needed, which is not installed: pip install -e '.[corpus]'"
        )


@lru_cache(maxsize=4096)
def _confidence(text: str) -> float:
    from lingua import Language

    return float(_detector().compute_language_confidence(text, Language.ENGLISH))


@lru_cache(maxsize=1)
def _detector():  # type: ignore[no-untyped-def]  # its class is known only once lingua is loaded
    from lingua import Language, LanguageDetectorBuilder

    names = (
        "ENGLISH GERMAN FRENCH SPANISH ITALIAN PORTUGUESE DUTCH POLISH CZECH ROMANIAN HUNGARIAN SWEDISH TURKISH FINNISH"
        " VIETNAMESE INDONESIAN RUSSIAN CHINESE JAPANESE KOREAN ARABIC HINDI GREEK HEBREW"
    )
    languages = [getattr(Language, name) for name in names.split()]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
