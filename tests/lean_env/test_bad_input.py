"""What goes wrong around a check: one clear line each, and the pool goes on."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from lean_env import CheckerPool, Claim, LeanEnvError, Snippet, Status, open_pool
from lean_env.imports import imported_by, uncompiled_import
from lean_env.toolchain import Toolchain, probe
from tests.lean_env.scripted import GOOD, STATEMENT


def _fake_lean(folder: Path, version: str) -> Path:
    executable = folder / "bin" / "lean"
    executable.parent.mkdir()
    executable.write_text(f'#!/bin/sh\ncase $1 in --version) echo "{version}";; *) echo \'{{"path": []}}\';; esac\n')
    executable.chmod(0o755)
    return executable


def test_a_lean_of_another_major_version_is_named(tmp_path: Path) -> None:
    """Lean 4 is no Lean 3, and the line says what was found."""
    executable = _fake_lean(tmp_path, "Lean (version 4.9.0, x86_64)")
    with pytest.raises(LeanEnvError, match=r"is not Lean 3 but says: 'Lean \(version 4\.9\.0"):
        open_pool("lean3", lean=executable)


def test_another_version_of_lean_3_has_another_fingerprint(tmp_path: Path) -> None:
    """Its verdicts are never taken for those of the wanted one."""
    assert probe(_fake_lean(tmp_path, "Lean (version 3.42.1, commit x)")).fingerprint == "lean3-3.42.1"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of two files, `top` importing `part.base`, of which none is compiled."""
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "base.lean").write_text("def base := 1\n", encoding="utf-8")
    (tmp_path / "top.lean").write_text(
        "/-\nimport nothing\n-/\nimport part.base\n\ndef top := base\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.lean3
def test_a_half_compiled_library_is_named_at_once(lean3: Toolchain, library: Path) -> None:
    """Lean would compile it anew in every worker; the line names the file that is not compiled, however deep."""
    (library / "top.olean").touch()
    with (
        open_pool("lean3", workers=1, lean=lean3.executable, import_path=[library]) as pool,
        pytest.raises(LeanEnvError, match=r"half compiled: .*part/base\.lean has no \.olean"),
    ):
        pool.check(Snippet("import top\n", "example : 1 = 1 := rfl"))


@pytest.mark.lean3
def test_a_missing_import_is_said_by_its_name(lean3_pool: CheckerPool) -> None:
    """Lean's own message names it, and the next check works."""
    verdict = lean3_pool.check(Claim("import no.such.file\n", STATEMENT, "swap", GOOD.candidate))
    assert verdict.status is Status.REJECTED
    assert "no/such/file" in verdict.messages[0].text
    assert lean3_pool.check(GOOD).accepted


def test_what_a_text_imports() -> None:
    """Comments before and between are passed over, relative names left out; the rest of the text does not count."""
    text = "/- import a -/\nimport b.c d -- e\nimport .f\n/-! g -/\nimport h\nopen i\nimport j\n"
    assert imported_by(text) == ["b.c", "d", "h"]


def test_what_is_not_compiled_is_found_through_the_imports(library: Path) -> None:
    """The first file without its compiled one; None when all have theirs; unknown names are passed over."""
    assert uncompiled_import(["unknown", "top"], [library]) == library / "top.lean"
    (library / "top.olean").touch()
    assert uncompiled_import(["top"], [library]) == library / "part" / "base.lean"
    (library / "part" / "base.olean").touch()
    assert uncompiled_import(["top"], [library]) is None


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_a_candidate_of_ten_megabytes_has_a_verdict(backend: str, request: pytest.FixtureRequest) -> None:
    """It is not read for minutes, and the next check works."""
    pool: CheckerPool = request.getfixturevalue(f"{backend}_pool")
    verdict = pool.check(Claim("", STATEMENT, "swap", f"{GOOD.candidate} -- {'x' * 10_000_000}"))
    assert verdict.status is Status.TIMEOUT
    assert "10,000," in verdict.messages[0].text
    assert pool.check(GOOD).accepted


@contextlib.contextmanager
def _no_descriptors() -> Iterator[None]:
    """No file descriptor is left to this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(map(int, os.listdir("/proc/self/fd"))) + 1, hard))
    taken = []
    try:
        while True:
            taken.append(os.dup(0))
    except OSError:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for descriptor in taken:
            os.close(descriptor)


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_no_file_descriptor_left_is_one_line(backend: str, request: pytest.FixtureRequest) -> None:
    """It says what to raise, and the pool works once there are some again."""
    if backend == "lean3":
        request.getfixturevalue("lean3")
    with open_pool(backend, workers=1) as pool:
        started = pool.check(GOOD)
        assert started.accepted
        for session in pool.sessions:
            session.close()
        with (
            _no_descriptors(),
            pytest.raises(LeanEnvError, match=r"no file descriptor is left of \d+; raise the limit"),
        ):
            pool.check(GOOD)
        assert pool.check(GOOD).accepted
