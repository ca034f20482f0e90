"""Golden verdicts on whole programs: small texts of our own, each checked alone, and what the real Lean 3.51.1 said.

A golden file holds programs separated by lines of five dashes. Its verdicts stand beside it in a JSON list, in order:
the first line of Lean's first error, "" where it accepted. Record them with
`python -m tests.lean_env.embedded.programs.golden LEAN` from the repository root, LEAN being the real binary.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
SEPARATOR = "\n-----\n"


def names() -> list[str]:
    """The golden files' names."""
    return sorted(path.stem for path in FOLDER.glob("*.lean"))


def programs_of(name: str) -> list[str]:
    return (FOLDER / f"{name}.lean").read_text(encoding="utf-8").removesuffix("\n").split(SEPARATOR)


def verdicts_of(name: str) -> list[str]:
    """The recorded error, or "", of each program."""
    return [str(verdict) for verdict in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))]


def ask_lean(executable: str, program: str) -> str:
    """What the real Lean says of one program now."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.lean"
        path.write_text(program, encoding="utf-8")
        done = subprocess.run(
            [executable, "--json", str(path)], capture_output=True, text=True, check=False, timeout=300
        )
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    errors = [message for message in messages if message["severity"] == "error"]
    errors.sort(key=lambda message: (message["pos_line"], message["pos_col"]))
    return str(errors[0]["text"]).split("\n")[0] if errors else ""


def record(executable: str) -> None:
    for name in names():
        verdicts = [ask_lean(executable, program) for program in programs_of(name)]
        lines = ",\n".join(json.dumps(verdict, ensure_ascii=False) for verdict in verdicts)
        (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    record(sys.argv[1])
