"""Endpoints of the people of rooms: members, participants, invitations."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery, Page, PageQuery
from chinwag.rooms import service
from chinwag.rooms.schema import (
    InvitationIn,
    MemberOut,
    MembershipIn,
    ParticipantOut,
    ParticipantsQuery,
    member_out,
    participant_out,
)
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user, get_users

endpoints = Endpoints("rooms")

_SEE_MEMBERS = frozenset({Scope.ADMIN_ROOM, Scope.VIEW_ROOM})


@endpoints.get(
    "/v2/room/{room}/member",
    id="get_all_members",
    title="Get all members",
    scopes_any=_SEE_MEMBERS,
    clients=ANY_CLIENT,
    query=PageQuery,
    reply=list[MemberOut],
    expandable=("items",),
)
async def get_all_members(call: Call[PageQuery]) -> Page:
    """List the members of a private room, by id."""
    query = call.query
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        members = await service.list_members(tx, room, offset=query.start_index, limit=query.max_results + 1)
        shown = members[: query.max_results]
        people = await get_users(tx, room.group_id, [member.user_id for member in shown])
    items = [
        member_out(people[member.user_id], service.role_of(room, member, member.user_id), call.links)
        for member in shown
        if member.user_id in people
    ]
    return Page(items, has_more=len(members) > len(shown))


@endpoints.put(
    "/v2/room/{room}/member/{user}",
    id="add_member",
    title="Add member",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ANY_CLIENT,
    body=MembershipIn,
    body_required=False,
)
async def add_member(call: Call[NoQuery], body: MembershipIn) -> None:
    """Admit a person to a private room, as `room_member` or `room_admin`; for the room's admins."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        user = await find_user(tx, call.caller, call.path["user"])
        await service.add_member(tx, call.caller, room, user, roles=body.room_roles)


@endpoints.delete(
    "/v2/room/{room}/member/{user}",
    id="remove_member",
    title="Remove member",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ANY_CLIENT,
)
async def remove_member(call: Call[NoQuery]) -> None:
    """Take a person's access to a private room; it ends at once. Everybody may remove themselves."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        user = await find_user(tx, call.caller, call.path["user"])
        await service.remove_member(tx, call.caller, room, user)


@endpoints.post(
    "/v2/room/{room}/invite/{user}",
    id="invite_user",
    title="Invite user",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ONLY_USER,
    body=InvitationIn,
    body_required=False,
)
async def invite_user(call: Call[NoQuery], body: InvitationIn) -> None:
    """Ask a person to come to a public room."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        user = await find_user(tx, call.caller, call.path["user"])
        await service.invite_user(tx, call.caller, room, user, body.reason or "")


@endpoints.get(
    "/v2/room/{room}/participant",
    id="get_all_participants",
    title="Get all participants",
    scopes_any={Scope.VIEW_ROOM},
    clients=ANY_CLIENT,
    query=ParticipantsQuery,
    reply=list[ParticipantOut],
    expandable=("items",),
)
async def get_all_participants(call: Call[ParticipantsQuery]) -> Page:
    """List the people in a room now, by id; of a private room also the members who are not, if asked."""
    query = call.query
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        everybody = await service.list_participants(
            tx, room, call.services.presence, include_offline=query.include_offline
        )
        end = query.start_index + query.max_results
        shown = everybody[query.start_index : end]
        people = await get_users(tx, room.group_id, [person.user_id for person in shown])
    items = [
        participant_out(people[person.user_id], person.role, call.links, is_present=person.is_present)
        for person in shown
        if person.user_id in people
    ]
    return Page(items, has_more=len(everybody) > end)
