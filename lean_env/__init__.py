"""Lean 3 as a checker: texts and claims in, verdicts out. Useful alone; knows no language model."""

from lean_env.backends.protocol import THEOREM, Constant
from lean_env.checker import BaseChecker, Checker, CheckerPool
from lean_env.constants import constants_of
from lean_env.equivalence import Comparison, Relation, StatementChecker
from lean_env.errors import LeanEnvError
from lean_env.factory import make_backend, open_checker, open_pool
from lean_env.options import ClusterOptions, ServerOptions
from lean_env.statement import Statement
from lean_env.store import StoredChecker, VerdictStore, is_final
from lean_env.store import default_path as default_store_path
from lean_env.verdict import UNDECIDED, Budget, Claim, Message, Request, Snippet, Status, Verdict

__all__ = [
    "THEOREM",
    "UNDECIDED",
    "BaseChecker",
    "Budget",
    "Checker",
    "CheckerPool",
    "Claim",
    "ClusterOptions",
    "Comparison",
    "Constant",
    "LeanEnvError",
    "Message",
    "Relation",
    "Request",
    "ServerOptions",
    "Snippet",
    "Statement",
    "StatementChecker",
    "Status",
    "StoredChecker",
    "Verdict",
    "VerdictStore",
    "constants_of",
    "default_store_path",
    "is_final",
    "make_backend",
    "open_checker",
    "open_pool",
]
