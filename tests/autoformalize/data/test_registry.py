"""The registry of benchmarks: what is known, what is registered, and how contents are told apart."""

import json
import warnings

import pytest

from autoformalize.data.benchmarks.registry import (
    KNOWN,
    Benchmark,
    identify,
    register,
    registered_benchmarks,
    source_of,
)
from autoformalize.data.sources import load_pairs, load_problems
from autoformalize.problem import DataError
from tests.autoformalize.data.test_benchmarks import REAL, real


@pytest.fixture
def registry(tmp_path):
    """A registry of nobody's."""
    return tmp_path / "benchmarks.json"


def _own(tmp_path, *names):
    path = tmp_path / "own.jsonl"
    rows = [
        {"id": name, "informal_statement": "It is true.", "formal_statement": f"theorem {name} : true", "split": "test"}
        for name in names
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Benchmark("own", "2", "3.51.1", "65a1391", "MIT", str(path))


def test_builtin_is_registered_and_is_what_it_was(registry):
    """The built-in benchmark needs no registration, and its problems hash to what is on record."""
    (builtin,) = registered_benchmarks(registry)
    assert builtin.verify() == builtin.hashes and sum(1 for _ in builtin.problems()) == 200
    assert identify("builtin", load_problems("builtin", "test"), registry)["version"] == "1"


def test_own_benchmark_is_registered_with_its_hash(tmp_path, registry):
    """A benchmark of one's own is found again, and a change in its file is noticed."""
    registered = register(_own(tmp_path, "a", "b"), registry)
    _, own = registered_benchmarks(registry)
    assert own == registered and [problem.id for problem in own.problems()] == ["a", "b"]
    assert identify("elsewhere.jsonl", own.problems(), registry)["name"] == "own"
    _own(tmp_path, "a", "c")
    with pytest.raises(DataError, match="is not own 2: its test problems hash to"):
        own.verify()


def test_another_file_under_a_known_name_is_refused(tmp_path, registry):
    """What is registered as a published benchmark must hold what was published."""
    own = _own(tmp_path, "a")
    with pytest.raises(DataError, match=r"proofnet at .* is not proofnet 1"):
        register(Benchmark("proofnet", "1", "", "", "", own.source), registry)
    assert not registry.exists()


def test_part_of_a_benchmark_is_not_it(registry):
    """Problems under a known name with other contents are warned of, and get no version."""
    with pytest.warns(UserWarning, match="not the problems that were published under this name"):
        assert identify("builtin", load_problems("builtin", "test")[:5], registry)["version"] == ""


def test_layout_and_labels_do_not_change_the_hash(tmp_path, registry):
    """Spaces, line ends and topics are not contents."""
    own = _own(tmp_path, "a")
    register(own, registry)
    text = (tmp_path / "own.jsonl").read_text(encoding="utf-8").replace("It is true", "It  is\\ntrue")
    other = tmp_path / "other.jsonl"
    other.write_text(text.replace("}", ', "topic": "logic"}').replace("\n", "\r\n"), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert identify(str(other), load_problems(str(other)), registry)["name"] == "own"


def test_damaged_registry_is_one_line(registry):
    """A registry that is no registry is named with what to do."""
    registry.write_text("[1]", encoding="utf-8")
    with pytest.raises(DataError, match=r"benchmarks.json: not a registry of benchmarks"):
        registered_benchmarks(registry)


@real
def test_the_seed_document_is_in_the_set_for_mathlib():
    """Its English, its statement and the proof that Lean accepted stand there as they were given."""
    seed = json.loads((REAL / "seed" / "mathlib.jsonl").read_text(encoding="utf-8"))
    pair = next(pair for pair in load_pairs("builtin/mathlib", None) if pair.problem.id == seed["id"])
    assert pair.problem.informal_statement == seed["informal_statement"] and pair.problem.header == seed["header"]
    assert seed["lean"].endswith(pair.declaration)
    assert pair.verified[0].lean == seed["verified"]["lean"] and pair.verified[0].mathlib == "65a1391a01"


@real
@pytest.mark.parametrize("known", KNOWN[1:], ids=lambda benchmark: benchmark.name)
def test_public_benchmarks_are_the_published_ones(known, registry):
    """The public files hash to what is on record, and the forks are told apart."""
    fork = known.name.removesuffix("_english")
    place = f"{REAL / fork}" + (f",informal={REAL}/minif2f_facebook/informal" if fork != known.name else "")
    found = register(Benchmark(known.name, "", "", "", "", source_of(known.name, place)), registry)
    assert found.stamp() == known.stamp()
