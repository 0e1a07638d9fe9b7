"""Webhooks in full, for one and for lists."""

from urllib.parse import quote

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.http.expand import Expander
from chinwag.http.links import Links
from chinwag.oauth.service import get_clients
from chinwag.rooms.model import Room
from chinwag.rooms.schema import room_stub
from chinwag.rooms.service import get_visible_rooms
from chinwag.scopes import Scope
from chinwag.services import Services
from chinwag.users.service import get_users
from chinwag.webhooks import service
from chinwag.webhooks.model import Owner, Webhook
from chinwag.webhooks.schema import (
    Creator,
    WebhookOut,
    client_creator,
    person_creator,
    token_creator,
    webhook_out,
)

OLD_FORM = frozenset({Scope.ADMIN_ROOM})


def webhook_address(links: Links, room: str, webhook: Webhook) -> str:
    """Where a webhook of a room is found. `room` as the caller spelled it (recorded)."""
    return links.of(f"/room/{quote(room, safe='')}/webhook/{webhook.id}")


async def webhooks_out(
    tx: ReadTx, services: Services, webhooks: list[Webhook], rooms: dict[int, Room], addresses: list[str]
) -> list[WebhookOut]:
    """Webhooks in full, with who made them: two queries for any number."""
    links = services.links
    owners = [webhook.owner for webhook in webhooks]
    group_id = webhooks[0].group_id if webhooks else 0
    clients = await get_clients(tx, {owner.client_id for owner in owners if owner.client_id})
    people = await get_users(tx, group_id, {owner.user_id for owner in owners if owner.user_id})

    def creator(owner: Owner) -> Creator | None:
        if owner.user_id is not None:
            user = people.get(owner.user_id)
            return None if user is None else person_creator(user, links)
        if owner.client_id is not None:
            client = clients.get(owner.client_id)
            return None if client is None else client_creator(client, links)
        return token_creator(owner.token_id or 0, links)

    return [
        webhook_out(
            webhook,
            address,
            room=room_stub(rooms[webhook.room_id], links) if webhook.room_id in rooms else None,
            creator=creator(webhook.owner),
        )
        for webhook, address in zip(webhooks, addresses, strict=True)
    ]


async def load_webhooks(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """Webhooks that the caller may read, in full."""
    room_ids = await service.rooms_of(tx, caller, ids)
    rooms = await get_visible_rooms(tx, caller, room_ids)
    found = await service.visible_webhooks(tx, caller, ids, rooms)
    addresses = [webhook_address(services.links, str(webhook.room_id), webhook) for webhook in found]
    full = await webhooks_out(tx, services, found, rooms, addresses)
    return {webhook.id: webhook for webhook in full}


EXPANDERS = (Expander("room_webhook", OLD_FORM, load_webhooks),)
