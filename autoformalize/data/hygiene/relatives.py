"""Which pairs of a corpus are the same, and which are nearly: found by sorting bands, without comparing all with all.

Two pairs are near where both their Lean and their English are: one of the two alone is what a corpus is full of
(a statement in several voices, a sentence with other numbers). Bands are taken two at a time, sorted, and pairs that
share a value are compared with the first of their run and with their neighbour: time n log n, memory a few arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autoformalize.data.hygiene.sketches import BANDS, Bands, Sketches, Words, bands_for, equal_bands

Indices = NDArray[np.int64]

NOT_DROPPED, EXACT, NEAR = 0, 1, 2
RULES = ("", "exact", "near")

_PROOF_SHARE = 0.5
"""Share of a proof's MinHash values that a near duplicate has in common with the pair that is kept."""

_SLICE = 200_000
"""Rows compared at once: bounds the memory of the comparison."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """For each pair the rule by which it is dropped (an index of RULES), and the earlier pair that is kept for it."""

    rule: NDArray[np.uint8]
    of: Indices

    @property
    def kept(self) -> NDArray[np.bool_]:
        """A mask of the pairs that stay."""
        mask: NDArray[np.bool_] = self.rule == NOT_DROPPED
        return mask


def find_duplicates(sketches: Sketches, similarity: float = 0.8, *, any_proof: bool = False) -> Duplicates:
    """The pairs that repeat an earlier one: exactly, or nearly (a Jaccard similarity on both sides).

    A near duplicate mentions the same numerals and has a similar proof: with another proof the pair is worth keeping,
    unless `any_proof`. Every dropped pair has its near relative among the kept ones: likeness is not passed on.
    """
    count = len(sketches)
    rule = np.zeros(count, dtype=np.uint8)
    of = np.arange(count)
    same = sketches["pair"]
    if any_proof:
        same = _combined(sketches["lean"], sketches["english"])
    first = _first_of_each(same)
    exact = first != np.arange(count)
    rule[exact], of[exact] = EXACT, first[exact]
    earlier, later = _unique(list(near_edges(sketches, similarity)))
    alike = sketches["numerals"][earlier] == sketches["numerals"][later]
    if not any_proof:
        shared = (sketches["proof_values"][earlier] == sketches["proof_values"][later]).mean(axis=1)
        alike &= shared >= _PROOF_SHARE
    for one, other in zip(earlier[alike].tolist(), later[alike].tolist(), strict=True):
        if rule[one] == NOT_DROPPED and rule[other] == NOT_DROPPED:
            rule[other], of[other] = NEAR, one
    of = of[of]  # the first of some equal pairs may be a near duplicate itself
    return Duplicates(rule, of)


def find_clusters(sketches: Sketches, similarity: float = 0.8) -> Indices:
    """For each pair the number of its cluster: the first of the pairs that it must not be parted from.

    Together are pairs of one family, of one Lean key or English key, near duplicates, and their relatives' relatives.
    """
    count = len(sketches)
    parents = np.arange(count)
    for keys in (sketches["family"], sketches["lean"], sketches["english"]):
        _unite(parents, _first_of_each(keys), np.arange(count))
    for one, other in near_edges(sketches, similarity):
        _unite(parents, one, other)
    return _roots(parents)


def near_edges(sketches: Sketches, similarity: float) -> Iterator[tuple[Indices, Indices]]:
    """Pairs of rows (earlier, later) whose Lean and English are both this similar, as blocks of edges."""
    needed = bands_for(similarity)
    usable = np.flatnonzero((sketches["english"] != 0) & (sketches["lean"] != 0))
    sides = (sketches["english_bands"], sketches["lean_bands"])
    for side, other in (sides, sides[::-1]):
        for band in range(0, BANDS, 2):
            key = side[usable, band].astype(np.uint64) << np.uint64(32) | side[usable, band + 1]
            order = np.lexsort((other[usable, band], key))
            for one, two in _neighbours(key[order], usable[order]):
                yield from _compared(one, two, sides, needed)


def _neighbours(keys: Words, rows: Indices) -> Iterator[tuple[Indices, Indices]]:
    """Rows of each run of equal keys with the run's first, and with the one before."""
    if len(keys) < 2:
        return
    same = np.flatnonzero(keys[1:] == keys[:-1]) + 1
    starts = np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))
    heads = starts[np.searchsorted(starts, same, side="right") - 1]
    yield rows[heads], rows[same]
    further = heads != same - 1
    yield rows[same[further] - 1], rows[same[further]]


def _compared(one: Indices, two: Indices, sides: tuple[Bands, Bands], needed: int) -> Iterator[tuple[Indices, Indices]]:
    for start in range(0, len(one), _SLICE):
        first, second = one[start : start + _SLICE], two[start : start + _SLICE]
        near = np.ones(len(first), dtype=bool)
        for bands in sides:
            near[near] = equal_bands(bands[first[near]], bands[second[near]]) >= needed
        if near.any():
            yield np.minimum(first[near], second[near]), np.maximum(first[near], second[near])


def _unique(edges: list[tuple[Indices, Indices]]) -> tuple[Indices, Indices]:
    """The edges once each, by their later end: the order in which they are decided."""
    if not edges:
        none = np.zeros(0, dtype=np.int64)
        return none, none
    earlier = np.concatenate([one for one, _ in edges])
    later = np.concatenate([other for _, other in edges])
    order = np.lexsort((earlier, later))
    earlier, later = earlier[order], later[order]
    new = np.ones(len(earlier), dtype=bool)
    new[1:] = (earlier[1:] != earlier[:-1]) | (later[1:] != later[:-1])
    return earlier[new], later[new]


def _combined(one: Words, other: Words) -> Words:
    mixed: Words = one * np.uint64(0x9E3779B97F4A7C15) ^ other
    return mixed


def _first_of_each(keys: Words) -> Indices:
    """For each row the first row of the same key; rows without a key (0) stand for themselves."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    heads = order[np.maximum.accumulate(np.where(new, np.arange(len(keys)), 0))] if len(keys) else order
    first = np.empty(len(keys), dtype=np.int64)
    first[order] = heads
    empty = keys == 0
    first[empty] = np.flatnonzero(empty)
    return first


def _unite(parents: Indices, one: Indices, other: Indices) -> None:
    """Union by the smaller row, over arrays: hook roots under smaller roots until every edge is within one tree."""
    while len(one):
        roots = _roots(parents)
        first, second = roots[one], roots[other]
        apart = first != second
        one, other, first, second = one[apart], other[apart], first[apart], second[apart]
        np.minimum.at(parents, np.maximum(first, second), np.minimum(first, second))


def _roots(parents: Indices) -> Indices:
    """Each row's root; parents are brought up to it."""
    while True:
        higher = parents[parents]
        if np.array_equal(higher, parents):
            return parents.copy()
        parents[:] = higher


def sizes_of(clusters: Indices) -> tuple[Indices, NDArray[Any]]:
    """The clusters that there are, and how many pairs each has."""
    return np.unique(clusters, return_counts=True)
