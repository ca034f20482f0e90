"""`benchmarks`: which benchmarks are registered, what they hold, and where a copy lies."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autoformalize.data.commands.options import Commands, add_command
from autoformalize.problem import DataError

if TYPE_CHECKING:
    from autoformalize.data.benchmarks.registry import Benchmark


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "benchmarks",
        does="list the registered benchmarks with version, pins, licence and content hash, or register a copy of one",
        more=(
            "What is registered, decontaminate keeps out of a corpus. The built-in benchmark always is; of ProofNet "
            "and miniF2F the hashes of the published contents are known, and a copy that differs is refused under "
            "their names."
        ),
        examples=(
            "benchmarks --check",
            "benchmarks --register proofnet ~/ProofNet/benchmark",
            "benchmarks --register minif2f_facebook ~/miniF2F",
            "benchmarks --register mine problems.jsonl --version 2 --lean 3.51.1 --mathlib 65a1391 --licence MIT",
        ),
    )
    parser.add_argument(
        "--register", nargs=2, metavar=("NAME", "PLACE"), help="a folder for a known name, else a file or source"
    )
    parser.add_argument("--version", default="1", help="of one's own benchmark (default: 1)")
    parser.add_argument("--lean", default="", help="the version of Lean that it is stated for")
    parser.add_argument("--mathlib", default="", help="the revision of mathlib that it is stated for")
    parser.add_argument("--licence", default="")
    parser.add_argument("--check", action="store_true", help="read every copy and compare its hashes")
    parser.add_argument("--registry", type=Path, default=None, metavar="FILE", help="instead of the user's own")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 where `--check` finds a copy that changed."""
    from autoformalize.data.benchmarks.registry import (
        KNOWN,
        Benchmark,
        register,
        registered_benchmarks,
        source_of,
    )

    if options.register:
        name, place = options.register
        pins = (options.version, options.lean, options.mathlib, options.licence)
        register(Benchmark(name, *pins, source_of(name, place)), options.registry)
    registered = registered_benchmarks(options.registry)
    names = {benchmark.name for benchmark in registered}
    changed = 0
    for benchmark in (*registered, *(known for known in KNOWN if known.name not in names)):
        stated = " ".join(part for part in (benchmark.lean, benchmark.mathlib) if part) or "not given"
        print(f"{benchmark.name} {benchmark.version}: Lean {stated}, {benchmark.licence or 'no licence given'}")
        print(f"  {benchmark.source or 'no copy registered'}")
        for split, found in benchmark.hashes.items():
            print(f"  {split}: sha256 {found}")
        if options.check and benchmark.source:
            changed += _check(benchmark)
    return 1 if changed else 0


def _check(benchmark: Benchmark) -> bool:
    """Say whether a copy is still what was registered; True if it is not."""
    try:
        benchmark.verify()
        counts = Counter(problem.split or "test" for problem in benchmark.problems())
    except DataError as error:
        print(f"  {error}")
        return True
    print("  as registered: " + ", ".join(f"{count} {split}" for split, count in counts.items()))
    return False
