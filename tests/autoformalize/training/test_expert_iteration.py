"""Expert iteration on a tiny model: rounds, what they keep, kills between and within steps, more rounds later."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autoformalize.data import load_pairs
from autoformalize.errors import UserError
from autoformalize.models import ModelSettings
from autoformalize.problem import Pair, Problem
from autoformalize.prompting import PromptSettings
from autoformalize.settings import Settings
from autoformalize.training.expert_iteration import run_expert_iteration
from autoformalize.training.sft import LoraSettings, TrainingSettings, fine_tune
from tests.autoformalize.tiny import make_tiny_model
from tests.entry_points import CHECKER, Nursery, wait_until


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    started = Nursery(tmp_path_factory.mktemp("nursery"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that was taught short proofs of six problems; the same problems, of which four are given with long proofs
    and two have none that is right; a benchmark, whose problems stand among those to try as well."""
    folder = tmp_path_factory.mktemp("expert")
    model = ModelSettings(path=str(make_tiny_model(folder / "model")), device="cpu", dtype="float32")
    right = [_pair(f"t{n}", f"{n} * 1 = {n}", ":= by { norm_num, exact nat.mul_one _ }") for n in range(4)]
    wrong = [_pair(f"w{n}", f"{n} = {n + 1}", ":= by { norm_num, sorry, trivial }") for n in range(2)]
    short = [_pair(f"p{n}", f"{n} = {n}", ":= rfl") for n in range(2)]
    measured = [_pair(f"m{n}", f"{n} + 1 = {n + 1}", ":= rfl") for n in range(3)]
    taught = [replace(pair, formal_proof=":= rfl") for pair in (*right, *wrong)]
    training = TrainingSettings(
        steps=60, batch_size=6, learning_rate=1e-2, save_every=0, validate_every=0, lora=LoraSettings(rank=8, alpha=16)
    )
    fine_tune(folder / "taught", model, PromptSettings(), training, taught, [], "hash", [])
    for name, pairs in (("pairs", [*right, *short]), ("measured", measured)):
        _write(folder / f"{name}.jsonl", pairs)
    _write(folder / "tried.jsonl", [*right, *wrong, *short, *measured])
    return folder


def _pair(name: str, claim: str, proof: str) -> Pair:
    return Pair(Problem(name, f"It is true that {claim}.", f"theorem {name} : {claim}", "equality", "easy"), proof)


def _write(path: Path, pairs: list[Pair]) -> None:
    path.write_text("".join(json.dumps(p.to_json(), ensure_ascii=False) + "\n" for p in pairs), encoding="utf-8")


def arguments(data: Path, folder: Path, *more: str) -> list[str]:
    return [
        "stage=expert_iteration",
        f"run.folder={folder}",
        "run.name=run",
        f"model.path={data / 'model'}",
        f"model.adapter={data / 'taught' / 'adapter'}",
        "model.device=cpu",
        "model.dtype=float32",
        "data=files",
        f"data.pairs={data / 'pairs.jsonl'}",
        f"data.validation={data / 'measured.jsonl'}",
        f"data.problems={data / 'measured.jsonl'}",
        f"checker={CHECKER}",
        "checker.workers=1",
        "checker.store=null",
        "tracker=disabled",
        "generation.samples=4",
        "generation.max_new_tokens=12",
        "ks=[1,4]",
        "training.tasks={proof: 1.0}",
        "training.batch_size=6",
        "training.learning_rate=0.001",
        "training.save_every=2",
        f"expert_iteration.problems=[{data / 'tried.jsonl'}]",
        "expert_iteration.samples=4",
        "expert_iteration.temperature=0.4",
        "expert_iteration.problems_per_round=3",
        "expert_iteration.steps=4",
        *more,
    ]


def rows_of(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / "rounds.json").read_text(encoding="utf-8"))
    return rows


def outcome(folder: Path) -> list[dict[str, Any]]:
    """What a run came to, without clocks and places."""
    return [{key: value for key, value in row.items() if key not in ("minutes", "adapter")} for row in rows_of(folder)]


@pytest.fixture(scope="module")
def finished(data: Path, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole run of two rounds."""
    folder = tmp_path_factory.mktemp("finished")
    done = nursery.run("train.py", *arguments(data, folder))
    assert done.code == 0, done.err
    assert "| 2 " in done.out
    return folder / "run"


@pytest.mark.slow
def test_a_round_keeps_what_is_new_and_right(finished: Path, data: Path) -> None:
    """Its pairs were accepted, were not known, meet no benchmark problem, and say where they come from."""
    rows = rows_of(finished)
    assert [row["number"] for row in rows] == [0, 1, 2]
    assert sum(row["new_pairs"] for row in rows) == rows[-1]["pairs"] > 0
    sampled = [json.loads(line)["id"] for line in (finished / "round-1" / "problems.jsonl").open(encoding="utf-8")]
    assert len(sampled) == 3 and not any(name.startswith(("m", "p")) for name in sampled)
    found: list[Pair] = []
    for number in (1, 2):
        path = finished / f"round-{number}" / "pairs.jsonl"
        found += load_pairs(str(path), None)
        for line in path.read_text(encoding="utf-8").splitlines():
            origin = json.loads(line)["provenance"]
            assert origin["round"] == number and origin["adapter"] == rows[number - 1]["adapter"]
            assert origin["backend"].startswith(CHECKER) and origin["sample"] in range(4)
    assert all(pair.problem.source == "expert_iteration" and pair.verified for pair in found)
    assert {pair.formal_proof for pair in found} == {":= rfl"}
    assert len({pair.problem.formal_statement for pair in found}) == len(found)


@pytest.mark.slow
def test_the_table_has_a_row_a_round(finished: Path) -> None:
    """Pairs, acceptance and pass@k with intervals, and minutes by step, in rounds.md and rounds.json."""
    table = (finished / "rounds.md").read_text(encoding="utf-8")
    assert len(table.splitlines()) == 5
    assert all(word in table for word in ("new pairs", "pass@1", "pass@4", "minutes", "evaluate"))
    last = rows_of(finished)[-1]
    assert set(last["minutes"]) == {"sample", "train", "evaluate"}
    assert last["acceptance"]["low"] <= last["acceptance"]["mean"] <= last["acceptance"]["high"]
    assert last["gain"]["low"] <= last["gain"]["high"] and 0 <= last["p_value"] <= 1


@pytest.mark.slow
def test_a_killed_run_ends_as_an_unbroken_one(finished: Path, data: Path, nursery: Nursery, tmp_path: Path) -> None:
    """kill -9 while it samples, while it trains, and between two steps: the same rows in the end."""
    folder = tmp_path / "run"
    for sign in (
        "round-1/problems.jsonl",
        "round-1/train/checkpoints/checkpoint-2",
        "round-2/mixture.jsonl",
    ):
        command = nursery.start("train.py", *arguments(data, tmp_path))
        wait_until((folder / sign).exists, sign)
        command.signal(signal.SIGKILL)
        assert command.wait().code == -signal.SIGKILL
    done = nursery.run("train.py", *arguments(data, tmp_path))
    assert done.code == 0, done.err
    assert outcome(folder) == outcome(finished)


@pytest.mark.slow
def test_more_rounds_go_on(finished: Path, data: Path, nursery: Nursery, tmp_path: Path) -> None:
    """The same command with more rounds keeps those that are there; with other settings it is refused."""
    folder = finished.parent
    before = rows_of(finished)
    done = nursery.run("train.py", *arguments(data, folder, "expert_iteration.rounds=3"))
    assert done.code == 0, done.err
    assert rows_of(finished)[:3] == before and len(rows_of(finished)) == 4
    refused = nursery.run("train.py", *arguments(data, folder, "expert_iteration.samples=5"))
    assert refused.code == 2 and "expert_iteration.samples: 4 there, 5 asked for" in refused.err


def test_other_tasks_are_refused(tmp_path: Path) -> None:
    """Only proofs are kept so far, and that is said at once."""
    with pytest.raises(UserError, match="task=proof"):
        run_expert_iteration(Settings(task="statement"), tmp_path, {})
