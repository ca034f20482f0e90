"""`split`: pairs dealt out to train, validation and test, relatives together."""

from __future__ import annotations

import argparse
from dataclasses import replace

from autoformalize.data.commands.options import Commands, add_command, add_output, add_source, open_output, say
from autoformalize.data.commands.sketches import add_workers, hand_on, numbered, read_sketches
from autoformalize.data.hygiene.relatives import find_clusters
from autoformalize.data.split import assign_splits, parse_fractions, split_counts
from autoformalize.problem import SPLITS


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "split",
        does="deal pairs out to train, validation and test, near-relatives together",
        more="Together stay pairs of one family, of one statement or one English text up to the ways of writing them, "
        "and near duplicates. The same seed and the same pairs give the same split, in whatever order they come.",
        examples=(
            "split clean.jsonl -o split.jsonl",
            "split clean.jsonl -o split.parquet --seed 1 --fractions train=80%,test=20%",
        ),
    )
    add_source(parser)
    add_output(parser)
    parser.add_argument(
        "--fractions",
        default="train=0.9,validation=0.05,test=0.05",
        metavar="NAME=SHARE,...",
        help="shares of train, validation and test, honoured as well as families allow (default: 0.9, 0.05, 0.05)",
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed, another deal (default: 0)")
    add_workers(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write every pair with its split."""
    fractions = parse_fractions(options.fractions)
    with open_output(options, "split", fractions=fractions, seed=options.seed) as output:
        if not output.finished:
            sketches = read_sketches(options, output)
            clusters = find_clusters(sketches)
            assigned = assign_splits(clusters, sketches["pair"], fractions, options.seed)
            output.report = {"splits": split_counts(assigned, clusters)}
            for number, pair in numbered(options, output, len(sketches), "split"):
                output.write(replace(pair, problem=replace(pair.problem, split=SPLITS[assigned[number]])))
                output.advance()
    if not output.finished:
        hand_on(output, sketches)
    say(output.summary())
    for name, counts in output.report.get("splits", {}).items():
        say(f"  {name}: " + (f"{counts:,} pairs" if isinstance(counts, int) else _counts(counts, output.written)))
    return 0


def _counts(counts: dict[str, int], whole: int) -> str:
    return f"{counts['pairs']:,} pairs ({counts['pairs'] / max(whole, 1):.1%}) in {counts['clusters']:,} clusters"
