"""Growing pairs: goals driven from outside, matching, search, proof styles, mutations, distance from the benchmark."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections import Counter
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from autoformalize.data.__main__ import main
from autoformalize.data.forge.grow import coverage, library
from autoformalize.data.forge.grow.back_translation import BackTranslationSettings, back_translate, rule_broken
from autoformalize.data.forge.grow.dressing import dress
from autoformalize.data.forge.grow.growing import Passed, candidates
from autoformalize.data.forge.grow.guard import Guard
from autoformalize.data.forge.grow.matching import canonical, match
from autoformalize.data.forge.grow.mutations import Material, contrapose, mutate, swap_sides
from autoformalize.data.forge.grow.registers import speak
from autoformalize.data.forge.grow.scripts import proofs
from autoformalize.data.forge.grow.search import Book, Limits, Search
from autoformalize.data.forge.grow.theorem import of_rule, of_statement, read, reduce
from autoformalize.data.forge.logic import LAWS, TOPIC
from autoformalize.data.forge.terms import lean, parse
from autoformalize.data.hygiene import BenchmarkIndex
from autoformalize.data.normalise import english_key, lean_key
from autoformalize.data.readers import read_records, write_pairs
from autoformalize.data.sources import benchmark_problems
from autoformalize.generation.scripted import ScriptedEngine
from autoformalize.problem import Pair, Problem
from autoformalize.prompting.prompts import PromptBuilder, PromptSettings
from lean_env import Claim, open_pool
from lean_env.goals import Prover, Spent


@pytest.fixture(scope="module")
def prover():
    return Prover()


@pytest.fixture(scope="module")
def lemmas(prover):
    return list(library.lemmas(prover))


@pytest.fixture(scope="module")
def book(lemmas):
    return Book(lemmas)


def found(prover, book, statement, hints=(), limits=None):
    """The proofs by style that a search finds for a Lean statement."""
    theorem = of_statement(statement, "", "")
    with prover.open("", theorem.statement()) as goals:
        moves = Search(goals, book, hints, limits or Limits()).run()
    return proofs(moves) if moves is not None else {}


def test_goals_are_driven_from_outside(prover):
    """A tactic that fails leaves the goals as they were, and a mark is gone back to."""
    with prover.open("", "theorem t (p q : Prop) (h : p ∧ q) : q ∧ p") as goals:
        before = goals.goals()
        assert not goals.run("exact h") and not goals.run("no such tactic") and goals.goals() == before
        mark = goals.mark()
        assert goals.run("split") and goals.count == 2
        goals.back(mark)
        assert goals.goals() == before and goals.run("exact h.symm") and goals.is_complete


def test_a_tactic_that_goes_in_circles_fails(prover):
    """Side conditions without end are a tactic's failure here, and not the end of the search."""
    with prover.open("", "theorem t (p : ℕ → Prop) (h : ∀ n, p (n + 1) → p n) : p 0") as goals:
        before = goals.goals()
        assert not goals.run("simp [h]") and goals.goals() == before


def test_a_statement_that_makes_no_sense_has_no_goals(prover):
    """Ill-typed, unparsable and unfinished statements open as None."""
    for text in ("theorem t (n : ℕ) : n ∧ n", "theorem t : (", "def f := 1", "theorem t : x = x"):
        with prover.open("", text) as goals:
            assert goals is None, text


def test_a_header_stands_before_the_statement(prover):
    """What a header defines may be used; a header with an error opens nothing."""
    header = "def double : ℕ → ℕ\n| 0 := 0\n| (n + 1) := double n + 2\n"
    with prover.open(header, "theorem t : double 2 = 4") as goals:
        assert goals.run("refl") and goals.is_complete
    with prover.open("def double : nonsense := 1", "theorem t : true") as goals:
        assert goals is None


def test_steps_run_out(prover):
    """A search that spends its steps is told so."""
    with prover.open("", "theorem t (a b c : ℕ) : a + b + c = c + b + a", steps=200) as goals, pytest.raises(Spent):
        for _ in range(100):
            goals.run("simp [nat.add_comm, nat.add_left_comm]")


def test_the_library_is_read_as_statements(prover, lemmas):
    """Hundreds of lemmas, of ordered types at ℕ and ℤ, each of which makes sense as a theorem of its own."""
    assert len(lemmas) > 500 and {"le_trans", "nat.add_comm", "list.length_append"} <= {each.name for each in lemmas}
    kinds = {lean(each.arguments[0][1]) for each in lemmas if each.name == "le_trans"}
    assert kinds == {"ℕ", "ℤ"}
    for theorem in list(library.seeds(lemmas))[::40]:
        with prover.open("", theorem.statement()) as goals:
            assert goals is not None, theorem.statement()


@pytest.mark.parametrize(
    ("pattern", "term", "variables", "values"),
    [
        ("a + b = b + a", "x * 2 + 3 = 3 + x * 2", "a b", {"a": "x * 2", "b": "3"}),
        ("a + b = b + a", "x + 3 = 3 + y", "a b", None),
        ("∀ x, P x", "∀ y, y ≤ c", "P", {}),
        ("∃ x, P x ∧ Q x", "∃ z, z = 2 ∧ f z = z", "P Q", {}),
        ("n ≤ n + 1", "k ≤ nat.succ k", "n", {"n": "k"}),
        ("∀ x, a = x", "∀ y, y = y", "a", None),
    ],
)
def test_matching(pattern, term, variables, values):
    """Variables stand for terms, predicates for properties, and bound names never escape."""
    result = match(canonical(parse(pattern)), canonical(parse(term)), set(variables.split()))
    assert (result is None) == (values is None)
    for name, text in (values or {}).items():
        assert result[name] == parse(text)


def test_terms_are_reduced_and_fields_spelled_out():
    """Applied functions are reduced; `n.succ` and `(l ++ m).length` become applications."""
    assert lean(reduce(parse("(λ x y, x ≤ y) a b"))) == "a ≤ b"
    assert lean(read("(l ++ m).length = n.succ")) == "list.length (l ++ m) = nat.succ n"


@pytest.mark.parametrize(
    ("statement", "hints", "styles"),
    [
        ("theorem t (p q : Prop) (h : p ∧ q) : q ∧ p", (), {"term"}),
        ("theorem t (p q r : Prop) (h : p ∨ q) (h' : p → r) (h'' : q → r) : r", (), {"term", "tactic"}),
        ("theorem t (α : Type) (P Q : α → Prop) (h : ∃ x, P x ∧ Q x) : ∃ x, Q x", (), {"term", "tactic"}),
        ("theorem t (p q : Prop) (h : ¬ q → ¬ p) : p → q", (), {"term"}),
        ("theorem t (a b c : ℕ) (h : a ≤ b) (h' : b < c) : a < c", (), {"term"}),
        ("theorem t (a b c : ℕ) : a + (b + c) = c + b + a", ("nat.add_comm",), {"term", "calc"}),
        ("theorem t (n : ℕ) : n * 0 + n = n", ("nat.mul_zero", "nat.zero_add"), {"tactic"}),
        ("theorem t (f : ℕ → ℕ) (h : ∀ n, f (n + 1) = f n) (n : ℕ) : f n = f 0", (), {"tactic"}),
        ("theorem t (a b : bool) : a && b = b && a", (), {"term"}),
        ("theorem t : ∃ x : ℕ, x * 3 = 12", (), {"term"}),
        ("theorem t (α : Type) (R : α → α → Prop) (h : symmetric R) : symmetric (λ x y, R y x)", (), {"term"}),
        ("theorem t (α : Type) (l m : list α) (a : α) (h : a ∈ l) : a ∈ l ++ m", (), {"term"}),
    ],
)
def test_search_proves(prover, book, statement, hints, styles):
    """Proofs are found for statements of many kinds, in the styles that they allow."""
    assert styles <= set(found(prover, book, statement, hints)), statement


def test_search_does_not_prove_what_is_false(prover, book):
    """A falsehood, or what needs another hypothesis, is given up within the limits."""
    for statement in ("theorem t (p q : Prop) (h : p) : q", "theorem t (a b : ℕ) (h : a ≤ b) : b ≤ a"):
        assert found(prover, book, statement) == {}


def test_every_style_is_accepted(prover, book):
    """What a search writes down, in every style and shape, is accepted under the audit."""
    statements = [
        "theorem t (p q r : Prop) (h : p ∧ (q ∨ r)) : p ∧ q ∨ p ∧ r",
        "theorem t (a b c : ℕ) (h : a ≤ b) : a + c ≤ b + c",
        "theorem t (a b c : ℕ) : a + (b + c) = c + b + a",
        "theorem t (α : Type) (f : α → α) (h : ∀ x, f (f x) = x) : function.injective f",
    ]
    claims = []
    for number, statement in enumerate(statements):
        theorem = of_statement(statement, "", "")
        for seed in range(4):
            texts = found(prover, book, statement, ("nat.add_comm",))
            assert texts, statement
            for each in dress(theorem, texts, Random(f"{number} {seed}"), 2):
                claims.append(Claim("", each.statement, each.name, f"{each.statement} {each.proof}"))
    with open_pool("embedded", workers=1) as checker:
        verdicts = list(checker.check_all(claims))
    assert [claim.candidate for claim, verdict in zip(claims, verdicts, strict=True) if not verdict.accepted] == []


def test_mutations_make_new_theorems(lemmas):
    """Sides are swapped, statements contraposed; many kinds of theorems come out, no hypothesis twice in any."""
    law = of_statement("theorem t (a b : ℕ) (h : a ≤ b) : a + 1 = b + 1", "x", "order")
    material = Material.of([of_rule(rule, TOPIC) for rule in LAWS], Random(5))
    assert lean(swap_sides(law, material).goal) == "b + 1 = a + 1"
    assert lean(contrapose(law, material).goal) == "¬ a ≤ b"
    grown = [mutate(theorem, material) for theorem in material.seeds for _ in range(3)]
    kept = [theorem for theorem in grown if theorem is not None]
    assert len(kept) > len(grown) / 3 and len({theorem.made for theorem in kept}) > 8
    for theorem in kept:
        assert len(set(theorem.hypotheses)) == len(theorem.hypotheses) and theorem.goal not in theorem.hypotheses


@pytest.mark.parametrize(
    "statement",
    [
        "theorem a (x y : Prop) (hx : x → y → ¬ x) : y → x → ¬ x",
        "theorem other (u v : ℕ) (h : u < v) : u * 2 < v * 2",
        "theorem other (v u : ℕ) (h : u < v) : u * 2 < v * 2",
        "theorem swapped (n : ℕ) (f : ℕ → ℕ) : f 3 + n = n + f 3",
        "theorem special (a : ℕ) (h : a + 1 < 7) : (a + 1) * 2 < 7 * 2",
        "theorem arrow (u v : ℕ) : u < v → u * 2 < v * 2",
        "theorem predicate (c : ℕ) (h : ∃ x, x ≤ c ∧ 2 ∣ x) : ∃ x, x ≤ c",
    ],
)
def test_the_guard_refuses_light_alterations(statement):
    """A benchmark statement renamed, reordered, swapped or specialised is refused."""
    benchmark = [
        "theorem one (p q : Prop) (h : p → q → ¬ p) : q → p → ¬ p",
        "theorem two (a b : ℕ) (h : a < b) : a * 2 < b * 2",
        "theorem three (n m : ℕ) : n + m = m + n",
        "theorem four (α : Type) (P Q : α → Prop) (h : ∃ x, P x ∧ Q x) : ∃ x, P x",
    ]
    guard = Guard(Problem(str(i), "", text) for i, text in enumerate(benchmark))
    assert guard.meets(of_statement(statement, "", ""))


def test_the_guard_lets_others_pass():
    """Another conclusion, or another number of hypotheses, is another statement."""
    guard = Guard([Problem("1", "", "theorem two (a b : ℕ) (h : a < b) : a * 2 < b * 2")])
    assert not guard.meets(of_statement("theorem t (a b : ℕ) (h : a < b) : a * 2 ≤ b * 2", "", ""))
    assert not guard.meets(of_statement("theorem t (a b : ℕ) (h : a < b) (h' : 0 < a) : a * 2 < b * 2", "", ""))


def test_registers_speak_in_sentences():
    """Every register gives balanced English that begins with a capital or a symbol and ends."""
    theorem = of_statement("theorem t (a b : ℕ) (f : ℕ → ℕ) (h : a ≤ b) (h' : ∀ n, f n = 0) : f a ≤ b", "", "")
    said = {speak(Random(seed), theorem.variables, theorem.hypotheses, theorem.goal) for seed in range(200)}
    assert len(said) > 120
    for text in said:
        assert text.endswith((".", "?")) and text.count("(") == text.count(")") and "{" not in text, text
        assert "  " not in text, text


def test_candidates_are_the_same_for_a_seed_and_keep_away_from_the_benchmark(lemmas):
    """The stream is fixed by its seed, repeats no statement, and no candidate has a benchmark statement's key."""
    benchmark = BenchmarkIndex.of(benchmark_problems())
    first, again = (list(islice(candidates(7, lemmas, benchmark, Passed()), 60)) for _ in range(2))
    assert [each.theorem for each in first] == [each.theorem for each in again]
    stated = [each.theorem.statement() for each in first if each.theorem is not None]
    assert len({lean_key(statement) for statement in stated}) == len(stated)
    assert [text for text in stated if benchmark.leak(Problem("x", "", text)) is not None] == []


@pytest.fixture(scope="module")
def forged(tmp_path_factory):
    """A small forged file, its report, and the table that the command printed."""
    path = tmp_path_factory.mktemp("forged") / "grown.jsonl"
    assert main(["forge", str(path), "--count", "50", "--seed", "2", "--workers", "1"]) == 0
    return path


def test_forged_pairs_are_distinct_verified_and_apart_from_the_benchmark(forged):
    """Exactly the count asked for: no pair twice, each with the checker's record, none that meets the benchmark."""
    pairs = [Pair.from_json(record, where) for where, record in read_records(forged)]
    keys = {
        (lean_key(each.problem.formal_statement), each.formal_proof, english_key(each.problem.informal_statement))
        for each in pairs
    }
    index = BenchmarkIndex.of(benchmark_problems())
    assert len(pairs) == len(keys) == len({each.problem.id for each in pairs}) == 50
    assert all(each.verified_by("embedded") and each.problem.source == "forge" for each in pairs)
    assert [leak for each in pairs if (leak := index.leak(each.problem)) is not None] == []


def test_the_report_counts_what_was_forged(forged):
    """Coverage by how, topic, length and style adds up, stands in the report, and prints as a table."""
    report = json.loads(forged.with_name(forged.name + ".report.json").read_text())["report"]["coverage"]
    for group in ("made", "topic", "proof tokens", "style", "difficulty", "families"):
        assert sum(report[group].values()) == report["pairs"] == 50, group
    assert report["statements"] <= report["proofs"] <= 50 and len(report["made"]) > 3
    assert "50 pairs" in coverage.table(report)


def test_a_killed_forge_goes_on_to_the_same_file(forged, tmp_path):
    """Killed after some pairs are down, the same command ends with the bytes of an unbroken run."""
    path = tmp_path / "grown.jsonl"
    command = [sys.executable, "-m", "autoformalize.data", "forge", str(path)]
    command += ["--count", "50", "--seed", "2", "--workers", "1"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    journal = path.with_name(path.name + ".journal")
    while running.poll() is None:
        if journal.exists() and json.loads(journal.read_text())["written"] > 10:
            os.killpg(running.pid, signal.SIGKILL)
            break
        time.sleep(0.02)
    running.wait()
    assert main(command[3:]) == 0
    assert path.read_bytes() == forged.read_bytes()


def test_a_count_of_nothing_is_refused(tmp_path, capsys):
    """Options that make no sense are told of in one line."""
    assert main(["forge", str(tmp_path / "x.jsonl"), "--count", "0"]) == 2
    assert "--count" in capsys.readouterr().err


def back_translated(words, statements, pairs, checker):
    """What comes of the pairs when a script stands for the model, and the reasons that texts were refused for."""

    def write(prompt, index):
        return words[index] if prompt.task == "informalize" else statements

    failed = Counter()
    settings = BackTranslationSettings(texts=len(words), statements=1)
    found = back_translate(pairs, ScriptedEngine(write), PromptBuilder(PromptSettings()), checker, settings, failed)
    return [worded for batch in found for _, worded in batch], failed


@pytest.fixture(scope="module")
def checker():
    with open_pool("embedded", workers=1) as pool:
        yield pool


WORDLESS = Pair(Problem("1", "", "theorem t (n m : ℕ) (h : n ≤ m) : n + 2 ≤ m + 2", source="mine"), ":= _")


def test_english_that_leads_back_is_kept_and_its_source_says_so(checker):
    """The text whose statement is the original under other names is taken; the machine's hand is on record."""
    words = ["Every number is small.", "If n ≤ m, then n + 2 is at most m + 2."]
    back = "theorem x (a b : ℕ) : a ≤ b → a + 2 ≤ b + 2 :="
    [worded], failed = back_translated(words, back, [WORDLESS], checker)
    assert worded.problem.informal_statement == words[1] and worded.problem.source == "back-translation:mine"
    assert failed == {"other numerals": 1}


def test_english_that_leads_elsewhere_is_refused(checker):
    """Another statement, or none, made of the text: there is no pair."""
    words = ["If n ≤ m, then n + 2 is at most m + 2."]
    for back in ("theorem x (a b : ℕ) (h : a < b) : a + 2 ≤ b + 2", "nothing of the kind", ""):
        assert back_translated(words, back, [WORDLESS], checker) == ([None], {"does not lead back": 1})


def test_pairs_that_have_english_are_left_alone(checker):
    """No model is asked about them."""
    pair = Pair(replace(WORDLESS.problem, informal_statement="Said by hand."), ":= _")
    assert back_translated([], "", [pair], checker) == ([pair], {})


def test_the_command_asks_as_the_adapter_was_taught(tiny_model, tmp_path):
    """What has English passes, the rest of a model that knows nothing is left out and counted; the adapter's own record
    says what prompts look like, unless the command line does."""
    from autoformalize.data.commands.back_translate import _prompt_settings

    source, output = tmp_path / "some.jsonl", tmp_path / "worded.jsonl"
    write_pairs(source, [WORDLESS, replace(WORDLESS, problem=replace(WORDLESS.problem, informal_statement="By hand."))])
    line = ["back-translate", str(source), "-o", str(output), "--model", str(tiny_model), "--texts", "1"]
    assert main([*line, "--statements", "1"]) == 0
    report = json.loads(output.with_name(output.name + ".report.json").read_text())
    assert report["written"] == 1 == report["rejected"] and sum(report["report"]["texts refused"].values()) == 1

    (tmp_path / "base.json").write_text(json.dumps({"prompt": {"style": "chat", "shots": 2, "name": "x", "gone": 1}}))
    options = Namespace(adapter=str(tmp_path), shots=None, seed=5)
    assert _prompt_settings(options) == PromptSettings(name="x", style="chat", shots=2, seed=5)
    options.shots = 0
    assert _prompt_settings(options).shots == 0


@pytest.mark.parametrize(
    ("english", "broken"),
    [
        ("If n is at most m, then n + 2 is at most m + 2.", ""),
        ("Adding two to both sides keeps the order.", ""),
        ("", "too short or too long"),
        ("yes.", "too short or too long"),
        ("If n ≤ m then theorem n + 2 := m + 2", "Lean in the words"),
        ("If n is at most m, then n + 3 is at most m + 3.", "other numerals"),
        ("If n is at most m, then the sums are ordered.", "other numerals"),
        ("If k is at most m, then k + 2 is at most m + 2.", "names that the statement has not"),
    ],
)
def test_rules_for_back_translated_english(english, broken):
    """English of a sensible length, the statement's numerals, and no names but the statement's."""
    assert rule_broken(english, WORDLESS.problem) == broken


def test_numbers_within_names_are_no_numerals() -> None:
    """A hypothesis `h1` or a field `.2` need not be said."""
    named = Problem("named", "", "theorem t (p q : Prop) (h1 : p ∧ q) (x₂ : ℕ × ℕ) (h2 : x₂.2 = 7) : q ∧ x₂.2 = 7")
    assert rule_broken("If p and q hold, and the second part is 7, then q holds and that is 7.", named) == ""
    assert rule_broken("If p and q hold, then q holds, and the second part is itself.", named) == "other numerals"
