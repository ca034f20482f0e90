"""Files as rows of commands, and declarations in their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lean_env.commands import (
    LIBRARY,
    Declaration,
    LeanError,
    closing,
    commands_of,
    first_declaration,
    outside_brackets,
    texts_of,
    tokens_of,
)
from lean_env.embedded.syntax.scanner import DOC, MODULE_DOC

FILE = """/-
Copyright. theorem not_one : false
-/
import data.set.basic
  order.basic

/-! # Words -/

universe variables u v
noncomputable theory
open_locale big_operators

namespace a.b
variables {α : Type u} [decidable_eq α]

/-- Doc of `first`. /- nested -/ -/
@[simp, to_additive "words"] protected theorem first (s : set α) : f '' s = '"' :=
begin
  cases s with x, -- theorem not_two
  match x with y := y end,
end

local attribute [instance, priority 10] classical.prop_decidable
attribute [class] nonempty
library_note "tag" /-- A note. -/
lemma second : true := trivial

alias second ← third fourth
class inductive c : Type | mk : c
structure point := (x y : ℕ) /-- not the next one's -/ (z : ℕ)
local notation `‖` x `‖` := norm x
end a.b
"""


def test_a_file_is_cut_at_its_commands() -> None:
    """Blocks, attribute lists, comments and strings hold command words that begin nothing."""
    found = list(commands_of(FILE))
    assert [command.keyword for command in found] == [
        "import", "universe", "noncomputable", "open_locale", "namespace", "variables", "theorem", "attribute",
        "attribute", "library_note", "lemma", "alias", "class", "structure", "notation", "end",
    ]  # fmt: skip
    first = found[6]
    assert first.doc.strip() == "Doc of `first`. /- nested -/" and first.modifiers == ("protected",)
    assert FILE[first.start :].startswith("@[simp") and FILE[: first.stop].endswith("end,\nend")
    assert (first.line, first.column) == (17, 0)
    assert [command.keyword for command in found if command.doc] == ["theorem"]
    assert found[7].modifiers == ("local",)


@pytest.mark.parametrize(
    ("text", "binders", "statement", "value"),
    [
        ("theorem t (x : ℕ := 3) : let m := 2 in m = x := rfl", "(x : ℕ := 3)", "let m := 2 in m = x", ":= rfl"),
        ("theorem t : ∀ n, p n | 0 := h | (n+1) := g n", "", "∀ n, p n", "| 0 := h | (n+1) := g n"),
        ("theorem t : |a + |b| | = ↑|c| := h", "", "|a + |b| | = ↑|c|", ":= h"),
        ("theorem t : | |a| | = | |b| - ‖|c|‖ | := h", "", "| |a| | = | |b| - ‖|c|‖ |", ":= h"),
        ("theorem t : |a| ≤ |b|", "", "|a| ≤ |b|", ""),
        ("theorem t (s : set α) : ∅ ⊆ s.", "(s : set α)", "∅ ⊆ s", "."),
        ("theorem {u} t.{v} {α : Type.{u}} : match a with x := x end = a := h", "{α : Type.{u}}",
         "match a with x := x end = a", ":= h"),
        ("inductive w | a | b", "", "", "| a | b"),
        ("instance {α : Type} [h : c α] : d α := ⟨⟩", "{α : Type} [h : c α]", "d α", ":= ⟨⟩"),
        ("theorem t : a || b = b := h", "", "a || b = b", ":= h"),
        ("theorem t : have h : p, from q, r h := x", "", "have h : p, from q, r h", ":= x"),
        ("lemma t : d ⌋ x = 0 := h", "", "d ⌋ x = 0", ":= h"),
        ("lemma t (d) : (x ⌊ d) ⌊ d = ⌊|y|⌋ := h", "(d)", "(x ⌊ d) ⌊ d = ⌊|y|⌋", ":= h"),
    ],
)  # fmt: skip
def test_a_declaration_is_split_into_its_parts(text: str, binders: str, statement: str, value: str) -> None:
    """Inner assignments and absolute values do not end a statement; equations do."""
    found = first_declaration(text)
    assert found is not None

    def written(tokens: tuple[object, ...]) -> str:
        return text[tokens[0].offset : tokens[-1].stop] if tokens else ""  # type: ignore[attr-defined]

    parts = found[1]
    assert (written(parts.binders), written(parts.type), written(parts.value)) == (binders, statement, value)


def test_attributes_may_stand_before_a_declaration_in_the_old_way() -> None:
    """`attribute [simp] theorem` is one command, `attribute [simp] foo` another."""
    text = "attribute [simp, priority 10]\n/-- d -/ lemma a : true := trivial\nattribute [simp] a\nlemma b : true := a"
    assert [command.keyword for command in commands_of(text)] == ["lemma", "attribute", "lemma"]


def test_what_declares_nothing_has_no_parts() -> None:
    """Other commands, and texts that cannot be read, have no declaration."""
    assert [Declaration.of(command) for command in commands_of("open nat\nvariable x : ℕ")] == [None, None]
    assert first_declaration("theorem t : true := /- unclosed") is None


PIECES = str.split(
    "x x' x₁ x.1 .2.symm a.b ℕ Type* Type Sort format! _ _x 1 1.5 12. .. ... .{ := : :: -> <- ← → ∑ ∑' f '' s ⁻¹' ⁻¹ ∀ "
    "λ ( ) { } [ ] ⟨ ⟩ @[ @ $ ` `( «a b» \" \"s\" 'a' ' /- -/ -- \\/ /\\ || |- | // - + 0x1f 0b é ü ᶜ \u00a0 theorem"
)


@given(st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=30).map("".join))
def test_texts_are_those_of_the_tokens(text):
    """The quick reading of a text's tokens is the scanner's, on any text that the scanner can read."""
    try:
        tokens = list(tokens_of(text.replace("\u00a0", " "), LIBRARY, forgiving=True))
    except LeanError:
        assert texts_of(text)
    else:
        assert texts_of(text) == [token.text for token in tokens if token.kind not in (DOC, MODULE_DOC)]


def test_a_text_that_does_not_end_has_texts_too():
    """From a comment or string that does not end, the rest is one token, so that other texts have other tokens."""
    assert texts_of("a /- b -/ c") == ["a", "c"]
    assert texts_of("a /- b") == ["a", "/- b"] and texts_of('a "b c') == ["a", '"b c']


def test_brackets_close_where_they_do():
    """The closing bracket of an opening one; a token that opens nothing is its own, and some are never closed."""
    texts = texts_of("f (a [b]) {c : ⟨d⟩} : e) g")
    assert [closing(texts, index) for index in (0, 1, 3)] == [0, 6, 5]
    assert closing(["(", "a"], 0) == 2
    assert [text for _, text in outside_brackets(texts)] == ["f", ":", "e", ")"]
