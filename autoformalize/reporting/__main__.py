"""`python -m autoformalize.reporting compare RUN RUN`: one table and one page over finished evaluation runs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError
from autoformalize.evaluation.metrics import compare_paired, tally
from autoformalize.problem import Attempt
from autoformalize.reporting.html import write_report
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
    runs = {folder.name: _metrics(folder) for folder in folders}
    hashes = {metrics["benchmark_hash"] for metrics in runs.values()}
    if len(hashes) > 1:
        raise UserError(f"these runs were measured on {len(hashes)} different sets of problems and cannot be compared")
    page = output or folders[0].parent / "report.html"
    write_report(page, folders)
    lines = ["", markdown(*comparison_rows(runs)), ""]
    if len(folders) > 1:
        lines += [_difference(folders[0], folders[-1], runs), ""]
    return "\n".join([*lines, f"report: {page}"])


def _difference(first: Path, last: Path, runs: dict[str, dict[str, Any]]) -> str:
    k = min(max(int(k) for k in runs[folder.name]["pass@k"]) for folder in (first, last))
    result = compare_paired(tally(_attempts(first)), tally(_attempts(last)), k)
    interval = format_interval(result.difference.to_json())
    return (
        f"{last.name} minus {first.name}, pass@{k} on the same problems: {interval}; "
        f"{len(result.won)} problems won, {len(result.lost)} lost"
    )


def _metrics(folder: Path) -> dict[str, Any]:
    try:
        metrics: dict[str, Any] = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{folder} has no metrics.json: evaluate it first") from None
    return metrics


def _attempts(folder: Path) -> list[Attempt]:
    with (folder / "attempts.jsonl").open(encoding="utf-8") as stream:
        return [Attempt.from_json(json.loads(line), str(folder)) for line in stream]


if __name__ == "__main__":
    sys.exit(main())
