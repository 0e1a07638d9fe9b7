"""What a group's admins decide: its name, the rooms of newcomers, who may do what, how many calls tokens have."""

import msgspec

from chinwag.admin.choice_schema import LimitEntry, Limits, OwnPermissions, PermissionEntry, Permissions
from chinwag.audit.model import Action, Detail, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import invalid
from chinwag.groups.service import rename_group
from chinwag.http.limits import CALLS_WINDOW_S, FLOOD_WINDOW_S
from chinwag.permissions.service import get_choices, hold_choices, is_allowed, put_choices
from chinwag.policy import OPEN, RULES, GroupLimits, Policy, within
from chinwag.rooms.service import get_visible_rooms
from chinwag.settings import Settings

_LIMITS = {
    "rate_limit_user": ("Calls with a person's or room's token", CALLS_WINDOW_S),
    "rate_limit_addon": ("Calls of an add-on", CALLS_WINDOW_S),
    "rate_limit_v1": ("Calls with a token of API v1", CALLS_WINDOW_S),
    "flood_limit": ("Messages to one room or person", FLOOD_WINDOW_S),
}


def shown_permissions(policy: Policy) -> Permissions:
    """Who may do what, for the page."""
    items = [
        PermissionEntry(what, rule.name, getattr(policy, what), getattr(OPEN, what), [*rule.choices])
        for what, rule in RULES.items()
    ]
    return Permissions(items, policy.edit_minutes, policy.delete_minutes)


def own_permissions(caller: Caller) -> OwnPermissions:
    """What the caller may do."""
    may = {str(what): is_allowed(caller, what) for what in RULES}
    minutes = (
        (None, None) if caller.is_group_admin else (caller.policy.edit_minutes, caller.policy.delete_minutes)
    )
    return OwnPermissions(may, *minutes)


async def set_policy(tx: Tx, caller: Caller, policy: Policy) -> None:
    """Decide who may do what; it holds from the commit on, for every token and session on every process."""
    await hold_choices(tx, caller.group_id)
    before = (await get_choices(tx, caller.group_id)).policy
    if policy == before:
        return
    await put_choices(tx, caller.group_id, policy=policy)
    tx.forget("callers")
    await _note(tx, caller, Action.PERMISSIONS_CHANGED, _changes(before, policy))


def shown_limits(settings: Settings, own: GroupLimits) -> Limits:
    """The server's figures and the group's own."""
    return Limits(
        [
            LimitEntry(key, name, window_s, server, group, within(server, group))
            for key, (name, window_s) in _LIMITS.items()
            for server, group in [(getattr(settings, key), getattr(own, key))]
        ]
    )


async def set_limits(tx: Tx, caller: Caller, settings: Settings, wanted: GroupLimits) -> None:
    """Decide the group's own figures. None may be above the server's, which holds for all groups."""
    for key in _LIMITS:
        server, group = getattr(settings, key), getattr(wanted, key)
        if group is not None and server and group > server:
            raise invalid(
                f"The server allows {server} at most. Its admin can raise that with the setting {key}.",
                field=key,
                validation="maximum",
                value=group,
            )
    await hold_choices(tx, caller.group_id)
    before = (await get_choices(tx, caller.group_id)).limits
    if wanted == before:
        return
    await put_choices(tx, caller.group_id, limits=wanted)
    tx.forget("callers")
    await _note(tx, caller, Action.LIMITS_CHANGED, _changes(before, wanted))


async def rename(tx: Tx, caller: Caller, name: str) -> None:
    """Give the group another name."""
    before = await rename_group(tx, caller.group_id, name)
    if before != name.strip():
        await _note(tx, caller, Action.GROUP_UPDATED, {"name": name.strip(), "was": before})


async def set_newcomer_rooms(tx: Tx, caller: Caller, room_ids: list[int]) -> None:
    """Choose the rooms that new people's clients open: public ones, which everybody may enter."""
    wanted = list(dict.fromkeys(room_ids))
    seen = await get_visible_rooms(tx, caller, wanted)
    for room_id in wanted:
        room = seen.get(room_id)
        if room is None or room.is_private or room.is_archived:
            raise invalid(
                f"Room {room_id} is not a public room that is in use. Choose others.",
                field="newcomer_rooms",
                validation="room",
                value=room_id,
            )
    await hold_choices(tx, caller.group_id)
    if wanted == (await get_choices(tx, caller.group_id)).newcomer_rooms:
        return
    await put_choices(tx, caller.group_id, newcomer_rooms=wanted)
    await _note(tx, caller, Action.GROUP_UPDATED, {"newcomer_rooms": len(wanted)})


async def list_newcomer_rooms(tx: ReadTx, caller: Caller) -> list[tuple[int, str]]:
    """The rooms chosen for newcomers that are still there for everybody, in their order."""
    chosen = (await get_choices(tx, caller.group_id)).newcomer_rooms
    seen = await get_visible_rooms(tx, caller, chosen)
    return [
        (room_id, seen[room_id].name)
        for room_id in chosen
        if room_id in seen and not seen[room_id].is_private and not seen[room_id].is_archived
    ]


async def _note(tx: Tx, caller: Caller, action: Action, details: dict[str, Detail]) -> None:
    await note_audit(tx, action, Thing("group", caller.group_id), group_id=caller.group_id, facts=details)


def _changes(before: msgspec.Struct, after: msgspec.Struct) -> dict[str, Detail]:
    """What is different now, as «before -> after»."""
    return {
        field: f"{getattr(before, field) or 'default'} -> {getattr(after, field) or 'default'}"
        for field in before.__struct_fields__
        if getattr(before, field) != getattr(after, field)
    }
