"""`python -m lean_env doctor`: what this machine offers a checker, and what to do for what it lacks."""

from __future__ import annotations

import os
import shutil
import sys
import time

from lean_env.embedded import snapshot
from lean_env.errors import LeanEnvError
from lean_env.factory import open_pool
from lean_env.sandbox import bubblewrap_works
from lean_env.toolchain import WANTED_VERSION, find_toolchain
from lean_env.verdict import Claim

_PROOF = "theorem doctor_check (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"
_CHEAT = "theorem doctor_check (p q : Prop) (h : p ∧ q) : q ∧ p := sorry"
_STATEMENT = _PROOF.split(" := ")[0]


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0))


def show_progress(done: int, total: int, name: str) -> None:
    """A progress bar on standard error: `done` of `total` files are built. In a log, a line every tenth of them."""
    filled = 30 * done // max(1, total)
    line = f"building the embedded Lean library  [{'#' * filled:<30}] {done}/{total} {name:<40.40}"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line}" + ("\n" if done == total else ""))
    elif done == total or done % max(1, total // 10) == 0:
        sys.stderr.write(f"{line.rstrip()}\n")
    sys.stderr.flush()


def examine() -> int:
    """Print the state of backends and limits; exit code 0 if at least one backend gives right verdicts, else 1."""
    print(f"processors: {cores()}; memory: {_memory_gigabytes():.1f} GB")
    works = [_examine_lean3(), _examine_embedded()]
    if bubblewrap_works():
        print("sandbox: bubblewrap (no network, read-only system, private /tmp), and rlimits")
    else:
        reason = "not installed" if shutil.which("bwrap") is None else "installed, but user namespaces are not allowed"
        print(f"sandbox: rlimits only; bubblewrap is {reason} (install the package bubblewrap for the real Lean 3)")
    return 0 if any(works) else 1


def _examine_lean3() -> bool:
    try:
        toolchain = find_toolchain()
    except LeanEnvError as error:
        print(f"lean3: {error}")
        return False
    if toolchain is None:
        print(
            f"lean3: not found. Install elan, then `elan toolchain install leanprover-community/lean:{WANTED_VERSION}`"
        )
        return False
    version = "" if toolchain.version == WANTED_VERSION else f" (the project is measured with {WANTED_VERSION})"
    print(f"lean3: {toolchain.executable}, version {toolchain.version}{version}")
    return _try_backend("lean3")


def _examine_embedded() -> bool:
    state = "built" if snapshot.is_built() else "not built yet: `python -m lean_env prepare` builds it once"
    print(f"embedded: library {snapshot.fingerprint()} {state}")
    return _try_backend("embedded")


def _try_backend(name: str) -> bool:
    started = time.monotonic()
    try:
        with open_pool(name, workers=1) as pool:
            good = pool.check(Claim("", _STATEMENT, "doctor_check", _PROOF))
            bad = pool.check(Claim("", _STATEMENT, "doctor_check", _CHEAT))
    except LeanEnvError as error:
        print(f"  does not work: {error}")
        return False
    if good.accepted and not bad.accepted:
        print(f"  works: a proof accepted, a `sorry` refused ({time.monotonic() - started:.1f} s with its start)")
        return True
    print(f"  gives wrong verdicts: {good.status.value} for a proof, {bad.status.value} for a `sorry`")
    return False


def _memory_gigabytes() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
