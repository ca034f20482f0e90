"""`dedupe`: each pair once, exact duplicates and near ones left out."""

from __future__ import annotations

import argparse

from autoformalize.data.commands.options import Commands, add_command, add_output, add_source, open_output, say
from autoformalize.data.commands.sketches import add_workers, hand_on, numbered, read_sketches
from autoformalize.data.hygiene.relatives import RULES, find_duplicates
from autoformalize.problem import DataError

_EXAMPLES = 1000


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "dedupe",
        does="leave out pairs that repeat an earlier one, exactly or nearly",
        more="Exact: the same statement up to the ways of writing it, the same English up to layout, the same proof. "
        "Near: Lean and English both similar (MinHash), the same numerals, a similar proof. The report beside the "
        "output names what was dropped, and for which pair.",
        examples=("dedupe pairs.jsonl -o deduped.jsonl", "dedupe pairs.parquet -o deduped.parquet --any-proof"),
    )
    add_source(parser)
    add_output(parser)
    parser.add_argument(
        "--similarity",
        type=float,
        default=0.8,
        metavar="J",
        help="Jaccard similarity of near duplicates, above 0 and at most 1 (default: 0.8)",
    )
    parser.add_argument("--any-proof", action="store_true", help="one pair for each statement, whatever its proof")
    add_workers(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pairs that stay."""
    if not 0 < options.similarity <= 1:
        raise DataError(f"--similarity {options.similarity}: give a number above 0 and at most 1")
    with open_output(options, "dedupe", similarity=options.similarity, any_proof=options.any_proof) as output:
        if not output.finished:
            sketches = read_sketches(options, output)
            found = find_duplicates(sketches, options.similarity, any_proof=options.any_proof)
            shown = (found.rule != 0).nonzero()[0][:_EXAMPLES]
            wanted = frozenset(found.of[shown].tolist())
            report = output.report = {"dropped": {}, "examples": [], "kept_for": {}, **output.report}
            for number, pair in numbered(options, output, len(sketches), "dedupe"):
                rule = RULES[found.rule[number]]
                if number in wanted:
                    report["kept_for"][str(number)] = pair.problem.id
                if not rule:
                    output.write(pair)
                else:
                    report["dropped"][rule] = report["dropped"].get(rule, 0) + 1
                    if len(report["examples"]) < _EXAMPLES:
                        kept = report["kept_for"][str(found.of[number])]
                        report["examples"].append({"id": pair.problem.id, "of": kept, "rule": rule})
                output.advance()
            report.pop("kept_for")
    if not output.finished:
        hand_on(output, sketches, found.kept)
    say(output.summary())
    for rule, count in output.report.get("dropped", {}).items():
        say(f"  {rule}: {count:,} dropped")
    return 0
