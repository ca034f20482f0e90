"""Problems and pairs: where they come from, how they are kept apart, and the forge that makes more.

Sources and files in `sources` and `readers`, sameness in `normalise`, leaks and duplicates in `hygiene`, forged pairs
in `forge`, the checker's verdict on pairs in `verify`.
"""

from autoformalize.data.hygiene import BenchmarkIndex, Dropped, Leak, decontaminate, deduplicate
from autoformalize.data.readers import write_pairs
from autoformalize.data.sources import (
    benchmark_problems,
    content_hash,
    iter_pairs,
    iter_problems,
    load_pairs,
    load_problems,
    training_pairs,
)

__all__ = [
    "BenchmarkIndex",
    "Dropped",
    "Leak",
    "benchmark_problems",
    "content_hash",
    "decontaminate",
    "deduplicate",
    "iter_pairs",
    "iter_problems",
    "load_pairs",
    "load_problems",
    "training_pairs",
    "write_pairs",
]
