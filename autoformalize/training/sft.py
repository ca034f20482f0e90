"""Supervised fine-tuning: make examples of pairs, plan batches, train, save the weights with what they came from.

The loop itself is transformers' Trainer; this module prepares what goes in, resumes from the last good checkpoint, and
records what came out in `training.json`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from autoformalize.errors import Preempted, UserError
from autoformalize.models import (
    LoadedModel,
    ModelSettings,
    base_fingerprint,
    base_identity,
    load_model,
    write_adapter_record,
)
from autoformalize.problem import Pair
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.prompting.chat import chat_template_of
from autoformalize.runs import refuse_changes, write_json
from autoformalize.runtime import choose_dtype, peak_memory_gigabytes
from autoformalize.training.batches import (
    BatchDataset,
    BatchPlan,
    BatchShape,
    PackedCollator,
    PaddedCollator,
    epoch_batches,
    padding_share,
    plan_batches,
)
from autoformalize.training.card import write_card
from autoformalize.training.checkpoints import last_whole, progress_of
from autoformalize.training.examples import Example, ExampleSet, make_examples
from autoformalize.training.packing import use_packed_attention
from autoformalize.training.ranks import is_main, launched_with, process_count, say
from autoformalize.training.validation import Validation, ValidationSettings, Validator

if TYPE_CHECKING:
    from transformers import PreTrainedModel, TrainerCallback

    from autoformalize.training.callbacks import LeaveOnSignal, Throughput
    from autoformalize.training.trainer import PairTrainer

RECORD: Final = "training.json"
INPUTS: Final = "inputs.json"
ADAPTER: Final = "adapter"
MODEL: Final = "model"
CHECKPOINTS: Final = "checkpoints"
METHODS: Final = ("lora", "full")


@dataclass(frozen=True, slots=True)
class LoraSettings:
    """The adapter: rank, scale, dropout, and the modules that it changes (`all-linear` or a regular expression).

    `top_layers` N adapts the last N layers only: no gradient flows below them, which on a CPU saves much of the time.
    `rslora` scales by the root of the rank (Kalajdzievski 2023), `dora` trains lengths beside directions (Liu et al.
    2024). QLoRA is this over a base with `model.quantization=nf4`.
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
    """How to train. `method` lora or full. `steps` 0 means whole `epochs`; `minutes` 0 means no limit of time.

    `tasks` gives each task its weight: how many examples a pair makes for it, on average, in one epoch; `sources` is a
    factor on it for the pairs of a source (their `source` field), `proofs` one for a kind of proofs (`examples.PROOFS`)
    in the tasks that write them, 1 for what is not named. A micro-batch holds `batch_size` examples, or as many as fit
    in `batch_tokens` tokens where that is not 0; `accumulation` of them, in each process, make a step. `packing` puts
    them in one row without padding; without it they are padded to the longest. An example above `max_tokens` is dropped
    or truncated (`too_long`), and counted. `stop_above`: a loss so many times the first ones stops the run. `liger`
    uses Liger's kernels on a GPU.
    """

    method: str = "lora"
    tasks: dict[str, float] = field(default_factory=lambda: {"proof": 1.0})
    sources: dict[str, float] = field(default_factory=dict)
    proofs: dict[str, float] = field(default_factory=dict)
    epochs: float = 1.0
    steps: int = 0
    minutes: float = 0.0
    batch_size: int = 8
    batch_tokens: int = 0
    packing: bool = True
    accumulation: int = 1
    learning_rate: float = 1e-3
    warmup: float = 0.05
    schedule: str = "cosine"
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    stop_above: float = 3.0
    max_tokens: int = 256
    too_long: str = "drop"
    log_every: int = 10
    validate_every: int = 100
    save_every: int = 100
    keep_checkpoints: int = 2
    activation_checkpointing: bool = False
    liger: bool = False
    lora: LoraSettings = field(default_factory=LoraSettings)
    validation: ValidationSettings = field(default_factory=ValidationSettings)
    seed: int = 0

    @property
    def shape(self) -> BatchShape:
        """How large a micro-batch is."""
        return BatchShape(self.batch_size, self.batch_tokens, self.packing)


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a run came to: where the weights lie, the losses, the speed and the memory.

    `adapter` is the folder of the adapter, or of the whole model where all weights were trained. `train_loss` is the
    last that was logged; speed and `seconds` are those of the last session, if a run was killed. `mfu` is the model
    FLOPs utilisation (`flops`), `padding` the share of padding in all tokens, `best_step` that of the weights that the
    run ended with, if it chose them by validation (else 0).
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
    examples_seen: int = 0
    padding: float = 0.0
    mfu: float = 0.0
    best_step: int = 0

    def to_json(self) -> dict[str, Any]:
        """The record in training.json; the adapter's path is left out, so that a run folder can be moved."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "adapter"}


def read_result(folder: Path) -> TrainingResult | None:
    """The result of a finished run in this folder, or None."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    weights = folder / (MODEL if record.get("method") == "full" else ADAPTER)
    return TrainingResult(adapter=weights, **record["result"])


def fine_tune(
    folder: Path,
    model_settings: ModelSettings,
    prompt_settings: PromptSettings,
    settings: TrainingSettings,
    pairs: list[Pair],
    validation_pairs: list[Pair],
    data_hash: str,
    callbacks: list[TrainerCallback],
    validator: Validator | None = None,
) -> TrainingResult:
    """Train on `pairs` and save the weights under `folder`; goes on from the last whole checkpoint if there is one.

    Raises UserError when nothing is left to train on, when the loss is no longer a number or runs away, when memory is
    short (naming the setting to change), or when the folder holds a run of other inputs. Raises Preempted after SIGTERM
    or SIGUSR1, with a checkpoint saved: the same call goes on from there.
    """
    _refuse_impossible(settings, model_settings)
    loaded = _load(model_settings, settings)
    builder = PromptBuilder(prompt_settings, pairs, chat_template_of(loaded.tokenizer))
    training, validation = _make_sets(loaded, builder, settings, pairs, validation_pairs)
    per_step = settings.accumulation * process_count()
    inputs = _inputs(model_settings, prompt_settings, settings, pairs, validation_pairs, per_step)
    refuse_changes(folder / INPUTS, inputs, "was trained on other inputs", write=is_main())
    lengths = [example.length for example in training.examples]
    batches = plan_batches(lengths, settings.shape, per_step, settings.epochs, settings.steps, settings.seed)
    plan = BatchPlan(batches, per_step, training.examples, settings.shape)
    run = _prepare(folder, loaded, model_settings, settings, plan, validation.examples, callbacks, validator)
    with run.signals.listening():
        seconds = _train(run, settings, plan)
        validation_loss = run.trainer.evaluate()["eval_loss"] if validation.examples else math.nan
        run.trainer.save_state()
        best = _save(folder / (MODEL if settings.method == "full" else ADAPTER), run, settings)
    result = TrainingResult(
        adapter=folder / (MODEL if settings.method == "full" else ADAPTER),
        train_loss=_last_logged_loss(run.trainer),
        validation_loss=validation_loss,
        steps=int(run.trainer.state.global_step),
        examples=len(training.examples),
        too_long=training.too_long,
        tokens_per_second=run.throughput.speed(run.trainer.state.global_step, seconds),
        seconds=seconds,
        peak_memory_gb=peak_memory_gigabytes(),
        examples_seen=len(plan.seen(0, int(run.trainer.state.global_step))),
        padding=padding_share(batches, lengths, settings.shape),
        mfu=run.throughput.utilisation(run.trainer.state.global_step, seconds),
        best_step=best,
    )
    if is_main():
        write_adapter_record(result.adapter, model_settings, inputs["data"]["pairs"]["hash"], inputs["prompt"])
        write_card(result.adapter, model_settings, inputs, result.to_json(), _licences(pairs), data_hash)
        _write_record(folder, result, settings.method, data_hash)
    return result


@dataclass(frozen=True, slots=True)
class _Run:
    """The parts of one session."""

    trainer: PairTrainer
    throughput: Throughput
    signals: LeaveOnSignal
    validation: Validation
    checkpoint: Path | None


def _train(run: _Run, settings: TrainingSettings, plan: BatchPlan) -> float:
    """Train to the end of the plan, or of the time or patience; the seconds that it took."""
    started = time.monotonic()
    try:
        with _memory_advice(settings, run.trainer):
            run.trainer.train(resume_from_checkpoint=str(run.checkpoint) if run.checkpoint else None)
    except BaseException:
        run.validation.leave()
        raise
    if run.signals.left is not None and run.signals.left < plan.steps:
        run.validation.leave()
        raise Preempted(f"asked to leave at step {run.signals.left}: a checkpoint is saved, the same command goes on")
    return time.monotonic() - started


def _load(model_settings: ModelSettings, settings: TrainingSettings) -> LoadedModel:
    """The base, or the base with an adapter to train on; in float32 where all weights are trained."""
    if settings.method == "full":  # bfloat16 weights lose small updates: they are kept in float32, and computed in less
        return load_model(replace(model_settings, dtype="float32"), merge_adapter=True)
    return load_model(model_settings, merge_adapter=False)


def _make_sets(
    loaded: LoadedModel,
    builder: PromptBuilder,
    settings: TrainingSettings,
    pairs: list[Pair],
    validation_pairs: list[Pair],
) -> tuple[ExampleSet, ExampleSet]:
    tokenizer, longest, how = loaded.tokenizer, settings.max_tokens, settings.too_long
    training = make_examples(
        pairs, settings.tasks, builder, tokenizer, longest, settings.seed, how, settings.sources, settings.proofs
    )
    for source in settings.sources.keys() - {pair.problem.source for pair in pairs}:
        say(f"training.sources names {source}, but no pair comes from there")
    trained_tasks = {task: 1.0 for task, weight in settings.tasks.items() if weight}
    validation = make_examples(validation_pairs, trained_tasks, builder, tokenizer, longest, 0, how)
    if not training.examples:
        raise UserError(
            f"nothing to train on: {len(pairs)} pairs, {training.too_long} examples longer than "
            f"training.max_tokens={longest}"
        )
    done = "left out" if how == "drop" else "cut"
    for name, found in (("", training), ("validation ", validation)):
        if found.too_long:
            say(f"{found.too_long} {name}examples longer than {longest} tokens were {done}")
    return training, validation


def _prepare(
    folder: Path,
    loaded: LoadedModel,
    model_settings: ModelSettings,
    settings: TrainingSettings,
    plan: BatchPlan,
    validation: list[Example],
    callbacks: list[TrainerCallback],
    validator: Validator | None,
) -> _Run:
    """The model as it is trained, the Trainer, and all that watches it."""
    from transformers import set_seed

    from autoformalize.training.callbacks import LeaveOnSignal, StopAfter, StopOnBadLoss, Throughput
    from autoformalize.training.flops import ModelWork
    from autoformalize.training.trainer import PairTrainer

    loaded.tokenizer.padding_side = "left"
    set_seed(settings.seed)  # the adapter's first weights are drawn before the Trainer seeds anything
    if settings.packing:
        use_packed_attention(loaded.model)
    model: Any = (
        _all_trainable(loaded)
        if settings.method == "full"
        else with_lora(loaded, settings.lora, model_settings.revision)
    )
    dtype = choose_dtype(model_settings.dtype, loaded.device)
    checkpoint = last_whole(folder / CHECKPOINTS)
    throughput = Throughput(plan, ModelWork.of(model), loaded.device, dtype)
    signals = LeaveOnSignal()
    watch = Validation(folder, settings.validation, validator)
    lengths = [example.length for example in validation]
    parts: dict[str, Any] = {
        "model": model,
        "args": _arguments(folder, loaded, settings, plan, bool(validation), autocast=str(dtype)),
        "data_collator": PackedCollator()
        if settings.packing
        else PaddedCollator(cast(int, loaded.tokenizer.pad_token_id)),
        "train_dataset": BatchDataset(plan.examples, plan.batches),
        "eval_dataset": BatchDataset(validation, list(epoch_batches(lengths, settings.shape, 0, 0)))
        if lengths
        else None,
        "processing_class": loaded.tokenizer,
    }
    trainer = PairTrainer(plan, settings.minutes, settings.keep_checkpoints, progress_of(checkpoint), **parts)
    watch.trainer = trainer
    watching: list[TrainerCallback] = [
        StopOnBadLoss(settings.stop_above),
        throughput,
        *callbacks,
        StopAfter(settings.minutes, trainer.clock),
        signals,
    ]
    for callback in [*watching, *([watch] if settings.validation.keeps_scores else [])]:
        trainer.add_callback(callback)
    return _Run(trainer, throughput, signals, watch, checkpoint)


def _arguments(
    folder: Path, loaded: LoadedModel, settings: TrainingSettings, plan: BatchPlan, validated: bool, autocast: str
) -> Any:
    from transformers import SchedulerType, TrainingArguments

    known = [kind.value for kind in SchedulerType]
    if settings.schedule not in known:
        raise UserError(f"unknown training.schedule {settings.schedule!r}: choose one of {', '.join(known)}")
    on_cpu, deepspeed = loaded.device == "cpu", launched_with("DEEPSPEED")
    arguments = TrainingArguments(
        output_dir=str(folder / CHECKPOINTS),
        per_device_train_batch_size=1,  # of micro-batches
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=settings.accumulation,
        num_train_epochs=1,
        max_steps=plan.steps,
        learning_rate=settings.learning_rate,
        lr_scheduler_type=settings.schedule,
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.max_grad_norm,
        bf16=settings.method == "full" and autocast == "torch.bfloat16",
        activation_checkpointing=settings.activation_checkpointing,
        use_liger_kernel=settings.liger,
        logging_steps=settings.log_every,
        logging_first_step=True,
        logging_nan_inf_filter=False,
        eval_strategy="steps" if validated and settings.validate_every else "no",
        eval_steps=settings.validate_every or None,
        save_strategy="steps" if settings.save_every else "no",
        save_steps=settings.save_every or 500,
        remove_unused_columns=False,
        dataloader_pin_memory=not on_cpu,
        use_cpu=on_cpu and not deepspeed,  # DeepSpeed finds the CPU itself, if it is told how to speak
        ddp_backend="gloo" if on_cpu and deepspeed else None,
        ddp_find_unused_parameters=False,
        report_to="none",
        seed=settings.seed,
        data_seed=settings.seed,
        disable_tqdm=not is_main() or None,
    )
    if process_count() == 1:
        arguments._n_gpu = min(1, arguments.n_gpu)  # several GPUs: a process each, by accelerate or torchrun
    return arguments


def with_lora(loaded: LoadedModel, settings: LoraSettings, revision: str | None = None) -> PreTrainedModel:
    """Frozen base, trainable adapter in float32 (bfloat16 adapters lose small updates)."""
    from peft import LoraConfig, PeftModel, get_peft_model, prepare_model_for_kbit_training

    model: Any = loaded.model
    if isinstance(model, PeftModel):
        return cast("PreTrainedModel", model)
    if getattr(model, "is_quantized", False):
        model = prepare_model_for_kbit_training(model)  # type: ignore[no-untyped-call]
    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=settings.rank,
        lora_alpha=settings.alpha,
        lora_dropout=settings.dropout,
        target_modules=target_modules(settings, model.config.num_hidden_layers),
        use_rslora=settings.rslora,
        use_dora=settings.dora,
        revision=revision,
    )
    return cast("PreTrainedModel", get_peft_model(model, config, autocast_adapter_dtype=True))


def _all_trainable(loaded: LoadedModel) -> PreTrainedModel:
    if getattr(loaded.model, "is_quantized", False):
        raise UserError(
            "training.method=full cannot train a quantized base: set model.quantization=null, or method=lora"
        )
    loaded.model.requires_grad_(True)
    return loaded.model


def target_modules(settings: LoraSettings, num_layers: int) -> str:
    """What PEFT is to adapt: its own word `all-linear`, or an expression that a module's whole name matches."""
    if not settings.top_layers:
        return settings.target_modules
    if settings.target_modules != "all-linear":
        raise UserError("training.lora.top_layers goes with target_modules=all-linear: name the layers in one of them")
    layers = "|".join(str(layer) for layer in range(max(0, num_layers - settings.top_layers), num_layers))
    return rf".*\.layers\.({layers})\..*_proj"


def _refuse_impossible(settings: TrainingSettings, model: ModelSettings) -> None:
    """What is asked for and not there, before a model is loaded."""
    import torch

    if settings.method not in METHODS:
        raise UserError(f"unknown training.method {settings.method!r}: choose one of {', '.join(METHODS)}")
    if settings.batch_tokens and settings.batch_tokens < settings.max_tokens:
        raise UserError(
            f"training.batch_tokens={settings.batch_tokens} is below training.max_tokens={settings.max_tokens}: "
            "the longest example would not fit in a batch"
        )
    if min(settings.batch_size, settings.accumulation, settings.max_tokens) < 1:
        raise UserError("training.batch_size, training.accumulation and training.max_tokens are at least 1")
    has_gpu = torch.cuda.is_available() and not model.device.startswith("cpu")
    if settings.liger:
        if not has_gpu:
            raise UserError("training.liger=true needs a GPU: set training.liger=false, or run where there is one")
        if importlib.util.find_spec("liger_kernel") is None:
            raise UserError("training.liger=true needs liger-kernel: install the extra `gpu`")
    if model.attention.startswith("flash_attention"):
        if not has_gpu:
            raise UserError(f"model.attention={model.attention} needs a GPU: set model.attention=sdpa")
        if importlib.util.find_spec("flash_attn") is None and importlib.util.find_spec("kernels") is None:
            raise UserError(
                f"model.attention={model.attention} needs flash-attn, which is not installed: model.attention=sdpa "
                "uses the FlashAttention that comes with PyTorch"
            )


class _memory_advice:
    """Turns a lack of memory into the setting to change."""

    def __init__(self, settings: TrainingSettings, trainer: PairTrainer) -> None:
        self._settings = settings
        self._trainer = trainer

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        import torch

        short = isinstance(error, torch.OutOfMemoryError | MemoryError) or "can't allocate memory" in str(error)
        if error is None or not short:
            return
        raise UserError(
            f"out of memory at step {self._trainer.state.global_step}: set "
            f"{', or '.join(memory_savers(self._settings))} (and choose another run.name, or delete the folder)"
        ) from error


def memory_savers(settings: TrainingSettings) -> Iterable[str]:
    """The settings that would lower memory from here, the cheapest first."""
    savers = []
    if settings.batch_tokens > settings.max_tokens:
        half = max(settings.max_tokens, settings.batch_tokens // 2)
        savers.append(
            f"training.batch_tokens={half} with training.accumulation={settings.accumulation * 2} (the same step, "
            "in smaller parts)"
        )
    elif not settings.batch_tokens and settings.batch_size > 1:
        savers.append(
            f"training.batch_size={settings.batch_size // 2} with training.accumulation={settings.accumulation * 2} "
            "(the same step, in smaller parts)"
        )
    if not settings.activation_checkpointing:
        savers.append("training.activation_checkpointing=true (a third more time)")
    if settings.method == "full":
        savers.append("training.method=lora")
    savers += ["training.max_tokens lower", "model.quantization=nf4 (a GPU)"]
    return savers


def _inputs(
    model: ModelSettings,
    prompt: PromptSettings,
    settings: TrainingSettings,
    pairs: list[Pair],
    validation_pairs: list[Pair],
    per_step: int,
) -> dict[str, Any]:
    """All that the weights depend on: a run goes on only with the same."""
    named = {"pairs": pairs, "validation": validation_pairs}
    return {
        "base": base_identity(model),
        "base_weights": base_fingerprint(model),
        "adapter": model.adapter,
        "data": {name: {"count": len(found), "hash": pairs_hash(found)} for name, found in named.items()},
        "prompt": asdict(prompt),
        "training": asdict(settings),
        "micro_batches_per_step": per_step,
    }


def pairs_hash(pairs: Iterable[Pair]) -> str:
    """SHA-256 (hex) of all that a model learns from: statements, words and proofs, in order."""
    digest = hashlib.sha256()
    for pair in pairs:
        problem = pair.problem
        texts = (problem.id, problem.header, problem.formal_statement, problem.informal_statement, pair.formal_proof)
        digest.update(json.dumps(texts, ensure_ascii=False).encode("utf-8") + b"\n")
    return digest.hexdigest()


def _save(place: Path, run: _Run, settings: TrainingSettings) -> int:
    """Put the weights that the run ends with in `place`; the step of the best ones, if those were asked for."""
    import shutil

    watch = run.validation
    if settings.validation.keeps_scores:
        watch.finish(lambda: run.signals.asked)
    chosen = watch.best_weights() if settings.validation.select == "best" else None
    if chosen is None or not chosen.is_dir():
        run.trainer.save_weights(place)
        return 0
    if is_main():
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(chosen, place)
    return int(chosen.name.rpartition("-")[2])


def _licences(pairs: Iterable[Pair]) -> list[str]:
    return sorted({pair.problem.licence for pair in pairs if pair.problem.licence})


def _last_logged_loss(trainer: PairTrainer) -> float:
    losses = [float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry]
    return losses[-1] if losses else math.nan


def _write_record(folder: Path, result: TrainingResult, method: str, data_hash: str) -> None:
    record: Mapping[str, Any] = {"result": result.to_json(), "method": method, "data_hash": data_hash}
    write_json(folder / RECORD, record)
