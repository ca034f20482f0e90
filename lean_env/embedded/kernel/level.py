"""Universe levels: hash-consed terms, and the comparison that Lean 3's kernel makes on them.

Two levels are structurally equal exactly when they are the same object. `is_geq` is deliberately as incomplete as
Lean's: a complete one would accept more than Lean does. Expressions are in `expr`; solving level metavariables is the
elaborator's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


class Level:
    """A universe level. Build levels with the `mk_*` functions only; they keep equal levels identical.

    `has_meta` and `has_param` say whether a metavariable or a parameter occurs anywhere inside; `rank` orders the
    kinds of level as Lean's normal form does.
    """

    __slots__ = ("has_meta", "has_param")

    has_meta: bool
    has_param: bool
    rank: int = 0

    def __repr__(self) -> str:
        return level_to_str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle would recurse once for each level of nesting, and lose the identity of equal nodes.
        raise TypeError("expressions and levels are not pickled; lean_env.embedded.freezing freezes them")

    def __copy__(self) -> Level:
        return self

    def __deepcopy__(self, memo: object) -> Level:
        return self


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


class Max(Level):
    """The larger of two levels."""

    __slots__ = ("lhs", "rhs")
    rank = 2

    def __init__(self, lhs: Level, rhs: Level) -> None:
        self.lhs = lhs
        self.rhs = rhs
        self.has_meta = lhs.has_meta or rhs.has_meta
        self.has_param = lhs.has_param or rhs.has_param


class IMax(Level):
    """Zero where `rhs` is zero, and the larger of the two elsewhere: the universe of a dependent function type."""

    __slots__ = ("lhs", "rhs")
    rank = 3

    def __init__(self, lhs: Level, rhs: Level) -> None:
        self.lhs = lhs
        self.rhs = rhs
        self.has_meta = lhs.has_meta or rhs.has_meta
        self.has_param = lhs.has_param or rhs.has_param


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
    node = _succs.get(pred)
    if node is None:
        node = _succs[pred] = Succ(pred)
    return node


ONE: Level = mk_succ(ZERO)


def mk_param(name: str) -> Level:
    """The universe parameter called `name`."""
    node = _params.get(name)
    if node is None:
        node = _params[name] = Param(name)
    return node


def mk_level_meta(meta_id: int) -> Level:
    """The level metavariable numbered `meta_id`."""
    node = _metas.get(meta_id)
    if node is None:
        node = _metas[meta_id] = LevelMeta(meta_id)
    return node


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
    node = _maxes.get((a, b))
    if node is None:
        node = _maxes[(a, b)] = Max(a, b)
    return node


def mk_imax(a: Level, b: Level) -> Level:
    """`imax a b`, with the cheap simplifications that Lean's constructor makes."""
    if is_never_zero(b):
        return mk_max(a, b)
    if b is ZERO or a is ZERO or a is b:
        return b
    node = _imaxes.get((a, b))
    if node is None:
        node = _imaxes[(a, b)] = IMax(a, b)
    return node


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


def _push_max_args(level: Level, out: list[Level]) -> None:
    stack = [level]
    while stack:
        top = stack.pop()
        if isinstance(top, Max):
            stack.append(top.rhs)
            stack.append(top.lhs)
        else:
            out.append(top)


def _sorted(args: list[Level]) -> list[Level]:
    # Insertion sort: the lists have two or three elements, and the order is not a key.
    result: list[Level] = []
    for arg in args:
        i = len(result)
        while i > 0 and _is_norm_lt(arg, result[i - 1]):
            i -= 1
        result.insert(i, arg)
    return result


def _drop_subsumed(args: list[Level]) -> list[Level]:
    """Of sorted arguments of a `max`, those that another does not visibly dominate."""
    start = 0
    if is_explicit(args[0]):
        while start + 1 < len(args) and is_explicit(args[start + 1]):
            start += 1
        numeral = to_offset(args[start])[1]
        for other in args[start + 1 :]:
            if to_offset(other)[1] >= numeral:
                start += 1
                break
    kept = [args[start]]
    base, offset = to_offset(args[start])
    for arg in args[start + 1 :]:
        arg_base, arg_offset = to_offset(arg)
        if arg_base is not base:
            kept.append(arg)
        elif arg_offset > offset:
            kept[-1] = arg
        else:
            continue
        base, offset = arg_base, arg_offset
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
    todo: list[Level] = []
    args: list[Level] = []
    _push_max_args(base, todo)
    for arg in todo:
        _push_max_args(normalize(arg), args)
    kept = _drop_subsumed(_sorted(args))
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


def instantiate(level: Level, names: Sequence[str], levels: Sequence[Level]) -> Level:
    """`level` with each parameter in `names` replaced by the level at the same place of `levels`."""
    if not level.has_param:
        return level
    return substitute(level, dict(zip(names, levels, strict=True)))


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


def undefined_param(level: Level, params: Iterable[str]) -> str | None:
    """The name of a parameter of `level` that is not one of `params`, if there is one."""
    if not level.has_param:
        return None
    return min(params_of(level).difference(params), default=None)


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
