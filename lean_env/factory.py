"""Choose a backend by name and open a pool of it: the one place that knows which backends there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lean_env.backends.protocol import Backend
from lean_env.checker import CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.sandbox import choose_sandbox
from lean_env.toolchain import find_toolchain
from lean_env.verdict import Budget

BACKENDS: Final = ("auto", "embedded", "lean3")


def make_backend(
    name: str = "auto", *, sandbox: str = "auto", lean: str | Path | None = None, import_path: Sequence[str | Path] = ()
) -> Backend:
    """The backend called `name`: `lean3`, `embedded`, or `auto` for lean3 where a toolchain is found, else embedded.

    `lean` is a toolchain's folder or executable, `import_path` are folders of compiled libraries such as mathlib3's
    `src`. Raises LeanEnvError for an unknown name or a toolchain that is not there.
    """
    if name not in BACKENDS:
        raise LeanEnvError(f"unknown checker backend {name!r}: choose one of {', '.join(BACKENDS)}")
    if name == "lean3" or (name == "auto" and find_toolchain(lean) is not None):
        from lean_env.backends.lean3 import Lean3Backend

        return Lean3Backend.find(choose_sandbox(sandbox), lean, [Path(folder) for folder in import_path])
    # Imported late: a machine with the real Lean need not load the embedded one.
    from lean_env.backends.embedded import EmbeddedBackend

    return EmbeddedBackend()


def open_pool(
    backend: str = "auto",
    *,
    workers: int | None = None,
    budget: Budget | None = None,
    sandbox: str = "auto",
    lean: str | Path | None = None,
    import_path: Sequence[str | Path] = (),
) -> CheckerPool:
    """A pool of `workers` processes (one a core unless given); see `make_backend` for the rest."""
    return CheckerPool(make_backend(backend, sandbox=sandbox, lean=lean, import_path=import_path), workers, budget)
