"""Rows that cannot be used: kept apart with where they stand and why, counted, and told of at the end.

A reader that is given a `Rejects` skips what it cannot use and goes on; without one it raises. What makes a row
unusable is decided where it is read or checked.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from autoformalize.problem import DataError

_SHOWN: Final = 5
_MAX_KINDS: Final = 1_000


class Rejects:
    """A JSON Lines file of `{"where", "reason", "record"}`, written as the rows are met; without a path only counts.

    The file appears with the first reject; one that an earlier run left is replaced. `size` says how many bytes of it
    to keep instead, so that a run that goes on after a kill has every reject once: what is added again is passed over.
    Memory: one number for each reject that was kept from before.
    """

    def __init__(self, path: Path | None = None, size: int = 0) -> None:
        self.path = path
        self.reasons: Counter[str] = Counter()
        self._stream: BinaryIO | None = None
        self._known: set[int] = set()
        self._size = 0
        if path is not None and path.exists():
            self._keep(path, size)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.reasons.total()

    @property
    def size(self) -> int:
        """How many bytes of the file they fill."""
        return self._size

    def add(self, where: str, reason: str, record: object = None) -> None:
        """Keep one apart: `where` is "FILE:LINE" or an id, `reason` one line, `record` what was found there."""
        if self._known and hash((where, reason)) in self._known:
            return
        self._count(reason)
        if self.path is None:
            return
        if self._stream is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("ab")
        entry = {"where": where, "reason": reason, "record": record}
        line = json.dumps(entry, ensure_ascii=False, default=_plain).encode("utf-8", "backslashreplace") + b"\n"
        self._stream.write(line)
        self._stream.flush()
        self._size += len(line)

    def sync(self) -> None:
        """What was added is on disk when this returns."""
        if self._stream is not None:
            os.fsync(self._stream.fileno())

    def summary(self) -> str:
        """One line: how many, for which reasons, and where they are; "" if there are none."""
        if not self.count:
            return ""
        shown = ", ".join(f"{reason} ({count:,})" for reason, count in self.reasons.most_common(_SHOWN))
        more = f", and {len(self.reasons) - _SHOWN} more reasons" if len(self.reasons) > _SHOWN else ""
        place = f"; see {self.path}" if self.path is not None else ""
        return f"{self.count:,} rejected: {shown}{more}{place}"

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, path: Path, size: int) -> None:
        """Cut the file to `size` bytes and count what is in them."""
        if size == 0:
            path.unlink()
            return
        with path.open("r+b") as stream:
            stream.truncate(size)
            for line in stream:
                entry = json.loads(line)
                self._known.add(hash((entry["where"], entry["reason"])))
                self._count(entry["reason"])
        self._size = path.stat().st_size

    def _count(self, reason: str) -> None:
        # What follows a colon or semicolon is about this row alone: columns, names, advice.
        kind = reason.partition(":")[0].partition(";")[0].strip()
        full = len(self.reasons) >= _MAX_KINDS and kind not in self.reasons
        self.reasons["other reasons" if full else kind] += 1


def refuse(rejects: Rejects | None, where: str, reason: str, record: object = None) -> None:
    """Put what cannot be used among the rejects; without any raise DataError: for readers that serve both."""
    if rejects is None:
        raise DataError(f"{where}: {reason}")
    rejects.add(where, reason, record)


def _plain(value: Any) -> str:
    """What JSON has no form for, such as bytes and dates, as text."""
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
