"""The golden mutants: each text with what the real Lean 3.51.1 answered, in one compressed file.

The texts are kept, not only their seeds, so that a change of a seed or of a rule leaves the recorded answers standing.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from tests.lean_env.embedded.answers import Answer
from tests.lean_env.embedded.fuzz.mutate import Mutant

FILE: Final = Path(__file__).parent / "golden.jsonl.xz"


class Judged(NamedTuple):
    """A mutant and the real Lean's answer to it."""

    mutant: Mutant
    answer: Answer


def load() -> list[Judged]:
    """The recorded mutants."""
    lines = lzma.decompress(FILE.read_bytes()).decode().splitlines()
    return [Judged(Mutant(*mutant), Answer(*answer)) for mutant, answer in map(json.loads, lines)]


def save(judged: Iterable[Judged]) -> None:
    """Replace the record; mutants of one seed stand together, which the compression needs."""
    ordered = sorted(judged, key=lambda one: (one.mutant.seed, one.mutant.text))
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ordered)
    FILE.write_bytes(lzma.compress(lines.encode(), preset=9))
