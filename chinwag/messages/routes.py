"""Endpoints that write: notifications, messages, replies, private messages."""

from chinwag.clock import iso
from chinwag.errors import invalid
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages import service
from chinwag.messages.schema import MessageIn, MessageSent, NotificationIn, PrivateMessageIn, ReplyIn
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("messages")


@endpoints.post(
    "/v2/room/{room}/notification",
    id="send_room_notification",
    title="Send room notification",
    scopes_any={Scope.SEND_NOTIFICATION},
    clients=ANY_CLIENT,
    body=NotificationIn,
    flood="room",
)
async def send_room_notification(call: Call[NoQuery], body: NotificationIn) -> None:
    """Send a notification to a room: HTML by default, or text treated as typed; with a card if given."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        await service.send_notification(
            tx,
            room,
            call.caller,
            body=body.message,
            body_format=body.message_format,
            color=body.color,
            notify=body.notify,
            sender=body.sender,
            card=body.card,
            attach_to=body.attach_to,
            presence=call.services.presence,
        )


@endpoints.post(
    "/v2/room/{room}/message",
    id="send_message",
    title="Send message",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=MessageIn,
    text_body="message",
    reply=MessageSent,
    status=201,
    flood="room",
)
async def send_message(call: Call[NoQuery], body: MessageIn) -> Created:
    """Send a message to a room as the person whose token it is, as if typed."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        presence = call.services.presence
        sent = await service.send_message(tx, room, call.caller, body.message, presence=presence)
    return Created(MessageSent(sent.id, iso(sent.sent_at)), f"{call.links.room_history(room.id)}/{sent.id}")


@endpoints.post(
    "/v2/room/{room}/reply",
    id="reply_to_message",
    title="Reply to message",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=ReplyIn,
    flood="room",
)
async def reply_to_message(call: Call[NoQuery], body: ReplyIn) -> None:
    """Reply to an earlier message of the room."""
    parent_id = body.parentMessageId or body.parent_message_id
    if parent_id is None:
        message = "Required field 'parentMessageId' is missing"
        raise invalid(message, field="parentMessageId", validation="optional")
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        await service.reply_to_message(
            tx, room, call.caller, parent_id, body.message, presence=call.services.presence
        )


@endpoints.post(
    "/v2/user/{user}/message",
    id="private_message_user",
    title="Private message user",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=PrivateMessageIn,
    text_body="message",
    flood="user",
)
async def private_message_user(call: Call[NoQuery], body: PrivateMessageIn) -> None:
    """Send a message to one person; a text/plain body is the message itself."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        await call.count_flood(f"user:{user.id}")
        await service.send_private_message(
            tx, call.caller, user, body.message, body_format=body.message_format, notify=body.notify
        )
