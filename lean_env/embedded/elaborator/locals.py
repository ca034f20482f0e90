"""Local contexts: which free variables a metavariable may mention, in the order in which they were declared.

A `LocalContext` is an immutable value. Locals carry their own types, so a context says only membership, order, the
values of let-bound locals and which locals are type-class instances. Deciding whether a type is a class is left to
`context.TypeContext`, and abstraction over locals to `context.TypeContext.mk_lambda` and its kin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lean_env.embedded.kernel.expr import Expr, Local

NO_VALUES: Mapping[int, Expr] = {}


class LocalContext:
    """An ordered set of locals.

    `instances` pairs the class of each local instance with the local, most recent last. A `frozen` context takes no
    new local instances, as Lean's contexts inside tactic blocks do not.
    """

    __slots__ = ("_index", "_locals", "frozen", "instances", "values")

    def __init__(
        self,
        local_list: tuple[Local, ...] = (),
        values: Mapping[int, Expr] = NO_VALUES,
        instances: tuple[tuple[str, Local], ...] = (),
        frozen: bool = False,
    ) -> None:
        self._locals = local_list
        self._index: dict[int, Local] | None = None
        self.values = values
        self.instances = instances
        self.frozen = frozen

    @staticmethod
    def of(
        local_list: Sequence[Local],
        values: Mapping[int, Expr] | None = None,
        instances: tuple[tuple[str, Local], ...] = (),
        frozen: bool = False,
    ) -> LocalContext:
        """The context of exactly these locals; of `values` and `instances` those about other locals are dropped."""
        ids = {local.id for local in local_list}
        kept = {key: value for key, value in values.items() if key in ids} if values else NO_VALUES
        return LocalContext(tuple(local_list), kept, tuple([i for i in instances if i[1].id in ids]), frozen)

    def locals(self) -> tuple[Local, ...]:
        """The locals, in order of declaration."""
        return self._locals

    def __len__(self) -> int:
        return len(self._locals)

    def __iter__(self) -> Iterator[Local]:
        return iter(self._locals)

    def index(self) -> Mapping[int, Local]:
        """The locals by their ids."""
        index = self._index
        if index is None:
            index = self._index = {local.id: local for local in self._locals}
        return index

    def add(self, local: Local, value: Expr | None = None, class_name: str | None = None) -> LocalContext:
        """The context with `local` declared last; it is a local instance when `class_name` names its class."""
        values = self.values
        if value is not None:
            values = dict(values)
            values[local.id] = value
        instances = self.instances if class_name is None else (*self.instances, (class_name, local))
        return LocalContext((*self._locals, local), values, instances, self.frozen)

    def remove(self, local: Local) -> LocalContext:
        """The context without `local`; nothing that stays may depend on it."""
        return self.without({local.id})

    def without(self, ids: set[int] | frozenset[int]) -> LocalContext:
        """The context without the locals that have these ids; nothing that stays may depend on them."""
        kept = tuple([local for local in self._locals if local.id not in ids])
        if len(kept) == len(self._locals):
            return self
        return LocalContext.of(kept, self.values, self.instances, self.frozen)

    def with_instances(self, instances: tuple[tuple[str, Local], ...]) -> LocalContext:
        """The same locals with other local instances."""
        return LocalContext(self._locals, self.values, instances, self.frozen)

    def freeze(self) -> LocalContext:
        """The same context, which takes no new local instances from now on."""
        return self if self.frozen else LocalContext(self._locals, self.values, self.instances, True)

    def unfreeze(self) -> LocalContext:
        """The same context, open again for new local instances."""
        return LocalContext(self._locals, self.values, self.instances, False) if self.frozen else self

    def find_by_name(self, pp_name: str) -> Local | None:
        """The local that the user calls `pp_name`; the last one declared shadows the others."""
        for local in reversed(self._locals):
            if local.pp_name == pp_name:
                return local
        return None

    def find_by_id(self, local_id: int) -> Local | None:
        """The local with this id."""
        return self.index().get(local_id)

    def contains(self, local: Local) -> bool:
        """Whether the local is declared here."""
        return local.id in self.index()

    def value(self, local: Local) -> Expr | None:
        """The value of a let-bound local, and None for any other."""
        return self.values.get(local.id)

    @property
    def local_instances(self) -> tuple[Local, ...]:
        """The locals that instance synthesis may use, most recent last."""
        return tuple([local for _, local in self.instances])

    def is_subset_of(self, other: LocalContext) -> bool:
        """Whether every local of this context is declared in `other`."""
        if self is other:
            return True
        mine = self._locals
        theirs = other._locals
        if len(mine) > len(theirs):
            return False
        if not mine or mine[-1] is theirs[len(mine) - 1]:
            # Contexts grow at the end, so the last local in the same place nearly always means a common beginning.
            return mine == theirs[: len(mine)] or self._in_index_of(other)
        return self._in_index_of(other)

    def _in_index_of(self, other: LocalContext) -> bool:
        index = other.index()
        return all(local.id in index for local in self._locals)


EMPTY_CONTEXT = LocalContext()
"""The context without locals."""
