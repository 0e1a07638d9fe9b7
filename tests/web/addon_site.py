"""Somebody else's server: the descriptor of an add-on, and a receiver of webhooks that fails until it is mended."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_MISTAKE = b"KeyError: 'room'"


@dataclass
class AddonSite:
    """`heard` are the calls: method, path, body. `asks_for` are the scopes in the descriptor."""

    url: str
    is_broken: bool = False
    asks_for: list[str] = field(default_factory=lambda: ["send_notification", "view_room"])
    heard: list[tuple[str, str, Any]] = field(default_factory=list)

    @property
    def descriptor_url(self) -> str:
        return f"{self.url}/atlassian-connect.json"

    def hooks(self) -> list[Any]:
        """The bodies of the webhooks that came."""
        return [body for method, path, body in self.heard if (method, path) == ("POST", "/hook")]

    def descriptor(self) -> dict[str, Any]:
        return {
            "key": "com.example.pigeonhole",
            "name": "Pigeonhole",
            "description": "Shows tickets beside the conversation.",
            "vendor": {"name": "Example Works", "url": "https://example.com"},
            "links": {"self": self.descriptor_url},
            "capabilities": {
                "hipchatApiConsumer": {"scopes": self.asks_for, "fromName": "Pigeonhole"},
                "installable": {
                    "allowGlobal": True,
                    "allowRoom": True,
                    "callbackUrl": f"{self.url}/installable",
                },
                "configurable": {"url": f"{self.url}/config", "allowAccessToRoomAdmins": True},
                "webPanel": [
                    {
                        "key": "panel",
                        "name": {"value": "Tickets"},
                        "url": f"{self.url}/panel",
                        "location": "hipchat.sidebar.right",
                    }
                ],
            },
        }


def _handler(site: AddonSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _reply(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/atlassian-connect.json":
                self._reply(200, json.dumps(site.descriptor()).encode(), "application/json")
            elif path == "/wrong.json":
                wrong = {**site.descriptor(), "links": {"self": f"{site.url}/wrong.json"}, "name": 5}
                self._reply(200, json.dumps(wrong).encode(), "application/json")
            elif path == "/config":
                self._reply(200, b"<!doctype html><title>x</title><h1>Which board?</h1>", "text/html")
            else:
                self._reply(404)

        def _hear(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            site.heard.append((self.command, self.path, json.loads(body) if body else None))
            if site.is_broken and self.path == "/hook":
                self._reply(500, _MISTAKE)
            else:
                self._reply(204)

        do_POST = do_DELETE = _hear  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextlib.contextmanager
def addon_site() -> Iterator[AddonSite]:
    """Listen on a free port of 127.0.0.1."""
    site = AddonSite("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
