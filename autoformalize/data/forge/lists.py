"""Forged facts on lists: append, length, map, membership, and computed examples."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "lists"

LAWS: list[Rule] = rules(TOPIC, "lists")


def computed(rng: Random) -> Draft:
    """A closed equation between lists of numerals, or their lengths and sums, by computation."""
    one = [rng.randrange(0, 10) for _ in range(rng.randrange(1, 5))]
    two = [rng.randrange(0, 10) for _ in range(rng.randrange(1, 4))]
    k = rng.randrange(1, 6)
    count = rng.randrange(0, len(one) + 1)
    first, second = _listing(one), _listing(two)
    name = rng.choice("nxk")
    options: tuple[tuple[Term, Term], ...] = (
        (Term("++", (first, second)), _listing(one + two)),
        (_call("list.length", first), Term(str(len(one)))),
        (_call("list.reverse", first), _listing(one[::-1])),
        (_call("list.map", Term("nat.succ"), first), _listing([x + 1 for x in one])),
        (_call("list.map", parse(f"λ {name}, {k} * {name}"), first), _listing([k * x for x in one])),
        (_call("list.map", parse(f"λ {name}, {name} + {k}"), first), _listing([x + k for x in one])),
        (_call("list.head", first), Term(str(one[0]))),
        (_call("list.tail", first), _listing(one[1:])),
        (_call("list.take", Term(str(count)), first), _listing(one[:count])),
        (_call("list.drop", Term(str(count)), first), _listing(one[count:])),
        (_call("list.length", Term("++", (first, second))), Term(str(len(one) + len(two)))),
        (_call("list.repeat", Term(str(k)), Term(str(count))), _listing([k] * count)),
    )
    left, right = rng.choice(options)
    return dress(rng, [], [], Term("=", (left, right)), rng.choice(("rfl", "rfl", "by refl")))


def folded(rng: Random) -> Draft:
    """Sums and products of numerals by folding, with the English that goes with it."""
    numbers = [rng.randrange(0, 10) for _ in range(rng.randrange(2, 5))]
    op, side = rng.choice("+*"), rng.choice("rl")
    if op == "*":
        numbers = [max(1, x % 5) for x in numbers]
    total = sum(numbers)
    if op == "*":
        total = 1
        for x in numbers:
            total *= x
    start = "0" if op == "+" else "1"
    verb = "sum" if op == "+" else "product"
    listing = ", ".join(map(str, numbers))
    direction = "right" if side == "r" else "left"
    said = rng.choice(
        (
            f"the {verb} of the list [{listing}], folded from the {direction}, is {total}",
            f"folding [{listing}] from the {direction} with {op} and start {start} gives {total}",
            f"show that the {verb} of the elements of [{listing}] is {total} (fold from the {direction})",
        )
    )
    goal = parse(f"F {start} [{listing}] = {total}")
    draft = dress(rng, [], [], goal, rng.choice(("rfl", "rfl", "by refl")), said)
    return Draft(
        draft.name,
        draft.statement.replace(": F ", f": list.fold{side} ({op}) "),
        draft.proof,
        draft.english,
        draft.style,
    )


def membership(rng: Random) -> Draft:
    """A numeral in, or not in, a list of numerals."""
    numbers = rng.sample(range(12), rng.randrange(1, 5))
    inside = rng.random() < 0.6
    number = rng.choice(numbers) if inside else rng.choice([x for x in range(14) if x not in numbers])
    goal = Term("∈" if inside else "∉", (Term(str(number)), _listing(numbers)))
    proof = rng.choice(("dec_trivial", "by simp")) if inside else "dec_trivial"
    return dress(rng, [], [], goal, proof)


def _listing(numbers: list[int]) -> Term:
    return Term("list", tuple(Term(str(x)) for x in numbers) or (Term(""),))


def _call(head: str, *arguments: Term) -> Term:
    return Term("app", (Term(head), *arguments))
