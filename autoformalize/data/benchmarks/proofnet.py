"""ProofNet: 371 undergraduate theorems with English statement and proof, against Lean 3.50.3 and mathlib3 cc8e88c.

Read from the folder that holds `valid.jsonl` and `test.jsonl`. Theorem names repeat across books, so `id` is the key.
Its folder `docgen` holds 3,000 statements of mathlib3 with English that a machine wrote, without proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autoformalize.data.readers import read_records
from autoformalize.problem import DataError, Problem

FILES = {"validation": "valid.jsonl", "test": "test.jsonl"}
DOCGEN_FILES = {"validation": "docgen_export_valid.jsonl", "test": "docgen_export_test.jsonl"}
LICENCE = "MIT"


def problems(folder: Path, split: str | None = None) -> Iterator[Problem]:
    """The problems of a split, or of both; raises DataError for a missing file or a row of another shape."""
    for name, file in FILES.items():
        if split in (None, name):
            for where, record in read_records(folder / file):
                yield _problem(record, name, where)


def docgen(folder: Path, split: str | None = None) -> Iterator[Problem]:
    """The statements of mathlib3 with machine-written English; `folder` is the one of the two files."""
    for name, file in DOCGEN_FILES.items():
        if split in (None, name):
            for where, record in read_records(folder / file):
                yield _exported(record, name, where)


def _exported(record: Mapping[str, Any], split: str, where: str) -> Problem:
    name, statement = record.get("name"), record.get("formal_statement")
    if not isinstance(name, str) or not isinstance(statement, str):
        raise DataError(f"{where}: not a row of ProofNet's docgen export: 'name' or 'formal_statement' is missing")
    # The path on the exporter's machine says which module of mathlib it was.
    module = str(record.get("filename", "")).partition("/src/")[2].removesuffix(".lean").replace("/", ".")
    fields = {
        "id": f"docgen/{name}",
        "informal_statement": record.get("nl_statement_of_codex"),
        "formal_statement": statement.strip().removesuffix(":=").rstrip(),
        "topic": module.partition(".")[0],
        "family": module or name,
        "source": "proofnet docgen",
        "licence": "Apache-2.0",
        "split": split,
    }
    return Problem.from_json(fields, where)


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
