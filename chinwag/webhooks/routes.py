"""Endpoints that register webhooks: the old form by number, the new form by key, in a room or of all rooms."""

from urllib.parse import quote

from chinwag.db.tx import ReadTx
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery, Page, PageQuery
from chinwag.rooms.model import Room
from chinwag.rooms.service import find_room, require_room_admin
from chinwag.scopes import ANY_CLIENT, ClientType, Scope
from chinwag.webhooks import service
from chinwag.webhooks.expanders import OLD_FORM, webhook_address, webhooks_out
from chinwag.webhooks.model import Webhook
from chinwag.webhooks.schema import (
    WebhookCreated,
    WebhookIn,
    WebhookOut,
    WebhookStub,
    agreed_key,
    created_out,
    webhook_stub,
)

endpoints = Endpoints("webhooks")

_INSTALLED = frozenset({ClientType.GROUP_CLIENT, ClientType.ROOM_CLIENT})
_GLOBAL = frozenset({ClientType.GROUP_CLIENT})
_GLOBAL_SCOPES = frozenset({Scope.ADMIN_GROUP, Scope.ADMIN_ROOM})
"""Our choice, where the reference knows none: with admin_room an add-on could register one in each room anyway."""


async def _out(call: Call[NoQuery], room: Room | None, webhook: Webhook, address: str) -> WebhookOut:
    rooms = {} if room is None else {room.id: room}
    async with call.db.read() as tx:
        return (await webhooks_out(tx, call.services, [webhook], rooms, [address]))[0]


@endpoints.get(
    "/v2/room/{room}/webhook",
    id="get_all_webhooks",
    title="Get all webhooks",
    scopes_any=OLD_FORM,
    clients=ANY_CLIENT,
    query=PageQuery,
    reply=list[WebhookStub],
    expandable=("items", "items.room", "items.creator"),
)
async def get_all_webhooks(call: Call[PageQuery]) -> Page:
    """List the webhooks of a room, by id: all of them for its admins, its own for an add-on."""
    query = call.query
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        found = await service.list_webhooks(
            tx, call.caller, room, offset=query.start_index, limit=query.max_results + 1
        )
    shown = found[: query.max_results]
    items = [
        webhook_stub(webhook, webhook_address(call.links, call.path["room"], webhook)) for webhook in shown
    ]
    return Page(items, has_more=len(found) > len(shown))


@endpoints.post(
    "/v2/room/{room}/webhook",
    id="create_webhook",
    title="Create webhook (old form)",
    scopes_any=OLD_FORM,
    clients=ANY_CLIENT,
    body=WebhookIn,
    reply=WebhookCreated,
    status=201,
)
async def create_webhook(call: Call[NoQuery], body: WebhookIn) -> Created:
    """Register a webhook in a room, for the room's admins. At most 10 for each owner and room.

    It belongs to the person or the add-on whose token registers it, and stops when that goes.
    """
    choice = body.chosen()
    async with call.db.read() as tx:
        await require_room_admin(tx, call.caller, await find_room(tx, call.caller, call.path["room"]))
    await service.check_choice(call.services.outbound, choice)
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        webhook = await service.create_webhook(tx, call.caller, room, choice)
    address = webhook_address(call.links, call.path["room"], webhook)
    return Created(created_out(webhook, address), address)


@endpoints.get(
    "/v2/room/{room}/webhook/{webhook}",
    id="get_webhook",
    title="Get webhook (old form)",
    scopes_any=OLD_FORM,
    clients=ANY_CLIENT,
    reply=WebhookOut,
    expandable=("room", "creator"),
)
async def get_webhook(call: Call[NoQuery]) -> WebhookOut:
    """Get a webhook of a room by its number."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        webhook = await service.find_webhook(tx, call.caller, room, call.path["webhook"])
    return await _out(call, room, webhook, webhook_address(call.links, call.path["room"], webhook))


@endpoints.delete(
    "/v2/room/{room}/webhook/{webhook}",
    id="delete_webhook",
    title="Delete webhook (old form)",
    scopes_any=OLD_FORM,
    clients=ANY_CLIENT,
)
async def delete_webhook(call: Call[NoQuery]) -> None:
    """Delete a webhook of a room. One that an add-on's descriptor declares goes with the add-on."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        webhook = await service.find_webhook(tx, call.caller, room, call.path["webhook"])
        await service.delete_webhook(tx, webhook)


# ---- the new form: by key, in the room of the path or, without one, in all rooms


def _key_address(call: Call[NoQuery]) -> str:
    room, key = call.path.get("room"), quote(call.path["key"], safe="")
    place = "" if room is None else f"/room/{quote(room, safe='')}"
    return call.links.of(f"{place}/extension/webhook/{key}")


async def _room(tx: ReadTx, call: Call[NoQuery]) -> Room | None:
    return await find_room(tx, call.caller, call.path["room"]) if "room" in call.path else None


async def _get_by_key(call: Call[NoQuery]) -> WebhookOut:
    async with call.db.read() as tx:
        room = await _room(tx, call)
        webhook = await service.find_webhook_by_key(tx, call.caller, room, call.path["key"])
    return await _out(call, room, webhook, _key_address(call))


async def _put_by_key(call: Call[NoQuery], body: WebhookIn) -> Created:
    async with call.db.read() as tx:
        await _room(tx, call)
    choice = body.chosen(agreed_key(call.path["key"], body.key))
    await service.check_choice(call.services.outbound, choice)
    async with call.db.begin() as tx:
        webhook = await service.put_webhook(tx, call.caller, await _room(tx, call), choice)
    address = _key_address(call)
    return Created(created_out(webhook, address), address)


async def _delete_by_key(call: Call[NoQuery]) -> None:
    async with call.db.begin() as tx:
        room = await _room(tx, call)
        webhook = await service.find_webhook_by_key(tx, call.caller, room, call.path["key"])
        await service.delete_webhook(tx, webhook)


@endpoints.get(
    "/v2/room/{room}/extension/webhook/{key}",
    id="get_room_webhook",
    title="Get room webhook",
    scopes_any=OLD_FORM,
    clients=_INSTALLED,
    reply=WebhookOut,
    expandable=("room",),
)
async def get_room_webhook(call: Call[NoQuery]) -> WebhookOut:
    """Get a webhook of the calling add-on in a room by its key."""
    return await _get_by_key(call)


@endpoints.put(
    "/v2/room/{room}/extension/webhook/{key}",
    id="create_room_webhook",
    title="Create room webhook",
    scopes_any=OLD_FORM,
    clients=_INSTALLED,
    body=WebhookIn,
    reply=WebhookCreated,
    status=201,
)
async def create_room_webhook(call: Call[NoQuery], body: WebhookIn) -> Created:
    """Register a webhook of the calling add-on in a room under a key, or replace it.

    At most 10 in a room. One that the add-on's descriptor declares cannot be replaced.
    """
    return await _put_by_key(call, body)


@endpoints.delete(
    "/v2/room/{room}/extension/webhook/{key}",
    id="delete_room_webhook",
    title="Delete room webhook",
    scopes_any=OLD_FORM,
    clients=_INSTALLED,
)
async def delete_room_webhook(call: Call[NoQuery]) -> None:
    """Delete a webhook of the calling add-on in a room by its key."""
    await _delete_by_key(call)


@endpoints.get(
    "/v2/extension/webhook/{key}",
    id="get_global_webhook",
    title="Get global webhook",
    scopes_any=_GLOBAL_SCOPES,
    clients=_GLOBAL,
    reply=WebhookOut,
)
async def get_global_webhook(call: Call[NoQuery]) -> WebhookOut:
    """Get a webhook of the calling add-on that listens to all rooms. Its `room` is null."""
    return await _get_by_key(call)


@endpoints.put(
    "/v2/extension/webhook/{key}",
    id="create_global_webhook",
    title="Create global webhook",
    scopes_any=_GLOBAL_SCOPES,
    clients=_GLOBAL,
    body=WebhookIn,
    reply=WebhookCreated,
    status=201,
)
async def create_global_webhook(call: Call[NoQuery], body: WebhookIn) -> Created:
    """Register a webhook of the calling add-on for all rooms of the group under a key, or replace it."""
    return await _put_by_key(call, body)


@endpoints.delete(
    "/v2/extension/webhook/{key}",
    id="delete_global_webhook",
    title="Delete global webhook",
    scopes_any=_GLOBAL_SCOPES,
    clients=_GLOBAL,
)
async def delete_global_webhook(call: Call[NoQuery]) -> None:
    """Delete a webhook of the calling add-on that listens to all rooms."""
    await _delete_by_key(call)
