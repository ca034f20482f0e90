"""`cc`: congruence closure over equations, equivalences, propositions and constructors, with proofs.

Terms fall into classes; merging two classes records why, in a forest of proof steps, and a proof that two terms are
equal is read off the forest only when it is wanted. Functions are treated curried. A class may hold terms of several
types; its proofs are then heterogeneous equalities. Associative and commutative operators are `ac_closure`'s.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lean_env.embedded.elaborator import builders
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
)
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics import apply as ap
from lean_env.embedded.tactics.ac_closure import AcClosure, Delayed
from lean_env.embedded.tactics.basic import intros
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.relations import as_relation, constructor_of, from_false
from lean_env.embedded.tactics.simp.congruence import HEQ, Congruence, congruence_chain
from lean_env.embedded.tactics.state import TacticFailure, TacticState, exact, is_app_of, is_failure
from lean_env.embedded.tactics.values import value_ne
from lean_env.embedded.terms import get_app_num_args, has_loose_var, head_beta, lower_loose

TRUE = mk_const("true")
FALSE = mk_const("false")

CONGRUENT = "congruent"
EQ_TRUE = "eq_true"
REFL = "refl"
Reason = Expr | str | Delayed


class _Entry:
    """A term's place in its class, and the step towards the root that explains it."""

    __slots__ = (
        "ac_atom",
        "congruence_root",
        "constructor",
        "flipped",
        "heterogeneous",
        "interpreted",
        "lambdas",
        "next",
        "reason",
        "root",
        "size",
        "target",
    )

    def __init__(self, e: Expr, interpreted: bool, constructor: bool) -> None:
        self.next = e
        self.root = e
        self.congruence_root = e
        self.target: Expr | None = None
        self.reason: Reason = REFL
        self.flipped = False
        self.interpreted = interpreted
        self.constructor = constructor
        self.size = 1
        self.heterogeneous = False
        self.lambdas = isinstance(e, Lambda)
        self.ac_atom: Expr | None = None


class _Step(NamedTuple):
    """An equation to add."""

    lhs: Expr
    rhs: Expr
    reason: Reason
    heterogeneous: bool


class Closure:
    """The classes of terms that the facts added so far make equal."""

    def __init__(self, ts: TacticState) -> None:
        self.ts = ts
        self.ctx = ts.ctx
        self.entries: dict[Expr, _Entry] = {}
        self.parents: dict[Expr, dict[tuple[Expr, bool], None]] = {}
        self.congruences: dict[tuple[Expr, Expr], list[Expr]] = {}
        self.symmetric: dict[tuple[str, frozenset[Expr]], list[Expr]] = {}
        self.todo: list[_Step] = []
        self.inconsistent = False
        self.incomplete = ""
        self.subsingletons: dict[Expr, Expr] = {}
        self.is_subsingleton: dict[Expr, Expr | None] = {}
        self.instances: list[Expr] = []
        self.ac = AcClosure(ts, self)
        self._mk_entry_core(TRUE, True)
        self._mk_entry_core(FALSE, True)

    # ----------------------------------------------------------------------------------------------------- queries

    def root(self, e: Expr) -> Expr:
        entry = self.entries.get(e)
        return e if entry is None else entry.root

    def is_eqv(self, a: Expr, b: Expr) -> bool:
        first, second = self.entries.get(a), self.entries.get(b)
        return first is not None and second is not None and first.root is second.root

    def same(self, a: Expr, b: Expr) -> bool:
        if a is b:
            return True
        with self.ctx.transparency_at("instances"):
            return self.ctx.is_def_eq(a, b)

    def type_of(self, e: Expr) -> Expr:
        return self.ts.type_of(e)

    # ------------------------------------------------------------------------------------------------ adding facts

    def add(self, type_: Expr, proof: Expr) -> None:
        """A hypothesis; only propositions say anything."""
        if self.inconsistent:
            return
        self.todo = []
        ctx = self.ctx
        refuted = _refuted(type_)
        p = type_ if refuted is None else refuted
        if refuted is not None:
            iff = builders.is_iff(p)
            if iff is not None:
                proof = ctx.mk_app_m("neq_of_not_iff", [proof], self.ts.lctx())
                p = mk_apps(mk_const("eq", (_one(),)), [_prop(), *iff])
            self.internalize_core(p)
            self._push(p, FALSE, mk_apps(mk_const("eq_false_intro"), [p, proof]))
        elif (heq := builders.is_heq(type_)) is not None:
            self.internalize_core(heq.lhs)
            self.internalize_core(heq.rhs)
            self._push(heq.lhs, heq.rhs, proof, True)
        elif (eq := builders.is_eq(type_)) is not None:
            self.internalize_core(eq.lhs)
            self.internalize_core(eq.rhs)
            self._push(eq.lhs, eq.rhs, proof)
        elif (pair := builders.is_iff(type_)) is not None:
            self.internalize_core(pair[0])
            self.internalize_core(pair[1])
            self._push(*pair, mk_apps(mk_const("propext"), [*pair, proof]))
        elif ctx.is_prop(type_):
            self.internalize_core(type_)
            self._push(type_, TRUE, mk_apps(mk_const("eq_true_intro"), [type_, proof]))
        self._process()

    def internalize(self, e: Expr) -> None:
        self.internalize_core(e)
        self._process()

    def _push(self, lhs: Expr, rhs: Expr, reason: Reason, heterogeneous: bool = False) -> None:
        self.todo.append(_Step(lhs, rhs, reason, heterogeneous))

    def push_delayed(self, a: Expr, b: Expr, reason: Delayed) -> None:
        """An equation that the operators' laws gave."""
        self._push(a, b, reason)

    def set_ac_atom(self, e: Expr) -> None:
        """From now on the operators' laws are told what `e` is equal to."""
        entry = self.entries[self.root(e)]
        if entry.ac_atom is None:
            entry.ac_atom = e
        else:
            self.ac.add_equation(entry.ac_atom, e)

    def _process(self) -> None:
        while self.todo:
            if self.inconsistent:
                self.todo = []
                return
            self.ctx.tick()
            self._merge(*self.todo.pop())

    # ---------------------------------------------------------------------------------------------- internalizing

    def _mk_entry_core(self, e: Expr, interpreted: bool) -> None:
        constructor = constructor_of(self.ts, e) is not None
        self.entries[e] = _Entry(e, interpreted, constructor)

    def _mk_entry(self, e: Expr, interpreted: bool = False) -> None:
        if e in self.entries:
            return
        self._mk_entry_core(e, interpreted)
        self._note_subsingleton(e)

    def _note_subsingleton(self, e: Expr) -> None:
        type_ = self.type_of(e)
        if isinstance(type_, Sort | Pi) and not self.ctx.is_prop(type_):
            return
        instance = self._subsingleton_instance(type_)
        if instance is None:
            return
        self.internalize_core(type_)
        for key in (type_, self.root(type_)):
            other = self.subsingletons.get(key)
            if other is None:
                self.subsingletons[key] = e
            elif other is not e:
                self._push_subsingleton(e, other)

    def _push_subsingleton(self, a: Expr, b: Expr) -> None:
        type_, other = self.type_of(a), self.type_of(b)
        instance = self._subsingleton_instance(type_)
        assert instance is not None
        level = self.ctx.sort_of(type_)
        if self.same(type_, other):
            self._push(a, b, mk_apps(mk_const("subsingleton.elim", (level,)), [type_, instance, a, b]))
            return
        types = self.proof(type_, other)
        self._push(a, b, ap.build(self.ts, "subsingleton.helim", [None, None, None, types, a, b]), True)

    def _subsingleton_instance(self, type_: Expr) -> Expr | None:
        if type_ not in self.is_subsingleton:
            wanted = mk_app(mk_const("subsingleton", (self.ctx.sort_of(type_),)), type_)
            self.is_subsingleton[type_] = self.ctx.synth_instance(wanted, self.ts.lctx())
        return self.is_subsingleton[type_]

    def internalize_core(self, e: Expr, parent: Expr | None = None) -> None:
        if e.has_meta:
            return
        if e not in self.entries:
            self.ctx.tick()
            if isinstance(e, App):
                self._internalize_app(e)
            elif isinstance(e, Pi):
                self._internalize_pi(e)
            elif isinstance(e, Const | Local | Lambda | Let | Meta):
                self._mk_entry(e, is_app_of(e, "string.empty", 0))
                value = self.ts.lctx().value(e) if isinstance(e, Local) else None
                if value is not None:
                    self._push(e, value, REFL)
        # Also for a term that is known already: it may stand under another parent now.
        if isinstance(e, App):
            self.ac.internalize(e, parent)

    def _internalize_pi(self, e: Pi) -> None:
        ctx = self.ctx
        if not has_loose_var(e.body, 0):
            body = _codomain(e)
            if ctx.is_prop(e.binder_type) and ctx.is_prop(body):
                self.internalize_core(e.binder_type, e)
                self.internalize_core(body, e)
                self._add_occurrence(e, e.binder_type, False)
                self._add_occurrence(e, body, False)
                self._mk_entry(e)
                self._propagate_imp(e)
                return
        if ctx.is_prop(e):
            self._mk_entry(e)

    def _internalize_app(self, e: Expr) -> None:
        if _is_value(e):
            self._mk_entry(e, self._is_interpreted(e))
            return
        self._mk_entry(e, False)
        sides = self._symmetric_sides(e)
        if sides is not None:
            _, lhs, rhs = sides
            self.internalize_core(lhs, e)
            self.internalize_core(rhs, e)
            self._add_occurrence(e, lhs, True)
            self._add_occurrence(e, rhs, True)
            self._add_symmetric(e)
        else:
            self._internalize_curried(e)
        self._simple_equations(e)

    def _is_interpreted(self, e: Expr) -> bool:
        """Is it a literal of a type whose literals are known to differ?"""
        type_ = self.type_of(e)
        return isinstance(type_, Const) and type_.name in ("nat", "int", "char", "string")

    def _internalize_curried(self, e: Expr) -> None:
        apps: list[Any] = []
        fn: Any = e
        while fn.__class__ is App:
            apps.append(fn)
            fn = fn.fn
        apps.reverse()
        infos = self.ctx.param_infos(fn, len(apps))
        for i, app in enumerate(apps):
            if i < len(apps) - 1:
                self._mk_entry(app)
            for outer in apps[i:]:
                self._add_occurrence(outer, app.arg, False)
                self._add_occurrence(outer, app.fn, False)
            if i < len(infos) and infos[i] == INST:
                self._mk_entry(app.arg)
                self._mk_entry(app.fn)
                self._merge_instance(app.arg)
            else:
                self.internalize_core(app.arg, e)
                self._mk_entry(app.fn)
            self._add_congruence(app)

    def _merge_instance(self, e: Expr) -> None:
        for other in self.instances:
            if other is e:
                return
            if self.same(self.type_of(other), self.type_of(e)) and self.same(other, e):
                self._push(e, other, REFL)
                return
        self.instances.append(e)

    def _simple_equations(self, e: Expr) -> None:
        if is_app_of(e, "cast", 4):
            cast, args = get_app_fn_args(e)
            assert isinstance(cast, Const)
            self._push(e, args[3], mk_apps(mk_const("cast_heq", cast.levels), args), True)
        if is_app_of(e, "eq.rec", 6):
            rec, (sort, a, motive, p, b, equation) = get_app_fn_args(e)
            assert isinstance(rec, Const)
            lemma = mk_const("eq_rec_heq", (rec.levels[1], rec.levels[0]))
            self._push(e, p, mk_apps(lemma, [sort, motive, a, b, equation, p]), True)
        if is_app_of(e, "ne", 3):
            head = get_app_fn(e)
            assert isinstance(head, Const)
            inner = mk_app(mk_const("not"), mk_apps(mk_const("eq", head.levels), get_app_args(e)))
            self.internalize_core(inner)
            self._push(e, inner, REFL)
        with self.ctx.transparency_at("reducible"):
            reduced = self.ctx.unfold_projection(e)
        if reduced is not None:
            self._push(e, reduced, REFL)
        if isinstance(get_app_fn(e), Lambda):
            beta = head_beta(e)
            self.internalize_core(beta)
            self._push(e, beta, REFL)
        for reduced in self._applied_lambdas(e):
            self.internalize_core(reduced)
        self._propagate_up(e)

    def _applied_lambdas(self, e: Expr) -> list[Expr]:
        """The lambdas equal to a prefix of `e`, applied to the rest of its arguments."""
        found: list[Expr] = []
        args: list[Expr] = []
        while isinstance(e, App):
            args.append(e.arg)
            root = self.root(e.fn)
            if root in self.entries:
                found += self._applications(e.fn, args, self._lambdas(root))
            e = e.fn
        return found

    def _applications(self, fn: Expr, backward_args: list[Expr], lambdas: list[Expr]) -> list[Expr]:
        args = backward_args[::-1]
        return [
            mk_apps(found, args)
            for found in lambdas
            if found is not fn and self.ctx.is_def_eq(self.type_of(fn), self.type_of(found))
        ]

    def _lambdas(self, root: Expr) -> list[Expr]:
        if not self.entries[root].lambdas:
            return []
        return [member for member in self._members(root) if isinstance(member, Lambda)]

    def _function_roots(self, root: Expr) -> list[Expr]:
        """The classes of the functions that the members of a class apply."""
        return list(dict.fromkeys([self.root(get_app_fn(member)) for member in self._members(root)]))

    def _newly_applied(self, function_roots: list[Expr], lambdas: list[Expr]) -> list[Expr]:
        """Applications of what has just become equal to lambdas."""
        if not lambdas:
            return []
        found: list[Expr] = []
        target = self.root(lambdas[-1])
        for root in function_roots:
            for parent, _ in list(self.parents.get(root, {})):
                args: list[Expr] = []
                e = parent
                while isinstance(e, App):
                    args.append(e.arg)
                    if self.root(e.fn) is target:
                        found += self._applications(e.fn, args, lambdas)
                        break
                    e = e.fn
        return found

    def _add_occurrence(self, parent: Expr, child: Expr, symmetric: bool) -> None:
        self.parents.setdefault(self.root(child), {})[(parent, symmetric)] = None

    # -------------------------------------------------------------------------------------------- congruence tables

    def _symmetric_sides(self, e: Expr) -> tuple[str, Expr, Expr] | None:
        eq = builders.is_eq(e)
        if eq is not None:
            return "eq", eq.lhs, eq.rhs
        iff = builders.is_iff(e)
        if iff is not None:
            return "iff", *iff
        found = as_relation(self.ts.elab.state, e)
        if found is None or self.ts.elab.state.symm_lemma(found.name) is None:
            return None
        return found.name, found.lhs, found.rhs

    def _symmetric_key(self, e: Expr) -> tuple[str, frozenset[Expr]]:
        sides = self._symmetric_sides(e)
        assert sides is not None
        return sides[0], frozenset((self.root(sides[1]), self.root(sides[2])))

    def _add_symmetric(self, e: Expr) -> None:
        key = self._symmetric_key(e)
        others = self.symmetric.setdefault(key, [])
        if others:
            self.entries[e].congruence_root = others[0]
            if key[0] == "eq" or get_app_num_args(e) == 2:
                self._push(e, others[0], CONGRUENT)
        else:
            others.append(e)
        self._check_reflexive(e)

    def _check_reflexive(self, e: Expr) -> None:
        sides = self._symmetric_sides(e)
        if sides is None or self.is_eqv(e, TRUE) or self.ts.elab.state.refl_lemma(sides[0]) is None:
            return
        if self.root(sides[1]) is self.root(sides[2]):
            self._push(e, TRUE, EQ_TRUE)

    def _congruence_key(self, e: Any) -> tuple[Expr, Expr]:
        return self.root(e.fn), self.root(e.arg)

    def _add_congruence(self, e: Expr) -> None:
        others = self.congruences.setdefault(self._congruence_key(e), [])
        for other in others:
            if other is e:
                return
            if self._is_congruent(e, other):
                self.entries[e].congruence_root = other
                self._push(e, other, CONGRUENT, not self.same(self.type_of(e), self.type_of(other)))
                return
        others.append(e)

    def _is_congruent(self, a: Any, b: Any) -> bool:
        if self.root(a.arg) is not self.root(b.arg) or self.root(a.fn) is not self.root(b.fn):
            return False
        if self.same(self.type_of(a.fn), self.type_of(b.fn)):
            return True
        if isinstance(a.fn, App) and isinstance(b.fn, App):
            return self._is_congruent(a.fn, b.fn)
        return False

    # ----------------------------------------------------------------------------------------------------- merging

    def _merge(self, a: Expr, b: Expr, reason: Reason, heterogeneous: bool) -> None:
        """Make one class of two; the root of the second stays root."""
        first, second = self.entries.get(a), self.entries.get(b)
        if first is None or second is None or first.root is second.root:
            return
        root1, root2 = self.entries[first.root], self.entries[second.root]
        flipped = False
        if (
            (root1.interpreted and not root2.interpreted)
            or (root1.constructor and not root2.interpreted and not root2.constructor)
            or (root1.size > root2.size and not root2.interpreted and not root2.constructor)
        ):
            a, b, first, second, root1, root2 = b, a, second, first, root2, root1
            flipped = True
        old_root, new_root = first.root, second.root
        values_differ = False
        if root1.interpreted and root2.interpreted:
            if old_root is TRUE or old_root is FALSE or new_root is TRUE or new_root is FALSE:
                self.inconsistent = True
            else:
                number = builders.nat_value(old_root)
                values_differ = number is None or number != builders.nat_value(new_root)
        both_constructors = root1.constructor and root2.constructor
        self._invert(a)
        first.target, first.reason, first.flipped = b, reason, flipped
        propagated = self._remove_parents(old_root)
        old_lambdas, new_lambdas = self._lambdas(old_root), self._lambdas(new_root)
        old_functions = self._function_roots(old_root) if new_lambdas else []
        new_functions = self._function_roots(new_root) if old_lambdas else []
        members = self._members(a)
        for member in members:
            self.entries[member].root = new_root
        self._reinsert_parents(old_root)
        root1.next, root2.next = root2.next, root1.next
        root2.size += root1.size
        root2.lambdas = root2.lambdas or root1.lambdas
        old_atom, new_atom = root1.ac_atom, root2.ac_atom
        if new_atom is None:
            root2.ac_atom = old_atom
        # As in Lean, only the step itself counts, not what the class that was taken in held.
        if heterogeneous:
            root2.heterogeneous = True
        applied = self._newly_applied(new_functions, old_lambdas) + self._newly_applied(old_functions, new_lambdas)
        self._move_parents(old_root, new_root, both_constructors, root2.constructor)
        if self.inconsistent:
            return
        if old_atom is not None and new_atom is not None:
            self.ac.add_equation(old_atom, new_atom)
        if both_constructors:
            self._constructors_equal(old_root, new_root)
        if values_differ:
            self._values_equal(old_root, new_root)
        self._subsingletons_meet(old_root, new_root)
        for parent in propagated:
            if not self.inconsistent:
                self._propagate_up(parent)
        if new_root is TRUE or new_root is FALSE:
            for member in members:
                if not self.inconsistent:
                    self._propagate_down(member)
        for application in applied:
            if not self.inconsistent:
                self.internalize_core(application)

    def _members(self, e: Expr) -> list[Expr]:
        found = [e]
        following = self.entries[e].next
        while following is not e:
            found.append(following)
            following = self.entries[following].next
        return found

    def _invert(self, e: Expr) -> None:
        """Turn the path from `e` to its root around."""
        target: Expr | None = None
        reason: Reason = REFL
        flipped = False
        current: Expr | None = e
        while current is not None:
            entry = self.entries[current]
            old = entry.target, entry.reason, entry.flipped
            entry.target, entry.reason, entry.flipped = target, reason, flipped
            target, reason, flipped = current, old[1], not old[2]
            current = old[0]

    def _remove_parents(self, root: Expr) -> list[Expr]:
        propagated: list[Expr] = []
        for parent, symmetric in self.parents.get(root, {}):
            if _may_propagate(parent):
                propagated.append(parent)
            if not isinstance(parent, App):
                continue
            if symmetric:
                self.symmetric.pop(self._symmetric_key(parent), None)
            else:
                others = self.congruences.get(self._congruence_key(parent))
                if others and parent in others:
                    others.remove(parent)
        return propagated

    def _reinsert_parents(self, root: Expr) -> None:
        for parent, symmetric in list(self.parents.get(root, {})):
            if isinstance(parent, App):
                if symmetric:
                    self._add_symmetric(parent)
                else:
                    self._add_congruence(parent)

    def _move_parents(self, old_root: Expr, new_root: Expr, both_constructors: bool, constructor: bool) -> None:
        moved = self.parents.pop(old_root, None)
        if moved is None:
            return
        kept = self.parents.setdefault(new_root, {})
        for parent, symmetric in moved:
            if isinstance(parent, App) and self.entries[parent].congruence_root is not parent:
                continue
            if constructor and not both_constructors:
                self._projection_meets_constructor(parent, new_root)
            kept[(parent, symmetric)] = None

    def _projection_meets_constructor(self, p: Expr, c: Expr) -> None:
        head, args = get_app_fn_args(p)
        info = self.ts.elab.state.projection_info(head.name) if isinstance(head, Const) else None
        if info is None or len(args) <= info.num_params or not self.is_eqv(args[info.num_params], c):
            return
        if self.same(self.type_of(args[info.num_params]), self.type_of(c)):
            args[info.num_params] = c
            self.internalize_core(mk_apps(head, args))

    def _subsingletons_meet(self, old_root: Expr, new_root: Expr) -> None:
        a = self.subsingletons.get(old_root)
        if a is None:
            return
        b = self.subsingletons.get(new_root)
        if b is None:
            self.subsingletons[new_root] = a
        else:
            self._push_subsingleton(a, b)

    def _constructors_equal(self, a: Expr, b: Expr) -> None:
        if not self.same(self.type_of(a), self.type_of(b)):
            return
        first, second = constructor_of(self.ts, a), constructor_of(self.ts, b)
        if first is None or second is None:
            return
        proof = self.proof(a, b)
        if first.name != second.name:
            refutation = self._no_confusion(first.inductive, a, b, proof)
            self._contradiction(refutation)
            return
        if first.num_fields == 0 or self.ts.elab.state.get(first.name + ".inj") is None:
            return
        arity = 0
        type_ = self.ts.elab.state.get(first.name + ".inj").type  # type: ignore[union-attr]
        while isinstance(type_, Pi):
            arity += 1
            type_ = type_.body
        conjunction = ap.build(self.ts, first.name + ".inj", [None] * (arity - 1) + [proof])
        self._push_conjunction(self.type_of(conjunction), conjunction)

    def _push_conjunction(self, type_: Expr, proof: Expr) -> None:
        pair = builders.is_and(type_)
        if pair is not None:
            left = mk_apps(mk_const("and.elim_left"), [*pair, proof])
            right = mk_apps(mk_const("and.elim_right"), [*pair, proof])
            self._push_conjunction(pair[0], left)
            self._push_conjunction(pair[1], right)
            return
        eq = builders.is_eq(type_)
        if eq is not None:
            self._push(eq.lhs, eq.rhs, proof)
        elif (heq := builders.is_heq(type_)) is not None:
            self._push(heq.lhs, heq.rhs, proof, True)

    def _no_confusion(self, inductive: str, a: Expr, b: Expr, proof: Expr) -> Expr:
        head, args = get_app_fn_args(self.ctx.whnf(self.type_of(a)))
        assert isinstance(head, Const)
        return mk_apps(mk_const(inductive + ".no_confusion", (ZERO, *head.levels)), [*args, FALSE, a, b, proof])

    def _contradiction(self, proof_of_false: Expr) -> None:
        self._push(TRUE, FALSE, mk_app(mk_const("true_eq_false_of_false"), proof_of_false))

    def _values_equal(self, a: Expr, b: Expr) -> None:
        different = self._values_differ(a, b)
        if different is None:
            self.incomplete = "literals"
            return
        self._contradiction(mk_app(different, self.proof(a, b)))

    def _values_differ(self, a: Expr, b: Expr) -> Expr | None:
        """A proof of `a ≠ b` for literals: by their digits, or by evaluation."""
        by_digits = value_ne(self.type_of(a), a, b)
        if by_digits is not None:
            return by_digits
        ctx = self.ctx
        equation = builders.mk_eq(ctx, a, b)
        refuted = mk_app(mk_const("not"), equation)
        instance = ctx.synth_instance(mk_app(mk_const("decidable"), refuted), self.ts.lctx())
        if instance is None:
            return None
        return mk_apps(mk_const("of_as_true"), [refuted, instance, mk_const("trivial")])

    # -------------------------------------------------------------------------------------------------- propagation

    def _is_true(self, e: Expr) -> bool:
        return self.is_eqv(e, TRUE)

    def _is_false(self, e: Expr) -> bool:
        return self.is_eqv(e, FALSE)

    def _propagate_up(self, e: Expr) -> None:
        if self.inconsistent:
            return
        if (pair := builders.is_iff(e)) is not None:
            self._propagate_iff(e, *pair)
        elif (pair := builders.is_and(e)) is not None:
            self._propagate_and(e, *pair)
        elif (pair := builders.is_or(e)) is not None:
            self._propagate_or(e, *pair)
        elif is_app_of(e, "not", 1):
            self._propagate_not(e, get_app_args(e)[0])
        elif isinstance(e, Pi):
            self._propagate_imp(e)
        elif is_app_of(e, "ite", 5):
            self._propagate_ite(e)
        elif builders.is_eq(e) is not None:
            self._propagate_eq(e)

    def _lemma(self, name: str, *args: Expr) -> Expr:
        return mk_apps(mk_const(name), args)

    def _propagate_iff(self, e: Expr, a: Expr, b: Expr) -> None:
        if self._is_true(a):
            self._push(e, b, self._lemma("iff_eq_of_eq_true_left", a, b, self.proof(a, TRUE)))
        elif self._is_true(b):
            self._push(e, a, self._lemma("iff_eq_of_eq_true_right", a, b, self.proof(b, TRUE)))
        elif self.is_eqv(a, b):
            self._push(e, TRUE, self._lemma("iff_eq_true_of_eq", a, b, self.proof(a, b)))

    def _propagate_and(self, e: Expr, a: Expr, b: Expr) -> None:
        if self._is_true(a):
            self._push(e, b, self._lemma("and_eq_of_eq_true_left", a, b, self.proof(a, TRUE)))
        elif self._is_true(b):
            self._push(e, a, self._lemma("and_eq_of_eq_true_right", a, b, self.proof(b, TRUE)))
        elif self._is_false(a):
            self._push(e, FALSE, self._lemma("and_eq_of_eq_false_left", a, b, self.proof(a, FALSE)))
        elif self._is_false(b):
            self._push(e, FALSE, self._lemma("and_eq_of_eq_false_right", a, b, self.proof(b, FALSE)))
        elif self.is_eqv(a, b):
            self._push(e, a, self._lemma("and_eq_of_eq", a, b, self.proof(a, b)))

    def _propagate_or(self, e: Expr, a: Expr, b: Expr) -> None:
        if self._is_true(a):
            self._push(e, TRUE, self._lemma("or_eq_of_eq_true_left", a, b, self.proof(a, TRUE)))
        elif self._is_true(b):
            self._push(e, TRUE, self._lemma("or_eq_of_eq_true_right", a, b, self.proof(b, TRUE)))
        elif self._is_false(a):
            self._push(e, b, self._lemma("or_eq_of_eq_false_left", a, b, self.proof(a, FALSE)))
        elif self._is_false(b):
            self._push(e, a, self._lemma("or_eq_of_eq_false_right", a, b, self.proof(b, FALSE)))
        elif self.is_eqv(a, b):
            self._push(e, a, self._lemma("or_eq_of_eq", a, b, self.proof(a, b)))

    def _propagate_not(self, e: Expr, a: Expr) -> None:
        if self._is_true(a):
            self._push(e, FALSE, self._lemma("not_eq_of_eq_true", a, self.proof(a, TRUE)))
        elif self._is_false(a):
            self._push(e, TRUE, self._lemma("not_eq_of_eq_false", a, self.proof(a, FALSE)))
        elif self.is_eqv(a, e):
            self._contradiction(self._lemma("false_of_a_eq_not_a", a, self.proof(a, e)))

    def _propagate_imp(self, e: Pi) -> None:
        if has_loose_var(e.body, 0):
            return
        a, b = e.binder_type, _codomain(e)
        if self._is_true(a):
            self._push(e, b, self._lemma("imp_eq_of_eq_true_left", a, b, self.proof(a, TRUE)))
        elif self._is_false(a):
            self._push(e, TRUE, self._lemma("imp_eq_of_eq_false_left", a, b, self.proof(a, FALSE)))
        elif self._is_true(b):
            self._push(e, TRUE, self._lemma("imp_eq_of_eq_true_right", a, b, self.proof(b, TRUE)))
        elif self._is_false(b):
            if is_app_of(a, "not", 1):
                inner = get_app_args(a)[0]
                proof = self._lemma("not_imp_eq_of_eq_false_right", inner, b, self.proof(b, FALSE))
                self._push(e, inner, proof)
            else:
                refuted = mk_app(mk_const("not"), a)
                self.internalize_core(refuted)
                self._push(e, refuted, self._lemma("imp_eq_of_eq_false_right", a, b, self.proof(b, FALSE)))
        elif self.is_eqv(a, b):
            self._push(e, TRUE, self._lemma("imp_eq_true_of_eq", a, b, self.proof(a, b)))

    def _propagate_ite(self, e: Expr) -> None:
        sort, c, instance, a, b = get_app_args(e)
        level = (self.ctx.sort_of(sort),)
        if self._is_true(c):
            args = [c, instance, sort, a, b, self.proof(c, TRUE)]
            self._push(e, a, mk_apps(mk_const("if_eq_of_eq_true", level), args))
        elif self._is_false(c):
            args = [c, instance, sort, a, b, self.proof(c, FALSE)]
            self._push(e, b, mk_apps(mk_const("if_eq_of_eq_false", level), args))
        elif self.is_eqv(a, b):
            args = [c, instance, sort, a, b, self.proof(a, b)]
            self._push(e, a, mk_apps(mk_const("if_eq_of_eq", level), args))

    def _propagate_eq(self, e: Expr) -> None:
        eq = builders.is_eq(e)
        assert eq is not None
        a, b = self.root(eq.lhs), self.root(eq.rhs)
        if a is b:
            return
        local = mk_local("_h", e)
        proof = self._chain([self.proof(a, eq.lhs), local, self.proof(eq.rhs, b)])
        different: Expr | None = None
        if self.entries.get(a) is None or self.entries.get(b) is None:
            return
        if self.entries[a].interpreted and self.entries[b].interpreted:
            found = self._values_differ(a, b)
            different = None if found is None else mk_app(found, proof)
        else:
            first, second = constructor_of(self.ts, a), constructor_of(self.ts, b)
            if first is not None and second is not None and first.name != second.name:
                different = self._no_confusion(first.inductive, a, b, proof)
        if different is not None:
            refutation = self.ctx.mk_lambda([local], different)
            self._push(e, FALSE, mk_apps(mk_const("eq_false_intro"), [e, refutation]))

    def _propagate_down(self, e: Expr) -> None:
        if (pair := builders.is_and(e)) is not None:
            if self._is_true(e):
                h = self.proof(e, TRUE)
                self._push(pair[0], TRUE, self._lemma("eq_true_of_and_eq_true_left", *pair, h))
                self._push(pair[1], TRUE, self._lemma("eq_true_of_and_eq_true_right", *pair, h))
        elif (pair := builders.is_or(e)) is not None:
            if self._is_false(e):
                h = self.proof(e, FALSE)
                self._push(pair[0], FALSE, self._lemma("eq_false_of_or_eq_false_left", *pair, h))
                self._push(pair[1], FALSE, self._lemma("eq_false_of_or_eq_false_right", *pair, h))
        elif is_app_of(e, "not", 1):
            a = get_app_args(e)[0]
            if self._is_true(e):
                self._push(a, FALSE, self._lemma("eq_false_of_not_eq_true", a, self.proof(e, TRUE)))
            elif self._is_false(e):
                self._push(a, TRUE, self._lemma("eq_true_of_not_eq_false", a, self.proof(e, FALSE)))
        elif (eq := builders.is_eq(e)) is not None:
            if self._is_true(e):
                self._push(eq.lhs, eq.rhs, self._lemma("of_eq_true", e, self.proof(e, TRUE)))
        elif (pair := builders.is_iff(e)) is not None:
            if self._is_true(e):
                iff = self._lemma("of_eq_true", e, self.proof(e, TRUE))
                self._push(*pair, self._lemma("propext", *pair, iff))
        elif is_app_of(e, "Exists", 2) and self._is_false(e):
            every, proof = self._none_exists(e, self._lemma("not_of_eq_false", e, self.proof(e, FALSE)))
            self.internalize_core(every)
            self._push(every, TRUE, mk_apps(mk_const("eq_true_intro"), [every, proof]))

    def _none_exists(self, e: Expr, refutation: Expr) -> tuple[Expr, Expr]:
        """From `¬ ∃ x, p x` to `∀ x, ¬ p x`, through existential statements inside `p` too; with the proof."""
        ctx = self.ctx
        sort, p = get_app_args(e)
        level = (ctx.sort_of(sort),)
        x = mk_local("_x", sort)
        body = head_beta(mk_app(p, x))
        none = mk_apps(mk_const("forall_not_of_not_exists", level), [sort, p, refutation])
        refuted = mk_app(mk_const("not"), body)
        if not is_app_of(body, "Exists", 2):
            return ctx.mk_pi([x], refuted), none
        hypothesis = mk_local("_h", refuted)
        inner, proof = self._none_exists(body, hypothesis)
        step = ctx.mk_lambda([hypothesis], proof)
        return ctx.mk_pi([x], inner), ctx.mk_lambda([x], mk_app(step, mk_app(none, x)))

    # ------------------------------------------------------------------------------------------------------- proofs

    def proof(self, a: Expr, b: Expr, heterogeneous: bool = False) -> Expr:
        """A proof of `a = b` (or `a == b`), which are in one class."""
        ctx = self.ctx
        if a is b or self.same(a, b):
            return builders.mk_heq_refl(ctx, a) if heterogeneous else builders.mk_eq_refl(ctx, a)
        mixed = self.entries[self.root(a)].heterogeneous
        visited: dict[Expr, int] = {a: 0}
        path: list[Expr] = [a]
        while (target := self.entries[path[-1]].target) is not None:
            visited[target] = len(path)
            path.append(target)
        back: list[Expr] = [b]
        while back[-1] not in visited:
            target = self.entries[back[-1]].target
            assert target is not None
            back.append(target)
        path = path[: visited[back[-1]] + 1]
        proofs = [self._step_proof(path[i], path[i + 1], path[i], False, mixed) for i in range(len(path) - 1)]
        for i in range(len(back) - 1, 0, -1):
            proofs.append(self._step_proof(back[i], back[i - 1], back[i - 1], True, mixed))
        if not mixed:
            proof = self._chain(proofs)
            return self._to_heq(proof) if heterogeneous else proof
        proof = proofs[0]
        for following in proofs[1:]:
            proof = self._heq_trans(proof, following)
        return proof if heterogeneous else self._to_eq(proof)

    def _chain(self, proofs: list[Expr]) -> Expr:
        result = proofs[0]
        for proof in proofs[1:]:
            result = builders.mk_eq_trans(self.ctx, result, proof)
        return result

    def _heq(self, proof: Expr) -> builders.HeterogeneousEquality:
        statement = self.type_of(proof)
        found = builders.is_heq(statement) or builders.is_heq(self.ctx.whnf(statement))
        assert found is not None
        return found

    def _to_eq(self, proof: Expr) -> Expr:
        e = self._heq(proof)
        return mk_apps(mk_const("eq_of_heq", (self.ctx.sort_of(e.lhs_type),)), [e.lhs_type, e.lhs, e.rhs, proof])

    def _to_heq(self, proof: Expr) -> Expr:
        e = builders.equality_of(self.ctx, proof)
        return mk_apps(mk_const("heq_of_eq", (self.ctx.sort_of(e.type),)), [e.type, e.lhs, e.rhs, proof])

    def _heq_trans(self, first: Expr, second: Expr) -> Expr:
        a, b = self._heq(first), self._heq(second)
        level = self.ctx.sort_of(a.lhs_type)
        args = [a.lhs_type, a.rhs_type, b.rhs_type, a.lhs, a.rhs, b.rhs, first, second]
        return mk_apps(mk_const("heq.trans", (level,)), args)

    def _heq_symm(self, proof: Expr) -> Expr:
        e = self._heq(proof)
        level = self.ctx.sort_of(e.lhs_type)
        return mk_apps(mk_const("heq.symm", (level,)), [e.lhs_type, e.rhs_type, e.lhs, e.rhs, proof])

    def _step_proof(self, lhs: Expr, rhs: Expr, owner: Expr, backwards: bool, mixed: bool) -> Expr:
        """The proof of one edge, which `owner`'s entry explains, read as `lhs = rhs` (`lhs == rhs` where `mixed`)."""
        entry = self.entries[owner]
        reason = entry.reason.proof() if isinstance(entry.reason, Delayed) else entry.reason
        if isinstance(reason, Expr):
            return self._directed(reason, entry.flipped != backwards, mixed)
        if reason == CONGRUENT:
            return self._congruence_proof(lhs, rhs, mixed)
        if reason == EQ_TRUE:
            return self._reflexive_proof(lhs, rhs)
        ctx = self.ctx
        statement = builders.mk_heq(ctx, lhs, rhs) if mixed else builders.mk_eq(ctx, lhs, rhs)
        proof = builders.mk_heq_refl(ctx, lhs) if mixed else builders.mk_eq_refl(ctx, lhs)
        return mk_apps(mk_const("id", (ZERO,)), [statement, proof])

    def _directed(self, proof: Expr, flipped: bool, mixed: bool) -> Expr:
        statement = self.type_of(proof)
        is_heq = builders.is_heq(statement) is not None
        if not mixed:
            if is_heq:
                raise TacticFailure("cc tactic failed")
            return builders.mk_eq_symm(self.ctx, proof) if flipped else proof
        if not is_heq:
            proof = self._to_heq(proof)
        return self._heq_symm(proof) if flipped else proof

    def _reflexive_proof(self, lhs: Expr, rhs: Expr) -> Expr:
        e = rhs if lhs is TRUE else lhs
        sides = self._symmetric_sides(e)
        assert sides is not None
        name, a, b = sides
        ctx = self.ctx
        if name in ("eq", "heq"):
            holds = self.proof(a, b, name == "heq")
        else:
            equation = self.proof(a, b)
            refl = ctx.mk_app_m(self.ts.elab.state.refl_lemma(name) or "", [a], self.ts.lctx())
            head, args = get_app_fn_args(self.type_of(refl))
            local = mk_local("_a", self.type_of(a))
            motive = ctx.mk_lambda([local], mk_apps(head, [*args[:-1], local]))
            holds = builders.mk_eq_rec(ctx, motive, refl, equation)
        proof = mk_apps(mk_const("eq_true_intro"), [e, holds])
        return builders.mk_eq_symm(ctx, proof) if lhs is TRUE else proof

    def _congruence_proof(self, lhs: Expr, rhs: Expr, mixed: bool) -> Expr:
        first, second = self._symmetric_sides(lhs), self._symmetric_sides(rhs)
        if first is not None and second is not None and not self.is_eqv(first[1], second[1]):
            turned, equal = self._turned(lhs, first)
            if mixed:
                equal = self._to_heq(equal)
            if turned is rhs:
                return equal
            rest = self._plain_congruence(turned, rhs, mixed)
            return self._heq_trans(equal, rest) if mixed else builders.mk_eq_trans(self.ctx, equal, rest)
        return self._plain_congruence(lhs, rhs, mixed)

    def _turned(self, e: Expr, sides: tuple[str, Expr, Expr]) -> tuple[Expr, Expr]:
        """`b ~ a` for `a ~ b`, and the proof that they are equal propositions."""
        name, a, b = sides
        head, args = get_app_fn_args(e)
        turned = mk_apps(head, [*args[:-2], b, a])
        ctx = self.ctx
        forward, backward = mk_local("_h1", e), mk_local("_h2", turned)
        lemma = self.ts.elab.state.symm_lemma(name) or ""
        there = ctx.mk_lambda([forward], ctx.mk_app_m(lemma, [forward], self.ts.lctx().add(forward)))
        back = ctx.mk_lambda([backward], ctx.mk_app_m(lemma, [backward], self.ts.lctx().add(backward)))
        iff = mk_apps(mk_const("iff.intro"), [e, turned, there, back])
        return turned, mk_apps(mk_const("propext"), [e, turned, iff])

    def _plain_congruence(self, lhs: Expr, rhs: Expr, mixed: bool) -> Expr:
        left_args: list[Expr] = []
        right_args: list[Expr] = []
        f: Any = lhs
        g: Any = rhs
        while True:
            left_args.append(f.arg)
            right_args.append(g.arg)
            f, g = f.fn, g.fn
            if f is g or self.same(f, g):
                break
            if self.is_eqv(f, g) and self.same(self.type_of(f), self.type_of(g)):
                break
        left_args.reverse()
        right_args.reverse()
        proof = None if mixed else self._simple_congruence(f, g, left_args, right_args)
        return self._general_congruence(f, g, left_args, right_args, mixed) if proof is None else proof

    def _simple_congruence(self, f: Expr, g: Expr, left: list[Expr], right: list[Expr]) -> Expr | None:
        """`f left = g right` by non-dependent congruence; None where types depend on what differs."""
        proofs: list[Expr | None] = []
        for a, b in zip(left, right, strict=True):
            if a is not b and not self.same(a, b) and not self.same(self.type_of(a), self.type_of(b)):
                return None
            proofs.append(None if a is b or self.same(a, b) else self._argument_proof(a, b))
        try:
            if f is g or self.same(f, g):
                return congruence_chain(self.ctx, f, left, proofs)
            proof = self.proof(f, g)
            for a, equation in zip(left, proofs, strict=True):
                if equation is None:
                    proof = builders.mk_congr_fun(self.ctx, proof, a)
                else:
                    proof = builders.mk_congr(self.ctx, proof, equation)
            return proof
        except LeanError as error:
            if not is_failure(error):
                raise
            return None

    def _general_congruence(self, f: Expr, g: Expr, left: list[Expr], right: list[Expr], mixed: bool) -> Expr:
        """`f left = g right` (or `==`) by the lemma that allows every argument to change, and its type with it."""
        ctx = self.ctx
        lemma = Congruence(ctx).heterogeneous(f, len(left))
        if lemma is None:
            raise Unsupported("cc: congruence of a dependent function")
        args: list[Expr] = []
        for a, b, kind in zip(left, right, lemma.kinds, strict=True):
            args += [a, b, self._argument_proof(a, b, kind == HEQ)]
        proof = mk_apps(lemma.proof, args)
        if not mixed:
            proof = self._to_eq(proof)
        if f is g or self.same(f, g):
            return proof
        lhs = mk_apps(f, left)
        x = mk_local("_x", self.type_of(f))
        end = mk_apps(x, right)
        motive = ctx.mk_lambda([x], builders.mk_heq(ctx, lhs, end) if mixed else builders.mk_eq(ctx, lhs, end))
        return builders.mk_eq_rec(ctx, motive, proof, self.proof(f, g))

    def _argument_proof(self, a: Expr, b: Expr, heterogeneous: bool = False) -> Expr:
        if a is not b and not self.same(a, b) and not self.is_eqv(a, b):
            raise Unsupported("cc: congruence of a dependent function")
        return self.proof(a, b, heterogeneous)


def _is_value(e: Expr) -> bool:
    """A numeral, with or without a minus sign, a character or a string."""
    if is_app_of(e, "has_neg.neg", 3):
        return builders.nat_value(get_app_args(e)[2]) is not None
    if is_app_of(e, "char.of_nat", 1):
        return builders.nat_value(get_app_args(e)[0]) is not None
    while is_app_of(e, "string.str", 2):
        e, character = get_app_args(e)
        if not _is_value(character):
            return False
        if is_app_of(e, "string.empty", 0):
            return True
    return builders.nat_value(e) is not None


def _codomain(e: Pi) -> Expr:
    return lower_loose(e.body, 1) if e.body.loose else e.body


def _refuted(type_: Expr) -> Expr | None:
    """p where the statement is `¬p` or `a ≠ b` (then `a = b`)."""
    head, args = get_app_fn_args(type_)
    if not isinstance(head, Const):
        return None
    if head.name == "not" and len(args) == 1:
        return args[0]
    if head.name == "ne" and len(args) == 3:
        return mk_apps(mk_const("eq", head.levels), args)
    return None


def _may_propagate(e: Expr) -> bool:
    if isinstance(e, Pi):
        return True
    head = get_app_fn(e)
    return isinstance(head, Const) and head.name in ("iff", "and", "or", "not", "ite")


def _one() -> Any:
    from lean_env.embedded.kernel.level import ONE

    return ONE


def _prop() -> Expr:
    from lean_env.embedded.kernel.expr import PROP

    return PROP


@tactic("cc")
def _cc(ts: TacticState, call: ast.TacticCall) -> None:
    intros(ts)
    closure = Closure(ts)
    for local in ts.hypotheses():
        type_ = ts.mctx.instantiate(local.type)
        if ts.ctx.is_prop(type_):
            closure.add(type_, local)
    target = ts.target()
    closure.internalize(target)
    if closure.inconsistent:
        contradiction = mk_app(mk_const("false_of_true_eq_false"), closure.proof(TRUE, FALSE))
        exact(ts, from_false(ts, contradiction))
    elif closure.is_eqv(target, TRUE):
        exact(ts, mk_apps(mk_const("of_eq_true"), [target, closure.proof(target, TRUE)]))
    elif closure.incomplete:
        raise Unsupported(f"cc: {closure.incomplete}")
    else:
        raise TacticFailure("cc tactic failed")
