"""The real Lean 3: one `lean -j0 --server` a session, one file name for each header that it holds.

Under `-j0` a `sync` is answered after the file is elaborated, and the last `all_messages` before its `ok` are the
messages. A reused file name keeps memory flat. What the server elaborated of a header, and of the checker's own lines
after it (`held_header.py`), is kept from one text to the next, however the rest differs. Headers are forgotten, the
least recently used first, when the process comes near its memory budget.

Lean's own deterministic limit, `-T`, counts the allocations of a whole `-j0` process and never starts again, so that
the thousandth proof would pay for the first 999. A session therefore runs without it, and a check that took long enough
to have spent its heartbeats is decided by a server of its own, started with `-T` and used once.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lean_env.backends.held_header import HeldHeader, LibraryAxioms, answers, questions
from lean_env.backends.process import (
    Allowance,
    ChildProcess,
    Printed,
    cannot_start,
    decode_object,
    family,
    family_cpu_seconds,
    output_of,
)
from lean_env.backends.protocol import Constant, RawMessage
from lean_env.errors import (
    DiedLoading,
    Disagreement,
    LeanEnvError,
    MemoryExhausted,
    SessionDied,
    SessionError,
    WallClockTimeout,
)
from lean_env.fingerprint import library_digest
from lean_env.imports import imported_by, uncompiled_import
from lean_env.sandbox import Launch, Sandbox
from lean_env.toolchain import WANTED_VERSION, Toolchain, find_toolchain
from lean_env.verdict import Budget

# The address space of a process is larger than what `-M` counts: stacks, mapped .olean files, allocator slack.
_ADDRESS_SPACE_SLACK_MB: Final = 4096
_START_SECONDS: Final = 60.0
# Even a starved process gets a little of the processor in this time; a stopped one gets none.
_STANDSTILL_SECONDS: Final = 5.0
_LEAST_MOVE_SECONDS: Final = 0.001
# For a header alone, which is loaded once a process: mathlib's takes 4 s, or a minute where all cores are busy.
_HEADER_SECONDS: Final = 300.0
_OUT_OF_MEMORY: Final = ("excessive memory consumption", "std::bad_alloc")
# Heartbeats (thousands of small allocations) that no processor gets through in a second: what ended sooner than its
# budget at this rate is within its budget.
_MOST_HEARTBEATS_A_SECOND: Final = 50_000
# Of a session's memory budget, what may be in use before the oldest header is forgotten.
_HEADERS_SHARE: Final = 0.75
# The library overrides `tactic.save_info` to draw widgets of every step of a proof, for editors: a tenth of the time.
_WITHOUT_WIDGETS: Final = "-Dvm_override.enabled=false"
# Prints every constant as a line of JSON: its name, its kind, and what it says if it proves a proposition.
_LIST_CONSTANTS: Final = """
run_cmd do
  env ← tactic.get_env,
  (env.fold [] list.cons).mmap' (λ d : declaration, do
    proves ← match d with
      | (declaration.thm _ _ _ _) := return tt
      | _ := tactic.is_prop d.type
      end,
    statement ← if proves then to_string <$> tactic.pp d.type else return "",
    let kind := if proves then "theorem"
      else if env.is_inductive d.to_name then "type"
      else if env.is_constructor d.to_name then "constructor"
      else "definition",
    tactic.trace (
      "[" ++ (to_string d.to_name).quote ++ ", " ++ kind.quote ++ ", " ++ statement.quote ++ "]"))
"""
# The server sends the whole list of messages again with each that is added: 300 take half a second, 1,000 twenty.
_ASKS: Final = re.compile(r"^\s*#", re.MULTILINE)
_MOST_ASKED: Final = 250
# Of the constants that a proof is the first to rest on, as many are asked for in a second or two.
_MOST_LEARNED: Final = 24
# What ends a list of messages; quotes within a message are escaped, so no message can hold these.
_OK: Final = b'"response":"ok"'
_ALL_MESSAGES: Final = b'"response":"all_messages"'


class Lean3Backend:
    """Sessions of one toolchain in one sandbox."""

    name = "lean3"

    def __init__(self, toolchain: Toolchain, sandbox: Sandbox, import_path: Sequence[Path] = ()) -> None:
        self._toolchain = toolchain
        self._sandbox = sandbox
        self._import_path = tuple(Path(folder).resolve() for folder in import_path)
        libraries = library_digest([*toolchain.library_path, *self._import_path])
        self._fingerprint = f"{toolchain.fingerprint}+library-{libraries}"
        self._compiled_headers: set[str] = set()
        self.library_axioms = LibraryAxioms()

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
        """The toolchain's, and a digest of the libraries that candidates may import."""
        return self._fingerprint

    def open_session(self, budget: Budget) -> Lean3Session:
        """Start a server."""
        return Lean3Session(self, budget)

    @property
    def executable(self) -> Path:
        """The toolchain's."""
        return self._toolchain.executable

    def start_server(self, budget: Budget, heartbeats: int = 0) -> LeanServer:
        """A fresh server; `heartbeats` is the limit on all that it will ever elaborate, 0 for none."""
        return LeanServer(ChildProcess(self._launch([_WITHOUT_WIDGETS, f"-T{heartbeats}", "--server"], budget)))

    def export(self, text: str, name: str | None, budget: Budget) -> bytes:
        """What Lean exports of `text`: the declaration `name` with all that it rests on, or everything.

        Runs in the sandbox like a check. Raises Disagreement when Lean rejects the text, WallClockTimeout or
        SessionDied when it gives no export.
        """
        # As JSON, each message is a line that cannot be taken for one of the export.
        arguments = ["-T0", "--json", "--export=/dev/stdout"]
        if name is not None:
            arguments.append(f"--only-export={name}")
        printed = self._compiled(text, arguments, budget, budget.seconds)
        lines = printed.output.splitlines(keepends=True)
        for line in lines:
            if line.startswith(b"{") and (message := json.loads(line))["severity"] == "error":
                raise Disagreement(f"Lean alone rejects the text: {message['text']}")
        if printed.status != 0:
            raise SessionDied(f"Lean ended with status {printed.status} instead of an export")
        return b"".join(line for line in lines if not line.startswith(b"{"))

    def constants(self, header: str, budget: Budget) -> list[Constant]:
        """See `Backend.constants`; a minute or more with mathlib."""
        self.require_compiled(header)
        printed = self._compiled(f"{header}\n{_LIST_CONSTANTS}", ["-T0", "--json"], budget, budget.seconds)
        listed: list[Constant] = []
        for line in printed.output.splitlines():
            message = decode_object(line)
            if message["severity"] == "error":
                raise LeanEnvError(f"the header does not load: line {message['pos_line']}: {message['text']}")
            entries = message["text"].split("\n") if message["caption"] == "trace output" else []
            listed += [Constant(*json.loads(entry)) for entry in entries if entry]
        return listed

    def compile(self, text: str, budget: Budget) -> list[RawMessage]:
        """The messages of a process of its own, in the order of their places; its heartbeats count the header too.

        Raises WallClockTimeout, MemoryExhausted or SessionDied.
        """
        arguments = [f"-T{budget.heartbeats}", "--json"]
        printed = self._compiled(text, arguments, budget, budget.seconds + _START_SECONDS)
        if printed.status not in (0, 1):
            raise SessionDied(f"Lean ended with status {printed.status}")
        messages = [decode_object(line) for line in printed.output.splitlines()]
        _require_memory(messages)
        return sorted((_read(message) for message in messages), key=lambda message: (message.line, message.column))

    def _compiled(self, text: str, arguments: Sequence[str], budget: Budget, seconds: float) -> Printed:
        """What Lean prints about a file with this text, in the sandbox."""
        with tempfile.TemporaryDirectory(prefix="lean_env-file-") as folder:
            path = Path(folder) / "file.lean"
            path.write_text(text, encoding="utf-8")
            return output_of(self._launch([*arguments, str(path)], budget, [path.parent]), seconds)

    def _launch(self, arguments: Sequence[str], budget: Budget, readable: Sequence[Path] = ()) -> Launch:
        folders = [*self._toolchain.library_path, *self._import_path]
        toolchain = self._toolchain.executable.parent.parent
        try:
            return self._launched(arguments, budget, readable, folders, toolchain)
        except OSError as error:
            raise cannot_start("Lean", error) from None

    def _launched(
        self,
        arguments: Sequence[str],
        budget: Budget,
        readable: Sequence[Path],
        folders: Sequence[Path],
        toolchain: Path,
    ) -> Launch:
        return self._sandbox.launch(
            [str(self._toolchain.executable), "-j0", f"-M{budget.memory_mb}", *arguments],
            readable=[toolchain, *(folder for folder in folders if folder.exists()), *readable],
            environment={"LEAN_PATH": os.pathsep.join(map(str, folders))},
            address_space_mb=budget.memory_mb + _ADDRESS_SPACE_SLACK_MB,
        )

    def require_compiled(self, header: str) -> None:
        """Raises LeanEnvError when a library that the header imports is there, but not all of it compiled: Lean would
        compile it from its sources for every process anew, for hours. What is not there at all, Lean says itself.
        """
        if header in self._compiled_headers:
            return
        missing = uncompiled_import(imported_by(header), [*self._import_path, *self._toolchain.library_path])
        if missing is not None:
            raise LeanEnvError(
                f"the library is half compiled: {missing} has no .olean file beside it; finish it with "
                "`python -m lean_env install` or `lean --make`, and run the same command again"
            )
        self._compiled_headers.add(header)

    def close(self) -> None:
        """Nothing is shared between sessions."""


class Lean3Session:
    """One long-lived server, and the headers that it holds."""

    def __init__(self, backend: Lean3Backend, budget: Budget) -> None:
        self._backend = backend
        self._memory_mb = budget.memory_mb
        self._server = backend.start_server(budget)
        self._headers: OrderedDict[str, HeldHeader] = OrderedDict()  # the least recently used first
        self._members: list[int] = []  # the server's processes, once all of them run

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._server.process.pid

    def holds(self, prefix: str) -> bool:
        """Whether the server has this header elaborated."""
        return prefix in self._headers

    def run(
        self, prefix: str, text: str, budget: Budget, opening: int = 0, axioms_of: str = ""
    ) -> Sequence[RawMessage]:
        """Check the text; see `Session.run`. What the session does for its own sake costs the text nothing."""
        if len(_ASKS.findall(text)) > _MOST_ASKED:
            return self._backend.compile(prefix + text, budget)
        header = self._ready(prefix, text)
        walking = header.walking(text, axioms_of) if axioms_of else None
        if walking is not None:
            messages = self._checked(header, walking, budget, opening)
            settled = None if header.failed(walking, messages) else self._settled(header, messages)
            if settled is not None:
                return settled
        return self._checked(header, text, budget, opening)

    def close(self) -> None:
        """Kill the server."""
        self._server.process.kill()

    def _checked(self, header: HeldHeader, text: str, budget: Budget, opening: int) -> Sequence[RawMessage]:
        """The messages for the text, within the budget."""
        allowance = Allowance(self.pid, budget.seconds, self._members)
        try:
            messages = self._server.check(header, text, allowance.deadline, opening)
        except WallClockTimeout:
            error = allowance.overrun()
            self.close()
            raise error from None
        except SessionError:
            self.close()
            raise
        self._make_room(header)
        if allowance.spent > budget.heartbeats / _MOST_HEARTBEATS_A_SECOND:
            return self._decide_by_count(header.prefix, text, budget)
        return messages

    def _settled(self, header: HeldHeader, messages: Sequence[RawMessage]) -> Sequence[RawMessage] | None:
        """The messages, with the axioms in place of the constants that the walk reached; None if those must be asked
        for in Lean's way.
        """
        if any(message.severity == "error" for message in messages):
            return messages
        settled = []
        for message in messages:
            if header.is_walks(message.text):
                names = header.reached(message.text)
                if names is None or not self._know(header, names):
                    return None
                message = replace(message, text=self._backend.library_axioms.of(header.prefix, names))
            settled.append(message)
        return settled

    def _know(self, header: HeldHeader, names: Sequence[str]) -> bool:
        """Make sure that it is known what these imported constants rest on; whether it is.

        A proof with many that are new has some of them asked for, and is checked in Lean's way meanwhile.
        """
        new = self._backend.library_axioms.unknown(header.prefix, names)
        if not new:
            return True
        unknown = new[:_MOST_LEARNED]
        asked = questions(unknown)
        if asked is None:
            return False
        try:
            messages = self._server.check(header, asked, time.monotonic() + _HEADER_SECONDS)
        except SessionError:
            self.close()
            raise
        found = answers(unknown, header.prefix, messages)
        if found is None:
            return False
        self._backend.library_axioms.learn(header.prefix, found)
        return len(unknown) == len(new)

    def _ready(self, prefix: str, text: str) -> HeldHeader:
        """The header, elaborated. What is wrong with it shows with the first text after it."""
        header = self._headers.get(prefix)
        if header is None:
            self._backend.require_compiled(prefix)
            header = HeldHeader(prefix)
        elif not header.fill_again_before(text):
            self._headers.move_to_end(prefix)
            return header
        try:
            self._server.load(header, time.monotonic() + _HEADER_SECONDS)
        except SessionError as error:
            self.close()
            raise DiedLoading(str(error)) if isinstance(error, SessionDied) else error from None
        self._headers[prefix] = header
        self._headers.move_to_end(prefix)
        self._members = self._members or family(self.pid)
        return header

    def _make_room(self, current: HeldHeader) -> None:
        """Forget other headers while the process holds more than its share."""
        while len(self._headers) > 1 and self._server.process.memory_mb() > _HEADERS_SHARE * self._memory_mb:
            prefix, oldest = next(iter(self._headers.items()))
            if oldest is current:
                break
            del self._headers[prefix]
            self._server.forget(oldest)

    def _decide_by_count(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        """The messages from a server that counts this check alone; the header counts too."""
        server = self._backend.start_server(budget, budget.heartbeats)
        header = HeldHeader(prefix, plain=True)
        try:
            deadline = time.monotonic() + budget.seconds
            server.load(header, deadline)
            return server.check(header, text, deadline)
        finally:
            server.process.kill()


class LeanServer:
    """Lean's server protocol: JSON objects, one a line, requests numbered."""

    def __init__(self, process: ChildProcess) -> None:
        self.process = process
        # A candidate that could print would need the sequence number to forge an answer.
        self._sequence = secrets.randbelow(1 << 30)
        self._watched: list[str] = []

    def check(self, header: HeldHeader, text: str, deadline: float, opening: int = 0) -> list[RawMessage]:
        """The messages for the text after the header. Raises WallClockTimeout, MemoryExhausted or SessionDied.

        What was elaborated of the header and of the first `opening` characters of the text is kept for the next one.
        """
        # The server sends nothing for a text that it has just seen, so each one differs in its last line.
        content = f"{header.opening}{text}\n-- {secrets.token_hex(8)}\n"
        messages = self._sync(header, content, deadline)
        if any(message["severity"] == "error" for message in messages):
            # Lean keeps an error's place marked until a text without one there, and is silent about a declaration at
            # that place that it cannot add: nothing may be left behind for the next text.
            self._sync(header, f"{header.opening}{text[:opening]}", deadline)
        _require_memory(messages)
        return [_read(message, header.own_lines) for message in messages]

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
        """Send the command, wait for its answer, and return the last messages that came before it.

        While it works on the pool's `own` business, a server that stands still is taken for dead: no candidate can have
        put it to sleep.
        """
        receive = self._receive_while_it_moves if own else self.process.channel.receive_line
        self._sequence += 1
        self.process.channel.send({"seq_num": self._sequence, **command}, deadline)
        messages = b""
        while True:
            line = receive(deadline)
            if _ALL_MESSAGES in line and _OK not in line:
                messages = line  # the server repeats the list while it grows; only the last one is read
                continue
            answer = decode_object(line)
            match answer.get("response"):
                case "ok" if answer.get("seq_num") == self._sequence:
                    return decode_object(messages)["msgs"] if messages else []
                case "error":
                    raise SessionDied(f"the Lean server refused a request: {answer.get('message')}")

    def _receive_while_it_moves(self, deadline: float) -> bytes:
        """The next line. Raises SessionDied when the server has used no processor time for a while."""
        spent = -1.0
        while True:
            until = min(deadline, time.monotonic() + _STANDSTILL_SECONDS)
            try:
                return self.process.channel.receive_line(until)
            except WallClockTimeout:
                before, spent = spent, family_cpu_seconds(self.process.pid)
                if until >= deadline:
                    raise
                if spent - before < _LEAST_MOVE_SECONDS:
                    raise SessionDied("the Lean server stands still") from None


def _require_memory(messages: Sequence[Mapping[str, Any]]) -> None:
    """Raises MemoryExhausted if a message says that Lean ran out of it."""
    if any(phrase in message["text"] for message in messages for phrase in _OUT_OF_MEMORY):
        raise MemoryExhausted("the server ran out of its memory budget")


def _read(message: Mapping[str, Any], own: range = range(0)) -> RawMessage:
    """The message, without the lines of the checker's own in its place."""
    line = int(message.get("pos_line", 0))
    if own and line >= own.start:
        line = max(own.start, line - len(own))
    severity = {"information": "info"}.get(message["severity"], message["severity"])
    return RawMessage(severity, message["text"], line, int(message.get("pos_col", 0)))
