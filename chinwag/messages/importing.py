"""Importing what was said elsewhere: into a chat whose newest message is not newer than what comes.

Positions count the messages of a chat in the order of their times: unread counts, deep pages and the search for a
date rest on it, and clients hold positions in memory. So nothing is ever put between two messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from chinwag.clock import from_micros, iso_seconds
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict
from chinwag.messages import import_storage, storage
from chinwag.messages.html import clean_message_html
from chinwag.messages.mentions import parse_mentions
from chinwag.messages.model import BodyFormat, Message

MOST = 500
"""Messages of one call: while they are written, the other writers of the group wait."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read a chat: everybody of the group but guests, or else, and beside them, these people."""

    everybody: bool
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. `known`: messages that were there already."""

    imported: int
    known: int
    last_position: int


def safe_body(text: str, body_format: BodyFormat) -> str:
    """A body as it is stored: HTML made safe."""
    return clean_message_html(text) if body_format == "html" else text


async def find_mentioned(tx: ReadTx, group_id: int, texts: Sequence[str]) -> list[list[int]]:
    """The people whom each text names. One query for all."""
    parsed = [parse_mentions(text) for text in texts]
    keys = list(dict.fromkeys(chain.from_iterable(mentions.keys() for mentions in parsed)))
    if not keys:
        return [[] for _ in texts]
    ids = await storage.list_mentioned(tx, group_id, keys)
    return [mentions.resolve(ids) for mentions in parsed]


async def import_messages(
    tx: Tx, chat_id: int, group_id: int, messages: Sequence[Message], readers: Readers
) -> Imported:
    """Put old messages, in the order of their times, behind those of a chat. Nobody is told, nobody is called.

    Those with an id that the chat has are passed over, so that the same call twice is as good as once. Conflict
    when the chat has newer messages, or another chat has one of the ids. They count as read for whoever had read
    what stood before. Their own `chat_id` does not matter.
    """
    before = await import_storage.get_last(tx, chat_id)
    await import_storage.hold_readers(
        tx,
        chat_id,
        group_id,
        everybody=readers.everybody,
        people=readers.people,
        is_silent=before is None,
    )
    await storage.lock_group(tx, group_id)
    position, newest = await import_storage.get_last(tx, chat_id) or (0, 0)
    fresh = await _unknown(tx, chat_id, messages)
    known = len(messages) - len(fresh)
    if not fresh:
        return Imported(0, known, position)
    if fresh[0].sent_micros < newest:
        raise Conflict(
            f"This chat has a message of {iso_seconds(from_micros(newest))}, newer than what is imported. "
            "Import oldest first, and before people talk in it."
        )
    first = await import_storage.take_numbers(tx, group_id, len(fresh))
    rows = [
        {**storage.row_of(message, first + place), "chat_id": chat_id, "position": position + 1 + place}
        for place, message in enumerate(fresh)
    ]
    await import_storage.insert_messages(tx, rows)
    last = position + len(fresh)
    await import_storage.move_readers(tx, chat_id, position, last)
    return Imported(len(fresh), known, last)


async def _unknown(tx: ReadTx, chat_id: int, messages: Sequence[Message]) -> list[Message]:
    """Those that are not there yet, each id once, oldest first."""
    known = await import_storage.list_known(tx, [message.id for message in messages])
    foreign = next((id for id, chat in known.items() if chat != chat_id), None)
    if foreign is not None:
        raise Conflict(f"The id {foreign} belongs to a message of another chat.")
    fresh = {message.id: message for message in messages if message.id not in known}
    return sorted(fresh.values(), key=lambda message: message.sent_micros)
