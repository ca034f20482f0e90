"""train.py and evaluate.py as a user runs them: a whole cycle, kills, sweeps, and every bad input on one line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from autoformalize.evaluation.store import AttemptStore
from autoformalize.problem import Pair, Problem
from autoformalize.reporting.comparison import compare_folders
from tests.autoformalize.tiny import make_tiny_model
from tests.entry_points import CHECKER, ROOT, Done, Nursery, wait_until

_PROBLEMS: Final = 6
_NOT_NUMBERS_OF_THE_RUN: Final = ("seconds", "time", "peak_memory_gb")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    started = Nursery(tmp_path_factory.mktemp("nursery"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, pairs and problems whose proof is always the same, so that even a tiny model learns it."""
    folder = tmp_path_factory.mktemp("data")
    make_tiny_model(folder / "model")
    pairs = [
        Pair(Problem(f"p{n}", f"{n} is {n}.", f"theorem p{n} : {n} = {n}", "equality", "easy"), ":= rfl")
        for n in range(_PROBLEMS)
    ]
    _write(folder / "pairs.jsonl", [pair.to_json() for pair in pairs])
    return folder


def _write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def arguments(data: Path, folder: Path, *more: str) -> list[str]:
    return [
        f"run.folder={folder}",
        f"model.path={data / 'model'}",
        "model.name=tiny",
        "model.device=cpu",
        "model.dtype=float32",
        "data=files",
        f"data.pairs={data / 'pairs.jsonl'}",
        f"data.validation={data / 'pairs.jsonl'}",
        f"checker={CHECKER}",
        "checker.workers=1",
        "checker.store=null",
        "tracker=disabled",
        "generation.samples=4",
        "generation.max_new_tokens=12",
        "ks=[1,4]",
        *more,
    ]


TRAINING: Final = (
    "training.tasks={proof: 1.0}",
    "training.steps=4",
    "training.batch_size=3",
    "training.save_every=2",
    "training.lora.rank=4",
)


def metrics_of(folder: Path) -> dict[str, Any]:
    metrics: dict[str, Any] = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return {name: value for name, value in metrics.items() if name not in _NOT_NUMBERS_OF_THE_RUN}


def attempts_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "attempts.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted((json.loads(line) for line in lines), key=lambda a: (a["problem_id"], a["index"]))


def refused(done: Done) -> str:
    """The one line that a command printed when it refused: exit code 2, no traceback."""
    assert done.code == 2, done
    assert "Traceback" not in done.err + done.out
    lines = [line for line in done.err.splitlines() if line.startswith("error:")]
    assert len(lines) == 1, done.err
    assert done.err.rstrip().endswith(lines[0])
    return lines[0]


def python(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_train_evaluate_compare(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """The whole cycle: the tuned model proves what the base could not, one table and one page show both, and a rerun
    skips what is done."""
    training = arguments(
        data,
        tmp_path,
        "training.tasks={proof: 1.0}",
        "training.steps=60",
        "training.batch_size=6",
        "training.learning_rate=0.01",
        "training.lora.rank=16",
    )
    base = arguments(data, tmp_path, "run.name=base")
    tuned = arguments(data, tmp_path, "run.name=tuned", f"model.adapter={tmp_path / 'train' / 'adapter'}")
    assert "validation loss" in python("train.py", *training)
    assert "pass@4" in python("evaluate.py", *base)
    assert nursery.run("evaluate.py", *tuned).code == 0
    before, after = metrics_of(tmp_path / "base"), metrics_of(tmp_path / "tuned")
    assert before["pass@k"]["4"]["mean"] == 0.0
    assert after["pass@k"]["4"]["mean"] > 0.9
    assert after["attempts"] == _PROBLEMS * 4 and after["undecided"] == 0
    table = compare_folders([tmp_path / "base", tmp_path / "tuned"])
    assert "pass@1" in table and "| tuned" in table and f"{_PROBLEMS} problems won, 0 lost" in table
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "tuned" / "report.html").exists()
    before_rerun = attempts_of(tmp_path / "tuned")
    assert "already trained" in nursery.run("train.py", *training).out
    again = nursery.run("evaluate.py", *tuned)
    assert "already evaluated" in again.out and "pass@4" in again.out
    assert attempts_of(tmp_path / "tuned") == before_rerun


def test_a_killed_evaluation_ends_with_the_same_numbers(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """kill -9 in the middle, then the same command: samples, verdicts and metrics of a run that was never killed."""
    long = ("engine.hf.batch_tokens=700", "generation.max_new_tokens=60", "generation.samples=8")
    whole = arguments(data, tmp_path / "whole", *long)
    broken = arguments(data, tmp_path / "broken", *long)
    assert nursery.run("evaluate.py", *whole).code == 0
    folder = tmp_path / "broken" / "evaluate-proof"
    running = nursery.start("evaluate.py", *broken)
    wait_until(lambda: _size(folder / "attempts.jsonl") > 0, "the first attempts")
    running.signal(signal.SIGKILL)
    assert running.wait().code == -signal.SIGKILL
    assert 0 < len(attempts_of(folder)) < _PROBLEMS * 8
    with AttemptStore(folder / "attempts.jsonl") as store:
        kept = {(a.candidate.problem_id, a.candidate.index): a.tokens for a in store}
        kept |= {(sample.problem_id, sample.index): sample.tokens for sample in store.unjudged()}
    assert nursery.run("evaluate.py", *broken).code == 0
    assert not (folder / "attempts.samples.jsonl").exists()
    generated = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["time"]["generated_tokens"]
    assert generated + sum(kept.values()) == sum(attempt["tokens"] for attempt in attempts_of(folder))
    reference = tmp_path / "whole" / "evaluate-proof"
    assert metrics_of(folder) == metrics_of(reference)
    assert [(a["lean"], a["status"]) for a in attempts_of(folder)] == [
        (a["lean"], a["status"]) for a in attempts_of(reference)
    ]


def test_ctrl_c_keeps_what_is_done(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """SIGINT ends an evaluation with exit code 130 and one line; the attempts so far are on disk, whole."""
    command = arguments(data, tmp_path, "generation.samples=64", "generation.max_new_tokens=40")
    folder = tmp_path / "evaluate-proof"
    running = nursery.start("evaluate.py", *command)
    wait_until(lambda: _size(folder / "attempts.jsonl") > 0, "the first attempts")
    running.signal(signal.SIGINT)
    done = running.wait()
    assert done.code == 130
    assert "error: interrupted; the same command goes on from here" in done.err
    assert "Traceback" not in done.err
    assert 0 < len(attempts_of(folder)) < _PROBLEMS * 64
    assert not (folder / "metrics.json").exists()


def test_a_killed_training_goes_on(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """kill -9 after a checkpoint, then the same command: it goes on from there and finishes."""
    command = arguments(data, tmp_path, *TRAINING, "training.steps=40", "training.save_every=5")
    checkpoints = tmp_path / "train" / "checkpoints"
    running = nursery.start("train.py", *command)
    wait_until(lambda: any(checkpoints.glob("*/trainer_state.json")), "a checkpoint")
    running.signal(signal.SIGKILL)
    running.wait()
    done = nursery.run("train.py", *command)
    assert done.code == 0, done.err
    assert "going on from" in done.out
    assert json.loads((tmp_path / "train" / "training.json").read_text())["result"]["steps"] == 40


def test_a_sweep_makes_one_folder_and_one_table(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Two temperatures and two seeds: four runs below one folder, with a table and a page over all of them."""
    command = arguments(data, tmp_path, "generation.temperature=0.4,0.8", "seed=1,2")
    done = nursery.run("evaluate.py", "-m", *command)
    assert done.code == 0, done.err
    sweep = tmp_path / "sweep-evaluate-proof"
    assert len(list(sweep.rglob("metrics.json"))) == 4
    table = (sweep / "comparison.md").read_text(encoding="utf-8")
    assert table in done.out
    for temperature, seed in ((0.4, 1), (0.4, 2), (0.8, 1), (0.8, 2)):
        assert f"| generation.temperature={temperature},seed={seed} " in table
    assert (sweep / "report.html").exists()


def test_a_failed_run_of_a_sweep_names_itself_and_the_others_go_on(
    data: Path, tmp_path: Path, nursery: Nursery
) -> None:
    """An adapter that is not there, more k than samples: the rest is compared, the exit code says so, and the same
    command does again what failed and nothing else; one store of verdicts serves all runs."""
    store = tmp_path / "verdicts.sqlite"
    adapters = f"model.adapter=null,{tmp_path / 'nowhere'}"
    command = arguments(data, tmp_path, f"checker.store={store}", adapters, "seed=1,2")
    done = nursery.run("evaluate.py", "-m", *command)
    assert done.code == 2
    assert done.err.count("; going on") == 2 and "Traceback" not in done.err
    last = done.err.strip().splitlines()[-1]
    assert last.startswith("error: 2 runs of the sweep failed: ") and "nowhere" in last and "seed=2" in last
    assert "| seed=1 " in done.out and "| seed=2 " in done.out
    sweep = tmp_path / "sweep-evaluate-proof"
    finished = sorted(sweep.rglob("metrics.json"))
    assert len(finished) == 2 and len(list(sweep.rglob("failure.json"))) == 2 and store.exists()
    before = [path.stat().st_mtime_ns for path in finished]
    done = nursery.run("evaluate.py", "-m", *command)
    assert done.code == 2 and done.out.count("already evaluated") == 2
    assert [path.stat().st_mtime_ns for path in finished] == before


def test_sampling_under_a_constraint(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """generation.constraint=lean: the run ends as others do; a constraint that there is not is one line."""
    command = arguments(data, tmp_path, "generation.constraint=lean", "data.max_problems=2", "ks=[1,4]")
    done = nursery.run("evaluate.py", *command)
    assert done.code == 0, done.err
    assert len(attempts_of(tmp_path / "evaluate-proof")) == 8
    done = nursery.run("evaluate.py", *command, "run.name=other", "generation.constraint=coq")
    assert done.code == 2 and "unknown generation.constraint 'coq': choose one of lean, or null" in done.err


@pytest.mark.parametrize("task", ["statement", "full", "informalize"])
def test_every_task_runs_end_to_end(task: str, data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Each writes its attempts, its own figures and the page; the summary line shows them."""
    command = arguments(data, tmp_path, f"task={task}", "data.max_problems=2", "generation.samples=2", "ks=[1,2]")
    done = nursery.run("evaluate.py", *command)
    assert done.code == 0, done.err
    folder = tmp_path / f"evaluate-{task}"
    metrics = metrics_of(folder)
    assert metrics["task"] == task and len(attempts_of(folder)) == 4
    own = {"statement": "typecheck@k", "full": "proved@k", "informalize": "typecheck@k"}[task]
    assert set(metrics[own]) == set(metrics["equivalent@k"]) == {"1", "2"}
    assert "equivalent@2" in done.out and own[:-1] in done.out
    assert ("overlap" in metrics) == (task != "full")
    assert "equivalent@k" in (folder / "report.html").read_text(encoding="utf-8")


def test_a_setting_that_changes_the_attempts_needs_a_new_run(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Going on with another temperature is refused; more workers for the checker are not."""
    assert nursery.run("evaluate.py", *arguments(data, tmp_path)).code == 0
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path, "generation.temperature=0.5")))
    assert "generation.temperature: 0.8 there, 0.5 asked for" in line and "run.name" in line
    assert nursery.run("evaluate.py", *arguments(data, tmp_path, "checker.workers=2")).code == 0


def test_a_benchmark_that_was_edited_needs_a_new_run(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Begun or finished, a run is not mixed with other problems: one line says which of them changed."""
    records = [json.loads(line) for line in (data / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    problems = _write(tmp_path / "problems.jsonl", records)
    command = arguments(data, tmp_path, f"data.problems={problems}", "data.split=null")
    assert nursery.run("evaluate.py", *command).code == 0
    folder = tmp_path / "evaluate-proof"
    kept = attempts_of(folder)
    for finished in (True, False):
        if not finished:
            (folder / "metrics.json").unlink()
        for changed, said in (
            ([*records[:-1], records[-1] | {"formal_statement": "theorem other : 3 = 3"}], "1 other problems"),
            (records[1:], "1 fewer problems"),
            ([*records, records[0] | {"id": "new"}], "1 more problems"),
        ):
            _write(problems, changed)
            line = refused(nursery.run("evaluate.py", *command))
            assert "was edited since" in line and said in line and "run.name" in line
    assert attempts_of(folder) == kept
    _write(problems, records)
    assert nursery.run("evaluate.py", *command).code == 0


BAD_SETTINGS: Final = {
    "unknown model folder": (["model.path=./no/such/folder"], "./no/such/folder"),
    "unknown hub model": (["model.path=nobody/nothing"], "cannot load model.path=nobody/nothing"),
    "unknown package": (["model.path=package:no_such_package/x.gguf"], "no_such_package is not installed"),
    "unknown adapter": (["model.adapter=no/such/adapter"], "model.adapter=no/such/adapter: no adapter there"),
    "unknown data path": (["data.problems=no/such.jsonl"], "no/such.jsonl: there is no such"),
    "k above n": (["ks=[1,8]"], "pass@8 needs at least 8 samples"),
    "no Lean": (["checker=lean3", "checker.lean=/nowhere"], "no Lean executable at /nowhere"),
    "no GPU": (["model.device=cuda"], "device=cuda, but torch sees no GPU here"),
    "quantization without a GPU": (["model.quantization=nf4"], "model.quantization=nf4 needs a GPU"),
    "unknown quantization": (["model.quantization=int1"], "unknown model.quantization"),
    "unknown dtype": (["model.dtype=float8"], "unknown dtype 'float8'"),
    "unknown device": (["model.device=abacus"], "model.device=abacus"),
    "unknown attention": (["model.attention=none_such"], "model.attention=none_such"),
    "unknown key": (["generation.temprature=0.5"], "temprature"),
    "unknown key, forced": (["+generation.temprature=0.5"], "temprature"),
    "unknown group": (["modell=qwen"], "modell"),
    "unknown option of a group": (["model=gpt9"], "model/gpt9"),
    "wrong type": (["generation.samples=many"], "generation.samples"),
    "malformed override": (["generation.samples"], "generation.samples"),
    "missing value": (["data.problems=???"], "data.problems"),
    "unknown task": (["task=prove"], "unknown task 'prove'"),
    "unknown prompt style": (["prompt.style=haiku"], "unknown prompt.style 'haiku'"),
    "chat without a template": (["prompt=chat"], "no chat template"),
    "unknown engine": (["engine.name=steam"], "unknown engine.name 'steam'"),
    "unknown tracker": (["tracker.mode=carrier_pigeon"], "unknown tracker.mode"),
    "unknown backend": (["checker.backend=lean5"], "lean5"),
    "a budget of nothing": (["checker.seconds=0"], "checker"),
}


@pytest.mark.parametrize("case", BAD_SETTINGS)
def test_a_bad_setting_is_one_line(case: str, data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Each setting that cannot work ends evaluate.py with exit code 2 and one line that names it."""
    changes, expected = BAD_SETTINGS[case]
    done = nursery.run("evaluate.py", *arguments(data, tmp_path), *changes, environment={"HF_HUB_OFFLINE": "1"})
    assert expected in refused(done)


BAD_ROWS: Final = {
    "not JSON": ('{"id": "a", ', "not valid JSON"),
    "not an object": ("[1, 2]", "expected a JSON object"),
    "a missing key": ('{"id": "a", "formal_statement": "theorem a : true"}', "'informal_statement' is missing"),
    "a number for a text": (
        '{"id": 3, "informal_statement": "x", "formal_statement": "theorem a : true"}',
        "'id' must be text, found int",
    ),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_malformed_row_is_named(case: str, data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """The message gives the file, the line and what is wrong with it."""
    row, expected = BAD_ROWS[case]
    file = tmp_path / "problems.jsonl"
    file.write_text((data / "pairs.jsonl").read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path, f"data.problems={file}")))
    assert f"{file}:{_PROBLEMS + 1}:" in line and expected in line


def test_an_unknown_header_is_named(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """A header whose import does not exist is refused before anything is sampled, with the problem's id."""
    problem = Problem("lost", "Truth.", "theorem lost : true", header="import no.such.library")
    file = _write(tmp_path / "problems.jsonl", [problem.to_json()])
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path, f"data.problems={file}")))
    assert "problem lost" in line and "header" in line
    assert not attempts_of(tmp_path / "evaluate-proof")


def test_problems_with_one_id_are_refused(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """Two problems of one id would share their attempts."""
    problem = Problem("twin", "Truth.", "theorem twin : true")
    file = _write(tmp_path / "problems.jsonl", [problem.to_json()] * 2)
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path, f"data.problems={file}")))
    assert "twin" in line


def test_an_adapter_of_another_base_is_refused(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """evaluate.py names both bases."""
    assert nursery.run("train.py", *arguments(data, tmp_path, *TRAINING, "training.steps=1")).code == 0
    other = make_tiny_model(tmp_path / "other", seed=1)
    changes = (f"model.path={other}", f"model.adapter={tmp_path / 'train' / 'adapter'}")
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path), *changes))
    assert f"was trained on {data / 'model'}" in line and str(other) in line


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (("training.max_tokens=2",), "longer than training.max_tokens=2"),
        (("+training.tasks.prove=1.0",), "unknown task 'prove'"),
        (("data.pairs=no/such.jsonl",), "no/such.jsonl: there is no such"),
        (("model.device=cuda",), "torch sees no GPU here"),
        (("training.learning_rate=1e30", "training.max_grad_norm=0", "training.warmup=0"), "training.learning_rate"),
        (("training.schedule=zigzag",), "zigzag"),
    ],
)
def test_bad_training_settings(
    changes: tuple[str, ...], expected: str, data: Path, tmp_path: Path, nursery: Nursery
) -> None:
    """Each setting that cannot work ends train.py with exit code 2 and one line."""
    assert expected in refused(nursery.run("train.py", *arguments(data, tmp_path, *TRAINING), *changes))


def test_a_full_disk_loses_nothing(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """When the last file cannot be written, one line says so; with room again, the same command ends the run."""
    folder = tmp_path / "evaluate-proof"
    folder.mkdir()
    (folder / "metrics.json.draft").symlink_to("/dev/full")  # takes nothing: a disk without room
    line = refused(nursery.run("evaluate.py", *arguments(data, tmp_path)))
    assert "No space left on device" in line and "free some room" in line
    kept = attempts_of(folder)
    assert len(kept) == _PROBLEMS * 4
    (folder / "metrics.json.draft").unlink()
    assert nursery.run("evaluate.py", *arguments(data, tmp_path)).code == 0
    assert attempts_of(folder) == kept


def test_a_full_disk_in_training_is_said(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """A checkpoint that cannot be written is one line too, whoever writes it."""
    full = tmp_path / "full"
    full.mkdir()
    (full / "optimizer.pt").symlink_to("/dev/full")
    checkpoint = tmp_path / "train" / "checkpoints" / "checkpoint-2"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.symlink_to(full)  # what a kill left is deleted before it is written again; a link is not
    line = refused(nursery.run("train.py", *arguments(data, tmp_path, *TRAINING)))
    assert "the disk or quota is full" in line
    checkpoint.unlink()
    assert nursery.run("train.py", *arguments(data, tmp_path, *TRAINING)).code == 0


def test_a_traceback_comes_when_it_is_asked_for(data: Path, tmp_path: Path, nursery: Nursery) -> None:
    """AUTOFORMALIZE_TRACEBACK=1 shows where an error came from."""
    done = nursery.run(
        "evaluate.py", *arguments(data, tmp_path), "task=prove", environment={"AUTOFORMALIZE_TRACEBACK": "1"}
    )
    assert done.code != 0 and "Traceback" in done.err


def _size(path: Path) -> int:
    return os.stat(path).st_size if path.exists() else 0
