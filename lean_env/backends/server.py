"""Lean's own server, `lean -j0 --server`: every message of a text, with a file name for each header that it holds.

Under `-j0` a `sync` is answered after the file is elaborated, and the last `all_messages` before its `ok` are the
messages. A reused file name keeps memory flat. What the server elaborated of a header is kept from one text to the
next, however the rest differs: the header's last two lines are constant, which is what Lean keeps it by.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import Any, Final

from lean_env.backends.caches import FILL_CACHES, Caches
from lean_env.backends.messages import read_message, require_memory
from lean_env.backends.process import ChildProcess, decode_object
from lean_env.backends.protocol import RawMessage
from lean_env.errors import SessionDied, WallClockTimeout
from lean_env.nonces import fresh_nonce

_START_SECONDS: Final = 60.0
_BARRIER: Final = "def checker_barrier_one : unit := ()\ndef checker_barrier_two : unit := ()\n"
# What ends a list of messages; quotes within a message are escaped, so no message can hold these.
_OK: Final = b'"response":"ok"'
_ALL_MESSAGES: Final = b'"response":"all_messages"'


class HeldHeader:
    """A header as one server holds it, under a file name of its own."""

    def __init__(self, prefix: str, plain: bool = False) -> None:
        self.file_name = f"/tmp/candidate_{fresh_nonce()}.lean"
        self.prefix = prefix
        self._plain = plain
        self._filled = 0
        self._caches = Caches()
        self._preamble = self._make_preamble()

    @property
    def opening(self) -> str:
        """What every text is sent after: the header, and the lines of the checker's own."""
        return self.prefix + self._preamble

    @property
    def own_lines(self) -> range:
        """The lines of the checker's own, counted from 1."""
        first = self.prefix.count("\n") + 1
        return range(first, first + self._preamble.count("\n"))

    def simplify(self) -> None:
        """Do without the line that fills caches, for a header after which it does not elaborate."""
        self._plain = True
        self._preamble = self._make_preamble()

    def fill_again_before(self, text: str) -> bool:
        """Whether the caches are to be filled again before this text, and `opening` says so."""
        if self._plain or not self._caches.to_be_filled_before(text):
            return False
        self._filled += 1
        self._preamble = self._make_preamble()
        return True

    def _make_preamble(self) -> str:
        if self._plain:
            return _BARRIER
        # A line that differs, and all that follow it, are elaborated again.
        return f"-- {self._filled}\nrun_cmd {FILL_CACHES}{_BARRIER}"


class LeanServer:
    """Lean's server protocol: JSON objects, one a line, requests numbered."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process
        # A candidate that could print would need the sequence number to forge an answer.
        self._sequence = secrets.randbelow(1 << 30)
        self._watched: list[str] = []

    def check(self, header: HeldHeader, text: str, deadline: float) -> list[RawMessage]:
        """The messages for the text after the header. Raises WallClockTimeout, MemoryExhausted or SessionDied.

        What was elaborated of the header is kept for the next one.
        """
        # The server sends nothing for a text that it has just seen, so each one differs in its last line.
        content = f"{header.opening}{text}\n-- {fresh_nonce()}\n"
        messages = [read_message(message) for message in self._sync(header, content, deadline)]
        if any(message.severity == "error" for message in messages):
            # Lean keeps an error's place marked until a text without one there, and is silent about a declaration at
            # that place that it cannot add: nothing may be left behind for the next text.
            self._sync(header, header.opening, deadline)
        require_memory(messages)
        return [_without(header.own_lines, message) for message in messages]

    def load(self, header: HeldHeader, deadline: float) -> None:
        """Elaborate a header, or what changed of the lines after it. Raises WallClockTimeout or SessionDied."""
        if header.file_name not in self._watched:
            self._watch([*self._watched, header.file_name])
        messages = self._sync(header, header.opening, deadline, own=True)
        if any(message["severity"] == "error" and message["pos_line"] in header.own_lines for message in messages):
            header.simplify()
            self._sync(header, header.opening, deadline, own=True)

    def forget(self, header: HeldHeader) -> None:
        """Drop what is elaborated of a header."""
        self._sync(header, "", time.monotonic() + _START_SECONDS, own=True)
        self._watch([name for name in self._watched if name != header.file_name])

    def _sync(self, header: HeldHeader, content: str, deadline: float, own: bool = False) -> list[dict[str, Any]]:
        """Give the header's file this content, and return the messages on it."""
        command = {"command": "sync", "file_name": header.file_name, "content": content}
        found = self._request(command, deadline, own)
        return [message for message in found if message["file_name"] == header.file_name]

    def _watch(self, file_names: list[str]) -> None:
        """Ask for the messages of these files: without it none come."""
        files = [{"file_name": name, "ranges": []} for name in file_names]
        deadline = time.monotonic() + _START_SECONDS
        try:
            self._request({"command": "roi", "mode": "open-files", "files": files}, deadline, own=True)
        except WallClockTimeout:
            raise SessionDied("the Lean server does not answer") from None
        self._watched = file_names

    def _request(self, command: dict[str, Any], deadline: float, own: bool = False) -> list[dict[str, Any]]:
        """Send the command, wait for its answer, and return the last messages that came before it."""
        self._sequence += 1
        self.process.channel.send({"seq_num": self._sequence, **command}, deadline)
        messages = b""
        while True:
            line = self.process.receive_line(deadline, own)
            if _ALL_MESSAGES in line and _OK not in line:
                messages = line  # the server repeats the list while it grows; only the last one is read
                continue
            answer = decode_object(line)
            match answer.get("response"):
                case "ok" if answer.get("seq_num") == self._sequence:
                    return decode_object(messages)["msgs"] if messages else []
                case "error":
                    raise SessionDied(f"the Lean server refused a request: {answer.get('message')}")


def _without(own: range, message: RawMessage) -> RawMessage:
    """The message as if the checker's own lines were not there."""
    return message if message.line < own.start else replace(message, line=max(own.start, message.line - len(own)))
