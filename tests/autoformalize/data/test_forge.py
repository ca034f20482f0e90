"""The forge: determinism, variety, and distance from the benchmark."""

from dataclasses import replace
from random import Random

import pytest

from autoformalize.data.commands.automation import Measured
from autoformalize.data.forge import families, forge
from autoformalize.data.forge.automation import (
    COMBINED,
    SCRIPTS,
    TEMPLATES,
    is_script,
    measure,
    narrowed,
    read_table,
    scripts_by_family,
    write_table,
    written,
    written_for,
)
from autoformalize.data.forge.english import Voice
from autoformalize.data.forge.manifest import read_manifest
from autoformalize.data.forge.terms import Term, lean, parse, rename, substitute
from autoformalize.data.hygiene import BenchmarkIndex
from autoformalize.data.normalise import lean_key
from autoformalize.data.sources import benchmark_problems
from lean_env import Claim, open_pool


@pytest.fixture(scope="module")
def pairs():
    return list(forge(seed=11, count=1500))


def test_same_seed_same_pairs(pairs):
    """A seed fixes the pairs, and a smaller count is a prefix of a larger one."""
    assert list(forge(seed=11, count=40)) == pairs[:40]
    assert list(forge(seed=12, count=40)) != pairs[:40]


def test_pairs_are_distinct(pairs):
    """No two pairs have the same English and the same statement up to names."""
    keys = {(pair.problem.informal_statement, lean_key(pair.problem.formal_statement)) for pair in pairs}
    assert len(keys) == len(pairs) == len({pair.problem.id for pair in pairs})


def test_pairs_keep_away_from_the_benchmark(pairs):
    """No forged pair shares family, statement or English with the benchmark."""
    index = BenchmarkIndex.of(benchmark_problems())
    assert [leak for pair in pairs if (leak := index.leak(pair.problem))] == []


def test_pairs_are_varied(pairs):
    """All topics, many families, terms and tactics, several shapes of statements."""
    assert len({pair.problem.topic for pair in pairs}) == 12
    assert len({pair.problem.family for pair in pairs}) > 400
    proofs = [pair.formal_proof for pair in pairs]
    assert 0.1 < sum("begin" in proof for proof in proofs) / len(proofs) < 0.5
    assert sum(":= by " in proof for proof in proofs) > 100
    assert sum(" → " in pair.problem.formal_statement for pair in pairs) > 200


def test_pairs_read_as_sentences(pairs):
    """English is neither empty nor unbalanced, and ends with a full stop."""
    for pair in pairs:
        text = pair.problem.informal_statement
        assert len(text) > 4 and text.endswith((".", "?")) and "  " not in text, text
        assert text.count("(") == text.count(")") and "{" not in text, text


def test_proofs_stay_short(pairs):
    """Proofs are short enough for a small model to learn: those that are thought of for their statement very short,
    and scripts, which are the same but for the names in them, bounded."""
    proofs = [pair.formal_proof.removeprefix(":= ") for pair in pairs]
    thought_of = sorted(len(proof) for proof in proofs if not is_script(proof))
    assert thought_of[-1] < 250 and thought_of[len(thought_of) // 2] < 60
    assert all(len(proof) <= 320 for proof in proofs)


def test_every_family_draws():
    """Each of the families gives something from some seed, and its slug is its own."""
    slugs = [family.slug for family in families()]
    assert len(set(slugs)) == len(slugs) > 900
    for family in families():
        assert any(family.draw(Random(seed)) is not None for seed in range(40)), family.slug


def test_scripts_prove_the_families_that_they_are_taught_for():
    """What the table says of some families holds for instances that were not measured, whether a script names theorems
    or none."""
    table, claims = scripts_by_family(), []
    for naming in (False, True):
        taught = [family for family in families() if (COMBINED in table.get(family.slug, ())) is naming]
        for family in Random(5).sample([family for family in taught if table.get(family.slug)], 16):
            header, draft = next(filter(None, (family.draw(Random(f"unseen {seed}")) for seed in range(40))))
            for script in written_for(draft.statement, table[family.slug]):
                claims.append(Claim(header, draft.statement, draft.name, f"{draft.statement} := {script}"))
    assert len(claims) > 24
    with open_pool("embedded", workers=1) as checker:
        for claim, verdict in zip(claims, checker.check_all(claims), strict=True):
            assert verdict.accepted, claim.candidate


def test_the_combined_script_names_what_looks_like_the_statement():
    """Its premises are the statement's own; where a family is taught it with some premises only, others have none."""
    statement = "theorem t (a b c : ℕ) : a + b + c = a + (b + c)"
    own = written(COMBINED, statement)
    assert "nat.add_assoc" in own and is_script(own) and not is_script("λ h, h")
    assert written(COMBINED, "theorem t : zork") is None
    assert written_for(statement, [COMBINED, SCRIPTS[0]]) == [own, SCRIPTS[0]]
    assert written_for("theorem t (a b : ℕ) : a + b = b + a", [own, SCRIPTS[0]]) == [SCRIPTS[0]]


def test_the_combined_script_chains_with_hypotheses():
    """The last two that say something: not what is data, a function, or a predicate."""
    bound = (
        "{α : Type} (x : α) (p : α → Prop) (f : α → α) (l : list ℕ) (h₁ : p x) (h₂ : ∀ y, p y → p (f y)) (h₃ : f x = x)"
    )
    own = written(COMBINED, f"theorem t {bound} : p (f (f x))")
    assert "cc <|> apply h₂ <|> apply h₃ <|> {" in own and own.count(" <|> apply ") == 2 and is_script(own)


def test_templates_name_what_the_statement_has():
    """A variable for induction, a hypothesis to take apart, definitions to unfold; where there is none, nothing."""
    bound = "{α : Type} (x : α) (l : list ℕ) (n : ℕ) (k : ℤ) (h : transitive R)"
    names = {"induction N": "induction n;", "cases L": "cases h;", "unfold D": "unfold transitive at *,"}
    for wanted, opening in names.items():
        template = next(one for one in TEMPLATES if wanted in one)
        own = written(template, f"theorem t {bound} : n + 0 = n")
        assert opening in own and is_script(own)
        assert written(template, "theorem t : 1 + 0 = 1") is None
        assert written_for("theorem t : 1 + 0 = 1", [template, own]) == []


def test_scripts_are_measured_the_combined_one_first():
    """A family that the combined script proves is taught no other; another is taught what proves it."""
    by_slug, table = {family.slug: family for family in families()}, scripts_by_family()
    naming = next(slug for slug, scripts in table.items() if scripts == (COMBINED,))
    alone = next(slug for slug, scripts in table.items() if scripts == ("dec_trivial",))
    with open_pool("embedded", workers=1) as checker:
        measured = dict(measure([by_slug[naming], by_slug[alone]], checker, instances=2))
    assert measured[naming] == [COMBINED]
    assert "dec_trivial" in measured[alone] and COMBINED not in measured[alone]


def test_a_script_that_fails_is_taken_off(pairs):
    """A script that fails on a pair is no longer its family's; the combined one stays with the premises that do."""
    statement = "theorem t (a b : ℕ) (h : a ≤ b) : a < b + 1"
    good = written(COMBINED, statement)
    bad = good.replace("nat.lt_succ_of_le", "and.comm")
    pair = replace(pairs[0], problem=replace(pairs[0].problem, formal_statement=statement, header=""))
    claimed = [
        replace(pair, problem=replace(pair.problem, id=proof), formal_proof=f":= {proof}")
        for proof in (good, bad, SCRIPTS[2])
    ]
    family = pair.problem.family
    with open_pool("embedded", workers=1) as checker:
        kept = narrowed({family: [COMBINED, *SCRIPTS[1:3]], "another": [COMBINED]}, claimed, checker)
    assert kept == {family: [good, SCRIPTS[1]], "another": [COMBINED]}


def test_manifest_names_who_checked_the_default_forge():
    """The stored manifest covers at least 10,000 pairs accepted by the real Lean."""
    manifest = read_manifest()
    assert manifest["count"] >= 10000 and manifest["verified"]["lean3"]["accepted"] == manifest["count"]


@pytest.mark.parametrize(
    "text",
    [
        "a + b * c = (a + b) * c",
        "p ∧ q → q ∧ p ∨ r ↔ ¬ (p ∨ q)",
        "(p → q) → r",
        "∀ x y, R x y → ∃ z, R x z ∧ z ≠ y",
        "∃ x : ℕ, 3 * x + 1 = 10",
        "list.map (λ n : ℕ, n + 1) [1, 2] = [2, 3]",
        "- -a + -b = (2 : ℤ)",
        "(∀ x, P x) ∧ Q a",
        "f (g x) = (a, b)",
        "a :: l ++ m = k",
        "(g ∘ f) x = g (f x)",
    ],
)
def test_terms_are_written_as_they_were_read(text):
    """Reading and writing a term give the same text, with no more parentheses than needed."""
    assert lean(parse(text)) == text


def test_substitution_brackets_what_it_must():
    """A compound term put for a variable keeps its meaning, in statements and in proofs."""
    values = {"a": parse("x + y"), "h": Term("hx")}
    assert lean(substitute(parse("a * b"), values)) == "(x + y) * b"
    assert rename("nat.mul_comm a b ▸ h.symm", values) == "nat.mul_comm (x + y) b ▸ hx.symm"


def test_unreadable_terms_are_refused():
    """What is not of the small language raises ValueError."""
    for text in ("a +", "∃ x P x", "(a"):
        with pytest.raises(ValueError, match="cannot read"):
            parse(text)


def test_a_voice_speaks_in_symbols_or_words():
    """The same statement can be said in symbols and in words."""
    claim = parse("0 < a * b")
    said = {Voice.draw(Random(seed)).say(claim) for seed in range(40)}
    assert "0 < ab" in said and any("positive" in each for each in said)


def test_measured_families_are_not_measured_again(tmp_path):
    """What a killed run measured is taken up, but for a line that was cut short; another checker begins anew."""
    path = tmp_path / "table.json"
    first = Measured(path, {"checker": "one"})
    first.add_all(iter([("a", ["s"]), ("b", [])]))
    (partial,) = tmp_path.iterdir()
    with partial.open("a") as stream:
        stream.write('["c", ["s')
    again = Measured(path, {"checker": "one"})
    assert again.table == {"a": ["s"], "b": []}
    again.add_all(iter([("c", ["t"])]))
    assert Measured(path, {"checker": "one"}).table == {"a": ["s"], "b": [], "c": ["t"]}
    other = Measured(path, {"checker": "two"})
    assert other.table == {}
    other.remove()
    write_table({"a": ["s"], "b": []}, path)
    assert read_table(path) == {"a": ["s"]} and list(tmp_path.iterdir()) == [path]
