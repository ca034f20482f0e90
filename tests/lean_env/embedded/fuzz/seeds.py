"""Texts that Lean accepts, to be mutated: the built-in set, a sample of the forge, golden texts of constructs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

from autoformalize.data.forge import forge
from tests.lean_env.embedded.constructs import golden
from tests.lean_env.embedded.fuzz.mutate import Seed

_FORGED = 250


def seeds() -> Iterator[Seed]:
    """Every seed, named after where it is from."""
    for split in ("test", "train", "validation"):
        rows = resources.files("autoformalize.data.builtin").joinpath(f"{split}.jsonl").read_text(encoding="utf-8")
        for row in map(json.loads, rows.splitlines()):
            parts = (row.get("header", ""), f"{row['formal_statement']} {row['formal_proof']}")
            yield Seed(f"builtin/{row['id']}", "\n".join(part for part in parts if part))
    for number, pair in enumerate(forge(count=_FORGED)):
        problem = pair.problem
        yield Seed(f"forge/{number}", f"{problem.header}\n{problem.formal_statement} {pair.formal_proof}".strip())
    for name in golden.names():
        for text, answer in golden.load(name):
            if answer.status == "accepted":
                yield Seed(f"{name}/{text.line}", text.source)
