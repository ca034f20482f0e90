"""Which problems to sample on, and which of the accepted proofs to learn: the judgement of expert iteration.

Pure functions over problems, tallies and texts. Problems that are solved now and then teach most, because there the
model is right and not yet sure; of what it proved, the shortest proofs and those that differ most are worth keeping.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from autoformalize.data.hammer import shorten
from autoformalize.data.normalise import proof_key, statement_form, tokenize
from autoformalize.evaluation.metrics import Tally
from autoformalize.problem import Attempt, Pair, Problem
from lean_env.statement import signature_of

_NO_PROOF: Final = 1 << 30


class KnownProofs:
    """The proofs at hand, by what their statements say; about 300 bytes each."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._proofs: dict[str, set[str]] = defaultdict(set)
        self._shortest: dict[str, int] = {}
        for pair in pairs:
            self.add(pair.problem, pair.formal_proof)

    def add(self, problem: Problem, proof: str) -> None:
        """Note a proof."""
        form = statement_form(problem.formal_statement, problem.header)
        self._proofs[form.key].add(proof_key(proof, form.names))
        self._shortest[form.key] = min(self._shortest.get(form.key, _NO_PROOF), length_of(proof))

    def has(self, problem: Problem, proof: str) -> bool:
        """Whether this proof of this statement is there, up to names and layout."""
        form = statement_form(problem.formal_statement, problem.header)
        return proof_key(proof, form.names) in self._proofs.get(form.key, ())

    def shortest(self, problem: Problem) -> int | None:
        """The length in tokens of the shortest proof of this statement, None where there is none."""
        return self._shortest.get(statement_form(problem.formal_statement, problem.header).key)


def _learned_length(problem: Problem, proof: str) -> int:
    return length_of(shorten(proof, problem.formal_statement, problem.header))


def length_of(proof: str) -> int:
    """A proof's length in tokens of Lean."""
    return len(tokenize(proof))


def choose_problems(
    problems: Sequence[Problem],
    tallies: Mapping[str, Tally],
    known: KnownProofs,
    count: int,
    sometimes: float,
    long_proof: int,
    seed: int,
) -> Iterator[Problem]:
    """Problems in the order in which they are worth sampling on; the caller takes `count` of them.

    Only those without a known proof of less than `long_proof` tokens: nothing shorter is to be found for the others.
    First those solved now and then, nearest to one half first, at most a share `sometimes` of `count`; then those never
    tried, each family in turn, in a family the ones without a proof or with the longest first; then the rest of those
    solved now and then, and those never solved, least tried first. A problem that is always solved teaches nothing and
    is left out.
    """
    draw = random.Random(f"{seed} problems")
    shuffled = draw.sample(list(problems), len(problems))
    untried, between, never = [], [], []
    for problem in shuffled:
        if (known.shortest(problem) or _NO_PROOF) < long_proof:
            continue
        tally = tallies.get(problem.id)
        if tally is None or not tally.samples:
            untried.append(problem)
        elif not tally.accepted:
            never.append(problem)
        elif tally.accepted < tally.samples:
            between.append(problem)
    between.sort(key=lambda problem: abs(tallies[problem.id].accepted / tallies[problem.id].samples - 0.5))
    never.sort(key=lambda problem: tallies[problem.id].samples)
    first = round(count * sometimes)
    return chain(between[:first], _by_family(untried, known), between[first:], never)


def _by_family(problems: Sequence[Problem], known: KnownProofs) -> Iterator[Problem]:
    """One of each family, then the next of each: what has no proof, or the longest, comes first in its family."""
    families: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        families[problem.family or problem.id].append(problem)
    for members in families.values():
        members.sort(key=lambda problem: -(known.shortest(problem) or _NO_PROOF))
    return (problem for turn in zip_longest(*families.values()) for problem in turn if problem is not None)


@dataclass(frozen=True, slots=True)
class Proof:
    """An accepted proof, and the attempt that it comes from."""

    text: str
    attempt: Attempt


@dataclass(slots=True)
class Sieve:
    """What became of the accepted attempts, in counts."""

    accepted: int = 0
    unreadable: int = 0
    known: int = 0
    too_long: int = 0
    surplus: int = 0
    leaks: int = 0
    kept: int = 0


def keep_proofs(
    problem: Problem, attempts: Iterable[Attempt], known: KnownProofs, keep: int, max_growth: float, sieve: Sieve
) -> list[Proof]:
    """The accepted proofs of one problem that are worth learning, at most `keep`; `known` learns them too.

    New ones only, none longer than `max_growth` times the shortest that is known, a hammer being as long as the word
    that a model writes for it: the shortest first, then those that share least with what was taken.
    """
    found: dict[str, Proof] = {}
    limit = known.shortest(problem)
    names = statement_form(problem.formal_statement, problem.header).names
    for attempt in sorted(attempts, key=lambda attempt: attempt.candidate.index):
        if not attempt.succeeded:
            continue
        sieve.accepted += 1
        text = proof_of(problem, attempt.candidate.lean)
        if text is None:
            sieve.unreadable += 1
        elif known.has(problem, text) or (key := proof_key(text, names)) in found:
            sieve.known += 1
        elif limit is not None and _learned_length(problem, text) > max_growth * limit:
            sieve.too_long += 1
        else:
            found[key] = Proof(text, attempt)
    chosen = _most_diverse(list(found.values()), keep)
    sieve.surplus += len(found) - len(chosen)
    for proof in chosen:
        known.add(problem, proof.text)
    return chosen


def _most_diverse(proofs: Sequence[Proof], keep: int) -> list[Proof]:
    """The shortest, then at each turn the one whose words are least like those of all taken; ties go to the shorter."""
    left = sorted(proofs, key=lambda proof: (length_of(proof.text), proof.text))
    words = {proof.text: frozenset(tokenize(proof.text)) for proof in left}
    taken: list[Proof] = left[:1]
    left = left[1:]
    while left and len(taken) < keep:
        best = min(left, key=lambda proof: max(_likeness(words[proof.text], words[other.text]) for other in taken))
        taken.append(best)
        left.remove(best)
    return taken


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def proof_of(problem: Problem, lean: str) -> str | None:
    """What follows the statement in a candidate, as a Pair holds it; None where other declarations stand there too."""
    text = lean.strip()
    statement = problem.formal_statement if text.startswith(problem.formal_statement) else signature_of(text)
    proof = text.removeprefix(statement).strip()
    if tokenize(statement) != tokenize(problem.formal_statement) or "\n\n" in proof:
        return None
    return proof if proof.startswith((":=", "|")) else None
