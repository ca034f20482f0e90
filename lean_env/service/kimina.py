"""The request and response shape of the Kimina Lean Server's `/api/check`, so that its clients can ask for Lean 3.

What Lean 3 does not have is refused (`infotree`) or has no effect (`reuse`: a header is always loaded once and never
shared with what a candidate did to it). Texts are compiled as they are; the audit is `/check`'s. A check that ended
without saying anything about the text is an `error`, as it is there, so that no client counts it as a wrong proof.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field, model_validator

from lean_env.statement import split_header
from lean_env.verdict import Message, Snippet, Status, Verdict

_NO_ANSWER: Final = (Status.CRASHED, Status.UNSUPPORTED, Status.OUT_OF_MEMORY)


class KiminaSnippet(BaseModel):
    """A text to compile, and the name that its result carries."""

    id: str
    code: str


class KiminaRequest(BaseModel):
    """What a client posts."""

    snippets: list[KiminaSnippet] = Field(min_length=1)
    timeout: float = Field(30, gt=0)
    debug: bool = False
    reuse: bool = True
    infotree: str | None = None

    @model_validator(mode="after")
    def _check(self) -> KiminaRequest:
        if len({snippet.id for snippet in self.snippets}) != len(self.snippets):
            raise ValueError("`snippets` must have unique ids")
        if self.infotree is not None:
            raise ValueError("Lean 3 has no `infotree`")
        return self


def request_of(snippet: KiminaSnippet) -> Snippet:
    """The snippet as the checker takes it."""
    header, body = split_header(snippet.code)
    return Snippet(header, body)


def result_of(snippet: KiminaSnippet, verdict: Verdict, seconds: float, debug: bool) -> dict[str, Any]:
    """The result of one snippet that was given `seconds`; lines count from the first line of its code."""
    result: dict[str, Any] = {"id": snippet.id, "time": verdict.seconds}
    if verdict.status is Status.TIMEOUT:
        result["error"] = f"Lean command timed out in {seconds:g} seconds"
    elif verdict.status in _NO_ANSWER:
        said = "; ".join(message.text for message in verdict.messages)
        result["error"] = f"{verdict.status.value}: {said}"
    else:
        lines = split_header(snippet.code)[0].count("\n")
        sorries = [
            {"pos": _position(message, lines), "endPos": _position(message, lines), "goal": ""}
            for message in verdict.messages
            if message.kind == "sorry"
        ]
        result["response"] = {"messages": [_shown(message, lines) for message in verdict.messages], "env": 0}
        if sorries:
            result["response"]["sorries"] = sorries
    if debug:
        result["diagnostics"] = {"repl_uuid": verdict.backend}
    return result


def _shown(message: Message, lines: int) -> dict[str, Any]:
    return {"severity": message.severity, "pos": _position(message, lines), "data": message.text}


def _position(message: Message, lines: int) -> dict[str, int]:
    return {"line": message.line + lines, "column": message.column}
