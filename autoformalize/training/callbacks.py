"""What watches a training run: the clock, a loss that goes wrong, a signal to leave, speed and memory.

In several processes every decision to stop is taken together: one that stopped alone would leave the others waiting.
"""

from __future__ import annotations

import math
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

from torch.nn import Module
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.reporting.tracker import Tracker
from autoformalize.runtime import peak_memory_gigabytes
from autoformalize.training.batches import BatchPlan
from autoformalize.training.checkpoints import seal
from autoformalize.training.flops import ModelWork, peak_flops
from autoformalize.training.ranks import from_main, gathered, is_main, process_count, say, wait_for_all
from autoformalize.training.trainer import RunClock, diverged

_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGUSR1") if hasattr(signal, name))
"""What clusters send some time before they take a machine back."""


class StopAfter(TrainerCallback):
    """Ends training after so many minutes, over all sessions, with a checkpoint."""

    def __init__(self, minutes: float, clock: RunClock) -> None:
        self._minutes = minutes
        self._clock = clock

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """The clock shows the main process's time in all processes."""
        if self._minutes and self._clock.seconds > self._minutes * 60:
            say(f"training.minutes={self._minutes:g} are over after {state.global_step} steps")
            control.should_training_stop = True
            control.should_save = True


class StopOnBadLoss(TrainerCallback):
    """Ends the run with one line when the loss or the weights are no longer numbers, or the loss runs away.

    It has run away when three logged losses in a row are above `stop_above` times the highest of the first three (0:
    never). Weights are looked at when they are saved, so that the last checkpoint that stays is a good one.
    """

    def __init__(self, stop_above: float = 0.0) -> None:
        self._stop_above = stop_above

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Look at the loss that was just logged."""
        loss = (kwargs.get("logs") or {}).get("loss")
        if loss is None:
            return
        if not math.isfinite(loss):
            raise diverged(f"the training loss is {loss}", args, state.global_step)
        losses = [float(entry["loss"]) for entry in state.log_history if "loss" in entry]
        if not self._stop_above or len(losses) < 6:
            return
        limit = self._stop_above * max(losses[:3])
        if min(losses[-3:]) > limit:
            raise diverged(
                f"the training loss ran away to {loss:.2f} (it began at {losses[0]:.2f}, "
                f"training.stop_above={self._stop_above:g})",
                args,
                state.global_step,
            )

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Take back a checkpoint of weights that are no numbers."""
        if not _all_finite(kwargs["model"]):
            if is_main():
                shutil.rmtree(Path(str(args.output_dir)) / f"checkpoint-{state.global_step}", ignore_errors=True)
            raise diverged("weights are not finite", args, state.global_step)

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Look before the adapter is saved."""
        if not _all_finite(kwargs["model"]):
            raise diverged("weights are not finite", args, state.global_step)


def _all_finite(model: Module) -> bool:
    """Whether all that is trained is a number; a process that holds a part of it asks the others."""
    own = True
    for weights in model.parameters():
        if weights.requires_grad:
            part: Any = weights.data
            local = part.to_local() if hasattr(part, "to_local") else part
            own = own and bool(local.isfinite().all())
    return all(gathered(own))


class SealCheckpoints(TrainerCallback):
    """Seals what another Trainer than ours has saved, so that it counts as whole."""

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """All files are written by now."""
        wait_for_all()
        if is_main():
            seal(Path(str(args.output_dir)) / f"checkpoint-{state.global_step}")


class LeaveOnSignal(TrainerCallback):
    """After SIGTERM or SIGUSR1: the step is ended, a checkpoint is saved, and training stops. `left` says at which."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.asked = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals while training runs; what they did before comes back afterwards."""
        before: dict[Any, Any] = {}

        def ask(number: int, frame: FrameType | None) -> None:
            self.asked = True

        try:
            for number in _SIGNALS:
                before[number] = signal.signal(number, ask)
        except ValueError:
            pass  # not the main thread: whoever runs it there has signals of their own
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Whoever was asked asks all."""
        if any(gathered(self.asked)) and self.left is None:
            self.left = state.global_step
            control.should_training_stop = True
            control.should_save = True


class StopWhen(TrainerCallback):
    """Ends training when a question, asked in the main process after each step, is answered with a reason."""

    def __init__(self, reason: Callable[[int], str | None]) -> None:
        self._reason = reason

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Ask."""
        reason = from_main(self._reason(state.global_step) if is_main() else None)
        if reason:
            say(reason)
            control.should_training_stop = True
            control.should_save = True


class Throughput(TrainerCallback):
    """Adds to each logged record: useful tokens a second, model FLOPs utilisation, and memory (GB).

    What was padded or computed twice does not count.
    """

    def __init__(self, plan: BatchPlan, work: ModelWork, device: str, dtype: Any) -> None:
        self._plan = plan
        self._work = work
        self._peak = peak_flops(device, dtype) * process_count()
        self._device = device
        self._first = self._last = 0
        self._at = 0.0

    def speed(self, step: int, seconds: float) -> float:
        """Useful tokens a second of this session, up to this step."""
        return sum(example.length for example in self._plan.seen(self._first, step)) / max(seconds, 1e-9)

    def utilisation(self, step: int, seconds: float) -> float:
        """Model FLOPs utilisation of this session, up to this step."""
        return self._work.of_examples(self._plan.seen(self._first, step)) / max(seconds, 1e-9) / self._peak

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Tokens count from here, also in a resumed run."""
        self._first = self._last = state.global_step
        self._at = time.monotonic()

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Measured since the last record of a loss."""
        logs = kwargs.get("logs")
        if logs is None or "loss" not in logs or state.global_step <= self._last:
            return
        now, examples = time.monotonic(), self._plan.seen(self._last, state.global_step)
        seconds = max(now - self._at, 1e-9)
        logs["tokens_per_second"] = sum(example.length for example in examples) / seconds
        logs["mfu"] = self._work.of_examples(examples) / seconds / self._peak
        logs["examples_seen"] = len(self._plan.seen(0, state.global_step))
        logs["peak_memory_gb"] = peak_memory_gigabytes()
        if self._device.startswith("cuda"):
            import torch

            logs["gpu_memory_gb"] = torch.cuda.max_memory_allocated() / 1e9
        self._last, self._at = state.global_step, now

    def on_evaluate(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """The time of a validation is not training's."""
        self._at += float((kwargs.get("metrics") or {}).get("seconds", 0.0))


class TrackerCallback(TrainerCallback):
    """Sends what is logged to the tracker."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Pass on one record."""
        logs = {f"train/{name}": value for name, value in (kwargs.get("logs") or {}).items()}
        self._tracker.log(logs, step=state.global_step)
