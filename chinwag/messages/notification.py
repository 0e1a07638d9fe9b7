"""Notifications: what integrations post to a room."""

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import Conflict
from chinwag.messages import history_storage, storage
from chinwag.messages.cards import read_card
from chinwag.messages.colors import ColorChoice, draw_color
from chinwag.messages.html import clean_message_html
from chinwag.messages.model import BodyFormat, Message, SenderDetail, new_message, new_message_id
from chinwag.messages.pings import NOBODY, Pings, find_room_pings
from chinwag.messages.posting import post
from chinwag.presence.service import Presence
from chinwag.rooms.model import Room
from chinwag.scopes import ClientType


async def send_notification(
    tx: Tx,
    room: Room,
    caller: Caller,
    *,
    body: str,
    body_format: BodyFormat = "html",
    color: ColorChoice = "yellow",
    notify: bool = False,
    sender: str = "",
    card: object = None,
    attach_to: str = "",
    presence: Presence | None = None,
    pings: Pings | None = None,
) -> Message:
    """Post a notification to a room.

    It is signed with `sender` when given, else with the name of the token; the token's name is kept beside.
    HTML is made safe and calls nobody but `pings`; text is treated as typed, so its @mentions call. An unknown
    `attach_to` is left out.
    """
    if room.is_archived:
        raise Conflict("This room is archived")
    card_json = read_card(card)
    label, detail = await _signature(tx, caller, sender)
    if pings is None:
        pings = NOBODY if body_format == "html" else await find_room_pings(tx, room, body, presence)
    message = new_message(
        chat_id=room.id,
        group_id=room.group_id,
        id=new_message_id(tx.now),
        type="notification",
        body=clean_message_html(body) if body_format == "html" else body,
        body_format=body_format,
        sent_at=tx.now,
        sender_id=caller.user_id,
        sender_label=label,
        detail=detail,
        color=draw_color(color),
        notify=notify,
        mentions=pings.named,
        card=card_json,
        attach_to=await _known(tx, room, attach_to),
    )
    return await post(tx, message, waiting=pings.waiting)


async def _signature(tx: Tx, caller: Caller, sender: str) -> tuple[str, SenderDetail | None]:
    """The label that readers see, and what else is known of the sender."""
    name = caller.name.strip() or "Integration"
    label = sender if sender.strip() else name
    via = None if label == name else name
    if caller.client_type is not ClientType.USER and caller.client_id is not None:
        key = await storage.get_addon_key(tx, caller.client_id)
        if key is not None:
            return label, SenderDetail(via=via, type="addon", id=key, client_id=caller.client_id)
    return label, None if via is None else SenderDetail(via=via)


async def _known(tx: Tx, room: Room, message_id: str) -> str | None:
    if not message_id:
        return None
    found = await history_storage.get_message(tx, room.id, message_id)
    return None if found is None else found.id
