"""The real Lean 3: one `lean -j0 --server` a session, always the same file name.

Under `-j0` a `sync` is answered after the file is elaborated, and the last `all_messages` before its `ok` are the
file's messages. One reused name keeps memory flat. Two constant definitions after the header are a barrier: what the
server elaborated up to there is kept from one text to the next, however the rest differs.
"""

from __future__ import annotations

import functools
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from lean_env.backends.process import ChildProcess
from lean_env.backends.protocol import RawMessage
from lean_env.errors import LeanEnvError, MemoryExhausted, SessionDied, SessionError
from lean_env.sandbox import Sandbox, limit_process
from lean_env.toolchain import WANTED_VERSION, Toolchain, find_toolchain
from lean_env.verdict import Budget

_FILE_NAME: Final = "/tmp/candidate.lean"
_BARRIER: Final = "def checker_barrier_one : unit := ()\ndef checker_barrier_two : unit := ()\n"
_BARRIER_LINES: Final = _BARRIER.count("\n")
# The address space of a process is larger than what `-M` counts: stacks, mapped .olean files, allocator slack.
_ADDRESS_SPACE_SLACK_MB: Final = 4096
_START_SECONDS: Final = 60.0
_OUT_OF_MEMORY: Final = ("excessive memory consumption", "std::bad_alloc")


class Lean3Backend:
    """Sessions of one toolchain in one sandbox."""

    name = "lean3"

    def __init__(self, toolchain: Toolchain, sandbox: Sandbox, import_path: Sequence[Path] = ()) -> None:
        self._toolchain = toolchain
        self._sandbox = sandbox
        self._import_path = tuple(Path(folder).resolve() for folder in import_path)

    @classmethod
    def find(
        cls, sandbox: Sandbox, configured: str | Path | None = None, import_path: Sequence[Path] = ()
    ) -> Lean3Backend:
        """The backend over the toolchain that is found. Raises LeanEnvError when there is none."""
        toolchain = find_toolchain(configured)
        if toolchain is None:
            raise LeanEnvError(
                f"no Lean 3 found on PATH or under ~/.elan/toolchains: install Lean {WANTED_VERSION} with elan, "
                "set checker.lean to its folder, or use the embedded backend"
            )
        return cls(toolchain, sandbox, import_path)

    @property
    def fingerprint(self) -> str:
        """The toolchain's."""
        return self._toolchain.fingerprint

    def open_session(self, budget: Budget) -> Lean3Session:
        """Start a server."""
        # Under -j0 the allocation counter never resets: with the server's default limit every check after thousands
        # ends in a "(deterministic) timeout". The wall clock is the limit here.
        command = [str(self._toolchain.executable), "-j0", "-T0", f"-M{budget.memory_mb}", "--server"]
        visible = [self._toolchain.executable.parent.parent, *self._toolchain.library_path, *self._import_path]
        command = self._sandbox.command(command, [folder for folder in visible if folder.exists()])
        limits = functools.partial(limit_process, budget.memory_mb + _ADDRESS_SPACE_SLACK_MB)
        return Lean3Session(ChildProcess(command, limits))

    def close(self) -> None:
        """Nothing is shared between sessions."""


class Lean3Session:
    """One server process."""

    def __init__(self, process: ChildProcess) -> None:
        self._process = process
        # A candidate that could print would need the sequence number to forge an answer.
        self._sequence = secrets.randbelow(1 << 30)
        watch = {"command": "roi", "mode": "open-files", "files": [{"file_name": _FILE_NAME, "ranges": []}]}
        try:
            self._request(watch, time.monotonic() + _START_SECONDS)
        except SessionError:
            self.close()
            raise SessionDied("the Lean server did not start") from None

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._process.pid

    def run(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        """Check the text; see `Session.run`."""
        # The server sends nothing for a text that it has just seen, so each one differs in its last line.
        content = f"{prefix}{_BARRIER}{text}\n-- {secrets.token_hex(8)}\n"
        sync = {"command": "sync", "file_name": _FILE_NAME, "content": content}
        try:
            found = self._request(sync, time.monotonic() + budget.seconds)
        except SessionError:
            self.close()
            raise
        if any(phrase in message["text"] for message in found for phrase in _OUT_OF_MEMORY):
            self.close()
            raise MemoryExhausted(f"more than {budget.memory_mb} MB")
        prefix_lines = prefix.count("\n")
        return [_read(message, prefix_lines) for message in found]

    def close(self) -> None:
        """Kill the server."""
        self._process.kill()

    def _request(self, command: dict[str, Any], deadline: float) -> list[dict[str, Any]]:
        """Send the command, wait for its answer, and return the last messages that came before it."""
        self._sequence += 1
        self._process.channel.send({"seq_num": self._sequence, **command}, deadline)
        messages: list[dict[str, Any]] = []
        while True:
            answer = self._process.channel.receive(deadline)
            match answer.get("response"):
                case "all_messages":
                    messages = answer["msgs"]
                case "ok" if answer.get("seq_num") == self._sequence:
                    return messages
                case "error":
                    raise SessionDied(f"the Lean server refused a request: {answer.get('message')}")


def _read(message: dict[str, Any], prefix_lines: int) -> RawMessage:
    line = int(message.get("pos_line", 0))
    if line > prefix_lines:
        line = max(prefix_lines + 1, line - _BARRIER_LINES)
    severity = {"information": "info"}.get(message["severity"], message["severity"])
    return RawMessage(severity, message["text"], line, int(message.get("pos_col", 0)))
