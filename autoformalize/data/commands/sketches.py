"""What `dedupe`, `decontaminate` and `split` share: the sketches of their input, made once and handed on.

A command that writes pairs leaves their sketches beside them (NAME.sketches), where the next one finds them. Sketches
that have to be made are kept while they are made, so that a killed run goes on behind the last thousand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autoformalize.data.commands.options import count_rows, progress, read_pairs, source_settings
from autoformalize.data.hygiene.sketches import (
    Sketches,
    SketchFile,
    load_sketches,
    pair_texts,
    save_sketches,
    sketch_blocks,
)
from autoformalize.data.rejects import Rejects
from autoformalize.data.resume import Output, stamp
from autoformalize.problem import DataError, Pair

_BLOCK = 50_000
"""Rows written at once."""


def add_workers(parser: argparse.ArgumentParser) -> None:
    """The option --workers."""
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="processes; one a core unless given")


def read_sketches(options: argparse.Namespace, output: Output) -> Sketches:
    """The sketches of the pairs that the options name: those beside the source, or made now."""
    settings = source_settings(options)
    source = Path(options.source).expanduser()
    if not (settings["split"] or settings["columns"]):
        kept = load_sketches(_beside(source), stamp(options.source))
        if kept is not None:
            return kept
    working = _working(output)
    file = SketchFile(working, settings)
    with Rejects(None) as rejects:
        pairs = progress(read_pairs(options, rejects), "sketch", total=count_rows(options))
        texts = (pair_texts(pair) for pair in islice(pairs, file.rows, None))
        for block in sketch_blocks(texts, options.workers):
            file.add(block)
    made = load_sketches(working, settings)
    assert made is not None
    return made


def numbered(options: argparse.Namespace, output: Output, count: int, name: str) -> Iterator[tuple[int, Pair]]:
    """The pairs with their numbers from 0, from where an earlier run stopped; as many as were sketched.

    Raises DataError where the source has become another in between.
    """
    number = -1
    for number, pair in enumerate(progress(read_pairs(options, output.rejects), name, total=count)):
        if number >= count:
            break
        if number >= output.read:
            yield number, pair
    if number + 1 != count:
        raise DataError(
            f"{options.source}: it changed while it was read ({count:,} pairs at first); run the command again"
        )


def hand_on(output: Output, sketches: Sketches, chosen: NDArray[np.bool_] | None = None) -> None:
    """Leave the sketches of the pairs that were written beside the finished file, and clear what was for this run."""
    blocks = (sketches[start : start + _BLOCK] for start in range(0, len(sketches), _BLOCK))
    if chosen is not None:
        masks = (chosen[start : start + _BLOCK] for start in range(0, len(sketches), _BLOCK))
        blocks = (block[mask] for block, mask in zip(blocks, masks, strict=True))
    save_sketches(_beside(output.path), stamp(str(output.path)), blocks)
    _working(output).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".sketches")


def _working(output: Output) -> Path:
    return output.path.with_name(output.path.name + ".input.sketches")
