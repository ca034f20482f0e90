"""A few hundred bytes for each pair that say what it is the same as, and what it is like: hashes of keys, and MinHash.

All that hygiene asks of a million pairs (duplicates, suspicion of a leak, relatives for the split) is answered from
these rows, made once, by two processes or more, and kept beside the file they describe. MinHash (Broder 1997) is
rensa's, in bands of four values: the share of equal bands estimates the similarity, so no signature is kept whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import rensa
from numpy.typing import NDArray

from autoformalize.data.normalise import Form, content_words, english_words, proof_key, statement_form
from autoformalize.problem import Pair, Problem
from autoformalize.workers import process_pool

BANDS = 32
ROWS = 4
"""128 MinHash values a side, in bands of four."""

PROOF_VALUES = 16
_SEED = 1997
_VERSION = 1
_HEADER = 4096
"""Bytes before the rows of a file: a digest of what they were made from."""
_BLOCK = 1000
_ALONE = 4
"""Up to so many blocks no process is started: it would take longer than the work."""

Words = NDArray[np.uint64]
Bands = NDArray[np.uint32]
Sketches = NDArray[np.void]
"""An array of SKETCH, a row for each pair."""

Texts = tuple[str, str, str, str, str]
"""Header, formal statement, proof, English and family: what a sketch is made of."""


SKETCH = np.dtype(
    [
        ("pair", "<u8"),
        ("lean", "<u8"),
        ("english", "<u8"),
        ("family", "<u8"),
        ("numerals", "<u4"),
        ("lean_bands", "<u4", BANDS),
        ("english_bands", "<u4", BANDS),
        ("proof_values", "<u4", PROOF_VALUES),
    ]
)
"""One pair, 356 bytes: hashes of keys (0 where there is none), bands of MinHash, and values of the proof's.

`pair` stands for statement, English and proof together, `numerals` for the numbers that the statement mentions.
"""


class SketchFile:
    """Sketches on disk, added block by block: a run that was killed goes on behind the last whole one."""

    def __init__(self, path: Path, about: Mapping[str, Any]) -> None:
        """`about` is what the sketches are made from; those of something else are thrown away."""
        self.path = path
        header = _header(about)
        if not path.exists() or path.stat().st_size < _HEADER or path.open("rb").read(_HEADER) != header:
            path.write_bytes(header)
        self.rows = (path.stat().st_size - _HEADER) // SKETCH.itemsize
        os.truncate(path, _HEADER + self.rows * SKETCH.itemsize)

    def add(self, block: Sketches) -> None:
        """Append a block."""
        with self.path.open("ab") as out:
            out.write(block.tobytes())
        self.rows += len(block)


def load_sketches(path: Path, about: Mapping[str, Any]) -> Sketches | None:
    """The sketches of a file, mapped into memory, if they were made from this; None where there are none."""
    try:
        with path.open("rb") as kept:
            if kept.read(_HEADER) != _header(about):
                return None
    except OSError:
        return None
    if path.stat().st_size == _HEADER:
        return np.zeros(0, dtype=SKETCH)
    return np.memmap(path, dtype=SKETCH, mode="r", offset=_HEADER)


def save_sketches(path: Path, about: Mapping[str, Any], blocks: Iterable[Sketches]) -> None:
    """Write sketches to a file, which appears whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    whole = SketchFile(partial, about)
    for block in blocks:
        whole.add(block)
    partial.replace(path)


def sketch_texts(texts: list[Texts]) -> Sketches:
    """Sketch these pairs here and now."""
    sketches = np.zeros(len(texts), dtype=SKETCH)
    lean: list[list[str]] = []
    english: list[list[str]] = []
    proofs: list[list[str]] = []
    for row, (header, statement, proof, informal, family) in enumerate(texts):
        form = statement_form(statement, header)
        words = english_words(informal)
        key, english_key, proof_text = form.key, " ".join(words), proof_key(proof, form.names)
        each = sketches[row]
        each["pair"] = text_hash(f"{key}\0{english_key}\0{proof_text}")
        each["lean"], each["english"], each["family"] = text_hash(key), text_hash(english_key), text_hash(family)
        each["numerals"] = text_hash(" ".join(sorted(_numerals(key)))) & 0xFFFFFFFF
        lean.append(lean_features(form))
        english.append(english_features(words))
        proofs.append(_runs(proof_text.split(), 2))
    if texts:
        sketches["lean_bands"], sketches["english_bands"] = _bands(lean), _bands(english)
        sketches["proof_values"] = _minhash(proofs, PROOF_VALUES)
    return sketches


def sketch_problems(problems: Iterable[Problem]) -> Sketches:
    """Sketch problems, which have no proofs."""
    return sketch_texts([_problem_texts(problem, "") for problem in problems])


def sketch(pairs: Iterable[Pair], workers: int | None = None) -> Sketches:
    """Sketch every pair of a stream; keeps 356 bytes a pair. `workers`: processes, one a core unless given."""
    return np.concatenate([sketch_texts([]), *sketch_blocks((pair_texts(pair) for pair in pairs), workers)])


def sketch_blocks(texts: Iterable[Texts], workers: int | None = None, *, block: int = _BLOCK) -> Iterator[Sketches]:
    """Sketches of a stream in its order, so many pairs at a time."""
    blocks = _blocks(texts, block)
    first = list(islice(blocks, _ALONE))
    blocks = chain(first, blocks)
    count = workers or os.cpu_count() or 1
    if len(first) < _ALONE or count == 1:
        yield from map(sketch_texts, blocks)
        return
    with process_pool(count) as pool:
        waiting: deque[Future[Sketches]] = deque()
        for each in blocks:
            waiting.append(pool.submit(sketch_texts, each))
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
    return [*content, *map(" ".join, pairwise(content))]


def equal_bands(one: Bands, other: Bands) -> NDArray[np.int64]:
    """How many bands of two lists of rows agree, row by row."""
    equal: NDArray[np.int64] = (one == other).sum(axis=1)
    return equal


def bands_for(similarity: float) -> int:
    """How many of the bands agree on average at this Jaccard similarity; at least one."""
    return max(1, round(BANDS * similarity**ROWS))


def _header(about: Mapping[str, Any]) -> bytes:
    text = json.dumps({"version": _VERSION, "row": SKETCH.itemsize, **about}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest().encode().ljust(_HEADER)


def _problem_texts(problem: Problem, proof: str) -> Texts:
    return problem.header, problem.formal_statement, proof, problem.informal_statement, problem.family


def _blocks(texts: Iterable[Texts], size: int) -> Iterator[list[Texts]]:
    items = iter(texts)
    while block := list(islice(items, size)):
        yield block


def _runs(tokens: list[str], length: int) -> list[str]:
    if len(tokens) < length:
        return [" ".join(tokens)] if tokens else []
    return list(map(" ".join, zip(*(tokens[start:] for start in range(length)), strict=False)))


def _numerals(key: str) -> list[str]:
    return [token for token in key.split() if token[0].isdigit()]


def _minhash(features: list[list[str]], values: int) -> Bands:
    return np.array(rensa.RMinHash.digests_from_token_sets(features, values, _SEED), dtype=np.uint32)


def _bands(features: list[list[str]]) -> Bands:
    """The MinHash values of each row, hashed by bands (multiply and shift, Dietzfelbinger et al. 1997)."""
    values = _minhash(features, BANDS * ROWS).reshape(len(features), BANDS, ROWS).astype(np.uint64)
    odd = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
    mixed = (values * odd).sum(axis=2, dtype=np.uint64)
    high: Bands = (mixed >> np.uint64(32)).astype(np.uint32)
    return high
