"""A pool's workers as actors of a Ray cluster that runs already: `checker=ray`, the extra `ray`.

Each actor holds a pool of one worker on whatever node Ray gives it, so what a candidate can do to a worker is dealt
with there. What is dealt with here is the death of actors and nodes: their requests go to the others, a new actor is
asked for in the place of each, and a request that outlived several actors, or waited too long for any, is `crashed`.
Nodes need this package, and the same Lean: an actor whose fingerprint is another one is not used.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import ray
from ray.exceptions import RayActorError, RayError, RayTaskError

from lean_env.checker import BaseChecker, CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.options import ClusterOptions
from lean_env.statement import is_identifier
from lean_env.verdict import Budget, Claim, Message, Request, Snippet, Status, Verdict

_LOG: Final = logging.getLogger(__name__)
_AHEAD: Final = 2  # one runs, one is there when it ends
_IN_FLIGHT_PER_ACTOR: Final = 16
_RETRIES: Final = 5
_MOST_STILLBORN: Final = 3
_PAUSE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 30.0
_AFFINITY_WINDOW: Final = 32
_TICK_SECONDS: Final = 1.0
_KNOCK_SECONDS: Final = 10.0


class RayChecker(BaseChecker):
    """Checks on the actors of one cluster, within `budget` unless a request brings its own."""

    def __init__(
        self, cluster: ClusterOptions, open_pool: Callable[[], CheckerPool], budget: Budget | None = None
    ) -> None:
        """`open_pool` opens a pool of one worker, on a node. Raises LeanEnvError when no actor starts."""
        self._cluster = cluster
        self._open_pool = open_pool
        self._budget = budget or Budget()
        self._disconnect = _connect(cluster.address)
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._waiting: deque[_Job] = deque()
        self._actors: list[_Actor] = []
        self._identity: Future[tuple[str, str]] = Future()
        self._without_actor_since = time.monotonic()
        self._stillborn = 0  # actors that died before they were ready, since one was
        self._closed = False
        self.restarts = 0
        remote = ray.remote(num_cpus=cluster.cpus, resources=cluster.resources, max_restarts=0)(_CheckerActor)
        self._start = lambda: remote.remote(open_pool)
        self._count = cluster.actors or max(1, int(ray.cluster_resources().get("CPU", 1) / cluster.cpus))
        self._thread = threading.Thread(target=self._dispatch, name="ray-checker", daemon=True)
        self._thread.start()
        for _ in range(self._count):
            self._events.put(self._add_actor)
        try:
            self._backend, self._fingerprint = self._identity.result(timeout=cluster.patience)
        except TimeoutError:
            self.close()
            raise LeanEnvError(
                f"the Ray cluster at {cluster.address!r} gave no actor of {cluster.cpus:g} cores "
                f"{cluster.resources or ''} within {cluster.patience:g} s"
            ) from None
        except LeanEnvError:
            self.close()
            raise

    @property
    def backend(self) -> str:
        """The actors'."""
        return self._backend

    @property
    def fingerprint(self) -> str:
        """The actors', which is one for all."""
        return self._fingerprint

    @property
    def capacity(self) -> int:
        """A multiple of the actors."""
        return self._count * _IN_FLIGHT_PER_ACTOR

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """See `Checker.submit`."""
        if isinstance(request, Claim) and not is_identifier(request.name):
            raise LeanEnvError(f"{request.name!r} is not the name of a Lean declaration")
        if self._closed:
            raise RuntimeError("the checker is closed")
        job = _Job(request, budget or self._budget, Future())
        job.future.set_running_or_notify_cancel()
        self._events.put(lambda: self._enqueue(job))
        return job.future

    def close(self) -> None:
        """End the actors, and the connection if it was opened here. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._events.put(None)
        self._thread.join()
        for actor in self._actors:
            _kill(actor.handle)
        left = [*self._waiting, *(job for actor in self._actors for job in actor.jobs)]
        for job in left:
            if not job.future.done():
                job.future.set_exception(LeanEnvError("the checker was closed before this check ran"))
        self._disconnect()

    # What follows runs in the dispatching thread only, so that the state needs no lock.

    def _dispatch(self) -> None:
        while True:
            try:
                event = self._events.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                event = self._give_up_waiting
            if event is None:
                return
            try:
                event()
                self._feed()
            except Exception:
                _LOG.exception("the Ray checker goes on after a fault of its own")

    def _enqueue(self, job: _Job) -> None:
        self._waiting.append(job)

    def _add_actor(self) -> None:
        actor = _Actor(self._start())
        self._actors.append(actor)
        self._when_done(actor.handle.describe.remote(), lambda done: self._introduced(actor, done))

    def _when_done(self, reference: Any, then: Callable[[Future[Any]], None]) -> None:
        """Have `then` called in this thread with the finished result."""
        reference.future().add_done_callback(lambda done: self._events.put(lambda: then(done)))

    def _introduced(self, actor: _Actor, done: Future[tuple[str, str]]) -> None:
        """An actor is ready, or says why it never will be."""
        error = done.exception()
        if isinstance(error, RayTaskError):  # its pool does not open there: another try would end the same way
            self._discard(actor, _cause(error))
        elif error is not None:
            self._stillborn += 1
            if self._stillborn > _MOST_STILLBORN and not self._identity.done():
                self._discard(actor, error)
            else:
                self._lose(actor, error)
        elif self._identity.done() and done.result() != self._identity.result():
            self._discard(actor, LeanEnvError(f"has {done.result()[1]}, the others {self._identity.result()[1]}"))
        else:
            actor.ready = True
            self._stillborn = 0
            if not self._identity.done():
                self._identity.set_result(done.result())

    def _discard(self, actor: _Actor, reason: BaseException) -> None:
        line = str(reason).split("\n")[0]
        _LOG.warning("a node's actor is not used: %s", line)
        self._remove(actor)
        if not self._actors and not self._identity.done():
            self._identity.set_exception(LeanEnvError(f"no actor of the Ray cluster can check: {line}"))

    def _lose(self, actor: _Actor, error: BaseException) -> None:
        """An actor is gone: its requests come back by themselves, and another one is asked for."""
        if actor in self._actors:
            _LOG.warning("an actor of the Ray cluster is gone, its work moves: %s", str(error).split("\n")[0])
            self._remove(actor)
            self.restarts += 1
            # At once, unless actors die before they are ready: that may pass, but not sooner for trying harder.
            pause = min(_LONGEST_PAUSE_SECONDS, self._stillborn * _PAUSE_SECONDS)
            again = threading.Timer(pause, self._events.put, [self._add_actor])
            again.daemon = True
            again.start()

    def _remove(self, actor: _Actor) -> None:
        if actor in self._actors:
            self._actors.remove(actor)
            _kill(actor.handle)
            if not any(other.ready for other in self._actors):
                self._without_actor_since = time.monotonic()

    def _feed(self) -> None:
        """Give waiting requests to the actors with room, the least busy first."""
        while self._waiting:
            free = [actor for actor in self._actors if actor.ready and len(actor.jobs) < _AHEAD]
            if not free:
                return
            actor = min(free, key=lambda each: len(each.jobs))
            job = self._take(actor.header)
            job.attempts += 1
            actor.header = job.request.header
            actor.jobs.append(job)
            self._when_done(actor.handle.check.remote(job.request, job.budget), self._ender(actor, job))

    def _ender(self, actor: _Actor, job: _Job) -> Callable[[Future[Verdict]], None]:
        return lambda done: self._checked(actor, job, done)

    def _take(self, header: str | None) -> _Job:
        """The oldest request, or one of the next with the header that the actor holds."""
        for position, job in enumerate(self._waiting):
            if position >= _AFFINITY_WINDOW:
                break
            if job.request.header == header:
                del self._waiting[position]
                return job
        return self._waiting.popleft()

    def _checked(self, actor: _Actor, job: _Job, done: Future[Verdict]) -> None:
        actor.jobs.remove(job)
        error = done.exception()
        if error is None:
            job.future.set_result(done.result())
        elif isinstance(error, RayTaskError):
            job.future.set_exception(_cause(error))
        else:
            if isinstance(error, RayActorError):
                self._lose(actor, error)
            if job.attempts > _RETRIES:
                job.future.set_result(self._crashed(str(error).split("\n")[0]))
            else:
                self._waiting.appendleft(job)

    def _give_up_waiting(self) -> None:
        ready = any(actor.ready for actor in self._actors)
        if ready or time.monotonic() - self._without_actor_since < self._cluster.patience:
            return
        while self._waiting:
            text = f"no actor of the Ray cluster was there for {self._cluster.patience:g} s"
            self._waiting.popleft().future.set_result(self._crashed(text))

    def _crashed(self, text: str) -> Verdict:
        return Verdict(
            Status.CRASHED, (Message("error", text, kind=Status.CRASHED.value),), backend=self._identity.result()[1]
        )


class _CheckerActor:
    """The actor: a pool of one worker."""

    def __init__(self, open_pool: Callable[[], CheckerPool]) -> None:
        self._open_pool = open_pool
        self._pool: CheckerPool | None = None

    def describe(self) -> tuple[str, str]:
        """Open the pool, see that it works, and say what it is."""
        self._pool = self._open_pool()
        verdict = self._pool.check(Snippet("", ""))
        if not verdict.accepted:
            raise LeanEnvError(f"an empty text is {verdict.status.value}: {[m.text for m in verdict.messages]}")
        return self._pool.backend, self._pool.fingerprint

    def check(self, request: Request, budget: Budget) -> Verdict:
        """The verdict on one request."""
        assert self._pool is not None
        return self._pool.check(request, budget)


@dataclass(eq=False, slots=True)
class _Job:
    request: Request
    budget: Budget
    future: Future[Verdict]
    attempts: int = 0


@dataclass(eq=False, slots=True)
class _Actor:
    handle: Any
    ready: bool = False
    header: str | None = None
    jobs: list[_Job] = field(default_factory=list)


def _connect(address: str) -> Callable[[], None]:
    """Join the cluster unless this process is in one already; what undoes it."""
    if ray.is_initialized():
        return lambda: None
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).split("\n")[0]
        raise LeanEnvError(
            f"no Ray cluster at {address!r} ({reason}): start one with `ray start --head`, or set checker.ray.address"
        ) from None
    return ray.shutdown


def _knock(address: str) -> None:
    """Raises OSError when nothing listens at HOST:PORT: Ray itself would try for minutes."""
    place = urlsplit(address if "//" in address else f"//{address}")
    if place.hostname and place.port:
        socket.create_connection((place.hostname, place.port), timeout=_KNOCK_SECONDS).close()


def _cause(error: RayTaskError) -> BaseException:
    cause: object = error.cause
    return cause if isinstance(cause, BaseException) else error


def _kill(handle: Any) -> None:
    with contextlib.suppress(RayError, ValueError, RuntimeError):
        ray.kill(handle)
