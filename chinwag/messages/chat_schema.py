"""A message as our own API and the live connection tell it; HipChat's shape is in `schema.py`."""

from typing import Annotated

import msgspec

from chinwag.clock import iso_micros
from chinwag.files.schema import ChatFile, chat_file
from chinwag.messages.html import plain_text
from chinwag.messages.model import (
    EXCERPT_LENGTH,
    BodyFormat,
    Marks,
    Message,
    MessageType,
    Replies,
    SenderDetail,
)
from chinwag.users.model import User

Links = Annotated[
    msgspec.Raw,
    msgspec.Meta(
        description="What is behind the last link of the text: at most one entry, with the object that `type` names.",
        extra_json_schema={
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "url"],
                "properties": {
                    "type": {"enum": ["image", "video", "link", "twitter_status", "twitter_user"]},
                    "url": {"type": "string"},
                },
            },
        },
    ),
]
"""JSON text of a list of `previews.model.MessageLink`, or as an import brought it."""


class ChatAuthor(msgspec.Struct, frozen=True, omit_defaults=True):
    """The person who wrote something. `is_guest` is left out for people of the group."""

    id: int
    name: str
    mention_name: str
    is_guest: bool = False


class ChatParent(msgspec.Struct, frozen=True, rename={"author": "from"}):
    """The message that another one replies to."""

    id: str
    author: ChatAuthor | None
    excerpt: str


class ChatReaction(msgspec.Struct, frozen=True):
    """An emoji, or an emoticon like `(success)`, and the ids of the people who put it there."""

    emoji: str
    users: list[int]


class ChatReplies(msgspec.Struct, frozen=True):
    """How a message was answered; deleted replies do not count. `users`: who did, the last first, at most five."""

    count: int
    last_position: int
    last_at: str
    users: list[int]


class ChatAddon(msgspec.Struct, frozen=True):
    """The add-on that speaks: HipChat's `notification_sender`. Links with `data-target` open its modules."""

    client_id: str
    key: str


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"author": "from"}):
    """A message. What does not apply is left out.

    `author` is null where an integration speaks; then `sender` is its label, and `via` the name of its token
    when the label is not that. `body` is null once deleted. `client_id` is the id that the sender chose. `links`
    is what was found behind the last link of the text, some time after it was said, as in HipChat's
    `message_links`.
    """

    id: str
    chat_id: int
    position: int
    date: str
    type: MessageType
    format: BodyFormat
    author: ChatAuthor | None
    body: str | None
    sender: str | None = None
    via: str | None = None
    addon: ChatAddon | None = None
    color: str | None = None
    card: msgspec.Raw | None = None
    attach_to: str | None = None
    parent: ChatParent | None = None
    mentions: list[int] | None = None
    notify: bool = False
    edited: bool = False
    edited_at: str | None = None
    deleted: bool = False
    client_id: str | None = None
    file: ChatFile | None = None
    links: Links | None = None
    reactions: list[ChatReaction] | None = None
    pinned: bool = False
    replies: ChatReplies | None = None


def chat_author(user: User | None) -> ChatAuthor | None:
    """A person as the author of something."""
    return None if user is None else ChatAuthor(user.id, user.name, user.mention_name, user.is_guest)


def chat_parent(message: Message, author: User | None) -> ChatParent:
    """A message as the head of a reply to it: one line of its text."""
    body = message.body or ""
    if not body and message.file is not None:
        body = chat_file(message.file).name
    line = " ".join((plain_text(body) if message.format == "html" else body).split())
    excerpt = line if len(line) <= EXCERPT_LENGTH else line[: EXCERPT_LENGTH - 1] + "…"
    return ChatParent(message.id, chat_author(author), excerpt)


def chat_message(
    message: Message,
    author: User | None,
    parent: ChatParent | None = None,
    marks: Marks | None = None,
    replies: Replies | None = None,
) -> ChatMessage:
    """A message for our own client. `author` is the sender, whatever the type of the message."""
    if message.is_deleted:
        return _gone(message, author, replies)
    detail = message.detail()
    return ChatMessage(
        id=message.id,
        chat_id=message.chat_id,
        position=message.position,
        date=iso_micros(message.sent_micros),
        type=message.type,
        format=message.format,
        author=chat_author(author) if message.is_by_person else None,
        body=message.body,
        sender=message.sender_label,
        via=detail.via,
        addon=_addon(detail),
        color=message.color,
        card=None if message.card is None else msgspec.Raw(message.card),
        attach_to=message.attach_to,
        parent=parent,
        mentions=message.mentioned() or None,
        notify=bool(message.notify),
        edited=message.edited_micros is not None,
        edited_at=None if message.edited_micros is None else iso_micros(message.edited_micros),
        client_id=message.client_id,
        file=None if message.file is None else chat_file(message.file),
        links=None if message.links is None else msgspec.Raw(message.links),
        reactions=None if marks is None else _reactions(marks),
        pinned=marks is not None and marks.is_pinned,
        replies=_replies(replies),
    )


def _addon(detail: SenderDetail) -> ChatAddon | None:
    if detail.type != "addon" or detail.id is None or detail.client_id is None:
        return None
    return ChatAddon(detail.client_id, detail.id)


def _reactions(marks: Marks) -> list[ChatReaction] | None:
    return [ChatReaction(emoji, people) for emoji, people in marks.reactions.items()] or None


def _replies(replies: Replies | None) -> ChatReplies | None:
    if replies is None:
        return None
    count, last_position, last_micros, people = replies
    return ChatReplies(count, last_position, iso_micros(last_micros), people)


def _gone(message: Message, author: User | None, replies: Replies | None) -> ChatMessage:
    """Of a deleted message only its place, its time, whose it was and how it was answered are told."""
    return ChatMessage(
        id=message.id,
        chat_id=message.chat_id,
        position=message.position,
        date=iso_micros(message.sent_micros),
        type=message.type,
        format=message.format,
        author=chat_author(author) if message.is_by_person else None,
        body=None,
        sender=message.sender_label,
        deleted=True,
        replies=_replies(replies),
    )
