"""Verdicts, budgets and kinds of error."""

from __future__ import annotations

import pytest

from lean_env.verdict import Budget, Message, Status, Verdict, kind_of_error


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("unknown identifier 'foo'", "unknown_identifier"),
        ("type mismatch, term\n  h\nhas type\n  p", "type_mismatch"),
        ("type mismatch at application\n  f a", "type_mismatch"),
        ("tactic failed, there are unsolved goals\nstate:\n⊢ p", "unsolved_goals"),
        ("failed to synthesize type class instance for\n⊢ decidable p", "failed_to_synthesize"),
        ("don't know how to synthesize placeholder", "dont_know_how_to_synthesize"),
        ("invalid expression, unexpected token", "parse"),
        ("command expected", "parse"),
        ("rewrite tactic failed, did not find instance of the pattern", "tactic_failed"),
        ("(deterministic) timeout", "timeout"),
        ("excessive memory consumption detected at 'vm'", "out_of_memory"),
        ("file 'data/real' not found in the search path", "missing_import"),
        ("something that nobody has seen before", "other"),
    ],
)
def test_the_kind_of_an_error_is_read_from_its_text(text: str, kind: str) -> None:
    """Each of Lean's wordings has its kind, and an unknown one is `other`."""
    assert kind_of_error(text) == kind


def test_a_verdict_survives_its_json_form() -> None:
    """What is written to a file is read back as the same value."""
    verdict = Verdict(
        Status.CHEATED, (Message("error", "no", 2, 3, "axiom"),), ("foo",), True, 0.25, "lean3-3.51.1", "axiom"
    )
    assert Verdict.from_json(verdict.to_json()) == verdict


def test_the_error_kind_of_a_rejection_is_that_of_its_first_error() -> None:
    """Warnings do not count; a rejection for a sorry alone is of kind sorry."""
    messages = (Message("warning", "unused"), Message("error", "x", kind="parse"), Message("error", "y", kind="other"))
    assert Verdict(Status.REJECTED, messages).error_kind == "parse"
    assert Verdict(Status.REJECTED, (), uses_sorry=True).error_kind == "sorry"
    assert Verdict(Status.TIMEOUT).error_kind == "timeout"
    assert Verdict(Status.ACCEPTED).error_kind == ""


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"memory_mb": -1}, {"steps": 0}])
def test_a_budget_without_room_is_refused(limits: dict[str, int]) -> None:
    """Limits are positive."""
    with pytest.raises(ValueError, match="positive"):
        Budget(**limits)
