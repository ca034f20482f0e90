"""A checker on another machine: the client of `python -m lean_env serve`.

The pool, the audit and the sandbox are the server's; this side sends requests in batches over a few connections and
gives each the verdict that came back. Whatever goes wrong on the way (a lost connection, a full queue, a server that is
started again) is waited for and tried again; what still fails is `crashed`, and never counts against a candidate.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import socket
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from lean_env.checker import BaseChecker
from lean_env.errors import LeanEnvError
from lean_env.flat_json import decode
from lean_env.options import ServerOptions
from lean_env.statement import is_identifier
from lean_env.verdict import Budget, Claim, Message, Request, Status, Verdict
from lean_env.wire import budget_to_json, request_to_json

# The server says every few seconds that it lives, so a silence of this length is a lost connection.
_SILENCE_SECONDS: Final = 30.0
_FIRST_PAUSE_SECONDS: Final = 0.1
_LONGEST_PAUSE_SECONDS: Final = 15.0
_BATCHES_AHEAD: Final = 4
_TOO_LARGE: Final = 413


class HttpChecker(BaseChecker):
    """Checks on a server, within `budget` unless a request brings its own."""

    def __init__(self, server: ServerOptions, budget: Budget | None = None) -> None:
        """Raises LeanEnvError when no server answers, it refuses the token, or it does not allow the budget."""
        self._server = server
        self._token = os.environ.get(server.token_variable, "").strip()
        self._budget = budget or Budget()
        self._place = _place(server.url)
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._down_since: float | None = None
        info = self._reach()
        self._backend = str(info["backend"])
        self._fingerprint = str(info["fingerprint"])
        self._refuse_budget(info["budget"])
        self._connections = [self._connect() for _ in range(server.connections)]
        self._threads = [
            threading.Thread(target=self._work, args=(connection,), name=f"remote-checker-{index}", daemon=True)
            for index, connection in enumerate(self._connections)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def backend(self) -> str:
        """The server's."""
        return self._backend

    @property
    def fingerprint(self) -> str:
        """The server's, as it was when this client was opened."""
        return self._fingerprint

    @property
    def capacity(self) -> int:
        """Some batches for each connection."""
        return self._server.connections * self._server.batch * _BATCHES_AHEAD

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """See `Checker.submit`. The future raises LeanEnvError when the server refuses, or is another one now."""
        if isinstance(request, Claim) and not is_identifier(request.name):
            raise LeanEnvError(f"{request.name!r} is not the name of a Lean declaration")
        job = _Job(request, budget or self._budget, Future())
        job.future.set_running_or_notify_cancel()
        with self._changed:
            if self._closing.is_set():
                raise RuntimeError("the checker is closed")
            self._jobs.append(job)
            self._changed.notify()
        return job.future

    def close(self) -> None:
        """End what waits and what runs; the server may still finish its checks. Safe to call twice."""
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        for connection in self._connections:
            with contextlib.suppress(OSError, AttributeError):  # not open, or just closed
                connection.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=_SILENCE_SECONDS)
        with self._changed:
            left = list(self._jobs)
            self._jobs.clear()
        _fail(left, LeanEnvError("the checker was closed before this check ran"))

    def _reach(self) -> dict[str, Any]:
        """The server's description. Waits for one that is just starting."""
        deadline = time.monotonic() + self._server.start_seconds
        pause = _FIRST_PAUSE_SECONDS
        while True:
            connection = self._connect()
            try:
                info: dict[str, Any] = _exchange(connection, "GET", f"{self._place.path}/info", None, self._token)
                if isinstance(info.get("budget"), dict) and "fingerprint" in info and "backend" in info:
                    return info
                raise LeanEnvError(f"{self._server.url} answers, but is not `python -m lean_env serve`")
            except _Refusal as error:
                hint = f": the token is read from {self._server.token_variable}" if error.code in (401, 403) else ""
                raise LeanEnvError(f"{self._server.url}: {error}{hint}") from None
            except (_Busy, *_LOST) as error:
                if time.monotonic() > deadline:
                    raise LeanEnvError(
                        f"no checker answers at {self._server.url} ({error}): start one there with "
                        "`python -m lean_env serve`, or set checker.http.url"
                    ) from None
            finally:
                connection.close()
            time.sleep(pause)
            pause = min(2 * pause, 2.0)

    def _refuse_budget(self, allowed: dict[str, Any]) -> None:
        for key, value in budget_to_json(self._budget).items():
            if value > allowed.get(key, value):
                raise LeanEnvError(
                    f"{self._server.url} allows a check {key}={allowed[key]:g} at most: lower checker.{key}={value:g}, "
                    "or start the server with more"
                )

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._place.scheme == "https" else http.client.HTTPConnection
        assert self._place.hostname is not None
        return kind(self._place.hostname, self._place.port, timeout=_SILENCE_SECONDS)

    def _work(self, connection: http.client.HTTPConnection) -> None:
        while jobs := self._take():
            try:
                self._settle(connection, jobs)
            except BaseException as error:  # every future ends, whatever happens
                _fail(jobs, error)
        connection.close()

    def _take(self) -> list[_Job]:
        """The next jobs of one budget: a fair share of what waits. None when closed."""
        with self._changed:
            while not self._jobs and not self._closing.is_set():
                self._changed.wait()
            if self._closing.is_set():
                return []
            share = -(-len(self._jobs) // self._server.connections)
            jobs = [self._jobs.popleft()]
            while self._jobs and len(jobs) < min(share, self._server.batch) and self._jobs[0].budget == jobs[0].budget:
                jobs.append(self._jobs.popleft())
            return jobs

    def _settle(self, connection: http.client.HTTPConnection, jobs: Sequence[_Job]) -> None:
        """Bring every job to its end."""
        pause = _FIRST_PAUSE_SECONDS
        while not self._closing.is_set():
            try:
                verdicts = self._ask(connection, jobs)
            except _Busy as error:
                self._down_since = None
                self._closing.wait(error.seconds * random.uniform(1.0, 1.5))
            except _Refusal as error:
                if len(jobs) > 1:  # one of them is at fault: the others need not suffer
                    for job in jobs:
                        self._settle(connection, [job])
                elif error.code == _TOO_LARGE:
                    _answer(jobs, [_crashed(str(error))])
                else:
                    _fail(jobs, LeanEnvError(f"{self._server.url}: {error}"))
                return
            except _LOST as error:
                connection.close()  # the next request opens it again
                if self._is_lost():
                    _answer(jobs, [_crashed(f"{self._server.url} cannot be reached: {error}")] * len(jobs))
                    return
                self._closing.wait(pause * random.uniform(0.5, 1.0))
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            else:
                self._down_since = None
                _answer(jobs, verdicts)
                return
        _fail(jobs, LeanEnvError("the checker was closed before this check ran"))

    def _is_lost(self) -> bool:
        """Note that a request failed; True once all have failed for as long as the server is waited for."""
        now = time.monotonic()
        since = self._down_since
        if since is None:
            since = self._down_since = now
        return now - since > self._server.patience

    def _ask(self, connection: http.client.HTTPConnection, jobs: Sequence[_Job]) -> list[Verdict]:
        record = {
            "requests": [request_to_json(job.request) for job in jobs],
            "budget": budget_to_json(jobs[0].budget),
        }
        answer = _exchange(connection, "POST", f"{self._place.path}/check", record, self._token)
        if "error" in answer:
            raise ConnectionError(f"the checker there is at fault: {answer['error']}")
        if answer["fingerprint"] != self._fingerprint:
            raise LeanEnvError(
                f"{self._server.url} is now {answer['fingerprint']}, and was {self._fingerprint}: verdicts of two "
                "checkers do not mix; start again"
            )
        verdicts = [Verdict.from_json(verdict) for verdict in answer["verdicts"]]
        if len(verdicts) != len(jobs):
            raise ConnectionError(f"{len(verdicts)} verdicts for {len(jobs)} requests")
        return verdicts


@dataclass(frozen=True, slots=True)
class _Job:
    request: Request
    budget: Budget
    future: Future[Verdict]


class _Refusal(Exception):
    """The server will not do it, however often it is asked."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class _Busy(Exception):
    """The server asks to come again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the server's queue is full")
        self.seconds = seconds


# Whatever half an answer, or an answer of something else, can look like.
_LOST: Final = (OSError, http.client.HTTPException, ValueError, KeyError, TypeError, AttributeError)


def _place(url: str) -> SplitResult:
    try:
        place = urlsplit(url.rstrip("/"))
        usable = place.scheme in ("http", "https") and place.hostname is not None and place.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise LeanEnvError(f"checker.http.url={url!r} is not like http://HOST:PORT")
    return place


def _exchange(connection: http.client.HTTPConnection, method: str, path: str, record: object, token: str) -> Any:
    """Send one request and read its answer. Raises _Refusal, _Busy, or one of _LOST."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = None if record is None else json.dumps(record).encode("ascii")
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    content = response.read()
    match response.status:
        case 200:
            return decode(content)
        case 429:
            raise _Busy(_seconds(response.getheader("Retry-After")))
        case 408:
            raise ConnectionError("the server did not get the whole request")
        case code if code >= 500:
            raise ConnectionError(f"the server failed with status {code}")
        case code:
            raise _Refusal(code, _detail(code, content))


def _seconds(header: str | None) -> float:
    try:
        return min(60.0, max(0.1, float(header or 1)))
    except ValueError:  # it may be a date
        return 1.0


def _detail(code: int, content: bytes) -> str:
    try:
        return f"{decode(content)['detail']} (status {code})"
    except (ValueError, KeyError, TypeError):
        return f"refused with status {code}"


def _crashed(text: str) -> Verdict:
    return Verdict(Status.CRASHED, (Message("error", text, kind=Status.CRASHED.value),))


def _answer(jobs: Sequence[_Job], verdicts: Sequence[Verdict]) -> None:
    for job, verdict in zip(jobs, verdicts, strict=True):
        job.future.set_result(verdict)


def _fail(jobs: Sequence[_Job], error: BaseException) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_exception(error)
