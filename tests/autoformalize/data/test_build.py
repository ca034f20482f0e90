"""One command from sources to a published corpus; what is done is not done again, what changed is."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from autoformalize.data import load_pairs, write_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.commands.build import read_plan
from autoformalize.data.pipeline import STAGES, Plan, Source, steps
from autoformalize.data.resume import read_report
from autoformalize.problem import DataError
from tests.entry_points import ROOT, wait_until

PAIRS = load_pairs("builtin", "train")[:6]
BARE = [part for stage in STAGES for part in ("--without", stage)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan over two files, among them a repeated pair, one of the benchmark, a wrong proof and a broken row."""
    repeated = replace(PAIRS[0], problem=replace(PAIRS[0].problem, id="repeated"))
    write_pairs(tmp_path / "first.jsonl", [*PAIRS[:3], repeated, load_pairs("builtin", "test")[7]])
    with (tmp_path / "second.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "english", "lean", "proof"))
        for pair in PAIRS[3:5]:
            problem = pair.problem
            rows.writerow((problem.id, problem.informal_statement, problem.formal_statement, pair.formal_proof))
        rows.writerow(("wrong", "Wrong.", "theorem wrong : false", ":= trivial"))
        rows.writerow(("short", "Short."))
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"""
title: Mine
sources:
  - {tmp_path / "first.jsonl"}
  - source: {tmp_path / "second.csv"}
    columns: {{id: name, informal_statement: english, formal_statement: lean, formal_proof: proof}}
    name: textbook
    licence: MIT
probe: {{english_only: true}}
verify: {{backend: embedded, workers: 1, store: none}}
""",
        encoding="utf-8",
    )
    return path


def changed_since(folder: Path, before: dict[Path, int]) -> set[str]:
    return {path.name for path, time in times(folder).items() if before.get(path) != time} - {"provenance.json"}


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_sources_become_a_published_corpus(tmp_path, plan, capsys):
    """Each stage leaves out what it should, names and licences are filled in, and the card tells of all stages."""
    folder = tmp_path / "built"
    assert main(["build", str(plan), "-o", str(folder)]) == 0
    pairs = sorted(load_pairs(str(folder / "corpus"), None), key=lambda pair: pair.problem.id)
    assert [pair.problem.id for pair in pairs] == sorted(pair.problem.id for pair in PAIRS[:5])
    by_source = Counter((pair.problem.source, pair.problem.licence) for pair in pairs)
    own = Counter((pair.problem.source, "Apache-2.0") for pair in PAIRS[:3])
    assert by_source == own + Counter({("textbook", "MIT"): 2}) and len(own) == 2
    assert all(pair.verified_by("embedded") and pair.problem.split for pair in pairs)
    assert "second.csv:5" in (folder / "load.rejects.jsonl").read_text("utf-8")
    assert '"wrong (pair ' in (folder / "verify.rejects.jsonl").read_text("utf-8")
    counts = {step: read_report(folder / f"{step}.jsonl") for step in ("load", *STAGES)}
    assert {step: report["read"] - report["written"] for step, report in counts.items() if report} == {
        **dict.fromkeys(("load", "probe", "split"), 0),
        **dict.fromkeys(("dedupe", "decontaminate", "verify"), 1),
    }
    page = (folder / "corpus" / "card.html").read_text("utf-8")
    assert "<h1>Mine</h1>" in page and all(f"<td>{step}</td>" in page for step in counts)
    assert "rejected: 1" in capsys.readouterr().out

    before = times(folder)
    assert main(["build", str(plan), "-o", str(folder)]) == 0
    assert changed_since(folder, before) == set()


def test_what_a_change_touches_is_done_again(tmp_path, plan):
    """Another option remakes its stage and those after it; another source remakes all."""
    folder = tmp_path / "built"
    command = ["build", str(plan), "-o", str(folder), *BARE]
    assert main(command) == 0
    before = times(folder)
    assert main([*command, "--set", "publish.shard_rows=4"]) == 0
    changed = changed_since(folder, before)
    assert "train-00000-of-00002.parquet" in changed and "load.jsonl" not in changed
    write_pairs(tmp_path / "first.jsonl", PAIRS[:2])
    assert main(command) == 0
    assert [pair.problem.id for pair in load_pairs(str(folder / "corpus"), None)][:2] == [
        p.problem.id for p in PAIRS[:2]
    ]
    assert len(load_pairs(str(folder / "corpus"), None)) == 5


def test_a_killed_build_goes_on(tmp_path):
    """Killed with -9 while it loads, the same command ends with the unbroken build's pairs."""
    source = tmp_path / "many.jsonl"
    lines = "".join(json.dumps({**PAIRS[0].to_json(), "id": f"p{number}"}) + "\n{\n" for number in range(4_000))
    source.write_text(lines, encoding="utf-8")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    options = [*BARE, "--source", str(source), "--until", "load"]
    assert main(["build", "-o", str(whole), *options]) == 0
    command = [sys.executable, "-m", "autoformalize.data", "build", "-o", str(broken), *options]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    wait_until(lambda: process.poll() is not None or (broken / "load.jsonl.journal").exists(), "the journal")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert main(["build", "-o", str(broken), *options]) == 0
    for name in ("load.jsonl", "load.rejects.jsonl"):
        assert (broken / name).read_bytes() == (whole / name).read_bytes()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "the plan names no sources"),
        ({"sources": ["builtin"], "dedup": {}}, "there is no key 'dedup'; the keys are title,"),
        ({"sources": [{"source": "builtin", "licens": "MIT"}]}, "there is no key 'licens'"),
        ({"sources": [{"name": "x"}]}, "a map with the key 'source'"),
        ({"sources": [{"source": "builtin", "split": "dev"}]}, "there is no split 'dev'"),
        ({"sources": ["builtin"], "verify": 3}, "verify: give its options as a map, or false"),
        ({"sources": ["builtin"], "format": "csv"}, "format is 'csv'"),
    ],
)
def test_a_plan_that_cannot_be_is_named(values, words):
    """What a plan has wrong is said by key."""
    with pytest.raises(DataError, match=words):
        Plan.read(values)


def test_options_are_read_before_anything_runs(tmp_path, plan, capsys):
    """A misspelt option of the last stage is found at once, and no stage has run."""
    folder = tmp_path / "built"
    for change, words in (
        (
            "publish.shards=4",
            "publish: unrecognized arguments: --shards=4; `python -m autoformalize.data publish --help`",
        ),
        ("verify.backend=lean4", "verify: argument --backend: invalid choice: 'lean4'"),
        ("verify", "write STAGE.OPTION=VALUE"),
    ):
        assert main(["build", str(plan), "-o", str(folder), "--set", change]) == 2
        assert words in capsys.readouterr().err
    assert not (folder / "load.jsonl").exists()


def test_plans_that_cannot_be_read_are_one_line(tmp_path, capsys):
    """A missing file, broken YAML and a list are named."""
    broken, listed = tmp_path / "broken.yaml", tmp_path / "list.yaml"
    broken.write_text("sources: [a\n", encoding="utf-8")
    listed.write_text("- a\n", encoding="utf-8")
    for path in (tmp_path / "none.yaml", broken, listed):
        assert main(["build", str(path), "-o", str(tmp_path / "out")]) == 2
        assert len([line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]) == 1


@pytest.mark.parametrize("path", sorted((ROOT / "configs" / "corpus").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_plans_that_ship_can_be_read(path):
    """Each names sources, and options that its stages have."""
    plan = Plan.read(read_plan(path, [], [], []))
    assert all(isinstance(source, Source) for source in plan.sources)
    assert [step.name for step in steps(plan, Path("nowhere"))] == ["load", *STAGES, "publish"]
