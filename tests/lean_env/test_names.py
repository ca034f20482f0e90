"""The names behind a header: constants, short names, tactics, notations."""

from __future__ import annotations

import pytest

from lean_env import CheckerPool, LeanEnvError
from lean_env.names import names_in_scope
from tests.lean_env.scopes import Unable, core_names

HEADERS = ("", "open nat\n", "inductive light : Type\n| red : light\n| green : light\n")


def test_the_core_has_its_names_and_those_of_the_header() -> None:
    """Constants, names that `open` shortens, what the header declares, tactics, and words that are notations."""
    plain, opened, declared = core_names(HEADERS).values()
    assert {"nat.succ_le_of_lt", "and.intro", "eq.symm", "absurd"} <= plain.constants
    assert "succ_le_of_lt" not in plain.constants and "succ_le_of_lt" in opened.constants
    assert "light.red" in declared.constants and "light.red" not in plain.constants
    assert {"exact", "intros", "to_rhs"} <= plain.tactics and {"ℕ", "have", "∃!"} <= plain.tokens
    assert not any(name.startswith("_") for name in plain.constants)
    assert "nat" in plain.namespaces and "symm" in plain.fields and "nat.add_comm" not in plain.namespaces
    assert plain.begins_word("nat.succ_le") and not plain.begins_word("nat.succ_le_oh") and plain.begins_field("sym")


def test_a_library_that_nobody_can_list_is_one_line() -> None:
    """Without a Lean that has it, nothing is guessed."""
    with pytest.raises(LeanEnvError, match="could not be listed: run_cmd is not supported"):
        names_in_scope(Unable(), ["import data.real.basic\n"])  # type: ignore[arg-type]


@pytest.mark.lean3
def test_the_real_lean_says_the_same_of_the_core(lean3_pool: CheckerPool) -> None:
    """The constants that the embedded core has are the real Lean's, short names among them; so are the tactics."""
    asked = names_in_scope(lean3_pool, HEADERS)
    for header, ours in core_names(HEADERS).items():
        theirs = asked[header]
        assert len(ours.constants - theirs.constants) < 0.02 * len(ours.constants)
        assert {"ℕ", "∃!", "∧"} <= theirs.tokens and {"∃", "∃!", "Σ"} <= theirs.binders
        assert {"exact", "simp", "linarith"} & theirs.tactics == {"exact", "simp"}
    assert "succ_le_of_lt" in asked["open nat\n"].constants and "light.red" in asked[HEADERS[2]].constants
