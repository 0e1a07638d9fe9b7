"""How reactions, pins, files and preferences are called for their examples."""

import httpx

from tests.contract.calls import OWNER
from tests.contract.scene import Scene
from tests.reference.own_calls import ask, filled, plays, simply
from tests.reference.pictures import PNG
from tests.world import BASE

_IN_ROOM = "/api/room/{room}/message/{room_message}"
_IN_CHAT = "/api/user/{user}/message/{private_message}"
_THUMB = "%F0%9F%91%8D"

simply("react_to_room_message", OWNER, "PUT", f"{_IN_ROOM}/reaction/{_THUMB}")
simply("react_to_private_message", OWNER, "PUT", f"{_IN_CHAT}/reaction/{_THUMB}")
simply("pin_room_message", OWNER, "PUT", f"{_IN_ROOM}/pin")
simply("pin_private_message", OWNER, "PUT", f"{_IN_CHAT}/pin")
simply("get_replies_in_room", OWNER, "GET", f"{_IN_ROOM}/replies")
simply("get_replies_to_private_message", OWNER, "GET", f"{_IN_CHAT}/replies")
simply("get_preferences", OWNER, "GET", "/api/account/preferences")
simply(
    "set_preferences", OWNER, "PUT", "/api/account/preferences", {"theme": "dark", "keywords": ["low water"]}
)
_CHOICE = {"is_favourite": True, "level": "mentions"}
simply("set_room_preference", OWNER, "PUT", "/api/room/{room}/preference", _CHOICE)
simply("set_private_chat_preference", OWNER, "PUT", "/api/user/{user}/preference", _CHOICE)


simply("list_push_devices", OWNER, "GET", "/api/account/push")
_DEVICE = {
    "endpoint": "https://push.example.com/send/3f9a1c",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
    "label": "Firefox on Linux",
}
simply("add_push_device", OWNER, "POST", "/api/account/push", _DEVICE)


def _with_device(method_id: str, verb: str, tail: str = "") -> None:
    async def play(scene: Scene) -> httpx.Response:
        added = await ask(scene, OWNER, "POST", "/api/account/push", _DEVICE)
        return await ask(scene, OWNER, verb, f"/api/account/push/{added.json()['id']}{tail}")

    plays(method_id)(play)


_with_device("remove_push_device", "DELETE")
_with_device("test_push_device", "POST", "/test")


def _undone(method_id: str, path: str) -> None:
    """A method that takes back what a PUT on the same address did."""

    async def play(scene: Scene) -> httpx.Response:
        await ask(scene, OWNER, "PUT", filled(scene, path))
        return await ask(scene, OWNER, "DELETE", filled(scene, path))

    plays(method_id)(play)


_undone("take_reaction_off_room_message", f"{_IN_ROOM}/reaction/{_THUMB}")
_undone("take_reaction_off_private_message", f"{_IN_CHAT}/reaction/{_THUMB}")
_undone("unpin_room_message", f"{_IN_ROOM}/pin")
_undone("unpin_private_message", f"{_IN_CHAT}/pin")


@plays("get_room_pins")
async def _room_pins(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "PUT", filled(scene, f"{_IN_ROOM}/pin"))
    return await ask(scene, OWNER, "GET", filled(scene, "/api/room/{room}/pins"))


@plays("get_private_pins")
async def _private_pins(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "PUT", filled(scene, f"{_IN_CHAT}/pin"))
    return await ask(scene, OWNER, "GET", filled(scene, "/api/user/{user}/pins"))


async def _send_file(scene: Scene, path: str) -> httpx.Response:
    """As a browser's form, whose boundary is drawn by lot elsewhere."""
    form = httpx.Request(
        "POST",
        BASE,
        files={"file": ("sea.png", PNG, "image/png")},
        data={"message": "Low water"},
        headers={"Content-Type": "multipart/form-data; boundary=sea-wall"},
    )
    headers = {**await scene.headers(OWNER), "Content-Type": form.headers["Content-Type"]}
    return await scene.world.http.post(filled(scene, path), headers=headers, content=form.read())


@plays("send_file_to_room")
async def _file_to_room(scene: Scene) -> httpx.Response:
    return await _send_file(scene, "/api/room/{room}/file")


@plays("send_file_to_user")
async def _file_to_user(scene: Scene) -> httpx.Response:
    return await _send_file(scene, "/api/user/{user}/file")


@plays("get_files_of_room")
async def _files_of_room(scene: Scene) -> httpx.Response:
    await _send_file(scene, "/api/room/{room}/file")
    return await ask(scene, OWNER, "GET", filled(scene, "/api/room/{room}/files"))


@plays("get_files_with_user")
async def _files_with_user(scene: Scene) -> httpx.Response:
    await _send_file(scene, "/api/user/{user}/file")
    return await ask(scene, OWNER, "GET", filled(scene, "/api/user/{user}/files"))


async def _point_somewhere(scene: Scene, path: str) -> None:
    words = {"message": "Low water today: https://tides.example.com/today"}
    await ask(scene, OWNER, "POST", filled(scene, f"{path}/message"), words)


@plays("get_links_of_room")
async def _links_of_room(scene: Scene) -> httpx.Response:
    await _point_somewhere(scene, "/api/room/{room}")
    return await ask(scene, OWNER, "GET", filled(scene, "/api/room/{room}/links"))


@plays("get_links_with_user")
async def _links_with_user(scene: Scene) -> httpx.Response:
    await _point_somewhere(scene, "/api/user/{user}")
    return await ask(scene, OWNER, "GET", filled(scene, "/api/user/{user}/links"))
