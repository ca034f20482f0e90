"""`python -m lean_env bench`: what a check costs, by backend, side by side in one run.

Reads proofs from JSON Lines (`formal_statement`, `formal_proof`, `header`), audits each through a pool of one worker,
and prints: how long the first worker and each further one takes to its first verdict; a worker's memory; median, 95th
percentile and verdicts a second; memory while checks go on; and what becomes of hostile loads. Machines are shared and
noisy, so the backends take turns: read the ratios between them, not the seconds.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lean_env.backends.process import family_cpu_seconds, family_memory_mb, family_private_mb
from lean_env.backends.protocol import Session
from lean_env.checker import CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.factory import make_backend, open_pool
from lean_env.loads import LOADS
from lean_env.statement import Statement
from lean_env.store import VerdictStore, request_key
from lean_env.toolchain import find_toolchain
from lean_env.verdict import Budget, Claim, Message, Snippet, Status, Verdict

_MORE_WORKERS: Final = 5
_SERIES: Final = 20
_HONEST: Final = Snippet("", "theorem honest : 1 + 1 = 2 := rfl\n")
_STATEMENT: Final = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
_ERROR: Final = "type mismatch, term\n  h\nhas type\n  p ∧ q\nbut is expected to have type\n  q ∧ p"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the audited proofs cost on one worker: seconds of wall clock, and processor seconds of the worker alone."""

    seconds: list[float]
    wall: float
    processor: float
    statuses: Counter[str]

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """Seconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    @property
    def per_second(self) -> float:
        """Verdicts a second of wall clock."""
        return len(self.seconds) / self.wall

    @property
    def per_processor_second(self) -> float:
        """Verdicts a second that the worker ran: other programs on the machine matter less to it."""
        return len(self.seconds) / max(self.processor, 1e-9)


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


def measure_starts(name: str, claim: Claim) -> list[float]:
    """Seconds from asking for a worker to its first verdict, for the first worker of a backend and some more."""
    backend = make_backend(name)
    budget = Budget(seconds=60)
    text = f"{claim.header}\n{claim.candidate}\n"
    seconds = []
    sessions: list[Session] = []
    try:
        for _ in range(1 + _MORE_WORKERS):
            started = time.monotonic()
            sessions.append(backend.open_session(budget))
            sessions[-1].run("", text, budget)
            seconds.append(time.monotonic() - started)
    finally:
        for session in sessions:
            session.close()
        backend.close()
    return seconds


def measure_round(pool: CheckerPool, claims: Sequence[Claim]) -> Verdicts:
    """Audit every claim once."""
    pids = pool.sessions[0].pids
    processor, wall = family_cpu_seconds(*pids), time.monotonic()
    verdicts = list(pool.check_all(claims))
    wall = time.monotonic() - wall
    processor = family_cpu_seconds(*pids) - processor
    statuses = Counter(verdict.status.value for verdict in verdicts)
    return Verdicts([verdict.seconds for verdict in verdicts], wall, processor, statuses)


def run(path: Path, rounds: int, checks: int, loads: bool) -> int:
    """Print every table; returns the exit code."""
    claims = read_claims(path)
    names = ["embedded", *(["lean3"] if find_toolchain() else [])]
    print(f"{len(claims)} proofs of {path.name}, one worker each; load {os.getloadavg()[0]:.1f}")
    _print_starts({name: measure_starts(name, claims[0]) for name in names})
    with contextlib.ExitStack() as stack:
        pools = {name: stack.enter_context(open_pool(name, workers=1, budget=Budget(seconds=60))) for name in names}
        for pool in pools.values():
            list(pool.check_all(claims))  # elaborates the statements, and brings the pages in
        _print_memory(pools)
        _print_verdicts(_interleaved(pools, claims, rounds))
        for name, pool in pools.items():
            _print_series(name, pool, claims, checks)
    if loads:
        _print_loads()
    return 0


def _interleaved(pools: Mapping[str, CheckerPool], claims: Sequence[Claim], rounds: int) -> dict[str, Verdicts]:
    """Rounds of all backends in turn, so that what else the machine does falls on each of them."""
    total = {name: Verdicts([], 0.0, 0.0, Counter()) for name in pools}
    for _ in range(rounds):
        for name, pool in pools.items():
            one, sum_ = measure_round(pool, claims), total[name]
            total[name] = Verdicts(
                sum_.seconds + one.seconds,
                sum_.wall + one.wall,
                sum_.processor + one.processor,
                sum_.statuses + one.statuses,
            )
    return total


def _print_starts(starts: Mapping[str, list[float]]) -> None:
    print(f"\n{'start, to the first verdict':28} {'first worker':>14} {'each more':>12}")
    for name, (first, *more) in starts.items():
        print(f"{name:28} {first:12.2f} s {statistics.median(more) * 1000:9.0f} ms")


def _print_memory(pools: Mapping[str, CheckerPool]) -> None:
    print(f"\n{'memory of a worker':28} {'shared':>14} {'its own':>12}")
    for name, pool in pools.items():
        pids = pool.sessions[0].pids
        own = family_private_mb(*pids)
        print(f"{name:28} {family_memory_mb(*pids) - own:11.0f} MB {own:9.0f} MB")


def _print_verdicts(figures: Mapping[str, Verdicts]) -> None:
    print(f"\n{'audited proofs':28} {'median':>14} {'p95':>12} {'a second':>10} {'a second of its processor':>27}")
    for name, row in figures.items():
        print(
            f"{name:28} {row.median * 1000:11.1f} ms {row.p95 * 1000:9.1f} ms {row.per_second:10.1f} "
            f"{row.per_processor_second:27.1f}  {dict(row.statuses)}"
        )
    if len(figures) == 2:
        ours, theirs = figures.values()
        print(
            f"{' / '.join(figures):28} {ours.median / theirs.median:14.2f} {ours.p95 / theirs.p95:12.2f} "
            f"{ours.per_second / theirs.per_second:10.2f} "
            f"{ours.per_processor_second / theirs.per_processor_second:27.2f}"
        )


def _print_series(name: str, pool: CheckerPool, claims: Sequence[Claim], checks: int) -> None:
    """The worker's own memory while it checks on, and the slope of the second half."""
    if checks <= 0:
        return
    pids = pool.sessions[0].pids
    counts: list[float] = [0.0]
    memory = [family_private_mb(*pids)]
    going_round = itertools.cycle(claims)
    while counts[-1] < checks:
        step = min(max(checks // _SERIES, 1), checks - int(counts[-1]))
        for _ in pool.check_all(itertools.islice(going_round, step)):
            pass
        counts.append(counts[-1] + step)
        memory.append(family_private_mb(*pids))
    print(f"\n{name}, MB of its own over {checks:,} checks: {' '.join(f'{value:.1f}' for value in memory)}")
    settled = len(counts) // 2
    if len(counts) - settled > 2:
        slope = statistics.linear_regression(counts[settled:], memory[settled:]).slope
        print(f"{name}, slope of the second half: {slope * 10_000:+.2f} MB in 10,000 checks")


def _print_loads() -> None:
    """Every hostile load within the default budget, and what became of the worker."""
    budget = Budget()
    print(f"\nhostile loads, embedded, {budget.steps:,} steps, {budget.seconds:.0f} s, {budget.memory_mb} MB")
    with open_pool("embedded", workers=1, budget=budget) as pool:
        for name, make in LOADS.items():
            pool.check(_HONEST)
            pids = pool.sessions[0].pids
            started = time.monotonic()
            verdict = pool.check(Snippet("", make()))
            seconds = time.monotonic() - started
            memory = family_private_mb(*pids)
            alive = pool.check(_HONEST).accepted
            worker = "lives" if pool.sessions[0].pids == pids else "replaced"
            print(
                f"{name:36} {verdict.status.value:13} {seconds:6.2f} s {memory:6.0f} MB  "
                f"worker {worker if alive else 'does not answer'}"
            )


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
            found = [store.get(request_key("bench", claim, Budget())) for claim in claims]
        store.close()
        megabytes, load = path.stat().st_size / 1e6, os.getloadavg()[0]
        print(f"{found.count(verdict)} of {count} found; {megabytes:.1f} MB; load {load:.1f}")
    return 0


@contextlib.contextmanager
def _timed(what: str, count: int) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {count / wall:,.0f} a second ({count / cpu:,.0f} a second of processor time)")
