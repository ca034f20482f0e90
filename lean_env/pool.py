"""A pool of checker processes: start, feed, replace. Knows no Lean: a job is a function of a session.

One thread a worker owns one session. A job that outran its budget costs the session; a session that died or stalled for
a reason of its own is replaced and the job is tried again, because that says nothing about the candidate.

While a session works on one job, it is told of the next one, so that its process goes from one to the other without
waiting for this one. A job that failed is tried again with none behind it: nobody else is to suffer from it.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar

from lean_env.backends.protocol import Session
from lean_env.errors import LeanEnvError, SessionError

T = TypeVar("T")
Result = TypeVar("Result", covariant=True)

# How far into the queue a worker looks for a job whose header it already holds before it takes the oldest one.
_AFFINITY_WINDOW: Final = 32


class Job(Protocol[Result]):
    """A piece of work for a session. What `run` raises, but for SessionError, is what its future ends with."""

    @property
    def key(self) -> str:
        """Sessions that hold this are preferred."""

    def foresee(self, session: Session) -> bool:
        """Tell a session that it is to run this after what it knows of; returns whether it makes use of that.

        May be called several times before `run`.
        """

    def run(self, session: Session) -> Result:
        """Do it. Raises SessionError."""

    def give_up(self, error: SessionError) -> Result:
        """What it comes to when this error stands."""


@dataclass(slots=True)
class _Queued(Generic[T]):
    job: Job[T]
    future: Future[T]
    failures: Counter[type[SessionError]] = field(default_factory=Counter)
    started: bool = False

    def foresee(self, session: Session) -> bool:
        """Whether the session makes use of knowing that it comes next; what is wrong with it shows when it runs."""
        with contextlib.suppress(Exception):
            return not self.failures and self.job.foresee(session)
        return False


class WorkerPool:
    """`workers` sessions side by side; first come first served, but a session prefers jobs whose key it holds."""

    def __init__(self, open_session: Callable[[], Session], workers: int) -> None:
        if workers < 1:
            raise ValueError(f"a pool needs at least one worker, not {workers}")
        self._open_session = open_session
        self._jobs: deque[_Queued[Any]] = deque()
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

    def submit(self, job: Job[T]) -> Future[T]:
        """Queue a job; its future ends with its result, or with the error that it raised."""
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._jobs.append(_Queued(job, future))
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
        for queued in waiting:
            _cancel(queued)
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
        queued = self._take(index)
        while queued is not None:
            following = self._look_ahead(index, queued)
            if queued.started or queued.future.set_running_or_notify_cancel():
                queued.started = True
                self._run(index, queued)
            if following is not None and self._closed:
                _cancel(following)
                following = None
            queued = following or self._take(index)
        session = self._sessions.pop(index, None)
        if session is not None:
            session.close()

    def _look_ahead(self, index: int, queued: _Queued[Any]) -> _Queued[Any] | None:
        """Tell the worker's session of the job that it runs next, and of the one after that, which is returned.

        There is none behind a job that failed before, or while another worker may want it.
        """
        session = self._sessions.get(index)
        if session is None or not queued.foresee(session):
            return None
        with self._changed:
            if len(self._jobs) <= len(self._threads):
                return None
            following = self._best(index)
        following.foresee(session)
        return following

    def _take(self, index: int) -> _Queued[Any] | None:
        with self._changed:
            while not self._jobs:
                if self._closed:
                    return None
                self._changed.wait()
            return self._best(index)

    def _best(self, index: int) -> _Queued[Any]:
        """Of the jobs that wait, the one that this worker had best run."""
        session = self._sessions.get(index)
        for position, queued in enumerate(self._jobs):
            if session is None or position >= _AFFINITY_WINDOW:
                break
            if session.holds(queued.job.key):
                del self._jobs[position]
                return queued
        return self._jobs.popleft()

    def _run(self, index: int, queued: _Queued[Any]) -> None:
        try:
            result = queued.job.run(self._session(index))
        except SessionError as error:
            self._drop(index)
            queued.failures[type(error)] += 1
            if queued.failures[type(error)] >= error.tries or self._closed:
                queued.future.set_result(queued.job.give_up(error))
            else:
                self._requeue(queued)
        except BaseException as error:  # the future must end whatever happens; its owner decides what it means
            queued.future.set_exception(error)
        else:
            queued.future.set_result(result)

    def _requeue(self, queued: _Queued[Any]) -> None:
        with self._changed:
            self._jobs.appendleft(queued)
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


def _cancel(queued: _Queued[Any]) -> None:
    if queued.started or queued.future.set_running_or_notify_cancel():
        queued.future.set_exception(LeanEnvError("the checker pool was closed before this check ran"))
