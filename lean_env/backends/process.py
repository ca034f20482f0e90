"""JSON objects, one a line, to and from a child process, with deadlines; and the child process itself."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from lean_env.errors import SessionDied, WallClockTimeout

_CHUNK: Final = 1 << 16
_MAX_LINE: Final = 64 << 20


class JsonLineChannel:
    """Speaks over two descriptors that somebody else owns; they may be the same one."""

    def __init__(self, to_child: int, from_child: int) -> None:
        self._to_child = to_child
        self._from_child = from_child
        os.set_blocking(to_child, False)
        self._buffer = bytearray()

    def send(self, message: object, deadline: float) -> None:
        """Write one object before `deadline` (of time.monotonic). Raises SessionDied or WallClockTimeout."""
        data = memoryview(json.dumps(message).encode() + b"\n")
        while data:
            _, writable, _ = select.select([], [self._to_child], [], _left(deadline))
            if not writable:
                raise WallClockTimeout("the checker does not read its input")
            try:
                data = data[os.write(self._to_child, data) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise SessionDied(f"the checker closed its input: {error}") from None

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next object before `deadline`. Raises SessionDied at the end of input or on a line that is no JSON."""
        searched = 0
        while True:
            end = self._buffer.find(b"\n", searched)
            if end >= 0:
                line = bytes(self._buffer[:end])
                del self._buffer[: end + 1]
                return _decode(line)
            searched = len(self._buffer)
            if searched > _MAX_LINE:
                raise SessionDied("the checker printed a line without end")
            readable, _, _ = select.select([self._from_child], [], [], _left(deadline))
            if not readable:
                raise WallClockTimeout("no answer within the budget")
            try:
                chunk = os.read(self._from_child, _CHUNK)
            except BlockingIOError:
                continue
            except OSError as error:
                raise SessionDied(f"the checker closed its output: {error}") from None
            if not chunk:
                raise SessionDied("the checker ended")
            self._buffer += chunk


class ChildProcess:
    """A command in a process group of its own, so that `kill` takes its children too, and the channel to it.

    Its standard error goes to /dev/null: a pipe that nobody drains would fill and hang it.
    """

    def __init__(self, command: Sequence[str], setup: Callable[[], None] | None = None) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=setup,
                cwd="/",
            )
        except OSError as error:
            raise SessionDied(f"cannot start {command[0]}: {error}") from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.channel = JsonLineChannel(self._process.stdin.fileno(), self._process.stdout.fileno())

    @property
    def pid(self) -> int:
        """The process to signal in tests of faults."""
        return self._process.pid

    def kill(self) -> None:
        """Kill the whole process group and reap it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _decode(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError:
        raise SessionDied(f"the checker printed {line[:80]!r}, which is no JSON") from None
    if not isinstance(message, dict):
        raise SessionDied(f"the checker printed {line[:80]!r}, which is no JSON object")
    return message
