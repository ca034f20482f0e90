"""The model card of a trained adapter: README.md beside the weights, as the hub shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autoformalize.models import ModelSettings


def write_card(
    folder: Path,
    model: ModelSettings,
    inputs: Mapping[str, Any],
    result: Mapping[str, Any],
    licences: Sequence[str],
    problems_hash: str,
) -> None:
    """Write README.md: what it is, what it was made of, the recipe, how it came out, and how it is used.

    `inputs` is the record of what the weights depend on, `result` that of training.json, `licences` those of the pairs.
    """
    (folder / "README.md").write_text(card_text(folder, model, inputs, result, licences, problems_hash), "utf-8")


def card_text(
    folder: Path,
    model: ModelSettings,
    inputs: Mapping[str, Any],
    result: Mapping[str, Any],
    licences: Sequence[str],
    problems_hash: str,
) -> str:
    """The card as Markdown, with the header that the hub reads."""
    training, data = inputs["training"], inputs["data"]
    whole = training["method"] == "full"
    tasks = {task: weight for task, weight in training["tasks"].items() if weight}
    kept = (
        "learning_rate",
        "schedule",
        "epochs",
        "minutes",
        "batch_size",
        "batch_tokens",
        "accumulation",
        "max_tokens",
    )
    recipe = {"tasks": tasks, **{name: training[name] for name in kept}, "seed": training["seed"]}
    if not whole:
        recipe["lora"] = training["lora"]
    header = {
        "base_model": model.path,
        "library_name": "transformers" if whole else "peft",
        "pipeline_tag": "text-generation",
        "tags": "[lean3, autoformalization]",
    }
    lines = [
        "---",
        *(f"{key}: {value}" for key, value in header.items()),
        "---",
        f"# {model.name}, fine-tuned to write Lean 3",
        "",
        f"{'A whole model' if whole else 'An adapter'} that was trained on pairs of mathematics in words and in "
        f"Lean 3, for {_joined(tasks)}. What it writes is a guess until a Lean kernel accepts it.",
        "",
        "## Where it comes from",
        "",
        f"- Base: `{model.path}`, revision `{model.revision or 'none given'}`; its licence holds for this too.",
        f"- Data: {data['pairs']['count']} pairs, SHA-256 `{data['pairs']['hash']}` (their problems alone: "
        f"`{problems_hash}`); licences: {', '.join(licences) or 'not stated in the data'}.",
        f"- Validation: {data['validation']['count']} pairs, SHA-256 `{data['validation']['hash']}`.",
        "",
        "## Recipe",
        "",
        "| setting | value |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in recipe.items()),
        "",
        "## How training went",
        "",
        "| figure | value |",
        "|---|---|",
        *(f"| {name} | {_number(value)} |" for name, value in result.items()),
        "",
        "Losses are means over the tokens of completions. How many problems it proves is measured by `evaluate.py`.",
        "",
        "## Use",
        "",
        "```sh",
        f"python evaluate.py model.path={folder.name if whole else model.path}"
        + ("" if whole else f" model.adapter={folder.name}"),
        *(
            []
            if whole
            else [f"python -m autoformalize.training merge {folder.name} merged   # one model, no PEFT needed"]
        ),
        "```",
        "",
    ]
    return "\n".join(lines)


def _joined(tasks: Mapping[str, float]) -> str:
    return ", ".join(f"`{task}` (weight {weight:g})" for task, weight in tasks.items())


def _number(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
