"""mathlib3 from a checkout: a small one of the same shape, and the real one's sign."""

from pathlib import Path

import pytest

from autoformalize.data.__main__ import main
from autoformalize.data.mathlib3 import Counts, extract
from autoformalize.data.mathlib3.module import RESTATED, read_module
from autoformalize.data.rejects import Rejects
from autoformalize.data.sources import load_pairs
from autoformalize.problem import DataError

MODULE = """/-
A licence.
-/
import data.set.image
import order.basic

/-! # Words -/

open function
universes u v

/-- A pair of things. -/
structure point (α : Type u) := (x y : α)

namespace point
open_locale big_operators
variables {α : Type u} {β γ : Type v} (p : point α) [decidable_eq α] [inhabited β]

/-- Swaps the two. -/
def swap : point α := ⟨p.y, p.x⟩

/-- Not needed by others. -/
@[simp] lemma unrelated (b : β) : b = b := rfl

@[simp] lemma swap_x : p.swap.x = p.y := rfl

section
variables (β)
local notation `two` := (2 : ℕ)

/-- The swap of a swap
is the thing. -/
@[simp] protected theorem swap_swap (f : β → γ) : ∀ q : point α, swap (swap q) = q
| ⟨x, y⟩ := swap_swap_aux

end

/-- About `n` only. -/
theorem by_equations : ∀ n : ℕ, n = n
| 0 := rfl
| (n + 1) := congr_arg _ (by_equations n)

end point

/-- No proof is needed. -/
theorem none_left (h : false) : 1 = 2.

meta def tactic.hidden : tactic unit := tactic.skip
/-- Private, and with `p` shadowed. -/
private lemma shadowed {α : Type*} (p : α) : (λ x, x) p = p := rfl
"""


@pytest.fixture
def checkout(tmp_path):
    """A folder with the marks of mathlib3 and one module of interest."""
    source = tmp_path / "mathlib" / "src"
    for name in ("logic/basic", "order/basic", "tactic/core", "data/point"):
        path = source / f"{name}.lean"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MODULE if name == "data/point" else "import logic.nontrivial\n", encoding="utf-8")
    (source.parent / "leanpkg.toml").write_text('[package]\nname = "mathlib"\n', encoding="utf-8")
    return source.parent


def test_declarations_become_pairs():
    """Variables in use, full names, positions and English; definitions too, meta code not."""
    pairs, counts = read_module(MODULE, "data.point", "src/data/point.lean", "mathlib3")
    found = {pair.problem.id: pair for pair in pairs}
    assert list(found) == [
        "point.swap", "point.unrelated", "point.swap_swap", "point.by_equations", "none_left", "shadowed"
    ]  # fmt: skip
    swap = found["point.swap"].problem
    assert swap.formal_statement == "def point.swap {α : Type u} (p : point α) [decidable_eq α] : point α"
    assert (swap.topic, swap.family, swap.imports) == ("data", "data.point", ("data.set.image", "order.basic"))
    assert swap.position == "src/data/point.lean:20:1" and swap.licence == "Apache-2.0"
    twice = found["point.swap_swap"]
    assert twice.problem.formal_statement == (
        "theorem point.swap_swap {α : Type u} (β : Type v) {γ : Type v} [decidable_eq α] [inhabited β] (f : β → γ) : "
        "∀ q : point α, swap (swap q) = q"
    )
    assert twice.problem.informal_statement == "The swap of a swap\nis the thing."
    assert twice.formal_proof == "| ⟨x, y⟩ := swap_swap_aux"
    assert found["point.by_equations"].formal_proof.endswith("congr_arg _ (point.by_equations n)")
    assert found["none_left"].formal_proof == "."
    assert found["shadowed"].problem.formal_statement == "lemma shadowed {α : Type*} (p : α) : (λ x, x) p = p"
    assert counts.declared == {"theorem": 3, "lemma": 3, "def": 2, "structure": 1}
    assert counts.documented["theorem"] == 3 and counts.documented["lemma"] == 2


def test_a_header_holds_what_the_statement_depends_on():
    """Imports, earlier declarations of the file that are named, and what is open; nothing else."""
    pairs, _ = read_module(MODULE, "data.point", "p", "mathlib3")
    header = next(pair.problem.header for pair in pairs if pair.problem.id == "point.swap_swap")
    assert header == (
        "import data.set.image\nimport order.basic\n\nuniverses u v\n\n"
        "section\nopen function\nstructure point (α : Type u) := (x y : α)\nend\n\n"
        "open function\nnamespace point\nopen_locale big_operators\n"
        "def swap {α : Type u} (p : point α) [decidable_eq α] : point α := ⟨p.y, p.x⟩\nend point\n\n"
        "open function\nnamespace point end point\nopen point\nopen_locale big_operators\n"
        "local notation `two` := (2 : ℕ)\n"
    )


def test_included_variables_and_unnamed_instances_follow_lean():
    """`include` adds a variable with what it depends on; terms count, but not what tactics, cases and `λ` name."""
    text = """variables {α : Type} [group α] [h : nonempty α] (S : set α) (hS : S = S) {r : α → Prop} [decidable_pred r]
include hS
/-- a -/ lemma a : 1 = 1 := rfl
omit hS
/-- b -/ lemma b : 1 = 1 := rfl
/-- c -/ lemma c (x : α) : x = @default α h := rfl
/-- d -/ lemma d (x : α) : r x := sorry
/-- e -/ lemma e : S = S := hS
/-- f -/ lemma f : 1 = 1 := by { have := hS, refl }
/-- g -/ lemma g : ∀ n : ℕ, n = n | 0 := rfl | S := begin exact hS end
/-- k -/ def k : bool := ⟨by exact hS, λ hS, hS, { S := 1 }⟩
"""
    pairs, _ = read_module(text, "m", "p", "mathlib3")
    assert [pair.problem.formal_statement for pair in pairs] == [
        "lemma a {α : Type} [group α] (S : set α) (hS : S = S) : 1 = 1",
        "lemma b : 1 = 1",
        "lemma c {α : Type} [group α] [h : nonempty α] (x : α) : x = @default α h",
        "lemma d {α : Type} [group α] {r : α → Prop} [decidable_pred r] (x : α) : r x",
        "lemma e {α : Type} [group α] (S : set α) (hS : S = S) : S = S",
        "lemma f : 1 = 1",
        "lemma g : ∀ n : ℕ, n = n",
        "def k : bool",
    ]


def pairs_of(text):
    """The pairs of a module by id."""
    return {pair.problem.id: pair for pair in read_module(text, "data.m", "p", "mathlib3")[0]}


def test_a_name_that_a_hypothesis_binds_is_free_behind_it():
    """Variables of the same names, which the conclusion mentions, belong to the statement."""
    text = """
variables {α β : Type} (f : α → β) {a : α} (b : β)
/-- Words. -/
lemma both (h : ∀ a b, f a = b) (k : β) : f a = k := h _ _
"""
    assert pairs_of(text)["both"].problem.formal_statement == (
        "lemma both {α β : Type} (f : α → β) {a : α} (h : ∀ a b, f a = b) (k : β) : f a = k"
    )


def test_what_names_do_not_tell_is_stated_beside_its_original():
    """Where simp may use what nothing names, the file itself is imported: another name, without the original's simp
    attribute, with the private declarations that are needed, and with a label."""
    pairs = pairs_of("""import order.basic
namespace point
@[simp] lemma rule (n : ℕ) : n + 0 = n := rfl
private lemma aux (n : ℕ) : n = n := rfl
/-- a -/ @[simp] lemma a (n : ℕ) : n + 0 + 0 = n := by { have := aux n, simp }
/-- b -/ protected lemma b (n : ℕ) : n = n := aux n
/-- c -/ lemma c (n : ℕ) : n = n := point.b n
end point
""")
    assert pairs["point.a"].problem.labels == (RESTATED[1:],) == ("restated",)
    assert pairs["point.a"].lean == (
        "import data.m\n\nnamespace point\nlemma aux (n : ℕ) : n = n := rfl\nend point\n\n"
        "open point\nlocal attribute [-simp] point.a\n"
        "lemma point.a_restated (n : ℕ) : n + 0 + 0 = n := by { have := aux n, simp }\n"
    )
    assert pairs["point.c"].problem.labels == () and pairs["point.c"].problem.header == (
        "import order.basic\n\nnamespace point\nlemma aux (n : ℕ) : n = n := rfl\n"
        "protected lemma b (n : ℕ) : n = n := aux n\nend point\n\nnamespace point end point\nopen point\n"
    )


def test_a_long_way_into_its_file_a_declaration_is_stated_beside_its_original():
    """A header repeats a dozen declarations at most."""
    chain = "".join(f"def d{n + 1} : ℕ := d{n} + 1\n" for n in range(20))
    pairs = pairs_of(
        f"def d0 : ℕ := 0\n{chain}/-- a -/ lemma a : d11 = d11 := rfl\n/-- b -/ lemma b : d20 = d20 := rfl"
    )
    assert "def d0" in pairs["a"].problem.header and "d12" not in pairs["a"].problem.header
    assert pairs["b"].problem.header == "import data.m\n" and "lemma b_restated" in pairs["b"].lean


def test_universes_are_no_variables_and_sections_lend_no_notation():
    """A universe may bear a variable's name; a notation that stands for variables is spelled out where it is used."""
    pairs = pairs_of("""universes u
variables {α : Type u} (u : set α)
local notation `α2` := α × α
/-- a -/ def a (s : set α) : Type u := s
/-- b -/ def b (s : set α) : Prop := s = u
/-- c -/ def c (x : α2) : Sort (max 1 u) := x.1
/-- d -/ lemma d : list.{u} α = list.{u} α := rfl
""")
    assert [pair.problem.formal_statement for pair in pairs.values()] == [
        "def a {α : Type u} (s : set α) : Type u",
        "def b {α : Type u} (u : set α) (s : set α) : Prop",
        "def c {α : Type u} (x : (α × α)) : Sort (max 1 u)",
        "lemma d {α : Type u} : list.{u} α = list.{u} α",
    ]
    assert all("notation" not in pair.problem.header for pair in pairs.values())


def test_names_mean_outside_of_their_namespace_what_they_meant_inside():
    """Opened namespaces are named in full, as are own names where another open namespace may have the same."""
    pairs = pairs_of("""open nat
namespace point
namespace inner
def it : ℕ := 0
end inner
open inner list
lemma small_fact (n : ℕ) : n = n := rfl
/-- a -/ lemma a (n : ℕ) : n = n := by { have h : { x : unit | true } = { x | true } := rfl, exact small_fact n }
end point
""")
    header, proof = pairs["point.a"].problem.header, pairs["point.a"].formal_proof
    assert header == (
        "open nat\nnamespace point\nnamespace inner end inner\nopen inner list\n"
        "lemma small_fact (n : ℕ) : n = n := rfl\nend point\n\nopen nat\nnamespace point end point\nopen point\n"
        "namespace point.inner end point.inner\nopen point.inner list\n"
    )
    assert proof.endswith("exact point.small_fact n }")


def test_a_checkout_is_read_file_by_file(checkout, tmp_path, capsys):
    """The command writes the pairs, counts what it met, and goes on by files."""
    out = tmp_path / "out.jsonl"
    assert main(["extract", "mathlib3", str(checkout), "-o", str(out), "--workers", "2"]) == 0
    assert "theorem + lemma          6           5" in capsys.readouterr().out
    pairs = load_pairs(str(out))
    assert len(pairs) == 6 and pairs[0].problem.source == "mathlib3"
    assert main(["extract", "mathlib3", str(checkout), "-o", str(out), "--workers", "1"]) == 0
    assert "6 pairs from 4 files" in capsys.readouterr().err
    rest = list(extract(checkout, workers=1, skip=1))
    assert [len(found) for found in rest] == [0, 0, 0]


def test_statements_without_english_come_on_demand(checkout):
    """With `all_of_them` the undocumented ones are there, with empty English."""
    pairs = [pair for found in extract(checkout, workers=1, all_of_them=True) for pair in found]
    assert [pair.problem.id for pair in pairs if not pair.problem.informal_statement] == ["point.swap_x"]


def test_unreadable_files_are_named_and_skipped(checkout):
    """A file in another encoding and one cut inside a comment are rejected by name; the others are read."""
    (checkout / "src" / "order" / "basic.lean").write_bytes("-- é".encode("latin-1"))
    (checkout / "src" / "tactic" / "core.lean").write_text("\n/- no end", encoding="utf-8")
    counts, rejects = Counts(), Rejects()
    assert sum(len(found) for found in extract(checkout, workers=1, counts=counts, rejects=rejects)) == 6
    assert counts.files == 4 and rejects.count == 2
    assert set(rejects.reasons) == {"not UTF-8 text (byte 3)", "unexpected end of comment block"}
    with pytest.raises(DataError, match=r"order/basic.lean: not UTF-8"):
        list(extract(checkout, workers=1))


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_not_mathlib3_is_one_line(tmp_path, name):
    """Another folder is refused with what to give."""
    with pytest.raises(DataError, match="not a checkout of mathlib3"):
        list(extract(tmp_path / Path(name)))
