"""After a sweep: one table and one page over all its runs. Hydra calls it (configs/base.yaml)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hydra.experimental.callback import Callback
from omegaconf import DictConfig, OmegaConf

from autoformalize.reporting.html import write_report
from autoformalize.reporting.table import comparison_rows, markdown

COMPARISON = "comparison.md"


class SweepComparison(Callback):
    """Writes comparison.md and report.html into the sweep's folder and prints the table."""

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        """Compare the evaluation runs of the sweep; a sweep of training runs has none."""
        folder = Path(str(OmegaConf.select(config, "hydra.sweep.dir")))
        compare_runs(folder)


def compare_runs(folder: Path) -> str:
    """The table of the runs below `folder`, also written there; "" if none is finished."""
    # A run's folder is named by its overrides; one that is a path (an adapter) makes nested folders.
    finished = sorted(path.parent for path in folder.rglob("metrics.json"))
    if not finished:
        return ""
    names = _names([str(path.relative_to(folder)) for path in finished])
    runs = {
        name: json.loads((path / "metrics.json").read_text(encoding="utf-8"))
        for name, path in zip(names, finished, strict=True)
    }
    table = markdown(*comparison_rows(runs))
    (folder / COMPARISON).write_text(table + "\n", encoding="utf-8")
    write_report(folder / "report.html", finished)
    print(f"\n{table}\n\nreport: {folder / 'report.html'}", flush=True)
    return table


def _names(overrides: list[str]) -> list[str]:
    """What differs between the runs: the overrides that not all of them share."""
    parts = [run.split(",") for run in overrides]
    shared = set(parts[0]).intersection(*parts[1:])
    names = [",".join(part for part in run if part not in shared) for run in parts]
    return names if all(names) and len(set(names)) == len(names) else overrides
