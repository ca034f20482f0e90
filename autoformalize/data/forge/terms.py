"""Small terms of Lean as trees: read them, put terms for variables, write them as Lean again.

Covers what the forge's statements are made of (connectives, binders, arithmetic, lists, booleans, application), with
Lean 3's precedences. It knows no types; English is `autoformalize.data.forge.english`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

BINARY = {
    "↔": (20, 21, 21),
    "→": (25, 26, 25),
    "∨": (30, 31, 30),
    "∧": (35, 36, 35),
    "=": (50, 51, 51),
    "≠": (50, 51, 51),
    "≤": (50, 51, 51),
    "<": (50, 51, 51),
    "≥": (50, 51, 51),
    ">": (50, 51, 51),
    "∣": (50, 51, 51),
    "∈": (50, 51, 51),
    "∉": (50, 51, 51),
    "⊆": (50, 51, 51),
    "||": (65, 65, 66),
    "++": (65, 65, 66),
    "+": (65, 65, 66),
    "-": (65, 65, 66),
    "::": (67, 68, 67),
    "&&": (70, 70, 71),
    "*": (70, 70, 71),
    "/": (70, 70, 71),
    "%": (70, 70, 71),
    "∘": (90, 91, 90),
}
"""Infix operators: precedence, and what each side is read and written at."""

BINDERS = ("∀", "∃", "λ")
_APPLY = 1024
_PREFIX = {"¬": 40, "neg": 75}
_TOKEN = re.compile(r"\|\||&&|\+\+|::|[\w.₀-₉'@]+|[^\s\w]")


@dataclass(frozen=True, slots=True)
class Term:
    """An operator and its arguments; a leaf is a name or numeral without arguments.

    `op` is an infix of BINARY, "¬", "neg", "app" (head, then arguments), "list" (elements), "pair", "ascribe" (term,
    type), or a binder, whose arguments are name, type (or the empty leaf) and body.
    """

    op: str
    args: tuple[Term, ...] = ()

    @property
    def is_leaf(self) -> bool:
        """A name or numeral."""
        return not self.args


@cache
def parse(text: str) -> Term:
    """Read Lean text; raises ValueError where it is not of the small language."""
    reader = _Reader(_TOKEN.findall(text), text)
    term = reader.expression(0)
    reader.end()
    return term


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """Put terms for names; binders are not renamed, so values must not mention bound names."""
    if term.is_leaf:
        value = values.get(term.op)
        if value is not None:
            return value
        head, dot, rest = term.op.partition(".")
        if dot and head in values and values[head].is_leaf:
            return Term(values[head].op + dot + rest)
        return term
    return Term(term.op, tuple(substitute(each, values) for each in term.args))


def lean(term: Term, level: int = 0, last: bool = True) -> str:
    """Lean text of the term, in parentheses where its place binds tighter than `level`.

    A binder extends as far right as it can, so it goes without parentheses where nothing follows (`last`).
    """
    if term.is_leaf:
        return term.op
    if term.op in BINDERS:
        return _write(term, True)[0] if last or not level else f"({_write(term, True)[0]})"
    text, precedence = _write(term, last)
    return f"({_write(term, True)[0]})" if precedence < level else text


def names_of(text: str) -> set[str]:
    """The first components of all identifiers in Lean text."""
    return {word.split(".", 1)[0] for word in re.findall(r"[^\W\d][\w.₀-₉']*", text)}


def rename(text: str, values: Mapping[str, Term]) -> str:
    """Put terms for names in Lean text beyond the small language, such as a proof; compound ones in parentheses."""

    def put(match: re.Match[str]) -> str:
        head, dot, rest = match.group(0).partition(".")
        value = values.get(head)
        return match.group(0) if value is None else lean(value, _APPLY) + dot + rest

    return re.sub(r"[^\W\d][\w₀-₉']*(?:\.[\w₀-₉']+)*", put, text)


def _write(term: Term, last: bool) -> tuple[str, int]:
    """The text and its precedence; `last` says that nothing follows it."""
    op, args = term.op, term.args
    if op in BINARY:
        precedence, left, right = BINARY[op]
        return f"{lean(args[0], left, False)} {op} {lean(args[1], right, last)}", precedence
    if op == "¬":
        return f"¬ {lean(args[0], 40, last)}", 40
    if op == "neg":
        inner = lean(args[0], 75, last)
        return f"-{' ' if inner.startswith('-') else ''}{inner}", 75
    if op == "app":
        return " ".join(lean(each, _APPLY, False) for each in args), _APPLY - 1
    if op == "list":
        return f"[{', '.join(lean(each) for each in args if each.op)}]", _APPLY
    if op == "pair":
        return f"({', '.join(lean(each) for each in args)})", _APPLY
    if op == "ascribe":
        return f"({lean(args[0])} : {lean(args[1])})", _APPLY
    kind, body = args[1], args[2]
    names = [args[0].op]
    while body.op == op and body.args[1] == kind:
        names.append(body.args[0].op)
        body = body.args[2]
    domain = f" : {lean(kind)}" if kind.op else ""
    return f"{op} {' '.join(names)}{domain}, {lean(body)}", 0


class _Reader:
    """A precedence-climbing reader over tokens."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self._tokens = tokens
        self._position = 0
        self._text = text

    def expression(self, level: int) -> Term:
        left = self._prefix()
        while True:
            op = self._peek()
            if op not in BINARY or BINARY[op][0] < level:
                return left
            self._position += 1
            left = Term(op, (left, self.expression(BINARY[op][2])))

    def end(self) -> None:
        if self._position != len(self._tokens):
            raise ValueError(f"cannot read {self._text!r} at {self._peek()!r}")

    def _prefix(self) -> Term:
        token = self._peek()
        if token in BINDERS:
            return self._binder(self._next())
        if token == "¬":
            self._next()
            return Term("¬", (self.expression(40),))
        if token == "-":
            self._next()
            return Term("neg", (self.expression(75),))
        return self._application()

    def _binder(self, op: str) -> Term:
        bound: list[tuple[Term, Term]] = []
        while self._peek() == "(":
            self._next()
            bound += self._bound()
            self._expect(")")
        if not bound:
            bound = self._bound()
        self._expect(",")
        body = self.expression(0)
        for name, kind in reversed(bound):
            body = Term(op, (name, kind, body))
        return body

    def _bound(self) -> list[tuple[Term, Term]]:
        """`x y : T`, or `x y` whose type is not said."""
        names = []
        while self._peek() not in (",", ":", ")", ""):
            names.append(Term(self._next()))
        kind = Term("")
        if self._peek() == ":":
            self._next()
            kind = self.expression(0)
        return [(name, kind) for name in names]

    def _application(self) -> Term:
        items = [self._with_fields(self._atom())]
        while self._starts_atom(self._peek()):
            items.append(self._with_fields(self._atom()))
        return items[0] if len(items) == 1 else Term("app", tuple(items))

    def _with_fields(self, term: Term) -> Term:
        """`(s ++ t).length`: what follows a closing bracket directly is applied to what the bracket holds."""
        while self._peek().startswith(".") and len(self._peek()) > 1:
            for field in self._next()[1:].split("."):
                term = Term("app", (Term("." + field), term))
        return term

    def _starts_atom(self, token: str) -> bool:
        return token in ("(", "[") or (
            bool(token) and (token[0].isalnum() or token[0] in "_@") and token not in BINDERS
        )

    def _atom(self) -> Term:
        token = self._next()
        if token == "[":
            return self._listing()
        if token != "(":
            if not token or not (token[0].isalnum() or token[0] in "_@"):
                raise ValueError(f"cannot read {self._text!r} at {token!r}")
            return Term(token)
        inner = self.expression(0)
        if self._peek() == ",":
            self._next()
            inner = Term("pair", (inner, self.expression(0)))
        elif self._peek() == ":":
            self._next()
            inner = Term("ascribe", (inner, self.expression(0)))
        self._expect(")")
        return inner

    def _listing(self) -> Term:
        if self._peek() == "]":
            self._next()
            return Term("list", (Term(""),))
        items = [self.expression(0)]
        while self._peek() == ",":
            self._next()
            items.append(self.expression(0))
        self._expect("]")
        return Term("list", tuple(items))

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._position += 1
        return token

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise ValueError(f"cannot read {self._text!r}: expected {token!r}")
