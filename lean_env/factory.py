"""Choose a checker by name and open it: the one place that knows which kinds of checkers there are."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from lean_env.backends.protocol import Backend
from lean_env.checker import BaseChecker, CheckerPool
from lean_env.checks import SecondOpinion
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


class PoolSettings(TypedDict, total=False):
    """What a pool on this machine may be told; see `make_backend` for `sandbox`, `lean` and `import_path`.

    `workers` processes check side by side, one a core unless given. With `recheck`, what the real Lean accepts is
    exported and checked again by the embedded kernel.
    """

    workers: int | None
    budget: Budget | None
    sandbox: str
    lean: str | Path | None
    import_path: Sequence[str | Path]
    recheck: bool


def open_pool(backend: str = "auto", **settings: Unpack[PoolSettings]) -> CheckerPool:
    """A pool over the backend. Raises LeanEnvError when it is not there, or has no second opinion to `recheck` by."""
    made = make_backend(
        backend,
        sandbox=settings.get("sandbox", "auto"),
        lean=settings.get("lean"),
        import_path=settings.get("import_path", ()),
    )
    second_opinion = second_opinion_on(made) if settings.get("recheck") else None
    return CheckerPool(made, settings.get("workers"), settings.get("budget"), second_opinion)


def second_opinion_on(backend: Backend) -> SecondOpinion:
    """The embedded kernel's second opinion on proofs of a backend, ready to be asked."""
    if backend.name != "lean3":
        raise LeanEnvError(
            "a second opinion needs the real Lean 3, whose export the embedded kernel then checks: choose the backend "
            "lean3 on a machine that has it, or leave checker.recheck off"
        )
    from lean_env.backends.lean3 import Lean3Backend
    from lean_env.second_opinion import KernelOpinion

    assert isinstance(backend, Lean3Backend)
    opinion = KernelOpinion(backend)
    opinion.prepare()
    return opinion


def open_checker(
    backend: str = "auto",
    *,
    server: ServerOptions | None = None,
    cluster: ClusterOptions | None = None,
    **settings: Unpack[PoolSettings],
) -> BaseChecker:
    """A pool on this machine, or, for `http` and `ray`, a checker that asks `server` or the actors of `cluster`."""
    budget = settings.get("budget") or Budget()
    if backend == HTTP:
        if settings.get("recheck"):
            raise LeanEnvError("a second opinion is the server's to ask for: start it with --recheck")
        return HttpChecker(server or ServerOptions(), budget)
    if backend == RAY:
        options = cluster or ClusterOptions()
        each: PoolSettings = {**settings, "workers": 1, "budget": budget}
        return _ray_checker()(options, functools.partial(open_pool, options.backend, **each), budget)
    return open_pool(backend, **settings)


def _ray_checker() -> type[RayChecker]:
    try:
        from lean_env.cluster import RayChecker
    except ImportError as error:
        raise LeanEnvError(f"the checker `ray` needs the extra: pip install 'autoformalize[ray]' ({error})") from None
    return RayChecker
