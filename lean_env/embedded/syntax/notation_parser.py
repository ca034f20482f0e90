"""Notation commands: `notation`, `infix`, `reserve` and so on, their attributes, and notations among binders.

The tokens of a notation count from the end of its command on; its meaning is entered by `NotationTable.declare` when
the elaborator runs the command.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import (
    DEFAULT_PRECEDENCE,
    MAX_PLUS_PRECEDENCE,
    Action,
    NotationTable,
    Trie,
    action_of,
)
from lean_env.embedded.syntax.scanner import (
    ARROW_PRECEDENCE,
    COMMAND,
    END,
    IDENTIFIER,
    KEYWORD,
    MAX_PRECEDENCE,
    NUMERAL,
    QUOTED,
    Token,
)
from lean_env.embedded.syntax.term_parser import TermParser, constant

NOTATION_WORDS = frozenset(("infix", "infixl", "infixr", "prefix", "postfix", "notation"))
_COPIES_PER_STEP = 50
# Names that precedence expressions may use.
_PRECEDENCES = {
    "max": MAX_PRECEDENCE,
    "std.prec.max": MAX_PRECEDENCE,
    "max_plus": MAX_PLUS_PRECEDENCE,
    "std.prec.max_plus": MAX_PLUS_PRECEDENCE,
    "arrow": ARROW_PRECEDENCE,
    "std.prec.arrow": ARROW_PRECEDENCE,
}


class NotationParser(TermParser):
    """Reads notation commands. `evaluate` says which number a closed term is, None where that is beyond it."""

    def __init__(
        self, text: str, notations: NotationTable, evaluate: Callable[[ast.Term], int | None] | None = None
    ) -> None:
        super().__init__(text, notations)
        self.evaluate = evaluate

    def _enter_notation(self) -> Token:
        """Take the current token with backquotes read as symbol quotes from there on."""
        self.scanner.in_notation = True
        return self.advance()

    def _notation_command(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        return self._any_notation(pos, is_local=False, is_reserve=False)

    def _reserve(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return self._any_notation(pos, is_local=False, is_reserve=True)

    def _any_notation(self, pos: Position, *, is_local: bool, is_reserve: bool) -> ast.NotationCommand:
        word = self.token.value
        if self.token.kind is not COMMAND or word not in NOTATION_WORDS:
            self.fail(
                "invalid local/reserve notation, 'infix', 'infixl', 'infixr', 'prefix', 'postfix' or 'notation' "
                "expected"
            )
        self._enter_notation()
        attributes = self._attributes_in_brackets()
        tokens: list[tuple[str, int]] = []
        name = self._optional_notation_name()
        if word == "notation":
            command = self._mixed_notation(pos, is_local, is_reserve, tokens)
        else:
            kind = "infixl" if word == "infix" else cast(str, word)
            command = self._mixfix_notation(pos, kind, is_local, is_reserve, tokens)
        command.name = name
        command.attributes = attributes
        for attribute in attributes:
            if attribute.name == "priority":
                command.priority = attribute.priority
        self.scanner.in_notation = False
        for text, precedence in tokens:
            self._add_token(text, precedence, is_local, pos)
        return command

    def _add_token(self, text: str, precedence: int, is_local: bool, pos: Position) -> None:
        # A table of tokens is a value: a new token copies it.
        self.tokens_left -= len(self.notations.tokens.infos) // _COPIES_PER_STEP
        try:
            self.notations.add_token(text, precedence, is_local)
        except LeanError as error:
            raise error.at(pos) from None

    def _optional_notation_name(self) -> str:
        if not self.take("("):
            return ""
        if self.name("invalid notation declaration, expected 'name'") != "name":
            self.fail("invalid notation declaration, expected 'name'")
        self.expect(":=", "invalid notation declaration, expected ':='")
        name = self.name("invalid notation declaration, expected identifier")
        self.expect(")", "invalid notation declaration, expected ')'")
        return name

    def _precedence_value(self) -> int:
        if self.token.kind is NUMERAL:
            return cast(int, self.advance().value)
        pos = self.token.pos
        term = self.parse_expr(MAX_PRECEDENCE)
        value = _evaluate_precedence(term)
        if value is None and self.evaluate is not None:
            value = self.evaluate(term)
        if value is None:
            raise Unsupported("precedence expression", pos)
        return value

    def _mixfix_notation(
        self, pos: Position, kind: str, is_local: bool, is_reserve: bool, tokens: list[tuple[str, int]]
    ) -> ast.NotationCommand:
        token_pos = self.token.pos
        if self.token.kind not in (IDENTIFIER, QUOTED, KEYWORD):
            self.fail("invalid notation declaration, quoted symbol or identifier expected")
        text = cast(str, self.advance().value).strip()
        _check_symbol(text, token_pos)
        reserved = None
        if not is_reserve:
            table = self.notations.reserved_nud if kind == "prefix" else self.notations.reserved_led
            choices = table.children.get(text)
            reserved = None if choices is None else choices[0][0]
        lower = 1 if kind == "infixr" else 0
        precedence: int | None
        if self.take(":"):
            precedence_pos = self.token.pos
            precedence = self._precedence_value()
            if kind == "infixr" and precedence == 0:
                self.fail("invalid infixr declaration, precedence must be greater than zero", precedence_pos)
            if self.notations.tokens.precedence(text) is None or kind != "prefix":
                tokens.append((text, precedence))
            precedence -= lower
        elif reserved is not None and reserved.kind == "expr" and kind in ("prefix", "infixr"):
            precedence = reserved.precedence
        else:
            precedence = self.notations.tokens.precedence(text)
            if precedence is None:
                self.fail(
                    "invalid notation declaration, precedence was not provided, and it is not set for the given "
                    "symbol, solution: use the 'precedence' command",
                    token_pos,
                )
            precedence -= lower
        action = "" if kind == "postfix" else "expr"
        if reserved is not None and not is_local:
            expected = reserved.kind == "skip" if action == "" else reserved == Action("expr", precedence)
            if not expected:
                self.fail(f"invalid {kind} declaration, declaration conflicts with reserved notation", token_pos)
        item = ast.NotationItem(token_pos, self._previous_end, text, action, "", precedence)
        value: ast.Term | None = None
        if is_reserve:
            if self.at(":="):
                self.fail("invalid reserve notation, found `:=`")
        else:
            self.expect(":=", "invalid notation declaration, ':=' expected")
            value = self.parse_expr()
        return ast.NotationCommand(pos, self._previous_end, kind, (item,), value, "", is_local, is_reserve)

    def _mixed_notation(
        self, pos: Position, is_local: bool, is_reserve: bool, tokens: list[tuple[str, int]]
    ) -> ast.NotationCommand:
        if self.token.kind is NUMERAL:
            token = self.advance()
            self.expect(":=", "invalid numeral notation, `:=` expected")
            number = ast.NotationItem(token.pos, token.end, str(token.value))
            meaning = self.parse_expr()
            return ast.NotationCommand(pos, self._previous_end, "numeral", (number,), meaning, "", is_local, is_reserve)
        leading = ""
        trie: Trie | None = self.notations.nud
        reserved: Trie | None = self.notations.reserved_nud
        if self.token.kind is IDENTIFIER:
            leading = cast(str, self.advance().value)
            trie, reserved = self.notations.led, self.notations.reserved_led
        if is_reserve:
            reserved = None
        items: list[ast.NotationItem] = []
        while not self._notation_ends(is_reserve):
            token = self.token
            text, used_default = self._notation_symbol(tokens)
            choices = reserved.children.get(text) if reserved is not None else None
            if choices is None:
                reserved = None
                item = self._notation_step(token.pos, text, trie, tokens)
            else:
                action, reserved = choices[0]
                item = self._reserved_step(token.pos, text, action, is_local, trie, tokens)
            items.append(item)
            if not leading and used_default and len(items) == 1:
                # As in Lean: of what has been read, the last token gets it, which may be a fold's terminator.
                tokens[-1] = (tokens[-1][0], MAX_PRECEDENCE)
            trie = _next_state(trie, item)
        value: ast.Term | None = None
        if not is_reserve:
            self.advance()
            if not items:
                self.fail("invalid notation declaration, empty notation is not allowed")
            value = self.parse_expr()
        return ast.NotationCommand(
            pos, self._previous_end, "notation", tuple(items), value, leading, is_local, is_reserve
        )  # fmt: skip

    def _notation_ends(self, is_reserve: bool) -> bool:
        if is_reserve:
            return self.token.kind in (COMMAND, END)
        return self.at(":=")

    def _notation_symbol(self, tokens: list[tuple[str, int]]) -> tuple[str, bool]:
        """A symbol of a notation's left side; whether its precedence is the default one."""
        token = self.token
        if token.kind is QUOTED:
            self.advance()
            text = cast(str, token.value).strip()
            _check_symbol(text, token.pos)
            if self.take(":"):
                tokens.append((text, self._precedence_value()))
            elif self.notations.tokens.precedence(text) is None:
                tokens.append((text, DEFAULT_PRECEDENCE))
                return text, True
            return text, False
        if token.kind is not KEYWORD:
            self.fail("invalid notation declaration, symbol expected")
        self.advance()
        _check_symbol(token.text, token.pos)
        return token.text, False

    def _notation_step(
        self, pos: Position, text: str, trie: Trie | None, tokens: list[tuple[str, int]]
    ) -> ast.NotationItem:
        """What follows a symbol of a notation."""
        for word in ("binder", "binders"):
            if self.at_word(word):
                self.advance()
                precedence = self._precedence_value() if self.take(":") else 0
                return ast.NotationItem(pos, self._previous_end, text, word, "", precedence)
        if self.token.kind is IDENTIFIER:
            name = cast(str, self.advance().value)
            return self._notation_argument(pos, text, name, trie, tokens)
        if self.token.kind in (QUOTED, KEYWORD, COMMAND, END):
            return ast.NotationItem(pos, self._previous_end, text)
        raise self.error("invalid notation declaration, quoted-symbol, identifier, 'binder', 'binders' expected")

    def _reserved_step(
        self, pos: Position, text: str, action: Action, is_local: bool, trie: Trie | None, tokens: list[tuple[str, int]]
    ) -> ast.NotationItem:
        kind = action.kind
        suffix = "(declaration prefix matches reserved notation)"
        if kind == "skip":
            if self.token.kind in (QUOTED, KEYWORD):
                return ast.NotationItem(pos, self._previous_end, text)
            if is_local and not self.at_word("binders"):
                return self._notation_step(pos, text, trie, tokens)
            if not self.at_word("binders"):
                self.fail(f"invalid notation declaration, quoted-symbol, keyword or `:=` expected {suffix}")
            self.advance()
            return ast.NotationItem(pos, self._previous_end, text)
        if kind in ("binder", "binders"):
            if not self.at_word(kind):
                if is_local:
                    return self._notation_step(pos, text, trie, tokens)
                self.fail(f"invalid notation declaration, '{kind}' expected {suffix}")
            self.advance()
            return ast.NotationItem(pos, self._previous_end, text, kind, "", action.precedence)
        if is_local and self.token.kind is not IDENTIFIER:
            return self._notation_step(pos, text, trie, tokens)
        name = self.name(f"invalid notation declaration, identifier expected {suffix}")
        if self.at(":"):
            if is_local:
                return self._notation_argument(pos, text, name, trie, tokens)
            self.fail(f"invalid notation declaration, invalid ':' occurrence {suffix}")
        if kind != "expr":
            raise Unsupported("notation with a reserved fold", pos)
        return ast.NotationItem(pos, self._previous_end, text, "expr", name, action.precedence)

    def _notation_argument(
        self, pos: Position, text: str, name: str, trie: Trie | None, tokens: list[tuple[str, int]]
    ) -> ast.NotationItem:
        item = ast.NotationItem(pos, self._previous_end, text, "expr", name)
        if not self.take(":"):
            item.precedence = _default_precedence(trie, text)
        elif self.token.kind is NUMERAL or self.at_word("max"):
            item.precedence = self._precedence_value()
        elif self.at_word("prev"):
            self.advance()
            declared = [precedence for token, precedence in tokens if token == text]
            item.precedence = declared[0] if declared else self.notations.tokens.precedence(text) or 0
        elif self.at_word("scoped"):
            self.advance()
            item.action, item.precedence, item.fold_names = "scoped", 0, ("",)
        else:
            self.expect("(", "invalid notation declaration, '(', numeral or 'scoped' expected")
            if self.at_word("foldl") or self.at_word("foldr"):
                self._fold_argument(item, tokens)
            elif self.at_word("scoped"):
                self._scoped_argument(item)
            else:
                self.fail("invalid notation declaration, 'foldl', 'foldr' or 'scoped' expected")
        item.end = self._previous_end
        return item

    def _fold_argument(self, item: ast.NotationItem, tokens: list[tuple[str, int]]) -> None:
        item.action = cast(str, self.advance().value)
        item.precedence = self._precedence_value() if self.take(":") else 0
        item.separator, _ = self._notation_symbol(tokens)
        self.expect("(", "invalid fold notation argument, '(' expected")
        first = self.name("invalid notation declaration, identifier expected")
        second = self.name("invalid notation declaration, identifier expected")
        item.fold_names = (first, second)
        self.expect(",", "invalid fold notation argument, ',' expected")
        item.fold = self.parse_expr()
        self.expect(")", "invalid fold notation argument, ')' expected")
        if not self.at(")") and self.token.kind is not QUOTED:
            item.initial = self.parse_expr()
        if not self.at(")"):
            item.terminator, _ = self._notation_symbol(tokens)
        self.expect(")", "invalid fold notation argument, ')' expected")

    def _scoped_argument(self, item: ast.NotationItem) -> None:
        self.advance()
        item.action = "scoped"
        item.precedence = self._precedence_value() if self.take(":") else 0
        item.fold_names = (self.name("invalid notation declaration, identifier expected"),)
        self.expect(",", "invalid scoped notation argument, ',' expected")
        item.fold = self.parse_expr()
        self.expect(")", "invalid scoped notation argument, ')' expected")

    def _precedence(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self._enter_notation()
        if self.token.kind not in (IDENTIFIER, QUOTED, KEYWORD):
            self.fail("invalid precedence declaration, quoted symbol or identifier expected")
        text = cast(str, self.advance().value).strip()
        self.expect(":", "invalid precedence declaration, ':' expected")
        precedence = self._precedence_value()
        self._add_token(text, precedence, False, pos)
        item = ast.NotationItem(pos, self._previous_end, text, "", "", None, precedence)
        return ast.NotationCommand(pos, self._previous_end, "precedence", (item,), None)

    def _local_notation_declaration(self) -> bool:
        """A notation among binders."""
        if self.token.kind is not COMMAND or self.token.value not in NOTATION_WORDS:
            return False
        self._before_local.append(self.notations.overlay())
        command = self._any_notation(self.token.pos, is_local=True, is_reserve=False)
        self.notations.declare(command)
        return True

    # -------------------------------------------------------------------------------------------------- attributes

    def _attributes(self, compact: bool) -> tuple[ast.Attribute, ...]:
        """What follows `@[` or `[`, with the closing bracket (and, unless compact, further bracketed lists)."""
        attributes = []
        while True:
            attributes.append(self._attribute())
            if self.take(","):
                continue
            self.expect("]", "invalid attribute declaration, ']' expected")
            if compact or not self.take("["):
                return tuple(attributes)

    def _attribute(self) -> ast.Attribute:
        pos = self.token.pos
        removed = self.at_word("-")
        if removed:
            self.advance()
        if self.token.kind is COMMAND:
            name = cast(str, self.advance().value)
        else:
            name = self.name("invalid attribute declaration, identifier expected")
        if name == "priority":
            priority = self.parse_expr()
            return ast.Attribute(pos, self._previous_end, name, (), removed, priority)
        args: list[ast.Term] = []
        while not self.at(",") and not self.at("]"):
            if name == "intro" and not args and self.take("!"):
                args.append(constant("!", pos))
            elif self.at("<-"):
                self.advance()
                args.append(constant("<-", pos))
            elif not self.starts_term():
                break
            else:
                args.append(self.parse_expr(0 if name == "derive" else MAX_PRECEDENCE))
        if name == "derive" and not args and not removed:
            self.fail("expression expected")
        return ast.Attribute(pos, self._previous_end, name, tuple(args), removed)

    def _attributes_in_brackets(self) -> tuple[ast.Attribute, ...]:
        if not self.take("["):
            return ()
        return self._attributes(compact=False)


def _check_symbol(text: str, pos: Position) -> None:
    if text == "@":
        raise LeanError(f"invalid token `{text}`, it is reserved", pos, "parse")


def _evaluate_precedence(term: ast.Term) -> int | None:
    """The number a precedence expression stands for, None where it is beyond sums of known names."""
    if isinstance(term, ast.Numeral):
        return term.value
    if isinstance(term, ast.Ident):
        return _PRECEDENCES.get(term.name)
    if isinstance(term, ast.Choice):
        for alternative in term.alternatives:
            value = _evaluate_precedence(alternative)
            if value is not None:
                return value
        return None
    if isinstance(term, ast.App) and isinstance(term.fn, ast.Ident) and len(term.args) == 2:
        left, right = _evaluate_precedence(term.args[0]), _evaluate_precedence(term.args[1])
        name = (term.fn.resolved or (term.fn.name,))[0]
        if left is not None and right is not None:
            if name in ("has_add.add", "nat.add"):
                return left + right
            if name in ("has_sub.sub", "nat.sub"):
                return max(left - right, 0)
    return None


def _default_precedence(trie: Trie | None, text: str) -> int:
    if trie is not None:
        for action, _ in trie.children.get(text, ()):
            if action.kind == "expr":
                return action.precedence
    return DEFAULT_PRECEDENCE


def _next_state(trie: Trie | None, item: ast.NotationItem) -> Trie | None:
    if trie is not None:
        wanted = action_of(item)
        for action, child in trie.children.get(item.token, ()):
            if action == wanted:
                return child
    return None
