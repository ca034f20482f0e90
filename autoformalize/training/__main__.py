"""python -m autoformalize.training merge ADAPTER OUT [--base MODEL]
python -m autoformalize.training bench [--top-layers N] [--steps N]
python -m autoformalize.training bench --model-config 7b --random-weights        (on a GPU)
"""

from __future__ import annotations

from autoformalize import runtime

runtime.prepare()

import argparse  # noqa: E402 (torch reads its environment at import)
import json  # noqa: E402
from pathlib import Path  # noqa: E402

from autoformalize.entry import launch  # noqa: E402
from autoformalize.errors import UserError  # noqa: E402


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m autoformalize.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    merge = commands.add_parser("merge", help="write the base with an adapter's changes in it as one model")
    merge.add_argument("adapter", type=Path)
    merge.add_argument("out", type=Path)
    merge.add_argument("--base", help="folder or hub id of the base (default: the one that the adapter names)")
    merge.add_argument("--dtype", default="auto", help="auto, float32 or bfloat16")
    bench = commands.add_parser("bench", help="useful tokens a second, beside TRL's SFTTrainer or on a GPU alone")
    bench.add_argument("--pairs", type=int, default=64, help="how many pairs train (default 64)")
    bench.add_argument("--batch", type=int, default=8, help="examples a step (default 8, TRL's)")
    bench.add_argument("--top-layers", type=int, default=0, help="adapters on the last N layers only (0: on all)")
    bench.add_argument("--model", help="folder or hub id (default: SmolLM2-135M)")
    bench.add_argument("--model-config", choices=["7b", "1b", "tiny"], help="an architecture instead, on its own")
    bench.add_argument("--random-weights", action="store_true", help="do not load any: with --model-config")
    bench.add_argument("--steps", type=int, default=10, help="steps measured, with --model-config (default 10)")
    bench.add_argument("--tokens", type=int, default=2048, help="tokens an example, with --model-config")
    bench.add_argument("--batch-tokens", type=int, default=8192, help="tokens a step, with --model-config")
    bench.add_argument("--checkpointing", action="store_true", help="recompute activations, with --model-config")
    bench.add_argument("--liger", action="store_true", help="Liger's kernels, with --model-config")
    bench.add_argument("--profile", action="store_true", help="where the time goes, with --model-config")
    bench.add_argument("--out", type=Path, help="write the figures to this JSON file too")
    validate = commands.add_parser("validate", help="evaluate a snapshot: what training runs in the background")
    validate.add_argument("request", type=Path)
    validate.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    {"merge": _merge, "bench": _bench, "validate": _validate}[arguments.command](arguments)


def _merge(arguments: argparse.Namespace) -> None:
    from autoformalize.models import ModelSettings, base_of_adapter, merge_adapter

    base, revision = base_of_adapter(arguments.adapter)
    settings = ModelSettings(
        path=arguments.base or base, revision=None if arguments.base else revision, device="cpu", dtype=arguments.dtype
    )
    merge_adapter(arguments.adapter, arguments.out, settings)
    print(f"{arguments.out}: {settings.path} with {arguments.adapter}; use it as model.path={arguments.out}")


def _bench(arguments: argparse.Namespace) -> None:
    from autoformalize.training import benchmark

    if arguments.model_config:
        if not arguments.random_weights:
            raise UserError("--model-config is an architecture without weights: say --random-weights too")
        figures = benchmark.throughput(
            arguments.model_config,
            steps=arguments.steps,
            tokens=arguments.tokens,
            batch_tokens=arguments.batch_tokens,
            checkpointing=arguments.checkpointing,
            liger=arguments.liger,
            profile=arguments.profile,
        )
    else:
        figures = benchmark.beside_trl(arguments.model, arguments.pairs, arguments.batch, arguments.top_layers)
    if arguments.out:
        arguments.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _validate(arguments: argparse.Namespace) -> None:
    from omegaconf import OmegaConf

    from autoformalize.evaluation.run import evaluate
    from autoformalize.settings import read_settings
    from autoformalize.training.validation import leave_with_parent

    leave_with_parent()
    config = json.loads(arguments.request.read_text(encoding="utf-8"))
    evaluate(read_settings(OmegaConf.create(config)), arguments.folder, config)


if __name__ == "__main__":
    launch(main)
