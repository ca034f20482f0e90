"""Killed with -9 somewhere in its work, a command that is repeated ends with the files of an unbroken run."""

from __future__ import annotations

import subprocess
import sys

from tests.autoformalize.data.kills import QUICK
from tests.entry_points import ROOT


def test_kills_change_no_file() -> None:
    """Each quick command at a moment of its own; `python -m tests.autoformalize.data.kills` tries all, longer."""
    command = [sys.executable, "-m", "tests.autoformalize.data.kills", *QUICK]
    command += ["--moments", "1", "--pairs", "240", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=480, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("the same files") == len(QUICK)
