"""What has to be set before torch is imported, and what this machine computes best in.

Entry points import this module first and call `prepare` before anything that imports torch.
"""

from __future__ import annotations

import os
import resource
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import torch

# OpenMP's spinning threads starve each other on shared cores: decoding was 5 times slower (docs/experiments.md).
_ENVIRONMENT: Final = {
    "OMP_WAIT_POLICY": "passive",
    "GOMP_SPINCOUNT": "0",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "WANDB_SILENT": "true",
}


def prepare() -> None:
    """Set the environment that torch and the tokenizers read at import; what the user set stays."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def choose_device(name: str) -> str:
    """`auto` is cuda where there is one. Raises UserError for a device that this machine lacks."""
    import torch

    from autoformalize.errors import UserError

    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    try:
        torch.device(name)
    except RuntimeError:
        raise UserError(f"model.device={name}: there is no such device: use auto, cpu or cuda") from None
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise UserError(f"device={name}, but torch sees no GPU here: use device=cpu or device=auto")
    return name


def choose_dtype(name: str, device: str) -> torch.dtype:
    """`auto` is bfloat16 where the hardware multiplies it natively, else float32.

    On a CPU without AVX-512 BF16 or AMX, bfloat16 matrix products run at a third of float32's speed.
    """
    import torch

    from autoformalize.errors import UserError

    names = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
    if name == "auto":
        native = torch.cuda.is_bf16_supported() if device.startswith("cuda") else _cpu_multiplies_bfloat16()
        return torch.bfloat16 if native else torch.float32
    if name not in names:
        raise UserError(f"unknown dtype {name!r}: choose auto, {', '.join(names)}")
    return names[name]


def peak_memory_gigabytes() -> float:
    """The most memory that this process has held, in GB (10^9 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9


def _cpu_multiplies_bfloat16() -> bool:
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as stream:
            flags = next((line for line in stream if line.startswith("flags")), "")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
