"""A server that speaks OpenAI's API, and all that servers do wrong: real HTTP on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import pytest

from autoformalize.errors import UserError
from autoformalize.generation import GenerationSettings, Sample, SampleRequest
from autoformalize.generation.openai_server import OpenAIEngine, _retry_after
from autoformalize.generation.settings import OpenAIOptions
from autoformalize.problem import Prompt

_PATIENCE: Final = 20.0


class Server:
    """Answers completions with a text made of the prompt and the seed; `behave` may answer in its stead first."""

    def __init__(self) -> None:
        self.behave: Callable[[BaseHTTPRequestHandler, dict[str, Any], int], bool] = lambda handler, body, count: False
        self.bodies: list[dict[str, Any]] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, value: object, code: int = 200, **headers: str) -> bool:
        data = value.encode() if isinstance(value, str) else json.dumps(value).encode()
        handler.send_response(code)
        handler.send_header("Content-Length", str(len(data)))
        for name, text in headers.items():
            handler.send_header(name.replace("_", "-"), text)
        handler.end_headers()
        handler.wfile.write(data)
        return True

    def completion(self, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
        said = f"{body.get('prompt') or body['messages'][0]['content']} by {body['seed']}"
        what = {"message": {"content": said}} if "messages" in body else {"text": said}
        usage = {"prompt_tokens": 3, "completion_tokens": 5}
        return {"choices": [{**what, "finish_reason": "stop", **changes}], "usage": usage}

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # type: ignore[misc]
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments: object) -> None:
                pass

            def do_GET(self) -> None:
                server.answer(self, {"data": [{"id": "only"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    server.bodies.append(body)
                    count = len(server.bodies)
                    server.at_once += 1
                    server.most_at_once = max(server.most_at_once, server.at_once)
                try:
                    if not server.behave(self, body, count):
                        server.answer(self, server.completion(body))
                finally:
                    with server._lock:
                        server.at_once -= 1

        return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


def engine(server: Server, seed: int = 0, **options: Any) -> OpenAIEngine:
    changed = {"patience": _PATIENCE, "timeout": _PATIENCE, **options}
    return OpenAIEngine(OpenAIOptions(url=server.url, **changed), GenerationSettings(), seed)


def requests(*names: str, samples: int = 3) -> list[SampleRequest]:
    return [SampleRequest(Prompt(name, "proof", f"prove {name}", stops=("\n\n",)), range(samples)) for name in names]


def samples(opened: OpenAIEngine, *names: str, **more: Any) -> dict[tuple[str, int], Sample]:
    with opened:
        return {(one.problem_id, one.index): one for one in opened.generate(requests(*names, **more))}


def test_every_sample_is_a_request_with_a_seed_of_its_own(server: Server) -> None:
    """The same run asks for the same seeds; settings and stops are sent; tokens are the server's count."""
    first = samples(engine(server), "a", "b")
    assert set(first) == {(name, index) for name in "ab" for index in range(3)}
    assert len({body["seed"] for body in server.bodies}) == 6
    assert first == samples(engine(server), "a", "b")
    assert first != samples(engine(server, seed=1), "a", "b")
    body = server.bodies[0]
    assert (body["model"], body["max_tokens"], body["top_p"], body["stop"]) == ("only", 128, 0.95, ["\n\n"])
    assert {one.tokens for one in first.values()} == {5}


def test_what_is_done_is_not_asked_for(server: Server) -> None:
    """A resumed run sends requests for what is missing only."""
    with engine(server) as opened:
        found = list(opened.generate(requests("a", "b"), {("a", 0), ("a", 1), ("a", 2), ("b", 1)}))
    assert sorted(one.index for one in found) == [0, 2] and len(server.bodies) == 2


def test_no_more_requests_at_a_time_than_asked_for(server: Server) -> None:
    """Four at a time are reached, and never passed; a prompt is made when there is room for it."""
    together, pulled = threading.Barrier(4), []
    server.behave = lambda handler, body, count: bool(together.wait(_PATIENCE)) and False

    def wanted() -> Iterator[SampleRequest]:
        for request in requests(*"abcdef", samples=2):
            pulled.append(len(server.bodies))
            yield request

    with engine(server, concurrency=4) as opened:
        assert len(list(opened.generate(wanted()))) == 12
    assert server.most_at_once == 4
    assert pulled[0] == 0 and pulled[-1] > 0


def stops_midway(server: Server, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> bool:
    data = json.dumps(server.completion(body)).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.close_connection = True
    return True


def hangs_up(server: Server, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> bool:
    handler.close_connection = True
    return True


MISHAPS: Final[dict[str, Callable[[Server, BaseHTTPRequestHandler, dict[str, Any]], bool]]] = {
    "500": lambda server, handler, body: server.answer(handler, {"error": {"message": "boom"}}, 500),
    "503 in HTML": lambda server, handler, body: server.answer(handler, "<html>busy</html>", 503),
    "429 with Retry-After": lambda server, handler, body: server.answer(handler, {}, 429, Retry_After="0"),
    "an empty connection": hangs_up,
    "half an answer": stops_midway,
    "no JSON": lambda server, handler, body: server.answer(handler, "{"),
    "JSON that is no object": lambda server, handler, body: server.answer(handler, [1]),
    "no choices": lambda server, handler, body: server.answer(handler, {"choices": []}),
    "no text": lambda server, handler, body: server.answer(handler, server.completion(body, text=None)),
    "broken off": lambda server, handler, body: server.answer(handler, server.completion(body, finish_reason=None)),
    "aborted": lambda server, handler, body: server.answer(handler, server.completion(body, finish_reason="abort")),
}


@pytest.mark.parametrize("mishap", MISHAPS)
def test_what_goes_wrong_on_the_way_is_sent_again(mishap: str, server: Server) -> None:
    """The first two requests fail; in the end every sample is there as if nothing had happened, and it is counted."""
    whole = samples(engine(server), "a", "b")
    begun = len(server.bodies)
    server.behave = lambda handler, body, count: count <= begun + 2 and MISHAPS[mishap](server, handler, body)
    opened = engine(server)
    assert samples(opened, "a", "b") == whole
    assert opened.usage["retries"] == 2 and opened.usage["requests"] == 8
    assert opened.usage["completion_tokens"] == 30


def test_an_answer_that_does_not_come_is_given_up(server: Server) -> None:
    """After `timeout` seconds the request is sent again."""
    silent = threading.Event()
    server.behave = lambda handler, body, count: count == 1 and silent.wait(_PATIENCE) and False
    assert len(samples(engine(server, timeout=0.3), "a")) == 3
    silent.set()
    assert len(server.bodies) >= 4


REFUSALS: Final = {
    401: (r"OPENAI_API_KEY.*no key stands there.*bad key", "bad key"),
    403: (r"OPENAI_API_KEY", "no"),
    404: (r"no such address or model.*'only'.*no model only", "no model only"),
    400: (r"problem a: 400: prompt too long", "prompt too long"),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_what_cannot_get_better_ends_the_run_with_one_line(
    code: int, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line has the setting and the server's words; samples that were there by then are handed out first."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    expected, words = REFUSALS[code]
    server.behave = lambda handler, body, count: (
        count > 2 and server.answer(handler, {"error": {"message": words}}, code)
    )
    found = []
    with engine(server, concurrency=1) as opened, pytest.raises(UserError, match=expected) as caught:
        for one in opened.generate(requests("a")):
            found.append(one)
    assert len(found) == 2 and "\n" not in str(caught.value)


def test_a_server_that_never_recovers_is_given_up(server: Server) -> None:
    """After `patience` seconds one line says what it last said, and that the command goes on."""
    server.behave = lambda handler, body, count: server.answer(handler, {"detail": "out of memory"}, 500)
    with pytest.raises(UserError, match=r"problem a: the server says 500: out of memory.*same command goes on"):
        samples(engine(server, patience=0.2), "a")


def test_chat_is_a_users_message(server: Server) -> None:
    """The prompt is the message, and the answer's content the sample."""
    found = samples(engine(server, api="chat"), "a", samples=1)
    assert server.bodies[0]["messages"] == [{"role": "user", "content": "prove a"}]
    assert found["a", 0].text.startswith("prove a by")


def test_a_completion_at_the_limit_is_truncated_and_tokens_may_be_uncounted(server: Server) -> None:
    """finish_reason=length says so; a server without usage leaves an estimate and a caveat."""
    server.behave = lambda handler, body, count: server.answer(
        handler, {"choices": [{"text": "x" * 30, "finish_reason": "length"}]}
    )
    opened = engine(server)
    (found,) = samples(opened, "a", samples=1).values()
    assert found.truncated and found.tokens == 10
    assert any("counts no tokens" in caveat for caveat in opened.caveats)


def test_the_key_comes_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the variable that the settings name."""
    monkeypatch.setenv("MY_KEY", "secret")
    seen = []
    server.behave = lambda handler, body, count: bool(seen.append(handler.headers["Authorization"]))
    samples(engine(server, key_variable="MY_KEY"), "a", samples=1)
    assert seen == ["Bearer secret"]


def test_an_address_where_nothing_answers_is_one_line() -> None:
    """At once, before anything else is done."""
    with pytest.raises(UserError, match=r"no server answers at engine.openai.url=http://127.0.0.1:9"):
        OpenAIEngine(OpenAIOptions(url="http://127.0.0.1:9/v1", patience=0), GenerationSettings(), 0)
    with pytest.raises(UserError, match="give the server's address"):
        OpenAIEngine(OpenAIOptions(url="localhost:8000"), GenerationSettings(), 0)


@pytest.mark.parametrize(
    ("value", "seconds"), [("7", 7.0), ("Wed, 21 Oct 2015 07:28:00 GMT", None), ("soon", None), ("-1", None)]
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    """A date in the past and what is neither are no advice."""
    import httpx2

    assert _retry_after(httpx2.Response(429, headers={"Retry-After": value})) == seconds
