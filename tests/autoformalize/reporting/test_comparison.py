"""`python -m autoformalize.reporting compare`: what it prints, and what it refuses to set side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autoformalize.reporting import __main__ as command
from tests.autoformalize.made_runs import make_run
from tests.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_compare_prints_a_table_and_the_paired_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`compare BASE TUNED` ends in the table, the difference with its p values, the problems, and the page."""
    base, tuned = make_run(tmp_path / "base", right=0), make_run(tmp_path / "tuned", right=3)
    assert command.main(["compare", str(base), str(tuned), "--by", "topic"]) == 0
    out = capsys.readouterr().out
    assert "| base " in out and "| tuned" in out and "| natural numbers | 2 " in out
    assert "tuned minus base, pass@4 on the same problems: 0.50 [" in out
    assert "3 problems won, 0 lost\n" in out and "won: p0, p1, p2\n" in out and "lost:" not in out
    assert "p = 0.25 (two-sided sign flip test over problems, exact)" in out  # 2 of the 2^3 ways to set the signs
    assert "attempts without a verdict: the difference is between " in out
    assert f"report: {tmp_path / 'report.html'}" in out and (tmp_path / "report.html").exists()


def test_csv_is_nothing_but_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be piped into a file."""
    base, tuned = make_run(tmp_path / "base", right=0), make_run(tmp_path / "tuned", right=3)
    assert command.main(["compare", str(base), str(tuned), "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and lines[0].startswith("run,problems,pass@1,pass@1_low")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({}, {"benchmark_hash": "abc"}, "on 2 different sets of problems and cannot be compared: one has benchmark "),
        ({}, {"task": "full"}, "at 2 different tasks and cannot be compared: one has task proof, other has task full"),
        (
            {"config": {"generation": {"samples": 4}}},
            {"config": {"generation": {"samples": 8}}},
            "different numbers of samples a problem and cannot be compared: one has 4, other has 8",
        ),
        ({}, {"config": {"generation": {"samples": 8}}}, "one has 4, other has 8"),
        ({}, {"pass@k": {"2": {"mean": 0, "low": 0, "high": 0}}}, "no k of pass@k in common"),
    ],
)
def test_runs_that_differ_in_more_than_their_figures_are_refused(
    one: dict[str, object],
    other: dict[str, object],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Other problems, another task, other n: one line that names both runs, exit code 2, no page."""
    folders = [make_run(tmp_path / "one", **one), make_run(tmp_path / "other", **other)]  # type: ignore[arg-type]
    assert command.main(["compare", *map(str, folders)]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not (tmp_path / "report.html").exists()


def test_a_folder_without_a_finished_run_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing there, metrics cut short, attempts cut short, metrics of something else: each says what is wrong."""
    run = make_run(tmp_path / "run")
    assert command.main(["compare", str(run), str(tmp_path / "nothing")]) == 2
    assert "has no metrics.json: evaluate it first" in capsys.readouterr().err
    attempts = make_run(tmp_path / "attempts") / "attempts.jsonl"
    attempts.write_text(attempts.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    assert command.main(["compare", str(run), str(attempts.parent)]) == 2
    assert "attempts.jsonl:24: not JSON" in capsys.readouterr().err
    for text, said in (("{", "is not JSON"), ("[]", "holds no JSON object"), ("{}", "has no 'pass@k'")):
        (run / "metrics.json").write_text(text, encoding="utf-8")
        assert command.main(["compare", str(run)]) == 2
        assert said in capsys.readouterr().err


def test_runs_of_one_name_stay_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two folders that end in the same name are both in the table."""
    one, other = make_run(tmp_path / "a" / "run"), make_run(tmp_path / "b" / "run", right=3)
    assert command.main(["compare", str(one), str(other), "--output", str(tmp_path / "r.html")]) == 0
    out = capsys.readouterr().out
    assert "a/run" in out and "b/run" in out


def test_metrics_of_before_groups_by_source_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs whose metrics lack a grouping have no rows in its table, and do not fail."""
    run = make_run(tmp_path / "run")
    metrics = json.loads((run / "metrics.json").read_text(encoding="utf-8"))
    (run / "metrics.json").write_text(json.dumps({k: v for k, v in metrics.items() if k != "by_source"}))
    assert command.main(["compare", str(run), "--by", "source"]) == 0
    assert "| source | problems |" in capsys.readouterr().out


@pytest.mark.browser
def test_the_page_shows_the_difference(browser: Browser, tmp_path: Path) -> None:
    """Difference, interval, p values, and the problems behind a fold."""
    base, tuned = make_run(tmp_path / "base", right=0), make_run(tmp_path / "tuned", right=3)
    assert command.main(["compare", str(base), str(tuned)]) == 0
    page, faults = opened(browser, tmp_path / "report.html")
    shown = page.locator("#comparison").inner_text()
    assert "tuned minus base" in shown and "0.50 [" in shown and "p = 0.25" in shown and "3 problems won" in shown
    assert faults == []
