"""Headers that a server holds: caches that are filled before the candidates, and the walk to imported constants."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from lean_env import Budget, CheckerPool, Claim, Status
from lean_env.backends.held_header import HeldHeader
from lean_env.cheats import HONEST, HOSTILE, IMPORTING, SWAP
from lean_env.factory import open_pool
from lean_env.toolchain import Toolchain

LIBRARY = """
axiom cheat : false
axiom «fine.proof» : false
theorem unproved : false := sorry
theorem under_unproved : 1 = 2 := unproved.elim
theorem fine.proof : true := trivial
theorem rests_on_choice (p : Prop) : p ∨ ¬p := classical.em p
theorem rests_on_propext (p q : Prop) (h : p ↔ q) : p = q := propext h
inductive colour | red | green
"""


@pytest.fixture(scope="module")
def library_pool(lean3: Toolchain, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckerPool]:
    """A pool whose candidates can import a small library, `extra`, which is not clean."""
    folder = tmp_path_factory.mktemp("library")
    source = folder / "extra.lean"
    source.write_text(LIBRARY, encoding="utf-8")
    paths = ":".join(map(str, [*lean3.library_path, folder]))
    made = subprocess.run(
        [lean3.executable, "--make", source], env={"LEAN_PATH": paths}, capture_output=True, check=True
    )
    assert b"error" not in made.stdout
    with open_pool("lean3", workers=1, lean=lean3.executable, import_path=[folder], budget=Budget(seconds=60)) as pool:
        yield pool


@pytest.mark.lean3
def test_the_walk_and_lean_agree_on_every_known_candidate(lean3_pool: CheckerPool) -> None:
    """With an import in the header the axioms come from the walk, without one from `#print axioms`."""
    known = [text for _, *text in HOSTILE + HONEST]
    judged = [
        [(v.status, v.rule, v.axioms, v.uses_sorry) for v in lean3_pool.check_all(claims)]
        for claims in ([Claim(header, s, "target", c) for s, c in known] for header in ("", IMPORTING))
    ]
    differing = [text for text, one, other in zip(known, *judged, strict=True) if one != other]
    assert not differing


@pytest.mark.lean3
@pytest.mark.parametrize(
    ("candidate", "status", "axioms"),
    [
        ("⟨h.2, h.1⟩", Status.ACCEPTED, ()),
        ("(λ _ : true, h.symm) fine.proof", Status.ACCEPTED, ()),
        (
            "by { cases rests_on_choice p; exact h.symm }",
            Status.ACCEPTED,
            ("classical.choice", "propext", "quot.sound"),
        ),
        ("(rests_on_propext p p iff.rfl).rec h.symm", Status.ACCEPTED, ("propext",)),
        ("by { cases colour.red; exact h.symm }", Status.ACCEPTED, ()),
        ("cheat.elim", Status.CHEATED, ("cheat",)),
        ("«fine.proof».elim", Status.CHEATED, ("«fine.proof»",)),
        ("unproved.elim", Status.REJECTED, ()),
        ("absurd under_unproved dec_trivial", Status.REJECTED, ()),
    ],
)
def test_what_imported_constants_rest_on_counts(
    library_pool: CheckerPool, candidate: str, status: Status, axioms: tuple[str, ...]
) -> None:
    """A library's axioms and gaps are the candidate's own, asked for the first time and known the second."""
    for header in ("import extra\n", "import extra\nopen fine\n"):
        for _ in range(2):
            verdict = library_pool.check(Claim(header, SWAP, "target", f"{SWAP} := {candidate}"))
            assert (verdict.status, verdict.axioms) == (status, axioms), verdict
            assert verdict.uses_sorry is (status is Status.REJECTED)


@pytest.mark.lean3
@pytest.mark.parametrize(
    "lines", ["notation `do` := 1", "open tactic name expr list environment", "def bnot.x := 1\nopen bnot"]
)
def test_after_a_header_that_breaks_the_checkers_lines_verdicts_are_the_same(
    lean3_pool: CheckerPool, lines: str
) -> None:
    """Where caches cannot be filled and the walk cannot be declared, the check goes the slow way."""
    header = f"{IMPORTING}{lines}\n"
    good, bad = f"{SWAP} := h.symm", f"{SWAP} := h"
    found = [lean3_pool.check(Claim(header, SWAP, "target", text)).accepted for text in (good, bad, good)]
    assert found == [True, False, True]


@pytest.mark.lean3
def test_simp_lemmas_of_one_candidate_are_not_there_for_the_next(lean3_pool: CheckerPool) -> None:
    """Caches that are filled once, displaced and filled again hold nothing of a candidate."""
    statement = "theorem target (f : ℕ → ℕ) (h : ∀ x, f x = x) : f 1 = 1"
    with_lemma = f"@[simp] lemma l (f : ℕ → ℕ) (h : ∀ x, f x = x) : f 1 = 1 := h 1\n{statement} := by simp [l f h]"
    without, own = f"{statement} := by simp", f"{statement} := by simp [h]"
    asked = [with_lemma, without, own] + [own] * 10 + [with_lemma, without]
    found = lean3_pool.check_all(Claim(IMPORTING, statement, "target", text) for text in asked)
    assert [verdict.accepted for verdict in found] == [text is not without for text in asked]


def test_a_text_that_knows_the_walk_is_not_given_it() -> None:
    """A candidate could name the command only if messages told it; then Lean's own command is asked."""
    header = HeldHeader(IMPORTING)
    text = "theorem check_1 : true := trivial\n#print axioms check_1\n"
    walking = header.walking(text, "check_1")
    assert walking is not None
    command = re.search(r"#(checker_\w+) check_1\n$", walking)
    assert command is not None
    assert header.walking(f"-- {command[1]}\n{text}", "check_1") is None
    assert HeldHeader("").walking(text, "check_1") is None


def test_caches_are_filled_again_some_texts_after_they_were_displaced() -> None:
    """Only lines of the checker's own change, and no more than one text in nine pays."""
    header = HeldHeader(IMPORTING)
    before = header.opening
    assert not any(header.fill_again_before(text) for text in ["lemma a : true := trivial"] * 20)
    again = [header.fill_again_before(text) for text in ["@[simp] lemma a : true := trivial", *["example := 1"] * 18]]
    assert again == [False] * 9 + [True] + [False] * 9
    assert header.opening != before
    assert len(header.own_lines) == before.count("\n") - IMPORTING.count("\n")
