"""Forge pairs into a file: candidates are proved side by side, every distinct Lean text goes to the checker once.

The order of the output is the order of the candidates, whatever finishes first, so the same seed gives the same file,
also over a kill. Memory grows by a number a candidate.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from autoformalize.data.forge.grow import coverage, library
from autoformalize.data.forge.grow.dressing import Dressed
from autoformalize.data.forge.grow.growing import Candidate, Passed, Worked, Worker, candidates, pairs_of
from autoformalize.data.forge.grow.search import Limits
from autoformalize.data.hygiene import BenchmarkIndex
from autoformalize.data.resume import Output
from autoformalize.data.sources import benchmark_problems
from autoformalize.data.verify import lean_version
from autoformalize.problem import Verification
from autoformalize.workers import process_pool
from lean_env import BaseChecker, Claim, Verdict
from lean_env.goals import Prover

_AHEAD: Final = 24
"""Candidates in work for each process: enough that none waits, few enough that a kill loses seconds."""


@dataclass(frozen=True, slots=True)
class ForgeSettings:
    """`count` pairs from `seed`; up to `voices` English texts for each proof; what one search may cost."""

    count: int = 50_000
    seed: int = 0
    voices: int = 3
    states: int = 14
    steps: int = 9_000


def forge_into(
    output: Output,
    settings: ForgeSettings,
    checker: BaseChecker,
    *,
    workers: int,
    today: str,
    tick: Callable[[int], Any] = lambda written: None,
) -> None:
    """Write `settings.count` verified pairs, those that an earlier run wrote included; `tick` hears of each batch.

    `today` goes on record with each acceptance. What the set covers is kept in `output.report["coverage"]`.
    """
    passed = Passed()
    report = output.report.setdefault("coverage", {})
    benchmark = BenchmarkIndex.of(benchmark_problems())
    stream = islice(candidates(settings.seed, library.lemmas(Prover()), benchmark, passed), output.read, None)
    limits = Limits(states=settings.states, steps=settings.steps)
    with _Workers(workers, (settings.seed, settings.voices, limits)) as pool:
        for candidate, worked, verdicts in _checked(stream, pool, checker, workers * _AHEAD):
            accepted = [_acceptance(checker.backend, verdict, today) for verdict in verdicts]
            _write(output, report, settings, benchmark, candidate, worked, verdicts, accepted)
            report["left out"] = dict(passed.reasons)
            output.advance()
            tick(output.written)
            if output.written >= settings.count:
                break


class _Workers:
    """Processes with a Worker each."""

    def __init__(self, count: int, settings: tuple[Any, ...]) -> None:
        self._pool = process_pool(count, _start, settings)

    def submit(self, candidate: Candidate) -> Future[Worked]:
        """Have a candidate worked."""
        if candidate.draft is not None:
            candidate = Candidate(candidate.number, None, None, candidate.header, candidate.draft)
        return self._pool.submit(_work, candidate)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


_worker: Worker | None = None
"""This process's worker, where the process is one of `_Workers`."""


def _start(seed: int, voices: int, limits: Limits) -> None:
    global _worker
    _worker = Worker(seed, voices, limits)


def _work(candidate: Candidate) -> Worked:
    assert _worker is not None
    return _worker.work(candidate)


def _checked(
    stream: Iterator[Candidate], pool: _Workers, checker: BaseChecker, ahead: int
) -> Iterator[tuple[Candidate, Worked, list[Verdict]]]:
    """The candidates in order with what was made of them and the verdict on each text."""
    working: deque[tuple[Candidate, Future[Worked]]] = deque()
    checking: deque[tuple[Candidate, Worked, list[Future[Verdict]]]] = deque()
    while True:
        for candidate in islice(stream, ahead - len(working)):
            working.append((candidate, pool.submit(candidate)))
        while working and (working[0][1].done() or len(checking) < ahead // 2):
            candidate, future = working.popleft()
            worked = future.result()
            checking.append((candidate, worked, [checker.submit(_claim(candidate, each)) for each in worked.dressed]))
        if not checking:
            return
        candidate, worked, answers = checking.popleft()
        yield candidate, worked, [answer.result() for answer in answers]


def _claim(candidate: Candidate, dressed: Dressed) -> Claim:
    return Claim(candidate.header, dressed.statement, dressed.name, f"{dressed.statement} {dressed.proof}")


def _acceptance(backend: str, verdict: Verdict, today: str) -> Verification:
    return Verification(backend, lean_version(verdict.backend), tuple(verdict.axioms), today)


def _write(
    output: Output,
    report: dict[str, Any],
    settings: ForgeSettings,
    benchmark: BenchmarkIndex,
    candidate: Candidate,
    worked: Worked,
    verdicts: list[Verdict],
    acceptances: list[Verification],
) -> None:
    if not worked.dressed:
        reasons = report.setdefault("not proved", {})
        reasons[worked.outcome] = reasons.get(worked.outcome, 0) + 1
    made = "table" if candidate.theorem is None else candidate.theorem.made.split(",")[0]
    any_kept = False
    for dressed, verdict, acceptance in zip(worked.dressed, verdicts, acceptances, strict=True):
        pairs = list(pairs_of(candidate, dressed, worked.moves, output.written, settings.seed))
        if not verdict.accepted:
            message = verdict.messages[0].text.partition("\n")[0] if verdict.messages else verdict.status.value
            output.rejects.add(pairs[0].problem.id, f"{verdict.status.value}: {message}", pairs[0].to_json())
            continue
        apart = [pair for pair in pairs if benchmark.leak(pair.problem, pair.formal_proof) is None]
        report["texts near the benchmark"] = report.get("texts near the benchmark", 0) + len(pairs) - len(apart)
        any_kept = any_kept or bool(apart)
        report["proofs"] = report.get("proofs", 0) + bool(apart)
        for pair in apart[: max(0, settings.count - output.written)]:
            output.write(replace(pair, verified=(acceptance,)))
            coverage.count(report, pair, made=made, style=dressed.style)
    report["statements"] = report.get("statements", 0) + any_kept
