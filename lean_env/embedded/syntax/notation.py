"""Notations: the tables that the parser consults and that notation commands extend.

A table is a pair of tries (terms that begin with a token, and terms that continue one) over tokens and actions, as in
Lean. Tables are made of shared immutable parts, so a copy costs nothing, and scopes restore what local notations
changed. A notation's right side is stored as a template, closed once at its declaration: its parameters become slots,
its other identifiers the constants they mean there (found by the elaborator, through `resolve`). Reading the
notation commands, and reading terms with the tables, is the parser's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple, cast

from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.scanner import DEFAULT, MAX_PRECEDENCE, TokenTable

Build = Callable[[Sequence[ast.Term], Position, Position], ast.Term]
AnyBuild = Callable[[Sequence[ast.Term], Position, Position], object]
# The constants an identifier of a right side means; empty: leave it to the place of use (a local).
Resolve = Callable[[ast.Ident], tuple[str, ...]]

MAX_PLUS_PRECEDENCE = MAX_PRECEDENCE + 10
DEFAULT_PRIORITY = 1000
DEFAULT_PRECEDENCE = 1


# --------------------------------------------------------------------------------------------------- templates


def _compile(node: object) -> AnyBuild:
    """A function that makes a copy of a closed right side with its slots filled, at another place."""
    if isinstance(node, ast.Slot):
        index = node.index
        return lambda arguments, pos, end: arguments[index]
    if isinstance(node, ast.Ident):
        name, levels, resolved = node.name, node.levels, node.resolved
        return lambda arguments, pos, end: ast.Ident(pos, end, name, levels, resolved)
    if isinstance(node, ast.App):
        build_fn = _compile(node.fn)
        build_args = [_compile(arg) for arg in node.args]

        def build_app(arguments: Sequence[ast.Term], pos: Position, end: Position) -> ast.Term:
            fn = build_fn(arguments, pos, end)
            args = tuple([cast(ast.Term, build(arguments, pos, end)) for build in build_args])
            if isinstance(fn, ast.App):
                return ast.App(pos, end, fn.fn, fn.args + args)
            return ast.App(pos, end, cast(ast.Term, fn), args)

        return build_app
    if isinstance(node, ast.Node):
        kind = type(node)
        parts = [_compile(getattr(node, item.name)) for item in fields(node)[2:]]
        return lambda arguments, pos, end: kind(pos, end, *[part(arguments, pos, end) for part in parts])
    if isinstance(node, Position):
        return lambda arguments, pos, end: pos
    if isinstance(node, tuple):
        builds = [_compile(item) for item in node]
        return lambda arguments, pos, end: tuple([build(arguments, pos, end) for build in builds])
    if isinstance(node, dict):
        entries = [(key, _compile(item)) for key, item in node.items()]
        return lambda arguments, pos, end: {key: build(arguments, pos, end) for key, build in entries}
    return lambda arguments, pos, end: node


def _shape(node: object) -> object:
    """A value that is equal for terms that differ in places only."""
    if isinstance(node, ast.Node):
        return (type(node).__name__, *[_shape(getattr(node, item.name)) for item in fields(node)[2:]])
    if isinstance(node, Position):
        return None
    if isinstance(node, tuple):
        return tuple([_shape(item) for item in node])
    if isinstance(node, dict):
        return tuple([(key, _shape(item)) for key, item in node.items()])
    return node


def relocated(term: ast.Term, pos: Position, end: Position) -> ast.Term:
    """A copy of a slotless right side at another place."""
    return cast(ast.Term, _compile(term)((), pos, end))


def _has_slot(node: object) -> bool:
    if isinstance(node, ast.Slot):
        return True
    if isinstance(node, ast.Node):
        return any(_has_slot(getattr(node, item.name)) for item in fields(node)[2:])
    if isinstance(node, tuple):
        return any(_has_slot(part) for part in node)
    if isinstance(node, dict):
        return _has_slot(tuple(node.values()))
    return False


def _close(node: object, parameters: dict[str, int], resolve: Resolve | None) -> object:
    """`node` with parameters as slots and the other identifiers resolved; names bound inside hide parameters."""
    if isinstance(node, ast.Ident):
        return _close_ident(node, parameters, resolve)
    if isinstance(node, (ast.Lambda, ast.Pi)):
        inner = dict(parameters)
        binders = []
        for binder in node.binders:
            binders.append(cast(ast.Binder, _close_fields(binder, inner, resolve)))
            inner = _hide(inner, binder.name)
        body = cast(ast.Term, _close(node.body, inner, _local(resolve, node.binders)))
        return type(node)(node.pos, node.end, tuple(binders), body)
    if isinstance(node, ast.Node):
        return _close_fields(node, parameters, resolve)
    if isinstance(node, tuple):
        return node if isinstance(node, Position) else tuple([_close(item, parameters, resolve) for item in node])
    if isinstance(node, dict):
        return {key: _close(item, parameters, resolve) for key, item in node.items()}
    return node


def _close_fields(node: ast.Node, parameters: dict[str, int], resolve: Resolve | None) -> ast.Node:
    parts = [_close(getattr(node, item.name), parameters, resolve) for item in fields(node)[2:]]
    return type(node)(node.pos, node.end, *parts)


def _hide(parameters: dict[str, int], name: str) -> dict[str, int]:
    return {key: index for key, index in parameters.items() if key != name}


def _local(resolve: Resolve | None, binders: tuple[ast.Binder, ...]) -> Resolve | None:
    """`resolve` in the scope of `binders`."""
    if resolve is None:
        return None
    outer, bound = resolve, {binder.name for binder in binders}
    return lambda ident: () if ident.name in bound else outer(ident)


def _close_ident(node: ast.Ident, parameters: dict[str, int], resolve: Resolve | None) -> ast.Term:
    if node.resolved is not None:
        return node
    if node.name in parameters:
        return ast.Slot(node.pos, node.end, parameters[node.name])
    head, dot, field = node.name.rpartition(".")
    if dot and head in parameters:
        return ast.Field(node.pos, node.end, ast.Slot(node.pos, node.end, parameters[head]), field)
    names = resolve(node) if resolve is not None else ()
    return ast.Ident(node.pos, node.end, node.name, node.levels, names or None)


class Template:
    """A right side with numbered slots. `build(arguments, pos, end)` fills them."""

    __slots__ = ("_build", "shape", "term")

    def __init__(self, term: ast.Term) -> None:
        self.term = term
        self.shape = _shape(term)
        self._build: Build | None = None

    def __reduce__(self) -> tuple[type[Template], tuple[ast.Term]]:
        return Template, (self.term,)

    def build(self, arguments: Sequence[ast.Term], pos: Position, end: Position) -> ast.Term:
        """A copy at `pos` with the arguments in the slots."""
        if self._build is None:
            self._build = cast(Build, _compile(self.term))
        return self._build(arguments, pos, end)

    def function(self, arity: int) -> ast.Term | None:
        """f where the template is `f #0 #1 ... #(arity-1)` and f has no slot."""
        term = self.term
        if arity == 0 or not isinstance(term, ast.App) or len(term.args) < arity or _has_slot(term.fn):
            return None
        cut = len(term.args) - arity
        for index, arg in enumerate(term.args[cut:]):
            if not isinstance(arg, ast.Slot) or arg.index != index:
                return None
        front = term.args[:cut]
        if _has_slot(front):
            return None
        return ast.App(term.pos, term.end, term.fn, front) if front else term.fn


# ------------------------------------------------------------------------------------------------------- tries


class Action(NamedTuple):
    """What to read after a token: `skip expr exprs binder binders scoped`; `exprs` has a separator and a terminator."""

    kind: str
    precedence: int = 0
    separator: str = ""
    terminator: str | None = None


class Postponed(NamedTuple):
    """How an accepted notation folds one `exprs` or wraps one `scoped` argument (`kind`: foldr, foldl, scoped)."""

    kind: str
    fold: Template
    initial: Template | None = None


class Accepting(NamedTuple):
    """One meaning of a complete notation."""

    body: Template
    postponed: tuple[Postponed, ...]
    priority: int

    def same_meaning(self, other: Accepting) -> bool:
        """Equal but for places and priority."""
        if self.body.shape != other.body.shape or len(self.postponed) != len(other.postponed):
            return False
        for mine, theirs in zip(self.postponed, other.postponed, strict=True):
            if mine.kind != theirs.kind or mine.fold.shape != theirs.fold.shape:
                return False
        return True


class Trie:
    """A state of reading a notation. Immutable."""

    __slots__ = ("accept", "children")

    def __init__(
        self, children: dict[str, tuple[tuple[Action, Trie], ...]], accept: tuple[Accepting, ...] = ()
    ) -> None:
        self.children = children
        self.accept = accept

    def insert(self, steps: Sequence[tuple[str, Action]], accepting: Accepting | None, overload: bool) -> Trie:
        """This trie with one more notation; without `overload` it takes the place of older meanings."""
        if not steps:
            if accepting is None:
                return self
            if not overload:
                return Trie(self.children, (accepting,))
            kept = [old for old in self.accept if not old.same_meaning(accepting)]
            place = 0
            while place < len(kept) and kept[place].priority > accepting.priority:
                place += 1
            return Trie(self.children, (*kept[:place], accepting, *kept[place:]))
        token, action = steps[0]
        children = dict(self.children)
        present = children.get(token, ())
        changed = []
        found = False
        for old_action, child in present:
            if not found and old_action == action:
                found = True
                changed.append((old_action, child.insert(steps[1:], accepting, overload)))
            else:
                changed.append((old_action, child))
        if not found:
            fresh = EMPTY.insert(steps[1:], accepting, overload)
            changed = [(action, fresh), *[old for old in present if _compatible(old[0].kind, action.kind)]]
        children[token] = tuple(changed)
        return Trie(children, self.accept)


EMPTY = Trie({})
_READS = frozenset(("expr", "exprs", "scoped"))


def _compatible(one: str, other: str) -> bool:
    return (one == "skip" and other in _READS) or (other == "skip" and one in _READS)


@dataclass(frozen=True, slots=True)
class _Tables:
    tokens: TokenTable
    nud: Trie
    led: Trie
    reserved_nud: Trie
    reserved_led: Trie
    numerals: tuple[tuple[int, Template], ...]


class NotationTable:
    """The tokens and notations in force.

    `overlay` copies; `push_scope` and `pop_scope` bracket sections and namespaces: local notations declared between go
    away, the others stay.
    """

    __slots__ = ("_log", "_scopes", "led", "nud", "numerals", "reserved_led", "reserved_nud", "tokens")

    def __init__(self, tokens: TokenTable = DEFAULT) -> None:
        self.tokens = tokens
        self.nud = EMPTY
        self.led = EMPTY
        self.reserved_nud = EMPTY
        self.reserved_led = EMPTY
        self.numerals: tuple[tuple[int, Template], ...] = ()
        self._scopes: list[tuple[_Tables, int]] = []
        # What was declared for good since the outermost open scope began, to be repeated when a scope closes.
        self._log: list[tuple[str, tuple[object, ...]]] = []

    def overlay(self) -> NotationTable:
        """A copy that may change without touching this one."""
        copy = NotationTable(self.tokens)
        copy._restore(self._tables())
        copy._scopes = list(self._scopes)
        copy._log = list(self._log)
        return copy

    def _tables(self) -> _Tables:
        return _Tables(self.tokens, self.nud, self.led, self.reserved_nud, self.reserved_led, self.numerals)

    def _restore(self, tables: _Tables) -> None:
        self.tokens = tables.tokens
        self.nud, self.led = tables.nud, tables.led
        self.reserved_nud, self.reserved_led = tables.reserved_nud, tables.reserved_led
        self.numerals = tables.numerals

    def push_scope(self) -> None:
        """A section or namespace begins."""
        self._scopes.append((self._tables(), len(self._log)))

    def pop_scope(self) -> None:
        """It ends: its local notations are gone. Without an open scope nothing happens."""
        if not self._scopes:
            return
        tables, mark = self._scopes.pop()
        self._restore(tables)
        for method, arguments in self._log[mark:]:
            getattr(self, method)(*arguments)
        if not self._scopes:
            self._log.clear()

    def _run(self, is_local: bool, method: str, *arguments: object) -> None:
        if self._scopes and not is_local:
            self._log.append((method, arguments))
        getattr(self, method)(*arguments)

    def add_token(self, text: str, precedence: int, is_local: bool = False) -> None:
        """Make `text` a token. Raises LeanError where Lean forbids it."""
        if not text:
            raise LeanError("invalid null token", kind="parse")
        if text[0] == "(":
            raise LeanError(f"invalid token `{text}`, it starts with '('", kind="parse")
        if text[-1] == ")":
            raise LeanError(f"invalid token `{text}`, it ends with ')'", kind="parse")
        if "," in text:
            rest = text[text.index(",") :]
            raise LeanError(f"invalid token `{rest}`, it contains reserved character `,`", kind="parse")
        self._run(is_local, "_add_token", text, precedence)

    def _add_token(self, text: str, precedence: int) -> None:
        self.tokens = self.tokens.with_token(text, precedence)

    def _add_notation(
        self, is_led: bool, steps: tuple[tuple[str, Action], ...], accepting: Accepting, overload: bool
    ) -> None:
        if is_led:
            self.led = self.led.insert(steps, accepting, overload)
        else:
            self.nud = self.nud.insert(steps, accepting, overload)

    def _add_reserved(self, is_led: bool, steps: tuple[tuple[str, Action], ...]) -> None:
        if is_led:
            self.reserved_led = self.reserved_led.insert(steps, None, False)
        else:
            self.reserved_nud = self.reserved_nud.insert(steps, None, False)

    def _add_numeral(self, value: int, body: Template) -> None:
        self.numerals = (*[old for old in self.numerals if old[0] != value], (value, body))

    def declare(
        self, command: ast.NotationCommand, resolve: Resolve | None = None, priority: int | None = None
    ) -> None:
        """Enter the notation of a command (nothing to do for `precedence`).

        `resolve` gives the constants that a right side's identifier means, or () to leave it for the place of use.
        """
        if command.kind == "precedence":
            return
        steps = tuple([(item.token, action_of(item)) for item in command.items])
        is_led = command.leading != "" or command.kind in ("infixl", "infixr", "postfix")
        if command.is_reserve:
            self._run(command.is_local, "_add_reserved", is_led, steps)
            return
        assert command.value is not None
        if command.kind == "numeral":
            body = Template(cast(ast.Term, _close(command.value, {}, resolve)))
            self._run(command.is_local, "_add_numeral", int(command.items[0].token), body)
            return
        accepting = _accepting(command, resolve, DEFAULT_PRIORITY if priority is None else priority)
        self._run(command.is_local, "_add_notation", is_led, steps, accepting, not command.is_local)


def action_of(item: ast.NotationItem) -> Action:
    """The table's action for one step of a notation command."""
    if item.action == "":
        return Action("skip")
    if item.action in ("foldr", "foldl"):
        return Action("exprs", item.precedence or 0, item.separator, item.terminator)
    return Action(item.action, item.precedence or 0)


def _accepting(command: ast.NotationCommand, resolve: Resolve | None, priority: int) -> Accepting:
    value = command.value
    assert value is not None
    if command.kind != "notation":
        arity = 2 if command.kind in ("infixl", "infixr") else 1
        function = cast(ast.Term, _close(value, {}, resolve))
        slots: tuple[ast.Term, ...] = tuple([ast.Slot(value.pos, value.end, index) for index in range(arity)])
        whole = ast.App(value.pos, value.end, function, slots)
        if isinstance(function, ast.App):
            whole = ast.App(value.pos, value.end, function.fn, function.args + slots)
        return Accepting(Template(whole), (), priority)
    parameters: dict[str, int] = {}
    if command.leading:
        parameters[command.leading] = 0
    count = len(parameters)
    postponed = []
    for item in command.items:
        if item.action in ("foldr", "foldl", "scoped"):
            inner = dict(parameters)
            for offset, name in enumerate(item.fold_names):
                inner[name] = count + offset
            slot = ast.Slot(value.pos, value.end, count)
            fold = slot if item.fold is None else cast(ast.Term, _close(item.fold, inner, resolve))
            initial = None
            if item.initial is not None:
                initial = Template(cast(ast.Term, _close(item.initial, parameters, resolve)))
            postponed.append(Postponed(item.action, Template(fold), initial))
        if item.action in ("expr", "foldr", "foldl", "scoped"):
            parameters[item.name] = count
            count += 1
    body = Template(cast(ast.Term, _close(value, parameters, resolve)))
    return Accepting(body, tuple(postponed), priority)


# --------------------------------------------------------------------------------------------------- expansion


class Reading(NamedTuple):
    """What the parser read along a notation: `arguments` in order (a tuple of terms for an `exprs` action).

    `scoped` gives for every scoped argument how many of the `binders` stand before it and where they begin.
    """

    arguments: list[ast.Term | tuple[ast.Term, ...]]
    binders: list[ast.Binder]
    scoped: list[tuple[int, Position]]


def expand(accept: Sequence[Accepting], reading: Reading, pos: Position, end: Position) -> ast.Term:
    """The term that a notation stands for, at `pos`; a Choice where the notation is overloaded."""
    if len(accept) == 1:
        return _expand_one(accept[0], reading, pos, end)
    arity = len(reading.arguments)
    functions = []
    for meaning in accept:
        fn = None if meaning.postponed else meaning.body.function(arity)
        if fn is None:
            return ast.Choice(pos, end, tuple([_expand_one(each, reading, pos, end) for each in accept]))
        functions.append(relocated(fn, pos, end))
    arguments = cast("list[ast.Term]", reading.arguments)
    return ast.App(pos, end, ast.Choice(pos, end, tuple(functions)), tuple(arguments))


def _expand_one(meaning: Accepting, reading: Reading, pos: Position, end: Position) -> ast.Term:
    if not meaning.postponed:
        return meaning.body.build(cast("list[ast.Term]", reading.arguments), pos, end)
    arguments: list[ast.Term] = []
    postponed = iter(meaning.postponed)
    scoped = iter(reading.scoped)
    for argument in reading.arguments:
        if isinstance(argument, tuple):
            arguments.append(_fold(next(postponed), argument, arguments, pos, end))
        elif isinstance(argument, ScopedArgument):
            count, binder_pos = next(scoped)
            wrapped = _wrap(next(postponed), argument.term, arguments, reading.binders[:count], binder_pos, pos, end)
            arguments.append(wrapped)
        else:
            arguments.append(argument)
    return meaning.body.build(arguments, pos, end)


@dataclass(slots=True, eq=False)
class ScopedArgument(ast.Term):
    """A term read in the scope of a notation's binders, before they are put around it."""

    term: ast.Term


def _fold(
    how: Postponed, items: tuple[ast.Term, ...], before: list[ast.Term], pos: Position, end: Position
) -> ast.Term:
    rest = list(items)
    if how.kind == "foldr":
        rest.reverse()
    if how.initial is not None:
        result = how.initial.build(before, pos, end)
    else:
        result = rest.pop(0)
    for item in rest:
        result = how.fold.build([*before, item, result], pos, end)
    return result


def _wrap(
    how: Postponed, result: ast.Term, before: list[ast.Term], binders: list[ast.Binder], binder_pos: Position,
    pos: Position, end: Position,
) -> ast.Term:  # fmt: skip
    if isinstance(how.fold.term, ast.Slot) and how.fold.term.index == len(before):
        return ast.Lambda(binder_pos, end, tuple(binders), result)
    for binder in reversed(binders):
        result = how.fold.build([*before, ast.Lambda(binder_pos, end, (binder,), result)], pos, end)
    return result
