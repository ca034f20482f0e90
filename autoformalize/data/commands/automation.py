"""`automation`: which short scripts prove which families of the forge, for those who change its families."""

from __future__ import annotations

import argparse

from autoformalize.data.commands.options import Commands, add_command, progress, say


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "automation",
        does="measure which short scripts prove which families of the forge, and keep the table",
        more="To be run again after a change of the forge's families; the forge then makes other pairs.",
        examples=("automation --backend lean3",),
    )
    parser.add_argument("--backend", default="embedded", choices=("auto", "embedded", "lean3"))
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="processes; one a core unless given")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure every family, then take off what fails on a pair of the default forge."""
    from autoformalize.data.forge import families, forge
    from autoformalize.data.forge.automation import BUDGET, failures, measure, write_table
    from lean_env import open_pool

    sources = families()
    with open_pool(options.backend, workers=options.workers, budget=BUDGET) as checker:
        measured = progress(measure(sources, checker), "automation", total=len(sources), unit="family")
        table = dict(measured)
        write_table(table)
        for slug, script in failures(forge(), checker):
            table[slug] = [other for other in table[slug] if other != script]
            say(f"{slug}: {script} does not prove every pair; taken off")
    write_table(table)
    say(f"{sum(map(bool, table.values()))} of {len(table)} families are proved by a script")
    return 0
