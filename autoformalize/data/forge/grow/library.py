"""Seeds from the checker's own library: every theorem that the small language can say, as it reads at ℕ and at ℤ.

A model that has met each lemma in a statement of its own knows what the library is called. What is meta, technical or
about types that the forge does not speak of is left out by its statement's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from autoformalize.data.forge.grow.theorem import Theorem, is_kind, leaves, read, tidy
from autoformalize.data.forge.terms import Term
from lean_env.goals import Prover, Signature


@dataclass(frozen=True, slots=True)
class Lemma:
    """A theorem that a search may apply: its arguments in order, and what it says.

    An argument is (name, type or proposition, explicit, is a proof).
    """

    name: str
    arguments: tuple[tuple[str, Term, bool, bool], ...]
    target: Term

    @property
    def premises(self) -> tuple[Term, ...]:
        """What it asks for."""
        return tuple(kind for _, kind, _, is_proof in self.arguments if is_proof)

    @property
    def variables(self) -> frozenset[str]:
        """Its arguments that are not proofs."""
        return frozenset(name for name, _, _, is_proof in self.arguments if not is_proof)


_ROOT: Final = re.compile(
    r"^(and|or|not|iff|eq|ne|exists|forall|imp|mt|absurd|le|lt|ge|gt|min|max|band|bor|bnot|bxor|tt|ff|bool|false|true|"
    r"congr|funext|transitive|reflexive|symmetric|dvd|mul|add|sub|neg|zero|one|pos|self|id|comp|if|non|em|by)(_|$)"
)
_SPACES: Final = frozenset(
    ["nat", "int", "list", "bool", "and", "or", "not", "iff", "eq", "ne", "exists", "function", "classical", "prod"]
)
_TECHNICAL: Final = re.compile(
    r"(_main|_aux|sizeof|equations|inj_eq|inj_arrow|no_confusion|rec|heq|cast|_core|bit0|bit1|bodd|shift|lbinary|repr|"
    r"sub_nat_nat|neg_succ|of_nat|to_nat|_wf|acc|quot|decidable|_coe|coe_|to_bool|ite|dite|_if|congr_ctx|eq_true|"
    r"or.intro|eq_false|_self_iff|imp_congr|congr_eq|strong_|propext|rel_|nonempty|iterate|bounded|lex|char|string)"
)
_WORDS: Final = frozenset(
    (*"∧∨→↔¬∀∃λ=≠≤<≥>∣∈∉⊆+-*/%∘", "++", "::", "&&", "||", "neg", "app", "list", "pair", "ascribe")
)
_CONSTANTS: Final = frozenset({
    "ℕ", "ℤ", "Prop", "Type", "bool", "list", "tt", "ff", "true", "false", "nat.succ", "nat.pred", "nat.gcd",
    "int.nat_abs", "min", "max", "bnot", "bxor", "cond", "id", "list.length", "list.map", "list.reverse",
    "list.append", "list.head", "list.tail", "list.take", "list.drop", "list.repeat", "list.join", "list.foldr",
    "list.foldl", "list.concat", "list.filter", "list.nth", "function.injective", "function.surjective",
    "function.bijective", "function.left_inverse", "function.right_inverse", "reflexive", "symmetric", "transitive",
    "irreflexive", "anti_symmetric", "total", "equivalence", "prod.fst", "prod.snd",
})  # fmt: skip
_TOPICS: Final = (
    ("integers", ("ℤ",)),
    ("lists", ("list", "++", "::", "list.length")),
    ("booleans", ("bool", "tt", "ff", "&&", "||")),
    ("divisibility", ("∣", "%", "nat.gcd")),
    ("functions", ("function.injective", "function.surjective", "function.bijective", "∘")),
    ("relations", ("reflexive", "symmetric", "transitive", "equivalence")),
    ("order", ("≤", "<", "≥", ">", "min", "max")),
    ("natural numbers", ("ℕ",)),
    ("predicate logic", ("∀", "∃")),
)


def lemmas(prover: Prover) -> Iterator[Lemma]:
    """The library's theorems that can be said, in its order; those of ordered types at ℕ, then at ℤ."""
    for name in prover.theorems():
        head, dot, _ = name.rpartition(".")
        if _TECHNICAL.search(name) or not (head.split(".")[0] in _SPACES if dot else _ROOT.match(name)):
            continue
        for signature, _at in _signatures(prover, name):
            lemma = _lemma(name, signature)
            if lemma is not None:
                yield lemma


def seeds(found: Iterable[Lemma]) -> Iterator[Theorem]:
    """Each lemma as a theorem to be proved by itself, among other ways."""
    for lemma in found:
        variables = tuple((name, kind) for name, kind, _, is_proof in lemma.arguments if not is_proof)
        topic = topic_of((*lemma.premises, lemma.target, *(kind for _, kind in variables)))
        family = f"library/{lemma.name}"
        theorem = Theorem(variables, lemma.premises, lemma.target, family, topic, hints=(lemma.name,))
        yield tidy(theorem)


def topic_of(terms: Iterable[Term]) -> str:
    """The built-in set's topic that the symbols speak of."""
    words = set().union(*(_operators(term) for term in terms))
    for topic, marks in _TOPICS:
        if words & set(marks):
            return topic
    return "equality" if words & {"=", "≠"} and "Type" in words else "propositional logic"


def _signatures(prover: Prover, name: str) -> Iterator[tuple[Signature, str]]:
    found = prover.signature(f"@{name}")
    if found is None:
        return
    if len(found.binders) > 1 and found.binders[0].kind.startswith("Type") and "_inst" in found.binders[1].name:
        for kind in ("ℕ", "ℤ"):
            at = prover.signature(f"@{name} {kind} _")
            if at is not None:
                yield at, kind
        return
    yield found, ""


def _lemma(name: str, signature: Signature) -> Lemma | None:
    """None where the statement has words that the forge does not speak."""
    fresh_names = iter("uvwxyz")
    arguments: list[tuple[str, Term, bool, bool]] = []
    types: set[str] = set()
    known: set[str] = set()
    try:
        for binder in signature.binders:
            label = binder.name
            if re.search(r"\binst|decidable", label + binder.kind):
                return None
            if re.match(r"(Type|Sort) ", binder.kind):
                types.add(label)
                arguments.append((label, Term("Type"), binder.explicit, False))
                known.add(label)
                continue
            kind = read(binder.kind)
            if not binder.is_proof and not is_kind(kind, types):
                return None
            if binder.is_proof and any(label in leaves(each) for each in (kind,)):
                label = next(fresh_names)
            known.add(label)
            arguments.append((label, kind, binder.explicit, binder.is_proof))
        target = read(signature.target)
    except (ValueError, StopIteration):
        return None
    terms = (*(kind for _, kind, _, _ in arguments), target)
    if not all(_speaks(term, known) for term in terms):
        return None
    return Lemma(name, tuple(arguments), target)


def _speaks(term: Term, known: set[str]) -> bool:
    if term.is_leaf:
        return not term.op or term.op in known or term.op in _CONSTANTS or term.op.isdecimal()
    if term.op not in _WORDS:
        return False
    if term.op in ("∀", "∃", "λ"):
        return all(_speaks(each, known | {term.args[0].op}) for each in term.args[1:])
    return all(_speaks(each, known) for each in term.args)


def _operators(term: Term) -> set[str]:
    return {term.op}.union(*map(_operators, term.args))
