"""`decontaminate`: pairs that meet a benchmark, on either side, are left out."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from autoformalize.data.benchmarks.registry import identify, registered_benchmarks
from autoformalize.data.commands.options import Commands, add_command, add_output, add_source, open_output, say
from autoformalize.data.commands.sketches import add_workers, hand_on, numbered, read_sketches
from autoformalize.data.hygiene.leaks import BenchmarkIndex, LeakReport
from autoformalize.data.sources import load_problems
from autoformalize.problem import Problem


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "decontaminate",
        does="leave out pairs that meet a registered benchmark, in Lean or in English",
        more="A pair meets a benchmark by the same statement up to the ways of writing it, by the same English, by "
        "likeness of one side or of both, or by quoting it. All forks and splits count at once. The report beside the "
        "output says which problem, which side and which rule.",
        examples=(
            "decontaminate deduped.jsonl -o clean.jsonl",
            "decontaminate deduped.jsonl -o clean.jsonl --against minif2f:FOLDER --against mine.jsonl",
        ),
    )
    add_source(parser)
    add_output(parser)
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="SOURCE",
        help="a benchmark besides the registered ones: a file, proofnet:FOLDER, minif2f:FOLDER; may be repeated",
    )
    parser.add_argument(
        "--registry", type=Path, default=None, metavar="FILE", help="the registry (default: the user's)"
    )
    add_workers(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pairs that stay, and say what the others met."""
    problems, stamps = _benchmarks(options)
    with open_output(options, "decontaminate", benchmarks=stamps) as output:
        if not output.finished:
            sketches = read_sketches(options, output)
            index = BenchmarkIndex.of(problems)
            suspects = index.suspects(sketches)
            report = LeakReport(output.report)
            output.report = report.record
            kept = np.ones(len(sketches), dtype=bool)
            kept[np.array(report.record["rows"], dtype=np.int64)] = False
            for number, pair in numbered(options, output, len(sketches), "decontaminate"):
                leak = None
                if suspects[number] or index.is_suspicious(pair):
                    leak = index.leak(pair.problem, pair.formal_proof)
                if leak is None:
                    output.write(pair)
                else:
                    kept[number] = False
                    report.add(leak, number)
                output.advance()
            report.record.pop("rows")
    if not output.finished:
        hand_on(output, sketches, kept)
    say(output.summary())
    say(f"held against {len(problems):,} problems of {', '.join(str(each['name']) for each in stamps)}")
    if output.report["dropped"]:
        say(LeakReport(output.report).table())
    return 0


def _benchmarks(options: argparse.Namespace) -> tuple[list[Problem], list[dict[str, object]]]:
    """Every problem to keep away from, and the stamps of the benchmarks that they are."""
    problems: list[Problem] = []
    stamps: list[dict[str, object]] = []
    for benchmark in registered_benchmarks(options.registry):
        problems += benchmark.problems()
        stamps.append(benchmark.stamp())
    for source in options.against:
        found = load_problems(source)
        problems += found
        stamps.append(identify(source, found, options.registry))
    return problems, stamps
