"""Whole programs are accepted or rejected as the real Lean did."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker
from lean_env.toolchain import Toolchain
from tests.lean_env.embedded.programs import golden

# Accepted by Lean and rejected here, with the reason in the README's list of divergences.
KNOWN_FALSE_REJECTS = 5
# The part of a file's programs that may be beyond the embedded fragment though Lean accepts them.
MAX_UNSUPPORTED = 0.1


@pytest.fixture(scope="module")
def checker() -> EmbeddedChecker:
    """A checker on the frozen prelude."""
    return EmbeddedChecker.load()


@pytest.mark.parametrize("name", golden.names())
def test_verdicts_are_those_of_lean(checker: EmbeddedChecker, name: str) -> None:
    """No program that Lean rejects is accepted, and those that Lean accepts are accepted, but for listed ones."""
    programs, recorded = golden.programs_of(name), golden.verdicts_of(name)
    accepted_wrongly: list[str] = []
    rejected_wrongly: list[str] = []
    unsupported = 0
    for program, verdict in zip(programs, recorded, strict=True):
        errors = [message for message in checker.check(program).messages if message.severity == "error"]
        if any(message.kind == "unsupported" for message in errors):
            unsupported += not verdict
        elif verdict and not errors:
            accepted_wrongly.append(f"Lean: {verdict}\n{program}")
        elif errors and not verdict:
            rejected_wrongly.append(f"here: {errors[0].text}\n{program}")
    assert not accepted_wrongly, "\n\n".join(accepted_wrongly)
    assert len(rejected_wrongly) <= KNOWN_FALSE_REJECTS, "\n\n".join(rejected_wrongly)
    assert unsupported <= max(2, MAX_UNSUPPORTED * len(programs))


@pytest.mark.lean3
@pytest.mark.parametrize("name", golden.names())
def test_recorded_verdicts_are_current(lean3: Toolchain, name: str) -> None:
    """The recorded verdicts are what the real Lean says today, on every twentieth program."""
    programs, recorded = golden.programs_of(name), golden.verdicts_of(name)
    for program, verdict in list(zip(programs, recorded, strict=True))[::20]:
        assert bool(golden.ask_lean(str(lean3.executable), program)) == bool(verdict), program
