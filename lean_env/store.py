"""Verdicts kept from run to run: a sweep or a re-score checks nothing twice.

A verdict is kept under a digest of everything that it depends on: the checker's fingerprint (toolchain, libraries, the
code that judges), the request, the budget. Only final ones are kept: a wall-clock timeout, a crash or a lack of memory
says something about this machine today. Every row carries a checksum over its key and its text, so that a damaged file
gives misses, never another verdict.

The store is a convenience and behaves like one: a file that is damaged is set aside under another name, and one that
is locked, read-only or on a full disk is done without. Each of these is one warning in the log, and costs no verdict.
Whoever may write the file could put verdicts into it: it lies in a folder of the user's own, and should stay there.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import logging
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from lean_env.backends.messages import TIMED_OUT
from lean_env.checker import BaseChecker
from lean_env.errors import LeanEnvError
from lean_env.verdict import Budget, Claim, Message, Request, Status, Verdict

_LOG: Final = logging.getLogger(__name__)

SCHEMA: Final = 1
_APPLICATION: Final = 0x4C33_5644  # marks the file as ours, so that no other program's database is touched
_CREATE: Final = f"""
    BEGIN IMMEDIATE;
    CREATE TABLE verdicts (
        key BLOB PRIMARY KEY, backend TEXT NOT NULL, status TEXT NOT NULL, stored_at INTEGER NOT NULL,
        verdict TEXT NOT NULL, checksum BLOB NOT NULL
    ) WITHOUT ROWID;
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {SCHEMA};
    COMMIT;
"""
_KEY_BYTES: Final = 20
_SELECT: Final = "SELECT verdict, checksum FROM verdicts WHERE key = ?"
_INSERT: Final = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)"
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NETWORK_SYSTEMS: Final = ("nfs", "cifs", "smb", "lustre", "gpfs", "beegfs", "ceph", "glusterfs", "fuse", "9p", "afs")

_READ_WAIT_SECONDS: Final = 0.2
_WRITE_WAIT_SECONDS: Final = 5.0
_GATHER_SECONDS: Final = 0.2
_LONGEST_PAUSE_SECONDS: Final = 60.0
_CACHE_KIBIBYTES: Final = 32 << 10
_BATCH: Final = 1000
_MOST_WAITING: Final = 100_000
_MOST_SET_ASIDE: Final = 5
_SECONDS_A_DAY: Final = 86_400

_FINAL: Final = frozenset({Status.ACCEPTED, Status.REJECTED, Status.CHEATED, Status.UNSUPPORTED})
# What Lean says when it is the machine's stack that ended, not its patience.
_OF_THE_MACHINE: Final = ("deep recursion", "stack space")


def default_path() -> Path:
    """`$XDG_CACHE_HOME/lean_env/verdicts.sqlite`, by default below `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "lean_env" / "verdicts.sqlite"


def request_key(fingerprint: str, request: Request, budget: Budget) -> bytes:
    """The digest under which the verdict on `request` is kept."""
    # The lengths come first, so that no two requests run together into one text.
    if isinstance(request, Claim):
        header, statement, name, candidate = request.header, request.statement, request.name, request.candidate
        lengths = f"claim {len(header)} {len(statement)} {len(name)} {len(candidate)} "
        text = f"{lengths}{header}{statement}{name}{candidate}"
    else:
        text = f"snippet {len(request.header)} {request.allow_sorry} {request.header}{request.body}"
    digest = _started(fingerprint, budget).copy()
    digest.update(text.encode(errors="surrogatepass"))  # what is no valid Unicode has a digest too
    return digest.digest()


@lru_cache(maxsize=256)
def _started(fingerprint: str, budget: Budget) -> hashlib.blake2b:
    """The digest of what many requests share."""
    shared = json.dumps((fingerprint, [(field.name, getattr(budget, field.name)) for field in fields(budget)]))
    return hashlib.blake2b(shared.encode("ascii"), digest_size=_KEY_BYTES)


def is_final(verdict: Verdict) -> bool:
    """Whether the same request would have the same verdict again, on any machine."""
    if any(phrase in message.text for message in verdict.messages for phrase in _OF_THE_MACHINE):
        return False
    if verdict.status is Status.TIMEOUT:
        return any(m.severity == "error" and TIMED_OUT in m.text for m in verdict.messages)
    return verdict.status in _FINAL


@dataclass(frozen=True, slots=True)
class StoreStatistics:
    """What a store holds: counts of verdicts, bytes on disk, and when the first and the last was stored (UNIX time)."""

    verdicts: int
    size: int
    by_backend: dict[str, int]
    by_status: dict[str, int]
    oldest: int
    newest: int


class VerdictStore:
    """One file of verdicts, for many threads and processes. No method raises because of the file's state."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[bytes, Verdict] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._reading = threading.Lock()
        self._reader: sqlite3.Connection | None = None
        self._no_reading_until = 0.0
        self._warned: set[str] = set()
        self._usable = True
        self._times_set_aside = 0
        with self._reading:
            self._open_reader()
        self._thread = threading.Thread(target=self._write_behind, name="verdict-store", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def get(self, key: bytes) -> Verdict | None:
        """The verdict kept under `key`, or None."""
        verdict = self._waiting.get(key)
        if verdict is not None:
            return verdict
        with self._reading:
            row = self._select(key)
        if row is None:
            return None
        text, checksum = row
        try:  # a damaged row may hold anything
            return _decoded(text) if _checksum(key, text) == checksum else None
        except (TypeError, ValueError):
            return None

    def put(self, key: bytes, verdict: Verdict) -> None:
        """Keep a verdict; it is found at once, and on disk soon."""
        with self._changed:
            if self._closed or not self._usable:
                return
            self._waiting[key] = verdict
            if len(self._waiting) > _MOST_WAITING:  # nothing can be written: the memory has to end somewhere
                self._waiting.pop(next(iter(self._waiting)))
            self._changed.notify()

    def close(self) -> None:
        """Write what waits. Safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        with self._reading:
            self._drop_reader()

    def _select(self, key: bytes) -> tuple[bytes, bytes] | None:
        if time.monotonic() < self._no_reading_until:
            return None
        if self._reader is None:
            self._open_reader()
        if self._reader is None:
            return None
        try:
            row: tuple[bytes, bytes] | None = self._reader.execute(_SELECT, (key,)).fetchone()
        except sqlite3.Error as error:
            self._drop_reader()
            if _is_damage(error):
                self._set_aside(error)
            else:
                self._rest(error)
            return None
        return row

    def _open_reader(self) -> None:
        while self._usable and self._reader is None:
            try:
                self._reader = _connect(self._path, _READ_WAIT_SECONDS)
            except _AnotherProgram as error:
                self._give_up(str(error))
            except (sqlite3.Error, OSError) as error:
                if _is_damage(error):
                    self._set_aside(error)
                else:
                    self._rest(error)
                    break

    def _drop_reader(self) -> None:
        if self._reader is not None:
            with contextlib.suppress(sqlite3.Error):
                self._reader.close()
            self._reader = None

    def _rest(self, error: Exception) -> None:
        """Locked or out of reach: look-ups miss for a while, because waiting for each would cost more than checking."""
        self._no_reading_until = time.monotonic() + _WRITE_WAIT_SECONDS
        self._warn("going on without it for now", error)

    def _give_up(self, reason: str) -> None:
        self._usable = False
        self._no_reading_until = float("inf")
        with self._changed:
            self._waiting.clear()
        self._warn("going on without it", reason)

    def _warn(self, what: str, reason: object) -> None:
        line = f"the verdict store {self._path}: {reason}; {what}"
        if line not in self._warned:
            self._warned.add(line)
            _LOG.warning(line)

    def _set_aside(self, error: Exception) -> None:
        """Rename a damaged file, unless another process has done so already."""
        self._times_set_aside += 1
        if self._times_set_aside > _MOST_SET_ASIDE:
            self._give_up(f"{error}, time after time")
            return
        try:
            with _locked(_lock_file(self._path)):
                if _is_sound(self._path):
                    return
                aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
                os.replace(self._path, aside)
                for suffix in ("-wal", "-shm"):
                    with contextlib.suppress(FileNotFoundError):
                        os.replace(f"{self._path}{suffix}", f"{aside}{suffix}")
                self._warn(f"set aside as {aside.name}, and begun anew", error)
        except OSError as failure:
            self._give_up(f"{error}, and cannot be set aside: {failure.strerror}")

    def _write_behind(self) -> None:
        pause = 0.0
        while self._wait_for_work(pause):
            with self._changed:
                batch = list(islice(self._waiting.items(), _BATCH))
            try:
                # Opened for each batch: the file may have been set aside, by this process or another one.
                with contextlib.closing(_connect(self._path, _WRITE_WAIT_SECONDS)) as writer:
                    _write(writer, batch)
            except (sqlite3.Error, OSError) as error:
                if _is_damage(error):
                    with self._reading:
                        self._drop_reader()
                        self._set_aside(error)
                else:
                    self._warn("new verdicts wait in memory", error)
                if self._closed and (pause or not _is_damage(error)):
                    break  # the last try failed
                pause = min(_LONGEST_PAUSE_SECONDS, 2 * pause + 1)
            except Exception as error:  # the file is another program's, or this class is at fault: no check has to end
                self._give_up(str(error))
            else:
                pause = 0.0
                self._forget(batch)
        if self._waiting:
            _LOG.warning("the verdict store %s: %d verdicts could not be kept", self._path, len(self._waiting))

    def _wait_for_work(self, pause: float) -> bool:
        """Wait for verdicts, gather more for a moment (or pause after a failure); False when closed and empty."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if not self._closed:
                self._changed.wait_for(lambda: self._closed, timeout=max(pause, _GATHER_SECONDS))
            return bool(self._waiting)

    def _forget(self, batch: list[tuple[bytes, Verdict]]) -> None:
        with self._changed:
            for key, verdict in batch:
                if self._waiting.get(key) is verdict:
                    del self._waiting[key]


class StoredChecker(BaseChecker):
    """Asks the store first and `inner` else; identical requests in flight are checked once."""

    def __init__(self, inner: BaseChecker, store: VerdictStore, budget: Budget) -> None:
        """`budget` is what `inner` allows a request that brings none."""
        self._inner = inner
        self._store = store
        self._budget = budget
        self._in_flight: dict[bytes, Future[Verdict]] = {}
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    @property
    def backend(self) -> str:
        """The inner checker's."""
        return self._inner.backend

    @property
    def fingerprint(self) -> str:
        """The inner checker's."""
        return self._inner.fingerprint

    @property
    def capacity(self) -> int:
        """The inner checker's."""
        return self._inner.capacity

    @property
    def inner(self) -> BaseChecker:
        """What checks the requests that the store does not know."""
        return self._inner

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        """See `Checker.submit`. A verdict from the store is the one that was given then, with its time."""
        spent = budget or self._budget
        key = request_key(self.fingerprint, request, spent)
        known = self._store.get(key)
        if known is not None:
            self.hits += 1
            done: Future[Verdict] = Future()
            done.set_result(known)
            return done
        with self._lock:
            running = self._in_flight.get(key)
            if running is not None:
                self.hits += 1
                return running
            self.misses += 1
            future = self._inner.submit(request, spent)
            self._in_flight[key] = future
        future.add_done_callback(lambda ended: self._keep(key, ended))
        return future

    def close(self) -> None:
        """Close the inner checker, then the store."""
        self._inner.close()
        self._store.close()

    def _keep(self, key: bytes, ended: Future[Verdict]) -> None:
        if not ended.cancelled() and ended.exception() is None and is_final(ended.result()):
            self._store.put(key, ended.result())
        with self._lock:
            self._in_flight.pop(key, None)


def statistics(path: Path) -> StoreStatistics:
    """Count what the store at `path` holds. Raises LeanEnvError when there is none, or it cannot be read."""
    with _administering(path) as connection:
        by_backend: Counter[str] = Counter()
        by_status: Counter[str] = Counter()
        oldest, newest = 0, 0
        rows = connection.execute(
            "SELECT backend, status, count(*), min(stored_at), max(stored_at) FROM verdicts GROUP BY backend, status"
        )
        for backend, status, count, first, last in rows:
            by_backend[backend.decode(errors="replace")] += count
            by_status[status.decode(errors="replace")] += count
            oldest = min(oldest or first, first)
            newest = max(newest, last)
        size = _used_bytes(connection)
    return StoreStatistics(by_status.total(), size, dict(by_backend), dict(by_status), oldest, newest)


def prune(
    path: Path, *, older_than_days: float | None = None, backend: str | None = None, max_mb: float | None = None
) -> int:
    """Delete verdicts that are older and of the backend, where given, then the oldest until the file has its size.

    Returns how many; verdicts that processes write meanwhile stay. Raises LeanEnvError as `statistics` does.
    """
    conditions: list[str] = []
    values: list[object] = []
    if older_than_days is not None:
        conditions.append("stored_at < ?")
        values.append(int(time.time() - older_than_days * _SECONDS_A_DAY))
    if backend is not None:
        conditions.append("backend = ?")
        values.append(backend)
    deleted = 0
    with _administering(path) as connection:
        if conditions:
            cursor = connection.execute(f"DELETE FROM verdicts WHERE {' AND '.join(conditions)}", values)
            deleted += cursor.rowcount
        if max_mb is not None:
            deleted += _shrink(connection, int(max_mb * 1e6))
        with contextlib.suppress(sqlite3.OperationalError):  # another process reads: the pages are used again later
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return deleted


def _shrink(connection: sqlite3.Connection, wanted: int) -> int:
    deleted = 0
    while (used := _used_bytes(connection)) > wanted:
        (count,) = connection.execute("SELECT count(*) FROM verdicts").fetchone()
        if count == 0:
            break
        surplus = max(1, int(count * (1 - wanted / used)))
        oldest = "SELECT key FROM verdicts ORDER BY stored_at LIMIT ?"
        deleted += connection.execute(f"DELETE FROM verdicts WHERE key IN ({oldest})", (surplus,)).rowcount
    return deleted


def _used_bytes(connection: sqlite3.Connection) -> int:
    def pragma(name: str) -> int:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")


@contextlib.contextmanager
def _administering(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.exists():
        raise LeanEnvError(f"{path}: no verdict store there")
    try:
        connection = _connect(path, _WRITE_WAIT_SECONDS)
        try:
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, OSError, _AnotherProgram) as error:
        raise LeanEnvError(f"{path}: {error}") from None


class _Damaged(sqlite3.DatabaseError):
    """The file is no sound database, which SQLite itself could not say in a readable way."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


class _AnotherProgram(Exception):
    """The file is a database, and sound, but not one that this version may write."""


def _connect(path: Path, wait_seconds: float) -> sqlite3.Connection:
    if not _has_content(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(_lock_file(path)):
            if not _has_content(path):
                _create(path)
    connection = sqlite3.connect(path, timeout=wait_seconds, isolation_level=None, check_same_thread=False)
    connection.text_factory = bytes  # a damaged row need not be text
    try:
        _prepare(connection)
    except UnicodeDecodeError:  # SQLite's message quotes the damaged schema
        connection.close()
        raise _Damaged("the schema is malformed") from None
    except BaseException:
        connection.close()
        raise
    return connection


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _create(path: Path) -> None:
    """Make the file whole under another name: no process ever opens one that is half made."""
    made = path.with_name(f"{path.name}.new")
    made.unlink(missing_ok=True)  # of a process that was killed here
    with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
        # The write-ahead log needs memory that the processes share, which a network's file system does not give them.
        connection.execute(f"PRAGMA journal_mode = {'delete' if _is_on_network(path) else 'wal'}")
        connection.executescript(_CREATE)
    os.replace(made, path)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # damage shows here, before it looks foreign
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise _AnotherProgram("is another program's database: give another path in checker.store")
    if version != SCHEMA:
        raise _AnotherProgram(f"has schema {version}, and this program {SCHEMA}: give another path, or delete the file")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


def _write(connection: sqlite3.Connection, batch: list[tuple[bytes, Verdict]]) -> None:
    now = int(time.time())
    rows = []
    for key, verdict in batch:
        text = _encoded(verdict)
        backend = verdict.backend.encode(errors="backslashreplace").decode()
        rows.append((key, backend, verdict.status.value, now, text.decode(), _checksum(key, text)))
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _encoded(verdict: Verdict) -> bytes:
    """The verdict as a JSON list: without names it is read back twice as fast."""
    messages = [(m.severity, m.text, m.line, m.column, m.kind) for m in verdict.messages]
    rest = (verdict.axioms, verdict.uses_sorry, verdict.seconds, verdict.backend, verdict.rule)
    return json.dumps((verdict.status.value, messages, *rest)).encode("ascii")


def _decoded(text: bytes) -> Verdict:
    status, messages, axioms, uses_sorry, seconds, backend, rule = json.loads(text.decode("ascii"))
    shown = tuple([Message(*message) for message in messages])
    return Verdict(Status(status), shown, tuple(axioms), uses_sorry, seconds, backend, rule)


def _checksum(key: bytes, text: bytes) -> bytes:
    return hashlib.blake2b(key + text, digest_size=8).digest()


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of error
    return code in _DAMAGED or "no such table" in str(error) or "no such column" in str(error)


def _is_sound(path: Path) -> bool:
    """Asked with the lock held, so a file that is not there has been set aside already, and stays away meanwhile."""
    if not _has_content(path):
        return True
    try:
        with contextlib.closing(_connect(path, _WRITE_WAIT_SECONDS)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == b"ok")
    except sqlite3.Error as error:
        return not _is_damage(error)
    except _AnotherProgram:
        return True


def _is_on_network(path: Path) -> bool:
    """Whether the file lies on a file system that several machines may mount."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    folder = str(path.parent.resolve())
    mounts: list[tuple[int, str]] = []
    for line in lines:
        before, _, after = line.partition(" - ")
        point = before.split()[4]
        if folder == point or folder.startswith(point.rstrip("/") + "/"):
            mounts.append((len(point), after.split()[0]))
    return bool(mounts) and max(mounts)[1].startswith(_NETWORK_SYSTEMS)


def _lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
