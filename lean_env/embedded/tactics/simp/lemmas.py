"""Simp lemmas: how a statement becomes conditional rewrite rules, and sets of rules indexed by head symbol.

A rule is stored with its variables as de Bruijn indices under `count` binders and its universes as parameters, so it
can be matched without metavariables (see `matching`). Sets are immutable layers: the prelude's is built once, and
what a proof adds or erases lies on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    INST,
    App,
    Const,
    Expr,
    Lambda,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    lift_loose,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_sort,
    mk_var,
    replace,
)
from lean_env.embedded.kernel.level import Level, LevelMeta, mk_param
from lean_env.embedded.tactics.state import is_app_of
from lean_env.embedded.terms import find, for_each, get_app_num_args, has_loose_var, head_beta, replace_level

DEFAULT_PRIORITY = 1000

Head = Any
"""A key of the index: a constant's name, a local's id, or the kind of any other expression."""


class InvalidLemma(LeanError):
    """The statement cannot be used as asked."""

    def __init__(self, text: str) -> None:
        super().__init__(text, None, "invalid")


class Rule(NamedTuple):
    """A rewrite rule (`congr_hyps` empty) or a congruence rule.

    `binder_types[i]` has the earlier variables as loose indices; `lhs`, `rhs` and `proof` have all of them.
    """

    name: str
    relation: str
    arity: int
    binder_types: tuple[Expr, ...]
    is_instance: tuple[bool, ...]
    level_params: tuple[str, ...]
    lhs: Expr
    rhs: Expr
    proof: Expr
    is_refl: bool
    is_permutation: bool
    priority: int
    congr_hyps: tuple[int, ...]
    lhs_args: int

    @property
    def is_congr(self) -> bool:
        return bool(self.congr_hyps)


def head_of(e: Expr) -> Head:
    fn = get_app_fn(e)
    if isinstance(fn, Const):
        return fn.name
    if isinstance(fn, Local):
        return fn.id
    if isinstance(fn, Var | Meta):
        return Meta
    return type(fn)


# ------------------------------------------------------------------------------------------------------------- sets


class RuleSet:
    """Rules by relation and head; `parent` is an older layer, `erased` the names that are hidden from it."""

    __slots__ = ("_found", "_found_congr", "congr", "erased", "erased_all", "parent", "simp")

    def __init__(
        self, parent: RuleSet | None = None, erased: frozenset[str] = frozenset(), erased_all: bool = False
    ) -> None:
        self.parent = parent
        self.erased = erased
        self.erased_all = erased_all
        self.simp: dict[tuple[str, Head], list[Rule]] = {}
        self.congr: dict[tuple[str, Head], list[Rule]] = {}
        self._found: dict[tuple[str, Head], tuple[Rule, ...]] = {}
        self._found_congr: dict[tuple[str, Head], tuple[Rule, ...]] = {}

    def insert(self, rule: Rule) -> None:
        """The latest of equal priority is tried first."""
        table = self.congr if rule.is_congr else self.simp
        rules = table.setdefault((rule.relation, head_of(rule.lhs)), [])
        i = 0
        while i < len(rules) and rules[i].priority > rule.priority:
            i += 1
        rules.insert(i, rule)
        self._found.clear()
        self._found_congr.clear()

    def find(self, relation: str, head: Head) -> tuple[Rule, ...]:
        key = (relation, head)
        found = self._found.get(key)
        if found is None:
            inherited: tuple[Rule, ...] = ()
            if self.parent is not None and not self.erased_all:
                inherited = self.parent.find(relation, head)
            found = self._merge(self.simp.get(key), inherited)
            self._found[key] = found
        return found

    def find_congr(self, relation: str, head: Head) -> tuple[Rule, ...]:
        key = (relation, head)
        found = self._found_congr.get(key)
        if found is None:
            inherited = self.parent.find_congr(relation, head) if self.parent is not None else ()
            found = self._merge(self.congr.get(key), inherited)
            self._found_congr[key] = found
        return found

    def _merge(self, own: list[Rule] | None, inherited: tuple[Rule, ...]) -> tuple[Rule, ...]:
        if self.erased and inherited:
            inherited = tuple([rule for rule in inherited if rule.name not in self.erased])
        if not own:
            return inherited
        merged = list(inherited)
        for rule in reversed(own):
            i = 0
            while i < len(merged) and merged[i].priority > rule.priority:
                i += 1
            merged.insert(i, rule)
        return tuple(merged)

    def child(self) -> RuleSet:
        return RuleSet(self)

    def with_rules(self, rules: Iterable[Rule]) -> RuleSet:
        result = RuleSet(self)
        for rule in rules:
            result.insert(rule)
        return result

    def erase(self, names: Iterable[str]) -> RuleSet:
        erased = frozenset(names)
        return RuleSet(self, erased) if erased else self

    def all_rules(self) -> list[Rule]:
        """The rewrite rules of this and older layers, oldest first."""
        found = [] if self.parent is None or self.erased_all else self.parent.all_rules()
        found = [rule for rule in found if rule.name not in self.erased]
        for rules in self.simp.values():
            found.extend(reversed(rules))
        return found


def relations_of(state: Any) -> Any:
    """A test: is the relation of this name reflexive and transitive?"""
    cache: dict[str, bool] = state.cache("tactics.simp_relation")

    def is_relation(name: str) -> bool:
        if name in ("eq", "iff"):
            return True
        found = cache.get(name)
        if found is None:
            found = state.refl_lemma(name) is not None and state.trans_lemma(name, name) is not None
            cache[name] = found
        return found

    return is_relation


# --------------------------------------------------------------------------------------------- statements to equations


class Equation(NamedTuple):
    """A conditional equation `Π ..., lhs ~ rhs` and its proof."""

    type: Expr
    proof: Expr


class Preprocessor:
    """Turns what a lemma says into conditional equations: p becomes `p ↔ true`, ¬p `p ↔ false`, ∧ is taken apart."""

    def __init__(self, ctx: TypeContext) -> None:
        self.ctx = ctx
        self.is_relation = relations_of(ctx.state)

    def equations(self, type_: Expr, proof: Expr) -> list[Equation]:
        found = self._split(type_, proof, False)
        value = self.ctx.mctx.let_values.get(proof.id) if isinstance(proof, Local) else None
        if value is not None and isinstance(proof, Local):
            level = self.ctx.sort_of(proof.type)
            statement = mk_apps(mk_const("eq", (level,)), [proof.type, proof, value])
            found.insert(0, Equation(statement, mk_apps(mk_const("eq.refl", (level,)), [proof.type, proof])))
        return [equation for equation in found if self._is_usable(equation.type)]

    def _split(self, e: Expr, proof: Expr, restricted: bool) -> list[Equation]:
        head, args = get_app_fn_args(e)
        name = head.name if isinstance(head, Const) else ""
        if name and args and self.is_relation(name):
            result = [Equation(e, proof)]
            if name not in ("eq", "iff") and self.ctx.is_prop(e):
                result.insert(0, _iff_true(e, proof))
            return result
        if name == "not" and len(args) == 1:
            return [_iff_false(args[0], proof)]
        if isinstance(e, Pi) and isinstance(e.body, Const) and e.body.name == "false":
            return [_iff_false(e.binder_type, proof)]
        if name == "ne" and len(args) == 3 and isinstance(head, Const):
            return self._split(mk_app(mk_const("not"), mk_apps(mk_const("eq", head.levels), args)), proof, restricted)
        if name == "and" and len(args) == 2:
            left = mk_apps(mk_const("and.elim_left"), [*args, proof])
            right = mk_apps(mk_const("and.elim_right"), [*args, proof])
            return self._split(args[0], left, restricted) + self._split(args[1], right, restricted)
        if name == "auto_param" and len(args) == 2:
            return self._split(args[0], proof, restricted)
        if isinstance(e, Pi):
            return self._under(e, proof, restricted)
        if name == "ite" and len(args) == 5 and self.ctx.is_prop(e):
            return self._split_ite(args, proof, restricted)
        if restricted:
            return []
        reduced = head_beta(e)
        if reduced is not e:
            result = self._split(reduced, proof, True)
            if result:
                return result
        return [_iff_true(e, proof)] if self.ctx.is_prop(e) else []

    def _under(self, e: Pi, proof: Expr, restricted: bool) -> list[Equation]:
        local = mk_local(e.binder_name, e.binder_type, e.binder_info)
        body = instantiate1(e.body, local)
        applied = mk_app(proof, local)
        inner = self._split(body, applied, restricted)
        if len(inner) == 1 and inner[0].type is body and inner[0].proof is applied:
            return [Equation(e, proof)]
        return [self._lift(local, equation) for equation in inner]

    def _lift(self, local: Local, equation: Equation) -> Equation:
        return Equation(self.ctx.mk_pi([local], equation.type), self.ctx.mk_lambda([local], equation.proof))

    def _split_ite(self, args: list[Expr], proof: Expr, restricted: bool) -> list[Equation]:
        _, c, decidable, then, otherwise = args
        result: list[Equation] = []
        for condition, lemma, branch in (
            (c, "implies_of_if_pos", then),
            (mk_app(mk_const("not"), c), "implies_of_if_neg", otherwise),
        ):
            local = mk_local("ᾰ", condition)
            branch_proof = mk_apps(mk_const(lemma), [c, then, otherwise, decidable, proof, local])
            for equation in self._split(branch, branch_proof, restricted):
                result.append(self._lift(local, equation))
        return result

    def _is_usable(self, e: Expr) -> bool:
        """Every variable is found by matching or by instances or is a side condition, and it does not loop at once."""
        ctx = self.ctx
        wanted: set[int] = set()
        conditions: list[Expr] = []
        while isinstance(e, Pi):
            if wanted:
                _strike_out(e.binder_type, wanted)
            local = mk_local(e.binder_name, e.binder_type)
            if e.binder_info == INST:
                pass
            elif ctx.is_prop(e.binder_type):
                conditions.append(e.binder_type)
            else:
                wanted.add(local.id)
            e = instantiate1(e.body, local)
        sides = sides_of(self.is_relation, ctx.state, e)
        if sides is None:
            return False
        _, lhs, rhs = sides
        _strike_out(lhs, wanted)
        if wanted or _occurs(lhs, rhs):
            return False
        return not any(_occurs(lhs, condition) for condition in conditions)


def _iff_true(e: Expr, proof: Expr) -> Equation:
    statement = mk_apps(mk_const("iff"), [e, mk_const("true")])
    return Equation(statement, mk_apps(mk_const("iff_true_intro"), [e, proof]))


def _iff_false(p: Expr, proof: Expr) -> Equation:
    statement = mk_apps(mk_const("iff"), [p, mk_const("false")])
    return Equation(statement, mk_apps(mk_const("iff_false_intro"), [p, proof]))


def _strike_out(e: Expr, wanted: set[int]) -> None:
    if not e.has_local:
        return

    def visit(node: Expr) -> bool | None:
        if isinstance(node, Local):
            wanted.discard(node.id)
        return node.has_local

    for_each(e, visit)


def _occurs(part: Expr, e: Expr) -> bool:
    return find(e, lambda node: node is part) is not None


def sides_of(is_relation: Any, state: Any, e: Expr) -> tuple[str, Expr, Expr] | None:
    """Relation, left and right side of an application of a simp relation."""
    head, args = get_app_fn_args(e)
    if not isinstance(head, Const):
        return None
    if head.name == "eq":
        return ("eq", args[1], args[2]) if len(args) == 3 else None
    if head.name == "iff":
        return ("iff", args[0], args[1]) if len(args) == 2 else None
    if not is_relation(head.name):
        return None
    from lean_env.embedded.tactics.relations import relation_info

    info = relation_info(state, head.name)
    if info is None or len(args) <= max(info.lhs, info.rhs):
        return None
    return head.name, args[info.lhs], args[info.rhs]


# ------------------------------------------------------------------------------------------------------------ compiling


class Compiler:
    """Makes rules of declarations, hypotheses and terms."""

    def __init__(self, ctx: TypeContext) -> None:
        self.ctx = ctx
        self.preprocessor = Preprocessor(ctx)
        self.is_relation = self.preprocessor.is_relation

    def of_constant(self, name: str, symm: bool = False, priority: int = DEFAULT_PRIORITY) -> list[Rule]:
        """The rules of a declaration; with its equation lemmas if it has any. Empty when it says no rule."""
        state: Any = self.ctx.state
        from lean_env.embedded.tactics.rewrite import extended_equation_lemmas

        rules: list[Rule] = []
        for lemma in extended_equation_lemmas(state, name):
            rules.extend(self._of_declaration(lemma, False, priority))
        rules.extend(self._of_declaration(name, symm, priority))
        return rules

    def is_valid_constant(self, name: str) -> bool:
        info = self.ctx.env.get(name)
        if info is None:
            return False
        proof = mk_const(name, tuple([mk_param(p) for p in info.level_params]))
        return bool(self.preprocessor.equations(info.type, proof))

    def _of_declaration(self, name: str, symm: bool, priority: int) -> list[Rule]:
        info = self.ctx.env.get(name)
        if info is None:
            return []
        proof = mk_const(name, tuple([mk_param(p) for p in info.level_params]))
        if is_refl_lemma(info, self.ctx.env):
            return [self._compile(name, info.type, proof, info.level_params, symm, priority, True)]
        return self._of_statement(name, info.type, proof, info.level_params, symm, priority)

    def of_term(self, e: Expr, symm: bool = False) -> list[Rule]:
        """The rules of a proof term; what it leaves open is found by matching."""
        name = e.name if isinstance(e, Const) else e.pp_name if isinstance(e, Local) else ""
        type_ = self.ctx.mctx.instantiate(self.ctx.infer(e))
        if e.has_meta or e.has_level_meta or type_.has_meta or type_.has_level_meta:
            return self._of_open_term(name, e, type_, symm)
        return self._of_statement(name, type_, e, (), symm, DEFAULT_PRIORITY)

    def _of_open_term(self, name: str, e: Expr, type_: Expr, symm: bool) -> list[Rule]:
        mctx = self.ctx.mctx
        metas = mctx.unassigned_metas(mk_app(e, type_))
        levels = _level_metas(e, type_)
        params = {level: mk_param(f"_u_{i}") for i, level in enumerate(levels)}
        locals_: list[Local] = []
        by_meta: dict[Expr, Expr] = {}
        for meta in metas:
            meta_type = _close(mctx.instantiate(mctx.decl(meta).type), by_meta, params)
            info = INST if self.ctx.is_class_type(meta_type) else DEFAULT
            local = mk_local("m", meta_type, info)
            by_meta[meta] = local
            locals_.append(local)
        closed = _close(e, by_meta, params)
        closed_type = _close(type_, by_meta, params)
        names = tuple([p.name for p in params.values()])  # type: ignore[attr-defined]
        return self._of_statement(name, closed_type, closed, names, symm, DEFAULT_PRIORITY, locals_)

    def _of_statement(
        self,
        name: str,
        type_: Expr,
        proof: Expr,
        level_params: tuple[str, ...],
        symm: bool,
        priority: int,
        extra: Sequence[Local] = (),
    ) -> list[Rule]:
        rules: list[Rule] = []
        for equation in self.preprocessor.equations(type_, proof):
            t, p = equation
            if extra:
                t, p = self.ctx.mk_pi(extra, t), self.ctx.mk_lambda(extra, p)
            is_refl = isinstance(fn := get_app_fn(equation.proof), Const) and fn.name == "eq.refl"
            rules.append(self._compile(name, t, p, level_params, symm, priority, is_refl))
        return rules

    def _compile(
        self,
        name: str,
        type_: Expr,
        proof: Expr,
        level_params: tuple[str, ...],
        symm: bool,
        priority: int,
        is_refl: bool,
    ) -> Rule:
        binder_types: list[Expr] = []
        is_instance: list[bool] = []
        body = type_
        while isinstance(body, Pi):
            binder_types.append(body.binder_type)
            is_instance.append(body.binder_info == INST)
            body = body.body
        count = len(binder_types)
        applied = _apply_to_variables(proof, count)
        sides = sides_of(self.is_relation, self.ctx.state, body)
        assert sides is not None
        relation, lhs, rhs = sides
        is_permutation = not is_refl and _is_permutation(lhs, rhs, 0, {})
        if symm:
            if relation not in ("eq", "heq", "iff"):
                raise InvalidLemma(f"simp ← not supported for custom simp relation '{relation}'")
            applied = self._symm(relation, body, applied)
            lhs, rhs = rhs, lhs
        return Rule(
            name,
            relation,
            count,
            tuple(binder_types),
            tuple(is_instance),
            level_params,
            lhs,
            rhs,
            applied,
            is_refl,
            is_permutation,
            priority,
            (),
            get_app_num_args(lhs),
        )

    def _symm(self, relation: str, body: Expr, proof: Expr) -> Expr:
        head, args = get_app_fn_args(body)
        assert isinstance(head, Const)
        name = {"eq": "eq.symm", "iff": "iff.symm", "heq": "heq.symm"}[relation]
        if relation == "heq":
            args = [args[0], args[2], args[1], args[3]]
        return mk_apps(mk_const(name, head.levels), [*args, proof])

    # congruence rules

    def of_congruence(self, name: str, priority: int = DEFAULT_PRIORITY) -> Rule:
        """The congruence rule of a declaration, whose conclusion is `f x₁ … ~ f y₁ …`; InvalidLemma otherwise."""
        info = self.ctx.env.get(name)
        if info is None:
            raise InvalidLemma(f"unknown declaration '{name}'")
        proof = mk_const(name, tuple([mk_param(p) for p in info.level_params]))
        binder_types: list[Expr] = []
        infos: list[int] = []
        body = info.type
        while isinstance(body, Pi):
            binder_types.append(body.binder_type)
            infos.append(body.binder_info)
            body = body.body
        count = len(binder_types)
        sides = sides_of(self.is_relation, self.ctx.state, body)
        if sides is None:
            raise InvalidLemma(
                f"invalid congruence lemma, '{name}' resulting type is not of the form t ~ s, "
                "where '~' is a transitive and reflexive relation"
            )
        relation, lhs, rhs = sides
        found = self._congruence_sides(name, relation, lhs, rhs, count)
        hypotheses: list[int] = []
        for i in range(count):
            if infos[i] != DEFAULT or i in found:
                continue
            if self._is_congruence_hypothesis(name, binder_types[i], i, found):
                found.add(i)
                hypotheses.append(i)
        return Rule(
            name,
            relation,
            count,
            tuple(binder_types),
            tuple([info == INST for info in infos]),
            info.level_params,
            lhs,
            rhs,
            _apply_to_variables(proof, count),
            False,
            False,
            priority,
            tuple(hypotheses),
            get_app_num_args(lhs),
        )

    def _congruence_sides(self, name: str, relation: str, lhs: Expr, rhs: Expr, count: int) -> set[int]:
        """Check the shape of the two sides; the variables that the left one fixes."""
        found: set[int] = set()
        fn, args = get_app_fn_args(lhs)
        if isinstance(fn, Const):
            other, other_args = get_app_fn_args(rhs)
            if not isinstance(other, Const) or other.name != fn.name or len(args) != len(other_args):
                raise InvalidLemma(
                    f"invalid congruence lemma, '{name}' resulting type is not of the form ({fn.name}  ...) "
                    f"~ ({fn.name} ...), where ~ is '{relation}'"
                )
        elif isinstance(lhs, Lambda | Pi):
            body = lhs.body
            variable = body.fn if isinstance(body, App) and isinstance(body.arg, Var) and body.arg.idx == 0 else body
            shift = 1
            if type(lhs) is not type(rhs) or not isinstance(lhs.binder_type, Var) or not isinstance(variable, Var):
                raise InvalidLemma(
                    f"invalid congruence lemma, '{name}' left-hand-side of the congruence resulting type must "
                    "be of the form (fun/Pi (x : A), B x)"
                )
            return {count - 1 - lhs.binder_type.idx, count - 1 - (variable.idx - shift)}
        elif isinstance(fn, Var):
            found.add(count - 1 - fn.idx)
        else:
            raise InvalidLemma(f"invalid congruence lemma, '{name}' left-hand-side is not an application nor a binding")
        for arg in args:
            if isinstance(arg, Sort):
                continue
            if not isinstance(arg, Var) or count - 1 - arg.idx in found:
                raise InvalidLemma(
                    f"invalid congruence lemma, '{name}' the left-hand-side of the congruence resulting type must "
                    "be of the form (f x_1 ... x_n), where each x_i is a distinct variable or a sort"
                )
            found.add(count - 1 - arg.idx)
        return found

    def _is_congruence_hypothesis(self, name: str, type_: Expr, index: int, found: set[int]) -> bool:
        """Is this `Π ls, l ~ m ls` with m new?  Then m is found too. `type_` has the first `index` variables loose."""
        depth = 0
        domains: list[Expr] = []
        while isinstance(type_, Pi):
            domains.append(type_.binder_type)
            type_ = type_.body
            depth += 1
        sides = sides_of(self.is_relation, self.ctx.state, type_)
        if sides is None:
            return False
        _, lhs, rhs = sides
        for offset, domain in enumerate(domains):
            if not _only_found(domain, index, offset, found):
                raise InvalidLemma(f"invalid congruence lemma, '{name}' has unresolved parameters")
        if not _only_found(lhs, index, depth, found):
            raise InvalidLemma(
                f"invalid congruence lemma, '{name}' argument #{index + 1} is not a valid hypothesis, "
                "the left-hand-side contains unresolved parameters"
            )
        fn, args = get_app_fn_args(rhs)
        ok = isinstance(fn, Var) and fn.idx >= depth
        for arg in args:
            ok = ok and isinstance(arg, Var) and arg.idx < depth
        variable = index - 1 - (fn.idx - depth) if isinstance(fn, Var) else -1
        if not ok or variable in found:
            raise InvalidLemma(
                f"invalid congruence lemma, '{name}' argument #{index + 1} is not a valid hypothesis, "
                "the right-hand-side must be of the form (m l_1 ... l_n) where m is parameter that was not "
                "'assigned/resolved' yet and l_i's are locals"
            )
        found.add(variable)
        return True


def _only_found(e: Expr, index: int, depth: int, found: set[int]) -> bool:
    """Are all of the rule's variables in `e` (which stands under `index` of them and `depth` more) found?"""
    for i in range(index):
        if i not in found and e.loose > depth + index - 1 - i and has_loose_var(e, depth + index - 1 - i):
            return False
    return True


def _apply_to_variables(proof: Expr, count: int) -> Expr:
    """`proof x₁ … xₙ` with the variables loose; lambdas of the proof are taken off instead."""
    taken = 0
    while taken < count and isinstance(proof, Lambda):
        proof = proof.body
        taken += 1
    if taken == count:
        return proof
    proof = lift_loose(proof, count - taken)
    return mk_apps(proof, [mk_var(i) for i in range(count - taken - 1, -1, -1)])


def _level_metas(*exprs: Expr) -> list[LevelMeta]:
    found: list[LevelMeta] = []

    def collect(level: Level) -> None:
        if not level.has_meta:
            return
        if isinstance(level, LevelMeta):
            if level not in found:
                found.append(level)
            return
        for part in ("pred", "lhs", "rhs"):
            inner = getattr(level, part, None)
            if inner is not None:
                collect(inner)

    def visit(node: Expr) -> bool | None:
        if isinstance(node, Const):
            for level in node.levels:
                collect(level)
        elif isinstance(node, Sort):
            collect(node.level)
        return node.has_level_meta

    for e in exprs:
        for_each(e, visit)
    return found


def _close(e: Expr, by_meta: dict[Expr, Expr], params: dict[LevelMeta, Level]) -> Expr:
    """`e` with metavariables replaced by locals and level metavariables by parameters."""

    def level_of(level: Level) -> Level:
        if not level.has_meta:
            return level
        return replace_level(level, lambda node: params.get(node) if isinstance(node, LevelMeta) else None)

    def visit(node: Expr, _: int) -> Expr | None:
        if not node.has_meta and not node.has_level_meta:
            return node
        if isinstance(node, Meta):
            return by_meta.get(node, node)
        if isinstance(node, Const):
            return mk_const(node.name, tuple([level_of(level) for level in node.levels]))
        if isinstance(node, Sort):
            return mk_sort(level_of(node.level))
        return None

    return replace(e, visit)


def is_refl_lemma(info: Any, env: Any) -> bool:
    """Was this declaration proved by `rfl` (or an equation lemma by one that was), so that it holds by definition?"""
    value = getattr(info, "value", None)
    if value is None or info.kind != "theorem":
        return False
    type_ = info.type
    while isinstance(type_, Pi):
        if not isinstance(value, Lambda):
            return False
        type_, value = type_.body, value.body
    head = get_app_fn(value)
    if isinstance(head, Const) and "._main.equations._eqn_" in head.name:
        return is_refl_lemma(env.get(head.name), env)
    if is_app_of(type_, "eq", 3):
        return is_app_of(value, "eq.refl", 2) or is_app_of(value, "rfl", 2)
    if is_app_of(type_, "iff", 2):
        return is_app_of(value, "iff.refl", 1) or is_app_of(value, "iff.rfl", 1)
    return False


def _is_permutation(a: Expr, b: Expr, offset: int, mapping: dict[int, int]) -> bool:
    """Do the sides differ only by a renaming of the rule's variables?"""
    if type(a) is not type(b):
        return False
    if isinstance(a, Var) and isinstance(b, Var):
        if a.idx < offset:
            return a is b
        known = mapping.setdefault(a.idx - offset, b.idx - offset)
        return known == b.idx - offset
    if isinstance(a, App) and isinstance(b, App):
        return _is_permutation(a.fn, b.fn, offset, mapping) and _is_permutation(a.arg, b.arg, offset, mapping)
    if isinstance(a, Lambda | Pi) and isinstance(b, Lambda | Pi):
        return _is_permutation(a.binder_type, b.binder_type, offset, mapping) and _is_permutation(
            a.body, b.body, offset + 1, mapping
        )
    return a is b


# ------------------------------------------------------------------------------------------------- sets of attributes


def default_rules(ctx: TypeContext) -> RuleSet:
    """The rules of `@[simp]` and `@[congr]`."""
    return _attribute_rules(ctx, ctx.state, ("simp", "wrapper_eq"), ("congr",))


def attribute_rules(ctx: TypeContext, attribute: str) -> RuleSet:
    """The rules of a user's simp attribute."""
    return _attribute_rules(ctx, ctx.state, (attribute,), ())


def _attribute_rules(ctx: TypeContext, state: Any, simp: tuple[str, ...], congr: tuple[str, ...]) -> RuleSet:
    from lean_env.embedded.tactics.rewrite import extended_equation_lemmas

    versions = tuple([state.version(attr) for attr in (*simp, *congr)])
    cache: dict[Any, RuleSet] = state.cache("tactics.simp")
    key = (simp, versions)
    found = cache.get(key)
    if found is not None:
        return found
    parent = state.parent
    if parent is not None and versions == tuple([parent.version(attr) for attr in (*simp, *congr)]):
        return _attribute_rules(ctx, parent, simp, congr)
    base: RuleSet | None = None
    if parent is not None:
        base = _attribute_rules(ctx, parent, simp, congr)
    erased: set[str] = set()
    for attr in (*simp, *congr):
        gone = list(state.hidden_attribute_decls(attr))
        if base is not None:
            gone += [entry.decl for entry in state.own_attribute_entries(attr)]
        for decl in gone:
            erased.update((decl, *extended_equation_lemmas(state, decl)))
    rules = RuleSet(base, frozenset(erased))
    compiler = Compiler(ctx)
    with ctx.transparency_at("semireducible"):
        for attr in simp:
            for entry in state.own_attribute_entries(attr) if base is not None else state.attribute_entries(attr):
                for rule in compiler.of_constant(entry.decl, False, entry.priority):
                    rules.insert(rule)
        for attr in congr:
            for entry in state.own_attribute_entries(attr) if base is not None else state.attribute_entries(attr):
                rules.insert(compiler.of_congruence(entry.decl, entry.priority))
    cache[key] = rules
    return rules


def prepare(ctx: TypeContext) -> RuleSet:
    """Build the default rules of `ctx.state` now: call it on the prelude before it is frozen."""
    return default_rules(ctx)


def validate_simp_lemma(ctx: TypeContext, name: str) -> None:
    """Raise as `@[simp]` does on a declaration that says no rewrite rule."""
    state = ctx.state
    trivial = name not in state.table("marked as rfl") and _says_nothing(state.get(name))  # type: ignore[attr-defined]
    if trivial or not Compiler(ctx).of_constant(name):
        raise InvalidLemma(f"invalid simplification lemma '{name}'")


def _says_nothing(info: Any) -> bool:
    """Whether a declaration states that something equals itself, which is a rule only where its proof is `rfl`."""
    statement = info.type
    while isinstance(statement, Pi):
        statement = statement.body
    if not is_app_of(statement, "eq", 3) and not is_app_of(statement, "iff", 2):
        return False
    left, right = get_app_args(statement)[-2:]
    return left is right


def validate_congr_lemma(ctx: TypeContext, name: str) -> None:
    """Raise as `@[congr]` does on a declaration that is no congruence."""
    Compiler(ctx).of_congruence(name)
