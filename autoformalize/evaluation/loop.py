"""The streaming loop: samples come in, candidates go to the checker at once, verdicts are written as they come out.

Generation runs in this thread and checking in the pool's processes, so the wall clock is near the larger of the two.
One text is checked once per problem, however often it was sampled.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, fields
from typing import Final

from autoformalize.evaluation.judge import Outcome, TaskJudge
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation import Engine, Sample, SampleRequest
from autoformalize.problem import Attempt, Candidate, Problem
from autoformalize.prompting import PromptBuilder, extract_candidate
from lean_env import Checker

_MAX_WAITING: Final = 512
_WRITE_EVERY: Final = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done of `total` attempts."""

    total: int
    attempts: int
    accepted: int


@dataclass(slots=True)
class LoopReport:
    """Where the time of one loop went, in seconds; `checking` adds up the workers' time."""

    wall_seconds: float = 0.0
    generation_seconds: float = 0.0
    checking_seconds: float = 0.0
    generated_tokens: int = 0
    truncated: int = 0
    checked: int = 0

    def plus(self, other: LoopReport) -> LoopReport:
        """Both loops one after the other."""
        return LoopReport(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


class EvaluationLoop:
    """Brings every problem to `samples` attempts in the store."""

    def __init__(
        self,
        engine: Engine,
        checker: Checker,
        store: AttemptStore,
        builder: PromptBuilder,
        task: str,
        samples: int,
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._builder = builder
        self._task = task
        self._samples = samples
        self._on_progress = on_progress
        self._judge = TaskJudge(checker, task)
        self._finished: queue.SimpleQueue[tuple[Candidate, Future[Outcome]]] = queue.SimpleQueue()
        self._pending: list[Attempt] = []
        self._in_flight = 0
        self._accepted = 0
        self._total = 0
        self.report = LoopReport()

    def run(self, problems: Sequence[Problem]) -> LoopReport:
        """Sample and check what the store lacks. Interrupted anywhere, it leaves every finished verdict on disk."""
        by_id = {problem.id: problem for problem in problems}
        self._accepted = sum(attempt.succeeded for attempt in self._store)
        self._total = len(problems) * self._samples
        self._on_progress(Progress(self._total, len(self._store), self._accepted))
        started = time.monotonic()
        outcomes: dict[tuple[str, str], Future[Outcome]] = {}
        try:
            waited = time.monotonic()
            for sample in self._engine.generate(self._requests(problems), self._store):
                self.report.generation_seconds += time.monotonic() - waited
                if (sample.problem_id, sample.index) not in self._store:
                    self._submit(sample, by_id[sample.problem_id], outcomes)
                self._collect(until=_MAX_WAITING)
                waited = time.monotonic()
            self._collect(until=0)
        finally:
            self._judge.close()
            self._write()
        self.report.wall_seconds = time.monotonic() - started
        return self.report

    def _requests(self, problems: Sequence[Problem]) -> Iterator[SampleRequest]:
        for problem in problems:
            yield SampleRequest(self._builder.prompt(problem, self._task), range(self._samples))

    def _submit(self, sample: Sample, problem: Problem, outcomes: dict[tuple[str, str], Future[Outcome]]) -> None:
        self.report.generated_tokens += sample.tokens
        self.report.truncated += sample.truncated
        lean, name = extract_candidate(problem, self._task, sample.text)
        candidate = Candidate(problem.id, self._task, sample.index, sample.text, lean)
        future = outcomes.get((problem.id, lean))
        if future is None:
            future = self._judge.submit(problem, lean, name)
            outcomes[problem.id, lean] = future
            self.report.checked += 1
        self._in_flight += 1
        future.add_done_callback(lambda done: self._finished.put((candidate, done)))

    def _collect(self, until: int) -> None:
        """Take finished verdicts; wait while more than `until` are in flight."""
        while self._in_flight > until or not self._finished.empty():
            candidate, future = self._finished.get()
            self._in_flight -= 1
            self._record(candidate, future.result())

    def _record(self, candidate: Candidate, outcome: Outcome) -> None:
        self.report.checking_seconds += outcome.seconds
        attempt = outcome.attempt(candidate)
        self._accepted += attempt.succeeded
        self._pending.append(attempt)
        if len(self._pending) >= _WRITE_EVERY:
            self._write()

    def _write(self) -> None:
        self._store.append(self._pending)
        self._pending.clear()
        self._on_progress(Progress(self._total, len(self._store), self._accepted))
