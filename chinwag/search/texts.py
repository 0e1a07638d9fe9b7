"""What of a message can be searched: its text, the name of its file, the title of its card."""

import msgspec

from chinwag.messages.model import Message
from chinwag.messages.service import plain_text
from chinwag.search.model import FLAGS, Doc, doc_number
from chinwag.search.words import words_of


class _File(msgspec.Struct):
    name: str = ""
    type: str = ""


class _Text(msgspec.Struct):
    value: str = ""


class _Card(msgspec.Struct):
    title: str = ""
    description: str | _Text = ""


def text_of(message: Message) -> str:
    """All that can be found of a message; empty when it is deleted."""
    if message.body is None:
        return ""
    body = plain_text(message.body) if message.format == "html" else message.body
    parts = [body, message.sender_label or ""]
    if message.file is not None:
        parts.append(_file(message.file).name)
    if message.card is not None:
        parts += _card_texts(message.card)
    return "\n".join(part for part in parts if part)


def doc_of(message: Message, seq: int) -> Doc:
    """The message for the index; `seq` of the event that its text is of."""
    return Doc(
        number=doc_number(message.group_id, seq),
        first_number=doc_number(message.group_id, message.seq),
        chat_id=message.chat_id,
        position=message.position,
        sender_id=message.sender_id or 0,
        sent_micros=message.sent_micros,
        flags=_flags(message),
        words=words_of(text_of(message)),
    )


def _flags(message: Message) -> int:
    flags = 0
    if message.file is not None:
        flags |= FLAGS["file"]
        if _file(message.file).type.startswith("image/"):
            flags |= FLAGS["image"]
    body = message.body or ""
    if "http://" in body or "https://" in body:
        flags |= FLAGS["link"]
    if message.card is not None:
        flags |= FLAGS["card"]
    return flags


def _file(text: str) -> _File:
    try:
        return msgspec.json.decode(text, type=_File)
    except msgspec.DecodeError:
        return _File()


def _card_texts(text: str) -> list[str]:
    try:
        card = msgspec.json.decode(text, type=_Card)
    except msgspec.DecodeError:
        return []
    description = card.description if isinstance(card.description, str) else card.description.value
    return [card.title, description]
