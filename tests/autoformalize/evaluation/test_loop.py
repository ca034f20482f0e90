"""The streaming loop, with a scripted engine and a scripted checker."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from autoformalize.evaluation.loop import EvaluationLoop
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation import ScriptedEngine
from autoformalize.problem import Problem, Prompt
from autoformalize.prompting import PromptBuilder, PromptSettings
from lean_env import Budget, Claim, Request, Status, Verdict

SAMPLES = 4


class ScriptedChecker:
    """Accepts what holds the word `right`, after `delay` seconds; remembers what it was asked."""

    backend = "scripted"
    fingerprint = "scripted-1"

    def __init__(self, delay: float = 0.0) -> None:
        self.asked: list[str] = []
        self._delay = delay
        self._threads = ThreadPoolExecutor(2)

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        assert isinstance(request, Claim)
        self.asked.append(request.candidate)
        return self._threads.submit(self._verdict, request)

    def _verdict(self, request: Claim) -> Verdict:
        time.sleep(self._delay)
        return Verdict(Status.ACCEPTED if "right" in request.candidate else Status.REJECTED, seconds=self._delay)

    def close(self) -> None:
        self._threads.shutdown()


def write(prompt: Prompt, index: int) -> str:
    """Sample 0 and 1 say the same; only problem `zero` is ever right."""
    return f" := {'right' if prompt.problem_id == 'zero' else 'wrong'} {max(index, 1)}"


def make_loop(store: AttemptStore, checker: ScriptedChecker, engine: ScriptedEngine | None = None) -> EvaluationLoop:
    builder = PromptBuilder(PromptSettings())
    return EvaluationLoop(engine or ScriptedEngine(write), checker, store, builder, "proof", SamplingPlan(SAMPLES))


def test_every_sample_gets_an_attempt_and_one_text_is_checked_once(tmp_path: Path, problems: list[Problem]) -> None:
    """Four samples a problem, three different texts."""
    checker = ScriptedChecker()
    with AttemptStore(tmp_path / "attempts.jsonl") as store:
        report = make_loop(store, checker).run(problems)
        attempts = list(store)
    assert len(attempts) == len(problems) * SAMPLES
    assert {a.candidate.problem_id for a in attempts if a.status == "accepted"} == {"zero"}
    assert len(checker.asked) == len(set(checker.asked)) == report.checked == len(problems) * 3


def test_a_run_that_was_interrupted_goes_on_with_what_is_missing(tmp_path: Path, problems: list[Problem]) -> None:
    """Nothing that was written is sampled again, nothing with a verdict checked again, and the end is the same as
    without the interruption."""
    sampled: list[tuple[str, int]] = []

    def interrupted(prompt: Prompt, index: int) -> str:
        if prompt.problem_id == "comm":
            raise KeyboardInterrupt
        return noted(prompt, index)

    def noted(prompt: Prompt, index: int) -> str:
        sampled.append((prompt.problem_id, index))
        return write(prompt, index)

    path = tmp_path / "attempts.jsonl"
    with AttemptStore(path) as store, pytest.raises(KeyboardInterrupt):
        make_loop(store, ScriptedChecker(), ScriptedEngine(interrupted)).run(problems)
    with AttemptStore(path) as store:
        before = len(store)
        checker = ScriptedChecker()
        make_loop(store, checker, ScriptedEngine(noted)).run(problems)
        resumed = {(a.candidate.problem_id, a.candidate.index, a.status) for a in store}
    with AttemptStore(tmp_path / "whole.jsonl") as store:
        make_loop(store, ScriptedChecker()).run(problems)
        whole = {(a.candidate.problem_id, a.candidate.index, a.status) for a in store}
    assert resumed == whole
    assert len(sampled) == len(set(sampled)) == len(problems) * SAMPLES
    assert len(checker.asked) <= 3 + (2 * SAMPLES - before)


def test_checking_overlaps_generation(tmp_path: Path, problems: list[Problem]) -> None:
    """A candidate is checked while the engine still writes the next ones."""
    first_checked = threading.Event()

    class Watching(ScriptedChecker):
        def _verdict(self, request: Claim) -> Verdict:
            first_checked.set()
            return super()._verdict(request)

    def patient(prompt: Prompt, index: int) -> str:
        if (prompt.problem_id, index) == ("comm", SAMPLES - 1):
            assert first_checked.wait(10), "nothing was checked before the last sample was written"
        return write(prompt, index)

    with AttemptStore(tmp_path / "attempts.jsonl") as store:
        make_loop(store, Watching(), ScriptedEngine(patient)).run(problems)
        assert len(store) == len(problems) * SAMPLES
