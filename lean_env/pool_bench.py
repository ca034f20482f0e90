"""`python -m lean_env bench-pool`: what a verdict of the real Lean costs, in this pool and in the usual ways.

The same proofs go (a) through the pool: audited; audited with several attempts at each statement, as an evaluation
makes them; and plain; (b) through a fresh `lean --json` each; (c) one at a time through a `lean --server` with its
default threads, as the usual client does; (d) all into one file, which is the floor: elaboration and nothing else; and
(e) into one file with all that the audit puts around them, the floor of what a verdict asks of Lean. Slow ways get
fewer proofs; every figure is of one worker. The header's own time is left out of all but (b), which loads it each time.

Machines are shared and noisy: the ways take turns for several rounds, a ratio is the median of the rounds' ratios, and
beside the wall clock there is the processor time of a verdict, the checker's processes and this one together.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import random
import resource
import signal
import statistics
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lean_env.audit import AuditedText, StatementProbe
from lean_env.backends.process import ChildProcess, family, family_cpu_seconds, family_memory_mb
from lean_env.backends.protocol import RawMessage
from lean_env.checker import CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.factory import open_pool
from lean_env.sandbox import Sandbox
from lean_env.statement import Statement
from lean_env.store import StoredChecker, VerdictStore
from lean_env.toolchain import Toolchain, find_toolchain
from lean_env.verdict import Budget, Claim, Snippet

MATHLIB_HEADER: Final = "import tactic\nimport data.real.basic\n"
_MATHLIB_PROOFS: Final = (
    ("(a b c : ℝ) (h : a < b) (k : b < c)", "a + {n} < c + {n}", "by linarith"),
    ("(a b : ℝ)", "(a + {n} * b) ^ 2 = a ^ 2 + 2 * {n} * a * b + {n} ^ 2 * b ^ 2", "by ring"),
    ("", "(({n} : ℝ) + 1) * 2 = 2 * {n} + 2", "by norm_num"),
    ("(p q : Prop) (m : ℕ)", "(m = {n} ∧ p) ∨ q → q ∨ p", "by tauto"),
    ("(s t : set ℕ)", "s ∩ t ⊆ {{x | x ∈ s ∨ x = {n}}}", "λ x hx, or.inl hx.1"),
    ("(x : ℝ) (h : 0 ≤ x)", "0 ≤ x * x + {n} * x", "by nlinarith"),
    ("(m : ℕ) (h : {n} < m)", "m + m ≠ {n}", "by omega"),
    ("(f : ℕ → ℕ) (h : ∀ x, f x = {n})", "f 1 = f 2", "by rw [h, h]"),
)
_ATTEMPTS_A_STATEMENT: Final = 8
# Core proofs take milliseconds: as often in each round, and more rounds. One file holds no more than 3,600 commands.
_TIMES_AROUND: Final = 2
_CHECKS_UNDER_FAULTS: Final = 2000
_SECONDS_BETWEEN_KILLS: Final = 0.2
_SECONDS_TO_DIE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one way took in one round: seconds of wall clock and of processors, for so many proofs."""

    wall: float
    processor: float
    proofs: int

    @property
    def per_second(self) -> float:
        """Verdicts a second of wall clock."""
        return self.proofs / self.wall

    @property
    def milliseconds(self) -> float:
        """Processor time a verdict."""
        return 1000 * self.processor / self.proofs


@dataclass(frozen=True, slots=True)
class Way:
    """One way to check, and its rounds."""

    name: str
    rounds: list[Round]

    @property
    def per_second(self) -> float:
        """Verdicts a second of wall clock, the median of the rounds."""
        return statistics.median(one.per_second for one in self.rounds)

    @property
    def milliseconds(self) -> float:
        """Processor time a verdict, the median of the rounds."""
        return statistics.median(one.milliseconds for one in self.rounds)

    def times_as_fast_as(self, other: Way) -> float:
        """The median, over the rounds, of the ratio of verdicts a second."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return statistics.median(own.per_second / its.per_second for own, its in pairs)

    def processor_share(self, other: Way) -> float:
        """The median, over the rounds, of the other way's processor time in units of this one's."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return statistics.median(its.milliseconds / own.milliseconds for own, its in pairs)


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


def compare_ways(claims: Sequence[Claim], import_path: Sequence[Path], slow_proofs: int, rounds: int = 5) -> list[Way]:
    """All ways on one header's claims, taking turns; the slow ways are given `slow_proofs` of them."""
    toolchain = _toolchain()
    environment = {"LEAN_PATH": os.pathsep.join(map(str, [*toolchain.library_path, *import_path]))}
    slow = claims[:slow_proofs]
    plain = [Snippet(claim.header, claim.candidate) for claim in claims]
    sampled = [claim for claim in claims[:: _ATTEMPTS_A_STATEMENT + 1] for _ in range(_ATTEMPTS_A_STATEMENT)]
    pool = open_pool("lean3", workers=1, budget=Budget(seconds=120), import_path=import_path)
    with pool, TemporaryDirectory() as folder, _Ways(toolchain, environment, Path(folder)) as usual:
        _all_accepted(pool, claims)  # loads the header, and elaborates the statements once
        proofs, audited = (
            [claim.candidate for claim in claims],
            [_audited(pool, i, claim) for i, claim in enumerate(claims)],
        )
        ways: dict[str, Callable[[], Round]] = {  # in the order of their turns: the closest in cost side by side
            "(a) this pool, audited": lambda: _through(pool, claims),
            "(d) all in one file": lambda: usual.one_file(claims[0].header, proofs),
            "(e) audited, in one file": lambda: usual.one_file(claims[0].header, audited),
            f"(a) {_ATTEMPTS_A_STATEMENT} attempts each": lambda: _through(pool, sampled),
            "(a) this pool, plain": lambda: _through(pool, plain),
            "(b) a fresh lean each": lambda: usual.fresh_process_each(slow),
            "(c) threaded server": lambda: usual.threaded_server(slow),
        }
        found: dict[str, list[Round]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, run in ways.items():
                found[name].append(run())
    return [Way(name, found[name]) for name in sorted(found, key=_letter)]


def _letter(name: str) -> str:
    return name[1]


def _through(pool: CheckerPool, requests: Sequence[Claim | Snippet]) -> Round:
    pids = pool.sessions[0].pids
    started, processor = time.monotonic(), time.process_time() + family_cpu_seconds(*pids)
    _all_accepted(pool, requests)
    spent = time.process_time() + family_cpu_seconds(*pids) - processor
    return Round(time.monotonic() - started, spent, len(requests))


def _all_accepted(pool: CheckerPool, requests: Sequence[Claim | Snippet]) -> None:
    for request, verdict in zip(requests, pool.check_all(requests), strict=True):
        if not verdict.accepted:
            raise LeanEnvError(f"a proof of the benchmark is {verdict.status.value}: {request}: {verdict.messages[:1]}")


def _audited(pool: CheckerPool, index: int, claim: Claim) -> str:
    """The claim's candidate as the pool has it checked, with a goal of its own, for a file that many share."""
    statement = Statement.parse(claim.statement)
    probe = StatementProbe.of(statement)
    shown = pool.check(Snippet(claim.header, probe.text)).messages
    universes = probe.universes([RawMessage(m.severity, m.text, m.line, m.column) for m in shown])
    if universes is None:
        raise LeanEnvError(f"a statement of the benchmark does not elaborate: {claim.statement}")
    named = replace(claim, name=f"{_namespace(index)}.{claim.name}")
    return AuditedText.of(named, statement, probe.goal, universes).text


def _namespace(index: int) -> str:
    """Where one file holds the text of this number."""
    return f"n{index}"


class _Ways:
    """The ways without this pool, on the same toolchain and the same candidates."""

    def __init__(self, toolchain: Toolchain, environment: dict[str, str], folder: Path) -> None:
        self._executable = str(toolchain.executable)
        self._environment = environment
        self._folder = folder
        self._server: _ThreadedServer | None = None

    def __enter__(self) -> _Ways:
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    def fresh_process_each(self, claims: Sequence[Claim]) -> Round:
        taken = [self._compile(claim.header + claim.candidate) for claim in claims]
        return Round(sum(one.wall for one in taken), sum(one.processor for one in taken), len(claims))

    def one_file(self, header: str, texts: Sequence[str]) -> Round:
        """All texts in one file; the time of its header alone is taken off."""
        alone = self._compile(header)
        parts = [f"namespace {_namespace(i)}\n{text}\nend {_namespace(i)}\n" for i, text in enumerate(texts)]
        whole = self._compile(header + "".join(parts))
        return Round(whole.wall - alone.wall, whole.processor - alone.processor, len(texts))

    def threaded_server(self, claims: Sequence[Claim]) -> Round:
        """One file name, one text after the other, each waited for until no task runs."""
        if self._server is None:
            command = [self._executable, "--server"]
            self._server = _ThreadedServer(command, self._environment, str(self._folder / "server.lean"))
            self._server.check(claims[0].header + claims[0].candidate)  # loads the header
        pid = self._server.pid
        started, processor = time.monotonic(), time.process_time() + family_cpu_seconds(pid)
        for claim in claims:
            self._server.check(claim.header + claim.candidate)
        spent = time.process_time() + family_cpu_seconds(pid) - processor
        return Round(time.monotonic() - started, spent, len(claims))

    def _compile(self, text: str) -> Round:
        path = self._folder / "text.lean"
        path.write_text(text, encoding="utf-8")
        command = [self._executable, "--json", "-j0", str(path)]
        environment = {**os.environ, **self._environment}
        started, processor = time.monotonic(), _children_seconds()
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode != 0:
            raise LeanEnvError(f"a proof of the benchmark does not compile: {done.stdout[:300]}")
        return Round(time.monotonic() - started, _children_seconds() - processor, 1)


class _ThreadedServer:
    """A `lean --server` with its default threads, asked as lean-client-python does: one text, then wait for silence."""

    def __init__(self, command: list[str], environment: dict[str, str], file_name: str) -> None:
        self._process = ChildProcess(Sandbox("none").launch(command, environment=environment))
        self._file_name = file_name
        self._number = 0
        self._send({"command": "roi", "mode": "open-files", "files": [{"file_name": file_name, "ranges": []}]})

    @property
    def pid(self) -> int:
        return self._process.pid

    def check(self, text: str) -> None:
        self._send({"command": "sync", "file_name": self._file_name, "content": f"{text}\n-- {self._number}\n"})
        taken = idle = False  # the server may say that it is idle before it has answered
        while not (taken and idle):
            answer = self._process.channel.receive(_soon())
            taken = taken or (answer.get("response") == "ok" and answer.get("seq_num") == self._number)
            if answer.get("response") == "current_tasks":
                idle = not answer["is_running"]

    def _send(self, request: dict[str, Any]) -> None:
        self._number += 1
        self._process.channel.send({"seq_num": self._number, **request}, _soon())

    def close(self) -> None:
        self._process.kill()


def _soon() -> float:
    return time.monotonic() + 600


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory_over_checks(claims: Sequence[Claim], import_path: Sequence[Path], checks: int) -> list[tuple[int, float]]:
    """Resident megabytes of one worker after growing numbers of checks."""
    series = []
    with open_pool("lean3", workers=1, budget=Budget(seconds=120), import_path=import_path) as pool:
        done = 0
        while done < checks:
            batch = [claims[(done + offset) % len(claims)] for offset in range(max(1, checks // 10))]
            _all_accepted(pool, batch)
            done += len(batch)
            series.append((done, family_memory_mb(*pool.sessions[0].pids)))
    return series


@dataclass(frozen=True, slots=True)
class FaultReport:
    """What became of the checks while faults were injected; `differing` from the same checks without."""

    fault: str
    faults: int
    seconds: float
    statuses: dict[str, int]
    differing: int
    left_behind: int


def under_faults(
    claims: Sequence[Claim],
    workers: int,
    checks: int = _CHECKS_UNDER_FAULTS,
    backend: str = "lean3",
    budget: Budget | None = None,
    deaths: int = 5,
) -> list[FaultReport]:
    """The same checks without faults, with a worker killed every 200 ms, with one stopped for good, and with the whole
    checking process killed `deaths` times and started again.
    """
    work = [_for_the_nth_time(claims[index % len(claims)], index // len(claims)) for index in range(checks)]
    budget = budget or Budget(seconds=10)
    reports: list[FaultReport] = []
    expected: list[str] = []
    for fault, interval, number in (
        ("none", 0.0, signal.SIGKILL),
        (f"kill -9 of a worker every {_SECONDS_BETWEEN_KILLS * 1000:.0f} ms", _SECONDS_BETWEEN_KILLS, signal.SIGKILL),
        ("a worker stopped (SIGSTOP)", -1.0, signal.SIGSTOP),
    ):
        with open_pool(backend, workers=workers, budget=budget) as pool:
            pool.check(work[0])
            injector = _FaultInjector(pool, number, interval)
            started = time.monotonic()
            with injector:
                found = [verdict.status.value for verdict in pool.check_all(work)]
            seconds = time.monotonic() - started
        expected = expected or found
        left = _wait_for_the_end(injector.seen)
        reports.append(_fault_report(fault, injector.count, seconds, found, expected, left))
    with TemporaryDirectory() as folder:
        reports.append(_with_parent_killed(backend, work, expected, workers, budget, Path(folder), deaths))
    return reports


def _for_the_nth_time(claim: Claim, times: int) -> Claim:
    """The claim in other words, so that no store knows its verdict."""
    return replace(claim, candidate=f"{claim.candidate}\n-- {times}")


def _fault_report(
    fault: str, faults: int, seconds: float, found: Sequence[str], expected: Sequence[str], left: int
) -> FaultReport:
    differing = sum(one != other for one, other in zip(found, expected, strict=True))
    return FaultReport(fault, faults, seconds, dict(Counter(found)), differing, left)


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
        self.seen: set[int] = set()
        """The processes of the workers that were looked at."""

    def _run(self) -> None:
        self._look()
        while self._interval and not self._ended.wait(abs(self._interval)):
            for worker in self._random.sample(pids := self._look(), k=min(1, len(pids))):
                for member in family(worker):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(member, self._number)
                self.count += 1
                if self._interval < 0:
                    return

    def _look(self) -> list[int]:
        """The workers' processes as they are now; waits for one to be there."""
        while not (pids := [pid for session in self._pool.sessions for pid in session.pids]):
            if self._ended.wait(0.01):
                break
        self.seen.update(family(*pids))
        return pids

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def _with_parent_killed(
    backend: str,
    work: Sequence[Claim],
    expected: Sequence[str],
    workers: int,
    budget: Budget,
    folder: Path,
    deaths: int,
) -> FaultReport:
    """A process that checks and writes verdicts down is killed `deaths` times on the way, and started again."""
    written = folder / "verdicts.jsonl"
    spawn = multiprocessing.get_context("spawn")
    marks = [len(work) * part // (deaths + 1) for part in range(1, deaths + 1)]
    started, kills, seen = time.monotonic(), 0, set[int]()
    while (done := len(_verdicts_in(written))) < len(work):
        target = next((mark for mark in marks if mark > done), None)
        checker = spawn.Process(target=check_into, args=(written, list(work), backend, workers, budget))
        checker.start()
        assert checker.pid is not None
        while checker.is_alive() and (target is None or len(_verdicts_in(written)) < target):
            seen.update(family(checker.pid))
            checker.join(0.05)
        if checker.is_alive():
            seen.update(family(checker.pid))
            os.kill(checker.pid, signal.SIGKILL)
            kills += 1
        checker.join()
        if checker.exitcode not in (0, -signal.SIGKILL):
            raise LeanEnvError(f"the process that checks ended with status {checker.exitcode}")
    seconds = time.monotonic() - started
    left = _wait_for_the_end(seen)
    verdicts = _verdicts_in(written)
    numbers = [number for number, _ in verdicts]
    if sorted(numbers) != list(range(len(work))):
        raise LeanEnvError("after the parent was killed, a candidate has no verdict or more than one")
    found = [status for _, status in sorted(verdicts)]
    return _fault_report("the parent killed and restarted", kills, seconds, found, expected, left)


def check_into(path: Path, work: Sequence[Claim], backend: str, workers: int, budget: Budget) -> None:
    """Write a verdict a line for all of the work that has none in the file yet. What is checked is also stored beside
    it, so that a death between a verdict and its line costs nothing.
    """
    lines = _verdicts_in(path)
    with path.open("a", encoding="utf-8") as stream:
        stream.truncate(sum(len(line) + 1 for line in _whole_lines(path)))
        done = {number for number, _ in lines}
        left = [number for number in range(len(work)) if number not in done]
        pool = open_pool(backend, workers=workers, budget=budget)
        with StoredChecker(pool, VerdictStore(path.with_suffix(".sqlite")), budget) as checker:
            for number, verdict in zip(left, checker.check_all(work[number] for number in left), strict=True):
                stream.write(json.dumps([number, verdict.status.value]) + "\n")
                stream.flush()


def _whole_lines(path: Path) -> list[str]:
    """The lines of an ASCII file that were written to their end."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text(encoding="ascii").split("\n")[:-1]
    return []


def _verdicts_in(path: Path) -> list[tuple[int, str]]:
    return [(number, status) for number, status in map(json.loads, _whole_lines(path))]


def _wait_for_the_end(pids: set[int]) -> int:
    """How many of these processes do not end; they are given time, as a killed one is reaped by and by."""
    until = time.monotonic() + _SECONDS_TO_DIE
    while (alive := sum(map(_runs, pids))) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def run(claims: Sequence[Claim], *, mathlib: Path | None, memory_checks: int, faults: bool) -> int:
    """Print the tables, over the claims that share the commonest header; returns the exit code."""
    header = Counter(claim.header for claim in claims).most_common(1)[0][0]
    claims = [claim for claim in claims if claim.header == header]
    _print_ways("core library", compare_ways([*claims] * _TIMES_AROUND, [], slow_proofs=20, rounds=9))
    if mathlib is not None:
        _print_ways("mathlib: tactic, data.real.basic", compare_ways(mathlib_claims(160), [mathlib], slow_proofs=8))
    else:
        print("mathlib: give the folder of its compiled sources with --mathlib to measure its header")
    if memory_checks:
        _print_memory("core library", memory_over_checks(claims, [], memory_checks))
        if mathlib is not None:
            _print_memory("mathlib", memory_over_checks(mathlib_claims(160), [mathlib], memory_checks))
    if faults:
        _print_faults(under_faults(claims, workers=2))
    return 0


def _print_ways(title: str, ways: Sequence[Way]) -> None:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n{title}; one worker, medians of {len(ways[0].rounds)} rounds, load {load} on {os.cpu_count()} processors")
    print(f"  {'':26} {'verdicts/s':>10} {'CPU ms each':>11}   audited pool: by the clock, by CPU")
    audited = ways[0]
    for way in ways:
        print(
            f"  {way.name:26} {way.per_second:10.2f} {way.milliseconds:11.1f} {audited.times_as_fast_as(way):16.2f} x"
            f" {audited.processor_share(way):14.2f} x"
        )


def _print_memory(title: str, series: Sequence[tuple[int, float]]) -> None:
    print(f"\nmemory of one worker, {title}: " + ", ".join(f"{mb:.0f} MB after {done}" for done, mb in series))


def _print_faults(reports: Sequence[FaultReport]) -> None:
    checks = sum(reports[0].statuses.values())
    print(f"\nfaults during {checks} checks on 2 workers")
    print(f"  {'fault':38} {'times':>5} {'seconds':>8} {'slower':>8} {'other verdicts':>14} {'left behind':>11}")
    for report in reports:
        slower = report.seconds / reports[0].seconds
        print(
            f"  {report.fault:38} {report.faults:5} {report.seconds:8.1f} {slower:6.2f} x {report.differing:14} "
            f"{report.left_behind:11}   {report.statuses}"
        )


def _toolchain() -> Toolchain:
    toolchain = find_toolchain()
    if toolchain is None:
        raise LeanEnvError("bench-pool measures the real Lean 3, and none is found: see `python -m lean_env doctor`")
    return toolchain
