"""Every construct of the fragment behaves as in the real Lean, on recorded answers."""

from __future__ import annotations

import pytest

from lean_env import CheckerPool
from tests.lean_env.embedded.answers import ACCEPTED, REJECTED, Answer, Parity, ask
from tests.lean_env.embedded.constructs import golden


@pytest.fixture(scope="module")
def answers(embedded_pool: CheckerPool) -> dict[str, list[Answer]]:
    """The embedded checker's answers to every text, by construct."""
    return {name: list(ask(embedded_pool, (text.source for text in golden.texts(name)))) for name in golden.names()}


@pytest.mark.parametrize("name", golden.names())
def test_a_construct_is_judged_as_by_lean(answers: dict[str, list[Answer]], name: str) -> None:
    """Each text is accepted or rejected as the real Lean did, or is unsupported; few are."""
    unsupported = 0
    wrong: list[str] = []
    for (text, lean), here in zip(golden.load(name), answers[name], strict=True):
        if here.status not in (ACCEPTED, REJECTED):
            unsupported += 1
        elif here.status != lean.status:
            wrong.append(f"{name}.lean:{text.line}: Lean: {lean.status} {lean.error}; here: {here.status} {here.error}")
    assert not wrong, "\n".join(wrong)
    assert unsupported <= 4


@pytest.mark.parametrize("name", golden.names())
def test_a_construct_has_both_kinds_of_texts(name: str) -> None:
    """At least fifteen texts, some that Lean accepts and some that it rejects."""
    statuses = [answer.status for _, answer in golden.load(name)]
    assert len(statuses) >= 15
    assert min(statuses.count(ACCEPTED), statuses.count(REJECTED)) >= 2


def test_errors_are_those_of_lean(answers: dict[str, list[Answer]]) -> None:
    """Where both reject, the first errors mostly have the same kind, place and wording."""
    pairs = [
        (lean, here)
        for name in golden.names()
        for (_, lean), here in zip(golden.load(name), answers[name], strict=True)
    ]
    parity = Parity.of(pairs)
    assert parity.kind >= 0.85 * parity.rejected, parity
    assert parity.line >= 0.95 * parity.rejected, parity
    assert parity.column >= 0.75 * parity.rejected, parity


@pytest.mark.lean3
@pytest.mark.parametrize("name", golden.names())
def test_recorded_answers_are_current(lean3_pool: CheckerPool, name: str) -> None:
    """The real Lean's verdicts today are the recorded ones; which of two errors its server names first may vary."""
    asked = ask(lean3_pool, (text.source for text in golden.texts(name)))
    assert [here.status for here in asked] == [answer.status for _, answer in golden.load(name)]
