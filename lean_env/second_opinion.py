"""The second opinion on a proof that the real Lean accepted: its export, checked by this project's own kernel.

The proof's text is elaborated once more, by a fresh Lean in the same sandbox, which exports the closing theorem with
all that it rests on; so is the statement, in a text without the proof. A process of its own then has the kernel check
every declaration of the proof's export that is not, letter for letter, in the core library, and compare the two: the
theorem proves the very proposition that was stated, with the very definitions, from the standard axioms alone.

The core library is exported and checked once for each toolchain, and kept frozen in the cache folder. Declarations of
other libraries are checked anew with each proof that uses them.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Final

from lean_env.audit import STANDARD_AXIOMS, AuditedText
from lean_env.backends.lean3 import Lean3Backend
from lean_env.backends.process import ChildProcess, allowed
from lean_env.embedded import freezing, snapshot
from lean_env.errors import Disagreement, LeanEnvError, MemoryExhausted, SessionDied, SessionError
from lean_env.sandbox import Launch, limit_process
from lean_env.verdict import Budget

_EXPORT_BUDGET: Final = Budget(seconds=120.0)
_START_SECONDS: Final = 60.0
_KEPT_STATEMENTS: Final = 512
_STATED: Final = "stated_goal"
# What a library and its frozen nodes take, above the budget of a check.
_LIBRARY_MB: Final = 1024


class KernelOpinion:
    """Asks the kernel about proofs of one backend; safe to ask from several threads, each with a process of its own."""

    def __init__(self, backend: Lean3Backend) -> None:
        self._backend = backend
        self._idle: queue.SimpleQueue[ChildProcess] = queue.SimpleQueue()
        self._statements: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock = threading.Lock()

    @functools.cached_property
    def library_path(self) -> Path:
        """Where the checked core library of this toolchain is kept; the name changes with the toolchain and kernel."""
        digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
        executable = self._backend.executable
        digest.update(f"{executable} {executable.stat().st_size} {executable.stat().st_mtime_ns}".encode())
        kernel = sorted((snapshot.PACKAGE / "kernel").glob("*.py"))
        for source in [*kernel, Path(freezing.__file__)]:
            digest.update(source.read_bytes())
        return snapshot.cache_folder() / f"core-{digest.hexdigest()[:12]}.bin"

    def prepare(self) -> None:
        """Export and check the core library unless that was done; takes about half a minute, once."""
        if self.library_path.exists():
            return
        export = self._backend.export("", None, _EXPORT_BUDGET)
        command = [sys.executable, "-m", "lean_env.recheck_worker", "build", str(self.library_path)]
        print("checking the core library of the real Lean with the embedded kernel, once", file=sys.stderr, flush=True)
        done = subprocess.run(command, input=export, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise LeanEnvError(f"the kernel does not accept the core library that this Lean exports: {last}")
        for old in self.library_path.parent.glob("core-*.bin"):
            if old != self.library_path:
                old.unlink(missing_ok=True)

    def ask(self, prefix: str, audited: AuditedText, budget: Budget) -> None:
        """Return if the proof counts for the kernel too, and raise Disagreement if it does not.

        Raises WallClockTimeout, MemoryExhausted or SessionDied when there is no answer.
        """
        goal = audited.goal
        goal_text = audited.goal_text.replace(goal, _STATED)
        stated = self._stated(prefix, goal_text, budget)
        request = {
            "goal_export": stated.replace(f" {_STATED}\n", f" {goal}\n").replace(f" {_STATED}_", f" {goal}_"),
            "proof_export": self._backend.export(prefix + audited.text, audited.check, budget).decode(),
            "goal": goal,
            "theorem": audited.check,
            "standard_axioms": sorted(STANDARD_AXIOMS),
        }
        worker = self._worker(budget)
        try:
            with allowed(worker.pid, budget.seconds) as allowance:
                worker.channel.send(request, allowance.deadline)
                answer = worker.channel.receive(allowance.deadline)
        except SessionError:
            worker.kill()
            raise
        if "fault" in answer:
            worker.kill()
            raise MemoryExhausted(f"the kernel ran out of {answer['fault']}")
        self._idle.put(worker)
        if "objection" in answer:
            raise Disagreement(answer["objection"])

    def close(self) -> None:
        """End the processes that are idle; the others end with this process."""
        while not self._idle.empty():
            self._idle.get_nowait().kill()

    def _stated(self, prefix: str, goal_text: str, budget: Budget) -> str:
        """The export of the statement alone, kept for the next proof of it."""
        key = (prefix, goal_text)
        with self._lock:
            known = self._statements.get(key)
        if known is None:
            known = self._backend.export(prefix + goal_text, _STATED, budget).decode()
            with self._lock:
                self._statements[key] = known
                while len(self._statements) > _KEPT_STATEMENTS:
                    self._statements.popitem(last=False)
        return known

    def _worker(self, budget: Budget) -> ChildProcess:
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        command = [sys.executable, "-m", "lean_env.recheck_worker", "serve", str(self.library_path)]
        # The process starts in /, where this package would not be found unless it is installed.
        environment = {**os.environ, "PYTHONPATH": str(snapshot.PACKAGE.parent.parent)}
        setup = functools.partial(limit_process, budget.memory_mb + _LIBRARY_MB)
        worker = ChildProcess(Launch(command, environment, (), setup))
        try:
            worker.channel.receive(time.monotonic() + _START_SECONDS)
        except SessionError:
            worker.kill()
            raise SessionDied("the kernel's process did not start") from None
        return worker
