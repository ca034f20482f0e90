"""The sandbox: code that a candidate runs while it elaborates reaches nothing, and the pool goes on.

Each attempt is made without a sandbox too, where it has to succeed: an attempt that cannot work would prove nothing.
"""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from lean_env import Budget, CheckerPool, Snippet, Status, open_pool
from lean_env.errors import LeanEnvError
from lean_env.sandbox import Sandbox, choose_sandbox, works
from lean_env.toolchain import Toolchain

HEADER = "import system.io\n"
GOOD = Snippet(HEADER, "example : 1 + 1 = 2 := rfl")
GROWING = 'def grown : ℕ → string\n| 0 := "0123456789"\n| (n + 1) := grown n ++ grown n\n'


@pytest.fixture(scope="module", params=["none", "bubblewrap", "namespaces"])
def sandboxed(request: pytest.FixtureRequest, lean3: Toolchain) -> Iterator[tuple[str, CheckerPool]]:
    """The real Lean in each of the sandboxes that work here, and in none."""
    if not works(request.param):
        pytest.skip(f"{request.param} does not work here")
    with open_pool("lean3", workers=1, budget=Budget(seconds=10), sandbox=request.param, lean=lean3.executable) as pool:
        yield request.param, pool


def _run(pool: CheckerPool, action: str, definitions: str = "") -> str:
    """Run an `io unit` in the checker: what it printed. A good text is accepted right after."""
    verdict = pool.check(Snippet(HEADER, f"{definitions}def action : io unit :=\n{action}\n#eval action"))
    assert pool.check(GOOD).accepted
    return " ".join(message.text for message in verdict.messages)


@pytest.mark.lean3
def test_a_file_cannot_be_written(sandboxed: tuple[str, CheckerPool], tmp_path: Path) -> None:
    """Neither in a folder of the account's nor, for the eyes outside, in /tmp."""
    mode, pool = sandboxed
    for target in (tmp_path / "written", Path.home() / f"written-{os.getpid()}"):
        write = f'do h ← io.mk_file_handle "{target}" io.mode.write, io.fs.put_str h "x", io.fs.close h'
        try:
            _run(pool, write)
            assert target.exists() is (mode == "none")
        finally:
            target.unlink(missing_ok=True)


@pytest.mark.lean3
def test_no_process_can_be_started(sandboxed: tuple[str, CheckerPool], tmp_path: Path) -> None:
    """Not one, let alone without end."""
    mode, pool = sandboxed
    target = tmp_path / "touched"
    spawn = f'io.proc.spawn {{cmd := "touch", args := ["{target}"]}} >>= λ child, io.proc.wait child'
    said = _run(pool, f'{spawn} >>= λ code, io.put_str "ended"')
    assert target.exists() is ("ended" in said) is (mode == "none")


@pytest.mark.lean3
def test_no_socket_can_be_opened(sandboxed: tuple[str, CheckerPool]) -> None:
    """A server that listens on this machine hears nothing."""
    mode, pool = sandboxed
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = f"echo x > /dev/tcp/127.0.0.1/{server.getsockname()[1]}"
        _run(pool, f'io.cmd {{cmd := "bash", args := ["-c", "{connect}"]}} >>= λ said, return ()')
        heard, _, _ = select.select([server], [], [], 0)
        assert bool(heard) is (mode == "none")


@pytest.mark.lean3
def test_the_disk_cannot_be_filled(sandboxed: tuple[str, CheckerPool], tmp_path: Path) -> None:
    """A file grows to a limit everywhere; in a sandbox it grows in a /tmp that is not the machine's."""
    mode, pool = sandboxed
    target = tmp_path / "big"
    write = f'io.mk_file_handle "{target}" io.mode.write >>= λ h, io.iterate 0 (λ n, io.fs.put_str h (grown 17)'
    write = f"{write} >>= λ _, return (if n < 80 then some (n + 1) else none)) >>= λ _, return ()"
    _run(pool, write, GROWING)
    written = target.stat().st_size if target.exists() else 0
    assert written <= 64 << 20
    assert (written > 0) is (mode == "none")


@pytest.mark.lean3
def test_the_environment_does_not_come_through(
    sandboxed: tuple[str, CheckerPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even without a sandbox: what this process holds is not handed on."""
    monkeypatch.setenv("SECRET_TOKEN", "open sesame")
    with open_pool("lean3", workers=1, sandbox=sandboxed[0]) as pool:
        read = '(λ name, io.env.get name >>= λ value, io.put_str (value.get_or_else "nothing"))'
        assert _run(pool, f'{read} "SECRET_TOKEN"') == "nothing"
        assert _run(pool, f'{read} "LANG"') == "C.UTF-8"


@pytest.mark.lean3
def test_protocol_lines_cannot_be_forged(sandboxed: tuple[str, CheckerPool]) -> None:
    """A printed answer is no answer: a false text that prints an `ok` is not accepted."""
    _, pool = sandboxed
    answers = ['{"response":"all_messages","msgs":[]}', *(f'{{"response":"ok","seq_num":{n}}}' for n in range(50))]
    lines = "\\n".join(answer.replace('"', '\\"') for answer in answers)
    body = f'def action : io unit := io.put_str "\\n{lines}\\n"\n#eval action\nexample : 1 + 1 = 3 := rfl'
    assert pool.check(Snippet(HEADER, body)).status is not Status.ACCEPTED
    assert pool.check(GOOD).accepted


@pytest.mark.lean3
def test_other_processes_are_out_of_sight(sandboxed: tuple[str, CheckerPool]) -> None:
    """A candidate cannot name, and so not signal or read, the process that asked for its check."""
    mode, pool = sandboxed
    read = f'io.mk_file_handle "/proc/{os.getpid()}/cmdline" io.mode.read >>= λ h, io.put_str "seen"'
    assert ("seen" in _run(pool, read)) is (mode == "none")


def test_a_sandbox_is_never_left_out_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none works, running without one has to be asked for by name."""
    monkeypatch.setattr("lean_env.sandbox.works", lambda mode: False)
    for mode in ("auto", "bubblewrap", "namespaces"):
        with pytest.raises(LeanEnvError, match="sandbox=none"):
            choose_sandbox(mode)
    assert choose_sandbox("none") == Sandbox("none")


def test_an_unknown_sandbox_is_refused_with_the_choices() -> None:
    """The message lists what there is."""
    with pytest.raises(LeanEnvError, match="bubblewrap, namespaces, none"):
        choose_sandbox("jail")
