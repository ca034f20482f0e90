"""Problem -> prompt text, and Pair -> prompt with the completion to learn.

Templates are text files beside this module, one for each task and style, or in a folder of the user's; in them
`{informal_statement}` and `{formal_statement}` are filled in (`informalize` sees the Lean alone, `statement` and `full`
the words alone). A plain prompt reads like a Lean source with a comment, which costs few tokens and ends where the
model goes on; a chat prompt is an instruction inside the tokenizer's chat template. Solved examples come before the
problem, the most similar one last, and as many as fit; then the names of theorems that may help. Training and
evaluation make their prompts here, the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from autoformalize.data.forge.automation import is_script
from autoformalize.data.hammer import HAMMER, shorten
from autoformalize.data.premises import CORE, premises_from
from autoformalize.errors import UserError
from autoformalize.problem import TASKS, Pair, Problem, Prompt
from autoformalize.prompting.extract import extract_candidate, one_line
from autoformalize.prompting.retrieval import RandomExamples, SimilarExamples

_SHOT_SEPARATOR: Final = "\n\n"
STATED: Final = "stated"
"""The name under which every statement is learned: the words do not tell the one that its author chose."""
HAMMERED: Final = f":= by {HAMMER}"
"""The proof that a model learns where a script proves, if it may write a hammer."""
STYLES: Final = ("plain", "chat", "auto")
EXAMPLES: Final = ("random", "similar")
# Where a plain completion ends although the model goes on: a blank line and a new declaration or comment. A chat model
# ends its answers itself, and may say much before its theorem.
_PLAIN_STOPS: Final = ("\n\n\n", "\n/--", "\n\ntheorem ", "\n```\n", "\n\nlemma ", "\n\nexample ", "\n-- Statement")

ChatTemplate = Callable[[str], str]
"""Turns an instruction into the text that a chat model reads, up to where its answer begins."""

Fits = Callable[[str], bool]
"""Whether the model can read a prompt and still has room for its answer."""


@dataclass(frozen=True, slots=True)
class PromptSettings:
    """`style` is plain, chat, or auto: chat where the model's tokenizer has a chat template. `shots` solved `examples`
    stand before the problem: random ones, or similar ones; `examples_for` names the tasks that get them, none: every
    task. `templates` is a folder of templates instead of the built-in ones. `context_tokens` is what the model can read
    and write in all, 0: what its config says. `premises` theorems of a library that look like the statement are named
    before it (task `proof`); `premises_from` is that library: `core`, or a file (see `autoformalize.data.premises`).
    With `hammer` the model learns proofs, and may write them, in which one short tactic stands for much Lean (see
    `autoformalize.data.hammer`). With `full_steps=2` the task `full` is asked for in two prompts: that of `statement`,
    then that of `proof` for the model's own statement, with what it shows of a statement."""

    name: str = "plain"
    style: str = "plain"
    shots: int = 0
    examples: str = "random"
    examples_for: list[str] = field(default_factory=list)
    templates: str | None = None
    context_tokens: int = 0
    premises: int = 0
    premises_from: str = CORE
    hammer: bool = False
    full_steps: int = 1
    seed: int = 0


class _Examples(Protocol):
    def ranked(self, problem: Problem, task: str) -> Iterator[Pair]: ...


class PromptBuilder:
    """Makes the prompts of one run, with solved examples from `examples` where the settings ask for any."""

    def __init__(
        self,
        settings: PromptSettings,
        examples: Sequence[Pair] = (),
        chat_template: ChatTemplate | None = None,
        fits: Fits = lambda text: True,
    ) -> None:
        """Raises UserError for settings that do not exist or do not go together."""
        if settings.style not in STYLES:
            raise UserError(f"unknown prompt.style {settings.style!r}: choose one of {', '.join(STYLES)}")
        if settings.examples not in EXAMPLES:
            raise UserError(f"unknown prompt.examples {settings.examples!r}: choose one of {', '.join(EXAMPLES)}")
        for number in ("shots", "context_tokens", "premises"):
            if getattr(settings, number) < 0:
                raise UserError(f"prompt.{number}={getattr(settings, number)} must be at least 0")
        if unknown := sorted({*settings.examples_for} - {*TASKS}):
            raise UserError(f"unknown task {unknown[0]!r} in prompt.examples_for: choose of {', '.join(TASKS)}")
        if settings.full_steps not in (1, 2):
            raise UserError(
                f"prompt.full_steps={settings.full_steps} must be 1 or 2: the statement first, then its proof"
            )
        if settings.shots and len(examples) < settings.shots:
            raise UserError(f"prompt.shots={settings.shots}, but only {len(examples)} training pairs are at hand")
        if settings.style == "chat" and chat_template is None:
            raise UserError("prompt.style=chat, but this model's tokenizer has no chat template: use prompt=plain")
        self._chat_template = chat_template if settings.style != "plain" else None
        self._style = "plain" if self._chat_template is None else "chat"
        self._templates = settings.templates
        self._shots = dict.fromkeys(settings.examples_for or TASKS, settings.shots)
        self._fits = fits
        self._hammer = settings.hammer
        self._premises = settings.premises
        self._library = premises_from(settings.premises_from) if settings.premises else None
        self._examples: _Examples | None = None
        if settings.shots:
            similar = settings.examples == "similar"
            self._examples = SimilarExamples(examples) if similar else RandomExamples(examples, settings.seed)

    @property
    def stops(self) -> tuple[str, ...]:
        """Where a completion ends although the model goes on."""
        return _PLAIN_STOPS if self._style == "plain" else ()

    def prompt(self, problem: Problem, task: str) -> Prompt:
        """What the model reads for `task` on `problem`. Raises UserError where that does not fit into its context."""
        shots = self._shots_for(problem, task)
        while True:
            text = self._text(problem, task, shots)
            if self._fits(text):
                return Prompt(problem.id, task, text, stops=self.stops)
            if not shots:
                raise UserError(
                    f"problem {problem.id}: its prompt leaves no room for generation.max_new_tokens in the model's "
                    "context (prompt.context_tokens): lower one, raise the other, or leave the problem out"
                )
            shots = shots[1:]  # the least similar stands first

    def training_prompt(self, pair: Pair, task: str) -> Prompt:
        """The prompt that the model will see, with examples that are no relatives of the pair, and the completion that
        it should learn for it."""
        text = self.prompt(pair.problem, task).text
        if self._style == "plain":
            return Prompt(pair.problem.id, task, text, self._completion(pair, task))
        # A chat model is asked for the whole theorem.
        answer = self._completion(pair, "full" if task == "proof" else task).strip()
        return Prompt(pair.problem.id, task, text, answer if task == "informalize" else _fenced(answer))

    def candidate(self, problem: Problem, task: str, completion: str) -> tuple[str, str]:
        """The Lean source that a completion means, and the name of its theorem (see `extract_candidate`)."""
        return extract_candidate(problem, task, completion, self._hammer)

    def _completion(self, pair: Pair, task: str) -> str:
        if task == "statement":
            return _under_one_name(pair.problem)
        if task == "informalize":
            return f" {one_line(pair.problem.informal_statement)}"
        statement, proof = pair.problem.formal_statement, pair.formal_proof
        if self._hammer:
            is_hammered = is_script(proof.removeprefix(":= "))
            proof = HAMMERED if is_hammered else shorten(proof, statement, pair.problem.header)
        return f" {proof}" if task == "proof" else f"{statement} {proof}"

    def _shots_for(self, problem: Problem, task: str) -> list[Pair]:
        """The most similar one last."""
        wanted = self._shots.get(task, 0)
        if self._examples is None or not wanted:
            return []
        return list(islice(_one_of_a_family(self._examples.ranked(problem, task)), wanted))[::-1]

    def _text(self, problem: Problem, task: str, shots: Sequence[Pair]) -> str:
        solved = [
            _filled(self._template(f"{task}.txt", task), pair.problem) + self._completion(pair, task) for pair in shots
        ]
        if self._chat_template is None:
            asked = self._named(problem, task, "premises.txt") + _filled(self._template(f"{task}.txt", task), problem)
            return _SHOT_SEPARATOR.join([*solved, asked])
        instruction = self._named(problem, task, "chat_premises.txt")
        instruction += _filled(self._template(f"chat_{task}.txt", task), problem)
        if solved:
            shown = _SHOT_SEPARATOR.join(_fenced(one) for one in solved)
            instruction = self._template("chat_examples.txt", task).replace("{examples}", shown) + instruction
        return self._chat_template(instruction)

    def _named(self, problem: Problem, task: str, template: str) -> str:
        """The lines that name premises; none where the model is not shown the statement that they were found by."""
        if self._library is None or task != "proof":
            return ""
        names = self._library.best(problem.formal_statement, self._premises)
        return self._template(template, task).replace("{premises}", ", ".join(names)) if names else ""

    def _template(self, name: str, task: str) -> str:
        if task not in TASKS:
            raise UserError(f"unknown task {task!r}: choose one of {', '.join(TASKS)}")
        if self._templates is None:
            return resources.files("autoformalize.prompting").joinpath("templates", name).read_text(encoding="utf-8")
        file = Path(self._templates).expanduser() / name
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"prompt.templates: cannot read the template {file}: {error}") from None


def _one_of_a_family(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The first of each family: the next would show the same again."""
    families: set[str] = set()
    for pair in pairs:
        family = pair.problem.family or pair.problem.id
        if family not in families:
            families.add(family)
            yield pair


def _under_one_name(problem: Problem) -> str:
    name, statement = problem.theorem_name, problem.formal_statement
    return re.sub(rf"(?<=\s){re.escape(name)}(?=[\s({{\[⦃.:])", STATED, statement, count=1) if name else statement


def _fenced(lean: str) -> str:
    return f"```lean\n{lean}\n```"


def _filled(template: str, problem: Problem) -> str:
    # Not str.format: mathematics is full of braces.
    text = template.replace("{informal_statement}", one_line(problem.informal_statement))
    return text.replace("{formal_statement}", problem.formal_statement)
