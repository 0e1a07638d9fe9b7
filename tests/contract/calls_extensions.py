"""How the methods of webhooks, add-on modules and integration links are called so that they succeed."""

from typing import Any

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
