"""BLEU and chrF of texts against their references, by sacrebleu, so that the figures compare with published ones.

Overlap of words says little about whether a statement is right; it is reported because papers report it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF


def text_overlap(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`bleu` and `chrf` (0 to 100) of all (text, reference) pairs as one corpus, with sacrebleu's signatures."""
    texts, references = [], []
    for text, reference in pairs:
        texts.append(text)
        references.append(reference)
    if not texts:
        return {"bleu": None, "chrf": None, "signatures": {}}
    bleu, chrf = BLEU(), CHRF()
    scores = bleu.corpus_score(texts, [references]), chrf.corpus_score(texts, [references])
    return {
        "bleu": float(scores[0].score),
        "chrf": float(scores[1].score),
        "signatures": {"bleu": str(bleu.get_signature()), "chrf": str(chrf.get_signature())},
    }
