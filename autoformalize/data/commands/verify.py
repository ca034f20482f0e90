"""`verify`: the checker's verdict on every pair; what it accepts goes on record, what fails is kept apart."""

from __future__ import annotations

import argparse
import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autoformalize.data.commands.options import (
    Commands,
    add_command,
    add_output,
    add_source,
    count_rows,
    open_output,
    progress,
    read_pairs,
    say,
    unread_pairs,
    unread_progress,
)
from autoformalize.data.rejects import Rejects
from autoformalize.data.resume import Output
from autoformalize.data.sources import BUILTIN, iter_pairs
from autoformalize.data.verify import Checked, CompiledOnly, Library, VerdictLog, lean_version, verify
from autoformalize.problem import DataError, Pair

if TYPE_CHECKING:
    from lean_env import BaseChecker

_OWN_FILES: Final = {
    "builtin": ("train.jsonl", "validation.jsonl", "test.jsonl"),
    "builtin/mathlib": ("mathlib.jsonl",),
}
_ELSEWHERE: Final = ("http", "ray")
_SHOWN: Final = 20


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "verify",
        does="check every pair, record who accepted it, and keep what fails apart with the checker's message",
        more=(
            "Accepted pairs go to OUTPUT with backend, version of Lean, revision of mathlib, axioms and day. The "
            "others go to the rejects with their verdict; a pair that this backend cannot judge stays if another "
            "accepted it before. Without --output the pairs are checked and counted only, and the exit code is 1 if "
            "some failed. A run that was killed goes on, and checks nothing twice."
        ),
        examples=(
            "verify pairs.jsonl -o verified.jsonl",
            "verify pairs.parquet -o verified.parquet --backend lean3 --import-path ~/mathlib/src",
            "verify pairs.jsonl -o verified.jsonl --backend http --url http://HOST:8765",
        ),
    )
    add_source(parser, default="builtin")
    add_output(parser, required=False)
    add_checker(parser)
    parser.add_argument(
        "--renew", action="store_true", help="renew the records of builtin, builtin/mathlib or forge where they lie"
    )
    parser.set_defaults(run=run)


def add_checker(parser: argparse.ArgumentParser) -> None:
    """The options that choose the checker; `open_checker` reads them."""
    group = parser.add_argument_group("checker")
    group.add_argument("--backend", default="auto", choices=("auto", "embedded", "lean3", "http", "ray"))
    group.add_argument("--workers", type=int, default=0, metavar="N", help="processes; one a core unless given")
    group.add_argument("--lean", metavar="PATH", help="a Lean 3 toolchain's folder or executable (default: found)")
    group.add_argument(
        "--import-path",
        action="append",
        default=[],
        metavar="FOLDER",
        help="compiled sources that pairs import, such as mathlib's src; may be repeated",
    )
    group.add_argument(
        "--mathlib", default="", metavar="REVISION", help="what to record (default: what git says of the checkout)"
    )
    group.add_argument("--seconds", type=float, default=20.0, metavar="S", help="what one check may take (20)")
    group.add_argument("--recheck", action="store_true", help="the embedded kernel must confirm what Lean accepts")
    group.add_argument("--url", metavar="URL", help="of `python -m lean_env serve`, for the backend http")
    group.add_argument(
        "--store", default="auto", metavar="FILE", help="where verdicts are kept from run to run; none for nowhere"
    )


def open_checker(options: argparse.Namespace) -> BaseChecker:
    """The checker that the options choose. Raises LeanEnvError when it is not there."""
    from autoformalize.settings import CheckerSettings
    from lean_env import ServerOptions

    server = ServerOptions(url=options.url) if options.url else ServerOptions()
    checker = CheckerSettings(
        backend=options.backend,
        workers=options.workers,
        seconds=options.seconds,
        lean=options.lean,
        import_path=options.import_path,
        recheck=options.recheck,
        store=None if options.store == "none" else options.store,
        http=server,
    ).open()
    folders = [Path(folder).expanduser().resolve() for folder in options.import_path]
    if checker.backend != "lean3" or not folders:
        return checker
    return CompiledOnly(checker, folders, lambda text: say(f"{text}; its pairs are left out"))


def run(options: argparse.Namespace) -> int:
    """Check; see the command's help for the exit code."""
    with open_checker(options) as checker:
        library = _library(options, checker)
        if options.renew:
            return _renew(options, checker, library)
        if options.output is None:
            return _only_count(options, checker, library)
        with open_output(options, "verify", **checker_settings(checker, library)) as output:
            if not output.finished:
                _verify_into(output, options, checker, library)
        say(output.summary())
        say(_outcome_line(output.report.get("outcomes", {})))
    return 0


def _library(options: argparse.Namespace, checker: BaseChecker) -> Library:
    """A checker elsewhere may have libraries that this machine does not know; one here has those that it is given."""
    if options.backend in _ELSEWHERE or options.import_path or options.mathlib:
        return Library.of(checker.fingerprint, options.import_path, options.mathlib)
    return Library()


def checker_settings(checker: BaseChecker, library: Library) -> dict[str, str]:
    """What verified pairs depend on besides the pairs, as JSON values."""
    return {"checker": checker.fingerprint, "mathlib": library.revision}


def _verify_into(output: Output, options: argparse.Namespace, checker: BaseChecker, library: Library) -> None:
    """Check what an earlier run did not; pairs that count go to the output, the others to its rejects.

    The output's report gets `outcomes` (statuses with their counts) and who checked.
    """
    output.report |= {
        "backend": checker.backend,
        "checker": checker.fingerprint,
        "lean": lean_version(checker.fingerprint),
        "mathlib": library.revision,
    }
    tally = output.report.setdefault("outcomes", {})
    with VerdictLog(output.path.with_name(output.path.name + ".verdicts")) as log:
        log.forget(output.read)
        unread = unread_pairs(options, output)
        checked = verify(unread, checker, library=library, log=log, first=output.read)
        for each in unread_progress(checked, f"verify ({checker.backend})", options, output):
            status = each.verdict.status.value
            tally[status] = tally.get(status, 0) + 1
            if each.counts:
                output.write(each.pair)
            else:
                keep_apart(each, output.rejects, f"{each.pair.problem.id} (pair {output.read + 1})")
            if output.advance():
                log.forget(output.read)
        output.checkpoint()
        log.remove()


def keep_apart(checked: Checked, rejects: Rejects, where: str) -> None:
    """Put a pair that does not count into the rejects, with its whole verdict."""
    rejects.add(where, checked.reason, {**checked.pair.to_json(), "verdict": checked.verdict.to_json()})


def _only_count(options: argparse.Namespace, checker: BaseChecker, library: Library) -> int:
    tally: Counter[str] = Counter()
    failed = 0
    with Rejects(options.rejects) as rejects:
        checked = verify(read_pairs(options, rejects), checker, library=library)
        for number, each in enumerate(progress(checked, f"verify ({checker.backend})", total=count_rows(options))):
            tally[each.verdict.status.value] += 1
            if not each.counts:
                failed += 1
                keep_apart(each, rejects, f"{each.pair.problem.id} (pair {number + 1})")
                if failed <= _SHOWN:
                    print(f"{each.pair.problem.id}: {each.reason}")
    if failed > _SHOWN:
        say(f"and {failed - _SHOWN:,} more; --rejects FILE writes them all")
    say(f"{options.source}: {_outcome_line(tally)}")
    return 1 if rejects.count else 0


def _renew(options: argparse.Namespace, checker: BaseChecker, library: Library) -> int:
    """Renew what the project itself ships: records in its files, or the manifest of the default forge."""
    from autoformalize.data.forge.manifest import forge_digest, write_manifest
    from autoformalize.data.readers import read_records, write_pairs

    failed: list[str] = []

    def watched(checked: Iterator[Checked], name: str) -> Iterator[Pair]:
        for each in progress(checked, name):
            if not each.verdict.accepted:
                failed.append(f"{each.pair.problem.id}: {each.reason}")
            yield each.pair

    if options.source in _OWN_FILES:
        for path in (BUILTIN / name for name in _OWN_FILES[options.source]):
            pairs = (Pair.from_json(record, where) for where, record in read_records(path))
            write_pairs(path, watched(verify(pairs, checker, library=library), path.name))
    elif options.source == "forge":
        accepted = list(watched(verify(iter_pairs("forge"), checker, library=library), "forge"))
        if not failed:
            today = datetime.date.today().isoformat()
            version = lean_version(checker.fingerprint)
            write_manifest(checker.backend, version, today, forge_digest(accepted), len(accepted))
    else:
        raise DataError(f"--renew is for {', '.join(_OWN_FILES)} and forge; for {options.source} give --output")
    print("\n".join(failed[:_SHOWN]))
    say(f"{options.source}: {len(failed)} not accepted by {checker.backend}")
    return 1 if failed else 0


def _outcome_line(tally: Counter[str] | dict[str, int]) -> str:
    counts = Counter(tally)
    return f"{counts.total():,} checked: " + ", ".join(f"{status} {count:,}" for status, count in counts.most_common())
