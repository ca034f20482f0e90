"""Files that a command makes out of a stream of pairs: whole or not there, and gone on with after a kill.

While a command works its pairs stand in NAME.partial.jsonl, and NAME.journal says how many items of the input are dealt
with and how many bytes of the output and of the rejects hold for them. What lies beyond these bytes was cut off by a
kill and is made again. A finished file has NAME.report.json beside it: from what and with which settings it was made,
and what was left out; the same command does not make it a second time.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from autoformalize.data.readers import read_records, write_pairs
from autoformalize.data.rejects import Rejects
from autoformalize.problem import DataError, Pair
from autoformalize.runs import write_json

SUFFIXES: Final = (".jsonl", ".parquet")
_CHECKPOINT_SECONDS: Final = 0.5
_SHOWN_DIFFERENCES: Final = 3


class OtherSettings(DataError):
    """What is there was made, or begun, from something else: another input, other options."""


class Output:
    """The pairs that a command makes; use it in a `with`.

    `finished` says that the file is there already, `read` how many items of the input an earlier run dealt with: skip
    as many. For each item call `write` with what becomes of it (or `rejects.add`), then `advance`. Leaving the `with`
    in order finishes the file; leaving it by an error, or by a kill, keeps what was done. `report` is kept beside the
    file, for what a command wants to say of what it left out: it is carried over a kill, and holds JSON values only.
    """

    def __init__(
        self, path: Path, settings: Mapping[str, Any], *, rejects: Path | None = None, again: bool = False
    ) -> None:
        """`settings` is all that the pairs depend on, with the inputs (see `stamp`); `again` begins anew.

        Raises DataError for a suffix that cannot be written or a file that this command did not make, OtherSettings for
        one that was made, or begun, with other settings.
        """
        if path.suffix not in SUFFIXES:
            raise DataError(f"{path}: cannot write a {path.suffix or 'nameless'} file; use {' or '.join(SUFFIXES)}")
        self.path = path
        self.settings: dict[str, Any] = json.loads(json.dumps(settings))
        self.read = 0
        self.written = 0
        self.report: dict[str, Any] = {}
        self._partial = path.with_name(path.name + ".partial.jsonl")
        self._journal = path.with_name(path.name + ".journal")
        self._bytes = 0
        self._held = (0, 0, 0, 0)
        self._since = time.monotonic()
        self._due = 0.0
        self._seconds = 0.0
        path.parent.mkdir(parents=True, exist_ok=True)
        if again:
            _remove(path, report_path(path), self._partial, self._journal)
        self.finished = path.exists()
        kept = 0
        if self.finished:
            self._take(read_report(path))
        else:
            self._stream = self._lock()
            kept = self._go_on()
        rejects_path = rejects or path.with_name(f"{path.stem}.rejects.jsonl")
        self.rejects = Rejects(None) if self.finished else Rejects(rejects_path, kept)
        self._hold()

    def write(self, pair: Pair) -> None:
        """Add a pair; one whose text is not valid Unicode, which no other file could hold, goes to the rejects."""
        try:
            line = json.dumps(pair.to_json(), ensure_ascii=False).encode("utf-8") + b"\n"
        except UnicodeEncodeError:
            self.rejects.add(pair.problem.id, "not valid Unicode: half a surrogate pair", pair.to_json())
            return
        self._stream.write(line)
        self._bytes += len(line)
        self.written += 1

    def advance(self, items: int = 1) -> bool:
        """So many further items of the input are dealt with; returns whether they are now in the journal.

        Not each call writes the journal, but one about every half second.
        """
        self.read += items
        self._hold()
        if time.monotonic() < self._due:
            return False
        self.checkpoint()
        return True

    def checkpoint(self) -> None:
        """What was done up to the last `advance` is on disk when this returns."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.rejects.sync()
        written, size, rejected, rejects_size = self._held
        held = {"written": written, "bytes": size, "rejected": rejected, "rejects_bytes": rejects_size}
        write_json(self._journal, self._state() | held)
        self._due = time.monotonic() + _CHECKPOINT_SECONDS

    def summary(self) -> str:
        """Lines for the end of a command: the file, its count, and what was left out."""
        rejected = self.report.get("rejected", 0) if self.finished else self.rejects.count
        line = f"{self.path}: {self.written:,} pairs from {self.read:,}"
        if self.finished and rejected:
            return f"{line}, {rejected:,} rejected"
        return "\n".join(part for part in (line, self.rejects.summary()) if part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.finished:
            self.checkpoint()
            self._stream.close()
            self.rejects.close()
            if kind is None:
                self._finish()
            elif self.read == 0:
                _remove(self._partial, self._journal)  # nothing was done

    def _lock(self) -> BinaryIO:
        stream = self._partial.open("ab")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.close()
            raise DataError(f"{self.path}: another process is making it now; wait for it, or end it") from None
        return stream

    def _hold(self) -> None:
        self._held = (self.written, self._bytes, self.rejects.count, self.rejects.size)

    def _go_on(self) -> int:
        """Take up what a killed run left; returns how many bytes of the rejects hold."""
        state = _read_json(self._journal)
        size = self._partial.stat().st_size
        if state is None or size < int(state["bytes"]):  # or the machine went down before the disk had it all
            self._stream.truncate(0)
            return 0
        try:
            _refuse_others(self._partial, state["settings"], self.settings, "was begun")
        except DataError:
            self._stream.close()
            raise
        self._stream.truncate(int(state["bytes"]))
        self._take(state)
        self._bytes = int(state["bytes"])
        return int(state["rejects_bytes"])

    def _take(self, state: Mapping[str, Any] | None) -> None:
        if state is None:
            raise DataError(f"{self.path} is there and was not made by this command: name another, or add --again")
        _refuse_others(self.path, state["settings"], self.settings, "was made")
        self.read, self.written = int(state["read"]), int(state["written"])
        self.report, self._seconds = dict(state["report"]), float(state["seconds"])

    def _state(self) -> dict[str, Any]:
        seconds = round(self._seconds + time.monotonic() - self._since, 3)
        counts = {"read": self.read, "written": self.written, "rejected": self.rejects.count}
        return {"settings": self.settings, **counts, "seconds": seconds, "report": self.report}

    def _finish(self) -> None:
        if self.path.suffix == ".parquet":
            write_pairs(self.path, (Pair.from_json(record, where) for where, record in read_records(self._partial)))
        # The report comes first: a file without one would look like somebody else's.
        write_json(report_path(self.path), self._state() | {"reasons": dict(self.rejects.reasons.most_common())})
        if self.path.suffix == ".parquet":
            self._partial.unlink()
        else:
            self._partial.replace(self.path)
        self._journal.unlink(missing_ok=True)


def report_path(path: Path) -> Path:
    """Where the report on a finished file stands."""
    return path.with_name(path.name + ".report.json")


def read_report(path: Path) -> dict[str, Any] | None:
    """The report on a finished file: settings, read, written, rejected, reasons, seconds, report; or None."""
    return _read_json(report_path(path))


def stamp(name: str) -> dict[str, Any]:
    """What tells an input from a later one of the same name: for a file its size and time, else the name alone."""
    path = Path(name).expanduser()
    if not path.is_file():
        return {"name": name}
    status = path.stat()
    return {"name": str(path.resolve()), "bytes": status.st_size, "modified": status.st_mtime_ns}


def _refuse_others(path: Path, found: Mapping[str, Any], wanted: Mapping[str, Any], done: str) -> None:
    changed = [
        f"{key} {found.get(key)!r} then, {wanted.get(key)!r} now"
        for key in sorted(found.keys() | wanted.keys())
        if found.get(key) != wanted.get(key)
    ]
    if changed:
        raise OtherSettings(
            f"{path} {done} with other settings ({'; '.join(changed[:_SHOWN_DIFFERENCES])}): name another output, "
            "or add --again to make it anew"
        )


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def transform(output: Output, pairs: Iterable[Pair]) -> None:
    """Write every pair that an earlier run did not: for commands that only choose, rename or reorder columns."""
    for number, pair in enumerate(pairs):
        if number >= output.read:
            output.write(pair)
            output.advance()
