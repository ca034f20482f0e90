"""What a step needs: 6n a token where all is trained, near 4n with adapters, 2n below them; and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.models import ModelSettings, load_model
from autoformalize.training.benchmark import throughput
from autoformalize.training.examples import Example
from autoformalize.training.flops import ModelWork
from autoformalize.training.sft import LoraSettings, with_lora

# The tests' tiny model: two layers of width 32 with 2 of 4 heads for keys and values, 64 wide inside.
LAYER = 2 * 32 * 32 + 2 * 32 * 16 + 3 * 32 * 64


def test_all_weights_take_six_a_token(tiny_model: Path) -> None:
    """As in PaLM's appendix B, with causal attention; the head counts by label."""
    loaded = load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))
    loaded.model.requires_grad_(True)
    work, words = ModelWork.of(loaded.model), loaded.model.config.vocab_size
    assert (work.per_token, work.per_label, work.per_pair) == (6 * 2 * LAYER, 6 * words * 32, 12 * 32 * 2)
    assert work.of_examples([Example((1, 2), (3,))]) == 3 * work.per_token + work.per_label + 6 * work.per_pair


@pytest.mark.parametrize("top_layers", [0, 1])
def test_a_frozen_base_has_no_gradient_of_its_own(tiny_model: Path, top_layers: int) -> None:
    """Adapters on both layers: 4 a token of base; on the upper one: 2 below it."""
    loaded = load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))
    model = with_lora(loaded, LoraSettings(rank=2, top_layers=top_layers))
    adapted = 2 - top_layers
    trained = sum(weights.numel() for weights in model.parameters() if weights.requires_grad)
    assert ModelWork.of(model).per_token == 2 * LAYER * top_layers + 4 * LAYER * adapted + 6 * trained
    assert ModelWork.of(model).per_pair == 4 * 32 * 2 + 8 * 32 * adapted


def test_the_benchmark_of_an_architecture_runs_anywhere() -> None:
    """Random weights, packed rows, the run's own trainer: what a GPU is measured with works on a CPU too."""
    figures = throughput("tiny", steps=2, tokens=32, batch_tokens=64, checkpointing=False, liger=False, profile=False)
    assert figures["tokens_per_step"] == 64
    assert figures["tokens_per_second"] > 0 and 0 < figures["mfu"] < 1
