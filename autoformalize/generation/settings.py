"""How to sample, and with what: the groups `generation` and `engine` of the config."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from autoformalize.errors import UserError

ENGINES: Final = ("hf", "vllm", "openai", "automation")
CONSTRAINTS: Final = ("lean",)
_APIS: Final = ("completions", "chat")


@dataclass(frozen=True, slots=True)
class GenerationSettings:
    """How to sample. `top_k` 0 and `top_p` 1 switch those filters off; temperature 0 is greedy.

    With `stop_when_proved` R (0: off) a problem is sampled `round_samples` at a time, and no further once R of its
    attempts succeeded. With `extra_samples` E, a problem whose `samples` brought nothing gets up to E more, as many at
    a time. pass@k stays unbiased in both cases, for every k up to samples + extra_samples (docs/evaluation.md).
    Where the task `full` is asked for in two steps, a statement that Lean does not take, or whose proof fails, is drawn
    again, up to `statement_tries` statements for each attempt. `constraint` "lean" lets through only what can still be
    right Lean: names that exist, brackets that close.
    """

    samples: int = 8
    temperature: float = 0.8
    top_p: float = 0.95
    top_k: int = 0
    max_new_tokens: int = 128
    stop_when_proved: int = 0
    extra_samples: int = 0
    round_samples: int = 4
    statement_tries: int = 1
    constraint: str | None = None

    def __post_init__(self) -> None:
        if self.samples < 1:
            raise UserError(f"generation.samples={self.samples}: at least one sample is needed")
        if self.temperature < 0 or not 0 < self.top_p <= 1 or self.top_k < 0:
            raise UserError(
                f"generation: temperature={self.temperature} must be >= 0, top_p={self.top_p} in (0, 1], "
                f"top_k={self.top_k} >= 0"
            )
        if self.constraint is not None and self.constraint not in CONSTRAINTS:
            known = ", ".join(CONSTRAINTS)
            raise UserError(f"unknown generation.constraint {self.constraint!r}: choose one of {known}, or null")
        if self.max_new_tokens < 1:
            raise UserError(f"generation.max_new_tokens={self.max_new_tokens} must be at least 1")
        if self.statement_tries < 1:
            raise UserError(f"generation.statement_tries={self.statement_tries} must be at least 1")
        if self.stop_when_proved < 0 or self.extra_samples < 0 or self.round_samples < 1:
            raise UserError(
                f"generation: stop_when_proved={self.stop_when_proved} and extra_samples={self.extra_samples} must be "
                f"at least 0, round_samples={self.round_samples} at least 1"
            )

    @property
    def most_samples(self) -> int:
        """The most that one problem can get."""
        return self.samples + self.extra_samples


@dataclass(frozen=True, slots=True)
class HFOptions:
    """transformers in this process. A batch holds at most `batch_tokens`: rows x (prompt + new tokens), what its
    cache of keys and values grows to."""

    batch_tokens: int = 16384


@dataclass(frozen=True, slots=True)
class VLLMOptions:
    """vLLM in this process. `max_model_tokens` 0 is the model's own context; `ahead` problems are with it at a time."""

    gpu_memory: float = 0.9
    tensor_parallel: int = 1
    max_model_tokens: int = 0
    ahead: int = 256


@dataclass(frozen=True, slots=True)
class OpenAIOptions:
    """A server that speaks OpenAI's API, at `url` up to its `/v1`; `model` null is the only one that it serves.

    `api` is completions (the prompt as it stands) or chat (the prompt as a user's message, the template is the
    server's). The key is read from the environment variable `key_variable`. `concurrency` requests are with the server
    at a time, each for one sample with a seed of its own. A request that fails on the way, or is told to wait, is sent
    again for `patience` seconds after the server's last sign of life.
    """

    url: str = ""
    model: str | None = None
    api: str = "completions"
    key_variable: str = "OPENAI_API_KEY"
    concurrency: int = 16
    timeout: float = 300.0
    patience: float = 600.0
    extra_body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Which engine, and the options of each."""

    name: str = "hf"
    hf: HFOptions = field(default_factory=HFOptions)
    vllm: VLLMOptions = field(default_factory=VLLMOptions)
    openai: OpenAIOptions = field(default_factory=OpenAIOptions)

    def __post_init__(self) -> None:
        if self.name not in ENGINES:
            raise UserError(f"unknown engine.name {self.name!r}: choose one of {', '.join(ENGINES)}")
        if self.hf.batch_tokens < 1 or self.vllm.ahead < 1 or self.openai.concurrency < 1:
            raise UserError("engine: hf.batch_tokens, vllm.ahead and openai.concurrency must be at least 1")
        if self.openai.timeout <= 0 or self.openai.patience < 0:
            raise UserError("engine.openai: timeout must be above 0 seconds, patience at least 0")
        if self.openai.api not in _APIS:
            raise UserError(f"unknown engine.openai.api {self.openai.api!r}: choose one of {', '.join(_APIS)}")
