"""`ac_refl`: equality up to associativity and commutativity of operators that have instances saying so.

Both sides are brought to a normal form bottom up (operands of one operator flattened and sorted), each step with its
proof; the goal holds when the normal forms are the same.
"""

from __future__ import annotations

from lean_env.embedded.elaborator import builders
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    PROP,
    App,
    Expr,
    Pi,
    Sort,
    get_app_args,
    get_app_fn_args,
    mk_app,
    mk_apps,
    mk_const,
)
from lean_env.embedded.kernel.level import Succ, normalize
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.simp.congruence import congruence_chain
from lean_env.embedded.tactics.simp.order import Order
from lean_env.embedded.tactics.state import TacticFailure, TacticState, exact, is_app_of
from lean_env.embedded.terms import has_loose_var

Step = tuple[Expr, Expr | None]
"""A term and the proof that the old one equals it, None when it is the same."""


def operator_laws(ts: TacticState, op: Expr, type_: Expr) -> tuple[Expr, Expr] | None:
    """Instances of `is_associative` and `is_commutative` for `op : type_ → type_ → type_`."""
    ctx = ts.ctx
    if ts.elab.state.get("is_associative") is None:
        return None
    shown = ctx.whnf_pi(ts.type_of(op))
    if not isinstance(shown, Pi) or has_loose_var(shown.body, 0) or not isinstance(shown.body, Pi):
        return None
    inner = shown.body
    if shown.binder_type is not type_ or inner.binder_type is not type_ or inner.body is not type_:
        return None
    sort = normalize(ctx.sort_of(type_))
    if not isinstance(sort, Succ):
        return None
    pred = sort.pred
    found: list[Expr] = []
    for name in ("is_associative", "is_commutative"):
        instance = ctx.synth_instance(mk_apps(mk_const(name, (pred,)), [type_, op]), ts.lctx())
        if instance is None:
            return None
        found.append(instance)
    return found[0], found[1]


class Operator:
    """A binary operator with the proofs of its laws."""

    def __init__(self, normalizer: Normalizer, op: Expr, associative: Expr, commutative: Expr) -> None:
        self.normalizer = normalizer
        self.op = op
        self.assoc = associative
        self.comm = commutative

    def sides(self, e: Expr) -> tuple[Expr, Expr] | None:
        if isinstance(e, App) and isinstance(e.fn, App) and e.fn.fn is self.op:
            return e.fn.arg, e.arg
        return None

    def make(self, a: Expr, b: Expr) -> Expr:
        return mk_apps(self.op, [a, b])

    def under(self, a: Expr, proof: Expr | None) -> Expr | None:
        """From `b = b'` to `a ∘ b = a ∘ b'`."""
        return None if proof is None else builders.mk_congr_arg(self.normalizer.ctx, mk_app(self.op, a), proof)

    def insert(self, a: Expr, e: Expr) -> Step:
        """`a ∘ e` sorted, where `e` is sorted already."""
        normalizer = self.normalizer
        pair = self.sides(e)
        whole = self.make(a, e)
        if pair is None:
            if not normalizer.order.less(e, a):
                return whole, None
            return self.make(e, a), mk_apps(self.comm, [a, e])
        b, rest = pair
        if not normalizer.order.less(b, a):
            return whole, None
        # a ∘ (b ∘ r) = (a ∘ b) ∘ r = (b ∘ a) ∘ r = b ∘ (a ∘ r)
        ctx = normalizer.ctx
        first = builders.mk_eq_symm(ctx, mk_apps(self.assoc, [a, b, rest]))
        swapped = builders.mk_congr_arg(ctx, self.op, mk_apps(self.comm, [a, b]))
        second = builders.mk_congr_fun(ctx, swapped, rest)
        third = mk_apps(self.assoc, [b, a, rest])
        new_rest, proof = self.insert(a, rest)
        steps = normalizer.join(normalizer.join(normalizer.join(first, second), third), self.under(b, proof))
        return self.make(b, new_rest), steps

    def merge(self, a: Expr, e: Expr) -> Step:
        """`a ∘ e` sorted, where both are sorted."""
        pair = self.sides(a)
        if pair is None:
            return self.insert(a, e)
        normalizer = self.normalizer
        b, rest = pair
        first = mk_apps(self.assoc, [b, rest, e])
        inner, proof = self.merge(rest, e)
        result, last = self.insert(b, inner)
        return result, normalizer.join(normalizer.join(first, self.under(b, proof)), last)


class Normalizer:
    """Normal forms of terms of one goal."""

    def __init__(self, ts: TacticState) -> None:
        self.ts = ts
        self.ctx = ts.ctx
        self.order = Order()
        self.operators: dict[Expr, Operator | None] = {}
        self.cache: dict[Expr, Step] = {}

    def join(self, first: Expr | None, second: Expr | None) -> Expr | None:
        if first is None or second is None:
            return second if first is None else first
        return builders.mk_eq_trans(self.ctx, first, second)

    def operator(self, e: Expr) -> Operator | None:
        if not isinstance(e, App) or not isinstance(e.fn, App):
            return None
        op = e.fn.fn
        if op not in self.operators:
            laws = operator_laws(self.ts, op, self.ts.type_of(e))
            self.operators[op] = None
            if laws is not None:
                associative = ap.build(self.ts, "is_associative.assoc", [None, op, laws[0]])
                commutative = ap.build(self.ts, "is_commutative.comm", [None, op, laws[1]])
                self.operators[op] = Operator(self, op, associative, commutative)
        return self.operators[op]

    def normalize(self, e: Expr) -> Step:
        if not isinstance(e, App):
            return e, None
        found = self.cache.get(e)
        if found is None:
            self.ctx.tick()
            found = self.cache[e] = self._normalize(e)
        return found

    def _normalize(self, e: Expr) -> Step:
        operator = self.operator(e)
        fn, args = get_app_fn_args(e)
        steps = [self.normalize(arg) for arg in args]
        proofs = [proof for _, proof in steps]
        new = mk_apps(fn, [arg for arg, _ in steps])
        proof: Expr | None = None
        if any(step is not None for step in proofs):
            try:
                proof = congruence_chain(self.ctx, fn, args, proofs)
            except LeanError as error:
                if error.kind in ("timeout", "unsupported"):
                    raise
                new = e
        if operator is None:
            return new, proof
        sides = operator.sides(new)
        assert sides is not None
        result, last = operator.merge(*sides)
        return result, self.join(proof, last)


@tactic("ac_refl", "ac_reflexivity")
def _ac_refl(ts: TacticState, call: ast.TacticCall) -> None:
    target = ts.target()
    if not is_app_of(target, "eq", 3):
        raise TacticFailure("expression is not an equality")
    type_, lhs, rhs = get_app_args(target)
    # Lean's simplifier has no step for a sort, nor for a function type that is no proposition.
    if isinstance(lhs, (Sort, Pi)) and ts.ctx.whnf(type_) is not PROP:
        raise TacticFailure("ac_refl failed")
    normalizer = Normalizer(ts)
    left, first = normalizer.normalize(lhs)
    right, second = normalizer.normalize(rhs)
    if left is not right:
        raise TacticFailure("ac_refl failed")
    backwards = None if second is None else builders.mk_eq_symm(ts.ctx, second)
    proof = normalizer.join(first, backwards)
    exact(ts, builders.mk_eq_refl(ts.ctx, lhs) if proof is None else proof)
