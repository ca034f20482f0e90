"""Sessions of the real Lean: the read-eval loop and the server agree, and nothing of a candidate is left behind."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from lean_env import Budget, CheckerPool, Claim, Status, Verdict
from lean_env.backends import repl
from lean_env.backends.caches import Caches
from lean_env.backends.lean3 import Lean3Session
from lean_env.cheats import HONEST, HOSTILE, IMPORTING, POLY, SWAP
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
def test_an_import_in_the_header_changes_no_verdict(lean3_pool: CheckerPool) -> None:
    """Whether the header imports something or not."""
    known = [text for _, *text in HOSTILE + HONEST]
    judged = [
        [_judged(verdict) for verdict in lean3_pool.check_all(claims)]
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
    """Where the checker's own lines do not elaborate behind a header, they come before it, or are left out."""
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


@pytest.mark.lean3
def test_a_candidate_cannot_reach_the_next_ones(lean3_pool: CheckerPool) -> None:
    """Whatever a candidate declares, opens or switches on is gone with its verdict."""
    statement = "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p"
    helper = "lemma helper {p q : Prop} (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n"
    leaving = [
        f"{helper}{statement} := helper h",
        f"namespace and\n{helper}end and\nopen and\n{statement} := helper h",
        f"universe u\nvariables (r : Prop)\nset_option pp.all true\n{helper}{statement} := helper h",
        f"local infix ` ⊓⊓ `:70 := and\n{helper}{statement} := helper h",
        "section\nparameters {p q : Prop} (h : p ∧ q)\nlemma helper : q ∧ p := ⟨h.2, h.1⟩\nend\n"
        f"{statement} := helper h",
    ]
    using = [
        f"{statement} := helper h",
        f"{statement} := by {{ have : p ⊓⊓ q := h, exact ⟨h.2, h.1⟩ }}",
        f"lemma other : r → r := id\n{statement} := ⟨h.2, h.1⟩",
    ]
    asked = [text for leaver in leaving for text in (leaver, *using)]
    found = lean3_pool.check_all(Claim("", statement, "target", text) for text in asked)
    assert [verdict.accepted for verdict in found] == [text in leaving for text in asked]


@pytest.mark.lean3
def test_the_loop_and_the_server_say_the_same(lean3: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts on every known candidate, and the errors of one theorem that is wrong."""
    claims = [Claim("", s, "target", c) for _, s, c in HOSTILE + HONEST]
    wrong = ["by simp [nope]", "begin\n  cases h,\n  split,\n  refl,\n  assumption\nend", "⟨h.1, h.2⟩", "sorry"]
    claims += [Claim("", SWAP, "target", f"{SWAP} := {proof}") for proof in [*wrong, "("]]
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=60)) as pool:
        by_loop = list(pool.check_all(claims))
    monkeypatch.setattr(Lean3Session, "_place", lambda *_: None)
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=60)) as pool:
        by_server = list(pool.check_all(claims))
    both = zip(claims, by_loop, by_server, strict=True)
    assert not [(claim, one, other) for claim, one, other in both if _judged(one)[:3] != _judged(other)[:3]]
    for one, other in list(zip(by_loop, by_server, strict=True))[-len(wrong) - 1 : -1]:
        assert [m for m in one.messages if m.severity == "error"] == [
            m for m in other.messages if m.severity == "error"
        ]


@pytest.mark.lean3
@pytest.mark.parametrize(
    "header",
    [
        "universe u\nvariables {α : Type u}\n",
        "universes u v\nnoncomputable theory\n",
        "set_option class.instance_max_depth 40\n",
        "noncomputable theory\nopen classical\nlocal attribute [instance] prop_decidable\n",
        "def double (n : ℕ) := n + n\nnamespace inner\nlemma fact : 1 = 1 := rfl\nend inner\nopen inner\n",
        "import nowhere.to_be_found\n",
        "namespace left_open\n",
    ],
)
def test_after_any_header_loop_and_server_agree(lean3: Toolchain, monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    """What a new parser would not know of goes to the server; a missing import is nobody's proof."""
    claims = [Claim(header, SWAP, "target", f"{SWAP} := {proof}") for proof in ("h.symm", "h", "⟨h.2, h.1⟩")]
    claims.append(Claim(header, SWAP, "target", "theorem target : ∀ {p q : Prop}, p ∧ q → q ∧ p := λ p q h, h.symm"))
    helper = "def chosen {p : ℕ → Prop} (h : ∃ n, p n) : ℕ := classical.some h\n"
    claims.append(Claim(header, SWAP, "target", f"{helper}{SWAP} := h.symm"))
    claims.append(Claim(header, POLY, "target", f"{POLY} := rfl"))
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=60)) as pool:
        by_loop = [_judged(verdict) for verdict in pool.check_all(claims)]
    monkeypatch.setattr(Lean3Session, "_place", lambda *_: None)
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=60)) as pool:
        assert by_loop == [_judged(verdict) for verdict in pool.check_all(claims)]
    assert all(status is not Status.ACCEPTED for status, *_ in by_loop) is ("nowhere" in header or "left" in header)


@pytest.mark.lean3
def test_a_loop_that_has_served_its_texts_is_replaced(lean3: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unseen by the candidates: those that need their statement, too."""
    monkeypatch.setattr(repl, "_COMMANDS", 2)
    monkeypatch.setattr(repl, "_TEXTS_A_COMMAND", 3)
    other_words = "theorem target : ∀ (p q : Prop), p ∧ q → q ∧ p := λ p q h, ⟨h.2, h.1⟩"
    asked = [f"{SWAP} := h.symm", f"{SWAP} := h", other_words] * 7
    claims = [Claim("", SWAP, "target", text) for text in asked]
    accepted, seen = [], set[int]()
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=60)) as pool:
        for claim in claims:
            accepted.append(pool.check(claim).accepted)
            seen.update(pool.sessions[0].pids)
        all_at_once = [verdict.accepted for verdict in pool.check_all(claims)]
    assert accepted == all_at_once == [True, False, True] * 7
    assert len(seen) > 2


@pytest.mark.lean3
def test_what_ends_a_process_costs_only_the_text_that_did_it(lean3: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though texts are sent ahead, and questions about a proof may come behind one without end."""
    sent_ahead = []
    send_ahead = repl.Repl.send_ahead

    def counted(loop: repl.Repl, proof: repl.Proof, heartbeats: int, seconds: float) -> bool:
        sent_ahead.append(send_ahead(loop, proof, heartbeats, seconds))
        return sent_ahead[-1]

    monkeypatch.setattr(repl.Repl, "send_ahead", counted)
    proofs = ["h.symm", "⟨h.2, h.1⟩", "and.swap h", "(and_comm p q).mp h", "by simp [h]", "(iff.mp (and.comm) h)"]
    good = [f"{SWAP} := {proof}" for proof in proofs]
    endless = f"{SWAP} := begin iterate 1000000000 {{ skip }}, exact h.symm end"
    asked = [good[1], endless, good[2], good[3], endless, good[4], *good]
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=Budget(seconds=3)) as pool:
        assert pool.check(Claim("", SWAP, "target", good[0]), Budget(seconds=60)).accepted
        found = [verdict.status for verdict in pool.check_all(Claim("", SWAP, "target", text) for text in asked)]
    assert found == [Status.TIMEOUT if text is endless else Status.ACCEPTED for text in asked]
    assert sum(sent_ahead) > len(proofs)


@pytest.mark.lean3
def test_a_text_without_end_costs_no_process(lean3: Toolchain) -> None:
    """A loop counts each text's heartbeats by themselves and goes on; a fresh server has the last word."""
    endless = f"{SWAP} := by {{ repeat {{ have := h, clear this }}, exact h.symm }}"
    budget = Budget(seconds=120, heartbeats=2_000)
    with open_pool("lean3", workers=1, lean=lean3.executable, budget=budget) as pool:
        assert pool.check(Claim("", SWAP, "target", f"{SWAP} := h.symm")).accepted
        before = pool.sessions[0].pids
        verdict = pool.check(Claim("", SWAP, "target", endless))
        assert verdict.status in (Status.TIMEOUT, Status.REJECTED), verdict
        assert pool.check(Claim("", SWAP, "target", f"{SWAP} := h.symm -- again")).accepted
        assert pool.sessions[0].pids == before


def test_caches_are_filled_again_some_texts_after_they_were_displaced() -> None:
    """No more than one text in nine pays."""
    caches = Caches()
    assert not any(caches.to_be_filled_before(text) for text in ["lemma a : true := trivial"] * 20)
    texts = ["@[simp] lemma a : true := trivial", *["example := 1"] * 18]
    assert [caches.to_be_filled_before(text) for text in texts] == [False] * 9 + [True] + [False] * 9
    assert not any(caches.to_be_filled_before(text) for text in ["example := classical.em"] * 20)


def _judged(verdict: Verdict) -> tuple[Status, str, tuple[str, ...], bool]:
    return verdict.status, verdict.rule, verdict.axioms, verdict.uses_sorry
