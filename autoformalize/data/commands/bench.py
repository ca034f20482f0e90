"""`bench`: time and memory of the way from documents to a corpus, by stage, at several sizes.

Each stage is the command that a user would run, in a process of its own; its peak is the memory of the process and its
workers together, looked at every quarter of a second (shared pages count once). `work` is the processor time of them
all: unlike the seconds it does not grow with what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autoformalize.data.commands.options import Commands, add_command, progress, say
from autoformalize.data.readers import read_records
from autoformalize.data.resume import read_report
from autoformalize.data.sources import benchmark_problems
from autoformalize.data.synthetic import DISTINCT, PLANTS, synthetic_pairs
from autoformalize.problem import DataError
from autoformalize.runs import write_json

_SIZES = (10_000, 100_000)
_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took at one size."""

    pairs: int
    name: str
    seconds: float
    cpu_seconds: float
    peak_mb: int


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "bench",
        does="measure load, dedupe, decontaminate, split and write on synthetic pairs",
        more="Duplicates and leaks are planted among them and counted back.",
        examples=("bench", "bench --pairs 10000 100000 1000000 --json scale.json"),
    )
    parser.add_argument(
        "--pairs", type=int, nargs="+", default=list(_SIZES), metavar="N", help="how many, at each size"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="processes; one a core unless given")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the figures here as well")
    parser.add_argument("--folder", type=Path, default=None, help="where the files go (default: a temporary folder)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure every size, and print the table."""
    if min(options.pairs) < 1:
        raise DataError("--pairs: give numbers above 0")
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    stages: list[Stage] = []
    found: dict[int, dict[str, Any]] = {}
    for count in options.pairs:
        with tempfile.TemporaryDirectory(dir=options.folder, prefix=f"bench-{count}-") as folder:
            stages += _measure(Path(folder), count, options)
            found[count] = _counted_back(Path(folder))
        if options.json is not None:
            write_json(options.json, {"stages": [asdict(stage) for stage in stages], "planted": found, **_machine()})
    print(_table(stages))
    print(_planted_table(found))
    load = _machine()["load"]
    print(f"{os.cpu_count()} cores; the machine's load over the last 15 minutes was {load:.1f}")
    return 0


def _measure(folder: Path, count: int, options: argparse.Namespace) -> Iterator[Stage]:
    raw = folder / "raw.jsonl"
    _write_raw(raw, count, options.seed)
    columns = ["--column", "informal_statement=english", "--column", "formal_statement=lean"]
    workers = [] if options.workers is None else ["--workers", str(options.workers)]
    registry = ["--registry", str(folder / "benchmarks.json")]
    for name, command in (
        ("load", ["convert", str(raw), *columns, "-o", "pairs.jsonl"]),
        ("dedupe", ["dedupe", "pairs.jsonl", "-o", "deduped.jsonl", *workers]),
        ("decontaminate", ["decontaminate", "deduped.jsonl", "-o", "clean.jsonl", *registry, *workers]),
        ("split", ["split", "clean.jsonl", "-o", "split.jsonl", *workers]),
        ("write", ["convert", "split.jsonl", "-o", "corpus.parquet"]),
    ):
        say(f"{count:,} pairs: {name}")
        yield Stage(count, name, *_timed(command, folder))


def _write_raw(path: Path, count: int, seed: int) -> None:
    """The pairs as somebody else's file: with other names for the columns."""
    with path.open("w", encoding="utf-8") as out:
        for pair in progress(synthetic_pairs(count, seed, list(benchmark_problems())), "make", total=count):
            record = pair.to_json()
            record["english"], record["lean"] = record.pop("informal_statement"), record.pop("formal_statement")
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def _timed(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Seconds, seconds of all its cores' work, and peak megabytes of a command of this package, run in the folder."""
    log = folder / "log"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "autoformalize.data", *command],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(_kilobytes(each) for each in _family(process.pid)))
            time.sleep(_LOOK_SECONDS)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise DataError(f"{' '.join(command)} failed: {log.read_text(errors='replace').strip()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, work, peak // 1024


def _family(pid: int) -> list[int]:
    """The process and all that it started."""
    found = [pid]
    for each in found:
        try:
            tasks = list(Path(f"/proc/{each}/task").iterdir())
            found += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it ended meanwhile
    return found


def _kilobytes(pid: int) -> int:
    """The memory of a process, shared pages by their share."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def _counted_back(folder: Path) -> dict[str, Any]:
    """How many of each kind went in, and how many came out at the end."""
    planted = Counter(record["source"] for _, record in read_records(folder / "raw.jsonl"))
    left = Counter(record["source"] for _, record in read_records(folder / "split.jsonl"))
    report = read_report(folder / "split.jsonl") or {}
    return {
        "planted": {kind: planted[kind] for kind in (DISTINCT, *PLANTS)},
        "left": {kind: left[kind] for kind in (DISTINCT, *PLANTS)},
        "splits": report.get("report", {}).get("splits", {}),
    }


def _table(stages: list[Stage]) -> str:
    names = list(dict.fromkeys(stage.name for stage in stages))
    sizes = list(dict.fromkeys(stage.pairs for stage in stages))
    lines = ["| pairs | " + " | ".join(names) + " | whole | work | peak MB |", "|---" * (len(names) + 4) + "|"]
    for size in sizes:
        own = {stage.name: stage for stage in stages if stage.pairs == size}
        cells = [f"{own[name].seconds:.1f} s, {own[name].peak_mb} MB" for name in names]
        whole = sum(stage.seconds for stage in own.values())
        work = sum(stage.cpu_seconds for stage in own.values())
        peak = max(stage.peak_mb for stage in own.values())
        lines.append(f"| {size:,} | {' | '.join(cells)} | {whole:.1f} s | {work:.1f} s | {peak} |")
    return "\n".join(lines)


def _planted_table(found: dict[int, dict[str, Any]]) -> str:
    lines = ["", "| pairs | kind | went in | dropped |", "|---|---|---|---|"]
    for size, each in found.items():
        for kind, count in each["planted"].items():
            lines.append(f"| {size:,} | {kind} | {count:,} | {count - each['left'][kind]:,} |")
    return "\n".join(lines)


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "load": os.getloadavg()[2]}
