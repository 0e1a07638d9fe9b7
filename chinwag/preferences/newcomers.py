"""The rooms that a group gives to whoever is new. Apart from the service, which knows rooms, which know users."""

from chinwag.db.tx import Tx
from chinwag.preferences import newcomer_storage as storage


async def give_newcomer_rooms(tx: Tx, group_id: int, user_id: int) -> None:
    """Let the clients of a new person open the rooms that the group's admins chose, as far as those are public."""
    room_ids = await storage.list_newcomer_rooms(tx, group_id)
    if room_ids:
        await storage.add_auto_join(tx, group_id, user_id, room_ids)
