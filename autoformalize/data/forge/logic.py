"""Forged propositional logic: a table of the usual laws, and random statements with proofs found by a small prover."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term

TOPIC = "propositional logic"

LAWS: list[Rule] = rules(TOPIC, "logic")


def random_entailment(rng: Random) -> Draft | None:
    """A random statement with at most three hypotheses and the proof found for it, or None where none was found."""
    names = rng.choice(("p q r s", "p q r s", "a b c d", "A B C D", "P Q R S", "x y z w")).split()[: rng.randint(2, 4)]
    found = _entailment(rng, names, "")
    if found is None:
        return None
    used, context, goal, proof = found
    return dress(rng, [(name, Term("Prop")) for name in used], context, goal, proof)


def lifted_entailment(rng: Random) -> Draft | None:
    """The same for predicates: at a point, for every x, or for some x."""
    names = rng.choice(("P Q R S", "P Q R S", "A B C D", "F G H K")).split()[: rng.randint(2, 4)]
    bound, point = rng.choice(("x a", "x a", "y b", "z c", "t a", "u c")).split()
    form = rng.choice(("every", "every", "point", "some"))
    found = _entailment(rng, names, point if form == "point" else bound)
    if found is None:
        return None
    used, context, goal, proof = found
    kinds = [("α", Term("Type")), *((name, Term("→", (Term("α"), Term("Prop")))) for name in used)]
    witness = context[0][0]

    def over(fact: Term, at: str) -> Term:
        return _at(fact, set(used), at)

    lifted = [(name, Term("∀", (Term(bound), Term(""), over(fact, bound)))) for name, fact in context]
    if form == "point":
        kinds.append((point, Term("α")))
        return dress(rng, kinds, lifted, over(goal, point), proof)
    if form == "every":
        return dress(
            rng,
            kinds,
            lifted,
            Term("∀", (Term(bound), Term(""), over(goal, bound))),
            _under(bound, proof),
        )
    lifted[0] = (witness, Term("∃", (Term(bound), Term(""), over(context[0][1], bound))))
    proof = proof.replace(f"({witness} {bound})", "hw")
    target = Term("∃", (Term(bound), Term(""), over(goal, bound)))
    if rng.random() < 0.5:
        tactic = f"begin\n  cases {witness} with {bound} hw,\n  exact ⟨{bound}, {proof}⟩\nend"
        return dress(rng, kinds, lifted, target, tactic)
    return dress(rng, kinds, lifted, target, f"exists.elim {witness} (λ {bound} hw, ⟨{bound}, {proof}⟩)")


def _entailment(rng: Random, names: list[str], point: str) -> tuple[list[str], _Context, Term, str] | None:
    """Letters used, hypotheses, goal, proof; in the proof each hypothesis is applied to `point` where one is given."""
    hypotheses = [_formula(rng, names, rng.choice((1, 1, 2))) for _ in range(rng.randint(1, 3))]
    goal = _formula(rng, names, rng.choice((0, 1, 1, 2)))
    if goal in hypotheses or len(set(hypotheses)) < len(hypotheses):
        return None
    used = sorted({leaf for each in (goal, *hypotheses) for leaf in _leaves(each)}, key=names.index)
    if len(used) < 2:
        return None
    schemes = ("h1 h2 h3", "h₁ h₂ h₃", "h h' h''", "H1 H2 H3")
    labels = rng.choice(schemes).split()[: len(hypotheses)] if len(hypotheses) > 1 else ["h"]
    context = tuple(zip(labels, hypotheses, strict=True))
    for skipped in range(len(context)):  # a statement that does not need one of its hypotheses teaches less
        if _prove(context[:skipped] + context[skipped + 1 :], goal, 4, _Search()) is not None and rng.random() < 0.85:
            return None
    applied = tuple((f"({label} {point})" if point else label, fact) for label, fact in context)
    proof = _prove(applied, goal, 5, _Search())
    if proof is None or len(proof) > 120:
        return None
    return used, context, goal, _bare(proof)


def _bare(proof: str) -> str:
    """Without parentheses around the whole."""
    return proof[1:-1] if proof.startswith("(") and proof.endswith(")") and proof.count("(") == 1 else proof


def _at(fact: Term, predicates: set[str], point: str) -> Term:
    """The formula with every predicate letter applied to the point."""
    if fact.is_leaf:
        return Term("app", (fact, Term(point))) if fact.op in predicates else fact
    return Term(fact.op, tuple(_at(each, predicates, point) for each in fact.args))


def _under(bound: str, proof: str) -> str:
    return f"λ {bound} {proof[2:]}" if proof.startswith("λ ") else f"λ {bound}, {proof}"


class _Search:
    """Fresh names for assumptions, and how many steps of the search are left."""

    def __init__(self) -> None:
        self._next = 0
        self._steps = _MAX_STEPS

    def fresh(self) -> str:
        self._next += 1
        return f"k{self._next}"

    def spend(self) -> bool:
        """Take one step; whether it was still allowed."""
        self._steps -= 1
        return self._steps >= 0


_MAX_STEPS = 250
"""Enough for nearly every proof short enough to keep; the rare long search would cost more than all others."""


_Context = tuple[tuple[str, Term], ...]


def _formula(rng: Random, names: list[str], depth: int) -> Term:
    if depth == 0 or rng.random() < 0.12:
        return Term(rng.choice(names))
    op = rng.choices(("→", "∧", "∨", "¬", "↔"), weights=(32, 26, 22, 15, 5))[0]
    if op == "¬":
        return Term("¬", (_formula(rng, names, depth - 1),))
    left, right = _formula(rng, names, depth - 1), _formula(rng, names, depth - 1)
    return _formula(rng, names, depth) if left == right else Term(op, (left, right))


def _leaves(term: Term) -> set[str]:
    return {term.op} if term.is_leaf else set().union(*(_leaves(each) for each in term.args))


def _prove(context: _Context, goal: Term, depth: int, search: _Search) -> str | None:
    """An intuitionistic proof term for the goal, searched to a bounded depth; None where there is none so short."""
    for name, fact in context:
        if fact == goal:
            return name
    if depth == 0 or not search.spend():
        return None
    found = _introduce(context, goal, depth, search)
    if found is not None:
        return found
    for position, (name, fact) in enumerate(context):
        found = _use(context, position, name, fact, goal, depth, search)
        if found is not None:
            return found
    if goal.op == "∨":
        for side, constructor in zip(goal.args, ("or.inl", "or.inr"), strict=True):
            found = _prove(context, side, depth - 1, search)
            if found is not None:
                return f"{constructor} {_atomic(found)}"
    return None


def _introduce(context: _Context, goal: Term, depth: int, search: _Search) -> str | None:
    """The goal's introduction rule, for connectives where it loses nothing."""
    if goal.op in ("∧", "↔"):
        left, right = goal.args if goal.op == "∧" else (Term("→", goal.args), Term("→", goal.args[::-1]))
        first = _prove(context, left, depth - 1, search)
        second = None if first is None else _prove(context, right, depth - 1, search)
        return None if second is None else f"⟨{first}, {second}⟩"
    if goal.op in ("→", "¬"):
        name = search.fresh()
        target = goal.args[1] if goal.op == "→" else Term("false")
        body = _prove((*context, (name, goal.args[0])), target, depth, search)
        if body is None:
            return None
        return f"λ {name} {body[2:]}" if body.startswith("λ ") else f"λ {name}, {body}"
    return None


def _use(
    context: _Context, position: int, name: str, fact: Term, goal: Term, depth: int, search: _Search
) -> str | None:
    """Prove the goal with one fact taken apart."""
    rest = context[:position] + context[position + 1 :]
    if fact.op in ("∧", "↔"):
        left, right = fact.args if fact.op == "∧" else (Term("→", fact.args), Term("→", fact.args[::-1]))
        fields = (".left", ".right") if fact.op == "∧" else (".mp", ".mpr")
        return _prove(
            (*rest, (_atomic(name) + fields[0], left), (_atomic(name) + fields[1], right)), goal, depth, search
        )
    if fact.op == "∨":
        one, two = search.fresh(), search.fresh()
        first = _prove((*rest, (one, fact.args[0])), goal, depth - 1, search)
        second = None if first is None else _prove((*rest, (two, fact.args[1])), goal, depth - 1, search)
        return None if second is None else f"or.elim {_atomic(name)} (λ {one}, {first}) (λ {two}, {second})"
    if fact.op == "→" and _leads_to(fact, goal):
        argument = _prove(rest, fact.args[0], depth - 1, search)
        if argument is not None:
            return _prove((*rest, (f"{name} {_atomic(argument)}", fact.args[1])), goal, depth - 1, search)
    if fact.op == "¬":
        argument = _prove(rest, fact.args[0], depth - 1, search)
        if argument is not None:
            refuted = f"{name} {_atomic(argument)}"
            if goal.op == "false":
                return refuted
            # `absurd` does not tell Lean what its first argument proves, and some terms cannot do without.
            plain = not argument.startswith(("⟨", "λ", "or.in"))
            return f"absurd {_atomic(argument)} {_atomic(name)}" if plain else f"false.elim ({refuted})"
    if fact.op == "false":
        return f"false.elim {_atomic(name)}"
    return None


def _leads_to(fact: Term, goal: Term) -> bool:
    """Whether an implication may help: its end is the goal, or can be taken apart."""
    end = fact
    while end.op == "→":
        end = end.args[1]
    return end == goal or end.op in ("∧", "∨", "¬", "false", "↔") or goal.op in ("∨", "false") or end.is_leaf


def _atomic(text: str) -> str:
    """The text as an argument: in parentheses, unless it is a name, a bracketed whole, or a field of one."""
    if " " not in text or text.startswith("⟨"):
        return text
    depth = 0
    for position, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            bracketed = text.startswith("(") and " " not in text[position:]
            return text if bracketed else f"({text})"
    return f"({text})"
