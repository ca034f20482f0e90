"""The nouns and their JSON."""

import pytest

from autoformalize.problem import Attempt, Candidate, DataError, Pair, Problem, Verification

RECORD = {
    "id": "swap",
    "informal_statement": "If p and q hold, then q and p hold.",
    "formal_statement": "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p",
    "formal_proof": ":= ⟨h.right, h.left⟩",
    "topic": "propositional logic",
    "difficulty": "easy",
    "split": "train",
    "verified": [{"backend": "lean3", "lean": "3.51.1", "axioms": ["propext"], "date": "2026-11-22"}],
}


def test_pair_round_trips_through_json():
    """What is read is what was written."""
    pair = Pair.from_json(RECORD)
    assert Pair.from_json(pair.to_json()) == pair
    assert pair.to_json() == RECORD
    assert pair.verified_by("lean3") and not pair.verified_by("embedded")


def test_labels_imports_and_position_are_kept():
    """What a probe found and where a statement stands go into the record and come back."""
    record = {**RECORD, "labels": ["vacuous"], "imports": ["logic.basic"], "position": "logic/unique.lean:3:1"}
    pair = Pair.from_json(record)
    assert (pair.problem.labels, pair.problem.imports) == (("vacuous",), ("logic.basic",))
    assert Pair.from_json(pair.to_json()) == pair and pair.to_json()["position"] == "logic/unique.lean:3:1"


def test_pair_is_a_whole_lean_text():
    """Header, statement and proof follow one another as Lean reads them."""
    pair = Pair.from_json({**RECORD, "header": "open nat"})
    assert pair.lean == f"open nat\n{RECORD['formal_statement']} {RECORD['formal_proof']}\n"
    assert pair.problem.theorem_name == "swap"


def test_tactic_block_gets_its_assignment_sign():
    """A proof that begins with `begin` is given the `:=` that it needs."""
    pair = Pair.from_json({**RECORD, "formal_proof": "begin\n  exact h.symm\nend"})
    assert pair.formal_proof == ":=\nbegin\n  exact h.symm\nend"


def test_verified_may_be_one_object():
    """An older single record is read as a list of one."""
    pair = Pair.from_json({**RECORD, "verified": {"lean": "3.51.1", "mathlib": "65a1391a01"}})
    assert pair.verified == (Verification("lean3", "3.51.1", mathlib="65a1391a01"),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "'id' is missing or empty"),
        ({"formal_statement": None}, "'formal_statement' is missing"),
        ({"informal_statement": None}, "'informal_statement' is missing"),
        ({"topic": 3}, "'topic' must be text, found int"),
        ({"difficulty": "tricky"}, "must be one of easy, medium, hard"),
        ({"split": "dev"}, "must be one of train, validation, test"),
        ({"formal_statement": "theorem t : true :="}, "must end before ':='"),
        ({"formal_proof": ""}, "'formal_proof' is missing or empty"),
        ({"formal_proof": "trivial"}, "must begin with ':='"),
        ({"labels": "vacuous"}, "'labels' must be a list of texts"),
        ({"imports": [1]}, "'imports' must be a list of texts"),
        ({"verified": "yes"}, "'verified' must be"),
        ({"verified": [{"backend": "lean3"}]}, "'backend' and 'lean'"),
        ({"verified": [{"lean": "3.51.1", "axioms": "propext"}]}, "'axioms'"),
    ],
)
def test_bad_records_are_named_by_place_and_fault(change, words):
    """A bad record is one line: where it stands and what is wrong."""
    with pytest.raises(DataError) as error:
        Pair.from_json({**RECORD, **change}, "pairs.jsonl:7")
    assert str(error.value).startswith("pairs.jsonl:7: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_record_that_is_no_object_is_refused():
    """A list in place of an object is refused in words."""
    with pytest.raises(DataError, match="expected a JSON object, found list"):
        Problem.from_json([], "x.jsonl:1")


def test_attempt_round_trips():
    """An attempt is one flat record, and comes back from it."""
    candidate = Candidate(problem_id="swap", task="proof", index=2, text=" rfl", lean="theorem swap : true := rfl")
    attempt = Attempt(candidate=candidate, status="rejected", error_kind="type_mismatch", message="no", seconds=0.25)
    assert Attempt.from_json(attempt.to_json()) == attempt


def test_damaged_attempt_is_refused():
    """A record that lost a key is named."""
    with pytest.raises(DataError, match=r"attempts.jsonl:3: not an attempt: 'problem_id'"):
        Attempt.from_json({"status": "accepted"}, "attempts.jsonl:3")
