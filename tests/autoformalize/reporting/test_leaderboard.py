"""`python -m autoformalize.reporting leaderboard`: order, intervals, groups, and what it leaves out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from autoformalize.reporting import __main__ as command
from tests.autoformalize.made_runs import make_run


def _config(adapter: str | None = None, temperature: float = 0.8) -> dict[str, Any]:
    return {
        "model": {"name": "tiny", "adapter": adapter},
        "prompt": {"name": "few_shot"},
        "engine": {"name": "hf"},
        "generation": {"samples": 4, "temperature": temperature},
    }


def test_the_best_run_stands_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sorted by pass@k with intervals, model, adapter, prompt, engine, checker and hash; equals share a rank."""
    make_run(tmp_path / "base", right=0, config=_config())
    make_run(tmp_path / "sweep" / "seed=1", right=3, config=_config("runs/mine/adapter"))
    make_run(tmp_path / "sweep" / "seed=2", right=3, config=_config("runs/mine/adapter", 0.4))
    make_run(tmp_path / "old", right=1)
    assert command.main(["leaderboard", str(tmp_path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["rank"], row["run"]) for row in rows] == [
        ("1", "seed=1"),
        ("1", "seed=2"),
        ("3", "old"),
        ("4", "base"),
    ]
    best = rows[0]
    assert float(best["pass@4_low"]) < float(best["pass@4"]) == 0.5 < float(best["pass@4_high"])
    assert (best["model"], best["adapter"], best["prompt"], best["engine"]) == (
        "tiny",
        "runs/mine/adapter",
        "few_shot",
        "hf",
    )
    assert best["checker"] == "embedded-test" and len(best["benchmark"]) == 12 and best["samples"] == "4"
    assert rows[2]["model"] == "tiny" and rows[2]["prompt"] == "-"  # a run without its config
    page = (tmp_path / "leaderboard.html").read_text(encoding="utf-8")
    assert page.index("seed=1") < page.index("<td>base</td>") and "<script" not in page


def test_benchmarks_are_never_mixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has a table with ranks of its own; a line names both, and `--benchmark` keeps one."""
    make_run(tmp_path / "a", right=1)
    make_run(tmp_path / "b", right=3, benchmark_hash="feed" * 16)
    make_run(tmp_path / "c", right=2, task="full")
    assert command.main(["leaderboard", str(tmp_path), "--by", "difficulty"]) == 0
    out, err = capsys.readouterr()
    assert "measured on 2 benchmarks (" in err and "feedfeedfeed" in err and "cannot be compared" in err
    assert out.count("## ") == 3 and out.count("| 1 ") == 3
    assert command.main(["leaderboard", str(tmp_path), "--benchmark", "feed"]) == 0
    out, err = capsys.readouterr()
    assert "| b " in out and "| a " not in out and err == ""
    assert command.main(["leaderboard", str(tmp_path), "--benchmark", "0123"]) == 2
    assert "no finished evaluation run of benchmark 0123" in capsys.readouterr().err


def test_what_is_not_finished_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs that were killed, metrics that are no JSON; trainings are passed over without a word."""
    make_run(tmp_path / "good")
    (make_run(tmp_path / "killed") / "metrics.json").unlink()
    (make_run(tmp_path / "broken") / "metrics.json").write_text("{", encoding="utf-8")
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "config.json").write_text("{}", encoding="utf-8")
    assert command.main(["leaderboard", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "| good " in out and "killed" not in out
    assert f"left out {tmp_path / 'killed'}: unfinished, 24 attempts so far" in err
    assert f"left out {tmp_path / 'broken'}: " in err and "is not JSON" in err and "train" not in err


def test_what_cannot_be_ranked_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No folder, no run, a k that some run lacks."""
    for arguments, said in (
        ([str(tmp_path / "nothing")], "is no folder"),
        ([str(tmp_path)], "no finished evaluation run"),
    ):
        assert command.main(["leaderboard", *arguments]) == 2
        assert said in capsys.readouterr().err
    make_run(tmp_path / "run")
    assert command.main(["leaderboard", str(tmp_path), "--k", "3"]) == 2
    assert "run has no pass@3" in capsys.readouterr().err
    assert command.main(["leaderboard", str(tmp_path), "--k", "1", "--format", "text"]) == 0
