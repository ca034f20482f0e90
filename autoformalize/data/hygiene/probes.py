"""Statements that say nothing, and English that is none: found by probing, labelled, and kept.

Three things are asked of a checker about each statement: whether its hypotheses prove `false`, whether its negation can
be proved, and whether one tactic alone closes it. The scripts try what is cheap, so that a label is certain and its
absence proves nothing. `not probed` marks what the checker could not judge, `does not elaborate` what makes no sense to
it even with the proof left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from autoformalize.data.hygiene.language import NO_ENGLISH, NOT_ENGLISH, SHORT_ENGLISH, english_label, require_detector
from autoformalize.data.normalise.spelling import tokenize
from autoformalize.data.normalise.terms import Bound, Parser
from autoformalize.problem import Pair, Problem
from lean_env import Checker, Claim, LeanEnvError, Snippet, Status, Verdict
from lean_env.statement import Statement

VACUOUS: Final = "vacuous"
FALSE: Final = "false"
NOT_PROBED: Final = "not probed"
SENSELESS: Final = "does not elaborate"
CLOSERS: Final = {
    "trivial": "intros, trivial",
    "refl": "intros, refl",
    "simp": "intros, simp",
    "dec_trivial": "exact dec_trivial",
}
"""Tactics that close a statement alone, with their scripts; the label is "closed by NAME"."""

LABELS: Final = (
    *(VACUOUS, FALSE, *(f"closed by {name}" for name in CLOSERS)),
    *(NO_ENGLISH, SHORT_ENGLISH, NOT_ENGLISH, NOT_PROBED, SENSELESS),
)
"""Every label that probing gives, and takes away from a pair that is probed again."""

_IN_FLIGHT: Final = 32
_NAMED: Final = 5
"""Hypotheses that are tried by name, and two by two."""

_WITH_MATHLIB: Final = "{ linarith } <|> { norm_num at * } <|> { nlinarith } <|> { tauto }"
_VALUES: Final = (("0", "1", "2", "3", "7", "10", "tt", "ff"), ("0", "1", "2"), ("0", "1"))
"""What the negation is tried on, besides propositions: values of one variable, of each of two, of each of three."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pair, and the answers that are on their way."""

    pair: Pair
    vacuous: tuple[Future[Verdict], ...] = ()
    false: tuple[Future[Verdict], ...] = ()
    closed: tuple[Future[Verdict], ...] = ()
    stated: tuple[Future[Verdict], ...] = ()


def probe(pairs: Iterable[Pair], checker: Checker | None) -> Iterator[Pair]:
    """The pairs in order, with the labels that apply and without those of an earlier probe.

    Without a checker only the English is judged. Raises DataError where the detector of languages is not installed.
    """
    require_detector()
    waiting: deque[_Asked] = deque()
    for pair in pairs:
        waiting.append(_asked(pair, checker))
        if len(waiting) >= _IN_FLIGHT:
            yield _labelled(waiting.popleft(), checker)
    while waiting:
        yield _labelled(waiting.popleft(), checker)


def _asked(pair: Pair, checker: Checker | None) -> _Asked:
    if checker is None:
        return _Asked(pair)
    try:
        statement = Statement.parse(pair.problem.formal_statement)
    except LeanEnvError:
        return _Asked(pair)
    problem = pair.problem
    mathlib = "import " in problem.header
    return _Asked(
        pair,
        _ask(checker, problem, _signature(statement), _vacuity_scripts(statement, mathlib)),
        _ask(checker, problem, _negation(statement), [_refuting_script(statement)]),
        _ask(checker, problem, _signature(statement), [_either(f"{{ {script} }}" for script in CLOSERS.values())]),
        (checker.submit(Snippet(problem.header, f"{_signature(statement)} := sorry", allow_sorry=True)),),
    )


def _ask(checker: Checker, problem: Problem, signature: str, scripts: Iterable[str]) -> tuple[Future[Verdict], ...]:
    name = signature.split()[1].partition(".{")[0]
    return tuple(
        checker.submit(Claim(problem.header, signature, name, f"{signature} :=\nbegin\n  {script}\nend"))
        for script in scripts
    )


def _labelled(asked: _Asked, checker: Checker | None) -> Pair:
    problem = asked.pair.problem
    found = [label] if (label := english_label(problem.informal_statement)) else []
    if checker is not None:
        vacuous, false, closed = (
            [each.result() for each in kind] for kind in (asked.vacuous, asked.false, asked.closed)
        )
        stated = [each.result() for each in asked.stated]
        if any(verdict.status is Status.REJECTED for verdict in stated):
            found.append(SENSELESS)
        if any(verdict.accepted for verdict in vacuous):
            found.append(VACUOUS)
        elif any(verdict.accepted for verdict in false):
            found.append(FALSE)
        if any(verdict.accepted for verdict in closed):
            found += _closers(problem, checker)
        answers = [*vacuous, *false, *closed]
        if not answers or all(verdict.is_infrastructure_fault for verdict in answers):
            found.append(NOT_PROBED)
    kept = [label for label in problem.labels if label not in LABELS]
    return replace(asked.pair, problem=replace(problem, labels=(*kept, *found)))


def _closers(problem: Problem, checker: Checker) -> list[str]:
    """Which of the tactics close the statement, each by itself."""
    signature = _signature(Statement.parse(problem.formal_statement))
    answers = [(name, _ask(checker, problem, signature, [script])) for name, script in CLOSERS.items()]
    return [f"closed by {name}" for name, (answer,) in answers if answer.result().accepted]


def _signature(statement: Statement) -> str:
    return f"theorem {_name(statement)} {statement.binders} : {statement.type}"


def _negation(statement: Statement) -> str:
    return f"theorem {_name(statement)} : ¬ ({statement.proposition})"


def _name(statement: Statement) -> str:
    universes = f".{{{' '.join(statement.universes)}}}" if statement.universes else ""
    return f"{statement.name or 'probed'}{universes}"


def _vacuity_scripts(statement: Statement, mathlib: bool) -> list[str]:
    """Ways from the hypotheses to `false`; what needs mathlib's tactics is a text of its own, which may not parse."""
    premises = [f"premise{number}" for number in range(_arrows(statement.type))]
    names = [*premises, *_hypotheses(statement)][:_NAMED]
    tries = ["contradiction", "cc", "simp * at *"]
    for name in names:
        tries += [f"exact absurd {name} dec_trivial", f"cases {name}", f"exact lt_irrefl _ {name}", f"exact {name} rfl"]
        tries += [f"exact nat.not_lt_zero _ {name}", f"exact nat.not_succ_le_zero _ {name}"]
    for one, other in product(names, names):
        if one != other:
            tries += [f"exact lt_irrefl _ (lt_trans {one} {other})", f"exact absurd {one} (not_lt_of_ge {other})"]
            tries += [
                f"subst {one}, exact absurd {other} dec_trivial",
                f"rw {one} at {other}, exact absurd {other} dec_trivial",
            ]
    opening = f"intros {' '.join(premises)}" if premises else "skip"
    scripts = [f"{opening}, exfalso, {_either(f'{{ {each} }}' for each in tries)}"]
    return [*scripts, f"intros, exfalso, {_WITH_MATHLIB}"] if mathlib else scripts


def _refuting_script(statement: Statement) -> str:
    """Ways to refute: by deciding the whole, by simplifying it, and on a few values of its first variables."""
    tries = ["exact absurd h dec_trivial", "simp * at *"]
    for count, values in enumerate(_VALUES, start=1):
        for chosen in (*product(values, repeat=count), *product(("true", "false"), repeat=count)):
            tries.append(f"exact absurd (h {' '.join(chosen)}) dec_trivial")
    return f"intro h, {_either(f'{{ {each} }}' for each in tries)}"


def _hypotheses(statement: Statement) -> list[str]:
    """Names of binders before the colon, the last first: hypotheses come behind the variables."""
    groups = Parser(tokenize(statement.binders)).groups(("",))
    names = [name for group in groups for name in group.names if name != "_" and name.isidentifier()]
    return names[::-1]


def _arrows(type_: str) -> int:
    """How many variables and premises a statement has after its colon, at most as many as are tried by name."""
    tree: object = Parser(tokenize(type_)).term()
    count = 0
    while count < _NAMED:
        if isinstance(tree, Bound) and tree.symbol == "∀":
            tree = tree.body
        elif isinstance(tree, tuple) and tree[0] == "→":
            tree = tree[2]
        else:
            break
        count += 1
    return count


def _either(tries: Iterable[str]) -> str:
    return " <|> ".join(tries)
