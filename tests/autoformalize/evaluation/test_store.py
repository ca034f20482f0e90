"""attempts.jsonl survives what happens to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.errors import UserError
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation import Sample
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


def sample(index: int, text: str = "∀ text") -> Sample:
    return Sample("p", index, text, truncated=False, tokens=3)


def test_samples_wait_on_disk_for_their_verdicts(tmp_path: Path) -> None:
    """What was sampled and not judged is there again, to the character; what was judged no longer waits."""
    path = tmp_path / "attempts.jsonl"
    with AttemptStore(path) as store:
        for index, text in enumerate(("∀ x", "half a surrogate \ud835", "line\nbreak\u2028")):
            store.keep(sample(index, text))
        store.append([attempt(0)])
    with AttemptStore(path) as store:
        waiting = list(store.unjudged())
        assert waiting == [sample(1, "half a surrogate \ud835"), sample(2, "line\nbreak\u2028")]
        assert [("p", index) in store.sampled for index in range(4)] == [True, True, True, False]
        store.append([attempt(1), attempt(2)])
        store.forget_samples()
    assert [found.name for found in tmp_path.iterdir()] == ["attempts.jsonl"]


@pytest.mark.parametrize("damage", ["cut", "not json\n", '{"problem_id": "p", "index": "1"}\n', "[1]\n", "\x00\x00\n"])
def test_a_damaged_sample_is_sampled_again(damage: str, tmp_path: Path) -> None:
    """Samples can be made once more, so a line that cannot be read costs that sample and no more."""
    path = tmp_path / "attempts.jsonl"
    with AttemptStore(path) as store:
        store.keep(sample(0))
        store.keep(sample(1))
    samples = tmp_path / "attempts.samples.jsonl"
    lines = samples.read_text(encoding="utf-8").splitlines(keepends=True)
    samples.write_text(lines[0] + (lines[1][:-9] if damage == "cut" else damage), encoding="utf-8")
    with AttemptStore(path) as store:
        assert list(store.unjudged()) == [sample(0)]
        assert ("p", 1) not in store.sampled
        store.keep(sample(1))
        assert list(store.unjudged()) == [sample(0), sample(1)]
