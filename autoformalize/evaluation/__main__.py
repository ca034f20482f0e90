"""`python -m autoformalize.evaluation bench`: memory, overlap and resumption of the evaluation loop, measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from autoformalize.evaluation.bench import kills, memory, overlap
from autoformalize.evaluation.plan import SamplingPlan


def main(arguments: Sequence[str] | None = None) -> int:
    """Print three small tables; exit code 1 where a killed run did not end as it should."""
    parser = argparse.ArgumentParser(prog="python -m autoformalize.evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bench = commands.add_parser("bench", help="the loop with a simulated engine and checker")
    bench.add_argument("--attempts", type=int, nargs="*", default=[10_000, 100_000, 1_000_000], help="for memory")
    bench.add_argument("--kills", type=int, default=20, help="random moments at which a run is killed")
    bench.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    for attempts in options.attempts:
        found = memory(attempts)
        print(
            f"{found['attempts']:>9,.0f} attempts: {found['more_mb']:6.1f} MB more than before, "
            f"{found['attempts_per_second']:,.0f} a processor second",
            flush=True,
        )
    if options.attempts:
        for name, generating, checking in (
            ("generation", 0.01, 0.01),
            ("checking", 0.005, 0.04),
            ("neither", 0.01, 0.04),
        ):
            ratio = overlap(generating, checking, workers=2)
            print(f"where {name} is slower: wall clock {ratio:.3f} of the larger alone", flush=True)
    right = True
    for plan in (SamplingPlan(16), SamplingPlan(8, wanted=1, extra=8, step=4)) if options.kills else ():
        result = kills(options.kills, plan, options.seed)
        right &= result["same_metrics"] and result["attempts_are_unique"] and not result["repeated"]
        right &= result["generated_more"] <= result["kills"]  # the simulated engine has one sample under way
        print(
            f"{'all samples' if plan.is_fixed else 'until proved'}: killed {result['kills']} times, "
            f"{'the same' if result['same_metrics'] else 'OTHER'} metrics, {result['repeated']} done twice that were "
            f"on disk; of {result['generated']} samples {result['generated_more']}, and {result['checked_more']} "
            "checks, were under way at a kill and done again",
            flush=True,
        )
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
