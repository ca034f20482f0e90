"""Which problems are sampled on, and which accepted proofs are kept."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autoformalize.data.hammer import portfolio
from autoformalize.evaluation.metrics import Tally
from autoformalize.problem import Attempt, Candidate, Pair, Problem
from autoformalize.training.selection import KnownProofs, Sieve, choose_problems, keep_proofs, length_of, proof_of

STATEMENT = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
PROBLEM = Problem("swap", "If p and q, then q and p.", STATEMENT)


def problem(name: str, family: str = "") -> Problem:
    return Problem(name, f"The word {name}.", f"theorem {name} (n : ℕ) (h : {name} = n) : n = {name}", family=family)


def attempts(*proofs: str, status: str = "accepted") -> list[Attempt]:
    return [
        Attempt(Candidate("swap", "proof", index, proof, f"{STATEMENT} {proof}"), status)
        for index, proof in enumerate(proofs)
    ]


def kept(found: list[Attempt], known: KnownProofs, keep: int = 2, growth: float = 1.0) -> tuple[list[str], Sieve]:
    sieve = Sieve()
    return [proof.text for proof in keep_proofs(PROBLEM, found, known, keep, growth, sieve)], sieve


def test_problems_solved_now_and_then_come_first() -> None:
    """Then untried ones, family by family, without a proof or with a long one first; what is always solved, or has a
    short proof already, is out."""
    names = ["half", "rare", "always", "never", "short", "middling", "long", "bare"]
    problems = [problem(name, "f" if name in ("short", "middling", "long", "bare") else name) for name in names]
    tallies = {"half": (8, 4), "rare": (8, 1), "always": (8, 8), "never": (8, 0)}
    known = KnownProofs(
        [
            Pair(problem("short"), ":= h.symm"),
            Pair(problem("middling"), ":= by { rw h }"),
            Pair(problem("long"), ":= begin rw h, refl, all_goals { simp } end"),
        ]
    )
    order = choose_problems(
        problems, {name: Tally(n, c, 0, 0) for name, (n, c) in tallies.items()}, known, 10, 0.5, 5, seed=0
    )
    assert [each.id for each in order] == ["half", "rare", "bare", "long", "middling", "never"]


def test_those_solved_now_and_then_leave_room_for_others() -> None:
    """Of ten problems to choose, at most half were solved now and then as long as others are untried."""
    problems = [problem(f"s{n}") for n in range(9)] + [problem(f"u{n}") for n in range(9)]
    tallies = {f"s{n}": Tally(8, 1 + n % 7, 0, 0) for n in range(9)}
    order = [each.id for each in choose_problems(problems, tallies, KnownProofs(), 10, 0.5, 5, seed=1)]
    assert sum(name.startswith("s") for name in order[:10]) == 5
    assert len(order) == len(set(order)) == 18


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 8)), st.integers(1, 30), st.floats(0, 1), st.integers())
def test_every_problem_that_can_teach_is_offered_once(
    counts: dict[int, int], count: int, sometimes: float, seed: int
) -> None:
    """Whatever was solved how often, the order holds each problem once but those that are always solved."""
    problems = [problem(f"p{n}", f"f{n % 3}") for n in range(21)]
    tallies = {f"p{n}": Tally(8, c, 0, 0) for n, c in counts.items()}
    order = [each.id for each in choose_problems(problems, tallies, KnownProofs(), count, sometimes, 5, seed)]
    assert sorted(order) == sorted(p.id for p in problems if counts.get(int(p.id[1:])) != 8)


def test_the_shortest_and_the_most_different_are_kept() -> None:
    """Of many accepted proofs the shortest stays, then the one that shares least with it; the rest is surplus."""
    found = attempts(":= ⟨h.2, h.1⟩", ":= ⟨h.right, h.left⟩", ":= and.symm h", ":= by { intros, simp * at * }")
    texts, sieve = kept(found, KnownProofs())
    assert texts == [":= and.symm h", ":= by { intros, simp * at * }"]
    assert (sieve.accepted, sieve.surplus) == (4, 2)


def test_what_is_known_or_longer_is_not_kept() -> None:
    """A proof that the pairs have up to names and layout, one that is longer than theirs, and one that failed."""
    other = Problem("other", "Words.", "theorem other (a b : Prop) (h : a ∧ b) : b ∧ a")
    known = KnownProofs([Pair(other, ":=  ⟨h.2,  h.1⟩")])
    texts, sieve = kept(attempts(":= ⟨h.2, h.1⟩", ":= by { intros, simp * at * }", ":= h.symm"), known)
    assert texts == [":= h.symm"]
    assert (sieve.known, sieve.too_long) == (1, 1)
    assert kept(attempts(":= trivial", status="rejected"), known)[1] == Sieve()


def test_a_hammer_is_as_long_as_the_word_for_it() -> None:
    """Not as the portfolio that was checked."""
    known = KnownProofs([Pair(PROBLEM, ":= ⟨h.2, h.1⟩")])
    texts, sieve = kept(attempts(f":= by {portfolio(STATEMENT)}", f":= by {portfolio('theorem t : true')}"), known)
    assert texts == [f":= by {portfolio(STATEMENT)}"] and sieve.too_long == 1


def test_the_same_proof_again_is_not_kept_in_a_later_round() -> None:
    """Keeping a proof makes it known, and the next one has to be as short."""
    known = KnownProofs()
    assert kept(attempts(":= h.symm"), known)[0] == [":= h.symm"]
    assert kept(attempts(":= h.symm", ":= ⟨h.2, h.1⟩"), known)[0] == []
    assert known.shortest(PROBLEM) == length_of(":= h.symm")


def test_a_proof_is_what_follows_the_statement() -> None:
    """A restated theorem gives its proof too; another statement, or helping lemmas before it, give none."""
    assert proof_of(PROBLEM, f"{STATEMENT} := h.symm") == ":= h.symm"
    assert proof_of(PROBLEM, "theorem swap (p q : Prop)\n  (h : p ∧ q) :\n  q ∧ p :=\nbegin\n  exact h.symm\nend") == (
        ":=\nbegin\n  exact h.symm\nend"
    )
    assert proof_of(PROBLEM, "theorem swap (a b : Prop) (h : a ∧ b) : b ∧ a := h.symm") is None
    assert proof_of(PROBLEM, f"lemma aid : true := trivial\n\n{STATEMENT} := h.symm") is None
    assert proof_of(replace(PROBLEM, formal_statement="theorem swap : true"), "theorem swap : true") is None
