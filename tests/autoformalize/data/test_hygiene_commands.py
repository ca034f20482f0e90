"""dedupe, decontaminate, probe and split as commands: what they write, report, hand on, and how they go on."""

import json

import pytest

from autoformalize.data.__main__ import main
from autoformalize.data.hygiene import find_duplicates, sketch
from autoformalize.data.readers import write_pairs
from autoformalize.data.sources import benchmark_problems, load_pairs
from autoformalize.data.synthetic import synthetic_pairs


@pytest.fixture
def corpus(tmp_path):
    """A file of a few hundred pairs with duplicates and leaks planted."""
    path = tmp_path / "pairs.jsonl"
    write_pairs(path, list(synthetic_pairs(900, 4, list(benchmark_problems()))))
    return path


def report(path):
    return json.loads(path.with_name(path.name + ".report.json").read_text(encoding="utf-8"))["report"]


def run(*arguments):
    return main([str(each) for each in arguments])


def test_from_documents_to_splits(corpus, tmp_path):
    """Every planted duplicate and leak is dropped and named, every distinct pair is in one split at the end."""
    deduped, clean, split = (tmp_path / name for name in ("deduped.jsonl", "clean.parquet", "split.jsonl"))
    registry = tmp_path / "none.json"
    assert run("dedupe", corpus, "-o", deduped) == 0
    assert run("decontaminate", deduped, "-o", clean, "--registry", registry) == 0
    assert run("split", clean, "-o", split, "--fractions", "train=0.8,test=0.2") == 0
    kinds = {pair.problem.id: pair.problem.source for pair in load_pairs(str(corpus), None)}
    left = load_pairs(str(split), None)
    assert {pair.problem.source for pair in left} == {"distinct"}
    assert len(left) == sum(kind == "distinct" for kind in kinds.values())
    assert abs(sum(pair.problem.split == "test" for pair in left) - 0.2 * len(left)) <= 2
    assert {kinds[each["id"]] for each in report(deduped)["examples"]} == {"exact duplicate", "near duplicate"}
    assert all(kinds[each["of"]] == "distinct" for each in report(deduped)["examples"])
    assert sum(report(clean)["dropped"].values()) == sum(kind == "leak" for kind in kinds.values()) > 0
    assert all(kinds[each["id"]] == "leak" and each["benchmark"] for each in report(clean)["examples"])


def test_sketches_are_handed_on(corpus, tmp_path):
    """A command leaves the sketches of what it wrote beside it, and they are those of the pairs."""
    from autoformalize.data.hygiene.sketches import load_sketches
    from autoformalize.data.resume import stamp

    deduped = tmp_path / "deduped.jsonl"
    run("dedupe", corpus, "-o", deduped)
    kept = load_sketches(tmp_path / "deduped.jsonl.sketches", stamp(str(deduped)))
    pairs = load_pairs(str(deduped), None)
    assert kept is not None and (kept == sketch(pairs)).all()
    assert find_duplicates(kept).kept.all()


def test_a_killed_run_goes_on(corpus, tmp_path, monkeypatch):
    """A run that dies in the middle of sketching or of writing ends with the same file as one that does not."""
    from autoformalize.data.commands import dedupe, sketches

    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    run("dedupe", corpus, "-o", whole)
    add = sketches.SketchFile.add

    def dying(file, block):
        add(file, block[:300])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sketches.SketchFile, "add", dying)
        assert run("dedupe", corpus, "-o", broken) == 130
    numbered = dedupe.numbered

    def half(*arguments):
        for number, pair in numbered(*arguments):
            if number == 400:
                raise KeyboardInterrupt
            yield number, pair

    with monkeypatch.context() as patch:
        patch.setattr(dedupe, "numbered", half)
        assert run("dedupe", corpus, "-o", broken) == 130
    assert not broken.exists()
    assert run("dedupe", corpus, "-o", broken) == 0
    assert broken.read_bytes() == whole.read_bytes()
    assert report(broken) == report(whole)
    assert not list(tmp_path.glob("broken.jsonl.input*"))


def test_probe_labels_and_counts(corpus, tmp_path):
    """Without a checker the command labels the English and says how many of each label there are."""
    foreign = [pair for pair in load_pairs(str(corpus), None)][:3]
    from dataclasses import replace

    german = replace(foreign[0].problem, informal_statement="Zeige, dass die Summe gerade ist.")
    write_pairs(tmp_path / "mixed.jsonl", [replace(foreign[0], problem=german), *foreign[1:]])
    probed = tmp_path / "probed.jsonl"
    assert run("probe", tmp_path / "mixed.jsonl", "-o", probed, "--english-only") == 0
    assert [pair.problem.labels for pair in load_pairs(str(probed), None)] == [("not english",), (), ()]
    assert report(probed)["labels"] == {"not english": 1}


def test_wrong_options_are_refused_in_one_line(corpus, tmp_path, capsys):
    """Shares that are none, and a similarity out of range, end with code 2 and say what to do."""
    assert run("split", corpus, "-o", tmp_path / "s.jsonl", "--fractions", "most") == 2
    assert run("dedupe", corpus, "-o", tmp_path / "d.jsonl", "--similarity", "2") == 2
    assert "write train=0.9" in (said := capsys.readouterr().err) and "above 0 and at most 1" in said
