"""Small Lean texts of our own, one file a construct, and what the real Lean 3.51.1 answered to each of them.

The texts of a file are separated by blank lines, and each is checked alone. The answers stand beside them in a JSON
list. Record them anew, where the real Lean is found, with `python -m tests.lean_env.embedded.constructs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from tests.lean_env.embedded.answers import Answer

FOLDER: Final = Path(__file__).parent / "texts"


class Text(NamedTuple):
    """A text and the line of its file that it begins at."""

    line: int
    source: str


def names() -> list[str]:
    """The constructs."""
    return sorted(path.stem for path in FOLDER.glob("*.lean"))


def texts(name: str) -> list[Text]:
    """The texts of a construct."""
    found: list[Text] = []
    lines: list[str] = []
    for number, line in enumerate([*(FOLDER / f"{name}.lean").read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.strip():
            lines.append(line)
        elif lines:
            found.append(Text(number - len(lines), "\n".join(lines)))
            lines = []
    return found


def load(name: str) -> list[tuple[Text, Answer]]:
    """The texts of a construct with Lean's answers."""
    recorded = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    answers = {line: Answer(*answer) for line, answer in recorded}
    return [(text, answers[text.line]) for text in texts(name)]


def save(name: str, answers: Iterable[Answer]) -> None:
    """Replace the record of a construct by answers in the order of its texts."""
    entries = zip((text.line for text in texts(name)), answers, strict=True)
    lines = ",\n".join(json.dumps([line, answer], ensure_ascii=False) for line, answer in entries)
    (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
