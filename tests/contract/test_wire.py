"""Recorded requests of published clients, sent byte for byte: answered as they expect, and done as they asked."""

import json
import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import events
from chinwag.outbound.guard import parse_networks
from tests.contract.raw_http import Answer, listening, send
from tests.contract.recordings import CLIENTS, Cast, Recorded, make_cast, recorded
from tests.contract.replies import method_of
from tests.world import World

NOT_YET: dict[str, dict[str, str]] = {}
"""Calls whose method is not there yet: client -> call -> what it waits for. One that works must leave the list."""


def _of_v2(client: str) -> list[Recorded]:
    """The requests of API v2; those of v1 are replayed by tests/v1/test_wire.py."""
    return [request for request in recorded(client) if not request.path.startswith("/v1/")]


@pytest.mark.parametrize("client", [client for client in CLIENTS if _of_v2(client)])
async def test_recorded_requests_are_answered_as_the_client_expects(world: World, client: str) -> None:
    cast = await make_cast(world)
    world.app.services.outbound.networks = parse_networks(["127.0.0.0/8"])  # where its webhook leads
    async with listening(world.app) as port:
        for request in _of_v2(client):
            answer = await _replay(cast, port, request)
            if request.name in NOT_YET.get(client, {}):
                assert answer.status == 404, f"{request} works: take it off the list NOT_YET"
                continue
            assert answer.status == request.status, (str(request), answer.content)
            await _check_effect(cast, request, answer)


async def _replay(cast: Cast, port: int, request: Recorded) -> Answer:
    target = cast.path(request.path) + (f"?{cast.real(request.query)}" if request.query else "")
    headers = {name: cast.real(value) for name, value in request.headers.items()}
    answer = await send(port, request.method, target, headers, cast.real(request.body).encode())
    if answer.status == 201 and "id" in answer.json():
        cast.learn(request, answer.json())
    return answer


async def _check_effect(cast: Cast, request: Recorded, answer: Answer) -> None:
    """Read back what a request did; a refused one did nothing."""
    if answer.status >= 400:
        assert answer.json()["error"]["code"] == answer.status
        refused = json.loads(request.body).get("message") if request.body else None
        assert refused is None or refused not in await _texts(cast, cast.room.id)
        return
    method = method_of(request.method, request.path)
    assert method is not None
    check = EFFECTS[method.id]
    body = json.loads(cast.real(request.body)) if request.body and request.body != "[]" else {}
    await check(cast, unquote(cast.path(request.path)), body, answer)


async def _read(cast: Cast, path: str) -> Any:
    headers = {"Authorization": f"Bearer {cast.tokens['<ADMIN_TOKEN>']}"}
    response = await cast.world.http.get(path, headers=headers)
    return response.json() if response.status_code == 200 else response.status_code


async def _texts(cast: Cast, room_id: int) -> list[str]:
    return [item["message"] for item in (await _read(cast, f"/v2/room/{room_id}/history"))["items"]]


def _plain(markup: str) -> str:
    """What a reader sees of HTML; line breaks as such."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br\s*/?>", "\n", markup)))


async def _notified(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    stored = (await _read(cast, f"/v2/room/{cast.room.id}/history"))["items"][-1]
    kind = body.get("message_format", "html")
    if kind == "html":
        assert _plain(stored["message"]) == _plain(body["message"])
        assert stored["message"].count("<") == body["message"].count("<"), "no tag that was sent is missing"
    else:
        assert stored["message"] == body["message"]
    assert (stored["type"], stored["message_format"]) == ("notification", kind)
    assert stored["color"] == body["color"] or body["color"] == "random"
    assert not body.get("from") or stored["from"] == body["from"]
    assert stored["from"]
    if body.get("card"):
        card = json.loads(stored["card"])
        assert {"style": card["style"], "title": card["title"], "id": card["id"]} == {
            name: body["card"][name] for name in ("style", "title", "id")
        }


async def _said(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    stored = (await _read(cast, f"/v2/room/{cast.room.id}/history/{answer.json()['id']}"))["message"]
    assert (stored["message"], stored["from"]["id"]) == (body["message"], cast.world.owner.id)


async def _said_privately(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    history = await _read(cast, f"/v2/user/{cast.second.id}/history")
    assert history["items"][-1]["message"] == body["message"]


async def _topic_set(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert (await _read(cast, f"/v2/room/{cast.room.id}"))["topic"] == body["topic"]


async def _invited(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    async with cast.world.app.services.db.read() as tx:
        told = await tx.one(LAST_INVITATION)
    assert told is not None
    assert told[0] == cast.second.id
    assert body["reason"] in str(told[1])


async def _room_listed(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert cast.room.name in [room["name"] for room in answer.json()["items"]]


async def _room_shown(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    shown = answer.json()
    ref = path.rpartition("/")[2]
    assert ref in {str(shown["id"]), shown["name"]}
    assert {"topic", "participants", "owner", "xmpp_jid"} <= shown.keys()


async def _history_shown(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert any("php2" in item["message"] for item in answer.json()["items"])


async def _room_created(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    made = await _read(cast, f"/v2/room/{answer.json()['id']}")
    assert (made["name"], made["privacy"]) == (body["name"], body["privacy"])
    assert made["owner"]["id"] == body["owner_user_id"]


async def _room_changed(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    made = await _read(cast, path)
    assert {name: made[name] for name in ("name", "topic", "privacy")} == {
        name: body[name] for name in ("name", "topic", "privacy")
    }


async def _gone(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert await _read(cast, path) == 404


async def _members(cast: Cast, path: str) -> list[int]:
    room = path.partition("/member/")[0]
    return [member["id"] for member in (await _read(cast, f"{room}/member"))["items"]]


async def _member_added(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert cast.second.id in await _members(cast, path)


async def _member_removed(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert cast.second.id not in await _members(cast, path)


async def _people_listed(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert cast.second.id in [person["id"] for person in answer.json()["items"]]


async def _person_shown(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert answer.json()["email"] == path.rpartition("/")[2]


async def _person_kept(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    kept = await _read(cast, f"/v2/user/{body['email']}")
    fields = ("name", "title", "mention_name", "timezone", "is_group_admin")
    assert {name: kept[name] for name in fields} == {name: body[name] for name in fields}


async def _hook_made(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    hook = await _read(cast, f"{path}/{answer.json()['id']}")
    fields = ("url", "pattern", "event", "name")
    assert {name: hook[name] for name in fields} == {name: body[name] for name in fields}


async def _hooks_listed(cast: Cast, path: str, body: dict[str, Any], answer: Answer) -> None:
    assert [hook["name"] for hook in answer.json()["items"]] == ["php2"]


Effect = Callable[[Cast, str, dict[str, Any], Answer], Awaitable[None]]
EFFECTS: dict[str, Effect] = {
    "send_room_notification": _notified,
    "send_message": _said,
    "private_message_user": _said_privately,
    "set_topic": _topic_set,
    "invite_user": _invited,
    "get_all_rooms": _room_listed,
    "get_room": _room_shown,
    "view_recent_room_history": _history_shown,
    "view_recent_privatechat_history": _history_shown,
    "create_room": _room_created,
    "update_room": _room_changed,
    "delete_room": _gone,
    "add_member": _member_added,
    "remove_member": _member_removed,
    "get_all_users": _people_listed,
    "view_user": _person_shown,
    "create_user": _person_kept,
    "update_user": _person_kept,
    "delete_user": _gone,
    "create_webhook": _hook_made,
    "get_all_webhooks": _hooks_listed,
    "delete_webhook": _gone,
}

LAST_INVITATION = statement(
    sa.select(events.c.user_id, events.c.payload)
    .where(events.c.type == "room.invited")
    .order_by(events.c.seq.desc())
    .limit(1)
)


def test_every_call_that_waits_was_recorded_and_has_a_reason() -> None:
    names = {client: {request.name for request in recorded(client)} for client in CLIENTS}
    for client, calls in NOT_YET.items():
        assert calls.keys() <= names[client]
        assert all(len(reason.split()) >= 5 for reason in calls.values())


def test_calls_that_wait_are_of_methods_that_are_not_there() -> None:
    """Nothing of v2 that is implemented hides on the list."""
    for client, calls in NOT_YET.items():
        waiting = [request for request in recorded(client) if request.name in calls]
        assert all(method_of(request.method, request.path) is None for request in waiting)


def test_the_recordings_are_whole() -> None:
    assert len(CLIENTS) == 12
    assert sum(len(recorded(client)) for client in CLIENTS) >= 120
    requests = [request for client in CLIENTS for request in _of_v2(client)]
    waiting = [request for request in requests if request.name in NOT_YET.get(request.client, {})]
    assert len(requests) - len(waiting) >= 75
