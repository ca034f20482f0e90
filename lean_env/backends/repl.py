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
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from lean_env.backends.caches import FILL_CACHES, Caches
from lean_env.backends.messages import NO_AXIOMS, read_message, require_memory
from lean_env.backends.process import ChildProcess, allowed, decode_object
from lean_env.backends.protocol import RawMessage
from lean_env.commands import commands_of
from lean_env.embedded.errors import LeanError
from lean_env.errors import Interrupted, MemoryExhausted, SessionDied, SessionError
from lean_env.nonces import fresh_nonce
from lean_env.sandbox import Launch

# A parser begins with imports: with `prelude`, none, and twice, because the first token of an input is read twice. Then
# it activates what its environment exports, which costs more than to check a short proof. So it begins with an empty
# environment, and is then given the one that the text is meant for; the period is a command that does nothing but have
# the next token read there.
_NO_IMPORTS: Final = "prelude prelude .\n"
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
# Of a text that is sent before Lean can read it: the pipe has room for it and the one before, whatever the characters.
_MOST_AHEAD: Final = 5_000
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
λ s, interaction_monad.result.success (try_for heartbeats ((tactic.set_env_core (environment.mk_std 0) >>
  lean.parser.run (lean.parser.with_input
    (lean.parser.command_like >> lean.parser.set_env env >> NAME_commands) text >> lean.parser.get_env)) s)) s
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


class Proof(NamedTuple):
    """A text to be elaborated after others, whose theorem `name` is to prove the proposition `goal`.

    Where `goal` is empty the theorem counts for what it says itself.
    """

    after: tuple[str, ...]
    text: str
    goal: str
    name: str


@dataclass(slots=True)
class _Sent:
    """A request on its way: the text that Lean is given, how long it may take, and what has been read of the answer."""

    text: str
    seconds: float | None = None
    nonce: str = field(default_factory=fresh_nonce)
    messages: list[RawMessage] = field(default_factory=list)
    answer: list[str] | None = None


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
        self._unanswered: deque[_Sent] = deque()
        self._sent_ahead: dict[Proof, _Sent] = {}

    @property
    def is_spent(self) -> bool:
        """Whether another text would be more than it can serve."""
        return self._commands_left == 0 and self._served == _TEXTS_A_COMMAND and not self._sent_ahead

    def load(self, deadline: float) -> None:
        """Wait for the imports, and fill Lean's caches. Raises UnfitImports, SessionDied or WallClockTimeout."""
        sent = self._send([_FILL], "", deadline)
        try:
            self._receive(sent, deadline, own=True)
        except SessionDied:
            require_memory(sent.messages)
            if not _has_errors(sent.messages):
                raise
        if _has_errors(sent.messages):
            raise UnfitImports
        self._folder.cleanup()  # Lean has read it whole

    def close(self) -> None:
        """Kill the process. Safe to call twice."""
        self.process.kill()
        self._folder.cleanup()

    def prepare_for(self, text: str, deadline: float) -> None:
        """Fill Lean's caches once more if it is time to, before this text; ask once for every text."""
        if self._caches.to_be_filled_before(text):
            self._receive(self._send([_FILL], "", deadline), deadline, own=True)

    def state(self, after: tuple[str, ...], text: str, goal: str, limit: Limit) -> Elaborated | None:
        """Elaborate the definition of the proposition `goal` in the environment after the texts `after`, and hold it.

        None if there is no such environment: one of those texts says something, or does not elaborate.
        """
        self._count(limit.deadline)
        return self._hold(after, text, limit, goal)

    def send_ahead(self, proof: Proof, heartbeats: int, seconds: float) -> bool:
        """Send what `prove` is going to be asked, while Lean is busy with what it was asked before.

        Returns whether that could be done: not if something else has to come first, or if the pipe may be too full.
        """
        if proof in self._sent_ahead:
            return True
        if (
            (self._served == _TEXTS_A_COMMAND and (self._commands_left == 0 or proof.after))
            or (proof.after and proof.after not in self._held)
            or len(proof.text) > _MOST_AHEAD
            or not self._caches.are_kept_by(proof.text)
        ):
            return False
        try:
            sent = self._send_proof(proof, Limit(heartbeats, time.monotonic() + seconds))
        except SessionError:
            self.process.kill()  # it may have got a part; whoever waits for an answer learns that it died
            return False
        assert sent is not None
        sent.seconds = seconds
        self._sent_ahead[proof] = sent
        return True

    def prove(self, proof: Proof, limit: Limit) -> Elaborated | None:
        """Elaborate the text, and look at its theorem. None as for `state`."""
        sent = self._sent_ahead.pop(proof, None) or self._send_proof(proof, limit)
        return self._elaborated(sent, limit.deadline) if sent is not None else None

    def axioms(self, constant: str, deadline: float) -> frozenset[str] | None:
        """What Lean's `#print axioms` says of an imported constant; None where that is not clear.

        Raises Interrupted if a text that was sent ahead of it ends the process.
        """
        text = f"{_NO_IMPORTS}#print axioms _root_.{constant}\n"
        sent = self._send(_words_of(text, _NO_LIMIT), text, deadline)
        self._receive(sent, deadline, own=True)
        if [message.severity for message in sent.messages] != ["info"]:
            return None
        return frozenset(line.strip() for line in sent.messages[0].text.split("\n") if line.strip()) - {NO_AXIOMS}

    def _count(self, deadline: float) -> None:
        """Count a text, and go on to the next command when this one has served enough of them."""
        if self._served == _TEXTS_A_COMMAND:
            self.process.channel.send_text(f"{_NEXT_COMMAND}\n", deadline)
            self._served, self._commands_left = 0, self._commands_left - 1
            self._held.clear()
        self._served += 1

    def _send_proof(self, proof: Proof, limit: Limit) -> _Sent | None:
        self._count(limit.deadline)
        return self._send_text(proof.after, proof.text, limit, goal=proof.goal or _NONE, name=proof.name)

    def _hold(self, after: tuple[str, ...], text: str, limit: Limit, goal: str = _NONE) -> Elaborated | None:
        """Elaborate a text, and hold its environment unless there is something to say of it."""
        key = f"held_{fresh_nonce()}"
        sent = self._send_text(after, text, limit, key=key, goal=goal)
        if sent is None:
            return None
        found = self._elaborated(sent, limit.deadline)
        if found.complete and not found.messages:
            self._held[(*after, text)] = key
        return found

    def _send_text(
        self,
        after: tuple[str, ...],
        text: str,
        limit: Limit,
        *,
        key: str = _NONE,
        goal: str = _NONE,
        name: str = _NONE,
    ) -> _Sent | None:
        """Ask for a text to be elaborated after others, which are held from now on; None if they cannot be."""
        if after and after not in self._held:
            self._hold(after[:-1], after[-1], limit)
        parent = self._held.get(after) if after else _NONE
        if parent is None:
            return None
        text = f"{_NO_IMPORTS}{text.rstrip()}\n"
        return self._send(_words_of(text, limit.heartbeats, parent, key, goal, name), text, limit.deadline)

    def _elaborated(self, sent: _Sent, deadline: float) -> Elaborated:
        """What became of a text that was sent."""
        outcome, *told = self._receive(sent, deadline)
        if outcome == "failed":
            return Elaborated(_within(sent.text, _with_failure(sent.messages, told)))
        messages = _within(sent.text, sent.messages)
        if outcome == "proved":
            return Elaborated(messages, complete=True, rests_on=tuple(told))
        return Elaborated(messages, complete=True, universes=tuple(told))

    def _send(self, words: Sequence[str], text: str, deadline: float) -> _Sent:
        sent = _Sent(text)
        what, *others = words
        self.process.channel.send_text("\n".join([what, sent.nonce, *others, text]), deadline)
        self._unanswered.append(sent)
        return sent

    def _receive(self, sent: _Sent, deadline: float, own: bool = False) -> list[str]:
        """The lines of the answer to a request. Answers that come before it are kept until they are asked for."""
        while sent.answer is None:
            first = self._unanswered[0]
            if first is sent:
                self._read_answer(sent, deadline, own)
            else:
                self._read_answer_of_another(first)
            self._unanswered.popleft()
        return sent.answer

    def _read_answer_of_another(self, sent: _Sent) -> None:
        assert sent.seconds is not None
        try:
            with allowed(self.process.pid, sent.seconds, self.process.members) as allowance:
                self._read_answer(sent, allowance.deadline)
        except SessionError as error:
            raise Interrupted(f"a text that was sent ahead ended the process: {error}") from None

    def _read_answer(self, sent: _Sent, deadline: float, own: bool = False) -> None:
        while True:
            message = read_message(decode_object(self.process.receive_line(deadline, own)))
            first, *others = message.text.split("\n")
            if first.startswith(sent.nonce):
                sent.answer = [first[len(sent.nonce) :], *others]
                return
            sent.messages.append(message)
            if len(sent.messages) > _MOST_MESSAGES:
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
    text: str, heartbeats: int, parent: str = _NONE, key: str = _NONE, goal: str = _NONE, name: str = _NONE
) -> list[str]:
    """The request to elaborate a text, as NAME_serve takes it apart."""
    return [_ELABORATE, str(heartbeats), parent, key, goal, name, str(text.count("\n"))]


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
