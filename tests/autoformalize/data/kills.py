"""Commands that are killed with -9 at random moments end, when they are repeated, as if nobody had killed them.

`python -m tests.autoformalize.data.kills` is the long form: every command that goes on, at several moments, alone or
with its workers, once or over and over; it ends with a table, and with 1 where a file differs. The moments are drawn
from a seed over the time that an unbroken run takes. Commands run in children of one process that has imported what
they need, so that kills meet their work and not the loading of libraries.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from autoformalize.data import load_pairs, write_pairs
from autoformalize.data.__main__ import main as run_command
from autoformalize.data.sources import benchmark_problems
from autoformalize.data.synthetic import synthetic_pairs

_PATIENCE: Final = 30.0
"""Seconds in which the workers of a killed command have to end by themselves."""

_VOLATILE: Final = frozenset(["provenance.json"])
"""Says when each session began, and so differs by nature."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the cases read: files of `pairs` pairs and more, under one folder."""

    folder: Path
    pairs: int

    @property
    def raw(self) -> Path:
        """Pairs with broken rows between them."""
        return self.folder / "raw.jsonl"

    @property
    def proved(self) -> Path:
        """Pairs with proofs, some of them wrong."""
        return self.folder / "proved.jsonl"

    @property
    def wordless(self) -> Path:
        """Pairs of which every other one has no English."""
        return self.folder / "wordless.jsonl"

    @property
    def checkout(self) -> Path:
        """A folder with the marks of mathlib3."""
        return self.folder / "mathlib"

    @property
    def model(self) -> Path:
        """A tiny language model."""
        return self.folder / "model"


Case = Callable[[Made, Path], list[str]]
"""The command line of a case, given what it reads and the folder for what it writes."""

CASES: Final[dict[str, Case]] = {
    "convert": lambda made, out: ["convert", f"{made.raw}", "-o", f"{out}/pairs.jsonl"],
    "convert to Parquet": lambda made, out: ["convert", f"{made.raw}", "-o", f"{out}/pairs.parquet"],
    "extract": lambda made, out: ["extract", "mathlib3", f"{made.checkout}", "-o", f"{out}/x.jsonl", "--workers", "2"],
    "dedupe": lambda made, out: ["dedupe", f"{made.raw}", "-o", f"{out}/pairs.jsonl", "--workers", "2"],
    "decontaminate": lambda made, out: [
        *("decontaminate", f"{made.raw}", "-o", f"{out}/pairs.jsonl", "--workers", "2"),
        *("--registry", f"{made.folder}/registry.json"),
    ],
    "split": lambda made, out: ["split", f"{made.raw}", "-o", f"{out}/pairs.jsonl", "--workers", "2"],
    "publish": lambda made, out: ["publish", f"{made.raw}", "-o", f"{out}/corpus", "--shard-rows", "300"],
    "verify": lambda made, out: [
        *("verify", f"{made.proved}", "-o", f"{out}/pairs.jsonl", "--backend", "embedded", "--store", "none"),
    ],
    "probe": lambda made, out: [
        *("probe", f"{made.proved}", "-o", f"{out}/pairs.jsonl", "--backend", "embedded", "--store", "none"),
    ],
    "build": lambda made, out: [
        *("build", "--source", f"{made.proved}", "--source", "forge:count=200", "-o", f"{out}/built"),
        *("--set", "probe.english_only=true", "--set", "verify.backend=embedded", "--set", "verify.store=none"),
        *("--set", f"decontaminate.registry={made.folder}/registry.json"),
    ],
    "forge": lambda made, out: ["forge", f"{out}/pairs.jsonl", "--count", f"{made.pairs // 10}", "--workers", "2"],
    "back-translate": lambda made, out: [
        *("back-translate", f"{made.wordless}", "-o", f"{out}/pairs.jsonl", "--model", f"{made.model}"),
        *("--texts", "2", "--statements", "2"),
    ],
    "stats": lambda made, out: [
        *("stats", f"{made.raw}", "--json", f"{out}/stats.json", "--rejects", f"{out}/rejects.jsonl"),
    ],
    "card": lambda made, out: ["card", f"{made.raw}", "-o", f"{out}/card.html", "--rejects", f"{out}/rejects.jsonl"],
    "benchmarks": lambda made, out: [
        *("benchmarks", "--register", "mine", f"{made.proved}", "--registry", f"{out}/registry.json"),
    ],
    "automation": lambda made, out: ["automation", "-o", f"{out}/table.json", "--only", "forge/booleans"],
}

QUICK: Final = ("convert", "dedupe", "decontaminate", "split", "publish")
"""Those that take a second or two; tests of their own kill the others."""


def make_inputs(folder: Path, pairs: int, *, model: bool) -> Made:
    """Write what the cases read."""
    made = Made(folder, pairs)
    with made.raw.open("w", encoding="utf-8") as out:
        for number, pair in enumerate(synthetic_pairs(pairs, 1, list(benchmark_problems()))):
            out.write(json.dumps(pair.to_json(), ensure_ascii=False) + "\n" + '{"broken"\n' * (number % 7 == 0))
    builtin = load_pairs("builtin", "train")[: pairs // 8]
    wrong = [{**pair.to_json(), "id": f"{pair.problem.id}-wrong", "formal_proof": ":= by cc"} for pair in builtin[::5]]
    write_pairs(made.proved, builtin)
    with made.proved.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in wrong)
    with made.wordless.open("w", encoding="utf-8") as out:
        for number, pair in enumerate(builtin):
            record = pair.to_json() | ({"informal_statement": ""} if number % 2 else {})
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    for name in ("logic/basic", "order/basic", "tactic/core", *(f"data/m{number:03}" for number in range(pairs // 4))):
        path = made.checkout / "src" / f"{name}.lean"
        path.parent.mkdir(parents=True, exist_ok=True)
        lemmas = (f"/-- Lemma {name} {k}. -/\nlemma l{k} (n : ℕ) : n + {k} = n + {k} := rfl\n" for k in range(40))
        path.write_text("".join(lemmas) if "m00" not in name else "/- no end", encoding="utf-8")
    (made.checkout / "leanpkg.toml").write_text('[package]\nname = "mathlib"\n', encoding="utf-8")
    if model:
        from tests.autoformalize.tiny import make_tiny_model

        make_tiny_model(made.model)
    return made


def run_in_child(line: Sequence[str], log: Path, kill_after: float | None = None, whole_group: bool = False) -> int:
    """Run a command in a child; its exit code, or -9 where it was killed after so many seconds.

    Raises AssertionError where processes that a command started are still there long after it ended.
    """
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.setpgid(0, 0)
            stream = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            for descriptor in (1, 2):
                os.dup2(stream, descriptor)
            code = run_command(line)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    deadline = None if kill_after is None else time.monotonic() + kill_after
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if deadline is not None and time.monotonic() >= deadline:
            (os.killpg if whole_group else os.kill)(child, signal.SIGKILL)
            deadline = None
        time.sleep(0.002)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        _wait_for_workers(child)
    return code


def _wait_for_workers(group: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("processes of a command were left behind")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path, without what tells of this machine's clock."""
    return {
        path.relative_to(folder).as_posix(): _masked(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _VOLATILE and not path.name.endswith(".sketches")
    }


def _masked(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name.endswith((".report.json", ".rejects.jsonl")):
        lines = [data] if path.suffix == ".json" else data.splitlines()
        return b"\n".join(json.dumps(_timeless(json.loads(line))).encode() for line in lines)
    return data


def _timeless(value: object) -> object:
    """JSON values without seconds, and without when a file was written."""
    if isinstance(value, dict):
        return {key: _timeless(each) for key, each in value.items() if key not in ("seconds", "modified")}
    return [_timeless(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command that was killed: how often, and what is wrong in the end ("" if nothing)."""

    name: str
    seconds: float
    runs: int
    kills: int
    wrong: str


def try_case(name: str, made: Made, folder: Path, rng: Random, moments: int) -> Outcome:
    """Run a case unbroken, then so many times with kills, each in a folder that the unbroken run had."""
    out, log = folder / "out", folder / f"{name}.log"
    line = CASES[name](made, out)
    start = time.monotonic()
    code = run_in_child(line, log)
    seconds = time.monotonic() - start
    if code:
        return Outcome(name, seconds, 0, 0, f"the unbroken run ended with {code}; see {log}")
    expected = contents(out)
    kills = 0
    for run in range(moments):
        shutil.rmtree(out)
        for _ in range(rng.choice((1, 1, 2, 4))):
            code = run_in_child(line, log, rng.uniform(0.0, seconds), rng.random() < 0.5)
            kills += code == -signal.SIGKILL
        code = run_in_child(line, log)
        found = contents(out)
        if code or found != expected:
            return Outcome(name, seconds, run + 1, kills, f"exit {code}; {_difference(expected, found)}; see {log}")
    shutil.rmtree(out)
    return Outcome(name, seconds, moments, kills, "")


def _difference(expected: dict[str, bytes], found: dict[str, bytes]) -> str:
    names = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
    return f"differing: {', '.join(names) or 'nothing'}"


def outcomes(names: Sequence[str], seed: int, moments: int, pairs: int, folder: Path) -> Iterator[Outcome]:
    """Try the cases one after the other; everything is written under `folder`."""
    made = make_inputs(folder, pairs, model="back-translate" in names)
    for name in names:
        yield try_case(name, made, folder, Random(f"kills {seed} {name}"), moments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what the options name; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.autoformalize.data.kills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)} (default: all)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--moments", type=int, default=6, metavar="N", help="runs with kills for each case (6)")
    parser.add_argument("--pairs", type=int, default=2_000, metavar="N", help="about how much each case reads (2000)")
    options = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        print(f"{'command':<20} {'unbroken':>9} {'runs':>5} {'kills':>6}  in the end", flush=True)
        for each in outcomes(options.names or list(CASES), options.seed, options.moments, options.pairs, Path(folder)):
            wrong += bool(each.wrong)
            said = each.wrong or "the same files"
            print(f"{each.name:<20} {each.seconds:>7.1f} s {each.runs:>5} {each.kills:>6}  {said}", flush=True)
            if each.wrong:
                print((Path(folder) / f"{each.name}.log").read_text(errors="replace")[-2_000:], file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
