"""The bodies that receivers get, as they were recorded. Pure: models in, JSON out."""

from collections.abc import Mapping
from datetime import UTC
from typing import TypeAlias

import msgspec

from chinwag.callers import Caller
from chinwag.files.links import FileOut, ShowFile
from chinwag.http.links import Links
from chinwag.messages.model import Message
from chinwag.messages.schema import MessageOut, message_out
from chinwag.rooms.model import Room
from chinwag.rooms.schema import RoomStub, room_stub
from chinwag.scopes import ClientType
from chinwag.users.model import User
from chinwag.users.schema import SelfLink, UserStub, user_stub
from chinwag.webhooks.model import WebhookEvent


class ClientStub(msgspec.Struct, frozen=True):
    """An add-on, where a person could stand (recorded form)."""

    allowed_scopes: list[str]
    id: str
    links: SelfLink
    name: str


Sender: TypeAlias = UserStub | ClientStub | str | None
"""A person; an add-on; the name of a token; None where nobody acted (a command on the server did)."""


_encode = msgspec.json.Encoder().encode


class MessageItem(msgspec.Struct, frozen=True):
    """`item` of `room_message` and `room_notification`."""

    message: MessageOut
    room: RoomStub


class RoomItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """`item` of the other events; `topic` and `file` where the event is about one."""

    room: RoomStub
    sender: Sender
    topic: str | None = None
    file: FileOut | None = None


class _Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    event: str
    item: msgspec.Raw
    webhook_id: int
    oauth_client_id: str | None = None


def encoded(item: MessageItem | RoomItem) -> msgspec.Raw:
    """The JSON of an item, made once for all who hear of it."""
    return msgspec.Raw(_encode(item))


def body(event: WebhookEvent, webhook_id: int, client_id: str | None, item: msgspec.Raw) -> str:
    """The JSON text. `oauth_client_id` is there for webhooks of add-ons only (recorded)."""
    return _encode(_Envelope(event, item, webhook_id, client_id)).decode()


def message_item(
    message: Message,
    room: Room,
    people: Mapping[int, User],
    links: Links,
    show_file: ShowFile | None,
) -> MessageItem:
    """A message of a person or a notification, in the form that histories have.

    `people` are its author and whom it mentions. `from` of a notification is a text (recorded).
    """
    stubs = {user.id: user_stub(user, links) for user in people.values()}
    return MessageItem(message_out(message, stubs, UTC, show_file), room_stub(room, links))


def room_item(
    room: Room, sender: Sender, links: Links, *, topic: str | None = None, file: FileOut | None = None
) -> RoomItem:
    """What happened to a room, and by whom."""
    return RoomItem(room_stub(room, links), sender, topic, file)


def person(user: User | None, links: Links) -> UserStub | None:
    """A person who acted."""
    return None if user is None else user_stub(user, links)


def sender_of(caller: Caller | None, people: Mapping[int, User], links: Links) -> Sender:
    """The caller as a payload shows them: a person, an add-on as OAuth client, else the name of the token."""
    if caller is None:
        return None
    if caller.client_type is ClientType.USER:
        return person(people.get(caller.user_id or 0), links)
    if caller.client_id is None:
        return caller.name
    here = SelfLink(links.web(f"/api/addon/{caller.client_id}"))
    return ClientStub(sorted(caller.scopes), caller.client_id, here, caller.name)
