"""Small training runs for the tests: of a tiny model, in this process or in others that may be killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.models import ModelSettings
from autoformalize.problem import Pair, Problem
from autoformalize.prompting import PromptSettings
from autoformalize.training.sft import LoraSettings, TrainingResult, TrainingSettings, fine_tune

SETTINGS = TrainingSettings(
    steps=6,
    batch_size=2,
    learning_rate=1e-2,
    save_every=2,
    log_every=1,
    validate_every=0,
    lora=LoraSettings(rank=2, alpha=4),
)


def some_pairs() -> list[Pair]:
    """Enough pairs of various lengths for a few steps."""
    made = []
    for n in range(1, 7):
        for name, statement, proof in (
            ("swap", "(p q : Prop) (h : p ∧ q) : q ∧ p", ":= ⟨h.2, h.1⟩"),
            ("zero", "(n : ℕ) : n + 0 = n", ":= rfl"),
            ("comm", "(a b : ℕ) : a + b = b + a", ":= nat.add_comm a b"),
        ):
            problem = Problem(f"{name}{n}", "Words. " * n, f"theorem {name} {statement}", "logic", "easy")
            made.append(Pair(problem, proof))
    return made


def tune(
    folder: Path,
    model: Path,
    pairs: list[Pair],
    settings: TrainingSettings = SETTINGS,
    callbacks: Sequence[TrainerCallback] = (),
    validator: Any = None,
    **model_changes: Any,
) -> TrainingResult:
    """Train the tiny model on these pairs and validate it on the first three."""
    chosen = ModelSettings(**{"path": str(model), "device": "cpu", "dtype": "float32", **model_changes})
    return fine_tune(folder, chosen, PromptSettings(), settings, pairs, pairs[:3], "hash", list(callbacks), validator)


def adapter_of(folder: Path) -> dict[str, torch.Tensor]:
    """The weights that a run ended with."""
    name = "adapter/adapter_model.safetensors"
    return load_file(folder / name if (folder / name).exists() else folder / "model/model.safetensors")


def curve_of(folder: Path) -> list[dict[str, float]]:
    """The losses, gradient norms and learning rates that were logged, by step."""
    state = json.loads((folder / "checkpoints/trainer_state.json").read_text(encoding="utf-8"))
    kept = ("step", "loss", "grad_norm", "learning_rate", "epoch")
    return [{name: entry[name] for name in kept} for entry in state["log_history"] if "loss" in entry]


class At(TrainerCallback):
    """Does something right after a step."""

    def __init__(self, step: int, action: Callable[[], None]) -> None:
        self._step = step
        self._action = action

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        if state.global_step == self._step:
            self._action()


def interrupt() -> None:
    """End the run at once, wherever it is."""
    raise KeyboardInterrupt


def in_processes(
    count: int, folder: Path, model: Path, settings: TrainingSettings = SETTINGS, **environment: str
) -> list[Any]:
    """Begin training in so many processes that know of each other as `torchrun` tells them; returns the processes.

    They are forked from a server that has imported everything once, and before any of it has started threads.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "peft", "autoformalize.training.trainer"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    group = {"WORLD_SIZE": str(count), "LOCAL_WORLD_SIZE": str(count), "MASTER_ADDR": "127.0.0.1"} if count > 1 else {}
    started = []
    for rank in range(count):
        own = {**group, **environment, "MASTER_PORT": str(port)}
        own |= {"RANK": str(rank), "LOCAL_RANK": str(rank)} if count > 1 else {}
        arguments = (folder, model, settings, own, torch.get_num_threads())
        process = context.Process(target=_train_here, args=arguments, daemon=True)
        process.start()
        started.append(process)
    return started


def _train_here(
    folder: Path, model: Path, settings: TrainingSettings, environment: dict[str, str], threads: int
) -> None:
    os.environ.update(environment)
    torch.set_num_threads(threads)
    tune(folder, model, some_pairs(), replace(settings))
