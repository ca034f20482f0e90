"""What the commands share: how a source of pairs is named, where the output goes, and how progress is shown."""

from __future__ import annotations

import argparse
import contextlib
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from tqdm import tqdm

from autoformalize.data.rejects import Rejects
from autoformalize.data.resume import Output, stamp
from autoformalize.data.sources import iter_pairs
from autoformalize.problem import SPLITS, DataError, Pair

Commands = Any
"""What `add_subparsers` gave: argparse has no public name for its type."""

_QUIET_SECONDS: Final = 30.0
_WIDTH: Final = 100
_BLOCK_BYTES: Final = 1 << 20
_T = TypeVar("_T")


def add_command(commands: Commands, name: str, *, does: str, more: str = "", examples: Iterable[str] = ()) -> Any:
    """A parser for one command: `does` is its line in the list, `more` explains, `examples` are command lines."""
    prefix = "python -m autoformalize.data "
    shown = "\n".join(f"  {prefix}{example}" for example in examples)
    return commands.add_parser(
        name,
        help=does,
        description=textwrap.fill(f"{does[0].upper()}{does[1:]}.{' ' + more if more else ''}", _WIDTH),
        epilog=f"examples:\n{shown}" if shown else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_source(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """The options that name pairs: SOURCE, --split, --column."""
    parser.add_argument(
        "source",
        nargs="?" if default else None,
        default=default,
        metavar="SOURCE",
        help=(
            "a .jsonl, .csv or .parquet file, a published folder, hub:OWNER/NAME, builtin, builtin/mathlib, "
            "forge[:seed=S,count=N], mathlib3:FOLDER or minif2f:FOLDER"
        ),
    )
    parser.add_argument("--split", choices=SPLITS, default=None, help="only this split (default: all)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="KEY=COLUMN",
        help="the file's COLUMN holds what this project calls KEY (such as informal_statement); may be repeated",
    )


def add_output(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """The options that say where pairs go: --output, --rejects, --again."""
    parser.add_argument(
        "-o", "--output", type=Path, required=required, metavar="FILE", help="where the pairs go: .jsonl or .parquet"
    )
    add_rejects(parser)
    parser.add_argument(
        "--again", action="store_true", help="begin anew, whatever an earlier run of the command has left or finished"
    )


def add_rejects(parser: argparse.ArgumentParser) -> None:
    """The option that says where rows go that cannot be used."""
    parser.add_argument(
        "--rejects", type=Path, metavar="FILE", help="what was left out and why (default: OUTPUT's .rejects.jsonl)"
    )


def open_output(options: argparse.Namespace, command: str, **settings: Any) -> Output:
    """The output that the options name; `settings` are the options that its pairs depend on, besides the source's."""
    return Output(
        options.output,
        {"command": command, **source_settings(options), **settings},
        rejects=options.rejects,
        again=options.again,
    )


def source_settings(options: argparse.Namespace) -> dict[str, Any]:
    """What the pairs of `read_pairs` depend on, as JSON values."""
    return {"source": stamp(options.source), "split": options.split, "columns": read_columns(options.column)}


def read_pairs(options: argparse.Namespace, rejects: Rejects | None) -> Iterator[Pair]:
    """The pairs that the options name, one at a time; without `rejects` a bad row raises DataError."""
    columns = read_columns(options.column) or None
    return iter_pairs(options.source, options.split, columns=columns, rejects=rejects)


def unread_pairs(options: argparse.Namespace, output: Output) -> Iterator[Pair]:
    """The pairs that an earlier run of the command has not read; rows that cannot be used go to its rejects."""
    return islice(read_pairs(options, output.rejects), output.read, None)


def unread_progress(items: Iterable[_T], name: str, options: argparse.Namespace, output: Output) -> Iterator[_T]:
    """What is made of each unread pair, under a progress bar that counts those of the earlier run too."""
    return progress(items, name, total=count_rows(options), initial=output.read)


def read_columns(items: Iterable[str]) -> Mapping[str, str]:
    """`KEY=COLUMN` texts as a map. Raises DataError for another form."""
    columns = {}
    for item in items:
        key, found, column = item.partition("=")
        if not (key and found and column):
            raise DataError(f"--column {item}: write KEY=COLUMN, for example informal_statement=english")
        columns[key] = column
    return columns


def count_rows(options: argparse.Namespace) -> int | None:
    """About how many pairs `read_pairs` will give, for a progress bar; None where only reading them would tell."""
    path = Path(options.source).expanduser()
    if options.split is not None or not path.is_file():
        return None
    if path.suffix == ".jsonl":
        with path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK_BYTES), b""))
    if path.suffix == ".parquet":
        import pyarrow
        import pyarrow.parquet

        with contextlib.suppress(pyarrow.ArrowInvalid, OSError):  # whoever reads it says what is wrong
            return int(pyarrow.parquet.read_metadata(path).num_rows)
    return None


def progress(
    items: Iterable[_T], name: str, *, total: int | None = None, initial: int = 0, unit: str = "pair"
) -> Iterator[_T]:
    """Pass the items through under a progress bar; where nobody watches, a line now and then."""
    interval = 0.2 if sys.stderr.isatty() else _QUIET_SECONDS
    yield from tqdm(
        items, desc=name, total=total, initial=initial, unit=f" {unit}s", mininterval=interval, unit_scale=True
    )


@contextlib.contextmanager
def progress_bar(name: str, total: int | None, initial: int = 0, unit: str = "pair") -> Iterator[Callable[[int], None]]:
    """A progress bar that is told how many there are by now, for work that does not come one by one."""
    interval = 0.2 if sys.stderr.isatty() else _QUIET_SECONDS
    with tqdm(desc=name, total=total, initial=initial, unit=f" {unit}s", mininterval=interval, unit_scale=True) as bar:
        yield lambda now: bar.update(now - bar.n) and None


def say(text: str) -> None:
    """What a person should see: on standard error, so that standard output stays the command's result."""
    print(text, file=sys.stderr, flush=True)
