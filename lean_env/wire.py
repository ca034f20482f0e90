"""Requests, budgets and verdicts as plain JSON values, for whoever sends them to another machine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from lean_env.verdict import Budget, Claim, Request, Snippet


class WireError(ValueError):
    """The JSON does not have the shape; the message says where."""


def request_to_json(request: Request) -> dict[str, Any]:
    """A dictionary that `request_from_json` reads back; `kind` says which request it is."""
    return {"kind": "claim" if isinstance(request, Claim) else "snippet", **asdict(request)}


def request_from_json(record: object) -> Request:
    """The request that `request_to_json` wrote. A snippet's `header` and `allow_sorry` may be left out."""
    kinds: dict[object, type[Claim] | type[Snippet]] = {"claim": Claim, "snippet": Snippet}
    known = _mapping(record, "a request")
    kind = kinds.get(known.get("kind"))
    if kind is None:
        raise WireError(f"a request's `kind` is claim or snippet, not {known.get('kind')!r}")
    texts = {"header": "", **{key: value for key, value in known.items() if key != "kind"}}
    expected = {field.name: bool if field.name == "allow_sorry" else str for field in fields(kind)}
    for key, value in texts.items():
        if key not in expected:
            raise WireError(f"a {known['kind']} has no `{key}`")
        if not isinstance(value, expected[key]):
            raise WireError(f"`{key}` must be {'true or false' if expected[key] is bool else 'a text'}")
    missing = [key for key in expected if key not in texts and key != "allow_sorry"]
    if missing:
        raise WireError(f"a {known['kind']} needs `{missing[0]}`")
    return kind(**texts)


def budget_to_json(budget: Budget) -> dict[str, Any]:
    """A dictionary that `budget_from_json` reads back."""
    return asdict(budget)


def budget_from_json(record: object, default: Budget) -> Budget:
    """The budget in `record`; what it leaves out is as in `default`."""
    known = _mapping(record, "a budget")
    limits = asdict(default)
    for key, value in known.items():
        if key not in limits:
            raise WireError(f"a budget has no `{key}`")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise WireError(f"`{key}` must be a number")
        if not math.isfinite(value):
            raise WireError(f"`{key}` must be finite")
        limits[key] = value if isinstance(limits[key], float) else int(value)
    try:
        return Budget(**limits)
    except ValueError as error:
        raise WireError(str(error)) from None


def _mapping(record: object, what: str) -> Mapping[str, Any]:
    if not isinstance(record, Mapping):
        raise WireError(f"{what} must be a JSON object")
    return record
