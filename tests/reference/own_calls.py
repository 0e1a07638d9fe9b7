"""How the methods that only Chinwag has, and those of API v1, are called for their examples."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from chinwag.accounts.service import make_setup_link
from chinwag.scopes import ClientType, Scope
from chinwag.v1.tokens import V1Type, make_v1_token
from tests.contract.calls import OWNER
from tests.contract.scene import Scene, Who
from tests.reference.pictures import PNG
from tests.world import BASE

Play = Callable[[Scene], Awaitable[httpx.Response]]
CALLS: dict[str, Play] = {}
"""By the id of the method in the OpenAPI document."""

BROWSER = Who("owner's browser", ClientType.USER, kind="session")
NOBODY = Who("nobody", None, kind="none")
PASSWORD = "nineteen herrings"


def plays(*method_ids: str) -> Callable[[Play], Play]:
    """The decorated function makes the call of the method."""

    def register(play: Play) -> Play:
        CALLS.update(dict.fromkeys(method_ids, play))
        return play

    return register


def simply(method_id: str, who: Who, verb: str, path: str, body: Any = None) -> None:
    """A method that needs nothing but the scene; names in the path stand for what is in it."""

    async def play(scene: Scene) -> httpx.Response:
        return await ask(scene, who, verb, filled(scene, path), body)

    CALLS[method_id] = play


def filled(scene: Scene, path: str) -> str:
    """A path with ids of the scene."""
    message = scene.private_messages["owner"]
    return path.format(
        room=scene.private.id, user=scene.peer.id, room_message=scene.message_id, private_message=message
    )


async def ask(scene: Scene, who: Who, verb: str, path: str, body: Any = None) -> httpx.Response:
    """One call; bytes go as they are, all else as JSON."""
    headers = await scene.headers(who)
    scene.world.http.cookies.clear()
    if isinstance(body, bytes):
        headers = {**headers, "Content-Type": "image/png"}
        return await scene.world.http.request(verb, path, headers=headers, content=body)
    answer: httpx.Response = await scene.call(verb, path, headers, body)
    return answer


for _name, _path in {
    "get_health": "/api/health",
    "get_liveness": "/api/health/live",
    "get_readiness": "/api/health/ready",
}.items():
    simply(_name, NOBODY, "GET", _path)
simply("get_web_session", BROWSER, "GET", "/api/session")
simply("sign_out", BROWSER, "DELETE", "/api/session")
simply("list_personal_tokens", BROWSER, "GET", "/api/account/token")
simply("list_room_tokens", BROWSER, "GET", "/api/room/{room}/token")
_TOKEN = {"label": "Deploy script", "scopes": ["send_notification"], "expires_in_days": 90}
simply("create_personal_token", BROWSER, "POST", "/api/account/token", _TOKEN)
simply("create_room_token", BROWSER, "POST", "/api/room/{room}/token", _TOKEN)
simply("list_invitations", OWNER, "GET", "/api/admin/invitation")
_INVITED = {"email": "tilda@example.com", "name": "Tilda Reedman", "title": "Harbour pilot"}
simply("create_invitation", OWNER, "POST", "/api/admin/invitation", _INVITED)
simply(
    "edit_room_message", OWNER, "PUT", "/api/room/{room}/message/{room_message}", {"message": "Half steam"}
)
simply("delete_room_message", OWNER, "DELETE", "/api/room/{room}/message/{room_message}")
simply(
    "edit_private_message", OWNER, "PUT", "/api/user/{user}/message/{private_message}", {"message": "Later"}
)
simply("delete_private_message", OWNER, "DELETE", "/api/user/{user}/message/{private_message}")
simply("get_start", OWNER, "GET", "/api/start")
simply("get_chat_history_of_room", OWNER, "GET", "/api/room/{room}/history?limit=20")
simply("get_chat_history_with_user", OWNER, "GET", "/api/user/{user}/history?limit=20")
_SAID = {"message": "Full steam ahead", "client_id": "2f1e7a60-0000-4000-8000-000000000001"}
simply("send_chat_message_to_room", OWNER, "POST", "/api/room/{room}/message", _SAID)
simply("send_chat_message_to_user", OWNER, "POST", "/api/user/{user}/message", _SAID)
simply("mark_room_read", OWNER, "PUT", "/api/room/{room}/read", {"position": 1})
simply("mark_private_chat_read", OWNER, "PUT", "/api/user/{user}/read", {"position": 1})
simply("mark_room_unread", OWNER, "PUT", "/api/room/{room}/unread", {"position": 1})
simply("mark_private_chat_unread", OWNER, "PUT", "/api/user/{user}/unread", {"position": 1})
simply("get_room_people", OWNER, "GET", "/api/room/{room}/people")
simply("update_own_photo", BROWSER, "PUT", "/api/account/photo", PNG)
simply("delete_own_photo", BROWSER, "DELETE", "/api/account/photo")
simply("get_emoticon_entries", OWNER, "GET", "/api/emoticons")
simply("create_emoticon", OWNER, "POST", "/api/emoticon/tug", PNG)


@plays("search_messages")
async def _search(scene: Scene) -> httpx.Response:
    """The index reads behind the commits; this waits for it."""
    for _ in range(200):
        found = await ask(scene, BROWSER, "GET", "/api/search?q=steam")
        if found.json()["items"]:
            break
        await asyncio.sleep(0.01)
    return found


@plays("search_files")
async def _search_files(scene: Scene) -> httpx.Response:
    form = httpx.Request(
        "POST",
        BASE,
        files={"file": ("tide-table.png", PNG, "image/png")},
        headers={"Content-Type": "multipart/form-data; boundary=sea-wall"},
    )
    headers = {**await scene.headers(OWNER), "Content-Type": form.headers["Content-Type"]}
    await scene.world.http.post(filled(scene, "/api/room/{room}/file"), headers=headers, content=form.read())
    for _ in range(200):
        found = await ask(scene, BROWSER, "GET", "/api/search/files?q=tide")
        if found.json()["items"]:
            break
        await asyncio.sleep(0.01)
    return found


simply("search_people", BROWSER, "GET", "/api/search/people?q=peer")
simply("search_rooms", BROWSER, "GET", "/api/search/rooms?q=e")


@plays("set_auto_join_rooms")
async def _auto_join(scene: Scene) -> httpx.Response:
    return await ask(scene, OWNER, "PUT", "/api/account/auto-join", {"rooms": [scene.private.id]})


@plays("delete_emoticon")
async def _delete_emoticon(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "POST", "/api/emoticon/tug", PNG)
    return await ask(scene, OWNER, "DELETE", "/api/emoticon/tug")


async def from_page(scene: Scene, verb: str, path: str, body: Any) -> httpx.Response:
    """A call of the sign-in pages: they first ask for the value that proves that it is they."""
    http = scene.world.http
    http.cookies.clear()
    csrf = (await http.get("/api/session")).json()["csrf"]
    return await http.request(verb, path, json=body, headers={"X-CSRF-Token": csrf, "Origin": BASE})


@plays("sign_in")
async def _sign_in(scene: Scene) -> httpx.Response:
    await use_link(scene)
    body = {"email": scene.peer.email, "password": PASSWORD}
    return await from_page(scene, "POST", "/api/session", body)


@plays("get_setup_link")
async def _setup_link(scene: Scene) -> httpx.Response:
    return await ask(scene, NOBODY, "GET", f"/api/setup/{await _link(scene)}")


@plays("use_setup_link")
async def use_link(scene: Scene) -> httpx.Response:
    return await from_page(scene, "POST", f"/api/setup/{await _link(scene)}", {"password": PASSWORD})


async def _link(scene: Scene) -> str:
    world = scene.world
    async with world.app.services.db.begin() as tx:
        return await make_setup_link(tx, scene.peer.id, now=world.clock.steady())


@plays("delete_personal_token")
async def _delete_token(scene: Scene) -> httpx.Response:
    made = await ask(scene, BROWSER, "POST", "/api/account/token", _TOKEN)
    return await ask(scene, BROWSER, "DELETE", f"/api/account/token/{made.json()['id']}")


@plays("delete_room_token")
async def _delete_room_token(scene: Scene) -> httpx.Response:
    path = f"/api/room/{scene.private.id}/token"
    made = await ask(scene, BROWSER, "POST", path, _TOKEN)
    return await ask(scene, BROWSER, "DELETE", f"{path}/{made.json()['id']}")


async def _asking(scene: Scene) -> dict[str, str]:
    back = "https://tides.example.com/back"
    client = await scene.world.client(Scope.SEND_NOTIFICATION, redirect_uris=[back])
    return {
        "client_id": client.id,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "send_notification",
        "state": "af0if",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }


@plays("get_consent")
async def _consent(scene: Scene) -> httpx.Response:
    query = httpx.QueryParams(await _asking(scene))
    return await ask(scene, BROWSER, "GET", f"/api/oauth/authorize?{query}")


@plays("decide_consent")
async def _decide(scene: Scene) -> httpx.Response:
    body = {**await _asking(scene), "decision": "allow"}
    return await ask(scene, BROWSER, "POST", "/api/oauth/authorize", body)


@plays("delete_invitation")
async def _delete_invitation(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "POST", "/api/admin/invitation", _INVITED)
    return await ask(scene, OWNER, "DELETE", "/api/admin/invitation/tilda@example.com")


@plays("get_invitation")
async def _invitation(scene: Scene) -> httpx.Response:
    return await ask(scene, NOBODY, "GET", await _invited(scene))


@plays("accept_invitation")
async def _accept(scene: Scene) -> httpx.Response:
    body = {"name": "Tilda Reedman", "password": PASSWORD}
    return await from_page(scene, "POST", await _invited(scene), body)


async def _invited(scene: Scene) -> str:
    made = await ask(scene, OWNER, "POST", "/api/admin/invitation", _INVITED)
    token: str = made.json()["link"].rpartition("/")[2]
    return f"/api/invitation/{token}"


async def _v1(
    scene: Scene, verb: str, path: str, fields: dict[str, str], type: V1Type = "admin"
) -> httpx.Response:
    """A call of API v1: the token in the form, or in the query of a GET."""
    world = scene.world
    async with world.app.services.db.begin() as tx:
        made = await make_v1_token(tx, world.group_id, type, "Example")
    given = {"auth_token": made.secret, **fields}
    if verb == "GET":
        return await world.http.get(f"/v1/{path}", params=given)
    return await world.http.post(f"/v1/{path}", data=given)


def _v1_simply(method_id: str, verb: str, path: str, **fields: str) -> None:
    async def play(scene: Scene) -> httpx.Response:
        given = {name: filled(scene, value) for name, value in fields.items()}
        return await _v1(scene, verb, path, given)

    CALLS[f"v1_{method_id}"] = play


_v1_simply("rooms_create", "POST", "rooms/create", name="Berth sensors", owner_user_id="{user}")
_v1_simply("rooms_delete", "POST", "rooms/delete", room_id="{room}")
_v1_simply("rooms_list", "GET", "rooms/list")
_v1_simply("rooms_show", "GET", "rooms/show", room_id="{room}")
_v1_simply("rooms_topic", "POST", "rooms/topic", room_id="{room}", topic="Low water at 16:40")
_v1_simply("rooms_history", "GET", "rooms/history", room_id="{room}", date="recent")
_NOTICE = {"room_id": "{room}", "from": "Timetable", "message": "Build 2218 passed", "color": "green"}
_v1_simply("rooms_message", "POST", "rooms/message", **_NOTICE)
_v1_simply("rooms_message_get", "GET", "rooms/message", **_NOTICE)
_v1_simply("users_create", "POST", "users/create", email="tilda@example.com", name="Tilda Reedman")
_v1_simply("users_delete", "POST", "users/delete", user_id="{user}")
_v1_simply("users_list", "GET", "users/list")
_v1_simply("users_show", "GET", "users/show", user_id="{user}")
_v1_simply("users_update", "POST", "users/update", user_id="{user}", title="Harbour pilot")


@plays("v1_users_undelete")
async def _undelete(scene: Scene) -> httpx.Response:
    await _v1(scene, "POST", "users/delete", {"user_id": str(scene.peer.id)})
    return await _v1(scene, "POST", "users/undelete", {"user_id": str(scene.peer.id)})


@plays("error_400")
async def _wrong_field(scene: Scene) -> httpx.Response:
    path = f"/v2/room/{scene.private.id}/notification"
    return await ask(scene, OWNER, "POST", path, {"message": "Hello", "color": "blue"})


@plays("error_401")
async def _dead_token(scene: Scene) -> httpx.Response:
    return await ask(scene, Who("dead", None, kind="dead"), "GET", "/v2/room")


@plays("error_403")
async def _missing_scope(scene: Scene) -> httpx.Response:
    small = Who("small", ClientType.USER, frozenset({Scope.SEND_NOTIFICATION}))
    return await ask(scene, small, "GET", f"/v2/room/{scene.private.id}")


simply("error_404", OWNER, "GET", "/v2/room/Nowhere")
simply("error_405", OWNER, "DELETE", "/v2/room")


@plays("error_409")
async def _archived(scene: Scene) -> httpx.Response:
    room = await scene.world.room("Old pier", archived=True)
    return await ask(scene, OWNER, "POST", f"/v2/room/{room.id}/message", {"message": "Anybody?"})


@plays("error_429")
async def _flood(scene: Scene) -> httpx.Response:
    path = f"/v2/room/{scene.private.id}/notification"
    for _ in range(30):
        await ask(scene, OWNER, "POST", path, {"message": "Tick"})
    return await ask(scene, OWNER, "POST", path, {"message": "Tick"})


simply("auth_test", OWNER, "POST", "/v2/room/{room}/notification?auth_test=true", {"message": "Hello"})
simply("paging", OWNER, "GET", "/v2/user?start-index=2&max-results=2")
simply("expansion", OWNER, "GET", "/v2/room/{room}?expand=owner")
