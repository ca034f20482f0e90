"""The engine for tests and demonstrations: a function writes the completions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from autoformalize.generation.engine import Sample, SampleRequest
from autoformalize.problem import Prompt


@dataclass(frozen=True, slots=True)
class ScriptedEngine:
    """`write(prompt, index)` is the completion."""

    write: Callable[[Prompt, int], str]
    name: str = "scripted"
    caveats: tuple[str, ...] = ()

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """The scripted completions, in order."""
        for request in requests:
            for index in request.indices:
                if (request.prompt.problem_id, index) in done:
                    continue
                text = self.write(request.prompt, index)
                yield Sample(request.prompt.problem_id, index, text, truncated=False, tokens=len(text.split()))
