"""Tables of rules as text, one rule a row, so that a family reads at a glance; `rules/README.md` tells their form."""

from __future__ import annotations

import re
from pathlib import Path

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.terms import names_of

_FOLDER = Path(__file__).with_name("rules")


def rules(topic: str, name: str) -> list[Rule]:
    """The rules of one file; only the variables that a row mentions become its variables."""
    rows = _FOLDER.joinpath(f"{name}.rules").read_text(encoding="utf-8").splitlines()
    variables = rows[0].removeprefix("variables ")
    return [_rule(topic, variables, row) for row in rows[1:] if row.strip()]


def block(text: str) -> str:
    """A proof with its line breaks: `begin ⏎ a, ⏎ b ⏎ end` with the steps indented."""
    lines = [line.strip() for line in text.split("⏎")]
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:-1]), lines[-1]]) if len(lines) > 1 else lines[0]


def _rule(topic: str, variables: str, row: str) -> Rule:
    slug, hypotheses, goal, proofs, *rest = (cell.strip() for cell in re.split(r"\s\|(?=\s)", row))
    marks = slug[: len(slug) - len(slug.lstrip("*!"))]
    return Rule(
        slug=slug.lstrip("*!"),
        topic=topic,
        variables=_mentioned(variables, f"{goal} {hypotheses}"),
        hypotheses=tuple(each.strip() for each in hypotheses.split(" ; ") if each.strip()),
        goal=goal,
        proofs=tuple(block(each.strip()) for each in proofs.split(" ;; ")),
        says=tuple(each.strip() for each in rest[0].split(" ;; ")) if rest else (),
        difficulty="medium" if "!" in marks else "easy",
        instances="*" in marks,
    )


def _mentioned(variables: str, texts: str) -> str:
    """The binder text cut down to the variables that occur in the texts, and the types that those need."""
    used = names_of(texts)
    kept: list[str] = []
    for group in reversed(variables.split(",")):
        names, _, kind = group.partition(":")
        here = [name for name in names.split() if name in used]
        if here:
            kept.append(f"{' '.join(here)} : {kind.strip()}")
            used |= names_of(kind)
    return ", ".join(reversed(kept))
