"""Configuration arguments such as `{contextual := tt}`: which tactics take one, with which fields, and their values.

Lean elaborates a block before it runs anything, so a superfluous argument, an unknown field or a value of the wrong
type is an error even under `try`: `check_arguments` finds those. `read_configuration` then gives the frozen dataclass
that a tactic is run with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from typing import Any, NamedTuple, TypeVar

from lean_env.embedded.elaborator import builders
from lean_env.embedded.elaborator.absent import unknown_identifier
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel.expr import Const, get_app_args, mk_app, mk_const
from lean_env.embedded.kernel.level import ZERO
from lean_env.embedded.syntax import ast
from lean_env.embedded.tactics.state import TacticState, is_app_of

Config = TypeVar("Config")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which instances of a pattern are meant, counted from 1: those listed, or (not `positive`) all but those."""

    positive: bool
    places: tuple[int, ...]

    def __contains__(self, place: int) -> bool:
        return (place in self.places) == self.positive


class _Schema(NamedTuple):
    """A configuration structure of Lean's: its name, and what kind of value each field holds."""

    structure: str
    fields: Mapping[str, str]


def _kinds(bools: str, **others: str) -> dict[str, str]:
    return {**dict.fromkeys(bools.split(), "bool"), **others}


_SIMP = _kinds(
    "contextual lift_eq canonize_instances canonize_proofs use_axioms zeta beta eta proj iota iota_eqn"
    " constructor_eq single_pass fail_if_unchanged memoize trace_lemmas",
    max_steps="nat",
)
_DSIMP = _kinds(
    "canonize_instances single_pass fail_if_unchanged eta zeta beta proj iota unfold_reducible memoize",
    md="transparency",
    max_steps="nat",
)
_APPLY = _kinds("approx instances auto_param opt_param unify", md="transparency", new_goals="new_goals")
_SIMP_EXT = _Schema("tactic.simp_config_ext", {**_SIMP, "discharger": "tactic"})
_DSIMP_CONFIG = _Schema("tactic.dsimp_config", _DSIMP)
_REWRITE = _Schema("tactic.rewrite_cfg", {**_APPLY, "symm": "bool", "occs": "occurrences"})
_UNFOLD = _Schema("tactic.unfold_config", _SIMP)

_SCHEMAS: dict[str, _Schema] = {
    "simp": _SIMP_EXT,
    "simp_intros": _Schema("tactic.simp_intros_config", {**_SIMP, "use_hyps": "bool"}),
    "dsimp": _DSIMP_CONFIG,
    "unfold": _UNFOLD,
    "unfold1": _UNFOLD,
    "dunfold": _Schema("tactic.dunfold_config", _DSIMP),
    "unfold_projs": _Schema("tactic.unfold_proj_config", _DSIMP),
    "rw": _REWRITE,
    "rewrite": _REWRITE,
    "rwa": _REWRITE,
    "erw": _REWRITE,
    "erewrite": _REWRITE,
    "apply_with": _Schema("tactic.apply_cfg", _APPLY),
}
_CONV_SCHEMAS = {name: _SCHEMAS[name] for name in ("simp", "dsimp", "rw", "rewrite")}

# The field of our dataclasses for a field of Lean's, where the names differ.
_OURS = {"md": "transparency", "occs": "occurrences"}
# Fields that we have no use for, with the values that our tactics behave by; None: any value.
_FIXED = {"canonize_instances": True, "canonize_proofs": False, "trace_lemmas": None, "approx": True}

_ENUMERATIONS = {
    "transparency": ("all", "semireducible", "instances", "reducible", "none"),
    "new_goals": ("non_dep_first", "non_dep_only", "all"),
}
# `export transparency (reducible semireducible)`, in the namespace `tactic`.
_EXPORTED = frozenset({"reducible", "semireducible"})


# ------------------------------------------------------------------------------------------------------- checking


def check_arguments(ts: TacticState, call: ast.TacticCall, conv: bool) -> list[ast.Term]:
    """Are the arguments behind the tactic's own ones what Lean expects there?  LeanError if not.

    Returns the tactic programs among them, which are for the caller to check.
    """
    schema = (_CONV_SCHEMAS if conv else _SCHEMAS).get(call.name)
    if call.name in ("apply_with", "trace") and not conv and not call.extra:
        raise LeanError(f"type mismatch, '{call.name}' lacks an argument", call.pos, "type_mismatch")
    if not call.extra:
        return []
    takes_one = schema is not None or (not conv and call.name in ("trace", "match_target", "guard_expr_eq"))
    if not takes_one or len(call.extra) > 1:
        raise LeanError(f"function expected at\n  {call.name}", call.pos, "type_mismatch")
    (given,) = call.extra
    if schema is not None:
        return _check_configuration(ts, call, given, schema)
    if call.name == "trace":
        if not isinstance(given, ast.StringLiteral):
            # The argument is part of the tactic program: hypotheses of the goal are not in its scope.
            ts.elab.elab_term_and_synthesize(given, None, EMPTY_CONTEXT)
    elif call.name == "match_target":
        _value(ts, call, given, "transparency")
    return []


def _check_configuration(ts: TacticState, call: ast.TacticCall, given: ast.Term, schema: _Schema) -> list[ast.Term]:
    if isinstance(given, ast.EmptyBraces):
        return []
    if isinstance(given, ast.Numeral | ast.StringLiteral):
        raise LeanError(f"type mismatch, '{schema.structure}' expected", given.pos, "type_mismatch")
    atomic = isinstance(given, ast.Ident) and "." not in given.name and not ts.elab.state.open_namespaces
    if isinstance(given, ast.Ident) and atomic and not ts.elab.state.resolve(given.name):
        # Hypotheses are not in scope here, and Lean's own configurations have dotted names.
        raise unknown_identifier(ts.elab.state, given.name, given.pos)
    if not isinstance(given, ast.StructureInstance) or given.sources or given.catchall:
        raise Unsupported(f"configuration argument of {call.name}", given.pos)
    if given.structure not in ("", schema.structure):
        raise Unsupported(f"configuration argument of {call.name}", given.pos)
    if len({assign.name for assign in given.fields}) < len(given.fields):
        raise Unsupported(f"configuration argument of {call.name}", given.pos)
    for assign in given.fields:
        kind = schema.fields.get(assign.name)
        if kind is None:
            raise LeanError(
                f"invalid structure value {{ ... }}, '{assign.name}' is not a field of structure '{schema.structure}'",
                given.pos,
                "invalid",
            )
        _value(ts, call, assign.value, kind)
    return [assign.value for assign in given.fields if schema.fields[assign.name] == "tactic"]


# -------------------------------------------------------------------------------------------------------- reading


def read_configuration(ts: TacticState, call: ast.TacticCall, config: Config, conv: bool = False) -> Config:
    """`config` with the fields written in the call's configuration argument, which has been checked."""
    if not call.extra or isinstance(call.extra[0], ast.EmptyBraces):
        return config
    given = call.extra[0]
    if not isinstance(given, ast.StructureInstance):
        raise Unsupported(f"configuration argument of {call.name}", given.pos)
    schema = (_CONV_SCHEMAS if conv else _SCHEMAS)[call.name]
    known = {field.name for field in dataclass_fields(config)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for assign in given.fields:
        value = _value(ts, call, assign.value, schema.fields[assign.name])
        ours = _OURS.get(assign.name, assign.name)
        if ours in known:
            values[ours] = value
        elif assign.name not in _FIXED or _FIXED[assign.name] not in (None, value):
            raise Unsupported(f"configuration field {assign.name} of {call.name}", given.pos)
    return replace(config, **values)  # type: ignore[type-var]


def read_transparency(ts: TacticState, call: ast.TacticCall, default: str) -> str:
    """The transparency that the call's last argument names."""
    return str(_value(ts, call, call.extra[0], "transparency")) if call.extra else default


def _value(ts: TacticState, call: ast.TacticCall, term: ast.Term, kind: str) -> Any:
    if kind in ("bool", "nat"):
        return _computed(ts, call, term, kind)
    if kind == "occurrences":
        return _occurrences(ts, call, term)
    if kind == "tactic":
        return term
    return _enumerated(ts, call, term, kind)


def _computed(ts: TacticState, call: ast.TacticCall, term: ast.Term, kind: str) -> bool | int:
    if kind == "nat" and isinstance(term, ast.Numeral):
        return term.value
    e = ts.ctx.whnf(ts.elab.elab_term_and_synthesize(term, mk_const(kind), EMPTY_CONTEXT))
    if isinstance(e, Const) and e.name in ("bool.tt", "bool.ff"):
        return e.name == "bool.tt"
    raise Unsupported(f"configuration argument of {call.name}", term.pos)


def _enumerated(ts: TacticState, call: ast.TacticCall, term: ast.Term, kind: str) -> str:
    """A constructor of one of Lean's enumerations, which the library does not declare."""
    names = _ENUMERATIONS[kind]
    if isinstance(term, ast.Ident):
        opened = "tactic" in ts.elab.state.open_namespaces
        prefix, _, last = term.name.removeprefix("_root_.").rpartition(".")
        if last in names:
            if prefix == f"tactic.{kind}" or (prefix == kind and opened):
                return last
            exported = kind == "transparency" and last in _EXPORTED
            if exported and (prefix == "tactic" or (not prefix and opened)):
                return last
        if not prefix and not opened:
            raise unknown_identifier(ts.elab.state, term.name, term.pos)
    raise Unsupported(f"configuration argument of {call.name}", term.pos)


def _occurrences(ts: TacticState, call: ast.TacticCall, term: ast.Term) -> Occurrences | None:
    """`occurrences.all` (None), `occurrences.pos [1, 2]`, `occurrences.neg [3]`."""
    if isinstance(term, ast.Ident) and term.name == "occurrences.all":
        return None
    if isinstance(term, ast.App) and isinstance(term.fn, ast.Ident) and len(term.args) == 1:
        kind = term.fn.name
        if kind in ("occurrences.pos", "occurrences.neg"):
            return Occurrences(kind == "occurrences.pos", _numbers(ts, call, term.args[0]))
    raise Unsupported(f"configuration argument of {call.name}", term.pos)


def _numbers(ts: TacticState, call: ast.TacticCall, term: ast.Term) -> tuple[int, ...]:
    """The values of a literal list of natural numbers."""
    e = ts.elab.elab_term_and_synthesize(term, mk_app(mk_const("list", (ZERO,)), mk_const("nat")), EMPTY_CONTEXT)
    found: list[int] = []
    while is_app_of(e, "list.cons", 3):
        _, head, e = get_app_args(e)
        value = builders.nat_value(head)
        if value is None:
            raise Unsupported(f"configuration argument of {call.name}", term.pos)
        found.append(value)
    if not is_app_of(e, "list.nil", 1):
        raise Unsupported(f"configuration argument of {call.name}", term.pos)
    return tuple(found)
