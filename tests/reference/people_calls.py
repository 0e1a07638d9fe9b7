"""How the methods of rooms, people and guests that are our own are called for their examples."""

import httpx

from tests.contract.calls import OWNER
from tests.contract.scene import Scene
from tests.reference.own_calls import BROWSER, NOBODY, ask, filled, from_page, plays, simply

_ROOM = "/api/room/{room}"
_GUEST_ACCESS = f"{_ROOM}/guest-access"

simply("get_room_directory", OWNER, "GET", "/api/rooms?sort=activity&max-results=2")
simply("get_people_directory", OWNER, "GET", "/api/people?q=quist&max-results=2")
simply("get_profile", OWNER, "GET", "/api/user/{user}/profile")
simply("get_room_settings", OWNER, "GET", f"{_ROOM}/settings")
simply("change_room_settings", OWNER, "PUT", f"{_ROOM}/settings", {"topic": "Low water at 16:40"})
simply("get_room_parts", OWNER, "GET", f"{_ROOM}/members")
simply("make_room_admin", OWNER, "PUT", _ROOM + "/admin/{user}")
simply("set_guest_access", OWNER, "PUT", _GUEST_ACCESS, {"is_on": True})
simply("get_guest_access", OWNER, "GET", _GUEST_ACCESS)
_CHANGED = {"title": "Harbour pilot", "timezone": "Europe/Oslo"}
simply("change_own_profile", BROWSER, "PUT", "/api/account/profile", _CHANGED)


@plays("remove_room_admin")
async def _remove_admin(scene: Scene) -> httpx.Response:
    path = filled(scene, _ROOM + "/admin/{user}")
    await ask(scene, OWNER, "PUT", path)
    return await ask(scene, OWNER, "DELETE", path)


async def _link(scene: Scene) -> str:
    opened = await ask(scene, OWNER, "PUT", filled(scene, _GUEST_ACCESS), {"is_on": True})
    token: str = opened.json()["url"].rpartition("/g/")[2]
    return f"/api/guest/{token}"


@plays("get_guest_link")
async def _look(scene: Scene) -> httpx.Response:
    return await ask(scene, NOBODY, "GET", await _link(scene))


@plays("come_in_as_guest")
async def _come_in(scene: Scene) -> httpx.Response:
    return await from_page(scene, "POST", await _link(scene), {"name": "Tilda Reedman"})
