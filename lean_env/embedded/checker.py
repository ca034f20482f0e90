"""The embedded checker's face: texts in, messages out, on a frozen prelude that no check changes.

Every check works in overlays (of the environment, the tables and the expression nodes) that are dropped after it, so
memory stays flat. Wall-clock limits and killing are the pool's business; here only steps are counted.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lean_env.embedded import snapshot
from lean_env.embedded.elaborator import frontend
from lean_env.embedded.elaborator.commands import Message
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.tactics.simp.lemmas import prepare

DEFAULT_STEPS = 250_000
"""Steps a check may take when nothing else is said: three to six seconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a check said. `declarations` are the names it added, `steps` what it took."""

    messages: tuple[Message, ...]
    declarations: tuple[str, ...]
    steps: int

    @property
    def has_errors(self) -> bool:
        """Whether a message is an error."""
        return any(message.severity == "error" for message in self.messages)


class EmbeddedChecker:
    """Holds a frozen prelude and checks texts against it, one after another."""

    def __init__(self, state: State) -> None:
        self.state = state
        _warm(state)
        gc.freeze()  # the collector need never look through the library again

    @classmethod
    def load(cls, progress: snapshot.Progress | None = None) -> EmbeddedChecker:
        """A checker on the cached prelude, which is built first when it is not there."""
        return cls(snapshot.load(progress))

    def check(self, text: str, max_steps: int = DEFAULT_STEPS) -> Result:
        """Check a whole Lean text. Never raises for a bad text: what is wrong is in the messages."""
        with self.session(text, max_steps) as result:
            return Result(result.messages, tuple(result.declarations), result.steps)

    @contextmanager
    def session(self, text: str, max_steps: int = DEFAULT_STEPS) -> Iterator[frontend.Result]:
        """Like `check`, with the state that the text left to look things up in, until the block ends."""
        ex.push_overlay()
        try:
            yield frontend.check_text(text, self.state.child(), max_steps)
        finally:
            ex.pop_overlay()


def _warm(state: State) -> None:
    """Build the indexes of the frozen layer now, outside any overlay of nodes."""
    prepare(TypeContext(state))
