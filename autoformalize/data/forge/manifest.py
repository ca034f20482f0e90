"""What is known of the default forge's pairs: who accepted all of them, under a digest of their text.

The pairs are not stored, since a seed makes them again in seconds; the manifest says whether these very pairs were
checked, and by whom.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autoformalize.problem import Pair

MANIFEST = Path(__file__).parent.parent / "builtin" / "forge.json"


def forge_digest(pairs: Iterable[Pair]) -> str:
    """SHA-256 (hex) over English and Lean of the pairs, in order."""
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update(f"{pair.problem.informal_statement}\0{pair.lean}\0".encode())
    return digest.hexdigest()


def write_manifest(backend: str, lean: str, date: str, digest: str, count: int) -> None:
    """Record that the backend accepted all `count` pairs of the digest; records of other pairs are dropped."""
    known = read_manifest()
    verified = known["verified"] if known.get("digest") == digest else {}
    verified[backend] = {"lean": lean, "date": date, "accepted": count}
    record = {"seed": 0, "count": count, "digest": digest, "verified": dict(sorted(verified.items()))}
    MANIFEST.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def read_manifest() -> dict[str, Any]:
    """The manifest, or an empty one where none was written yet."""
    known: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.is_file() else {}
    return known
