"""What a header's environment holds: the constants that a text after it may name, and what the theorems among them say.

Listing mathlib3's takes minutes, so a listing is kept in the cache folder, under the backend's fingerprint and the
header's hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lean_env.backends.protocol import Backend, Constant
from lean_env.embedded.snapshot import cache_folder
from lean_env.files import write_whole
from lean_env.verdict import Budget

_BUDGET: Final = Budget(seconds=1800.0, memory_mb=8192)


def constants_of(backend: Backend, header: str = "") -> tuple[Constant, ...]:
    """Every constant of the environment after `header`, in the backend's order; listed once, then read from the cache.

    Raises LeanEnvError when the header does not load.
    """
    key = hashlib.sha256(f"{backend.fingerprint}\n{header}".encode()).hexdigest()[:16]
    path = cache_folder() / f"constants-{key}.jsonl"
    try:
        return tuple(_read(path))
    except (OSError, ValueError, TypeError):  # none yet, or one that is damaged
        constants = tuple(backend.constants(header, _BUDGET))
        write_whole(path, (json.dumps(constant, ensure_ascii=False) + "\n" for constant in constants))
        return constants


def _read(path: Path) -> Iterable[Constant]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Constant(*json.loads(line))
