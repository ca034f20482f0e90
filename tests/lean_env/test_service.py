"""The service and its client: over HTTP, a request has the verdict that it has here."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lean_env.remote
from autoformalize.settings import CheckerSettings
from lean_env import Budget, CheckerPool, Claim, LeanEnvError, Request, ServerOptions, Snippet, Status, Verdict
from lean_env.flat_json import decode
from lean_env.remote import HttpChecker
from lean_env.wire import WireError, budget_from_json, budget_to_json, request_from_json, request_to_json
from tests.lean_env.scripted import BAD, GOOD, OPEN, SHOWN, SORRY, UNHURRIED, ScriptedChecker, accept_good, requests

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from lean_env.service.app import Service, ServiceLimits  # noqa: E402
from lean_env.service.serve import listen  # noqa: E402

TOKEN = "a token of the tests"
SERVE = [sys.executable, "-m", "lean_env", "serve", "--backend", "embedded", "--workers", "1", "--store", "none"]


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAN_ENV_TOKEN", TOKEN)


@contextlib.contextmanager
def served(*options: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server process and its address."""
    process = subprocess.Popen(
        [*SERVE, "--port", str(port), *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LEAN_ENV_TOKEN": TOKEN},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1], process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One real server for all tests that leave it as it is."""
    with served("--max-body", "1", "--queue", "100") as (url, _):
        yield url


@contextlib.contextmanager
def in_thread(checker: ScriptedChecker, **limits: Any) -> Iterator[tuple[str, Any]]:
    """The service over a scripted checker in a thread of this process, and what stops it."""
    listener = listen("127.0.0.1", 0)
    app = Service(checker, Budget(), ServiceLimits(token=TOKEN, **limits)).app()
    running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", running
    finally:
        running.should_exit = True
        thread.join()
        listener.close()


def ask(
    url: str, method: str, path: str, body: bytes | None = None, token: str = TOKEN, kind: str = "application/json"
) -> tuple[int, dict[str, str], Any]:
    """Status, headers and decoded body of one exchange."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    connection.request(method, path, body, {"Content-Type": kind, **authorization})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    headers = {key.lower(): value for key, value in response.getheaders()}
    with contextlib.suppress(ValueError):
        return response.status, headers, json.loads(content)
    return response.status, headers, content


def options(url: str, **changes: Any) -> ServerOptions:
    return ServerOptions(url, **{"connections": 3, "batch": 4, "patience": 30.0, "start_seconds": 10.0, **changes})


texts = st.text(st.characters(), max_size=30)


@settings(UNHURRIED)
@given(st.one_of(st.builds(Snippet, texts, texts, st.booleans()), st.builds(Claim, texts, texts, texts, texts)))
def test_a_request_comes_through_json_as_it_was(request_: Request) -> None:
    """Also with characters that are no valid Unicode text."""
    assert request_from_json(json.loads(json.dumps(request_to_json(request_)))) == request_


@given(st.recursive(st.none() | st.integers() | texts, lambda of: st.lists(of, max_size=3), max_leaves=9))
@settings(UNHURRIED, max_examples=30)
def test_flat_json_is_json(value: object) -> None:
    """Brackets within texts do not count; what is nested too deep, or not closed, is a ValueError."""
    assert decode(json.dumps(value).encode()) == value
    for text in (b"[" * 100_000, b'["' + b"[" * 100, b'{"a":' * 90 + b"1" + b"}" * 90):
        with pytest.raises(ValueError):
            decode(text)


@settings(UNHURRIED)
@given(st.builds(Budget, st.floats(0.1, 100), st.integers(1, 5000), st.integers(1, 10**7)))
def test_a_budget_comes_through_json_as_it_was(budget: Budget) -> None:
    """And what is left out is the server's."""
    assert budget_from_json(json.loads(json.dumps(budget_to_json(budget))), Budget()) == budget
    assert budget_from_json({}, budget) == budget


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ([], "must be a JSON object"),
        ({"kind": "proof"}, "claim or snippet"),
        ({"kind": "snippet"}, "needs `body`"),
        ({"kind": "snippet", "body": 3}, "`body` must be a text"),
        ({"kind": "snippet", "body": "", "allow_sorry": "yes"}, "true or false"),
        ({"kind": "claim", "candidate": "", "statement": ""}, "needs `name`"),
        ({"kind": "snippet", "body": "", "colour": "red"}, "no `colour`"),
    ],
)
def test_a_record_of_another_shape_is_refused_by_name(record: object, message: str) -> None:
    """The error says what is missing, of the wrong type or unknown."""
    with pytest.raises(WireError, match=message):
        request_from_json(record)


def test_a_remote_check_has_the_verdict_of_a_local_one(server: str, embedded_pool: CheckerPool) -> None:
    """Status, messages, axioms and fingerprint; in the order of the requests."""
    asked = [*requests(40), SHOWN, Claim("", "true", "t", "axiom t : true"), Snippet("", "theorem")]
    with HttpChecker(options(server)) as remote:
        assert remote.fingerprint == embedded_pool.fingerprint
        assert remote.backend == "embedded"
        there = [replace(verdict, seconds=0) for verdict in remote.check_all(asked)]
    assert there == [replace(verdict, seconds=0) for verdict in embedded_pool.check_all(asked)]


@pytest.mark.parametrize(("path", "method"), [("/info", "GET"), ("/metrics", "GET"), ("/check", "POST")])
@pytest.mark.parametrize("token", ["", "wrong", TOKEN + " ", TOKEN[:-1], "é"])
def test_only_the_token_opens(server: str, path: str, method: str, token: str) -> None:
    """Everything but /health asks for it; blanks around it do not count."""
    code = ask(server, method, path, b"{", token.encode().decode("latin-1"))[0]
    assert code == (401 if token.strip() != TOKEN else 400 if method == "POST" else 200)
    assert ask(server, "GET", "/health", token="")[0] == 200


def test_the_client_says_which_variable_holds_the_token(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, at once."""
    monkeypatch.setenv("LEAN_ENV_TOKEN", "wrong")
    with pytest.raises(LeanEnvError, match=r"token.*LEAN_ENV_TOKEN"):
        HttpChecker(options(server))


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b"{", 400, "not JSON"),
        (b"[" * 100_000, 400, "not JSON"),
        (b"[]", 422, "`requests` must be a list"),
        (b'{"requests": [{"kind": "snippet"}]}', 422, "needs `body`"),
        (b'{"requests": [], "budget": {"seconds": 1e9}}', 422, "at most"),
        (b'{"requests": [], "budget": {"seconds": -1}}', 422, "positive"),
        (b'{"requests": [], "budget": {"steps": 1e999}}', 422, "finite"),
        (json.dumps({"requests": [request_to_json(Claim("", "true", "two words", ""))]}).encode(), 422, "not the name"),
        (json.dumps({"requests": [request_to_json(SHOWN)] * 101}).encode(), 413, "queue is 100"),
        (b" " * (1 << 20) + b"{}", 413, "1 MB at most"),
    ],
)
def test_a_bad_body_is_refused_with_a_line(server: str, body: bytes, code: int, message: str) -> None:
    """And the server goes on."""
    status, _, answer = ask(server, "POST", "/check", body)
    assert status == code
    assert message in answer["detail"]
    assert ask(server, "POST", "/check", b'{"requests": []}')[2]["verdicts"] == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("path", ["/check", "/api/check"])
def test_a_page_in_a_browser_cannot_post(server: str, path: str, kind: str) -> None:
    """Only a type that a browser asks about first is read."""
    assert ask(server, "POST", path, b'{"requests": []}', kind=kind)[0] == 415


def test_the_config_reaches_the_server(server: str) -> None:
    """checker=http checks there, and keeps the verdicts here under the server's fingerprint."""
    settings = CheckerSettings(backend="http", http=options(server), store=None)
    with settings.open() as checker:
        assert isinstance(checker, HttpChecker)
        assert checker.check(GOOD).accepted


def test_metrics_count_what_was_answered(server: str) -> None:
    """Verdicts by status, a histogram that ends in all of them, an empty queue afterwards."""
    with HttpChecker(options(server)) as remote:
        list(remote.check_all([GOOD, BAD]))
    page = ask(server, "GET", "/metrics")[2]
    values = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert int(values['lean_env_verdicts_total{status="accepted"}']) >= 1
    assert int(values['lean_env_verdicts_total{status="rejected"}']) >= 1
    total = sum(int(value) for key, value in values.items() if key.startswith("lean_env_verdicts_total"))
    assert int(values['lean_env_check_seconds_bucket{le="+Inf"}']) == total
    assert int(values["lean_env_check_seconds_count"]) == total
    assert values["lean_env_queue_depth"] == "0"
    assert "lean_env_worker_restarts_total" in values


def test_a_client_of_the_kimina_server_is_understood(server: str) -> None:
    """Its request, and a response by which it tells valid, sorry, error and no answer; lines count in the code."""
    snippets = {
        "valid": "-- a comment\n#check nat\n",
        "sorry": "\n\ntheorem t : false := sorry",
        "error": "theorem t : false :=\n  trivial",
        "endless": "example : true := begin iterate 1000000000 { skip }, trivial end",
        "unsupported": "import data.real.basic\n#check real",
    }
    body = {"snippets": [{"id": key, "code": code} for key, code in snippets.items()], "timeout": 2, "reuse": True}
    status, _, answer = ask(server, "POST", "/api/check", json.dumps(body).encode())
    assert status == 200
    results = {result["id"]: result for result in answer["results"]}
    assert list(results) == list(snippets)
    for result in results.values():
        assert ("error" in result) != ("response" in result)
    assert results["valid"]["response"]["messages"] == [
        {"severity": "info", "pos": {"line": 2, "column": 0}, "data": "ℕ : Type"}
    ]
    assert results["sorry"]["response"]["sorries"][0]["pos"]["line"] == 3
    assert all(message["severity"] != "error" for message in results["sorry"]["response"]["messages"])
    assert any(message["severity"] == "error" for message in results["error"]["response"]["messages"])
    assert "timed out" in results["endless"]["error"]
    assert "diagnostics" not in results["valid"]


@pytest.mark.parametrize(
    ("change", "message"),
    [({"infotree": "full"}, "infotree"), ({"snippets": []}, "at least 1"), ({"timeout": 0}, "greater than 0")],
)
def test_what_lean_3_cannot_answer_is_refused(server: str, change: dict[str, Any], message: str) -> None:
    """Instead of an answer that leaves it out."""
    body = {"snippets": [{"id": "a", "code": ""}], **change}
    status, _, answer = ask(server, "POST", "/api/check", json.dumps(body).encode())
    assert status == 422
    assert message in answer["detail"]


def test_a_full_queue_is_429_and_the_client_comes_again() -> None:
    """With Retry-After; every request still has its verdict."""
    go = threading.Event()

    def answer(request: Request) -> Verdict:
        go.wait(30)
        return accept_good(request)

    checker = ScriptedChecker(answer)
    with in_thread(checker, queue=4) as (url, _), HttpChecker(options(url)) as remote:
        futures = [remote.submit(request) for request in requests(24)]
        time.sleep(0.3)
        code, headers, _ = ask(url, "POST", "/check", _body(requests(4)))
        refused = code == 429 and int(headers["retry-after"]) >= 1
        go.set()
        statuses = [future.result(60).status for future in futures]
    assert refused
    assert statuses == [accept_good(request).status for request in requests(24)]


def _body(asked: list[Request]) -> bytes:
    return json.dumps({"requests": [request_to_json(request) for request in asked]}).encode()


def test_stopping_finishes_what_runs() -> None:
    """A check that runs when the server is told to stop still has its answer."""
    running, go = threading.Event(), threading.Event()

    def answer(request: Request) -> Verdict:
        running.set()
        go.wait(30)
        return Verdict(Status.ACCEPTED, backend="scripted-1")

    with in_thread(ScriptedChecker(answer)) as (url, server_), HttpChecker(options(url)) as remote:
        future = remote.submit(GOOD)
        assert running.wait(10)
        server_.should_exit = True
        time.sleep(0.3)
        go.set()
        assert future.result(10).accepted


def test_a_killed_server_that_is_started_again_changes_no_verdict(embedded_pool: CheckerPool) -> None:
    """kill -9 in the middle of a run, another process on the same port: the same verdicts, each once."""
    asked = requests(200)
    expected = [verdict.status for verdict in embedded_pool.check_all(asked)]
    with contextlib.ExitStack() as stack:
        url, first = stack.enter_context(served())
        remote = stack.enter_context(HttpChecker(options(url, patience=120.0)))
        verdicts = remote.check_all(asked)
        statuses = [next(verdicts).status for _ in range(50)]
        first.send_signal(signal.SIGKILL)
        first.wait()
        stack.enter_context(served(port=int(url.rsplit(":", 1)[1])))
        statuses += [verdict.status for verdict in verdicts]
    assert statuses == expected


def test_sigterm_ends_the_server_with_code_0() -> None:
    """And leaves no process behind."""
    with served() as (url, process):
        with HttpChecker(options(url)) as remote:
            assert remote.check(GOOD).accepted
        process.terminate()
        assert process.wait(20) == 0


def test_a_server_that_stays_away_is_crashed_and_never_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its patience; the second request does not wait again."""
    with in_thread(ScriptedChecker()) as (url, _):
        remote = HttpChecker(options(url, patience=0.3))
    exchanges = []
    exchange = lean_env.remote._exchange

    def counted(*asked: Any) -> dict[str, Any]:
        exchanges.append(asked)
        return exchange(*asked)

    monkeypatch.setattr("lean_env.remote._exchange", counted)
    with remote:
        verdicts = [remote.check(GOOD)]
        assert len(exchanges) > 1
        exchanges.clear()
        verdicts += [remote.check(request) for request in [GOOD, BAD, SORRY] * 5]
    assert len(exchanges) == 15
    assert {verdict.status for verdict in verdicts} == {Status.CRASHED}
    assert all(verdict.is_infrastructure_fault for verdict in verdicts)


def test_no_server_at_all_is_one_line() -> None:
    """Before anything is generated."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    with pytest.raises(LeanEnvError, match=r"no checker answers.*lean_env serve"):
        HttpChecker(options(f"http://127.0.0.1:{port}", start_seconds=0.2))


@pytest.mark.parametrize("url", ["", "127.0.0.1:80", "ftp://host", "http://", "http://host:port"])
def test_what_is_no_address_is_one_line(url: str) -> None:
    """The key of the config is named."""
    with pytest.raises(LeanEnvError, match=r"checker\.http\.url"):
        HttpChecker(options(url))


def test_another_checker_behind_the_address_stops_the_run() -> None:
    """Verdicts of two toolchains are never mixed."""
    checker = ScriptedChecker()
    with in_thread(checker) as (url, _), HttpChecker(options(url)) as remote:
        assert remote.check(GOOD).accepted
        checker._fingerprint = "scripted-2"
        with pytest.raises(LeanEnvError, match="start again"):
            remote.check(BAD)


def test_a_budget_that_the_server_does_not_allow_is_said_at_the_start(server: str) -> None:
    """A smaller one would give other verdicts."""
    with pytest.raises(LeanEnvError, match="seconds=30 at most"):
        HttpChecker(options(server), Budget(seconds=1000))


def test_a_candidate_that_is_too_large_takes_nothing_with_it(server: str) -> None:
    """The others of its batch have their verdicts; it is not counted as wrong."""
    large = Snippet("", "-- " + "x" * (2 << 20))
    with HttpChecker(options(server, connections=1)) as remote:
        verdicts = list(remote.check_all([GOOD, large, BAD]))
    assert [verdict.status for verdict in verdicts] == [Status.ACCEPTED, Status.CRASHED, Status.REJECTED]
    assert "1 MB at most" in verdicts[1].messages[0].text


def test_closing_ends_what_waits() -> None:
    """Every future ends, and none with an answer that the server gives only when all is over."""
    over = threading.Event()

    def answer(request: Request) -> Verdict:
        over.wait(60)
        return Verdict(Status.ACCEPTED)

    with in_thread(ScriptedChecker(answer)) as (url, _):
        remote = HttpChecker(options(url))
        futures = [remote.submit(request) for request in requests(30)]
        remote.close()
        ended = [future.done() and (future.cancelled() or bool(future.exception())) for future in futures]
        over.set()
    assert all(ended)


class _Faulty(BaseHTTPRequestHandler):
    """A server whose answers are spoiled in the ways that networks and proxies know."""

    protocol_version = "HTTP/1.1"
    faults: Callable[[], str] = staticmethod(lambda: "none")

    def do_GET(self) -> None:
        info = {"backend": "scripted", "fingerprint": "scripted-1", "budget": {}}
        self._send(200, json.dumps(info).encode())

    def do_POST(self) -> None:
        record = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        verdicts = [accept_good(request_from_json(each)).to_json() for each in record["requests"]]
        answer = json.dumps({"fingerprint": "scripted-1", "verdicts": verdicts}).encode()
        fault = self.faults()
        match fault:
            case "none":
                self._send(200, b"  " + answer)
            case "closed":
                self.close_connection = True
            case "cut":
                self._send(200, answer[: len(answer) // 2], length=len(answer))
                self.close_connection = True
            case "short":
                self._send(200, answer[: len(answer) // 2])
            case "fewer":
                self._send(200, json.dumps({"fingerprint": "scripted-1", "verdicts": verdicts[1:]}).encode())
            case "odd":
                odd = [{"status": "fine"}] * len(verdicts)
                self._send(200, json.dumps({"fingerprint": "scripted-1", "verdicts": odd}).encode())
            case "deep":
                self._send(200, b"[" * 100_000)
            case "page":
                self._send(200, b"<html>please log in</html>")
            case "fault":
                self._send(200, b'{"error": "no Lean"}')
            case code:
                self._send(int(code), b"busy")

    def _send(self, code: int, body: bytes, length: int | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if code == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@given(seed=st.integers(0, 2**32), rate=st.sampled_from([0.3, 0.5, 1.0]))
@settings(UNHURRIED, max_examples=6)
def test_no_fault_on_the_way_makes_a_wrong_verdict(seed: int, rate: float) -> None:
    """Whatever comes back: the right verdict, or crashed; the right one whenever the server ever answers."""
    draw = random.Random(seed)
    kinds = ["closed", "cut", "short", "fewer", "odd", "page", "deep", "fault", "429", "500", "502", "503"]
    kinds = kinds if rate < 1 else [kind for kind in kinds if kind != "429"]

    class Handler(_Faulty):
        faults = staticmethod(lambda: draw.choice(kinds) if draw.random() < rate else "none")

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as faulty:
        thread = threading.Thread(target=faulty.serve_forever, args=(0.01,))
        thread.start()
        try:
            url = f"http://127.0.0.1:{faulty.server_port}"
            with HttpChecker(options(url, patience=0.2 if rate == 1 else 60.0)) as remote:
                statuses = [verdict.status for verdict in remote.check_all(requests(16))]
        finally:
            faulty.shutdown()
            thread.join()
    right = [accept_good(request).status for request in requests(16)]
    assert statuses == (right if rate < 1 else [Status.CRASHED] * 16)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "give a token"),
        (["--host", "192.0.2.1", "--token-file", os.devnull], "holds no token"),
        (["--token-file", "/nowhere/token"], "cannot read the token"),
        (["--host", "nowhere.invalid", "--token-file", "{token}"], "cannot listen on"),
    ],
)
def test_a_server_that_may_not_start_says_why(arguments: list[str], message: str, tmp_path: Any) -> None:
    """One line and exit code 2; an open door is not opened by mistake."""
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    words = [word.format(token=tmp_path / "token") for word in arguments]
    environment = {key: value for key, value in os.environ.items() if key != "LEAN_ENV_TOKEN"}
    done = subprocess.run([*SERVE, *words], capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_one_line(server: str) -> None:
    """It names the address."""
    done = subprocess.run(
        [*SERVE, "--port", server.rsplit(":", 1)[1]], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "cannot listen on 127.0.0.1" in done.stderr


def test_open_is_not_a_check(server: str) -> None:
    """A snippet that allows `sorry` is accepted with it, also over HTTP."""
    with HttpChecker(options(server)) as remote:
        assert remote.check(OPEN).accepted
        assert not remote.check(SORRY).accepted
