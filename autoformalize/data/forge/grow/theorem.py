"""A statement whose variables are typed slots: what is grown, searched for a proof and put into words.

Theorems are read from Lean text (a pair's statement, a theorem of the library) or taken from the rules of the tables.
Everything here is syntax: whether a theorem makes sense to Lean is found out by opening it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.terms import BINDERS, Term, lean, names_of, parse, substitute
from autoformalize.data.normalise import tokenize
from lean_env.commands import closing

NAMESPACES: Final = frozenset({"nat", "int", "list", "bool", "function", "prod", "option", "classical"})
_FIELDS: Final = {
    "length": "list.length",
    "reverse": "list.reverse",
    "head": "list.head",
    "tail": "list.tail",
    "succ": "nat.succ",
    "pred": "nat.pred",
    "nat_abs": "int.nat_abs",
    "sign": "int.sign",
    "gcd": "nat.gcd",
    "fst": "prod.fst",
    "snd": "prod.snd",
}
_SPELLINGS: Final = {"nat": "ℕ", "int": "ℤ", "function.comp": "∘"}
_NATURAL: Final = Term("ℕ")


@dataclass(frozen=True, slots=True)
class Theorem:
    """Typed variables, hypotheses and a goal; the hypotheses are called h1, h2, ... wherever names matter.

    `family` names what it was grown from, `made` how ("seed" for what was there), `hints` are lemmas that its proof may
    need, and `proofs` texts that are known to prove it or may do so, as in Rule. `says` is its English where one was
    written by hand.
    """

    variables: tuple[tuple[str, Term], ...]
    hypotheses: tuple[Term, ...]
    goal: Term
    family: str
    topic: str
    made: str = "seed"
    hints: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, Term]:
        """The type of each variable."""
        return dict(self.variables)

    @property
    def size(self) -> int:
        """Nodes of hypotheses and goal."""
        return sum(map(size, (*self.hypotheses, self.goal)))

    def statement(self, name: str = "t") -> str:
        """Lean text that opens the theorem: every variable and hypothesis a binder."""
        binders = [f"({variable} : {lean(kind)})" for variable, kind in self.variables]
        binders += [f"(h{i} : {lean(each)})" for i, each in enumerate(self.hypotheses, 1)]
        return " ".join(["theorem", name, *binders, ":", lean(self.goal)])

    def grown(self, made: str, **changes: object) -> Theorem:
        """A theorem made from this one; proofs and English are not kept unless given."""
        step = made if self.made == "seed" else f"{self.made}, {made}"
        changes = {"proofs": (), "says": (), **changes}
        return tidy(replace(self, made=step, **changes))  # type: ignore[arg-type]

    def with_values(self, values: Mapping[str, Term]) -> tuple[tuple[Term, ...], Term]:
        """Hypotheses and goal with terms put for variables, applied functions reduced."""
        return (
            tuple(reduce(substitute(each, values)) for each in self.hypotheses),
            reduce(substitute(self.goal, values)),
        )


def size(term: Term) -> int:
    """How many nodes the term has."""
    return 1 + sum(map(size, term.args))


def subterms(term: Term) -> Iterator[Term]:
    """The term and all its parts that are outside binders' heads; types are not terms."""
    yield term
    if term.op in BINDERS:
        yield from subterms(term.args[2])
    elif term.op == "app":
        yield from (part for each in term.args[1:] for part in subterms(each))
    else:
        yield from (part for each in term.args for part in subterms(each))


def leaves(term: Term) -> Iterator[str]:
    """Names and numerals in the term, bound ones too."""
    if term.is_leaf:
        if term.op:
            yield term.op
    else:
        for each in term.args:
            yield from leaves(each)


def names_in(terms: Iterable[Term]) -> set[str]:
    """First components of all names in the terms."""
    return {leaf.split(".", 1)[0] for term in terms for leaf in leaves(term)}


def reduce(term: Term) -> Term:
    """Beta-reduce, and merge applications of applications."""
    if term.is_leaf:
        return term
    args = tuple(map(reduce, term.args))
    if term.op == "app" and args[0].op == "app":
        args = (*args[0].args, *args[1:])
    while term.op == "app" and len(args) > 1 and args[0].op == "λ":
        name, _, body = args[0].args
        head = reduce(substitute(body, {name.op: args[1]}))
        args = (*head.args, *args[2:]) if head.op == "app" and len(args) > 2 else (head, *args[2:])
    if term.op == "app" and len(args) == 1:
        return args[0]
    return Term(term.op, args)


def bound_names(term: Term) -> set[str]:
    """Names that binders inside the term bind."""
    if term.is_leaf:
        return set()
    inner = set().union(*map(bound_names, term.args))
    return inner | {term.args[0].op} if term.op in BINDERS else inner


def tidy(theorem: Theorem) -> Theorem:
    """Without variables that nothing mentions, each declared after what its type mentions."""
    used = names_in((*theorem.hypotheses, theorem.goal))
    kept: list[tuple[str, Term]] = []
    for name, kind in reversed(theorem.variables):
        if name in used:
            kept.append((name, kind))
            used |= names_in([kind])
    kept.reverse()
    types = [item for item in kept if item[1].op == "Type"]
    return replace(theorem, variables=(*types, *(item for item in kept if item[1].op != "Type")))


def of_rule(rule: Rule, topic: str) -> Theorem:
    """A rule of the tables as a theorem."""
    variables: list[tuple[str, Term]] = []
    for group in filter(None, (part.strip() for part in rule.variables.split(","))):
        names, _, kind = group.partition(":")
        variables += [(name, parse(kind.strip())) for name in names.split()]
    hints = tuple(dict.fromkeys(name for proof in rule.proofs for name in lemma_names(proof)))
    return tidy(
        Theorem(
            variables=tuple(variables),
            hypotheses=tuple(map(parse, rule.hypotheses)),
            goal=parse(rule.goal),
            family=f"forge/{topic.replace(' ', '-')}/{rule.slug}",
            topic=topic,
            hints=hints,
            proofs=tuple(dict.fromkeys(rule.proofs)),
            says=rule.says,
        )
    )


def lemma_names(proof: str) -> list[str]:
    """Names in a proof that may be the library's: dotted ones, and those with an underscore."""
    import re

    return [name for name in re.findall(r"[^\W\d][\w.']*", proof) if "." in name.strip(".") or "_" in name]


def read(text: str) -> Term:
    """Lean text as a term, fields spelled out; ValueError where it is not of the small language."""
    return spelled(parse.__wrapped__(text))


def spelled(term: Term) -> Term:
    """`n.succ` and `(s ++ t).length` as applications of `nat.succ` and `list.length`; `nat` as ℕ."""
    if term.is_leaf:
        return _leaf(term.op)
    head = term.args[0].op
    if term.op == "app" and head.startswith("."):
        if head[1:] not in _FIELDS:
            raise ValueError(f"unknown field {head}")
        return Term("app", (Term(_FIELDS[head[1:]]), spelled(term.args[1])))
    args = tuple(spelled(each) for each in term.args)
    return reduce(Term(term.op, args))


def _leaf(name: str) -> Term:
    if name in _SPELLINGS:
        return Term(_SPELLINGS[name])
    if name == "list.nil":
        return Term("list", (Term(""),))
    head, dot, field = name.rpartition(".")
    if not dot or head.split(".")[0] in NAMESPACES:
        return Term(name)
    if field not in _FIELDS:
        return Term(name)
    return Term("app", (Term(_FIELDS[field]), _leaf(head)))


def of_statement(statement: str, family: str, topic: str, proof: str = "") -> Theorem | None:
    """A theorem's Lean text ("theorem NAME binders : TYPE") as a Theorem; None beyond the small language."""
    tokens = tokenize(statement)
    position = 2
    variables: list[tuple[str, Term]] = []
    hypotheses: list[tuple[str, Term]] = []
    try:
        while position < len(tokens) and tokens[position] in "({":
            end = closing(tokens, position)
            if end == len(tokens):
                return None
            names, _, kind = " ".join(tokens[position + 1 : end]).partition(" : ")
            term = read(kind)
            group = [(name, term) for name in names.split()]
            types = {name for name, kind in variables if kind.op == "Type"}
            (variables if is_kind(term, types) else hypotheses).extend(group)
            position = end + 1
        if position >= len(tokens) or tokens[position] != ":":
            return None
        goal = read(" ".join(tokens[position + 1 :]))
    except ValueError:
        return None
    theorem = Theorem(
        tuple(variables), tuple(term for _, term in hypotheses), goal, family, topic, hints=tuple(lemma_names(proof))
    )
    return tidy(opened(theorem)) if closed(theorem) else None


def closed(theorem: Theorem) -> bool:
    """Whether two variables never share a name."""
    names = [name for name, _ in theorem.variables]
    return len(set(names)) == len(names)


_KINDS: Final = frozenset({"Prop", "Type", "ℕ", "ℤ", "bool"})


def is_kind(term: Term, types: set[str]) -> bool:
    """Whether the term is a type that a variable may have here, rather than a proposition."""
    if term.is_leaf:
        return term.op in _KINDS or term.op in types
    if term.op == "→":
        return all(is_kind(each, types) for each in term.args)
    return term.op == "app" and term.args[0].op in ("list", "option") and is_kind(term.args[1], types)


def opened(theorem: Theorem) -> Theorem:
    """Leading ∀ and premises of the goal made variables and hypotheses, as far as names allow."""
    variables, hypotheses, goal = list(theorem.variables), list(theorem.hypotheses), theorem.goal
    taken = {name for name, _ in variables} | names_in(hypotheses)
    types = {name for name, kind in variables if kind.op == "Type"}
    while True:
        if goal.op == "→":
            hypotheses.append(goal.args[0])
            goal = goal.args[1]
        elif goal.op == "∀" and is_kind(goal.args[1], types) and goal.args[0].op not in taken:
            variables.append((goal.args[0].op, goal.args[1]))
            taken.add(goal.args[0].op)
            goal = goal.args[2]
        else:
            return replace(theorem, variables=tuple(variables), hypotheses=tuple(hypotheses), goal=goal)


def fresh(taken: set[str], options: Iterable[str]) -> str:
    """The first option that is not taken, which is then."""
    for option in options:
        if option not in taken:
            taken.add(option)
            return option
    raise ValueError("no name is left")


def all_names(theorem: Theorem) -> set[str]:
    """Every name that the theorem mentions or binds."""
    texts = " ".join(lean(each) for each in (*theorem.hypotheses, theorem.goal))
    return names_of(texts) | {name for name, _ in theorem.variables}
