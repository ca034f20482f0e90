"""Run the service: who may reach it, the socket, and a shutdown that finishes what runs."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from lean_env.checker import BaseChecker
from lean_env.errors import LeanEnvError
from lean_env.service.app import Service, ServiceLimits
from lean_env.verdict import Budget

TOKEN_VARIABLE: Final = "LEAN_ENV_TOKEN"
_BACKLOG: Final = 512
_KEEP_ALIVE_SECONDS: Final = 75


def read_token(path: Path | None) -> str:
    """The token in the file, else in LEAN_ENV_TOKEN, else none. Raises LeanEnvError for a file without one."""
    if path is None:
        return os.environ.get(TOKEN_VARIABLE, "").strip()
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LeanEnvError(f"{path}: cannot read the token: {error}") from None
    if not token:
        raise LeanEnvError(f"{path}: the file holds no token")
    return token


def refuse_open_door(host: str, token: str) -> None:
    """Raises LeanEnvError for a service that others could reach without a token."""
    if not token and not _is_loopback(host):
        raise LeanEnvError(
            f"--host {host} lets other machines in: give a token with --token-file or {TOKEN_VARIABLE}, "
            "or stay on 127.0.0.1"
        )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises LeanEnvError when the address cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise LeanEnvError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    return listener


def serve(
    checker: BaseChecker, budget: Budget, limits: ServiceLimits, listener: socket.socket, grace_seconds: int
) -> None:
    """Answer until SIGTERM or SIGINT, then finish what runs for at most `grace_seconds`. The checker stays open."""
    config = uvicorn.Config(
        Service(checker, budget, limits).app(),
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=grace_seconds,
    )
    # uvicorn raises the signal that ended it once more when it is done: by then there is nothing left to stop.
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        listener.close()


def _ignore(number: int, frame: FrameType | None) -> None:
    pass


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
