"""What rooms ask of visits: to end them, at once on every process, with session and sockets; and where they are."""

from chinwag.accounts.endings import end_sessions
from chinwag.accounts.security_log import note
from chinwag.db.tx import ReadTx, Tx
from chinwag.guests import storage
from chinwag.guests.model import Visit
from chinwag.users.guests import retire_guest


async def end_visit(tx: Tx, user_id: int) -> Visit | None:
    """End the visit of one guest; None when there is none. Membership is the room's, which ends it itself."""
    visit = await storage.get_visit(tx, user_id)
    if visit is None or not await storage.delete_visit(tx, user_id):
        return None
    await end_sessions(tx, user_id)
    await retire_guest(tx, visit.group_id, user_id)
    note(tx, "guest left", user_id=user_id, room_id=visit.room_id)
    return visit


async def end_visits_of_room(tx: Tx, room_id: int) -> None:
    """End the visits of all guests of a room that is gone."""
    for visit in await storage.list_visits(tx, room_id):
        await end_visit(tx, visit.user_id)


async def visits_elsewhere(tx: ReadTx, user_id: int, room_id: int) -> bool:
    """Whether somebody came by the link of another room. What they see counts from their coming there."""
    visit = await storage.get_visit(tx, user_id)
    return visit is not None and visit.room_id != room_id
