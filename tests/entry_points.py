"""Runs train.py and evaluate.py as a user does, in processes of their own, without importing torch again for each.

A nursery process imports what the entry points import, once, and forks a child for each command; the child has its own
arguments, working directory, output files and exit code. `python -m tests.entry_points` is the nursery.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
CHECKER: Final = os.environ.get("AUTOFORMALIZE_TEST_CHECKER", "embedded")
"""The backend that these tests check with: `embedded` is everywhere; set the variable to try them with `lean3`."""
PATIENCE: Final = 240.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


class Command:
    """A command that runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pid = int(_wait_for(lambda: _content(folder / "pid"), "the command to start"))

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def wait(self) -> Done:
        """Wait for its end."""
        code = int(_wait_for(lambda: _content(self._folder / "code"), "the command to end"))
        return Done(code, _text(self._folder / "out"), _text(self._folder / "err"))


class Nursery:
    """Starts commands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.entry_points"], stdin=subprocess.PIPE, cwd=ROOT, text=True
        )

    def start(self, script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Command:
        """Run `python SCRIPT ARGUMENTS` from the repository's root."""
        self._count += 1
        folder = self._folder / f"command-{self._count}"
        folder.mkdir()
        order = {"script": script, "arguments": arguments, "folder": str(folder), "environment": environment or {}}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Command(folder)

    def run(self, script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Done:
        """Run a command to its end."""
        return self.start(script, *arguments, environment=environment).wait()

    def close(self) -> None:
        """End the nursery."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition; fail after a long time."""
    _wait_for(lambda: "yes" if condition() else "", what)


def _wait_for(value: Callable[[], str], what: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = value()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError(f"waited {PATIENCE:g} s for {what}")


def _content(path: Path) -> str:
    """The content of a file that is whole as soon as it ends in a line break."""
    text = _text(path) if path.exists() else ""
    return text.strip() if text.endswith("\n") else ""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _nurse() -> None:
    from autoformalize import runtime

    runtime.prepare()
    import hydra  # noqa: F401
    import peft  # noqa: F401
    import torch  # noqa: F401
    import transformers

    import autoformalize.evaluation.run
    import autoformalize.generation.hf
    import autoformalize.training.run  # noqa: F401

    _ = transformers.AutoModelForCausalLM, transformers.Trainer  # these names are imported when they are first used
    for line in sys.stdin:
        order = json.loads(line)
        if os.fork() == 0:
            _supervise(order)
        _reap()


def _supervise(order: dict[str, Any]) -> None:
    """Fork the command itself, and note its pid and its exit code."""
    folder = Path(order["folder"])
    pid = os.fork()
    if pid == 0:
        os._exit(_become(order, folder))
    (folder / "pid").write_text(f"{pid}\n")
    _, status = os.waitpid(pid, 0)
    (folder / "code").write_text(f"{os.waitstatus_to_exitcode(status)}\n")
    os._exit(0)


def _become(order: dict[str, Any], folder: Path) -> int:
    os.setsid()
    os.environ.update(order["environment"])
    for descriptor, name in ((1, "out"), (2, "err")):
        file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = [str(ROOT / order["script"]), *order["arguments"]]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = 0
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


if __name__ == "__main__":
    _nurse()
