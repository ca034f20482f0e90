"""What can check a Lean text. Each backend opens sessions: one process that takes texts and answers with messages."""

from lean_env.backends.protocol import Backend, RawMessage, Session

__all__ = ["Backend", "RawMessage", "Session"]
