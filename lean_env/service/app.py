"""The service's HTTP face: who may ask, how much at once, and what the answers look like.

    GET  /health     {"status": "ok"}, for whoever asks
    GET  /info       fingerprint, limits and size
    GET  /metrics    for Prometheus
    POST /check      {"requests": [...], "budget": {...}} -> {"fingerprint": ..., "verdicts": [...]}
    POST /api/check  the shape of the Kimina Lean Server

A request is taken whole or not at all: 429 with Retry-After when the queue has no room for it. While checks run, spaces
are sent ahead of the JSON, so that a client tells a long queue from a dead server.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import math
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from pydantic import ValidationError

from lean_env.checker import BaseChecker
from lean_env.errors import LeanEnvError
from lean_env.flat_json import decode
from lean_env.service.kimina import KiminaRequest, request_of, result_of
from lean_env.service.metrics import Metrics
from lean_env.verdict import Budget, Verdict
from lean_env.verdict import Request as CheckRequest
from lean_env.wire import WireError, budget_from_json, budget_to_json, request_from_json

_MEGABYTE: Final = 1 << 20
_BODY_SECONDS: Final = 120.0
_SIGN_OF_LIFE_SECONDS: Final = 5.0
_LONGEST_RETRY_SECONDS: Final = 30
_PUBLIC: Final = "/health"


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """How many checks may wait and run at once, how large a body may be (megabytes), and the token to show, if any."""

    queue: int = 1024
    body_mb: int = 64
    token: str = ""


class Service:
    """Answers HTTP requests with the verdicts of one checker. All but the checks happens in one event loop."""

    def __init__(self, checker: BaseChecker, budget: Budget, limits: ServiceLimits) -> None:
        """`budget` is what a check may spend at most, and what it gets when its request does not say."""
        self._checker = checker
        self._budget = budget
        self._limits = limits
        self._metrics = Metrics()
        self._in_flight = 0

    def app(self) -> FastAPI:
        """The application, for uvicorn."""
        app = FastAPI(title="lean_env", openapi_url=None)
        for path, method, handler in (
            (_PUBLIC, "GET", self._health),
            ("/info", "GET", self._info),
            ("/metrics", "GET", self._show_metrics),
            ("/check", "POST", self._check),
            ("/api/check", "POST", self._check_kimina),
        ):
            app.add_api_route(path, self._guarded(path, handler), methods=[method], response_model=None)
        return app

    def _guarded(self, path: str, handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                if path != _PUBLIC:
                    self._require_token(request)
                response: Response = await handler(request)
            except Exception as error:
                self._metrics.count_response(path, error.status_code if isinstance(error, HTTPException) else 500)
                raise
            self._metrics.count_response(path, response.status_code)
            return response

        return answer

    def _require_token(self, request: Request) -> None:
        if not self._limits.token:
            return
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(shown.strip().encode(), self._limits.token.encode())
        if scheme.lower() != "bearer" or not right:
            raise HTTPException(401, "wrong or missing token", {"WWW-Authenticate": "Bearer"})

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def _info(self, request: Request) -> Response:
        return JSONResponse(
            {
                "backend": self._checker.backend,
                "fingerprint": self._checker.fingerprint,
                "budget": budget_to_json(self._budget),
                "queue": self._limits.queue,
                "body_mb": self._limits.body_mb,
            }
        )

    async def _show_metrics(self, request: Request) -> Response:
        counters = {"worker_restarts_total": getattr(getattr(self._checker, "inner", self._checker), "restarts", 0)}
        if hasattr(self._checker, "hits"):
            counters |= {"store_hits_total": self._checker.hits}
        gauges = {"queue_depth": self._in_flight, "queue_limit": self._limits.queue}
        return PlainTextResponse(self._metrics.text(gauges, counters), media_type="text/plain; version=0.0.4")

    async def _check(self, request: Request) -> Response:
        record = await self._json_body(request)
        try:
            if not isinstance(record, dict) or not isinstance(record.get("requests"), list):
                raise WireError("`requests` must be a list")
            requests = [request_from_json(each) for each in record["requests"]]
            budget = budget_from_json(record.get("budget") or {}, self._budget)
        except WireError as error:
            raise HTTPException(422, str(error)) from None
        self._refuse_large(budget)
        futures = await self._submit(requests, budget)

        def encode(verdicts: Sequence[Verdict]) -> dict[str, Any]:
            shown = [verdict.to_json() for verdict in verdicts]
            return {"fingerprint": self._checker.fingerprint, "verdicts": shown}

        return StreamingResponse(_alive(futures, encode), media_type="application/json")

    async def _check_kimina(self, request: Request) -> Response:
        body = await self._body(request)
        try:
            asked = KiminaRequest.model_validate_json(body)
        except ValidationError as error:
            details = "; ".join(each["msg"] for each in error.errors(include_url=False, include_input=False))
            raise HTTPException(422, details) from None
        seconds = min(asked.timeout, self._budget.seconds)
        budget = replace(self._budget, seconds=seconds)
        futures = await self._submit([request_of(snippet) for snippet in asked.snippets], budget)

        def encode(verdicts: Sequence[Verdict]) -> dict[str, Any]:
            pairs = zip(asked.snippets, verdicts, strict=True)
            return {"results": [result_of(snippet, verdict, seconds, asked.debug) for snippet, verdict in pairs]}

        return StreamingResponse(_alive(futures, encode), media_type="application/json")

    def _refuse_large(self, budget: Budget) -> None:
        """A check under a smaller budget than was asked for could end otherwise: that is said, not done."""
        allowed = budget_to_json(self._budget)
        for key, value in budget_to_json(budget).items():
            if value > allowed[key]:
                raise HTTPException(422, f"this server allows a check {key}={allowed[key]:g} at most, not {value:g}")

    async def _submit(self, requests: Sequence[CheckRequest], budget: Budget) -> list[Future[Verdict]]:
        if len(requests) > self._limits.queue:
            raise HTTPException(413, f"{len(requests)} requests at once; this server's queue is {self._limits.queue}")
        if self._in_flight + len(requests) > self._limits.queue:
            raise HTTPException(429, "the queue is full", {"Retry-After": str(self._retry_after())})
        loop = asyncio.get_running_loop()
        self._in_flight += len(requests)  # before the first await: nobody else takes the room

        def submit_all() -> list[Future[Verdict]]:  # in a thread: a large candidate takes its time to scan
            return [self._submit_one(request, budget, loop) for request in requests]

        futures = await asyncio.to_thread(submit_all)
        for future in futures:
            if future.done() and isinstance(error := future.exception(), LeanEnvError):
                raise HTTPException(422, str(error))
        return futures

    def _submit_one(self, request: CheckRequest, budget: Budget, loop: asyncio.AbstractEventLoop) -> Future[Verdict]:
        started = time.monotonic()
        try:
            future = self._checker.submit(request, budget)
        except LeanEnvError as error:
            future = Future()
            future.set_exception(error)

        def ended(done: Future[Verdict]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop ended before the check
                loop.call_soon_threadsafe(self._ended, done, time.monotonic() - started)

        future.add_done_callback(ended)
        return future

    def _ended(self, future: Future[Verdict], seconds: float) -> None:
        self._in_flight -= 1
        if not future.cancelled() and future.exception() is None:
            self._metrics.count_verdict(future.result(), seconds)

    def _retry_after(self) -> int:
        """Whole seconds until there should be room: half the queue at the pace of late."""
        workers = max(1, self._checker.capacity // 16)
        seconds = math.ceil(self._in_flight * self._metrics.typical_seconds / workers / 2)
        return min(_LONGEST_RETRY_SECONDS, max(1, seconds))

    async def _json_body(self, request: Request) -> object:
        body = await self._body(request)
        try:
            return await asyncio.to_thread(decode, body)
        except ValueError:
            raise HTTPException(400, "the body is not JSON") from None

    async def _body(self, request: Request) -> bytes:
        # Another type is what a page in a browser can send to this machine without being asked.
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise HTTPException(415, "the body's Content-Type must be application/json")
        most = self._limits.body_mb * _MEGABYTE
        body = bytearray()
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most:
                        raise HTTPException(413, f"a body has {self._limits.body_mb} MB at most")
        except TimeoutError:
            raise HTTPException(408, "the body did not come") from None
        return bytes(body)


async def _alive(
    futures: Sequence[Future[Verdict]], encode: Callable[[Sequence[Verdict]], dict[str, Any]]
) -> AsyncIterator[bytes]:
    """Spaces while the checks run, then their JSON; {"error": ...} when the checker itself is at fault."""
    checks = asyncio.gather(*map(asyncio.wrap_future, futures))
    try:
        while not (await asyncio.wait([checks], timeout=_SIGN_OF_LIFE_SECONDS))[0]:
            yield b" "
        answer = encode(checks.result())
    except Exception as error:  # the status line is sent already: the body has to say it
        answer = {"error": str(error) or type(error).__name__}
    yield json.dumps(answer).encode("ascii")
