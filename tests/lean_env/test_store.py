"""The store: a verdict comes back as it was, or not at all."""

from __future__ import annotations

import json
import logging
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lean_env.store
from lean_env import Budget, Claim, LeanEnvError, Message, Request, Snippet, Status, Verdict
from lean_env.store import StoredChecker, VerdictStore, is_final, prune, request_key, statistics
from tests.lean_env.scripted import BAD, GOOD, UNHURRIED, ScriptedChecker, requests

BUDGET = Budget()
TIMEOUT = Verdict(Status.TIMEOUT, (Message("error", "no answer within the budget", kind="timeout"),))
DETERMINISTIC = Verdict(Status.TIMEOUT, (Message("error", "(deterministic) timeout", 1, 0, "timeout"),))

texts = st.text(st.characters(), max_size=40)
messages = st.builds(Message, texts, texts, st.integers(0, 99), st.integers(0, 99), texts)
verdicts = st.builds(
    Verdict,
    st.sampled_from(Status),
    st.lists(messages, max_size=3).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    st.booleans(),
    st.floats(0, 100),
    texts,
    texts,
)
asked = st.one_of(st.builds(Snippet, texts, texts, st.booleans()), st.builds(Claim, texts, texts, texts, texts))
budgets = st.builds(Budget, st.floats(0.1, 100), st.integers(1, 5000), st.integers(1, 10**7))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "verdicts.sqlite"


def numbered(index: int) -> tuple[bytes, Verdict]:
    """A key and the verdict that belongs to it."""
    key = request_key("numbered", Snippet("", str(index)), BUDGET)
    return key, Verdict(Status.ACCEPTED if index % 2 else Status.REJECTED, rule=str(index), backend=f"b{index % 3}")


def filled(path: Path, count: int = 300) -> None:
    store = VerdictStore(path)
    for index in range(count):
        store.put(*numbered(index))
    store.close()


@given(kept=st.dictionaries(st.binary(min_size=20, max_size=20), verdicts, max_size=8))
@settings(UNHURRIED, max_examples=25)
def test_a_verdict_comes_back_as_it_was(tmp_path: Path, kept: dict[bytes, Verdict]) -> None:
    """From memory at once, from the file after it was opened again, whatever its texts hold."""
    path = tmp_path / f"{time.time_ns()}.sqlite"
    store = VerdictStore(path)
    for key, verdict in kept.items():
        store.put(key, verdict)
        assert store.get(key) == verdict
    store.close()
    again = VerdictStore(path)
    assert {key: again.get(key) for key in kept} == kept
    assert again.get(b"unknown") is None
    again.close()


@settings(UNHURRIED)
@given(st.tuples(texts, asked, budgets), st.tuples(texts, asked, budgets))
def test_two_questions_have_two_keys(one: tuple[str, Request, Budget], other: tuple[str, Request, Budget]) -> None:
    """Fingerprint, request and budget are all in the key, and nothing else is."""
    assert (request_key(*one) == request_key(*other)) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"header": "open nat"},
        {"statement": GOOD.statement + " "},
        {"name": "other"},
        {"candidate": BAD.candidate},
    ],
)
def test_every_part_of_a_claim_counts(change: dict[str, str]) -> None:
    """A claim that differs in one part is another one."""
    assert request_key("f", replace(GOOD, **change), BUDGET) != request_key("f", GOOD, BUDGET)


@pytest.mark.parametrize(
    ("verdict", "final"),
    [
        (Verdict(Status.ACCEPTED), True),
        (Verdict(Status.REJECTED), True),
        (Verdict(Status.CHEATED), True),
        (Verdict(Status.UNSUPPORTED), True),
        (DETERMINISTIC, True),
        (TIMEOUT, False),
        (Verdict(Status.CRASHED), False),
        (Verdict(Status.OUT_OF_MEMORY), False),
        (Verdict(Status.REJECTED, (Message("error", "deep recursion was detected"),)), False),
    ],
)
def test_only_what_would_be_said_again_is_kept(path: Path, verdict: Verdict, final: bool) -> None:
    """What depends on the clock or the machine is checked again the next time."""
    assert is_final(verdict) is final
    for asked_before in (0, 1):
        inner = ScriptedChecker(lambda request: verdict)
        with StoredChecker(inner, VerdictStore(path), BUDGET) as checker:
            assert checker.check(GOOD) == verdict
        assert len(inner.asked) == (0 if final and asked_before else 1)


def test_a_second_run_checks_nothing(path: Path) -> None:
    """A re-score of the same candidates asks the inner checker nothing, and has the same verdicts."""
    first = ScriptedChecker()
    with StoredChecker(first, VerdictStore(path), BUDGET) as checker:
        before = list(checker.check_all(requests(100)))
    second = ScriptedChecker()
    with StoredChecker(second, VerdictStore(path), BUDGET) as checker:
        assert list(checker.check_all(requests(100))) == before
        assert (checker.hits, checker.misses) == (100, 0)
    assert len(first.asked) == 100
    assert second.asked == []


@pytest.mark.parametrize("other", ["fingerprint", "budget"])
def test_another_checker_or_budget_checks_anew(path: Path, other: str) -> None:
    """A verdict of one toolchain or one budget is never given for another."""
    with StoredChecker(ScriptedChecker(), VerdictStore(path), BUDGET) as checker:
        checker.check(GOOD)
    inner = ScriptedChecker(fingerprint="scripted-2" if other == "fingerprint" else "scripted-1")
    budget = Budget(steps=7) if other == "budget" else BUDGET
    with StoredChecker(inner, VerdictStore(path), budget) as checker:
        checker.check(GOOD)
    assert inner.asked == [GOOD]
    assert inner.budgets == [budget]


def test_identical_requests_in_flight_are_checked_once(path: Path) -> None:
    """While one runs, the others wait for its verdict."""
    go = threading.Event()

    def answer(request: Request) -> Verdict:
        go.wait(10)
        return Verdict(Status.ACCEPTED)

    inner = ScriptedChecker(answer)
    with StoredChecker(inner, VerdictStore(path), BUDGET) as checker:
        futures = [checker.submit(GOOD) for _ in range(20)]
        go.set()
        assert all(future.result(10).accepted for future in futures)
    assert inner.asked == [GOOD]


def test_a_check_that_raises_is_not_kept_and_does_not_stay_in_flight(path: Path) -> None:
    """The next one is asked again."""
    answers = iter([LeanEnvError("broken"), Verdict(Status.ACCEPTED)])

    def answer(request: Request) -> Verdict:
        match next(answers):
            case Verdict() as verdict:
                return verdict
            case error:
                raise error

    with StoredChecker(ScriptedChecker(answer), VerdictStore(path), BUDGET) as checker:
        with pytest.raises(LeanEnvError):
            checker.check(GOOD)
        assert checker.check(GOOD).accepted


def test_several_processes_write_one_file(path: Path) -> None:
    """Everything that each of them kept is there afterwards."""
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tests.lean_env.test_store import VerdictStore, numbered
        store = VerdictStore(Path(sys.argv[1]))
        first = int(sys.argv[2])
        for index in range(first, first + 400):
            store.put(*numbered(index))
            store.get(numbered(index - 50)[0])
        store.close()
        """
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), str(200 * n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    store = VerdictStore(path)
    assert all(store.get(key) == verdict for key, verdict in map(numbered, range(800)))
    store.close()
    assert statistics(path).verdicts == 800


@given(seed=st.integers(0, 2**32), flips=st.integers(1, 40))
@settings(UNHURRIED, max_examples=40)
def test_a_damaged_file_never_gives_another_verdict(
    tmp_path_factory: pytest.TempPathFactory, seed: int, flips: int
) -> None:
    """Whatever bytes change: the right verdict or none, no exception, and new verdicts are kept."""
    folder = tmp_path_factory.getbasetemp() / "damaged"
    sound = folder / "sound.sqlite"
    if not sound.exists():
        filled(sound)
    path = folder / f"{seed}-{flips}" / "verdicts.sqlite"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(sound, path)
    draw = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(flips):
        start = draw.randrange(len(data))
        data[start : start + draw.choice([1, 1, 8])] = draw.randbytes(1)
    path.write_bytes(data[: draw.choice([len(data), len(data) // 2 + 1])])
    store = VerdictStore(path)
    for key, verdict in map(numbered, range(300)):
        assert store.get(key) in (verdict, None)
    store.put(b"new", numbered(1)[1])
    assert store.get(b"new") == numbered(1)[1]
    store.close()


def test_what_is_no_database_is_set_aside(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Under another name, with one warning; a new file takes its place."""
    path.parent.mkdir()
    path.write_text("notes of somebody\n" * 100, encoding="utf-8")
    store = VerdictStore(path)
    store.put(*numbered(1))
    store.close()
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_text(encoding="utf-8").startswith("notes")
    assert statistics(path).verdicts == 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert aside.name in caplog.text


def test_another_programs_database_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Not renamed, not written to: the store does without."""
    path.parent.mkdir()
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE birds (name TEXT)")
    theirs.close()
    store = VerdictStore(path)
    store.put(*numbered(1))
    store.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert "another program's database" in caplog.text
    with pytest.raises(LeanEnvError, match="another program"):
        statistics(path)


def test_another_schema_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file of a newer version keeps what it holds."""
    filled(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    store = VerdictStore(path)
    assert store.get(numbered(1)[0]) is None
    store.close()
    assert "has schema 99" in caplog.text


def test_a_locked_file_costs_look_ups_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts wait in memory, are found there, and are written when the lock is gone; one look-up waits for all."""
    filled(path, 3)
    monkeypatch.setattr("lean_env.store._WRITE_WAIT_SECONDS", 3600)
    reads = []
    connect = lean_env.store._connect

    def counted(where: Path, wait_seconds: float) -> sqlite3.Connection:
        reads.append(wait_seconds == lean_env.store._READ_WAIT_SECONDS)
        return connect(where, wait_seconds)

    monkeypatch.setattr("lean_env.store._connect", counted)
    thief = sqlite3.connect(path, isolation_level=None)
    thief.execute("PRAGMA locking_mode = EXCLUSIVE")
    thief.execute("BEGIN EXCLUSIVE")
    store = VerdictStore(path)
    store.put(*numbered(7))
    assert all(store.get(key) in (verdict, None) for key, verdict in map(numbered, range(200)))
    assert store.get(numbered(7)[0]) == numbered(7)[1]
    assert sum(reads) == 1
    thief.close()
    store.close()
    again = VerdictStore(path)
    assert again.get(numbered(7)[0]) == numbered(7)[1]
    again.close()


def test_a_full_disk_costs_no_verdict(path: Path) -> None:
    """What cannot be written stays in memory for this run; one warning says so, and what was on disk is read."""
    filled(path, 1000)
    program = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from tests.lean_env.test_store import VerdictStore, numbered
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))  # the log of what is new cannot grow further
        store = VerdictStore(Path(sys.argv[1]))
        for index in range(1000, 3000):
            store.put(*numbered(index))
        assert all(store.get(key) == verdict for key, verdict in map(numbered, range(3000)))
        store.close()
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "could not be kept" in done.stderr
    store = VerdictStore(path)
    assert all(store.get(key) == verdict for key, verdict in map(numbered, range(1000)))
    store.close()


def test_a_fault_of_the_writer_costs_no_verdict(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The checks go on without the store, which says so once."""

    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("a fault of the tests")

    monkeypatch.setattr("lean_env.store._write", fail)
    with StoredChecker(ScriptedChecker(), VerdictStore(path), BUDGET) as checker:
        assert checker.check(GOOD).accepted
        time.sleep(0.5)
        assert checker.check(GOOD).accepted
    assert caplog.text.count("a fault of the tests") == 1


def test_a_path_that_cannot_be_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder that is a file: the checks go on."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with StoredChecker(ScriptedChecker(), VerdictStore(tmp_path / "file" / "x.sqlite"), BUDGET) as checker:
        assert checker.check(GOOD).accepted
        assert not checker.check(BAD).accepted
    assert "going on without it" in caplog.text


def test_pruning_takes_the_old_those_of_a_backend_and_the_surplus(path: Path) -> None:
    """Each option deletes what it says and leaves the rest."""
    filled(path, 3000)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE verdicts SET stored_at = stored_at - 86400 * 10 WHERE backend = 'b0'")
    connection.close()
    assert prune(path, older_than_days=20) == 0
    assert prune(path, older_than_days=5) == 1000
    assert prune(path, backend="b1") == 1000
    left = statistics(path)
    assert (left.by_backend, left.verdicts) == ({"b2": 1000}, 1000)
    assert prune(path, max_mb=left.size / 2e6) > 0
    assert 0 < statistics(path).verdicts < 1000
    assert path.stat().st_size <= left.size / 2 + 4096


def test_the_command_line_shows_and_prunes(path: Path) -> None:
    """`store stats` counts, `store prune` asks what to delete, and a store that is not there is one line."""
    filled(path, 30)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "lean_env", "store", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    shown = run("stats", "--store", str(path))
    assert "30 verdicts" in shown.stdout and "15  accepted" in shown.stdout
    assert run("prune", "--store", str(path)).returncode == 2
    assert "10 verdicts deleted" in run("prune", "--backend", "b1", "--store", str(path)).stdout
    missing = run("stats", "--store", str(path.parent / "nowhere.sqlite"))
    assert missing.returncode == 2 and len(missing.stderr.splitlines()) == 1


def test_what_is_kept_is_plain(path: Path) -> None:
    """Rows can be read with any SQLite tool."""
    filled(path, 1)
    with sqlite3.connect(path) as connection:
        (text,) = connection.execute("SELECT verdict FROM verdicts").fetchone()
    connection.close()
    assert json.loads(text)[0] == "rejected"
