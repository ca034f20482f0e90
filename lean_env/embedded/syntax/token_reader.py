"""A text as a row of tokens with one token of look-ahead: what every part of the parser moves over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn, cast

from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.scanner import COMMAND, END, IDENTIFIER, KEYWORD, Scanner, Token


class TokenReader:
    """Reads `text` with the tokens of `notations` in force at each place. Errors are LeanError(kind="parse")."""

    def __init__(self, text: str, notations: NotationTable) -> None:
        self.notations = notations
        self.scanner = Scanner(text, notations.tokens)
        self._previous_end = Position(1, 0)
        # Each token taken is a step of the check; the front end sets what is left and reads what was taken.
        self.tokens_left = sys.maxsize
        # Whether an identifier means anything, where that decides which of two errors Lean reports; the elaborator
        # may put in its own test.
        self.is_known: Callable[[str], bool] = lambda name: False
        # The scanner's complaint about the very first token waits until that token is wanted.
        self._first_error: LeanError | None = None
        self.token: Token = self._scan_first()

    def _scan_first(self) -> Token:
        try:
            return self.scanner.next_token()
        except LeanError as error:
            self._first_error = error
            place = error.position or Position(1, 0)
            return Token(END, "", "", 0, place, 0, 0, place)

    def advance(self) -> Token:
        """Take the current token. DeterministicTimeout when no more may be taken."""
        token = self.token
        self.tokens_left -= 1
        if self.tokens_left < 0:
            raise DeterministicTimeout(token.pos)
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

    def declaration_name(self, message: str) -> str:
        """Take an identifier that may name a declaration."""
        pos = self.token.pos
        name = self.name(message)
        if "_" in name and not name.startswith("_root_.") and (name[0] == "_" or "._" in name):
            self.fail(
                f"invalid declaration name '{name}', identifiers starting with '_' are reserved to the system", pos
            )
        return name

    def atomic_name(self, message: str) -> str:
        """Take an identifier without dots."""
        pos = self.token.pos
        name = self.name(message)
        if "." in name and "«" not in name:
            self.fail(message, pos)
        return name
