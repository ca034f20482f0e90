"""The embedded checker's processes: one parent loads the frozen prelude, and every worker is a fork of it.

Run as `python -m lean_env.backends.embedded_worker FD`. Over the socket FD the pool sends one end of a socket pair for
each worker that it wants; the answer is the worker's process id. A worker then speaks JSON lines over its socket:
a text in, messages or a fault out. The parent's death closes FD, and everything ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sys
from typing import Any, Final

from lean_env.embedded.checker import EmbeddedChecker
from lean_env.embedded.errors import DeterministicTimeout
from lean_env.sandbox import limit_process

_MEGABYTE: Final = 1 << 20
_FAULT_MEMORY: Final = "memory"
# The elaborator and the kernel recurse as deep as terms are; pure Python frames live on the heap.
_RECURSION_LIMIT: Final = 1_000_000
# Python's own 700 cost a sixth of the time: a check makes many objects, and next to no cycles.
_NEW_OBJECTS_PER_COLLECTION: Final = 20_000


def main(control_descriptor: int) -> None:
    """Load the prelude, then fork a worker for each socket that arrives, until the pool goes away."""
    sys.setrecursionlimit(_RECURSION_LIMIT)
    gc.disable()  # nothing dies while the library is loaded, and looking for what did takes a third of the time
    checker = EmbeddedChecker.load()  # frozen, so that no collection touches, and copies, the pages that forks share
    gc.set_threshold(_NEW_OBJECTS_PER_COLLECTION, 10, 10)
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=control_descriptor)
    children: list[int] = []
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not request:
            break
        pid = os.fork()
        if pid == 0:
            control.close()
            os.setsid()
            _serve(checker, socket.socket(fileno=descriptors[0]), memory_mb=int(request))
            os._exit(0)
        os.close(descriptors[0])
        children.append(pid)
        control.sendall(f"{pid}\n".encode())
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


def _serve(checker: EmbeddedChecker, connection: socket.socket, memory_mb: int) -> None:
    limit_process(_address_space_mb() + memory_mb)
    stream = connection.makefile("rwb")
    for line in stream:
        request = json.loads(line)
        answer = _answer(checker, request["text"], request["steps"])
        stream.write(json.dumps(answer).encode() + b"\n")
        stream.flush()
        if "fault" in answer:
            break


def _answer(checker: EmbeddedChecker, text: str, steps: int) -> dict[str, Any]:
    try:
        result = checker.check(text, max_steps=steps)
    except (MemoryError, SystemError):
        return {"fault": _FAULT_MEMORY}
    except (RecursionError, DeterministicTimeout):
        return {"messages": [["error", "(deterministic) timeout", 1, 0]]}
    return {"messages": [[m.severity, _labelled(m.text, m.kind), m.line, m.column] for m in result.messages]}


def _labelled(text: str, kind: str) -> str:
    return f"unsupported: {text}" if kind == "unsupported" else text


def _address_space_mb() -> int:
    with open("/proc/self/statm", encoding="ascii") as stream:
        pages = int(stream.read().split()[0])
    return pages * resource.getpagesize() // _MEGABYTE


if __name__ == "__main__":
    main(int(sys.argv[1]))
