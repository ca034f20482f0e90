"""Verdicts become records."""

from concurrent.futures import Future

from autoformalize.data.verify import outcomes, verify
from autoformalize.problem import Pair, Problem, Verification
from lean_env import Budget, Claim, Request, Status, Verdict


class StubChecker:
    """Answers by the candidate's text."""

    backend = "embedded"
    fingerprint = "stub"

    def submit(self, request: Request, budget: Budget | None = None) -> Future[Verdict]:
        assert isinstance(request, Claim)
        answer: Future[Verdict] = Future()
        status = Status.ACCEPTED
        if "wrong" in request.candidate:
            status = Status.REJECTED
        if "beyond" in request.candidate:
            status = Status.UNSUPPORTED
        answer.set_result(Verdict(status, axioms=("propext",)))
        return answer

    def close(self) -> None:
        """Nothing to free."""


def make(proof: str) -> Pair:
    known = (Verification("embedded", "3.51.1", (), "2020-01-01"), Verification("lean3", "3.51.1", (), "2020-01-01"))
    return Pair(Problem("t", "It is true.", "theorem t : true"), proof, known)


def test_records_follow_the_verdicts():
    """Accepted renews this backend's record, rejected drops it, unsupported leaves all as it was."""
    checked = list(verify([make(":= trivial"), make(":= wrong"), make(":= beyond")], StubChecker(), today="2026-11-22"))
    accepted, rejected, unsupported = (each.pair.verified for each in checked)
    assert accepted[0] == Verification("embedded", "3.51.1", ("propext",), "2026-11-22")
    assert [entry.backend for entry in accepted] == ["embedded", "lean3"]
    assert [entry.backend for entry in rejected] == ["lean3"]
    assert unsupported == make("").verified
    assert outcomes(checked) == {"accepted": 1, "rejected": 1, "unsupported": 1}
