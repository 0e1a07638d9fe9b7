"""What the two pages on integrations, of a room and of a group, say alike: how add-ons stand, whose webhooks are."""

from collections.abc import Sequence

from chinwag.addons.model import Installation
from chinwag.addons.schema import AddonEntry, addon_entry
from chinwag.addons.service import descriptor_of, waits_for
from chinwag.db.tx import ReadTx
from chinwag.oauth.clients import list_clients
from chinwag.rooms.model import Room
from chinwag.users.service import get_users
from chinwag.webhooks.log import list_health
from chinwag.webhooks.log_schema import WebhookLogHead, log_head
from chinwag.webhooks.model import Webhook


def describe(installation: Installation, room: Room | None) -> AddonEntry:
    """An installed add-on as it stands; `room`: where it is installed, None = in the whole group."""
    return addon_entry(installation, descriptor_of(installation), room, waits_for(installation))


async def describe_webhooks(
    tx: ReadTx, group_id: int, hooks: Sequence[Webhook]
) -> list[tuple[Webhook, str, WebhookLogHead]]:
    """Each webhook with the name of the person or integration whose it is, and how it is doing."""
    health = await list_health(tx, [hook.id for hook in hooks])
    clients = {client.id: client.name for client in await list_clients(tx, group_id)}
    people = await get_users(tx, group_id, {hook.owner.user_id for hook in hooks if hook.owner.user_id})

    def owner_of(hook: Webhook) -> str:
        if hook.owner.user_id in people:
            return people[hook.owner.user_id].name
        return clients.get(hook.owner.client_id or "", "")

    return [(hook, owner_of(hook), log_head(hook, health[hook.id])) for hook in hooks]
