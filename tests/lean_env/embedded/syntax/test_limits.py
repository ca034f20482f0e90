"""Where reading ends: nesting, chains, numbers and names beyond what Lean's own stack holds, and the tokens allowed."""

from __future__ import annotations

import pytest

from lean_env.embedded.errors import DeterministicTimeout
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.parser import Parser

DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        f"example : nat := {'(' * DEEP}",
        f"example : nat := {'λ x, ' * DEEP}x",
        f"example : true := begin {'{' * DEEP}",
        f"example : true := {'by exact ' * DEEP}trivial",
        f"example : Sort {'(' * DEEP}",
        f"example : nat := x{' → x' * DEEP}",
        f"example : nat := x{'.y' * DEEP}",
        "example : Sort 1000000 := nat",
        f"example {'9' * DEEP}",
        f"example : {'x' * DEEP} := x",
    ],
    ids=["parentheses", "functions", "blocks", "by", "levels", "arrows", "fields", "universe", "numeral", "name"],
)
def test_what_is_too_deep_or_long_is_a_timeout(text: str) -> None:
    """Neither an error nor a crash, and soon."""
    with pytest.raises(DeterministicTimeout):
        Parser(text, NotationTable()).next_command()


def test_nesting_that_lean_reads_is_read() -> None:
    """Three hundred parentheses are nothing, and the next command starts at the top again."""
    nested = f"example : nat := {'(' * 300}1{')' * 300}\n"
    parser = Parser(nested * 3, NotationTable())
    assert all(parser.next_command() is not None for _ in range(3))
    assert parser.next_command() is None


def test_tokens_are_counted_and_may_run_out() -> None:
    """Every token taken costs one of those that are left."""
    parser = Parser("example : nat := 1\nexample : nat := 1\n", NotationTable())
    parser.tokens_left = 7
    assert parser.next_command() is not None
    with pytest.raises(DeterministicTimeout):
        parser.next_command()
