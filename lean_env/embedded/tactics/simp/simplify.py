"""The simplifier: rewrites a term bottom up until nothing changes, and proves that old and new are related.

A result without a proof is definitionally equal to what went in. Under the relation `eq` arguments are rewritten
through congruence lemmas; under another relation only user congruence lemmas and that relation's rules apply, and what
`eq` can do is lifted. Propositions proved equivalent are made equal by `propext`, bodies of lambdas by `funext`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lean_env.embedded.elaborator import builders, generalized
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.equations.goals import state_of
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.errors import DeepRecursion, DeterministicTimeout, LeanError, Unsupported
from lean_env.embedded.kernel.expr import (
    PROP,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    abstract,
    alpha_eq,
    beta,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    instantiate,
    instantiate1,
    instantiate_level_params,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
)
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.tactics.relations import as_relation
from lean_env.embedded.tactics.simp.congruence import (
    CAST,
    EQ,
    FIXED,
    FIXED_NO_PARAM,
    SUBSINGLETON,
    Congruence,
    CongruenceLemma,
    congruence_chain,
)
from lean_env.embedded.tactics.simp.lemmas import Compiler, Rule, RuleSet, head_of
from lean_env.embedded.tactics.simp.matching import Match, Matcher, instantiate_beta
from lean_env.embedded.tactics.simp.order import Order
from lean_env.embedded.tactics.state import is_app_of
from lean_env.embedded.terms import get_app_num_args, has_loose_var, head_beta, lower_loose

# Terms inside one another, or side conditions in a circle, beyond which Lean's own stack ends.
_MAX_DEPTH: Final = 2000

Discharger = Callable[[Expr, LocalContext], Expr | None]

# Core Lean defines these before `eq`, so that there they have no equation lemmas.
_BEFORE_EQUALITY = frozenset(("not", "opt_param", "out_param", "id_delta", "id_rhs", "typed_expr"))


@dataclass(frozen=True, slots=True)
class SimpConfig:
    """Lean's `simp_config`, the fields that change what is proved."""

    max_steps: int = 10_000_000
    contextual: bool = False
    lift_eq: bool = True
    use_axioms: bool = True
    zeta: bool = True
    beta: bool = True
    eta: bool = True
    proj: bool = True
    iota: bool = True
    iota_eqn: bool = False
    constructor_eq: bool = True
    single_pass: bool = False
    fail_if_unchanged: bool = True
    memoize: bool = True
    discharger: Any = None
    """The term of a tactic program that proves side conditions, for whoever makes the simplifier."""


class SimpError(LeanError):
    """The simplifier gave up."""

    def __init__(self, text: str) -> None:
        super().__init__(text, None, "tactic_failed")


class Result:
    """A simplified term; `proof` relates the old term to it, None when they are equal by definition."""

    __slots__ = ("new", "proof")

    def __init__(self, new: Expr, proof: Expr | None = None) -> None:
        self.new = new
        self.proof = proof


def same(a: Expr, b: Expr) -> bool:
    return a is b or alpha_eq(a, b)


class Simplifier:
    """One run. `lctx` grows under binders; `relation` is what results are related by."""

    def __init__(
        self,
        ctx: TypeContext,
        lctx: LocalContext,
        rules: RuleSet,
        to_unfold: Sequence[str] = (),
        config: SimpConfig | None = None,
        discharger: Discharger | None = None,
        automatic: Discharger | None = None,
    ) -> None:
        """`automatic` proves side conditions that name their own tactic; `discharger` is tried on all."""
        self.ctx = ctx
        self.lctx = lctx
        self.rules = rules
        self.to_unfold = frozenset(to_unfold)
        self.config = config or SimpConfig()
        self.discharger = discharger
        self.automatic = automatic
        self.relation = "eq"
        self.matcher = Matcher(ctx)
        self.congruence = Congruence(ctx)
        self.order = Order()
        self.cache: dict[str, dict[Expr, Result]] = {}
        self.steps = 0
        self.depth = 0

    def run(self, e: Expr, relation: str = "eq") -> Result:
        """Simplify `e`; transparency is reducible throughout, as in Lean."""
        with self.ctx.transparency_at("reducible"):
            return self._under_relation(relation, e)

    def _under_relation(self, relation: str, e: Expr) -> Result:
        old, self.relation = self.relation, relation
        result = self.visit(e)
        self.relation = old
        return result

    # ------------------------------------------------------------------------------------------------ the main loop

    def visit(self, e: Expr) -> Result:
        self.steps += 1
        if self.steps > self.config.max_steps:
            raise SimpError("simplify failed, maximum number of steps exceeded")
        memoize = self.config.memoize
        if memoize:
            cache = self.cache.get(self.relation)
            if cache is None:
                cache = self.cache[self.relation] = {}
            found = cache.get(e)
            if found is not None:
                return found
        self.ctx.tick()
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise DeepRecursion
        result = self._visit_uncached(e)
        self.depth -= 1
        if memoize:
            self.cache.setdefault(self.relation, {})[e] = result
        return result

    def _visit_uncached(self, e: Expr) -> Result:
        current = Result(e)
        before = self.pre(e)
        if before is not None:
            if not before[1]:
                return before[0]
            current = before[0]
        while True:
            new = self.join(current, self._visit_kind(current.new))
            if self.config.constructor_eq:
                constructor = self._constructor_equation(new)
                if constructor is not None:
                    current = constructor
                    continue
            after = self.post(new.new)
            if after is None:
                current = new
                break
            if not after[1]:
                current = self.join(new, after[0])
                break
            if same(after[0].new, current.new):
                break
            current = self.join(new, after[0])
            if self.config.single_pass:
                break
        if self.config.lift_eq and self.relation != "eq":
            lifted = self._under_relation("eq", current.new)
            if not same(lifted.new, current.new):
                current = self.join(current, self._lift_from_eq(current.new, lifted))
                current = self.join(current, self.visit(current.new))
        return current

    def pre(self, e: Expr) -> tuple[Result, bool] | None:
        """Before a term is taken apart; `conv`'s `find` looks here."""
        return None

    def _visit_kind(self, e: Expr) -> Result:
        cls = e.__class__
        if cls is App:
            return self._visit_app(e)
        if cls is Const or cls is Local or cls is Sort:
            return Result(e)
        if cls is Lambda:
            return self._visit_lambda(e)
        if cls is Pi:
            return self._visit_pi(e)
        if cls is Let:
            if self.config.zeta:
                return self.visit(instantiate1(e.body, e.value))  # type: ignore[attr-defined]
            return Result(e)
        if cls is Meta:
            return Result(self.ctx.mctx.instantiate(e))
        return Result(e)

    def post(self, e: Expr) -> tuple[Result, bool] | None:
        """At a term whose parts are simplified: unfold, or rewrite by a rule."""
        unfolded = self._unfold(e)
        if unfolded is not None:
            return Result(unfolded), True
        if self.config.iota_eqn:
            unfolded = self._unfold_by_equations(e)
            if unfolded is not None:
                return Result(unfolded), True
        result = self._rewrite(e)
        if result is not None:
            return result, True
        if self.config.use_axioms and self.relation == "eq":
            result = self._rewrite_by_propext(e)
            if result is not None:
                return result, True
        return None

    # ------------------------------------------------------------------------------------------------ joining results

    def join(self, first: Result, second: Result) -> Result:
        if first.proof is None:
            return second
        if second.proof is None:
            return Result(second.new, first.proof)
        return Result(second.new, self.mk_trans(first, second))

    def mk_trans(self, first: Result, second: Result) -> Expr:
        assert first.proof is not None and second.proof is not None
        return self.trans(self.relation, first.proof, second.proof)

    def trans(self, relation: str, first: Expr, second: Expr) -> Expr:
        if relation == "eq":
            return builders.mk_eq_trans(self.ctx, first, second)
        found = self.ctx.state.trans_lemma(relation, relation)  # type: ignore[attr-defined]
        if found is None:
            raise SimpError(f"relation '{relation}' is not transitive")
        return self.ctx.mk_app_m(found[0], [first, second], self.lctx)

    def refl(self, relation: str, e: Expr) -> Expr:
        if relation == "eq":
            return builders.mk_eq_refl(self.ctx, e)
        if relation == "iff":
            return mk_app(mk_const("iff.refl"), e)
        name = self.ctx.state.refl_lemma(relation)  # type: ignore[attr-defined]
        if name is None:
            raise SimpError(f"relation '{relation}' is not reflexive")
        return self.ctx.mk_app_m(name, [e], self.lctx)

    def finalize(self, result: Result) -> Expr:
        """The proof of a result, reflexivity where it has none."""
        return result.proof if result.proof is not None else self.refl(self.relation, result.new)

    def _lift_from_eq(self, old: Expr, result: Result) -> Result:
        """From `old = new` to `old ~ new`."""
        if result.proof is None:
            return result
        ctx = self.ctx
        sort = ctx.infer(old)
        local = mk_local("_a", sort)
        refl = self.refl(self.relation, old)
        statement = ctx.mctx.instantiate(ctx.infer(refl))
        info = as_relation(ctx.state, statement)
        head, args = get_app_fn_args(statement)
        if info is None or not args:
            raise SimpError("cannot lift an equation")
        motive = ctx.mk_lambda([local], mk_apps(head, [*args[:-1], local]))
        level = ctx.sort_of(sort)
        proof = mk_apps(mk_const("eq.rec", (ZERO, level)), [sort, old, motive, refl, result.new, result.proof])
        return Result(result.new, proof)

    # ---------------------------------------------------------------------------------------------------- reduction

    def _reduce(self, e: Expr) -> Expr:
        return reduce_head(self.ctx, e, self.config.beta, self.config.eta, self.config.proj, self.config.iota)

    def _reduced(self, result: Result) -> Result:
        new = self._reduce(result.new)
        return result if new is result.new else Result(new, result.proof)

    def _unfold(self, e: Expr) -> Expr | None:
        if not self.to_unfold:
            return None
        head = get_app_fn(e)
        if not isinstance(head, Const) or head.name not in self.to_unfold:
            return None
        return unfold_named(self.ctx, e, head.name)

    def _unfold_by_equations(self, e: Expr) -> Expr | None:
        head = get_app_fn(e)
        if not isinstance(e, App) or not isinstance(head, Const):
            return None
        lemmas = self.ctx.state.equation_lemmas(head.name)  # type: ignore[attr-defined]
        if len(lemmas) == 1 and head.name not in _BEFORE_EQUALITY:
            return None
        with self.ctx.transparency_at("semireducible"):
            return self.ctx.unfold_definition(e)

    # ------------------------------------------------------------------------------------------------- applications

    def _visit_app(self, e: Expr) -> Result:
        reduced = self._reduce(e)
        if reduced.__class__ is not App:
            return self.visit(reduced)
        user = self._user_congruence(reduced)
        if user is not None:
            if self.relation == "eq":
                return self._reduced(self.join(user, self._visit_fn(user.new)))
            return self._reduced(user)
        if self.relation != "eq":
            return Result(reduced)
        arguments = self._congruence_of_arguments(reduced)
        if arguments is not None:
            return self._reduced(self.join(arguments, self._visit_fn(arguments.new)))
        return self._binary_congruence(reduced)

    def _visit_fn(self, e: Expr) -> Result:
        """Simplify the head of an application whose arguments are done."""
        if e.__class__ is not App:
            return Result(e)
        fn, args = get_app_fn_args(e)
        head = self.visit(fn)
        if head.new is fn and head.proof is None:
            return Result(e)
        new = mk_apps(head.new, args)
        if head.proof is None:
            return Result(new)
        proof = head.proof
        for arg in args:
            proof = builders.mk_congr_fun(self.ctx, proof, arg)
        return Result(new, proof)

    def _congruence_of_arguments(self, e: Expr) -> Result | None:
        fn, args = get_app_fn_args(e)
        congruence = self.congruence
        size = congruence.prefix_size(fn, len(args))
        prefix = mk_apps(fn, args[:size])
        rest = args[size:]
        kinds = congruence.kinds(prefix, len(rest))
        if len(kinds) < len(rest):
            return None
        results: list[Result | None] = []
        new_args: list[Expr] = []
        has_proof = simplified = False
        for kind, arg in zip(kinds, rest, strict=True):
            if kind != EQ:
                results.append(None)
                new_args.append(arg)
                continue
            result = self.visit(arg)
            results.append(result)
            new_args.append(result.new)
            has_proof = has_proof or result.proof is not None
            simplified = simplified or not same(result.new, arg)
        if not simplified:
            return Result(e)
        if not has_proof:
            return Result(mk_apps(prefix, new_args))
        needs_lemma = False
        for i, kind in enumerate(kinds):
            if kind in (CAST, SUBSINGLETON):
                needs_lemma = needs_lemma or _depends_on_changed(congruence, prefix, i, results, len(rest))
        if needs_lemma:
            return self._by_lemma(prefix, rest, results)
        proofs = [None if result is None else result.proof for result in results]
        # A result without a proof is the same by definition; the chain states it with the old argument.
        proof = congruence_chain(self.ctx, prefix, rest, proofs)
        return Result(mk_apps(prefix, new_args), proof)

    def _by_lemma(self, prefix: Expr, args: list[Expr], results: list[Result | None]) -> Result | None:
        lemma = self.congruence.simp_lemma(prefix, len(args))
        if lemma is None:
            return None
        return self._apply_lemma(lemma, args, results)

    def _apply_lemma(self, lemma: CongruenceLemma, args: list[Expr], results: list[Result | None]) -> Result | None:
        proof = lemma.proof
        type_: Any = lemma.type
        values: list[Expr] = []
        for kind, arg, result in zip(lemma.kinds, args, results, strict=True):
            if kind == FIXED_NO_PARAM:
                continue
            given = [arg]
            if kind == EQ:
                assert result is not None
                given += [result.new, self.finalize(result)]
            elif kind == SUBSINGLETON:
                domain = instantiate(type_.body.binder_type, [*values, arg])
                if self.ctx.is_def_eq(self.ctx.infer(arg), domain):
                    given.append(arg)
                else:
                    instance = self.ctx.synth_instance(domain, self.lctx)
                    if instance is None:
                        return None
                    given.append(instance)
            elif kind not in (FIXED, CAST):
                return None
            proof = mk_apps(proof, given)
            values += given
            for _ in given:
                type_ = type_.body
        right = instantiate(get_app_args(type_)[2], values)
        return Result(_remove_casts(right), proof)

    def _binary_congruence(self, e: Expr) -> Result:
        assert isinstance(e, App)
        fn_result = self.visit(e.fn)
        fn_type = self.ctx.ensure_pi(self.ctx.infer(e.fn))
        if fn_type is None or has_loose_var(fn_type.body, 0):
            if fn_result.proof is not None:
                proof = builders.mk_congr_fun(self.ctx, fn_result.proof, e.arg)
                return self._reduced(Result(mk_app(fn_result.new, e.arg), proof))
            return self._reduced(Result(mk_app(fn_result.new, e.arg)))
        arg_result = self.visit(e.arg)
        new = mk_app(fn_result.new, arg_result.new)
        ctx = self.ctx
        if fn_result.proof is None and arg_result.proof is None:
            return self._reduced(Result(new))
        if fn_result.proof is None:
            assert arg_result.proof is not None
            proof = builders.mk_congr_arg(ctx, fn_result.new, arg_result.proof)
        elif arg_result.proof is None:
            proof = builders.mk_congr_fun(ctx, fn_result.proof, arg_result.new)
        else:
            proof = builders.mk_congr(ctx, fn_result.proof, arg_result.proof)
        return self._reduced(Result(new, proof))

    # -------------------------------------------------------------------------------------------- user congruences

    def _user_congruence(self, e: Expr) -> Result | None:
        for head in (head_of(e), Meta):
            for rule in self.rules.find_congr(self.relation, head):
                result = self._try_congruence(rule, e)
                if result is not None and not same(result.new, e):
                    return result if result.proof is not None else None
        return None

    def _try_congruence(self, rule: Rule, e: Expr) -> Result | None:
        match = self.matcher.run(rule, e, self.lctx)
        if match is None:
            return None
        simplified = False
        for i in rule.congr_hyps:
            made = self._congruence_hypothesis(rule, match, i)
            if made is None:
                return None
            simplified = simplified or made
        if not simplified or not self.matcher.complete(match, self.lctx, self.prove):
            return None
        return Result(match.instantiate(rule.rhs), match.instantiate(rule.proof))

    def _congruence_hypothesis(self, rule: Rule, match: Match, i: int) -> bool | None:
        """Simplify the left side of hypothesis `i`, and fill in its right side and its proof."""
        type_: Any = rule.binder_types[i]
        if type_.has_level_param:
            if any(param not in match.levels for param in rule.level_params):
                return None
            type_ = instantiate_level_params(
                type_, rule.level_params, [match.levels[param] for param in rule.level_params]
            )
        outer_context = self.lctx
        locals_: list[Local] = []
        while isinstance(type_, Pi):
            domain = self._partial(match, i, type_.binder_type, locals_)
            local = mk_local(type_.binder_name, domain, type_.binder_info)
            self.lctx = self.lctx.add(local)
            locals_.append(local)
            type_ = type_.body
        head, args = get_app_fn_args(type_)
        assert isinstance(head, Const)
        left = self._partial(match, i, args[-2], locals_)
        target: Any = get_app_fn(args[-1])
        variable = i - 1 - (target.idx - len(locals_))
        old_rules, old_cache, old_relation = self.rules, self.cache, self.relation
        if self.config.contextual:
            self.rules = self._with_hypotheses(locals_)
            self.cache = {}
        self.relation = head.name
        result = self.visit(left)
        proof = self.finalize(result)
        self.rules, self.cache, self.relation = old_rules, old_cache, old_relation
        order = [locals_[len(locals_) - 1 - arg.idx] for arg in get_app_args(args[-1])]  # type: ignore[attr-defined]
        match.values[variable] = self.ctx.mk_lambda(order, result.new)
        match.values[i] = self.ctx.mk_lambda(locals_, proof)
        self.lctx = outer_context
        return result.proof is not None

    def _partial(self, match: Match, count: int, e: Expr, locals_: list[Local]) -> Expr:
        """`e`, under `count` variables of the rule and then `locals_`, instantiated with what is known."""
        values: list[Any] = [value if value is not None else PROP for value in match.values[:count]]
        return instantiate_beta(e, [*values, *locals_])

    def _with_hypotheses(self, locals_: Sequence[Local]) -> RuleSet:
        """The rules and those that the new hypotheses say."""
        compiler = Compiler(self.ctx)
        rules: list[Rule] = []
        for local in locals_:
            try:
                rules.extend(compiler.of_term(local))
            except (DeterministicTimeout, Unsupported):
                raise
            except LeanError:
                continue
        return self.rules.with_rules(rules) if rules else self.rules

    # -------------------------------------------------------------------------------------------------- binders

    def _visit_lambda(self, e: Expr) -> Result:
        if self.relation != "eq" or not self.config.use_axioms:
            return Result(e)
        outer_context = self.lctx
        locals_: list[Local] = []
        body = e
        while isinstance(body, Lambda):
            local = mk_local(body.binder_name, instantiate(body.binder_type, locals_), body.binder_info)
            self.lctx = self.lctx.add(local)
            locals_.append(local)
            body = body.body
        body = instantiate(body, locals_)
        result = self.visit(body)
        self.lctx = outer_context
        if same(result.new, body):
            return Result(self._reduce(e))
        ctx = self.ctx
        new = ctx.mk_lambda(locals_, result.new)
        if result.proof is None:
            return self._reduced(Result(new))
        proof = result.proof
        left, right = body, result.new
        for local in reversed(locals_):
            proof, left, right = self._funext(local, left, right, proof)
        return self._reduced(Result(new, proof))

    def _funext(self, local: Local, left: Expr, right: Expr, proof: Expr) -> tuple[Expr, Expr, Expr]:
        """From `left = right`, which mention `local`, to `λ local, left = λ local, right`."""
        ctx = self.ctx
        left_type = ctx.mctx.instantiate(ctx.infer(left))
        levels = (ctx.sort_of(local.type), ctx.sort_of(left_type))
        family = ctx.mk_lambda([local], left_type)
        f, g = ctx.mk_lambda([local], left), ctx.mk_lambda([local], right)
        pointwise = ctx.mk_lambda([local], proof)
        made = mk_apps(mk_const("funext", levels), [local.type, family, f, g, pointwise])
        return made, f, g

    def _visit_pi(self, e: Expr) -> Result:
        assert isinstance(e, Pi)
        by_congruence = (self.relation == "eq" and self.config.use_axioms) or self.relation == "iff"
        if by_congruence and self.ctx.is_prop(e):
            if not self.ctx.is_prop(e.binder_type):
                return self._forall(e)
            if not has_loose_var(e.body, 0):
                return self._implication(e)
        user = self._user_congruence(e)
        return user if user is not None else Result(e)

    def _forall(self, e: Pi) -> Result:
        outer_context = self.lctx
        ctx = self.ctx
        locals_: list[Local] = []
        binders: list[Pi] = []
        body: Expr = e
        while isinstance(body, Pi):
            domain = instantiate(body.binder_type, locals_)
            if ctx.is_prop(domain):
                break
            local = mk_local(body.binder_name, domain, body.binder_info)
            self.lctx = self.lctx.add(local)
            locals_.append(local)
            binders.append(body)
            body = body.body
        body = instantiate(body, locals_)
        result = self.visit(body)
        self.lctx = outer_context
        if result.proof is None and same(result.new, body):
            return Result(e)
        new = ctx.mk_pi(locals_, result.new)
        if result.proof is None:
            return Result(new)
        name = "forall_congr_eq" if self.relation == "eq" else "forall_congr"
        proof, left, right = result.proof, body, result.new
        for local in reversed(locals_):
            level = ctx.sort_of(local.type)
            p, q = ctx.mk_lambda([local], left), ctx.mk_lambda([local], right)
            h = ctx.mk_lambda([local], proof)
            proof = mk_apps(mk_const(name, (level,)), [local.type, p, q, h])
            left, right = ctx.mk_pi([local], left), ctx.mk_pi([local], right)
        return Result(new, proof)

    def _implication(self, e: Pi) -> Result:
        a = e.binder_type
        b = lower_loose(e.body, 1) if e.body.loose else e.body
        first = self.visit(a)
        suffix = "_eq" if self.relation == "eq" else ""
        local: Local | None = None
        if self.config.contextual:
            local = mk_local("_h", first.new)
            old_rules, old_cache, old_context = self.rules, self.cache, self.lctx
            self.lctx = self.lctx.add(local)
            self.rules = self._with_hypotheses([local])
            self.cache = {}
            second = self.visit(b)
            self.rules, self.cache, self.lctx = old_rules, old_cache, old_context
        else:
            second = self.visit(b)
        if same(first.new, a) and same(second.new, b):
            return Result(e)
        new = mk_pi(e.binder_name, e.binder_info, first.new, second.new)
        if first.proof is None and second.proof is None:
            return Result(new)
        first_proof, second_proof = self.finalize(first), self.finalize(second)
        name = "imp_congr" + suffix
        if local is not None:
            name = "imp_congr_ctx" + suffix
            second_proof = self.ctx.mk_lambda([local], second_proof)
        proof = mk_apps(mk_const(name), [a, b, first.new, second.new, first_proof, second_proof])
        return Result(new, proof)

    # -------------------------------------------------------------------------------------- constructor equations

    def _constructor_equation(self, result: Result) -> Result | None:
        """`c x = c y` becomes equations of the arguments, `c x = d y` becomes false."""
        e = result.new
        if self.relation != "eq" or e.__class__ is not App or not is_app_of(e, "eq", 3):
            return None
        sort, left, right = get_app_args(e)
        first, second = self._constructor(left), self._constructor(right)
        if first is None or second is None:
            return None
        if first != second:
            return self._different_constructors(result, sort, left, right)
        return self._same_constructor(result, first)

    def _constructor(self, e: Expr) -> str | None:
        return generalized.constructor_of(state_of(self.ctx), e)

    def _different_constructors(self, result: Result, sort: Expr, left: Expr, right: Expr) -> Result | None:
        ctx = self.ctx
        with ctx.transparency_at("semireducible"):
            head, args = get_app_fn_args(ctx.whnf(sort))
        if not isinstance(head, Const) or ctx.env.get(head.name + ".no_confusion") is None:
            return None
        local = mk_local("_h", result.new)
        false = mk_const("false")
        levels = (ZERO, *head.levels)
        closing = mk_apps(mk_const(head.name + ".no_confusion", levels), [*args, false, left, right, local])
        refutation = ctx.mk_lambda([local], closing)
        proof = mk_apps(mk_const("eq_false_intro"), [result.new, refutation])
        return self.join(result, Result(false, proof))

    def _same_constructor(self, result: Result, constructor: str) -> Result | None:
        ctx = self.ctx
        info = ctx.env.get(constructor + ".inj_eq")
        if info is None:
            return None
        arity = 0
        type_ = info.type
        while isinstance(type_, Pi):
            type_ = type_.body
            arity += 1
        equation = get_app_args(type_)
        const = ctx.const_with_fresh_levels(constructor + ".inj_eq")
        mark = ctx.mctx.mark()
        metas: list[Expr] = []
        shown: Any = ctx.infer(const)
        for _ in range(arity):
            metas.append(ctx.mctx.mk_meta(instantiate(shown.binder_type, metas), self.lctx))
            shown = shown.body
        if len(equation) != 3 or not ctx.is_def_eq(instantiate(get_app_args(shown)[1], metas), result.new):
            ctx.mctx.undo(mark)
            return None
        proof = ctx.mctx.instantiate(mk_apps(const, metas))
        new = ctx.mctx.instantiate(instantiate(get_app_args(shown)[2], metas))
        ctx.mctx.undo(mark)
        if proof.has_meta or proof.has_level_meta:
            return None
        return self.join(result, Result(new, proof))

    # ---------------------------------------------------------------------------------------------------- rewriting

    def _rewrite(self, e: Expr) -> Result | None:
        saved = (self.depth, self.relation, self.rules, self.cache, self.lctx)
        for rule in self.rules.find(self.relation, head_of(e)):
            try:
                result = self._rewrite_by(rule, e)
            except (DeterministicTimeout, Unsupported):
                raise
            except LeanError:
                # A rule that cannot be used (an instance search that does not end, say) is passed over, as in Lean.
                self.depth, self.relation, self.rules, self.cache, self.lctx = saved
                continue
            if result is not None and result.new is not e:
                return result
        return None

    def _rewrite_by_propext(self, e: Expr) -> Result | None:
        old, self.relation = self.relation, "iff"
        result = self._rewrite(e)
        self.relation = old
        if result is None or same(result.new, e):
            return None
        if result.proof is None:
            return result
        return Result(result.new, mk_apps(mk_const("propext"), [e, result.new, result.proof]))

    def _rewrite_by(self, rule: Rule, e: Expr) -> Result | None:
        count = get_app_num_args(e)
        if count == rule.lhs_args:
            return self._rewrite_core(rule, e)
        if count < rule.lhs_args:
            return None
        extra: list[Expr] = []
        inner: Any = e
        for _ in range(count - rule.lhs_args):
            extra.append(inner.arg)
            inner = inner.fn
        result = self._rewrite_core(rule, inner)
        if result is None or same(result.new, inner):
            return None
        extra.reverse()
        new = self._reduce(mk_apps(result.new, extra))
        if result.proof is None:
            return Result(new)
        proof = result.proof
        for arg in extra:
            proof = builders.mk_congr_fun(self.ctx, proof, arg)
        return Result(new, proof)

    def _rewrite_core(self, rule: Rule, e: Expr) -> Result | None:
        match = self.matcher.run(rule, e, self.lctx)
        if match is None or not self.matcher.complete(match, self.lctx, self.prove):
            return None
        new = match.instantiate(rule.rhs)
        if same(new, e):
            return None
        if rule.is_permutation and not self.order.less(new, match.instantiate(rule.lhs)):
            return None
        return Result(new, match.instantiate(rule.proof))

    # --------------------------------------------------------------------------------------------- side conditions

    def prove(self, p: Expr) -> Expr | None:
        """A proof of a side condition: by the discharger, or by simplifying it to something obvious."""
        if is_app_of(p, "auto_param", 2):
            proof = None if self.automatic is None else self.automatic(p, self.lctx)
            if proof is not None:
                return proof
            p = get_app_args(p)[0]
        if self.discharger is not None:
            proof = self.discharger(p, self.lctx)
            if proof is not None:
                return proof
        return self._prove_by_simp(p)

    def _prove_by_simp(self, p: Expr) -> Expr | None:
        result = self._under_relation("iff", p)
        new = result.new
        ctx = self.ctx
        found = as_relation(ctx.state, new)
        proof: Expr | None = None
        if found is not None and ctx.state.refl_lemma(found.name) is not None:  # type: ignore[attr-defined]
            if ctx.is_def_eq(found.lhs, found.rhs):
                proof = self.refl(found.name, found.lhs)
        elif isinstance(new, Const) and new.name == "true":
            proof = mk_const("true.intro")
        if proof is None or result.proof is None:
            return proof
        return mk_apps(mk_const("iff.mpr"), [p, new, result.proof, proof])


def _depends_on_changed(congruence: Congruence, prefix: Expr, i: int, results: list[Result | None], count: int) -> bool:
    """Does the type of argument `i` mention an argument that was rewritten with a proof?"""
    for j in congruence.function_info(prefix, count).parameters[i].back:
        result = results[j]
        if result is not None and result.proof is not None:
            return True
    return False


def _remove_casts(e: Expr) -> Expr:
    """Drop casts along `eq.refl` from the arguments."""
    fn, args = get_app_fn_args(e)
    changed = False
    for i, arg in enumerate(args):
        while is_app_of(arg, "eq.rec", 6) or is_app_of(arg, "eq.drec", 6):
            parts = get_app_args(arg)
            if not is_app_of(parts[5], "eq.refl"):
                break
            arg = parts[3]
        if arg is not args[i]:
            args[i] = arg
            changed = True
    return mk_apps(fn, args) if changed else e


def reduce_head(ctx: TypeContext, e: Expr, by_beta: bool, eta: bool, proj: bool, iota: bool) -> Expr:
    """Beta, eta, projection and recursor steps at the head, as long as there are any."""
    while True:
        before = e
        if e.__class__ is App:
            head = get_app_fn(e)
            if head.__class__ is Lambda:
                if by_beta:
                    e = head_beta(e)
            elif head.__class__ is Const and (proj or iota):
                e = _reduce_role(ctx, e, head, proj, iota)
        elif eta and e.__class__ is Lambda:
            e = eta_reduce(e)
        if e is before:
            return e


def _reduce_role(ctx: TypeContext, e: Expr, head: Any, proj: bool, iota: bool) -> Expr:
    """One projection or recursor step, if the head is such a constant."""
    role = ctx.role(head.name)
    if role is None:
        return e
    if role.projection is not None:
        reduced = ctx.unfold_projection(e) if proj else None
    else:
        reduced = ctx._reduce_role(role, head, get_app_args(e), e, True) if iota else None
    return e if reduced is None else reduced


def eta_reduce(e: Expr) -> Expr:
    """`f` for `λ x, f x`; several binders at once."""
    if e.__class__ is not Lambda:
        return e
    body: Any = e
    count = 0
    while body.__class__ is Lambda:
        body = body.body
        count += 1
    taken = 0
    while taken < count and body.__class__ is App and _is_bound(body.arg, taken):
        body = body.fn
        taken += 1
    if taken != count:
        return e
    for i in range(count):
        if has_loose_var(body, i):
            return e
    return lower_loose(body, count)


def _unfold_match(ctx: TypeContext, e: Expr) -> Expr | None:
    """An auxiliary match, by the equation that applies to its arguments as they are written."""
    hidden: list[Local] = []
    originals: list[Expr] = []

    def shown(arg: Expr) -> Expr:
        head, parts = get_app_fn_args(arg)
        if not isinstance(head, Const) or isinstance(arg, Local | Lambda | Pi | Sort):
            return arg
        info = ctx.env.get(head.name)
        if info is not None and info.kind == "constructor":
            return mk_apps(head, [shown(part) for part in parts])
        if info is None or info.kind == "inductive" or builders.nat_value(arg) is not None:
            return arg
        arg_type = ctx.mctx.instantiate(ctx.infer(arg))
        if ctx.is_type(arg) or ctx.is_class_type(arg_type) is not None:
            return arg
        local = mk_local("x", arg_type)
        hidden.append(local)
        originals.append(arg)
        return local

    fn, args = get_app_fn_args(e)
    opaque = mk_apps(fn, [shown(arg) for arg in args])
    with ctx.transparency_at("semireducible"):
        result = ctx.unfold_definition(opaque)
    if result is None or not hidden:
        return result
    return instantiate(abstract(result, hidden), originals)


def _is_bound(e: Expr, idx: int) -> bool:
    return isinstance(e, Var) and e.idx == idx


def unfold_named(ctx: TypeContext, e: Expr, name: str) -> Expr | None:
    """One step of a definition or projection that the user asked to unfold."""
    if ctx.state.is_projection(name):  # type: ignore[attr-defined]
        with ctx.transparency_at("instances"):
            return ctx.unfold_projection(e)
    if name.rpartition(".")[2].startswith("_match"):
        return _unfold_match(ctx, e)
    info = ctx.env.get(name)
    fn, args = get_app_fn_args(e)
    if info is None or info.kind != "definition" or not isinstance(fn, Const):
        return None
    return beta(instantiate_level_params(info.value, info.level_params, fn.levels), args)  # type: ignore[attr-defined]
