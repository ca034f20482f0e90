"""What imported constants rest on: Lean's `#print axioms` is asked once for each, whichever process does it.

A candidate's proof is walked down to what it imports (`repl.py`). To walk on through a library takes Lean 50 ms and
more for what rests on the real numbers, in every check; the answer for a constant of the library never changes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence


class LibraryAxioms:
    """Shared by the sessions of a backend. Grows with the constants that are met."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, frozenset[str]]] = {}
        self._lock = threading.Lock()

    def unknown(self, imports: str, constants: Sequence[str]) -> list[str]:
        """Those of the constants of which nothing is known yet."""
        with self._lock:
            known = self._known.setdefault(imports, {})
            return [constant for constant in constants if constant not in known]

    def learn(self, imports: str, constant: str, axioms: frozenset[str]) -> None:
        """Keep what Lean said with nothing but the imports before it."""
        with self._lock:
            self._known.setdefault(imports, {})[constant] = axioms

    def of(self, imports: str, constants: Sequence[str]) -> frozenset[str]:
        """What a theorem rests on that rests on these constants, all of them known."""
        with self._lock:
            known = self._known[imports]
            return frozenset[str]().union(*(known[constant] for constant in constants))
