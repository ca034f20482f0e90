"""The options that `set_option` knows: `library/OPTIONS` lists Lean's, with the kind of their values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lean_env.embedded.errors import LeanError, Position, Unsupported

_LIST = Path(__file__).resolve().parent.parent / "library" / "OPTIONS"
# What a text may only leave at its default here, because Lean would then declare or decide something else.
_FIXED: dict[str, bool] = {
    "eqn_compiler.ite": True,
    "eqn_compiler.lemmas": True,
    "inductive.brec_on": True,
    "inductive.cases_on": True,
    "inductive.no_confusion": True,
    "inductive.rec_on": True,
    "tactic.induction.concat_names": True,
    "type_context.smart_unfolding": True,
    "type_context.unfold_lemmas": False,
}
# Limits that might stop Lean where this checker goes on.
_LEAST = {"timeout": 10_000, "max_memory": 512, "unifier.nat_offset_cnstr_threshold": 1024}


@cache
def _kinds() -> dict[str, str]:
    lines = [line for line in _LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split(" ", 1) for line in lines)


def kind_of(name: str) -> str | None:
    """`bool`, `number` or `decimal`; None where there is no such option."""
    return _kinds().get(name)


def check(name: str, value: bool | int | str, place: Position) -> None:
    """Raise LeanError where Lean refuses to set the option, Unsupported where that would change what is accepted."""
    kind = kind_of(name)
    if kind is None:
        text = f"unknown option '{name}', type 'help options.' for list of available options"
        raise LeanError(text, place, "invalid")
    if kind == "bool" and not isinstance(value, bool):
        raise LeanError("invalid Boolean option value, 'true' or 'false' expected", place, "invalid")
    if kind == "number" and (isinstance(value, bool) or not isinstance(value, int)):
        raise LeanError("(small) natural number expected", place, "invalid")
    if kind == "decimal" and isinstance(value, bool):
        raise LeanError("decimal number expected", place, "invalid")
    if name in _FIXED and value != _FIXED[name]:
        raise Unsupported(f"set_option {name} {str(value).lower()} is not supported", place)
    if isinstance(value, int) and value != 0 and value < _LEAST.get(name, 0):
        raise Unsupported(f"set_option {name} {value} is not supported", place)
