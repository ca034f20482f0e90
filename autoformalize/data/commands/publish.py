"""`publish`: a corpus as a folder, or a data set on the hub, that `datasets` loads by itself."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from autoformalize.data.commands.card import stages_of
from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_rejects,
    add_source,
    say,
    source_settings,
)
from autoformalize.data.commands.stats import add_tokenizer, collect_stats, stats_text
from autoformalize.data.publish import DEFAULT_SHARD_ROWS, ShardWriter, replace_folder, upload, write_readme
from autoformalize.data.rejects import Rejects
from autoformalize.data.resume import OtherSettings, read_report, report_path
from autoformalize.data.stats import CorpusStats
from autoformalize.problem import DataError
from autoformalize.reporting.data_card import Stage, write_data_card
from autoformalize.reporting.table import markdown
from autoformalize.runs import write_json


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "publish",
        does="write a corpus as a folder that datasets.load_dataset loads by itself, and put it on the hub",
        more=(
            "The folder has one series of Parquet files for each split, a README.md with the hub's metadata, and the "
            "data card. With --hub it is uploaded too; repeated after a failure, the upload goes on."
        ),
        examples=(
            "publish corpus.parquet -o published --title 'Core Lean 3 in words'",
            "publish corpus.parquet -o published --hub OWNER/NAME --private",
        ),
    )
    add_source(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where the files go")
    parser.add_argument("--title", default="", help="the corpus's name (default: FOLDER's)")
    parser.add_argument(
        "--shard-rows", type=int, default=DEFAULT_SHARD_ROWS, metavar="N", help="pairs in a file (200000)"
    )
    parser.add_argument("--hub", metavar="OWNER/NAME", help="upload the folder as this data set; needs HF_TOKEN")
    parser.add_argument("--private", action="store_true", help="the data set on the hub is private when it is created")
    parser.add_argument("--again", action="store_true", help="write the folder anew")
    add_tokenizer(parser)
    add_rejects(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the folder unless it is there, then upload it."""
    folder: Path = options.output
    title = options.title or folder.name
    settings = source_settings(options) | {"title": title, "shard_rows": options.shard_rows}
    settings |= {"tokenizer": options.tokenizer, "command": "publish"}
    if options.again or not _is_published(folder, settings):
        _write(options, folder, title, settings)
    else:
        say(f"{folder}: published already")
    if options.hub:
        say(f"uploaded: {upload(folder, options.hub, private=options.private, message=title)}")
    return 0


def _is_published(folder: Path, settings: dict[str, object]) -> bool:
    if not folder.exists():
        return False
    report = read_report(folder)
    if report is None and any(folder.iterdir()):
        raise DataError(f"{folder} is there and was not made by this command: name another folder")
    if report is not None and report["settings"] != settings:
        raise OtherSettings(f"{folder} was published from something else: name another folder, or add --again")
    return report is not None


def _write(options: argparse.Namespace, folder: Path, title: str, settings: dict[str, object]) -> None:
    if folder.exists() and any(folder.iterdir()) and read_report(folder) is None:
        raise DataError(f"{folder} is there and was not made by this command: name another folder")
    draft = folder.with_name(folder.name + ".partial")
    shutil.rmtree(draft, ignore_errors=True)
    with Rejects(options.rejects) as rejects, ShardWriter(draft / "data", options.shard_rows) as writer:
        stats = collect_stats(options, rejects, writer.written)
        shards = writer.finish()
    stages = list(stages_of(Path(options.source)))
    write_readme(draft, shards, stats, title, _readme(stats, stages))
    write_data_card(draft / "card.html", stats, stages, title)
    write_json(draft / "stats.json", stats.to_json())
    replace_folder(draft, folder)
    write_json(
        report_path(folder),
        {"settings": settings, "read": stats.pairs + rejects.count, "written": stats.pairs, "report": {}}
        | {"reasons": dict(rejects.reasons), "rejected": rejects.count, "seconds": 0.0},
    )
    say(f"{folder}: {stats.pairs:,} pairs in {len(shards)} files")
    if rejects.count:
        say(rejects.summary())


def _readme(stats: CorpusStats, stages: Sequence[Stage]) -> str:
    parts = [
        "Mathematics in English and in Lean 3: each row has a statement in words, the same statement in Lean, a proof, "
        "and who accepted that proof. `header`, `formal_statement` and `formal_proof`, one after the other, are a file "
        "for Lean; `verified` says which checker accepted it, with which version of Lean and revision of mathlib, "
        "reaching which axioms. `card.html` has all this with plots.",
        "```python\nimport datasets\n\npairs = datasets.load_dataset(PATH_OR_NAME)\n```",
        "## In numbers",
        stats_text(stats),
    ]
    if stages:
        rows = [
            [
                stage.name,
                f"{stage.read:,}",
                f"{stage.written:,}",
                "; ".join(f"{reason}: {count:,}" for reason, count in stage.dropped.items()) or "nothing",
            ]
            for stage in stages
        ]
        parts += ["## How it was made", markdown(["step", "read", "kept", "left out"], rows)]
    return "\n\n".join(parts)
