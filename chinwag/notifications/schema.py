"""JSON shapes of push devices, and what is sent to them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chinwag.clock import from_micros, iso_micros, iso_seconds
from chinwag.files.schema import chat_file
from chinwag.messages.html import plain_text
from chinwag.messages.model import Message
from chinwag.notifications.model import LONGEST_LABEL, Subscription

_LONGEST_NAME = 100
_LONGEST_TEXT = 300


class PushKeys(msgspec.Struct, frozen=True):
    """What messages to the device are encrypted with, both in URL-safe base64."""

    p256dh: Annotated[str, Meta(min_length=80, max_length=100, description="Its public key on P-256.")]
    auth: Annotated[str, Meta(min_length=20, max_length=30, description="Its secret of 16 bytes.")]


class PushDeviceIn(msgspec.Struct, frozen=True):
    """What `PushSubscription.toJSON()` gives in a browser, and a name for people."""

    endpoint: Annotated[str, Meta(min_length=10, max_length=1000, description="Where push messages go.")]
    keys: Annotated[PushKeys, Meta(description="Its public key and secret, URL-safe base64.")]
    label: Annotated[str, Meta(max_length=LONGEST_LABEL, description="What the device calls itself.")] = ""


class PushDevice(msgspec.Struct, frozen=True):
    """A device that is woken."""

    id: int
    host: Annotated[str, Meta(description="The host of its push service.")]
    label: str
    created: str
    is_current: Annotated[bool, Meta(description="Whether it was added with this session or token.")]


class PushDevices(msgspec.Struct, frozen=True):
    """The caller's devices, and the key with which this server signs: browsers want it when they subscribe."""

    public_key: Annotated[str, Meta(description="VAPID key, URL-safe base64.")]
    items: list[PushDevice]


class PushMessage(msgspec.Struct, frozen=True):
    """What a device decrypts. `key` names the chat; `text` is null where the person wants none shown."""

    type: str
    key: str
    path: str
    title: str
    message_id: str | None = None
    position: int | None = None
    date: str | None = None
    sender: str | None = None
    text: str | None = None


def push_device(found: Subscription, credential: str) -> PushDevice:
    """A device as its person sees it."""
    return PushDevice(
        id=found.id,
        host=found.host,
        label=found.label,
        created=iso_seconds(from_micros(found.created_micros)),
        is_current=found.credential == credential,
    )


def message_of(
    message: Message, title: str, sender: str, other: int | None, *, show_text: bool
) -> PushMessage:
    """A message, as a device is told it. `other`: the other one of a one-to-one chat."""
    return PushMessage(
        type="message",
        key=f"room/{message.chat_id}" if other is None else f"user/{other}",
        path=f"/room/{message.chat_id}" if other is None else f"/chat/{other}",
        title=_cut(title, _LONGEST_NAME),
        message_id=message.id,
        position=message.position,
        date=iso_micros(message.sent_micros),
        sender=_cut(sender, _LONGEST_NAME) if show_text else None,
        text=_text(message) if show_text else None,
    )


def _text(message: Message) -> str:
    body = message.body or ""
    if not body and message.file is not None:
        body = chat_file(message.file).name
    return _cut(" ".join((plain_text(body) if message.format == "html" else body).split()), _LONGEST_TEXT)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
