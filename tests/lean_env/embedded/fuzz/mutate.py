"""Mutants of Lean texts, made by rule: some keep the meaning, most miss it narrowly.

A rule lists every mutant that it makes of one text; `mutants` draws among them, the same for the same seed. Rules are
written so that a good part of their mutants is still accepted: a wrong rejection shows only there, a wrong acceptance
only in the others.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Final, NamedTuple

from tests.lean_env.embedded.fuzz.lean_text import LeanText, Span


class Seed(NamedTuple):
    """A text that Lean accepts, and where it is from."""

    name: str
    text: str


class Mutant(NamedTuple):
    """A changed text, the seed that it was made from, and the rule that made it."""

    seed: str
    rule: str
    text: str


Rule = Callable[[LeanText], Iterator[str]]


def _listed(text: str) -> list[str]:
    """The parts of a text between double spaces."""
    return text.split("  ")


_SUBSTITUTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    name: dict(pair.split(" ", 1) for pair in _listed(pairs))
    for name, pairs in {
        "ascii": (
            "→ ->  ∧ /\\  ∨ \\/  ↔ <->  ≤ <=  ≥ >=  ≠ !=  ¬ not  ∀ forall  ∃ exists  λ fun  ℕ nat  ℤ int  ← <-  "
            "⟨ (|  ⟩ |)  Π Pi"
        ),
        "unicode": "-> →  /\\ ∧  \\/ ∨  <-> ↔  <= ≤  >= ≥  <- ←  nat ℕ  fun λ",
        "lambda_word": "λ assume  assume λ  fun assume",
        "keyword": "theorem lemma  lemma theorem  def theorem  instance def  abbreviation def",
        "keyword_to_definition": "theorem def  lemma def  def lemma  example def",
        "flip_relation": "< ≤  ≤ <  = ≠  ≠ =  > ≥  ≥ >  ∣ =  ∈ ∉  == =",
        "turn_relation": "< >  ≤ ≥  > <  ≥ ≤  ↔ =  = ==",
        "connective": "∧ ∨  ∨ ∧  → ↔  ↔ →  ∘ ∧  × ⊕",
        "quantifier": "∀ ∃  ∃ ∀  λ ∀  Π Σ  Σ Π  ∃! ∃",
        "operation": "+ *  * +  - +  / %  ++ ::  :: ++  && ||  || &&",
        "type": "ℕ ℤ  ℤ ℕ  bool Prop  Prop bool  Type Prop  list option  option list  nat int  string char  unit bool",
        "universe": "Type Type 1  Prop Type  Type* Type  Sort Type  u v  max imax",
        "universe_up": "Type Type*  Sort Type  u (u+1)  Prop Sort*",
        "numeral": "0 1  1 2  2 3  3 4  4 0  5 4  6 7  7 6  10 11",
        "numeral_form": "0 nat.zero  1 (nat.succ 0)  2 (1 + 1)  3 (2 : ℕ)  4 (2 * 2)  5 0x5",
        "tactic": (
            "exact refine  apply exact  rw simp only  rewrite rw  simp simp only  cases induction  induction cases  "
            "refl reflexivity  intros intro  intro intros  existsi use  left right  right left  split constructor  "
            "assumption trivial  contradiction exfalso  exfalso contradiction  dsimp simp  unfold dsimp"
        ),
        "tactic_like": (
            "exact apply  apply refine  refine exact  rw simp  simp dsimp  refl rfl  cases injection  "
            "induction destruct  intros introv  split left  have let  assumption assumption'  constructor split  "
            "subst rw  trivial simp  cc simp  dec_trivial rfl  rfl dec_trivial  contradiction cc  show change"
        ),
        "tactic_kin": (
            "exact exact_dec_trivial  apply eapply  refine apply  rw erw  simp simp!  refl trivial  intros assume  "
            "intro assume  constructor econstructor  cc refl  existsi apply exists.intro  assumption solve_by_elim  "
            "unfold simp only  rfl by refl"
        ),
        "definition_form": (
            "nat.zero 0  nat.succ 1 +  rfl eq.refl _  trivial true.intro  absurd false.elim  iff.rfl iff.refl _  "
            "id (λ x, x)  tt bool.tt  ff tt  none option.none"
        ),
        "projection": ".1 .2  .2 .1  .3 .2  .left .1",
        "punctuation": ", ;  ; ,  := :  : :=  ( ⟨  ) ⟩  ⟨ (  _ ()",
        "binding_form": "have let  let have  show by show  from by exact  if ite  match cases",
    }.items()
}

# Endings of lemma names that go together; a mutant puts one in the other's place.
_KIN: Final = tuple(
    tuple(kin.split())
    for kin in _listed(
        "left right 1  inl inr  intro_left intro_right  mp mpr symm trans  refl symm  add mul sub  zero one succ  "
        "comm assoc left_comm right_comm  lt le  nil cons  append length map reverse  elim intro rec_on  self zero  "
        "pos ne  fst snd  some none  tt ff  and or not  iff imp  injective surjective  intro elim  "
        "congr_arg congr_fun congr  of_lt of_le  bit0 bit1  true false"
    )
)


def _substitute(table: Mapping[str, str]) -> Rule:
    def rule(text: LeanText) -> Iterator[str]:
        for i in text.solid:
            new = table.get(text.words[i])
            if new is not None:
                yield text.at(i, new)
        places = [i for i in text.solid if text.words[i] in table]
        if len(places) > 1:
            yield text.replaced(*((Span(i, i + 1), table[text.words[i]]) for i in places))

    return rule


def _sibling_lemma(text: LeanText) -> Iterator[str]:
    for i in text.identifiers:
        head, dot, last = text.words[i].rpartition(".")
        if not dot and "_" not in last:
            continue
        pieces = last.split("_")
        for kin in _KIN:
            for k, piece in enumerate(pieces):
                for other in kin if piece in kin else ():
                    if other != piece:
                        yield text.at(i, head + dot + "_".join([*pieces[:k], other, *pieces[k + 1 :]]))


def _namespace_lemma(text: LeanText) -> Iterator[str]:
    for i in text.identifiers:
        head, dot, last = text.words[i].partition(".")
        if dot:
            yield text.at(i, last)
            yield text.at(i, f"_root_.{head}.{last}")
            for other in {"nat": ["int"], "int": ["nat"], "list": ["option"], "and": ["or", "iff"], "or": ["and"]}.get(
                head, []
            ):
                yield text.at(i, f"{other}.{last}")


def _delete_word(text: LeanText) -> Iterator[str]:
    for i in text.solid:
        yield text.at(i, "")


def _duplicate_word(text: LeanText) -> Iterator[str]:
    for i in text.solid:
        yield text.at(i, f"{text.words[i]} {text.words[i]}")


def _swap_words(text: LeanText) -> Iterator[str]:
    for i, j in itertools.pairwise(text.solid):
        yield text.replaced((Span(i, i + 1), text.words[j]), (Span(j, j + 1), text.words[i]))


def _replace_name(text: LeanText) -> Iterator[str]:
    names = list(dict.fromkeys(text.words[i] for i in text.identifiers))
    for i in text.identifiers:
        at = names.index(text.words[i])
        for other in (names[at - 1], names[(at + 1) % len(names)]):
            if other != text.words[i]:
                yield text.at(i, other)


def _rename_bound(text: LeanText) -> Iterator[str]:
    for name in text.bound_names:
        for new in ("z₁", "«odd name»", "x'", "alpha", "_x", "and"):
            yield text.renamed(name, new)


def _capture_bound(text: LeanText) -> Iterator[str]:
    for name, other in itertools.pairwise(text.bound_names):
        yield text.renamed(name, other)


def _rename_one_use(text: LeanText) -> Iterator[str]:
    for name in text.bound_names:
        for i in text.uses(name):
            yield text.at(i, f"{name}'")


def _swap_arguments(text: LeanText) -> Iterator[str]:
    for first, second in itertools.pairwise(text.arguments):
        if second.start == first.stop + 1:
            yield text.replaced((first, text.source(second)), (second, text.source(first)))


def _drop_argument(text: LeanText) -> Iterator[str]:
    for argument in text.arguments:
        yield text.replaced((argument, ""))


def _hole_for_argument(text: LeanText) -> Iterator[str]:
    for argument in text.arguments:
        yield text.replaced((argument, "_"))


def _repeat_argument(text: LeanText) -> Iterator[str]:
    for argument in text.arguments:
        yield text.replaced((argument, f"{text.source(argument)} {text.source(argument)}"))


def _wrap_argument(text: LeanText) -> Iterator[str]:
    for argument in text.arguments:
        for form in ("({})", "(id {})", "(by exact {})", "({} : _)"):
            yield text.replaced((argument, form.format(text.source(argument))))


def _make_explicit(text: LeanText) -> Iterator[str]:
    for i in text.identifiers:
        yield text.at(i, f"@{text.words[i]}")


def _wrap_name(text: LeanText) -> Iterator[str]:
    for i in text.identifiers:
        for form in ("({})", "(@{} _)", "{}.symm", "{}.1", "(λ x, {} x)", "(show _, from {})"):
            yield text.at(i, form.format(text.words[i]))


def _anonymous_constructor(text: LeanText) -> Iterator[str]:
    for start, stop in text.partner.items():
        inside = Span(start + 1, stop)
        if text.words[start] == "⟨":
            arguments = " ".join(f"({text.source(part)})" for part in text.parts(inside, ","))
            for constructor in ("and.intro", "exists.intro", "iff.intro", "prod.mk"):
                yield text.replaced((Span(start, stop + 1), f"({constructor} {arguments})"))
            yield text.replaced((inside, f"{text.source(inside)}, _"))
            yield text.replaced((inside, f"⟨{text.source(inside)}⟩"))
    for i in text.identifiers:
        if text.words[i] in ("and.intro", "iff.intro", "exists.intro"):
            given = [a for a in text.arguments if a.start >= i + 2][:2]
            if len(given) == 2 and given[0].start == i + 2 and given[1].start == given[0].stop + 1:
                yield text.replaced((Span(i, given[1].stop), f"⟨{text.source(given[0])}, {text.source(given[1])}⟩"))


def _name_projection(text: LeanText) -> Iterator[str]:
    numbers = {"left": "1", "right": "2", "fst": "1", "snd": "2", "mp": "1", "mpr": "2", "1": "left", "2": "right"}
    for i in text.identifiers:
        head, dot, field = text.words[i].rpartition(".")
        if dot and field in numbers:
            yield text.at(i, f"{head}.{numbers[field]}")
            yield text.at(i, f"(and.{field} {head})")
            yield text.at(i, f"(iff.{field} {head})")
    for i in text.solid:
        if text.words[i] in (".1", ".2"):
            yield text.at(i, "." + numbers[text.words[i][1:]])


def _pattern_form(text: LeanText) -> Iterator[str]:
    source = "".join(text.words)
    for pattern, new in (
        (r"\((\w+)\s*\+\s*1\)", r"(nat.succ \1)"),
        (r"\(nat\.succ (\w+)\)", r"(\1+1)"),
        (r"\((\w+)\s*\+\s*1\)", r"\1.succ"),
        (r"\((\w+)\s*\+\s*1\)", r"(\1+2)"),
        (r"\((\w+) :: (\w+)\)", r"(list.cons \1 \2)"),
        (r"\| 0\b", "| nat.zero"),
        (r"\[\]", "list.nil"),
        (r"\| \S+", "| _"),
        (r"\((\w+)\s*\+\s*1\)", r"n@(\1+1)"),
        (r"\((\w+), (\w+)\)", r"⟨\1, \2⟩"),
        (r"λ ⟨(\w+), (\w+)⟩,", r"λ x, let ⟨\1, \2⟩ := x in"),
        (r"\| [^|]*$", ""),
        (r"(\w+) := ", r"\1, _ := "),
    ):
        for match in re.finditer(pattern, source):
            yield source[: match.start()] + match.expand(new) + source[match.end() :]


def _binder_brackets(text: LeanText) -> Iterator[str]:
    for binder in text.binders:
        first, last = binder.span.start, binder.span.stop - 1
        for opening, closing in (("{", "}"), ("(", ")"), ("⦃", "⦄"), ("[", "]")):
            yield text.replaced((Span(first, first + 1), opening), (Span(last, last + 1), closing))


def _split_binder(text: LeanText) -> Iterator[str]:
    for binder in text.binders:
        opening, closing = text.words[binder.span.start], text.words[binder.span.stop - 1]
        kind = text.source(binder.type)
        apart = " ".join(f"{opening}{text.words[i]} : {kind}{closing}" for i in binder.names)
        yield text.replaced((binder.span, apart))
        yield text.replaced((binder.type, f"({kind} : _)"))
        yield text.replaced((binder.span, f"{opening}{' '.join(text.words[i] for i in binder.names)}{closing}"))


def _drop_binder(text: LeanText) -> Iterator[str]:
    for binder in text.binders:
        yield text.replaced((binder.span, ""))
        for i in binder.names:
            yield text.at(i, "" if len(binder.names) > 1 else "_")


def _swap_binders(text: LeanText) -> Iterator[str]:
    for first, second in itertools.pairwise(text.binders):
        if second.span.start - first.span.stop == 1:
            yield text.replaced((first.span, text.source(second.span)), (second.span, text.source(first.span)))


def _binder_to_goal(text: LeanText) -> Iterator[str]:
    """The last hypothesis moves behind a `∀`, and the proof binds it: what was proved is proved more simply said."""
    for declaration in text.declarations:
        if declaration.binders:
            span = declaration.binders[-1].span
            names = " ".join(text.words[i] for i in declaration.binders[-1].names)
            goal, body = text.source(declaration.type), text.source(declaration.body)
            for new in (f"λ {names}, {body}", body, f"by {{ intros {names}, exact {body} }}"):
                generalised = (declaration.type, f"∀ {text.source(span)}, {goal}")
                yield text.replaced((span, ""), generalised, (declaration.body, new))


def _binders_to_variables(text: LeanText) -> Iterator[str]:
    for declaration in text.declarations:
        spans = [binder.span for binder in declaration.binders]
        for k in range(1, len(spans) + 1):
            lifted = " ".join(text.source(span) for span in spans[:k])
            place = Span(declaration.keyword, declaration.keyword)
            command = (
                "variables {}",
                "section\nvariables {}\nsection\nend",
                "parameters {}",
                "variables {}\ninclude {}",
            )[k % 4]
            names = " ".join(text.words[i] for binder in declaration.binders[:k] for i in binder.names)
            command = command.replace("include {}", f"include {names}").format(lifted)
            yield text.replaced((place, f"{command}\n"), *((span, "") for span in spans[:k]))


def _wrap_declaration(text: LeanText) -> Iterator[str]:
    source = "".join(text.words).strip()
    yield f"section\n{source}\nend"
    yield f"namespace n\n{source}\nend n"
    yield f"namespace nat\n{source}\nend nat"
    yield f"open nat\n{source}"
    yield f"open function list\n{source}"
    yield f"section s\nvariables {{α β : Type*}} (n m : ℕ)\n{source}\nend s"
    yield f"universes u v\nvariable (p : Prop)\n{source}"
    yield f"{source}\n{source}"
    yield f"open classical\nlocal attribute [instance] prop_decidable\n{source}"
    yield f"namespace n\n{source}\nend m"
    for i in text.solid:
        if text.words[i] in ("theorem", "lemma", "def"):
            for prefix in (
                "private ",
                "protected ",
                "@[simp] ",
                "noncomputable ",
                "@[reducible] ",
                "attribute [simp] ",
            ):
                yield text.at(i, prefix + text.words[i])


def _wrap_proof(text: LeanText) -> Iterator[str]:
    for declaration in text.declarations:
        body, kind = text.source(declaration.body), text.source(declaration.type)
        for form in _listed(
            "by exact {}  begin exact {} end  by refine {}  by {{ apply {} }}  by {{ show {}, exact {} }}  ({})  "
            "id {}  id ({})  ({} : _)  ({} : {})  show {}, from {}  have h : {} := {}, h  have h := {}, h  "
            "have h : {}, from {}, by assumption  let x := {} in x  by have := {}; assumption  "
            "suffices h : {}, from h, {}  by {{ have h : {} := {}, exact h }}  @id _ ({})  "
            "by {{ intros, exact {} }}  λ _, {}  begin {} end  by {{ existsi 0, exact {} }}  "
            "by {{ exact {}, exact {} }}  by simpa using {}  begin refine ({}), end"
        ):
            fields = {1: [body], 2: [kind, body]}[form.count("{}")]
            if form.startswith("({} : {})"):
                fields.reverse()
            yield text.replaced((declaration.body, form.format(*fields)))


def _block_form(text: LeanText) -> Iterator[str]:
    for i in text.solid:
        if text.words[i] == "begin" and i in text.partner:
            ends = Span(i, i + 1), Span(text.partner[i], text.partner[i] + 1)
            for opening, closing in (("by {", "}"), ("(begin", "end)"), ("by begin", "end"), ("by", ""), ("{", "}")):
                yield text.replaced((ends[0], opening), (ends[1], closing))
    for declaration in text.declarations:
        if text.words[declaration.body.start] == "by":
            inner = text.source(Span(declaration.body.start + 1, declaration.body.stop))
            for form in (
                "begin{} end",
                "by {{{} }}",
                "by begin{} end",
                "begin{}, end",
                "(by{})",
                "by skip;{}",
                "begin{}",
            ):
                yield text.replaced((declaration.body, form.format(inner)))


def _wrap_step(text: LeanText) -> Iterator[str]:
    forms = _listed(
        "try {{ {} }}  {{ {} }}  ({})  {}; skip  {} <|> skip  skip <|> {}  solve1 {{ {} }}  any_goals {{ {} }}  "
        "all_goals {{ {} }}  focus {{ {} }}  repeat {{ {} }}  iterate 1 {{ {} }}  success_if_fail {{ {} }}  "
        "skip, {}  iterate 2 {{ {} }}  {}; try {{ assumption }}  {}; {}  ({}) <|> refl  fail_if_success {{ {} }}  "
        "done, {}  {}, done  work_on_goal 0 {{ {} }}  propagate_tags {{ {} }}  abstract {{ {} }}  exact (by {})  "
        "guard_target _, {}"
    )
    for steps in text.steps:
        for step in steps:
            for form in forms:
                source = text.source(step)
                yield text.replaced(
                    (
                        step,
                        form.replace("{}; {}", f"{source}; {source}", 1) if form == "{}; {}" else form.format(source),
                    )
                )


def _drop_step(text: LeanText) -> Iterator[str]:
    for steps in text.steps:
        for k, step in enumerate(steps):
            start = steps[k - 1].stop if k else step.start
            yield text.replaced((Span(start, step.stop), "" if k else "skip"))


def _repeat_step(text: LeanText) -> Iterator[str]:
    for steps in text.steps:
        for step in steps:
            yield text.replaced((step, f"{text.source(step)}, {text.source(step)}"))


def _swap_steps(text: LeanText) -> Iterator[str]:
    for steps in text.steps:
        for first, second in itertools.pairwise(steps):
            yield text.replaced((first, text.source(second)), (second, text.source(first)))


def _join_steps(text: LeanText) -> Iterator[str]:
    for steps in text.steps:
        for first, second in itertools.pairwise(steps):
            yield text.replaced((Span(first.stop, second.start), "; "))
            yield text.replaced((first, f"{{ {text.source(first)}"), (second, f"{text.source(second)} }}"))


def _end_early(text: LeanText) -> Iterator[str]:
    endings = _listed(
        "refl  simp  assumption  cc  trivial  contradiction  simp *  exact dec_trivial  constructor  skip"
    )
    for steps in text.steps:
        for step in steps:
            for ending in endings:
                yield text.replaced((Span(step.start, steps[-1].stop), ending))


def _whole_proof(text: LeanText) -> Iterator[str]:
    proofs = _listed(
        "by simp  by cc  rfl  by refl  dec_trivial  by assumption  by simp *  by tauto  trivial  by intros; simp *  "
        "by {{ intros, refl }}  _  by {{ intros, assumption }}  by finish  by {{ intros, cc }}  "
        "by intros; contradiction  sorry  by constructor; assumption  "
        "classical.by_contradiction (λ h, by simp * at *)  by {{ dsimp, refl }}  by apply_instance  by ac_refl  "
        "by {{ intros, split; assumption }}  by simp only []  by exact dec_trivial"
    )
    for declaration in text.declarations:
        for proof in proofs:
            yield text.replaced((declaration.body, proof.replace("{{", "{").replace("}}", "}")))


def _rewrite_direction(text: LeanText) -> Iterator[str]:
    for start, stop in text.partner.items():
        if text.words[start] == "[" and text.words[start - 2] in ("rw", "simp", "only", "rewrite", "dsimp"):
            parts = text.parts(Span(start + 1, stop), ",")
            for part in parts:
                source = text.source(part)
                yield text.replaced((part, source[1:].strip() if source.startswith("←") else f"← {source}"))
                yield text.replaced((part, f"{source}, {source}"))
            for first, second in itertools.pairwise(parts):
                yield text.replaced((first, text.source(second)), (second, text.source(first)))
                yield text.replaced((Span(first.start, second.start), ""))


def _location(text: LeanText) -> Iterator[str]:
    for i in text.solid:
        if text.words[i] == "at":
            yield text.replaced((Span(i, i + 3), ""))
            yield text.at(i + 2, "*")
            yield text.at(i + 2, f"{text.words[i + 2]} ⊢") if i + 2 < len(text.words) else ""
    for steps in text.steps:
        for step in steps:
            if text.words[step.start] in ("rw", "simp", "dsimp", "unfold"):
                for name in text.bound_names[:3]:
                    yield text.replaced((step, f"{text.source(step)} at {name}"))


def _generalise_numeral(text: LeanText) -> Iterator[str]:
    for declaration in text.declarations:
        for i in text.solid:
            if text.words[i].isdigit() and declaration.type.start <= i < declaration.type.stop:
                place = Span(declaration.type.start, declaration.type.start)
                yield text.replaced((place, "∀ k : ℕ, "), (Span(i, i + 1), "k"))


def _specialise(text: LeanText) -> Iterator[str]:
    """A variable becomes a closed term and its binder goes."""
    terms = {
        "ℕ": "(3 : ℕ)",
        "ℤ": "(-1 : ℤ)",
        "Prop": "true",
        "Type": "ℕ",
        "bool": "tt",
        "list ℕ": "[1, 2]",
        "list α": "[]",
    }
    for binder in text.binders:
        term = terms.get(text.source(binder.type))
        if term is not None and len(binder.names) == 1:
            name = text.words[binder.names[0]]
            words = [term if text.words[i] == name else word for i, word in enumerate(text.words)]
            words[binder.span.start : binder.span.stop] = [""]
            yield "".join(words)


def _strengthen(text: LeanText) -> Iterator[str]:
    for declaration in text.declarations:
        kind = text.source(declaration.type)
        for form in _listed(
            "({}) ∧ true  ¬ ({})  ({}) ∨ false  true → ({})  ({}) ∧ ({})  ∃ x : ℕ, ({})  ∀ x : ℕ, ({})  ({}) → false"
        ):
            yield text.replaced((declaration.type, form.replace("{}", kind)))


RULES: Final[Mapping[str, Rule]] = {
    **{name: _substitute(table) for name, table in _SUBSTITUTIONS.items()},
    **{
        rule.__name__.lstrip("_"): rule
        for rule in (
            _sibling_lemma,
            _namespace_lemma,
            _delete_word,
            _duplicate_word,
            _swap_words,
            _replace_name,
            _rename_bound,
            _capture_bound,
            _rename_one_use,
            _swap_arguments,
            _drop_argument,
            _hole_for_argument,
            _repeat_argument,
            _wrap_argument,
            _make_explicit,
            _wrap_name,
            _anonymous_constructor,
            _name_projection,
            _pattern_form,
            _binder_brackets,
            _split_binder,
            _drop_binder,
            _swap_binders,
            _binder_to_goal,
            _binders_to_variables,
            _wrap_declaration,
            _wrap_proof,
            _block_form,
            _wrap_step,
            _drop_step,
            _repeat_step,
            _swap_steps,
            _join_steps,
            _end_early,
            _whole_proof,
            _rewrite_direction,
            _location,
            _generalise_numeral,
            _specialise,
            _strengthen,
        )
    },
}


def mutants(seeds: Iterable[Seed], per_rule: int, chance: str = "fuzz") -> list[Mutant]:
    """At most `per_rule` mutants of each rule, no two texts alike, none a seed; the same for the same `chance`.

    Seeds are drawn in turn, so that every seed has its mutants before one has a second by the same rule.
    """
    texts = {seed.name: LeanText(seed.text) for seed in seeds}
    seen = {"".join(text.words) for text in texts.values()}
    found: list[Mutant] = []
    for name, rule in RULES.items():
        rng = Random(f"{chance} {name}")
        queues = []
        for seed, text in texts.items():
            made = list(dict.fromkeys(rule(text)))
            rng.shuffle(made)
            queues.append((seed, made))
        rng.shuffle(queues)
        drawn = 0
        while drawn < per_rule and queues:
            queues = [(seed, made) for seed, made in queues if made]
            for seed, made in queues:
                text_of_mutant = made.pop()
                if text_of_mutant not in seen and drawn < per_rule:
                    seen.add(text_of_mutant)
                    found.append(Mutant(seed, name, text_of_mutant))
                    drawn += 1
    return found
