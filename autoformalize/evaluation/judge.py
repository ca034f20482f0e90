"""What each task asks of a candidate: a proof, a statement that says what the reference says, or both.

`proof` is one claim to the checker. `statement` typechecks, then compares with the reference; `full` proves, then
compares; the words of `informalize` are judged by what they are turned into again (`two_steps`). Comparing asks the
checker several times in turn, so it happens in threads of its own that only wait.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Final

from autoformalize.problem import Attempt, Candidate, Problem
from autoformalize.prompting.extract import own_statement
from lean_env import Checker, Claim, LeanEnvError, Message, Relation, StatementChecker, Status, Verdict

_THREADS: Final = 16
_ANOTHER: Final = "different_statement"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a text: an Attempt without the sample that it belongs to. `seconds` are the checker's in all."""

    status: str
    error_kind: str = ""
    message: str = ""
    seconds: float = 0.0
    axioms: tuple[str, ...] = ()
    backend: str = ""
    equivalence: str = ""

    @classmethod
    def of(cls, verdict: Verdict, equivalence: str = "", reason: str = "", comparing_seconds: float = 0.0) -> Outcome:
        """The verdict, and how the candidate's statement is related to the reference ("" where that is not asked).

        Its message is the first error, else why the statements are not the same.
        """
        first = next((m.text for m in verdict.messages if m.severity == "error"), "")
        if not first and equivalence != Relation.EQUIVALENT:
            first = reason
        seconds = verdict.seconds + comparing_seconds
        return cls(
            verdict.status.value, verdict.error_kind, first, seconds, verdict.axioms, verdict.backend, equivalence
        )

    @classmethod
    def from_attempt(cls, attempt: Attempt) -> Outcome:
        """What an attempt says of its text."""
        return cls(**{field.name: getattr(attempt, field.name) for field in fields(cls)})

    def attempt(self, candidate: Candidate, tokens: int, truncated: bool, known: bool) -> Attempt:
        """The record for attempts.jsonl. A text that was `known`, from another sample, cost no seconds."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["seconds"] = 0.0 if known else self.seconds
        return Attempt(candidate, **values, tokens=tokens, truncated=truncated)


class TaskJudge:
    """Judges the candidates of one task on one checker; statements are only typechecked where it does not compare."""

    def __init__(self, checker: Checker, task: str, compares: bool = True) -> None:
        self._checker = checker
        self._statements = StatementChecker(checker)
        self._task = task
        self._compares = compares
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="judge")

    def submit(self, problem: Problem, lean: str, name: str) -> Future[Outcome]:
        """Queue a candidate; the future ends with its outcome."""
        future: Future[Outcome] = Future()
        if self._task == "informalize":
            said = Verdict(Status.ACCEPTED) if lean else Verdict(Status.REJECTED, rule="no_words")
            future.set_result(Outcome.of(said))
            return future
        if not name:
            nothing = self._unknown if self._task == "statement" else ""
            future.set_result(Outcome.of(Verdict(Status.REJECTED, rule="no_theorem"), nothing))
            return future
        if self._task == "statement":
            return self._threads.submit(self._statement, problem, lean)
        claim = Claim(problem.header, problem.formal_statement, name, lean)
        try:
            checked = self._checker.submit(claim)
        except LeanEnvError as error:  # a name that is none, or another text that cannot even be asked about
            future.set_result(Outcome.of(Verdict(Status.REJECTED, (Message("error", str(error)),), rule="no_theorem")))
            return future
        if self._task == "full":
            return self._threads.submit(self._full, problem, lean, name, checked)
        return _then(checked, Outcome.of)

    def close(self) -> None:
        """Drop what has not begun; the checker is its owner's to close."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _statement(self, problem: Problem, lean: str) -> Outcome:
        verdict = self._statements.typecheck(problem.header, lean)
        if not verdict.accepted:
            return Outcome.of(verdict, self._unknown)
        return self._compared(problem, verdict, lean) if self._compares else Outcome.of(verdict)

    @property
    def _unknown(self) -> str:
        """How a text that is no statement is related to the reference."""
        return Relation.UNKNOWN.value if self._compares else ""

    def _full(self, problem: Problem, lean: str, name: str, checked: Future[Verdict]) -> Outcome:
        """The proof of the reference or else of the candidate's own statement, and how that is related to it."""
        verdict = checked.result()
        statement, _ = own_statement(lean)
        if verdict.rule == _ANOTHER:
            own = self._own(problem, statement, name, lean)
            if own.accepted:
                verdict = replace(own, seconds=verdict.seconds + own.seconds)
        if not verdict.accepted:
            return Outcome.of(verdict)
        return self._compared(problem, verdict, statement)

    def _own(self, problem: Problem, statement: str, name: str, lean: str) -> Verdict:
        """Whether the candidate proves the statement that it makes itself."""
        try:
            claim = self._statements.claim(problem.header, statement, name, lean)
        except LeanEnvError as error:
            return Verdict(Status.REJECTED, (Message("error", str(error)),))
        return self._checker.submit(claim).result()

    def _compared(self, problem: Problem, verdict: Verdict, statement: str) -> Outcome:
        comparison = self._statements.compare(problem.header, problem.formal_statement, statement)
        return Outcome.of(verdict, comparison.relation.value, comparison.reason, comparison.seconds)


def _then(checked: Future[Verdict], make: Callable[[Verdict], Outcome]) -> Future[Outcome]:
    """A future for what is made of the verdict."""
    made: Future[Outcome] = Future()
    made.set_running_or_notify_cancel()

    def finish(done: Future[Verdict]) -> None:
        error = None if done.cancelled() else done.exception()
        if done.cancelled() or error is not None:
            made.set_exception(error or RuntimeError("the check was cancelled"))
        else:
            made.set_result(make(done.result()))

    checked.add_done_callback(finish)
    return made
