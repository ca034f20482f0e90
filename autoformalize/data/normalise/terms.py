"""Lean terms as small trees: what brackets, precedence and binders say, without elaborating anything.

The parser knows the notations of core Lean and the common ones of mathlib3, and takes an unknown symbol for an infix of
middling strength: a text always has a tree, and the same text always has the same one. A tree is a name or symbol
(`str`), a `Bound` binder, or a tuple of a head and its arguments; `"@"` heads an application.
"""

from __future__ import annotations

from dataclasses import dataclass

from lean_env.commands import closing, outside_brackets

Tree = object
"""A `str`, an `int` (a resolved variable), a `Bound`, or a tuple `(head, *trees)`."""

CLOSING = {"(": ")", "{": "}", "[": "]", "⦃": "⦄", "⟨": "⟩", ".{": "}", "⌊": "⌋", "⌈": "⌉"}
BINDERS = frozenset(["∀", "∃", "∃!", "λ", "Σ", "∑", "∏", "∑'", "∏'", "⋃", "⋂", "⨆", "⨅", "∫", "∮", "ε", "∯"])
_STOPS = frozenset([*CLOSING.values(), ",", ":=", "then", "else", "in", "from", ":", "at", "with", "..", "", "=>"])
_INFIX = {"$": (1, True), "↔": (20, False), "→": (25, True), "∨": (30, True), "∧": (35, True), "×": (35, True)}
_INFIX |= {
    "‖": (0, False),
    "⊕": (30, True),
    "∪": (65, False),
    "∩": (70, False),
    "++": (65, False),
    "::": (67, True),
    "|": (0, False),
    "//": (0, False),
}
_INFIX |= dict.fromkeys(["+", "-", "∆", "⊔", "||", "∘", "-ᵥ", "+ᵥ"], (65, False)) | dict.fromkeys(
    ["*", "/", "%", "⊓", "&&", "⊗", "\\"], (70, False)
)
_INFIX |= {"∘": (90, True), "•": (73, True), "^": (75, True), "''": (80, False), "⁻¹'": (80, False), "⬝": (75, False)}
_INFIX |= dict.fromkeys(
    ["=", "≠", "<", "≤", ">", "≥", "∈", "∉", "∣", "∤", "≈", "≡", "∼", "⊆", "⊂", "⊇", "⊃", "==", "⊢", "~", "≅"],
    (50, False),
)
_PREFIX = {"¬": 40, "-": 75, "↑": 1024, "⇑": 1024, "√": 100, "@": 1024, "𝓝": 1024, "#": 1024, "𝒫": 100, "⋃₀": 100}
_POSTFIX = frozenset(["⁻¹", "!", "ᵀ", "ˣ", "ᶜ", "²", "³", "ᵒᵖ", "ᵒᵈ", "⁺", "⁻", "ᴴ", "″", "′"])
_BINDER_RELATIONS = frozenset(["∈", "∉", "<", "≤", ">", "≥", "≠", "⊆", "⊂", "∣"])
_APPLICATION = 1024
_BARS = ("|", "//")


@dataclass(frozen=True, slots=True)
class Bound:
    """A binder: `∀ name : type, body` and its like; `type` is None where it is left out, `name` is text or number."""

    symbol: str
    name: str | int
    type: Tree | None
    body: Tree


@dataclass(frozen=True, slots=True)
class Group:
    """Some of a statement's binders: `(x y : T)`, `[C α]`; `type` is None for names alone."""

    names: tuple[str, ...]
    type: Tree | None


class Parser:
    """Reads one list of tokens; `groups` and `term` go on where the last call stopped."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0

    @property
    def here(self) -> str:
        """The token to be read next; "" at the end."""
        return self._tokens[self._at]

    @property
    def finished(self) -> bool:
        """Whether every token was read."""
        return self._at >= len(self._tokens) - 1

    def skip(self) -> str:
        """Step over one token, and return it."""
        token = self._tokens[self._at]
        if self._at < len(self._tokens) - 1:
            self._at += 1
        return token

    def signature(self) -> tuple[list[Group], Tree]:
        """Binders and type of a declaration's text; a bare proposition has no binders."""
        while self.here in ("@[", "private", "protected", "noncomputable"):
            self._pass_bracket()
        if self.here in ("theorem", "def", "example", "instance", "abbreviation"):
            example = self.skip() == "example"
            if self.here == "{" and not example:
                self._pass_bracket()
            if not example and self.here not in CLOSING and self.here != ":":
                self.skip()
            if self.here == ".{":
                self._pass_bracket()
            groups = self.groups((":", ":=", ""))
            if self.here == ":":
                self.skip()
                return groups, self._to_end()
            return groups, "_"
        return [], self._to_end()

    def groups(self, stops: tuple[str, ...]) -> list[Group]:
        """Binder groups up to one of the stops: bracketed ones, and bare names."""
        groups: list[Group] = []
        while self.here and self.here not in stops:
            if self.here in CLOSING:
                groups += self._bracketed()
            else:
                groups.append(Group((self.skip(),), None))
        return groups

    def term(self, power: int = 0) -> Tree:
        """One term that binds at least as strongly as `power`."""
        left = self._prefix(power)
        while True:
            token = self.here
            if token in _STOPS or (token in _BARS and power <= 0):
                return left
            if token in _POSTFIX:
                self.skip()
                left = (token, left)
                continue
            if _is_field(token):
                self.skip()
                left = ("@", token[1:], left)
                continue
            strength, right = _INFIX.get(token, (50, True) if token[0] in "→≃↪↠⥤" else (65, False))
            if strength < power or (strength == power and not right):
                return left
            self.skip()
            left = (token, left, self.term(strength))

    def _to_end(self) -> Tree:
        """The rest as one term; where the grammar stops short, what is left is kept beside it, flat."""
        tree = self.term()
        if self.here in ("", ":="):
            return tree
        rest = []
        while self.here not in ("", ":="):
            rest.append(self.skip())
        return ("⋯", tree, *rest)

    def _prefix(self, power: int) -> Tree:
        token = self.here
        if token in BINDERS:
            return self._binder()
        if token in _PREFIX:
            self.skip()
            if token == "@":
                return self._application(self._atom())
            inner = self.term(_PREFIX[token])
            return self._application((token, inner)) if _PREFIX[token] == _APPLICATION else (token, inner)
        if token == "let":
            return self._let()
        if token == "if":
            return self._conditional()
        if token in _STOPS:
            return "_"
        return self._application(self._atom())

    def _application(self, head: Tree) -> Tree:
        arguments: list[Tree] = []
        while True:
            token = self.here
            if token in CLOSING or _is_name(token):
                arguments.append(self._atom())
            elif token in ("↑", "⇑", "@"):
                self.skip()
                inner = self._atom()
                arguments.append(inner if token == "@" else (token, inner))
            elif token in ("λ",):
                arguments.append(self._binder())
            elif _is_field(token):
                self.skip()
                head, arguments = ("@", token[1:], ("@", head, *arguments) if arguments else head), []
            elif token in _POSTFIX and arguments:
                self.skip()
                arguments[-1] = (token, arguments[-1])
            else:
                return ("@", head, *arguments) if arguments else head

    def _atom(self) -> Tree:
        token = self.skip()
        if token == "Type":
            if self.here == "(" or (_is_name(self.here) and not self.here[0].isdigit()):
                self._pass_bracket()
            return "Type"
        if token == "{":
            return self._braces()
        if token in CLOSING:
            tree = self._sequence(token)
        elif token in ("|", "‖"):
            tree = (token, self.term(1))
            if self.here == token:
                self.skip()
        else:
            tree = token
        while _is_field(self.here):
            tree = ("@", self.skip()[1:], tree)
        return tree

    def _sequence(self, opening: str) -> Tree:
        """What stands between brackets: a term, one with its type, or several with commas."""
        items: list[Tree] = []
        while self.here not in ("", CLOSING[opening]):
            start = self._at
            items.append(self.term())
            if self.here == ":":
                self.skip()
                items[-1] = (":", items[-1], self.term())
            if self.here in (",", ":=", "..", "|") or self._at == start:
                self.skip()
        self.skip()
        if opening == "(" and len(items) == 1:
            return items[0]
        return (opening, *items)

    def _braces(self) -> Tree:
        """`{x | p}`, `{x : T | p}`, `{x ∈ s | p}`, `{f x | x ∈ s}`, `{x // p}`, or `{a, b}`."""
        bar = self._ahead(_BARS)
        if not bar or self.here in _BARS:
            return self._sequence("{")
        if _is_name(self.here) and self._tokens[self._at + 1] in (*_BARS, ":", *_BINDER_RELATIONS):
            name = self.skip()
            type_, condition = None, None
            if self.here == ":":
                self.skip()
                type_ = self.term(1)
            elif self.here not in _BARS:
                condition = (self.skip(), name, self.term(51))
            symbol = "{" if self.skip() == "|" else "{//"
            body = self.term()
            if self.here == "}":
                self.skip()
            return Bound(symbol, name, type_, body if condition is None else ("∧", condition, body))
        element = self.term(1)
        self.skip()
        body = self.term()
        if self.here == "}":
            self.skip()
        return ("{|", element, body)

    def _ahead(self, wanted: tuple[str, ...]) -> bool:
        """Whether one of the symbols comes before the bracket closes, outside inner brackets."""
        return any(token in wanted for _, token in outside_brackets(self._tokens, self._at))

    def _binder(self) -> Tree:
        symbol = self.skip()
        bound: list[tuple[str, Tree | None, Tree | None]] = []
        while self.here not in (",", "", *CLOSING.values()):
            if self.here in CLOSING:
                groups = self._bracketed()
                domain = self._domain()
                for group in groups:
                    bound += [
                        (name, group.type, None if domain is None else ("∈", name, domain)) for name in group.names
                    ]
            elif _is_name(self.here):
                bound += self._bare()
            else:
                self.skip()
        if self.here == ",":
            self.skip()
        body = self.term(66 if symbol in ("∑", "∏", "∑'", "∏'") else 0)
        for name, type_, condition in reversed(bound):
            if condition is not None:
                body = ("→" if symbol == "∀" else "∧" if symbol in ("∃", "∃!") else "|", condition, body)
            body = Bound(symbol, name, type_, body)
        return body

    def _bare(self) -> list[tuple[str, Tree | None, Tree | None]]:
        """`x y : T`, `x y ∈ s`, `i in s` or names alone, in a binder without brackets."""
        names = []
        while _is_name(self.here):
            names.append(self.skip())
        if self.here == ":":
            self.skip()
            type_ = self.term(1)
            return [(name, type_, None) for name in names]
        domain = self._domain()
        if domain is not None:
            return [(name, None, ("∈", name, domain)) for name in names]
        if self.here in _BINDER_RELATIONS:
            relation, bound = self.skip(), self.term(51)
            return [(name, None, (relation, name, bound)) for name in names]
        return [(name, None, None) for name in names]

    def _domain(self) -> Tree | None:
        """What follows `in`, as in `∑ i in s` and `∫ x in a..b`; None without one."""
        if self.here != "in":
            return None
        self.skip()
        domain = self.term(1)
        if self.here == "..":
            self.skip()
            domain = ("..", domain, self.term(1))
        return domain

    def _bracketed(self) -> list[Group]:
        """One bracketed group; an instance or an anonymous hypothesis has the name `_`."""
        end = closing(self._tokens, self._at)
        opening = self.skip()
        start = self._at
        names: list[str] = []
        while _is_name(self.here):
            names.append(self.skip())
        if self.here == ":":
            self.skip()
            groups = [Group(tuple(names), self.term())]
        elif self.here in _BINDER_RELATIONS and names:
            condition = (self.skip(), self.term(51))
            groups = [Group((name,), None) for name in names]
            groups += [Group(("_",), (condition[0], name, condition[1])) for name in names]
        elif self._at == end and opening != "[":
            groups = [Group(tuple(names), None)]
        else:
            self._at = start
            groups = [Group(("_",), self.term())]
        # Defaults and automatic tactics are passed over.
        self._at = min(end + 1, len(self._tokens) - 1)
        return groups

    def _pass_bracket(self) -> None:
        """Step over one token, and over all in the bracket where it opens one."""
        self._at = min(closing(self._tokens, self._at) + 1, len(self._tokens) - 1)

    def _let(self) -> Tree:
        self.skip()
        name = self.skip()
        type_: Tree | None = None
        if self.here == ":":
            self.skip()
            type_ = self.term(1)
        if self.here == ":=":
            self.skip()
        value = self.term()
        if self.here == "in":
            self.skip()
        elif self.here == ",":
            self.skip()
            return ("let", value, Bound("let", name, type_, self._prefix(0) if self.here == "let" else self.term()))
        return ("let", value, Bound("let", name, type_, self.term()))

    def _conditional(self) -> Tree:
        self.skip()
        condition = self.term()
        parts: list[Tree] = [condition]
        for word in ("then", "else"):
            if self.here == word:
                self.skip()
                parts.append(self.term())
        return ("if", *parts)


def _is_field(token: str) -> bool:
    """`.1` and `.symm`, but no other symbol that begins with a dot."""
    return token.startswith(".") and len(token) > 1 and (token[1].isalnum() or token[1] in "_«")


def _is_name(token: str) -> bool:
    """Names and numbers, but no keywords of the term language."""
    if not token or token in _NOT_NAMES or token in _POSTFIX:
        return False
    first = token[0]
    return first.isalnum() or first in '_"ℝℕℤℚℂ∞⊤⊥∅' or token in ("π",)


_NOT_NAMES = (
    frozenset(
        [
            "λ",
            "let",
            "if",
            "then",
            "else",
            "in",
            "from",
            "at",
            "with",
            "by",
            "begin",
            "end",
            "show",
            "have",
            "suffices",
            "match",
            "Σ",
        ]
    )
    | BINDERS
)
