"""Reactions and pins: what people put on the messages of others. HipChat had neither."""

import re
import unicodedata
from collections.abc import Sequence

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, NotFound, invalid
from chinwag.messages import change_storage, history_storage, mark_storage
from chinwag.messages.live import mark_event
from chinwag.messages.model import Marks, Message, Pin

MOST_KINDS = 30
"""Different reactions on one message."""

MOST_PINS = 100
"""Pins of one chat."""

_SHORTCUT = re.compile(r"\([a-z0-9]{2,50}\)")
_LONGEST_EMOJI = 24
_JOINERS = frozenset("\u200d\ufe0f\u20e3")


def check_emoji(text: str) -> str:
    """The reaction that a text is: one emoji, or an emoticon like (success). BadRequest otherwise."""
    if _SHORTCUT.fullmatch(text) or _is_emoji(text):
        return text
    raise invalid(
        "A reaction is one emoji, or an emoticon such as (success).",
        field="emoji",
        validation="pattern",
        value=text[:_LONGEST_EMOJI],
    )


def _is_emoji(text: str) -> bool:
    """Whether a text is made of pictures and what joins them: no letters, no blanks, no control characters."""
    if not 0 < len(text) <= _LONGEST_EMOJI:
        return False
    is_keycap = text.endswith("\u20e3") and text[0] in "0123456789#*"
    rest = text[1:] if is_keycap else text
    allowed = all(c in _JOINERS or _is_picture(c) for c in rest)
    return allowed and (is_keycap or any(unicodedata.category(c) == "So" for c in text))


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Cn"} or 0xE0020 <= ord(character) <= 0xE007F


async def react(tx: Tx, chat_id: int | None, caller: Caller, message_id: str, emoji: str) -> None:
    """Put the caller's reaction on a message; again, it changes nothing."""
    message = await _live(tx, chat_id, caller, message_id)
    kinds = await mark_storage.list_kinds(tx, message)
    if emoji not in kinds and len(kinds) >= MOST_KINDS:
        raise Conflict(f"A message takes {MOST_KINDS} different reactions. Use one that is there.")
    if await mark_storage.insert_reaction(tx, message, emoji, caller.acting_user):
        tx.emit(await mark_event(tx, message))


async def take_back(tx: Tx, chat_id: int | None, caller: Caller, message_id: str, emoji: str) -> None:
    """Take the caller's reaction off a message; without effect when there is none."""
    message = await _live(tx, chat_id, caller, message_id)
    if await mark_storage.delete_reaction(tx, message, emoji, caller.acting_user):
        tx.emit(await mark_event(tx, message))


async def pin(tx: Tx, chat_id: int | None, caller: Caller, message_id: str) -> None:
    """Pin a message for everybody in the chat; again, it changes nothing."""
    message = await _live(tx, chat_id, caller, message_id)
    await mark_storage.hold_pins(tx, message.chat_id)
    pinned = [one.message_id for one in await mark_storage.list_pins(tx, message.chat_id)]
    if len(pinned) >= MOST_PINS and message.id not in pinned:
        raise Conflict(f"A chat has at most {MOST_PINS} pins. Unpin one first.")
    if await mark_storage.insert_pin(tx, message, caller.acting_user):
        tx.emit(await mark_event(tx, message))


async def unpin(tx: Tx, chat_id: int | None, caller: Caller, message_id: str) -> None:
    """Unpin a message; without effect when it is not pinned."""
    message = await _live(tx, chat_id, caller, message_id)
    if await mark_storage.delete_pin(tx, message):
        tx.emit(await mark_event(tx, message))


async def list_pinned(tx: ReadTx, chat_id: int | None) -> list[tuple[Pin, Message]]:
    """The pinned messages of a chat, the newest pin first."""
    if chat_id is None:
        return []
    pins = await mark_storage.list_pins(tx, chat_id)
    found = {one.id: one for one in await history_storage.list_by_id(tx, [pin.message_id for pin in pins])}
    return [(pin, found[pin.message_id]) for pin in pins if pin.message_id in found]


async def marks_on(tx: ReadTx, messages: Sequence[Message]) -> dict[tuple[int, int], Marks]:
    """What is on messages now, by (chat, position)."""
    return await mark_storage.get_marks(tx, messages)


async def _live(tx: Tx, chat_id: int | None, caller: Caller, message_id: str) -> Message:
    """A message of a chat, as far as the caller sees it, which nobody changes before this transaction ends."""
    message = None if chat_id is None else await change_storage.get_for_change(tx, chat_id, message_id)
    if message is None or message.position <= caller.sees_after:
        raise NotFound(f"Message {message_id} not found")
    if message.is_deleted:
        raise Conflict("This message is deleted")
    return message
