"""Numerals: reading `bit0`/`bit1` terms as integers, building them, and comparing offsets of natural numbers.

The kernel checks every conclusion drawn here again, so reading a numeral looks at its shape and not at its instances.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lean_env.embedded.elaborator.reduction import SEMIREDUCIBLE
from lean_env.embedded.kernel.expr import (
    App,
    Const,
    Expr,
    Meta,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    mk_app,
    mk_apps,
    mk_const,
)
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.terms import get_app_num_args

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.unify import Unifier

OFFSET_LIMIT = 1024
"""Lean's `unifier.nat_offset_cnstr_threshold`: larger numerals are compared by unfolding."""
NAT = mk_const("nat")
SUCC = mk_const("nat.succ")
NAT_HEADS = {
    "nat.zero": 0,
    "nat.succ": 1,
    "has_zero.zero": 2,
    "has_one.one": 2,
    "bit0": 3,
    "bit1": 4,
    "has_add.add": 4,
    "has_sub.sub": 4,
}
"""The heads of numerals and offsets, with how many arguments each takes."""

COMPUTATION_LIMIT = 20_000
"""Steps after which the value of a closed term is not looked for any longer."""
CLASS_OPERATIONS = {
    "has_add.add": ("nat.has_add", "nat.add"),
    "has_mul.mul": ("nat.has_mul", "nat.mul"),
    "has_sub.sub": ("nat.has_sub", "nat.sub"),
    "has_div.div": ("nat.has_div", "nat.div"),
    "has_mod.mod": ("nat.has_mod", "nat.mod"),
}
OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "nat.add": lambda a, b: a + b,
    "nat.mul": lambda a, b: a * b,
    "nat.sub": lambda a, b: max(a - b, 0),
    "nat.div": lambda a, b: a // b if b else 0,
    "nat.mod": lambda a, b: a % b if b else a,
}
LITERAL_HEADS = ("bit0", "bit1", "nat.succ", "nat.zero", "has_one.one", "has_zero.zero")


def eval_nat(e: Expr) -> int | None:
    """The natural number that a closed term of numerals, `+`, `-` and `nat.succ` denotes."""
    head: Any = get_app_fn(e)
    if head.__class__ is not Const:
        return None
    name = head.name
    if NAT_HEADS.get(name) != get_app_num_args(e):
        return None
    node: Any = e
    if name == "nat.zero" or name == "has_zero.zero":
        return 0
    if name == "has_one.one":
        return 1
    last = eval_nat(node.arg)
    if last is None:
        return None
    if name == "nat.succ":
        return last + 1
    if name == "bit0":
        return 2 * last
    if name == "bit1":
        return 2 * last + 1
    first = eval_nat(node.fn.arg)
    if first is None:
        return None
    return first + last if name == "has_add.add" else max(first - last, 0)


def numeral_value(e: Expr) -> int | None:
    """The number that `e` denotes when it is a numeral (`bit0`, `bit1`, zero, one) of any type."""
    digits: list[int] = []
    node: Any = e
    while True:
        head: Any = get_app_fn(node)
        if head.__class__ is not Const:
            return None
        name = head.name
        count = get_app_num_args(node)
        if name == "bit0" and count == 3:
            digits.append(0)
        elif name == "bit1" and count == 4:
            digits.append(1)
        elif (name == "has_zero.zero" and count == 2) or (name == "nat.zero" and count == 0):
            value = 0
            break
        elif name == "has_one.one" and count == 2:
            value = 1
            break
        else:
            return None
        node = node.arg
    for digit in reversed(digits):
        value = 2 * value + digit
    return value


def mk_nat_numeral(n: int) -> Expr:
    """`n` as a numeral of type `nat`, as Lean's elaborator writes it."""
    if n == 0:
        return mk_apps(mk_const("has_zero.zero", (ZERO,)), [NAT, mk_const("nat.has_zero")])
    one = mk_const("nat.has_one")
    add = mk_const("nat.has_add")
    result = mk_apps(mk_const("has_one.one", (ZERO,)), [NAT, one])
    for digit in bin(n)[3:]:
        if digit == "0":
            result = mk_apps(mk_const("bit0", (ZERO,)), [NAT, add, result])
        else:
            result = mk_apps(mk_const("bit1", (ZERO,)), [NAT, one, add, result])
    return result


class NatTerms:
    """Decides `t + 2 = s + 3`, `t + 2 = 5`, `succ t = s + 1` and `2 + 2 = 4` by arithmetic, in the type `nat`."""

    __slots__ = ("ctx",)

    def __init__(self, ctx: Unifier) -> None:
        self.ctx = ctx

    def compare(self, t: Expr, s: Expr) -> bool | None:
        """Whether the two are equal; None when they are not both offsets or numerals of type `nat`."""
        head_t: Any = get_app_fn(t)
        if head_t.__class__ is not Const or head_t.name not in NAT_HEADS:
            return None
        head_s: Any = get_app_fn(s)
        if head_s.__class__ is not Const or head_s.name not in NAT_HEADS:
            return None
        if self.ctx.mode == 0 or not self._is_nat(head_t, t) or not self._is_nat(head_s, s):
            return None
        k = self._offset(head_t, t)
        m = self._offset(head_s, s)
        uses_t = k is not None and self._is_standard(head_t, t)
        uses_s = m is not None and self._is_standard(head_s, s)
        if k is not None and m is not None and (uses_t or uses_s):
            lower_t = _base(head_t, t) if k <= m else _with_offset(head_t, t, k - m)
            lower_s = _base(head_s, s) if m <= k else _with_offset(head_s, s, m - k)
            return self.ctx._equal(lower_t, lower_s)
        if k is not None and uses_t:
            n = _small(s)
            if n is not None:
                return n >= k and self.ctx._equal(_base(head_t, t), mk_nat_numeral(n - k))
        if m is not None and uses_s:
            n = _small(t)
            if n is not None:
                return n >= m and self.ctx._equal(mk_nat_numeral(n - m), _base(head_s, s))
        a = eval_nat(t)
        if a is None:
            return None
        b = eval_nat(s)
        if b is None:
            return None
        if a != b:
            return False
        return True if a <= OFFSET_LIMIT else None

    def compute(self, t: Expr, s: Expr) -> bool | None:
        """Whether a closed term and a numeral that it is compared to agree; None when that cannot be told so.

        Through the equations of a function, `fact 5 = 120` takes Lean eight seconds, because numbers meet in unary.
        """
        if self.ctx.mode < SEMIREDUCIBLE:
            return None
        if _is_literal(s):
            t, s = s, t
        if not _is_literal(t) or not _is_compound(s):
            return None
        s = self.ctx.mctx.instantiate(s)
        if s.has_meta or s.has_local or self.ctx.whnf(self.ctx.infer(s)) is not NAT:
            return None
        expected = eval_nat(t)
        if expected is None:
            return None
        limit = self.ctx.steps + COMPUTATION_LIMIT
        found = self._evaluate(s, {}, limit)
        return None if found is None else found == expected

    def _evaluate(self, e: Expr, known: dict[Expr, int | None], limit: int) -> int | None:
        found = known.get(e)
        if found is not None or e in known or self.ctx.steps > limit:
            return found
        known[e] = None
        result: int | None = None
        head: Any
        head, args = get_app_fn_args(e)
        operation = self._operation(head, args)
        if operation is not None:
            a = self._evaluate(args[-2], known, limit)
            b = self._evaluate(args[-1], known, limit) if a is not None else None
            result = operation(a, b) if a is not None and b is not None else None
        elif head is SUCC and len(args) == 1:
            a = self._evaluate(args[0], known, limit)
            result = None if a is None else a + 1
        elif numeral_value(e) is not None:
            result = numeral_value(e)
        else:
            reduced = self.ctx.whnf_core(e)
            unfolded = self.ctx.unfold_definition(reduced)
            if unfolded is not None:
                reduced = unfolded
            if reduced is not e:
                result = self._evaluate(reduced, known, limit)
        known[e] = result
        return result

    def _operation(self, head: Any, args: list[Expr]) -> Callable[[int, int], int] | None:
        """The arithmetic that the constant at the head of a term does, when it is that of `nat`."""
        if head.__class__ is not Const:
            return None
        name = head.name
        if name in CLASS_OPERATIONS and len(args) == 4 and args[0] is NAT:
            instance: Any = args[1]
            expected, name = CLASS_OPERATIONS[name]
            if instance.__class__ is not Const or instance.name != expected or not self.ctx.unfoldable(expected):
                return None
        elif len(args) != 2:
            return None
        operation = OPERATIONS.get(name)
        return operation if operation is not None and self.ctx.unfoldable(name) is not None else None

    def _is_nat(self, head: Const, e: Expr) -> bool:
        if head.name == "nat.succ" or head.name == "nat.zero":
            return True
        args = get_app_args(e)
        if not args:
            return False
        return self.ctx.whnf(args[0]) is NAT

    def _offset(self, head: Const, e: Expr) -> int | None:
        """The `k` of `t + k` or of `succ^k t`."""
        if head.name == "has_add.add":
            if get_app_num_args(e) != 4 or self.ctx.state.reducibility("has_add.add") == "irreducible":
                return None
            return _small(e.arg)  # type: ignore[attr-defined]
        k = 0
        node: Any = e
        while node.__class__ is App and node.fn is SUCC:
            k += 1
            node = node.arg
        return k if 0 < k <= OFFSET_LIMIT else None

    def _is_standard(self, head: Const, e: Expr) -> bool:
        if head.name == "nat.succ":
            return True
        instance: Any = get_app_args(e)[1]
        if instance.__class__ is Meta:
            instance = self.ctx.mctx.instantiate(instance)
        return instance.__class__ is Const and instance.name == "nat.has_add"


def _is_literal(e: Expr) -> bool:
    head: Any = get_app_fn(e)
    return head.__class__ is Const and head.name in LITERAL_HEADS


def _is_compound(e: Expr) -> bool:
    head: Any = get_app_fn(e)
    return e.__class__ is App and head.__class__ is Const and head.name not in NAT_HEADS


def _small(e: Expr) -> int | None:
    value = eval_nat(e)
    return value if value is not None and value <= OFFSET_LIMIT else None


def _base(head: Const, e: Any) -> Expr:
    if head.name == "has_add.add":
        return e.fn.arg  # type: ignore[no-any-return]
    while e.__class__ is App and e.fn is SUCC:
        e = e.arg
    return e  # type: ignore[no-any-return]


def _with_offset(head: Const, e: Any, k: int) -> Expr:
    base = _base(head, e)
    if head.name == "has_add.add":
        return mk_apps(e.fn.fn, [base, mk_nat_numeral(k)])
    for _ in range(k):
        base = mk_app(SUCC, base)
    return base
