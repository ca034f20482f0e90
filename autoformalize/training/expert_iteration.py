"""Expert iteration: the model proves training problems, the checker judges, what is new and right becomes training.

A round is six steps, each with its file in the round's folder: `problems.jsonl` (chosen), `sample/` (an evaluation run
on them), `pairs.jsonl` (accepted, new, away from the benchmarks), `mixture.jsonl` (with given pairs), `train/` and
`evaluate/`. A step whose file is there is not done again, and the two runs go on by themselves, so that a kill anywhere
costs one step at most. Round 0 is where it starts: the adapter that is given, or one trained on the given pairs.
"""

from __future__ import annotations

import datetime
import gc
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TypeVar

from autoformalize.data import (
    BenchmarkIndex,
    benchmark_problems,
    content_hash,
    iter_pairs,
    iter_problems,
    load_pairs,
    write_pairs,
)
from autoformalize.data.normalise import statement_form
from autoformalize.data.verify import Library, lean_version
from autoformalize.errors import UserError
from autoformalize.evaluation.finished import FinishedRun, read_finished
from autoformalize.evaluation.metrics import Tally, bootstrap, tally
from autoformalize.evaluation.paired import PairedComparison, compare_paired
from autoformalize.evaluation.run import evaluate, write_problems
from autoformalize.problem import OWN, Pair, Problem, Verification
from autoformalize.reporting.table import format_interval, markdown
from autoformalize.runs import open_run, record_session, refuse_changes, write_json
from autoformalize.settings import Settings
from autoformalize.training.ranks import process_count
from autoformalize.training.run import load_training_pairs, train
from autoformalize.training.selection import KnownProofs, Proof, Sieve, choose_problems, keep_proofs
from autoformalize.training.sft import ADAPTER

PROBLEMS: Final = "problems.jsonl"
PAIRS: Final = "pairs.jsonl"
ROUND: Final = "round.json"
ROUNDS: Final = "rounds.json"
TABLE: Final = "rounds.md"
DATA: Final = "data.json"
_SIEVE: Final = "sieve.json"
_MIXTURE: Final = "mixture.jsonl"
_SECONDS: Final = "seconds.json"
_STAGE: Final = "expert_iteration"
_FREE_KEYS: Final = frozenset({"tracker", "checker", "run"})
_STAGE_KEYS: Final = frozenset({"stage", "expert_iteration", "grpo"})
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Round:
    """One row of the table: what was sampled and kept, what the adapter can do after it, and how long it took.

    `acceptance` and `passes` (by k) are means with intervals; `gain` is pass@k at the largest k minus that of the round
    before, on the same problems (None in round 0), with `p_value`. `minutes` are of wall clock, by step; a step that
    was killed counts from its last start. `pairs` counts the kept pairs of all rounds so far.
    """

    number: int
    adapter: str
    problems: int = 0
    attempts: int = 0
    acceptance: dict[str, float] | None = None
    sieve: dict[str, int] = field(default_factory=dict)
    new_pairs: int = 0
    pairs: int = 0
    passes: dict[str, dict[str, float]] = field(default_factory=dict)
    gain: dict[str, float] | None = None
    p_value: float | None = None
    won: int = 0
    lost: int = 0
    minutes: dict[str, float] = field(default_factory=dict)


def run_expert_iteration(settings: Settings, folder: Path, config: Mapping[str, Any]) -> list[Round]:
    """Run, or go on with, the rounds of `folder`; returns one row a round, from round 0 on.

    More rounds may be asked for later: the same command with a larger `expert_iteration.rounds` goes on. Raises
    UserError for another task than `proof`, and where no problem is left to sample on.
    """
    if settings.task != "proof":
        raise UserError(f"stage=expert_iteration keeps proofs, but task={settings.task}: use task=proof")
    if settings.training.method != "lora":
        raise UserError(
            f"stage=expert_iteration trains adapters: use training.method=lora, not {settings.training.method}"
        )
    if process_count() > 1:
        raise UserError("stage=expert_iteration runs in one process: start it with python train.py, not a launcher")
    open_run(folder, _without_rounds(config), free_keys=_FREE_KEYS)
    record_session(folder)
    return _Iteration(settings, folder).run()


def _without_rounds(config: Mapping[str, Any]) -> dict[str, Any]:
    """The config as far as a run must stay the same: rounds may be added."""
    stage = {key: value for key, value in config.get(_STAGE, {}).items() if key != "rounds"}
    return {**config, _STAGE: stage}


class _Iteration:
    """The rounds of one folder."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._stage = settings.expert_iteration
        self._folder = folder

    def run(self) -> list[Round]:
        """All rounds, each done once."""
        facts = {
            "pairs": len(self._given),
            "pairs_hash": content_hash(pair.problem for pair in self._given),
            "problems": len(self._candidates),
            "problems_hash": content_hash(self._candidates),
        }
        refuse_changes(self._folder / DATA, facts, "holds a run on other data")
        rounds = [self._finished(0) or self._start()]
        for number in range(1, self._stage.rounds + 1):
            rounds.append(self._finished(number) or self._round(number, rounds[-1]))
            self._write_table(rounds)
        print(_table(rounds), flush=True)
        return rounds

    def _finished(self, number: int) -> Round | None:
        try:
            record = json.loads((self._place(number) / ROUND).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Round(**record)

    def _place(self, number: int) -> Path:
        return self._folder / f"round-{number}"

    def _start(self) -> Round:
        """Round 0: what the rounds start from, measured."""
        place, clock = self._place(0), _Clock(self._place(0))
        adapter = self._settings.model.adapter
        if adapter is None:
            clock.time("train", lambda: self._train(place / "train", self._settings))
            adapter = str(place / "train" / ADAPTER)
        measured = clock.time("evaluate", lambda: self._measure(place / "evaluate", adapter))
        return self._close(place, Round(0, adapter, passes=measured["pass@k"], minutes=clock.minutes))

    def _round(self, number: int, before: Round) -> Round:
        place, clock = self._place(number), _Clock(self._place(number))
        self._once(place / PROBLEMS, lambda path: write_problems(path, self._choose(number)))
        sampled = clock.time("sample", lambda: self._sample(number, before.adapter))
        self._once(place / PAIRS, lambda path: self._write_kept(path, number, before.adapter, sampled))
        pairs = load_pairs(str(place / PAIRS), None)
        self._once(place / _MIXTURE, lambda path: write_pairs(path, self._mixture(number)))
        clock.time("train", lambda: self._train(place / "train", self._training(number, before.adapter)))
        adapter = str(place / "train" / ADAPTER)
        measured = clock.time("evaluate", lambda: self._measure(place / "evaluate", adapter))
        ids = {problem.id for problem in sampled.problems}
        tallies = [each for key, each in tally(sampled.attempts).items() if key in ids]
        gain = self._gain(number)
        row = Round(
            number,
            adapter,
            problems=len(sampled.problems),
            attempts=len(sampled.attempts),
            acceptance=bootstrap([each.accepted / each.samples for each in tallies]).to_json(),
            sieve=json.loads((place / _SIEVE).read_text(encoding="utf-8")),
            new_pairs=len(pairs),
            pairs=before.pairs + len(pairs),
            passes=measured["pass@k"],
            gain=gain.difference.to_json(),
            p_value=gain.p_value,
            won=len(gain.won),
            lost=len(gain.lost),
            minutes=clock.minutes,
        )
        return self._close(place, row)

    def _close(self, place: Path, row: Round) -> Round:
        write_json(place / ROUND, asdict(row))
        return row

    def _once(self, path: Path, make: Callable[[Path], object]) -> None:
        """Make a file whole, unless it is there."""
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"draft-{path.name}")
        make(draft)
        draft.replace(path)

    # What to sample on.

    def _choose(self, number: int) -> list[Problem]:
        """The problems of this round, none of them near a benchmark."""
        known = KnownProofs(chain(self._given, self._kept(number)))
        ordered = choose_problems(
            self._candidates,
            self._tallies(number),
            known,
            self._stage.problems_per_round,
            self._stage.sometimes,
            self._stage.long_proof,
            self._settings.seed + number,
        )
        clean = (problem for problem in ordered if self._benchmark.leak(problem) is None)
        chosen = list(islice(clean, self._stage.problems_per_round))
        if not chosen:
            raise UserError(
                f"round {number}: no problem is left to sample on: expert_iteration.problems="
                f"{self._stage.problems} are all solved, or all near a benchmark; name more sources"
            )
        return chosen

    @cached_property
    def _candidates(self) -> list[Problem]:
        """The problems of all sources, each statement once."""
        seen: set[str] = set()
        found = []
        for source in self._stage.problems:
            for problem in iter_problems(source, "train"):
                key = statement_form(problem.formal_statement, problem.header).key
                if key not in seen:
                    seen.add(key)
                    found.append(replace(problem, split="train"))
        return found

    @cached_property
    def _benchmark(self) -> BenchmarkIndex:
        """What must not be trained on: the built-in benchmark, and what this run validates and measures on."""
        data = self._settings.data
        measured = iter_problems(data.problems, data.split)
        validation = (pair.problem for pair in iter_pairs(data.validation, data.validation_split))
        return BenchmarkIndex.of({p.id: p for p in chain(benchmark_problems(), measured, validation)}.values())

    @cached_property
    def _given(self) -> list[Pair]:
        """The pairs that the user trains on."""
        return load_training_pairs(self._settings.data)

    def _kept(self, before: int) -> Iterator[Pair]:
        """The pairs of the rounds before this one."""
        for number in range(1, before):
            yield from load_pairs(str(self._place(number) / PAIRS), None)

    def _tallies(self, before: int) -> dict[str, Tally]:
        """How the problems went in the last round in which each was sampled."""
        tallies: dict[str, Tally] = {}
        for number in range(1, before):
            tallies |= tally(read_finished(self._place(number) / "sample").attempts)
        return tallies

    # Sampling, keeping, mixing.

    def _sample(self, number: int, adapter: str) -> FinishedRun:
        place = self._place(number)
        stage, settings = self._stage, self._settings
        sampling = replace(
            settings,
            model=replace(settings.model, adapter=adapter),
            data=replace(settings.data, problems=str(place / PROBLEMS), split=None, max_problems=0),
            generation=replace(settings.generation, samples=stage.samples, temperature=stage.temperature),
            ks=sorted({1, stage.samples}),
            seed=settings.seed + 1000 * number,  # other streams than those that measure
        )
        evaluate(sampling, place / "sample", _plain(sampling))
        _free_memory()
        return read_finished(place / "sample")

    def _write_kept(self, path: Path, number: int, adapter: str, sampled: FinishedRun) -> None:
        """The round's own pairs, with where each comes from; the sieve's counts stand beside them."""
        sieve = Sieve()
        with path.open("w", encoding="utf-8") as stream:
            for proof, pair in self._keep(number, sampled, sieve):
                attempt = proof.attempt
                origin = {
                    "round": number,
                    "adapter": adapter,
                    "problem": attempt.candidate.problem_id,
                    "sample": attempt.candidate.index,
                    "backend": attempt.backend,
                }
                stream.write(json.dumps(pair.to_json() | {"provenance": origin}, ensure_ascii=False) + "\n")
        write_json(self._place(number) / _SIEVE, asdict(sieve))
        print(f"round {number}: {sieve.kept} new pairs of {sieve.accepted} accepted attempts", flush=True)

    def _keep(self, number: int, sampled: FinishedRun, sieve: Sieve) -> Iterator[tuple[Proof, Pair]]:
        known = KnownProofs(chain(self._given, self._kept(number)))
        attempts = defaultdict(list)
        for attempt in sampled.attempts:
            attempts[attempt.candidate.problem_id].append(attempt)
        for problem in sampled.problems:
            proofs = keep_proofs(
                problem, attempts[problem.id], known, self._stage.keep_per_problem, self._stage.max_growth, sieve
            )
            for proof in proofs:
                pair = _pair(problem, proof, number)
                if self._benchmark.leak(pair.problem, pair.formal_proof) is not None:
                    sieve.leaks += 1
                    continue
                sieve.kept += 1
                yield proof, pair

    def _mixture(self, number: int) -> list[Pair]:
        """What the round trains on: every kept pair so far, and given ones, drawn anew in each round."""
        own = list(self._kept(number + 1))
        draw = random.Random(f"{self._settings.seed} mixture {number}")
        wanted = round(len(own) * self._stage.replay) if own else len(self._given)
        given = draw.sample(self._given, min(wanted, len(self._given)))
        mixed = [*own, *given]
        draw.shuffle(mixed)
        return mixed

    # Training and measuring.

    def _training(self, number: int, before: str) -> Settings:
        """The run's settings as this round trains: on its mixture, from where the stage says, at the stage's pace."""
        stage, settings = self._stage, self._settings
        adapter = before if stage.start == "previous" else self._settings.model.adapter
        pace = {"learning_rate": stage.learning_rate, "minutes": stage.minutes, "steps": stage.steps}
        changes: dict[str, Any] = {name: value for name, value in pace.items() if value is not None}
        return replace(
            settings,
            model=replace(settings.model, adapter=adapter),
            data=replace(settings.data, pairs=str(self._place(number) / _MIXTURE), max_pairs=0),
            training=replace(settings.training, **changes),
        )

    def _train(self, place: Path, settings: Settings) -> None:
        train(settings, place, _plain(settings))
        _free_memory()

    def _measure(self, place: Path, adapter: str) -> dict[str, Any]:
        settings = replace(self._settings, model=replace(self._settings.model, adapter=adapter))
        metrics = evaluate(settings, place, _plain(settings))
        _free_memory()
        return metrics

    def _gain(self, number: int) -> PairedComparison:
        """This round against the one before, on the same problems."""
        before, after = (read_finished(self._place(n) / "evaluate").attempts for n in (number - 1, number))
        return compare_paired(tally(before), tally(after), max(self._settings.ks), self._settings.seed)

    def _write_table(self, rounds: Sequence[Round]) -> None:
        write_json(self._folder / ROUNDS, [asdict(row) for row in rounds])
        (self._folder / TABLE).write_text(_table(rounds) + "\n", encoding="utf-8")


class _Clock:
    """The seconds that each step of a round took, kept in its folder."""

    def __init__(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self._path = place / _SECONDS
        self._seconds: dict[str, float] = (
            json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        )

    def time(self, step: str, work: Callable[[], _Made]) -> _Made:
        """Do a step; the first time that it comes to its end counts."""
        started = time.monotonic()
        made = work()
        if step not in self._seconds:
            self._seconds[step] = time.monotonic() - started
            write_json(self._path, self._seconds)
        return made

    @property
    def minutes(self) -> dict[str, float]:
        """By step."""
        return {step: seconds / 60 for step, seconds in self._seconds.items()}


def _pair(problem: Problem, proof: Proof, number: int) -> Pair:
    attempt = proof.attempt
    library = Library.of(attempt.backend)
    accepted = Verification(
        backend=attempt.backend.partition("-")[0],
        lean=lean_version(attempt.backend),
        axioms=attempt.axioms,
        date=datetime.date.today().isoformat(),
        mathlib=library.revision if library.serves(problem.header) else "",
    )
    kept = replace(problem, id=f"{problem.id}.r{number}.{attempt.candidate.index}", source=OWN)
    return Pair(kept, proof.text, (accepted,))


def _plain(settings: Settings) -> dict[str, Any]:
    """The settings as the folder of a step keeps them: what the step does not read may change."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(settings)))
    return {key: value for key, value in plain.items() if key not in _STAGE_KEYS}


def _free_memory() -> None:
    """The next step loads its own model."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _table(rounds: Sequence[Round]) -> str:
    """One row a round, as Markdown."""
    ks = sorted(rounds[0].passes, key=int)
    best = ks[-1]
    header = [
        "round",
        "problems",
        "accepted",
        "new pairs",
        *(f"pass@{k}" for k in ks),
        f"pass@{best} minus the round before",
        "won, lost",
        "minutes",
    ]
    return markdown(header, [_cells(row, ks) for row in rounds])


def _cells(row: Round, ks: Iterable[str]) -> list[str]:
    sampled = row.number > 0
    return [
        str(row.number),
        str(row.problems) if sampled else "-",
        format_interval(row.acceptance),
        str(row.new_pairs) if sampled else "-",
        *(format_interval(row.passes[k]) for k in ks),
        format_interval(row.gain),
        f"{row.won}, {row.lost}" if sampled else "-",
        " + ".join(f"{minutes:.1f} {step}" for step, minutes in row.minutes.items()),
    ]
