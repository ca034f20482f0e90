"""From a text to messages: command by command; a failing command is reported and the next ones go on, as in Lean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from lean_env.embedded.elaborator.closed_numbers import closed_number
from lean_env.embedded.elaborator.commands import Commands, Message
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.errors import DeepRecursion, DeterministicTimeout, LeanError, Position, Unsupported
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.parser import Parser


@dataclass(frozen=True, slots=True)
class Result:
    """What a text came to: its messages in order, and the state it left (to be looked up in, then dropped)."""

    messages: tuple[Message, ...]
    state: State
    steps: int

    @property
    def has_errors(self) -> bool:
        """Whether a message is an error."""
        return any(message.severity == "error" for message in self.messages)

    @property
    def declarations(self) -> list[str]:
        """The constants that the text declared, auxiliary ones included, in order."""
        return self.state.declaration_names()

    def axioms_of(self, name: str) -> list[str]:
        """The axioms that the constant rests on."""
        return list(self.state.env.axioms_of(name))


def check_text(text: str, state: State, budget: int | None = None) -> Result:
    """Run the commands of `text` on `state`, which changes; `budget` bounds the elaboration steps.

    Beyond the fragment there is one message of kind `unsupported`; a spent budget gives one of kind `timeout`, and
    nothing after it is looked at. A fault of this package is reported as `unsupported` too. Raises MemoryError (or
    SystemError, which is how CPython may fail without memory): then the process should end.
    """
    commands = Commands(state, budget)
    parser = Parser(text, state.notations, partial(closed_number, state))
    going = True
    while going:
        place = Position(1, 0)
        try:
            command = _next_command(parser, commands)
            if command is None:
                if len(state.scopes) > 1:
                    commands.report("error", "invalid end of module, expecting 'end'", _end_of(text), "parse")
                break
            if isinstance(command, ast.Exit):
                break
            place = command.pos
            if isinstance(command, ast.Import):
                _import(command)
            else:
                commands.run(command)
        except DeterministicTimeout as error:
            _report(commands, error, place)
            going = False
        except LeanError as error:
            _report(commands, error, place)
        except DeepRecursion:
            commands.report("error", _DEEP, place, "tactic_failed")
        except RecursionError:
            commands.report("error", _DEEP, place, "timeout")
            going = False
        except (MemoryError, SystemError):
            # Out of memory the interpreter itself is not to be trusted any more: the process has to go.
            raise
        except Exception as error:
            commands.report("error", f"internal error: {type(error).__name__}: {error}", place, "unsupported")
    _close(state)
    commands.context()
    return Result(tuple(commands.messages), state, commands.steps)


_COMMAND_STEPS = 5
"""What a command costs before it does anything: scopes, tables, contexts."""


def _next_command(parser: Parser, commands: Commands) -> ast.Command | None:
    """The next command; its tokens are paid for like steps."""
    affordable = commands.steps_left
    parser.tokens_left = affordable
    try:
        return parser.next_command()
    finally:
        commands.steps += affordable - parser.tokens_left + _COMMAND_STEPS


_DEEP = "deep recursion was detected (potential solution: increase stack space in your system)"


def _report(commands: Commands, error: LeanError, place: Position) -> None:
    commands.report("error", error.text, error.position or place, error.kind)


def _end_of(text: str) -> Position:
    """Where Lean reports what is missing at the end: before the last line break, if the text ends with one."""
    lines = text.removesuffix("\n").split("\n")
    return Position(len(lines), len(lines[-1]))


def _close(state: State) -> None:
    """Scopes that `#exit`, a fault or a missing `end` left open."""
    while len(state.scopes) > 1:
        state.pop_scope(state.scopes[-1].header)


def _import(command: ast.Import) -> None:
    """The core library is always there; anything else is not."""
    for module in command.modules:
        if module not in ("init", "init.default", "init.core") and not module.startswith(("init.", "data.", "system.")):
            raise Unsupported(f"import {module} is not supported", command.pos)
        if not module.startswith("init"):
            raise Unsupported(f"import {module} is not supported", command.pos)
    if command.prelude:
        raise Unsupported("prelude files are not supported", command.pos)
