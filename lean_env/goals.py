"""Drive the embedded checker's goals: open a statement, run tactics on it as text, see what is left, go back.

This is for programs that look for proofs. What they find is no verdict: a checker still has to accept the whole text
(`lean_env.open_pool`), since neither the kernel nor the audit has a part in this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from lean_env.embedded.checker import EmbeddedChecker
from lean_env.embedded.elaborator import frontend
from lean_env.embedded.elaborator.closed_numbers import closed_number
from lean_env.embedded.elaborator.commands import Commands
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.elaborator.pretty import Printer
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.errors import DeepRecursion, DeterministicTimeout, LeanError
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.syntax import ast, tactic_parser
from lean_env.embedded.syntax.parser import Parser
from lean_env.embedded.tactics.runner import check_names, run
from lean_env.embedded.tactics.state import TacticState
from lean_env.errors import LeanEnvError

_NAME: Final = "the_goal"


class Spent(LeanEnvError):
    """The steps of a `Goals` are used up: nothing more can be run on it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What one goal shows: hypotheses as (name, type) in order, and the target, all as Lean text."""

    hypotheses: tuple[tuple[str, str], ...]
    target: str


@dataclass(frozen=True, slots=True)
class Binder:
    """One argument of a theorem: its name and type, whether it is written, and whether it is a proof."""

    name: str
    kind: str
    explicit: bool
    is_proof: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """What a theorem takes and what it says, as Lean text."""

    binders: tuple[Binder, ...]
    target: str


class Goals:
    """The open goals of one statement; the first is the one that tactics work on."""

    def __init__(self, state: TacticState, notations: Any, closed: Any) -> None:
        self._state = state
        self._root = state.goals[0]
        self._notations = notations
        self._closed = closed
        self._parsed: dict[str, ast.Tactic | None] = {}

    @property
    def count(self) -> int:
        """How many goals are open."""
        return len(self._state.goals)

    @property
    def steps(self) -> int:
        """What was spent so far, in the checker's steps."""
        return int(self._state.ctx.steps)

    @property
    def is_complete(self) -> bool:
        """No goal is open, and the proof has no holes."""
        return not self._state.goals and not self._state.mctx.instantiate(self._root).has_meta

    def goals(self, most: int | None = None) -> tuple[Goal, ...]:
        """The open goals, or the first `most` of them."""
        return tuple(self._shown(goal) for goal in self._state.goals[:most])

    def run(self, tactic: str) -> bool:
        """Run one tactic; False, with the goals as they were, where it does not parse or fails. Raises Spent."""
        node = self._parse(tactic)
        if node is None:
            return False
        saved = self._state.save()
        try:
            check_names(self._state, node)
            with self._state.ctx.transparency_at("semireducible"):
                run(self._state, node)
        except DeterministicTimeout as error:
            raise Spent("the search used up its steps") from error
        except (LeanError, DeepRecursion, RecursionError):
            self._state.restore(saved)
            return False
        except (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            self._state.restore(saved)  # a fault of the checker: a text with this tactic would be `unsupported`
            return False
        return True

    def mark(self) -> object:
        """A point to go back to."""
        return self._state.save()

    def back(self, mark: Any) -> None:
        """Forget what was run since `mark`; marks made since are void."""
        self._state.restore(mark)

    def _parse(self, tactic: str) -> ast.Tactic | None:
        if tactic not in self._parsed:
            self._parsed[tactic] = self._read(tactic)
        return self._parsed[tactic]

    def _read(self, tactic: str) -> ast.Tactic | None:
        try:
            return tactic_parser.parse_by(Parser(tactic, self._notations, self._closed))
        except LeanError:
            return None

    def _shown(self, goal: Any) -> Goal:
        state = self._state
        decl = state.mctx.decl(goal)
        hypotheses = tuple((local.pp_name, state.pp(local.type)) for local in decl.lctx.locals())
        return Goal(hypotheses, state.pp(decl.type))


class Prover:
    """Opens statements on the frozen prelude, one at a time."""

    def __init__(self) -> None:
        self._checker = EmbeddedChecker.load()

    @contextmanager
    def open(self, header: str, statement: str, steps: int = 100_000) -> Iterator[Goals | None]:
        """The goals of `statement` ("theorem NAME binders : TYPE"), to be used inside the block alone.

        None where header or statement does not elaborate. After `steps` steps `Goals.run` raises Spent.
        """
        ex.push_overlay()
        try:
            yield _opened(self._checker.state.child(), header, statement, steps)
        finally:
            ex.pop_overlay()

    def theorems(self) -> Iterator[str]:
        """The names of the library's theorems, in its order; auxiliary, private and meta ones are passed over."""
        state = self._checker.state
        for name in state.declaration_names():
            info = state.env.get(name)
            if info is None or info.kind != "theorem" or state.is_auxiliary(name) or state.is_private(name):
                continue
            yield name

    def signature(self, term: str, steps: int = 20_000) -> Signature | None:
        """The type of a closed term, such as `@le_trans ℕ _`, with its binders opened; None where it has none."""
        ex.push_overlay()
        try:
            return _signature(self._checker.state.child(), term, steps)
        except (LeanError, RecursionError):
            return None
        finally:
            ex.pop_overlay()


def _opened(state: State, header: str, statement: str, steps: int) -> Goals | None:
    if header and frontend.check_text(header, state, steps).has_errors:
        return None
    commands = Commands(state, steps)
    closed = partial(closed_number, state)
    try:
        node = Parser(f"{statement} := sorry", state.notations, closed).next_command()
        if not isinstance(node, ast.Definition) or node.type is None:
            return None
        elab = commands.elaborator(_NAME)
        elab.in_theorem = True
        lctx = EMPTY_CONTEXT
        for binder in node.binders:
            kind = elab.elab_binder_type(binder, lctx.freeze())
            elab.synthesize()
            _, lctx = elab.ctx.push_local(lctx, binder.name, kind, binder.info)
        lctx = lctx.freeze()
        target = elab.elab_type(node.type, lctx)
        elab.synthesize()
        target = elab.instantiate(target)
        elab.ensure_no_metas(target, node.type)
    except (LeanError, RecursionError):
        return None
    goal = elab.mctx.mk_meta(target, lctx, kind="synthetic")
    return Goals(TacticState(elab, [goal]), state.notations, closed)


def _signature(state: State, text: str, steps: int) -> Signature | None:
    closed = partial(closed_number, state)
    node = Parser(f"theorem {_NAME} : true := {text}", state.notations, closed).next_command()
    if not isinstance(node, ast.Definition) or node.value is None:
        return None
    elab = Commands(state, steps).elaborator(_NAME)
    kind = elab.infer(elab.elab_term_and_synthesize(node.value, None, EMPTY_CONTEXT))
    kind = elab.instantiate(kind)
    printer = Printer(elab.ctx)
    binders: list[Binder] = []
    taken: set[str] = set()
    while isinstance(kind, ex.Pi):
        name = kind.binder_name
        while name in taken:
            name += "'"
        taken.add(name)
        local = ex.mk_local(name, kind.binder_type, kind.binder_info)
        is_proof = elab.ctx.is_prop(kind.binder_type)
        binders.append(Binder(name, printer.text(kind.binder_type), kind.binder_info == ex.DEFAULT, is_proof))
        kind = ex.instantiate1(kind.body, local)
    if not elab.ctx.is_prop(kind):
        return None
    return Signature(tuple(binders), printer.text(kind))
