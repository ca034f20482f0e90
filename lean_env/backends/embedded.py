"""The embedded Lean 3 core as a backend: workers forked from one process that holds the frozen prelude."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from lean_env.backends.process import JsonLineChannel, allowed, cannot_start
from lean_env.backends.protocol import Audit, Constant, Probe, RawMessage
from lean_env.embedded import snapshot
from lean_env.errors import LeanEnvError, MemoryExhausted, SessionDied, SessionError
from lean_env.verdict import Budget

_START_SECONDS: Final = 120.0


class EmbeddedBackend:
    """Owns the process that workers are forked from; it is started on the first session and again if it died."""

    name = "embedded"

    def __init__(self) -> None:
        self._parent: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()

    @functools.cached_property
    def fingerprint(self) -> str:
        """Changes whenever the checker's own text or its prelude does; worked out once, as verdicts carry it."""
        return f"embedded-{snapshot.fingerprint()}"

    def open_session(self, budget: Budget) -> EmbeddedSession:
        """Fork one worker."""
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise cannot_start("the embedded checker", error) from None
        with self._lock, theirs:
            try:
                control = self._running_control()
                socket.send_fds(control, [str(budget.memory_mb).encode()], [theirs.fileno()])
                pid = int(control.recv(32))
            except (OSError, ValueError) as error:
                ours.close()
                self._stop()
                if isinstance(error, OSError):
                    raise cannot_start("the embedded checker", error) from None
                raise SessionDied(f"the embedded checker did not start a worker: {error}") from None
        return EmbeddedSession(ours, pid)

    def constants(self, header: str, budget: Budget) -> list[Constant]:
        """See `Backend.constants`; elaborates `header` in a process of its own."""
        (listing,) = list_names([header], budget, statements=True)
        if "error" in listing:
            raise LeanEnvError(f"the header does not load: {listing['error']}")
        return [Constant(*entry) for entry in listing["constants"]]

    def close(self) -> None:
        """End the parent, and with it every worker."""
        with self._lock:
            self._stop()

    def _running_control(self) -> socket.socket:
        if self._control is not None and self._parent is not None and self._parent.poll() is None:
            return self._control
        self._stop()
        prepare()
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "lean_env.backends.embedded_worker", str(theirs.fileno())]
            self._parent = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
            )
        ours.settimeout(_START_SECONDS)
        self._control = ours
        return ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._parent is not None:
            try:
                self._parent.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._parent.kill()
                self._parent.wait()
            self._parent = None


class EmbeddedSession:
    """One forked worker."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self._connection = connection
        self._channel = JsonLineChannel(connection.fileno(), connection.fileno())
        self._pid = pid

    @property
    def pids(self) -> Sequence[int]:
        """The worker's process."""
        return (self._pid,)

    def run(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        """Check the text; see `Session.run`."""
        try:
            with allowed(self._pid, budget.seconds, (self._pid,)) as allowance:
                self._channel.send({"text": prefix + text, "steps": budget.steps}, allowance.deadline)
                answer = self._channel.receive(allowance.deadline)
        except SessionError:
            self.close()
            raise
        if "fault" in answer:
            self.close()
            raise MemoryExhausted(f"more than {budget.memory_mb} MB")
        return [RawMessage(*message) for message in answer["messages"]]

    def probe(self, prefix: str, probe: Probe, budget: Budget) -> Sequence[RawMessage]:
        """See `Session.probe`."""
        return self.run(prefix, probe.text, budget)

    def audit(self, prefix: str, audit: Audit, budget: Budget) -> Sequence[RawMessage]:
        """See `Session.audit`."""
        return self.run(prefix, audit.text, budget)

    def foresee(self, prefix: str, audit: Audit, budget: Budget) -> bool:
        """See `Session.foresee`. The worker is told of one text at a time."""
        return False

    def holds(self, prefix: str) -> bool:
        """No header is kept between texts."""
        return False

    def close(self) -> None:
        """Kill the worker; the parent reaps it."""
        if self._connection.fileno() >= 0:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
            self._connection.close()


def list_names(headers: Sequence[str], budget: Budget, *, statements: bool) -> list[dict[str, Any]]:
    """What the embedded core has behind each header, as `embedded_listing` says it. Raises LeanEnvError where that
    process does not answer."""
    prepare()
    question = {"headers": list(headers), "steps": budget.steps, "statements": statements}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "lean_env.backends.embedded_listing"],
            input=json.dumps(question),
            stdout=subprocess.PIPE,
            text=True,
            timeout=budget.seconds,
            cwd=Path(__file__).resolve().parents[2],
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise LeanEnvError(f"the embedded core could not list its names: {error}") from None
    return [json.loads(line) for line in done.stdout.splitlines()]


def prepare() -> None:
    """Build the frozen prelude if this version has none yet, in a process of its own that shows its progress."""
    if snapshot.is_built():
        return
    command = [sys.executable, "-m", "lean_env", "prepare"]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise LeanEnvError("the embedded checker's library did not build: see the message above")
