"""Folders that outputs name are made, and the benchmark of the commands runs in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autoformalize.data import load_pairs, write_pairs
from autoformalize.data.__main__ import main


@pytest.mark.parametrize(
    "options",
    [
        ["convert", "{source}", "-o", "{made}/pairs.parquet"],
        ["card", "{source}", "-o", "{made}/card.html"],
        ["stats", "{source}", "--json", "{made}/stats.json"],
        ["publish", "{source}", "-o", "{made}/corpus"],
        ["convert", "{broken}", "-o", "{made}/pairs.jsonl", "--rejects", "{made}/apart/rejects.jsonl"],
        ["probe", "{source}", "-o", "{made}/probed.jsonl", "--english-only"],
        ["benchmarks", "--registry", "{made}/benchmarks.json", "--register", "mine", "{source}"],
    ],
    ids=lambda options: options[0],
)
def test_a_folder_that_is_not_there_is_made(tmp_path: Path, options: list[str]) -> None:
    """Whatever a command writes may lie in a folder of folders that nobody has made yet."""
    source, broken, made = tmp_path / "pairs.jsonl", tmp_path / "broken.jsonl", tmp_path / "not" / "yet"
    write_pairs(source, load_pairs("builtin", "validation")[:3])
    broken.write_text(source.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    assert main([each.format(source=source, broken=broken, made=made) for each in options]) == 0
    assert any(made.iterdir())


def test_the_benchmark_runs_in_a_folder_that_it_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage has its row of time and memory, planted duplicates and leaks are counted back, and no file stays."""
    folder, figures = tmp_path / "not" / "yet", tmp_path / "figures" / "scale.json"
    assert main(["bench", "--pairs", "120", "--folder", str(folder), "--json", str(figures), "--workers", "1"]) == 0
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert [stage["name"] for stage in found["stages"]] == ["load", "dedupe", "decontaminate", "split", "write"]
    assert "| 120 | distinct |" in capsys.readouterr().out and list(folder.iterdir()) == []
