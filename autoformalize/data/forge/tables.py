"""Tables of rules as text: one rule a row, so that a family reads at a glance.

A row is `slug | hypotheses | goal | proofs | sayings`, with hypotheses separated by ` ; `, proofs and sayings by ` ;; `, and
` ⏎ ` for a new line inside a `begin ... end` block. A slug that begins with `*` allows instances, one that begins with `!`
is of medium difficulty. Rows of a table share their topic and variables.
"""

from __future__ import annotations

import re

from autoformalize.data.forge.draft import Rule


def rules(topic: str, variables: str, table: str, *, weight: float = 1.0, fixed: tuple[str, ...] = ()) -> list[Rule]:
    """Read a table; only the variables that a row mentions become its variables."""
    return [_rule(topic, variables, row, weight, fixed) for row in table.strip().splitlines() if row.strip()]


def block(text: str) -> str:
    """A proof with its line breaks: `begin ⏎ a, ⏎ b ⏎ end` with the steps indented."""
    lines = [line.strip() for line in text.split("⏎")]
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:-1]), lines[-1]]) if len(lines) > 1 else lines[0]


def _rule(topic: str, variables: str, row: str, weight: float, fixed: tuple[str, ...]) -> Rule:
    cells = [cell.strip() for cell in re.split(r"\s\|(?=\s)", row)]
    slug, hypotheses, goal, proofs = cells[:4]
    says = tuple(each.strip() for each in cells[4].split(" ;; ")) if len(cells) > 4 else ()
    marks = slug[: len(slug) - len(slug.lstrip("*!"))]
    texts = " ".join((goal, hypotheses))
    return Rule(
        slug=slug.lstrip("*!"),
        topic=topic,
        variables=_mentioned(variables, texts),
        hypotheses=tuple(each.strip() for each in hypotheses.split(" ; ") if each.strip()),
        goal=goal,
        proofs=tuple(block(each.strip()) for each in proofs.split(" ;; ")),
        says=says,
        difficulty="medium" if "!" in marks else "easy",
        instances="*" in marks,
        weight=weight,
        fixed=fixed,
    )


def _mentioned(variables: str, texts: str) -> str:
    """The binder text cut down to the variables that occur in the texts, and the types that those need."""
    from autoformalize.data.forge.terms import names_of

    used = names_of(texts)
    groups = [group.partition(":") for group in variables.split(",")]
    kept: list[str] = []
    for names, _, kind in reversed(groups):
        here = [name for name in names.split() if name in used]
        if here:
            kept.append(f"{' '.join(here)} : {kind.strip()}")
            used |= names_of(kind)
    return ", ".join(reversed(kept))
