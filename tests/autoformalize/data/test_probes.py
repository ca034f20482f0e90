"""Vacuous statements and poor English get their labels, and good ones get none."""

import sys

import pytest

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
]
OTHERS = [
    (NOT_ENGLISH, "Es sei $n$ eine natürliche Zahl. Zeige, dass $n^2+n$ gerade ist."),
    (NOT_ENGLISH, "Soit $n$ un entier naturel. Montrer que $n^2+n$ est pair."),
    (NOT_ENGLISH, "设 $n$ 为自然数，证明 $n^2+n$ 为偶数。"),
    (NOT_ENGLISH, "Докажите, что число чётно."),
    (NOT_ENGLISH, "Jede Gruppe von Primzahlordnung ist zyklisch."),
    (NOT_ENGLISH, "Demuestre que la suma de dos números pares es par."),
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
]


def test_statements_that_say_nothing_are_labelled():
    """Contradictory hypotheses, refutable statements and one-tactic ones are told apart from honest ones."""
    pairs = [
        Pair(Problem(f"p{i}", "The statement holds for all of them.", text, labels=("false", "kept")), ":= sorry")
        for i, (text, _) in enumerate(STATEMENTS)
    ]
    with open_pool("embedded", workers=1) as checker:
        found = [set(pair.problem.labels) for pair in probe(pairs, checker)]
    assert found == [labels | {"kept"} for _, labels in STATEMENTS]


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
