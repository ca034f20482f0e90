"""A file of JSON lines that grows while a run goes on, and survives whatever stops the run.

What is appended has been handed to the system when `append` returns, so that a process that is killed loses none of it;
`sync` sees to it that a machine that stops loses none either. A line that was cut short is dropped when the file is
opened again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError

_BLOCK: Final = 65536


class LineLog:
    """Append-only, for one process at a time. One thread may append while another syncs."""

    def __init__(self, path: Path) -> None:
        """Raises UserError for a file that another process is writing."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: after a full disk nothing half written must be waiting to be written once more.
        self._stream = path.open("ab", buffering=0)
        self._syncing = threading.Lock()
        self._is_synced = True
        try:
            self._lock()
            _drop_unfinished_line(path)
        except BaseException:
            self._stream.close()
            raise

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any] | None]]:
        """Each line's place (FILE:LINE) and record; None for a line that holds no JSON object."""
        with self.path.open(encoding="utf-8", errors="replace") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    record = json.loads(line)
                except ValueError:
                    record = None
                yield f"{self.path}:{number}", record if isinstance(record, dict) else None

    def append(self, records: Iterable[Mapping[str, Any]], *, ascii_only: bool = False) -> None:
        """Write the records; if it raises, none of them is there. `ascii_only` keeps characters that are no UTF-8."""
        lines = "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records)
        if not lines:
            return
        end = self._stream.seek(0, os.SEEK_END)
        try:
            _write_all(self._stream.fileno(), lines.encode("utf-8", errors="replace"))
        except OSError:
            with contextlib.suppress(OSError):
                self._stream.truncate(end)
            raise
        self._is_synced = False

    def sync(self) -> None:
        """What was appended before is on the disk when this returns."""
        with self._syncing:
            if not self._is_synced and not self._stream.closed:
                self._is_synced = True  # first: what is appended meanwhile has to be synced again
                os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Sync and close the file."""
        try:
            self.sync()
        finally:
            with self._syncing:
                self._stream.close()

    def remove(self) -> None:
        """Close the file and delete it: nobody needs it any more."""
        with self._syncing:
            self._stream.close()
        self.path.unlink(missing_ok=True)

    def _lock(self) -> None:
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(
                f"{self.path} is being written by another process: wait for it, or choose another run.name"
            ) from None
        except OSError:  # some network file systems have no locks
            return


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
