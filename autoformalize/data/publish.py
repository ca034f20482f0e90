"""A corpus in the layout that `datasets.load_dataset` loads by itself, in a folder or on the hub.

`data/SPLIT-00000-of-0000N.parquet` and a README.md whose first lines say which file is which split, with the features,
the licence and the size; and the data card. The folder appears whole.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from autoformalize.data.readers import ParquetPairs
from autoformalize.data.stats import UNKNOWN, CorpusStats
from autoformalize.problem import SPLITS, DataError, Pair

DEFAULT_SHARD_ROWS: Final = 200_000
_SIZES: Final = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)
# The hub's names of licences are lower case; what is not among them is "other" there.
_HUB_LICENCES: Final = frozenset(
    (
        *("apache-2.0", "mit", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-sa-3.0", "odc-by"),
        *("bsd-2-clause", "bsd-3-clause", "gpl-3.0", "lgpl-3.0", "mpl-2.0", "unlicense"),
    )
)
_TAGS: Final = ("lean", "lean3", "mathematics", "theorem-proving", "autoformalization")


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of a published corpus."""

    path: Path
    split: str
    rows: int


class ShardWriter:
    """Pairs into files of at most `shard_rows` rows, one series for each split; a pair without a split is training.

    One row group for each split is in memory. Use it in a `with`; `finish` gives the files their last names.
    """

    def __init__(self, folder: Path, shard_rows: int = DEFAULT_SHARD_ROWS) -> None:
        if shard_rows < 1:
            raise DataError(f"--shard-rows {shard_rows}: a file holds at least one row")
        self._folder = folder
        self._shard_rows = shard_rows
        self._open: dict[str, ParquetPairs] = {}
        self._closed: list[Shard] = []
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, pair: Pair) -> None:
        """Add a pair to its split."""
        split = pair.problem.split or SPLITS[0]
        current = self._open.get(split)
        if current is None:
            number = sum(shard.split == split for shard in self._closed)
            current = self._open[split] = ParquetPairs(self._folder / f"{split}-{number:05}.parquet")
        current.write(pair)
        if current.count == self._shard_rows:
            self._close(split)

    def written(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Pass the pairs through and write them."""
        for pair in pairs:
            self.write(pair)
            yield pair

    def finish(self) -> list[Shard]:
        """Close the files and name them, in the order of splits and numbers."""
        self.close()
        totals = Counter(shard.split for shard in self._closed)
        named = []
        for shard in self._closed:
            path = shard.path.with_name(f"{shard.path.stem}-of-{totals[shard.split]:05}.parquet")
            named.append(Shard(shard.path.rename(path), shard.split, shard.rows))
        return sorted(named, key=lambda shard: (SPLITS.index(shard.split), shard.path.name))

    def close(self) -> None:
        """Close what is open."""
        for split in list(self._open):
            self._close(split)

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def _close(self, split: str) -> None:
        current = self._open.pop(split)
        current.close()
        self._closed.append(Shard(current.path, split, current.count))


def write_readme(folder: Path, shards: Sequence[Shard], stats: CorpusStats, title: str, body: str) -> None:
    """README.md with the metadata that `datasets` and the hub read, and `body` below the title."""
    from huggingface_hub import DatasetCardData

    splits = [split for split in SPLITS if any(shard.split == split for shard in shards)]
    data = DatasetCardData(
        language=["en"],
        license=hub_licences(stats.counts.get("licence", ())),
        pretty_name=title,
        size_categories=[size_category(stats.pairs)],
        task_categories=["text-generation", "translation"],
        tags=list(_TAGS),
        configs=[
            {
                "config_name": "default",
                "data_files": [{"split": split, "path": f"data/{split}-*.parquet"} for split in splits],
            }
        ],
    )
    if shards:
        _add_features(data, shards)
    text = f"---\n{data.to_yaml()}\n---\n# {title}\n\n{body.strip()}\n"
    (folder / "README.md").write_text(text, encoding="utf-8", errors="replace")


def size_category(pairs: int) -> str:
    """The hub's word for the size of a data set."""
    return next((name for limit, name in _SIZES if pairs < limit), "100M<n<1B")


def hub_licences(licences: Iterable[str]) -> str | list[str]:
    """Licences under the hub's names: one, or a list; unknown ones are "other"."""
    known = sorted({name.lower() if name.lower() in _HUB_LICENCES else _unnamed(name) for name in licences})
    return known[0] if len(known) == 1 else known or "unknown"


def upload(folder: Path, repository: str, *, private: bool = False, message: str = "The corpus") -> str:
    """Put a published folder on the hub and return its address. What is there already is not sent again.

    Raises DataError, in one line, without a token, without a network, or where the hub refuses.
    """
    import huggingface_hub

    if repository.count("/") != 1 or not all(repository.split("/")):
        raise DataError(f"--hub {repository}: write OWNER/NAME")
    if huggingface_hub.get_token() is None:
        raise DataError(
            f"{folder} is ready, but there is no token for the hub: set HF_TOKEN or run `hf auth login`, then repeat "
            "the command"
        )
    try:
        api = huggingface_hub.HfApi()
        api.create_repo(repository, repo_type="dataset", private=private, exist_ok=True)
        api.upload_folder(repo_id=repository, folder_path=folder, repo_type="dataset", commit_message=message)
    except Exception as error:  # the hub's client raises its own, httpx's and the system's kinds; each means: not now
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise DataError(f"{folder} is ready, but the hub did not take it: {reason}; repeat the command") from error
    return f"{api.endpoint}/datasets/{repository}"


def replace_folder(draft: Path, folder: Path) -> None:
    """Put `draft` in the place of `folder`."""
    if folder.exists():
        shutil.rmtree(folder)
    draft.rename(folder)


def _unnamed(name: str) -> str:
    return "unknown" if name == UNKNOWN else "other"


def _add_features(data: Any, shards: Sequence[Shard]) -> None:
    """Features, and each split's rows and bytes, which `datasets` checks what it loads against."""
    import pyarrow.parquet
    from datasets import Features, SplitDict, SplitInfo
    from datasets.info import DatasetInfo, DatasetInfosDict

    splits = SplitDict()
    with ExitStack() as files:
        opened = [files.enter_context(pyarrow.parquet.ParquetFile(shard.path)) for shard in shards]
        features = Features.from_arrow_schema(opened[0].schema_arrow)
        for split in dict.fromkeys(shard.split for shard in shards):
            mine = [file.metadata for file, shard in zip(opened, shards, strict=True) if shard.split == split]
            groups = [file.row_group(number) for file in mine for number in range(file.num_row_groups)]
            size, rows = sum(group.total_byte_size for group in groups), sum(file.num_rows for file in mine)
            splits.add(SplitInfo(split, num_bytes=size, num_examples=rows))
    on_disk = sum(shard.path.stat().st_size for shard in shards)
    total = sum(info.num_bytes for info in splits.values())
    info = DatasetInfo(features=features, splits=splits, download_size=on_disk, dataset_size=total)
    DatasetInfosDict({"default": info}).to_dataset_card_data(data)
