"""Fine-tuning a tiny model: what is trained, what comes out, what stops a run."""

from __future__ import annotations

import json
import math
import re
import shutil
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from transformers import TrainerControl, TrainerState, TrainingArguments

from autoformalize.errors import UserError
from autoformalize.models import ModelSettings, base_of_adapter, load_model, merge_adapter, other_prompt
from autoformalize.problem import Pair
from autoformalize.prompting import PromptSettings
from autoformalize.training.callbacks import StopOnBadLoss
from autoformalize.training.sft import pairs_hash, read_result
from autoformalize.training.validation import ValidationSettings
from tests.autoformalize.tiny import make_tiny_model
from tests.autoformalize.training.tuning import SETTINGS, At, adapter_of, some_pairs, tune


@pytest.fixture
def many_pairs() -> list[Pair]:
    """Enough pairs of various lengths for a few steps."""
    return some_pairs()


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
    result = tune(tmp_path, tiny_model, many_pairs, replace(SETTINGS, minutes=1e-6))
    assert result.steps == 1
    assert (tmp_path / "checkpoints/checkpoint-1").exists() and result.adapter.exists()
    assert "training.minutes=1e-06 are over after 1 steps" in capsys.readouterr().out


def test_a_loss_that_is_no_number_stops_the_run(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The message says what to lower; no checkpoint holds weights that are no numbers."""
    explosive = replace(SETTINGS, learning_rate=1e30, max_grad_norm=0.0, schedule="constant", warmup=0)
    with pytest.raises(UserError, match=r"lower training\.learning_rate"):
        tune(tmp_path, tiny_model, many_pairs, replace(explosive, log_every=1, save_every=1))
    for file in (tmp_path / "checkpoints").glob("*/adapter_model.safetensors"):
        assert all(weights.isfinite().all() for weights in load_file(file).values())


def test_a_loss_that_is_no_number_between_two_logs_is_seen(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]
) -> None:
    """Even a run that logs seldom never saves an adapter that is no number."""
    explosive = replace(SETTINGS, learning_rate=1e30, max_grad_norm=0.0, schedule="constant", warmup=0)
    with pytest.raises(UserError, match=r"lower training\.learning_rate"):
        tune(tmp_path, tiny_model, many_pairs, replace(explosive, log_every=1000, save_every=3))
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


@pytest.mark.parametrize(
    ("losses", "runs_away"),
    [
        ([3.0, 2.0, 1.0, 5.0, 7.0, 9.0], False),
        ([3.0, 2.0, 1.0, 6.5, 7.0, 9.0], True),
        ([3.0, 2.0, 1.0, 6.5, 0.1, 9.0], False),
        ([3.0, 6.5, 7.0, 9.0], False),
    ],
)
def test_a_loss_that_runs_away_stops_the_run(tmp_path: Path, losses: list[float], runs_away: bool) -> None:
    """Three logged losses in a row above a multiple of the first ones; one bad batch, or a bad start, is none."""
    watch, arguments = StopOnBadLoss(stop_above=2.0), TrainingArguments(output_dir=str(tmp_path), use_cpu=True)
    state = TrainerState(global_step=60, log_history=[{"loss": loss} for loss in losses])
    expected = pytest.raises(UserError, match=r"ran away to 9\.00 .*stop_above=2\).* lower training\.learning_rate")
    with expected if runs_away else nullcontext():
        watch.on_log(arguments, state, TrainerControl(), logs={"loss": losses[-1]})


def test_a_lack_of_memory_names_what_to_change(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The line has the step, and the next smaller batch with the accumulation that keeps the step the same."""

    def fill() -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with pytest.raises(UserError, match=r"at step 2: set training\.batch_size=1 with training\.accumulation=2"):
        tune(tmp_path, tiny_model, many_pairs, callbacks=[At(2, fill)])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"method": "prefix"}, "unknown training.method 'prefix': choose one of lora, full"),
        ({"batch_tokens": 100}, "training.batch_tokens=100 is below training.max_tokens=256"),
        ({"liger": True}, "training.liger=true needs a GPU"),
        ({"accumulation": 0}, "training.accumulation"),
    ],
)
def test_what_cannot_be_is_said_before_a_model_is_loaded(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    """One line names the setting."""
    with pytest.raises(UserError, match=re.escape(said)):
        tune(tmp_path, tmp_path / "no-model", [], replace(SETTINGS, **changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"quantization": "nf4"}, "needs a GPU"), ({"attention": "flash_attention_2"}, "set model.attention=sdpa")],
)
def test_what_needs_a_gpu_says_so(tiny_model: Path, tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    """QLoRA and FlashAttention on a CPU are one line each."""
    with pytest.raises(UserError, match=said):
        tune(tmp_path, tiny_model, [], **changes)


@pytest.mark.parametrize("variant", [{"rslora": True}, {"dora": True}])
def test_other_kinds_of_lora_train_and_merge(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair], variant: dict[str, bool]
) -> None:
    """Scaled by the root of the rank, or with lengths beside directions."""
    settings = replace(SETTINGS, steps=2, lora=replace(SETTINGS.lora, **variant))
    result = tune(tmp_path, tiny_model, many_pairs, settings)
    load_model(ModelSettings(path=str(tiny_model), adapter=str(result.adapter), device="cpu", dtype="float32"))


def test_the_card_says_what_the_adapter_is(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """README.md names base, data with its hash, recipe and figures; base.json holds the base's revision and weights."""
    result = tune(tmp_path, tiny_model, many_pairs, replace(SETTINGS, steps=1))
    card = (result.adapter / "README.md").read_text(encoding="utf-8")
    assert f"base_model: {tiny_model}" in card and pairs_hash(many_pairs) in card
    assert "| learning_rate | 0.01 |" in card and f"| validation_loss | {result.validation_loss:.4g} |" in card
    record = json.loads((result.adapter / "base.json").read_text(encoding="utf-8"))
    assert record["data_hash"] == pairs_hash(many_pairs) and record["weights"] and record["revision"] is None


def test_another_prompt_than_in_training_is_said(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The line names the settings; what changes nothing that was taught does not count."""
    adapter = tune(tmp_path, tiny_model, many_pairs, replace(SETTINGS, steps=1)).adapter
    assert other_prompt(adapter, asdict(PromptSettings(name="mine", seed=3))) is None
    said = other_prompt(adapter, asdict(PromptSettings(shots=2, premises=5)))
    assert said is not None and "prompt.premises=5 here, 0 in training; prompt.shots=2 here, 0 in training" in said
    assert other_prompt(tmp_path, asdict(PromptSettings(shots=2))) is None


def test_an_adapter_merges_into_one_model(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """The merged folder loads without PEFT and says what base and adapter say together; it is never overwritten."""
    result = tune(tmp_path, tiny_model, many_pairs, replace(SETTINGS, steps=1, learning_rate=0.1, warmup=0))
    base, revision = base_of_adapter(result.adapter)
    settings = ModelSettings(path=base, revision=revision, device="cpu", dtype="float32")
    merge_adapter(result.adapter, tmp_path / "merged", settings)
    ids = torch.arange(20, 40).unsqueeze(0)
    with torch.inference_mode():
        merged = load_model(replace(settings, path=str(tmp_path / "merged"))).model(input_ids=ids).logits
        beside = load_model(replace(settings, adapter=str(result.adapter))).model(input_ids=ids).logits
    torch.testing.assert_close(merged, beside)
    with pytest.raises(UserError, match="choose a folder that is not there yet"):
        merge_adapter(result.adapter, tmp_path / "merged", settings)


def test_other_weights_in_the_same_place_are_another_base(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]
) -> None:
    """A base that was replaced under the same name is refused; the same base elsewhere is welcome."""
    base = Path(shutil.copytree(tiny_model, tmp_path / "base"))
    adapter = str(tune(tmp_path / "run", base, many_pairs, replace(SETTINGS, steps=1)).adapter)
    load_model(ModelSettings(path=str(tiny_model), adapter=adapter, device="cpu", dtype="float32"))
    make_tiny_model(base, seed=1)
    with pytest.raises(UserError, match="with other weights: choose the same base"):
        load_model(ModelSettings(path=str(base), adapter=adapter, device="cpu", dtype="float32"))


def test_the_best_weights_by_loss_are_kept_and_patience_ends(
    tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]
) -> None:
    """A rate that ruins the model after a good start: the run stops early, with the weights of the good step."""
    chosen = ValidationSettings(select="best", patience=2)
    settings = replace(
        SETTINGS, steps=40, learning_rate=0.3, schedule="constant_with_warmup", warmup=10, stop_above=0.0
    )
    result = tune(tmp_path, tiny_model, many_pairs, replace(settings, validate_every=1, validation=chosen))
    scores = {int(step): -score for step, score in json.loads((tmp_path / "validation.json").read_text()).items()}
    assert result.best_step == min(scores, key=lambda step: (scores[step], step))
    assert result.steps == result.best_step + 2 < 40
    kept = load_file(tmp_path / f"snapshots/step-{result.best_step}/adapter_model.safetensors")
    assert all(torch.equal(weights, kept[name]) for name, weights in adapter_of(tmp_path).items())
    assert len(list((tmp_path / "snapshots").iterdir())) == 1


class SlowValidator:
    """Answers with the score that it was given for a step, two questions after it was started."""

    def __init__(self, scores: dict[int, float]) -> None:
        self._scores = scores
        self._step: int | None = None
        self._asked = 0
        self.started: list[int] = []

    def start(self, snapshot: Path, step: int) -> None:
        assert (snapshot / "adapter_model.safetensors").exists()
        self._step, self._asked = step, 0
        self.started.append(step)

    def busy(self) -> bool:
        return self._step is not None

    def result(self) -> tuple[int, float] | None:
        self._asked += 1
        if self._step is None or self._asked < 2:
            return None
        step, self._step = self._step, None
        return step, self._scores[step]

    def stop(self) -> None:
        self._step = None


def test_pass_at_k_is_awaited_while_training_goes_on(tiny_model: Path, tmp_path: Path, many_pairs: list[Pair]) -> None:
    """Snapshots are measured one at a time, the newest first in line; the run ends with the best of those measured."""
    validator = SlowValidator({1: 0.1, 2: 0.2, 3: 0.5, 4: 0.3, 5: 0.3, 6: 0.4})
    chosen = replace(SETTINGS, validate_every=1, validation=ValidationSettings(by="pass@k", select="best"))
    result = tune(tmp_path, tiny_model, many_pairs, chosen, validator=validator)
    measured = json.loads((tmp_path / "validation.json").read_text())
    assert sorted(map(int, measured)) == sorted(validator.started) and 6 in validator.started
    best = max(measured.items(), key=lambda item: item[1])
    assert result.steps == 6 and result.best_step == int(best[0])
