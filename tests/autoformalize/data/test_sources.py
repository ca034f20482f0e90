"""Where pairs and problems come from, and what is said of bad files."""

import json
from dataclasses import replace

import pytest

from autoformalize.data import content_hash, iter_pairs, load_pairs, load_problems, training_pairs, write_pairs
from autoformalize.data.hygiene import BenchmarkIndex, Dropped
from autoformalize.data.sources import BUILTIN, benchmark_problems
from autoformalize.problem import TOPICS, DataError


def test_benchmark_has_its_size_and_topics():
    """60 validation and 140 test problems; every topic, mostly easy and medium ones."""
    validation, test = load_problems("builtin", "validation"), load_problems("builtin", "test")
    assert (len(validation), len(test)) == (60, 140)
    assert {problem.topic for problem in test} == set(TOPICS) == {problem.topic for problem in validation}
    hard = sum(problem.difficulty == "hard" for problem in test)
    assert 0.08 * len(test) <= hard <= 0.2 * len(test)


def test_builtin_pairs_are_complete_and_verified():
    """Every built-in pair has English, a licence, a unique id, and the real Lean's acceptance on record."""
    pairs = load_pairs("builtin", None)
    assert len([pair for pair in pairs if pair.problem.split == "train"]) >= 400
    assert len({pair.problem.id for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.problem.licence == "Apache-2.0" and pair.problem.informal_statement.endswith(".")
        assert pair.verified_by("lean3"), pair.problem.id


def test_no_training_family_or_statement_meets_the_benchmark():
    """Hand-written pairs share neither family, nor Lean up to names, nor English with the benchmark."""
    index = BenchmarkIndex.of(benchmark_problems())
    assert [leak for pair in load_pairs("builtin", "train") if (leak := index.leak(pair.problem))] == []


def test_validation_and_test_share_nothing():
    """The two benchmark splits are apart as well."""
    index = BenchmarkIndex.of(load_problems("builtin", "test"))
    assert [leak for problem in load_problems("builtin", "validation") if (leak := index.leak(problem))] == []


def test_seed_theorem_is_there():
    """The theorem on sin x = 1 is in the set for mathlib, with its proof and who accepted it."""
    (pair,) = load_pairs("builtin/mathlib")
    assert "real.sin x = 1" in pair.problem.formal_statement
    assert pair.problem.header.startswith("import ") and pair.verified[0].mathlib


def test_training_pairs_begin_with_the_written_ones():
    """The training set is the hand-written pairs, then forged ones."""
    dropped = Dropped()
    pairs = list(training_pairs(seed=3, forged=50, dropped=dropped))
    written = len(load_pairs("builtin", "train"))
    assert len(pairs) + dropped.duplicates == written + 50
    assert pairs[0].problem.source == "builtin" and pairs[-1].problem.source == "forge"


def test_files_round_trip(tmp_path):
    """JSON Lines and Parquet give back the pairs written to them."""
    pairs = load_pairs("builtin", "validation")[:7]
    pairs[2] = replace(pairs[2], problem=replace(pairs[2].problem, labels=("vacuous",), imports=("a.b", "c")))
    for name in ("pairs.jsonl", "pairs.parquet"):
        assert write_pairs(tmp_path / name, pairs) == 7
        assert load_pairs(str(tmp_path / name), "validation") == pairs
        assert load_pairs(str(tmp_path / name), "test") == []


def test_csv_with_a_column_map(tmp_path):
    """A CSV file with columns of other names is read through a map."""
    path = tmp_path / "mine.csv"
    path.write_text('name,english,lean,proof\nt,"It is true.",theorem t : true,:= trivial\n', encoding="utf-8")
    columns = {"id": "name", "informal_statement": "english", "formal_statement": "lean", "formal_proof": "proof"}
    (pair,) = load_pairs(str(path), columns=columns)
    assert pair.lean == "theorem t : true := trivial\n"
    with pytest.raises(DataError, match=r"mine.csv:2: there is no column 'prf' for 'formal_proof'"):
        load_pairs(str(path), columns={**columns, "formal_proof": "prf"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"id": "a"', ":2: not valid JSON"),
        ("[1]", ":2: expected a JSON object, found list"),
        (
            '{"id": "a", "informal_statement": "x", "formal_statement": "theorem a : true"}',
            ":2: the key 'formal_proof'",
        ),
    ],
)
def test_broken_rows_are_named_by_line(tmp_path, text, words):
    """A malformed row is named by file, line and fault."""
    good = {"id": "t", "informal_statement": "x", "formal_statement": "theorem t : true", "formal_proof": ":= trivial"}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(good) + "\n" + text + "\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_pairs(str(path))
    assert str(path) + words in str(error.value)


def test_other_encodings_and_truncated_files_are_named(tmp_path):
    """Latin-1 text and a Parquet file cut short are refused in a line that says so."""
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(DataError, match=r"latin.jsonl:1: not UTF-8"):
        load_pairs(str(latin))
    whole = tmp_path / "cut.parquet"
    write_pairs(whole, load_pairs("builtin", "validation")[:3])
    whole.write_bytes(whole.read_bytes()[:-40])
    with pytest.raises(DataError, match=r"cut.parquet: not a readable Parquet file"):
        load_pairs(str(whole))


@pytest.mark.parametrize("name", ["nowhere.jsonl", "builtins", "forge:seeds=1", "forge:count=-3"])
def test_unknown_names_say_what_there_is(name):
    """An unknown name or path is one line with what to give instead."""
    with pytest.raises(DataError) as error:
        load_pairs(name)
    assert name in str(error.value) and "\n" not in str(error.value)


def test_unknown_split_is_refused():
    """A split that does not exist is named with those that do."""
    with pytest.raises(DataError, match="there is no split 'dev'; the splits are train, validation, test"):
        load_problems("builtin", "dev")


def test_content_hash_depends_on_every_problem():
    """The benchmark's hash changes with its content and not with its place."""
    problems = load_problems("builtin", "test")
    assert content_hash(problems) == content_hash(load_problems(str(BUILTIN / "test.jsonl"), "test"))
    assert content_hash(problems) != content_hash(problems[:-1])


def test_pairs_stream():
    """The first pair of a source is there before the rest is read."""
    assert next(iter_pairs("forge:seed=5,count=100000")).problem.source == "forge"


@pytest.mark.parametrize("saved", [False, True])
def test_a_local_dataset_is_read_offline(tmp_path, saved):
    """A folder that `datasets` wrote, or loads by itself, gives all of its splits, under a map of columns."""
    datasets = pytest.importorskip("datasets")
    rows = {"english": ["It is true."], "lean": ["theorem t : true"], "proof": [":= trivial"]}
    parts = datasets.DatasetDict({name: datasets.Dataset.from_dict(rows) for name in ("train", "test")})
    if saved:
        parts.save_to_disk(str(tmp_path / "set"))
    else:
        for name, part in parts.items():
            part.to_parquet(str(tmp_path / "set" / "data" / f"{name}-00000-of-00001.parquet"))
    columns = {"informal_statement": "english", "formal_statement": "lean", "formal_proof": "proof"}
    pairs = load_pairs(f"hub:{tmp_path}/set", None, columns=columns)
    assert sorted(pair.problem.split for pair in pairs) == ["test", "train"]
    assert load_pairs(f"hub:{tmp_path}/set", "test", columns=columns)[0].lean == "theorem t : true := trivial\n"
    with pytest.raises(DataError, match="there is no split 'validation'; it has"):
        load_pairs(f"hub:{tmp_path}/set", "validation", columns=columns)
