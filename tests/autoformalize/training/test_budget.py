"""A limit of time leads the learning rate down to zero by the clock."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch
from transformers import TrainingArguments

from autoformalize.training.budget import BudgetedTrainer


def rates(monkeypatch: pytest.MonkeyPatch, folder: Path, minutes: float, at: list[tuple[int, float]]) -> list[float]:
    """The learning rate at these steps of 100, each after so many seconds."""
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    model = torch.nn.Linear(1, 1)
    arguments = TrainingArguments(output_dir=str(folder), use_cpu=True, warmup_steps=0, report_to="none")
    trainer = BudgetedTrainer(minutes, model=model, args=arguments)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    scheduler = trainer.create_scheduler(100, optimizer)
    found = []
    for step, seconds in at:
        now = seconds
        optimizer.step()
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
