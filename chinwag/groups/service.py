"""Groups are made and looked up here."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import NotFound
from chinwag.groups import storage
from chinwag.groups.model import Group
from chinwag.groups.schema import GroupUpdated, group_entry
from chinwag.groups.storage import count_users, get_first_group, list_groups
from chinwag.realtime.events import LiveEvent
from chinwag.users.naming import check_name
from chinwag.versions import new_version

__all__ = [
    "count_users",
    "create_group",
    "get_first_group",
    "get_group",
    "get_groups",
    "list_groups",
    "rename_group",
    "set_owner",
    "subdomain_of",
]

_NOT_HOST = re.compile(r"[^a-z0-9]+")


async def create_group(tx: Tx, name: str) -> Group:
    """A new group without people. Its owner is set when there is one."""
    group = Group(0, name, subdomain_of(name), None, new_version(), tx.now)
    return replace(group, id=await storage.insert_group(tx, group))


async def set_owner(tx: Tx, group: Group, owner_id: int, *, name: str | None = None) -> Group:
    """Give a group its owner, and another name with it if one is said."""
    changed = replace(group, owner_id=owner_id, name=name or group.name, version=new_version())
    await storage.update_group(tx, changed)
    return changed


async def rename_group(tx: Tx, group_id: int, name: str) -> str:
    """Give a group another name, and say which it had. BadRequest for one that cannot be seen whole."""
    check_name(name)
    group = await storage.get_group_for_change(tx, group_id)
    if group is None:
        raise NotFound(f"Group {group_id} not found")
    if name.strip() != group.name:
        changed = replace(group, name=name.strip(), version=new_version())
        await storage.update_group(tx, changed)
        tx.emit(LiveEvent("group.updated", group.id, GroupUpdated(group_entry(changed))))
    return group.name


async def get_group(tx: ReadTx, group_id: int) -> Group:
    """The group with an id that a caller or a row names; NotFound is a fault of the data."""
    found = await get_groups(tx, [group_id])
    if group_id not in found:
        raise NotFound(f"Group {group_id} not found")
    return found[group_id]


async def get_group_name(tx: ReadTx, group_id: int) -> str:
    """What a group is called."""
    return (await get_group(tx, group_id)).name


async def get_groups(tx: ReadTx, group_ids: Iterable[int]) -> dict[int, Group]:
    """Groups by id."""
    return {group.id: group for group in await storage.list_groups_by_id(tx, group_ids)}


def subdomain_of(name: str) -> str:
    """The host part that a group's name gives; HipChat served each group below a name of its own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_HOST.sub("-", plain).strip("-")[:63] or "group"
