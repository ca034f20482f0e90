"""The prelude as a library: every file in the order, only the three axioms, and computation that comes out right."""

from __future__ import annotations

import pytest

from lean_env.embedded import snapshot
from lean_env.embedded.elaborator.frontend import check_text
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.kernel.declaration import AxiomInfo


@pytest.fixture(scope="module")
def prelude() -> State:
    """The frozen prelude."""
    return snapshot.load()


def errors_of(prelude: State, text: str) -> list[str]:
    """The error messages of a text checked on top of the prelude."""
    return [m.text for m in check_text(text, prelude.child()).messages if m.severity == "error"]


def test_order_lists_every_file() -> None:
    """A file that is not in ORDER would be dead text, and one that is there twice an error."""
    listed = snapshot.library_files()
    present = {str(path.relative_to(snapshot.LIBRARY)) for path in snapshot.LIBRARY.rglob("*.lean")}
    assert sorted(listed) == sorted(present)


def test_only_the_three_axioms(prelude: State) -> None:
    """Propositional extensionality, soundness of quotients and choice are all that is assumed."""
    axioms = {info.name for info in prelude.env if isinstance(info, AxiomInfo)}
    assert axioms == {"propext", "quot.sound", "classical.choice"}


@pytest.mark.parametrize(
    "statement",
    [
        "2 + 2 = 4",
        "17 % 5 = 2 ∧ 17 / 5 = 3",
        "(-7 : ℤ) / 2 = -4 ∧ (-7 : ℤ) % 2 = 1",
        "[1, 2, 3] ++ [4] = [1, 2, 3, 4]",
        "list.map (λ n, n * n) [1, 2, 3] = [1, 4, 9]",
        "2 ∈ [1, 2, 3]",
        "∀ x ∈ [1, 2, 3], x < 4",
        "(3 : fin 5) + 4 = 2",
        "max 2 3 = 3 ∧ min 2 3 = 2",
        "'a' ≠ 'b'",
        "¬ 4 ∣ 10",
    ],
)
def test_decided_by_computation(prelude: State, statement: str) -> None:
    """Closed decidable statements are proved by evaluating their decision procedures."""
    assert errors_of(prelude, f"example : {statement} := dec_trivial") == []


def test_false_statement_is_refused(prelude: State) -> None:
    """A false closed statement is not decided true."""
    assert errors_of(prelude, "example : 2 + 2 = 5 := dec_trivial") != []


def test_well_founded_recursion_does_not_compute(prelude: State) -> None:
    """As in Lean, what is defined by well-founded recursion has its equations but is not evaluated."""
    assert errors_of(prelude, "example : nat.gcd 12 18 = 6 := dec_trivial") != []
    assert errors_of(prelude, "example (n : ℕ) : nat.gcd n n = n := nat.gcd_self n") == []
