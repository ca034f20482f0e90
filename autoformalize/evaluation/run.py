"""One evaluation run in its folder: sample, check, measure, report. What evaluate.py calls."""

from __future__ import annotations

import heapq
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from autoformalize.data import BenchmarkIndex, content_hash, decontaminate, load_problems
from autoformalize.data.benchmarks.registry import identify
from autoformalize.errors import UserError
from autoformalize.evaluation.loop import EvaluationLoop, LoopReport, Progress, next_round
from autoformalize.evaluation.metrics import TASK_FIGURES, compute_metrics
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.evaluation.store import AttemptStore
from autoformalize.evaluation.trace import Trace
from autoformalize.evaluation.two_steps import ROUND_TRIP, STATED_FIRST, StepProgress, run_two_steps
from autoformalize.generation import Engine
from autoformalize.generation.automation import AUTOMATION, open_automation
from autoformalize.generation.factory import OpenedEngine, open_engine
from autoformalize.generation.lean import lean_constraint
from autoformalize.models import other_prompt
from autoformalize.problem import Attempt, Pair, Problem
from autoformalize.prompting import PromptBuilder
from autoformalize.reporting.html import write_report
from autoformalize.reporting.tracker import open_tracker
from autoformalize.runs import open_run, record_session, write_json, write_whole
from autoformalize.runtime import peak_memory_gigabytes
from autoformalize.settings import DataSettings, Settings
from autoformalize.training.run import load_training_pairs
from lean_env import BaseChecker, Snippet, StoredChecker

ATTEMPTS: Final = "attempts.jsonl"
METRICS: Final = "metrics.json"
ENGINE: Final = "engine.json"
PROBLEMS: Final = "problems.jsonl"
REPORT: Final = "report.html"
_TABLE_ROWS: Final = 200
# What may change when a run goes on: nothing that its attempts depend on.
_FREE_KEYS: Final = frozenset(
    {"tracker", "checker", "training", "run", "stage", "expert_iteration", "grpo"}
    | {f"engine.openai.{name}" for name in ("url", "key_variable", "concurrency", "timeout", "patience")}
    | {f"engine.vllm.{name}" for name in ("ahead", "gpu_memory")}
)


def evaluate(settings: Settings, folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """Run, or go on with, the evaluation of `folder`; returns its metrics."""
    open_run(folder, config, free_keys=_FREE_KEYS)
    problems = select_problems(settings.data)
    _refuse_edited(folder, settings.data.problems, problems)
    finished = read_metrics(folder)
    if finished is not None:
        print(f"{folder}: already evaluated", flush=True)
        if not (folder / REPORT).exists():  # killed between the two
            write_report(folder / REPORT, [folder])
        return finished
    record_session(folder)
    write_problems(folder / PROBLEMS, problems)
    # The checker opens first: a missing Lean must be said before minutes of generation.
    with settings.checker.open() as checker, AttemptStore(folder / ATTEMPTS) as store:
        started = time.monotonic()
        _refuse_bad_headers(problems, checker)
        report, trace, used = LoopReport(), Trace(), dict[str, Any]()
        if any(next_round(settings.plan, store, problem.id) is not None for problem in problems):
            opened = _open_engine(settings, problems, checker)
            try:
                _say_other_prompt(settings)
                print(f"{folder}: {len(problems)} problems x {_said(settings.plan)}, {checker.fingerprint}")
                builder = _make_builder(opened, settings, problems)
                report = _sample(opened.engine, checker, store, builder, settings, problems, folder, trace)
                used = opened.used()
                write_json(folder / ENGINE, opened.record | {"cannot_promise": list(opened.engine.caveats)})
            finally:
                opened.close()
            if isinstance(checker, StoredChecker) and checker.hits:
                print(f"{folder}: {checker.hits} of {checker.hits + checker.misses} verdicts were known already")
        store.forget_samples()  # a kill may have come right before
        metrics = compute_metrics(problems, store, settings.ks, settings.seed, settings.plan)
        metrics |= {
            "task": settings.task,
            "model": "" if settings.engine.name == AUTOMATION else settings.model.name,
            "adapter": settings.model.adapter,
            "engine": _read_json(folder / ENGINE) or {"name": settings.engine.name},
            "checker": checker.fingerprint,
            "benchmark": identify(settings.data.problems, load_problems(settings.data.problems, settings.data.split)),
            "benchmark_hash": content_hash(problems),
            "seconds": time.monotonic() - started,
            # Of this session, but for the checker's seconds, which the attempts have.
            "time": asdict(report) | {"overlap": report.overlap, "trace": trace.to_json()} | used | metrics["time"],
            "peak_memory_gb": peak_memory_gigabytes(),
        }
    write_json(folder / METRICS, metrics)
    write_report(folder / REPORT, [folder])
    _track(folder, settings, config, metrics, problems)
    return metrics


def _sample(
    engine: Engine,
    checker: BaseChecker,
    store: AttemptStore,
    builder: PromptBuilder,
    settings: Settings,
    problems: Sequence[Problem],
    folder: Path,
    trace: Trace,
) -> LoopReport:
    """Bring the store to all attempts of the run's task."""
    plan, task = settings.plan, settings.task
    steps = {"informalize": ROUND_TRIP, "full": STATED_FIRST if settings.prompt.full_steps == 2 else None}.get(task)
    if steps:
        return run_two_steps(
            *(steps, engine, checker, store, builder, plan, problems, folder, trace),
            tries=settings.generation.statement_tries if task == "full" else 1,
            progress_of=lambda step: _ProgressBar(f"{folder.name}: {step}"),
        )
    with closing(_ProgressBar(folder.name)) as progress:
        return EvaluationLoop(engine, checker, store, builder, task, plan, progress, trace).run(problems)


def _said(plan: SamplingPlan) -> str:
    if plan.is_fixed:
        return f"{plan.samples} samples"
    return f"{plan.first} to {plan.most} samples"


def read_metrics(folder: Path) -> dict[str, Any] | None:
    """The metrics of a finished run, or None."""
    return _read_json(folder / METRICS)


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        raise UserError(f"{path} is not JSON: delete it, and the same command makes it again") from None
    return value


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
    write_whole(path, (json.dumps(problem.to_json(), ensure_ascii=False) + "\n" for problem in problems))


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


def _refuse_edited(folder: Path, name: str, problems: Sequence[Problem]) -> None:
    """The problems that a run began with are those that it goes on with: verdicts on others would not add up."""
    path = folder / PROBLEMS
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8") as stream:
            begun = {problem.id: content_hash([problem]) for problem in map(Problem.from_json, map(json.loads, stream))}
    except ValueError:
        if not (folder / ATTEMPTS).exists() or not (folder / ATTEMPTS).stat().st_size:
            return  # killed while it was written: nothing depends on it yet
        raise UserError(f"{path} is damaged: choose another run.name, or delete the folder") from None
    now = {problem.id: content_hash([problem]) for problem in problems}
    for what, ids in (
        ("other", [one for one in now if one in begun and now[one] != begun[one]]),
        ("fewer", [one for one in begun if one not in now]),
        ("more", [one for one in now if one not in begun]),
    ):
        if ids:
            raise UserError(
                f"data.problems={name} was edited since {folder} began: {len(ids)} {what} problems than then "
                f"({', '.join(ids[:3])}{', ...' if len(ids) > 3 else ''}). Choose another run.name, or delete the "
                "folder"
            )


def _open_engine(settings: Settings, problems: Sequence[Problem], checker: BaseChecker) -> OpenedEngine:
    if settings.engine.name == AUTOMATION:
        return open_automation(problems)
    """The engine, under the constraint that the settings ask for: its names come from the checker."""
    constraint = None
    if settings.generation.constraint == "lean":
        constraint = lean_constraint(problems, checker, settings.prompt.style == "chat", settings.prompt.hammer)
    return open_engine(settings.engine, settings.model, settings.generation, settings.prompt, settings.seed, constraint)


def _say_other_prompt(settings: Settings) -> None:
    adapter = settings.model.adapter
    if adapter and (line := other_prompt(Path(adapter).expanduser(), asdict(settings.prompt))):
        print(f"note: {line}", flush=True)


def _make_builder(opened: OpenedEngine, settings: Settings, problems: Sequence[Problem]) -> PromptBuilder:
    """Examples come from the training pairs, none of which may meet a problem of the benchmark."""
    examples: list[Pair] = []
    if settings.prompt.shots:
        # Examples that are the same for all are good ones: those written by hand.
        data = settings.data if settings.prompt.examples == "similar" else replace(settings.data, forged=0)
        examples = list(decontaminate(load_training_pairs(data), BenchmarkIndex(list(problems))))
    return PromptBuilder(settings.prompt, examples, opened.chat_template, opened.fits)


class _ProgressBar(StepProgress):
    """Attempts with a verdict, and how many of them were accepted."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        self._bar: tqdm[None] | None = None

    def __call__(self, progress: Progress) -> None:
        if self._bar is None:
            self._bar = tqdm(total=progress.total, desc=self._name, unit="attempt", mininterval=1.0)
        self._bar.set_postfix_str(f"accepted {progress.accepted}", refresh=False)
        self._bar.update(progress.attempts - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it is: a run that stops early at what is proved does not fill it."""
        if self._bar is not None:
            self._bar.close()


def _track(
    folder: Path, settings: Settings, config: dict[str, Any], metrics: dict[str, Any], problems: Sequence[Problem]
) -> None:
    tracker = open_tracker(folder, settings.tracker, config)
    try:
        for k, interval in metrics["pass@k"].items():
            tracker.log({f"pass@k/{name}": value for name, value in interval.items()}, step=int(k))
        tracker.table(
            "samples", ("problem", "statement", "candidate", "status", "message"), _rows(problems, _attempts(folder))
        )
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


def _attempts(folder: Path) -> Iterator[Attempt]:
    with AttemptStore(folder / ATTEMPTS) as store:
        yield from store


def _rows(problems: Sequence[Problem], attempts: Iterable[Attempt]) -> list[tuple[str, ...]]:
    """The first samples of each problem, as many as a table bears."""
    words = {problem.id: problem.informal_statement for problem in problems}
    shown = heapq.nsmallest(_TABLE_ROWS, attempts, key=lambda a: (a.candidate.index, a.candidate.problem_id))
    return [
        (a.candidate.problem_id, words[a.candidate.problem_id], a.candidate.lean, a.status, a.message) for a in shown
    ]
