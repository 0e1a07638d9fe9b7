"""Removing users. Apart from the service because rooms ask that for people, and people leave rooms behind."""

from dataclasses import replace

from chinwag.accounts.endings import end_sessions
from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, NotFound
from chinwag.groups.service import get_group
from chinwag.invites.service import end_invitations_of
from chinwag.oauth.service import end_tokens_of
from chinwag.realtime.events import LiveEvent
from chinwag.rooms.service import hold_rooms_of, leave_rooms
from chinwag.users import change_storage
from chinwag.users.model import User
from chinwag.users.schema import UserGone
from chinwag.users.service import require_other_admin
from chinwag.versions import new_version


async def delete_user(tx: Tx, user: User) -> None:
    """Remove a person: all that they could come in by ends at once, rooms go to the group's owner.

    That is sessions, tokens, open sockets and one-time links, invitations to their address and those that they sent,
    and the guest links of rooms that they administered, which get new ones. Messages stay, and the name with them;
    the photo goes.
    """
    await hold_rooms_of(tx, user.group_id, user.id)
    if user.is_group_admin:
        await change_storage.hold_group(tx, user.group_id)
    if not await change_storage.hold_leaver(tx, user.id):
        raise NotFound(f"User {user.id} not found")
    owner_id = (await get_group(tx, user.group_id)).owner_id
    if user.is_owner or user.id == owner_id:
        raise BadRequest("The group's owner cannot be deleted. Make somebody else the owner first.")
    if user.is_group_admin:
        await require_other_admin(tx, user)
    await end_sessions(tx, user.id)
    await end_tokens_of(tx, user.id)
    ended = await end_invitations_of(tx, user)
    await change_storage.update_password(tx, user.id, None)
    await change_storage.delete_photo(tx, user.id)
    await change_storage.update_user(tx, replace(user, is_deleted=True, role="user", version=new_version()))
    await leave_rooms(tx, user.group_id, user.id, owner_id)
    await note_audit(
        tx,
        Action.USER_DELETED,
        thing_of_user(user),
        group_id=user.group_id,
        invitations_ended=ended or None,
    )
    tx.emit(LiveEvent("user.deleted", user.group_id, UserGone(user.id)))
