"""Lean source out of whatever a model wrote."""

from __future__ import annotations

import pytest

from autoformalize.problem import Problem
from autoformalize.prompting import extract_candidate

SWAP = Problem("swap", "Swap.", "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p")
PROOF = f"{SWAP.formal_statement} := h.symm"


@pytest.mark.parametrize(
    "completion",
    [
        " := h.symm",
        ":= h.symm\n",
        "h.symm",
        " := h.symm\n\n/-- Another statement -/\ntheorem other : true := trivial",
        " := h.symm\n\ntheorem other : true := trivial",
        "```lean\n:= h.symm\n```",
        f"Here is the proof:\n```lean\n{PROOF}\n```\nIt swaps the two parts.",
        f"```\n{PROOF}\n```",
        f"```lean\n{PROOF}",
        " : q ∧ p := h.symm",
        " :=\x0ch.symm".replace("\x0c", " ") + "\x0b",
    ],
)
def test_the_proof_is_found(completion: str) -> None:
    """Fences, prose, a restated theorem, a missing `:=`, a next example: the candidate is the same."""
    assert extract_candidate(SWAP, "proof", completion) == (PROOF, "swap")


def test_tactic_blocks_get_their_assignment() -> None:
    """`begin ... end` and `by ...` are proofs without `:=`."""
    lean, _ = extract_candidate(SWAP, "proof", "begin\n  exact h.symm,\nend")
    assert lean == f"{SWAP.formal_statement} := begin\n  exact h.symm,\nend"
    assert extract_candidate(SWAP, "proof", "by cc")[0] == f"{SWAP.formal_statement} := by cc"


def test_a_restated_theorem_is_taken_as_it_stands() -> None:
    """Whether it is still the same statement is for the audit to say."""
    other = "theorem swap (p q : Prop) (h : p ∧ q) : p := h.1"
    assert extract_candidate(SWAP, "proof", f"```lean\n{other}\n```") == (other, "swap")


def test_the_full_task_takes_the_models_own_statement_and_last_name() -> None:
    """Lemmas before the theorem belong to it."""
    text = "lemma aux : true := trivial\ntheorem mine : true := aux"
    assert extract_candidate(SWAP, "full", f"```lean\n{text}\n```") == (text, "mine")
    assert extract_candidate(SWAP, "full", "I cannot do this.")[1] == ""
    source, name = extract_candidate(SWAP, "full", f"{PROOF}\n\n-- Statement and proof in Lean 3 of: more\n")
    assert (source, name) == (PROOF, "swap")


def test_an_empty_completion_is_a_candidate_without_a_proof() -> None:
    """It is the checker's to refuse."""
    assert extract_candidate(SWAP, "proof", "  ")[0].strip() == SWAP.formal_statement


@pytest.mark.parametrize(
    "completion",
    [
        SWAP.formal_statement,
        PROOF,
        f"{SWAP.formal_statement} :=\nbegin\n  exact h.symm\nend",
        f"```lean\n{SWAP.formal_statement} := sorry\n```",
        f"Here it is.\n```lean\n{SWAP.formal_statement}\n```\nIt swaps the two.",
        f"{SWAP.formal_statement}\n\n-- Statement in Lean 3 of: something else\ntheorem other : true",
        f"{SWAP.formal_statement}\ntheorem other : true := trivial",
        f"lemma {SWAP.formal_statement[8:]} := h.symm".replace("lemma", "theorem"),
    ],
)
def test_a_statement_ends_before_its_proof(completion: str) -> None:
    """With or without a proof, a fence, prose, more theorems: the first statement alone."""
    assert extract_candidate(SWAP, "statement", completion) == (SWAP.formal_statement, "swap")


def test_a_statement_keeps_the_lines_that_open_names() -> None:
    """They decide what its names mean; other commands before it are left out."""
    text = "open nat\nvariables (p : Prop)\ntheorem s : succ 1 = 2 := rfl"
    assert extract_candidate(SWAP, "statement", text) == ("open nat\ntheorem s : succ 1 = 2", "s")
    assert extract_candidate(SWAP, "statement", "example (n : ℕ) : n = n := rfl")[0] == "example (n : ℕ) : n = n"
    assert extract_candidate(SWAP, "statement", "I cannot.")[1] == ""


def test_a_colon_inside_a_set_does_not_end_a_statement() -> None:
    """Only what stands outside brackets does."""
    text = "theorem s (f : ℕ → ℕ) (h : (λ x : ℕ, x) = f) : (let y : ℕ := 3 in y) = 3"
    assert extract_candidate(SWAP, "statement", f"{text} := rfl")[0] == text


@pytest.mark.parametrize(
    "completion",
    [
        " If p and q, then q and p.",
        " If p and q, then q and p.\n\ntheorem next : true",
        "If p and q,\nthen q and p.\n-- In words: more",
        "Sure! In words: If p and q, then q and p.",
        '"If p and q, then q and p."',
        "```\nIf p and q, then q and p.\n```",
        "Certainly, here it is:\nIf p and q, then q and p.",
    ],
)
def test_the_english_is_found(completion: str) -> None:
    """One line of words, without lead-in, quotes, fences or what comes next."""
    assert extract_candidate(SWAP, "informalize", completion) == ("If p and q, then q and p.", "")
