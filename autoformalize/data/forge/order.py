"""Forged facts on the order of the natural numbers: the core library's lemmas, chains, and bounds."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "order"

LAWS: list[Rule] = rules(TOPIC, "order")


def bounded_chain(rng: Random) -> Draft:
    """From `a < 5` conclude `a < 9`, or the same with ≤, or through a second variable."""
    low, high = sorted(rng.sample(range(1, 60), 2))
    name, other = rng.choice(("a b", "n m", "x y", "k j")).split()
    label = rng.choice(("h", "h1", "H"))
    form = rng.choice(("lt lt", "le lt", "le le", "lt le", "chain"))
    x, small, large = Term(name), Term(str(low)), Term(str(high))
    if form == "chain":
        facts = [("h1", Term("≤", (x, Term(other)))), ("h2", Term("<", (Term(other), small)))]
        goal = Term("<", (x, small))
        proof = rng.choice(("lt_of_le_of_lt h1 h2", "nat.lt_of_le_of_lt h1 h2"))
        return dress(rng, [(name, Term("ℕ")), (other, Term("ℕ"))], facts, goal, proof)
    given, wanted = form.split()
    ops = {"lt": "<", "le": "≤"}
    proofs = {
        "lt lt": f"lt_trans {label} dec_trivial",
        "le lt": f"lt_of_le_of_lt {label} dec_trivial",
        "le le": f"le_trans {label} dec_trivial",
        "lt le": f"le_trans (le_of_lt {label}) dec_trivial",
    }
    proof = proofs[form] if rng.random() < 0.5 or form == "lt le" else "nat." + proofs[form]
    fact = Term(ops[given], (x, small))
    return dress(rng, [(name, Term("ℕ"))], [(label, fact)], Term(ops[wanted], (x, large)), proof)


def sum_of_inequalities(rng: Random) -> Draft:
    """Two or three inequalities added or multiplied, in a random nesting, with the matching lemmas."""
    letters = rng.choice(("a b c x y z", "a c e b d f", "p q r s t u", "m n k x y z")).split()
    count = rng.choice((2, 3, 3))
    left, right = letters[:3][:count], letters[3:][:count]
    strict = rng.random() < 0.3
    op = "<" if strict else "≤"
    labels = rng.choice((["h1", "h2", "h3"], ["h₁", "h₂", "h₃"], ["ha", "hb", "hc"]))[:count]
    facts = [(label, Term(op, (Term(one), Term(two)))) for label, one, two in zip(labels, left, right, strict=True)]
    lemma = {"+": "nat.add_lt_add" if strict else "nat.add_le_add", "*": "nat.mul_le_mul"}
    combine = "+" if strict or rng.random() < 0.7 else "*"
    one, two, proof = Term(left[0]), Term(right[0]), labels[0]
    grow_right = rng.random() < 0.35
    for i in range(1, count):
        first = (Term(left[i]), Term(right[i]), labels[i])
        atom = f"({proof})" if " " in proof else proof
        if grow_right:
            one, two, proof = (
                Term(combine, (first[0], one)),
                Term(combine, (first[1], two)),
                f"{lemma[combine]} {first[2]} {atom}",
            )
        else:
            one, two, proof = (
                Term(combine, (one, first[0])),
                Term(combine, (two, first[1])),
                f"{lemma[combine]} {atom} {first[2]}",
            )
    variables = [(name, Term("ℕ")) for name in (*left, *right)]
    return dress(rng, variables, facts, Term(op, (one, two)), proof)


def monotone_context(rng: Random) -> Draft:
    """From `a ≤ b` an inequality between expressions in `a` and `b`, one named lemma a step."""
    a, b, c = rng.choice(("a b c", "x y z", "m n k")).split()
    label = rng.choice(("h", "h1", "hab"))
    numeral = str(rng.randrange(2, 20))
    steps = {
        f"t + {numeral}": "nat.add_le_add_right {} " + numeral,
        f"{numeral} + t": "nat.add_le_add_left {} " + numeral,
        f"{numeral} * t": f"nat.mul_le_mul_left {numeral} {{}}",
        f"t * {numeral}": f"nat.mul_le_mul_right {numeral} {{}}",
        "t + c": f"nat.add_le_add_right {{}} {c}",
        "c + t": f"nat.add_le_add_left {{}} {c}",
        "c * t": f"nat.mul_le_mul_left {c} {{}}",
        "t * c": f"nat.mul_le_mul_right {c} {{}}",
        "nat.succ t": "nat.succ_le_succ {}",
        "t + 1": "nat.succ_le_succ {}",
        "t - c": f"nat.sub_le_sub_right {{}} {c}",
    }
    from autoformalize.data.forge.terms import substitute

    one, two, proof = Term(a), Term(b), label
    for _ in range(rng.choice((1, 1, 2))):
        shape = rng.choice(list(steps))
        frame = parse(shape)
        one, two = (substitute(frame, {"t": side, "c": Term(c)}) for side in (one, two))
        proof = steps[shape].format(f"({proof})" if " " in proof else proof)
    goal = Term("≤", (one, two))
    from autoformalize.data.forge.numbers import _names

    names = [name for name in (a, b, c) if name in _names(goal)]
    return dress(rng, [(name, Term("ℕ")) for name in names], [(label, Term("≤", (Term(a), Term(b))))], goal, proof)
