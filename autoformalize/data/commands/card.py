"""`card`: a corpus as a page to look at."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autoformalize.data.commands.options import Commands, add_command, add_rejects, add_source, say
from autoformalize.data.commands.stats import add_tokenizer, collect_stats
from autoformalize.data.rejects import Rejects
from autoformalize.data.resume import read_report
from autoformalize.reporting.data_card import Stage, write_data_card


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "card",
        does="write a corpus's data card: one HTML page with its numbers, plots, sources, verifiers and samples",
        more=(
            "What the steps before left out, and why, is read from the reports that lie beside SOURCE and beside the "
            "files that it was made from."
        ),
        examples=("card corpus.parquet", "card corpus.parquet -o card.html --title 'My corpus'"),
    )
    add_source(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the page (default: card.html beside SOURCE)")
    parser.add_argument("--title", default="", help="the heading (default: the name of SOURCE)")
    add_tokenizer(parser)
    add_rejects(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    source = Path(options.source)
    output = options.output or (source.parent if source.is_file() else Path()) / "card.html"
    with Rejects(options.rejects) as rejects:
        stats = collect_stats(options, rejects)
        write_data_card(output, stats, list(stages_of(source)), options.title or source.stem)
        say(f"{output}: {stats.pairs:,} pairs")
        if rejects.count:
            say(rejects.summary())
    return 0


def stages_of(path: Path) -> Iterator[Stage]:
    """The steps that made a file, first step first, as far as the reports beside the files tell."""
    report = read_report(path)
    if report is None:
        return
    source = report["settings"].get("source")
    if isinstance(source, Mapping) and Path(str(source.get("name"))) != path.resolve():
        yield from stages_of(Path(str(source.get("name"))))
    yield _stage(report)


def _stage(report: Mapping[str, Any]) -> Stage:
    said = report["report"]
    dropped: dict[str, int] = {}
    for counts in (report["reasons"], said.get("dropped", {})):
        for reason, count in counts.items():
            dropped[reason] = dropped.get(reason, 0) + int(count)
    notes = [f"{key}: {value}" for key, value in said.items() if isinstance(value, str | int | float) and value != ""]
    notes += [f"{key}: {_counts(said[key])}" for key in ("outcomes", "labels", "sources") if said.get(key)]
    return Stage(str(report["settings"].get("command", "step")), report["read"], report["written"], dropped, notes)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda item: -item[1]))
