"""Lean's caches of attributes, which a check should find filled.

A cache is good for the environments that come after the one in which it was made; one that a candidate made is made
anew for the next candidate, each time, and mathlib's simp set alone takes tens of milliseconds. So they are filled in
the clean header, where no candidate has been read. A text that adds simp lemmas or the like puts its own in their
place, so that they are filled again once a number of texts without such have come since.
"""

from __future__ import annotations

from typing import Final

from lean_env.words import Words

# `rsimp`, `norm` and `expand_exists` take seconds to fill with mathlib, and few proofs need them.
FILL_CACHES: Final = """do { attributes ← attribute.get_instances `user_attribute,
  attributes.mmap' (λ a, if [`rsimp_attr, `simp_attr.norm, `tactic.expand_exists_attr].any (= a) then tactic.skip else
    tactic.try_core (do {
      fill ← tactic.to_expr ``(user_attribute.get_cache %%((expr.const a [] : expr)) >> tactic.skip) tt tt,
      run ← tactic.eval_expr (tactic unit) fill, run }) >> tactic.skip),
  simp_lemmas.mk_default, tactic.skip }
"""
# Words with which a text may change what an attribute's cache holds.
_DISPLACING: Final = Words(["@[", "attribute", "inductive", "structure", "class", "open_locale", "localized"])
# To fill the caches takes as long as this many texts lose by making some of their own.
_TEXTS_TO_WAIT: Final = 8


class Caches:
    """Says when Lean's caches are worth filling again: enough texts came since one that may have displaced them."""

    def __init__(self) -> None:
        self._texts_since_displaced: int | None = None

    def are_kept_by(self, text: str) -> bool:
        """Whether they are as they were filled, and still are after this text."""
        return self._texts_since_displaced is None and not _DISPLACING.any_in(text)

    def to_be_filled_before(self, text: str) -> bool:
        """Whether they are; asked once for every text."""
        if _DISPLACING.any_in(text):
            self._texts_since_displaced = 0
        elif self._texts_since_displaced is not None:
            self._texts_since_displaced += 1
            if self._texts_since_displaced > _TEXTS_TO_WAIT:
                self._texts_since_displaced = None
                return True
        return False
