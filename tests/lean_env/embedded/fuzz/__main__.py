"""`record` asks the real Lean about every mutant and keeps its answers; `compare` holds the embedded checker to them.

Run from the repository's root as `python -m tests.lean_env.embedded.fuzz record` or `... compare [RULE...]`. Both exit
with 1 when the embedded checker accepts what Lean rejects; `compare` names every disagreement and the parity of errors.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from lean_env import Budget, open_pool
from tests.lean_env.embedded.answers import ACCEPTED, REJECTED, Answer, Parity, ask
from tests.lean_env.embedded.fuzz import golden
from tests.lean_env.embedded.fuzz.golden import Judged
from tests.lean_env.embedded.fuzz.mutate import mutants
from tests.lean_env.embedded.fuzz.seeds import seeds

_PER_RULE = 220


def main() -> int:
    """Parse the command line and run one of the two."""
    parser = argparse.ArgumentParser(prog="python -m tests.lean_env.embedded.fuzz", description=__doc__)
    parser.add_argument("task", choices=("record", "compare"))
    parser.add_argument("rules", nargs="*", help="compare the mutants of these rules only")
    parser.add_argument("--workers", type=int, default=None, help="processes (one a core)")
    asked = parser.parse_args()
    return record(asked.workers) if asked.task == "record" else compare(asked.rules, asked.workers)


def record(workers: int | None) -> int:
    """Make the mutants anew and ask the real Lean about them; what it cannot decide in time is left out."""
    made = mutants(seeds(), _PER_RULE)
    with open_pool("lean3", workers=workers, budget=Budget(seconds=5)) as pool:
        answers = ask(pool, (mutant.text for mutant in made))
        judged = [Judged(mutant, answer) for mutant, answer in zip(made, answers, strict=True)]
    decided = [one for one in judged if one.answer.status in (ACCEPTED, REJECTED)]
    golden.save(decided)
    accepted = sum(one.answer.status == ACCEPTED for one in decided)
    print(f"{len(decided)} mutants recorded, {accepted} accepted; {len(judged) - len(decided)} left out")
    return 0


def compare(rules: list[str], workers: int | None) -> int:
    """Check the recorded mutants with the embedded checker and print where it differs; the exit code."""
    judged = [one for one in golden.load() if not rules or one.mutant.rule in rules]
    with open_pool("embedded", workers=workers, budget=Budget(seconds=30)) as pool:
        ours = list(ask(pool, (one.mutant.text for one in judged)))
    table: dict[str, Counter[str]] = {}
    for one, answer in zip(judged, ours, strict=True):
        outcome = _outcome(one.answer, answer)
        table.setdefault(one.mutant.rule, Counter()).update([outcome, f"lean {one.answer.status}", "mutants"])
        if outcome != "agree":
            print(f"--- {outcome}: {one.mutant.seed}, {one.mutant.rule}\n{one.mutant.text}")
            print(f"-- Lean: {one.answer.line}:{one.answer.column}: {one.answer.error}")
            print(f"-- here: {answer.line}:{answer.column}: {answer.error}")
    columns = ("mutants", "lean accepted", "agree", "false accept", "false reject", "unsupported", "timeout")
    print(f"{'rule':24}" + "".join(f"{column:>14}" for column in columns))
    for name, counts in [*sorted(table.items()), ("all", sum(table.values(), Counter()))]:
        print(f"{name:24}" + "".join(f"{counts[column]:14}" for column in columns))
    print(Parity.of((one.answer, answer) for one, answer in zip(judged, ours, strict=True)))
    return 1 if any(counts["false accept"] for counts in table.values()) else 0


def _outcome(lean: Answer, here: Answer) -> str:
    if here.status == lean.status:
        return "agree"
    if here.status == ACCEPTED:
        return "false accept"
    if here.status == REJECTED:
        return "false reject"
    return here.status


if __name__ == "__main__":
    sys.exit(main())
