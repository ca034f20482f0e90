"""Installing the real Lean: steps that are done are skipped, and what the network refuses is said in one line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lean_env.errors import LeanEnvError
from lean_env.install import PINS, compile_library, fetch_checkout, install_toolchain
from lean_env.toolchain import Toolchain


def _git(*arguments: str, folder: Path) -> str:
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A library of two files, one of which imports the other, in a git repository."""
    folder = tmp_path / "repository"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "first.lean").write_text("theorem first : 1 + 1 = 2 := rfl\n", encoding="utf-8")
    second = "import first\ntheorem second : 2 = 1 + 1 := first.symm\n"
    (folder / "src" / "second.lean").write_text(second, encoding="utf-8")
    _git("init", "--quiet", folder=folder)
    _git("add", ".", folder=folder)
    _git("commit", "--quiet", "-m", "two files", folder=folder)
    return folder


def test_a_checkout_is_fetched_once_and_completed_later(repository: Path, tmp_path: Path) -> None:
    """What an earlier run left half done does not stand in the way, and what it finished is kept."""
    revision = _git("rev-parse", "HEAD", folder=repository)
    checkout = tmp_path / "library" / "mathlib"
    (tmp_path / "library" / "mathlib.partial").mkdir(parents=True)
    fetch_checkout(str(repository), revision, checkout)
    (checkout / "src" / "first.olean").write_text("compiled", encoding="utf-8")
    fetch_checkout("/no/such/repository", revision, checkout)
    assert (checkout / "src" / "first.olean").exists()


def test_a_repository_that_cannot_be_reached_is_said_in_one_line(tmp_path: Path) -> None:
    """With what to do about it."""
    with pytest.raises(LeanEnvError, match=r"git cannot fetch .*run the same command again") as raised:
        fetch_checkout(str(tmp_path / "nothing"), "HEAD", tmp_path / "checkout")
    assert "\n" not in str(raised.value)


def test_a_revision_that_is_not_there_is_named(repository: Path, tmp_path: Path) -> None:
    """A pin that the mirror lacks is the mirror's fault, and says so."""
    with pytest.raises(LeanEnvError, match="has no revision 0123abc"):
        fetch_checkout(str(repository), "0123abc", tmp_path / "checkout")


@pytest.mark.parametrize(
    "said",
    [
        ["could not resolve host"],
        [
            "info: downloading component 'lean'",
            "error: could not download file from 'https://host/lean/v3' to '/home/me/.elan/tmp/wh_file'",
            "info: caused by: error during download",
            "info: caused by: could not resolve host",
            "info: backtrace:",
        ],
    ],
)
def test_a_toolchain_that_elan_cannot_fetch_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    """elan's own reason is part of it."""
    elan = tmp_path / "bin" / "elan"
    elan.parent.mkdir()
    lines = "\n".join(said)
    elan.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{lines}\nEND\nexit 1\n", encoding="utf-8")
    elan.chmod(0o755)
    monkeypatch.setenv("ELAN_HOME", str(tmp_path))
    with pytest.raises(LeanEnvError, match=r"elan cannot fetch Lean 3.50.3: could not resolve host"):
        install_toolchain(PINS["proofnet"].lean)


@pytest.mark.lean3
def test_a_library_is_compiled_and_an_error_in_it_is_shown(repository: Path, lean3: Toolchain) -> None:
    """Compiled files appear beside the sources; a second run goes on from them."""
    (repository / "leanpkg.path").write_text("builtin_path\npath src\n", encoding="ascii")
    compile_library(lean3, repository, "src")
    assert (repository / "src" / "second.olean").exists()
    (repository / "src" / "third.lean").write_text("theorem third : 1 = 2 := rfl\n", encoding="utf-8")
    with pytest.raises(LeanEnvError, match=r"cannot compile src: .*third.lean"):
        compile_library(lean3, repository, "src")
