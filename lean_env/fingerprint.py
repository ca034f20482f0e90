"""What a verdict depends on besides the request, as short digests: this package's own code, and compiled libraries."""

from __future__ import annotations

import functools
import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
# Whatever asks a backend or judges its answers. The audit scans candidates with the embedded checker's scanner.
_RULES: Final = (
    "audit.py",
    "checker.py",
    "checks.py",
    "statement.py",
    "verdict.py",
    "words.py",
    "backends/*.py",
    "embedded/**/*.py",
)
_DIGITS: Final = 8


@functools.cache
def rules_digest() -> str:
    """Eight hexadecimal digits that change whenever the code does that turns a request into a verdict."""
    paths = {path for pattern in _RULES for path in _PACKAGE.glob(pattern)}
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in sorted(paths):
        _add(digest, str(path.relative_to(_PACKAGE)), path.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def library_digest(folders: Sequence[Path]) -> str:
    """Eight digits that change with the sources below `folders` and with which of them are compiled.

    Two machines with the same library agree. A compiled file without its source counts with its content.
    """
    digest = hashlib.sha256()
    for index, folder in enumerate(folders):
        compiled = dict(_below(folder, "*.olean"))
        for name, path in _below(folder, "*.lean"):
            _add(digest, f"{index}/{name}", path.read_bytes())
            compiled_path = compiled.pop(name.removesuffix(".lean") + ".olean", None)
            size = compiled_path.stat().st_size if compiled_path else -1
            digest.update(f"{size};".encode())
        for name, path in sorted(compiled.items()):
            _add(digest, f"{index}/{name}", path.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _below(folder: Path, pattern: str) -> Iterable[tuple[str, Path]]:
    return sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob(pattern) if path.is_file())


def _add(digest: hashlib._Hash, name: str, content: bytes) -> None:
    digest.update(f"{name}:{len(content)}:".encode())
    digest.update(content)
