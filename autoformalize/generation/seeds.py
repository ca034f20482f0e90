"""One random stream for each sample, keyed by the run's seed, the problem and the sample's index."""

from __future__ import annotations

import hashlib


def sample_seed(seed: int, problem_id: str, index: int) -> int:
    """128 bits that depend on nothing else, so that neither a batch nor a resumed run changes what a sample says."""
    digest = hashlib.sha256(f"{seed}/{problem_id}/{index}".encode()).digest()
    return int.from_bytes(digest[:16], "little")
