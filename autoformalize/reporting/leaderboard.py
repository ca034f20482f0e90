"""A folder of runs as a leaderboard: best first, with intervals and what each figure was made with.

Figures of different problems or tasks have no order between them, so every benchmark (by the hash of its content) and
task has a table of its own.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError
from autoformalize.evaluation.finished import RunSummary, find_runs
from autoformalize.reporting.html import distinct_names, page_style, write_page
from autoformalize.reporting.table import FORMATS, Cell, Table, group_table

_PAGE: Final = "leaderboard.html"
_SHORT_HASH: Final = 12


@dataclass(frozen=True, slots=True)
class Board:
    """The finished runs of one benchmark and task, best first; `k` is the largest that all of them have."""

    benchmark_hash: str
    task: str
    k: int
    runs: Mapping[str, RunSummary]

    @property
    def title(self) -> str:
        """Benchmark, task and how many problems."""
        metrics = next(iter(self.runs.values())).metrics
        known = metrics.get("benchmark") or {}
        name = " ".join(str(known[key]) for key in ("name", "version") if known.get(key)) or "benchmark"
        return (
            f"{name} ({self.benchmark_hash[:_SHORT_HASH]}), task {self.task}, {metrics['problems']} problems, "
            f"by pass@{self.k}"
        )

    @property
    def ks(self) -> set[int]:
        """Every k that some run has."""
        return {int(k) for run in self.runs.values() for k in run.metrics["pass@k"]}

    def table(self, ks: Iterable[int] = ()) -> Table:
        """A row a run; with the figures of these `ks`, or of its own."""
        ks = sorted(ks) or sorted(self.ks)
        header = ["rank", "run", *(f"pass@{k}" for k in ks), "typechecks", *_SETTINGS, "checker", "task", "benchmark"]
        rows: list[list[Cell]] = [
            [
                rank,
                name,
                *(run.metrics["pass@k"].get(str(k)) for k in ks),
                run.metrics.get("typechecks"),
                *(_setting(run, *_SETTINGS[title]) for title in _SETTINGS),
                str(run.metrics.get("checker", "-")),
                self.task,
                self.benchmark_hash[:_SHORT_HASH],
            ]
            for rank, (name, run) in zip(self._ranks(), self.runs.items(), strict=True)
        ]
        return Table(header, rows)

    def groups(self, field: str) -> Table:
        """The same by topic, difficulty or source."""
        return group_table({name: run.metrics for name, run in self.runs.items()}, field)

    def _ranks(self) -> Iterator[int]:
        """Equal figures share a rank."""
        rank, last = 0, None
        for position, run in enumerate(self.runs.values(), start=1):
            figure = _figure(run, self.k)
            rank, last = (rank, last) if figure == last else (position, figure)
            yield rank


_SETTINGS: Final[dict[str, tuple[str, ...]]] = {
    "model": ("model", "name"),
    "adapter": ("model", "adapter"),
    "prompt": ("prompt", "name"),
    "engine": ("engine", "name"),
    "constraint": ("generation", "constraint"),
    "samples": ("generation", "samples"),
    "temperature": ("generation", "temperature"),
}


def leaderboard(
    folder: Path,
    output: Path | None = None,
    form: str = "markdown",
    by: Sequence[str] = (),
    k: int | None = None,
    benchmark: str = "",
) -> tuple[str, list[str]]:
    """The text of the boards, and what was passed over and why; writes the page.

    `benchmark` keeps only the runs whose benchmark's hash begins so; `k` is what to sort by (default: the largest that
    all runs of a board have). Raises UserError where no run is left.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is no folder: give the folder that holds the runs")
    finished, unusable = find_runs(folder)
    notes = [f"left out {path}: {reason}" for path, reason in unusable.items()]
    kept = [run for run in finished if str(run.metrics["benchmark_hash"]).startswith(benchmark)]
    if not kept:
        of = f" of benchmark {benchmark}" if finished else ""
        raise UserError("; ".join([f"{folder} has no finished evaluation run{of}", *notes]))
    boards = list(_boards(kept, k))
    hashes = dict.fromkeys(board.benchmark_hash[:_SHORT_HASH] for board in boards)
    if len(hashes) > 1:
        notes.append(
            f"the runs were measured on {len(hashes)} benchmarks ({', '.join(hashes)}), whose figures cannot be "
            "compared: each has a table of its own"
        )
    page = output or folder / _PAGE
    write_page(page, _page(folder, boards, notes, by))
    return _text(boards, form, by) + ("" if form == "csv" else f"\n\nreport: {page}"), notes


def _boards(runs: Sequence[RunSummary], k: int | None) -> Iterator[Board]:
    names = dict(zip((run.folder for run in runs), distinct_names([run.folder for run in runs]), strict=True))
    groups: dict[tuple[str, str], list[RunSummary]] = {}
    for run in runs:
        key = str(run.metrics["benchmark_hash"]), str(run.metrics.get("task", "proof"))
        groups.setdefault(key, []).append(run)
    for (benchmark, task), members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        by = _sorting_k(members, k, names)
        ordered = sorted(members, key=lambda run: ([-value for value in _figure(run, by)], names[run.folder]))
        yield Board(benchmark, task, by, {names[run.folder]: run for run in ordered})


def _sorting_k(runs: Sequence[RunSummary], k: int | None, names: Mapping[Path, str]) -> int:
    each = [{int(k) for k in run.metrics["pass@k"]} for run in runs]
    shared = set.intersection(*each)
    if k is not None:
        lacking = [names[run.folder] for run, ks in zip(runs, each, strict=True) if k not in ks]
        if lacking:
            raise UserError(f"{lacking[0]} has no pass@{k}: sort by a k that all runs have, or evaluate it with that k")
        return k
    if not shared:
        raise UserError(f"{', '.join(names[run.folder] for run in runs)} have no k of pass@k in common")
    return max(shared)


def _figure(run: RunSummary, k: int) -> tuple[float, ...]:
    """What a board is sorted by: pass@k, then the smaller ones; figures that are no numbers come last."""
    values = run.metrics["pass@k"]
    smaller = sorted((int(other) for other in values if int(other) < k), reverse=True)
    means = (values[str(each)]["mean"] for each in (k, *smaller))
    return tuple(mean if mean == mean else -1.0 for mean in means)


def _setting(run: RunSummary, *keys: str) -> Cell:
    """From the config; `model` and `adapter` are in the metrics too."""
    value: Any = run.setting(*keys)
    if value is None:
        value = run.metrics.get({"name": "model"}.get(keys[-1], keys[-1])) if keys[0] == "model" else None
    return value if isinstance(value, int | float) else "-" if value is None else str(value)


def _text(boards: Sequence[Board], form: str, by: Sequence[str]) -> str:
    if form == "csv":  # one table for programs: each row says which board it belongs to
        ks = set.union(*(board.ks for board in boards))
        tables = [board.table(ks) for board in boards]
        whole = Table(tables[0].header, [row for table in tables for row in table.rows])
        return "\n\n".join([whole.csv(), *(board.groups(field).csv() for board in boards for field in by)])
    parts = []
    for board in boards:
        parts.append(f"{'## ' if form == 'markdown' else ''}{board.title}")
        parts += [FORMATS[form](board.table()), *(FORMATS[form](board.groups(field)) for field in by)]
    return "\n\n".join(parts)


def _page(folder: Path, boards: Sequence[Board], notes: Sequence[str], by: Sequence[str]) -> str:
    title = f"Leaderboard: {html.escape(folder.resolve().name)}"
    body = [f"<h1>{title}</h1>", *(f'<p class="note">{html.escape(note)}</p>' for note in notes)]
    for board in boards:
        body += [f"<h2>{html.escape(board.title)}</h2>", board.table().html()]
        body += [part for field in by for part in (f"<h2>By {field}</h2>", board.groups(field).html())]
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{page_style()}\nmain {{ max-width:none; }}\n</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )
