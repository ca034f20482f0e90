"""Fixtures of the language-model side: a tiny model on disk, a few pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.problem import Pair, Problem
from tests.autoformalize.tiny import make_tiny_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model with random weights."""
    return make_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def problems() -> list[Problem]:
    """Three problems that differ in topic and difficulty."""
    return [
        Problem("swap", "If p and q, then q and p.", "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p", "logic", "easy"),
        Problem("zero", "Adding zero changes nothing.", "theorem zero (n : ℕ) : n + 0 = n", "numbers", "easy"),
        Problem("comm", "Addition commutes.", "theorem comm (a b : ℕ) : a + b = b + a", "numbers", "medium"),
    ]


@pytest.fixture
def pairs(problems: list[Problem]) -> list[Pair]:
    """The problems with their proofs."""
    proofs = [":= ⟨h.2, h.1⟩", ":= rfl", ":= nat.add_comm a b"]
    return [Pair(problem, proof) for problem, proof in zip(problems, proofs, strict=True)]
