"""Declarations as callers hand them in, and constants as the kernel remembers them: plain data.

What is checked before the one becomes the other is `environment`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import Expr

Hint = int
"""How soon a definition unfolds when two meet: the larger hint unfolds first, equal ones together."""
OPAQUE: Hint = -1
ABBREVIATION: Hint = 1 << 40


def Regular(height: int) -> Hint:
    """The hint of an ordinary definition that is `height` definitions deep."""
    return height


class KernelError(LeanError):
    """The kernel refuses a declaration."""

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="kernel")


# --- declarations: what callers hand in -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AxiomDecl:
    """`axiom` or `constant`; `trusted` is False for `meta constant`."""

    name: str
    level_params: tuple[str, ...]
    type: Expr
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class DefinitionDecl:
    """`def`; `trusted` is False for `meta def`, which trusted declarations may not use.

    Without a hint it becomes a theorem where its type is a proposition, and is as high as its value elsewhere: exports
    do not tell theorems from definitions, and Lean reads them so.
    """

    name: str
    level_params: tuple[str, ...]
    type: Expr
    value: Expr
    hint: Hint | None
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class TheoremDecl:
    """`theorem` or `lemma`; as in Lean 3 its type need not be a proposition."""

    name: str
    level_params: tuple[str, ...]
    type: Expr
    value: Expr


@dataclass(frozen=True, slots=True)
class InductiveDecl:
    """One inductive family: its type and its constructors' types all begin with the same `num_params` parameters."""

    name: str
    level_params: tuple[str, ...]
    num_params: int
    type: Expr
    constructors: tuple[tuple[str, Expr], ...]
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class QuotDecl:
    """The four constants of quotient types: `quot`, `quot.mk`, `quot.lift`, `quot.ind`."""


Declaration = AxiomDecl | DefinitionDecl | TheoremDecl | InductiveDecl | QuotDecl


# --- constants: what the environment answers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConstantInfo:
    """A checked constant. `kind` is one of axiom, definition, theorem, inductive, constructor, recursor, quot."""

    kind: ClassVar[str] = ""
    name: str
    level_params: tuple[str, ...]
    type: Expr
    trusted: bool


@dataclass(frozen=True, slots=True)
class AxiomInfo(ConstantInfo):
    """An assumption."""

    kind: ClassVar[str] = "axiom"


@dataclass(frozen=True, slots=True)
class DefinitionInfo(ConstantInfo):
    """A definition, which unfolds to `value`."""

    kind: ClassVar[str] = "definition"
    value: Expr
    hint: Hint


@dataclass(frozen=True, slots=True)
class TheoremInfo(DefinitionInfo):
    """A theorem; its hint is always `OPAQUE`, yet it does unfold when nothing else helps."""

    kind: ClassVar[str] = "theorem"


@dataclass(frozen=True, slots=True)
class InductiveInfo(ConstantInfo):
    """An inductive family. `is_prop_elim` says that its recursor eliminates into `Prop` only."""

    kind: ClassVar[str] = "inductive"
    num_params: int
    num_indices: int
    constructors: tuple[str, ...]
    is_recursive: bool
    is_prop: bool
    is_prop_elim: bool
    dep_elim: bool


@dataclass(frozen=True, slots=True)
class ConstructorInfo(ConstantInfo):
    """A constructor, number `index` of its family, with `num_fields` arguments after the parameters."""

    kind: ClassVar[str] = "constructor"
    inductive: str
    index: int
    num_params: int
    num_fields: int


@dataclass(frozen=True, slots=True)
class RecursorRule:
    """How a recursor computes on one constructor.

    `body` is open over parameters, motive, minor premises and fields: the minor premise at fields and hypotheses.
    """

    constructor: str
    num_fields: int
    body: Expr


@dataclass(frozen=True, slots=True)
class RecursorInfo(ConstantInfo):
    """`I.rec`: parameters, motive, minor premises, indices from `first_index` on, the major one at `major_index`."""

    kind: ClassVar[str] = "recursor"
    inductive: str
    num_params: int
    first_index: int
    major_index: int
    k: bool
    dep_elim: bool
    is_prop_elim: bool
    rules: tuple[RecursorRule, ...]


@dataclass(frozen=True, slots=True)
class QuotInfo(ConstantInfo):
    """`quot`, `quot.mk`, `quot.lift` or `quot.ind`."""

    kind: ClassVar[str] = "quot"


Tick = Callable[[], None]
"""Called once a step of checking; raises `DeterministicTimeout` when the budget is spent."""
