"""Golden verdicts: small Lean texts of our own, and what the real Lean 3.51.1 said of each snippet in them.

A golden file is a Lean text whose snippets are separated by blank lines. Its verdicts stand beside it in a JSON list:
the line where a snippet begins, and the first line of Lean's first error there ("" where it was accepted). Record them
with `python -m tests.lean_env.embedded.tactics.golden LEAN` from the repository root, LEAN being the real binary.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "golden"


class Snippet(NamedTuple):
    """Lines `first` to `last` (counted from 1) of a golden file."""

    first: int
    last: int
    text: str


def snippets(text: str) -> list[Snippet]:
    """The parts of a text between blank lines."""
    found: list[Snippet] = []
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            lines.append(line)
        elif lines:
            found.append(Snippet(number - len(lines), number - 1, "\n".join(lines)))
            lines = []
    return found


def names() -> list[str]:
    """The golden files' names."""
    return sorted(path.stem for path in FOLDER.glob("*.lean"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.lean").read_text(encoding="utf-8")


def verdicts_of(name: str) -> dict[int, str]:
    """The recorded error, or "", by the line where a snippet begins."""
    recorded = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return {line: error for line, error in recorded}


def ask_lean(executable: str, name: str) -> dict[int, str]:
    """What the real Lean says of a golden file now."""
    path = FOLDER / f"{name}.lean"
    done = subprocess.run([executable, "--json", str(path)], capture_output=True, text=True, check=False, timeout=300)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    verdicts: dict[int, str] = {}
    for snippet in snippets(text_of(name)):
        # Lean reports from several threads: the order of arrival means nothing.
        errors = sorted(
            (message["pos_line"], message["pos_col"], message["text"].split("\n")[0])
            for message in messages
            if snippet.first <= message["pos_line"] <= snippet.last
            and is_objection(message["severity"], message["text"])
        )
        verdicts[snippet.first] = errors[0][2] if errors else ""
    return verdicts


def is_objection(severity: str, text: str) -> bool:
    """An error, or the warning about a sorry."""
    return severity == "error" or (severity == "warning" and "uses sorry" in text)


def record(executable: str) -> None:
    for name in names():
        verdicts = list(ask_lean(executable, name).items())
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in verdicts)
        (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    record(sys.argv[1])
