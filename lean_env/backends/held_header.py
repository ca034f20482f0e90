"""What a server of the real Lean elaborates once between a header and the texts that come after it.

Its last two lines are constant: Lean keeps what it elaborated up to there from one text to the next. Before them, all
of it in the clean header, where no candidate has been read:

- Lean's caches of attributes are filled. A cache is good for the environments that come after the one in which it was
  made; one that a candidate made is made anew for the next candidate, each time, and mathlib's simp set alone takes
  tens of milliseconds. A text that adds simp lemmas or the like puts its own in their place, so that they are filled
  again once a number of texts without such have come since.
- A command lists the constants of imported files that a theorem rests on, through whatever the candidate declared. It
  looks into nothing that was imported: what imported constants rest on, Lean's own `#print axioms` says in the clean
  header, once for each. The command's name is drawn for each header; a text that holds it is given `#print axioms`, as
  is a theorem that rests on `sorry`, on an axiom of the candidate's, or on a name that cannot be written.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping, Sequence
from typing import Final

from lean_env.backends.protocol import RawMessage
from lean_env.statement import is_identifier, split_header

_BARRIER: Final = "def checker_barrier_one : unit := ()\ndef checker_barrier_two : unit := ()\n"
# `rsimp`, `norm` and `expand_exists` take seconds to fill with mathlib, and few proofs need them.
_CACHES: Final = """run_cmd do { attributes ← attribute.get_instances `user_attribute,
  attributes.mmap' (λ a, if [`rsimp_attr, `simp_attr.norm, `tactic.expand_exists_attr].any (= a) then tactic.skip else
    tactic.try_core (do {
      fill ← tactic.to_expr ``(user_attribute.get_cache %%((expr.const a [] : expr)) >> tactic.skip) tt tt,
      run ← tactic.eval_expr (tactic unit) fill, run }) >> tactic.skip),
  simp_lemmas.mk_default, tactic.skip }
"""
# Constructors, recursors and quotients are no axioms, as for `#print axioms`; a depth of 200 is no honest proof's; a
# name with a dot in one of its parts would be printed as another.
_WALK: Final = """meta def plain_NAME : name → bool
| name.anonymous := tt
| (name.mk_string s p) := bnot (s.to_list.any (= '.')) && plain_NAME p
| _ := ff
meta def walk_NAME (env : environment) :
  ℕ → name → name_set × list name × bool → name_set × list name × bool
| 0 n (seen, library, _) := (seen, library, ff)
| (depth + 1) n (seen, library, plain) :=
  if seen.contains n then (seen, library, plain) else
  let seen := seen.insert n in
  if (env.decl_olean n).is_some then (seen, n :: library, plain && plain_NAME n) else
  let visit := λ (e : expr) (known : name_set × list name × bool), e.fold known (λ e _ known,
    match e with
    | (expr.const m _) := walk_NAME depth m known
    | (expr.macro _ _) := if e.is_sorry.is_some then (known.1, known.2.1, ff) else known
    | _ := known
    end) in
  match env.get n with
  | (exceptional.success (declaration.defn _ _ t v _ _)) := visit v (visit t (seen, library, plain))
  | (exceptional.success (declaration.thm _ _ t v)) := visit v.get (visit t (seen, library, plain))
  | (exceptional.success d) := visit d.type (seen, library, plain && (env.is_inductive n || env.is_constructor n ||
      env.is_recursor n || [`quot, `quot.mk, `quot.lift, `quot.ind].any (= n)))
  | _ := (seen, library, ff)
  end
@[user_command] meta def NAME (_ : interactive.parse (lean.parser.tk "#NAME")) : lean.parser unit :=
do { n ← lean.parser.ident, env ← lean.parser.get_env,
  match walk_NAME env 200 n (mk_name_set, [], tt) with
  | (_, library, tt) :=
    lean.parser.of_tactic (tactic.trace (library.foldl (λ s m, s ++ "\\n" ++ m.to_string) "NAME"))
  | _ := lean.parser.of_tactic (tactic.trace "NAME\\n?")
  end }
"""
_UNKNOWN: Final = "?"
_NO_AXIOMS: Final = "no axioms"
# Words with which a text may change what an attribute's cache holds.
_DISPLACES: Final = re.compile(r"@\[|attribute|inductive|structure|class|open_locale|localized")
# To fill the caches takes as long as this many texts lose by making some of their own.
_TEXTS_TO_WAIT: Final = 8


class HeldHeader:
    """A header as one server holds it, under a file name of its own."""

    def __init__(self, prefix: str, plain: bool = False) -> None:
        self.file_name = f"/tmp/candidate_{secrets.token_hex(4)}.lean"
        self.prefix = prefix
        self._command = f"checker_{secrets.token_hex(8)}"
        self._imports = bool(split_header(prefix)[0])
        self._plain = plain
        self._filled = 0
        self._texts_since_displaced: int | None = None
        self._preamble = self._make_preamble()

    @property
    def opening(self) -> str:
        """What every text is sent after: the header, and the lines of the checker's own."""
        return self.prefix + self._preamble

    @property
    def own_lines(self) -> range:
        """The lines of the checker's own, counted from 1."""
        first = self.prefix.count("\n") + 1
        return range(first, first + self._preamble.count("\n"))

    def simplify(self) -> None:
        """Do without the lines that fill caches and walk, for a header after which they do not elaborate."""
        self._plain = True
        self._preamble = self._make_preamble()

    def fill_again_before(self, text: str) -> bool:
        """Whether the caches are to be filled again before this text, and `opening` says so: enough texts came since
        one that may have displaced them.
        """
        if self._plain:
            return False
        if _DISPLACES.search(text) is not None:
            self._texts_since_displaced = 0
        elif self._texts_since_displaced is not None:
            self._texts_since_displaced += 1
            if self._texts_since_displaced > _TEXTS_TO_WAIT:
                self._texts_since_displaced = None
                self._filled += 1
                self._preamble = self._make_preamble()
                return True
        return False

    def walking(self, text: str, theorem: str) -> str | None:
        """The text with the walk in place of the last `#print axioms` of the theorem; None if that must stay.

        Headers without imports keep it: core Lean's library is walked in a millisecond.
        """
        asked = _asked(theorem)
        if self._plain or not self._imports or text.count(asked) != 1 or self._command in text:
            return None
        return text.replace(asked, f"#{self._command} {theorem}\n")

    def failed(self, walking: str, messages: Sequence[RawMessage]) -> bool:
        """Whether the walk itself ended with an error, as a stack that is too deep."""
        line = self.prefix.count("\n") + walking.count("\n", 0, walking.rindex(f"#{self._command}")) + 1
        return any(message.line == line and message.severity == "error" for message in messages)

    def is_walks(self, message: str) -> bool:
        """Whether the walk said this: nothing else knows its name."""
        return message.partition("\n")[0] == self._command

    def reached(self, message: str) -> list[str] | None:
        """The imported constants that the walk's message names; None if it could not say."""
        _, *names = message.strip().split("\n")
        return None if _UNKNOWN in names else names

    def _make_preamble(self) -> str:
        if self._plain:
            return _BARRIER
        walk = _WALK.replace("NAME", self._command) if self._imports else ""
        # A line that differs, and all that follow it, are elaborated again.
        return f"{walk}-- {self._filled}\n{_CACHES}{_BARRIER}"


class LibraryAxioms:
    """What imported constants rest on, by header: shared by the sessions of a backend. Grows with the constants met."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, frozenset[str]]] = {}
        self._lock = threading.Lock()

    def unknown(self, prefix: str, names: Sequence[str]) -> list[str]:
        """Those of the names of which nothing is known yet."""
        with self._lock:
            known = self._known.setdefault(split_header(prefix)[0], {})
            return [name for name in names if name not in known]

    def learn(self, prefix: str, found: Mapping[str, frozenset[str]]) -> None:
        """Add what `#print axioms` said, with nothing but the header before it."""
        with self._lock:
            self._known.setdefault(split_header(prefix)[0], {}).update(found)

    def of(self, prefix: str, names: Sequence[str]) -> str:
        """What `#print axioms` prints of a theorem that rests on these constants, all of them known."""
        with self._lock:
            known = self._known[split_header(prefix)[0]]
            axioms = frozenset[str]().union(*(known[name] for name in names))
        return "\n".join(sorted(axioms)) or _NO_AXIOMS


def questions(names: Sequence[str]) -> str | None:
    """The text that asks Lean what each name rests on, a line each; None if one of them cannot be written."""
    if not all(is_identifier(name) for name in names):
        return None
    return "".join(_asked(f"_root_.{name}") for name in names)


def answers(names: Sequence[str], prefix: str, messages: Sequence[RawMessage]) -> dict[str, frozenset[str]] | None:
    """What Lean answered to the `questions` after the prefix; None if an answer is missing or is none."""
    first = prefix.count("\n") + 1
    said = {message.line - first: message for message in messages if message.line >= first}
    if sorted(said) != list(range(len(names))) or any(message.severity != "info" for message in said.values()):
        return None
    found = {}
    for index, name in enumerate(names):
        axioms = frozenset(line.strip() for line in said[index].text.split("\n") if line.strip())
        if not axioms:
            return None
        found[name] = axioms - {_NO_AXIOMS}
    return found


def _asked(theorem: str) -> str:
    return f"#print axioms {theorem}\n"
