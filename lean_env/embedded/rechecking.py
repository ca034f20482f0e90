"""The kernel's second look at what the real Lean exports: at whole files, and at one proof against its statement.

`python -m lean_env recheck` and `checker.recheck=true` end here. What is accepted is decided by the kernel; this module
decides which declarations it need not see again, and what a proof's export has to say to count.
"""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    AxiomInfo,
    Declaration,
    DefinitionDecl,
    DefinitionInfo,
    InductiveDecl,
    InductiveInfo,
    KernelError,
    TheoremDecl,
    Tick,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.export import Reader
from lean_env.embedded.kernel.expr import mk_const, pop_overlay, push_overlay
from lean_env.embedded.kernel.level import mk_param


@dataclass(frozen=True, slots=True)
class Report:
    """What a recheck found: how many constants were declared, the axioms among them, and how long it took.

    Constructors, recursors and the four constants of quotients count.
    """

    declarations: int
    axioms: tuple[str, ...]
    seconds: float


def recheck(path: Path, tick: Tick | None = None, on_declaration: Callable[[str], None] | None = None) -> Report:
    """Check every declaration of the export file at `path`, in a fresh environment.

    `on_declaration` hears the name of each declaration that was accepted. Raises `KernelError`, with the line, at the
    first thing that is wrong. Takes about 1 kB of memory for each line of the file.
    """
    start = time.perf_counter()
    push_overlay()
    try:
        with _without_collection(), path.open(encoding="utf-8") as lines:
            reader = Reader(Environment(), tick, on_declaration)
            reader.read(lines)
    finally:
        pop_overlay()
    return Report(len(reader.env), tuple(sorted(reader.axioms)), time.perf_counter() - start)


def read_library(lines: Iterable[str]) -> Environment:
    """The environment of a whole exported library, every declaration of it checked."""
    env = Environment()
    with _without_collection():
        Reader(env).read(lines)
    return env


def recheck_proof(
    library: Environment,
    goal_export: Iterable[str],
    proof_export: Iterable[str],
    goal: str,
    theorem: str,
    standard_axioms: Collection[str],
) -> int:
    """Check the export of `theorem`, which is to prove the proposition that the constant `goal` is defined to be.

    `goal_export` is what `goal` is, exported from a text without the proof: everything in it must be in `proof_export`
    unchanged. Declarations that `library` holds, letter for letter, are not checked again. Returns how many constants
    were. Raises `KernelError` when anything is not in order.
    """
    push_overlay()
    try:
        stated, proved = library.child(), library.child()
        _KnownReader(stated, library).read(goal_export)
        _KnownReader(proved, library).read(proof_export)
        for info in itertools.islice(stated, len(library), None):
            if proved.get(info.name) != info:
                raise KernelError(f"the proof was made with another '{info.name}' than the statement")
        proof = proved.get(theorem)
        if not isinstance(proof, DefinitionInfo):
            raise KernelError(f"'{theorem}' is not among what was exported, or is no theorem")
        if proof.type is not mk_const(goal, tuple([mk_param(name) for name in proof.level_params])):
            raise KernelError(f"'{theorem}' does not state '{goal}'")
        others = [name for name in proved.axioms_of(theorem) if name not in standard_axioms]
        if others:
            raise KernelError(f"'{theorem}' rests on {', '.join(others)}")
        return len(proved) - len(library)
    finally:
        pop_overlay()


class _KnownReader(Reader):
    """A reader that does not hand in again what `library` has already; what differs from it is refused by the door."""

    def __init__(self, env: Environment, library: Environment) -> None:
        super().__init__(env)
        self._library = library

    def declare(self, name: str, declaration: Declaration) -> None:
        if not self._is_known(declaration):
            super().declare(name, declaration)

    def _is_known(self, declaration: Declaration) -> bool:
        """Whether the library has the very declaration: equal nodes are identical, so this compares all of it."""
        if not isinstance(declaration, AxiomDecl | DefinitionDecl | TheoremDecl | InductiveDecl):
            return "quot" in self._library
        info = self._library.get(declaration.name)
        if info is None or info.type is not declaration.type or info.level_params != declaration.level_params:
            return False
        if isinstance(declaration, AxiomDecl):
            return isinstance(info, AxiomInfo)
        if isinstance(declaration, InductiveDecl):
            return (
                isinstance(info, InductiveInfo)
                and info.num_params == declaration.num_params
                and info.constructors == tuple([name for name, _ in declaration.constructors])
                and all(self._has_type(name, its_type) for name, its_type in declaration.constructors)
            )
        return isinstance(info, DefinitionInfo) and info.value is declaration.value

    def _has_type(self, name: str, its_type: object) -> bool:
        info = self._library.get(name)
        return info is not None and info.type is its_type


@contextmanager
def _without_collection() -> Iterator[None]:
    """Millions of new objects and hardly a cycle among them: collection would take a sixth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
