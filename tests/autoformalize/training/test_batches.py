"""Batches: planned by the seed, with hardly any padding, and with the loss of examples that go through one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.problem import Pair
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.training.batches import (
    IGNORED,
    BatchShape,
    PackedCollator,
    PaddedCollator,
    epoch_batches,
    padding_share,
    plan_batches,
)
from autoformalize.training.examples import Example, make_examples
from autoformalize.training.packing import use_packed_attention

LENGTHS = st.lists(st.integers(2, 60), min_size=1, max_size=80)
SHAPES = st.builds(BatchShape, examples=st.integers(1, 9), tokens=st.sampled_from([0, 60, 200]), packed=st.booleans())


@pytest.fixture(params=["sdpa", "eager"])
def loaded(tiny_model: Path, request: pytest.FixtureRequest) -> LoadedModel:
    return load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32", attention=str(request.param)))


@pytest.fixture
def examples(loaded: LoadedModel, pairs: list[Pair]) -> list[Example]:
    builder = PromptBuilder(PromptSettings())
    return make_examples(pairs, {"proof": 1.0, "full": 1.0}, builder, loaded.tokenizer, 1000, 0).examples


def one_by_one(loaded: LoadedModel, examples: list[Example]) -> torch.Tensor:
    """The mean loss of the completions' tokens, each example alone and all its logits computed."""
    losses = []
    for example in examples:
        ids = torch.tensor([[*example.prompt_ids, *example.completion_ids]])
        logits = loaded.model(input_ids=ids).logits[0, :-1]
        every = torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="none")
        losses.append(every[len(example.prompt_ids) - 1 :])
    return torch.cat(losses).mean()


def gradients(model: Any, loss: torch.Tensor) -> dict[str, torch.Tensor]:
    model.zero_grad()
    loss.backward()
    return {name: weights.grad.clone() for name, weights in model.named_parameters() if weights.grad is not None}


@pytest.mark.parametrize("packed", [True, False])
def test_loss_and_gradients_are_those_of_the_examples_alone(
    loaded: LoadedModel, examples: list[Example], packed: bool
) -> None:
    """Packed or padded, with SDPA or eager attention: no example sees another, and padding counts for nothing."""
    expected = one_by_one(loaded, examples)
    wanted = gradients(loaded.model, expected)
    if packed:
        use_packed_attention(loaded.model)
    collator = PackedCollator() if packed else PaddedCollator(loaded.tokenizer.pad_token_id)
    found = loaded.model(**collator([examples])).loss
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-6)
    for name, gradient in gradients(loaded.model, found).items():
        torch.testing.assert_close(gradient, wanted[name], rtol=1e-3, atol=1e-5)


def test_a_packed_row_holds_the_examples_end_to_end(examples: list[Example]) -> None:
    """Positions begin anew with each example; the labels are the completions, end tokens included."""
    batch = PackedCollator()([examples])
    ids = [token for example in examples for token in (*example.prompt_ids, *example.completion_ids)]
    assert batch["input_ids"].tolist() == [ids]
    assert batch["position_ids"].tolist() == [[i for example in examples for i in range(example.length)]]
    assert batch["labels"].tolist() == [[token for example in examples for token in example.completion_ids]]
    assert [ids[i + 1] for i in batch["logits_to_keep"].tolist()] == batch["labels"][0].tolist()


def test_an_example_without_a_prompt_is_learned_from_its_second_token_on() -> None:
    """Nothing foretells the first token of a text, and least of all the example before it."""
    batch = PackedCollator()([[Example((7, 8), (9,)), Example((), (1, 2, 3))]])
    assert batch["labels"].tolist() == [[9, 2, 3]] and batch["logits_to_keep"].tolist() == [1, 3, 4]


def test_padded_batches_end_together(loaded: LoadedModel, examples: list[Example]) -> None:
    """Padding stands on the left, with a mask of 0 and labels of -100; the end token counts although it pads too."""
    assert loaded.tokenizer.pad_token_id == loaded.tokenizer.eos_token_id
    batch: dict[str, Any] = dict(PaddedCollator(loaded.tokenizer.pad_token_id)([examples]))
    for row, example in enumerate(examples):
        padding = batch["input_ids"].shape[1] - example.length
        assert batch["attention_mask"][row].tolist() == [0] * padding + [1] * example.length
        assert batch["input_ids"][row, padding:].tolist() == [*example.prompt_ids, *example.completion_ids]
        assert batch["position_ids"][row, padding:].tolist() == list(range(example.length))
        completion = list(example.completion_ids)
        assert batch["labels"][row].tolist() == [IGNORED] * (batch["labels"].shape[1] - len(completion)) + completion


@given(LENGTHS, SHAPES, st.integers(0, 3))
def test_an_epoch_sees_every_example_once(lengths: list[int], shape: BatchShape, seed: int) -> None:
    """No batch is empty or above its limit, and the order is the seed's."""
    batches = list(epoch_batches(lengths, shape, seed, 1))
    assert Counter(index for batch in batches for index in batch) == Counter(range(len(lengths)))
    assert batches == list(epoch_batches(lengths, shape, seed, 1))
    for batch in batches:
        if not shape.tokens:
            assert 1 <= len(batch) <= shape.examples
        elif shape.packed:
            assert sum(lengths[index] for index in batch) <= shape.tokens
        else:
            assert len(batch) * max(lengths[index] for index in batch) <= shape.tokens


@given(LENGTHS, SHAPES, st.integers(1, 4), st.integers(0, 9), st.sampled_from([0.5, 1.0, 2.25]))
def test_a_plan_is_whole_steps(lengths: list[int], shape: BatchShape, per_step: int, steps: int, epochs: float) -> None:
    """As many micro-batches as the steps take, whatever the number of processes; more processes, the same order."""
    plan = plan_batches(lengths, shape, per_step, epochs, steps, 0)
    assert len(plan) % per_step == 0 and plan
    if steps:
        assert len(plan) == steps * per_step
    alone = plan_batches(lengths, shape, 1, epochs, steps * per_step, 0)
    assert plan[: len(alone)] == alone[: len(plan)]


def test_padding_is_below_one_in_twenty() -> None:
    """Lengths as those of the built-in pairs, 20 to 110 tokens: padded batches of any kind waste less than 5%."""
    lengths = [20 + (index * 7919) % 91 for index in range(2000)]
    for shape in (BatchShape(8, packed=False), BatchShape(8, 512, packed=False), BatchShape(8), BatchShape(8, 512)):
        assert padding_share(list(epoch_batches(lengths, shape, 0, 0)), lengths, shape) < 0.05


def test_packed_batches_by_tokens_are_nearly_full() -> None:
    """A limit of 512 tokens is used to more than 95%, but for the last few batches."""
    lengths = [20 + (index * 7919) % 91 for index in range(2000)]
    sums = [sum(lengths[i] for i in batch) for batch in epoch_batches(lengths, BatchShape(8, 512), 0, 0)]
    assert sum(sums[:-10]) / (512 * len(sums[:-10])) > 0.95
