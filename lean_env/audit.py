"""What wraps a candidate so that it cannot cheat.

The statement is made a definition under a fresh random name, in the clean header, before the candidate is read. After
the candidate, a theorem of exactly that definition is proved by the candidate's declaration, its axioms are printed,
and then a nonce: without the nonce nothing is accepted. A gate on the candidate's tokens refuses what would run code
while it elaborates or could change what these last lines mean. The kernel of the backend does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lean_env.backends.messages import NO_AXIOMS, SORRY, TIMED_OUT
from lean_env.backends.protocol import Audit, Probe, RawMessage
from lean_env.commands import LIBRARY, tokens_of
from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax.scanner import (
    CHAR,
    DECIMAL,
    DEFAULT,
    DOC,
    FIELD_NAME,
    IDENTIFIER,
    KEYWORD,
    MODULE_DOC,
    NUMERAL,
    QUOTED,
    STRING,
    Token,
    TokenTable,
)
from lean_env.nonces import fresh_nonce
from lean_env.statement import Statement
from lean_env.verdict import Claim, Message, Status, Verdict, make_message
from lean_env.words import Words

STANDARD_AXIOMS: Final = frozenset({"propext", "quot.sound", "classical.choice"})

# Commands that run code at elaboration, end the file early, or leave the logic.
_FORBIDDEN_WORDS: Final = {
    "meta": "meta_code",
    "run_cmd": "meta_code",
    "#eval": "meta_code",
    "#exit": "early_exit",
    "import": "import",
    "prelude": "import",
    "add_tactic_doc": "meta_code",
    "user_command": "user_command",
    "user_attribute": "user_command",
    "user_notation": "user_command",
    "vm_override": "meta_code",
    "setup_tactic_parser": "meta_code",
    "def_replacer": "meta_code",
    "{!": "hole",
    "axiom": "axiom",
    "axioms": "axiom",
    "constant": "axiom",
    "constants": "axiom",
}
# Commands of mathlib that run, sooner or later, the text of the string after them.
_RUN_STRINGS: Final = frozenset({"localized", "add_hint_tactic"})
# Parts of names through which tactic code is written, or reaches the environment, the attributes or the system. Tactic
# blocks need none of them: what they name is looked up in `tactic.interactive` without being told.
_FORBIDDEN_PARTS: Final = frozenset(
    [
        "tactic",
        "smt_tactic",
        "interactive",
        "interaction_monad",
        "old_conv",
        "vm",
        "scope_trace",
        "set_env_core",
        "updateex_env",
        "io",
        "unsafe_run_io",
        "unsafe_perform_io",
        "run_io",
        "add_decl",
        "add_meta_definition",
        "add_defn_equations",
        "set_env",
        "set_attribute",
        "set_basic_attribute",
        "user_attribute",
        "user_command",
        "user_notation",
        "eval_expr",
        "eval_pexpr",
        "run_command",
        "undefined_core",
        "trust_me",
        "unchecked_cast",
        "environment",
        "declaration",
        "lean",
        "native",
        "parser",
        "add_axiom",
        "mk_definition",
        "add_aux_decl",
    ]
)
_HARMLESS_TACTICS: Final = frozenset(
    f"tactic.{name}" for name in ("triv", "skip", "assumption", "reflexivity", "constructor", "cc", "interactive.refl")
)
_ALLOWED_OPTIONS: Final = re.compile(
    r"^(pp\..*|trace\..*|class\.instance_max_depth|eqn_compiler\.(lemmas|zeta|max_steps|ite)|default_priority|"
    r"old_structure_cmd|profiler|auto_param\.check_exists)$"
)
# A new token equal to one of these could redefine the closing lines; one that holds a mark of comments or strings, or
# ends so that the next character completes one, would make Lean read as code what the gate reads as a comment.
_PROTECTED_TOKENS: Final = frozenset(
    ["theorem", "end", "section", "def", "axioms", "#print", ":=", ":", "@", ".", ".{", "{", "}"]
)
_COMMENT_AND_STRING_MARKS: Final = ("--", "/-", "-/", '"', "'", "«", "»")
_WITHOUT_QUOTES: Final = str.maketrans("", "", "«»")
# To the next white space as Lean's scanner understands it.
_WORD: Final = re.compile(r"[^ \t\n\v\f\r]*")
# White space at which Lean's scanner stops, for good, after an error in the same word.
_NEVER_PASSED: Final = re.compile(r"[\v\f]")
# Symbols that core Lean's library declares, each tried right before a comment. The backslash is not among them:
# `\/` is a symbol, and `\/-` begins no comment.
_CORE_SYMBOLS: Final = frozenset("∧∨¬↔×⊕≠≈▸*%+∘≤≥>∈∉∩∪⊆⊇⊂⊃∣=$;!^∅∃Σℕℤ‹›-/")
# What Lean says of a declaration; of an imported file too, which may hold gaps that nothing here rests on.
_GAP: Final = re.compile(r"declaration .* uses sorry")
_INERT_KINDS: Final = (STRING, CHAR, NUMERAL, DECIMAL, DOC, MODULE_DOC)


# A text of such characters holds no comment, string, character or quotation, and no symbol that the gate does not know.
_PLAIN: Final = re.compile(r"[A-Za-z0-9_ \t\r\n()\[\]{},:;=|.@$+*^<>&/!%⟨⟩∀∃λ→←↔∧∨¬≤≥≠∈∉⊢▸∘×∣ℕℤα-κμ-ω₀-₉-]*")
# Numerals of another base may be cut off, and then nothing behind them is read.
_CUT_OFF: Final = ("0x", "0X", "0b", "0B", "0o", "0O")
_SUSPECT: Final = Words([*_FORBIDDEN_WORDS, *_FORBIDDEN_PARTS, "set_option", "%%", "--", "/-", "-/"])


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule of the gate that a candidate breaks, and where."""

    rule: str
    text: str
    line: int
    column: int


def gate(candidate: str) -> Violation | None:
    """The first thing in the candidate's tokens that the audit refuses, or None. Comments and strings do not count.

    Where mathlib's symbols with a quote in them (`f '' s`) are declared, Lean reads on behind them as core Lean does
    not: the candidate must pass as both read it.
    """
    if (found := _NEVER_PASSED.search(candidate)) is not None:
        line = candidate.count("\n", 0, found.start()) + 1
        column = found.start() - candidate.rfind("\n", 0, found.start()) - 1
        return Violation("swallowed", f"{found[0]!r}: Lean's scanner does not get past it", line, column)
    if _is_plain(candidate):
        return None
    core = _first_violation(candidate, DEFAULT)
    # Core Lean refuses a quote that begins no character; if mathlib reads it too, the second look decides.
    if core is not None and not (core.rule == "swallowed" and core.text.startswith("invalid character, ' expected")):
        return core
    return _first_violation(candidate, LIBRARY) if "'" in candidate else core


def _is_plain(candidate: str) -> bool:
    """Whether no reading of the text as tokens could find anything: a twentieth of the cost of reading it."""
    return (
        _PLAIN.fullmatch(candidate) is not None
        and not any(text in candidate for text in _CUT_OFF)
        and not _SUSPECT.any_in(candidate)
    )


def _first_violation(candidate: str, table: TokenTable) -> Violation | None:
    try:
        tokens = list(tokens_of(candidate, table))
    except LeanError as error:
        # What Lean cannot read to its end would swallow the closing lines.
        line, column = error.position or (1, 0)
        return Violation("swallowed", error.text, line, column)
    previous, hidden_until = "", 0
    for token in tokens:
        rule = _rule_of(token, previous)
        if rule:
            return Violation(rule, f"{token.text!r} is not allowed in a candidate", *token.pos)
        if token.kind == STRING and previous in _RUN_STRINGS and (inner := gate(str(token.value))) is not None:
            return Violation(inner.rule, f"after {previous!r}: {inner.text}", *token.pos)
        if _is_unknown(token):
            hidden_until = _WORD.match(candidate, token.offset).end()  # type: ignore[union-attr]
        if token.offset < hidden_until and (token.kind == CHAR or _opens_text(candidate[token.offset : hidden_until])):
            text = (
                "a comment, a string or a character touches a symbol that Lean may not know: put a space between them"
            )
            return Violation("swallowed", text, *token.pos)
        previous = token.text
    return None


def _is_unknown(token: Token) -> bool:
    """Whether core Lean may have no such symbol. It skips the word from there on, whatever the word seems to hold."""
    return token.kind == KEYWORD and token.text not in DEFAULT.infos and token.text not in _CORE_SYMBOLS


def _opens_text(word: str) -> bool:
    return any(mark in word for mark in ("--", "/-", '"', "«"))


def _rule_of(token: Token, previous: str) -> str:
    word = token.text
    if token.kind == QUOTED:
        return "notation" if _is_dangerous_token(word.strip("`").strip()) else ""
    if token.kind in _INERT_KINDS:
        return ""
    if word in _FORBIDDEN_WORDS and (previous, word) != ("#print", "axioms"):
        return _FORBIDDEN_WORDS[word]
    if previous == "set_option" and not _ALLOWED_OPTIONS.match(word):
        return "set_option"
    if word.startswith("`") or word == "%%":
        return "meta_code"
    if token.kind in (IDENTIFIER, FIELD_NAME) and word not in _HARMLESS_TACTICS:
        parts = word.translate(_WITHOUT_QUOTES).lstrip(".").split(".")
        return "" if _FORBIDDEN_PARTS.isdisjoint(parts) else "meta_code"
    return ""


def _is_dangerous_token(symbol: str) -> bool:
    """Whether a new token could hide text from the gate or change what the closing lines mean."""
    if symbol in _PROTECTED_TOKENS or symbol[-1:] in ("-", "/"):
        return symbol not in ("-", "/")
    return any(mark in symbol for mark in _COMMENT_AND_STRING_MARKS)


class StatementProbe(Probe):
    """Elaborates a statement alone, in the clean header, and tells its universe parameters."""

    __slots__ = ()

    @classmethod
    def of(cls, statement: Statement) -> StatementProbe:
        """The probe under a fresh name."""
        goal = f"goal_{fresh_nonce()}"
        goal_text = _goal(statement, goal)
        return cls(f"{goal_text}set_option pp.universes true\n#check @{goal}\n", goal_text, goal)

    def universes(self, messages: Sequence[RawMessage]) -> tuple[str, ...] | None:
        """The statement's universe parameters in order, or None if it did not elaborate as a proposition."""
        answer = re.compile(rf"^@?{self.goal}(?:\.\{{([^}}]*)\}})? : Prop$")
        if any(message.severity == "error" or _GAP.match(message.text) for message in messages):
            return None
        for message in messages:
            found = answer.match(message.text.strip())
            if found:
                return tuple((found.group(1) or "").split())
        return None


class AuditedText(Audit):
    """A candidate between its goal and the closing check."""

    __slots__ = ()

    @classmethod
    def of(cls, claim: Claim, statement: Statement, goal: str, universes: Sequence[str]) -> AuditedText:
        """Wrap the claim's candidate; its name is an identifier, or it could carry text into the closing lines.

        `goal` is a fresh name, which candidates for one statement may share, and `universes` are its parameters. A
        candidate that knows it, from the messages on another one, could make it a token: such a one gets another name.
        """
        # The goal's name is in the environment, where code could find it; nothing before the last line knows the nonce,
        # and nothing before the candidate's end the name of the section.
        scope, nonce = fresh_nonce(), fresh_nonce()
        check = f"check_{scope}"
        if goal in claim.candidate:
            goal = f"goal_{scope}"
        goal_text = _goal(statement, goal)
        opening = f"{goal_text}section scope_{scope}\n"
        candidate = claim.candidate.rstrip() + "\n"
        levels = [f"u_{scope}_{index}" for index in range(len(universes))]
        binder = f"{{{' '.join(levels)}}} " if levels else ""
        instance = f".{{{' '.join(levels)}}}" if levels else ""
        closing = (
            f"end scope_{scope}\n"
            f"theorem {binder}{check} : {goal}{instance} := @_root_.{claim.name}\n"
            f"#print axioms {check}\n"
            f'#print "{nonce}"\n'
        )
        first = opening.count("\n") + 1
        last = first + candidate.count("\n") - 1
        return cls(
            text=opening + candidate + closing,
            goal_text=goal_text,
            goal=goal,
            candidate=candidate,
            candidate_first=first,
            candidate_last=last,
            name=claim.name,
            check=check,
            check_line=last + 2,
            nonce=nonce,
            begins_as_stated=_begins_as_stated(claim, statement),
        )

    def judge(self, messages: Sequence[RawMessage]) -> Verdict:
        """The verdict that the messages of the whole text amount to; seconds and backend are the caller's to add."""
        own = tuple(
            make_message(m.severity, m.text, m.line - self.candidate_first + 1, m.column)
            for m in messages
            if self.candidate_first <= m.line <= self.candidate_last
        )
        errors = [m for m in messages if m.severity == "error"]
        unfinished = infrastructure_status(errors)
        if unfinished is not None:
            return Verdict(unfinished, own or self._closing_messages(errors))
        if any(m.severity == "error" for m in own):
            return Verdict(Status.REJECTED, own, uses_sorry=_mentions_sorry(own))
        if errors:
            return self._judge_closing_errors(errors, own)
        axioms = self._axioms(messages)
        if axioms is None:
            return Verdict(Status.CHEATED, own, rule="swallowed")
        if SORRY in axioms:
            return Verdict(Status.REJECTED, own, uses_sorry=True)
        if not STANDARD_AXIOMS.issuperset(axioms):
            return Verdict(Status.CHEATED, own, axioms, rule="axiom")
        return Verdict(Status.ACCEPTED, own, axioms)

    def _judge_closing_errors(self, errors: Sequence[RawMessage], own: tuple[Message, ...]) -> Verdict:
        """The candidate itself is without error, but the closing lines are not."""
        seen = own + self._closing_messages(errors)
        first = errors[0]
        if any("invalid end of" in m.text for m in errors):
            return Verdict(Status.CHEATED, seen, rule="unbalanced_scope")
        if first.line == self.check_line and "unknown identifier" not in first.text:
            return Verdict(Status.CHEATED, seen, rule="different_statement")
        return Verdict(Status.REJECTED, seen)

    def _closing_messages(self, errors: Sequence[RawMessage]) -> tuple[Message, ...]:
        return tuple(
            make_message(m.severity, m.text, max(0, m.line - self.candidate_first + 1), m.column) for m in errors
        )

    def _axioms(self, messages: Sequence[RawMessage]) -> tuple[str, ...] | None:
        """The axioms that the last lines printed, or None without the nonce, or if anything else spoke there."""
        printed = [(m.line, m.text.strip()) for m in messages if m.line > self.check_line]
        if len(printed) != 2 or printed[1] != (self.check_line + 2, self.nonce):
            return None
        line, axioms = printed[0]
        names = [name.strip() for name in axioms.splitlines() if name.strip()]
        if line != self.check_line + 1 or not names:
            return None
        return tuple(sorted(name for name in names if name != NO_AXIOMS))


def infrastructure_status(errors: Sequence[RawMessage]) -> Status | None:
    """The status, if the errors say that the backend could not finish rather than that the text is wrong."""
    for error in errors:
        if error.text.startswith("unsupported"):
            return Status.UNSUPPORTED
        if TIMED_OUT in error.text:
            return Status.TIMEOUT
        if "invalid import: init" in error.text:
            return Status.CRASHED
    return None


def judge_plain(messages: Sequence[RawMessage], header_lines: int, allow_sorry: bool) -> Verdict:
    """The verdict on a text that is not audited: no error, and no `sorry` unless it is allowed."""
    seen = tuple(make_message(m.severity, m.text, m.line - header_lines, m.column) for m in messages)
    unfinished = infrastructure_status([m for m in messages if m.severity == "error"])
    sorry = _mentions_sorry(seen)
    if unfinished is not None:
        return Verdict(unfinished, seen)
    if any(m.severity == "error" for m in seen) or (sorry and not allow_sorry):
        return Verdict(Status.REJECTED, seen, uses_sorry=sorry)
    return Verdict(Status.ACCEPTED, seen, uses_sorry=sorry)


def _begins_as_stated(claim: Claim, statement: Statement) -> bool:
    """Whether the candidate's first words are the statement's own, before a `:=`.

    Lean elaborates and closes the type of a theorem before it looks at the proof, and nothing stands before this one:
    what is declared says what the statement says.
    """
    said = claim.statement.strip().removesuffix(":=").rstrip()
    keyword = said.partition(" ")[0]
    return (
        keyword in ("theorem", "lemma")
        and statement.name == claim.name
        and claim.candidate.startswith(said)
        and claim.candidate[len(said) :].lstrip().startswith(":=")
        and "--" not in said
    )


def _goal(statement: Statement, name: str) -> str:
    """The definition of the statement as a proposition.

    Of binders, Lean takes for instances only those before a declaration's colon, not those of a `∀`. So where there are
    any, the statement is a function of its binders first, and a class over function types makes it a proposition: one
    that unfolds to the `∀`.
    """
    universes = f" {{{' '.join(statement.universes)}}}" if statement.universes else ""
    if "[" not in statement.binders:
        return f"def{universes} {name} : Prop :=\n{statement.proposition}\n"
    closed, stated = f"{name}_closed", f"{name}_stated"
    return (
        f"class {closed} (a_sort : Sort*) := (all : a_sort → Prop)\n"
        f"instance {closed}_prop : {closed} Prop := ⟨λ a_value, a_value⟩\n"
        f"instance {closed}_pi (a_sort : Sort*) (a_rest : a_sort → Sort*) [Π a_value, {closed} (a_rest a_value)] :\n"
        f"  {closed} (Π a_value, a_rest a_value) := ⟨λ a_function, ∀ a_value, {closed}.all (a_function a_value)⟩\n"
        f"def{universes} {stated} {statement.binders} : Prop :=\n{statement.type}\n"
        f"def {name} : Prop := {closed}.all @{stated}\n"
    )


def _mentions_sorry(messages: Sequence[Message]) -> bool:
    return any(m.kind == "sorry" for m in messages)
