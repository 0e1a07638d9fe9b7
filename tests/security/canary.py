"""A room that somebody must not know of, full of words said nowhere else, and walks over all that can be read."""

from __future__ import annotations

import contextlib
import types
import typing
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin
from urllib.parse import quote, urlencode

import httpx
import msgspec

from chinwag.http.endpoint import Endpoint
from chinwag.scopes import PERSONAL_SCOPES
from tests.accounts.browser import Browser, signed_in
from tests.security.doors import READING, Place, path_of
from tests.world import MadeRoom, MadeUser, World

NAME = "Okapi Vault"
SAID = "quetzal"
"""In every text, topic, file name, label and address of the room."""
WORDS = ("okapi", SAID)
_PART = "quetz"
"""What is sought: errors may repeat it."""

SPEAKS_FOR_ITSELF = {"get_openapi"}
"""Holds examples of its own."""

Ask = Callable[[str], Awaitable[httpx.Response]]


@dataclass(frozen=True)
class Hidden:
    """What is in the room."""

    room: MadeRoom
    member: MadeUser
    message: str
    files: list[str]
    places: list[Place]


async def hide(world: World, *members: MadeUser) -> Hidden:
    """Make the room and fill it with one of everything."""
    member = await world.user("Quentin Quoll")
    room = await world.room(NAME, private=True, members=(member, *members))
    return await fill(world, room, member)


async def fill(world: World, room: MadeRoom, member: MadeUser) -> Hidden:
    """One of everything that a room can hold, and a one-to-one chat beside it."""
    owner, other = await world.token(), await world.token(member)
    there, talk = f"/api/room/{room.id}", f"/api/user/{member.id}"
    await _do(world, "PUT", f"/v2/room/{room.id}/topic", owner, {"topic": f"{SAID} topic"})
    text = f"@all @EveRoth the {SAID} parole, `{SAID}` at https://{SAID}.example.com/plan"
    message = (await _do(world, "POST", f"{there}/message", owner, {"message": text}))["id"]
    await _do(world, "POST", f"{there}/message", other, {"message": f"{SAID}, yes", "parent_id": message})
    await _do(world, "PUT", f"{there}/message/{message}/reaction/(success)", other)
    await _do(world, "PUT", f"{there}/message/{message}/pin", owner)
    card = {"style": "application", "id": "1", "title": f"{SAID} card", "url": f"https://{SAID}.example.com"}
    note = {"message": f"<b>{SAID}</b> built", "from": f"{SAID} desk", "card": card}
    await _do(world, "POST", f"/v2/room/{room.id}/notification", owner, note)
    hook = {"url": f"https://hooks.example.com/{SAID}", "event": "room_message", "name": f"{SAID} hook"}
    made = await _do(world, "POST", f"/v2/room/{room.id}/webhook", owner, hook)
    await world.room_token(room, label=f"{SAID} token")
    await world.addon_token(room=room, name=f"{SAID} add-on")
    said = (await _do(world, "POST", f"{talk}/message", owner, {"message": f"{SAID} between us"}))["id"]
    files = [await _share(world, f"{place}/file", owner) for place in (there, talk)]
    await world.app.services.indexer.catch_up()
    ids = {"id": made["id"]} if "id" in made else {}
    return Hidden(
        room,
        member,
        message,
        files,
        [
            Place(room=room.id, user=member.id, message=message, group=world.group_id, **ids),
            Place(room=room.id, user=world.owner.id, message=said, group=world.group_id, other=member.id),
        ],
    )


async def _do(world: World, verb: str, path: str, headers: dict[str, str], body: Any = None) -> Any:
    answer = await world.http.request(verb, path, json=body, headers=headers)
    assert answer.status_code < 300, (verb, path, answer.text)
    return answer.json() if answer.content else {}


async def _share(world: World, path: str, headers: dict[str, str]) -> str:
    answer = await world.http.post(
        path, files={"file": (f"{SAID}-plan.txt", SAID.encode(), "text/plain")}, headers=headers
    )
    assert answer.status_code == 201, answer.text
    url: str = answer.json()["file"]["url"]
    return url


def visible(world: World, room: str | int = "Plaza") -> Place:
    """What everybody of the group may see."""
    return Place(room=room, user=world.owner.id, group=world.group_id)


def queries_of(endpoint: Endpoint) -> Iterator[str]:
    """The plain call; one with all that can be asked for; made from the declaration, so none can be forgotten."""
    yield ""
    asked: dict[str, str] = {}
    for one in msgspec.structs.fields(endpoint.query):
        value = _widest(one.encode_name, one.type)
        if value is not None:
            asked[one.encode_name] = value
    if endpoint.expandable:
        asked["expand"] = ",".join(endpoint.expandable)
    if asked:
        yield "?" + urlencode(asked)
    if "q" in asked:
        yield f"?q=in%3A{quote(NAME.split()[0][:4])}"
        yield f"?q={_PART}%20has%3Afile"


def _widest(name: str, kind: Any) -> str | None:
    """The value of a field that lets most through; None: better left out."""
    if name == "q":
        return _PART
    if name in {"limit", "max-results"}:
        return str(_most(kind))
    inner = _inner(kind)
    if inner is bool:
        return "true"
    return None


def _most(kind: Any) -> int:
    for part in _parts(kind):
        if isinstance(part, msgspec.Meta) and part.le is not None:
            return int(part.le)
    return 100


def _parts(kind: Any) -> Iterator[Any]:
    yield kind
    if get_origin(kind) is not None:
        for part in get_args(kind):
            yield from _parts(part)


def _inner(kind: Any) -> Any:
    if get_origin(kind) is typing.Annotated:
        return _inner(get_args(kind)[0])
    if get_origin(kind) in (typing.Union, types.UnionType):
        return _inner(get_args(kind)[0])
    return kind


@dataclass(frozen=True)
class Answer:
    """What one call was told."""

    endpoint: Endpoint
    path: str
    status: int
    text: str

    def tells(self, *words: str) -> bool:
        return any(word in self.text.casefold() for word in words)


async def walk(ask: Ask, places: list[Place]) -> list[Answer]:
    """Every declared GET, at every place, plain and wide."""
    answers = []
    for endpoint in READING:
        if endpoint.id in SPEAKS_FOR_ITSELF:
            continue
        for place in places:
            for query in queries_of(endpoint):
                path = path_of(endpoint, place) + query
                answer = await ask(path)
                told = answer.text + str(answer.headers.get("location", ""))
                answers.append(Answer(endpoint, path, answer.status_code, told))
    return answers


def leaks(answers: list[Answer], *words: str) -> list[str]:
    """What tells of it, as `method: address`."""
    return sorted({f"{one.endpoint.id}: {one.path}" for one in answers if one.tells(*(words or WORDS))})


Kind = Literal["colleague", "colleague's token", "guest", "foreign", "foreign token", "room", "room add-on"]
OUTSIDERS: tuple[Kind, ...] = get_args(Kind)

Send = Callable[..., Awaitable[httpx.Response]]
"""(method, path, body) -> the answer."""


async def outsider(world: World, kind: Kind, stack: Any) -> tuple[Ask, MadeUser | None]:
    """Somebody who must not know of the room: how they ask, and who they are."""
    send, who = await speaker(world, kind, stack)

    async def ask(path: str) -> httpx.Response:
        return await send("GET", path)

    return ask, who


async def speaker(world: World, kind: Kind, stack: Any) -> tuple[Send, MadeUser | None]:
    """The same with every method: how they call, and who they are."""
    if kind in {"foreign", "foreign token"}:
        group_id, owner = await world.group("Elsewhere")
        if kind == "foreign token":
            raw = await world.raw_token("personal", PERSONAL_SCOPES, group_id=group_id, user_id=owner.id)
            return sending(world, {"Authorization": f"Bearer {raw}"}), owner
        page = await stack.enter_async_context(_signed_in_of(world, owner, group_id))
        return page.send, owner
    plaza = await world.room("Plaza")
    if kind == "room":
        return sending(world, await world.room_token(plaza)), None
    if kind == "room add-on":
        return sending(world, await world.addon_token(room=plaza)), None
    eve = await world.user("Eve Roth", is_guest=kind == "guest")
    if kind == "guest":
        await world.member(plaza, eve)
    if kind == "colleague's token":
        return sending(world, await world.token(eve)), eve
    page = await stack.enter_async_context(signed_in(world, eve))
    return page.send, eve


def sending(world: World, headers: dict[str, str]) -> Send:
    """Calls with a token."""

    async def send(method: str, path: str, body: object = None) -> httpx.Response:
        return await world.http.request(method, path, json=body, headers=headers)

    return send


@contextlib.asynccontextmanager
async def _signed_in_of(world: World, owner: MadeUser, group_id: int) -> AsyncIterator[Browser]:
    here, world.group_id = world.group_id, group_id
    try:
        made = signed_in(world, owner)
        page = await made.__aenter__()
    finally:
        world.group_id = here
    try:
        yield page
    finally:
        await made.__aexit__(None, None, None)
