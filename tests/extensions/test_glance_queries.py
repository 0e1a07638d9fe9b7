"""The server asks add-ons what their glances show."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from tests.accounts.browser import signed_in
from tests.extensions.board import ICON, Installed, installed, name
from tests.world import MadeRoom, World

GOOD = {"label": {"type": "html", "value": "<b>4</b> open"}, "metadata": {"open": 4}}


@dataclass
class Answers:
    """A server that answers glance queries."""

    url: str = ""
    body: bytes = json.dumps(GOOD).encode()
    status: int = 200
    wait: asyncio.Event | None = None
    asked: list[web.BaseRequest] = field(default_factory=list)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        if self.wait is not None:
            await self.wait.wait()
        headers = {"Location": f"{self.url}/elsewhere"} if 300 <= self.status < 400 else {}
        return web.Response(status=self.status, body=self.body, headers=headers)


@contextlib.asynccontextmanager
async def answering() -> AsyncIterator[Answers]:
    answers = Answers()
    runner = web.ServerRunner(web.Server(answers.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    answers.url = f"http://{host}:{port}"
    try:
        yield answers
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def asked(world: World, room: MadeRoom | None) -> AsyncIterator[tuple[Installed, Answers]]:
    async with answering() as answers:
        glance = {"key": "status", "name": name("Status"), "icon": ICON, "queryUrl": f"{answers.url}/g?a=1"}
        silent = {"key": "label", "name": name("Label"), "icon": ICON}
        async with installed(world, room, glance=[glance, silent]) as board:
            yield board, answers


async def test_the_declared_address_is_asked_with_a_jwt_of_the_person(world: World) -> None:
    room = await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    async with asked(world, room) as (board, answers), signed_in(world, ada) as page:
        answer = await board.query(room, page=page)
        assert answer.status_code == 200, answer.text
        assert answer.json()["content"] == {**GOOD, "status": None}
        (request,) = answers.asked
        assert (request.method, request.path) == ("GET", "/g")
        assert set(request.query) == {"a", "signed_request", "connect_client_api_version"}
        claims = board.claims(request.query["signed_request"])
        assert (claims["sub"], claims["context"]["room_id"]) == (str(ada.id), room.id)
        assert "Cookie" not in request.headers


async def test_what_comes_back_is_made_safe(world: World) -> None:
    room = await world.room("Engine Room")
    async with asked(world, room) as (board, answers):
        label = "<b>4</b><script>alert(1)</script><img src=x onerror=alert(1)>"
        answers.body = json.dumps({"label": {"type": "html", "value": label}}).encode()
        assert (await board.query(room)).json()["content"]["label"]["value"] == "<b>4</b>"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"broken"),
        (404, b"{}"),
        (302, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"label": "4"}'),
        (200, b'{"label": {"type": "html", "value": ""}}'),
        (200, b"[" * 5_000),
        (200, b'"\xff"'),
        (200, b" " * 70_000),
        (
            200,
            json.dumps(
                {**GOOD, "status": {"type": "lozenge", "value": {"type": "pink", "label": "x"}}}
            ).encode(),
        ),
    ],
)
async def test_a_faulty_answer_is_502_with_a_sentence(world: World, status: int, body: bytes) -> None:
    room = await world.room("Engine Room")
    async with asked(world, room) as (board, answers):
        answers.status, answers.body = status, body
        answer = await board.query(room)
        assert answer.status_code == 502
        assert answer.json()["error"]["message"].startswith("The add-on")
        assert len(answers.asked) == 1, "no redirect is followed"


async def test_one_question_in_five_seconds(world: World) -> None:
    room = await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    async with asked(world, room) as (board, answers), signed_in(world, ada) as page:
        await asyncio.gather(*[board.query(room) for _ in range(5)])
        assert len(answers.asked) == 1
        await board.query(room, page=page)
        assert len(answers.asked) == 2, "each person has an answer of their own"
        world.clock.advance(seconds=6)
        await board.query(room)
        assert len(answers.asked) == 3


async def test_who_hangs_up_takes_no_answer_from_others(world: World) -> None:
    room = await world.room("Engine Room")
    async with asked(world, room) as (board, answers):
        answers.wait = asyncio.Event()
        first, second = (asyncio.create_task(board.query(room)) for _ in range(2))
        while not answers.asked:
            await asyncio.sleep(0.01)
        first.cancel()
        answers.wait.set()
        assert (await second).status_code == 200
        assert len(answers.asked) == 1


async def test_an_address_inside_our_network_is_not_asked(world: World) -> None:
    room = await world.room("Engine Room")
    async with asked(world, room) as (board, answers):
        world.app.services.outbound.networks = ()
        assert (await board.query(room)).status_code == 502
        assert answers.asked == []


async def test_a_glance_without_an_address_is_not_asked(world: World) -> None:
    room = await world.room("Engine Room")
    async with asked(world, room) as (board, _):
        assert (await board.query(room, "label")).status_code == 404
        assert (await board.query(room, "board")).status_code == 404


async def test_the_answer_is_that_of_ones_own_room(world: World) -> None:
    room, other = await world.room("Engine Room"), await world.room("Galley")
    async with asked(world, None) as (board, answers):
        for place in (room, other):
            assert (await board.query(place)).status_code == 200
        rooms: list[Any] = [
            board.claims(request.query["signed_request"])["context"]["room_id"] for request in answers.asked
        ]
        assert rooms == [room.id, other.id]
