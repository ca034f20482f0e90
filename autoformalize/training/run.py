"""One training run in its folder: load data, fine-tune, record. What train.py calls."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, Final

from autoformalize.data import content_hash, load_pairs, training_pairs
from autoformalize.errors import UserError
from autoformalize.problem import Pair
from autoformalize.reporting.tracker import open_tracker
from autoformalize.runs import open_run, record_session
from autoformalize.settings import DataSettings, Settings
from autoformalize.training.callbacks import StopAfter, StopOnBadLoss, TrackerCallback
from autoformalize.training.sft import TrainingResult, fine_tune, read_result

# What may change when a run goes on: nothing that the adapter depends on.
_FREE_KEYS: Final = frozenset({"tracker", "checker", "generation", "engine", "task", "ks", "run"})


def train(settings: Settings, folder: Path, config: dict[str, Any]) -> TrainingResult:
    """Run, or go on with, the training of `folder`; returns at once if it is already finished."""
    open_run(folder, config, free_keys=_FREE_KEYS)
    finished = read_result(folder)
    if finished is not None:
        print(f"{folder}: already trained ({finished.steps} steps)", flush=True)
        return finished
    record_session(folder)
    pairs = load_training_pairs(settings.data)
    validation = _limited(
        load_pairs(settings.data.validation, settings.data.validation_split), settings.data.max_validation, 0
    )
    print(f"{folder}: training on {len(pairs)} pairs, validating on {len(validation)}", flush=True)
    tracker = open_tracker(folder, settings.tracker, config)
    callbacks = [StopAfter(settings.training.minutes), StopOnBadLoss(), TrackerCallback(tracker)]
    try:
        result = fine_tune(
            folder,
            settings.model,
            settings.prompt,
            settings.training,
            pairs,
            validation,
            content_hash(pair.problem for pair in pairs),
            list(callbacks),
        )
        tracker.summary({f"train/{name}": value for name, value in result.to_json().items()})
    finally:
        tracker.finish()
    print(
        f"{folder}: {result.steps} steps in {result.seconds:.0f} s ({result.tokens_per_second:.0f} tokens/s, "
        f"{result.peak_memory_gb:.1f} GB), validation loss {result.validation_loss:.3f}",
        flush=True,
    )
    return result


def load_training_pairs(settings: DataSettings) -> list[Pair]:
    """The pairs to train on, at most `max_pairs` of them, drawn by the seed."""
    if settings.pairs == "default":
        pairs = list(training_pairs(seed=settings.seed, forged=settings.forged))
    else:
        pairs = load_pairs(settings.pairs)
    if not pairs:
        raise UserError(f"data.pairs={settings.pairs} has no pairs to train on")
    return _limited(pairs, settings.max_pairs, settings.seed)


def _limited(pairs: list[Pair], limit: int, seed: int) -> list[Pair]:
    if not limit or limit >= len(pairs):
        return pairs
    return random.Random(seed).sample(pairs, limit)
