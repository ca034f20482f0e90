"""What watches a training run: a limit of time, a loss that is no number, and the tracker's curves."""

from __future__ import annotations

import math
import shutil
import time
from pathlib import Path
from typing import Any

from torch.nn import Module
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.errors import UserError
from autoformalize.reporting.tracker import Tracker
from autoformalize.runtime import peak_memory_gigabytes


class StopAfter(TrainerCallback):
    """Ends training after so many minutes, with a checkpoint: slow machines keep the quickstart's promise too."""

    def __init__(self, minutes: float) -> None:
        self._seconds = minutes * 60
        self._started = 0.0

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Start the clock."""
        self._started = time.monotonic()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Look at it."""
        if self._seconds and time.monotonic() - self._started > self._seconds:
            print(f"training.minutes={self._seconds / 60:g} are over after {state.global_step} steps", flush=True)
            control.should_training_stop = True
            control.should_save = True


class StopOnBadLoss(TrainerCallback):
    """Ends the run with one line when the loss or the weights are no longer numbers.

    Weights are looked at when they are saved, so that the last checkpoint that stays is a good one.
    """

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Look at the loss that was just logged."""
        loss = (kwargs.get("logs") or {}).get("loss", 0.0)
        if not math.isfinite(loss):
            raise _diverged(f"the training loss is {loss}", args, state)

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Take back a checkpoint of weights that are no numbers."""
        if not _all_finite(kwargs["model"]):
            shutil.rmtree(Path(str(args.output_dir)) / f"checkpoint-{state.global_step}", ignore_errors=True)
            raise _diverged("weights are not finite", args, state)

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Look before the adapter is saved."""
        if not _all_finite(kwargs["model"]):
            raise _diverged("weights are not finite", args, state)


def _diverged(what: str, args: TrainingArguments, state: TrainerState) -> UserError:
    return UserError(
        f"{what} at step {state.global_step}: lower training.learning_rate (and choose another run.name, or delete "
        f"the folder); the last good checkpoint is in {args.output_dir}"
    )


def _all_finite(model: Module) -> bool:
    return all(bool(weights.isfinite().all()) for weights in model.parameters() if weights.requires_grad)


class TrackerCallback(TrainerCallback):
    """Sends what the Trainer logs to the tracker, with tokens per second and memory."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._tokens_before = 0.0
        self._time_before = 0.0

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Tokens count from here, also in a resumed run."""
        self._tokens_before = float(state.num_input_tokens_seen)
        self._time_before = time.monotonic()

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Pass on one record."""
        logs: dict[str, Any] = {f"train/{k}": v for k, v in (kwargs.get("logs") or {}).items()}
        now, tokens = time.monotonic(), float(state.num_input_tokens_seen)
        if tokens > self._tokens_before:
            logs["train/tokens_per_second"] = (tokens - self._tokens_before) / max(now - self._time_before, 1e-9)
        logs["train/peak_memory_gb"] = peak_memory_gigabytes()
        self._tokens_before, self._time_before = tokens, now
        self._tracker.log(logs, step=state.global_step)
