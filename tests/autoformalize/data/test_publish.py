"""A published corpus loads by itself, with equal pairs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from autoformalize.data import load_pairs, write_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.publish import hub_licences, size_category
from autoformalize.data.stats import UNKNOWN
from autoformalize.problem import Pair
from tests.autoformalize.data.hub import hub


@pytest.fixture
def source(tmp_path: Path) -> Path:
    pairs = load_pairs("builtin", None)
    labelled = replace(pairs[3], problem=replace(pairs[3].problem, labels=("vacuous", "closed by simp")))
    write_pairs(tmp_path / "mine.jsonl", [*pairs[:3], labelled, *pairs[4:30], *load_pairs("builtin", "test")[:4]])
    return tmp_path / "mine.jsonl"


def metadata(folder: Path) -> dict:
    text = (folder / "README.md").read_text("utf-8")
    return yaml.safe_load(text.split("---\n")[1])


def test_load_dataset_gives_equal_pairs(tmp_path, source):
    """`datasets.load_dataset(folder)` finds the splits, in several files, and the rows are the pairs."""
    import datasets

    folder = tmp_path / "published"
    assert main(["publish", str(source), "-o", str(folder), "--title", "Mine", "--shard-rows", "12"]) == 0
    names = sorted(path.name for path in (folder / "data").iterdir())
    assert names == ["test-00000-of-00001.parquet", *(f"train-0000{n}-of-00003.parquet" for n in range(3))]
    loaded = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    pairs = load_pairs(str(source), None)
    for split in ("train", "test"):
        assert [Pair.from_json(row) for row in loaded[split]] == [each for each in pairs if each.problem.split == split]
    streamed = datasets.load_dataset(str(folder), split="test", streaming=True)
    assert [Pair.from_json(row) for row in streamed] == pairs[-4:]


def test_the_readme_says_what_the_hub_reads(tmp_path, source):
    """Splits, features, licence, size; the tables below; the card and the numbers beside it."""
    folder = tmp_path / "published"
    assert main(["publish", str(source), "-o", str(folder), "--title", "Mine"]) == 0
    found = metadata(folder)
    assert found["license"] == "apache-2.0" and found["size_categories"] == ["n<1K"] and found["language"] == ["en"]
    assert [each["split"] for each in found["configs"][0]["data_files"]] == ["train", "test"]
    assert {each["name"]: each["num_examples"] for each in found["dataset_info"]["splits"]} == {"train": 30, "test": 4}
    assert "verified" in {each["name"] for each in found["dataset_info"]["features"]}
    text = (folder / "README.md").read_text("utf-8")
    assert "# Mine" in text and "| lean3, Lean 3.51.1" in text
    assert "<svg" in (folder / "card.html").read_text("utf-8") and (folder / "stats.json").is_file()


def test_a_folder_is_published_once_and_whole(tmp_path, source, capsys):
    """A second time changes nothing; other contents need --again; somebody else's folder is left alone."""
    folder = tmp_path / "published"
    (tmp_path / "published.partial" / "data").mkdir(parents=True)  # what a kill left
    assert main(["publish", str(source), "-o", str(folder)]) == 0
    assert not (tmp_path / "published.partial").exists()
    before = (folder / "README.md").stat().st_mtime_ns
    assert main(["publish", str(source), "-o", str(folder)]) == 0
    assert (folder / "README.md").stat().st_mtime_ns == before
    assert main(["publish", str(source), "-o", str(folder), "--split", "train"]) == 2
    assert "published from something else" in capsys.readouterr().err
    assert main(["publish", str(source), "-o", str(folder), "--split", "train", "--again"]) == 0
    assert sorted(path.name for path in (folder / "data").iterdir()) == ["train-00000-of-00001.parquet"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "precious").touch()
    assert main(["publish", str(source), "-o", str(other), "--again"]) == 2 and (other / "precious").exists()


def test_without_a_token_the_hub_is_one_clear_line(tmp_path, source, capsys, monkeypatch):
    """The folder is written, and the line says what to do."""
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr("huggingface_hub.get_token", lambda: None)
    folder = tmp_path / "published"
    assert main(["publish", str(source), "-o", str(folder), "--hub", "me/mine"]) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert error.startswith(f"error: {folder} is ready, but there is no token") and (folder / "README.md").exists()
    assert main(["publish", str(source), "-o", str(folder), "--hub", "mine"]) == 2
    assert "write OWNER/NAME" in capsys.readouterr().err


def test_a_hub_gets_what_the_folder_has(tmp_path, source):
    """Over HTTP, with the token, into a data set that is made for it; what came there loads by itself."""
    folder = tmp_path / "published"
    with hub() as there:
        own = {"HF_ENDPOINT": there.url, "HF_TOKEN": "hf_" + "x" * 30, "HF_HUB_OFFLINE": "0", "HF_HOME": str(tmp_path)}
        command = ["publish", str(source), "-o", str(folder), "--hub", "me/mine", "--private"]
        done = subprocess.run(
            [sys.executable, "-m", "autoformalize.data", *command],
            capture_output=True,
            text=True,
            env={**os.environ, **own},
        )
        assert done.returncode == 0, done.stderr
        assert f"uploaded: {there.url}/datasets/me/mine" in done.stdout + done.stderr
    sent = there.repositories["me/mine"]
    here = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sent == here and there.private == {"me/mine": True}
    assert there.tokens == {"Bearer hf_" + "x" * 30}


def test_an_unreachable_hub_is_one_clear_line(tmp_path, source, capsys, monkeypatch):
    """Without a network the folder stays, and the line says so."""
    monkeypatch.setenv("HF_TOKEN", "hf_" + "x" * 30)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    folder = tmp_path / "published"
    assert main(["publish", str(source), "-o", str(folder), "--hub", "me/mine"]) == 2
    assert "is ready, but the hub did not take it" in capsys.readouterr().err.strip().splitlines()[-1]


def test_licences_and_sizes_have_the_hubs_names():
    """Known ones by name, one or several; what the hub does not know is other, what nobody said is unknown."""
    assert hub_licences(["Apache-2.0"]) == "apache-2.0" and hub_licences([]) == "unknown"
    assert hub_licences(["MIT", "House rules", UNKNOWN]) == ["mit", "other", "unknown"]
    assert [size_category(n) for n in (0, 1_000, 999_999, 10**12)] == ["n<1K", "1K<n<10K", "100K<n<1M", "100M<n<1B"]
