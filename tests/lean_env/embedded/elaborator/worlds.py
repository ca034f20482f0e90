"""What the tests of inductive types, structures and equations share: asking a checker, in the words of Lean."""

from __future__ import annotations

from lean_env.embedded.checker import EmbeddedChecker


def errors(checker: EmbeddedChecker, source: str) -> list[str]:
    """The texts of the errors."""
    return [message.text for message in checker.check(source).messages if message.severity == "error"]


def infos(checker: EmbeddedChecker, source: str) -> list[str]:
    """The texts of what `#check` and its kin print; there must be no error."""
    messages = checker.check(source).messages
    assert [message.text for message in messages if message.severity == "error"] == []
    return [message.text for message in messages if message.severity == "info"]
