"""The live events: what happened, who may hear of it, and the frame that every listener gets."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeVar

import msgspec

DurableType = Literal[
    "message.sent",
    "message.edited",
    "message.deleted",
    "message.marked",
    "room.created",
    "room.updated",
    "room.deleted",
    "room.member_added",
    "room.member_removed",
    "room.invited",
    "user.created",
    "user.updated",
    "user.deleted",
    "read.moved",
    "preferences.changed",
    "emoticons.changed",
    "group.updated",
    "extensions.changed",
]
PassingType = Literal["presence.changed", "typing.started", "room.entered", "room.left", "glance.updated"]
EventType = DurableType | PassingType

MESSAGE_SENT: Final = "message.sent"
MESSAGE_CHANGES: Final = frozenset({"message.edited", "message.deleted", "message.marked"})
ACCESS_CHANGES: Final = frozenset(
    {"room.created", "room.updated", "room.deleted", "room.member_added", "room.member_removed"}
)
"""Events of a room after which other people may see it than before."""

Payload = msgspec.Struct | Mapping[str, object] | msgspec.Raw | Callable[[], msgspec.Struct]
"""A JSON object in one of four forms; `Raw` is encoded already (from a row or from another process), a function
makes it when somebody listens."""

T = TypeVar("T", bound=msgspec.Struct)
_encoder = msgspec.json.Encoder()


class LiveEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened in a group.

    Audience: `chat_id` = whoever may see that chat; `user_id` = that person's own sockets; neither = every
    person of the group who is no guest. The payload of `message.*` is the message alone: whoever sends it on
    adds the chat. Durable events carry a `seq`, without gaps in a group, and can be
    resumed from; `durable=False` is for what nobody misses later (presence, typing). `kept` is what is stored for
    that instead of the payload, when the payload must not outlive what it tells of.
    """

    type: EventType
    group_id: int
    payload: Payload
    chat_id: int | None = None
    user_id: int | None = None
    seq: int | None = None
    durable: bool = True
    kept: Mapping[str, str] | None = None

    def with_seq(self, seq: int) -> "LiveEvent":
        """The same event with its place in the group's order."""
        return msgspec.structs.replace(self, seq=seq)

    def payload_json(self) -> bytes:
        """The payload as the `events` table and other processes keep it."""
        if isinstance(self.payload, msgspec.Raw):
            return bytes(self.payload)
        return _encoder.encode(self.payload() if callable(self.payload) else self.payload)

    def encoded(self) -> "LiveEvent":
        """The same event with its payload encoded, as it goes to other processes."""
        return msgspec.structs.replace(self, payload=msgspec.Raw(self.payload_json()))

    def frame(self) -> bytes:
        """The JSON text that listeners get: type, cursor, then the fields of the payload."""
        return frame(self.type, self.seq, self.payload_json())


def read_payload(event: LiveEvent, shape: type[T]) -> T:
    """The payload as a struct, whatever form it has; unknown fields are ignored."""
    return msgspec.json.decode(event.payload_json(), type=shape)


def frame(kind: str, cursor: int | None, payload_json: bytes) -> bytes:
    """A server frame without encoding the payload again."""
    head = b'{"type":"%s"' % kind.encode("ascii")
    if cursor is not None:
        head += b',"cursor":%d' % cursor
    inside = payload_json[1:]
    return head + (b"}" if inside == b"}" else b"," + inside)


class PresenceShown(msgspec.Struct, frozen=True):
    """How a person who is online is, as clients see it. Offline people have none (null)."""

    show: str | None
    status: str
    idle: int
    is_online: bool = True


class PresenceChanged(msgspec.Struct, frozen=True):
    """Payload of `presence.changed`."""

    user_id: int
    presence: PresenceShown | None


class ChatRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which chat an event is of; `users` are the two people of a private one."""

    id: int
    kind: Literal["room", "private"]
    users: list[int] | None = None


class TypingStarted(msgspec.Struct, frozen=True):
    """Payload of `typing.started`."""

    chat: ChatRef
    user_id: int


class InRoom(msgspec.Struct, frozen=True):
    """Payload of `room.entered`, `room.left`, and what all member events have."""

    room_id: int
    user_id: int


class RoomGone(msgspec.Struct, frozen=True):
    """Payload of `room.deleted`, and of the frame `room.removed` for those who lost a room."""

    room_id: int


class ReadMoved(msgspec.Struct, frozen=True, omit_defaults=True):
    """Payload of `read.moved`. `mentions`: how many are unread now, where the position alone does not tell.

    `is_back`: the person marked something as unread, so the position counts even where it is not further on.
    """

    chat: ChatRef
    position: int
    mentions: int | None = None
    is_back: bool = False
