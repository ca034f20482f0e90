"""Library theorems are found by what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoformalize.data.premises import Premises, premises_from
from autoformalize.errors import UserError

THEOREMS = [
    ("nat.add_comm", "∀ (n m : ℕ), n + m = m + n"),
    ("nat.add_assoc", "∀ (n m k : ℕ), n + m + k = n + (m + k)"),
    ("int.add_comm", "∀ (a b : ℤ), a + b = b + a"),
    ("nat.dvd_trans", "∀ {a b c : ℕ}, a ∣ b → b ∣ c → a ∣ c"),
    ("list.length_append", "∀ {α : Type u} (s t : list α), (s ++ t).length = s.length + t.length"),
    ("and.swap", "∀ {a b : Prop}, a ∧ b → b ∧ a"),
    ("nat.add_comm.equations._eqn_1", "∀ (n m : ℕ), n + m = m + n"),
    ("point.mk.inj", "∀ {a b : ℕ}, point.mk a = point.mk b → a = b"),
]


@pytest.fixture(scope="module")
def premises() -> Premises:
    return Premises(THEOREMS)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("theorem t (x y : ℕ) : x + y = y + x", "nat.add_comm"),
        ("theorem t (x y : nat) : x + y = y + x", "nat.add_comm"),
        ("theorem t (p q : ℤ) : p + q = q + p", "int.add_comm"),
        ("theorem t (a b c : ℕ) (h : b ∣ c) (g : a ∣ b) : a ∣ c", "nat.dvd_trans"),
        ("lemma t {β : Type} (l r : list β) : list.length (l ++ r) = r.length + l.length", "list.length_append"),
        ("example : ∀ p q : Prop, p ∧ q → q ∧ p", "and.swap"),
    ],
)
def test_the_theorem_that_says_it_comes_first(premises: Premises, statement: str, name: str) -> None:
    """Whatever the letters, the binders, the spelling or the side that a hypothesis stands on."""
    assert premises.best(statement, 1) == [name]


def test_what_lean_makes_for_itself_is_left_out(premises: Premises) -> None:
    """Equations of the compiler and injectivity lemmas are in nobody's proof."""
    assert len(premises) == 6
    assert "nat.add_comm.equations._eqn_1" not in premises.best("theorem t (x y : ℕ) : x + y = y + x", 8)


def test_a_statement_like_none_finds_none(premises: Premises) -> None:
    """No name is better than any name; a text that is no Lean finds none either."""
    assert premises.best("theorem t : foo", 4) == []
    assert premises.best('theorem t : "', 4) == []


@given(st.permutations(THEOREMS), st.integers(0, 6))
def test_the_order_of_the_library_changes_no_best(theorems: list[tuple[str, str]], count: int) -> None:
    """The likest theorem is the likest in any order, and never more come than were asked for."""
    found = Premises(theorems).best("theorem t (x y : ℕ) : x + y = y + x", count)
    assert len(found) <= count
    assert found[:1] == ["nat.add_comm"][:count]


def test_the_core_library_has_what_proofs_name() -> None:
    """The embedded library's theorems are there without a file."""
    assert "int.mul_pos" in premises_from("core").best("theorem t (a b : ℤ) (ha : 0 < a) (hb : 0 < b) : 0 < a * b", 3)


def test_a_file_of_theorems_or_of_pairs(tmp_path: Path) -> None:
    """What `python -m lean_env constants --json` prints is read, and so are pairs; definitions are passed over."""
    file = tmp_path / "mine.jsonl"
    records = [
        {"name": "my.def", "kind": "definition", "statement": ""},
        {"name": "my.fact", "kind": "theorem", "statement": "∀ (n : ℕ), n * 0 = 0"},
        {
            "id": "p",
            "informal_statement": "",
            "formal_statement": "theorem my.pair (n : ℕ) : n ∣ n",
            "formal_proof": "",
        },
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    found = premises_from(str(file))
    assert len(found) == 2
    assert found.best("theorem t (k : ℕ) : k ∣ k", 1) == ["my.pair"]


def test_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    """The line that is wrong is named, and so is a file that is not there."""
    file = tmp_path / "bad.jsonl"
    file.write_text('{"name": "a", "statement": "b"}\nnot json\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"bad\.jsonl:2"):
        premises_from(str(file))
    with pytest.raises(UserError, match="No such file"):
        premises_from(str(tmp_path / "none.jsonl"))
