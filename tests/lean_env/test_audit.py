"""The audit: no hostile candidate is accepted, no honest one refused, by either backend."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lean_env import CheckerPool, Claim, Snippet, Status
from lean_env.audit import gate
from lean_env.cheats import FALSE, HONEST, HOSTILE, POLY, SWAP
from tests.lean_env.scripted import UNHURRIED

WORDS = "theorem a x1 2 0x io vm λ ℕ α ₁ h.1 . _ @ - / ( ) := meta tactic lean set_option axiom constants native → ⟨ |"
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])


@pytest.mark.parametrize(("statement", "candidate"), [c[1:] for c in HOSTILE], ids=[c[0] for c in HOSTILE])
def test_no_hostile_candidate_is_accepted(pool: CheckerPool, statement: str, candidate: str) -> None:
    """Whatever the trick, the answer is not yes, and it is an answer."""
    verdict = pool.check(Claim("", statement, "target", candidate))
    assert verdict.status in (Status.CHEATED, Status.REJECTED, Status.UNSUPPORTED), verdict


@pytest.mark.parametrize(("statement", "candidate"), [c[1:] for c in HONEST], ids=[c[0] for c in HONEST])
def test_an_honest_candidate_is_not_refused(pool: CheckerPool, statement: str, candidate: str) -> None:
    """Unusual is not hostile."""
    verdict = pool.check(Claim("", statement, "target", candidate))
    assert verdict.accepted, verdict


@pytest.mark.parametrize(
    ("candidate", "rule"),
    [
        (f"axiom a : false\n{FALSE} := a.elim", "axiom"),
        (f"{FALSE} := rfl\n#exit", "early_exit"),
        ("theorem target : true := trivial\n/-", "swallowed"),
        (f"{FALSE} := rfl\nexample : true \\/- run_cmd tactic.skip -/ true := or.inl trivial", "swallowed"),
        ("run_cmd tactic.skip", "meta_code"),
        ("set_option trust 0\ntheorem target : true := trivial", "set_option"),
        ("notation `a--` := true", "notation"),
        ("@[user_command] def x := 1", "user_command"),
        ("attribute [vm_override a] b", "meta_code"),
        ("theorem target : true := {! !}", "hole"),
        ("§--'a' theorem target : true := trivial", "swallowed"),
        ("''--x theorem target : true := trivial", "swallowed"),
        ("-- a\n-- \f", "swallowed"),
        ('localized "axiom a : false" in b', "axiom"),
        ("theorem target : f ''\"'\" = s := x\nrun_cmd skip --\"", "swallowed"),
        ("theorem target : c = '\"' := x\nrun_cmd skip --'\"'", "meta_code"),
        ("theorem target : f '' s = 'ab := x", "swallowed"),
    ],
)
def test_the_gate_names_its_rule(candidate: str, rule: str) -> None:
    """A refusal says which rule was broken, and where."""
    violation = gate(candidate)
    assert violation is not None
    assert violation.rule == rule
    assert violation.line >= 1


@pytest.mark.parametrize("term", ["f '' s", "f ⁻¹' (g '' {x})", "∑' n, f n", "'x'", "s''"])
def test_symbols_of_mathlib_with_quotes_pass_the_gate(term: str) -> None:
    """Images, preimages and infinite sums are no characters that do not end."""
    assert gate(f"theorem target : {term} = t := h") is None


def test_a_candidate_that_asks_thousands_of_things_gets_its_verdict(pool: CheckerPool) -> None:
    """A server repeats its messages with each that is added; whoever prints so much is checked without one."""
    asks = "#check nat\n" * 2000
    found = [pool.check(Claim("", SWAP, "target", f"{asks}{SWAP} := {proof}")) for proof in ("h.symm", "h", "sorry")]
    assert [verdict.status for verdict in found] == [Status.ACCEPTED, Status.REJECTED, Status.REJECTED]
    assert found[0].messages[1999].line == 2000
    assert found[2].uses_sorry


def test_a_different_statement_is_told_from_a_failed_proof(pool: CheckerPool) -> None:
    """A candidate that compiles but proves something else is `cheated: different_statement`."""
    verdict = pool.check(Claim("", FALSE, "target", "theorem target : (1 : ℕ) = 1 := rfl"))
    assert (verdict.status, verdict.rule) == (Status.CHEATED, "different_statement")
    verdict = pool.check(Claim("", SWAP, "target", f"{SWAP} := h"))
    assert verdict.status is Status.REJECTED
    assert verdict.error_kind == "type_mismatch"


def test_the_axioms_of_an_accepted_proof_are_listed(pool: CheckerPool) -> None:
    """The standard axioms are allowed and named."""
    statement = "theorem target (p : Prop) : p ∨ ¬p"
    verdict = pool.check(Claim("", statement, "target", f"{statement} := classical.em p"))
    assert verdict.accepted
    assert set(verdict.axioms) == {"classical.choice", "propext", "quot.sound"}
    assert pool.check(Claim("", POLY, "target", f"{POLY} := h.symm")).axioms == ()


def test_a_candidate_that_knows_the_goal_cannot_redefine_it(pool: CheckerPool) -> None:
    """Messages on one attempt may tell the goal's name to the next, which could make that name a token for `true`."""
    shown = pool.check(Claim("", FALSE, "target", "theorem target : true := trivial"))
    name = re.search(r"goal_[0-9a-f]+", " ".join(message.text for message in shown.messages))
    assert name is not None
    forged = f"notation `{name[0]}` := true\ntheorem target : true := trivial"
    assert not pool.check(Claim("", FALSE, "target", forged)).accepted


def test_attempts_at_one_statement_are_judged_alone(pool: CheckerPool) -> None:
    """What is kept of the statement between attempts holds nothing of an attempt, whichever way it ended."""
    good, bad = f"{SWAP} := h.symm", f"{SWAP} := h"
    lemma = f"lemma extra : true := trivial\n{good}"
    uses_it = f"lemma x : true := extra\n{good}"
    asked = [good, lemma, uses_it, bad, good, lemma, good, uses_it, bad, bad, good]
    verdicts = pool.check_all(Claim("", SWAP, "target", candidate) for candidate in asked)
    assert [verdict.accepted for verdict in verdicts] == [candidate in (good, lemma) for candidate in asked]


@pytest.mark.parametrize("candidate", ["p ∧ q-- and", "f '' s -- image", "∑' i, f i -- sum", "h.2⟩--done", "¬p/-x-/"])
def test_a_comment_behind_a_symbol_that_is_known_is_a_comment(candidate: str) -> None:
    """The gate refuses marks in words that Lean may skip, not comments."""
    assert gate(candidate) is None


@pytest.mark.parametrize(("text", "said"), [("\0", "NUL"), ("\ud800", "UTF-8")])
def test_a_text_that_no_file_can_hold_is_rejected_in_one_line(pool: CheckerPool, text: str, said: str) -> None:
    """It reaches no checker, and what it is about is said."""
    good = f"{SWAP} := h.symm -- {text}"
    for request in (Claim("", SWAP, "target", good), Snippet("", good), Snippet(f"-- {text}", "")):
        verdict = pool.check(request)
        assert verdict.status is Status.REJECTED
        assert said in verdict.messages[0].text


def test_messages_count_lines_within_the_candidate(pool: CheckerPool) -> None:
    """What the audit puts before a candidate does not shift its lines."""
    verdict = pool.check(Claim("", SWAP, "target", f"-- one\n{SWAP} :=\nand.intro h.2 h.2"))
    errors = [m for m in verdict.messages if m.severity == "error"]
    assert errors[0].line == 3


def test_a_statement_that_does_not_elaborate_is_a_rejection_that_says_so(pool: CheckerPool) -> None:
    """The fault is the statement's, and the message says it."""
    verdict = pool.check(Claim("", "theorem target : nonsense 1", "target", "theorem target : true := trivial"))
    assert verdict.status is Status.REJECTED
    assert verdict.messages[0].text.startswith("in the statement")


def test_instances_among_the_binders_serve_the_statement(pool: CheckerPool) -> None:
    """What `[has_add α]` before the colon gives, the statement has; another statement is still told from it."""
    statement = "theorem t {α : Type*} (n : ℕ) [has_add α] [decidable (n = 1)] (a b : α) (h : a + b = a) : a + b = a"
    claims = [Claim("", statement, "t", f"{statement} := {proof}") for proof in ("h", "sorry", "rfl")]
    claims.append(Claim("", statement, "t", statement.replace(": a + b = a)", ": a + b = b)") + " := h"))
    assert [verdict.accepted for verdict in pool.check_all(claims)] == [True, False, False, False]


@UNHURRIED
@given(st.lists(PIECES, max_size=12).map("".join) | st.text("aio2_.λ vm-/!%∣\n", max_size=14))
def test_a_text_that_is_let_through_at_a_glance_is_let_through_when_it_is_read(text: str) -> None:
    """A comment makes the gate read a text to its end, and changes nothing of what it finds."""
    at_a_glance, read = gate(text), gate(f"{text}\n-- and a comment")
    assert (at_a_glance and at_a_glance.rule) == (read and read.rule)
