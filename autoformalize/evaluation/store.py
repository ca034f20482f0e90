"""attempts.jsonl: every attempt with its verdict, appended in batches and synced, so that a kill loses no verdict."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from autoformalize.errors import UserError
from autoformalize.problem import Attempt


class AttemptStore:
    """Append-only; opening it drops a last line that a kill left unfinished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        _drop_unfinished_line(path)
        self._keys = {_key(attempt) for attempt in self}
        self._stream = path.open("a", encoding="utf-8")

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

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

    def append(self, attempts: Iterable[Attempt]) -> None:
        """Write the attempts that are new; they are on disk when this returns."""
        fresh = [attempt for attempt in attempts if _key(attempt) not in self._keys]
        if not fresh:
            return
        for attempt in fresh:
            self._stream.write(json.dumps(attempt.to_json(), ensure_ascii=False) + "\n")
            self._keys.add(_key(attempt))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _key(attempt: Attempt) -> tuple[str, int]:
    return attempt.candidate.problem_id, attempt.candidate.index


def _drop_unfinished_line(path: Path) -> None:
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("r+b") as stream:
        data = stream.read()
        end = data.rfind(b"\n") + 1
        if end < len(data):
            stream.truncate(end)
