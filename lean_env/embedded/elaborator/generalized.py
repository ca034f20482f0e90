"""Families of types that the kernel has not got: mutual and nested ones, which are definitions over one of its own.

Tactics and the equation compiler see such a family with its own constructors. What is known of it is kept here, next
to the pairs of inverse functions (`[inverse]`) that stand between a nested family and its encoding. Making the
families is `mutual`'s and `nested`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator.auxiliary import telescope
from lean_env.embedded.elaborator.equations.goals import state_of
from lean_env.embedded.elaborator.locals import LocalContext
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstructorInfo, InductiveInfo
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Local,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    mk_apps,
    mk_const,
)
from lean_env.embedded.kernel.level import ZERO, Level
from lean_env.embedded.kernel.typechecker import TypeChecker

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.state import State

_FAMILIES = "generalized family"
_CONSTRUCTORS = "generalized constructor"
_INVERSES = "inverse function"


@dataclass(frozen=True, slots=True)
class Family:
    """An inductive family as its user sees it."""

    name: str
    num_params: int
    num_indices: int
    constructors: tuple[str, ...]
    is_basic: bool
    """Whether it is one of the kernel's."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """What `[inverse]` says of a function `f`: `lemma` proves `g (f x) = x`; the arities count all arguments."""

    arity: int
    inverse: str
    inverse_arity: int
    lemma: str


def register_family(state: State, family: Family) -> None:
    """Make a mutual or nested family known, with its constructors."""
    state.table(_FAMILIES)[family.name] = family
    for constructor in family.constructors:
        state.table(_CONSTRUCTORS)[constructor] = family.name


def family_of(state: State, name: str) -> Family | None:
    """The family of that name, the kernel's or not."""
    info = state.env.get(name)
    if isinstance(info, InductiveInfo):
        return Family(name, info.num_params, info.num_indices, tuple(info.constructors), True)
    found = state.table(_FAMILIES).get(name)
    return found if isinstance(found, Family) else None


def is_family(state: State, name: str) -> bool:
    """Is there a family of that name?"""
    return isinstance(state.env.get(name), InductiveInfo) or name in state.table(_FAMILIES)


def family_of_constructor(state: State, name: str) -> str | None:
    """The family that the constructor `name` belongs to."""
    info = state.env.get(name)
    if isinstance(info, ConstructorInfo):
        return info.inductive
    found = state.table(_CONSTRUCTORS).get(name)
    return found if isinstance(found, str) else None


def num_fields(state: State, constructor: str) -> int:
    """How many arguments a constructor takes after the parameters."""
    info = state.env.get(constructor)
    if isinstance(info, ConstructorInfo):
        return info.num_fields
    assert info is not None
    family = family_of(state, family_of_constructor(state, constructor) or "")
    assert family is not None
    return len(telescope(info.type, whnf=TypeChecker(state.env).whnf)[0]) - family.num_params


def constructor_of(state: State, e: Expr) -> str | None:
    """The constructor at the head of `e`."""
    fn = get_app_fn(e)
    if isinstance(fn, Const) and family_of_constructor(state, fn.name) is not None:
        return fn.name
    return None


# ------------------------------------------------------------------------------------------------ inverse functions


def add_inverse_lemma(state: State, lemma: str) -> Callable[[], None]:
    """What `@[inverse]` does; the result undoes it. Raises LeanError when the lemma does not say `g … (f … x) = x`."""
    info = state.env.get(lemma)
    bad = LeanError("invalid inverse lemma, it should be of the form: (f ... (g ... x)) = x", kind="invalid")
    if info is None:
        raise bad
    _, statement = telescope(info.type, whnf=TypeChecker(state.env).whnf)
    fn, sides = get_app_fn_args(statement)
    if not isinstance(fn, Const) or fn.name != "eq" or len(sides) != 3:
        raise bad
    _, left, right = sides
    outer, outer_args = get_app_fn_args(left)
    if not isinstance(outer, Const) or not outer_args or not isinstance(right, Local):
        raise bad
    inner, inner_args = get_app_fn_args(outer_args[-1])
    if not isinstance(inner, Const) or not inner_args or inner_args[-1] is not right:
        raise bad
    table = state.table(_INVERSES)
    old = table.get(inner.name)
    table[inner.name] = Inverse(len(inner_args), outer.name, len(outer_args), lemma)
    return lambda: table.__setitem__(inner.name, old)


def inverse_of(state: State, name: str) -> Inverse | None:
    """What is known of the inverse of the function `name`."""
    found = state.table(_INVERSES).get(name)
    return found if isinstance(found, Inverse) else None


def transported_argument(state: State, e: Expr) -> Expr | None:
    """`x` when `e` is `f … x` for a function with a two-sided inverse, in full."""
    fn, args = get_app_fn_args(e)
    if not isinstance(fn, Const) or not args:
        return None
    known = inverse_of(state, fn.name)
    if known is None or known.arity != len(args):
        return None
    back = inverse_of(state, known.inverse)
    if back is None or known.arity != back.inverse_arity or back.arity != known.inverse_arity:
        return None
    return args[-1]


def apply_last(context: TypeContext, name: str, arity: int, last: Expr) -> Expr:
    """`name … last` with the `arity - 1` arguments before found by unification."""
    scope = LocalContext.of([*terms.locals_of(context.mctx.instantiate(context.infer(last))), *terms.locals_of(last)])
    return context.mctx.instantiate(context.mk_app_opt(name, [*[None] * (arity - 1), last], scope))


def undo_transport(context: TypeContext, e: Expr) -> tuple[Expr, Expr] | None:
    """From `e`, which is `h (g (f a))` transported along `f (g (f a)) = f a`: `h a`, and a proof that they are equal.

    `e` may be applied to more arguments; None for anything else.
    """
    fn, args = get_app_fn_args(e)
    if not isinstance(fn, Const) or fn.name != "eq.rec" or len(args) < 6:
        return None
    core = mk_apps(fn, args[:6])
    found = _undo_transport_core(context, fn, args[:6], core)
    if found is None:
        return None
    value, proof = found
    for arg in args[6:]:
        type_ = context.whnf(context.infer(core))
        assert isinstance(type_, ex.Pi)
        result = context.infer(ex.mk_app(core, arg))
        levels = (_level(context, type_.binder_type), _level(context, result))
        motive = ex.mk_lambda(type_.binder_name, ex.DEFAULT, type_.binder_type, type_.body)
        proof = mk_apps(mk_const("congr_fun", levels), [type_.binder_type, motive, core, value, proof, arg])
        core, value = ex.mk_app(core, arg), ex.mk_app(value, arg)
    return value, proof


def _undo_transport_core(context: TypeContext, fn: Const, args: list[Expr], e: Expr) -> tuple[Expr, Expr] | None:
    state = state_of(context)
    type_, start, motive, minor, end, proof = args
    head, minor_args = get_app_fn_args(minor)
    if isinstance(head, Const) and head.name == "id" and len(minor_args) >= 2:
        minor = mk_apps(minor_args[1], minor_args[2:])
    if not isinstance(start, ex.App) or not isinstance(minor, ex.App):
        return None
    back, function, there = start.arg, minor.fn, end
    if not context.is_def_eq_no_assign(back, minor.arg):
        return None
    back_fn, there_fn = get_app_fn(back), get_app_fn(there)
    if not isinstance(back, ex.App) or not isinstance(there, ex.App):
        return None
    if not isinstance(back_fn, Const) or not isinstance(there_fn, Const):
        return None
    if not context.is_def_eq_no_assign(back.arg, there):
        return None
    known, known_back = inverse_of(state, there_fn.name), inverse_of(state, back_fn.name)
    if known is None or known_back is None:
        return None
    if known.inverse != back_fn.name or known_back.inverse != there_fn.name:
        return None
    lemma, lemma_args = get_app_fn_args(proof)
    if not isinstance(lemma, Const) or lemma.name != known_back.lemma or not lemma_args:
        return None
    a = there.arg
    a_type = context.infer(a)
    a_level = _level(context, a_type)
    value = ex.mk_app(function, a)
    value_type = context.infer(value)
    value_level = _level(context, value_type)
    same = ex.mk_local("_H", _eq(context, there, there))
    on_refl = ex.lambda_over([same], mk_apps(mk_const("eq.refl", (value_level,)), [value_type, value]))
    x = ex.mk_local("_x", a_type)
    there_x = ex.mk_app(there.fn, x)
    equal = ex.mk_local("_H", _eq(context, there_x, there))
    moved = mk_apps(fn, [type_, there_x, motive, ex.mk_app(function, x), there, equal])
    statement = mk_apps(mk_const("eq", (value_level,)), [value_type, moved, value])
    motive2 = ex.lambda_over([x], ex.pi_over([equal], statement))
    returns = apply_last(context, known.lemma, _arity_of_lemma(state, known.lemma), a)
    symm = mk_apps(mk_const("eq.symm", (a_level,)), [a_type, back, a, returns])
    whole = mk_apps(mk_const("eq.rec", (ZERO, a_level)), [a_type, a, motive2, on_refl, back, symm, proof])
    return value, whole


def _arity_of_lemma(state: State, lemma: str) -> int:
    info = state.env.get(lemma)
    assert info is not None
    return len(telescope(info.type)[0])


def _level(context: TypeContext, type_: Expr) -> Level:
    return context.mctx.instantiate_level(context.sort_of(type_))


def _eq(context: TypeContext, left: Expr, right: Expr) -> Expr:
    type_ = context.infer(left)
    return mk_apps(mk_const("eq", (_level(context, type_),)), [type_, left, right])


def indices_of(family: Family, type_: Expr) -> list[Expr]:
    """The indices in a type of the family."""
    return get_app_args(type_)[family.num_params :]
