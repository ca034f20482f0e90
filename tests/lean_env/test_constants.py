"""What a header's environment holds, as each backend lists it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lean_env import Constant, LeanEnvError, constants_of, make_backend
from lean_env.__main__ import main
from lean_env.toolchain import Toolchain


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, with the library that is built already."""
    from lean_env.embedded import snapshot

    built = snapshot.build()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "lean_env"
    folder.mkdir()
    (folder / built.name).symlink_to(built)
    return folder


def test_theorems_are_listed_with_what_they_say(cache: Path) -> None:
    """A theorem comes with its statement, a type and a definition with their kind alone."""
    listed = constants_of(make_backend("embedded"))
    assert Constant("nat.add_comm", "theorem", "∀ (n m : ℕ), n + m = m + n") in listed
    assert Constant("nat", "type", "") in listed
    assert Constant("nat.succ", "constructor", "") in listed
    assert Constant("list.append", "definition", "") in listed
    assert any(constant.name == "propext" and constant.kind == "theorem" for constant in listed)


def test_a_header_adds_its_own(cache: Path) -> None:
    """What a header declares is listed after what was there before it."""
    listed = constants_of(
        make_backend("embedded"), "def twice (n : nat) := n + n\nlemma zero_twice : twice 0 = 0 := rfl"
    )
    names = [constant.name for constant in listed]
    assert names.index("twice") > names.index("nat.add_comm")
    assert Constant("zero_twice", "theorem", "twice 0 = 0") in listed


def test_a_listing_is_kept_and_a_damaged_one_made_again(cache: Path) -> None:
    """The second listing is read from its file; a file that is no listing is replaced."""
    backend = make_backend("embedded")
    first = constants_of(backend)
    (kept,) = cache.glob("constants-*.jsonl")
    whole = kept.read_text(encoding="utf-8")
    kept.write_text('["only.this", "theorem", "true"]\n', encoding="utf-8")
    assert constants_of(backend) == (Constant("only.this", "theorem", "true"),)
    kept.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert constants_of(backend) == first


def test_a_header_that_does_not_load_is_one_line(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says which line of the header is wrong, and keeps nothing."""
    assert main(["constants", "--backend", "embedded", "--header", "def one : nat := tt"]) == 2
    assert "the header does not load: line 1" in capsys.readouterr().err
    assert not list(cache.glob("constants-*"))


def test_the_command_prints_theorems_for_people(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a theorem, as #check would print it."""
    assert main(["constants", "--backend", "embedded", "--theorems"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "nat.add_comm : ∀ (n m : ℕ), n + m = m + n" in printed
    assert not any(line.startswith("nat.succ (") for line in printed)


@pytest.mark.lean3
def test_the_real_lean_lists_the_same_theorems(lean3: Toolchain) -> None:
    """Nearly every theorem of the embedded library is one of Lean's, and four in five say the same to the letter."""
    ours = {c.name: c.statement for c in constants_of(make_backend("embedded")) if c.kind == "theorem"}
    lean = {c.name: c.statement for c in constants_of(make_backend("lean3")) if c.kind == "theorem"}
    shared = ours.keys() & lean.keys()
    assert len(shared) >= 0.95 * len(ours)
    assert sum(" ".join(ours[name].split()) == " ".join(lean[name].split()) for name in shared) >= 0.8 * len(shared)


@pytest.mark.lean3
def test_the_real_lean_refuses_a_wrong_header(lean3: Toolchain) -> None:
    """A header with an error lists nothing."""
    with pytest.raises(LeanEnvError, match="line 2"):
        constants_of(make_backend("lean3"), "\ndef one : nat := tt")
