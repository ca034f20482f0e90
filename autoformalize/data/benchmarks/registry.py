"""Benchmarks by name: version, the Lean and mathlib that they are stated for, licence, and the hash of their contents.

The built-in benchmark is always registered. The public ones are known, with the hashes of their published contents, but
their files are not shipped: `register` notes where a copy lies, and so does it with a benchmark of one's own. What is
registered is a JSON file; whoever opens it passes its path.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from autoformalize.data.sources import content_hash, iter_problems
from autoformalize.problem import DataError, Problem
from autoformalize.runs import write_json


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A set of problems that results are given on and training keeps away from.

    `source` is what `load_problems` takes, empty where no copy is registered; `hashes` are the content hashes of its
    splits as published (or as they were when it was registered).
    """

    name: str
    version: str
    lean: str
    mathlib: str
    licence: str
    source: str = ""
    hashes: dict[str, str] = field(default_factory=dict)

    def problems(self, split: str | None = None) -> Iterator[Problem]:
        """The problems of a split, or of those that count as the benchmark; raises DataError without a copy."""
        if not self.source:
            raise DataError(
                f"{self.name}: no copy is registered; python -m autoformalize.data benchmarks --register "
                f"{self.name} FOLDER says where one lies"
            )
        for each in (split,) if split else self.hashes:
            yield from iter_problems(self.source, each)

    def verify(self) -> dict[str, str]:
        """The hashes of the splits as they are now; raises DataError where one is not what it should be."""
        found = {split: content_hash(self.problems(split)) for split in self.hashes}
        changed = [split for split in self.hashes if found[split] != self.hashes[split]]
        if changed:
            raise DataError(
                f"{self.name} at {self.source} is not {self.name} {self.version}: its {' and '.join(changed)} problems "
                f"hash to {', '.join(found[split][:12] for split in changed)}, expected "
                f"{', '.join(self.hashes[split][:12] for split in changed)}; take a fresh copy, or register it under "
                "a name and version of its own"
            )
        return found

    def stamp(self) -> dict[str, Any]:
        """What stands in a result: name, version, pins, licence and hashes, without the place of the copy."""
        return {key: value for key, value in asdict(self).items() if key != "source"}


KNOWN: Final = (
    Benchmark(
        "builtin",
        "1",
        "3.51.1",
        "",
        "Apache-2.0",
        "builtin",
        {
            "validation": "6a48bb9aa4b497b2d6fb7fc3eeb46ccb8107173cd1a4ca09a6d9e547a053b696",
            "test": "72a7b9de9699d28291fa5db5950dec6a60ab90a8505e9d4c4bf325c37a39589a",
        },
    ),
    Benchmark(
        "proofnet",
        "1",
        "3.50.3",
        "cc8e88c",
        "MIT",
        "",
        {
            "validation": "db34f792529729fcdcda78a59edda928ec187e5769ab437b067847df822f0dcf",
            "test": "8830e7d66dbc4c7ed1c1735930e9148dd3700b63936070c4b68fdce0f9173622",
        },
    ),
    Benchmark(
        "minif2f_openai",
        "1",
        "3.42.1",
        "cb2b02f",
        "Apache-2.0",
        "",
        {
            "validation": "b8ef2a3211a791a85d02d470d13782b668e9750b1607e3b220b14d82d26d3eb4",
            "test": "90b3a31a702f50a023ac2445e0ef93cf4c13c5ffb71e42f1ac74b1e9039b0b91",
        },
    ),
    Benchmark(
        "minif2f_openai_english",
        "1",
        "3.42.1",
        "cb2b02f",
        "Apache-2.0, English MIT",
        "",
        {
            "validation": "0298700cd60b7cbccaa7f35d8506c6944411502c8f41f0517e7b388b60cff1f0",
            "test": "2419c12a0720dc10f9e2e458bad83ddf3b02133a2bf6894148283d967ddb3f64",
        },
    ),
    Benchmark(
        "minif2f_facebook",
        "1",
        "3.42.1",
        "cb2b02f",
        "Apache-2.0, English MIT",
        "",
        {
            "validation": "fb968431f6dc5075d890852865a96cd102881adfc5c1972691daae21e9808fcf",
            "test": "92ba892c1a24d502e4fad5b82ebf51132c60588c2284bcaea16d137cdaafb071",
        },
    ),
)
"""The benchmarks whose published contents are known."""

_REPOSITORIES: Final = ("proofnet", "minif2f")


def default_registry() -> Path:
    """The registry of this user."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autoformalize" / "benchmarks.json"


def registered_benchmarks(registry: Path | None = None) -> tuple[Benchmark, ...]:
    """The benchmarks with a copy to read: the built-in one, and those in the file `registry` (default: the user's)."""
    entries = _read(registry or default_registry())
    return (KNOWN[0], *(entry for name, entry in sorted(entries.items()) if name != KNOWN[0].name))


def register(benchmark: Benchmark, registry: Path | None = None) -> Benchmark:
    """Note where a copy lies and what it holds; one of a known name must hold what was published.

    Raises DataError for a copy that cannot be read, is empty, or is not what its name says.
    """
    path = registry or default_registry()
    benchmark = replace(benchmark, source=_absolute(benchmark.source))
    known = next((each for each in KNOWN if each.name == benchmark.name), None)
    if known is not None:
        benchmark = replace(known, source=benchmark.source)
        benchmark.verify()
    else:
        hashes = _hashes(iter_problems(benchmark.source))
        if not hashes:
            raise DataError(f"{benchmark.source}: no problems; a benchmark needs some")
        benchmark = replace(benchmark, hashes=hashes)
    entries = _read(path) | {benchmark.name: benchmark}
    write_json(path, {name: asdict(entry) for name, entry in sorted(entries.items())})
    return benchmark


def source_of(name: str, place: str) -> str:
    """What `load_problems` takes for a benchmark of this name whose copy lies at `place`."""
    prefix = next((f"{each}:" for each in _REPOSITORIES if name.startswith(each)), "")
    return place if place.startswith(prefix) else prefix + place


def identify(source: str, problems: Iterable[Problem], registry: Path | None = None) -> dict[str, Any]:
    """The stamp of the benchmark that these problems of `source` are, whole splits of it, known by their hashes.

    Problems of no registered or known benchmark get a stamp with the source as name and no version; if they come under
    the name of a known one, a warning says that they are not it.
    """
    hashes = _hashes(problems)
    for benchmark in (*KNOWN, *registered_benchmarks(registry)):
        if hashes and all(benchmark.hashes.get(split) == found for split, found in hashes.items()):
            return benchmark.stamp() | {"hashes": hashes}
    if source == KNOWN[0].name or source.partition(":")[0] in _REPOSITORIES:
        warnings.warn(
            f"{source}: these are not the problems that were published under this name (content hash "
            f"{', '.join(f'{split} {found[:12]}' for split, found in hashes.items())}); results on them cannot be "
            "compared with results of others",
            stacklevel=2,
        )
    return {"name": source, "version": "", "lean": "", "mathlib": "", "licence": "", "hashes": hashes}


def _hashes(problems: Iterable[Problem]) -> dict[str, str]:
    splits: dict[str, list[Problem]] = {}
    for problem in problems:
        splits.setdefault(problem.split or "test", []).append(problem)
    return {split: content_hash(found) for split, found in splits.items()}


def _absolute(source: str) -> str:
    """The source with its path made absolute, so that it is found from any folder."""
    prefix, colon, place = source.rpartition(":")
    path = Path(place).expanduser()
    return f"{prefix}{colon}{path.resolve()}" if path.exists() else source


def _read(path: Path) -> dict[str, Benchmark]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {name: Benchmark(**entry) for name, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a registry of benchmarks ({error}); delete it and register them again") from error
