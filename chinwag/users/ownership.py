"""Who owns a group. It has one owner, who alone gives it to somebody else."""

from dataclasses import replace

from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, Forbidden
from chinwag.realtime.events import LiveEvent
from chinwag.users import change_storage
from chinwag.users.model import Role, User
from chinwag.users.schema import UserChanged, user_entry
from chinwag.users.service import get_users, note_changes
from chinwag.versions import new_version


def require_owner(caller: Caller, owner_id: int | None) -> int:
    """The owner of a group, who is the caller, signed in to the web client; Forbidden for any other and any token."""
    if owner_id is None or caller.user_id != owner_id or caller.kind is not TokenKind.SESSION:
        raise Forbidden("Only the group's owner may hand it over, signed in to the web client.")
    return owner_id


async def hand_group_over(tx: Tx, caller: Caller, user: User) -> None:
    """Make somebody else the owner of the group; who owned it is an admin from then on.

    For its owner in person: no token and no integration of theirs can do it.
    """
    owner_id = require_owner(caller, await change_storage.hold_group(tx, user.group_id))
    if user.id == owner_id:
        return
    for held in sorted((owner_id, user.id)):
        await change_storage.hold_user(tx, held)
    people = await get_users(tx, user.group_id, [owner_id, user.id])
    new = people[user.id]
    if new.is_guest or new.is_deleted:
        raise BadRequest("Only somebody with an account can own the group.")
    await change_storage.set_group_owner(tx, new, new_version())
    roles: tuple[tuple[User, Role], ...] = ((people[owner_id], "admin"), (new, "owner"))
    for person, role in roles:
        changed = replace(person, role=role, version=new_version())
        await change_storage.update_user(tx, changed)
        tx.forget(*await change_storage.list_credentials(tx, person.id))
        await note_changes(tx, person, changed, is_new_password=False)
        tx.emit(LiveEvent("user.updated", person.group_id, UserChanged(user_entry(changed))))
