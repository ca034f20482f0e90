"""Exports that were corrupted by rule are rejected, each for the right reason."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from lean_env.embedded.export_writer import export
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.export import Reader
from tests.lean_env.embedded.kernel.corruption import RULES, corruptions, k_claim, tiny_export, wrongly_treated
from tests.lean_env.embedded.kernel.tiny import library

LEAN = Path.home() / ".elan/toolchains/leanprover-community--lean---3.51.1/bin/lean"


def test_every_corruption_of_the_tiny_library_is_rejected_for_its_reason() -> None:
    """At least 200 corruptions, with every rule taking part, are each rejected with the message of their rule."""
    made = list(corruptions(tiny_export(), 30))
    count = Counter(corruption.rule for corruption in made)
    assert len(made) >= 200
    assert not [rule.__name__ for rule in RULES if not count[rule.__name__]]
    assert not [problem for corruption in made if (problem := wrongly_treated(corruption))]


def test_the_claim_by_k_is_true_where_k_applies() -> None:
    """What the rule `wrong_k` plants is accepted when the family is one that K is for, so that is not why it fails."""
    lines = export(library(), ["nat"]).splitlines()
    env = Environment()
    Reader(env).read([*lines, *k_claim(lines, "right")])
    assert "wrong" in env


@pytest.mark.lean3
@pytest.mark.skipif(not LEAN.exists(), reason="no Lean 3.51.1 on this machine")
@pytest.mark.parametrize("name", ["nat.add_comm", "list.append_assoc", "classical.em", "nat.lt_wf"])
def test_every_corruption_of_a_real_export_is_rejected_for_its_reason(name: str, tmp_path: Path) -> None:
    """What the real Lean exports of a theorem is accepted, and its corruptions are rejected for their reasons."""
    source, target = tmp_path / "empty.lean", tmp_path / "out.export"
    source.write_text("")
    subprocess.run([str(LEAN), f"--export={target}", f"--only-export={name}", str(source)], check=True, timeout=120)
    lines = target.read_text(encoding="utf-8").splitlines()
    env = Environment()
    Reader(env).read(lines)
    assert name in env
    made = list(corruptions(lines, 6))
    assert len(made) >= 60
    assert not [problem for corruption in made if (problem := wrongly_treated(corruption))]
