"""ProofNet: 371 undergraduate theorems with English statement and proof, against Lean 3.50.3 and mathlib3 cc8e88c.

Read from the folder that holds `valid.jsonl` and `test.jsonl`. Theorem names repeat across books, so `id` is the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autoformalize.data.readers import read_records
from autoformalize.problem import DataError, Problem

FILES = {"validation": "valid.jsonl", "test": "test.jsonl"}
LICENCE = "MIT"


def problems(folder: Path, split: str | None = None) -> Iterator[Problem]:
    """The problems of a split, or of both; raises DataError for a missing file or a row of another shape."""
    for name, file in FILES.items():
        if split in (None, name):
            for where, record in read_records(folder / file):
                yield _problem(record, name, where)


def _problem(record: object, split: str, where: str) -> Problem:
    if not isinstance(record, dict) or not isinstance(record.get("formal_statement"), str):
        raise DataError(f"{where}: not a row of ProofNet: the key 'formal_statement' is missing")
    book = str(record.get("id", "")).partition("|")[0]
    return Problem.from_json(
        {
            "id": record.get("id"),
            "informal_statement": record.get("nl_statement"),
            "informal_proof": record.get("nl_proof"),
            "formal_statement": record["formal_statement"].strip().removesuffix(":=").rstrip(),
            "header": record.get("src_header"),
            "topic": book,
            "family": record.get("id"),
            "source": "proofnet",
            "licence": LICENCE,
            "split": split,
        },
        where,
    )
