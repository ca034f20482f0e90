"""The process that lists what the embedded core has behind headers: whoever asks never holds the library itself.

`python -m lean_env.backends.embedded_listing` reads `{"headers": [...], "steps": N, "statements": BOOL}` and writes a
JSON line for each header: its constants, the short names and the tokens that its text may use, or the error that keeps
it from loading. Only with `statements` do theorems come with what they say.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from lean_env.backends.protocol import CONSTRUCTOR, DEFINITION, THEOREM, TYPE
from lean_env.embedded.checker import EmbeddedChecker
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.pretty import pp
from lean_env.embedded.elaborator.state import State

# The kernel's kinds of constants, as a listing calls them; the others are definitions to whoever names them.
_KINDS = {"inductive": TYPE, "constructor": CONSTRUCTOR}


def main() -> None:
    """Answer one question."""
    question = json.loads(sys.stdin.read())
    checker = EmbeddedChecker.load()
    for header in question["headers"]:
        with checker.session(header, question["steps"]) as result:
            error = next((message for message in result.messages if message.severity == "error"), None)
            if error is not None:
                answer: dict[str, Any] = {"error": f"line {error.line}: {error.text}"}
            else:
                answer = {
                    "constants": list(_constants(result.state, question["statements"])),
                    "short": _short_names(result.state),
                    "tokens": sorted(result.state.notations.tokens.infos),
                }
        print(json.dumps(answer), flush=True)


def _constants(state: State, statements: bool) -> Iterator[tuple[str, str, str]]:
    context = TypeContext(state)
    for info in state.env:
        if info.kind == "theorem" or context.is_prop(info.type):
            yield info.name, THEOREM, pp(info.type, context) if statements else ""
        else:
            yield info.name, _KINDS.get(info.kind, DEFINITION), ""


def _short_names(state: State) -> list[str]:
    """The last parts of names that denote a constant by themselves, as `export` makes them."""
    lasts = {info.name.rpartition(".")[2] for info in state.env if "." in info.name}
    return sorted(last for last in lasts if state.resolve(last))


if __name__ == "__main__":
    main()
