"""`python -m lean_env`, as a person runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lean_env.doctor import examine
from lean_env.errors import LeanEnvError
from lean_env.sandbox import choose_sandbox

PROOF = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the module with the interpreter of the tests."""
    return subprocess.run(
        [sys.executable, "-m", "lean_env", *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Texts of each kind of outcome."""
    texts = {
        "good": PROOF,
        "wrong": "-- a comment\ntheorem t (p q : Prop) (h : p) : q := h\n",
        "sorry": "theorem t : false := sorry\n",
        "import": "import data.nowhere\n\ntheorem t : true := trivial\n",
    }
    paths = {name: tmp_path / f"{name}.lean" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_check_gives_one_verdict_a_file(files: dict[str, Path], backend: str, request: pytest.FixtureRequest) -> None:
    """One JSON object a line, in the order of the files, positions counted in the file."""
    if backend == "lean3":
        request.getfixturevalue("lean3")
    done = run("check", *map(str, files.values()), "--backend", backend, "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == [str(path) for path in files.values()]
    statuses = [record["status"] for record in records]
    assert statuses[:3] == ["accepted", "rejected", "rejected"]
    assert statuses[3] in ("rejected", "unsupported")
    assert records[1]["messages"][0]["line"] == 2
    assert records[2]["uses_sorry"]
    assert all(record["seconds"] >= 0 for record in records)
    assert done.returncode == 1


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_audit_says_whether_a_file_proves_a_statement(
    files: dict[str, Path], backend: str, request: pytest.FixtureRequest
) -> None:
    """Exit code 0 for a proof of the statement, 1 for a proof of another one."""
    if backend == "lean3":
        request.getfixturevalue("lean3")
    good = str(files["good"])
    done = run("audit", good, "--statement", "∀ a b : Prop, a ∧ b → b ∧ a", "--name", "swap", "--backend", backend)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run("audit", good, "--statement", "false", "--name", "swap", "--backend", backend, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["rule"] == "different_statement"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere.lean"], "no such file"),
        (["check", __file__, "--backend", "lean3", "--lean", "/nowhere"], "no Lean executable"),
        (["audit", os.devnull, "--statement", "true", "--name", "two words", "--backend", "embedded"], "not the name"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_code_2(arguments: list[str], message: str) -> None:
    """No traceback, and the line says what to do."""
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """The line names the file and the byte."""
    path = tmp_path / "latin.lean"
    path.write_bytes(b"-- caf\xe9\n")
    done = run("check", str(path), "--backend", "embedded")
    assert done.returncode == 2
    assert "latin.lean: not UTF-8 text (byte 6)" in done.stderr


def test_doctor_examines_both_backends() -> None:
    """It proves something with each backend that is there, and says how to get the other."""
    done = run("doctor")
    assert "embedded: library" in done.stdout
    assert "lean3:" in done.stdout
    assert "works: a proof accepted" in done.stdout
    assert done.returncode == 0


def test_doctor_says_which_sandbox_is_in_force() -> None:
    """The line is that of the sandbox which `auto` takes here, or says what to do where none works."""
    try:
        expected = choose_sandbox("auto").description
    except LeanEnvError as error:
        expected = str(error)
    assert f"\nsandbox: {expected}\n" in run("doctor").stdout


def test_doctor_says_what_to_do_where_no_sandbox_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without bubblewrap and user namespaces there is one line, and no checker of the real Lean is said to work."""
    monkeypatch.setattr("lean_env.sandbox.works", lambda mode: False)
    examine()
    shown = capsys.readouterr().out
    assert "sandbox: no sandbox works here" in shown
    assert "sandbox=none" in shown


def test_recheck_counts_times_and_names_axioms(tmp_path: Path) -> None:
    """An export is accepted with what it holds and cost, or rejected at its first wrong line."""
    good = Path(__file__).parent / "embedded" / "exports" / "library.export"
    bad = tmp_path / "bad.export"
    bad.write_text(good.read_text(encoding="utf-8").replace("#QUOT", "#TRUST"), encoding="utf-8")
    done = run("recheck", str(good), str(bad))
    accepted, rejected = done.stdout.splitlines()
    assert done.returncode == 1
    assert re.search(r": \d+ declarations accepted in \d+\.\d s, \d+ MB at most; axioms: choice$", accepted)
    assert re.search(r"bad\.export: rejected: line \d+: unknown command: #TRUST$", rejected)
