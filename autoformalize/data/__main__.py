"""`python -m autoformalize.data COMMAND`: from documents to verified, deduplicated, decontaminated pairs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from autoformalize.data.commands import (
    automation,
    back_translate,
    bench,
    benchmarks,
    build,
    card,
    convert,
    decontaminate,
    dedupe,
    extract,
    forge,
    probe,
    publish,
    split,
    stats,
    verify,
)

COMMANDS: Final = (
    extract,
    convert,
    forge,
    back_translate,
    dedupe,
    decontaminate,
    probe,
    verify,
    split,
    stats,
    card,
    publish,
    build,
    benchmarks,
    bench,
    automation,
)
"""Modules with `add_parser` and `run`, in the order in which `--help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 1 where pairs failed, 2 for input that cannot be used, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("\ninterrupted; the same command goes on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0  # whoever read the output, such as `head`, has enough
    except Exception as error:
        advice = _advice_on(error)
        if advice is None:
            raise
        print(f"error: {advice}", file=sys.stderr)
        return 2


def _advice_on(error: Exception) -> str | None:
    from autoformalize.entry import advice_on  # loads Hydra, which no command needs

    advice = advice_on(error)
    if advice is None and isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return advice


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m autoformalize.data", description=__doc__, epilog="COMMAND --help shows examples of each."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_parser(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
