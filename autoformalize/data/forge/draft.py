"""From a rule to a pair: names, statement shape, voice and proof style drawn at random.

A Rule is a statement with several proofs, written with canonical names; `Rule.draw` dresses it. What the rules say is
in the files of `rules`; how they are mixed, in the package's `forge`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from autoformalize.data.forge.english import Voice, enumerate_words, sentence
from autoformalize.data.forge.terms import Term, lean, names_of, parse, rename, substitute

_POOLS: dict[str, tuple[str, ...]] = {
    "Prop": ("p q r s t", "p q r s t", "a b c d e", "P Q R S T", "A B C D E", "φ ψ χ θ ξ", "x y z u v"),
    "ℕ": ("a b c d e", "m n k l j", "x y z w u", "n m k j i", "p q r s t", "i j k l m", "n k m a b"),
    "ℤ": ("a b c d e", "m n k l j", "x y z w u", "u v w x y", "p q r s t"),
    "bool": ("a b c d", "x y z w", "b c d e", "p q r s", "u v w z"),
    "type": ("α β γ δ", "α β γ δ", "α β γ δ", "A B C D", "X Y Z W"),
    "element": ("a b c d e", "x y z w u", "u v w z t", "s t u v w"),
    "function": ("f g h k", "f g h k", "g h k f", "u v w k", "F G H K", "φ ψ χ θ"),
    "predicate": ("P Q R S", "P Q R S", "p q r s", "A B C D", "S T U V"),
    "relation": ("R S T", "R S T", "r s t", "Q R S"),
    "list": ("l m k", "xs ys zs", "s t u", "l₁ l₂ l₃", "as bs cs", "k l m"),
}
_HYPOTHESES = (
    "h1 h2 h3 h4 h5",
    "h1 h2 h3 h4 h5",
    "h₁ h₂ h₃ h₄ h₅",
    "ha hb hc hd he",
    "hx hy hz hw hu",
    "H1 H2 H3 H4 H5",
    "h h' h'' h3 h4",
)
_LONE = ("h", "h", "h", "h1", "H", "hyp", "hp", "h₁")
_STEMS = (
    "exercise", "exercise", "problem", "claim", "fact", "statement", "ex", "question", "thm", "result", "task", "item",
    "sheet", "homework", "step", "test_goal", "goal", "prop", "lem", "assertion", "quiz", "exam", "chapter", "warmup",
)  # fmt: skip
_COMMON = frozenset({
    "the", "and", "that", "then", "for", "all", "show", "prove", "given", "let", "suppose", "assume", "with", "from",
    "have", "there", "such", "every",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A dressed statement and proof, before it becomes a Pair."""

    name: str
    statement: str
    proof: str
    english: str
    style: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement with its proofs.

    `variables` is binder text in canonical names ("a b : ℕ, f : ℕ → ℕ"); `hypotheses` and `goal` are Lean text; proofs
    call the hypotheses h1, h2, ... A proof is a term, `by ...`, or `begin ...` with lines separated by newlines. `says`
    are English texts of the whole (with {a}, {h1}, ... for variables) besides those that the voice makes.
    `instances` allows terms to be put for variables of the types ℕ and ℤ.
    """

    slug: str
    topic: str
    variables: str
    hypotheses: tuple[str, ...]
    goal: str
    proofs: tuple[str, ...]
    says: tuple[str, ...] = ()
    difficulty: str = "easy"
    instances: bool = False

    def draw(self, rng: Random) -> Draft:
        """One pair's worth of text."""
        binders = _binders(self.variables)
        values = new_names(rng, binders, (self.goal, *self.hypotheses, *self.proofs))
        special = self.instances and rng.random() < 0.45
        if special:
            binders, values = _instantiate(rng, binders, values)
        declared = [(values[name].op, substitute(kind, values)) for name, kind in binders]
        hypotheses = [substitute(parse(text), values) for text in self.hypotheses]
        goal = substitute(parse(self.goal), values)
        proof = rng.choice(self.proofs)
        taken = names_of(proof) | set().union(*(names_of(lean(each)) for each in (goal, *hypotheses)))
        taken |= {name for name, _ in declared}
        labels = hypothesis_names(rng, len(hypotheses), taken)
        proof = rename(proof, {**values, **{f"h{i}": Term(label) for i, label in enumerate(labels, 1)}})
        said = "" if special else self._said(rng, values)
        return dress(rng, declared, list(zip(labels, hypotheses, strict=True)), goal, proof, said)

    def _said(self, rng: Random, values: Mapping[str, Term]) -> str:
        """A hand-written text with the names put in, or "" for one of the voice's making."""
        if not self.says or rng.random() < 0.35:
            return ""
        text = rng.choice(self.says)
        voice = Voice.draw(rng)
        return re.sub(r"\{(\w+)\}", lambda match: voice.say(values.get(match.group(1), Term(match.group(1))), 51), text)


def dress(
    rng: Random,
    variables: Sequence[tuple[str, Term]],
    hypotheses: Sequence[tuple[str, Term]],
    goal: Term,
    proof: str,
    said: str = "",
) -> Draft:
    """Choose the statement's shape, the English and the proof's style; `proof` is as in Rule, with final names."""
    shape = rng.choices(("binders", "arrows", "forall"), weights=(70, 18, 12))[0]
    if proof.startswith("|") or "induction" in proof:
        shape = "binders"
    moved = [name for name, _ in hypotheses] if shape != "binders" else []
    kept = list(variables)
    bound: list[tuple[str, Term]] = []
    if shape == "forall":
        bound = [(name, kind) for name, kind in variables if kind.op in ("ℕ", "ℤ", "bool", "Prop")]
        if len({kind for _, kind in bound}) > 1 or any(
            item not in bound for item in variables[len(variables) - len(bound) :]
        ):
            bound = []
        kept = [item for item in variables if item not in bound]
    intros = [name for name, _ in bound] + moved
    style, text = _proof(rng, proof, intros)
    english = sentence(said) if said else in_words(Voice.draw(rng), variables, [each for _, each in hypotheses], goal)
    name = theorem_name(rng, english)
    return Draft(name, statement_text(name, kept, bound, hypotheses, goal, bool(moved)), text, english, style)


def statement_text(
    theorem: str,
    variables: Sequence[tuple[str, Term]],
    bound: Sequence[tuple[str, Term]],
    hypotheses: Sequence[tuple[str, Term]],
    goal: Term,
    arrows: bool,
) -> str:
    """Lean text up to the proof: binders before the colon, `bound` ones in a ∀, hypotheses as arrows where `arrows`."""
    groups: list[tuple[str, list[str]]] = []
    for name, kind in variables:
        text = lean(kind)
        if groups and groups[-1][0] == text:
            groups[-1][1].append(name)
        else:
            groups.append((text, [name]))
    binders = [
        f"{{{' '.join(names)} : {kind}}}" if kind == "Type" else f"({' '.join(names)} : {kind})"
        for kind, names in groups
    ]
    target = lean(goal)
    if arrows:
        premises = [lean(each, 26, False) for _, each in hypotheses]
        target = " → ".join([*premises, lean(goal, 25)])
    else:
        binders += [f"({name} : {lean(each)})" for name, each in hypotheses]
    if bound:
        target = f"∀ {' '.join(name for name, _ in bound)} : {lean(bound[0][1])}, {target}"
    return " ".join(["theorem", theorem, *binders, ":", target])


def theorem_name(rng: Random, english: str) -> str:
    """A name that says nothing of the proof: a number in an exercise sheet, or words of the English text.

    A name after the lemma would let a model copy the proof from it. The number keeps it apart from the core library's.
    """
    number = rng.choice((f"{rng.randrange(1, 100)}", f"{rng.randrange(1, 12)}_{rng.randrange(1, 40)}"))
    if rng.random() < 0.3:
        words = [word for word in re.findall(r"[a-z]{3,}", english.lower()) if word not in _COMMON]
        if words:
            start = rng.randrange(len(words))
            return "_".join([*dict.fromkeys(words[start : start + rng.randrange(1, 4)]), number])
    stem = rng.choice(_STEMS)
    return f"{stem}_{number}" if rng.random() < 0.8 else f"{stem}{number.partition('_')[0]}"


def _proof(rng: Random, proof: str, intros: Sequence[str]) -> tuple[str, str]:
    """The proof text with `:=`, and its style: term, by, or tactic."""
    if proof.startswith("begin"):
        lines = proof.split("\n")
        if intros:
            lines.insert(1, f"  {intro_tactic(intros)},")
        return "tactic", ":=\n" + "\n".join(lines)
    if proof.startswith("by "):
        if intros:
            return "tactic", f":=\nbegin\n  {intro_tactic(intros)},\n  {proof[3:]}\nend"
        return "by", f":= {proof}"
    draw = rng.random()
    if draw < 0.70:
        return "term", f":= {abstracted(rng, intros, proof)}"
    if draw < 0.80 and not intros:
        return "by", f":= by exact {proof}"
    found = re.match(r"^λ ((?:[^\W\d][\w₀-₉']* ?)+), ([^⟨].*)$", proof)
    names = list(intros)
    if found is not None:
        names += found.group(1).split()
        proof = found.group(2)
    lines = [f"  {intro_tactic(names)},"] if names else []
    return "tactic", ":=\n" + "\n".join(["begin", *lines, f"  exact {proof}", "end"])


def abstracted(rng: Random, intros: Sequence[str], proof: str) -> str:
    """The term under the names that the statement's shape leaves to introduce."""
    if not intros:
        return proof
    found = re.match(r"^λ ((?:[^\W\d][\w₀-₉']* ?)+), (.*)$", proof, re.DOTALL)
    if found is not None:
        return f"λ {' '.join(intros)} {found.group(1)}, {found.group(2)}"
    return f"{'assume' if rng.random() < 0.15 else 'λ'} {' '.join(intros)}, {proof}"


def intro_tactic(names: Sequence[str]) -> str:
    """`intro h` or `intros x h`."""
    return f"intro {names[0]}" if len(names) == 1 else f"intros {' '.join(names)}"


def in_words(voice: Voice, variables: Sequence[tuple[str, Term]], hypotheses: Sequence[Term], goal: Term) -> str:
    """The statement in English, as the voice says it, in one of the common frames."""
    rng = voice.rng
    claim = voice.say(goal)
    given = [voice.say(each, 21 if each.op in ("→", "↔", "∀", "∃") and voice.wordy == 0 else 0) for each in hypotheses]
    spoken = [(name, kind) for name, kind in variables if kind.op not in ("Type", "Prop")]
    declared = voice.declare(spoken) if spoken and rng.random() < _need(spoken) else ""
    if not given:
        if declared:
            frames: Sequence[str] = (
                "for {v}, {c}",
                "for all {v}, {c}",
                "let {v} be given. Show that {c}",
                "prove that {c} for {v}",
                "show that {c}, for {v}",
                "given {v}, {c}",
            )
            if len(spoken) == 1:
                frames = (
                    "for every {v1}, {c}",
                    "for any {v1}, {c}",
                    "show that {c} for every {v1}",
                    "let {v} be given. Then {c}",
                )
            return sentence(_fill(rng.choice(frames), voice, spoken, declared, claim, ""))
        frames = ("{c}", "{c}", "show that {c}", "prove that {c}", "we have {c}", "it holds that {c}", "prove: {c}")
        return sentence(_fill(rng.choice(frames), voice, spoken, declared, claim, ""))
    assumption = enumerate_words(given) if rng.random() < 0.9 else "; ".join(given)
    frames = (
        "if {h}, then {c}",
        "if {h}, then {c}",
        "suppose {h}. Then {c}",
        "suppose that {h}. Show that {c}",
        "assume {h}. Prove that {c}",
        "assume that {h}. Then {c}",
        "given that {h}, show that {c}",
        "given {h}, we have {c}",
        "from {h} it follows that {c}",
        "show that {c} if {h}",
        "prove that {c} whenever {h}",
    )
    text = _fill(rng.choice(frames), voice, spoken, declared, claim, assumption)
    if declared:
        opening = rng.choice(("let {v} be given. ", "for {v}: ", "consider {v}. ", "given {v}: "))
        if opening.endswith(". "):
            return f"{sentence(opening.format(v=declared).strip())} {sentence(text)}"
        return sentence(opening.format(v=declared) + text)
    return sentence(text)


def _fill(
    frame: str, voice: Voice, spoken: Sequence[tuple[str, Term]], declared: str, claim: str, assumption: str
) -> str:
    single = declared.partition(" ")[2] if len(spoken) == 1 else declared
    text = frame.format(v=declared, v1=single, c=claim, h=assumption)
    return re.sub(r"\bfor all an? ", "for any ", text)


def _need(variables: Sequence[tuple[str, Term]]) -> float:
    """How often the types must be said: always for what is not guessed from the symbols."""
    kinds = {kind.op for _, kind in variables}
    if "ℤ" in kinds:
        return 1.0
    return 0.7 if kinds <= {"ℕ", "bool"} else 0.45


def _binders(text: str) -> list[tuple[str, Term]]:
    """`a b : ℕ, f : ℕ → ℕ` as names with types."""
    result = []
    for group in filter(None, (part.strip() for part in text.split(","))):
        names, _, kind = group.partition(":")
        result += [(name, parse(kind.strip())) for name in names.split()]
    return result


def _pool_of(kind: Term) -> str:
    if kind.op in ("Prop", "ℕ", "ℤ", "bool"):
        return kind.op
    if kind.op == "Type":
        return "type"
    if kind.op == "→":
        codomain = kind.args[1]
        if codomain.op == "Prop":
            return "predicate"
        if codomain.op == "→" and codomain.args[1].op == "Prop":
            return "relation"
        return "function"
    if kind.op == "app" and kind.args[0].op == "list":
        return "list"
    return "element"


def new_names(rng: Random, binders: Sequence[tuple[str, Term]], mentioned: Iterable[str]) -> dict[str, Term]:
    """New names for the variables, apart from each other and from whatever else the texts mention."""
    texts = names_of(" ".join(mentioned))
    taken = texts - {name for name, _ in binders}
    values: dict[str, Term] = {}
    by_pool: dict[str, list[str]] = {}
    for name, kind in binders:
        by_pool.setdefault(_pool_of(kind), []).append(name)
    for pool, names in by_pool.items():
        options = [option.split()[: len(names)] for option in _POOLS[pool]]
        free = [option for option in options if len(option) == len(names) and not taken & set(option)]
        chosen = names if not free or rng.random() < 0.15 else rng.choice(free)
        if taken & set(chosen):
            chosen = names
        if taken & set(chosen):
            chosen = [f"{name}{_SUBSCRIPT[i]}" for i, name in enumerate(names)]
        taken |= set(chosen)
        values.update({name: Term(new) for name, new in zip(names, chosen, strict=True)})
    return values


_SUBSCRIPT = "₁₂₃₄₅₆₇"


def _instantiate(
    rng: Random, binders: Sequence[tuple[str, Term]], values: dict[str, Term]
) -> tuple[list[tuple[str, Term]], dict[str, Term]]:
    """Put a numeral, a product, a sum or a value of a function for one variable of the type ℕ or ℤ."""
    numbers = [name for name, kind in binders if kind.op in ("ℕ", "ℤ")]
    if not numbers:
        return list(binders), values
    name = rng.choice(numbers)
    kind = dict(binders)[name]
    used = {value.op for value in values.values()}
    spare = [letter for letter in "uvwxyzabcdst" if letter not in used]
    remaining = [item for item in binders if item[0] != name]
    form = rng.choices(("numeral", "product", "sum", "square"), weights=(35, 30, 20, 15))[0]
    if form == "numeral" and remaining:
        numeral = Term(str(rng.randrange(2, 13)))
        if kind.op == "ℤ":
            return remaining, {**values, name: numeral}
        return remaining, {**values, name: numeral}
    one, two = Term(spare[0]), Term(spare[1])
    names = [one] if form == "square" else [one, two]
    value = {
        "product": Term("*", (one, two)),
        "sum": Term("+", (one, two)),
        "square": Term("*", (one, one)),
    }.get(form, Term("*", (one, two)))
    fresh = [(f"_{each.op}", kind) for each in names]
    added = {f"_{each.op}": each for each in names}
    return [*remaining, *fresh], {**values, **added, name: value}


def hypothesis_names(rng: Random, count: int, taken: set[str]) -> list[str]:
    """So many names for hypotheses, apart from those that are taken."""
    taken = taken - {f"h{i}" for i in range(1, 6)}
    if count == 1:
        free = [name for name in _LONE if name not in taken]
        return [rng.choice(free)]
    schemes = [scheme.split()[:count] for scheme in _HYPOTHESES]
    free_schemes = [scheme for scheme in schemes if not taken & set(scheme)]
    return rng.choice(free_schemes) if free_schemes else [f"hyp{i}" for i in range(1, count + 1)]
