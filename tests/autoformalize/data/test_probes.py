"""Vacuous statements and poor English get their labels, and good ones get none."""

import sys

import pytest

from autoformalize.data import write_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.hygiene.language import NO_ENGLISH, NOT_ENGLISH, SHORT_ENGLISH, english_label
from autoformalize.data.hygiene.probes import probe
from autoformalize.problem import Pair, Problem
from lean_env import open_pool

ENGLISH = [
    "Let $E$ be a nonempty subset of an ordered set; suppose $\\alpha$ is a lower bound of $E$.",
    "Prove that \\( \\int_0^1 x\\,dx = \\frac{1}{2} \\) and $$\\sum_{i=0}^n i = \\frac{n(n+1)}{2}.$$",
    "If p holds then p holds.",
    "Two plus two is four.",
    "The function nat.succ is injective on ℕ.",
    "Euler's totient of 12 equals 4.",
    "Universal quantifiers can be exchanged.",
    "Multiplication of four factors: (ab)(cd) = (cd)(ab).",
    "Logical equivalence is reflexive.",
    "(m + n) mod n = m mod n, always.",
    "max(u + v, y) = max(y, u + v).",
    "cond(tt, s, t) = s for bools.",
    "a successor is never zero.",
    "Minus zero is zero.",
    "Implementation of a merge sort algorithm to sort a list.",
    "Lift the suprema and infima along a Galois insertion",
    "Convert a product type to a Σ-type.",
    "A semisimple ring is a product of simple rings.",
]
OTHERS = [
    (NOT_ENGLISH, "Es sei $n$ eine natürliche Zahl. Zeige, dass $n^2+n$ gerade ist."),
    (NOT_ENGLISH, "Soit $n$ un entier naturel. Montrer que $n^2+n$ est pair."),
    (NOT_ENGLISH, "设 $n$ 为自然数，证明 $n^2+n$ 为偶数。"),
    (NOT_ENGLISH, "Докажите, что число чётно."),
    (NOT_ENGLISH, "Jede Gruppe von Primzahlordnung ist zyklisch."),
    (NOT_ENGLISH, "Demuestre que la suma de dos números pares es par."),
    (NOT_ENGLISH, "Het product is nul."),
    (NOT_ENGLISH, "Un groupe fini est cyclique."),
    (NOT_ENGLISH, "Ein Vektorraum hat eine Basis."),
    (NOT_ENGLISH, "Teorema de Cauchy."),
    (NO_ENGLISH, ""),
    (NO_ENGLISH, " \n ... "),
    (SHORT_ENGLISH, "a"),
    (SHORT_ENGLISH, "True."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_mathematical_english_passes(text):
    """Formulas, names and short sentences do not make English foreign."""
    assert english_label(text) == ""


@pytest.mark.parametrize(("label", "text"), OTHERS)
def test_what_is_no_english_is_labelled(label, text):
    """Other languages and scripts, empty and far too short texts have their labels."""
    assert english_label(text) == label


STATEMENTS = [
    ("theorem a (n : ℕ) (h : n < 0) : n = 5", {"vacuous"}),
    ("theorem a (n : ℕ) (h1 : n = 1) (h2 : n = 2) : n = 3", {"vacuous"}),
    ("theorem a (a b : ℕ) (h : a < b) (k : b < a) : a = b", {"vacuous"}),
    ("theorem a (x : ℕ) : 0 < 0 → x = 1", {"vacuous", "closed by dec_trivial"}),
    ("theorem a (n : ℕ) : n < 5", {"false"}),
    ("theorem a (p q : Prop) : p → q", {"false"}),
    ("theorem a : 2 + 2 = 5", {"false"}),
    ("theorem a (n : ℕ) : n + 0 = n", {"closed by trivial", "closed by refl"}),
    ("theorem a {α : Type} (l : list α) : l ++ [] = l", {"closed by simp"}),
    ("theorem a (a b c : ℕ) (h : a < b) (k : b < c) : a < c", set()),
    ("theorem a (p q : Prop) (h : p ∧ q) : q ∧ p", set()),
    ("theorem a (n : ℕ) : nat.no_such_thing n = n", {"does not elaborate"}),
    ("theorem a (n : ℕ) : n ∧ n", {"does not elaborate"}),
    ("theorem a (n : ℕ) (_ : n ≠ n) : n = 5", {"vacuous", "closed by trivial"}),
    ("theorem a : ∀ n : ℕ, n < 0 → n = 5", {"vacuous"}),
    ("theorem a (e : empty) : 1 = 2", {"vacuous"}),
    ("theorem a {α : Type} [has_add α] (a b : α) : a + b = b + a", set()),
    ("theorem {u} a {α : Sort u} (x y : α) : x = y", set()),
    ("theorem a", {"not probed"}),
    ("def a (n : ℕ) : ℕ", set()),
    ("def a (n : ℕ) : no_such_type", {"does not elaborate"}),
]


def test_statements_that_say_nothing_are_labelled():
    """Contradictory hypotheses, refutable statements and one-tactic ones are told apart from honest ones."""
    pairs = [
        Pair(
            Problem(f"p{i}", "The statement holds for all of them.", text, labels=("false", "kept")),
            ":= n" if text.startswith("def") else ":= sorry",
        )
        for i, (text, _) in enumerate(STATEMENTS)
    ]
    with open_pool("embedded", workers=1) as checker:
        found = [(pair.problem.formal_statement, set(pair.problem.labels)) for pair in probe(pairs, checker)]
    assert found == [(text, labels | {"kept"}) for text, labels in STATEMENTS]


class Counted:
    """A checker that keeps what it is asked."""

    def __init__(self, checker):
        self.checker = checker
        self.asked = []

    def submit(self, request, budget=None):
        self.asked.append(request)
        return self.checker.submit(request, budget)


def test_what_is_known_is_not_asked():
    """A statement in other words, under another name or with another proof is not asked about again, the negation of
    what its proof proves is not tried, and the labels are those that each pair gets by itself."""
    texts = [
        ("theorem a (p q : Prop) (h : p ∧ q) : q ∧ p", ":= ⟨h.2, h.1⟩"),
        ("theorem b (p q : Prop) (h : p ∧ q) : q ∧ p", ":= and.comm.mp h"),
        ("theorem c (n : ℕ) : n < 5", ":= sorry"),
        ("theorem d (n : ℕ) : n < 5", ":= dec_trivial"),
    ]
    pairs = [
        Pair(Problem(f"p{i}", "It holds for all of them.", text), proof)
        for i, (text, proof) in enumerate([*texts, *texts])
    ]
    with open_pool("embedded", workers=1) as checker:
        alone = [next(probe([pair], checker)) for pair in pairs]
        counted = Counted(checker)
        assert list(probe(pairs, counted)) == alone
    assert [pair.problem.labels for pair in alone[:4]] == [(), (), ("false",), ("false",)]
    asked = [getattr(request, "candidate", "") for request in counted.asked]
    assert len(counted.asked) == 3 + 4 and sum("¬ (" in text for text in asked) == 1


def test_labels_of_others_are_not_counted(tmp_path, capsys):
    """The table at the end has what probing found, and no line for a label that a pair brought along."""
    source = tmp_path / "pairs.jsonl"
    pair = Pair(Problem("a", "x", "theorem a : 1 = 1", labels=("restated",)), ":= rfl")
    write_pairs(source, [pair])
    assert main(["probe", str(source), "-o", str(tmp_path / "probed.jsonl"), "--english-only"]) == 0
    printed = capsys.readouterr().err
    assert "restated" not in printed and f"{SHORT_ENGLISH}: 1" in printed


def test_without_a_checker_the_english_alone_is_judged():
    """Labels of an earlier probe are renewed, others stay, and nothing is dropped."""
    pair = Pair(Problem("a", "Zeige die Behauptung bitte.", "theorem a : 1 = 1", labels=("vacuous", "mine")), ":= rfl")
    (found,) = probe([pair], None)
    assert found.problem.labels == ("mine", NOT_ENGLISH)


def test_without_the_detector_of_languages_one_line_says_what_to_install(tmp_path, monkeypatch, capsys):
    """Where lingua is not installed, probing ends before anything is written, and names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "lingua", None)  # how Python itself marks a module that cannot be imported
    output = tmp_path / "probed.jsonl"
    assert main(["probe", "builtin", "-o", str(output), "--english-only"]) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1 and "lingua" in errors[0] and "pip install -e '.[corpus]'" in errors[0]
    assert list(tmp_path.iterdir()) == []
