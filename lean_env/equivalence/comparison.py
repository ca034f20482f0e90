"""Do two Lean 3 statements say the same? Equivalent, different, or unknown, through a checker and audited.

- *equivalent*: one is a rewording of the other by the rules of `rewording`, and the kernel has accepted a proof of each
  from the other; or each is proved from instances of the other up to definitions, while neither is proved, nor refuted,
  without the other: then it is the other that makes the proof work.
- *different*: one was proved and the other refuted.
- *unknown*: neither. Two true theorems that say different things end here.

The statement that is compared is hostile text: it must be one declaration, behind the audit's gate, of which only the
signature is read; the reference is elaborated before it, in the clean header.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lean_env.audit import STANDARD_AXIOMS, gate
from lean_env.checker import Checker
from lean_env.commands import LIBRARY, tokens_of
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import COMMAND
from lean_env.equivalence import proofs
from lean_env.equivalence.rewording import Match, Telescope, find_match, predicates_apart
from lean_env.equivalence.terms import Term, Unreadable, read_term
from lean_env.errors import LeanEnvError
from lean_env.statement import Statement
from lean_env.verdict import Budget, Claim, Message, Snippet, Status, Verdict

_OPENING: Final = frozenset({"open", "open_locale", "universe", "universes", "noncomputable"})
_DECLARATIONS: Final = frozenset({"theorem", "lemma", "example"})
_BRACKETS: Final = {"(": ")", "{": "}", "[": "]", "⦃": "⦄", "⟨": "⟩"}
_BAD_FORM: Final = "not_a_statement"
_PRINTING: Final = "set_option pp.all true\nset_option pp.max_depth 100000\nset_option pp.max_steps 1000000\n"
_MOST_UNIVERSES: Final = 3
_MOST_DEFINITIONS: Final = 12
_AXIOMS: Final = STANDARD_AXIOMS | {"no axioms"}
# To prove or refute a statement by itself is only tried: it must not cost more than the comparison it is for.
_TRYING: Final = Budget(seconds=10.0, steps=80_000)
_UNPROVED: Final = frozenset({"sorry", "admit", "undefined"})


class Relation(StrEnum):
    """What is known of two statements."""

    EQUIVALENT = "equivalent"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The relation and why; `seconds` is the checkers' time."""

    relation: Relation
    reason: str
    seconds: float = 0.0

    @property
    def equivalent(self) -> bool:
        """Whether the statements were found to say the same."""
        return self.relation is Relation.EQUIVALENT


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement read from a candidate: the lines that open names, the signature's text, and its parts."""

    opening: str
    signature: str
    statement: Statement


class Malformed(LeanEnvError):
    """A text that is not one statement; `rule` says in one word what is wrong."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(text)
        self.rule = rule


def read_stated(text: str) -> Stated:
    """Read `open` and `universe` lines and one signature. Raises Malformed for anything else, or what the gate bars."""
    violation = gate(text)
    if violation is not None:
        raise Malformed(violation.rule, violation.text)
    try:
        tokens = list(tokens_of(text, LIBRARY, forgiving=True))
    except LeanError as error:
        raise Malformed(_BAD_FORM, error.text) from None
    start = next((token for token in tokens if token.text in _DECLARATIONS), None)
    if start is None or (tokens[0] is not start and tokens[0].text not in _OPENING):
        raise Malformed(_BAD_FORM, "the text does not begin with a theorem, or with what it opens")
    depth: list[str] = []
    for token in tokens:
        if (
            token.kind == COMMAND
            and token is not start
            and not (token.offset < start.offset and token.text in _OPENING)
        ):
            raise Malformed(_BAD_FORM, f"{token.text!r} does not belong to a statement")
        if token.text in _UNPROVED:
            raise Malformed(_BAD_FORM, f"{token.text!r} inside a statement leaves open what it says")
        if token.text in _BRACKETS:
            depth.append(_BRACKETS[token.text])
        elif token.text in _BRACKETS.values() and (not depth or depth.pop() != token.text):
            raise Malformed(_BAD_FORM, f"{token.text!r} closes nothing")
    if depth:
        raise Malformed(_BAD_FORM, f"{depth[-1]!r} is missing")
    try:
        statement = Statement.parse(text[start.offset :])
    except LeanEnvError as error:
        raise Malformed(_BAD_FORM, str(error)) from None
    return Stated(text[: start.offset].strip(), text[start.offset :].strip(), statement)


class StatementChecker:
    """Typechecks statements and compares them with references, on any checker."""

    def __init__(self, checker: Checker, budget: Budget | None = None) -> None:
        self._checker = checker
        self._budget = budget

    def typecheck(self, header: str, text: str) -> Verdict:
        """Whether the text is one statement that elaborates as a proposition, in the header."""
        try:
            stated = read_stated(text)
        except Malformed as error:
            status = Status.REJECTED if error.rule == _BAD_FORM else Status.CHEATED
            message = Message("error", str(error), kind=error.rule)
            rule = "" if status is Status.REJECTED else error.rule
            return Verdict(status, (message,), backend=self._checker.fingerprint, rule=rule)
        return self._checker.submit(_theorem(header, stated), self._budget).result()

    def claim(self, header: str, text: str, name: str, candidate: str) -> Claim:
        """That the candidate proves the statement in `text`, which opens names of its own. Raises Malformed."""
        stated = read_stated(text)
        opened = "\n".join(part for part in (header.rstrip("\n"), stated.opening) if part)
        return Claim(opened, stated.signature, name, candidate)

    def compare(self, header: str, reference: str, text: str) -> Comparison:
        """The relation of the statement in `text` to the reference, both in the header."""
        try:
            stated = read_stated(text)
            pair = _Pair.of(header, Statement.parse(reference), stated)
        except LeanEnvError as error:
            return Comparison(Relation.UNKNOWN, str(error))
        return _Run(self._checker, self._budget, pair).compare()


def _theorem(header: str, stated: Stated) -> Snippet:
    statement = stated.statement
    universes = f" {{{' '.join(statement.universes)}}}" if statement.universes else ""
    name = f"stated_{_digest(stated.opening, statement.proposition)}"
    opening = f"{stated.opening}\n" if stated.opening else ""
    text = f"theorem{universes} {name} {statement.binders} :\n{statement.type} := sorry\n"
    return Snippet(header, opening + text, allow_sorry=True)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both statements as definitions, one after the other, under names that no text can know."""

    header: str
    definitions: str
    one: str
    other: str

    @classmethod
    def of(cls, header: str, reference: Statement, stated: Stated) -> _Pair:
        scope = _digest(header, reference.proposition, stated.opening, stated.statement.proposition)
        one, other = f"one_{scope}", f"other_{scope}"
        opening = f"{stated.opening}\n" if stated.opening else ""
        definitions = (
            f"{_definition(reference, one)}section scope_{scope}\n{opening}"
            f"{_definition(stated.statement, other)}end scope_{scope}\n"
        )
        return cls(header, definitions, one, other)


def _definition(statement: Statement, name: str) -> str:
    universes = f" {{{' '.join(statement.universes)}}}" if statement.universes else ""
    return f"def{universes} {name} : Prop :=\n{statement.proposition}\n"


@dataclass(frozen=True, slots=True)
class _Printed:
    term: Term
    universes: tuple[str, ...]


class _Run:
    """One comparison."""

    def __init__(self, checker: Checker, budget: Budget | None, pair: _Pair) -> None:
        self._checker = checker
        self._budget = budget
        self._pair = pair
        self._seconds = 0.0

    def compare(self) -> Comparison:
        try:
            return self._compared()
        except RecursionError:
            return self._found(Relation.UNKNOWN, "cannot be compared: a term is nested too deeply")

    def _compared(self) -> Comparison:
        try:
            one, other = self._printed()
        except LeanEnvError as error:
            return self._found(Relation.UNKNOWN, str(error))
        except Unreadable as error:
            return self._found(Relation.UNKNOWN, f"cannot be compared: {error}")
        match = find_match(one.term, other.term)
        apart = sorted(predicates_apart(one.term, other.term))
        if match is None and 0 < len(apart) <= _MOST_DEFINITIONS:
            match = find_match(one.term, other.term, self._definitions(apart))
        if match is not None:
            return self._matched(one, other, match)
        return self._unmatched(one, other)

    def _definitions(self, names: Sequence[str]) -> dict[str, Term]:
        """What those of the constants stand for that are predicates with a definition that can be read."""
        asked = "".join(f"#print {name}\n" for name in names)
        verdict = self._checked(Snippet(self._pair.header, self._pair.definitions + _PRINTING + asked))
        found = {}
        for name in names:
            text = next((m.text for m in verdict.messages if f"def {name} : " in m.text and ":=\n" in m.text), "")
            if "Prop :=\n" not in text:
                continue
            with contextlib.suppress(Unreadable):
                found[name] = read_term(text.split(":=\n", 1)[1])
        return found

    def _found(self, relation: Relation, reason: str) -> Comparison:
        return Comparison(relation, reason, self._seconds)

    def _printed(self) -> tuple[_Printed, _Printed]:
        """Both statements as they were elaborated."""
        pair = self._pair
        asked = f"{_PRINTING}#print {pair.one}\n#print {pair.other}\n#check @{pair.one}\n#check @{pair.other}\n"
        verdict = self._checked(Snippet(pair.header, pair.definitions + asked))
        if not verdict.accepted:
            first = next((m.text for m in verdict.messages if m.severity == "error"), verdict.status.value)
            raise LeanEnvError(f"a statement does not elaborate: {first.splitlines()[0]}")
        texts = [m.text for m in verdict.messages if m.severity != "error"]
        return _read(texts, pair.one), _read(texts, pair.other)

    def _matched(self, one: _Printed, other: _Printed, match: Match) -> Comparison:
        wording = ", ".join(sorted(match.rules)) or "names and order of binders"
        for mine, theirs in self._instantiated(one, other):
            if self._follow(self._implications(one, other, match), ((mine, theirs), (theirs, mine)), one.universes):
                return self._found(Relation.EQUIVALENT, f"a rewording ({wording})")
        return self._found(Relation.UNKNOWN, f"it looks like a rewording ({wording}), but no proof of that was found")

    def _implications(self, one: _Printed, other: _Printed, match: Match) -> list[proofs.Implication]:
        back = {theirs: mine for mine, theirs in match.variables.items()}
        names = self._names
        return [
            proofs.Implication(one.term, other.term, back, match.rules, names),
            proofs.Implication(other.term, one.term, match.variables, match.rules, (names[1], names[0])),
        ]

    def _follow(
        self,
        implications: Sequence[proofs.Implication],
        names: Sequence[tuple[str, str]],
        universes: tuple[str, ...],
    ) -> bool:
        """Whether all implications were proved; each round tries the next proof of those that are left."""
        left = {
            f"{given} → {goal}": implication.proofs()
            for implication, (given, goal) in zip(implications, names, strict=True)
        }
        while left:
            goals = [
                _Goal(statement, universes, proof) for statement, ways in left.items() if (proof := next(ways, ""))
            ]
            if len(goals) < len(left):
                return False
            for goal in self._proved(goals, proofs.HELPERS):
                del left[goal.statement]
        return True

    def _unmatched(self, one: _Printed, other: _Printed) -> Comparison:
        one_holds, one_fails, other_holds, other_fails = self._decided(one, other)
        if one_holds and other_fails:
            return self._found(Relation.DIFFERENT, "the reference was proved and the statement refuted")
        if other_holds and one_fails:
            return self._found(Relation.DIFFERENT, "the statement was proved and the reference refuted")
        if one_holds or one_fails or other_holds or other_fails:
            return self._found(Relation.UNKNOWN, "another statement, of which no refutation was found")
        binders = (len(Telescope.of(one.term).binders), len(Telescope.of(other.term).binders))
        if self._proved(self._equivalences(one, other, proofs.by_instances(self._names, binders))):
            return self._found(Relation.EQUIVALENT, "each is an instance of the other, up to definitions")
        return self._found(Relation.UNKNOWN, "no rewording and no refutation was found")

    @property
    def _names(self) -> tuple[str, str]:
        return self._pair.one, self._pair.other

    def _equivalences(self, one: _Printed, other: _Printed, proof: str) -> list[_Goal]:
        """What to prove, in each order of the universes."""
        pairs = self._instantiated(one, other)
        return [_Goal(f"{mine} ↔ {theirs}", one.universes, proof) for mine, theirs in pairs]

    def _instantiated(self, one: _Printed, other: _Printed) -> list[tuple[str, str]]:
        """Both names at the same universes, the other's in every order."""
        if len(one.universes) != len(other.universes) or len(one.universes) > _MOST_UNIVERSES:
            return []
        return [
            (_at_universes(self._pair.one, one.universes), _at_universes(self._pair.other, order))
            for order in itertools.permutations(one.universes)
        ]

    def _decided(self, one: _Printed, other: _Printed) -> list[bool]:
        """Whether each of the two was proved, and whether it was refuted."""
        with_library = "import" in self._pair.header
        goals = []
        for name, printed in zip(self._names, (one, other), strict=True):
            statement = _at_universes(name, printed.universes)
            goals.append(_Goal(statement, printed.universes, proofs.holds(name, with_library)))
            goals.append(_Goal(f"¬ {statement}", printed.universes, proofs.fails(name, printed.term) or ""))
        proved = self._proved([goal for goal in goals if goal.proof], budget=_TRYING)
        return [goal in proved for goal in goals]

    def _proved(self, goals: Sequence[_Goal], helpers: str = "", budget: Budget | None = None) -> list[_Goal]:
        """Those of the goals that the checker accepts, with standard axioms alone: in one text, else one by one."""
        if not goals:
            return []
        text = self._pair.definitions + helpers
        closing = []
        for index, goal in enumerate(goals):
            first = text.count("\n") + 1
            text += goal.theorem(f"compared_{index}")
            closing.append((first, text.count("\n")))
        verdict = self._checked(Snippet(self._pair.header, text), budget)
        if verdict.status in (Status.ACCEPTED, Status.REJECTED, Status.UNSUPPORTED):
            return [goal for goal, lines in zip(goals, closing, strict=True) if _is_clean(verdict, *lines)]
        if len(goals) == 1:
            return []
        return [found for goal in goals for found in self._proved([goal], helpers, budget)]

    def _checked(self, request: Snippet, budget: Budget | None = None) -> Verdict:
        verdict = self._checker.submit(request, budget or self._budget).result()
        self._seconds += verdict.seconds
        return verdict


@dataclass(frozen=True, slots=True)
class _Goal:
    """A proposition with the universes that it is about, and the proof to try."""

    statement: str
    universes: tuple[str, ...]
    proof: str

    def theorem(self, name: str) -> str:
        """The theorem, and on the last line a request for its axioms."""
        binder = f" {{{' '.join(self.universes)}}}" if self.universes else ""
        return f"theorem{binder} {name} : {self.statement} :=\n{self.proof}#print axioms {name}\n"


def _is_clean(verdict: Verdict, first: int, last: int) -> bool:
    """Whether nothing is wrong between the lines, and the last of them printed standard axioms alone."""
    if any(m.severity == "error" and (m.line < 1 or first <= m.line <= last) for m in verdict.messages):
        return False
    printed = [m.text for m in verdict.messages if m.line == last and m.severity == "info"]
    names = printed[0].splitlines() if len(printed) == 1 else [""]
    return bool(names) and all(name.strip() in _AXIOMS for name in names)


def _at_universes(name: str, universes: tuple[str, ...]) -> str:
    return f"{name}.{{{' '.join(universes)}}}" if universes else name


def _read(texts: list[str], name: str) -> _Printed:
    """The printed definition of a statement, and its universe parameters."""
    printed = next((text for text in texts if text.startswith(f"def {name}") and ":=\n" in text), None)
    checked = next((text for text in texts if text.startswith((name, f"@{name}"))), None)
    if printed is None or checked is None:
        raise Unreadable("the checker did not print the statement")
    _, brace, rest = checked.partition(".{")
    universes = tuple(rest.split("}")[0].split()) if brace else ()
    return _Printed(read_term(printed.split(":=\n", 1)[1]), universes)
