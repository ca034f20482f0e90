"""Which of a run's weights are kept, and when training has gone on long enough.

`loss` is the mean loss of the validation pairs. `pass@k` is what the run is for: a snapshot of the weights is evaluated
on validation problems, sampled and checked like any evaluation, by a process of its own, while training goes on. Its
answer comes some steps later; so when training stops early by it may differ from run to run, the answers do not.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from autoformalize.errors import Preempted, UserError
from autoformalize.runs import write_json
from autoformalize.training.ranks import from_main, is_main, say, wait_for_all
from autoformalize.workers import end_with_parent

if TYPE_CHECKING:
    from autoformalize.training.trainer import PairTrainer

SNAPSHOTS: Final = "snapshots"
SCORES: Final = "validation.json"
MEASURES: Final = ("loss", "pass@k")
SELECTIONS: Final = ("last", "best")


@dataclass(frozen=True, slots=True)
class ValidationSettings:
    """`by` is loss or pass@k; `select` says which weights the run ends with: the last, or the best by that measure.

    Training stops when `patience` validations in a row brought nothing better (0: never). `problems`, `samples`, `k`,
    `max_new_tokens`, `device` and `checkers` are those of the evaluation in the background (checkers: its processes).
    """

    by: str = "loss"
    select: str = "last"
    patience: int = 0
    problems: int = 24
    samples: int = 8
    k: int = 8
    max_new_tokens: int = 96
    device: str = "cpu"
    checkers: int = 1

    def __post_init__(self) -> None:
        if self.by not in MEASURES:
            raise UserError(f"unknown training.validation.by {self.by!r}: choose one of {', '.join(MEASURES)}")
        if self.select not in SELECTIONS:
            raise UserError(
                f"unknown training.validation.select {self.select!r}: choose one of {', '.join(SELECTIONS)}"
            )
        if self.k > self.samples:
            raise UserError(f"training.validation.k={self.k} needs at least as many training.validation.samples")

    @property
    def keeps_scores(self) -> bool:
        """Whether anything follows from the validations."""
        return self.by == "pass@k" or self.select == "best" or self.patience > 0


class Validator(Protocol):
    """Measures snapshots without holding up who asks."""

    def start(self, snapshot: Path, step: int) -> None:
        """Begin with this one; called only when `busy` is false."""

    def busy(self) -> bool:
        """Whether a measurement is under way."""

    def result(self) -> tuple[int, float] | None:
        """Step and score (higher is better) of the measurement that has ended, once; None if there is none."""

    def stop(self) -> None:
        """Leave off."""


class Validation(TrainerCallback):
    """Keeps the snapshot with the best score, and says when patience is over."""

    def __init__(self, folder: Path, settings: ValidationSettings, validator: Validator | None) -> None:
        self._folder = folder
        self._settings = settings
        self._validator = validator
        self._waiting: tuple[Path, int] | None = None
        self.trainer: PairTrainer | None = None
        self.scores: dict[int, float] = {}
        self._taken: set[int] = set()
        if settings.by == "pass@k" and validator is None:
            raise UserError("training.validation.by=pass@k needs validation problems: give data.validation")

    @property
    def best(self) -> int | None:
        """The step with the best score, the earliest of equals."""
        return min(self.scores, key=lambda step: (-self.scores[step], step), default=None)

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """A resumed run knows the scores up to its checkpoint."""
        known = _read_scores(self._folder / SCORES)
        self.scores = {step: score for step, score in known.items() if step <= state.global_step}

    def on_evaluate(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Take a snapshot; by loss it is scored at once."""
        loss = float((kwargs.get("metrics") or {}).get("eval_loss", math.nan))
        step = state.global_step
        if step in self.scores or step in self._taken or self.trainer is None:
            return
        self._taken.add(step)
        if self._settings.by == "loss":
            if self.best is None or -loss > self.scores[self.best]:
                self._snapshot(step)
            self._record(step, -loss)
            self._stop_if_late(control)
            return
        self._snapshot(step)
        if self._waiting is not None and is_main():  # one in line: the newest
            shutil.rmtree(self._waiting[0], ignore_errors=True)
        self._waiting = (self._place(step), step)
        self._advance()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """See whether an answer has come; stop when patience is over."""
        self._advance()
        self._stop_if_late(control)

    def _stop_if_late(self, control: TrainerControl) -> None:
        patience = self._settings.patience
        late = [step for step in self.scores if self.best is not None and step > self.best]
        if patience and from_main(len(late) >= patience):
            say(
                f"no better {self._settings.by} in {patience} validations since step {self.best}: "
                "training stops (training.validation.patience)"
            )
            control.should_training_stop = True
            control.should_save = True

    def finish(self, asked_to_leave: Callable[[], bool]) -> None:
        """Wait for the measurements that are under way or in line; raises Preempted when asked to leave meanwhile."""
        if self._validator is None or self._settings.by == "loss":
            return
        if is_main() and (self._validator.busy() or self._waiting):
            print("waiting for the last validation by pass@k ...", flush=True)
        while is_main() and (self._validator.busy() or self._waiting):
            if asked_to_leave():
                self.leave()
                raise Preempted(
                    "asked to leave in the last validation: a checkpoint is saved, the same command goes on"
                )
            self._advance()
            time.sleep(0.2)
        self._advance()
        self.scores = from_main(self.scores)

    def leave(self) -> None:
        """Training ends by a signal or an error: the background does too."""
        if self._validator is not None and is_main():
            self._validator.stop()

    def best_weights(self) -> Path | None:
        """The snapshot of the best step, if there is one."""
        step = from_main(self.best)
        return None if step is None else self._place(step)

    def _advance(self) -> None:
        """Take in an answer, begin with who is next. Only the main process knows of either."""
        if self._validator is None or not is_main():
            return
        answer = self._validator.result()
        if answer is not None:
            step, score = answer
            self._record(step, score)
            if self.trainer is not None:
                self.trainer.log({f"validation_{self._settings.by}": score, "validation_step": float(step)})
        if self._waiting is not None and not self._validator.busy():
            snapshot, step = self._waiting
            self._waiting = None
            self._validator.start(snapshot, step)

    def _record(self, step: int, score: float) -> None:
        self.scores[step] = score
        if is_main():
            write_json(self._folder / SCORES, {str(step): score for step, score in sorted(self.scores.items())})
            for other in self.scores:
                if other != self.best:
                    shutil.rmtree(self._place(other), ignore_errors=True)

    def _snapshot(self, step: int) -> None:
        assert self.trainer is not None
        self.trainer.save_weights(self._place(step))
        wait_for_all()

    def _place(self, step: int) -> Path:
        return self._folder / SNAPSHOTS / f"step-{step}"


class BackgroundValidator:
    """Evaluates a snapshot by pass@k in a process of its own, with the run's config but for a few settings."""

    def __init__(self, folder: Path, config: Mapping[str, Any], settings: ValidationSettings, whole: bool) -> None:
        self._folder = folder / "validation"
        self._config = config
        self._settings = settings
        self._whole = whole
        self._running: tuple[subprocess.Popen[bytes], int] | None = None

    def start(self, snapshot: Path, step: int) -> None:
        """Write the config of the evaluation, and run it at a low priority."""
        place = self._folder / f"step-{step}"
        place.mkdir(parents=True, exist_ok=True)
        request = place / "request.json"
        write_json(request, validation_config(self._config, self._settings, snapshot, self._whole))
        with (place / "log.txt").open("ab") as log:
            command = [sys.executable, "-m", "autoformalize.training", "validate", str(request), str(place)]
            self._running = (subprocess.Popen(command, stdout=log, stderr=log, env=_alone()), step)

    def busy(self) -> bool:
        """Whether its process runs, or has an answer that was not taken yet."""
        return self._running is not None

    def result(self) -> tuple[int, float] | None:
        """The pass@k of a process that has ended. One that failed is said, and counts as no validation."""
        if self._running is None or self._running[0].poll() is None:
            return None
        process, step = self._running
        self._running = None
        place = self._folder / f"step-{step}"
        if process.returncode == 0:
            metrics = json.loads((place / "metrics.json").read_text(encoding="utf-8"))
            return step, float(metrics["pass@k"][str(self._settings.k)]["mean"])
        say(f"the validation of step {step} failed, training goes on: see {place / 'log.txt'}")
        return None

    def stop(self) -> None:
        """End the process."""
        if self._running is not None:
            self._running[0].terminate()
            self._running[0].wait()
            self._running = None


def validation_config(
    config: Mapping[str, Any], settings: ValidationSettings, snapshot: Path, whole: bool
) -> dict[str, Any]:
    """The config of an evaluation of this snapshot on the run's validation problems; `whole` for all weights."""
    changed: dict[str, Any] = json.loads(json.dumps(config))
    model, data = changed["model"], changed["data"]
    model.update({"path": str(snapshot), "adapter": None} if whole else {"adapter": str(snapshot)})
    model["device"] = settings.device
    if settings.device == "cpu":
        model["quantization"] = None
    data.update(problems=data["validation"], split=data["validation_split"], max_problems=settings.problems)
    plan = {"samples": settings.samples, "max_new_tokens": settings.max_new_tokens}
    changed["generation"].update(plan, stop_when_proved=0, extra_samples=0)
    changed["engine"]["name"] = "hf"  # a server or vLLM would not know the snapshot
    changed["checker"]["workers"] = settings.checkers
    changed["tracker"]["mode"] = "disabled"
    changed["ks"] = sorted({1, settings.k})
    return changed


def _alone() -> dict[str, str]:
    """The environment without what says that this is one of several processes."""
    import os

    group = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "GROUP_RANK", "MASTER_ADDR", "MASTER_PORT")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in group and not name.startswith(("ACCELERATE_", "FSDP_", "TORCHELASTIC_"))
    }


def _read_scores(path: Path) -> dict[int, float]:
    try:
        return {int(step): float(score) for step, score in json.loads(path.read_text(encoding="utf-8")).items()}
    except (FileNotFoundError, ValueError):
        return {}


def leave_with_parent() -> None:
    """Called in the background process: low priority, and (on Linux) killed when training is, however that ends."""
    import os

    os.nice(5)
    end_with_parent(os.getppid())
