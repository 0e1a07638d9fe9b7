"""Reading what is to be imported: whose message it was, when, under which id."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from chinwag.audit.model import Action, Detail
from chinwag.audit.service import note_audit, thing_of_room, thing_of_user
from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import NotFound, invalid
from chinwag.files.service import Received
from chinwag.imports.dates import past_moment
from chinwag.imports.schema import ImportedFileIn, ImportedMessageIn, PersonRef
from chinwag.messages.importing import Imported, Readers, find_mentioned, import_messages, safe_body
from chinwag.messages.model import Message, new_message
from chinwag.rooms.model import Room
from chinwag.rooms.service import room_audience, room_guests
from chinwag.users.model import User
from chinwag.users.service import find_user, get_users

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OF_CONTENT = uuid.UUID("2c1b9f63-7d1e-5f0a-9c55-0f5a3c6f7b01")
"""The name space of ids that are made of a message's content."""


@dataclass(frozen=True, slots=True)
class Target:
    """The chat that is imported into, by a name that it always has.

    `people`: of a one-to-one chat, which may not be there yet; None in rooms, where anybody may have talked.
    """

    key: str
    group_id: int
    people: frozenset[int] | None


def room_target(room: Room) -> Target:
    """A room."""
    return Target(f"room {room.id}", room.group_id, None)


def pair_target(one: User, other: User) -> Target:
    """The chat of two people, or of one with themselves."""
    low, high = sorted((one.id, other.id))
    return Target(f"private {low} {high}", one.group_id, frozenset({low, high}))


async def room_readers(tx: ReadTx, room: Room) -> Readers:
    """Who may read a room."""
    audience = await room_audience(tx, room.id)
    people = await room_guests(tx, room.id) if audience is None else audience
    return Readers(everybody=audience is None, people=tuple(sorted(people)))


def pair_readers(one: User, other: User) -> Readers:
    """The two people of a chat."""
    return Readers(everybody=False, people=tuple(sorted({one.id, other.id})))


async def read_history(
    tx: ReadTx, caller: Caller, target: Target, said: Sequence[ImportedMessageIn], now: datetime
) -> list[Message]:
    """The messages that a call brings; BadRequest names the first that cannot be."""
    people = await _people(tx, caller, said)
    mentioned = await find_mentioned(
        tx,
        caller.group_id,
        [one.message if _calls(one) and one.mentions is None else "" for one in said],
    )
    wanted = {person for one in said for person in one.mentions or ()}
    there = set(await get_users(tx, caller.group_id, wanted))
    messages = []
    for place, (one, named) in enumerate(zip(said, mentioned, strict=True)):
        at = f"messages[{place}]"
        ids = named if one.mentions is None else [person for person in one.mentions if person in there]
        sender = None if one.type == "notification" else people[_ref(one.from_)]
        _check_sender(target, sender, f"{at}.from")
        messages.append(_message(target, one, sender, list(dict.fromkeys(ids)), at, now))
    return messages


async def read_file(
    tx: ReadTx, caller: Caller, target: Target, received: Received[ImportedFileIn], now: datetime
) -> Message:
    """The message that an imported file comes with. Its own id is made of the file's name and size, too."""
    said, info = received.said, received.info
    people = await _people(tx, caller, [said])
    sender = people[_ref(said.from_)]
    _check_sender(target, sender, "from")
    (named,) = await find_mentioned(tx, caller.group_id, [said.message or ""])
    one = ImportedMessageIn(date=said.date, from_=said.from_, message=said.message or "", id=said.id)
    message = _message(target, one, sender, named, "", now, more=f"{info.name} {info.size}")
    return msgspec.structs.replace(message, file=msgspec.json.encode(info).decode())


async def note_room_import(tx: Tx, room: Room, done: Imported) -> None:
    """That words were put into people's mouths, and by whom: imported messages look like said ones."""
    if done.imported:
        thing, action = thing_of_room(room), Action.MESSAGES_IMPORTED
        await note_audit(tx, action, thing, group_id=room.group_id, room_id=room.id, messages=done.imported)


async def note_pair_import(tx: Tx, one: User, other: User, done: Imported) -> None:
    """The same for the chat of two people."""
    if done.imported:
        facts: dict[str, Detail] = {"messages": done.imported, "with": other.name}
        await note_audit(tx, Action.MESSAGES_IMPORTED, thing_of_user(one), group_id=one.group_id, facts=facts)


class AlreadyImported(Exception):
    """The message is there: its file is not needed, and nothing is to be stored."""

    def __init__(self, done: Imported) -> None:
        super().__init__()
        self.done = done


class Keep(Protocol):
    """`Reception.keep` for one file in one transaction."""

    async def __call__(self, group_id: int, chat_id: int, message_id: str, *, sent_at: datetime) -> None: ...


async def import_file(
    tx: Tx, chat_id: int, group_id: int, message: Message, readers: Readers, keep: Keep
) -> Imported:
    """Store the message of a file, and the file with it; AlreadyImported ends the transaction.

    The file first: whoever shares one takes the group's space before its turn to write.
    """
    await keep(group_id, chat_id, message.id, sent_at=message.sent_at)
    done = await import_messages(tx, chat_id, group_id, [message], readers)
    if not done.imported:
        raise AlreadyImported(done)
    return done


def _calls(one: ImportedMessageIn) -> bool:
    return one.type != "topic" and one.message_format == "text"


async def _people(
    tx: ReadTx, caller: Caller, said: Iterable[ImportedMessageIn | ImportedFileIn]
) -> dict[str, User]:
    """Everybody who speaks, by how they are called; those who were deleted too, by id."""
    found: dict[str, User] = {}
    for place, one in enumerate(said):
        ref = _ref(one.from_)
        if ref in found or (isinstance(one, ImportedMessageIn) and one.type == "notification"):
            continue
        try:
            found[ref] = await find_user(tx, caller, ref, include_deleted=True)
        except NotFound as missing:
            at = f"messages[{place}].from" if isinstance(one, ImportedMessageIn) else "from"
            message = f"{missing.message}. Create the person first, with the field created."
            raise invalid(message, field=at, validation="reference", value=ref[:100]) from None
    return found


def _ref(who: PersonRef | int | str) -> str:
    return str(who.id) if isinstance(who, PersonRef) else str(who)


def _check_sender(target: Target, sender: User | None, at: str) -> None:
    if target.people is None:
        return
    if sender is None or sender.id not in target.people:
        message = "Only the two people of a one-to-one chat can have written in it."
        raise invalid(message, field=at, validation="enum", value=None if sender is None else sender.id)


def _message(
    target: Target,
    one: ImportedMessageIn,
    sender: User | None,
    mentions: list[int],
    at: str,
    now: datetime,
    more: str = "",
) -> Message:
    dot = "." if at else ""
    sent_at = past_moment(one.date, f"{at}{dot}date", now)
    is_notification = one.type == "notification"
    label = _ref(one.from_) if is_notification else None
    if label is not None and not 1 <= len(label.strip()) <= 64:
        message = "A notification is from a label of 1 to 64 characters."
        raise invalid(message, field=f"{at}{dot}from", validation="maxLength", value=label[:100])
    body_format = "text" if one.type == "topic" else one.message_format
    who = label if sender is None else str(sender.id)
    parts = [target.key, str(to_micros(sent_at)), one.type, who or "", one.message, more]
    return new_message(
        chat_id=0,
        group_id=target.group_id,
        id=_message_id(one.id, parts, f"{at}{dot}id"),
        type=one.type,
        body=safe_body(one.message, body_format),
        body_format=body_format,
        sent_at=sent_at,
        sender_id=None if sender is None else sender.id,
        sender_label=label,
        color=one.color if is_notification else None,
        mentions=mentions,
    )


def _message_id(given: str | None, parts: Sequence[str], at: str) -> str:
    """The id that a message had, or one made of its content: importing it again finds it."""
    if given is None:
        return str(uuid.uuid5(_OF_CONTENT, msgspec.json.encode(parts).decode()))
    plain = given.strip().lower()
    if not _UUID.fullmatch(plain):
        message = f"The id of a message is a UUID, not '{given[:60]}'. Leave it out to have one made."
        raise invalid(message, field=at, validation="format", value=given[:60])
    return plain
