"""Looking for words in Lean text where they are no part of a longer word."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Words:
    """Texts to be looked for: one of letters only where no letter stands before it, and none or a digit behind it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._patterns = {text: re.compile(_pattern(text)) for text in texts}

    def any_in(self, text: str) -> bool:
        """Whether the text holds one of them. Most texts hold none, in any place, which is found fast."""
        return any(word in text and pattern.search(text) for word, pattern in self._patterns.items())


def _pattern(text: str) -> str:
    return rf"(?<![A-Za-z_]){text}(?![A-Za-z0-9_])" if re.fullmatch(r"\w+", text) else re.escape(text)
