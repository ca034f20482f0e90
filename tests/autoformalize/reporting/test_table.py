"""Metrics as tables, for one run, two runs and a sweep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autoformalize.evaluation.metrics import compute_metrics
from autoformalize.problem import Attempt, Candidate, Problem
from autoformalize.reporting import __main__ as command
from autoformalize.reporting.sweep import compare_runs
from autoformalize.reporting.table import comparison_rows, format_interval, markdown
from tests.autoformalize.made_runs import make_run


def test_an_interval_reads_as_a_mean_and_its_bounds() -> None:
    """Two decimals, the bounds in brackets; a k that a run lacks is a dash."""
    assert format_interval({"mean": 0.421, "low": 0.3, "high": 0.549}) == "0.42 [0.30, 0.55]"
    assert format_interval(None) == "-"


def test_columns_are_aligned() -> None:
    """Every line of the Markdown table is as wide as the others."""
    lines = markdown(["run", "pass@1"], [["base", "0"], ["a longer name", "0.5"]]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[1].startswith("|-")


def test_a_row_sums_up_a_run(tmp_path: Path) -> None:
    """Problems, pass@k for every k of any run, typechecks, the three commonest errors, seconds."""
    metrics = json.loads((make_run(tmp_path / "run", right=3) / "metrics.json").read_text(encoding="utf-8"))
    fewer = {**metrics, "pass@k": {"1": metrics["pass@k"]["1"]}, "error_kinds": {}}
    header, rows = comparison_rows({"run": metrics, "fewer": fewer})
    assert header == ["run", "problems", "pass@1", "pass@4", "typechecks", "kinds of error", "seconds"]
    assert rows[0][0] == "run" and rows[0][1] == "6" and rows[0][3].startswith("0.50 [")
    assert rows[0][5].count("%") == 3 and rows[0][6] == "12"
    assert rows[1][3] == "-" and rows[1][5] == "none"


def test_compare_prints_a_table_and_the_paired_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m autoformalize.reporting compare BASE TUNED` ends in the table, the difference and the page."""
    base, tuned = make_run(tmp_path / "base", right=0), make_run(tmp_path / "tuned", right=3)
    assert command.main(["compare", str(base), str(tuned)]) == 0
    out = capsys.readouterr().out
    assert "| base " in out and "| tuned" in out
    assert "tuned minus base, pass@4 on the same problems: 0.50 [" in out
    assert "3 problems won, 0 lost" in out
    assert f"report: {tmp_path / 'report.html'}" in out and (tmp_path / "report.html").exists()


def test_runs_on_other_problems_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Different benchmarks, and folders that hold no run, are one line and exit code 2."""
    one, other = make_run(tmp_path / "one"), make_run(tmp_path / "other")
    metrics = json.loads((other / "metrics.json").read_text(encoding="utf-8"))
    (other / "metrics.json").write_text(json.dumps({**metrics, "benchmark_hash": "x"}), encoding="utf-8")
    assert command.main(["compare", str(one), str(other)]) == 2
    assert "different sets of problems" in capsys.readouterr().err
    assert command.main(["compare", str(one), str(tmp_path / "nothing")]) == 2
    assert "has no metrics.json: evaluate it first" in capsys.readouterr().err


def test_runs_of_one_name_stay_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two folders that end in the same name are both in the table."""
    one, other = make_run(tmp_path / "a" / "run"), make_run(tmp_path / "b" / "run", right=3)
    assert command.main(["compare", str(one), str(other), "--output", str(tmp_path / "r.html")]) == 0
    out = capsys.readouterr().out
    assert "a/run" in out and "b/run" in out


def test_a_sweep_is_compared_over_its_finished_runs(tmp_path: Path) -> None:
    """Unfinished runs are left out; a sweep without any writes nothing."""
    shared = "model.adapter=runs/mine/adapter"  # a path among the overrides makes folders within folders
    (tmp_path / f"{shared},seed=3").mkdir(parents=True)
    assert compare_runs(tmp_path) == "" and not (tmp_path / "comparison.md").exists()
    make_run(tmp_path / f"{shared},seed=1")
    make_run(tmp_path / f"{shared},seed=2", right=3)
    table = compare_runs(tmp_path)
    assert "| seed=1 " in table and "| seed=2 " in table and "seed=3" not in table
    assert (tmp_path / "comparison.md").read_text(encoding="utf-8") == table + "\n"
    assert (tmp_path / "report.html").exists()


def test_missing_verdicts_show_as_a_second_figure(problems: list[Problem]) -> None:
    """From attempts to the table: a crash counts as wrong in the first figure and as right in the second."""
    statuses = {"swap": "accepted", "zero": "crashed", "comm": "rejected"}
    attempts = [
        Attempt(Candidate(problem.id, "proof", 0, "", ""), statuses.get(problem.id, "rejected"), "")
        for problem in problems
    ]
    metrics = compute_metrics(problems, attempts, [1]) | {"seconds": 1.0}
    header, rows = comparison_rows({"run": metrics})
    lower, upper = 1 / len(problems), 2 / len(problems)
    cell = rows[0][header.index("pass@1")]
    assert cell.startswith(f"{lower:.2f} [") and cell.endswith(f", {upper:.2f} if the undecided are right")
    decided = [attempt for attempt in attempts if attempt.status != "crashed"]
    sure = compute_metrics(problems, decided, [1]) | {"seconds": 1.0}
    assert "undecided" not in comparison_rows({"run": sure})[1][0][header.index("pass@1")]
