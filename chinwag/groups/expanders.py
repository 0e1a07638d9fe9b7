"""Groups in full, where they are mentioned."""

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.groups import service
from chinwag.groups.schema import GroupOut, group_out
from chinwag.http.expand import Expander
from chinwag.scopes import Scope
from chinwag.services import Services
from chinwag.users.service import get_users

SEE_GROUP = frozenset({Scope.VIEW_GROUP})


async def own_group_out(tx: ReadTx, caller: Caller, services: Services) -> GroupOut:
    """The caller's group in full."""
    group = await service.get_group(tx, caller.group_id)
    people = await get_users(tx, group.id, [] if group.owner_id is None else [group.owner_id])
    return group_out(group, people.get(group.owner_id or 0), services.links)


async def load_groups(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """The caller's own group; others do not exist for them."""
    return {caller.group_id: await own_group_out(tx, caller, services)} if caller.group_id in ids else {}


EXPANDERS = (Expander("group", SEE_GROUP, load_groups),)
