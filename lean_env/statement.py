"""Statements as texts: split a signature into name, binders and type; walk tokens; split off imports.

Everything here reads tokens with the embedded checker's scanner, never with patterns over raw text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import (
    COMMAND,
    DOC,
    END,
    IDENTIFIER,
    MODULE_DOC,
    Scanner,
    Token,
)
from lean_env.errors import LeanEnvError

_DECLARATIONS: Final = frozenset({"theorem", "lemma", "def", "definition", "example", "abbreviation"})
_MODIFIERS: Final = frozenset({"private", "protected", "noncomputable"})
_OPEN: Final = frozenset(["(", "{", "[", "⦃", "⟨", "`(", "``(", ".(", "(:", "{!", "@[", "#["])
_CLOSE: Final = frozenset([")", "}", "]", "⦄", "⟩", ":)", "!}"])
NOTATION_COMMANDS: Final = frozenset(
    ["notation", "infix", "infixl", "infixr", "prefix", "postfix", "reserve", "precedence"]
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be proved: `name` (may be empty), declared `universes`, `binders` and `type` as Lean texts."""

    name: str
    universes: tuple[str, ...]
    binders: str
    type: str

    @classmethod
    def parse(cls, text: str) -> Statement:
        """Read a signature (`theorem foo (p : Prop) : p → p`, with or without `:=` at its end) or a bare proposition.

        Raises LeanEnvError for a signature without a type.
        """
        tokens = [t for t in tokens_of(text) if t.kind not in (DOC, MODULE_DOC)]
        start = _declaration_keyword(tokens)
        if start is None:
            return cls("", (), "", text.strip())
        position = start + 1
        universes: list[str] = []
        if position < len(tokens) and tokens[position].text == "{" and tokens[start].text != "example":
            position += 1
            while position < len(tokens) and tokens[position].text != "}":
                universes.append(tokens[position].text)
                position += 1
            position += 1
        name, binders_from = "", tokens[position - 1].stop
        if position < len(tokens) and tokens[position].kind == IDENTIFIER:
            name, binders_from = tokens[position].text, tokens[position].stop
            position += 1
        colon = _at_depth_zero(tokens, position, ":")
        if colon is None:
            raise LeanEnvError(f"the statement {_short(text)!r} has no `:` before its type")
        assign = _at_depth_zero(tokens, colon + 1, ":=")
        stop = len(text) if assign is None else tokens[assign].offset
        binders = text[binders_from : tokens[colon].offset].strip()
        return cls(name, tuple(universes), binders, text[tokens[colon].stop : stop].strip())

    @property
    def proposition(self) -> str:
        """The statement as one closed term: the binders under a `∀`."""
        return f"∀ {self.binders},\n{self.type}" if self.binders else self.type


def signature_of(declaration: str) -> str:
    """The text of a declaration up to its proof: what stands before the first `:=` or `|` outside brackets.

    A text that cannot be read to its end is returned whole: whoever checks it will say what is wrong.
    """
    try:
        tokens = list(tokens_of(declaration))
    except LeanError:
        return declaration.strip()
    colon = _at_depth_zero(tokens, 0, ":")
    if colon is None:
        return declaration.strip()
    ends = [at for at in (_at_depth_zero(tokens, colon + 1, mark) for mark in (":=", "|")) if at is not None]
    return declaration[: tokens[min(ends)].offset if ends else len(declaration)].strip()


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a text that may declare notations: symbols that no table knows become tokens by themselves.

    Raises LeanError (kind `parse`) where the text cannot be read on: an unclosed comment or string.
    """
    scanner = Scanner(text, lenient=True)
    while True:
        token = scanner.next_token()
        if token.kind == END:
            return
        if token.kind == COMMAND:
            scanner.in_notation = token.text in NOTATION_COMMANDS
        yield token


def is_identifier(name: str) -> bool:
    """Whether the text is one identifier, possibly dotted."""
    try:
        tokens = list(tokens_of(name))
    except LeanError:
        return False
    return len(tokens) == 1 and tokens[0].kind == IDENTIFIER and tokens[0].text == name


def split_header(text: str) -> tuple[str, str]:
    """Split a file into the lines of its imports (with what stands before them) and the rest.

    The header ends with the line of the last imported name; it is empty for a file without imports.
    """
    stop = 0
    try:
        importing = False
        for token in tokens_of(text):
            if token.text in ("import", "prelude"):
                importing = token.text == "import"
            elif token.kind in (DOC, MODULE_DOC):
                continue
            elif not (importing and (token.kind == IDENTIFIER or token.text == ".")):
                break
            stop = token.stop
    except LeanError:
        pass  # the checker will say what is wrong with the text, and where
    if stop == 0:
        return "", text
    line_end = text.find("\n", stop)
    cut = len(text) if line_end < 0 else line_end + 1
    header = text[:cut]
    return (header if header.endswith("\n") else header + "\n"), text[cut:]


def _declaration_keyword(tokens: list[Token]) -> int | None:
    """The index of the keyword of a declaration that the tokens begin with, after attributes and modifiers."""
    position = 0
    while position < len(tokens):
        text = tokens[position].text
        if text in _DECLARATIONS:
            return position
        if text == "@[":
            close = _at_depth_zero(tokens, position + 1, "]")
            if close is None:
                return None
            position = close + 1
        elif text in _MODIFIERS:
            position += 1
        else:
            return None
    return None


def _at_depth_zero(tokens: list[Token], start: int, wanted: str) -> int | None:
    depth = 0
    for index in range(start, len(tokens)):
        text = tokens[index].text
        if depth == 0 and text == wanted:
            return index
        if text in _OPEN:
            depth += 1
        elif text in _CLOSE:
            depth -= 1
    return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."
