"""A finished evaluation run read back from its folder: for reports, notebooks and comparisons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autoformalize.errors import UserError
from autoformalize.problem import Attempt, Problem


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """Everything that the folder says: the metrics, the problems, and every attempt in memory."""

    folder: Path
    metrics: dict[str, Any]
    problems: list[Problem]
    attempts: list[Attempt]

    def problem(self, problem_id: str) -> Problem:
        """The problem with this id. Raises KeyError for an unknown one."""
        for problem in self.problems:
            if problem.id == problem_id:
                return problem
        raise KeyError(problem_id)


def read_finished(folder: Path) -> FinishedRun:
    """Read the folder. Raises UserError when it holds no finished evaluation run."""
    try:
        metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
        problems = [Problem.from_json(record, where) for where, record in _records(folder / "problems.jsonl")]
        attempts = [Attempt.from_json(record, where) for where, record in _records(folder / "attempts.jsonl")]
    except FileNotFoundError as error:
        raise UserError(f"{folder} has no {Path(str(error.filename)).name}: evaluate it first") from None
    return FinishedRun(folder, metrics, problems, attempts)


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            yield f"{path}:{number}", json.loads(line)
