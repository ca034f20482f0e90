"""Pairs -> token ids: a prompt, and the completion that the loss is taken on. `batches` makes batches of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from autoformalize.data.forge.automation import is_script
from autoformalize.errors import UserError
from autoformalize.problem import OWN, TASKS_WITHOUT_PROOFS, Pair
from autoformalize.prompting import PromptBuilder
from autoformalize.prompting.chat import encode_prompts

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

TOO_LONG: Final = ("drop", "truncate")
"""What may be done with an example that is longer than the context."""
PROOFS: Final = ("script", "other")
"""Kinds of proofs, which may be shown more or less often."""


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
    """The examples to train on, and how many were too long for the context: left out, or cut if so configured."""

    examples: list[Example]
    too_long: int


def make_examples(
    pairs: Sequence[Pair],
    tasks: Mapping[str, float],
    builder: PromptBuilder,
    tokenizer: PreTrainedTokenizerBase,
    max_tokens: int,
    seed: int,
    too_long: str = "drop",
    sources: Mapping[str, float] = MappingProxyType({}),
    proofs: Mapping[str, float] = MappingProxyType({}),
) -> ExampleSet:
    """Every pair gives each task `weight` examples on average (a weight of 0.5: every other pair, drawn by the seed),
    times what `sources` says of the source it comes from, where it says anything, and in a task that writes proofs
    what `proofs` says of their kind: `script` for those that the forge's automation writes, `other`. What the model
    proved itself was chosen for its proofs, and counts in full. Pairs that differ in their proofs alone are one to a
    task without proofs: the first of them counts.

    An example longer than `max_tokens` is counted, and dropped: half a proof teaches half a proof. With
    `too_long=truncate` its prompt loses its beginning, and a completion that does not fit alone loses its end.
    """
    if too_long not in TOO_LONG:
        raise UserError(f"unknown training.too_long {too_long!r}: choose one of {', '.join(TOO_LONG)}")
    if unknown := sorted(proofs.keys() - set(PROOFS)):
        raise UserError(f"unknown kind of proof {unknown[0]!r} in training.proofs: choose of {', '.join(PROOFS)}")
    draw = random.Random(seed)
    texts: list[tuple[str, str]] = []
    shown: set[tuple[str, str]] = set()
    for pair in pairs:
        factor = sources.get(pair.problem.source, 1.0)
        of_kind = 1.0 if pair.problem.source == OWN else proofs.get(_kind(pair), 1.0)
        for task, weight in tasks.items():
            count = weight * factor * (1.0 if task in TASKS_WITHOUT_PROOFS else of_kind)
            copies = int(count) + (draw.random() < count % 1)
            prompt = builder.training_prompt(pair, task)
            if task in TASKS_WITHOUT_PROOFS:
                if (prompt.text, prompt.completion) in shown:
                    continue
                shown.add((prompt.text, prompt.completion))
            texts += [(prompt.text, prompt.completion)] * copies
    if not texts:
        return ExampleSet([], 0)
    prompts = encode_prompts(tokenizer, [text for text, _ in texts])
    completions = tokenizer([text for _, text in texts], add_special_tokens=False)["input_ids"]
    end = (tokenizer.eos_token_id,)
    examples = [Example(tuple(p), (*c, *end)) for p, c in zip(prompts, completions, strict=True)]
    fitting = [example for example in examples if example.length <= max_tokens]
    count = len(examples) - len(fitting)
    if too_long == "drop" or not count:
        return ExampleSet(fitting, count)
    return ExampleSet([_truncated(example, max_tokens) for example in examples], count)


def _kind(pair: Pair) -> str:
    return "script" if is_script(pair.formal_proof.removeprefix(":= ")) else "other"


def _truncated(example: Example, max_tokens: int) -> Example:
    """At most `max_tokens` of it, at least one of them prompt: the completion goes before the prompt's beginning."""
    completion = example.completion_ids[: max_tokens - 1]
    room = max_tokens - len(completion)
    return Example(example.prompt_ids[-room:], completion)
