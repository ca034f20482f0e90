"""Decoding that knows Lean: what tokens it lets through, and that an engine under it writes only names that exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerBase, PreTrainedTokenizerFast

from autoformalize.data import training_pairs
from autoformalize.errors import UserError
from autoformalize.generation import GenerationSettings, SampleRequest
from autoformalize.generation.hf import HFEngine
from autoformalize.generation.lean import LeanConstraint, TokenTexts, lean_constraint
from autoformalize.models import ModelSettings, load_model
from autoformalize.problem import Problem, Prompt
from lean_env.draft import DraftScope
from tests.autoformalize.tiny import make_tiny_model
from tests.lean_env.scopes import Unable, core_names

PROBLEM = Problem("p", "p and q", "theorem p (a b : Prop) (h : a ∧ b) : b ∧ a")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerBase:
    """Knows every byte, and a few longer pieces: most characters of Lean are several tokens."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["<end>"], initial_alphabet=alphabet)
    made.train_from_iterator(
        [f"{PROBLEM.formal_statement} := begin exact nat.add_comm _ _, simp at h end"] * 9, trainer
    )
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<end>", pad_token="<end>")


def constraint_of(tokenizer: PreTrainedTokenizerBase, *problems: Problem, fenced: bool = False) -> LeanConstraint:
    return lean_constraint(problems, Unable(), fenced)(tokenizer)  # type: ignore[arg-type]


def refused_at(
    constraint: LeanConstraint, tokenizer: PreTrainedTokenizerBase, text: str, task: str = "proof"
) -> str | None:
    """What was written when a token was refused, "<end>" where the end is; None if the whole text is allowed."""
    row = constraint.start(Prompt(PROBLEM.id, task, ""), 0)
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    for at, token in enumerate(ids):
        if not row.allows(token):
            return str(tokenizer.decode(ids[: at + 1]))
        row.advance(token)
    return None if row.allows(tokenizer.eos_token_id) else "<end>"


def test_forged_proofs_are_allowed_token_by_token(tokenizer: PreTrainedTokenizerBase) -> None:
    """No token of a proof that a checker accepted is ever refused, nor its end; characters are split among tokens."""
    pairs = [pair for pair in training_pairs(seed=7, forged=300)][-300:]
    scopes = core_names(list(dict.fromkeys(pair.problem.header for pair in pairs)))
    texts = TokenTexts(tokenizer)
    for pair in pairs:
        scope = DraftScope.of(scopes[pair.problem.header], pair.problem.header, pair.problem.formal_statement)
        constraint = LeanConstraint({PROBLEM.id: scope}, texts)
        assert refused_at(constraint, tokenizer, f" {pair.formal_proof}") is None, pair.formal_proof


def test_an_invented_name_is_refused_where_no_name_goes_on(tokenizer: PreTrainedTokenizerBase) -> None:
    """And so is an end inside brackets."""
    constraint = constraint_of(tokenizer, PROBLEM)
    assert refused_at(constraint, tokenizer, " := ⟨h.2, h.1⟩") is None
    refused = refused_at(constraint, tokenizer, " := and.swap_left_right h")
    assert refused is not None and " := and.swap_l".startswith(refused[:13])
    assert refused_at(constraint, tokenizer, " := ⟨h.2, h.1") == "<end>"


def test_a_name_is_taken_back_to_its_beginning(tokenizer: PreTrainedTokenizerBase) -> None:
    """All of it or nothing, and then another name may be written; behind what is no name nothing is taken back."""
    row = constraint_of(tokenizer, PROBLEM).start(Prompt(PROBLEM.id, "proof", ""), 0)
    ids = tokenizer(" := and.intr", add_special_tokens=False)["input_ids"]
    for token in ids:
        row.advance(token)
    assert row.take_back(1) == 0
    count = row.take_back(len(ids))
    assert str(tokenizer.decode(ids[:-count])).rstrip() == " :=" and row.take_back(len(ids)) == 0
    for token in tokenizer("⟨h.2, h.1⟩", add_special_tokens=False)["input_ids"]:
        assert row.allows(token)
        row.advance(token)
    assert row.allows(tokenizer.eos_token_id)


def test_a_character_does_not_begin_where_none_of_its_kind_may_stand(tokenizer: PreTrainedTokenizerBase) -> None:
    """Bytes of a symbol may follow a whole name, and not one that has to go on."""
    row = constraint_of(tokenizer, PROBLEM).start(Prompt(PROBLEM.id, "proof", ""), 0)
    for token in tokenizer(" := and.intr", add_special_tokens=False)["input_ids"]:
        row.advance(token)
    first = tokenizer("∧", add_special_tokens=False)["input_ids"][0]
    assert TokenTexts(tokenizer).of(first) in (b"\xe2", b"\xe2\x88", "∧".encode()) and not row.allows(first)
    row.advance(tokenizer("o", add_special_tokens=False)["input_ids"][0])
    assert row.allows(first)


def test_chat_models_are_free_outside_the_block(tokenizer: PreTrainedTokenizerBase) -> None:
    """Prose may say anything; the theorem in the block may not, and has to be whole when the block closes."""
    constraint = constraint_of(tokenizer, PROBLEM, fenced=True)
    theorem = "theorem p (a b : Prop) (h : a ∧ b) : b ∧ a :="
    prose = "Sure, use and.swap_left_right here:\n"
    assert refused_at(constraint, tokenizer, f"{prose}```lean\n{theorem} ⟨h.2, h.1⟩\n```\nWhich is and.foo.") is None
    for proof in ("and.swap_left_right h", "⟨h.2, h.1"):
        refused = refused_at(constraint, tokenizer, f"{prose}```lean\n{theorem} {proof}\n```\n")
        assert refused is not None and "```lean" in refused


def test_english_is_free(tokenizer: PreTrainedTokenizerBase) -> None:
    """The words of `informalize` are no Lean, and of a problem that is not known nothing is ruled out."""
    constraint = constraint_of(tokenizer, PROBLEM)
    assert refused_at(constraint, tokenizer, "if (both hold", "informalize") is None
    assert constraint.start(Prompt("another", "proof", ""), 0).allows(5)


def test_a_model_with_random_weights_writes_names_that_exist(model: Path) -> None:
    """Every sample of an engine under the constraint can be written again character by character."""
    loaded = load_model(ModelSettings(name="tiny", path=str(model), device="cpu", dtype="float32"))
    settings = GenerationSettings(samples=8, temperature=1.0, top_p=1.0, max_new_tokens=24)
    constraint = constraint_of(loaded.tokenizer, PROBLEM)
    engine = HFEngine(loaded, settings, 0, constraint)
    samples = list(engine.generate([SampleRequest(Prompt("p", "proof", "theorem p"), range(8))]))
    assert len(samples) == 8
    scope = DraftScope.of(core_names()[""], PROBLEM.formal_statement)
    for sample in samples:
        draft = scope.begin().after(sample.text.removesuffix("�"))
        assert draft is not None, sample.text


def test_bytes_of_every_token_make_the_text(tokenizer: PreTrainedTokenizerBase) -> None:
    """The tokens' bytes joined are the text's, whatever it holds."""
    texts = TokenTexts(tokenizer)
    written = "theorem (p ∧ q) → ⟨h.2, h.1⟩\n  λ"
    assert b"".join(texts.of(token) for token in tokenizer(written)["input_ids"]).decode() == written


def test_a_hammer_may_be_written_where_it_is_wanted(tokenizer: PreTrainedTokenizerBase) -> None:
    """With the theorems that it is given, which have to exist; elsewhere it is a name like others."""
    make = lean_constraint([PROBLEM], Unable(), hammer=True)  # type: ignore[arg-type]
    assert refused_at(make(tokenizer), tokenizer, " := by { intros, hammer [nat.add_comm] }") is None
    assert refused_at(make(tokenizer), tokenizer, " := by hammer [nat.add_zork]") is not None
    assert refused_at(constraint_of(tokenizer, PROBLEM), tokenizer, " := by hammer") is not None


def test_a_header_that_imports_needs_a_checker_that_has_the_library() -> None:
    """One line, before anything is sampled."""
    problem = Problem("r", "", "theorem r (x : ℝ) : x = x", header="import data.real.basic\n")
    with pytest.raises(UserError, match=r"generation.constraint=lean: .* leave it out, or choose another checker"):
        lean_constraint([problem], Unable())  # type: ignore[arg-type]
