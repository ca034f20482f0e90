"""What the type context asks of the elaborator's state: the environment, and tables that attributes fill.

The real one is `state.State`; tests pass a fake.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import Expr


class ProjectionLike(Protocol):
    """A structure's projection function: field `index` (from 0) of `constructor`, after `num_params` parameters."""

    @property
    def constructor(self) -> str: ...

    @property
    def num_params(self) -> int: ...

    @property
    def index(self) -> int: ...


class StateProtocol(Protocol):
    """The tables that reduction, unification and instance synthesis read.

    `epoch` is a number that changes with every change of the tables that may make cached results stale.
    """

    @property
    def env(self) -> Environment: ...

    @property
    def epoch(self) -> int: ...

    def reducibility(self, name: str) -> str:
        """'reducible', 'semireducible' or 'irreducible'."""
        ...

    def is_instance(self, name: str) -> bool:
        """Whether the constant is registered as a type-class instance."""
        ...

    def is_class(self, name: str) -> bool:
        """Whether the constant is a type class."""
        ...

    def instances(self, class_name: str) -> Sequence[str]:
        """The instances of a class, the one to try first first."""
        ...

    def projection_info(self, name: str) -> ProjectionLike | None:
        """What the constant projects, if it is a projection."""
        ...

    def aux_recursor_kind(self, name: str) -> str | None:
        """'cases_on', 'rec_on', 'brec_on'... for the constants that are unfolded like recursors."""
        ...

    def smart_unfolding(self, name: str) -> Expr | None:
        """The recursive equations of a compiled definition as one term whose right sides are wrapped in `id_rhs`."""
        ...

    def option(self, name: str, default: Any) -> Any:
        """The value that `set_option` gave, or `default`."""
        ...
