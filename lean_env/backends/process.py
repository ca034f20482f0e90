"""JSON objects, one a line, to and from a child process, with deadlines; and the child process itself."""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lean_env.errors import LeanEnvError, MemoryExhausted, SessionDied, Stalled, WallClockTimeout
from lean_env.flat_json import decode
from lean_env.sandbox import Launch

_CHUNK: Final = 1 << 16
_MAX_LINE: Final = 64 << 20
_MAX_OUTPUT: Final = 512 << 20
# A process that got less than this share of the wall clock was stopped or starved, which is no fault of its text.
_STALLED_SHARE: Final = 0.25
# Even a starved process gets a little of the processor in this time; a stopped one gets none.
_STANDSTILL_SECONDS: Final = 5.0
_LEAST_MOVE_SECONDS: Final = 0.001
_SCHEDULER_CLOCK: Final = 2  # CPUCLOCK_SCHED of the kernel's posix-timers.h


class JsonLineChannel:
    """Speaks over two descriptors that somebody else owns; they may be the same one."""

    def __init__(self, to_child: int, from_child: int) -> None:
        self._to_child = to_child
        self._from_child = from_child
        os.set_blocking(to_child, False)
        self._buffer = bytearray()

    def send(self, message: object, deadline: float) -> None:
        """Write one object before `deadline` (of time.monotonic). Raises SessionDied or WallClockTimeout."""
        self.send_text(json.dumps(message) + "\n", deadline)

    def send_text(self, text: str, deadline: float) -> None:
        """Write lines as they are; see `send`."""
        data = memoryview(text.encode())
        while data:
            try:
                data = data[os.write(self._to_child, data) :]
            except BlockingIOError:
                _, writable, _ = select.select([], [self._to_child], [], _left(deadline))
                if not writable:
                    raise WallClockTimeout("the checker does not read its input") from None
            except OSError as error:
                raise SessionDied(f"the checker closed its input: {error}") from None

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next object before `deadline`. Raises SessionDied at the end of input or on a line that is no JSON."""
        return decode_object(self.receive_line(deadline))

    def receive_line(self, deadline: float) -> bytes:
        """The next line before `deadline`, as it came. Raises SessionDied at the end of input."""
        searched = 0
        while True:
            end = self._buffer.find(b"\n", searched)
            if end >= 0:
                line = bytes(self._buffer[:end])
                del self._buffer[: end + 1]
                return line
            searched = len(self._buffer)
            if searched > _MAX_LINE:
                raise MemoryExhausted(f"the checker printed more than {_MAX_LINE >> 20} MB about one text")
            try:
                readable, _, _ = select.select([self._from_child], [], [], _left(deadline))
                if not readable:
                    raise WallClockTimeout("no answer within the budget")
                chunk = os.read(self._from_child, _CHUNK)
            except BlockingIOError:
                continue
            except OSError as error:
                raise SessionDied(f"the checker closed its output: {error}") from None
            if not chunk:
                raise SessionDied("the checker ended")
            self._buffer += chunk

    def receive_all(self, deadline: float) -> bytes:
        """Everything to the end of input. Raises WallClockTimeout, or SessionDied when that is too much to be right."""
        while len(self._buffer) <= _MAX_OUTPUT:
            readable, _, _ = select.select([self._from_child], [], [], _left(deadline))
            if not readable:
                raise WallClockTimeout("no answer within the budget")
            chunk = os.read(self._from_child, _CHUNK)
            if not chunk:
                return bytes(self._buffer)
            self._buffer += chunk
        raise SessionDied("the checker printed without end")


class Allowance:
    """The wall clock of one check on a process, which can tell a slow text from a process that did not run.

    `members` are the process and its descendants, if they are known already: to find them costs more than a check's
    share of anything else here.
    """

    def __init__(self, pid: int, seconds: float, members: Sequence[int] = ()) -> None:
        self._pid = pid
        self._seconds = seconds
        self._members = members or family(pid)
        self._cpu_before = sum(map(_cpu_seconds, self._members))
        self._started = time.monotonic()

    @property
    def deadline(self) -> float:
        """When it ends, of time.monotonic."""
        return self._started + self._seconds

    @property
    def spent(self) -> float:
        """Seconds of the processor so far."""
        return sum(map(_cpu_seconds, self._members)) - self._cpu_before

    def overrun(self) -> WallClockTimeout:
        """The error to raise once the deadline has passed; ask before the process is killed."""
        cpu = family_cpu_seconds(self._pid) - self._cpu_before
        if cpu < _STALLED_SHARE * self._seconds:
            return Stalled(f"the checker got {cpu:.1f} s of the processor in {self._seconds:.1f} s")
        return WallClockTimeout(f"no answer within {self._seconds:.1f} s")


@contextlib.contextmanager
def allowed(pid: int, seconds: float, members: Sequence[int] = ()) -> Iterator[Allowance]:
    """The allowance of the check inside the block, whose overrun it tells from a process that did not run."""
    allowance = Allowance(pid, seconds, members)
    try:
        yield allowance
    except WallClockTimeout:
        raise allowance.overrun() from None


class ChildProcess:
    """A process in a group of its own, so that `kill` takes its children too, and the channel to it.

    Its standard error goes to /dev/null: a pipe that nobody drains would fill and hang it.
    """

    def __init__(self, launch: Launch) -> None:
        try:
            self._process = subprocess.Popen(
                launch.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=launch.setup,
                pass_fds=launch.descriptors,
                env=dict(launch.environment),
                cwd="/",
            )
        except OSError as error:
            raise cannot_start(launch.command[0], error) from None
        finally:
            launch.close()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.channel = JsonLineChannel(self._process.stdin.fileno(), self._process.stdout.fileno())

    @property
    def pid(self) -> int:
        """The process to signal in tests of faults."""
        return self._process.pid

    @functools.cached_property
    def members(self) -> list[int]:
        """The process and its descendants; ask when all of them run."""
        return family(self._process.pid)

    def receive_line(self, deadline: float, own: bool = False) -> bytes:
        """The next line that it prints; see `JsonLineChannel.receive_line`.

        While it works on the pool's `own` business, a process that stands still is taken for dead (SessionDied): no
        candidate can have put it to sleep.
        """
        if not own:
            return self.channel.receive_line(deadline)
        spent = -1.0
        while True:
            until = min(deadline, time.monotonic() + _STANDSTILL_SECONDS)
            try:
                return self.channel.receive_line(until)
            except WallClockTimeout:
                before, spent = spent, family_cpu_seconds(self.pid)
                if until >= deadline:
                    raise
                if spent - before < _LEAST_MOVE_SECONDS:
                    raise SessionDied("the checker stands still") from None

    def wait(self, deadline: float) -> int:
        """Its exit status, once it has ended by itself. Raises WallClockTimeout if it does not."""
        try:
            return self._process.wait(_left(deadline))
        except subprocess.TimeoutExpired:
            raise WallClockTimeout("the checker does not end") from None

    def kill(self) -> None:
        """Kill the whole process group and reap it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def cannot_start(what: str, error: OSError) -> LeanEnvError | SessionDied:
    """The error to raise when a checker did not start: another try may help, unless this process has no room for it."""
    if error.errno in (errno.EMFILE, errno.ENFILE):
        most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return LeanEnvError(
            f"cannot start {what}: no file descriptor is left of {most}; raise the limit (ulimit -n) or ask for fewer "
            "workers, and run the same command again"
        )
    return SessionDied(f"cannot start {what}: {error}")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a process wrote to its standard output, and its exit status."""

    output: bytes
    status: int


def output_of(launch: Launch, seconds: float) -> Printed:
    """Run a process to its end. Raises WallClockTimeout after `seconds`, SessionDied if it cannot start or never stops
    printing.
    """
    process = ChildProcess(launch)
    deadline = time.monotonic() + seconds
    try:
        return Printed(process.channel.receive_all(deadline), process.wait(deadline))
    finally:
        process.kill()


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def decode_object(line: bytes) -> dict[str, Any]:
    """The JSON object that a line of a checker's is. Raises SessionDied if it is none."""
    try:
        message = decode(line)
    except ValueError:
        raise SessionDied(f"the checker printed {line[:80]!r}, which is no JSON") from None
    if not isinstance(message, dict):
        raise SessionDied(f"the checker printed {line[:80]!r}, which is no JSON object")
    return message


def family_cpu_seconds(*pids: int) -> float:
    """CPU time that the processes and their descendants have spent; 0 when they are gone."""
    return sum(_cpu_seconds(member) for member in family(*pids))


def family_memory_mb(*pids: int) -> float:
    """Resident memory of the processes and their descendants in megabytes; 0 when they are gone."""
    return sum(_resident_mb(member) for member in family(*pids))


def family_private_mb(*pids: int) -> float:
    """Memory in megabytes that the processes and their descendants share with no other; 0 when they are gone."""
    return sum(_private_mb(member) for member in family(*pids))


def family(*pids: int) -> list[int]:
    """The processes and their descendants, parents first."""
    family = list(pids)
    for member in family:  # grows while it is read
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{member}/task/{member}/children").read_text(encoding="ascii")
            family += [int(child) for child in children.split()]
    return family


def _cpu_seconds(pid: int) -> float:
    """From the process's own clock, whose number Linux makes of the process's: a hundredth of the cost of /proc."""
    try:
        return time.clock_gettime((~pid << 3) | _SCHEDULER_CLOCK)
    except OSError:
        return 0.0


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _private_mb(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024
