"""Records in and out of files: JSON Lines, CSV and Parquet, streaming.

A reader yields `(where, record)` with `where` as "FILE:LINE" for the messages of whoever checks the record. What a
record means is left to `autoformalize.problem`; which files there are, to `autoformalize.data.sources`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autoformalize.problem import LISTS, DataError, Pair, Problem

SUFFIXES = (".jsonl", ".csv", ".parquet")
_PARQUET_BATCH = 1024

Record = Mapping[str, Any]


def read_records(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[tuple[str, Record]]:
    """Yield `(where, record)` for each row; `columns` maps this project's keys to the file's column names.

    Raises DataError for a missing file, an unknown suffix, a row that cannot be read, or a column that is not there.
    """
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; give a path to a .jsonl, .csv or .parquet file")
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".parquet": _read_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise DataError(f"{path}: cannot read a {path.suffix or 'nameless'} file; use one of {', '.join(SUFFIXES)}")
    for where, record in reader(path):
        yield where, rename_columns(record, columns, where) if columns else record


def rename_columns(record: Record, columns: Mapping[str, str], where: str) -> Record:
    """The record under this project's keys; raises DataError for a mapped column that the row lacks."""
    renamed = dict(record)
    for key, column in columns.items():
        if column not in record:
            found = ", ".join(sorted(record)) or "none"
            raise DataError(f"{where}: there is no column {column!r} for {key!r}; the columns are: {found}")
        renamed[key] = record[column]
    return renamed


def write_pairs(path: Path | str, pairs: Iterable[Pair]) -> int:
    """Write pairs as JSON Lines or Parquet, by suffix; the file appears whole or not at all. Returns the count."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    if path.suffix == ".jsonl":
        count = _write_jsonl(partial, pairs)
    elif path.suffix == ".parquet":
        count = _write_parquet(partial, pairs)
    else:
        raise DataError(f"{path}: cannot write a {path.suffix or 'nameless'} file; use .jsonl or .parquet")
    partial.replace(path)
    return count


def _read_jsonl(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            where = f"{path}:{number}"
            try:
                line = raw.decode("utf-8").strip()
            except UnicodeDecodeError as error:
                raise DataError(f"{where}: not UTF-8 text (byte {error.start}); save the file as UTF-8") from error
            if not line:
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{where}: not valid JSON: {error.msg} at column {error.colno}") from error
            if not isinstance(record, dict):
                raise DataError(f"{where}: expected a JSON object, found {type(record).__name__}")
            yield where, record


def _read_csv(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text, strict=True)
        try:
            for row in rows:
                where = f"{path}:{rows.line_num}"
                if None in row:
                    raise DataError(f"{where}: more cells than the header has columns; quote cells that hold commas")
                yield where, row
        except csv.Error as error:
            raise DataError(f"{path}:{rows.line_num}: not valid CSV: {error}") from error
        except UnicodeDecodeError as error:
            raise DataError(f"{path}:{rows.line_num + 1}: not UTF-8 text; save the file as UTF-8") from error


def _read_parquet(path: Path) -> Iterator[tuple[str, Record]]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            number = 0
            for batch in table.iter_batches(batch_size=_PARQUET_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{path}:{number}", row
    except (pyarrow.ArrowInvalid, OSError) as error:
        reason = str(error).splitlines()[0]
        raise DataError(f"{path}: not a readable Parquet file (cut short?): {reason}") from error


def _write_jsonl(path: Path, pairs: Iterable[Pair]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for pair in pairs:
            out.write(json.dumps(pair.to_json(), ensure_ascii=False) + "\n")
            count += 1
    return count


def _write_parquet(path: Path, pairs: Iterable[Pair]) -> int:
    with ParquetPairs(path) as out:
        for pair in pairs:
            out.write(pair)
    return out.count


class ParquetPairs:
    """A Parquet file of pairs in the making, under the one schema of all such files; use it in a `with`."""

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet

        self.path = path
        self.count = 0
        self.schema = _schema()
        self._batch: list[dict[str, Any]] = []
        self._writer = pyarrow.parquet.ParquetWriter(path, self.schema, compression="zstd")

    def write(self, pair: Pair) -> None:
        """Add a pair."""
        self._batch.append(pair.to_json())
        self.count += 1
        if len(self._batch) == _PARQUET_BATCH:
            self._flush()

    def close(self) -> None:
        """Finish the file. Safe to call twice."""
        if self._writer.is_open:
            self._flush()
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _flush(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._batch, schema=self.schema))
        self._batch = []


def _schema() -> Any:
    import pyarrow

    names = pyarrow.list_(pyarrow.string())
    columns = [(field.name, names if field.name in LISTS else pyarrow.string()) for field in fields(Problem)]
    entry = {"backend": pyarrow.string(), "lean": pyarrow.string(), "axioms": names}
    entry |= {"date": pyarrow.string(), "mathlib": pyarrow.string()}
    verified = pyarrow.list_(pyarrow.struct([pyarrow.field(key, kind) for key, kind in entry.items()]))
    return pyarrow.schema([*columns, ("formal_proof", pyarrow.string()), ("verified", verified)])
