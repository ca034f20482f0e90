"""Proofs that two literals differ, or which of two is smaller, by the library's lemmas on binary numerals; `comp_val`.

A proof grows with the number of digits, so that the kernel never counts. What is no literal has no proof here, which
is not to say that it has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lean_env.embedded.elaborator import builders
from lean_env.embedded.kernel.expr import Const, Expr, get_app_args, get_app_fn, mk_apps, mk_const
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics.basic import apply_constant
from lean_env.embedded.tactics.registry import tactic
from lean_env.embedded.tactics.state import TacticFailure, TacticState, exact, is_app_of

NAT = mk_const("nat")
_NAT_ZERO = mk_apps(mk_const("has_zero.zero", (ZERO,)), [NAT, mk_const("nat.has_zero")])

_SHAPES = {
    ("has_zero.zero", 2): "zero",
    ("has_one.one", 2): "one",
    ("bit0", 3): "bit0",
    ("bit1", 4): "bit1",
    ("has_neg.neg", 3): "neg",
}


class _Digit(NamedTuple):
    """The outermost digit of a numeral, and the rest (None for 0 and 1)."""

    shape: str
    rest: Expr | None


def _digit(e: Expr) -> _Digit | None:
    head, args = get_app_fn(e), get_app_args(e)
    shape = _SHAPES.get((head.name, len(args))) if isinstance(head, Const) else None
    if shape is None:
        return None
    return _Digit(shape, None if shape in ("zero", "one") else args[-1])


def _lemma(name: str, *args: Expr) -> Expr:
    return mk_apps(mk_const(name), list(args))


# ------------------------------------------------------------------------------------------------ natural numbers

# For the last digits of two numerals: the lemma, and which difference of the remaining digits it needs.
_DIFFERENT = {
    ("bit0", "bit0"): ("nat.bit0_ne", "both"),
    ("bit1", "bit1"): ("nat.bit1_ne", "both"),
    ("bit0", "bit1"): ("nat.bit0_ne_bit1", ""),
    ("bit1", "bit0"): ("nat.bit1_ne_bit0", ""),
    ("bit0", "zero"): ("nat.bit0_ne_zero", "left"),
    ("zero", "bit0"): ("nat.zero_ne_bit0", "right"),
    ("bit0", "one"): ("nat.bit0_ne_one", ""),
    ("one", "bit0"): ("nat.one_ne_bit0", ""),
    ("bit1", "zero"): ("nat.bit1_ne_zero", ""),
    ("zero", "bit1"): ("nat.zero_ne_bit1", ""),
    ("bit1", "one"): ("nat.bit1_ne_one", "left"),
    ("one", "bit1"): ("nat.one_ne_bit1", "right"),
    ("zero", "one"): ("nat.zero_ne_one", ""),
    ("one", "zero"): ("nat.one_ne_zero", ""),
}


def nat_ne(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≠ b` for numerals of natural numbers."""
    first, second = _digit(a), _digit(b)
    if first is None or second is None or (found := _DIFFERENT.get((first.shape, second.shape))) is None:
        return None
    name, needs = found
    given = [rest for rest in (first.rest, second.rest) if rest is not None]
    if needs:
        proof = nat_ne(given[0], given[1] if needs == "both" else _NAT_ZERO)
        if proof is None:
            return None
        given.append(proof)
    return _lemma(name, *given)


def nat_lt(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a < b` for numerals of natural numbers."""
    first, second = _digit(a), _digit(b)
    if first is None or second is None:
        return None
    if first.rest is not None:
        return None if second.rest is None else _longer_lt(first.shape, second.shape, first.rest, second.rest)
    if second.rest is None:
        return _lemma("nat.zero_lt_one") if (first.shape, second.shape) == ("zero", "one") else None
    name = f"nat.{first.shape}_lt_{second.shape}"
    if name == "nat.zero_lt_bit1":
        return _lemma(name, second.rest)
    positive = nat_ne(second.rest, _NAT_ZERO)
    return None if positive is None else _lemma(name, second.rest, positive)


def _longer_lt(first: str, second: str, a: Expr, b: Expr) -> Expr | None:
    """`a` and `b` without their last digits."""
    proof = nat_le(a, b) if (first, second) == ("bit0", "bit1") else nat_lt(a, b)
    if proof is None:
        return None
    name = f"nat.{first}_lt" if first == second else f"nat.{first}_lt_{second}"
    return _lemma(name, a, b, proof)


def nat_le(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≤ b` for numerals of natural numbers, or for one and the same term."""
    if a is b:
        return _lemma("nat.le_refl", a)
    proof = nat_lt(a, b)
    return None if proof is None else _lemma("nat.le_of_lt", a, b, proof)


# ------------------------------------------------------------------------------------------------------- integers


def _int_nonneg(a: Expr) -> Expr | None:
    digit = _digit(a)
    if digit is None or digit.shape == "neg":
        return None
    if digit.rest is None:
        return _lemma(f"int.{digit.shape}_nonneg")
    proof = _int_nonneg(digit.rest)
    return None if proof is None else _lemma(f"int.{digit.shape}_nonneg", digit.rest, proof)


def _int_pos(a: Expr) -> Expr | None:
    digit = _digit(a)
    if digit is None or digit.shape in ("neg", "zero"):
        return None
    if digit.rest is None:
        return _lemma("int.one_pos")
    proof = _int_pos(digit.rest) if digit.shape == "bit0" else _int_nonneg(digit.rest)
    return None if proof is None else _lemma(f"int.{digit.shape}_pos", digit.rest, proof)


def _nat_abs(a: Expr) -> tuple[Expr, Expr] | None:
    """The numeral of natural numbers with the digits of `a`, and the proof that it is the absolute value of `a`."""
    digit = _digit(a)
    if digit is None or digit.shape == "neg":
        return None
    if digit.rest is None:
        one = mk_apps(mk_const("has_one.one", (ZERO,)), [NAT, mk_const("nat.has_one")])
        return (_NAT_ZERO if digit.shape == "zero" else one), _lemma(f"int.nat_abs_{digit.shape}")
    inner = _nat_abs(digit.rest)
    if inner is None:
        return None
    n, proof = inner
    add = mk_const("nat.has_add")
    if digit.shape == "bit0":
        number = mk_apps(mk_const("bit0", (ZERO,)), [NAT, add, n])
        return number, _lemma("int.nat_abs_bit0_step", digit.rest, n, proof)
    nonneg = _int_nonneg(digit.rest)
    if nonneg is None:
        return None
    number = mk_apps(mk_const("bit1", (ZERO,)), [NAT, mk_const("nat.has_one"), add, n])
    return number, _lemma("int.nat_abs_bit1_nonneg_step", digit.rest, n, nonneg, proof)


def _nonneg_int_ne(a: Expr, b: Expr) -> Expr | None:
    first, second = _nat_abs(a), _nat_abs(b)
    nonneg_a, nonneg_b = _int_nonneg(a), _int_nonneg(b)
    if first is None or second is None or nonneg_a is None or nonneg_b is None:
        return None
    different = nat_ne(first[0], second[0])
    if different is None:
        return None
    proofs = (nonneg_a, nonneg_b, first[1], second[1], different)
    return _lemma("int.ne_of_nat_ne_nonneg_case", a, b, first[0], second[0], *proofs)


def int_ne(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≠ b` for integers written as numerals, with or without a minus sign."""
    first, second = _digit(a), _digit(b)
    if first is None or second is None:
        return None
    x = first.rest if first.shape == "neg" else None
    y = second.rest if second.shape == "neg" else None
    if x is None and y is None:
        return _nonneg_int_ne(a, b)
    if x is not None and y is not None:
        return _with_proof("int.ne_neg_of_ne", (x, y), _nonneg_int_ne(x, y))
    if x is not None and second.shape == "zero":
        return _with_proof("int.neg_ne_zero_of_ne", (x,), _nonneg_int_ne(x, b))
    if y is not None and first.shape == "zero":
        return _with_proof("int.zero_ne_neg_of_ne", (y,), _nonneg_int_ne(a, y))
    left, right = (a if x is None else x), (b if y is None else y)
    pos_left, pos_right = _int_pos(left), _int_pos(right)
    if pos_left is None or pos_right is None:
        return None
    return _lemma("int.ne_neg_of_pos" if x is None else "int.neg_ne_of_pos", left, right, pos_left, pos_right)


def _with_proof(name: str, args: tuple[Expr, ...], proof: Expr | None) -> Expr | None:
    return None if proof is None else _lemma(name, *args, proof)


# ---------------------------------------------------------------------------------------- characters and strings


def _numeral(n: int) -> Expr:
    if n < 2:
        name = "has_one.one" if n else "has_zero.zero"
        return mk_apps(mk_const(name, (ZERO,)), [NAT, mk_const("nat." + name.split(".")[0])])
    rest = _numeral(n // 2)
    add = mk_const("nat.has_add")
    if n % 2:
        return mk_apps(mk_const("bit1", (ZERO,)), [NAT, mk_const("nat.has_one"), add, rest])
    return mk_apps(mk_const("bit0", (ZERO,)), [NAT, add, rest])


# The code points below the surrogates are characters.
_FIRST_SURROGATE = 0xD800


def _is_character(code: Expr) -> Expr | None:
    proof = nat_lt(code, _numeral(_FIRST_SURROGATE))
    return None if proof is None else _lemma("is_valid_char_range_1", code, proof)


def char_ne(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≠ b` for character literals."""
    if is_app_of(a, "char.of_nat", 1) and is_app_of(b, "char.of_nat", 1):
        x, y = get_app_args(a)[0], get_app_args(b)[0]
        proofs = (nat_ne(x, y), _is_character(x), _is_character(y))
        given = [proof for proof in proofs if proof is not None]
        return _lemma("char.of_nat_ne_of_ne", x, y, *given) if len(given) == len(proofs) else None
    if is_app_of(a, "char.mk", 2) and is_app_of(b, "char.mk", 2):
        different = nat_ne(get_app_args(a)[0], get_app_args(b)[0])
        return None if different is None else _lemma("char.ne_of_vne", a, b, different)
    return None


def string_ne(a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≠ b` for string literals."""
    ends: list[tuple[Expr, Expr, Expr, Expr]] = []
    proof: Expr | None = None
    while proof is None:
        if is_app_of(a, "string.str", 2) and is_app_of(b, "string.str", 2):
            (s, c), (t, d) = get_app_args(a), get_app_args(b)
            different = char_ne(c, d)
            if different is None:
                ends.append((c, d, s, t))
                a, b = s, t
                continue
            proof = _lemma("string.str_ne_str_left", c, d, s, t, different)
        elif is_app_of(a, "string.str", 2) and is_app_of(b, "string.empty", 0):
            s, c = get_app_args(a)
            proof = _lemma("string.str_ne_empty", c, s)
        elif is_app_of(a, "string.empty", 0) and is_app_of(b, "string.str", 2):
            s, c = get_app_args(b)
            proof = _lemma("string.empty_ne_str", c, s)
        else:
            return None
    for c, d, s, t in reversed(ends):
        proof = _lemma("string.str_ne_str_right", c, d, s, t, proof)
    return proof


_NE_BY_TYPE: dict[str, Callable[[Expr, Expr], Expr | None]] = {
    "nat": nat_ne,
    "int": int_ne,
    "char": char_ne,
    "string": string_ne,
}


def value_ne(type_: Expr, a: Expr, b: Expr) -> Expr | None:
    """A proof of `a ≠ b` for literals of `type_`."""
    prove = _NE_BY_TYPE.get(type_.name) if isinstance(type_, Const) else None
    return None if prove is None else prove(a, b)


# ------------------------------------------------------------------------------------------------------- the tactic


@tactic("comp_val")
def _comp_val(ts: TacticState, call: ast.TacticCall) -> None:
    comp_val(ts)


def comp_val(ts: TacticState) -> None:
    """Close a goal that compares literals."""
    target = ts.target()
    proof = _comparison(ts, target)
    if proof is not None:
        exact(ts, proof)
        return
    for name, constructor in (("subtype.ne_of_val_ne", "subtype.mk"), ("fin.ne_of_vne", "fin.mk")):
        if _sides_are(ts, target, constructor):
            apply_constant(ts, name)
            _compare_values(ts, constructor)
            return
    found = builders.is_eq(target)
    if found is None or not ts.unifies(found.lhs, found.rhs):
        raise TacticFailure("failed")
    exact(ts, builders.mk_eq_refl(ts.ctx, found.lhs))


def _comparison(ts: TacticState, target: Expr) -> Expr | None:
    differ = builders.is_ne(target)
    if differ is not None:
        for name, prove in _NE_BY_TYPE.items():
            if ts.ctx.is_def_eq(ts.type_of(differ.lhs), mk_const(name)):
                return prove(differ.lhs, differ.rhs)
        return None
    head, args = get_app_fn(target), get_app_args(target)
    if not isinstance(head, Const) or len(args) != 4 or not ts.ctx.is_def_eq(args[0], NAT):
        return None
    a, b = args[2:]
    if head.name in ("has_lt.lt", "gt"):
        return nat_lt(*((a, b) if head.name == "has_lt.lt" else (b, a)))
    if head.name in ("has_le.le", "ge"):
        return nat_le(*((a, b) if head.name == "has_le.le" else (b, a)))
    return None


def _sides_are(ts: TacticState, target: Expr, constructor: str) -> bool:
    differ = builders.is_ne(target)
    if differ is None:
        return False
    return all(is_app_of(ts.ctx.whnf_core(side), constructor) for side in (differ.lhs, differ.rhs))


def _compare_values(ts: TacticState, constructor: str) -> None:
    """The goal is now `x.val ≠ y.val`, with `x` and `y` made by the constructor."""
    differ = builders.is_ne(ts.target())
    if differ is None:
        raise TacticFailure("failed")
    values = [ts.ctx.whnf_core(get_app_args(side)[-1]) for side in (differ.lhs, differ.rhs)]
    if not all(is_app_of(value, constructor) for value in values):
        raise TacticFailure("failed")
    proof = nat_ne(*(get_app_args(value)[-2] for value in values))
    if proof is None:
        raise TacticFailure("failed")
    exact(ts, proof)
