"""Completion -> Lean source or English: find what was asked for in prose, fences and half-finished output.

Only cuts and joins text; whether it is Lean, and whether it proves anything, is the checker's to say.
"""

from __future__ import annotations

import re
from typing import Final

from autoformalize.data.hammer import expand, shorten
from autoformalize.problem import TASKS_WITHOUT_PROOFS, Problem
from lean_env.statement import signature_of

_FENCE: Final = re.compile(
    r"^[ \t]*(?:```|~~~)[ \t]*([^\n`]*)\n(.*?)(?:^[ \t]*(?:```|~~~)|```|\Z)", re.DOTALL | re.MULTILINE
)
_THOUGHT: Final = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL)
# What chat templates put around turns: a model that goes on after its answer writes them as text.
_TURN: Final = re.compile(r"<\|[\w ]{2,24}\|>|</s>|\[/?INST\]|<(?:start|end)_of_turn>")
_COMMAND_LINE: Final = re.compile(
    r"^[ \t]*(?:theorem|lemma|example|def|open|open_locale|universes?|variables?|namespace|section|noncomputable|"
    r"private|protected|local|attribute|@\[|/--|/-|--)",
    re.MULTILINE,
)
# A line of prose: Lean's lines do not begin with a capital and go on in words.
_PROSE: Final = re.compile(r"\n\s*\n(?=[A-Z][a-z]*(?:'[a-z]+)?,? [a-z]+ [a-z]+)")
_LEADING_PROSE: Final = re.compile(r"\A(?:[A-Z][^\n]*[:.!]\s*\n|(?:Proof|Answer|Solution)\s*[:.]\s*)+")
_SENTENCE: Final = re.compile(r"[A-Z][a-z']*[ ,:.!]")
_INLINE: Final = re.compile(r"\A`([^`]+)`[.;]?\Z")
# What a model writes when it goes on to the next example, or to chat.
_NEXT_EXAMPLE: Final = re.compile(r"\n\s*(?:/--|--\s*Statement |#|```|theorem |lemma |example )|\n\n\n")
_NEXT_PROMPT: Final = re.compile(r"\n\s*(?:--\s*Statement |#|```)|\n\n\n")
_NEXT_WORDS: Final = re.compile(r"\n\s*(?:theorem |lemma |example |/-|--|#|```)|\n\s*\n")
_STATED: Final = re.compile(r"^[ \t]*(?:(?:theorem|lemma)\s+([^\s:({\[⦃]+)|example\b)", re.MULTILINE)
_OPENING: Final = re.compile(r"^[ \t]*(?:open|open_locale|universes?|noncomputable theory)\b[^\n]*$", re.MULTILINE)
# A blank line, or a command that begins a line: the statement does not reach beyond them.
_AFTER_STATEMENT: Final = re.compile(
    r"\n\s*\n|\n[ \t]*(?:theorem|lemma|example|def|end|open|begin|by|/--|#|@\[|namespace|section|variables?|import)\b"
)
_LEAD_IN: Final = re.compile(
    r"^(?:(?:sure|certainly|of course)\b[^\n:]*[:!.]\s*)?(?:--\s*)?(?:in words\s*:)?\s*", re.IGNORECASE
)
_MARKS: Final = '"“”`* '
_DECLARATION: Final = re.compile(r"^[ \t]*(?:theorem|lemma)\s+([^\s:({\[⦃]+)", re.MULTILINE)
# Lean's scanner never gets past a vertical tab or a form feed: each would cost a check its whole time.
_BLANKS: Final = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x00": " "})
_PROOF_STARTS: Final = (":=", "|", "begin", "by ", "by\n")


def extract_candidate(problem: Problem, task: str, completion: str, hammer: bool = False) -> tuple[str, str]:
    """The Lean source to check, without the problem's header, and the name of the theorem that it should prove.

    For `proof` the source is the problem's own statement followed by the proof that was found; a model that restates
    the theorem is taken at its word, and the audit compares the statements. For `full` it is what the model wrote, and
    the name is that of its last theorem ("" if it has none). For `statement` it is the first theorem without its proof,
    after the `open` and `universe` lines above it; its name is "" where there is none. For `informalize` the text is
    English, and there is no name. With `hammer` the Lean for each hammer in a proof is put in its place.
    """
    lean, name = _candidate(problem, task, completion)
    if not hammer or task in TASKS_WITHOUT_PROOFS:
        return lean, name
    return expand(lean, _signature(lean), problem.header), name


def with_hammers(lean: str, header: str) -> str:
    """A candidate for readers: a hammer for what one stands for, which is long."""
    return shorten(lean, _signature(lean), header)


def _signature(lean: str) -> str:
    return opening_and_signature(own_statement(lean)[0])[1]


def _candidate(problem: Problem, task: str, completion: str) -> tuple[str, str]:
    if task == "informalize":
        return extract_words(completion), ""
    text = _unfenced(_spoken(completion), problem.theorem_name)
    if task == "statement":
        return _statement(_cut(text, _NEXT_PROMPT))
    if task == "full":
        source = _without_prose(_cut(text, _NEXT_PROMPT))
        names: list[str] = _DECLARATION.findall(source)
        return source, names[-1] if names else ""
    name = problem.theorem_name
    if name and re.search(rf"^[ \t]*(?:theorem|lemma)\s+{re.escape(name)}(?![\w.'])", text, re.MULTILINE):
        return _without_prose(_cut(text, _NEXT_PROMPT)), name
    renamed = _under_its_name(_cut(text, _NEXT_PROMPT), name)
    if renamed:
        return renamed, name
    return f"{problem.formal_statement} {_proof(_cut(text, _NEXT_EXAMPLE))}", name


def extract_words(completion: str) -> str:
    """The English of a completion, on one line: without lead-in, marks around it, or what the model wrote after it."""
    spoken = _spoken(completion).strip()
    fenced = _FENCE.match(spoken)
    text = _LEAD_IN.sub("", (fenced.group(2) if fenced else spoken).strip().lstrip("`\n "), count=1)
    return one_line(_cut(text, _NEXT_WORDS)).strip(_MARKS)


def own_statement(source: str) -> tuple[str, str]:
    """The statement of the last theorem that a text proves, after the lines of it that open names, and its name."""
    starts = [found.start() for found in _DECLARATION.finditer(source)]
    return _statement(source[: starts[-1]] if starts else "", source[starts[-1] :] if starts else source)


def opening_and_signature(stated: str) -> tuple[str, str]:
    """A statement as it is made here, taken apart again: the lines that open names, and the theorem up to its proof."""
    found = _STATED.search(stated)
    start = found.start() if found else 0
    return stated[:start].strip(), stated[start:]


def one_line(words: str) -> str:
    """The words without line breaks or runs of blanks, as every prompt shows them."""
    return " ".join(words.split())


def _statement(text: str, declaration: str | None = None) -> tuple[str, str]:
    """The first declaration of a text up to its proof, after the lines that open names, and its name."""
    if declaration is None:
        found = _STATED.search(text)
        if found is None:
            return text.strip(), ""
        text, declaration = text[: found.start()], text[found.start() :]
    after = _AFTER_STATEMENT.search(declaration)
    signature = signature_of(declaration[: after.start()] if after else declaration)
    named = _STATED.search(signature)
    lines = [found.group(0).strip() for found in _OPENING.finditer(text)]
    return "\n".join([*lines, signature]), (named.group(1) or "example") if named else ""


def _spoken(completion: str) -> str:
    """What a model says aloud: without its thoughts, and up to where it plays the next turn of the conversation."""
    text = completion.replace("\r\n", "\n").translate(_BLANKS)
    if "</think>" in text and "<think>" not in text:  # some templates open the thoughts in the prompt
        text = text.rpartition("</think>")[2]
    text = _THOUGHT.sub("", text)
    turn = _TURN.search(text, re.match(r"\s*", text).end())  # type: ignore[union-attr]
    return text[: turn.start()] if turn else text


def _unfenced(completion: str, name: str = "") -> str:
    """The fenced block that was meant, else the completion itself.

    Blocks of other languages are not meant where there is one of Lean; of several the last that states the theorem is
    (a model corrects itself), and else the longest.
    """
    if completion.lstrip().startswith(_PROOF_STARTS):  # the answer has begun; a fence behind it is another thing
        return completion
    blocks = [(found.group(1).strip().lower(), found.group(2)) for found in _FENCE.finditer(completion)]
    blocks = [block for block in blocks if block[1].strip()]
    lean = [text for language, text in blocks if language.startswith("lean")] or [
        text for language, text in blocks if language in ("", "text", "plaintext", "code", "coq", "haskell")
    ]
    if not lean:
        return completion
    stating = [text for text in lean if name and any(stated == name for stated in _DECLARATION.findall(text))]
    return (stating[-1] if stating else max(lean, key=len)).rstrip()


def _without_prose(text: str) -> str:
    """A text of whole declarations, without the sentences before and after them."""
    first = _COMMAND_LINE.search(text)
    text = text[first.start() :] if first else text
    after = _PROSE.search(text)
    return (text[: after.start()] if after else text).strip()


def _under_its_name(text: str, name: str) -> str:
    """A theorem that a model stated under another name, or none, given the name that was asked for; "" for no theorem.

    What it states is compared by the audit, as of any other. A text that begins with a proof is none: the theorem in it
    is the next one.
    """
    first = _COMMAND_LINE.search(text)
    said = text[: first.start()].strip() if first else text
    if not name or (said and not _SENTENCE.match(said)):
        return ""
    whole = _without_prose(text)
    stated = list(_STATED.finditer(whole))
    return whole[: stated[-1].start()] + f"theorem {name}" + whole[stated[-1].end() :] if stated else ""


def _cut(text: str, next_thing: re.Pattern[str]) -> str:
    """The text up to where the model starts something new."""
    found = next_thing.search(text)
    return (text[: found.start()] if found else text).strip()


def _proof(text: str) -> str:
    """The proof with its `:=`, which models leave out or write twice."""
    inline = _INLINE.match(text)
    text = (inline.group(1) if inline else _LEADING_PROSE.sub("", text)).strip()
    after = _PROSE.search(text)
    text = text[: after.start()].rstrip() if after else text
    if text.startswith((":=", "|")) or not text:
        return text
    if text.startswith(_PROOF_STARTS):
        return f":= {text}"
    assigned = text.find(":=")
    if text.startswith(":") and assigned >= 0:  # the type once more, then the proof
        return text[assigned:]
    return f":= {text}"
