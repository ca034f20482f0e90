"""Sampling from a server that speaks OpenAI's API: vLLM, SGLang, llama.cpp, `transformers serve`, or a paid one.

One request is one sample, with a seed of its own, so that a resumed run asks for exactly what is missing; servers that
cache prefixes read a prompt once all the same. What fails on the way (no connection, a connection that ends midway, an
answer that is no JSON or no completion, 408, 409, 425, 429 and 5xx) is sent again after a pause that doubles, with
jitter, or as long as the server's Retry-After says. What cannot get better (401, 403, 404, other 4xx) ends the run with
one line; the samples that were there by then are handed out first.
"""

from __future__ import annotations

import email.utils
import os
import queue
import random
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import httpx2

from autoformalize.errors import UserError
from autoformalize.generation.engine import Sample, SampleRequest
from autoformalize.generation.seeds import sample_seed
from autoformalize.generation.settings import GenerationSettings, OpenAIOptions
from autoformalize.problem import Prompt

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
_RETRIED: Final = frozenset({408, 409, 425, 429})
_REACH_SECONDS: Final = 5.0
# After a failure that ends the run, answers that are on their way are waited for so long at most.
_LAST_SECONDS: Final = 10.0
# OpenAI's own API takes four; the others take any number, and extraction cuts what a server did not.
_MOST_STOPS: Final = 4
# What a server says of a completion that it did not end itself.
_ABORTED: Final = frozenset({"abort", "aborted", "error", "cancelled"})
_CAVEATS: Final = (
    "a server's samples may differ between versions, hardware and loads, whatever the seed",
    "the server says which weights it serves, and nothing checks it",
)
_NO_USAGE: Final = "the server counts no tokens: they are taken as a third of the characters"
_ALL_ALIKE: Final = (
    "the samples of every problem were all alike, whatever their seeds: the server may not sample as it was asked "
    "(`transformers serve` wants engine=transformers_serve)"
)
# So many second samples of a problem that are the first once more, and none that is not, are no chance.
_ALIKE: Final = 8


@dataclass(slots=True)
class Usage:
    """What a session asked of the server; `waited_seconds` adds up the pauses before requests were sent again."""

    requests: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    uncounted: int = 0
    waited_seconds: float = 0.0


class OpenAIEngine:
    """Samples from the server at `options.url`."""

    name = "openai"

    def __init__(self, options: OpenAIOptions, settings: GenerationSettings, seed: int) -> None:
        """Raises UserError where no server answers, it refuses the key, or its model cannot be told."""
        self._options = options
        self._settings = settings
        self._seed = seed
        key = os.environ.get(options.key_variable, "").strip()
        self._url = _base_url(options.url)
        self._client = httpx2.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx2.Timeout(options.timeout, connect=min(options.timeout, 30.0)),
            limits=httpx2.Limits(max_connections=options.concurrency, max_keepalive_connections=options.concurrency),
        )
        self._usage = Usage()
        self._counting = threading.Lock()
        self._alike = 0
        self._says_first: dict[str, str] = {}
        self.model = options.model or self._only_model()

    @property
    def caveats(self) -> Sequence[str]:
        """What no client of a server can promise."""
        seen = ((_NO_USAGE, self._usage.uncounted > 0), (_ALL_ALIKE, self._alike >= _ALIKE))
        return (*_CAVEATS, *(caveat for caveat, holds in seen if holds))

    @property
    def usage(self) -> dict[str, float]:
        """What this session asked of the server so far."""
        with self._counting:
            return asdict(self._usage)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def generate(
        self, requests: Iterable[SampleRequest], done: Container[tuple[str, int]] = frozenset()
    ) -> Iterator[Sample]:
        """As many samples at a time as `concurrency` says, each handed out when it is there."""
        calls = _Calls(self._options.concurrency, self._sample)
        wanted, exhausted = _single(requests, done), False
        failure: BaseException | None = None
        try:
            while True:
                while failure is None and not exhausted and calls.under_way < self._options.concurrency:
                    one = next(wanted, None)
                    if one is None:
                        exhausted = True
                    else:
                        calls.start(*one)
                if not calls.under_way:
                    break
                ended = calls.next_ended(None if failure is None else _LAST_SECONDS)
                if isinstance(ended, Sample):
                    self._compare(ended)
                    yield ended
                elif ended is None:
                    break
                elif failure is None:
                    failure = ended
                    calls.stopping.set()  # what waits to be sent again gives up, what is being answered may end
            if failure is not None:
                raise failure
        finally:
            calls.stop()

    def _sample(self, prompt: Prompt, index: int, stopping: threading.Event) -> Sample:
        path, body = self._body(prompt, index)
        text, reason, usage = self._ask(path, body, prompt.problem_id, stopping)
        tokens = usage.get("completion_tokens")
        counted = isinstance(tokens, int) and tokens >= 0
        with self._counting:
            self._usage.prompt_tokens += _count(usage.get("prompt_tokens"))
            self._usage.completion_tokens += _count(tokens)
            self._usage.uncounted += not counted
        return Sample(
            prompt.problem_id, index, text, reason == "length", _count(tokens) if counted else -(-len(text) // 3)
        )

    def _compare(self, sample: Sample) -> None:
        """Notice a server that says the same for every seed; looked for until two samples of a problem differ."""
        if self._settings.temperature == 0 or self._alike < 0:
            return
        first = self._says_first.get(sample.problem_id)
        if first is None:
            self._says_first[sample.problem_id] = sample.text
            return
        self._alike = self._alike + 1 if first == sample.text else -1
        if self._alike == _ALIKE:
            print(f"note: engine.openai.url={self._options.url}: {_ALL_ALIKE}", flush=True)

    def _body(self, prompt: Prompt, index: int) -> tuple[str, dict[str, Any]]:
        settings = self._settings
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": settings.max_new_tokens,
            "temperature": settings.temperature,
            "top_p": settings.top_p,
            "seed": sample_seed(self._seed, prompt.problem_id, index) % 2**31,
        }
        if settings.top_k:
            body["top_k"] = settings.top_k
        if prompt.stops:
            body["stop"] = list(prompt.stops[:_MOST_STOPS])
        if self._options.api == "chat":
            return "chat/completions", body | {"messages": [{"role": "user", "content": prompt.text}]} | dict(
                self._options.extra_body
            )
        return "completions", body | {"prompt": prompt.text} | dict(self._options.extra_body)

    def _ask(
        self, path: str, body: dict[str, Any], problem_id: str, stopping: threading.Event
    ) -> tuple[str, str, dict[str, Any]]:
        """Text, reason of its end, and usage. Tries again for as long as `patience` after the first failure."""
        pause, give_up = _FIRST_PAUSE, None
        while True:
            with self._counting:
                self._usage.requests += 1
            try:
                return _completion(self._post(path, body, problem_id))
            except _TryAgain as error:
                now = time.monotonic()
                give_up = give_up if give_up is not None else now + self._options.patience
                if now >= give_up:
                    raise UserError(
                        f"engine.openai.url={self._options.url}: problem {problem_id}: {error}, for "
                        f"{self._options.patience:g} s (engine.openai.patience); the same command goes on from here"
                    ) from None
                wait = error.after if error.after is not None else pause * random.uniform(0.5, 1.0)
                wait = max(0.0, min(wait, give_up - now))
                with self._counting:
                    self._usage.retries += 1
                    self._usage.waited_seconds += wait
                if stopping.wait(wait):
                    raise  # another call has failed for good
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _post(self, path: str, body: dict[str, Any], problem_id: str) -> dict[str, Any]:
        try:
            response = self._client.post(f"{self._url}/{path}", json=body)
        except httpx2.TransportError as error:
            raise _TryAgain(f"no answer ({type(error).__name__}: {error})") from None
        if response.status_code in _RETRIED or response.status_code >= 500:
            raise _TryAgain(f"the server says {_said(response)}", _retry_after(response))
        if response.status_code != 200:
            raise self._refusal(response, problem_id)
        return _json(response)

    def _refusal(self, response: httpx2.Response, problem_id: str = "") -> UserError:
        place = f"engine.openai.url={self._options.url}"
        said, code = _said(response), response.status_code
        if code in (401, 403):
            given = "the key that stands there" if "Authorization" in self._client.headers else "no key stands there"
            return UserError(f"{place} refuses the key of ${self._options.key_variable} ({given}): {said}")
        if code == 404:
            return UserError(
                f"{place} knows no such address or model (engine.openai.model={getattr(self, 'model', None)!r}, "
                f"engine.openai.api={self._options.api}): {said}"
            )
        where = f" for problem {problem_id}" if problem_id else ""
        return UserError(f"{place} refuses the request{where}: {said}")

    def _only_model(self) -> str:
        """The one model that the server lists. Raises UserError where it lists several, or none."""
        deadline = time.monotonic() + min(_REACH_SECONDS, self._options.patience)
        while True:
            try:
                response = self._client.get(f"{self._url}/models")
                if response.status_code not in _RETRIED and response.status_code < 500:
                    break
                reason = _said(response)
            except httpx2.TransportError as error:
                reason = f"{type(error).__name__}: {error}"
            if time.monotonic() > deadline:
                raise UserError(
                    f"no server answers at engine.openai.url={self._options.url} ({reason}): start one there, or "
                    "mend the address; one that cannot list its models wants engine.openai.model=NAME"
                )
            time.sleep(_FIRST_PAUSE)
        if response.status_code in (401, 403):
            raise self._refusal(response)
        try:
            models = [str(model["id"]) for model in _json(response)["data"]]
        except (_TryAgain, KeyError, TypeError):
            models = []
        if len(models) != 1:
            listed = f"serves {', '.join(models[:8])}" if models else "does not say which models it serves"
            raise UserError(f"engine.openai.url={self._options.url} {listed}: choose one with engine.openai.model=NAME")
        return models[0]


class _Calls:
    """Threads that answer one call each at a time. They are daemons: a server that is silent must not keep a run that
    was interrupted from ending."""

    def __init__(self, count: int, answer: Callable[[Prompt, int, threading.Event], Sample]) -> None:
        self.stopping = threading.Event()
        self.under_way = 0
        self._count = count
        self._answer = answer
        self._waiting: queue.SimpleQueue[tuple[Prompt, int] | None] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[Sample | BaseException] = queue.SimpleQueue()
        for number in range(count):
            threading.Thread(target=self._work, name=f"openai-{number}", daemon=True).start()

    def start(self, prompt: Prompt, index: int) -> None:
        """Call for one sample."""
        self.under_way += 1
        self._waiting.put((prompt, index))

    def next_ended(self, seconds: float | None) -> Sample | BaseException | None:
        """The next call that ended: its sample or its error; None after so many seconds without one."""
        try:
            ended = self._ended.get(timeout=seconds)
        except queue.Empty:
            return None
        self.under_way -= 1
        return ended

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopping.set()
        for _ in range(self._count):
            self._waiting.put(None)

    def _work(self) -> None:
        while (call := self._waiting.get()) is not None:
            try:
                self._ended.put(self._answer(*call, self.stopping))
            except BaseException as error:
                self._ended.put(error)


class _TryAgain(Exception):
    """It may go well the next time; `after` seconds, if the server said so."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


def _single(requests: Iterable[SampleRequest], done: Container[tuple[str, int]]) -> Iterator[tuple[Prompt, int]]:
    for request in requests:
        for index in request.indices:
            if (request.prompt.problem_id, index) not in done:
                yield request.prompt, index


def _completion(answer: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Text, reason of its end, and usage, of both APIs. Raises _TryAgain for what is no whole completion."""
    try:
        choice = answer["choices"][0]
        text = choice["message"]["content"] if "message" in choice else choice["text"]
        reason, usage = choice.get("finish_reason"), answer.get("usage")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise _TryAgain("the answer holds no completion") from None
    if text is None and reason == "length":  # a model that was cut off before it said anything but its thoughts
        text = ""
    if not isinstance(text, str) or reason is None or reason in _ABORTED:
        raise _TryAgain(f"the server broke the completion off (finish_reason {reason!r})")
    return text, str(reason), usage if isinstance(usage, dict) else {}


def _json(response: httpx2.Response) -> dict[str, Any]:
    try:
        value = response.json()
    except ValueError:
        raise _TryAgain("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise _TryAgain("the answer is not a JSON object")
    return value


def _said(response: httpx2.Response) -> str:
    """The status, and the server's own words on one line."""
    try:
        value = response.json()
        error = value.get("error", value.get("message", value.get("detail"))) if isinstance(value, dict) else value
        words = error.get("message") if isinstance(error, dict) else error
    except ValueError:
        words = response.text
    text = " ".join(str(words or "").split())[:300]
    return f"{response.status_code}: {text}" if text else f"{response.status_code} {response.reason_phrase}"


def _retry_after(response: httpx2.Response) -> float | None:
    """The seconds that Retry-After asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
        except (TypeError, ValueError):
            return None
    return seconds if 0 <= seconds < float("inf") else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _base_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise UserError(f"engine.openai.url={url!r}: give the server's address, for example http://localhost:8000/v1")
    bare = url.rstrip("/")
    return bare if "/" in bare.partition("://")[2] else f"{bare}/v1"
