"""Tactic proofs that are tried on statements: that one follows from another, that one holds, that one fails.

Each function gives the block of tactics alone. What it is said to prove is accepted by the kernel or does not count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lean_env.equivalence.rewording import Match, Telescope
from lean_env.equivalence.terms import App, Binder, Const, Lam, Pi, Sort, Term, occurs

_MOST_INSTANCES: Final = 16
_MOST_WITNESSES: Final = 3

# What `simp only` may use, by rule. It gets no lemma that decides anything: it must not prove either side by itself.
HELPERS: Final = """lemma compared_and_imp {p q r : Prop} : (p ∧ q → r) ↔ (p → q → r) :=
⟨λ h a b, h ⟨a, b⟩, λ h k, h k.1 k.2⟩
lemma compared_exists_imp {α : Sort*} {p : α → Prop} {q : Prop} : ((∃ x, p x) → q) ↔ (∀ x, p x → q) :=
⟨λ h x k, h ⟨x, k⟩, λ h k, exists.elim k h⟩
lemma compared_and_exists {α : Sort*} {p : α → Prop} {q : Prop} : (q ∧ ∃ x, p x) ↔ ∃ x, q ∧ p x :=
⟨λ h, exists.elim h.2 (λ x k, ⟨x, h.1, k⟩), λ h, exists.elim h (λ x k, ⟨k.1, x, k.2⟩)⟩
lemma compared_exists_and {α : Sort*} {p : α → Prop} {q : Prop} : ((∃ x, p x) ∧ q) ↔ ∃ x, p x ∧ q :=
⟨λ h, exists.elim h.1 (λ x k, ⟨x, k, h.2⟩), λ h, exists.elim h (λ x k, ⟨⟨x, k.1⟩, k.2⟩)⟩
"""
"""What the proofs of `both_ways` refer to: it stands before them."""
_REWRITES: Final[Mapping[str, tuple[str, ...]]] = {
    "unfold": ("gt", "ge", "ne", "not", "exists_unique"),
    "curry": (
        "compared_and_imp",
        "compared_exists_imp",
        "compared_and_exists",
        "compared_exists_and",
        "and_assoc",
    ),
    "symmetric": ("eq_comm",),
    "reorder": ("and_comm", "and.left_comm", "and_assoc", "or_comm", "or.left_comm", "or_assoc"),
}
_REBUILD: Final = (
    "repeat { any_goals { assumption <|> { symmetry, assumption } <|> apply and.intro <|> eapply exists.intro } }"
)
_SPLIT: Final = "try { cases_type* and Exists }"


def both_ways(one: Term, other: Term, match: Match, names: tuple[str, str]) -> Iterator[str]:
    """Proofs of `ONE ↔ OTHER` for two statements that match: a short one, then one that tries everything.

    Lean needs seconds to read a long proof, and nearly always the short one does.
    """
    back = {theirs: mine for mine, theirs in match.variables.items()}
    for write in (_shortly, _at_length):
        yield _iff(names, write(one, other, back, match.rules), write(other, one, match.variables, match.rules))


def by_instances(names: tuple[str, str], binders: tuple[int, int]) -> str:
    """A proof of `ONE ↔ OTHER` by instances of the one in the proof of the other, up to definitions."""
    there, here = (f"{{ {_intros(count)} apply h; assumption }}" for count in reversed(binders))
    return _iff(names, there, here)


def _iff(names: tuple[str, str], there: str, here: str) -> str:
    one, other = names
    return (
        f"begin\n  split,\n"
        f"  {{ intro h, delta {one} at h, delta {other},\n    {there} }},\n"
        f"  {{ intro h, delta {other} at h, delta {one},\n    {here} }}\nend\n"
    )


def _shortly(given: Term, goal: Term, variables: Mapping[int, int], rules: frozenset[str]) -> str:
    """Tactics that prove `goal` from `h : given` by giving it its arguments."""
    place = _places(goal, variables)
    intros = _intros(len(Telescope.of(goal).binders))
    binders = Telescope.of(given).binders
    arguments = [place.get(binder.id, "_") for binder in binders]
    ways = [f"{{ {intros} exact @h {' '.join(arguments)} }}", f"{{ {intros} apply h; assumption }}"]
    if rules:
        turned = [
            "(by cc)" if name != "_" and not _is_used(b, given) else name
            for b, name in zip(binders, arguments, strict=True)
        ]
        ways += [f"{{ {intros} have k := @h {' '.join(turned)}, {{ exact k }} <|> {{ exact k.symm }} }}"]
    return f"{{ {_alternatives(ways)} }}"


def _is_used(binder: Binder, statement: Term) -> bool:
    telescope = Telescope.of(statement)
    return occurs(binder.id, telescope.term(telescope.binders.index(binder) + 1))


def _places(goal: Term, variables: Mapping[int, int]) -> dict[int, str]:
    """For each variable of the given statement, the name under which the goal's is introduced."""
    binders = Telescope.of(goal).binders
    return {variables[binder.id]: f"y{i}" for i, binder in enumerate(binders) if binder.id in variables}


def _at_length(given: Term, goal: Term, variables: Mapping[int, int], rules: frozenset[str]) -> str:
    """Tactics that prove `goal` from `h : given`; `variables` has the given's variable for each of the goal's."""
    goal_binders = Telescope.of(goal).binders
    place = _places(goal, variables)
    simplify = _simplify(rules)
    arguments = [_argument(binder, Telescope.of(given), place, simplify) for binder in Telescope.of(given).binders]
    intros = _intros(len(goal_binders))
    finish = [
        "exact k",
        "exact k.symm",
        "{ intros, apply k; assumption }",
        *(
            [f"{{ {simplify} at k ⊢, exact k }}", f"{{ {simplify} at k ⊢, intros, apply k; assumption }}"]
            if simplify
            else []
        ),
        *_witnesses(goal),
        f"{{ {_SPLIT}, {_REBUILD}, done }}",
        "cc",
    ]
    closing = " <|>\n      ".join(finish)
    taken = f"have k := @h {' '.join(arguments)}," if arguments else "have k := h,"
    ways = [
        "exact h",
        f"{{ {intros} apply h; assumption }}",
        f"{{ {intros} {taken}\n      {{ {closing} }} }}",
        f"{{ {intros} {_SPLIT}, {taken}\n      {{ {closing} }} }}",
        f"{{ {intros} {_SPLIT}, apply h; {_REBUILD}, done }}",
        f"{{ {intros} {_SPLIT}, symmetry, apply h; {_REBUILD}, done }}",
    ]
    if simplify:
        ways += [
            f"{{ {simplify} at h ⊢, exact h }}",
            f"{{ {simplify} at h ⊢, {intros} apply h; assumption }}",
            f"{{ {simplify} at h ⊢, intros, apply h; {_REBUILD}, done }}",
            f"{{ {simplify} at h, {intros} {taken} {{ {closing} }} }}",
        ]
    return "{ " + " <|>\n    ".join(ways) + " }"


def _witnesses(goal: Term) -> Iterator[str]:
    """Ways to prove a conclusion of several `∃` from `k`, which has the same ones in another order."""
    body, count = Telescope.of(goal).body, 0
    while isinstance(body, App) and body.head == Const("Exists") and isinstance(body.args[-1], Lam):
        body, count = body.args[-1].body, count + 1
    names = [f"w{i}" for i in range(count)]
    taken = "".join(f"cases k with {name} k, " for name in names)
    if 1 < count <= _MOST_WITNESSES:
        for order in itertools.permutations(names):
            yield f"{{ {taken}exact ⟨{', '.join(order)}, k⟩ }}"


def _argument(binder: Binder, given: Telescope, place: Mapping[int, str], simplify: str) -> str:
    """What stands for a binder of the given statement: the goal's variable, or a proof from the goal's hypotheses."""
    index = given.binders.index(binder)
    mine = place.get(binder.id)
    if mine and occurs(binder.id, given.term(index + 1)):
        return mine
    if mine is None and (isinstance(binder.type, Sort) or occurs(binder.id, given.term(index + 1))):
        return "_"
    ways = ["assumption", "{ symmetry, assumption }"]
    if mine:
        ways = [f"exact {mine}", f"exact {mine}.symm", f"{{ intros, apply {mine}; assumption }}", *ways]
        if simplify:
            ways += [f"{{ {simplify} at {mine} ⊢, exact {mine} }}", f"{{ {simplify} at *, assumption }}"]
        ways += [f"{{ revert {mine}, {simplify or 'simp only []'}, exact id }}"]
    ways += [f"{{ {_SPLIT}, {_REBUILD}, done }}", "cc", "{ apply_instance }", "exact default _"]
    return f"(by {{ {' <|> '.join(ways)} }})"


def _simplify(rules: frozenset[str]) -> str:
    lemmas = dict.fromkeys(lemma for rule in sorted(rules) for lemma in _REWRITES.get(rule, ()))
    return f"simp only [{', '.join(lemmas)}]" if lemmas else ""


def _intros(count: int) -> str:
    return f"intros {' '.join(f'y{i}' for i in range(count))}," if count else ""


# --- whether a statement holds or fails ---

_HOLDS: Final = (
    "exact trivial",
    "exact dec_trivial",
    "{ intros, refl }",
    "{ intros, assumption }",
    "{ intros, cc }",
    "{ intros, simp * at * }",
    "{ intros, simp [*, nat.add_comm, nat.add_left_comm, nat.add_assoc] }",
    "{ intros, simp [*, nat.mul_comm, nat.mul_left_comm, nat.mul_assoc] }",
    f"{{ intros, {_SPLIT}, {_REBUILD}, done }}",
    "{ intros, apply nat.zero_le }",
    "{ intros, apply nat.succ_pos }",
    "{ intros, apply nat.lt_succ_self }",
    "{ intros, apply nat.le_add_left }",
    "{ intros, apply nat.le_add_right }",
    "{ intros, apply nat.le_of_lt, assumption }",
    "{ intros, apply le_refl }",
    "{ existsi 0, exact dec_trivial }",
    "{ existsi 1, exact dec_trivial }",
    "{ intro n, existsi n, simp }",
    "{ intro n, existsi n + 1, exact nat.lt_succ_self n }",
    "{ intro n, induction n with n ih, { refl }, { simp * at * } }",
)
_LIBRARY: Final = (
    "tauto",
    "{ intros, norm_num }",
    "{ intros, omega }",
    "{ intros, linarith }",
    "{ intros, ring }",
    "finish",
)


def holds(name: str, with_library: bool) -> str:
    """A proof of the statement of this name, if it is an easy one."""
    ways = [*_HOLDS, *(_LIBRARY if with_library else ())]
    return f"begin\n  delta {name},\n  {_alternatives(ways)}\nend\n"


def fails(name: str, statement: Term) -> str | None:
    """A proof that the statement fails, at small instances; None where its variables have none that could be tried."""
    instances = list(itertools.islice(_instances(Telescope.of(statement)), _MOST_INSTANCES))
    if not instances:
        return None
    ways = [f"exact absurd (@h {' '.join(arguments)}) dec_trivial" for arguments in instances]
    return f"begin\n  intro h,\n  delta {name} at h,\n  {_alternatives(ways)}\nend\n"


def _alternatives(ways: Sequence[str]) -> str:
    return " <|>\n  ".join(ways)


_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "nat": ("0", "1", "2", "3", "5"),
    "int": ("0", "1", "(-1)", "2", "(-3)"),
    "bool": ("tt", "ff"),
}


def _instances(telescope: Telescope) -> Iterator[tuple[str, ...]]:
    """Small values for the variables, up to the last one; hypotheses between them are decided, later ones are left."""
    rest = list(telescope.binders)
    while rest and not _values(rest[-1].type):
        rest.pop()
    choices: list[tuple[str, ...]] = []
    for binder in rest:
        values = _values(binder.type)
        choices.append(values or ("dec_trivial",))
    yield from sorted(itertools.product(*choices), key=lambda values: sum(map(len, values)))


def _values(type_: Term) -> tuple[str, ...]:
    if type_ == Sort(("Prop",)):
        return ("true", "false")
    if isinstance(type_, Const):
        return _VALUES.get(type_.name, ())
    if isinstance(type_, Pi) and isinstance(type_.body, Const) and type_.body.name in _VALUES:
        return ("(λ x, 0)", "(λ x, x)") if type_.body.name != "bool" else ("(λ x, tt)", "(λ x, ff)")
    if isinstance(type_, App) and type_.head == Const("list"):
        element = _values(type_.args[0])
        return ("[]", f"[{element[0]}]", f"[{element[0]}, {element[1]}]") if len(element) > 1 else ()
    return ()
