"""What is in force at a place of a Lean 3 file: namespaces, variables, and the commands that end with their section.

Follows Lean's rules: `end` restores what its `section` or `namespace` found; a declaration gets the variables that its
statement or its term mentions (what tactics name does not count), those that these depend on, those of `include`, and
unnamed instances about included variables alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from lean_env.commands import (
    CLOSING,
    DECLARATIONS,
    FIELD_NAME,
    IDENTIFIER,
    LIBRARY,
    NUMERAL,
    OPENING,
    QUOTED,
    Command,
    Token,
    closing,
    outside_brackets,
    tokens_of,
)

_OPENERS: Final = {"(": ")", "{": "}", "[": "]", "⦃": "⦄"}
# Behind these, names are bound up to the comma.
_BINDERS: Final = frozenset(
    ["∀", "Π", "Σ", "λ", "∃", "∃!", "fun", "forall", "assume", "⋃", "⋂", "⨆", "⨅", "∑", "∏", "∫", "∑'", "∏'", "Σ'"]
)
# A universe follows, or these begin a list of them.
_BEFORE_LEVELS: Final = frozenset(["Type", "Sort", ".{"])
_SCOPED: Final = frozenset(["open", "open_locale", "set_option", "noncomputable", "localized"])


@dataclass(frozen=True, slots=True)
class Variable:
    """A section variable: `open` is its bracket, `type` the text behind its colon, "" where none is given.

    `group` tells which were declared together and so share their universes; `mentions` are the names in the type. An
    unnamed instance has no `name`.
    """

    name: str
    open: str
    type: str
    group: int
    mentions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A command that holds until its section ends: `names` are those in it, `symbols` what it gives meaning.

    `namespace` is the namespace that it opens by standing inside it, else ""; `opened` are those that `open` names,
    `within` the namespaces in which that was read. `spelled` is what a notation without arguments stands for, where it
    has variables of its section in it, and so no meaning elsewhere.
    """

    text: str
    names: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()
    namespace: str = ""
    opened: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    spelled: str = ""

    def meant(self, name: str, spaces: Set[str]) -> str:
        """The full name of a namespace that it opens: the innermost of those that are in `spaces`, else as written."""
        around = [".".join(self.within[:length]) + "." for length in range(len(self.within), 0, -1)]
        return next((each for prefix in around if (each := prefix + name) in spaces), name)

    def text_at_root(self, spaces: Set[str]) -> str:
        """What it is outside of all namespaces, where those in `spaces` are there."""
        names = {name: self.meant(name, spaces) for name in self.opened}
        if all(name == full for name, full in names.items()):
            return self.text
        tokens = list(tokens_of(self.text, LIBRARY, forgiving=True))
        return renamed(self.text, [tokens[index] for index, _ in outside_brackets(tokens)], names)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is in force: `namespaces` from the outermost, `context` the scoped commands in order."""

    namespaces: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    included: frozenset[str] = frozenset()
    universes: tuple[str, ...] = ()
    context: tuple[Line, ...] = ()
    prefixes: tuple[str, ...] = ("",)
    """What may stand before a name that is written short here: of the namespaces, and of those that are open."""

    @property
    def prefix(self) -> str:
        """What stands before the names that are declared here."""
        return ".".join(self.namespaces) + "." if self.namespaces else ""

    def full_name(self, name: str) -> str:
        """The name under which a declaration is found from anywhere."""
        return name.removeprefix("_root_.") if name.startswith("_root_.") else self.prefix + name

    def resolve(self, names: Iterable[str], known: Set[str]) -> set[str]:
        """Which of the `known` names may be meant; `.b` is a known name for whatever ends in b, as in `x.b`."""
        found: set[str] = set()
        for name in names:
            head, *rest = name.removeprefix("_root_.").split(".")
            found.update(f".{part}" for part in rest if f".{part}" in known)
            for part in ("", *rest):
                head = f"{head}.{part}" if part else head
                found.update(prefix + head for prefix in self.prefixes if prefix + head in known)
        return found

    def spelled_out(self, text: str) -> str:
        """The text without the notations that mean nothing outside of their section."""
        for line in self.context:
            for symbol in line.symbols if line.spelled else ():
                text = text.replace(symbol, line.spelled)
        return text

    def used(self, mentioned: frozenset[str]) -> list[Variable]:
        """The variables that a declaration which mentions these names gets, in their order."""
        chosen = {i for i, v in enumerate(self.variables) if v.name and v.name in mentioned | self.included}
        chosen = self._with_dependencies(chosen)
        names = {self.variables[i].name for i in chosen}
        own = {variable.name for variable in self.variables if variable.name}
        for index, variable in enumerate(self.variables):
            about_chosen = variable.open == "[" and variable.mentions & own <= names
            if about_chosen and (not variable.name or self._is_needed(index, chosen)):
                chosen.add(index)
        return [self.variables[index] for index in sorted(self._with_dependencies(chosen))]

    def _with_dependencies(self, chosen: set[int]) -> set[int]:
        last = {variable.name: index for index, variable in enumerate(self.variables) if variable.name}
        found, waiting = set(chosen), list(chosen)
        while waiting:
            for name in self.variables[waiting.pop()].mentions:
                index = last.get(name)
                if index is not None and index not in found:
                    found.add(index)
                    waiting.append(index)
        return found

    def _is_needed(self, index: int, chosen: set[int]) -> bool:
        """Whether a later instance is about the same variables, and so may be stated by means of this one."""
        subject = self.variables[index].mentions
        return any(i > index and self.variables[i].open == "[" and subject & self.variables[i].mentions for i in chosen)


class ScopeReader:
    """Follows the commands of a file; `scope` is what is in force behind the last one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.scope = Scope()
        self.blocks = 0
        """How many namespaces and sections were begun or ended: what tells their blocks apart."""
        self._outer: list[Scope] = []
        self._groups = 0

    def read(self, command: Command) -> bool:
        """Follow one command; returns whether it was one that changes scopes."""
        word, arguments = command.keyword, command.arguments
        self.blocks += word in ("namespace", "section", "end")
        if word in ("namespace", "section"):
            self._outer.append(self.scope)
            if word == "namespace" and arguments:
                self.scope = replace(self.scope, namespaces=(*self.scope.namespaces, arguments[0].text))
                full = ".".join(self.scope.namespaces)
                self._add_context(Line(f"open {full}", namespace=full))
        elif word == "end":
            if self._outer:
                self.scope = self._outer.pop()
        elif word in ("variable", "variables", "parameter", "parameters"):
            self._declare(arguments)
        elif word == "include":
            self.scope = replace(self.scope, included=self.scope.included | {token.text for token in arguments})
        elif word == "omit":
            self.scope = replace(self.scope, included=self.scope.included - {token.text for token in arguments})
        elif word in ("universe", "universes"):
            names = tuple(token.text for token in arguments if token.kind == IDENTIFIER)
            self.scope = replace(self.scope, universes=(*self.scope.universes, *names))
        elif word in _SCOPED or ("local" in command.modifiers and word not in DECLARATIONS):
            text = self.text[command.start : command.stop]
            if word == "localized" and arguments:  # a command in a string
                arguments = tuple(tokens_of(str(arguments[0].value), LIBRARY, forgiving=True))
            opened = _opened(arguments) if word == "open" else ()
            mentioned, symbols = names_in(arguments), symbols_of(arguments)
            spelled = self._spelled(arguments) if word == "notation" else ""
            self._add_context(
                Line(text, mentioned, symbols, opened=opened, within=self.scope.namespaces, spelled=spelled)
            )
        else:
            return False
        return True

    def _spelled(self, arguments: Sequence[Token]) -> str:
        """What "`symbol` := term" stands for, if the term has variables."""
        if len(arguments) < 3 or arguments[0].kind != QUOTED or arguments[1].text != ":=":
            return ""
        variables = {variable.name for variable in self.scope.variables}
        term = arguments[2:]
        return f"({self.text[term[0].offset : term[-1].stop]})" if mentions_of(term) & variables else ""

    def _add_context(self, line: Line) -> None:
        spaces = self.scope.namespaces
        around = ["", *(".".join(spaces[: length + 1]) + "." for length in range(len(spaces)))]
        opened = [f"{prefix}{name}." for name in line.opened for prefix in around]
        prefixes = tuple(dict.fromkeys((*self.scope.prefixes, *around, *opened)))
        self.scope = replace(self.scope, context=(*self.scope.context, line), prefixes=prefixes)

    def _declare(self, tokens: Sequence[Token]) -> None:
        for bracket, names, typed, kind in binder_groups(tokens):
            self._groups += 1
            written = self.text[kind[0].offset : kind[-1].stop] if kind else ""
            mentions = mentions_of(kind)
            known = {variable.name for variable in self.scope.variables}
            if not typed and bracket != "[" and all(name in known for name in names):
                self._rebind(frozenset(names), bracket)
                continue
            added = tuple(Variable(name, bracket, written, self._groups, mentions) for name in names or ("",))
            self.scope = replace(self.scope, variables=self.scope.variables + added)

    def _rebind(self, names: frozenset[str], bracket: str) -> None:
        """`variables (x)` changes how a variable is passed."""
        changed = tuple(
            replace(variable, open=bracket) if variable.name in names else variable for variable in self.scope.variables
        )
        self.scope = replace(self.scope, variables=changed)


def binder_groups(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[str, ...], bool, tuple[Token, ...]]]:
    """`(bracket, names, has a colon, type)` for each group of binders; an unnamed instance has no names."""
    position = 0
    while position < len(tokens):
        bracket = tokens[position].text
        if bracket in _OPENERS:
            stop = closing(tokens, position)
            inner = tokens[position + 1 : stop]
        else:  # `variable x : T`
            bracket, stop, inner = "(", len(tokens), tokens[position:]
        colon = _colon(inner)
        if bracket == "[" and (colon is None or colon != 1):
            yield bracket, (), True, tuple(inner)
        elif colon is None:
            yield bracket, tuple(token.text for token in inner), False, ()
        else:
            yield bracket, tuple(token.text for token in inner[:colon]), True, tuple(inner[colon + 1 :])
        position = stop + 1


@dataclass(slots=True)
class _Bracket:
    """The names bound inside a bracket; `binds` while names are being bound, `typed` once their type is read.

    `is_binder` is a bracket whose names are bound behind it too, those of them that stand before its colon, `outer`;
    `quantifies` is one between `∀` and its comma.
    """

    names: set[str]
    binds: bool = False
    typed: bool = False
    is_binder: bool = False
    quantifies: bool = False
    outer: frozenset[str] | None = None

    def type_follows(self) -> None:
        """What is bound from here on is bound in a type, and so in this bracket alone."""
        self.typed = True
        if self.outer is None:
            self.outer = frozenset(self.names)


def mentions_of(tokens: Sequence[Token], signature: bool = False) -> frozenset[str]:
    """The names that occur free in a row of tokens: whole, and their first parts (`x` in `x.succ`).

    A name bound by `λ`, `∀` and the like is free again behind the bracket in which it was bound. A `signature` begins
    with binders, which bind to its end.
    """
    found: set[str] = set()
    brackets = [_Bracket(set(), signature, False, signature)]
    levels_end = 0
    for index, token in enumerate(tokens):
        text, here = token.text, brackets[-1]
        if text in _BEFORE_LEVELS:
            levels_end = _levels_end(tokens, index)
        if index < levels_end and text not in ("Type", "Sort"):
            continue
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if text in OPENING:
            binder = here.binds and not here.typed
            unnamed = text == "[" and (index + 2 >= len(tokens) or tokens[index + 2].text != ":")
            brackets.append(_Bracket(set(), binder, unnamed, binder))
        elif text in CLOSING and len(brackets) > 1:
            inner = brackets.pop()
            if inner.is_binder:
                brackets[-1].names |= inner.names if inner.outer is None else inner.outer
        elif text in _BINDERS:
            here.binds, here.typed, here.quantifies = True, False, True
        elif text == "," and here.is_binder:
            here.typed = here.typed or here.quantifies  # else a pattern goes on
            here.quantifies = False
        elif text == ",":
            here.binds = here.quantifies = False
        elif text == "|" and _is_pattern(tokens, index):
            here.binds, here.typed, here.quantifies = True, False, False
        elif text == ":=" and here.binds:
            here.typed = True
        elif text == "let":
            here.binds, here.typed = True, False
        elif token.kind == IDENTIFIER:
            if (here.binds and not here.typed) or _binds_alone(tokens[index - 1].text if index else "", following):
                here.names.add(text)
            elif following == ":=" and len(brackets) > 1:
                continue  # a field
            elif not any(text.partition(".")[0] in bracket.names for bracket in brackets):
                found.update((text, text.partition(".")[0]))
        elif text not in ("_", ",") and here.binds and not here.typed:
            here.type_follows()
    return frozenset(found)


def _levels_end(tokens: Sequence[Token], index: int) -> int:
    """Where the universe ends that stands behind `Type`, `Sort` or in `.{`: its names are no variables."""
    first = index if tokens[index].text == ".{" else index + 1
    if first >= len(tokens):
        return index + 1
    if tokens[first].text in OPENING:
        is_level = first == index or _is_level(tokens[first + 1 : closing(tokens, first)])
        return closing(tokens, first) + 1 if is_level else index + 1
    return first + 1 if tokens[first].kind == IDENTIFIER else index + 1


def _is_level(tokens: Sequence[Token]) -> bool:
    return all(
        token.kind in (IDENTIFIER, NUMERAL) or token.text in ("max", "imax", "+", "(", ")", "_") for token in tokens
    )


def _binds_alone(previous: str, following: str) -> bool:
    """`have h : p`, `if h : p`, and the name in `{x | p}` or `{x : T | p}`."""
    if previous == "{":
        return following in ("|", ":", "∈")
    return previous in ("have", "suffices") or (previous == "if" and following == ":")


def _is_pattern(tokens: Sequence[Token], bar: int) -> bool:
    """Whether a bar begins the patterns of a case: `:=` comes before another bar or the end of the bracket."""
    return next((text == ":=" for _, text in outside_brackets(tokens, bar + 1) if text in (":=", "|")), False)


def without_tactics(tokens: Sequence[Token]) -> list[Token]:
    """A term without its tactic blocks: Lean does not look into these for variables."""
    kept: list[Token] = []
    position = 0
    while position < len(tokens):
        text = tokens[position].text
        if text == "begin":
            position = _block_end(tokens, position)
        elif text == "by":
            position = _tactic_end(tokens, position + 1)
        else:
            kept.append(tokens[position])
            position += 1
    return kept


def _block_end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += (tokens[index].text in ("begin", "match")) - (tokens[index].text == "end")
        if depth == 0:
            return index + 1
    return len(tokens)


def _tactic_end(tokens: Sequence[Token], start: int) -> int:
    """Where the tactic behind `by` ends: before a comma, a bar or a bracket that is not its own."""
    ends = (index for index, text in outside_brackets(tokens, start) if text in CLOSING or text in (",", "|", "end"))
    return next(ends, len(tokens))


def names_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The names as they are written; what follows another term begins with a dot."""
    return frozenset(token.text for token in tokens if token.kind in (IDENTIFIER, FIELD_NAME))


def renamed(
    text: str, tokens: Iterable[Token], names: Mapping[str, str], start: int = 0, stop: int | None = None
) -> str:
    """The text from `start` to `stop` with those of the tokens that are keys of `names` under other names."""
    pieces, done = [], start
    for token in tokens:
        if token.kind == IDENTIFIER and token.text in names:
            pieces += [text[done : token.offset], names[token.text]]
            done = token.stop
    return "".join([*pieces, text[done:stop]])


def _opened(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The namespaces of an `open`, without what it takes from them in brackets."""
    return tuple(text for index, text in outside_brackets(tokens) if tokens[index].kind == IDENTIFIER)


def symbols_of(tokens: Sequence[Token]) -> frozenset[str]:
    """The symbols that a notation command declares."""
    return frozenset(token.text.strip("` ") for token in tokens if token.kind == QUOTED)


def render(variables: Sequence[Variable]) -> str:
    """The variables as binders; those declared together stay together, because they share their universes."""
    parts: list[tuple[Variable, list[str]]] = []
    for variable in variables:
        if parts and variable.name and _together(parts[-1][0], variable):
            parts[-1][1].append(variable.name)
        else:
            parts.append((variable, [variable.name] if variable.name else []))
    return " ".join(
        f"{first.open}{' '.join(names)}{' : ' if names and first.type else ''}{first.type}{_OPENERS[first.open]}"
        for first, names in parts
    )


def _together(first: Variable, second: Variable) -> bool:
    return bool(first.name) and first.group == second.group and first.open == second.open


def _colon(tokens: Sequence[Token]) -> int | None:
    return next((index for index, text in outside_brackets(tokens) if text == ":"), None)
