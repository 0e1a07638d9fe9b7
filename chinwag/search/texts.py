"""What of a message can be searched: its text, the name of its file, the title of its card."""

import re

import msgspec

from chinwag.messages.model import Marks, Message
from chinwag.messages.service import plain_text
from chinwag.search.days_model import words_of_day
from chinwag.search.model import CHAT_SIGN, FLAGS, LABEL_SIGN, NAME_SIGN, SENDER_SIGN, SIGNS, Doc, doc_number
from chinwag.search.words import LONGEST, folded, words_of

_BLOCK = re.compile(r"<(?=(?:p|ul|ol|li|table|tr|td|th|pre|br)\b)")
"""Begins on a line of its own, so what stands before it is another word."""
_BLANKS = re.compile(r"[ \t]{2,}")
_CODE_COMMANDS = ("/code ", "/code\n", "/pre ", "/pre\n", "/monospace ", "/monospace\n")
_CODE = re.compile(r"`[^`\n]+`|^```", re.MULTILINE)


class _File(msgspec.Struct):
    name: str = ""
    type: str = ""


class _Text(msgspec.Struct):
    value: str = ""
    format: str = "text"

    def words(self) -> str:
        return _words_of_html(self.value) if self.format == "html" else self.value


class _Card(msgspec.Struct):
    title: str = ""
    description: str | _Text = ""


def text_of(message: Message) -> str:
    """All that can be found of a message; empty when it is deleted."""
    if message.body is None:
        return ""
    return "\n".join(part for part in (shown_text(message), message.sender_label) if part)


def shown_text(message: Message) -> str:
    """What was said, without HTML, with the names of its file and card: what results show."""
    if message.body is None:
        return ""
    body = _words_of_html(message.body) if message.format == "html" else message.body
    parts = [body, name_of(message)]
    if message.card is not None:
        # The text of a message with a card says the same as its title, for those who see no cards.
        parts += [text for text in _card_texts(message.card) if text not in body]
    return "\n".join(part for part in parts if part)


def _words_of_html(body: str) -> str:
    return _BLANKS.sub(" ", plain_text(_BLOCK.sub(" <", body))).strip()


def name_of(message: Message) -> str:
    """The name of the message's file; empty without one."""
    return "" if message.file is None else _file(message.file).name


def doc_of(message: Message, seq: int, marks: Marks | None = None) -> Doc:
    """The message for the index; `seq` of the event that its text is of."""
    return Doc(
        number=doc_number(message.group_id, seq),
        first_number=doc_number(message.group_id, message.seq),
        chat_id=message.chat_id,
        position=message.position,
        sender_id=message.sender_id or 0,
        sent_micros=message.sent_micros,
        flags=_flags(message) | mark_flags(marks),
        words=doc_words(message),
    )


def doc_words(message: Message) -> list[str]:
    """All that a message is found by."""
    flags = _flags(message)
    words = words_of(text_of(message))
    words += [sign for having, sign in SIGNS.items() if flags & FLAGS[having]]
    words += [f"{CHAT_SIGN}{message.chat_id}", f"{SENDER_SIGN}{message.sender_id or 0}"]
    words += words_of_day(message.sent_micros)
    if message.sender_label:
        words.append(label_word(message.sender_label))
    words += [(NAME_SIGN + word)[:LONGEST] for word in words_of(name_of(message))]
    return words


def label_word(label: str) -> str:
    """The word that an integration's label is in the index: its letters and digits, as one."""
    return LABEL_SIGN + "".join(c for c in folded(label) if c.isalnum())[:LONGEST]


def mark_flags(marks: Marks | None) -> int:
    """What people put on a message, as bits."""
    if marks is None:
        return 0
    return (FLAGS["reaction"] if marks.reactions else 0) | (FLAGS["pin"] if marks.is_pinned else 0)


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
    if _has_code(message, body):
        flags |= FLAGS["code"]
    return flags


def _has_code(message: Message, body: str) -> bool:
    """As the web client draws code: `so`, in ``` fences, after /code; as HTML in <pre> and <code>."""
    if message.format == "html":
        return "<pre" in body or "<code" in body
    return body.startswith(_CODE_COMMANDS) or _CODE.search(body) is not None


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
    description = card.description if isinstance(card.description, str) else card.description.words()
    return [card.title, description]
