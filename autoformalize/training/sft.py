"""Supervised fine-tuning with LoRA: load pairs, make examples, train, save the adapter with what it came from.

The loop itself is transformers' Trainer; this module prepares what goes in, resumes from the last good checkpoint, and
records what came out in `training.json`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from autoformalize.errors import UserError
from autoformalize.models import LoadedModel, ModelSettings, load_model, write_adapter_record
from autoformalize.problem import Pair
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.prompting.chat import chat_template_of
from autoformalize.runtime import peak_memory_gigabytes
from autoformalize.training.examples import Collator, ExampleDataset, make_examples

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import Trainer, TrainerCallback

RECORD: Final = "training.json"
ADAPTER: Final = "adapter"
CHECKPOINTS: Final = "checkpoints"


@dataclass(frozen=True, slots=True)
class LoraSettings:
    """The adapter: rank, scale, dropout, and the modules that it changes (`all-linear` or a regular expression).

    `top_layers` N adapts the last N layers only: no gradient flows below them, which on a CPU saves much of the time.
    """

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.0
    target_modules: str = "all-linear"
    top_layers: int = 0
    rslora: bool = False
    dora: bool = False


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train. `steps` 0 means whole `epochs`; `minutes` 0 means no limit of time.

    `tasks` gives each task its weight: how many examples a pair makes for it, on average, in one epoch.
    """

    tasks: dict[str, float] = field(default_factory=lambda: {"proof": 1.0})
    epochs: float = 1.0
    steps: int = 0
    minutes: float = 0.0
    batch_size: int = 8
    accumulation: int = 1
    learning_rate: float = 1e-3
    warmup: float = 0.05
    schedule: str = "cosine"
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    max_tokens: int = 256
    log_every: int = 10
    validate_every: int = 100
    save_every: int = 100
    keep_checkpoints: int = 2
    activation_checkpointing: bool = False
    lora: LoraSettings = field(default_factory=LoraSettings)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a run came to: where the adapter lies, the losses, the speed and the memory.

    `train_loss` is the last that was logged; speed and `seconds` are those of the last session, if a run was killed.
    """

    adapter: Path
    train_loss: float
    validation_loss: float
    steps: int
    examples: int
    too_long: int
    tokens_per_second: float
    seconds: float
    peak_memory_gb: float

    def to_json(self) -> dict[str, Any]:
        """The record in training.json; the adapter's path is left out, so that a run folder can be moved."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "adapter"}


def read_result(folder: Path) -> TrainingResult | None:
    """The result of a finished run in this folder, or None."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return TrainingResult(adapter=folder / ADAPTER, **record["result"])


def fine_tune(
    folder: Path,
    model_settings: ModelSettings,
    prompt_settings: PromptSettings,
    settings: TrainingSettings,
    pairs: list[Pair],
    validation_pairs: list[Pair],
    data_hash: str,
    callbacks: list[TrainerCallback],
) -> TrainingResult:
    """Train an adapter on `pairs` and save it under `folder`; goes on from the last checkpoint if there is one.

    Raises UserError when nothing is left to train on, or when the loss is no longer a number.
    """
    from transformers import set_seed

    loaded = load_model(model_settings, merge_adapter=False)
    builder = PromptBuilder(prompt_settings, pairs, chat_template_of(loaded.tokenizer))
    training = make_examples(pairs, settings.tasks, builder, loaded.tokenizer, settings.max_tokens, settings.seed)
    trained_tasks = {task: 1.0 for task, weight in settings.tasks.items() if weight}
    validation = make_examples(validation_pairs, trained_tasks, builder, loaded.tokenizer, settings.max_tokens, 0)
    if not training.examples:
        raise UserError(
            f"nothing to train on: {len(pairs)} pairs, {training.too_long} examples longer than "
            f"training.max_tokens={settings.max_tokens}"
        )
    if training.too_long:
        print(f"{training.too_long} examples longer than {settings.max_tokens} tokens were left out", flush=True)
    loaded.tokenizer.padding_side = "left"
    set_seed(settings.seed)  # the adapter's first weights are drawn before the Trainer seeds anything
    model = _with_lora(loaded, settings.lora)
    trainer = _make_trainer(
        folder,
        model,
        loaded,
        settings,
        ExampleDataset(training.examples),
        ExampleDataset(validation.examples),
        callbacks,
    )
    started = time.monotonic()
    checkpoint = _last_checkpoint(folder)
    tokens_before = _tokens_in(checkpoint)
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    seconds = time.monotonic() - started
    validation_loss = float(trainer.evaluate()["eval_loss"]) if validation.examples else float("nan")
    trainer.save_state()
    adapter = folder / ADAPTER
    model.save_pretrained(str(adapter))
    write_adapter_record(adapter, model_settings, data_hash)
    result = TrainingResult(
        adapter=adapter,
        train_loss=_last_logged_loss(trainer),
        validation_loss=validation_loss,
        steps=int(trainer.state.global_step),
        examples=len(training.examples),
        too_long=training.too_long,
        tokens_per_second=(trainer.state.num_input_tokens_seen - tokens_before) / max(seconds, 1e-9),
        seconds=seconds,
        peak_memory_gb=peak_memory_gigabytes(),
    )
    _write_record(folder, result, data_hash)
    return result


def _with_lora(loaded: LoadedModel, settings: LoraSettings) -> PeftModel:
    """Frozen base, trainable adapter in float32 (bfloat16 adapters lose small updates)."""
    from peft import LoraConfig, PeftModel, get_peft_model, prepare_model_for_kbit_training

    model = loaded.model
    if isinstance(model, PeftModel):
        return model
    if getattr(model, "is_quantized", False):
        model = prepare_model_for_kbit_training(model)  # type: ignore[no-untyped-call]
    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=settings.rank,
        lora_alpha=settings.alpha,
        lora_dropout=settings.dropout,
        target_modules=_target_modules(settings, model.config.num_hidden_layers),
        use_rslora=settings.rslora,
        use_dora=settings.dora,
    )
    return cast("PeftModel", get_peft_model(model, config, autocast_adapter_dtype=True))


def _target_modules(settings: LoraSettings, num_layers: int) -> str:
    """What PEFT is to adapt: its own word `all-linear`, or an expression that a module's whole name matches."""
    if not settings.top_layers:
        return settings.target_modules
    if settings.target_modules != "all-linear":
        raise UserError("training.lora.top_layers goes with target_modules=all-linear: name the layers in one of them")
    layers = "|".join(str(layer) for layer in range(max(0, num_layers - settings.top_layers), num_layers))
    return rf".*\.layers\.({layers})\..*_proj"


def _make_trainer(
    folder: Path,
    model: PeftModel,
    loaded: LoadedModel,
    settings: TrainingSettings,
    training: ExampleDataset,
    validation: ExampleDataset,
    callbacks: list[TrainerCallback],
) -> Trainer:
    from transformers import SchedulerType, Trainer, TrainingArguments

    from autoformalize.training.budget import BudgetedTrainer

    known = [kind.value for kind in SchedulerType]
    if settings.schedule not in known:
        raise UserError(f"unknown training.schedule {settings.schedule!r}: choose one of {', '.join(known)}")
    arguments = TrainingArguments(
        output_dir=str(folder / CHECKPOINTS),
        per_device_train_batch_size=settings.batch_size,
        per_device_eval_batch_size=settings.batch_size * 2,
        gradient_accumulation_steps=settings.accumulation,
        num_train_epochs=settings.epochs,
        max_steps=settings.steps or -1,
        learning_rate=settings.learning_rate,
        lr_scheduler_type=settings.schedule,
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.max_grad_norm,
        train_sampling_strategy="group_by_length",
        activation_checkpointing=settings.activation_checkpointing,
        include_num_input_tokens_seen="non_padding",
        logging_steps=settings.log_every,
        logging_first_step=True,
        logging_nan_inf_filter=False,
        eval_strategy="steps" if len(validation) and settings.validate_every else "no",
        eval_steps=settings.validate_every or None,
        prediction_loss_only=True,
        save_strategy="steps" if settings.save_every else "no",
        save_steps=settings.save_every or 500,
        save_total_limit=settings.keep_checkpoints,
        remove_unused_columns=False,
        dataloader_pin_memory=loaded.device != "cpu",
        use_cpu=loaded.device == "cpu",
        report_to="none",
        seed=settings.seed,
        data_seed=settings.seed,
    )
    parts: dict[str, Any] = {
        "model": model,
        "args": arguments,
        "data_collator": Collator(loaded.tokenizer.pad_token_id),
        "train_dataset": training,
        "eval_dataset": validation if len(validation) else None,
        "processing_class": loaded.tokenizer,
        "callbacks": callbacks,
    }
    return BudgetedTrainer(settings.minutes, **parts) if settings.minutes else Trainer(**parts)


def _last_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that is whole: a kill in the middle of saving leaves one without its last file."""
    numbered = {
        int(number): path
        for path in (folder / CHECKPOINTS).glob("checkpoint-*")
        if (number := path.name.rpartition("-")[2]).isdecimal()
    }
    for _, checkpoint in sorted(numbered.items(), reverse=True):
        if _is_whole(checkpoint):
            print(f"going on from {checkpoint}", flush=True)
            return checkpoint
        print(f"{checkpoint} is not whole and is passed over", flush=True)
    return None


def _is_whole(checkpoint: Path) -> bool:
    try:
        json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return all((checkpoint / name).exists() for name in ("adapter_model.safetensors", "optimizer.pt", "scheduler.pt"))


def _tokens_in(checkpoint: Path | None) -> int:
    """The tokens that were trained on up to this checkpoint."""
    if checkpoint is None:
        return 0
    state = json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
    return int(state["num_input_tokens_seen"])


def _last_logged_loss(trainer: Trainer) -> float:
    losses = [float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry]
    return losses[-1] if losses else float("nan")


def _write_record(folder: Path, result: TrainingResult, data_hash: str) -> None:
    record: Mapping[str, Any] = {"result": result.to_json(), "data_hash": data_hash}
    draft = folder / f"{RECORD}.draft"
    draft.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    draft.rename(folder / RECORD)
