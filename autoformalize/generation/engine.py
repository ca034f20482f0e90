"""The seam between evaluation and whatever writes text: requests in, samples out as they are finished."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from autoformalize.errors import UserError
from autoformalize.problem import Prompt


@dataclass(frozen=True, slots=True)
class GenerationSettings:
    """How to sample. `top_k` 0 and `top_p` 1 switch those filters off; temperature 0 is greedy.

    `batch_sequences` is how many samples are decoded side by side.
    """

    engine: str = "hf"
    samples: int = 8
    temperature: float = 0.8
    top_p: float = 0.95
    top_k: int = 0
    max_new_tokens: int = 128
    batch_sequences: int = 64

    def __post_init__(self) -> None:
        if self.samples < 1:
            raise UserError(f"generation.samples={self.samples}: at least one sample is needed")
        if self.temperature < 0 or not 0 < self.top_p <= 1 or self.top_k < 0:
            raise UserError(
                f"generation: temperature={self.temperature} must be >= 0, top_p={self.top_p} in (0, 1], "
                f"top_k={self.top_k} >= 0"
            )
        if self.max_new_tokens < 1 or self.batch_sequences < 1:
            raise UserError("generation: max_new_tokens and batch_sequences must be at least 1")


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Wanted: the samples of one prompt with these indices."""

    prompt: Prompt
    indices: Sequence[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """One completion. `truncated`: it ran into the limit of tokens. `tokens` counts what was generated for it."""

    problem_id: str
    index: int
    text: str
    truncated: bool
    tokens: int


class Engine(Protocol):
    """Whatever completes prompts. A seed gives the same samples on the same engine and machine."""

    @property
    def name(self) -> str:
        """`hf`, `scripted`, ..."""

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """The samples of all requests, in any order, each as soon as it is there.

        Those in `done` (problem id and index) may be left out. The requests themselves stay the same in a resumed run,
        so that an engine can form the same batches and give the same samples to the last bit.
        """
