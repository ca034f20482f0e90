"""A corpus in numbers."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace

from autoformalize.data import load_pairs, write_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.stats import UNKNOWN, Lengths, collect, light_tokens, proof_style
from autoformalize.problem import Pair, Problem, Verification
from tests.entry_points import ROOT


def make(number: int, family: str, split: str, **fields: object) -> Pair:
    problem = Problem(f"p{number}", "One is one.", f"theorem p{number} : 1 = 1", family=family, split=split)
    return Pair(replace(problem, **fields), ":= rfl", (Verification("lean3", "3.51.1", ("propext",), mathlib="abc"),))


def test_every_pair_is_counted_under_every_heading():
    """Sources, licences, splits, labels, verifiers, axioms, kinds and styles; what is not given says so."""
    pairs = [
        make(1, "a", "train", source="forge", licence="MIT", labels=("vacuous", "closed by simp")),
        make(2, "a", "train"),
        make(3, "b", "test", topic="order", difficulty="easy"),
        Pair(Problem("d", "", "def two : ℕ"), "| := 2"),
    ]
    stats = collect(pairs)
    assert stats.pairs == 4 and stats.unverified == 1 and stats.straddling == 0
    assert stats.counts["source"] == {"forge": 1, UNKNOWN: 3} and stats.licences["forge"] == {"MIT": 1}
    assert stats.counts["label"] == {"vacuous": 1, "closed by simp": 1}
    assert stats.counts["verified"] == {"lean3, Lean 3.51.1, mathlib abc": 3} and stats.counts["axiom"] == {
        "propext": 3
    }
    assert stats.counts["kind"] == {"theorem": 3, "def": 1} and stats.counts["proof"] == {"term": 3, "equations": 1}
    assert stats.by_split["train"] == {"forge": 1, UNKNOWN: 1} and stats.by_split[UNKNOWN] == {UNKNOWN: 1}
    assert stats.family_sizes.counts == {2: 1, 1: 1}
    assert stats.to_json()["families"] == {
        "count": 2,
        "sizes": {"mean": 1.5, "median": 1, "p90": 2, "p99": 2, "max": 2, "total": 3},
        "in_several_splits": 0,
    }


def test_families_that_straddle_splits_are_counted():
    """A family in two splits is one that straddles, however large it is."""
    pairs = [make(1, "a", "train"), make(2, "a", "test"), make(3, "a", "test"), make(4, "b", "train"), make(5, "c", "")]
    assert collect(pairs).straddling == 1


def test_lengths_are_exact():
    """Quantiles are lengths that occur."""
    lengths = Lengths()
    lengths.counts.update([1, 1, 2, 3, 100])
    assert [lengths.quantile(share) for share in (0.2, 0.5, 0.8, 1.0)] == [1, 2, 3, 100]
    assert lengths.total == 107 and Lengths().quantile(0.5) == 0 and Lengths().mean == 0


def test_light_tokens_are_words_numbers_and_signs():
    """`h₁ : x ≤ 12` has its letters, its digit sign, its symbols and its number."""
    assert light_tokens(["x ≤ 12", "real.sin x", "", "∀ n : ℕ, n + 0 = n"]) == [3, 4, 0, 10]
    assert proof_style(":= by simp") == "by" and proof_style(":=\nbegin end") == "tactic block"
    assert proof_style(":= bytes") == "term" and proof_style("| 0 := rfl") == "equations"


def test_a_given_tokenizer_counts(tiny_model, tmp_path, capsys):
    """The lengths in tokens are the named tokenizer's."""
    from transformers import AutoTokenizer

    write_pairs(tmp_path / "pairs.jsonl", load_pairs("builtin", "validation")[:5])
    numbers = tmp_path / "numbers.json"
    assert main(["stats", str(tmp_path / "pairs.jsonl"), "--tokenizer", str(tiny_model), "--json", str(numbers)]) == 0
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    english = [pair.problem.informal_statement for pair in load_pairs("builtin", "validation")[:5]]
    wanted = sum(len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in english)
    assert json.loads(numbers.read_text("utf-8"))["tokens"]["English"]["total"] == wanted
    assert str(tiny_model) in capsys.readouterr().out


def test_the_digest_is_of_the_records_in_their_order():
    """Anyone can compute it from the file."""
    pairs = load_pairs("builtin", "validation")[:3]
    lines = "".join(json.dumps(pair.to_json(), sort_keys=True) + "\n" for pair in pairs)
    assert collect(pairs).digest == hashlib.sha256(lines.encode()).hexdigest() != collect(pairs[::-1]).digest
    assert collect([]).pairs == 0 and collect([]).digest == ""


def test_samples_are_drawn_from_the_whole():
    """Twelve of many, the same for one seed, and not only the first."""
    pairs = [make(number, f"f{number}", "train") for number in range(400)]
    drawn = [pair.problem.id for pair in collect(pairs, seed=3).samples]
    assert len(set(drawn)) == 12 and drawn == [pair.problem.id for pair in collect(pairs, seed=3).samples]
    assert any(int(name[1:]) > 100 for name in drawn)


_MEASURED = """
import resource, sys
from autoformalize.data.__main__ import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


def test_memory_does_not_grow_with_the_pairs(tmp_path):
    """Eight times the pairs take, within a few megabytes, the same memory to convert and to count."""
    peaks = []
    for count in (2_000, 16_000):
        source = tmp_path / f"{count}.jsonl"
        line = json.dumps(make(1, "", "train").to_json()) + "\n"
        with source.open("w", encoding="utf-8") as out:
            for number in range(count):
                out.write(line.replace("p1", f"p{number}").replace("One is one.", f"{number:05} is itself. " * 20))
        for command in (["convert", str(source), "-o", str(tmp_path / f"{count}.parquet")], ["stats", str(source)]):
            done = subprocess.run(
                [sys.executable, "-c", _MEASURED, *command], cwd=ROOT, capture_output=True, text=True, check=True
            )
            peaks.append(int(done.stdout.split()[-1]) / 1024)
    small_convert, small_stats, large_convert, large_stats = peaks
    assert large_convert < small_convert + 60 and large_stats < small_stats + 60  # the larger file alone has 13 MB
