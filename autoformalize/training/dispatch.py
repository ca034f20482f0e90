"""From a stage's name to its work, and to the one number by which a sweep compares runs. What train.py calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autoformalize.settings import Settings


def run_stage(settings: Settings, folder: Path, config: dict[str, Any]) -> float:
    """Do what `stage` says in `folder`, or go on with it; the number is better where it is smaller.

    `supervised`: the validation loss. `expert_iteration`: one minus pass@k of the last round, at the largest k.
    `grpo`: one minus the share of samples that were accepted at the end.
    """
    if settings.stage == "expert_iteration":
        from autoformalize.training.expert_iteration import run_expert_iteration

        last = run_expert_iteration(settings, folder, config)[-1]
        return 1.0 - last.passes[str(max(settings.ks))]["mean"]
    if settings.stage == "grpo":
        from autoformalize.training.grpo import run_grpo

        return 1.0 - run_grpo(settings, folder, config).acceptance
    from autoformalize.training.run import train

    return train(settings, folder, config).validation_loss
