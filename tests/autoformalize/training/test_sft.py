"""Fine-tuning a tiny model: what is trained, what a kill leaves, what stops a run."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.errors import UserError
from autoformalize.models import ModelSettings, load_model
from autoformalize.problem import Pair
from autoformalize.prompting import PromptSettings
from autoformalize.training.callbacks import StopAfter, StopOnBadLoss
from autoformalize.training.sft import LoraSettings, TrainingResult, TrainingSettings, fine_tune, read_result
from tests.autoformalize.tiny import make_tiny_model

SETTINGS = TrainingSettings(
    steps=6,
    batch_size=2,
    learning_rate=1e-2,
    save_every=2,
    log_every=1,
    validate_every=0,
    lora=LoraSettings(rank=2, alpha=4),
)


@pytest.fixture
def many_pairs(pairs: list[Pair]) -> list[Pair]:
    """Enough pairs of various lengths for a few steps."""
    return [
        Pair(replace(pair.problem, id=f"{pair.problem.id}{n}", informal_statement="Words. " * n), pair.formal_proof)
        for n in range(1, 7)
        for pair in pairs
    ]


def tune(
    folder: Path,
    model: Path,
    pairs: list[Pair],
    settings: TrainingSettings = SETTINGS,
    callbacks: Sequence[TrainerCallback] = (),
    **model_changes: Any,
) -> TrainingResult:
    chosen = ModelSettings(**{"path": str(model), "device": "cpu", "dtype": "float32", **model_changes})
    return fine_tune(folder, chosen, PromptSettings(), settings, pairs, pairs[:3], "hash", list(callbacks))


def adapter_of(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter" / "adapter_model.safetensors")


class KillAt(TrainerCallback):
    """Ends the run as a signal would, right after this many steps."""

    def __init__(self, step: int) -> None:
        self._step = step

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        if state.global_step == self._step:
            raise KeyboardInterrupt


def test_training_lowers_the_loss_and_changes_the_adapter_alone(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]
) -> None:
    """Some steps lower the validation loss; the result stands in training.json and is read back."""
    before = tune(tmp_path / "none", tiny_model, many_pairs, replace(SETTINGS, steps=1, learning_rate=0.0))
    result = tune(tmp_path / "some", tiny_model, many_pairs, replace(SETTINGS, steps=20))
    assert result.validation_loss < before.validation_loss - 0.1
    assert result.steps == 20 and result.examples == len(many_pairs) and result.tokens_per_second > 0
    assert read_result(tmp_path / "some") == result
    assert all("lora_" in name for name in adapter_of(tmp_path / "some"))


def test_a_killed_run_goes_on_to_the_same_adapter(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """Killed between two checkpoints and started again: the same batches, adapter and count of tokens."""
    whole = tune(tmp_path / "whole", tiny_model, many_pairs)
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path / "broken", tiny_model, many_pairs, callbacks=[KillAt(5)])
    resumed = tune(tmp_path / "broken", tiny_model, many_pairs)
    expected, found = adapter_of(tmp_path / "whole"), adapter_of(tmp_path / "broken")
    assert expected.keys() == found.keys()
    for name, weights in expected.items():
        torch.testing.assert_close(found[name], weights, rtol=1e-5, atol=1e-7)
    assert resumed.validation_loss == pytest.approx(whole.validation_loss, rel=1e-5)
    assert resumed.train_loss == pytest.approx(whole.train_loss, rel=1e-5)
    assert resumed.steps == whole.steps
    seen = [
        json.loads((tmp_path / name / "checkpoints/checkpoint-6/trainer_state.json").read_text())
        for name in ("whole", "broken")
    ]
    assert seen[0]["num_input_tokens_seen"] == seen[1]["num_input_tokens_seen"] > 0


def test_a_run_killed_in_its_second_epoch_goes_on_too(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The order of a later epoch does not depend on the kill either."""
    settings = replace(SETTINGS, steps=7, batch_size=4, save_every=1)
    tune(tmp_path / "whole", tiny_model, many_pairs, settings)
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path / "broken", tiny_model, many_pairs, settings, callbacks=[KillAt(6)])
    tune(tmp_path / "broken", tiny_model, many_pairs, settings)
    found = adapter_of(tmp_path / "broken")
    for name, weights in adapter_of(tmp_path / "whole").items():
        torch.testing.assert_close(found[name], weights, rtol=1e-5, atol=1e-7)


def test_the_optimizer_goes_on_where_it_was(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """A checkpoint without the optimizer's state is not whole, and the one before it is taken."""
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path, tiny_model, many_pairs, callbacks=[KillAt(5)])
    (tmp_path / "checkpoints/checkpoint-4/optimizer.pt").unlink()
    steps: list[int] = []

    class Watch(TrainerCallback):
        def on_train_begin(
            self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
        ) -> None:
            steps.append(state.global_step)

    tune(tmp_path, tiny_model, many_pairs, callbacks=[Watch()])
    assert steps == [2]


def test_a_half_written_checkpoint_is_passed_over(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    """A checkpoint that a kill or a full disk cut short is named and passed over; without any, training starts anew."""
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path, tiny_model, many_pairs, callbacks=[KillAt(3)])
    state = tmp_path / "checkpoints/checkpoint-2/trainer_state.json"
    state.write_text(state.read_text()[:100])
    (tmp_path / "checkpoints/checkpoint-draft").mkdir()
    result = tune(tmp_path, tiny_model, many_pairs)
    assert result.steps == 6
    assert "checkpoint-2 is not whole" in capsys.readouterr().out


def test_a_bfloat16_base_has_float32_adapters(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """With dtype=bfloat16 the base is bfloat16, the adapter float32, and it loads and merges again."""
    result = tune(tmp_path, tiny_model, many_pairs, dtype="bfloat16")
    assert math.isfinite(result.validation_loss)
    assert {weights.dtype for weights in adapter_of(tmp_path).values()} == {torch.float32}
    merged = load_model(
        ModelSettings(path=str(tiny_model), adapter=str(result.adapter), device="cpu", dtype="bfloat16")
    )
    assert {weights.dtype for weights in merged.model.parameters()} == {torch.bfloat16}


def test_activation_checkpointing_changes_no_number(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """It trades time for memory only."""
    plain = tune(tmp_path / "plain", tiny_model, many_pairs)
    sparing = tune(tmp_path / "sparing", tiny_model, many_pairs, replace(SETTINGS, activation_checkpointing=True))
    assert sparing.validation_loss == pytest.approx(plain.validation_loss, rel=1e-4)


def test_an_adapter_changes_what_the_model_says(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The merged model's logits differ from the base's and equal those with the adapter beside it."""
    tune(tmp_path, tiny_model, many_pairs)
    settings = ModelSettings(path=str(tiny_model), device="cpu", dtype="float32")
    tuned = replace(settings, adapter=str(tmp_path / "adapter"))
    ids = torch.arange(20, 40).unsqueeze(0)
    with torch.inference_mode():
        base = load_model(settings).model(input_ids=ids).logits
        merged = load_model(tuned).model(input_ids=ids).logits
        beside = load_model(tuned, merge_adapter=False).model(input_ids=ids).logits
    torch.testing.assert_close(merged, beside, rtol=1e-3, atol=1e-4)
    assert not torch.allclose(merged, base, atol=1e-3)


def test_an_adapter_of_another_base_is_refused(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The message names both bases; a folder that was moved or written relatively is still the same base."""
    tune(tmp_path / "run", tiny_model, many_pairs, replace(SETTINGS, steps=1))
    adapter = str(tmp_path / "run" / "adapter")
    other = make_tiny_model(tmp_path / "other", seed=1)
    with pytest.raises(UserError, match=f"was trained on {tiny_model}.*{other}"):
        load_model(ModelSettings(path=str(other), adapter=adapter, device="cpu", dtype="float32"))
    same = f"{tiny_model}/../{tiny_model.name}"
    load_model(ModelSettings(path=same, adapter=adapter, device="cpu", dtype="float32"))


def test_no_adapter_where_one_was_promised(tiny_model: Path, tmp_path: Path) -> None:
    """A folder without an adapter, and an adapter whose record is damaged, are named."""
    with pytest.raises(UserError, match="no adapter there"):
        load_model(ModelSettings(path=str(tiny_model), adapter=str(tmp_path), device="cpu"))
    (tmp_path / "adapter_config.json").write_text("{")
    with pytest.raises(UserError, match="adapter_config"):
        load_model(ModelSettings(path=str(tiny_model), adapter=str(tmp_path), device="cpu"))


def test_time_can_end_a_run(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair], capsys: pytest.CaptureFixture[str]
) -> None:
    """After `minutes` the run ends with an adapter and a checkpoint, and says so."""
    result = tune(tmp_path, tiny_model, many_pairs, callbacks=[StopAfter(1e-6)])
    assert result.steps == 1
    assert (tmp_path / "checkpoints/checkpoint-1").exists() and result.adapter.exists()
    assert "training.minutes=1e-06 are over after 1 steps" in capsys.readouterr().out


def test_a_loss_that_is_no_number_stops_the_run(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The message says what to lower; no checkpoint holds weights that are no numbers."""
    explosive = replace(SETTINGS, learning_rate=1e30, max_grad_norm=0.0, schedule="constant", warmup=0)
    with pytest.raises(UserError, match=r"lower training\.learning_rate"):
        tune(tmp_path, tiny_model, many_pairs, replace(explosive, log_every=1, save_every=1), [StopOnBadLoss()])
    for file in (tmp_path / "checkpoints").glob("*/adapter_model.safetensors"):
        assert all(weights.isfinite().all() for weights in load_file(file).values())


def test_a_loss_that_is_no_number_between_two_logs_is_seen(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]
) -> None:
    """Even a run that logs seldom never saves an adapter that is no number."""
    explosive = replace(SETTINGS, learning_rate=1e30, max_grad_norm=0.0, schedule="constant", warmup=0)
    with pytest.raises(UserError, match=r"lower training\.learning_rate"):
        tune(tmp_path, tiny_model, many_pairs, replace(explosive, log_every=1000, save_every=3), [StopOnBadLoss()])
    assert not (tmp_path / "adapter").exists()
    for file in (tmp_path / "checkpoints").glob("*/adapter_model.safetensors"):
        assert all(weights.isfinite().all() for weights in load_file(file).values())


def test_nothing_to_train_on_is_said(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """When every example is too long, the message names the limit."""
    with pytest.raises(UserError, match=r"18 examples longer than training\.max_tokens=4"):
        tune(tmp_path, tiny_model, many_pairs, replace(SETTINGS, max_tokens=4))


def test_a_finished_run_can_be_moved(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The record holds no absolute path of the run's own folder."""
    tune(tmp_path / "here", tiny_model, many_pairs, replace(SETTINGS, steps=1))
    shutil.move(tmp_path / "here", tmp_path / "there")
    moved = read_result(tmp_path / "there")
    assert moved is not None and moved.adapter == tmp_path / "there" / "adapter"
