"""Finished evaluation runs read back from their folders: for reports, notebooks, comparisons and leaderboards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError
from autoformalize.problem import Attempt, Problem
from autoformalize.runs import CONFIG

_METRICS: Final = "metrics.json"
_ATTEMPTS: Final = "attempts.jsonl"
_PROBLEMS: Final = "problems.jsonl"


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """Everything that the folder says: metrics, problems, every attempt in memory, and the config of the run."""

    folder: Path
    metrics: dict[str, Any]
    problems: list[Problem]
    attempts: list[Attempt]
    config: dict[str, Any] = field(default_factory=dict)

    def problem(self, problem_id: str) -> Problem:
        """The problem with this id. Raises KeyError for an unknown one."""
        for problem in self.problems:
            if problem.id == problem_id:
                return problem
        raise KeyError(problem_id)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a table says of a run: its metrics and its config ({} where the folder has none)."""

    folder: Path
    metrics: dict[str, Any]
    config: dict[str, Any]

    def setting(self, *keys: str) -> Any:
        """A value of the config by its path, or None."""
        value: Any = self.config
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


def read_finished(folder: Path) -> FinishedRun:
    """Read the folder. Raises UserError when it holds no finished evaluation run."""
    summary = read_summary(folder)
    try:
        problems = [Problem.from_json(record, where) for where, record in _records(folder / _PROBLEMS)]
    except FileNotFoundError:
        raise UserError(f"{folder} has no {_PROBLEMS}: evaluate it first") from None
    return FinishedRun(folder, summary.metrics, problems, list(attempts_of(folder)), summary.config)


def attempts_of(folder: Path) -> Iterator[Attempt]:
    """The attempts of a run one by one. Raises UserError where there are none, or a line cannot be read."""
    try:
        for where, record in _records(folder / _ATTEMPTS):
            yield Attempt.from_json(record, where)
    except FileNotFoundError:
        raise UserError(f"{folder} has no {_ATTEMPTS}: evaluate it first") from None


def read_summary(folder: Path) -> RunSummary:
    """Metrics and config alone. Raises UserError where the run is not finished or its metrics cannot be read."""
    if not (folder / _METRICS).exists():
        raise UserError(f"{folder} has no {_METRICS}: evaluate it first")
    metrics = _object(folder / _METRICS)
    missing = [key for key in ("pass@k", "problems", "benchmark_hash") if key not in metrics]
    if missing:
        raise UserError(f"{folder / _METRICS} has no {missing[0]!r}: it is not what evaluate.py writes")
    return RunSummary(folder, metrics, _object(folder / CONFIG) if (folder / CONFIG).exists() else {})


def find_runs(folder: Path) -> tuple[list[RunSummary], dict[Path, str]]:
    """The finished evaluation runs below a folder, and why each other one cannot be used.

    Whatever has attempts or metrics is an evaluation run; other folders, such as those of trainings, are passed over.
    """
    finished, unusable = [], {}
    for path in sorted({found.parent for name in (_METRICS, _ATTEMPTS) for found in folder.rglob(name)}):
        if not (path / _METRICS).exists():
            unusable[path] = f"unfinished, {_count_lines(path / _ATTEMPTS)} attempts so far"
            continue
        try:
            finished.append(read_summary(path))
        except UserError as error:
            unusable[path] = str(error)
    return finished, unusable


def _object(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise UserError(f"{path} is not JSON: delete it, and the same command makes it again") from None
    if not isinstance(value, dict):
        raise UserError(f"{path} holds no JSON object: was it edited?")
    return value


def _count_lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError:
                raise UserError(f"{path}:{number}: not JSON; was the file edited or cut short?") from None
