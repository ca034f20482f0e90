"""Reads configuration arguments such as `{contextual := tt}` into the frozen dataclasses that tactics are run with.

Only literal fields that the tactic knows are read; any other configuration is beyond us and says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from lean_env.embedded.errors import Unsupported
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics.state import TacticState

Config = TypeVar("Config")

_TRUE = {"tt", "bool.tt"}
_FALSE = {"ff", "bool.ff"}
_NAMED_VALUES = {"none", "reducible", "instances", "semireducible", "all", "non_dep_first", "non_dep_only"}


def read_configuration(ts: TacticState, call: ast.TacticCall, config: Config, fields: dict[str, str]) -> Config:
    """`config` with the fields written in the call's extra argument; `fields` maps Lean's names to ours."""
    if not call.extra:
        return config
    if len(call.extra) > 1:
        raise Unsupported(f"configuration argument of {call.name}")
    (given,) = call.extra
    if isinstance(given, ast.EmptyBraces):
        return config
    if not isinstance(given, ast.StructureInstance) or given.sources:
        raise Unsupported(f"configuration argument of {call.name}")
    values: dict[str, Any] = {}
    for assign in given.fields:
        if assign.name not in fields:
            raise Unsupported(f"configuration field {assign.name} of {call.name}")
        values[fields[assign.name]] = _value(call, assign)
    return replace(config, **values)  # type: ignore[type-var]


def _value(call: ast.TacticCall, assign: ast.FieldAssign) -> Any:
    value = assign.value
    if isinstance(value, ast.Ident):
        last = value.name.rsplit(".", 1)[-1]
        if value.name in _TRUE:
            return True
        if value.name in _FALSE:
            return False
        if last in _NAMED_VALUES:
            return last
    if isinstance(value, ast.Numeral):
        return value.value
    raise Unsupported(f"value of configuration field {assign.name} of {call.name}")
