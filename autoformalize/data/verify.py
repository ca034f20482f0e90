"""The checker's verdict on pairs, written beside them: who accepted each proof, with which axioms, and when.

Pairs that fail are for the caller to keep apart, with the checker's message. Checking itself is `lean_env`'s business;
this module turns pairs into claims and verdicts into records, and keeps verdicts that came out of order over a kill.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import subprocess
import threading
import tomllib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from autoformalize.problem import Pair, Verification
from lean_env import BaseChecker, Budget, Claim, LeanEnvError, Message, Request, Snippet, Status, Verdict
from lean_env.commands import first_declaration
from lean_env.imports import imported_by, uncompiled_import
from lean_env.statement import Statement, is_identifier

LEAN: Final = "3.51.1"
"""The version of Lean that the embedded checker answers for."""

_LEAN_OF: Final = re.compile(r"lean3-(\d+\.\d+\.\d+)")
_LIBRARY_OF: Final = re.compile(r"\+(library-[0-9a-f]+)")
_PROVING: Final = frozenset(["theorem", "lemma", "example"])
_COMPACT_BYTES: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair, with the new record where it was accepted, and its verdict."""

    pair: Pair
    verdict: Verdict

    @property
    def counts(self) -> bool:
        """Whether the pair stands as proved: accepted now, or before by others where nothing could be said now."""
        return self.verdict.accepted or (self.verdict.is_infrastructure_fault and bool(self.pair.verified))

    @property
    def reason(self) -> str:
        """One line on why the checker did not accept: the status, then its first message."""
        messages = self.verdict.messages
        first = next((m for m in messages if m.severity == "error"), messages[0] if messages else None)
        text = first.text.strip().partition("\n")[0] if first is not None and first.text.strip() else ""
        rule = f" ({self.verdict.rule})" if self.verdict.rule else ""
        return f"{self.verdict.status.value}{rule}" + (f": {text}" if text else "")


@dataclass(frozen=True, slots=True)
class Library:
    """What imports are resolved in: the folders, where they are known, and the revision to put on record."""

    revision: str = ""
    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, fingerprint: str, import_path: Sequence[str] = (), revision: str = "") -> Library:
        """The library behind a checker.

        The revision is the one given, else that of the git checkout of mathlib among the folders, else the digest of
        the library's content that the checker's fingerprint has.
        """
        folders = tuple(Path(folder).expanduser().resolve() for folder in import_path)
        found = revision or next((known for folder in folders if (known := _git_revision(folder))), "")
        if not found:
            digest = _LIBRARY_OF.search(fingerprint)
            found = digest.group(1) if digest else ""
        return cls(found, folders)

    def serves(self, header: str) -> bool:
        """Whether a text with this header reads the library; where its folders are elsewhere, any import does."""
        modules = imported_by(header)
        if not self.folders:
            return bool(modules)
        return any(_holds(folder, module) for folder in self.folders for module in modules)


class CompiledOnly(BaseChecker):
    """A checker that is asked only about texts whose imports are compiled; the others are `unsupported` at once.

    Lean would compile what is missing from its sources, for hours. `tell` is called once for each import that is not
    compiled, with a line that names it and the file that lacks its `.olean`. Keeps the names of all modules it met.
    """

    def __init__(self, checker: BaseChecker, folders: Sequence[Path], tell: Callable[[str], None]) -> None:
        self._checker = checker
        self._folders = folders
        self._tell = tell
        self._compiled: set[str] = set()
        self._missing: dict[str, str] = {}

    @property
    def backend(self) -> str:
        """The checker's."""
        return self._checker.backend

    @property
    def fingerprint(self) -> str:
        """The checker's."""
        return self._checker.fingerprint

    @property
    def capacity(self) -> int:
        """The checker's."""
        return self._checker.capacity

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """Ask the checker, or answer at once."""
        missing = next(filter(None, map(self._lack_of, imported_by(request.header))), "")
        if not missing:
            return self._checker.submit(request, budget)
        return _finished(Verdict(Status.UNSUPPORTED, (Message("error", missing),), backend=self.fingerprint))

    def close(self) -> None:
        """Close the checker."""
        self._checker.close()

    def _lack_of(self, module: str) -> str:
        """What to say of an import that is not compiled; "" of one that is."""
        if module not in self._missing:
            source = uncompiled_import([module], self._folders, self._compiled)
            text = f"the import {module} is not compiled: {source} has no .olean file beside it" if source else ""
            self._missing[module] = text
            if text:
                self._tell(text)
        return self._missing[module]


class VerdictLog:
    """Verdicts on items that no journal counts yet: they come out of order, and a kill must not lose them.

    Items are numbered from 0. Each verdict is a line, written as it comes; those of items before `forget` are dropped.
    Memory grows with the items in flight.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[int, str] = {}
        self._lock = threading.Lock()
        self._read()
        self._stream = path.open("a", encoding="utf-8")

    def get(self, item: int, pair: Pair) -> Verdict | None:
        """The verdict that an earlier run had on this item, if it was the same text."""
        with self._lock:
            line = self._lines.get(item)
        if line is None:
            return None
        record = json.loads(line)
        return Verdict.from_json(record["verdict"]) if record["digest"] == _digest(pair) else None

    def put(self, item: int, pair: Pair, verdict: Verdict) -> None:
        """Keep a verdict; any thread may call."""
        line = json.dumps({"item": item, "digest": _digest(pair), "verdict": verdict.to_json()}) + "\n"
        with self._lock:
            if self._stream.closed:
                return
            self._lines[item] = line
            self._stream.write(line)
            self._stream.flush()

    def forget(self, before: int) -> None:
        """The items below `before` are in a journal now."""
        with self._lock:
            self._lines = {item: line for item, line in self._lines.items() if item >= before}
            if self._stream.tell() > _COMPACT_BYTES:
                self._stream.close()
                draft = self._path.with_name(self._path.name + ".draft")
                draft.write_text("".join(self._lines.values()), encoding="utf-8")
                draft.replace(self._path)
                self._stream = self._path.open("a", encoding="utf-8")

    def remove(self) -> None:
        """Everything is in the journal: the log has served."""
        with self._lock:
            self._stream.close()
            self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._stream.close()

    def _read(self) -> None:
        if not self._path.exists():
            return
        with self._path.open("r+", encoding="utf-8", newline="") as stream:
            whole = 0
            for line in iter(stream.readline, ""):
                if not line.endswith("\n"):  # a kill cut it short
                    break
                self._lines[json.loads(line)["item"]] = line
                whole += len(line)  # json.dumps wrote ASCII
            stream.truncate(whole)


def verify(
    pairs: Iterable[Pair],
    checker: BaseChecker,
    *,
    library: Library | None = None,
    log: VerdictLog | None = None,
    first: int = 0,
    today: str = "",
) -> Iterator[Checked]:
    """The pairs in order with their verdicts; an accepted one carries a new record of this backend.

    A pair whose check could not be made (`unsupported`, `crashed`) keeps the records that it had. What `log` knows is
    not checked; its items count from `first`. As many pairs are in memory as the checker has in flight.
    """
    today = today or datetime.date.today().isoformat()
    library = library or Library.of(checker.fingerprint)
    waiting: deque[tuple[Pair, Future[Verdict]]] = deque()
    for item, pair in enumerate(pairs, start=first):
        waiting.append((pair, _submit(item, pair, checker, log)))
        if len(waiting) >= checker.capacity:
            yield _recorded(*waiting.popleft(), checker.backend, library, today)
    while waiting:
        yield _recorded(*waiting.popleft(), checker.backend, library, today)


def outcomes(checked: Iterable[Checked]) -> Counter[str]:
    """How many pairs ended with each status."""
    return Counter(each.verdict.status.value for each in checked)


def lean_version(fingerprint: str) -> str:
    """The version of Lean behind a checker's fingerprint; the embedded checker answers for LEAN."""
    found = _LEAN_OF.search(fingerprint)
    return found.group(1) if found else LEAN


def _submit(item: int, pair: Pair, checker: BaseChecker, log: VerdictLog | None) -> Future[Verdict]:
    request = claim_of(pair)
    if isinstance(request, str):
        message = Message("error", request, kind="parse")
        return _finished(Verdict(Status.REJECTED, (message,), backend=checker.fingerprint))
    known = log.get(item, pair) if log is not None else None
    if known is not None:
        return _finished(known)
    future = checker.submit(request)
    if log is not None:
        future.add_done_callback(_keeper(item, pair, log))
    return future


def claim_of(pair: Pair) -> Request | str:
    """What to ask of the checker: that a theorem is proved, or that a definition compiles; or why nothing can be asked.

    A definition has no goal that an audit could fix beforehand: its text is compiled as it stands, without `sorry`.
    """
    problem = pair.problem
    found = first_declaration(problem.formal_statement)
    if found is not None and found[0].keyword not in _PROVING:
        return Snippet(problem.header, pair.declaration)
    name = problem.theorem_name
    if not name:
        return "the formal statement does not begin with theorem or lemma and a name"
    if not is_identifier(name):
        return f"{name!r} is no name that a theorem can have"
    try:
        Statement.parse(problem.formal_statement)
    except LeanEnvError as error:
        return str(error)
    return Claim(problem.header, problem.formal_statement, name, pair.declaration)


def _finished(verdict: Verdict) -> Future[Verdict]:
    done: Future[Verdict] = Future()
    done.set_result(verdict)
    return done


def _keeper(item: int, pair: Pair, log: VerdictLog) -> Callable[[Future[Verdict]], None]:
    def keep(ended: Future[Verdict]) -> None:
        if not ended.cancelled() and ended.exception() is None:
            log.put(item, pair, ended.result())

    return keep


def _recorded(pair: Pair, answer: Future[Verdict], backend: str, library: Library, today: str) -> Checked:
    verdict = answer.result()
    if verdict.is_infrastructure_fault:
        return Checked(pair, verdict)
    others = tuple(entry for entry in pair.verified if entry.backend != backend)
    if not verdict.accepted:
        return Checked(replace(pair, verified=others), verdict)
    mathlib = library.revision if library.serves(pair.problem.header) else ""
    entry = Verification(backend, lean_version(verdict.backend), tuple(verdict.axioms), today, mathlib)
    return Checked(replace(pair, verified=tuple(sorted((*others, entry), key=lambda each: each.backend))), verdict)


def _digest(pair: Pair) -> str:
    return hashlib.blake2b(pair.lean.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _holds(folder: Path, module: str) -> bool:
    place = folder.joinpath(*module.split("."))
    return any(place.with_name(place.name + suffix).is_file() for suffix in (".lean", ".olean")) or place.is_dir()


def _git_revision(folder: Path) -> str:
    """The commit of the mathlib checkout that the folder lies in; "" where it is not one."""
    for above in (folder, *folder.parents):
        package = above / "leanpkg.toml"
        if not package.is_file():
            continue
        try:
            name = tomllib.loads(package.read_text(encoding="utf-8"))["package"]["name"]
        except (KeyError, ValueError):
            return ""
        if name != "mathlib" or not (above / ".git").exists():
            return ""
        command = ["git", "-C", str(above), "rev-parse", "HEAD"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout.strip()
    return ""
