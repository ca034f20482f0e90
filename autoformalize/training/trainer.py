"""transformers' Trainer over planned batches: exact after a kill, annealed by the clock, equal in several processes.

What is exact on a CPU: with a schedule over steps, a run that was killed at any moment and continued ends with the same
bits as one that was not. With `training.minutes` the learning rate follows the seconds that training has taken; these
are kept in the checkpoint, so that the continued run goes on where the clock stood. Steps that were lost with the kill
are made again with the same batches, at the rate of the time at which they are made.
"""

from __future__ import annotations

import math
import shutil
import time
from pathlib import Path
from typing import Any, Final

import torch
from torch.utils.data import Sampler, SequentialSampler
from transformers import Trainer, TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.errors import UserError
from autoformalize.runs import write_json
from autoformalize.training.batches import BatchPlan
from autoformalize.training.checkpoints import PROGRESS, prune, seal
from autoformalize.training.ranks import from_main, gathered, is_main, process_count, wait_for_all


class RunClock:
    """The seconds that a run has trained, over all its sessions; the main process's, so that all go by the same."""

    def __init__(self, before: float = 0.0) -> None:
        self._before = before
        self._started = time.monotonic()
        self.seconds = before

    def start(self) -> None:
        """From now on time counts."""
        self._started = time.monotonic()

    def tick(self) -> None:
        """Look at it; `seconds` stays the same until the next look."""
        self.seconds = float(from_main(self._before + time.monotonic() - self._started))


class PairTrainer(Trainer):
    """Trains on a plan's batches in their order; validates by token; seals its checkpoints.

    `minutes` above 0 leads the learning rate down a cosine over the steps or the minutes, whichever is further.
    """

    def __init__(
        self,
        plan: BatchPlan,
        minutes: float,
        keep_checkpoints: int,
        progress: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._plan = plan
        self._minutes = minutes
        self._keep = keep_checkpoints
        self._progress = progress
        self.clock = RunClock(float(progress.get("seconds", 0.0)))
        self.add_callback(_Clockwork(self))

    def create_scheduler(
        self, num_training_steps: int, optimizer: torch.optim.Optimizer | None = None
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """The schedule of the settings, or with a limit of time linear warm-up, then the cosine."""
        if not self._minutes:
            return super().create_scheduler(num_training_steps, optimizer)
        if self.lr_scheduler is None:
            warmup = int(self.args.get_warmup_steps(num_training_steps))

            def factor(step: int) -> float:
                if step < warmup:
                    return (step + 1) / (warmup + 1)
                by_steps = (step - warmup) / max(1, num_training_steps - warmup)
                by_clock = self.clock.seconds / (self._minutes * 60)
                return 0.5 * (1 + math.cos(math.pi * min(1.0, max(by_steps, by_clock))))

            chosen = optimizer or self.optimizer
            assert chosen is not None, "the optimizer is made before its schedule"
            self.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(chosen, factor)
        return self.lr_scheduler

    def training_step(self, model: torch.nn.Module, inputs: dict[str, Any], *args: Any, **kwargs: Any) -> torch.Tensor:
        """One micro-batch, forward and backward. Where looking costs nothing, a loss that is no number stops here,
        before it reaches the weights; on a GPU and in several processes it is seen when it is logged."""
        loss: torch.Tensor = super().training_step(model, inputs, *args, **kwargs)
        if loss.device.type == "cpu" and process_count() == 1 and not bool(loss.isfinite()):
            raise diverged(f"the training loss is {float(loss)}", self.args, self.state.global_step)
        return loss

    def evaluate(
        self, eval_dataset: Any = None, ignore_keys: list[str] | None = None, metric_key_prefix: str = "eval"
    ) -> dict[str, float]:
        """The mean loss of the validation set's labels, each counting the same."""
        batches: Any = self.eval_dataset if eval_dataset is None else eval_dataset
        collate: Any = self.data_collator
        model, started = self.model_wrapped, time.monotonic()
        model.eval()
        count, rank = len(batches), self.args.process_index
        sums = [0.0, 0.0]
        # Every process makes as many forward passes as the others: sharded weights are gathered in each.
        for start in range(0, count, process_count()):
            index = start + rank
            inputs = self._prepare_inputs(collate([batches[min(index, count - 1)]]))
            with torch.no_grad(), self.compute_loss_context_manager():
                loss = float(model(**inputs)["loss"])
            if index < count:
                labelled = sum(len(example.completion_ids) for example in batches[index])
                sums = [sums[0] + loss * labelled, sums[1] + labelled]
        model.train()
        total = [sum(column) for column in zip(*gathered(sums), strict=True)]
        metrics = {f"{metric_key_prefix}_loss": total[0] / max(1.0, total[1])}
        self.log(metrics)
        metrics["seconds"] = time.monotonic() - started
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """As the Trainer does, with the epochs over the examples: its own are passes over the plan, which is one."""
        seen = len(self._plan.seen(0, self.state.global_step))
        self.state.epoch = seen / max(1, len(self._plan.examples))
        super().log(logs, start_time)

    def save_weights(self, folder: Path) -> None:
        """The adapter, or all weights where all are trained, whole and in the form that `from_pretrained` reads."""
        plugin = self.accelerator.state.fsdp_plugin if self.is_fsdp_enabled else None
        kind = plugin.state_dict_type if plugin is not None else None
        if plugin is not None:
            plugin.set_state_dict_type("FULL_STATE_DICT")
        self.save_model(str(folder), _internal_call=True)
        if plugin is not None:
            plugin.set_state_dict_type(kind)
        wait_for_all()
        if is_main():
            (folder / "training_args.bin").unlink(missing_ok=True)  # a pickle, of no use to who loads the weights

    def _get_train_sampler(self, train_dataset: Any = None) -> Sampler[Any]:
        planned: Any = self.train_dataset if train_dataset is None else train_dataset
        return SequentialSampler(planned)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        assert self.args.output_dir is not None
        folder = Path(self.args.output_dir)
        checkpoint = folder / f"checkpoint-{self.state.global_step}"
        if is_main():
            shutil.rmtree(checkpoint, ignore_errors=True)  # what a kill left of it
        wait_for_all()
        super()._save_checkpoint(model, trial)
        self.clock.tick()
        progress = {
            "seconds": self.clock.seconds,
            "logged_step": self._globalstep_last_logged,
            "unlogged_loss": gathered(float(self._tr_loss)),
        }
        if is_main():
            write_json(checkpoint / PROGRESS, progress)
        wait_for_all()  # each process has its random numbers, and perhaps its part of the weights, to write
        if is_main():
            seal(checkpoint)
            prune(folder, self._keep)

    def restore_progress(self) -> None:
        """Take up the losses since the last log, so that the curve goes on as if nothing had happened."""
        if not self._progress:
            return
        losses = self._progress["unlogged_loss"]
        own = losses[self.args.process_index] if self.args.process_index < len(losses) else losses[0]
        self._tr_loss = torch.tensor(own, device=self.args.device)
        self._globalstep_last_logged = int(self._progress["logged_step"])


class _Clockwork(TrainerCallback):
    """Starts the clock with the first step, looks at it once a step, and ends the run when its minutes are over."""

    def __init__(self, trainer: PairTrainer) -> None:
        self._trainer = trainer

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        self._trainer.restore_progress()
        self._trainer.clock.start()

    def on_optimizer_step(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        self._trainer.clock.tick()  # before the schedule moves on


_LEARNING_RATE: Final = "lower training.learning_rate (and choose another run.name, or delete the folder)"


def diverged(what: str, args: TrainingArguments, step: int) -> UserError:
    """The one line for a run that went wrong, and where its last good checkpoint lies."""
    return UserError(f"{what} at step {step}: {_LEARNING_RATE}; the last good checkpoint is in {args.output_dir}")
