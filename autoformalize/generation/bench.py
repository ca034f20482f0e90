"""The HF engine against a plain loop over `model.generate`, at the same settings, in one process, round by round.

The plain loop is what one would write first: a call a problem, with as many samples as are wanted. In each round both
take the same problems, and the one that was second is first in the next: a machine that is busy slows both. Processor
seconds are compared too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch

from autoformalize.generation.engine import SampleRequest
from autoformalize.generation.hf import HFEngine
from autoformalize.generation.settings import GenerationSettings, HFOptions
from autoformalize.models import LoadedModel
from autoformalize.problem import Problem
from autoformalize.prompting import PromptBuilder, PromptSettings


@dataclass(slots=True)
class Spent:
    """What one way took."""

    samples: int = 0
    tokens: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0

    def line(self, name: str) -> str:
        """The rates, for a person."""
        return (
            f"{name:<22} {self.samples / self.seconds:7.2f} samples/s {self.tokens / self.seconds:8.1f} tokens/s "
            f"{self.samples / self.processor_seconds:7.2f} samples per processor second"
        )


def compare(
    loaded: LoadedModel, problems: Sequence[Problem], settings: GenerationSettings, options: HFOptions, rounds: int = 2
) -> Iterator[dict[str, Spent]]:
    """Both ways over the same prompts; what they took so far, after each round."""
    builder = PromptBuilder(PromptSettings())
    prompts = [builder.prompt(problem, "proof") for problem in problems]
    engine = HFEngine(loaded, settings, 0, options=options)
    spent = {"plain loop": Spent(), "engine": Spent()}

    def plain() -> tuple[int, int]:
        return _plain_loop(loaded, [prompt.text for prompt in prompts], settings)

    def ours() -> tuple[int, int]:
        requests = [SampleRequest(prompt, range(settings.samples)) for prompt in prompts]
        tokens = [sample.tokens for sample in engine.generate(requests)]
        return len(tokens), sum(tokens)

    ways = [("plain loop", plain), ("engine", ours)]
    _plain_loop(loaded, [prompts[0].text], replace(settings, samples=1, max_new_tokens=2))  # warm
    for _ in range(rounds):
        for name, way in ways:
            _timed(spent[name], way)
        ways.reverse()
        yield spent


def _timed(spent: Spent, work: Callable[[], tuple[int, int]]) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    samples, tokens = work()
    spent.samples += samples
    spent.tokens += tokens
    spent.seconds += time.perf_counter() - wall
    spent.processor_seconds += time.process_time() - processor


@torch.inference_mode()
def _plain_loop(loaded: LoadedModel, texts: Sequence[str], settings: GenerationSettings) -> tuple[int, int]:
    samples = tokens = 0
    for text in texts:
        encoded = loaded.tokenizer(text, return_tensors="pt").to(loaded.device)
        output = loaded.model.generate(  # type: ignore[operator]
            **encoded,
            do_sample=settings.temperature > 0,
            temperature=settings.temperature or None,
            top_p=settings.top_p,
            top_k=settings.top_k,
            max_new_tokens=settings.max_new_tokens,
            num_return_sequences=settings.samples,
            pad_token_id=loaded.tokenizer.pad_token_id,
        )
        new = output[:, encoded["input_ids"].shape[1] :]
        samples += len(new)
        tokens += int((new != loaded.tokenizer.pad_token_id).sum())
    return samples, tokens
