"""Where people begin to read: who is new has missed nothing."""

from chinwag.db.tx import Tx
from chinwag.messages import reading_storage


async def start_reading(tx: Tx, group_id: int, user_id: int) -> None:
    """Count all that was said in public rooms before a person came as read."""
    await reading_storage.start_at_the_end(tx, group_id, user_id)
