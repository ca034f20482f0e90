"""The environment of checked constants, and its one trusted door, `Environment.add`.

How terms are checked is `typechecker`'s, how inductive types and quotients are is `inductive`'s and `quotient`'s.
Namespaces, attributes and everything else that proofs do not depend on are the elaborator's.
"""

from __future__ import annotations

from collections.abc import Iterator

from lean_env.embedded.kernel.declaration import (
    ABBREVIATION,
    OPAQUE,
    AxiomDecl,
    AxiomInfo,
    ConstantInfo,
    Declaration,
    DefinitionDecl,
    DefinitionInfo,
    InductiveDecl,
    KernelError,
    QuotDecl,
    Regular,
    TheoremDecl,
    TheoremInfo,
    Tick,
)
from lean_env.embedded.kernel.expr import PROP, Expr, constants_of, pop_overlay, push_overlay
from lean_env.embedded.kernel.inductive import Family
from lean_env.embedded.kernel.quotient import check_quotient
from lean_env.embedded.kernel.typechecker import TypeChecker, check_closed, check_constant, mismatch_at_definition

_NO_AXIOMS: frozenset[str] = frozenset()


class Environment:
    """A growing set of checked constants, over an optional parent that must not grow any more.

    `child()` makes an overlay whose additions vanish with it. Constants are never changed or removed.
    """

    def __init__(self, parent: Environment | None = None) -> None:
        self._parent = parent
        self._constants: dict[str, ConstantInfo] = {}
        self._axioms: dict[str, frozenset[str]] = {}

    def child(self) -> Environment:
        """An overlay of this environment."""
        return Environment(self)

    def get(self, name: str) -> ConstantInfo | None:
        """The constant called `name`, or None."""
        env: Environment | None = self
        while env is not None:
            info = env._constants.get(name)
            if info is not None:
                return info
            env = env._parent
        return None

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def __iter__(self) -> Iterator[ConstantInfo]:
        """Every constant, in the order in which they were added."""
        if self._parent is not None:
            yield from self._parent
        yield from self._constants.values()

    def __len__(self) -> int:
        return len(self._constants) + (0 if self._parent is None else len(self._parent))

    def add(self, declaration: Declaration, tick: Tick | None = None) -> None:
        """Check `declaration` completely, and add the constants that it declares.

        Raises `KernelError`, or whatever `tick`, which is called once a step, raises; then nothing was added.
        """
        if isinstance(declaration, InductiveDecl):
            self._insert(Family(self, declaration, tick).constants())
        elif isinstance(declaration, QuotDecl):
            self._insert(check_quotient(self))
        else:
            push_overlay()
            try:
                info = _check_simple(self, declaration, tick)
            finally:
                pop_overlay()
            self._insert([info])

    def _insert(self, infos: list[ConstantInfo]) -> None:
        for info in infos:
            if info.name in self:
                raise KernelError(f"invalid object declaration, environment already has an object named '{info.name}'")
        for info in infos:
            self._constants[info.name] = info
            axioms = self._axioms_in(info)
            if axioms:
                self._axioms[info.name] = axioms

    def height_of(self, value: Expr) -> int:
        """The height for the hint of a definition of `value`: one more than that of the highest definition in it."""
        height = 0
        for name in constants_of(value):
            info = self.get(name)
            if isinstance(info, DefinitionInfo) and height < info.hint < ABBREVIATION:
                height = info.hint
        return height + 1

    def axioms_of(self, name: str) -> list[str]:
        """The names, sorted, of the axioms that the constant `name` rests on, as Lean's `#print axioms` finds them.

        Raises `KernelError` when there is no such constant.
        """
        if name not in self:
            raise KernelError(f"unknown declaration '{name}'")
        return sorted(self._axioms_under(name))

    def _axioms_under(self, name: str) -> frozenset[str]:
        env: Environment | None = self
        while env is not None:
            axioms = env._axioms.get(name)
            if axioms is not None:
                return axioms
            env = env._parent
        return _NO_AXIOMS

    def _axioms_in(self, info: ConstantInfo) -> frozenset[str]:
        """The axioms that the constant's type and value rest on, and itself if it is one."""
        names = constants_of(info.type)
        if isinstance(info, DefinitionInfo):
            names |= constants_of(info.value)
        axioms = frozenset([info.name]) if info.kind == "axiom" else _NO_AXIOMS
        for name in names:
            found = self._axioms_under(name)
            # Most constants rest on the very axioms of another one, and can share its set.
            if not found <= axioms:
                axioms = found if axioms <= found else axioms | found
        return axioms


def _check_simple(
    env: Environment, declaration: AxiomDecl | DefinitionDecl | TheoremDecl, tick: Tick | None
) -> ConstantInfo:
    """The constant that an axiom, definition or theorem declares, when everything about it is in order."""
    name, params, decl_type = declaration.name, declaration.level_params, declaration.type
    trusted = declaration.trusted if not isinstance(declaration, TheoremDecl) else True
    checker = TypeChecker(env, trusted, tick)
    sort = check_constant(checker, name, params, decl_type)
    if isinstance(declaration, AxiomDecl):
        return AxiomInfo(name, params, decl_type, trusted)
    value = declaration.value
    check_closed(name, value, "value")
    value_type = checker.check(value, params)
    if not checker.is_def_eq(value_type, decl_type):
        raise mismatch_at_definition(name, value_type, decl_type)
    if isinstance(declaration, TheoremDecl) or (declaration.hint is None and sort is PROP):
        return TheoremInfo(name, params, decl_type, trusted, value, OPAQUE)
    hint = Regular(env.height_of(value)) if declaration.hint is None else declaration.hint
    return DefinitionInfo(name, params, decl_type, trusted, value, hint)
