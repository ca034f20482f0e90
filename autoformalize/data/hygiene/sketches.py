"""A few hundred bytes for each pair that say what it is the same as, and what it is like: hashes of keys, and MinHash.

All that hygiene asks of a million pairs (duplicates, suspicion of a leak, relatives for the split) is answered from
these rows, made once, by two processes or more, and kept beside the file they describe. MinHash (Broder 1997) is
rensa's, in bands of four values: the share of equal bands estimates the similarity, so no signature is kept whole.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import rensa
from numpy.typing import NDArray

from autoformalize.data.normalise import Form, content_words, english_words, proof_key, statement_form
from autoformalize.problem import Pair, Problem

BANDS = 32
ROWS = 4
"""128 MinHash values a side, in bands of four."""

_PROOF_VALUES = 16
_SEED = 1997
_VERSION = 1
_CHUNK = 1000
_ALONE = 4000
"""Up to so many pairs no process is started: it would take longer than the work."""

Words = NDArray[np.uint64]
Bands = NDArray[np.uint32]
Texts = tuple[str, str, str, str, str]
"""Header, formal statement, proof, English and family: what a sketch is made of."""


@dataclass(frozen=True, slots=True)
class Sketches:
    """One row for each pair, 356 bytes: hashes of keys (0 where there is none), bands of MinHash, values of a proof's.

    `pair` stands for statement, English and proof together; `numerals` for the numbers that the statement mentions.
    """

    pair: Words
    lean: Words
    english: Words
    family: Words
    numerals: Bands
    lean_bands: Bands
    english_bands: Bands
    proof_values: Bands

    def __len__(self) -> int:
        return len(self.pair)

    def rows(self, chosen: NDArray[Any]) -> Sketches:
        """The rows that an index or a mask chooses."""
        return Sketches(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @classmethod
    def joined(cls, blocks: Iterable[Sketches]) -> Sketches:
        """The blocks one after another."""
        columns: list[list[NDArray[Any]]] = [[] for _ in fields(cls)]
        for block in chain([cls.of_texts([])], blocks):
            for column, field in zip(columns, fields(cls), strict=True):
                column.append(getattr(block, field.name))
        joined = []
        for column in columns:  # one at a time, so that no more than one column lies in memory twice
            joined.append(np.concatenate(column))
            column.clear()
        return cls(*joined)

    @classmethod
    def of_texts(cls, texts: list[Texts]) -> Sketches:
        """Sketch these pairs here and now."""
        keys = np.zeros((4, len(texts)), dtype=np.uint64)
        numerals = np.zeros(len(texts), dtype=np.uint32)
        lean: list[list[str]] = []
        english: list[list[str]] = []
        proofs: list[list[str]] = []
        for row, (header, statement, proof, informal, family) in enumerate(texts):
            form = statement_form(statement, header)
            words = english_words(informal)
            key, english_key, proof_text = form.key, " ".join(words), proof_key(proof, form.names)
            keys[:, row] = (
                text_hash(f"{key}\0{english_key}\0{proof_text}"),
                text_hash(key),
                text_hash(english_key),
                text_hash(family),
            )
            features = lean_features(form)
            numerals[row] = text_hash(" ".join(sorted(_numerals(key)))) & 0xFFFFFFFF
            lean.append(features)
            english.append(english_features(words))
            proofs.append(_runs(proof_text.split(), 2))
        return cls(keys[0], keys[1], keys[2], keys[3], numerals, _bands(lean), _bands(english), _minhash(proofs, _PROOF_VALUES))

    @classmethod
    def of_problems(cls, problems: Iterable[Problem]) -> Sketches:
        """Sketch problems, which have no proofs."""
        return cls.of_texts([_problem_texts(problem, "") for problem in problems])

    def save(self, path: Path, about: Mapping[str, Any]) -> None:
        """Write the rows to a file, with what they were made from."""
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as out:
            columns = {field.name: getattr(self, field.name) for field in fields(self)}
            np.savez(out, about=np.array(json.dumps({**about, "version": _VERSION}, sort_keys=True)), **columns)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path, about: Mapping[str, Any]) -> Sketches | None:
        """The rows of a file, if they were made from this; None where there are none, or older ones."""
        try:
            with np.load(path) as kept:
                if str(kept["about"]) != json.dumps({**about, "version": _VERSION}, sort_keys=True):
                    return None
                return cls(*(kept[field.name] for field in fields(cls)))
        except (OSError, ValueError, KeyError):
            return None


def sketch(pairs: Iterable[Pair], workers: int | None = None) -> Sketches:
    """Sketch every pair of a stream; keeps 356 bytes a pair. `workers`: processes, one a core unless given."""
    return Sketches.joined(sketch_blocks((pair_texts(pair) for pair in pairs), workers))


def sketch_blocks(texts: Iterable[Texts], workers: int | None = None) -> Iterator[Sketches]:
    """Sketches of a stream in its order, block by block."""
    items = iter(texts)
    first = list(islice(items, _ALONE))
    count = workers or os.cpu_count() or 1
    blocks = _chunks(chain(first, items))
    if len(first) < _ALONE or count == 1:
        yield from map(Sketches.of_texts, blocks)
        return
    # Spawned, not forked: a parent with threads (datasets, tqdm) must not be copied in the middle of their work.
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[Sketches]] = deque()
        for block in blocks:
            waiting.append(pool.submit(Sketches.of_texts, block))
            if len(waiting) > 2 * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def pair_texts(pair: Pair) -> Texts:
    """What a pair's sketch is made of."""
    return _problem_texts(pair.problem, pair.formal_proof)


def text_hash(text: str) -> int:
    """64 bits of a text, the same in every process; 0 for the empty text alone."""
    if not text:
        return 0
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1


def lean_features(form: Form) -> list[str]:
    """What two statements are compared by: goal, hypotheses and types, whole and in runs of two and three tokens."""
    found: list[str] = []
    for part in (form.goal, *form.parts):
        tokens = part.split()
        found.append(part)
        found += _runs(tokens, 2)
        found += _runs(tokens, 3)
    return found


def english_features(words: list[str]) -> list[str]:
    """What two English texts are compared by: words that carry content, alone and two by two."""
    content = content_words(words) or words
    return [*content, *map(" ".join, zip(content, content[1:], strict=False))]


def equal_bands(one: Bands, other: Bands) -> NDArray[np.int64]:
    """How many bands of two lists of rows agree, row by row."""
    equal: NDArray[np.int64] = (one == other).sum(axis=1)
    return equal


def bands_for(similarity: float) -> int:
    """How many of the bands agree on average at this Jaccard similarity; at least one."""
    return max(1, round(BANDS * similarity**ROWS))


def _problem_texts(problem: Problem, proof: str) -> Texts:
    return problem.header, problem.formal_statement, proof, problem.informal_statement, problem.family


def _chunks(texts: Iterable[Texts]) -> Iterator[list[Texts]]:
    items = iter(texts)
    while block := list(islice(items, _CHUNK)):
        yield block


def _runs(tokens: list[str], length: int) -> list[str]:
    if len(tokens) < length:
        return [" ".join(tokens)] if tokens else []
    return list(map(" ".join, zip(*(tokens[start:] for start in range(length)), strict=False)))


def _numerals(key: str) -> list[str]:
    return [token for token in key.split() if token[0].isdigit()]


def _minhash(features: list[list[str]], values: int) -> Bands:
    if not features:
        return np.zeros((0, values), dtype=np.uint32)
    return np.array(rensa.RMinHash.digests_from_token_sets(features, values, _SEED), dtype=np.uint32)


def _bands(features: list[list[str]]) -> Bands:
    """The MinHash values of each row, hashed by bands (multiply and shift, Dietzfelbinger et al. 1997)."""
    values = _minhash(features, BANDS * ROWS).reshape(len(features), BANDS, ROWS).astype(np.uint64)
    odd = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
    mixed = (values * odd).sum(axis=2, dtype=np.uint64)
    high: Bands = (mixed >> np.uint64(32)).astype(np.uint32)
    return high
