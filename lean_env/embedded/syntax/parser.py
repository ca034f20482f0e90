"""The parser of Lean 3 texts: terms by binding powers, as in Lean, and commands.

`Parser(text, notations).next_command()` reads one command at a time, because commands change the notations and
(through whoever runs them) what follows. Tactic blocks are read by `tactic_parser`. Names are not resolved here, and
nothing is elaborated; what Lean's parser rejects because of the environment is left to the elaborator.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NoReturn, cast

from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.syntax import ast, tactic_parser
from lean_env.embedded.syntax.notation import (
    DEFAULT_PRECEDENCE,
    MAX_PLUS_PRECEDENCE,
    Accepting,
    Action,
    NotationTable,
    Reading,
    ScopedArgument,
    Trie,
    action_of,
    expand,
    relocated,
)
from lean_env.embedded.syntax.scanner import (
    ARROW_PRECEDENCE,
    CHAR,
    COMMAND,
    DECIMAL,
    DOC,
    END,
    FIELD_INDEX,
    FIELD_NAME,
    IDENTIFIER,
    KEYWORD,
    MAX_PRECEDENCE,
    MODULE_DOC,
    NUMERAL,
    QUOTED,
    STRING,
    Scanner,
    Token,
)

# Names that precedence expressions may use.
_PRECEDENCES = {
    "max": MAX_PRECEDENCE,
    "std.prec.max": MAX_PRECEDENCE,
    "max_plus": MAX_PLUS_PRECEDENCE,
    "std.prec.max_plus": MAX_PLUS_PRECEDENCE,
    "arrow": ARROW_PRECEDENCE,
    "std.prec.arrow": ARROW_PRECEDENCE,
}
_ATOMS = frozenset((IDENTIFIER, NUMERAL, DECIMAL, STRING, CHAR))
_NAME_AND_NUMBER = frozenset((IDENTIFIER, NUMERAL))
_MIXFIX = frozenset(("infix", "infixl", "infixr", "prefix", "postfix"))
_NOTATION_WORDS = _MIXFIX | {"notation"}
_OPENERS = frozenset(("(", "{", "[", "⦃"))
_META_COMMANDS = frozenset(("run_cmd", "#unify", "#compile", "declare_trace", "add_key_equivalence", "#help"))
_NO_META = _NOTATION_WORDS | {
    "universe", "universes", "include", "omit", "open", "export", "set_option", "section", "namespace", "end", "#check",
    "#reduce", "#eval", "#print", "#exit", "hide", "init_quotient", "precedence", "reserve", "import",
}  # fmt: skip


class Parser:
    """Reads `text`, command by command, with (and into) `notations`.

    `at_start` tells whether `prelude` and `import` may still come. Errors are LeanError(kind="parse") with the place;
    after one, the next call of `next_command` goes on at the next command, as Lean does.
    """

    def __init__(self, text: str, notations: NotationTable) -> None:
        self.notations = notations
        self.scanner = Scanner(text, notations.tokens)
        self.in_pattern = False
        self.in_quote = False
        self.command_pos = Position(1, 0)
        self._inst_index = 1
        self._inst_scopes: list[int] = []
        # How many `begin`, `match` and the like are open, so that resynchronizing steps over their `end`.
        self._open_blocks = 0
        self._needs_resync = False
        self._local_notation = False
        self._at_start = True
        self._previous_end = Position(1, 0)
        self.token: Token = self._scan_first()

    def _scan_first(self) -> Token:
        try:
            return self.scanner.next_token()
        except LeanError:
            self.scanner.offset = 0
            self.scanner.line, self.scanner.line_start = 1, 0
            self._needs_resync = True
            return Token(END, "", "", 0, Position(1, 0), 0, 0, Position(1, 0))

    # ------------------------------------------------------------------------------------------ moving over tokens

    def advance(self) -> Token:
        """Take the current token."""
        token = self.token
        self._previous_end = token.end
        self.scanner.tokens = self.notations.tokens
        self.token = self.scanner.next_token()
        return token

    @property
    def previous_end(self) -> Position:
        """Where the last taken token ends."""
        return self._previous_end

    def at(self, value: str) -> bool:
        """Is the current token this keyword or command word?"""
        token = self.token
        return token.value == value and (token.kind is KEYWORD or token.kind is COMMAND)

    def at_word(self, value: str) -> bool:
        """Is the current token this keyword or this identifier?"""
        token = self.token
        return token.value == value and token.kind in (KEYWORD, COMMAND, IDENTIFIER)

    def take(self, value: str) -> bool:
        """Take the current token if it is this keyword."""
        token = self.token
        if token.value == value and (token.kind is KEYWORD or token.kind is COMMAND):
            self.advance()
            return True
        return False

    def expect(self, value: str, message: str) -> Token:
        """Take this keyword, or fail with the message."""
        if not self.at(value):
            self.fail(message)
        return self.advance()

    def error(self, message: str, position: Position | None = None) -> LeanError:
        """A syntax error at the current token (or at `position`)."""
        return LeanError(message, position or self.token.pos, "parse")

    def fail(self, message: str, position: Position | None = None) -> NoReturn:
        """Raise a syntax error at the current token (or at `position`)."""
        raise self.error(message, position)

    def name(self, message: str) -> str:
        """Take an identifier."""
        if self.token.kind is not IDENTIFIER:
            self.fail(message)
        return cast(str, self.advance().value)

    def atomic_name(self, message: str) -> str:
        """Take an identifier without dots."""
        pos = self.token.pos
        name = self.name(message)
        if "." in name and "«" not in name:
            self.fail(message, pos)
        return name

    # ------------------------------------------------------------------------------------------------------- terms

    def parse_expr(self, rbp: int = 0) -> ast.Term:
        """A term; stops before a token that binds no tighter than `rbp`."""
        return self.continue_expr(self._nud(), rbp)

    def continue_expr(self, left: ast.Term, rbp: int = 0) -> ast.Term:
        """What may follow `left`: arguments, operators, fields."""
        led = self.notations.led
        while self.token.precedence > rbp:
            token = self.token
            kind = token.kind
            if kind is KEYWORD:
                value = cast(str, token.value)
                if value in led.children:
                    left = self._notation(led, left)
                    led = self.notations.led
                    continue
                if value == "->":
                    self.advance()
                    right = self.parse_expr(ARROW_PRECEDENCE - 1)
                    left = ast.Arrow(left.pos, right.end, left, right)
                    continue
                if value == "^.":
                    left = self._caret_field(left)
                    continue
                if not self.starts_term():
                    break
            elif kind is FIELD_INDEX or kind is FIELD_NAME:
                self.advance()
                left = ast.Field(left.pos, token.end, left, cast("int | str", token.value))
                continue
            if isinstance(left, ast.SortTerm) and left.level is None and not left.star and self._starts_level():
                level = self.parse_level(MAX_PRECEDENCE)
                left = ast.SortTerm(left.pos, self._previous_end, left.is_type, level)
                continue
            left = self._application(left, rbp)
        return left

    def _application(self, fn: ast.Term, rbp: int) -> ast.Term:
        """`fn` with all arguments that follow it."""
        led = self.notations.led.children
        args = [self.parse_expr(MAX_PRECEDENCE)]
        while rbp < MAX_PRECEDENCE:
            token = self.token
            if token.precedence < MAX_PRECEDENCE:
                break
            kind = token.kind
            if kind is KEYWORD:
                if token.value in led or token.value in ("->", "^.") or not self.starts_term():
                    break
            elif kind is FIELD_INDEX or kind is FIELD_NAME:
                break
            args.append(self.parse_expr(MAX_PRECEDENCE))
        if isinstance(fn, ast.App):
            return ast.App(fn.pos, self._previous_end, fn.fn, fn.args + tuple(args))
        return ast.App(fn.pos, self._previous_end, fn, tuple(args))

    def starts_term(self) -> bool:
        """May the current token begin a term?"""
        token = self.token
        if token.kind is KEYWORD:
            return token.value in self.notations.nud.children or token.value in _NUDS
        return token.kind in _ATOMS

    def _nud(self) -> ast.Term:
        token = self.token
        kind = token.kind
        if kind is IDENTIFIER:
            return self._identifier()
        if kind is KEYWORD:
            if token.value in self.notations.nud.children:
                return self._notation(self.notations.nud, None)
            handler = _NUDS.get(cast(str, token.value))
            if handler is None:
                self.fail("invalid expression")
            return handler(self)
        if kind is NUMERAL:
            return self._numeral()
        if kind is DECIMAL:
            return self._decimal()
        if kind is STRING:
            self.advance()
            return ast.StringLiteral(token.pos, token.end, cast(str, token.value))
        if kind is CHAR:
            self.advance()
            return ast.CharLiteral(token.pos, token.end, cast(str, token.value))
        raise self.error("invalid expression, unexpected token")

    def _identifier(self) -> ast.Term:
        token = self.advance()
        name = cast(str, token.value)
        if self.token.value == ".{" and self.token.kind is KEYWORD:
            return self._with_levels(token)
        ident = ast.Ident(token.pos, token.end, name)
        if self.in_pattern and self.at("@") and self.token.offset == token.stop and "." not in name:
            self.advance()
            pattern = self.parse_expr(MAX_PRECEDENCE)
            return ast.AsPattern(token.pos, pattern.end, name, pattern)
        return ident

    def _with_levels(self, token: Token) -> ast.Ident:
        self.advance()
        levels = []
        while not self.at("}"):
            levels.append(self.parse_level())
        self.advance()
        return ast.Ident(token.pos, self._previous_end, cast(str, token.value), tuple(levels))

    def _numeral(self) -> ast.Term:
        token = self.advance()
        value = cast(int, token.value)
        literal = ast.Numeral(token.pos, token.end, value)
        for number, body in self.notations.numerals:
            if number == value:
                return ast.Choice(token.pos, token.end, (literal, body.build((), token.pos, token.end)))
        return literal

    def _decimal(self) -> ast.Term:
        token = self.advance()
        value = cast(Fraction, token.value)
        return ast.Decimal(token.pos, token.end, value.numerator, value.denominator)

    def _caret_field(self, left: ast.Term) -> ast.Term:
        self.advance()
        token = self.token
        if token.kind not in _NAME_AND_NUMBER:
            self.fail("identifier or numeral expected")
        self.advance()
        return ast.Field(left.pos, token.end, left, cast("int | str", token.value))

    # ------------------------------------------------------------------------------------------------------ levels

    def _starts_level(self) -> bool:
        return self.token.kind in _NAME_AND_NUMBER or self.at("(") or self.at("_")

    def parse_level(self, rbp: int = 0) -> ast.Level:
        """A universe level."""
        left = self._level_nud()
        while rbp < 10 and self.at("+"):
            pos = self.advance().pos
            if self.token.kind is not NUMERAL:
                self.fail(
                    "invalid level expression, right hand side of '+' "
                    "(aka universe lift operator) must be a numeral",
                    pos,
                )
            number = self.advance()
            left = ast.LevelSucc(left.pos, number.end, left, cast(int, number.value))
        return left

    def _level_nud(self) -> ast.Level:
        token = self.token
        if self.at_word("max") or self.at_word("imax"):
            self.advance()
            levels = []
            while self.token.kind in _NAME_AND_NUMBER or self.at("("):
                levels.append(self.parse_level(MAX_PRECEDENCE))
            if len(levels) < 2:
                self.fail("invalid level expression, max must have at least two arguments", token.pos)
            kind = ast.LevelMax if token.value == "max" else ast.LevelIMax
            return kind(token.pos, self._previous_end, tuple(levels))
        if self.at("_"):
            self.advance()
            return ast.LevelHole(token.pos, token.end)
        if self.at("("):
            self.advance()
            level = self.parse_level()
            self.expect(")", "invalid level expression, ')' expected")
            return level
        if token.kind is NUMERAL:
            self.advance()
            return ast.LevelNumber(token.pos, token.end, cast(int, token.value))
        if token.kind is IDENTIFIER:
            self.advance()
            return ast.LevelName(token.pos, token.end, cast(str, token.value))
        self.fail("invalid level expression")

    # --------------------------------------------------------------------------------------------------- notations

    def _notation(self, trie: Trie, left: ast.Term | None) -> ast.Term:
        """Read along a trie; the current token is its first."""
        pos = self.token.pos
        reading = Reading([] if left is None else [left], [], [])
        binder_pos = pos
        while self.token.kind is KEYWORD:
            choices = trie.children.get(cast(str, self.token.value))
            if choices is None:
                break
            self.advance()
            action, trie = choices[0] if len(choices) == 1 else self._choose(choices)
            kind = action.kind
            if kind == "expr":
                reading.arguments.append(self.parse_expr(action.precedence))
            elif kind == "exprs":
                reading.arguments.append(self._separated(action))
            elif kind == "binders":
                binder_pos = self.token.pos
                reading.binders.extend(self.parse_binders(action.precedence))
            elif kind == "binder":
                binder_pos = self.token.pos
                reading.binders.append(self._binder(action.precedence))
            elif kind == "scoped":
                body = self.parse_expr(action.precedence)
                reading.arguments.append(ScopedArgument(body.pos, body.end, body))
                reading.scoped.append((len(reading.binders), binder_pos))
        if not trie.accept:
            starting = "" if pos == self.token.pos else f" starting at {pos.line}:{pos.column}"
            self.fail(f"invalid expression{starting}")
        return expand(trie.accept, reading, pos, self._previous_end)

    def _choose(self, choices: tuple[tuple[Action, Trie], ...]) -> tuple[Action, Trie]:
        skip = None
        for choice in choices:
            terminator = choice[0].terminator
            if terminator is not None and self.at(terminator):
                return choice
            if choice[0].kind == "skip":
                skip = choice
        # As in Lean, only a keyword counts as the beginning of a term here.
        if skip is not None and not (self.token.kind is KEYWORD and self.starts_term()):
            return skip
        for choice in choices:
            if choice[0].kind != "skip":
                return choice
        return choices[0]

    def _separated(self, action: Action) -> tuple[ast.Term, ...]:
        items: list[ast.Term] = []
        terminator = action.terminator
        if terminator is None or not self.at(terminator):
            items.append(self.parse_expr(action.precedence))
            while self.take(action.separator):
                items.append(self.parse_expr(action.precedence))
        if terminator is not None and not self.take(terminator):
            self.fail(f"invalid composite expression, '{terminator}' expected")
        return tuple(items)

    # ----------------------------------------------------------------------------------------------------- binders

    def parse_binders(
        self, rbp: int = 0, *, allow_empty: bool = False, allow_default: bool = False, delimited: bool = False,
        simple: bool = False,
    ) -> list[ast.Binder]:  # fmt: skip
        """Binders in a row.

        `allow_default` admits `(x : T := v)` and `(x : T . tac)`; `delimited` demands brackets; `simple` admits round
        brackets only.
        """
        binders: list[ast.Binder] = []
        pattern, self.in_pattern = self.in_pattern, False
        while True:
            if self.token.kind is IDENTIFIER or self.at("_"):
                if delimited:
                    self.fail("invalid binder declaration, delimiter/bracket expected (i.e., '(', '{', '[', '{{')")
                self._binder_block(binders, ast.DEFAULT, rbp, False)
            else:
                may_default = allow_default and self.at("(")
                info = self._open_binder(simple)
                if info is None:
                    break
                self._bracketed_block(binders, info, may_default)
        self.in_pattern = pattern
        if not binders and not allow_empty:
            self.fail("invalid binder, '(', '{', '[', '{{', '⦃' or identifier expected")
        return binders

    def _bracketed_block(self, binders: list[ast.Binder], info: int, may_default: bool) -> None:
        """The inside of a bracket and its closing."""
        if info == ast.INST:
            binders.append(self._instance_binder())
        elif not self._local_notation_declaration():
            self._binder_block(binders, info, 0, may_default)
        self._close_binder(info)

    def _open_binder(self, simple: bool = False) -> int | None:
        if self.take("("):
            return ast.DEFAULT
        if simple:
            return None
        if self.take("{"):
            return ast.STRICT if self.take("{") else ast.IMPLICIT
        if self.take("["):
            return ast.INST
        if self.take("⦃"):
            return ast.STRICT
        return None

    def _close_binder(self, info: int | None) -> None:
        if info is None:
            return
        if info == ast.DEFAULT:
            self.expect(")", "invalid declaration, ')' expected")
        elif info == ast.IMPLICIT:
            self.expect("}", "invalid declaration, '}' expected")
        elif info == ast.INST:
            self.expect("]", "invalid declaration, ']' expected")
        elif self.take("}"):
            self.expect("}", "invalid declaration, '}' expected")
        else:
            self.expect("⦄", "invalid declaration, '⦄' expected")

    def _binder(self, rbp: int) -> ast.Binder:
        info = None
        if self.token.kind is not IDENTIFIER:
            info = self._open_binder()
            if info is None:
                self.fail("invalid binder, '(', '{', '[', '{{', '⦃' or identifier expected")
            rbp = 0
        token = self.token
        if self.take("_"):
            name = "_x"
        else:
            name = self.atomic_name("invalid binder, atomic identifier expected")
        kind = self.parse_expr(rbp) if self.take(":") else None
        self._close_binder(info)
        return ast.Binder(token.pos, token.end, name, info or ast.DEFAULT, kind)

    def _binder_block(self, binders: list[ast.Binder], info: int, rbp: int, may_default: bool) -> None:
        names: list[Token] = []
        while self.token.kind is IDENTIFIER or self.at("_"):
            token = self.token
            if token.kind is IDENTIFIER:
                self.atomic_name("invalid binder, atomic identifier expected")
            else:
                self.advance()
            names.append(token)
        if not names:
            self.fail("invalid binder, identifier expected")
        kind = default = tactic = None
        if self.take(":"):
            kind = self.parse_expr(rbp)
            if may_default and self.take(":="):
                default = self.parse_expr(rbp)
            elif may_default and self.at("."):
                tactic = self._auto_tactic()
        elif may_default and self.take(":="):
            default = self.parse_expr(rbp)
        elif self._collection_binders(binders, names, info):
            return
        for token in names:
            binders.append(ast.Binder(token.pos, token.end, _binder_name(token), info, kind, default, tactic))

    def _auto_tactic(self) -> ast.Term:
        self.advance()
        token = self.token
        name = self.name("invalid auto_param, identifier expected")
        return ast.Ident(token.pos, token.end, name)

    def _collection_binders(self, binders: list[ast.Binder], names: list[Token], info: int) -> bool:
        """`x y ∈ s`: a binder for every name, and one `H` for its membership."""
        if self.token.kind is not KEYWORD:
            return False
        choices = self.notations.led.children.get(cast(str, self.token.value))
        if choices is None or len(choices) != 1:
            return False
        action, trie = choices[0]
        if len(trie.accept) != 1 or action.kind in ("skip", "binder", "binders"):
            return False
        self.advance()
        collection = self.parse_expr(action.precedence)
        for token in names:
            name = _binder_name(token)
            member = ast.Ident(token.pos, token.end, name)
            binders.append(ast.Binder(token.pos, token.end, name, info))
            holds = expand(trie.accept, Reading([member, collection], [], []), token.pos, self._previous_end)
            binders.append(ast.Binder(token.pos, token.end, "H", info, holds))
        return True

    def _instance_name(self) -> str:
        name = f"_inst_{self._inst_index}"
        self._inst_index += 1
        return name

    def _instance_binder(self) -> ast.Binder:
        token = self.token
        if token.kind is IDENTIFIER:
            self.advance()
            if self.take(":"):
                return ast.Binder(token.pos, token.end, cast(str, token.value), ast.INST, self.parse_expr())
            name = self._instance_name()
            return ast.Binder(token.pos, token.end, name, ast.INST, self._after_identifier(token))
        name = self._instance_name()
        return ast.Binder(token.pos, token.end, name, ast.INST, self.parse_expr())

    def _after_identifier(self, token: Token, rbp: int = 0) -> ast.Term:
        """The term that begins with an identifier already taken."""
        if self.token.value == ".{" and self.token.kind is KEYWORD:
            return self.continue_expr(self._with_levels(token), rbp)
        return self.continue_expr(ast.Ident(token.pos, token.end, cast(str, token.value)), rbp)

    def _named_expr(self, separator: str = ":") -> tuple[Token | None, ast.Term]:
        """`h : e` or `e`."""
        token = self.token
        if token.kind is not IDENTIFIER:
            return None, self.parse_expr()
        self.advance()
        if self.take(separator):
            return token, self.parse_expr()
        return None, self._after_identifier(token)

    # ------------------------------------------------------------------------------------------ builtin term forms

    def _hole(self) -> ast.Term:
        token = self.advance()
        return ast.Hole(token.pos, token.end)

    def _sort(self) -> ast.Term:
        token = self.advance()
        value = cast(str, token.value)
        is_type = value.startswith("Type")
        if value.endswith("*"):
            return ast.SortTerm(token.pos, token.end, is_type, None, True)
        if self.at(".{"):
            self.advance()
            level = self.parse_level()
            self.expect("}", f"invalid {value} expression, '}}' expected")
            return ast.SortTerm(token.pos, self._previous_end, is_type, level)
        return ast.SortTerm(token.pos, token.end, is_type)

    def _sorry(self) -> ast.Term:
        token = self.advance()
        return ast.Sorry(token.pos, token.end)

    def _pi(self) -> ast.Term:
        token = self.advance()
        binders = self.parse_binders()
        self.expect(",", "invalid expression" + f" starting at {token.pos.line}:{token.pos.column}")
        body = self.parse_expr()
        return ast.Pi(token.pos, body.end, tuple(binders), body)

    def _lambda(self) -> ast.Term:
        return self._lambda_core(self.advance().pos)

    def _lambda_core(self, pos: Position) -> ast.Term:
        if self.at("⟨"):
            pattern = self.parse_pattern_with(self._anonymous_constructor)
            body = self.parse_expr() if self.take(",") else self._lambda_core(self.token.pos)
            return ast.PatternLambda(pos, body.end, pattern, body)
        binders = self.parse_binders()
        if self.take(","):
            body = self.parse_expr()
        elif self.at("⟨"):
            body = self._lambda_core(self.token.pos)
        else:
            self.fail("invalid lambda expression, ',' or '⟨' expected")
        return ast.Lambda(pos, body.end, tuple(binders), body)

    def _assume(self) -> ast.Term:
        pos = self.advance().pos
        if not self.take(":"):
            return self._lambda_core(pos)
        proposition = self.parse_expr()
        self.expect(",", "invalid 'assume', ',' expected")
        body = self.parse_expr()
        return ast.Lambda(pos, body.end, (ast.Binder(pos, pos, "this", ast.DEFAULT, proposition),), body)

    def parse_pattern_with(self, read: Callable[[], ast.Term]) -> ast.Term:
        """Read a term as a pattern."""
        before, self.in_pattern = self.in_pattern, True
        term = read()
        self.in_pattern = before
        return term

    def parse_pattern(self, rbp: int = 0) -> ast.Term:
        """A term read as a pattern."""
        before, self.in_pattern = self.in_pattern, True
        term = self.parse_expr(rbp)
        self.in_pattern = before
        return term

    def _let(self) -> ast.Term:
        return self._let_declarations(self.advance().pos)

    def _let_declarations(self, pos: Position) -> ast.Term:
        """What follows `let`, or a comma between its declarations."""
        if self._local_notation_declaration():
            return self._let_body()
        if self.token.kind is IDENTIFIER:
            token = self.token
            name, kind, value = self._let_declaration()
            body = self._let_body()
            return ast.Let(pos, body.end, name, kind, value, body, token.pos)
        pattern = self.parse_pattern()
        self.expect(":=", "invalid let declaration, ':=' expected")
        value = self.parse_expr()
        body = self._let_body()
        return ast.LetPattern(pos, body.end, pattern, value, body)

    def _let_declaration(self) -> tuple[str, ast.Term | None, ast.Term]:
        name = self.atomic_name("invalid let declaration, atomic identifier expected")
        if self.take(":="):
            return name, None, self.parse_expr()
        if self.take(":"):
            kind = self.parse_expr()
            self.expect(":=", "invalid declaration, ':=' expected")
            return name, kind, self.parse_expr()
        binders = tuple(self.parse_binders())
        result: ast.Term | None = None
        if self.take(":"):
            result = self.parse_expr()
            result = ast.Pi(binders[0].pos, result.end, binders, result)
        self.expect(":=", "invalid let declaration, ':=' expected")
        value = self.parse_expr()
        return name, result, ast.Lambda(binders[0].pos, value.end, binders, value)

    def _let_body(self) -> ast.Term:
        if self.at(","):
            self.advance()
            return self._let_declarations(self.token.pos)
        self.expect("in", "invalid let declaration, 'in' or ',' expected")
        return self.parse_expr()

    def _have(self) -> ast.Term:
        pos = self.advance().pos
        token, proposition = self._named_expr()
        if self.take(":="):
            value = self.parse_expr()
        else:
            self.expect(",", "invalid 'have' declaration, ',' expected")
            value = self._proof()
        self.expect(",", "invalid 'have' declaration, ',' expected")
        body = self.parse_expr()
        name, name_pos = ("this", pos) if token is None else (cast(str, token.value), token.pos)
        return ast.Have(pos, body.end, name, proposition, value, body, name_pos)

    def _proof(self) -> ast.Term:
        if self.take("from"):
            return self.parse_expr()
        if self.at("begin") or self.at("{"):
            return self._tactic_block()
        if self.at("by"):
            return self._by()
        raise self.error("invalid expression, 'by', 'begin', '{', or 'from' expected")

    def _show(self) -> ast.Term:
        pos = self.advance().pos
        proposition = self.parse_expr()
        self.expect(",", "invalid 'show' declaration, ',' expected")
        value = self._proof()
        return ast.Show(pos, value.end, proposition, value)

    def _suffices(self) -> ast.Term:
        pos = self.advance().pos
        token, proposition = self._named_expr()
        self.expect(",", "invalid 'suffices' declaration, ',' expected")
        body = self._proof()
        self.expect(",", "invalid 'suffices' declaration, ',' expected")
        value = self.parse_expr()
        name, name_pos = ("this", pos) if token is None else (cast(str, token.value), token.pos)
        return ast.Suffices(pos, value.end, name, proposition, body, value, name_pos)

    def _if(self) -> ast.Term:
        pos = self.advance().pos
        token, condition = self._named_expr()
        self.expect("then", "invalid 'if-then-else' expression, 'then' expected")
        then = self.parse_expr()
        self.expect("else", "invalid 'if-then-else' expression, 'else' expected")
        otherwise = self.parse_expr()
        name, name_pos = (None, pos) if token is None else (cast(str, token.value), token.pos)
        return ast.If(pos, otherwise.end, name, condition, then, otherwise, name_pos)

    def _match(self) -> ast.Term:
        pos = self.advance().pos
        self._open_blocks += 1
        scrutinees = [self.parse_expr()]
        while self.take(","):
            scrutinees.append(self.parse_expr())
        kind = self.parse_expr() if self.take(":") else None
        self.expect("with", "invalid 'match' expression, 'with' expected")
        equations: list[ast.Equation] = []
        if not self.at("end"):
            if self.at("|") or self.at(","):
                self.advance()
            equations.append(self._match_equation())
            while self.at("|") or self.at(","):
                self.advance()
                equations.append(self._match_equation())
        self.expect("end", "invalid 'match' expression, 'end' expected")
        self._open_blocks -= 1
        names = (None,) * len(scrutinees)
        return ast.Match(pos, self._previous_end, tuple(scrutinees), names, kind, tuple(equations))

    def _match_equation(self) -> ast.Equation:
        pos = self.token.pos
        patterns = [self.parse_pattern()]
        while self.take(","):
            patterns.append(self.parse_pattern())
        self.expect(":=", "invalid 'match' expression, ':=' expected")
        rhs = self.parse_expr()
        return ast.Equation(pos, rhs.end, tuple(patterns), rhs)

    def _calc(self) -> ast.Term:
        pos = self.advance().pos
        steps = []
        step_pos = self.token.pos
        relation = self.parse_expr()
        if isinstance(relation, ast.Arrow):
            relation = self._implies(relation.pos, relation.domain, relation.codomain)
        steps.append(self._calc_step(step_pos, relation))
        while self.at("..."):
            token = self.advance()
            dots = ast.CalcDots(token.pos, token.end)
            if self.take("->"):
                relation = self._implies(token.pos, dots, self.parse_expr())
            else:
                relation = self._one_led(dots)
            steps.append(self._calc_step(token.pos, relation))
        return ast.Calc(pos, self._previous_end, tuple(steps))

    def _implies(self, pos: Position, left: ast.Term, right: ast.Term) -> ast.Term:
        return ast.App(pos, right.end, _constant("implies", pos), (left, right))

    def _one_led(self, left: ast.Term) -> ast.Term:
        if self.token.kind is KEYWORD and self.token.value in self.notations.led.children:
            return self._notation(self.notations.led, left)
        argument = self.parse_expr(MAX_PRECEDENCE)
        return ast.App(left.pos, argument.end, left, (argument,))

    def _calc_step(self, pos: Position, relation: ast.Term) -> ast.CalcStep:
        self.expect(":", "invalid 'calc' expression, ':' expected")
        proof = self.parse_expr()
        return ast.CalcStep(pos, proof.end, relation, proof)

    def _explicit(self) -> ast.Term:
        token = self.advance()
        if self.token.kind is not IDENTIFIER:
            self.fail(f"invalid '{token.value}', identifier expected")
        name = self.advance()
        ident = ast.Ident(name.pos, name.end, cast(str, name.value))
        if self.at(".{"):
            ident = self._with_levels(name)
        kind = ast.Explicit if token.value == "@" else ast.PartialExplicit
        return kind(token.pos, ident.end, ident)

    def _unit(self) -> ast.Term:
        token = self.advance()
        return ast.Ident(token.pos, token.end, "unit.star", None, ("unit.star",))

    def _pattern_hint(self) -> ast.Term:
        pos = self.advance().pos
        term = self.parse_expr()
        self.expect(":)", f"invalid expression starting at {pos.line}:{pos.column}")
        return ast.PatternHint(pos, self._previous_end, term)

    def _anonymous_constructor(self) -> ast.Term:
        pos = self.advance().pos
        args = []
        while not self.at("⟩"):
            args.append(self.parse_expr())
            if not self.take(","):
                break
        self.expect("⟩", "invalid constructor, `⟩` expected")
        return ast.AnonymousConstructor(pos, self._previous_end, tuple(args))

    def _inaccessible(self) -> ast.Term:
        pos = self.advance().pos
        term = self.parse_expr()
        if not self.in_pattern:
            self.fail("inaccesible pattern notation `.(t)` can only be used in patterns", pos)
        self.expect(")", "invalid inaccesible pattern, `)` expected")
        return ast.Inaccessible(pos, self._previous_end, term)

    def _inaccessible_hole(self) -> ast.Term:
        token = self.advance()
        if not self.in_pattern:
            self.fail("inaccesible pattern notation `._` can only be used in patterns", token.pos)
        return ast.Inaccessible(token.pos, token.end, ast.Hole(token.pos, token.end))

    # ------------------------------------------------------------------------------------- parentheses and brackets

    def _parenthesized(self) -> ast.Term:
        pos = self.advance().pos
        accept = self._section_operator()
        if accept is not None:
            return self._section(pos, accept)
        term = self.parse_expr()
        if self.at(","):
            items = [term]
            while self.take(","):
                items.append(self.parse_expr())
            self._close_parenthesis()
            term = items.pop()
            while items:
                term = ast.App(pos, self._previous_end, _constant("prod.mk", pos), (items.pop(), term))
            return term
        if self.take(":"):
            kind = self.parse_expr()
            self._close_parenthesis()
            if isinstance(term, ast.Choice):
                each = [ast.Ascription(pos, self._previous_end, item, kind) for item in term.alternatives]
                return ast.Choice(pos, self._previous_end, tuple(each))
            return ast.Ascription(pos, self._previous_end, term, kind)
        self._close_parenthesis()
        return term

    def _close_parenthesis(self) -> None:
        self.expect(")", "invalid expression, `)` expected")

    def _section_operator(self) -> tuple[Accepting, ...] | None:
        """The meanings of the current token if `(op` begins a section such as `(+ 1)`; () for the arrow."""
        token = self.token
        if token.kind is not KEYWORD or self.starts_term():
            return None
        if token.value == "->":
            return ()
        choices = self.notations.led.children.get(cast(str, token.value))
        if choices is None or len(choices) != 1 or choices[0][0].kind != "expr" or not choices[0][1].accept:
            return None
        return choices[0][1].accept

    def _section(self, pos: Position, accept: tuple[Accepting, ...]) -> ast.Term:
        self.advance()
        binders = [ast.Binder(pos, pos, "_x")]
        first: ast.Term = ast.Ident(pos, pos, "_x")
        second: ast.Term
        is_open = self.at(")")
        if is_open:
            binders.append(ast.Binder(pos, pos, "_y"))
            second = ast.Ident(pos, pos, "_y")
        else:
            second = self.parse_expr()
        self._close_parenthesis()
        end = self._previous_end
        results: list[ast.Term] = []
        for meaning in accept:
            function = meaning.body.function(2) if is_open and not meaning.postponed else None
            if function is not None:
                results.append(relocated(function, pos, end))
            else:
                body = expand((meaning,), Reading([first, second], [], []), pos, end)
                results.append(ast.InfixFunction(pos, end, ast.Lambda(pos, end, tuple(binders), body)))
        if not accept:
            arrow = ast.Arrow(pos, end, first, second)
            return ast.InfixFunction(pos, end, ast.Lambda(pos, end, tuple(binders), arrow))
        return results[0] if len(results) == 1 else ast.Choice(pos, end, tuple(results))

    def _cons_section(self) -> ast.Term:
        """`(::)`."""
        token = self.advance()
        choices = self.notations.led.children.get("::")
        if choices is None or len(choices) != 1 or not choices[0][1].accept:
            self.fail(
                "invalid '(::)' notation, infix operator '::' has not been defined yet or is the prefix of another "
                "notation declaration",
                token.pos,
            )
        pos, end = token.pos, token.end
        binders = (ast.Binder(pos, end, "_x"), ast.Binder(pos, end, "_y"))
        reading = Reading([ast.Ident(pos, end, "_x"), ast.Ident(pos, end, "_y")], [], [])
        body = expand(choices[0][1].accept, reading, pos, end)
        return ast.InfixFunction(pos, end, ast.Lambda(pos, end, binders, body))

    def _binary_tree(self) -> ast.Term:
        """`#[a, b, c]`: a balanced tree."""
        pos = self.advance().pos
        items = []
        while not self.at("]"):
            items.append(self.parse_expr())
            if not self.take(","):
                break
        self.expect("]", "invalid `#[...]`, `]` expected")
        if not items:
            return _constant("bin_tree.empty", pos)
        return self._tree(items, 0, len(items), pos)

    def _tree(self, items: list[ast.Term], start: int, stop: int, pos: Position) -> ast.Term:
        end = self._previous_end
        if stop == start + 1:
            return ast.App(pos, end, _constant("bin_tree.leaf", pos), (items[start],))
        middle = (start + stop) // 2
        halves = (self._tree(items, start, middle, pos), self._tree(items, middle, stop, pos))
        return ast.App(pos, end, _constant("bin_tree.node", pos), halves)

    def _braces(self) -> ast.Term:
        """Everything that begins with `{`."""
        pos = self.advance().pos
        if self.take("}"):
            return ast.EmptyBraces(pos, self._previous_end)
        token = self.token
        if token.kind is IDENTIFIER:
            self.advance()
            special = self._braces_after_name(pos, token)
            if special is not None:
                return special
            term = self._after_identifier(token)
        elif self.at("("):
            term = self.parse_expr()
            if self.take("|"):
                return self._set_replacement(pos, term)
        elif self.take("."):
            self.expect("}", "invalid empty structure instance, '}' expected")
            return ast.StructureInstance(pos, self._previous_end, "", (), ())
        elif self.at(".."):
            return self._structure_instance(pos, "", [], [])
        else:
            term = self.parse_expr()
        if self.at(",") or self.at("}"):
            return self._set_literal(pos, term)
        if self.take("with"):
            return self._structure_instance(pos, "", [], [term])
        raise self.error("invalid '{' expression, ',', '}', '..', `//` or `|` expected")

    def _braces_after_name(self, pos: Position, token: Token) -> ast.Term | None:
        name = cast(str, token.value)
        if self.take("//"):
            return self._subtype(pos, ast.Binder(token.pos, token.end, name))
        if self.take("|"):
            return self._set_of(pos, ast.Binder(token.pos, token.end, name))
        if self.take(":"):
            binder = ast.Binder(token.pos, token.end, name, ast.DEFAULT, self.parse_expr())
            if self.take("|"):
                return self._set_of(pos, binder)
            self.expect("//", "invalid expression, '//' or '|' expected")
            return self._subtype(pos, binder)
        if self.take("."):
            return self._structure_instance(pos, name, [], [])
        if self.take(":="):
            value = self.parse_expr()
            self.take(",")
            first = ast.FieldAssign(token.pos, value.end, name, value)
            return self._structure_instance(pos, "", [first], [])
        if self.take("∈") or self.take("in"):
            collection = self.parse_expr()
            self.expect("|", "invalid sep expression, '|' expected")
            body = self.parse_expr()
            self.expect("}", "invalid sep expression, '}' expected")
            return ast.Sep(pos, self._previous_end, ast.Binder(token.pos, token.end, name), collection, body)
        return None

    def _subtype(self, pos: Position, binder: ast.Binder) -> ast.Term:
        body = self.parse_expr()
        self.expect("}", "invalid subtype, '}' expected")
        return ast.Subtype(pos, self._previous_end, binder, body)

    def _set_of(self, pos: Position, binder: ast.Binder) -> ast.Term:
        body = self.parse_expr()
        self.expect("}", "invalid set_of, '}' expected")
        return ast.SetOf(pos, self._previous_end, binder, body)

    def _set_replacement(self, pos: Position, term: ast.Term) -> ast.Term:
        """`{(e) | x y}`: the elements e for some x and y."""
        binders = self.parse_binders()
        self.expect("}", "invalid set_replacement, '}' expected")
        end = self._previous_end
        body: ast.Term = ast.App(pos, end, _constant("eq", pos), (term, ast.Ident(pos, end, "_x")))
        for binder in reversed(binders):
            body = ast.App(pos, end, _constant("Exists", pos), (ast.Lambda(pos, end, (binder,), body),))
        return ast.SetOf(pos, end, ast.Binder(pos, end, "_x"), body)

    def _set_literal(self, pos: Position, first: ast.Term) -> ast.Term:
        elements = [first]
        while self.take(","):
            if self.at("}"):
                break
            elements.append(self.parse_expr())
        self.expect("}", "invalid explicit finite collection, '}' expected")
        return ast.SetLiteral(pos, self._previous_end, tuple(elements))

    def _structure_instance(
        self, pos: Position, structure: str, assigned: list[ast.FieldAssign], sources: list[ast.Term]
    ) -> ast.Term:
        catchall = read_source = False
        while not self.at("}"):
            if self.take(".."):
                if self.at("}"):
                    catchall = True
                    break
                sources.append(self.parse_expr())
                read_source = True
            elif not read_source:
                token = self.token
                name = self.name("invalid structure instance, identifier expected")
                self.expect(":=", "invalid structure instance, ':=' expected")
                value = self.parse_expr()
                assigned.append(ast.FieldAssign(token.pos, value.end, name, value))
            else:
                break
            if not self.take(","):
                break
        self.expect("}", "invalid structure instance, '}' expected")
        return ast.StructureInstance(
            pos, self._previous_end, structure, tuple(assigned), tuple(sources), catchall
        )  # fmt: skip

    # --------------------------------------------------------------------------------------- tactics, do, meta code

    def _by(self) -> ast.Term:
        token = self.advance()
        block = tactic_parser.parse_by(self)
        return ast.TacticTerm(token.pos, self._previous_end, block, True)

    def _tactic_block(self) -> ast.Term:
        pos = self.token.pos
        block = tactic_parser.parse_block(self)
        return ast.TacticTerm(pos, self._previous_end, block, False)

    def open_block(self) -> None:
        """A tactic block that `end` closes begins (so that resynchronizing knows)."""
        self._open_blocks += 1

    def close_block(self) -> None:
        """It ended."""
        self._open_blocks -= 1

    def _do(self) -> ast.Term:
        self.advance()
        braces = self.take("{")
        term = self._do_items()
        if braces:
            self.expect("}", "invalid 'do' block, '}' expected")
        return term

    def _do_items(self) -> ast.Term:
        pos = self.token.pos
        if self.take("let"):
            return self._do_let(pos)
        item_pattern = self.parse_pattern()
        pattern: ast.Term | None = None
        kind = otherwise = None
        if self.take(":"):
            pattern, kind = item_pattern, self.parse_expr()
            if not isinstance(pattern, (ast.Ident, ast.Hole)):
                self.fail("invalid 'do' block, unexpected ':' the left hand side is a pattern", pos)
            self.expect("<-", "invalid 'do' block, '←' expected")
            value = self.parse_expr()
        elif self.take("<-"):
            pattern, value = item_pattern, self.parse_expr()
            if self.take("|"):
                otherwise = self.parse_expr()
        else:
            value = item_pattern
        if not self.take(","):
            if pattern is not None:
                self.fail("the last statement in a 'do' block must be an expression", pos)
            return value
        return _bind(pos, pattern, kind, value, otherwise, self._do_items())

    def _do_let(self, pos: Position) -> ast.Term:
        if self.token.kind is IDENTIFIER:
            token = self.token
            name, kind, value = self._let_declaration()
            body = self._do_let_body()
            return ast.Let(pos, body.end, name, kind, value, body, token.pos)
        pattern = self.parse_pattern()
        self.expect(":=", "invalid let declaration, ':=' expected")
        value = self.parse_expr()
        body = self._do_let_body()
        return ast.LetPattern(pos, body.end, pattern, value, body)

    def _do_let_body(self) -> ast.Term:
        if self.take("in"):
            return self.parse_expr()
        self.expect(",", "invalid 'do' block 'let' declaration, ',' or 'in' expected")
        return self._do_items()

    def _quotation(self) -> ast.Term:
        """```` `(e) ````, ``` ``(e) ``` and the like: read, and marked as meta code."""
        token = self.advance()
        if self.in_quote:
            self.fail("invalid nested quoted expression", token.pos)
        self.in_quote = True
        self.parse_expr()
        if self.take(":"):
            self.parse_expr()
        self.in_quote = False
        self.expect(")", "invalid quoted expression, `)` expected")
        return ast.UnsupportedTerm(token.pos, self._previous_end, "quotation")

    def _antiquotation(self) -> ast.Term:
        token = self.advance()
        if not self.in_quote:
            self.fail("invalid antiquotation, occurs outside of quoted expressions", token.pos)
        self.in_quote = False
        self.parse_expr(MAX_PRECEDENCE)
        self.in_quote = True
        return ast.UnsupportedTerm(token.pos, self._previous_end, "antiquotation")

    def _quoted_name(self) -> ast.Term:
        pos = self.advance().pos
        self.take("`")
        if self.token.kind not in (IDENTIFIER, KEYWORD, COMMAND):
            self.fail("invalid quoted name, identifier expected")
        self.advance()
        return ast.UnsupportedTerm(pos, self._previous_end, "quoted name")

    def _quoted_tactics(self) -> ast.Term:
        pos = self.advance().pos
        tactic_parser.parse_quoted(self)
        return ast.UnsupportedTerm(pos, self._previous_end, "quoted tactics")

    def _hole_command(self) -> ast.Term:
        pos = self.advance().pos
        while not self.at("!}"):
            self.parse_expr()
            if not self.take(","):
                break
        self.expect("!}", "invalid hole, `!}` expected")
        return ast.UnsupportedTerm(pos, self._previous_end, "hole")

    # ---------------------------------------------------------------------------------------------------- commands

    def next_command(self) -> ast.Command | None:
        """The next command, None at the end of the text. Raises LeanError(kind="parse")."""
        if self._needs_resync:
            self.resync()
        self._end_command()
        try:
            return self._read_command()
        except LeanError:
            self._needs_resync = True
            raise
        except RecursionError:
            self._needs_resync = True
            raise LeanError("(deterministic) timeout", self.command_pos, "timeout") from None
        finally:
            self.scanner.in_notation = False

    def _end_command(self) -> None:
        """Forget what belonged to the command before."""
        self.in_pattern = self.in_quote = False
        self._open_blocks = 0
        if self._local_notation:
            self.notations.pop_scope()
            self._local_notation = False

    def resync(self) -> None:
        """Skip to the beginning of a command."""
        self._needs_resync = False
        depth = self._open_blocks
        self.scanner.in_notation = False
        while True:
            token = self.token
            if token.kind is END and self.scanner.offset >= len(self.scanner.text):
                return
            if token.kind is COMMAND:
                if token.value != "end" or depth <= 0:
                    return
                depth -= 1
            elif token.kind is KEYWORD and token.value in ("begin", "match"):
                depth += 1
            self._advance_past_errors()

    def _advance_past_errors(self) -> None:
        while True:
            try:
                self.advance()
                return
            except LeanError:
                continue

    def _read_command(self) -> ast.Command | None:
        token = self.token
        self.command_pos = token.pos
        while self.take("."):
            token = self.token
            self.command_pos = token.pos
        kind = token.kind
        if kind is END:
            return None
        if self._at_start:
            if self.at("prelude"):
                self.advance()
                return ast.Import(token.pos, token.end, (), True)
            if self.at("import"):
                return self._import()
            self._at_start = False
        if kind is MODULE_DOC:
            self.advance()
            return ast.ModuleDoc(token.pos, token.end, cast(str, token.value))
        modifiers = ast.Modifiers()
        if kind is DOC:
            modifiers.doc = cast(str, self.advance().value)
            if self.token.kind is not COMMAND:
                self.fail("expected command")
        elif kind is not COMMAND:
            self.fail("command expected")
        return self._command(token.pos, modifiers)

    def _import(self) -> ast.Command:
        pos = self.advance().pos
        modules = []
        while True:
            dots = ""
            while self.at(".") or self.at("..") or self.at("..."):
                dots += self.advance().text
            if self.token.kind is FIELD_NAME:
                modules.append(f"{dots}.{self.advance().value}")
            elif self.token.kind is IDENTIFIER:
                modules.append(dots + cast(str, self.advance().value))
            else:
                break
        return ast.Import(pos, self._previous_end, tuple(modules))

    def _command(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        """The command at the current token, after the modifiers read so far."""
        inst_index = self._inst_index
        if not self._read_modifiers(modifiers):
            self.advance()
            return ast.NoncomputableTheory(pos, self._previous_end)
        word = cast(str, self.token.value)
        if self.token.kind is not COMMAND:
            if modifiers.attributes and self.token.kind is IDENTIFIER:
                return self._attributes_for_names(pos, modifiers)
            self.fail("expected command")
        self._check_modifiers(word, modifiers)
        if modifiers.is_meta or word in _META_COMMANDS:
            return self._skip_meta(pos, "meta" if modifiers.is_meta else word)
        handler = _COMMANDS.get(word)
        if handler is None:
            self.advance()
            self.fail(f"unknown command '{word}'", pos)
        command = handler(self, pos, modifiers)
        if word in ("section", "namespace"):
            self._inst_scopes.append(inst_index)
        elif word == "end":
            self._inst_index = self._inst_scopes.pop() if self._inst_scopes else inst_index
        elif word not in ("variable", "variables", "parameter", "parameters"):
            self._inst_index = inst_index
        return command

    def _read_modifiers(self, modifiers: ast.Modifiers) -> bool:
        """Attributes and `private` and so on; False at the word `theory` of `noncomputable theory`."""
        if self.at("@["):
            self.advance()
            modifiers.attributes = self._attributes(compact=True)
        elif self.at("attribute"):
            self.advance()
            modifiers.attributes = self._attributes_in_brackets()
        if self.token.kind is not COMMAND:
            return True
        if self.take("private"):
            modifiers.is_private = True
        elif self.take("protected"):
            modifiers.is_protected = True
        if self.take("noncomputable"):
            forced = self.take("!")
            plain = not (forced or modifiers.attributes or modifiers.doc or modifiers.is_private)
            if plain and not modifiers.is_protected and self.at_word("theory"):
                return False
            modifiers.is_noncomputable = True
        if self.take("meta"):
            modifiers.is_meta = True
        if self.take("mutual"):
            modifiers.is_mutual = True
        if self.token.value in ("private", "protected", "noncomputable", "meta", "mutual"):
            self.fail("unexpected definition modifier")
        if self.at("attribute") or self.at("@["):
            self.fail("unexpected attributes declaration")
        return True

    def _check_modifiers(self, word: str, modifiers: ast.Modifiers) -> None:
        if word not in _NO_META and word != "local":
            return
        if word == "local" and not (modifiers.is_private or modifiers.is_protected or modifiers.is_noncomputable):
            return
        if modifiers.is_private or modifiers.is_protected or modifiers.is_noncomputable or modifiers.is_mutual:
            self.fail("command does not accept modifiers", self.command_pos)
        if modifiers.attributes:
            self.fail("command does not accept attributes", self.command_pos)
        if modifiers.doc is not None:
            self.fail("command does not accept doc string", self.command_pos)

    def _skip_meta(self, pos: Position, what: str) -> ast.Command:
        """Step over a command of meta code, to the next command."""
        self._advance_past_errors()
        depth = 0
        before = ""
        while self.token.kind is not END:
            token = self.token
            if token.kind is COMMAND and token.value != "using_well_founded" and before != "`":
                if token.value != "end" or depth == 0:
                    break
                depth -= 1
            elif token.kind in (DOC, MODULE_DOC):
                break
            elif token.kind is KEYWORD and token.value in ("begin", "match"):
                depth += 1
            before = token.text
            self._advance_past_errors()
        return ast.UnsupportedCommand(pos, self._previous_end, what)

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
            if self.take("!"):
                args.append(_constant("!", pos))
            elif self.at("<-"):
                self.advance()
                args.append(_constant("<-", pos))
            elif not self.starts_term():
                break
            else:
                args.append(self.parse_expr(0 if name == "derive" else MAX_PRECEDENCE))
        return ast.Attribute(pos, self._previous_end, name, tuple(args), removed)

    def _attributes_in_brackets(self) -> tuple[ast.Attribute, ...]:
        if not self.take("["):
            return ()
        return self._attributes(compact=False)

    def _attributes_for_names(self, pos: Position, modifiers: ast.Modifiers, is_local: bool = False) -> ast.Command:
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.advance()
            names.append(ast.NameArg(token.pos, token.end, cast(str, token.value)))
        if not names:
            self.fail("invalid 'attribute' command, constant expected")
        return ast.AttributeCommand(pos, self._previous_end, modifiers.attributes, tuple(names), is_local)

    def _local(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if not self.at_word("attribute"):
            if modifiers.attributes or modifiers.doc is not None:
                self.fail("command does not accept attributes", pos)
            return self._any_notation(pos, is_local=True, is_reserve=False)
        self.advance()
        attributes = self._attributes_in_brackets()
        if self.token.kind is COMMAND:
            modifiers.attributes = attributes
            if self.token.value in ("attribute", "@["):
                self.fail("unexpected attributes declaration")
            return self._command(pos, modifiers)
        return self._attributes_for_names(pos, ast.Modifiers(attributes), True)

    # ------------------------------------------------------------------------------------------------ declarations

    def _universe_parameters(self) -> tuple[str, ...] | None:
        if not self.take("{"):
            return None
        names = []
        while not self.at("}"):
            names.append(self.atomic_name("invalid declaration, identifier expected"))
        self.advance()
        return tuple(names)

    def _definition(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)
        kind = "def" if kind == "definition" else kind
        if modifiers.is_mutual:
            return self._mutual_definition(pos, modifiers)
        name, levels, name_pos = "", None, self.token.pos
        if kind == "instance":
            for flag, word in ((modifiers.is_private, "private"), (modifiers.is_protected, "protected")):
                if flag:
                    self.fail(f"invalid '{word}' modifier for instance command", pos)
            if self.token.kind is IDENTIFIER:
                name = cast(str, self.advance().value)
        elif kind != "example":
            levels = self._universe_parameters()
            name_pos = self.token.pos
            name = self.name("invalid declaration, identifier expected")
        binders = self.parse_binders(allow_empty=True, allow_default=True, delimited=True)
        result = self.parse_expr() if self.take(":") else None
        value: ast.Term | None = None
        equations: tuple[ast.Equation, ...] | None = None
        founded = None
        if self.take(":="):
            value = self.parse_expr()
        elif self.at("|") or self.at("."):
            if kind == "abbreviation":
                self.fail("invalid abbreviation, abbreviations should not be defined using pattern matching", pos)
            equations = self._equations()
            founded = self._using_well_founded()
        else:
            self.fail("invalid definition, '|' or ':=' expected")
        return ast.Definition(
            pos, self._previous_end, kind, modifiers, name, levels, tuple(binders), result, value, equations, founded,
            name_pos,
        )  # fmt: skip

    def _equations(self) -> tuple[ast.Equation, ...]:
        if self.take("."):
            return ()
        equations = []
        while self.at("|"):
            equations.append(self._equation())
        token = self.token
        if token.kind not in (COMMAND, END, DOC, MODULE_DOC) and not self.at("with") and not self.at("."):
            self.fail("invalid equations, must be followed by a command, '.', 'with', doc-string or EOF")
        return tuple(equations)

    def _equation(self) -> ast.Equation:
        self.advance()
        pos = self.token.pos
        patterns = [self.parse_pattern(MAX_PRECEDENCE)]
        while not self.at(":="):
            patterns.append(self.parse_pattern(MAX_PRECEDENCE))
        self.expect(":=", "invalid equation, ':=' expected")
        rhs = self.parse_expr()
        return ast.Equation(pos, rhs.end, tuple(patterns), rhs)

    def _using_well_founded(self) -> ast.Term | None:
        return self.parse_expr(MAX_PRECEDENCE) if self.take("using_well_founded") else None

    def _mutual_header(self) -> tuple[tuple[str, ...] | None, list[str], list[ast.Binder]]:
        levels = self._universe_parameters()
        names = [self.name("invalid mutual declaration, identifier expected")]
        while self.take(","):
            names.append(self.name("invalid mutual declaration, identifier expected"))
        if len(names) < 2:
            self.fail("invalid mutual declaration, must provide more than one identifier (separated by commas)")
        return levels, names, self.parse_binders(allow_empty=True, allow_default=True, delimited=True)

    def _inner_header(self, expected: str) -> tuple[tuple[ast.Attribute, ...], Position, ast.Term]:
        self.expect("with", "invalid mutual declaration, 'with' expected")
        attributes = self._attributes_in_brackets()
        pos = self.token.pos
        if self.name("invalid mutual declaration, identifier expected") != expected:
            self.fail(f"invalid mutual declaration, '{expected}' expected", pos)
        self.expect(":", "invalid mutual declaration, ':' expected")
        return attributes, pos, self.parse_expr()

    def _mutual_definition(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        levels, names, binders = self._mutual_header()
        parts = []
        for name in names:
            attributes, name_pos, kind = self._inner_header(name)
            equations = self._equations()
            part = ast.Definition(
                name_pos, self._previous_end, "def", ast.Modifiers(attributes), name, None, (), kind, None, equations,
                None, name_pos,
            )  # fmt: skip
            parts.append(part)
        if self.at("with"):
            self.fail("unexpected 'with' clause")
        founded = self._using_well_founded()
        for part in parts:
            part.using_well_founded = founded
        return ast.MutualDefinition(pos, self._previous_end, modifiers, levels, tuple(binders), tuple(parts))

    def _axiom(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.name("invalid declaration, identifier expected")
        binders = [] if self.at(":") else self.parse_binders(allow_default=True)
        self.expect(":", "invalid declaration, ':' expected")
        result = self.parse_expr()
        self._check_command_end()
        return ast.Axiom(
            pos, self._previous_end, kind, modifiers, name, levels, tuple(binders), result, name_pos
        )  # fmt: skip

    def _check_command_end(self) -> None:
        if self.token.kind not in (COMMAND, END, DOC, MODULE_DOC) and not self.at("."):
            self.fail("unexpected token, '.', command, or end-of-file expected")

    def _axioms(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)[:-1]
        commands: list[ast.Command] = []
        while True:
            bracket = self._open_binder()
            names = []
            while self.token.kind is IDENTIFIER:
                names.append(self.advance())
            self.expect(":", "invalid variables/constants/axioms declaration, ':' expected")
            result = self.parse_expr()
            self._close_binder(bracket)
            for token in names:
                name = cast(str, token.value)
                axiom = ast.Axiom(
                    token.pos, self._previous_end, kind, modifiers, name, None, (), result, token.pos
                )  # fmt: skip
                commands.append(axiom)
            if not self._at_bracket():
                return ast.Sequence(pos, self._previous_end, tuple(commands))

    def _at_bracket(self) -> bool:
        return self.token.kind is KEYWORD and self.token.value in _OPENERS

    def _variable(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_parameter = self.advance().value == "parameter"
        bracket = self._open_binder()
        if bracket == ast.INST:
            binder = self._variable_instance()
        else:
            if self.at("{"):
                self.fail("invalid declaration, only constants/axioms can be universe polymorphic")
            token = self.token
            name = self.name("invalid declaration, identifier expected")
            binder = ast.Binder(token.pos, token.end, name, bracket or ast.DEFAULT)
            if self.take(":"):
                binder.type = self.parse_expr()
            elif self._at_bracket():
                binders = tuple(self.parse_binders(allow_default=True))
                self.expect(":", "invalid declaration, ':' expected")
                result = self.parse_expr()
                binder.type = ast.Pi(binders[0].pos, result.end, binders, result)
            self._close_binder(bracket)
            if binder.type is not None:
                self._check_command_end()
            return ast.Variables(pos, self._previous_end, (binder,), is_parameter)
        self._close_binder(bracket)
        if binder.type is not None:
            self._check_command_end()
        return ast.Variables(pos, self._previous_end, (binder,), is_parameter)

    def _variable_instance(self) -> ast.Binder:
        token = self.token
        if token.kind is IDENTIFIER:
            self.advance()
            if self.at("]"):
                return ast.Binder(token.pos, token.end, cast(str, token.value), ast.INST)
            if self.take(":"):
                return ast.Binder(token.pos, token.end, cast(str, token.value), ast.INST, self.parse_expr())
            name = self._instance_name()
            return ast.Binder(token.pos, token.end, name, ast.INST, self._after_identifier(token))
        name = self._instance_name()
        return ast.Binder(token.pos, token.end, name, ast.INST, self.parse_expr())

    def _variables(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_parameter = self.advance().value == "parameters"
        binders: list[ast.Binder] = []
        while True:
            bracket = self._open_binder()
            if bracket == ast.INST:
                binders.append(self._variable_instance())
            else:
                tokens = []
                while self.token.kind is IDENTIFIER:
                    tokens.append(self.advance())
                result = self.parse_expr() if self.take(":") else None
                for token in tokens:
                    info = bracket or ast.DEFAULT
                    binders.append(ast.Binder(token.pos, token.end, cast(str, token.value), info, result))
            self._close_binder(bracket)
            if not self._at_bracket():
                break
        return ast.Variables(pos, self._previous_end, tuple(binders), is_parameter, True)

    def _universe(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if self.take("variables"):
            return self._universe_names(pos, True)
        is_variable = self.take("variable")
        name = self.name("invalid 'universe' command, identifier expected")
        return ast.Universes(pos, self._previous_end, (name,), is_variable)

    def _universes(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return self._universe_names(pos, False)

    def _universe_names(self, pos: Position, is_variable: bool) -> ast.Command:
        names = [self.name("invalid 'universes' command, identifier expected")]
        while self.token.kind is IDENTIFIER:
            names.append(cast(str, self.advance().value))
        return ast.Universes(pos, self._previous_end, tuple(names), is_variable)

    def _include(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_omit = self.advance().value == "omit"
        if self.token.kind is not IDENTIFIER:
            self.fail("invalid include/omit command, identifier expected")
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.advance()
            names.append(ast.NameArg(token.pos, token.end, cast(str, token.value)))
        return ast.Include(pos, self._previous_end, tuple(names), is_omit)

    # -------------------------------------------------------------------------------- inductive types and structures

    def _inductive(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        word = self.advance().value
        return self._inductive_body(pos, modifiers, False, word == "coinductive")

    def _inductive_body(
        self, pos: Position, modifiers: ast.Modifiers, is_class: bool, is_coinductive: bool
    ) -> ast.Command:
        for flag, word in (
            (modifiers.is_noncomputable, "noncomputable"),
            (modifiers.is_private, "private"),
            (modifiers.is_protected, "protected"),
        ):
            if flag:
                self.fail(f"invalid '{word}' modifier for inductive type")
        if modifiers.is_mutual:
            return self._mutual_inductive(pos, modifiers, is_class, is_coinductive)
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.name("invalid declaration, identifier expected")
        binders = self.parse_binders(allow_empty=True, allow_default=True, delimited=True)
        kind = self.parse_expr() if self.take(":") else None
        self._local_notation_declaration()
        constructors = self._constructors(bool(binders))
        part = ast.InductivePart(name_pos, self._previous_end, name, kind, constructors, (), None, name_pos)
        return ast.Inductive(
            pos, self._previous_end, modifiers, levels, tuple(binders), (part,), is_class, is_coinductive
        )  # fmt: skip

    def _mutual_inductive(
        self, pos: Position, modifiers: ast.Modifiers, is_class: bool, is_coinductive: bool
    ) -> ast.Command:
        levels, names, binders = self._mutual_header()
        self._local_notation_declaration()
        parts = []
        for name in names:
            attributes, name_pos, kind = self._inner_header(name)
            constructors = self._constructors(bool(binders))
            parts.append(
                ast.InductivePart(name_pos, self._previous_end, name, kind, constructors, attributes, None, name_pos)
            )
        return ast.Inductive(
            pos, self._previous_end, modifiers, levels, tuple(binders), tuple(parts), is_class, is_coinductive
        )  # fmt: skip

    def _constructors(self, has_parameters: bool) -> tuple[ast.Constructor, ...]:
        constructors: list[ast.Constructor] = []
        if not self.at("|") and self.token.kind is not DOC:
            return ()
        while True:
            doc = None
            if self.token.kind is DOC:
                if not self._bar_follows():
                    break
                doc = cast(str, self.advance().value)
            elif not self.at("|") and not self.at(","):
                break
            self.advance()
            pos = self.token.pos
            name = self.atomic_name("invalid introduction rule, atomic identifier expected")
            infer = self._infer_modifier()
            binders = self.parse_binders(allow_empty=True)
            kind = None
            if has_parameters or self.at(":"):
                self.expect(":", "invalid introduction rule, ':' expected")
                kind = self.parse_expr()
            constructors.append(ast.Constructor(pos, self._previous_end, name, infer, tuple(binders), kind, doc))
        return tuple(constructors)

    def _bar_follows(self) -> bool:
        """Is the token after the current one a `|` or a comma?"""
        scanner = self.scanner
        saved = (scanner.offset, scanner.line, scanner.line_start)
        try:
            following = scanner.next_token()
        except LeanError:
            return False
        finally:
            scanner.offset, scanner.line, scanner.line_start = saved
        return following.kind is KEYWORD and following.value in ("|", ",")

    def _infer_modifier(self) -> str:
        """`{}`, `()` or `[]` after the name of a constructor or field; "" if none."""
        for opening, closing in (("{", "}"), ("(", ")"), ("[", "]")):
            if self.at(opening) and self._closing_follows(closing):
                self.advance()
                self.advance()
                return opening + closing
        return ""

    def _closing_follows(self, closing: str) -> bool:
        text, offset = self.scanner.text, self.scanner.offset
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return text.startswith(closing, offset)

    def _class(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if self.take("inductive"):
            return self._inductive_body(pos, modifiers, True, False)
        return self._structure_body(pos, modifiers, True)

    def _structure(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return self._structure_body(pos, modifiers, False)

    def _structure_body(self, pos: Position, modifiers: ast.Modifiers, is_class: bool) -> ast.Command:
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.name("invalid 'structure', identifier expected")
        binders: list[ast.Binder] = []
        if not (self.at("extends") or self.at(":=") or self.at(":")):
            binders = self.parse_binders(allow_default=True)
        parents = self._parents() if self.take("extends") else []
        kind = self.parse_expr() if self.take(":") else None
        constructor, infer, fields = "mk", "", []
        has_body = self.take(":=")
        if has_body:
            if not (self.at("(") or self.at("{") or self.at("[")):
                constructor = self.atomic_name("invalid 'structure', atomic identifier expected")
                infer = self._infer_modifier()
                if not self._at_command_like():
                    self.expect("::", "invalid 'structure', '::' expected")
            fields = self._structure_fields()
        return ast.Structure(
            pos, self._previous_end, modifiers, name, levels, tuple(binders), tuple(parents), kind, constructor, infer,
            False, tuple(fields), is_class, has_body, name_pos,
        )  # fmt: skip

    def _at_command_like(self) -> bool:
        return self.token.kind in (COMMAND, END, DOC, MODULE_DOC) or self.at(".")

    def _parents(self) -> list[ast.Parent]:
        parents = []
        while True:
            pos = self.token.pos
            is_private = self.take("private")
            token, term = self._named_expr()
            renaming = []
            if self.take("renaming"):
                while self.token.kind is IDENTIFIER:
                    old = cast(str, self.advance().value)
                    self.expect("->", "invalid 'structure' renaming, '->' expected")
                    renaming.append((old, self.name("invalid 'structure' renaming, identifier expected")))
            name = "" if token is None else cast(str, token.value)
            parents.append(ast.Parent(pos, self._previous_end, term, name, is_private, tuple(renaming)))
            if not self.take(","):
                return parents

    def _structure_fields(self) -> list[ast.StructureField]:
        fields: list[ast.StructureField] = []
        while not self._at_command_like():
            info = self._open_binder()
            if info is None:
                break
            if not self._local_notation_declaration():
                self._field_block(fields, info)
            self._close_binder(info)
        return fields

    def _field_block(self, fields: list[ast.StructureField], info: int) -> None:
        start = self.token.pos
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.token
            name = self.atomic_name("invalid field, atomic identifier expected")
            if name.startswith("_"):
                message = f"invalid field name '{name}', identifiers starting with '_' are reserved to the system"
                self.fail(message, token.pos)
            names.append(token)
        if not names:
            self.fail("invalid field, identifier expected")
        infer, binders = "", []
        if len(names) == 1:
            infer = self._infer_modifier()
            binders = self.parse_binders(allow_empty=True)
        kind = default = tactic = None
        if self.take(":="):
            default = self.parse_expr()
        else:
            self.expect(":", "invalid field, ':' expected")
            kind = self.parse_expr()
            if self.take(":="):
                default = self.parse_expr()
            elif self.at("."):
                tactic = self._auto_tactic()
        if default is not None and info != ast.DEFAULT:
            self.fail("invalid field, it is not explicit, but it has a default value", start)
        for token in names:
            field = ast.StructureField(
                token.pos, self._previous_end, cast(str, token.value), info, infer, tuple(binders), kind, default,
                tactic,
            )  # fmt: skip
            fields.append(field)

    # ------------------------------------------------------------------------------------------- notation commands

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
        if self.token.kind is not COMMAND or word not in _NOTATION_WORDS:
            self.fail(
                "invalid local/reserve notation, 'infix', 'infixl', 'infixr', 'prefix', 'postfix' or 'notation' "
                "expected"
            )
        self._enter_notation()
        attributes = self._attributes_in_brackets()
        tokens: dict[str, int] = {}
        self._optional_notation_name()
        if word == "notation":
            command = self._mixed_notation(pos, is_local, is_reserve, tokens)
        else:
            kind = "infixl" if word == "infix" else cast(str, word)
            command = self._mixfix_notation(pos, kind, is_local, is_reserve, tokens)
        command.attributes = attributes
        for attribute in attributes:
            if attribute.name == "priority":
                command.priority = attribute.priority
        self.scanner.in_notation = False
        for text, precedence in tokens.items():
            self._add_token(text, precedence, is_local, pos)
        return command

    def _add_token(self, text: str, precedence: int, is_local: bool, pos: Position) -> None:
        try:
            self.notations.add_token(text, precedence, is_local)
        except LeanError as error:
            raise error.at(pos) from None

    def _optional_notation_name(self) -> None:
        if not self.take("("):
            return
        if self.name("invalid notation declaration, expected 'name'") != "name":
            self.fail("invalid notation declaration, expected 'name'")
        self.expect(":=", "invalid notation declaration, expected ':='")
        self.name("invalid notation declaration, expected identifier")
        self.expect(")", "invalid notation declaration, expected ')'")

    def _precedence_value(self) -> int:
        if self.token.kind is NUMERAL:
            return cast(int, self.advance().value)
        pos = self.token.pos
        value = _evaluate_precedence(self.parse_expr(MAX_PRECEDENCE))
        if value is None:
            raise Unsupported("precedence expression", pos)
        return value

    def _mixfix_notation(
        self, pos: Position, kind: str, is_local: bool, is_reserve: bool, tokens: dict[str, int]
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
                tokens[text] = precedence
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
        self, pos: Position, is_local: bool, is_reserve: bool, tokens: dict[str, int]
    ) -> ast.NotationCommand:
        if self.token.kind is NUMERAL:
            token = self.advance()
            self.expect(":=", "invalid numeral notation, `:=` expected")
            number = ast.NotationItem(token.pos, token.end, str(token.value))
            value = self.parse_expr()
            return ast.NotationCommand(pos, self._previous_end, "numeral", (number,), value, "", is_local, is_reserve)
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
                tokens[text] = MAX_PRECEDENCE
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

    def _notation_symbol(self, tokens: dict[str, int]) -> tuple[str, bool]:
        """A symbol of a notation's left side; whether its precedence is the default one."""
        token = self.token
        if token.kind is QUOTED:
            self.advance()
            text = cast(str, token.value).strip()
            _check_symbol(text, token.pos)
            if self.take(":"):
                tokens[text] = self._precedence_value()
            elif self.notations.tokens.precedence(text) is None:
                tokens.setdefault(text, DEFAULT_PRECEDENCE)
                return text, True
            return text, False
        if token.kind is not KEYWORD:
            self.fail("invalid notation declaration, symbol expected")
        self.advance()
        _check_symbol(token.text, token.pos)
        return token.text, False

    def _notation_step(
        self, pos: Position, text: str, trie: Trie | None, tokens: dict[str, int]
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
        self, pos: Position, text: str, action: Action, is_local: bool, trie: Trie | None, tokens: dict[str, int]
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
        self, pos: Position, text: str, name: str, trie: Trie | None, tokens: dict[str, int]
    ) -> ast.NotationItem:
        item = ast.NotationItem(pos, self._previous_end, text, "expr", name)
        if not self.take(":"):
            item.precedence = _default_precedence(trie, text)
        elif self.token.kind is NUMERAL or self.at_word("max"):
            item.precedence = self._precedence_value()
        elif self.at_word("prev"):
            self.advance()
            item.precedence = tokens.get(text, self.notations.tokens.precedence(text) or 0)
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

    def _fold_argument(self, item: ast.NotationItem, tokens: dict[str, int]) -> None:
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
        """A notation among binders: in force to the end of the command."""
        if self.token.kind is not COMMAND or self.token.value not in _NOTATION_WORDS:
            return False
        if not self._local_notation:
            self.notations.push_scope()
            self._local_notation = True
        command = self._any_notation(self.token.pos, is_local=True, is_reserve=False)
        self.notations.declare(command)
        return True

    # ---------------------------------------------------------------------------------------------- other commands

    def _section_command(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = ""
        if self.token.kind is IDENTIFIER:
            name = self.atomic_name("invalid section, atomic identifier expected")
        return ast.Section(pos, self._previous_end, name)

    def _namespace(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = self.name("invalid namespace declaration, identifier expected")
        return ast.Namespace(pos, self._previous_end, name)

    def _end(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = cast(str, self.advance().value) if self.token.kind is IDENTIFIER else ""
        return ast.End(pos, self._previous_end, name)

    def _open(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_export = self.advance().value == "export"
        specs = [self._open_spec()]
        while self.token.kind is IDENTIFIER:
            specs.append(self._open_spec())
        return ast.Open(pos, self._previous_end, tuple(specs), is_export)

    def _open_spec(self) -> ast.OpenSpec:
        pos = self.token.pos
        message = "invalid 'open/export' command, identifier expected"
        namespace = self.name(message)
        alias = ""
        if self.at_word("as"):
            self.advance()
            alias = self.name(message)
        names: list[str] = []
        renaming: list[tuple[str, str]] = []
        hiding: list[str] = []
        while self.take("("):
            if self.at_word("renaming"):
                self.advance()
                while self.token.kind is IDENTIFIER:
                    old = cast(str, self.advance().value)
                    self.expect("->", "invalid 'open/export' command renaming, '->' expected")
                    renaming.append((old, self.name("invalid 'open/export' command renaming, identifier expected")))
            elif self.at_word("hiding"):
                self.advance()
                while self.token.kind is IDENTIFIER:
                    hiding.append(cast(str, self.advance().value))
            elif self.token.kind is IDENTIFIER:
                while self.token.kind is IDENTIFIER:
                    names.append(cast(str, self.advance().value))
            else:
                self.fail("invalid 'open/export' command option, identifier, 'hiding' or 'renaming' expected")
            if names and (renaming or hiding):
                self.fail("invalid 'open/export' command option, mixing explicit and implicit 'open/export' options")
            self.expect(")", "invalid 'open/export' command option, ')' expected")
        return ast.OpenSpec(
            pos, self._previous_end, namespace, alias, tuple(names), tuple(renaming), tuple(hiding)
        )  # fmt: skip

    def _set_option(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = self.name("invalid set option, identifier (i.e., option name) expected")
        token = self.token
        value: bool | int | str
        if self.at_word("true") or self.at_word("false"):
            value = token.value == "true"
        elif token.kind is NUMERAL or token.kind is STRING:
            value = cast("int | str", token.value)
        elif token.kind is DECIMAL:
            value = token.text
        else:
            self.fail("invalid option value, 'true', 'false', string, integer or decimal value expected")
        self.advance()
        return ast.SetOption(pos, self._previous_end, name, value)

    def _check(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)[1:]
        if kind == "reduce":
            self.take("[whnf]")
        term = self.parse_expr()
        return ast.Check(pos, self._previous_end, kind, term)

    def _print(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        words: list[str] = []
        while self.token.kind not in (END, DOC, MODULE_DOC):
            # `#print notation`, `#print instances c` and the like name commands.
            if self.token.kind is COMMAND and (words or self.token.value not in _PRINTABLE):
                break
            words.append(self.advance().text)
        return ast.Print(pos, self._previous_end, tuple(words))

    def _exit(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        token = self.token
        self.scanner.offset = len(self.scanner.text)
        self.token = Token(END, "", "", 0, token.end, token.stop, token.stop, token.end)
        return ast.Exit(pos, token.end)

    def _hide(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        names = []
        while self.token.kind is IDENTIFIER:
            names.append(cast(str, self.advance().value))
        if not names:
            self.fail("invalid 'hide' command, identifier expected", pos)
        return ast.Hide(pos, self._previous_end, tuple(names))

    def _init_quotient(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return ast.InitQuotient(pos, self._previous_end)

    def _late_import(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        raise self.error("invalid 'import' command, it must be used in the beginning of the file", pos)


def _constant(name: str, pos: Position) -> ast.Ident:
    """A global constant that the parser itself means."""
    return ast.Ident(pos, pos, name, None, (name,))


def _binder_name(token: Token) -> str:
    return cast(str, token.value) if token.kind is IDENTIFIER else "_x"


def _bind(
    pos: Position, pattern: ast.Term | None, kind: ast.Term | None, value: ast.Term, otherwise: ast.Term | None,
    rest: ast.Term,
) -> ast.Term:  # fmt: skip
    """One statement of a `do` block and what follows it."""
    end = rest.end
    function: ast.Term
    if pattern is None:
        function = ast.Lambda(rest.pos, end, (ast.Binder(pos, pos, "_x"),), rest)
    elif isinstance(pattern, (ast.Ident, ast.Hole)) and otherwise is None:
        name = pattern.name if isinstance(pattern, ast.Ident) else "_x"
        function = ast.Lambda(pos, end, (ast.Binder(pattern.pos, pattern.end, name, ast.DEFAULT, kind),), rest)
    else:
        # Lean adds an alternative `match_failed` and drops it where it cannot be reached.
        failure = otherwise if otherwise is not None else _constant("match_failed", pos)
        equations = (
            ast.Equation(pos, end, (pattern,), rest),
            ast.Equation(pos, end, (ast.Hole(pos, pos),), failure),
        )
        scrutinee = ast.Ident(pos, pos, "_p")
        match = ast.Match(pos, end, (scrutinee,), (None,), None, equations)
        match.optional_last = otherwise is None
        function = ast.Lambda(pos, end, (ast.Binder(pos, pos, "_p"),), match)
    return ast.App(pos, end, ast.Ident(pos, pos, "bind"), (value, function))


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


_PRINTABLE = frozenset(
    ("notation", "inductive", "instances", "attribute", "axioms", "structure", "class", "definition", "prefix", "instance")
)
_NUDS: dict[str, Callable[[Parser], ast.Term]] = {
    "_": Parser._hole,
    "by": Parser._by,
    "begin": Parser._tactic_block,
    "have": Parser._have,
    "assume": Parser._assume,
    "show": Parser._show,
    "suffices": Parser._suffices,
    "if": Parser._if,
    "(": Parser._parenthesized,
    "⟨": Parser._anonymous_constructor,
    "{": Parser._braces,
    "{!": Parser._hole_command,
    ".(": Parser._inaccessible,
    "._": Parser._inaccessible_hole,
    "```(": Parser._quotation,
    "``(": Parser._quotation,
    "`(": Parser._quotation,
    "`[": Parser._quoted_tactics,
    "`": Parser._quoted_name,
    "%%": Parser._antiquotation,
    "#[": Parser._binary_tree,
    "(:": Parser._pattern_hint,
    "()": Parser._unit,
    "(::)": Parser._cons_section,
    "fun": Parser._lambda,
    "Pi": Parser._pi,
    "Type": Parser._sort,
    "Type*": Parser._sort,
    "Sort": Parser._sort,
    "Sort*": Parser._sort,
    "let": Parser._let,
    "calc": Parser._calc,
    "@": Parser._explicit,
    "@@": Parser._explicit,
    "sorry": Parser._sorry,
    "match": Parser._match,
    "do": Parser._do,
}
_COMMANDS: dict[str, Callable[[Parser, Position, ast.Modifiers], ast.Command]] = {
    "definition": Parser._definition,
    "theorem": Parser._definition,
    "example": Parser._definition,
    "abbreviation": Parser._definition,
    "instance": Parser._definition,
    "axiom": Parser._axiom,
    "constant": Parser._axiom,
    "axioms": Parser._axioms,
    "constants": Parser._axioms,
    "variable": Parser._variable,
    "parameter": Parser._variable,
    "variables": Parser._variables,
    "parameters": Parser._variables,
    "universe": Parser._universe,
    "universes": Parser._universes,
    "include": Parser._include,
    "omit": Parser._include,
    "inductive": Parser._inductive,
    "coinductive": Parser._inductive,
    "structure": Parser._structure,
    "class": Parser._class,
    "notation": Parser._notation_command,
    "infix": Parser._notation_command,
    "infixl": Parser._notation_command,
    "infixr": Parser._notation_command,
    "prefix": Parser._notation_command,
    "postfix": Parser._notation_command,
    "reserve": Parser._reserve,
    "precedence": Parser._precedence,
    "local": Parser._local,
    "section": Parser._section_command,
    "namespace": Parser._namespace,
    "end": Parser._end,
    "open": Parser._open,
    "export": Parser._open,
    "set_option": Parser._set_option,
    "#check": Parser._check,
    "#reduce": Parser._check,
    "#eval": Parser._check,
    "#print": Parser._print,
    "#exit": Parser._exit,
    "hide": Parser._hide,
    "init_quotient": Parser._init_quotient,
    "import": Parser._late_import,
}
