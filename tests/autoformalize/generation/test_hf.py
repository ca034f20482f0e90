"""Sampling with transformers: the samples depend on seed, problem and index, and on nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import LlamaForCausalLM

from autoformalize.errors import UserError
from autoformalize.generation import GenerationSettings, Sample, SampleRequest
from autoformalize.generation.hf import HFEngine, _Row
from autoformalize.generation.settings import HFOptions
from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.problem import Prompt
from autoformalize.prompting import PromptBuilder, PromptSettings

TEXTS = {
    "short": "theorem a : true",
    "middle": "theorem foo (p q : Prop) (h : p ∧ q) : q ∧ p",
    "long": "-- For all natural numbers, adding zero changes nothing.\ntheorem zero (n : ℕ) : ∀ n : ℕ, n + 0 = n",
}


@pytest.fixture(scope="module")
def loaded(tiny_model: Path) -> LoadedModel:
    return load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))


def settings(**changes: Any) -> GenerationSettings:
    return GenerationSettings(**{"samples": 3, "max_new_tokens": 12, "temperature": 1.0, "top_p": 1.0, **changes})


def requests(*names: str, samples: int = 3) -> list[SampleRequest]:
    stops = PromptBuilder(PromptSettings()).stops
    prompts = [Prompt(name, "proof", TEXTS[name], stops=stops) for name in names or TEXTS]
    return [SampleRequest(prompt, range(samples)) for prompt in prompts]


def written(
    loaded: LoadedModel,
    wanted: Sequence[SampleRequest],
    seed: int = 0,
    done: Container[tuple[str, int]] = frozenset(),
    **changes: Any,
) -> dict[tuple[str, int], Sample]:
    options = HFOptions(changes.pop("batch_tokens", HFOptions().batch_tokens))
    engine = HFEngine(loaded, settings(**changes), seed, options=options)
    return {(sample.problem_id, sample.index): sample for sample in engine.generate(wanted, done)}


def test_a_seed_gives_the_same_samples_again(loaded: LoadedModel) -> None:
    """The same seed, model and settings give the same samples; another seed gives others."""
    first = written(loaded, requests())
    assert first == written(loaded, requests())
    assert first != written(loaded, requests(), seed=1)


def test_the_samples_of_a_problem_differ(loaded: LoadedModel) -> None:
    """Each index has a random stream of its own."""
    texts = {sample.text for sample in written(loaded, requests("middle", samples=8)).values()}
    assert len(texts) == 8


def test_a_sample_does_not_depend_on_its_batch(loaded: LoadedModel) -> None:
    """Alone, padded beside a longer prompt, or in batches of another size: the same samples."""
    together = written(loaded, requests())
    alone: dict[tuple[str, int], Sample] = {}
    for name in TEXTS:
        alone |= written(loaded, requests(name))
    assert together == alone
    assert together == written(loaded, requests(), batch_tokens=1)
    assert together == written(loaded, list(reversed(requests())), batch_tokens=300)


def test_a_resumed_run_gives_the_samples_that_are_missing(loaded: LoadedModel) -> None:
    """What is done changes nothing in what is not, and none of it is decoded again, whatever the batches were."""
    done = {("short", 0), ("short", 1), ("short", 2), ("long", 1)}
    for batch_tokens in (1, 300, 16384):
        whole = written(loaded, requests(), batch_tokens=batch_tokens)
        rest = written(loaded, requests(), done=done, batch_tokens=batch_tokens)
        assert rest == {key: sample for key, sample in whole.items() if key not in done}


def test_where_rounding_reaches_the_tokens_a_window_is_decoded_whole(tiny_model: Path) -> None:
    """In bfloat16 a resumed run forms the same batches again; windows that are done are not decoded again."""
    rounded = load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="bfloat16"))
    whole = written(rounded, requests(), batch_tokens=1)
    rest = written(rounded, requests(), done={("short", 0), ("short", 1), ("short", 2), ("long", 1)}, batch_tokens=1)
    assert rest == {key: sample for key, sample in whole.items() if key[0] != "short"}


@pytest.mark.parametrize("name", TEXTS)
def test_greedy_is_what_transformers_generates(loaded: LoadedModel, name: str) -> None:
    """Temperature 0 decodes what `generate(do_sample=False)` does, whatever stands beside it in the batch."""
    sample = written(loaded, requests(samples=1), temperature=0.0, max_new_tokens=24)[name, 0]
    encoded = loaded.tokenizer(TEXTS[name], return_tensors="pt")
    with torch.inference_mode():
        output = loaded.model.generate(  # type: ignore[operator]
            input_ids=encoded["input_ids"],
            attention_mask=encoded["attention_mask"],
            do_sample=False,
            max_new_tokens=24,
            pad_token_id=loaded.tokenizer.pad_token_id,
        )
    expected = output[0, encoded["input_ids"].shape[1] :]
    assert sample.text == loaded.tokenizer.decode(expected, skip_special_tokens=True)


def test_padding_leaves_the_logits_as_they_are(loaded: LoadedModel) -> None:
    """The next-token logits of a short and a long prompt in one batch are those of each alone."""
    engine = HFEngine(loaded, settings(), 0)
    with torch.inference_mode():
        (window,) = engine._windows(requests("short", "long", samples=1))
        both = engine._read(window).logits
        for row, name in enumerate(("short", "long")):
            encoded = loaded.tokenizer(TEXTS[name], return_tensors="pt")
            alone = loaded.model(input_ids=encoded["input_ids"]).logits[0, -1]
            torch.testing.assert_close(both[row], alone, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("changes", [{"top_k": 1}, {"top_p": 1e-6}, {"temperature": 1e-4}])
def test_narrow_filters_leave_only_the_likeliest_token(loaded: LoadedModel, changes: dict[str, Any]) -> None:
    """top_k=1, a tiny top_p and a tiny temperature all come down to greedy decoding."""
    greedy = written(loaded, requests(), temperature=0.0)
    assert {key: sample.text for key, sample in written(loaded, requests(), **changes).items()} == {
        key: sample.text for key, sample in greedy.items()
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [0.5, 0.25, 0.15, 0.1]),
        ({"top_k": 2}, [2 / 3, 1 / 3, 0, 0]),
        ({"top_p": 0.7}, [2 / 3, 1 / 3, 0, 0]),
        ({"top_p": 0.8}, [5 / 9, 2.5 / 9, 1.5 / 9, 0]),
        ({"temperature": 0.5}, [0.725, 0.181, 0.065, 0.029]),
    ],
)
def test_draws_follow_the_filtered_distribution(
    loaded: LoadedModel, changes: dict[str, Any], expected: list[float]
) -> None:
    """Over many draws, each token comes as often as its probability after temperature, top_k and top_p says."""
    draws = 4000
    engine = HFEngine(loaded, settings(**changes), 0)
    logits = torch.log(torch.tensor([0.15, 0.5, 0.1, 0.25])).expand(draws, 4)  # not sorted, as a model's are not
    rows = [_Row("p", index, np.random.default_rng(index)) for index in range(draws)]
    counts = Counter(engine._sample(logits, rows))
    shares = [counts[token] / draws for token in (1, 3, 0, 2)]
    assert shares == pytest.approx(expected, abs=0.03)
    assert all(share == 0 for share, wanted in zip(shares, expected, strict=True) if wanted == 0)


class Only:
    """Allows what the function says of the text so far and the token; remembers what was written."""

    def __init__(self, allowed: Callable[[int], bool]) -> None:
        self._allowed = allowed
        self.written: list[list[int]] = []

    def start(self, prompt: Prompt, index: int) -> Only:
        self.written.append([])
        return self

    def allows(self, token: int) -> bool:
        return self._allowed(token)

    def advance(self, token: int) -> None:
        self.written[-1].append(token)

    def take_back(self, most: int) -> int:
        return 0


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_constraint_rules_every_token(loaded: LoadedModel, temperature: float) -> None:
    """Only what it allows is written, and it is told of each token; where it allows nothing the sample ends."""
    allowed = set(loaded.tokenizer(" := h.symm", add_special_tokens=False)["input_ids"])
    only = Only(allowed.__contains__)
    engine = HFEngine(loaded, settings(temperature=temperature, max_new_tokens=9), 0, only)
    (sample,) = engine.generate(requests("short", samples=1))
    tokens = loaded.tokenizer(sample.text, add_special_tokens=False)["input_ids"]
    assert sample.tokens == 9 and set(tokens) <= allowed
    assert len(only.written[0]) == 8 and set(only.written[0]) <= allowed
    (nothing,) = HFEngine(loaded, settings(), 0, Only(lambda token: False)).generate(requests("short", samples=1))
    assert (nothing.text, nothing.truncated) == ("", False)


def test_a_constrained_draw_is_the_models_own_among_what_is_allowed(loaded: LoadedModel) -> None:
    """Over many draws, each allowed token comes as often as its share of the allowed mass says."""
    draws = 4000
    engine = HFEngine(loaded, settings(), 0, Only({0, 3}.__contains__))
    logits = torch.log(torch.tensor([0.15, 0.5, 0.1, 0.25])).expand(draws, 4)
    rows = [_Row("p", index, np.random.default_rng(index), (), Only({0, 3}.__contains__)) for index in range(draws)]
    counts = Counter(engine._sample(logits, rows))
    assert set(counts) == {0, 3} and counts[3] / draws == pytest.approx(0.625, abs=0.03)


class Fickle(Only):
    """Refuses every third token, and takes the last ones back."""

    def __init__(self) -> None:
        super().__init__(lambda token: token % 3 != 0)
        self.backs = 0

    def take_back(self, most: int) -> int:
        count = min(2, most, len(self.written[-1]))
        if count > 0:
            self.backs += 1
            del self.written[-1][-count:]
        return max(0, count)


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_taken_back_leaves_nothing_behind(name: str, loaded: LoadedModel) -> None:
    """After tokens were taken back, the next one is drawn from what the model says behind the text as it is then."""
    ids = loaded.tokenizer(TEXTS[name])["input_ids"]

    class Checking(HFEngine):
        def _sample(self, logits: torch.Tensor, rows: Sequence[_Row], can_go_back: bool = False) -> list[int]:
            for at, row in enumerate(rows):
                fresh = loaded.model(input_ids=torch.tensor([ids + row.tokens])).logits[0, -1]
                torch.testing.assert_close(logits[at], fresh, rtol=1e-3, atol=1e-4)
            return super()._sample(logits, rows, can_go_back)

    constraint = Fickle()
    engine = Checking(loaded, settings(max_new_tokens=24), 0, constraint)
    (sample,) = engine.generate(requests(name, samples=1))
    assert constraint.backs > 0 and sample.tokens > len(sample.token_ids)
    assert sample.tokens <= 24 + 12 and not any(token % 3 == 0 for token in sample.token_ids[:-1])


class ForcedModel(LlamaForCausalLM):
    """Writes what it is told: the logits of a position point at the token that is to follow it."""

    forced: list[int]
    start: int

    def forward(self, *arguments: Any, position_ids: torch.Tensor, **options: Any) -> Any:
        output = super().forward(*arguments, position_ids=position_ids, **options)
        at = (position_ids[:, -1] + 1 - self.start).clamp(min=0, max=len(self.forced) - 1)
        output.logits[:, -1] = torch.nn.functional.one_hot(
            torch.tensor(self.forced)[at], output.logits.shape[-1]
        ).float()
        return output


def says(tiny_model: Path, prompt: str, text: str, end: bool = True) -> LoadedModel:
    plain = load_model(ModelSettings(path=str(tiny_model), device="cpu", dtype="float32"))
    model = ForcedModel.from_pretrained(tiny_model)
    model.eval()
    model.forced = plain.tokenizer(text)["input_ids"] + [plain.tokenizer.eos_token_id] * end
    model.start = len(plain.tokenizer(prompt)["input_ids"])
    return LoadedModel(model, plain.tokenizer, "cpu")


def test_the_end_token_ends_a_sample_and_is_not_part_of_it(tiny_model: Path) -> None:
    """The text stops before the end token, which still counts as generated."""
    speaker = says(tiny_model, TEXTS["short"], ":= h")
    sample = written(speaker, requests("short", samples=1), temperature=0.0)["short", 0]
    assert (sample.text, sample.truncated) == (":= h", False)
    assert sample.tokens == len(speaker.tokenizer(":= h")["input_ids"]) + 1


def test_a_sample_that_runs_into_the_limit_is_truncated(tiny_model: Path) -> None:
    """At max_new_tokens the sample says so; one that ends exactly there does not."""
    speaker = says(tiny_model, TEXTS["short"], "xyzw", end=True)
    length = len(speaker.tokenizer("xyzw")["input_ids"])
    cut = written(speaker, requests("short", samples=1), temperature=0.0, max_new_tokens=length)["short", 0]
    whole = written(speaker, requests("short", samples=1), temperature=0.0, max_new_tokens=length + 1)["short", 0]
    assert (cut.text, cut.truncated, cut.tokens) == ("xyzw", True, length)
    assert (whole.text, whole.truncated) == ("xyzw", False)


def test_a_new_declaration_ends_a_sample(tiny_model: Path) -> None:
    """A model that goes on to the next theorem is stopped soon after, and is not called truncated."""
    opening = " := h\n\ntheorem next"
    speaker = says(tiny_model, TEXTS["short"], opening + " x" * 200, end=False)
    needed = len(speaker.tokenizer(opening)["input_ids"])
    for limit in (needed, needed + 1, 200):
        sample = written(speaker, requests("short", samples=1), temperature=0.0, max_new_tokens=limit)["short", 0]
        assert "\n\ntheorem " in sample.text
        assert not sample.truncated
        assert sample.tokens <= needed + 8


def test_a_batch_stays_within_its_tokens_and_is_filled_again(loaded: LoadedModel) -> None:
    """Rows times columns never go beyond the budget, unless one problem alone does; and when half of the rows are
    gone, new problems are read before the others have ended."""
    short = [SampleRequest(Prompt(f"p{n}", "proof", TEXTS["short"] * (1 + n % 3)), range(3)) for n in range(9)]
    options = HFOptions(batch_tokens=400)
    engine = HFEngine(loaded, settings(max_new_tokens=20), 0, options=options)
    sizes, reads = [], []
    step, read = engine._step, engine._read

    def watched_step(batch: Any, tokens: Sequence[int]) -> None:
        step(batch, tokens)
        sizes.append(batch.mask.numel())

    def watched_read(problems: Any) -> Any:
        reads.append(len(sizes))
        return read(problems)

    engine._step, engine._read = watched_step, watched_read  # type: ignore[method-assign]
    engine._ends = frozenset(range(0, 400, 9))  # so that rows end at different times
    assert len(list(engine.generate(short))) == 27
    assert max(sizes) <= options.batch_tokens
    assert len(reads) > 2


@pytest.mark.parametrize(
    "changes",
    [
        {"samples": 0},
        {"temperature": -0.1},
        {"top_p": 0.0},
        {"top_p": 1.1},
        {"top_k": -1},
        {"max_new_tokens": 0},
        {"stop_when_proved": -1},
        {"extra_samples": -1},
        {"round_samples": 0},
    ],
)
def test_settings_out_of_bounds_are_refused(changes: dict[str, Any]) -> None:
    """A setting that cannot work is one line for the user."""
    with pytest.raises(UserError, match=r"generation"):
        settings(**changes)
