"""Problem -> prompt text, and Pair -> prompt with the completion to learn.

Templates are text files beside this module, one for each task; `{informal_statement}` and `{formal_statement}` are
filled in (`informalize` sees the Lean alone, `statement` and `full` the words alone). A plain prompt reads like a Lean
source with a comment, which costs few tokens and ends where the model goes on; a chat prompt is an instruction inside
the tokenizer's chat template.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from autoformalize.errors import UserError
from autoformalize.problem import TASKS, Pair, Problem, Prompt

_SHOT_SEPARATOR: Final = "\n\n"

ChatTemplate = Callable[[str], str]
"""Turns an instruction into the text that a chat model reads, up to where its answer begins."""


@dataclass(frozen=True, slots=True)
class PromptSettings:
    """`style` is plain or chat; `shots` solved examples stand before the problem (plain only)."""

    name: str = "plain"
    style: str = "plain"
    shots: int = 0
    seed: int = 0


class PromptBuilder:
    """Makes the prompts of one run; the examples of a few-shot prompt are drawn once, from `examples`."""

    def __init__(
        self, settings: PromptSettings, examples: Sequence[Pair] = (), chat_template: ChatTemplate | None = None
    ) -> None:
        if settings.style not in ("plain", "chat"):
            raise UserError(f"unknown prompt.style {settings.style!r}: choose plain or chat")
        if settings.shots and len(examples) < settings.shots:
            raise UserError(f"prompt.shots={settings.shots}, but only {len(examples)} training pairs are at hand")
        if settings.style == "chat" and chat_template is None:
            raise UserError("prompt.style=chat, but this model's tokenizer has no chat template: use prompt=plain")
        self._style = settings.style
        self._chat_template = chat_template
        self._shots = random.Random(settings.seed).sample(list(examples), settings.shots) if settings.shots else []

    def prompt(self, problem: Problem, task: str) -> Prompt:
        """What the model reads for `task` on `problem`."""
        text = _filled(_template(self._style, task), problem)
        if self._chat_template is not None and self._style == "chat":
            return Prompt(problem.id, task, self._chat_template(text))
        shots = [_filled(_template("plain", task), pair.problem) + _completion(pair, task) for pair in self._shots]
        return Prompt(problem.id, task, _SHOT_SEPARATOR.join([*shots, text]))

    def training_prompt(self, pair: Pair, task: str) -> Prompt:
        """The prompt without examples, and the completion that a model should learn for it."""
        text = _filled(_template(self._style, task), pair.problem)
        if self._chat_template is not None and self._style == "chat":
            answer = _completion(pair, task).strip()
            if task == "proof":  # a chat model is asked for the whole theorem
                answer = pair.declaration
            fenced = answer if task == "informalize" else f"```lean\n{answer}\n```"
            return Prompt(pair.problem.id, task, self._chat_template(text), fenced)
        return Prompt(pair.problem.id, task, text, _completion(pair, task))


def one_line(words: str) -> str:
    """The words without line breaks or runs of blanks, as every prompt shows them."""
    return " ".join(words.split())


def _completion(pair: Pair, task: str) -> str:
    if task == "proof":
        return f" {pair.formal_proof}"
    if task == "statement":
        return pair.problem.formal_statement
    if task == "informalize":
        return f" {one_line(pair.problem.informal_statement)}"
    return pair.declaration


def _template(style: str, task: str) -> str:
    if task not in TASKS:
        raise UserError(f"unknown task {task!r}: choose one of {', '.join(TASKS)}")
    name = f"{task}.txt" if style == "plain" else f"chat_{task}.txt"
    return resources.files("autoformalize.prompting").joinpath("templates", name).read_text(encoding="utf-8")


def _filled(template: str, problem: Problem) -> str:
    # Not str.format: mathematics is full of braces.
    text = template.replace("{informal_statement}", one_line(problem.informal_statement))
    return text.replace("{formal_statement}", problem.formal_statement)
