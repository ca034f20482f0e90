"""attempts.jsonl survives what happens to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.errors import UserError
from autoformalize.evaluation.store import AttemptStore
from autoformalize.problem import Attempt, Candidate


def attempt(index: int) -> Attempt:
    return Attempt(Candidate("p", "proof", index, "∀ text", "lean"), "accepted", axioms=("propext",))


def test_what_was_appended_is_read_back(tmp_path: Path) -> None:
    """In order, with every field."""
    path = tmp_path / "attempts.jsonl"
    with AttemptStore(path) as store:
        store.append([attempt(0), attempt(1)])
    with AttemptStore(path) as store:
        assert list(store) == [attempt(0), attempt(1)]
        assert ("p", 1) in store
        assert ("p", 2) not in store


def test_an_attempt_is_stored_once(tmp_path: Path) -> None:
    """A resumed run may decode a batch again; what has a verdict keeps it."""
    with AttemptStore(tmp_path / "attempts.jsonl") as store:
        store.append([attempt(0)])
        store.append([attempt(0), attempt(1)])
        assert len(list(store)) == 2


def test_a_line_cut_short_by_a_kill_is_dropped(tmp_path: Path) -> None:
    """The verdicts before it stay, and the next one is appended on a line of its own."""
    path = tmp_path / "attempts.jsonl"
    with AttemptStore(path) as store:
        store.append([attempt(0), attempt(1)])
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with AttemptStore(path) as store:
        assert list(store) == [attempt(0)]
        store.append([attempt(1)])
    assert path.read_bytes() == whole


def test_a_file_that_was_edited_is_named_with_its_line(tmp_path: Path) -> None:
    """One line that says where."""
    path = tmp_path / "attempts.jsonl"
    path.write_text("not json\n")
    with pytest.raises(UserError, match=r"attempts.jsonl:1: not JSON"):
        AttemptStore(path)
