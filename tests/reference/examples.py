"""Examples that were really made: every method is called on a stage of its own, and what came back is kept."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.contract.calls import MAKERS, request_for, someone_who_may
from tests.contract.reference import methods
from tests.contract.scene import Scene
from tests.reference import admin_calls, hook_calls, page_calls, people_calls, talk_calls
from tests.reference.own_calls import CALLS
from tests.reference.plain import Plain
from tests.reference.pretty import PRETTY
from tests.reference.stage import Stage

Json = dict[str, Any]
Play = Callable[[Scene], Awaitable[httpx.Response]]
_WITH_CALLS = (admin_calls, hook_calls, page_calls, people_calls, talk_calls)
"""Modules that are imported for the calls that they register."""

_SHOWN = ("x-ratelimit-", "x-floodcontrol-", "location", "content-type", "retry-after")
_MOST_BYTES = 2000


@dataclass(frozen=True)
class Example:
    """One exchange, as the pages show it."""

    request: Json
    response: Json


def _v2_plays() -> dict[str, Play]:
    return {method.id: _v2_play(method) for method in methods() if method.id in MAKERS}


def _v2_play(method: Any) -> Play:
    async def play(scene: Scene) -> httpx.Response:
        who = someone_who_may(method)
        request = await request_for(scene, method, who)
        if method.id in PRETTY:
            request = replace(request, body=PRETTY[method.id](scene))
        headers = await scene.headers(who) if request.headers is None else request.headers
        answer: httpx.Response = await scene.call(method.verb, request.url(method), headers, request.body)
        return answer

    return play


def plays() -> dict[str, Play]:
    """How each method is called, by its id in the OpenAPI document."""
    return {**_v2_plays(), **CALLS}


async def make_examples(folder: Path, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, Json]:
    """Play them all; an answer that is no success is a fault of the play."""
    stage = Stage(folder)
    await stage.build()
    made: dict[str, Json] = {}
    for method_id, play in sorted(plays().items()):
        if not wanted(method_id):
            continue
        async with stage.play() as scene:
            answer = await play(scene)
            status = int(method_id.partition("error_")[2] or 200)
            told = answer.status_code if answer.is_error else 200
            assert told == status, f"{method_id}: {answer.status_code} {answer.text}"
            made[method_id] = _told(answer)
    return made


def _told(answer: httpx.Response) -> Json:
    plain = Plain()
    request = answer.request
    target = plain.text(request.url.raw_path.decode())
    asked = {"verb": request.method, "path": target, **_body(plain, request.headers, request.content)}
    told = {
        "status": answer.status_code,
        "headers": {
            _title(name): plain.text(_remaining(name, value, answer))
            for name, value in answer.headers.items()
            if name.startswith(_SHOWN) and not (name == "content-type" and "json" in value)
        },
        **_body(plain, answer.headers, answer.content),
    }
    return {"request": asked, "response": told}


def _remaining(name: str, value: str, answer: httpx.Response) -> str:
    """How often the play had to ask before is told by nobody: the example is the first call."""
    if name != "x-ratelimit-remaining" or answer.is_error:
        return value
    return str(int(answer.headers["x-ratelimit-limit"]) - 1)


def _title(name: str) -> str:
    titles = {"x-ratelimit": "X-Ratelimit", "x-floodcontrol": "X-FloodControl"}
    head, _, tail = name.rpartition("-")
    return f"{titles[head]}-{tail.title()}" if head in titles else name.title()


def _body(plain: Plain, headers: httpx.Headers, content: bytes) -> Json:
    """`body` for JSON, `form` for fields, `text` for other texts, `bytes` for the number of what nobody can read."""
    kind = headers.get("content-type", "").partition(";")[0].strip()
    if not content:
        return {}
    if kind == "application/json":
        return {"body": plain.value(json.loads(content))}
    if kind == "application/x-www-form-urlencoded":
        return {"type": kind, "form": plain.value(dict(parse_qsl(content.decode())))}
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return {"type": kind, "bytes": len(content)}
    return {"type": headers["content-type"], "text": plain.text(text[:_MOST_BYTES])}
