"""`python -m lean_env bench-pool`: what a verdict of the real Lean costs, in this pool and in the usual ways.

The same proofs go (a) through the pool, audited and plain; (b) through a fresh `lean --json` each; (c) one at a time
through a `lean --server` with its default threads, as the usual client does; and (d) all into one file, which is the
floor: elaboration and nothing else. Slow ways get fewer proofs; every figure is verdicts a second of one worker. The
header's own time is left out of (a), (c) and (d), where it is loaded once; (b) loads it each time.

Machines are shared and noisy: read the ratios of one run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lean_env.backends.process import ChildProcess, family, family_memory_mb
from lean_env.checker import CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.factory import open_pool
from lean_env.sandbox import Sandbox
from lean_env.toolchain import Toolchain, find_toolchain
from lean_env.verdict import Budget, Claim, Snippet, Status

MATHLIB_HEADER: Final = "import tactic\nimport data.real.basic\n"
_MATHLIB_PROOFS: Final = (
    ("(a b c : ℝ) (h : a < b) (k : b < c)", "a + {n} < c + {n}", "by linarith"),
    ("(a b : ℝ)", "(a + {n} * b) ^ 2 = a ^ 2 + 2 * {n} * a * b + {n} ^ 2 * b ^ 2", "by ring"),
    ("", "(({n} : ℝ) + 1) * 2 = 2 * {n} + 2", "by norm_num"),
    ("(p q r : Prop) (h : p ∧ q → r)", "p → q → (r ∨ {n} = 0)", "by tauto"),
    ("(s t : set ℕ)", "s ∩ t ⊆ {{x | x ∈ s ∨ x = {n}}}", "λ x hx, or.inl hx.1"),
    ("(x : ℝ) (h : 0 ≤ x)", "0 ≤ x * x + {n} * x", "by nlinarith"),
    ("(m : ℕ) (h : m % 2 = 1)", "m + {n} ≠ {n}", "by omega"),
    ("(f : ℕ → ℕ) (h : ∀ x, f x = {n})", "f 1 = f 2", "by rw [h, h]"),
)
_ATTEMPTS_OF_FAULTS: Final = 2000
_SECONDS_BETWEEN_KILLS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Rate:
    """One way to check, the verdicts a second that it gave, and how many it was asked for."""

    way: str
    per_second: float
    proofs: int


def mathlib_claims(count: int) -> list[Claim]:
    """Proofs by linarith, ring, norm_num, tauto, nlinarith, omega, rw and plain terms over mathlib's header."""
    claims = []
    for index in range(count):
        binders, goal, proof = _MATHLIB_PROOFS[index % len(_MATHLIB_PROOFS)]
        number = str(index // len(_MATHLIB_PROOFS) + 2)
        name = f"example_{index}"
        statement = f"theorem {name} {binders} : {goal}".replace("{n}", number).replace("{{", "{").replace("}}", "}")
        claims.append(Claim(MATHLIB_HEADER, statement, name, f"{statement} := {proof}"))
    return claims


def compare_ways(claims: Sequence[Claim], import_path: Sequence[Path], slow_proofs: int) -> list[Rate]:
    """The rates of all ways on one header's claims; the slow ways are given `slow_proofs` of them."""
    toolchain = _toolchain()
    environment = {"LEAN_PATH": os.pathsep.join(map(str, [*toolchain.library_path, *import_path]))}
    slow = claims[:slow_proofs]
    rates = []
    with open_pool("lean3", workers=1, budget=Budget(seconds=120), import_path=import_path) as pool:
        plain = [Snippet(claim.header, claim.candidate) for claim in claims]
        _all_accepted(pool, claims)  # loads the header, and elaborates the statements once
        rates.append(_rate("(a) this pool, audited", claims, lambda: _all_accepted(pool, claims)))
        rates.append(_rate("(a) this pool, plain", claims, lambda: _all_accepted(pool, plain)))
    with TemporaryDirectory() as folder:
        bench = _Ways(toolchain, environment, Path(folder))
        rates.append(_rate("(b) a fresh lean each", slow, lambda: bench.fresh_process_each(slow)))
        rates.append(bench.threaded_server(slow))
        rates.append(bench.one_file(claims))
    return rates


def _rate(way: str, claims: Sequence[Claim], run: Callable[[], object]) -> Rate:
    started = time.monotonic()
    run()
    return Rate(way, len(claims) / (time.monotonic() - started), len(claims))


def _all_accepted(pool: CheckerPool, requests: Sequence[Claim | Snippet]) -> None:
    for request, verdict in zip(requests, pool.check_all(requests), strict=True):
        if not verdict.accepted:
            raise LeanEnvError(f"a proof of the benchmark is {verdict.status.value}: {request}: {verdict.messages[:1]}")


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways without this pool, on the same toolchain and the same candidates."""

    toolchain: Toolchain
    environment: dict[str, str]
    folder: Path

    def fresh_process_each(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            self._compile(claim.header + claim.candidate)

    def one_file(self, claims: Sequence[Claim]) -> Rate:
        """All candidates in one file; the time of its header alone is taken off."""
        header = claims[0].header
        started = time.monotonic()
        self._compile(header)
        header_seconds = time.monotonic() - started
        bodies = [f"namespace n{i}\n{c.candidate}\nend n{i}\n" for i, c in enumerate(claims)]
        started = time.monotonic()
        self._compile(header + "".join(bodies))
        seconds = time.monotonic() - started - header_seconds
        return Rate("(d) all in one file", len(claims) / seconds, len(claims))

    def threaded_server(self, claims: Sequence[Claim]) -> Rate:
        """One file name, one text after the other, each waited for until no task runs."""
        command = [str(self.toolchain.executable), "--server"]
        process = ChildProcess(Sandbox("none").launch(command, environment=self.environment))
        try:
            deadline = time.monotonic() + 600
            channel, name = process.channel, str(self.folder / "server.lean")
            files = [{"file_name": name, "ranges": []}]
            channel.send({"seq_num": 1, "command": "roi", "mode": "open-files", "files": files}, deadline)
            for number, claim in enumerate([claims[0], *claims], start=2):
                if number == 3:  # the first text has loaded the header
                    started = time.monotonic()
                text = f"{claim.header}{claim.candidate}\n-- {number}\n"
                channel.send({"seq_num": number, "command": "sync", "file_name": name, "content": text}, deadline)
                _wait_for_tasks(channel.receive, number, deadline)
            return Rate("(c) threaded server", len(claims) / (time.monotonic() - started), len(claims))
        finally:
            process.kill()

    def _compile(self, text: str) -> None:
        path = self.folder / "text.lean"
        path.write_text(text, encoding="utf-8")
        command = [str(self.toolchain.executable), "--json", "-j0", str(path)]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode != 0:
            raise LeanEnvError(f"a proof of the benchmark does not compile: {done.stdout[:300]}")


def _wait_for_tasks(receive: Callable[[float], dict[str, Any]], number: int, deadline: float) -> None:
    """Until the text has been taken and the server has said, before or after, that no task runs."""
    taken = idle = False
    while not (taken and idle):
        answer = receive(deadline)
        taken = taken or (answer.get("response") == "ok" and answer.get("seq_num") == number)
        if answer.get("response") == "current_tasks":
            idle = not answer["is_running"]


def memory_over_checks(claims: Sequence[Claim], import_path: Sequence[Path], checks: int) -> list[tuple[int, float]]:
    """Resident megabytes of one worker after growing numbers of checks."""
    series = []
    with open_pool("lean3", workers=1, budget=Budget(seconds=120), import_path=import_path) as pool:
        done = 0
        while done < checks:
            batch = [claims[(done + offset) % len(claims)] for offset in range(max(1, checks // 10))]
            _all_accepted(pool, batch)
            done += len(batch)
            series.append((done, family_memory_mb(pool.sessions[0].pid)))
    return series


@dataclass(frozen=True, slots=True)
class FaultReport:
    """What a pool did while its workers were killed and one was stopped."""

    fault: str
    seconds: float
    faults: int
    statuses: dict[str, int]
    differing: int


def under_faults(claims: Sequence[Claim], workers: int) -> list[FaultReport]:
    """The same checks without faults, with a worker killed every 200 ms, and with one stopped for good."""
    work = [claims[index % len(claims)] for index in range(_ATTEMPTS_OF_FAULTS)]
    reports: list[FaultReport] = []
    expected: list[Status] = []
    for fault, interval, number in (
        ("none", 0.0, signal.SIGKILL),
        (f"kill -9 every {_SECONDS_BETWEEN_KILLS * 1000:.0f} ms", _SECONDS_BETWEEN_KILLS, signal.SIGKILL),
        ("one worker stopped", -1.0, signal.SIGSTOP),
    ):
        with open_pool("lean3", workers=workers, budget=Budget(seconds=5)) as pool:
            pool.check(work[0])
            injector = _FaultInjector(pool, number, interval)
            started = time.monotonic()
            with injector:
                found = [verdict.status for verdict in pool.check_all(work)]
            seconds = time.monotonic() - started
        expected = expected or found
        differing = sum(one is not other for one, other in zip(found, expected, strict=True))
        counts = dict(Counter(status.value for status in found))
        reports.append(FaultReport(fault, seconds, injector.count, counts, differing))
    return reports


class _FaultInjector:
    """Signals a random worker again and again (`interval` > 0), once (< 0), or never (0), from a thread."""

    def __init__(self, pool: CheckerPool, number: signal.Signals, interval: float) -> None:
        self._pool = pool
        self._number = number
        self._interval = interval
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._random = random.Random(0)
        self.count = 0

    def _run(self) -> None:
        while self._interval and not self._ended.wait(abs(self._interval)):
            sessions = self._pool.sessions
            if sessions:
                for member in family(self._random.choice(sessions).pid):
                    with suppress(ProcessLookupError):
                        os.kill(member, self._number)
                self.count += 1
            if self._interval < 0:
                return

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def run(claims: Sequence[Claim], *, mathlib: Path | None, memory_checks: int, faults: bool) -> int:
    """Print the tables, over the claims that share the commonest header; returns the exit code."""
    header = Counter(claim.header for claim in claims).most_common(1)[0][0]
    claims = [claim for claim in claims if claim.header == header]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"load {load} on {os.cpu_count()} processors; verdicts a second of one worker")
    _print_rates("core library", compare_ways(claims, [], slow_proofs=40))
    if mathlib is not None:
        _print_rates("mathlib: tactic, data.real.basic", compare_ways(mathlib_claims(160), [mathlib], slow_proofs=8))
    else:
        print("mathlib: give the folder of its compiled sources with --mathlib to measure its header")
    if memory_checks:
        series = memory_over_checks(claims, [], memory_checks)
        print("memory of one worker: " + ", ".join(f"{mb:.0f} MB after {done}" for done, mb in series))
    if faults:
        for report in under_faults(claims, workers=2):
            print(
                f"faults: {report.fault}: {report.faults} faults, {report.statuses}, "
                f"{report.differing} verdicts differ, {report.seconds:.1f} s"
            )
    return 0


def _print_rates(title: str, rates: Sequence[Rate]) -> None:
    print(f"\n{title}")
    audited = rates[0].per_second
    for rate in rates:
        ratio = audited / rate.per_second
        print(f"  {rate.way:26} {rate.per_second:9.2f}/s on {rate.proofs:4} proofs   audited pool = {ratio:.2f} x")


def _toolchain() -> Toolchain:
    toolchain = find_toolchain()
    if toolchain is None:
        raise LeanEnvError("bench-pool measures the real Lean 3, and none is found: see `python -m lean_env doctor`")
    return toolchain
