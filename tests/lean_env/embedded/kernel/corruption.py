"""Corruptions of export texts, made by rule: each is wrong by construction, for a reason that the rule names.

A rule takes an export's lines and yields corrupted copies, each with the pattern that the rejection must match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Lines = list[str]


@dataclass(frozen=True)
class Corruption:
    """A corrupted export: which rule made it, its text as lines, and what the rejection must say."""

    rule: str
    lines: Lines
    reason: str


def _at(lines: Lines, place: int, *replacement: str) -> Lines:
    return [*lines[:place], *replacement, *lines[place + 1 :]]


def _declarations(lines: Lines, *kinds: str) -> Iterator[tuple[int, list[str]]]:
    for place, line in enumerate(lines):
        words = line.split()
        if words and words[0] in kinds:
            yield place, words


def _nodes(lines: Lines, *kinds: str) -> Iterator[tuple[int, list[str]]]:
    for place, line in enumerate(lines):
        words = line.split()
        if len(words) > 1 and words[1] in kinds:
            yield place, words


def _fresh(lines: Lines, kind: str) -> int:
    """A number that no name (`#N`), level (`#U`) or expression (`#E`) of the export has."""
    return 1 + max(int(words[0]) for line in lines if len(words := line.split()) > 1 and words[1].startswith(kind))


def duplicate_name(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, _ in _declarations(lines, "#DEF", "#AX", "#IND", "#QUOT"):
        yield _at(lines, place, lines[place], lines[place]), "already has an object named"


def cyclic_reference(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _nodes(lines, "#EA", "#EL", "#EP"):
        yield _at(lines, place, " ".join([*words[:-1], words[0]])), "reference to .*, which is not defined"


def self_reference(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A proof of a proposition by itself."""
    for place, words in _declarations(lines, "#DEF"):
        number = _fresh(lines, "#E")
        levels = [str(_level_param(lines, param)) for param in words[4:]]
        if "None" in levels:
            continue
        constant = " ".join([str(number), "#EC", words[1], *levels])
        corrupted = _at(lines, place, constant, " ".join([*words[:3], str(number), *words[4:]]))
        yield corrupted, "unknown declaration"


def _level_param(lines: Lines, name: str) -> str | None:
    for _, words in _nodes(lines, "#UP"):
        if words[2] == name:
            return words[0]
    return None


def universe_dropped(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _declarations(lines, "#DEF", "#AX"):
        first = 4 if words[0] == "#DEF" else 3
        for dropped in range(first, len(words)):
            yield (
                _at(lines, place, " ".join(words[:dropped] + words[dropped + 1 :])),
                "undefined universe level parameter",
            )


def universe_twice(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _declarations(lines, "#DEF", "#AX"):
        first = 4 if words[0] == "#DEF" else 3
        if len(words) > first:
            yield _at(lines, place, " ".join([*words, words[first]])), "duplicate universe level parameter"


def universe_argument_added(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _nodes(lines, "#EC"):
        yield _at(lines, place, " ".join([*words, "0"])), "incorrect number of universe levels"


def free_variable(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _declarations(lines, "#DEF"):
        number = _fresh(lines, "#E")
        corrupted = _at(lines, place, f"{number} #EV 0", " ".join([*words[:3], str(number), *words[4:]]))
        yield corrupted, "loose bound variables"


def proof_replaced(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A value replaced by the universe of propositions, whose type is no declared type here."""
    for place, words in _declarations(lines, "#DEF"):
        number = _fresh(lines, "#E")
        corrupted = _at(lines, place, f"{number} #ES 0", " ".join([*words[:3], str(number), *words[4:]]))
        yield corrupted, "type mismatch at definition"


def value_for_type(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A declared type replaced by a function, which is no type."""
    for place, words in _declarations(lines, "#DEF", "#AX"):
        number = _fresh(lines, "#E")
        name = words[1]
        made = [f"{number} #ES 0", f"{number + 1} #EV 0", f"{number + 2} #EL #BD {name} {number} {number + 1}"]
        corrupted = _at(lines, place, *made, " ".join([*words[:2], str(number + 2), *words[3:]]))
        yield corrupted, "type expected"


def type_changed(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A theorem's type replaced by that every proposition holds, its proof kept."""
    for place, words in _declarations(lines, "#DEF"):
        number = _fresh(lines, "#E")
        made = [f"{number} #ES 0", f"{number + 1} #EV 0", f"{number + 2} #EP #BD {words[1]} {number} {number + 1}"]
        corrupted = _at(lines, place, *made, " ".join([*words[:2], str(number + 2), *words[3:]]))
        yield corrupted, "type mismatch at definition"


def declaration_missing(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A declaration left out that a later one names."""
    for place, words in _declarations(lines, "#DEF", "#AX", "#IND"):
        name = words[2] if words[0] == "#IND" else words[1]
        if [other for _, other in _nodes(lines[place + 1 :], "#EC") if other[2] == name]:
            yield _at(lines, place), "unknown declaration|environment does not have 'eq' type"


def parameter_count(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _declarations(lines, "#IND"):
        corrupted = _at(lines, place, " ".join(["#IND", str(int(words[1]) + 7), *words[2:]]))
        yield corrupted, "number of parameters mismatch"


def wrong_constructor(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A constructor that makes a proposition instead of a member of the family."""
    for place, words in _declarations(lines, "#IND"):
        if words[4] != "0":
            number = _fresh(lines, "#E")
            corrupted = _at(lines, place, f"{number} #ES 0", " ".join([*words[:6], str(number), *words[7:]]))
            yield corrupted, "invalid return type"


def non_positive(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A type without parameters, indices and universes gets the constructor `(I → I) → I`."""
    for place, words in _declarations(lines, "#IND"):
        kind = next((other for _, other in _nodes(lines, "#ES") if other[0] == words[3]), None)
        if words[1] != "0" or kind is None or words[4] == "0" or len(words) > 5 + 2 * int(words[4]):
            continue
        e = _fresh(lines, "#E")
        made = [
            f"{e} #EC {words[2]}",
            f"{e + 1} #EP #BD {words[2]} {e} {e}",
            f"{e + 2} #EP #BD {words[2]} {e + 1} {e}",
        ]
        corrupted = _at(lines, place, *made, " ".join([*words[:6], str(e + 2), *words[7:]]))
        yield corrupted, "has a non positive occurrence of the datatypes being declared"


def universe_too_small(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A type without parameters, indices and universes in `Type` gets a constructor that stores any type at all."""
    for place, words in _declarations(lines, "#IND"):
        kind = next((other for _, other in _nodes(lines, "#ES") if other[0] == words[3]), None)
        if words[1] != "0" or kind is None or kind[2] == "0" or words[4] == "0":
            continue
        if len(words) > 5 + 2 * int(words[4]):
            continue
        e, u = _fresh(lines, "#E"), _fresh(lines, "#U")
        made = [f"{u + step} #US {u + step - 1 if step else kind[2]}" for step in range(3)]
        made += [f"{e} #EC {words[2]}", f"{e + 1} #ES {u + 2}", f"{e + 2} #EP #BD {words[2]} {e + 1} {e}"]
        corrupted = _at(lines, place, *made, " ".join([*words[:6], str(e + 2), *words[7:]]))
        yield corrupted, "is too big for the corresponding inductive datatype"


def over_elimination(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """After a proposition with two constructors and no universes: its recursor, asked to make data."""
    exprs = {words[0]: words for _, words in _nodes(lines, "#ES", "#EP")}
    for place, words in _declarations(lines, "#IND"):
        target = exprs.get(words[3], [])
        while target and target[1] == "#EP":
            target = exprs.get(target[5], [])
        if not target or target[2] != "0" or int(words[4]) < 2 or len(words) > 5 + 2 * int(words[4]):
            continue
        n, e, u = _fresh(lines, "#N"), _fresh(lines, "#E"), _fresh(lines, "#U")
        made = [f"{n} #NS {words[2]} rec", f"{n + 1} #NS 0 bad", f"{u} #US 0", f"{e} #EC {n} {u}", f"{e + 1} #ES 0"]
        corrupted = _at(lines, place, lines[place], *made, f"#DEF {n + 1} {e + 1} {e}")
        yield corrupted, "incorrect number of universe levels parameters for '.*rec', #0 expected, #1 provided"


def number_reused(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _nodes(lines, "#EA"):
        if words[0] != "0":
            yield _at(lines, place, " ".join(["0", *words[1:]])), "number 0 is defined twice"


def line_cut(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _nodes(lines, "#EA", "#EL", "#EP", "#NS", "#ES", "#EV"):
        yield _at(lines, place, " ".join(words[:-1])), "parse error"


def unknown_command(lines: Lines) -> Iterator[tuple[Lines, str]]:
    for place, words in _declarations(lines, "#DEF", "#AX", "#IND"):
        yield _at(lines, place, " ".join(["#TRUST", *words[1:]])), "unknown command: #TRUST"


RULES: list[Callable[[Lines], Iterator[tuple[Lines, str]]]] = [
    duplicate_name,
    cyclic_reference,
    self_reference,
    universe_dropped,
    universe_twice,
    universe_argument_added,
    free_variable,
    proof_replaced,
    value_for_type,
    type_changed,
    declaration_missing,
    parameter_count,
    wrong_constructor,
    non_positive,
    universe_too_small,
    over_elimination,
    number_reused,
    line_cut,
    unknown_command,
]


def corruptions(lines: Lines, at_most_each: int) -> Iterator[Corruption]:
    """Corruptions of the export by every rule, at most so many by each, spread over the whole export."""
    for rule in RULES:
        made = list(rule(lines))
        step = max(1, -(-len(made) // at_most_each))
        for corrupted, reason in made[::step]:
            yield Corruption(rule.__name__, corrupted, reason)
