"""What the checkers on other machines are told: plain values that a config can hold. They need no extra package."""

from __future__ import annotations

from dataclasses import dataclass, field

from lean_env.errors import LeanEnvError


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Where `python -m lean_env serve` runs, and how to use it.

    The token is read from the environment variable `token_variable`. `connections` carry `batch` requests each at a
    time; a server that is gone is waited for `patience` seconds, and one that was never there `start_seconds`.
    """

    url: str = "http://127.0.0.1:8765"
    token_variable: str = "LEAN_ENV_TOKEN"
    connections: int = 8
    batch: int = 8
    patience: float = 300.0
    start_seconds: float = 30.0

    def __post_init__(self) -> None:
        if min(self.connections, self.batch) < 1:
            raise LeanEnvError("checker.http: connections and batch must be at least 1")


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """Which cluster, and what to ask of it.

    `backend` is what each actor runs; `actors` how many (0: as many as the cluster's cores bear at `cpus` cores each);
    `resources` are other resources that each takes. With no actor for `patience` seconds, requests end as crashed.
    """

    address: str = "auto"
    backend: str = "auto"
    actors: int = 0
    cpus: float = 1.0
    resources: dict[str, float] = field(default_factory=dict)
    patience: float = 300.0

    def __post_init__(self) -> None:
        if self.actors < 0 or self.cpus <= 0 or self.patience <= 0:
            raise LeanEnvError("checker.ray: actors must not be negative; cpus and patience must be positive")
