"""Title expansion of users."""

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.groups.service import get_group_name
from chinwag.http.expand import Expander
from chinwag.scopes import Scope
from chinwag.services import Services
from chinwag.users import service
from chinwag.users.schema import user_out


async def load_users(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """Users in full, those that the caller may see."""
    users = await service.visible_users(tx, caller, ids)
    group_name = await get_group_name(tx, caller.group_id) if users else ""
    return {
        user.id: user_out(
            user,
            services.links,
            group_name=group_name,
            presence=services.presence.of(user.id),
            shows_email=not caller.is_guest or user.id == caller.user_id,
        )
        for user in users.values()
    }


EXPANDERS = (Expander("user", frozenset({Scope.VIEW_GROUP}), load_users),)
