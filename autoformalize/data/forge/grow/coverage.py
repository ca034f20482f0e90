"""What a forged set covers: pairs by how they were made, topic, length and style of proof; as a table and as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from autoformalize.problem import Pair

_LENGTHS: Final = ((8, "up to 8"), (16, "9 to 16"), (32, "17 to 32"), (64, "33 to 64"))
_WORDS: Final = re.compile(r"[\w.']+|[^\w\s]")
_SHOWN: Final = ("made", "topic", "proof tokens", "style", "difficulty", "source")

Coverage = dict[str, Any]
"""Counts by group and row, and the totals `pairs`, `statements`, `proofs`, `families`; holds JSON values only."""


def count(coverage: Coverage, pair: Pair, *, made: str, style: str) -> None:
    """Add a pair."""
    rows = {
        "made": made,
        "topic": pair.problem.topic,
        "proof tokens": _length(pair.formal_proof),
        "style": style,
        "difficulty": pair.problem.difficulty,
        "source": pair.problem.source,
    }
    coverage["pairs"] = coverage.get("pairs", 0) + 1
    for group, row in rows.items():
        counts = coverage.setdefault(group, {})
        counts[row] = counts.get(row, 0) + 1
    families = coverage.setdefault("families", {})
    families[pair.problem.family] = families.get(pair.problem.family, 0) + 1


def table(coverage: Mapping[str, Any]) -> str:
    """The counts as text, the largest of each group first."""
    total = coverage.get("pairs", 0)
    lines = [
        f"{total:,} pairs, {coverage.get('statements', 0):,} statements, {coverage.get('proofs', 0):,} proofs, "
        f"{len(coverage.get('families', {})):,} families"
    ]
    for group in _SHOWN:
        counts = coverage.get(group, {})
        width = max(map(len, counts), default=0)
        lines.append(f"\n{group}")
        for row, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            lines.append(f"  {row:<{width}}  {number:>7,}  {100 * number / max(total, 1):5.1f}%")
    for group in ("left out", "not proved"):
        counts = coverage.get(group, {})
        if counts:
            lines.append(f"\n{group}: " + ", ".join(f"{row} {number:,}" for row, number in counts.items()))
    return "\n".join(lines)


def _length(proof: str) -> str:
    tokens = len(_WORDS.findall(proof))
    return next((name for most, name in _LENGTHS if tokens <= most), "more than 64")
