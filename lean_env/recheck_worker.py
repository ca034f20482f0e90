"""The process that re-checks exported proofs with the kernel, with a whole library loaded.

`python -m lean_env.recheck_worker build OUT` reads the export of a library on standard input, checks all of
it and freezes the environment into OUT. `... serve FROZEN` then answers JSON lines: the two exports of a proof in; how
many declarations were new, an objection or a fault out. Its first line says that it is ready.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from pathlib import Path
from typing import Any

from lean_env.embedded.freezing import freeze, thaw
from lean_env.embedded.kernel.declaration import KernelError
from lean_env.embedded.rechecking import read_library, recheck_proof
from lean_env.files import write_whole

# The kernel recurses as deep as terms are; pure Python frames live on the heap.
_RECURSION_LIMIT = 1_000_000


def main(command: str, path: Path) -> None:
    """Build or serve."""
    sys.setrecursionlimit(_RECURSION_LIMIT)
    if command == "build":
        _build(path)
    else:
        _serve(path)


def _build(path: Path) -> None:
    frozen = freeze(read_library(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")))
    write_whole(path, [frozen])


def _serve(path: Path) -> None:
    library = thaw(path.read_bytes())
    gc.collect()
    gc.freeze()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_answer(library, json.loads(line))), flush=True)


def _answer(library: Any, request: dict[str, Any]) -> dict[str, Any]:
    try:
        new = recheck_proof(
            library,
            request["goal_export"].splitlines(),
            request["proof_export"].splitlines(),
            request["goal"],
            request["theorem"],
            request["standard_axioms"],
        )
    except KernelError as error:
        return {"objection": error.text}
    except MemoryError:
        return {"fault": "memory"}
    except RecursionError:
        return {"fault": "depth"}
    return {"new": new}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
