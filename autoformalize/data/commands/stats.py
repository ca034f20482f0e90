"""`stats`: what a corpus holds, in numbers."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from autoformalize.data.commands.options import Commands, add_command
from autoformalize.data.sources import iter_pairs
from autoformalize.problem import SPLITS, Pair


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(commands, "stats", does="count pairs by topic, difficulty and who verified them")
    parser.add_argument("name", nargs="?", default="builtin")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the counts."""
    for split in SPLITS:
        pairs = list(_split(options.name, split))
        if not pairs:
            continue
        print(f"{options.name} {split}: {len(pairs)} pairs, {len({pair.problem.family for pair in pairs})} families")
        for title, counts in (
            ("topics", Counter(pair.problem.topic for pair in pairs)),
            ("difficulty", Counter(pair.problem.difficulty for pair in pairs)),
            ("verified by", Counter(entry.backend for pair in pairs for entry in pair.verified)),
        ):
            print(f"  {title}: " + ", ".join(f"{name or '?'} {count}" for name, count in counts.most_common()))
    return 0


def _split(name: str, split: str) -> Iterator[Pair]:
    return (pair for pair in iter_pairs(name, split) if (pair.problem.split or "train") == split)
