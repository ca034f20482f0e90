"""Verdicts become records, what fails is kept apart, and a kill costs no verdict."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from autoformalize.data import load_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.readers import write_pairs
from autoformalize.data.resume import read_report
from autoformalize.data.verify import CompiledOnly, Library, VerdictLog, lean_version, outcomes, verify
from autoformalize.problem import Pair, Problem, Verification
from lean_env import BaseChecker, Budget, Claim, Message, Request, Snippet, Status, Verdict, open_pool
from tests.entry_points import ROOT, wait_until

FINGERPRINT = "lean3-3.50.3+library-0123abcd+rules-ffff"


class WordChecker(BaseChecker):
    """Answers by the candidate's text."""

    backend = "embedded"
    fingerprint = FINGERPRINT
    capacity = 4

    def __init__(self) -> None:
        self.submitted: list[str] = []

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        assert isinstance(request, Claim)
        self.submitted.append(request.candidate)
        answer: Future[Verdict] = Future()
        status = Status.ACCEPTED
        if "wrong" in request.candidate:
            status = Status.REJECTED
        if "beyond" in request.candidate:
            status = Status.UNSUPPORTED
        messages = (Message("error", "no such luck\n⊢ true"),) if status is not Status.ACCEPTED else ()
        answer.set_result(Verdict(status, messages, axioms=("propext",), backend=FINGERPRINT))
        return answer

    def close(self) -> None:
        """Nothing to free."""


def make(proof: str, header: str = "") -> Pair:
    known = (Verification("embedded", "3.51.1", (), "2020-01-01"), Verification("lean3", "3.51.1", (), "2020-01-01"))
    return Pair(Problem("t", "It is true.", "theorem t : true", header=header), proof, known)


def test_records_follow_the_verdicts():
    """Accepted renews this backend's record, rejected drops it, unsupported leaves all as it was."""
    checked = list(verify([make(":= trivial"), make(":= wrong"), make(":= beyond")], WordChecker(), today="2026-11-22"))
    accepted, rejected, unsupported = (each.pair.verified for each in checked)
    assert accepted[0] == Verification("embedded", "3.50.3", ("propext",), "2026-11-22")
    assert [entry.backend for entry in accepted] == ["embedded", "lean3"]
    assert [entry.backend for entry in rejected] == ["lean3"]
    assert unsupported == make("").verified
    assert [each.counts for each in checked] == [True, False, True]
    assert checked[1].reason == "rejected: no such luck"
    assert outcomes(checked) == {"accepted": 1, "rejected": 1, "unsupported": 1}


def test_a_statement_without_a_usable_name_fails_alone():
    """What is no claim is rejected with the reason, and the rest is checked."""
    nameless = Pair(Problem("n", "It is true.", "∀ p : Prop, p → p"), ":= id")
    odd = Pair(Problem("o", "It is true.", "theorem 2nd : true"), ":= trivial")
    first, second, third = verify([nameless, odd, make(":= trivial")], WordChecker())
    assert first.reason == "rejected: the formal statement does not begin with theorem or lemma and a name"
    assert second.reason == first.reason and third.verdict.accepted


def test_a_statement_that_cannot_be_read_fails_alone(embedded_pool):
    """No type, or a comment without its end: rejected with the reason, and the rest is checked."""
    texts = ["theorem a", "theorem a (p : Prop", "theorem a /- : true", 'theorem a : "x', "theorem a : true"]
    pairs = [Pair(Problem("p", "It is true.", text), ":= trivial") for text in texts]
    *bad, good = verify(pairs, embedded_pool)
    assert good.verdict.accepted
    assert [each.verdict.status for each in bad] == [Status.REJECTED] * 4
    assert "has no `:`" in bad[0].reason and "unexpected end of comment" in bad[2].reason


def test_definitions_are_compiled(embedded_pool):
    """A definition counts if it compiles without sorry; a theorem must be the one that is stated."""
    proofs = [":= 3", ":= sorry", ':= "three"']
    pairs = [Pair(Problem("d", "Three.", "def three : ℕ"), proof) for proof in proofs]
    inductive = Pair(Problem("i", "A colour is red or blue.", "inductive colour"), "| red : colour | blue : colour")
    checked = list(verify([*pairs, inductive], embedded_pool))
    assert [each.counts for each in checked] == [True, False, False, True]
    assert "sorry" in checked[1].reason and checked[0].pair.verified_by("embedded")


def test_toolchain_and_library_come_from_the_checker(tmp_path):
    """The version is in the fingerprint; the revision is git's, or the library's digest, for pairs that import it."""
    assert lean_version(FINGERPRINT) == "3.50.3" and lean_version("embedded-abc") == "3.51.1"
    assert Library.of(FINGERPRINT) == Library("library-0123abcd")
    assert Library.of(FINGERPRINT, revision="abc").revision == "abc"
    (tmp_path / "leanpkg.toml").write_text('[package]\nname = "mathlib"\nversion = "0.1"\n')
    (tmp_path / "src" / "data").mkdir(parents=True)
    (tmp_path / "src" / "data" / "nat.lean").touch()
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=b", "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    head = subprocess.run(["git", "-C", str(tmp_path), "rev-parse", "HEAD"], capture_output=True, text=True).stdout
    library = Library.of(FINGERPRINT, [str(tmp_path / "src")])
    assert library.revision == head.strip()
    assert library.serves("import init.core data.nat -- and more\n") and not library.serves("import init.core\n")
    (checked,) = verify([make(":= trivial", "import data.nat\n")], WordChecker(), library=library)
    assert checked.pair.verified[0].mathlib == head.strip()


def test_verdicts_out_of_order_are_kept(tmp_path):
    """What the log holds for the same text is not checked again; what was cut short, or is another text, is."""
    path = tmp_path / "verdicts"
    pairs = [make(f":= trivial {number}") for number in range(5)]
    with VerdictLog(path) as log:
        for item in (3, 1, 4):
            log.put(item, pairs[item], Verdict(Status.TIMEOUT))
    path.write_bytes(path.read_bytes()[:-7])
    with VerdictLog(path) as log:
        checker = WordChecker()
        changed = [*pairs[:3], make(":= trivial other"), pairs[4]]
        statuses = [each.verdict.status for each in verify(changed, checker, log=log)]
        assert statuses == [Status.ACCEPTED, Status.TIMEOUT, *[Status.ACCEPTED] * 3]
        assert len(checker.submitted) == 4
        log.forget(4)
        assert log.get(1, pairs[1]) is None and log.get(4, pairs[4]) is not None
        log.remove()
    assert not path.exists()


def corpus(folder: Path, count: int) -> Path:
    """A file of so many pairs; the tenth and the last one fail."""
    path = folder / "pairs.jsonl"
    pairs = load_pairs("builtin", "validation")[: count - 2]
    wrong = Pair(pairs[0].problem, ":= trivial")
    with path.open("w", encoding="utf-8") as out:
        for pair in (*pairs[:9], wrong, *pairs[9:], Pair(pairs[1].problem, ":= sorry")):
            out.write(json.dumps(Pair(pair.problem, pair.formal_proof).to_json()) + "\n")
    return path


def test_the_command_keeps_what_fails_apart(tmp_path):
    """Accepted pairs are in the output with their record, the others in the rejects with verdict and message."""
    source, output = corpus(tmp_path, 12), tmp_path / "verified.parquet"
    command = ["verify", str(source), "-o", str(output), "--backend", "embedded", "--workers", "1", "--store", "none"]
    assert main(command) == 0
    pairs = load_pairs(str(output), None)
    assert len(pairs) == 10 and all(pair.verified_by("embedded") for pair in pairs)
    rejects = [json.loads(line) for line in (tmp_path / "verified.rejects.jsonl").read_text("utf-8").splitlines()]
    assert [entry["record"]["verdict"]["status"] for entry in rejects] == ["rejected", "rejected"]
    assert rejects[0]["reason"].startswith("rejected: ") and rejects[0]["where"].endswith("(pair 10)")
    report = read_report(output)
    assert report is not None and report["report"]["outcomes"] == {"accepted": 10, "rejected": 2}
    assert report["report"]["lean"] == "3.51.1" and report["report"]["checker"].startswith("embedded-")
    before = output.stat().st_mtime_ns
    assert main(command) == 0 and output.stat().st_mtime_ns == before  # finished is finished


# Runs the command with a checker that notes each claim that is put to it.
_NOTING = """
import sys
from autoformalize.data.commands import verify
from autoformalize.data.__main__ import main
opened = verify.open_checker

def noting(options):
    checker = opened(options)
    submit = checker.submit
    def noted(request, budget=None):
        with open(sys.argv[1], "a", encoding="utf-8") as out:
            out.write(request.candidate.replace("\\n", " ") + "\\n")
        return submit(request, budget)
    checker.submit = noted
    return checker

verify.open_checker = noting
sys.exit(main(sys.argv[2:]))
"""


def test_kills_cost_no_verdict_and_change_nothing(tmp_path):
    """Killed with -9 again and again, the command ends with the unbroken run's bytes, and never checks twice."""
    source = corpus(tmp_path, 24)
    texts = [" ".join(pair.declaration.split("\n")) for pair in load_pairs(str(source), None)]
    options = ["--backend", "embedded", "--workers", "1", "--store", "none"]
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    assert main(["verify", str(source), "-o", str(whole), *options]) == 0
    log = tmp_path / "broken.jsonl.verdicts"
    for round_number, patience in enumerate((1, 13)):
        notes = tmp_path / f"submitted-{round_number}"
        known = _known(broken, log, texts)
        command = [sys.executable, "-c", _NOTING, str(notes), "verify", str(source), "-o", str(broken), *options]
        _run_and_kill(command, lambda least=patience: len(_known(broken, log, texts)) >= least)
        submitted = notes.read_text("utf-8").splitlines() if notes.exists() else []
        assert not known & set(submitted)
    assert main(["verify", str(source), "-o", str(broken), *options]) == 0
    assert broken.read_bytes() == whole.read_bytes()
    rejects = [(tmp_path / f"{name}.rejects.jsonl").read_text("utf-8") for name in ("whole", "broken")]
    assert _without_seconds(rejects[0]) == _without_seconds(rejects[1])
    assert not log.exists()


def _run_and_kill(command: list[str], reached: Callable[[], bool]) -> None:
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_until(lambda: process.poll() is not None or reached(), "verdicts")
    process.send_signal(signal.SIGKILL)
    process.wait()


def _known(output: Path, log: Path, texts: list[str]) -> set[str]:
    """The candidates whose verdicts are on disk."""
    try:
        read = json.loads(Path(f"{output}.journal").read_text("utf-8"))["read"]
    except FileNotFoundError:
        read = len(texts) if output.exists() else 0
    known = set(texts[:read])
    if log.exists():
        for line in log.read_text("utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                known.add(texts[json.loads(line)["item"]])
    return known


def _without_seconds(lines: str) -> list[object]:
    entries = [json.loads(line) for line in lines.splitlines()]
    for entry in entries:
        entry["record"]["verdict"].pop("seconds")
    return entries


def test_without_an_output_it_only_counts(tmp_path, capsys):
    """The exit code says whether something failed, and nothing is written."""
    source = corpus(tmp_path, 6)
    options = ["--backend", "embedded", "--workers", "1", "--store", "none"]
    assert main(["verify", str(source), *options]) == 1
    assert "uses sorry" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.jsonl"]
    write_pairs(source, load_pairs("builtin", "validation")[:2])
    assert main(["verify", str(source), *options]) == 0


@pytest.mark.lean3
def test_the_real_lean_is_named_with_its_version(tmp_path, lean3):
    """The record has the version of the toolchain that checked."""
    source = corpus(tmp_path, 5)
    output = tmp_path / "verified.jsonl"
    options = ["--backend", "lean3", "--lean", str(lean3.executable), "--workers", "1", "--store", "none"]
    assert main(["verify", str(source), "-o", str(output), *options]) == 0
    entries = [entry for pair in load_pairs(str(output), None) for entry in pair.verified]
    assert entries and {(entry.backend, entry.lean, entry.mathlib) for entry in entries} == {
        ("lean3", lean3.version, "")
    }


def test_pairs_whose_imports_are_not_compiled_do_not_hold_up_the_others(tmp_path):
    """Such a pair is answered at once, naming the file that lacks its .olean, and each import is told of once."""
    for name, text in (("a", "import b\n"), ("b", ""), ("c", "")):
        (tmp_path / f"{name}.lean").write_text(text, encoding="utf-8")
    for name in ("a", "c"):
        (tmp_path / f"{name}.olean").touch()
    told: list[str] = []
    with CompiledOnly(open_pool("embedded", workers=1), [tmp_path], told.append) as checker:
        verdicts = [checker.check(Snippet(header, "#check nat")) for header in ("import a\n", "import c a\n", "")]
    assert [verdict.status for verdict in verdicts] == [Status.UNSUPPORTED, Status.UNSUPPORTED, Status.ACCEPTED]
    expected = f"the import a is not compiled: {tmp_path / 'b.lean'} has no .olean file beside it"
    assert verdicts[0].messages[0].text == expected and told == [expected]
