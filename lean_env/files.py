"""Files that are written whole or not at all: whoever reads one meanwhile, or is killed, finds the old or the new."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, parts: Iterable[bytes | str]) -> None:
    """Write the parts one after the other, texts as UTF-8, to a draft beside `path`; sync it; give it the name.

    The folder is made where it is missing. Several processes may write one path at once: the last one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part.encode() if isinstance(part, str) else part)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
