"""The canonical form of a Lean statement: what it says, without the ways in which it can be written.

Forgotten are: the theorem's name and every bound name; binder brackets; the order of variables and hypotheses; whether
a hypothesis stands before the colon, under `∀` or before an arrow; whether hypotheses are joined by `∧`, or opened from
an `∃`; `variables` of the header; opened namespaces and dot notation (`real.sqrt x`, `sqrt x`, `x.sqrt`); flipped
relations (`≥`, `>`), the sides of `=` and `↔`; `≠`, `∉` and `¬` against `→ false`; coercion arrows; ascriptions whose
type a variable has anyway; spellings and layout. Kept is everything else, so that two statements with one form say the
same wherever names mean the same. What needs a type checker (unfolding, instances) is beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from typing import Any

from autoformalize.data.normalise.spelling import tokenize
from autoformalize.data.normalise.terms import Bound, Group, Parser, Tree
from lean_env.commands import DECLARATIONS, NOTATION_COMMANDS, LeanError, commands_of

_FLIPPED = {">": "<", "≥": "≤", "⊇": "⊆", "⊃": "⊂"}
_NEGATED = {"≠": "=", "∉": "∈", "∤": "∣"}
_APPLIED = {"and": "∧", "or": "∨", "iff": "↔", "eq": "=", "ne": "≠", "has_le.le": "≤", "has_lt.lt": "<", "dvd": "∣"}
_APPLIED |= {"has_dvd.dvd": "∣", "has_mem.mem": "∈", "has_add.add": "+", "has_mul.mul": "*", "has_sub.sub": "-"}
_APPLIED |= {
    "has_pow.pow": "^",
    "has_div.div": "/",
    "ge": "≥",
    "gt": ">",
    "prod": "×",
    "sum": "⊕",
    "has_append.append": "++",
}
_UNARY = {"has_neg.neg": "-", "has_inv.inv": "⁻¹", "abs": "|", "norm": "‖", "nat.factorial": "!"}
_UNARY |= {"has_norm.norm": "‖", "has_abs.abs": "|", "factorial": "!"}
_QUANTIFIED = {"Exists": "∃", "exists_unique": "∃!", "set_of": "{", "tsum": "∑'"}
_FOLDED = {"finset.sum": "∑", "finset.prod": "∏"}
_NOTATIONS = (_APPLIED, _UNARY, _QUANTIFIED, _FOLDED)
_PARTS = {"fst": "1", "snd": "2", "left": "1", "right": "2", "mp": "mp", "mpr": "mpr"}
_SYMMETRIC = ("=", "↔")
_SEQUENCES = frozenset(["@", "⟨", "[", "{", "(", "⋯", "if"])
_LOGICAL = frozenset(["↔", "→", "∨", "∧", "¬", "=", "<", "≤", "∈", "∣", "∀", "∃", "∃!"])
_DECLARING_VARIABLES = frozenset(["variable", "variables", "parameter", "parameters"])
# What gives a statement's words their meaning; what is proved there changes none.
_DEFINING = NOTATION_COMMANDS | DECLARATIONS - {"theorem", "lemma", "example"} | {"axioms", "constants"}
_UNITS = {"∧": "true", "∨": "false", "↔": "true", "=": "true"}
"""What a side of a connective may be without that the other says less."""
_DIVISIBLE = frozenset([*_UNITS, "∃."])
_MIRRORED = 3
_TRIES = 24
"""Orders that are tried where hypotheses tie; real statements tie once or twice."""


@dataclass(frozen=True, slots=True)
class Form:
    """A statement's canonical form: `goal` and sorted `parts` (variables and hypotheses), tokens apart by blanks.

    `key` is the whole as one text. Variables are numbered as the goal meets them, so that parts do not rename each
    other's. `names` gives each binder's name its canonical one, `context` is the header's text that counts, `types`
    are the types that variables have.
    """

    goal: str
    parts: tuple[str, ...]
    names: dict[str, str]
    context: str = ""
    types: frozenset[str] = frozenset()

    @property
    def claims(self) -> tuple[str, ...]:
        """Goal and hypotheses, without the types of variables."""
        return (self.goal, *(part for part in self.parts if not part.startswith(": ")))

    @property
    def key(self) -> str:
        """Equal exactly for statements of one form."""
        return " ⊣ ".join((self.context + self.goal, *self.parts))


@lru_cache(maxsize=4096)
def statement_form(statement: str, header: str = "", *, typed: bool = True) -> Form:
    """The form of "theorem NAME (binders) : TYPE"; of the header, what the statement uses (variables, definitions).

    Without `typed` the form leaves out the types of variables, which Lean may infer: those that are written are in
    `types` all the same. Never fails: a text without a reading (too deep, unbalanced) has its tokens for a form.
    """
    try:
        return _read_form(statement, header, typed)[0]
    except RecursionError:
        return Form(" ".join(tokenize(statement)), (), {})


def mirrored_forms(statement: str, header: str = "") -> list[Form]:
    """The form, and those with equations the other way round whose sides differ in their variables alone.

    No form tells which side of `a * b = b * a` comes first, so that the key depends on how it is written; whoever
    looks for a statement looks for all of these. At most 2 ** _MIRRORED of them.
    """
    whole = statement_form(statement, header)
    try:
        ties = min(_read_form(statement, header, True)[1], _MIRRORED)
        others = (_read_form(statement, header, True, frozenset(mirror))[0] for mirror in _subsets(ties))
        return list({form.key: form for form in (whole, *others)}.values())
    except RecursionError:
        return [whole]


def goal_forms(statement: str, header: str = "") -> tuple[Form | None, list[Form]]:
    """What a goal says besides its own form: the form without the `true` and `false` that add nothing to it, where it
    has such (`p ∧ true`, `p ∨ false` and `p ↔ true` say p), and, where it is a conjunction, the form of each part.

    Only at the goal's top, and under its `∧`, `∨` and `∃`: within the sides of an `↔` they are what a law is about.
    """
    whole = statement_form(statement, header)
    if whole.goal.partition(" ")[0] not in _DIVISIBLE:
        return None, []
    try:
        groups, tree, context = _read(statement, header)
        return _Statement(True, frozenset()).goal_forms(groups, tree, context)
    except RecursionError:
        return None, []


def lean_key(statement: str, header: str = "") -> str:
    """The key of a formal statement: the same for statements of one canonical form."""
    return statement_form(statement, header).key


def proof_key(proof: str, names: dict[str, str]) -> str:
    """A proof's tokens, with the statement's names under their canonical ones."""
    kept = []
    for token in tokenize(proof):
        head, dot, rest = token.partition(".")
        kept.append(names.get(head, head) + dot + rest)
    return " ".join(kept)


def _read_form(statement: str, header: str, typed: bool, mirror: frozenset[int] = frozenset()) -> tuple[Form, int]:
    """The form, and how many equations have sides of one shape; those in `mirror` are turned round."""
    reader = _Statement(typed, mirror)
    return reader.form(*_read(statement, header)), reader.ties


@lru_cache(maxsize=512)
def _read(statement: str, header: str) -> tuple[Sequence[Group], Tree, str]:
    """The binders, with the variables of the header, the goal, and the header's text that counts.

    Kept for a while, because a statement has several forms.
    """
    groups, tree = Parser(tokenize(statement)).signature()
    variables, context = _header(header, _mentioned(groups, tree)) if header else ([], "")
    return (*variables, *groups), tree, context


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(count), size) for size in range(1, count + 1))


class _Statement:
    """Resolves the names of one statement, and puts its parts in order."""

    def __init__(self, typed: bool, mirror: frozenset[int]) -> None:
        self.ties = 0
        self._mirror = mirror
        self._typed = typed
        self._names: list[str] = []
        self._ascribed: list[Tree] = []
        self._types: set[str] = set()

    def form(self, groups: Sequence[Group], goal: Tree, context: str) -> Form:
        return self._formed(*self._opened(groups, goal), context)

    def goal_forms(self, groups: Sequence[Group], goal: Tree, context: str) -> tuple[Form | None, list[Form]]:
        resolved, telescope = self._opened(groups, goal)
        plain = _without_units(resolved)
        whole = None if plain == resolved else self._restated(plain, telescope, context)
        parts = list(_conjuncts(plain))
        return whole, [self._restated(part, telescope, context) for part in parts] if len(parts) > 1 else []

    def _restated(self, goal: Any, telescope: list[tuple[int, Tree | None]], context: str) -> Form:
        """The form with another goal, which may have premises of its own, and units behind these."""
        telescope = list(telescope)
        opened = None
        while opened != goal:
            opened = goal
            goal = _without_units(self._open(goal, telescope))
        return self._formed(goal, telescope, context)

    def _opened(self, groups: Sequence[Group], goal: Tree) -> tuple[Tree, list[tuple[int, Tree | None]]]:
        """The goal without its premises, and all variables and hypotheses."""
        scope: dict[str, int] = {}
        telescope: list[tuple[int, Tree | None]] = []
        for group in groups:
            self._bind(group, scope, telescope)
        return self._open(self._resolve(goal, scope), telescope), telescope

    def _formed(self, resolved: Tree, telescope: list[tuple[int, Tree | None]], context: str) -> Form:
        premises: list[tuple[int, Tree | None]] = []
        for number, type_ in telescope:
            self._assume(number, type_, premises)
        used = set(_variables(resolved))
        for _, type_ in premises:
            used.update(_variables(type_))
        parts: list[tuple[int, Tree]] = []
        for number, type_ in premises:
            if number in used:
                if self._typed:
                    parts.append((number, (":", number, "_" if type_ is None else type_)))
                elif type_ is not None:
                    self._types.add(_shape(type_))
            elif type_ is not None:
                parts.append((number, type_))
        if self._typed:
            parts += [(-1, ("⟪", type_)) for type_ in self._foreign_types(parts)]
        else:
            self._types.update(map(_shape, self._ascribed))
        return self._ordered(resolved, parts, context)

    def _new(self, name: str) -> int:
        self._names.append(name)
        return len(self._names) - 1

    def _bind(self, group: Group, scope: dict[str, int], telescope: list[tuple[int, Tree | None]]) -> None:
        for name in group.names or ("_",):
            type_ = None if group.type is None else self._resolve(group.type, scope)
            number = self._new(name)
            telescope.append((number, type_))
            scope[name] = number

    def _open(self, tree: Any, telescope: list[tuple[int, Tree | None]]) -> Tree:
        """Take leading `∀` and premises off a goal, and turn `¬ p` into the premise p of `false`."""
        while True:
            if isinstance(tree, Bound) and tree.symbol == "∀" and isinstance(tree.name, int):
                telescope.append((tree.name, tree.type))
                tree = tree.body
            elif isinstance(tree, tuple) and tree[0] == "→" and len(tree) == 3 and self._is_premise(tree[2]):
                telescope.append((self._new("_"), tree[1]))
                tree = tree[2]
            elif isinstance(tree, tuple) and tree[0] == "¬":
                telescope.append((self._new("_"), tree[1]))
                return "false"
            else:
                return tree

    def _is_premise(self, conclusion: Tree) -> bool:
        return conclusion not in ("Type", "Prop")

    def _assume(self, number: int, type_: Any, premises: list[tuple[int, Tree | None]]) -> None:
        """Split a hypothesis at `∧`, and open `∃`: its parts are hypotheses of their own."""
        if isinstance(type_, tuple) and type_[0] == "∧" and len(type_) == 3:
            for part in type_[1:]:
                self._assume(self._new("_"), part, premises)
        elif isinstance(type_, Bound) and type_.symbol == "∃" and isinstance(type_.name, int):
            premises.append((type_.name, type_.type))
            self._assume(number, type_.body, premises)
        else:
            premises.append((number, type_))

    def _foreign_types(self, parts: list[tuple[int, Any]]) -> list[Tree]:
        """Types that were ascribed and that no variable has: `(1 / 2 : ℝ)` says more than `1 / 2`."""
        if not self._ascribed:
            return []
        known = {repr(part[2]) for _, part in parts if isinstance(part, tuple) and part[0] == ":"}
        found = {repr(type_): type_ for type_ in self._ascribed}
        return [type_ for text, type_ in sorted(found.items()) if text not in known]

    # names to numbers, and one spelling for each construction

    def _resolve(self, tree: Any, scope: dict[str, int]) -> Any:
        if isinstance(tree, str):
            return self._atom(tree, scope)
        if isinstance(tree, Bound):
            type_ = None if tree.type is None else self._resolve(tree.type, scope)
            name = str(tree.name)
            number = self._new(name)
            body = self._resolve(tree.body, {**scope, name: number})
            if type_ is not None and not self._typed and not _is_proposition(type_):
                self._types.add(_shape(type_))
                type_ = None
            return self._quantified(Bound(tree.symbol, number, type_, body))
        head = tree[0]
        if head == "@":
            return self._applied([self._resolve(each, scope) for each in tree[1:]])
        if head == ":":
            inner = self._resolve(tree[1], scope)
            self._ascribed.append(self._resolve(tree[2], scope))
            return inner
        if head in ("↑", "⇑"):
            return self._resolve(tree[1], scope)
        return self._operation(head, *(self._resolve(each, scope) for each in tree[1:]))

    def _atom(self, name: str, scope: dict[str, int]) -> Any:
        if name in scope:
            return scope[name]
        head, dot, rest = name.partition(".")
        if not dot or head.isdigit():
            return name
        if head in scope:
            tree: Any = scope[head]
            for field in rest.split("."):
                tree = ("@", _PARTS.get(field, field), tree)
            return tree
        return name if any(name in table for table in _NOTATIONS) else name.rsplit(".", 1)[1] or name

    def _applied(self, items: list[Any]) -> Any:
        """An application, in the notation that stands for it where there is one."""
        head, *rest = items
        if isinstance(head, tuple) and head[0] == "@":
            return self._applied([*head[1:], *rest])
        if head in _APPLIED and len(rest) == 2:
            return self._operation(_APPLIED[head], *rest)
        if len(rest) == (2 if head in _FOLDED else 1) and (symbol := _QUANTIFIED.get(head, _FOLDED.get(head))):
            return self._quantified(self._expanded(symbol, rest))
        if head in _UNARY and len(rest) == 1:
            return (_UNARY[head], rest[0])
        if not rest:
            return head
        if isinstance(head, str) and "." in head:
            head = head.rsplit(".", 1)[1] or head
        return ("@", _PARTS.get(head, head) if isinstance(head, str) and len(rest) == 1 else head, *rest)

    def _expanded(self, symbol: str, arguments: list[Any]) -> Bound:
        """`finset.sum s f` as the binder that `∑ x in s, f x` is, and `Exists p` as `∃ x, p x`."""
        function = arguments[-1]
        if not (isinstance(function, Bound) and function.symbol == "λ"):
            number = self._new("_")
            function = Bound("λ", number, None, self._applied([function, number]))
        body = function.body
        if len(arguments) == 2:
            body = ("|", ("∈", function.name, arguments[0]), body)
        return Bound(symbol, function.name, function.type, body)

    def _operation(self, head: str, *arguments: Any) -> Any:
        if head in _FLIPPED and len(arguments) == 2:
            return (_FLIPPED[head], arguments[1], arguments[0])
        if head in _NEGATED and len(arguments) == 2:
            return ("¬", self._operation(_NEGATED[head], *arguments))
        if head == "→" and len(arguments) == 2 and arguments[1] == "false":
            return ("¬", arguments[0])
        if head == "$" and len(arguments) == 2:
            return self._applied(list(arguments))
        if head in _SYMMETRIC and len(arguments) == 2:
            first, second = arguments
            one, other = _shape(first), _shape(second)
            swap = other < one
            if one == other and first != second:
                swap = self.ties in self._mirror
                self.ties += 1
            return (head, second, first) if swap else (head, first, second)
        return (head, *arguments)

    def _quantified(self, bound: Bound) -> Any:
        """`∀ h : p, q` without h in q is an arrow; `∃ h : p, q` is a conjunction; `λ x, f x` is f."""
        if bound.symbol in ("∀", "∃") and bound.type is not None and _is_proposition(bound.type):
            if bound.name not in set(_variables(bound.body)):
                return self._operation("→" if bound.symbol == "∀" else "∧", bound.type, bound.body)
        elif bound.symbol == "λ" and isinstance(bound.body, tuple) and bound.body[0] == "@":
            *front, last = bound.body[1:]
            if last == bound.name and bound.name not in set(_variables(("@", *front))):
                return front[0] if len(front) == 1 else ("@", *front)
        return bound

    # an order of the parts that does not depend on the one in the text

    def _ordered(self, goal: Tree, parts: list[tuple[int, Tree]], context: str) -> Form:
        numbers: dict[int, str] = {}
        goal_text = _written(_flat(goal), numbers, grow=True)
        self._budget = _TRIES
        found = self._least([_Part(number, _flat(tree)) for number, tree in parts], numbers)
        names = {self._names[number]: text for number, text in found.hypotheses.items()}
        names |= {self._names[number]: text for number, text in found.numbers.items()}
        return Form(goal_text, tuple(found.texts), names, context, frozenset(self._types))

    def _least(self, parts: list[_Part], numbers: dict[int, str]) -> _Order:
        """The least list of texts over the orders of parts that the numbers so far leave open.

        Hypotheses come before the types of variables, which look alike and would all tie.
        """
        texts = []
        rest = []
        for part in parts:
            if part.variables <= numbers.keys():
                texts.append((_written(part.tokens, numbers), part.number))
            else:
                rest.append(part)
        while rest:
            blank = [(part.tokens[0] == ":", _written(part.tokens, numbers)) for part in rest]
            least = min(blank)
            tied = [index for index, text in enumerate(blank) if text == least]
            if len(tied) > 1 and self._budget > 0:
                return self._branch(rest, tied, numbers, texts)
            part = rest.pop(tied[0])
            texts.append((_written(part.tokens, numbers, grow=True), part.number))
        return _Order.of(texts, numbers)

    def _branch(
        self, rest: list[_Part], tied: list[int], numbers: dict[int, str], texts: list[tuple[str, int]]
    ) -> _Order:
        best: _Order | None = None
        for index in tied:
            if best is not None and self._budget <= 0:
                break
            self._budget -= 1
            trial = dict(numbers)
            part = rest[index]
            first = (_written(part.tokens, trial, grow=True), part.number)
            others = self._least([*rest[:index], *rest[index + 1 :]], trial)
            found = _Order.of([*texts, first], others.numbers, others)
            if best is None or found.texts < best.texts:
                best = found
        assert best is not None
        return best


Flat = list[str | int]
"""A tree as tokens, prefix-first: free variables are numbers, bound ones stand under the depth of their binder."""


class _Part:
    """A hypothesis or a variable's type: its number (-1 where it has none), its tokens, and the free variables."""

    __slots__ = ("number", "tokens", "variables")

    def __init__(self, number: int, tokens: Flat) -> None:
        self.number = number
        self.tokens = tokens
        self.variables = {token for token in tokens if type(token) is int}


@dataclass(frozen=True, slots=True)
class _Order:
    """An order of the parts: their texts, sorted, each once; the variables' names, and the hypotheses'."""

    texts: list[str]
    numbers: dict[int, str]
    hypotheses: dict[int, str]

    @classmethod
    def of(cls, texts: list[tuple[str, int]], numbers: dict[int, str], others: _Order | None = None) -> _Order:
        hypotheses = {number: f"h⟨{text}⟩" for text, number in texts if number not in numbers and number >= 0}
        found = {text for text, _ in texts}
        if others is not None:
            hypotheses |= others.hypotheses
            found.update(others.texts)
        return cls(sorted(found), numbers, hypotheses)


def _flat(tree: Any) -> Flat:
    out: Flat = []
    stack: list[tuple[Any, dict[int, str]]] = [(tree, {})]
    while stack:
        node, bound = stack.pop()
        kind = type(node)
        if kind is str:
            out.append(node)
        elif kind is int:
            out.append(bound.get(node, node) if bound else node)
        elif kind is Bound:
            out.append(f"{node.symbol}.")
            stack.append((node.body, {**bound, node.name: f"b{len(bound)}"}))
            stack.append(("_" if node.type is None else node.type, bound))
        else:
            out.append(node[0] if len(node) == 3 and node[0] not in _SEQUENCES else f"{node[0]}{len(node) - 1}")
            for child in reversed(node[1:]):
                stack.append((child, bound))
    return out


def _written(tokens: Flat, numbers: dict[int, str], *, grow: bool = False) -> str:
    """The tokens as text, free variables by their numbers.

    A variable without one gets the next where `grow` is set, and else a number of this text alone.
    """
    out: list[str] = []
    blanks: dict[int, str] = {}
    for token in tokens:
        if type(token) is str:
            out.append(token)
            continue
        assert type(token) is int
        text = numbers.get(token)
        if text is None:
            names, letter = (numbers, "x") if grow else (blanks, "~")
            text = names.setdefault(token, f"{letter}{len(names)}")
        out.append(text)
    return " ".join(out)


def _without_units(tree: Any) -> Any:
    """The proposition without what adds nothing to it: `true` beside `∧`, `false` beside `∨`, and `↔ true`."""
    if isinstance(tree, Bound) and tree.symbol == "∃":
        return Bound(tree.symbol, tree.name, tree.type, _without_units(tree.body))
    if not isinstance(tree, tuple) or len(tree) != 3 or tree[0] not in _UNITS:
        return tree
    head, *sides = tree
    if head in ("∧", "∨"):
        sides = [_without_units(side) for side in sides]
    kept = [side for side in sides if side != _UNITS[head]]
    return _without_units(kept[0]) if len(kept) == 1 else (head, *sides)


def _conjuncts(tree: Any) -> Iterator[Any]:
    if isinstance(tree, tuple) and tree[0] == "∧" and len(tree) == 3:
        for side in tree[1:]:
            yield from _conjuncts(side)
    else:
        yield tree


def _shape(tree: Any) -> str:
    return _written(_flat(tree), {})


def _variables(tree: Any) -> Iterator[int]:
    """Every variable that occurs, bound ones too."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, int):
            yield node
        elif isinstance(node, Bound):
            stack.append(node.body)
            if node.type is not None:
                stack.append(node.type)
        elif isinstance(node, tuple):
            stack.extend(node[1:])


def _is_proposition(type_: Any) -> bool:
    """Whether the type of a binder is seen to be a statement: a relation or a connective at its head."""
    if isinstance(type_, Bound):
        return type_.symbol in ("∃", "∃!") or (type_.symbol == "∀" and _is_proposition(type_.body))
    return isinstance(type_, tuple) and type_[0] in _LOGICAL and (type_[0] != "→" or _is_proposition(type_[2]))


# the header: variables that the statement mentions, and definitions


@lru_cache(maxsize=256)
def _commands(header: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The header's commands that count, as (keyword, tokens behind it); those before a comment that does not end."""
    found: list[tuple[str, tuple[str, ...]]] = []
    with suppress(LeanError):
        for command in commands_of(header):
            if command.arguments and command.keyword in _DECLARING_VARIABLES | _DEFINING:
                behind = header[command.arguments[0].offset : command.stop]
                found.append((command.keyword, tuple(tokenize(behind))))
    return tuple(found)


def _mentioned(groups: list[Group], tree: Tree) -> frozenset[str]:
    """The words of a statement that are not its own binders."""
    own = {name for group in groups for name in group.names}
    found = {word for each in (tree, *(group.type for group in groups)) for word in _words(each)}
    return frozenset({word for word in found if word.partition(".")[0] not in own})


def _header(header: str, mentioned: frozenset[str]) -> tuple[list[Group], str]:
    """Groups of the variables, and the text of the definitions, that a statement with these tokens needs."""
    groups: list[Group] = []
    definitions: list[tuple[str, frozenset[str], str]] = []
    for keyword, tokens in _commands(header):
        if keyword in _DECLARING_VARIABLES:
            groups += Parser(list(tokens)).groups(("",))
        else:
            definitions.append((_defined(keyword, tokens), frozenset(tokens), f"{keyword} {' '.join(tokens)}"))
    words = {part for token in mentioned for part in (token, *token.split("."))}
    kept: list[str] = []
    waiting = definitions
    while True:
        needed = [each for each in waiting if not each[0] or each[0] in words]
        if not needed:
            break
        waiting = [each for each in waiting if each not in needed]
        for _, inside, text in needed:
            kept.append(text)
            words |= inside
    return _needed(groups, words), "".join(f"{text} ⊢ " for text in sorted(kept))


def _defined(keyword: str, tokens: tuple[str, ...]) -> str:
    """The last component of the name that a command defines; "" for a notation, which counts as used."""
    if keyword in NOTATION_COMMANDS or tokens[0] in (":", "(", "[", "{"):
        return ""
    return tokens[0].rsplit(".", 1)[-1]


def _needed(groups: list[Group], words: set[str]) -> list[Group]:
    """The variables that are mentioned, by the statement or by a needed variable's type, and instances on them."""
    if not groups:
        return []
    wanted: set[int] = set()
    words = set(words)
    changed = True
    while changed:
        changed = False
        for index, group in enumerate(groups):
            if index in wanted:
                continue
            names = [name for name in group.names if name != "_" and name in words]
            inside = set(_words(group.type))
            local = {name for other in groups for name in other.names if name != "_"} & inside
            if names or ("_" in group.names and local and local <= words):
                wanted.add(index)
                words |= inside
                changed = True
    kept = [groups[index] for index in sorted(wanted)]
    return [Group(tuple(n for n in group.names if n in words or n == "_"), group.type) for group in kept]


def _words(tree: Any) -> Iterator[str]:
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Bound):
            stack += [node.body, node.type]
        elif isinstance(node, tuple):
            stack.extend(node[1:])
