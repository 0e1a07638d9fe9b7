"""What is connected to a room, on one page for its admins: add-ons, tokens, webhooks and how they are doing."""

import msgspec

from chinwag.addons import service
from chinwag.addons.connected import describe, describe_webhooks
from chinwag.addons.schema import AddonEntry, Place
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth.clients import list_clients
from chinwag.oauth.schema import TokenEntry, token_entry
from chinwag.oauth.service import list_room_tokens
from chinwag.rooms.service import find_room, require_room_admin
from chinwag.scopes import ONLY_USER, Scope
from chinwag.webhooks.log_schema import WebhookLogHead
from chinwag.webhooks.service import list_webhooks

endpoints = Endpoints("add-ons")

_ALL = 2**31


class HandMadeAddon(msgspec.Struct, frozen=True):
    """An OAuth client that an admin made by hand, without a descriptor. `room` null = the whole group."""

    oauth_id: str
    key: str
    name: str
    scopes: list[str]
    room: Place | None


class WebhookEntry(msgspec.Struct, frozen=True):
    """A webhook of the room: whose it is, and how it is doing. `is_declared`: it goes with its add-on alone."""

    owner: str
    key: str | None
    pattern: str
    is_declared: bool
    health: WebhookLogHead


class RoomIntegrations(msgspec.Struct, frozen=True):
    """All that is connected to a room. `addons` are those of the room, then those of the whole group."""

    addons: list[AddonEntry]
    hand_made: list[HandMadeAddon]
    tokens: list[TokenEntry]
    webhooks: list[WebhookEntry]


@endpoints.get(
    "/api/room/{room}/integrations",
    id="get_room_integrations",
    title="Get the integrations of a room",
    scopes_any=frozenset({Scope.ADMIN_ROOM}),
    clients=ONLY_USER,
    reply=RoomIntegrations,
)
async def get_room_integrations(call: Call[NoQuery]) -> RoomIntegrations:
    """What posts to a room and hears of it: add-ons, tokens, webhooks with their health. For the room's admins."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await require_room_admin(tx, call.caller, room)
        described = await service.list_in_room(tx, room)
        clients = [
            client for client in await list_clients(tx, room.group_id) if client.room_id in (None, room.id)
        ]
        tokens = await list_room_tokens(tx, room.id)
        hooks = await list_webhooks(tx, call.caller, room, offset=0, limit=_ALL)
        webhooks = await describe_webhooks(tx, room.group_id, hooks)
    known = {installation.client_id for installation in described}
    here = Place(room.id, room.name)
    return RoomIntegrations(
        addons=[describe(one, room if one.room_id == room.id else None) for one in described],
        hand_made=[
            HandMadeAddon(
                client.id, client.key, client.name, sorted(client.scopes), here if client.room_id else None
            )
            for client in clients
            if client.id not in known
        ],
        tokens=[token_entry(token) for token in tokens],
        webhooks=[
            WebhookEntry(owner, hook.choice.key or None, hook.choice.pattern, hook.is_declared, health)
            for hook, owner, health in webhooks
        ],
    )
