"""The messages of the real Lean, as it prints them in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lean_env.backends.protocol import RawMessage
from lean_env.errors import MemoryExhausted

TIMED_OUT: Final = "(deterministic) timeout"
"""What the message of a text says that used up its heartbeats."""
NO_AXIOMS: Final = "no axioms"
"""What `#print axioms` says of a proof that rests on none."""
SORRY: Final = "[sorry]"
"""What it says first of one that has a gap."""
_OUT_OF_MEMORY: Final = ("excessive memory consumption", "std::bad_alloc")


def read_message(message: Mapping[str, Any]) -> RawMessage:
    """One message."""
    severity = {"information": "info"}.get(message["severity"], message["severity"])
    return RawMessage(severity, message["text"], int(message.get("pos_line", 0)), int(message.get("pos_col", 0)))


def require_memory(messages: Iterable[RawMessage]) -> None:
    """Raises MemoryExhausted if a message says that Lean ran out of it."""
    if any(phrase in message.text for message in messages for phrase in _OUT_OF_MEMORY):
        raise MemoryExhausted("Lean ran out of its memory budget")
