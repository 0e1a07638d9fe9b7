"""Message: one entry of the history of a room or of a one-to-one chat."""

import random
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from chinwag.clock import from_micros, to_micros

MessageType = Literal["message", "notification", "topic", "guest_access"]
BodyFormat = Literal["html", "text"]

RECENT = 75
"""How many messages «recent» means (documented)."""

EXCERPT_LENGTH = 140
"""Characters of a message shown above the replies to it."""


MOST_FACES = 5
"""People who are named with the number of replies to a message."""


class SenderDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a notification's sender beside its label.

    `via` is the name of the token when the notification carries a `from` of its own. The other three are
    HipChat's `notification_sender`, for add-ons.
    """

    via: str | None = None
    type: str | None = None
    id: str | None = None
    client_id: str | None = None


_NO_DETAIL = SenderDetail()
_decode_detail = msgspec.json.Decoder(SenderDetail).decode
_decode_ids = msgspec.json.Decoder(list[int]).decode


class Entry(msgspec.Struct, frozen=True):
    """What a history shows of a message, field by column.

    A struct, not a dataclass: a page of history makes hundreds, and this is five times as fast. JSON columns
    stay text until somebody asks.

    `body` is None once deleted. `sender_id` is None for add-ons and room tokens. The last seven are what few
    messages have.
    """

    position: int
    id: str
    type: MessageType
    sender_id: int | None
    sender_label: str | None
    body: str | None
    format: BodyFormat
    color: str | None
    sent_micros: int
    sender_detail: str | None = None
    mentions: str | None = None
    card: str | None = None
    attach_to: str | None = None
    parent_id: str | None = None
    file: str | None = None
    links: str | None = None

    @property
    def sent_at(self) -> datetime:
        """When it was stored."""
        return from_micros(self.sent_micros)

    @property
    def is_deleted(self) -> bool:
        """Whether only its place is left."""
        return self.body is None

    @property
    def is_by_person(self) -> bool:
        """Whether readers see a person as its sender; notifications carry a label instead."""
        return self.sender_id is not None and self.type != "notification"

    def mentioned(self) -> list[int]:
        """Ids of the people it mentions by name."""
        return [] if self.mentions is None else _decode_ids(self.mentions)

    def detail(self) -> SenderDetail:
        """What is known of the sender beside the label."""
        return _NO_DETAIL if self.sender_detail is None else _decode_detail(self.sender_detail)


class Message(Entry, frozen=True, kw_only=True):
    """A stored message, with all that is known of it."""

    chat_id: int
    group_id: int
    seq: int
    notify: bool
    client_id: str | None
    edited_micros: int | None


class Marks(NamedTuple):
    """What people put on a message: reactions with who they are from, in the order in which they came; a pin."""

    reactions: dict[str, list[int]]
    is_pinned: bool


class Replies(NamedTuple):
    """How a message was answered: how often, the newest answer, and who did, the last first."""

    number: int
    last_position: int
    last_micros: int
    people: list[int]


class Pin(NamedTuple):
    """A pinned message: its id, who pinned it, when."""

    message_id: str
    user_id: int
    at_micros: int


_CHANCE = random.Random()  # noqa: S311 - ids are names, not secrets; seeded by the system


def new_message_id(sent_at: datetime) -> str:
    """A UUID that begins with its time (version 7), so that the index of ids grows at one end."""
    millis = to_micros(sent_at) // 1000 & 0xFFFFFFFFFFFF
    chance = _CHANCE.getrandbits(74)
    number = millis << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64 | 2 << 62 | chance & 0x3FFFFFFFFFFFFFFF
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_message(
    *,
    chat_id: int,
    group_id: int,
    id: str,
    type: MessageType,
    body: str,
    body_format: BodyFormat,
    sent_at: datetime,
    sender_id: int | None = None,
    sender_label: str | None = None,
    detail: SenderDetail | None = None,
    color: str | None = None,
    notify: bool = False,
    mentions: list[int] | None = None,
    card: str | None = None,
    attach_to: str | None = None,
    parent_id: str | None = None,
    client_id: str | None = None,
    file: str | None = None,
) -> Message:
    """A message that is not stored yet, so it has no place: `position` and `seq` are 0."""
    return Message(
        chat_id=chat_id,
        position=0,
        group_id=group_id,
        seq=0,
        id=id,
        type=type,
        sender_id=sender_id,
        sender_label=sender_label,
        sender_detail=None if detail is None else msgspec.json.encode(detail).decode(),
        body=body,
        format=body_format,
        color=color,
        notify=notify,
        mentions=msgspec.json.encode(mentions).decode() if mentions else None,
        card=card,
        attach_to=attach_to,
        parent_id=parent_id,
        file=file,
        links=None,
        client_id=client_id,
        sent_micros=to_micros(sent_at),
        edited_micros=None,
    )
