"""A Lean text that is still being written: whether it may go on with some characters, and whether it may end.

What it rules out is names that do not exist. Each identifier has to be a constant, a tactic or a token in scope, a name
of the statement, one that the text itself bound, or one of these with fields behind it; brackets and blocks must close
in order. Where a new name may be bound (behind `intro`, `λ`, `with`, `have` and so on) every name goes, and is known
from there on. It is no parser: it follows Lean's tokens with one mode for each open bracket, and where that is not
enough to tell, it lets a name pass. A text that Lean accepts should never be ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from lean_env.commands import CLOSING, DECLARATIONS, IDENTIFIER, OPENING, LeanError, first_declaration, tokens_of
from lean_env.embedded.syntax.scanner import END, FIELD_NAME, NUMERAL, Scanner, Token
from lean_env.names import NamesInScope


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# How names are read inside a bracket, or outside all of them.
_NAMED: Final = "named"  # only names that exist
_BINDERS: Final = "binders"  # behind λ, ∀, ∃: new names up to the colon or the comma
_GROUP: Final = "group"  # brackets among binders: new names up to the colon
_NEW: Final = "new"  # behind intro, with, let: new names up to what ends the list
_LOOSE: Final = "loose"  # behind generalize, rename, case: names that may be new up to the end of the tactic
_ONE: Final = "one"  # one name of any kind, as the universe behind Type
_PATTERN: Final = "pattern"  # ⟨x, y⟩ and the like: any names at all
_EQUATION: Final = "equation"  # behind a bar, up to `:=`
_SIGNATURE: Final = "signature"  # behind theorem: a name and binders, up to the colon
_ANY_NAME: Final = frozenset({_BINDERS, _GROUP, _NEW, _LOOSE, _ONE, _PATTERN, _EQUATION, _SIGNATURE})

_CLOSER: Final = {
    "(": ")", "{": "}", "[": "]", "⦃": "⦄", "⟨": "⟩", "`(": ")", "``(": ")", "```(": ")", ".(": ")", ".{": "}",
    "(:": ":)", "{!": "!}", "@[": "]", "#[": "]", "`[": "]", "%%(": ")", "begin": "end", "match": "end",
}  # fmt: skip
_CLOSERS: Final = CLOSING | {"end"}
_BIND_LISTS: Final = frozenset(
    _words(
        "intro intros introv introI introsI rintro rintros obtain ext ext1 funext by_contra by_contra' "
        "by_contradiction choose set simp_intros let letI replace assume"
    )
)
_BIND_LOOSELY: Final = frozenset(_words("generalize generalizes rename rename_var case abstract lift induction_on"))
# A name that does not exist may stand behind these if a colon or `:=` follows it.
_MAY_NAME: Final = frozenset(_words("have haveI suffices if match by_cases cases casesI rcases induction guard_hyp"))
# Tactics that leave hypotheses with names of Lean's making.
_NAME_THEMSELVES: Final = frozenset(
    _words(
        "intro intros introv introI introsI rintro rintros cases casesI rcases obtain induction injection "
        "injections destruct by_cases by_contra by_contradiction split_ifs ext funext simp_intros cases_type "
        "cases_matching casesm unfreezingI case subst exfalso split constructor apply refine"
    )
)
_GENERATED: Final = re.compile(r"(?:ᾰ|.{1,3}|this)(?:_\d+)*\Z")
_GENERATED_PREFIX: Final = re.compile(r"(?:ᾰ|.{0,3}|t|th|thi|this)(?:_\d*)*\Z")
_ENDS_NEW: Final = frozenset(_words(", ; <|> at using generalizing from then else in by calc : :="))
_ENDS_LOOSE: Final = frozenset([",", ";", "<|>"])
_RELATIONS: Final = frozenset(_words("∈ ∉ < > ≤ ≥ <= >= ≠ ⊆ ⊂ = in"))
_WANTS_MORE: Final = frozenset(
    _words(":= by from have show suffices λ ∀ ∃ fun let calc @ , ; <|> → -> ∧ ∨ ↔ = ≠ < > ≤ ≥ + in then else if")
)
_BEHIND_NAME: Final = frozenset([":", ":="])
_BEHIND_BRACE: Final = _RELATIONS | {":", ":=", "|", "//"}
_ASSIGNS: Final = frozenset([":="])
_QUOTES: Final = frozenset(["`", "``", "%%", "%"])


class _Open(NamedTuple):
    """A bracket or block that is open (`closer` ends it; "" outside all), and how names are read in it now.

    `behind_comma` is what has to follow a name behind a comma that does not exist: fields of a structure instance and
    the variables of a `let` stand there.
    """

    closer: str
    mode: str
    behind_comma: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DraftScope:
    """What the names of a text may refer to: what is in scope, and what stands around the text."""

    names: NamesInScope
    around: frozenset[str]
    itself: str = ""
    """The theorem's own name, which only a proof by equations may use."""
    letters: frozenset[str] = frozenset()
    """What the texts around hold beyond ASCII."""
    inner: frozenset[str] = frozenset()
    """Names that the statement binds within its types: tactics that name things themselves bring them into scope."""

    @classmethod
    def of(cls, names: NamesInScope, *texts: str) -> DraftScope:
        """With every identifier of these texts (header and statement) as a local name."""
        *others, statement = texts or ("",)
        declared = first_declaration(statement)
        itself = declared[1].name if declared else ""
        found = [name for text in texts for name in _identifiers(text)]
        if found.count(itself) > 1:  # a variable is called so too
            itself = ""
        whole = set(found)
        begun = {name[:at] for name in whole for at in range(len(name)) if name[at] == "."}
        # A variable may be called as a namespace is, but `nat.le` in a statement does not make `nat` one.
        local = {name for name in whole if name not in names.constants} | (begun - names.namespaces)
        letters = frozenset(character for text in texts for character in text if character > "\x7f")
        inner: set[str] = set()
        if declared:
            stated = {*declared[1].universes, *_variables(declared[1].binders)}
            inner = local - stated - {name for text in others for name in _identifiers(text)}
        return cls(
            names, frozenset((local | {"this"}) - {itself} - inner), itself, letters, frozenset(inner - {itself})
        )

    def begin(self) -> Draft:
        """The empty text."""
        return Draft(self)

    @cached_property
    def alphabet(self) -> dict[bytes, tuple[str, ...]]:
        """Characters beyond ASCII that a text may have outside comments, by the bytes that each may begin with."""
        begun: dict[bytes, list[str]] = {}
        for character in sorted(self.letters | self.names.letters, key=lambda c: (c not in self.letters, c)):
            data = character.encode()
            for cut in range(1, len(data)):
                begun.setdefault(data[:cut], []).append(character)
        return {data: tuple(characters) for data, characters in begun.items()}

    @cached_property
    def longest_symbols(self) -> dict[str, tuple[str, ...]]:
        """Symbols by their first character, the longest first."""
        return dict(self.names.table.by_first)


class Draft:
    """What has been written so far. A value: `after` gives another."""

    __slots__ = ("_frames", "_free", "_generated", "_last", "_must", "_own", "_pending", "_scope")

    def __init__(self, scope: DraftScope) -> None:
        self._scope = scope
        self._pending = ""
        self._frames: tuple[_Open, ...] = (_Open("", _NAMED),)
        self._own: frozenset[str] = frozenset()
        self._last = ""
        self._must: frozenset[str] = frozenset()
        self._generated = False
        self._free = False

    def after(self, text: str) -> Draft | None:
        """The text with these characters behind it, or None if it cannot become right any more."""
        new = Draft.__new__(Draft)
        for slot in Draft.__slots__:
            setattr(new, slot, getattr(self, slot))
        new._pending = self._pending + text
        return new if new._read() else None

    def may_go_on(self, begun: bytes) -> bool:
        """Whether a character that begins with these bytes may come next."""
        return self._free or any(self.after(each) is not None for each in self._scope.alphabet.get(begun, ()))

    @property
    def may_end(self) -> bool:
        """Whether the text can be a whole one: nothing is open, and its last name is one."""
        if self._free:
            return True
        whole = self.after("\n")
        if whole is None or whole._pending.strip() or whole._must:
            return False
        closed = len(whole._frames) == 1 and whole._top.mode != _BINDERS
        return closed and bool(whole._last) and whole._last not in _WANTS_MORE

    @property
    def is_in_name(self) -> bool:
        """Whether the text ends within a name, or behind one that may still go on."""
        pending = self._pending.lstrip(" \t\r\n")
        scanned = self._scan(pending, 0) if pending and not self._free else None
        return scanned is not None and scanned[0] in ("identifier", "field")

    # ------------------------------------------------------------------------------------------------ tokens

    def _read(self) -> bool:
        """Take every token that is whole; what may still grow stays pending."""
        while self._pending and not self._free:
            text = self._pending
            start = len(text) - len(text.lstrip(" \t\r\n"))
            if len(self._frames) > 1 and "\n\n\n" in text[:start]:
                return False  # extraction cuts there
            if start == len(text):
                # Line ends are kept: it takes three of them to end a text.
                self._pending = text[text.rfind("\n\n") :] if "\n\n" in text else ("\n" if text.endswith("\n") else "")
                return True
            scanned = self._scan(text, start)
            if scanned is None:
                return True
            kind, stop = scanned
            if stop == len(text) and kind != "symbol!":
                return self._may_grow(text[start:], kind)
            if not self._take(text[start:stop], kind):
                return False
            self._pending = text[stop:]
        return True

    def _scan(self, text: str, start: int) -> tuple[str, int] | None:
        """Kind and end of the token at `start`; None while a comment, string or character has not ended."""
        rest = text[start:]
        if rest.startswith("--"):
            stop = text.find("\n", start)
            return None if stop < 0 else ("comment", stop)
        if rest.startswith("/-"):
            stop = _comment_end(text, start)
            return None if stop < 0 else ("doc" if rest.startswith("/--") else "comment", stop)
        if rest[0] == '"':
            found = _STRING.match(text, start)
            return None if found is None else ("string", found.end())
        if rest[0] == "'":
            found = _CHARACTER.match(text, start)
            if found is not None:
                return "string", found.end()
            return None if len(rest) < 4 and "\n" not in rest else ("symbol!", start + 1)
        if rest[0] in "0123456789":  # not the superscripts, which `isdigit` counts too
            found = _NUMBER.match(text, start)
            assert found is not None
            return "number", found.end()
        scanner = Scanner(text, self._scope.names.table, lenient=True)
        scanner.offset = start
        try:
            token = scanner.next_token()
        except LeanError:
            return None
        if token.kind == END or token.offset != start:
            return None
        if token.kind == IDENTIFIER or (token.text[0].isalpha() and token.text in self._scope.names.words):
            stop = token.stop
            if text[stop : stop + 1] == "." and stop + 1 == len(text):
                return "identifier", stop + 1  # it may go on with another part
            return "identifier", stop
        if token.kind == FIELD_NAME:
            return "field", token.stop
        if token.kind == NUMERAL:
            return "number", token.stop
        grows = any(
            symbol.startswith(rest) and len(symbol) > len(rest)
            for symbol in self._scope.longest_symbols.get(rest[0], ())
        )
        return ("symbol" if grows or rest in (".", "_") else "symbol!"), token.stop

    def _may_grow(self, pending: str, kind: str) -> bool:
        """Whether a token that is not whole yet can become a right one."""
        if kind == "identifier":
            return self._begins_name(pending)
        if kind == "field":
            *whole, last = pending[1:].split(".")
            return self._any_name or (
                all(part in self._scope.names.fields for part in whole) and self._scope.names.begins_field(last)
            )
        return True

    # ------------------------------------------------------------------------------------------------- names

    @property
    def _top(self) -> _Open:
        return self._frames[-1]

    @property
    def _any_name(self) -> bool:
        return self._top.mode in _ANY_NAME or self._last in _QUOTES or self._free

    @property
    def _around(self) -> frozenset[str]:
        """What stands around the text and can be named here."""
        return self._scope.around | self._scope.inner if self._generated else self._scope.around

    def _begins_name(self, prefix: str) -> bool:
        if self._any_name or self._expected_if_new():
            return True
        scope = self._scope
        if scope.names.begins_word(prefix.removeprefix("_root_.")) or "_root_.".startswith(prefix):
            return True
        if any(name.startswith(prefix) for name in self._own) or any(n.startswith(prefix) for n in self._around):
            return True
        if self._generated and self._may_be_generated(prefix, _GENERATED_PREFIX):
            return True
        head, dot, last = prefix.rpartition(".")
        return bool(dot) and self._has_fields(head) and scope.names.begins_field(last)

    def _knows(self, name: str) -> bool:
        scope = self._scope
        if name in scope.names.constants or name in scope.names.words or name in self._own or name in self._around:
            return True
        if name.startswith("_root_.") and name[7:] in scope.names.constants:
            return True
        if self._generated and self._may_be_generated(name, _GENERATED):
            return True
        head, dot, last = name.rpartition(".")
        return bool(dot) and last in scope.names.fields and self._has_fields(head)

    def _has_fields(self, head: str) -> bool:
        """Whether fields may stand behind it: a variable, a theorem or a function, not a type or a namespace."""
        if head in self._own or head in self._around:
            return True
        names = self._scope.names
        if head.removeprefix("_root_.") in names.constants:
            return head not in names.namespaces
        if self._generated and self._may_be_generated(head, _GENERATED):
            return True
        before, dot, last = head.rpartition(".")
        return bool(dot) and last in names.fields and self._has_fields(before)

    def _may_be_generated(self, name: str, pattern: re.Pattern[str]) -> bool:
        if "." in name:
            return False
        if pattern.match(name):
            return True
        return any(name.startswith(f"{known}_") for known in (*self._own, *self._around))

    def _expected_if_new(self) -> frozenset[str]:
        """What has to follow a name that does not exist here; nothing where such a name may not stand."""
        if self._last in _MAY_NAME:
            return _BEHIND_NAME
        if self._last == "{":
            return _BEHIND_BRACE
        return self._top.behind_comma if self._last == "," else frozenset()

    # ------------------------------------------------------------------------------------------ what they do

    def _take(self, text: str, kind: str) -> bool:
        """Go on behind a whole token; False where it cannot stand."""
        if kind == "comment":
            return True
        if kind == "doc":
            self._free = len(self._frames) == 1
            return self._free
        if self._must:
            if text not in self._must:
                return False
            if text == ":=" and self._top.closer == "}":
                self._frames = (*self._frames[:-1], self._top._replace(behind_comma=_ASSIGNS))
            self._must = frozenset()
        if kind == "identifier":
            right = self._take_name(text)
        elif kind == "field":
            right = self._any_name or all(part in self._scope.names.fields for part in text[1:].split("."))
        else:
            right = self._take_symbol(text) if kind.startswith("symbol") else True
        if self._top.mode == _ONE and text not in ("Type", "Sort", "Type*", "Sort*"):
            self._become(_NAMED)
        self._last = text
        return right

    def _take_name(self, text: str) -> bool:
        names = self._scope.names
        if text in _KEYWORDS or ((text in names.tokens or text in names.binders) and text not in names.tactics):
            return self._take_symbol(text)
        if self._top.mode in _ANY_NAME and text not in names.tactics:
            self._own |= {text}
            return True
        if not self._any_name and not self._knows(text):
            expected = self._expected_if_new()
            if not expected:
                return False
            self._must = expected
            self._own |= {text}
            return True
        if self._expected_if_new() and "." not in text:
            self._own |= {text}  # `have add_comm : ...`
        self._generated = self._generated or text in _NAME_THEMSELVES
        if text in _BIND_LISTS and text in names.tactics:
            self._become(_NEW)
        elif text in _BIND_LOOSELY and text in names.tactics:
            self._become(_LOOSE)
        elif self._top.mode in _ANY_NAME:
            self._own |= {text}
        return True

    def _take_symbol(self, text: str) -> bool:
        mode = self._top.mode
        if text in _CLOSER and text in OPENING | {"begin", "match", "`[", "%%("}:
            self._open(text)
        elif text in _CLOSERS:
            return self._close(text)
        elif text in self._scope.names.binders:
            self._become(_BINDERS)
        elif text in ("with", "let"):
            self._become(_NEW)
            if text == "let":
                self._frames = (*self._frames[:-1], self._top._replace(behind_comma=_BEHIND_NAME))
        elif text in ("Type", "Sort", "Type*", "Sort*"):
            if mode == _NAMED:
                self._become(_ONE)
        elif text == "|":
            self._become(_EQUATION)
            if not self._last and self._scope.itself:
                self._own |= {self._scope.itself}
        elif text == "do":
            self._free = True
        elif text == ":=":
            if mode != _PATTERN:
                self._become(_NAMED)
        elif text == ":" or text in _RELATIONS:
            if mode in (_BINDERS, _SIGNATURE) or (text in (":", "in") and mode in (_GROUP, _NEW)):
                self._become(_NAMED)
        elif text == ",":
            if mode in (_BINDERS, _NEW, _LOOSE):
                self._become(_NAMED)
        elif (text in _ENDS_NEW and mode in (_NEW, _BINDERS)) or (text in _ENDS_LOOSE and mode == _LOOSE):
            self._become(_NAMED)
        elif text in _COMMANDS:
            return self._command(text)
        elif text in ("have", "suffices", "show", "if"):
            self._become(_NAMED)
        return True

    def _become(self, mode: str) -> None:
        self._frames = (*self._frames[:-1], self._top._replace(mode=mode))

    def _open(self, text: str) -> None:
        mode, inner = self._top.mode, _NAMED
        if text in (".{", "@[", "#["):
            inner = _PATTERN
        elif mode in (_BINDERS, _SIGNATURE):
            inner = _PATTERN if text == "⟨" else _GROUP
        elif (mode == _LOOSE and text in ("{", "begin")) or text in ("begin", "match"):
            self._become(_NAMED)
        elif mode in _ANY_NAME or (text == "⟨" and self._last in ("have", "suffices", "let")):
            inner = _PATTERN
        self._frames = (*self._frames, _Open(_CLOSER[text], inner))

    def _close(self, text: str) -> bool:
        if self._top.closer != text:
            return False
        self._frames = self._frames[:-1]
        if text == "end":
            self._become(_NAMED)
        return True

    def _command(self, text: str) -> bool:
        """A command ends the text, or begins another declaration of it: never inside brackets or blocks."""
        if len(self._frames) > 1:
            return False
        if text in DECLARATIONS:
            self._become(_SIGNATURE)
        elif text not in _MODIFIERS:
            self._free = True  # `open`, `variables` and so on: other names are in scope from here on
        return True


_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_CHARACTER: Final = re.compile(r"'(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\])'", re.DOTALL)
_NUMBER: Final = re.compile(r"0[xXbBoO][0-9a-fA-F]*|[0-9]+(?:\.[0-9]+)?")
_COMMENT_MARK: Final = re.compile(r"/-|-/")
_MODIFIERS: Final = frozenset(["private", "protected", "noncomputable", "meta", "mutual", "local"])
_COMMANDS: Final = frozenset(
    _words(
        "theorem lemma def definition example abbreviation instance structure class inductive coinductive axiom "
        "axioms constant constants variable variables parameter parameters universe universes namespace section "
        "open export include omit attribute notation infix infixl infixr prefix postfix precedence reserve local "
        "private protected noncomputable meta mutual import prelude set_option run_cmd #check #reduce #eval #print "
        "#help #exit #compile #unify add_key_equivalence init_quotient declare_trace open_locale localized alias"
    )
)
_KEYWORDS: Final = frozenset(_words("begin end match with do have suffices show from if let"))


def _comment_end(text: str, start: int) -> int:
    depth = 0
    for found in _COMMENT_MARK.finditer(text, start):
        depth += 1 if found.group() == "/-" else -1
        if depth == 0:
            return found.end()
    return -1


def _variables(binders: Iterable[Token]) -> Iterator[str]:
    """The names that binders before a colon declare: `(a b : T)`, `{a}`, `[h : C]`, and a bare `a`."""
    depth, is_type = 0, False
    for token in binders:
        if token.text in OPENING:
            depth += 1
            is_type = is_type and depth > 1
        elif token.text in CLOSING:
            depth -= 1
        elif token.text == ":" and depth <= 1:
            is_type = True
        elif token.kind == IDENTIFIER and depth <= 1 and not is_type:
            yield token.text


def _identifiers(text: str) -> Iterator[str]:
    """The identifiers of a text, as far as it can be read."""
    try:
        for token in tokens_of(text, forgiving=True):
            if token.kind == IDENTIFIER:
                yield token.text
    except LeanError:
        return
