"""What may happen to the registration of webhooks; how they are called is the dispatcher's part."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, Conflict, Forbidden, NotFound, Unauthorized, invalid
from chinwag.outbound.client import Outbound, Refused
from chinwag.rooms.model import Room
from chinwag.rooms.service import is_room_admin, require_live, require_room_admin
from chinwag.scopes import ClientType
from chinwag.webhooks import log_storage, storage
from chinwag.webhooks.address import host_of
from chinwag.webhooks.model import WEBHOOKS_OF_OWNER, Owner, Webhook, WebhookChoice, parse_webhook_id
from chinwag.webhooks.patterns import compile_pattern

__all__ = [
    "check_choice",
    "check_form",
    "create_webhook",
    "declare_webhooks",
    "delete_webhook",
    "find_webhook",
    "find_webhook_by_key",
    "forget_deliveries",
    "get_webhooks",
    "list_webhooks",
    "note_webhook",
    "owner_of",
    "put_webhook",
    "rooms_of",
    "visible_webhooks",
]


def owner_of(caller: Caller) -> Owner:
    """Who owns what a caller registers: the person whom it acts as, else its add-on, else the token itself.

    A personal token is noted with the person: what it registered ends with it. Tokens of grants come and go.
    """
    if caller.client_type is ClientType.USER:
        made_by = caller.token_id if caller.kind is TokenKind.PERSONAL else None
        return Owner(user_id=caller.acting_user, token_id=made_by)
    if caller.client_id is not None:
        return Owner(client_id=caller.client_id)
    return Owner(token_id=caller.token_id)


async def check_choice(outbound: Outbound, choice: WebhookChoice) -> None:
    """BadRequest unless the address may be called and the pattern compiles.

    Asks the name service: never inside a transaction. The address is judged again at each delivery.
    """
    check_form(outbound, choice)
    try:
        await outbound.check_resolved(choice.url)
    except Refused as refusal:
        raise _bad_url(str(refusal), choice) from None


def check_form(outbound: Outbound, choice: WebhookChoice) -> None:
    """The same, as far as that can be said without a look-up."""
    if host_of(choice.url) is None:
        raise _bad_url("Field url must be an absolute URL", choice)
    try:
        outbound.check(choice.url)
    except Refused as refusal:
        raise _bad_url(str(refusal), choice) from None
    if choice.pattern:
        compile_pattern(choice.pattern)


def _bad_url(sentence: str, choice: WebhookChoice) -> BadRequest:
    return invalid(sentence, field="url", validation="url", value=choice.url)


async def list_webhooks(tx: ReadTx, caller: Caller, room: Room, *, offset: int, limit: int) -> list[Webhook]:
    """The webhooks of a room: all of them for people who administer it, its own for an add-on (our choice)."""
    await require_room_admin(tx, caller, room)
    owner = None if caller.client_type is ClientType.USER else owner_of(caller)
    return await storage.list_webhooks(tx, room.id, owner, offset=offset, limit=limit)


async def find_webhook(tx: ReadTx, caller: Caller, room: Room, ref: str) -> Webhook:
    """A webhook of a room by its number, if the caller would find it in the list."""
    await require_room_admin(tx, caller, room)
    number = parse_webhook_id(ref)
    found = None if number is None else await storage.get_webhook(tx, caller.group_id, number)
    if found is None or found.room_id != room.id or not _is_for(found, caller):
        raise NotFound(f"Webhook {ref} not found")
    return found


def _is_for(webhook: Webhook, caller: Caller) -> bool:
    return caller.client_type is ClientType.USER or webhook.owner == owner_of(caller)


async def find_webhook_by_key(tx: ReadTx, caller: Caller, room: Room | None, key: str) -> Webhook:
    """The caller's webhook with this key: in a room, or of all rooms."""
    place = None if room is None else room.id
    found = await storage.get_webhook_by_key(tx, caller.group_id, place, owner_of(caller), key)
    if found is None:
        raise NotFound(f"Webhook {key} not found")
    return found


async def rooms_of(tx: ReadTx, caller: Caller, ids: list[int]) -> list[int]:
    """The rooms that some webhooks are of."""
    found = await storage.list_webhooks_by_id(tx, caller.group_id, ids)
    return sorted({webhook.room_id for webhook in found if webhook.room_id is not None})


async def visible_webhooks(
    tx: ReadTx, caller: Caller, ids: list[int], rooms: dict[int, Room]
) -> list[Webhook]:
    """Those of some webhooks that the caller may read. `rooms`: what they are of and the caller sees."""
    found = await storage.list_webhooks_by_id(tx, caller.group_id, ids)
    administered = {room_id for room_id, room in rooms.items() if await is_room_admin(tx, caller, room)}
    return [webhook for webhook in found if webhook.room_id in administered and _is_for(webhook, caller)]


async def get_webhooks(tx: ReadTx, group_id: int, ids: list[int]) -> list[Webhook]:
    """Webhooks by id, whoever may read them: the caller of this leaves out those of hidden rooms."""
    return await storage.list_webhooks_by_id(tx, group_id, ids)


async def create_webhook(tx: Tx, caller: Caller, room: Room, choice: WebhookChoice) -> Webhook:
    """Register a webhook in a room. `choice` went through `check_choice`."""
    await require_room_admin(tx, caller, room)
    require_live(room)
    owner = owner_of(caller)
    await _hold_place(tx, room.id, owner)
    if choice.key:
        taken = await storage.get_webhook_by_key(tx, room.group_id, room.id, owner, choice.key)
        if taken is not None:
            raise Conflict(f"You have a webhook {choice.key} in this room. Delete it, or use another key.")
    return await _add(tx, room.group_id, room.id, owner, choice)


async def put_webhook(tx: Tx, caller: Caller, room: Room | None, choice: WebhookChoice) -> Webhook:
    """Register the caller's webhook with this key, or replace it. `choice` went through `check_choice`."""
    if room is not None:
        require_live(room)
    owner, room_id = owner_of(caller), None if room is None else room.id
    await _hold_place(tx, room_id, owner)
    known = await storage.get_webhook_by_key(tx, caller.group_id, room_id, owner, choice.key)
    if known is None:
        return await _add(tx, caller.group_id, room_id, owner, choice)
    _require_not_declared(known)
    await storage.update_webhook(tx, known.id, choice, owner.token_id)
    tx.forget("webhooks")
    return replace(known, choice=choice, owner=owner, switched_off=None)


async def _hold_place(tx: Tx, room_id: int | None, owner: Owner) -> None:
    if not await storage.hold_place(tx, room_id, owner.client_id):
        raise Unauthorized("The add-on of this token was removed.")


async def _add(tx: Tx, group_id: int, room_id: int | None, owner: Owner, choice: WebhookChoice) -> Webhook:
    if await storage.count_webhooks(tx, group_id, room_id, owner) >= WEBHOOKS_OF_OWNER:
        where = "this room" if room_id is not None else "the group"
        raise BadRequest(
            f"You have {WEBHOOKS_OF_OWNER} webhooks in {where} already, and that is the most. Delete one first."
        )
    number = await storage.insert_webhook(tx, group_id, room_id, owner, choice, is_declared=False)
    tx.forget("webhooks")
    made = Webhook(
        id=number,
        group_id=group_id,
        room_id=room_id,
        owner=owner,
        choice=choice,
        is_declared=False,
        switched_off=None,
        created_at=tx.now,
    )
    await note_webhook(tx, Action.WEBHOOK_CREATED, made)
    return made


async def note_webhook(tx: Tx, action: Action, webhook: Webhook, why: str | None = None) -> None:
    """An entry of the audit log. Of the address only the host: the rest is as good as a password to some."""
    choice = webhook.choice
    await note_audit(
        tx,
        action,
        Thing("webhook", webhook.id, choice.name or choice.key),
        group_id=webhook.group_id,
        room_id=webhook.room_id,
        hears=choice.event,
        host=urlsplit(choice.url).hostname,
        why=why,
    )


async def delete_webhook(tx: Tx, webhook: Webhook) -> None:
    """It is called no more, from this commit on."""
    _require_not_declared(webhook)
    if not await storage.delete_webhook(tx, webhook.id):
        raise NotFound(f"Webhook {webhook.choice.key or webhook.id} not found")
    tx.forget("webhooks")
    await note_webhook(tx, Action.WEBHOOK_DELETED, webhook)


def _require_not_declared(webhook: Webhook) -> None:
    if webhook.is_declared:
        raise Forbidden(
            f"The add-on's descriptor declares the webhook {webhook.choice.key or webhook.id}. "
            "Change the descriptor and update the add-on."
        )


async def declare_webhooks(
    tx: Tx, group_id: int, room_id: int | None, client_id: str, choices: Sequence[WebhookChoice]
) -> None:
    """Make the webhooks that an add-on's descriptor declares those of `choices`, in the order of the descriptor.

    Those that stay keep their number. `choices` went through `check_choice`.
    """
    owner = Owner(client_id=client_id)
    left = await storage.list_declared(tx, owner, group_id)
    for choice in choices:
        same = [known for known in left if known.choice == choice]
        same = same or [known for known in left if choice.key and known.choice.key == choice.key]
        if same:
            left.remove(same[0])
            await storage.update_webhook(tx, same[0].id, choice)
        else:
            await storage.insert_webhook(tx, group_id, room_id, owner, choice, is_declared=True)
    for gone in left:
        await storage.delete_webhook(tx, gone.id)
    tx.forget("webhooks")


async def forget_deliveries(tx: Tx, webhook_ids: list[int]) -> None:
    """Forget all that was sent, or waits, for webhooks that are removed for good."""
    if webhook_ids:
        await log_storage.delete_of(tx, webhook_ids)
    tx.forget("webhooks")
