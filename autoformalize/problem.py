"""The nouns that everything else speaks in: Problem, Pair, Prompt, Candidate, Attempt.

Each is a frozen value with a JSON form. Reading a record checks it and says, in one line, which file and line is wrong
and why; what the Lean text means is left to `lean_env`, and where records come from to `autoformalize.data`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from lean_env.commands import first_declaration

TOPICS = (
    "propositional logic",
    "predicate logic",
    "equality",
    "functions",
    "natural numbers",
    "order",
    "divisibility",
    "integers",
    "lists",
    "booleans",
    "relations",
    "induction",
)
"""Topics of the built-in benchmark; other sources may use their own."""

DIFFICULTIES = ("easy", "medium", "hard")
SPLITS = ("train", "validation", "test")
TASKS = ("statement", "proof", "full", "informalize")
TASKS_WITHOUT_PROOFS = ("statement", "informalize")
OWN = "expert_iteration"
"""The `source` of pairs whose proofs the model in training found itself."""


class DataError(ValueError):
    """A record, file or name that cannot be used: one line that says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A statement in words and in Lean, without its proof.

    `formal_statement` ends before `:=`; `header` is Lean text that stands before it (imports, definitions), often
    empty. `family` names what near-relatives share, so that no split straddles one. `labels` are what probes found
    ("vacuous", "closed by simp"); `imports` are the modules whose names the statement may use, and `position` is where
    it stands in its source ("FILE:LINE:COLUMN", from 1). Empty text, or no label, means: not known.
    """

    id: str
    informal_statement: str
    formal_statement: str
    topic: str = ""
    difficulty: str = ""
    family: str = ""
    header: str = ""
    informal_proof: str = ""
    source: str = ""
    licence: str = ""
    split: str = ""
    labels: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    position: str = ""

    @property
    def theorem_name(self) -> str:
        """The name that the formal statement declares, or "" where it declares none."""
        return _declared_name(self.formal_statement)

    @classmethod
    def from_json(cls, record: Mapping[str, Any], where: str = "") -> Problem:
        """Check and read one record; `where` ("FILE:LINE") opens the message of the DataError."""
        _check_texts(record, ("id", "formal_statement"), _TEXTS, where)
        if record.get("informal_statement") is None:
            raise DataError(_at(where, "the key 'informal_statement' is missing; give the statement in words"))
        statement = record["formal_statement"].strip()
        if statement.endswith(":="):
            raise DataError(_at(where, "'formal_statement' must end before ':='; put ':=' at the start of the proof"))
        _check_choice(record, "difficulty", DIFFICULTIES, where)
        _check_choice(record, "split", SPLITS, where)
        values: dict[str, Any] = {name: record.get(name) or "" for name in _TEXTS}
        values |= {name: _names(record, name, where) for name in LISTS}
        return cls(**{**values, "formal_statement": statement})

    def to_json(self) -> dict[str, Any]:
        """The record on disk: every field that is not empty, and the English, in the order of the class."""
        values = ((name, getattr(self, name)) for name in _PROBLEM_FIELDS)
        kept = ((name, value) for name, value in values if value or name == "informal_statement")
        return {name: list(value) if name in LISTS else value for name, value in kept}


@dataclass(frozen=True, slots=True)
class Verification:
    """Who accepted a proof: the backend, the version of Lean it speaks for, the axioms reached, and the day."""

    backend: str
    lean: str
    axioms: tuple[str, ...] = ()
    date: str = ""
    mathlib: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any], where: str = "") -> Verification:
        """Read one entry of `verified`; raises DataError on another shape."""
        if not isinstance(record, Mapping) or not isinstance(record.get("lean"), str):
            raise DataError(_at(where, "each entry of 'verified' is an object with the keys 'backend' and 'lean'"))
        axioms = record.get("axioms") or ()
        if not isinstance(axioms, list | tuple):
            raise DataError(_at(where, "'axioms' in 'verified' must be a list of names"))
        return cls(
            backend=str(record.get("backend") or "lean3"),
            lean=record["lean"],
            axioms=tuple(str(name) for name in axioms),
            date=str(record.get("date") or ""),
            mathlib=str(record.get("mathlib") or ""),
        )

    def to_json(self) -> dict[str, Any]:
        """The entry on disk; `mathlib` appears only where it was used."""
        entry: dict[str, Any] = {"backend": self.backend, "lean": self.lean, "axioms": list(self.axioms)}
        if self.date:
            entry["date"] = self.date
        if self.mathlib:
            entry["mathlib"] = self.mathlib
        return entry


@dataclass(frozen=True, slots=True)
class Pair:
    """A Problem with a formal proof, and who accepted it.

    `formal_proof` is what follows the statement: it begins with `:=`, or with `|` for the equation compiler; it is `.`
    where no equation is left to write.
    """

    problem: Problem
    formal_proof: str
    verified: tuple[Verification, ...] = ()

    @property
    def declaration(self) -> str:
        """Statement and proof, without the header."""
        return f"{self.problem.formal_statement} {self.formal_proof}"

    @property
    def lean(self) -> str:
        """The whole text to check: header, statement, proof."""
        header = self.problem.header
        if header and not header.endswith("\n"):
            header += "\n"
        return f"{header}{self.declaration}\n"

    def verified_by(self, backend: str) -> bool:
        """Whether this backend's acceptance is on record."""
        return any(entry.backend == backend for entry in self.verified)

    @classmethod
    def from_json(cls, record: Mapping[str, Any], where: str = "") -> Pair:
        """Check and read one record: a Problem's keys, `formal_proof`, and `verified` (an object or a list of them)."""
        problem = Problem.from_json(record, where)
        proof = record.get("formal_proof")
        if not isinstance(proof, str) or not proof.strip():
            raise DataError(_at(where, "the key 'formal_proof' is missing or empty; a pair needs a proof"))
        proof = proof.strip()
        if proof != "." and not proof.startswith((":=", "|", "begin")):
            raise DataError(_at(where, "'formal_proof' must begin with ':=' (or with '|' for pattern matching)"))
        if proof.startswith("begin"):
            proof = ":=\n" + proof
        entries = record.get("verified") or ()
        if isinstance(entries, Mapping):
            entries = (entries,)
        if not isinstance(entries, list | tuple):
            raise DataError(_at(where, "'verified' must be an object or a list of objects"))
        return cls(problem, proof, tuple(Verification.from_json(entry, where) for entry in entries))

    def to_json(self) -> dict[str, Any]:
        """One flat record: the Problem's fields, the proof, and `verified`."""
        record = self.problem.to_json()
        record["formal_proof"] = self.formal_proof
        record["verified"] = [entry.to_json() for entry in self.verified]
        return record


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model reads for one task on one problem, and in training what it should write (`completion`).

    A completion that comes to one of `stops` ends there, although the model goes on.
    """

    problem_id: str
    task: str
    text: str
    completion: str = ""
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sample of a model: its raw text and the Lean made of it. `index` counts a problem's samples from 0."""

    problem_id: str
    task: str
    index: int
    text: str
    lean: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A Candidate with its verdict, as it stands in attempts.jsonl; `seconds` is the checker's time.

    `equivalence` is how its statement is related to the reference: equivalent, different or unknown; empty where the
    task compares no statements. `back` is the Lean that the words of `informalize` were turned into again. `tokens` is
    what was generated, `truncated` that it ran into the limit. A text that was judged before costs 0 seconds.
    """

    candidate: Candidate
    status: str
    error_kind: str = ""
    message: str = ""
    seconds: float = 0.0
    axioms: tuple[str, ...] = ()
    backend: str = ""
    equivalence: str = ""
    back: str = ""
    tokens: int = 0
    truncated: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether the attempt does what its task asks: a proof, a faithful statement, or both.

        `full` wants its statement proved and equivalent to the reference, `informalize` words that lead back to it.
        Where nobody asked how a statement is related to the reference, Lean's verdict alone decides.
        """
        return self.status == "accepted" and self.equivalence in ("", "equivalent")

    def to_json(self) -> dict[str, Any]:
        """One flat record: the candidate's fields, then the verdict's."""
        record: dict[str, Any] = {field.name: getattr(self.candidate, field.name) for field in fields(Candidate)}
        for name in ("status", "error_kind", "message", "seconds", "backend"):
            record[name] = getattr(self, name)
        record["axioms"] = list(self.axioms)
        for name in ("equivalence", "back", "tokens", "truncated"):
            if getattr(self, name):
                record[name] = getattr(self, name)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any], where: str = "") -> Attempt:
        """Read what `to_json` wrote; raises DataError naming the missing key."""
        try:
            candidate = Candidate(**{field.name: record[field.name] for field in fields(Candidate)})
            return cls(
                candidate=candidate,
                status=record["status"],
                error_kind=record.get("error_kind", ""),
                message=record.get("message", ""),
                seconds=float(record.get("seconds", 0.0)),
                axioms=tuple(record.get("axioms", ())),
                backend=record.get("backend", ""),
                equivalence=record.get("equivalence", ""),
                back=record.get("back", ""),
                tokens=int(record.get("tokens", 0)),
                truncated=bool(record.get("truncated", False)),
            )
        except (KeyError, TypeError) as error:
            raise DataError(_at(where, f"not an attempt: {error}; was the file edited or cut short?")) from error


_PROVING = ("theorem", "lemma")
_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)*'*", re.ASCII)


@lru_cache(maxsize=4096)
def _declared_name(statement: str) -> str:
    """Kept, because it is asked for every sample of a problem; nearly all statements begin with it."""
    words = statement.split(None, 2)
    if len(words) == 3 and words[0] in _PROVING and _PLAIN_NAME.fullmatch(words[1]):
        return words[1]
    found = first_declaration(statement)
    return found[1].name if found else ""


_PROBLEM_FIELDS = tuple(field.name for field in fields(Problem))
LISTS = ("labels", "imports")
"""The keys of a Problem that hold lists of texts; every other key holds one text."""
_TEXTS = tuple(name for name in _PROBLEM_FIELDS if name not in LISTS)


def _at(where: str, what: str) -> str:
    return f"{where}: {what}" if where else what


def _check_texts(record: Mapping[str, Any], required: tuple[str, ...], known: tuple[str, ...], where: str) -> None:
    """Every known field is text or absent, and the required ones are not blank."""
    if not isinstance(record, Mapping):
        raise DataError(_at(where, f"expected a JSON object, found {type(record).__name__}"))
    for name in known:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise DataError(_at(where, f"'{name}' must be text, found {type(value).__name__}"))
    for name in required:
        if not (record.get(name) or "").strip():
            raise DataError(_at(where, f"the key '{name}' is missing or empty"))


def _names(record: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    """A list of texts, or nothing where the key is absent."""
    values = record.get(name)
    if values is None:
        return ()
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise DataError(_at(where, f"'{name}' must be a list of texts"))
    return tuple(values)


def _check_choice(record: Mapping[str, Any], name: str, choices: tuple[str, ...], where: str) -> None:
    value = record.get(name)
    if value and value not in choices:
        raise DataError(_at(where, f"'{name}' is {value!r}; it must be one of {', '.join(choices)}"))
