"""Choose a checker by name and open it: the one place that knows which kinds of checkers there are."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lean_env.backends.protocol import Backend
from lean_env.checker import BaseChecker, CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.options import ClusterOptions, ServerOptions
from lean_env.remote import HttpChecker
from lean_env.sandbox import choose_sandbox
from lean_env.toolchain import find_toolchain
from lean_env.verdict import Budget

if TYPE_CHECKING:
    from lean_env.cluster import RayChecker

BACKENDS: Final = ("auto", "embedded", "lean3")
HTTP: Final = "http"
RAY: Final = "ray"


def make_backend(
    name: str = "auto", *, sandbox: str = "auto", lean: str | Path | None = None, import_path: Sequence[str | Path] = ()
) -> Backend:
    """The backend called `name`: `lean3`, `embedded`, or `auto` for lean3 where a toolchain is found, else embedded.

    `lean` is a toolchain's folder or executable, `import_path` are folders of compiled libraries such as mathlib3's
    `src`. Raises LeanEnvError for an unknown name or a toolchain that is not there.
    """
    if name not in BACKENDS:
        raise LeanEnvError(f"unknown checker backend {name!r}: choose one of {', '.join((*BACKENDS, HTTP, RAY))}")
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


def open_checker(
    backend: str = "auto",
    *,
    workers: int | None = None,
    budget: Budget | None = None,
    sandbox: str = "auto",
    lean: str | Path | None = None,
    import_path: Sequence[str | Path] = (),
    server: ServerOptions | None = None,
    cluster: ClusterOptions | None = None,
) -> BaseChecker:
    """A pool on this machine, or, for `http` and `ray`, a checker that asks `server` or the actors of `cluster`.

    See `open_pool` for the rest.
    """
    spent = budget or Budget()
    open_here = functools.partial(
        open_pool, budget=spent, sandbox=sandbox, lean=lean, import_path=[str(folder) for folder in import_path]
    )
    if backend == HTTP:
        return HttpChecker(server or ServerOptions(), spent)
    if backend == RAY:
        options = cluster or ClusterOptions()
        return _ray_checker()(options, functools.partial(open_here, options.backend, workers=1), spent)
    return open_here(backend, workers=workers)


def _ray_checker() -> type[RayChecker]:
    try:
        from lean_env.cluster import RayChecker
    except ImportError as error:
        raise LeanEnvError(f"the checker `ray` needs the extra: pip install 'autoformalize[ray]' ({error})") from None
    return RayChecker
