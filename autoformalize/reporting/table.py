"""Metrics as tables: in the terminal, as Markdown for a README or a pull request, as CSV for a spreadsheet, as HTML."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from autoformalize.evaluation.metrics import GROUPINGS, TASK_FIGURES
from autoformalize.reporting.html import html_table

_TOP_KINDS: Final = 3
# What is spent for each problem that is solved, and how a column of it is called.
_COSTS: Final = {"tokens_per_solved": "tokens/solved", "checking_seconds_per_solved": "checking s/solved"}
_BOUNDS: Final = ("low", "high", "if_undecided_right", "highest")

Cell = str | int | float | Mapping[str, float] | None
"""A text, a number, a figure with its interval (`mean`, `low`, `high` ...), or nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under a header; how they are written is said by the method that writes them."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def texts(self) -> list[list[str]]:
        """The rows as a person reads them."""
        return [[_shown(cell) for cell in row] for row in self.rows]

    def markdown(self) -> str:
        """A Markdown table whose columns are aligned."""
        return markdown(self.header, self.texts())

    def text(self) -> str:
        """Aligned columns and nothing else."""
        lines = [list(self.header), *self.texts()]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.header))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        )

    def csv(self) -> str:
        """One line a row, with columns of their own for the bounds of figures; numbers are not rounded."""
        figures = [any(isinstance(row[column], Mapping) for row in self.rows) for column in range(len(self.header))]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            name
            for title, is_figure in zip(self.header, figures, strict=True)
            for name in ([title, *(f"{title}_{bound}" for bound in _BOUNDS)] if is_figure else [title])
        )
        for row in self.rows:
            writer.writerow(
                value
                for cell, is_figure in zip(row, figures, strict=True)
                for value in (_numbers(cell) if is_figure else ["" if cell is None else cell])
            )
        return out.getvalue().rstrip("\n")

    def html(self) -> str:
        """A table for one of our pages."""
        numbers = {
            column
            for column in range(len(self.header))
            if any(not isinstance(row[column], str) and row[column] is not None for row in self.rows)
        }
        rows = [[html.escape(text) for text in row] for row in self.texts()]
        return html_table([html.escape(title) for title in self.header], rows, numbers)


FORMATS: Final[Mapping[str, Callable[[Table], str]]] = {
    "markdown": Table.markdown,
    "text": Table.text,
    "csv": Table.csv,
}
"""How a table can be printed."""


def comparison_table(runs: Mapping[str, Mapping[str, Any]]) -> Table:
    """One row a run: pass@k with intervals, shares that typecheck and that ran into the limit of tokens, commonest
    errors, tokens and the checker's seconds for each problem that was solved, seconds in all.

    Runs that compare statements have columns for how many are proved and equivalent, and for BLEU.
    """
    ks = sorted({int(k) for metrics in runs.values() for k in metrics["pass@k"]})
    figures = [(name, str(k)) for name in TASK_FIGURES for k in ks if any(name in metrics for metrics in runs.values())]
    overlaps = [name for name in ("bleu", "chrf") if any("overlap" in metrics for metrics in runs.values())]
    more = [*(f"{name[:-1]}{k}" for name, k in figures), *overlaps]
    costs = [name for name in _COSTS if any(_cost(metrics, name) is not None for metrics in runs.values())]
    cut = ["truncated"] if any("truncated" in metrics for metrics in runs.values()) else []
    header = [
        *("run", "problems"),
        *(f"pass@{k}" for k in ks),
        *(*more, "typechecks", *cut, "kinds of error"),
        *(_COSTS[name] for name in costs),
        "seconds",
    ]
    rows: list[list[Cell]] = [
        [
            name,
            metrics["problems"],
            *(metrics["pass@k"].get(str(k)) for k in ks),
            *(metrics.get(figure, {}).get(k) for figure, k in figures),
            *(_score(metrics.get("overlap", {}).get(overlap)) for overlap in overlaps),
            metrics["typechecks"],
            *(_share(metrics.get("truncated"), metrics["attempts"]) for _ in cut),
            _common_errors(metrics["error_kinds"]),
            *(_cost(metrics, name) for name in costs),
            round(metrics["seconds"]),
        ]
        for name, metrics in runs.items()
    ]
    return Table(header, rows)


def comparison_rows(runs: Mapping[str, Mapping[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Header and rows of `comparison_table`, as texts."""
    table = comparison_table(runs)
    return list(table.header), table.texts()


def group_table(runs: Mapping[str, Mapping[str, Any]], field: str) -> Table:
    """pass@k of every run by topic, difficulty or source: a row for each value that occurs, and each run."""
    key, ks = f"by_{field}", sorted({int(k) for metrics in runs.values() for k in metrics["pass@k"]})
    values = sorted({value for metrics in runs.values() for value in metrics.get(key, {})}, key=_group_order)
    rows: list[list[Cell]] = [
        [value, group["problems"], name, *(group["pass@k"].get(str(k)) for k in ks)]
        for value in values
        for name, metrics in runs.items()
        if (group := metrics.get(key, {}).get(value))
    ]
    return Table([field, "problems", "run", *(f"pass@{k}" for k in ks)], rows)


def add_table_options(parser: Any) -> None:
    """`--format` and `--by`, for the commands that print tables."""
    parser.add_argument("--format", choices=list(FORMATS), default="markdown", help="of the tables (default: markdown)")
    parser.add_argument(
        "--by", choices=GROUPINGS, action="append", default=[], help="a table by this too (may be given several times)"
    )


def format_interval(interval: Mapping[str, float] | None) -> str:
    """`0.42 [0.30, 0.55]`, or a dash; with the upper figure too, where some attempts have no verdict."""
    if interval is None:
        return "-"
    shown = f"{interval['mean']:.2f} [{interval['low']:.2f}, {interval['high']:.2f}]"
    upper = interval.get("if_undecided_right", interval["mean"])
    return f"{shown}, {upper:.2f} if the undecided are right" if upper > interval["mean"] else shown


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns are aligned, so that it reads well in a terminal too."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(header), rule, *(line(row) for row in rows)])


def print_comparison(runs: Mapping[str, Mapping[str, Any]]) -> None:
    """The table on standard output."""
    print("\n" + comparison_table(runs).markdown() + "\n", flush=True)


def _shown(cell: Cell) -> str:
    if isinstance(cell, Mapping):
        return format_interval(cell)
    return "-" if cell is None else str(cell)


def _numbers(cell: Cell) -> list[float | str]:
    """The mean of a figure and its bounds; empty where it has none."""
    if not isinstance(cell, Mapping):
        return ["" if cell is None else str(cell), *("" for _ in _BOUNDS)]
    return [cell["mean"], *(cell.get(bound, "") for bound in _BOUNDS)]


def _score(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _group_order(value: str) -> tuple[int, str]:
    levels = ("easy", "medium", "hard")
    return (levels.index(value), "") if value in levels else (len(levels), value)


def _share(part: int | None, whole: int) -> str | None:
    return None if part is None or not whole else f"{part / whole:.0%}"


def _cost(metrics: Mapping[str, Any], name: str) -> float | None:
    value = (metrics.get("cost") or {}).get(name, (metrics.get("time") or {}).get(name))
    return None if value is None else float(f"{value:.3g}") if value < 100 else round(value)


def _common_errors(kinds: Mapping[str, int]) -> str:
    total = sum(kinds.values())
    if not total:
        return "none"
    common = sorted(kinds.items(), key=lambda item: -item[1])[:_TOP_KINDS]
    return ", ".join(f"{kind} {count / total:.0%}" for kind, count in common)
