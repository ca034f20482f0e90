"""Training within a limit of time: the learning rate is led down to zero by the clock where the clock runs faster.

A run that is cut off at full learning rate is worse than one that was told its time.
"""

from __future__ import annotations

import math
import time
from typing import Any

import torch
from transformers import Trainer


class BudgetedTrainer(Trainer):
    """A Trainer whose learning rate follows a cosine over its steps or over `minutes`, whichever is further."""

    def __init__(self, minutes: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._seconds = minutes * 60

    def create_scheduler(
        self, num_training_steps: int, optimizer: torch.optim.Optimizer | None = None
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """Linear warm-up, then the cosine; the clock starts here, just before the first step."""
        if self.lr_scheduler is None:
            warmup = int(self.args.get_warmup_steps(num_training_steps))
            started = time.monotonic()

            def factor(step: int) -> float:
                if step < warmup:
                    return (step + 1) / (warmup + 1)
                by_steps = (step - warmup) / max(1, num_training_steps - warmup)
                by_clock = (time.monotonic() - started) / self._seconds
                return 0.5 * (1 + math.cos(math.pi * min(1.0, max(by_steps, by_clock))))

            chosen = optimizer or self.optimizer
            assert chosen is not None, "the optimizer is made before its schedule"
            self.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(chosen, factor)
        return self.lr_scheduler
