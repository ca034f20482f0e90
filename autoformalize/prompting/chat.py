"""The bridge from a tokenizer to prompts: its chat template, and prompts as token ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from autoformalize.prompting.prompts import ChatTemplate


def chat_template_of(tokenizer: PreTrainedTokenizerBase) -> ChatTemplate | None:
    """Turns an instruction into the model's chat text up to its answer; None if the model is no chat model."""
    if not tokenizer.chat_template:
        return None

    def render(instruction: str) -> str:
        messages = [{"role": "user", "content": instruction}]
        return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    return render


def encode_prompts(tokenizer: PreTrainedTokenizerBase, texts: list[str]) -> list[list[int]]:
    """Token ids of prompts; a text that a chat template already opened gets no second beginning-of-text token."""
    opening = tokenizer.bos_token
    opened = bool(opening) and all(text.startswith(str(opening)) for text in texts)
    ids: list[list[int]] = tokenizer(texts, add_special_tokens=not opened)["input_ids"]
    return ids
