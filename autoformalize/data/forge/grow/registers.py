"""English in more voices than one frame gives: a textbook, an exam, a question, a person who speaks plainly, symbols.

What a term says is `forge.english`'s; here whole statements are put together. A register is drawn for each text, so
that one statement is heard in several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from autoformalize.data.forge.draft import in_words
from autoformalize.data.forge.english import Voice, enumerate_words, kind_words, sentence
from autoformalize.data.forge.terms import Term, lean

_TWICE: Final = re.compile(r"\b(the (?:function|relation)) (?=\1\b)")
_OPENING: Final = re.compile(r"(prove|show|exercise|lemma|proposition|verify|for|let|we|if|clearly|explain)\b")

Variables = Sequence[tuple[str, Term]]

_TEXTBOOK: Final = (
    "{l}. {h}Then {c}",
    "{l}. {h}We claim that {c}",
    "proposition. {L}. {h}Then {c}",
    "for {v}: {i}{c}",
    "consider {v}. {h}It follows that {c}",
    "fix {v}. {h}Then we have {c}",
)
_TEXTBOOK_BARE: Final = (
    "{h}Then {c}",
    "{i}{c}",
    "the following holds: {i}{c}",
    "lemma. {h}Then {c}",
    "{h}We claim that {c}",
)
_EXAM: Final = (
    "{l}. {a}Prove that {c}",
    "{l}. {a}Show that {c}",
    "given {v}, {k}prove that {c}",
    "exercise: {l}. {a}Show that {c}",
    "prove for {v} that {i}{c}",
    "{l}. Show: {i}{c}",
    "{l}. Prove or derive that {i}{c}",
)
_EXAM_BARE: Final = (
    "{a}Prove that {c}",
    "{a}Show that {c}",
    "prove the following: {i}{c}",
    "verify that {i}{c}",
    "exercise: show that {i}{c}",
    "deduce that {c}{w}",
    "establish that {c}{w}",
)
_PLAIN: Final = (
    "{i}{c}",
    "{c}{w}",
    "we know that {g}. So {c}",
    "{g}, hence {c}",
    "knowing {g}, we can say that {c}",
    "{g}. Therefore {c}",
    "explain why {c}{w}",
    "why does it hold that {c}{w}?",
)
_PLAIN_BARE: Final = ("{c}", "clearly {c}", "it is a fact that {c}", "explain why {c}", "why does it hold that {c}?")


def speak(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    """The statement in one register at random."""
    register = rng.choices(_REGISTERS, weights=_WEIGHTS)[0]
    said = _TWICE.sub("", register(rng, variables, hypotheses, goal))
    return said[0].upper() + said[1:] if _OPENING.match(said) else said


def _common(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    return in_words(Voice.draw(rng), variables, hypotheses, goal)


def _textbook(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    return _framed(rng, (_TEXTBOOK, _TEXTBOOK_BARE), Voice.draw(rng), variables, hypotheses, goal)


def _exam(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    return _framed(rng, (_EXAM, _EXAM_BARE), Voice.draw(rng), variables, hypotheses, goal)


def _plain(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    voice = Voice(rng, rng.choice((1, 2, 2)), rng.choice((" · ", " times ", " * ")), rng.randrange(3))
    frames = _PLAIN if hypotheses else _PLAIN_BARE
    return _filled(rng.choice(frames), voice, [], hypotheses, goal)


def _symbols(rng: Random, variables: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    """As on a blackboard: quantifiers for the variables, arrows or commas for hypotheses."""
    declared: list[tuple[str, list[str]]] = []
    for name, kind in variables:
        if kind.op == "Type":
            continue
        text = lean(kind)
        if declared and declared[-1][0] == text:
            declared[-1][1].append(name)
        else:
            declared.append((text, [name]))
    opening = ", ".join(f"{' '.join(names)} : {kind}" for kind, names in declared)
    if rng.random() < 0.5 or not declared:
        given = ", ".join(lean(each) for each in hypotheses)
        claim = f"{given} ⊢ {lean(goal)}" if given else lean(goal)
        return sentence(f"{rng.choice(('show', 'prove', 'prove:'))} {claim}" if rng.random() < 0.6 else claim)
    claim = " → ".join([*(lean(each, 26, False) for each in hypotheses), lean(goal, 25 if hypotheses else 0)])
    return sentence(f"for {opening}: {claim}" if rng.random() < 0.5 else f"∀ {opening}, {claim}")


def _framed(
    rng: Random,
    frames: tuple[Sequence[str], Sequence[str]],
    voice: Voice,
    variables: Variables,
    hypotheses: Sequence[Term],
    goal: Term,
) -> str:
    spoken = [(name, kind) for name, kind in variables if kind.op not in ("Type", "Prop")]
    frame = rng.choice(frames[0] if spoken else frames[1])
    return _filled(frame, voice, spoken, hypotheses, goal)


def _filled(frame: str, voice: Voice, spoken: Variables, hypotheses: Sequence[Term], goal: Term) -> str:
    """The frame with its clauses.

    v: the variables; l and L: what lets them be; c: the claim. The hypotheses: h, a sentence that supposes; a, one that
    assumes; i, an if-clause; w, a when-clause at the end; k, an insertion; g, as they are.
    """
    loose = voice.wordy == 0
    level = {each: 21 if loose and each.op in ("→", "↔", "∀", "∃") else 0 for each in hypotheses}
    given = enumerate_words([voice.say(each, level[each]) for each in hypotheses])
    rng = voice.rng
    clauses = {
        "v": voice.declare(spoken) if spoken else "",
        "l": f"let {_be(spoken)}",
        "L": f"Let {_be(spoken)}",
        "c": voice.say(goal),
        "g": given,
        "h": f"{rng.choice(('Suppose that', 'Suppose', 'Assume that', 'Let us assume'))} {given}. " if given else "",
        "a": f"{rng.choice(('Suppose that', 'Assume', 'Assume that', 'Given that'))} {given}. " if given else "",
        "i": f"{rng.choice(('if', 'whenever', 'if', 'given that'))} {given}, " if given else "",
        "w": f" {rng.choice(('when', 'if', 'whenever', 'provided that'))} {given}" if given else "",
        "k": f"and assuming {given}, " if given else "",
    }
    if "{a}" in frame and clauses["a"].startswith("Given that"):
        clauses["a"] = f"It is given that {given}. "
    text = frame.format(**clauses)
    parts = [part for part in text.split(". ") if part]
    return ". ".join(_capital(part) for part in parts[:-1]) + (". " if len(parts) > 1 else "") + sentence(parts[-1])


def _be(spoken: Variables) -> str:
    """ "a and b be natural numbers and f be a function from the integers to α": the variables with their types."""
    groups: list[tuple[Term, list[str]]] = []
    for name, kind in spoken:
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(name)
        else:
            groups.append((kind, [name]))
    said = []
    for kind, names in groups:
        singular, plural = (" ".join(each.replace("{}", "").split()) for each in kind_words(kind))
        article = "an" if singular[0] in "aei" else "a"
        said.append(f"{enumerate_words(names)} be {f'{article} {singular}' if len(names) == 1 else plural}")
    return ", and let ".join(said)


def _capital(text: str) -> str:
    return sentence(text).removesuffix(".")


_REGISTERS: Final[tuple[Callable[[Random, Variables, Sequence[Term], Term], str], ...]] = (
    _common,
    _textbook,
    _exam,
    _plain,
    _symbols,
)
_WEIGHTS: Final = (40, 17, 21, 14, 8)
