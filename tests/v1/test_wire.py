"""What published clients sent to API v1, sent again byte for byte: answered as they expect, done as they asked."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.contract.raw_http import Answer, listening, send
from tests.contract.recordings import CLIENTS, Cast, Recorded, make_cast, recorded
from tests.v1.clients import V1
from tests.world import World


def _of_v1(client: str) -> list[Recorded]:
    return [request for request in recorded(client) if request.path.startswith("/v1/")]


@pytest.mark.parametrize("client", [client for client in CLIENTS if _of_v1(client)])
async def test_recorded_requests_do_what_they_did(world: World, admin: V1, client: str) -> None:
    cast = await make_cast(world)
    cast.tokens["<ADMIN_TOKEN>"] = admin.token
    async with listening(world.app) as port:
        for request in _of_v1(client):
            answer = await _replay(cast, port, request)
            assert answer.status == request.status, (str(request), answer.content)
            assert answer.headers["content-type"] == "application/json"
            assert "x-ratelimit-remaining" in answer.headers
            await _check(cast, admin, request, answer)


async def _replay(cast: Cast, port: int, request: Recorded) -> Answer:
    target = request.path + (f"?{cast.real(request.query)}" if request.query else "")
    answer = await send(port, request.method, target, request.headers, cast.real(request.body).encode())
    if request.name == "users.create":
        cast.ids["1014"] = str(answer.json()["user"]["user_id"])
    if request.name == "rooms.create":
        cast.ids["1015"] = str(answer.json()["room"]["room_id"])
    return answer


async def _check(cast: Cast, admin: V1, request: Recorded, answer: Answer) -> None:
    if answer.status == 202:
        assert answer.json()["success"]["type"] == "Accepted"
    elif answer.status >= 400:
        assert answer.json()["error"]["code"] == answer.status
    else:
        written = cast.real(f"{request.query}&{request.body}")
        sent = dict(parse_qsl(written, keep_blank_values=True))
        await EFFECTS[request.path.removeprefix("/v1/")](cast, admin, sent, answer.json())


Sent = dict[str, str]


async def _listed(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert cast.room.id in [room["room_id"] for room in told["rooms"]]


async def _shown(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert (told["room"]["room_id"], told["room"]["name"]) == (cast.room.id, "Engine Room")


async def _told(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert told == {"status": "sent"}
    stored = (await cast.world.history(cast.room))[-1]
    assert (stored["type"], stored["message"]) == ("notification", sent["message"])
    assert (stored["from"], stored["message_format"]) == (sent["from"], sent["message_format"])
    assert stored["color"] == (sent["color"] or "yellow")


async def _history(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert [(each["from"], each["message"]) for each in told["messages"]] == [
        ({"name": "client", "user_id": "api"}, "hc 0df4fadb")
    ]


async def _topic(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert told == {"status": "ok"}
    assert (await admin.got("rooms/show", room_id=cast.room.id))["room"]["topic"] == sent["topic"]


async def _room_made(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    made = (await admin.got("rooms/show", room_id=sent["name"]))["room"]
    assert (made["privacy"], made["topic"]) == (sent["privacy"], sent["topic"])
    assert (made["owner_user_id"], made["guest_access_url"]) == (int(sent["owner_user_id"]), None)


async def _room_gone(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert told == {"deleted": True}
    assert (await admin.get("rooms/show", room_id=sent["room_id"])).status_code == 404


async def _people(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert "second@example.com" in [user["email"] for user in told["users"]]


async def _person(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert (told["user"]["email"], told["user"]["user_id"]) == (sent["user_id"], cast.second.id)


async def _person_kept(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    kept = (await admin.got("users/show", user_id=told["user"]["user_id"]))["user"]
    assert (kept["name"], kept["email"], kept["title"]) == (sent["name"], sent["email"], "t")
    assert ("password" in told["user"]) is ("user_id" not in sent), "a new user has a password, which is told"


async def _person_gone(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert told == {"deleted": True}
    assert (await admin.got("users/show", user_id=sent["user_id"]))["user"]["is_deleted"] == 1


async def _person_back(cast: Cast, admin: V1, sent: Sent, told: Any) -> None:
    assert told == {"undeleted": True}
    assert (await admin.got("users/show", user_id=sent["user_id"]))["user"]["is_deleted"] == 0


EFFECTS: dict[str, Callable[[Cast, V1, Sent, Any], Awaitable[None]]] = {
    "rooms/list": _listed,
    "rooms/show": _shown,
    "rooms/message": _told,
    "rooms/history": _history,
    "rooms/topic": _topic,
    "rooms/create": _room_made,
    "rooms/delete": _room_gone,
    "users/list": _people,
    "users/show": _person,
    "users/create": _person_kept,
    "users/update": _person_kept,
    "users/delete": _person_gone,
    "users/undelete": _person_back,
}


def test_the_recordings_call_every_method() -> None:
    called = {request.path.removeprefix("/v1/") for client in CLIENTS for request in _of_v1(client)}
    assert called == EFFECTS.keys()
