"""English for statements that have none, from a trained model, kept only where it leads back to the statement.

The model puts each statement into words (task `informalize`), several times. A text must pass three rules, in order:

1. It is English of a sensible length, without Lean in it.
2. It says the statement's numerals and no others, and its single letters are names of the statement.
3. Of several statements that the model makes of the text again (task `statement`), one is the same as the original:
   equal in canonical form, or equivalent by `lean_env.StatementChecker`.

Of the texts that pass, the one that leads back most often is taken. Its pair says by its source that a machine wrote
the English. A model that cannot state things in Lean lets nothing through, which is the point of the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from autoformalize.data.normalise import lean_key
from autoformalize.data.normalise.english import content_words, english_words
from autoformalize.generation.engine import Engine, SampleRequest
from autoformalize.problem import Pair, Problem
from autoformalize.prompting.extract import extract_candidate, extract_words
from autoformalize.prompting.prompts import PromptBuilder
from lean_env import BaseChecker, StatementChecker

SOURCE: Final = "back-translation"
"""The source of a pair whose English a model wrote, before the name of where its Lean is from."""

_SHORTEST, _LONGEST = 12, 600
_LEAN: Final = re.compile(r":=|\b(theorem|lemma|begin|sorry|example|by exact|intros?)\b|λ|[⟨⟩▸]")
_NUMERAL: Final = re.compile(r"(?<![\w.'])\d+")
"""A number by itself: none in `h1`, `x₂` or `p.1`."""
_LETTER: Final = re.compile(r"(?<![\w'])[A-Za-zα-ωΑ-Ω](?![\w'])")
_SPOKEN_NUMBERS: Final = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}  # fmt: skip
_SAID_OTHERWISE: Final = {
    "0": ("positive", "negative", "nonzero"),
    "1": ("successor", "singleton"),
    "2": ("even", "odd", "twice", "double", "square", "²"),
    "3": ("triple", "cube", "³"),
}
_WORDS_OF_ONE_LETTER: Final = frozenset("aAI")
_BATCH: Final = 8
"""Statements that are put into words together: enough to fill a batch of samples, few enough to lose at a kill."""


@dataclass(frozen=True, slots=True)
class BackTranslationSettings:
    """How many texts to ask for each statement, and how many statements for each text."""

    texts: int = 4
    statements: int = 4


def back_translate(
    pairs: Iterable[Pair],
    engine: Engine,
    prompts: PromptBuilder,
    checker: BaseChecker,
    settings: BackTranslationSettings,
    failed: Counter[str],
) -> Iterator[list[tuple[Pair, Pair | None]]]:
    """Each pair with itself in words, or None where no text passed; pairs that have English come back as they are.

    They come in batches of `_BATCH`, as they are sampled: whoever goes on after a kill goes on with a whole batch, so
    that samples are rounded as they were. `failed` counts texts by the rule that they did not pass.
    """
    stream = iter(pairs)
    while batch := list(islice(stream, _BATCH)):
        # Ids need not be distinct.
        wordless = {f"{pair.problem.id}/{n}": pair for n, pair in enumerate(batch) if not _has_english(pair)}
        problems = {key: replace(pair.problem, id=key) for key, pair in wordless.items()}
        found = _translated(problems, engine, prompts, checker, settings, failed)
        worded = {id(pair): _in_words(pair, found[key]) for key, pair in wordless.items() if key in found}
        yield [(pair, pair if _has_english(pair) else worded.get(id(pair))) for pair in batch]


def rule_broken(english: str, problem: Problem) -> str:
    """Which of the first two rules the text breaks, as a short reason, or "" if neither."""
    if not _SHORTEST <= len(english) <= _LONGEST or len(content_words(english_words(english))) < 1:
        return "too short or too long"
    if _LEAN.search(english):
        return "Lean in the words"
    statement = _after_name(problem.formal_statement)
    numerals = set(_NUMERAL.findall(statement))
    said = set(_NUMERAL.findall(english))
    lower = english.lower()
    spoken = {
        number
        for number in numerals - said
        if any(word in lower for word in (_SPOKEN_NUMBERS.get(number, number), *_SAID_OTHERWISE.get(number, ())))
    }
    if said - numerals or numerals - said - spoken:
        return "other numerals"
    if set(_LETTER.findall(english)) - set(_LETTER.findall(statement)) - _WORDS_OF_ONE_LETTER:
        return "names that the statement has not"
    return ""


def same_statement(problem: Problem, stated: str, checker: BaseChecker) -> bool:
    """Whether a statement in Lean says what the problem says: equal in form, or equivalent as the checker proves it."""
    if not stated:
        return False
    if lean_key(stated, problem.header) == lean_key(problem.formal_statement, problem.header):
        return True
    return StatementChecker(checker).compare(problem.header, problem.formal_statement, stated).equivalent


def _has_english(pair: Pair) -> bool:
    return bool(pair.problem.informal_statement.strip())


def _translated(
    problems: Mapping[str, Problem],
    engine: Engine,
    prompts: PromptBuilder,
    checker: BaseChecker,
    settings: BackTranslationSettings,
    failed: Counter[str],
) -> Mapping[str, str]:
    """The best text for each problem that has one, by id."""
    requests = [
        SampleRequest(prompts.prompt(problem, "informalize"), range(settings.texts)) for problem in problems.values()
    ]
    texts: dict[str, list[str]] = {}
    for sample in sorted(engine.generate(requests), key=lambda each: (each.problem_id, each.index)):
        english = "" if sample.truncated else extract_words(sample.text)
        reason = rule_broken(english, problems[sample.problem_id])
        if reason:
            failed[reason] += 1
        elif english not in texts.setdefault(sample.problem_id, []):
            texts[sample.problem_id].append(english)
    worded = {
        f"{identifier}#{number}": replace(problems[identifier], id=f"{identifier}#{number}", informal_statement=english)
        for identifier, found in texts.items()
        for number, english in enumerate(found)
    }
    ways = _ways_back(worded, engine, prompts, checker, settings)
    best: dict[str, tuple[int, str]] = {}
    for identifier, problem in worded.items():
        if not ways[identifier]:
            failed["does not lead back"] += 1
            continue
        original = identifier.rpartition("#")[0]
        if ways[identifier] > best.get(original, (0, ""))[0]:
            best[original] = (ways[identifier], problem.informal_statement)
    return {identifier: english for identifier, (_, english) in best.items()}


def _ways_back(
    worded: Mapping[str, Problem],
    engine: Engine,
    prompts: PromptBuilder,
    checker: BaseChecker,
    settings: BackTranslationSettings,
) -> Counter[str]:
    """How many of the statements made of each text are the original."""
    requests = [
        SampleRequest(prompts.prompt(problem, "statement"), range(settings.statements)) for problem in worded.values()
    ]
    ways: Counter[str] = Counter()
    for sample in engine.generate(requests):
        problem = worded[sample.problem_id]
        stated, _ = extract_candidate(problem, "statement", sample.text)
        ways[sample.problem_id] += same_statement(problem, stated, checker)
    return ways


def _in_words(pair: Pair, english: str) -> Pair:
    origin = pair.problem.source
    source = f"{SOURCE}:{origin}" if origin else SOURCE
    return replace(pair, problem=replace(pair.problem, informal_statement=english, source=source))


def _after_name(statement: str) -> str:
    """The statement without its keyword and name, which say nothing."""
    parts = statement.split(None, 2)
    return parts[2] if len(parts) == 3 and parts[0] in ("theorem", "lemma") else statement
