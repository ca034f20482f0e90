"""`extract`: pairs out of a repository of Lean files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from autoformalize.data.commands.options import Commands, add_command, add_output, progress, say
from autoformalize.data.resume import Output
from autoformalize.problem import DataError


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "extract",
        does="documented theorems, lemmas and definitions of a checkout of mathlib3, as pairs",
        more=(
            "Each has its docstring as English, the full statement with its variables under its full name, its proof, "
            "its place in the checkout, and a header: the imports of its file, those earlier declarations of the file "
            "that it depends on, and what was opened there. Nothing is compiled; verify tells what Lean says of them."
        ),
        examples=("extract mathlib3 ~/mathlib -o mathlib3.parquet", "extract mathlib3 ~/mathlib -o all.jsonl --all"),
    )
    parser.add_argument("repository", choices=("mathlib3",), help="what the checkout is of")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the checkout")
    add_output(parser)
    parser.add_argument("--all", action="store_true", help="those without docstring too, with empty English")
    parser.add_argument("--workers", type=int, default=None, help="processes; one a core unless given")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pairs and print what was met. A file is dealt with whole or not at all, so a rerun goes on by files."""
    from autoformalize.data.mathlib3 import Counts, extract, module_paths, revision_of

    if options.workers is not None and options.workers < 1:
        raise DataError(f"--workers {options.workers}: at least one process is needed")
    paths = module_paths(options.folder)
    settings = {
        "command": "extract",
        "folder": str(options.folder.resolve()),
        "revision": revision_of(options.folder),
        "all": options.all,
    }
    output = Output(options.output, settings, rejects=options.rejects, again=options.again)
    with output:
        if not output.finished:
            counts = Counts.from_json(output.report.get("met", {}))
            files = extract(
                options.folder,
                all_of_them=options.all,
                workers=options.workers,
                counts=counts,
                rejects=output.rejects,
                skip=output.read,
            )
            for pairs in progress(files, "extract", total=len(paths) - output.read, unit="file"):
                for pair in pairs:
                    output.write(pair)
                output.report["met"] = counts.to_json()
                output.advance()
    say(f"{output.path}: {output.written:,} pairs from {output.read:,} files")
    for line in _table(output.report.get("met", {})):
        print(line)
    if output.rejects.count:
        say(output.rejects.summary())
    return 0


def _table(met: dict[str, Any]) -> list[str]:
    """Declarations by kind: how many, and how many of them have a docstring."""
    declared, documented = met.get("declared", {}), met.get("documented", {})
    rows = [(kind, count, documented.get(kind, 0)) for kind, count in sorted(declared.items(), key=lambda x: -x[1])]
    both = [row for row in rows if row[0] in ("theorem", "lemma")]
    rows.insert(0, ("theorem + lemma", sum(row[1] for row in both), sum(row[2] for row in both)))
    lines = [f"{'':16} {'declared':>9} {'documented':>11}"]
    return lines + [f"{kind:16} {count:>9,} {known:>11,}" for kind, count, known in rows]
