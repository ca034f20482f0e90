"""The real Lean 3: sessions that audit candidates in a read-eval loop, and ask Lean's server for everything else.

The loop (`repl.py`) costs little more than the elaboration of the candidate, and decides on nearly all of them. What it
does not settle, such as an axiom of the candidate's own or a name that it does not define, is decided by the server
(`server.py`), which reads the audited text from its first line to its last, and so are plain texts, whose messages are
all wanted. Each process is started when it is first needed. Loops and headers are forgotten, the least recently used
first, when a session comes near its memory budget.

Lean's own deterministic limit, `-T`, counts the allocations of a whole `-j0` process and never starts again, so that
the thousandth proof would pay for the first 999. The processes of a session therefore run without it. In the loop each
text has a count of its own; one that comes near its heartbeats there, or that took the server long enough to have spent
them, is decided by a server of its own, started with `-T` and used once.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import tempfile
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from lean_env.backends.library_axioms import LibraryAxioms
from lean_env.backends.messages import NO_AXIOMS, SORRY, TIMED_OUT, read_message, require_memory
from lean_env.backends.process import (
    Allowance,
    ChildProcess,
    Printed,
    allowed,
    cannot_start,
    decode_object,
    family_memory_mb,
    output_of,
)
from lean_env.backends.protocol import Audit, Constant, Probe, RawMessage
from lean_env.backends.repl import (
    Elaborated,
    Limit,
    Proof,
    Repl,
    UnfitImports,
    is_too_long,
    to_say_again,
)
from lean_env.backends.server import HeldHeader, LeanServer
from lean_env.errors import DiedLoading, Disagreement, LeanEnvError, SessionDied, SessionError
from lean_env.fingerprint import library_digest
from lean_env.imports import imported_by, uncompiled_import
from lean_env.sandbox import Launch, Sandbox
from lean_env.statement import is_identifier, split_header
from lean_env.toolchain import WANTED_VERSION, Toolchain, find_toolchain
from lean_env.verdict import Budget

# The address space of a process is larger than what `-M` counts: stacks, mapped .olean files, allocator slack.
_ADDRESS_SPACE_SLACK_MB: Final = 4096
_START_SECONDS: Final = 60.0
# For a header alone, which is loaded once a process: mathlib's takes 4 s, or a minute where all cores are busy.
_HEADER_SECONDS: Final = 300.0
# Heartbeats (thousands of small allocations) that no processor gets through in a second: what ended sooner than its
# budget at this rate is within its budget.
_MOST_HEARTBEATS_A_SECOND: Final = 50_000
# What is counted in a read-eval loop depends a little on what it has elaborated before.
_SURELY_WITHIN: Final = 0.8
# Of a session's memory budget, what may be in use before the oldest header is forgotten.
_HEADERS_SHARE: Final = 0.75
# The library overrides `tactic.save_info` to draw widgets of every step of a proof, for editors: a tenth of the time.
_WITHOUT_WIDGETS: Final = "-Dvm_override.enabled=false"
# What a check frees, the next one asks for again: the allocator is to keep it, and not to give it back or to tidy it.
_ALLOCATOR: Final = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=60000:glibc.malloc.trim_threshold=4000000000"}
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
        self.unfit_imports: set[str] = set()
        """After these no read-eval loop starts."""

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

    def start_repl(self, imports: str, budget: Budget) -> Repl:
        """A fresh read-eval loop, which is still to load the imports."""

        def launch(program: Path) -> Launch:
            return self._launch([_WITHOUT_WIDGETS, "-T0", "--json", str(program)], budget, [program.parent])

        try:
            return Repl(launch, imports)
        except OSError as error:
            raise cannot_start("Lean", error) from None

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
        messages = [read_message(decode_object(line)) for line in printed.output.splitlines()]
        require_memory(messages)
        return sorted(messages, key=lambda message: (message.line, message.column))

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
            environment={"LEAN_PATH": os.pathsep.join(map(str, folders)), **_ALLOCATOR},
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


class _Place(NamedTuple):
    """A read-eval loop, the imports that it has loaded, the text after which it is to elaborate others, if any, and the
    lines that those begin with.
    """

    repl: Repl
    imports: str
    after: tuple[str, ...]
    first_lines: str


class Lean3Session:
    """The read-eval loops for the imports of late, and a server for the rest."""

    def __init__(self, backend: Lean3Backend, budget: Budget) -> None:
        self._backend = backend
        self._budget = budget
        self._repls: OrderedDict[str, Repl] = OrderedDict()  # by imports, the least recently used first
        self._server: LeanServer | None = None
        self._headers: OrderedDict[str, HeldHeader] = OrderedDict()  # the server's, in that order too

    @property
    def pids(self) -> Sequence[int]:
        """The processes that run for this session now."""
        servers = [] if self._server is None else [self._server.process]
        return [process.pid for process in (*(repl.process for repl in self._repls.values()), *servers)]

    def holds(self, prefix: str) -> bool:
        """Whether a process has this header's imports loaded."""
        return prefix in self._headers or _header_parts(prefix)[0] in self._repls

    def run(self, prefix: str, text: str, budget: Budget) -> Sequence[RawMessage]:
        """Check the text; see `Session.run`. What the session does for its own sake costs the text nothing."""
        if len(_ASKS.findall(text)) > _MOST_ASKED:
            return self._backend.compile(prefix + text, budget)
        with self._closed_on_error():
            server, header = self._ready(prefix, text)
            with _allowed(server.process, budget) as allowance:
                messages = server.check(header, text, allowance.deadline)
            spent = allowance.spent
            self._make_room()
        if spent > budget.heartbeats / _MOST_HEARTBEATS_A_SECOND:
            return self._decide_by_count(prefix, text, budget)
        return messages

    def probe(self, prefix: str, probe: Probe, budget: Budget) -> Sequence[RawMessage]:
        """See `Session.probe`."""
        found = None
        with self._closed_on_error():
            place = self._place(prefix, probe.goal_text)
            if place is not None:
                with _allowed(place.repl.process, budget) as allowance:
                    limit = Limit(_heartbeats(budget), allowance.deadline)
                    found = place.repl.state(place.after, place.first_lines + probe.goal_text, probe.goal, limit)
        if found is None or not found.complete or found.messages:
            return self.run(prefix, probe.text, budget)
        levels = f".{{{' '.join(found.universes)}}}" if found.universes else ""
        return [RawMessage("info", f"{probe.goal}{levels} : Prop", (prefix + probe.text).count("\n"), 0)]

    def audit(self, prefix: str, audit: Audit, budget: Budget) -> Sequence[RawMessage]:
        """See `Session.audit`."""
        found, axioms = None, ""
        with self._closed_on_error():
            place = self._place(prefix, audit.candidate)
            if place is not None:
                found = self._elaborated(place, audit, budget)
                axioms = self._printed_axioms(place, audit, found) if found is not None else ""
                self._make_room()
        if place is None or found is None:
            return self.run(prefix, audit.text, budget)
        if _ran_out(found):
            if self._is_over_share():
                self._repls.pop(place.imports).close()
            return self._decide_by_count(prefix, audit.text, budget)
        if found.ends_too_soon or not (axioms or found.has_errors):
            return self.run(prefix, audit.text, budget)
        lines = prefix.count("\n")
        before = lines + audit.candidate_first - 1 - place.first_lines.count("\n")
        messages = [replace(message, line=before + message.line) for message in found.messages]
        if axioms:
            messages.append(RawMessage("info", axioms, lines + audit.check_line + 1, 0))
            messages.append(RawMessage("info", audit.nonce, lines + audit.check_line + 2, 0))
        return messages

    def foresee(self, prefix: str, audit: Audit, budget: Budget) -> bool:
        """See `Session.foresee`. Only a loop that runs can learn of it."""
        imports, opening, first_lines = _header_parts(prefix)
        repl = self._repls.get(imports)
        if repl is None or first_lines is None or is_too_long(audit.candidate):
            return False
        place = _Place(repl, imports, opening, first_lines)
        return repl.send_ahead(_proof(place, audit), _heartbeats(budget), budget.seconds)

    def _elaborated(self, place: _Place, audit: Audit, budget: Budget) -> Elaborated | None:
        """What became of the candidate; None if its goal cannot be held."""
        with _allowed(place.repl.process, budget) as allowance:
            limit = Limit(_heartbeats(budget), allowance.deadline)
            found = place.repl.prove(_proof(place, audit), limit)
        if found is not None:
            require_memory(found.messages)
        return found

    def _printed_axioms(self, place: _Place, audit: Audit, found: Elaborated) -> str:
        """What `#print axioms` would say of the candidate's theorem; empty where that is not known."""
        if found.has_errors:
            return ""
        gap = f"declaration '{audit.name}' uses sorry"
        if any(message.severity == "warning" and message.text == gap for message in found.messages):
            return SORRY
        if found.rests_on is None:
            return ""
        library = self._backend.library_axioms
        for constant in library.unknown(place.imports, found.rests_on):
            if not is_identifier(constant):
                return ""
            axioms = place.repl.axioms(constant, time.monotonic() + _HEADER_SECONDS)
            if axioms is None:
                return ""
            library.learn(place.imports, constant, axioms)
        return "\n".join(sorted(library.of(place.imports, found.rests_on))) or NO_AXIOMS

    def close(self) -> None:
        """Kill the processes."""
        for repl in self._repls.values():
            repl.close()
        if self._server is not None:
            self._server.process.kill()

    @contextlib.contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except SessionError:
            self.close()
            raise

    def _place(self, prefix: str, text: str) -> _Place | None:
        """Where in a read-eval loop a text is elaborated that comes after this header; None where there is none."""
        imports, opening, first_lines = _header_parts(prefix)
        if first_lines is None or imports in self._backend.unfit_imports or is_too_long(text):
            return None
        repl = self._repls.get(imports)
        if repl is not None and repl.is_spent:
            self._repls.pop(imports).close()
            repl = None
        deadline = time.monotonic() + _HEADER_SECONDS
        try:
            if repl is None:
                self._backend.require_compiled(imports)
                repl = self._backend.start_repl(imports, self._budget)
                self._repls[imports] = repl
                repl.load(deadline)
            else:
                self._repls.move_to_end(imports)
                repl.prepare_for(text, deadline)
        except UnfitImports:
            self._repls.pop(imports).close()
            self._backend.unfit_imports.add(imports)
            return None
        except SessionDied as error:
            raise DiedLoading(str(error)) from None
        return _Place(repl, imports, opening, first_lines)

    def _ready(self, prefix: str, text: str) -> tuple[LeanServer, HeldHeader]:
        """The server, with the header elaborated. What is wrong with it shows with the first text after it."""
        if self._server is None:
            self._backend.require_compiled(prefix)
            self._server = self._backend.start_server(self._budget)
        header = self._headers.get(prefix)
        if header is None:
            self._backend.require_compiled(prefix)
            header = HeldHeader(prefix)
        elif not header.fill_again_before(text):
            self._headers.move_to_end(prefix)
            return self._server, header
        try:
            self._server.load(header, time.monotonic() + _HEADER_SECONDS)
        except SessionDied as error:
            raise DiedLoading(str(error)) from None
        self._headers[prefix] = header
        self._headers.move_to_end(prefix)
        return self._server, header

    def _is_over_share(self) -> bool:
        return family_memory_mb(*self.pids) > _HEADERS_SHARE * self._budget.memory_mb

    def _make_room(self) -> None:
        """Forget loops and headers while the processes hold more than their share; the one in use stays."""
        while len(self._repls) > 1 and self._is_over_share():
            self._repls.popitem(last=False)[1].close()
        while self._server is not None and len(self._headers) > 1 and self._is_over_share():
            self._server.forget(self._headers.popitem(last=False)[1])

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


@functools.lru_cache(maxsize=1024)
def _header_parts(prefix: str) -> tuple[str, tuple[str, ...], str | None]:
    """The imports of a header, its other lines, if any, and those of them to say again, if a read-eval loop can have
    it.
    """
    imports, opening = split_header(prefix)
    return imports, (opening,) if opening.strip() else (), to_say_again(opening)


def _allowed(process: ChildProcess, budget: Budget) -> contextlib.AbstractContextManager[Allowance]:
    return allowed(process.pid, budget.seconds, process.members)


def _heartbeats(budget: Budget) -> int:
    return int(_SURELY_WITHIN * budget.heartbeats)


def _proof(place: _Place, audit: Audit) -> Proof:
    """What a read-eval loop is asked about a candidate."""
    text = place.first_lines + audit.candidate
    if audit.begins_as_stated:
        return Proof(place.after, text, "", audit.name)
    return Proof((*place.after, place.first_lines + audit.goal_text), text, audit.goal, audit.name)


def _ran_out(found: Elaborated) -> bool:
    """Whether the text came to the end of its limit: Lean says so, or stops without a word."""
    return not (found.complete or found.has_errors) or any(TIMED_OUT in message.text for message in found.messages)
