"""`automation`: which short scripts prove which families of the forge, for those who change its families."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autoformalize.data.commands.options import Commands, add_command, progress, say
from autoformalize.problem import DataError

if TYPE_CHECKING:
    from autoformalize.data.forge.automation import Table


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "automation",
        does="measure which short scripts prove which families of the forge, and keep the table",
        more="To be run again after a change of the forge's families; the forge then makes other pairs. A run that was "
        "killed goes on behind the last family that it measured.",
        examples=("automation --backend lean3", "automation --only forge/booleans -o table.json"),
    )
    parser.add_argument("--backend", default="embedded", choices=("auto", "embedded", "lean3"))
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="processes; one a core unless given")
    parser.add_argument(
        "--only",
        default="",
        metavar="FAMILY",
        help="measure families whose names begin so; the others stay as they are",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=None,
        metavar="FILE",
        help="the table (default: the one that the forge uses)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure every family, then take off what fails on a pair of the default forge."""
    from autoformalize.data.forge import families, forge
    from autoformalize.data.forge.automation import BUDGET, TABLE, measure, narrowed, read_table, write_table
    from lean_env import open_pool

    everything = families()
    sources = [family for family in everything if family.slug.startswith(options.only)]
    if not sources:
        raise DataError(f"--only {options.only}: no family of the forge has a name that begins so")
    path: Path = options.output or TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_pool(options.backend, workers=options.workers, budget=BUDGET) as checker:
        measured = Measured(path, {"only": options.only, "checker": checker.fingerprint})
        unmeasured = [family for family in sources if family.slug not in measured.table]
        bar = progress(measure(unmeasured, checker), "automation", total=len(unmeasured), unit="family")
        measured.add_all(bar)
        found = {family.slug: measured.table[family.slug] for family in sources}
        known = (read_table(TABLE) if options.only else {}) | found
        table = {family.slug: known.get(family.slug, []) for family in everything}
        own = (pair for pair in forge(scripts=table) if pair.problem.family in found)
        lasting = narrowed(table, own, checker)
    for slug in (slug for slug in found if lasting[slug] != table[slug]):
        say(f"{slug}: taken off what does not prove every pair")
    write_table(lasting, path)
    measured.remove()
    say(f"{sum(bool(lasting[family.slug]) for family in sources)} of {len(sources)} families are proved by a script")
    return 0


class Measured:
    """Families that are measured, one a line, in a file beside the table until that is written."""

    def __init__(self, path: Path, settings: dict[str, str]) -> None:
        """Take up what a killed run of the same settings left."""
        self._path = path.with_name(path.name + ".partial.jsonl")
        self.table: Table = {}
        first = json.dumps(settings)
        lines = self._path.read_text(encoding="utf-8").splitlines(keepends=True) if self._path.exists() else []
        whole = [line for line in lines if line.endswith("\n")]  # a kill may have cut the last one short
        if whole[:1] != [first + "\n"]:
            whole = [first + "\n"]
        self._path.write_text("".join(whole), encoding="utf-8")
        self.table.update(json.loads(line) for line in whole[1:])

    def add_all(self, found: Iterator[tuple[str, list[str]]]) -> None:
        """Keep each family as it comes."""
        with self._path.open("a", encoding="utf-8") as stream:
            for slug, scripts in found:
                stream.write(json.dumps([slug, scripts]) + "\n")
                stream.flush()
                self.table[slug] = scripts

    def remove(self) -> None:
        """The table is written: the file has served."""
        self._path.unlink(missing_ok=True)
