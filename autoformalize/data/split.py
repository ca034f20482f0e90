"""Train, validation and test without relatives on two sides: whole clusters are dealt out, by a seed.

What belongs together is found by `autoformalize.data.hygiene.find_clusters`. The deal depends on the pairs and the
seed, not on the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autoformalize.data.hygiene.sketches import Words, text_hash
from autoformalize.problem import SPLITS, DataError

DEFAULT_FRACTIONS = {"train": 0.9, "validation": 0.05, "test": 0.05}
_FRACTION = re.compile(r"^(\d+(?:\.\d*)?|\.\d+)(%?)$")


def parse_fractions(text: str) -> dict[str, float]:
    """`train=0.9,validation=5%,test=0.05` as fractions, scaled to a sum of 1. Raises DataError for another form."""
    fractions: dict[str, float] = {}
    for item in text.split(","):
        name, _, value = item.strip().partition("=")
        number = _FRACTION.match(value)
        if name not in SPLITS or number is None or name in fractions:
            raise DataError(
                f"fractions {text!r}: cannot read {item.strip()!r}; write train=0.9,validation=0.05,test=0.05"
            )
        fractions[name] = float(number.group(1)) / (100 if number.group(2) else 1)
    total = sum(fractions.values())
    if total <= 0:
        raise DataError(f"{text}: the fractions add up to nothing; give one of them at least")
    return {name: value / total for name, value in fractions.items() if value}


def assign_splits(
    clusters: NDArray[np.int64], identities: Words, fractions: Mapping[str, float], seed: int = 0
) -> NDArray[np.uint8]:
    """For each pair the index (in SPLITS) of its split; pairs of one cluster share it.

    Large clusters are dealt first, each to a split that has room, with the odds of the room that is left; one that fits
    nowhere goes where most room is. `identities` are hashes of the pairs: they name a cluster whatever its place.
    """
    heads, members = np.unique(clusters, return_inverse=True)
    sizes = np.bincount(members, minlength=len(heads))
    names = np.full(len(heads), np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(names, members, identities)
    salt = np.uint64(text_hash(f"split {seed}"))
    order = np.lexsort((names ^ salt, -sizes))
    splits = [name for name in SPLITS if fractions.get(name)]
    room = {name: fractions[name] * len(clusters) for name in splits}
    rng = Random(f"split {seed}")
    chosen = np.zeros(len(heads), dtype=np.uint8)
    for index in order.tolist():
        size = int(sizes[index])
        name = _deal(size, room, rng)
        room[name] -= size
        chosen[index] = SPLITS.index(name)
    result: NDArray[np.uint8] = chosen[members]
    return result


def split_counts(assigned: NDArray[np.uint8], clusters: NDArray[np.int64]) -> dict[str, Any]:
    """For a report: pairs and clusters of each split, and the largest cluster."""
    found: dict[str, Any] = {}
    for index, name in enumerate(SPLITS):
        mask = assigned == index
        if mask.any():
            found[name] = {"pairs": int(mask.sum()), "clusters": len(np.unique(clusters[mask]))}
    if len(clusters):
        found["largest cluster"] = int(np.unique(clusters, return_counts=True)[1].max())
    return found


def _deal(size: int, room: Mapping[str, float], rng: Random) -> str:
    """A split with room for so many pairs; half a pair too many is not too many."""
    fitting = [name for name, left in room.items() if left + 0.5 >= size]
    if not fitting:
        return max(room, key=lambda name: room[name])
    if len(fitting) == 1:
        return fitting[0]
    return rng.choices(fitting, [max(room[name], 0.5) for name in fitting])[0]
