"""The engine for OpenAI's API against a server that others wrote: `transformers serve`, with a tiny model, here."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
from transformers.utils.import_utils import is_serve_available

from autoformalize.generation import GenerationSettings, Sample, SampleRequest
from autoformalize.generation.openai_server import OpenAIEngine
from autoformalize.generation.settings import OpenAIOptions
from autoformalize.problem import Prompt

pytestmark = pytest.mark.skipif(not is_serve_available(), reason="needs the extra of `transformers serve`")
_START_SECONDS: Final = 240.0
_SAMPLING: Final = {"generation_config": json.dumps({"do_sample": True, "top_k": 0})}
"""What configs/engine/transformers_serve.yaml adds to each request."""


@pytest.fixture(scope="module")
def url(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(tiny_model), "--device", "cpu"]
    log = tmp_path_factory.mktemp("serve") / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, "--dtype", "float32", "--host", "127.0.0.1", "--port", str(port)],
            stdout=output,
            stderr=output,
            env={**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"},
        )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _is_healthy(port):
            assert server.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _is_healthy(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/health", timeout=5).status_code == 200
    except httpx2.TransportError:
        return False


def sampled(
    url: str, model: Path, problems: int, samples: int, seed: int = 0, **more: Any
) -> tuple[dict[tuple[str, int], Sample], OpenAIEngine]:
    options = OpenAIOptions(url=url, model=str(model), concurrency=1, **more)
    requests = [
        SampleRequest(Prompt(f"p{n}", "proof", f"theorem p{n} (a : ℕ) : a = a", stops=("\n\n",)), range(samples))
        for n in range(problems)
    ]
    with OpenAIEngine(options, GenerationSettings(max_new_tokens=12, temperature=1.0, top_p=1.0), seed) as engine:
        return {(one.problem_id, one.index): one for one in engine.generate(requests)}, engine


def test_seeds_lengths_and_tokens_are_the_servers(url: str, tiny_model: Path) -> None:
    """The same seed gives the same samples, another one others; what ran into the limit says so; tokens are counted."""
    first, engine = sampled(url, tiny_model, 2, 3, extra_body=_SAMPLING)
    assert set(first) == {(f"p{n}", index) for n in range(2) for index in range(3)}
    assert first == sampled(url, tiny_model, 2, 3, extra_body=_SAMPLING)[0]
    assert first != sampled(url, tiny_model, 2, 3, seed=1, extra_body=_SAMPLING)[0]
    assert len({one.text for one in first.values()}) > 3
    assert all(1 <= one.tokens <= 12 and one.truncated == (one.tokens == 12) for one in first.values())
    assert engine.usage["requests"] == 6 and engine.usage["completion_tokens"] == sum(s.tokens for s in first.values())
    assert not any("alike" in caveat for caveat in engine.caveats)


def test_a_server_that_does_not_sample_is_noticed(
    url: str, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unasked, this server writes what is likeliest, whatever the temperature: a line says so, and engine.json."""
    found, engine = sampled(url, tiny_model, 3, 4)
    assert len({one.text for one in found.values() if one.problem_id == "p0"}) == 1
    assert "whatever their seeds" in capsys.readouterr().out
    assert any("transformers_serve" in caveat for caveat in engine.caveats)
