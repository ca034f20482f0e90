"""A corpus in numbers, in one pass: counts, lengths, families, who verified what, and a few samples.

What the numbers look like on a page is left to `autoformalize.reporting.data_card`.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from autoformalize.problem import SPLITS, Pair
from lean_env.commands import DECLARATIONS, texts_of

TokenCounter = Callable[[Sequence[str]], list[int]]
"""Texts in, the number of tokens of each out."""

LIGHT_TOKENIZER: Final = "words and symbols"
"""What counts as a token when no tokenizer is named: every word, every number, every other visible character."""

TEXTS: Final = ("English", "statement", "proof")
"""The three texts of a pair whose lengths are counted."""

UNKNOWN: Final = "not given"
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|\S")
_BATCH: Final = 512
_SAMPLES: Final = 12
_MAX_NAMES: Final = 10_000


@dataclass(slots=True)
class Lengths:
    """How often each length occurs; grows with the number of different lengths only."""

    counts: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All lengths added up."""
        return sum(length * count for length, count in self.counts.items())

    @property
    def mean(self) -> float:
        """The mean; 0 for none."""
        return self.total / max(1, self.counts.total())

    def quantile(self, share: float) -> int:
        """The smallest length that at least `share` of the texts do not exceed; 0 for none."""
        wanted = share * self.counts.total()
        seen = 0
        for length in sorted(self.counts):
            seen += self.counts[length]
            if seen >= wanted:
                return length
        return 0

    def to_json(self) -> dict[str, float]:
        """Mean, quantiles and sum."""
        quantiles = {"median": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
        shown: dict[str, float] = {name: self.quantile(share) for name, share in quantiles.items()}
        return {"mean": round(self.mean, 1), **shown, "total": self.total}


@dataclass(slots=True)
class CorpusStats:
    """What `collect` counted. Memory: about 100 bytes for each family, a few megabytes for the rest.

    `counts` has a counter for each of `split`, `source`, `licence`, `topic`, `difficulty`, `label`, `kind` (theorem,
    def, ...), `proof` (tactic block, term, ...), `verified`, `axiom`; a pair without a value counts as "not given".
    A counter holds 10,000 names at most; the rest is "others". `digest` is the SHA-256 of the pairs in their order.
    """

    tokenizer: str = LIGHT_TOKENIZER
    pairs: int = 0
    unverified: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_split: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    licences: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    characters: dict[str, Lengths] = field(default_factory=lambda: {text: Lengths() for text in TEXTS})
    tokens: dict[str, Lengths] = field(default_factory=lambda: {text: Lengths() for text in TEXTS})
    family_sizes: Lengths = field(default_factory=Lengths)
    straddling: int = 0
    samples: list[Pair] = field(default_factory=list)
    digest: str = ""

    def to_json(self) -> dict[str, Any]:
        """Everything but the samples, as JSON values."""
        return {
            "pairs": self.pairs,
            "unverified": self.unverified,
            "digest": self.digest,
            "tokenizer": self.tokenizer,
            "counts": {key: dict(counter.most_common()) for key, counter in self.counts.items()},
            "sources_by_split": {split: dict(counter.most_common()) for split, counter in self.by_split.items()},
            "licences_by_source": {source: dict(counter) for source, counter in self.licences.items()},
            "characters": {text: lengths.to_json() for text, lengths in self.characters.items()},
            "tokens": {text: lengths.to_json() for text, lengths in self.tokens.items()},
            "families": {
                "count": self.family_sizes.counts.total(),
                "sizes": self.family_sizes.to_json(),
                "in_several_splits": self.straddling,
            },
        }


def light_tokens(texts: Sequence[str]) -> list[int]:
    """The number of words, numbers and other visible characters of each text."""
    return [len(_TOKEN.findall(text)) for text in texts]


def tokenizer_counter(path: str) -> TokenCounter:
    """Count with a model's tokenizer: a hub id, a folder or `package:NAME/FILE.gguf`. Raises UserError without it."""
    from autoformalize.models import ModelSettings, load_tokenizer

    tokenizer = load_tokenizer(ModelSettings(path=path))

    def count(texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in tokenizer(list(texts), add_special_tokens=False)["input_ids"]]

    return count


def collect(
    pairs: Iterable[Pair], count_tokens: TokenCounter = light_tokens, tokenizer: str = LIGHT_TOKENIZER, seed: int = 0
) -> CorpusStats:
    """Count a stream of pairs in one pass; `seed` draws the samples."""
    stats = CorpusStats(tokenizer=tokenizer)
    families: dict[int, int] = {}
    digest = hashlib.sha256()
    draw = random.Random(seed)
    for batch in _batches(pairs):
        for pair in batch:
            _count(stats, pair)
            _count_family(families, pair)
            _sample(stats, pair, draw)
            digest.update(json.dumps(pair.to_json(), sort_keys=True).encode("ascii") + b"\n")
        _measure(stats, batch, count_tokens)
    for value in families.values():
        stats.family_sizes.counts[value >> len(SPLITS)] += 1
        stats.straddling += (value & (value - 1) & ((1 << len(SPLITS)) - 1)) != 0
    stats.digest = digest.hexdigest() if stats.pairs else ""
    stats.samples.sort(key=lambda pair: (pair.problem.source, pair.problem.topic, pair.problem.id))
    return stats


def proof_style(proof: str) -> str:
    """How a proof is written: a tactic block, one `by`, a term, or equations."""
    text = proof.removeprefix(":=").lstrip()
    if proof.startswith("|"):
        return "equations"
    if text.startswith("begin"):
        return "tactic block"
    return "by" if re.match(r"by\b", text) else "term"


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    stream = iter(pairs)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _count(stats: CorpusStats, pair: Pair) -> None:
    problem = pair.problem
    stats.pairs += 1
    stats.unverified += not pair.verified
    kind = next((word for word in texts_of(problem.formal_statement) if word in DECLARATIONS), UNKNOWN)
    values: dict[str, Iterable[str]] = {
        "split": (problem.split or UNKNOWN,),
        "source": (problem.source or UNKNOWN,),
        "licence": (problem.licence or UNKNOWN,),
        "topic": (problem.topic or UNKNOWN,),
        "difficulty": (problem.difficulty or UNKNOWN,),
        "label": problem.labels,
        "kind": (kind,),
        "proof": (proof_style(pair.formal_proof),),
        "verified": {_verifier(entry.backend, entry.lean, entry.mathlib) for entry in pair.verified},
        "axiom": {axiom for entry in pair.verified for axiom in entry.axioms},
    }
    for key, names in values.items():
        counter = stats.counts[key]
        for name in names:
            _add(counter, name)
    _add(stats.by_split[problem.split or UNKNOWN], problem.source or UNKNOWN)
    if len(stats.licences) < _MAX_NAMES or problem.source in stats.licences:
        _add(stats.licences[problem.source or UNKNOWN], problem.licence or UNKNOWN)


def _verifier(backend: str, lean: str, mathlib: str) -> str:
    return f"{backend}, Lean {lean}" + (f", mathlib {mathlib[:24]}" if mathlib else "")


def _add(counter: Counter[str], name: str) -> None:
    counter[name if name in counter or len(counter) < _MAX_NAMES else "others"] += 1


def _count_family(families: dict[int, int], pair: Pair) -> None:
    """A family's value: its size, and below it one bit for each split that it is in."""
    family = pair.problem.family
    if not family:
        return
    key = hash(family)
    split = pair.problem.split
    bit = 1 << SPLITS.index(split) if split in SPLITS else 0
    families[key] = (families.get(key, 0) + (1 << len(SPLITS))) | bit


def _sample(stats: CorpusStats, pair: Pair, draw: random.Random) -> None:
    """Algorithm R: every pair is a sample with the same chance."""
    if len(stats.samples) < _SAMPLES:
        stats.samples.append(pair)
    elif (place := draw.randrange(stats.pairs)) < _SAMPLES:
        stats.samples[place] = pair


def _measure(stats: CorpusStats, batch: Sequence[Pair], count_tokens: TokenCounter) -> None:
    texts = {
        "English": [pair.problem.informal_statement for pair in batch],
        "statement": [pair.problem.formal_statement for pair in batch],
        "proof": [pair.formal_proof for pair in batch],
    }
    for name in TEXTS:
        stats.characters[name].counts.update(len(text) for text in texts[name])
        stats.tokens[name].counts.update(count_tokens(texts[name]))
