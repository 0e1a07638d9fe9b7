"""How the pages of add-ons, and one's own sessions and password, are called for their examples."""

from typing import Any

import httpx

from chinwag.outbound.client import Answer
from tests.contract.calls import OWNER
from tests.contract.scene import Scene, Who
from tests.reference.hook_calls import DESCRIPTOR
from tests.reference.own_calls import BROWSER, PASSWORD, ask, filled, from_page, plays, simply, use_link
from tests.world import bearer

_TEXT = {"value": "Tides", "i18n": "tides"}
_ICON = {"url": "https://tides.example.com/i.png", "url@2x": "https://tides.example.com/i2.png"}
_SHOWING = {
    **DESCRIPTOR,
    "capabilities": {
        **DESCRIPTOR["capabilities"],
        "glance": [
            {
                "key": "tide",
                "name": _TEXT,
                "icon": _ICON,
                "queryUrl": "https://tides.example.com/glance",
                "target": "table",
            }
        ],
        "configurable": {"url": "https://tides.example.com/settings"},
        "webPanel": [
            {
                "key": "table",
                "name": _TEXT,
                "url": "https://tides.example.com/table",
                "location": "hipchat.sidebar.right",
            }
        ],
    },
}
_GLANCE = b'{"label": {"type": "html", "value": "Low water <b>16:40</b>"}}'


def _with_pages(method_id: str, verb: str, path: str, body: Any = None, who: Who = OWNER) -> None:
    """A method of the pages of an installed add-on."""

    async def play(scene: Scene) -> httpx.Response:
        scene.world.app.services.outbound.call = _glance  # type: ignore[method-assign]
        installing = {"descriptor": _SHOWING, "scopes": ["send_notification"]}
        made = await ask(scene, BROWSER, "POST", "/api/addon", installing)
        addon = made.headers["location"].rpartition("/")[2]
        return await ask(scene, who, verb, filled(scene, path.replace("{addon}", addon)), body)

    plays(method_id)(play)


async def _glance(*_: Any, **__: Any) -> Answer:
    """What the add-on says."""
    headers = {"content-type": "application/json"}
    return Answer(status=200, headers=headers, body=_GLANCE, is_cut=False, took_ms=12, address="203.0.113.7")


_OF_ADDON = "/api/room/{room}/extension/{addon}"
_with_pages("get_room_extensions", "GET", "/api/room/{room}/extensions")
_with_pages("open_room_extension", "POST", f"{_OF_ADDON}/webPanel/table/open", {"theme": "dark"})
_with_pages("query_room_glance", "POST", f"{_OF_ADDON}/glance/tide/query")
_with_pages("create_extension_token", "POST", f"{_OF_ADDON}/token", {"key": "table"})

_with_pages("open_addon_page", "POST", "/api/addon/{addon}/open", {"page": "configurable"}, BROWSER)
_with_pages("create_addon_page_token", "POST", "/api/addon/{addon}/token", {"page": "configurable"}, BROWSER)
simply("get_own_sessions", BROWSER, "GET", "/api/account/session")


@plays("list_token_calls")
async def _token_calls(scene: Scene) -> httpx.Response:
    token = {"label": "Deploy script", "scopes": ["view_group"]}
    made = (await ask(scene, BROWSER, "POST", "/api/account/token", token)).json()
    await scene.call("GET", "/v2/room", bearer(made["token"]))
    return await ask(scene, BROWSER, "GET", f"/api/token/{made['id']}/calls")


async def _signed_in(scene: Scene) -> dict[str, str]:
    """What the pages send for somebody who has signed in with a password, in a second browser, too."""
    await use_link(scene)
    await from_page(scene, "POST", "/api/session", {"email": scene.peer.email, "password": PASSWORD})
    http = scene.world.http
    csrf = (await http.get("/api/session")).json()["csrf"]
    return {"X-CSRF-Token": csrf, "Origin": str(http.base_url)}


@plays("change_own_password")
async def _password(scene: Scene) -> httpx.Response:
    headers = await _signed_in(scene)
    body = {"old": PASSWORD, "new": "twenty herrings in a barrel"}
    return await scene.world.http.put("/api/account/password", headers=headers, json=body)


@plays("delete_own_session")
async def _end_session(scene: Scene) -> httpx.Response:
    headers = await _signed_in(scene)
    items = (await scene.world.http.get("/api/account/session")).json()["items"]
    other = next(item for item in items if not item["is_current"])
    return await scene.world.http.delete(f"/api/account/session/{other['id']}", headers=headers)
