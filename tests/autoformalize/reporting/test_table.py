"""Metrics as tables, for one run, two runs and a sweep."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from autoformalize.evaluation.metrics import compute_metrics
from autoformalize.problem import Attempt, Candidate, Problem
from autoformalize.reporting.sweep import compare_runs
from autoformalize.reporting.table import comparison_rows, comparison_table, format_interval, group_table, markdown
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
    """Problems, pass@k for every k of any run, typechecks, the three commonest errors, what a solved one cost, time."""
    metrics = json.loads((make_run(tmp_path / "run", right=3) / "metrics.json").read_text(encoding="utf-8"))
    fewer = {**metrics, "pass@k": {"1": metrics["pass@k"]["1"]}, "error_kinds": {}}
    header, rows = comparison_rows({"run": metrics, "fewer": fewer})
    costs = ["tokens/solved", "checking s/solved"] if metrics["cost"]["tokens_per_solved"] is not None else []
    assert header == [
        *("run", "problems", "pass@1", "pass@4", "typechecks", "truncated", "kinds of error"),
        *(name for name in costs if name in header),
        "seconds",
    ]
    assert rows[0][0] == "run" and rows[0][1] == "6" and rows[0][3].startswith("0.50 [")
    assert rows[0][5] == "0%" and rows[0][6].count("%") == 3 and rows[0][-1] == "12"
    assert rows[1][3] == "-" and rows[1][6] == "none"


def test_a_table_is_text_csv_and_html_too(tmp_path: Path) -> None:
    """CSV has the bounds in columns of their own, not rounded; HTML is escaped; text is aligned."""
    metrics = json.loads((make_run(tmp_path / "run", right=3) / "metrics.json").read_text(encoding="utf-8"))
    table = comparison_table({"a<b>,c": metrics})
    header, row = csv.reader(table.csv().splitlines())
    values = dict(zip(header, row, strict=True))
    assert values["run"] == "a<b>,c" and float(values["pass@4"]) == 0.5
    assert float(values["pass@4_low"]) < 0.5 < float(values["pass@4_high"]) < float(values["pass@4_highest"])
    assert "<td>a&lt;b&gt;,c</td>" in table.html()
    assert table.text().splitlines()[0].split()[:4] == ["run", "problems", "pass@1", "pass@4"]


def test_groups_are_tables_on_request(tmp_path: Path) -> None:
    """A row for each difficulty and run, easy first."""
    metrics = json.loads((make_run(tmp_path / "run", right=3) / "metrics.json").read_text(encoding="utf-8"))
    table = group_table({"one": metrics, "two": metrics}, "difficulty")
    assert [row[:3] for row in table.rows][:3] == [["easy", 2, "one"], ["easy", 2, "two"], ["medium", 2, "one"]]


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


def test_a_sweep_over_several_benchmarks_has_a_table_for_each(tmp_path: Path) -> None:
    """Figures of different problems or tasks never share a table or a page."""
    make_run(tmp_path / "a")
    make_run(tmp_path / "b", benchmark_hash="feed" * 16)
    make_run(tmp_path / "c", task="full")
    text = compare_runs(tmp_path)
    assert (
        text.count("|-----") >= 3 and "Task full, benchmark " in text and "Task proof, benchmark feedfeedfeed" in text
    )
    assert len(list(tmp_path.glob("report-*.html"))) == 3


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
