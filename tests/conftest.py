"""Fixtures shared by all tests: the real Lean where it is found, the embedded checker, a place for caches."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from autoformalize import runtime
from lean_env import CheckerPool, LeanEnvError, open_pool
from lean_env.toolchain import WANTED_VERSION, Toolchain, find_toolchain

runtime.prepare()
sys.setrecursionlimit(1_000_000)


@pytest.fixture(scope="session")
def lean3() -> Toolchain:
    """The real Lean of the wanted version; tests that need it are marked `lean3` and skip without it."""
    try:
        toolchain = find_toolchain()
    except LeanEnvError as error:
        pytest.skip(str(error))
    if toolchain is None or toolchain.version != WANTED_VERSION:
        pytest.skip(f"no Lean {WANTED_VERSION} on this machine")
    return toolchain


@pytest.fixture(scope="session")
def lean3_pool(lean3: Toolchain) -> Iterator[CheckerPool]:
    """A pool of two real Lean servers."""
    with open_pool("lean3", workers=2, lean=lean3.executable) as pool:
        yield pool


@pytest.fixture(scope="session")
def embedded_pool() -> Iterator[CheckerPool]:
    """A pool of two embedded checkers."""
    with open_pool("embedded", workers=2) as pool:
        yield pool


@pytest.fixture(params=["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def pool(request: pytest.FixtureRequest) -> CheckerPool:
    """Each backend in turn: what is said of one holds for the other."""
    checker: CheckerPool = request.getfixturevalue(f"{request.param}_pool")
    return checker
