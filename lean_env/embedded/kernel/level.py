"""Universe levels: hash-consed terms, and the comparison that Lean 3's kernel makes on them.

Two levels are structurally equal exactly when they are the same object. `is_geq` is deliberately as incomplete as
Lean's: a complete one would accept more than Lean does. Solving level metavariables is the elaborator's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any


class Node:
    """What levels and expressions share: they are built by `mk_*` functions only, which keep equal nodes identical."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle would recurse once for each level of nesting, and lose the identity of equal nodes.
        raise TypeError("expressions and levels are not pickled; lean_env.embedded.freezing freezes them")

    def __deepcopy__(self, memo: object) -> Node:
        return self

    def __copy__(self) -> Node:
        return self


class Level(Node):
    """A universe level. `has_meta` and `has_param` say whether a metavariable or a parameter occurs inside.

    `rank` orders the kinds of level as Lean's normal form does.
    """

    __slots__ = ("has_meta", "has_param")

    has_meta: bool
    has_param: bool
    rank: int = 0

    def __repr__(self) -> str:
        base, offset = to_offset(self)
        if isinstance(base, Max | IMax):
            text = f"({'max' if isinstance(base, Max) else 'imax'} {base.lhs!r} {base.rhs!r})"
        elif isinstance(base, Param):
            text = base.name
        elif isinstance(base, LevelMeta):
            text = f"?u_{base.id}"
        else:
            return str(offset)
        return f"{text}+{offset}" if offset else text


class Zero(Level):
    """Level 0, the universe of propositions."""

    __slots__ = ()
    rank = 0

    def __init__(self) -> None:
        self.has_meta = False
        self.has_param = False


class Succ(Level):
    """The level after `pred`."""

    __slots__ = ("pred",)
    rank = 1

    def __init__(self, pred: Level) -> None:
        self.pred = pred
        self.has_meta = pred.has_meta
        self.has_param = pred.has_param


class _Pair(Level):
    __slots__ = ("lhs", "rhs")

    def __init__(self, lhs: Level, rhs: Level) -> None:
        self.lhs = lhs
        self.rhs = rhs
        self.has_meta = lhs.has_meta or rhs.has_meta
        self.has_param = lhs.has_param or rhs.has_param


class Max(_Pair):
    """The larger of two levels."""

    __slots__ = ()
    rank = 2


class IMax(_Pair):
    """Zero where `rhs` is zero, and the larger of the two elsewhere: the universe of a dependent function type."""

    __slots__ = ()
    rank = 3


class Param(Level):
    """A universe parameter of a declaration."""

    __slots__ = ("name",)
    rank = 4

    def __init__(self, name: str) -> None:
        self.name = name
        self.has_meta = False
        self.has_param = True


class LevelMeta(Level):
    """A level still to be found by the elaborator; the kernel refuses declarations that hold one."""

    __slots__ = ("id",)
    rank = 5

    def __init__(self, meta_id: int) -> None:
        self.id = meta_id
        self.has_meta = True
        self.has_param = False


ZERO: Level = Zero()
_succs: dict[Level, Level] = {}
_maxes: dict[tuple[Level, Level], Level] = {}
_imaxes: dict[tuple[Level, Level], Level] = {}
_params: dict[str, Level] = {}
_metas: dict[int, Level] = {}
TABLES: tuple[dict[Any, Level], ...] = (_succs, _maxes, _imaxes, _params, _metas)
"""The hash-consing tables; `expr.push_overlay` marks their sizes, and `expr.pop_overlay` cuts them back."""


def mk_succ(pred: Level) -> Level:
    """`pred + 1`."""
    return _succs.get(pred) or _succs.setdefault(pred, Succ(pred))


ONE: Level = mk_succ(ZERO)


def mk_param(name: str) -> Level:
    """The universe parameter called `name`."""
    return _params.get(name) or _params.setdefault(name, Param(name))


def mk_level_meta(meta_id: int) -> Level:
    """The level metavariable numbered `meta_id`."""
    return _metas.get(meta_id) or _metas.setdefault(meta_id, LevelMeta(meta_id))


def to_offset(level: Level) -> tuple[Level, int]:
    """`(l, k)` such that `level` is `l + k` and `l` is no successor."""
    k = 0
    while level.__class__ is Succ:
        level = level.pred
        k += 1
    return level, k


def add_offset(level: Level, k: int) -> Level:
    """`level + k`."""
    for _ in range(k):
        level = mk_succ(level)
    return level


def is_explicit(level: Level) -> bool:
    """Whether the level is a numeral."""
    return to_offset(level)[0] is ZERO


def mk_max(a: Level, b: Level) -> Level:
    """`max a b`, with the cheap simplifications that Lean's constructor makes."""
    if a is b or b is ZERO:
        return a
    if a is ZERO:
        return b
    if b.__class__ is Max and (b.lhs is a or b.rhs is a):
        return b
    if a.__class__ is Max and (a.lhs is b or a.rhs is b):
        return a
    base_a, offset_a = to_offset(a)
    base_b, offset_b = to_offset(b)
    if base_a is base_b:
        return a if offset_a > offset_b else b
    return _maxes.get((a, b)) or _maxes.setdefault((a, b), Max(a, b))


def mk_imax(a: Level, b: Level) -> Level:
    """`imax a b`, with the cheap simplifications that Lean's constructor makes."""
    if is_never_zero(b):
        return mk_max(a, b)
    if b is ZERO or a is ZERO or a is b:
        return b
    return _imaxes.get((a, b)) or _imaxes.setdefault((a, b), IMax(a, b))


def is_never_zero(level: Level) -> bool:
    """Whether the level is visibly positive, whatever its parameters are."""
    while True:
        if isinstance(level, Succ):
            return True
        if isinstance(level, IMax):
            level = level.rhs
        elif isinstance(level, Max):
            if is_never_zero(level.lhs):
                return True
            level = level.rhs
        else:
            return False


def _is_norm_lt(a: Level, b: Level) -> bool:
    """Lean's total order of normal forms: zero is least, and a successor follows its predecessor at once."""
    if a is b:
        return False
    base_a, offset_a = to_offset(a)
    base_b, offset_b = to_offset(b)
    if base_a is base_b:
        return offset_a < offset_b
    if base_a.rank != base_b.rank:
        return base_a.rank < base_b.rank
    if isinstance(base_a, Param) and isinstance(base_b, Param):
        return base_a.name < base_b.name
    if isinstance(base_a, LevelMeta) and isinstance(base_b, LevelMeta):
        return base_a.id < base_b.id
    assert isinstance(base_a, Max | IMax) and isinstance(base_b, Max | IMax)
    if base_a.lhs is not base_b.lhs:
        return _is_norm_lt(base_a.lhs, base_b.lhs)
    return _is_norm_lt(base_a.rhs, base_b.rhs)


def _max_args(level: Level) -> list[Level]:
    """The levels that a maximum of maxima is over."""
    return _max_args(level.lhs) + _max_args(level.rhs) if isinstance(level, Max) else [level]


def _compare(a: Level, b: Level) -> int:
    return -1 if _is_norm_lt(a, b) else 1


def _drop_subsumed(args: list[Level]) -> list[Level]:
    """Of sorted arguments of a `max`, those that another does not visibly dominate."""
    numerals = [arg for arg in args if is_explicit(arg)]
    others = args[len(numerals) :]
    kept: list[Level] = []
    if numerals:
        largest = to_offset(numerals[-1])[1]
        if not [other for other in others if to_offset(other)[1] >= largest]:
            kept.append(numerals[-1])
    for arg in others:
        if kept and to_offset(kept[-1])[0] is to_offset(arg)[0]:
            kept[-1] = arg
        else:
            kept.append(arg)
    return kept


def normalize(level: Level) -> Level:
    """Lean's normal form: sorted, flattened `max`, with successors pushed to its leaves."""
    base, offset = to_offset(level)
    if isinstance(base, IMax):
        lhs = normalize(base.lhs)
        rhs = normalize(base.rhs)
        if lhs is base.lhs and rhs is base.rhs:
            return level
        return add_offset(mk_imax(lhs, rhs), offset)
    if not isinstance(base, Max):
        return level
    args: list[Level] = []
    for arg in _max_args(base):
        args += _max_args(normalize(arg))
    kept = _drop_subsumed(sorted(args, key=cmp_to_key(_compare)))
    result = add_offset(kept[-1], offset)
    for arg in reversed(kept[:-1]):
        result = mk_max(add_offset(arg, offset), result)
    return result


def is_equiv(a: Level, b: Level) -> bool:
    """Whether the levels have one normal form: Lean's definitional equality of universes."""
    return a is b or normalize(a) is normalize(b)


def is_geq(a: Level, b: Level) -> bool:
    """Whether Lean's incomplete test finds `a >= b` for every value of the parameters."""
    return _is_geq(normalize(a), normalize(b))


def _is_geq(a: Level, b: Level) -> bool:
    if a is b or b is ZERO:
        return True
    if isinstance(b, Max):
        return is_geq(a, b.lhs) and is_geq(a, b.rhs)
    if isinstance(a, Max) and (is_geq(a.lhs, b) or is_geq(a.rhs, b)):
        return True
    if isinstance(b, IMax):
        return is_geq(a, b.lhs) and is_geq(a, b.rhs)
    if isinstance(a, IMax):
        return is_geq(a.rhs, b)
    base_a, offset_a = to_offset(a)
    base_b, offset_b = to_offset(b)
    if base_a is base_b or base_b is ZERO:
        return offset_a >= offset_b
    if offset_a == offset_b and offset_a > 0:
        return is_geq(base_a, base_b)
    return False


def substitute(level: Level, values: dict[str, Level]) -> Level:
    """`level` with each parameter that `values` knows replaced by its value."""
    if not level.has_param:
        return level
    if isinstance(level, Param):
        return values.get(level.name, level)
    if isinstance(level, Succ):
        pred = substitute(level.pred, values)
        return level if pred is level.pred else mk_succ(pred)
    assert isinstance(level, Max | IMax)
    lhs = substitute(level.lhs, values)
    rhs = substitute(level.rhs, values)
    if lhs is level.lhs and rhs is level.rhs:
        return level
    return mk_max(lhs, rhs) if isinstance(level, Max) else mk_imax(lhs, rhs)


def undefined_param(level: Level, params: Iterable[str]) -> str | None:
    """The name of a parameter of `level` that is not one of `params`, if there is one."""
    if isinstance(level, Param):
        return None if level.name in params else level.name
    if isinstance(level, Succ):
        return undefined_param(level.pred, params)
    if isinstance(level, Max | IMax):
        return undefined_param(level.lhs, params) or undefined_param(level.rhs, params)
    return None
