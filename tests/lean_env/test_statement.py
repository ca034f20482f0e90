"""Statements, headers and names as texts."""

from __future__ import annotations

import pytest

from lean_env import LeanEnvError, Statement
from lean_env.commands import tokens_of
from lean_env.statement import is_identifier, split_header


@pytest.mark.parametrize(
    ("text", "name", "universes", "proposition"),
    [
        ("theorem foo (p : Prop) : p → p", "foo", (), "∀ (p : Prop),\np → p"),
        ("lemma nat.bar : 1 + 1 = 2 :=", "nat.bar", (), "1 + 1 = 2"),
        ("@[simp] theorem {u v} t {α : Type u} (f : α → Sort v) : true", "t", ("u", "v"), None),
        ("/-- words: (not a colon) -/ theorem w (x : ℕ := 3) (h : x = x) : x = x", "w", (), None),
        ("∀ n : ℕ, n = n", "", (), "∀ n : ℕ, n = n"),
        ("private theorem p.«odd name» ⦃a : ℕ⦄ [h : decidable (a = a)] : a = a", "p.«odd name»", (), None),
    ],
)
def test_a_statement_is_split_at_the_colon_of_its_type(
    text: str, name: str, universes: tuple[str, ...], proposition: str | None
) -> None:
    """Colons inside binders, comments and attributes do not count."""
    statement = Statement.parse(text)
    assert (statement.name, statement.universes) == (name, universes)
    if proposition is not None:
        assert statement.proposition == proposition


def test_a_signature_without_a_type_is_refused() -> None:
    """The message names the statement."""
    with pytest.raises(LeanEnvError, match="no `:`"):
        Statement.parse("theorem foo (p : Prop)")


@pytest.mark.parametrize("text", ["theorem foo /- : true", 'theorem foo : "x = 1', "/- theorem foo : true"])
def test_a_text_without_an_end_is_refused(text: str) -> None:
    """A comment or a string that does not end makes one error of this package, with the statement in it."""
    with pytest.raises(LeanEnvError, match="cannot be read: unexpected end"):
        Statement.parse(text)


def test_the_header_of_a_file_is_its_imports() -> None:
    """Comments before and between imports belong to the header; a file without imports has none."""
    text = "/- licence -/\nimport data.nat.basic\n  tactic\n-- more\nimport order\n\ntheorem t : true := trivial\n"
    header, body = split_header(text)
    assert header == "/- licence -/\nimport data.nat.basic\n  tactic\n-- more\nimport order\n"
    assert header + body == text
    assert split_header("theorem t : true := trivial") == ("", "theorem t : true := trivial")


@pytest.mark.parametrize("name", ["foo", "nat.add_comm'", "«a b».c", "x₁"])
def test_identifiers_are_known(name: str) -> None:
    """Dots, primes, subscripts and quoted parts are fine."""
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "foo bar", "1x", "foo)", "theorem", "a /- b -/"])
def test_what_is_no_identifier_is_refused_as_a_name(name: str) -> None:
    """A name cannot carry text into the closing lines of the audit."""
    assert not is_identifier(name)


def test_symbols_that_no_table_knows_are_tokens_in_linear_time() -> None:
    """A hundred thousand different ones take no longer each than one does."""
    text = "".join(chr(0x4E00 + n % 20_000) for n in range(100_000))
    assert [token.text for token in tokens_of(text)] == list(text)


def test_a_long_numeral_is_one_token_and_is_not_computed() -> None:
    """What only looks at tokens has no use for its value."""
    digits = "9" * 1_000_000
    assert [token.text for token in tokens_of(f"example : {digits} = 0")] == ["example", ":", digits, "=", "0"]
