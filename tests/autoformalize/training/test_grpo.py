"""GRPO on a tiny model: the reward rises, a killed run goes on, bad settings are one line."""

from __future__ import annotations

import importlib.util
import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from autoformalize.errors import UserError
from autoformalize.generation import GenerationSettings
from autoformalize.models import ModelSettings, load_model
from autoformalize.problem import Pair, Problem
from autoformalize.prompting import PromptSettings
from autoformalize.settings import CheckerSettings, DataSettings, Settings, TrackerSettings
from autoformalize.training.grpo import RECORD, GrpoResult, reward_problems, run_grpo
from autoformalize.training.sft import LoraSettings, TrainingSettings, fine_tune
from autoformalize.training.stages import GrpoSettings, RewardSettings, VllmSettings
from tests.autoformalize.tiny import make_tiny_model
from tests.entry_points import Nursery, wait_until

pytest.importorskip("trl", reason="the extra `rl` is not there")

_WRONG = (":= h.1", ":= h.2")
_LORA = LoraSettings(rank=8, alpha=16)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An adapter that was taught three proofs equally often, of which only `rfl` is right."""
    folder = tmp_path_factory.mktemp("grpo")
    problems = [Problem(f"p{n}", f"{n} is {n}.", f"theorem p{n} : {n} = {n}") for n in range(6)]
    model = ModelSettings(path=str(make_tiny_model(folder / "model")), device="cpu", dtype="float32")
    training = TrainingSettings(
        steps=40,
        batch_size=18,
        learning_rate=1e-2,
        save_every=0,
        validate_every=0,
        schedule="constant",
        lora=_LORA,
    )
    pairs = [Pair(problem, proof) for problem in problems for proof in (":= rfl", *_WRONG)]
    taught = fine_tune(folder / "taught", model, PromptSettings(), training, pairs, [], "hash", [])
    held_out = Pair(Problem("true", "What is true is true.", "theorem true_is : true"), ":= trivial")
    for name, records in (("problems", problems), ("held_out", [held_out])):
        lines = (json.dumps(record.to_json(), ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return Settings(
        stage="grpo",
        model=replace(model, adapter=str(taught.adapter)),
        data=DataSettings(
            validation=str(folder / "held_out.jsonl"),
            validation_split=None,
            problems=str(folder / "held_out.jsonl"),
            split=None,
        ),
        training=replace(training, batch_size=8, save_every=2, log_every=1, warmup=0.0),
        generation=GenerationSettings(samples=8, max_new_tokens=8, temperature=1.0, top_p=1.0),
        checker=CheckerSettings(backend="embedded", workers=1, store=None),
        tracker=TrackerSettings(mode="disabled"),
        grpo=GrpoSettings(
            problems=[str(folder / "problems.jsonl")],
            group=8,
            prompts_per_step=2,
            steps=24,
            learning_rate=2e-3,
            reward=RewardSettings(seconds=3600),  # a loaded machine may take minutes to start a pool
        ),
    )


@pytest.fixture(scope="module")
def finished(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[GrpoResult, Path]:
    """A whole run."""
    folder = tmp_path_factory.mktemp("finished")
    return run_grpo(settings, folder, {}), folder


@pytest.mark.slow
def test_the_reward_rises(finished: tuple[GrpoResult, Path]) -> None:
    """From about a third to most: the model learns from verdicts alone which of its proofs is right."""
    _, folder = finished
    rewards = [record["reward"] for record in curves(folder)]
    first, last = rewards[:4], rewards[-6:]
    assert len(rewards) == 24
    assert sum(last) / len(last) > sum(first) / len(first) + 0.2


def curves(folder: Path) -> list[dict[str, Any]]:
    """What was logged step by step."""
    states = sorted((folder / "checkpoints").glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))
    history = json.loads((states[-1] / "trainer_state.json").read_text(encoding="utf-8"))["log_history"]
    return [entry for entry in history if "reward" in entry]


@pytest.mark.slow
def test_what_is_logged_and_left(finished: tuple[GrpoResult, Path], settings: Settings) -> None:
    """Reward, acceptance, masked samples and kinds of verdict at each step; an adapter like any other; a record."""
    result, folder = finished
    last = curves(folder)[-1]
    assert {"reward", "acceptance", "masked"} <= last.keys() and result.masked == 0.0
    assert any(name.startswith("verdicts/") for record in curves(folder) for name in record)
    assert json.loads((folder / RECORD).read_text(encoding="utf-8"))["result"]["steps"] == result.steps == 24
    assert json.loads((result.adapter / "base.json").read_text(encoding="utf-8"))["base"] == settings.model.path
    load_model(replace(settings.model, adapter=str(result.adapter)))
    assert run_grpo(settings, folder, {}) == result  # already there


@pytest.mark.slow
def test_a_killed_run_goes_on(settings: Settings, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """kill -9 after a checkpoint, and the same command: the same rewards and adapter as an unbroken run."""
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    command = ["stage=grpo", "grpo.steps=4", f"run.folder={tmp_path}", *arguments(settings)]
    whole = [*command, "run.name=whole"]
    killed = [*command, "run.name=killed"]
    started = nursery.start("train.py", *killed)
    wait_until((tmp_path / "killed" / "checkpoints" / "checkpoint-2").exists, "a checkpoint")
    started.signal(signal.SIGKILL)
    started.wait()
    for each in (whole, killed):
        done = nursery.run("train.py", *each)
        assert done.code == 0, done.err
    nursery.close()
    one, other = (load_file(tmp_path / name / "adapter" / "adapter_model.safetensors") for name in ("whole", "killed"))
    for name, weights in one.items():
        torch.testing.assert_close(other[name], weights, rtol=1e-4, atol=1e-5)


def arguments(settings: Settings) -> Iterator[str]:
    """The settings of these tests as a command line."""
    yield from (f"model.{name}={getattr(settings.model, name)}" for name in ("path", "adapter", "device", "dtype"))
    yield from (f"data.{name}={getattr(settings.data, name)}" for name in ("validation", "problems"))
    yield from ("data.validation_split=null", "data.split=null", "checker=embedded", "checker.workers=1")
    yield from ("checker.store=null", "tracker=disabled", "training.batch_size=8", "training.save_every=2")
    yield from ("training.log_every=1", "training.schedule=constant", "training.warmup=0.0", "training.lora.rank=8")
    yield from ("generation.max_new_tokens=8", "generation.temperature=1.0", "generation.top_p=1.0")
    yield from (
        f"grpo.problems={settings.grpo.problems}".replace("'", ""),
        "grpo.prompts_per_step=2",
        "grpo.reward.seconds=3600",
    )


def test_benchmark_problems_are_kept_away(settings: Settings) -> None:
    """What the run measures on, and the built-in benchmark, are no problems to learn from."""
    held_out = settings.data.problems
    both = replace(settings.grpo, problems=[held_out, *settings.grpo.problems])
    learned = reward_problems(replace(settings, grpo=both))
    assert sorted(learned) == [f"p{n}" for n in range(6)]
    with pytest.raises(UserError, match="near a benchmark"):
        reward_problems(replace(settings, grpo=replace(settings.grpo, problems=[held_out])))


def test_a_batch_that_cannot_be_divided_is_refused(settings: Settings, tmp_path: Path) -> None:
    """Sixteen completions do not go into batches of five."""
    uneven = replace(settings, training=replace(settings.training, batch_size=5))
    with pytest.raises(UserError, match="choose sizes that divide"):
        run_grpo(uneven, tmp_path, {})


@pytest.mark.skipif(importlib.util.find_spec("vllm") is not None, reason="vLLM is installed")
def test_vllm_that_is_not_there_is_named(settings: Settings, tmp_path: Path) -> None:
    """grpo.vllm needs the extra `gpu`."""
    wanted = replace(settings, grpo=replace(settings.grpo, vllm=VllmSettings(mode="colocate")))
    with pytest.raises(UserError, match=r"needs vLLM"):
        run_grpo(wanted, tmp_path, {})
