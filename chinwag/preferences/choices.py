"""What people choose is theirs alone: nobody else sees it, and all their open clients follow."""

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import invalid
from chinwag.preferences import choice_storage
from chinwag.preferences.choice_schema import ChatChoice, ChosenChat, Preferences, PreferencesOut
from chinwag.preferences.model import ChatPreference
from chinwag.realtime.events import LiveEvent

_decode = msgspec.json.Decoder(Preferences).decode


async def read_preferences(tx: ReadTx, user_id: int) -> PreferencesOut:
    """All that a person chose."""
    chosen = await choice_storage.get_chosen(tx, user_id)
    chats = await choice_storage.list_of_chats(tx, user_id)
    return PreferencesOut(
        _decode(chosen) if chosen else Preferences(),
        [
            ChosenChat(chat_id=chat_id, is_favourite=one.is_favourite, level=one.level)
            for chat_id, one in chats.items()
        ],
    )


async def set_preferences(tx: Tx, caller: Caller, chosen: Preferences) -> None:
    """Take the person's preferences for all chats, whole."""
    keys = [word.strip().casefold() for word in chosen.keywords]
    if len(set(keys)) < len(keys):
        raise invalid(
            "Each keyword counts once. Leave the second out.",
            field="keywords",
            validation="uniqueItems",
            value=chosen.keywords,
        )
    user_id = caller.acting_user
    await choice_storage.put_chosen(tx, caller.group_id, user_id, msgspec.json.encode(chosen).decode())
    await _tell(tx, caller)


async def set_chat_preference(tx: Tx, caller: Caller, chat_id: int, chosen: ChatChoice) -> None:
    """Take the person's choice for one chat, which they must have found before."""
    preference = ChatPreference(chosen.is_favourite, chosen.level)
    await choice_storage.put_of_chat(tx, caller.group_id, caller.acting_user, chat_id, preference)
    await _tell(tx, caller)


async def _tell(tx: Tx, caller: Caller) -> None:
    fresh = await read_preferences(tx, caller.acting_user)
    tx.emit(LiveEvent("preferences.changed", caller.group_id, fresh, user_id=caller.acting_user))
    tx.forget(f"push:{caller.group_id}")  # who wants to be woken, and by what, is kept in memory
