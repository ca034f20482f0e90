"""`back-translate`: English by a trained model for pairs that have none, kept where it leads back to the Lean."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_output,
    add_source,
    count_rows,
    open_output,
    progress_bar,
    say,
    unread_pairs,
)
from autoformalize.data.resume import Output
from autoformalize.problem import DataError

if TYPE_CHECKING:
    from autoformalize.prompting.prompts import PromptSettings


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "back-translate",
        does="put statements without English into words with a trained model",
        more=(
            "The model writes several texts for a statement (task informalize) and statements for each text (task "
            "statement). A text is kept if it is English, has the statement's numerals and names, and leads back to "
            "the same statement at least once; the pair's source then begins with back-translation. Statements "
            "without such a text are left out and counted; pairs that have English pass unchanged."
        ),
        examples=("back-translate wordless.jsonl -o worded.jsonl --model package:... --adapter runs/x/train/adapter",),
    )
    add_source(parser)
    add_output(parser)
    parser.add_argument("--model", required=True, metavar="PATH", help="a hub id, a folder, or package:NAME/FILE.gguf")
    parser.add_argument("--adapter", metavar="FOLDER", help="the adapter trained for informalize and statement")
    parser.add_argument("--texts", type=int, default=4, metavar="N", help="texts for each statement (4)")
    parser.add_argument("--statements", type=int, default=4, metavar="N", help="statements for each text (4)")
    parser.add_argument("--shots", type=int, metavar="N", help="solved examples in each prompt (default: as trained)")
    parser.add_argument("--temperature", type=float, default=0.7, metavar="T", help="of sampling (0.7)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of sampling (0)")
    parser.add_argument("--backend", default="embedded", choices=("auto", "embedded", "lean3"), help="who compares")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pairs; 0 also where texts were refused."""
    if min(options.texts, options.statements) < 1:
        raise DataError("back-translate: --texts and --statements must be at least 1")
    wanted = {
        name: getattr(options, name)
        for name in ("model", "adapter", "texts", "statements", "shots", "temperature", "seed")
    }
    with open_output(options, "back-translate", **wanted) as output:
        if not output.finished:
            _translate(options, output)
    refused = output.report.get("texts refused", {})
    say(output.summary())
    if refused:
        say("texts refused: " + ", ".join(f"{reason} {count:,}" for reason, count in refused.items()))
    return 0


def _prompt_settings(options: argparse.Namespace) -> PromptSettings:
    """The prompt that the adapter was trained with, as far as it tells, with the command's shots if it names any."""
    from dataclasses import fields

    from autoformalize.models import trained_prompt
    from autoformalize.prompting.prompts import PromptSettings

    trained = trained_prompt(Path(options.adapter).expanduser()) if options.adapter else {}
    known = {each.name for each in fields(PromptSettings)}
    own = {"seed": options.seed} | ({} if options.shots is None else {"shots": options.shots})
    return PromptSettings(**{key: value for key, value in trained.items() if key in known} | own)


def _translate(options: argparse.Namespace, output: Output) -> None:
    from autoformalize.data.forge.grow.back_translation import BackTranslationSettings, back_translate
    from autoformalize.data.sources import iter_pairs
    from autoformalize.generation import GenerationSettings
    from autoformalize.generation.hf import HFEngine
    from autoformalize.models import ModelSettings, load_model
    from autoformalize.prompting.chat import chat_template_of
    from autoformalize.prompting.prompts import PromptBuilder
    from lean_env import open_pool

    generation = GenerationSettings(samples=options.texts, temperature=options.temperature, max_new_tokens=96)
    model = load_model(ModelSettings(path=options.model, adapter=options.adapter))
    engine = HFEngine(model, generation, options.seed)
    prompt = _prompt_settings(options)
    examples = list(iter_pairs("builtin", "train")) if prompt.shots else []
    prompts = PromptBuilder(prompt, examples, chat_template_of(model.tokenizer))
    settings = BackTranslationSettings(options.texts, options.statements)
    failed: Counter[str] = Counter(output.report.get("texts refused", {}))
    with open_pool(options.backend, workers=1) as checker:
        translated = back_translate(unread_pairs(options, output), engine, prompts, checker, settings, failed)
        with progress_bar("back-translate", count_rows(options), output.read) as tick:
            for batch in translated:
                for pair, worded in batch:
                    if worded is None:
                        output.rejects.add(pair.problem.id, "no text leads back to the statement", pair.to_json())
                    else:
                        output.write(worded)
                output.report["texts refused"] = dict(failed.most_common())
                output.advance(len(batch))
                tick(output.read)
