"""attempts.jsonl: every attempt with its verdict; beside it, the samples that still wait for theirs.

Both are written as they come, so that a kill loses neither a verdict nor a sample. What is in memory of them are three
numbers for each problem, whose bits say which samples were written, which have an attempt, and which succeeded. The
samples' file (attempts.samples.jsonl) is deleted when all of them have their verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from autoformalize.errors import UserError
from autoformalize.evaluation.lines import LineLog
from autoformalize.generation import Sample
from autoformalize.problem import Attempt

# What is kept of a sample, and of which kind each value is.
_KEPT: Final = {"problem_id": str, "index": int, "text": str, "truncated": bool, "tokens": int}


class AttemptStore:
    """Append-only, for one process at a time; opening it drops a last line that a kill left unfinished.

    One thread may append attempts while another keeps samples, others ask what is there, and one syncs.
    """

    def __init__(self, path: Path) -> None:
        """Raises UserError for a file that is no store, or that another process is writing."""
        self._attempts = LineLog(path)
        self._samples_path = path.with_name(f"{path.stem}.samples.jsonl")
        self._samples: LineLog | None = None
        try:
            self._there: dict[str, int] = {}
            self._right: dict[str, int] = {}
            self._count = 0
            for attempt in self:
                self._note(attempt)
            self._kept: dict[str, int] = {}
            if self._samples_path.exists():
                self._samples = LineLog(self._samples_path)
                for sample in self.unjudged():
                    self._note_sample(sample)
        except BaseException:
            self.close()
            raise

    def __contains__(self, key: object) -> bool:
        return _is_in(self._there, key)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Attempt]:
        """The attempts on disk, in the order in which their verdicts came."""
        for where, record in self._attempts:
            if record is None:
                raise UserError(f"{where}: not JSON; was the file edited?")
            yield Attempt.from_json(record, where)

    def there(self, problem_id: str) -> int:
        """The samples of a problem that have an attempt, as the bits of a number."""
        return self._there.get(problem_id, 0)

    def right(self, problem_id: str) -> int:
        """Those of them that succeeded."""
        return self._right.get(problem_id, 0)

    @property
    def succeeded(self) -> int:
        """How many attempts succeeded."""
        return sum(bits.bit_count() for bits in self._right.values())

    @property
    def sampled(self) -> Sampled:
        """The samples that need not be generated: those with an attempt, and those that wait for one."""
        return Sampled(self._kept, self._there)

    def unjudged(self) -> Iterator[Sample]:
        """The samples on disk that have no attempt. A line that cannot be read is left out: it is sampled again."""
        for _, record in self._samples or ():
            sample = _sample(record)
            if sample is not None and (sample.problem_id, sample.index) not in self:
                yield sample

    def keep(self, sample: Sample) -> None:
        """Write a sample that goes to the checker now. If it raises, it is not there."""
        if self._samples is None:
            self._samples = LineLog(self._samples_path)
        self._samples.append([{name: getattr(sample, name) for name in _KEPT}], ascii_only=True)
        self._note_sample(sample)

    def append(self, attempts: Iterable[Attempt]) -> None:
        """Write the attempts that are new. If it raises, none of them is there."""
        fresh = [attempt for attempt in attempts if _key(attempt) not in self]
        self._attempts.append(attempt.to_json() for attempt in fresh)
        for attempt in fresh:
            self._note(attempt)

    def sync(self) -> None:
        """What was written before is on the disk when this returns, even if the machine stops then."""
        if self._samples is not None:
            self._samples.sync()
        self._attempts.sync()

    def forget_samples(self) -> None:
        """Delete the samples' file: all of them have attempts."""
        if self._samples is not None:
            self._attempts.sync()  # first: the samples are what a machine that stops would need
            self._samples.remove()
            self._samples = None

    def close(self) -> None:
        """Sync and close the files."""
        try:
            self._attempts.close()
        finally:
            if self._samples is not None:
                self._samples.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _note_sample(self, sample: Sample) -> None:
        self._kept[sample.problem_id] = self._kept.get(sample.problem_id, 0) | 1 << sample.index

    def _note(self, attempt: Attempt) -> None:
        problem_id, index = _key(attempt)
        bit = 1 << index
        there = self._there.get(problem_id, 0)
        self._count += not there & bit
        self._there[problem_id] = there | bit
        if attempt.succeeded:
            self._right[problem_id] = self._right.get(problem_id, 0) | bit


class Sampled:
    """Says of (problem id, index) whether that sample was written; follows what is written."""

    def __init__(self, *bits: dict[str, int]) -> None:
        self._bits = bits

    def __contains__(self, key: object) -> bool:
        return any(_is_in(bits, key) for bits in self._bits)


def _is_in(bits: dict[str, int], key: object) -> bool:
    if not isinstance(key, tuple):
        return False
    problem_id, index = key
    return bool(bits.get(problem_id, 0) >> index & 1)


def _key(attempt: Attempt) -> tuple[str, int]:
    return attempt.candidate.problem_id, attempt.candidate.index


def _sample(record: dict[str, Any] | None) -> Sample | None:
    try:
        sample = Sample(**(record or {}))
    except TypeError:
        return None
    is_whole = all(isinstance(getattr(sample, name), kind) for name, kind in _KEPT.items()) and sample.index >= 0
    return sample if is_whole else None
