"""The avatar of the group."""

from dataclasses import replace

from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import NotFound
from chinwag.groups import storage
from chinwag.groups.schema import GroupUpdated, group_entry
from chinwag.realtime.events import LiveEvent
from chinwag.users.service import require_group_admin
from chinwag.versions import new_version


def require_own_group(caller: Caller, ref: str) -> None:
    """NotFound for every other group than the caller's own: others do not exist for them."""
    if ref != str(caller.group_id):
        raise NotFound(f"Group {ref} not found")


async def set_avatar(tx: Tx, caller: Caller, picture: str | None) -> str | None:
    """Give the caller's group another avatar, or none; says which it had. For group admins."""
    require_group_admin(caller)
    group = await storage.get_group_for_change(tx, caller.group_id)
    if group is None:
        raise NotFound(f"Group {caller.group_id} not found")
    if picture == group.avatar:
        return None
    changed = replace(group, avatar=picture, version=new_version())
    await storage.update_avatar(tx, changed)
    thing = Thing("group", group.id, group.name)
    await note_audit(tx, Action.GROUP_UPDATED, thing, group_id=group.id, avatar=picture is not None)
    tx.emit(LiveEvent("group.updated", group.id, GroupUpdated(group_entry(changed))))
    return group.avatar
