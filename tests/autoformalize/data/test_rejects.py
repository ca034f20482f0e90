"""Rows that cannot be used are kept apart, once each, with the reason."""

import datetime
import json

from autoformalize.data.rejects import Rejects


def entries(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_rejects_are_written_as_they_come_and_counted_by_reason(tmp_path):
    """Each is in the file at once; the summary counts them by what stands before the colon."""
    path = tmp_path / "made" / "rejects.jsonl"
    with Rejects(path) as rejects:
        assert not path.exists() and rejects.summary() == ""
        rejects.add("a.jsonl:1", "not valid JSON: at column 3", "{")
        assert entries(path) == [{"where": "a.jsonl:1", "reason": "not valid JSON: at column 3", "record": "{"}]
        rejects.add("a.jsonl:7", "not valid JSON: at column 9", b"\xff\x00")
        rejects.add("a.jsonl:9", "no proof", {"day": datetime.date(2026, 1, 2), "half": "\ud800"})
    assert rejects.count == 3 and rejects.reasons == {"not valid JSON": 2, "no proof": 1}
    assert rejects.summary() == f"3 rejected: not valid JSON (2), no proof (1); see {path}"
    assert [entry["where"] for entry in entries(path)] == ["a.jsonl:1", "a.jsonl:7", "a.jsonl:9"]
    assert rejects.size == path.stat().st_size


def test_rejects_without_a_file_are_counted(tmp_path):
    """Without a path nothing is written."""
    rejects = Rejects(None)
    rejects.add("x", "why")
    assert rejects.count == 1 and rejects.summary() == "1 rejected: why (1)"


def test_a_run_that_goes_on_has_every_reject_once(tmp_path):
    """What stood in the kept bytes is not added again, what came after them is."""
    path = tmp_path / "rejects.jsonl"
    with Rejects(path) as first:
        first.add("a:1", "one")
        kept = first.size
        first.add("a:2", "two")
    with Rejects(path, kept) as second:
        for where, reason in (("a:1", "one"), ("a:2", "two"), ("a:3", "three")):
            second.add(where, reason)
    assert [entry["where"] for entry in entries(path)] == ["a:1", "a:2", "a:3"] and second.count == 3
    with Rejects(path):
        assert not path.exists()  # a run from the start begins with none
