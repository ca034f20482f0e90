"""Prompts by style and task."""

from __future__ import annotations

import pytest

from autoformalize.data.hammer import portfolio
from autoformalize.errors import UserError
from autoformalize.problem import TASKS, Pair, Problem
from autoformalize.prompting import PromptBuilder, PromptSettings, extract_candidate
from autoformalize.prompting.extract import with_hammers
from autoformalize.prompting.prompts import STATED


def test_a_plain_prompt_ends_where_the_completion_begins(pairs: list[Pair]) -> None:
    """Prompt and completion together are the pair as Lean text under its words."""
    prompt = PromptBuilder(PromptSettings()).training_prompt(pairs[0], "proof")
    assert prompt.text + prompt.completion == f"/-- If p and q, then q and p. -/\n{pairs[0].declaration}"


def test_a_training_prompt_is_what_the_model_sees_at_evaluation(pairs: list[Pair]) -> None:
    """For every task and style."""
    for settings in (PromptSettings(), PromptSettings(style="chat")):
        builder = PromptBuilder(settings, chat_template=lambda text: f"<user>{text}<model>")
        for task in TASKS:
            assert builder.training_prompt(pairs[0], task).text == builder.prompt(pairs[0].problem, task).text


def test_examples_stand_before_the_problem(pairs: list[Pair], problems: list[Problem]) -> None:
    """As many as asked for, the same ones for every problem."""
    builder = PromptBuilder(PromptSettings(shots=2, seed=1), pairs)
    text = builder.prompt(problems[2], "proof").text
    assert text.count("/--") == 3
    assert text.endswith(problems[2].formal_statement)


def test_premises_are_named_where_the_statement_is_shown() -> None:
    """The model reads names of theorems like the statement, in training and evaluation alike; where it is to write the
    statement itself, none."""
    statement = "theorem t (a b : ℤ) (h : 0 < a) (k : 0 < b) : 0 < a * b"
    problem = Problem("p", "The product of positives is positive.", statement)
    builder = PromptBuilder(PromptSettings(premises=4))
    first, _, rest = builder.prompt(problem, "proof").text.partition("\n")
    assert first.startswith("-- ") and "int.mul_pos" in first.removeprefix("-- ").split(", ")
    assert rest == PromptBuilder(PromptSettings()).prompt(problem, "proof").text
    assert builder.training_prompt(Pair(problem, ":= int.mul_pos h k"), "proof").text.startswith(first)
    assert "int.mul_pos" not in builder.prompt(problem, "full").text
    chat = PromptBuilder(PromptSettings(style="chat", premises=4), chat_template=lambda text: f"<{text}>")
    assert "int.mul_pos" in chat.prompt(problem, "proof").text


def test_a_hammer_is_learned_where_scripts_prove_and_expanded_where_it_is_written() -> None:
    """The model learns and writes the short tactic; what is to be checked is Lean. Other proofs stay as they are."""
    statement = "theorem t (a b : ℕ) (h : a ≤ b) : a < b + 1"
    problem = Problem("p", "What is at most b is less than b + 1.", statement)
    builder = PromptBuilder(PromptSettings(hammer=True))
    assert (
        builder.training_prompt(Pair(problem, ":= by { intros, simp * at * }"), "proof").completion == " := by hammer"
    )
    assert builder.training_prompt(Pair(problem, ":= nat.lt_succ_of_le h"), "proof").completion.endswith("of_le h")
    for task, completion in (("proof", " := by hammer"), ("full", f"{statement} := by hammer")):
        lean, name = builder.candidate(problem, task, completion)
        assert lean == f"{statement} := by {portfolio(statement)}" and name == "t"
        assert with_hammers(lean, "") == f"{statement} := by hammer"
        assert builder.training_prompt(Pair(problem, lean.removeprefix(f"{statement} ")), task).completion == completion
    assert PromptBuilder(PromptSettings()).candidate(problem, "proof", " := by hammer")[0].endswith("by hammer")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (PromptSettings(premises=-1), "prompt.premises=-1"),
        (PromptSettings(style="poem"), "choose one of plain, chat"),
        (PromptSettings(shots=9), "only 3 training pairs"),
        (PromptSettings(style="chat"), "no chat template"),
    ],
)
def test_a_prompt_that_cannot_be_made_says_why(settings: PromptSettings, message: str, pairs: list[Pair]) -> None:
    """One line with the setting."""
    with pytest.raises(UserError, match=message):
        PromptBuilder(settings, pairs)


def test_braces_in_mathematics_are_left_alone() -> None:
    """A set is no format field."""
    problem = Problem("s", "The set {n | n = 0} has {0}.", "theorem s : {0} = {n | n = 0}")
    assert "{n | n = 0} has {0}" in PromptBuilder(PromptSettings()).prompt(problem, "proof").text


def test_each_task_shows_what_is_given_and_asks_for_the_rest(pairs: list[Pair]) -> None:
    """`statement` gives the words and learns the statement, `informalize` the other way round."""
    builder = PromptBuilder(PromptSettings())
    pair = pairs[0]
    words, lean = pair.problem.informal_statement, pair.problem.formal_statement
    stated = builder.training_prompt(pair, "statement")
    nameless = lean.replace(pair.problem.theorem_name, STATED, 1)
    assert words in stated.text and lean not in stated.text and stated.completion == nameless
    said = builder.training_prompt(pair, "informalize")
    assert lean in said.text and words not in said.text and said.completion == f" {words}"
    chat = PromptBuilder(PromptSettings(style="chat"), chat_template=lambda text: f"<user>{text}<model>")
    assert chat.training_prompt(pair, "statement").completion == f"```lean\n{nameless}\n```"
    assert chat.training_prompt(pair, "informalize").completion == words


def test_a_completion_to_learn_is_read_back_as_it_was_meant(pairs: list[Pair]) -> None:
    """What training teaches is what extraction finds, for each task and style."""
    for style in ("plain", "chat"):
        builder = PromptBuilder(PromptSettings(style=style), chat_template=lambda text: text)
        for pair in pairs:
            wanted = {
                "proof": pair.declaration,
                "full": pair.declaration,
                "statement": pair.problem.formal_statement.replace(pair.problem.theorem_name, STATED, 1),
                "informalize": pair.problem.informal_statement,
            }
            for task in TASKS:
                completion = builder.training_prompt(pair, task).completion
                assert extract_candidate(pair.problem, task, completion)[0] == wanted[task]
