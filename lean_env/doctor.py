"""`python -m lean_env doctor`: what this machine offers a checker, and what to do for what it lacks."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

from lean_env.backends.lean3 import Lean3Backend
from lean_env.cheats import try_all
from lean_env.embedded import snapshot
from lean_env.errors import LeanEnvError
from lean_env.factory import open_pool
from lean_env.sandbox import choose_sandbox
from lean_env.second_opinion import KernelOpinion
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


def examine(cheats: bool = False) -> int:
    """Print the state of backends and limits; exit code 0 if at least one backend gives right verdicts, else 1.

    With `cheats` every known hostile and honest candidate is put to each backend that works, and a wrong answer to any
    of them is exit code 1.
    """
    print(f"processors: {cores()}; memory: {_memory_gigabytes():.1f} GB")
    works = {"lean3": _examine_lean3(), "embedded": _examine_embedded()}
    try:
        print(f"sandbox: {choose_sandbox('auto').description}")
    except LeanEnvError as error:
        print(f"sandbox: {error}")
    right = all([_try_cheats(name) for name, usable in works.items() if usable]) if cheats else True
    return 0 if any(works.values()) and right else 1


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
    works = _try_backend("lean3")
    if works:
        kept = KernelOpinion(Lean3Backend.find(choose_sandbox("auto"), toolchain.executable)).library_path.exists()
        state = "its core library is checked and kept" if kept else "its first use checks the core library, once"
        print(f"  a second opinion by the embedded kernel (checker.recheck=true): {state}")
    return works


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


def _try_cheats(name: str) -> bool:
    """Print how the backend judges the known candidates; whether it judges all of them rightly."""
    with open_pool(name) as pool:
        trials = list(try_all(pool))
    for hostile, kind in ((True, "hostile"), (False, "honest")):
        own = [trial for trial in trials if trial.hostile is hostile]
        counts = Counter(trial.verdict.status.value for trial in own)
        shown = ", ".join(f"{count} {status}" for status, count in counts.most_common())
        print(f"{name}: {len(own)} {kind} candidates: {shown}")
    for trial in trials:
        if not trial.passed:
            print(f"  WRONG: {trial.name}: {trial.verdict.status.value}")
    return all(trial.passed for trial in trials)


def _memory_gigabytes() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
