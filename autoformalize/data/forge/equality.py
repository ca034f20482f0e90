"""Forged equality: substitution, congruence, chains, and equations between numbers solved by rewriting."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "equality"

LAWS: list[Rule] = rules(TOPIC, "equality")

_TERMS = (
    "x + 1",
    "x + x",
    "2 * x",
    "x * x",
    "x + y",
    "y + x",
    "x * y",
    "3 * x + 1",
    "x + 2 * y",
    "x * x + 1",
    "(x + 1) * 2",
)


def substitution(rng: Random) -> Draft:
    """`x = 3 → 2 * x + 1 = 7`: values put into an expression and computed."""
    names = rng.choice(("x y", "a b", "m n", "n k", "u v")).split()
    expression = parse(rng.choice(_TERMS))
    values = {"x": rng.randrange(0, 8), "y": rng.randrange(0, 8)}
    used = [name for name in ("x", "y") if name in lean(expression)]
    renamed = {name: Term(new) for name, new in zip(("x", "y"), names, strict=True)}
    labels = ["h"] if len(used) == 1 else rng.choice((["h1", "h2"], ["hx", "hy"], ["h₁", "h₂"]))
    facts = [Term("=", (renamed[name], Term(str(values[name])))) for name in used]
    goal = Term("=", (substitute(expression, renamed), Term(str(evaluate(expression, values)))))
    rewrite = f"rw {labels[0]}" if len(labels) == 1 else f"rw [{', '.join(labels)}]"
    steps = "; ".join(f"subst {each}" for each in labels)
    proof = rng.choice(
        (f"by {rewrite}; refl", f"by {rewrite}; refl", f"begin\n  {rewrite}; refl\nend", f"by {steps}; refl")
    )
    kind = [(renamed[name].op, Term("ℕ")) for name in used]
    return dress(rng, kind, list(zip(labels, facts, strict=True)), goal, proof)


def congruence(rng: Random) -> Draft:
    """From `a = b` an equation with `a` replaced by `b` somewhere in an expression."""
    old, new, other = rng.choice(("a b c", "x y z", "m n k", "u v w")).split()
    shape = parse(
        rng.choice(
            (
                "t + c",
                "c + t",
                "t * c",
                "c * t",
                "t * t",
                "t + t",
                "(t + c) * t",
                "c * (t + 1)",
                "t - c",
                "2 * t + c",
                "t + 5",
                "7 * t",
            )
        )
    )
    kind = rng.choice(("ℕ", "ℕ", "ℤ"))
    left = substitute(shape, {"t": Term(old), "c": Term(other)})
    right = substitute(shape, {"t": Term(new), "c": Term(other)})
    names = [old, new] + ([other] if "c" in lean(shape) else [])
    label = rng.choice(("h", "h1", "hab", "e"))
    proofs = (f"by rw {label}", f"begin\n  rw {label}\nend", f"begin\n  subst {label}\nend")
    goal = Term("=", (left, right))
    return dress(
        rng,
        [(name, Term(kind)) for name in names],
        [(label, Term("=", (Term(old), Term(new))))],
        goal,
        rng.choice(proofs[:2]),
    )


def evaluate(term: Term, values: dict[str, int]) -> int:
    """The value of an arithmetic term in the natural numbers, with subtraction cut off at zero."""
    if term.is_leaf:
        return values[term.op] if term.op in values else int(term.op)
    left, right = (evaluate(each, values) for each in term.args)
    if term.op == "-":
        return max(0, left - right)
    if term.op in ("/", "%"):
        return (left if term.op == "%" else 0) if right == 0 else (left % right if term.op == "%" else left // right)
    return left + right if term.op == "+" else left * right
