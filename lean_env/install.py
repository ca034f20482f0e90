"""`python -m lean_env install`: set the real Lean 3 up as its users do, and go on where it stopped.

elan fetches the toolchain; git fetches mathlib3 at its pin; mathlibtools (`leanproject`) fetches its compiled files,
and where that cannot, Lean compiles them, showing how far it is. Each step that is already done is skipped, so that a
run that was killed, or that the network refused, is repeated with the same command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lean_env.errors import LeanEnvError
from lean_env.toolchain import WANTED_VERSION, Toolchain, elan_home, probe

MATHLIB_REPOSITORY: Final = "https://github.com/leanprover-community/mathlib3"
_ELAN_SCRIPT: Final = "https://raw.githubusercontent.com/leanprover/elan/master/elan-init.sh"
_CAUSE: Final = "caused by: "
_POLL_SECONDS: Final = 1.0
_BAR_WIDTH: Final = 30


@dataclass(frozen=True, slots=True)
class Pin:
    """A toolchain and the revision of mathlib3 that goes with it; `targets` is what has to be compiled of it."""

    name: str
    lean: str
    mathlib: str
    targets: tuple[str, ...]


PINS: Final = {
    pin.name: pin
    for pin in (
        Pin("core", WANTED_VERSION, "", ()),
        Pin("mathlib", WANTED_VERSION, "65a1391a0106c9204fe45bc73a039f056558cb83", ("src",)),
        Pin("proofnet", "3.50.3", "cc8e88c", ("src",)),
        Pin("minif2f", "3.42.1", "cb2b02f", ("src",)),
    )
}


def install(pin: Pin, folder: Path, repository: str = MATHLIB_REPOSITORY) -> None:
    """Bring the pin's toolchain and library onto this machine; `folder` gets mathlib3's checkout.

    Raises LeanEnvError, with what to do, when a step cannot be taken.
    """
    toolchain = install_toolchain(pin.lean)
    print(f"Lean {toolchain.version}: {toolchain.executable}")
    if not pin.mathlib:
        return
    checkout = folder / f"mathlib-{pin.mathlib[:7]}"
    fetch_checkout(repository, pin.mathlib, checkout)
    (checkout / "leanpkg.path").write_text("builtin_path\npath src\n", encoding="ascii")
    if not fetch_compiled(checkout):
        for target in pin.targets:
            compile_library(toolchain, checkout, target)
    settings = f"checker.lean={toolchain.executable} checker.import_path=[{checkout / 'src'}]"
    print(f"mathlib3 at {pin.mathlib[:7]}: {settings}")


def install_toolchain(version: str) -> Toolchain:
    """The toolchain of this version, fetched by elan unless it is there."""
    folder = elan_home() / "toolchains" / f"leanprover-community--lean---{version}"
    if not (folder / "bin" / "lean").exists():
        elan = _find_elan() or _install_elan()
        command = [elan, "toolchain", "install", f"leanprover-community/lean:{version}"]
        _run(command, f"elan cannot fetch Lean {version}")
    return probe(folder / "bin" / "lean")


def _find_elan() -> str | None:
    own = elan_home() / "bin" / "elan"
    return str(own) if own.exists() else shutil.which("elan")


def _install_elan() -> str:
    if shutil.which("curl") is None:
        raise LeanEnvError("elan is not installed, and there is no curl to fetch it: install elan from your packages")
    command = f"curl -sSfL {_ELAN_SCRIPT} | sh -s -- -y --default-toolchain none"
    _run(["bash", "-o", "pipefail", "-c", command], "elan cannot be fetched")
    elan = _find_elan()
    if elan is None:
        raise LeanEnvError(f"elan's installer ended well, but there is no elan under {elan_home()}")
    return elan


def fetch_checkout(repository: str, revision: str, checkout: Path) -> None:
    """A git checkout of the revision; what an earlier run fetched is kept."""
    if not (checkout / ".git").exists():
        checkout.parent.mkdir(parents=True, exist_ok=True)
        partial = checkout.with_name(checkout.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        _run(["git", "clone", "--quiet", "--no-checkout", repository, str(partial)], f"git cannot fetch {repository}")
        partial.rename(checkout)
    _run(["git", "-C", str(checkout), "checkout", "--quiet", revision], f"{repository} has no revision {revision}")


def fetch_compiled(checkout: Path) -> bool:
    """Have mathlibtools fetch the compiled files; False, with the reason printed, where it cannot."""
    tool = shutil.which("leanproject")
    if tool is None:
        print("leanproject is not installed (pip install mathlibtools): compiling instead, which takes hours")
        return False
    done = subprocess.run([tool, "get-mathlib-cache"], cwd=checkout, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"leanproject found no compiled files ({_reason(done.stderr or done.stdout)}): compiling instead")
    return done.returncode == 0


def compile_library(toolchain: Toolchain, checkout: Path, target: str) -> None:
    """Compile a file or folder of the checkout and what it imports; compiled files are kept, so it goes on."""
    log = checkout / "compile.log"
    # Lean takes its folders from the checkout's leanpkg.path, unless LEAN_PATH names others.
    environment = {name: value for name, value in os.environ.items() if name != "LEAN_PATH"}
    command = [str(toolchain.executable), "--make", target]
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(command, cwd=checkout, stdout=stream, stderr=stream, env=environment)
        try:
            _show_progress(process, checkout / "src")
        finally:
            process.kill()
            process.wait()
    if process.returncode != 0:
        reason = _first_error(log.read_text(encoding="utf-8", errors="replace"))
        raise LeanEnvError(f"Lean cannot compile {target}: {reason} (all of it is in {log})")


def _show_progress(process: subprocess.Popen[bytes], sources: Path) -> None:
    """A bar of compiled files until the process ends; not all of them may be wanted."""
    total, started = _count(sources, ".lean"), time.monotonic()
    while process.poll() is None:
        time.sleep(_POLL_SECONDS)
        done = _count(sources, ".olean")
        filled = _BAR_WIDTH * done // max(1, total)
        minutes = (time.monotonic() - started) / 60
        sys.stderr.write(f"\rcompiling [{'#' * filled:<{_BAR_WIDTH}}] {done}/{total} files, {minutes:.0f} min")
        sys.stderr.flush()
    sys.stderr.write("\n")


def _count(folder: Path, suffix: str) -> int:
    return sum(name.endswith(suffix) for _, _, names in os.walk(folder) for name in names)


def _first_error(output: str) -> str:
    errors = [line for line in output.splitlines() if "error" in line]
    return errors[0][:300] if errors else _reason(output)


def _reason(output: str) -> str:
    """Why a program failed, in its own words: elan's innermost cause, git's complaint, or what came last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
    causes = [line.partition(_CAUSE)[2] for line in lines if _CAUSE in line]
    errors = [line for line in lines if line.startswith(("error:", "fatal:"))]
    return (causes or errors or lines)[-1][:200]


def _run(command: Sequence[str], complaint: str) -> None:
    """Run a step whose output the user sees; raises LeanEnvError with the complaint and the reason that it gave."""
    environment = {**os.environ, "RUST_BACKTRACE": "0"}  # elan's are pages of no use here
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    except OSError as error:
        raise LeanEnvError(f"{complaint}: {command[0]}: {error.strerror}") from None
    if done.returncode != 0:
        raise LeanEnvError(
            f"{complaint}: {_reason(done.stderr)} (check the network or a proxy, and run the same command again: "
            "what is done already is kept)"
        )
