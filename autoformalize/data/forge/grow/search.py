"""Find a proof by best-first search over tactics, driving the embedded checker's goals.

From a state the first goal is worked on. Its shape proposes steps: introduce, split, take a hypothesis apart, apply a
hypothesis or a lemma, rewrite, compute, do induction. A step that closes the goal is taken at once; others are put
in a queue ordered by what they cost and what they leave. A `Step` knows itself as a tactic and, where it has one, as a
term, so that what was found can be written in several styles (`scripts`). Nothing found here counts before a
checker has accepted its text.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from autoformalize.data.forge.grow.library import Lemma
from autoformalize.data.forge.grow.matching import Values, canonical, match
from autoformalize.data.forge.grow.theorem import bound_names, leaves, read, reduce, size, subterms
from autoformalize.data.forge.terms import Term, lean, substitute
from lean_env.goals import Goal, Goals, Spent

_DEFINED: Final = {
    "function.injective": ("x", "y", "hxy"),
    "function.surjective": ("y",),
    "reflexive": ("x",),
    "symmetric": ("x", "y", "hxy"),
    "transitive": ("x", "y", "z", "hxy", "hyz"),
    "irreflexive": ("x", "hx"),
    "anti_symmetric": ("x", "y", "hxy", "hyx"),
    "function.left_inverse": ("x",),
    "function.right_inverse": ("x",),
}
_Property = str | tuple[str, str]

_UNFOLDED: Final = {
    "function.injective": "∀ xʹ yʹ, ? xʹ = ? yʹ → xʹ = yʹ",
    "function.surjective": "∀ y, ∃ x, ? x = y",
    "reflexive": "∀ x, ? x x",
    "symmetric": "∀ xʹ yʹ, ? xʹ yʹ → ? yʹ xʹ",
    "transitive": "∀ xʹ yʹ zʹ, ? xʹ yʹ → ? yʹ zʹ → ? xʹ zʹ",
    "irreflexive": "∀ x, ¬ ? x x",
    "anti_symmetric": "∀ xʹ yʹ, ? xʹ yʹ → ? yʹ xʹ → xʹ = yʹ",
    "total": "∀ x y, ? x y ∨ ? y x",
}
"""What a property says of what it is applied to (`?`); primed names are not written when it is used."""
_PARTS: Final[dict[str, tuple[_Property, _Property]]] = {
    "function.bijective": ("function.injective", "function.surjective"),
    "equivalence": ("reflexive", ("symmetric", "transitive")),
}
CORE: Final = (
    "le_trans", "lt_trans", "lt_of_le_of_lt", "lt_of_lt_of_le", "le_of_lt", "le_antisymm", "not_le_of_gt",
    "not_lt_of_ge", "ne_of_lt", "ne_of_gt", "le_of_eq", "le_max_left", "le_max_right", "min_le_left", "min_le_right",
    "nat.add_le_add", "nat.add_lt_add", "nat.mul_le_mul", "nat.succ_le_of_lt", "nat.lt_succ_of_le", "nat.le_of_lt_succ",
    "nat.succ_lt_succ", "nat.succ_le_succ", "nat.lt_of_succ_lt_succ", "nat.le_of_succ_le_succ", "nat.le_add_right",
    "nat.dvd_trans", "nat.dvd_add", "nat.dvd_mul_right", "nat.dvd_mul_left", "nat.mul_pos", "nat.pos_of_ne_zero",
    "int.add_le_add", "int.mul_pos", "int.mul_nonneg", "int.add_pos", "int.neg_le_neg", "int.neg_lt_neg",
    "list.mem_append_left", "list.mem_append_right", "list.mem_cons_of_mem", "or.symm", "and.symm", "iff.symm",
    "eq.symm", "congr_arg", "congr_fun",
)  # fmt: skip
"""Lemmas that every search may go back from."""
_FALSE: Final = Term("false")
_HOLE: Final = "mvar_"


@dataclass(frozen=True, slots=True)
class Step:
    """A tactic, its price, and its term: `{}` for each goal that it leaves, "" where it has no term."""

    tactic: str
    cost: float
    term: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that was taken: the goal it worked on, and the goals that it left in its place."""

    step: Step
    target: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A move, an estimate of what is left after it (0: nothing), and whether no other need be tried."""

    move: Move
    rest: float
    is_final: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to look: states looked at, cost of a proof, and the checker's steps."""

    states: int = 14
    cost: float = 11.0
    steps: int = 9_000


@dataclass(frozen=True, slots=True)
class _Argument:
    """What a rule takes: a value by name, or a proof of a premise; written or not."""

    name: str
    premise: Term | None
    explicit: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """Something to apply, a lemma or a hypothesis: its text, its arguments, and its conclusion in canonical form."""

    text: str
    arguments: tuple[_Argument, ...]
    target: Term
    variables: frozenset[str]

    @property
    def premises(self) -> tuple[Term, ...]:
        return tuple(each.premise for each in self.arguments if each.premise is not None)

    @property
    def sides(self) -> tuple[Term, Term] | None:
        """Both sides of an equation or equivalence."""
        return (self.target.args[0], self.target.args[1]) if self.target.op in ("=", "↔") else None

    def applied(self, values: Values, proofs: Sequence[str] = ()) -> str:
        """The rule with its written arguments: values where they are known, the proofs or `{}` for premises."""
        words = [self.text]
        given = iter(proofs)
        for each in self.arguments:
            if each.premise is not None:
                proof = next(given, "{}")
                if each.explicit:
                    words.append(f"({proof})" if " " in proof else proof)
            elif each.explicit:
                value = values.get(each.name)
                words.append(lean(value, 1024) if value is not None and _is_written(value) else "_")
        return " ".join(words)

    @classmethod
    def of_lemma(cls, lemma: Lemma) -> _Rule:
        arguments = tuple(
            _Argument(name, canonical(kind) if is_proof else None, explicit)
            for name, kind, explicit, is_proof in lemma.arguments
        )
        return cls(lemma.name, arguments, canonical(lemma.target), lemma.variables)

    @classmethod
    def of_fact(cls, text: str, fact: Term) -> _Rule:
        """A hypothesis ∀ x, A → B, ¬ A or a ≠ b as a rule; one without arguments concludes itself."""
        arguments: list[_Argument] = []
        hidden = _hidden(fact)
        fact = canonical(fact)
        while True:
            if fact.op == "∀":
                arguments.append(_Argument(fact.args[0].op, None, next(hidden, True)))
                fact = fact.args[2]
            elif fact.op == "→":
                arguments.append(_Argument("", fact.args[0], True))
                fact = fact.args[1]
            elif fact.op in ("¬", "≠"):
                inner = fact.args[0] if fact.op == "¬" else Term("=", fact.args)
                arguments.append(_Argument("", inner, True))
                fact = _FALSE
            else:
                break
        return cls(text, tuple(arguments), fact, frozenset(each.name for each in arguments if each.name))


def _hidden(fact: Term) -> Iterator[bool]:
    """For each binder in a row at the front, whether its value is written."""
    while fact.op in ("∀", "→"):
        if fact.op == "∀":
            yield not fact.args[0].op.endswith("ʹ")
        fact = fact.args[-1]


def _is_written(value: Term) -> bool:
    return not any(leaf[0] in "#@" or leaf.startswith(_HOLE) for leaf in leaves(value))


class Book:
    """The library as a search uses it: every lemma by what it concludes, and the few that it may go back from."""

    def __init__(self, lemmas: Iterable[Lemma]) -> None:
        self._named: dict[str, list[_Rule]] = {}
        self._by_head: dict[str, list[_Rule]] = {}
        for lemma in lemmas:
            rule = _Rule.of_lemma(lemma)
            self._named.setdefault(lemma.name, []).append(rule)
            if not (rule.target.is_leaf and rule.target.op in rule.variables):
                self._by_head.setdefault(_head(rule.target), []).append(rule)

    def named(self, names: Iterable[str]) -> list[_Rule]:
        """The rules of these names, each once, unknown ones left out."""
        return [rule for name in dict.fromkeys(names) for rule in self._named.get(name, ())]

    def concluding(self, target: Term) -> Sequence[_Rule]:
        """Rules whose conclusion may be the target."""
        return self._by_head.get(_head(target), ())


def _head(term: Term) -> str:
    return f"app {term.args[0].op}" if term.op == "app" else term.op


class Search:
    """One search: the goals of one statement, the library, names of lemmas that may help, and the limits."""

    def __init__(self, goals: Goals, book: Book, hints: Iterable[str], limits: Limits) -> None:
        self._goals = goals
        self._book = book
        hints = list(hints)
        self._hints = book.named(hints)
        self._lemmas = book.named((*hints, *CORE))
        self._limits = limits
        self._path: list[tuple[Move, object]] = []
        self._seen: set[tuple[Goal, ...]] = set()

    def run(self) -> tuple[Move, ...] | None:
        """The moves of the first proof found, or None within the limits."""
        order = itertools.count()
        queue: list[tuple[float, int, float, tuple[Move, ...]]] = [(0.0, next(order), 0.0, ())]
        try:
            for _ in range(self._limits.states):
                if not queue:
                    return None
                _, _, spent, moves = heapq.heappop(queue)
                while True:
                    self._go_to(moves)
                    ways = list(self._next_moves())
                    if ways and ways[-1].rest == 0.0:
                        return (*moves, ways[-1].move)
                    if not ways or not ways[-1].is_final:
                        break
                    spent, moves = spent + ways[-1].move.step.cost, (*moves, ways[-1].move)
                for way in ways:
                    cost = spent + way.move.step.cost
                    if cost + way.rest <= self._limits.cost:
                        heapq.heappush(queue, (cost + way.rest, next(order), cost, (*moves, way.move)))
        except Spent:
            return None
        return None

    def _go_to(self, moves: tuple[Move, ...]) -> None:
        """Bring the goals to where the moves lead, from the longest common way on."""
        common = 0
        while common < min(len(self._path), len(moves)) and self._path[common][0] is moves[common]:
            common += 1
        if common < len(self._path):
            self._goals.back(self._path[common][1])
            del self._path[common:]
        for move in moves[common:]:
            self._path.append((move, self._goals.mark()))
            if not self._goals.run(move.step.tactic):
                raise AssertionError(f"a move that was made once failed: {move.step.tactic}")

    def _next_moves(self) -> Iterator[_Way]:
        """The ways on from here; after one that ends the proof, or that is final, none follows."""
        open_goals = self._goals.goals()
        before = len(open_goals)
        goal = open_goals[0]
        view = _View.of(goal)
        if view is None:
            return
        mark = self._goals.mark()
        tried: set[str] = set()
        forced = None if view.holes else _forced(view)
        for step in self._proposals(view, forced):
            if step.tactic in tried:
                continue
            tried.add(step.tactic)
            if not self._goals.run(step.tactic):
                continue
            after = self._goals.goals()
            left = tuple(each.target for each in after[: max(0, len(after) - before + 1)])
            move = Move(step, goal.target, left)
            if not after:
                if self._goals.is_complete:
                    yield _Way(move, 0.0, True)
                    return
            elif after not in self._seen and not (step.tactic.startswith("injection") and len(after) >= before):
                self._seen.add(after)
                # A goal that is closed, or changed without loss, is done with: no other way is worth a look.
                is_final = not view.holes and (len(after) < before or step == forced)
                yield _Way(move, sum(0.6 + 0.012 * len(each.target) for each in after), is_final)
                if is_final:
                    self._goals.back(mark)
                    return
            self._goals.back(mark)

    def _proposals(self, view: _View, forced: Step | None) -> Iterator[Step]:
        depth = sum(not move.step.tactic.startswith("intro") for move, _ in self._path)
        local = [_Rule.of_fact(name, fact) for name, fact in view.facts]
        yield from _closers(view, local, self._book)
        if forced is not None:
            yield forced
            return
        yield from _structure(view, depth)
        # With values unknown nearly every lemma of the core would apply, and lead nowhere.
        lemmas = self._hints if view.holes else self._lemmas
        yield from _backward(view, [*(rule for rule in local if rule.arguments), *lemmas])
        yield from _rewrites(view, [*local, *self._hints])
        yield from _last_resorts(view, depth)


@dataclass(frozen=True, slots=True)
class _View:
    """A goal as terms: the hypotheses that are propositions, what follows from them by projections, and variables.

    `holes` are the names of values that are not known yet.
    """

    names: frozenset[str]
    facts: tuple[tuple[str, Term], ...]
    variables: tuple[tuple[str, Term], ...]
    target: Term
    holes: frozenset[str]

    @classmethod
    def of(cls, goal: Goal) -> _View | None:
        target = _read(goal.target)
        if target is None:
            return None
        facts: list[tuple[str, Term]] = []
        variables: list[tuple[str, Term]] = []
        types: set[str] = set()
        for name, text in goal.hypotheses:
            kind = _read(text)
            if kind is None:
                continue
            if kind.op == "Type":
                types.add(name)
                variables.append((name, kind))
            elif _is_data(kind, types):
                variables.append((name, kind))
            else:
                facts += _projections(name, kind, 3)
        for name, fact in list(facts):
            if fact.op == "∀" and fact.args[2].op in ("∧", "↔"):
                for other, _ in [each for each in variables if each[1] == fact.args[1] or not fact.args[1].op][-2:]:
                    at = substitute(fact.args[2], {fact.args[0].op: Term(other)})
                    facts += _projections(f"({name} {other})", at, 2)[1:]
        holes = frozenset(leaf for leaf in leaves(target) if leaf.startswith(_HOLE))
        return cls(frozenset(name for name, _ in goal.hypotheses), tuple(facts), tuple(variables), target, holes)

    def name(self, *options: str) -> str:
        """A name that nothing here has."""
        for option in options:
            if option not in self.names and option.replace("'", "").isidentifier():
                return option
        return next(f"{options[0]}{i}" for i in range(1, 99) if f"{options[0]}{i}" not in self.names)

    def name_for(self, fact: Term) -> str:
        """A name for a proof of the fact, after what it says."""
        if fact.is_leaf and fact.op.isalpha() and len(fact.op) == 1:
            return self.name("h" + fact.op.lower(), "h'" + fact.op.lower())
        if fact.op == "¬" and fact.args[0].is_leaf and len(fact.args[0].op) == 1:
            return self.name("hn" + fact.args[0].op.lower())
        if fact.op == "app" and len(fact.args) == 2 and fact.args[1].is_leaf and fact.args[1].op.isalpha():
            return self.name("h" + fact.args[1].op, "k" + fact.args[1].op)
        return self.name("h", "h'", "k", "k'")


@lru_cache(maxsize=16384)
def _read(text: str) -> Term | None:
    try:
        return read(text.replace("?m_", _HOLE))
    except ValueError:
        return None


def _is_data(kind: Term, types: set[str]) -> bool:
    if kind.is_leaf:
        return kind.op in ("Prop", "ℕ", "ℤ", "bool") or kind.op in types
    if kind.op == "→":
        return _is_data(kind.args[0], types) and (_is_data(kind.args[1], types))
    return kind.op == "app" and kind.args[0].op in ("list", "option")


def _projections(name: str, fact: Term, depth: int) -> list[tuple[str, Term]]:
    """The fact, the parts of a conjunction or equivalence, and what a property says."""
    found = [(name, fact)]
    if depth and fact.op == "∧":
        found += _projections(f"{name}.left", fact.args[0], depth - 1)
        found += _projections(f"{name}.right", fact.args[1], depth - 1)
    elif depth and fact.op == "↔":
        found += [(f"{name}.mp", Term("→", fact.args)), (f"{name}.mpr", Term("→", fact.args[::-1]))]
    elif depth and fact.op == "app" and len(fact.args) == 2 and fact.args[0].op in _PARTS:
        left, right = _PARTS[fact.args[0].op]
        found += _projections(f"{name}.left", _property(left, fact.args[1]), depth)
        found += _projections(f"{name}.right", _property(right, fact.args[1]), depth)
    elif fact.op == "app" and len(fact.args) == 2 and _UNFOLDED.get(fact.args[0].op):
        found += [(name, _unfolded(fact.args[0].op, fact.args[1]))]
    return found


def _property(name: _Property, subject: Term) -> Term:
    if isinstance(name, tuple):
        return Term("∧", tuple(_property(each, subject) for each in name))
    return Term("app", (Term(name), subject))


@lru_cache(maxsize=4096)
def _unfolded(name: str, subject: Term) -> Term:
    text = _UNFOLDED[name]
    assert text is not None
    return reduce(substitute(read(text.replace("?", "subject")), {"subject": subject}))


# ------------------------------------------------------------------------------------------------- steps that close


def _closers(view: _View, local: Sequence[_Rule], book: Book) -> Iterator[Step]:
    target = canonical(view.target)
    for rule in local:
        if not rule.arguments and match(target, rule.target, view.holes) is not None:
            yield _exact(rule.text, 0.1)
    if target.op in ("=", "↔", "≠"):
        flipped = Term(target.op, target.args[::-1])
        for name, fact in view.facts:
            if match(flipped, canonical(fact), view.holes) is not None:
                yield _exact(f"{name}.symm", 0.2)
    if target.op in ("=", "↔", "≤", "≥"):
        yield Step("refl", 0.3, {"=": "rfl", "↔": "iff.rfl", "≤": "le_refl _", "≥": "le_refl _"}[target.op])
    if target == Term("true"):
        yield _exact("trivial", 0.1)
    if not view.holes:
        for rule in (*(rule for rule in local if rule.arguments), *book.concluding(target)):
            for proof in _direct(rule, target, local):
                yield _exact(proof, 0.4 + 0.15 * len(rule.premises))
        if target.op in ("=", "↔"):
            yield from _flipped(target, book)
    yield from _contradictions(view, target)
    if not set(leaves(target)) & {name for name, _ in view.variables} and not view.holes:
        yield Step("exact dec_trivial", 0.6, "dec_trivial")
    if target.op == "∃":
        yield from _witnessed(view, target)
    elif target.op == "∣":
        for name, fact in view.facts:
            values = match(
                Term("=", (target.args[1], Term("*", (target.args[0], Term("?k"))))), canonical(fact), {"?k"}
            )
            if values:
                yield _exact(f"⟨{lean(values['?k'])}, {name}⟩", 0.5)
    elif target.op == "∈":
        yield Step("simp", 0.9)


def _direct(rule: _Rule, target: Term, local: Sequence[_Rule]) -> Iterator[str]:
    """The rule applied to facts at hand, where its conclusion is the target; at most two ways."""
    values = match(rule.target, target, rule.variables)
    if values is None:
        return
    found = 0
    for known, proofs in _premises_met(rule.premises, local, rule.variables, values):
        if len(set(proofs)) == len(proofs) or len(proofs) > 2:
            yield rule.applied(known, proofs)
            found += 1
            if found == 2:
                return


def _premises_met(
    premises: Sequence[Term], local: Sequence[_Rule], variables: frozenset[str], values: Values
) -> Iterator[tuple[Values, list[str]]]:
    if not premises:
        yield values, []
        return
    for fact in local:
        if fact.arguments and premises[0].op not in ("∀", "→", "¬", "≠"):
            continue
        known = match(premises[0], _claim(fact), variables, values)
        if known is not None:
            for final, proofs in _premises_met(premises[1:], local, variables, known):
                yield final, [fact.text, *proofs]


def _claim(rule: _Rule) -> Term:
    """What a hypothesis says, put together again; binders are kept out of this."""
    claim = rule.target
    for each in reversed(rule.arguments):
        if each.premise is None:
            return _FALSE
        claim = Term("¬", (each.premise,)) if claim == _FALSE else Term("→", (each.premise, claim))
    return claim


def _flipped(target: Term, book: Book) -> Iterator[Step]:
    back = Term(target.op, target.args[::-1])
    for rule in book.concluding(target):
        if not rule.premises and (values := match(rule.target, back, rule.variables)) is not None:
            applied = rule.applied(values)
            yield _exact(f"({applied}).symm" if " " in applied else f"{applied}.symm", 0.5)


def _contradictions(view: _View, target: Term) -> Iterator[Step]:
    for name, fact in view.facts:
        if fact == _FALSE:
            yield _exact(f"false.elim {name}", 0.3)
        elif fact.op == "¬":
            for other, claim in view.facts:
                if canonical(claim) == canonical(fact.args[0]):
                    yield _exact(f"{name} {other}" if target == _FALSE else f"absurd {other} {name}", 0.3)
        elif fact.op == "≠":
            if canonical(fact.args[0]) == canonical(fact.args[1]):
                yield _exact(f"absurd rfl {name}", 0.4)
            for other, claim in view.facts:
                if claim.op == "=" and canonical(claim).args == canonical(fact).args and target != _FALSE:
                    yield _exact(f"absurd {other} {name}", 0.3)
        elif fact.op == "=" and {fact.args[0].op, fact.args[1].op} == {"tt", "ff"}:
            yield _exact(f"bool.no_confusion {name}", 0.5)
        elif fact.op == "=" and fact.args[0].op == fact.args[1].op and fact.args[0].op in ("::", "pair"):
            yield Step(f"injection {name}", 0.6)
        elif (
            fact.op == "="
            and "list" in (fact.args[0].op, fact.args[1].op)
            and "::" in (fact.args[0].op, fact.args[1].op)
        ):
            yield _exact(f"list.no_confusion {name}", 0.5)


def _witnessed(view: _View, target: Term) -> Iterator[Step]:
    mark, _, body = target.args
    for name, fact in view.facts:
        values = match(body, canonical(fact), {mark.op})
        if values and mark.op in values and _is_written(values[mark.op]):
            yield _exact(f"⟨{lean(values[mark.op])}, {name}⟩", 0.4)
    if body.op == "∀" and body.args[2].op == "=":
        left, right = body.args[2].args
        if left == Term("app", (mark, body.args[0])) and mark.op not in leaves(right):
            inner = view.target.args[2]
            value = lean(substitute(right, {body.args[0].op: inner.args[0]}))
            yield _exact(f"⟨λ {inner.args[0].op}, {value}, λ {inner.args[0].op}, rfl⟩", 0.5)
    for number in range(13):
        if _holds(substitute(body, {mark.op: Term(str(number))})):
            yield _exact(f"⟨{number}, rfl⟩" if body.op == "=" else f"⟨{number}, dec_trivial⟩", 0.5)


def _holds(claim: Term) -> bool:
    """Whether a closed equation or inequality between small natural numbers is true."""
    if claim.op not in ("=", "≤", "<", "≠"):
        return False
    left, right = (_value(each) for each in claim.args)
    if left is None or right is None:
        return False
    return {"=": left == right, "≤": left <= right, "<": left < right, "≠": left != right}[claim.op]


def _value(term: Term) -> int | None:
    if term.is_leaf:
        return int(term.op) if term.op.isdecimal() else None
    if term.op not in ("+", "*", "-", "/", "%"):
        return None
    left, right = (_value(each) for each in term.args)
    if left is None or right is None or (term.op in "/%" and right == 0):
        return None
    return {"+": left + right, "*": left * right, "-": max(left - right, 0)}.get(
        term.op, left // (right or 1) if term.op == "/" else left % (right or 1)
    )


# -------------------------------------------------------------------------------------------- steps by the goal's shape


def _forced(view: _View) -> Step | None:
    """A step that loses nothing, so that no other need be tried: introduce, split, take an ∃ or ∨ apart."""
    target = view.target
    if target.op == "→":
        return _intro(view.name_for(target.args[0]))
    if target.op == "∀":
        return _intro(view.name(target.args[0].op, target.args[0].op + "'", "x", "y", "z"))
    if target.op == "¬":
        return _intro(view.name_for(target.args[0]))
    if target.op == "≠":
        return _intro(view.name("h", "h'", "k"))
    if target.op == "app" and target.args[0].op in _DEFINED:
        return _intros([view.name(name, name + "'") for name in _DEFINED[target.args[0].op]])
    if target.op == "∧":
        return Step("split", 0.3, "⟨{}, {}⟩")
    if target.op == "app" and target.args[0].op in _PARTS:
        return Step("split", 0.4, "⟨{}, {}⟩")
    known = {canonical(fact) for _, fact in view.facts}
    for name, fact in view.facts:
        if fact.op == "∨" and not known & set(canonical(fact).args):
            one, two = view.name_for(fact.args[0]), view.name_for(fact.args[1])
            if one == two:
                two = view.name(one + "'", one + "2")
            return Step(f"cases {name} with {one} {two}", 0.45, f"or.elim {name} (λ {one}, {{}}) (λ {two}, {{}})")
        if fact.op == "∃" and not any(match(canonical(fact).args[2], each, _marks(fact)) for each in known):
            return _opened(view, name, fact, 0.4)
    return None


def _structure(view: _View, depth: int) -> Iterator[Step]:
    target = view.target
    if target.op == "↔":
        yield Step("split", 0.3, "⟨{}, {}⟩")
    elif target.op == "∨":
        yield Step("left", 0.7, "or.inl {}")
        yield Step("right", 0.7, "or.inr {}")
    elif target.op == "∃":
        yield from _witnesses(view)
    elif target.op == "=" and any(_is_function(each, view) for each in target.args):
        name = view.name("x", "y", "z", "n")
        yield Step(f"funext {name}", 0.6, f"funext (λ {name}, {{}})")
    yield from _cases(view, depth)


def _is_function(term: Term, view: _View) -> bool:
    return term.op in ("λ", "∘") or (term.is_leaf and dict(view.variables).get(term.op, term).op == "→")


def _witnesses(view: _View) -> Iterator[Step]:
    kind = view.target.args[1]
    options: dict[str, None] = {name: None for name, each in view.variables if each == kind or not kind.op}
    for _, fact in (*view.facts, ("", view.target.args[2])):
        for part in subterms(fact):
            if (
                part.op in ("+", "*", "app", "-", "::", "++")
                and size(part) < 7
                and not bound_names(fact) & set(leaves(part))
            ):
                options[lean(part)] = None
    for name, each in view.variables:
        if each.op == "→" and each.args[1] == kind:
            options |= {f"{name} {other}": None for other, domain in view.variables if domain == each.args[0]}
    if kind.op in ("ℕ", "ℤ"):
        options |= {leaf: None for leaf in leaves(view.target) if leaf.isdecimal()}
        options |= {str(number): None for number in range(3)}
    mark = view.target.args[0].op
    for option in [each for each in options if mark not in each.split()][:9]:
        atom = option if " " not in option else f"({option})"
        yield Step(f"existsi {atom}", 0.9, f"⟨{option}, {{}}⟩")


def _cases(view: _View, depth: int) -> Iterator[Step]:
    for name, fact in view.facts:
        if fact.op == "∣" and view.target.op in ("∣", "∃"):
            bound = view.name("k", "m", "c")
            yield Step(f"cases {name} with {bound} {view.name('h' + bound, 'hw')}", 1.0)
        elif fact.op == "∀" and fact.args[2].op == "∃":
            for other, _ in [item for item in view.variables if item[1] == fact.args[1] or not fact.args[1].op][-3:]:
                inner = substitute(fact.args[2], {fact.args[0].op: Term(other)})
                yield _opened(view, f"({name} {other})", inner, 0.9)
    letters = [name for name, kind in view.variables if kind.op == "bool"]
    if letters and depth == 0 and len(letters) <= 3:
        split = "; ".join(f"cases {name}" for name in letters)
        for close in ("refl", "simp", "refl <|> contradiction", "simp at *", "assumption"):
            yield Step(f"{split}; {close}", 0.8)
    if letters:
        yield Step(f"cases {letters[0]}", 1.2)


def _marks(fact: Term) -> frozenset[str]:
    """The canonical name that the fact binds."""
    return frozenset({canonical(fact).args[0].op})


def _opened(view: _View, name: str, fact: Term, cost: float) -> Step:
    bound = view.name(fact.args[0].op, fact.args[0].op + "'", "w")
    proof = view.name("h" + bound, "hw", "hb")
    eliminated = f"exists.elim {name} (λ {bound} {proof}, {{}})"
    return Step(f"cases {name} with {bound} {proof}", cost, eliminated)


# ------------------------------------------------------------------------------------- steps that go back from the goal


def _backward(view: _View, rules: Sequence[_Rule]) -> Iterator[Step]:
    target = canonical(view.target)
    for rule in rules:
        values = match(rule.target, target, rule.variables) if not view.holes else {}
        if view.holes and _head(rule.target) != _head(target):
            continue
        if values is not None and rule.premises:
            price = 0.55 if rule.text.split(".")[0] in view.names else 0.8
            yield Step(f"apply {rule.text}", price + 0.2 * len(rule.premises), rule.applied(values))
        if rule.target.op == "↔" and not rule.premises and rule.sides is not None and not view.holes:
            for side, field in ((rule.sides[1], "mp"), (rule.sides[0], "mpr")):
                if side.is_leaf or (values := match(side, target, rule.variables)) is None:
                    continue
                applied = rule.applied(values)
                head = f"({applied})" if " " in applied else applied
                yield Step(f"apply {head}.{field}", 1.2, f"{head}.{field} {{}}")


# ------------------------------------------------------------------------------------------------------ rewriting steps


def _rewrites(view: _View, rules: Sequence[_Rule]) -> Iterator[Step]:
    target = canonical(view.target)
    parts = [part for part in subterms(target) if part.op and not part.op.startswith("#")]
    parts += [part.args[0] for part in parts if part.op == "app"]
    for rule in rules:
        if rule.sides is None:
            continue
        local = rule.text.split(".")[0] in view.names
        for side, arrow, extra in ((rule.sides[0], "", 0.0), (rule.sides[1], "← ", 0.25)):
            if side.is_leaf and side.op in rule.variables and local and target.op == "=":
                for leaf in [each.op for each in target.args if each.is_leaf and not each.op.isdecimal()]:
                    yield Step(f"rw {arrow}{rule.text} {leaf}", 1.3)
            if (side.is_leaf and side.op in rule.variables) or (side.is_leaf and not local):
                continue
            found = [values for part in parts if (values := match(side, part, rule.variables)) is not None]
            if not found:
                continue
            cost = (0.85 if local else 1.0) + extra + 0.3 * len(rule.premises)
            yield Step(f"rw {arrow}{rule.text}", cost)
            if len(found) > 1 and not rule.premises:
                for values in found[1:4]:
                    applied = rule.applied(values)
                    if "_" not in applied.split()[1:]:
                        yield Step(f"rw {arrow}{applied}", cost + 0.3)


# ----------------------------------------------------------------------------------------------------------- the rest


def _last_resorts(view: _View, depth: int) -> Iterator[Step]:
    target = view.target
    if target.op in ("=", "↔", "≠", "¬", "<", "≤") and depth > 0:
        yield Step("simp", 1.6)
    if depth == 0:
        yield from _inductions(view)
    if target.op != "false" and any(fact.op in ("¬", "≠") or fact == _FALSE for _, fact in view.facts):
        yield Step("exfalso", 1.5, "false.elim {}")
    if (target.op not in ("∨", "∃", "∧", "app") and not target.is_leaf) or not _is_classical(view):
        return
    if depth <= 2:
        for name, kind in view.variables:
            if kind.op == "Prop" and not any(fact in (Term(name), Term("¬", (Term(name),))) for _, fact in view.facts):
                yes, no = view.name("h" + name.lower(), "hyes"), view.name("hn" + name.lower(), "hno")
                elimination = f"or.elim (classical.em {name}) (λ {yes}, {{}}) (λ {no}, {{}})"
                yield Step(f"cases classical.em {name} with {yes} {no}", 3.0, elimination)
    if target.op not in ("false", "∧"):
        yield Step("apply classical.by_contradiction", 3.0, "classical.by_contradiction {}")


def _is_classical(view: _View) -> bool:
    """Whether a negation or a nested implication is about, without which the excluded middle is of little use."""
    return any(
        part.op == "¬" or (part.op == "→" and part.args[0].op == "→")
        for _, fact in (*view.facts, ("", view.target))
        for part in subterms(fact)
    )


def _inductions(view: _View) -> Iterator[Step]:
    for name, kind in view.variables:
        if name not in leaves(view.target) or any(name in _free(fact) for _, fact in view.facts):
            continue
        if kind.op == "ℕ":
            stepwise = any(fact.op == "∀" and Term("1") in subterms(canonical(fact)) for _, fact in view.facts)
            yield Step(f"induction {name} with {name} ih", 1.2 if stepwise else 2.2)
            yield Step(f"cases {name}", 2.4)
        elif kind.op == "app" and kind.args[0].op == "list":
            head = view.name("a", "x", "y", "b")
            yield Step(f"induction {name} with {head} {name} ih", 2.2)


def _free(term: Term) -> set[str]:
    return {leaf for leaf in leaves(canonical(term)) if leaf[0] != "#"}


def _exact(term: str, cost: float) -> Step:
    return Step(f"exact {term}", cost, term)


def _intro(name: str) -> Step:
    return Step(f"intro {name}", 0.1, f"λ {name}, {{}}")


def _intros(names: Sequence[str]) -> Step:
    text = " ".join(names)
    word = "intro" if len(names) == 1 else "intros"
    return Step(f"{word} {text}", 0.3, f"λ {text}, {{}}")
