"""Freezing and thawing of values that hold expressions: one flat table of nodes, so that deep terms need no recursion.

These are pickles, and are for snapshots of the project's own making: frozen bytes from elsewhere must not be thawed.
"""

from __future__ import annotations

import gc
import io
import pickle
from typing import Any, cast

from lean_env.embedded.kernel import expr as expr_module
from lean_env.embedded.kernel.expr import (
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
    mk_app,
    mk_const,
    mk_lambda,
    mk_let,
    mk_meta,
    mk_pi,
    mk_sort,
    mk_var,
)
from lean_env.embedded.kernel.level import (
    ZERO,
    IMax,
    Level,
    LevelMeta,
    Max,
    Param,
    Succ,
    mk_imax,
    mk_level_meta,
    mk_max,
    mk_param,
    mk_succ,
)

Row = tuple[Any, ...]


class _Freezer(pickle.Pickler):
    """Pickles everything but expressions and levels, which become rows that refer to earlier rows by number."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.levels: dict[Level, int] = {}
        self.level_rows: list[Row] = []
        self.exprs: dict[Expr, int] = {}
        self.rows: list[Row] = []

    def persistent_id(self, value: Any) -> tuple[str, int] | None:
        if isinstance(value, Expr):
            return ("e", self.add_expr(value))
        if isinstance(value, Level):
            return ("l", self.add_level(value))
        return None

    def add_level(self, level: Level) -> int:
        number = self.levels.get(level)
        if number is not None:
            return number
        if isinstance(level, Succ):
            row: Row = ("S", self.add_level(level.pred))
        elif isinstance(level, Max | IMax):
            kind = "M" if isinstance(level, Max) else "I"
            row = (kind, self.add_level(level.lhs), self.add_level(level.rhs))
        elif isinstance(level, Param):
            row = ("P", level.name)
        elif isinstance(level, LevelMeta):
            row = ("U", level.id)
        else:
            row = ("Z",)
        number = self.levels[level] = len(self.level_rows)
        self.level_rows.append(row)
        return number

    def add_expr(self, e: Expr) -> int:
        exprs = self.exprs
        stack = [e]
        while stack:
            node = stack[-1]
            if node in exprs:
                stack.pop()
                continue
            missing = [child for child in _children(node) if child not in exprs]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            row = self.row(node)
            exprs[node] = len(self.rows)
            self.rows.append(row)
        return exprs[e]

    def row(self, e: Expr) -> Row:
        at = self.exprs
        if isinstance(e, App):
            return (at[e.fn], at[e.arg])
        if isinstance(e, Lambda | Pi):
            kind = "L" if isinstance(e, Lambda) else "P"
            return (kind, e.binder_name, e.binder_info, at[e.binder_type], at[e.body])
        if isinstance(e, Const):
            return ("C", e.name, *[self.add_level(level) for level in e.levels])
        if isinstance(e, Var):
            return ("V", e.idx)
        if isinstance(e, Sort):
            return ("S", self.add_level(e.level))
        if isinstance(e, Let):
            return ("Z", e.binder_name, at[e.binder_type], at[e.value], at[e.body])
        if isinstance(e, Local):
            return ("X", e.id, e.pp_name, e.binder_info, at[e.type])
        assert isinstance(e, Meta)
        return ("M", e.id)


def _children(e: Expr) -> tuple[Expr, ...]:
    if isinstance(e, App):
        return (e.fn, e.arg)
    if isinstance(e, Lambda | Pi):
        return (e.binder_type, e.body)
    if isinstance(e, Let):
        return (e.binder_type, e.value, e.body)
    if isinstance(e, Local):
        return (e.type,)
    return ()


def freeze(value: Any) -> bytes:
    """Bytes from which `thaw` makes `value` again, with every expression and level inside it shared as before.

    Anything picklable may hold the expressions; the nodes themselves travel in a flat table, in no deep recursion.
    """
    payload = io.BytesIO()
    freezer = _Freezer(payload)
    freezer.dump(value)
    return pickle.dumps((freezer.level_rows, freezer.rows, payload.getvalue()), protocol=5)


class _Thawer(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, levels: list[Level], exprs: list[Expr]) -> None:
        super().__init__(file)
        self.levels = levels
        self.exprs = exprs

    def persistent_load(self, pid: Any) -> Expr | Level:
        kind, number = cast(tuple[str, int], pid)
        return self.exprs[number] if kind == "e" else self.levels[number]


def thaw(data: bytes) -> Any:
    """The value that was frozen; its expressions are the identical nodes wherever this process has equal ones already.

    Ids of frozen locals and metavariables are kept, and are not given out again.
    """
    # Millions of new objects and no garbage: collection would double the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _thaw(data)
    finally:
        if collecting:
            gc.enable()


def _thaw(data: bytes) -> Any:
    level_rows, rows, payload = pickle.loads(data)
    levels: list[Level] = []
    for row in level_rows:
        levels.append(_thaw_level(row, levels))
    exprs: list[Expr] = []
    append = exprs.append
    for row in rows:
        if len(row) == 2 and row[0].__class__ is int:
            append(mk_app(exprs[row[0]], exprs[row[1]]))
        else:
            append(_thaw_expr(row, levels, exprs))
    return _Thawer(io.BytesIO(payload), levels, exprs).load()


def _thaw_level(row: Row, levels: list[Level]) -> Level:
    kind = row[0]
    if kind == "S":
        return mk_succ(levels[row[1]])
    if kind == "M":
        return mk_max(levels[row[1]], levels[row[2]])
    if kind == "I":
        return mk_imax(levels[row[1]], levels[row[2]])
    if kind == "P":
        return mk_param(row[1])
    if kind == "U":
        expr_module.reserve_ids(row[1])
        return mk_level_meta(row[1])
    return ZERO


def _thaw_expr(row: Row, levels: list[Level], exprs: list[Expr]) -> Expr:
    kind = row[0]
    if kind == "P":
        return mk_pi(row[1], row[2], exprs[row[3]], exprs[row[4]])
    if kind == "L":
        return mk_lambda(row[1], row[2], exprs[row[3]], exprs[row[4]])
    if kind == "C":
        return mk_const(row[1], tuple([levels[number] for number in row[2:]]))
    if kind == "V":
        return mk_var(row[1])
    if kind == "S":
        return mk_sort(levels[row[1]])
    if kind == "Z":
        return mk_let(row[1], exprs[row[2]], exprs[row[3]], exprs[row[4]])
    expr_module.reserve_ids(row[1])
    if kind == "X":
        return Local(row[1], row[2], row[3], exprs[row[4]])
    return mk_meta(row[1])
