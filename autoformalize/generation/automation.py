"""The engine without a model: tactic scripts for completions. What a tuned model proves is worth what it adds to this.

The first sample is what a hammer stands for (`autoformalize.data.hammer`), the next ones are the scripts that name what
their statement shows (`autoformalize.data.forge.automation`), then those that name nothing. They are no draws from a
distribution: with one sample pass@1 is what the hammer proves, with n samples pass@n what any of them does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from autoformalize.data.forge.automation import SCRIPTS, TEMPLATES, written_for
from autoformalize.data.hammer import HAMMER, expand
from autoformalize.errors import UserError
from autoformalize.generation.engine import Sample, SampleRequest
from autoformalize.generation.factory import OpenedEngine
from autoformalize.problem import Problem

AUTOMATION: Final = "automation"


class AutomationEngine:
    """Answers with scripts, the same for the same statement."""

    name: Final = AUTOMATION
    caveats: Final = (
        "its samples are scripts in a fixed order: only k=1 of one sample and k=n of n samples say anything",
    )

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = {problem.id: problem for problem in problems}

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """One script a sample, in order; nothing where there are no more."""
        for request in requests:
            if request.prompt.task != "proof":
                raise UserError(f"engine=automation writes proofs: task={request.prompt.task} wants another engine")
            problem = self._problems[request.prompt.problem_id]
            hammered = expand(f"by {HAMMER}", problem.formal_statement, problem.header)
            scripts = [hammered, *written_for(problem.formal_statement, [*TEMPLATES, *SCRIPTS])]
            for index in request.indices:
                if (request.prompt.problem_id, index) not in done:
                    text = f" := {scripts[index]}" if index < len(scripts) else ""
                    yield Sample(request.prompt.problem_id, index, text, truncated=False, tokens=0)


def open_automation(problems: Sequence[Problem]) -> OpenedEngine:
    """The engine for these problems; it reads no prompt, so that each fits."""
    record = {"name": AUTOMATION, "model": None}
    return OpenedEngine(AutomationEngine(problems), None, lambda text: True, record)
