"""What every entry point does around its work: readable errors, exit codes, Ctrl-C."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Final

from autoformalize.errors import UserError
from autoformalize.problem import DataError
from lean_env.errors import LeanEnvError

EXIT_USER_ERROR: Final = 2
EXIT_INTERRUPTED: Final = 130
SHOW_TRACEBACK: Final = "AUTOFORMALIZE_TRACEBACK"


def run_or_exit(work: Callable[[], float]) -> float:
    """Do the work and return its metric. What a person can mend ends the process with one line and exit code 2.

    Set AUTOFORMALIZE_TRACEBACK=1 to see where an error came from.
    """
    if os.environ.get(SHOW_TRACEBACK):
        return work()
    try:
        return work()
    except (UserError, DataError, LeanEnvError) as error:
        return _leave(str(error), EXIT_USER_ERROR)
    except KeyboardInterrupt:
        return _leave("interrupted; the same command goes on from here", EXIT_INTERRUPTED)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return _leave(
                f"the disk is full ({error.filename or 'writing'}): free some room, and the same command goes on", 2
            )
        raise
    except RuntimeError as error:
        if "out of memory" in str(error):
            return _leave(
                "out of memory: lower training.batch_size or generation.batch_sequences, or set "
                "training.activation_checkpointing=true",
                EXIT_USER_ERROR,
            )
        raise


def _leave(message: str, code: int) -> float:
    sys.stdout.flush()
    print(f"error: {message}", file=sys.stderr, flush=True)
    # Hydra prints a traceback for anything that escapes its main, SystemExit included in some versions.
    sys.exit(code)
