"""`chinwag room`: list rooms, create them, put them into the archive and take them out."""

from typing import Annotated

from cyclopts import App, Parameter

from chinwag.cli.console import fail, print_json, print_rows
from chinwag.cli.desk import Desk, at_desk
from chinwag.cli.flags import Config, Data, Group, Json, settings_of
from chinwag.clock import iso_seconds
from chinwag.presence.service import Presence
from chinwag.rooms.model import Room, RoomStatistics
from chinwag.rooms.service import (
    RoomChange,
    create_room,
    find_owner,
    find_room,
    get_statistics,
    list_visible_rooms,
    update_room,
)

app = App(name="room", help="List, create and archive rooms.")

RoomRef = Annotated[str, Parameter(help="Id or name of the room.")]


@app.command(name="list")
def list_(
    *,
    archived: Annotated[bool, Parameter(negative="", help="Show archived rooms, too.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """List the rooms of the group, private ones included."""

    async def work(desk: Desk) -> list[tuple[Room, RoomStatistics]]:
        async with desk.db.read() as tx:
            rooms = await list_visible_rooms(tx, desk.caller, include_archived=archived)
            figures = await get_statistics(tx, [room.id for room in rooms])
        return [(room, figures.get(room.id, RoomStatistics(0, None))) for room in rooms]

    rows = [_row(*found) for found in at_desk(settings_of(data, config).settings, group, work)]
    if json:
        print_json(rows)
    else:
        print_rows(rows, "There are no rooms. Make one with «chinwag room create».")


@app.command
def create(
    name: Annotated[str, Parameter(help="Name of the room.")],
    /,
    *,
    owner: Annotated[
        str | None, Parameter(help="Id, e-mail or @mention name; else the group's owner.")
    ] = None,
    topic: Annotated[str, Parameter(help="What the room is about.")] = "",
    private: Annotated[bool, Parameter(negative="", help="Only members may know of it.")] = False,
    json: Json = False,
    group: Group = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Create a room."""
    if not 1 <= len(name) <= 100 or len(topic) > 250:
        fail("A room's name has 1 to 100 characters, its topic at most 250.")

    async def work(desk: Desk) -> Room:
        async with desk.db.begin() as tx:
            ref = owner if owner is not None else desk.group.owner_id
            if ref is None:
                fail("The group has no owner yet. Say who owns the room with --owner.")
            owning = await find_owner(tx, desk.caller, ref, "owner")
            return await create_room(
                tx,
                desk.group.id,
                owning.id,
                name,
                topic=topic,
                privacy="private" if private else "public",
            )

    room = at_desk(settings_of(data, config).settings, group, work)
    if json:
        print_json({"id": room.id, "name": room.name})
    else:
        print(f"The room “{room.name}” is there. Its id is {room.id}.")


@app.command
def archive(room: RoomRef, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Put a room into the archive: it can be read and no longer written to."""
    found = _set_archived(room, group, data, config, is_archived=True)
    print(f"The room “{found.name}” is archived. «chinwag room unarchive {found.id}» takes it out again.")


@app.command
def unarchive(room: RoomRef, /, *, group: Group = None, data: Data = None, config: Config = None) -> None:
    """Take a room out of the archive."""
    found = _set_archived(room, group, data, config, is_archived=False)
    print(f"The room “{found.name}” is open again.")


def _set_archived(ref: str, group: Group, data: Data, config: Config, *, is_archived: bool) -> Room:
    async def work(desk: Desk) -> Room:
        async with desk.db.begin() as tx:
            room = await find_room(tx, desk.caller, ref)
            if room.is_archived == is_archived:
                fail(f"The room “{room.name}” is {'archived already' if is_archived else 'not archived'}.")
            change = RoomChange(
                name=room.name,
                topic=room.topic,
                privacy=room.privacy,
                is_archived=is_archived,
                is_guest_accessible=room.guest_token is not None,
                owner_id=room.owner_id,
                delegate_admin_visibility=room.delegate_admin_visibility,
            )
            return await update_room(tx, desk.caller, room, change, Presence(desk.clock))

    return at_desk(settings_of(data, config).settings, group, work)


def _row(room: Room, figures: RoomStatistics) -> dict[str, object]:
    last = figures.last_active_at
    return {
        "id": room.id,
        "name": room.name,
        "privacy": room.privacy,
        "is_archived": room.is_archived,
        "messages": figures.messages_sent,
        "last_active": None if last is None else iso_seconds(last),
    }
