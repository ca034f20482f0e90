"""The total order on terms that decides whether a permutation rule (such as commutativity) may fire: by size first,
then by kind and structure, with constants by name and local variables in the order of their declaration."""

from __future__ import annotations

from typing import Any

from lean_env.embedded.kernel.expr import App, Const, Expr, Lambda, Let, Local, Meta, Pi, Sort, Var

_KINDS: dict[type, int] = {Var: 0, Sort: 1, Const: 2, Meta: 3, Local: 4, App: 5, Lambda: 6, Pi: 7, Let: 8}


class Order:
    """Compares terms; sizes are remembered."""

    def __init__(self) -> None:
        self._weights: dict[Expr, int] = {}

    def weight(self, e: Expr) -> int:
        """The number of nodes, counting shared ones each time."""
        cls = e.__class__
        if cls is not App and cls is not Lambda and cls is not Pi and cls is not Let:
            return 1
        found = self._weights.get(e)
        if found is None:
            node: Any = e
            if cls is App:
                found = 1 + self.weight(node.fn) + self.weight(node.arg)
            elif cls is Let:
                found = 1 + self.weight(node.binder_type) + self.weight(node.value) + self.weight(node.body)
            else:
                found = 1 + self.weight(node.binder_type) + self.weight(node.body)
            self._weights[e] = found
        return found

    def less(self, a: Expr, b: Expr) -> bool:
        if a is b:
            return False
        weight_a, weight_b = self.weight(a), self.weight(b)
        if weight_a != weight_b:
            return weight_a < weight_b
        kind_a, kind_b = _KINDS[a.__class__], _KINDS[b.__class__]
        if kind_a != kind_b:
            return kind_a < kind_b
        for part_a, part_b in zip(_parts(a), _parts(b), strict=True):
            if part_a is part_b:
                continue
            if isinstance(part_a, Expr):
                return self.less(part_a, part_b)
            if part_a != part_b:
                return bool(part_a < part_b)
        return False


def _parts(e: Any) -> tuple[Any, ...]:
    cls = e.__class__
    if cls is App:
        return e.fn, e.arg
    if cls is Const:
        return tuple(e.name.split(".")), tuple([repr(level) for level in e.levels])
    if cls is Local:
        return (e.id,)
    if cls is Lambda or cls is Pi:
        return e.binder_type, e.body
    if cls is Let:
        return e.binder_type, e.value, e.body
    if cls is Var:
        return (e.idx,)
    if cls is Meta:
        return (e.id,)
    return (repr(e.level),)
