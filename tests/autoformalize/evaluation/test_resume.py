"""A run that is killed again and again, in processes of their own, ends as one that nobody killed; and a full disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autoformalize.evaluation.bench import run_loop
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from tests.entry_points import ROOT


def test_kills_change_nothing() -> None:
    """kill -9 at random moments, for both kinds of plan: the same metrics, nothing that was on disk is done again."""
    command = [sys.executable, "-m", "autoformalize.evaluation", "bench", "--attempts", "--kills", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("the same metrics, 0 done twice") == 2, done.stdout


@pytest.mark.parametrize("plan", [SamplingPlan(6), SamplingPlan(4, wanted=1, extra=4, step=2)])
def test_a_disk_that_fills_loses_nothing(plan: SamplingPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a write stops half way, the run ends with the system's error, the file holds whole lines only, and the same
    run goes on with room again."""
    _, expected = run_loop(tmp_path / "whole", 8, plan)
    written, write = 0, os.write

    def full_after_a_while(descriptor: int, data: bytes) -> int:
        nonlocal written
        if written > 2000:
            raise OSError(28, "No space left on device")
        count = write(descriptor, bytes(data)[:1500])
        written += count
        return count

    monkeypatch.setattr("autoformalize.evaluation.lines.os.write", full_after_a_while)
    with pytest.raises(OSError, match="No space left"):
        run_loop(tmp_path / "broken", 8, plan)
    monkeypatch.undo()
    text = (tmp_path / "broken" / "attempts.jsonl").read_text(encoding="utf-8")
    assert all(json.loads(line) for line in text.splitlines()) and text.endswith(("\n", ""))
    _, found = run_loop(tmp_path / "broken", 8, plan)
    assert found == expected


def test_one_process_writes_a_store(tmp_path: Path) -> None:
    """A second run in the same folder is refused before it does anything."""
    with AttemptStore(tmp_path / "attempts.jsonl"), pytest.raises(Exception, match="another process"):
        AttemptStore(tmp_path / "attempts.jsonl")
