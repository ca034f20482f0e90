"""Forged facts on the integers: the ring laws and the order by name, signs, and computation."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "integers"

LAWS: list[Rule] = rules(
    TOPIC,
    "f : ℤ → ℤ, a b c d : ℤ, m n : ℕ",
    """
*add-comm | | a + b = b + a | int.add_comm a b ;; int.add_comm _ _ ;; by rw int.add_comm | addition of integers is commutative
*add-assoc | | a + b + c = a + (b + c) | int.add_assoc a b c ;; int.add_assoc _ _ _ ;; by rw int.add_assoc | addition of integers is associative
*add-left-comm | | a + (b + c) = b + (a + c) | int.add_left_comm a b c
*add-zero | | a + 0 = a | int.add_zero a ;; int.add_zero _ ;; by rw int.add_zero | adding zero to an integer changes nothing
*zero-add | | 0 + a = a | int.zero_add a ;; int.zero_add _ ;; by rw int.zero_add
zero-add-zero | | 0 + a + 0 = a | by rw [int.add_zero, int.zero_add]
*mul-comm | | a * b = b * a | int.mul_comm a b ;; int.mul_comm _ _ ;; by rw int.mul_comm | multiplication of integers is commutative
*mul-assoc | | a * b * c = a * (b * c) | int.mul_assoc a b c ;; int.mul_assoc _ _ _ ;; by rw int.mul_assoc
*mul-one | | a * 1 = a | int.mul_one a ;; by rw int.mul_one | multiplying an integer by one changes nothing
*one-mul | | 1 * a = a | int.one_mul a ;; by rw int.one_mul
*mul-zero | | a * 0 = 0 | int.mul_zero a ;; by rw int.mul_zero | an integer times zero is zero
*zero-mul | | 0 * a = 0 | int.zero_mul a ;; by rw int.zero_mul
*distrib-left | | a * (b + c) = a * b + a * c | int.distrib_left a b c ;; by rw int.distrib_left | multiplication of integers distributes over addition
*distrib-right | | (a + b) * c = a * c + b * c | int.distrib_right a b c ;; by rw int.distrib_right
*mul-sub | | a * (b - c) = a * b - a * c | int.mul_sub a b c ;; by rw int.mul_sub
*sub-mul | | (a - b) * c = a * c - b * c | int.sub_mul a b c ;; by rw int.sub_mul
factor-left | | a * b + a * c = a * (b + c) | (int.distrib_left a b c).symm ;; by rw int.distrib_left
!add-rotate | | a + b + c = b + c + a | by rw [int.add_assoc, int.add_comm]
!add-reverse | | a + (b + c) = c + b + a | by rw [int.add_comm, int.add_comm b c]
!mul-rotate | | a * b * c = b * c * a | by rw [int.mul_assoc, int.mul_comm]
mul-zero-plus | | b + a * 0 = b | by rw [int.mul_zero, int.add_zero]
zero-mul-plus | | 0 * a + b = b | by rw [int.zero_mul, int.zero_add]
one-mul-plus | | 1 * a + b = b + a | by rw [int.one_mul, int.add_comm]
*add-right-neg | | a + -a = 0 | int.add_right_neg a ;; by rw int.add_right_neg | an integer plus its negative is zero
*add-left-neg | | -a + a = 0 | int.add_left_neg a ;; by rw int.add_left_neg | the negative of an integer plus the integer is zero
*neg-neg | | - -a = a | int.neg_neg a ;; by rw int.neg_neg | the negative of the negative of {a} is {a}
neg-neg-sum | | - -a + b = a + b | by rw int.neg_neg
neg-zero | | -(0 : ℤ) = 0 | int.neg_zero ;; rfl | minus zero is zero
*neg-add | | -(a + b) = -a + -b | int.neg_add ;; by rw int.neg_add | the negative of a sum is the sum of the negatives
neg-add-swap | | -(a + b) = -b + -a | by rw [int.neg_add, int.add_comm]
*neg-mul-neg | | -a * -b = a * b | int.neg_mul_neg a b ;; by rw int.neg_mul_neg
neg-mul-left | | -(a * b) = -a * b | int.neg_mul_eq_neg_mul a b
neg-mul-right | | -(a * b) = a * -b | int.neg_mul_eq_mul_neg a b
neg-mul-comm | | -a * b = a * -b | int.neg_mul_comm a b
neg-add-cancel-left | | -a + (a + b) = b | int.neg_add_cancel_left a b
add-neg-cancel-left | | a + (-a + b) = b | int.add_neg_cancel_left a b
add-neg-cancel-right | | a + b + -b = a | int.add_neg_cancel_right a b
neg-add-cancel-right | | a + -b + b = a | int.neg_add_cancel_right a b
neg-plus-zero | | -a + a + b = b | by rw [int.add_left_neg, int.zero_add]
*sub-self | | a - a = 0 | int.sub_self a ;; by rw int.sub_self | an integer minus itself is zero
sub-self-plus | | b + (a - a) = b | by rw [int.sub_self, int.add_zero]
sub-self-times | | (a - a) * b = 0 | by rw [int.sub_self, int.zero_mul]
*sub-eq | | a - b = a + -b | int.sub_eq_add_neg ;; rfl | subtracting {b} is adding its negative
*sub-add-cancel | | a - b + b = a | int.sub_add_cancel a b ;; by rw int.sub_add_cancel
*add-sub-cancel | | a + b - b = a | int.add_sub_cancel a b ;; by rw int.add_sub_cancel
*add-sub-assoc | | a + b - c = a + (b - c) | int.add_sub_assoc a b c
sub-eq-zero | a = b | a - b = 0 | int.sub_eq_zero_of_eq h1 ;; by rw [h1, int.sub_self]
eq-of-sub | a - b = 0 | a = b | int.eq_of_sub_eq_zero h1 | integers with difference zero are equal
sub-eq-zero-iff | | a - b = 0 ↔ a = b | int.sub_eq_zero_iff_eq
*add-left-cancel | a + b = a + c | b = c | int.add_left_cancel h1
neg-inj | -a = -b | a = b | int.neg_inj h1 | integers with equal negatives are equal
neg-congr | a = b | -a = -b | by rw h1 ;; congr_arg (λ t, -t) h1
neg-swap | a = -b | b = -a | int.eq_neg_of_eq_neg h1
neg-of-sum | a + b = 0 | -a = b | int.neg_eq_of_add_eq_zero h1
move-sub | a + b = c | a = c - b | by rw [← h1, int.add_sub_cancel]
move-add | a - b = c | a = c + b | by rw [← h1, int.sub_add_cancel]
add-swap-eq | a + b = c | b + a = c | by rw [int.add_comm, h1] ;; (int.add_comm b a).trans h1
mul-swap-eq | a * b = c | b * a = c | by rw [int.mul_comm, h1] ;; (int.mul_comm b a).trans h1
congr-add | a = b | a + c = b + c | by rw h1 ;; congr_arg (λ t, t + c) h1
congr-mul | a = b ; c = d | a * c = b * d | by rw [h1, h2]
congr-sub | a = b | c - a = c - b | by rw h1
fun-add-comm | | f (a + b) = f (b + a) | by rw int.add_comm ;; congr_arg f (int.add_comm a b)
fun-neg-neg | | f (- -a) = f a | by rw int.neg_neg
fun-sub-self | | f (a - a) = f 0 | by rw int.sub_self
mul-eq-zero | a * b = 0 | a = 0 ∨ b = 0 | int.eq_zero_or_eq_zero_of_mul_eq_zero h1 | a product of integers is zero only if a factor is
mul-cancel-left | a ≠ 0 ; a * b = a * c | b = c | int.eq_of_mul_eq_mul_left h1 h2
mul-cancel-right | a ≠ 0 ; b * a = c * a | b = c | int.eq_of_mul_eq_mul_right h1 h2
*le-refl | | a ≤ a | int.le_refl a ;; le_refl a ;; le_refl _
*le-trans | a ≤ b ; b ≤ c | a ≤ c | int.le_trans h1 h2 ;; le_trans h1 h2
le-trans-three | a ≤ b ; b ≤ c ; c ≤ d | a ≤ d | int.le_trans h1 (int.le_trans h2 h3) ;; le_trans h1 (le_trans h2 h3)
lt-trans | a < b ; b < c | a < c | lt_trans h1 h2
lt-of-le-of-lt | a ≤ b ; b < c | a < c | lt_of_le_of_lt h1 h2
lt-of-lt-of-le | a < b ; b ≤ c | a < c | lt_of_lt_of_le h1 h2
le-antisymm | a ≤ b ; b ≤ a | a = b | int.le_antisymm h1 h2 ;; le_antisymm h1 h2
*le-total | | a ≤ b ∨ b ≤ a | int.le_total a b ;; le_total a b
*lt-irrefl | | ¬ a < a | int.lt_irrefl a ;; lt_irrefl a
le-of-lt | a < b | a ≤ b | int.le_of_lt h1 ;; le_of_lt h1
ne-of-lt | a < b | a ≠ b | int.ne_of_lt h1 ;; ne_of_lt h1
lt-asymm | a < b | ¬ b < a | lt_asymm h1
lt-not-le | a < b | ¬ b ≤ a | not_le_of_gt h1
*lt-succ | | a < a + 1 | int.lt_succ a | every integer is less than the next
add-one-le | a < b | a + 1 ≤ b | int.add_one_le_of_lt h1
lt-of-add-one-le | a + 1 ≤ b | a < b | int.lt_of_add_one_le h1
lt-add-one | a ≤ b | a < b + 1 | int.lt_add_one_of_le h1
le-of-lt-add-one | a < b + 1 | a ≤ b | int.le_of_lt_add_one h1
le-sub-one | a < b | a ≤ b - 1 | int.le_sub_one_of_lt h1
sub-one-lt | a ≤ b | a - 1 < b | int.sub_one_lt_of_le h1
*add-le-left | a ≤ b | c + a ≤ c + b | int.add_le_add_left h1 c
*add-le-right | a ≤ b | a + c ≤ b + c | int.add_le_add_right h1 c
*add-lt-left | a < b | c + a < c + b | int.add_lt_add_left h1 c
*add-lt-right | a < b | a + c < b + c | int.add_lt_add_right h1 c
*add-le-add | a ≤ b ; c ≤ d | a + c ≤ b + d | int.add_le_add h1 h2 | inequalities of integers can be added
*add-lt-add | a < b ; c < d | a + c < b + d | int.add_lt_add h1 h2
add-lt-of-le | a ≤ b ; c < d | a + c < b + d | int.add_lt_add_of_le_of_lt h1 h2
sub-le-right | a ≤ b | a - c ≤ b - c | int.sub_le_sub_right h1 c
sub-le-left | a ≤ b | c - b ≤ c - a | int.sub_le_sub_left h1 c
sub-le-sub | a ≤ b ; c ≤ d | a - d ≤ b - c | int.sub_le_sub h1 h2
neg-le-neg | a ≤ b | -b ≤ -a | int.neg_le_neg h1 | negation reverses the order of the integers
neg-lt-neg | a < b | -b < -a | int.neg_lt_neg h1
le-of-neg | -b ≤ -a | a ≤ b | int.le_of_neg_le_neg h1
lt-of-neg | -b < -a | a < b | int.lt_of_neg_lt_neg h1
neg-nonpos | 0 ≤ a | -a ≤ 0 | int.neg_nonpos_of_nonneg h1
neg-nonneg | a ≤ 0 | 0 ≤ -a | int.neg_nonneg_of_nonpos h1
neg-neg-of-pos | 0 < a | -a < 0 | int.neg_neg_of_pos h1 | the negative of a positive integer is negative
neg-pos-of-neg | a < 0 | 0 < -a | int.neg_pos_of_neg h1 | the negative of a negative integer is positive
nonneg-of-neg | -a ≤ 0 | 0 ≤ a | int.nonneg_of_neg_nonpos h1
le-add-nonneg | 0 ≤ b | a ≤ a + b | int.le_add_of_nonneg_right h1
le-add-nonneg-left | 0 ≤ b | a ≤ b + a | int.le_add_of_nonneg_left h1
lt-add-pos | 0 < b | a < a + b | int.lt_add_of_pos_right a h1
sub-le-self | 0 ≤ b | a - b ≤ a | int.sub_le_self a h1
sub-lt-self | 0 < b | a - b < a | int.sub_lt_self a h1
sub-nonneg | b ≤ a | 0 ≤ a - b | int.sub_nonneg_of_le h1
le-of-sub-nonneg | 0 ≤ a - b | b ≤ a | int.le_of_sub_nonneg h1
sub-pos | b < a | 0 < a - b | int.sub_pos_of_lt h1
lt-of-sub-pos | 0 < a - b | b < a | int.lt_of_sub_pos h1
sub-neg | a < b | a - b < 0 | int.sub_neg_of_lt h1
add-nonneg | 0 ≤ a ; 0 ≤ b | 0 ≤ a + b | int.add_nonneg h1 h2 | a sum of nonnegative integers is nonnegative
add-pos | 0 < a ; 0 < b | 0 < a + b | int.add_pos h1 h2 | a sum of positive integers is positive
add-pos-nonneg | 0 < a ; 0 ≤ b | 0 < a + b | int.add_pos_of_pos_of_nonneg h1 h2
add-nonneg-pos | 0 ≤ a ; 0 < b | 0 < a + b | int.add_pos_of_nonneg_of_pos h1 h2
add-nonpos | a ≤ 0 ; b ≤ 0 | a + b ≤ 0 | int.add_nonpos h1 h2
add-neg | a < 0 ; b < 0 | a + b < 0 | int.add_neg h1 h2 | a sum of negative integers is negative
mul-nonneg | 0 ≤ a ; 0 ≤ b | 0 ≤ a * b | int.mul_nonneg h1 h2 | a product of nonnegative integers is nonnegative
mul-pos | 0 < a ; 0 < b | 0 < a * b | int.mul_pos h1 h2 | a product of positive integers is positive
mul-pos-neg | a < 0 ; b < 0 | 0 < a * b | int.mul_pos_of_neg_of_neg h1 h2 | a product of two negative integers is positive
mul-neg-right | 0 < a ; b < 0 | a * b < 0 | int.mul_neg_of_pos_of_neg h1 h2
mul-neg-left | a < 0 ; 0 < b | a * b < 0 | int.mul_neg_of_neg_of_pos h1 h2
mul-nonpos | a ≤ 0 ; b ≤ 0 | 0 ≤ a * b | int.mul_nonneg_of_nonpos_of_nonpos h1 h2
mul-le-left | a ≤ b ; 0 ≤ c | c * a ≤ c * b | int.mul_le_mul_of_nonneg_left h1 h2
mul-le-right | a ≤ b ; 0 ≤ c | a * c ≤ b * c | int.mul_le_mul_of_nonneg_right h1 h2
mul-lt-left | a < b ; 0 < c | c * a < c * b | int.mul_lt_mul_of_pos_left h1 h2
eq-trans-le | a = b ; b ≤ c | a ≤ c | by rw h1; exact h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
max-left | | a ≤ max a b | le_max_left a b
min-right | | min a b ≤ b | min_le_right a b
abs-neg | | int.nat_abs (-a) = int.nat_abs a | int.nat_abs_neg a ;; by simp
cast-add | | ((m + n : ℕ) : ℤ) = (m : ℤ) + (n : ℤ) | int.coe_nat_add m n ;; rfl | the integer of a sum of natural numbers is the sum of the integers
cast-mul | | ((m * n : ℕ) : ℤ) = (m : ℤ) * (n : ℤ) | int.coe_nat_mul m n ;; rfl
cast-nonneg | | 0 ≤ (n : ℤ) | int.coe_zero_le n | a natural number is nonnegative as an integer
cast-le | m ≤ n | (m : ℤ) ≤ (n : ℤ) | int.coe_nat_le_coe_nat_of_le h1
cast-lt | m < n | (m : ℤ) < (n : ℤ) | int.coe_nat_lt_coe_nat_of_lt h1
cast-inj | (m : ℤ) = (n : ℤ) | m = n | int.coe_nat_inj h1
exists-neg | | ∃ t, a + t = 0 | ⟨-a, int.add_right_neg a⟩ ;; begin ⏎ existsi -a, ⏎ exact int.add_right_neg a ⏎ end | every integer has an additive inverse
exists-larger | | ∃ t, a < t | ⟨a + 1, int.lt_succ a⟩
exists-difference | | ∃ t, a - t = 0 | ⟨a, int.sub_self a⟩
""",
)


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
        return dress(rng, "int-compute", [], [], Term("=", (left, _numeral(value))), rng.choice(("rfl", "rfl", "by refl", "dec_trivial")))
    op = rng.choice(("<", "≤", "≠"))
    truth = {"<": a < b, "≤": a <= b, "≠": a != b}[op]
    goal = Term(op, (first, _numeral(b)))
    return dress(rng, "int-compare", [], [], goal if truth else Term("¬", (goal,)), "dec_trivial")


def witness(rng: Random) -> Draft:
    """An equation over the integers with a solution to name."""
    name = rng.choice("xnkyt")
    k, solution = rng.randrange(1, 12), rng.randrange(-9, 10)
    shapes = ((Term("+", (Term(name), Term(str(k)))), solution + k), (Term("-", (Term(name), Term(str(k)))), solution - k),
              (Term("*", (Term(str(k)), Term(name))), solution * k), (Term("-", (Term(str(k)), Term(name))), k - solution))
    left, value = rng.choice(shapes)
    goal = Term("∃", (Term(name), Term("ℤ"), Term("=", (left, _numeral(value)))))
    proof = f"⟨{lean(_numeral(solution))}, rfl⟩"
    return dress(rng, "int-exists", [], [], goal, proof)


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
    return dress(rng, "sign", variables, facts, Term(op, (zero, value)), proof)


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
    return dress(rng, "int-monotone", [(name, Term("ℤ")) for name in names], [(label, Term("≤", (Term(a), Term(b))))], goal, proof)


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
    return dress(rng, "int-rewrite", [(name, Term("ℤ")) for name in names], [], goal, f"by rw {step}")


def _numeral(value: int) -> Term:
    return Term(str(value)) if value >= 0 else Term("neg", (Term(str(-value)),))


def _atom(text: str) -> str:
    return f"({text})" if " " in text else text
