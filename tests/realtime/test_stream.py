"""`/api/events`: the same events over plain HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

from chinwag.realtime.outbox import Frame
from chinwag.realtime.sse import as_event
from tests.accounts.browser import signed_in
from tests.realtime.sockets import serving
from tests.world import World


class Stream:
    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> tuple[str | None, dict[str, Any]]:
        """The next event: its id and what it says."""
        number, data = None, ""
        async with asyncio.timeout(10):
            async for line in self._lines:
                if line.startswith("id: "):
                    number = line[4:]
                elif line.startswith("data: "):
                    data = line[6:]
                elif not line and data:
                    return number, json.loads(data)
        raise EOFError

    async def until(self, kind: str) -> tuple[str | None, dict[str, Any]]:
        while True:
            number, event = await self.next()
            if event["type"] == kind:
                return number, event


@contextlib.asynccontextmanager
async def streaming(port: int, headers: dict[str, str], path: str = "/api/events") -> AsyncIterator[Stream]:
    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        client.stream("GET", path, headers=headers) as response,
    ):
        yield Stream(response)


async def post(world: World, text: str) -> None:
    body = {"message": text}
    answer = await world.http.post("/v2/room/Deploys/message", json=body, headers=await world.token())
    assert answer.status_code == 201


async def test_a_bot_hears_messages_and_resumes_with_the_last_id(world: World, port: int) -> None:
    await world.room("Deploys")
    token = await world.token()
    async with streaming(port, token) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        assert (await stream.next())[1]["type"] == "hello"
        await post(world, "one")
        number, event = await stream.until("message.sent")
        assert event["message"]["body"] == "one"
        assert number == str(event["cursor"])
    await post(world, "two")

    async with streaming(port, {**token, "Last-Event-ID": number or ""}) as stream:
        assert (await stream.until("message.sent"))[1]["message"]["body"] == "two"


async def test_nobody_listens_without_a_credential(world: World, port: int) -> None:
    async with streaming(port, {}) as stream:
        assert stream.response.status_code == 401
    async with signed_in(world) as browser:
        cookie = {"Cookie": f"chinwag_session={browser.session_cookie}"}
        async with streaming(port, {**cookie, "Origin": "https://elsewhere.test"}) as stream:
            assert stream.response.status_code == 403
        async with streaming(port, {**cookie, "Sec-Fetch-Site": "cross-site"}) as stream:
            assert stream.response.status_code == 403
        async with streaming(port, {**cookie, "Sec-Fetch-Site": "same-origin"}) as stream:
            assert stream.response.status_code == 200


async def test_a_revoked_token_ends_the_stream_with_a_reason(world: World, port: int) -> None:
    token = await world.token()
    async with streaming(port, token) as stream:
        await stream.next()
        raw = token["Authorization"].partition(" ")[2]
        await world.http.delete(f"/v2/oauth/token/{raw}", headers=token)
        assert (await stream.until("closed"))[1]["code"] == 4401


async def test_a_stopping_server_ends_the_streams(world: World) -> None:
    async with serving(world.app) as port, streaming(port, await world.token()) as stream:
        await stream.next()
        world.app.services.is_stopping = True
        assert (await stream.until("closed"))[1]["code"] == 1012


def test_an_event_is_one_line_of_data() -> None:
    frame = Frame(b'{"type":"message.sent",\r\n"card":{\n"title":"a\\nb"}}', 7)
    lines = as_event(frame).decode().split("\n")
    assert lines[0] == "id: 7"
    assert json.loads(lines[1].removeprefix("data: "))["card"] == {"title": "a\nb"}
    assert lines[2:] == ["", ""]
