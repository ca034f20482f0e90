"""Forged facts on functions: injective, surjective, bijective, composition, inverses, values by computation."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse, substitute

TOPIC = "functions"

LAWS: list[Rule] = rules(TOPIC, "functions")

_BODIES = ("n + {k}", "{k} * n", "n * {k}", "n * n", "n + n", "{k} * n + {j}", "{k}", "n - {k}", "{k} + n")


def computed_value(rng: Random) -> Draft:
    """`(λ n, 3 * n + 1) 4 = 13`, or the value of a composite at a numeral."""
    from autoformalize.data.forge.equality import evaluate

    name = rng.choice("nxmk")
    body = parse(rng.choice(_BODIES).format(k=rng.randrange(1, 10), j=rng.randrange(1, 10)))
    argument = rng.randrange(0, 9)
    value = evaluate(body, {"n": argument})
    function = Term("λ", (Term(name), Term("ℕ"), substitute(body, {"n": Term(name)})))
    if rng.random() < 0.5:
        goal = Term("=", (Term("app", (function, Term(str(argument)))), Term(str(value))))
        return dress(rng, [], [], goal, rng.choice(("rfl", "rfl", "by refl")))
    other = parse(rng.choice(_BODIES).format(k=rng.randrange(1, 6), j=rng.randrange(1, 6)))
    outer = Term("λ", (Term(name), Term("ℕ"), substitute(other, {"n": Term(name)})))
    total = evaluate(other, {"n": value})
    goal = Term("=", (Term("app", (Term("∘", (outer, function)), Term(str(argument)))), Term(str(total))))
    return dress(rng, [], [], goal, rng.choice(("rfl", "rfl", "by refl")))


def exists_formula(rng: Random) -> Draft:
    """`∃ f : ℕ → ℕ, ∀ n, f n = 3 * n + 1`."""
    name, function = rng.choice("nxmk"), rng.choice("fghF")
    body = substitute(
        parse(rng.choice(_BODIES).format(k=rng.randrange(1, 12), j=rng.randrange(1, 12))), {"n": Term(name)}
    )
    equation = Term("=", (Term("app", (Term(function), Term(name))), body))
    inner = Term("∀", (Term(name), Term(""), equation))
    goal = Term("∃", (Term(function), parse("ℕ → ℕ"), inner))
    from autoformalize.data.forge.terms import lean

    return dress(rng, [], [], goal, f"⟨λ {name}, {lean(body)}, λ {name}, rfl⟩")


def shift_injective(rng: Random) -> Draft:
    """`function.injective (λ n, n + 7)`, and the same for a summand in front."""
    name = rng.choice("nxmk")
    amount = str(rng.randrange(2, 40))
    left = rng.random() < 0.4
    body = Term("+", (Term(amount), Term(name)) if left else (Term(name), Term(amount)))
    goal = Term("app", (Term("function.injective"), Term("λ", (Term(name), Term("ℕ"), body))))
    lemma = "nat.add_left_cancel" if left else "nat.add_right_cancel"
    proofs = (f"λ a b h, {lemma} h", f"begin\n  intros a b h,\n  exact {lemma} h\nend")
    return dress(rng, [], [], goal, rng.choice(proofs))
