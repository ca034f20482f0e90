"""From sources to a published corpus, stage by stage in one folder: what `build` does.

Each stage is a command of `autoformalize.data` with options of its own, reads the stage's file before it and writes its
own. A stage that is finished is not done again unless its input or its options changed; one that was killed goes on.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from autoformalize.data.commands.options import progress, say
from autoformalize.data.resume import OtherSettings, Output, stamp
from autoformalize.data.sources import iter_pairs
from autoformalize.problem import SPLITS, DataError, Pair

STAGES: Final = ("dedupe", "decontaminate", "probe", "verify", "split")
"""The stages between loading and publishing, in their order."""

CORPUS: Final = "corpus"
"""The folder, within a build's, that is published."""

_LOAD: Final = "load"
_PUBLISH: Final = "publish"
_SOURCE_KEYS: Final = ("source", "name", "split", "columns", "licence", "max_pairs")
_FORMATS: Final = ("jsonl", "parquet")
_PREFIX: Final = "autoformalize.data.commands."


@dataclass(frozen=True, slots=True)
class Source:
    """Where pairs come from; `name` and `licence` are put where a pair has none. `max_pairs` of 0: all."""

    source: str
    name: str = ""
    split: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    max_pairs: int = 0

    @classmethod
    def read(cls, value: Any) -> Source:
        """A source as it stands in a plan: a name, or a map. Raises DataError for another shape."""
        if isinstance(value, str):
            return cls(value)
        if not isinstance(value, Mapping) or not isinstance(value.get("source"), str):
            raise DataError(f"sources: each is a name or a map with the key 'source', not {value!r}")
        _refuse_unknown("sources", value, _SOURCE_KEYS)
        found = cls(**value)
        if found.split is not None and found.split not in SPLITS:
            raise DataError(f"sources: {found.source}: there is no split {found.split!r}; use {', '.join(SPLITS)}")
        return found

    def settings(self) -> dict[str, Any]:
        """What its pairs depend on, as JSON values."""
        return {key: getattr(self, key) for key in _SOURCE_KEYS[1:]} | {"source": stamp(self.source)}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: the sources, and each stage's options by their long names (None: the stage is left out)."""

    sources: Sequence[Source]
    title: str = "The corpus"
    format: str = "jsonl"
    stages: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    publish: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Plan:
        """A plan from the values of its file. Raises DataError for what it does not know."""
        _refuse_unknown("the plan", values, ("title", "format", "sources", *STAGES, _PUBLISH))
        sources = values.get("sources") or []
        if not isinstance(sources, list) or not sources:
            raise DataError("the plan names no sources: give a list under 'sources', or --source")
        if values.get("format", "jsonl") not in _FORMATS:
            raise DataError(f"format is {values['format']!r}; it must be one of {', '.join(_FORMATS)}")
        options = {name: _stage_options(name, values.get(name)) for name in (*STAGES, _PUBLISH)}
        return cls(
            sources=[Source.read(each) for each in sources],
            title=str(values.get("title", "The corpus")),
            format=str(values.get("format", "jsonl")),
            stages={name: options[name] for name in STAGES},
            publish=options[_PUBLISH] or {},
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One stage, ready to run: `run(again)` does it, or finds it done."""

    name: str
    output: Path
    run: Callable[[bool], None]


def steps(plan: Plan, folder: Path) -> list[Step]:
    """The steps of a plan in their order; every option is read before the first step runs."""
    path = folder / f"{_LOAD}.{plan.format}"
    found = [Step(_LOAD, path, _loading(plan.sources, path))]
    for name in STAGES:
        options = plan.stages.get(name, {})
        if options is not None:
            output = folder / f"{name}.{plan.format}"
            found.append(Step(name, output, _command(name, [str(path), "-o", str(output)], options)))
            path = output
    output = folder / CORPUS
    arguments = [str(path), "-o", str(output), "--title", plan.title]
    found.append(Step(_PUBLISH, output, _command(_PUBLISH, arguments, plan.publish)))
    return found


def build(plan: Plan, folder: Path, until: str = _PUBLISH) -> list[Step]:
    """Do every step up to `until` that is not done; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for step in steps(plan, folder):
        say(f"\n{step.name} -> {step.output}")
        try:
            step.run(False)
        except OtherSettings:
            say("its input or its options changed since: made anew")
            step.run(True)
        done.append(step)
        if step.name == until:
            break
    return done


def load_into(output: Output, sources: Sequence[Source]) -> None:
    """The sources one after the other, from where an earlier run stopped; `report["sources"]` counts what each gave."""
    counts = output.report.setdefault("sources", {})
    pairs = islice(_all_pairs(sources, output), output.read, None)
    for source, pair in progress(pairs, _LOAD, initial=output.read):
        counts[source.source] = counts.get(source.source, 0) + 1
        output.write(_completed(pair, source))
        output.advance()
    if not output.written:
        raise DataError(f"no source has a pair that can be used: {output.rejects.summary() or 'all are empty'}")


def _loading(sources: Sequence[Source], path: Path) -> Callable[[bool], None]:
    def load(again: bool) -> None:
        settings = {"command": _LOAD, "sources": [source.settings() for source in sources]}
        with Output(path, settings, again=again) as output:
            if not output.finished:
                load_into(output, sources)
        say(output.summary())

    return load


def _all_pairs(sources: Iterable[Source], output: Output) -> Iterator[tuple[Source, Pair]]:
    for source in sources:
        pairs = iter_pairs(source.source, source.split, columns=source.columns or None, rejects=output.rejects)
        for pair in islice(pairs, source.max_pairs or None):
            yield source, pair


def _completed(pair: Pair, source: Source) -> Pair:
    problem = pair.problem
    name = problem.source or source.name or source.source
    return replace(pair, problem=replace(problem, source=name, licence=problem.licence or source.licence))


def _command(name: str, arguments: Sequence[str], options: Mapping[str, Any]) -> Callable[[bool], None]:
    """A command with its options, which are read now."""
    module = importlib.import_module(_PREFIX + name)
    parser = argparse.ArgumentParser(prog=f"the stage {name}")
    commands = parser.add_subparsers()
    module.add_parser(commands)
    line = [name, *arguments, *_flags(options)]
    _parsed(parser, name, line)

    def run(again: bool) -> None:
        module.run(_parsed(parser, name, [*line, "--again"] if again else line))

    return run


def _parsed(parser: argparse.ArgumentParser, name: str, line: Sequence[str]) -> argparse.Namespace:
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            return parser.parse_args(line)
    except SystemExit:
        reason = said.getvalue().strip().splitlines()[-1].rpartition("error: ")[2]
        raise DataError(f"{name}: {reason}; `python -m autoformalize.data {name} --help` lists its options") from None


def _flags(options: Mapping[str, Any]) -> list[str]:
    """`{"any_proof": True, "import-path": ["a", "b"]}` as a command line."""
    line = []
    for key, value in options.items():
        flag = "--" + key.replace("_", "-")
        if isinstance(value, bool):
            line += [flag] if value else []
        else:
            for each in value if isinstance(value, list) else [value]:
                line.append(f"{flag}={each}")
    return line


def _stage_options(name: str, value: Any) -> Mapping[str, Any] | None:
    if value is False:
        return None
    if value is None or value is True:
        return {}
    if not isinstance(value, Mapping):
        raise DataError(f"{name}: give its options as a map, or false to leave it out, not {value!r}")
    return value


def _refuse_unknown(where: str, found: Mapping[str, Any], known: Sequence[str]) -> None:
    unknown = [key for key in found if key not in known]
    if unknown:
        raise DataError(f"{where}: there is no key {unknown[0]!r}; the keys are {', '.join(known)}")
