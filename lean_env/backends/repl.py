"""Lean as a read-eval loop: one process that elaborates one text after another, each in an environment of its own.

Lean's server would do, but it collects information for editors as it elaborates, reads every text from its first line
again, and knows one history of a file. So the pool lets Lean read a program of the pool's own behind the imports, which
takes requests from standard input. Each text gets a new parser and the environment that the request names: what is
declared there is gone with the answer, unless the request says to hold it. Environments share what they have in common,
so that a header's lines and a statement's goal are elaborated once for all the candidates that come after them.

What a candidate declared is then looked at in its environment, by no text that a candidate could change the meaning of:
the kernel is given a definition of the goal's type whose value is the candidate's theorem, and the constants that the
theorem rests on are listed, through whatever the candidate declared, down to what was imported.

The elaborator does not recover from an error in a command, so a text ends with the first command that has one. All
errors of a proof are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from lean_env.backends.caches import FILL_CACHES, Caches
from lean_env.backends.messages import NO_AXIOMS, read_message, require_memory
from lean_env.backends.process import ChildProcess, decode_object
from lean_env.backends.protocol import RawMessage
from lean_env.commands import commands_of
from lean_env.embedded.errors import LeanError
from lean_env.errors import MemoryExhausted, SessionDied
from lean_env.nonces import fresh_nonce
from lean_env.sandbox import Launch

# Two `prelude`s, because the first token of an input is read twice; with one, Lean imports nothing and has it done.
_NO_IMPORTS: Final = "prelude prelude\n"
# What is logged under a command of Lean's is looked through with each declaration there, so that a command serves so
# many texts only; what it held is gone with it. The parser of a file calls itself for each command: many more than
# these would take from the stack that a candidate may use. A process that has no command left is replaced.
_TEXTS_A_COMMAND: Final = 64
_COMMANDS: Final = 128
_NO_LIMIT: Final = 1_000_000_000
_ELABORATE: Final = "elaborate"
_FILL: Final = "fill"
_NEXT_COMMAND: Final = "next"
# Commands that change the parser, not the environment: a parser that starts behind them does not know of them. The
# first ones may be said again before each text; the others have a part in what a theorem says.
_SAID_AGAIN: Final = frozenset(["universe", "universes", "set_option"])
_NOT_SAID_AGAIN: Final = frozenset(["variable", "variables", "parameter", "parameters", "include", "omit", "theory"])
# The scanner's errors say in their text where they are; a parser of its own reads no file.
_PLACE: Final = re.compile(r"^dummy file:\d+:\d+: error: ")
# Errors at the end of a text that is to go on.
_ENDS_TOO_SOON: Final = ("invalid end of module", "expected command")
# A list of lines is put together in quadratic time.
_MOST_LINES: Final = 2_000
_MOST_CHARACTERS: Final = 100_000
_MOST_MESSAGES: Final = 20_000
# A word of a request that asks for nothing.
_NONE: Final = "-"

# `system.io` must not be imported for a candidate's sake: it brings lemmas. What Lean's virtual machine has built in
# under two of its names is declared here, unless the imports have it, and given the types that are needed.
# `run_cmd` would make every name that is declared under it private; a user's command does not.
_PROGRAM: Final = """
meta def NAME_caches : tactic unit :=
CACHES
run_cmd do
  env ← tactic.get_env,
  let declare := λ (n : name) (type : expr),
    if env.contains n then tactic.skip else tactic.add_decl (declaration.cnst n [] type ff),
  declare `monad_io_terminal_impl `(unit),
  declare `tactic.unsafe_run_io `(Π (α : Type), string → tactic α)
meta structure NAME_terminal := (put_str : string) (get_line : string) (arguments : string)
meta def NAME_line : tactic string :=
(unchecked_cast @tactic.unsafe_run_io : Π (α : Type), string → tactic α) string
  (unchecked_cast monad_io_terminal_impl : NAME_terminal).get_line
meta def NAME_lines : ℕ → string → tactic string
| 0 text := return text
| (n + 1) text := do line ← NAME_line, NAME_lines n (text ++ line ++ "\\n")
meta def NAME_words : ℕ → tactic (list string)
| 0 := return []
| (n + 1) := list.cons <$> NAME_line <*> NAME_words n
meta def NAME_text : tactic (list string × string) := do
  words ← NAME_words 6, count ← NAME_line, text ← NAME_lines count.to_nat "", return (words, text)
meta def NAME_commands : lean.parser unit := do
  before ← lean.parser.cur_pos, lean.parser.command_like, after ← lean.parser.cur_pos,
  if before = after then return () else NAME_commands
meta def NAME_elaborated (heartbeats : ℕ) (env : environment) (text : string) :
  tactic (option (interaction_monad.result tactic_state environment)) :=
λ s, interaction_monad.result.success (try_for heartbeats ((tactic.set_env_core env >>
  lean.parser.run (lean.parser.with_input (lean.parser.command_like >> NAME_commands) text >>
    lean.parser.get_env)) s)) s
meta def NAME_tell (answer : string) : lean.parser unit :=
lean.parser.with_input lean.parser.command_like ("#print " ++ (reflect answer : expr).to_string) >> return ()
meta def NAME_walk (env : environment) : ℕ → name → name_set × list name × bool → name_set × list name × bool
| 0 n (seen, library, _) := (seen, library, ff)
| (depth + 1) n (seen, library, clear) :=
  if seen.contains n then (seen, library, clear) else
  let seen := seen.insert n in
  if (env.decl_olean n).is_some then (seen, n :: library, clear) else
  let visit := λ (e : expr) (known : name_set × list name × bool), e.fold known (λ e _ known,
    if e.get_weight = 1 then match e with
      | (expr.const m _) := NAME_walk depth m known
      | _ := known
      end
    else if e.is_sorry.is_some then (known.1, known.2.1, ff) else known) in
  match env.get n with
  | (exceptional.success (declaration.defn _ _ t v _ _)) := visit v (visit t (seen, library, clear))
  | (exceptional.success (declaration.thm _ _ t v)) := visit v.get (visit t (seen, library, clear))
  | (exceptional.success d) := visit d.type (seen, library, clear && (env.is_inductive n || env.is_constructor n ||
      env.is_recursor n || [`quot, `quot.mk, `quot.lift, `quot.ind].any (= n)))
  | _ := (seen, library, ff)
  end
meta def NAME_name (dotted : string) : name :=
(dotted.split (= '.')).foldl (λ n part, name.mk_string part n) name.anonymous
meta def NAME_rests (env : environment) (n : name) : string :=
match NAME_walk env 200 n (mk_name_set, [], tt) with
| (_, library, tt) := library.foldl (λ s m, s ++ "\n" ++ (expr.const m [] : expr).to_string) "proved"
| _ := "unclear"
end
meta def NAME_looked (env : environment) (goal proof : string) : string :=
if proof = "-" then
  match env.get (mk_simple_name goal) with
  | (exceptional.success d) := d.univ_params.foldl (λ s u, s ++ "\\n" ++ u.to_string) "elaborated"
  | _ := "elaborated"
  end
else match env.get (NAME_name proof), env.get (mk_simple_name goal) with
| (exceptional.success (declaration.thm n _ _ _)), (exceptional.exception _) :=
  if goal = "-" then NAME_rests env n else "unclear"
| (exceptional.success p), (exceptional.success g) :=
  let levels := g.univ_params.map level.param in
  match env.add (declaration.defn `NAME_check g.univ_params (expr.const g.to_name levels) (expr.const p.to_name levels)
    reducibility_hints.opaque tt) with
  | (exceptional.success _) := NAME_rests env p.to_name
  | _ := "unclear"
  end
| _, _ := "unclear"
end
meta def NAME_serve (imports : environment) : list (string × environment) → lean.parser unit
| held := do
  request ← NAME_line,
  if request = "FILL" then do
    nonce ← NAME_line,
    lean.parser.of_tactic (tactic.try NAME_caches), NAME_tell (nonce ++ "filled"), NAME_serve held
  else if request = "ELABORATE" then do
    ([nonce, heartbeats, parent, key, goal, proof], text) ← NAME_text | return (),
    let env := match held.filter (λ h : string × environment, h.1 = parent) with
      | h :: _ := h.2
      | [] := imports
      end,
    let heartbeats := heartbeats.to_nat,
    result ← NAME_elaborated heartbeats env text,
    match result with
    | some (interaction_monad.result.success env _) := do
      let answer := try_for heartbeats (NAME_looked env goal proof),
      NAME_tell (nonce ++ match answer with some told := told | none := "unclear" end),
      NAME_serve (if key = "-" then held else (key, env) :: held)
    | some (interaction_monad.result.exception message place _) := do
      NAME_tell (nonce ++ "failed\n"
        ++ (match place with some p := to_string p.line ++ "\n" ++ to_string p.column | none := "\n" end) ++ "\n"
        ++ (match message with some f := to_string (f ()) | none := "" end)),
      NAME_serve held
    | none := NAME_tell (nonce ++ "failed") >> NAME_serve held
    end
  else return ()
@[user_command] meta def NAME_command (_ : interactive.parse (lean.parser.tk "#NAME")) : lean.parser unit :=
do { imports ← lean.parser.get_env, NAME_serve imports [] }
.
"""


class Limit(NamedTuple):
    """What a text may cost: thousands of small allocations, counted from its beginning, and the time when it is up."""

    heartbeats: int
    deadline: float


@dataclass(frozen=True, slots=True)
class Elaborated:
    """What became of a text: its messages, lines counted from 1 within it, and whether it was read to its end.

    `universes` are those of the goal that was asked for. `rests_on` are the imported constants that the proof rests on;
    None where that is not all there is to say of it, or where it does not prove the goal.
    """

    messages: tuple[RawMessage, ...] = ()
    complete: bool = False
    universes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] | None = None

    @property
    def has_errors(self) -> bool:
        """Whether a message is an error."""
        return _has_errors(self.messages)

    @property
    def ends_too_soon(self) -> bool:
        """Whether it fails for want of more: what is read behind it decides what it is."""
        return any(message.text.startswith(_ENDS_TOO_SOON) for message in self.messages)


class UnfitImports(Exception):
    """After these imports the program does not elaborate: one is missing, or they change the language."""


class Repl:
    """The process for the imports of a header. Not safe for several threads at once."""

    def __init__(self, launch: Callable[[Path], Launch], imports: str) -> None:
        """Start it; `launch` makes the command for a file that Lean is to read. Raises SessionDied if it cannot."""
        command = f"checker_{fresh_nonce()}"
        program = (
            _PROGRAM.replace("CACHES", FILL_CACHES)
            .replace("FILL", _FILL)
            .replace("ELABORATE", _ELABORATE)
            .replace("NAME", command)
        )
        self._folder = TemporaryDirectory(prefix="lean_env-repl-")
        path = Path(self._folder.name) / "repl.lean"
        path.write_text(f"{imports}{program}{_COMMANDS * f'#{command}{chr(10)}'}", encoding="utf-8")
        self.process = ChildProcess(launch(path))
        self._commands_left = _COMMANDS - 1
        self._served = 0
        self._held: dict[tuple[str, ...], str] = {}
        self._caches = Caches()

    @property
    def is_spent(self) -> bool:
        """Whether another text would be more than it can serve."""
        return self._commands_left == 0 and self._served == _TEXTS_A_COMMAND

    def load(self, deadline: float) -> None:
        """Wait for the imports, and fill Lean's caches. Raises UnfitImports, SessionDied or WallClockTimeout."""
        messages: list[RawMessage] = []
        try:
            self._ask([_FILL], "", deadline, messages, own=True)
        except SessionDied:
            require_memory(messages)
            if not _has_errors(messages):
                raise
        if _has_errors(messages):
            raise UnfitImports
        self._folder.cleanup()  # Lean has read it whole

    def close(self) -> None:
        """Kill the process. Safe to call twice."""
        self.process.kill()
        self._folder.cleanup()

    def prepare_for(self, text: str, deadline: float) -> None:
        """Fill Lean's caches once more if it is time to, before this text; ask once for every text."""
        if self._caches.to_be_filled_before(text):
            self._ask([_FILL], "", deadline, [], own=True)

    def state(self, after: Sequence[str], text: str, goal: str, limit: Limit) -> Elaborated | None:
        """Elaborate the definition of the proposition `goal` in the environment after the texts `after`, and hold it.

        None if there is no such environment: one of those texts says something, or does not elaborate.
        """
        self._count(limit.deadline)
        return self._elaborate(after, text, limit, hold=True, goal=goal)

    def prove(self, after: Sequence[str], text: str, goal: str, proof: str, limit: Limit) -> Elaborated | None:
        """Elaborate a text after others, and look at its theorem `proof`: does it prove the proposition `goal`?

        Where `goal` is empty the theorem counts for what it says itself. None as for `state`.
        """
        self._count(limit.deadline)
        return self._elaborate(after, text, limit, goal=goal or _NONE, proof=proof)

    def axioms(self, constant: str, deadline: float) -> frozenset[str] | None:
        """What Lean's `#print axioms` says of an imported constant; None where that is not clear."""
        messages: list[RawMessage] = []
        text = f"{_NO_IMPORTS}#print axioms _root_.{constant}\n"
        self._ask(_words_of(text, Limit(_NO_LIMIT, deadline)), text, deadline, messages, own=True)
        if [message.severity for message in messages] != ["info"]:
            return None
        return frozenset(line.strip() for line in messages[0].text.split("\n") if line.strip()) - {NO_AXIOMS}

    def _count(self, deadline: float) -> None:
        """Count a text, and go on to the next command when this one has served enough of them."""
        if self._served == _TEXTS_A_COMMAND:
            self.process.channel.send_text(f"{_NEXT_COMMAND}\n", deadline)
            self._served, self._commands_left = 0, self._commands_left - 1
            self._held.clear()
        self._served += 1

    def _elaborate(
        self,
        after: Sequence[str],
        text: str,
        limit: Limit,
        *,
        hold: bool = False,
        goal: str = _NONE,
        proof: str = _NONE,
    ) -> Elaborated | None:
        parent = self._environment(tuple(after), limit)
        if parent is None:
            return None
        key = f"held_{fresh_nonce()}" if hold else _NONE
        sent = f"{_NO_IMPORTS}{text.rstrip()}\n"
        messages: list[RawMessage] = []
        outcome, *told = self._ask(_words_of(sent, limit, parent, key, goal, proof), sent, limit.deadline, messages)
        if outcome == "failed":
            return Elaborated(_within(sent, _with_failure(messages, told)))
        if hold and not messages:
            self._held[(*after, text)] = key
        if outcome == "proved":
            return Elaborated(_within(sent, messages), complete=True, rests_on=tuple(told))
        return Elaborated(_within(sent, messages), complete=True, universes=tuple(told))

    def _environment(self, after: tuple[str, ...], limit: Limit) -> str | None:
        """The key of the environment after these texts, held from now on; None if something is wrong with them."""
        if after and after not in self._held:
            self._elaborate(after[:-1], after[-1], limit, hold=True)
        return self._held.get(after) if after else _NONE

    def _ask(
        self, words: Sequence[str], text: str, deadline: float, messages: list[RawMessage], own: bool = False
    ) -> list[str]:
        """Send a request, and return the lines of its answer; what Lean says meanwhile is added to the messages."""
        nonce = fresh_nonce()
        what, *others = words
        self.process.channel.send_text("\n".join([what, nonce, *others, text]), deadline)
        while True:
            message = read_message(decode_object(self.process.receive_line(deadline, own)))
            first, *others = message.text.split("\n")
            if first.startswith(nonce):
                return [first[len(nonce) :], *others]
            messages.append(message)
            if len(messages) > _MOST_MESSAGES:
                raise MemoryExhausted(f"more than {_MOST_MESSAGES:,} messages about one text")


def to_say_again(opening: str) -> str | None:
    """The lines of a header that each text after it needs before it; None where a new parser cannot stand behind it."""
    lines = []
    try:
        for command in commands_of(opening):
            words = [token.text for token in command.tokens]
            if words[:2] == ["noncomputable", "theory"] or words[0] in _SAID_AGAIN:
                lines.append(f"{' '.join(words)}\n")
                words = words[2:]
            if not _NOT_SAID_AGAIN.isdisjoint(words):
                return None
    except LeanError:
        return None
    return "".join(lines)


def is_too_long(text: str) -> bool:
    """Whether the process would take long to put the text together from its lines."""
    return len(text) > _MOST_CHARACTERS or text.count("\n") > _MOST_LINES


def _has_errors(messages: Iterable[RawMessage]) -> bool:
    return any(message.severity == "error" for message in messages)


def _words_of(
    text: str, limit: Limit, parent: str = _NONE, key: str = _NONE, goal: str = _NONE, proof: str = _NONE
) -> list[str]:
    """The request to elaborate a text, as NAME_serve takes it apart."""
    return [_ELABORATE, str(limit.heartbeats), parent, key, goal, proof, str(text.count("\n"))]


def _with_failure(messages: Sequence[RawMessage], told: Sequence[str]) -> Sequence[RawMessage]:
    """The messages, and the error that ended the text if they do not tell of it: a line, a column, lines of text."""
    if not told or _has_errors(messages):
        return messages
    line, column, *text = told
    said = _PLACE.sub("", "\n".join(text), count=1)
    return [*messages, RawMessage("error", said, int(line or 1), int(column or 0))]


def _within(sent: str, messages: Sequence[RawMessage]) -> tuple[RawMessage, ...]:
    """The messages, with lines counted behind `_NO_IMPORTS`; what has no place in the text is put at its end."""
    before, last = _NO_IMPORTS.count("\n"), sent.count("\n")
    return tuple(replace(m, line=max(1, (m.line if m.line <= last else last) - before)) for m in messages)
