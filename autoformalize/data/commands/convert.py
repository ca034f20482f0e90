"""`convert`: pairs from any source into one JSON Lines or Parquet file."""

from __future__ import annotations

import argparse

from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_output,
    add_source,
    open_output,
    say,
    unread_pairs,
    unread_progress,
)
from autoformalize.problem import DataError


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "convert",
        does="write the pairs of a source as one .jsonl or .parquet file",
        more="Rows that cannot be read are left out, with the reason, and counted. A run that was killed goes on.",
        examples=(
            "convert mine.csv --column informal_statement=english --column formal_statement=lean -o pairs.jsonl",
            "convert hub:OWNER/NAME --split train -o pairs.parquet",
            "convert forge:seed=3,count=50000 -o forged.jsonl",
        ),
    )
    add_source(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; 0 also where rows were left out."""
    with open_output(options, "convert") as output:
        if not output.finished:
            for pair in unread_progress(unread_pairs(options, output), "convert", options, output):
                output.write(pair)
                output.advance()
            if not output.written and output.rejects.count:
                raise DataError(f"nothing of {options.source} can be used: {output.rejects.summary()}")
    say(output.summary())
    return 0
