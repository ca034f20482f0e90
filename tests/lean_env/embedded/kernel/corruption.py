"""Corruptions of export texts, made by rule: each is wrong by construction, for a reason that the rule names.

A rule takes an export's lines and yields corrupted copies, each with the pattern that the rejection must match.
`python -m tests.lean_env.embedded.kernel.corruption [EXPORT...]` prints, by rule, how many were made of the exports (of
the tiny library, if none is given) and how many were rejected for their reason.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lean_env.embedded.export_writer import export
from lean_env.embedded.kernel.declaration import KernelError
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.export import Reader
from tests.lean_env.embedded.kernel.tiny import library

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


def k_claim(lines: Lines, kind: str) -> Lines:
    """A fresh family `kk` with one constructor, and a theorem that holds if recursion on any member of `kk` computes.

    For any `C : Prop` and `x` in `kk`, from `C` follows `kk.rec Prop C x`. That computes by K where the family is in
    `Prop`, its constructor takes nothing, and the index of `x` is the constructor's: when `kind` is "right".
    """
    n, e, u = _fresh(lines, "#N"), _fresh(lines, "#E"), _fresh(lines, "#U")
    names = [f"{n} #NS 0 kk", f"{n + 1} #NS {n} mk", f"{n + 2} #NS {n} rec", f"{n + 3} #NS 0 wrong"]
    made = [*names, f"{u} #US 0"]
    prop, family, recursor, falsum = e, e + 1, e + 2, e + 3
    made += [f"{prop} #ES 0", f"{family} #EC {n}", f"{recursor} #EC {n + 2} {u}"]
    made += [f"{e + 4} #EV 0", f"{e + 5} #EV 1", f"{e + 6} #EV 2", f"{e + 7} #EV 3"]
    made += [f"{falsum} #EP #BD {n} {prop} {e + 4}"]  # every proposition holds
    it, motive, minor, index = family, prop, e + 6, ""
    constructor, universe = family, prop
    if kind == "in Type":
        made += [f"{e + 8} #ES {u}", f"{e + 9} #EL #BD {n} {family} {prop}"]
        universe, motive = e + 8, e + 9
    elif kind == "with a field":
        made += [f"{e + 8} #EP #BD {n} {falsum} {family}", f"{e + 9} #EL #BD {n} {falsum} {e + 7}"]
        constructor, minor = e + 8, e + 9
    elif kind == "at another index":
        made += [f"{e + 8} #EP #BD {n} {prop} {prop}", f"{e + 9} #EA {family} {falsum}"]
        made += [f"{e + 10} #EA {family} {e + 4}", f"{e + 11} #EL #BD {n} {prop} {prop}"]
        universe, constructor, it, motive, index = e + 8, e + 9, e + 10, e + 11, f"{e + 6}"
    made.append(f"#IND 0 {n} {universe} 1 {n + 1} {constructor}")
    place = e + 20
    made.append(f"{place} #EA {recursor} {motive}")
    for argument in [str(minor), index, str(e + 5)]:
        if argument:
            made.append(f"{place + 1} #EA {place} {argument}")
            place += 1
    made += [f"{place + 1} #EP #BD {n} {e + 5} {place}", f"{place + 2} #EP #BD {n} {it} {place + 1}"]
    made += [f"{place + 3} #EP #BD {n} {prop} {place + 2}"]
    made += [f"{place + 4} #EL #BD {n} {e + 5} {e + 4}", f"{place + 5} #EL #BD {n} {it} {place + 4}"]
    made += [f"{place + 6} #EL #BD {n} {prop} {place + 5}", f"#DEF {n + 3} {place + 3} {place + 6}"]
    return made


def wrong_k(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A proof by K about a family that is in `Type`, or has a field, or stands at another index."""
    for place, _ in _declarations(lines, "#DEF", "#IND"):
        for kind in ("in Type", "with a field", "at another index"):
            yield _at(lines, place, lines[place], *k_claim(lines, kind)), "type mismatch at definition 'wrong'"


def nested_occurrence(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A type without parameters, indices and universes gets the constructor `F I → I`, `F` being any type former."""
    for place, words in _declarations(lines, "#IND"):
        kind = next((other for _, other in _nodes(lines, "#ES") if other[0] == words[3]), None)
        if words[1] != "0" or kind is None or words[4] == "0" or len(words) > 5 + 2 * int(words[4]):
            continue
        n, e = _fresh(lines, "#N"), _fresh(lines, "#E")
        made = [f"{n} #NS 0 former", f"{e} #EP #BD {n} {words[3]} {words[3]}", f"#AX {n} {e}"]
        made += [f"{e + 1} #EC {words[2]}", f"{e + 2} #EC {n}", f"{e + 3} #EA {e + 2} {e + 1}"]
        made += [f"{e + 4} #EP #BD {n} {e + 3} {e + 1}"]
        corrupted = _at(lines, place, *made, " ".join([*words[:6], str(e + 4), *words[7:]]))
        yield corrupted, "contains a non valid occurrence of the datatypes being declared"


def recursor_taken(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """The name of a recursor is taken by an axiom before its family is declared, or by a constructor of the family."""
    for place, words in _declarations(lines, "#IND"):
        n, e = _fresh(lines, "#N"), _fresh(lines, "#E")
        made = [f"{n} #NS {words[2]} rec", f"{e} #ES 0"]
        yield _at(lines, place, *made, f"#AX {n} {e}", lines[place]), "already has an object named '.*rec'"
        if words[4] != "0":
            renamed = " ".join([*words[:5], str(n), *words[6:]])
            yield _at(lines, place, *made, renamed), "already has an object named '.*rec'"


def quotient_too_soon(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """Quotients are declared before equality."""
    for place, _ in _declarations(lines, "#QUOT"):
        yield ["#QUOT", *_at(lines, place)], "environment does not have 'eq' type"


def recursive_dependency(lines: Lines) -> Iterator[tuple[Lines, str]]:
    """A type without parameters, indices and universes gets a constructor with a field that depends on a recursive one.

    `(x : I) → P I x → I` for a predicate `P : Π A, A → Prop` that is assumed before.
    """
    for place, words in _declarations(lines, "#IND"):
        kind = next((other for _, other in _nodes(lines, "#ES") if other[0] == words[3]), None)
        if words[1] != "0" or kind is None or words[4] == "0" or len(words) > 5 + 2 * int(words[4]):
            continue
        n, e = _fresh(lines, "#N"), _fresh(lines, "#E")
        made = [f"{n} #NS 0 pred", f"{e} #ES 0", f"{e + 8} #EV 0"]
        made += [f"{e + 3} #EP #BD {n} {e + 8} {e}", f"{e + 4} #EP #BD {n} {words[3]} {e + 3}", f"#AX {n} {e + 4}"]
        made += [f"{e + 5} #EC {words[2]}", f"{e + 6} #EC {n}", f"{e + 7} #EA {e + 6} {e + 5}"]
        made += [f"{e + 9} #EA {e + 7} {e + 8}", f"{e + 10} #EP #BD {n} {e + 9} {e + 5}"]
        made += [f"{e + 11} #EP #BD {n} {e + 5} {e + 10}"]
        corrupted = _at(lines, place, *made, " ".join([*words[:6], str(e + 11), *words[7:]]))
        yield corrupted, "invalid occurrence of recursive arg"


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
    wrong_k,
    nested_occurrence,
    recursive_dependency,
    recursor_taken,
    quotient_too_soon,
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


def wrongly_treated(corruption: Corruption) -> str | None:
    """What is wrong with how the kernel treats a corruption, or None when it is rejected for its reason."""
    try:
        Reader(Environment()).read(corruption.lines)
    except KernelError as error:
        if re.search(corruption.reason, error.text):
            return None
        return f"{corruption.rule}: expected {corruption.reason!r}, got {error.text[:300]!r}"
    return f"{corruption.rule}: accepted"


def tiny_export() -> Lines:
    """The export of the tiny library, as lines."""
    env = library()
    return export(env, [info.name for info in env]).splitlines()


def main(paths: Sequence[str]) -> int:
    """Print the table; 0 if every corruption was rejected for its reason."""
    exports = [Path(path).read_text(encoding="utf-8").splitlines() for path in paths] or [tiny_export()]
    made: Counter[str] = Counter()
    problems: list[str] = []
    rejected: Counter[str] = Counter()
    for lines in exports:
        for corruption in corruptions(lines, 30):
            made[corruption.rule] += 1
            problem = wrongly_treated(corruption)
            if problem is None:
                rejected[corruption.rule] += 1
            else:
                problems.append(problem)
    print(f"{'rule':26} {'made':>6} {'rejected for its reason':>24}")
    for rule in RULES:
        print(f"{rule.__name__:26} {made[rule.__name__]:6} {rejected[rule.__name__]:24}")
    print(f"{'all':26} {made.total():6} {rejected.total():24}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    sys.exit(main(sys.argv[1:]))
