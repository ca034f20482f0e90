"""The engine without a model: scripts for completions, checked like any others."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.data.forge.automation import SCRIPTS, TEMPLATES, is_script
from autoformalize.data.hammer import shorten
from autoformalize.errors import UserError
from autoformalize.evaluation.loop import EvaluationLoop
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation.automation import AutomationEngine
from autoformalize.problem import Problem
from autoformalize.prompting import PromptBuilder, PromptSettings
from lean_env import CheckerPool

PROBLEMS = [
    Problem("succ", "What is at most b is less than b + 1.", "theorem succ (a b : ℕ) (h : a ≤ b) : a < b + 1"),
    Problem("false", "One is two.", "theorem false_one : 1 = 2"),
]


def test_scripts_are_samples(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """First a hammer, then those that name what the statement shows, then the others; none is left for the last."""
    samples = 1 + len(TEMPLATES) + len(SCRIPTS)
    with AttemptStore(tmp_path / "attempts.jsonl") as store:
        engine, builder, plan = AutomationEngine(PROBLEMS), PromptBuilder(PromptSettings()), SamplingPlan(samples)
        EvaluationLoop(engine, embedded_pool, store, builder, "proof", plan).run(PROBLEMS)
        attempts = {(a.candidate.problem_id, a.candidate.index): a for a in store}
    hammer, first = attempts["succ", 0], attempts["succ", 1]
    assert hammer.succeeded and shorten(hammer.candidate.text, PROBLEMS[0].formal_statement) == " := by hammer"
    assert first.succeeded and "nat.lt_succ_of_le" in first.candidate.lean
    assert is_script(first.candidate.text.removeprefix(" := "))
    naming = len(TEMPLATES)  # nothing is to be unfolded
    assert attempts["succ", naming].candidate.text == f" := {SCRIPTS[0]}"
    assert not attempts["succ", samples - 1].candidate.text
    assert not any(attempts["false", index].succeeded for index in range(samples))


def test_other_tasks_want_another_engine(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """Scripts prove; they state nothing."""
    with AttemptStore(tmp_path / "attempts.jsonl") as store:
        loop = EvaluationLoop(
            AutomationEngine(PROBLEMS), embedded_pool, store, PromptBuilder(PromptSettings()), "full", SamplingPlan(1)
        )
        with pytest.raises(UserError, match="engine=automation writes proofs"):
            loop.run(PROBLEMS)
