"""Metrics as a table: in the terminal, and as Markdown for a README or a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from autoformalize.evaluation.metrics import TASK_FIGURES

_TOP_KINDS: Final = 3


def comparison_rows(runs: Mapping[str, Mapping[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Header and rows, one row a run: pass@k with intervals, share that typechecks, commonest errors, seconds.

    Runs that compare statements have columns for how many are proved and equivalent, and for BLEU.
    """
    ks = sorted({int(k) for metrics in runs.values() for k in metrics["pass@k"]})
    figures = [(name, str(k)) for name in TASK_FIGURES for k in ks if any(name in metrics for metrics in runs.values())]
    overlaps = [name for name in ("bleu", "chrf") if any("overlap" in metrics for metrics in runs.values())]
    more = [*(f"{name[:-1]}{k}" for name, k in figures), *overlaps]
    header = ["run", "problems", *(f"pass@{k}" for k in ks), *more, "typechecks", "kinds of error", "seconds"]
    rows = [
        [
            name,
            str(metrics["problems"]),
            *(format_interval(metrics["pass@k"].get(str(k))) for k in ks),
            *(format_interval(metrics.get(figure, {}).get(k)) for figure, k in figures),
            *(_score(metrics.get("overlap", {}).get(overlap)) for overlap in overlaps),
            format_interval(metrics["typechecks"]),
            _common_errors(metrics["error_kinds"]),
            f"{metrics['seconds']:.0f}",
        ]
        for name, metrics in runs.items()
    ]
    return header, rows


def format_interval(interval: Mapping[str, float] | None) -> str:
    """`0.42 [0.30, 0.55]`, or a dash; with the upper figure too, where some attempts have no verdict."""
    if interval is None:
        return "-"
    shown = f"{interval['mean']:.2f} [{interval['low']:.2f}, {interval['high']:.2f}]"
    upper = interval.get("if_undecided_right", interval["mean"])
    return f"{shown}, {upper:.2f} if the undecided are right" if upper > interval["mean"] else shown


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns are aligned, so that it reads well in a terminal too."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(header), rule, *(line(row) for row in rows)])


def print_comparison(runs: Mapping[str, Mapping[str, Any]]) -> None:
    """The table on standard output."""
    print("\n" + markdown(*comparison_rows(runs)) + "\n", flush=True)


def _common_errors(kinds: Mapping[str, int]) -> str:
    total = sum(kinds.values())
    if not total:
        return "none"
    common = sorted(kinds.items(), key=lambda item: -item[1])[:_TOP_KINDS]
    return ", ".join(f"{kind} {count / total:.0%}" for kind, count in common)
