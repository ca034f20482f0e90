"""The second opinion: what the backend accepts is accepted only if the kernel agrees on its export."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lean_env import Budget, CheckerPool, Claim, LeanEnvError, Status, open_pool
from lean_env.__main__ import EXIT_USAGE, main
from lean_env.audit import AuditedText
from lean_env.backends.lean3 import Lean3Backend
from lean_env.backends.protocol import RawMessage
from lean_env.errors import Disagreement, SessionDied, WallClockTimeout
from lean_env.sandbox import choose_sandbox
from lean_env.second_opinion import KernelOpinion
from lean_env.toolchain import Toolchain
from tests.lean_env.test_pool import ScriptedBackend

SWAP = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
CLAIM = Claim("", SWAP, "swap", f"{SWAP} := ⟨h.2, h.1⟩")


def accept(text: str) -> Sequence[RawMessage]:
    """What a backend says of an audited text that it accepts."""
    lines = text.splitlines()
    if "#check @goal_" in lines[-1]:
        return [RawMessage("info", lines[-1].removeprefix("#check @") + " : Prop", len(lines), 0)]
    nonce = lines[-1].removeprefix("#print ").strip('"')
    return [RawMessage("info", "no axioms", len(lines) - 1, 0), RawMessage("info", nonce, len(lines), 0)]


class Opinion:
    """The fake: raises what it is told to, and remembers what it was asked."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[str] = []
        self.closed = False

    def ask(self, prefix: str, audited: AuditedText, budget: Budget) -> None:
        self.asked.append(audited.text)
        assert audited.text.startswith(audited.goal_text)
        assert audited.goal_text.startswith(f"def {audited.goal} : Prop")
        assert f"theorem {audited.check} : {audited.goal} := @_root_.swap" in audited.text
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        self.closed = True


def test_agreement_changes_nothing() -> None:
    """An accepted proof stays accepted, and the fingerprint says that there were two opinions."""
    opinion = Opinion()
    with CheckerPool(ScriptedBackend(accept), 1, second_opinion=opinion) as pool:
        verdict = pool.check(CLAIM)
    assert verdict.accepted and verdict.backend.startswith("scripted-1") and verdict.backend.endswith("+recheck")
    assert len(opinion.asked) == 1 and opinion.closed


def test_disagreement_is_a_cheat() -> None:
    """What Lean accepts and the kernel does not is not accepted, and the verdict says why."""
    with CheckerPool(ScriptedBackend(accept), 1, second_opinion=Opinion(Disagreement("not so"))) as pool:
        verdict = pool.check(CLAIM)
    assert (verdict.status, verdict.rule) == (Status.CHEATED, "recheck")
    assert verdict.messages[-1].text == "the second opinion: not so"


@pytest.mark.parametrize(
    ("error", "status"), [(WallClockTimeout("slow"), Status.TIMEOUT), (SessionDied("gone"), Status.CRASHED)]
)
def test_no_answer_is_not_a_yes(error: Exception, status: Status) -> None:
    """Without a second opinion there is no acceptance, but nothing is said against the candidate."""
    with CheckerPool(ScriptedBackend(accept), 1, second_opinion=Opinion(error)) as pool:
        assert pool.check(CLAIM).status is status


def test_only_accepted_proofs_are_asked_about() -> None:
    """A rejected candidate costs no second look."""
    opinion = Opinion()

    def reject(text: str) -> Sequence[RawMessage]:
        return accept(text) if "#check" in text else [RawMessage("error", "type mismatch", 3, 0)]

    with CheckerPool(ScriptedBackend(reject), 1, second_opinion=opinion) as pool:
        assert pool.check(CLAIM).status is Status.REJECTED
    assert not opinion.asked


def test_a_second_opinion_needs_the_real_lean() -> None:
    """The embedded checker cannot be its own second opinion, and asking for it says what to do."""
    with pytest.raises(LeanEnvError, match="needs the real Lean 3"):
        open_pool("embedded", recheck=True)
    assert main(["audit", __file__, "--statement", "true", "--name", "x", "--backend", "embedded", "--recheck"]) == (
        EXIT_USAGE
    )


class Tampered(Lean3Backend):
    """The real Lean, but what it exports of a proof is changed on the way: `planted` lines come last."""

    planted = ""

    def export(self, text: str, name: str | None, budget: Budget) -> bytes:
        found = super().export(text, name, budget)
        return found + self.planted.encode() if "theorem check_" in text else found


@pytest.fixture(scope="module")
def tampered(lean3: Toolchain) -> Tampered:
    return Tampered(lean3, choose_sandbox("auto"))


def opinion_on(backend: Lean3Backend) -> KernelOpinion:
    opinion = KernelOpinion(backend)
    opinion.prepare()
    return opinion


@pytest.mark.lean3
def test_the_kernel_agrees_with_the_real_lean_on_true_proofs(lean3: Toolchain) -> None:
    """Tactics, universes, a definition in the header, classical logic: each export checks."""
    poly = "theorem same {α : Type*} (l : list α) : l ++ [] = l"
    header, goal = "def double (n : ℕ) : ℕ := n + n\n", "∀ n, double n = n + n"
    claims = [
        CLAIM,
        Claim("", poly, "same", f"{poly} := by simp"),
        Claim(header, goal, "it", f"lemma aux (n) : double n = n + n := rfl\ntheorem it : {goal} := aux"),
        Claim("", "∀ p : Prop, p ∨ ¬p", "em", "theorem em (p : Prop) : p ∨ ¬p := classical.em p"),
        Claim("", "10 * 10 = 100", "by_dec", "theorem by_dec : 10 * 10 = 100 := dec_trivial"),
    ]
    with open_pool("lean3", workers=1, lean=lean3.executable, recheck=True, budget=Budget(60)) as pool:
        verdicts = list(pool.check_all(claims))
    assert [verdict.accepted for verdict in verdicts] == [True] * len(claims), verdicts


@pytest.mark.lean3
@pytest.mark.parametrize(
    ("planted", "reason"),
    [
        ("", None),
        (
            "90001 #NS 0 planted\n90001 #ES 0\n90002 #EV 0\n90003 #EP #BD 90001 90001 90002\n"
            "90004 #EL #BD 90001 90001 90002\n#DEF 90001 90003 90004\n",
            "type mismatch at definition 'planted'",
        ),
        ("90001 #NS 0 quot\n90002 #NS 90001 sound\n90001 #ES 0\n#AX 90002 90001\n", "already has an object"),
    ],
)
def test_a_planted_false_declaration_is_found(tampered: Tampered, planted: str, reason: str | None) -> None:
    """The real Lean says yes and its export holds one false declaration more: the answer is no."""
    tampered.planted = planted
    with CheckerPool(tampered, 1, Budget(60), opinion_on(tampered)) as pool:
        verdict = pool.check(CLAIM)
    assert verdict.accepted == (reason is None), verdict
    assert reason is None or (verdict.rule == "recheck" and reason in verdict.messages[-1].text)


@pytest.mark.lean3
def test_an_export_that_lean_itself_refuses_is_a_disagreement(tampered: Tampered) -> None:
    """A text that is accepted by the server and rejected alone does not count."""
    with pytest.raises(Disagreement, match="Lean alone rejects the text"):
        tampered.export("theorem check_x : false := trivial", "check_x", Budget(60))
