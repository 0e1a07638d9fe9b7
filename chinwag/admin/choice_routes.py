"""Endpoints of the pages «Settings», «Permissions» and «Limits» of the group's admins, and what one may do oneself."""

from typing import Any

from chinwag.admin import choices
from chinwag.admin.choice_schema import GroupSettings, GroupSettingsIn, Limits, OwnPermissions, Permissions
from chinwag.admin.schema import Named
from chinwag.clock import iso_seconds
from chinwag.db.tx import ReadTx
from chinwag.groups.service import get_group
from chinwag.http.access import FOR_GROUP_ADMINS
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.links import picture_path
from chinwag.http.paging import NoQuery
from chinwag.permissions.service import get_choices
from chinwag.policy import GroupLimits, Policy
from chinwag.scopes import NO_SCOPE, ONLY_USER
from chinwag.users.service import get_users, require_group_admin

endpoints = Endpoints("administration")


@endpoints.get(
    "/api/permissions",
    id="get_own_permissions",
    title="Get what I may do",
    scopes_any=NO_SCOPE,
    clients=ONLY_USER,
    reply=OwnPermissions,
)
async def get_own_permissions(call: Call[NoQuery]) -> OwnPermissions:
    """What the group's admins let me do, so that a client can say it before somebody tries."""
    return choices.own_permissions(call.caller)


@endpoints.get(
    "/api/admin/group",
    id="get_group_settings",
    title="Get the group's settings",
    reply=GroupSettings,
    **FOR_GROUP_ADMINS,
)
async def get_group_settings(call: Call[NoQuery]) -> GroupSettings:
    """The group's name, picture and owner, and the rooms that the clients of new people open."""
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        return await _settings(tx, call)


@endpoints.put(
    "/api/admin/group",
    id="change_group_settings",
    title="Change the group's settings",
    body=GroupSettingsIn,
    reply=GroupSettings,
    **FOR_GROUP_ADMINS,
)
async def change_group_settings(call: Call[NoQuery], body: GroupSettingsIn) -> GroupSettings:
    """Change the group's name, or the rooms of newcomers; what is missing stays."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        if body.name is not None:
            await choices.rename(tx, call.caller, body.name)
        if body.newcomer_rooms is not None:
            await choices.set_newcomer_rooms(tx, call.caller, body.newcomer_rooms)
        return await _settings(tx, call)


@endpoints.get(
    "/api/admin/permissions",
    id="get_permissions",
    title="Get permissions",
    reply=Permissions,
    **FOR_GROUP_ADMINS,
)
async def get_permissions(call: Call[NoQuery]) -> Permissions:
    """Who may do what in the group."""
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        return choices.shown_permissions((await get_choices(tx, call.caller.group_id)).policy)


@endpoints.put(
    "/api/admin/permissions",
    id="set_permissions",
    title="Set permissions",
    body=Policy,
    reply=Permissions,
    **FOR_GROUP_ADMINS,
)
async def set_permissions(call: Call[NoQuery], body: Policy) -> Permissions:
    """Decide who may do what; what is missing is as it is by default. It holds at once, for every kind of token."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        await choices.set_policy(tx, call.caller, body)
    return choices.shown_permissions(body)


@endpoints.get("/api/admin/limits", id="get_limits", title="Get limits", reply=Limits, **FOR_GROUP_ADMINS)
async def get_limits(call: Call[NoQuery]) -> Limits:
    """How many calls and messages the server allows, and the group."""
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        own = (await get_choices(tx, call.caller.group_id)).limits
    return choices.shown_limits(call.services.settings, own)


@endpoints.put(
    "/api/admin/limits",
    id="set_limits",
    title="Set limits",
    body=GroupLimits,
    reply=Limits,
    **FOR_GROUP_ADMINS,
)
async def set_limits(call: Call[NoQuery], body: GroupLimits) -> Limits:
    """Decide the group's own figures, at most the server's. What is missing or null is the server's."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        await choices.set_limits(tx, call.caller, call.services.settings, body)
    return choices.shown_limits(call.services.settings, body)


async def _settings(tx: ReadTx, call: Call[Any]) -> GroupSettings:
    group = await get_group(tx, call.caller.group_id)
    owner = (await get_users(tx, group.id, [group.owner_id or 0])).get(group.owner_id or 0)
    rooms = await choices.list_newcomer_rooms(tx, call.caller)
    return GroupSettings(
        id=group.id,
        name=group.name,
        avatar_url=picture_path(group.avatar),
        owner=None if owner is None else Named(owner.id, owner.name),
        created=iso_seconds(group.created_at),
        newcomer_rooms=[Named(*room) for room in rooms],
    )
