"""Terms of Lean 3 by binding powers, as Lean's parser reads them: notations, binders and the builtin forms.

Notations are expanded while they are read. Notation declarations among binders, and commands, are left to the classes
that extend this one; tactic blocks to `tactic_parser`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import cast

from lean_env.embedded.errors import DeterministicTimeout, Position
from lean_env.embedded.syntax import ast, tactic_parser
from lean_env.embedded.syntax.notation import (
    Accepting,
    Action,
    NotationTable,
    Reading,
    ScopedArgument,
    Trie,
    expand,
    relocated,
)
from lean_env.embedded.syntax.scanner import (
    ARROW_PRECEDENCE,
    CHAR,
    COMMAND,
    DECIMAL,
    FIELD_INDEX,
    FIELD_NAME,
    IDENTIFIER,
    KEYWORD,
    MAX_PRECEDENCE,
    NUMERAL,
    STRING,
    Token,
)
from lean_env.embedded.syntax.token_reader import TokenReader

_MAX_NESTING = 400
"""Lean's own stack holds some 500 nested tactic blocks and 2,500 nested parentheses; beyond that it gives up."""
_MAX_CHAIN = 5_000
"""How many operators may follow one another to the left."""
_MAX_UNIVERSE = 5_000
_ATOMS = frozenset((IDENTIFIER, NUMERAL, DECIMAL, STRING, CHAR))
_NAME_AND_NUMBER = frozenset((IDENTIFIER, NUMERAL))


class TermParser(TokenReader):
    """Reads terms."""

    def __init__(self, text: str, notations: NotationTable) -> None:
        super().__init__(text, notations)
        self.in_pattern = False
        self.in_quote = False
        self._inst_index = 1
        self._nesting = 0
        # How many `begin`, `match` and the like are open, so that resynchronizing steps over their `end`.
        self._open_blocks = 0

        # The notations as they were before each one declared among binders that is still in force.
        self._before_local: list[NotationTable] = []

    def _local_notation_declaration(self) -> bool:
        """Read a notation declared among binders, if one stands here; for those who read notation commands."""
        return False

    def _forget_local_notations(self, kept: int = 0) -> None:
        """Take back what was declared among binders, but for the first `kept` of them."""
        if len(self._before_local) > kept:
            self.notations.restore(self._before_local[kept])
            del self._before_local[kept:]

    def parse_expr(self, rbp: int = 0) -> ast.Term:
        """A term; stops before a token that binds no tighter than `rbp`."""
        self.enter()
        term = self.continue_expr(self._nud(), rbp)
        self.leave()
        return term

    def enter(self) -> None:
        """One level deeper, until `leave` or the end of the command; DeterministicTimeout where Lean's stack ends."""
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            raise DeterministicTimeout(self.token.pos)

    def leave(self) -> None:
        """Undo `enter`; an error need not, because it ends the command."""
        self._nesting -= 1

    def continue_expr(self, left: ast.Term, rbp: int = 0) -> ast.Term:
        """What may follow `left`: arguments, operators, fields."""
        led = self.notations.led
        links = 0
        while self.token.precedence > rbp:
            token = self.token
            links += 1
            if links > _MAX_CHAIN:
                raise DeterministicTimeout(token.pos)
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
                    left = ast.Arrow(token.pos, right.end, left, right)
                    continue
                if value == "^.":
                    left = self._caret_field(left)
                    continue
                if not self.starts_term():
                    break
            elif kind is FIELD_INDEX or kind is FIELD_NAME:
                self.advance()
                left = ast.Field(token.pos, token.end, left, cast("int | str", token.value))
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
        self.enter()
        left = self._level_nud()
        self.leave()
        while rbp < 10 and self.at("+"):
            pos = self.advance().pos
            if self.token.kind is not NUMERAL:
                self.fail(
                    "invalid level expression, right hand side of '+' (aka universe lift operator) must be a numeral",
                    pos,
                )
            number = self._universe_number()
            left = ast.LevelSucc(left.pos, number.end, left, cast(int, number.value))
        return left

    def _universe_number(self) -> Token:
        """Take the numeral; Lean counts it out on its stack."""
        if cast(int, self.token.value) > _MAX_UNIVERSE:
            raise DeterministicTimeout(self.token.pos)
        return self.advance()

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
            self._universe_number()
            return ast.LevelNumber(token.pos, token.end, cast(int, token.value))
        if token.kind is IDENTIFIER:
            self.advance()
            return ast.LevelName(token.pos, token.end, cast(str, token.value))
        raise self.error("invalid level expression")

    # --------------------------------------------------------------------------------------------------- notations

    def _notation(self, trie: Trie, left: ast.Term | None) -> ast.Term:
        """Read along a trie; the current token is its first."""
        pos = self.token.pos
        reading = Reading([] if left is None else [left], [], [])
        binder_pos = pos
        kept = len(self._before_local)
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
                reading.binders.extend(self._binders_and_notations(action.precedence))
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
        self._forget_local_notations(kept)
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
        """Binders in a row; notations declared among them are in force up to their end.

        `allow_default` admits `(x : T := v)` and `(x : T . tac)`; `delimited` demands brackets; `simple` admits round
        brackets only.
        """
        kept = len(self._before_local)
        binders = self._binders_and_notations(rbp, allow_empty, allow_default, delimited, simple)
        self._forget_local_notations(kept)
        return binders

    def _binders_and_notations(
        self, rbp: int = 0, allow_empty: bool = False, allow_default: bool = False, delimited: bool = False,
        simple: bool = False,
    ) -> list[ast.Binder]:  # fmt: skip
        """The same, for those who forget the notations themselves, after a body."""
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
        kept = len(self._before_local)
        binders = self._binders_and_notations()
        self.expect(",", "invalid expression" + f" starting at {token.pos.line}:{token.pos.column}")
        body = self.parse_expr()
        self._forget_local_notations(kept)
        return ast.Pi(token.pos, body.end, tuple(binders), body)

    def _lambda(self) -> ast.Term:
        return self._lambda_core(self.advance().pos)

    def _lambda_core(self, pos: Position) -> ast.Term:
        if self.at("⟨"):
            pattern = self.parse_pattern_with(self._anonymous_constructor)
            body = self.parse_expr() if self.take(",") else self._lambda_core(self.token.pos)
            return ast.PatternLambda(pos, body.end, pattern, body)
        kept = len(self._before_local)
        binders = self._binders_and_notations()
        if self.take(","):
            body = self.parse_expr()
        elif self.at("⟨"):
            body = self._lambda_core(self.token.pos)
        else:
            self.fail("invalid lambda expression, ',' or '⟨' expected")
        self._forget_local_notations(kept)
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
        kept = len(self._before_local)
        if self._local_notation_declaration():
            body = self._let_body()
            self._forget_local_notations(kept)
            return body
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
        return ast.App(pos, right.end, constant("implies", pos), (left, right))

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
                term = ast.App(pos, self._previous_end, constant("prod.mk", pos), (items.pop(), term))
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
            return constant("bin_tree.empty", pos)
        return self._tree(items, 0, len(items), pos)

    def _tree(self, items: list[ast.Term], start: int, stop: int, pos: Position) -> ast.Term:
        end = self._previous_end
        if stop == start + 1:
            return ast.App(pos, end, constant("bin_tree.leaf", pos), (items[start],))
        middle = (start + stop) // 2
        halves = (self._tree(items, start, middle, pos), self._tree(items, middle, stop, pos))
        return ast.App(pos, end, constant("bin_tree.node", pos), halves)

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
        body: ast.Term = ast.App(pos, end, constant("eq", pos), (term, ast.Ident(pos, end, "_x")))
        for binder in reversed(binders):
            body = ast.App(pos, end, constant("Exists", pos), (ast.Lambda(pos, end, (binder,), body),))
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
        block = tactic_parser.parse_quoted(self, pos)
        return ast.QuotedTactics(pos, self._previous_end, block)

    def _format(self) -> ast.Term:
        """`format! "..."`: meta code."""
        token = self.advance()
        if self.token.kind is not STRING:
            self.fail("expression expected")
        self.parse_expr(MAX_PRECEDENCE)
        return ast.UnsupportedTerm(token.pos, self._previous_end, "format")

    def _hole_command(self) -> ast.Term:
        pos = self.advance().pos
        while not self.at("!}"):
            self.parse_expr()
            if not self.take(","):
                break
        self.expect("!}", "invalid hole, `!}` expected")
        return ast.UnsupportedTerm(pos, self._previous_end, "hole")


def constant(name: str, pos: Position) -> ast.Ident:
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
        failure = otherwise if otherwise is not None else constant("match_failed", pos)
        equations = (
            ast.Equation(pos, end, (pattern,), rest),
            ast.Equation(pos, end, (ast.Hole(pos, pos),), failure),
        )
        scrutinee = ast.Ident(pos, pos, "_p")
        match = ast.Match(pos, end, (scrutinee,), (None,), None, equations)
        match.optional_last = otherwise is None
        function = ast.Lambda(pos, end, (ast.Binder(pos, pos, "_p"),), match)
    return ast.App(pos, end, ast.Ident(pos, pos, "bind"), (value, function))


_NUDS: dict[str, Callable[[TermParser], ast.Term]] = {
    "_": TermParser._hole,
    "by": TermParser._by,
    "begin": TermParser._tactic_block,
    "have": TermParser._have,
    "assume": TermParser._assume,
    "show": TermParser._show,
    "suffices": TermParser._suffices,
    "if": TermParser._if,
    "(": TermParser._parenthesized,
    "⟨": TermParser._anonymous_constructor,
    "{": TermParser._braces,
    "{!": TermParser._hole_command,
    ".(": TermParser._inaccessible,
    "._": TermParser._inaccessible_hole,
    "```(": TermParser._quotation,
    "``(": TermParser._quotation,
    "`(": TermParser._quotation,
    "`[": TermParser._quoted_tactics,
    "`": TermParser._quoted_name,
    "%%": TermParser._antiquotation,
    "format!": TermParser._format,
    "sformat!": TermParser._format,
    "#[": TermParser._binary_tree,
    "(:": TermParser._pattern_hint,
    "()": TermParser._unit,
    "(::)": TermParser._cons_section,
    "fun": TermParser._lambda,
    "Pi": TermParser._pi,
    "Type": TermParser._sort,
    "Type*": TermParser._sort,
    "Sort": TermParser._sort,
    "Sort*": TermParser._sort,
    "let": TermParser._let,
    "calc": TermParser._calc,
    "@": TermParser._explicit,
    "@@": TermParser._explicit,
    "sorry": TermParser._sorry,
    "match": TermParser._match,
    "do": TermParser._do,
}
