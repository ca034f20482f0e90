"""Records in and out of files: JSON Lines, CSV and Parquet, streaming.

A reader yields `(where, record)` with `where` as "FILE:LINE" for the messages of whoever checks the record. What a
record means is left to `autoformalize.problem`; which files there are, to `autoformalize.data.sources`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autoformalize.data.rejects import Rejects, refuse
from autoformalize.problem import LISTS, DataError, Pair, Problem

SUFFIXES = (".jsonl", ".csv", ".parquet")
_PARQUET_BATCH = 1024
_DEEPEST = 100
_SHOWN = 1000
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_WIDE = "this is UTF-16 text; save the file as UTF-8"

Record = Mapping[str, Any]


def read_records(
    path: Path, columns: Mapping[str, str] | None = None, rejects: Rejects | None = None
) -> Iterator[tuple[str, Record]]:
    """Yield `(where, record)` for each row; `columns` maps this project's keys to the file's column names.

    Raises DataError for a missing file or an unknown suffix. A row that cannot be read, a column that is not there, or
    a file that is damaged goes to `rejects`, and what can be read is read; without `rejects` it raises DataError too.
    """
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; give a path to a .jsonl, .csv or .parquet file")
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".parquet": _read_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise DataError(f"{path}: cannot read a {path.suffix or 'nameless'} file; use one of {', '.join(SUFFIXES)}")
    for where, record in reader(path, rejects):
        if columns and (missing := missing_column(record, columns)):
            refuse(rejects, where, missing, record)
        else:
            yield where, rename_columns(record, columns) if columns else record


def missing_column(record: Record, columns: Mapping[str, str]) -> str:
    """What to say of the first mapped column that the record lacks; "" if it has all."""
    for key, column in columns.items():
        if column not in record:
            return f"there is no column {column!r} for {key!r}; the columns are: {', '.join(sorted(record)) or 'none'}"
    return ""


def rename_columns(record: Record, columns: Mapping[str, str]) -> Record:
    """The record with this project's keys beside its own; every mapped column is there."""
    return {**record, **{key: record[column] for key, column in columns.items()}}


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


def _read_jsonl(path: Path, rejects: Rejects | None) -> Iterator[tuple[str, Record]]:
    with path.open("rb") as lines:
        if _is_wide(lines.read(2)):
            refuse(rejects, str(path), _WIDE)
            return
        lines.seek(0)
        for number, raw in enumerate(lines, start=1):
            where = f"{path}:{number}"
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                if _is_deep(line):
                    refuse(rejects, where, f"not usable JSON: nested more than {_DEEPEST} levels deep", raw[:_SHOWN])
                    continue
                record = json.loads(line) if line else None
                if "\\u" in line:
                    json.dumps(record, ensure_ascii=False).encode("utf-8")
            except UnicodeDecodeError as error:
                refuse(rejects, where, f"not UTF-8 text (byte {error.start}); save the file as UTF-8", raw)
            except UnicodeEncodeError:
                refuse(rejects, where, "not valid Unicode: half a surrogate pair", raw)
            except json.JSONDecodeError as error:
                refuse(rejects, where, f"not valid JSON: {error.msg} at column {error.colno}", raw)
            except ValueError as error:  # a number of too many digits
                refuse(rejects, where, f"not usable JSON: {error}", raw)
            else:
                if isinstance(record, dict):
                    yield where, record
                elif line:
                    refuse(rejects, where, f"expected a JSON object, found {type(record).__name__}", raw)


def _read_csv(path: Path, rejects: Rejects | None) -> Iterator[tuple[str, Record]]:
    with path.open("rb") as start:
        if _is_wide(start.read(2)):
            refuse(rejects, str(path), _WIDE)
            return
    # Bytes that are not UTF-8 become surrogates, so that only their own row is lost.
    with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as text:
        rows = csv.DictReader(text, strict=True)
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                refuse(rejects, f"{path}:{rows.reader.line_num}", f"not valid CSV: {error}")
                continue
            if row is None:
                return
            where = f"{path}:{rows.line_num}"
            if not _is_unicode(row):
                refuse(rejects, where, "not UTF-8 text; save the file as UTF-8", row)
            elif None in row:
                refuse(rejects, where, "more cells than the header has columns; quote cells that hold commas", row)
            else:
                yield where, row


def _read_parquet(path: Path, rejects: Rejects | None) -> Iterator[tuple[str, Record]]:
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            for group in range(table.num_row_groups):
                end = number + table.metadata.row_group(group).num_rows
                try:
                    for batch in table.iter_batches(batch_size=_PARQUET_BATCH, row_groups=[group]):
                        for record in _rows(batch, path, number, rejects):
                            number += 1
                            if record is not None:
                                yield f"{path}:{number}", record
                except (pyarrow.ArrowException, OSError) as error:
                    where = f"{path}:{number + 1}"
                    refuse(rejects, where, f"damaged Parquet, rows {number + 1} to {end}: {_first_line(error)}")
                number = end
    except (pyarrow.ArrowException, OSError) as error:
        refuse(rejects, str(path), f"not a readable Parquet file (cut short?): {_first_line(error)}")


def _rows(batch: Any, path: Path, before: int, rejects: Rejects | None) -> Iterator[Record | None]:
    """The rows of a batch; None for one whose text is not UTF-8."""
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except UnicodeDecodeError:
                refuse(rejects, f"{path}:{before + number + 1}", "not UTF-8 text")
                yield None


def _is_deep(line: str) -> bool:
    """Whether brackets stand in brackets so deep that Python's parser, which recurses, could overflow its stack."""
    if line.count("[") + line.count("{") <= _DEEPEST:
        return False
    depth = 0
    for sign in re.findall(r"[\[\]{}]", _STRING.sub("", line)):
        depth += 1 if sign in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _is_wide(start: bytes) -> bool:
    return start in (b"\xff\xfe", b"\xfe\xff")


def _is_unicode(row: Mapping[Any, Any]) -> bool:
    try:
        for cell in row.values():
            for text in cell if isinstance(cell, list) else (cell,):
                (text or "").encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


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
