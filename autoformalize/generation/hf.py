"""Sampling with transformers, in this process.

Four things make it quicker than `generate` on small machines: the prompt is read once for all samples of a problem;
rows that are finished leave the batch, and new problems take their places; the cache is not copied at every token; and
each sample draws from a random stream of its own, keyed by seed, problem and index, so that neither the batch it falls
in nor a resumed run changes what it says.

The random streams make a sample independent of its batch up to the rounding of matrix products, which depends on their
shapes. In float32 that does not reach the tokens (docs/experiments.md), and a resumed run decodes what is missing. In
bfloat16 it may; so problems are decoded in windows there, and a window of which anything is missing is decoded whole by
a resumed run: the same shapes, the same samples to the bit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
import torch
from transformers import DynamicCache

from autoformalize.generation.constraint import Constraint, RowConstraint
from autoformalize.generation.engine import Sample, SampleRequest
from autoformalize.generation.kv_cache import joined, make_cache, select_rows, takes_rows
from autoformalize.generation.seeds import sample_seed
from autoformalize.generation.settings import GenerationSettings, HFOptions
from autoformalize.models import LoadedModel
from autoformalize.prompting.chat import encode_prompts

# Looking for them means decoding the text, so it is done every few tokens only.
_LOOK_EVERY: Final = 8
# Sorting the whole vocabulary costs more than a small model's step; under top_p there is next to no mass beyond these.
_CANDIDATES: Final = 512
# Where a constraint refuses all that would be drawn, so many of the likeliest tokens are tried before the sample ends.
_LOOKED_THROUGH: Final = 4096
# A name that does not exist is drawn anew so often; then it goes on as some name does. All that is taken back of a
# sample is at most this share of max_new_tokens.
_NAME_TRIES: Final = 4
_TAKEN_BACK: Final = 0.5

# So many full batches make a window, and problems are taken in by windows of no more than so many.
_WINDOW_BATCHES: Final = 4
_WINDOW_PROBLEMS: Final = 512
# New problems are read when so much of the batch is free: a prompt read alone costs as much as a step of all rows.
_REFILL_AT: Final = 0.5


@dataclass(slots=True)
class _Row:
    """One sample that is being written."""

    problem_id: str
    index: int
    random: np.random.Generator
    stops: tuple[str, ...] = ()
    constraint: RowConstraint | None = None
    prompt_end: int = 0
    tokens: list[int] = field(default_factory=list)
    taken_back: int = 0
    tries: dict[int, int] = field(default_factory=dict)
    """How often the text was taken back to so many tokens."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """A request with its prompt as token ids."""

    request: SampleRequest
    ids: list[int]
    new_tokens: int

    @property
    def cost(self) -> int:
        """The tokens that its rows may come to keep in the cache."""
        return len(self.request.indices) * (len(self.ids) + self.new_tokens)


@dataclass(slots=True)
class _Batch:
    """The rows that are decoded side by side; `logits` are for the next token of each."""

    rows: list[_Row]
    cache: DynamicCache
    mask: torch.Tensor
    logits: torch.Tensor


class HFEngine:
    """Samples from a loaded model."""

    name = "hf"

    def __init__(
        self,
        loaded: LoadedModel,
        settings: GenerationSettings,
        seed: int,
        constraint: Constraint | None = None,
        options: HFOptions | None = None,
    ) -> None:
        self._model = loaded.model
        self._tokenizer = loaded.tokenizer
        self._device = loaded.device
        self._settings = settings
        self._seed = seed
        self._constraint = constraint
        self._batch_tokens = (options or HFOptions()).batch_tokens
        self._ends = _end_tokens(loaded)
        self._depends_on_batch = loaded.model.dtype not in (torch.float32, torch.float64)

    @property
    def caveats(self) -> Sequence[str]:
        """Rounding is the machine's."""
        return ("other hardware, another version of torch or another engine.hf.batch_tokens may round differently",)

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """Decode in windows of problems; where samples depend on their batch, one with anything left to do is decoded
        whole."""
        pending = iter(requests) if self._depends_on_batch else _without(requests, done)
        while taken := list(islice(pending, _WINDOW_PROBLEMS)):
            for window in self._windows(taken):
                keys = ((one.request.prompt.problem_id, index) for one in window for index in one.request.indices)
                if any(key not in done for key in keys):
                    yield from self._decode(window)

    def _windows(self, requests: Sequence[SampleRequest]) -> Iterator[list[_Problem]]:
        """The problems by length of their prompts, cut into windows of a few batches."""
        texts = encode_prompts(self._tokenizer, [request.prompt.text for request in requests])
        limit = self._settings.max_new_tokens
        problems = [_Problem(request, ids, limit) for request, ids in zip(requests, texts, strict=True)]
        problems.sort(key=lambda one: (len(one.ids), one.request.prompt.problem_id, one.request.indices[0]))
        window: list[_Problem] = []
        for problem in problems:
            if window and sum(one.cost for one in window) + problem.cost > _WINDOW_BATCHES * self._batch_tokens:
                yield window
                window = []
            window.append(problem)
        if window:
            yield window

    @torch.inference_mode()
    def _decode(self, window: Sequence[_Problem]) -> Iterator[Sample]:
        waiting = deque(window)
        batch = self._read(self._fitting(waiting, None))
        while True:
            staying: list[int] = []
            tokens = []
            for position, token in enumerate(self._sample(batch.logits, batch.rows, takes_rows(batch.cache))):
                row = batch.rows[position]
                if token < 0:
                    staying.append(position)
                    tokens.append(_read_again(batch, position, -token))
                    continue
                row.tokens.append(token)
                sample = self._finished(row, token)
                if sample is not None:
                    yield sample
                    continue
                if row.constraint is not None:
                    row.constraint.advance(token)
                staying.append(position)
                tokens.append(token)
            self._drop_others(batch, staying)
            if staying:
                self._step(batch, tokens)
            if not staying or takes_rows(batch.cache):
                fresh = self._fitting(waiting, batch)
                batch = self._with_new(batch, self._read(fresh)) if fresh else batch
            if not batch.rows:
                return

    def _fitting(self, waiting: deque[_Problem], batch: _Batch | None) -> list[_Problem]:
        """The next problems, as many as the batch has room for; none while it is more than half full."""
        rows, columns = (len(batch.rows), batch.mask.shape[1]) if batch is not None and batch.rows else (0, 0)
        limit = self._settings.max_new_tokens
        if rows * (columns + limit) > _REFILL_AT * self._batch_tokens:
            return []
        taken: list[_Problem] = []
        while waiting:
            # All rows share the columns of the longest; each may have as many new ones as the newest.
            rows += len(waiting[0].request.indices)
            columns = max(columns, len(waiting[0].ids))
            if rows * (columns + limit) > self._batch_tokens and rows > len(waiting[0].request.indices):
                break
            taken.append(waiting.popleft())
        return taken

    def _drop_others(self, batch: _Batch, staying: list[int]) -> None:
        if len(staying) == len(batch.rows):
            return
        batch.rows = [batch.rows[position] for position in staying]
        if not staying:
            return
        kept = torch.tensor(staying, device=self._device)
        mask = batch.mask[kept]
        # Columns that only longer prompts of finished rows had are padding now.
        first = int(mask.any(dim=0).int().argmax()) if takes_rows(batch.cache) else 0
        select_rows(batch.cache, kept, first)
        batch.mask = mask[:, first:]

    def _step(self, batch: _Batch, tokens: Sequence[int]) -> None:
        """Read one more token of each row."""
        batch.mask = torch.cat([batch.mask, batch.mask.new_ones((len(tokens), 1))], dim=1)
        output = self._model(
            input_ids=torch.tensor(tokens, device=self._device).unsqueeze(1),
            attention_mask=batch.mask,
            position_ids=batch.mask.sum(dim=1, keepdim=True) - 1,
            past_key_values=batch.cache,
            use_cache=True,
        )
        batch.logits = output.logits[:, -1]

    def _read(self, problems: Sequence[_Problem]) -> _Batch:
        """A batch of the samples of these problems before their first token, every prompt read once."""
        encoded = self._tokenizer.pad(
            {"input_ids": [one.ids for one in problems]}, return_tensors="pt", padding_side="left"
        ).to(self._device)
        mask = encoded["attention_mask"]
        cache = make_cache(self._model.config)
        output = self._model(
            input_ids=encoded["input_ids"],
            attention_mask=mask,
            position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0),
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        copies = torch.tensor(
            [position for position, one in enumerate(problems) for _ in one.request.indices], device=self._device
        )
        select_rows(cache, copies)
        rows = [self._row(one, index) for one in problems for index in one.request.indices]
        return _Batch(rows, cache, mask[copies], output.logits[:, -1][copies])

    def _with_new(self, batch: _Batch, new: _Batch) -> _Batch:
        if not batch.rows:
            return new
        cache, mask = joined(batch.cache, batch.mask, new.cache, new.mask)
        return _Batch(batch.rows + new.rows, cache, mask, torch.cat([batch.logits, new.logits]))

    def _row(self, problem: _Problem, index: int) -> _Row:
        prompt = problem.request.prompt
        key = sample_seed(self._seed, prompt.problem_id, index)
        constraint = self._constraint.start(prompt, index) if self._constraint is not None else None
        stream = np.random.Generator(np.random.Philox(key=key))
        return _Row(prompt.problem_id, index, stream, prompt.stops, constraint, problem.ids[-1])

    def _sample(self, logits: torch.Tensor, rows: Sequence[_Row], can_go_back: bool = False) -> list[int]:
        """One token for each row, by inverting the cumulative distribution at the row's own next random number.

        -n for a row whose last n tokens its constraint took back, which is only done where the engine `can_go_back`.
        """
        settings = self._settings
        if settings.temperature == 0:
            likeliest = [int(token) for token in logits.argmax(dim=-1)]
            return [self._permitted(row, likeliest[at], logits[at]) for at, row in enumerate(rows)]
        scaled = logits.float() / settings.temperature
        if settings.top_k or settings.top_p < 1:
            best, ids = scaled.topk(min(settings.top_k or _CANDIDATES, scaled.shape[-1]), dim=-1)
        else:  # nothing is left out, so nothing need be sorted
            best, ids = scaled, torch.arange(scaled.shape[-1], device=scaled.device).expand_as(scaled)
        probabilities = (best - (best if settings.top_k else scaled).logsumexp(dim=-1, keepdim=True)).exp()
        cumulative = probabilities.cumsum(dim=-1)
        # Keep the smallest set whose mass reaches top_p: a token stays if the mass before it is still below.
        kept = (cumulative - probabilities) < settings.top_p
        cumulative = (probabilities * kept).cumsum(dim=-1)
        draws = torch.tensor([row.random.random() for row in rows], device=cumulative.device, dtype=cumulative.dtype)
        chosen = torch.searchsorted(cumulative, (draws * cumulative[:, -1]).unsqueeze(1)).clamp(max=ids.shape[-1] - 1)
        drawn = [int(token) for token in ids.gather(1, chosen).squeeze(1)]
        if self._constraint is None:
            return drawn
        weights = (probabilities * kept).double()
        return [
            -back
            if can_go_back and (back := self._taken_back(row, drawn[at]))
            else self._permitted(row, drawn[at], logits[at], ids[at], weights[at])
            for at, row in enumerate(rows)
        ]

    def _taken_back(self, row: _Row, drawn: int) -> int:
        """How many tokens of the row were taken back, because what was drawn cannot follow them."""
        if row.constraint is None or row.constraint.allows(drawn):
            return 0
        most = int(_TAKEN_BACK * self._settings.max_new_tokens) - row.taken_back
        tried = [length for length, count in row.tries.items() if count >= _NAME_TRIES]
        most = min(most, len(row.tokens) - max(tried, default=-1) - 1)
        count = row.constraint.take_back(most)
        if count:
            del row.tokens[-count:]
            row.taken_back += count
            row.tries[len(row.tokens)] = row.tries.get(len(row.tokens), 0) + 1
        return count

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
            if any(stop in text for stop in row.stops):
                return self._make_sample(row, row.tokens, truncated=False)
        if full:
            return self._make_sample(row, row.tokens, truncated=True)
        return None

    def _make_sample(self, row: _Row, tokens: list[int], truncated: bool) -> Sample:
        text = str(self._tokenizer.decode(tokens, skip_special_tokens=True))
        count = len(row.tokens) + row.taken_back
        return Sample(row.problem_id, row.index, text, truncated, count, tuple(row.tokens))


def _read_again(batch: _Batch, position: int, count: int) -> int:
    """The token behind which a row goes on, whose last `count` tokens were taken back: it is to be read once more.

    The columns of these and of itself are padding from now on.
    """
    row = batch.rows[position]
    columns = batch.mask[position].nonzero().squeeze(1)
    batch.mask[position, columns[-count - 1 :]] = 0
    return row.tokens[-1] if row.tokens else row.prompt_end


def _without(requests: Iterable[SampleRequest], done: Container[tuple[str, int]]) -> Iterator[SampleRequest]:
    """What is left of the requests."""
    for request in requests:
        left = [index for index in request.indices if (request.prompt.problem_id, index) not in done]
        if left:
            yield SampleRequest(request.prompt, left)


def _end_tokens(loaded: LoadedModel) -> frozenset[int]:
    ends = {loaded.tokenizer.eos_token_id}
    configured = loaded.model.generation_config.eos_token_id if loaded.model.generation_config else None
    ends.update(configured if isinstance(configured, list) else [configured])
    return frozenset(token for token in ends if isinstance(token, int))
