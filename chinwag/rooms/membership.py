"""Who is admitted to rooms, who is in them now, and who is asked to come."""

from dataclasses import dataclass

from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, NotFound
from chinwag.guests.ending import end_visit, visits_elsewhere
from chinwag.presence.service import Presence
from chinwag.rooms import events, storage
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms.access import hold_room, require_live, require_no_guest, require_room_admin
from chinwag.rooms.model import Member, Room, RoomRole
from chinwag.users.model import User

NOT_PRIVATE = "Can only remove participants to private rooms"
"""Recorded letter for letter [issue_hipchatter8]."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a room now, or a member who could be."""

    user_id: int
    is_present: bool
    role: RoomRole


def role_of(room: Room, member: Member | None, user_id: int) -> RoomRole:
    """What a person is in a room. Its owner administers it always."""
    is_admin = user_id == room.owner_id or (member is not None and member.is_admin)
    return "room_admin" if is_admin else "room_member"


async def list_members(tx: ReadTx, room: Room, *, offset: int, limit: int) -> list[Member]:
    """Members of a private room by id; BadRequest for a public one, which keeps no list."""
    if not room.is_private:
        raise BadRequest("Only private rooms have members. Ask for the participants of a public room.")
    return await memberships.list_members(tx, room.id, offset=offset, limit=limit)


async def list_participants(
    tx: ReadTx, room: Room, presence: Presence, *, include_offline: bool = False
) -> list[Participant]:
    """The people in a room now, by id; with `include_offline` also the absent members of a private room."""
    present = set(presence.in_room(room.id))
    members = {member.user_id: member for member in await memberships.list_members(tx, room.id)}
    shown = present | members.keys() if include_offline and room.is_private else present
    return [
        Participant(user_id, user_id in present, role_of(room, members.get(user_id), user_id))
        for user_id in sorted(shown)
    ]


async def add_member(
    tx: Tx, caller: Caller, room: Room, user: User, *, roles: list[RoomRole] | None = None
) -> None:
    """Admit a person to a private room, or change their role there. Without `roles` a member's role stays."""
    room = await hold_room(tx, room)
    await require_room_admin(tx, caller, room)
    if not room.is_private:
        raise BadRequest("Can only add members to private rooms. Invite people to public rooms.")
    require_live(room)
    is_admin = "room_admin" in (roles or ())
    if is_admin and user.is_guest:
        raise BadRequest("Guests cannot administer rooms.")
    if user.is_guest and await visits_elsewhere(tx, user.id, room.id):
        raise BadRequest(
            "Guests stay in the room whose link they came by. Give them the guest link of this one."
        )
    if await memberships.add_member(tx, room.group_id, room.id, user.id, is_admin=is_admin):
        statistics = (await storage.get_statistics(tx, [room.id])).get(room.id, events.SILENT)
        tx.emit(events.member_added(room, user.id, statistics))
        await note_member(tx, Action.MEMBER_ADDED, room, user)
        if is_admin:
            await note_member(tx, Action.ROOM_ADMIN_MADE, room, user)
    elif roles:
        await give_rights(tx, room, user, is_admin=is_admin or user.id == room.owner_id)


async def remove_member(tx: Tx, caller: Caller, room: Room, user: User) -> None:
    """End a person's access to a private room, or a guest's to any, at once. All may remove themselves.

    The hub hears of it, and lets their clients leave the room.
    """
    room = await hold_room(tx, room)
    if caller.user_id != user.id:
        await require_room_admin(tx, caller, room)
    if not room.is_private and not user.is_guest:
        raise BadRequest(NOT_PRIVATE)
    require_live(room)
    if user.id == room.owner_id:
        raise BadRequest("The owner cannot be removed from the room. Make someone else its owner first.")
    if not await memberships.remove_member(tx, room.id, user.id):
        raise NotFound(f"User {user.id} is not a member of this room")
    tx.emit(events.member_removed(room, user.id))
    await note_member(tx, Action.MEMBER_REMOVED, room, user)
    if user.is_guest:
        await end_visit(tx, user.id)


async def give_rights(tx: Tx, room: Room, user: User, *, is_admin: bool) -> None:
    """Give a member the rights over a room, or take them; written down when that changes anything."""
    member = await memberships.get_member(tx, room.id, user.id)
    if member is None or member.is_admin == is_admin:
        return
    await memberships.set_room_admin(tx, room.id, user.id, is_admin=is_admin)
    await note_member(tx, Action.ROOM_ADMIN_MADE if is_admin else Action.ROOM_ADMIN_REMOVED, room, user)


async def note_member(tx: Tx, action: Action, room: Room, user: User) -> None:
    """Write down what somebody has become in a room, or is no longer."""
    thing, group_id = thing_of_user(user), room.group_id
    await note_audit(tx, action, thing, group_id=group_id, room_id=room.id, room=room.name)


async def invite_user(tx: Tx, caller: Caller, room: Room, user: User, reason: str) -> None:
    """Ask a person to come to a public room; they are told, nothing else happens."""
    require_no_guest(caller)
    if room.is_private:
        raise BadRequest("Can only invite people to public rooms. Add a member to a private room instead.")
    require_live(room)
    if user.is_guest:
        raise BadRequest("Guests come by the guest link of a room. Send them that instead.")
    tx.emit(events.room_invited(room, user.id, caller.name, reason))
