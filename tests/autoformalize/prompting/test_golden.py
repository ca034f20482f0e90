"""Lean out of what models write, a file a case: the task, the completion as it came, the source and name to find.

The files of `golden/` are written by hand after what models do; everything between the marks counts, but for the last
line break.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from autoformalize.problem import Problem
from autoformalize.prompting import extract_candidate

SWAP: Final = Problem("swap", "If p and q, then q and p.", "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p")
FILES: Final = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_answer_is_found(file: Path) -> None:
    """Source and name are those of the file."""
    head, _, rest = file.read_bytes().decode().partition("\n---- completion\n")
    completion, _, source = rest.partition("\n---- source\n")
    settings = dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in head.splitlines())
    found, name = extract_candidate(SWAP, settings["task"], completion)
    assert (found.strip(), name) == (source.removesuffix("\n"), settings["name"])
