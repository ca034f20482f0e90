"""`probe`: vacuous statements and poor English get labels."""

from __future__ import annotations

import argparse

from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_output,
    add_source,
    open_output,
    say,
    unread_pairs,
    unread_progress,
)
from autoformalize.data.commands.verify import add_checker, open_checker
from autoformalize.data.hygiene.probes import LABELS, probe


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "probe",
        does="label statements that say nothing and English that is none; nothing is dropped",
        more="Labels: vacuous (the hypotheses prove false), false (the negation can be proved), closed by "
        "trivial/refl/simp/dec_trivial (one tactic alone proves it), does not elaborate, no/short/not english. What "
        "the checker cannot judge is labelled not probed.",
        examples=(
            "probe clean.jsonl -o probed.jsonl",
            "probe clean.jsonl -o probed.jsonl --backend embedded --workers 2",
        ),
    )
    add_source(parser)
    add_output(parser)
    add_checker(parser)
    parser.add_argument("--english-only", action="store_true", help="judge the English alone, without a checker")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write every pair with its labels."""
    with open_output(options, "probe", english_only=options.english_only, backend=options.backend) as output:
        if not output.finished:
            counts = output.report.setdefault("labels", {})
            checker = None if options.english_only else open_checker(options)
            try:
                probed = probe(unread_pairs(options, output), checker)
                for pair in unread_progress(probed, "probe", options, output):
                    output.write(pair)
                    for label in pair.problem.labels:
                        if label in LABELS:
                            counts[label] = counts.get(label, 0) + 1
                    output.advance()
            finally:
                if checker is not None:
                    checker.close()
    say(output.summary())
    for label, count in output.report.get("labels", {}).items():
        say(f"  {label}: {count:,}")
    return 0
