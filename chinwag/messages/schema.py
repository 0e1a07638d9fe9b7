"""JSON shapes of messages in HipChat's API."""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta, field

from chinwag.clock import from_micros, iso, iso_micros
from chinwag.files.links import FileOut, ShowFile
from chinwag.http.paging import PageQuery
from chinwag.messages.chat_schema import Links
from chinwag.messages.colors import COLOR_SPELLINGS, Color, ColorChoice
from chinwag.messages.model import RECENT, BodyFormat, Entry, MessageType
from chinwag.users.schema import UserStub

Long = Annotated[str, Meta(min_length=1, max_length=10_000)]
Short = Annotated[str, Meta(min_length=1, max_length=1000)]


class NotificationIn(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """A notification. `card` is an object, null, or the JSON text of an object."""

    SPELLINGS: ClassVar = {"color": COLOR_SPELLINGS}

    message: Long
    message_format: BodyFormat = "html"
    color: ColorChoice = "yellow"
    notify: bool = False
    sender: Annotated[str, Meta(max_length=64)] = ""
    attach_to: Annotated[str, Meta(max_length=36)] = ""
    card: object = None


class MessageIn(msgspec.Struct, frozen=True):
    """What a person says in a room."""

    message: Short


class ReplyIn(msgspec.Struct, frozen=True):
    """A reply. `parentMessageId` is the documented name; hipchat-rb sends `parent_message_id`."""

    message: Long
    parentMessageId: Annotated[str, Meta(min_length=1, max_length=100)] | None = None  # noqa: N815
    parent_message_id: Annotated[str, Meta(min_length=1, max_length=100)] | None = None


class PrivateMessageIn(msgspec.Struct, frozen=True):
    """What a person says to another."""

    message: Long
    message_format: BodyFormat = "text"
    notify: bool = False


class LinkIn(msgspec.Struct, frozen=True):
    """A link to share, and what there is to say of it."""

    link: Annotated[str, Meta(min_length=10, max_length=1000)]
    message: Annotated[str, Meta(max_length=1000)] = ""


class MessageSent(msgspec.Struct, frozen=True):
    """A message was stored: its id, and when."""

    id: str
    timestamp: str


class HistoryQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which part of a history. `date` is the latest moment, `end-date` the earliest."""

    date: str = "recent"
    end_date: str | None = None
    timezone: str = "UTC"
    reverse: bool = True
    include_deleted: bool = field(default=True, name="include_deleted")


class LatestQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """How much of the newest. `not-before` is a message id: nothing older comes back."""

    max_results: Annotated[int, Meta(ge=0, le=1000)] = RECENT
    timezone: str = "UTC"
    include_deleted: bool = field(default=True, name="include_deleted")
    not_before: str | None = None


class MessageQuery(msgspec.Struct, frozen=True):
    """How one message is shown."""

    timezone: str = "UTC"
    include_deleted: bool = True


class NotificationSender(msgspec.Struct, frozen=True):
    """The add-on that sent a notification."""

    client_id: str
    id: str
    type: str


class MessageOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"sender": "from"}):
    """One entry of a history. Keys that do not apply are absent; only `from` and `message` may be null."""

    attach_to: str | None = None
    card: str | None = None
    color: Color | None = None
    date: str
    file: FileOut | None = None
    sender: UserStub | str | None
    id: str
    mentions: list[UserStub]
    message: str | None
    message_format: Literal["html", "text"] | None = None
    message_links: Links | None = None
    notification_sender: NotificationSender | None = None
    type: MessageType


class MessageEnvelope(msgspec.Struct, frozen=True):
    """One message, wrapped as the reference has it."""

    message: MessageOut


def message_out(
    message: Entry, people: Mapping[int, UserStub], zone: tzinfo, show_file: ShowFile | None = None
) -> MessageOut:
    """A message for HipChat's clients. Dates are in `zone`, with six digits (recorded).

    `show_file` makes the addresses of a file, for whoever reads; without it files are left out.
    """
    date = iso_micros(message.sent_micros) if zone is UTC else _date(message.sent_micros, zone)
    if message.type == "notification":
        return _notification_out(message, people, date)
    by = message.sender_id
    deleted = message.body is None
    return MessageOut(
        attach_to=None if deleted else message.parent_id,
        date=date,
        file=None if message.file is None or show_file is None else show_file(message.file),
        sender=message.sender_label if by is None else people.get(by),
        id=message.id,
        mentions=[] if deleted else _mentioned(message, people),
        message=message.body,
        # HipChat left the format out; then nobody could tell what a private message in HTML is.
        message_format="html" if message.format == "html" else None,
        message_links=None if message.links is None else msgspec.Raw(message.links),
        type=message.type,
    )


def _date(micros: int, zone: tzinfo) -> str:
    return iso(from_micros(micros).astimezone(zone))


def _notification_out(message: Entry, people: Mapping[int, UserStub], date: str) -> MessageOut:
    if message.body is None:
        return MessageOut(
            date=date,
            sender=message.sender_label,
            id=message.id,
            mentions=[],
            message=None,
            type=message.type,
        )
    return MessageOut(
        attach_to=message.attach_to,
        card=message.card,
        color=message.color,  # type: ignore[arg-type]  # checked when it came in
        date=date,
        sender=message.sender_label,
        id=message.id,
        mentions=_mentioned(message, people) if message.mentions else [],
        message=message.body,
        message_format=message.format,
        notification_sender=_addon(message) if message.sender_detail else None,
        type="notification",
    )


def _mentioned(message: Entry, people: Mapping[int, UserStub]) -> list[UserStub]:
    return [people[person] for person in message.mentioned() if person in people] if message.mentions else []


def _addon(message: Entry) -> NotificationSender | None:
    detail = message.detail()
    if detail.type is None or detail.id is None or detail.client_id is None:
        return None
    return NotificationSender(detail.client_id, detail.id, detail.type)
