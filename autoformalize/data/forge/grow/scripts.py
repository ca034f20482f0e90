"""What a search found, written as Lean in several styles: a term, a short tactic block, single steps, a calculation.

The texts are meant to be right, and most are; which of them are, the checker says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from autoformalize.data.forge.grow.search import Move

_LONGEST_TERM: Final = 60
_TRANSITIVE: Final = re.compile(r"(^|[._])(le|lt|dvd|eq|iff)?_?trans$|^lt_of_l[et]_of_l[et]$")


@dataclass(frozen=True, slots=True)
class _Tree:
    """A move with what closes each goal that it leaves."""

    move: Move
    below: tuple[_Tree, ...]


def proofs(moves: Sequence[Move]) -> dict[str, str]:
    """Proof texts by style, without `:=`; equal ones appear once."""
    try:
        tree, rest = _tree(list(moves))
    except IndexError:  # a step closed a later goal as well, so that the moves are no tree
        return {"tactic": _block([move.step.tactic for move in moves])}
    if rest:
        return {}
    found: dict[str, str] = {}
    term = _term(tree)
    if term is not None and len(term) < 160:
        found["term"] = term
    calculation = _calculation(tree)
    if calculation is not None:
        found["calc"] = calculation
    short, steps = _block(_lines(tree, True)), _block(_lines(tree, False))
    if term is None or short != f"by exact {term}":
        found["tactic"] = short
    if steps != short and len(moves) <= 8 and not (term is not None and steps == f"by exact {term}"):
        found["steps"] = steps
    return {style: text for style, text in found.items() if text not in _before(found, style)}


def _before(found: dict[str, str], style: str) -> list[str]:
    styles = list(found)
    return [found[each] for each in styles[: styles.index(style)]]


def _tree(moves: list[Move]) -> tuple[_Tree, list[Move]]:
    """The first move with all that belongs to it, and the moves after."""
    move, rest = moves[0], moves[1:]
    below = []
    for _ in move.left:
        child, rest = _tree(rest)
        below.append(child)
    return _Tree(move, tuple(below)), rest


def _term(tree: _Tree) -> str | None:
    """The proof as a term; a closing rewrite or computation is a `by`."""
    step = tree.move.step
    if not step.term:
        lines = _lines(tree, True)
        return f"by {lines[0]}" if len(lines) == 1 and len(lines[0]) < _LONGEST_TERM and "\n" not in lines[0] else None
    parts = [_term(each) for each in tree.below]
    if any(part is None for part in parts) or step.term.count("{}") != len(parts):
        return None
    return _filled(step.term, [part for part in parts if part is not None])


def _filled(template: str, parts: Sequence[str]) -> str:
    """The template with its parts, in parentheses where an argument needs them."""
    pieces = template.split("{}")
    text = pieces[0]
    for part, piece in zip(parts, pieces[1:], strict=True):
        before = text.rstrip()[-1:]
        if before == "," and text.rstrip().endswith(",") and part.startswith("λ ") and template.startswith("λ "):
            text = text.rstrip()[:-1] + " " + part[2:] + piece
            continue
        bare = before in ("", ",", "⟨") or (piece.startswith(")") and before == ",")
        text += (part if bare else _atom(part)) + piece
    return text


def _atom(text: str) -> str:
    """The term as an argument."""
    if " " not in text or (text[0] == "⟨" and _closes_at(text) == len(text) - 1):
        return text
    if text[0] == "(" and " " not in text[_closes_at(text) :]:
        return text
    return f"({text})"


def _closes_at(text: str) -> int:
    depth = 0
    for position, letter in enumerate(text):
        depth += letter in "(⟨"
        depth -= letter in ")⟩"
        if depth == 0:
            return position
    return len(text) - 1


def _lines(tree: _Tree, short: bool) -> list[str]:
    """The tactics, one a line; goals side by side stand in braces, rewrites in a row in one `rw`."""
    step = tree.move.step
    if short and tree.below and step.term and not step.term.startswith(("λ", "or.elim", "exists.elim", "false.elim")):
        term = _term(tree)
        if term is not None and "by " not in term and len(term) <= _LONGEST_TERM:
            return [f"exact {term}"]
    if len(tree.below) == 1:
        return _merged(step.tactic, _lines(tree.below[0], short))
    lines = [step.tactic]
    for each in tree.below:
        inner = _lines(each, short)
        lines.append("{ " + ",\n".join(inner).replace("\n", "\n  ") + " }")
    return lines


def _merged(tactic: str, rest: list[str]) -> list[str]:
    """The tactic before the others, joined to the first where both rewrite or both introduce."""
    for word, several in (("rw ", False), ("intro", True)):
        if tactic.startswith(word) and rest and rest[0].startswith(word) and " at " not in tactic + rest[0]:
            if several:
                return [f"intros {tactic.split(' ', 1)[1]} {rest[0].split(' ', 1)[1]}", *rest[1:]]
            rules = [_rules(tactic), _rules(rest[0])]
            return [f"rw [{', '.join(rules)}]", *rest[1:]]
    return [tactic, *rest]


def _rules(rewrite: str) -> str:
    text = rewrite.removeprefix("rw ")
    return text[1:-1] if text.startswith("[") else text


def _block(lines: Sequence[str]) -> str:
    if len(lines) == 1 and "\n" not in lines[0] and not lines[0].startswith("{"):
        return f"by {lines[0]}"
    inner = ",\n".join(lines).replace("\n", "\n  ")
    return f"begin\n  {inner}\nend"


def _calculation(tree: _Tree) -> str | None:
    """A chain of rewrites on one side of an equation, or of two transitive steps, as `calc`."""
    moves = []
    node = tree
    while node.move.step.tactic.startswith("rw ") and len(node.below) == 1:
        moves.append(node.move)
        node = node.below[0]
    if moves and not node.below and node.move.step.tactic.startswith(("rw ", "refl")):
        if node.move.step.tactic.startswith("rw "):
            moves.append(node.move)
        return _equations(moves)
    if len(tree.below) == 2 and _TRANSITIVE.search(tree.move.step.tactic.removeprefix("apply ")):
        return _two_steps(tree)
    return None


def _equations(moves: Sequence[Move]) -> str | None:
    if len(moves) < 2:
        return None
    sides = [move.target.split(" = ") for move in moves]
    if any(len(pair) != 2 for pair in sides) or len({pair[1] for pair in sides}) > 1:
        return None
    goal = sides[0][1]
    reached = [pair[0] for pair in sides[1:]] + [goal]
    if len(set(reached)) < len(reached) or sides[0][0] in reached:
        return None
    lines = [f"calc {sides[0][0]}\n      = {reached[0]} : by {moves[0].step.tactic}"]
    lines += [f"  ... = {text} : by {move.step.tactic}" for text, move in zip(reached[1:], moves[1:], strict=True)]
    return "\n".join(lines)


def _two_steps(tree: _Tree) -> str | None:
    one, two = (_term(each) for each in tree.below)
    if one is None or two is None:
        return None
    first, second = (each.move.target for each in tree.below)
    if "?" in first + second:
        return None
    relation = re.match(r"^[^=<≤∣↔]+ (=|<|≤|∣|↔) ", second)
    if relation is None:
        return None
    _, sign, end = second.partition(f" {relation.group(1)} ")
    return f"calc {first} : {one}\n  ... {sign.strip()} {end} : {two}"
