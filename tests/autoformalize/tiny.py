"""A language model small enough for a test: random weights, a byte-level tokenizer trained on a few lines."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

_LINES = ["theorem foo (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩", "by simp", "λ h, h.symm", "∀ n : ℕ, n + 0 = n"]


def make_tiny_model(folder: Path, seed: int = 0, width: int = 32) -> Path:
    """Save the model and its tokenizer in `folder`, as a user's own model would lie there; it has 4 heads."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    # Printable characters only: on a vertical tab or a form feed outside comments, Lean 3 itself never comes back.
    alphabet = [*map(chr, range(ord("!"), ord("~") + 1)), "Ġ", "Ċ"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["<end>"], initial_alphabet=alphabet)
    tokenizer.train_from_iterator(_LINES * 20, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>")
    fast.save_pretrained(folder)
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(fast),
        hidden_size=width,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        eos_token_id=fast.eos_token_id,
        pad_token_id=fast.pad_token_id,
        bos_token_id=None,
        initializer_range=0.5,  # wide enough for a few adapter steps to make it sure of a token
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder
