"""Statements that say nothing, and English that is none: found by probing, labelled, and kept.

Three things are asked of a checker about each statement: whether its hypotheses prove `false`, whether its negation can
be proved, and whether one tactic alone closes it. The scripts try what is cheap, so that a label is certain and its
absence proves nothing. `not probed` marks what the checker could not judge, `does not elaborate` what makes no sense to
it even with the proof left out.

Nothing is asked that is known already: a statement that occurs again gets the labels that it had; one that its own
proof or a closing tactic proves makes sense and is not false, so that the negation, three quarters of the work, is left
to statements without a proof that holds; and only what may be a hypothesis is tried as one. A definition proves
nothing: it has to compile, and that is all.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import permutations, product
from typing import Final

from autoformalize.data.hygiene.language import NO_ENGLISH, NOT_ENGLISH, SHORT_ENGLISH, english_label, require_detector
from autoformalize.data.normalise.spelling import tokenize
from autoformalize.data.normalise.terms import Bound, Group, Parser, Tree
from autoformalize.data.verify import claim_of
from autoformalize.problem import Pair
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
_REMEMBERED: Final = 1 << 16
"""Statements whose labels are kept for their next occurrence; the least recent are forgotten first."""

_NAMED: Final = 5
"""Hypotheses that are tried by name, and two by two."""

_WITH_MATHLIB: Final = "{ linarith } <|> { norm_num at * } <|> { nlinarith } <|> { tauto }"
_VALUES: Final = (("0", "1", "2", "3", "7", "10", "tt", "ff"), ("0", "1", "2"), ("0", "1"))
"""What the negation is tried on, besides propositions: values of one variable, of each of two, of each of three."""

_NO_HYPOTHESES: Final = frozenset(
    ["Type", "Prop", "ℕ", "ℤ", "ℚ", "ℝ", "ℂ", "bool", "char", "string", "list", "set", "finset", "option", "unit"]
)
"""What a variable's type ends in that says nothing of the variable: `f : α → list ℕ`, `p : ℕ → Prop`."""

_PROBED: Final = "probed"
"""The name of every statement in the questions."""


def probe(pairs: Iterable[Pair], checker: Checker | None) -> Iterator[Pair]:
    """The pairs in order, with the labels that apply and without those of an earlier probe.

    Without a checker only the English is judged. Raises DataError where the detector of languages is not installed.
    Memory: some 10 MB for the statements that are remembered.
    """
    require_detector()
    statements = None if checker is None else _Statements(checker)
    waiting: deque[tuple[Pair, _Statement | None]] = deque()
    for pair in pairs:
        waiting.append((pair, statements.of(pair) if statements is not None else None))
        if len(waiting) >= _IN_FLIGHT:
            yield _labelled(*waiting.popleft())
    while waiting:
        yield _labelled(*waiting.popleft())


def _labelled(pair: Pair, statement: _Statement | None) -> Pair:
    problem = pair.problem
    english = english_label(problem.informal_statement)
    found = ([english] if english else []) + (statement.labels() if statement is not None else [])
    kept = [label for label in problem.labels if label not in LABELS]
    return replace(pair, problem=replace(problem, labels=(*kept, *found)))


class _Statements:
    """The statements that were asked about lately, by their texts without the name."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._known: OrderedDict[bytes, _Statement] = OrderedDict()

    def of(self, pair: Pair) -> _Statement:
        """The pair's statement, under question from now on."""
        stated = _theorem_of(pair)
        text = pair.declaration if stated is None else replace(stated, name="")
        key = hashlib.blake2b(repr((pair.problem.header, text)).encode("utf-8", "surrogatepass")).digest()
        if key not in self._known:
            self._known[key] = _Statement(pair, stated, self._checker)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def _theorem_of(pair: Pair) -> Statement | None:
    """What a pair states; None for a definition, and for what has no type."""
    if isinstance(claim_of(pair), Snippet):
        return None
    try:
        return Statement.parse(pair.problem.formal_statement)
    except LeanEnvError:
        return None


class _Statement:
    """A statement under question: what is always asked is asked at once, the rest when the labels are wanted."""

    def __init__(self, pair: Pair, stated: Statement | None, checker: Checker) -> None:
        """`stated` is what `_theorem_of` gives for the pair."""
        self._checker = checker
        self._header = pair.problem.header
        self._stated = stated
        self._labels: list[str] | None = None
        own = claim_of(pair)
        self._own = [checker.submit(own)] if isinstance(own, Snippet) or (stated and isinstance(own, Claim)) else []
        self._vacuous: list[Future[Verdict]] = []
        self._closed: list[Future[Verdict]] = []
        if stated is not None:
            signature = _signature(stated)
            scripts = _vacuity_scripts(stated, mathlib="import " in self._header)
            self._vacuous = [self._ask(signature, script) for script in scripts]
            self._closed = [self._ask(signature, _either(f"{{ {script} }}" for script in CLOSERS.values()))]

    def labels(self) -> list[str]:
        """The labels that apply; waits for the answers."""
        if self._labels is None:
            self._labels = self._of_text() if self._stated is None else self._of_theorem(self._stated)
            self._own, self._vacuous, self._closed = [], [], []
        return self._labels

    def _of_text(self) -> list[str]:
        verdicts = [each.result() for each in self._own]
        if all(verdict.is_infrastructure_fault for verdict in verdicts):
            return [NOT_PROBED]
        return [SENSELESS] if any(verdict.status is Status.REJECTED for verdict in verdicts) else []

    def _of_theorem(self, stated: Statement) -> list[str]:
        own, vacuous, closed = ([each.result() for each in kind] for kind in (self._own, self._vacuous, self._closed))
        judged = [*vacuous, *closed]
        found = []
        if any(verdict.accepted for verdict in vacuous):
            found.append(VACUOUS)
        elif not any(verdict.accepted for verdict in (*own, *closed)):
            sense = self._checker.submit(Snippet(self._header, f"{_signature(stated)} := sorry", allow_sorry=True))
            if sense.result().status is Status.REJECTED:
                return [SENSELESS]
            judged += [each.result() for each in self._refuting(stated)]
            found += [FALSE] * any(verdict.accepted for verdict in judged)
        if any(verdict.accepted for verdict in closed):
            alone = {name: self._ask(_signature(stated), script) for name, script in CLOSERS.items()}
            found += [f"closed by {name}" for name, answer in alone.items() if answer.result().accepted]
        return [*found, NOT_PROBED] if all(verdict.is_infrastructure_fault for verdict in judged) else found

    def _refuting(self, stated: Statement) -> list[Future[Verdict]]:
        """The question whether the negation can be proved; none where Lean would find no instances below its `∀`."""
        if "[" in stated.binders:
            return []
        negation = f"{_opening(stated)} : ¬ ({stated.proposition})"
        return [self._ask(negation, _refuting_script())]

    def _ask(self, signature: str, script: str) -> Future[Verdict]:
        text = f"{signature} :=\nbegin\n  {script}\nend"
        return self._checker.submit(Claim(self._header, signature, _PROBED, text))


def _signature(stated: Statement) -> str:
    return f"{_opening(stated)} {stated.binders} : {stated.type}"


def _opening(stated: Statement) -> str:
    universes = f"{{{' '.join(stated.universes)}}} " if stated.universes else ""
    return f"theorem {universes}{_PROBED}"


def _vacuity_scripts(stated: Statement, *, mathlib: bool) -> list[str]:
    """Ways from the hypotheses to `false`; what needs mathlib's tactics is a text of its own, which may not parse.

    None where nothing looks like a hypothesis.
    """
    before = Parser(tokenize(stated.binders)).groups(("",))
    after = _telescope(stated.type)
    variable_types = {name for group in (*before, *after) if _target(group.type) == "Type" for name in group.names}
    known = _NO_HYPOTHESES | variable_types
    premises = {f"premise{number}": group for number, group in enumerate(after)}
    names = [name for name, group in premises.items() if group.type is not None and _target(group.type) not in known]
    hypotheses = [group for group in before if group.type is not None and _target(group.type) not in known]
    # Hypotheses come behind the variables: the last are the likeliest.
    names += [name for group in reversed(hypotheses) for name in reversed(group.names) if name.isidentifier()]
    names = [name for name in names if name != "_"][:_NAMED]
    if not names and not any(group.names == ("_",) and not _is_class(group.type) for group in hypotheses):
        return []
    opening = f"intros {' '.join(premises)}" if premises else "skip"
    scripts = [f"{opening}, exfalso, {_either(f'{{ {each} }}' for each in _contradictions(names))}"]
    return [*scripts, f"intros, exfalso, {_WITH_MATHLIB}"] if mathlib else scripts


def _contradictions(names: list[str]) -> Iterator[str]:
    yield from ("contradiction", "cc", "simp * at *")
    for name in names:
        yield from (f"exact absurd {name} dec_trivial", f"cases {name}", f"exact lt_irrefl _ {name}")
        yield from (f"exact {name} rfl", f"exact nat.not_lt_zero _ {name}", f"exact nat.not_succ_le_zero _ {name}")
    for one, other in permutations(names, 2):
        yield from (f"exact lt_irrefl _ (lt_trans {one} {other})", f"exact absurd {one} (not_lt_of_ge {other})")
        yield f"subst {one}, exact absurd {other} dec_trivial"
        yield f"rw {one} at {other}, exact absurd {other} dec_trivial"


def _refuting_script() -> str:
    """Ways to refute: by deciding the whole, by simplifying it, and on a few values of its first variables."""
    tries = ["exact absurd h dec_trivial", "simp * at *"]
    for count, values in enumerate(_VALUES, start=1):
        for chosen in (*product(values, repeat=count), *product(("true", "false"), repeat=count)):
            tries.append(f"exact absurd (h {' '.join(chosen)}) dec_trivial")
    return f"intro h, {_either(f'{{ {each} }}' for each in tries)}"


def _telescope(type_: str) -> list[Group]:
    """Variables and premises that a type begins with, one a group, at most as many as are tried by name."""
    tree: Tree = Parser(tokenize(type_)).term()
    groups: list[Group] = []
    while len(groups) < _NAMED:
        if isinstance(tree, Bound) and tree.symbol == "∀":
            groups.append(Group((str(tree.name),), tree.type))
            tree = tree.body
        elif isinstance(tree, tuple) and tree[0] == "→":
            groups.append(Group(("_",), tree[1]))
            tree = tree[2]
        else:
            break
    return groups


def _target(type_: Tree | None) -> Tree | None:
    """What a type ends in, behind its arrows: `list` of `ℕ → list α`."""
    while True:
        if isinstance(type_, Bound) and type_.symbol == "∀":
            type_ = type_.body
        elif isinstance(type_, tuple) and type_[0] == "→":
            type_ = type_[2]
        elif isinstance(type_, tuple):
            head: Tree = type_[1] if type_[0] == "@" else type_[0]
            return head
        else:
            return type_


def _is_class(type_: Tree | None) -> bool:
    """Whether an anonymous binder's type looks like that of an instance: a name, perhaps with arguments."""
    return isinstance(type_, str) or (isinstance(type_, tuple) and type_[0] == "@")


def _either(tries: Iterable[str]) -> str:
    return " <|> ".join(tries)
