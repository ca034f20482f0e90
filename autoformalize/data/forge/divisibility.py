"""Forged facts on divisibility, remainders and parity of natural numbers."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean

TOPIC = "divisibility"

LAWS: list[Rule] = rules(TOPIC, "divisibility")


def numeral_divides(rng: Random) -> Draft:
    """Divisibility by a numeral of a product, sum or remainder, with a witness or a named lemma."""
    d, q = rng.randrange(2, 12), rng.randrange(2, 12)
    name = rng.choice("nmkxab")
    label = rng.choice(("h", "h1", "hd"))
    D, N, M = Term(str(d)), Term(name), Term(str(d * q))
    number = [(name, Term("ℕ"))]
    form = rng.choice(("multiple", "factor", "mod", "trans", "add", "mul", "equation", "of mod", "sum"))
    given: list[tuple[str, Term]] = [(label, Term("∣", (D, N)))]
    if form == "multiple":
        goal = Term("∣", (D, Term("*", (M, N))))
        return dress(rng, number, [], goal, f"nat.dvd_trans ⟨{q}, rfl⟩ (nat.dvd_mul_right {d * q} {name})")
    if form == "factor":
        goal = Term("∣", (D, Term("*", (D, N))))
        return dress(rng, number, [], goal, rng.choice((f"nat.dvd_mul_right {d} {name}", f"⟨{name}, rfl⟩")))
    if form == "trans":
        fact = [(label, Term("∣", (M, N)))]
        return dress(rng, number, fact, Term("∣", (D, N)), f"nat.dvd_trans ⟨{q}, rfl⟩ {label}")
    if form == "add":
        goal = Term("∣", (D, Term("+", (N, M))))
        return dress(rng, number, given, goal, f"nat.dvd_add {label} ⟨{q}, rfl⟩")
    if form == "sum":
        goal = Term("∣", (D, Term("+", (M, N))))
        return dress(rng, number, given, goal, f"nat.dvd_add ⟨{q}, rfl⟩ {label}")
    if form == "mul":
        goal = Term("∣", (D, Term("*", (N, Term(str(q))))))
        return dress(rng, number, given, goal, f"nat.dvd_trans {label} (nat.dvd_mul_right {name} {q})")
    if form == "equation":
        other = "t" if name != "t" else "s"
        fact = [(label, Term("=", (N, Term("*", (D, Term(other))))))]
        return dress(rng, [(name, Term("ℕ")), (other, Term("ℕ"))], fact, Term("∣", (D, N)), f"⟨{other}, {label}⟩")
    modulo = Term("=", (Term("%", (N, D)), Term("0")))
    if form == "mod":
        return dress(rng, number, given, modulo, f"nat.mod_eq_zero_of_dvd {label}")
    return dress(rng, number, [(label, modulo)], Term("∣", (D, N)), f"nat.dvd_of_mod_eq_zero {label}")


def combination(rng: Random) -> Draft:
    """A common divisor divides a random sum of products."""
    letters = rng.choice(("d a b c", "k m n l", "p x y z", "c a b d")).split()
    d, numbers = letters[0], letters[1:]
    count = rng.choice((1, 2, 2, 3))
    labels = ["h"] if count == 1 else rng.choice((["h1", "h2", "h3"], ["ha", "hb", "hc"], ["h₁", "h₂", "h₃"]))[:count]
    facts = [(label, Term("∣", (Term(d), Term(name)))) for label, name in zip(labels, numbers, strict=False)]

    def divisible() -> tuple[Term, str]:
        i = rng.randrange(count)
        number, proof = Term(numbers[i]), labels[i]
        if rng.random() < 0.45:
            factor = rng.choice([Term(str(rng.randrange(2, 9))), Term(numbers[rng.randrange(count)])])
            return Term(
                "*", (number, factor)
            ), f"nat.dvd_trans {proof} (nat.dvd_mul_right {lean(number)} {lean(factor)})"
        return number, proof

    one, proof = divisible()
    for _ in range(rng.choice((1, 1, 2))):
        two, second = divisible()
        one, proof = Term("+", (one, two)), f"nat.dvd_add {_atom(proof)} {_atom(second)}"
    goal = Term("∣", (Term(d), one))
    variables = [(name, Term("ℕ")) for name in sorted((d, *numbers[:count]))]
    return dress(rng, variables, facts, goal, proof)


def _atom(text: str) -> str:
    return f"({text})" if " " in text else text
