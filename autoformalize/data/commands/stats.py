"""`stats`: what a corpus holds, in numbers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_rejects,
    add_source,
    count_rows,
    progress,
    read_pairs,
    say,
)
from autoformalize.data.rejects import Rejects
from autoformalize.data.stats import LIGHT_TOKENIZER, CorpusStats, collect, light_tokens, tokenizer_counter
from autoformalize.problem import Pair
from autoformalize.reporting.table import markdown
from autoformalize.runs import write_json

_TITLES = {
    "split": "split",
    "source": "source",
    "licence": "licence",
    "topic": "topic",
    "difficulty": "difficulty",
    "kind": "declaration",
    "proof": "proof",
    "verified": "verified by",
    "axiom": "axiom used",
    "label": "label",
}
_SHOWN = 15


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "stats",
        does="count pairs by source, topic, difficulty, licence, split, verifier and label, and measure their lengths",
        more="Lengths are in characters and in tokens; families are counted with their sizes.",
        examples=(
            "stats corpus.parquet",
            "stats builtin --json builtin.json --tokenizer Qwen/Qwen2.5-Coder-7B",
        ),
    )
    add_source(parser, default="builtin")
    add_tokenizer(parser)
    add_rejects(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to a file as well")
    parser.set_defaults(run=run)


def add_tokenizer(parser: argparse.ArgumentParser) -> None:
    """The option that says what a token is."""
    parser.add_argument(
        "--tokenizer",
        metavar="NAME",
        help="a hub id, a folder or package:NAME/FILE.gguf; without it every word, number and other sign is a token",
    )


def run(options: argparse.Namespace) -> int:
    """Print the tables."""
    with Rejects(options.rejects) as rejects:
        stats = collect_stats(options, rejects)
        print(stats_text(stats))
        if options.json is not None:
            write_json(options.json, stats.to_json())
        if rejects.count:
            say(rejects.summary())
    return 0


def collect_stats(
    options: argparse.Namespace, rejects: Rejects, through: Callable[[Iterator[Pair]], Iterable[Pair]] = iter
) -> CorpusStats:
    """The numbers of the pairs that the options name; each pair goes `through` a function on its way."""
    count_tokens = tokenizer_counter(options.tokenizer) if options.tokenizer else light_tokens
    pairs = progress(read_pairs(options, rejects), "count", total=count_rows(options))
    return collect(through(pairs), count_tokens, options.tokenizer or LIGHT_TOKENIZER)


def stats_text(stats: CorpusStats) -> str:
    """The numbers as Markdown tables, the commonest values first."""
    return "\n\n".join(_tables(stats))


def _tables(stats: CorpusStats) -> Iterator[str]:
    families = stats.family_sizes.counts.total()
    yield f"{stats.pairs:,} pairs, {families:,} families, {stats.unverified:,} verified by nobody"
    if stats.straddling:
        yield f"{stats.straddling:,} families are in more than one split"
    for key, title in _TITLES.items():
        counter = stats.counts.get(key)
        if counter:
            rows = [[name, f"{count:,}", f"{count / stats.pairs:.1%}"] for name, count in counter.most_common(_SHOWN)]
            if len(counter) > _SHOWN:
                rest = sum(count for _, count in counter.most_common()[_SHOWN:])
                rows.append([f"{len(counter) - _SHOWN:,} others", f"{rest:,}", f"{rest / stats.pairs:.1%}"])
            yield markdown([title, "pairs", "share"], rows)
    header = ["length", "mean", "median", "p90", "p99", "max", "total"]
    rows = [
        [f"{text}, {unit}", *(f"{lengths.to_json()[name]:,}" for name in header[1:])]
        for unit, table in (("characters", stats.characters), ("tokens", stats.tokens))
        for text, lengths in table.items()
    ]
    rows.append(["family, pairs", *(f"{stats.family_sizes.to_json()[name]:,}" for name in header[1:])])
    yield markdown(header, rows)
    yield f"tokens: {stats.tokenizer}; SHA-256 of the pairs: {stats.digest}"
