"""Tables and pages over finished evaluation runs: `python -m autoformalize.reporting compare | leaderboard`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from autoformalize.errors import UserError
from autoformalize.problem import DataError
from autoformalize.reporting.comparison import compare_folders
from autoformalize.reporting.leaderboard import leaderboard
from autoformalize.reporting.table import add_table_options

_EXIT_USER_ERROR: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit code 2 with one line when it cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "compare":
            print(compare_folders(options.runs, options.output, options.format, options.by))
        else:
            text, notes = leaderboard(
                options.folder, options.output, options.format, options.by, options.k, options.benchmark
            )
            print("".join(f"{note}\n" for note in notes), end="", file=sys.stderr)
            print(text)
    except (UserError, DataError) as error:
        print(f"error: {error}", file=sys.stderr)
        return _EXIT_USER_ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autoformalize.reporting", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    compare = commands.add_parser(
        "compare", help="a table of runs on one benchmark, the last against the first problem by problem, a page"
    )
    compare.add_argument("runs", nargs="+", type=Path, metavar="RUN")
    compare.add_argument("--output", type=Path, default=None, help="the page (default: report.html beside the runs)")
    add_table_options(compare)
    board = commands.add_parser(
        "leaderboard", help="the finished runs below a folder, best first, benchmark by benchmark"
    )
    board.add_argument("folder", type=Path, metavar="FOLDER")
    board.add_argument("--output", type=Path, default=None, help="the page (default: FOLDER/leaderboard.html)")
    board.add_argument("--k", type=int, default=None, help="sort by pass@K (default: the largest that all runs have)")
    board.add_argument("--benchmark", default="", metavar="HASH", help="only runs whose benchmark's hash begins so")
    add_table_options(board)
    return parser


if __name__ == "__main__":
    sys.exit(main())
