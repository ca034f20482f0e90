"""Tactics agree with the real Lean on recorded verdicts."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker
from lean_env.toolchain import Toolchain
from tests.lean_env.embedded.tactics import golden

# The part of golden snippets that may be beyond the embedded fragment; the rest must get Lean's verdict.
MAX_UNSUPPORTED = 0.03


@pytest.fixture(scope="module")
def checker() -> EmbeddedChecker:
    """A checker on the frozen prelude."""
    return EmbeddedChecker.load()


@pytest.mark.parametrize("name", golden.names())
def test_verdicts_are_those_of_lean(checker: EmbeddedChecker, name: str) -> None:
    """Each snippet is accepted or rejected as the real Lean did; what is unsupported is never counted as rejected."""
    text = golden.text_of(name)
    messages = checker.check(text).messages
    recorded = golden.verdicts_of(name)
    wrong: list[str] = []
    unsupported = 0
    parts = golden.snippets(text)
    for part in parts:
        here = [m for m in messages if part.first <= m.line <= part.last and golden.is_objection(m.severity, m.text)]
        if any(message.kind == "unsupported" for message in here):
            unsupported += 1
        elif bool(here) != bool(recorded[part.first]):
            said = here[0].text if here else "accepted"
            wrong.append(f"{name}.lean:{part.first}: Lean: {recorded[part.first] or 'accepted'}; here: {said}")
    assert not wrong, "\n".join(wrong)
    assert unsupported <= max(1, MAX_UNSUPPORTED * len(parts))


@pytest.mark.lean3
@pytest.mark.parametrize("name", golden.names())
def test_recorded_verdicts_are_current(lean3: Toolchain, name: str) -> None:
    """The recorded verdicts are what the real Lean says today."""
    assert golden.ask_lean(str(lean3.executable), name) == golden.verdicts_of(name)


def test_a_block_of_another_tactic_class_is_unsupported_where_it_is_run(checker: EmbeddedChecker) -> None:
    """What another way proves does not need it."""
    kinds = [
        [message.kind for message in checker.check(f"example (p : Prop) (h : p) : p := by {{ {proof} }}").messages]
        for proof in (
            "assumption <|> exact begin [smt] eblast end",
            "{ split } <|> exact begin [smt] eblast end",
        )
    ]
    assert kinds == [[], ["unsupported"]]
