"""Processes that work for this one, and end with it however it ends: killed with -9 too, it leaves none behind."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

_PR_SET_PDEATHSIG: Final = 1
"""Of prctl(2)."""


def process_pool(
    count: int, initializer: Callable[..., object] | None = None, initargs: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """So many processes; `initializer` is called once in each.

    Spawned, not forked: a parent with threads (datasets, tqdm) must not be copied in the middle of their work, nor with
    the files that it has locked.
    """
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, _start, (os.getpid(), initializer, initargs))


def end_with_parent(parent: int) -> None:
    """Have the system kill this process when `parent`, which started it, ends (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # it has ended meanwhile
            os._exit(1)


def _start(parent: int, initializer: Callable[..., object] | None, initargs: tuple[Any, ...]) -> None:
    end_with_parent(parent)
    if initializer is not None:
        initializer(*initargs)
