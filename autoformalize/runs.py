"""Run folders: what a run was asked to do, with which code and versions; and whether the same command goes on in it."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError

CONFIG: Final = "config.json"
PROVENANCE: Final = "provenance.json"
_PACKAGES: Final = ("autoformalize", "torch", "transformers", "peft", "accelerate", "datasets", "hydra-core", "wandb")


def open_run(
    folder: Path, config: Mapping[str, Any], free_keys: frozenset[str] = frozenset(), *, write: bool = True
) -> None:
    """Start a run in `folder`, or go on with the one that is there.

    Raises UserError when the folder holds a run of another config, naming the first differences; settings in
    `free_keys` (groups such as the tracker, or single ones such as engine.openai.url) may change between the
    two. Of several processes one writes.
    """
    refuse_changes(folder / CONFIG, config, "holds a run with another config", free_keys, write=write)


def refuse_changes(
    path: Path,
    wanted: Mapping[str, Any],
    what: str,
    free_keys: frozenset[str] = frozenset(),
    *,
    write: bool = True,
) -> None:
    """Keep `wanted` in this JSON file; raises UserError naming the first differences if it holds something else.

    `what` says what a difference means; only one of several processes should `write`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    value = json.loads(json.dumps(wanted))
    if path.exists():
        _refuse_differences(path.parent, json.loads(path.read_text(encoding="utf-8")), value, free_keys, what)
    if write:
        write_json(path, value)


def record_session(folder: Path) -> None:
    """Note in provenance.json that work on this run begins now, with which code: one entry each time it goes on."""
    path = folder / PROVENANCE
    sessions = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    write_json(path, [*sessions, provenance()])


def provenance() -> dict[str, Any]:
    """Git commit, versions and platform, for whoever wants to repeat the run."""
    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {
        "git_commit": _git_commit(),
        "versions": versions,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }


def write_json(path: Path, value: object) -> None:
    """Write a JSON file whole or not at all; the folder is made where it is not there."""
    write_whole(path, [json.dumps(value, indent=2, ensure_ascii=False) + "\n"])


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write a text file whole or not at all, part by part; the folder is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".draft")
    with draft.open("w", encoding="utf-8") as stream:
        stream.writelines(parts)
    draft.replace(path)


def _refuse_differences(
    folder: Path, found: Mapping[str, Any], wanted: Mapping[str, Any], free_keys: frozenset[str], what: str
) -> None:
    old, new = _flat(found), _flat(wanted)
    changed = [
        f"{key}: {old.get(key)!r} there, {new.get(key)!r} asked for"
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key) and not any(key == free or key.startswith(f"{free}.") for free in free_keys)
    ]
    if changed:
        more = f" (and {len(changed) - 3} more)" if len(changed) > 3 else ""
        raise UserError(
            f"{folder} {what}: {'; '.join(changed[:3])}{more}. Choose another run.name, or delete the folder"
        )


def _flat(config: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in config.items():
        if isinstance(value, Mapping) and value:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _git_commit() -> str:
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
            cwd=Path(__file__).resolve().parent,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
