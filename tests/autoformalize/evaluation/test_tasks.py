"""The tasks end to end: a scripted engine writes, a real checker judges, the figures come out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autoformalize.evaluation.loop import EvaluationLoop
from autoformalize.evaluation.metrics import compute_metrics
from autoformalize.evaluation.overlap import text_overlap
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.evaluation.two_steps import ROUND_TRIP, STATED_FIRST, TwoSteps, run_two_steps
from autoformalize.generation import ScriptedEngine
from autoformalize.problem import Attempt, Problem, Prompt
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.reporting.table import comparison_rows
from lean_env import CheckerPool

COMM = Problem("comm", "Addition commutes.", "theorem comm (a b : ℕ) : a + b = b + a")
ZERO = Problem("zero", "Adding zero changes nothing.", "theorem zero (n : ℕ) : n + 0 = n")
PROBLEMS = [COMM, ZERO]


def attempts_of(folder: Path, checker: CheckerPool, task: str, answers: dict[str, list[str]]) -> list[Attempt]:
    """Every problem's attempts, in order, when the model answers so."""
    engine = ScriptedEngine(lambda prompt, index: answers[prompt.problem_id][index])
    samples = len(next(iter(answers.values())))
    with AttemptStore(folder / "attempts.jsonl") as store:
        EvaluationLoop(engine, checker, store, PromptBuilder(PromptSettings()), task, SamplingPlan(samples)).run(
            PROBLEMS
        )
        return sorted(store, key=lambda a: (a.candidate.problem_id, a.candidate.index))


def attempts_in_two_steps(
    folder: Path, checker: CheckerPool, steps: TwoSteps, write: Callable[[Prompt, int], str], tries: int = 1
) -> list[Attempt]:
    """Every problem's two attempts at a task that asks the model twice, in a run that died in its second step."""

    def killed(prompt: Prompt, index: int) -> str:
        if prompt.problem_id == "zero#1":
            raise KeyboardInterrupt
        return write(prompt, index)

    def run(write: Callable[[Prompt, int], str]) -> list[Attempt]:
        with AttemptStore(folder / "attempts.jsonl") as store:
            builder = PromptBuilder(PromptSettings())
            engine, plan = ScriptedEngine(write), SamplingPlan(2)
            run_two_steps(steps, engine, checker, store, builder, plan, PROBLEMS, folder, tries=tries)
            return sorted(store, key=lambda a: (a.candidate.problem_id, a.candidate.index))

    with pytest.raises(KeyboardInterrupt):
        run(killed)
    return run(write)


def test_statements_are_typechecked_and_compared(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """A rewording succeeds; a true theorem that says something else, nonsense and prose do not."""
    answers = {
        "comm": [
            "theorem any (x y : ℕ) : y + x = x + y",
            "theorem any (x y : ℕ) : x * y = y * x",
            "theorem any (x y : ℕ) : x + y = nonsense",
            "I cannot say.",
        ],
        "zero": [
            "theorem any (n : ℕ) : n = n",
            "theorem any (m : ℕ) : m + 0 = m := sorry",
            "theorem any (n : ℕ) : n + 0 < n",
            "theorem zero : ∀ n : ℕ, n + 0 = n",
        ],
    }
    found = attempts_of(tmp_path, embedded_pool, "statement", answers)
    assert [a.succeeded for a in found] == [True, False, False, False, False, True, False, True]
    assert [a.status for a in found[:4]] == ["accepted", "accepted", "rejected", "rejected"]
    assert [a.equivalence for a in found[:2]] == ["equivalent", "unknown"]
    assert found[6].equivalence == "different" and "refuted" in found[6].message
    metrics = compute_metrics(PROBLEMS, found, [1, 4])
    assert metrics["equivalent@k"]["1"]["mean"] == metrics["pass@k"]["1"]["mean"] == pytest.approx((0.25 + 0.5) / 2)
    assert metrics["typecheck@k"]["1"]["mean"] == pytest.approx((0.5 + 1.0) / 2)
    assert metrics["equivalent@k"]["4"]["mean"] == 1.0
    assert metrics["pass@k"]["1"]["if_undecided_right"] > metrics["pass@k"]["1"]["mean"]
    assert metrics["equivalences"] == {"unknown": 4, "equivalent": 3, "different": 1}
    assert 0 < metrics["overlap"]["bleu"] < 100 and "version" in metrics["overlap"]["signatures"]["bleu"]


def test_full_wants_a_proof_and_a_faithful_statement(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """Both figures are there: proved at all, and proved for the statement that was meant."""
    answers = {
        "comm": [
            "theorem any (x y : ℕ) : x + y = y + x := nat.add_comm x y",
            "theorem any (x y : ℕ) : y + x = x + y := nat.add_comm y x",
            "theorem any (x y : ℕ) : x * y = y * x := nat.mul_comm x y",
            "theorem any (x y : ℕ) : x + y = y + x := rfl",
        ],
        "zero": [
            "theorem any (n : ℕ) : n = n := rfl",
            "theorem any : true := trivial",
            "theorem any (n : ℕ) : n + 0 = n := sorry",
            "open nat\ntheorem any (n : ℕ) : n < succ n := lt_succ_self n",
        ],
    }
    found = attempts_of(tmp_path, embedded_pool, "full", answers)
    assert [a.status == "accepted" for a in found] == [True, True, True, False, True, True, False, True]
    assert [a.succeeded for a in found] == [True, True, False, False, False, False, False, False]
    metrics = compute_metrics(PROBLEMS, found, [1])
    assert metrics["proved@k"]["1"]["mean"] == pytest.approx(0.75)
    assert metrics["pass@k"]["1"]["mean"] == metrics["equivalent@k"]["1"]["mean"] == pytest.approx(0.25)
    assert metrics["problems_proved"] == 1


def test_words_are_judged_by_the_way_back(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """Lean to English, and from that English alone back to Lean, by the same model."""
    english = {"comm": ["Addition commutes.", "Multiplication commutes."], "zero": ["", "Adding zero changes nothing."]}

    def write(prompt: Prompt, index: int) -> str:
        if prompt.task == "informalize":
            return english[prompt.problem_id][index]
        if "Addition commutes" in prompt.text:
            return "theorem back (n m : ℕ) : n + m = m + n"
        if "Multiplication commutes" in prompt.text:
            return "theorem back (n m : ℕ) : n * m = m * n"
        return "theorem back (k : ℕ) : k + 0 = k" if "Adding zero" in prompt.text else "no words, no Lean"

    found = attempts_in_two_steps(tmp_path, embedded_pool, ROUND_TRIP, write)
    assert [a.succeeded for a in found] == [True, False, False, True]
    assert found[0].candidate.lean == "Addition commutes." and found[0].back.startswith("theorem back (n m")
    metrics = compute_metrics(PROBLEMS, found, [1, 2])
    assert metrics["equivalent@k"]["1"]["mean"] == pytest.approx(0.5)
    assert metrics["overlap"]["chrf"] > 0


def test_full_may_be_asked_in_two_steps(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """The model proves what it stated itself; nonsense is not asked about again, nor is anything after a kill."""
    stated = {
        "comm": ["theorem any (x y : ℕ) : y + x = x + y", "open nat\ntheorem any (x : ℕ) : x < succ x"],
        "zero": ["theorem any (n : ℕ) : n + 0 = nonsense", "example (m : ℕ) : m + 0 = m"],
    }
    proofs = {"comm#0": ":= nat.add_comm y x", "comm#1": ":= lt_succ_self x", "zero#1": ":= rfl"}
    asked: list[str] = []

    def write(prompt: Prompt, index: int) -> str:
        if prompt.task == "statement":
            return stated[prompt.problem_id][index]
        asked.append(prompt.problem_id)
        return proofs[prompt.problem_id]

    found = attempts_in_two_steps(tmp_path, embedded_pool, STATED_FIRST, write)
    assert [a.status for a in found] == ["accepted", "accepted", "rejected", "accepted"]
    assert [a.succeeded for a in found] == [True, False, False, True]
    assert found[1].candidate.lean == "open nat\ntheorem any (x : ℕ) : x < succ x := lt_succ_self x"
    assert {a.candidate.task for a in found} == {"full"} and set(asked) == set(proofs)
    metrics = compute_metrics(PROBLEMS, found, [1])
    assert metrics["proved@k"]["1"]["mean"] == pytest.approx(0.75)
    assert metrics["pass@k"]["1"]["mean"] == metrics["equivalent@k"]["1"]["mean"] == pytest.approx(0.5)


def test_a_statement_that_comes_to_nothing_may_be_drawn_again(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """Up to so many for each attempt; the attempts are those that are proved, then those that Lean takes, in the order
    in which they were drawn."""
    comm = ["theorem any : nonsense", "theorem any (a b : ℕ) : b + a = a + b", "theorem b : 1 = 2", "theorem a : 1 = 1"]
    stated = {"comm": comm, "zero": ["none", "theorem y : 0 = 1", "?", "theorem z (m : ℕ) : m + 0 = m", "?", "?"]}
    drawn: list[tuple[str, int]] = []

    def write(prompt: Prompt, index: int) -> str:
        if prompt.task == "statement":
            drawn.append((prompt.problem_id, index))
            return stated[prompt.problem_id][index]
        return ":= rfl" if prompt.problem_id != "comm#1" else ":= nat.add_comm b a"

    found = attempts_in_two_steps(tmp_path, embedded_pool, STATED_FIRST, write, tries=3)
    assert [a.candidate.index for a in found] == [0, 1, 0, 1]
    assert [a.status for a in found] == ["accepted", "accepted", "rejected", "accepted"]
    assert [a.succeeded for a in found] == [True, False, False, True]
    assert [index for problem, index in drawn if problem == "comm"] == [0, 1, 2, 3], "two are proved: no more drawn"
    assert len(drawn) == len({*drawn}) == 4 + 6
    assert found[3].candidate.lean == "theorem z (m : ℕ) : m + 0 = m := rfl"
    assert [a.tokens for a in found[:2]] == [4 + 14 + 4, 6 + 2 + 6 + 2], "words, and those in vain before them"


def test_an_attempt_survives_its_file(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """The relation to the reference and the way back are kept; a proof's record is as it always was."""
    found = attempts_of(tmp_path, embedded_pool, "statement", {"comm": [COMM.formal_statement], "zero": ["nothing"]})
    assert [Attempt.from_json(a.to_json()) for a in found] == found
    proofs = attempts_of(
        tmp_path / "proof", embedded_pool, "proof", {"comm": [":= nat.add_comm a b"], "zero": [":= rfl"]}
    )
    assert all(a.succeeded and "equivalence" not in a.to_json() and "back" not in a.to_json() for a in proofs)


def test_the_table_shows_what_a_task_has(tmp_path: Path, embedded_pool: CheckerPool) -> None:
    """Columns for statements beside those of a run that has none."""
    found = attempts_of(tmp_path, embedded_pool, "statement", {"comm": [COMM.formal_statement], "zero": ["nothing"]})
    proofs = attempts_of(tmp_path / "proof", embedded_pool, "proof", {"comm": [":= rfl"], "zero": [":= rfl"]})
    runs = {name: compute_metrics(PROBLEMS, a, [1]) | {"seconds": 1.0} for name, a in (("s", found), ("p", proofs))}
    header, rows = comparison_rows(runs)
    assert {"typecheck@1", "equivalent@1", "bleu", "chrf"} <= set(header) and "proved@1" not in header
    assert rows[0][header.index("equivalent@1")].startswith("0.50") and rows[1][header.index("equivalent@1")] == "-"
    alone, _ = comparison_rows({"p": runs["p"]})
    assert {"run", "problems", "pass@1", "typechecks", "kinds of error", "seconds"} <= set(alone)
    assert not {"typecheck@1", "equivalent@1", "bleu", "chrf"} & set(alone)


def test_overlap_is_sacrebleus() -> None:
    """The same text scores 100, another less, none nothing."""
    assert text_overlap([("Every group has an identity element.",) * 2])["bleu"] == pytest.approx(100.0)
    assert text_overlap([("Every group has a unit element.", "Every group has an identity element.")])["chrf"] < 100
    assert text_overlap([])["bleu"] is None
