"""Outputs appear whole, go on after a kill, and are not made twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoformalize.data import load_pairs
from autoformalize.data.resume import Output, read_report, stamp
from autoformalize.problem import DataError, Pair

PAIRS = load_pairs("builtin", "validation")[:12]


def work(path: Path, stop: int | None = None, journal_at: frozenset[int] = frozenset(), **options: Any) -> Output:
    """Write PAIRS but every third, which is rejected; stop before item `stop` as a kill does."""
    output = Output(path, options.pop("settings", {"command": "test"}), **options)
    output._due = float("inf")  # the journal is written where the test says, not by the clock
    if output.finished:
        return output
    with_pairs = list(enumerate(PAIRS))[output.read :]
    for number, pair in with_pairs:
        if number == stop:
            output._stream.flush()  # what a killed process had written stays, beyond what the journal says
            output._stream.close()
            output.rejects.close()
            return output
        if number % 3 == 2:
            output.rejects.add(pair.problem.id, "every third")
        else:
            output.write(pair)
        output.report["last"] = number
        output.advance()
        if number in journal_at:
            output.checkpoint()
    with output:
        pass
    return output


def files(folder: Path) -> dict[str, bytes]:
    """Every file's content; the report without its seconds."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in found:
        if name.endswith("report.json"):
            found[name] = json.dumps({**json.loads(found[name]), "seconds": 0}).encode()
    return found


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_a_file_appears_whole_with_its_report(tmp_path, suffix):
    """Until the end there is no file; then there are the pairs, the rejects and a report, and nothing else."""
    path = tmp_path / f"pairs{suffix}"
    with Output(path, {"command": "test"}) as output:
        for pair in PAIRS:
            output.write(pair)
            output.advance()
            assert not path.exists()
        output.rejects.add("x:1", "broken: here")
    assert load_pairs(str(path), None) == PAIRS
    report = read_report(path)
    assert report is not None and report["read"] == report["written"] == len(PAIRS)
    assert report["rejected"] == 1 and report["reasons"] == {"broken": 1}
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        path.name,
        f"{path.name}.report.json",
        "pairs.rejects.jsonl",
    ]


@settings(max_examples=40, deadline=None)
@given(kills=st.lists(st.tuples(st.integers(0, 11), st.frozensets(st.integers(0, 11))), max_size=4))
def test_any_kills_leave_the_same_files_in_the_end(tmp_path_factory, kills):
    """However often and wherever a run is cut off, what it ends with is the unbroken run's, byte for byte."""
    whole, broken = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("broken")
    work(whole / "pairs.jsonl")
    for stop, journal_at in kills:
        work(broken / "pairs.jsonl", stop, journal_at)
    work(broken / "pairs.jsonl")
    assert files(whole) == files(broken)


def test_an_error_keeps_what_was_done(tmp_path):
    """An exception leaves the journal at the last finished item, and the next run goes on there."""
    path = tmp_path / "pairs.jsonl"
    with pytest.raises(RuntimeError), Output(path, {}) as output:
        output.write(PAIRS[0])
        output.advance()
        output.write(PAIRS[1])  # an item in the middle of its work does not count
        raise RuntimeError
    with Output(path, {}) as output:
        assert (output.read, output.written) == (1, 1)
        for pair in PAIRS[1:]:
            output.write(pair)
            output.advance()
    assert load_pairs(str(path), None) == PAIRS


def test_a_finished_file_is_not_made_again(tmp_path):
    """The same command finds it finished; `again` begins anew; other settings are refused by name."""
    path = tmp_path / "pairs.jsonl"
    work(path)
    before = path.stat().st_mtime_ns
    assert work(path).finished and path.stat().st_mtime_ns == before
    assert not work(path, again=True).finished and path.stat().st_mtime_ns != before
    with pytest.raises(DataError, match=r"was made with other settings .command 'test' then, 'other' now"):
        work(path, settings={"command": "other"})


def test_a_run_that_was_begun_with_other_settings_is_refused(tmp_path):
    """Half a file made one way is not gone on with in another."""
    path = tmp_path / "pairs.jsonl"
    work(path, 6, frozenset({3}))
    with pytest.raises(DataError, match=r"was begun with other settings .*'test' then, 'other' now"):
        work(path, settings={"command": "other"})
    assert work(path).read == len(PAIRS)


def test_somebody_elses_file_is_left_alone(tmp_path):
    """A file without a report was not made here, and is not overwritten unless asked."""
    path = tmp_path / "pairs.jsonl"
    path.write_text("precious\n")
    with pytest.raises(DataError, match=r"was not made by this command: name another, or add --again"):
        Output(path, {})
    assert path.read_text() == "precious\n"
    with pytest.raises(DataError, match=r"cannot write a .txt file; use .jsonl or .parquet"):
        Output(tmp_path / "pairs.txt", {})


def test_a_journal_that_says_more_than_the_disk_has_begins_anew(tmp_path):
    """After the machine went down the journal may be ahead of the data: nothing of it is believed."""
    path = tmp_path / "pairs.jsonl"
    work(path, 6, frozenset({5}))
    (tmp_path / "pairs.jsonl.partial.jsonl").write_bytes(b"")
    assert work(path).read == len(PAIRS)
    assert len(load_pairs(str(path), None)) == 8


def test_two_processes_do_not_make_one_file(tmp_path):
    """The second one is told."""
    path = tmp_path / "pairs.jsonl"
    with Output(path, {}) as first:
        first.write(PAIRS[0])
        with pytest.raises(DataError, match="another process is making it now"):
            Output(path, {}).write(PAIRS[0])
        first.advance()
    assert load_pairs(str(path), None) == [PAIRS[0]]


def test_what_is_not_valid_unicode_is_rejected(tmp_path):
    """Half a surrogate pair, which JSON may hold and no other format can, goes to the rejects."""
    path = tmp_path / "pairs.parquet"
    record = {**PAIRS[0].to_json(), "informal_statement": "half \ud800"}
    with Output(path, {}) as output:
        for pair in (Pair.from_json(record), PAIRS[1]):
            output.write(pair)
            output.advance()
    assert load_pairs(str(path), None) == [PAIRS[1]] and output.rejects.reasons == {"not valid Unicode": 1}


def test_a_stamp_changes_with_the_file(tmp_path):
    """An input that was written again is another input."""
    path = tmp_path / "a.jsonl"
    path.write_text("1\n")
    first = stamp(str(path))
    path.write_text("12\n")
    assert stamp(str(path)) != first and stamp("forge:seed=1") == {"name": "forge:seed=1"}
