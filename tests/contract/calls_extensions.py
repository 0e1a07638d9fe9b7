"""How the methods of webhooks, add-on modules and integration links are called so that they succeed."""

from typing import Any

import msgspec

from chinwag.accounts.secret import hash_secret
from chinwag.addons.installable import InstallableOut, keep_installable
from chinwag.extensions.service import put_extension
from chinwag.oauth.service import find_caller
from chinwag.rooms.service import find_room
from tests.contract.calls import INSTALLED, OWNER, Request, _makes
from tests.contract.scene import Scene, Who

HOOK = {
    "url": "https://hooks.example.com/in",
    "event": "room_message",
    "pattern": "^/deploy",
    "name": "Deploys",
}


async def _try(
    scene: Scene, who: Who, instead: Who, verb: str, path: str, body: dict[str, Any] | None = None
) -> Any:
    """The answer to a call of the caller; of another, when the caller may not."""
    answer = await scene.call(verb, path, await scene.headers(who), body)
    if answer.status_code >= 400:
        answer = await scene.call(verb, path, await scene.headers(instead), body)
    assert answer.status_code < 400, answer.text
    return answer.json() if answer.content else None


@_makes("get_all_webhooks", "create_webhook")
async def _webhooks(scene: Scene, who: Who) -> Request:
    body = {**HOOK, "key": f"hook-{scene.number()}"}
    return Request({"room_id_or_name": str(scene.private.id)}, body)


@_makes("get_webhook")
async def _webhook(scene: Scene, who: Who) -> Request:
    """One of the caller, if it has any, or can have one."""
    path = f"/v2/room/{scene.private.id}/webhook"
    known = (await _try(scene, who, OWNER, "GET", path))["items"]
    made = known[0] if known else await _try(scene, who, OWNER, "POST", path, HOOK)
    return Request({"room_id_or_name": str(scene.private.id), "webhook_id": str(made["id"])})


@_makes("delete_webhook")
async def _doomed_webhook(scene: Scene, who: Who) -> Request:
    path = f"/v2/room/{scene.private.id}/webhook"
    known = (await _try(scene, OWNER, OWNER, "GET", path))["items"]
    for old in known[5:]:
        await scene.call("DELETE", f"{path}/{old['id']}", await scene.headers(OWNER))
    made = await _try(scene, who, OWNER, "POST", path, HOOK)
    return Request({"room_id_or_name": str(scene.private.id), "webhook_id": str(made["id"])})


@_makes("get_room_webhook", "create_room_webhook", "delete_room_webhook")
async def _room_webhook(scene: Scene, who: Who) -> Request:
    path = f"/v2/room/{scene.private.id}/extension/webhook/deploys"
    body = {**HOOK, "key": "deploys"}
    await _try(scene, who, INSTALLED, "PUT", path, body)
    return Request({"room_id_or_name": str(scene.private.id), "key": "deploys"}, body)


@_makes("get_global_webhook", "create_global_webhook", "delete_global_webhook")
async def _global_webhook(scene: Scene, who: Who) -> Request:
    body = {**HOOK, "key": "deploys"}
    await _try(scene, who, INSTALLED, "PUT", "/v2/extension/webhook/deploys", body)
    return Request({"key": "deploys"}, body)


_NAME = {"value": "Deploys", "i18n": "deploys.name"}
_ICON = {"url": "https://addon.example.com/i.png", "url@2x": "https://addon.example.com/i2.png"}
_CONDITIONS = [{"condition": "room_is_public", "invert": True}]
MODULES: dict[str, dict[str, Any]] = {
    "glance": {
        "key": "status",
        "name": _NAME,
        "icon": _ICON,
        "queryUrl": "https://addon.example.com/glance",
        "target": "board",
        "weight": 5,
        "conditions": _CONDITIONS,
    },
    "web_panel": {
        "key": "board",
        "name": _NAME,
        "url": "https://addon.example.com/board",
        "location": "hipchat.sidebar.right",
        "icon": _ICON,
        "authentication": "none",
        "conditions": _CONDITIONS,
    },
    "dialog": {
        "key": "start",
        "title": _NAME,
        "url": "https://addon.example.com/start?m={message.mid}",
        "authentication": "jwt",
        "options": {"size": {"width": "400px", "height": "60%"}, "primaryAction": {"name": _NAME}},
    },
    "action": {
        "key": "retry",
        "name": _NAME,
        "target": {"key": "start", "options": {"from": "menu"}},
        "location": "hipchat.message.action",
        "weight": 7,
        "conditions": [{"type": "or", "conditions": [{"condition": "message_contains_link"}]}],
    },
    "external_page": {"key": "site", "url": "https://addon.example.com/site", "name": _NAME},
}
"""A module of each kind, with all its fields."""
SEGMENTS = {"web_panel": "webPanel", "external_page": "externalPage"}


def _makes_module(kind: str, place: str) -> None:
    body = MODULES[kind]
    segment = SEGMENTS.get(kind, kind)

    async def module(scene: Scene, who: Who) -> Request:
        room = f"/room/{scene.private.id}" if place == "room" else ""
        await _try(scene, who, INSTALLED, "PUT", f"/v2{room}/extension/{segment}/{body['key']}", body)
        path = {"room_id_or_name": str(scene.private.id)} if place == "room" else {}
        return Request({**path, "key": body["key"]}, body)

    _makes(*(f"{verb}_{place}_{kind}" for verb in ("get", "create", "delete")))(module)


for _kind in MODULES:
    _makes_module(_kind, "room")
    _makes_module(_kind, "global")


_CONTENT = {
    "label": {"type": "html", "value": "<b>4</b> open"},
    "status": {"type": "lozenge", "value": {"type": "error", "label": "LATE"}},
    "metadata": {"isConfigured": True},
}
_PUSH = {"glance": [{"key": "status", "content": _CONTENT}]}


def _makes_push(method_id: str, *named: str) -> None:
    async def push(scene: Scene, who: Who) -> Request:
        for who_may in (who, INSTALLED):
            path = f"/v2/room/{scene.private.id}/extension/glance/status"
            await scene.call("PUT", path, await scene.headers(who_may), MODULES["glance"])
            await scene.call(
                "PUT", "/v2/extension/glance/status", await scene.headers(who_may), MODULES["glance"]
            )
        if who.kind == "addon" and not who.scopes & {"admin_room"}:
            await _own_glance(scene, who)
        values = {"room_id_or_name": str(scene.private.id), "user_id_or_email": str(scene.peer.id)}
        return Request({name: values[name] for name in named}, _PUSH)

    _makes(method_id)(push)


async def _own_glance(scene: Scene, who: Who) -> None:
    """A glance of a room's add-on that may not register one: as if its descriptor had it."""
    token = (await scene.headers(who))["Authorization"].removeprefix("Bearer ")
    services = scene.world.app.services
    async with services.db.begin() as tx:
        caller = await find_caller(tx, hash_secret(token))
        if caller is None or caller.client_id is None or caller.room_id is None:
            return
        room = await find_room(tx, caller, str(caller.room_id))
        await put_extension(
            tx, caller, room, "glance", "status", msgspec.json.encode(MODULES["glance"]).decode()
        )


_makes_push("addon_ui_update")
_makes_push("room_addon_ui_update", "room_id_or_name")
_makes_push("user_addon_ui_update", "user_id_or_email")
_makes_push("user_in_room_addon_ui_update", "room_id_or_name", "user_id_or_email")


_LINK = {"target": "https://addon.example.com/board", "ttl": 600}


@_makes("create_integration_link")
async def _new_link(scene: Scene, who: Who) -> Request:
    return Request({}, _LINK)


@_makes("delete_integration_link", "invoke_integration_link")
async def _link(scene: Scene, who: Who) -> Request:
    made = await _try(scene, who, INSTALLED, "POST", "/v2/addon/link", _LINK)
    return Request({"token": made["token"]})


@_makes("get_addon_capabilities_schema")
async def _schema(scene: Scene, who: Who) -> Request:
    return Request({})


@_makes("get_integration_installable_data")
async def _installable(scene: Scene, who: Who) -> Request:
    services = scene.world.app.services
    data = InstallableOut(
        capabilities_url=services.links.of("/capabilities"),
        oauth_id=scene.addon.id,
        oauth_secret=scene.addon.secret,
        group_id=scene.world.group_id,
        room_id=scene.private.id,
    )
    async with services.db.begin() as tx:
        token = await keep_installable(
            tx, services.sealer, data, scene.world.group_id, services.clock.steady()
        )
    return Request({"integration_id_or_key": "release-desk", "token": token})
