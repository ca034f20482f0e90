"""Forged facts on the integers: the ring laws and the order by name, signs, and computation."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "integers"

LAWS: list[Rule] = rules(TOPIC, "integers")


def computed(rng: Random) -> Draft:
    """A closed equation or comparison of integers, by computation; the first numeral carries the type."""
    a, b, c = (rng.randrange(-9, 10) for _ in range(3))
    first = Term("ascribe", (_numeral(a), Term("ℤ")))
    if rng.random() < 0.7:
        op = rng.choice("+-*")
        left: Term = Term(op, (first, _numeral(b)))
        value = {"+": a + b, "-": a - b, "*": a * b}[op]
        if rng.random() < 0.3:
            op = rng.choice("+-")
            left = Term(op, (left, _numeral(c)))
            value = value + c if op == "+" else value - c
        return dress(
            rng,
            [],
            [],
            Term("=", (left, _numeral(value))),
            rng.choice(("rfl", "rfl", "by refl", "dec_trivial")),
        )
    op = rng.choice(("<", "≤", "≠"))
    truth = {"<": a < b, "≤": a <= b, "≠": a != b}[op]
    goal = Term(op, (first, _numeral(b)))
    return dress(rng, [], [], goal if truth else Term("¬", (goal,)), "dec_trivial")


def witness(rng: Random) -> Draft:
    """An equation over the integers with a solution to name."""
    name = rng.choice("xnkyt")
    k, solution = rng.randrange(1, 12), rng.randrange(-9, 10)
    shapes = (
        (Term("+", (Term(name), Term(str(k)))), solution + k),
        (Term("-", (Term(name), Term(str(k)))), solution - k),
        (Term("*", (Term(str(k)), Term(name))), solution * k),
        (Term("-", (Term(str(k)), Term(name))), k - solution),
    )
    left, value = rng.choice(shapes)
    goal = Term("∃", (Term(name), Term("ℤ"), Term("=", (left, _numeral(value)))))
    proof = f"⟨{lean(_numeral(solution))}, rfl⟩"
    return dress(rng, [], [], goal, proof)


_SIGNS = (("0 ≤ {}", "int.add_nonneg", "int.mul_nonneg", "≤"), ("0 < {}", "int.add_pos", "int.mul_pos", "<"))


def sign(rng: Random) -> Draft:
    """Sums and products of nonnegative, or of positive, integers in a random nesting."""
    letters = rng.choice(("a b c", "x y z", "m n k", "p q r")).split()
    count = rng.choice((1, 2, 2, 3))
    _, add, multiply, op = rng.choice(_SIGNS)
    labels = ["h"] if count == 1 else rng.choice((["h1", "h2", "h3"], ["ha", "hb", "hc"], ["h₁", "h₂", "h₃"]))[:count]
    zero = Term("0")
    facts = [(label, Term(op, (zero, Term(name)))) for label, name in zip(labels, letters, strict=False)]

    def build(depth: int) -> tuple[Term, str]:
        if depth == 0 or rng.random() < 0.2:
            i = rng.randrange(count)
            return Term(letters[i]), labels[i]
        (one, first), (two, second) = build(depth - 1), build(depth - 1)
        symbol, lemma = rng.choice((("+", add), ("*", multiply)))
        return Term(symbol, (one, two)), f"{lemma} {_atom(first)} {_atom(second)}"

    value, proof = build(rng.choice((1, 2, 2)))
    variables = [(name, Term("ℤ")) for name in letters[:count]]
    return dress(rng, variables, facts, Term(op, (zero, value)), proof)


_STEPS = {
    "t + c": "int.add_le_add_right {} c",
    "c + t": "int.add_le_add_left {} c",
    "t - c": "int.sub_le_sub_right {} c",
    "t + 1": "int.add_le_add_right {} 1",
}


def monotone_context(rng: Random) -> Draft:
    """From `a ≤ b` an inequality of expressions, by the named lemma of each step."""
    from autoformalize.data.forge.numbers import _names

    a, b, c = rng.choice(("a b c", "x y z", "m n k")).split()
    label = rng.choice(("h", "h1", "hab"))
    one, two, proof = Term(a), Term(b), label
    for _ in range(rng.choice((1, 1, 2))):
        shape = rng.choice(list(_STEPS))
        one, two = (substitute(parse(shape), {"t": side, "c": Term(c)}) for side in (one, two))
        proof = _STEPS[shape].replace(" c", f" {c}").format(_atom(proof))
    if rng.random() < 0.3:
        one, two, proof = Term("neg", (two,)), Term("neg", (one,)), f"int.neg_le_neg {_atom(proof)}"
    goal = Term("≤", (one, two))
    names = [name for name in (a, b, c) if name in _names(goal)]
    return dress(
        rng,
        [(name, Term("ℤ")) for name in names],
        [(label, Term("≤", (Term(a), Term(b))))],
        goal,
        proof,
    )


_FACTS = (
    ("a + b = b + a", "int.add_comm a b"),
    ("a * b = b * a", "int.mul_comm a b"),
    ("a + b + c = a + (b + c)", "int.add_assoc a b c"),
    ("a * b * c = a * (b * c)", "int.mul_assoc a b c"),
    ("0 + a = a", "int.zero_add a"),
    ("a + 0 = a", "int.add_zero a"),
    ("a * 1 = a", "int.mul_one a"),
    ("1 * a = a", "int.one_mul a"),
    ("a * 0 = 0", "int.mul_zero a"),
    ("a - a = 0", "int.sub_self a"),
    ("a + -a = 0", "int.add_right_neg a"),
    ("-a + a = 0", "int.add_left_neg a"),
    ("- -a = a", "int.neg_neg a"),
    ("a * (b + c) = a * b + a * c", "int.distrib_left a b c"),
    ("(a + b) * c = a * c + b * c", "int.distrib_right a b c"),
    ("a - b + b = a", "int.sub_add_cancel a b"),
    ("a + b - b = a", "int.add_sub_cancel a b"),
    ("-a * -b = a * b", "int.neg_mul_neg a b"),
)


def rewritten(rng: Random) -> Draft:
    """An equation of integers proved by a named rewrite inside a larger expression, or two in a row."""
    from autoformalize.data.forge.numbers import _names
    from autoformalize.data.forge.terms import rename

    letters = rng.choice(("a b c d", "x y z w", "m n k l", "p q r s")).split()
    new = {old: Term(letter) for old, letter in zip("abc", letters, strict=False)}
    text, proof = rng.choice(_FACTS)
    fact, step = substitute(parse(text), new), rename(proof, new)
    frame = parse(rng.choice(("t + d", "d + t", "t * d", "d * t", "t - d", "d - t", "2 * t")))
    put = {"d": Term(letters[3])}
    left, right = fact.args
    goal = Term("=", (substitute(frame, {**put, "t": left}), substitute(frame, {**put, "t": right})))
    names = [letter for letter in letters if letter in _names(goal)]
    return dress(rng, [(name, Term("ℤ")) for name in names], [], goal, f"by rw {step}")


def _numeral(value: int) -> Term:
    return Term(str(value)) if value >= 0 else Term("neg", (Term(str(-value)),))


def _atom(text: str) -> str:
    return f"({text})" if " " in text else text
