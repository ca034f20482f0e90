"""attempts.jsonl: every attempt with its verdict, appended in batches and synced, so that a kill loses no verdict.

What is in memory of it are two numbers for each problem, whose bits say which samples are there and which succeeded.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from autoformalize.errors import UserError
from autoformalize.problem import Attempt

_BLOCK: Final = 65536


class AttemptStore:
    """Append-only, for one process at a time; opening it drops a last line that a kill left unfinished.

    One thread may append while others ask what is there.
    """

    def __init__(self, path: Path) -> None:
        """Raises UserError for a file that is no store, or that another process is writing."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: after a full disk nothing half written must be waiting to be written once more.
        self._stream = path.open("ab", buffering=0)
        try:
            self._lock()
            _drop_unfinished_line(path)
            self._there: dict[str, int] = {}
            self._right: dict[str, int] = {}
            self._count = 0
            for attempt in self:
                self._note(attempt)
        except BaseException:
            self._stream.close()
            raise

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        problem_id, index = key
        return bool(self._there.get(problem_id, 0) >> index & 1)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Attempt]:
        """The attempts on disk, in the order in which their verdicts came."""
        if not self._path.exists():
            return
        with self._path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    record = json.loads(line)
                except ValueError:
                    raise UserError(f"{self._path}:{number}: not JSON; was the file edited?") from None
                yield Attempt.from_json(record, f"{self._path}:{number}")

    def there(self, problem_id: str) -> int:
        """The samples of a problem that have an attempt, as the bits of a number."""
        return self._there.get(problem_id, 0)

    def right(self, problem_id: str) -> int:
        """Those of them that succeeded."""
        return self._right.get(problem_id, 0)

    @property
    def succeeded(self) -> int:
        """How many attempts succeeded."""
        return sum(bits.bit_count() for bits in self._right.values())

    def append(self, attempts: Iterable[Attempt]) -> None:
        """Write the attempts that are new; they are on disk when this returns. If it raises, none of them is."""
        fresh = [attempt for attempt in attempts if _key(attempt) not in self]
        if not fresh:
            return
        lines = "".join(json.dumps(attempt.to_json(), ensure_ascii=False) + "\n" for attempt in fresh)
        end = self._stream.seek(0, os.SEEK_END)
        try:
            _write_all(self._stream.fileno(), lines.encode("utf-8", errors="replace"))
            os.fsync(self._stream.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                self._stream.truncate(end)
            raise
        for attempt in fresh:
            self._note(attempt)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _note(self, attempt: Attempt) -> None:
        problem_id, index = _key(attempt)
        bit = 1 << index
        there = self._there.get(problem_id, 0)
        self._count += not there & bit
        self._there[problem_id] = there | bit
        if attempt.succeeded:
            self._right[problem_id] = self._right.get(problem_id, 0) | bit

    def _lock(self) -> None:
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(
                f"{self._path} is being written by another process: wait for it, or choose another run.name"
            ) from None
        except OSError:  # some network file systems have no locks
            return


def _key(attempt: Attempt) -> tuple[str, int]:
    return attempt.candidate.problem_id, attempt.candidate.index


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _drop_unfinished_line(path: Path) -> None:
    with path.open("r+b") as stream:
        end = size = stream.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - _BLOCK)
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        if end < size:
            stream.truncate(end)
