"""Terms as Lean prints them under `pp.all`, read back: what the comparison of two statements works on.

Under `pp.all` every backend prints the elaborated term without notation and with every argument, so that the text has
one reading. Universes of constants are left out: they follow from the types, which keep theirs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lean_env.commands import tokens_of
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import IDENTIFIER, NUMERAL, Token

_BINDERS: Final = {"(": ")", "{": "}", "[": "]", "⦃": "⦄"}
_QUANTIFIERS: Final = frozenset({"∀", "Π", "λ"})
_STOPS: Final = frozenset([")", "}", "]", "⦄", ",", "→", ":=", "in", ":"])
_LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Var:
    """A bound variable; no two binders of a statement share an `id`."""

    id: int


@dataclass(frozen=True, slots=True)
class Const:
    """A constant by its full name."""

    name: str


@dataclass(frozen=True, slots=True)
class Sort:
    """A universe, as the tokens of its text."""

    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class App:
    """A head that is no application, with all its arguments."""

    head: Term
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Binder:
    """A bound variable, its name in the text, and its type."""

    id: int
    name: str
    type: Term


@dataclass(frozen=True, slots=True)
class Pi:
    """`∀ binder, body`, or an arrow where the variable does not occur."""

    binder: Binder
    body: Term


@dataclass(frozen=True, slots=True)
class Lam:
    """`λ binder, body`."""

    binder: Binder
    body: Term


Term = Var | Const | Sort | App | Pi | Lam


class Unreadable(ValueError):
    """A printed text that is not of the form that `pp.all` gives, or is too long to compare."""


def read_term(text: str) -> Term:
    """The term that the text prints. Raises Unreadable."""
    if len(text) > _LONGEST or "«" in text or "..." in text:
        raise Unreadable("the statement is too long, or has names that print ambiguously")
    try:
        reader = _Reader(list(tokens_of(text)))
        term = reader.term({})
    except (LeanError, IndexError, RecursionError) as error:
        raise Unreadable(f"not a printed term: {error}") from None
    if not reader.finished:
        raise Unreadable("not a printed term: text is left over")
    return term


def apply(head: Term, args: tuple[Term, ...]) -> Term:
    """The application, with what stands at its head unfolded as far as it is a λ."""
    while args and isinstance(head, Lam):
        head, args = substitute(head.body, head.binder.id, args[0]), args[1:]
    if not args:
        return head
    return App(head.head, (*head.args, *args)) if isinstance(head, App) else App(head, args)


def substitute(term: Term, variable: int, value: Term) -> Term:
    """`term` with the variable replaced; ids are unique, so nothing is captured."""
    if isinstance(term, Var):
        return value if term.id == variable else term
    if isinstance(term, App):
        args = tuple(substitute(arg, variable, value) for arg in term.args)
        return apply(substitute(term.head, variable, value), args)
    if isinstance(term, Pi | Lam):
        binder = Binder(term.binder.id, term.binder.name, substitute(term.binder.type, variable, value))
        return type(term)(binder, substitute(term.body, variable, value))
    return term


def occurs(variable: int, term: Term) -> bool:
    """Whether the variable occurs in the term."""
    return any(node.id == variable for node in subterms(term) if isinstance(node, Var))


def subterms(term: Term) -> Iterator[Term]:
    """The term and everything in it."""
    stack = [term]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, App):
            stack += (node.head, *node.args)
        elif isinstance(node, Pi | Lam):
            stack += (node.binder.type, node.body)


class _Reader:
    """Recursive descent over the tokens; a scope maps names to variables."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._ids = itertools.count()

    @property
    def finished(self) -> bool:
        return self._at == len(self._tokens)

    def term(self, scope: dict[str, Term]) -> Term:
        word = self._peek()
        if word in _QUANTIFIERS:
            self._at += 1
            return self._bound(word, scope)
        if word == "let":
            return self._let(scope)
        left = self._application(scope)
        if self._peek() != "→":
            return left
        self._at += 1
        return Pi(Binder(next(self._ids), "", left), self.term(scope))

    def _bound(self, word: str, scope: dict[str, Term]) -> Term:
        make = Lam if word == "λ" else Pi
        binders: list[Binder] = []
        scope = dict(scope)
        while self._peek() != ",":
            close = _BINDERS.get(self._peek())
            if close is None:
                raise Unreadable(f"a binder was expected at {self._peek()!r}")
            self._at += 1
            names = []
            while self._peek() != ":":
                names.append(self._next().text)
            self._at += 1
            bound_type = self.term(scope)
            self._expect(close)
            for name in names:
                binders.append(Binder(next(self._ids), name, bound_type))
                scope[name] = Var(binders[-1].id)
        self._at += 1
        body = self.term(scope)
        for binder in reversed(binders):
            body = make(binder, body)
        return body

    def _let(self, scope: dict[str, Term]) -> Term:
        self._expect("let")
        name = self._next().text
        self._expect(":")
        self.term(scope)
        self._expect(":=")
        value = self.term(scope)
        self._expect("in")
        return self.term({**scope, name: value})

    def _application(self, scope: dict[str, Term]) -> Term:
        word = self._peek()
        if word in ("Type", "Sort"):
            self._at += 1
            return Sort((word, *self._level()))
        head = self._atom(scope)
        args = []
        while not self.finished and self._peek() not in _STOPS:
            args.append(self._atom(scope))
        return apply(head, tuple(args))

    def _atom(self, scope: dict[str, Term]) -> Term:
        token = self._next()
        word = token.text
        if word == "(":
            inner = self.term(scope)
            self._expect(")")
            return inner
        if word == "@":
            token = self._next()
            word = token.text
        if word in ("Prop", "Type", "Sort"):
            return Sort((word,))
        if token.kind != IDENTIFIER and not word.replace(".", "").isidentifier():
            raise Unreadable(f"a name was expected at {word!r}")
        if self._peek() == ".{":
            while self._next().text != "}":
                pass
            return Const(word)
        return scope.get(word) or Const(word)

    def _level(self) -> tuple[str, ...]:
        """The tokens of a universe level, if one follows."""
        if self.finished:
            return ()
        token = self._tokens[self._at]
        if token.text == "(":
            depth, words = 0, []
            while True:
                word = self._next().text
                depth += (word == "(") - (word == ")")
                words.append(word)
                if depth == 0:
                    return tuple(words[1:-1])
        if token.kind in (IDENTIFIER, NUMERAL) and token.text not in _STOPS:
            self._at += 1
            return (token.text,)
        return ()

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _expect(self, word: str) -> None:
        if self._next().text != word:
            raise Unreadable(f"{word!r} was expected")
