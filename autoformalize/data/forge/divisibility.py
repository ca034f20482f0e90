"""Forged facts on divisibility, remainders and parity of natural numbers."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean

TOPIC = "divisibility"

LAWS: list[Rule] = rules(
    TOPIC,
    "a b c d k m n : ℕ",
    """
*dvd-refl | | a ∣ a | ⟨1, (nat.mul_one a).symm⟩ ;; ⟨1, by rw nat.mul_one⟩ ;; begin ⏎ existsi 1, ⏎ rw nat.mul_one ⏎ end | every natural number divides itself
*one-dvd | | 1 ∣ a | ⟨a, (nat.one_mul a).symm⟩ ;; ⟨a, by rw nat.one_mul⟩ | one divides every natural number
*dvd-zero | | a ∣ 0 | ⟨0, rfl⟩ ;; ⟨0, (nat.mul_zero a).symm⟩ ;; begin ⏎ existsi 0, ⏎ refl ⏎ end | every natural number divides zero
*dvd-mul-right | | a ∣ a * b | nat.dvd_mul_right a b ;; ⟨b, rfl⟩ ;; nat.dvd_mul_right _ _ | {a} divides the product {a} · {b}
*dvd-mul-left | | a ∣ b * a | ⟨b, nat.mul_comm b a⟩ ;; ⟨b, by rw nat.mul_comm⟩ ;; begin ⏎ rw nat.mul_comm, ⏎ exact nat.dvd_mul_right a b ⏎ end | {a} divides the product {b} · {a}
*dvd-trans | a ∣ b ; b ∣ c | a ∣ c | nat.dvd_trans h1 h2 ;; begin ⏎ exact nat.dvd_trans h1 h2 ⏎ end ;; by exact nat.dvd_trans h1 h2 | divisibility is transitive
dvd-trans-three | a ∣ b ; b ∣ c ; c ∣ d | a ∣ d | nat.dvd_trans h1 (nat.dvd_trans h2 h3) ;; nat.dvd_trans (nat.dvd_trans h1 h2) h3
*dvd-add | d ∣ a ; d ∣ b | d ∣ a + b | nat.dvd_add h1 h2 ;; begin ⏎ exact nat.dvd_add h1 h2 ⏎ end | a common divisor of {a} and {b} divides their sum
dvd-add-three | d ∣ a ; d ∣ b ; d ∣ c | d ∣ a + b + c | nat.dvd_add (nat.dvd_add h1 h2) h3
dvd-add-three-right | d ∣ a ; d ∣ b ; d ∣ c | d ∣ a + (b + c) | nat.dvd_add h1 (nat.dvd_add h2 h3)
dvd-add-self | d ∣ a | d ∣ a + a | nat.dvd_add h1 h1
dvd-add-self-right | d ∣ a | d ∣ a + d | nat.dvd_add h1 ⟨1, (nat.mul_one d).symm⟩
dvd-mul-of-left | d ∣ a | d ∣ a * b | nat.dvd_trans h1 (nat.dvd_mul_right a b) ;; nat.dvd_trans h1 ⟨b, rfl⟩ ;; begin ⏎ cases h1 with t ht, ⏎ existsi t * b, ⏎ rw [ht, nat.mul_assoc] ⏎ end | if {d} divides {a} then it divides every multiple of {a}
dvd-mul-of-right | d ∣ a | d ∣ b * a | nat.dvd_trans h1 ⟨b, nat.mul_comm b a⟩ ;; begin ⏎ rw nat.mul_comm, ⏎ exact nat.dvd_trans h1 (nat.dvd_mul_right a b) ⏎ end
dvd-of-mul-right | a * b ∣ c | a ∣ c | nat.dvd_trans (nat.dvd_mul_right a b) h1 ;; nat.dvd_trans ⟨b, rfl⟩ h1
dvd-linear | d ∣ a ; d ∣ b | d ∣ a * m + b | nat.dvd_add (nat.dvd_trans h1 (nat.dvd_mul_right a m)) h2
dvd-linear-two | d ∣ a ; d ∣ b | d ∣ a * m + b * n | nat.dvd_add (nat.dvd_trans h1 (nat.dvd_mul_right a m)) (nat.dvd_trans h2 (nat.dvd_mul_right b n))
dvd-self-add-mul | | a ∣ a * b + a * c | nat.dvd_add (nat.dvd_mul_right a b) (nat.dvd_mul_right a c) ;; ⟨b + c, (nat.left_distrib a b c).symm⟩
dvd-three-products | | a ∣ a * b * c | ⟨b * c, nat.mul_assoc a b c⟩ ;; nat.dvd_trans (nat.dvd_mul_right a b) (nat.dvd_mul_right (a * b) c)
dvd-antisymm | a ∣ b ; b ∣ a | a = b | nat.dvd_antisymm h1 h2 | natural numbers that divide each other are equal
dvd-antisymm-flip | a ∣ b ; b ∣ a | b = a | nat.dvd_antisymm h2 h1 ;; (nat.dvd_antisymm h1 h2).symm
le-of-dvd | 0 < b ; a ∣ b | a ≤ b | nat.le_of_dvd h1 h2 | a divisor of a positive number is at most that number
pos-of-dvd | a ∣ b ; 0 < b | 0 < a | nat.pos_of_dvd_of_pos h1 h2
zero-dvd | 0 ∣ a | a = 0 | nat.eq_zero_of_zero_dvd h1 | only zero is divisible by zero
dvd-one | a ∣ 1 | a = 1 | nat.eq_one_of_dvd_one h1 | only one divides one
dvd-sub | b ≤ a ; d ∣ a ; d ∣ b | d ∣ a - b | nat.dvd_sub h1 h2 h3
dvd-add-iff-right | d ∣ a | d ∣ b ↔ d ∣ a + b | nat.dvd_add_iff_right h1
dvd-add-iff-left | d ∣ b | d ∣ a ↔ d ∣ a + b | nat.dvd_add_iff_left h1
dvd-of-sum-left | d ∣ a + b ; d ∣ b | d ∣ a | (nat.dvd_add_iff_left h2).mpr h1
dvd-cancel-left | 0 < k ; k * a ∣ k * b | a ∣ b | nat.dvd_of_mul_dvd_mul_left h1 h2
dvd-cancel-right | 0 < k ; a * k ∣ b * k | a ∣ b | nat.dvd_of_mul_dvd_mul_right h1 h2
dvd-mul-mul | a ∣ b | k * a ∣ k * b | begin ⏎ cases h1 with t ht, ⏎ existsi t, ⏎ rw [ht, nat.mul_assoc] ⏎ end
dvd-of-eq | a = b * c | b ∣ a | ⟨c, h1⟩ ;; begin ⏎ existsi c, ⏎ exact h1 ⏎ end | if {a} = {b} · {c} then {b} divides {a}
dvd-of-eq-right | a = b * c | c ∣ a | ⟨b, by rw [h1, nat.mul_comm]⟩ ;; ⟨b, h1.trans (nat.mul_comm b c)⟩
eq-of-dvd | a ∣ b | ∃ t, b = a * t | h1 ;; exists.elim h1 (λ t ht, ⟨t, ht⟩) ;; begin ⏎ cases h1 with t ht, ⏎ exact ⟨t, ht⟩ ⏎ end | if {a} divides {b}, then {b} is {a} times some number
eq-of-dvd-flip | a ∣ b | ∃ t, b = t * a | exists.elim h1 (λ t ht, ⟨t, ht.trans (nat.mul_comm a t)⟩) ;; begin ⏎ cases h1 with t ht, ⏎ existsi t, ⏎ rw [ht, nat.mul_comm] ⏎ end
dvd-eq-subst | a = b ; d ∣ a | d ∣ b | h1 ▸ h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
mod-eq-zero | a ∣ b | b % a = 0 | nat.mod_eq_zero_of_dvd h1 | a divisor leaves remainder zero
dvd-of-mod | b % a = 0 | a ∣ b | nat.dvd_of_mod_eq_zero h1 | remainder zero means divisibility
dvd-iff-mod | | a ∣ b ↔ b % a = 0 | nat.dvd_iff_mod_eq_zero ;; ⟨nat.mod_eq_zero_of_dvd, nat.dvd_of_mod_eq_zero⟩
mod-lt | 0 < b | a % b < b | nat.mod_lt a h1 ;; nat.mod_lt _ h1 | a remainder is smaller than the divisor
*mod-le | | a % b ≤ a | nat.mod_le a b ;; nat.mod_le _ _
mod-small | a < b | a % b = a | nat.mod_eq_of_lt h1 | a number below {b} is its own remainder modulo {b}
*mod-self | | a % a = 0 | nat.mod_self a ;; by simp | {a} modulo itself is zero
*mod-one | | a % 1 = 0 | nat.mod_one a ;; by simp
*mod-zero | | a % 0 = a | nat.mod_zero a ;; by simp
*zero-mod | | 0 % a = 0 | nat.zero_mod a ;; by simp
mod-two | | a % 2 = 0 ∨ a % 2 = 1 | nat.mod_two_eq_zero_or_one a | the remainder of {a} modulo two is zero or one
*add-mod-right | | (a + b) % b = a % b | nat.add_mod_right a b ;; by simp
*add-mod-left | | (a + b) % a = b % a | nat.add_mod_left a b ;; by simp
*mul-mod-right | | a * b % a = 0 | nat.mul_mod_right a b ;; by simp
*mul-mod-left | | a * b % b = 0 | nat.mul_mod_left a b ;; by simp
div-mod | | a % b + b * (a / b) = a | nat.mod_add_div a b | division with remainder of {a} by {b}
div-self | 0 < a | a / a = 1 | nat.div_self h1 | a positive number divided by itself is one
*div-one | | a / 1 = a | nat.div_one a ;; by simp
*div-zero | | a / 0 = 0 | nat.div_zero a ;; by simp
*zero-div | | 0 / a = 0 | nat.zero_div a ;; by simp
*div-le-self | | a / b ≤ a | nat.div_le_self a b
div-small | a < b | a / b = 0 | nat.div_eq_of_lt h1
mul-div-cancel | 0 < b | a * b / b = a | nat.mul_div_cancel a h1
mul-div-cancel-left | 0 < b | b * a / b = a | nat.mul_div_cancel_left a h1
div-mul-cancel | b ∣ a | a / b * b = a | nat.div_mul_cancel h1
mul-div-cancel' | b ∣ a | b * (a / b) = a | nat.mul_div_cancel' h1
even-double | | ∃ t, 2 * a = 2 * t | ⟨a, rfl⟩ | twice {a} is even
even-mul | ∃ t, a = 2 * t | ∃ t, a * b = 2 * t | exists.elim h1 (λ t ht, ⟨t * b, by rw [ht, nat.mul_assoc]⟩) ;; begin ⏎ cases h1 with t ht, ⏎ existsi t * b, ⏎ rw [ht, nat.mul_assoc] ⏎ end | a multiple of an even number is even
even-add-two | ∃ t, a = 2 * t | ∃ t, a + 2 = 2 * t | begin ⏎ cases h1 with t ht, ⏎ existsi t + 1, ⏎ rw ht, ⏎ refl ⏎ end ;; exists.elim h1 (λ t ht, ⟨t + 1, by rw ht; refl⟩)
odd-of-even | ∃ t, a = 2 * t | ∃ t, a + 1 = 2 * t + 1 | exists.elim h1 (λ t ht, ⟨t, by rw ht⟩) ;; begin ⏎ cases h1 with t ht, ⏎ existsi t, ⏎ rw ht ⏎ end | the successor of an even number is odd
even-add-self | | ∃ t, a + a = 2 * t | ⟨a, by rw [nat.succ_mul, nat.one_mul]⟩ | {a} + {a} is even
multiple-add | ∃ t, a = 3 * t ; ∃ t, b = 3 * t | ∃ t, a + b = 3 * t | begin ⏎ cases h1 with s hs, ⏎ cases h2 with t ht, ⏎ existsi s + t, ⏎ rw [hs, ht, nat.left_distrib] ⏎ end
multiple-mul | ∃ t, a = 5 * t | ∃ t, a * b = 5 * t | begin ⏎ cases h1 with t ht, ⏎ existsi t * b, ⏎ rw [ht, nat.mul_assoc] ⏎ end
gcd-self | | nat.gcd a a = a | nat.gcd_self a ;; by simp
gcd-zero-left | | nat.gcd 0 a = a | nat.gcd_zero_left a ;; by simp
gcd-zero-right | | nat.gcd a 0 = a | nat.gcd_zero_right a ;; by simp
gcd-one-left | | nat.gcd 1 a = 1 | nat.gcd_one_left a ;; by simp
""",
)


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
        return dress(rng, "numeral-dvd", number, [], goal, f"nat.dvd_trans ⟨{q}, rfl⟩ (nat.dvd_mul_right {d * q} {name})")
    if form == "factor":
        goal = Term("∣", (D, Term("*", (D, N))))
        return dress(rng, "numeral-dvd", number, [], goal, rng.choice((f"nat.dvd_mul_right {d} {name}", f"⟨{name}, rfl⟩")))
    if form == "trans":
        fact = [(label, Term("∣", (M, N)))]
        return dress(rng, "numeral-dvd", number, fact, Term("∣", (D, N)), f"nat.dvd_trans ⟨{q}, rfl⟩ {label}")
    if form == "add":
        goal = Term("∣", (D, Term("+", (N, M))))
        return dress(rng, "numeral-dvd", number, given, goal, f"nat.dvd_add {label} ⟨{q}, rfl⟩")
    if form == "sum":
        goal = Term("∣", (D, Term("+", (M, N))))
        return dress(rng, "numeral-dvd", number, given, goal, f"nat.dvd_add ⟨{q}, rfl⟩ {label}")
    if form == "mul":
        goal = Term("∣", (D, Term("*", (N, Term(str(q))))))
        return dress(rng, "numeral-dvd", number, given, goal, f"nat.dvd_trans {label} (nat.dvd_mul_right {name} {q})")
    if form == "equation":
        other = "t" if name != "t" else "s"
        fact = [(label, Term("=", (N, Term("*", (D, Term(other))))))]
        return dress(rng, "numeral-dvd", [(name, Term("ℕ")), (other, Term("ℕ"))], fact, Term("∣", (D, N)), f"⟨{other}, {label}⟩")
    modulo = Term("=", (Term("%", (N, D)), Term("0")))
    if form == "mod":
        return dress(rng, "numeral-mod", number, given, modulo, f"nat.mod_eq_zero_of_dvd {label}")
    return dress(rng, "numeral-mod", number, [(label, modulo)], Term("∣", (D, N)), f"nat.dvd_of_mod_eq_zero {label}")


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
            return Term("*", (number, factor)), f"nat.dvd_trans {proof} (nat.dvd_mul_right {lean(number)} {lean(factor)})"
        return number, proof

    one, proof = divisible()
    for _ in range(rng.choice((1, 1, 2))):
        two, second = divisible()
        one, proof = Term("+", (one, two)), f"nat.dvd_add {_atom(proof)} {_atom(second)}"
    goal = Term("∣", (Term(d), one))
    variables = [(name, Term("ℕ")) for name in sorted((d, *numbers[:count]))]
    return dress(rng, "dvd-combination", variables, facts, goal, proof)


def _atom(text: str) -> str:
    return f"({text})" if " " in text else text
