"""Tactic proofs that are tried on statements: that one follows from another, that one holds, that one fails.

Each function gives the block of tactics alone. What it is said to prove is accepted by the kernel or does not count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lean_env.equivalence.rewording import Telescope
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
"""What the proofs of an `Implication` refer to: it stands before them."""
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


@dataclass(frozen=True, slots=True)
class Implication:
    """That `goal` follows from `given`, two statements that match; `variables` has the given's for each of the goal's.

    `names` are those of the definitions of the two.
    """

    given: Term
    goal: Term
    variables: Mapping[int, int]
    rules: frozenset[str]
    names: tuple[str, str]

    def proofs(self) -> Iterator[str]:
        """Proofs to try in turn, the likeliest first: Lean needs long to read one that tries everything at once."""
        intros = _intros(len(Telescope.of(self.goal).binders))
        rename = f"{intros} exact @h {' '.join(self._arguments('assumption'))}"
        yield self._block(rename, f"{intros} apply h; assumption")
        if not self.rules:
            return
        simplify = _simplify(self.rules)
        turned = f"have k := @h {' '.join(self._arguments(''))},"
        yield self._block(f"{intros} {turned} {{ exact k }} <|> {{ exact k.symm }}")
        yield self._block(
            f"{intros} {_SPLIT}, apply h; {_REBUILD}, done", f"{intros} {turned} {_SPLIT}, {_REBUILD}, done"
        )
        if simplify:
            yield self._block(f"{simplify} at h ⊢, {intros} exact @h {' '.join(self._arguments('assumption'))}")
            yield self._block(f"{simplify} at h ⊢, exact h", f"{simplify} at h ⊢, intros, apply h; assumption")
            rewritten = f"have k := @h {' '.join(self._arguments(simplify))},"
            yield self._block(f"{intros} {rewritten} {simplify} at k ⊢, exact k", f"{intros} {rewritten} exact k")
        yield self._block(f"{intros} {_SPLIT}, symmetry, apply h; {_REBUILD}, done")
        for way in _witnesses(self.goal):
            yield self._block(f"{intros} {turned} {way}", f"{intros} {_SPLIT}, {turned} {way}")
        yield self._block(f"{intros} {_SPLIT}, {turned} {{ exact k }} <|> {{ {_SPLIT}, {_REBUILD}, done }} <|> cc")

    def _block(self, *ways: str) -> str:
        given, goal = self.names
        braced = [f"{{ {way} }}" for way in ways]
        return f"begin\n  intro h, delta {given} at h, delta {goal},\n  {_alternatives(braced)}\nend\n"

    def _arguments(self, by: str) -> list[str]:
        """What stands for each binder of the given statement: a variable of the goal, or a proof from its hypotheses.

        `by` is `assumption`, a `simp only`, or empty for turning a hypothesis round.
        """
        telescope = Telescope.of(self.given)
        binders = Telescope.of(self.goal).binders
        place = {self.variables[binder.id]: f"y{i}" for i, binder in enumerate(binders) if binder.id in self.variables}
        count = len(telescope.binders)
        if "define" in self.rules:  # the last binders may come out of a definition that the goal still has folded
            count = max((i + 1 for i, binder in enumerate(telescope.binders) if binder.id in place), default=0)
        arguments = [
            _argument(place.get(binder.id), occurs(binder.id, telescope.term(index + 1)), binder, by)
            for index, binder in enumerate(telescope.binders[:count])
        ]
        if "define" in self.rules:
            known = {binder.id for binder in telescope.binders}
            arguments += [f"y{i}" for i, b in enumerate(binders) if self.variables.get(b.id) not in known]
        return arguments


def _argument(mine: str | None, is_used: bool, binder: Binder, by: str) -> str:
    if is_used or isinstance(binder.type, Sort):
        return mine or "_"
    if mine is None:
        return f"(by {{ {_REBUILD}, done }})" if _is_hypothesis(binder) else "(default _)"
    if by == "assumption":
        return mine
    if by:
        return f"(by {{ {_simplified(mine, by)} }})"
    under = f"{{ intros, apply {mine}; assumption }} <|> {{ intros, symmetry, apply {mine}; assumption }}"
    return f"(by {{ exact {mine} <|> exact {mine}.symm <|> {under} }})"


def _simplified(name: str, simplify: str) -> str:
    """The goal from the hypothesis of this name, both rewritten."""
    return f"exact {name} <|> {{ {simplify} at {name} ⊢, exact {name} }} <|> {{ {simplify} at {name}, exact {name} }}"


def _is_hypothesis(binder: Binder) -> bool:
    return not isinstance(binder.type, Const)


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


def _witnesses(goal: Term) -> Iterator[str]:
    """Ways to prove a conclusion of several `∃` from `k`, which has the same ones in another order."""
    body, count = Telescope.of(goal).body, 0
    while isinstance(body, App) and body.head == Const("Exists") and isinstance(body.args[-1], Lam):
        body, count = body.args[-1].body, count + 1
    names = [f"w{i}" for i in range(count)]
    taken = "".join(f"cases k with {name} k, " for name in names)
    if 1 < count <= _MOST_WITNESSES:
        ways = [f"exact ⟨{', '.join(order)}, k⟩" for order in itertools.permutations(names)]
        yield f"{taken}{{ {' <|> '.join(ways)} }}"


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
