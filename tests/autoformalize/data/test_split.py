"""Splits keep relatives together, honour their fractions, and depend on the seed alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoformalize.data.split import assign_splits, parse_fractions, split_counts
from autoformalize.problem import SPLITS, DataError

FRACTIONS = {"train": 0.8, "validation": 0.1, "test": 0.1}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=40, max_size=120), st.integers(0, 5))
def test_clusters_stay_whole_and_fractions_hold(sizes, seed):
    """No cluster is on two sides, and each split is within one cluster of its share."""
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    assigned = assign_splits(clusters, np.arange(1, len(clusters) + 1, dtype=np.uint64), FRACTIONS, seed)
    assert all(len(set(assigned[clusters == cluster])) == 1 for cluster in range(len(sizes)))
    for index, name in enumerate(SPLITS):
        assert abs((assigned == index).sum() - FRACTIONS[name] * len(clusters)) <= 12


def test_the_order_of_the_file_does_not_matter():
    """The same pairs in another order, under other numbers of clusters, are dealt out in the same way."""
    rng = np.random.default_rng(0)
    clusters = np.repeat(np.arange(50), 3)
    identities = rng.integers(1, 2**63, 150).astype(np.uint64)
    first = assign_splits(clusters, identities, FRACTIONS, 1)
    order = rng.permutation(150)
    renumbered = np.unique(clusters[order], return_inverse=True)[1] * 2
    again = assign_splits(renumbered, identities[order], FRACTIONS, 1)
    assert (again == first[order]).all()
    assert (assign_splits(clusters, identities, FRACTIONS, 2) != first).any()


def test_a_family_larger_than_a_split_goes_where_room_is():
    """One huge cluster is in the largest split, and the report says how large it is."""
    clusters = np.array([0] * 90 + list(range(1, 21)))
    assigned = assign_splits(clusters, np.arange(1, 111, dtype=np.uint64), FRACTIONS)
    assert set(assigned[:90]) == {0}
    counts = split_counts(assigned, clusters)
    assert counts["largest cluster"] == 90 and counts["test"]["pairs"] >= 9


def test_fractions_are_read_and_refused():
    """Shares and percentages add up to one; what is no share is refused in one line."""
    assert parse_fractions("train=8,test=2") == {"train": 0.8, "test": 0.2}
    assert parse_fractions("train=90%, validation=5%, test=5%")["test"] == pytest.approx(0.05)
    for text in ("train", "train=x", "dev=0.1", "train=0", "train=1,train=1"):
        with pytest.raises(DataError):
            parse_fractions(text)
