"""Forged inductions: the principle itself, sequences given by a step, and functions defined by recursion."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "induction"

LAWS: list[Rule] = rules(
    TOPIC,
    "f g : ℕ → ℕ, P Q : ℕ → Prop, n c : ℕ",
    """
rule-at | P 0 ; ∀ k, P k → P (k + 1) | P n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end ;; nat.rec_on n h1 h2 | if {P} holds at 0 and passes from every number to the next, it holds at {n}
rule-succ | P 0 ; ∀ k, P k → P (nat.succ k) | P n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end ;; nat.rec_on n h1 h2
rule-one | P 0 ; ∀ k, P k → P (k + 1) | P 1 | h2 0 h1 ;; begin ⏎ apply h2, ⏎ exact h1 ⏎ end
rule-two | P 0 ; ∀ k, P k → P (k + 1) | P 2 | h2 1 (h2 0 h1)
rule-cases | P 0 ; ∀ k, P (k + 1) | P n | begin ⏎ cases n with k, ⏎ { exact h1 }, ⏎ { exact h2 k } ⏎ end ;; nat.cases_on n h1 h2
rule-both | P 0 ; Q 0 ; ∀ k, P k ∧ Q k → P (k + 1) ∧ Q (k + 1) | P n ∧ Q n | begin ⏎ induction n with k ih, ⏎ { exact ⟨h1, h2⟩ }, ⏎ { exact h3 k ih } ⏎ end
rule-imp | P 0 ; ∀ k, P k → P (k + 1) ; ∀ k, P k → Q k | Q n | begin ⏎ apply h3, ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end
strong | ∀ k, (∀ j, j < k → P j) → P k | P n | nat.strong_induction_on n h1 | strong induction for the property {P}
zero-add | | 0 + n = n | begin ⏎ induction n with k ih, ⏎ { refl }, ⏎ { rw [nat.add_succ, ih] } ⏎ end
zero-mul | | 0 * n = 0 | begin ⏎ induction n with k ih, ⏎ { refl }, ⏎ { rw [nat.mul_succ, ih] } ⏎ end
one-mul | | 1 * n = n | begin ⏎ induction n with k ih, ⏎ { refl }, ⏎ { rw [nat.mul_succ, ih] } ⏎ end
zero-le | | 0 ≤ n | begin ⏎ induction n with k ih, ⏎ { exact le_refl 0 }, ⏎ { exact nat.le_succ_of_le ih } ⏎ end
sub-self | | n - n = 0 | begin ⏎ induction n with k ih, ⏎ { refl }, ⏎ { rw [nat.succ_sub_succ, ih] } ⏎ end
const-step | f 0 = c ; ∀ k, f (k + 1) = f k | f n = c | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, ih] } ⏎ end | a sequence that starts at {c} and never changes is always {c}
const-succ | f 0 = c ; ∀ k, f (nat.succ k) = f k | f n = c | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, ih] } ⏎ end
count-step | f 0 = c ; ∀ k, f (k + 1) = f k + 1 | f n = c + n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, ih] } ⏎ end
equal-sequences | f 0 = g 0 ; ∀ k, f k = g k → f (k + 1) = g (k + 1) | f n = g n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end
same-recursion | f 0 = g 0 ; ∀ k, f (k + 1) = f k + 1 ; ∀ k, g (k + 1) = g k + 1 | f n = g n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, h3, ih] } ⏎ end
invariant-pos | 0 < f 0 ; ∀ k, 0 < f k → 0 < f (k + 1) | 0 < f n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end
bounded-above | f 0 ≤ c ; ∀ k, f (k + 1) ≤ f k | f n ≤ c | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact le_trans (h2 k) ih } ⏎ end | a sequence that starts below {c} and never grows stays below {c}
bounded-below | c ≤ f 0 ; ∀ k, f k ≤ f (k + 1) | c ≤ f n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact le_trans ih (h2 k) } ⏎ end | a sequence that starts above {c} and never falls stays above {c}
strictly-positive | 0 < f 0 ; ∀ k, f k < f (k + 1) | 0 < f n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact lt_trans ih (h2 k) } ⏎ end
compare-sequences | f 0 ≤ g 0 ; ∀ k, f k ≤ g k → f (k + 1) ≤ g (k + 1) | f n ≤ g n | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { exact h2 k ih } ⏎ end
zero-sequence | f 0 = 0 ; ∀ k, f (k + 1) = f k + f k | f n = 0 | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, ih] } ⏎ end
one-sequence | f 0 = 1 ; ∀ k, f (k + 1) = f k * f k | f n = 1 | begin ⏎ induction n with k ih, ⏎ { exact h1 }, ⏎ { rw [h2, ih], refl } ⏎ end
not-succ-self | | nat.succ n ≠ n | begin ⏎ induction n with k ih, ⏎ { exact nat.succ_ne_zero 0 }, ⏎ { intro h, exact ih (nat.succ.inj h) } ⏎ end
zero-or-succ | | n = 0 ∨ ∃ k, n = nat.succ k | begin ⏎ cases n with k, ⏎ { left, refl }, ⏎ { right, exact ⟨k, rfl⟩ } ⏎ end
""",
)

_NAMES = ("double", "twice", "steps", "level", "cost", "size", "climb", "count_by", "walk", "score", "growth", "salary")


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
        return header, dress(rng, f"{name}-value", [], [], goal, rng.choice(("rfl", "by refl")), definition + _then(rng, goal))
    if form == "start":
        goal = parse(f"{name} 0 = {start}")
        return header, dress(rng, f"{name}-start", [], [], goal, "rfl", definition + _then(rng, goal))
    if form == "step":
        goal = parse(f"{name} ({variable} + 1) = {name} {variable} + {step}")
        return header, dress(rng, f"{name}-step", number, [], goal, rng.choice(("rfl", "by refl")), definition + _then(rng, goal))
    if form == "grows":
        goal = Term("<", (apply, parse(f"{name} ({variable} + 1)")))
        proof = "nat.lt_add_of_pos_right dec_trivial"
        return header, dress(rng, f"{name}-grows", number, [], goal, proof, definition + _then(rng, goal))
    if form == "bound":
        goal = Term("≤", (Term(str(start)), apply))
        proof = (
            f"begin\n  induction {variable} with k ih,\n  {{ exact le_refl _ }},\n"
            f"  {{ exact nat.le_trans ih (nat.le_add_right _ _) }}\nend"
        )
        return header, dress(rng, f"{name}-bound", number, [], goal, proof, definition + _then(rng, goal))
    header = f"def {name} : ℕ → ℕ\n| 0 := {start}\n| (n + 1) := {name} n + 1\n"
    definition = definition.replace(f"+ {step}", "+ 1").replace(f"by {step}", "by 1")
    goal = parse(f"{name} {variable} = {start} + {variable}") if start else parse(f"{name} {variable} = {variable}")
    proof = f"begin\n  induction {variable} with k ih,\n  {{ refl }},\n  {{ rw [{name}, ih]; refl }}\nend"
    return header, dress(rng, f"{name}-closed", number, [], goal, proof, definition + _then(rng, goal))


def _then(rng: Random, goal: Term) -> str:
    from autoformalize.data.forge.english import Voice

    voice = Voice.draw(rng)
    return rng.choice(("Then {}", "Show that {}", "Prove that {}")).format(voice.say(goal))
