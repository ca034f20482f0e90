"""`python -m autoformalize.data COMMAND`: verify pairs, list what there is, write a data set to a file."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from autoformalize.data.forge.manifest import forge_digest, write_manifest
from autoformalize.data.readers import write_pairs
from autoformalize.data.sources import BUILTIN, DEFAULT_FORGED, iter_pairs
from autoformalize.data.verify import LEAN, Checked, verify
from autoformalize.problem import SPLITS, DataError, Pair
from lean_env import LeanEnvError, open_pool


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 1 where pairs were rejected, 2 for input that cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (DataError, LeanEnvError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autoformalize.data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("verify", help="check pairs and record who accepted them")
    checking.add_argument(
        "name", nargs="?", default="builtin", help="builtin, forge[:seed=S,count=N], or a .jsonl file"
    )
    checking.add_argument("--backend", default="auto", choices=("auto", "embedded", "lean3"))
    checking.add_argument("--workers", type=int, default=None, help="processes; one a core unless given")
    checking.add_argument(
        "--rejects", type=Path, default=None, help="where to write the pairs that fail, with messages"
    )
    checking.set_defaults(run=_verify)
    counting = commands.add_parser("stats", help="count pairs by topic, difficulty and who verified them")
    counting.add_argument("name", nargs="?", default="builtin")
    counting.set_defaults(run=_stats)
    writing = commands.add_parser("export", help="write a data set as .jsonl or .parquet")
    writing.add_argument("name")
    writing.add_argument("path", type=Path)
    writing.set_defaults(run=_export)
    return parser


def _verify(options: argparse.Namespace) -> int:
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


def _stats(options: argparse.Namespace) -> int:
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


def _export(options: argparse.Namespace) -> int:
    count = write_pairs(options.path, iter_pairs(options.name, None))
    print(f"{options.path}: {count} pairs (the default forge has {DEFAULT_FORGED})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
