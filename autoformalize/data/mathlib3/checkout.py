"""A checkout of mathlib3 as a stream of pairs, in the order of its files, on several processes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from autoformalize.data.mathlib3.module import Counts, read_module
from autoformalize.data.rejects import Rejects
from autoformalize.problem import DataError, Pair
from autoformalize.workers import process_pool
from lean_env.commands import LeanError

_FILES_AT_A_TIME = 8
_Task = tuple[Path, Path, str, bool]
"""The checkout, a file of it, the pairs' source, and whether those without docstring are wanted."""
_Read = tuple[list[Pair], Counts, str]
"""The pairs of a file, what was met, and why it could not be read ("" if it could)."""
_SIGNS = ("src/logic/basic.lean", "src/order/basic.lean", "src/tactic")


def module_paths(checkout: Path) -> list[Path]:
    """The library's files, sorted; raises DataError for a folder that is not a checkout of mathlib3."""
    manifest = checkout / "leanpkg.toml"
    is_mathlib = manifest.is_file() and 'name = "mathlib"' in manifest.read_text(encoding="utf-8", errors="replace")
    if not is_mathlib or not all((checkout / sign).exists() for sign in _SIGNS):
        raise DataError(
            f"{checkout}: not a checkout of mathlib3 (no leanpkg.toml that names mathlib, with its files in src/); "
            "give the folder of a clone of leanprover-community/mathlib"
        )
    return sorted(path for path in (checkout / "src").rglob("*.lean") if path.is_file())


def extract(
    checkout: Path,
    *,
    all_of_them: bool = False,
    workers: int | None = None,
    counts: Counts | None = None,
    rejects: Rejects | None = None,
    skip: int = 0,
) -> Iterator[list[Pair]]:
    """The pairs of each file, file by file; what was met is added to `counts`.

    `all_of_them` gives declarations without docstring too, with empty English. A file that cannot be read goes into
    `rejects`; without, it raises DataError. `skip` leaves out that many files from the first. Memory grows with the
    largest file, not with the checkout.
    """
    paths = module_paths(checkout)[skip:]
    revision = revision_of(checkout)
    source = f"mathlib3@{revision[:10]}" if revision else "mathlib3"
    tasks = [(checkout, path, source, all_of_them) for path in paths]
    for path, (pairs, found, error) in zip(paths, _all_read(tasks, workers or os.cpu_count() or 1), strict=True):
        if error:
            if rejects is None:
                raise DataError(f"{path}{error}")
            place, _, reason = error.partition(": ")
            rejects.add(f"{path}{place}", reason)
        if counts is not None:
            counts.add(found)
        yield pairs


def _all_read(tasks: list[_Task], workers: int) -> Iterator[_Read]:
    if workers == 1:
        yield from map(_read, tasks)
        return
    with process_pool(workers) as pool:
        yield from pool.map(_read, tasks, chunksize=_FILES_AT_A_TIME)


def revision_of(checkout: Path) -> str:
    """The commit that is checked out; "" where git does not know."""
    try:
        found = subprocess.run(
            ["git", "-C", str(checkout), "rev-parse", "HEAD"], capture_output=True, text=True, check=False, timeout=10
        )
        top = subprocess.run(
            ["git", "-C", str(checkout), "rev-parse", "--show-prefix"],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    # A folder inside another repository is no checkout of its own.
    return found.stdout.strip() if found.returncode == 0 and not top.stdout.strip() else ""


def _read(task: _Task) -> _Read:
    checkout, path, source, all_of_them = task
    relative = path.relative_to(checkout).as_posix()
    module = relative.removeprefix("src/").removesuffix(".lean").removesuffix("/default").replace("/", ".")
    try:
        return (*read_module(path.read_text(encoding="utf-8"), module, relative, source, all_of_them), "")
    except UnicodeDecodeError as error:
        return [], Counts(files=1), f": not UTF-8 text (byte {error.start})"
    except LeanError as error:
        place = f":{error.position.line}" if error.position else ""
        return [], Counts(files=1), f"{place}: {error.text}"
