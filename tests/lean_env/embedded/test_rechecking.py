"""The second look at an exported proof: a true one counts, and whatever is tampered with does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lean_env.embedded.export_writer import export
from lean_env.embedded.kernel.declaration import DefinitionDecl, KernelError, Regular, TheoremDecl
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import PROP, lambda_over, mk_apps, mk_const, mk_local, pi_over
from lean_env.embedded.rechecking import read_library, recheck_proof
from tests.lean_env.embedded.kernel.tiny import NAT, add, eq, library, refl

EXPORTS = Path(__file__).parent / "exports"
LIBRARY, GOAL, PROOF = [(EXPORTS / f"{name}.export").read_text("utf-8") for name in ("library", "goal", "proof")]


def exported() -> tuple[str, str, str]:
    """The three committed files: a library; a goal that needs a definition of its own; its proof, through a lemma."""
    base = library()
    n = mk_local("n", NAT)
    double = mk_apps(mk_const("double"), [n])
    claim = pi_over([n], eq(double, add(n, n)))
    stated = base.child()
    stated.add(DefinitionDecl("double", (), pi_over([n], NAT), lambda_over([n], add(n, n)), Regular(2)))
    stated.add(DefinitionDecl("goal", (), PROP, claim, Regular(3)))
    proved = stated.child()
    proved.add(TheoremDecl("lemma", (), claim, lambda_over([n], refl(add(n, n)))))
    proved.add(TheoremDecl("check", (), mk_const("goal"), mk_const("lemma")))
    return export(base, [info.name for info in base]), export(stated, ["goal"]), export(proved, ["check"])


@pytest.fixture(scope="module")
def core() -> Environment:
    return read_library(LIBRARY.splitlines())


def ask(core: Environment, proof: str, goal: str = GOAL) -> int:
    return recheck_proof(core, goal.splitlines(), proof.splitlines(), "goal", "check", ["choice"])


def test_the_committed_exports_are_what_the_writer_writes() -> None:
    """The files come from this project's own writer and can be made again."""
    assert exported() == (LIBRARY, GOAL, PROOF)


def test_a_true_proof_counts_and_the_library_is_not_checked_again(core: Environment) -> None:
    """Only the goal, its definition, the lemma and the closing theorem are new."""
    before = len(core)
    assert ask(core, PROOF) == 4
    assert len(core) == before


def declaration_of(text: str, name: str) -> str:
    """The line of `text` that declares `name`."""
    number = next(line.split()[0] for line in text.splitlines() if line.endswith(f" #NS 0 {name}"))
    return next(line for line in text.splitlines() if line.startswith((f"#DEF {number} ", f"#AX {number} ")))


def proof_replaced(text: str) -> str:
    line = declaration_of(text, "lemma")
    kind, name, its_type, _, *params = line.split()
    return text.replace(line, " ".join([kind, name, its_type, its_type, *params]))


def proof_assumed(text: str) -> str:
    line = declaration_of(text, "lemma")
    return text.replace(line, " ".join(["#AX", *line.split()[1:3]]))


def planted(text: str) -> str:
    """A false lemma that nobody needs: every proposition holds."""
    made = ["900 #NS 0 planted", "900 #ES 0", "901 #EV 0", "902 #EP #BD 900 900 901", "903 #EL #BD 900 900 901"]
    return text + "\n".join([*made, "#DEF 900 902 903", ""])


def definition_changed(text: str) -> str:
    """`double` of the proof is not the one of the statement: it adds zero."""
    line = declaration_of(text, "double")
    kind, name, its_type, _ = line.split()
    number = next(line.split()[0] for line in text.splitlines() if line.endswith(" #NS 0 nat"))
    made = [f"900 #EC {number}", "901 #EV 0", f"902 #EL #BD {name} 900 901"]
    return text.replace(line, "\n".join([*made, f"{kind} {name} {its_type} 902"]))


def library_changed(text: str) -> str:
    """An inductive type of the library without its last constructor."""
    line = next(line for line in text.splitlines() if line.startswith("#IND 0 "))
    words = line.split()
    return text.replace(line, " ".join([*words[:4], str(int(words[4]) - 1), *words[5:-2]]))


def another_theorem(text: str) -> str:
    line = declaration_of(text, "check")
    goal_type = declaration_of(text, "lemma").split()[2]
    kind, name, _, value = line.split()
    return text.replace(line, f"{kind} {name} {goal_type} {value}")


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (proof_replaced, "type mismatch at definition 'lemma'"),
        (proof_assumed, "'check' rests on lemma"),
        (planted, "type mismatch at definition 'planted'"),
        (definition_changed, "type mismatch|another 'double'"),
        (library_changed, "already has an object named"),
        (another_theorem, "'check' does not state 'goal'"),
        (lambda text: text.replace(declaration_of(text, "check"), ""), "'check' is not among what was exported"),
    ],
)
def test_a_tampered_export_does_not_count(core: Environment, tamper: Callable[[str], str], reason: str) -> None:
    """Each way to change the export is found, for its own reason."""
    tampered = tamper(PROOF)
    assert tampered != PROOF
    with pytest.raises(KernelError, match=reason):
        ask(core, tampered)


def test_a_proof_of_another_definition_of_the_goal_does_not_count(core: Environment) -> None:
    """The goal that was proved is compared with the goal that was stated, with all that it is made of."""
    weaker = GOAL.replace(declaration_of(GOAL, "goal"), "")
    with pytest.raises(KernelError, match="another 'double' than"):
        ask(core, definition_changed(PROOF).replace(declaration_of(PROOF, "lemma"), proof_by_axiom(PROOF)), weaker)


def proof_by_axiom(text: str) -> str:
    return " ".join(["#AX", *declaration_of(text, "lemma").split()[1:3]])
