"""miniF2F in Lean 3: 244 + 244 competition problems, in the openai and the facebook fork, against Lean 3.42.1.

Read from a folder with `lean/src/{valid,test}.lean`. English comes from `informal/{valid,test}/NAME.json`, which only
the facebook fork has; for the other fork give that folder too, and texts are joined by theorem name. Some theorems ship
with a proof: `pairs` gives those. The files are cut at their top-level commands, each of which begins a line; a lemma
is no problem, but goes into the header of the theorem that uses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autoformalize.problem import DataError, Pair, Problem

FILES = {"validation": "valid", "test": "test"}
LICENCE = "Apache-2.0"

_COMMAND = re.compile(r"^(?=(?:theorem|lemma)\s)", re.MULTILINE)
_COMMENT = re.compile(r"/-.*?-/", re.DOTALL)
_OPEN, _CLOSE = "([{⟨⦃", ")]}⟩⦄"


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem of a fork, and the proof that ships with it ("" where it is `sorry`)."""

    problem: Problem
    formal_proof: str


def problems(folder: Path, split: str | None = None, informal: Path | None = None) -> Iterator[Problem]:
    """The problems of a split, or of both."""
    for entry in entries(folder, split, informal):
        yield entry.problem


def pairs(folder: Path, split: str | None = None, informal: Path | None = None) -> Iterator[Pair]:
    """The problems that ship with a proof."""
    for entry in entries(folder, split, informal):
        if entry.formal_proof:
            yield Pair(entry.problem, entry.formal_proof)


def entries(folder: Path, split: str | None = None, informal: Path | None = None) -> Iterator[Entry]:
    """Every theorem in the order of the files; `informal` is the folder of English texts where it is not in `folder`.

    Raises DataError for a file that is missing or holds a theorem without `:=`.
    """
    texts = informal or folder / "informal"
    fork = "minif2f_facebook" if (folder / "informal").is_dir() else "minif2f_openai"
    for name, stem in FILES.items():
        if split not in (None, name):
            continue
        path = folder / "lean" / "src" / f"{stem}.lean"
        if not path.is_file():
            raise DataError(f"{path}: there is no such file; give the folder of a miniF2F repository")
        head, *commands = _COMMAND.split(_COMMENT.sub(_blank, path.read_text(encoding="utf-8")))
        header = head.strip() + "\n"
        line = head.count("\n") + 1
        helpers: dict[str, str] = {}
        for command in commands:
            where = f"{path}:{line}"
            line += command.count("\n")
            if command.startswith("lemma"):
                helpers[command.split()[1]] = command.rstrip() + "\n"
                continue
            needed = [text for helper, text in helpers.items() if re.search(rf"\b{re.escape(helper)}\b", command)]
            yield _entry(command, "\n".join([header, *needed]), texts / stem, name, fork, where)


def _entry(command: str, header: str, texts: Path, split: str, fork: str, where: str) -> Entry:
    cut = _assignment(command)
    if cut < 0:
        raise DataError(f"{where}: a theorem without ':='; was the file cut short?")
    statement, proof = command[:cut].strip(), _trimmed(command[cut:])
    name = statement.split()[1]
    english = _informal(texts / f"{name}.json")
    problem = Problem(
        id=f"{fork}/{name}",
        informal_statement=english.get("informal_statement", ""),
        formal_statement=statement,
        topic="competition",
        family=name,
        header=header,
        informal_proof=english.get("informal_proof", ""),
        source="minif2f",
        licence=LICENCE,
        split=split,
    )
    return Entry(problem, "" if re.search(r"\bsorry\b", proof) else proof)


def _blank(comment: re.Match[str]) -> str:
    """Only the comment's line breaks: some comments hold whole theorems, and lines must keep their numbers."""
    return "\n" * comment.group(0).count("\n")


def _assignment(command: str) -> int:
    """Where the statement's `:=` stands: the first outside brackets; -1 where there is none."""
    depth = 0
    for position, letter in enumerate(command):
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth -= 1
        elif depth == 0 and command.startswith(":=", position):
            return position
    return -1


def _trimmed(proof: str) -> str:
    """The proof without the comment lines that stand before the next theorem."""
    lines = proof.rstrip().splitlines()
    while lines and (not lines[-1].strip() or lines[-1].startswith("--")):
        lines.pop()
    return "\n".join(lines)


def _informal(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path}: not valid JSON: {error}") from error
    return {key: value for key, value in record.items() if isinstance(value, str)}
