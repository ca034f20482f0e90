"""Associative and commutative operators inside congruence closure: completion of ground equations between words.

A word is a multiset of atoms under one operator; an equation between words becomes a rewrite rule from the greater to
the smaller, and rules that overlap give new equations. What this finds about atoms goes back to the closure, which
tells this module when atoms become equal. Proofs are made only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from lean_env.embedded.elaborator import builders
from lean_env.embedded.kernel.expr import App, Expr, mk_apps
from lean_env.embedded.tactics.ac import Normalizer, Operator
from lean_env.embedded.tactics.state import TacticState

Prove = Callable[[], Expr]


class Delayed:
    """A proof that is made when it is first wanted."""

    __slots__ = ("_made", "_prove")

    def __init__(self, prove: Prove) -> None:
        self._prove = prove
        self._made: Expr | None = None

    def proof(self) -> Expr:
        if self._made is None:
            self._made = self._prove()
        return self._made


class Word(NamedTuple):
    """Atoms by increasing number under an operator; no operator for one atom alone."""

    op: Expr | None
    atoms: tuple[Expr, ...]


class _Equation(NamedTuple):
    lhs: Word
    rhs: Word
    proof: Delayed


class _Rule(NamedTuple):
    rhs: Word
    proof: Delayed


class Closure(Protocol):
    """What this module needs of the congruence closure."""

    def root(self, e: Expr) -> Expr: ...

    def proof(self, a: Expr, b: Expr) -> Expr: ...

    def push_delayed(self, a: Expr, b: Expr, reason: Delayed) -> None: ...

    def set_ac_atom(self, e: Expr) -> None: ...


class AcClosure:
    """The rules between words that follow from what the closure knows."""

    def __init__(self, ts: TacticState, closure: Closure) -> None:
        self.ts = ts
        self.ctx = ts.ctx
        self.closure = closure
        self.normalizer = Normalizer(ts)
        self.canonical: dict[Expr, Operator | None] = {}
        self.numbers: dict[Expr, int] = {}
        self.rules: dict[Word, _Rule] = {}
        self.todo: list[_Equation] = []

    # --------------------------------------------------------------------------------------------------- entering

    def internalize(self, e: Expr, parent: Expr | None) -> None:
        """A term of the closure, which stands inside `parent`."""
        operator = self._operator(e)
        if operator is None or (parent is not None and self._operator(parent) is operator):
            return
        if not self._add_atom(e):
            return
        word = self._word(operator.op, self._flatten(operator, e))
        self._equate(Word(None, (e,)), word, lambda: self._permutation(operator, e, self._term(word)))

    def add_equation(self, a: Expr, b: Expr) -> None:
        """Two atoms that the closure has made equal."""
        self._equate(Word(None, (a,)), Word(None, (b,)), lambda: self.closure.proof(a, b))

    def _operator(self, e: Expr) -> Operator | None:
        """The operator at the head of `e`, one and the same for those that are equal by definition."""
        if not isinstance(e, App) or not isinstance(e.fn, App):
            return None
        op = e.fn.fn
        if op not in self.canonical:
            found = self.normalizer.operator(e)
            if found is not None:
                found = next((known for known in self.canonical.values() if self._same(known, op)), found)
            self.canonical[op] = found
        return self.canonical[op]

    def _same(self, known: Operator | None, op: Expr) -> bool:
        return known is not None and self.ctx.is_def_eq(known.op, op)

    def _add_atom(self, e: Expr) -> bool:
        if e in self.numbers:
            return False
        self.numbers[e] = len(self.numbers)
        self.closure.set_ac_atom(e)
        return True

    def _flatten(self, operator: Operator, e: Expr) -> list[Expr]:
        found: list[Expr] = []
        stack = [e]
        while stack:
            node = stack.pop()
            if isinstance(node, App) and isinstance(node.fn, App) and self._operator(node) is operator:
                stack += [node.arg, node.fn.arg]
            else:
                self._add_atom(node)
                found.append(node)
        return found

    # ------------------------------------------------------------------------------------------------------- words

    def _word(self, op: Expr | None, atoms: list[Expr]) -> Word:
        ordered = tuple(sorted(atoms, key=self.numbers.__getitem__))
        return Word(op if len(ordered) > 1 else None, ordered)

    def _term(self, word: Word) -> Expr:
        """The word as a term, nested to the right."""
        e = word.atoms[-1]
        for atom in reversed(word.atoms[:-1]):
            assert word.op is not None
            e = mk_apps(word.op, [atom, e])
        return e

    def _greater(self, a: Word, b: Word) -> bool:
        if len(a.atoms) != len(b.atoms):
            return len(a.atoms) > len(b.atoms)
        return [self.numbers[atom] for atom in a.atoms] > [self.numbers[atom] for atom in b.atoms]

    # ------------------------------------------------------------------------------------------------- completion

    def _equate(self, lhs: Word, rhs: Word, prove: Prove) -> None:
        self.todo.append(_Equation(lhs, rhs, Delayed(prove)))
        while self.todo:
            self.ctx.tick()
            self._process(self.todo.pop())

    def _process(self, equation: _Equation) -> None:
        lhs, first = self._simplify(equation.lhs)
        rhs, second = self._simplify(equation.rhs)
        if lhs == rhs:
            return
        proof = Delayed(lambda: self._join(self._flip(first), equation.proof, second))
        if lhs.op is None and rhs.op is None:
            a, b = lhs.atoms[0], rhs.atoms[0]
            if self.closure.root(a) is not self.closure.root(b):
                self.closure.push_delayed(a, b, proof)
        if not self._greater(lhs, rhs):
            lhs, rhs, proof = rhs, lhs, self._turned(proof)
        self._compose(lhs, rhs, proof)
        self._collapse(lhs, rhs, proof)
        self._superpose(lhs, rhs, proof)
        self.rules[lhs] = _Rule(rhs, proof)

    def _simplify(self, word: Word) -> tuple[Word, Delayed | None]:
        """The word's normal form, and why it equals the word (None: it is the same)."""
        proof: Delayed | None = None
        while (lhs := next((lhs for lhs in self.rules if _rest(word, lhs) is not None), None)) is not None:
            self.ctx.tick()
            rule = self.rules[lhs]
            new, step = self._rewrite(word, lhs, rule.rhs, rule.proof)
            proof = step if proof is None else self._sequence(proof, step)
            word = new
        return word, proof

    def _rewrite(self, word: Word, lhs: Word, rhs: Word, proof: Delayed) -> tuple[Word, Delayed]:
        rest = _rest(word, lhs)
        assert rest is not None
        if not rest:
            return rhs, proof
        assert word.op is not None
        new = self._word(word.op, [*rest, *rhs.atoms])
        return new, Delayed(lambda: self._rewritten(word, new, lhs, rhs, list(rest), proof))

    def _compose(self, lhs: Word, rhs: Word, proof: Delayed) -> None:
        """Right sides of rules, by the new rule."""
        for left, rule in list(self.rules.items()):
            if _rest(rule.rhs, lhs) is not None:
                new, step = self._rewrite(rule.rhs, lhs, rhs, proof)
                self.rules[left] = _Rule(new, self._sequence(rule.proof, step))

    def _collapse(self, lhs: Word, rhs: Word, proof: Delayed) -> None:
        """Left sides of rules, by the new rule: those rules become equations again."""
        for left, rule in list(self.rules.items()):
            if _rest(left, lhs) is not None:
                del self.rules[left]
                new, step = self._rewrite(left, lhs, rhs, proof)
                self.todo.append(_Equation(new, rule.rhs, self._sequence(self._turned(step), rule.proof)))

    def _superpose(self, lhs: Word, rhs: Word, proof: Delayed) -> None:
        """Equations from the overlaps of the new rule's left side with those of the others."""
        if lhs.op is None:
            return
        for left, rule in list(self.rules.items()):
            if left.op is not lhs.op or not (shared := _shared(lhs, left)):
                continue
            self.ctx.tick()
            mine, other = _without(lhs.atoms, shared), _without(left.atoms, shared)
            if not mine or not other:
                continue
            a = self._word(lhs.op, [*rhs.atoms, *other])
            b = self._word(lhs.op, [*rule.rhs.atoms, *mine])
            overlap = _Overlap(lhs, rhs, proof, left, rule, mine, other)
            self.todo.append(_Equation(a, b, Delayed(partial(self._overlapping, a, b, overlap))))

    # ------------------------------------------------------------------------------------------------------ proofs

    def _join(self, *parts: Delayed | None) -> Expr:
        proofs = [part.proof() for part in parts if part is not None]
        result = proofs[0]
        for proof in proofs[1:]:
            result = builders.mk_eq_trans(self.ctx, result, proof)
        return result

    def _sequence(self, first: Delayed, second: Delayed) -> Delayed:
        return Delayed(lambda: self._join(first, second))

    def _flip(self, proof: Delayed | None) -> Delayed | None:
        return None if proof is None else self._turned(proof)

    def _turned(self, proof: Delayed) -> Delayed:
        return Delayed(lambda: builders.mk_eq_symm(self.ctx, proof.proof()))

    def _permutation(self, operator: Operator, a: Expr, b: Expr) -> Expr:
        """`a = b`, which have the same atoms."""
        ctx = self.ctx
        left, first = self._sorted(operator, a)
        right, second = self._sorted(operator, b)
        assert left is right
        parts = [first] if first is not None else []
        if second is not None:
            parts.append(builders.mk_eq_symm(ctx, second))
        if not parts:
            return builders.mk_eq_refl(ctx, a)
        return parts[0] if len(parts) == 1 else builders.mk_eq_trans(ctx, parts[0], parts[1])

    def _sorted(self, operator: Operator, e: Expr) -> tuple[Expr, Expr | None]:
        """The operands of `e`, all the way down, in order; and the proof."""
        if not (isinstance(e, App) and isinstance(e.fn, App) and self._operator(e) is operator):
            return e, None
        a, b = e.fn.arg, e.arg
        left, first = self._sorted(operator, a)
        right, second = self._sorted(operator, b)
        ctx = self.ctx
        join = self.normalizer.join
        proof: Expr | None = None
        if first is not None:
            proof = builders.mk_congr_fun(ctx, builders.mk_congr_arg(ctx, operator.op, first), b)
        proof = join(proof, operator.under(left, second))
        result, last = operator.merge(left, right)
        return result, join(proof, last)

    def _operator_of(self, op: Expr) -> Operator:
        operator = self.canonical[op]
        assert operator is not None
        return operator

    def _combined(self, op: Expr, a: Word, atoms: list[Expr]) -> Expr:
        return mk_apps(op, [self._term(a), self._term(self._word(op, atoms))])

    def _rewritten(self, word: Word, new: Word, lhs: Word, rhs: Word, rest: list[Expr], proof: Delayed) -> Expr:
        op = word.op
        assert op is not None
        operator = self._operator_of(op)
        ctx = self.ctx
        others = self._term(self._word(op, rest))
        before = self._permutation(operator, self._term(word), self._combined(op, lhs, rest))
        middle = builders.mk_congr_fun(ctx, builders.mk_congr_arg(ctx, op, proof.proof()), others)
        after = self._permutation(operator, self._combined(op, rhs, rest), self._term(new))
        return builders.mk_eq_trans(ctx, builders.mk_eq_trans(ctx, before, middle), after)

    def _overlapping(self, a: Word, b: Word, overlap: _Overlap) -> Expr:
        """`a = b`, where both come from one word by two rules."""
        op = overlap.lhs.op
        assert op is not None
        operator = self._operator_of(op)
        ctx = self.ctx

        def side(rhs: Word, proof: Delayed, rest: list[Expr], end: Word) -> Expr:
            """The rule's left side with the rest equals `end`."""
            step = builders.mk_congr_arg(ctx, op, proof.proof())
            there = builders.mk_congr_fun(ctx, step, self._term(self._word(op, rest)))
            last = self._permutation(operator, self._combined(op, rhs, rest), self._term(end))
            return builders.mk_eq_trans(ctx, there, last)

        first = side(overlap.rhs, overlap.proof, overlap.other, a)
        second = side(overlap.rule.rhs, overlap.rule.proof, overlap.mine, b)
        between = self._permutation(
            operator,
            self._combined(op, overlap.lhs, overlap.other),
            self._combined(op, overlap.left, overlap.mine),
        )
        back = builders.mk_eq_symm(ctx, first)
        return builders.mk_eq_trans(ctx, builders.mk_eq_trans(ctx, back, between), second)


class _Overlap(NamedTuple):
    """Two rules whose left sides share atoms, and what each left side has beyond the other's."""

    lhs: Word
    rhs: Word
    proof: Delayed
    left: Word
    rule: _Rule
    mine: list[Expr]
    other: list[Expr]


def _rest(word: Word, part: Word) -> tuple[Expr, ...] | None:
    """The atoms of `word` beyond those of `part`; None when `part` is not in it."""
    if word == part:
        return ()
    if word.op is None or (part.op is not None and part.op is not word.op):
        return None
    rest = list(word.atoms)
    for atom in part.atoms:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def _shared(a: Word, b: Word) -> list[Expr]:
    found: list[Expr] = []
    rest = list(b.atoms)
    for atom in a.atoms:
        if atom in rest:
            rest.remove(atom)
            found.append(atom)
    return found


def _without(atoms: tuple[Expr, ...], taken: list[Expr]) -> list[Expr]:
    rest = list(atoms)
    for atom in taken:
        rest.remove(atom)
    return rest
