"""Texts that try to use up a checker: its stack, its memory, its time. The benchmark times them, the tests hold them.

Each must get a verdict within its budget, and the next check must find a worker. Lean 3.51.1 accepts none of them.
What tries to deceive a checker is in `cheats`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

_ACKERMANN: Final = """\
def ack : ℕ → ℕ → ℕ
| 0 := nat.succ
| (m + 1) := λ n, nat.rec (ack m 1) (λ _ r, ack m r) n
"""
_TWO_WAYS: Final = """\
class reaches (n : ℕ) : Prop
instance left (n : ℕ) [reaches n] : reaches (n + 1) := ⟨⟩
instance right (n : ℕ) [reaches n] : reaches (n + 1) := ⟨⟩
"""


def _garbage() -> str:
    source = random.Random(7)
    alphabet = "abz019 \n\t(){}[]⟨⟩λΠ∀→∧∨¬=:,.|@#$%&;'`\\\"«»/-"
    return "".join(source.choice(alphabet) for _ in range(200_000))


def _doubled(depth: int) -> str:
    """Two sides that are small as graphs, astronomically large as trees, and differ at the very end."""
    return f"example (f : ℕ → ℕ → ℕ) (a b : ℕ) : {_tower('a', depth)} = {_tower('b', depth)} := rfl\n"


def _tower(leaf: str, depth: int) -> str:
    return "".join(f"(λ x{i}, f x{i} x{i}) (" for i in range(depth)) + leaf + ")" * depth


LOADS: Final[dict[str, Callable[[], str]]] = {
    "garbage": _garbage,
    "100,000 nested parentheses": lambda: f"example : ℕ := {'(' * 100_000}1{')' * 100_000}\n",
    "100,000 opening parentheses": lambda: f"example : ℕ := {'(' * 100_000}\n",
    "a line of a megabyte": lambda: f"example : ℕ := 1{' + 1' * 250_000}\n",
    "an identifier of a megabyte": lambda: f"example : ℕ := {'x' * 1_000_000}\n",
    "100,000 nested functions": lambda: f"example : ℕ := {'λ x, ' * 100_000}x\n",
    "100,000 nested negations": lambda: f"example (p : Prop) : {'¬' * 100_000}p := id\n",
    "100,000 nested sections": lambda: "section\n" * 100_000,
    "nested terms of a recursion": lambda: f"example : {'nat.succ (' * 5_000}0{')' * 5_000} = 0 := rfl\n",
    "a reduction without end": lambda: f"{_ACKERMANN}#reduce ack 4 4\n",
    "a decision without end": lambda: f"{_ACKERMANN}example : ack 4 4 = 0 := dec_trivial\n",
    "a conversion without end": lambda: f"{_ACKERMANN}example : ack 4 4 = 0 := rfl\n",
    "a count to a hundred million": lambda: "example : (λ n : ℕ, n < 100000000) 99999999 := dec_trivial\n",
    "iterate 1000000000": lambda: "example : false := begin iterate 1000000000 { skip } end\n",
    "repeat without progress": lambda: "example : false := begin repeat { skip } end\n",
    "repeat that makes goals": lambda: "example : false := begin repeat { apply absurd } end\n",
    "tactics that multiply goals": lambda: "example (p : Prop) : p := begin " + "by_cases p; " * 40 + "skip end\n",
    "instances in a loop": lambda: (
        "class loops (n : ℕ) : Prop\ninstance step (n : ℕ) [loops (n + 1)] : loops n := ⟨⟩\n"
        "example : loops 0 := by apply_instance\n"
    ),
    "instances two ways": lambda: f"{_TWO_WAYS}example : reaches 60 := by apply_instance\n",
    "rewriting in a circle": lambda: (
        "example (a b : ℕ) (h : a = b) (k : b = a) (p : ℕ → Prop) : p a := by simp [h, k]\n"
    ),
    "rewriting that grows": lambda: (
        "example (f : ℕ → ℕ) (h : ∀ n, f n = f (f n)) (p : ℕ → Prop) : p (f 0) := by simp [h]\n"
    ),
    "a numeral of a million digits": lambda: f"example : {'9' * 1_000_000} = 0 := rfl\n",
    "a product of a thousand factors": lambda: f"example : {' * '.join(['999999937'] * 1_000)} = 0 := rfl\n",
    "a comparison of products": lambda: (
        f"example : {' * '.join(['99991'] * 300)} < {' * '.join(['99989'] * 300)} := dec_trivial\n"
    ),
    "a power by recursion": lambda: (
        "def power (a : ℕ) : ℕ → ℕ\n| 0 := 1\n| (n + 1) := a * power n\n"
        "example : power 10 1000000 < power 10 999999 := dec_trivial\n"
    ),
    "a doubled term": lambda: _doubled(60),
    "an unclosed comment of a megabyte": lambda: "/-" + " x" * 500_000,
    "a candidate of ten megabytes": lambda: "example : ℕ := x\n" * 600_000,
    "notations by the thousand": lambda: "".join(f"notation `n{i}` := {i}\n" for i in range(20_000)),
    "a universe of a million": lambda: "example : Sort 1000000 := ℕ\n",
    "100,000 nested universes": lambda: f"example : Sort {'(' * 100_000}1{')' * 100_000} := ℕ\n",
    "100,000 nested blocks": lambda: f"example : true := begin {'{' * 100_000} trivial {'}' * 100_000} end\n",
    "a numeral right behind a command": lambda: f"example {'9' * 100_000}\n",
    "a type of 2,000 constructors": lambda: "inductive t\n" + "".join(f"| c{i}\n" for i in range(2_000)),
    "a function of 500 arguments": lambda: (
        f"def f : {'ℕ → ' * 500}ℕ\n| {' '.join(['0'] * 500)} := 0\n| {' '.join(['_'] * 500)} := 1\n"
    ),
    "names of a megabyte": lambda: f"namespace {'.'.join(['n'] * 200_000)}\n",
}
"""By name, what makes the text."""
