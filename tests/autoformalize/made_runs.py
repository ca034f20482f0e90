"""A finished evaluation run made by hand: problems of several topics, attempts of every status, curves of training."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from autoformalize.data import content_hash
from autoformalize.evaluation.metrics import compute_metrics
from autoformalize.evaluation.store import AttemptStore
from autoformalize.problem import Attempt, Candidate, Problem

SAMPLES: Final = 4
HOSTILE: Final = "theorem evil : true := trivial -- </script><script>window.hacked = true</script><b>bold</b>"

PROBLEMS: Final = tuple(
    Problem(
        f"p{n}",
        f"Statement number {n} about {topic}.",
        f"theorem p{n} (a b : ℕ) : a + b = b + a",
        topic=topic,
        difficulty=("easy", "medium", "hard")[n % 3],
    )
    for n, topic in enumerate(["natural numbers", "lists", "order", "natural numbers", "lists", "order"])
)

_WRONG: Final = (
    ("rejected", "type_mismatch", "type mismatch, term\n  rfl\nhas type"),
    ("rejected", "unknown_identifier", "unknown identifier 'nat.add_com'"),
    ("cheated", "sorry", "declaration uses sorry"),
    ("timeout", "timeout", "no answer within the budget"),
    ("unsupported", "unsupported", "unsupported: mutual definitions"),
)


def make_run(folder: Path, right: int = 2, config: Mapping[str, Any] | None = None, **metrics_of: Any) -> Path:
    """An evaluation run in `folder` where sample 0 of the first `right` problems is accepted, all others wrong.

    `config` is written as the run's config; `metrics_of` replaces metrics.
    """
    folder.mkdir(parents=True)
    attempts = [_attempt(n, problem, index, right) for n, problem in enumerate(PROBLEMS) for index in range(SAMPLES)]
    with AttemptStore(folder / "attempts.jsonl") as store:
        store.append(attempts)
    metrics = compute_metrics(PROBLEMS, attempts, [1, SAMPLES]) | {
        "task": "proof",
        "model": "tiny",
        "adapter": None,
        "checker": "embedded-test",
        "benchmark_hash": content_hash(PROBLEMS),
        "seconds": 12.3,
        "time": {"wall_seconds": 12.0, "generation_seconds": 9.0, "checking_seconds": 5.0, "truncated": 3},
        "peak_memory_gb": 1.0,
        **metrics_of,
    }
    if config is not None:
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")
    lines = [json.dumps(problem.to_json(), ensure_ascii=False) + "\n" for problem in PROBLEMS]
    (folder / "problems.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def _attempt(n: int, problem: Problem, index: int, right: int) -> Attempt:
    lean = f"{problem.formal_statement} := nat.add_comm a b -- {index}"
    if n == len(PROBLEMS) - 1 and index == 1:
        lean = HOSTILE
    candidate = Candidate(problem.id, "proof", index, " := nat.add_comm a b", lean)
    if n < right and index == 0:
        return Attempt(candidate, "accepted", seconds=0.01, backend="embedded-test")
    status, kind, message = _WRONG[(n + index) % len(_WRONG)]
    return Attempt(candidate, status, kind, message, 0.02, backend="embedded-test")
