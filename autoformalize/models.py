"""Load a causal language model and its tokenizer: from a package, a folder or the hub, with or without an adapter.

Weights that come as GGUF are converted once to safetensors in a cache folder: reading GGUF takes half a minute, the
converted copy less than a second.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from autoformalize.errors import UserError
from autoformalize.runtime import choose_device, choose_dtype

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_CONVERTED: Final = "converted.json"
_ENDS: Final = 1 << 20
_PROMPT_WORDS: Final = ("name", "seed", "context_tokens")
"""Of a prompt's settings those that change nothing a model was taught."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model: `path` is a hub id, a folder, or `package:NAME/FILE.gguf` for weights that a package ships."""

    name: str = "model"
    path: str = ""
    revision: str | None = None
    adapter: str | None = None
    dtype: str = "auto"
    device: str = "auto"
    attention: str = "sdpa"
    quantization: str | None = None
    trust_remote_code: bool = False


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to run, its tokenizer, and where it runs."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    device: str


def load_tokenizer(settings: ModelSettings) -> PreTrainedTokenizerBase:
    """The tokenizer, padding on the left as decoding needs it."""
    from transformers import AutoTokenizer

    path = resolve_path(settings)
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            path, revision=settings.revision, padding_side="left", trust_remote_code=settings.trust_remote_code
        )
    except (OSError, ValueError) as error:
        raise _not_found(settings, error) from None
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(settings: ModelSettings, *, merge_adapter: bool = True) -> LoadedModel:
    """The model with its adapter, merged for speed unless it is to be trained further.

    Raises UserError for an unknown model, an adapter of another base, or a device that is not there.
    """
    from transformers import AutoModelForCausalLM

    device = choose_device(settings.device)
    tokenizer = load_tokenizer(settings)
    options: dict[str, Any] = {
        "revision": settings.revision,
        "dtype": choose_dtype(settings.dtype, device),
        "attn_implementation": settings.attention,
        "trust_remote_code": settings.trust_remote_code,
    }
    if settings.quantization:
        options["quantization_config"] = _quantization(settings.quantization, device)
        options["device_map"] = {"": device}
    try:
        model: Any = AutoModelForCausalLM.from_pretrained(resolve_path(settings), **options)
    except (OSError, ValueError, ImportError) as error:
        raise _not_found(settings, error) from None
    if not settings.quantization:
        model.to(device)
    if settings.adapter:
        model = _with_adapter(model, settings, merge_adapter)
    model.eval()
    return LoadedModel(model, tokenizer, device)


def resolve_path(settings: ModelSettings) -> str:
    """The folder or hub id to load from; weights in a package are converted on first use."""
    path = settings.path
    if path.startswith("package:"):
        return str(_converted(_package_file(path)))
    local = Path(path).expanduser()
    if local.suffix == ".gguf":
        if not local.exists():
            raise UserError(f"model.path={path}: no such file")
        return str(_converted(local))
    if local.is_dir():
        return str(local)
    if path.startswith((".", "/", "~")) or path.count("/") != 1:
        raise UserError(f"model.path={path!r} is neither a folder here nor a hub id (OWNER/NAME)")
    return path


def base_identity(settings: ModelSettings) -> str:
    """What an adapter records of its base, and what must be the same when it is loaded again."""
    return f"{settings.path}@{settings.revision}" if settings.revision else settings.path


def base_fingerprint(settings: ModelSettings) -> str | None:
    """A hash of the base's weights where they lie in a folder: names, sizes, and the ends of each file; else None.

    The ends hold the header with all shapes and the first and last weights: another training shows there.
    """
    folder = Path(resolve_path(settings))
    files = (
        sorted(path for path in folder.glob("*") if path.suffix in (".safetensors", ".bin")) if folder.is_dir() else []
    )
    if not files:
        return None
    digest = hashlib.sha256()
    for path in files:
        size = path.stat().st_size
        digest.update(f"{path.name}:{size}\n".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(_ENDS))
            stream.seek(max(0, size - _ENDS))
            digest.update(stream.read(_ENDS))
    return digest.hexdigest()


def merge_adapter(adapter: Path, target: Path, settings: ModelSettings) -> None:
    """Write the base with the adapter's changes in it as one model to `target`, a folder that is not there yet.

    Raises UserError for an adapter of another base, or a target that exists.
    """
    if target.exists():
        raise UserError(f"{target} exists: choose a folder that is not there yet")
    loaded = load_model(replace(settings, adapter=str(adapter)))
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    loaded.model.save_pretrained(draft)
    loaded.tokenizer.save_pretrained(draft)
    draft.rename(target)


def base_of_adapter(adapter: Path) -> tuple[str, str | None]:
    """Path and revision of the base that an adapter was trained on."""
    record, key = adapter / ADAPTER_RECORD, "base"
    if not record.exists():  # an adapter from elsewhere: peft notes its base too
        record, key = adapter / "adapter_config.json", "base_model_name_or_path"
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
        base, revision = str(found[key]), found.get("revision")
    except FileNotFoundError:
        raise UserError(f"{adapter}: no adapter there") from None
    except (ValueError, AttributeError, KeyError):
        raise UserError(f"{adapter}: {record} is damaged; train the adapter again") from None
    return (base.removesuffix(f"@{revision}") if revision else base), revision


def cache_folder() -> Path:
    """Where converted weights are kept: $AUTOFORMALIZE_CACHE, or `autoformalize` in the user's cache folder."""
    chosen = os.environ.get("AUTOFORMALIZE_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "autoformalize"


ADAPTER_RECORD: Final = "base.json"


def write_adapter_record(
    folder: Path, settings: ModelSettings, data_hash: str, prompt: Mapping[str, Any] | None = None
) -> None:
    """Note beside an adapter which base (name, revision, its weights' hash), data and prompt it was trained from."""
    record = {
        "base": base_identity(settings),
        "revision": settings.revision,
        "weights": base_fingerprint(settings),
        "data_hash": data_hash,
        "prompt": dict(prompt or {}),
    }
    (folder / ADAPTER_RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def other_prompt(adapter: Path, prompt: Mapping[str, Any]) -> str | None:
    """How this prompt's settings differ from those that the adapter was trained with, on one line; None if they agree.

    An adapter whose record says nothing of its prompt agrees with any.
    """
    trained = trained_prompt(adapter)
    changed = [
        f"prompt.{name}={prompt.get(name)} here, {trained[name]} in training"
        for name in sorted(trained)
        if name not in _PROMPT_WORDS and trained[name] != prompt.get(name)
    ]
    return f"the adapter was trained with another prompt: {'; '.join(changed)}" if changed else None


def trained_prompt(adapter: Path) -> dict[str, Any]:
    """The settings of the prompt that an adapter was trained with; empty where its record says nothing of it."""
    try:
        return json.loads((adapter / ADAPTER_RECORD).read_text(encoding="utf-8")).get("prompt") or {}
    except (OSError, ValueError):
        return {}


def _with_adapter(model: PreTrainedModel, settings: ModelSettings, merge: bool) -> PreTrainedModel:
    from peft import PeftModel

    folder = refuse_bad_adapter(settings)
    try:
        tuned = PeftModel.from_pretrained(model, str(folder), is_trainable=not merge)
    except (RuntimeError, ValueError, KeyError) as error:
        first_line = str(error).splitlines()[0]
        raise UserError(f"model.adapter={folder} does not fit {settings.path}: {first_line[:200]}") from None
    merged: Any = tuned.merge_and_unload() if merge else tuned
    return cast("PreTrainedModel", merged)


def refuse_bad_adapter(settings: ModelSettings) -> Path:
    """The folder of the adapter. Raises UserError where there is none, or one of another base."""
    folder = Path(str(settings.adapter)).expanduser()
    if not (folder / "adapter_config.json").exists():
        raise UserError(
            f"model.adapter={settings.adapter}: no adapter there; train one first, or set model.adapter=null"
        )
    _refuse_other_base(folder, settings)
    return folder


def _refuse_other_base(folder: Path, settings: ModelSettings) -> None:
    record, key = folder / ADAPTER_RECORD, "base"
    if not record.exists():  # an adapter from elsewhere: peft notes its base too
        record, key = folder / "adapter_config.json", "base_model_name_or_path"
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
        trained_on, weights = found.get(key), found.get("weights")
    except (ValueError, AttributeError):
        raise UserError(f"model.adapter={settings.adapter}: {record} is damaged; train the adapter again") from None
    present = base_fingerprint(settings)
    if weights and present:  # the weights themselves say it best, wherever they lie
        if weights != present:
            raise UserError(
                f"model.adapter={folder} was trained on {trained_on}, but model.path is {settings.path}, with other "
                "weights: choose the same base"
            )
        return
    if trained_on and not _is_same_base(trained_on, settings):
        raise UserError(
            f"model.adapter={folder} was trained on {trained_on}, but model.path is {settings.path}: "
            "choose the same base"
        )


def _is_same_base(trained_on: str, settings: ModelSettings) -> bool:
    path = resolve_path(settings)
    if trained_on in (base_identity(settings), settings.path, path):
        return True
    return Path(path).is_dir() and Path(trained_on).expanduser().resolve() == Path(path).resolve()


def _quantization(name: str, device: str) -> Any:
    import torch
    from transformers import BitsAndBytesConfig

    if name not in ("int8", "nf4"):
        raise UserError(f"unknown model.quantization {name!r}: choose int8, nf4 or null")
    if not device.startswith("cuda"):
        raise UserError(
            f"model.quantization={name} needs a GPU: set model.quantization=null, or run where there is one"
        )
    if importlib.util.find_spec("bitsandbytes") is None:
        raise UserError(f"model.quantization={name} needs bitsandbytes: install the extra `gpu`")
    if name == "int8":
        return BitsAndBytesConfig(load_in_8bit=True)  # type: ignore[no-untyped-call]
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
    )


def _package_file(path: str) -> Path:
    package, _, name = path.removeprefix("package:").partition("/")
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise UserError(f"model.path={path}: the package {package} is not installed (see README, Installation)")
    file = Path(found.submodule_search_locations[0]) / name
    if not file.exists():
        raise UserError(f"model.path={path}: the package {package} has no file {name}")
    return file


def _converted(gguf: Path) -> Path:
    """The folder of safetensors made from a GGUF file, made now if this file was never converted."""
    target = cache_folder() / "models" / f"{gguf.stem}-{gguf.stat().st_size}"
    if (target / _CONVERTED).exists():
        return target
    print(f"converting {gguf.name} to safetensors, once (about half a minute) ...", flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=target.parent))
    try:
        _convert(gguf, draft)
        (draft / _CONVERTED).write_text(json.dumps({"source": gguf.name}) + "\n", encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)  # atomic: another process sees all of it or nothing
    except OSError:
        if not (target / _CONVERTED).exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _convert(gguf: Path, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    AutoTokenizer.from_pretrained(str(gguf.parent), gguf_file=gguf.name).save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(
        str(gguf.parent), gguf_file=gguf.name, quantization_config=GgufConfig(dequantize=True), dtype=torch.bfloat16
    )
    model.save_pretrained(folder)


def _not_found(settings: ModelSettings, error: Exception) -> UserError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return UserError(
        f"cannot load model.path={settings.path} (model.attention={settings.attention}): {reason[:200]}; "
        "give a folder, a hub id that can be reached, or package:NAME/FILE.gguf"
    )
