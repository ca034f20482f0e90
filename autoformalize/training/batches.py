"""Which examples make which batch, decided by the seed before the first step; and batches as tensors.

A packed batch is one row: the examples one after the other, each seeing only itself (`packing`), so that no token is
padding and examples of any length share a batch. A padded batch holds examples of like length, padded on the left so
that all completions end together. In both, logits are computed only where a label is.

The plan covers the whole run. So a run that was killed goes on with the very batch that comes next, and several
processes share the micro-batches of a step, whatever their number.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from autoformalize.training.examples import Example

if TYPE_CHECKING:
    from torch import Tensor

IGNORED: Final = -100
"""The label that the loss leaves out."""

_OPEN_BINS: Final = 8
"""Packed batches that are filled at the same time: 98% full at ten examples a batch, still nearly in drawn order."""
_WINDOW: Final = 50
"""Padded batches whose examples are sorted together: padding stays near 3%, lengths still come in any order."""

MicroBatch = tuple[int, ...]
"""Indices of the examples that go through the model together."""


@dataclass(frozen=True, slots=True)
class BatchShape:
    """How large a micro-batch is: `examples` of them, or as many as fit in `tokens` where that is not 0."""

    examples: int
    tokens: int = 0
    packed: bool = True


def plan_batches(
    lengths: Sequence[int], shape: BatchShape, per_step: int, epochs: float, steps: int, seed: int
) -> list[MicroBatch]:
    """The micro-batches of a whole run: `per_step` of them (accumulation x processes) make one step of the optimizer.

    `steps` 0 means whole `epochs`; the last step is filled up from the epoch after it.
    """
    wanted = steps * per_step
    planned: list[MicroBatch] = []
    for epoch in range(math.ceil(epochs) if not steps else wanted):
        batches = list(epoch_batches(lengths, shape, seed, epoch))
        share = min(1.0, epochs - epoch) if not steps else 1.0
        planned += batches[: max(1, round(len(batches) * share))]
        if steps and len(planned) >= wanted:
            return planned[:wanted]
    missing = -len(planned) % per_step
    following = (batch for epoch in range(1, missing + 1) for batch in epoch_batches(lengths, shape, seed, -epoch))
    return [*planned, *islice(following, missing)]


def epoch_batches(lengths: Sequence[int], shape: BatchShape, seed: int, epoch: int) -> Iterator[MicroBatch]:
    """Every example once, in an order drawn by seed and epoch."""
    draw = random.Random(f"{seed}:{epoch}")
    order = list(range(len(lengths)))
    draw.shuffle(order)
    if shape.packed:
        yield from _packed(order, lengths, shape)
        return
    window = _WINDOW * (shape.examples if not shape.tokens else max(1, shape.tokens // max(1, min(lengths))))
    batches: list[MicroBatch] = []
    for start in range(0, len(order), window):
        batches += _alike(sorted(order[start : start + window], key=lambda index: -lengths[index]), lengths, shape)
    draw.shuffle(batches)
    yield from batches


def _packed(order: Sequence[int], lengths: Sequence[int], shape: BatchShape) -> Iterator[MicroBatch]:
    if not shape.tokens:
        yield from (tuple(order[start : start + shape.examples]) for start in range(0, len(order), shape.examples))
        return
    bins: list[tuple[list[int], int]] = []
    for index in order:
        place = next((i for i, (_, used) in enumerate(bins) if used + lengths[index] <= shape.tokens), None)
        if place is not None:
            members, used = bins[place]
            bins[place] = ([*members, index], used + lengths[index])
            continue
        if len(bins) == _OPEN_BINS:
            fullest = max(range(len(bins)), key=lambda i: bins[i][1])
            yield tuple(bins.pop(fullest)[0])
        bins.append(([index], lengths[index]))
    yield from (tuple(members) for members, _ in bins)


def _alike(order: Sequence[int], lengths: Sequence[int], shape: BatchShape) -> Iterator[MicroBatch]:
    """Batches of neighbours in an order of falling length: the first of each is its width."""
    batch: list[int] = []
    for index in order:
        full = (len(batch) + 1) * lengths[batch[0]] > shape.tokens if shape.tokens and batch else False
        if full or (not shape.tokens and len(batch) == shape.examples):
            yield tuple(batch)
            batch = []
        batch.append(index)
    if batch:
        yield tuple(batch)


def padding_share(batches: Sequence[MicroBatch], lengths: Sequence[int], shape: BatchShape) -> float:
    """The part of all tokens computed that are padding."""
    useful = sum(lengths[index] for batch in batches for index in batch)
    computed = useful if shape.packed else sum(max(lengths[i] for i in batch) * len(batch) for batch in batches)
    return 1 - useful / max(1, computed)


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """A run's micro-batches, `per_step` of them a step; what it has seen after so many steps follows from them."""

    batches: list[MicroBatch]
    per_step: int
    examples: Sequence[Example]
    shape: BatchShape

    @property
    def steps(self) -> int:
        """Steps of the optimizer in all."""
        return len(self.batches) // self.per_step

    def seen(self, first: int, last: int) -> list[Example]:
        """The examples of the steps after `first`, up to `last`."""
        batches = self.batches[first * self.per_step : last * self.per_step]
        return [self.examples[index] for batch in batches for index in batch]


class BatchDataset:
    """The planned micro-batches as the Trainer reads them: one item is one batch of examples."""

    def __init__(self, examples: Sequence[Example], batches: Sequence[MicroBatch]) -> None:
        self._examples = examples
        self._batches = batches

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> list[Example]:
        return [self._examples[member] for member in self._batches[index]]


class PackedCollator:
    """A batch in one row; shapes (1, tokens), labels (1, labelled tokens), `cu_seq_lens_*` (examples + 1).

    The names are those that transformers passes on to its attention functions.
    """

    def __call__(self, batches: Sequence[Sequence[Example]]) -> dict[str, Any]:
        import torch

        ids: list[int] = []
        positions: list[int] = []
        labelled: list[int] = []
        labels: list[int] = []
        ends = [0]
        for example in batches[0]:
            start, completion = len(ids), len(example.completion_ids)
            ids += [*example.prompt_ids, *example.completion_ids]
            positions += range(example.length)
            last = start + example.length - 1
            first = max(last - completion, start)  # a text that begins with its completion: nothing foretells its head
            labelled += range(first, last)
            labels += example.completion_ids[completion - (last - first) :]
            ends.append(len(ids))
        target = torch.tensor([labels])
        bounds = torch.tensor(ends, dtype=torch.int32)
        longest = max(example.length for example in batches[0])
        return {
            "input_ids": torch.tensor([ids]),
            "position_ids": torch.tensor([positions]),
            "labels": target,
            "shift_labels": target,
            "logits_to_keep": torch.tensor(labelled),
            "cu_seq_lens_q": bounds,
            "cu_seq_lens_k": bounds,
            "max_length_q": longest,
            "max_length_k": longest,
        }


class PaddedCollator:
    """A batch padded on the left; shapes (batch, tokens), labels (batch, longest completion + 1)."""

    def __init__(self, pad_id: int) -> None:
        self._pad_id = pad_id

    def __call__(self, batches: Sequence[Sequence[Example]]) -> dict[str, Tensor | int]:
        import torch

        rows = batches[0]
        width = max(example.length for example in rows)
        kept = max(len(example.completion_ids) for example in rows) + 1
        input_ids = torch.full((len(rows), width), self._pad_id, dtype=torch.long)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        labels = torch.full((len(rows), kept), IGNORED, dtype=torch.long)
        for index, example in enumerate(rows):
            input_ids[index, width - example.length :] = torch.tensor([*example.prompt_ids, *example.completion_ids])
            mask[index, width - example.length :] = 1
            labels[index, kept - len(example.completion_ids) :] = torch.tensor(example.completion_ids)
        positions = (mask.cumsum(dim=1) - 1).clamp(min=0)
        return {
            "input_ids": input_ids,
            "attention_mask": mask,
            "position_ids": positions,
            "labels": labels,
            "logits_to_keep": kept,
        }
