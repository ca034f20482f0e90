"""Sampling with vLLM, in this process: the engine for GPUs. The extra `vllm` brings it; nothing here imports it before.

vLLM batches by itself and reads a prompt once for all its samples (prefix caching); this side keeps the samples of
`ahead` problems with it, each a request with a seed of its own, and hands samples out as they are finished. An adapter
is loaded beside the base, as vLLM does it, rather than merged.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autoformalize.errors import UserError
from autoformalize.generation.engine import Sample, SampleRequest
from autoformalize.generation.seeds import sample_seed
from autoformalize.generation.settings import GenerationSettings, VLLMOptions
from autoformalize.models import ModelSettings, refuse_bad_adapter, resolve_path
from autoformalize.prompting.chat import encode_prompts

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# The ranks that vLLM reserves room for.
_RANKS: Final = (1, 8, 16, 32, 64, 128, 256, 320, 512)
_CAVEATS: Final = (
    "vLLM batches by load: rounding, and with it a sample now and then, may differ from run to run for one seed",
    "another version of vLLM, another GPU or tensor_parallel may give other samples",
)


class VLLMEngine:
    """Samples from a model that vLLM has loaded."""

    name = "vllm"
    caveats = _CAVEATS

    def __init__(
        self,
        model: ModelSettings,
        tokenizer: PreTrainedTokenizerBase,
        options: VLLMOptions,
        settings: GenerationSettings,
        seed: int,
    ) -> None:
        """Raises UserError where vLLM is not installed, or cannot load the model or its adapter."""
        try:
            import vllm
        except ImportError as error:
            raise UserError(
                f"engine=vllm needs vLLM ({error}): pip install 'autoformalize[vllm]' in an environment of its own, or "
                "serve the model with `vllm serve` and use engine=openai"
            ) from None
        self._tokenizer = tokenizer
        self._options = options
        self._settings = settings
        self._seed = seed
        self._vllm = vllm
        self._lora = _adapter(model)
        self._engine: Any = _load(vllm, model, options).llm_engine

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """Samples as vLLM finishes them."""
        pending, exhausted = iter(requests), False
        under_way: dict[str, tuple[str, int]] = {}
        left: dict[str, int] = {}  # samples to come of each problem that vLLM has
        try:
            while True:
                while not exhausted and len(left) < self._options.ahead:
                    request = next(pending, None)
                    if request is None:
                        exhausted = True
                    else:
                        keys = self._add(request, done)
                        under_way |= keys
                        if keys:
                            problem_id = request.prompt.problem_id
                            left[problem_id] = left.get(problem_id, 0) + len(keys)
                if not under_way:
                    return
                for output in self._engine.step():
                    if not output.finished or output.request_id not in under_way:
                        continue
                    problem_id, index = under_way.pop(output.request_id)
                    left[problem_id] -= 1
                    if not left[problem_id]:
                        del left[problem_id]
                    yield _sample(problem_id, index, output)
        finally:
            if under_way:
                self._engine.abort_request(list(under_way))

    def _add(self, request: SampleRequest, done: Container[tuple[str, int]]) -> dict[str, tuple[str, int]]:
        """Give vLLM what is missing of a request; the keys of the samples by vLLM's names for them."""
        prompt = request.prompt
        (ids,) = encode_prompts(self._tokenizer, [prompt.text])
        added = {}
        for index in request.indices:
            if (prompt.problem_id, index) in done:
                continue
            name = f"{prompt.problem_id}/{index}"
            parameters = self._parameters(prompt.stops, sample_seed(self._seed, prompt.problem_id, index))
            try:
                self._engine.add_request(name, {"prompt_token_ids": ids}, parameters, lora_request=self._lora)
            except _refusals() as error:  # of a prompt that is too long, among others
                first = (str(error).splitlines() or [""])[0]
                raise UserError(
                    f"engine=vllm refuses the prompt of problem {prompt.problem_id}: {first[:300]}; "
                    "engine.vllm.max_model_tokens or prompt.context_tokens may help"
                ) from None
            added[name] = (prompt.problem_id, index)
        return added

    def _parameters(self, stops: Sequence[str], seed: int) -> Any:
        from vllm.sampling_params import RequestOutputKind

        settings = self._settings
        return self._vllm.SamplingParams(
            n=1,
            temperature=settings.temperature,
            top_p=settings.top_p,
            top_k=settings.top_k,
            max_tokens=settings.max_new_tokens,
            seed=seed % 2**31,
            stop=list(stops),
            include_stop_str_in_output=True,
            output_kind=RequestOutputKind.FINAL_ONLY,
        )


def _sample(problem_id: str, index: int, output: Any) -> Sample:
    (completion,) = output.outputs
    if completion.finish_reason not in ("stop", "length"):
        raise UserError(
            f"engine=vllm ended problem {problem_id} with {completion.finish_reason!r}: its prompt may be longer than "
            "engine.vllm.max_model_tokens; the same command goes on from here"
        )
    return Sample(problem_id, index, completion.text, completion.finish_reason == "length", len(completion.token_ids))


def _load(vllm: Any, model: ModelSettings, options: VLLMOptions) -> Any:
    if model.quantization:
        raise UserError("engine=vllm takes quantized weights as they are: set model.quantization=null")
    more: dict[str, Any] = {}
    if options.max_model_tokens:
        more["max_model_len"] = options.max_model_tokens
    if model.adapter:
        more |= {"enable_lora": True, "max_loras": 1, "max_lora_rank": _rank(Path(model.adapter).expanduser())}
    failures: tuple[type[Exception], ...] = (RuntimeError, OSError, *_refusals())
    try:
        return vllm.LLM(
            model=resolve_path(model),
            revision=model.revision,
            dtype=model.dtype,
            trust_remote_code=model.trust_remote_code,
            tensor_parallel_size=options.tensor_parallel,
            gpu_memory_utilization=options.gpu_memory,
            enable_prefix_caching=True,
            **more,
        )
    except failures as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UserError(f"vLLM cannot load model.path={model.path}: {first[:300]}") from error


def _refusals() -> tuple[type[Exception], ...]:
    """What vLLM raises for what it does not take: ValueError, and in newer versions a class of its own."""
    try:
        from vllm.exceptions import VLLMError
    except ImportError:
        return (ValueError,)
    return ValueError, VLLMError


def _adapter(model: ModelSettings) -> Any:
    if not model.adapter:
        return None
    from vllm.lora.request import LoRARequest

    folder = refuse_bad_adapter(model)
    return LoRARequest("adapter", 1, str(folder.resolve()))


def _rank(folder: Path) -> int:
    config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    rank = max([int(config["r"]), *map(int, (config.get("rank_pattern") or {}).values())])
    fitting = [known for known in _RANKS if known >= rank]
    if not fitting:
        raise UserError(f"model.adapter={folder} has rank {rank}, and vLLM takes {_RANKS[-1]} at most: use engine=hf")
    return fitting[0]
