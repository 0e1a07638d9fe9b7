"""What whoever is answerable for a webhook may see and do: read its log, send again, test, switch it on."""

from collections.abc import Sequence
from typing import Protocol

from chinwag.audit.model import Action
from chinwag.callers import Caller
from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, ReadTx, Tx
from chinwag.errors import Conflict, Forbidden, NotFound
from chinwag.http.links import Links
from chinwag.messages.model import new_message, new_message_id
from chinwag.rooms.access import get_room_of_group, get_visible_rooms, is_room_admin, list_visible_rooms
from chinwag.rooms.model import Room
from chinwag.scopes import ClientType
from chinwag.users.service import get_users
from chinwag.webhooks import log_storage, outbox_storage, payloads, storage
from chinwag.webhooks.delivery_model import Attempt, LoggedDelivery, NewDelivery, WebhookHealth, receiver_of
from chinwag.webhooks.log_storage import delete_of
from chinwag.webhooks.model import Webhook, WebhookEvent, parse_webhook_id
from chinwag.webhooks.service import note_webhook, owner_of

__all__ = [
    "Sending",
    "delete_of",
    "find_any_webhook",
    "find_delivery",
    "find_logged_webhook",
    "is_owner",
    "list_all_webhooks",
    "list_deliveries",
    "list_health",
    "read_log",
    "resend",
    "resend_failed",
    "send_test",
    "switch_on",
]


class Sending(Protocol):
    """Who sends what is due: the dispatcher, or a command beside the server, which looks by itself."""

    clock: Clock

    def wake(self, webhook_ids: Sequence[int], /) -> None:
        """These webhooks have something to send."""


_AT_ONCE = 1_000
_TEST = "This is a test of the webhook."
_OFF = "This webhook is switched off. Switch it on first."


async def find_any_webhook(tx: ReadTx, group_id: int, ref: str) -> Webhook:
    """A webhook of the group, for those who may run commands on the server."""
    number = parse_webhook_id(ref)
    webhook = None if number is None else await storage.get_webhook(tx, group_id, number)
    if webhook is None:
        raise NotFound(f"Webhook {ref[:40]} not found")
    return webhook


async def list_all_webhooks(tx: ReadTx, group_id: int) -> list[tuple[Webhook, WebhookHealth]]:
    """All webhooks of the group, and how they are doing."""
    found = await storage.list_webhooks_of_group(tx, group_id)
    health = await list_health(tx, [webhook.id for webhook in found])
    return [(webhook, health[webhook.id]) for webhook in found]


async def read_log(
    tx: ReadTx, webhook: Webhook, *, state: str | None, before: int, limit: int
) -> list[LoggedDelivery]:
    """The log of a webhook, newest first, of whatever rooms."""
    return await log_storage.list_deliveries(tx, webhook.id, state=state, before=before, limit=limit)


async def find_logged_webhook(tx: ReadTx, caller: Caller, ref: str) -> Webhook:
    """A webhook whose log the caller may read: its owner, admins of its room, group admins for one of all rooms.

    NotFound for others who could not know of it, Forbidden for people who see the room.
    """
    number = parse_webhook_id(ref)
    webhook = None if number is None else await storage.get_webhook(tx, caller.group_id, number)
    missing = NotFound(f"Webhook {ref[:40]} not found")
    if webhook is None:
        raise missing
    if caller.client_type is not ClientType.USER:
        if not is_owner(webhook, caller):
            raise missing
        return webhook
    if webhook.room_id is None:
        if not caller.is_group_admin:
            raise missing
        return webhook
    room = (await get_visible_rooms(tx, caller, [webhook.room_id])).get(webhook.room_id)
    if room is None:
        raise missing
    if not is_owner(webhook, caller) and not await is_room_admin(tx, caller, room):
        raise Forbidden("Only the webhook's owner, the room's admins and group admins may do this.")
    return webhook


def is_owner(webhook: Webhook, caller: Caller) -> bool:
    """Whether the webhook is the caller's: of the same person, whichever token, or of the same add-on."""
    if webhook.owner.user_id is not None:
        return webhook.owner.user_id == caller.user_id
    return webhook.owner == owner_of(caller)


async def find_delivery(tx: ReadTx, caller: Caller, ref: str) -> tuple[LoggedDelivery, str, Webhook]:
    """A delivery that the caller may see, with its body and its webhook."""
    number = parse_webhook_id(ref)
    found = None if number is None else await log_storage.get_delivery(tx, caller.group_id, number)
    if found is None:
        raise NotFound(f"Delivery {ref[:40]} not found")
    delivery, body = found
    try:
        webhook = await find_logged_webhook(tx, caller, str(delivery.webhook_id))
    except NotFound:
        raise NotFound(f"Delivery {ref[:40]} not found") from None
    if not await _without_hidden(tx, caller, webhook, [delivery]):
        raise NotFound(f"Delivery {ref[:40]} not found")
    return delivery, body, webhook


async def list_deliveries(
    tx: ReadTx, caller: Caller, webhook: Webhook, *, state: str | None, before: int, limit: int
) -> tuple[list[LoggedDelivery], int | None]:
    """A page of a webhook's log, newest first, and where the next page begins."""
    found = await read_log(tx, webhook, state=state, before=before, limit=limit + 1)
    page = found[:limit]
    following = page[-1].id if len(found) > len(page) else None
    return await _without_hidden(tx, caller, webhook, page), following


async def _without_hidden(
    tx: ReadTx, caller: Caller, webhook: Webhook, found: list[LoggedDelivery]
) -> list[LoggedDelivery]:
    """A webhook of all rooms hears of private ones, too: a person reads only of rooms that they see."""
    if webhook.room_id is not None or caller.client_type is not ClientType.USER:
        return found
    seen = await get_visible_rooms(tx, caller, sorted({one.room_id for one in found}))
    return [one for one in found if one.room_id in seen]


async def list_attempts(tx: ReadTx, delivery: LoggedDelivery) -> list[Attempt]:
    """All tries of a delivery, oldest first."""
    return await log_storage.list_attempts(tx, delivery.id)


async def list_health(tx: ReadTx, webhook_ids: list[int]) -> dict[int, WebhookHealth]:
    """How some webhooks are doing, by id."""
    return await log_storage.list_health(tx, webhook_ids)


async def resend(tx: Tx, webhook: Webhook, delivery: LoggedDelivery, dispatcher: Sending) -> None:
    """Send a delivery that is over once more, under the same id."""
    _require_on(webhook)
    if not await log_storage.resend(tx, delivery.id, to_micros(dispatcher.clock.steady())):
        raise Conflict("This delivery is on its way already.")
    tx.after_commit(lambda: dispatcher.wake([webhook.id]))


async def resend_failed(db: Database, webhook: Webhook, dispatcher: Sending) -> int:
    """Send everything that failed once more, in its old order; returns how many deliveries that is."""
    _require_on(webhook)
    count, part = 0, _AT_ONCE
    while part == _AT_ONCE:  # in parts, so that messages get their turn
        async with db.begin() as tx:
            part = await log_storage.resend_failed(tx, webhook.id, limit=_AT_ONCE)
        count += part
    dispatcher.wake([webhook.id])
    return count


async def switch_on(tx: Tx, webhook: Webhook) -> None:
    """Call the webhook again, from the next event on. What failed meanwhile can be sent again."""
    await log_storage.switch_on(tx, webhook.id)
    tx.forget("webhooks")
    await note_webhook(tx, Action.WEBHOOK_SWITCHED_ON, webhook)


async def send_test(tx: Tx, webhook: Webhook, caller: Caller, links: Links, dispatcher: Sending) -> str:
    """Send a made-up event of the webhook's kind to its address; returns the id that the receiver sees."""
    _require_on(webhook)
    room = await _room_for_test(tx, webhook, caller)
    now, number = to_micros(dispatcher.clock.steady()), new_message_id(tx.now)
    body = await _test_body(tx, webhook, caller, room, links)
    event, receiver = webhook.choice.event, receiver_of(webhook.choice.url)
    new = NewDelivery(number, webhook.group_id, webhook.id, room.id, receiver, event, body, caller.user_id)
    await outbox_storage.insert_deliveries(tx, [new], now)
    tx.after_commit(lambda: dispatcher.wake([webhook.id]))
    return number


async def _room_for_test(tx: ReadTx, webhook: Webhook, caller: Caller) -> Room:
    """The webhook's own; for one of all rooms the first that the caller sees, or the log would hide it from them."""
    if webhook.room_id is None:
        room = next(iter(await list_visible_rooms(tx, caller, limit=1)), None)
    else:
        room = await get_room_of_group(tx, webhook.group_id, webhook.room_id)
    if room is None:
        raise Conflict("There is no room yet that the test could be about.")
    return room


async def _test_body(tx: Tx, webhook: Webhook, caller: Caller, room: Room, links: Links) -> str:
    event: WebhookEvent = webhook.choice.event
    people = {} if caller.user_id is None else await get_users(tx, caller.group_id, [caller.user_id])
    client_id = webhook.owner.client_id
    if event not in {"room_message", "room_notification"}:
        topic = _TEST if event == "room_topic_change" else None
        sender = payloads.sender_of(caller, people, links)
        about = payloads.encoded(payloads.room_item(room, sender, links, topic=topic))
        return payloads.body(event, webhook.id, client_id, about)
    is_person = event == "room_message" and caller.user_id is not None
    message = new_message(
        chat_id=room.id,
        group_id=room.group_id,
        id=new_message_id(tx.now),
        type="message" if event == "room_message" else "notification",
        body=_TEST,
        body_format="text" if event == "room_message" else "html",
        sent_at=tx.now,
        sender_id=caller.user_id if is_person else None,
        sender_label=None if is_person else caller.name,
        color=None if event == "room_message" else "yellow",
    )
    item = payloads.encoded(payloads.message_item(message, room, people, links, None))
    return payloads.body(event, webhook.id, client_id, item)


def _require_on(webhook: Webhook) -> None:
    if webhook.switched_off is not None:
        raise Conflict(_OFF)
