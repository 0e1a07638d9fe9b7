"""How the log of webhooks, add-ons and the group's tokens are called for their examples."""

import asyncio
from typing import Any

import httpx

from chinwag.outbound.client import Answer
from tests.contract.calls import OWNER
from tests.contract.scene import Scene
from tests.reference.own_calls import BROWSER, ask, filled, plays, simply

_HOOK = {"url": "https://hooks.example.com/in", "event": "room_message", "name": "Deploys"}
_HOST = "https://tides.example.com"
DESCRIPTOR: dict[str, Any] = {
    "key": "com.example.tides",
    "name": "Tides",
    "description": "Says when the water is low",
    "links": {"self": f"{_HOST}/capabilities.json"},
    "vendor": {"name": "Example", "url": "https://example.com"},
    "capabilities": {"hipchatApiConsumer": {"scopes": ["send_notification"], "fromName": "Tides"}},
}
_REVIEW = {"descriptor": DESCRIPTOR}
_INSTALL = {"descriptor": DESCRIPTOR, "scopes": ["send_notification"]}

simply("review_addon", BROWSER, "POST", "/api/addon/review", _REVIEW)
simply("install_addon", BROWSER, "POST", "/api/addon", _INSTALL)
simply("list_group_tokens", BROWSER, "GET", "/api/admin/token")
_V1 = {"kind": "v1_notification", "label": "Old build server"}
simply("create_group_token", BROWSER, "POST", "/api/admin/token", _V1)


@plays("delete_group_token")
async def _delete_token(scene: Scene) -> httpx.Response:
    made = await ask(scene, BROWSER, "POST", "/api/admin/token", _V1)
    return await ask(scene, BROWSER, "DELETE", f"/api/admin/token/{made.json()['id']}")


def _with_addon(method_id: str, verb: str, path: str, body: Any = None) -> None:
    """A method of an installed add-on."""

    async def play(scene: Scene) -> httpx.Response:
        made = await ask(scene, BROWSER, "POST", "/api/addon", _INSTALL)
        addon = made.headers["location"].rpartition("/")[2]
        return await ask(scene, BROWSER, verb, path.replace("{addon}", addon), body)

    plays(method_id)(play)


_with_addon("list_addons", "GET", "/api/addons")
_with_addon("get_addon", "GET", "/api/addon/{addon}")
_with_addon("remove_addon", "DELETE", "/api/addon/{addon}")
_with_addon(
    "update_addon", "POST", "/api/addon/{addon}/update", {"descriptor": {**DESCRIPTOR, "name": "Tide"}}
)
_with_addon("disable_addon", "POST", "/api/addon/{addon}/disable")


@plays("enable_addon")
async def _enable(scene: Scene) -> httpx.Response:
    made = await ask(scene, BROWSER, "POST", "/api/addon", _INSTALL)
    path = f"/api/addon/{made.headers['location'].rpartition('/')[2]}"
    await ask(scene, BROWSER, "POST", f"{path}/disable")
    return await ask(scene, BROWSER, "POST", f"{path}/enable")


@plays("get_room_integrations")
async def _integrations(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "POST", filled(scene, "/v2/room/{room}/webhook"), _HOOK)
    return await ask(scene, OWNER, "GET", filled(scene, "/api/room/{room}/integrations"))


async def _taken(*_: Any, **__: Any) -> Answer:
    """A receiver that takes everything."""
    return Answer(status=200, headers={}, body=b"ok", is_cut=False, took_ms=12, address="203.0.113.7")


async def _delivered(scene: Scene, hook: str) -> str:
    """The id of a test that has arrived."""
    await ask(scene, OWNER, "POST", f"/api/webhook/{hook}/test")
    for _ in range(200):
        log = (await ask(scene, OWNER, "GET", f"/api/webhook/{hook}/deliveries")).json()["items"]
        if log[0]["state"] == "delivered":
            return str(log[0]["id"])
        await asyncio.sleep(0.01)
    raise AssertionError(log)


def _with_hook(method_id: str, verb: str, path: str) -> None:
    """A method of a webhook, to which a test is on its way."""

    async def play(scene: Scene) -> httpx.Response:
        scene.world.app.services.outbound.call = _taken  # type: ignore[method-assign]
        made = await ask(scene, OWNER, "POST", filled(scene, "/v2/room/{room}/webhook"), _HOOK)
        hook = str(made.json()["id"])
        delivery = "" if path.endswith("/test") else await _delivered(scene, hook)
        address = path.replace("{webhook}", hook).replace("{delivery}", delivery)
        return await ask(scene, OWNER, verb, address)

    plays(method_id)(play)


_with_hook("get_webhook_health", "GET", "/api/webhook/{webhook}")
_with_hook("get_webhook_secret", "GET", "/api/webhook/{webhook}/secret")
_with_hook("list_webhook_deliveries", "GET", "/api/webhook/{webhook}/deliveries")
_with_hook("test_webhook", "POST", "/api/webhook/{webhook}/test")
_with_hook("resend_failed_deliveries", "POST", "/api/webhook/{webhook}/resend")
_with_hook("switch_on_webhook", "POST", "/api/webhook/{webhook}/switch_on")
_with_hook("get_webhook_delivery", "GET", "/api/delivery/{delivery}")
_with_hook("resend_webhook_delivery", "POST", "/api/delivery/{delivery}/resend")
