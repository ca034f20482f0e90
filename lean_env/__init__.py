"""Lean 3 as a checker: texts and claims in, verdicts out. Useful alone; knows no language model."""

from lean_env.checker import Checker, CheckerPool
from lean_env.errors import LeanEnvError
from lean_env.factory import make_backend, open_pool
from lean_env.statement import Statement
from lean_env.verdict import UNDECIDED, Budget, Claim, Message, Request, Snippet, Status, Verdict

__all__ = [
    "UNDECIDED",
    "Budget",
    "Checker",
    "CheckerPool",
    "Claim",
    "LeanEnvError",
    "Message",
    "Request",
    "Snippet",
    "Statement",
    "Status",
    "Verdict",
    "make_backend",
    "open_pool",
]
