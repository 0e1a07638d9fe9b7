"""The photo of a person."""

from dataclasses import replace

from chinwag.audit.model import Action
from chinwag.audit.service import note_audit, thing_of_user
from chinwag.db.tx import Tx
from chinwag.errors import Forbidden, NotFound
from chinwag.realtime.events import LiveEvent
from chinwag.users import change_storage, storage
from chinwag.users.model import User
from chinwag.users.schema import UserChanged, user_entry
from chinwag.versions import new_version


def require_photo_change(user: User) -> None:
    """Forbidden for guests, who have no photo: «Guests cannot be updated» (documented)."""
    if user.is_guest:
        raise Forbidden("Guests cannot be updated.")


async def set_photo(tx: Tx, user: User, picture: str | None) -> str | None:
    """Give a person another photo, or none; says which they had."""
    require_photo_change(user)
    held = await change_storage.hold_user(tx, user.id)
    now = await storage.get_user(tx, user.group_id, user.id)
    if not held or now is None:
        raise NotFound(f"User {user.id} not found")
    if picture == now.photo:
        return None
    changed = replace(now, photo=picture, version=new_version())
    await change_storage.update_photo(tx, changed)
    thing = thing_of_user(changed)
    await note_audit(tx, Action.USER_UPDATED, thing, group_id=changed.group_id, changed=["photo"])
    tx.emit(LiveEvent("user.updated", changed.group_id, UserChanged(user_entry(changed))))
    return now.photo
