"""The front end: recovery after errors, sorry, axioms, budgets, and checks that leave no trace."""

from __future__ import annotations

import resource

import pytest

from lean_env.embedded import snapshot
from lean_env.embedded.checker import EmbeddedChecker


def texts(checker: EmbeddedChecker, source: str) -> list[tuple[str, str]]:
    """Severity and text of each message."""
    return [(message.severity, message.text) for message in checker.check(source).messages]


def test_commands_after_a_failing_one_are_run(checker: EmbeddedChecker) -> None:
    """Every failing command has its own error, and a theorem whose proof failed can be used."""
    result = checker.check("theorem a : 1 = 2 := rfl\nexample : 1 = 2 := a\nexample : nope := 1\n#check a")
    assert [(message.line, message.kind) for message in result.messages] == [
        (1, "type_mismatch"),
        (3, "unknown_identifier"),
        (4, "other"),
    ]


def test_a_sorry_is_a_warning_and_shows_among_the_axioms(checker: EmbeddedChecker) -> None:
    """In Lean's words."""
    assert texts(checker, "theorem a : 1 = 2 := sorry\n#print axioms a") == [
        ("warning", "declaration 'a' uses sorry"),
        ("info", "[sorry]\nno axioms"),
    ]


def test_axioms_are_listed(checker: EmbeddedChecker) -> None:
    """By `#print axioms`, one a line."""
    source = "axiom magic : 1 = 2\ntheorem a : 1 = 2 := magic\n#print axioms a\n#print axioms rfl"
    assert texts(checker, source) == [("info", "magic"), ("info", "no axioms")]


def test_the_state_of_a_check_can_be_looked_into(checker: EmbeddedChecker) -> None:
    """While the session is open."""
    with checker.session("theorem a (p : Prop) : p ∨ ¬ p := classical.em p") as result:
        assert result.declarations == ["a"]
        assert set(result.axioms_of("a")) == {"classical.choice", "propext", "quot.sound"}


def test_a_check_leaves_no_trace(checker: EmbeddedChecker) -> None:
    """Neither declarations nor notations nor instances."""
    assert not checker.check("def a := 1\nnotation `♥` := a\ninstance x : inhabited (ℕ → ℕ) := ⟨id⟩").has_errors
    assert checker.check("#check a").has_errors
    assert checker.check("#check ♥").has_errors


def test_a_spent_budget_is_a_timeout(checker: EmbeddedChecker) -> None:
    """And nothing after it is looked at."""
    source = "example (a b c : ℕ) : a * b * c = c * (b * a) := by simp [nat.mul_comm]\nexample : nope := 1"
    result = checker.check(source, max_steps=50)
    assert [message.kind for message in result.messages] == ["timeout"]


@pytest.mark.parametrize("source", ["meta def f := 1", "run_cmd tactic.skip", "#eval 1 + 1", "import data.real.basic"])
def test_what_is_beyond_the_fragment_is_unsupported(checker: EmbeddedChecker, source: str) -> None:
    """Never an error that says the text is wrong."""
    assert [message.kind for message in checker.check(source).messages] == ["unsupported"]


def test_exit_ends_the_text(checker: EmbeddedChecker) -> None:
    """What follows is not read."""
    assert checker.check("#exit\nexample : nope := 1").messages == ()


def test_memory_stays_flat(checker: EmbeddedChecker) -> None:
    """After the first checks, a hundred more take no more than a few megabytes."""
    source = "example (a b c : ℕ) : a + b + c = c + b + a := by rw [nat.add_comm a b, nat.add_comm]"
    for _ in range(20):
        checker.check(source)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        checker.check(source)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000


def test_the_fingerprint_names_the_sources() -> None:
    """Twelve hexadecimal digits, the same while nothing changes."""
    assert snapshot.fingerprint() == snapshot.fingerprint()
    assert len(snapshot.fingerprint()) == 12
