"""A proof that is being written: what may come next. That real proofs may be written is tested over all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lean_env.draft import Draft, DraftScope
from lean_env.names import NamesInScope
from tests.lean_env.scopes import core_names

STATEMENT = "theorem this_theorem (p q : Prop) (n m : ℕ) (hp : p) (f : ℕ → ℕ) : ∀ x : ℕ, p ∧ q"


@pytest.fixture(scope="module")
def names() -> NamesInScope:
    return core_names()[""]


@pytest.fixture(scope="module")
def scope(names: NamesInScope) -> DraftScope:
    return DraftScope.of(names, STATEMENT)


def _records() -> Iterator[dict[str, Any]]:
    for split in ("train", "validation", "test"):
        text = resources.files("autoformalize.data").joinpath("builtin", f"{split}.jsonl").read_text(encoding="utf-8")
        for line in text.splitlines():
            record = json.loads(line)
            if record.get("formal_proof"):
                yield record


def written(scope: DraftScope, text: str) -> tuple[str, Draft | None]:
    """How far the text can be written character by character, and what then is there."""
    draft = scope.begin()
    for at, character in enumerate(text):
        following = draft.after(character)
        if following is None:
            return text[:at], None
        draft = following
    return text, draft


def test_every_accepted_proof_can_be_written() -> None:
    """Character by character, and it may end where it ends: none of the built-in proofs is ruled out."""
    records = list(_records())
    assert len(records) > 600
    scopes = core_names(list(dict.fromkeys(record.get("header", "") for record in records)))
    for record in records:
        scope = DraftScope.of(scopes[record.get("header", "")], record.get("header", ""), record["formal_statement"])
        proof = f" {record['formal_proof']}"
        done, draft = written(scope, proof)
        assert done == proof and draft is not None and draft.may_end, (record["id"], done[-60:])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_does_not_matter_how_a_text_is_cut(data: st.DataObject, scope: DraftScope) -> None:
    """Tokens may be any pieces of the text: the answer is the same as for single characters."""
    text = data.draw(st.sampled_from(_TEXTS))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=12)))
    draft: Draft | None = scope.begin()
    for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True):
        draft = draft.after(text[start:stop]) if draft is not None else None
    whole, end = written(scope, text)
    assert (draft is not None) == (whole == text)
    if draft is not None and end is not None:
        assert draft.may_end == end.may_end


_TEXTS = [
    " := λ x, ⟨hp, by { cases n with k ih, { exact nat.add_left_succ_of_right_succ k } }⟩",
    " := begin\n  intros x,\n  have h : n = n := rfl,\n  rw [nat.add_comm, ← h],\n  exact ⟨hp, h.symm.trans rfl⟩\nend",
    " := by simp only [nat.add_comm n m, and.comm] at hp ⊢ {contextual := tt}",
    " -- a comment with invented.names\n := /- and another -/ and.intro hp (by cc))",
]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (" := nat.add_left_succ_of_right_succ n", " := nat.add_left_s"),
        (" := begin exact nat.le_of_lt_succc n", " := begin exact nat.le_of_lt_succ"),
        (" := by linarith", " := by li"),
        (" := λ x, hq", " := λ x, h"),
        (" := hp.symmm", " := hp.symm"),
        (" := nat.symm", " := nat.sy"),
        (" := (hp.1))", " := (hp.1)"),
        (" := begin intros, } end", " := begin intros, "),
        (" := rfl end", " := rfl end"),
        (" := begin intros x, theorem", " := begin intros x, theorem"),
        (" := begin simp,\n\n\n", " := begin simp,\n\n"),
        (" := begin have new, simp", " := begin have new"),
        (" := this_theorem n", " := this"),
        (" := ⟨hp, x⟩", " := ⟨hp, x"),
    ],
)
def test_it_stops_where_no_name_goes_on(text: str, stops: str, scope: DraftScope) -> None:
    """At the first character behind which nothing right can follow (a name may still become a longer one)."""
    done, draft = written(scope, f"{text} ")
    assert draft is None
    assert stops.startswith(done[: len(stops)]) and len(done) <= len(stops) + 1, done


@pytest.mark.parametrize(
    "text",
    [
        " := λ new (other : n = m) ⟨a, b⟩, other.symm.trans (new.elim b)",
        " := begin intro new, cases new with a other, exact a.1, exact other.2 end",
        " := begin cases e : n with k, { simp [e, k] }, case nat.succ : j { exact j.rec } end",
        " := assume x, have new : p, from hp, show p ∧ q, from ⟨new, new⟩",
        " := match n with | 0 := rfl | (nat.succ k) := k end",
        " := let ⟨y, z⟩ := hp, w := y in w z",
        " := by { induction n with d hd generalizing m, refl, simp [hd] }",
        " := begin intros, cases hp, exact hp_left, exact ᾰ, exact a_1 end",
        " := by { generalize h : f n = z, by_cases hz : z = 0; simp [h, hz] }",
        " | 0 0 := rfl | (k + 1) l := this_theorem k l",
        " := ∃! (y : ℕ), y < n ∧ {z | z < y} = {w : ℕ // w = y}",
        " := let v := @nat.rec_on.{1} (λ _, Type u) n in v",
        " := begin conv { to_rhs, rw nat.add_comm }, exact ⟨_, ‹p›⟩ end",
        " := if h : n = 0 then h.symm ▸ rfl else absurd rfl h",
        " := calc n = m : by simp ... = n : rfl",
        " := { fst := n, snd := m }",
        " := _root_.trivial",
        " := begin intros, exact ⟨hp, x⟩ end",
    ],
)
def test_new_names_may_be_bound(text: str, scope: DraftScope) -> None:
    """Wherever Lean binds a name, any name goes, and is known behind it."""
    done, draft = written(scope, text)
    assert done == text and draft is not None and draft.may_end


@pytest.mark.parametrize(
    "text", [" := begin simp", " := (hp", " :=", " := by", " := hp /- why", " := λ z y", " := n +", ""]
)
def test_it_does_not_end_while_something_is_open(text: str, scope: DraftScope) -> None:
    """Brackets, blocks, comments, names and definitions have to be whole."""
    done, draft = written(scope, text)
    assert done == text and draft is not None and not draft.may_end


def test_whole_declarations_may_be_written(names: NamesInScope) -> None:
    """Name and binders of a theorem are new; its own name may be used."""
    scope = DraftScope.of(names)
    for text in (
        "theorem foo.bar (n : ℕ) {α : Type u} [decidable_eq α] (h : n = 0) : h.symm = h.symm := rfl",
        "@[simp] lemma l : ∀ x : ℕ, x = x := λ y, rfl\n\nexample : 0 = 0 := l 0",
        "open nat\ntheorem t (n : ℕ) : n < succ n := lt_succ_self n",
    ):
        done, draft = written(scope, text)
        assert done == text and draft is not None and draft.may_end
    assert written(scope, "theorem t (n : natt) : n = n")[1] is None
