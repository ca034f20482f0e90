"""Operations on expressions and levels that elaboration needs and checking does not, kept out of the trusted kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lean_env.embedded.kernel.expr import (
    App,
    Expr,
    Lambda,
    Let,
    Local,
    Pi,
    Var,
    beta,
    get_app_fn_args,
    mk_var,
    replace,
    subterms,
)
from lean_env.embedded.kernel.level import (
    ZERO,
    IMax,
    Level,
    LevelMeta,
    Max,
    Param,
    Succ,
    Zero,
    is_explicit,
    mk_imax,
    mk_max,
    mk_succ,
    to_offset,
)


def get_app_num_args(e: Expr) -> int:
    """How many arguments an application has."""
    n = 0
    while e.__class__ is App:
        n += 1
        e = e.fn
    return n


def head_beta(e: Expr) -> Expr:
    """`e` with the beta redexes at its head reduced."""
    while True:
        fn, args = get_app_fn_args(e)
        if not args or fn.__class__ is not Lambda:
            return e
        e = beta(fn, args)


def has_loose_var(e: Expr, idx: int) -> bool:
    """Whether the loose variable `idx` occurs in `e`."""
    stack = [(e, idx)]
    seen: set[tuple[Expr, int]] = set()
    while stack:
        pair = stack.pop()
        node: Any = pair[0]
        i = pair[1]
        if node.loose <= i or pair in seen:
            continue
        cls = node.__class__
        if cls is Var:
            if node.idx == i:
                return True
            continue
        seen.add(pair)
        if cls is App:
            stack.append((node.fn, i))
            stack.append((node.arg, i))
        else:
            if cls is Let:
                stack.append((node.value, i))
            stack.append((node.binder_type, i))
            stack.append((node.body, i + 1))
    return False


def lower_loose(e: Expr, n: int) -> Expr:
    """`e` with `n` taken from every loose variable; the first `n` of them must not occur."""

    def shift(node: Expr, depth: int) -> Expr | None:
        if node.loose <= n + depth:
            return node
        return mk_var(node.idx - n) if isinstance(node, Var) else None

    return replace(e, shift)


def for_each(e: Expr, visit: Callable[[Expr], bool | None]) -> None:
    """Call `visit` once on every subterm, outermost first; where it answers False its insides are left out.

    The types that locals carry are not visited.
    """
    stack = [e]
    seen: set[Expr] = set()
    while stack:
        node: Any = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if visit(node) is False:
            continue
        cls = node.__class__
        if cls is App:
            stack.append(node.arg)
            stack.append(node.fn)
        elif cls is Lambda or cls is Pi:
            stack.append(node.body)
            stack.append(node.binder_type)
        elif cls is Let:
            stack.append(node.body)
            stack.append(node.value)
            stack.append(node.binder_type)


def find(e: Expr, pred: Callable[[Expr], bool]) -> Expr | None:
    """The first subterm, outermost and leftmost first, that satisfies `pred`."""
    for node in subterms(e):
        if pred(node):
            return node
    return None


def locals_of(e: Expr) -> list[Local]:
    """The free variables of `e`, each once, leftmost first."""
    found: list[Local] = []

    def visit(node: Expr) -> bool:
        if isinstance(node, Local):
            found.append(node)
        return node.has_local

    for_each(e, visit)
    return found


def replace_level(level: Level, fn: Callable[[Level], Level | None]) -> Level:
    """`level` with each outermost sub-level that `fn` answers for replaced; `None` from `fn` means: go on inside."""
    answer = fn(level)
    if answer is not None:
        return answer
    if isinstance(level, Succ):
        pred = replace_level(level.pred, fn)
        return level if pred is level.pred else mk_succ(pred)
    if isinstance(level, Max | IMax):
        lhs = replace_level(level.lhs, fn)
        rhs = replace_level(level.rhs, fn)
        if lhs is level.lhs and rhs is level.rhs:
            return level
        return mk_max(lhs, rhs) if isinstance(level, Max) else mk_imax(lhs, rhs)
    return level


def params_of(level: Level) -> set[str]:
    """The names of the parameters that occur in `level`."""
    names: set[str] = set()
    stack = [level]
    while stack:
        top = stack.pop()
        if not top.has_param:
            continue
        if isinstance(top, Param):
            names.add(top.name)
        elif isinstance(top, Succ):
            stack.append(top.pred)
        elif isinstance(top, Max | IMax):
            stack.append(top.lhs)
            stack.append(top.rhs)
    return names


def level_to_str(level: Level) -> str:
    """The level in Lean's own notation."""
    base, offset = to_offset(level)
    if base is ZERO:
        return str(offset)
    if isinstance(base, Param):
        text = base.name
    elif isinstance(base, LevelMeta):
        text = f"?u_{base.id}"
    else:
        assert isinstance(base, Max | IMax)
        word = "max" if isinstance(base, Max) else "imax"
        parts = [base.lhs]
        rest = base.rhs
        while rest.__class__ is base.__class__:
            assert isinstance(rest, Max | IMax)
            parts.append(rest.lhs)
            rest = rest.rhs
        parts.append(rest)
        text = " ".join([word, *[_child_to_str(part) for part in parts]])
        if offset:
            text = f"({text})"
    return f"{text}+{offset}" if offset else text


def _child_to_str(level: Level) -> str:
    text = level_to_str(level)
    return text if isinstance(level, Zero | Param | LevelMeta) or is_explicit(level) else f"({text})"
