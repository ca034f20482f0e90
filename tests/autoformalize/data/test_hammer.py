"""The hammer: what it stands for proves, and texts with it become Lean and come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoformalize.data.hammer import expand, portfolio, scripts, shorten
from autoformalize.data.sources import load_problems
from lean_env import CheckerPool, Claim, Verdict

SUCC = "theorem succ (a b : ℕ) (h : a ≤ b) : a < b + 1"


def hammered(pool: CheckerPool, statement: str, proof: str = "by hammer", header: str = "") -> Verdict:
    """The verdict on the statement with the proof, expanded."""
    claim = Claim(header, statement, statement.split()[1], f"{statement} := {expand(proof, statement, header)}")
    return pool.submit(claim).result()


@pytest.mark.parametrize(
    ("statement", "header"),
    [
        pytest.param("theorem t (p q r : Prop) (h1 : p ↔ q) (h2 : q ↔ r) : r ↔ p", "", id="congruence"),
        pytest.param("theorem t (p q : Prop) (h : ¬ (p ∧ q)) : ¬ p ∨ ¬ q", "", id="truth-values"),
        pytest.param(SUCC, "", id="a-theorem-of-the-library"),
        pytest.param("theorem t : ¬ 3 ∣ 10", "", id="decision"),
        pytest.param("theorem t : ∃ n : ℕ, n * n = 49", "", id="a-witness"),
        pytest.param(
            "theorem t {α β : Type} (f : α → β) (h : ∀ y, ∃ x, f x = y) : function.surjective f", "", id="a-definition"
        ),
        pytest.param(
            "theorem t (n : ℕ) : same n = n", "def same : ℕ → ℕ\n| 0 := 0\n| (n + 1) := same n + 1", id="recursion"
        ),
        pytest.param(
            "theorem t (s : side) : turn (turn s) = s",
            "inductive side | left | right\nopen side\ndef turn : side → side\n| left := right\n| right := left",
            id="cases",
        ),
    ],
)
def test_a_hammer_proves(embedded_pool: CheckerPool, statement: str, header: str) -> None:
    """Each of its ways closes what it is for."""
    verdict = hammered(embedded_pool, statement, header=header)
    assert verdict.accepted, verdict


@pytest.mark.parametrize(
    "statement", ["theorem t : 1 = 2", "theorem t (p q : Prop) (h : p ∨ q) : p", "theorem t (a b : ℕ) : a < b"]
)
def test_a_hammer_proves_nothing_false(embedded_pool: CheckerPool, statement: str) -> None:
    """What is false stays unproved."""
    assert not hammered(embedded_pool, statement).accepted


def test_a_hammer_may_stand_within_a_proof(embedded_pool: CheckerPool) -> None:
    """Wherever a tactic may, more than once, with theorems or without."""
    statement = "theorem t (a b : ℕ) (p : Prop) (h : a ≤ b) (hp : p) : a < b + 1 ∧ (p ∨ b = a)"
    proof = "begin\n  split,\n  { hammer [nat.lt_succ_of_le] },\n  { left, hammer }\nend"
    assert hammered(embedded_pool, statement, proof).accepted


def test_theorems_that_it_is_given_come_first() -> None:
    """They are tried before those that look like the statement."""
    given, found = portfolio(SUCC, "", ("foo.bar",)), portfolio(SUCC)
    assert "foo.bar" not in found
    assert given.index("apply foo.bar") < given.index("{ apply nat.lt_succ_of_le; assumption } <|> { apply int")


@pytest.mark.parametrize(
    "text", ["exact hammer.one", "exact hammer' h", "exact my_hammer", "exact «hammer»", "exact h.hammer"]
)
def test_other_names_are_left_alone(text: str) -> None:
    """A hammer is a whole word."""
    assert expand(text, SUCC) == text


def test_a_problem_with_a_hammer_of_its_own_keeps_it() -> None:
    """A name of the problem's is what the problem says it is."""
    assert expand("exact hammer", "theorem t (hammer : 1 = 1) : 1 = 1") == "exact hammer"
    assert expand("exact hammer", SUCC, "def hammer := 1") == "exact hammer"


@given(st.lists(st.sampled_from(["intros", "hammer", "cases h", "split", "{ hammer }"]), min_size=1, max_size=5))
def test_what_was_expanded_can_be_shortened(steps: list[str]) -> None:
    """The way back gives the text; expanded again it is the same."""
    text = f"by {{ {', '.join(steps)} }}"
    lean = expand(text, SUCC)
    assert shorten(lean, SUCC) == text
    assert "hammer" not in lean


@pytest.mark.parametrize(
    "statement",
    ["theorem t : true", "theorem t (h : 1 = 2) : 2 = 1", "theorem t {α : Type} [has_add α] (x y : α) : x + y = x + y"],
)
def test_what_a_hammer_stands_for_is_lean_whatever_the_statement_shows(
    embedded_pool: CheckerPool, statement: str
) -> None:
    """Nothing to name, one hypothesis, instances: every script can be read."""
    found = list(scripts(statement))
    assert len(found) > 10
    for script in found:
        verdict = hammered(embedded_pool, statement, f"by {{ {script} }}")
        assert all(message.kind != "parse" for message in verdict.messages), (script, verdict.messages)


def test_it_proves_most_of_what_people_stated(embedded_pool: CheckerPool) -> None:
    """Of the validation problems, which no script was made for, it proves more than four fifths."""
    problems = load_problems("builtin", "validation")
    accepted = 0
    for problem in problems:
        header, statement = problem.header, problem.formal_statement
        accepted += hammered(embedded_pool, statement, header=header).accepted
    assert accepted > 0.8 * len(problems)
