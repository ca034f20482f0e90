"""Checkpoints that are whole or passed over.

The Trainer writes a checkpoint file by file; a kill or a full disk in between leaves some of them, and they may even
look right. So a checkpoint counts once it is sealed: a last file lists every other with its size and hash.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any, Final

from autoformalize.runs import write_json
from autoformalize.training.ranks import say

SEAL: Final = "complete.json"
PROGRESS: Final = "progress.json"
_WHOLE_FILE: Final = 1 << 30
_PART: Final = 64 << 20


def seal(checkpoint: Path) -> None:
    """Say that all files are written, and what they hold."""
    files = sorted(path for path in checkpoint.rglob("*") if path.is_file() and path.name != SEAL)
    write_json(checkpoint / SEAL, {str(path.relative_to(checkpoint)): fingerprint(path) for path in files})


def flaw(checkpoint: Path) -> str | None:
    """What is wrong with a checkpoint, or None when it is as it was sealed."""
    try:
        sealed = json.loads((checkpoint / SEAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "was not written to its end"
    except (OSError, ValueError):
        return f"has a damaged {SEAL}"
    for name, expected in sealed.items():
        try:
            found = fingerprint(checkpoint / name)
        except FileNotFoundError:
            return f"lacks {name}"
        except OSError as error:
            return f"cannot be read ({error})"
        if found != expected:
            return f"has a damaged {name}"
    return None


def fingerprint(path: Path) -> str:
    """Size and hash of a file; above 1 GiB, of its first and last 64 MiB, so that saving stays quick."""
    size = path.stat().st_size
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        if size <= _WHOLE_FILE:
            while block := stream.read(1 << 20):
                digest.update(block)
        else:
            digest.update(stream.read(_PART))
            stream.seek(-_PART, 2)
            digest.update(stream.read(_PART))
    return f"{size}:{digest.hexdigest()}"


def last_whole(folder: Path) -> Path | None:
    """The newest checkpoint of this folder that is whole; those passed over are named."""
    for checkpoint in reversed(_numbered(folder)):
        wrong = flaw(checkpoint)
        if wrong is None:
            say(f"going on from {checkpoint}")
            return checkpoint
        say(f"{checkpoint} is not whole (it {wrong}) and is passed over")
    return None


def prune(folder: Path, keep: int) -> None:
    """Delete the oldest of the sealed checkpoints, down to `keep`, and at least one; and what no kill left behind."""
    sealed = [checkpoint for checkpoint in _numbered(folder) if (checkpoint / SEAL).exists()]
    for old in sealed[: -max(1, keep)]:
        shutil.rmtree(old, ignore_errors=True)


def progress_of(checkpoint: Path | None) -> dict[str, Any]:
    """What a checkpoint says of the run beside the Trainer's own state: seconds trained, losses not yet logged."""
    if checkpoint is None:
        return {}
    record: dict[str, Any] = json.loads((checkpoint / PROGRESS).read_text(encoding="utf-8"))
    return record


def _numbered(folder: Path) -> list[Path]:
    """The checkpoints by step."""
    found = [path for path in folder.glob("checkpoint-*") if path.name.rpartition("-")[2].isdecimal()]
    return sorted(found, key=lambda path: int(path.name.rpartition("-")[2]))
