"""What decoding that knows Lean costs: `python -m autoformalize.generation.lean_bench MODEL [--adapter FOLDER]`.

The same prompts are sampled with and without the constraint, in turns and in one process, and what counts is processor
time for each token: other work on the machine disturbs it least.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from autoformalize.data import load_problems
from autoformalize.generation import GenerationSettings, SampleRequest
from autoformalize.generation.constraint import Constraint
from autoformalize.generation.hf import HFEngine
from autoformalize.generation.lean import lean_constraint
from autoformalize.models import LoadedModel, ModelSettings, load_model
from autoformalize.prompting import PromptBuilder, PromptSettings
from lean_env import open_checker


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds of the processor for each token, round by round, and the ratio of their sums."""
    parser = argparse.ArgumentParser(prog="python -m autoformalize.generation.lean_bench", description=__doc__)
    parser.add_argument("model", help="a folder, a hub id or package:NAME/FILE, as model.path")
    parser.add_argument("--adapter", default=None)
    parser.add_argument("--checker", default="auto", help="who lists the names: auto, lean3 or embedded")
    parser.add_argument("--problems", type=int, default=8)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    problems = load_problems("builtin", "validation")[: options.problems]
    loaded = load_model(ModelSettings(path=options.model, adapter=options.adapter))
    with open_checker(options.checker, workers=1) as checker:
        constraint = lean_constraint(problems, checker)(loaded.tokenizer)
    builder = PromptBuilder(PromptSettings())
    requests = [SampleRequest(builder.prompt(problem, "proof"), range(options.samples)) for problem in problems]
    settings = GenerationSettings(samples=options.samples, max_new_tokens=options.tokens)
    spent = {"free": 0.0, "lean": 0.0}
    tokens = {"free": 0, "lean": 0}
    for number in range(options.rounds):
        for name, used in (("free", None), ("lean", constraint)):
            seconds, count = _sampled(loaded, settings, number, used, requests)
            spent[name] += seconds
            tokens[name] += count
            print(f"round {number + 1}, {name}: {1000 * seconds / count:.2f} ms a token, {count} tokens", flush=True)
    ratio = (spent["lean"] / tokens["lean"]) / (spent["free"] / tokens["free"])
    print(
        f"processor time with the constraint to without: {ratio:.2f} for a token, {spent['lean'] / spent['free']:.2f} "
        "for a sample (names that are taken back count as tokens)"
    )
    return 0


def _sampled(
    loaded: LoadedModel,
    settings: GenerationSettings,
    seed: int,
    constraint: Constraint | None,
    requests: Sequence[SampleRequest],
) -> tuple[float, int]:
    """Processor seconds and tokens."""
    engine, started = HFEngine(loaded, settings, seed, constraint), time.process_time()
    count = sum(sample.tokens for sample in engine.generate(requests))
    return time.process_time() - started, count


if __name__ == "__main__":
    sys.exit(main())
