"""Forged arithmetic of the natural numbers: the laws of the core library by name, computed facts, and witnesses."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.equality import evaluate
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "natural numbers"

LAWS: list[Rule] = rules(TOPIC, "numbers")

_SHAPES = (
    "{a} + {b}", "{a} * {b}", "{a} + {b} * {c}", "({a} + {b}) * {c}", "{a} * {b} + {c}", "{a} - {b}", "{a} + {b} + {c}",
    "{a} * {b} * {c}", "{a} / {b}", "{a} % {b}", "({a} - {b}) + {c}", "{a} * ({b} + {c})", "nat.succ {a}", "{a} * {a}",
)  # fmt: skip


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
    return dress(rng, [], [], goal, rng.choice(("rfl", "rfl", "rfl", "by refl", "dec_trivial")))


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
    proof = rng.choice(("dec_trivial", "dec_trivial", "by exact dec_trivial"))
    if op == "∣" and "¬" not in kind:
        proof = rng.choice(("dec_trivial", f"⟨{right // left}, rfl⟩", f"⟨{right // left}, rfl⟩"))
    return dress(rng, [], [], goal, proof)


def witness(rng: Random) -> Draft:
    """`∃ x, 3 * x + 1 = 10`: an equation with a solution to name."""
    name = rng.choice("xnmkyt")
    shape = parse(
        rng.choice(
            ("x + {k}", "{k} + x", "{k} * x", "x * {k}", "{k} * x + {j}", "x * x", "x + x", "x * x + {k}", "x - {k}")
        ).format(k=rng.randrange(1, 10), j=rng.randrange(1, 10))
    )
    solution = rng.randrange(1, 9)
    value = Term(str(evaluate(shape, {"x": solution})))
    if shape.op == "-":
        solution += 10
        value = Term(str(evaluate(shape, {"x": solution})))
    left = substitute(shape, {"x": Term(name)})
    sides = (left, value) if rng.random() < 0.85 else (value, left)
    goal = Term("∃", (Term(name), Term("ℕ"), Term("=", sides)))
    proofs = (
        f"⟨{solution}, rfl⟩",
        f"⟨{solution}, rfl⟩",
        f"exists.intro {solution} rfl",
        f"begin\n  existsi {solution},\n  refl\nend",
    )
    return dress(rng, [], [], goal, rng.choice(proofs))


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


def witness_inequality(rng: Random) -> Draft:
    """`∃ n, 5 < n` and the like: a number on the right side of one or two bounds."""
    name = rng.choice("xnmkyt")
    low = rng.randrange(0, 30)
    solution = low + rng.randrange(1, 5)
    x, bound, high = Term(name), Term(str(low)), Term(str(solution + rng.randrange(1, 6)))
    claims = (
        Term("<", (bound, x)),
        Term("≤", (bound, x)),
        Term("≠", (x, bound)),
        Term("<", (x, high)),
        Term("∧", (Term("<", (bound, x)), Term("<", (x, high)))),
        Term("≤", (bound, Term("+", (x, x)))),
    )
    claim = rng.choice(claims)
    decided = "⟨dec_trivial, dec_trivial⟩" if claim.op == "∧" else "dec_trivial"
    proofs = (f"⟨{solution}, {decided}⟩", f"⟨{solution}, {decided}⟩", f"exists.intro {solution} {decided}")
    return dress(rng, [], [], Term("∃", (x, Term("ℕ"), claim)), rng.choice(proofs))


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
        goal, proof = (
            Term("∧", (one, two)),
            rng.choice(
                (
                    f"⟨{first}, {second}⟩",
                    f"and.intro ({first}) ({second})",
                    f"begin\n  split,\n  {{ exact {first} }},\n  {{ exact {second} }}\nend",
                )
            ),
        )
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
    return dress(rng, [(letter, Term("ℕ")) for letter in used], [], goal, proof)


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
    return dress(rng, variables, [], goal, rng.choice(proofs))
