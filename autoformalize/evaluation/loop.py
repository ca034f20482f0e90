"""The streaming loop: samples come in, candidates go to the checker at once, verdicts are written as they come out.

Three things happen at the same time and push back on each other: the engine generates in this thread (or in threads of
its own), the pool checks in its processes, and a recorder writes. Where the checker has all that it can hold, no sample
is asked for; where the disk is slow, finished checks count as unfinished until they are written. So the wall clock is
near the larger of generation and checking, and memory holds what is under way, not what is done: one text is checked
once per problem, however often it was sampled, and what is known of a problem's texts is dropped with its last sample.

A sample is on disk before it is checked, and a verdict as soon as it is there. A run that was killed goes on with the
verdicts that its samples wait for; only what the engine and the checker were in the middle of is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, fields
from typing import Final

from autoformalize.evaluation.judge import Outcome, TaskJudge
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.evaluation.trace import STAGES, Trace
from autoformalize.generation import Engine, Sample, SampleRequest
from autoformalize.problem import Candidate, Problem
from autoformalize.prompting import PromptBuilder
from lean_env import Checker

# Candidates that may wait for the checker, and judged ones that may wait for the disk.
_MAX_UNCHECKED: Final = 512
_MAX_UNWRITTEN: Final = 4096
# A sync can take a tenth of a second, and is for machines that stop: what is written survives the process at once.
_SYNC_SECONDS: Final = 0.25
# Problems that are sampled in rounds are taken so many at a time; two groups take turns, so that one is generated
# while the verdicts on the other, which say who goes on, are still coming.
_GROUP: Final = 256
_GROUPS: Final = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done of at most `total` attempts."""

    total: int
    attempts: int
    accepted: int


@dataclass(slots=True)
class LoopReport:
    """Where the time of one loop went, in seconds. `checking_seconds` adds up what each check took;
    `checking_busy_seconds` is for how long at least one was under way."""

    wall_seconds: float = 0.0
    generation_seconds: float = 0.0
    checking_seconds: float = 0.0
    checking_busy_seconds: float = 0.0
    writing_seconds: float = 0.0
    generated_tokens: int = 0
    truncated: int = 0
    checked: int = 0

    def plus(self, other: LoopReport) -> LoopReport:
        """Both loops one after the other."""
        return LoopReport(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def overlap(self) -> float | None:
        """The wall clock over the larger of generation and checking: 1 where neither ever waits for the other."""
        larger = max(self.generation_seconds, self.checking_busy_seconds)
        return self.wall_seconds / larger if larger > 0 else None


@dataclass(slots=True)
class _Open:
    """A problem that is under way: what is known of its texts, by their hashes, and how many samples are with the
    checker."""

    problem: Problem
    known: dict[bytes, Future[Outcome]] = field(default_factory=dict)
    in_flight: int = 0


@dataclass(frozen=True, slots=True)
class _Judged:
    """A candidate whose outcome is known."""

    candidate: Candidate
    sample: Sample
    outcome: Future[Outcome]
    known: bool


class EvaluationLoop:
    """Brings every problem to the attempts that `plan` wants, in the store."""

    def __init__(
        self,
        engine: Engine,
        checker: Checker,
        store: AttemptStore,
        builder: PromptBuilder,
        task: str,
        plan: SamplingPlan,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        trace: Trace | None = None,
        compares: bool = True,
    ) -> None:
        """Without `compares`, statements need only typecheck."""
        self._engine = engine
        self._store = store
        self._builder = builder
        self._task = task
        self._plan = plan
        self._on_progress = on_progress
        self._judge = TaskJudge(checker, task, compares)
        self._open: dict[str, _Open] = {}
        self._guard = threading.Condition()
        self.report = LoopReport()
        self.trace = trace or Trace()
        self._recorder = _Recorder(store, self.trace, self._guard, self._recorded)
        self._total = 0

    def run(self, problems: Sequence[Problem]) -> LoopReport:
        """Sample and check what the store lacks. Interrupted anywhere, it leaves every finished verdict on disk."""
        started, busy = time.monotonic(), {stage: self.trace.busy_seconds(stage) for stage in STAGES}
        there = sum(self._store.there(problem.id).bit_count() for problem in problems)
        self._total = len(problems) * self._plan.most + len(self._store) - there
        self._on_progress(Progress(self._total, len(self._store), self._store.succeeded))
        self._recall(problems)
        self._recorder.start()
        try:
            for sample in self._store.unjudged():
                self._submit(sample)
                self._recorder.wait_until(self._recorder.has_room)
            for requests in self._passes(problems):
                self._generate(requests)
            self._recorder.wait_until(lambda waiting: waiting == 0)
            self._store.forget_samples()
        except Exception:
            self._recorder.wait_until(lambda waiting: waiting == 0)  # what was sampled gets its verdict all the same
            raise
        finally:
            self._judge.close()
            self._recorder.stop()
            self.report.wall_seconds = time.monotonic() - started
            self.report.generation_seconds = self.trace.busy_seconds("generation") - busy["generation"]
            self.report.checking_busy_seconds = self.trace.busy_seconds("checking") - busy["checking"]
            self.report.writing_seconds = self.trace.busy_seconds("writing") - busy["writing"]
        self._recorder.raise_failure()
        return self.report

    def _generate(self, requests: Iterable[SampleRequest]) -> None:
        """One call of the engine, from its first sample to its last."""
        samples = self._engine.generate(requests, self._store.sampled)
        with contextlib.ExitStack() as ending:
            if isinstance(samples, Generator):  # what an engine has under way ends with the loop, whatever ends that
                ending.callback(samples.close)
            while True:
                self.trace.begin("generation")
                try:
                    sample = next(samples, None)
                finally:
                    self.trace.end("generation")
                if sample is None:
                    return
                if (sample.problem_id, sample.index) in self._store.sampled or sample.problem_id not in self._open:
                    continue  # an engine decodes some again to make its batches the same
                self._store.keep(sample)
                self.report.generated_tokens += sample.tokens
                self.report.truncated += sample.truncated
                self._submit(sample)
                self._recorder.wait_until(self._recorder.has_room)

    def _passes(self, problems: Sequence[Problem]) -> Iterator[Iterator[SampleRequest]]:
        """What to ask the engine for, one call after the other; within a call, requests are made as it takes them."""
        if self._plan.is_fixed:
            yield (self._request(problem, range(self._plan.samples)) for problem in problems)
            return
        fresh = deque(list(problems[at : at + _GROUP]) for at in range(0, len(problems), _GROUP))
        if len(fresh) == 1 and len(fresh[0]) > 1:
            (only,) = fresh
            fresh = deque([only[: len(only) // 2], only[len(only) // 2 :]])
        going: deque[list[Problem]] = deque()
        while fresh or going:
            group = fresh.popleft() if fresh and len(going) < _GROUPS else going.popleft()
            self._wait_for(group)
            wanted = [(problem, next_round(self._plan, self._store, problem.id)) for problem in group]
            for problem, indices in wanted:
                if indices is None:
                    self._open.pop(problem.id, None)
            if any(indices for _, indices in wanted):
                yield (self._request(problem, indices) for problem, indices in wanted if indices)
                going.append([problem for problem, indices in wanted if indices])

    def _wait_for(self, group: Sequence[Problem]) -> None:
        """Wait until nothing of these problems is under way."""

        def settled(waiting: int) -> bool:
            states = (self._open.get(problem.id) for problem in group)
            return not waiting or not any(state is not None and state.in_flight for state in states)

        self._recorder.wait_until(settled)

    def _request(self, problem: Problem, indices: range) -> SampleRequest:
        if any((problem.id, index) not in self._store.sampled for index in indices):
            with self._guard:
                self._open.setdefault(problem.id, _Open(problem))
        return SampleRequest(self._builder.prompt(problem, self._task), indices)

    def _recall(self, problems: Sequence[Problem]) -> None:
        """What a resumed run knows of the texts of problems that are not finished."""
        waiting = {sample.problem_id for sample in self._store.unjudged()}
        self._open = {
            problem.id: _Open(problem)
            for problem in problems
            if (self._store.there(problem.id) or problem.id in waiting)
            and next_round(self._plan, self._store, problem.id) is not None
        }
        for attempt in self._store if self._open else ():
            state = self._open.get(attempt.candidate.problem_id)
            if state is not None:
                known: Future[Outcome] = Future()
                known.set_result(Outcome.from_attempt(attempt))
                state.known[_hash(attempt.candidate.lean)] = known

    def _submit(self, sample: Sample) -> None:
        """Give a sample that is on disk to the checker, unless its text is known."""
        state = self._open.get(sample.problem_id)
        if state is None:
            return  # of a problem that is finished without it
        problem = state.problem
        lean, name = self._builder.candidate(problem, self._task, sample.text)
        candidate = Candidate(problem.id, self._task, sample.index, sample.text, lean)
        key = _hash(lean)
        future, known = state.known.get(key), True
        with self._guard:
            state.in_flight += 1
            self._recorder.expect()
        if future is None:
            known = False
            self.trace.begin("checking")
            future = state.known[key] = self._judge.submit(problem, lean, name)
            future.add_done_callback(lambda _: self.trace.end("checking"))
            self.report.checked += 1
        judged = _Judged(candidate, sample, future, known)
        future.add_done_callback(lambda _: self._recorder.put(judged))

    def _recorded(self, written: Sequence[_Judged]) -> None:
        """In the recorder's thread, which holds the guard: these are on disk."""
        for judged in written:
            if not judged.known:
                self.report.checking_seconds += judged.outcome.result().seconds
            self._open[judged.candidate.problem_id].in_flight -= 1
        for problem_id in {judged.candidate.problem_id for judged in written}:
            if self._plan.is_fixed and self._store.there(problem_id).bit_count() >= self._plan.samples:
                del self._open[problem_id]
        self._on_progress(Progress(self._total, len(self._store), self._store.succeeded))


def next_round(plan: SamplingPlan, store: AttemptStore, problem_id: str) -> range | None:
    """The samples of the first round that the store does not have whole; None where the plan wants no more."""
    there, right, start = store.there(problem_id), store.right(problem_id), 0
    while True:
        end = plan.next_end(start, (right & ((1 << start) - 1)).bit_count())
        if end is None:
            return None
        if there & ((1 << end) - 1) != (1 << end) - 1:
            return range(start, end)
        start = end


def _hash(lean: str) -> bytes:
    return hashlib.blake2b(lean.encode("utf-8", errors="replace"), digest_size=16).digest()


class _Recorder:
    """Writes what is judged in a thread of its own, and syncs in another; knows how much is not written yet.

    `guard` is held while `on_written` is told what was written; whoever waits is woken after that.
    """

    def __init__(
        self,
        store: AttemptStore,
        trace: Trace,
        guard: threading.Condition,
        on_written: Callable[[Sequence[_Judged]], None],
    ) -> None:
        self._store = store
        self._trace = trace
        self._guard = guard
        self._on_written = on_written
        self._judged: queue.SimpleQueue[_Judged | None] = queue.SimpleQueue()
        self._waiting = 0
        self._unwritten = 0
        self._is_waited_for = False
        self._failure: BaseException | None = None
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._guarded, args=(work,), name=name, daemon=True)
            for name, work in (("recorder", self._record), ("syncer", self._sync))
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def expect(self) -> None:
        """One more candidate is on its way."""
        with self._guard:
            self._waiting += 1

    def put(self, judged: _Judged) -> None:
        """It is judged: write it."""
        with self._guard:
            self._unwritten += 1
            if self._is_waited_for:
                self._guard.notify_all()
        self._judged.put(judged)

    def has_room(self, waiting: int) -> bool:
        """Whether another candidate may come, with so many not written yet."""
        return waiting - self._unwritten <= _MAX_UNCHECKED and self._unwritten <= _MAX_UNWRITTEN

    def wait_until(self, enough: Callable[[int], bool]) -> None:
        """Wait until `enough` is said of how many are not written yet. Raises what ended the recorder."""
        with self._guard:
            while self._failure is None and not enough(self._waiting):
                self._is_waited_for = True
                self._guard.wait()
            self._is_waited_for = False
        self.raise_failure()

    def raise_failure(self) -> None:
        """Raise what ended the recorder, if anything did."""
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Write what is judged by now, and end."""
        self._judged.put(None)
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            with self._guard:
                self._failure = self._failure or error
                self._guard.notify_all()

    def _record(self) -> None:
        """Write whatever has gathered, again and again, until `stop`."""
        while True:
            gathered = [self._judged.get()]
            while len(gathered) < _MAX_UNWRITTEN and not self._judged.empty():
                gathered.append(self._judged.get())
            batch = [judged for judged in gathered if judged is not None]
            if batch:
                self._write(batch)
            if len(batch) < len(gathered):
                return

    def _sync(self) -> None:
        while not self._ended.wait(_SYNC_SECONDS):
            self._store.sync()

    def _write(self, batch: Sequence[_Judged]) -> None:
        """Write what has an outcome; then raise, if something has none."""
        ended = [one for one in batch if not one.outcome.cancelled()]  # the others are left to a resumed run
        failures = [error for one in ended if (error := one.outcome.exception()) is not None]
        judged = [one for one in ended if one.outcome.exception() is None]
        self._trace.begin("writing")
        try:
            self._store.append(
                one.outcome.result().attempt(one.candidate, one.sample.tokens, one.sample.truncated, one.known)
                for one in judged
            )
        finally:
            self._trace.end("writing")
        with self._guard:
            self._on_written(judged)
            self._waiting -= len(judged)
            self._unwritten -= len(judged)
            self._guard.notify_all()
        if failures:
            raise failures[0]
