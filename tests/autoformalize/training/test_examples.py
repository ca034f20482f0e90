"""Pairs as token ids: what an example is, which are too long, how tasks are mixed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autoformalize.errors import UserError
from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.problem import OWN, Pair
from autoformalize.prompting import PromptBuilder, PromptSettings
from autoformalize.training.examples import Example, make_examples


@pytest.fixture(scope="module")
def loaded(tiny_model: Path) -> LoadedModel:
    return load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))


def examples_of(loaded: LoadedModel, pairs: list[Pair], max_tokens: int = 1000) -> list[Example]:
    builder = PromptBuilder(PromptSettings())
    return make_examples(pairs, {"proof": 1.0}, builder, loaded.tokenizer, max_tokens, seed=0).examples


def test_an_example_is_prompt_completion_end(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """The ids decode to the prompt, then the proof, and end with the end token."""
    example = examples_of(loaded, pairs)[0]
    assert loaded.tokenizer.decode(example.prompt_ids).endswith("theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p")
    assert loaded.tokenizer.decode(example.completion_ids[:-1]) == " := ⟨h.2, h.1⟩"
    assert example.completion_ids[-1] == loaded.tokenizer.eos_token_id


def test_long_examples_are_left_out_and_counted(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """An example over max_tokens is dropped whole, and the count says how many."""
    lengths = sorted(example.length for example in examples_of(loaded, pairs))
    fitting = make_examples(pairs, {"proof": 1.0}, PromptBuilder(PromptSettings()), loaded.tokenizer, lengths[1], 0)
    assert sorted(example.length for example in fitting.examples) == lengths[:2]
    assert fitting.too_long == 1


def test_long_examples_are_cut_where_that_is_asked_for(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """A prompt loses its beginning before the completion loses anything; one that fills the context loses its end."""
    builder, whole = PromptBuilder(PromptSettings()), examples_of(loaded, pairs)
    longest = max(whole, key=lambda example: example.length)
    for limit in (longest.length - 3, len(longest.completion_ids) // 2):
        cut = make_examples(pairs, {"proof": 1.0}, builder, loaded.tokenizer, limit, 0, "truncate")
        assert len(cut.examples) == len(whole)
        assert cut.too_long == sum(example.length > limit for example in whole)
        for before, after in zip(whole, cut.examples, strict=True):
            assert after.length == min(before.length, limit)
            assert before.completion_ids[: len(after.completion_ids)] == after.completion_ids
            assert before.prompt_ids[-len(after.prompt_ids) :] == after.prompt_ids
    with pytest.raises(UserError, match="too_long 'cut': choose one of drop, truncate"):
        make_examples(pairs, {"proof": 1.0}, builder, loaded.tokenizer, 10, 0, "cut")


def test_a_weight_is_the_average_number_of_examples(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """A weight of 2 gives each pair two examples, one of a half every other pair, the same ones for the same seed."""
    builder = PromptBuilder(PromptSettings())

    def count(tasks: dict[str, float], seed: int = 0) -> list[Example]:
        return make_examples(pairs * 100, tasks, builder, loaded.tokenizer, 1000, seed).examples

    assert len(count({"proof": 2.0})) == 600
    assert 120 <= len(count({"proof": 0.5})) <= 180
    assert count({"proof": 0.5}) == count({"proof": 0.5})
    assert len(count({"proof": 1.0, "full": 1.0})) == 600


def test_a_source_has_its_factor(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """Pairs of a source that is named give so many times the examples; the others what their task says."""
    builder = PromptBuilder(PromptSettings())
    forged = [replace(pair, problem=replace(pair.problem, source="forge")) for pair in pairs]

    def count(tasks: dict[str, float], sources: dict[str, float]) -> int:
        mixed = [*pairs, *forged] * 100
        return len(make_examples(mixed, tasks, builder, loaded.tokenizer, 1000, 0, sources=sources).examples)

    assert count({"proof": 1.0}, {"forge": 3.0}) == 300 + 900
    assert count({"proof": 2.0}, {"forge": 0.0}) == 600
    assert 600 + 120 <= count({"proof": 1.0, "full": 1.0}, {"forge": 0.25}) <= 600 + 180


def test_kinds_of_proofs_have_their_factor(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """It counts in the tasks that write proofs; what the pairs state is shown as often as before."""
    scripted = replace(pairs[0], formal_proof=":= by { intros, simp * at * }")
    stated = [replace(pair, problem=replace(pair.problem, id=f"other {pair.problem.id}")) for pair in pairs]

    def count(task: str, **proofs: float) -> int:
        builder = PromptBuilder(PromptSettings())
        mixed = [scripted, *stated]
        return len(make_examples(mixed, {task: 2.0}, builder, loaded.tokenizer, 1000, 0, proofs=proofs).examples)

    assert count("proof", other=0.0) == count("full", other=0.0) == 2
    assert count("proof", script=3.0) == 6 + 2 * len(pairs)
    assert count("statement", other=0.0) == count("statement") == count("informalize", other=0.0) == 2 * len(pairs)
    with pytest.raises(UserError, match="unknown kind of proof 'forge'"):
        count("proof", forge=1.0)


def test_what_the_model_proved_itself_counts_in_full(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """Given pairs follow the factor of their kind of proof; own ones were chosen for their proofs."""
    own = replace(pairs[0], problem=replace(pairs[0].problem, source=OWN))
    made = make_examples(
        [own, *pairs], {"proof": 2.0}, PromptBuilder(PromptSettings()), loaded.tokenizer, 1000, 0, proofs={"other": 0.0}
    )
    assert len(made.examples) == 2


def test_two_proofs_of_a_statement_state_it_once(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """Another proof of the same statement is an example of a proof, and none of its statement or of its words."""
    twins = [replace(pair, formal_proof=":= by skip") for pair in pairs]

    def count(task: str) -> int:
        builder = PromptBuilder(PromptSettings())
        return len(make_examples([*pairs, *twins], {task: 2.0}, builder, loaded.tokenizer, 1000, 0).examples)

    assert count("statement") == count("informalize") == 2 * len(pairs)
    assert count("proof") == count("full") == 4 * len(pairs)


def test_an_unknown_task_is_refused(loaded: LoadedModel, pairs: list[Pair]) -> None:
    """A misspelt task in training.tasks is one line for the user."""
    with pytest.raises(UserError, match="unknown task 'prove'"):
        make_examples(pairs, {"prove": 1.0}, PromptBuilder(PromptSettings()), loaded.tokenizer, 1000, 0)
