"""The scanner: where tokens begin and end, and what they stand for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.syntax.scanner import DEFAULT, Scanner, clean_name, scan


def texts(source: str) -> list[str]:
    return [token.text for token in scan(source)]


def kinds(source: str) -> list[str]:
    return [token.kind for token in scan(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x₁ α' _h ℕx", ["x₁", "α'", "_h", "ℕx"]),
        ("iffy if", ["iffy", "if"]),
        ("nat.succ.inj", ["nat.succ.inj"]),
        ("h.1.2", ["h", ".1", ".2"]),
        ("(h).symm", ["(", "h", ")", ".symm"]),
        ("Type* Types", ["Type*", "Types"]),
        ("λx, x", ["λ", "x", ",", "x"]),
        ("f.{u v}", ["f", ".{", "u", "v", "}"]),
        ("{..s}", ["{", "..", "s", "}"]),
        ("p.q -- r\nt", ["p.q", "t"]),
        ("a /- b /- c -/ d -/ e", ["a", "e"]),
        ("(::) () .(x) ._", ["(::)", "()", ".(", "x", ")", "._"]),
    ],
)
def test_longest_match(source: str, expected: list[str]) -> None:
    """The longest token wins, an identifier wins over a shorter keyword, and comments vanish."""
    assert texts(source) == expected


def test_aliases_share_a_value() -> None:
    """Spellings of one keyword have one value."""
    assert [token.value for token in scan("λ fun ∀ Π → -> ← lemma def")] == [
        "fun", "fun", "Pi", "Pi", "->", "->", "<-", "theorem", "definition",
    ]  # fmt: skip


def test_numbers() -> None:
    """Decimal, hexadecimal, octal and binary numerals and decimals have their values."""
    assert [token.value for token in scan("12 0x1F 0o17 0b101 1.25")] == [12, 31, 15, 5, Fraction(5, 4)]
    assert texts("1.x") == ["1", ".x"]


def test_a_long_numeral_is_read() -> None:
    """Python's limit on the digits of an int does not apply."""
    (token,) = scan("1" * 10_000)
    assert token.value == (10**10_000 - 1) // 9


def test_strings_and_characters() -> None:
    """Escapes are resolved."""
    tokens = list(scan(r'"a\n\x41A\"" ' + "'x' '\\''"))
    assert [token.value for token in tokens] == ['a\nAA"', "x", "'"]


def test_places_count_code_points() -> None:
    """Lines count from 1 and columns from 0, in code points, also after comments that hold line ends."""
    tokens = list(scan("α β\n/- x\ny -/ 𝔸 z"))
    assert [token.pos for token in tokens] == [Position(1, 0), Position(1, 2), Position(3, 5), Position(3, 7)]
    assert tokens[3].end == Position(3, 8)


def test_quoted_parts_lose_needless_quotes() -> None:
    """«x» is x; a part that needs its quotes keeps them."""
    assert clean_name("«foo».«a b»") == "foo.«a b»"
    assert [token.value for token in scan("«end» foo.«x»")] == ["end", "foo.x"]


def test_doc_comments_are_tokens() -> None:
    """Documentation is not skipped."""
    assert kinds("/-- d -/ def /-! m -/") == ["doc", "command", "module doc"]


def test_backquoted_symbols_in_notations_only() -> None:
    """A backquote opens a symbol inside notation commands."""
    scanner = Scanner("` + `", DEFAULT)
    scanner.in_notation = True
    token = scanner.next_token()
    assert (token.kind, token.value) == ("quoted", " + ")


@pytest.mark.parametrize("source", ['"abc', "/- abc", "'ab'", "0x", "§", "«a"])
def test_bad_texts_are_rejected(source: str) -> None:
    """A text that Lean cannot cut into tokens is a parse error with a place."""
    with pytest.raises(LeanError) as caught:
        list(scan(source))
    assert caught.value.kind == "parse"
    assert caught.value.position is not None


def test_new_tokens_count_at_once() -> None:
    """A token table with one more token cuts the text differently, and the old table is as it was."""
    longer = DEFAULT.with_token("+++", 65)
    assert [token.text for token in scan("a+++b", longer)] == ["a", "+++", "b"]
    assert texts("a+++b") == ["a", "+", "+", "+", "b"]


@given(st.text())
def test_every_character_is_accounted_for(source: str) -> None:
    """Tokens come in order, do not overlap, and quote the text; anything else is a LeanError."""
    try:
        tokens = list(scan(source))
    except LeanError:
        return
    previous = 0
    for token in tokens:
        assert previous <= token.offset < token.stop
        assert token.text == source[token.offset : token.stop]
        previous = token.stop
