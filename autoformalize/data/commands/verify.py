"""`verify`: the checker's verdict on pairs, and who accepted them on record."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autoformalize.data.commands.options import Commands, add_command
from autoformalize.data.forge.manifest import forge_digest, write_manifest
from autoformalize.data.readers import write_pairs
from autoformalize.data.sources import BUILTIN, iter_pairs
from autoformalize.data.verify import LEAN, Checked, verify
from autoformalize.problem import SPLITS
from lean_env import open_pool


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    checking = add_command(commands, "verify", does="check pairs and record who accepted them")
    checking.add_argument(
        "name", nargs="?", default="builtin", help="builtin, forge[:seed=S,count=N], or a .jsonl file"
    )
    checking.add_argument("--backend", default="auto", choices=("auto", "embedded", "lean3"))
    checking.add_argument("--workers", type=int, default=None, help="processes; one a core unless given")
    checking.add_argument(
        "--rejects", type=Path, default=None, help="where to write the pairs that fail, with messages"
    )
    checking.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check them; 1 where some failed."""
    rejected: list[Checked] = []
    with open_pool(options.backend, workers=options.workers) as checker:
        print(f"checking {options.name} with {checker.backend} ({checker.fingerprint})", file=sys.stderr)
        if options.name == "builtin":
            for split in SPLITS:
                rejected += _keep(BUILTIN / f"{split}.jsonl", split, verify(iter_pairs("builtin", split), checker))
        elif options.name.startswith("forge"):
            checked = list(_progress(options.name, verify(iter_pairs(options.name), checker)))
            rejected += [each for each in checked if not each.verdict.accepted]
            if options.name == "forge" and not rejected:
                today = datetime.date.today().isoformat()
                write_manifest(checker.backend, LEAN, today, forge_digest(each.pair for each in checked), len(checked))
        else:
            rejected += _keep(Path(options.name), options.name, verify(iter_pairs(options.name, None), checker))
    _report(rejected, options.rejects)
    return 1 if rejected else 0


def _keep(path: Path, name: str, checked: Iterator[Checked]) -> list[Checked]:
    """Write the pairs back with their records, and return those that were not accepted."""
    everything = list(_progress(name, checked))
    write_pairs(path, (each.pair for each in everything))
    return [each for each in everything if not each.verdict.accepted]


def _progress(name: str, checked: Iterator[Checked]) -> Iterator[Checked]:
    """Pass the pairs through, with a line of counts that is renewed on a terminal."""
    counts: Counter[str] = Counter()
    for number, each in enumerate(checked, start=1):
        counts[each.verdict.status.value] += 1
        if number % 50 == 0 and sys.stderr.isatty():
            print(f"\r{name}: {number} checked, {dict(counts)}", end="", file=sys.stderr, flush=True)
        yield each
    start = "\r" if sys.stderr.isatty() else ""
    print(f"{start}{name}: {sum(counts.values())} checked, {dict(counts)}", file=sys.stderr)


def _report(rejected: list[Checked], path: Path | None) -> None:
    for each in rejected[:20]:
        first = each.verdict.messages[0].text.splitlines()[0] if each.verdict.messages else ""
        print(f"{each.pair.problem.id}: {each.verdict.status.value} {first}")
    if len(rejected) > 20:
        print(f"... and {len(rejected) - 20} more; --rejects FILE writes them all")
    if path is not None:
        with path.open("w", encoding="utf-8") as out:
            for each in rejected:
                record = {**each.pair.to_json(), "verdict": each.verdict.to_json()}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
