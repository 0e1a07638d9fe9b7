"""Messages between two people. Their chat comes to be with the first one."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Forbidden, NotFound
from chinwag.messages import storage
from chinwag.messages.html import clean_message_html
from chinwag.messages.model import BodyFormat, Message, new_message, new_message_id
from chinwag.messages.pings import NOBODY, find_private_pings
from chinwag.messages.send import find_author_and_parent, find_sent, post_once
from chinwag.permissions.service import require
from chinwag.users.model import User


async def find_private_chat(tx: ReadTx, caller: Caller, user: User) -> int | None:
    """The chat of the caller and another person (or with themselves); None before the first message."""
    return await storage.get_private_chat(tx, caller.acting_user, user.id)


async def open_private_chat(tx: Tx, caller: Caller, user: User) -> int:
    """The same chat, made when it is missing."""
    chat_id = await find_private_chat(tx, caller, user)
    if chat_id is not None:
        return chat_id
    return await storage.insert_private_chat(tx, caller.group_id, caller.acting_user, user.id)


async def make_private_chat(tx: Tx, group_id: int, one: User, other: User) -> int:
    """The chat of two people, whoever calls; made when it is missing."""
    chat_id = await storage.get_private_chat(tx, one.id, other.id)
    return chat_id or await storage.insert_private_chat(tx, group_id, one.id, other.id)


def require_writing_to(caller: Caller, user: User) -> None:
    """NotFound for somebody who was deleted, Forbidden for guests and where the caller may not write to one person."""
    if user.is_deleted:
        raise NotFound(f"User {user.id} not found")
    if user.is_guest:
        raise Forbidden("Guests read only the room that they are in. Write to them there.")
    require(caller, "chat_privately")


async def send_private_message(
    tx: Tx,
    caller: Caller,
    user: User,
    text: str,
    *,
    body_format: BodyFormat = "text",
    notify: bool = False,
    client_id: str | None = None,
    parent_id: str | None = None,
) -> Message:
    """Send `text` to one person. HTML is made safe. NotFound when they have been deleted.

    `client_id` as in `send_message`.
    """
    require_writing_to(caller, user)
    chat_id = await open_private_chat(tx, caller, user)
    earlier = await find_sent(tx, chat_id, caller.acting_user, client_id)
    if earlier is not None:
        return earlier
    author, parent = await find_author_and_parent(tx, caller, chat_id, parent_id)
    pings = NOBODY if body_format == "html" else await find_private_pings(tx, caller.group_id, text, user.id)
    message = new_message(
        chat_id=chat_id,
        group_id=caller.group_id,
        id=new_message_id(tx.now),
        type="message",
        body=clean_message_html(text) if body_format == "html" else text,
        body_format=body_format,
        sent_at=tx.now,
        sender_id=caller.acting_user,
        notify=notify,
        mentions=pings.named,
        parent_id=parent_id,
        client_id=client_id,
    )
    return await post_once(tx, message, author=author, parent=parent, waiting=pings.waiting)
