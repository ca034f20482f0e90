"""Pairs -> token ids with labels on the completion only, and batches of them.

Batches are padded on the left, so that all completions end together: the model then computes logits for the last
columns only, which on a small model with a large vocabulary saves a fifth of the time and most of the memory.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from autoformalize.problem import Pair
from autoformalize.prompting import PromptBuilder
from autoformalize.prompting.chat import encode_prompts

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedTokenizerBase

IGNORED: Final = -100
"""The label that the loss leaves out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One training text: prompt and completion ids; the loss covers the completion and its end token."""

    prompt_ids: tuple[int, ...]
    completion_ids: tuple[int, ...]

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.prompt_ids) + len(self.completion_ids)


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """The examples that fit, and how many were too long for the context."""

    examples: list[Example]
    too_long: int


def make_examples(
    pairs: Sequence[Pair],
    tasks: Mapping[str, float],
    builder: PromptBuilder,
    tokenizer: PreTrainedTokenizerBase,
    max_tokens: int,
    seed: int,
) -> ExampleSet:
    """Every pair gives each task `weight` examples on average (a weight of 0.5: every other pair, drawn by the seed).

    An example longer than `max_tokens` is dropped and counted: half a proof teaches half a proof.
    """
    draw = random.Random(seed)
    texts: list[tuple[str, str]] = []
    for pair in pairs:
        for task, weight in tasks.items():
            copies = int(weight) + (draw.random() < weight % 1)
            prompt = builder.training_prompt(pair, task)
            texts += [(prompt.text, prompt.completion)] * copies
    if not texts:
        return ExampleSet([], 0)
    prompts = encode_prompts(tokenizer, [text for text, _ in texts])
    completions = tokenizer([text for _, text in texts], add_special_tokens=False)["input_ids"]
    end = (tokenizer.eos_token_id,)
    examples = [Example(tuple(p), (*c, *end)) for p, c in zip(prompts, completions, strict=True)]
    fitting = [example for example in examples if example.length <= max_tokens]
    return ExampleSet(fitting, len(examples) - len(fitting))


class Collator:
    """Examples -> a batch, padded on the left; shapes (batch, tokens), labels (batch, longest completion + 1)."""

    def __init__(self, pad_id: int) -> None:
        self._pad_id = pad_id

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Tensor | int]:
        import torch

        width = max(len(row["input_ids"]) for row in rows)
        kept = max(row["completion_length"] for row in rows) + 1
        input_ids = torch.full((len(rows), width), self._pad_id, dtype=torch.long)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        labels = torch.full((len(rows), kept), IGNORED, dtype=torch.long)
        for index, row in enumerate(rows):
            ids = torch.tensor(row["input_ids"], dtype=torch.long)
            input_ids[index, width - len(ids) :] = ids
            mask[index, width - len(ids) :] = 1
            length = row["completion_length"]
            labels[index, kept - length :] = ids[len(ids) - length :]
        positions = (mask.cumsum(dim=1) - 1).clamp(min=0)
        return {
            "input_ids": input_ids,
            "attention_mask": mask,
            "position_ids": positions,
            "labels": labels,
            "logits_to_keep": kept,
        }


class ExampleDataset:
    """A list of examples as the Trainer reads it; `length` rules which examples share a batch."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples

    def __len__(self) -> int:
        return len(self._examples)

    def __getitem__(self, index: int) -> dict[str, Any]:
        example = self._examples[index]
        return {
            "input_ids": [*example.prompt_ids, *example.completion_ids],
            "completion_length": len(example.completion_ids),
            "length": example.length,
        }
