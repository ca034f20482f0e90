"""Names in scope for tests: the embedded core's, listed once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from lean_env import Claim, Message, Request, Status, Verdict
from lean_env.names import NamesInScope, names_in_scope


class Unable:
    """A checker that runs no meta programs, as the embedded one; what it was asked is kept."""

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def submit(self, request: Request | Claim) -> Future[Verdict]:
        """`unsupported`, as it would be."""
        self.asked.append(request)
        done: Future[Verdict] = Future()
        done.set_result(Verdict(Status.UNSUPPORTED, (Message("error", "run_cmd is not supported"),)))
        return done


def core_names(headers: Sequence[str] = ("",)) -> dict[str, NamesInScope]:
    """What the embedded core has behind these headers."""
    return names_in_scope(Unable(), headers)  # type: ignore[arg-type]
