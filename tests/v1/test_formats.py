"""Every method in both formats: JSON as declared, and XML that says the same."""

from collections.abc import Awaitable, Callable
from typing import Any
from xml.etree import ElementTree

import httpx
import msgspec
import pytest

from chinwag.v1.method import Method
from chinwag.v1.room_routes import methods as rooms
from chinwag.v1.user_routes import methods as users
from tests.v1.clients import V1
from tests.world import World

# How an answer is written: no statement of a database is under test.
pytestmark = pytest.mark.one_engine

METHODS = {method.path: method for method in [*rooms.all, *users.all]}
Parameters = Callable[[World], Awaitable[dict[str, Any]]]
_count = iter(range(10_000))


async def _room(world: World) -> dict[str, Any]:
    ada = await world.user(f"Ada Quist{next(_count)}")
    room = await world.room(f"Tea & <Cake> {next(_count)}", private=True, members=(ada,))
    world.app.services.presence.connect("here", f"socket{ada.id}", ada.id)
    world.app.services.presence.enter(f"socket{ada.id}", room.id)
    return {"room_id": room.id}


async def _message(world: World) -> dict[str, Any]:
    return {**await _room(world), "from_": "Kiln", "message": "Done"}


async def _topic(world: World) -> dict[str, Any]:
    return {**await _room(world), "topic": "Freeze"}


async def _new_room(world: World) -> dict[str, Any]:
    return {"name": f"New {next(_count)}", "owner_user_id": world.owner.id, "guest_access": 1}


async def _history(world: World) -> dict[str, Any]:
    room = await _room(world)
    message = {"message": 'a < b && "c"\x0b\r\nd', "message_format": "text"}
    url = f"/v2/room/{room['room_id']}/notification"
    assert (await world.http.post(url, json=message, headers=await world.addon_token())).status_code == 204
    return {**room, "date": "recent"}


async def _nothing(world: World) -> dict[str, Any]:
    await _room(world)
    return {}


async def _user(world: World) -> dict[str, Any]:
    return {"user_id": (await world.user(f"Bea Quist{next(_count)}")).id}


async def _title(world: World) -> dict[str, Any]:
    return {**await _user(world), "title": "Pilot"}


async def _new_user(world: World) -> dict[str, Any]:
    return {"email": f"nia{next(_count)}@example.com", "name": "Nia Quist"}


async def _deleted_user(world: World) -> dict[str, Any]:
    return {"user_id": (await world.user(f"Old Quist{next(_count)}", is_deleted=True)).id}


CALLS: dict[str, Parameters] = {
    "rooms/create": _new_room,
    "rooms/delete": _room,
    "rooms/history": _history,
    "rooms/list": _nothing,
    "rooms/message": _message,
    "rooms/show": _room,
    "rooms/topic": _topic,
    "users/create": _new_user,
    "users/delete": _user,
    "users/list": _nothing,
    "users/show": _user,
    "users/undelete": _deleted_user,
    "users/update": _title,
}


async def _call(script: V1, method: Method, parameters: dict[str, Any], written: str) -> httpx.Response:
    call = script.get if "GET" in method.verbs else script.post
    answer = await call(method.path, format=written, **parameters)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("path", CALLS)
async def test_each_method_answers_in_both_formats(world: World, admin: V1, path: str) -> None:
    method = METHODS[path]
    parameters = await CALLS[path](world)
    json = await _call(admin, method, parameters, "json")
    msgspec.json.decode(json.content, type=method.reply, strict=True)
    told = json.json()

    again = parameters if "GET" in method.verbs else await CALLS[path](world)
    xml = await _call(admin, method, again, "xml")
    assert xml.headers["content-type"] == "application/xml"
    root = ElementTree.fromstring(xml.content)
    if "GET" in method.verbs and path != "rooms/message":
        assert _read(root) == _as_text(told, root.tag)
    else:  # another object of the same shape
        assert _shape(_read(root)) == _shape(_as_text(told, root.tag))


def _as_text(told: Any, root: str) -> Any:
    """A reply as XML tells it, which knows texts alone; what is empty has no kind."""
    value = told if root == "response" else told[root]

    def text(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: text(inner) for name, inner in part.items()}
        if isinstance(part, list):
            return [text(inner) for inner in part] or ""
        if isinstance(part, bool):
            return str(part).lower()
        return "" if part is None else str(part).replace("\x0b", "\ufffd")

    return text(value)


def _read(element: ElementTree.Element) -> Any:
    children = list(element)
    if not children:
        return element.text or ""
    if all(child.tag == element.tag.removesuffix("s") for child in children):
        return [_read(child) for child in children]
    return {child.tag: _read(child) for child in children}


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return [_shape(inner) for inner in value] if isinstance(value, list) else "text"


def test_the_thirteen_methods_are_there() -> None:
    assert METHODS.keys() == CALLS.keys()
    assert len(METHODS) == 13
    assert {path for path, method in METHODS.items() if "GET" in method.verbs} == {
        "rooms/history", "rooms/list", "rooms/message", "rooms/show", "users/list", "users/show",
    }  # fmt: skip


async def test_errors_and_tests_of_a_token_have_both_formats_too(world: World, admin: V1) -> None:
    missing = await admin.get("rooms/show", room_id="<none>", format="xml")
    assert missing.status_code == 404
    assert _read(ElementTree.fromstring(missing.content)) == {
        "code": "404", "type": "Not Found", "message": "Room <none> not found",
    }  # fmt: skip
    tested = await admin.post("users/create", auth_test="true", format="xml")
    root = ElementTree.fromstring(tested.content)
    assert (tested.status_code, root.tag, _read(root)["type"]) == (202, "success", "Accepted")
