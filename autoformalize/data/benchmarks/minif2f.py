"""miniF2F in Lean 3: 244 + 244 competition problems, in the openai and the facebook fork, against Lean 3.42.1.

Read from a folder with `lean/src/{valid,test}.lean`. English comes from `informal/{valid,test}/NAME.json`, which only
the facebook fork has; for the other fork give that folder too, and texts are joined by theorem name. Some theorems ship
with a proof: `pairs` gives those. The files are cut at their top-level commands, each of which begins a line; a lemma
is no problem, but goes into the header of the theorem that uses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autoformalize.problem import DataError, Pair, Problem
from lean_env.commands import Command, Declaration, LeanError, commands_of, imported_by

FILES = {"validation": "valid", "test": "test"}
LICENCE = "Apache-2.0"
PROVED = "ships with a proof"
"""The label of problems whose proof anyone may have learnt from the benchmark itself."""


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
        yield from _entries_of(path, name, texts / stem, fork)


def _entries_of(path: Path, split: str, texts: Path, fork: str) -> Iterator[Entry]:
    text = path.read_text(encoding="utf-8")
    header = ""
    helpers: dict[str, str] = {}
    try:
        for command in commands_of(text):
            parts = Declaration.of(command)
            written = text[command.start : command.stop]
            if command.keyword == "theorem" and parts is not None:
                words = [token.text + "." for token in command.tokens]
                needed = [
                    helper for name, helper in helpers.items() if any(word.startswith(name + ".") for word in words)
                ]
                where = f"{path}:{command.line}"
                yield _entry(text, command, parts, "\n".join([header, *needed]), texts, split, fork, where)
            elif command.keyword == "lemma" and parts is not None:
                helpers[parts.name] = written + "\n"
            else:
                header += written + "\n"
    except LeanError as error:
        line = error.position.line if error.position else 1
        raise DataError(f"{path}:{line}: {error.text}; was the file cut short?") from error


def _entry(
    text: str, command: Command, parts: Declaration, header: str, texts: Path, split: str, fork: str, where: str
) -> Entry:
    if not parts.value:
        raise DataError(f"{where}: a theorem without ':='; was the file cut short?")
    start = parts.value[0].offset
    english = _informal(texts / f"{parts.name}.json")
    problem = Problem(
        id=f"{fork}/{parts.name}",
        informal_statement=english.get("informal_statement", ""),
        formal_statement=text[command.start : start].strip(),
        topic="competition",
        family=parts.name,
        header=header,
        informal_proof=english.get("informal_proof", ""),
        source="minif2f",
        licence=LICENCE,
        split=split,
        imports=imported_by(commands_of(header)),
        position=f"lean/src/{Path(where.rpartition(':')[0]).name}:{command.line}:{command.column + 1}",
    )
    if any(token.text in ("sorry", "admit") for token in parts.value):
        return Entry(problem, "")
    return Entry(replace(problem, labels=(PROVED,)), text[start : command.stop])


def _informal(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path}: not valid JSON: {error}") from error
    return {key: value for key, value in record.items() if isinstance(value, str)}
