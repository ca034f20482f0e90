"""Lean 3's tokens.

A `Scanner` reads one token at a time, because notation commands change the tokens of the text behind them. The
identifier and number rules are fixed; symbols and keywords come from a `TokenTable`, where the longest match wins and
an identifier wins over a shorter keyword. `scan` reads a whole text at once with a given table, for those who look at
texts without parsing them. What tokens mean is the parser's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position

MAX_PRECEDENCE = 1024
ARROW_PRECEDENCE = 25

# Token kinds.
IDENTIFIER = "identifier"
KEYWORD = "keyword"
COMMAND = "command"
NUMERAL = "numeral"
DECIMAL = "decimal"
STRING = "string"
CHAR = "char"
QUOTED = "quoted"
DOC = "doc"
MODULE_DOC = "module doc"
FIELD_INDEX = "field index"
FIELD_NAME = "field name"
END = "end of text"

# Identifier characters: Greek but for λ Π Σ, Coptic, extended Greek, letter-like symbols, mathematical alphabets.
_LETTERS = "A-Za-zα-κμ-ωΑ-ΟΡΤ-Ωϊ-ϻἀ-῾℀-⅏\U0001d49c-\U0001d59f"
_SUBSCRIPTS = "ⁿ-₉ₐ-ₜᵢ-ᵪ"
_FIRST = f"[{_LETTERS}_]"
_REST = f"[{_LETTERS}_0-9'{_SUBSCRIPTS}]"
_ESCAPED = "«[^«»\\r\\n\\t]*»"
_PART = f"(?:{_FIRST}|{_ESCAPED})(?:{_REST}|{_ESCAPED})*"
_ATOMIC = re.compile(f"{_FIRST}{_REST}*\\Z")
IDENTIFIER_RULE = f"{_PART}(?:\\.{_PART})*"
FIELD_RULE = f"\\.(?:[0-9]+|(?!_){_PART})"
NUMBER_RULE = "[0-9]+(?:\\.[0-9]+)?"
"""The rules that no notation changes, as patterns without groups, for those who read many texts at once."""
_IDENTIFIER = re.compile(IDENTIFIER_RULE)
_FIELD = re.compile(FIELD_RULE)
_NUMBER = re.compile(NUMBER_RULE)
_SPACE = re.compile(r"[ \t\r\n]+")
_BASED = {
    "x": (16, re.compile(r"[0-9a-fA-F]*")),
    "b": (2, re.compile(r"[0-9]*")),
    "o": (8, re.compile(r"[0-9]*")),
}
_LINE_COMMENT = re.compile(r"[^\n]*")
_COMMENT_MARK = re.compile(r"/-|-/")
_STRING_BLOCK_MARK = re.compile(r'/-|-/|"-/')
_STRING_BODY = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "'": "'"}
_CHAR = re.compile(r"(\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\])'", re.DOTALL)
_DIGITS = frozenset("0123456789")
_MAX_DIGITS = 20_000
"""Longer numerals are too deep as terms, and take for ever to convert."""
_MAX_NAME = 10_000
"""Longer names may have so many parts that a table of their namespaces fills the memory."""
_SPACES = frozenset(" \t\r\n")


class TokenInfo(NamedTuple):
    """One symbol or keyword: `value` is its canonical spelling (`λ` is `fun`), `precedence` its left binding power."""

    text: str
    value: str
    precedence: int
    is_command: bool


def _words(text: str) -> list[str]:
    return text.split()


def _builtin_tokens() -> dict[str, TokenInfo]:
    zero = _words(
        "let in at have assume show suffices do if then else by hiding replacing renaming from ) ' } ] ⦄ .{ !} :) ⟩ ^ "
        '// | with without .. ... , . : ! calc := -- /- /-- /-! /-" using match extends fun Pi '
        # the tactic grammars of the core library
        "⊢ |- only generalizing"
    )
    highest = _words(
        "( `( ``( ```( `[ ` %% () (::) { _ [ #[ ⦃ {! Type Type* Sort Sort* (: .( ._ ⟨ # begin @@ @ sorry ?"
    )
    commands = _words(
        "theorem axiom axioms variable protected private hide definition meta mutual example noncomputable "
        "abbreviation variables parameter parameters constant constants using_well_founded [whnf] end namespace "
        "section prelude import "
        "inductive coinductive structure class universe universes local precedence reserve infixl infixr infix postfix "
        "prefix notation set_option open export @[ attribute instance include omit init_quotient declare_trace "
        "add_key_equivalence run_cmd #check #reduce #eval #print #help #exit #compile #unify #html"
    )
    table = {text: TokenInfo(text, text, 0, False) for text in zero}
    table.update((text, TokenInfo(text, text, MAX_PRECEDENCE, False)) for text in highest)
    table.update((text, TokenInfo(text, text, 0, True)) for text in commands)
    for text, value, precedence in (
        ("::", "::", 67),
        ("+", "+", 65),
        ("->", "->", ARROW_PRECEDENCE),
        ("→", "->", ARROW_PRECEDENCE),
        ("<-", "<-", 0),
        ("←", "<-", 0),
        ("^.", "^.", MAX_PRECEDENCE + 1),
        (";", ";", 1),
        ("<|>", "<|>", 2),
        ("*", "*", 70),
        ("-", "-", 65),
        ("format!", "format!", 100),
        ("sformat!", "sformat!", 100),
        ("λ", "fun", 0),
        ("∀", "Pi", 0),
        ("Π", "Pi", 0),
        ("forall", "Pi", 0),
    ):
        table[text] = TokenInfo(text, value, precedence, False)
    for text, value in (("lemma", "theorem"), ("def", "definition")):
        table[text] = TokenInfo(text, value, 0, True)
    return table


class TokenTable:
    """The symbols and keywords of a text; a value: `with_token` makes a new table."""

    __slots__ = ("by_first", "infos")

    def __init__(self, infos: dict[str, TokenInfo], by_first: dict[str, tuple[str, ...]] | None = None) -> None:
        self.infos = infos
        if by_first is None:
            groups: dict[str, list[str]] = {}
            for text in infos:
                if not _IDENTIFIER.fullmatch(text):
                    groups.setdefault(text[0], []).append(text)
            by_first = {first: tuple(sorted(texts, key=len, reverse=True)) for first, texts in groups.items()}
        # Longest first; without the words, which are looked up in `infos`.
        self.by_first = by_first

    def precedence(self, text: str) -> int | None:
        """The left binding power of a token, None where it is none."""
        info = self.infos.get(text)
        return None if info is None else info.precedence

    def with_token(self, text: str, precedence: int) -> TokenTable:
        """This table with `text` as a token of that precedence."""
        old = self.infos.get(text)
        if old is not None and old.precedence == precedence and not old.is_command:
            return self
        value = text if old is None or old.is_command else old.value
        infos = dict(self.infos)
        infos[text] = TokenInfo(text, value, precedence, False)
        by_first = self.by_first
        if old is None and not _IDENTIFIER.fullmatch(text):
            by_first = dict(by_first)
            group = {*by_first.get(text[0], ()), text}
            by_first[text[0]] = tuple(sorted(group, key=len, reverse=True))
        return TokenTable(infos, by_first)


DEFAULT = TokenTable(_builtin_tokens())


class Token:
    """One token: `text` as written, `value` what it stands for (a keyword's canonical spelling, a name, a number)."""

    __slots__ = ("end", "kind", "offset", "pos", "precedence", "stop", "text", "value")

    def __init__(
        self, kind: str, text: str, value: str | int | Fraction, precedence: int,
        pos: Position, offset: int, stop: int, end: Position,
    ) -> None:  # fmt: skip
        self.kind = kind
        self.text = text
        self.value = value
        self.precedence = precedence
        self.pos = pos
        self.offset = offset
        self.stop = stop
        self.end = end

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.text!r}, {self.pos.line}:{self.pos.column})"


def _clean_part(escaped: str) -> str:
    inner = escaped[1:-1]
    return inner if _ATOMIC.match(inner) else escaped


def clean_name(text: str) -> str:
    """An identifier as a name: `«x»` is x where x needs no quotes."""
    if "«" not in text:
        return text
    return re.sub(_ESCAPED, lambda found: _clean_part(found.group()), text)


class Scanner:
    """Reads tokens from `text`; `tokens` may be replaced between two reads. Raises LeanError(kind="parse").

    A `lenient` one looks at texts whose notations it does not know: every symbol is a token, and numbers stay texts.
    """

    __slots__ = ("in_notation", "lenient", "line", "line_start", "offset", "text", "tokens")

    def __init__(self, text: str, tokens: TokenTable = DEFAULT, lenient: bool = False) -> None:
        self.text = text
        self.tokens = tokens
        self.lenient = lenient
        self.offset = 0
        self.line = 1
        self.line_start = 0
        # Inside notation commands a backquote opens a quoted symbol.
        self.in_notation = False

    def position(self, offset: int) -> Position:
        """The place of an offset on the current line."""
        return Position(self.line, offset - self.line_start)

    def _end_position(self) -> Position:
        """Lean places the end of a text before its last line end."""
        text = self.text
        if not text.endswith("\n"):
            return self.position(len(text))
        return Position(self.line - 1, len(text) - 2 - text.rfind("\n", 0, len(text) - 1))

    def _move_to(self, stop: int) -> None:
        """Step over text that may hold line ends."""
        lines = self.text.count("\n", self.offset, stop)
        if lines:
            self.line += lines
            self.line_start = self.text.rindex("\n", self.offset, stop) + 1
        self.offset = stop

    def _fail(self, message: str, at: int, resume: int) -> LeanError:
        """An error at offset `at`; reading goes on at `resume`."""
        position = self.position(at)
        self._move_to(min(max(resume, at + 1), len(self.text)))
        return LeanError(message, position, "parse")

    def next_token(self) -> Token:
        """The next token; at the end of the text always one of kind END."""
        text = self.text
        size = len(text)
        while True:
            start = self.offset
            if start >= size:
                here = self._end_position()
                return Token(END, "", "", 0, here, size, size, here)
            first = text[start]
            if first == " ":
                self.offset = start + 1
                continue
            if first in _SPACES:
                found = _SPACE.match(text, start)
                assert found is not None
                self._move_to(found.end())
                continue
            if first in _DIGITS:
                return self._number(start)
            if first == '"':
                return self._string(start)
            if first == "`" and self.in_notation:
                return self._quoted(start)
            if first == ".":
                found = _FIELD.match(text, start)
                if found is not None:
                    stop, part = found.end(), text[start + 1 : found.end()]
                    if part[0] in _DIGITS:
                        return self._make(FIELD_INDEX, start, stop, int(part), MAX_PRECEDENCE + 1)
                    return self._make(FIELD_NAME, start, stop, clean_name(part), MAX_PRECEDENCE + 1)
            found = _IDENTIFIER.match(text, start)
            if found is None:
                name_stop = stop = start
            else:
                name_stop = found.end()
                stop = name_stop if found.group() in self.tokens.infos else start
            for candidate in self.tokens.by_first.get(first, ()):
                if text.startswith(candidate, start):
                    stop = max(stop, start + len(candidate))
                    break
            if name_stop > stop:
                if name_stop - start > _MAX_NAME and not self.lenient:
                    raise DeterministicTimeout(self.position(start))
                return self._make(IDENTIFIER, start, name_stop, clean_name(text[start:name_stop]), MAX_PRECEDENCE)
            if stop == start:
                if first == "«":
                    raise self._fail("illegal character in escaped identifier", start, start + 1)
                if self.lenient:
                    return self._make(KEYWORD, start, start + 1, first, 0)
                raise self._fail("unexpected token", start, self._word_end(start))
            info = self.tokens.infos[text[start:stop]]
            value = info.value
            if info.is_command:
                return self._make(COMMAND, start, stop, value, 0)
            if value == "--":
                found = _LINE_COMMENT.match(text, stop)
                assert found is not None
                self.offset = found.end()
            elif value == "/-":
                self._move_to(self._comment_end(start, stop, "unexpected end of comment block"))
            elif value == "/--" or value == "/-!":
                return self._doc(start, stop, DOC if value == "/--" else MODULE_DOC)
            elif value == '/-"':
                return self._string_block(start, stop)
            elif value == "'":
                return self._char(start)
            else:
                return self._make(KEYWORD, start, stop, value, info.precedence)

    def _make(self, kind: str, start: int, stop: int, value: str | int | Fraction, precedence: int) -> Token:
        """A token that lies on one line."""
        self.offset = stop
        line, line_start = self.line, self.line_start
        # Straight to the tuple: this runs for every token.
        pos: Position = tuple.__new__(Position, (line, start - line_start))
        end: Position = tuple.__new__(Position, (line, stop - line_start))
        return Token(kind, self.text[start:stop], value, precedence, pos, start, stop, end)

    def _make_long(self, kind: str, start: int, stop: int, value: str, precedence: int) -> Token:
        """A token that may hold line ends."""
        pos = self.position(start)
        self._move_to(stop)
        return Token(kind, self.text[start:stop], value, precedence, pos, start, stop, self.position(stop))

    def _word_end(self, start: int) -> int:
        text, stop = self.text, start + 1
        while stop < len(text) and not text[stop].isspace():
            stop += 1
        return stop

    def _number(self, start: int) -> Token:
        text = self.text
        if text[start] == "0" and start + 1 < len(text) and text[start + 1] in "bBoOxX":
            base, digits = _BASED[text[start + 1].lower()]
            found = digits.match(text, start + 2)
            assert found is not None
            if not found.group():
                raise self._fail("invalid numeral, expected digit after base prefix", start, start + 2)
            self._limit_digits(found.group(), start)
            try:
                return self._make(NUMERAL, start, found.end(), int(found.group(), base), MAX_PRECEDENCE)
            except ValueError:
                word = "binary" if base == 2 else "octal"
                raise self._fail(f"invalid {word} digit", start, found.end()) from None
        found = _NUMBER.match(text, start)
        assert found is not None
        written = found.group()
        if self.lenient:
            return self._make(NUMERAL if "." not in written else DECIMAL, start, found.end(), written, MAX_PRECEDENCE)
        self._limit_digits(written, start)
        if "." not in written:
            return self._make(NUMERAL, start, found.end(), _to_int(written), MAX_PRECEDENCE)
        whole, part = written.split(".")
        value = Fraction(_to_int(whole + part), 10 ** len(part))
        return self._make(DECIMAL, start, found.end(), value, MAX_PRECEDENCE)

    def _limit_digits(self, digits: str, start: int) -> None:
        if len(digits) > _MAX_DIGITS:
            raise DeterministicTimeout(self.position(start))

    def _unescape(self, body: str, start: int) -> str:
        if "\\" not in body:
            return body

        def replacement(found: re.Match[str]) -> str:
            byte, scalar, simple = found.groups()
            if simple is None:
                return chr(int(byte or scalar, 16))
            if simple not in _SIMPLE_ESCAPES:
                problem = "invalid hexadecimal digit" if simple in "xu" else "invalid escape sequence"
                raise self._fail(problem, start, self._word_end(start))
            return _SIMPLE_ESCAPES[simple]

        return _ESCAPE.sub(replacement, body)

    def _string(self, start: int) -> Token:
        found = _STRING_BODY.match(self.text, start + 1)
        assert found is not None
        if found.end() >= len(self.text) or self.text[found.end()] != '"':
            raise self._fail("unexpected end of string", start, len(self.text))
        return self._make_long(STRING, start, found.end() + 1, self._unescape(found.group(), start), MAX_PRECEDENCE)

    def _string_block(self, start: int, stop: int) -> Token:
        depth = 0
        end = stop
        while True:
            found = _STRING_BLOCK_MARK.search(self.text, end)
            if found is None:
                raise self._fail("unexpected end of string block", start, len(self.text))
            mark = found.group()
            end = found.end()
            if mark == "/-":
                depth += 1
            elif mark == "-/":
                depth = max(depth - 1, 0)
            elif depth == 0:
                return self._make_long(STRING, start, end, self.text[stop : found.start()], MAX_PRECEDENCE)
            else:
                # Nested: the quote is text, and what follows it is a mark of its own.
                end = found.start() + 1

    def _char(self, start: int) -> Token:
        found = _CHAR.match(self.text, start + 1)
        if found is None:
            raise self._fail("invalid character, ' expected", start, start + 1)
        return self._make_long(CHAR, start, found.end(), self._unescape(found.group(1), start), MAX_PRECEDENCE)

    def _quoted(self, start: int) -> Token:
        stop = self.text.find("`", start + 1)
        inner = self.text[start + 1 : stop] if stop > 0 else ""
        if stop < 0 or any(c in inner for c in '\n\t"'):
            raise self._fail("invalid quoted symbol, invalid character", start, start + 1)
        symbol = inner.strip()
        if not symbol:
            raise self._fail("unexpected end of quoted symbol", start, stop + 1)
        if symbol[0] in _DIGITS:
            raise self._fail("first character of a quoted symbols cannot be a digit", start, stop + 1)
        if " " in symbol:
            raise self._fail("unexpected space inside of quoted symbol", start, stop + 1)
        return self._make(QUOTED, start, stop + 1, inner, 0)

    def _comment_end(self, start: int, stop: int, message: str) -> int:
        depth = 1
        while depth:
            found = _COMMENT_MARK.search(self.text, stop)
            if found is None:
                raise self._fail(message, start, len(self.text))
            depth += 1 if found.group() == "/-" else -1
            stop = found.end()
        return stop

    def _doc(self, start: int, stop: int, kind: str) -> Token:
        close = self._comment_end(start, stop, "unexpected end of documentation block")
        return self._make_long(kind, start, close, self.text[stop : close - 2], 0)


def _to_int(digits: str) -> int:
    """int without Python's limit on the number of digits."""
    if len(digits) <= 4000:
        return int(digits)
    half = len(digits) // 2
    scale: int = 10 ** (len(digits) - half)
    return _to_int(digits[:half]) * scale + _to_int(digits[half:])


def scan(text: str, tokens: TokenTable = DEFAULT) -> Iterator[Token]:
    """All tokens of a text but the END one. Raises LeanError(kind="parse") where Lean's scanner would."""
    scanner = Scanner(text, tokens)
    while True:
        token = scanner.next_token()
        if token.kind == END:
            return
        yield token
