"""The cache of keys and values that decoding keeps: it grows in place, loses finished rows, and takes new ones.

transformers' own cache is copied whole at every token. Here columns are reserved ahead, so that a token costs a write.
Rows are padded on the left, so that rows of different ages end in the same column.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

_AHEAD: Final = 64


class _RoomyLayer(DynamicLayer):  # type: ignore[no-untyped-call]
    """Keys and values of shape (rows, heads, columns, width), views of a buffer with columns to spare."""

    _buffers: tuple[torch.Tensor, torch.Tensor] | None = None

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Append columns; returns all."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        used = self.get_seq_length()
        columns = used + key_states.shape[-2]
        if self._buffers is None or self._buffers[0].shape[-2] < columns:
            self._buffers = (
                _widened(self.keys if used else None, key_states, columns + _AHEAD),
                _widened(self.values if used else None, value_states, columns + _AHEAD),
            )
        keys, values = self._buffers
        keys[..., used:columns, :] = key_states
        values[..., used:columns, :] = value_states
        self.keys, self.values = keys[..., :columns, :], values[..., :columns, :]
        return self.keys, self.values

    @property
    def held(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys and values, as they are now."""
        assert self.keys is not None and self.values is not None
        return self.keys, self.values

    def hold(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        """Hold these, and nothing else."""
        self._buffers = None
        self.keys, self.values = keys, values


def _widened(old: torch.Tensor | None, new: torch.Tensor, columns: int) -> torch.Tensor:
    rows, heads, _, width = new.shape
    wide = new.new_empty((rows, heads, columns, width))
    if old is not None:
        wide[..., : old.shape[-2], :] = old
    return wide


def _roomy() -> _RoomyLayer:
    return _RoomyLayer()  # type: ignore[no-untyped-call]


def make_cache(config: Any) -> DynamicCache:
    """An empty cache for a model of this config; layers of kinds that have rules of their own stay transformers'."""
    cache = DynamicCache(config=config)
    layers: list[Any] = [_roomy() if type(layer) is DynamicLayer else layer for layer in cache.layers]
    cache.layers = layers
    return cache


def takes_rows(cache: DynamicCache) -> bool:
    """Whether `joined` works for it: all its layers attend to everything before."""
    return bool(cache.layers) and all(isinstance(layer, _RoomyLayer) for layer in cache.layers)


def select_rows(cache: DynamicCache, rows: torch.Tensor, first_column: int = 0) -> None:
    """Keep these rows, in this order, from this column on (rows may be repeated)."""
    layers: list[Any] = cache.layers
    for layer in layers:
        if isinstance(layer, _RoomyLayer):
            keys, values = layer.held
            layer.hold(keys[rows][..., first_column:, :], values[rows][..., first_column:, :])
        else:
            layer.batch_select_indices(rows)


def joined(
    old: DynamicCache, old_mask: torch.Tensor, new: DynamicCache, new_mask: torch.Tensor
) -> tuple[DynamicCache, torch.Tensor]:
    """The rows of both, the old ones first, padded on the left to the longer of the two; and the mask of them."""
    columns = max(old_mask.shape[1], new_mask.shape[1])
    for ours, theirs in zip(old.layers, new.layers, strict=True):
        assert isinstance(ours, _RoomyLayer) and isinstance(theirs, _RoomyLayer)
        both = (
            torch.cat([_padded(one, columns), _padded(other, columns)])
            for one, other in zip(ours.held, theirs.held, strict=True)
        )
        ours.hold(*both)
    return old, torch.cat([_padded_mask(old_mask, columns), _padded_mask(new_mask, columns)])


def _padded(states: torch.Tensor, columns: int) -> torch.Tensor:
    return torch.nn.functional.pad(states, (0, 0, columns - states.shape[-2], 0))


def _padded_mask(mask: torch.Tensor, columns: int) -> torch.Tensor:
    return torch.nn.functional.pad(mask, (columns - mask.shape[1], 0))
