"""One file of mathlib3 as pairs: each statement with its variables and full name, and a header to read it in.

A header holds the imports of the file, then those earlier declarations of the same file that the pair depends on, each
within its own namespace and with its own variables, then what is in force: opened namespaces, universes, local
notations and attributes. What depends on what is told by names, and errs on the side of too much.

Names do not tell all: what simp rewrites with, and which instances lead to another. Where a declaration may need such
things of its own file, or a great deal of it, its header imports the file itself. The declaration is there then, so it
is stated again under another name (`RESTATED` behind its own), without its own simp attribute; private declarations
that it needs, which no import brings, stand in the header. A label says so.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, Final

from autoformalize.data.mathlib3.scopes import (
    Line,
    Scope,
    ScopeReader,
    Variable,
    mentions_of,
    names_in,
    renamed,
    render,
    symbols_of,
    without_tactics,
)
from autoformalize.problem import Pair, Problem
from lean_env.commands import (
    IDENTIFIER,
    NOTATION_COMMANDS,
    OPENING,
    Command,
    Declaration,
    closing,
    commands_of,
    imported_by,
)

KINDS: Final = ("theorem", "lemma", "def", "definition", "abbreviation")
"""The declarations that become pairs."""

LICENCE: Final = "Apache-2.0"

RESTATED: Final = "_restated"
"""Behind the name of what is stated beside its original, and, without its first character, the label of such a pair."""

_MOST_ITEMS: Final = 12
_MOST_CHARACTERS: Final = 4_000
"""How much of its own file a header may repeat."""

_LASTING: Final = NOTATION_COMMANDS | {
    "attribute",
    "alias",
    "export",
    "restate_axiom",
    "mk_simp_attribute",
    "mk_iff_of_inductive_prop",
    "reassoc_axiom",
}
"""Commands that a later declaration may need, whatever section they stand in."""
_CALLS_TAGS: Final = frozenset(
    {"simp", "simpa", "simp_rw", "dsimp", "simp_intros", "ext", "ext1", "field_simp", "norm_num", "split_ifs"}
    | {"norm_cast", "push_cast", "exact_mod_cast", "assumption_mod_cast", "apply_mod_cast", "rw_mod_cast", "lift"}
    | {"tidy", "obviously", "finish", "continuity", "measurability", "positivity", "mono", "nontriviality", "push_neg"}
    | {"linarith", "nlinarith", "zify", "qify"}
)
"""Tactics that find lemmas by their attributes."""
_STRUCTURE: Final = re.compile(r"(?:comm_)?(?:sub)?(?:semigroup|monoid|group|magma)")
_ADDITIVE: Final = {"mul": "add", "one": "zero", "prod": "sum", "inv": "neg", "div": "sub", "pow": "nsmul"}


@dataclass(slots=True)
class Counts:
    """What was met: declarations by kind, those with a docstring, and pairs made."""

    files: int = 0
    declared: Counter[str] = field(default_factory=Counter)
    documented: Counter[str] = field(default_factory=Counter)
    pairs: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another file."""
        self.files += other.files
        self.declared += other.declared
        self.documented += other.documented
        self.pairs += other.pairs

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        counts = {"declared": dict(self.declared), "documented": dict(self.documented)}
        return {"files": self.files, **counts, "pairs": self.pairs}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Counts:
        """What `to_json` gave; nothing met for an empty record."""
        declared, documented = Counter(record.get("declared", {})), Counter(record.get("documented", {}))
        return cls(record.get("files", 0), declared, documented, record.get("pairs", 0))


@dataclass(frozen=True, slots=True)
class _Item:
    """An earlier command that a header may need: its text, where it was, what it provides and what it needs.

    Names are given in full and, for dot notation, as a dot and their last part; symbols of notations stand behind a
    backquote. An `is_implicit` one acts without
    being named (an instance), an `is_tagged` one by an attribute on which tactics call; `calls_tags` says that its
    proof has such tactics.
    """

    text: str
    scope: Scope
    block: int
    name: str
    provides: frozenset[str]
    needs: frozenset[str]
    is_implicit: bool = False
    is_tagged: bool = False
    calls_tags: bool = False
    subject: frozenset[str] = frozenset()
    """The part of `needs` that is in its statement."""
    is_private: bool = False


class _Module:
    """What was read of a file so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.reader = ScopeReader(text)
        self.imports: list[str] = []
        self.items: list[_Item] = []
        self.public: set[str] = set()
        """The full names that are declared so far and that a namespace makes known by their last parts."""
        self._symbols: set[str] = set()
        self._local: set[str] = set()
        # The namespaces that this file may be the first to have something in.
        self._namespaces: set[str] = set()

    def needs(self, names: Iterable[str], written: str, scope: Scope) -> frozenset[str]:
        """What a text needs of this file: names, symbols, and what local notations in it stand for."""
        meant = set(names)
        for line in scope.context:
            if any(symbol in written for symbol in line.symbols):
                meant |= line.names
        symbols = {f"`{symbol}" for symbol in self._symbols if symbol in written}
        return frozenset(scope.resolve(meant, self._local) | symbols)

    def add_declaration(self, whole: _Whole) -> None:
        """Note a declaration for the headers of later ones."""
        command, parts = whole.command, whole.parts
        guarded = "protected " if "protected" in command.modifiers else ""
        written = f"{whole.attributes} {guarded}{whole.statement(parts.name)} {whole.value(parts.name)}".strip()
        needs = self.needs(whole.names, written, whole.scope)
        provides = frozenset(_provided(command, parts, whole.full_name))
        if whole.full_name and not {"private", "protected"} & set(command.modifiers):
            self.public.add(whole.full_name)
        is_instance = command.keyword == "instance" or "instance" in whole.attributes
        tagged, calls = bool(whole.attributes), whole.calls_tags
        subject = self.needs(whole.subject, "", whole.scope)
        self._add(
            _Item(
                written,
                whole.scope,
                self.reader.blocks,
                whole.full_name,
                provides,
                needs,
                is_instance,
                tagged,
                calls,
                subject,
                "private" in command.modifiers,
            )
        )

    def add_lasting(self, command: Command) -> None:
        """Note a notation, an attribute, an alias."""
        scope, written = self.reader.scope, self.text[command.start : command.stop]
        names, symbols = names_in(command.arguments), symbols_of(command.arguments)
        self._symbols |= symbols
        renames = command.keyword in ("alias", "restate_axiom", "export")
        needs = self.needs(names, "", scope)
        made = names | {name.rstrip("'") for name in names} if renames else set()
        provides = {scope.full_name(name) for name in made} | {f".{name.rpartition('.')[2]}" for name in made}
        provides |= {f"`{symbol}" for symbol in symbols}
        self._add(
            _Item(written, scope, self.reader.blocks, "", frozenset(provides), needs, not provides, subject=needs)
        )

    def _add(self, item: _Item) -> None:
        self.items.append(item)
        self._local |= item.provides
        parts = item.name.split(".")
        self._namespaces.update(".".join(parts[: length + 1]) for length in range(len(parts)))

    def header(self, whole: _Whole) -> str | None:
        """What stands before a declaration; None if it may need more of its file than names tell, or too much."""
        needs, calls_tags = self._needs_of(whole), whole.calls_tags
        indices = _dependencies(self.items, needs, calls_tags)
        chosen = [self.items[index] for index in indices]
        others = (item for index, item in enumerate(self.items) if index not in set(indices))
        there = _provided_by(chosen)
        calls_tags = calls_tags or any(item.calls_tags for item in chosen)
        if len(chosen) > _MOST_ITEMS or any(_may_act(item, there, calls_tags) for item in others):
            return None
        header = self._written(self.imports, chosen, whole.scope, self._local - there, beside=False)
        return header if len(header) <= _MOST_CHARACTERS else None

    def header_beside(self, whole: _Whole, module: str) -> str:
        """What stands before a declaration that is stated again beside its original."""
        items = [item for item in self.items if item.is_private]
        chosen = [items[index] for index in _dependencies(items, self._needs_of(whole), calls_tags=False)]
        header = self._written([module], chosen, whole.scope, _provided_by(items) - _provided_by(chosen), beside=True)
        is_rule = "simp" in whole.attribute_names and "private" not in whole.command.modifiers
        return f"{header}local attribute [-simp] {whole.full_name}\n" if is_rule else header

    def _needs_of(self, whole: _Whole) -> frozenset[str]:
        return self.needs(whole.names, self.text[whole.command.start : whole.command.stop], whole.scope)

    def _written(
        self,
        imports: Iterable[str],
        chosen: Sequence[_Item],
        scope: Scope,
        missing: Set[str],
        *,
        beside: bool,
    ) -> str:
        universes = dict.fromkeys(name for each in (*(item.scope for item in chosen), scope) for name in each.universes)
        lines = [f"import {name}" for name in imports]
        # Of a universe that a section declares, its definitions are bound to that section, and so no notation's.
        lines += ["", f"universes {' '.join(universes)}"] if universes else []
        lines += _blocks(chosen, missing, self._namespaces)
        lines += ["", *_in_force(scope, missing, self._namespaces, beside)] if scope.context else []
        return "\n".join(lines).strip() + "\n" if lines else ""


class _Whole:
    """A declaration with its variables resolved."""

    def __init__(self, text: str, command: Command, parts: Declaration, scope: Scope) -> None:
        self.text, self.command, self.parts, self.scope = text, command, parts, scope
        colon = () if parts.colon is None else (parts.colon,)
        signature = (*parts.binders, *colon, *parts.type)
        mentioned = mentions_of((*signature, *without_tactics(parts.value)), signature=True)
        for line in scope.context:
            if line.spelled and any(symbol in text[command.start : command.stop] for symbol in line.symbols):
                mentioned |= line.names
        self.variables: Sequence[Variable] = scope.used(mentioned)
        self.tokens = command.tokens

    def statement(self, name: str, names: Mapping[str, str] | None = None) -> str:
        """The signature under a name, with its variables, and with other `names` for what it mentions."""
        parts = self.parts
        end = parts.value[0].offset if parts.value else self.command.stop
        universes = f"{{{' '.join(parts.universes)}}}" if parts.universes else ""
        variables = render(self.variables)
        written = self._between(parts.signature_start, end, names or {}).strip()
        word = "class inductive" if [t.text for t in self.command.arguments[:1]] == ["inductive"] else parts.keyword
        if "noncomputable" in self.command.modifiers:
            word = f"noncomputable {word}"
        named = f"{name}.{universes}" if parts.universes_follow else f"{universes} {name}".strip()
        return self.scope.spelled_out(" ".join(part for part in (word, named, variables, written) if part))

    def value(self, name: str, names: Mapping[str, str] | None = None) -> str:
        """The proof, with other `names` for what it mentions; equations call the declaration by its new name."""
        parts = self.parts
        if not parts.value:
            return ""
        calls_itself = parts.value[0].text == "|" and name != parts.name
        own = {parts.name: name} if calls_itself else {}
        return self.scope.spelled_out(self._between(parts.value[0].offset, self.command.stop, {**(names or {}), **own}))

    def _between(self, start: int, stop: int, names: Mapping[str, str]) -> str:
        """The text there with other names, but for those of fields that are given a value."""
        following = [*(token.text for token in self.tokens[1:]), ""]
        inside = (
            token
            for token, text in zip(self.tokens, following, strict=True)
            if start <= token.offset < stop and text != ":="
        )
        return renamed(self.text, inside, names, start, stop)

    def ambiguous(self, declared: Set[str]) -> dict[str, str]:
        """Full names for what it mentions of its own namespaces, where others are open too.

        Inside a namespace its names come first; outside, where it is merely open, Lean finds the others as well.
        `declared` are full names, without those that are protected.
        """
        if not any(line.opened for line in self.scope.context):
            return {}
        spaces = self.scope.namespaces
        around = [".".join(spaces[:length]) + "." for length in range(len(spaces), 0, -1)]
        bound = names_in(self.parts.binders) | {variable.name for variable in self.variables}
        found = {}
        for name in names_in((*self.parts.type, *self.parts.value)) - bound:
            full = next((each for prefix in around if (each := prefix + name) in declared), "")
            if full and "." not in name and "_" in name:
                found[name] = full
        return found

    @property
    def full_name(self) -> str:
        """Its name from anywhere; "" for one without."""
        return self.scope.full_name(self.parts.name) if self.parts.name else ""

    @property
    def names(self) -> frozenset[str]:
        """The names in it and in the types of its variables."""
        return names_in(self.tokens).union(*(variable.mentions for variable in self.variables))

    @property
    def subject(self) -> frozenset[str]:
        """The names in its statement and in the types of its variables."""
        signature = names_in((*self.parts.binders, *self.parts.type))
        return signature.union(*(variable.mentions for variable in self.variables))

    @property
    def calls_tags(self) -> bool:
        """Whether its proof has tactics that use what bears an attribute."""
        return any(token.text in _CALLS_TAGS for token in self.parts.value)

    @property
    def attribute_names(self) -> frozenset[str]:
        """The names in its attribute lists."""
        return names_in(self.tokens[: self.command.head])

    @property
    def attributes(self) -> str:
        """Its attribute lists as they are written."""
        lists: list[str] = []
        done = 0
        for index, token in enumerate(self.tokens[: self.command.head]):
            if index >= done and token.text in OPENING:
                done = closing(self.tokens, index) + 1
                lists.append("@" + self.text[token.offset : self.tokens[done - 1].stop].removeprefix("@"))
        return " ".join(lists)


def read_module(text: str, module: str, path: str, source: str, all_of_them: bool = False) -> tuple[list[Pair], Counts]:
    """The pairs of a file and what was counted; raises LeanError where a comment or string does not end.

    `path` is what positions name. With `all_of_them` declarations without docstring become pairs without English.
    """
    counts = Counts(files=1)
    pairs: list[Pair] = []
    file = _Module(text)
    for command in commands_of(text):
        file.imports += imported_by([command])
        if file.reader.read(command):
            continue
        parts = Declaration.of(command)
        if parts is None:
            if command.keyword in _LASTING:
                file.add_lasting(command)
            continue
        counts.declared[command.keyword] += 1
        counts.documented[command.keyword] += bool(command.doc.strip())
        if "meta" in command.modifiers or "mutual" in command.modifiers:
            continue
        whole = _Whole(text, command, parts, file.reader.scope)
        if command.keyword in KINDS and parts.name and parts.value and (command.doc.strip() or all_of_them):
            pairs.append(_pair(whole, file, module, path, source))
        file.add_declaration(whole)
    counts.pairs = len(pairs)
    return pairs, counts


def _dependencies(items: Sequence[_Item], needs: frozenset[str], calls_tags: bool) -> list[int]:
    """The items that a text with these needs depends on, in order: by name, and what acts on these unnamed."""
    wanted = set(needs)
    provided: set[str] = set()
    chosen: set[int] = set()
    while True:
        before = len(chosen)
        for index in range(len(items) - 1, -1, -1):
            item = items[index]
            if index not in chosen and not wanted.isdisjoint(item.provides):
                chosen.add(index)
                wanted |= item.needs
                provided |= item.provides
                calls_tags = calls_tags or item.calls_tags
        for index, item in enumerate(items):
            # A lemma that simp itself proved may need more of simp's lemmas than are chosen: it would break the header.
            helps = item.is_tagged and calls_tags and item.needs and not item.calls_tags
            about = item.subject if item.is_implicit else item.needs
            if (item.is_implicit or helps) and index not in chosen and about - item.provides <= provided:
                chosen.add(index)
                wanted |= item.needs
                provided |= item.provides
        if len(chosen) == before:
            return sorted(chosen)


def _provided_by(items: Iterable[_Item]) -> frozenset[str]:
    return frozenset().union(*(item.provides for item in items))


def _may_act(item: _Item, there: Set[str], calls_tags: bool) -> bool:
    """Whether an item that nothing names may be used all the same, where these names are there."""
    if item.is_implicit:
        return not item.subject.isdisjoint(there)
    return item.is_tagged and calls_tags


def _blocks(items: Sequence[_Item], missing: Set[str], spaces: Set[str]) -> Iterator[str]:
    """The items inside their namespaces and what was in force there, in blocks as in the file.

    Where a block ends matters: a declaration in it that is marked as protected is so from there on.
    """
    for _, group in groupby(items, key=lambda item: (item.block, item.scope.context)):
        block = list(group)
        scope = block[0].scope
        yield ""
        if not scope.namespaces:
            yield "section"
        yield from _in_force_there(scope, missing, spaces)
        yield from (item.text for item in block)
        yield from (f"end {name}" for name in reversed(scope.namespaces))
        if not scope.namespaces:
            yield "end"


def _in_force_there(scope: Scope, missing: Set[str], spaces: Set[str]) -> Iterator[str]:
    """The scoped commands within the namespaces where they were, each begun in its turn: `open` depends on these."""
    begun = iter(scope.namespaces)
    for line in scope.context:
        if line.namespace:
            yield f"namespace {next(begun)}"
        elif _makes_sense(line, scope, missing):
            around = "".join(f"{name}." for name in line.within)
            empty = (name for name in line.opened if around + name in spaces)
            yield from (f"namespace {name} end {name}" for name in empty)
            yield line.text


def _in_force(scope: Scope, missing: Set[str], spaces: Set[str], beside: bool) -> Iterator[str]:
    """The scoped commands, outside of namespaces, without those that speak of declarations that are not there.

    A namespace in which nothing is declared yet cannot be opened: it is begun and ended first, unless the file is
    imported (`beside`). `spaces` are those that the file has something in.
    """
    for line in scope.context:
        names = [line.namespace] if line.namespace else [line.meant(name, spaces) for name in line.opened]
        yield from (
            f"namespace {name} end {name}" for name in names if not beside and (line.namespace or name in spaces)
        )
        if line.namespace or _makes_sense(line, scope, missing):
            yield line.text_at_root(spaces)


def _makes_sense(line: Line, scope: Scope, missing: Set[str]) -> bool:
    """Whether what a scoped command speaks of is there."""
    if line.spelled:
        return False
    if line.opened:
        return not any(f".{name}" in missing for name in line.names - set(line.opened))
    return not scope.resolve(line.names, missing)


def _provided(command: Command, parts: Declaration, full_name: str) -> Iterator[str]:
    """The names that a declaration makes known, in full and as what a dot may stand before."""
    if not full_name:
        return
    attributes = [token.text for token in command.tokens[: command.head]]
    space, _, last = full_name.rpartition(".")
    names = [full_name]
    if "to_additive" in attributes:
        names += [f"{space}.{name}" if space else name for name in _additive(attributes, last)]
    value = parts.value
    if parts.keyword in ("structure", "class"):
        names += [f"{full_name}.{a.text}" for a, b in pairwise(value) if a.kind == IDENTIFIER and b.text in (":", "[")]
        names += [f"{full_name}.ext", f"{full_name}.ext_iff"] if "ext" in attributes else []
    if parts.keyword == "inductive":
        names += [f"{full_name}.{b.text}" for a, b in pairwise(value) if a.text == "|" and b.kind == IDENTIFIER]
    for name in names:
        yield name
        yield f".{name.rpartition('.')[2]}"


def _additive(attributes: Sequence[str], last: str) -> Iterator[str]:
    behind = attributes[attributes.index("to_additive") + 1]
    if behind not in ("]", ",") and not behind.startswith('"'):
        yield behind.rpartition(".")[2]
    said = "_".join(_ADDITIVE.get(part, part) for part in last.split("_"))
    yield from (said, f"add_{last}", _STRUCTURE.sub(r"add_\g<0>", said))


def _pair(whole: _Whole, file: _Module, module: str, path: str, source: str) -> Pair:
    name, header = whole.full_name, file.header(whole)
    labels: tuple[str, ...] = ()
    if header is None:
        header, name, labels = file.header_beside(whole, module), f"{name}{RESTATED}", (RESTATED[1:],)
    names = whole.ambiguous(file.public)
    problem = Problem(
        id=whole.full_name,
        informal_statement=_english(whole.command.doc),
        formal_statement=whole.statement(name, names),
        topic=module.partition(".")[0],
        family=module,
        header=header,
        source=source,
        licence=LICENCE,
        labels=labels,
        imports=tuple(file.imports),
        position=f"{path}:{whole.command.line}:{whole.command.column + 1}",
    )
    return Pair(problem, whole.value(name, names))


def _english(doc: str) -> str:
    return textwrap.dedent(doc.strip()).strip()
