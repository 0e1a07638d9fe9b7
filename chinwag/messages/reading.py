"""Where people begin to read: who is new has missed nothing."""

from chinwag.db.tx import Tx
from chinwag.messages import reading_storage


async def start_reading_room(tx: Tx, group_id: int, user_id: int, room_id: int, position: int) -> None:
    """Count what was said in one room up to a position as read: it was said before a guest came."""
    if position:
        await reading_storage.start_at(tx, group_id, user_id, room_id, position)


async def start_reading(tx: Tx, group_id: int, user_id: int) -> None:
    """Count all that was said in public rooms before a person came as read."""
    await reading_storage.start_at_the_end(tx, group_id, user_id)
