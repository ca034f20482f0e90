"""How much arithmetic a training step needs, and how much the machine can do: together the model FLOPs utilisation.

A multiplication and an addition are two operations. A matrix of n weights takes 2n a token forward, 2n for the gradient
of what goes in, and 2n for its own gradient if it is trained: 6n where everything is trained, as in Chowdhery et al.
2022 (PaLM, appendix B), and near 4n with adapters, whose base has no gradient. Below the lowest trained layer there is
no backward pass at all. Attention takes 4 x heads x width for each pair of tokens that see each other, and twice that
backward; only causal pairs within an example count. What is computed twice to save memory does not count.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from torch.nn import Module

    from autoformalize.training.examples import Example

# Dense bfloat16 peaks in the makers' data sheets, operations a second.
_PEAKS: Final = {
    "H200": 989.4e12,
    "H100 PCIe": 756e12,
    "H100": 989.4e12,
    "B200": 2250e12,
    "A100": 312e12,
    "L40S": 362e12,
    "L4": 121e12,
    "RTX 4090": 165.2e12,
}


@dataclass(frozen=True, slots=True)
class ModelWork:
    """Operations of one training pass: for each token, each labelled token (the head), each pair in attention."""

    per_token: float
    per_label: float
    per_pair: float

    @classmethod
    def of(cls, model: Any) -> ModelWork:
        """Counted from the weights of a causal language model, some of which may be frozen."""
        config = model.config.get_text_config()
        layers = config.num_hidden_layers
        below, above, trained = 0, 0, 0
        lowest = _lowest_trained(model)
        for name, weights in _matrices(model):
            count, layer = _count(weights), _layer(name)
            trained += count if weights.requires_grad else 0
            if layer is not None and layer < lowest:
                below += count
            else:
                above += count
        width = config.num_attention_heads * (getattr(config, "head_dim", None) or _head_width(config))
        head = config.vocab_size * config.hidden_size
        active = max(0, layers - lowest)
        return cls(
            per_token=2.0 * below + 4.0 * above + 2.0 * trained,
            per_label=4.0 * head + (2.0 * head if _head_is_trained(model) else 0.0),
            per_pair=4.0 * width * layers + 8.0 * width * active,
        )

    def of_examples(self, examples: Iterable[Example]) -> float:
        """Operations of training on these."""
        total = 0.0
        for example in examples:
            n = example.length
            total += n * self.per_token + len(example.completion_ids) * self.per_label
            total += n * (n + 1) / 2 * self.per_pair
        return total


def peak_flops(device: str, dtype: Any) -> float:
    """Operations a second that the device is sold for, or, for a CPU or an unknown GPU, that a product reaches now."""
    import torch

    if device.startswith("cuda"):
        name = torch.cuda.get_device_name(device)
        known = next((peak for key, peak in _PEAKS.items() if key in name), None)
        if known is not None and dtype in (torch.bfloat16, torch.float16):
            return known
    return _measured(device, dtype)


def _measured(device: str, dtype: Any) -> float:
    """The best of a few products of the size that training makes; a fraction of a second."""
    import torch

    size = 8192 if device.startswith("cuda") else 768
    left = torch.ones(size, size, device=device, dtype=dtype)
    best = float("inf")
    for _ in range(8):
        started = time.perf_counter()
        product = left @ left
        product[0, 0].item()  # waits for the device
        best = min(best, time.perf_counter() - started)
    return 2.0 * size**3 / best


def _matrices(model: Module) -> Iterable[tuple[str, Any]]:
    """The weights that multiply each token; embeddings are looked up, and the head is counted by label."""
    for name, weights in model.named_parameters():
        if weights.ndim == 2 and not re.search(r"embed|lm_head|wte|wpe", name):
            yield name, weights


def _count(weights: Any) -> int:
    """How many there are; bitsandbytes keeps two weights of four bits in a byte."""
    return int(weights.numel()) * (2 if type(weights).__name__ == "Params4bit" else 1)


def _layer(name: str) -> int | None:
    found = re.search(r"\.(?:layers|h|blocks)\.(\d+)\.", name)
    return int(found.group(1)) if found else None


def _lowest_trained(model: Any) -> int:
    """The lowest layer that a gradient reaches: 0 if the embeddings are trained."""
    layers = [_layer(name) for name, weights in model.named_parameters() if weights.requires_grad]
    if any(layer is None for layer in layers):
        embedded = any("embed" in name and w.requires_grad for name, w in model.named_parameters())
        if embedded:
            return 0
    known = [layer for layer in layers if layer is not None]
    return min(known, default=0)


def _head_is_trained(model: Any) -> bool:
    head = model.get_output_embeddings()
    return bool(head is not None and getattr(head, "weight", None) is not None and head.weight.requires_grad)


def _head_width(config: Any) -> int:
    return int(config.hidden_size) // int(config.num_attention_heads)
