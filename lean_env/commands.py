"""Lean 3 files as rows of commands: where each begins and ends, its doc comment, and the parts of a declaration.

This looks at texts without elaborating them, so that it reads any file of mathlib, and model output too: notations that
it does not know are rows of symbols. It reads tokens with the embedded checker's scanner, never patterns over raw text.
What names mean is left to its callers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import (
    CHAR,
    COMMAND,
    DECIMAL,
    DEFAULT,
    DOC,
    END,
    FIELD_INDEX,
    FIELD_NAME,
    FIELD_RULE,
    IDENTIFIER,
    IDENTIFIER_RULE,
    KEYWORD,
    MODULE_DOC,
    NUMBER_RULE,
    NUMERAL,
    QUOTED,
    STRING,
    Scanner,
    Token,
    TokenInfo,
    TokenTable,
)

__all__ = [
    "CLOSING",
    "COMMAND",
    "DECLARATIONS",
    "FIELD_NAME",
    "IDENTIFIER",
    "LIBRARY",
    "NOTATION_COMMANDS",
    "NUMERAL",
    "OPENING",
    "QUOTED",
    "Command",
    "Declaration",
    "LeanError",
    "Token",
    "TokenTable",
    "closing",
    "commands_of",
    "first_declaration",
    "imported_by",
    "outside_brackets",
    "texts_of",
    "tokens_of",
    "with_symbols",
]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DECLARATIONS: Final = frozenset(
    _words(
        "theorem lemma def definition example abbreviation instance structure class inductive coinductive "
        "axiom constant"
    )
)
"""The words that declare something, as written."""

NOTATION_COMMANDS: Final = frozenset(
    ["notation", "infix", "infixl", "infixr", "prefix", "postfix", "reserve", "precedence"]
)
OPENING: Final = frozenset(["(", "{", "[", "⦃", "⟨", "`(", "``(", "```(", ".(", ".{", "(:", "{!", "@[", "#[", "⌊", "⌈"])
CLOSING: Final = frozenset([")", "}", "]", "⦄", "⟩", ":)", "!}", "⌋", "⌉"])
# Of these, the ones that files also take for infixes (`d ⌋ x`); no declaration is divided between them.
_FLOORS: Final = frozenset("⌊⌋⌈⌉")

_MODIFIERS: Final = frozenset(["private", "protected", "noncomputable", "meta", "mutual", "local"])
# Commands that the library adds to Lean's own: each is a keyword once it is declared.
_LIBRARY_COMMANDS: Final = _words(
    "#explode #explode_widget #find #lint #lint_all #lint_mathlib #list_linters #list_unused_decls #norm_num "
    "#print_sorry_in #push_neg #sample #simp #where add_decl_doc add_hint_tactic add_tactic_doc alias assert_exists "
    "assert_instance assert_no_instance assert_not_exists copy_doc_string def_replacer import_private "
    "initialize_simps_projections library_note localized mk_iff_of_inductive_prop mk_simp_attribute open_locale "
    "reassoc_axiom restate_axiom run_parser setup_tactic_parser"
)
# Symbols whose characters would be read as the beginning of something else.
_LIBRARY_SYMBOLS: Final = (
    "''",
    "⁻¹'",
    "⁻¹'o",
    "∑'",
    "∏'",
    "⊕'",
    "⊗'",
    "Σ'",
    "Σₗ'",
    "⟧'",
    "∀'",
    "∃'",
    "||",
    "|_",
    "≫=",
    "<|",
    "|>",
)
# Right behind one of these a command word is an argument, as in `#print notation`.
_TAKES_COMMANDS: Final = frozenset(["#print", "#help"])
_TWO_WORDS: Final = {
    "universe": frozenset(["variable", "variables"]),
    "universes": frozenset(["variable", "variables"]),
    "class": frozenset(["inductive"]),
    "reserve": frozenset(["notation", "infix", "infixl", "infixr", "prefix", "postfix"]),
}
_BLOCKS: Final = frozenset(["begin", "match"])
# What a term may end with besides names and numbers; behind any other symbol `|` opens an absolute value.
_TERM_ENDS: Final = CLOSING.union(_words("Prop Type Type* Sort Sort* _ sorry end ⊤ ⊥ ∅ ∞ ! ° ¹ ² ³ ᵒ ᵖ ˣ ᶜ †"))
_ATOMS: Final = frozenset([IDENTIFIER, NUMERAL, DECIMAL, STRING, CHAR, FIELD_INDEX, FIELD_NAME])


# White space but that of Lean, which reads these as symbols.
_ODD_SPACES: Final = re.compile(r"[^\S \t\r\n]")
# What one pattern cannot read: strings, quoted names and symbols, comments, and numbers of another base.
_UNCOMMON: Final = re.compile(r"[\"`«]|--|/-|0[bBoOxX]")
_NAME: Final = re.compile(IDENTIFIER_RULE)


def with_symbols(table: TokenTable, symbols: Iterable[str], commands: Iterable[str] = ()) -> TokenTable:
    """The table with these symbols and command words as tokens too."""
    added = {symbol: TokenInfo(symbol, symbol, 0, False) for symbol in symbols}
    return TokenTable({**table.infos, **added, **{word: TokenInfo(word, word, 0, True) for word in commands}})


LIBRARY: Final = with_symbols(DEFAULT, _LIBRARY_SYMBOLS, _LIBRARY_COMMANDS)
"""Core Lean's tokens, with the commands of mathlib and those of its symbols that other readings would tear apart."""


def tokens_of(text: str, table: TokenTable = DEFAULT, forgiving: bool = False) -> Iterator[Token]:
    """The tokens of a text that may declare notations: symbols that no table knows become tokens by themselves.

    Raises LeanError (kind `parse`) where the text cannot be read on: an unclosed comment or string. A `forgiving`
    reading goes on behind a quote that begins no character: it is part of a symbol that the table lacks.
    """
    scanner = Scanner(text, table, lenient=True)
    while True:
        try:
            token = scanner.next_token()
        except LeanError:
            if forgiving and scanner.offset < len(text) and text[scanner.offset - 1] == "'":
                continue
            raise
        if token.kind == END:
            return
        if token.kind == COMMAND:
            scanner.in_notation = token.text in NOTATION_COMMANDS
        yield token


def texts_of(text: str, table: TokenTable = LIBRARY) -> list[str]:
    """The tokens of a text as texts, without comments: those of `tokens_of(text, table, forgiving=True)`.

    Never fails: where a comment or a string does not end, the rest of the text is one token. A text without comments,
    strings and quotes, as nearly every statement is, is read by one pattern, some ten times as fast.
    """
    if not text.isascii():
        text = _ODD_SPACES.sub(" ", text)
    if _UNCOMMON.search(text) is None:
        texts = _pattern_of(table).findall(text)
        if "'" not in texts:
            return texts
    texts, read = [], 0
    try:
        for token in tokens_of(text, table, forgiving=True):
            read = token.stop
            if token.kind not in (DOC, MODULE_DOC):
                texts.append(token.text)
    except LeanError:
        texts.append(text[read:].strip())
    return texts


@lru_cache(maxsize=16)
def _pattern_of(table: TokenTable) -> re.Pattern[str]:
    """One pattern for each token of a text in which nothing of `_UNCOMMON` occurs, by the scanner's rules.

    A symbol that begins with a name (`Type*`) is longer than the name, and so comes first; white space is no token.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for symbol in sorted(table.infos, key=len, reverse=True):
        if len(symbol) > 1 and not _NAME.fullmatch(symbol):
            groups[symbol[0]].append(re.escape(symbol[1:]))
    symbols = {first: f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items()}
    before = [pattern for first, pattern in symbols.items() if _NAME.match(first)]
    behind = [pattern for first, pattern in symbols.items() if not _NAME.match(first)]
    return re.compile("|".join([*before, IDENTIFIER_RULE, NUMBER_RULE, FIELD_RULE, *behind, r"[^ \t\r\n]"]))


def closing(tokens: Sequence[Token] | Sequence[str], start: int) -> int:
    """The index of the bracket that closes the one at `start`: `start` where none opens, the end where none closes."""
    depth = 0
    for index in range(start, len(tokens)):
        text = _text(tokens[index])
        depth += (text in OPENING) - (text in CLOSING)
        if depth <= 0:
            return index
    return len(tokens)


def outside_brackets(tokens: Sequence[Token] | Sequence[str], start: int = 0) -> Iterator[tuple[int, str]]:
    """Index and text of each token from `start` on that is in no bracket; one that closes what began before is last."""
    index = start
    while index < len(tokens):
        text = _text(tokens[index])
        if text in OPENING:
            index = closing(tokens, index)
        else:
            yield index, text
            if text in CLOSING:
                return
        index += 1


def _text(token: Token | str) -> str:
    return token if isinstance(token, str) else token.text


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `tokens` from its first attribute or modifier to its end, without comments.

    `keyword` is the word that says what it does, as written ("" for a text that begins with none), and `head` its
    index in `tokens`; `doc` is the doc comment before it; `line` counts from 1 and `column` from 0, as Lean counts.
    """

    keyword: str
    head: int
    tokens: tuple[Token, ...]
    doc: str

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.tokens[0].pos.line

    @property
    def column(self) -> int:
        """The column at which it begins."""
        return self.tokens[0].pos.column

    @property
    def start(self) -> int:
        """The offset at which it begins, behind its doc comment."""
        return self.tokens[0].offset

    @property
    def stop(self) -> int:
        """The offset behind its last token."""
        return self.tokens[-1].stop

    @property
    def modifiers(self) -> tuple[str, ...]:
        """`private`, `noncomputable`, `local` and the like, without the attributes."""
        return tuple(token.text for token in self.tokens[: self.head] if token.text in _MODIFIERS)

    @property
    def arguments(self) -> tuple[Token, ...]:
        """The tokens behind the keyword."""
        return self.tokens[self.head + 1 :]


def commands_of(text: str) -> Iterator[Command]:
    """The commands of a text in order. Raises LeanError (kind `parse`) where a comment or string does not end."""
    cutter = _Cutter()
    for token in tokens_of(text, LIBRARY, forgiving=True):
        done = cutter.take(token)
        if done is not None:
            yield done
    last = cutter.finish()
    if last is not None:
        yield last


class _Cutter:
    """Cuts a row of tokens before each command word that is not inside an attribute list, a block or a command.

    While `_head` is None only attributes and modifiers were read; the next word says what the command does.
    """

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._head: int | None = None
        self._doc = ""
        self._next_doc = ""
        self._brackets = 0
        self._blocks = 0

    def take(self, token: Token) -> Command | None:
        """Add a token; returns the command that it ends, if it does."""
        # The note of `library_note "tag" /-- ... -/` is its own.
        if token.kind == DOC and not (self._keyword == "library_note" and self._tokens[-1].kind == STRING):
            self._next_doc = str(token.value)
        if token.kind in (DOC, MODULE_DOC):
            return None
        done = self.finish() if self._begins(token) else None
        if not self._tokens:
            self._doc = self._next_doc
        self._next_doc = ""
        self._add(token)
        return done

    def finish(self) -> Command | None:
        """What was read of the current command; the next one begins with no token."""
        if not self._tokens:
            return None
        head = len(self._tokens) - 1 if self._head is None else self._head
        done = Command(self._tokens[head].text, head, tuple(self._tokens), self._doc)
        self._tokens, self._head, self._brackets, self._blocks = [], None, 0, 0
        return done

    @property
    def _keyword(self) -> str:
        return "" if self._head is None else self._tokens[self._head].text

    def _begins(self, token: Token) -> bool:
        """Whether the token is the first of another command."""
        if token.kind != COMMAND or self._brackets or self._head is None:
            return False
        if self._keyword == "attribute" and self._tokens[-1].text == "]" and self._is_attribute_list(token):
            self._head = None  # `attribute [simp] theorem t`: an old way to write `@[simp] theorem t`
            return False
        if token.text == "end":
            return not self._blocks
        if self._head == len(self._tokens) - 1:
            keyword = self._keyword
            return keyword not in _TAKES_COMMANDS and token.text not in _TWO_WORDS.get(keyword, ())
        return token.text != "using_well_founded"

    def _is_attribute_list(self, token: Token) -> bool:
        """Whether only the list stands behind `attribute`, and a declaration follows."""
        whole = closing(self._tokens, (self._head or 0) + 1) == len(self._tokens) - 1
        return whole and token.text in DECLARATIONS | _MODIFIERS

    def _add(self, token: Token) -> None:
        text = token.text
        self._tokens.append(token)
        index = len(self._tokens) - 1
        if self._brackets:
            self._brackets += (text in OPENING) - (text in CLOSING)
        elif self._head is None:
            if text == "@[":
                self._brackets = 1
            elif token.kind != COMMAND and index and self._tokens[index - 1].text == "noncomputable":
                self._head = index - 1  # `noncomputable theory`
            elif token.kind != COMMAND or text not in _MODIFIERS:
                self._head = index
        elif text == "[" and self._keyword == "attribute" and index == self._head + 1:
            self._brackets = 1
        elif text == "end":
            self._blocks -= 1 if self._blocks else 0
        elif text in _BLOCKS and token.kind == KEYWORD:
            self._blocks += 1


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaring command in its parts, all of them rows of tokens but `keyword`, `name` and `universes`.

    `name` is "" for one without (examples, most instances); `colon` is None where no type is given. `value` begins with
    `:=`, or with `|` for equations and constructors; it is `.` where Lean finds that no case is left, and empty where
    there is none.
    """

    keyword: str
    name: str
    universes: tuple[str, ...]
    binders: tuple[Token, ...]
    colon: Token | None
    type: tuple[Token, ...]
    value: tuple[Token, ...]
    signature_start: int
    """The offset behind the name, where the binders begin."""
    universes_follow: bool = False
    """Whether the universes stand behind the name (`t.{u}`) and not before it (`{u} t`)."""

    @classmethod
    def of(cls, command: Command) -> Declaration | None:
        """The parts of the command, or None if it declares nothing."""
        if command.keyword not in DECLARATIONS:
            return None
        tokens = command.tokens
        position = command.head + 1
        if position < len(tokens) and tokens[position].text == "inductive":  # `class inductive`
            position += 1
        universes: tuple[str, ...] = ()
        start = _behind_universes(tokens, position)
        if start is not None and command.keyword != "example":
            universes = tuple(token.text for token in tokens[position + 1 : start - 1])
            position = start
        name = ""
        if position < len(tokens) and tokens[position].kind == IDENTIFIER:
            name = tokens[position].text
            position += 1
            if position < len(tokens) and tokens[position].text == ".{":
                close = next((i for i in range(position, len(tokens)) if tokens[i].text == "}"), len(tokens) - 1)
                universes = tuple(token.text for token in tokens[position + 1 : close])
                position = close + 1
        colon, value = _split_signature(tokens, position)
        return cls(
            command.keyword,
            name,
            universes,
            tuple(tokens[position : value if colon is None else colon]),
            None if colon is None else tokens[colon],
            () if colon is None else tuple(tokens[colon + 1 : value]),
            tuple(tokens[value:]),
            tokens[position - 1].stop,
            bool(name) and tokens[position - 1].text == "}",
        )


def imported_by(commands: Iterable[Command]) -> tuple[str, ...]:
    """The modules that import commands name; one of the same folder begins with a dot."""
    return tuple(
        token.text
        for command in commands
        if command.keyword == "import"
        for token in command.arguments
        if token.kind in (IDENTIFIER, FIELD_NAME)
    )


def first_declaration(text: str) -> tuple[Command, Declaration] | None:
    """The first declaring command of a text, with its parts; None if there is none, or if the text cannot be read."""
    try:
        for command in commands_of(text):
            found = Declaration.of(command)
            if found is not None:
                return command, found
    except LeanError:
        pass
    return None


def _behind_universes(tokens: Sequence[Token], position: int) -> int | None:
    """Where `{u v}` ends that stands before a name; None if there is no such thing."""
    if position >= len(tokens) or tokens[position].text != "{":
        return None
    for index in range(position + 1, len(tokens) - 1):
        if tokens[index].text == "}":
            return index + 1 if tokens[index + 1].kind == IDENTIFIER else None
        if tokens[index].kind != IDENTIFIER:
            return None
    return None


def _split_signature(tokens: Sequence[Token], start: int) -> tuple[int | None, int]:
    """The index of the colon before the type, if any, and that of the value's first token (or the end)."""
    colon: int | None = None
    depth = blocks = bars = 0
    closed = False  # whether the last bar closed an absolute value
    constructs = any(token.text in ("inductive", "coinductive") for token in tokens[:start])
    last_assign = max((index for index, token in enumerate(tokens) if token.text == ":="), default=0)
    pending: list[str] = []  # `let` and `have` whose own `:=` is still to come
    for index in range(start, len(tokens)):
        text = tokens[index].text
        if text in _FLOORS:
            continue
        if text in OPENING:
            depth += 1
        elif text in CLOSING:
            depth -= 1
        elif depth:
            continue
        elif text == "end":
            blocks -= 1
        elif blocks:
            continue
        elif text in _BLOCKS:
            blocks += 1
        elif text in ("let", "have"):
            pending.append(text)
        elif text == "from" and pending[-1:] == ["have"]:
            pending.pop()
        elif text == ":=":
            if not pending:
                return colon, index
            pending.pop()
        elif text == ":" and colon is None:
            colon = index
        elif text == "." and index == len(tokens) - 1:
            return colon, index
        elif text == "|":
            previous = tokens[index - 1]
            if not (closed if previous.text == "|" else _ends_a_term(previous)):
                bars, closed = bars + 1, False
            elif bars:
                bars, closed = bars - 1, True
            elif index < last_assign or constructs:
                return colon, index
    return colon, len(tokens)


def _ends_a_term(token: Token) -> bool:
    return token.kind in _ATOMS or token.text in _TERM_ENDS
