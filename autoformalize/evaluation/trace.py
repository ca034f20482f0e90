"""When a run generated, checked and wrote: a timeline of bounded size, however long the run is.

Time is cut into bins of equal width; when there are too many, two become one. For each stage a bin holds how many
seconds of work of it fell into the bin: 1 of 1 s is one thing that ran all the time, 8 of 1 s are eight side by side.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Final

STAGES: Final = ("generation", "checking", "writing")
_BINS: Final = 240
_FIRST_WIDTH: Final = 0.05


class Trace:
    """Spans of work, from any thread, and for how long each stage was at work at all."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._width = _FIRST_WIDTH
        self._bins: dict[str, list[float]] = {stage: [] for stage in STAGES}
        self._busy = dict.fromkeys(STAGES, 0.0)
        self._running = dict.fromkeys(STAGES, 0)
        self._since = dict.fromkeys(STAGES, 0.0)
        self._lock = threading.Lock()

    def begin(self, stage: str) -> None:
        """One more thing of this stage runs."""
        with self._lock:
            self._account(stage, time.monotonic() - self._started)
            self._running[stage] += 1

    def end(self, stage: str) -> None:
        """One thing less."""
        with self._lock:
            self._account(stage, time.monotonic() - self._started)
            self._running[stage] -= 1

    def busy_seconds(self, stage: str) -> float:
        """For how long at least one thing of the stage ran."""
        with self._lock:
            self._account(stage, time.monotonic() - self._started)
            return self._busy[stage]

    def to_json(self) -> dict[str, Any]:
        """`bin_seconds`, and for each stage how many things ran in each bin on average."""
        with self._lock:
            now = time.monotonic() - self._started
            for stage in STAGES:
                self._account(stage, now)
            length = max(len(bins) for bins in self._bins.values())
            return {"bin_seconds": self._width} | {
                stage: [round(value / self._width, 3) for value in bins] + [0.0] * (length - len(bins))
                for stage, bins in self._bins.items()
            }

    def _account(self, stage: str, now: float) -> None:
        """Add what ran since the last change to the bins that it falls into."""
        start, running = self._since[stage], self._running[stage]
        self._since[stage] = now
        if not running or now <= start:
            return
        self._busy[stage] += now - start
        while now > _BINS * self._width:
            self._halve()
        bins = self._bins[stage]
        first, last = int(start / self._width), min(int(now / self._width), _BINS - 1)
        bins.extend([0.0] * (last + 1 - len(bins)))
        for place in range(first, last + 1):
            within = min(now, (place + 1) * self._width) - max(start, place * self._width)
            bins[place] += running * max(0.0, within)

    def _halve(self) -> None:
        self._width *= 2
        for bins in self._bins.values():
            bins[:] = [sum(bins[at : at + 2]) for at in range(0, len(bins), 2)]
