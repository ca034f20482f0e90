"""`forge`: new pairs grown from seeds, each proof found by search or rule and accepted by the checker."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from autoformalize.data.commands.options import Commands, add_command, add_rejects, progress_bar, say
from autoformalize.problem import DataError


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "forge",
        does="grow pairs from the library's lemmas, the tables of rules and the training pairs, and check every one",
        more=(
            "Statements are made by rule (typed slots filled, sides swapped, contraposed, conjoined, chained, "
            "composed, generalised), proofs are found by a search over tactics, and each is put into several English "
            "voices. What cannot be proved within the budget, or meets the benchmark, is dropped and counted. A run "
            "that was killed goes on; the same seed gives the same file. The table of what the set covers is printed, "
            "and stands in OUT.report.json."
        ),
        examples=("forge grown.jsonl --count 50000 --seed 0", "forge small.jsonl --count 500 --voices 1"),
    )
    parser.add_argument("output", type=Path, metavar="OUT", help="where the pairs go: .jsonl or .parquet")
    parser.add_argument("--count", type=int, default=50_000, metavar="N", help="how many pairs (50000)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another seed, other pairs (0)")
    parser.add_argument("--voices", type=int, default=3, metavar="V", help="English texts for each proof, at most (3)")
    parser.add_argument("--states", type=int, default=14, metavar="K", help="states that one search looks at (14)")
    parser.add_argument("--workers", type=int, default=0, metavar="W", help="processes; one a core unless given")
    parser.add_argument("--backend", default="embedded", choices=("auto", "embedded", "lean3"), help="who checks")
    add_rejects(parser)
    parser.add_argument("--again", action="store_true", help="begin anew, whatever an earlier run left or finished")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Forge and print the table; 0 unless the options make no sense."""
    import datetime

    from autoformalize.data.forge.grow import coverage
    from autoformalize.data.forge.grow.forging import ForgeSettings, forge_into
    from autoformalize.data.resume import Output
    from lean_env import open_pool

    if min(options.count, options.voices, options.states) < 1:
        raise DataError("forge: --count, --voices and --states must be at least 1")
    settings = ForgeSettings(options.count, options.seed, options.voices, options.states)
    workers = options.workers or os.cpu_count() or 1
    with open_pool(options.backend, workers=workers) as checker:
        wanted = {
            "command": "forge",
            "count": settings.count,
            "seed": settings.seed,
            "voices": settings.voices,
            "states": settings.states,
            "checker": checker.fingerprint,
        }
        with Output(options.output, wanted, rejects=options.rejects, again=options.again) as output:
            if not output.finished:
                with progress_bar("forge", settings.count, output.written) as tick:
                    today = datetime.date.today().isoformat()
                    forge_into(output, settings, checker, workers=workers, today=today, tick=tick)
    print(coverage.table(output.report.get("coverage", {})))
    say(output.summary())
    return 0
