"""A pool of checker processes: start, feed, replace. Knows no Lean: a job is a function of a session.

One thread a worker owns one session. A job that outran its budget costs the session; a session that died or stalled for
a reason of its own is replaced and the job is tried again, because that says nothing about the candidate.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from lean_env.backends.protocol import Session
from lean_env.errors import SessionError

T = TypeVar("T")

# How far into the queue a worker looks for a job whose header it already holds before it takes the oldest one.
_AFFINITY_WINDOW: Final = 32


@dataclass(slots=True)
class _Job(Generic[T]):
    key: str
    run: Callable[[Session], T]
    future: Future[T]
    failures: Counter[type[SessionError]] = field(default_factory=Counter)
    started: bool = False


class WorkerPool:
    """`workers` sessions side by side; first come first served, but a session prefers jobs whose key it holds."""

    def __init__(self, open_session: Callable[[], Session], workers: int) -> None:
        if workers < 1:
            raise ValueError(f"a pool needs at least one worker, not {workers}")
        self._open_session = open_session
        self._jobs: deque[_Job[Any]] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._sessions: dict[int, Session] = {}
        self.restarts = 0
        self._threads = [
            threading.Thread(target=self._work, args=(index,), name=f"checker-{index}", daemon=True)
            for index in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, key: str, run: Callable[[Session], T]) -> Future[T]:
        """Queue a job; its future ends with its result, or with the SessionError or LeanEnvError that stopped it."""
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._jobs.append(_Job(key, run, future))
            self._changed.notify()
        return future

    def close(self) -> None:
        """Cancel what waits, kill the sessions, join the threads. Safe to call twice."""
        with self._changed:
            self._closed = True
            waiting = list(self._jobs)
            self._jobs.clear()
            sessions = list(self._sessions.values())
            self._changed.notify_all()
        for job in waiting:
            job.future.cancel()
        for session in sessions:
            session.close()
        for thread in self._threads:
            thread.join(timeout=10)

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are open now."""
        with self._changed:
            return list(self._sessions.values())

    def _work(self, index: int) -> None:
        while (job := self._take(index)) is not None:
            if job.started or job.future.set_running_or_notify_cancel():
                job.started = True
                self._run(index, job)
        session = self._sessions.pop(index, None)
        if session is not None:
            session.close()

    def _take(self, index: int) -> _Job[Any] | None:
        with self._changed:
            while not self._jobs:
                if self._closed:
                    return None
                self._changed.wait()
            session = self._sessions.get(index)
            for position, job in enumerate(self._jobs):
                if session is None or position >= _AFFINITY_WINDOW:
                    break
                if session.holds(job.key):
                    del self._jobs[position]
                    return job
            return self._jobs.popleft()

    def _run(self, index: int, job: _Job[Any]) -> None:
        try:
            result = job.run(self._session(index))
        except SessionError as error:
            self._drop(index)
            job.failures[type(error)] += 1
            if job.failures[type(error)] >= error.tries or self._closed:
                job.future.set_exception(error)
            else:
                self._requeue(job)
        except BaseException as error:  # the future must end whatever happens; its owner decides what it means
            job.future.set_exception(error)
        else:
            job.future.set_result(result)

    def _requeue(self, job: _Job[Any]) -> None:
        with self._changed:
            self._jobs.appendleft(job)
            self._changed.notify()

    def _session(self, index: int) -> Session:
        session = self._sessions.get(index)
        if session is None:
            session = self._open_session()
            with self._changed:
                self._sessions[index] = session
                closed = self._closed
            if closed:
                session.close()
        return session

    def _drop(self, index: int) -> None:
        with self._changed:
            session = self._sessions.pop(index, None)
            self.restarts += 1
        if session is not None:
            with contextlib.suppress(OSError):
                session.close()
