"""When one statement is a rewording of another: what the two may differ in, and what they may not.

Two statements match when they are the same term up to the names and the order of their binders and hypotheses, and up
to a set of rules, each of which changes the wording and not the content:

- `inner`: the order of the variables of an inner `∀` or `∃`;
- `unfold`: `>`, `≥`, `≠`, `¬`, `∃!` and `nat.succ` by what they stand for;
- `curry`: `p ∧ q → r` for `p → q → r`, `(∃ x, p x) → r` for `∀ x, p x → r`, `∃ x, p x ∧ ∃ y, q x y` for one `∃`;
- `symmetric`: the sides of `=`, `≠` and `↔`;
- `reorder`: the order and the brackets of what `∧` and `∨` join;
- `unused`: variables that do not occur, of a type that has elements;
- `define`: a defined predicate for its definition, where only one of the statements uses it.

A theorem may say no more than that such a rewording is allowed (`a = b → b = a`, `p ∧ q ↔ q ∧ p`), and every true
statement is provable from every other, so provability alone would call all of them the same. A rule is therefore only
applied where it does not collapse a statement: where no side of an `=` or `↔`, and no conclusion of a hypothesis,
becomes its counterpart by it. What is left is what a reader would call the same theorem in other words. Contraposition
is not among the rules, because it makes a statement of another form; nor is arithmetic.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lean_env.equivalence.terms import App, Binder, Const, Lam, Pi, Sort, Term, Var, apply, occurs, subterms

RULES: Final = ("inner", "unfold", "curry", "symmetric", "reorder", "unused", "define")
_TURNING: Final = frozenset({"curry", "symmetric", "reorder"})
_MOST_STEPS: Final = 40_000
_FALSE: Final = Const("false")
_TRUE: Final = Const("true")
_SWAPPED: Final = {"gt": "has_lt.lt", "ge": "has_le.le"}
_SYMMETRIC: Final = {"eq": 3, "ne": 3, "iff": 2}
_JOINS: Final = ("and", "or")
_INHABITED: Final = frozenset({"nat", "int", "bool", "string", "char", "unit"})
_ID: Final = itertools.count(1 << 40)


@dataclass(frozen=True, slots=True)
class Match:
    """How two statements correspond: the rules that were needed, and the variable of the other for each of the one."""

    rules: frozenset[str]
    variables: dict[int, int]
    universes: dict[str, str]


Definitions = Mapping[str, Term]
"""Constants and what they are defined as."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules that are in force, with the definitions that `define` unfolds."""

    names: frozenset[str]
    definitions: Definitions = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def worded(self, term: Term) -> Term:
        """The term as the rules word it."""
        return _Normaliser(self, _predicates(term)).statement(term)


_AS_IT_STANDS: Final = _Rules(frozenset())


def _predicates(term: Term) -> frozenset[int]:
    """The variables that are propositions, or functions to propositions."""
    return frozenset(
        node.binder.id
        for node in subterms(term)
        if isinstance(node, Pi | Lam) and Telescope.of(node.binder.type).body == Sort(("Prop",))
    )


@dataclass(frozen=True, slots=True)
class Telescope:
    """`∀ binders, body` with a body that is no further `∀`."""

    binders: tuple[Binder, ...]
    body: Term

    @classmethod
    def of(cls, term: Term) -> Telescope:
        """The outermost binders of a term, and what is under them."""
        binders = []
        while isinstance(term, Pi):
            binders.append(term.binder)
            term = term.body
        return cls(tuple(binders), term)

    def term(self, start: int = 0) -> Term:
        """The term again, without its first `start` binders."""
        body = self.body
        for binder in reversed(self.binders[start:]):
            body = Pi(binder, body)
        return body


def find_match(one: Term, other: Term, definitions: Definitions | None = None) -> Match | None:
    """A match by the fewest rules, or None where no set of rules gives one without collapsing either statement.

    `definitions` has the bodies of the constants that `define` may unfold; without it that rule does nothing.
    """
    trivial = _is_trivial(one)
    if trivial != _is_trivial(other):
        return None
    allowed = RULES if definitions else RULES[:-1]
    try:
        if _match(one, other, _Rules(frozenset(allowed), definitions or {}), keep_order=False) is None:
            return None  # what all rules together do not match, fewer do not
        for size in range(len(allowed) + 1):
            for chosen in itertools.combinations(allowed, size):
                rules = _Rules(frozenset(chosen), definitions or {})
                found = _match(one, other, rules, keep_order=trivial or not _TURNING.isdisjoint(chosen))
                if found is not None and not (chosen and (_collapses(one, rules) or _collapses(other, rules))):
                    return found
    except _TooMany:
        pass
    return None


def predicates_apart(one: Term, other: Term) -> set[str]:
    """The constants that only one of the statements uses: what `define` might unfold."""
    ours, theirs = ({n.name for n in subterms(term) if isinstance(n, Const)} for term in (one, other))
    return (ours ^ theirs) - _PROPOSITIONS


def _match(one: Term, other: Term, rules: _Rules, keep_order: bool) -> Match | None:
    """The first pairing that makes the two the same; raises _TooMany where there are too many to try."""
    for pairing in _Matcher(rules).same(rules.worded(one), rules.worded(other), _Pairing()):
        if not keep_order or _keeps_order(one, other, pairing):
            return Match(rules.names, pairing.forward, pairing.universes)
    return None


def _keeps_order(one: Term, other: Term, pairing: _Pairing) -> bool:
    """Whether the outer variables correspond by place or by name.

    With the variables and what a symmetric symbol joins in any order, `p ∧ q → p` would be `p ∧ q → q`, and
    `(p ↔ q) → p → q` would be `(p ↔ q) → q → p`.
    """
    theirs = {binder.id: (place, binder.name) for place, binder in enumerate(Telescope.of(other).binders)}
    pairs = [
        (binder.name, theirs[pairing.forward[binder.id]])
        for binder in Telescope.of(one).binders
        if binder.id in pairing.forward and pairing.forward[binder.id] in theirs and _is_used(binder, one)
    ]
    places = [place for _, (place, _) in pairs]
    return places == sorted(places) or all(name == their_name for name, (_, their_name) in pairs)


def _is_used(binder: Binder, term: Term) -> bool:
    return any(isinstance(node, Var) and node.id == binder.id for node in subterms(term))


def _is_trivial(term: Term) -> bool:
    """Whether the statement says nothing as it stands: its conclusion is a hypothesis, or has two equal sides."""
    telescope = Telescope.of(term)
    pairs = [(binder.type, telescope.body) for binder in telescope.binders]
    try:
        return telescope.body == _TRUE or any(
            _same_alone(x, y, _AS_IT_STANDS) for x, y in [*pairs, *_sides(telescope.body)]
        )
    except _TooMany:
        return True


def _collapses(term: Term, rules: _Rules) -> bool:
    """Whether the rules make two parts of the statement the same that stand for different things in it."""
    try:
        return any(_same_alone(x, y, rules) and not _same_alone(x, y, _AS_IT_STANDS) for x, y in _counterparts(term))
    except _TooMany:
        return True


def _sides(term: Term) -> list[tuple[Term, Term]]:
    """The sides of an `=` or `↔`."""
    if isinstance(term, App) and term.head in (Const("eq"), Const("iff")) and len(term.args) >= 2:
        return [(term.args[-2], term.args[-1])]
    return []


def _counterparts(term: Term) -> Iterator[tuple[Term, Term]]:
    """Pairs that may not become the same: sides of `=`, `↔`, `∧`, `∨`, each hypothesis and what follows from it."""
    for node in subterms(term):
        yield from _sides(node)
        if isinstance(node, App) and node.head in (Const("and"), Const("or")) and len(node.args) == 2:
            yield node.args[0], node.args[1]
        elif isinstance(node, Pi):
            telescope = Telescope.of(node)
            for index, binder in enumerate(telescope.binders):
                for start in range(index + 1, len(telescope.binders) + 1):
                    yield binder.type, telescope.term(start)


def _same_alone(one: Term, other: Term, rules: _Rules) -> bool:
    """Whether two parts of one statement are the same by the rules, each variable standing for itself."""
    pairing = _Pairing(fixed=True)
    return next(_Matcher(rules).same(rules.worded(one), rules.worded(other), pairing), None) is not None


class _Normaliser:
    """Words a term as the rules have it; the order of things is left to the matcher."""

    def __init__(self, rules: _Rules, predicates: frozenset[int]) -> None:
        self._rules = rules
        self._predicates = predicates

    def statement(self, term: Term) -> Term:
        if isinstance(term, App):
            defined = self._defined(term)
            if defined is not None:
                return self.statement(defined)
            return self._application(apply(self.statement(term.head), tuple(self.statement(arg) for arg in term.args)))
        if isinstance(term, Lam):
            return Lam(self._binder(term.binder), self.statement(term.body))
        if isinstance(term, Pi):
            return self._quantified(Pi(self._binder(term.binder), self.statement(term.body)))
        return self._constant(term)

    def _binder(self, binder: Binder) -> Binder:
        return Binder(binder.id, binder.name, self.statement(binder.type))

    def _defined(self, term: App) -> Term | None:
        """The application with its head's definition in place of the head."""
        if "define" not in self._rules or not isinstance(term.head, Const):
            return None
        if term.head.name in self._rules.definitions:
            return apply(_renamed(self._rules.definitions[term.head.name]), term.args)
        if term.head.name == "function.comp" and len(term.args) == 6:
            return apply(term.args[3], (apply(term.args[4], (term.args[5],)),))
        if term.head.name == "has_dvd.dvd" and len(term.args) == 4 and term.args[0] == Const("nat"):
            return _multiple(term.args[2], term.args[3])
        return None

    def _constant(self, term: Term) -> Term:
        if "unfold" in self._rules and term == Const("nat.zero"):
            return App(Const("has_zero.zero"), (Const("nat"), Const("nat.has_zero")))
        return term

    def _application(self, term: Term) -> Term:
        if "unfold" not in self._rules or not isinstance(term, App) or not isinstance(term.head, Const):
            return term
        name, args = term.head.name, term.args
        if name in _SWAPPED and len(args) == 4:
            return App(Const(_SWAPPED[name]), (args[0], args[1], args[3], args[2]))
        if name == "ne" and len(args) == 3:
            return _negated(App(Const("eq"), args))
        if name == "not" and len(args) == 1:
            return _negated(args[0])
        if name == "nat.succ" and len(args) == 1:
            one = App(Const("has_one.one"), (Const("nat"), Const("nat.has_one")))
            return App(Const("has_add.add"), (Const("nat"), Const("nat.has_add"), args[0], one))
        if name == "exists_unique" and len(args) == 2 and isinstance(args[1], Lam):
            return self.statement(_unique(args[0], args[1]))
        return term

    def _quantified(self, term: Pi) -> Term:
        binder, body = term.binder, term.body
        if "unused" in self._rules and not occurs(binder.id, body) and _has_elements(binder.type):
            return body
        if (
            "unfold" in self._rules
            and body == _FALSE
            and not occurs(binder.id, body)
            and self._is_proposition(binder.type)
        ):
            return _negated(binder.type)
        if "curry" in self._rules and not occurs(binder.id, body):
            hypothesis = binder.type
            joined = _arguments(hypothesis, "and", 2)
            if joined is not None:
                return self._quantified(_arrow(joined[0], self._quantified(_arrow(joined[1], body))))
            exists = _arguments(hypothesis, "Exists", 2)
            if exists is not None and isinstance(exists[1], Lam):
                inner = exists[1]
                return self._quantified(Pi(inner.binder, self._quantified(_arrow(inner.body, body))))
        return term

    def _is_proposition(self, term: Term) -> bool:
        if isinstance(term, Pi):
            return self._is_proposition(Telescope.of(term).body)
        head = term.head if isinstance(term, App) else term
        return (isinstance(head, Var) and head.id in self._predicates) or _is_proposition(term)


def _multiple(a: Term, b: Term) -> Term:
    """`∃ c, b = a * c`, over the natural numbers."""
    nat = Const("nat")
    c = Binder(next(_ID), "c", nat)
    product = App(Const("has_mul.mul"), (nat, Const("nat.has_mul"), a, Var(c.id)))
    return App(Const("Exists"), (nat, Lam(c, App(Const("eq"), (nat, b, product)))))


def _negated(term: Term) -> Term:
    return App(Const("not"), (term,))


def _arrow(hypothesis: Term, conclusion: Term) -> Pi:
    return Pi(Binder(next(_ID), "", hypothesis), conclusion)


def _arguments(term: Term, name: str, count: int) -> tuple[Term, ...] | None:
    """The arguments of an application of this constant, or None for any other term."""
    if isinstance(term, App) and term.head == Const(name) and len(term.args) == count:
        return term.args
    return None


def _unique(type_: Term, predicate: Lam) -> Term:
    """`∃ x, p x ∧ ∀ y, p y → y = x`."""
    x = predicate.binder
    y = Binder(next(_ID), "y", x.type)
    others = Pi(y, _arrow(apply(_renamed(predicate), (Var(y.id),)), App(Const("eq"), (x.type, Var(y.id), Var(x.id)))))
    return App(Const("Exists"), (type_, Lam(x, App(Const("and"), (predicate.body, others)))))


def _renamed(term: Term) -> Term:
    """A copy whose own binders have new ids."""
    if isinstance(term, App):
        return App(_renamed(term.head), tuple(_renamed(arg) for arg in term.args))
    if isinstance(term, Pi | Lam):
        fresh = Binder(next(_ID), term.binder.name, _renamed(term.binder.type))
        return type(term)(fresh, _with_variable(_renamed(term.body), term.binder.id, fresh.id))
    return term


def _with_variable(term: Term, old: int, new: int) -> Term:
    if isinstance(term, Var):
        return Var(new) if term.id == old else term
    if isinstance(term, App):
        return App(_with_variable(term.head, old, new), tuple(_with_variable(arg, old, new) for arg in term.args))
    if isinstance(term, Pi | Lam):
        binder = Binder(term.binder.id, term.binder.name, _with_variable(term.binder.type, old, new))
        return type(term)(binder, _with_variable(term.body, old, new))
    return term


def _has_elements(type_: Term) -> bool:
    return isinstance(type_, Sort) or (isinstance(type_, Const) and type_.name in _INHABITED)


_PROPOSITIONS: Final = frozenset(
    ["eq", "heq", "ne", "not", "and", "or", "iff", "Exists", "exists_unique", "false", "true", "gt", "ge"]
) | {"has_le.le", "has_lt.lt", "has_mem.mem", "has_dvd.dvd", "has_subset.subset"}


def _is_proposition(term: Term) -> bool:
    """Whether the term is known to be a proposition by its form."""
    if isinstance(term, Pi):
        return _is_proposition(Telescope.of(term).body)
    head = term.head if isinstance(term, App) else term
    return isinstance(head, Const) and head.name in _PROPOSITIONS


class _TooMany(Exception):
    """The search was given up."""


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Which variable and universe stands for which; `fixed`: a variable without a partner stands for itself."""

    forward: dict[int, int] = field(default_factory=dict)
    backward: dict[int, int] = field(default_factory=dict)
    universes: dict[str, str] = field(default_factory=dict)
    universes_back: dict[str, str] = field(default_factory=dict)
    fixed: bool = False

    def bind(self, mine: int, theirs: int) -> _Pairing:
        return _Pairing(
            {**self.forward, mine: theirs},
            {**self.backward, theirs: mine},
            self.universes,
            self.universes_back,
            self.fixed,
        )

    def bind_universe(self, mine: str, theirs: str) -> _Pairing:
        return _Pairing(
            self.forward,
            self.backward,
            {**self.universes, mine: theirs},
            {**self.universes_back, theirs: mine},
            self.fixed,
        )


class _Matcher:
    """Yields every pairing of variables under which two terms are the same, up to a number of steps."""

    def __init__(self, rules: _Rules) -> None:
        self._rules = rules
        self._steps = 0

    def same(self, a: Term, b: Term, pairing: _Pairing, outer: bool = True) -> Iterator[_Pairing]:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooMany
        if isinstance(a, Var) and isinstance(b, Var):
            yield from self._variables(a, b, pairing)
        elif isinstance(a, Const) and isinstance(b, Const):
            if a.name == b.name:
                yield pairing
        elif isinstance(a, Sort) and isinstance(b, Sort):
            yield from self._sorts(a, b, pairing)
        elif isinstance(a, Pi) and isinstance(b, Pi):
            yield from self._telescopes(Telescope.of(a), Telescope.of(b), pairing, outer)
        elif isinstance(a, Lam) and isinstance(b, Lam):
            for found in self.same(a.binder.type, b.binder.type, pairing, False):
                yield from self.same(a.body, b.body, found.bind(a.binder.id, b.binder.id), False)
        elif isinstance(a, App) and isinstance(b, App):
            yield from self._applications(a, b, pairing)

    def _variables(self, a: Var, b: Var, pairing: _Pairing) -> Iterator[_Pairing]:
        mine, theirs = pairing.forward.get(a.id), pairing.backward.get(b.id)
        if (mine == b.id and theirs == a.id) or (pairing.fixed and mine is None and theirs is None and a.id == b.id):
            yield pairing

    def _sorts(self, a: Sort, b: Sort, pairing: _Pairing) -> Iterator[_Pairing]:
        if len(a.text) != len(b.text):
            return
        for mine, theirs in zip(a.text, b.text, strict=True):
            if not mine[0].isalpha() or mine in ("Prop", "Type", "Sort", "max", "imax") or pairing.fixed:
                if mine != theirs:
                    return
            elif pairing.universes.get(mine) != theirs:
                if mine in pairing.universes or theirs in pairing.universes_back:
                    return
                pairing = pairing.bind_universe(mine, theirs)
        yield pairing

    def _applications(self, a: App, b: App, pairing: _Pairing) -> Iterator[_Pairing]:
        if len(a.args) != len(b.args):
            return
        name = a.head.name if isinstance(a.head, Const) else ""
        for found in self.same(a.head, b.head, pairing, False):
            if "reorder" in self._rules and name in _JOINS and len(a.args) == 2:
                yield from self._some_order(_joined(a, name), _joined(b, name), found)
                continue
            if name == "Exists" and self._rules.names & {"inner", "curry"}:
                yield from self._existentials(a, b, found)
                continue
            yield from self._in_order(a.args, b.args, found)
            if "symmetric" in self._rules and _SYMMETRIC.get(name) == len(a.args):
                swapped = (*b.args[:-2], b.args[-1], b.args[-2])
                yield from self._in_order(a.args, swapped, found)

    def _in_order(self, ours: Sequence[Term], theirs: Sequence[Term], pairing: _Pairing) -> Iterator[_Pairing]:
        if not ours:
            yield pairing
            return
        for found in self.same(ours[0], theirs[0], pairing, False):
            yield from self._in_order(ours[1:], theirs[1:], found)

    def _some_order(self, ours: Sequence[Term], theirs: Sequence[Term], pairing: _Pairing) -> Iterator[_Pairing]:
        if len(ours) != len(theirs):
            return
        if not ours:
            yield pairing
            return
        for index, their in enumerate(theirs):
            for found in self.same(ours[0], their, pairing, False):
                yield from self._some_order(ours[1:], [*theirs[:index], *theirs[index + 1 :]], found)

    def _existentials(self, a: App, b: App, pairing: _Pairing) -> Iterator[_Pairing]:
        """Two `∃` with all the variables that follow each other at once."""
        curry = "curry" in self._rules
        ours, theirs = _witnesses(a, curry), _witnesses(b, curry)
        if len(ours[0]) != len(theirs[0]):
            return
        if "inner" in self._rules:
            orders: Iterator[tuple[Binder, ...]] = itertools.permutations(theirs[0])
        else:
            orders = iter([tuple(theirs[0])])
        for order in orders:
            for found in self._binders(ours[0], order, pairing):
                if len(ours[1]) == len(theirs[1]):
                    compare = self._some_order if "reorder" in self._rules else self._in_order
                    yield from compare(ours[1], theirs[1], found)

    def _binders(self, ours: Sequence[Binder], theirs: Sequence[Binder], pairing: _Pairing) -> Iterator[_Pairing]:
        if not ours:
            yield pairing
            return
        for found in self.same(ours[0].type, theirs[0].type, pairing, False):
            yield from self._binders(ours[1:], theirs[1:], found.bind(ours[0].id, theirs[0].id))

    def _telescopes(self, a: Telescope, b: Telescope, pairing: _Pairing, outer: bool) -> Iterator[_Pairing]:
        if len(a.binders) != len(b.binders):
            return
        if outer or "inner" in self._rules:
            yield from self._any_order(list(a.binders), list(b.binders), a.body, b.body, pairing)
        else:
            for found in self._binders(a.binders, b.binders, pairing):
                yield from self.same(a.body, b.body, found, False)

    def _any_order(
        self, ours: list[Binder], theirs: list[Binder], body: Term, their_body: Term, pairing: _Pairing
    ) -> Iterator[_Pairing]:
        """Our first binder against each of theirs whose type does not need one that has no partner yet."""
        if not ours:
            yield from self.same(body, their_body, pairing, False)
            return
        first, rest = ours[0], ours[1:]
        for index, their in enumerate(theirs):
            others = [*theirs[:index], *theirs[index + 1 :]]
            if any(occurs(other.id, their.type) for other in others):
                continue
            for found in self.same(first.type, their.type, pairing, False):
                paired = found.bind(first.id, their.id)
                yield from self._any_order(rest, others, body, their_body, paired)


def _joined(term: Term, name: str) -> list[Term]:
    """What the terms `a ∧ (b ∧ c)` join, in order."""
    args = _arguments(term, name, 2)
    return [term] if args is None else [*_joined(args[0], name), *_joined(args[1], name)]


def _witnesses(term: Term, curry: bool) -> tuple[list[Binder], list[Term]]:
    """The variables of the `∃`s that follow each other, and what is said of them; with `curry` through `∧` too."""
    args = _arguments(term, "Exists", 2)
    if args is None or not isinstance(args[1], Lam):
        if not curry:
            return [], [term]
        binders: list[Binder] = []
        parts: list[Term] = []
        for part in _joined(term, "and"):
            if _arguments(part, "Exists", 2) is None:
                parts.append(part)
            else:
                inner_binders, inner_parts = _witnesses(part, curry)
                binders += inner_binders
                parts += inner_parts
        return binders, parts
    lam = args[1]
    inner_binders, parts = _witnesses(lam.body, curry)
    if curry and not occurs(lam.binder.id, lam.body) and _is_proposition(lam.binder.type):
        return inner_binders, [lam.binder.type, *parts]
    return [lam.binder, *inner_binders], parts
