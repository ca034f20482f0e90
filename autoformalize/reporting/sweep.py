"""After a sweep: one table and one page over its runs, and which of them failed. Hydra calls it (configs/base.yaml).

The runs share one store of verdicts (`checker.store`), so that a text that several of them wrote is checked once; and a
sweep that is repeated goes on: runs that are finished are only read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from hydra.experimental.callback import Callback
from omegaconf import DictConfig, OmegaConf

from autoformalize.entry import FAILURE
from autoformalize.errors import Stopped, UserError
from autoformalize.evaluation.finished import RunSummary, find_runs
from autoformalize.reporting.html import write_report
from autoformalize.reporting.table import comparison_table

COMPARISON: Final = "comparison.md"
_SHORT_HASH: Final = 12


class SweepComparison(Callback):
    """Writes comparison.md and the page into the sweep's folder, prints the table, and ends with what failed."""

    def on_multirun_start(self, config: DictConfig, **kwargs: Any) -> None:
        """Forget the failures of an earlier try: what fails again says so again."""
        for path in _folder(config).rglob(FAILURE):
            path.unlink(missing_ok=True)

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        """Compare the evaluation runs of the sweep; a sweep of training runs has none."""
        folder = _folder(config)
        compare_runs(folder)
        failures = failed_runs(folder)
        if failures:
            each = "; ".join(f"{name}: {error}" for name, error in failures.items())
            runs = "1 run" if len(failures) == 1 else f"{len(failures)} runs"
            # Hydra makes a warning of an Exception here.
            raise Stopped from UserError(f"{runs} of the sweep failed: {each}. The same command tries again")


def compare_runs(folder: Path) -> str:
    """The tables of the runs below `folder`, also written there; "" if none is finished.

    Runs on other problems or at another task have a table and a page of their own.
    """
    # A run's folder is named by its overrides; one that is a path (an adapter) makes nested folders.
    finished, _ = find_runs(folder)
    if not finished:
        return ""
    names = dict(
        zip(
            (run.folder for run in finished),
            _names([str(run.folder.relative_to(folder)) for run in finished]),
            strict=True,
        )
    )
    groups: dict[tuple[str, str], list[RunSummary]] = {}
    for run in finished:
        groups.setdefault((str(run.metrics["benchmark_hash"]), str(run.metrics.get("task", "proof"))), []).append(run)
    parts, pages = [], []
    for (benchmark, task), runs in groups.items():
        alone = len(groups) == 1
        page = folder / ("report.html" if alone else f"report-{task}-{benchmark[:_SHORT_HASH]}.html")
        table = comparison_table({names[run.folder]: run.metrics for run in runs}).markdown()
        parts.append(table if alone else f"Task {task}, benchmark {benchmark[:_SHORT_HASH]}:\n\n{table}")
        write_report(page, [run.folder for run in runs])
        pages.append(str(page))
    text = "\n\n".join(parts)
    (folder / COMPARISON).write_text(text + "\n", encoding="utf-8")
    print(f"\n{text}\n\nreport: {', '.join(pages)}", flush=True)
    return text


def failed_runs(folder: Path) -> Mapping[str, str]:
    """The name of each run below `folder` that failed, and why."""
    paths = sorted(folder.rglob(FAILURE))
    records = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {str(path.parent.relative_to(folder)): record["error"] for path, record in zip(paths, records, strict=True)}


def _folder(config: DictConfig) -> Path:
    return Path(str(OmegaConf.select(config, "hydra.sweep.dir")))


def _names(overrides: Sequence[str]) -> list[str]:
    """What differs between the runs: the overrides that not all of them share."""
    parts = [run.split(",") for run in overrides]
    shared = set(parts[0]).intersection(*parts[1:])
    names = [",".join(part for part in run if part not in shared) for run in parts]
    return names if all(names) and len(set(names)) == len(names) else list(overrides)
