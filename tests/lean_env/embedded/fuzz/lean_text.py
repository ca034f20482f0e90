"""A Lean text cut into words that can be edited: brackets, binders, steps and arguments found by eye, not parsed.

A mutator need not be right about what it edits: what a mutant is worth, Lean says. So this stays a handful of patterns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

_WORD: Final = re.compile(
    r"\s+|--[^\n]*|/-.*?-/|\"[^\"]*\"|[λΠΣ∀∃¬]"
    r"|(?:[^\W\d]|«[^»]*»)[\w'₀-₉]*(?:\.(?:[^\W\d]|«[^»]*»)[\w'₀-₉]*)*"
    r"|\d+|:=|<;>|<\|>|<->|->|<-|>=|<=|/\\|\\/|∘|\.\d+|\.\.|.",
    re.DOTALL,
)
_IDENTIFIER: Final = re.compile(r"[^\W\dλΠΣ][\w'₀-₉]*(\.[^\W\d][\w'₀-₉]*)*")
KEYWORDS: Final = frozenset(
    (
        *("theorem", "lemma", "def", "example", "instance", "abbreviation", "inductive", "structure", "class", "begin"),
        *("end", "by", "from", "have", "show", "let", "in", "if", "then", "else", "match", "with", "fun", "assume"),
        *("suffices", "calc", "at", "using", "variables", "variable", "universe", "universes", "namespace", "section"),
        *("open", "notation", "infix", "infixl", "infixr", "attribute", "local", "parameter", "parameters", "mutual"),
        *("extends", "Type", "Prop", "Sort", "forall", "exists", "Pi", "do", "noncomputable", "protected", "private"),
        *("export", "only"),
    )
)
DECLARATIONS: Final = frozenset(("theorem", "lemma", "def", "example", "instance", "abbreviation"))
_COMMANDS: Final = frozenset(
    (
        *("inductive", "structure", "class", "variables", "variable", "universe", "universes", "namespace", "section"),
        *("open", "notation", "infix", "infixl", "infixr", "attribute", "local", "parameter", "parameters", "mutual"),
        *("noncomputable", "protected", "private", "export", "end"),
    )
)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⦃": "⦄", "begin": "end", "match": "end"}


class Span(NamedTuple):
    """Words `start` up to `stop`."""

    start: int
    stop: int


class Binder(NamedTuple):
    """A bracketed binder `(names : type)`: the words of its brackets, of its names, and of its type."""

    span: Span
    names: tuple[int, ...]
    type: Span


class Declaration(NamedTuple):
    """A theorem, definition or example: its keyword, its binders, its type, and what stands after `:=`."""

    keyword: int
    binders: tuple[Binder, ...]
    type: Span
    body: Span


class LeanText:
    """The words of one text, white space and comments among them, so that joining them gives the text back."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(text)

    def replaced(self, *edits: tuple[Span, str]) -> str:
        """The text with some spans, which do not overlap, replaced."""
        pieces: list[str] = []
        done = 0
        for span, new in sorted(edits):
            pieces += [*self.words[done : span.start], new]
            done = span.stop
        return "".join([*pieces, *self.words[done:]])

    def source(self, span: Span) -> str:
        """The text of a span."""
        return "".join(self.words[span.start : span.stop])

    def at(self, index: int, new: str) -> str:
        """The text with one word replaced."""
        return self.replaced((Span(index, index + 1), new))

    @cached_property
    def solid(self) -> list[int]:
        """The words that are neither white space nor comments."""
        return [i for i, word in enumerate(self.words) if not word.isspace() and not word.startswith(("--", "/-"))]

    @cached_property
    def identifiers(self) -> list[int]:
        """The words that name something."""
        return [i for i in self.solid if _IDENTIFIER.fullmatch(self.words[i]) and self.words[i] not in KEYWORDS]

    @cached_property
    def partner(self) -> dict[int, int]:
        """The closing bracket of each opening one, `begin` and `match` among them."""
        found: dict[int, int] = {}
        waiting: list[tuple[int, str]] = []
        for i in self.solid:
            if waiting and self.words[i] == waiting[-1][1]:
                found[waiting.pop()[0]] = i
            elif self.words[i] in _CLOSING:
                waiting.append((i, _CLOSING[self.words[i]]))
        return found

    def trimmed(self, span: Span) -> Span:
        """The span without the white space at its ends."""
        start, stop = span
        while start < stop and self.words[start].isspace():
            start += 1
        while start < stop and self.words[stop - 1].isspace():
            stop -= 1
        return Span(start, stop)

    def parts(self, span: Span, separator: str) -> list[Span]:
        """The span cut at a separator outside all brackets."""
        found: list[Span] = []
        start = i = span.start
        while i < span.stop:
            if i in self.partner:
                i = self.partner[i]
            elif self.words[i] == separator:
                found.append(self.trimmed(Span(start, i)))
                start = i + 1
            i += 1
        return [*found, self.trimmed(Span(start, span.stop))]

    @cached_property
    def binders(self) -> list[Binder]:
        """Every bracketed binder with names and a type."""
        return [binder for i in self.solid if (binder := self._binder(i)) is not None]

    def _binder(self, start: int) -> Binder | None:
        if self.words[start] not in "({⦃[" or start not in self.partner:
            return None
        names: list[int] = []
        for i in range(start + 1, self.partner[start]):
            if self.words[i] == ":" and names:
                stop = self.partner[start]
                return Binder(Span(start, stop + 1), tuple(names), self.trimmed(Span(i + 1, stop)))
            if i in self.identifiers:
                names.append(i)
            elif not self.words[i].isspace():
                return None
        return None

    @cached_property
    def declarations(self) -> list[Declaration]:
        """The declarations with a type and a body after `:=`."""
        starts = [i for i in self.solid if self.words[i] in DECLARATIONS | _COMMANDS and self._begins_line(i)]
        found = []
        for start, stop in itertools.pairwise([*starts, len(self.words)]):
            if self.words[start] in DECLARATIONS and (declaration := self._declaration(start, stop)) is not None:
                found.append(declaration)
        return found

    def _begins_line(self, index: int) -> bool:
        return index == 0 or self.words[index - 1].endswith("\n")

    def _declaration(self, start: int, stop: int) -> Declaration | None:
        colon, assign = 0, 0
        i = start
        while i < stop and not assign:
            if i in self.partner:
                i = self.partner[i]
            elif self.words[i] == ":" and not colon:
                colon = i
            elif self.words[i] == ":=":
                assign = i
            i += 1
        if not colon or not assign:
            return None
        binders = tuple(b for b in self.binders if start < b.span.start < colon)
        return Declaration(start, binders, self.trimmed(Span(colon + 1, assign)), self.trimmed(Span(assign + 1, stop)))

    @cached_property
    def blocks(self) -> list[Span]:
        """The insides of tactic blocks: `begin ... end`, `by ...` to a declaration's end, and `{ ... }` in them."""
        found = [Span(i + 1, j) for i, j in self.partner.items() if self.words[i] == "begin"]
        for declaration in self.declarations:
            if self.words[declaration.body.start] == "by":
                found.append(Span(declaration.body.start + 1, declaration.body.stop))
        braces = [(i, j) for i, j in self.partner.items() if self.words[i] == "{" and not self._binder(i)]
        found += [Span(i + 1, j) for i, j in braces if any(block.start <= i < block.stop for block in found)]
        return [span for block in found if (span := self.trimmed(block)).start < span.stop]

    @cached_property
    def steps(self) -> list[list[Span]]:
        """The steps of each tactic block."""
        return [[step for step in self.parts(block, ",") if step.start < step.stop] for block in self.blocks]

    @cached_property
    def arguments(self) -> list[Span]:
        """The atoms (names, numerals, brackets) that follow another atom on their line: arguments, as it seems."""
        found: list[Span] = []
        for i in self.solid:
            atom = self._atom(i)
            if atom is not None and i >= 2 and self.words[i - 1] == " " and self._ends_atom(i - 2):
                found.append(atom)
        return found

    def _atom(self, start: int) -> Span | None:
        if start in self.identifiers or self.words[start].isdigit() or self.words[start] == "_":
            return Span(start, start + 1)
        if self.words[start] in "(⟨" and start in self.partner:
            return Span(start, self.partner[start] + 1)
        return None

    def _ends_atom(self, index: int) -> bool:
        return index in self.identifiers or self.words[index].isdigit() or self.words[index] in ")⟩_"

    @cached_property
    def bound_names(self) -> list[str]:
        """Names that binders, `λ` and its kin, and introducing tactics bind, in the order of their first binding."""
        names: dict[str, None] = {self.words[i]: None for binder in self.binders for i in binder.names}
        for i in self.solid:
            if self.words[i] in ("λ", "∀", "∃", "fun", "assume", "intro", "intros", "with", "Π", "have", "let"):
                for j in range(i + 1, len(self.words)):
                    if j in self.identifiers and "." not in self.words[j]:
                        names[self.words[j]] = None
                    elif not self.words[j].isspace():
                        break
        return list(names)

    def uses(self, name: str) -> Iterator[int]:
        """The words that are the name, or begin with it and a dot."""
        for i in self.identifiers:
            if self.words[i] == name or self.words[i].startswith(f"{name}."):
                yield i

    def renamed(self, name: str, new: str) -> str:
        """The text with every use of a name renamed."""
        words = list(self.words)
        for i in self.uses(name):
            words[i] = new + words[i][len(name) :]
        return "".join(words)
