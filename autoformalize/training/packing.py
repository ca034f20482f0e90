"""Attention over a packed row: each example sees itself alone, and nothing is computed that a mask would throw away.

transformers takes a function of this form for an attention of any model that it knows
(https://huggingface.co/docs/transformers/attention_interface). With FlashAttention, transformers itself reads where the
examples end; in place of plain SDPA, which would compute the whole square and mask most of it, stands this.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from autoformalize.errors import UserError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

PACKED: Final = "packed_sdpa"
_NOT_IN_SDPA: Final = ("softcap", "s_aux", "position_bias")


def use_packed_attention(model: Any) -> None:
    """Let the model read packed rows. Models that attend through SDPA do so fast; all others through their own mask."""
    from transformers import AttentionInterface

    model.config.use_cache = False  # with a cache, transformers does not look for packed examples
    if getattr(model.config, "_attn_implementation", "") == "sdpa":
        AttentionInterface.register(PACKED, packed_attention)
        model.set_attn_implementation(PACKED)


def packed_attention(
    module: Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    dropout: float = 0.0,
    scaling: float | None = None,
    cu_seq_lens_q: Tensor | None = None,
    max_length_q: int = 0,
    **others: Any,
) -> tuple[Tensor, None]:
    """Causal attention within each example; query (1, heads, tokens, width), the result (1, tokens, heads, width).

    `cu_seq_lens_q` (examples + 1) says where the examples begin. On a GPU one kernel takes them all, as PyTorch's
    FlashAttention has it; elsewhere each is computed by itself.
    """
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    assert cu_seq_lens_q is not None, "packed rows say where their examples begin"
    window = getattr(module, "sliding_window", None)
    unknown = [name for name in _NOT_IN_SDPA if others.get(name) is not None]
    if unknown or (window is not None and max_length_q > window):
        what = unknown[0] if unknown else f"a sliding window of {window} tokens"
        raise UserError(f"this model attends with {what}: set training.packing=false")
    if query.is_cuda and query.dtype in (torch.bfloat16, torch.float16) and dropout == 0:
        attended = _in_one_kernel(query, key, value, cu_seq_lens_q, max_length_q, scaling)
        if attended is not None:
            return attended, None
    lengths = cu_seq_lens_q.diff().tolist()
    # split, not slices: its gradient is one concatenation, theirs a tensor of zeros for each example
    parts = zip(*(torch.split(part, lengths, dim=2) for part in (query, key, value)), strict=True)
    grouped = key.shape[1] != query.shape[1]
    attended_parts = [
        scaled_dot_product_attention(q, k, v, is_causal=True, scale=scaling, dropout_p=dropout, enable_gqa=grouped)
        for q, k, v in parts
    ]
    return torch.cat(attended_parts, dim=2).transpose(1, 2).contiguous(), None


def _in_one_kernel(
    query: Tensor, key: Tensor, value: Tensor, bounds: Tensor, longest: int, scaling: float | None
) -> Tensor | None:
    """PyTorch's FlashAttention over examples of various lengths, or None where this PyTorch has it not."""
    if not _has_varlen():
        return None
    from torch.nn.attention.varlen import varlen_attn

    q, k, v = (part[0].transpose(0, 1) for part in (query, key, value))
    attended: Any = varlen_attn(
        q,
        k,
        v,
        bounds,
        bounds,
        longest,
        longest,
        scale=scaling,
        window_size=(-1, 0),
        enable_gqa=q.shape[1] != k.shape[1],
    )
    return cast("Tensor", attended).unsqueeze(0)


@cache
def _has_varlen() -> bool:
    try:
        from torch.nn.attention.varlen import varlen_attn
    except ImportError:
        return False
    return "enable_gqa" in inspect.signature(varlen_attn).parameters
