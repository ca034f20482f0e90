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

from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.scanner import DEFAULT, MAX_PRECEDENCE, TokenTable

Build = Callable[[Sequence[ast.Term], Position, Position], ast.Term]
AnyBuild = Callable[[Sequence[ast.Term], Position, Position], object]
# The constants an identifier of a right side means; empty: leave it to the place of use (a local).
Resolve = Callable[[ast.Ident], tuple[str, ...]]

MAX_PLUS_PRECEDENCE = MAX_PRECEDENCE + 10
DEFAULT_PRIORITY = 1000
DEFAULT_PRECEDENCE = 1


_BINDING: tuple[type[ast.Node], ...] = (
    ast.Lambda, ast.Pi, ast.Let, ast.PatternLambda, ast.LetPattern, ast.Match, ast.SetOf, ast.Have
)  # fmt: skip


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
    """A value that is equal for terms that differ in places only.

    What is left to be found (`_`, the type of a bare bound variable) equals nothing, another such thing least of all.
    """
    if isinstance(node, (ast.Hole, ast.LevelHole)):
        return object()
    if isinstance(node, ast.Node) and _has_star(node):
        return object()
    if isinstance(node, ast.Ident) and node.resolved is not None:
        return ("Ident", _shape(node.levels), node.resolved)
    if isinstance(node, ast.Binder) and node.type is None:
        return object()
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


def _contains(node: object, kinds: tuple[type[ast.Node], ...]) -> bool:
    return _any_node(node, lambda part: isinstance(part, kinds))


def _any_node(node: object, test: Callable[[ast.Node], bool]) -> bool:
    if isinstance(node, ast.Node):
        return test(node) or any(_any_node(getattr(node, item.name), test) for item in fields(node)[2:])
    if isinstance(node, tuple):
        return any(_any_node(part, test) for part in node)
    if isinstance(node, dict):
        return any(_any_node(part, test) for part in node.values())
    return False


def mentions_universes(term: ast.Term) -> bool:
    """Whether a universe variable, or a universe to be found, is written in it."""
    return _any_node(term, lambda node: isinstance(node, (ast.LevelName, ast.LevelHole)) or _has_star(node))


def _has_star(node: ast.Node) -> bool:
    return isinstance(node, ast.SortTerm) and node.star


def _close(node: object, parameters: dict[str, int], resolve: Resolve | None) -> object:
    """`node` with parameters as slots and the other identifiers resolved; names bound inside hide parameters."""
    if isinstance(node, ast.Ident):
        return _close_ident(node, parameters, resolve)
    if isinstance(node, (ast.Lambda, ast.Pi)):
        inner = dict(parameters)
        binders = []
        for binder in node.binders:
            binders.append(cast(ast.Binder, _close_fields(binder, inner, resolve)))
            inner = _hide(inner, frozenset((binder.name,)))
            resolve = _local(resolve, frozenset((binder.name,)))
        return type(node)(node.pos, node.end, tuple(binders), cast(ast.Term, _close(node.body, inner, resolve)))
    if isinstance(node, ast.Tactic):
        return _close_fields(node, {}, _at_use)
    if isinstance(node, ast.Node):
        return _close_fields(node, parameters, resolve)
    if isinstance(node, tuple):
        return node if isinstance(node, Position) else tuple([_close(item, parameters, resolve) for item in node])
    if isinstance(node, dict):
        return {key: _close(item, parameters, resolve) for key, item in node.items()}
    return node


def _close_fields(node: ast.Node, parameters: dict[str, int], resolve: Resolve | None) -> ast.Node:
    bound = _names_bound(node)
    parts = []
    for item in fields(node)[2:]:
        names = bound.get(item.name)
        if names:
            part = _close(getattr(node, item.name), _hide(parameters, names), _local(resolve, names))
        else:
            part = _close(getattr(node, item.name), parameters, resolve)
        parts.append(part)
    return type(node)(node.pos, node.end, *parts)


def _names_bound(node: ast.Node) -> dict[str, frozenset[str]]:
    """Which names a node binds, by the field where they are bound. A pattern is left to the place of use."""
    if isinstance(node, (ast.Let, ast.Have, ast.Suffices)):
        return {"body": frozenset((node.name,))}
    if isinstance(node, ast.If) and node.name:
        names = frozenset((node.name,))
        return {"then": names, "otherwise": names}
    if isinstance(node, (ast.SetOf, ast.Sep, ast.Subtype)):
        return {"body": frozenset((node.binder.name,))}
    if isinstance(node, (ast.PatternLambda, ast.LetPattern)):
        names = _atomic_names(node.pattern)
        return {"pattern": names, "body": names}
    if isinstance(node, ast.Equation):
        names = _atomic_names(node.patterns)
        return {"patterns": names, "rhs": names}
    return {}


def _atomic_names(node: object) -> frozenset[str]:
    """The identifiers without a dot in a pattern."""
    if isinstance(node, ast.Ident):
        return frozenset() if "." in node.name else frozenset((node.name,))
    names: frozenset[str] = frozenset()
    if isinstance(node, ast.AsPattern):
        names = frozenset((node.name,))
    if isinstance(node, ast.Node):
        node = tuple([getattr(node, item.name) for item in fields(node)[2:]])
    if isinstance(node, tuple):
        for part in node:
            names |= _atomic_names(part)
    return names


def _hide(parameters: dict[str, int], names: frozenset[str]) -> dict[str, int]:
    return {key: index for key, index in parameters.items() if key not in names}


def _local(resolve: Resolve | None, names: frozenset[str]) -> Resolve | None:
    """`resolve` where `names` are bound."""
    if resolve is None:
        return None
    outer = resolve
    return lambda ident: () if ident.name in names or ident.name.split(".", 1)[0] in names else outer(ident)


def _at_use(ident: ast.Ident) -> tuple[str, ...]:
    """`resolve` inside tactics: what they mention is found where they run."""
    return ()


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
        if arity == 0 or not isinstance(term, ast.App) or len(term.args) < arity or _contains(term.fn, (ast.Slot,)):
            return None
        cut = len(term.args) - arity
        for index, arg in enumerate(term.args[cut:]):
            if not isinstance(arg, ast.Slot) or arg.index != index:
                return None
        front = term.args[:cut]
        if _contains(front, (ast.Slot,)):
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
            if _optional_shape(mine.initial) != _optional_shape(theirs.initial):
                return False
        return True


def _optional_shape(template: Template | None) -> object:
    return None if template is None else template.shape


class Entry(NamedTuple):
    """A notation as it stands under its name; another of the same name has to be the same in everything."""

    is_led: bool
    steps: tuple[tuple[str, Action], ...]
    accepting: Accepting
    overload: bool
    parsing_only: bool

    def same(self, other: Entry) -> bool:
        """Equal but for places and priority.

        Raises Unsupported where that would hang on names of bound variables or on the spaces of a fold's separator.
        """
        mine = (self.is_led, self.steps, self.overload, self.parsing_only)
        theirs = (other.is_led, other.steps, other.overload, other.parsing_only)
        if mine != theirs:
            return False
        if any(action.kind == "exprs" for _, action in self.steps) or _contains(self.accepting.body.term, _BINDING):
            raise Unsupported("this notation declared a second time")
        return self.accepting.same_meaning(other.accepting)


def automatic_name(is_led: bool, steps: Sequence[tuple[str, Action]]) -> str:
    """The name of a notation that was given none: its tokens, with spaces for its parameters.

    It does not say which namespace the notation stands in, what its precedences are, or whether it is local.
    """
    parts = ["expr", " " if is_led else ""]
    for token, action in steps:
        parts.append(token)
        if action.kind == "exprs":
            parts.append(" " + action.separator + (action.terminator or ""))
        elif action.kind != "skip":
            parts.append(" ")
    return "".join(parts)


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

    def mentions(self, token: str) -> bool:
        """Whether a notation in this trie has the token."""
        if token in self.children:
            return True
        return any(child.mentions(token) for choices in self.children.values() for _, child in choices)


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
    names: dict[str, Entry]


class NotationTable:
    """The tokens and notations in force.

    `overlay` copies; `push_scope` and `pop_scope` bracket sections and namespaces: local notations declared between go
    away, the others stay. `names` is never changed in place: copies share it.
    """

    __slots__ = ("_log", "_scopes", "led", "names", "nud", "numerals", "reserved_led", "reserved_nud", "tokens")

    def __init__(self, tokens: TokenTable = DEFAULT) -> None:
        self.tokens = tokens
        self.nud = EMPTY
        self.led = EMPTY
        self.reserved_nud = EMPTY
        self.reserved_led = EMPTY
        self.numerals: tuple[tuple[int, Template], ...] = ()
        self.names: dict[str, Entry] = {}
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
        return _Tables(self.tokens, self.nud, self.led, self.reserved_nud, self.reserved_led, self.numerals, self.names)

    def _restore(self, tables: _Tables) -> None:
        self.tokens = tables.tokens
        self.nud, self.led = tables.nud, tables.led
        self.reserved_nud, self.reserved_led = tables.reserved_nud, tables.reserved_led
        self.numerals = tables.numerals
        self.names = tables.names

    def restore(self, before: NotationTable) -> None:
        """Become what `before`, an overlay of this table, was."""
        self._restore(before._tables())
        self._scopes = list(before._scopes)
        self._log = list(before._log)

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

    def mentions(self, token: str) -> bool:
        """Whether a notation in force has the token."""
        return self.nud.mentions(token) or self.led.mentions(token)

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

    def _add_notation(self, name: str, entry: Entry) -> None:
        self.names = {**self.names, name: entry}
        if entry.is_led:
            self.led = self.led.insert(entry.steps, entry.accepting, entry.overload)
        else:
            self.nud = self.nud.insert(entry.steps, entry.accepting, entry.overload)

    def _add_reserved(self, is_led: bool, steps: tuple[tuple[str, Action], ...]) -> None:
        if is_led:
            self.reserved_led = self.reserved_led.insert(steps, None, False)
        else:
            self.reserved_nud = self.reserved_nud.insert(steps, None, False)

    def _add_numeral(self, name: str, entry: Entry, value: int, body: Template) -> None:
        self.names = {**self.names, name: entry}
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
        parsing_only = any(attribute.name == "parsing_only" for attribute in command.attributes)
        if command.kind == "numeral":
            number = command.items[0].token
            body = Template(cast(ast.Term, _close(command.value, {}, resolve)))
            steps = ((number, Action("numeral")),)
            entry = Entry(False, steps, Accepting(body, (), 0), not command.is_local, parsing_only)
            self._check_name("expr" + number, entry, command)
            self._run(command.is_local, "_add_numeral", "expr" + number, entry, int(number), body)
            return
        accepting = _accepting(command, resolve, DEFAULT_PRIORITY if priority is None else priority)
        entry = Entry(is_led, steps, accepting, not command.is_local, parsing_only)
        name = command.name or automatic_name(is_led, steps)
        self._check_name(name, entry, command)
        self._run(command.is_local, "_add_notation", name, entry)

    def _check_name(self, name: str, entry: Entry, command: ast.NotationCommand) -> None:
        """Raise LeanError where another notation has the name."""
        other = self.names.get(name)
        if other is None or entry.same(other):
            return
        if command.kind == "numeral":
            text = f"invalid notation, a notation named '{name}' has already been declared"
        elif command.name:
            text = f"invalid notation: notation '{name}' already declared"
        else:
            text = "invalid notation: notation already declared. Consider using 'notation (name := ...)'"
        place = command.pos if command.kind in ("notation", "numeral") else command.items[0].pos
        raise LeanError(text, place, "invalid")


def action_of(item: ast.NotationItem) -> Action:
    """The table's action for one step of a notation command."""
    if item.action == "":
        return Action("skip")
    if item.action in ("foldr", "foldl"):
        return Action("exprs", item.precedence or 0, item.separator, item.terminator)
    return Action(item.action, item.precedence or 0)


_SCOPED_FIRST = "invalid notation declaration, a scoped expression must occur after a binder element"
_FOLD_MENTIONS = (
    "invalid notation, the expression used to combine a sequence of expressions must not contain free variables "
    "with de Bruijn indices greater than 1"
)


def _uses_slots_below(term: ast.Term, bound: int) -> bool:
    return _any_node(term, lambda node: isinstance(node, ast.Slot) and node.index < bound)


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
    has_binder = False
    for item in command.items:
        has_binder = has_binder or item.action in ("binder", "binders")
        if item.action == "scoped" and not has_binder:
            raise LeanError(_SCOPED_FIRST, item.pos, "invalid")
        if item.action in ("foldr", "foldl", "scoped"):
            inner = dict(parameters)
            for offset, name in enumerate(item.fold_names):
                inner[name] = count + offset
            slot = ast.Slot(value.pos, value.end, count)
            fold = slot if item.fold is None else cast(ast.Term, _close(item.fold, inner, resolve))
            if item.action != "scoped" and _uses_slots_below(fold, count):
                raise LeanError(_FOLD_MENTIONS, item.pos, "invalid")
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
