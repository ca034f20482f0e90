"""Forged inductions: the principle itself, sequences given by a step, and functions defined by recursion."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "induction"

LAWS: list[Rule] = rules(TOPIC, "induction")

_NAMES = (
    "double",
    "twice",
    "steps",
    "floors",
    "cost",
    "size",
    "climb",
    "count_by",
    "walk",
    "score",
    "growth",
    "salary",
)


def recursion(rng: Random) -> tuple[str, Draft]:
    """A function defined by `F 0 = c, F (n + 1) = F n + d` in the header, with a value or a law of it."""
    name = rng.choice(_NAMES)
    start, step = rng.randrange(0, 6), rng.randrange(1, 6)
    header = f"def {name} : ℕ → ℕ\n| 0 := {start}\n| (n + 1) := {name} n + {step}\n"
    definition = rng.choice(
        (
            f"define {name} by {name} 0 = {start} and {name} (n + 1) = {name} n + {step}. ",
            f"let {name} be given by {name}(0) = {start} and {name}(n + 1) = {name}(n) + {step}. ",
            f"the function {name} starts at {start} and grows by {step} at each step. ",
        )
    )
    variable = rng.choice("nmk")
    apply = Term("app", (Term(name), Term(variable)))
    form = rng.choice(("value", "value", "step", "start", "closed", "grows", "bound"))
    number = [(variable, Term("ℕ"))]
    if form == "value":
        at = rng.randrange(1, 5)
        goal = parse(f"{name} {at} = {start + at * step}")
        return header, dress(rng, [], [], goal, rng.choice(("rfl", "by refl")), definition + _then(rng, goal))
    if form == "start":
        goal = parse(f"{name} 0 = {start}")
        return header, dress(rng, [], [], goal, "rfl", definition + _then(rng, goal))
    if form == "step":
        goal = parse(f"{name} ({variable} + 1) = {name} {variable} + {step}")
        return header, dress(rng, number, [], goal, rng.choice(("rfl", "by refl")), definition + _then(rng, goal))
    if form == "grows":
        goal = Term("<", (apply, parse(f"{name} ({variable} + 1)")))
        proof = "nat.lt_add_of_pos_right dec_trivial"
        return header, dress(rng, number, [], goal, proof, definition + _then(rng, goal))
    if form == "bound":
        goal = Term("≤", (Term(str(start)), apply))
        proof = (
            f"begin\n  induction {variable} with k ih,\n  {{ exact le_refl _ }},\n"
            f"  {{ exact nat.le_trans ih (nat.le_add_right _ _) }}\nend"
        )
        return header, dress(rng, number, [], goal, proof, definition + _then(rng, goal))
    header = f"def {name} : ℕ → ℕ\n| 0 := {start}\n| (n + 1) := {name} n + 1\n"
    definition = definition.replace(f"+ {step}", "+ 1").replace(f"by {step}", "by 1")
    goal = parse(f"{name} {variable} = {start} + {variable}") if start else parse(f"{name} {variable} = {variable}")
    proof = f"begin\n  induction {variable} with k ih,\n  {{ refl }},\n  {{ rw [{name}, ih]; refl }}\nend"
    return header, dress(rng, number, [], goal, proof, definition + _then(rng, goal))


def _then(rng: Random, goal: Term) -> str:
    from autoformalize.data.forge.english import Voice

    voice = Voice.draw(rng)
    return rng.choice(("Then {}", "Show that {}", "Prove that {}")).format(voice.say(goal))
