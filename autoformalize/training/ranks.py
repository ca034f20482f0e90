"""The processes of one run: which of them writes, and how they agree. Alone, all of it is free and does nothing.

`torchrun` and `accelerate launch` say who is who through the environment before any of them has met.
"""

from __future__ import annotations

import os
from typing import Any


def process_count() -> int:
    """How many processes train together."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def launched_with(way: str) -> bool:
    """Whether `accelerate launch` was told to train so: FSDP or DEEPSPEED."""
    return os.environ.get(f"ACCELERATE_USE_{way}", "false").lower() == "true"


def is_main() -> bool:
    """Whether this process writes files and speaks for all."""
    return int(os.environ.get("RANK", "0")) == 0


def say(line: str) -> None:
    """Print a line once, not once a process."""
    if is_main():
        print(line, flush=True)


def from_main(value: Any) -> Any:
    """The main process's value, in all of them."""
    if not _met():
        return value
    import torch.distributed as dist

    values = [value]
    dist.broadcast_object_list(values, src=0)
    return values[0]


def gathered(value: Any) -> list[Any]:
    """Each process's value, in the order of the processes, in all of them."""
    if not _met():
        return [value]
    import torch.distributed as dist

    values: list[Any] = [None] * dist.get_world_size()
    dist.all_gather_object(values, value)
    return values


def wait_for_all() -> None:
    """Go on when every process has come here."""
    if _met():
        import torch.distributed as dist

        dist.barrier()


def _met() -> bool:
    """Whether there are several processes, and they are connected."""
    if process_count() == 1:
        return False
    import torch.distributed as dist

    return dist.is_available() and dist.is_initialized()
