"""Solved examples for a prompt: the same for every problem, or those most like it; never the problem's own relatives.

Likeness is BM25 over what the prompt shows of the problem: the English, the Lean statement, or both. A pair is left out
where it would give the answer away: it is the problem itself, of its family, or states the same in Lean or in English.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from autoformalize.data.normalise import english_key, lean_key
from autoformalize.problem import Pair, Problem

_WORD: Final = re.compile(r"[^\W_]+")
_LEAN: Final = re.compile(r"[^\W\d_]+|\d+|[^\s\w]")


class RandomExamples:
    """One order of the pairs, drawn by a seed: every problem gets the first ones that are not its relatives."""

    def __init__(self, pairs: Sequence[Pair], seed: int) -> None:
        self._order = random.Random(seed).sample(list(pairs), len(pairs))

    def ranked(self, problem: Problem, task: str) -> Iterator[Pair]:
        """The pairs that may stand before this problem, the best first."""
        return (pair for pair in self._order if not _are_relatives(pair.problem, problem))


class SimilarExamples:
    """The pairs most like the problem first."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        import bm25s  # late: it brings numba, which most runs never need

        self._pairs = list(pairs)
        self._index = bm25s.BM25()
        texts = [[*_words(pair.problem), *_lean(pair.problem)] or [""] for pair in self._pairs]
        self._index.index(texts, show_progress=False)
        self._known = frozenset(token for text in texts for token in text)

    def ranked(self, problem: Problem, task: str) -> Iterator[Pair]:
        """The pairs that may stand before this problem, the most like it first; ties in the order of the pairs."""
        shown = ([] if task == "informalize" else _words(problem)) + (
            _lean(problem) if task in ("proof", "informalize") else []
        )
        query = [token for token in shown if token in self._known]
        if query:
            order = np.argsort(-self._index.get_scores(query), kind="stable")
        else:
            order = np.arange(len(self._pairs))
        return (pair for at in order if not _are_relatives((pair := self._pairs[at]).problem, problem))


def _are_relatives(one: Problem, other: Problem) -> bool:
    if one.id == other.id or (one.family and one.family == other.family):
        return True
    if one.formal_statement == other.formal_statement or one.informal_statement == other.informal_statement:
        return True
    one_says, other_says = _keys(one), _keys(other)
    return any(mine and mine == theirs for mine, theirs in zip(one_says, other_says, strict=True))


@lru_cache(maxsize=16384)
def _keys(problem: Problem) -> tuple[str, str]:
    """What is the same for two statements that say the same, in Lean and in English; "" where nothing can be said."""
    return lean_key(problem.formal_statement, problem.header), english_key(problem.informal_statement)


def _words(problem: Problem) -> list[str]:
    return [f"w:{word}" for word in _WORD.findall(problem.informal_statement.lower())]


def _lean(problem: Problem) -> list[str]:
    """The pieces of names, numerals and symbols of the statement, without the name that it is given."""
    statement = problem.formal_statement
    name = problem.theorem_name
    body = statement.partition(name)[2] if name else statement
    return [f"l:{piece}" for piece in _LEAN.findall(body)]
