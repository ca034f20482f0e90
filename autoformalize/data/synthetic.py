"""Synthetic pairs for measuring: distinct, of the lengths of real ones, with duplicates and leaks planted among them.

They state nothing worth proving and no checker sees them. Every pair is a function of the seed and its number; what was
planted stands in its `source`, so that a measurement can count back what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from autoformalize.problem import Pair, Problem

PLANTS: Final = ("exact duplicate", "near duplicate", "leak")
DISTINCT: Final = "distinct"

_DUPLICATE_SHARE: Final = 0.01
_NEAR_SHARE: Final = 0.01
_LEAK_SHARE: Final = 0.001
_MEMORY: Final = 512
"""Duplicates repeat one of so many pairs before them."""

_TYPES: Final = (("ℕ", "natural numbers"), ("ℤ", "integers"), ("ℝ", "real numbers"), ("ℚ", "rational numbers"))
_FUNCTIONS: Final = (
    "f",
    "g",
    "abs",
    "max",
    "min",
    "gcd",
    "phi",
    "sigma",
    "floor",
    "sqrt",
    "succ",
    "pred",
    "norm",
    "log",
)
_RELATIONS: Final = (
    ("=", "equals"),
    ("≤", "is at most"),
    ("<", "is less than"),
    ("≠", "differs from"),
    ("∣", "divides"),
)
_OPERATIONS: Final = (("+", "plus"), ("*", "times"), ("-", "minus"))
_NAMES: Final = tuple("abcdkmnpqrstuvwxyz")
_OPENINGS: Final = ("Let", "Suppose we are given", "Consider", "Fix", "Assume we have")
_TOPICS: Final = (
    *("sequence", "orchard", "ledger", "lattice", "garden", "railway", "polygon", "clock", "recipe", "library"),
    *("tournament", "bridge", "market", "mosaic", "archive", "harbour", "theatre", "calendar", "puzzle", "choir"),
)
_TACTICS: Final = (
    *("simp", "ring", "linarith", "norm_num", "exact h1", "apply le_of_lt", "rw h1", "omega", "nlinarith [h1]"),
    *("cases h1 with x hx", "have h9 := h1", "refine ⟨_, _⟩", "intros x y", "by_contra h8"),
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A statement before it is written: its variables, and terms over them as nested tuples."""

    kind: int
    variables: tuple[str, ...]
    hypotheses: tuple[Any, ...]
    goal: Any
    story: tuple[str, ...]
    tactics: tuple[str, ...]


def synthetic_pairs(count: int, seed: int, benchmark: Sequence[Problem]) -> Iterator[Pair]:
    """`count` pairs; some repeat an earlier one, exactly or nearly, and some are the benchmark's, rewritten."""
    rng = Random(f"synthetic {seed}")
    earlier: list[_Drawn] = []
    for number in range(count):
        draw = rng.random()
        if benchmark and draw < _LEAK_SHARE:
            yield _leaked(benchmark[rng.randrange(len(benchmark))], number, rng)
        elif earlier and draw < _LEAK_SHARE + _DUPLICATE_SHARE:
            yield _written(rng.choice(earlier), number, PLANTS[0], rng, renamed=True)
        elif earlier and draw < _LEAK_SHARE + _DUPLICATE_SHARE + _NEAR_SHARE:
            yield _written(_nearly(rng.choice(earlier)), number, PLANTS[1], rng, renamed=True)
        else:
            drawn = _drawn(rng)
            if len(earlier) < _MEMORY:
                earlier.append(drawn)
            else:
                earlier[rng.randrange(_MEMORY)] = drawn
            yield _written(drawn, number, DISTINCT, rng)


def _drawn(rng: Random) -> _Drawn:
    variables = tuple(rng.sample(_NAMES, rng.randint(2, 4)))
    hypotheses = tuple(_relation(rng, variables) for _ in range(rng.randint(1, 4)))
    story = tuple(rng.choices(_TOPICS, k=rng.randint(4, 10)))
    return _Drawn(
        rng.randrange(len(_TYPES)),
        variables,
        hypotheses,
        _relation(rng, variables),
        story,
        tuple(f"{rng.choice(_TACTICS)}" for _ in range(rng.randint(1, 8))),
    )


def _relation(rng: Random, variables: Sequence[str]) -> Any:
    return (rng.choice(_RELATIONS), _term(rng, variables, 2), _term(rng, variables, 1))


def _term(rng: Random, variables: Sequence[str], depth: int) -> Any:
    draw = rng.random()
    if depth == 0 or draw < 0.2:
        return rng.choice(variables) if rng.random() < 0.75 else str(rng.randrange(1, 1000))
    if draw < 0.45:
        return (rng.choice(_FUNCTIONS), _term(rng, variables, depth - 1))
    return (rng.choice(_OPERATIONS), _term(rng, variables, depth - 1), _term(rng, variables, depth - 1))


def _nearly(drawn: _Drawn) -> _Drawn:
    """The same with a word more in the English."""
    return replace(drawn, story=(*drawn.story, "window"))


def _written(drawn: _Drawn, number: int, plant: str, rng: Random, *, renamed: bool = False) -> Pair:
    """The statement in words and in Lean; a duplicate has hypotheses of other names, in another order."""
    order = list(range(len(drawn.hypotheses)))
    names = [f"h{index + 1}" for index in order]
    if renamed:
        rng.shuffle(order)
        names = [f"hyp{index}" for index in range(len(order))]
    kind, plural = _TYPES[drawn.kind]
    binders = " ".join(f"({names[index]} : {_lean(drawn.hypotheses[index])})" for index in order)
    english = "{} {} be {} on the {}. If {}, show that {}.".format(
        _OPENINGS[len(drawn.story) % len(_OPENINGS)],
        ", ".join(drawn.variables),
        plural,
        " of the ".join(drawn.story),
        " and ".join(_english(each) for each in drawn.hypotheses),
        _english(drawn.goal),
    )
    tactics = ",\n  ".join(tactic.replace("h1", names[0]) for tactic in drawn.tactics)
    problem = Problem(
        id=f"synthetic-{number}",
        informal_statement=english,
        formal_statement=f"theorem t{number} ({' '.join(drawn.variables)} : {kind}) {binders} : {_lean(drawn.goal)}",
        topic=drawn.story[0],
        source=plant,
        licence="Apache-2.0",
    )
    return Pair(problem, f":=\nbegin\n  {tactics}\nend")


def _leaked(problem: Problem, number: int, rng: Random) -> Pair:
    """A benchmark problem on one side, with words of its own on the other, or on both."""
    side = rng.randrange(3)
    other = _written(_drawn(rng), number, PLANTS[2], rng)
    english = problem.informal_statement.upper() if side != 1 else other.problem.informal_statement
    lean = problem.formal_statement if side != 0 else other.problem.formal_statement
    header = problem.header if side != 0 else ""
    lean = lean.replace(problem.theorem_name or "\0", f"t{number}", 1)
    planted = replace(other.problem, informal_statement=english, formal_statement=lean, header=header)
    return Pair(planted, other.formal_proof)


def _lean(term: Any) -> str:
    if isinstance(term, str):
        return term
    if len(term) == 2:
        return f"{term[0]} {_wrapped(term[1])}"
    return f"{_wrapped(term[1])} {term[0][0]} {_wrapped(term[2])}"


def _wrapped(term: Any) -> str:
    return term if isinstance(term, str) else f"({_lean(term)})"


def _english(term: Any) -> str:
    if isinstance(term, str):
        return term
    if len(term) == 2:
        return f"the {term[0]} of {_english(term[1])}"
    return f"{_english(term[1])} {term[0][1]} {_english(term[2])}"
