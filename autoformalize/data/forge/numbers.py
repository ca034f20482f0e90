"""Forged arithmetic of the natural numbers: the laws of the core library by name, computed facts, and witnesses."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.equality import evaluate
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "natural numbers"

LAWS: list[Rule] = rules(
    TOPIC,
    "f : ℕ → ℕ, P : ℕ → Prop, a b c d m n k : ℕ",
    """
*add-comm | | a + b = b + a | nat.add_comm a b ;; nat.add_comm _ _ ;; nat.add_comm a b ;; by rw nat.add_comm | addition of natural numbers is commutative: {a} + {b} = {b} + {a} ;; {a} and {b} can be added in either order
*add-assoc | | a + b + c = a + (b + c) | nat.add_assoc a b c ;; nat.add_assoc _ _ _ ;; by rw nat.add_assoc | addition is associative ;; it does not matter how {a} + {b} + {c} is bracketed
*add-assoc-back | | a + (b + c) = a + b + c | (nat.add_assoc a b c).symm ;; by rw nat.add_assoc
*add-left-comm | | a + (b + c) = b + (a + c) | nat.add_left_comm a b c ;; nat.add_left_comm _ _ _
*add-right-comm | | a + b + c = a + c + b | nat.add_right_comm a b c ;; nat.add_right_comm _ _ _
!add-rotate | | a + b + c = b + c + a | by rw [nat.add_assoc, nat.add_comm] ;; (nat.add_assoc a b c).trans (nat.add_comm a (b + c))
!add-reverse-brackets | | a + (b + c) = c + b + a | by rw [nat.add_comm, nat.add_comm b c]
!add-swap-inner | | a + (b + c) = a + (c + b) | by rw nat.add_comm b c ;; congr_arg (λ t, a + t) (nat.add_comm b c)
!add-swap-left | | (a + b) + c = (b + a) + c | by rw nat.add_comm a b ;; congr_arg (λ t, t + c) (nat.add_comm a b)
!add-four | | (a + b) + (c + d) = (c + d) + (a + b) | nat.add_comm _ _ ;; nat.add_comm (a + b) (c + d) ;; by rw nat.add_comm
!add-simp-three | | a + b + c = c + a + b | by simp [nat.add_comm, nat.add_left_comm, nat.add_assoc] ;; by rw [nat.add_comm, nat.add_assoc]
!add-simp-four | | a + b + (c + d) = d + c + (b + a) | by simp [nat.add_comm, nat.add_left_comm, nat.add_assoc]
*add-zero | | a + 0 = a | rfl ;; nat.add_zero a ;; by simp ;; by rw nat.add_zero | adding zero changes nothing ;; {a} plus zero is {a}
*zero-add | | 0 + a = a | nat.zero_add a ;; nat.zero_add _ ;; by simp ;; by rw nat.zero_add | zero plus {a} is {a} ;; adding {a} to zero gives {a}
add-zero-zero | | a + 0 + 0 = a | rfl ;; by simp
zero-add-add | | 0 + (a + b) = a + b | nat.zero_add _ ;; nat.zero_add (a + b) ;; by rw nat.zero_add ;; by simp
zero-add-comm | | 0 + a + b = b + a | by rw [nat.zero_add, nat.add_comm]
*mul-comm | | a * b = b * a | nat.mul_comm a b ;; nat.mul_comm _ _ ;; by rw nat.mul_comm | multiplication of natural numbers is commutative ;; {a} and {b} can be multiplied in either order
*mul-assoc | | a * b * c = a * (b * c) | nat.mul_assoc a b c ;; nat.mul_assoc _ _ _ ;; by rw nat.mul_assoc | multiplication is associative
*mul-assoc-back | | a * (b * c) = a * b * c | (nat.mul_assoc a b c).symm ;; by rw nat.mul_assoc
!mul-rotate | | a * b * c = b * c * a | by rw [nat.mul_assoc, nat.mul_comm] ;; (nat.mul_assoc a b c).trans (nat.mul_comm a (b * c))
!mul-swap-inner | | a * (b * c) = a * (c * b) | by rw nat.mul_comm b c
!mul-swap-left | | a * b * c = b * a * c | by rw nat.mul_comm a b
!mul-reverse-brackets | | a * (b * c) = c * b * a | by rw [nat.mul_comm, nat.mul_comm b c]
*mul-zero | | a * 0 = 0 | nat.mul_zero a ;; rfl ;; by simp ;; by rw nat.mul_zero | multiplying by zero gives zero
*zero-mul | | 0 * a = 0 | nat.zero_mul a ;; nat.zero_mul _ ;; by simp ;; by rw nat.zero_mul | zero times {a} is zero
*mul-one | | a * 1 = a | nat.mul_one a ;; nat.mul_one _ ;; by simp ;; by rw nat.mul_one | multiplying by one changes nothing
*one-mul | | 1 * a = a | nat.one_mul a ;; nat.one_mul _ ;; by simp ;; by rw nat.one_mul | one times {a} is {a}
one-mul-mul-one | | 1 * a * 1 = a | by rw [nat.mul_one, nat.one_mul] ;; by simp
one-mul-comm | | 1 * (a * b) = b * a | by rw [nat.one_mul, nat.mul_comm]
zero-mul-add | | 0 * a + b = b | by rw [nat.zero_mul, nat.zero_add] ;; by simp
mul-zero-add | | a * 0 + b = b | by rw [nat.mul_zero, nat.zero_add] ;; by simp
add-mul-zero | | a + b * 0 = a | rfl ;; by rw [nat.mul_zero, nat.add_zero] ;; by simp
add-zero-mul | | a + 0 * b = a | by rw [nat.zero_mul, nat.add_zero] ;; by rw nat.zero_mul ;; by simp
*left-distrib | | a * (b + c) = a * b + a * c | nat.left_distrib a b c ;; nat.left_distrib _ _ _ ;; by rw nat.left_distrib | multiplication distributes over addition
*right-distrib | | (a + b) * c = a * c + b * c | nat.right_distrib a b c ;; nat.right_distrib _ _ _ ;; by rw nat.right_distrib | multiplication from the right distributes over addition
left-factor | | a * b + a * c = a * (b + c) | (nat.left_distrib a b c).symm ;; by rw nat.left_distrib | {a} can be factored out of {a}{b} + {a}{c}
right-factor | | a * c + b * c = (a + b) * c | (nat.right_distrib a b c).symm ;; by rw nat.right_distrib
!left-distrib-swap | | a * (b + c) = a * c + a * b | by rw [nat.left_distrib, nat.add_comm] ;; by rw [nat.add_comm b c, nat.left_distrib]
!left-distrib-comm | | a * (b + c) = b * a + c * a | by rw [nat.mul_comm, nat.right_distrib]
!distrib-one | | a * (b + 1) = a * b + a | nat.mul_succ a b ;; rfl ;; by rw [nat.left_distrib, nat.mul_one]
!distrib-one-left | | (a + 1) * b = a * b + b | nat.succ_mul a b ;; by rw [nat.right_distrib, nat.one_mul]
*mul-succ | | a * nat.succ b = a * b + a | nat.mul_succ a b ;; rfl ;; by rw nat.mul_succ
*succ-mul | | nat.succ a * b = a * b + b | nat.succ_mul a b ;; by rw nat.succ_mul
two-mul | | 2 * a = a + a | by rw [nat.succ_mul, nat.one_mul] ;; begin ⏎ rw nat.succ_mul, ⏎ rw nat.one_mul ⏎ end | twice {a} is {a} plus {a} ;; doubling a number is adding it to itself
mul-two | | a * 2 = a + a | by rw [nat.mul_succ, nat.mul_one] | {a} times two is {a} plus {a}
three-mul | | 3 * a = a + a + a | by rw [nat.succ_mul, nat.succ_mul, nat.one_mul] | three times {a} is {a} + {a} + {a}
!two-mul-add | | 2 * (a + b) = 2 * a + 2 * b | nat.left_distrib 2 a b ;; nat.left_distrib _ _ _ ;; by rw nat.left_distrib
!add-self-comm | | a + a + b = b + 2 * a | by rw [nat.succ_mul 1 a, nat.one_mul, nat.add_comm]
*succ-ne-zero | | nat.succ a ≠ 0 | nat.succ_ne_zero a ;; λ h, nat.no_confusion h ;; nat.succ_ne_zero _ | a successor is never zero
add-one-ne-zero | | a + 1 ≠ 0 | nat.succ_ne_zero a ;; nat.add_one_ne_zero a ;; λ h, nat.no_confusion h ;; begin ⏎ intro h, ⏎ exact nat.succ_ne_zero a h ⏎ end | {a} + 1 is not zero
zero-ne-add-one | | 0 ≠ a + 1 | (nat.succ_ne_zero a).symm ;; λ h, nat.no_confusion h
add-two-ne-zero | | a + 2 ≠ 0 | nat.succ_ne_zero _ ;; nat.succ_ne_zero (a + 1)
succ-ne-self | | nat.succ a ≠ a | nat.succ_ne_self a | no number equals its successor
succ-inj | nat.succ a = nat.succ b | a = b | nat.succ.inj h1 ;; begin ⏎ injection h1 ⏎ end ;; by injection h1 | numbers with the same successor are equal
add-one-inj | a + 1 = b + 1 | a = b | nat.succ.inj h1 ;; nat.add_right_cancel h1 ;; by injection h1
add-two-inj | a + 2 = b + 2 | a = b | nat.add_right_cancel h1 ;; nat.succ.inj (nat.succ.inj h1)
succ-congr | a = b | nat.succ a = nat.succ b | congr_arg nat.succ h1 ;; by rw h1
*succ-eq-add-one | | nat.succ a = a + 1 | rfl ;; nat.succ_eq_add_one a | the successor of {a} is {a} + 1
*add-succ | | a + nat.succ b = nat.succ (a + b) | rfl ;; nat.add_succ a b ;; by rw nat.add_succ
*succ-add | | nat.succ a + b = nat.succ (a + b) | nat.succ_add a b ;; nat.succ_add _ _ ;; by rw nat.succ_add
succ-add-one | | a + 1 + b = a + b + 1 | nat.succ_add a b ;; nat.add_right_comm a 1 b
succ-add-eq | | nat.succ a + b = a + nat.succ b | nat.succ_add_eq_succ_add a b ;; nat.succ_add a b
*add-left-cancel | a + b = a + c | b = c | nat.add_left_cancel h1 ;; begin ⏎ exact nat.add_left_cancel h1 ⏎ end | a common first summand can be cancelled
*add-right-cancel | a + c = b + c | a = b | nat.add_right_cancel h1 ;; begin ⏎ apply nat.add_right_cancel, ⏎ exact h1 ⏎ end | a common second summand can be cancelled
add-cancel-mixed | a + b = b + c | a = c | nat.add_right_cancel (h1.trans (nat.add_comm b c)) ;; begin ⏎ rw nat.add_comm b c at h1, ⏎ exact nat.add_right_cancel h1 ⏎ end
add-eq-zero-left | a + b = 0 | a = 0 | nat.eq_zero_of_add_eq_zero_right h1 ;; (nat.eq_zero_of_add_eq_zero h1).left | if {a} + {b} = 0 then {a} is zero
add-eq-zero-right | a + b = 0 | b = 0 | nat.eq_zero_of_add_eq_zero_left h1 ;; (nat.eq_zero_of_add_eq_zero h1).right | if {a} + {b} = 0 then {b} is zero
add-eq-zero-both | a + b = 0 | a = 0 ∧ b = 0 | nat.eq_zero_of_add_eq_zero h1 | if a sum of natural numbers is zero then both are zero
add-eq-zero-swap | a + b = 0 | b + a = 0 | (nat.add_comm b a).trans h1 ;; by rw [nat.add_comm, h1] ;; begin ⏎ rw nat.add_comm, ⏎ exact h1 ⏎ end
add-eq-swap | a + b = c | b + a = c | (nat.add_comm b a).trans h1 ;; begin ⏎ rw nat.add_comm, ⏎ exact h1 ⏎ end ;; by rw [nat.add_comm, h1]
mul-eq-swap | a * b = c | b * a = c | (nat.mul_comm b a).trans h1 ;; begin ⏎ rw nat.mul_comm, ⏎ exact h1 ⏎ end ;; by rw [nat.mul_comm, h1]
mul-eq-zero | a * b = 0 | a = 0 ∨ b = 0 | nat.eq_zero_of_mul_eq_zero h1 | if a product of natural numbers is zero, one of the factors is zero
mul-eq-zero-flip | a * b = 0 | b = 0 ∨ a = 0 | (nat.eq_zero_of_mul_eq_zero h1).symm ;; or.swap (nat.eq_zero_of_mul_eq_zero h1)
!mul-eq-zero-other | a * b = 0 ; a ≠ 0 | b = 0 | or.resolve_left (nat.eq_zero_of_mul_eq_zero h1) h2 ;; (nat.eq_zero_of_mul_eq_zero h1).resolve_left h2
mul-of-zero-left | a = 0 | a * b = 0 | by rw [h1, nat.zero_mul] ;; begin ⏎ rw h1, ⏎ exact nat.zero_mul b ⏎ end
mul-of-zero-right | b = 0 | a * b = 0 | by rw [h1, nat.mul_zero] ;; by rw h1; refl
add-of-zero-left | a = 0 | a + b = b | by rw [h1, nat.zero_add] ;; begin ⏎ rw h1, ⏎ exact nat.zero_add b ⏎ end
add-of-zero-right | b = 0 | a + b = a | by rw h1 ;; by rw [h1, nat.add_zero]
mul-of-one-left | a = 1 | a * b = b | by rw [h1, nat.one_mul]
mul-of-one-right | b = 1 | a * b = a | by rw [h1, nat.mul_one]
mul-left-cancel-pos | 0 < a ; a * b = a * c | b = c | nat.eq_of_mul_eq_mul_left h1 h2 | a positive factor can be cancelled
*sub-self | | a - a = 0 | nat.sub_self a ;; nat.sub_self _ ;; by simp ;; by rw nat.sub_self | a number minus itself is zero
*sub-zero | | a - 0 = a | rfl ;; nat.sub_zero a ;; by simp | subtracting zero changes nothing
*zero-sub | | 0 - a = 0 | nat.zero_sub a ;; nat.zero_sub _ ;; by simp | zero minus any natural number is zero
*add-sub-cancel | | a + b - b = a | nat.add_sub_cancel a b ;; nat.add_sub_cancel _ _ ;; by rw nat.add_sub_cancel | adding {b} and then subtracting it gives {a} back
*add-sub-cancel-left | | a + b - a = b | nat.add_sub_cancel_left a b ;; nat.add_sub_cancel_left _ _ ;; by rw nat.add_sub_cancel_left
sub-add-cancel | b ≤ a | a - b + b = a | nat.sub_add_cancel h1 ;; by rw nat.sub_add_cancel h1 | if {b} is at most {a}, subtracting {b} and adding it again gives {a}
add-sub-of-le | a ≤ b | a + (b - a) = b | nat.add_sub_of_le h1 ;; by rw nat.add_sub_of_le h1
add-sub-assoc | c ≤ b | a + b - c = a + (b - c) | nat.add_sub_assoc h1 a
*sub-sub | | a - b - c = a - (b + c) | nat.sub_sub a b c ;; nat.sub_sub _ _ _ ;; by rw nat.sub_sub
sub-right-comm | | a - b - c = a - c - b | nat.sub.right_comm a b c ;; by rw [nat.sub_sub, nat.add_comm, nat.sub_sub]
sub-sub-self | b ≤ a | a - (a - b) = b | nat.sub_sub_self h1
sub-eq-zero | a ≤ b | a - b = 0 | nat.sub_eq_zero_of_le h1
le-of-sub-eq-zero | a - b = 0 | a ≤ b | nat.le_of_sub_eq_zero h1
add-sub-add-right | | (a + c) - (b + c) = a - b | nat.add_sub_add_right a c b ;; nat.add_sub_add_right _ _ _
add-sub-add-left | | (c + a) - (c + b) = a - b | nat.add_sub_add_left c a b ;; nat.add_sub_add_left _ _ _
*succ-sub-succ | | nat.succ a - nat.succ b = a - b | nat.succ_sub_succ a b ;; nat.succ_sub_succ _ _
succ-sub-one | | a + 1 - 1 = a | rfl ;; nat.succ_sub_one a ;; nat.add_sub_cancel a 1
sub-self-add | | a - (a + b) = 0 | nat.sub_self_add a b
!mul-sub | | a * (b - c) = a * b - a * c | nat.mul_sub_left_distrib a b c ;; by rw nat.mul_sub_left_distrib
!sub-mul | | (a - b) * c = a * c - b * c | nat.mul_sub_right_distrib a b c ;; by rw nat.mul_sub_right_distrib
sub-self-mul | | (a - a) * b = 0 | by rw [nat.sub_self, nat.zero_mul] ;; by simp
mul-sub-self | | b * (a - a) = 0 | by rw [nat.sub_self, nat.mul_zero] ;; by simp
add-sub-self | | b + (a - a) = b | by rw nat.sub_self ;; by simp
pred-succ | | nat.pred (nat.succ a) = a | rfl ;; nat.pred_succ a ;; by simp
pred-add-one | | nat.pred (a + 1) = a | rfl ;; nat.pred_succ a
succ-pred | 0 < a | nat.succ (nat.pred a) = a | nat.succ_pred_eq_of_pos h1
zero-or-succ-pred | | a = 0 ∨ a = nat.succ (nat.pred a) | nat.eq_zero_or_eq_succ_pred a
exists-succ | a ≠ 0 | ∃ t, a = nat.succ t | nat.exists_eq_succ_of_ne_zero h1 | a nonzero natural number is a successor
exists-self-add | | ∃ t, a + t = a + b | ⟨b, rfl⟩ ;; begin ⏎ existsi b, ⏎ refl ⏎ end
exists-add | | ∃ t, t = a + b | ⟨a + b, rfl⟩ ;; ⟨_, rfl⟩
exists-pred | | ∃ t, t + 1 = a + 1 | ⟨a, rfl⟩
cases-zero-succ | P 0 ; ∀ t, P (t + 1) | P n | nat.cases_on n h1 h2 ;; begin ⏎ cases n with t, ⏎ { exact h1 }, ⏎ { exact h2 t } ⏎ end
eq-mul-congr | a = b | a * c = b * c | by rw h1 ;; congr_arg (λ t, t * c) h1
eq-add-both | a = b ; c = d | a + c = b + d | by rw [h1, h2] ;; begin ⏎ rw h1, ⏎ rw h2 ⏎ end
eq-mul-both | a = b ; c = d | a * c = b * d | by rw [h1, h2] ;; begin ⏎ rw h1, ⏎ rw h2 ⏎ end
eq-sub-both | a = b ; c = d | a - c = b - d | by rw [h1, h2]
fun-add-comm | | f (a + b) = f (b + a) | by rw nat.add_comm ;; congr_arg f (nat.add_comm a b)
fun-mul-comm | | f (a * b) = f (b * a) | by rw nat.mul_comm ;; congr_arg f (nat.mul_comm a b)
fun-zero-add | | f (0 + a) = f a | by rw nat.zero_add ;; congr_arg f (nat.zero_add a)
fun-add-zero | | f (a + 0) = f a | rfl ;; by rw nat.add_zero
fun-mul-one | | f (a * 1) = f a | by rw nat.mul_one ;; congr_arg f (nat.mul_one a)
fun-mul-zero | | f (a * 0) = f 0 | rfl ;; by rw nat.mul_zero
fun-sub-self | | f (a - a) = f 0 | by rw nat.sub_self ;; congr_arg f (nat.sub_self a)
pred-add-comm | P (a + b) | P (b + a) | by rw nat.add_comm; exact h1 ;; begin ⏎ rw nat.add_comm, ⏎ exact h1 ⏎ end ;; nat.add_comm a b ▸ h1
pred-mul-comm | P (a * b) | P (b * a) | begin ⏎ rw nat.mul_comm, ⏎ exact h1 ⏎ end ;; nat.mul_comm a b ▸ h1
pred-zero-add | P (0 + a) | P a | begin ⏎ rw nat.zero_add at h1, ⏎ exact h1 ⏎ end ;; nat.zero_add a ▸ h1
pred-mul-one | P (a * 1) | P a | begin ⏎ rw nat.mul_one at h1, ⏎ exact h1 ⏎ end ;; nat.mul_one a ▸ h1
and-comm-add-mul | | a + b = b + a ∧ a * b = b * a | ⟨nat.add_comm a b, nat.mul_comm a b⟩ ;; begin ⏎ split, ⏎ { exact nat.add_comm a b }, ⏎ { exact nat.mul_comm a b } ⏎ end
and-zero-one | | 0 + a = a ∧ a * 1 = a | ⟨nat.zero_add a, nat.mul_one a⟩
""",
)

_SHAPES = ("{a} + {b}", "{a} * {b}", "{a} + {b} * {c}", "({a} + {b}) * {c}", "{a} * {b} + {c}", "{a} - {b}", "{a} + {b} + {c}")
_SHAPES += ("{a} * {b} * {c}", "{a} / {b}", "{a} % {b}", "({a} - {b}) + {c}", "{a} * ({b} + {c})", "nat.succ {a}", "{a} * {a}")


def computed(rng: Random) -> Draft:
    """A closed equation between numerals, by computation; numbers stay small, as unary terms must."""
    shape = rng.choice(_SHAPES)
    big = 60 if "*" not in shape else 13
    expression = parse(shape.format(a=rng.randrange(0, big), b=rng.randrange(1, min(big, 13)), c=rng.randrange(1, 8)))
    if expression.op == "app":
        value = int(expression.args[1].op) + 1
    else:
        value = evaluate(expression, {})
    sides = (expression, Term(str(value)))
    goal = Term("=", sides if rng.random() < 0.85 else sides[::-1])
    return dress(rng, "compute", [], [], goal, rng.choice(("rfl", "rfl", "rfl", "by refl", "dec_trivial")))


def computed_inequality(rng: Random) -> Draft:
    """A closed comparison or divisibility between numerals, by decision."""
    left, right = rng.randrange(0, 20), rng.randrange(0, 20)
    kind = rng.choice(("≤", "<", "≠", "¬ ≤", "¬ <", "∣", "¬ ∣", "¬ ="))
    op = kind.replace("¬ ", "")
    truths = {"≤": left <= right, "<": left < right, "≠": left != right, "=": left == right}
    if op == "∣":
        left = rng.randrange(2, 9)
        right = left * rng.randrange(1, 9) + (0 if "¬" not in kind else rng.randrange(1, left))
        truth = right % left == 0
    else:
        truth = truths[op]
    goal = Term(op, (Term(str(left)), Term(str(right))))
    if "¬" in kind:
        truth = not truth
        goal = Term("¬", (goal,))
    if not truth:
        return computed_inequality(rng)
    slug = {"≤": "le", "<": "lt", "≠": "ne", "=": "ne", "∣": "divides"}[op]
    proof = rng.choice(("dec_trivial", "dec_trivial", "by exact dec_trivial"))
    if op == "∣" and "¬" not in kind:
        proof = rng.choice(("dec_trivial", f"⟨{right // left}, rfl⟩", f"⟨{right // left}, rfl⟩"))
    return dress(rng, slug, [], [], goal, proof)


def witness(rng: Random) -> Draft:
    """`∃ x, 3 * x + 1 = 10`: an equation with a solution to name."""
    name = rng.choice("xnmkyt")
    shape = parse(rng.choice(("x + {k}", "{k} + x", "{k} * x", "x * {k}", "{k} * x + {j}", "x * x", "x + x", "x * x + {k}", "x - {k}")).format(
        k=rng.randrange(1, 10), j=rng.randrange(1, 10)))
    solution = rng.randrange(1, 9)
    value = Term(str(evaluate(shape, {"x": solution})))
    if shape.op == "-":
        solution += 10
        value = Term(str(evaluate(shape, {"x": solution})))
    left = substitute(shape, {"x": Term(name)})
    sides = (left, value) if rng.random() < 0.85 else (value, left)
    goal = Term("∃", (Term(name), Term("ℕ"), Term("=", sides)))
    proofs = (f"⟨{solution}, rfl⟩", f"⟨{solution}, rfl⟩", f"exists.intro {solution} rfl", f"begin\n  existsi {solution},\n  refl\nend")
    return dress(rng, "exists", [], [], goal, rng.choice(proofs))


_FACTS = (
    ("a + b = b + a", "nat.add_comm a b"),
    ("a * b = b * a", "nat.mul_comm a b"),
    ("a + b + c = a + (b + c)", "nat.add_assoc a b c"),
    ("a * b * c = a * (b * c)", "nat.mul_assoc a b c"),
    ("0 + a = a", "nat.zero_add a"),
    ("a + 0 = a", "nat.add_zero a"),
    ("a * 1 = a", "nat.mul_one a"),
    ("1 * a = a", "nat.one_mul a"),
    ("0 * a = 0", "nat.zero_mul a"),
    ("a * 0 = 0", "nat.mul_zero a"),
    ("a * (b + c) = a * b + a * c", "nat.left_distrib a b c"),
    ("(a + b) * c = a * c + b * c", "nat.right_distrib a b c"),
    ("a - a = 0", "nat.sub_self a"),
    ("a + b - b = a", "nat.add_sub_cancel a b"),
    ("a ≤ a + b", "nat.le_add_right a b"),
    ("b ≤ a + b", "nat.le_add_left b a"),
    ("0 ≤ a", "nat.zero_le a"),
    ("a < a + 1", "nat.lt_succ_self a"),
    ("a ≤ a + 1", "nat.le_succ a"),
    ("0 < a + 1", "nat.succ_pos a"),
    ("a + 1 ≠ 0", "nat.succ_ne_zero a"),
    ("¬ a < a", "nat.lt_irrefl a"),
    ("a - b ≤ a", "nat.sub_le a b"),
    ("a ∣ a * b", "nat.dvd_mul_right a b"),
    ("a = 0 ∨ 0 < a", "nat.eq_zero_or_pos a"),
    ("min a b ≤ a", "min_le_left a b"),
    ("b ≤ max a b", "le_max_right a b"),
    ("a ≤ b ∨ b ≤ a", "le_total a b"),
    ("a % 2 = 0 ∨ a % 2 = 1", "nat.mod_two_eq_zero_or_one a"),
)


def combined_facts(rng: Random) -> Draft:
    """Two known facts joined by a connective, or one behind a premise or inside a disjunction."""
    letters = rng.choice(("a b c", "x y z", "m n k", "u v w", "p q r")).split()
    new = {old: Term(letter) for old, letter in zip("abc", letters, strict=True)}
    from autoformalize.data.forge.terms import rename

    def fact() -> tuple[Term, str]:
        mixed = dict(zip("abc", rng.sample(list(new.values()), 3), strict=True)) if rng.random() < 0.5 else new
        text, proof = rng.choice(_FACTS)
        return substitute(parse(text), mixed), rename(proof, mixed)

    (one, first), (two, second) = fact(), fact()
    form = rng.choice(("and", "and", "or", "premise", "three"))
    if form == "and":
        goal, proof = Term("∧", (one, two)), rng.choice((f"⟨{first}, {second}⟩", f"and.intro ({first}) ({second})",
                      f"begin\n  split,\n  {{ exact {first} }},\n  {{ exact {second} }}\nend"))
    elif form == "or":
        wrong = Term("=", (new["a"], Term("+", (new["b"], Term(str(rng.randrange(1, 9)))))))
        left = rng.random() < 0.5
        goal = Term("∨", (one, wrong) if left else (wrong, one))
        side = "left" if left else "right"
        proof = rng.choice((f"or.in{side[0]} ({first})", f"begin\n  {side},\n  exact {first}\nend"))
    elif form == "premise":
        premise = Term("=", (new["b"], Term(str(rng.randrange(1, 9)))))
        goal, proof = Term("→", (premise, one)), f"λ h, {first}"
    else:
        three, third = fact()
        goal, proof = Term("∧", (one, Term("∧", (two, three)))), f"⟨{first}, {second}, {third}⟩"
    used = [letter for letter in letters if letter in _names(goal)]
    return dress(rng, "facts", [(letter, Term("ℕ")) for letter in used], [], goal, proof)


def _names(term: Term) -> set[str]:
    return {term.op} if term.is_leaf else set().union(*(_names(each) for each in term.args))


def rewritten(rng: Random) -> Draft:
    """An equation proved by one or two named rewrites inside a larger expression."""
    from autoformalize.data.forge.terms import rename

    equalities = [(text, proof) for text, proof in _FACTS if parse(text).op == "="]
    letters = rng.choice(("a b c d", "x y z w", "m n k l", "u v w t")).split()
    new = {old: Term(letter) for old, letter in zip("abc", letters, strict=False)}
    text, proof = rng.choice(equalities)
    fact, step = substitute(parse(text), new), rename(proof, new)
    left, right = fact.args
    other = Term(letters[3])
    context = rng.choice(("{} + d", "d + {}", "{} * d", "d * {}", "nat.succ {}", "2 * {}", "{} + 1", "f {}", "{} - d"))
    frame = parse(context.replace("{}", "t"))
    put = {"d": other}
    goal = Term("=", (substitute(frame, {**put, "t": left}), substitute(frame, {**put, "t": right})))
    body = lean(substitute(frame, {**put, "t": Term("s")}))
    proofs = (f"by rw {step}", f"by rw {step}", f"congr_arg (λ s, {body}) ({step})")
    names = [letter for letter in letters if letter in _names(goal)]
    variables = [(letter, Term("ℕ")) for letter in names]
    if "f" in _names(goal):
        variables = [("f", parse("ℕ → ℕ")), *variables]
    return dress(rng, "rewrite", variables, [], goal, rng.choice(proofs))
