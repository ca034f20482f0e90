"""`python -m autoformalize.reporting compare RUN RUN`: one table and one page over finished evaluation runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from autoformalize.errors import UserError
from autoformalize.evaluation.finished import FinishedRun, read_finished
from autoformalize.evaluation.metrics import compare_paired, tally
from autoformalize.reporting.html import distinct_names, write_report
from autoformalize.reporting.table import comparison_rows, format_interval, markdown

_EXIT_USER_ERROR: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit code 2 with one line when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m autoformalize.reporting", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    compare = commands.add_parser("compare", help="a table, the paired difference of the last to the first, a page")
    compare.add_argument("runs", nargs="+", type=Path, metavar="RUN")
    compare.add_argument("--output", type=Path, default=None, help="the page (default: report.html beside the runs)")
    options = parser.parse_args(arguments)
    try:
        print(compare_folders(options.runs, options.output))
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_USER_ERROR
    return 0


def compare_folders(folders: Sequence[Path], output: Path | None = None) -> str:
    """The text that `compare` prints; writes the page. Raises UserError for runs that cannot be compared."""
    runs = dict(zip(distinct_names(folders), map(read_finished, folders), strict=True))
    hashes = {run.metrics["benchmark_hash"] for run in runs.values()}
    if len(hashes) > 1:
        raise UserError(f"these runs were measured on {len(hashes)} different sets of problems and cannot be compared")
    page = output or folders[0].parent / "report.html"
    write_report(page, folders)
    lines = ["", markdown(*comparison_rows({name: run.metrics for name, run in runs.items()})), ""]
    if len(folders) > 1:
        lines += [_difference(runs), ""]
    return "\n".join([*lines, f"benchmark: {_benchmark(runs)}", f"report: {page}"])


def _benchmark(runs: Mapping[str, FinishedRun]) -> str:
    """Name, version, pins and content hash of what the runs were measured on."""
    metrics = next(iter(runs.values())).metrics
    known = metrics.get("benchmark") or {}
    pins = " ".join(known[key] for key in ("lean", "mathlib") if known.get(key))
    parts = (known.get("name"), known.get("version"), pins and f"(Lean {pins})", f"sha256 {metrics['benchmark_hash']}")
    return " ".join(part for part in parts if part)


def _difference(runs: Mapping[str, FinishedRun]) -> str:
    """The last run against the first."""
    (first, before), *_, (last, after) = runs.items()
    k = min(max(int(k) for k in run.metrics["pass@k"]) for run in (before, after))
    result = compare_paired(tally(before.attempts), tally(after.attempts), k)
    interval = format_interval(result.difference.to_json())
    return (
        f"{last} minus {first}, pass@{k} on the same problems: {interval}; "
        f"{len(result.won)} problems won, {len(result.lost)} lost"
    )


if __name__ == "__main__":
    sys.exit(main())
