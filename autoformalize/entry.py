"""What every entry point does around its work: readable errors, exit codes, Ctrl-C."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from hydra.types import RunMode
from omegaconf.errors import OmegaConfBaseException

from autoformalize.errors import Preempted, Stopped, UserError
from autoformalize.problem import DataError
from lean_env.errors import LeanEnvError

EXIT_USER_ERROR: Final = 2
EXIT_INTERRUPTED: Final = 130
EXIT_TRY_AGAIN: Final = 75
"""EX_TEMPFAIL of sysexits.h: what a batch script reads to put the job back in the queue."""
SHOW_TRACEBACK: Final = "AUTOFORMALIZE_TRACEBACK"
PREEMPTED_MARK: Final = "AUTOFORMALIZE_PREEMPTED"
"""A file to make then, for batch scripts whose launcher has exit codes of its own."""
_HYDRA_RAISES: Final = "HYDRA_FULL_ERROR"

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Rust and C++ writers (safetensors, torch.save) raise errors of their own, with the system's words in them.
_NO_ROOM_WORDS: Final = (
    "No space left on device",
    "Disk quota exceeded",
    "File too large",
    "PytorchStreamWriter failed",
    "inline_container.cc",  # what torch.save says when its file cannot grow
)
_NO_MEMORY_WORDS: Final = ("out of memory", "can't allocate memory")


FAILURE: Final = "failure.json"
"""What a job of a sweep leaves in its folder when it fails: its overrides, and what went wrong in one line."""


def run_job(work: Callable[[], float]) -> float:
    """Do the work of one Hydra job.

    In a sweep a job that fails names itself, keeps a record and gives no number, and the others go on;
    `reporting.sweep` ends the sweep with what failed. A machine that is wanted back ends the sweep.
    """
    try:
        return work()
    except Exception as error:
        if HydraConfig.get().mode is not RunMode.MULTIRUN or isinstance(error, Preempted):
            raise Stopped from error
        _record_failure(error)
        return float("nan")


def _record_failure(error: Exception) -> None:
    job = HydraConfig.get()
    advice = advice_on(error)
    said = advice or f"{type(error).__name__}: {_one_line(str(error))}"
    print(f"\nerror in {job.job.override_dirname or job.job.name}: {said}; going on", file=sys.stderr, flush=True)
    if advice is None:
        traceback.print_exception(error)
    folder = Path(job.runtime.output_dir)
    folder.mkdir(parents=True, exist_ok=True)
    record = {"overrides": list(job.overrides.task), "error": said}
    (folder / FAILURE).write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


def launch(main: Callable[[], object]) -> None:
    """Run a Hydra main. What a person can mend ends the process with one line and exit code 2, Ctrl-C with 130,
    a signal to leave that was heeded with 75.

    Set AUTOFORMALIZE_TRACEBACK=1 (or Hydra's own HYDRA_FULL_ERROR=1) to see where an error came from.
    """
    wants_traceback = bool(os.environ.get(SHOW_TRACEBACK) or os.environ.get(_HYDRA_RAISES))
    os.environ[_HYDRA_RAISES] = "1"  # else Hydra prints errors its own way, over many lines, and exits with 1
    if int(os.environ.get("RANK", "0")) > 0:
        sys.argv.append("hydra.output_subdir=null")  # of several processes the first one writes
    try:
        main()
    except KeyboardInterrupt:
        _leave("interrupted; the same command goes on from here", EXIT_INTERRUPTED)
    except (Exception, Stopped) as stopped:
        error = (stopped.__cause__ or stopped) if isinstance(stopped, Stopped) else stopped
        if isinstance(error, Preempted):
            if mark := os.environ.get(PREEMPTED_MARK):
                Path(mark).touch()
            _leave(_one_line(str(error)), EXIT_TRY_AGAIN)
        advice = None if wants_traceback else advice_on(error)
        if advice is None:
            raise error from None
        _leave(advice, EXIT_USER_ERROR)


def advice_on(error: BaseException) -> str | None:
    """One line on what went wrong and what to do, for errors that a person can mend; None for all others."""
    if isinstance(error, UserError | DataError | LeanEnvError):
        return _one_line(str(error))
    if isinstance(error, HydraException | OmegaConfBaseException):
        # Hydra appends where it searched, which helps nobody whose misspelling was just named.
        return f"config: {_one_line(str(error).partition('Config search path')[0])}"
    for cause in _causes(error):
        if (isinstance(cause, OSError) and cause.errno in _NO_ROOM) or _says(cause, _NO_ROOM_WORDS):
            return f"the disk or quota is full ({_one_line(str(cause))}): free some room, then repeat the command"
        if isinstance(cause, MemoryError) or _says(cause, _NO_MEMORY_WORDS):
            return (
                "out of memory: lower training.batch_size or engine.hf.batch_tokens, or set "
                "training.activation_checkpointing=true"
            )
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _says(error: BaseException, words: tuple[str, ...]) -> bool:
    return any(word in str(error) for word in words)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _leave(message: str, code: int) -> None:
    sys.stdout.flush()
    # A progress bar may have left the cursor in the middle of a line.
    print(f"\nerror: {message}", file=sys.stderr, flush=True)
    sys.exit(code)
