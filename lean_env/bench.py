"""`python -m lean_env bench`: what a check costs, by backend, side by side in one run.

Reads proofs from JSON Lines (`formal_statement`, `formal_proof`, `header`), audits each through a pool of one worker,
and prints start-up, median and 95th percentile, verdicts a second, and the worker's memory before and after. Machines
are shared and noisy: read the ratios between backends of one run, not the seconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lean_env.errors import LeanEnvError
from lean_env.factory import open_pool
from lean_env.statement import Statement
from lean_env.store import VerdictStore, request_key
from lean_env.toolchain import find_toolchain
from lean_env.verdict import Budget, Claim, Message, Status, Verdict

_STATEMENT: Final = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
_ERROR: Final = "type mismatch, term\n  h\nhas type\n  p ∧ q\nbut is expected to have type\n  q ∧ p"


@dataclass(frozen=True, slots=True)
class BackendFigures:
    """One backend's figures: times in seconds, memory in MB of the worker process."""

    backend: str
    start: float
    median: float
    p95: float
    per_second: float
    memory_before: float
    memory_after: float
    statuses: dict[str, int]


def read_claims(path: Path) -> list[Claim]:
    """The proofs in a JSON Lines file as claims of their own statements."""
    claims = []
    try:
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                statement = record["formal_statement"]
                name = Statement.parse(statement).name
                claims.append(Claim(record.get("header", ""), statement, name, f"{statement} {record['formal_proof']}"))
    except (OSError, ValueError, KeyError) as error:
        raise LeanEnvError(f"{path}: cannot read proofs: {error}") from None
    return claims


def measure(backend: str, claims: Sequence[Claim], rounds: int) -> BackendFigures:
    """Audit every claim `rounds` times on one worker; the first, uncounted, round elaborates the statements."""
    with open_pool(backend, workers=1, budget=Budget(seconds=60)) as pool:
        started = time.monotonic()
        pool.check(claims[0])
        start = time.monotonic() - started
        list(pool.check_all(claims))
        memory_before = _memory_mb(pool.sessions[0].pid)
        seconds: list[float] = []
        statuses: Counter[str] = Counter()
        started = time.monotonic()
        for _ in range(rounds):
            for verdict in pool.check_all(claims):
                seconds.append(verdict.seconds)
                statuses[verdict.status.value] += 1
        wall = time.monotonic() - started
        memory_after = _memory_mb(pool.sessions[0].pid)
    seconds.sort()
    return BackendFigures(
        backend=backend,
        start=start,
        median=statistics.median(seconds),
        p95=seconds[int(len(seconds) * 0.95)],
        per_second=len(seconds) / wall,
        memory_before=memory_before,
        memory_after=memory_after,
        statuses=dict(statuses),
    )


def run(path: Path, rounds: int) -> int:
    """Print the table; returns the exit code."""
    claims = read_claims(path)
    backends = ["embedded", *(["lean3"] if find_toolchain() else [])]
    print(f"{len(claims)} proofs of {path.name} x {rounds} rounds, one worker each")
    figures = [measure(backend, claims, rounds) for backend in backends]
    print(f"{'backend':10} {'start':>7} {'median':>9} {'p95':>9} {'checks/s':>9} {'memory':>16}  verdicts")
    for row in figures:
        print(
            f"{row.backend:10} {row.start:6.2f}s {row.median * 1000:7.1f}ms {row.p95 * 1000:7.1f}ms "
            f"{row.per_second:9.1f} {row.memory_before:6.0f} -> {row.memory_after:3.0f} MB  {row.statuses}"
        )
    if len(figures) == 2:
        ours, theirs = figures
        median, p95 = ours.median / theirs.median, ours.p95 / theirs.p95
        print(f"{ours.backend} / {theirs.backend}: median {median:.2f}, p95 {p95:.2f}")
    return 0


def run_store(count: int) -> int:
    """Print what the verdict store does a second, with `count` claims in a file of its own; returns the exit code."""
    claims = [Claim("", _STATEMENT, "swap", f"{_STATEMENT} := ⟨h.2, h.1⟩ -- {index}") for index in range(count)]
    verdict = Verdict(Status.REJECTED, (Message("error", _ERROR, 1, 2, "type_mismatch"),), backend="lean3-3.51.1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verdicts.sqlite"
        with _timed("kept", count):
            store = VerdictStore(path)
            for claim in claims:
                store.put(request_key("bench", claim, Budget()), verdict)
            store.close()
        store = VerdictStore(path)
        random.Random(0).shuffle(claims)
        with _timed("looked up", count):
            found = sum(store.get(request_key("bench", claim, Budget())) == verdict for claim in claims)
        store.close()
        print(f"{found} of {count} found; {path.stat().st_size / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}")
    return 0


@contextlib.contextmanager
def _timed(what: str, count: int) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {count / wall:,.0f} a second ({count / cpu:,.0f} a second of processor time)")


def _memory_mb(pid: int) -> float:
    """Resident memory of a process, which for a forked worker includes the pages that it shares."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")
