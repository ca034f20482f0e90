"""Pairs as token ids: the loss sees the completion and its end token, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from autoformalize.errors import UserError
from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.problem import Pair
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.training.examples import IGNORED, Collator, Example, ExampleDataset, make_examples


@pytest.fixture(scope="module")
def loaded(tiny_model: Path) -> LoadedModel:
    return load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))


def examples_of(loaded: LoadedModel, pairs: list[Pair], max_tokens: int = 1000) -> list[Example]:
    builder = PromptBuilder(PromptSettings())
    return make_examples(pairs, {"proof": 1.0}, builder, loaded.tokenizer, max_tokens, seed=0).examples


def collated(loaded: LoadedModel, examples: list[Example]) -> dict[str, torch.Tensor | int]:
    dataset = ExampleDataset(examples)
    return Collator(loaded.tokenizer.pad_token_id)([dataset[index] for index in range(len(dataset))])


def test_an_example_is_prompt_completion_end(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """The ids decode to the prompt, then the proof, and end with the end token."""
    example = examples_of(loaded, pairs)[0]
    assert loaded.tokenizer.decode(example.prompt_ids).endswith("theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p")
    assert loaded.tokenizer.decode(example.completion_ids[:-1]) == " := ⟨h.2, h.1⟩"
    assert example.completion_ids[-1] == loaded.tokenizer.eos_token_id


def test_labels_cover_the_completion_only(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """Every label outside the completion is -100; inside, the end token counts although padding is the same token."""
    assert loaded.tokenizer.pad_token_id == loaded.tokenizer.eos_token_id
    examples = examples_of(loaded, pairs)
    batch = collated(loaded, examples)
    labels = batch["labels"]
    assert isinstance(labels, torch.Tensor)
    for row, example in zip(labels.tolist(), examples, strict=True):
        completion = list(example.completion_ids)
        assert row == [IGNORED] * (len(row) - len(completion)) + completion
        assert row[-1] == loaded.tokenizer.eos_token_id


def test_batches_are_padded_on_the_left(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """The mask is 0 on padding, and positions count from 0 at each row's first real token."""
    examples = examples_of(loaded, pairs)
    batch = collated(loaded, examples)
    mask, ids, positions = (batch[name] for name in ("attention_mask", "input_ids", "position_ids"))
    assert isinstance(mask, torch.Tensor) and isinstance(ids, torch.Tensor) and isinstance(positions, torch.Tensor)
    for row, example in enumerate(examples):
        padding = ids.shape[1] - example.length
        assert mask[row].tolist() == [0] * padding + [1] * example.length
        assert ids[row, padding:].tolist() == [*example.prompt_ids, *example.completion_ids]
        assert positions[row, padding:].tolist() == list(range(example.length))


def test_the_loss_is_that_of_all_logits(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """Logits of the last columns only, on left-padded batches, give the plain loss of unpadded full texts."""
    examples = examples_of(loaded, pairs)
    with torch.inference_mode():
        found = loaded.model(**collated(loaded, examples)).loss
        losses = []
        for example in examples:
            ids = torch.tensor([[*example.prompt_ids, *example.completion_ids]])
            logits = loaded.model(input_ids=ids).logits[0, :-1]
            losses.append(
                torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="none")[len(example.prompt_ids) - 1 :]
            )
    torch.testing.assert_close(found, torch.cat(losses).mean(), rtol=1e-5, atol=1e-6)


def test_long_examples_are_left_out_and_counted(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """An example over max_tokens is dropped whole, and the count says how many."""
    lengths = sorted(example.length for example in examples_of(loaded, pairs))
    fitting = make_examples(pairs, {"proof": 1.0}, PromptBuilder(PromptSettings()), loaded.tokenizer, lengths[1], 0)
    assert sorted(example.length for example in fitting.examples) == lengths[:2]
    assert fitting.too_long == 1


def test_a_weight_is_the_average_number_of_examples(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """A weight of 2 gives each pair two examples, one of a half every other pair, the same ones for the same seed."""
    builder = PromptBuilder(PromptSettings())

    def count(tasks: dict[str, float], seed: int = 0) -> list[Example]:
        return make_examples(pairs * 100, tasks, builder, loaded.tokenizer, 1000, seed).examples

    assert len(count({"proof": 2.0})) == 600
    assert 120 <= len(count({"proof": 0.5})) <= 180
    assert count({"proof": 0.5}) == count({"proof": 0.5})
    assert len(count({"proof": 1.0, "full": 1.0})) == 600


def test_an_unknown_task_is_refused(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """A misspelt task in training.tasks is one line for the user."""
    with pytest.raises(UserError, match="unknown task 'prove'"):
        make_examples(pairs, {"prove": 1.0}, PromptBuilder(PromptSettings()), loaded.tokenizer, 1000, 0)
