"""`build`: from sources to a published corpus in one command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autoformalize.data.commands.card import stages_of
from autoformalize.data.commands.options import Commands, add_command, say
from autoformalize.data.pipeline import CORPUS, STAGES, Plan, Step, build
from autoformalize.problem import DataError
from autoformalize.reporting.table import markdown
from autoformalize.runs import record_session


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "build",
        does="make a corpus from its sources: load, dedupe, decontaminate, probe, verify, split, publish",
        more=(
            "What to build stands in a YAML file (configs/corpus/ has some) or in options. Every stage leaves its "
            "file, its rejects and its report in FOLDER; a build that was killed goes on, and one that is repeated "
            "after a change does again what the change touches."
        ),
        examples=(
            "build configs/corpus/core.yaml -o corpora/core",
            "build --source builtin --source mine.jsonl -o corpora/mine --without probe",
            "build configs/corpus/core.yaml -o corpora/core --set verify.backend=lean3 --set split.seed=1",
        ),
    )
    parser.add_argument("plan", nargs="?", type=Path, metavar="PLAN", help="a YAML file; see docs/corpus.md")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where everything goes")
    parser.add_argument(
        "--source", action="append", default=[], metavar="SOURCE", help="a source besides the plan's; may be repeated"
    )
    parser.add_argument(
        "--without", action="append", default=[], choices=STAGES, metavar="STAGE", help="leave a stage out"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="changes",
        metavar="STAGE.OPTION=VALUE",
        help="change an option of a stage, or title=TEXT, format=parquet; may be repeated",
    )
    parser.add_argument("--until", default="publish", choices=("load", *STAGES, "publish"), help="the last stage to do")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build what is not built yet."""
    plan = Plan.read(read_plan(options.plan, options.source, options.without, options.changes))
    options.output.mkdir(parents=True, exist_ok=True)
    record_session(options.output)
    done = build(plan, options.output, options.until)
    say("")
    print(_table(done))
    if done[-1].name == "publish":
        say(f"\ncorpus: {options.output / CORPUS}\ncard:   {options.output / CORPUS / 'card.html'}")
    return 0


def read_plan(path: Path | None, sources: Sequence[str], without: Sequence[str], changes: Sequence[str]) -> Any:
    """The values of a plan: the file's, with what the command line adds. Raises DataError for what cannot be read."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    try:
        values = OmegaConf.load(path) if path is not None else OmegaConf.create({})
        values = OmegaConf.merge(values, OmegaConf.from_dotlist([_checked(change) for change in changes]))
        found = OmegaConf.to_container(values, resolve=True)
    except FileNotFoundError:
        raise DataError(f"{path}: there is no such plan") from None
    except (YAMLError, OmegaConfBaseException, UnicodeDecodeError, TypeError) as error:
        raise DataError(f"{path}: cannot be read as a plan: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict):
        raise DataError(f"{path}: a plan is a map with the key 'sources'")
    if sources:
        found["sources"] = [*(found.get("sources") or []), *sources]
    return found | dict.fromkeys(without, False)


def _checked(change: str) -> str:
    if "=" not in change:
        raise DataError(f"--set {change}: write STAGE.OPTION=VALUE, for example verify.backend=lean3")
    return change


def _table(done: Sequence[Step]) -> str:
    files = [step.output for step in done if step.name != "publish"]
    rows = [
        [stage.name, f"{stage.read:,}", f"{stage.written:,}", _reasons(stage.dropped)] for stage in stages_of(files[-1])
    ]
    return markdown(["stage", "read", "kept", "left out"], rows)


def _reasons(dropped: Any) -> str:
    return ", ".join(f"{reason}: {count:,}" for reason, count in dropped.items()) or "nothing"
