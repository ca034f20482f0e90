"""One evaluation run in its folder: sample, check, measure, report. What evaluate.py calls."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from autoformalize.data import content_hash, load_problems, training_pairs
from autoformalize.data.benchmarks.registry import identify
from autoformalize.errors import UserError
from autoformalize.evaluation.loop import EvaluationLoop, LoopReport, Progress
from autoformalize.evaluation.metrics import TASK_FIGURES, compute_metrics
from autoformalize.evaluation.round_trip import run_round_trip
from autoformalize.evaluation.store import AttemptStore
from autoformalize.generation import Engine
from autoformalize.models import LoadedModel, load_model
from autoformalize.problem import Attempt, Problem
from autoformalize.prompting import PromptBuilder
from autoformalize.prompting.chat import chat_template_of
from autoformalize.reporting.html import write_report
from autoformalize.reporting.tracker import open_tracker
from autoformalize.runs import open_run, record_session, write_json
from autoformalize.runtime import peak_memory_gigabytes
from autoformalize.settings import DataSettings, Settings
from lean_env import BaseChecker, Snippet, StoredChecker

ATTEMPTS: Final = "attempts.jsonl"
METRICS: Final = "metrics.json"
PROBLEMS: Final = "problems.jsonl"
REPORT: Final = "report.html"
_TABLE_ROWS: Final = 200
# What may change when a run goes on: nothing that its attempts depend on.
_FREE_KEYS: Final = frozenset({"tracker", "checker", "training", "run"})


def evaluate(settings: Settings, folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """Run, or go on with, the evaluation of `folder`; returns its metrics."""
    open_run(folder, config, free_keys=_FREE_KEYS)
    finished = read_metrics(folder)
    if finished is not None:
        print(f"{folder}: already evaluated", flush=True)
        if not (folder / REPORT).exists():  # killed between the two
            write_report(folder / REPORT, [folder])
        return finished
    record_session(folder)
    problems = select_problems(settings.data)
    write_problems(folder / PROBLEMS, problems)
    # The checker opens first: a missing Lean must be said before minutes of generation.
    with settings.checker.open() as checker, AttemptStore(folder / ATTEMPTS) as store:
        started = time.monotonic()
        _refuse_bad_headers(problems, checker)
        report = LoopReport()
        if len(store) < len(problems) * settings.generation.samples:
            loaded = load_model(settings.model)
            engine, builder = _make_engine(loaded, settings), _make_builder(loaded, settings)
            print(f"{folder}: {len(problems)} problems x {settings.generation.samples} samples, {checker.fingerprint}")
            report = _sample(engine, checker, store, builder, settings, problems, folder)
            if isinstance(checker, StoredChecker) and checker.hits:
                print(f"{folder}: {checker.hits} of {checker.hits + checker.misses} verdicts were known already")
        attempts = sorted(store, key=lambda a: (a.candidate.problem_id, a.candidate.index))
        metrics = compute_metrics(problems, attempts, settings.ks, settings.seed) | {
            "task": settings.task,
            "model": settings.model.name,
            "adapter": settings.model.adapter,
            "checker": checker.fingerprint,
            "benchmark": identify(settings.data.problems, load_problems(settings.data.problems, settings.data.split)),
            "benchmark_hash": content_hash(problems),
            "seconds": time.monotonic() - started,
            "time": asdict(report),
            "peak_memory_gb": peak_memory_gigabytes(),
        }
    write_json(folder / METRICS, metrics)
    write_report(folder / REPORT, [folder])
    _track(folder, settings, config, metrics, problems, attempts)
    return metrics


def _sample(
    engine: Engine,
    checker: BaseChecker,
    store: AttemptStore,
    builder: PromptBuilder,
    settings: Settings,
    problems: Sequence[Problem],
    folder: Path,
) -> LoopReport:
    """Bring the store to all attempts of the run's task."""
    samples, progress = settings.generation.samples, _ProgressBar(folder.name)
    if settings.task == "informalize":
        return run_round_trip(engine, checker, store, builder, samples, problems, folder, progress)
    return EvaluationLoop(engine, checker, store, builder, settings.task, samples, progress).run(problems)


def read_metrics(folder: Path) -> dict[str, Any] | None:
    """The metrics of a finished run, or None."""
    try:
        metrics: dict[str, Any] = json.loads((folder / METRICS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        raise UserError(f"{folder / METRICS} is not JSON: delete it, and the same command computes it again") from None
    return metrics


def select_problems(settings: DataSettings) -> list[Problem]:
    """The problems to evaluate, at most `max_problems`, drawn by the seed and kept in the benchmark's order."""
    problems = load_problems(settings.problems, settings.split)
    if not problems:
        raise UserError(f"data.problems={settings.problems} has no problems in split {settings.split!r}")
    _refuse_twins(settings.problems, problems)
    if settings.max_problems and settings.max_problems < len(problems):
        kept = set(random.Random(settings.seed).sample(range(len(problems)), settings.max_problems))
        problems = [problem for index, problem in enumerate(problems) if index in kept]
    return problems


def _refuse_twins(name: str, problems: Sequence[Problem]) -> None:
    counts = Counter(problem.id for problem in problems)
    twin, count = max(counts.items(), key=lambda item: item[1])
    if count > 1:  # their attempts could not be told apart
        raise UserError(f"data.problems={name}: {count} problems have the id {twin!r}; give each its own")


def write_problems(path: Path, problems: Sequence[Problem]) -> None:
    """Keep the problems beside their attempts: a report needs nothing but the run folder."""
    lines = (json.dumps(problem.to_json(), ensure_ascii=False) for problem in problems)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _refuse_bad_headers(problems: Sequence[Problem], checker: BaseChecker) -> None:
    """A header that Lean does not take would make every candidate wrong: that is said before minutes of generation."""
    first_with = {problem.header: problem for problem in reversed(problems) if problem.header.strip()}
    for header, verdict in zip(first_with, checker.check_all(Snippet(h, "") for h in first_with), strict=True):
        if not verdict.accepted:
            reason = next((m.text for m in verdict.messages if m.severity == "error"), verdict.status.value)
            raise UserError(
                f"problem {first_with[header].id}: {checker.backend} refuses its header: "
                f"{reason.splitlines()[0][:200]}; mend the "
                "header, or give the libraries that it imports in checker.import_path (with checker=lean3)"
            )


def _make_engine(loaded: LoadedModel, settings: Settings) -> Engine:
    from autoformalize.generation.hf import HFEngine

    if settings.generation.engine != "hf":
        raise UserError(f"unknown generation.engine {settings.generation.engine!r}: choose hf")
    return HFEngine(loaded, settings.generation, settings.seed)


def _make_builder(loaded: LoadedModel, settings: Settings) -> PromptBuilder:
    examples = list(training_pairs(seed=settings.data.seed, forged=0)) if settings.prompt.shots else []
    return PromptBuilder(settings.prompt, examples, chat_template_of(loaded.tokenizer))


class _ProgressBar:
    """Attempts with a verdict, and how many of them were accepted."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bar: tqdm[None] | None = None

    def __call__(self, progress: Progress) -> None:
        if self._bar is None:
            self._bar = tqdm(total=progress.total, desc=self._name, unit="attempt", mininterval=1.0)
        self._bar.set_postfix_str(f"accepted {progress.accepted}", refresh=False)
        self._bar.update(progress.attempts - self._bar.n)
        if progress.attempts >= progress.total:
            self._bar.close()


def _track(
    folder: Path,
    settings: Settings,
    config: dict[str, Any],
    metrics: dict[str, Any],
    problems: Sequence[Problem],
    attempts: Sequence[Attempt],
) -> None:
    tracker = open_tracker(folder, settings.tracker, config)
    try:
        for k, interval in metrics["pass@k"].items():
            tracker.log({f"pass@k/{name}": value for name, value in interval.items()}, step=int(k))
        tracker.table("samples", ("problem", "statement", "candidate", "status", "message"), _rows(problems, attempts))
        tracker.summary(
            {f"pass@{k}": interval["mean"] for k, interval in metrics["pass@k"].items()}
            | {"typechecks": metrics["typechecks"]["mean"], "problems_proved": metrics["problems_proved"]}
            | {
                f"{name[:-1]}{k}": interval["mean"]
                for name in TASK_FIGURES
                for k, interval in metrics.get(name, {}).items()
            }
        )
    finally:
        tracker.finish()


def _rows(problems: Sequence[Problem], attempts: Sequence[Attempt]) -> list[tuple[str, ...]]:
    """The first samples of each problem, as many as a table bears."""
    words = {problem.id: problem.informal_statement for problem in problems}
    shown = sorted(attempts, key=lambda a: (a.candidate.index, a.candidate.problem_id))[:_TABLE_ROWS]
    return [
        (a.candidate.problem_id, words[a.candidate.problem_id], a.candidate.lean, a.status, a.message) for a in shown
    ]
