"""Terms and proofs that tactics build all the time: equalities, congruence, casts, connectives; and how to see them.

Each `mk_*` infers what is implicit with `TypeContext.mk_app_m`, but for the commonest ones, which are built directly
from the types of their arguments. Nothing here proves anything by itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.elaborator.numerals import numeral_value
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    Const,
    Expr,
    Pi,
    get_app_fn,
    get_app_fn_args,
    mk_app,
    mk_apps,
    mk_const,
    mk_lambda,
    mk_var,
)
from lean_env.embedded.kernel.level import Level, Succ
from lean_env.embedded.terms import get_app_num_args, has_loose_var, head_beta, lower_loose

FALSE = mk_const("false")
TRUE = mk_const("true")
NOT = mk_const("not")
AND = mk_const("and")
OR = mk_const("or")
IFF = mk_const("iff")


class Equality(NamedTuple):
    """`lhs = rhs` in `type`."""

    type: Expr
    lhs: Expr
    rhs: Expr


class HeterogeneousEquality(NamedTuple):
    """`lhs == rhs`, each in its own type."""

    lhs_type: Expr
    lhs: Expr
    rhs_type: Expr
    rhs: Expr


# --- recognising ----------------------------------------------------------------------------------------------------


def app_of(e: Expr, name: str, count: int) -> list[Expr] | None:
    """The arguments of `e` when it is the constant `name` applied to exactly `count` of them."""
    if get_app_num_args(e) != count:
        return None
    head, args = get_app_fn_args(e)
    return args if isinstance(head, Const) and head.name == name else None


def is_app_of(e: Expr, name: str, count: int | None = None) -> bool:
    """Whether `e` is the constant `name` applied, to `count` arguments if that is given."""
    head = get_app_fn(e)
    if not isinstance(head, Const) or head.name != name:
        return False
    return count is None or get_app_num_args(e) == count


def is_eq(e: Expr) -> Equality | None:
    """The parts of `a = b`."""
    args = app_of(e, "eq", 3)
    return None if args is None else Equality(*args)


def is_ne(e: Expr) -> Equality | None:
    """The parts of `a ≠ b`."""
    args = app_of(e, "ne", 3)
    return None if args is None else Equality(*args)


def is_heq(e: Expr) -> HeterogeneousEquality | None:
    """The parts of `a == b`."""
    args = app_of(e, "heq", 4)
    return None if args is None else HeterogeneousEquality(*args)


def _pair(e: Expr, name: str) -> tuple[Expr, Expr] | None:
    args = app_of(e, name, 2)
    return None if args is None else (args[0], args[1])


def is_iff(e: Expr) -> tuple[Expr, Expr] | None:
    """The sides of `p ↔ q`."""
    return _pair(e, "iff")


def is_and(e: Expr) -> tuple[Expr, Expr] | None:
    """The sides of `p ∧ q`."""
    return _pair(e, "and")


def is_or(e: Expr) -> tuple[Expr, Expr] | None:
    """The sides of `p ∨ q`."""
    return _pair(e, "or")


def is_not(e: Expr) -> Expr | None:
    """The `p` of `¬p`, of `p → false`, or, as `a = b`, of `a ≠ b`."""
    args = app_of(e, "not", 1)
    if args is not None:
        return args[0]
    if isinstance(e, Pi) and e.body is FALSE:
        return e.binder_type
    different = app_of(e, "ne", 3)
    if different is not None:
        head: Any = get_app_fn(e)
        return mk_apps(mk_const("eq", head.levels), different)
    return None


def is_exists(e: Expr) -> tuple[Expr, Expr] | None:
    """The type and the predicate of `∃ x : type, predicate x`."""
    return _pair(e, "Exists")


def is_false(e: Expr) -> bool:
    """Whether `e` is `false`."""
    return e is FALSE


def is_true(e: Expr) -> bool:
    """Whether `e` is `true`."""
    return e is TRUE


def is_arrow(e: Expr) -> bool:
    """Whether `e` is a function type whose result does not depend on the argument."""
    return isinstance(e, Pi) and e.binder_info == DEFAULT and not _has_var0(e.body)


def _has_var0(e: Expr) -> bool:
    return bool(e.loose) and has_loose_var(e, 0)


def nat_value(e: Expr) -> int | None:
    """The number a `bit0`/`bit1` numeral of any type denotes."""
    return numeral_value(e)


# --- propositions ---------------------------------------------------------------------------------------------------


def mk_not(p: Expr) -> Expr:
    """`¬p`."""
    return mk_app(NOT, p)


def mk_and(p: Expr, q: Expr) -> Expr:
    """`p ∧ q`."""
    return mk_apps(AND, [p, q])


def mk_or(p: Expr, q: Expr) -> Expr:
    """`p ∨ q`."""
    return mk_apps(OR, [p, q])


def mk_iff(p: Expr, q: Expr) -> Expr:
    """`p ↔ q`."""
    return mk_apps(IFF, [p, q])


def mk_eq(ctx: TypeContext, a: Expr, b: Expr) -> Expr:
    """`a = b`, in the type of `a`."""
    a_type = ctx.instantiate(ctx.infer(a))
    return mk_apps(mk_const("eq", (ctx.sort_of(a_type),)), [a_type, a, b])


def mk_ne(ctx: TypeContext, a: Expr, b: Expr) -> Expr:
    """`a ≠ b`."""
    a_type = ctx.instantiate(ctx.infer(a))
    return mk_apps(mk_const("ne", (ctx.sort_of(a_type),)), [a_type, a, b])


def mk_heq(ctx: TypeContext, a: Expr, b: Expr) -> Expr:
    """`a == b`."""
    a_type = ctx.instantiate(ctx.infer(a))
    b_type = ctx.instantiate(ctx.infer(b))
    return mk_apps(mk_const("heq", (ctx.sort_of(a_type),)), [a_type, a, b_type, b])


# --- equality proofs ------------------------------------------------------------------------------------------------


def equality_of(ctx: TypeContext, proof: Expr) -> Equality:
    """The equation that `proof` proves, after reduction; LeanError when it proves none."""
    statement = ctx.instantiate(ctx.infer(proof))
    found = is_eq(statement)
    if found is None:
        found = is_eq(ctx.whnf(statement))
    if found is None:
        raise LeanError("an equality proof was expected")
    return found


def _level_of(ctx: TypeContext, e_type: Expr) -> Level:
    return ctx.mctx.instantiate_level(ctx.sort_of(e_type))


def mk_eq_refl(ctx: TypeContext, a: Expr) -> Expr:
    """`a = a`."""
    a_type = ctx.instantiate(ctx.infer(a))
    return mk_apps(mk_const("eq.refl", (_level_of(ctx, a_type),)), [a_type, a])


def mk_heq_refl(ctx: TypeContext, a: Expr) -> Expr:
    """`a == a`."""
    a_type = ctx.instantiate(ctx.infer(a))
    return mk_apps(mk_const("heq.refl", (_level_of(ctx, a_type),)), [a_type, a])


def mk_eq_symm(ctx: TypeContext, proof: Expr) -> Expr:
    """`b = a` from `a = b`."""
    if is_app_of(proof, "eq.refl", 2):
        return proof
    a_type, a, b = equality_of(ctx, proof)
    return mk_apps(mk_const("eq.symm", (_level_of(ctx, a_type),)), [a_type, a, b, proof])


def mk_eq_trans(ctx: TypeContext, first: Expr, second: Expr) -> Expr:
    """`a = c` from `a = b` and `b = c`."""
    if is_app_of(first, "eq.refl", 2):
        return second
    if is_app_of(second, "eq.refl", 2):
        return first
    a_type, a, b = equality_of(ctx, first)
    c = equality_of(ctx, second).rhs
    return mk_apps(mk_const("eq.trans", (_level_of(ctx, a_type),)), [a_type, a, b, c, first, second])


def mk_congr_arg(ctx: TypeContext, fn: Expr, proof: Expr) -> Expr:
    """`f a = f b` from `a = b`; `f` must not be a dependent function."""
    a_type, a, b = equality_of(ctx, proof)
    result_type = _result_type(ctx, fn)
    levels = (_level_of(ctx, a_type), _level_of(ctx, result_type))
    return mk_apps(mk_const("congr_arg", levels), [a_type, result_type, a, b, fn, proof])


def mk_congr_fun(ctx: TypeContext, proof: Expr, a: Expr) -> Expr:
    """`f a = g a` from `f = g`."""
    fn_type, f, g = equality_of(ctx, proof)
    pi = ctx.ensure_pi(fn_type)
    if pi is None:
        raise LeanError("congr_fun: functions expected")
    family = mk_lambda(pi.binder_name, DEFAULT, pi.binder_type, pi.body)
    levels = (_level_of(ctx, pi.binder_type), _level_of(ctx, ctx.infer(mk_app(f, a))))
    return mk_apps(mk_const("congr_fun", levels), [pi.binder_type, family, f, g, proof, a])


def mk_congr(ctx: TypeContext, functions: Expr, arguments: Expr) -> Expr:
    """`f a = g b` from `f = g` and `a = b`; the functions must not be dependent."""
    if is_app_of(functions, "eq.refl", 2):
        return mk_congr_arg(ctx, equality_of(ctx, functions).lhs, arguments)
    if is_app_of(arguments, "eq.refl", 2):
        return mk_congr_fun(ctx, functions, equality_of(ctx, arguments).lhs)
    _, f, g = equality_of(ctx, functions)
    a_type, a, b = equality_of(ctx, arguments)
    result_type = _result_type(ctx, f)
    levels = (_level_of(ctx, a_type), _level_of(ctx, result_type))
    return mk_apps(mk_const("congr", levels), [a_type, result_type, f, g, a, b, functions, arguments])


def _result_type(ctx: TypeContext, fn: Expr) -> Expr:
    pi = ctx.ensure_pi(ctx.instantiate(ctx.infer(fn)))
    if pi is None:
        raise LeanError("function expected")
    body = head_beta(pi.body)
    if _has_var0(body):
        raise LeanError("a function of simple type was expected")
    return ctx.instantiate(lower_loose(body, 1))


def mk_eq_mpr(ctx: TypeContext, equation: Expr, proof: Expr) -> Expr:
    """A proof (or an element) of `p` from `p = q` and one of `q`."""
    _, p, q = equality_of(ctx, equation)
    return mk_apps(mk_const("eq.mpr", (_level_of(ctx, p),)), [p, q, equation, proof])


def mk_eq_mp(ctx: TypeContext, equation: Expr, proof: Expr) -> Expr:
    """A proof (or an element) of `q` from `p = q` and one of `p`."""
    _, p, q = equality_of(ctx, equation)
    return mk_apps(mk_const("eq.mp", (_level_of(ctx, p),)), [p, q, equation, proof])


def mk_eq_rec(ctx: TypeContext, motive: Expr, base: Expr, equation: Expr) -> Expr:
    """`motive b` from `base : motive a` and `equation : a = b`."""
    a_type, a, b = equality_of(ctx, equation)
    motive_type = ctx.ensure_pi(ctx.infer(motive))
    level = ctx.ensure_sort(motive_type.body) if motive_type is not None else None
    if level is None:
        raise LeanError("eq.rec: the motive is not a family of types")
    levels = (ctx.mctx.instantiate_level(level), _level_of(ctx, a_type))
    return mk_apps(mk_const("eq.rec", levels), [a_type, a, motive, base, b, equation])


def mk_eq_drec(ctx: TypeContext, motive: Expr, base: Expr, equation: Expr) -> Expr:
    """`motive b h` from `base : motive a rfl` and `equation : a = b`."""
    a_type, a, b = equality_of(ctx, equation)
    outer = ctx.ensure_pi(ctx.infer(motive))
    inner = ctx.ensure_pi(outer.body) if outer is not None else None
    level = ctx.ensure_sort(inner.body) if inner is not None else None
    if level is None:
        raise LeanError("eq.drec: the motive is not a family of types")
    levels = (ctx.mctx.instantiate_level(level), _level_of(ctx, a_type))
    return mk_apps(mk_const("eq.drec", levels), [a_type, a, motive, base, b, equation])


def mk_heq_of_eq(ctx: TypeContext, proof: Expr) -> Expr:
    """`a == b` from `a = b`."""
    return ctx.mk_app_m("heq_of_eq", [proof])


def mk_eq_of_heq(ctx: TypeContext, proof: Expr) -> Expr:
    """`a = b` from `a == b` of one type."""
    return ctx.mk_app_m("eq_of_heq", [proof])


def mk_funext(ctx: TypeContext, pointwise: Expr) -> Expr:
    """`f = g` from `λ x, (h x : f x = g x)`."""
    return ctx.mk_app_m("funext", [pointwise])


def mk_propext(ctx: TypeContext, proof: Expr) -> Expr:
    """`p = q` from `p ↔ q`."""
    p, q = _iff_of(ctx, proof)
    return mk_apps(mk_const("propext"), [p, q, proof])


def _iff_of(ctx: TypeContext, proof: Expr) -> tuple[Expr, Expr]:
    statement = ctx.instantiate(ctx.infer(proof))
    found = is_iff(statement) or is_iff(ctx.whnf(statement))
    if found is None:
        raise LeanError("an equivalence was expected")
    return found


def mk_iff_mpr(ctx: TypeContext, equivalence: Expr, proof: Expr) -> Expr:
    """`p` from `p ↔ q` and `q`."""
    p, q = _iff_of(ctx, equivalence)
    return mk_apps(mk_const("iff.mpr"), [p, q, equivalence, proof])


def mk_iff_mp(ctx: TypeContext, equivalence: Expr, proof: Expr) -> Expr:
    """`q` from `p ↔ q` and `p`."""
    p, q = _iff_of(ctx, equivalence)
    return mk_apps(mk_const("iff.mp"), [p, q, equivalence, proof])


def mk_of_eq_true(ctx: TypeContext, proof: Expr) -> Expr:
    """`p` from `p = true`."""
    return mk_apps(mk_const("of_eq_true"), [equality_of(ctx, proof).lhs, proof])


def mk_eq_true_intro(ctx: TypeContext, proof: Expr) -> Expr:
    """`p = true` from `p`."""
    return mk_apps(mk_const("eq_true_intro"), [ctx.instantiate(ctx.infer(proof)), proof])


def mk_eq_false_intro(ctx: TypeContext, proof: Expr) -> Expr:
    """`p = false` from `¬p`."""
    p = is_not(ctx.instantiate(ctx.infer(proof)))
    if p is None:
        raise LeanError("a negation was expected")
    return mk_apps(mk_const("eq_false_intro"), [p, proof])


def mk_false_elim(ctx: TypeContext, target: Expr, proof: Expr) -> Expr:
    """Anything from `false`."""
    return mk_apps(mk_const("false.rec", (_level_of(ctx, target),)), [target, proof])


def mk_absurd(ctx: TypeContext, target: Expr, proof: Expr, refutation: Expr) -> Expr:
    """Anything from `p` and `¬p`."""
    p = ctx.instantiate(ctx.infer(proof))
    return mk_apps(mk_const("absurd", (_level_of(ctx, target),)), [p, target, proof, refutation])


def mk_id_type(ctx: TypeContext, statement: Expr, proof: Expr) -> Expr:
    """`proof`, stated to prove `statement` to which it is only definitionally equal: `@id statement proof`."""
    return mk_apps(mk_const("id", (_level_of(ctx, statement),)), [statement, proof])


def mk_id_function(e_type: Expr) -> Expr:
    """`λ x : e_type, x`."""
    return mk_lambda("x", DEFAULT, e_type, mk_var(0))


# --- numerals -------------------------------------------------------------------------------------------------------


def mk_numeral(ctx: TypeContext, e_type: Expr, n: int, lctx: LocalContext = EMPTY_CONTEXT) -> Expr:
    """`n` as a numeral of the given type; LeanError when an instance is missing."""
    level = _level_of(ctx, e_type)
    if not isinstance(level, Succ):
        raise LeanError("numerals live in types, not in propositions")
    levels = (level.pred,)

    def instance(class_name: str) -> Expr:
        found = ctx.synth_instance(mk_app(mk_const(class_name, levels), e_type), lctx)
        if found is None:
            raise LeanError(f"failed to synthesize type class instance for {class_name}", kind="failed_to_synthesize")
        return found

    if n == 0:
        return mk_apps(mk_const("has_zero.zero", levels), [e_type, instance("has_zero")])
    one = instance("has_one")
    result = mk_apps(mk_const("has_one.one", levels), [e_type, one])
    digits = bin(n)[3:]
    if not digits:
        return result
    add = instance("has_add")
    for digit in digits:
        if digit == "0":
            result = mk_apps(mk_const("bit0", levels), [e_type, add, result])
        else:
            result = mk_apps(mk_const("bit1", levels), [e_type, one, add, result])
    return result
