"""The evaluation loop on its own: an engine and a checker that are simulated, so that what is measured is the loop.

`memory` shows what a run of up to a million attempts holds, `overlap` how near the wall clock comes to the larger of
generation and checking, `kills` that a run which is killed again and again ends with the numbers of one that was not.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from autoformalize.evaluation.loop import EvaluationLoop, LoopReport
from autoformalize.evaluation.metrics import compute_metrics
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation import Sample, SampleRequest
from autoformalize.problem import Problem
from autoformalize.prompting import PromptBuilder, PromptSettings
from lean_env import BaseChecker, Budget, Request, Status, Verdict

_SAMPLES: Final = 100
_FORK: Final = multiprocessing.get_context("fork")


def problems(count: int) -> list[Problem]:
    """So many problems that differ."""
    return [Problem(f"p{n}", f"{n} is {n}.", f"theorem p{n} : {n} = {n}") for n in range(count)]


@dataclass(frozen=True, slots=True)
class SimulatedEngine:
    """Writes a text for each sample, some twice, after `seconds` of doing nothing; notes what it wrote in `log`."""

    seconds: float = 0.0
    log: Path | None = None
    name: str = "simulated"
    caveats: tuple[str, ...] = ()

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """In order, without what is done."""
        for request in requests:
            problem_id = request.prompt.problem_id
            for index in request.indices:
                if (problem_id, index) not in done:
                    if self.seconds:
                        time.sleep(self.seconds)
                    _note(self.log, f"{problem_id}/{index}")
                    yield Sample(problem_id, index, f" := proof_{index // 2}", index % 7 == 0, 12)


@dataclass
class SimulatedChecker(BaseChecker):
    """Accepts a tenth of the texts, by their hash, after `seconds` in one of `workers`; notes them in `log`."""

    seconds: float = 0.0
    workers: int = 2
    log: Path | None = None
    _threads: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.workers)

    @property
    def backend(self) -> str:
        """Its name."""
        return "simulated"

    @property
    def fingerprint(self) -> str:
        """Its name and version."""
        return "simulated-1"

    @property
    def capacity(self) -> int:
        """A few for each worker."""
        return 4 * self.workers

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """The verdict, when its time has come."""
        text = str(getattr(request, "candidate", ""))
        if self.seconds:
            return self._threads.submit(self._verdict, text)
        at_once: Future[Verdict] = Future()
        at_once.set_result(self._verdict(text))
        return at_once

    def close(self) -> None:
        """End its threads."""
        self._threads.shutdown()

    def _verdict(self, text: str) -> Verdict:
        if self.seconds:
            time.sleep(self.seconds)
        _note(self.log, text)
        right = hashlib.sha256(text.encode()).digest()[0] < 26
        return Verdict(Status.ACCEPTED if right else Status.REJECTED, seconds=self.seconds, backend="simulated-1")


def run_loop(
    folder: Path, count: int, plan: SamplingPlan, generating: float = 0.0, checking: float = 0.0, workers: int = 2
) -> tuple[LoopReport, dict[str, Any]]:
    """A whole run in `folder`, or what is left of it: what it took, and its metrics."""
    wanted, logs = problems(count), [folder / "generated.log", folder / "checked.log"]
    keeps = os.environ.get("AUTOFORMALIZE_BENCH_LOGS") == "1"
    engine = SimulatedEngine(generating, logs[0] if keeps else None)
    with (
        SimulatedChecker(checking, workers, logs[1] if keeps else None) as checker,
        AttemptStore(folder / "attempts.jsonl") as store,
    ):
        report = EvaluationLoop(engine, checker, store, PromptBuilder(PromptSettings()), "proof", plan).run(wanted)
        metrics = compute_metrics(wanted, store, [1, plan.most], plan=plan)
    metrics.pop("time")
    return report, metrics


def memory(attempts: int) -> dict[str, float]:
    """What a process that runs so many attempts holds at most, in MB, and how many it does a processor second."""
    with tempfile.TemporaryDirectory() as folder:
        measured: dict[str, float] = _in_child(_measure, Path(folder), attempts)
    return measured


def _measure(folder: Path, attempts: int) -> dict[str, float]:
    wanted = max(1, attempts // _SAMPLES)
    before = _peak_megabytes()
    started = time.process_time()
    run_loop(folder, wanted, SamplingPlan(_SAMPLES))
    seconds = time.process_time() - started
    return {
        "attempts": wanted * _SAMPLES,
        "more_mb": _peak_megabytes() - before,
        "attempts_per_second": wanted * _SAMPLES / seconds,
    }


def overlap(generating: float, checking: float, workers: int, count: int = 20) -> float:
    """The wall clock of a run over the larger of generating alone and checking alone."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        report, _ = run_loop(Path(folder), count, SamplingPlan(16), generating, checking, workers)
        wall = time.monotonic() - started
    return wall / max(count * 16 * generating, report.checked * checking / workers)


def kills(times: int, plan: SamplingPlan, seed: int = 0, count: int = 24, patience: float = 0.3) -> dict[str, Any]:
    """Kill a run `times` times at random moments, then let it end; how that compares with a run that nobody killed.

    `same_metrics`; `repeated`: samples that were generated again although they were on disk when the session began, and
    checks that were done again although their verdicts were; `generated_more` and `checked_more`: how many samples and
    checks all sessions did beyond those that were needed, which is what was under way at the kills.
    """
    draw = random.Random(seed)
    # Slow enough that the run outlives the kills, which come after half the patience on average.
    pace = times * patience / (count * (plan.first + plan.most) / 2)
    os.environ["AUTOFORMALIZE_BENCH_LOGS"] = "1"
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as broken:
        folder = Path(broken)
        _, expected = run_loop(Path(whole), count, plan)
        repeated = 0
        died = 0
        while died < times:
            recorded = _recorded(folder)
            begun = [len(_lines(folder / name)) for name in ("generated.log", "checked.log")]
            child = _FORK.Process(target=run_loop, args=(folder, count, plan, pace, 2 * pace))
            child.start()
            child.join(draw.uniform(0.0, patience))
            if child.is_alive():
                os.kill(child.pid or 0, signal.SIGKILL)
                child.join()
                died += 1
            else:
                times = died  # it has ended: there is nothing left to kill
            repeated += _again(folder, begun, recorded)
        recorded = _recorded(folder)
        begun = [len(_lines(folder / name)) for name in ("generated.log", "checked.log")]
        _, found = run_loop(folder, count, plan)
        repeated += _again(folder, begun, recorded)
        logs = [_lines(folder / name) for name in ("generated.log", "checked.log")]
        with AttemptStore(folder / "attempts.jsonl") as store:
            unique = len(list(store)) == len(store)
    return {
        "kills": died,
        "same_metrics": json.dumps(found, sort_keys=True) == json.dumps(expected, sort_keys=True),
        "attempts_are_unique": unique,
        "repeated": repeated,
        "generated": len(set(logs[0])),
        "generated_more": len(logs[0]) - len(set(logs[0])),
        "checked_more": len(logs[1]) - len(set(logs[1])),
    }


def _recorded(folder: Path) -> tuple[set[str], set[str]]:
    """Samples on disk, and texts that have a verdict there."""
    with AttemptStore(folder / "attempts.jsonl") as store:
        attempts = [attempt.candidate for attempt in store]
        keys = [(one.problem_id, one.index) for one in attempts] + [
            (one.problem_id, one.index) for one in store.unjudged()
        ]
    return {f"{problem_id}/{index}" for problem_id, index in keys}, {one.lean for one in attempts}


def _again(folder: Path, begun: Sequence[int], recorded: tuple[set[str], set[str]]) -> int:
    logs = ("generated.log", "checked.log")
    return sum(
        line in known
        for name, start, known in zip(logs, begun, recorded, strict=True)
        for line in _lines(folder / name)[start:]
    )


def _note(log: Path | None, line: str) -> None:
    if log is not None:
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{line}\n".encode())
        os.close(descriptor)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _in_child(work: Any, *arguments: Any) -> Any:
    """What `work` returns in a process of its own, whose memory nothing else has filled."""
    receiver, sender = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=lambda: sender.send(work(*arguments)))
    child.start()
    result = receiver.recv()
    child.join()
    return result


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
