"""`python -m lean_env`: check files, audit a proof, re-check an export, and say what this machine can do."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from lean_env import bench as measurements
from lean_env import doctor, pool_bench
from lean_env.backends.protocol import THEOREM
from lean_env.calibrate import calibrate, report
from lean_env.checker import CheckerPool
from lean_env.constants import constants_of
from lean_env.errors import LeanEnvError
from lean_env.factory import BACKENDS, make_backend, open_pool
from lean_env.install import MATHLIB_REPOSITORY, PINS, install
from lean_env.sandbox import MODES
from lean_env.statement import split_header
from lean_env.store import StoredChecker, VerdictStore, default_path, prune, statistics
from lean_env.verdict import Budget, Claim, Message, Snippet, Verdict

EXIT_OK: Final = 0
EXIT_NOT_ACCEPTED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0: everything accepted; 1: something was not; 2: it could not be asked."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except LeanEnvError as error:
        print(f"lean_env: {error}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("lean_env: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lean_env", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="one verdict per file: accepted when it has no error and no sorry")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _add_backend_options(check)
    check.add_argument("--workers", type=int, default=None, help="processes side by side (default: one a core)")
    check.set_defaults(run=_check)

    audit = commands.add_parser("audit", help="does FILE prove a statement under a name, with nothing smuggled?")
    audit.add_argument("file", type=Path, metavar="FILE")
    audit.add_argument("--statement", required=True, help="a signature `theorem N (x : T) : P` or a proposition")
    audit.add_argument("--name", required=True, help="the declaration that is to prove it")
    audit.add_argument("--header", default="", help="imports, `open` lines and definitions that the statement needs")
    audit.add_argument("--recheck", action="store_true", help="have the embedded kernel check what Lean then exports")
    _add_backend_options(audit)
    audit.set_defaults(run=_audit)

    recheck = commands.add_parser(
        "recheck", help="check an export of Lean 3 (`lean --export`) with the embedded kernel"
    )
    recheck.add_argument("files", nargs="+", type=Path, metavar="EXPORT")
    recheck.set_defaults(run=_recheck)

    examine = commands.add_parser("doctor", help="which backends and limits are there, and what to do for the others")
    examine.add_argument("--cheats", action="store_true", help="put every known hostile candidate to each backend")
    examine.set_defaults(run=lambda options: doctor.examine(options.cheats))

    bench = commands.add_parser("bench", help="what a check costs, by backend, side by side")
    bench.add_argument("file", type=Path, metavar="PROOFS", help="JSON Lines with formal_statement and formal_proof")
    bench.add_argument("--rounds", type=int, default=3)
    bench.add_argument("--checks", type=int, default=1_000, help="watch memory over so many checks (default 1000)")
    bench.add_argument("--no-loads", action="store_true", help="leave the hostile loads out")
    bench.set_defaults(
        run=lambda options: measurements.run(options.file, options.rounds, options.checks, not options.no_loads)
    )

    bench_pool = commands.add_parser("bench-pool", help="the pool against the usual ways of running the real Lean")
    bench_pool.add_argument("file", type=Path, metavar="PROOFS", help="as for `bench`")
    bench_pool.add_argument("--mathlib", type=Path, default=None, help="folder of mathlib3's compiled sources")
    bench_pool.add_argument("--memory-checks", type=int, default=0, metavar="N", help="watch memory over N checks")
    bench_pool.add_argument("--faults", action="store_true", help="kill and stop workers during 2,000 checks")
    bench_pool.set_defaults(run=_bench_pool)

    calibration = commands.add_parser("calibrate", help="does the pool accept what is known to be good, and how fast?")
    calibration.add_argument("file", type=Path, metavar="PROOFS", help="as for `bench`")
    calibration.add_argument("--checks", type=int, default=2000, help="how many, going round (default 2000)")
    calibration.add_argument("--workers", type=int, default=doctor.cores())
    _add_backend_options(calibration)
    calibration.set_defaults(run=_calibrate)

    serve = commands.add_parser("serve", help="offer the pool over HTTP, for machines without Lean (checker=http)")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on; another one needs a token")
    serve.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    serve.add_argument("--token-file", type=Path, default=None, help="the token to ask for (else LEAN_ENV_TOKEN)")
    serve.add_argument("--queue", type=int, default=1024, help="checks that may wait and run at once")
    serve.add_argument("--max-body", type=int, default=64, metavar="MB", help="the largest body that is read")
    serve.add_argument("--grace", type=int, default=60, metavar="S", help="seconds to finish what runs when stopped")
    serve.add_argument("--store", default="auto", help="a file that keeps verdicts; auto: the user's own; none")
    serve.add_argument("--steps", type=int, default=Budget().steps, help="deterministic budget of the embedded checker")
    serve.add_argument("--heartbeats", type=int, default=Budget().heartbeats, help="that of the real Lean, its -T")
    serve.add_argument("--recheck", action="store_true", help="have the embedded kernel check what Lean then exports")
    _add_backend_options(serve)
    serve.add_argument("--workers", type=int, default=None, help="processes side by side (default: one a core)")
    serve.set_defaults(run=_serve)

    store = commands.add_parser("store", help="look into the file that keeps verdicts, or make it smaller")
    actions = store.add_subparsers(required=True, metavar="ACTION")
    stats = actions.add_parser("stats", help="how many verdicts, of what, and since when")
    prune = actions.add_parser("prune", help="delete verdicts")
    prune.add_argument("--older-than", type=_positive, metavar="DAYS", help="those stored longer ago")
    prune.add_argument("--backend", metavar="FINGERPRINT", help="those of one checker")
    prune.add_argument("--max-mb", type=_positive, metavar="MB", help="then the oldest, until the file is that small")
    bench_store = actions.add_parser("bench", help="look-ups a second, with a file of its own")
    bench_store.add_argument("--verdicts", type=int, default=20_000)
    bench_store.set_defaults(run=lambda options: measurements.run_store(options.verdicts))
    for action, run in ((stats, _store_stats), (prune, _store_prune)):
        action.add_argument("--store", type=Path, default=default_path(), help="the file (default: the user's own)")
        action.set_defaults(run=run)

    setup = commands.add_parser("install", help="fetch the real Lean 3 and mathlib3 as their users do")
    setup.add_argument("pin", choices=sorted(PINS), nargs="?", default="core", help="default: Lean alone")
    cache = Path.home() / ".cache" / "lean3"
    setup.add_argument("--folder", type=Path, default=cache, help=f"where mathlib3 goes (default: {cache})")
    setup.add_argument("--repository", default=MATHLIB_REPOSITORY, help="a mirror of mathlib3")
    setup.set_defaults(run=_install)

    constants = commands.add_parser("constants", help="every constant that a text may name, and what the theorems say")
    constants.add_argument("--header", default="", metavar="LEAN", help="a text before, such as 'import tactic'")
    constants.add_argument("--theorems", action="store_true", help="theorems only")
    _add_backend_options(constants)
    constants.set_defaults(run=_constants)
    prepare = commands.add_parser("prepare", help="build the embedded checker's frozen library, once per version")
    prepare.set_defaults(run=lambda options: _prepare())
    return parser


def _add_backend_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--backend", choices=BACKENDS, default="auto", help="auto: the real Lean 3 where it is found")
    parser.add_argument("--lean", default=None, help="a toolchain's folder or executable")
    parser.add_argument("--path", action="append", default=[], help="a folder of compiled Lean libraries (repeatable)")
    parser.add_argument("--timeout", type=_positive, default=30.0, metavar="S", help="seconds for each file")
    parser.add_argument("--memory", type=int, default=2048, metavar="MB", help="megabytes for each process")
    parser.add_argument("--sandbox", choices=MODES, default="auto")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _open_pool(
    options: argparse.Namespace, workers: int | None, budget: Budget | None = None, recheck: bool = False
) -> CheckerPool:
    """The pool that the options of `_add_backend_options` describe, with their budget unless another one is given."""
    return open_pool(
        options.backend,
        workers=workers,
        budget=budget or Budget(options.timeout, options.memory),
        sandbox=options.sandbox,
        lean=options.lean,
        import_path=options.path,
        recheck=recheck,
    )


def _positive(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("must be positive")
    return value


def _check(options: argparse.Namespace) -> int:
    texts = [_read(path) for path in options.files]
    headers = [split_header(text) for text in texts]
    workers = options.workers or min(len(texts), doctor.cores())
    with _open_pool(options, workers) as pool:
        verdicts = pool.check_all(Snippet(header, body) for header, body in headers)
        accepted = [
            _print_verdict(path, verdict, header.count("\n"), options.json)
            for path, (header, _), verdict in zip(options.files, headers, verdicts, strict=True)
        ]
    return EXIT_OK if all(accepted) else EXIT_NOT_ACCEPTED


def _audit(options: argparse.Namespace) -> int:
    imports, body = split_header(_read(options.file))
    claim = Claim(imports + options.header, options.statement, options.name, body)
    with _open_pool(options, workers=1, recheck=options.recheck) as pool:
        verdict = pool.check(claim)
    accepted = _print_verdict(options.file, verdict, imports.count("\n"), options.json)
    return EXIT_OK if accepted else EXIT_NOT_ACCEPTED


def _recheck(options: argparse.Namespace) -> int:
    from lean_env.embedded.errors import LeanError
    from lean_env.embedded.rechecking import recheck

    sys.setrecursionlimit(1_000_000)
    code = EXIT_OK
    for path in options.files:
        _read(path)
        try:
            report = recheck(path)
        except LeanError as error:
            print(f"{path}: rejected: {error.text}")
            code = EXIT_NOT_ACCEPTED
        else:
            axioms = ", ".join(report.axioms) or "none"
            print(
                f"{path}: {report.declarations} declarations accepted in {report.seconds:.1f} s, "
                f"{_peak_megabytes()} MB at most; axioms: {axioms}"
            )
    return code


def _serve(options: argparse.Namespace) -> int:
    try:
        from lean_env.service.app import ServiceLimits
        from lean_env.service.serve import listen, read_token, refuse_open_door, serve
    except ImportError as error:
        raise LeanEnvError(f"serving needs the extra: pip install 'autoformalize[serve]' ({error})") from None
    token = read_token(options.token_file)
    refuse_open_door(options.host, token)
    budget = Budget(options.timeout, options.memory, options.steps, options.heartbeats)
    limits = ServiceLimits(options.queue, options.max_body, token)
    listener = listen(options.host, options.port)
    with listener, _open_pool(options, options.workers, budget, options.recheck) as pool:
        trial = pool.check(Snippet("", ""))
        if not trial.accepted:
            raise LeanEnvError(f"the checker does not work: an empty text is {trial.status.value}")
        host, port = listener.getsockname()[:2]
        print(f"serving {pool.fingerprint} with {pool.workers} workers on http://{host}:{port}", flush=True)
        if options.store == "none":
            serve(pool, budget, limits, listener, options.grace)
        else:
            path = default_path() if options.store == "auto" else Path(options.store)
            with StoredChecker(pool, VerdictStore(path), budget) as checker:
                serve(checker, budget, limits, listener, options.grace)
    return EXIT_OK


def _store_stats(options: argparse.Namespace) -> int:
    found = statistics(options.store)
    print(f"{options.store}: {found.verdicts} verdicts, {found.size / 1e6:.1f} MB")
    if found.verdicts:
        first, last = (time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) for at in (found.oldest, found.newest))
        print(f"  stored from {first} to {last}")
    for counts in (found.by_status, found.by_backend):
        for name, count in sorted(counts.items(), key=lambda item: -item[1]):
            print(f"  {count:9}  {name}")
    return EXIT_OK


def _store_prune(options: argparse.Namespace) -> int:
    if options.older_than is None and options.backend is None and options.max_mb is None:
        raise LeanEnvError("say what to delete: --older-than DAYS, --backend FINGERPRINT or --max-mb MB")
    deleted = prune(options.store, older_than_days=options.older_than, backend=options.backend, max_mb=options.max_mb)
    print(f"{options.store}: {deleted} verdicts deleted")
    return EXIT_OK


def _peak_megabytes() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _prepare() -> int:
    from lean_env.embedded import snapshot

    snapshot.build(progress=doctor.show_progress)
    return EXIT_OK


def _constants(options: argparse.Namespace) -> int:
    backend = make_backend(options.backend, sandbox=options.sandbox, lean=options.lean, import_path=options.path)
    for constant in constants_of(backend, options.header):
        if constant.kind == THEOREM or not options.theorems:
            statement = " ".join(constant.statement.split())
            shown = f"{constant.name} : {statement}" if statement else f"{constant.name} ({constant.kind})"
            print(json.dumps(constant._asdict(), ensure_ascii=False) if options.json else shown)
    return EXIT_OK


def _install(options: argparse.Namespace) -> int:
    install(PINS[options.pin], options.folder, options.repository)
    return EXIT_OK


def _calibrate(options: argparse.Namespace) -> int:
    claims = measurements.read_claims(options.file)
    with _open_pool(options, workers=1) as pool:
        fingerprint = pool.fingerprint
    result = calibrate(lambda workers: _open_pool(options, workers), claims, options.checks, options.workers)
    report(result, fingerprint, options.timeout)
    return EXIT_NOT_ACCEPTED if result.missed else EXIT_OK


def _bench_pool(options: argparse.Namespace) -> int:
    claims = measurements.read_claims(options.file)
    return pool_bench.run(claims, mathlib=options.mathlib, memory_checks=options.memory_checks, faults=options.faults)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LeanEnvError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise LeanEnvError(f"{path}: not UTF-8 text (byte {error.start}): save it as UTF-8") from None
    except OSError as error:
        raise LeanEnvError(f"{path}: {error.strerror}") from None


def _print_verdict(path: Path, verdict: Verdict, header_lines: int, as_json: bool) -> bool:
    """Print the verdict of one file; positions count from the file's first line. Returns whether it was accepted."""
    if as_json:
        record = verdict.to_json()
        for message in record["messages"]:
            message["line"] += header_lines
        print(json.dumps({"file": str(path), **record}, ensure_ascii=False), flush=True)
    else:
        rule = f" ({verdict.rule})" if verdict.rule else " (uses sorry)" if verdict.uses_sorry else ""
        print(f"{path}: {verdict.status.value}{rule} in {verdict.seconds:.2f} s [{verdict.backend}]", flush=True)
        for message in verdict.messages:
            print(f"  {_located(message, header_lines)}", flush=True)
    return verdict.accepted


def _located(message: Message, header_lines: int) -> str:
    text = message.text.replace("\n", "\n    ")
    return f"{message.line + header_lines}:{message.column}: {message.severity}: {text}"


if __name__ == "__main__":
    sys.exit(main())
