"""Library theorems that a proof may need: those whose statements look most like the problem's.

A small model's commonest failure is a lemma name that does not exist; shown the names that do, it can copy. Likeness is
BM25 over runs of one to five tokens of the statements, variables made alike, so that `a + b + c = a + (b + c)` finds
associativity whatever its letters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from autoformalize.errors import UserError
from lean_env import THEOREM, constants_of, make_backend
from lean_env.commands import (
    CLOSING,
    COMMAND,
    IDENTIFIER,
    LIBRARY,
    NUMERAL,
    OPENING,
    LeanError,
    Token,
    first_declaration,
    tokens_of,
)

CORE: Final = "core"
_LONGEST_RUN: Final = 5
_VARIABLE: Final = "_"
# What stands in every statement, each time in another place.
_SILENT: Final = frozenset("()[]{}⦃⦄⟨⟩,:@∀Π") | {"Type", "Type*", "Sort", "Sort*", "Prop"}
_SPELLINGS: Final = {"nat": "ℕ", "int": "ℤ", "<->": "↔", "->": "→", "/\\": "∧", "\\/": "∨", "not": "¬"}
_OPENING: Final = frozenset(["(", "{", "[", "⦃"])
_BINDERS: Final = frozenset(["∀", "∃", "λ", "Π", "Σ", "∃!", "fun", "exists", "assume"])
# A binder whose type has as many words is taken for a hypothesis.
_LEAST_HYPOTHESIS: Final = 3
_SMALL_NUMERALS: Final = frozenset(["0", "1", "2"])
# Parts of the names of theorems that Lean makes for itself; nobody's proof names them.
_MADE_BY_LEAN: Final = frozenset(
    ["inj", "inj_arrow", "inj_eq", "no_confusion", "equations", "sizeof_spec"]
) | frozenset(prefix + stem for prefix in ("", "d", "b") for stem in ("rec", "rec_on", "cases_on"))


class Premises:
    """Theorems of a library, found by what they say."""

    def __init__(self, theorems: Iterable[tuple[str, str]]) -> None:
        """`theorems` are names, each with its statement in Lean."""
        import bm25s  # late: it brings numba, which most runs never need

        kept = [(name, statement) for name, statement in theorems if _is_for_people(name)]
        self._names = [name for name, _ in kept]
        runs = [_runs(statement) or [""] for _, statement in kept]
        self._known = frozenset(run for found in runs for run in found)
        # b=1: a long statement shares runs with everything.
        self._index = bm25s.BM25(k1=1.5, b=1.0)
        self._index.index(runs, show_progress=False)

    def __len__(self) -> int:
        return len(self._names)

    def best(self, statement: str, count: int) -> list[str]:
        """The names of at most `count` theorems, the likest to `statement` first; the same list every time."""
        query = sorted(self._known.intersection(_runs(statement)))
        if not query:
            return []
        scores = self._index.get_scores(query)
        order = np.argsort(-scores, kind="stable")[:count]
        return [self._names[at] for at in order if scores[at] > 0]


@lru_cache(maxsize=4)
def premises_from(source: str) -> Premises:
    """The theorems of `core` Lean, or of a file of JSON lines: what `python -m lean_env constants --json` printed, or
    pairs. Raises UserError for a file that is neither.
    """
    if source == CORE:
        # The embedded library's, whoever checks: a prompt must not depend on the checker.
        listed = constants_of(make_backend("embedded"))
        return Premises((constant.name, constant.statement) for constant in listed if constant.kind == THEOREM)
    return Premises(_theorems_in(Path(source)))


def _theorems_in(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield from _theorem(line, f"{path}:{number}")
    except OSError as error:
        raise UserError(f"prompt.premises_from={path}: {error.strerror}; give core, or a file of theorems") from None


def _theorem(line: str, where: str) -> Iterator[tuple[str, str]]:
    try:
        record = json.loads(line)
        declared = first_declaration(record.get("formal_statement") or "")
        name = record.get("name") or (declared[1].name if declared else "")
        statement = record.get("statement") or record.get("formal_statement")
        if name and statement and record.get("kind", THEOREM) == THEOREM:
            yield name, statement
    except (ValueError, AttributeError):
        raise UserError(
            f"{where}: no JSON object; make the file with `python -m lean_env constants --theorems --json`"
        ) from None


def _is_for_people(name: str) -> bool:
    parts = name.split(".")
    return not any(part in _MADE_BY_LEAN or part.startswith("_") for part in parts)


def _runs(statement: str) -> list[str]:
    words = _words(statement)
    runs = []
    for at in range(len(words)):
        for end in range(at + 1, min(at + _LONGEST_RUN, len(words)) + 1):
            run = words[at:end]
            if run.count(_VARIABLE) < len(run):
                runs.append(" ".join(run))
    return runs


def _words(statement: str) -> list[str]:
    """What the statement says: its tokens in one spelling, every variable alike, hypotheses before an arrow each, and
    of the binders only their types."""
    try:
        tokens = list(tokens_of(statement.replace("--", "- -"), LIBRARY, forgiving=True))
    except LeanError:
        return []
    if len(tokens) > 1 and tokens[0].kind == COMMAND:
        tokens = tokens[2:]  # `theorem` and its name
    bound, binding = _binders(tokens)
    words: list[str] = []
    opened: list[int] = []  # where the brackets that are open began in `words`; -1 for those that bind nothing
    for at, token in enumerate(tokens):
        if token.text in OPENING:
            opened.append(len(words) if at in binding else -1)
        elif token.text in CLOSING and opened:
            start = opened.pop()
            if start >= 0 and len(words) - start >= _LEAST_HYPOTHESIS:
                words.append("→")
        elif at not in binding and token.text not in _SILENT:
            words += _words_of(token, bound)
    return words


def _words_of(token: Token, bound: frozenset[str]) -> list[str]:
    text = _SPELLINGS.get(token.text, token.text).lstrip(".") or token.text
    head, dot, last = text.rpartition(".")
    if text in bound or (token.kind == NUMERAL and text not in _SMALL_NUMERALS):
        return [_VARIABLE]
    if token.kind != IDENTIFIER or not dot:
        return [text]
    if head not in bound:
        return [last]
    return [_VARIABLE, "+", "1"] if last == "succ" else [last, _VARIABLE]  # `l.length` reads like `list.length l`


def _binders(tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[int]]:
    """The names that binders introduce, and the places of those names with the bracket before them: identifiers after
    a bracket or a binder, up to its colon or comma."""
    bound: set[str] = set()
    places: set[int] = set()
    for at, token in enumerate(tokens):
        if token.text not in _OPENING and token.text not in _BINDERS:
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].kind == IDENTIFIER:
            end += 1
        if end < len(tokens) and tokens[end].text in ((":",) if token.text in _OPENING else (":", ",", "∈")):
            bound.update(token.text for token in tokens[at + 1 : end])
            places.update(range(at if token.text in _OPENING else at + 1, end))
    return frozenset(bound), frozenset(places)
