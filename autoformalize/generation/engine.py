"""The seam between evaluation and whatever writes text: requests in, samples out as they are finished."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from autoformalize.problem import Prompt


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Wanted: the samples of one prompt with these indices."""

    prompt: Prompt
    indices: Sequence[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """One completion. `truncated`: it ran into the limit of tokens. `tokens` counts what was generated for it.

    `token_ids` are the tokens that were drawn, the end token included; empty where the engine does not know them.
    """

    problem_id: str
    index: int
    text: str
    truncated: bool
    tokens: int
    token_ids: tuple[int, ...] = ()


class Engine(Protocol):
    """Whatever completes prompts. A seed gives the same samples on the same engine and machine."""

    @property
    def name(self) -> str:
        """`hf`, `vllm`, `openai`, `scripted`."""

    @property
    def caveats(self) -> Sequence[str]:
        """What this engine cannot promise, a sentence each; kept with the run's metrics."""

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """The samples of all requests, in any order, each as soon as it is there.

        Requests are taken as the engine has room for them, in the thread of the caller: a long list may come as an
        iterator. Those in `done` (problem id and index) may be left out. The requests themselves stay the same in a
        resumed run, so that an engine can form the same batches and give the same samples to the last bit.
        """
