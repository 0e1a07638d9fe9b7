"""Rooms are made, changed and deleted here."""

from dataclasses import dataclass, replace
from datetime import datetime

from chinwag.audit.model import Action, Detail
from chinwag.audit.service import note_audit, thing_of_room
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx, UniqueViolation
from chinwag.errors import BadRequest, NotFound, invalid
from chinwag.files.removal import release_files_of_chat
from chinwag.guests.ending import end_visit, end_visits_of_room
from chinwag.messages.topic import record_topic
from chinwag.permissions.service import require
from chinwag.presence.service import Presence
from chinwag.rooms import events, storage
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms.access import hold_room, require_live, require_no_guest, require_room_admin
from chinwag.rooms.model import (
    Privacy,
    Room,
    name_key,
    new_guest_token,
    slug,
)
from chinwag.users.model import User, has_visible_text
from chinwag.users.name_model import hidden_letter
from chinwag.users.service import find_user
from chinwag.versions import new_version
from chinwag.webhooks.event_model import RoomHappening

NAME_TAKEN = "Another room exists with that name."


@dataclass(frozen=True, slots=True)
class RoomChange:
    """The six things of a room that `update_room` replaces, and who is its owner then."""

    name: str
    topic: str
    privacy: Privacy
    is_archived: bool
    is_guest_accessible: bool
    owner_id: int
    delegate_admin_visibility: bool | None
    renews_guest_link: bool = False
    """A new guest link takes the place of the old one. Guests who are in stay."""


def whole_change(room: Room) -> RoomChange:
    """A change that changes nothing: to be given other values for what shall change."""
    return RoomChange(
        name=room.name,
        topic=room.topic,
        privacy=room.privacy,
        is_archived=room.is_archived,
        is_guest_accessible=room.guest_token is not None,
        owner_id=room.owner_id,
        delegate_admin_visibility=room.delegate_admin_visibility,
    )


async def find_owner(tx: ReadTx, caller: Caller, ref: int | str, field: str) -> User:
    """The person that a body names as owner: id, e-mail or @mention. BadRequest unless they can own rooms."""
    try:
        user = await find_user(tx, caller, str(ref))
    except NotFound as missing:
        raise invalid(missing.message, field=field, validation="owner", value=ref) from None
    if user.is_guest:
        raise invalid(
            f"User {ref} is a guest and cannot own rooms", field=field, validation="owner", value=ref
        )
    return user


async def create_room(
    tx: Tx,
    group_id: int,
    owner_id: int,
    name: str,
    *,
    topic: str = "",
    privacy: Privacy = "public",
    is_guest_accessible: bool = False,
    delegate_admin_visibility: bool | None = None,
    created_at: datetime | None = None,
    by: Caller | None = None,
) -> Room:
    """A new room; BadRequest when the group has one of that name.

    The owner of a private room is its first member. `by`: who makes it, for webhooks; Forbidden when they may not.
    """
    if by is not None:
        require(by, "create_rooms")
        if is_guest_accessible:
            require(by, "open_rooms_to_guests")
    _check_name(name)
    room_slug = slug(name)
    room_id = await storage.insert_chat(tx, group_id)
    if await storage.is_slug_taken(tx, group_id, room_slug):
        room_slug = f"{room_slug}-{room_id}"
    room = Room(
        id=room_id,
        group_id=group_id,
        name=name,
        topic=topic,
        privacy=privacy,
        is_archived=False,
        guest_token=new_guest_token() if is_guest_accessible else None,
        delegate_admin_visibility=delegate_admin_visibility,
        owner_id=owner_id,
        xmpp_slug=room_slug,
        created_at=created_at or tx.now,
        version=new_version(),
    )
    try:
        await storage.insert_room(tx, room, name_key(name))
    except UniqueViolation:
        raise _name_taken(name) from None
    if room.is_private:
        await memberships.add_member(tx, group_id, room.id, owner_id, is_admin=True)
    tx.emit(events.room_created(room))
    tx.note(RoomHappening("room_created", room, by))
    opened = {"guest_access": True} if room.guest_token else {}
    await _note(tx, Action.ROOM_CREATED, room, privacy=room.privacy, **opened)
    return room


async def update_room(tx: Tx, caller: Caller, room: Room, change: RoomChange, presence: Presence) -> Room:
    """Replace what may change of a room. Its id stays; archived rooms change only by leaving the archive."""
    room = await hold_room(tx, room)
    await require_room_admin(tx, caller, room)
    if change.is_guest_accessible and (room.guest_token is None or change.renews_guest_link):
        require(caller, "open_rooms_to_guests")
    kept_token = None if change.renews_guest_link else room.guest_token
    guest_token = (kept_token or new_guest_token()) if change.is_guest_accessible else None
    changed = replace(
        room,
        name=change.name,
        topic=change.topic,
        privacy=change.privacy,
        is_archived=change.is_archived,
        guest_token=guest_token,
        owner_id=change.owner_id,
        delegate_admin_visibility=change.delegate_admin_visibility,
    )
    if changed == room:
        return room
    if changed.is_archived:
        require_live(room)
    if changed.name != room.name:
        _check_name(changed.name)
    changed = replace(changed, version=new_version())
    await store_room(tx, changed)
    await _admit(tx, room, changed, presence)
    if changed.topic != room.topic:
        await record_topic(tx, replace(changed, is_archived=False), caller, changed.topic)
    await tell_update(tx, room, changed)
    await note_change(tx, room, changed)
    if changed.is_archived != room.is_archived:
        tx.note(RoomHappening("room_archived" if changed.is_archived else "room_unarchived", changed, caller))
    return changed


async def set_topic(tx: Tx, caller: Caller, room: Room, topic: str) -> None:
    """Any person who sees the room may set its topic, guests excepted. It becomes an entry of the history."""
    require_no_guest(caller)
    room = await hold_room(tx, room)
    require_live(room)
    if topic == room.topic:
        return
    changed = replace(room, topic=topic, version=new_version())
    await store_room(tx, changed)
    await record_topic(tx, changed, caller, topic)
    await tell_update(tx, room, changed)


async def delete_room(tx: Tx, caller: Caller, room: Room) -> None:
    """The room is gone for everybody at once, with its tokens. Its name is free, its id never used again.

    The hub hears of it, and lets the people in the room leave.
    """
    room = await hold_room(tx, room)
    await require_room_admin(tx, caller, room)
    if not await storage.delete_room(tx, room.id, new_version()):
        raise NotFound(f"Room {room.id} not found")
    await end_visits_of_room(tx, room.id)
    await release_files_of_chat(tx, room.group_id, room.id)
    tx.forget("callers")
    tx.emit(events.room_deleted(room))
    tx.note(RoomHappening("room_deleted", room, caller))
    await _note(tx, Action.ROOM_DELETED, room)


async def _note(tx: Tx, action: Action, room: Room, **details: Detail) -> None:
    thing, group_id = thing_of_room(room), room.group_id
    await note_audit(tx, action, thing, group_id=group_id, room_id=room.id, facts=details)


async def note_change(tx: Tx, old: Room, new: Room) -> None:
    """What an admin may ask about later; who changes what about a topic stands in the history of the room."""
    details: dict[str, Detail] = {}
    for field in ("privacy", "is_archived", "owner_id", "delegate_admin_visibility"):
        if getattr(old, field) != getattr(new, field):
            details[field] = getattr(new, field)
    if old.name != new.name:
        details["was"] = old.name
    if (old.guest_token is None) != (new.guest_token is None):
        details["guest_access"] = new.guest_token is not None
    elif old.guest_token != new.guest_token:
        details["guest_link"] = "renewed"
    if details:
        await _note(tx, Action.ROOM_UPDATED, new, **details)


async def note_avatar(tx: Tx, new: Room) -> None:
    """That a room looks otherwise now."""
    await _note(tx, Action.ROOM_UPDATED, new, avatar=new.avatar is not None)


async def store_room(tx: Tx, room: Room) -> None:
    """Write a changed room; BadRequest when its new name is taken."""
    try:
        found = await storage.update_room(tx, room, name_key(room.name))
    except UniqueViolation:
        raise _name_taken(room.name) from None
    if not found:
        raise NotFound(f"Room {room.id} not found")


async def _admit(tx: Tx, old: Room, new: Room, presence: Presence) -> None:
    """Keep the list of members right over a change of privacy, owner or guest access."""
    if new.is_private and not old.is_private:
        for user_id in presence.in_room(new.id):
            await memberships.add_member(tx, new.group_id, new.id, user_id)
    if old.is_private and not new.is_private:
        await memberships.remove_ordinary_members(tx, new.id)
    if new.is_private and (not old.is_private or new.owner_id != old.owner_id):
        await make_room_admin(tx, new, new.owner_id)
    if old.guest_token and not new.guest_token:
        await _send_guests_away(tx, new)


async def make_room_admin(tx: Tx, room: Room, user_id: int) -> None:
    """Make a person a member of a private room who administers it."""
    if not await memberships.add_member(tx, room.group_id, room.id, user_id, is_admin=True):
        await memberships.set_room_admin(tx, room.id, user_id, is_admin=True)


async def _send_guests_away(tx: Tx, room: Room) -> None:
    for user_id in await memberships.list_guests(tx, room.id):
        await memberships.remove_member(tx, room.id, user_id)
        tx.emit(events.member_removed(room, user_id))
        await end_visit(tx, user_id)


async def tell_update(tx: Tx, old: Room, new: Room) -> None:
    """The live event of a change, to all who see the room now or saw it before."""
    told = ("name", "topic", "privacy", "is_archived", "owner_id", "delegate_admin_visibility")
    was = {field: getattr(old, field) for field in told if getattr(old, field) != getattr(new, field)}
    statistics = (await storage.get_statistics(tx, [new.id])).get(new.id, events.SILENT)
    tx.emit(events.room_updated(new, was, statistics))


def _check_name(name: str) -> None:
    if not has_visible_text(name):
        raise invalid(
            "A room needs a name that can be seen. Give it some letters.",
            field="name",
            validation="blank",
            value=name,
        )
    hidden = hidden_letter(name)
    if hidden is not None:
        message = f"A room's name may not hold characters that cannot be seen. Leave out {hidden}."
        raise invalid(message, field="name", validation="pattern", value=name)


def _name_taken(name: str) -> BadRequest:
    return invalid(NAME_TAKEN, field="name", validation="unique", value=name)
