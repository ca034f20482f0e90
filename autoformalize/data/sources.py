"""Problems and pairs by name: the built-in set, the forge, files, and datasets on the hub.

Streams wherever the source does. What a record must look like is `autoformalize.problem`'s business, and which pairs
may be trained on is decided in `training_pairs` with `autoformalize.data.hygiene`.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from autoformalize.data.benchmarks import minif2f, proofnet
from autoformalize.data.hygiene import BenchmarkIndex, Dropped, decontaminate, deduplicate
from autoformalize.data.readers import Record, missing_column, read_records, rename_columns
from autoformalize.data.rejects import Rejects, refuse
from autoformalize.problem import SPLITS, DataError, Pair, Problem

_Read = TypeVar("_Read", Pair, Problem)

BUILTIN = Path(__file__).with_name("builtin")
DEFAULT_FORGED = 12000
"""Pairs of the default forge; enough for the longest recipe that ships, generated in seconds."""

_NAMES = (
    "builtin, builtin/mathlib, forge, forge:seed=S,count=N, proofnet:FOLDER, docgen:FOLDER, "
    "minif2f:FOLDER[,informal=FOLDER], mathlib3:FOLDER, hub:OWNER/NAME, a .jsonl, .csv or .parquet file, or a "
    "published folder"
)


def load_problems(name_or_path: str = "builtin", split: str | None = None) -> list[Problem]:
    """Problems of one split, or of all; raises DataError for an unknown name or path, or a bad row."""
    return list(iter_problems(name_or_path, split))


def load_pairs(
    name_or_path: str = "builtin", split: str | None = "train", *, columns: Mapping[str, str] | None = None
) -> list[Pair]:
    """Pairs of one split (None: all); `columns` maps this project's keys to the columns of a file or a hub dataset."""
    return list(iter_pairs(name_or_path, split, columns=columns))


def iter_pairs(
    name_or_path: str = "builtin",
    split: str | None = "train",
    *,
    columns: Mapping[str, str] | None = None,
    rejects: Rejects | None = None,
) -> Iterator[Pair]:
    """As load_pairs, one at a time. A record without a split belongs to whatever split is asked for.

    With `rejects` a row that cannot be used goes there, and the rest is read.
    """
    if name_or_path == "forge" or name_or_path.startswith("forge:"):
        if split in (None, "train"):
            yield from _forged(name_or_path)
        return
    repository, _, place = name_or_path.partition(":")
    if repository in _PAIRS and place:
        yield from (pair for pair in _PAIRS[repository](place, rejects) if _wanted(pair.problem, split))
        return
    for where, record in _records(name_or_path, split, columns, rejects):
        pair = _checked(Pair.from_json, record, where, rejects)
        if pair is not None and _wanted(pair.problem, split):
            yield pair


def iter_problems(
    name_or_path: str = "builtin", split: str | None = None, *, rejects: Rejects | None = None
) -> Iterator[Problem]:
    """As load_problems, one at a time; records without proofs will do."""
    if name_or_path == "forge" or name_or_path.startswith("forge:"):
        for pair in iter_pairs(name_or_path, split):
            yield pair.problem
        return
    repository, _, folder = name_or_path.partition(":")
    if repository in _REPOSITORIES and folder:
        yield from _REPOSITORIES[repository](folder, split)
        return
    for where, record in _records(name_or_path, split, None, rejects):
        problem = _checked(Problem.from_json, record, where, rejects)
        if problem is not None and _wanted(problem, split):
            yield problem


def training_pairs(seed: int = 0, forged: int = DEFAULT_FORGED, dropped: Dropped | None = None) -> Iterator[Pair]:
    """The built-in training set: hand-written pairs, then `forged` forged ones, without duplicates or leaks."""
    from autoformalize.data.forge import forge

    benchmark = BenchmarkIndex.of(benchmark_problems())
    written = decontaminate(iter_pairs("builtin", "train"), benchmark, dropped)
    return deduplicate(chain(written, forge(seed, forged)), dropped)


def benchmark_problems() -> Iterator[Problem]:
    """What training must keep away from: the built-in validation and test splits."""
    for split in ("validation", "test"):
        yield from iter_problems("builtin", split)


def content_hash(problems: Iterable[Problem]) -> str:
    """SHA-256 (hex) over what the problems say, in order: stands in every result that uses them.

    Spaces, line ends, Unicode's ways to compose a letter, and fields that say nothing of the problem (topic, source,
    licence) do not count, nor does the form of the file that they were read from.
    """
    digest = hashlib.sha256()
    for problem in problems:
        texts = (problem.id, problem.split, problem.header, problem.formal_statement, problem.informal_statement)
        plain = [" ".join(unicodedata.normalize("NFC", text).split()) for text in texts]
        digest.update(json.dumps(plain, ensure_ascii=False).encode("utf-8") + b"\n")
    return digest.hexdigest()


def _proofnet(place: str, split: str | None) -> Iterator[Problem]:
    return proofnet.problems(Path(place).expanduser(), split)


def _minif2f(place: str, split: str | None) -> Iterator[Problem]:
    """`FOLDER`, or `FOLDER,informal=FOLDER` where the English texts lie in another copy."""
    folder, _, informal = place.partition(",informal=")
    return minif2f.problems(Path(folder).expanduser(), split, Path(informal).expanduser() if informal else None)


def _docgen(place: str, split: str | None) -> Iterator[Problem]:
    return proofnet.docgen(Path(place).expanduser(), split)


def _mathlib3(place: str, split: str | None) -> Iterator[Problem]:
    return (pair.problem for pair in _mathlib3_pairs(place, None) if _wanted(pair.problem, split))


def _minif2f_pairs(place: str, rejects: Rejects | None) -> Iterator[Pair]:
    """The theorems that ship with a proof."""
    folder, _, informal = place.partition(",informal=")
    return minif2f.pairs(Path(folder).expanduser(), None, Path(informal).expanduser() if informal else None)


def _mathlib3_pairs(place: str, rejects: Rejects | None) -> Iterator[Pair]:
    from autoformalize.data.mathlib3 import extract

    return chain.from_iterable(extract(Path(place).expanduser(), rejects=rejects))


_REPOSITORIES = {"proofnet": _proofnet, "docgen": _docgen, "minif2f": _minif2f, "mathlib3": _mathlib3}
_PAIRS = {"minif2f": _minif2f_pairs, "mathlib3": _mathlib3_pairs}
"""What has problems, and what has proofs too, by the name before the colon."""


def _forged(name: str) -> Iterator[Pair]:
    from autoformalize.data.forge import forge

    settings = {"seed": 0, "count": DEFAULT_FORGED}
    for item in name.partition(":")[2].split(",") if ":" in name else ():
        key, _, value = item.partition("=")
        if key not in settings or not value.isdecimal():
            raise DataError(f"{name}: cannot read {item!r}; write forge:seed=0,count={DEFAULT_FORGED}")
        settings[key] = int(value)
    return forge(settings["seed"], settings["count"])


def _checked(read: Callable[[Record, str], _Read], record: Record, where: str, rejects: Rejects | None) -> _Read | None:
    """What the record says, or None after putting it among the rejects."""
    try:
        return read(record, where)
    except DataError as error:
        if rejects is None:
            raise
        rejects.add(where, str(error).removeprefix(f"{where}: "), record)
        return None


def _records(
    name: str, split: str | None, columns: Mapping[str, str] | None, rejects: Rejects | None
) -> Iterator[tuple[str, Record]]:
    if split is not None and split not in SPLITS:
        raise DataError(f"{name}: there is no split {split!r}; the splits are {', '.join(SPLITS)}")
    if name == "builtin":
        return chain.from_iterable(read_records(BUILTIN / f"{each}.jsonl") for each in ([split] if split else SPLITS))
    if name == "builtin/mathlib":
        return read_records(BUILTIN / "mathlib.jsonl")
    if name.startswith("hub:"):
        return _hub_records(name, split, columns, rejects)
    path = Path(name).expanduser()
    if not path.exists():
        raise DataError(f"{name}: there is no such data set or file; give {_NAMES}")
    if path.is_dir():
        return _published_records(path, split, columns, rejects)
    return read_records(path, columns, rejects)


def _published_records(
    folder: Path, split: str | None, columns: Mapping[str, str] | None, rejects: Rejects | None
) -> Iterator[tuple[str, Record]]:
    """A folder in the layout of `publish`: its splits in order."""
    files = [path for each in ([split] if split else SPLITS) for path in sorted(folder.glob(f"data/{each}-*.parquet"))]
    if not files and not list(folder.glob("data/*.parquet")):
        raise DataError(f"{folder}: a folder without data/SPLIT-*.parquet is no published corpus; give {_NAMES}")
    return chain.from_iterable(read_records(path, columns, rejects) for path in files)


def _hub_records(
    name: str, split: str | None, columns: Mapping[str, str] | None, rejects: Rejects | None
) -> Iterator[tuple[str, Record]]:
    """Rows of a dataset on the hub, streamed; every row stands under its split's name and number."""
    import datasets

    repository = name.removeprefix("hub:")
    number = 0
    try:
        loaded = _load_dataset(datasets, repository, split)
        for part, rows in loaded.items():
            number = 0
            for row in rows:
                number += 1
                where = f"{name}:{part}:{number}"
                if columns and (missing := missing_column(row, columns)):
                    refuse(rejects, where, missing, row)
                    continue
                record = rename_columns(row, columns) if columns else row
                found = {"split": part} if part in SPLITS else {}
                yield where, {"id": f"{repository}/{part}/{number}", "source": name, **found, **record}
    except DataError:
        raise
    except Exception as error:  # the hub's client raises many kinds; each means that this data set cannot be had now
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise DataError(f"{name}: cannot be loaded from the hub (after {number:,} rows): {reason}") from error


def _load_dataset(datasets: Any, repository: str, split: str | None) -> dict[str, Any]:
    """The splits of a dataset: of the hub, of its cache, or of a folder, also one that `save_to_disk` made."""
    folder = Path(repository).expanduser()
    if (folder / "dataset_dict.json").is_file() or (folder / "dataset_info.json").is_file():
        loaded = datasets.load_from_disk(str(folder))
    else:
        loaded = datasets.load_dataset(str(folder) if folder.is_dir() else repository, streaming=True)
    parts = dict(loaded) if hasattr(loaded, "keys") else {"train": loaded}
    if split is not None and split not in parts:
        raise DataError(f"hub:{repository}: there is no split {split!r}; it has {', '.join(parts)}")
    return {split: parts[split]} if split is not None else parts


def _wanted(problem: Problem, split: str | None) -> bool:
    return split is None or not problem.split or problem.split == split
