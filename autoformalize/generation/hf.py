"""Sampling with transformers, in this process.

Three things make it quicker than `generate` on small machines: the prompt is read once for all samples of a problem;
rows that are finished leave the batch; and each sample draws from a random stream of its own, keyed by seed, problem
and index, so that neither the batch it falls in nor a resumed run changes what it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import torch
from transformers import DynamicCache

from autoformalize.generation.constraint import Constraint, RowConstraint
from autoformalize.generation.engine import GenerationSettings, Sample, SampleRequest
from autoformalize.models import LoadedModel
from autoformalize.prompting.chat import encode_prompts

# A completion ends here although the model goes on: a blank line and a new declaration or comment.
STOP_STRINGS: Final = ("\n\n\n", "\n/--", "\n\ntheorem ", "\n\nlemma ", "\n\nexample ", "\n-- Statement", "\n```\n")
# Looking for them means decoding the text, so it is done every few tokens only.
_LOOK_EVERY: Final = 8
# Sorting the whole vocabulary costs more than a small model's step; under top_p there is next to no mass beyond these.
_CANDIDATES: Final = 512
# Where a constraint refuses all that would be drawn, so many of the likeliest tokens are tried before the sample ends.
_LOOKED_THROUGH: Final = 4096


@dataclass(slots=True)
class _Row:
    """One sample that is being written."""

    problem_id: str
    index: int
    random: np.random.Generator
    constraint: RowConstraint | None = None
    tokens: list[int] = field(default_factory=list)


class HFEngine:
    """Samples from a loaded model."""

    name = "hf"

    def __init__(
        self, loaded: LoadedModel, settings: GenerationSettings, seed: int, constraint: Constraint | None = None
    ) -> None:
        self._model = loaded.model
        self._tokenizer = loaded.tokenizer
        self._device = loaded.device
        self._settings = settings
        self._seed = seed
        self._constraint = constraint
        self._ends = _end_tokens(loaded)

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """Decode in batches of similar prompt length; a batch with anything left to do is decoded whole."""
        for batch in _batches(requests, self._settings.batch_sequences):
            keys = [(request.prompt.problem_id, index) for request in batch for index in request.indices]
            if any(key not in done for key in keys):
                yield from self._decode(batch)

    @torch.inference_mode()
    def _decode(self, batch: Sequence[SampleRequest]) -> Iterator[Sample]:
        rows = [self._row(request, index) for request in batch for index in request.indices]
        cache, mask, logits = self._read_prompts(batch)
        alive = list(range(len(rows)))
        while alive:
            tokens = self._sample(logits, [rows[row] for row in alive])
            staying = []
            for position, token in enumerate(tokens):
                row = rows[alive[position]]
                row.tokens.append(token)
                sample = self._finished(row, token)
                if sample is None and row.constraint is not None:
                    row.constraint.advance(token)
                if sample is None:
                    staying.append(position)
                else:
                    yield sample
            if not staying:
                return
            if len(staying) < len(alive):  # the cache is copied at every step anyway, so dropping rows is free
                kept = torch.tensor(staying, device=self._device)
                cache.batch_select_indices(kept)
                mask = mask[kept]
                alive = [alive[position] for position in staying]
                tokens = [tokens[position] for position in staying]
            mask = torch.cat([mask, mask.new_ones((len(alive), 1))], dim=1)
            output = self._model(
                input_ids=torch.tensor(tokens, device=self._device).unsqueeze(1),
                attention_mask=mask,
                position_ids=mask.sum(dim=1, keepdim=True) - 1,
                past_key_values=cache,
                use_cache=True,
            )
            logits = output.logits[:, -1]

    def _row(self, request: SampleRequest, index: int) -> _Row:
        prompt = request.prompt
        constraint = self._constraint.start(prompt, index) if self._constraint is not None else None
        return _Row(prompt.problem_id, index, _random_stream(self._seed, prompt.problem_id, index), constraint)

    def _read_prompts(self, batch: Sequence[SampleRequest]) -> tuple[DynamicCache, torch.Tensor, torch.Tensor]:
        """The cache, the mask and the next-token logits of each sample's prompt, every prompt read once."""
        texts = encode_prompts(self._tokenizer, [request.prompt.text for request in batch])
        encoded = self._tokenizer.pad({"input_ids": texts}, return_tensors="pt", padding_side="left").to(self._device)
        mask = encoded["attention_mask"]
        cache = DynamicCache(config=self._model.config)
        output = self._model(
            input_ids=encoded["input_ids"],
            attention_mask=mask,
            position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0),
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        copies = torch.tensor(
            [position for position, request in enumerate(batch) for _ in request.indices], device=self._device
        )
        cache.batch_select_indices(copies)
        return cache, mask[copies], output.logits[:, -1][copies]

    def _sample(self, logits: torch.Tensor, rows: Sequence[_Row]) -> list[int]:
        """One token for each row, by inverting the cumulative distribution at the row's own next random number."""
        settings = self._settings
        if settings.temperature == 0:
            likeliest = [int(token) for token in logits.argmax(dim=-1)]
            return [self._permitted(row, likeliest[at], logits[at]) for at, row in enumerate(rows)]
        scaled = logits.float() / settings.temperature
        vocabulary = scaled.shape[-1]
        width = min(settings.top_k or (vocabulary if settings.top_p == 1 else _CANDIDATES), vocabulary)
        best, ids = scaled.topk(width, dim=-1)
        normaliser = scaled.logsumexp(dim=-1, keepdim=True) if not settings.top_k else best.logsumexp(-1, keepdim=True)
        probabilities = (best - normaliser).exp()
        cumulative = probabilities.cumsum(dim=-1)
        # Keep the smallest set whose mass reaches top_p: a token stays if the mass before it is still below.
        kept = (cumulative - probabilities) < settings.top_p
        cumulative = (probabilities * kept).cumsum(dim=-1)
        draws = torch.tensor([row.random.random() for row in rows], device=cumulative.device, dtype=cumulative.dtype)
        chosen = torch.searchsorted(cumulative, (draws * cumulative[:, -1]).unsqueeze(1)).clamp(max=width - 1)
        drawn = [int(token) for token in ids.gather(1, chosen).squeeze(1)]
        if self._constraint is None:
            return drawn
        weights = (probabilities * kept).double()
        return [self._permitted(row, drawn[at], logits[at], ids[at], weights[at]) for at, row in enumerate(rows)]

    def _permitted(
        self,
        row: _Row,
        drawn: int,
        logits: torch.Tensor,
        ids: torch.Tensor | None = None,
        weights: torch.Tensor | None = None,
    ) -> int:
        """The drawn token where the row's constraint allows it; else another, drawn from the rest of its candidates;
        else, beyond these, the likeliest that is allowed; else the end."""
        if row.constraint is None or row.constraint.allows(drawn):
            return drawn
        refused = {drawn}
        if ids is not None and weights is not None:
            candidates, left = ids.cpu().numpy(), weights.cpu().numpy().copy()
            while True:
                left[candidates == drawn] = 0.0
                cumulative = left.cumsum()
                if cumulative[-1] <= 0:
                    break
                at = int(np.searchsorted(cumulative, row.random.random() * cumulative[-1], side="right"))
                drawn = int(candidates[min(at, int(left.nonzero()[0][-1]))])
                if row.constraint.allows(drawn):
                    return drawn
                refused.add(drawn)
        for token in logits.topk(min(_LOOKED_THROUGH, logits.shape[-1])).indices.tolist():
            if token not in refused and row.constraint.allows(token):
                return int(token)
        return min(self._ends)

    def _finished(self, row: _Row, token: int) -> Sample | None:
        """The sample, if its last token ended it."""
        if token in self._ends:
            return self._make_sample(row, row.tokens[:-1], truncated=False)
        full = len(row.tokens) >= self._settings.max_new_tokens
        if full or len(row.tokens) % _LOOK_EVERY == 0:
            text = self._tokenizer.decode(row.tokens, skip_special_tokens=True)
            if any(stop in text for stop in STOP_STRINGS):
                return self._make_sample(row, row.tokens, truncated=False)
        if full:
            return self._make_sample(row, row.tokens, truncated=True)
        return None

    def _make_sample(self, row: _Row, tokens: list[int], truncated: bool) -> Sample:
        text = str(self._tokenizer.decode(tokens, skip_special_tokens=True))
        return Sample(row.problem_id, row.index, text, truncated, len(row.tokens))


def _batches(requests: Iterable[SampleRequest], max_rows: int) -> Iterator[list[SampleRequest]]:
    """Whole problems together, so that a prompt is read once; shortest prompts first, so that little is padding."""
    ordered = sorted(requests, key=lambda request: (len(request.prompt.text), request.prompt.problem_id))
    batch: list[SampleRequest] = []
    rows = 0
    for request in ordered:
        if batch and rows + len(request.indices) > max_rows:
            yield batch
            batch, rows = [], 0
        batch.append(request)
        rows += len(request.indices)
    if batch:
        yield batch


def _random_stream(seed: int, problem_id: str, index: int) -> np.random.Generator:
    key = hashlib.sha256(f"{seed}/{problem_id}/{index}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(key[:16], "little")))


def _end_tokens(loaded: LoadedModel) -> frozenset[int]:
    ends = {loaded.tokenizer.eos_token_id}
    configured = loaded.model.generation_config.eos_token_id if loaded.model.generation_config else None
    ends.update(configured if isinstance(configured, list) else [configured])
    return frozenset(token for token in ends if isinstance(token, int))
