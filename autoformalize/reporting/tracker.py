"""Where curves and tables go: W&B (offline unless configured) and always a JSON Lines file in the run folder.

A tracker never stops a run: without a key, or without the network, it falls back to offline and says so once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from autoformalize.errors import UserError

if TYPE_CHECKING:
    from autoformalize.settings import TrackerSettings

CURVES: Final = "curves.jsonl"


class Tracker(Protocol):
    """Takes numbers by step, a table of samples, and the figures that sum up a run."""

    def log(self, values: Mapping[str, Any], step: int | None = None) -> None:
        """One point on each of these curves."""

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A table to browse."""

    def summary(self, values: Mapping[str, Any]) -> None:
        """Final figures."""

    def finish(self) -> None:
        """Write out what is buffered."""


class FileTracker:
    """`curves.jsonl`: one record a line, to be read without any service."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / CURVES

    def log(self, values: Mapping[str, Any], step: int | None = None) -> None:
        """Append one record."""
        numbers = {name: value for name, value in values.items() if isinstance(value, int | float)}
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"step": step, **numbers}) + "\n")

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Nothing: attempts.jsonl holds the samples already."""

    def summary(self, values: Mapping[str, Any]) -> None:
        """Nothing: metrics.json holds the figures already."""

    def finish(self) -> None:
        """Nothing is buffered."""


class WandbTracker(FileTracker):
    """The file, and a W&B run beside it; the run's id comes from its folder, so that a resumed run goes on."""

    def __init__(self, folder: Path, settings: TrackerSettings, config: Mapping[str, Any]) -> None:
        super().__init__(folder)
        import wandb

        self._wandb = wandb
        self._run = wandb.init(
            project=settings.project,
            entity=settings.entity,
            name=folder.name,
            id=hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12],
            resume="allow",
            dir=str(folder),
            mode=_reachable_mode(settings.mode),
            tags=settings.tags,
            config=dict(config),
        )

    def log(self, values: Mapping[str, Any], step: int | None = None) -> None:
        """One point on each curve, in both places."""
        super().log(values, step)
        self._run.log(dict(values), step=step)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A W&B table."""
        self._run.log({name: self._wandb.Table(columns=list(columns), data=[list(row) for row in rows])})

    def summary(self, values: Mapping[str, Any]) -> None:
        """The run's summary."""
        self._run.summary.update(dict(values))

    def finish(self) -> None:
        """End the W&B run."""
        self._run.finish()


def open_tracker(folder: Path, settings: TrackerSettings, config: Mapping[str, Any]) -> Tracker:
    """The tracker that the settings ask for."""
    if settings.mode not in ("offline", "online", "disabled"):
        raise UserError(f"unknown tracker.mode {settings.mode!r}: choose offline, online or disabled")
    if settings.mode == "disabled":
        return FileTracker(folder)
    try:
        return WandbTracker(folder, settings, config)
    except Exception as error:  # a dashboard that cannot be had, for whatever reason, is no reason to lose a run
        reason = " ".join(str(error).split())[:200]
        print(f"W&B: {reason}; going on with {folder / CURVES} alone", flush=True)
        return FileTracker(folder)


def _reachable_mode(mode: str) -> Literal["online", "offline"]:
    if mode == "online" and not (os.environ.get("WANDB_API_KEY") or (Path.home() / ".netrc").exists()):
        print(
            "W&B: no key found, going on offline (set WANDB_API_KEY, or run `wandb sync` on the folder later)",
            flush=True,
        )
        return "offline"
    return "online" if mode == "online" else "offline"
