"""Benchmarks that leaked into training data: which problem, on which side, by which rule.

Each side has an exact rule (the canonical form in Lean, the key in English) and a near one. Near ones compare features
that are weighted by how rare they are among the benchmarks, so that what every statement says ("let n be a natural
number") proves nothing. Benchmarks are small: near matches are found through an index of their features, exactly, and
MinHash only spares a large corpus the question (`suspects`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autoformalize.data.hygiene.sketches import (
    BANDS,
    Bands,
    Sketches,
    bands_for,
    english_features,
    equal_bands,
    lean_features,
    sketch_problems,
)
from autoformalize.data.normalise import (
    Form,
    content_words,
    english_words,
    goal_forms,
    mirrored_forms,
    plain_words,
    statement_form,
)
from autoformalize.problem import Pair, Problem
from lean_env.commands import Declaration, LeanError, commands_of

NEAR = 0.8
"""Weighted Jaccard similarity from which one side alone is a leak."""

BOTH = 0.65
"""Similarity from which both sides together are one, where the numbers are the same as well."""

NAMED = 0.2
"""Similarity of either side from which a pair under a benchmark problem's own name is one."""

CONTAINED = 0.9
"""Share of a benchmark's English that a longer text has in it."""

_LONGER = 1.3
"""How much longer such a text is: between texts of one length, likeness decides."""

_LONG = 12
"""Content words from which English is compared by likeness: shorter sentences are like each other by nature."""

_WHOLLY = 0.97
"""Share from which the benchmark's English is in a text that is hardly longer."""

_MIDDLING = 8
"""Content words from which a text is contained in another, or like it nearly to the word (NEARLY)."""

_NEARLY = 0.9
_TOLD = 6
"""Words without which two English texts are not the same when fillers are left out ("show that", articles)."""

_LONG_LEAN = 20
"""Tokens of goal and hypotheses from which a statement is compared by likeness."""

_TOLD_LEAN = 14
"""Tokens of goal and hypotheses from which a statement with more hypotheses, or with the sides of an equation of
variables changed, is the same problem: of shorter ones that is another exercise."""

_SAY_NOTHING = frozenset(["true", "ℕ", "ℤ", "ℚ", "ℝ", "ℂ", "Prop", "Type"])
"""Hypotheses that add nothing: an unused variable is one of them."""

_RUN = 8
"""Words in a row that make a text suspect of holding a benchmark's."""

_ANCHOR = 6
"""Letters of a word that such a run begins with."""

_SUSPECT = 0.55
"""Estimated similarity from which a pair is looked at."""

_CANDIDATES = 12
_DECLARING = ("theorem", "lemma", "example")
# Words that may add nothing to a statement, and a conjunction behind the signature's colon.
_COMPOUND = re.compile(r"\b(?:true|false)\b|(?:[)\]}⦄]|^\s*\w+\s+\S+)\s*:(?!=).*(?:∧|/\\|\band\b)", re.DOTALL)
_TELLING_NAME = re.compile(r"(?=.*\d)(?!.*(?:exercise|problem|theorem|lemma|example|ex)_?[\d_.]*[a-z]?$)\w*_\w*_\w+$")
_EXAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Leak:
    """A training problem that meets a benchmark problem: on which side, by which rule, and how like it is (0 to 1).

    `side` is "lean", "english", "both", "name" or "family"; `rule` is "same", "near", "contained" or "quoted" (the
    benchmark's statement stands in the header or the proof). `also` names the problem's versions in other forks.
    """

    problem_id: str
    benchmark_id: str
    side: str
    rule: str = "same"
    similarity: float = 1.0
    also: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The record in a report."""
        record: dict[str, Any] = {"id": self.problem_id, "benchmark": self.benchmark_id, "side": self.side}
        record |= {"rule": self.rule, "similarity": round(self.similarity, 3)}
        return record | ({"also": list(self.also)} if self.also else {})


@dataclass(slots=True)
class Dropped:
    """What hygiene left out, for the report: leaks, and how many duplicates."""

    leaks: list[Leak] = field(default_factory=list)
    duplicates: int = 0


class _Features:
    """The features of one side of a benchmark, and which problems have each."""

    def __init__(self, documents: list[list[str]]) -> None:
        self._sets = [frozenset(document) for document in documents]
        counts = Counter(feature for features in self._sets for feature in features)
        self._rare = math.log(1 + len(documents))
        self._weights = {feature: math.log(1 + len(documents) / count) for feature, count in counts.items()}
        limit = max(20, len(documents) // 10)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for index, features in enumerate(self._sets):
            for feature in features:
                if counts[feature] <= limit:
                    self._holders[feature].append(index)
        self._totals = [self._total(features) for features in self._sets]

    def _total(self, features: Iterable[str]) -> float:
        return sum(self._weights.get(feature, self._rare) for feature in features)

    def nearest(self, document: list[str], also: int = -1) -> list[tuple[int, float, float]]:
        """The likeliest problems as (index, weighted Jaccard, share of the problem's weight that is in the text).

        The problem `also` is among them in any case, unless it is -1.
        """
        features = frozenset(document)
        scores: Counter[int] = Counter()
        for feature in features:
            for index in self._holders.get(feature, ()):
                scores[index] += 1
        total = self._total(features)
        found = []
        likely = {index for index, _ in scores.most_common(_CANDIDATES)}
        for index in likely | ({also} - {-1}):
            shared = sum(self._weights[feature] for feature in features & self._sets[index])
            whole = total + self._totals[index] - shared
            found.append((index, shared / whole if whole else 0.0, shared / (self._totals[index] or 1.0)))
        return found


class BenchmarkIndex:
    """What training must not contain; memory grows with the benchmarks, not with the corpus."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        mirrored = [mirrored_forms(problem.formal_statement, problem.header) for problem in problems]
        forms = [each[0] for each in mirrored]
        words = [english_words(problem.informal_statement) for problem in problems]
        self._lean = _first([form.key for form in forms])
        self._goals: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for index, each in enumerate(mirrored):
            plain, _ = goal_forms(problems[index].formal_statement, problems[index].header)
            told = each if _length(each[0]) >= _TOLD_LEAN else each[:1]
            for form in told if plain is None else [*told, plain]:
                self._lean.setdefault(form.key, index)
                self._goals[form.context + form.goal].append((index, frozenset(form.parts)))
        self._english = _first([" ".join(each) for each in words])
        self._plain = _first([_plain(each) for each in words])
        self._untyped: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for index, problem in enumerate(problems):
            untyped = statement_form(problem.formal_statement, problem.header, typed=False)
            self._untyped[untyped.key].append((index, untyped.types))
        self._families = _first([problem.family for problem in problems])
        self._names = _first([_telling(problem.theorem_name) for problem in problems])
        self._lengths = [_length(form) for form in forms]
        self._contents = [len(content_words(each)) for each in words]
        self._lean_features = _Features([lean_features(form) for form in forms])
        self._english_features = _Features([english_features(each) for each in words])
        self._numbers = [_numbers(each) for each in words]
        self._runs, self._anchors = _anchored_runs(words)
        self._also = _versions(problems, [form.key for form in forms], [" ".join(each) for each in words])

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> BenchmarkIndex:
        """Index the problems of every benchmark, all forks together: what meets one fork is kept from the others."""
        return cls(list(problems))

    def __len__(self) -> int:
        return len(self.problems)

    def leak(self, problem: Problem, proof: str = "") -> Leak | None:
        """The first way in which the problem meets a benchmark, or None; the surest rules come first."""
        form = statement_form(problem.formal_statement, problem.header)
        words = english_words(problem.informal_statement)
        for side, table, key in (
            ("lean", self._lean, form.key),
            ("english", self._english, " ".join(words)),
            ("family", self._families, problem.family),
            ("english", self._plain, _plain(words)),
        ):
            if key and key in table:
                return self._leak(problem, table[key], side, "same")
        inferred = self._with_inferred_types(problem)
        if inferred is not None:
            return self._leak(problem, inferred, "lean", "same")
        quoted = self._quoted(problem, proof)
        if quoted is not None:
            return self._leak(problem, quoted, "lean", "quoted")
        weaker = self._with_more_hypotheses(form)
        if weaker is not None:
            return self._leak(problem, weaker, "lean", "contained")
        within = self._within_goal(problem)
        if within is not None:
            return self._leak(problem, *within)
        return self._near(problem, form, words)

    def is_suspicious(self, pair: Pair) -> bool:
        """Whether the pair may be a leak though its sketch tells nothing.

        Its English has eight words in a row of a benchmark, it bears the telling name of a problem, its Lean declares
        more than one statement, or its goal has parts, or a `true` or `false` that may add nothing.
        """
        problem = pair.problem
        if _COMPOUND.search(problem.formal_statement) or _telling(problem.theorem_name) in self._names:
            return True
        words = english_words(problem.informal_statement)
        for start, word in enumerate(words):
            if word in self._anchors and tuple(words[start : start + _RUN]) in self._runs:
                return True
        return _may_declare(problem.header) or _may_declare(pair.formal_proof)

    def suspects(self, sketches: Sketches) -> NDArray[np.bool_]:
        """A mask of the pairs that may be leaks by their sketches alone: a key in common, or much in common."""
        own = sketch_problems(self.problems)
        found = np.zeros(len(sketches), dtype=bool)
        for keys, benchmark in (
            (sketches["lean"], own["lean"]),
            (sketches["english"], own["english"]),
            (sketches["family"], own["family"]),
        ):
            found |= np.isin(keys, benchmark[benchmark != 0])
        for bands, benchmark_bands in (
            (sketches["lean_bands"], own["lean_bands"]),
            (sketches["english_bands"], own["english_bands"]),
        ):
            found |= _alike(bands, benchmark_bands)
        return found

    def _near(self, problem: Problem, form: Form, words: list[str]) -> Leak | None:
        named = self._names.get(_telling(problem.theorem_name), -1)
        length, content = _length(form), len(content_words(words))
        # What is too short for every rule of a side is not looked up.
        lean: dict[int, list[float]] = {}
        if length >= _LONG_LEAN or content >= _LONG or named >= 0:
            lean = {i: likeness for i, *likeness in self._lean_features.nearest(lean_features(form), named)}
        english: dict[int, list[float]] = {}
        if content >= _MIDDLING or named >= 0:
            english = {i: likeness for i, *likeness in self._english_features.nearest(english_features(words), named)}
        best: Leak | None = None
        for index in sorted({*lean, *english}):
            formal, informal = lean.get(index, [0.0, 0.0]), english.get(index, [0.0, 0.0])
            shortest = min(self._contents[index], content)
            short = shortest < _LONG
            found: tuple[str, str, float] | None = None
            if formal[0] >= NEAR and min(self._lengths[index], length) >= _LONG_LEAN:
                found = ("lean", "near", formal[0])
            elif informal[0] >= (_NEARLY if short else NEAR) and shortest >= _MIDDLING:
                found = ("english", "near", informal[0])
            elif self._is_contained(informal[1], index, words, content):
                found = ("english", "contained", informal[1])
            elif min(formal[0], informal[0]) >= BOTH and not short and _numbers(words) == self._numbers[index]:
                found = ("both", "near", min(formal[0], informal[0]))
            elif index == named and max(formal[0], informal[0]) >= NAMED:
                found = ("name", "near", max(formal[0], informal[0]))
            if found is not None and (best is None or found[2] > best.similarity):
                best = self._leak(problem, index, *found)
        return best

    def _is_contained(self, share: float, index: int, words: list[str], content: int) -> bool:
        """Whether a text holds the benchmark's: nearly all of it in a longer one, or all of it and its numbers."""
        if min(self._contents[index], content) < _MIDDLING:
            return False
        longer = content >= _LONGER * self._contents[index]
        whole = self._contents[index] >= _LONG and not Counter(self._numbers[index]) - Counter(_numbers(words))
        return share >= CONTAINED and (longer or (whole and share >= _WHOLLY))

    def _with_inferred_types(self, problem: Problem) -> int | None:
        """A benchmark problem that says the same where one of the two leaves types to Lean, and none differ."""
        form = statement_form(problem.formal_statement, problem.header, typed=False)
        for index, types in self._untyped.get(form.key, ()):
            if types <= form.types or form.types <= types:
                return index
        return None

    def _with_more_hypotheses(self, form: Form) -> int | None:
        """A benchmark problem whose goal and hypotheses are all there, beside others.

        Of a short one these others say nothing: with a hypothesis more it is a relative.
        """
        parts = frozenset(form.parts)
        for index, own in self._goals.get(form.context + form.goal, ()):
            if own < parts and (self._lengths[index] >= _TOLD_LEAN or parts - own <= _SAY_NOTHING):
                return index
        return None

    def _within_goal(self, problem: Problem) -> tuple[int, str, str] | None:
        """A benchmark problem that the goal says without its `∧ true` and the like, or as one part of a conjunction.

        Of a short one a conjunction is a relative, not the problem.
        """
        plain, parts = goal_forms(problem.formal_statement, problem.header)
        if plain is not None:
            if (same := self._lean.get(plain.key)) is not None:
                return same, "lean", "same"
            if (weaker := self._with_more_hypotheses(plain)) is not None:
                return weaker, "lean", "contained"
        for part in parts:
            for index, own in self._goals.get(part.context + part.goal, ()):
                if own <= frozenset(part.parts) and self._lengths[index] >= _TOLD_LEAN:
                    return index, "lean", "contained"
        return None

    def _quoted(self, problem: Problem, proof: str) -> int | None:
        """A benchmark statement that stands whole in the header, or after the proof as another declaration."""
        for text in (problem.header, proof):
            for statement in _declared(text):
                index = self._lean.get(statement_form(statement, problem.header).key)
                if index is not None:
                    return index
        return None

    def _leak(self, problem: Problem, index: int, side: str, rule: str, similarity: float = 1.0) -> Leak:
        return Leak(problem.id, self.problems[index].id, side, rule, similarity, self._also.get(index, ()))


def decontaminate(pairs: Iterable[Pair], benchmark: BenchmarkIndex, dropped: Dropped | None = None) -> Iterator[Pair]:
    """Yield the pairs that do not meet the benchmark; what was left out is written into `dropped`."""
    for pair in pairs:
        leak = benchmark.leak(pair.problem, pair.formal_proof)
        if leak is None:
            yield pair
        elif dropped is not None:
            dropped.leaks.append(leak)


class LeakReport:
    """Counts and examples of what was dropped; all that grows with the corpus is the list of numbers `rows`.

    `record` holds JSON values: `dropped` by rule, `by_benchmark`, `examples` (the first 2,000 leaks) and `rows`.
    """

    def __init__(self, record: dict[str, Any] | None = None) -> None:
        """An empty report, or one to go on with."""
        self.record: dict[str, Any] = {"dropped": {}, "by_benchmark": {}, "examples": [], "rows": [], **(record or {})}

    def add(self, leak: Leak, row: int) -> None:
        """Count one, of the pair with this number."""
        for key, name in (("dropped", f"{leak.side}: {leak.rule}"), ("by_benchmark", leak.benchmark_id)):
            self.record[key][name] = self.record[key].get(name, 0) + 1
        self.record["rows"].append(row)
        if len(self.record["examples"]) < _EXAMPLES:
            self.record["examples"].append(leak.to_json())

    @property
    def rules(self) -> Counter[str]:
        """How many pairs each rule dropped."""
        return Counter(self.record["dropped"])

    def table(self, shown: int = 20) -> str:
        """What was dropped by which rule, and by which benchmark problems most, as text for a terminal."""
        benchmarks = Counter(self.record["by_benchmark"])
        lines = [f"{'dropped by':<24} pairs"]
        lines += [f"{rule:<24} {count:>5,}" for rule, count in self.rules.most_common()]
        lines += ["", f"{'benchmark problem':<44} pairs"]
        lines += [f"{name[:44]:<44} {count:>5,}" for name, count in benchmarks.most_common(shown)]
        if len(benchmarks) > shown:
            lines.append(f"... and {len(benchmarks) - shown:,} more benchmark problems")
        return "\n".join(lines)


def _alike(bands: Bands, benchmark: Bands) -> NDArray[np.bool_]:
    """The rows that look enough like some benchmark row."""
    found = np.zeros(len(bands), dtype=bool)
    needed = bands_for(_SUSPECT)
    for band in range(BANDS):
        order = np.argsort(benchmark[:, band], kind="stable")
        ordered = benchmark[order, band]
        left = np.searchsorted(ordered, bands[:, band], side="left")
        right = np.searchsorted(ordered, bands[:, band], side="right")
        rows = np.flatnonzero((right > left) & ~found)
        # A value that many benchmark problems share says little; its rows meet again in other bands.
        for offset in range(int((right - left)[rows].max(initial=0))):
            rows = rows[(right - left)[rows] > offset]
            rows = rows[~found[rows]]
            found[rows] |= equal_bands(bands[rows], benchmark[order[left[rows] + offset]]) >= needed
    return found


def _length(form: Form) -> int:
    return sum(len(claim.split()) for claim in form.claims)


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())


def _first(keys: Iterable[str]) -> dict[str, int]:
    """The first problem of each key; none for the empty one."""
    table: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key:
            table.setdefault(key, index)
    return table


def _anchored_runs(texts: list[list[str]]) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """Eight words in a row of each text, from each of its long words on (or any, where it has no long one).

    Also the words that they begin with: of a training text only the runs from these words on need a look.
    """
    runs: set[tuple[str, ...]] = set()
    for words in texts:
        starts = range(len(words) - _RUN + 1)
        anchored = [start for start in starts if len(words[start]) >= _ANCHOR]
        runs.update(tuple(words[start : start + _RUN]) for start in anchored or starts)
    return frozenset(runs), frozenset(run[0] for run in runs)


def _plain(words: list[str]) -> str:
    """The English without fillers, where enough is left to tell it from others; else nothing."""
    plain = plain_words(words)
    return " ".join(plain) if len(plain) >= _TOLD else ""


def _may_declare(text: str) -> bool:
    return any(word in text for word in _DECLARING)


def _declared(text: str) -> Iterator[str]:
    """The statements that a text declares, as far as it can be read."""
    if not _may_declare(text):
        return
    with suppress(LeanError):
        for command in commands_of(text):
            parts = Declaration.of(command)
            if parts is not None and parts.keyword in _DECLARING:
                yield text[command.start : parts.value[0].offset if parts.value else command.stop]


def _telling(name: str) -> str:
    """A theorem's name where it tells one problem from all others ("imo_1959_p1"), and else nothing."""
    last = name.rsplit(".", 1)[-1]
    return last if _TELLING_NAME.match(last) else ""


def _versions(problems: list[Problem], lean: list[str], english: list[str]) -> dict[int, tuple[str, ...]]:
    """For each problem the ids of its other versions: of one name that tells, one Lean key or one English key."""
    parents = list(range(len(problems)))

    def root(index: int) -> int:
        while parents[index] != index:
            index = parents[index]
        return index

    for keys in (lean, english, [_telling(problem.theorem_name) for problem in problems]):
        first: dict[str, int] = {}
        for index, key in enumerate(keys):
            if key:
                parents[root(index)] = root(first.setdefault(key, index))
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(problems)):
        groups[root(index)].append(index)
    return {
        index: tuple(sorted({problems[other].id for other in group} - {problems[index].id}))
        for group in groups.values()
        if len(group) > 1
        for index in group
    }
