"""Statements as texts: split a signature into name, binders and type; walk tokens; split off imports.

Everything here reads tokens with the embedded checker's scanner, never with patterns over raw text.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from lean_env.commands import Declaration, commands_of, first_declaration, tokens_of
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import DOC, IDENTIFIER, MODULE_DOC
from lean_env.errors import LeanEnvError

_STATING: Final = frozenset({"theorem", "lemma", "def", "definition", "example", "abbreviation"})


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be proved: `name` (may be empty), declared `universes`, `binders` and `type` as Lean texts."""

    name: str
    universes: tuple[str, ...]
    binders: str
    type: str

    @classmethod
    @functools.lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Statement:
        """Read a signature (`theorem foo (p : Prop) : p → p`, with or without `:=` at its end) or a bare proposition.

        Raises LeanEnvError for a signature without a type, and for a text that cannot be read to its end.
        """
        try:
            command = next(commands_of(text), None)
        except LeanError as error:
            raise LeanEnvError(f"the statement {_short(text)!r} cannot be read: {error.text}") from error
        parts = Declaration.of(command) if command is not None and command.keyword in _STATING else None
        if parts is None:
            return cls("", (), "", text.strip())
        if parts.colon is None:
            raise LeanEnvError(f"the statement {_short(text)!r} has no `:` before its type")
        stop = parts.value[0].offset if parts.value else len(text)
        binders = text[parts.signature_start : parts.colon.offset].strip()
        return cls(parts.name, parts.universes, binders, text[parts.colon.stop : stop].strip())

    @property
    def proposition(self) -> str:
        """The statement as one closed term: the binders under a `∀`."""
        return f"∀ {self.binders},\n{self.type}" if self.binders else self.type


def signature_of(declaration: str) -> str:
    """The text of a declaration up to its proof: what stands before the first `:=` or `|` outside brackets.

    A text that cannot be read to its end is returned whole: whoever checks it will say what is wrong.
    """
    found = first_declaration(declaration)
    if found is None or not found[1].value:
        return declaration.strip()
    return declaration[: found[1].value[0].offset].strip()


@functools.lru_cache(maxsize=4096)
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


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."
