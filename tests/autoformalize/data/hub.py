"""A hub on this machine, as far as an upload needs one: it speaks the client's protocol, and keeps what it is sent."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_COMMIT = "0" * 40


class Hub(ThreadingHTTPServer):
    """The repositories that were made, with the files in them; `requests` are the paths that were asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.repositories: dict[str, dict[str, bytes]] = {}
        self.private: dict[str, bool] = {}
        self.tokens: set[str] = set()

    @property
    def url(self) -> str:
        """What HF_ENDPOINT has to be."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def hub() -> Iterator[Hub]:
    """A hub that answers until the block ends."""
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.tokens.add(self.headers.get("Authorization", ""))
        parts = self.path.strip("/").split("/")
        if parts == ["api", "repos", "create"]:
            asked = json.loads(body)
            name = "/".join(filter(None, (asked.get("organization") or asked.get("namespace"), asked["name"])))
            self.server.repositories.setdefault(name, {})
            self.server.private[name] = asked.get("visibility") == "private" or bool(asked.get("private"))
            self._answer({"url": f"{self.server.url}/datasets/{name}"})
        elif parts == ["api", "validate-yaml"]:
            self._answer({"errors": [], "warnings": []})
        elif parts[:2] == ["api", "datasets"] and parts[4] == "preupload":
            files = json.loads(body)["files"]
            self._answer(
                {"files": [{"path": f["path"], "uploadMode": "regular", "shouldIgnore": False} for f in files]}
            )
        elif parts[:2] == ["api", "datasets"] and parts[4] == "commit":
            repository = "/".join(parts[2:4])
            for line in map(json.loads, body.splitlines()):
                if line["key"] == "file":
                    content = base64.b64decode(line["value"]["content"])
                    self.server.repositories[repository][line["value"]["path"]] = content
            self._answer(
                {"commitUrl": f"{self.server.url}/datasets/{repository}/commit/{_COMMIT}", "commitOid": _COMMIT}
            )
        else:
            self._answer({"error": f"nothing at {self.path}"}, 404)

    def do_GET(self) -> None:
        self._answer({"error": f"nothing at {self.path}"}, 404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, value: Any, status: int = 200) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
