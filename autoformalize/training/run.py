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
from autoformalize.training.callbacks import TrackerCallback
from autoformalize.training.ranks import is_main, say
from autoformalize.training.sft import TrainingResult, fine_tune, read_result
from autoformalize.training.validation import BackgroundValidator

# What may change when a run goes on: nothing that the adapter depends on.
_FREE_KEYS: Final = frozenset({"tracker", "checker", "generation", "engine", "task", "ks", "run"})


def train(settings: Settings, folder: Path, config: dict[str, Any]) -> TrainingResult:
    """Run, or go on with, the training of `folder`; returns at once if it is already finished."""
    open_run(folder, config, free_keys=_FREE_KEYS, write=is_main())
    finished = read_result(folder)
    if finished is not None:
        say(f"{folder}: already trained ({finished.steps} steps)")
        return finished
    if is_main():
        record_session(folder)
    pairs = load_training_pairs(settings.data)
    validation = _limited(
        load_pairs(settings.data.validation, settings.data.validation_split), settings.data.max_validation, 0
    )
    say(f"{folder}: training on {len(pairs)} pairs, validating on {len(validation)}")
    tracker = open_tracker(folder, settings.tracker, config) if is_main() else None
    try:
        result = fine_tune(
            folder,
            settings.model,
            settings.prompt,
            settings.training,
            pairs,
            validation,
            content_hash(pair.problem for pair in pairs),
            [TrackerCallback(tracker)] if tracker else [],
            _validator(settings, folder, config),
        )
        if tracker:
            tracker.summary({f"train/{name}": value for name, value in result.to_json().items()})
    finally:
        if tracker:
            tracker.finish()
    say(
        f"{folder}: {result.steps} steps, {result.examples_seen} examples in {result.seconds:.0f} s "
        f"({result.tokens_per_second:.0f} tokens/s, MFU {result.mfu:.0%}, {result.peak_memory_gb:.1f} GB), "
        f"validation loss {result.validation_loss:.3f}"
    )
    return result


def _validator(settings: Settings, folder: Path, config: dict[str, Any]) -> BackgroundValidator | None:
    """What measures snapshots by pass@k, if that is asked for."""
    chosen = settings.training.validation
    if chosen.by != "pass@k":
        return None
    return BackgroundValidator(folder, config, chosen, whole=settings.training.method == "full")


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
