"""The hand-labelled pairs of statements, and how a checker does on them.

`pairs.jsonl`: two theorems of core Lean 3 (and a header, where they need one), the kind of change, and a label:
`equivalent` (a rewording: see `lean_env.equivalence.rewording`), `different`, or `unknown` for contrapositives, which
are neither rewordings nor refutable. `different` covers theorems that are both true and say different things; those a
checker may leave `unknown`, but never call equivalent.

`pairs_mathlib.jsonl` is the same over mathlib3 (`tactic`, `data.real.basic`); its kind `arithmetic` holds statements
that say the same up to ring, linarith or norm_num, hypothesis by hypothesis.

`python -m tests.lean_env.equivalence.labelled embedded` prints the whole table, `... lean3 --mathlib SRC` that of
mathlib's pairs.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lean_env import Budget, open_pool
from lean_env.equivalence import Comparison, Relation, StatementChecker

CORE: Final = Path(__file__).with_name("pairs.jsonl")
MATHLIB: Final = Path(__file__).with_name("pairs_mathlib.jsonl")
# Answers must not depend on how busy the machine is.
_BUDGET: Final = Budget(seconds=120)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two statements and how they are related."""

    id: str
    kind: str
    label: str
    one: str
    other: str
    header: str = ""

    def compare(self, checker: StatementChecker) -> Comparison:
        """What the checker says."""
        return checker.compare(self.header, self.one, self.other)

    def is_wrong(self, relation: Relation) -> bool:
        """Whether the relation contradicts the label; `unknown` never does."""
        return relation is not Relation.UNKNOWN and relation != self.label


def labelled_pairs(file: Path = CORE) -> list[LabelledPair]:
    """All pairs, in the order of the file."""
    return [LabelledPair(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def table(backend: str, mathlib: str | None = None) -> Iterator[str]:
    """One line a kind: how many pairs, and how many of them got each answer; then precision and recall."""
    counts: dict[str, Counter[str]] = {}
    totals: Counter[tuple[str, Relation]] = Counter()
    with open_pool(backend, workers=1, budget=_BUDGET, import_path=[mathlib] if mathlib else []) as pool:
        checker = StatementChecker(pool)
        for pair in labelled_pairs(MATHLIB if mathlib else CORE):
            for text in (pair.one, pair.other):
                if not (verdict := checker.typecheck(pair.header, text)).accepted:
                    yield f"NO STATEMENT: {pair.id} {text} {verdict.messages[:1]}"
            found = pair.compare(checker)
            counts.setdefault(f"{pair.label} {pair.kind}", Counter())[found.relation] += 1
            totals[pair.label, found.relation] += 1
            if pair.is_wrong(found.relation):
                yield f"WRONG: {pair.id} {found}"
            elif pair.label != found.relation:
                yield f"not told: {pair.id} is {pair.label}, {found.relation}: {found.reason}"
    for kind, answers in counts.items():
        yield f"{kind}: " + ", ".join(f"{answers[relation]} {relation}" for relation in Relation)
    said = sum(count for (_, relation), count in totals.items() if relation is Relation.EQUIVALENT)
    right = totals["equivalent", Relation.EQUIVALENT]
    wanted = sum(count for (label, _), count in totals.items() if label == "equivalent")
    refuted = sum(count for (_, relation), count in totals.items() if relation is Relation.DIFFERENT)
    yield f"equivalent: precision {right / max(1, said):.3f}, recall {right / wanted:.3f} ({right} of {wanted})"
    yield f"different: {totals['different', Relation.DIFFERENT]} of {refuted} right"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("backend")
    parser.add_argument("--mathlib", metavar="SRC", help="mathlib3's src, compiled: take the pairs over mathlib")
    options = parser.parse_args()
    for line in table(options.backend, options.mathlib):
        print(line, flush=True)
