"""Settings -> an engine that is ready, and what prompts have to know of the model behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from autoformalize.errors import UserError
from autoformalize.generation.constraint import Constraint
from autoformalize.generation.engine import Engine
from autoformalize.generation.settings import EngineSettings, GenerationSettings
from autoformalize.models import ModelSettings, load_model, load_tokenizer
from autoformalize.prompting.chat import chat_template_of, encode_prompts
from autoformalize.prompting.prompts import ChatTemplate, Fits, PromptSettings

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# A server's tokenizer is its own: Lean is written at some three bytes a token.
_BYTES_PER_TOKEN: Final = 3


@dataclass(frozen=True, slots=True)
class OpenedEngine:
    """An engine, the chat template of its model (None: no chat model), and whether a prompt fits into its context.

    `record` says for metrics.json what it is, `used` what it has asked for so far; `close` ends it.
    """

    engine: Engine
    chat_template: ChatTemplate | None
    fits: Fits
    record: dict[str, Any]
    used: Callable[[], dict[str, Any]] = field(default=dict)
    close: Callable[[], None] = field(default=lambda: None)


def open_engine(
    engine: EngineSettings,
    model: ModelSettings,
    generation: GenerationSettings,
    prompt: PromptSettings,
    seed: int,
    make_constraint: Callable[[PreTrainedTokenizerBase], Constraint] | None = None,
) -> OpenedEngine:
    """Load the model, or reach its server. A constraint is made for the model's tokenizer, and takes engine=hf.

    Raises UserError for an engine that is not there, cannot load the model, or is no server.
    """
    if make_constraint is not None and engine.name != "hf":
        raise UserError(f"sampling under a constraint takes engine=hf, not engine={engine.name}")
    if engine.name == "openai":
        return _open_server(engine, model, generation, prompt, seed)
    if engine.name == "vllm":
        from autoformalize.generation.vllm import VLLMEngine

        tokenizer = load_tokenizer(model)
        context = engine.vllm.max_model_tokens or _context_of(model)
        opened: Engine = VLLMEngine(model, tokenizer, engine.vllm, generation, seed)
    else:
        from autoformalize.generation.hf import HFEngine

        loaded = load_model(model)
        tokenizer, context = loaded.tokenizer, _positions(loaded.model.config)
        constraint = make_constraint(tokenizer) if make_constraint is not None else None
        opened = HFEngine(loaded, generation, seed, constraint, engine.hf)
    room = (prompt.context_tokens or context) - generation.max_new_tokens

    def fits(text: str) -> bool:
        return not (prompt.context_tokens or context) or len(encode_prompts(tokenizer, [text])[0]) <= room

    return OpenedEngine(opened, chat_template_of(tokenizer), fits, {"name": engine.name, "model": model.path})


def _open_server(
    settings: EngineSettings, model: ModelSettings, generation: GenerationSettings, prompt: PromptSettings, seed: int
) -> OpenedEngine:
    from autoformalize.generation.openai_server import OpenAIEngine

    options = settings.openai
    if model.adapter:
        raise UserError(
            "engine=openai samples from what the server has loaded: set model.adapter=null, serve the adapter there "
            "(vllm serve --lora-modules NAME=FOLDER), and choose it with engine.openai.model=NAME"
        )
    if options.api == "chat":
        if prompt.style == "plain":
            raise UserError("engine.openai.api=chat puts an instruction to a chat model: use prompt=chat with it")
        template: ChatTemplate | None = lambda instruction: instruction  # noqa: E731 (the server has the template)
    else:
        template = None if prompt.style == "plain" else chat_template_of(load_tokenizer(model))
    engine = OpenAIEngine(options, generation, seed)
    room = (prompt.context_tokens - generation.max_new_tokens) * _BYTES_PER_TOKEN

    def fits(text: str) -> bool:
        return not prompt.context_tokens or len(text.encode()) <= room

    record = {"name": "openai", "url": options.url, "model": engine.model, "api": options.api}
    return OpenedEngine(engine, template, fits, record, lambda: {"usage": engine.usage}, engine.close)


def _context_of(model: ModelSettings) -> int:
    from transformers import AutoConfig

    from autoformalize.models import resolve_path

    path = resolve_path(model)
    return _positions(
        AutoConfig.from_pretrained(path, revision=model.revision, trust_remote_code=model.trust_remote_code)
    )


def _positions(config: Any) -> int:
    """The tokens that a model can attend to; 0 where its config does not say."""
    text = config.get_text_config(decoder=True)
    return int(getattr(text, "max_position_embeddings", 0) or 0)
