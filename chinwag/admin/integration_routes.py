"""The endpoint of the page «Integrations» of the group's admins: what is connected, and how it is doing."""

from datetime import datetime, timedelta

import msgspec

from chinwag.addons import service as addons
from chinwag.addons.connected import describe, describe_webhooks
from chinwag.addons.schema import AddonEntry
from chinwag.admin.integrations import list_group_webhooks
from chinwag.admin.schema import Named
from chinwag.callers import V1_KINDS, Caller, TokenKind
from chinwag.db.tx import ReadTx
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.oauth.clients import list_clients
from chinwag.oauth.inventory import list_tokens
from chinwag.oauth.model import ListedToken
from chinwag.rooms.service import get_visible_rooms
from chinwag.scopes import ONLY_USER, Scope
from chinwag.users.service import require_group_admin
from chinwag.webhooks.log_schema import WebhookLogHead

endpoints = Endpoints("administration")

_UNUSED_AFTER = timedelta(days=90)
_SOON = timedelta(days=14)


class TokenSums(msgspec.Struct, frozen=True):
    """Tokens of one kind. `unused`: for ninety days or ever; `ending`: within a fortnight."""

    kind: str
    count: int
    expired: int
    ending: int
    unused: int


class HandMadeEntry(msgspec.Struct, frozen=True):
    """An OAuth client that was made by hand. `room` null = the whole group."""

    oauth_id: str
    name: str
    scopes: list[str]
    room: Named | None
    last_used: str | None


class GroupWebhook(msgspec.Struct, frozen=True):
    """A webhook, whose it is, and how it is doing. `room` null = all rooms."""

    room: Named | None
    owner: str
    health: WebhookLogHead


class GroupIntegrations(msgspec.Struct, frozen=True):
    """All that is connected to the group, as far as the admin may know of its rooms."""

    addons: list[AddonEntry]
    hand_made: list[HandMadeEntry]
    webhooks: list[GroupWebhook]
    tokens: list[TokenSums]


@endpoints.get(
    "/api/admin/integration",
    id="get_group_integrations",
    title="Get the group's integrations",
    scopes_any=frozenset({Scope.ADMIN_GROUP}),
    clients=ONLY_USER,
    reply=GroupIntegrations,
)
async def get_group_integrations(call: Call[NoQuery]) -> GroupIntegrations:
    """Add-ons, webhooks with their health, and how many tokens of each kind are alive, unused or about to end."""
    require_group_admin(call.caller)
    caller, now = call.caller, call.services.clock.now()
    async with call.db.read_offloaded() as tx:
        described = await addons.list_addons(tx, caller)
        listed = await list_tokens(tx, caller.group_id)
        seen = await get_visible_rooms(
            tx, caller, sorted({one.token.room_id for one in listed if one.token.room_id})
        )
        hand_made = await _hand_made(tx, caller, {one.client_id for one, _ in described}, listed)
        webhooks = await _webhooks(tx, caller)
    visible = [one for one in listed if one.token.room_id is None or one.token.room_id in seen]
    return GroupIntegrations(
        addons=[describe(one, room) for one, room in described],
        hand_made=hand_made,
        webhooks=webhooks,
        tokens=_sums(visible, now),
    )


async def _hand_made(
    tx: ReadTx, caller: Caller, described: set[str], listed: list[ListedToken]
) -> list[HandMadeEntry]:
    clients = [one for one in await list_clients(tx, caller.group_id) if one.id not in described]
    rooms = await get_visible_rooms(tx, caller, sorted({one.room_id for one in clients if one.room_id}))
    used: dict[str, datetime] = {}
    for one in listed:
        key, at = one.token.client_id, one.token.last_used_at
        if key is not None and at is not None:
            used[key] = max(at, used.get(key, at))
    return [
        HandMadeEntry(
            one.id,
            one.name,
            sorted(one.scopes),
            Named(one.room_id, rooms[one.room_id].name) if one.room_id is not None else None,
            used[one.id].isoformat(timespec="seconds") if one.id in used else None,
        )
        for one in clients
        if one.room_id is None or one.room_id in rooms
    ]


async def _webhooks(tx: ReadTx, caller: Caller) -> list[GroupWebhook]:
    hooks, rooms = await list_group_webhooks(tx, caller)
    return [
        GroupWebhook(
            room=None if hook.room_id is None else Named(hook.room_id, rooms[hook.room_id].name),
            owner=owner,
            health=health,
        )
        for hook, owner, health in await describe_webhooks(tx, caller.group_id, hooks)
    ]


def _sums(listed: list[ListedToken], now: datetime) -> list[TokenSums]:
    """By kind. Tokens of grants are renewed by themselves: of them only the number says something."""
    sums: list[TokenSums] = []
    for kind in (TokenKind.PERSONAL, TokenKind.ROOM, *sorted(V1_KINDS), TokenKind.ADDON, TokenKind.USER):
        tokens = [one.token for one in listed if one.token.kind is kind]
        alive = [one for one in tokens if one.expires_at is None or one.expires_at > now]
        is_renewed = kind in {TokenKind.ADDON, TokenKind.USER}
        ending = [one for one in alive if one.expires_at is not None and one.expires_at - now < _SOON]
        unused = [one for one in alive if now - (one.last_used_at or one.created_at) > _UNUSED_AFTER]
        sums.append(
            TokenSums(
                str(kind),
                len(alive),
                0 if is_renewed else len(tokens) - len(alive),
                0 if is_renewed else len(ending),
                0 if is_renewed else len(unused),
            )
        )
    return sums
