"""Generated requests, given to the program in its own process: a fault of ours is a traceback, no lost connection."""

import asyncio
import gzip
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from schemathesis import Case, Response
from schemathesis.core import NOT_SET

from tests.world import BASE

_LIMIT_S = 20.0


def prepared(
    case: Case[Any],
    credentials: dict[str, str],
    *,
    auth_token: str = "",
    upload: tuple[str, bytes] | None = None,
) -> requests.PreparedRequest:
    """The request as it would go over the wire, with the caller's credentials in place of generated ones.

    `auth_token` goes into the query; `upload` takes the place of the body.
    """
    if upload is not None:
        case.body = NOT_SET
    made = case.as_transport_kwargs(base_url=BASE)
    headers = {
        name: value
        for name, value in dict(made.pop("headers") or {}).items()
        if name.lower() not in {"authorization", "cookie"}
        and not ("files" in made and name.lower() == "content-type")  # its boundary is not that of the body
    }
    asked = {
        name: made[name] for name in ("method", "url", "params", "data", "json", "files") if name in made
    }
    if upload is not None:
        headers["Content-Type"], asked["data"] = upload
    if auth_token:
        asked["params"] = {**(asked.get("params") or {}), "auth_token": auth_token}
    return requests.Request(headers={**headers, **credentials}, **asked).prepare()


async def send(app: Any, request: requests.PreparedRequest) -> Response:
    """The program's answer."""
    url = urlsplit(str(request.url))
    body = request.body or b""
    content = body.encode() if isinstance(body, str) else body
    incoming = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if incoming:
            return incoming.pop()
        await asyncio.sleep(_LIMIT_S)
        return {"type": "http.disconnect"}

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(url.path),
        "raw_path": url.path.encode("ascii"),
        "query_string": url.query.encode("ascii"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1") if isinstance(value, str) else value)
            for name, value in request.headers.items()
        ],
        "client": ("127.0.0.1", 4711),
        "server": ("chat.test", 80),
    }
    await asyncio.wait_for(app(scope, receive, keep), _LIMIT_S)
    start, *parts = sent
    headers: dict[str, list[str]] = {}
    for name, value in start["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return Response(
        status_code=start["status"],
        headers=headers,
        content=_unpacked(b"".join(part.get("body", b"") for part in parts), headers),
        request=request,
        elapsed=0.0,
        verify=False,
        message=HTTPStatus(start["status"]).phrase,
    )


def _unpacked(body: bytes, headers: dict[str, list[str]]) -> bytes:
    """The body as a client would hand it on."""
    return gzip.decompress(body) if headers.get("content-encoding") == ["gzip"] and body else body
