"""ProofNet and miniF2F: small files of the same shape, and the real ones where they lie beside the checkout."""

import json
from pathlib import Path

import pytest

from autoformalize.data.benchmarks import minif2f, proofnet
from autoformalize.data.sources import load_pairs
from autoformalize.problem import DataError

REAL = Path(__file__).parents[4] / "shared" / "data"
real = pytest.mark.skipif(not REAL.is_dir(), reason="no copy of the public benchmarks beside the checkout")

LEAN = """/- A licence. -/
import minif2f_import

open_locale nat

theorem first (n : ℕ)
  (h : n = let m := 2 in m) :
  n = 2 :=
begin
  sorry
end

/-
theorem hidden : false := sorry
-/
lemma helper : 1 + 1 = 2 := rfl

-- the next one has a proof
theorem second : 2 = 1 + 1 :=
  helper.symm
"""


@pytest.fixture
def fork(tmp_path):
    """A miniF2F folder with two theorems, one of them with English."""
    source, texts = tmp_path / "lean" / "src", tmp_path / "informal" / "test"
    source.mkdir(parents=True)
    texts.mkdir(parents=True)
    (source / "test.lean").write_text(LEAN, encoding="utf-8")
    (source / "valid.lean").write_text("import minif2f_import\n", encoding="utf-8")
    english = {"problem_name": "first", "informal_statement": "n is two.", "informal_proof": "Look."}
    (texts / "first.json").write_text(json.dumps(english), encoding="utf-8")
    return tmp_path


def test_minif2f_is_cut_at_its_theorems(fork):
    """Commented theorems are none, lemmas go with the theorem that uses them, English is joined by name."""
    first, second = minif2f.entries(fork)
    assert first.problem.informal_statement == "n is two." and first.formal_proof == ""
    assert first.problem.formal_statement.endswith("n = 2") and "let m := 2" in first.problem.formal_statement
    assert first.problem.header == "import minif2f_import\nopen_locale nat\n" and first.problem.imports == (
        "minif2f_import",
    )
    assert "lemma helper" in second.problem.header and second.formal_proof == ":=\n  helper.symm"
    assert [pair.problem.theorem_name for pair in minif2f.pairs(fork)] == ["second"]


def test_a_folder_without_the_files_is_named(tmp_path):
    """A folder that is no miniF2F repository is refused in one line."""
    with pytest.raises(DataError, match=r"valid.lean: there is no such file; give the folder of a miniF2F repository"):
        list(minif2f.problems(tmp_path))


def test_proofnet_statements_lose_their_assignment(tmp_path):
    """A row of ProofNet becomes a problem whose statement ends before `:=`."""
    row = {
        "id": "Rudin|exercise_1_1b",
        "formal_statement": "theorem exercise_1_1b (x : ℝ) : x = x :=",
        "src_header": "import .common\n",
        "nl_statement": "x is x.",
        "nl_proof": "Clear.",
    }
    for name in ("valid.jsonl", "test.jsonl"):
        (tmp_path / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    (problem,) = proofnet.problems(tmp_path, "test")
    assert problem.id == "Rudin|exercise_1_1b" and problem.formal_statement.endswith(": x = x")
    assert (problem.topic, problem.split, problem.licence) == ("Rudin", "test", "MIT")


@real
def test_real_proofnet_has_371_problems():
    """185 validation and 186 test problems, with `id` as the key."""
    problems = list(proofnet.problems(REAL / "proofnet"))
    assert len({problem.id for problem in problems}) == len(problems) == 371
    assert sum(problem.split == "test" for problem in problems) == 186


@real
@pytest.mark.parametrize("fork", ["minif2f_openai", "minif2f_facebook"])
def test_real_minif2f_has_244_problems_a_split(fork):
    """Both forks have 244 problems a split; the facebook fork ships 80 + 84 proofs, and all have English there."""
    english = REAL / "minif2f_facebook" / "informal"
    for split, proofs in (("test", 80), ("validation", 84)):
        entries = list(minif2f.entries(REAL / fork, split, english))
        assert len({entry.problem.id for entry in entries}) == len(entries) == 244
        if fork == "minif2f_facebook":
            assert sum(bool(entry.formal_proof) for entry in entries) == proofs
            assert all(entry.problem.informal_statement for entry in entries)
            assert sum(minif2f.PROVED in entry.problem.labels for entry in entries) == proofs


@real
def test_real_docgen_has_3000_statements():
    """1,500 a split, each with its English and its module."""
    problems = list(proofnet.docgen(REAL / "proofnet" / "docgen"))
    assert len(problems) == 3000 and all(problem.informal_statement and problem.family for problem in problems)


@real
def test_real_proofs_of_minif2f_are_pairs():
    """164 theorems of the facebook fork ship with a proof; the source gives them as pairs."""
    pairs = load_pairs(f"minif2f:{REAL}/minif2f_facebook", None)
    assert len(pairs) == 164 and all(pair.formal_proof.startswith(":=") for pair in pairs)
