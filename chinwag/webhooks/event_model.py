"""What transactions note for webhooks: cheap to make, because most of it nobody listens to."""

from typing import Literal

import msgspec

from chinwag.callers import Caller
from chinwag.messages.model import Message
from chinwag.rooms.model import Room
from chinwag.users.model import User
from chinwag.webhooks.model import WebhookEvent

RoomEvent = Literal["room_archived", "room_created", "room_deleted", "room_topic_change", "room_unarchived"]


class Posted(msgspec.Struct, frozen=True):
    """A message was stored, in a room or in a one-to-one chat. `author`: the person who wrote it, if one did."""

    message: Message
    author: User | None

    @property
    def group_id(self) -> int:
        return self.message.group_id


class RoomHappening(msgspec.Struct, frozen=True):
    """Something happened to a room; `room` is as it is afterwards. `by` None: nobody called (a command did)."""

    event: RoomEvent
    room: Room
    by: Caller | None

    @property
    def group_id(self) -> int:
        return self.room.group_id


class PersonMoved(msgspec.Struct, frozen=True):
    """A person opened a room with the first of their clients, or closed it with the last."""

    event: Literal["room_enter", "room_exit"]
    group_id: int
    room_id: int
    user_id: int


HookEvent = Posted | RoomHappening | PersonMoved

EVENT_OF: dict[str, WebhookEvent] = {"message": "room_message", "notification": "room_notification"}
"""Which event a stored message is, by its type. Topics are noted by those who set them; guests' entries are none."""
