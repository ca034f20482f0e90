"""Keep training data apart from itself and from the benchmarks.

`sketches` makes a few hundred bytes of each pair, `relatives` finds duplicates and clusters in them, `leaks` holds
pairs against the benchmarks, `probes` labels vacuous statements and poor English. What counts as the same is
`autoformalize.data.normalise`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autoformalize.data.hygiene.leaks import BenchmarkIndex, Dropped, Leak, LeakReport, decontaminate
from autoformalize.data.hygiene.relatives import Duplicates, find_clusters, find_duplicates
from autoformalize.data.hygiene.sketches import Sketches, pair_texts, sketch
from autoformalize.data.normalise import english_key, proof_key, statement_form
from autoformalize.problem import Pair

__all__ = [
    "BenchmarkIndex",
    "Dropped",
    "Duplicates",
    "Leak",
    "LeakReport",
    "Sketches",
    "decontaminate",
    "deduplicate",
    "find_clusters",
    "find_duplicates",
    "pair_texts",
    "sketch",
]


def deduplicate(pairs: Iterable[Pair], dropped: Dropped | None = None) -> Iterator[Pair]:
    """Yield each pair once: same English, same statement up to names, and same proof is the same pair.

    Holds one hash per pair (about 100 bytes each). Near duplicates need the whole corpus: see `find_duplicates`.
    """
    seen: set[int] = set()
    for pair in pairs:
        form = statement_form(pair.problem.formal_statement, pair.problem.header)
        proof = proof_key(pair.formal_proof, form.names)
        key = hash((english_key(pair.problem.informal_statement), form.key, proof))
        if key not in seen:
            seen.add(key)
            yield pair
        elif dropped is not None:
            dropped.duplicates += 1
