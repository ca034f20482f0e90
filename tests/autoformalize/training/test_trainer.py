"""A limit of time leads the learning rate down to zero by the clock, over all sessions of a run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch
from transformers import TrainingArguments

from autoformalize.training.batches import BatchPlan, BatchShape
from autoformalize.training.trainer import PairTrainer


def rates(
    monkeypatch: pytest.MonkeyPatch, folder: Path, minutes: float, at: list[tuple[int, float]], before: float = 0.0
) -> list[float]:
    """The learning rate at these steps of 100, each after so many seconds, `before` of them in an earlier session."""
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    model = torch.nn.Linear(1, 1)
    arguments = TrainingArguments(output_dir=str(folder), use_cpu=True, warmup_steps=0, report_to="none")
    plan = BatchPlan([], 1, [], BatchShape(1))
    progress = {"seconds": before, "logged_step": 0, "unlogged_loss": [0.0]}
    trainer = PairTrainer(plan, minutes, 2, progress, model=model, args=arguments)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    scheduler = trainer.create_scheduler(100, optimizer)
    trainer.clock.start()
    found = []
    for step, seconds in at:
        now = seconds
        optimizer.step()
        trainer.clock.tick()
        while scheduler.last_epoch < step:
            scheduler.step()
        found.append(float(scheduler.get_last_lr()[0]))
    return found


def test_the_clock_ends_the_schedule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a slow machine the rate is half at half the time and zero at its end, however few steps were made."""
    assert rates(monkeypatch, tmp_path, 1.0, [(1, 0.0), (2, 30.0), (3, 60.0), (4, 90.0)]) == pytest.approx(
        [1.0, 0.5, 0.0, 0.0], abs=0.01
    )


def test_the_steps_end_it_where_they_are_sooner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a fast machine it is the cosine over the steps."""
    assert rates(monkeypatch, tmp_path, 60.0, [(50, 1.0), (100, 2.0)]) == pytest.approx([0.5, 0.0], abs=0.01)


def test_the_clock_goes_on_where_an_earlier_session_left_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Half of the minutes were used before the kill: what is left is led down in the other half."""
    assert rates(monkeypatch, tmp_path, 1.0, [(1, 0.0), (2, 30.0)], before=30.0) == pytest.approx([0.5, 0.0], abs=0.01)
